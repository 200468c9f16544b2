/* SPDX-License-Identifier: Apache-2.0 */
/* What the locator and the lookup file's reader do alike: the parts of a PLACE, and the cells of a
 * location. */
#ifndef CGRID_LOCATE_PARTS_H
#define CGRID_LOCATE_PARTS_H

#include "base/text.h"

#include <campusgrid/locate.h>

const char *cgrid_skip_blanks(const char *text);
/* A number up to a comma or the end, blanks around it allowed, within +-limit. `text` then stands
 * behind the comma; NULL at the end. */
bool cgrid_read_degrees(const char **text, double limit, double *value_out);
/* Does the text start so, whatever the case of its ASCII letters? The prefix is in small ones. */
bool cgrid_has_prefix(const char *text, const char *prefix);

/* The cell of a location, and its labels. */
void cgrid_location_set_cell(struct cgrid_location *location, const struct cgrid_grid *grid,
			     struct cgrid_cell cell);
/* Scratch of cgrid_cells_touched. Zero it to begin. */
struct cgrid_touched {
	struct cgrid_near_cell *cells;
	size_t capacity;
	struct cgrid_buf text;
};
void cgrid_touched_free(struct cgrid_touched *touched);
/* The labels of the cells that a circle touches, nearest first, parted by blanks, as touched->text. */
enum cgrid_status cgrid_cells_touched(struct cgrid_ctx *ctx, struct cgrid_touched *touched,
				      const struct cgrid_grid *grid, struct cgrid_xy at,
				      double radius_m);

#endif
