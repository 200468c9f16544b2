/* SPDX-License-Identifier: Apache-2.0 */
/* One room after the other cut along a grid: what arrays, streams and areas have in common. */
#ifndef CGRID_SPLIT_ROOM_H
#define CGRID_SPLIT_ROOM_H

#include "campus/campus.h"
#include "split/areas.h"

#include <campusgrid/split.h>

/* A campus and a grid, for any number of threads. */
struct cgrid_job {
	const struct cgrid_campus *campus;
	const struct cgrid_grid *grid;
	struct cgrid_lines lines;
	double *columns, *rows;
	bool labels;
	uint32_t first, end; /* rooms */
};
enum cgrid_status cgrid_job_begin(struct cgrid_ctx *ctx, struct cgrid_job *job,
				  const struct cgrid_campus *campus, const struct cgrid_grid *grid,
				  const struct cgrid_split_options *options);
void cgrid_job_end(struct cgrid_job *job);

/* One thread's scratch memory. Zero it and set ctx and job to begin. */
struct cgrid_room_cutter {
	struct cgrid_ctx *ctx;
	const struct cgrid_job *job;
	struct cgrid_cutter cutter;
	struct cgrid_xy *points; /* the room at hand, in the grid's axes */
	struct cgrid_ring *rings;
	size_t point_count, ring_count, point_capacity, ring_capacity;
	struct cgrid_cutter tearer; /* for rooms over the meridian of two zones */
	uint32_t room;
	cgrid_piece_fn piece;
	void *user;
};
void cgrid_room_cutter_free(struct cgrid_room_cutter *rc);

/* A room's shape in the axes. */
enum cgrid_status cgrid_room_in_axes(struct cgrid_room_cutter *rc, uint32_t room,
				     struct cgrid_shape *shape_out);
/* Cuts a room into rc->cutter.list; what lies outside the grid is said. */
enum cgrid_status cgrid_room_cut(struct cgrid_room_cutter *rc, uint32_t room);
/* Hands out the pieces of that room. */
enum cgrid_status cgrid_room_each(struct cgrid_room_cutter *rc, cgrid_piece_fn piece, void *user);

#endif
