/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Areas alone. Of each wall the trapezoid beside it counts in its own cell,
 * and its height in all cells west of it: added up along each row, a height
 * times a cell's width. Nothing is sorted and nothing is joined.
 */
#ifndef CGRID_SPLIT_AREAS_H
#define CGRID_SPLIT_AREAS_H

#include "split/cut.h"

/* Scratch memory, kept from shape to shape. Zero it to begin. */
struct cgrid_areas {
	double *own, *west; /* of each cell of some rows, and a column beyond: trapezoids, heights */
	size_t own_capacity, west_capacity;
};
void cgrid_areas_free(struct cgrid_areas *areas);

/* Anything but CGRID_OK stops and is handed on. */
typedef enum cgrid_status (*cgrid_areas_fn)(void *user, uint32_t column, uint32_t row, double area);

/* Hands out the areas of a shape that was measured, given in the axes: row by row, columns
 * ascending; those of CGRID_SLIVERS of the shape and less are left out. */
enum cgrid_status cgrid_areas_of(struct cgrid_ctx *ctx, struct cgrid_areas *areas,
				 const struct cgrid_shape *shape, const struct cgrid_lines *lines,
				 cgrid_areas_fn area, void *user);

#endif
