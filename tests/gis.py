#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""gis.py OURS THEIRS: what a GIS reader made of a file of ours (as GeoJSON) is our own GeoJSON table:
the same count, the same properties, the same positions.
gis.py FILE.gpkg: the database is whole, its references hold, and each R-tree has every geometry."""
import json
import sqlite3
import sys


def rings(geometry):
    if geometry is None:
        return []
    if geometry["type"] == "Point":
        return [[geometry["coordinates"]]]
    if geometry["type"] == "GeometryCollection":
        return sorted(ring for part in geometry["geometries"] for ring in rings(part))
    parts = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        parts = [parts]
    return sorted(sorted({(round(p[0], 7), round(p[1], 7)) for p in ring})
                  for part in parts for ring in part)


def same(ours, theirs):
    if ours is None:
        return theirs in (None, "")
    if isinstance(ours, bool):
        return theirs in (ours, int(ours), str(ours).lower())
    if isinstance(ours, (int, float)):
        return theirs is not None and abs(float(theirs) - ours) < 1e-9
    # Readers may trim, and make one blank of several.
    return ours.split() == str(theirs).split()


def compare(ours_file, theirs_file):
    ours = json.load(open(ours_file, encoding="utf-8"))["features"]
    theirs = json.load(open(theirs_file, encoding="utf-8"))["features"]
    if len(ours) != len(theirs):
        sys.exit(f"{len(theirs)} features in place of {len(ours)}")
    for i, (our, their) in enumerate(zip(ours, theirs)):
        for name, value in our["properties"].items():
            if not same(value, their["properties"].get(name)):
                sys.exit(f"feature {i}: {name} is {their['properties'].get(name)!r}, not {value!r}")
        area = our["geometry"] is not None and our["geometry"]["type"] != "Point"
        if area or their["geometry"] is not None:
            if [list(map(tuple, r)) for r in rings(our["geometry"])] != \
                    [list(map(tuple, r)) for r in rings(their["geometry"])]:
                sys.exit(f"feature {i}: another geometry")


def inspect(file):
    db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        sys.exit("the database is not whole")
    if db.execute("PRAGMA foreign_key_check").fetchall():
        sys.exit("a reference leads nowhere")
    tables = [row[0] for row in
              db.execute("SELECT table_name FROM gpkg_contents WHERE data_type='features'")]
    for table in tables:
        shaped = db.execute(f'SELECT count(*) FROM "{table}" WHERE geom NOT NULL').fetchone()
        indexed = db.execute(f'SELECT count(*) FROM "rtree_{table}_geom"').fetchone()
        if shaped != indexed:
            sys.exit(f"{table}: {indexed} of {shaped} geometries are in the index")
        styles = db.execute("SELECT count(*) FROM layer_styles WHERE f_table_name=?",
                            (table,)).fetchone()
        if styles != (1,):
            sys.exit(f"{table}: no style")
    print(" ".join(tables))


if len(sys.argv) == 3:
    compare(sys.argv[1], sys.argv[2])
else:
    inspect(sys.argv[1])
