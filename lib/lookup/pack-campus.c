/* SPDX-License-Identifier: Apache-2.0 */
/* A campus -> units: what the locator answers is what is packed. */
#include "locate/locate.h"
#include "lookup/pack.h"

#include <inttypes.h>
#include <stdlib.h>

struct packing {
	struct cgrid_ctx *ctx;
	struct cgrid_pack *pack;
	const struct cgrid_campus *campus;
	struct cgrid_query *query;
	struct cgrid_arena arena; /* keys */
};

/* Each place that the last answer lists, and where they stand among the answers. */
static enum cgrid_status
pack_candidates(struct packing *packing, size_t count, unsigned char *end)
{
	const uint64_t first = packing->pack->lists[CGRID_CGX_ANSWERS].count;
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; !status && i < count; i++) {
		const struct cgrid_location *location;
		struct cgrid_pack_unit *unit;
		status = cgrid_query_candidate(packing->ctx, packing->query, i, &location);
		if (!status)
			status = cgrid_pack_location(packing->ctx, packing->pack, CGRID_CGX_ANSWERS,
						     location, &unit);
	}
	cgrid_put_le(end - CGRID_AT_CANDIDATE, first, 4);
	cgrid_put_le(end - CGRID_AT_CANDIDATES, count, 4);
	return status;
}

/* An answer of the locator, with what it lists. */
static enum cgrid_status
pack_answer(struct packing *packing, int section, const struct cgrid_location *location)
{
	struct cgrid_pack_unit *unit;
	const bool several = location->status == CGRID_LOCATION_AMBIGUOUS;
	enum cgrid_status status =
	    cgrid_pack_location(packing->ctx, packing->pack, section, location, &unit);
	const size_t count = several ? cgrid_query_candidate_count(packing->query) : 0;
	if (status || count == 0)
		return status;
	return pack_candidates(packing, count, unit->fixed + CGRID_LOCATION_FIXED);
}

static enum cgrid_status
pack_sensors(struct packing *packing, const struct cgrid_locator *locator)
{
	const struct cgrid_campus *campus = packing->campus;
	enum cgrid_status status = CGRID_OK;
	const char *last = NULL;
	uint64_t sensors = 0;
	for (size_t i = 0; !status && i < campus->sensor_count; i++) {
		const struct cgrid_sensor *sensor = &campus->sensors[locator->sensors[i]];
		const struct cgrid_location *location;
		if (sensor->faults & CGRID_SENSOR_DUPLICATE)
			return cgrid_fail_at(packing->ctx, CGRID_E_MEANING, &sensor->source,
					     "sensor \"%.200s\" stands at two places: a lookup file "
					     "tells one place of an id",
					     sensor->id);
		if (last && strcmp(last, sensor->id) == 0)
			continue;
		last = sensor->id;
		status = cgrid_locate_sensor(packing->ctx, packing->query, sensor->id, &location);
		if (!status)
			status = pack_answer(packing, CGRID_CGX_SENSORS, location);
		sensors++;
	}
	const struct cgrid_pack_list *campuses = &packing->pack->lists[CGRID_CGX_CAMPUSES];
	cgrid_put_le(campuses->units[campuses->count - 1].fixed + CGRID_CAMPUS_FIXED - CGRID_IN_SENSORS,
		     sensors, 4);
	return status;
}

/* What a room or a door can be called in a PLACE, in lower case. */
struct key {
	const char *text;
	uint32_t of;
	int rank; /* of texts that are the same, those of the least rank are meant */
};
struct keys {
	struct key *keys;
	size_t count, capacity;
};

static int
compare_keys(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = strcmp(x->text, y->text);
	if (order == 0)
		order = x->rank - y->rank;
	return order ? order : (x->of > y->of) - (x->of < y->of);
}

static bool
add_key(struct packing *packing, struct keys *keys, const char *const *parts, size_t count,
	struct key key)
{
	struct cgrid_buf *text = &packing->pack->texts;
	cgrid_buf_clear(text);
	for (size_t i = 0; i < count; i++) {
		for (const char *c = parts[i]; *c != '\0'; c++)
			cgrid_buf_char(text, (char)cgrid_lower((unsigned char)*c));
		if (i > 0 && i + 1 < count)
			cgrid_buf_char(text, '/');
	}
	key.text = text->failed ? NULL : cgrid_arena_text(&packing->arena, text->data, text->size);
	cgrid_buf_clear(text);
	if (!key.text || !CGRID_ROOM_FOR_ONE(keys->keys, keys->count, keys->capacity))
		return false;
	keys->keys[keys->count++] = key;
	return true;
}

/* TEXT, BUILDING/TEXT and BUILDING/LEVEL/TEXT. */
static bool
add_keys(struct packing *packing, struct keys *keys, const char *prefix, const char *text,
	 uint32_t building, uint32_t level, struct key key)
{
	const struct cgrid_campus *campus = packing->campus;
	const char *b = building == CGRID_NONE ? "" : campus->buildings[building].name;
	const char *l = level == CGRID_NONE ? "" : campus->levels[level].label;
	const char *const forms[3][4] = {{prefix, text}, {prefix, b, text}, {prefix, b, l, text}};
	bool good = true;
	for (size_t i = 0; good && text[0] != '\0' && i < 3; i++)
		good = add_key(packing, keys, forms[i], i + 2, key);
	return good;
}

typedef enum cgrid_status (*locate_fn)(struct cgrid_ctx *, struct cgrid_query *, const uint32_t *,
				       size_t, const struct cgrid_location **);

