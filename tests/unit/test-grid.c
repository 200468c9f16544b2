/* SPDX-License-Identifier: Apache-2.0 */
#include "harness.h"

#include <campusgrid/grid.h>

#include <math.h>

static struct cgrid_ctx *ctx;

static void
setup(void)
{
	ctx = cgrid_ctx_new();
	ck_assert_ptr_nonnull(ctx);
}

static void
teardown(void)
{
	cgrid_ctx_free(ctx);
}

/* Grids whose edges are awkward numbers: origins as large as UTM's, cells in feet, turned, from every
 * corner. */
static const struct sample {
	const char *cell;
	double turn;
	enum cgrid_start start;
	enum cgrid_frame_kind frame;
	uint32_t columns, rows;
} samples[] = {
    {"10m", 0, CGRID_START_NW, CGRID_FRAME_LOCAL, 40, 26},
    {"30ft", 0, CGRID_START_NW, CGRID_FRAME_UTM, 40, 26},
    {"30ft", 0, CGRID_START_SE, CGRID_FRAME_UTM, 700, 900},
    {"0.3x0.7m", 0, CGRID_START_NE, CGRID_FRAME_UTM, 990, 1000},
    {"20ft", 0, CGRID_START_SW, CGRID_FRAME_UTM, 333, 77},
    {"10mx20m", 90, CGRID_START_NW, CGRID_FRAME_LOCAL, 12, 9},
    {"25m", 17.3, CGRID_START_NE, CGRID_FRAME_LOCAL, 30, 30},
    {"30ft", -33.3, CGRID_START_SE, CGRID_FRAME_UTM, 50, 70},
};
enum { SAMPLES = sizeof samples / sizeof *samples };

static struct cgrid_grid *
grid_of(const struct sample *sample)
{
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct cgrid_grid *grid;
	ck_ok(ctx, cgrid_cell_size_parse(ctx, sample->cell, &spec.cell_width_m, &spec.cell_height_m));
	spec.origin = (struct cgrid_lonlat){-77.0352402156242, 38.889467309501576};
	spec.turn_deg = sample->turn;
	spec.columns = sample->columns;
	spec.rows = sample->rows;
	spec.start = sample->start;
	if (sample->frame == CGRID_FRAME_UTM)
		ck_ok(ctx, cgrid_frame_utm(ctx, spec.origin, &spec.frame));
	else
		spec.frame = cgrid_frame_local(spec.origin);
	ck_ok(ctx, cgrid_grid_new(ctx, &spec, &grid));
	return grid;
}

/* A point drawn exactly on an edge belongs to the cell east or south of it: 0 wrong, also a hair to
 * both sides. */
START_TEST(edges_decide_as_drawn)
{
	struct cgrid_grid *grid = grid_of(&samples[_i]);
	struct rng rng = {7 + (uint64_t)_i};
	size_t wrong = 0;
	for (int n = 0; n < 500000; n++) {
		uint32_t c = (uint32_t)rng_below(&rng, samples[_i].columns);
		uint32_t r = (uint32_t)rng_below(&rng, samples[_i].rows);
		double u = cgrid_grid_column_edge(grid, c), v = cgrid_grid_row_edge(grid, r);
		bool west = c > 0 && n % 3 == 1, north = r > 0 && n % 5 == 1;
		struct cgrid_xy at = {west ? nextafter(u, -INFINITY) : u,
				      north ? nextafter(v, INFINITY) : v};
		struct cgrid_cell cell;
		if (samples[_i].turn != 0) {
			/* The turn rounds, so that a point on an edge may leave it by that: a
			 * micrometre inside it is certain. */
			at = cgrid_grid_to_frame(grid, (struct cgrid_xy){u + (west ? -1e-6 : 1e-6),
									 v + (north ? 1e-6 : -1e-6)});
		}
		wrong += !cgrid_grid_cell_at(grid, at, &cell) || cell.column != c - west ||
			 cell.row != r - north;
	}
	ck_assert_uint_eq(wrong, 0);
	cgrid_grid_free(grid);
}
END_TEST

