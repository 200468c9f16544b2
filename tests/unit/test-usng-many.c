/* SPDX-License-Identifier: Apache-2.0 */
/* USNG for arrays says what USNG for one position says, on every machine. */
#include "frame/tmerc.h"
#include "frame/usng-many.h"
#define SEED 1954
#include "seeded.h"

#include <math.h>

enum { MANY = 500, ROUNDS = FEWER_ROUNDS(60, 10) };

static struct cgrid_lonlat ground[MANY];
static char texts[MANY][CGRID_USNG_SIZE];

/* Both ways where there are two. */
static const struct cgrid_utm_ways *
way(int i)
{
	if (i == 1 && !cgrid_utm_avx2())
		printf("skipped: this machine has no AVX2\n");
	return i == 0 ? &cgrid_utm_portable : cgrid_utm_avx2();
}

/* Anywhere, poles included. */
static struct cgrid_lonlat
anywhere(void)
{
	return (struct cgrid_lonlat){rng_between(&rng, -360, 360), rng_between(&rng, -90, 90)};
}

/* On or beside an edge of a zone or a band, down to the last bit. */
static struct cgrid_lonlat
at_an_edge(void)
{
	static const double beside[] = {0, 0, 1e-13, 1e-9, 1e-7, 1e-3};
	double off = beside[rng_below(&rng, 6)] * (rng_below(&rng, 2) ? 1 : -1);
	struct cgrid_lonlat at = {6 * (double)rng_below(&rng, 61) - 180,
				  8 * (double)rng_below(&rng, 22) - 80};
	if (rng_below(&rng, 2))
		at.lon = nextafter(at.lon + off, 1000 * off);
	else
		at.lon = rng_between(&rng, -180, 180);
	if (rng_below(&rng, 2))
		at.lat = nextafter(at.lat + off, 1000 * off);
	else
		at.lat = rng_between(&rng, -80, 84);
	at.lat = fmax(-90, fmin(90, at.lat));
	return at;
}

/* On a whole metre, or beside it by what might be rounded. */
static struct cgrid_lonlat
at_a_line(void)
{
	static const double beside[] = {0, 1e-9, 1e-8, 1.9e-8, 2.1e-8, 1e-7, 9e-7, 1.1e-6};
	struct cgrid_tmerc tm;
	struct cgrid_lonlat at;
	cgrid_tmerc_init_utm(&tm, 1 + (int)rng_below(&rng, 60), false);
	double off = beside[rng_below(&rng, 8)] * (rng_below(&rng, 2) ? 1 : -1);
	struct cgrid_xy xy = {floor(rng_between(&rng, 200000, 800000)),
			      floor(rng_between(&rng, -8e6, 9e6))};
	if (rng_below(&rng, 2))
		xy.x = round(xy.x / 100000) * 100000;
	xy.x += off;
	xy.y += beside[rng_below(&rng, 8)];
	ck_assert(cgrid_tmerc_to_ground(&tm, xy, &at));
	return at;
}

/* Norway and Svalbard. */
static struct cgrid_lonlat
in_the_north(void)
{
	return (struct cgrid_lonlat){rng_between(&rng, -3, 45), rng_between(&rng, 54, 85)};
}

static struct cgrid_lonlat (*const makers[])(void) = {anywhere, at_an_edge, at_a_line, in_the_north};
enum { MAKERS = sizeof makers / sizeof *makers };

START_TEST(texts_are_those_of_one_by_one)
{
	const struct cgrid_utm_ways *ways = way(_i % 2);
	for (int round = 0; ways && round < ROUNDS; round++) {
		const int digits = round % 6;
		const bool blanks = round % 4 < 2;
		const size_t count = 1 + rng_below(&rng, MANY);
		char want[CGRID_USNG_SIZE];
		for (size_t i = 0; i < count; i++)
			ground[i] = makers[_i / 2]();
		ck_ok(ctx, cgrid_usng_format_by(ctx, ways, ground, count, digits, blanks, texts));
		for (size_t i = 0; i < count; i++) {
			ck_ok(ctx, cgrid_usng_format(ctx, ground[i], digits, blanks, want));
			ck_assert_msg(strcmp(texts[i], want) == 0, "%.17g, %.17g: %s, not %s",
				      ground[i].lat, ground[i].lon, texts[i], want);
		}
	}
}
END_TEST

/* Texts of other hands too: what is not written as we do goes another way. */
static void
rewrite(char text[CGRID_USNG_SIZE])
{
	if (rng_below(&rng, 8) == 0 && text[0] == '0')
		memmove(text, text + 1, strlen(text));
	if (rng_below(&rng, 8) == 0)
		for (char *c = text; *c; c++)
			*c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
}

