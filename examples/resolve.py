#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Where are these sensors? resolve.py LIBRARY CAMPUS ID...: prints a JSON object a line, through ctypes."""

import ctypes as c
import sys

SINK_WRITE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_size_t)
NDJSON = 3


class Sink(c.Structure):
    _fields_ = [("write", SINK_WRITE), ("user", c.c_void_p)]


def main(library, campus_path, ids):
    lib = c.CDLL(library)
    lib.cgrid_ctx_new.restype = c.c_void_p
    lib.cgrid_ctx_error.restype = c.c_char_p
    ctx = c.c_void_p(lib.cgrid_ctx_new())
    campus, grid, locator, query, location = (c.c_void_p() for _ in range(5))

    def must(status):
        if status != 0:
            sys.exit(lib.cgrid_ctx_error(ctx).decode())

    must(lib.cgrid_campus_read(ctx, campus_path.encode(), None, c.byref(campus)))
    must(lib.cgrid_grid_fit(ctx, campus, None, c.c_bool(False), c.byref(grid)))
    must(lib.cgrid_locator_new(ctx, campus, grid, c.byref(locator)))
    must(lib.cgrid_query_new(ctx, locator, c.byref(query)))

    @SINK_WRITE
    def write(_user, data, count):
        sys.stdout.write(c.string_at(data, count).decode())
        return 0

    for i, sensor in enumerate(ids):
        must(lib.cgrid_locate_sensor(ctx, query, sensor.encode(), c.byref(location)))
        must(lib.cgrid_location_write(ctx, NDJSON, location, c.c_bool(i == 0), Sink(write, None)))
    for free, thing in (("query", query), ("locator", locator), ("grid", grid), ("campus", campus), ("ctx", ctx)):
        getattr(lib, f"cgrid_{free}_free")(thing)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
