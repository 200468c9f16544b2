/* SPDX-License-Identifier: Apache-2.0 */
#include "split/room.h"

#include "base/mem.h"
#include "base/num.h"
#include "base/shape.h"
#include "split/inside.h"
#include "split/tear.h"

#include <math.h>
#include <stdlib.h>

static struct cgrid_xy
to_frame(const void *user, struct cgrid_xy axes)
{
	return cgrid_grid_to_frame(user, axes);
}

enum cgrid_status
cgrid_job_begin(struct cgrid_ctx *ctx, struct cgrid_job *job, const struct cgrid_campus *campus,
		const struct cgrid_grid *grid, const struct cgrid_split_options *options)
{
	uint32_t columns = cgrid_grid_columns(grid), rows = cgrid_grid_rows(grid);
	*job = (struct cgrid_job){.campus = campus,
				  .grid = grid,
				  .labels = !options || !options->no_labels,
				  .end = (uint32_t)campus->room_count};
	if (options && options->size < sizeof *options)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "options of a split have an unknown size");
	if (options && options->room != CGRID_NONE) {
		if (options->room >= campus->room_count)
			return cgrid_fail(ctx, CGRID_E_ARGUMENT, "there is no room %u to split",
					  options->room);
		job->first = options->room;
		job->end = options->room + 1;
	}
	job->columns = cgrid_array_new((size_t)columns + 1, sizeof(double));
	job->rows = cgrid_array_new((size_t)rows + 1, sizeof(double));
	if (!job->columns || !job->rows) {
		cgrid_job_end(job);
		return cgrid_fail_memory(ctx);
	}
	for (uint32_t i = 0; i <= columns; i++)
		job->columns[i] = cgrid_grid_column_edge(grid, i);
	for (uint32_t i = 0; i <= rows; i++)
		job->rows[i] = cgrid_grid_row_edge(grid, i);
	job->lines = (struct cgrid_lines){
	    job->columns, job->rows, columns, rows, grid->turned ? to_frame : NULL, grid};
	return CGRID_OK;
}

void
cgrid_job_end(struct cgrid_job *job)
{
	free(job->columns);
	free(job->rows);
	*job = (struct cgrid_job){.campus = NULL};
}

void
cgrid_room_cutter_free(struct cgrid_room_cutter *rc)
{
	cgrid_cutter_free(&rc->cutter);
	cgrid_cutter_free(&rc->tearer);
	free(rc->points);
	free(rc->rings);
	*rc = (struct cgrid_room_cutter){.ctx = NULL};
}

enum cgrid_status
cgrid_room_in_axes(struct cgrid_room_cutter *rc, uint32_t room, struct cgrid_shape *shape_out)
{
	const struct cgrid_shape *shape = &rc->job->campus->rooms[room].shape;
	size_t count = 0;
	*shape_out = *shape;
	if (!rc->job->lines.turn)
		return CGRID_OK;
	if (rc->job->grid->seam.there)
		return cgrid_tear(rc, shape, shape_out);
	for (size_t r = 0; r < shape->ring_count; r++)
		count += shape->rings[r].count;
	if (!cgrid_array_reserve(&rc->points, &rc->point_capacity, count, sizeof *rc->points) ||
	    !cgrid_array_reserve(&rc->rings, &rc->ring_capacity, shape->ring_count, sizeof *rc->rings))
		return cgrid_fail_memory(rc->ctx);
	struct cgrid_xy *point = rc->points;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		rc->rings[r] = (struct cgrid_ring){point, ring->count, ring->role};
		for (size_t i = 0; i < ring->count; i++)
			*point++ = cgrid_grid_to_axes(rc->job->grid, ring->points[i]);
	}
	shape_out->rings = rc->rings;
	cgrid_shape_measure(shape_out);
	return CGRID_OK;
}

/* How people know a room, for messages. */
static const char *
room_text(const struct cgrid_room *room)
{
	return room->room[0] != '\0' ? room->room : room->name[0] != '\0' ? room->name : room->id;
}

enum cgrid_status
cgrid_room_cut(struct cgrid_room_cutter *rc, uint32_t i)
{
	const struct cgrid_room *room = &rc->job->campus->rooms[i];
	struct cgrid_cut_sum sum;
	struct cgrid_shape shape;
	rc->room = i;
	cgrid_list_clear(&rc->cutter.list);
	if (room->shape.ring_count == 0)
		return CGRID_OK;
	enum cgrid_status status = cgrid_room_in_axes(rc, i, &shape);
	if (status != CGRID_OK)
		return status;
	status = cgrid_cut_surely(rc->ctx, &rc->cutter, &shape, &rc->job->lines, &sum);
	if (status == CGRID_OK && !sum.sound)
		status = cgrid_fail_at(rc->ctx, CGRID_E_INTERNAL, &room->source,
				       "room \"%s\": its pieces do not sum to it", room_text(room));
	if (status == CGRID_OK && sum.outside > 1e-9 * sum.area) {
		double percent = 100 * sum.outside / sum.area;
		char text[CGRID_FIXED_SIZE];
		cgrid_fixed(text, percent, percent < 1 ? 4 : 1);
		cgrid_log(rc->ctx, CGRID_WARNING, &room->source,
			  "room \"%s\": %s %% of it lies outside the grid, and has no cell",
			  room_text(room), text);
	}
	return status;
}

static void
too_thin(const struct cgrid_room_cutter *rc, struct cgrid_cell cell)
{
	const struct cgrid_room *room = &rc->job->campus->rooms[rc->room];
	char label[CGRID_LABEL_SIZE] = "";
	cgrid_clear_error(rc->ctx);
	cgrid_grid_label(rc->job->grid, cell, label, sizeof label);
	cgrid_log(rc->ctx, CGRID_WARNING, &room->source,
		  "room \"%s\": what reaches into cell %s is thinner than numbers can tell; "
		  "it is left out",
		  room_text(room), label);
}

static enum cgrid_status
take_piece(void *user, const struct cgrid_cut_piece *cut)
{
	struct cgrid_room_cutter *rc = user;
	double share = cut->area / rc->job->campus->rooms[rc->room].shape.area_m2;
	struct cgrid_piece piece = {.room = rc->room,
				    .cell = {.column = cut->column, .row = cut->row},
				    .area_m2 = cut->area,
				    .share = share < 1 ? share : 1,
				    .label = {NAN, NAN},
				    .shape = cut->shape};
	if (rc->job->labels) {
		enum cgrid_status status = cgrid_inside_point(rc->ctx, &cut->shape, &piece.label);
		if (status == CGRID_E_MEANING) {
			too_thin(rc, piece.cell);
			return CGRID_OK;
		}
		if (status != CGRID_OK)
			return status;
	}
	return rc->piece(rc->user, &piece);
}

enum cgrid_status
cgrid_room_each(struct cgrid_room_cutter *rc, cgrid_piece_fn piece, void *user)
{
	rc->piece = piece;
	rc->user = user;
	return cgrid_list_each(rc->ctx, &rc->cutter.list, &rc->job->lines, take_piece, rc);
}
