/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 3, grid: edges, cells and corners. One function makes every edge, and edges decide. */
#include "grid/grid.h"

#include "base/base.h"
#include "base/num.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double degree = 0.017453292519943295;

/* Sine and cosine of a turn, exact at quarter turns. */
static void
turn_parts(double degrees, double *sine, double *cosine)
{
	static const double quarter[4][2] = {{0, 1}, {1, 0}, {0, -1}, {-1, 0}};
	double turn = fmod(degrees, 360);
	if (turn < 0)
		turn += 360;
	double quarters = turn / 90;
	if (quarters == floor(quarters)) {
		int i = (int)quarters % 4;
		*sine = quarter[i][0];
		*cosine = quarter[i][1];
		return;
	}
	*sine = sin(turn * degree);
	*cosine = cos(turn * degree);
}

/* On which side of a seam are these columns? */
static bool
is_east(const struct cgrid_grid *grid, double u)
{
	return u >= cgrid_grid_column_edge(grid, grid->seam.west_columns);
}

struct cgrid_xy
cgrid_grid_to_axes(const struct cgrid_grid *grid, struct cgrid_xy frame)
{
	if (!grid->turned)
		return frame;
	if (grid->seam.there)
		return cgrid_seam_to_axes(&grid->seam, frame, cgrid_seam_is_east(&grid->seam, frame));
	return (struct cgrid_xy){frame.x * grid->cosine - frame.y * grid->sine,
				 frame.x * grid->sine + frame.y * grid->cosine};
}

struct cgrid_xy
cgrid_grid_to_frame(const struct cgrid_grid *grid, struct cgrid_xy axes)
{
	if (!grid->turned)
		return axes;
	if (grid->seam.there)
		return cgrid_seam_to_frame(&grid->seam, axes, is_east(grid, axes.x));
	return (struct cgrid_xy){axes.x * grid->cosine + axes.y * grid->sine,
				 axes.y * grid->cosine - axes.x * grid->sine};
}

/* Edges count from the origin, so that a grid which grows at its far end keeps the others bit for bit.
 */
double
cgrid_grid_column_edge(const struct cgrid_grid *grid, uint32_t i)
{
	return grid->from_west
		   ? grid->origin.x + i * grid->spec.cell_width_m
		   : grid->origin.x - (grid->spec.columns - (double)i) * grid->spec.cell_width_m;
}

double
cgrid_grid_row_edge(const struct cgrid_grid *grid, uint32_t i)
{
	return grid->from_north
		   ? grid->origin.y - i * grid->spec.cell_height_m
		   : grid->origin.y + (grid->spec.rows - (double)i) * grid->spec.cell_height_m;
}

/* A third of a cell, counted from its west or north edge. */
static double
third(double from, double to, int i)
{
	return i == 0 ? from : i == 3 ? to : from + (to - from) * i / 3;
}

/* Bands are counted along the way of `sign`: columns grow (1), rows fall (-1). A band owns its near
 * edge, or (`far`) its far one. */
struct bands {
	double (*edge)(const struct cgrid_grid *, uint32_t);
	double sign, size;
	uint32_t count;
	bool far;
};

/* Is it in front of the edge i? */
static bool
in_front(const struct cgrid_grid *grid, const struct bands *bands, double at, uint32_t i)
{
	double edge = bands->edge(grid, i);
	return bands->far ? bands->sign * at <= bands->sign * edge
			  : bands->sign * at < bands->sign * edge;
}

/* The division guesses; the edges decide. */
static bool
find_band(const struct cgrid_grid *grid, const struct bands *bands, double at, uint32_t *band_out)
{
	if (!isfinite(at) || in_front(grid, bands, at, 0) || !in_front(grid, bands, at, bands->count))
		return false;
	double guess = floor(bands->sign * (at - bands->edge(grid, 0)) / bands->size);
	uint32_t band = guess < 0 ? 0 : guess >= bands->count ? bands->count - 1 : (uint32_t)guess;
	while (in_front(grid, bands, at, band))
		band--;
	while (!in_front(grid, bands, at, band + 1))
		band++;
	*band_out = band;
	return true;
}

/* A cell, or a keypad square in it: its edges in the grid's axes. */
struct square {
	double west, east, north, south;
};

