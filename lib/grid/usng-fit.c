/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 3, grid: grids of USNG lines: what may be said of them, and a campus in two zones. */
#include "base/base.h"
#include "frame/zones.h"
#include "grid/grid.h"

#include <campusgrid/campus.h>

#include <math.h>

/* What the lines of USNG leave open, and what they do not. */
enum cgrid_status
cgrid_usng_check(struct cgrid_ctx *ctx, const struct cgrid_grid_options *options)
{
	const struct {
		bool bad;
		const char *option;
	} rows[] = {
	    {options->auto_turn || options->spec.turn_deg != 0, "turn"},
	    {options->spec.start != CGRID_START_NW, "start"},
	    {(options->given & CGRID_GRID_COLUMN_NAMES) != 0, "column-names"},
	    {(options->given & CGRID_GRID_ROW_NAMES) != 0, "row-names"},
	    {(options->given & CGRID_GRID_LABELS) && options->spec.labels != CGRID_LABELS_A1, "labels"},
	    {options->spec.cell_width_m != options->spec.usng_m ||
		 options->spec.cell_height_m != options->spec.usng_m,
	     "cell"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].bad)
			return cgrid_fail(ctx, CGRID_E_ARGUMENT,
					  "usng and %s contradict each other: the lines and the digits "
					  "of the US National Grid are fixed",
					  rows[i].option);
	if (options->spec.frame.kind != CGRID_FRAME_UTM)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "a grid of USNG lines needs the frame utm (and not the one that was "
				  "said or is written down)");
	return CGRID_OK;
}

/* Beyond the edge of its zone the digits of a UTM frame are nobody's USNG. */
enum cgrid_status
cgrid_usng_check_zone(struct cgrid_ctx *ctx, const struct cgrid_grid *grid)
{
	const struct cgrid_frame *frame = &grid->spec.frame;
	const uint32_t columns = grid->spec.columns, rows = grid->spec.rows;
	for (int i = 0; i < 4 && !grid->seam.there; i++) {
		struct cgrid_xy corner = {cgrid_grid_column_edge(grid, i % 2 ? columns : 0),
					  cgrid_grid_row_edge(grid, i / 2 ? rows : 0)};
		/* Just inside. */
		corner.x += i % 2 ? -0.01 : 0.01;
		corner.y += i / 2 ? 0.01 : -0.01;
		struct cgrid_lonlat ground;
		struct cgrid_frame there;
		enum cgrid_status status = cgrid_frame_to_ground(ctx, frame, &corner, 1, &ground);
		if (!status)
			status = cgrid_frame_utm(ctx, ground, &there);
		if (status)
			return status;
		if (there.zone != frame->zone)
			return cgrid_fail(
			    ctx, CGRID_E_OUTSIDE,
			    "the grid reaches from zone %d of USNG into zone %d, which meet along no "
			    "meridian there; say a smaller margin, or take a local grid (its pages "
			    "carry USNG ticks)",
			    frame->zone, there.zone);
	}
	return CGRID_OK;
}

/* Does a box of the frame reach over the east or the west edge of its zone? */
static enum cgrid_status
leaves_zone(struct cgrid_ctx *ctx, const struct cgrid_frame *frame, const struct cgrid_box *box,
	    struct cgrid_lonlat *middle_out, bool *east_out, bool *west_out)
{
	const struct cgrid_xy at[5] = {{(box->min_x + box->max_x) / 2, (box->min_y + box->max_y) / 2},
				       {box->min_x, box->max_y},
				       {box->max_x, box->max_y},
				       {box->max_x, box->min_y},
				       {box->min_x, box->min_y}};
	const double meridian = 6 * frame->zone - 183;
	struct cgrid_lonlat ground[5];
	*east_out = *west_out = false;
	enum cgrid_status status = cgrid_frame_to_ground(ctx, frame, at, 5, ground);
	if (status)
		return status;
	*middle_out = ground[0];
	const struct cgrid_zone_box zone = cgrid_utm_box(frame->zone, cgrid_utm_band(ground[0].lat));
	for (int i = 1; i < 5 && zone.min_lon <= zone.max_lon; i++) {
		const double lon = meridian + remainder(ground[i].lon - meridian, 360);
		*east_out |= lon >= zone.max_lon;
		*west_out |= lon < zone.min_lon;
	}
	return CGRID_OK;
}

