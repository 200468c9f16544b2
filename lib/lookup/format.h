/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lookup file, byte by byte: campusgrid-lookup(5) says the same in prose.
 * Numbers are little-endian. The header, then eight sections of units of one
 * size each, one behind the other; every unit ends with its own checksum.
 */
#ifndef CGRID_LOOKUP_FORMAT_H
#define CGRID_LOOKUP_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum cgrid_lookup_section {
	CGRID_CGX_LONG, /* texts that find no room in their unit */
	CGRID_CGX_CAMPUSES,
	CGRID_CGX_SOURCES,        /* the files that were packed */
	CGRID_CGX_SENSOR_BUCKETS, /* of the hash of a sensor's id */
	CGRID_CGX_SENSORS,        /* locations, by hash */
	CGRID_CGX_PLACE_BUCKETS,
	CGRID_CGX_PLACES,  /* keys of rooms and doors, by hash -> answers */
	CGRID_CGX_ANSWERS, /* locations of rooms, doors, and each of an ambiguous sensor's */
	CGRID_CGX_SECTIONS
};

enum {
	CGRID_CGX_MAJOR = 1,
	CGRID_CGX_MINOR = 0,
	CGRID_CGX_LINE = 64, /* every unit is a multiple of it, and begins at one */
	CGRID_CGX_HEADER = 256,
	CGRID_CGX_UNIT_MOST = 4096,
	CGRID_CGX_SLOTS = 13,  /* of a bucket */
	CGRID_CGX_BUCKETS = 4, /* in which a key can stand, from its home on */
	CGRID_CGX_TEXTS = 16   /* of a location */
};
#define CGRID_CGX_ORDER UINT32_C(0x0a0b0c0d)

/* Header. */
enum {
	CGRID_HEAD_MAGIC = 0,
	CGRID_HEAD_MAJOR = 8,
	CGRID_HEAD_MINOR = 10,
	CGRID_HEAD_ORDER = 12,
	CGRID_HEAD_SIZE = 16,     /* of the file */
	CGRID_HEAD_BUILT = 24,    /* seconds since 1970 */
	CGRID_HEAD_SALT = 32,     /* of all checksums */
	CGRID_HEAD_SEED = 40,     /* of the hashes */
	CGRID_HEAD_SECTIONS = 48, /* of each: u64 count, u32 unit, u16 texts, u16 fixed */
	CGRID_HEAD_SECTION_SIZE = 16,
	CGRID_HEAD_CRC = CGRID_CGX_HEADER - 4
};

/* A bucket: fingerprints of units `first` and on. */
enum {
	CGRID_BUCKET_FIRST = 52,
	CGRID_BUCKET_COUNT = 56,
	CGRID_BUCKET_SPILLED = 57, /* 1: a key whose home this is, or came past, stands further on */
	CGRID_BUCKET_ZERO = 58,
	CGRID_BUCKET_CRC = 60
};

/* The other units begin with their texts, a NUL behind each, and end with numbers. Offsets from the
 * end. A long unit of 0: the texts stand in the unit; else number + 1 of the first long unit. */
