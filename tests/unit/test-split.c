/* SPDX-License-Identifier: Apache-2.0 */
/* The cutter on shapes that were drawn by hand, for which the pieces are known. */
#include "base/geos.h"
#include "base/shape.h"
#include "harness.h"
#include "split/cut.h"
#include "split/inside.h"

#include <math.h>

enum { MAX_POINTS = 16, MAX_RINGS = 4, MAX_PIECES = 16 };

/* A grid of 4 x 4 cells of 10 m; row 0 is the northern one. */
static const double columns[] = {0, 10, 20, 30, 40};
static const double rows[] = {40, 30, 20, 10, 0};
static const struct cgrid_lines lines = {columns, rows, 4, 4, NULL, NULL};

struct expected {
	uint32_t column, row;
	double area;
	size_t outers, holes, points; /* points 0: not looked at */
};
static const struct drawing {
	const char *name;
	struct {
		enum cgrid_ring_role role;
		size_t count;
		struct cgrid_xy points[MAX_POINTS];
	} rings[MAX_RINGS];
	size_t piece_count;
	struct expected pieces[MAX_PIECES];
	double outside;
} drawings[] = {
    {"inside one cell",
     {{CGRID_RING_OUTER, 4, {{12, 12}, {18, 12}, {18, 18}, {12, 18}}}},
     1,
     {{1, 2, 36, 1, 0, 4}},
     0},
    {"one cell exactly",
     {{CGRID_RING_OUTER, 4, {{10, 10}, {20, 10}, {20, 20}, {10, 20}}}},
     1,
     {{1, 2, 100, 1, 0, 4}},
     0},
    {"four cells exactly, in the order of rows and columns",
     {{CGRID_RING_OUTER, 4, {{10, 10}, {30, 10}, {30, 30}, {10, 30}}}},
     4,
     {{1, 1, 100, 1, 0, 4}, {2, 1, 100, 1, 0, 4}, {1, 2, 100, 1, 0, 4}, {2, 2, 100, 1, 0, 4}},
     0},
    {"triangle over four cells",
     {{CGRID_RING_OUTER, 3, {{5, 5}, {15, 5}, {5, 15}}}},
     3,
     {{0, 2, 12.5, 1, 0, 3}, {0, 3, 25, 1, 0, 4}, {1, 3, 12.5, 1, 0, 3}},
     0},
    {"diamond with its corners in corners",
     {{CGRID_RING_OUTER, 4, {{10, 20}, {20, 10}, {30, 20}, {20, 30}}}},
     4,
     {{1, 1, 50, 1, 0, 3}, {2, 1, 50, 1, 0, 3}, {1, 2, 50, 1, 0, 3}, {2, 2, 50, 1, 0, 3}},
     0},
    {"comb: a cell with three parts",
     {{CGRID_RING_OUTER,
       12,
       {{10, 5},
	{20, 5},
	{20, 15},
	{18, 15},
	{18, 8},
	{16, 8},
	{16, 15},
	{14, 15},
	{14, 8},
	{12, 8},
	{12, 15},
	{10, 15}}}},
     2,
     {{1, 2, 30, 3, 0, 12}, {1, 3, 42, 1, 0, 12}},
     0},
    {"hole in one cell",
     {{CGRID_RING_OUTER, 4, {{0, 10}, {20, 10}, {20, 20}, {0, 20}}},
      {CGRID_RING_HOLE, 4, {{12, 12}, {12, 18}, {18, 18}, {18, 12}}}},
     2,
     {{0, 2, 100, 1, 0, 4}, {1, 2, 64, 1, 1, 8}},
     0},
    {"hole over a line: both halves become bays",
     {{CGRID_RING_OUTER, 4, {{0, 10}, {20, 10}, {20, 20}, {0, 20}}},
      {CGRID_RING_HOLE, 4, {{8, 12}, {8, 18}, {12, 18}, {12, 12}}}},
     2,
     {{0, 2, 88, 1, 0, 8}, {1, 2, 88, 1, 0, 8}},
     0},
    {"hole over a line with a hole beside it",
     {{CGRID_RING_OUTER, 4, {{0, 10}, {20, 10}, {20, 20}, {0, 20}}},
      {CGRID_RING_HOLE, 4, {{8, 12}, {8, 18}, {12, 18}, {12, 12}}},
      {CGRID_RING_HOLE, 3, {{2, 14}, {4, 16}, {4, 14}}}},
     2,
     {{0, 2, 86, 1, 1, 11}, {1, 2, 88, 1, 0, 8}},
     0},
    {"hole with a wall on the line: its other side is whole, with the hole's corners",
     {{CGRID_RING_OUTER, 4, {{0, 10}, {20, 10}, {20, 20}, {0, 20}}},
      {CGRID_RING_HOLE, 4, {{10, 12}, {10, 18}, {14, 18}, {14, 12}}}},
     2,
     {{0, 2, 100, 1, 0, 6}, {1, 2, 76, 1, 0, 8}},
     0},
    {"hole whose corner touches the line",
     {{CGRID_RING_OUTER, 4, {{0, 10}, {20, 10}, {20, 20}, {0, 20}}},
      {CGRID_RING_HOLE, 3, {{10, 15}, {14, 18}, {14, 12}}}},
     2,
     {{0, 2, 100, 1, 0, 5}, {1, 2, 88, 1, 1, 8}},
     0},
    {"hole that touches the line twice: the cell has two parts",
     {{CGRID_RING_OUTER, 4, {{0, 10}, {20, 10}, {20, 20}, {0, 20}}},
      {CGRID_RING_HOLE, 4, {{10, 13}, {12, 15}, {10, 17}, {16, 15}}}},
     2,
     {{0, 2, 100, 1, 0, 6}, {1, 2, 92, 2, 0, 10}},
     0},
    {"hole that is a whole cell",
     {{CGRID_RING_OUTER, 4, {{0, 10}, {30, 10}, {30, 20}, {0, 20}}},
      {CGRID_RING_HOLE, 4, {{10, 10.5}, {10, 20 - 0.5}, {20, 20 - 0.5}, {20, 10.5}}}},
     3,
     {{0, 2, 100, 1, 0, 6}, {1, 2, 10, 2, 0, 8}, {2, 2, 100, 1, 0, 6}},
     0},
    {"wall along a line: nothing on its other side",
     {{CGRID_RING_OUTER, 4, {{10, 12}, {15, 12}, {15, 18}, {10, 18}}}},
     1,
     {{1, 2, 30, 1, 0, 4}},
     0},
    {"corner exactly on a corner of cells",
     {{CGRID_RING_OUTER, 3, {{20, 20}, {25, 25}, {20, 27}}}},
     1,
     {{2, 1, 17.5, 1, 0, 3}},
     0},
    {"two parts that touch at a corner of cells",
     {{CGRID_RING_OUTER, 4, {{15, 15}, {20, 15}, {20, 20}, {15, 20}}},
      {CGRID_RING_OUTER, 4, {{20, 20}, {25, 20}, {25, 25}, {20, 25}}}},
     2,
     {{2, 1, 25, 1, 0, 4}, {1, 2, 25, 1, 0, 4}},
     0},
    {"partly outside",
     {{CGRID_RING_OUTER, 4, {{-5, 35}, {5, 35}, {5, 45}, {-5, 45}}}},
     1,
     {{0, 0, 25, 1, 0, 4}},
     75},
    {"outside altogether",
     {{CGRID_RING_OUTER, 4, {{50, 50}, {60, 50}, {60, 60}, {50, 60}}}},
     0,
     {{0, 0, 0, 0, 0, 0}},
     100},
    {"larger than the grid",
     {{CGRID_RING_OUTER, 4, {{-10, -10}, {50, -10}, {50, 50}, {-10, 50}}}},
     16,
     {{0, 0, 100, 1, 0, 4},
      {1, 0, 100, 1, 0, 4},
      {2, 0, 100, 1, 0, 4},
      {3, 0, 100, 1, 0, 4},
      {0, 1, 100, 1, 0, 4},
      {1, 1, 100, 1, 0, 4},
      {2, 1, 100, 1, 0, 4},
      {3, 1, 100, 1, 0, 4},
      {0, 2, 100, 1, 0, 4},
      {1, 2, 100, 1, 0, 4},
      {2, 2, 100, 1, 0, 4},
      {3, 2, 100, 1, 0, 4},
      {0, 3, 100, 1, 0, 4},
      {1, 3, 100, 1, 0, 4},
      {2, 3, 100, 1, 0, 4},
      {3, 3, 100, 1, 0, 4}},
     2000},
    {"a wall that misses a line by less than a drawing means is in one cell",
     {{CGRID_RING_OUTER, 4, {{10 - 1e-9, 12}, {15, 12}, {15, 18}, {10 - 1e-9, 18}}}},
     1,
     {{1, 2, 30, 1, 0, 4}},
     0},
    {"a wall that misses a line by a hair is in two",
     {{CGRID_RING_OUTER, 4, {{10 - 1e-6, 12}, {15, 12}, {15, 18}, {10 - 1e-6, 18}}}},
     2,
     {{0, 2, 6e-6, 1, 0, 4}, {1, 2, 30, 1, 0, 4}},
     0},
};

