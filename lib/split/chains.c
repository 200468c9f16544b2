/* SPDX-License-Identifier: Apache-2.0 */
#include "split/chains.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

static bool
push_spot(struct cgrid_cutter *c, const double at[2], uint32_t wall)
{
	if (!CGRID_ROOM_FOR_ONE(c->spots, c->spot_count, c->spot_capacity))
		return false;
	c->spots[c->spot_count++] = (struct cgrid_cut_spot){{at[0], at[1]}, wall};
	return true;
}

static bool
same_place(const struct cgrid_cut_spot *a, const struct cgrid_cut_spot *b)
{
	return a->at[0] == b->at[0] && a->at[1] == b->at[1];
}

/* Ends a ring that began at spot `first`, leaving out spots that repeat the one in front; a ring
 * without three goes. */
static bool
end_ring(struct cgrid_cutter *c, size_t first)
{
	struct cgrid_cut_ring ring = {first, 0, {INFINITY, INFINITY}, {-INFINITY, -INFINITY}};
	struct cgrid_cut_spot *spots = &c->spots[first];
	size_t kept = 0;
	for (size_t i = 0; i < c->spot_count - first; i++) {
		if (kept > 0 && same_place(&spots[kept - 1], &spots[i])) {
			spots[kept - 1].wall = spots[i].wall;
			continue;
		}
		spots[kept++] = spots[i];
	}
	while (kept > 1 && same_place(&spots[0], &spots[kept - 1]))
		kept--;
	c->spot_count = first + kept;
	if (kept < 3) {
		c->spot_count = first;
		return true;
	}
	ring.count = kept;
	for (size_t i = 0; i < kept; i++)
		for (int axis = 0; axis < 2; axis++) {
			double at = spots[i].at[axis];
			ring.min[axis] = at < ring.min[axis] ? at : ring.min[axis];
			ring.max[axis] = at > ring.max[axis] ? at : ring.max[axis];
		}
	if (!CGRID_ROOM_FOR_ONE(c->rings, c->ring_count, c->ring_capacity))
		return false;
	c->rings[c->ring_count++] = ring;
	return true;
}

static int
side_of(const struct cgrid_cut_spot *spot, const struct cgrid_cut_line *line)
{
	return (spot->at[line->axis] > line->at) - (spot->at[line->axis] < line->at);
}

/* Where the edge p->q, whose ends are on either side, meets the line. Never beyond the ends, so
 * that what was in order stays in order. */
static double
crossing(const struct cgrid_cutter *c, const struct cgrid_cut_line *line,
	 const struct cgrid_cut_spot *p, const struct cgrid_cut_spot *q)
{
	int axis = line->axis, other = 1 - axis;
	double low = fmin(p->at[other], q->at[other]), high = fmax(p->at[other], q->at[other]);
	if (p->wall == CGRID_NO_WALL)
		return low; /* along a line of the other axis: low and high are one number */
	const struct cgrid_cut_wall *wall = &c->walls[p->wall];
	double t = (line->at - wall->a[axis]) / (wall->b[axis] - wall->a[axis]);
	double at = wall->a[other] + (wall->b[other] - wall->a[other]) * t;
	return at < low ? low : at > high ? high : at;
}

static bool
push_mark(struct cgrid_cutter *c, double at)
{
	if (!CGRID_ROOM_FOR_ONE(c->marks, c->mark_count, c->mark_capacity))
		return false;
	c->marks[c->mark_count++] = at;
	return true;
}

static int
compare_marks(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static int
compare_ends(const void *a, const void *b)
{
	const struct cgrid_cut_end *x = a, *y = b;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->chain > y->chain) - (x->chain < y->chain);
}

static bool
straddles(const struct cgrid_cut_ring *ring, const struct cgrid_cut_line *line)
{
	return ring->min[line->axis] <= line->at && ring->max[line->axis] >= line->at;
}

/* Every place where rings meet the line, in order: both sides get a vertex at each that their
 * edges along the line pass. */
