/* SPDX-License-Identifier: Apache-2.0 */
/* Pieces and areas that are handed out one by one. */
#include "split/room.h"

#include <math.h>

enum cgrid_status
cgrid_split_visit(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
		  const struct cgrid_grid *grid, const struct cgrid_split_options *options,
		  cgrid_piece_fn piece, void *user)
{
	struct cgrid_job job;
	struct cgrid_room_cutter rc = {.ctx = ctx, .job = &job};
	enum cgrid_status status = cgrid_job_begin(ctx, &job, campus, grid, options);
	for (uint32_t i = job.first; i < job.end && status == CGRID_OK; i++) {
		status = cgrid_room_cut(&rc, i);
		if (status == CGRID_OK)
			status = cgrid_room_each(&rc, piece, user);
	}
	cgrid_room_cutter_free(&rc);
	cgrid_job_end(&job);
	return status;
}

struct area_visit {
	const struct cgrid_room_cutter *rc;
	cgrid_area_fn area;
	void *user;
};

static enum cgrid_status
take_area(void *user, uint32_t column, uint32_t row, double area)
{
	const struct area_visit *visit = user;
	uint32_t room = visit->rc->room;
	double share = area / visit->rc->job->campus->rooms[room].shape.area_m2;
	const struct cgrid_part_area part = {
	    room, {.column = column, .row = row}, area, share < 1 ? share : 1};
	return visit->area(visit->user, &part);
}

enum cgrid_status
cgrid_split_areas(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
		  const struct cgrid_grid *grid, const struct cgrid_split_options *options,
		  cgrid_area_fn area, void *user)
{
	struct cgrid_job job;
	struct cgrid_areas areas = {.own = NULL};
	struct cgrid_room_cutter rc = {.ctx = ctx, .job = &job};
	struct area_visit visit = {&rc, area, user};
	enum cgrid_status status = cgrid_job_begin(ctx, &job, campus, grid, options);
	for (uint32_t i = job.first; i < job.end && status == CGRID_OK; i++) {
		struct cgrid_shape shape;
		rc.room = i;
		status = cgrid_room_in_axes(&rc, i, &shape);
		if (status == CGRID_OK)
			status = cgrid_areas_of(ctx, &areas, &shape, &job.lines, take_area, &visit);
	}
	cgrid_areas_free(&areas);
	cgrid_room_cutter_free(&rc);
	cgrid_job_end(&job);
	return status;
}
