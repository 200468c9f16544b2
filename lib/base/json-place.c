/* SPDX-License-Identifier: Apache-2.0 */
/* Places of a JSON text as its author counts them: lines, and characters of a line. */
#include "base/json-inside.h"

#include <string.h>

/* How many lines end in some bytes, and how many characters they are. */
struct counts {
	size_t lines, characters;
};

/* Every byte is counted, for the place of each feature: many side by side. */
enum { LANES = 16, ROUNDS = 255 };
typedef unsigned char lanes __attribute__((vector_size(LANES)));

static size_t
sum(lanes counted)
{
	size_t sum = 0;
	for (int i = 0; i < LANES; i++)
		sum += counted[i];
	return sum;
}

static struct counts
count(const char *bytes, size_t size)
{
	size_t lines = 0, inner = 0, at = 0;
	while (size - at >= LANES) {
		/* A lane holds no more than 255. */
		const size_t left = (size - at) / LANES;
		const size_t end = at + LANES * (left < ROUNDS ? left : ROUNDS);
		lanes ends = {0}, follows = {0}, here;
		for (; at < end; at += LANES) {
			memcpy(&here, bytes + at, LANES);
			/* What is true is -1; 10xxxxxx goes on with a character. */
			ends -= (lanes)(here == '\n');
			follows -= (lanes)((here & 0xc0) == 0x80);
		}
		lines += sum(ends);
		inner += sum(follows);
	}
	for (; at < size; at++) {
		lines += bytes[at] == '\n';
		inner += ((unsigned char)bytes[at] & 0xc0) == 0x80;
	}
	return (struct counts){lines, size - inner};
}

struct cgrid_json_place
cgrid_json_pass(struct cgrid_json_place place, const char *bytes, size_t size)
{
	struct counts passed = count(bytes, size);
	place.offset += size;
	if (passed.lines == 0) {
		place.column += (uint32_t)passed.characters;
		return place;
	}
	const char *start = (const char *)memrchr(bytes, '\n', size) + 1;
	place.line += (uint32_t)passed.lines;
	place.column = 1 + (uint32_t)count(start, size - (size_t)(start - bytes)).characters;
	return place;
}

/* From a place that lies behind, whose line starts where the bytes in memory do at the earliest. False
 * when it does not. */
static bool
go_back(const struct cgrid_json_inside *inside, struct cgrid_json_place *place, size_t offset)
{
	const size_t body = inside->base > inside->body ? 0 : inside->body - inside->base;
	const size_t at = offset - inside->base;
	struct counts passed = count(inside->bytes + at, place->offset - offset);
	const char *end = passed.lines > 0 ? memrchr(inside->bytes + body, '\n', at - body) : NULL;
	if (passed.lines > 0 && !end && inside->base + body > inside->body)
		return false;
	size_t start = end ? (size_t)(end - inside->bytes) + 1 : body;
	place->offset = offset;
	place->line -= (uint32_t)passed.lines;
	place->column = passed.lines > 0
			    ? 1 + (uint32_t)count(inside->bytes + start, at - start).characters
			    : place->column - (uint32_t)passed.characters;
	return true;
}

/* From the place last asked for, forwards or backwards: asking in any order near by is cheap. */
struct cgrid_source
cgrid_json_source_at(struct cgrid_json *json, size_t offset)
{
	struct cgrid_json_inside *inside = json->inside;
	struct cgrid_json_place place = inside->seen;
	if (offset > inside->base + inside->size)
		offset = inside->base + inside->size;
	if (offset < inside->body)
		offset = inside->body;
	if (offset >= place.offset)
		place = cgrid_json_pass(place, inside->bytes + (place.offset - inside->base),
					offset - place.offset);
	else if (offset < inside->base || !go_back(inside, &place, offset))
		place = cgrid_json_window_place(inside, offset);
	/* What is gone from memory is no place to go on from. */
	if (place.offset >= inside->base)
		inside->seen = place;
	return (struct cgrid_source){json->file, place.line, place.column};
}

struct cgrid_source
cgrid_json_source(struct cgrid_json *json)
{
	return cgrid_json_source_at(json, json->start);
}
