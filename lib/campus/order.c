/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 2, place: rooms in their order, and ids that stand twice. */
#include "campus/campus.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What decides between most rooms without a look at them. */
struct key {
	uint64_t place, sign;
	const struct cgrid_room *room;
};

/* By level and building (CGRID_NONE is the largest: outdoors comes last), then by the sign on the door,
 * without one last, then by id. */
static int
compare_keys(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = (x->place > y->place) - (x->place < y->place);
	if (order == 0)
		order = (x->sign > y->sign) - (x->sign < y->sign);
	if (order == 0)
		order = cgrid_natural_compare(x->room->room, y->room->room);
	return order ? order : cgrid_natural_compare(x->room->id, y->room->id);
}

static int
compare_labels(const void *a, const void *b)
{
	const struct cgrid_room *x = ((const struct key *)a)->room, *y = ((const struct key *)b)->room;
	int order = (x->label.x > y->label.x) - (x->label.x < y->label.x);
	return order ? order : (x->label.y > y->label.y) - (x->label.y < y->label.y);
}

/* Rooms that nothing else tells apart stand by where their names are written. */
static void
order_twins(struct cgrid_placing *placing, struct key *keys, size_t count)
{
	struct cgrid_room *rooms = placing->campus->rooms;
	for (size_t from = 0, to = 1; from < count; from = to++) {
		while (to < count && compare_keys(&keys[from], &keys[to]) == 0)
			to++;
		for (size_t i = from; to - from > 1 && i < to; i++)
			cgrid_label_settle(placing->ctx, &rooms[keys[i].room - rooms]);
		qsort(keys + from, to - from, sizeof *keys, compare_labels);
	}
}

/* Each room to its place, along the cycles of the permutation. */
static void
move_rooms(struct cgrid_room *rooms, struct key *keys, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct cgrid_room first = rooms[i];
		size_t to = i, from = (size_t)(keys[i].room - rooms);
		while (from != i) {
			rooms[to] = rooms[from];
			keys[to].room = &rooms[to];
			to = from;
			from = (size_t)(keys[to].room - rooms);
		}
		rooms[to] = first;
		keys[to].room = &rooms[to];
	}
}

enum cgrid_status
cgrid_order_rooms(struct cgrid_placing *placing)
{
	struct cgrid_campus *campus = placing->campus;
	size_t count = campus->room_count, sorted = 1;
	struct key *keys = cgrid_array_new(count, sizeof *keys);
	if (!keys)
		return cgrid_fail_memory(placing->ctx);
	for (size_t i = 0; i < count; i++) {
		const struct cgrid_room *room = &campus->rooms[i];
		keys[i] =
		    (struct key){(uint64_t)room->level << 32 | room->building,
				 room->room[0] ? cgrid_natural_key(room->room) : UINT64_MAX, room};
	}
	while (sorted < count && compare_keys(&keys[sorted - 1], &keys[sorted]) < 0)
		sorted++;
	if (sorted < count) {
		qsort(keys, count, sizeof *keys, compare_keys);
		order_twins(placing, keys, count);
		move_rooms(campus->rooms, keys, count);
	}
	free(keys);
	return CGRID_OK;
}

static int
compare_ids(const void *a, const void *b)
{
	const struct cgrid_room *x = *(const struct cgrid_room *const *)a;
	const struct cgrid_room *y = *(const struct cgrid_room *const *)b;
	int order = (x->level > y->level) - (x->level < y->level);
	if (order == 0)
		order = strcmp(x->id, y->id);
	return order ? order : (x > y) - (x < y);
}

static enum cgrid_status
say_double_ids(struct cgrid_placing *placing)
{
	const struct cgrid_campus *campus = placing->campus;
	const struct cgrid_room **rooms = cgrid_array_new(campus->room_count, sizeof *rooms);
	if (!rooms)
		return cgrid_fail_memory(placing->ctx);
	for (size_t i = 0; i < campus->room_count; i++)
		rooms[i] = &campus->rooms[i];
	qsort(rooms, campus->room_count, sizeof *rooms, compare_ids);
	for (size_t i = 1; i < campus->room_count; i++) {
		const struct cgrid_room *a = rooms[i - 1], *b = rooms[i];
		if (a->level == b->level && a->id[0] && strcmp(a->id, b->id) == 0)
			cgrid_log(placing->ctx, CGRID_WARNING, &b->source,
				  "room \"%.60s\": its id \"%.60s\" is that of room \"%.60s\" too "
				  "(line %u; both are kept)",
				  b->room, b->id, a->room, (unsigned)a->source.line);
	}
	free(rooms);
	return CGRID_OK;
}

/* Two rooms of a level may have one name, never one id: who looks an id up finds one of them. Hashes
 * tell whether there is anything to say. */
enum cgrid_status
cgrid_find_double_ids(struct cgrid_placing *placing)
{
	const struct cgrid_campus *campus = placing->campus;
	size_t slots = 16;
	bool twice = false;
	while (slots < campus->room_count * 2)
		slots *= 2;
	uint64_t *seen = cgrid_array_new(slots, sizeof *seen);
	if (!seen)
		return cgrid_fail_memory(placing->ctx);
	for (size_t i = 0; i < campus->room_count && !twice; i++) {
		const struct cgrid_room *room = &campus->rooms[i];
		if (room->id[0] == '\0')
			continue;
		uint64_t hash = (cgrid_text_hash(room->id, strlen(room->id), 0) ^
				 room->level * UINT64_C(0x9e3779b97f4a7c15)) |
				1;
		size_t at = (size_t)(hash >> 32) & (slots - 1);
		while (seen[at] != 0 && seen[at] != hash)
			at = (at + 1) & (slots - 1);
		twice = seen[at] == hash;
		seen[at] = hash;
	}
	free(seen);
	return twice ? say_double_ids(placing) : CGRID_OK;
}
