/* SPDX-License-Identifier: Apache-2.0 */
/* The turn that lays a grid along the buildings: that of the smallest rectangle around them, one side
 * of which lies along a side of their convex hull (Freeman and Shapira, 1975). */
#include "base/base.h"
#include "base/mem.h"
#include "grid/grid.h"

#include <math.h>
#include <stdlib.h>

struct points {
	struct cgrid_xy *at;
	size_t count, capacity;
};

static bool
add_points(struct points *points, const struct cgrid_xy *at, size_t count)
{
	if (!cgrid_array_reserve(&points->at, &points->capacity, points->count + count,
				 sizeof *points->at))
		return false;
	for (size_t i = 0; i < count; i++)
		points->at[points->count++] = at[i];
	return true;
}

static bool
add_shape(struct points *points, const struct cgrid_shape *shape)
{
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		if (!add_points(points, ring->points, ring->count))
			return false;
	}
	return true;
}

static bool
add_campus(struct points *points, const struct cgrid_campus *campus)
{
	bool good = true;
	for (size_t i = 0; good && i < cgrid_campus_building_count(campus); i++)
		good = add_shape(points, &cgrid_campus_building(campus, i)->outline);
	for (size_t i = 0; good && i < cgrid_campus_level_count(campus); i++)
		good = add_shape(points, &cgrid_campus_level(campus, i)->outline);
	for (size_t i = 0; good && i < cgrid_campus_room_count(campus); i++)
		good = add_shape(points, &cgrid_campus_room(campus, i)->shape);
	for (size_t i = 0; good && i < cgrid_campus_image_count(campus); i++)
		if (cgrid_campus_image(campus, i)->for_level)
			good = add_points(points, cgrid_campus_image(campus, i)->corners, 4);
	return good;
}

static int
compare(const void *a, const void *b)
{
	const struct cgrid_xy *p = a, *q = b;
	if (p->x != q->x)
		return p->x < q->x ? -1 : 1;
	return p->y < q->y ? -1 : p->y > q->y;
}

static bool
turns_left(struct cgrid_xy a, struct cgrid_xy b, struct cgrid_xy c)
{
	return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0;
}

/* The convex hull counter-clockwise (Andrew, 1979); `hull` has room for all points and one. */
static size_t
convex_hull(struct points *points, struct cgrid_xy *hull)
{
	size_t n = 0;
	qsort(points->at, points->count, sizeof *points->at, compare);
	for (int pass = 0; pass < 2; pass++) {
		size_t first = n;
		for (size_t k = 0; k < points->count; k++) {
			struct cgrid_xy at = points->at[pass == 0 ? k : points->count - 1 - k];
			while (n >= first + 2 && !turns_left(hull[n - 2], hull[n - 1], at))
				n--;
			hull[n++] = at;
		}
		/* The last point of one half is the first of the other. */
		n--;
	}
	return n;
}

/* Area of the rectangle around the hull that lies along a direction. */
static double
area_along(const struct cgrid_xy *hull, size_t count, double dx, double dy)
{
	struct cgrid_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
	for (size_t i = 0; i < count; i++) {
		double u = hull[i].x * dx + hull[i].y * dy, v = hull[i].y * dx - hull[i].x * dy;
		box.min_x = fmin(box.min_x, u);
		box.max_x = fmax(box.max_x, u);
		box.min_y = fmin(box.min_y, v);
		box.max_y = fmax(box.max_y, v);
	}
	return (box.max_x - box.min_x) * (box.max_y - box.min_y);
}

enum cgrid_status
cgrid_grid_turn_along(struct cgrid_ctx *ctx, const struct cgrid_campus *campus, double *turn_deg_out)
{
	struct points points = {0};
	struct cgrid_xy *hull = NULL;
	double least = INFINITY;
	*turn_deg_out = 0;
	bool good = add_campus(&points, campus);
	if (good)
		hull = cgrid_array_new(points.count + 1, sizeof *hull);
	if (!hull) {
		free(points.at);
		return cgrid_fail_memory(ctx);
	}
	size_t count = points.count > 2 ? convex_hull(&points, hull) : 0;
	for (size_t i = 0; i < count; i++) {
		double dx = hull[(i + 1) % count].x - hull[i].x,
		       dy = hull[(i + 1) % count].y - hull[i].y;
		/* A hundredth of a degree: 2 mm over a cell of 10 m, and a number that can be said. */
		double turn = remainder(-atan2(dy, dx) / 0.017453292519943295, 90);
		turn = round(turn * 100) / 100;
		double area = area_along(hull, count, cos(turn * 0.017453292519943295),
					 -sin(turn * 0.017453292519943295));
		/* Of equal ones the nearest to north, then the clockwise one. */
		bool nearer = fabs(turn) < fabs(*turn_deg_out) ||
			      (turn == -*turn_deg_out && turn > *turn_deg_out);
		if (area < least * (1 - 1e-9) || (area < least * (1 + 1e-9) && nearer)) {
			*turn_deg_out = turn == 0 ? 0 : turn;
			least = fmin(least, area);
		}
	}
	free(hull);
	free(points.at);
	return CGRID_OK;
}
