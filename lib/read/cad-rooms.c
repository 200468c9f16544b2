/* SPDX-License-Identifier: Apache-2.0 */
/* Rooms from walls that were drawn as lines: gaps are closed, and what the lines enclose are faces. */
#include "base/geos.h"
#include "base/shape.h"
#include "read/cad.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void
cgrid_cad_free(struct cgrid_cad *cad)
{
	cgrid_arena_free(&cad->arena);
	free(cad->points);
	free(cad->lines);
	free(cad->texts);
	cad->points = NULL;
	cad->lines = NULL;
	cad->texts = NULL;
}

static bool
is_layer(const char *layer, const char *name, size_t length)
{
	size_t n = 0;
	while (n < length && layer[n] &&
	       cgrid_lower((unsigned char)layer[n]) == cgrid_lower((unsigned char)name[n]))
		n++;
	return n == length && layer[n] == '\0';
}

bool
cgrid_cad_layer_is(const char *layer, const char *names)
{
	const char *own = strrchr(layer, '$');
	for (const char *at = names; *at;) {
		at += strspn(at, ", ");
		size_t length = strcspn(at, ",");
		const char *next = at + length;
		while (length > 0 && at[length - 1] == ' ')
			length--;
		if (length > 0 &&
		    (is_layer(layer, at, length) || (own && is_layer(own + 1, at, length))))
			return true;
		at = next;
	}
	return false;
}

/* The nearest place of a segment to a point. */
static struct cgrid_xy
nearest_on(struct cgrid_xy a, struct cgrid_xy b, struct cgrid_xy p)
{
	double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
	double t = square > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;
	t = t < 0 ? 0 : t > 1 ? 1 : t;
	return (struct cgrid_xy){a.x + t * dx, a.y + t * dy};
}

/* The nearest place on any line of the layer to an end, but for the segment that it ends; its distance,
 * or infinity. */
static double
nearest_wall(const struct cgrid_cad *cad, const char *layer, size_t own, bool last, double gap,
	     struct cgrid_xy *at_out)
{
	const struct cgrid_cad_line *mine = &cad->lines[own];
	const struct cgrid_xy end = cad->points[mine->first + (last ? mine->count - 1 : 0)];
	size_t own_segment = last ? mine->count - 2 : 0;
	double best = INFINITY;
	for (size_t i = 0; i < cad->line_count; i++) {
		const struct cgrid_cad_line *line = &cad->lines[i];
		if (!cgrid_cad_layer_is(line->layer, layer))
			continue;
		size_t segments = line->closed ? line->count : line->count - 1;
		for (size_t k = 0; k < segments; k++) {
			if (i == own && k == own_segment)
				continue;
			struct cgrid_xy a = cad->points[line->first + k];
			struct cgrid_xy b = cad->points[line->first + (k + 1) % line->count];
			if (fmin(a.x, b.x) > end.x + gap || fmax(a.x, b.x) < end.x - gap ||
			    fmin(a.y, b.y) > end.y + gap || fmax(a.y, b.y) < end.y - gap)
				continue;
			struct cgrid_xy at = nearest_on(a, b, end);
			double away = hypot(at.x - end.x, at.y - end.y);
			if (away < best) {
				best = away;
				*at_out = at;
			}
		}
	}
	return best;
}

static enum cgrid_status
add_bridge(struct cgrid_cad *cad, struct cgrid_arena *arena, struct cgrid_xy from, struct cgrid_xy to,
	   double away, struct cgrid_ring *ring_out)
{
	struct cgrid_xy *points = cgrid_arena_alloc(arena, 2, sizeof *points);
	if (!points)
		return cgrid_fail_memory(cad->ctx);
	points[0] = from;
	points[1] = to;
	*ring_out = (struct cgrid_ring){points, 2, CGRID_RING_LINE};
	cad->gaps_closed++;
	cad->widest_gap = fmax(cad->widest_gap, away);
	return CGRID_OK;
}

/* An end of an open line: where it is, and the unit vector that goes on from it. */
struct open_end {
	struct cgrid_xy at, on;
};

static struct open_end
end_of(const struct cgrid_cad *cad, const struct cgrid_cad_line *line, bool last)
{
	const struct cgrid_xy *points = &cad->points[line->first];
	struct cgrid_xy at = points[last ? line->count - 1 : 0];
	struct cgrid_xy before = points[last ? line->count - 2 : 1];
	double dx = at.x - before.x, dy = at.y - before.y, length = hypot(dx, dy);
	return (struct open_end){at, {length > 0 ? dx / length : 0, length > 0 ? dy / length : 0}};
}

/* A wall that is broken by a door goes on behind it: the nearest end within the gap that is straight
 * ahead and points back. */
static enum cgrid_status
bridge_opening(struct cgrid_cad *cad, const char *layer, size_t i, bool last, double gap,
	       struct cgrid_arena *arena, struct cgrid_ring *ring_out)
{
	const double straight = 0.999; /* 2.5 degrees */
	const struct open_end end = end_of(cad, &cad->lines[i], last);
	struct cgrid_xy best = {0, 0};
	double best_away = INFINITY;
	ring_out->count = 0;
	for (size_t k = i; k < cad->line_count; k++) { /* each pair once */
		const struct cgrid_cad_line *line = &cad->lines[k];
		if (line->closed || !cgrid_cad_layer_is(line->layer, layer))
			continue;
		for (int other_last = 0; other_last < 2; other_last++) {
			if (k == i && (bool)other_last <= last)
				continue;
			const struct open_end other = end_of(cad, line, other_last);
			double dx = other.at.x - end.at.x, dy = other.at.y - end.at.y;
			double away = hypot(dx, dy);
			if (away > 0 && away <= gap && away < best_away &&
			    dx * end.on.x + dy * end.on.y > straight * away &&
			    dx * other.on.x + dy * other.on.y < -straight * away) {
				best_away = away;
				best = other.at;
			}
		}
	}
	return best_away <= gap ? add_bridge(cad, arena, end.at, best, best_away, ring_out) : CGRID_OK;
}

