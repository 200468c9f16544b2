/* SPDX-License-Identifier: Apache-2.0 */
#include "split/areas.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { CELLS_AT_ONCE = 1 << 15 };

/* Some rows, counted from the south, and the columns that the shape reaches. */
struct slab {
	const struct cgrid_lines *lines;
	const double *x; /* the columns' lines, from the first one that the shape reaches */
	uint32_t first_column, columns, first_row, end_row;
	double per_column, per_row; /* lines in a metre, for the first guess */
	double *own, *west;
};

void
cgrid_areas_free(struct cgrid_areas *areas)
{
	free(areas->own);
	free(areas->west);
	*areas = (struct cgrid_areas){.own = NULL};
}

/* The line south of row k, counted from the south. */
static inline double
row_line(const struct cgrid_lines *lines, uint32_t k)
{
	return lines->rows[lines->row_count - k];
}

/* The band of `count` between ascending lines that holds a number; the first or the last where it is
 * beyond them. */
static inline uint32_t
column_of(const struct slab *slab, double at)
{
	double guess = (at - slab->x[0]) * slab->per_column;
	uint32_t k = !(guess > 0) ? 0 : guess < slab->columns - 1 ? (uint32_t)guess : slab->columns - 1;
	while (k > 0 && at < slab->x[k])
		k--;
	while (k + 1 < slab->columns && at >= slab->x[k + 1])
		k++;
	return k;
}
static inline uint32_t
row_of(const struct slab *slab, double at)
{
	const struct cgrid_lines *lines = slab->lines;
	double guess = (at - row_line(lines, 0)) * slab->per_row;
	uint32_t k = !(guess > slab->first_row)    ? slab->first_row
		     : guess < slab->end_row - 1.0 ? (uint32_t)guess
						   : slab->end_row - 1;
	while (k > slab->first_row && at < row_line(lines, k))
		k--;
	while (k + 1 < slab->end_row && at >= row_line(lines, k + 1))
		k++;
	return k;
}

/* A wall within one row, taken from west to east; `height` has the sign of its way. */
static inline void
add_in_row(const struct slab *slab, double *own, double *west, double x0, double x1, double height)
{
	const double *x = slab->x;
	double last = x[slab->columns];
	if (x1 < x0) {
		double swap = x0;
		x0 = x1;
		x1 = swap;
	}
	if (x0 >= x[0] && x1 < last) {
		uint32_t k = column_of(slab, x0);
		if (x1 < x[k + 1]) { /* most are in one cell */
			own[k] += ((x0 + x1) / 2 - x[k]) * height;
			west[k] += height;
			return;
		}
	}
	double per_x = height / (x1 - x0);
	if (x1 <= x[0])
		return;
	if (x0 >= last) {
		west[slab->columns] += height;
		return;
	}
	double at = x0;
	if (at < x[0])
		at = x[0];
	for (uint32_t k = column_of(slab, at); k < slab->columns && at < x1; k++) {
		double to = x1 < x[k + 1] ? x1 : x[k + 1], part = (to - at) * per_x;
		own[k] += ((at + to) / 2 - x[k]) * part;
		west[k] += part;
		at = to;
	}
	if (x1 > last)
		west[slab->columns] += (x1 - last) * per_x;
}

/* One wall, from row to row. */
static void
add_wall(const struct slab *slab, struct cgrid_xy a, struct cgrid_xy b)
{
	const struct cgrid_lines *lines = slab->lines;
	double sign = b.y > a.y ? 1 : -1;
	if (b.y < a.y) {
		struct cgrid_xy swap = a;
		a = b;
		b = swap;
	}
	double low = row_line(lines, slab->first_row), high = row_line(lines, slab->end_row);
	if (a.y == b.y || b.y <= low || a.y >= high)
		return;
	uint32_t stride = slab->columns + 1, row = row_of(slab, a.y);
	double *own = slab->own + (size_t)(row - slab->first_row) * stride;
	double *west = slab->west + (size_t)(row - slab->first_row) * stride;
	if (a.y >= low && b.y <= row_line(lines, row + 1)) {
		add_in_row(slab, own, west, a.x, b.x, sign * (b.y - a.y));
		return;
	}
	double slope = (b.x - a.x) / (b.y - a.y);
	double y = a.y < low ? low : a.y, x = a.y < low ? a.x + (low - a.y) * slope : a.x;
	for (; row < slab->end_row && y < b.y; row++, own += stride, west += stride) {
		double line = row_line(lines, row + 1);
		double to_y = b.y < line ? b.y : line;
		double to_x = b.y <= line ? b.x : a.x + (line - a.y) * slope;
		add_in_row(slab, own, west, x, to_x, sign * (to_y - y));
		x = to_x;
		y = to_y;
	}
}

