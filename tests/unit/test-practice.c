/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What known makers of gridded reference graphics get wrong, or are asked for and do not have, and that
 * we do not: Esri's military tools (Create GRG From Area, From Point, Reference System GRG), their web
 * widget, grid plug-ins of QGIS and of web maps, and MGRS converters. A row a defect.
 */
#define SEED 375
#include "seeded.h"

#include <campusgrid/grid.h>

#include <math.h>

static const double degree = 0.017453292519943295;

/* A grid at a place by its words, as people say them; NULL ends the list. */
static struct cgrid_grid *
grid_at(struct cgrid_lonlat origin, uint32_t columns, uint32_t rows, const char *const words[])
{
	struct cgrid_grid_options options = CGRID_GRID_OPTIONS_INIT;
	struct cgrid_grid *grid = NULL;
	ck_ok(ctx, cgrid_grid_option_set(ctx, &options, "cell", "100m"));
	for (size_t i = 0; words && words[i]; i += 2)
		ck_ok(ctx, cgrid_grid_option_set(ctx, &options, words[i], words[i + 1]));
	options.spec.columns = columns;
	options.spec.rows = rows;
	options.spec.origin = origin;
	options.spec.frame = cgrid_frame_local(origin);
	ck_ok(ctx, cgrid_grid_new(ctx, &options.spec, &grid));
	return grid;
}

static const struct cgrid_lonlat school = {-75.1234, 40.0567};

static const char *
label_of(const struct cgrid_grid *grid, uint32_t column, uint32_t row, int keypad)
{
	static char texts[4][CGRID_LABEL_SIZE];
	static unsigned next;
	char *text = texts[next++ % 4];
	cgrid_grid_label(grid, (struct cgrid_cell){column, row, keypad}, text, CGRID_LABEL_SIZE);
	return text;
}

static struct cgrid_lonlat
ground_of(const struct cgrid_grid *grid, struct cgrid_xy at)
{
	struct cgrid_lonlat ground;
	ck_ok(ctx, cgrid_frame_to_ground(ctx, &cgrid_grid_get_spec(grid)->frame, &at, 1, &ground));
	return ground;
}

/* Metres on the ellipsoid between places near each other, by its radii of curvature. */
static double
metres(struct cgrid_lonlat a, struct cgrid_lonlat b)
{
	const double radius = 6378137, e2 = 0.0066943799901413165;
	const double s = sin((a.lat + b.lat) / 2 * degree), w = sqrt(1 - e2 * s * s);
	const double east = (b.lon - a.lon) * degree * radius / w * cos((a.lat + b.lat) / 2 * degree);
	const double north = (b.lat - a.lat) * degree * radius * (1 - e2) / (w * w * w);
	return hypot(east, north);
}

static void
cells_are_as_large_on_the_ground(void)
{
	static const double latitudes[] = {0, 25.8, 40, 47.6, 64, -33.9};
	for (size_t i = 0; i < sizeof latitudes / sizeof *latitudes; i++) {
		const struct cgrid_lonlat at = {-75, latitudes[i]};
		struct cgrid_grid *grid = grid_at(at, 10, 10, NULL);
		for (uint32_t n = 0; n < 100; n++) {
			struct cgrid_xy c[4];
			cgrid_grid_corners(grid, (struct cgrid_cell){n % 10, n / 10, 0}, c);
			for (int k = 0; k < 4; k++)
				ck_assert(fabs(metres(ground_of(grid, c[k]),
						      ground_of(grid, c[(k + 1) % 4])) -
					       100) < 0.001);
		}
		cgrid_grid_free(grid);
	}
}

static void
feet_and_yards_are_exact(void)
{
	static const struct {
		const char *text;
		double width, height;
	} rows[] = {{"100ft", 100 * 0.3048, 100 * 0.3048},
		    {"30yd", 30 * 0.9144, 30 * 0.9144},
		    {"30ftx20yd", 30 * 0.3048, 20 * 0.9144},
		    {"10x20m", 10, 20}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		double width, height;
		ck_ok(ctx, cgrid_cell_size_parse(ctx, rows[i].text, &width, &height));
		ck_assert(width == rows[i].width && height == rows[i].height);
	}
}

