/* SPDX-License-Identifier: Apache-2.0 */
/* What is wrong with the header, or with one unit by itself. */
#include "lookup/lookup.h"

#include <inttypes.h>
#include <math.h>

const unsigned char cgrid_lookup_magic[8] = {0x89, 'C', 'G', 'X', '\r', '\n', 0x1a, '\n'};

const struct cgrid_lookup_shape cgrid_lookup_shapes[CGRID_CGX_SECTIONS] = {
    [CGRID_CGX_LONG] = {"long text", 0, 0},
    [CGRID_CGX_CAMPUSES] = {"campus", CGRID_CAMPUS_TEXTS, CGRID_CAMPUS_FIXED},
    [CGRID_CGX_SOURCES] = {"source", 1, CGRID_SOURCE_FIXED},
    [CGRID_CGX_SENSOR_BUCKETS] = {"bucket of sensors", 0, 0},
    [CGRID_CGX_SENSORS] = {"sensor", CGRID_CGX_TEXTS, CGRID_LOCATION_FIXED},
    [CGRID_CGX_PLACE_BUCKETS] = {"bucket of places", 0, 0},
    [CGRID_CGX_PLACES] = {"place", 1, CGRID_PLACE_FIXED},
    [CGRID_CGX_ANSWERS] = {"answer", CGRID_CGX_TEXTS, CGRID_LOCATION_FIXED},
};

enum cgrid_status
cgrid_lookup_damaged(struct cgrid_ctx *ctx, const struct cgrid_lookup *lookup, unsigned section,
		     uint32_t number, const char *why)
{
	const struct cgrid_source source = {lookup->path, 0, 0};
	const struct cgrid_lookup_part *part = &lookup->parts[section];
	return cgrid_fail_at(ctx, CGRID_E_SYNTAX, &source,
			     "damaged lookup file: %s %" PRIu32 ", at byte %" PRIu64 ": %s",
			     cgrid_lookup_shapes[section].name, number,
			     part->offset + (uint64_t)number * part->unit, why);
}

uint32_t
cgrid_lookup_unit_crc(const struct cgrid_crc32c *crc, uint64_t salt, unsigned section, uint32_t number,
		      const unsigned char *unit, size_t size)
{
	unsigned char where[16];
	cgrid_put_le(where, salt, 8);
	cgrid_put_le(where + 8, section, 4);
	cgrid_put_le(where + 12, number, 4);
	return ~crc->run(crc, crc->run(crc, UINT32_MAX, where, sizeof where), unit, size - 4);
}

const char *
cgrid_lookup_check_crc(const struct cgrid_lookup *lookup, unsigned section, uint32_t number,
		       const unsigned char *unit, size_t size)
{
	const uint32_t crc =
	    cgrid_lookup_unit_crc(&lookup->crc, lookup->salt, section, number, unit, size);
	return crc == cgrid_le32(unit + size - 4) ? NULL : "the checksum is wrong";
}

/* The sizes of the sections, which have to add up to the file. */
static const char *
check_sections(struct cgrid_lookup *lookup, const unsigned char *head)
{
	uint64_t offset = CGRID_CGX_HEADER;
	for (int i = 0; i < CGRID_CGX_SECTIONS; i++) {
		const unsigned char *at = head + CGRID_HEAD_SECTIONS + i * CGRID_HEAD_SECTION_SIZE;
		const struct cgrid_lookup_shape *shape = &cgrid_lookup_shapes[i];
		struct cgrid_lookup_part *part = &lookup->parts[i];
		const uint64_t count = cgrid_le64(at);
		*part = (struct cgrid_lookup_part){offset, (uint32_t)count, cgrid_le32(at + 8),
						   cgrid_le16(at + 12), cgrid_le16(at + 14)};
		const bool lines = shape->texts == 0;
		if (count >= UINT32_MAX || part->unit == 0 || part->unit % CGRID_CGX_LINE != 0 ||
		    part->unit > CGRID_CGX_UNIT_MOST || part->texts < shape->texts ||
		    part->fixed < shape->fixed || part->texts + part->fixed > part->unit ||
		    (lines && (part->unit != CGRID_CGX_LINE || part->texts + part->fixed > 0)))
			return "the sections in its header make no sense";
		offset += count * part->unit;
	}
	if (offset != cgrid_le64(head + CGRID_HEAD_SIZE))
		return "its sections do not add up to its size";
	const struct cgrid_lookup_part *parts = lookup->parts;
	if ((parts[CGRID_CGX_SENSORS].count == 0) != (parts[CGRID_CGX_SENSOR_BUCKETS].count == 0) ||
	    (parts[CGRID_CGX_PLACES].count == 0) != (parts[CGRID_CGX_PLACE_BUCKETS].count == 0))
		return "it has keys without buckets, or buckets without keys";
	return NULL;
}

