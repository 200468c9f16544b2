/* SPDX-License-Identifier: Apache-2.0 */
#include "split/inside.h"

#include "base/geos.h"
#include "base/shape.h"
#include "split/certain.h"

#include <math.h>
#include <stddef.h>

/* The search for the deepest point: at most so many squares are looked at, which bounds its cost on
 * slivers; and a depth this near to the best there can be is good enough. */
enum { MOST_SQUARES = 600, FIRST_SQUARES = 8 };
#define GOOD_ENOUGH 1.05

/* A square about a point: how deep the point is (negative outside), and the most that any point of
 * the square can be. */
struct square {
	struct cgrid_xy at;
	double half, depth, most;
};
struct search {
	const struct cgrid_shape *shape;
	struct square squares[MOST_SQUARES]; /* a heap, the most promising on top */
	size_t count, seen;
	struct square best;
};

/* Centroid of all rings, taken about a corner of the box. */
static struct cgrid_xy
centroid(const struct cgrid_shape *shape)
{
	double twice = 0, x = 0, y = 0;
	double x0 = shape->box.min_x, y0 = shape->box.min_y;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		for (size_t i = 0, last = ring->count - 1; i < ring->count; last = i++) {
			double ax = ring->points[last].x - x0, ay = ring->points[last].y - y0;
			double bx = ring->points[i].x - x0, by = ring->points[i].y - y0;
			double cross = ax * by - ay * bx;
			twice += cross;
			x += (ax + bx) * cross;
			y += (ay + by) * cross;
		}
	}
	return (struct cgrid_xy){x0 + x / (3 * twice), y0 + y / (3 * twice)};
}

/* Distance to the nearest edge, negative outside. One pass and one root: this is the inner loop of
 * the search. */
static double
depth_at(const struct cgrid_shape *shape, struct cgrid_xy p)
{
	double least = INFINITY;
	bool inside = false;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		struct cgrid_xy a = ring->points[ring->count - 1];
		for (size_t i = 0; i < ring->count; i++) {
			struct cgrid_xy b = ring->points[i];
			double dx = b.x - a.x, dy = b.y - a.y, px = p.x - a.x, py = p.y - a.y;
			double length2 = dx * dx + dy * dy, along = px * dx + py * dy;
			double t = along <= 0 ? 0 : along >= length2 ? 1 : along / length2;
			double ex = px - t * dx, ey = py - t * dy;
			double distance2 = ex * ex + ey * ey;
			least = distance2 < least ? distance2 : least;
			if ((a.y > p.y) != (b.y > p.y) && (dx * py - dy * px > 0) == (dy > 0))
				inside = !inside;
			a = b;
		}
	}
	return inside ? sqrt(least) : -sqrt(least);
}

static void
push(struct search *search, struct cgrid_xy at, double half)
{
	if (search->seen >= MOST_SQUARES)
		return;
	search->seen++;
	double depth = depth_at(search->shape, at);
	struct square square = {at, half, depth, depth + half * sqrt(2)};
	if (depth > search->best.depth)
		search->best = square;
	if (square.most <= search->best.depth * GOOD_ENOUGH)
		return;
	size_t i = search->count++;
	for (; i > 0 && search->squares[(i - 1) / 2].most < square.most; i = (i - 1) / 2)
		search->squares[i] = search->squares[(i - 1) / 2];
	search->squares[i] = square;
}

static struct square
pop(struct search *search)
{
	struct square top = search->squares[0], last = search->squares[--search->count];
	size_t i = 0;
	for (size_t child; (child = 2 * i + 1) < search->count; i = child) {
		if (child + 1 < search->count &&
		    search->squares[child + 1].most > search->squares[child].most)
			child++;
		if (search->squares[child].most <= last.most)
			break;
		search->squares[i] = search->squares[child];
	}
	search->squares[i] = last;
	return top;
}

/* The pole of inaccessibility, by a quadtree of squares. */
static struct cgrid_xy
deepest(const struct cgrid_shape *shape, struct cgrid_xy guess)
{
	struct search search;
	const struct cgrid_box *box = &shape->box;
	double width = box->max_x - box->min_x, height = box->max_y - box->min_y;
	double size = fmax(fmin(width, height), fmax(width, height) / FIRST_SQUARES);
	search.shape = shape;
	search.count = search.seen = 0;
	search.best = (struct square){guess, 0, depth_at(shape, guess), 0};
	/* Counted, not summed: far from the origin a sliver's size may be too small to add. */
	for (int i = 0; i <= FIRST_SQUARES && i * size < width; i++)
		for (int k = 0; k <= FIRST_SQUARES && k * size < height; k++)
			push(&search,
			     (struct cgrid_xy){box->min_x + (i + 0.5) * size,
					       box->min_y + (k + 0.5) * size},
			     size / 2);
	while (search.count > 0) {
		struct square square = pop(&search);
		if (square.most <= search.best.depth * GOOD_ENOUGH || search.seen >= MOST_SQUARES)
			break;
		double half = square.half / 2;
		for (int i = 0; i < 4; i++)
			push(&search,
			     (struct cgrid_xy){square.at.x + (i & 1 ? half : -half),
					       square.at.y + (i & 2 ? half : -half)},
			     half);
	}
	return search.best.at;
}

/* By the functions that everyone asks: held, and off every edge. */
static bool
is_inside(const struct cgrid_shape *shape, struct cgrid_xy at, double least)
{
	return cgrid_shape_holds(shape, at) && cgrid_shape_distance(shape, at, NULL) > least;
}

/* Certainly to the left of every edge of a ring. */
static bool
is_left_of_all(const struct cgrid_ring *ring, struct cgrid_xy at)
{
	struct cgrid_xy before = ring->points[ring->count - 1];
	for (size_t i = 0; i < ring->count; i++) {
		if (cgrid_side_of(before, ring->points[i], at) <= 0)
			return false;
		before = ring->points[i];
	}
	return true;
}

enum cgrid_status
cgrid_inside_point(struct cgrid_ctx *ctx, const struct cgrid_shape *shape, struct cgrid_xy *at_out)
{
	bool convex =
	    shape->ring_count == 1 && cgrid_is_convex(shape->rings[0].points, shape->rings[0].count);
	double radius;
	*at_out = centroid(shape);
	if (convex && is_left_of_all(&shape->rings[0], *at_out))
		return CGRID_OK;
	/* A square's deepest point is half its side from the edges; a third is good enough. */
	if (is_inside(shape, *at_out, convex ? 0 : sqrt(shape->area_m2) / 3))
		return CGRID_OK;
	*at_out = deepest(shape, *at_out);
	if (is_inside(shape, *at_out, 0))
		return CGRID_OK;
	return cgrid_geos_deepest(ctx, shape, at_out, &radius);
}
