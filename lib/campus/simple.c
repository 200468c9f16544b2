/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stage 2, place: a quick test that a shape is valid, for the many rooms that plainly are. It says yes
 * only where each sign that it takes is certain in double precision (Shewchuk, Adaptive Precision
 * Floating-Point Arithmetic, 1997, gives the bound); GEOS decides the rest.
 */
#include "campus/campus.h"

#include <math.h>

enum { EDGES_MOST = 128 };

/* All edges of a shape, with their boxes side by side. */
struct edges {
	double min_x[EDGES_MOST], max_x[EDGES_MOST], min_y[EDGES_MOST], max_y[EDGES_MOST];
	struct cgrid_xy from[EDGES_MOST], to[EDGES_MOST];
	unsigned next[EDGES_MOST]; /* the edge that goes on where this one ends */
	unsigned count;
};

/* Sign of a sum of two products of differences; 0 when rounding may have decided it. */
static int
certain_sign(double a, double b)
{
	const double bound = 4e-16, sum = a + b;
	if (!(fabs(sum) > bound * (fabs(a) + fabs(b)) + 1e-250))
		return 0;
	return sum > 0 ? 1 : -1;
}

/* Side of the line from a to b that c lies on: 1 left, -1 right, 0 not certain. */
static int
side_of(struct cgrid_xy a, struct cgrid_xy b, struct cgrid_xy c)
{
	return certain_sign((b.x - a.x) * (c.y - a.y), -((b.y - a.y) * (c.x - a.x)));
}

/* Two edges that share a corner: apart beyond it, unless the second turns back onto the first. */
static bool
turns_away(struct cgrid_xy a, struct cgrid_xy b, struct cgrid_xy c)
{
	return certain_sign((b.x - a.x) * (c.x - b.x), (b.y - a.y) * (c.y - b.y)) > 0 ||
	       side_of(a, b, c) != 0;
}

/* Two edges without a common corner: all of one on one side of the other? */
static bool
are_apart(const struct edges *e, unsigned i, unsigned j)
{
	int first = side_of(e->from[i], e->to[i], e->from[j]),
	    second = side_of(e->from[i], e->to[i], e->to[j]);
	if (first != 0 && first == second)
		return true;
	first = side_of(e->from[j], e->to[j], e->from[i]);
	second = side_of(e->from[j], e->to[j], e->to[i]);
	return first != 0 && first == second;
}

static bool
no_edges_meet(const struct edges *e)
{
	for (unsigned i = 0; i < e->count; i++) {
		unsigned near = 0;
		if (!turns_away(e->from[i], e->to[i], e->to[e->next[i]]))
			return false;
		for (unsigned j = i + 1; j < e->count; j++)
			near += (e->min_x[j] <= e->max_x[i]) & (e->max_x[j] >= e->min_x[i]) &
				(e->min_y[j] <= e->max_y[i]) & (e->max_y[j] >= e->min_y[i]);
		for (unsigned j = i + 1; near > 0 && j < e->count; j++) {
			bool meet = e->min_x[j] <= e->max_x[i] && e->max_x[j] >= e->min_x[i] &&
				    e->min_y[j] <= e->max_y[i] && e->max_y[j] >= e->min_y[i];
			near -= meet;
			if (meet && e->next[i] != j && e->next[j] != i && !are_apart(e, i, j))
				return false;
		}
	}
	return true;
}

static bool
add_edges(struct edges *e, const struct cgrid_ring *ring)
{
	if (ring->count < 3 || ring->count > EDGES_MOST - e->count)
		return false;
	unsigned first = e->count, count = (unsigned)ring->count;
	for (unsigned i = 0; i < count; i++) {
		const struct cgrid_xy a = ring->points[i], b = ring->points[i + 1 < count ? i + 1 : 0];
		unsigned at = e->count++;
		/* False for what is not finite, too. */
		if (!(fabs(a.x) < 1e9 && fabs(a.y) < 1e9))
			return false;
		e->from[at] = a;
		e->to[at] = b;
		e->next[at] = i + 1 < count ? at + 1 : first;
		e->min_x[at] = a.x < b.x ? a.x : b.x;
		e->max_x[at] = a.x < b.x ? b.x : a.x;
		e->min_y[at] = a.y < b.y ? a.y : b.y;
		e->max_y[at] = a.y < b.y ? b.y : a.y;
	}
	return true;
}

/* Is a position inside a ring that it does not lie on? 0 when not certain, 1 inside, -1 outside. */
static int
certainly_in(const struct cgrid_ring *ring, struct cgrid_xy at)
{
	int inside = -1;
	for (size_t i = 0, last = ring->count - 1; i < ring->count; last = i++) {
		struct cgrid_xy a = ring->points[last], b = ring->points[i];
		if ((a.y > at.y) == (b.y > at.y))
			continue;
		int side = a.y < b.y ? side_of(a, b, at) : side_of(b, a, at);
		if (side == 0)
			return 0;
		if (side > 0)
			inside = -inside;
	}
	return inside;
}

/* Rings that do not meet: each hole in its outer ring, and nothing else in anything. */
static bool
rings_lie_well(const struct cgrid_shape *shape)
{
	size_t outer = 0;
	for (size_t r = 0; r < shape->ring_count; r++) {
		if (shape->rings[r].role == CGRID_RING_OUTER)
			outer = r;
		for (size_t other = 0; other < shape->ring_count; other++) {
			bool within = shape->rings[r].role == CGRID_RING_HOLE && other == outer;
			/* A part in the hole of another part is rare enough for GEOS. */
			if (other != r && certainly_in(&shape->rings[other],
						       shape->rings[r].points[0]) != (within ? 1 : -1))
				return false;
		}
	}
	return true;
}

/* Does a ring run once round the middle of its corners, always the same way? It then cannot meet
 * itself: each direction from there has one point of it. Most rooms do, and it takes one walk. */
static bool
runs_round(const struct cgrid_ring *ring)
{
	struct cgrid_xy middle = {0, 0};
	size_t turns = 0;
	if (ring->role != CGRID_RING_OUTER || ring->count < 3 || ring->count > EDGES_MOST)
		return false;
	for (size_t i = 0; i < ring->count; i++) {
		/* False for what is not finite, too. */
		if (!(fabs(ring->points[i].x) < 1e9 && fabs(ring->points[i].y) < 1e9))
			return false;
		middle.x += ring->points[i].x;
		middle.y += ring->points[i].y;
	}
	middle.x /= (double)ring->count;
	middle.y /= (double)ring->count;
	for (size_t i = 0, last = ring->count - 1; i < ring->count; last = i++) {
		const struct cgrid_xy a = ring->points[last], b = ring->points[i];
		if (side_of(a, b, middle) <= 0)
			return false;
		turns += a.y <= middle.y && b.y > middle.y;
	}
	return turns == 1;
}

bool
cgrid_shape_is_plain(const struct cgrid_shape *shape)
{
	struct edges edges;
	if (shape->ring_count == 1 && runs_round(&shape->rings[0]))
		return true;
	edges.count = 0;
	for (size_t r = 0; r < shape->ring_count; r++)
		if (shape->rings[r].role == CGRID_RING_LINE || !add_edges(&edges, &shape->rings[r]))
			return false;
	if (shape->ring_count == 0 || shape->rings[0].role != CGRID_RING_OUTER)
		return false;
	return no_edges_meet(&edges) && (shape->ring_count == 1 || rings_lie_well(shape));
}
