/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Grids of USNG lines across the meridian of two UTM zones: the grid of each zone on its side, in one.
 * A point of the west has the coordinates of its zone as axes, a point of the east those of its own,
 * moved so far that the columns of the east follow on those of the west. Both zones lie alike about
 * their common meridian, so that their rows meet on it. It runs aslant through the columns: cells are
 * cut by it, and some of their places have nothing.
 */
#include "base/base.h"
#include "base/num.h"
#include "frame/zones.h"
#include "grid/grid.h"

#include <math.h>

/* A whole metre that was projected there and back is this near to one: usng.c says the same. */
static const double at_a_line_m = 2e-8;
static const double at_the_meridian_deg = 3e-13;
/* A meridian is straight to a millimetre within a cell. */
static const double bend_m = 2e-3;
/* So far from it there is no need to look. */
static const double clear_of_it_m = 5;

/* The easting where a meridian has a northing. */
static double
easting_at(const struct cgrid_tmerc *tm, double lon, double northing)
{
	struct cgrid_xy middle = {500000, northing}, xy = {0, 0};
	struct cgrid_lonlat at = {0, 0};
	cgrid_tmerc_to_ground(tm, middle, &at);
	at.lon = lon;
	for (int i = 0; i < 20; i++) {
		if (!cgrid_tmerc_to_xy(tm, at, &xy) || fabs(xy.y - northing) < 1e-9)
			break;
		at.lat += (northing - xy.y) / 111200;
	}
	return xy.x;
}

static double
off_lines(struct cgrid_xy xy, double size)
{
	return hypot(xy.x - round(xy.x / size) * size, xy.y - round(xy.y / size) * size);
}

/* The zones on both sides of the east or the west edge of the frame's zone; false where it has none. */
static bool
set_zones(struct cgrid_seam *seam, const struct cgrid_frame *frame, bool home_is_west, double lat)
{
	const struct cgrid_zone_box box = cgrid_utm_box(frame->zone, cgrid_utm_band(lat));
	*seam = (struct cgrid_seam){.home_is_west = home_is_west};
	if (box.min_lon > box.max_lon)
		return false;
	seam->lon = cgrid_wrap_lon(home_is_west ? box.max_lon : box.min_lon);
	seam->zones[0] = cgrid_utm_zone((struct cgrid_lonlat){seam->lon - 1e-9, lat});
	seam->zones[1] = cgrid_utm_zone((struct cgrid_lonlat){seam->lon, lat});
	cgrid_tmerc_init_utm(&seam->west, seam->zones[0], frame->south);
	cgrid_tmerc_init_utm(&seam->east, seam->zones[1], frame->south);
	return seam->zones[0] != 0 && seam->zones[1] != 0;
}

/* Which of the two the origin is of: that on whose lines it lies. *two_out: are there two at all? */
static enum cgrid_status
find_zones(struct cgrid_ctx *ctx, const struct cgrid_grid_spec *spec, struct cgrid_seam *seam,
	   struct cgrid_xy *origin, bool *two_out)
{
	const struct cgrid_frame *frame = &spec->frame;
	struct cgrid_tmerc home;
	cgrid_tmerc_init_utm(&home, frame->zone, frame->south);
	if (!cgrid_tmerc_to_xy(&home, spec->origin, origin))
		return cgrid_fail(ctx, CGRID_E_OUTSIDE, "the origin is far from UTM zone %d",
				  frame->zone);
	const double off = off_lines(*origin, spec->usng_m);
	*two_out = set_zones(seam, frame, off <= 0.001, spec->origin.lat);
	if (off <= 0.001 || (*two_out && cgrid_tmerc_to_xy(&seam->west, spec->origin, origin) &&
			     off_lines(*origin, spec->usng_m) <= 0.001))
		return CGRID_OK;
	char metres[CGRID_FIXED_SIZE];
	cgrid_fixed(metres, off, 2);
	return cgrid_fail(ctx, CGRID_E_ARGUMENT,
			  "the origin is %s m off the USNG lines of %u m; leave it out", metres,
			  (unsigned)spec->usng_m);
}

/* Both zones have to lie alike about the meridian (3 E from 56 to 64 N does not), all along the grid.
 */
