/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stage 5, locate: what a text may mean. The readings, in this order: room: and
 * door: by their prefix, LAT,LON[,LEVEL], a label of the grid, a USNG or MGRS
 * text. What none of them takes is unknown.
 */
#include "base/mem.h"
#include "base/num.h"
#include "base/shape.h"
#include "grid/grid.h"
#include "locate/locate.h"

#include <math.h>
#include <string.h>

static struct cgrid_candidate
nowhere(void)
{
	return (struct cgrid_candidate){
	    .uncertainty_m = (double)NAN,
	    .building = CGRID_NONE,
	    .level = CGRID_NONE,
	    .room = CGRID_NONE,
	    .sensor = CGRID_NONE,
	    .door = CGRID_NONE,
	};
}

static enum cgrid_status
add(struct cgrid_ctx *ctx, struct cgrid_query *query, const struct cgrid_candidate *candidate)
{
	if (!CGRID_ROOM_FOR_ONE(query->candidates, query->candidate_count, query->candidate_capacity))
		return cgrid_fail_memory(ctx);
	query->candidates[query->candidate_count++] = *candidate;
	return CGRID_OK;
}

static enum cgrid_status
set_at(struct cgrid_ctx *ctx, const struct cgrid_query *query, struct cgrid_xy at,
       struct cgrid_candidate *candidate)
{
	candidate->at = at;
	candidate->in_frame = true;
	return cgrid_ground_for_output(ctx, &query->locator->campus->frame, &at, 1, &candidate->ground);
}

/* A place too far off for the frame is still a place on the earth. */
static enum cgrid_status
set_ground(struct cgrid_ctx *ctx, const struct cgrid_query *query, struct cgrid_lonlat ground,
	   struct cgrid_candidate *candidate)
{
	candidate->ground = ground;
	enum cgrid_status status =
	    cgrid_frame_to_xy(ctx, &query->locator->campus->frame, &ground, 1, &candidate->at);
	candidate->in_frame = status == CGRID_OK;
	if (status == CGRID_E_OUTSIDE) {
		cgrid_clear_error(ctx);
		return CGRID_OK;
	}
	return status;
}

bool
cgrid_level_is_called(const struct cgrid_level *level, const char *text)
{
	static const char prefix[] = "ordinal:";
	int64_t ordinal;
	if (cgrid_same_text(level->label, text))
		return true;
	return strncmp(text, prefix, sizeof prefix - 1) == 0 && level->has_ordinal &&
	       cgrid_integer_parse(text + sizeof prefix - 1, strlen(text) - sizeof prefix + 1,
				   INT32_MIN, INT32_MAX, &ordinal) &&
	       ordinal == level->ordinal;
}

/* Every level that the point can be on: of `building` and called `label`, where these are said
 * (CGRID_NONE, NULL). */
static enum cgrid_status
add_levels(struct cgrid_ctx *ctx, struct cgrid_query *query, const struct cgrid_candidate *base,
	   uint32_t building, const char *label)
{
	const struct cgrid_campus *campus = query->locator->campus;
	enum cgrid_status status = CGRID_OK;
	for (uint32_t l = 0; !status && base->in_frame && l < campus->level_count; l++) {
		struct cgrid_candidate one = *base;
		struct cgrid_spot spot;
		if ((building != CGRID_NONE && campus->levels[l].building != building) ||
		    (label && !cgrid_level_is_called(&campus->levels[l], label)))
			continue;
		cgrid_where_find(query->locator->where, (struct cgrid_level_point){base->at, l}, &spot);
		if (!spot.on_level)
			continue;
		one.level = l;
		one.building = spot.building;
		one.room = spot.room;
		status = add(ctx, query, &one);
	}
	return status;
}

/* The point on no level: in the building that was said, else in the only one whose outline holds it. */
static enum cgrid_status
add_bare(struct cgrid_ctx *ctx, struct cgrid_query *query, const struct cgrid_candidate *base)
{
	const struct cgrid_campus *campus = query->locator->campus;
	struct cgrid_candidate bare = *base;
	size_t holding = 0;
	for (uint32_t b = 0;
	     base->building == CGRID_NONE && base->in_frame && b < campus->building_count; b++) {
		if (!cgrid_shape_holds(&campus->buildings[b].outline, base->at))
			continue;
		bare.building = holding++ == 0 ? b : CGRID_NONE;
	}
	return add(ctx, query, &bare);
}

static enum cgrid_status
add_point(struct cgrid_ctx *ctx, struct cgrid_query *query, const struct cgrid_candidate *base)
{
	size_t before = query->candidate_count;
	enum cgrid_status status = add_levels(ctx, query, base, base->building, NULL);
	if (!status && query->candidate_count == before)
		status = add_bare(ctx, query, base);
	return status;
}