/* An end that stops short of a wall: a line to the nearest one, and a little through it, so that the
 * two are sure to cross. */
static enum cgrid_status
close_gap(struct cgrid_cad *cad, const char *layer, size_t i, bool last, double gap,
	  struct cgrid_arena *arena, struct cgrid_ring *ring_out)
{
	struct cgrid_xy at = {0, 0};
	const struct open_end end = end_of(cad, &cad->lines[i], last);
	double away = nearest_wall(cad, layer, i, last, gap, &at);
	ring_out->count = 0;
	if (!(away > 0 && away <= gap))
		return CGRID_OK;
	const struct cgrid_xy through = {at.x + (at.x - end.at.x) * 0.001,
					 at.y + (at.y - end.at.y) * 0.001};
	return add_bridge(cad, arena, end.at, through, away, ring_out);
}

static int
compare_faces(const void *a, const void *b)
{
	const struct cgrid_ring *x = *(const struct cgrid_ring *const *)a;
	const struct cgrid_ring *y = *(const struct cgrid_ring *const *)b;
	double p[2] = {INFINITY, INFINITY}, q[2] = {INFINITY, INFINITY};
	for (size_t i = 0; i < x->count; i++)
		if (x->points[i].y < p[1] || (x->points[i].y == p[1] && x->points[i].x < p[0])) {
			p[0] = x->points[i].x;
			p[1] = x->points[i].y;
		}
	for (size_t i = 0; i < y->count; i++)
		if (y->points[i].y < q[1] || (y->points[i].y == q[1] && y->points[i].x < q[0])) {
			q[0] = y->points[i].x;
			q[1] = y->points[i].y;
		}
	int order = (p[1] > q[1]) - (p[1] < q[1]);
	if (order == 0)
		order = (p[0] > q[0]) - (p[0] < q[0]);
	return order ? order : (x > y) - (x < y);
}

/* GEOS hands faces out in an order of its own: south to north is everybody's. */
static enum cgrid_status
sort_faces(struct cgrid_ctx *ctx, struct cgrid_arena *arena, struct cgrid_shape *shape)
{
	size_t faces = 0, filled = 0;
	const struct cgrid_ring **order = cgrid_arena_alloc(arena, shape->ring_count, sizeof *order);
	struct cgrid_ring *sorted = cgrid_arena_alloc(arena, shape->ring_count, sizeof *sorted);
	if (!order || !sorted)
		return cgrid_fail_memory(ctx);
	for (size_t r = 0; r < shape->ring_count; r++)
		if (shape->rings[r].role == CGRID_RING_OUTER)
			order[faces++] = &shape->rings[r];
	qsort(order, faces, sizeof *order, compare_faces);
	for (size_t i = 0; i < faces; i++) {
		const struct cgrid_ring *ring = order[i], *end = shape->rings + shape->ring_count;
		do
			sorted[filled++] = *ring++;
		while (ring < end && ring->role == CGRID_RING_HOLE);
	}
	shape->rings = sorted;
	return CGRID_OK;
}

enum cgrid_status
cgrid_cad_rooms(struct cgrid_cad *cad, const char *layer, double gap, struct cgrid_arena *arena,
		struct cgrid_shape *shape_out, const char ***ids_out)
{
	struct cgrid_ring *rings = cgrid_arena_alloc(arena, cad->line_count * 5, sizeof *rings);
	const char **ids = cgrid_arena_alloc(arena, cad->line_count, sizeof *ids);
	size_t count = 0;
	bool open = false;
	*shape_out = (struct cgrid_shape){.box = cgrid_box_empty()};
	*ids_out = NULL;
	if (!rings || !ids)
		return cgrid_fail_memory(cad->ctx);
	for (size_t i = 0; i < cad->line_count; i++) {
		const struct cgrid_cad_line *line = &cad->lines[i];
		if (!cgrid_cad_layer_is(line->layer, layer))
			continue;
		open |= !line->closed;
		ids[count] = line->id;
		rings[count++] = (struct cgrid_ring){&cad->points[line->first], line->count,
						     line->closed ? CGRID_RING_OUTER : CGRID_RING_LINE};
	}
	if (!open) {
		shape_out->rings = rings;
		shape_out->ring_count = count;
		*ids_out = ids;
		return CGRID_OK;
	}
	for (size_t i = 0; gap > 0 && i < cad->line_count; i++) {
		if (cad->lines[i].closed || !cgrid_cad_layer_is(cad->lines[i].layer, layer))
			continue;
		for (int last = 0; last < 2; last++) {
			enum cgrid_status status =
			    close_gap(cad, layer, i, last, gap, arena, &rings[count]);
			count += !status && rings[count].count > 0;
			if (!status)
				status = bridge_opening(cad, layer, i, last, gap, arena, &rings[count]);
			count += !status && rings[count].count > 0;
			if (status)
				return status;
		}
	}
	const struct cgrid_shape lines = {.rings = rings, .ring_count = count};
	enum cgrid_status status =
	    cgrid_geos_polygonize(cad->ctx, &lines, arena, shape_out, &cad->loose);
	return status ? status : sort_faces(cad->ctx, arena, shape_out);
}