/* Far beyond all eastings: what lies east of a seam is there while the campus is measured. */
static const double apart_m = 1e7;

/* Whole lines around what stands on either side, and all columns between. */
static enum cgrid_status
lay_out_over(struct cgrid_ctx *ctx, const struct cgrid_campus *campus, const struct cgrid_seam *seam,
	     uint32_t margin_cells, struct cgrid_grid_spec *spec)
{
	struct cgrid_grid probe = {.turned = true, .seam = *seam};
	probe.seam.there = true;
	probe.seam.shift = apart_m;
	const struct cgrid_box box = cgrid_grid_extent(campus, &probe);
	const double size = spec->usng_m, margin = margin_cells * size;
	const double north = ceil(box.max_y / size - 1e-9) * size + margin;
	const double south = floor(box.min_y / size + 1e-9) * size - margin;
	double least, most;
	cgrid_seam_range(seam, north, south, &least, &most);
	double west = floor(least / size) * size, east = ceil((1000000 - least) / size) * size;
	if (box.min_x < apart_m / 2)
		west = floor(box.min_x / size + 1e-9) * size - margin;
	if (box.max_x > apart_m / 2)
		east = ceil((box.max_x - apart_m) / size - 1e-9) * size + margin;
	const double columns =
	    ceil((most - west) / size) + (east - floor((1000000 - most) / size) * size) / size;
	if (!(columns < 1e6 && (north - south) / size < 1e6))
		return cgrid_fail(ctx, CGRID_E_LIMIT, "the grid has too many cells");
	const struct cgrid_xy corner = {west, north};
	spec->columns = (uint32_t)columns;
	spec->rows = (uint32_t)((north - south) / size);
	if (!cgrid_tmerc_to_ground(&seam->west, corner, &spec->origin))
		return cgrid_fail(ctx, CGRID_E_OUTSIDE, "the campus is far from its zone");
	return CGRID_OK;
}

enum cgrid_status
cgrid_usng_lay_out(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
		   const struct cgrid_grid_options *options, struct cgrid_grid_spec *spec,
		   bool *done_out)
{
	const uint32_t places =
	    CGRID_GRID_ORIGIN | CGRID_GRID_COLUMNS | CGRID_GRID_ROWS | CGRID_GRID_CENTER;
	const uint32_t whole = CGRID_GRID_ORIGIN | CGRID_GRID_COLUMNS | CGRID_GRID_ROWS;
	struct cgrid_box box = cgrid_campus_extent(campus);
	const double more = options->margin * (double)spec->usng_m;
	struct cgrid_lonlat middle;
	struct cgrid_seam seam;
	bool east, west;
	*done_out = false;
	box =
	    (struct cgrid_box){box.min_x - more, box.min_y - more, box.max_x + more, box.max_y + more};
	enum cgrid_status status = leaves_zone(ctx, &spec->frame, &box, &middle, &east, &west);
	if (status || !(east || west) || (options->given & places) == whole)
		return status;
	if (options->given & places)
		return cgrid_fail(
		    ctx, CGRID_E_ARGUMENT,
		    "the campus lies in two zones of USNG, whose columns are not the same: "
		    "leave out origin, center, columns and rows, or say origin, columns and "
		    "rows");
	if ((east && west) ||
	    !cgrid_seam_between(&seam, &spec->frame, east, middle.lat, box.max_y, box.min_y))
		return cgrid_fail(
		    ctx, CGRID_E_OUTSIDE,
		    "the campus reaches over the edge of zone %d of USNG where the rows of "
		    "both do not meet (Norway and Svalbard); take a local grid",
		    spec->frame.zone);
	*done_out = true;
	return lay_out_over(ctx, campus, &seam, options->margin, spec);
}