/* A turned grid is called as the straight one is, cell by cell, both parts of it. */
static void
turned_labels_are_whole(void)
{
	static const char *const turns[] = {"17.5", "-89", "45", "90", "180", "-0.3"};
	struct cgrid_grid *straight = grid_at(school, 13, 7, NULL);
	for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
		const char *const words[] = {"turn", turns[i], NULL};
		struct cgrid_grid *grid = grid_at(school, 13, 7, words);
		for (uint32_t n = 0; n < 13 * 7; n++) {
			const struct cgrid_cell cell = {n % 13, n / 13, 0};
			struct cgrid_cell at;
			const char *label = label_of(grid, cell.column, cell.row, 0);
			ck_assert_str_eq(label, label_of(straight, cell.column, cell.row, 0));
			ck_assert(label[0] >= 'A' && label[0] <= 'G' && label[1] >= '1');
			ck_assert(cgrid_grid_cell_at(grid, cgrid_grid_centre(grid, cell), &at));
			ck_assert_uint_eq(at.column, cell.column);
			ck_assert_uint_eq(at.row, cell.row);
		}
		cgrid_grid_free(grid);
	}
	cgrid_grid_free(straight);
}

/* Every row begins at 1, every column at A, in grids that are not square, from all corners. */
static void
series_begin_at_the_corner(void)
{
	static const char *const starts[] = {"nw", "sw", "ne", "se"};
	static const uint32_t sizes[3][2] = {{3, 50}, {50, 3}, {7, 13}};
	for (int i = 0; i < 12; i++) {
		const uint32_t columns = sizes[i / 4][0], rows = sizes[i / 4][1];
		const bool east = i % 4 >= 2, south = i % 2 == 1;
		const char *const words[] = {"start", starts[i % 4], "turn", "30", NULL};
		struct cgrid_grid *grid = grid_at(school, columns, rows, words);
		ck_assert_str_eq(label_of(grid, east ? columns - 1 : 0, south ? rows - 1 : 0, 0), "A1");
		for (uint32_t n = 0; n < columns * rows; n++) {
			struct cgrid_cell cell;
			ck_ok(ctx, cgrid_grid_parse_label(
				       ctx, grid, label_of(grid, n % columns, n / columns, 0), &cell));
			ck_assert(cell.column == n % columns && cell.row == n / columns);
			char row[CGRID_LABEL_SIZE];
			cgrid_grid_row_label(grid, n / columns, row, sizeof row);
			ck_assert_int_eq(
			    strncmp(label_of(grid, n % columns, n / columns, 0), row, strlen(row)), 0);
		}
		cgrid_grid_free(grid);
	}
}

/* The hundredth cell of a turned grid is where a hundred cells end, and cells share their corners. */
static void
turned_cells_do_not_drift(void)
{
	const char *const words[] = {"turn", "33.3", "cell", "30ft", NULL};
	struct cgrid_grid *grid = grid_at(school, 100, 100, words);
	struct cgrid_xy first[4], last[4], next[4];
	cgrid_grid_corners(grid, (struct cgrid_cell){0, 0, 0}, first);
	cgrid_grid_corners(grid, (struct cgrid_cell){99, 0, 0}, last);
	ck_assert(fabs(hypot(last[1].x - first[0].x, last[1].y - first[0].y) - 100 * 30 * 0.3048) <
		  1e-8);
	for (uint32_t i = 0; i < 99; i++) {
		cgrid_grid_corners(grid, (struct cgrid_cell){i, i, 0}, first);
		cgrid_grid_corners(grid, (struct cgrid_cell){i + 1, i, 0}, next);
		ck_assert(memcmp(&first[1], &next[0], sizeof *first) == 0);
		ck_assert(memcmp(&first[2], &next[3], sizeof *first) == 0);
	}
	cgrid_grid_free(grid);
}

/* A grid knows where on earth it is: made again of what is written down, it is the same. */
static void
grids_keep_their_frame(void)
{
	const char *const words[] = {"turn", "12.25", NULL};
	struct cgrid_grid *grid = grid_at(school, 9, 9, words), *again;
	ck_ok(ctx, cgrid_grid_new(ctx, cgrid_grid_get_spec(grid), &again));
	for (uint32_t n = 0; n < 81; n++) {
		const struct cgrid_cell cell = {n % 9, n / 9, 0};
		const struct cgrid_xy a = cgrid_grid_centre(grid, cell),
				      b = cgrid_grid_centre(again, cell);
		ck_assert(a.x == b.x && a.y == b.y);
		ck_assert(metres(ground_of(grid, a), school) < 2000);
	}
	cgrid_grid_free(again);
	cgrid_grid_free(grid);
}

