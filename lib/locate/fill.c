/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 5, locate: candidates -> the one location. */
#include "base/num.h"
#include "locate/locate.h"

#include <math.h>
#include <string.h>

static const char *
building_name(const struct cgrid_campus *campus, uint32_t building)
{
	return building == CGRID_NONE ? "" : campus->buildings[building].name;
}

static const char *
level_label(const struct cgrid_campus *campus, uint32_t level)
{
	return level == CGRID_NONE ? "" : campus->levels[level].label;
}

static void
set_cell(const struct cgrid_grid *grid, const struct cgrid_candidate *from, struct cgrid_location *to)
{
	struct cgrid_cell cell = from->cell;
	if (from->claim != CGRID_CLAIM_CELL &&
	    !(from->in_frame && cgrid_grid_cell_at(grid, from->at, &cell)))
		return;
	/* The square of the earth may cover many keypads: none of them is the one. */
	if (from->claim == CGRID_CLAIM_SQUARE)
		cell.keypad = 0;
	cgrid_location_set_cell(to, grid, cell);
}

/* The first point of the way out on foot; CGRID_NONE where the plans have none. */
static uint32_t
find_way(const struct cgrid_locator *locator, const struct cgrid_candidate *from, double *metres_out)
{
	*metres_out = INFINITY;
	if (from->claim != CGRID_CLAIM_POINT)
		return CGRID_NONE;
	if (from->door != CGRID_NONE)
		return cgrid_way_from_door(locator->ways, from->door, metres_out);
	return from->room == CGRID_NONE
		   ? CGRID_NONE
		   : cgrid_way_from(locator->ways, from->room, from->at, metres_out);
}

static const char *
bearing_word(struct cgrid_xy from, struct cgrid_xy to)
{
	static const char *const words[] = {"north", "north-east", "east", "south-east",
					    "south", "south-west", "west", "north-west"};
	double x = to.x - from.x, y = to.y - from.y;
	if (hypot(x, y) < 0.5)
		return "";
	double eighths = atan2(x, y) / 0.78539816339744831;
	return words[(int)(floor(eighths + 0.5) + 8) % 8];
}

/* On foot where the plans say how, else in a straight line. */
static void
set_door(const struct cgrid_locator *locator, const struct cgrid_candidate *from,
	 struct cgrid_location *to)
{
	const struct cgrid_campus *campus = locator->campus;
	uint32_t way = find_way(locator, from, &to->door_m), door;
	if (way != CGRID_NONE)
		door = locator->ways->points[way].exit;
	else
		door = cgrid_nearest_door(locator, from->building, from->level, from->at, &to->door_m);
	if (door == CGRID_NONE)
		return;
	to->door = campus->doors[door].door;
	to->door_way = way == CGRID_NONE ? "line" : "walk";
	to->door_bearing = bearing_word(from->at, campus->doors[door].at);
}

static void
set_building(const struct cgrid_locator *locator, const struct cgrid_candidate *from,
	     struct cgrid_location *to)
{
	const struct cgrid_campus *campus = locator->campus;
	to->building = building_name(campus, from->building);
	to->level = level_label(campus, from->level);
	if (from->level != CGRID_NONE) {
		to->ordinal = campus->levels[from->level].ordinal;
		to->has_ordinal = campus->levels[from->level].has_ordinal;
	}
	if (from->room != CGRID_NONE) {
		to->room = campus->rooms[from->room].room;
		to->room_name = campus->rooms[from->room].name;
	}
	if (from->in_frame)
		set_door(locator, from, to);
}

/* Everything but the texts that are lists. */
static enum cgrid_status
fill_one(struct cgrid_ctx *ctx, const struct cgrid_query *query, const struct cgrid_candidate *from,
	 struct cgrid_location *to)
{
	const struct cgrid_locator *locator = query->locator;
	cgrid_location_clear(to);
	to->query = query->text.data;
	to->ground = from->ground;
	to->has_ground = true;
	to->uncertainty_m = from->uncertainty_m;
	if (from->sensor != CGRID_NONE) {
		const struct cgrid_sensor *sensor = &locator->campus->sensors[from->sensor];
		to->sensor = sensor->id;
		to->kind = sensor->kind;
		to->z = sensor->z;
	}
	set_cell(locator->grid, from, to);
	set_building(locator, from, to);
	to->status = to->has_cell ? CGRID_LOCATION_OK : CGRID_LOCATION_OUTSIDE;
	return cgrid_usng_format(ctx, from->ground, 5, true, to->usng);
}

