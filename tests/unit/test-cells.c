/* SPDX-License-Identifier: Apache-2.0 */
/* Which cells are beside each other, in a circle and on a line: against every cell, one by one. */
#define SEED 20261124
#include "seeded.h"

#include <campusgrid/grid.h>

#include <math.h>

static const struct {
	double width, height, turn;
	enum cgrid_start start;
} grids[] = {
    {10, 10, 0, CGRID_START_NW},     {9.144, 9.144, 0, CGRID_START_SE},
    {10, 25, 17.25, CGRID_START_SW}, {6.096, 3.048, -90, CGRID_START_NE},
    {10, 10, 45, CGRID_START_NW},
};
enum { GRIDS = sizeof grids / sizeof *grids, COLUMNS = 13, ROWS = 9 };

static struct cgrid_grid *
grid_of(int i)
{
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct cgrid_grid *grid;
	spec.origin = (struct cgrid_lonlat){-75.1234567, 40.7654321};
	spec.frame = cgrid_frame_local(spec.origin);
	spec.cell_width_m = grids[i].width;
	spec.cell_height_m = grids[i].height;
	spec.turn_deg = grids[i].turn;
	spec.start = grids[i].start;
	spec.columns = COLUMNS;
	spec.rows = ROWS;
	ck_ok(ctx, cgrid_grid_new(ctx, &spec, &grid));
	return grid;
}

/* A place in or a little outside the grid; one in three exactly on a line, one in nine on a corner. */
static struct cgrid_xy
place(const struct cgrid_grid *grid)
{
	double west = cgrid_grid_column_edge(grid, 0), east = cgrid_grid_column_edge(grid, COLUMNS);
	double north = cgrid_grid_row_edge(grid, 0), south = cgrid_grid_row_edge(grid, ROWS);
	double u = west + (east - west) * (rng_between(&rng, 0, 1) * 1.2 - 0.1);
	double v = south + (north - south) * (rng_between(&rng, 0, 1) * 1.2 - 0.1);
	if (rng_next(&rng) % 3 == 0)
		u = cgrid_grid_column_edge(grid, (uint32_t)(rng_next(&rng) % (COLUMNS + 1)));
	if (rng_next(&rng) % 3 == 0)
		v = cgrid_grid_row_edge(grid, (uint32_t)(rng_next(&rng) % (ROWS + 1)));
	return cgrid_grid_to_frame(grid, (struct cgrid_xy){u, v});
}

static double
distance_to(const struct cgrid_grid *grid, uint32_t column, uint32_t row, struct cgrid_xy at)
{
	const struct cgrid_xy axes = cgrid_grid_to_axes(grid, at);
	double a = cgrid_grid_column_edge(grid, column), b = cgrid_grid_column_edge(grid, column + 1);
	double n = cgrid_grid_row_edge(grid, row), s = cgrid_grid_row_edge(grid, row + 1);
	double dx = axes.x < a ? a - axes.x : axes.x > b ? axes.x - b : 0;
	double dy = axes.y < s ? s - axes.y : axes.y > n ? axes.y - n : 0;
	return sqrt(dx * dx + dy * dy);
}

START_TEST(circles_hold_what_they_touch)
{
	struct cgrid_grid *grid = grid_of(_i);
	struct cgrid_near_cell cells[COLUMNS * ROWS], few[5];
	for (int round = 0; round < FEWER_ROUNDS(2000, 200); round++) {
		const struct cgrid_xy at = place(grid);
		const double radius = round % 10 == 0 ? 0 : rng_between(&rng, 0, 1) * 40;
		struct cgrid_cell own;
		bool inside = cgrid_grid_cell_at(grid, at, &own);
		bool touched[COLUMNS][ROWS] = {{false}};
		size_t count = cgrid_grid_circle(grid, at, radius, cells, COLUMNS * ROWS);
		ck_assert_uint_le(count, COLUMNS * ROWS);
		ck_assert(!inside || count > 0);
		for (size_t i = 0; i < count; i++) {
			const struct cgrid_cell *cell = &cells[i].cell;
			ck_assert(!touched[cell->column][cell->row]);
			touched[cell->column][cell->row] = true;
			ck_assert_int_eq(cell->keypad, 0);
			ck_assert_double_eq_tol(cells[i].away_m,
						distance_to(grid, cell->column, cell->row, at), 1e-9);
			ck_assert(i == 0 || cells[i].away_m >= cells[i - 1].away_m - 1e-6);
		}
		if (inside)
			ck_assert(cells[0].cell.column == own.column && cells[0].cell.row == own.row);
		for (uint32_t column = 0; column < COLUMNS; column++)
			for (uint32_t row = 0; row < ROWS; row++) {
				double away = distance_to(grid, column, row, at);
				bool is_own = inside && own.column == column && own.row == row;
				if (is_own || (radius > 0 && away < radius))
					ck_assert(touched[column][row]);
				if (!is_own && (radius == 0 || away > radius + 1e-5))
					ck_assert(!touched[column][row]);
			}
		/* Room for a few: the nearest few. */
		ck_assert_uint_eq(cgrid_grid_circle(grid, at, radius, few, 5), count);
		for (size_t i = 0; i < 5 && i < count; i++)
			ck_assert(memcmp(&few[i].cell, &cells[i].cell, sizeof few[i].cell) == 0);
	}
	cgrid_grid_free(grid);
}
END_TEST

struct walk {
	struct cgrid_cell cells[COLUMNS * ROWS];
	size_t count, stop_at;
};