bool
cgrid_cut_mark(struct cgrid_cutter *c, const struct cgrid_cut_node *node,
	       const struct cgrid_cut_line *line)
{
	c->mark_count = 0;
	for (size_t r = 0; r < node->ring_count; r++) {
		const struct cgrid_cut_ring *ring = &c->rings[node->first_ring + r];
		if (!straddles(ring, line))
			continue;
		const struct cgrid_cut_spot *spots = &c->spots[ring->first];
		const struct cgrid_cut_spot *p = &spots[ring->count - 1];
		int before = side_of(p, line);
		for (size_t i = 0; i < ring->count; i++) {
			const struct cgrid_cut_spot *q = &spots[i];
			int now = side_of(q, line);
			if (now == 0 && !push_mark(c, q->at[1 - line->axis]))
				return false;
			if (now * before < 0 && !push_mark(c, crossing(c, line, p, q)))
				return false;
			before = now;
			p = q;
		}
	}
	if (c->mark_count > 1)
		qsort(c->marks, c->mark_count, sizeof *c->marks, compare_marks);
	return true;
}

static bool
push_chain_spot(struct cgrid_cutter *c, const double at[2], uint32_t wall)
{
	if (!CGRID_ROOM_FOR_ONE(c->chain_spots, c->chain_spot_count, c->chain_spot_capacity))
		return false;
	c->chain_spots[c->chain_spot_count++] = (struct cgrid_cut_spot){{at[0], at[1]}, wall};
	c->chains[c->chain_count - 1].count++;
	return true;
}

/* The end of a chain: where the edge p->q, of which one end is strictly off the line, meets it. */
static bool
push_meeting(struct cgrid_cutter *c, const struct cgrid_cut_line *line, const struct cgrid_cut_spot *p,
	     const struct cgrid_cut_spot *q, uint32_t wall)
{
	double at[2];
	at[line->axis] = line->at;
	if (p->at[line->axis] == line->at)
		at[1 - line->axis] = p->at[1 - line->axis];
	else if (q->at[line->axis] == line->at)
		at[1 - line->axis] = q->at[1 - line->axis];
	else
		at[1 - line->axis] = crossing(c, line, p, q);
	return push_chain_spot(c, at, wall);
}

static bool
begin_chain(struct cgrid_cutter *c)
{
	if (!CGRID_ROOM_FOR_ONE(c->chains, c->chain_count, c->chain_capacity))
		return false;
	c->chains[c->chain_count++] = (struct cgrid_cut_chain){c->chain_spot_count, 0, 0, false};
	return true;
}

/* The chains of a ring on one side. An edge along the line, and all that is on it alone, falls
 * away: it is made anew when the chains are joined. */
static bool
walk_ring(struct cgrid_cutter *c, const struct cgrid_cut_ring *ring, const struct cgrid_cut_line *line,
	  int want)
{
	const struct cgrid_cut_spot *spots = &c->spots[ring->first];
	size_t start = 0;
	while (start < ring->count && side_of(&spots[start], line) == want)
		start++;
	if (start == ring->count)
		return true; /* not of this line */
	bool inside = false;
	for (size_t k = 1; k <= ring->count; k++) {
		const struct cgrid_cut_spot *p = &spots[(start + k - 1) % ring->count];
		const struct cgrid_cut_spot *q = &spots[(start + k) % ring->count];
		bool enters = side_of(q, line) == want;
		if (enters && !inside && (!begin_chain(c) || !push_meeting(c, line, p, q, p->wall)))
			return false;
		if (enters && !push_chain_spot(c, q->at, q->wall))
			return false;
		if (!enters && inside && !push_meeting(c, line, p, q, CGRID_NO_WALL))
			return false;
		inside = enters;
	}
	return true;
}

/* Joins the k-th end to the k-th start along the line. */
static bool
join_chains(struct cgrid_cutter *c, const struct cgrid_cut_line *line)
{
	int other = 1 - line->axis;
	if (!cgrid_array_reserve(&c->starts, &c->start_capacity, c->chain_count, sizeof *c->starts) ||
	    !cgrid_array_reserve(&c->ends, &c->end_capacity, c->chain_count, sizeof *c->ends))
		return false;
	for (size_t i = 0; i < c->chain_count; i++) {
		const struct cgrid_cut_chain *chain = &c->chains[i];
		const struct cgrid_cut_spot *spots = &c->chain_spots[chain->first];
		c->starts[i] = (struct cgrid_cut_end){spots[0].at[other], i};
		c->ends[i] = (struct cgrid_cut_end){spots[chain->count - 1].at[other], i};
	}
	if (c->chain_count > 1) {
		qsort(c->starts, c->chain_count, sizeof *c->starts, compare_ends);
		qsort(c->ends, c->chain_count, sizeof *c->ends, compare_ends);
	}
	for (size_t k = 0; k < c->chain_count; k++)
		c->chains[c->ends[k].chain].next = c->starts[k].chain;
	return true;
}