/* Every point of the grid is in one cell and one keypad square, and that one holds it. */
START_TEST(every_point_has_one_square)
{
	struct cgrid_grid *grid = grid_of(&samples[_i]);
	struct rng rng = {17 + (uint64_t)_i};
	double west = cgrid_grid_column_edge(grid, 0), north = cgrid_grid_row_edge(grid, 0);
	double east = cgrid_grid_column_edge(grid, samples[_i].columns);
	double south = cgrid_grid_row_edge(grid, samples[_i].rows);
	ck_assert(west < east && south < north);
	for (int n = 0; n < 50000; n++) {
		struct cgrid_xy axes = {rng_between(&rng, west, east), rng_between(&rng, south, north)};
		struct cgrid_xy at = cgrid_grid_to_frame(grid, axes), corners[4];
		struct cgrid_cell cell, again;
		if (!cgrid_grid_cell_at(grid, at, &cell))
			continue; /* a draw on the outer edge */
		ck_assert(cell.keypad >= 1 && cell.keypad <= 9);
		axes = cgrid_grid_to_axes(grid, at);
		ck_assert(axes.x >= cgrid_grid_column_edge(grid, cell.column) &&
			  axes.x < cgrid_grid_column_edge(grid, cell.column + 1));
		ck_assert(axes.y <= cgrid_grid_row_edge(grid, cell.row) &&
			  axes.y > cgrid_grid_row_edge(grid, cell.row + 1));
		/* The keypad square's own box, with the rounding of a turn. */
		cgrid_grid_corners(grid, cell, corners);
		struct cgrid_xy nw = cgrid_grid_to_axes(grid, corners[0]),
				se = cgrid_grid_to_axes(grid, corners[2]);
		ck_assert(axes.x >= nw.x - 1e-8 && axes.x <= se.x + 1e-8 && axes.y <= nw.y + 1e-8 &&
			  axes.y >= se.y - 1e-8);
		ck_assert(cgrid_grid_cell_at(grid, cgrid_grid_centre(grid, cell), &again));
		ck_assert(again.column == cell.column && again.row == cell.row &&
			  again.keypad == cell.keypad);
		cell.keypad = 0;
		ck_assert(cgrid_grid_cell_at(grid, cgrid_grid_centre(grid, cell), &again));
		ck_assert(again.column == cell.column && again.row == cell.row && again.keypad == 5);
	}
	cgrid_grid_free(grid);
}
END_TEST

/* Neighbours share their corners bit for bit, keypad squares with their cell too. */
START_TEST(squares_fit_together)
{
	struct cgrid_grid *grid = grid_of(&samples[_i]);
	struct cgrid_xy a[4], b[4];
	for (uint32_t c = 0; c + 1 < samples[_i].columns && c < 40; c++)
		for (uint32_t r = 0; r + 1 < samples[_i].rows && r < 40; r++) {
			cgrid_grid_corners(grid, (struct cgrid_cell){c, r, 0}, a);
			cgrid_grid_corners(grid, (struct cgrid_cell){c + 1, r + 1, 0}, b);
			ck_assert_mem_eq(&a[2], &b[0], sizeof a[2]);
			cgrid_grid_corners(grid, (struct cgrid_cell){c, r, 1}, b);
			ck_assert_mem_eq(&a[0], &b[0], sizeof a[0]);
			cgrid_grid_corners(grid, (struct cgrid_cell){c, r, 9}, b);
			ck_assert_mem_eq(&a[2], &b[2], sizeof a[2]);
		}
	cgrid_grid_free(grid);
}
END_TEST

START_TEST(outside_is_outside)
{
	struct cgrid_grid *grid = grid_of(&samples[_i]);
	const double west = cgrid_grid_column_edge(grid, 0), north = cgrid_grid_row_edge(grid, 0);
	const double east = cgrid_grid_column_edge(grid, samples[_i].columns);
	const double south = cgrid_grid_row_edge(grid, samples[_i].rows);
	const double u = (west + east) / 2, v = (north + south) / 2;
	const struct cgrid_xy points[] = {
	    {west - 1e-3, v}, {east, v},     {u, north + 1e-3}, {u, south}, {east, south},   {NAN, v},
	    {u, NAN},         {INFINITY, v}, {u, -INFINITY},    {1e300, v}, {-1e300, -1e300}};
	for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
		struct cgrid_cell cell = {9, 9, 9};
		struct cgrid_xy at = points[i];
		if (samples[_i].turn != 0 && (at.x == east || at.y == south)) {
			at.x += at.x == east ? 1e-6 : 0;
			at.y -= at.y == south ? 1e-6 : 0;
		}
		ck_assert(!cgrid_grid_cell_at(grid, cgrid_grid_to_frame(grid, at), &cell));
	}
	cgrid_grid_free(grid);
}
END_TEST