/* 1 2 3 in the north, as on a telephone; a square of a square has two digits. */
static void
keypads_are_those_of_a_telephone(void)
{
	struct cgrid_grid *grid = grid_at(school, 5, 5, NULL);
	struct cgrid_xy c[4];
	struct cgrid_cell cell;
	cgrid_grid_corners(grid, (struct cgrid_cell){2, 2, 0}, c);
	static const int keys[3][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
	for (int i = 0; i < 9; i++) {
		const struct cgrid_xy at = {c[0].x + (i % 3 * 33 + 16), c[0].y - (i / 3 * 33 + 16)};
		ck_assert(cgrid_grid_cell_at(grid, at, &cell));
		ck_assert_int_eq(cell.keypad, keys[i / 3][i % 3]);
	}
	ck_ok(ctx, cgrid_grid_parse_label(ctx, grid, "C3-5-2", &cell));
	ck_assert_int_eq(cell.keypad, 52);
	ck_assert_str_eq(label_of(grid, 2, 2, 52), "C3-5-2");
	cgrid_grid_free(grid);
}

/* With other numbers of the same length and 30 ft cells, at origins as large as those of UTM. */
static void
edges_are_where_they_are_drawn(void)
{
	struct cgrid_grid_options options = CGRID_GRID_OPTIONS_INIT;
	struct cgrid_grid *grid;
	ck_ok(ctx, cgrid_grid_option_set(ctx, &options, "cell", "30ft"));
	options.spec.columns = options.spec.rows = 200;
	options.spec.origin = school;
	ck_ok(ctx, cgrid_frame_utm(ctx, school, &options.spec.frame));
	ck_ok(ctx, cgrid_grid_new(ctx, &options.spec, &grid));
	for (uint32_t i = 0; i < 200; i++) {
		const struct cgrid_xy at = {cgrid_grid_column_edge(grid, i),
					    cgrid_grid_row_edge(grid, 199 - i)};
		struct cgrid_cell cell;
		ck_assert(cgrid_grid_cell_at(grid, at, &cell));
		ck_assert(cell.column == i && cell.row == 199 - i && cell.keypad == 1);
		const struct cgrid_xy before = {nextafter(at.x, 0), nextafter(at.y, INFINITY)};
		if (i > 0 && cgrid_grid_cell_at(grid, before, &cell))
			ck_assert(cell.column == i - 1 && cell.row == 198 - i);
	}
	cgrid_grid_free(grid);
}

static void
letters_that_look_like_digits_can_go(void)
{
	const char *const words[] = {"skip-io", "true", NULL};
	struct cgrid_grid *grid = grid_at(school, 5, 60, words);
	struct cgrid_cell cell;
	for (uint32_t row = 0; row < 60; row++)
		ck_assert_ptr_null(strpbrk(label_of(grid, 0, row, 0), "IO"));
	ck_assert_int_eq(cgrid_grid_parse_label(ctx, grid, "I5", &cell), CGRID_E_ARGUMENT);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "I and O are not used"));
	cgrid_grid_free(grid);
}

/* After Z comes AA, and ZZ is followed by AAA: a spreadsheet's columns. */
static void
letters_go_on_after_z(void)
{
	struct cgrid_grid *grid = grid_at(school, 1, 800, NULL);
	ck_assert_str_eq(label_of(grid, 0, 25, 0), "Z1");
	ck_assert_str_eq(label_of(grid, 0, 26, 0), "AA1");
	ck_assert_str_eq(label_of(grid, 0, 701, 0), "ZZ1");
	ck_assert_str_eq(label_of(grid, 0, 702, 0), "AAA1");
	cgrid_grid_free(grid);
}

/* Labels that would name two cells are refused when the grid is made, or said when they are read. */
static void
ambiguous_labels_are_said(void)
{
	struct cgrid_grid_options options = CGRID_GRID_OPTIONS_INIT;
	struct cgrid_grid *grid;
	struct cgrid_cell cell;
	ck_ok(ctx, cgrid_grid_option_set(ctx, &options, "cell", "10m"));
	ck_ok(ctx, cgrid_grid_option_set(ctx, &options, "labels", "aa"));
	options.spec.columns = options.spec.rows = 30;
	options.spec.origin = school;
	options.spec.frame = cgrid_frame_local(school);
	ck_assert_int_eq(cgrid_grid_new(ctx, &options.spec, &grid), CGRID_E_ARGUMENT);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "separator"));
	ck_ok(ctx, cgrid_grid_option_set(ctx, &options, "separator", "-"));
	ck_ok(ctx, cgrid_grid_new(ctx, &options.spec, &grid));
	ck_assert_int_eq(cgrid_grid_parse_label(ctx, grid, "AAA", &cell), CGRID_E_AMBIGUOUS);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "A-AA"));
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "AA-A"));
	cgrid_grid_free(grid);
}

