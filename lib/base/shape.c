/* SPDX-License-Identifier: Apache-2.0 */
#include "base/shape.h"

#include "base/orient.h"

#include <math.h>

double
cgrid_ring_area(const struct cgrid_xy *points, size_t count)
{
	double twice = 0;
	for (size_t i = 1; i + 1 < count; i++) {
		double ax = points[i].x - points[0].x, ay = points[i].y - points[0].y;
		double bx = points[i + 1].x - points[0].x, by = points[i + 1].y - points[0].y;
		twice += ax * by - ay * bx;
	}
	return twice / 2;
}

struct cgrid_box
cgrid_box_empty(void)
{
	return (struct cgrid_box){INFINITY, INFINITY, -INFINITY, -INFINITY};
}

void
cgrid_box_add(struct cgrid_box *box, struct cgrid_xy point)
{
	/* Comparisons, where fmin would be a call. */
	box->min_x = point.x < box->min_x ? point.x : box->min_x;
	box->min_y = point.y < box->min_y ? point.y : box->min_y;
	box->max_x = point.x > box->max_x ? point.x : box->max_x;
	box->max_y = point.y > box->max_y ? point.y : box->max_y;
}

void
cgrid_box_join(struct cgrid_box *box, const struct cgrid_box *other)
{
	box->min_x = fmin(box->min_x, other->min_x);
	box->min_y = fmin(box->min_y, other->min_y);
	box->max_x = fmax(box->max_x, other->max_x);
	box->max_y = fmax(box->max_y, other->max_y);
}

bool
cgrid_box_is_empty(const struct cgrid_box *box)
{
	return !(box->min_x <= box->max_x);
}

void
cgrid_shape_measure(struct cgrid_shape *shape)
{
	shape->box = cgrid_box_empty();
	shape->area_m2 = 0;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		for (size_t i = 0; i < ring->count; i++)
			cgrid_box_add(&shape->box, ring->points[i]);
		if (ring->role != CGRID_RING_LINE)
			shape->area_m2 += cgrid_ring_area(ring->points, ring->count);
	}
}

bool
cgrid_shape_holds(const struct cgrid_shape *shape, struct cgrid_xy point)
{
	bool inside = false;
	const struct cgrid_box *box = &shape->box;
	if (!(point.x >= box->min_x && point.x <= box->max_x && point.y >= box->min_y &&
	      point.y <= box->max_y))
		return false;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		if (ring->role == CGRID_RING_LINE)
			continue;
		for (size_t i = 0, last = ring->count - 1; i < ring->count; last = i++)
			if (cgrid_ray_crosses(ring->points[last], ring->points[i], point))
				inside = !inside;
	}
	return inside;
}

static double
segment_distance(struct cgrid_xy a, struct cgrid_xy b, struct cgrid_xy p, struct cgrid_xy *nearest)
{
	double dx = b.x - a.x, dy = b.y - a.y;
	double length2 = dx * dx + dy * dy;
	double t = length2 > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2 : 0;
	t = t < 0 ? 0 : t > 1 ? 1 : t;
	*nearest = (struct cgrid_xy){a.x + t * dx, a.y + t * dy};
	return hypot(p.x - nearest->x, p.y - nearest->y);
}

double
cgrid_shape_distance(const struct cgrid_shape *shape, struct cgrid_xy point,
		     struct cgrid_xy *nearest_out)
{
	double least = INFINITY;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		size_t first = ring->role == CGRID_RING_LINE && ring->count > 1 ? 1 : 0;
		for (size_t i = first; i < ring->count; i++) {
			struct cgrid_xy near;
			size_t before = i > 0 ? i - 1 : ring->count - 1;
			double d =
			    segment_distance(ring->points[before], ring->points[i], point, &near);
			if (d < least) {
				least = d;
				if (nearest_out)
					*nearest_out = near;
			}
		}
	}
	return least;
}