/* A grid that grows away from the corner where its labels start keeps every edge bit for bit. */
START_TEST(growing_moves_nothing)
{
	struct cgrid_grid *grid = grid_of(&samples[_i]), *more;
	struct cgrid_grid_spec spec = *cgrid_grid_get_spec(grid);
	char before[CGRID_LABEL_SIZE], after[CGRID_LABEL_SIZE];
	uint32_t dc = 0, dr = 0;
	spec.columns += 3;
	spec.rows += 2;
	ck_ok(ctx, cgrid_grid_new(ctx, &spec, &more));
	if (spec.start == CGRID_START_NE || spec.start == CGRID_START_SE)
		dc = 3;
	if (spec.start == CGRID_START_SW || spec.start == CGRID_START_SE)
		dr = 2;
	for (uint32_t c = 0; c < samples[_i].columns; c += 7)
		for (uint32_t r = 0; r < samples[_i].rows; r += 5) {
			ck_assert(cgrid_grid_column_edge(grid, c) ==
				  cgrid_grid_column_edge(more, c + dc));
			ck_assert(cgrid_grid_row_edge(grid, r) == cgrid_grid_row_edge(more, r + dr));
			cgrid_grid_label(grid, (struct cgrid_cell){c, r, 5}, before, sizeof before);
			cgrid_grid_label(more, (struct cgrid_cell){c + dc, r + dr, 5}, after,
					 sizeof after);
			ck_assert_str_eq(before, after);
		}
	cgrid_grid_free(grid);
	cgrid_grid_free(more);
}
END_TEST

/* The grid lies where its origin says, in true metres, turned clockwise about it. */
START_TEST(origin_turn_and_start)
{
	static const struct {
		enum cgrid_start start;
		double turn;
		struct cgrid_xy middle; /* of column 0, row 0, in metres from the origin */
	} rows[] = {
	    {CGRID_START_NW, 0, {5, -5}},   {CGRID_START_SW, 0, {5, 35}},
	    {CGRID_START_NE, 0, {-25, -5}}, {CGRID_START_SE, 0, {-25, 35}},
	    {CGRID_START_NW, 90, {-5, -5}}, {CGRID_START_NW, 180, {-5, 5}},
	    {CGRID_START_NW, -90, {5, 5}},  {CGRID_START_NW, 270, {5, 5}},
	};
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct cgrid_grid *grid;
	spec.origin = (struct cgrid_lonlat){-75.123, 40.456};
	spec.frame = cgrid_frame_local(spec.origin);
	spec.cell_width_m = spec.cell_height_m = 10;
	spec.columns = 3;
	spec.rows = 4;
	spec.start = rows[_i].start;
	spec.turn_deg = rows[_i].turn;
	ck_ok(ctx, cgrid_grid_new(ctx, &spec, &grid));
	struct cgrid_xy at = cgrid_grid_centre(grid, (struct cgrid_cell){0, 0, 0});
	ck_assert_msg(hypot(at.x - rows[_i].middle.x, at.y - rows[_i].middle.y) < 1e-8, "%f %f", at.x,
		      at.y);
	cgrid_grid_free(grid);
}
END_TEST

static const struct {
	const char *text;
	double width, height; /* 0: refused */
} sizes[] = {
    {"10m", 10, 10},
    {"10", 10, 10},
    {"30ft", 30 * 0.3048, 30 * 0.3048},
    {"10mx20m", 10, 20},
    {"10x20m", 10, 20},
    {"10x20", 10, 20},
    {"30x60ft", 30 * 0.3048, 60 * 0.3048},
    {"12.5m", 12.5, 12.5},
    {"10 m x 20 m", 10, 20},
    {"10M", 10, 10},
    {"10mx20", 0, 0},
    {"30ftx20", 0, 0},
    {"", 0, 0},
    {"m", 0, 0},
    {"0m", 0, 0},
    {"-10m", 0, 0},
    {"10mm", 0, 0},
    {"10km", 0, 0},
    {"1e1m", 0, 0},
    {"10m20m", 0, 0},
    {"10mx", 0, 0},
    {"x10m", 0, 0},
    {"10mx20mx30m", 0, 0},
    {"nan", 0, 0},
    {"infm", 0, 0},
    {"10,5m", 0, 0},
};

START_TEST(sizes_of_cells)
{
	double width, height;
	enum cgrid_status status = cgrid_cell_size_parse(ctx, sizes[_i].text, &width, &height);
	ck_assert_msg((status == CGRID_OK) == (sizes[_i].width > 0), "\"%s\": %s", sizes[_i].text,
		      cgrid_status_name(status));
	ck_assert(status == CGRID_OK || status == CGRID_E_ARGUMENT);
	if (!status)
		ck_assert_msg(width == sizes[_i].width && height == sizes[_i].height, "\"%s\": %f %f",
			      sizes[_i].text, width, height);
}
END_TEST

