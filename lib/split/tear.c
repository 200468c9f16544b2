/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A room over the meridian of two UTM zones, before it is cut: its halves lie apart in the axes of the
 * grid. They are cut off each other by the straight line through the meridian's ends, the same one for
 * all rooms, which is off it by less than a millimetre in a kilometre. Walls are straight in the zone
 * that they are cut in: beyond the zone of the frame that is off by 0.2 mm in the middle of 80 m.
 */
#include "split/tear.h"

#include "base/mem.h"
#include "base/shape.h"

#include <math.h>

/* Metres east of the line, where the line is 0. */
static struct cgrid_xy
shear(const struct cgrid_seam *seam, struct cgrid_xy at)
{
	return (struct cgrid_xy){at.x - (seam->x0 + seam->slope * (at.y - seam->y0)), at.y};
}

static struct cgrid_xy
unshear(const struct cgrid_seam *seam, struct cgrid_xy at)
{
	return (struct cgrid_xy){at.x + (seam->x0 + seam->slope * (at.y - seam->y0)), at.y};
}

/* Room for a ring more. Its points are told by their number: the array may move. */
static enum cgrid_status
begin_ring(struct cgrid_room_cutter *rc, const struct cgrid_ring *like)
{
	if (!cgrid_array_reserve(&rc->rings, &rc->ring_capacity, rc->ring_count + 1,
				 sizeof *rc->rings) ||
	    !cgrid_array_reserve(&rc->points, &rc->point_capacity, rc->point_count + like->count,
				 sizeof *rc->points))
		return cgrid_fail_memory(rc->ctx);
	rc->rings[rc->ring_count++] = (struct cgrid_ring){NULL, like->count, like->role};
	return CGRID_OK;
}

/* A half, or a part of one, goes into the axes of its side. */
static enum cgrid_status
take_half(void *user, const struct cgrid_cut_piece *half)
{
	struct cgrid_room_cutter *rc = user;
	const struct cgrid_seam *seam = &rc->job->grid->seam;
	for (size_t r = 0; r < half->shape.ring_count; r++) {
		const struct cgrid_ring *ring = &half->shape.rings[r];
		enum cgrid_status status = begin_ring(rc, ring);
		if (status)
			return status;
		for (size_t i = 0; i < ring->count; i++)
			rc->points[rc->point_count++] =
			    cgrid_seam_to_axes(seam, unshear(seam, ring->points[i]), half->column == 1);
	}
	return CGRID_OK;
}

/* The room as it is, moved by `move`; how many of its points are east of the line. */
static enum cgrid_status
move_rings(struct cgrid_room_cutter *rc, const struct cgrid_shape *shape,
	   struct cgrid_xy (*move)(const struct cgrid_seam *, struct cgrid_xy), size_t *east_out)
{
	const struct cgrid_seam *seam = &rc->job->grid->seam;
	*east_out = rc->point_count = rc->ring_count = 0;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		enum cgrid_status status = begin_ring(rc, ring);
		if (status)
			return status;
		for (size_t i = 0; i < ring->count; i++) {
			*east_out += shear(seam, ring->points[i]).x >= 0;
			rc->points[rc->point_count++] = move(seam, ring->points[i]);
		}
	}
	return CGRID_OK;
}

static struct cgrid_xy
into_west(const struct cgrid_seam *seam, struct cgrid_xy at)
{
	return cgrid_seam_to_axes(seam, at, false);
}

static struct cgrid_xy
into_east(const struct cgrid_seam *seam, struct cgrid_xy at)
{
	return cgrid_seam_to_axes(seam, at, true);
}

static void
close_shape(struct cgrid_room_cutter *rc, const struct cgrid_shape *like, struct cgrid_shape *out)
{
	struct cgrid_xy *point = rc->points;
	for (size_t r = 0; r < rc->ring_count; r++) {
		rc->rings[r].points = point;
		point += rc->rings[r].count;
	}
	*out = *like;
	out->rings = rc->rings;
	out->ring_count = rc->ring_count;
	cgrid_shape_measure(out);
}

enum cgrid_status
cgrid_tear(struct cgrid_room_cutter *rc, const struct cgrid_shape *shape, struct cgrid_shape *shape_out)
{
	struct cgrid_shape sheared;
	struct cgrid_cut_sum sum;
	size_t east;
	enum cgrid_status status = move_rings(rc, shape, shear, &east);
	if (status)
		return status;
	if (east == 0 || east == rc->point_count) {
		status = move_rings(rc, shape, east ? into_east : into_west, &east);
		if (!status)
			close_shape(rc, shape, shape_out);
		return status;
	}
	close_shape(rc, shape, &sheared);
	const struct cgrid_box *box = &sheared.box;
	const double columns[3] = {box->min_x - 1, 0, box->max_x + 1};
	const double rows[2] = {box->max_y + 1, box->min_y - 1};
	const struct cgrid_lines lines = {columns, rows, 2, 1, NULL, NULL};
	status = cgrid_cut_surely(rc->ctx, &rc->tearer, &sheared, &lines, &sum);
	if (status == CGRID_OK && !sum.sound)
		status = cgrid_fail(rc->ctx, CGRID_E_INTERNAL, "halves of a room do not sum to it");
	if (status)
		return status;
	rc->point_count = rc->ring_count = 0;
	status = cgrid_list_each(rc->ctx, &rc->tearer.list, &lines, take_half, rc);
	if (!status)
		close_shape(rc, shape, shape_out);
	return status;
}
