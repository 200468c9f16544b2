/* SPDX-License-Identifier: Apache-2.0 */
/* Walls that miss each other by little: every loose end looks for the nearest place of another wall. */
#include "read/linework.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* An end of an open line. */
struct end {
	struct cgrid_xy at, other; /* its place; the line's other end */
	size_t line;
	double length; /* of its line */
	/* The nearest place of a line, so far: on its segment `segment`, or at a vertex. */
	bool found, on_segment;
	struct cgrid_xy near;
	double distance;
	size_t near_line, segment;
	bool joined;
};

/* A vertex that a line gets. */
struct vertex {
	size_t line, segment;
	double along; /* squared distance from the segment's start */
	struct cgrid_xy at;
};

struct joining {
	const struct cgrid_ring *lines;
	size_t count;
	double gap, same;
	struct end *ends;
	struct vertex *vertices;
	size_t end_count, end_capacity, vertex_count, vertex_capacity;
};

static double
distance(struct cgrid_xy a, struct cgrid_xy b)
{
	return hypot(a.x - b.x, a.y - b.y);
}

static int
compare_ends(const void *a, const void *b)
{
	const struct end *p = a, *q = b;
	if (p->at.x != q->at.x)
		return p->at.x < q->at.x ? -1 : 1;
	if (p->at.y != q->at.y)
		return p->at.y < q->at.y ? -1 : 1;
	return p->line < q->line ? -1 : p->line > q->line;
}

static int
compare_vertices(const void *a, const void *b)
{
	const struct vertex *p = a, *q = b;
	if (p->line != q->line)
		return p->line < q->line ? -1 : 1;
	if (p->segment != q->segment)
		return p->segment < q->segment ? -1 : 1;
	return p->along < q->along ? -1 : p->along > q->along;
}

static bool
collect_ends(struct joining *j)
{
	for (size_t i = 0; i < j->count; i++) {
		const struct cgrid_ring *line = &j->lines[i];
		if (line->role != CGRID_RING_LINE || line->count < 2)
			continue;
		double length = 0;
		for (size_t k = 0; k + 1 < line->count; k++)
			length += distance(line->points[k], line->points[k + 1]);
		struct cgrid_xy first = line->points[0], last = line->points[line->count - 1];
		if (!cgrid_array_reserve(&j->ends, &j->end_capacity, j->end_count + 2, sizeof *j->ends))
			return false;
		j->ends[j->end_count++] =
		    (struct end){.at = first, .other = last, .line = i, .length = length};
		j->ends[j->end_count++] =
		    (struct end){.at = last, .other = first, .line = i, .length = length};
	}
	if (j->end_count > 0)
		qsort(j->ends, j->end_count, sizeof *j->ends, compare_ends);
	return true;
}

/* The place of a segment nearest to `p`; *inside_out: it is no end of it. */
static struct cgrid_xy
nearest_place(struct cgrid_xy a, struct cgrid_xy b, struct cgrid_xy p, bool *inside_out)
{
	double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
	double t = square > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;
	*inside_out = t > 0 && t < 1;
	return t <= 0 ? a : t >= 1 ? b : (struct cgrid_xy){a.x + t * dx, a.y + t * dy};
}

/* A short wall's free end is as near to what the wall stands on as the wall is long: joining it there
 * would close nothing. */
static bool
is_own_foot(const struct end *end, struct cgrid_xy place, double apart)
{
	return end->length + distance(end->other, place) < 3 * apart;
}

static void
look_at(struct end *end, const struct joining *j, size_t line, size_t segment, struct cgrid_xy a,
	struct cgrid_xy b)
{
	bool inside;
	/* Of its own line only what lies farther along it. */
	if (line == end->line && (distance(a, end->at) == 0 || distance(b, end->at) == 0))
		return;
	struct cgrid_xy place = nearest_place(a, b, end->at, &inside);
	double apart = distance(place, end->at);
	if (!(apart <= j->gap || apart <= j->same) || (end->found && apart >= end->distance))
		return;
	if (apart > j->same && is_own_foot(end, place, apart))
		return;
	/* What is as good as a corner is the corner. */
	struct cgrid_xy corner = distance(place, a) <= distance(place, b) ? a : b;
	if (inside && distance(place, corner) <= j->same) {
		place = corner;
		inside = false;
	}
	end->found = true;
	end->on_segment = inside;
	end->near = place;
	end->distance = apart;
	end->near_line = line;
	end->segment = segment;
}