struct taken {
	const struct drawing *drawing;
	struct cgrid_ctx *ctx;
	size_t count;
};

static enum cgrid_status
compare_piece(void *user, const struct cgrid_cut_piece *piece)
{
	struct taken *taken = user;
	const char *name = taken->drawing->name;
	size_t outers = 0, points = 0;
	struct cgrid_xy at;
	char reason[128];
	bool valid;
	ck_assert_msg(taken->count < taken->drawing->piece_count, "%s: too many pieces", name);
	const struct expected *expected = &taken->drawing->pieces[taken->count++];
	ck_assert_msg(piece->column == expected->column && piece->row == expected->row,
		      "%s: cell %u,%u, not %u,%u", name, piece->column, piece->row, expected->column,
		      expected->row);
	ck_assert_msg(fabs(piece->area - expected->area) < 1e-8, "%s: %g m2, not %g", name, piece->area,
		      expected->area);
	ck_assert_msg(fabs(piece->area - piece->shape.area_m2) < 1e-9, "%s: areas differ", name);
	for (size_t r = 0; r < piece->shape.ring_count; r++) {
		outers += piece->shape.rings[r].role == CGRID_RING_OUTER;
		points += piece->shape.rings[r].count;
	}
	ck_assert_msg(outers == expected->outers &&
			  piece->shape.ring_count - outers == expected->holes &&
			  points == expected->points,
		      "%s: cell %u,%u: %zu outer rings, %zu holes, %zu points", name, piece->column,
		      piece->row, outers, piece->shape.ring_count - outers, points);
	ck_ok(taken->ctx, cgrid_geos_valid(taken->ctx, &piece->shape, &valid, reason, &at));
	ck_assert_msg(valid, "%s: %s", name, reason);
	ck_ok(taken->ctx, cgrid_inside_point(taken->ctx, &piece->shape, &at));
	ck_assert(cgrid_shape_holds(&piece->shape, at));
	ck_assert(cgrid_shape_distance(&piece->shape, at, NULL) > 0);
	return CGRID_OK;
}