/* The answer to keys that mean these rooms or doors; `known`, by room or door: the answers of those
 * that were meant alone before. */
static enum cgrid_status
answer_keys(struct packing *packing, locate_fn locate, const uint32_t *of, size_t count,
	    uint32_t *known, uint32_t *answer_out)
{
	const struct cgrid_location *location;
	if (count == 1 && known[of[0]] != CGRID_NONE) {
		*answer_out = known[of[0]];
		return CGRID_OK;
	}
	enum cgrid_status status = locate(packing->ctx, packing->query, of, count, &location);
	*answer_out = (uint32_t)packing->pack->lists[CGRID_CGX_ANSWERS].count;
	if (!status)
		status = pack_answer(packing, CGRID_CGX_ANSWERS, location);
	if (count == 1)
		known[of[0]] = *answer_out;
	return status;
}

static enum cgrid_status
pack_key(struct packing *packing, const char *text, uint32_t answer)
{
	cgrid_buf_clear(&packing->pack->texts);
	enum cgrid_status status = cgrid_pack_text(packing->ctx, packing->pack, text);
	struct cgrid_pack_unit *unit =
	    status ? NULL : cgrid_pack_add(packing->ctx, packing->pack, CGRID_CGX_PLACES);
	if (!unit)
		return status ? status : CGRID_E_MEMORY;
	unsigned char *end = unit->fixed + CGRID_PLACE_FIXED;
	cgrid_put_le(end - CGRID_PLACE_CAMPUS, packing->pack->lists[CGRID_CGX_CAMPUSES].count - 1, 4);
	cgrid_put_le(end - CGRID_PLACE_ANSWER, answer, 4);
	return CGRID_OK;
}

/* Keys of one text after the other. `most` rooms or doors there are. */
static enum cgrid_status
pack_keys(struct packing *packing, struct keys *keys, locate_fn locate, size_t most)
{
	enum cgrid_status status = CGRID_OK;
	uint32_t *of = cgrid_array_new(keys->count, sizeof *of);
	uint32_t *known = cgrid_array_new(most, sizeof *known);
	if (!of || !known)
		status = cgrid_fail_memory(packing->ctx);
	for (size_t i = 0; !status && i < most; i++)
		known[i] = CGRID_NONE;
	if (!status && keys->count > 0)
		qsort(keys->keys, keys->count, sizeof *keys->keys, compare_keys);
	for (size_t i = 0, next; !status && i < keys->count; i = next) {
		const struct key *first = &keys->keys[i];
		uint32_t answer = 0;
		size_t count = 0;
		for (next = i; next < keys->count && strcmp(keys->keys[next].text, first->text) == 0;
		     next++) {
			const struct key *key = &keys->keys[next];
			if (key->rank == first->rank && (count == 0 || of[count - 1] != key->of))
				of[count++] = key->of;
		}
		status = answer_keys(packing, locate, of, count, known, &answer);
		if (!status)
			status = pack_key(packing, first->text, answer);
	}
	free(of);
	free(known);
	free(keys->keys);
	return status;
}

static enum cgrid_status
pack_rooms(struct packing *packing)
{
	const struct cgrid_campus *campus = packing->campus;
	struct keys keys = {0};
	bool good = true;
	for (uint32_t i = 0; good && i < campus->room_count; i++) {
		const struct cgrid_room *room = &campus->rooms[i];
		if (!cgrid_room_is_a_place(room))
			continue;
		good = add_keys(packing, &keys, "room:", room->room, room->building, room->level,
				(struct key){.of = i, .rank = 0}) &&
		       add_keys(packing, &keys, "room:", room->name, room->building, room->level,
				(struct key){.of = i, .rank = 1});
	}
	if (good)
		return pack_keys(packing, &keys, cgrid_locate_rooms, campus->room_count);
	free(keys.keys);
	return cgrid_fail_memory(packing->ctx);
}

static enum cgrid_status
pack_doors(struct packing *packing)
{
	const struct cgrid_campus *campus = packing->campus;
	struct keys keys = {0};
	bool good = true;
	for (uint32_t i = 0; good && i < campus->door_count; i++) {
		const struct cgrid_door *door = &campus->doors[i];
		good = add_keys(packing, &keys, "door:", door->door, door->building, door->level,
				(struct key){.of = i, .rank = 0});
	}
	if (good)
		return pack_keys(packing, &keys, cgrid_locate_doors, campus->door_count);
	free(keys.keys);
	return cgrid_fail_memory(packing->ctx);
}

enum cgrid_status
cgrid_pack_campus(struct cgrid_ctx *ctx, struct cgrid_pack *pack, const struct cgrid_campus *campus,
		  const struct cgrid_grid *grid)
{
	struct packing packing = {.ctx = ctx, .pack = pack, .campus = campus};
	struct cgrid_locator *locator = NULL;
	enum cgrid_status status = cgrid_locator_new(ctx, campus, grid, &locator);
	if (!status)
		status = cgrid_query_new(ctx, locator, &packing.query);
	if (!status)
		status = cgrid_pack_begin(ctx, pack, campus->name, grid);
	if (!status)
		status = pack_sensors(&packing, locator);
	if (!status)
		status = pack_rooms(&packing);
	if (!status)
		status = pack_doors(&packing);
	cgrid_arena_free(&packing.arena);
	cgrid_query_free(packing.query);
	cgrid_locator_free(locator);
	return status;
}
