/* SPDX-License-Identifier: Apache-2.0 */
#include "read/linework.h"

#include "base/geos.h"
#include "base/shape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool
box_inside(const struct cgrid_box *in, const struct cgrid_box *of, double slack)
{
	return in->min_x >= of->min_x - slack && in->max_x <= of->max_x + slack &&
	       in->min_y >= of->min_y - slack && in->max_y <= of->max_y + slack;
}

/* Does one closed line lie in another, edges shared or not? */
static bool
lies_inside(const struct cgrid_shape *in, const struct cgrid_shape *of, double same)
{
	const struct cgrid_ring *ring = &in->rings[0];
	if (in->area_m2 > of->area_m2 || !box_inside(&in->box, &of->box, same))
		return false;
	for (size_t i = 0; i < ring->count; i++) {
		/* Corners are on the edge where rooms share it: middles of edges tell as well. */
		struct cgrid_xy p = ring->points[i], q = ring->points[(i + 1) % ring->count];
		struct cgrid_xy middle = {(p.x + q.x) / 2, (p.y + q.y) / 2};
		if (!cgrid_shape_holds(of, p) && cgrid_shape_distance(of, p, NULL) > same)
			return false;
		if (!cgrid_shape_holds(of, middle) && cgrid_shape_distance(of, middle, NULL) > same)
			return false;
	}
	return true;
}

/* Closed lines that lie side by side are rooms as they are drawn. False where one lies in another, or
 * where any is open. */
static bool
take_as_drawn(const struct cgrid_ring *lines, size_t count, double same, struct cgrid_shape *rooms)
{
	for (size_t i = 0; i < count; i++) {
		if (lines[i].role == CGRID_RING_LINE)
			return false;
		rooms[i] = (struct cgrid_shape){.rings = &lines[i], .ring_count = 1};
		cgrid_shape_measure(&rooms[i]);
		rooms[i].area_m2 = fabs(rooms[i].area_m2);
	}
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < count; k++)
			if (i != k && lies_inside(&rooms[i], &rooms[k], same))
				return false;
	return true;
}

static double
perimeter_of(const struct cgrid_shape *shape)
{
	double sum = 0;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		for (size_t i = 0; i < ring->count; i++) {
			struct cgrid_xy p = ring->points[i], q = ring->points[(i + 1) % ring->count];
			sum += hypot(q.x - p.x, q.y - p.y);
		}
	}
	return sum;
}

/* Whether a circle of the diameter fits: area over perimeter and the area's own circle bound it. */
static enum cgrid_status
is_narrow(struct cgrid_ctx *ctx, const struct cgrid_shape *face, double narrow, bool *narrow_out)
{
	struct cgrid_xy at;
	double radius = 0;
	*narrow_out = 2 * sqrt(face->area_m2 / 3.141592653589793) < narrow;
	if (*narrow_out || 2 * face->area_m2 >= narrow * perimeter_of(face))
		return CGRID_OK;
	enum cgrid_status status = cgrid_geos_deepest(ctx, face, &at, &radius);
	*narrow_out = status != CGRID_OK || 2 * radius < narrow;
	if (status == CGRID_E_MEANING) {
		cgrid_clear_error(ctx);
		status = CGRID_OK;
	}
	return status;
}

/* From the top left: drawings are read as pages are. */
static int
compare_rooms(const void *a, const void *b)
{
	const struct cgrid_box *p = &((const struct cgrid_shape *)a)->box;
	const struct cgrid_box *q = &((const struct cgrid_shape *)b)->box;
	if (p->max_y != q->max_y)
		return p->max_y > q->max_y ? -1 : 1;
	if (p->min_x != q->min_x)
		return p->min_x < q->min_x ? -1 : 1;
	return p->max_x < q->max_x ? -1 : p->max_x > q->max_x;
}