static bool
lie_alike(const struct cgrid_seam *seam, double north, double south)
{
	const double ends[2] = {north, south};
	for (int i = 0; i < 2; i++) {
		const double west = easting_at(&seam->west, seam->lon, ends[i]);
		struct cgrid_lonlat at;
		if (fabs(west + easting_at(&seam->east, seam->lon, ends[i]) - 1000000) > 1e-6 ||
		    !cgrid_tmerc_to_ground(&seam->west, (struct cgrid_xy){west, ends[i]}, &at) ||
		    cgrid_utm_zone((struct cgrid_lonlat){seam->lon, at.lat}) != seam->zones[1] ||
		    cgrid_utm_zone((struct cgrid_lonlat){seam->lon - 1e-9, at.lat}) != seam->zones[0])
			return false;
	}
	return true;
}

/* The line through the two ends of the meridian, in the frame. */
static void
draw_straight(struct cgrid_seam *seam, double north, double south)
{
	const struct cgrid_tmerc *home = seam->home_is_west ? &seam->west : &seam->east;
	const double x = easting_at(home, seam->lon, south), y = easting_at(home, seam->lon, north);
	seam->x0 = x;
	seam->y0 = south;
	seam->slope = (y - x) / (north - south);
}

void
cgrid_seam_range(const struct cgrid_seam *seam, double north, double south, double *least, double *most)
{
	const double a = easting_at(&seam->west, seam->lon, north);
	const double b = easting_at(&seam->west, seam->lon, south);
	*least = fmin(a, b) - bend_m;
	*most = fmax(a, b) + bend_m;
}

bool
cgrid_seam_between(struct cgrid_seam *seam, const struct cgrid_frame *frame, bool to_the_east,
		   double lat, double north, double south)
{
	if (!set_zones(seam, frame, to_the_east, lat) || !lie_alike(seam, north, south))
		return false;
	draw_straight(seam, north, south);
	return true;
}

enum cgrid_status
cgrid_seam_init(struct cgrid_ctx *ctx, const struct cgrid_grid_spec *spec, struct cgrid_arena *arena,
		struct cgrid_seam *seam, struct cgrid_xy *origin)
{
	const double size = spec->usng_m;
	double least, most;
	bool two;
	enum cgrid_status status = find_zones(ctx, spec, seam, origin, &two);
	if (status)
		return status;
	*origin = (struct cgrid_xy){round(origin->x / size) * size, round(origin->y / size) * size};
	if (!two)
		return CGRID_OK;
	const double south = origin->y - size * spec->rows, east = origin->x + size * spec->columns;
	/* Nearly all grids: their east is west of the meridian. */
	cgrid_seam_range(seam, origin->y, south, &least, &most);
	if (seam->home_is_west && east <= least)
		return CGRID_OK;
	if (!lie_alike(seam, origin->y, south))
		return cgrid_fail(
		    ctx, CGRID_E_OUTSIDE,
		    "the grid reaches from zone %d of USNG into zone %d where their rows do "
		    "not meet (Norway and Svalbard); take a local grid",
		    seam->zones[0], seam->zones[1]);
	double *meridian = cgrid_arena_alloc(arena, (size_t)spec->rows + 1, sizeof *meridian);
	if (!meridian)
		return cgrid_fail_memory(ctx);
	seam->meridian = meridian;
	for (uint32_t i = 0; i <= spec->rows; i++)
		meridian[i] = easting_at(&seam->west, seam->lon, origin->y - size * i);
	const double columns = ceil((most - origin->x) / size);
	if (columns < 1)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "the origin lies beyond zone %d of USNG, on whose lines it is",
				  seam->zones[0]);
	seam->west_columns = (uint32_t)columns;
	seam->shift = origin->x + columns * size - floor((1000000 - most) / size) * size;
	draw_straight(seam, origin->y, south);
	seam->there = true;
	return CGRID_OK;
}

/* Whole metres, as they were before they went through degrees. */
static double
snap(double metres)
{
	const double whole = round(metres);
	return fabs(metres - whole) < at_a_line_m ? whole : metres;
}

