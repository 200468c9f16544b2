/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 3, grid: how far the buildings reach, and whether a written grid still holds them. */
#include "base/base.h"
#include "base/shape.h"
#include "base/text.h"
#include "grid/grid.h"

#include <campusgrid/campus.h>

#include <math.h>

/* A drawing that reaches this far out of the grid is rounding, not a building. */
static const double tolerance_m = 0.01;

static void
add_shape(struct cgrid_box *box, const struct cgrid_grid *turn, const struct cgrid_shape *shape)
{
	for (size_t r = 0; r < shape->ring_count; r++)
		for (size_t i = 0; i < shape->rings[r].count; i++)
			cgrid_box_add(box, cgrid_grid_to_axes(turn, shape->rings[r].points[i]));
}

/* A room of which only a position is known is that position. */
static void
add_room(struct cgrid_box *box, const struct cgrid_grid *turn, const struct cgrid_room *room)
{
	add_shape(box, turn, &room->shape);
	if (room->shape.ring_count == 0)
		cgrid_box_add(box, cgrid_grid_to_axes(turn, room->label));
}

/* All buildings and levels in the axes of a turned grid, corner by corner; the box of a box would be
 * larger than what stands in it. */
struct cgrid_box
cgrid_grid_extent(const struct cgrid_campus *campus, const struct cgrid_grid *turn)
{
	struct cgrid_box box = cgrid_box_empty();
	for (size_t i = 0; i < cgrid_campus_building_count(campus); i++)
		add_shape(&box, turn, &cgrid_campus_building(campus, i)->outline);
	for (size_t i = 0; i < cgrid_campus_level_count(campus); i++)
		add_shape(&box, turn, &cgrid_campus_level(campus, i)->outline);
	for (size_t i = 0; i < cgrid_campus_room_count(campus); i++)
		add_room(&box, turn, cgrid_campus_room(campus, i));
	for (size_t i = 0; i < cgrid_campus_image_count(campus); i++)
		for (int k = 0; cgrid_campus_image(campus, i)->for_level && k < 4; k++)
			cgrid_box_add(
			    &box, cgrid_grid_to_axes(turn, cgrid_campus_image(campus, i)->corners[k]));
	if (!cgrid_box_is_empty(&box) && !turn->turned)
		return cgrid_campus_extent(campus);
	struct cgrid_box flat = cgrid_campus_extent(campus);
	if (cgrid_box_is_empty(&box)) {
		const struct cgrid_xy corners[4] = {{flat.min_x, flat.min_y},
						    {flat.max_x, flat.min_y},
						    {flat.max_x, flat.max_y},
						    {flat.min_x, flat.max_y}};
		for (int i = 0; i < 4; i++)
			cgrid_box_add(&box, cgrid_grid_to_axes(turn, corners[i]));
	}
	return box;
}

/* A side of the grid: what is missing there, and whether it may be added without renaming a cell. */
struct side {
	const char *where;
	bool column, far_end;
	uint32_t missing;
};
enum { SIDES = 4 };

static uint32_t
missing_cells(double reach_m, double size_m)
{
	return reach_m <= tolerance_m ? 0 : (uint32_t)ceil(fmin(reach_m, 1e7) / size_m);
}

/* Labels count from the start corner, so that cells beyond the other end only add to them. The digits
 * of USNG count from nowhere. */
static void
measure_sides(const struct cgrid_campus *campus, const struct cgrid_grid *grid,
	      struct side sides[SIDES])
{
	const struct cgrid_box box = cgrid_grid_extent(campus, grid);
	const double w = grid->spec.cell_width_m, h = grid->spec.cell_height_m;
	const double west = cgrid_grid_column_edge(grid, 0), north = cgrid_grid_row_edge(grid, 0);
	const double east = cgrid_grid_column_edge(grid, grid->spec.columns);
	const double south = cgrid_grid_row_edge(grid, grid->spec.rows);
	sides[0] = (struct side){"west", true, !grid->from_west, missing_cells(west - box.min_x, w)};
	sides[1] = (struct side){"east", true, grid->from_west, missing_cells(box.max_x - east, w)};
	sides[2] =
	    (struct side){"north", false, !grid->from_north, missing_cells(box.max_y - north, h)};
	sides[3] = (struct side){"south", false, grid->from_north, missing_cells(south - box.min_y, h)};
}

static void
add_count(struct cgrid_buf *out, uint32_t count, const char *what)
{
	cgrid_buf_int(out, count);
	cgrid_buf_char(out, ' ');
	cgrid_buf_text(out, what);
	cgrid_buf_text(out, count == 1 ? "" : "s");
}

/* "2 columns in the east, 1 row in the south": the sides of one kind; how many of them. */
static size_t
list_sides(struct cgrid_buf *out, const struct side sides[SIDES], bool near_end, bool far_end)
{
	size_t listed = 0;
	for (int i = 0; i < SIDES; i++) {
		if (sides[i].missing == 0 || !(sides[i].far_end ? far_end : near_end))
			continue;
		cgrid_buf_text(out, listed++ ? ", " : "");
		add_count(out, sides[i].missing, sides[i].column ? "column" : "row");
		cgrid_buf_text(out, " in the ");
		cgrid_buf_text(out, sides[i].where);
	}
	return listed;
}

/* "add 2 to grid.columns and 1 to grid.rows in campus.json" */
static void
add_advice(struct cgrid_buf *out, const struct cgrid_grid *grid, const struct side sides[SIDES])
{
	const char *between = "add ";
	for (int i = 0; i < SIDES; i++) {
		if (sides[i].missing == 0 || !sides[i].far_end)
			continue;
		const bool named = sides[i].column ? grid->spec.column_names : grid->spec.row_names;
		cgrid_buf_text(out, between);
		cgrid_buf_int(out, sides[i].missing);
		cgrid_buf_text(out, sides[i].column ? " to grid.columns" : " to grid.rows");
		if (named)
			cgrid_buf_text(out, sides[i].column ? " (and their names to grid.column_names)"
							    : " (and their names to grid.row_names)");
		between = " and ";
	}
	cgrid_buf_text(out, " in campus.json (no label changes)");
}

/* All sides at once: who mends one would only learn of the next. */
enum cgrid_status
cgrid_grid_check_cover(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
		       const struct cgrid_grid *grid)
{
	struct side sides[SIDES];
	struct cgrid_buf out = {0}, near = {0};
	measure_sides(campus, grid, sides);
	size_t all = list_sides(&out, sides, true, true);
	if (all == 0)
		return CGRID_OK;
	size_t before = list_sides(&near, sides, true, false);
	cgrid_buf_text(&out, "; ");
	if (grid->spec.usng_m) {
		cgrid_buf_text(&out,
			       "grid --save --force writes a grid that holds them (labels are USNG "
			       "digits: none changes)");
	} else if (before == 0) {
		add_advice(&out, grid, sides);
	} else {
		cgrid_buf_text(&out, near.failed ? "" : near.data);
		cgrid_buf_text(&out, before == 1 && all == 1 ? "" : " of them");
		cgrid_buf_text(&out, " lie before the first label: a grid that holds them has other "
				     "labels (grid --save --force writes it)");
	}
	enum cgrid_status status =
	    out.failed || near.failed
		? cgrid_fail_memory(ctx)
		: cgrid_fail(ctx, CGRID_E_OUTSIDE, "the buildings reach beyond the written grid: %s",
			     out.data);
	cgrid_buf_free(&out);
	cgrid_buf_free(&near);
	return status;
}
