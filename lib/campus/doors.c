/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 2, place: where a door is, which rooms it joins, and whether it leads outside. */
#include "base/shape.h"
#include "campus/campus.h"

#include <math.h>
#include <string.h>

/* How far from the middle of a door its rooms are looked for. A wall drawn as a unit of its own is
 * up to about this thick; a room is deeper. */
static const double probes_m[] = {0.15, 0.4, 0.8};
enum { PROBES = sizeof probes_m / sizeof *probes_m };
/* A point this near to the outline is on it: drawings of one building agree to some centimetres. */
static const double on_wall_m = 0.75;

static struct cgrid_xy
step(struct cgrid_xy from, struct cgrid_xy along, double side)
{
	return (struct cgrid_xy){from.x - along.y * side, from.y + along.x * side};
}

/* The middle of a line by length, and its direction from end to end. */
static void
measure_line(const struct cgrid_ring *line, struct cgrid_door *door)
{
	double length = 0, passed = 0;
	door->at = line->points[0];
	for (size_t i = 1; i < line->count; i++)
		length += hypot(line->points[i].x - line->points[i - 1].x,
				line->points[i].y - line->points[i - 1].y);
	if (length <= 0)
		return;
	for (size_t i = 1; i < line->count; i++) {
		struct cgrid_xy a = line->points[i - 1], b = line->points[i];
		double part = hypot(b.x - a.x, b.y - a.y);
		if (part > 0 && passed + part >= length / 2) {
			double t = (length / 2 - passed) / part;
			door->at = (struct cgrid_xy){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
			door->along = (struct cgrid_xy){(b.x - a.x) / part, (b.y - a.y) / part};
			break;
		}
		passed += part;
	}
	door->width_m = length;
}

/* The direction of the nearest wall, for a door that was drawn as a point. */
static void
find_wall(const struct cgrid_shape *shape, struct cgrid_door *door, double *least)
{
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		for (size_t i = 0; i < ring->count && ring->role != CGRID_RING_LINE; i++) {
			struct cgrid_xy pair[2] = {ring->points[i > 0 ? i - 1 : ring->count - 1],
						   ring->points[i]};
			struct cgrid_ring edge = {pair, 2, CGRID_RING_LINE};
			struct cgrid_shape one = {.rings = &edge, .ring_count = 1};
			double away = cgrid_shape_distance(&one, door->at, NULL);
			double length = hypot(pair[1].x - pair[0].x, pair[1].y - pair[0].y);
			if (away < *least && length > 0) {
				*least = away;
				door->along = (struct cgrid_xy){(pair[1].x - pair[0].x) / length,
								(pair[1].y - pair[0].y) / length};
			}
		}
	}
}

static void
find_walls(const struct cgrid_campus *campus, struct cgrid_door *door)
{
	double least = on_wall_m;
	if (door->level != CGRID_NONE) {
		find_wall(&campus->levels[door->level].outline, door, &least);
		/* The outline wins over inner walls: a number belongs outside. */
		if (least >= on_wall_m)
			for (uint32_t i = campus->level_rooms[door->level];
			     i < campus->level_rooms[door->level + 1]; i++)
				find_wall(&campus->rooms[i].shape, door, &least);
	}
	if (least >= on_wall_m && door->building != CGRID_NONE)
		find_wall(&campus->buildings[door->building].outline, door, &least);
}

/* Is anything of the building there: a room, a wall, or its outline? */
static bool
is_indoors(const struct cgrid_campus *campus, uint32_t level, struct cgrid_xy at)
{
	for (uint32_t i = campus->level_rooms[level]; i < campus->level_rooms[level + 1]; i++)
		if (campus->rooms[i].kind != CGRID_ROOM_VOID &&
		    cgrid_shape_holds(&campus->rooms[i].shape, at))
			return true;
	/* A plan of walls and doors alone has no rooms to tell inside from outside. */
	return cgrid_shape_holds(&campus->levels[level].outline, at);
}

/* The rooms that the drawing says it joins, where what stands beside it does not tell. Where both
 * tell and differ, what stands there is kept, and that is said. */
static void
join_rooms(struct cgrid_placing *placing, const struct cgrid_draft_feature *feature,
	   struct cgrid_door *door)
{
	const struct cgrid_campus *campus = placing->campus;
	for (int said = 0; said < 2 && feature->joins[said]; said++) {
		uint32_t room = campus->level_rooms[door->level];
		uint32_t end = campus->level_rooms[door->level + 1];
		while (room < end && strcmp(campus->rooms[room].id, feature->joins[said]) != 0)
			room++;
		if (room == end || door->rooms[0] == room || door->rooms[1] == room)
			continue;
		if (door->rooms[0] == CGRID_NONE)
			door->rooms[0] = room;
		else if (door->rooms[1] == CGRID_NONE)
			door->rooms[1] = room;
		else
			cgrid_log(placing->ctx, CGRID_WARNING, &door->source,
				  "door \"%.80s\": it is said to join room \"%.80s\", and stands "
				  "between two others",
				  door->door[0] ? door->door : door->id,
				  campus->rooms[room].room[0] ? campus->rooms[room].room
							      : campus->rooms[room].id);
	}
}