/* "Main/2 214", "Main/2", "Main": where in the buildings a point may be. */
static void
list_place(const struct cgrid_campus *campus, const struct cgrid_candidate *of, struct cgrid_buf *out)
{
	if (of->building == CGRID_NONE && of->level == CGRID_NONE) {
		cgrid_buf_text(out, "outdoors");
		return;
	}
	cgrid_buf_text(out, building_name(campus, of->building));
	if (of->level != CGRID_NONE) {
		cgrid_buf_char(out, '/');
		cgrid_buf_text(out, level_label(campus, of->level));
	}
	if (of->room != CGRID_NONE && campus->rooms[of->room].room[0]) {
		cgrid_buf_char(out, ' ');
		cgrid_buf_text(out, campus->rooms[of->room].room);
	}
}

/* "room:Main/2/214", "door:Main/1/6": a PLACE that names this one. */
static void
list_key(const struct cgrid_campus *campus, const struct cgrid_candidate *of, struct cgrid_buf *out)
{
	const struct cgrid_room *room = of->by_room ? &campus->rooms[of->room] : NULL;
	cgrid_buf_text(out, room ? "room:" : "door:");
	if (of->building != CGRID_NONE || of->level != CGRID_NONE) {
		cgrid_buf_text(out, building_name(campus, of->building));
		cgrid_buf_char(out, '/');
	}
	if (of->level != CGRID_NONE) {
		cgrid_buf_text(out, level_label(campus, of->level));
		cgrid_buf_char(out, '/');
	}
	if (room)
		cgrid_buf_text(out, room->room[0] ? room->room : room->name);
	else
		cgrid_buf_text(out, campus->doors[of->door].door);
}

static bool
same_key(const struct cgrid_campus *campus, const struct cgrid_candidate *a,
	 const struct cgrid_candidate *b)
{
	if (a->building != b->building || a->level != b->level)
		return false;
	if (!a->by_room)
		return true;
	const struct cgrid_room *x = &campus->rooms[a->room], *y = &campus->rooms[b->room];
	return cgrid_same_text(x->room[0] ? x->room : x->name, y->room[0] ? y->room : y->name);
}

/* Candidates of rooms and doors stand in the order of the campus, by level: the same name twice on
 * one level stands side by side, and only the cell tells them apart. */
static void
list_cell(const struct cgrid_query *query, size_t i, struct cgrid_buf *out)
{
	const struct cgrid_campus *campus = query->locator->campus;
	const struct cgrid_candidate *all = query->candidates;
	struct cgrid_cell cell;
	char label[CGRID_LABEL_SIZE];
	bool twice = (i > 0 && same_key(campus, &all[i], &all[i - 1])) ||
		     (i + 1 < query->candidate_count && same_key(campus, &all[i], &all[i + 1]));
	if (!twice || !cgrid_grid_cell_at(query->locator->grid, all[i].at, &cell))
		return;
	cgrid_grid_label(query->locator->grid, cell, label, sizeof label);
	cgrid_buf_text(out, " in ");
	cgrid_buf_text(out, label);
}

static void
list_ground(const struct cgrid_candidate *of, struct cgrid_buf *out)
{
	cgrid_buf_fixed(out, of->ground.lat, 7);
	cgrid_buf_char(out, ',');
	cgrid_buf_fixed(out, of->ground.lon, 7);
	cgrid_buf_char(out, ' ');
}

