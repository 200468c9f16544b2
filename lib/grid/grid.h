/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a grid. */
#ifndef CGRID_GRID_GRID_H
#define CGRID_GRID_GRID_H

#include <campusgrid/grid.h>

struct cgrid_grid {
	struct cgrid_grid_spec spec;
	struct cgrid_xy origin; /* corner of the first cell, in the grid's axes */
	bool from_west, from_north;
	bool turned;
	double sine, cosine; /* of the turn, clockwise */
};

/* Every cell that a text can name, as cgrid_grid_parse_label reads it, up to `most` of them; how many.
 */
size_t cgrid_grid_label_readings(const struct cgrid_grid *grid, const char *text,
				 struct cgrid_cell *cells, size_t most);

#endif
