#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Where are these sensors? lookup.py LIBRARY FILE.cgx ID...: prints a JSON object a line, through ctypes.

LIBRARY is libcampusgrid-lookup.so.0: nothing else has to be installed."""

import ctypes as c
import json
import sys

SINK_WRITE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_size_t)
NDJSON = 3


class Sink(c.Structure):
    _fields_ = [("write", SINK_WRITE), ("user", c.c_void_p)]


class Lookup:
    """A resident lookup file: every byte of it is verified when it is opened."""

    def __init__(self, library, path):
        self.lib = c.CDLL(library)
        self.lib.cgrid_ctx_new.restype = c.c_void_p
        self.lib.cgrid_ctx_error.restype = c.c_char_p
        self.ctx = c.c_void_p(self.lib.cgrid_ctx_new())
        self.lookup, self.query = c.c_void_p(), c.c_void_p()
        self.must(self.lib.cgrid_lookup_open(self.ctx, path.encode(), None, c.byref(self.lookup)))
        self.must(self.lib.cgrid_lookup_query_new(self.ctx, self.lookup, c.byref(self.query)))

    def must(self, status):
        if status != 0:
            raise OSError(self.lib.cgrid_ctx_error(self.ctx).decode())

    def ask(self, function, text):
        location, parts = c.c_void_p(), []
        write = SINK_WRITE(lambda _user, data, count: parts.append(c.string_at(data, count)) or 0)
        self.must(function(self.ctx, self.query, text.encode(), c.byref(location)))
        self.must(self.lib.cgrid_location_write(self.ctx, NDJSON, location, c.c_bool(True), Sink(write, None)))
        return json.loads(b"".join(parts))

    def sensor(self, name):
        """The columns of campusgrid-resolve(1); an unknown id is an answer with that status."""
        return self.ask(self.lib.cgrid_lookup_sensor, name)

    def place(self, text):
        return self.ask(self.lib.cgrid_lookup_place, text)

    def close(self):
        self.lib.cgrid_lookup_query_free(self.query)
        self.lib.cgrid_lookup_free(self.lookup)
        self.lib.cgrid_ctx_free(self.ctx)


def main(library, path, ids):
    lookup = Lookup(library, path)
    for name in ids:
        print(json.dumps(lookup.sensor(name), ensure_ascii=False))
    lookup.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