static void
list_candidates(struct cgrid_query *query, bool apart)
{
	const struct cgrid_campus *campus = query->locator->campus;
	struct cgrid_buf *out = &query->listed;
	for (size_t i = 0; i < query->candidate_count; i++) {
		const struct cgrid_candidate *of = &query->candidates[i];
		if (i > 0)
			cgrid_buf_text(out, "; ");
		if (of->by_room || of->door != CGRID_NONE) {
			list_key(campus, of, out);
			list_cell(query, i, out);
			continue;
		}
		if (apart && of->claim != CGRID_CLAIM_CELL)
			list_ground(of, out);
		if (of->claim == CGRID_CLAIM_CELL) {
			char label[CGRID_LABEL_SIZE];
			cgrid_grid_label(query->locator->grid, of->cell, label, sizeof label);
			cgrid_buf_text(out, label);
		} else {
			list_place(campus, of, out);
		}
	}
}

static void
list_doubt(struct cgrid_query *query, const struct cgrid_candidate *of)
{
	const struct cgrid_sensor *sensor;
	sensor = &query->locator->campus->sensors[of->sensor];
	cgrid_buf_text(&query->listed,
		       of->doubt == CGRID_DOUBT_LEVEL ? "no level \"" : "no building \"");
	cgrid_buf_text(&query->listed,
		       of->doubt == CGRID_DOUBT_LEVEL ? sensor->level_text : sensor->building_text);
	cgrid_buf_text(&query->listed, "\" in the plans");
}

static void
list_room(const struct cgrid_room *room, struct cgrid_buf *out)
{
	bool called = room->room[0] || room->name[0];
	if (!called)
		cgrid_buf_char(out, '(');
	cgrid_buf_text(out, room->room[0]       ? room->room
			    : room->name[0]     ? room->name
			    : room->category[0] ? room->category
						: "room");
	if (!called)
		cgrid_buf_char(out, ')');
}

/* The rooms that the circle touches; of a room that was asked for, that room. */
static enum cgrid_status
list_rooms(struct cgrid_ctx *ctx, struct cgrid_query *query, const struct cgrid_candidate *of)
{
	const struct cgrid_campus *campus = query->locator->campus;
	if (of->room != CGRID_NONE && !(of->uncertainty_m > 0)) {
		list_room(&campus->rooms[of->room], &query->rooms);
		return CGRID_OK;
	}
	if (of->level == CGRID_NONE || !(of->uncertainty_m > 0))
		return CGRID_OK;
	enum cgrid_status status =
	    cgrid_rooms_reached(ctx, query, of->level, of->at, of->uncertainty_m);
	for (size_t i = 0; !status && i < query->reached_count; i++) {
		if (i > 0)
			cgrid_buf_text(&query->rooms, "; ");
		list_room(&campus->rooms[query->reached[i].room], &query->rooms);
	}
	return status;
}

/* "214 > Corridor > Stairs B > Corridor > door 6". */
static void
list_route(struct cgrid_query *query, const struct cgrid_candidate *of)
{
	const struct cgrid_campus *campus = query->locator->campus;
	const struct cgrid_way_point *points = query->locator->ways->points;
	double metres;
	uint32_t at = find_way(query->locator, of, &metres), room = CGRID_NONE;
	for (; at != CGRID_NONE; at = points[at].next) {
		if (points[at].room != room) {
			list_room(&campus->rooms[points[at].room], &query->route);
			cgrid_buf_text(&query->route, " > ");
		}
		room = points[at].room;
		if (points[at].next == CGRID_NONE) {
			cgrid_buf_text(&query->route, "door ");
			cgrid_buf_text(&query->route, campus->doors[points[at].exit].door);
		}
	}
}

/* Beyond this no room is near. */
static const double near_most_m = 250;

static void
list_nearest(struct cgrid_query *query, const struct cgrid_candidate *of)
{
	const struct cgrid_campus *campus = query->locator->campus;
	struct cgrid_buf *out = &query->listed;
	double away;
	uint32_t room = cgrid_nearest_room(query->locator, of->level, of->at, near_most_m, &away);
	if (room == CGRID_NONE)
		return;
	cgrid_buf_text(out, "in no room: ");
	cgrid_buf_fixed(out, away, 2);
	cgrid_buf_text(out, " m from ");
	if (of->level == CGRID_NONE) {
		cgrid_buf_text(out, building_name(campus, campus->rooms[room].building));
		cgrid_buf_char(out, '/');
		cgrid_buf_text(out, level_label(campus, campus->rooms[room].level));
		cgrid_buf_char(out, ' ');
	}
	list_room(&campus->rooms[room], out);
}

