/* SPDX-License-Identifier: Apache-2.0 */
#include "base/geos.h"
#include "base/shape.h"
#include "harness.h"

#include <math.h>

enum { MAX_POINTS = 12, MAX_RINGS = 3 };

/* Rings by hand: counts of points, 0 ends them; the first is outer, HOLE marks holes. */
struct drawing {
	const char *name;
	struct {
		enum cgrid_ring_role role;
		size_t count;
		struct cgrid_xy points[MAX_POINTS];
	} rings[MAX_RINGS];
	bool valid;
	double repaired_m2; /* area after make_valid; 0: nothing is left */
};

#define OUTER(n, ...)                                                                                  \
	{                                                                                              \
		CGRID_RING_OUTER, n,                                                                   \
		{                                                                                      \
			__VA_ARGS__                                                                    \
		}                                                                                      \
	}
#define HOLE(n, ...)                                                                                   \
	{                                                                                              \
		CGRID_RING_HOLE, n,                                                                    \
		{                                                                                      \
			__VA_ARGS__                                                                    \
		}                                                                                      \
	}

static const struct drawing drawings[] = {
    {"square", {OUTER(4, {0, 0}, {4, 0}, {4, 4}, {0, 4})}, true, 16},
    {"square far away",
     {OUTER(4, {1e4, 1e4}, {1e4 + 4, 1e4}, {1e4 + 4, 1e4 + 4}, {1e4, 1e4 + 4})},
     true,
     16},
    {"clockwise square", {OUTER(4, {0, 0}, {0, 4}, {4, 4}, {4, 0})}, true, 16},
    {"with a hole",
     {OUTER(4, {0, 0}, {4, 0}, {4, 4}, {0, 4}), HOLE(4, {1, 1}, {1, 2}, {2, 2}, {2, 1})},
     true,
     15},
    {"hole touches at a point",
     {OUTER(4, {0, 0}, {4, 0}, {4, 4}, {0, 4}), HOLE(3, {0, 2}, {1, 3}, {1, 1})},
     true,
     15},
    {"two parts",
     {OUTER(4, {0, 0}, {1, 0}, {1, 1}, {0, 1}), OUTER(4, {3, 0}, {4, 0}, {4, 1}, {3, 1})},
     true,
     2},
    {"parts overlap",
     {OUTER(4, {0, 0}, {2, 0}, {2, 2}, {0, 2}), OUTER(4, {1, 0}, {3, 0}, {3, 2}, {1, 2})},
     false,
     6},
    {"bow tie", {OUTER(4, {0, 0}, {2, 2}, {2, 0}, {0, 2})}, false, 2},
    {"holes overlap",
     {OUTER(4, {0, 0}, {6, 0}, {6, 6}, {0, 6}), HOLE(4, {1, 1}, {1, 3}, {3, 3}, {3, 1}),
      HOLE(4, {2, 1}, {2, 3}, {5, 3}, {5, 1})},
     false,
     28},
    {"hole crosses the wall",
     {OUTER(4, {0, 0}, {4, 0}, {4, 4}, {0, 4}), HOLE(4, {3, 1}, {3, 2}, {5, 2}, {5, 1})},
     false,
     15},
    {"spike", {OUTER(5, {0, 0}, {4, 0}, {8, 0}, {4, 0}, {0, 4})}, false, 8},
    {"all on one line", {OUTER(3, {0, 0}, {1, 1}, {2, 2})}, false, 0},
    {"two points", {OUTER(2, {0, 0}, {1, 1})}, false, 0},
};

static struct cgrid_shape
shape_of(const struct drawing *drawing, struct cgrid_ring rings[MAX_RINGS])
{
	struct cgrid_shape shape = {.rings = rings};
	for (size_t r = 0; r < MAX_RINGS && drawing->rings[r].count > 0; r++)
		rings[shape.ring_count++] = (struct cgrid_ring){
		    drawing->rings[r].points, drawing->rings[r].count, drawing->rings[r].role};
	cgrid_shape_measure(&shape);
	return shape;
}