enum { CGRID_END_CRC = 4, CGRID_END_LONG = 8 };
enum cgrid_location_end {
	CGRID_AT_LAT = 80,
	CGRID_AT_LON = 72,
	CGRID_AT_Z = 64,
	CGRID_AT_UNCERTAINTY = 56,
	CGRID_AT_DOOR_M = 48,
	CGRID_AT_COLUMN = 40,
	CGRID_AT_ROW = 36,
	CGRID_AT_ORDINAL = 32,
	CGRID_AT_CAMPUS = 28,
	CGRID_AT_CANDIDATE = 24, /* the first of an ambiguous one, among the answers */
	CGRID_AT_CANDIDATES = 20,
	CGRID_AT_ZERO = 16,
	CGRID_AT_KEYPAD = 12,
	CGRID_AT_STATUS = 10,
	CGRID_AT_FLAGS = 9,
	CGRID_LOCATION_FIXED = 80
};
enum { CGRID_FLAG_ORDINAL = 1, CGRID_FLAG_CELL = 2, CGRID_FLAG_GROUND = 4, CGRID_FLAGS = 7 };
enum { CGRID_PLACE_CAMPUS = 16, CGRID_PLACE_ANSWER = 12, CGRID_PLACE_FIXED = 16 };
enum cgrid_campus_end {
	CGRID_IN_ORIGIN_LAT = 144,
	CGRID_IN_ORIGIN_LON = 136,
	CGRID_IN_TURN = 128,
	CGRID_IN_WIDTH = 120,
	CGRID_IN_HEIGHT = 112,
	CGRID_IN_FRAME_LAT = 104,
	CGRID_IN_FRAME_LON = 96,
	CGRID_IN_COLUMNS = 88,
	CGRID_IN_ROWS = 84,
	CGRID_IN_PAD = 80,
	CGRID_IN_USNG = 76,
	CGRID_IN_ZONE = 72,
	CGRID_IN_EPSG = 68,
	CGRID_IN_LABELS = 64, /* bytes from here on */
	CGRID_IN_LETTERS = 63,
	CGRID_IN_START = 62,
	CGRID_IN_SKIP_IO = 61,
	CGRID_IN_FRAME = 60,
	CGRID_IN_SOUTH = 59,
	CGRID_IN_BYTES_ZERO = 58, /* two */
	CGRID_IN_SENSORS = 56,    /* how many of the file's sensors are of this campus */
	CGRID_IN_SOURCE = 52,     /* the first of its sources */
	CGRID_IN_SOURCES = 48,
	CGRID_IN_ZERO = 44, /* 36 bytes */
	CGRID_CAMPUS_FIXED = 144,
	CGRID_CAMPUS_TEXTS = 5 /* name, cell, separator, names of columns, names of rows */
};
enum {
	CGRID_SOURCE_SHA256 = 56,
	CGRID_SOURCE_SIZE = 24,
	CGRID_SOURCE_CAMPUS = 16,
	CGRID_SOURCE_ZERO = 12,
	CGRID_SOURCE_FIXED = 56
};
/* Long units: u32 bytes of the texts, the texts, zeros, checksum; over as many lines as needed. */
enum { CGRID_LONG_HEAD = 4 };

/* A non-ASCII byte, the ends of lines of both kinds, an end of file of DOS: what PNG begins with. */
extern const unsigned char cgrid_lookup_magic[8];

static inline uint16_t
cgrid_le16(const unsigned char *at)
{
	return (uint16_t)(at[0] | at[1] << 8);
}
static inline uint32_t
cgrid_le32(const unsigned char *at)
{
	return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}
static inline uint64_t
cgrid_le64(const unsigned char *at)
{
	return (uint64_t)cgrid_le32(at) | (uint64_t)cgrid_le32(at + 4) << 32;
}
static inline double
cgrid_le_double(const unsigned char *at)
{
	const uint64_t bits = cgrid_le64(at);
	double value;
	memcpy(&value, &bits, sizeof value);
	return value;
}
static inline void
cgrid_put_le(unsigned char *at, uint64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		at[i] = (unsigned char)(value >> 8 * i);
}
static inline void
cgrid_put_double(unsigned char *at, double value)
{
	uint64_t bits;
	memcpy(&bits, &value, sizeof bits);
	cgrid_put_le(at, bits, 8);
}

/* The hash of a key: eight bytes at a time, the last ones filled up with zeros. */
static inline uint64_t
cgrid_lookup_hash(const char *key, size_t length, uint64_t seed)
{
	uint64_t hash = seed ^ length * UINT64_C(0x9e3779b97f4a7c15);
	unsigned char rest[8] = {0};
	const unsigned char *at = (const unsigned char *)key;
	size_t left = length;
	for (; left >= 8; at += 8, left -= 8) {
		hash = (hash ^ cgrid_le64(at)) * UINT64_C(0xbf58476d1ce4e5b9);
		hash ^= hash >> 31;
	}
	for (size_t i = 0; i < left; i++)
		rest[i] = at[i];
	hash = (hash ^ cgrid_le64(rest)) * UINT64_C(0xbf58476d1ce4e5b9);
	hash ^= hash >> 29;
	hash *= UINT64_C(0x94d049bb133111eb);
	return hash ^ hash >> 32;
}

/* The home of a hash among `homes` buckets: in the order of the hashes. */
static inline uint32_t
cgrid_lookup_home(uint64_t hash, uint32_t homes)
{
	return (uint32_t)((hash >> 32) * homes >> 32);
}

/* Seeds of the two tables; a place's key is of one campus. */
static inline uint64_t
cgrid_place_seed(uint64_t seed, uint32_t campus)
{
	return seed ^ ((uint64_t)campus + 1) * UINT64_C(0xd6e8feb86659fd93);
}

#endif
