/* SPDX-License-Identifier: Apache-2.0 */
#include "split/list.h"

#include "base/mem.h"
#include "base/shape.h"
#include "split/cut.h"

#include <stdlib.h>
#include <string.h>

void
cgrid_list_free(struct cgrid_list *list)
{
	free(list->items);
	free(list->rings);
	free(list->points);
	free(list->shown);
	*list = (struct cgrid_list){.items = NULL};
}

void
cgrid_list_clear(struct cgrid_list *list)
{
	list->item_count = list->ring_count = list->point_count = list->piece_count = 0;
}

bool
cgrid_list_add_run(struct cgrid_list *list, uint32_t column, uint32_t end, uint32_t row)
{
	if (!CGRID_ROOM_FOR_ONE(list->items, list->item_count, list->item_capacity))
		return false;
	list->items[list->item_count++] =
	    (struct cgrid_list_item){.column = column, .end = end, .row = row};
	list->piece_count += end - column;
	return true;
}

bool
cgrid_list_add_piece(struct cgrid_list *list, const struct cgrid_list_item *item)
{
	if (!CGRID_ROOM_FOR_ONE(list->items, list->item_count, list->item_capacity))
		return false;
	list->items[list->item_count++] = *item;
	list->piece_count++;
	return true;
}

bool
cgrid_list_add_rings(struct cgrid_list *list, const struct cgrid_shape *shape)
{
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		if (!CGRID_ROOM_FOR_ONE(list->rings, list->ring_count, list->ring_capacity) ||
		    !cgrid_array_reserve(&list->points, &list->point_capacity,
					 list->point_count + ring->count, sizeof *list->points))
			return false;
		memcpy(&list->points[list->point_count], ring->points,
		       ring->count * sizeof *ring->points);
		list->rings[list->ring_count++] =
		    (struct cgrid_list_ring){list->point_count, (uint32_t)ring->count, ring->role};
		list->point_count += ring->count;
	}
	return true;
}

/* The corners of a whole cell are the lines'. */
void
cgrid_list_whole(const struct cgrid_lines *lines, uint32_t column, uint32_t row,
		 struct cgrid_xy corners[4], struct cgrid_box *box_out)
{
	double west = lines->columns[column], east = lines->columns[column + 1];
	double south = lines->rows[row + 1], north = lines->rows[row];
	*box_out = (struct cgrid_box){west, south, east, north};
	corners[0] = (struct cgrid_xy){west, south};
	corners[1] = (struct cgrid_xy){east, south};
	corners[2] = (struct cgrid_xy){east, north};
	corners[3] = (struct cgrid_xy){west, north};
	if (!lines->turn)
		return;
	*box_out = cgrid_box_empty();
	for (int i = 0; i < 4; i++) {
		corners[i] = lines->turn(lines->user, corners[i]);
		cgrid_box_add(box_out, corners[i]);
	}
}

static enum cgrid_status
each_whole(const struct cgrid_list_item *run, const struct cgrid_lines *lines, cgrid_cut_fn piece,
	   void *user)
{
	double height = lines->rows[run->row] - lines->rows[run->row + 1];
	struct cgrid_xy corners[4];
	const struct cgrid_ring ring = {corners, 4, CGRID_RING_OUTER};
	struct cgrid_cut_piece whole = {.row = run->row, .shape = {.rings = &ring, .ring_count = 1}};
	enum cgrid_status status = CGRID_OK;
	for (uint32_t column = run->column; column < run->end && status == CGRID_OK; column++) {
		double width = lines->columns[column + 1] - lines->columns[column];
		whole.column = column;
		whole.area = whole.shape.area_m2 = width * height;
		cgrid_list_whole(lines, column, run->row, corners, &whole.shape.box);
		status = piece(user, &whole);
	}
	return status;
}

enum cgrid_status
cgrid_list_each(struct cgrid_ctx *ctx, struct cgrid_list *list, const struct cgrid_lines *lines,
		cgrid_cut_fn piece, void *user)
{
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; i < list->item_count && status == CGRID_OK; i++) {
		const struct cgrid_list_item *item = &list->items[i];
		if (item->ring_count == 0) {
			status = each_whole(item, lines, piece, user);
			continue;
		}
		if (!cgrid_array_reserve(&list->shown, &list->shown_capacity, item->ring_count,
					 sizeof *list->shown))
			return cgrid_fail_memory(ctx);
		for (uint32_t r = 0; r < item->ring_count; r++) {
			const struct cgrid_list_ring *ring = &list->rings[item->first_ring + r];
			list->shown[r] =
			    (struct cgrid_ring){&list->points[ring->first], ring->count, ring->role};
		}
		const struct cgrid_cut_piece cut = {
		    item->column,
		    item->row,
		    item->area,
		    {list->shown, item->ring_count, item->box, item->area}};
		status = piece(user, &cut);
	}
	return status;
}