const char *
cgrid_lookup_check_header(struct cgrid_lookup *lookup, const unsigned char head[CGRID_CGX_HEADER])
{
	static const unsigned char as_text[8] = {0x89, 'C', 'G', 'X', '\n', 0x1a, '\n', 0};
	if (memcmp(head, cgrid_lookup_magic, 4) == 0 && memcmp(head, as_text, 6) == 0)
		return "its line ends were changed on the way: it was sent as text, not as binary";
	if (memcmp(head, cgrid_lookup_magic, sizeof cgrid_lookup_magic) != 0)
		return memcmp(head + 1, cgrid_lookup_magic + 1, 3) == 0
			   ? "its first bytes were changed on the way"
			   : "is no lookup file";
	if (cgrid_crc32c(&lookup->crc, head, CGRID_HEAD_CRC) != cgrid_le32(head + CGRID_HEAD_CRC))
		return "the checksum of its header is wrong";
	if (cgrid_le32(head + CGRID_HEAD_ORDER) != CGRID_CGX_ORDER)
		return "its bytes stand in another order";
	lookup->minor = cgrid_le16(head + CGRID_HEAD_MINOR);
	lookup->built = (int64_t)cgrid_le64(head + CGRID_HEAD_BUILT);
	lookup->salt = cgrid_le64(head + CGRID_HEAD_SALT);
	lookup->seed = cgrid_le64(head + CGRID_HEAD_SEED);
	return check_sections(lookup, head);
}

/* How many bytes of a word are zero. */
static unsigned
zeros(uint64_t word)
{
	const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);
	const uint64_t tops = ~(((word & low) + low) | word | low);
	return (unsigned)((tops >> 7) * UINT64_C(0x0101010101010101) >> 56);
}

const char *
cgrid_lookup_check_texts(const unsigned char *area, size_t size, uint32_t texts)
{
	uint64_t all = 0;
	unsigned ends = 0;
	size_t i = 0;
	for (; i + 8 <= size; i += 8) {
		const uint64_t word = cgrid_le64(area + i);
		all |= word;
		ends += zeros(word);
	}
	for (; i < size; i++) {
		all |= area[i];
		ends += area[i] == 0;
	}
	if (ends < texts)
		return "a text has no end";
	if ((all & UINT64_C(0x8080808080808080)) && !cgrid_utf8_valid((const char *)area, size))
		return "a text is no UTF-8";
	return NULL;
}

uint32_t
cgrid_lookup_long_lines(const unsigned char *unit, uint32_t most)
{
	const uint64_t bytes = (uint64_t)CGRID_LONG_HEAD + cgrid_le32(unit) + 4;
	const uint64_t lines = (bytes + CGRID_CGX_LINE - 1) / CGRID_CGX_LINE;
	return lines <= most ? (uint32_t)lines : 0;
}

