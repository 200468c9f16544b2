/* SPDX-License-Identifier: Apache-2.0 */
/* The side of a wall beside arithmetic in whole numbers; and which room owns a point on a wall. */
#include "base/orient.h"
#include "base/shape.h"
#include "harness.h"

#include <math.h>

__extension__ typedef __int128 wide;

/* Points are whole multiples of 2^-20 m: their differences and products fit whole numbers. */
struct lattice {
	int64_t x, y;
};

static struct cgrid_xy
metres(struct lattice p)
{
	return (struct cgrid_xy){(double)p.x * 0x1p-20, (double)p.y * 0x1p-20};
}

static int
whole_orient(struct lattice a, struct lattice b, struct lattice p)
{
	wide cross = (wide)(b.x - a.x) * (p.y - a.y) - (wide)(b.y - a.y) * (p.x - a.x);
	return (cross > 0) - (cross < 0);
}

static int64_t
about(struct rng *rng, int64_t middle, int64_t reach)
{
	return middle + (int64_t)rng_below(rng, (uint64_t)(2 * reach + 1)) - reach;
}

/* Walls near to and far from the origin, points on them, a step of the lattice off, and anywhere. */
START_TEST(the_side_is_exact)
{
	struct rng rng = {41};
	int zeros = 0;
	for (int i = 0; i < FEWER_ROUNDS(200000, 20000); i++) {
		int64_t far = INT64_C(1) << (10 + rng_below(&rng, 40));
		struct lattice step = {about(&rng, 0, 3000000), about(&rng, 0, 3000000)};
		struct lattice a = {about(&rng, far, 1 << 22), about(&rng, -far, 1 << 22)};
		int64_t length = 1 + (int64_t)rng_below(&rng, 40), k = about(&rng, length / 2, length);
		struct lattice b = {a.x + step.x * length, a.y + step.y * length};
		struct lattice p = {a.x + step.x * k, a.y + step.y * k};
		int64_t off = (int64_t)rng_below(&rng, 3) * (1 + (int64_t)rng_below(&rng, 2));
		p.x = about(&rng, p.x, off);
		p.y = about(&rng, p.y, off);
		int wanted = whole_orient(a, b, p);
		zeros += wanted == 0;
		ck_assert_int_eq(cgrid_orient(metres(a), metres(b), metres(p)), wanted);
		ck_assert_int_eq(cgrid_orient_exactly(metres(a), metres(b), metres(p)), wanted);
		ck_assert_int_eq(cgrid_orient(metres(b), metres(a), metres(p)), -wanted);
	}
	ck_assert_int_gt(zeros, 1000);
}
END_TEST

/* Numbers whose rounding decides: walls through the origin with slopes of all magnitudes. */
START_TEST(the_side_of_numbers_of_every_size)
{
	struct rng rng = {42};
	for (int i = 0; i < 100000; i++) {
		struct cgrid_xy b = {ldexp(rng_between(&rng, 1, 2), (int)rng_below(&rng, 60) - 30),
				     ldexp(rng_between(&rng, 1, 2), (int)rng_below(&rng, 60) - 30)};
		const struct cgrid_xy zero = {0, 0};
		/* Doubling and halving is exact: on the line. One number off is not. */
		struct cgrid_xy on = {ldexp(b.x, -3), ldexp(b.y, -3)};
		struct cgrid_xy up = {on.x, nextafter(on.y, INFINITY)};
		struct cgrid_xy right = {nextafter(on.x, INFINITY), on.y};
		ck_assert_int_eq(cgrid_orient(zero, b, on), 0);
		ck_assert_int_eq(cgrid_orient(zero, b, up), 1);
		ck_assert_int_eq(cgrid_orient(zero, b, right), -1);
		ck_assert_int_eq(cgrid_orient(b, zero, up), -1);
	}
}
END_TEST

/* Four rooms about the origin: west and north walls are owned, as cells own theirs. */
static const struct owner {
	double x, y;
	int room; /* 0 NW, 1 NE, 2 SE, 3 SW */
} owners[] = {
    {-1, 1, 0}, {1, 1, 1},   {1, -1, 2},   {-1, -1, 3},             /* within */
    {0, 1, 1},  {1, 0, 2},   {0, -1, 2},   {-1, 0, 3},  {0, 0, 2},  /* on inner walls */
    {-2, 1, 0}, {2, 1, -1},  {1, 2, 1},    {1, -2, -1}, {-2, 2, 0}, /* on outer walls */
    {2, 2, -1}, {2, -2, -1}, {-2, -2, -1}, {0, 2, 1},   {-2, 0, 3}, /* on outer corners */
};

START_TEST(a_room_owns_its_west_and_north_walls)
{
	static const double corners[4][2] = {{-2, 0}, {0, 0}, {0, -2}, {-2, -2}};
	int found = -1, count = 0;
	for (int i = 0; i < 4; i++) {
		double x = corners[i][0], y = corners[i][1];
		struct cgrid_xy points[4] = {{x, y}, {x + 2, y}, {x + 2, y + 2}, {x, y + 2}};
		struct cgrid_ring ring = {points, 4, CGRID_RING_OUTER};
		struct cgrid_shape shape = {.rings = &ring, .ring_count = 1};
		struct cgrid_xy at = {owners[_i].x, owners[_i].y};
		cgrid_shape_measure(&shape);
		if (!cgrid_shape_holds(&shape, at))
			continue;
		found = i;
		count++;
	}
	ck_assert_int_le(count, 1);
	ck_assert_int_eq(found, owners[_i].room);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("orient");
	TCase *tcase = tcase_create("orient");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, the_side_is_exact);
	tcase_add_test(tcase, the_side_of_numbers_of_every_size);
	tcase_add_loop_test(tcase, a_room_owns_its_west_and_north_walls, 0,
			    sizeof owners / sizeof *owners);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
