#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""validate-schema.py SCHEMA FILE ...: one line a file, "valid" or "invalid: why". Exit 77 without jsonschema."""
import json
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    sys.exit(77)

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
for name in sys.argv[2:]:
    with open(name, encoding="utf-8") as file:
        error = next(validator.iter_errors(json.load(file)), None)
    print("valid" if error is None else "invalid: " + " ".join(error.message.split()))