/* A room of which only a position is known may be what is behind the door. */
static bool
has_unshaped(const struct cgrid_campus *campus, uint32_t level)
{
	for (uint32_t i = campus->level_rooms[level]; i < campus->level_rooms[level + 1]; i++)
		if (campus->rooms[i].shape.ring_count == 0)
			return true;
	return false;
}

/* A door that is drawn a little inside of one of its rooms has that room on both sides: the side on
 * which it ends first is the other one. In the midst of a room a door joins nothing else. */
static void
leave_room(const struct cgrid_campus *campus, struct cgrid_door *door, bool indoors[2])
{
	const uint32_t within = door->rooms[0];
	for (int i = 1; i < PROBES; i++) {
		for (int side = 0; side < 2; side++) {
			uint32_t room = within;
			for (int k = i; k < PROBES && (k == i ? room == within : room == CGRID_NONE);
			     k++) {
				struct cgrid_xy at =
				    step(door->at, door->along, side ? -probes_m[k] : probes_m[k]);
				room = cgrid_campus_room_at(campus, door->level, at);
				indoors[side] = is_indoors(campus, door->level, at);
			}
			if (room == within)
				continue;
			door->rooms[side] = room;
			return;
		}
	}
	door->rooms[1] = CGRID_NONE;
}

static void
find_rooms(struct cgrid_placing *placing, const struct cgrid_draft_feature *feature,
	   struct cgrid_door *door)
{
	const struct cgrid_campus *campus = placing->campus;
	const enum cgrid_draft_exterior drawn = feature->exterior;
	bool indoors[2] = {false, false};
	if (door->level == CGRID_NONE) {
		door->exterior = drawn == CGRID_EXTERIOR;
		return;
	}
	bool directed = door->along.x != 0 || door->along.y != 0;
	for (int side = 0; side < 2 && directed; side++) {
		for (int i = 0; i < PROBES; i++) {
			struct cgrid_xy at =
			    step(door->at, door->along, side ? -probes_m[i] : probes_m[i]);
			if (door->rooms[side] == CGRID_NONE)
				door->rooms[side] = cgrid_campus_room_at(campus, door->level, at);
			/* The farthest probe tells: nearer ones may still stand in the wall. */
			if (i == PROBES - 1)
				indoors[side] = is_indoors(campus, door->level, at);
		}
		indoors[side] |= door->rooms[side] != CGRID_NONE;
	}
	if (door->rooms[0] == door->rooms[1] && door->rooms[0] != CGRID_NONE)
		leave_room(campus, door, indoors);
	join_rooms(placing, feature, door);
	if (drawn != CGRID_EXTERIOR_UNKNOWN)
		door->exterior = drawn == CGRID_EXTERIOR;
	else if (door->rooms[0] != CGRID_NONE && door->rooms[1] != CGRID_NONE)
		door->exterior = false;
	else if (indoors[0] != indoors[1] && has_unshaped(campus, door->level))
		cgrid_log(placing->ctx, CGRID_WARNING, &door->source,
			  "door \"%.80s\": whether it leads outside cannot be told, because rooms of "
			  "its level have no outline (taken for an inner door; say \"exterior\")",
			  door->door[0] ? door->door : door->id);
	else
		door->exterior = indoors[0] != indoors[1];
}

static enum cgrid_status
place_door(struct cgrid_placing *placing, const struct cgrid_draft_feature *feature,
	   struct cgrid_door *door)
{
	struct cgrid_shape shape;
	enum cgrid_status status =
	    cgrid_place_shape(placing, feature->shape, &feature->source, "door", &shape);
	if (status)
		return status;
	*door = (struct cgrid_door){.id = feature->id,
				    .door = feature->ref[0] ? feature->ref : feature->name,
				    .building = CGRID_NONE,
				    .level = CGRID_NONE,
				    .rooms = {CGRID_NONE, CGRID_NONE},
				    .source = feature->source};
	if (feature->level != CGRID_NONE)
		door->level = placing->level_at[feature->level];
	if (door->level != CGRID_NONE)
		door->building = placing->campus->levels[door->level].building;
	else if (feature->building != CGRID_NONE)
		door->building = placing->building_at[feature->building];
	if (shape.ring_count == 0) {
		door->width_m = -1; /* nothing was left of it */
		return CGRID_OK;
	}
	const struct cgrid_ring *ring = &shape.rings[0];
	if (ring->role == CGRID_RING_LINE && ring->count > 1)
		measure_line(ring, door);
	else if (ring->role == CGRID_RING_LINE)
		door->at = ring->points[0];
	else
		door->at = (struct cgrid_xy){(shape.box.min_x + shape.box.max_x) / 2,
					     (shape.box.min_y + shape.box.max_y) / 2};
	if (door->along.x == 0 && door->along.y == 0)
		find_walls(placing->campus, door);
	find_rooms(placing, feature, door);
	return CGRID_OK;
}

enum cgrid_status
cgrid_place_doors(struct cgrid_placing *placing)
{
	struct cgrid_draft *draft = placing->draft;
	struct cgrid_campus *campus = placing->campus;
	for (size_t i = 0; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *feature = &draft->features[i];
		if (feature->kind != CGRID_DRAFT_DOOR)
			continue;
		struct cgrid_door *door = &campus->doors[campus->door_count];
		enum cgrid_status status = place_door(placing, feature, door);
		if (status)
			return status;
		if (door->width_m >= 0)
			campus->door_count++;
	}
	return CGRID_OK;
}
