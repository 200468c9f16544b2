/* SPDX-License-Identifier: Apache-2.0 */
/* Rooms from the lines of CAD drawings: gaps, openings, layers, units. */
#include "harness.h"

#include "base/shape.h"
#include "read/cad.h"

#include <math.h>

static struct cgrid_ctx *ctx;
static struct cgrid_cad cad;
static struct cgrid_arena arena;
static struct rng rng;

static void
setup(void)
{
	ctx = cgrid_ctx_new();
	ck_assert_ptr_nonnull(ctx);
	cad = (struct cgrid_cad){.ctx = ctx};
	arena = (struct cgrid_arena){0};
	rng.state = 4242;
}

static void
teardown(void)
{
	cgrid_cad_free(&cad);
	cgrid_arena_free(&arena);
	cgrid_ctx_free(ctx);
}

static void
add_line(const char *layer, bool closed, size_t count, const double (*xy)[2])
{
	ck_assert(CGRID_ROOM_FOR_ONE(cad.lines, cad.line_count, cad.line_capacity));
	ck_assert(cgrid_array_reserve(&cad.points, &cad.point_capacity, cad.point_count + count,
				      sizeof *cad.points));
	cad.lines[cad.line_count++] =
	    (struct cgrid_cad_line){cad.point_count, count, layer, "id", closed};
	for (size_t i = 0; i < count; i++)
		cad.points[cad.point_count++] = (struct cgrid_xy){xy[i][0], xy[i][1]};
}

static void
add_wall(const char *layer, double x0, double y0, double x1, double y1)
{
	add_line(layer, false, 2, (const double[][2]){{x0, y0}, {x1, y1}});
}

/* Faces, and the sum of their areas. */
static size_t
count_faces(const struct cgrid_shape *shape, double *area)
{
	size_t faces = 0;
	*area = 0;
	for (size_t r = 0; r < shape->ring_count; r++) {
		faces += shape->rings[r].role == CGRID_RING_OUTER;
		*area += cgrid_ring_area(shape->rings[r].points, shape->rings[r].count);
	}
	return faces;
}

static const struct {
	const char *layer, *names;
	bool is;
} layers[] = {
    {"A-WALL", "A-WALL", true},
    {"a-wall", "A-Wall", true},
    {"xref-plan$0$A-WALL", "A-WALL", true},
    {"xref-plan$0$A-WALL", "xref-plan$0$a-wall", true},
    {"A-WALLS", "A-WALL", false},
    {"A-WAL", "A-WALL", false},
    {"A-WALL", "A-DOOR, A-WALL", true},
    {"A-DOOR", "A-DOOR ,A-WALL", true},
    {"", "A-WALL", false},
    {"A-WALL", "", false},
    {"A-WALL", ",", false},
};

START_TEST(layers_by_name)
{
	ck_assert_int_eq(cgrid_cad_layer_is(layers[_i].layer, layers[_i].names), layers[_i].is);
}
END_TEST

/* A house of rooms x rooms squares of 10 units: each wall drawn by itself, in any direction and order,
 * a little short at one end. */
START_TEST(walls_with_gaps_make_all_rooms)
{
	enum { SIDE = 5 };
	const double gap = 0.4;
	for (int round = 0; round < FEWER_ROUNDS(20, 4); round++) {
		struct cgrid_shape shape;
		const char **ids;
		double area;
		cad.line_count = cad.point_count = cad.gaps_closed = 0;
		for (int i = 0; i <= SIDE; i++)
			for (int k = 0; k < SIDE; k++)
				for (int axis = 0; axis < 2; axis++) {
					double from = 10 * k,
					       to = 10 * (k + 1) -
						    rng_between(&rng, 0,
								gap / 1.5); /* two at a corner */
					bool back = rng_below(&rng, 2);
					double a = back ? to : from, b = back ? from : to;
					if (axis)
						add_wall("W", 10 * i, a, 10 * i, b);
					else
						add_wall("W", a, 10 * i, b, 10 * i);
				}
		ck_ok(ctx, cgrid_cad_rooms(&cad, "W", 0, &arena, &shape, &ids));
		ck_assert_uint_lt(count_faces(&shape, &area), SIDE * SIDE);
		ck_ok(ctx, cgrid_cad_rooms(&cad, "W", gap, &arena, &shape, &ids));
		ck_assert_ptr_null(ids);
		ck_assert_uint_eq(count_faces(&shape, &area), SIDE * SIDE);
		/* The bridges go a thousandth of themselves beyond. */
		ck_assert_double_eq_tol(area, 100.0 * SIDE * SIDE, 1e-4 * area);
		ck_assert_uint_gt(cad.gaps_closed, 0);
		ck_assert(cad.widest_gap <= gap);
	}
}
END_TEST