/* As they are said over a radio and typed in haste. */
static void
labels_are_read_forgivingly(void)
{
	static const char *const texts[] = {"C7", "c7", "c-7", "C 07", "C.7", " c 7 ", "C/007"};
	struct cgrid_grid *grid = grid_at(school, 40, 26, NULL);
	struct cgrid_cell cell;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		ck_ok(ctx, cgrid_grid_parse_label(ctx, grid, texts[i], &cell));
		ck_assert(cell.column == 6 && cell.row == 2 && cell.keypad == 0);
	}
	ck_ok(ctx, cgrid_grid_parse_label(ctx, grid, "c7-5", &cell));
	ck_assert(cell.column == 6 && cell.row == 2 && cell.keypad == 5);
	ck_assert_int_eq(cgrid_grid_parse_label(ctx, grid, "Z99", &cell), CGRID_E_OUTSIDE);
	cgrid_grid_free(grid);
}

/* Columns and rows more at the far end: whatever the scheme, the old cells keep labels and places. */
static void
growing_renames_nothing(void)
{
	static const char *const labels[] = {"a1", "1a", "aa", "11"};
	static const char *const starts[] = {"nw", "sw", "ne", "se"};
	for (int i = 0; i < 4 * 4 * 2 * 2; i++) {
		const char *const words[] = {"labels",    labels[i % 4],
					     "start",     starts[i / 4 % 4],
					     "letters",   i / 16 % 2 ? "columns" : "rows",
					     "pad",       i / 32 ? "2" : "1",
					     "separator", "-",
					     "turn",      "7",
					     NULL};
		struct cgrid_grid *grid = grid_at(school, 20, 24, words);
		struct cgrid_grid *grown = grid_at(school, 33, 29, words);
		for (uint32_t n = 0; n < 20 * 24; n++) {
			const struct cgrid_cell cell = {n % 20, n / 20, 0};
			const struct cgrid_xy at = cgrid_grid_centre(grid, cell);
			struct cgrid_cell same;
			struct cgrid_xy a[4], b[4];
			ck_assert(cgrid_grid_cell_at(grown, at, &same));
			same.keypad = 0;
			ck_assert_str_eq(label_of(grid, cell.column, cell.row, 0),
					 label_of(grown, same.column, same.row, 0));
			cgrid_grid_corners(grid, cell, a);
			cgrid_grid_corners(grown, same, b);
			ck_assert(memcmp(a, b, sizeof a) == 0);
		}
		cgrid_grid_free(grown);
		cgrid_grid_free(grid);
	}
}

/* The digits of USNG count from nowhere: a grid that grows on any side keeps its labels. */
static void
usng_grids_grow_on_every_side(void)
{
	static const int grow[4][2] = {{0, 0}, {3, 0}, {0, 2}, {5, 4}}; /* to the west, to the north */
	char texts[4][CGRID_LABEL_SIZE];
	for (int i = 0; i < 4; i++) {
		struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
		struct cgrid_grid *grid;
		struct cgrid_cell cell;
		const struct cgrid_xy corner = {489000 - 10 * grow[i][0], 4434000 + 10 * grow[i][1]};
		const struct cgrid_xy at = {489057, 4433923};
		ck_ok(ctx, cgrid_frame_utm(ctx, school, &spec.frame));
		ck_ok(ctx, cgrid_frame_to_ground(ctx, &spec.frame, &corner, 1, &spec.origin));
		spec.usng_m = 10;
		spec.cell_width_m = spec.cell_height_m = 10;
		spec.columns = 20 + (uint32_t)grow[i][0];
		spec.rows = 20 + (uint32_t)grow[i][1];
		ck_ok(ctx, cgrid_grid_new(ctx, &spec, &grid));
		ck_assert(cgrid_grid_cell_at(grid, at, &cell));
		cell.keypad = 0;
		cgrid_grid_label(grid, cell, texts[i], sizeof texts[i]);
		ck_assert_str_eq(texts[i], "89053392");
		cgrid_grid_free(grid);
	}
}

