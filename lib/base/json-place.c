/* SPDX-License-Identifier: Apache-2.0 */
/* Places of a JSON text as its author counts them: lines, and characters of a line. */
#include "base/json-inside.h"

#include "base/json-scan.h"

#include <string.h>

#define EIGHT(byte) (UINT64_C(0x0101010101010101) * (byte))

/* How many lines end in some bytes, and how many characters they are. */
struct counts {
	size_t lines, characters;
};

static size_t
sum_of_bytes(uint64_t word)
{
	const uint64_t pairs = UINT64_C(0x00ff00ff00ff00ff);
	word = (word & pairs) + (word >> 8 & pairs);
	return (size_t)(word * UINT64_C(0x0001000100010001) >> 48);
}

/* Every byte is counted, for the place of each feature: eight at a time. */
static struct counts
count(const char *bytes, size_t size)
{
	size_t lines = 0, inner = 0, at = 0;
	while (size - at >= 8) {
		/* A byte of a sum holds no more than 255. */
		const size_t left = (size - at) / 8, end = at + 8 * (left < 255 ? left : 255);
		uint64_t ends = 0, follows = 0;
		for (; at < end; at += 8) {
			uint64_t word = cgrid_eight(bytes + at), other = word ^ EIGHT('\n');
			uint64_t differs = ((other & EIGHT(0x7f)) + EIGHT(0x7f)) | other;
			ends += ~differs >> 7 & EIGHT(1);
			/* 10xxxxxx goes on with a character. */
			follows += (word & ~word << 1) >> 7 & EIGHT(1);
		}
		lines += sum_of_bytes(ends);
		inner += sum_of_bytes(follows);
	}
	for (; at < size; at++) {
		lines += bytes[at] == '\n';
		inner += ((unsigned char)bytes[at] & 0xc0) == 0x80;
	}
	return (struct counts){lines, size - inner};
}

static size_t
line_start(const struct cgrid_json_inside *inside, size_t offset)
{
	const char *found = memrchr(inside->bytes + inside->body, '\n', offset - inside->body);
	return found ? (size_t)(found - inside->bytes) + 1 : inside->body;
}

/* From the place last asked for, forwards or backwards: asking in any order near by is cheap. */
struct cgrid_source
cgrid_json_source_at(struct cgrid_json *json, size_t offset)
{
	struct cgrid_json_inside *inside = json->inside;
	struct cgrid_json_place *seen = &inside->seen;
	if (offset > inside->size)
		offset = inside->size;
	if (offset < inside->body)
		offset = inside->body;
	bool onward = offset >= seen->offset;
	size_t from = onward ? seen->offset : offset, to = onward ? offset : seen->offset;
	struct counts passed = count(inside->bytes + from, to - from);
	uint32_t lines = (uint32_t)passed.lines, characters = (uint32_t)passed.characters;
	if (lines == 0) {
		seen->column = onward ? seen->column + characters : seen->column - characters;
	} else {
		size_t start = line_start(inside, offset);
		seen->line = onward ? seen->line + lines : seen->line - lines;
		seen->column = 1 + (uint32_t)count(inside->bytes + start, offset - start).characters;
	}
	seen->offset = offset;
	return (struct cgrid_source){json->file, seen->line, seen->column};
}

struct cgrid_source
cgrid_json_source(struct cgrid_json *json)
{
	return cgrid_json_source_at(json, json->start);
}