static const struct {
	const char *name, *value;
	bool good;
} options[] = {
    {"cell", "10m", true},
    {"cell", "auto", true},
    {"cell", "auto-ft", true},
    {"cell", "wide", false},
    {"origin", "40.5,-75.25", true},
    {"origin", "40.5, -75.25", true},
    {"origin", "-75.25", false},
    {"origin", "140.5,-75.25", false},
    {"origin", "40.5,-75.25,3", false},
    {"origin", "", false},
    {"center", "40.5,-75.25", true},
    {"turn", "-12.5", true},
    {"turn", "361", false},
    {"turn", "north", false},
    {"turn", "nan", false},
    {"columns", "12", true},
    {"columns", "0", false},
    {"columns", "1.5", false},
    {"columns", "-1", false},
    {"rows", "99999999999999999999", false},
    {"margin", "0", true},
    {"margin", "-1", false},
    {"labels", "aa", true},
    {"labels", "A1", true},
    {"labels", "b2", false},
    {"letters", "columns", true},
    {"letters", "diagonals", false},
    {"start", "se", true},
    {"start", "n", false},
    {"skip-io", NULL, true},
    {"skip_io", "true", true},
    {"skip-io", "maybe", false},
    {"separator", "/", true},
    {"separator", "", true},
    {"separator", "--", false},
    {"separator", "x", false},
    {"frame", "utm", true},
    {"frame", "utm:18N", true},
    {"frame", "utm:61N", false},
    {"frame", "EPSG:32618", true},
    {"frame", "EPSG:", false},
    {"frame", "mercator", false},
    {"frame", NULL, false},
    {"colour", "red", false},
};

START_TEST(options_by_name)
{
	struct cgrid_grid_options said = CGRID_GRID_OPTIONS_INIT;
	enum cgrid_status status =
	    cgrid_grid_option_set(ctx, &said, options[_i].name, options[_i].value);
	ck_assert_msg(status == (options[_i].good ? CGRID_OK : CGRID_E_ARGUMENT), "%s %s: %s",
		      options[_i].name, options[_i].value ? options[_i].value : "-",
		      cgrid_status_name(status));
	if (!options[_i].good)
		ck_assert_uint_eq(said.given, 0);
	ck_assert((status == CGRID_OK) == (cgrid_ctx_error(ctx)[0] == '\0'));
}
END_TEST

/* What no grid can be. */
START_TEST(specs_that_are_refused)
{
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct cgrid_grid *grid = NULL;
	enum cgrid_status want = CGRID_E_ARGUMENT;
	spec.cell_width_m = spec.cell_height_m = 10;
	spec.columns = spec.rows = 10;
	switch (_i) {
	case 0:
		spec.cell_width_m = 0;
		break;
	case 1:
		spec.cell_height_m = NAN;
		break;
	case 2:
		spec.cell_width_m = INFINITY;
		break;
	case 3:
		spec.columns = 0;
		break;
	case 4:
		spec.rows = 0;
		break;
	case 5:
		spec.turn_deg = NAN;
		break;
	case 6:
		spec.separator[0] = 'x';
		break;
	case 7:
		spec.size = 0;
		break;
	case 8:
		spec.columns = spec.rows = UINT32_MAX;
		want = CGRID_E_LIMIT;
		break;
	case 9:
		spec.origin.lat = NAN;
		want = CGRID_E_OUTSIDE;
		break;
	default:
		spec.labels = (enum cgrid_labels)7;
		break;
	}
	ck_assert_int_eq(cgrid_grid_new(ctx, &spec, &grid), want);
	ck_assert_ptr_null(grid);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("grid");
	TCase *tests = tcase_create("grid");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, edges_decide_as_drawn, 0, SAMPLES);
	tcase_add_loop_test(tests, every_point_has_one_square, 0, SAMPLES);
	tcase_add_loop_test(tests, squares_fit_together, 0, SAMPLES);
	tcase_add_loop_test(tests, outside_is_outside, 0, SAMPLES);
	tcase_add_loop_test(tests, growing_moves_nothing, 0, SAMPLES);
	tcase_add_loop_test(tests, origin_turn_and_start, 0, 8);
	tcase_add_loop_test(tests, sizes_of_cells, 0, sizeof sizes / sizeof *sizes);
	tcase_add_loop_test(tests, options_by_name, 0, sizeof options / sizeof *options);
	tcase_add_loop_test(tests, specs_that_are_refused, 0, 11);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