static bool
same_place(const struct cgrid_query *query, size_t first, size_t count)
{
	const struct cgrid_candidate *all = &query->candidates[first];
	for (size_t i = 1; i < count; i++)
		if (all[i].at.x != all[0].at.x || all[i].at.y != all[0].at.y)
			return false;
	return true;
}

static enum cgrid_status
fill_lists(struct cgrid_ctx *ctx, struct cgrid_query *query, size_t first, size_t count)
{
	const struct cgrid_candidate *from = &query->candidates[first];
	struct cgrid_location *to = &query->location;
	bool together = same_place(query, first, count);
	cgrid_buf_clear(&query->listed);
	cgrid_buf_clear(&query->touched.text);
	cgrid_buf_add(&query->listed, "", 0);
	cgrid_buf_add(&query->touched.text, "", 0);
	cgrid_buf_clear(&query->rooms);
	cgrid_buf_add(&query->rooms, "", 0);
	cgrid_buf_clear(&query->route);
	cgrid_buf_add(&query->route, "", 0);
	if (from->claim == CGRID_CLAIM_CELL && count == 1) {
		cgrid_buf_text(&query->touched.text, to->cell);
	} else if (together && from->in_frame && from->claim != CGRID_CLAIM_CELL) {
		enum cgrid_status status = cgrid_cells_touched(
		    ctx, &query->touched, query->locator->grid, from->at, to->uncertainty_m);
		if (status)
			return status;
	}
	if (to->status == CGRID_LOCATION_AMBIGUOUS || to->status == CGRID_LOCATION_UNKNOWN)
		list_candidates(query, !same_place(query, 0, query->candidate_count));
	else if (from->doubt != CGRID_DOUBT_NONE)
		list_doubt(query, from);
	else if (from->claim == CGRID_CLAIM_POINT && from->in_frame && from->room == CGRID_NONE &&
		 from->door == CGRID_NONE)
		list_nearest(query, from);
	if (count == 1 && from->claim == CGRID_CLAIM_POINT && from->in_frame &&
	    to->status != CGRID_LOCATION_UNKNOWN) {
		enum cgrid_status status = list_rooms(ctx, query, from);
		if (status)
			return status;
		list_route(query, from);
	}
	if (query->route.failed || query->touched.text.failed || query->rooms.failed ||
	    query->listed.failed)
		return cgrid_fail_memory(ctx);
	to->rooms = query->rooms.data;
	to->route = query->route.data;
	to->cells = query->touched.text.data;
	to->candidates = query->listed.data;
	return CGRID_OK;
}

enum cgrid_status
cgrid_query_fill(struct cgrid_ctx *ctx, struct cgrid_query *query, size_t first, size_t count)
{
	struct cgrid_location *to = &query->location;
	if (count == 0) {
		cgrid_location_clear(to);
		to->query = query->text.data;
		cgrid_location_compose(to);
		return CGRID_OK;
	}
	enum cgrid_status status = fill_one(ctx, query, &query->candidates[first], to);
	for (size_t i = 1; !status && i < count; i++) {
		struct cgrid_location other;
		status = fill_one(ctx, query, &query->candidates[first + i], &other);
		if (!status)
			cgrid_location_keep_same(to, &other);
	}
	if (status)
		return status;
	if (count > 1 || query->shared)
		to->status = CGRID_LOCATION_AMBIGUOUS;
	if (query->unknown_level) {
		/* The position stands; nothing of where it is said to be does. */
		to->status = CGRID_LOCATION_UNKNOWN;
		to->building = to->level = to->room = to->room_name = to->door = "";
		to->door_way = to->door_bearing = "";
		to->has_ordinal = false;
		to->door_m = (double)NAN;
	}
	status = fill_lists(ctx, query, first, count);
	if (!status)
		cgrid_location_compose(to);
	return status;
}