/* Faces apart, bodies of walls counted and dropped. */
static enum cgrid_status
take_faces(struct cgrid_ctx *ctx, const struct cgrid_shape *faces, double narrow,
	   struct cgrid_arena *arena, struct cgrid_shape **rooms_out, size_t *count_out,
	   size_t *walls_out)
{
	struct cgrid_shape *rooms =
	    cgrid_arena_alloc(arena, faces->ring_count ? faces->ring_count : 1, sizeof *rooms);
	size_t count = 0;
	if (!rooms)
		return cgrid_fail_memory(ctx);
	for (size_t r = 0; r < faces->ring_count;) {
		size_t next = r + 1;
		bool wall;
		while (next < faces->ring_count && faces->rings[next].role != CGRID_RING_OUTER)
			next++;
		struct cgrid_shape room = {.rings = faces->rings + r, .ring_count = next - r};
		cgrid_shape_measure(&room);
		enum cgrid_status status = is_narrow(ctx, &room, narrow, &wall);
		if (status)
			return status;
		*walls_out += wall;
		if (!wall)
			rooms[count++] = room;
		r = next;
	}
	qsort(rooms, count, sizeof *rooms, compare_rooms);
	*rooms_out = rooms;
	*count_out = count;
	return CGRID_OK;
}

static enum cgrid_status
rooms_with_gap(struct cgrid_ctx *ctx, const struct cgrid_ring *lines, size_t count,
	       const struct cgrid_linework_options *options, double gap, struct cgrid_arena *arena,
	       struct cgrid_shape **rooms_out, size_t *count_out, struct cgrid_linework_report *report)
{
	struct cgrid_linework_joins joins;
	struct cgrid_geos_loose loose = {0, 0};
	struct cgrid_shape faces;
	enum cgrid_status status =
	    cgrid_linework_join(ctx, lines, count, gap, options->same, arena, &joins);
	if (!status)
		status = cgrid_geos_polygonize(ctx, joins.lines, joins.count, options->same / 8, arena,
					       &faces, &loose);
	report->closed = joins.closed;
	report->widest = joins.widest;
	report->widest_at = joins.widest_at;
	report->dangles = loose.dangles;
	if (!status)
		status = take_faces(ctx, &faces, options->narrow, arena, rooms_out, count_out,
				    &report->walls);
	free(joins.lines);
	return status;
}

/* Would a gap half as wide again, or one as wide as a wall, have given more? */
static enum cgrid_status
look_further(struct cgrid_ctx *ctx, const struct cgrid_ring *lines, size_t count,
	     const struct cgrid_linework_options *options, size_t found,
	     struct cgrid_linework_report *report)
{
	struct cgrid_arena arena = {0};
	struct cgrid_linework_report wider = {0};
	struct cgrid_shape *rooms;
	size_t more = 0;
	if (report->dangles == 0)
		return CGRID_OK;
	double gap = fmax(2 * options->gap, options->narrow / 4);
	enum cgrid_status status =
	    rooms_with_gap(ctx, lines, count, options, gap, &arena, &rooms, &more, &wider);
	if (!status && more > found) {
		report->more_rooms = more - found;
		report->more_gap = wider.widest;
		report->more_at = wider.widest_at;
	}
	cgrid_arena_free(&arena);
	return status;
}

enum cgrid_status
cgrid_linework_rooms(struct cgrid_ctx *ctx, const struct cgrid_ring *lines, size_t count,
		     const struct cgrid_linework_options *options, struct cgrid_arena *arena,
		     struct cgrid_shape **rooms_out, size_t *count_out,
		     struct cgrid_linework_report *report)
{
	*report = (struct cgrid_linework_report){0};
	*count_out = 0;
	*rooms_out = cgrid_arena_alloc(arena, count ? count : 1, sizeof **rooms_out);
	if (!*rooms_out)
		return cgrid_fail_memory(ctx);
	if (count == 0)
		return CGRID_OK;
	if (take_as_drawn(lines, count, options->same, *rooms_out)) {
		*count_out = count;
		return CGRID_OK;
	}
	enum cgrid_status status = rooms_with_gap(ctx, lines, count, options, options->gap, arena,
						  rooms_out, count_out, report);
	return status ? status : look_further(ctx, lines, count, options, *count_out, report);
}