/* Two rooms; the wall between them is two lines with a door of 9 units in it, without jambs. */
START_TEST(a_door_in_a_double_wall_is_bridged)
{
	struct cgrid_shape shape;
	const char **ids;
	double area;
	add_line("W", true, 4, (const double[][2]){{0, 0}, {100, 0}, {100, 50}, {0, 50}});
	add_wall("W", 50, 0, 50, 20);
	add_wall("W", 50, 50, 50, 29);
	add_wall("W", 52, 20, 52, 0);
	add_wall("W", 52, 29, 52, 50);
	ck_ok(ctx, cgrid_cad_rooms(&cad, "W", 0, &arena, &shape, &ids));
	ck_assert_uint_eq(count_faces(&shape, &area), 1);
	ck_ok(ctx, cgrid_cad_rooms(&cad, "W", 8.9, &arena, &shape, &ids));
	ck_assert_uint_le(count_faces(&shape, &area), 4);
	ck_ok(ctx, cgrid_cad_rooms(&cad, "W", 9, &arena, &shape, &ids));
	ck_assert_uint_ge(count_faces(&shape, &area), 3); /* two rooms, and the wall in parts */
	ck_assert_double_eq_tol(area, 5000, 1e-6);
	double largest[2] = {0, 0};
	for (size_t r = 0; r < shape.ring_count; r++) {
		double one = cgrid_ring_area(shape.rings[r].points, shape.rings[r].count);
		if (one > largest[0]) {
			largest[1] = largest[0];
			largest[0] = one;
		} else if (one > largest[1]) {
			largest[1] = one;
		}
	}
	ck_assert_double_eq_tol(largest[0], 2500, 1e-6);
	ck_assert_double_eq_tol(largest[1], 2400, 1e-6);
}
END_TEST

START_TEST(closed_lines_alone_are_the_rooms)
{
	struct cgrid_shape shape;
	const char **ids;
	double area;
	add_line("R", true, 4, (const double[][2]){{0, 0}, {10, 0}, {10, 10}, {0, 10}});
	add_line("R", true, 3, (const double[][2]){{20, 0}, {30, 0}, {20, 10}});
	add_wall("OTHER", 0, 5, 10, 5);
	ck_ok(ctx, cgrid_cad_rooms(&cad, "R", 1, &arena, &shape, &ids));
	ck_assert_uint_eq(count_faces(&shape, &area), 2);
	ck_assert_double_eq_tol(area, 150, 1e-9);
	ck_assert_str_eq(ids[1], "id");
	ck_assert_uint_eq(cad.gaps_closed, 0);
}
END_TEST

static const struct {
	const char *text;
	int units; /* -1: not said */
	uint32_t line;
	const char *word;
} headers[] = {
    {"0\nSECTION\n2\nHEADER\n9\n$INSUNITS\n70\n4\n0\nENDSEC\n", 4, 8, "mm"},
    {"  0\r\nSECTION\r\n  2\r\nHEADER\r\n  9\r\n$ACADVER\r\n  1\r\nAC1015\r\n  9\r\n$INSUNITS\r\n "
     "70\r\n     "
     "6\r\n  0\r\nENDSEC\r\n",
     6, 12, "m"},
    {"0\nSECTION\n2\nHEADER\n9\n$INSUNITS\n70\n0\n0\nENDSEC\n", 0, 8, NULL},
    {"0\nSECTION\n2\nHEADER\n9\n$LUNITS\n70\n2\n0\nENDSEC\n9\n$INSUNITS\n70\n1\n", -1, 0, NULL},
    {"0\nSECTION\n2\nHEADER\n9\n$INSUNITS\n40\n1\n", -1, 0, NULL},
    {"0\nSECTION\n2\nHEADER\n9\n$INSUNITS\n70\n99\n", -1, 0, NULL},
    {"", -1, 0, NULL},
    {"9\n$INSUNITS", -1, 0, NULL},
};

START_TEST(units_of_a_header)
{
	int units = -1;
	uint32_t line = 0;
	bool said = cgrid_dxf_units(headers[_i].text, strlen(headers[_i].text), &units, &line);
	ck_assert_int_eq(said, headers[_i].units >= 0);
	ck_assert_int_eq(units, headers[_i].units);
	ck_assert_uint_eq(line, headers[_i].line);
	if (headers[_i].word)
		ck_assert_str_eq(cgrid_dxf_unit_word(units), headers[_i].word);
	else if (said)
		ck_assert_ptr_null(cgrid_dxf_unit_word(units));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("cad");
	TCase *tests = tcase_create("cad");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, layers_by_name, 0, sizeof layers / sizeof *layers);
	tcase_add_test(tests, walls_with_gaps_make_all_rooms);
	tcase_add_test(tests, a_door_in_a_double_wall_is_bridged);
	tcase_add_test(tests, closed_lines_alone_are_the_rooms);
	tcase_add_loop_test(tests, units_of_a_header, 0, sizeof headers / sizeof *headers);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
