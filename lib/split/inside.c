/* SPDX-License-Identifier: Apache-2.0 */
#include "split/inside.h"

#include "base/geos.h"
#include "base/shape.h"

#include <math.h>

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

enum cgrid_status
cgrid_inside_point(struct cgrid_ctx *ctx, const struct cgrid_shape *shape, bool convex,
		   struct cgrid_xy *at_out)
{
	double radius;
	*at_out = centroid(shape);
	if (cgrid_shape_holds(shape, *at_out)) {
		double distance = cgrid_shape_distance(shape, *at_out, NULL);
		/* A square's deepest point is half its side from the edges; a third is good enough. */
		if (distance > (convex ? 0 : sqrt(shape->area_m2) / 3))
			return CGRID_OK;
	}
	return cgrid_geos_deepest(ctx, shape, at_out, &radius);
}