static struct square
cell_square(const struct cgrid_grid *grid, const struct cgrid_cell *cell)
{
	return (struct square){
	    cgrid_grid_column_edge(grid, cell->column), cgrid_grid_column_edge(grid, cell->column + 1),
	    cgrid_grid_row_edge(grid, cell->row), cgrid_grid_row_edge(grid, cell->row + 1)};
}

/* The square of a key, 1 to 9. */
static struct square
key_square(struct square in, int key)
{
	int right = (key - 1) % 3, down = (key - 1) / 3;
	return (struct square){third(in.west, in.east, right), third(in.west, in.east, right + 1),
			       third(in.north, in.south, down), third(in.north, in.south, down + 1)};
}

/* Keypad squares follow their cell in what they own. */
static int
key_at(const struct cgrid_grid *grid, struct square in, struct cgrid_xy axes)
{
	int right = 0, down = 0;
	while (right < 2 && axes.x >= third(in.west, in.east, right + 1))
		right++;
	for (; down < 2; down++) {
		double edge = third(in.north, in.south, down + 1);
		if (grid->owns_south ? axes.y >= edge : axes.y > edge)
			break;
	}
	return 3 * down + right + 1;
}

/* By the edges; apart from the guess, which is all that nearly every call needs. */
static __attribute__((noinline)) bool
find_cell(const struct cgrid_grid *grid, double u, double v, int levels, struct cgrid_cell *cell_out)
{
	const struct cgrid_xy axes = {u, v};
	struct cgrid_cell cell = {0, 0, 0};
	*cell_out = cell;
	const struct bands columns = {cgrid_grid_column_edge, 1, grid->spec.cell_width_m,
				      grid->spec.columns, false};
	const struct bands rows = {cgrid_grid_row_edge, -1, grid->spec.cell_height_m, grid->spec.rows,
				   grid->owns_south};
	if (!find_band(grid, &columns, axes.x, &cell.column) ||
	    !find_band(grid, &rows, axes.y, &cell.row))
		return false;
	struct square square = cell_square(grid, &cell);
	for (int i = 0; i < levels; i++) {
		int key = key_at(grid, square, axes);
		square = key_square(square, key);
		cell.keypad = cell.keypad * 10 + key;
	}
	*cell_out = cell;
	return true;
}

/* So near to an edge the edges decide; in strips. Rounding takes less than a tenth of it, also of a
 * square of a square of a keypad. */
static const double near_edge = 1e-6;
/* Beyond that rounding could take more. */
static const double guess_reach_m = 2e7;

static inline bool
well_within(double rest)
{
	return fabs(rest - 0.5) < 0.5 - near_edge;
}

/* What the edges would say of nearly every point. */
static inline bool
guess_cell(const struct cgrid_grid *grid, double u, double v, int levels, struct cgrid_cell *cell_out)
{
	double across = (u - grid->columns.first) * grid->columns.per_m;
	double down = (v - grid->rows.first) * grid->rows.per_m;
	if (!(fabs(across - grid->columns.half) < grid->columns.half) ||
	    !(fabs(down - grid->rows.half) < grid->rows.half))
		return false;
	const int64_t column = (int64_t)across, row = (int64_t)down;
	int keypad = 0;
	across -= (double)column;
	down -= (double)row;
	/* Without a branch: what is sure is counted. */
	int unsure = !well_within(across) + !well_within(down);
	for (int i = 0; i < levels; i++) {
		const int right = (int)(across * 3), below = (int)(down * 3);
		across = across * 3 - right;
		down = down * 3 - below;
		unsure += !well_within(across) + !well_within(down);
		keypad = keypad * 10 + 3 * below + right + 1;
	}
	*cell_out = (struct cgrid_cell){(uint32_t)column, (uint32_t)row, keypad};
	return unsure == 0;
}

static inline bool
axes_cell_at(const struct cgrid_grid *grid, double u, double v, int levels, struct cgrid_cell *cell_out)
{
	return guess_cell(grid, u, v, levels, cell_out) || find_cell(grid, u, v, levels, cell_out);
}

/* Number by number: compilers put a pair through memory, which costs as much as all the rest. */
static __attribute__((noinline)) bool
turned_cell_at(const struct cgrid_grid *grid, double x, double y, int levels,
	       struct cgrid_cell *cell_out)
{
	const struct cgrid_xy axes = cgrid_grid_to_axes(grid, (struct cgrid_xy){x, y});
	return axes_cell_at(grid, axes.x, axes.y, levels, cell_out);
}

