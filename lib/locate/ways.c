/* SPDX-License-Identifier: Apache-2.0 */
#include "locate/ways.h"

#include "base/mem.h"
#include "base/orient.h"
#include "base/shape.h"
#include "campus/campus.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How far from walls a way is. */
static const double off_wall_m = 0.05;
/* A storey of 4 m on stairs of 30 degrees. */
static const double storey_m = 8;
/* Beyond so many tests of sight in one room (points x points x walls) its ways are not looked for. */
static const double most_tests = 2e7;

struct makers {
	struct cgrid_ways *ways;
	size_t point_capacity;
	uint32_t *heap, *heap_at; /* points by out_m; where each stands, CGRID_NONE for nowhere */
	size_t heap_count;
};

static double
distance(struct cgrid_xy a, struct cgrid_xy b)
{
	return hypot(b.x - a.x, b.y - a.y);
}

static bool
crosses(struct cgrid_xy a, struct cgrid_xy b, struct cgrid_xy p, struct cgrid_xy q)
{
	if (fmax(a.x, b.x) < fmin(p.x, q.x) || fmin(a.x, b.x) > fmax(p.x, q.x) ||
	    fmax(a.y, b.y) < fmin(p.y, q.y) || fmin(a.y, b.y) > fmax(p.y, q.y))
		return false;
	return cgrid_orient(a, b, p) * cgrid_orient(a, b, q) <= 0 &&
	       cgrid_orient(p, q, a) * cgrid_orient(p, q, b) <= 0;
}

/* Can one walk straight from a to b, both within the shape? */
static bool
sees(const struct cgrid_shape *shape, struct cgrid_xy a, struct cgrid_xy b)
{
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		if (ring->role == CGRID_RING_LINE)
			continue;
		for (size_t i = 0, last = ring->count - 1; i < ring->count; last = i++)
			if (crosses(a, b, ring->points[last], ring->points[i]))
				return false;
	}
	return true;
}

static bool
add_point(struct makers *m, const struct cgrid_way_point *point)
{
	struct cgrid_ways *ways = m->ways;
	if (!cgrid_array_reserve(&ways->points, &m->point_capacity, (size_t)ways->point_count + 1,
				 sizeof *ways->points))
		return false;
	ways->points[ways->point_count++] = *point;
	return true;
}

static struct cgrid_way_point
point_in(uint32_t room)
{
	return (struct cgrid_way_point){.room = room,
					.door = CGRID_NONE,
					.links = {CGRID_NONE, CGRID_NONE},
					.out_m = INFINITY,
					.next = CGRID_NONE,
					.exit = CGRID_NONE};
}

/* How deep in the shape a point is; negative outside. */
static double
depth(const struct cgrid_shape *shape, struct cgrid_xy at)
{
	return cgrid_shape_holds(shape, at) ? cgrid_shape_distance(shape, at, NULL) : -1;
}

/* Where somebody who comes through a door stands in the room: beside the wall that is nearest to it,
 * which may be as thick as it likes. */
static bool
step_in(const struct cgrid_shape *shape, struct cgrid_xy door, struct cgrid_xy *at_out)
{
	enum { DIRECTIONS = 16 };
	struct cgrid_xy wall = door;
	double deepest = off_wall_m / 8;
	bool found = false;
	*at_out = door;
	if (depth(shape, door) >= off_wall_m)
		return true;
	cgrid_shape_distance(shape, door, &wall);
	for (int i = 0; i < DIRECTIONS; i++) {
		double angle = i * (6.2831853071795865 / DIRECTIONS);
		struct cgrid_xy at = {wall.x + off_wall_m * cos(angle),
				      wall.y + off_wall_m * sin(angle)};
		double deep = depth(shape, at);
		if (deep > deepest) {
			deepest = deep;
			*at_out = at;
			found = true;
		}
	}
	return found;
}

/* A corner that ways go round: the room is wider than a half turn there. */
static bool
is_inner_corner(struct cgrid_xy before, struct cgrid_xy at, struct cgrid_xy after)
{
	return cgrid_orient(before, at, after) < 0;
}

