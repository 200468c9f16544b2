/* SPDX-License-Identifier: Apache-2.0 */
#include <campusgrid/split.h>

#include "base/mem.h"
#include "base/num.h"
#include "base/shape.h"
#include "split/cut.h"
#include "split/inside.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct cgrid_pieces {
	struct cgrid_arena arena; /* rings and points */
	struct cgrid_piece *pieces;
	size_t count, capacity;
	size_t *first; /* of each room; one more than rooms */
	size_t room_count;
};

/* What the cutting of all rooms has in common. */
struct split {
	struct cgrid_ctx *ctx;
	const struct cgrid_campus *campus;
	const struct cgrid_grid *grid;
	struct cgrid_pieces *pieces;
	double *columns, *rows;
	struct cgrid_lines lines;
	struct cgrid_cutter cutter;
	struct cgrid_xy *points; /* the room at hand, in the grid's axes */
	struct cgrid_ring *rings;
	size_t point_capacity, ring_capacity;
	uint32_t room;
};

static struct cgrid_xy
to_frame(const void *user, struct cgrid_xy axes)
{
	return cgrid_grid_to_frame(user, axes);
}

static enum cgrid_status
lines_of_grid(struct split *split)
{
	uint32_t columns = cgrid_grid_columns(split->grid), rows = cgrid_grid_rows(split->grid);
	split->columns = cgrid_array_new((size_t)columns + 1, sizeof(double));
	split->rows = cgrid_array_new((size_t)rows + 1, sizeof(double));
	if (!split->columns || !split->rows)
		return cgrid_fail_memory(split->ctx);
	for (uint32_t i = 0; i <= columns; i++)
		split->columns[i] = cgrid_grid_column_edge(split->grid, i);
	for (uint32_t i = 0; i <= rows; i++)
		split->rows[i] = cgrid_grid_row_edge(split->grid, i);
	split->lines =
	    (struct cgrid_lines){split->columns, split->rows, columns, rows, to_frame, split->grid};
	return CGRID_OK;
}

/* A room's shape in the grid's axes. */
static enum cgrid_status
shape_in_axes(struct split *split, const struct cgrid_shape *shape, struct cgrid_shape *shape_out)
{
	size_t count = 0;
	for (size_t r = 0; r < shape->ring_count; r++)
		count += shape->rings[r].count;
	if (!cgrid_array_reserve(&split->points, &split->point_capacity, count,
				 sizeof *split->points) ||
	    !cgrid_array_reserve(&split->rings, &split->ring_capacity, shape->ring_count,
				 sizeof *split->rings))
		return cgrid_fail_memory(split->ctx);
	struct cgrid_xy *point = split->points;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		split->rings[r] = (struct cgrid_ring){point, ring->count, ring->role};
		for (size_t i = 0; i < ring->count; i++)
			*point++ = cgrid_grid_to_axes(split->grid, ring->points[i]);
	}
	*shape_out = (struct cgrid_shape){.rings = split->rings, .ring_count = shape->ring_count};
	cgrid_shape_measure(shape_out);
	return CGRID_OK;
}

static enum cgrid_status
copy_shape(struct split *split, const struct cgrid_shape *shape, struct cgrid_shape *shape_out)
{
	struct cgrid_arena *arena = &split->pieces->arena;
	struct cgrid_ring *rings = cgrid_arena_alloc(arena, shape->ring_count, sizeof *rings);
	if (!rings)
		return cgrid_fail_memory(split->ctx);
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		struct cgrid_xy *points = cgrid_arena_alloc(arena, ring->count, sizeof *points);
		if (!points)
			return cgrid_fail_memory(split->ctx);
		memcpy(points, ring->points, ring->count * sizeof *points);
		rings[r] = (struct cgrid_ring){points, ring->count, ring->role};
	}
	*shape_out = *shape;
	shape_out->rings = rings;
	return CGRID_OK;
}

/* How people know a room, for messages. */
static const char *
room_text(const struct cgrid_room *room)
{
	return room->room[0] != '\0' ? room->room : room->name[0] != '\0' ? room->name : room->id;
}