START_TEST(middles_are_those_of_one_by_one)
{
	const struct cgrid_utm_ways *ways = way(_i % 2);
	static struct cgrid_lonlat got[MANY];
	static const char *lines[MANY];
	for (int round = 0; ways && round < ROUNDS; round++) {
		const size_t count = 1 + rng_below(&rng, MANY);
		for (size_t i = 0; i < count; i++) {
			ck_ok(ctx, cgrid_usng_format(ctx, makers[_i / 2](), (int)rng_below(&rng, 6),
						     rng_below(&rng, 2), texts[i]));
			rewrite(texts[i]);
			lines[i] = texts[i];
		}
		ck_ok(ctx, cgrid_usng_parse_by(ctx, ways, lines, count, got));
		for (size_t i = 0; i < count; i++) {
			struct cgrid_usng_square square;
			ck_ok(ctx, cgrid_usng_parse(ctx, texts[i], &square));
			double off = hypot((got[i].lon - square.centre.lon) *
					       cos(got[i].lat * 0.017453292519943295),
					   got[i].lat - square.centre.lat);
			ck_assert_msg(off * 111320 < 1e-7, "%s: %.3g m off", texts[i], off * 111320);
		}
	}
}
END_TEST

/* The kernels beside the projection: some nanometres, and the same bits on every machine. */
START_TEST(kernels_are_near_the_projection)
{
	struct cgrid_utm_block at, flat, again, other;
	struct cgrid_tmerc tm;
	cgrid_tmerc_init_utm(&tm, 31, false);
	for (int round = 0; round < 10 * ROUNDS; round++) {
		for (int i = 0; i < CGRID_UTM_BLOCK; i++) {
			at.x[i] = rng_between(&rng, -3, 3);
			at.y[i] = rng_between(&rng, -80, 84);
		}
		cgrid_utm_portable.to_utm(&at, &flat);
		cgrid_utm_portable.from_utm(&flat, &again);
		for (int i = 0; i < CGRID_UTM_BLOCK; i++) {
			struct cgrid_xy xy;
			ck_assert(
			    cgrid_tmerc_to_xy(&tm, (struct cgrid_lonlat){at.x[i] + 3, at.y[i]}, &xy));
			ck_assert(hypot(xy.x - flat.x[i], xy.y - flat.y[i]) < 1e-8);
			ck_assert(hypot(again.x[i] - at.x[i], again.y[i] - at.y[i]) * 111320 < 1e-8);
		}
		if (!cgrid_utm_avx2())
			continue;
		cgrid_utm_avx2()->to_utm(&at, &other);
		ck_assert(memcmp(&other, &flat, sizeof flat) == 0);
		cgrid_utm_avx2()->from_utm(&flat, &other);
		ck_assert(memcmp(&other, &again, sizeof again) == 0);
	}
}
END_TEST

START_TEST(what_is_wrong_is_told_and_the_rest_done)
{
	const struct cgrid_lonlat at[5] = {
	    {-77, 38.9}, {-77, 91}, {(double)NAN, 0}, {5, 60}, {-77, 38.9}};
	const char *const lines[5] = {"18S UJ 23483 06479", "18S UJ 23483 0647", "", "ZAG0000088897",
				      "18SUJ"};
	struct cgrid_lonlat middles[5];
	ck_assert_int_eq(cgrid_usng_format_many(ctx, at, 5, 5, true, texts), CGRID_E_OUTSIDE);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "91"));
	ck_assert_str_eq(texts[0], texts[4]);
	ck_assert_str_eq(texts[1], "");
	ck_assert_str_eq(texts[2], "");
	ck_assert_str_eq(texts[3], "32V KM 76979 58157");
	ck_assert_int_eq(cgrid_usng_format_many(ctx, at, 5, 6, true, texts), CGRID_E_ARGUMENT);
	ck_assert_int_eq(cgrid_usng_parse_many(ctx, lines, 5, middles), CGRID_E_ARGUMENT);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "18S UJ 23483 0647"));
	ck_assert(isnan(middles[1].lat) && isnan(middles[2].lon));
	ck_assert(fabs(middles[0].lat - 38.8894720) < 1e-5);
	ck_assert(middles[3].lat > 89.8 && fabs(middles[4].lat - 39.28639) < 1e-5);
	ck_ok(ctx, cgrid_usng_format_many(ctx, at, 0, 5, true, texts));
	ck_ok(ctx, cgrid_usng_parse_many(ctx, lines, 0, middles));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("usng-many");
	TCase *tests = tcase_create("usng-many");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, texts_are_those_of_one_by_one, 0, 2 * MAKERS);
	tcase_add_loop_test(tests, middles_are_those_of_one_by_one, 0, 2 * MAKERS);
	tcase_add_test(tests, kernels_are_near_the_projection);
	tcase_add_test(tests, what_is_wrong_is_told_and_the_rest_done);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
