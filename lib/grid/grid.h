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

#endif
