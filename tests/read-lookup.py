#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The lookup file read by its description in campusgrid-lookup(5) alone: read-lookup.py FILE.cgx [KEY...]
prints every sensor as CSV, or what each KEY (an id, room:..., door:...) finds. Checks every checksum."""

import csv
import math
import struct
import sys

M = 2**64 - 1
TABLE = []
for n in range(256):
    for _ in range(8):
        n = n >> 1 ^ (0x82F63B78 if n & 1 else 0)
    TABLE.append(n)


def crc32c(data):
    r = 0xFFFFFFFF
    for byte in data:
        r = r >> 8 ^ TABLE[(r ^ byte) & 255]
    return r ^ 0xFFFFFFFF


def hash_of(key, seed):
    h = seed ^ len(key) * 0x9E3779B97F4A7C15 & M
    whole = len(key) // 8 * 8
    for i in range(0, whole, 8):
        h = (h ^ int.from_bytes(key[i : i + 8], "little")) * 0xBF58476D1CE4E5B9 & M
        h ^= h >> 31
    h = (h ^ int.from_bytes(key[whole:], "little")) * 0xBF58476D1CE4E5B9 & M
    h ^= h >> 29
    h = h * 0x94D049BB133111EB & M
    return h ^ h >> 32


class File:
    def __init__(self, data):
        self.data = data
        assert data[:8] == b"\x89CGX\r\n\x1a\n" and struct.unpack_from("<HHI", data, 8) == (1, 0, 0x0A0B0C0D)
        size, self.built, self.salt, self.seed = struct.unpack_from("<QqQQ", data, 16)
        assert size == len(data) and crc32c(data[:252]) == struct.unpack_from("<I", data, 252)[0]
        self.sections, at = [], 256
        for i in range(8):
            count, unit, texts, fixed = struct.unpack_from("<QIHH", data, 48 + 16 * i)
            self.sections.append((at, count, unit, texts, fixed))
            at += count * unit
        assert at == size
        number = 0
        while number < self.sections[0][1]:
            lines = (struct.unpack_from("<I", data, 256 + 64 * number)[0] + 8 + 63) // 64
            self.check(0, number, 256 + 64 * number, 64 * lines)
            number += lines
        for section in range(1, 8):
            at, count, unit, _, _ = self.sections[section]
            for number in range(count):
                self.check(section, number, at + number * unit, unit)

    def check(self, section, number, at, size):
        unit = self.data[at : at + size]
        wanted = struct.unpack("<I", unit[-4:])[0]
        assert crc32c(struct.pack("<QII", self.salt, section, number) + unit[:-4]) == wanted, (section, number)

    def unit(self, section, number):
        """The texts of a unit, and its numbers by their offset from the end."""
        at, _, size, texts, _ = self.sections[section]
        unit = self.data[at + number * size : at + (number + 1) * size]
        area = unit
        longer = struct.unpack("<I", unit[-8:-4])[0]
        if longer:
            start = 256 + 64 * (longer - 1)
            area = self.data[start + 4 : start + 4 + struct.unpack_from("<I", self.data, start)[0]]
        return area.split(b"\0")[:texts], lambda form, back: struct.unpack_from("<" + form, unit, size - back)

    def find(self, section, key, campus=None):
        seed = self.seed if campus is None else self.seed ^ (campus + 1) * 0xD6E8FEB86659FD93 & M
        h = hash_of(key, seed)
        at, buckets, _, _, _ = self.sections[section - 1]
        home = (h >> 32) * (buckets - 3) >> 32
        for bucket in range(home, home + 4) if buckets else ():
            row = struct.unpack_from("<13IIBB", self.data, at + 64 * bucket)
            for slot in range(row[14]):
                texts, number = self.unit(section, row[13] + slot)
                if row[slot] == h & 0xFFFFFFFF and texts[0] == key and campus in (None, number("I", 16)[0]):
                    return row[13] + slot
            if not row[15]:
                break
        return None


def record(texts, number, query):
    texts = [t.decode() for t in texts]
    flags, status = number("B", 9)[0], number("B", 10)[0]

    def fixed(value, decimals):
        return "" if math.isnan(value) else "%.*f" % (decimals, value)

    lat, lon, z, uncertainty, door_m = number("5d", 80)
    where = [fixed(lat, 7), fixed(lon, 7)] if flags & 4 else ["", ""]
    return (
        [query, ("ok", "unknown", "outside", "ambiguous")[status]] + texts[:4]
        + [str(number("i", 32)[0]) if flags & 1 else ""] + texts[4:9] + where
        + [fixed(z, 2), fixed(uncertainty, 2), texts[9], texts[10], fixed(door_m, 2)] + texts[11:16]
    )


def main(path, keys):
    with open(path, "rb") as f:
        file = File(f.read())
    out = csv.writer(sys.stdout, lineterminator="\n")
    for i in range(file.sections[4][1]) if not keys else ():
        texts, number = file.unit(4, i)
        assert file.find(4, texts[0]) == i
        out.writerow(record(texts, number, texts[0].decode()))
    for key in keys:
        place = key.startswith(("room:", "door:"))
        found = file.find(6, key.lower().encode(), 0) if place else file.find(4, key.encode())
        if place and found is not None:
            found = file.unit(6, found)[1]("I", 12)[0]
        out.writerow(record(*file.unit(7 if place else 4, found), key) if found is not None else [key, "unknown"])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