/* Does the key equal TEXT, BUILDING/TEXT or BUILDING/LEVEL/TEXT? */
static bool
key_is(const struct cgrid_campus *campus, const char *key, uint32_t building, uint32_t level,
       const char *text)
{
	const char *parts[3] = {building == CGRID_NONE ? "" : campus->buildings[building].name,
				level == CGRID_NONE ? "" : campus->levels[level].label, text};
	static const int forms[3][3] = {{2}, {0, 2}, {0, 1, 2}};
	for (int count = 1; count <= 3 && text[0] != '\0'; count++) {
		const char *at = key;
		bool same = true;
		for (int i = 0; i < count && same; i++) {
			for (const char *c = parts[forms[count - 1][i]]; *c && same; c++)
				same = *at && cgrid_lower((unsigned char)*at++) ==
						  cgrid_lower((unsigned char)*c);
			same &= i + 1 < count ? *at++ == '/' : *at == '\0';
			if (!same)
				break;
		}
		if (same)
			return true;
	}
	return false;
}

bool
cgrid_room_is_a_place(const struct cgrid_room *room)
{
	return room->kind != CGRID_ROOM_VOID && room->kind != CGRID_ROOM_STRUCTURE;
}

enum cgrid_status
cgrid_query_add_room(struct cgrid_ctx *ctx, struct cgrid_query *query, uint32_t room)
{
	const struct cgrid_room *of = cgrid_campus_room(query->locator->campus, room);
	struct cgrid_candidate one = nowhere();
	one.by_room = true;
	one.room = room;
	one.level = of->level;
	one.building = of->building;
	enum cgrid_status status = set_at(ctx, query, of->label, &one);
	return status ? status : add(ctx, query, &one);
}

enum cgrid_status
cgrid_query_add_door(struct cgrid_ctx *ctx, struct cgrid_query *query, uint32_t door)
{
	const struct cgrid_door *of = &query->locator->campus->doors[door];
	struct cgrid_candidate one = nowhere();
	one.door = door;
	one.level = of->level;
	one.building = of->building;
	enum cgrid_status status = set_at(ctx, query, of->at, &one);
	return status ? status : add(ctx, query, &one);
}

/* Rooms by the sign on the door, then by name; what nobody can be in is never meant. */
static enum cgrid_status
read_room(struct cgrid_ctx *ctx, struct cgrid_query *query, const char *key)
{
	const struct cgrid_campus *campus = query->locator->campus;
	enum cgrid_status status = CGRID_OK;
	for (int by_name = 0; by_name < 2 && query->candidate_count == 0; by_name++) {
		for (uint32_t i = 0; !status && i < campus->room_count; i++) {
			const struct cgrid_room *room = &campus->rooms[i];
			if (cgrid_room_is_a_place(room) &&
			    key_is(campus, key, room->building, room->level,
				   by_name ? room->name : room->room))
				status = cgrid_query_add_room(ctx, query, i);
		}
	}
	return status;
}

static enum cgrid_status
read_door(struct cgrid_ctx *ctx, struct cgrid_query *query, const char *key)
{
	const struct cgrid_campus *campus = query->locator->campus;
	enum cgrid_status status = CGRID_OK;
	for (uint32_t i = 0; !status && i < campus->door_count; i++) {
		const struct cgrid_door *door = &campus->doors[i];
		if (key_is(campus, key, door->building, door->level, door->door))
			status = cgrid_query_add_door(ctx, query, i);
	}
	return status;
}

/* AAA is A-AA and AA-A of a grid of letters: each reading is a candidate. */
static enum cgrid_status
read_cell(struct cgrid_ctx *ctx, struct cgrid_query *query, const char *text)
{
	enum { MOST = 8 };
	const struct cgrid_grid *grid = query->locator->grid;
	struct cgrid_cell cells[MOST];
	size_t count = cgrid_grid_label_readings(grid, text, cells, MOST);
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; !status && i < count; i++) {
		struct cgrid_candidate one = nowhere();
		one.claim = CGRID_CLAIM_CELL;
		one.cell = cells[i];
		status = set_at(ctx, query, cgrid_grid_centre(grid, cells[i]), &one);
		if (!status)
			status = add(ctx, query, &one);
	}
	return status;
}

/* LAT,LON[,LEVEL]. "3,5" is a label, too, in a grid of numbers with commas: a point far off the grid
 * is not what somebody means who could mean a cell. */
