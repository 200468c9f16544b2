/* SPDX-License-Identifier: Apache-2.0 */
/* The quick test of validity, beside GEOS: what it takes GEOS takes, and it takes most rooms. */
#include "campus/campus.h"
#include "loads.h"

static struct cgrid_ctx *ctx;

static void
setup(void)
{
	ctx = cgrid_ctx_new();
}

static void
teardown(void)
{
	cgrid_ctx_free(ctx);
}

static bool
geos_takes(const struct cgrid_shape *shape)
{
	bool valid;
	char reason[128];
	struct cgrid_xy where;
	ck_ok(ctx, cgrid_geos_valid(ctx, shape, &valid, reason, &where));
	return valid;
}

/* A few corners on a coarse lattice: everything touches, crosses and lies on one line all the time. The
 * rings are moved and turned, so that touching becomes nearly touching. */
START_TEST(never_takes_what_geos_refuses)
{
	struct rng rng = {17};
	size_t taken = 0, valid = 0;
	for (int n = 0; n < FEWER_ROUNDS(40000, 4000); n++) {
		struct cgrid_xy points[3][9];
		struct cgrid_ring rings[3];
		struct cgrid_shape shape = {.rings = rings, .ring_count = 1 + rng_below(&rng, 3)};
		double turn = rng_below(&rng, 3) ? 0 : rng_between(&rng, 0, 6);
		double shift = rng_below(&rng, 2) ? 0 : rng_between(&rng, 0, 5000);
		for (size_t r = 0; r < shape.ring_count; r++) {
			size_t count = 3 + rng_below(&rng, r == 0 ? 6 : 2);
			uint64_t span = r == 0 ? 8 : 5;
			for (size_t i = 0; i < count; i++) {
				double x = (double)rng_below(&rng, span),
				       y = (double)rng_below(&rng, span);
				x += r == 0 ? 0 : 1.5;
				points[r][i] = (struct cgrid_xy){x * cos(turn) - y * sin(turn) + shift,
								 x * sin(turn) + y * cos(turn) - shift};
			}
			enum cgrid_ring_role role =
			    r == 0 || rng_below(&rng, 4) == 0 ? CGRID_RING_OUTER : CGRID_RING_HOLE;
			rings[r] = (struct cgrid_ring){points[r], count, role};
		}
		bool is = geos_takes(&shape), plain = cgrid_shape_is_plain(&shape);
		ck_assert_msg(!plain || is, "round %d: GEOS does not take it", n);
		taken += plain;
		valid += is;
	}
	ck_assert_uint_gt(taken, 0);
	ck_assert_uint_lt(taken, valid + 1);
}
END_TEST

/* Of each kind of room: never more than GEOS, and nearly all of those that people draw. */
START_TEST(takes_most_rooms)
{
	static struct load load;
	struct cgrid_arena arena = {0};
	struct rng rng = {(uint64_t)_i + 5};
	size_t taken = 0, shapes = 0;
	for (int n = 0; n < FEWER_ROUNDS(400, 60); n++) {
		struct cgrid_shape shape;
		const struct cgrid_xy move = {rng_between(&rng, -900, 900),
					      rng_between(&rng, -900, 900)};
		load_draw(&load, &rng, (enum load_kind)_i);
		if (!load_shape(ctx, &load, 10, rng_between(&rng, 0, 90), move, &arena, &shape))
			continue;
		bool plain = cgrid_shape_is_plain(&shape);
		ck_assert(!plain || geos_takes(&shape));
		taken += plain;
		shapes++;
	}
	cgrid_arena_free(&arena);
	bool common = _i == LOAD_STAR || _i == LOAD_CONVEX || _i == LOAD_RECTANGLE || _i == LOAD_TINY ||
		      _i == LOAD_ALIGNED || _i == LOAD_COMB;
	ck_assert_uint_gt(shapes, 0);
	ck_assert_msg(!common || taken * 10 >= shapes * 9, "%s: %zu of %zu", load_names[_i], taken,
		      shapes);
}
END_TEST

/* Steps of one unit in the last place about a touch: never taken while GEOS sees one. */
START_TEST(nearly_touching)
{
	for (int n = -20; n <= 20; n++) {
		double y = 1;
		for (int k = 0; k < abs(n); k++)
			y = nextafter(y, n > 0 ? 2 : 0);
		const struct cgrid_xy points[] = {{0.1, 0.1}, {3.3, 0.1}, {3.3, 3}, {1.7, y},
						  {0.1, 3},   {0.1, 1},   {2, 1},   {0.1, 0.9}};
		const struct cgrid_xy wedge[] = {{0, 0}, {2, 0}, {2, 1}, {1, y - 1}, {0, 1}};
		const struct cgrid_ring rings[] = {{points, 8, CGRID_RING_OUTER},
						   {wedge, 5, CGRID_RING_OUTER}};
		for (int k = 0; k < 2; k++) {
			const struct cgrid_shape shape = {.rings = &rings[k], .ring_count = 1};
			ck_assert(!cgrid_shape_is_plain(&shape) || geos_takes(&shape));
		}
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("plain");
	TCase *tests = tcase_create("plain");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, never_takes_what_geos_refuses);
	tcase_add_loop_test(tests, takes_most_rooms, 0, LOAD_KINDS);
	tcase_add_test(tests, nearly_touching);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