bool
cgrid_seam_is_east(const struct cgrid_seam *seam, struct cgrid_xy frame)
{
	const double beyond = frame.x - (seam->x0 + seam->slope * (frame.y - seam->y0));
	struct cgrid_lonlat at;
	if (fabs(beyond) > clear_of_it_m && fabs(frame.y - seam->y0) < 30000)
		return beyond > 0;
	if (!cgrid_tmerc_to_ground(seam->home_is_west ? &seam->west : &seam->east, frame, &at))
		return beyond > 0;
	return remainder(at.lon - seam->lon, 360) >= -at_the_meridian_deg;
}

/* From one projection to the other, by way of the ground. */
static struct cgrid_xy
by_ground(const struct cgrid_tmerc *from, const struct cgrid_tmerc *to, struct cgrid_xy xy)
{
	struct cgrid_lonlat at;
	struct cgrid_xy there = {(double)NAN, (double)NAN};
	if (cgrid_tmerc_to_ground(from, xy, &at))
		cgrid_tmerc_to_xy(to, at, &there);
	return there;
}

struct cgrid_xy
cgrid_seam_to_axes(const struct cgrid_seam *seam, struct cgrid_xy frame, bool east)
{
	if (east == seam->home_is_west) {
		frame = by_ground(east ? &seam->west : &seam->east, east ? &seam->east : &seam->west,
				  frame);
		frame = (struct cgrid_xy){snap(frame.x), snap(frame.y)};
	}
	return (struct cgrid_xy){frame.x + (east ? seam->shift : 0), frame.y};
}

struct cgrid_xy
cgrid_seam_to_frame(const struct cgrid_seam *seam, struct cgrid_xy axes, bool east)
{
	if (east)
		axes.x -= seam->shift;
	return east == seam->home_is_west
		   ? by_ground(east ? &seam->east : &seam->west, east ? &seam->west : &seam->east, axes)
		   : axes;
}

/* Where the meridian is in the axes of a side, at a height between the edges of a row. */
static double
meridian_at(const struct cgrid_grid *grid, bool east, uint32_t row, double v)
{
	const struct cgrid_seam *seam = &grid->seam;
	const double north = cgrid_grid_row_edge(grid, row), south = cgrid_grid_row_edge(grid, row + 1);
	const double west = seam->meridian[row] + (seam->meridian[row + 1] - seam->meridian[row]) *
						      (north - v) / (north - south);
	return east ? 1000000 - west + seam->shift : west;
}

/* What is left of a box of a row on its side of the meridian, from its north-west corner clockwise; in
 * the axes. With `slack` more of it than there is. */
static size_t
cut_box(const struct cgrid_grid *grid, const struct cgrid_box *box, uint32_t row, double slack,
	struct cgrid_xy *out)
{
	const bool east = box->min_x >= cgrid_grid_column_edge(grid, grid->seam.west_columns);
	const double sign = east ? -1 : 1;
	const double top = meridian_at(grid, east, row, box->max_y) + sign * slack;
	const double bottom = meridian_at(grid, east, row, box->min_y) + sign * slack;
	const struct cgrid_xy corners[4] = {{box->min_x, box->max_y},
					    {box->max_x, box->max_y},
					    {box->max_x, box->min_y},
					    {box->min_x, box->min_y}};
	size_t count = 0;
	for (int i = 0; i < 4; i++) {
		const struct cgrid_xy a = corners[i], b = corners[(i + 1) % 4];
		const double edge_a = a.y == box->max_y ? top : bottom;
		const double edge_b = b.y == box->max_y ? top : bottom;
		const double in_a = sign * (edge_a - a.x), in_b = sign * (edge_b - b.x);
		if (in_a >= 0)
			out[count++] = a;
		if ((in_a > 0 && in_b < 0) || (in_a < 0 && in_b > 0)) {
			const double t = in_a / (in_a - in_b);
			out[count++] = (struct cgrid_xy){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
		}
	}
	return count;
}

size_t
cgrid_seam_outline(const struct cgrid_grid *grid, const struct cgrid_box *box, uint32_t row,
		   struct cgrid_xy *out)
{
	size_t count = cut_box(grid, box, row, 0, out);
	/* A cell may have no more than what the meridian bends. */
	return count >= 3 ? count : cut_box(grid, box, row, bend_m, out);
}

bool
cgrid_seam_has(const struct cgrid_grid *grid, const struct cgrid_box *box, uint32_t row)
{
	struct cgrid_xy corners[CGRID_OUTLINE_MOST];
	return cut_box(grid, box, row, bend_m, corners) >= 3;
}