static bool
add_corners(struct makers *m, uint32_t room)
{
	const struct cgrid_shape *shape = &m->ways->campus->rooms[room].shape;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		for (size_t i = 0; i < ring->count && ring->role != CGRID_RING_LINE; i++) {
			struct cgrid_xy at = ring->points[i];
			struct cgrid_xy before = ring->points[i > 0 ? i - 1 : ring->count - 1];
			struct cgrid_xy after = ring->points[(i + 1) % ring->count];
			double a = distance(before, at), b = distance(at, after);
			if (!is_inner_corner(before, at, after))
				continue;
			/* Away from both walls: along what they point to. */
			double x = (at.x - before.x) / a + (at.x - after.x) / b;
			double y = (at.y - before.y) / a + (at.y - after.y) / b;
			double length = hypot(x, y);
			struct cgrid_way_point point = point_in(room);
			if (length < 0.1)
				continue; /* nearly straight: ways pass it as it is */
			point.at = (struct cgrid_xy){at.x + off_wall_m * x / length,
						     at.y + off_wall_m * y / length};
			if (depth(shape, point.at) > off_wall_m / 8 && !add_point(m, &point))
				return false;
		}
	}
	return true;
}

/* Rooms with neither a door nor stairs need no corners: nobody passes them. */
static bool
add_room(struct makers *m, uint32_t room, const uint32_t *doors, size_t count)
{
	const struct cgrid_campus *campus = m->ways->campus;
	const struct cgrid_room *of = &campus->rooms[room];
	bool stairs = of->kind == CGRID_ROOM_STAIRS;
	if (of->shape.area_m2 <= 0 || (count == 0 && !stairs))
		return true;
	for (size_t i = 0; i < count; i++) {
		struct cgrid_way_point point = point_in(room);
		point.door = doors[i];
		if (step_in(&of->shape, campus->doors[doors[i]].at, &point.at) && !add_point(m, &point))
			return false;
	}
	if (stairs) {
		struct cgrid_way_point point = point_in(room);
		point.at = cgrid_campus_room(campus, room)->label;
		if (!add_point(m, &point))
			return false;
	}
	return add_corners(m, room);
}

/* The doors of each room, as lists one behind the other. */
static bool
list_doors(const struct cgrid_campus *campus, uint32_t **starts_out, uint32_t **doors_out)
{
	uint32_t *starts = cgrid_array_new(campus->room_count + 2, sizeof *starts);
	uint32_t *doors = cgrid_array_new(2 * campus->door_count, sizeof *doors);
	*starts_out = starts;
	*doors_out = doors;
	if (!starts || !doors)
		return false;
	for (int pass = 0; pass < 2; pass++) {
		for (uint32_t i = 0; i < campus->door_count; i++)
			for (int side = 0; side < 2; side++) {
				uint32_t room = campus->doors[i].rooms[side];
				if (room == CGRID_NONE ||
				    (side == 1 && room == campus->doors[i].rooms[0]))
					continue;
				if (pass == 0)
					starts[room + 2]++;
				else
					doors[starts[room + 1]++] = i;
			}
		for (size_t r = 2; pass == 0 && r < campus->room_count + 2; r++)
			starts[r] += starts[r - 1];
	}
	return true;
}

static bool
add_rooms(struct makers *m)
{
	struct cgrid_ways *ways = m->ways;
	const struct cgrid_campus *campus = ways->campus;
	uint32_t *starts, *doors;
	bool made = list_doors(campus, &starts, &doors);
	for (uint32_t r = 0; made && r < campus->room_count; r++) {
		ways->room_points[r] = ways->point_count;
		made = add_room(m, r, doors + starts[r], starts[r + 1] - starts[r]);
	}
	ways->room_points[campus->room_count] = ways->point_count;
	free(starts);
	free(doors);
	return made;
}

static bool
is_exit(const struct cgrid_campus *campus, uint32_t door)
{
	const struct cgrid_door *of = &campus->doors[door];
	return of->exterior && of->door[0] != '\0' && of->building != CGRID_NONE;
}

/* The two sides of a door, in one building. */
static void
link_doors(struct cgrid_ways *ways)
{
	const struct cgrid_campus *campus = ways->campus;
	for (uint32_t i = 0; i < ways->point_count; i++) {
		struct cgrid_way_point *point = &ways->points[i];
		if (point->door == CGRID_NONE)
			continue;
		const struct cgrid_door *door = &campus->doors[point->door];
		uint32_t other = door->rooms[0] == point->room ? door->rooms[1] : door->rooms[0];
		if (other == CGRID_NONE || other == point->room ||
		    campus->rooms[other].building != campus->rooms[point->room].building)
			continue;
		for (uint32_t k = ways->room_points[other]; k < ways->room_points[other + 1]; k++)
			if (ways->points[k].door == point->door) {
				point->links[0] = k;
				point->link_m[0] = distance(point->at, door->at) +
						   distance(door->at, ways->points[k].at);
			}
	}
}