static bool
take(void *user, struct cgrid_cell cell)
{
	struct walk *walk = user;
	ck_assert_uint_lt(walk->count, COLUMNS * ROWS);
	walk->cells[walk->count++] = cell;
	return walk->count != walk->stop_at;
}

START_TEST(lines_pass_their_cells_in_order)
{
	struct cgrid_grid *grid = grid_of(_i);
	for (int round = 0; round < FEWER_ROUNDS(500, 50); round++) {
		struct walk walk = {.count = 0}, short_walk = {.stop_at = 2};
		const struct cgrid_xy a = place(grid), b = place(grid);
		size_t next = 0;
		cgrid_grid_line(grid, a, b, take, &walk);
		for (size_t i = 1; i < walk.count; i++)
			ck_assert(walk.cells[i].column != walk.cells[i - 1].column ||
				  walk.cells[i].row != walk.cells[i - 1].row);
		/* Samples of the line, those well within a cell: each is the cell of the walk, or one
		 * further on. */
		for (int k = 1; k < 1000; k++) {
			struct cgrid_cell cell;
			const struct cgrid_xy at = {a.x + (b.x - a.x) * k / 1000,
						    a.y + (b.y - a.y) * k / 1000};
			const struct cgrid_xy in = cgrid_grid_to_axes(grid, at);
			if (!cgrid_grid_cell_at(grid, at, &cell))
				continue;
			double off = fmin(fmin(in.x - cgrid_grid_column_edge(grid, cell.column),
					       cgrid_grid_column_edge(grid, cell.column + 1) - in.x),
					  fmin(cgrid_grid_row_edge(grid, cell.row) - in.y,
					       in.y - cgrid_grid_row_edge(grid, cell.row + 1)));
			if (off < 1e-6)
				continue;
			while (next < walk.count && (walk.cells[next].column != cell.column ||
						     walk.cells[next].row != cell.row))
				next++;
			ck_assert_msg(next < walk.count, "a sample is in a cell that is not passed");
		}
		if (walk.count > 2) {
			cgrid_grid_line(grid, a, b, take, &short_walk);
			ck_assert_uint_eq(short_walk.count, 2);
		}
	}
	cgrid_grid_free(grid);
}
END_TEST

START_TEST(neighbours_are_a_step_away)
{
	struct cgrid_grid *grid = grid_of(_i);
	for (uint32_t i = 0; i < COLUMNS * ROWS; i++) {
		const struct cgrid_cell cell = {i % COLUMNS, i / COLUMNS, 7};
		struct cgrid_cell beside[8];
		for (int corners = 0; corners < 2; corners++) {
			size_t count = cgrid_grid_neighbors(grid, cell, corners, beside), expected = 0;
			for (uint32_t k = 0; k < COLUMNS * ROWS; k++) {
				const struct cgrid_cell other = {k % COLUMNS, k / COLUMNS, 0};
				bool edge = other.column == cell.column || other.row == cell.row;
				expected +=
				    cgrid_cell_steps(cell, other) == 1 && (corners || edge) ? 1 : 0;
			}
			ck_assert_uint_eq(count, expected);
			for (size_t k = 0; k < count; k++) {
				ck_assert_uint_eq(cgrid_cell_steps(cell, beside[k]), 1);
				ck_assert_int_eq(beside[k].keypad, 0);
				ck_assert_uint_lt(beside[k].column, COLUMNS);
				ck_assert_uint_lt(beside[k].row, ROWS);
			}
		}
	}
	ck_assert_uint_eq(cgrid_cell_steps((struct cgrid_cell){2, 9, 0}, (struct cgrid_cell){12, 3, 5}),
			  10);
	cgrid_grid_free(grid);
}
END_TEST

/* A keypad of two digits: the square of nine that holds the place, and its middle comes back. */
START_TEST(keypads_of_two_digits)
{
	struct cgrid_grid *grid = grid_of(_i);
	for (int round = 0; round < FEWER_ROUNDS(5000, 500); round++) {
		const struct cgrid_xy at = place(grid);
		struct cgrid_cell one, two, again;
		ck_assert(cgrid_grid_cell_at(grid, at, &one) == cgrid_grid_keypad_at(grid, at, &two));
		if (one.keypad == 0)
			continue;
		ck_assert(two.column == one.column && two.row == one.row &&
			  two.keypad / 10 == one.keypad);
		struct cgrid_xy corners[4];
		cgrid_grid_corners(grid, two, corners);
		ck_assert_double_eq_tol(hypot(corners[1].x - corners[0].x, corners[1].y - corners[0].y),
					grids[_i].width / 9, 1e-9);
		ck_assert(cgrid_grid_keypad_at(grid, cgrid_grid_centre(grid, two), &again));
		ck_assert(memcmp(&again, &two, sizeof again) == 0);
		const struct cgrid_xy in = cgrid_grid_to_axes(grid, at);
		const struct cgrid_xy nw = cgrid_grid_to_axes(grid, corners[0]);
		const struct cgrid_xy se = cgrid_grid_to_axes(grid, corners[2]);
		ck_assert(in.x > nw.x - 1e-9 && in.x < se.x + 1e-9 && in.y < nw.y + 1e-9 &&
			  in.y > se.y - 1e-9);
	}
	cgrid_grid_free(grid);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("cells");
	TCase *tests = tcase_create("cells");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, circles_hold_what_they_touch, 0, GRIDS);
	tcase_add_loop_test(tests, lines_pass_their_cells_in_order, 0, GRIDS);
	tcase_add_loop_test(tests, neighbours_are_a_step_away, 0, GRIDS);
	tcase_add_loop_test(tests, keypads_of_two_digits, 0, GRIDS);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