/* The first mark that is not below `at`. */
static size_t
first_mark(const struct cgrid_cutter *c, double at)
{
	size_t low = 0, high = c->mark_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c->marks[middle] < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The marks strictly between two places on the line, in the direction from one to the other. */
static bool
push_marks(struct cgrid_cutter *c, const struct cgrid_cut_line *line, double from, double to)
{
	double at[2];
	at[line->axis] = line->at;
	size_t first = first_mark(c, fmin(from, to)), end = first_mark(c, fmax(from, to));
	for (size_t k = 0; k < end - first; k++) {
		double mark = c->marks[from < to ? first + k : end - 1 - k];
		at[1 - line->axis] = mark;
		if (mark != from && mark != to && !push_spot(c, at, CGRID_NO_WALL))
			return false;
	}
	return true;
}

/* Rings from joined chains. */
static bool
close_rings(struct cgrid_cutter *c, const struct cgrid_cut_line *line)
{
	for (size_t i = 0; i < c->chain_count; i++) {
		size_t first = c->spot_count;
		for (size_t k = i; !c->chains[k].used; k = c->chains[k].next) {
			struct cgrid_cut_chain *chain = &c->chains[k];
			const struct cgrid_cut_spot *spots = &c->chain_spots[chain->first];
			const struct cgrid_cut_spot *last = &spots[chain->count - 1];
			const struct cgrid_cut_spot *next =
			    &c->chain_spots[c->chains[chain->next].first];
			chain->used = true;
			for (size_t s = 0; s < chain->count; s++)
				if (!push_spot(c, spots[s].at, spots[s].wall))
					return false;
			if (!push_marks(c, line, last->at[1 - line->axis], next->at[1 - line->axis]))
				return false;
		}
		if (c->spot_count > first && !end_ring(c, first))
			return false;
	}
	return true;
}

/* What of a node is on one side of a line (want: -1 below, 1 above) -> a node on top of the stack. */
bool
cgrid_cut_side(struct cgrid_cutter *c, const struct cgrid_cut_node *node,
	       const struct cgrid_cut_line *line, int want, struct cgrid_cut_node *node_out)
{
	node_out->first_ring = c->ring_count;
	c->chain_count = c->chain_spot_count = 0;
	for (size_t r = 0; r < node->ring_count; r++) {
		struct cgrid_cut_ring ring = c->rings[node->first_ring + r];
		if (straddles(&ring, line)) {
			if (!walk_ring(c, &ring, line, want))
				return false;
			continue;
		}
		if ((ring.min[line->axis] > line->at) != (want > 0))
			continue;
		if (!CGRID_ROOM_FOR_ONE(c->rings, c->ring_count, c->ring_capacity))
			return false;
		c->rings[c->ring_count++] = ring;
	}
	if (!join_chains(c, line) || !close_rings(c, line))
		return false;
	node_out->ring_count = c->ring_count - node_out->first_ring;
	return true;
}

/* A shape's ring onto the stack, with its walls. */
bool
cgrid_cut_load(struct cgrid_cutter *c, const struct cgrid_ring *ring)
{
	size_t first = c->spot_count, base = c->wall_count;
	if (base + ring->count >= CGRID_NO_WALL ||
	    !cgrid_array_reserve(&c->walls, &c->wall_capacity, base + ring->count, sizeof *c->walls))
		return false;
	for (size_t i = 0; i < ring->count; i++) {
		struct cgrid_xy a = ring->points[i], b = ring->points[(i + 1) % ring->count];
		bool forward = a.x < b.x || (a.x == b.x && a.y < b.y);
		struct cgrid_xy low = forward ? a : b, high = forward ? b : a;
		const double at[2] = {a.x, a.y};
		c->walls[c->wall_count++] = (struct cgrid_cut_wall){{low.x, low.y}, {high.x, high.y}};
		if (!push_spot(c, at, (uint32_t)(base + i)))
			return false;
	}
	return end_ring(c, first);
}