static size_t
first_end_from(const struct joining *j, double x)
{
	size_t from = 0, to = j->end_count;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (j->ends[middle].at.x < x)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* Every segment, for the ends that lie about it. */
static void
look_around(struct joining *j)
{
	const double reach = fmax(j->gap, j->same);
	for (size_t i = 0; i < j->count; i++) {
		const struct cgrid_ring *line = &j->lines[i];
		size_t segments = line->count - (line->role == CGRID_RING_LINE && line->count > 0);
		for (size_t k = 0; k < segments; k++) {
			struct cgrid_xy a = line->points[k], b = line->points[(k + 1) % line->count];
			double west = fmin(a.x, b.x) - reach, east = fmax(a.x, b.x) + reach;
			double south = fmin(a.y, b.y) - reach, north = fmax(a.y, b.y) + reach;
			for (size_t e = first_end_from(j, west);
			     e < j->end_count && j->ends[e].at.x <= east; e++)
				if (j->ends[e].at.y >= south && j->ends[e].at.y <= north)
					look_at(&j->ends[e], j, i, k, a, b);
		}
	}
}

/* Did the end that stands there join this one already? */
static bool
is_joined_from(const struct joining *j, const struct end *end)
{
	for (size_t e = first_end_from(j, end->near.x);
	     e < j->end_count && j->ends[e].at.x == end->near.x; e++) {
		const struct end *other = &j->ends[e];
		if (other->joined && other->at.y == end->near.y && other->near.x == end->at.x &&
		    other->near.y == end->at.y)
			return true;
	}
	return false;
}

static bool
add_line(struct cgrid_linework_joins *joins, struct cgrid_arena *arena, struct cgrid_xy a,
	 struct cgrid_xy b)
{
	struct cgrid_xy *points = cgrid_arena_alloc(arena, 2, sizeof *points);
	if (!points || !CGRID_ROOM_FOR_ONE(joins->lines, joins->count, joins->capacity))
		return false;
	points[0] = a;
	points[1] = b;
	joins->lines[joins->count++] = (struct cgrid_ring){points, 2, CGRID_RING_LINE};
	return true;
}

static bool
join_end(struct joining *j, struct end *end, struct cgrid_arena *arena,
	 struct cgrid_linework_joins *joins)
{
	if (!end->found || is_joined_from(j, end))
		return true;
	/* An end on a wall is a corner of that wall. */
	struct cgrid_xy place = end->on_segment && end->distance <= j->same ? end->at : end->near;
	if (end->on_segment) {
		const struct cgrid_xy start = j->lines[end->near_line].points[end->segment];
		if (!CGRID_ROOM_FOR_ONE(j->vertices, j->vertex_count, j->vertex_capacity))
			return false;
		j->vertices[j->vertex_count++] =
		    (struct vertex){end->near_line, end->segment, distance(start, end->near), place};
	}
	if (end->distance > j->same) {
		end->joined = true;
		joins->closed++;
		if (end->distance > joins->widest) {
			joins->widest = end->distance;
			joins->widest_at = end->at;
		}
	}
	return distance(end->at, place) == 0 || add_line(joins, arena, end->at, place);
}

/* The lines with their new vertices, then those that close gaps. */
static bool
rebuild(struct joining *j, struct cgrid_arena *arena, struct cgrid_linework_joins *joins)
{
	size_t v = 0;
	if (j->vertex_count > 0)
		qsort(j->vertices, j->vertex_count, sizeof *j->vertices, compare_vertices);
	for (size_t i = 0; i < j->count; i++) {
		const struct cgrid_ring *line = &j->lines[i];
		size_t more = 0, n = 0;
		while (v + more < j->vertex_count && j->vertices[v + more].line == i)
			more++;
		bool closed = line->role != CGRID_RING_LINE && line->count > 0;
		struct cgrid_xy *points =
		    cgrid_arena_alloc(arena, line->count + more + closed, sizeof *points);
		if (!points || !CGRID_ROOM_FOR_ONE(joins->lines, joins->count, joins->capacity))
			return false;
		for (size_t k = 0; k < line->count; k++) {
			points[n++] = line->points[k];
			for (; v < j->vertex_count && j->vertices[v].line == i &&
			       j->vertices[v].segment == k;
			     v++)
				points[n++] = j->vertices[v].at;
		}
		if (closed)
			points[n++] = line->points[0];
		joins->lines[joins->count++] = (struct cgrid_ring){points, n, CGRID_RING_LINE};
	}
	return true;
}

enum cgrid_status
cgrid_linework_join(struct cgrid_ctx *ctx, const struct cgrid_ring *lines, size_t count, double gap,
		    double same, struct cgrid_arena *arena, struct cgrid_linework_joins *joins_out)
{
	struct joining j = {.lines = lines, .count = count, .gap = gap, .same = same};
	*joins_out = (struct cgrid_linework_joins){0};
	bool good = collect_ends(&j);
	if (good)
		look_around(&j);
	for (size_t e = 0; good && e < j.end_count; e++)
		good = join_end(&j, &j.ends[e], arena, joins_out);
	if (good)
		good = rebuild(&j, arena, joins_out);
	free(j.ends);
	free(j.vertices);
	return good ? CGRID_OK : cgrid_fail_memory(ctx);
}
