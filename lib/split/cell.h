/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a cutter: what of a shape is in one cell, from its parts to its rings. */
#ifndef CGRID_SPLIT_CELL_H
#define CGRID_SPLIT_CELL_H

#include "split/walk.h"

/* A cell that walls meet. */
struct cgrid_cut_cell {
	uint32_t column, band; /* band: the row, from the south */
	/* On each side, in the order of the lines, what meets it between its corners (on the sides
	 * of the columns: at them too). */
	struct {
		const struct cgrid_cut_event *at;
		size_t count;
	} sides[4];
	/* Does the shape hold what is beside the north and the south side at their western ends? */
	bool south_west, north_west;
	/* Parts that are rings: their indices in cell_parts. */
	const uint32_t *closed;
	size_t closed_count;
};

/* Adds the cell's piece to the list, if there is one. Where the shape is not sound, the sum says so. */
enum cgrid_status cgrid_cut_one_cell(struct cgrid_cutter *cutter, const struct cgrid_cut_cell *cell);

/* The same for a shape that lies within one cell. */
enum cgrid_status cgrid_cut_inside_cell(struct cgrid_cutter *cutter, const struct cgrid_shape *shape,
					uint32_t column, uint32_t row);

#endif