/* The point of a stairwell; CGRID_NONE for other rooms. */
static uint32_t
stairs_point(const struct cgrid_ways *ways, uint32_t room)
{
	if (ways->campus->rooms[room].kind != CGRID_ROOM_STAIRS)
		return CGRID_NONE;
	for (uint32_t k = ways->room_points[room]; k < ways->room_points[room + 1]; k++)
		if (ways->points[k].door == CGRID_NONE)
			return k; /* it stands before the corners */
	return CGRID_NONE;
}

/* Is `above` the next level of the same building? */
static bool
is_next_level(const struct cgrid_campus *campus, uint32_t below, uint32_t above)
{
	const struct cgrid_level *a = &campus->levels[below], *b = &campus->levels[above];
	return above == below + 1 && a->building == b->building && a->building != CGRID_NONE &&
	       a->has_ordinal && b->has_ordinal && b->ordinal > a->ordinal;
}

/* Stairs over which those of the next level lie. */
static void
link_stairs(struct cgrid_ways *ways)
{
	const struct cgrid_campus *campus = ways->campus;
	for (uint32_t l = 0; l + 1 < campus->level_count; l++) {
		if (!is_next_level(campus, l, l + 1))
			continue;
		for (uint32_t i = campus->level_rooms[l]; i < campus->level_rooms[l + 1]; i++) {
			uint32_t from = stairs_point(ways, i), to = CGRID_NONE;
			for (uint32_t k = campus->level_rooms[l + 1];
			     from != CGRID_NONE && k < campus->level_rooms[l + 2]; k++) {
				uint32_t point = stairs_point(ways, k);
				if (point == CGRID_NONE || (!cgrid_shape_holds(&campus->rooms[k].shape,
									       ways->points[from].at) &&
							    !cgrid_shape_holds(&campus->rooms[i].shape,
									       ways->points[point].at)))
					continue;
				if (to == CGRID_NONE ||
				    distance(ways->points[from].at, ways->points[point].at) <
					distance(ways->points[from].at, ways->points[to].at))
					to = point;
			}
			if (to == CGRID_NONE || ways->points[to].links[0] != CGRID_NONE)
				continue;
			double metres = storey_m + distance(ways->points[from].at, ways->points[to].at);
			ways->points[from].links[1] = to;
			ways->points[to].links[0] = from;
			ways->points[from].link_m[1] = ways->points[to].link_m[0] = metres;
		}
	}
}

/* A heap of points by what is left to the exit. */
static void
place_in_heap(struct makers *m, size_t at, uint32_t point)
{
	m->heap[at] = point;
	m->heap_at[point] = (uint32_t)at;
}

static void
rise(struct makers *m, size_t at)
{
	const struct cgrid_way_point *points = m->ways->points;
	uint32_t point = m->heap[at];
	for (; at > 0 && points[m->heap[(at - 1) / 2]].out_m > points[point].out_m; at = (at - 1) / 2)
		place_in_heap(m, at, m->heap[(at - 1) / 2]);
	place_in_heap(m, at, point);
}

static uint32_t
pop(struct makers *m)
{
	const struct cgrid_way_point *points = m->ways->points;
	uint32_t top = m->heap[0], point = m->heap[--m->heap_count];
	size_t at = 0;
	for (;;) {
		size_t child = 2 * at + 1;
		if (child >= m->heap_count)
			break;
		if (child + 1 < m->heap_count &&
		    points[m->heap[child + 1]].out_m < points[m->heap[child]].out_m)
			child++;
		if (points[m->heap[child]].out_m >= points[point].out_m)
			break;
		place_in_heap(m, at, m->heap[child]);
		at = child;
	}
	if (m->heap_count > 0)
		place_in_heap(m, at, point);
	return top;
}

static void
reach(struct makers *m, uint32_t point, double metres, uint32_t next, uint32_t exit)
{
	struct cgrid_way_point *to = &m->ways->points[point];
	if (!(metres < to->out_m))
		return;
	to->out_m = metres;
	to->next = next;
	to->exit = exit;
	if (m->heap_at[point] == CGRID_NONE)
		place_in_heap(m, m->heap_count++, point);
	rise(m, m->heap_at[point]);
}

