/* SPDX-License-Identifier: Apache-2.0 */
#include "locate/parts.h"

#include "base/base.h"
#include "base/mem.h"
#include "base/num.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *
cgrid_skip_blanks(const char *text)
{
	while (*text == ' ' || *text == '\t')
		text++;
	return text;
}

bool
cgrid_read_degrees(const char **text, double limit, double *value_out)
{
	const char *from = cgrid_skip_blanks(*text), *end = from + strcspn(from, ",");
	size_t length = (size_t)(end - from);
	while (length > 0 && (from[length - 1] == ' ' || from[length - 1] == '\t'))
		length--;
	*text = *end == ',' ? end + 1 : NULL;
	return cgrid_number_parse(from, length, value_out) && fabs(*value_out) <= limit;
}

bool
cgrid_has_prefix(const char *text, const char *prefix)
{
	for (; *prefix; text++, prefix++)
		if (cgrid_lower((unsigned char)*text) != *prefix)
			return false;
	return true;
}

void
cgrid_location_set_cell(struct cgrid_location *location, const struct cgrid_grid *grid,
			struct cgrid_cell cell)
{
	location->has_cell = true;
	location->cell_index = cell;
	if (cell.keypad > 0)
		cgrid_grid_label(grid, cell, location->keypad, sizeof location->keypad);
	cell.keypad = 0;
	cgrid_grid_label(grid, cell, location->cell, sizeof location->cell);
}

void
cgrid_touched_free(struct cgrid_touched *touched)
{
	free(touched->cells);
	cgrid_buf_free(&touched->text);
	*touched = (struct cgrid_touched){.cells = NULL};
}

enum cgrid_status
cgrid_cells_touched(struct cgrid_ctx *ctx, struct cgrid_touched *touched, const struct cgrid_grid *grid,
		    struct cgrid_xy at, double radius_m)
{
	size_t count;
	while ((count = cgrid_grid_circle(grid, at, radius_m, touched->cells, touched->capacity)) >
	       touched->capacity)
		if (!cgrid_array_reserve(&touched->cells, &touched->capacity, count,
					 sizeof *touched->cells))
			return cgrid_fail_memory(ctx);
	cgrid_buf_clear(&touched->text);
	for (size_t i = 0; i < count; i++) {
		char label[CGRID_LABEL_SIZE];
		cgrid_grid_label(grid, touched->cells[i].cell, label, sizeof label);
		if (i > 0)
			cgrid_buf_char(&touched->text, ' ');
		cgrid_buf_text(&touched->text, label);
	}
	return touched->text.failed ? cgrid_fail_memory(ctx) : CGRID_OK;
}