static enum cgrid_status
take_piece(void *user, const struct cgrid_cut_piece *cut)
{
	struct split *split = user;
	struct cgrid_pieces *pieces = split->pieces;
	const struct cgrid_room *room = cgrid_campus_room(split->campus, split->room);
	struct cgrid_piece piece = {.room = split->room,
				    .cell = {.column = cut->column, .row = cut->row},
				    .area_m2 = cut->area,
				    .share = fmin(cut->area / room->shape.area_m2, 1)};
	enum cgrid_status status =
	    cgrid_inside_point(split->ctx, &cut->shape, cut->convex, &piece.label);
	if (status == CGRID_E_MEANING) {
		char label[CGRID_LABEL_SIZE] = "";
		cgrid_clear_error(split->ctx);
		cgrid_grid_label(split->grid, piece.cell, label, sizeof label);
		cgrid_log(split->ctx, CGRID_WARNING, &room->source,
			  "room \"%s\": what reaches into cell %s is thinner than numbers can tell; "
			  "it is left out",
			  room_text(room), label);
		return CGRID_OK;
	}
	if (status == CGRID_OK)
		status = copy_shape(split, &cut->shape, &piece.shape);
	if (status != CGRID_OK)
		return status;
	if (!CGRID_ROOM_FOR_ONE(pieces->pieces, pieces->count, pieces->capacity))
		return cgrid_fail_memory(split->ctx);
	pieces->pieces[pieces->count++] = piece;
	return CGRID_OK;
}

static enum cgrid_status
split_room(struct split *split, uint32_t i)
{
	const struct cgrid_room *room = cgrid_campus_room(split->campus, i);
	struct cgrid_pieces *pieces = split->pieces;
	struct cgrid_cut_sum sum;
	struct cgrid_shape shape;
	split->room = i;
	pieces->first[i] = pieces->count;
	if (room->shape.ring_count == 0)
		return CGRID_OK;
	enum cgrid_status status = shape_in_axes(split, &room->shape, &shape);
	if (status != CGRID_OK)
		return status;
	status = cgrid_cut_surely(split->ctx, &split->cutter, &shape, &split->lines, &sum);
	if (status == CGRID_OK && !sum.sound)
		status = cgrid_fail_at(split->ctx, CGRID_E_INTERNAL, &room->source,
				       "room \"%s\": its pieces do not sum to it", room_text(room));
	if (status == CGRID_OK)
		status =
		    cgrid_list_each(split->ctx, &split->cutter.list, &split->lines, take_piece, split);
	if (status == CGRID_OK && sum.outside > 1e-9 * sum.area) {
		double percent = 100 * sum.outside / sum.area;
		char text[CGRID_FIXED_SIZE];
		cgrid_fixed(text, percent, percent < 1 ? 4 : 1);
		cgrid_log(split->ctx, CGRID_WARNING, &room->source,
			  "room \"%s\": %s %% of it lies outside the grid, and has no cell",
			  room_text(room), text);
	}
	return status;
}

enum cgrid_status
cgrid_split(struct cgrid_ctx *ctx, const struct cgrid_campus *campus, const struct cgrid_grid *grid,
	    const struct cgrid_split_options *options, struct cgrid_pieces **pieces_out)
{
	struct split split = {.ctx = ctx, .campus = campus, .grid = grid};
	size_t rooms = cgrid_campus_room_count(campus);
	enum cgrid_status status;
	*pieces_out = NULL;
	if (options && options->size < sizeof *options)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "options of a split have an unknown size");
	split.pieces = cgrid_array_new(1, sizeof *split.pieces);
	if (!split.pieces)
		return cgrid_fail_memory(ctx);
	split.pieces->room_count = rooms;
	split.pieces->first = cgrid_array_new(rooms + 1, sizeof *split.pieces->first);
	status = split.pieces->first ? lines_of_grid(&split) : cgrid_fail_memory(ctx);
	for (size_t i = 0; i < rooms && status == CGRID_OK; i++)
		status = split_room(&split, (uint32_t)i);
	free(split.columns);
	free(split.rows);
	free(split.points);
	free(split.rings);
	cgrid_cutter_free(&split.cutter);
	if (status != CGRID_OK) {
		cgrid_pieces_free(split.pieces);
		return status;
	}
	split.pieces->first[rooms] = split.pieces->count;
	*pieces_out = split.pieces;
	return CGRID_OK;
}

void
cgrid_pieces_free(struct cgrid_pieces *pieces)
{
	if (!pieces)
		return;
	cgrid_arena_free(&pieces->arena);
	free(pieces->pieces);
	free(pieces->first);
	free(pieces);
}

size_t
cgrid_pieces_count(const struct cgrid_pieces *pieces)
{
	return pieces->count;
}

const struct cgrid_piece *
cgrid_pieces_at(const struct cgrid_pieces *pieces, size_t i)
{
	assert(i < pieces->count);
	return &pieces->pieces[i];
}

void
cgrid_pieces_of_room(const struct cgrid_pieces *pieces, uint32_t room, size_t *first, size_t *end)
{
	assert(room < pieces->room_count);
	*first = pieces->first[room];
	*end = pieces->first[room + 1];
}
