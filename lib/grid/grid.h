/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a grid. */
#ifndef CGRID_GRID_GRID_H
#define CGRID_GRID_GRID_H

#include "base/base.h"

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

/* turn.c: the turn that lays a grid along the buildings, in hundredths of a degree from -45 to 45. */
enum cgrid_status cgrid_grid_turn_along(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
					double *turn_deg_out);

/* options.c: the words of the schemes, as they are said and written down. */
const char *cgrid_labels_word(enum cgrid_labels labels);
const char *cgrid_letters_word(enum cgrid_letters letters);
const char *cgrid_start_word(enum cgrid_start start);

#endif
