/* SPDX-License-Identifier: Apache-2.0 */
/* Grids on the lines of the US National Grid: a cell's label is the USNG text of every point in it, cut
 * off. */
#define SEED 7
#include "seeded.h"

#include <campusgrid/grid.h>

#include <math.h>

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

/* Over the meridian of two zones: in both hemispheres, at Norway's 12 E and Svalbard's 9 E, where zones
 * are wider, and at 180 degrees; `east` frames belong to the east zone. */
static const struct {
	double lon, lat;
	bool east;
	uint32_t size;
	double wide, high; /* metres, about the meridian */
} seams[] = {
    {-72, 42.6, false, 10, 300, 200},   {-72, 42.6, true, 10, 300, 200},
    {-72, 42.6, false, 100, 900, 1500}, {150, -35.3, true, 10, 200, 300},
    {12, 60.2, false, 10, 200, 200},    {9, 78.2, true, 10, 200, 200},
    {180, -16.8, false, 10, 250, 200},  {-180, -16.8, true, 100, 900, 500},
    {-78, 0.01, false, 10, 200, 200},   {6, 43.5, true, 1000, 9000, 7000},
};
enum { SEAMS = sizeof seams / sizeof *seams };

/* The grid of a zone that begins so far west of the meridian, and ends as far in the next. */
static struct cgrid_grid *
grid_over(int i)
{
	const double size = seams[i].size;
	const struct cgrid_lonlat middle = {seams[i].lon, seams[i].lat};
	const struct cgrid_lonlat west = {seams[i].lon - 1e-7, seams[i].lat};
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct cgrid_frame first, second;
	struct cgrid_grid *grid;
	struct cgrid_xy at;
	ck_ok(ctx, cgrid_frame_utm(ctx, west, &first));
	ck_ok(ctx, cgrid_frame_utm(ctx, middle, &second));
	ck_assert_int_ne(first.zone, second.zone);
	ck_ok(ctx, cgrid_frame_to_xy(ctx, &first, &middle, 1, &at));
	at.x = floor((at.x - seams[i].wide / 2) / size) * size;
	at.y = floor((at.y + seams[i].high / 2) / size) * size;
	ck_ok(ctx, cgrid_frame_to_ground(ctx, &first, &at, 1, &spec.origin));
	spec.origin.lon = round(spec.origin.lon * 1e9) / 1e9;
	spec.origin.lat = round(spec.origin.lat * 1e9) / 1e9;
	spec.frame = seams[i].east ? second : first;
	spec.usng_m = seams[i].size;
	spec.cell_width_m = spec.cell_height_m = size;
	spec.rows = (uint32_t)ceil(seams[i].high / size);
	spec.columns = (uint32_t)ceil((seams[i].wide + seams[i].high / 4) / size) + 4;
	ck_ok(ctx, cgrid_grid_new(ctx, &spec, &grid));
	return grid;
}

/* A position near the meridian, often on it and beside it. */
static struct cgrid_lonlat
near_meridian(int i)
{
	/* Nearer than 3e-13 degrees counts as on it, as what has gone through a projection must. */
	static const double beside[] = {0, 0, 1e-12, 1e-9, 1e-7};
	const double degree = 111320;
	struct cgrid_lonlat at = {seams[i].lon, seams[i].lat};
	at.lat += rng_between(&rng, -0.6, 0.6) * seams[i].high / degree;
	if (rng_below(&rng, 4) == 0)
		at.lon += beside[rng_below(&rng, 5)] * (rng_below(&rng, 2) ? 1 : -1);
	else
		at.lon += rng_between(&rng, -0.6, 0.6) * seams[i].wide / degree /
			  cos(at.lat * 0.017453292519943295);
	return at;
}

/* How far within a convex outline, clockwise, a point is. */
static double
depth(const struct cgrid_xy *outline, size_t count, struct cgrid_xy at)
{
	double least = INFINITY;
	for (size_t i = 0; i < count; i++) {
		const struct cgrid_xy a = outline[i], b = outline[(i + 1) % count];
		const double length = hypot(b.x - a.x, b.y - a.y);
		if (length > 1e-9)
			least = fmin(least, ((b.y - a.y) * (at.x - a.x) - (b.x - a.x) * (at.y - a.y)) /
						length);
	}
	return least;
}

