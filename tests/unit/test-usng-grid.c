/* SPDX-License-Identifier: Apache-2.0 */
/* Grids on the lines of the US National Grid: a cell's label is the USNG text of every point in it, cut
 * off. */
#include "harness.h"

#include <campusgrid/grid.h>

#include <math.h>

static struct cgrid_ctx *ctx;
static struct rng rng;

static void
setup(void)
{
	ctx = cgrid_ctx_new();
	ck_assert_ptr_nonnull(ctx);
	rng.state = 7;
}

static void
teardown(void)
{
	cgrid_ctx_free(ctx);
}

/* West and north edge in UTM. The second and third cross a 100 km square, in one axis and in both; the
 * last is south of the equator. */
static const struct {
	int zone;
	bool south;
	double west, north;
	uint32_t size, columns, rows;
} grids[] = {
    {18, false, 323000, 4307000, 100, 30, 25}, {18, false, 399800, 4307000, 100, 10, 10},
    {18, false, 399990, 4400020, 10, 40, 30},  {33, false, 388000, 5821000, 1000, 9, 8},
    {56, true, 334870, 6252310, 10, 26, 26},
};
enum { GRIDS = sizeof grids / sizeof *grids };

static struct cgrid_grid *
grid_of(int i)
{
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct cgrid_grid *grid;
	const struct cgrid_xy corner = {grids[i].west, grids[i].north};
	spec.frame = (struct cgrid_frame){
	    .kind = CGRID_FRAME_UTM, .zone = grids[i].zone, .south = grids[i].south};
	ck_ok(ctx, cgrid_frame_to_ground(ctx, &spec.frame, &corner, 1, &spec.origin));
	/* As it is written down. */
	spec.origin.lon = round(spec.origin.lon * 1e9) / 1e9;
	spec.origin.lat = round(spec.origin.lat * 1e9) / 1e9;
	spec.usng_m = grids[i].size;
	spec.cell_width_m = spec.cell_height_m = grids[i].size;
	spec.columns = grids[i].columns;
	spec.rows = grids[i].rows;
	ck_ok(ctx, cgrid_grid_new(ctx, &spec, &grid));
	return grid;
}

START_TEST(labels_are_truncated_digits)
{
	struct cgrid_grid *grid = grid_of(_i);
	const struct cgrid_frame frame = cgrid_grid_get_spec(grid)->frame;
	const double size = grids[_i].size;
	const int digits = size == 10 ? 4 : size == 100 ? 3 : 2;
	for (int round = 0; round < FEWER_ROUNDS(5000, 500); round++) {
		struct cgrid_xy at = {
		    grids[_i].west + rng_between(&rng, 0.01, size * grids[_i].columns - 0.01),
		    grids[_i].north - rng_between(&rng, 0.01, size * grids[_i].rows - 0.01)};
		bool on_line = round % 3 == 0;
		if (on_line)
			at.x = floor(at.x / size) * size;
		if (round % 6 == 0)
			at.y = ceil(at.y / size) * size - size;
		struct cgrid_cell cell, again;
		struct cgrid_lonlat ground;
		char label[CGRID_LABEL_SIZE], usng[CGRID_USNG_SIZE];
		ck_assert(cgrid_grid_cell_at(grid, at, &cell));
		cell.keypad = 0;
		ck_assert_uint_eq(cgrid_grid_label(grid, cell, label, sizeof label),
				  (size_t)(2 * digits));
		ck_ok(ctx, cgrid_grid_parse_label(ctx, grid, label, &again));
		ck_assert(again.column == cell.column && again.row == cell.row);
		/* Truncation owns west and south: half a millimetre inside of both is the same cell. */
		at.x += 0.0005;
		at.y += 0.0005;
		ck_ok(ctx, cgrid_frame_to_ground(ctx, &frame, &at, 1, &ground));
		ck_ok(ctx, cgrid_usng_format(ctx, ground, digits, false, usng));
		ck_assert_msg(strcmp(usng + strlen(usng) - 2 * (size_t)digits, label) == 0,
			      "%s is in cell %s", usng, label);
	}
	cgrid_grid_free(grid);
}
END_TEST

START_TEST(edges_are_whole_metres)
{
	struct cgrid_grid *grid = grid_of(_i);
	for (uint32_t i = 0; i <= grids[_i].columns; i++)
		ck_assert(cgrid_grid_column_edge(grid, i) == grids[_i].west + i * grids[_i].size);
	for (uint32_t i = 0; i <= grids[_i].rows; i++)
		ck_assert(cgrid_grid_row_edge(grid, i) == grids[_i].north - i * grids[_i].size);
	/* Every label once, and with its keypads it reads back. */
	for (uint32_t column = 0; column < grids[_i].columns; column++)
		for (uint32_t row = 0; row < grids[_i].rows; row++)
			for (int keypad = 0; keypad < 10; keypad++) {
				const struct cgrid_cell cell = {column, row, keypad};
				struct cgrid_cell again;
				char label[CGRID_LABEL_SIZE];
				cgrid_grid_label(grid, cell, label, sizeof label);
				ck_ok(ctx, cgrid_grid_parse_label(ctx, grid, label, &again));
				ck_assert(memcmp(&cell, &again, sizeof cell) == 0);
			}
	cgrid_grid_free(grid);
}
END_TEST

START_TEST(what_is_no_usng_grid_is_refused)
{
	struct cgrid_grid *grid = grid_of(0), *other;
	struct cgrid_grid_spec spec = *cgrid_grid_get_spec(grid);
	struct cgrid_cell cell;
	spec.origin.lon += 1e-4;
	ck_assert_int_eq(cgrid_grid_new(ctx, &spec, &other), CGRID_E_ARGUMENT);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "off the USNG lines"));
	spec = *cgrid_grid_get_spec(grid);
	spec.turn_deg = 1;
	ck_assert_int_eq(cgrid_grid_new(ctx, &spec, &other), CGRID_E_ARGUMENT);
	spec = *cgrid_grid_get_spec(grid);
	spec.cell_width_m = 10;
	ck_assert_int_eq(cgrid_grid_new(ctx, &spec, &other), CGRID_E_ARGUMENT);
	spec = *cgrid_grid_get_spec(grid);
	spec.frame = cgrid_frame_local(spec.origin);
	ck_assert_int_eq(cgrid_grid_new(ctx, &spec, &other), CGRID_E_ARGUMENT);
	ck_assert_int_eq(cgrid_grid_parse_label(ctx, grid, "23006", &cell), CGRID_E_ARGUMENT);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "USNG digits"));
	ck_assert_int_eq(cgrid_grid_parse_label(ctx, grid, "999999", &cell), CGRID_E_OUTSIDE);
	cgrid_grid_free(grid);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("usng-grid");
	TCase *tests = tcase_create("usng-grid");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, labels_are_truncated_digits, 0, GRIDS);
	tcase_add_loop_test(tests, edges_are_whole_metres, 0, GRIDS);
	tcase_add_test(tests, what_is_no_usng_grid_is_refused);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