static size_t
wall_count(const struct cgrid_shape *shape)
{
	size_t count = 0;
	for (size_t r = 0; r < shape->ring_count; r++)
		count += shape->rings[r].count;
	return count;
}

/* Points of the room that see this one, and those that a door or stairs join to it. */
static void
spread(struct makers *m, uint32_t from)
{
	struct cgrid_ways *ways = m->ways;
	const struct cgrid_way_point point = ways->points[from];
	const struct cgrid_shape *shape = &ways->campus->rooms[point.room].shape;
	uint32_t first = ways->room_points[point.room], end = ways->room_points[point.room + 1];
	for (int i = 0; i < 2; i++)
		if (point.links[i] != CGRID_NONE)
			reach(m, point.links[i], point.out_m + point.link_m[i], from, point.exit);
	if ((double)(end - first) * (end - first) * (double)wall_count(shape) > most_tests)
		return;
	for (uint32_t k = first; k < end; k++) {
		double metres = point.out_m + distance(point.at, ways->points[k].at);
		if (metres < ways->points[k].out_m && sees(shape, point.at, ways->points[k].at))
			reach(m, k, metres, from, point.exit);
	}
}

static bool
find_ways(struct makers *m)
{
	struct cgrid_ways *ways = m->ways;
	m->heap = cgrid_array_new(ways->point_count, sizeof *m->heap);
	m->heap_at = cgrid_array_new(ways->point_count, sizeof *m->heap_at);
	if (!m->heap || !m->heap_at)
		return false;
	memset(m->heap_at, 0xff, ways->point_count * sizeof *m->heap_at);
	for (uint32_t i = 0; i < ways->point_count; i++) {
		const struct cgrid_way_point *point = &ways->points[i];
		if (point->door != CGRID_NONE && is_exit(ways->campus, point->door))
			reach(m, i, distance(point->at, ways->campus->doors[point->door].at),
			      CGRID_NONE, point->door);
	}
	while (m->heap_count > 0)
		spread(m, pop(m));
	return true;
}

enum cgrid_status
cgrid_ways_new(struct cgrid_ctx *ctx, const struct cgrid_campus *campus, struct cgrid_ways **ways_out)
{
	struct makers m = {.ways = calloc(1, sizeof(struct cgrid_ways))};
	*ways_out = NULL;
	bool made = false;
	if (m.ways) {
		m.ways->campus = campus;
		m.ways->room_points =
		    cgrid_array_new(campus->room_count + 1, sizeof *m.ways->room_points);
		made = m.ways->room_points && add_rooms(&m);
	}
	if (made) {
		link_doors(m.ways);
		link_stairs(m.ways);
		made = find_ways(&m);
	}
	free(m.heap);
	free(m.heap_at);
	if (!made) {
		cgrid_ways_free(m.ways);
		return cgrid_fail_memory(ctx);
	}
	*ways_out = m.ways;
	return CGRID_OK;
}

void
cgrid_ways_free(struct cgrid_ways *ways)
{
	if (!ways)
		return;
	free(ways->points);
	free(ways->room_points);
	free(ways);
}

uint32_t
cgrid_way_from(const struct cgrid_ways *ways, uint32_t room, struct cgrid_xy at, double *metres_out)
{
	const struct cgrid_shape *shape = &ways->campus->rooms[room].shape;
	uint32_t found = CGRID_NONE;
	*metres_out = INFINITY;
	for (uint32_t k = ways->room_points[room]; k < ways->room_points[room + 1]; k++) {
		double metres = ways->points[k].out_m + distance(at, ways->points[k].at);
		if (metres < *metres_out && sees(shape, at, ways->points[k].at)) {
			*metres_out = metres;
			found = k;
		}
	}
	return found;
}

uint32_t
cgrid_way_from_door(const struct cgrid_ways *ways, uint32_t door, double *metres_out)
{
	const struct cgrid_door *of = &ways->campus->doors[door];
	uint32_t found = CGRID_NONE;
	*metres_out = INFINITY;
	for (int side = 0; side < 2; side++) {
		uint32_t room = of->rooms[side];
		for (uint32_t k = room == CGRID_NONE ? 0 : ways->room_points[room];
		     room != CGRID_NONE && k < ways->room_points[room + 1]; k++) {
			double metres = ways->points[k].out_m + distance(of->at, ways->points[k].at);
			if (ways->points[k].door == door && metres < *metres_out) {
				*metres_out = metres;
				found = k;
			}
		}
	}
	return found;
}