/* Outer rings turn left, holes right, and each hole follows an outer ring. */
static void
check_roles(const struct cgrid_shape *shape)
{
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		ck_assert_uint_ge(ring->count, 3);
		double area = cgrid_ring_area(ring->points, ring->count);
		ck_assert(ring->role == CGRID_RING_OUTER ? area > 0 : area < 0);
		ck_assert(r > 0 || ring->role == CGRID_RING_OUTER);
		const struct cgrid_xy *last = &ring->points[ring->count - 1];
		ck_assert(last->x != ring->points[0].x || last->y != ring->points[0].y);
	}
}

START_TEST(validity_and_repair)
{
	const struct drawing *drawing = &drawings[_i];
	struct cgrid_ring rings[MAX_RINGS];
	struct cgrid_shape shape = shape_of(drawing, rings), repaired;
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_arena arena = {NULL};
	char reason[128];
	struct cgrid_xy where;
	bool valid;

	ck_ok(ctx, cgrid_geos_valid(ctx, &shape, &valid, reason, &where));
	ck_assert_msg(valid == drawing->valid, "%s: %s", drawing->name, reason);
	ck_assert(valid == (reason[0] == '\0'));
	enum cgrid_status status = cgrid_geos_make_valid(ctx, &shape, &arena, &repaired);
	if (drawing->repaired_m2 == 0) {
		ck_assert_int_eq(status, CGRID_E_MEANING);
		ck_assert_uint_eq(repaired.ring_count, 0);
	} else {
		ck_assert_msg(status == CGRID_OK, "%s: %s", drawing->name, cgrid_ctx_error(ctx));
		ck_assert_msg(fabs(repaired.area_m2 - drawing->repaired_m2) < 1e-9, "%s: %.12f",
			      drawing->name, repaired.area_m2);
		ck_ok(ctx, cgrid_geos_valid(ctx, &repaired, &valid, reason, &where));
		ck_assert_msg(valid, "%s: %s", drawing->name, reason);
		check_roles(&repaired);
	}
	cgrid_arena_free(&arena);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(where_it_is_invalid)
{
	struct cgrid_ring rings[MAX_RINGS];
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_xy where;
	char reason[128];
	bool valid;
	for (size_t i = 0; i < sizeof drawings / sizeof drawings[0]; i++) {
		if (strcmp(drawings[i].name, "bow tie") != 0)
			continue;
		struct cgrid_shape shape = shape_of(&drawings[i], rings);
		ck_ok(ctx, cgrid_geos_valid(ctx, &shape, &valid, reason, &where));
		ck_assert_str_eq(reason, "Self-intersection");
		ck_assert(where.x == 1 && where.y == 1);
	}
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(not_finite_is_refused)
{
	const double bad[] = {NAN, INFINITY, -INFINITY};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_arena arena = {NULL};
	struct cgrid_xy points[4] = {{0, 0}, {4, 0}, {4, 4}, {0, 4}}, at;
	const struct cgrid_xy quad[4] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
	struct cgrid_ring ring = {points, 4, CGRID_RING_OUTER};
	struct cgrid_shape shape = {.rings = &ring, .ring_count = 1}, out;
	char reason[128];
	bool valid;
	double a, b;
	points[2].y = bad[_i];
	ck_assert_int_eq(cgrid_geos_valid(ctx, &shape, &valid, reason, &at), CGRID_E_MEANING);
	ck_assert(!valid);
	ck_assert_int_eq(cgrid_geos_make_valid(ctx, &shape, &arena, &out), CGRID_E_MEANING);
	ck_assert_int_eq(cgrid_geos_intersection(ctx, &shape, quad, &arena, &out), CGRID_E_MEANING);
	ck_assert_int_eq(cgrid_geos_overlap(ctx, &shape, &shape, &a, &b), CGRID_E_MEANING);
	ck_assert_int_eq(cgrid_geos_deepest(ctx, &shape, &at, &a), CGRID_E_MEANING);
	cgrid_arena_free(&arena);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(intersection_and_overlap)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_arena arena = {NULL};
	const struct cgrid_xy quad[4] = {{1, 5}, {1, -1}, {2, -1}, {2, 5}};
	const struct cgrid_xy away[4] = {{11, 5}, {11, -1}, {12, -1}, {12, 5}};
	/* A comb of two teeth standing on a beam: the quad cuts a tooth and the beam. */
	const struct cgrid_xy points[] = {{0, 0}, {4, 0},   {4, 4},   {3, 4},
					  {3, 1}, {1.5, 1}, {1.5, 4}, {0, 4}};
	const struct cgrid_ring ring = {points, 8, CGRID_RING_OUTER};
	const struct cgrid_ring quad_ring = {quad, 4, CGRID_RING_OUTER};
	struct cgrid_shape shape = {.rings = &ring, .ring_count = 1}, out;
	struct cgrid_shape other = {.rings = &quad_ring, .ring_count = 1};
	double shared, different;
	ck_ok(ctx, cgrid_geos_intersection(ctx, &shape, quad, &arena, &out));
	ck_assert_uint_eq(out.ring_count, 1);
	ck_assert(fabs(out.area_m2 - 2.5) < 1e-12);
	check_roles(&out);
	ck_ok(ctx, cgrid_geos_intersection(ctx, &shape, away, &arena, &out));
	ck_assert_uint_eq(out.ring_count, 0);
	ck_assert(out.area_m2 == 0);
	ck_ok(ctx, cgrid_geos_overlap(ctx, &shape, &other, &shared, &different));
	ck_assert(fabs(shared - 2.5) < 1e-12);
	ck_assert(fabs(different - (11.5 + 6 - 2 * 2.5)) < 1e-12);
	cgrid_arena_free(&arena);
	cgrid_ctx_free(ctx);
}
END_TEST

/* The deepest point is inside whatever the shape; its depth is known for these. */
static const struct {
	const char *name;
	size_t count;
	struct cgrid_xy points[MAX_POINTS];
	double depth, tolerance;
} depths[] = {
    {"square", 4, {{0, 0}, {4, 0}, {4, 4}, {0, 4}}, 2, 0.05},
    {"corridor", 4, {{0, 0}, {60, 0}, {60, 3}, {0, 3}}, 1.5, 0.1},
    {"L whose centroid is outside", 6, {{0, 0}, {20, 0}, {20, 2}, {2, 2}, {2, 20}, {0, 20}}, 1.17, 0.1},
    {"slanted sliver", 4, {{0, 0}, {10, 10}, {10, 10.000001}, {0, 0.000001}}, 3.5e-7, 3.5e-7},
    {"needle", 3, {{0, 0}, {1000, 0}, {0, 1e-9}}, 5e-10, 5e-10},
    {"far away", 4, {{1e7, 1e7}, {1e7 + 4, 1e7}, {1e7 + 4, 1e7 + 4}, {1e7, 1e7 + 4}}, 2, 0.05},
};

START_TEST(deepest)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	const struct cgrid_ring ring = {depths[_i].points, depths[_i].count, CGRID_RING_OUTER};
	struct cgrid_shape shape = {.rings = &ring, .ring_count = 1};
	struct cgrid_xy at;
	double radius;
	cgrid_shape_measure(&shape);
	ck_ok(ctx, cgrid_geos_deepest(ctx, &shape, &at, &radius));
	ck_assert(cgrid_shape_holds(&shape, at));
	ck_assert(radius > 0);
	ck_assert_msg(fabs(radius - depths[_i].depth) <= depths[_i].tolerance, "%s: %g",
		      depths[_i].name, radius);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(nothing_is_inside_nothing)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	const struct cgrid_xy flat[] = {{0, 0}, {1, 1}, {2, 2}};
	const struct cgrid_ring ring = {flat, 3, CGRID_RING_OUTER};
	struct cgrid_shape shape = {.rings = &ring, .ring_count = 1}, none = {.rings = NULL};
	struct cgrid_xy at;
	double radius;
	cgrid_shape_measure(&shape);
	ck_assert_int_eq(cgrid_geos_deepest(ctx, &shape, &at, &radius), CGRID_E_MEANING);
	ck_assert_int_eq(cgrid_geos_deepest(ctx, &none, &at, &radius), CGRID_E_MEANING);
	ck_assert(strncmp(cgrid_geos_version(), "3.", 2) == 0);
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("geos");
	TCase *tcase = tcase_create("geos");
	tcase_add_loop_test(tcase, validity_and_repair, 0, sizeof drawings / sizeof drawings[0]);
	tcase_add_test(tcase, where_it_is_invalid);
	tcase_add_loop_test(tcase, not_finite_is_refused, 0, 3);
	tcase_add_test(tcase, intersection_and_overlap);
	tcase_add_loop_test(tcase, deepest, 0, sizeof depths / sizeof depths[0]);
	tcase_add_test(tcase, nothing_is_inside_nothing);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