START_TEST(labels_are_digits_on_both_sides_of_a_meridian)
{
	struct cgrid_grid *grid = grid_over(_i);
	const struct cgrid_frame frame = cgrid_grid_get_spec(grid)->frame;
	const int digits = seams[_i].size == 10 ? 4 : seams[_i].size == 100 ? 3 : 2;
	int in_zone[2] = {0, 0}, first_zone = 0;
	for (int round = 0; round < FEWER_ROUNDS(4000, 400); round++) {
		const struct cgrid_lonlat at = near_meridian(_i);
		struct cgrid_xy xy;
		struct cgrid_cell cell, again;
		struct cgrid_xy outline[CGRID_OUTLINE_MOST];
		char label[CGRID_LABEL_SIZE], usng[CGRID_USNG_SIZE];
		ck_ok(ctx, cgrid_frame_to_xy(ctx, &frame, &at, 1, &xy));
		if (!cgrid_grid_cell_at(grid, xy, &cell))
			continue;
		cell.keypad = 0;
		ck_assert_uint_eq(cgrid_grid_label(grid, cell, label, sizeof label),
				  (size_t)(2 * digits));
		ck_ok(ctx, cgrid_usng_format(ctx, at, digits, false, usng));
		ck_assert_msg(strcmp(usng + 5, label) == 0, "%.15g %.15g: %s is in cell %s", at.lat,
			      at.lon, usng, label);
		ck_ok(ctx, cgrid_grid_parse_label(ctx, grid, label, &again));
		ck_assert(again.column == cell.column && again.row == cell.row);
		size_t count = cgrid_grid_outline(grid, cell, outline);
		ck_assert(count >= 3 && depth(outline, count, xy) > -2e-3);
		int zone = atoi((char[3]){usng[0], usng[1], 0});
		first_zone = first_zone ? first_zone : zone;
		in_zone[zone != first_zone]++;
	}
	ck_assert(in_zone[0] > 20 && in_zone[1] > 20);
	cgrid_grid_free(grid);
}
END_TEST

static double
area_of(const struct cgrid_xy *outline, size_t count)
{
	double sum = 0;
	for (size_t i = 1; i + 1 < count; i++)
		sum += (outline[i].y - outline[0].y) * (outline[i + 1].x - outline[0].x) -
		       (outline[i].x - outline[0].x) * (outline[i + 1].y - outline[0].y);
	return sum / 2;
}

static double
edge_at(const struct cgrid_grid *grid, int bottom, uint32_t rows)
{
	return cgrid_grid_row_edge(grid, bottom ? rows : 0);
}

/* Where the meridian has a northing, in the frame: latitudes halved. */
static struct cgrid_xy
on_meridian(int i, const struct cgrid_grid *grid, double northing)
{
	struct cgrid_frame frame = cgrid_grid_get_spec(grid)->frame;
	double low = seams[i].lat - 0.5, high = seams[i].lat + 0.5;
	struct cgrid_xy at;
	for (int k = 0; k < 60; k++) {
		const struct cgrid_lonlat ground = {seams[i].lon, (low + high) / 2};
		ck_ok(ctx, cgrid_frame_to_xy(ctx, &frame, &ground, 1, &at));
		*(at.y < northing ? &low : &high) = ground.lat;
	}
	return at;
}

/* Cells do not overlap (each middle is in no other), and leave no gap (their areas are the whole). */
START_TEST(cells_meet_along_a_meridian)
{
	struct cgrid_grid *grid = grid_over(_i);
	const uint32_t columns = cgrid_grid_columns(grid), rows = cgrid_grid_rows(grid);
	struct cgrid_xy outline[CGRID_OUTLINE_MOST], rim[2][2], on[2];
	double sum = 0;
	size_t cut = 0;
	for (uint32_t row = 0; row < rows; row++) {
		for (uint32_t column = 0; column < columns; column++) {
			const struct cgrid_cell cell = {column, row, 0};
			struct cgrid_cell again;
			char label[CGRID_LABEL_SIZE];
			size_t count = cgrid_grid_outline(grid, cell, outline);
			size_t length = cgrid_grid_label(grid, cell, label, sizeof label);
			ck_assert((count == 0) == (length == 0));
			if (count == 0)
				continue;
			double area = area_of(outline, count);
			ck_assert(area >= 0);
			sum += area;
			cut += area < 0.99 * seams[_i].size * seams[_i].size;
			if (area < 0.1)
				continue;
			struct cgrid_xy middle = cgrid_grid_centre(grid, cell);
			ck_assert(cgrid_grid_cell_at(grid, middle, &again));
			ck_assert(again.column == column && again.row == row);
		}
	}
	ck_assert(cut > 0);
	for (int k = 0; k < 2; k++) {
		rim[k][0] = cgrid_grid_to_frame(
		    grid, (struct cgrid_xy){cgrid_grid_column_edge(grid, 0), edge_at(grid, k, rows)});
		rim[k][1] =
		    cgrid_grid_to_frame(grid, (struct cgrid_xy){cgrid_grid_column_edge(grid, columns),
								edge_at(grid, k, rows)});
		on[k] = on_meridian(_i, grid, edge_at(grid, k, rows));
	}
	const struct cgrid_xy west[4] = {rim[0][0], on[0], on[1], rim[1][0]};
	const struct cgrid_xy east[4] = {on[0], rim[0][1], rim[1][1], on[1]};
	double whole = area_of(west, 4) + area_of(east, 4);
	ck_assert_msg(fabs(sum - whole) < 5e-6 * whole + 0.5, "%f is not %f", sum, whole);
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
	tcase_add_loop_test(tests, labels_are_digits_on_both_sides_of_a_meridian, 0, SEAMS);
	tcase_add_loop_test(tests, cells_meet_along_a_meridian, 0, SEAMS);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