static enum cgrid_status
read_point(struct cgrid_ctx *ctx, struct cgrid_query *query, const char *text, bool *taken_out)
{
	struct cgrid_candidate base = nowhere();
	struct cgrid_lonlat ground;
	struct cgrid_cell cell;
	const char *at = text;
	*taken_out =
	    cgrid_read_degrees(&at, 90, &ground.lat) && at && cgrid_read_degrees(&at, 180, &ground.lon);
	if (!*taken_out)
		return CGRID_OK;
	enum cgrid_status status = set_ground(ctx, query, ground, &base);
	if (status)
		return status;
	if (!base.in_frame || !cgrid_grid_cell_at(query->locator->grid, base.at, &cell)) {
		status = read_cell(ctx, query, text);
		if (status || query->candidate_count > 0)
			return status;
	}
	const char *level = at ? cgrid_skip_blanks(at) : "";
	if (level[0] == '\0')
		return add_point(ctx, query, &base);
	status = add_levels(ctx, query, &base, CGRID_NONE, level);
	if (status || query->candidate_count > 0)
		return status;
	query->unknown_level = true;
	return add_point(ctx, query, &base);
}

/* The middle of the square. A square of a metre is as good as a point; a larger one is a circle
 * around it, and says nothing of rooms. */
static enum cgrid_status
read_usng(struct cgrid_ctx *ctx, struct cgrid_query *query, const char *text)
{
	struct cgrid_usng_square square;
	struct cgrid_candidate base = nowhere();
	enum cgrid_status status = cgrid_usng_parse(ctx, text, &square);
	if (status == CGRID_E_ARGUMENT || status == CGRID_E_OUTSIDE) {
		cgrid_clear_error(ctx);
		return CGRID_OK;
	}
	if (!status)
		status = set_ground(ctx, query, square.centre, &base);
	if (status)
		return status;
	if (square.size_m <= 1)
		return add_point(ctx, query, &base);
	base.claim = CGRID_CLAIM_SQUARE;
	base.uncertainty_m = square.size_m * 0.70710678118654752;
	return add(ctx, query, &base);
}

enum cgrid_status
cgrid_query_read_place(struct cgrid_ctx *ctx, struct cgrid_query *query, const char *place)
{
	bool taken = false;
	place = cgrid_skip_blanks(place);
	if (cgrid_has_prefix(place, "room:"))
		return read_room(ctx, query, place + 5);
	if (cgrid_has_prefix(place, "door:"))
		return read_door(ctx, query, place + 5);
	enum cgrid_status status = read_point(ctx, query, place, &taken);
	if (!status && !taken)
		status = read_cell(ctx, query, place);
	if (!status && !taken && query->candidate_count == 0)
		status = read_usng(ctx, query, place);
	return status;
}

/* A level that several buildings have, and no room or outline to tell which. */
static enum cgrid_status
add_all_called(struct cgrid_ctx *ctx, struct cgrid_query *query, const struct cgrid_candidate *base,
	       const char *label)
{
	const struct cgrid_campus *campus = query->locator->campus;
	enum cgrid_status status = CGRID_OK;
	for (uint32_t l = 0; !status && l < campus->level_count; l++) {
		struct cgrid_candidate one = *base;
		if (!cgrid_level_is_called(&campus->levels[l], label) ||
		    (base->building != CGRID_NONE && campus->levels[l].building != base->building))
			continue;
		one.level = l;
		one.building = campus->levels[l].building;
		status = add(ctx, query, &one);
	}
	return status;
}

/*
 * A sensor's building and level are what its list says, where the plans have
 * them; a level they lack is never guessed from the position: the location has
 * no level then, and says why. Where the list says no level, the only level at
 * that point is the one; several are an ambiguity.
 */
enum cgrid_status
cgrid_query_read_sensor(struct cgrid_ctx *ctx, struct cgrid_query *query, uint32_t sensor_index)
{
	const struct cgrid_campus *campus = query->locator->campus;
	const struct cgrid_sensor *sensor = &campus->sensors[sensor_index];
	struct cgrid_candidate base = nowhere();
	base.sensor = sensor_index;
	base.building = sensor->building;
	base.level = sensor->level;
	base.room = sensor->room;
	base.uncertainty_m = sensor->uncertainty_m;
	enum cgrid_status status = set_at(ctx, query, sensor->at, &base);
	if (status)
		return status;
	size_t before = query->candidate_count;
	if (sensor->level != CGRID_NONE || sensor->room != CGRID_NONE)
		return add(ctx, query, &base);
	if (sensor->faults & CGRID_SENSOR_NO_BUILDING) {
		base.doubt = CGRID_DOUBT_BUILDING;
		return add(ctx, query, &base);
	}
	if (sensor->level_text[0] == '\0')
		return add_point(ctx, query, &base);
	status = add_levels(ctx, query, &base, base.building, sensor->level_text);
	if (!status && query->candidate_count == before)
		status = add_all_called(ctx, query, &base, sensor->level_text);
	if (!status && query->candidate_count == before) {
		base.doubt = CGRID_DOUBT_LEVEL;
		status = add(ctx, query, &base);
	}
	return status;
}
