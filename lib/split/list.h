/* SPDX-License-Identifier: Apache-2.0 */
/* The pieces of one shape, kept small: whole cells as runs, of which nothing need be written down. */
#ifndef CGRID_SPLIT_LIST_H
#define CGRID_SPLIT_LIST_H

#include "base/base.h"

struct cgrid_lines;

/* A piece; or, without rings, whole cells [column, end) of a row. */
struct cgrid_list_item {
	uint32_t column, end, row;
	uint32_t ring_count;
	size_t first_ring;
	double area; /* in the axes */
	struct cgrid_box box;
};
struct cgrid_list_ring {
	size_t first;
	uint32_t count;
	enum cgrid_ring_role role;
};
struct cgrid_list {
	struct cgrid_list_item *items;
	struct cgrid_list_ring *rings;
	struct cgrid_xy *points; /* turned */
	size_t item_count, ring_count, point_count;
	size_t item_capacity, ring_capacity, point_capacity;
	size_t piece_count;       /* with whole cells */
	struct cgrid_ring *shown; /* those of the piece that is being handed out */
	size_t shown_capacity;
};
void cgrid_list_free(struct cgrid_list *list);
void cgrid_list_clear(struct cgrid_list *list);
/* Adds a run, or a piece whose rings are the last `ring_count` ones; false without memory, here and
 * below. */
bool cgrid_list_add_run(struct cgrid_list *list, uint32_t column, uint32_t end, uint32_t row);
bool cgrid_list_add_piece(struct cgrid_list *list, const struct cgrid_list_item *item);
/* Adds the rings of a shape, for a piece to come. */
bool cgrid_list_add_rings(struct cgrid_list *list, const struct cgrid_shape *shape);

/* A piece as it is handed out. */
struct cgrid_cut_piece {
	uint32_t column, row;
	double area;              /* in the axes */
	struct cgrid_shape shape; /* turned; lives during the call only */
};
/* Anything but CGRID_OK stops the handing out and is handed on. */
typedef enum cgrid_status (*cgrid_cut_fn)(void *user, const struct cgrid_cut_piece *piece);

/* The corners of a whole cell, turned, and their box. */
void cgrid_list_whole(const struct cgrid_lines *lines, uint32_t column, uint32_t row,
		      struct cgrid_xy corners[4], struct cgrid_box *box_out);
/* Hands out the pieces one by one. */
enum cgrid_status cgrid_list_each(struct cgrid_ctx *ctx, struct cgrid_list *list,
				  const struct cgrid_lines *lines, cgrid_cut_fn piece, void *user);

#endif
