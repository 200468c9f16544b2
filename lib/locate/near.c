/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 5, locate: the cells and the door near a point, and its ground. */
#include "locate/locate.h"

#include <math.h>
#include <stdlib.h>

/* The grid's own axes, from the corners that are drawn. */
struct axes {
	struct cgrid_xy origin; /* north-west corner of the grid */
	struct cgrid_xy right, down;
	double width, height; /* of a cell */
};

static struct axes
axes_of(const struct cgrid_grid *grid)
{
	struct cgrid_xy corners[4];
	cgrid_grid_corners(grid, (struct cgrid_cell){0, 0, 0}, corners);
	struct axes axes = {.origin = corners[0]};
	struct cgrid_xy right = {corners[1].x - corners[0].x, corners[1].y - corners[0].y};
	struct cgrid_xy down = {corners[3].x - corners[0].x, corners[3].y - corners[0].y};
	axes.width = hypot(right.x, right.y);
	axes.height = hypot(down.x, down.y);
	axes.right = (struct cgrid_xy){right.x / axes.width, right.y / axes.width};
	axes.down = (struct cgrid_xy){down.x / axes.height, down.y / axes.height};
	return axes;
}

/* First and last index of `count` strips of `size` that [low, high] can touch, one to spare on
 * either side for rounding. False when it lies beyond them all. */
static bool
strip_range(double low, double high, double size, uint32_t count, uint32_t *first, uint32_t *last)
{
	double a = floor(low / size) - 1, b = floor(high / size) + 1;
	if (!(b >= 0 && a < count))
		return false;
	*first = a > 0 ? (uint32_t)a : 0;
	*last = b < count - 1 ? (uint32_t)b : count - 1;
	return true;
}

/* Distance from a point to a cell; 0 inside and on its edges. */
static double
cell_distance(const struct cgrid_grid *grid, const struct axes *axes, uint32_t row, uint32_t column,
	      struct cgrid_xy at)
{
	struct cgrid_xy corners[4];
	cgrid_grid_corners(grid, (struct cgrid_cell){column, row, 0}, corners);
	double dx = at.x - corners[0].x, dy = at.y - corners[0].y;
	double u = dx * axes->right.x + dy * axes->right.y;
	double v = dx * axes->down.x + dy * axes->down.y;
	double beside = fmax(fmax(-u, u - axes->width), 0);
	double above = fmax(fmax(-v, v - axes->height), 0);
	return hypot(beside, above);
}

/* A circle that meets an edge touches the cell behind it, whichever way its numbers are rounded. */
static const double touching_m = 1e-6;

static int
compare_touched(const void *a, const void *b)
{
	const struct cgrid_touched *x = a, *y = b;
	int order = (x->away_um > y->away_um) - (x->away_um < y->away_um);
	if (order == 0)
		order = (x->row > y->row) - (x->row < y->row);
	return order ? order : (x->column > y->column) - (x->column < y->column);
}

static enum cgrid_status
find_touched(struct cgrid_ctx *ctx, struct cgrid_query *query, struct cgrid_xy at, double radius_m,
	     size_t *count_out)
{
	const struct cgrid_grid *grid = query->locator->grid;
	struct axes axes = axes_of(grid);
	double dx = at.x - axes.origin.x, dy = at.y - axes.origin.y;
	double u = dx * axes.right.x + dy * axes.right.y, v = dx * axes.down.x + dy * axes.down.y;
	uint32_t columns[2], rows[2];
	struct cgrid_cell own;
	bool inside = cgrid_grid_cell_at(grid, at, &own);
	*count_out = 0;
	if (!strip_range(u - radius_m, u + radius_m, axes.width, cgrid_grid_columns(grid), &columns[0],
			 &columns[1]) ||
	    !strip_range(v - radius_m, v + radius_m, axes.height, cgrid_grid_rows(grid), &rows[0],
			 &rows[1]))
		return CGRID_OK;
	for (uint32_t row = rows[0]; row <= rows[1]; row++) {
		for (uint32_t column = columns[0]; column <= columns[1]; column++) {
			bool is_own = inside && own.row == row && own.column == column;
			double away = is_own ? 0 : cell_distance(grid, &axes, row, column, at);
			if (!is_own && !(radius_m > 0 && away <= radius_m + touching_m))
				continue;
			if (!cgrid_array_reserve(&query->touched, &query->touched_capacity,
						 *count_out + 1, sizeof *query->touched))
				return cgrid_fail_memory(ctx);
			query->touched[(*count_out)++] =
			    (struct cgrid_touched){is_own ? -1 : llround(away * 1e6), row, column};
		}
	}
	qsort(query->touched, *count_out, sizeof *query->touched, compare_touched);
	return CGRID_OK;
}

enum cgrid_status
cgrid_cells_touched(struct cgrid_ctx *ctx, struct cgrid_query *query, struct cgrid_xy at,
		    double radius_m)
{
	size_t count = 0;
	cgrid_buf_clear(&query->cells);
	enum cgrid_status status =
	    find_touched(ctx, query, at, isfinite(radius_m) && radius_m > 0 ? radius_m : 0, &count);
	for (size_t i = 0; !status && i < count; i++) {
		char label[CGRID_LABEL_SIZE];
		cgrid_grid_label(
		    query->locator->grid,
		    (struct cgrid_cell){query->touched[i].column, query->touched[i].row, 0}, label,
		    sizeof label);
		if (i > 0)
			cgrid_buf_char(&query->cells, ' ');
		cgrid_buf_text(&query->cells, label);
	}
	return !status && query->cells.failed ? cgrid_fail_memory(ctx) : status;
}

uint32_t
cgrid_nearest_door(const struct cgrid_locator *locator, uint32_t building, uint32_t level,
		   struct cgrid_xy at, double *metres_out)
{
	uint32_t found = CGRID_NONE;
	*metres_out = (double)NAN;
	if (building == CGRID_NONE)
		return CGRID_NONE;
	for (int pass = 0; pass < 2 && found == CGRID_NONE; pass++) {
		for (uint32_t i = locator->building_doors[building];
		     i < locator->building_doors[building + 1]; i++) {
			const struct cgrid_door *door = &locator->campus->doors[locator->doors[i]];
			double away = hypot(door->at.x - at.x, door->at.y - at.y);
			if ((pass == 0 && door->level != level) ||
			    (found != CGRID_NONE && !(away < *metres_out)))
				continue;
			found = locator->doors[i];
			*metres_out = away;
		}
	}
	return found;
}

enum cgrid_status
cgrid_ground_for_output(struct cgrid_ctx *ctx, const struct cgrid_frame *frame,
			const struct cgrid_xy *xy, size_t count, struct cgrid_lonlat *ground)
{
	enum cgrid_status status = cgrid_frame_to_ground(ctx, frame, xy, count, ground);
	for (size_t i = 0; !status && i < count; i++) {
		ground[i].lon = round(ground[i].lon * 1e10) / 1e10;
		ground[i].lat = round(ground[i].lat * 1e10) / 1e10;
	}
	return status;
}