static void
init_guesses(struct cgrid_grid *grid)
{
	const double west = cgrid_grid_column_edge(grid, 0), north = cgrid_grid_row_edge(grid, 0);
	const double east = cgrid_grid_column_edge(grid, grid->spec.columns);
	const double south = cgrid_grid_row_edge(grid, grid->spec.rows);
	const bool near =
	    fmax(fmax(fabs(west), fabs(east)), fmax(fabs(north), fabs(south))) < guess_reach_m;
	grid->columns = (struct cgrid_guess){west, 1 / grid->spec.cell_width_m,
					     near ? grid->spec.columns * 0.5 : 0};
	grid->rows = (struct cgrid_guess){north, -1 / grid->spec.cell_height_m,
					  near ? grid->spec.rows * 0.5 : 0};
}

bool
cgrid_grid_cell_at(const struct cgrid_grid *grid, struct cgrid_xy at, struct cgrid_cell *cell_out)
{
	return grid->turned ? turned_cell_at(grid, at.x, at.y, 1, cell_out)
			    : axes_cell_at(grid, at.x, at.y, 1, cell_out);
}

bool
cgrid_grid_keypad_at(const struct cgrid_grid *grid, struct cgrid_xy at, struct cgrid_cell *cell_out)
{
	return grid->turned ? turned_cell_at(grid, at.x, at.y, 2, cell_out)
			    : axes_cell_at(grid, at.x, at.y, 2, cell_out);
}

bool
cgrid_keypad_good(int keypad)
{
	return keypad == 0 || (keypad >= 1 && keypad <= 9) ||
	       (keypad >= 11 && keypad <= 99 && keypad % 10 != 0);
}

/* Edges of a cell or keypad square, in the grid's axes. */
static struct cgrid_box
cell_box(const struct cgrid_grid *grid, struct cgrid_cell cell)
{
	struct square square = cell_square(grid, &cell);
	if (cgrid_keypad_good(cell.keypad) && cell.keypad > 9)
		square = key_square(square, cell.keypad / 10);
	if (cgrid_keypad_good(cell.keypad) && cell.keypad > 0)
		square = key_square(square, cell.keypad % 10);
	return (struct cgrid_box){square.west, square.south, square.east, square.north};
}

bool
cgrid_grid_has(const struct cgrid_grid *grid, struct cgrid_cell cell)
{
	if (!grid->seam.there)
		return true;
	const struct cgrid_box box = cell_box(grid, cell);
	return cgrid_seam_has(grid, &box, cell.row);
}

/* Of a convex figure, by its triangles. */
static struct cgrid_xy
centroid(const struct cgrid_xy *at, size_t count)
{
	double area = 0, x = 0, y = 0;
	for (size_t i = 2; i < count; i++) {
		const struct cgrid_xy a = {at[i - 1].x - at[0].x, at[i - 1].y - at[0].y};
		const struct cgrid_xy b = {at[i].x - at[0].x, at[i].y - at[0].y};
		const double twice = a.x * b.y - a.y * b.x;
		area += twice;
		x += twice * (a.x + b.x) / 3;
		y += twice * (a.y + b.y) / 3;
	}
	if (area == 0)
		return at[0];
	return (struct cgrid_xy){at[0].x + x / area, at[0].y + y / area};
}