static const char *
check_location(const struct cgrid_lookup *lookup, const unsigned char *end)
{
	const unsigned flags = end[-CGRID_AT_FLAGS], status = end[-CGRID_AT_STATUS];
	const double lat = cgrid_le_double(end - CGRID_AT_LAT);
	const double lon = cgrid_le_double(end - CGRID_AT_LON);
	const uint32_t candidates = cgrid_le32(end - CGRID_AT_CANDIDATES);
	if (flags & ~(unsigned)CGRID_FLAGS || status > CGRID_LOCATION_AMBIGUOUS ||
	    cgrid_le32(end - CGRID_AT_ZERO) != 0 || cgrid_le16(end - CGRID_AT_KEYPAD) > 99)
		return "its numbers make no sense";
	if ((flags & CGRID_FLAG_GROUND) && !(fabs(lat) <= 90 && fabs(lon) <= 180))
		return "it is nowhere on earth";
	if (cgrid_le32(end - CGRID_AT_CAMPUS) >= lookup->parts[CGRID_CGX_CAMPUSES].count)
		return "it is of no campus";
	if (candidates > 0 && (status != CGRID_LOCATION_AMBIGUOUS ||
			       (uint64_t)cgrid_le32(end - CGRID_AT_CANDIDATE) + candidates >
				   lookup->parts[CGRID_CGX_ANSWERS].count))
		return "its candidates are not there";
	return NULL;
}

static const char *
check_bucket(const unsigned char *bucket, const struct cgrid_lookup_part *units)
{
	const uint64_t first = cgrid_le32(bucket + CGRID_BUCKET_FIRST);
	const unsigned count = bucket[CGRID_BUCKET_COUNT];
	if (count > CGRID_CGX_SLOTS || first + count > units->count ||
	    bucket[CGRID_BUCKET_SPILLED] > 1 || cgrid_le16(bucket + CGRID_BUCKET_ZERO) != 0)
		return "its numbers make no sense";
	return NULL;
}

static const char *
check_place(const struct cgrid_lookup *lookup, const unsigned char *end)
{
	if (cgrid_le32(end - CGRID_PLACE_CAMPUS) >= lookup->parts[CGRID_CGX_CAMPUSES].count)
		return "it is of no campus";
	if (cgrid_le32(end - CGRID_PLACE_ANSWER) >= lookup->parts[CGRID_CGX_ANSWERS].count)
		return "its answer is not there";
	return NULL;
}

static const char *
check_campus(const struct cgrid_lookup *lookup, const unsigned char *end)
{
	const uint64_t first = cgrid_le32(end - CGRID_IN_SOURCE);
	if (end[-CGRID_IN_FRAME] > CGRID_FRAME_UTM || end[-CGRID_IN_LABELS] > CGRID_LABELS_11 ||
	    end[-CGRID_IN_LETTERS] > CGRID_LETTERS_COLUMNS || end[-CGRID_IN_START] > CGRID_START_SE ||
	    cgrid_le32(end - CGRID_IN_ZONE) > 60)
		return "its numbers make no sense";
	if (first + cgrid_le32(end - CGRID_IN_SOURCES) > lookup->parts[CGRID_CGX_SOURCES].count)
		return "its sources are not there";
	return NULL;
}

const char *
cgrid_lookup_check_unit(const struct cgrid_lookup *lookup, unsigned section, const unsigned char *unit)
{
	const struct cgrid_lookup_part *part = &lookup->parts[section];
	const unsigned char *end = unit + part->unit;
	const char *wrong = NULL;
	if (part->texts > 0 && cgrid_le32(end - CGRID_END_LONG) > lookup->parts[CGRID_CGX_LONG].count)
		return "its long text is not there";
	if (part->texts > 0)
		wrong = cgrid_lookup_check_texts(unit, part->unit - part->fixed, part->texts);
	if (wrong)
		return wrong;
	switch (section) {
	case CGRID_CGX_SENSOR_BUCKETS:
	case CGRID_CGX_PLACE_BUCKETS:
		return check_bucket(unit, part + 1);
	case CGRID_CGX_SENSORS:
	case CGRID_CGX_ANSWERS:
		return check_location(lookup, end);
	case CGRID_CGX_PLACES:
		return check_place(lookup, end);
	case CGRID_CGX_CAMPUSES:
		return check_campus(lookup, end);
	default:
		return NULL;
	}
}