static enum cgrid_status
hand_out(const struct slab *slab, double least, cgrid_areas_fn area, void *user)
{
	uint32_t stride = slab->columns + 1;
	for (uint32_t row = slab->end_row; row-- > slab->first_row;) {
		double *own = slab->own + (size_t)(row - slab->first_row) * stride;
		const double *west = slab->west + (size_t)(row - slab->first_row) * stride;
		double height = west[slab->columns];
		for (uint32_t k = slab->columns; k-- > 0;) {
			own[k] += height * (slab->x[k + 1] - slab->x[k]);
			height += west[k];
		}
		for (uint32_t k = 0; k < slab->columns; k++) {
			if (!(own[k] > least))
				continue;
			enum cgrid_status status = area(user, slab->first_column + k,
							slab->lines->row_count - 1 - row, own[k]);
			if (status != CGRID_OK)
				return status;
		}
	}
	return CGRID_OK;
}

/* The rows and columns that a box reaches; none where it is beside the grid. */
static bool
reach(struct slab *slab, const struct cgrid_box *box)
{
	const struct cgrid_lines *lines = slab->lines;
	slab->x = lines->columns;
	slab->columns = lines->column_count;
	slab->end_row = lines->row_count;
	double width = lines->columns[lines->column_count] - lines->columns[0];
	slab->per_column = lines->column_count / width;
	slab->per_row = lines->row_count / (lines->rows[0] - lines->rows[lines->row_count]);
	if (!(box->max_x > lines->columns[0] && box->min_x < lines->columns[lines->column_count] &&
	      box->max_y > row_line(lines, 0) && box->min_y < lines->rows[0]))
		return false;
	uint32_t first = column_of(slab, box->min_x), last = column_of(slab, box->max_x);
	slab->x += first;
	slab->first_column = first;
	slab->columns = last - first + 1;
	first = row_of(slab, box->min_y);
	slab->end_row = row_of(slab, box->max_y) + 1;
	slab->first_row = first;
	return true;
}

enum cgrid_status
cgrid_areas_of(struct cgrid_ctx *ctx, struct cgrid_areas *areas, const struct cgrid_shape *shape,
	       const struct cgrid_lines *lines, cgrid_areas_fn area, void *user)
{
	struct slab slab = {.lines = lines};
	enum cgrid_status status = CGRID_OK;
	if (shape->ring_count == 0 || !reach(&slab, &shape->box))
		return CGRID_OK;
	uint32_t south = slab.first_row, stride = slab.columns + 1;
	uint32_t rows = stride < CELLS_AT_ONCE ? CELLS_AT_ONCE / stride : 1;
	while (slab.end_row > south && status == CGRID_OK) {
		slab.first_row = slab.end_row - south > rows ? slab.end_row - rows : south;
		size_t cells = (size_t)(slab.end_row - slab.first_row) * stride;
		if (!cgrid_array_reserve(&areas->own, &areas->own_capacity, cells, sizeof(double)) ||
		    !cgrid_array_reserve(&areas->west, &areas->west_capacity, cells, sizeof(double)))
			return cgrid_fail_memory(ctx);
		slab.own = memset(areas->own, 0, cells * sizeof(double));
		slab.west = memset(areas->west, 0, cells * sizeof(double));
		for (size_t r = 0; r < shape->ring_count; r++) {
			const struct cgrid_ring *ring = &shape->rings[r];
			if (ring->role == CGRID_RING_LINE)
				continue;
			struct cgrid_xy before = ring->points[ring->count - 1];
			for (size_t i = 0; i < ring->count; i++) {
				add_wall(&slab, before, ring->points[i]);
				before = ring->points[i];
			}
		}
		status = hand_out(&slab, CGRID_SLIVERS * shape->area_m2, area, user);
		slab.end_row = slab.first_row;
	}
	return status;
}