struct cgrid_xy
cgrid_grid_centre(const struct cgrid_grid *grid, struct cgrid_cell cell)
{
	struct cgrid_box box = cell_box(grid, cell);
	struct cgrid_xy axes = {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
	struct cgrid_xy outline[CGRID_OUTLINE_MOST];
	size_t count = grid->seam.there ? cgrid_seam_outline(grid, &box, cell.row, outline) : 0;
	if (count >= 3)
		axes = centroid(outline, count);
	return cgrid_grid_to_frame(grid, axes);
}

size_t
cgrid_grid_outline(const struct cgrid_grid *grid, struct cgrid_cell cell,
		   struct cgrid_xy outline[CGRID_OUTLINE_MOST])
{
	if (!grid->seam.there) {
		cgrid_grid_corners(grid, cell, outline);
		return 4;
	}
	const struct cgrid_box box = cell_box(grid, cell);
	const bool east = is_east(grid, box.min_x);
	if (!cgrid_grid_has(grid, cell))
		return 0;
	size_t count = cgrid_seam_outline(grid, &box, cell.row, outline);
	for (size_t i = 0; i < count; i++)
		outline[i] = cgrid_seam_to_frame(&grid->seam, outline[i], east);
	return count;
}

void
cgrid_grid_corners(const struct cgrid_grid *grid, struct cgrid_cell cell, struct cgrid_xy corners[4])
{
	struct cgrid_box box = cell_box(grid, cell);
	const struct cgrid_xy axes[4] = {{box.min_x, box.max_y},
					 {box.max_x, box.max_y},
					 {box.max_x, box.min_y},
					 {box.min_x, box.min_y}};
	for (int i = 0; i < 4; i++)
		corners[i] = cgrid_grid_to_frame(grid, axes[i]);
}

static enum cgrid_status
check_spec(struct cgrid_ctx *ctx, const struct cgrid_grid_spec *spec)
{
	if (spec->size != sizeof *spec)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "a grid spec of another version");
	if (!isfinite(spec->cell_width_m) || !isfinite(spec->cell_height_m) ||
	    spec->cell_width_m < 0.1 || spec->cell_height_m < 0.1 || spec->cell_width_m > 100000 ||
	    spec->cell_height_m > 100000)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "a cell is between 0.1 m and 100 km wide and high");
	if (!isfinite(spec->turn_deg) || fabs(spec->turn_deg) > 360)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "a turn is between -360 and 360 degrees");
	if (spec->columns == 0 || spec->rows == 0)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "a grid has at least one column and one row");
	if (spec->usng_m != 0 &&
	    (spec->cell_width_m != spec->usng_m || spec->cell_height_m != spec->usng_m ||
	     spec->turn_deg != 0 || spec->start != CGRID_START_NW || spec->column_names ||
	     spec->row_names || spec->frame.kind != CGRID_FRAME_UTM ||
	     (spec->usng_m != 10 && spec->usng_m != 100 && spec->usng_m != 1000)))
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "a grid of USNG lines has cells of 10, 100 or 1000 m in a UTM frame, "
				  "counts from nw, and has no turn and no names of its own");
	return cgrid_check_limit(ctx, CGRID_LIMIT_CELLS, (uint64_t)spec->columns * spec->rows, NULL,
				 "the grid");
}

enum cgrid_status
cgrid_grid_new(struct cgrid_ctx *ctx, const struct cgrid_grid_spec *spec, struct cgrid_grid **grid_out)
{
	*grid_out = NULL;
	enum cgrid_status status = check_spec(ctx, spec);
	struct cgrid_xy origin;
	if (!status && spec->usng_m == 0)
		status = cgrid_frame_to_xy(ctx, &spec->frame, &spec->origin, 1, &origin);
	if (status)
		return status;
	struct cgrid_grid *grid = calloc(1, sizeof *grid);
	if (!grid)
		return cgrid_fail_memory(ctx);
	if (spec->usng_m != 0)
		status = cgrid_seam_init(ctx, spec, &grid->arena, &grid->seam, &origin);
	if (status) {
		cgrid_grid_free(grid);
		return status;
	}
	grid->spec = *spec;
	grid->owns_south = spec->usng_m != 0;
	grid->from_west = spec->start == CGRID_START_NW || spec->start == CGRID_START_SW;
	grid->from_north = spec->start == CGRID_START_NW || spec->start == CGRID_START_NE;
	turn_parts(spec->turn_deg, &grid->sine, &grid->cosine);
	grid->turned = grid->sine != 0 || grid->cosine != 1;
	grid->origin = cgrid_grid_to_axes(grid, origin);
	if (grid->seam.there) {
		/* Which has given it in the axes already. */
		grid->turned = true;
		grid->origin = origin;
	}
	init_guesses(grid);
	status = cgrid_grid_labels_init(ctx, grid);
	if (status)
		cgrid_grid_free(grid);
	else
		*grid_out = grid;
	return status;
}

void
cgrid_grid_free(struct cgrid_grid *grid)
{
	if (!grid)
		return;
	cgrid_arena_free(&grid->arena);
	free(grid);
}

const struct cgrid_grid_spec *
cgrid_grid_get_spec(const struct cgrid_grid *grid)
{
	return &grid->spec;
}

uint32_t
cgrid_grid_columns(const struct cgrid_grid *grid)
{
	return grid->spec.columns;
}

uint32_t
cgrid_grid_rows(const struct cgrid_grid *grid)
{
	return grid->spec.rows;
}
