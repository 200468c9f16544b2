#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""eido.py OPENAPI FILE ...: validates EIDO documents against the schema of NENA-STA-021.1 and prints
the PIDF-LO inside each into FILE.pidf. Exit 77 where the validator's packages are not installed."""
import json
import sys

try:
    import jsonschema
    import yaml
except ImportError:
    sys.exit(77)


def clean(node):
    """The code lists of NIEM are left out; "1," is a number; properties called $ref and $id stay out
    of the validator's way."""
    if isinstance(node, list):
        return [clean(value) for value in node]
    if not isinstance(node, dict):
        return node
    if str(node.get("$ref", "")).startswith("NIEM"):
        return {}
    return {key: int(str(value).strip(",")) if key == "minItems" else clean(value)
            for key, value in node.items()
            if not (key in ("$ref", "$id") and isinstance(value, dict))}


loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
components = clean(yaml.load(open(sys.argv[1], encoding="utf-8"), loader)["components"])
schema = {"$ref": "#/components/schemas/EmergencyIncidentDataObjectType", "components": components}
validator = jsonschema.Draft4Validator(schema)
bad = 0
for name in sys.argv[2:]:
    document = json.load(open(name, encoding="utf-8"))
    for error in validator.iter_errors(document):
        print(name, list(error.path), error.message)
        bad = 1
    for location in document["locationComponent"]:
        if ("locationByValue" in location) == ("locationByReferenceUrl" in location):
            print(name, "not exactly one of locationByValue and locationByReferenceUrl")
            bad = 1
    with open(name + ".pidf", "w", encoding="utf-8") as pidf:
        pidf.write(document["locationComponent"][0]["locationByValue"])
sys.exit(bad)