/* A reference names the square that holds a point: all its points have the same digits. */
static void
usng_is_cut_and_not_rounded(void)
{
	char text[CGRID_USNG_SIZE], longer[CGRID_USNG_SIZE];
	const struct cgrid_lonlat kyiv = {30.5234, 50.4501};
	ck_ok(ctx, cgrid_usng_format(ctx, kyiv, 5, false, text));
	ck_assert_str_eq(text, "36UUA2418291607"); /* N 5591607.607 */
	for (int i = 0; i < 200; i++) {
		const struct cgrid_lonlat at = {rng_between(&rng, -180, 180),
						rng_between(&rng, -80, 84)};
		ck_ok(ctx, cgrid_usng_format(ctx, at, 5, false, longer));
		for (int digits = 1; digits < 5; digits++) {
			ck_ok(ctx, cgrid_usng_format(ctx, at, digits, false, text));
			ck_assert_int_eq(strncmp(text, longer, 5 + (size_t)digits), 0);
			ck_assert_int_eq(strncmp(text + 5 + digits, longer + 10, (size_t)digits), 0);
		}
	}
}

/* Its corner and its middle are told apart. */
static void
usng_says_corner_and_middle(void)
{
	struct cgrid_usng_square square;
	char text[CGRID_USNG_SIZE];
	ck_ok(ctx, cgrid_usng_parse(ctx, "18S UJ 23 06", &square));
	ck_assert(square.size_m == 1000);
	ck_assert(fabs(metres(square.corner, square.centre) - 500 * sqrt(2)) < 1);
	ck_ok(ctx, cgrid_usng_format(ctx, square.corner, 5, true, text));
	ck_assert_str_eq(text, "18S UJ 23000 06000");
	ck_ok(ctx, cgrid_usng_format(ctx, square.centre, 5, true, text));
	ck_assert_str_eq(text, "18S UJ 23500 06500");
}

/* Near the poles there is a local grid, and a word where USNG ends. */
static void
poles_are_no_surprise(void)
{
	const struct cgrid_lonlat alert = {-62.3, 84.2};
	struct cgrid_frame frame;
	ck_assert_int_eq(cgrid_frame_utm(ctx, alert, &frame), CGRID_E_OUTSIDE);
	struct cgrid_grid *grid = grid_at(alert, 5, 5, NULL);
	struct cgrid_xy c[4];
	cgrid_grid_corners(grid, (struct cgrid_cell){4, 4, 0}, c);
	ck_assert(fabs(metres(ground_of(grid, c[0]), ground_of(grid, c[1])) - 100) < 0.01);
	cgrid_grid_free(grid);
}

static const struct {
	const char *defect, *ours;
	void (*check)(void);
} rows[] = {
    {"cells in metres of Web Mercator: 100 m are 77 m at 40 N", "true metres on the ground",
     cells_are_as_large_on_the_ground},
    {"a foot of 1/3.2808 m", "0.3048 m, and a yard of 0.9144 m", feet_and_yards_are_exact},
    {"a turned grid lost the numbers of its labels", "labels do not know of the turn",
     turned_labels_are_whole},
    {"the A series began in the middle of a row in turned, oblong grids",
     "A1 is the corner that was said", series_begin_at_the_corner},
    {"indices wrong in oblong grids", "every label reads back", series_begin_at_the_corner},
    {"turned cells drift off", "edges count from the origin, corners are shared",
     turned_cells_do_not_drift},
    {"turned output had no coordinate system", "the frame is a part of the grid",
     grids_keep_their_frame},
    {"keypads asked for and not there", "nine squares, two deep, as on a telephone",
     keypads_are_those_of_a_telephone},
    {"a point on an edge is in either cell", "what is drawn decides", edges_are_where_they_are_drawn},
    {"I and O are read as 1 and 0", "--skip-io", letters_that_look_like_digits_can_go},
    {"labels end at Z", "AA follows", letters_go_on_after_z},
    {"labels that name two cells", "refused, or both are said", ambiguous_labels_are_said},
    {"labels are only read as they are written", "any separator, case, zeros",
     labels_are_read_forgivingly},
    {"labels shift when the grid grows", "growing adds labels only", growing_renames_nothing},
    {"labels shift when the extent does", "USNG digits hang on no extent",
     usng_grids_grow_on_every_side},
    {"USNG digits are rounded", "cut off", usng_is_cut_and_not_rounded},
    {"is a reference its corner or its middle?", "both have a name", usng_says_corner_and_middle},
    {"the poles are refused without a word", "USNG says where it ends; local grids go on",
     poles_are_no_surprise},
};
enum { ROWS = sizeof rows / sizeof *rows };

START_TEST(known_defects)
{
	printf("%s: %s\n", rows[_i].defect, rows[_i].ours);
	rows[_i].check();
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("practice");
	TCase *tests = tcase_create("practice");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, known_defects, 0, ROWS);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