static struct cgrid_shape
shape_of(const struct drawing *drawing, struct cgrid_ring drawn[MAX_RINGS])
{
	struct cgrid_shape shape = {.rings = drawn};
	for (size_t r = 0; r < MAX_RINGS && drawing->rings[r].count > 0; r++)
		drawn[shape.ring_count++] = (struct cgrid_ring){
		    drawing->rings[r].points, drawing->rings[r].count, drawing->rings[r].role};
	cgrid_shape_measure(&shape);
	return shape;
}

START_TEST(drawn_by_hand)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct taken taken = {&drawings[_i], ctx, 0};
	struct cgrid_ring drawn[MAX_RINGS];
	struct cgrid_shape shape = shape_of(&drawings[_i], drawn);
	struct cgrid_cutter cutter = {.points = NULL};
	struct cgrid_cut_sum sum;
	ck_ok(ctx, cgrid_cut(ctx, &cutter, &shape, &lines, &sum));
	ck_ok(ctx, cgrid_list_each(ctx, &cutter.list, &lines, compare_piece, &taken));
	ck_assert_uint_eq(cutter.list.piece_count, drawings[_i].piece_count);
	ck_assert_uint_eq(taken.count, drawings[_i].piece_count);
	ck_assert(sum.sound);
	ck_assert(fabs(sum.outside - drawings[_i].outside) < 1e-9);
	ck_assert(fabs(sum.area - sum.pieces - sum.outside - sum.dropped) < 1e-9);
	cgrid_cutter_free(&cutter);
	cgrid_ctx_free(ctx);
}
END_TEST

static enum cgrid_status
stop_at_second(void *user, const struct cgrid_cut_piece *piece)
{
	size_t *count = user;
	(void)piece;
	return ++*count == 2 ? CGRID_E_OUTPUT : CGRID_OK;
}

START_TEST(callback_stops)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_ring drawn[MAX_RINGS];
	struct cgrid_cutter cutter = {.points = NULL};
	struct cgrid_cut_sum sum;
	for (size_t i = 0; i < sizeof drawings / sizeof drawings[0]; i++) {
		struct cgrid_shape shape = shape_of(&drawings[i], drawn);
		size_t count = 0;
		ck_ok(ctx, cgrid_cut(ctx, &cutter, &shape, &lines, &sum));
		enum cgrid_status status =
		    cgrid_list_each(ctx, &cutter.list, &lines, stop_at_second, &count);
		bool stops = drawings[i].piece_count >= 2;
		ck_assert_int_eq(status, stops ? CGRID_E_OUTPUT : CGRID_OK);
		ck_assert_uint_eq(count, stops ? 2 : drawings[i].piece_count);
	}
	cgrid_cutter_free(&cutter);
	cgrid_ctx_free(ctx);
}
END_TEST

/* Rings that cannot be a shape are told. */
START_TEST(nonsense_is_not_sound)
{
	static const struct cgrid_xy bow[] = {{1, 1}, {19, 19}, {19, 1}, {1, 16}};
	static const struct cgrid_xy clockwise[] = {{1, 1}, {1, 9}, {9, 9}, {9, 1}};
	const struct cgrid_ring nonsense[] = {{bow, 4, CGRID_RING_OUTER},
					      {clockwise, 4, CGRID_RING_OUTER}};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_cutter cutter = {.points = NULL};
	struct cgrid_cut_sum sum;
	struct cgrid_shape shape = {.rings = &nonsense[_i], .ring_count = 1};
	cgrid_shape_measure(&shape);
	ck_ok(ctx, cgrid_cut(ctx, &cutter, &shape, &lines, &sum));
	ck_assert(!sum.sound);
	cgrid_cutter_free(&cutter);
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("split");
	TCase *tcase = tcase_create("cut");
	tcase_add_loop_test(tcase, drawn_by_hand, 0, sizeof drawings / sizeof drawings[0]);
	tcase_add_test(tcase, callback_stops);
	tcase_add_loop_test(tcase, nonsense_is_not_sound, 0, 2);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
