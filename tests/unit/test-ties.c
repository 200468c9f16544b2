/* SPDX-License-Identifier: Apache-2.0 */
/* Ties: what is read, what they give, and what is said of those that cannot be right. */
#include "harness.h"
#include "read/ties.h"

#include <campusgrid/frame.h>
#include <math.h>

static char said[4096];

static void
collect(void *user, enum cgrid_severity severity, const char *line)
{
	(void)user;
	static const char letters[] = "NWL";
	size_t used = strlen(said);
	snprintf(said + used, sizeof said - used, "%c %s\n", letters[severity], line);
}

static const struct cgrid_lonlat school = {-75.1234, 40.1234};

/* A CSV of ties: drawn points through a map to metres about `school`, and to the ground. */
struct drawn {
	double x, y;
};
static struct cgrid_lonlat
ground_at(struct cgrid_ctx *ctx, const struct cgrid_affine *map, struct drawn at)
{
	const struct cgrid_frame frame = {.kind = CGRID_FRAME_LOCAL, .origin = school};
	struct cgrid_xy laid = cgrid_affine_apply(map, (struct cgrid_xy){at.x, at.y});
	struct cgrid_lonlat ground;
	ck_ok(ctx, cgrid_frame_to_ground(ctx, &frame, &laid, 1, &ground));
	return ground;
}

/* Made by hand from what is given: no CSV between. */
static void
add_tie(struct cgrid_ties *ties, struct drawn at, struct cgrid_lonlat ground, const char *name)
{
	ck_assert(CGRID_ROOM_FOR_ONE(ties->list, ties->count, ties->capacity));
	ties->file = "ties.csv";
	ties->pixels = true;
	ties->list[ties->count++] =
	    (struct cgrid_tie){.name = name,
			       .drawn = {at.x, at.y},
			       .ground = ground,
			       .source = {"ties.csv", (uint32_t)ties->count + 2, 0}};
}

static struct cgrid_affine
random_similarity(struct rng *rng)
{
	double scale = exp(rng_between(rng, log(0.005), log(0.5))), turn = rng_between(rng, -4, 4);
	double p = scale * cos(turn), q = scale * sin(turn);
	/* y down: [p q; q -p] has a negative determinant, as a plan seen from above does. */
	return (struct cgrid_affine){p, q,  rng_between(rng, -300, 300),
				     q, -p, rng_between(rng, -300, 300)};
}

static double
away_m(struct cgrid_ctx *ctx, const struct cgrid_ties *ties, const struct cgrid_affine *map,
       struct drawn at)
{
	const struct cgrid_frame frame = {.kind = CGRID_FRAME_LOCAL, .origin = school};
	const struct cgrid_xy drawn = {at.x, at.y}, wanted = cgrid_affine_apply(map, drawn);
	struct cgrid_lonlat ground;
	struct cgrid_xy got;
	ck_ok(ctx, cgrid_placement_to_ground(ctx, &ties->placement, &drawn, 1, &ground));
	ck_ok(ctx, cgrid_frame_to_xy(ctx, &frame, &ground, 1, &got));
	return hypot(got.x - wanted.x, got.y - wanted.y);
}

/* Two frames a kilometre apart differ by their curvature, which is below a millimetre here. */
START_TEST(similarities_and_affine_maps_come_back)
{
	struct rng rng = {7};
	for (int round = 0; round < FEWER_ROUNDS(300, 30); round++) {
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		struct cgrid_ties ties = {0};
		struct cgrid_affine map = random_similarity(&rng);
		size_t count = 2 + rng_below(&rng, 6);
		if (count > 2) {
			map.a *= 1.02;
			map.d *= 1.02;
		}
		static const struct drawn corners[3] = {{0, 0}, {1000, 700}, {1000, 20}};
		for (size_t i = 0; i < count; i++) {
			struct drawn at = i < 3 ? corners[i]
						: (struct drawn){rng_between(&rng, 0, 1000),
								 rng_between(&rng, 0, 700)};
			add_tie(&ties, at, ground_at(ctx, &map, at), "");
		}
		ck_ok(ctx, cgrid_ties_fit(ctx, &ties, true, 1000, 700));
		ck_assert_uint_eq(ties.used, count);
		for (int i = 0; i < 5; i++)
			ck_assert_double_lt(away_m(ctx, &ties, &map,
						   (struct drawn){rng_between(&rng, 0, 1000),
								  rng_between(&rng, 0, 700)}),
					    5e-4);
		ck_assert_double_lt(ties.rms_m, 1e-4);
		cgrid_ties_free(&ties);
		cgrid_ctx_free(ctx);
	}
}
END_TEST

/* The arithmetic alone, in one frame: to 1e-9 of the picture's size, wherever the pixels count from. */
START_TEST(maps_are_recovered_to_the_last_digits)
{
	struct rng rng = {8};
	for (int round = 0; round < 1000; round++) {
		struct cgrid_tie ties[9] = {{0}};
		struct cgrid_affine map = random_similarity(&rng), got;
		size_t count = 3 + rng_below(&rng, 7);
		bool affine = round & 1;
		double off = round % 3 == 0 ? 1e6 : 0;
		if (affine) {
			map.a += rng_between(&rng, -0.2, 0.2) * fabs(map.a);
			map.e += rng_between(&rng, -0.2, 0.2) * fabs(map.e);
		}
		for (size_t i = 0; i < count; i++) {
			ties[i].drawn =
			    (struct cgrid_xy){off + (i == 1) * 900 + rng_between(&rng, 0, 90),
					      off + (i == 2) * 900 + rng_between(&rng, 0, 90)};
			ties[i].laid = cgrid_affine_apply(&map, ties[i].drawn);
		}
		ck_assert(affine ? cgrid_ties_affine(ties, count, SIZE_MAX, &got)
				 : cgrid_ties_similarity(ties, count, SIZE_MAX, true, &got));
		double scale = hypot(map.a, map.d);
		for (size_t i = 0; i < count; i++) {
			struct cgrid_xy at = cgrid_affine_apply(&got, ties[i].drawn);
			ck_assert_double_lt(hypot(at.x - ties[i].laid.x, at.y - ties[i].laid.y),
					    1e-9 * scale * fmax(1000, off));
		}
		ck_assert_double_lt(fabs(got.a - map.a) + fabs(got.b - map.b) + fabs(got.d - map.d) +
					fabs(got.e - map.e),
				    1e-9 * scale * fmax(1, off / 1000));
	}
}
END_TEST

/* Gauss on the full normal equations in long double: another way to the same least squares. */
static void
solve_plainly(const struct cgrid_tie *ties, size_t count, bool northing, long double out[3])
{
	long double m[3][4] = {{0}};
	for (size_t i = 0; i < count; i++) {
		const long double row[3] = {ties[i].drawn.x, ties[i].drawn.y, 1};
		long double to = northing ? ties[i].laid.y : ties[i].laid.x;
		for (int r = 0; r < 3; r++) {
			for (int c = 0; c < 3; c++)
				m[r][c] += row[r] * row[c];
			m[r][3] += row[r] * to;
		}
	}
	for (int k = 0; k < 3; k++)
		for (int r = 0; r < 3; r++) {
			long double by = r == k ? 0 : m[r][k] / m[k][k];
			for (int c = k; c < 4; c++)
				m[r][c] -= by * m[k][c];
		}
	for (int k = 0; k < 3; k++)
		out[k] = m[k][3] / m[k][k];
}

START_TEST(residuals_equal_another_computation)
{
	struct rng rng = {9};
	for (int round = 0; round < FEWER_ROUNDS(300, 30); round++) {
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		struct cgrid_ties ties = {0};
		struct cgrid_affine map = random_similarity(&rng);
		size_t count = 5 + rng_below(&rng, 5);
		double noise = hypot(map.a, map.d) * 2, sum = 0;
		for (size_t i = 0; i < count; i++) {
			struct drawn at = {(i & 1) * 900 + rng_between(&rng, 0, 90),
					   (i & 2) * 300 + rng_between(&rng, 0, 90)};
			struct drawn off = {at.x + rng_between(&rng, -noise, noise),
					    at.y + rng_between(&rng, -noise, noise)};
			add_tie(&ties, at, ground_at(ctx, &map, off), "");
		}
		ck_ok(ctx, cgrid_ties_fit(ctx, &ties, true, 1000, 700));
		long double east[3], north[3];
		solve_plainly(ties.list, count, false, east);
		solve_plainly(ties.list, count, true, north);
		for (size_t i = 0; i < count; i++) {
			const struct cgrid_tie *tie = &ties.list[i];
			double x = (double)(east[0] * tie->drawn.x + east[1] * tie->drawn.y + east[2] -
					    tie->laid.x);
			double y = (double)(north[0] * tie->drawn.x + north[1] * tie->drawn.y +
					    north[2] - tie->laid.y);
			ck_assert_double_lt(hypot(x - tie->missed.x, y - tie->missed.y), 1e-8);
			sum += x * x + y * y;
		}
		ck_assert_double_lt(fabs(ties.rms_m - sqrt(sum / (double)count)), 1e-8);
		cgrid_ties_free(&ties);
		cgrid_ctx_free(ctx);
	}
}
END_TEST

/* Of a good set with one tie anywhere else it is always that one that is named, and what is left puts
 * the picture where it belongs. */
START_TEST(the_wrong_tie_is_found)
{
	struct rng rng = {10};
	static const struct drawn places[7] = {{10, 10},   {990, 20},  {980, 690}, {15, 680},
					       {400, 300}, {700, 500}, {200, 600}};
	for (int round = 0; round < FEWER_ROUNDS(300, 30); round++) {
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		struct cgrid_ties ties = {0};
		struct cgrid_affine map = random_similarity(&rng);
		size_t count = 4 + rng_below(&rng, 4), wrong = rng_below(&rng, count);
		double way = rng_between(&rng, 0, 6.28), far = rng_between(&rng, 200, 600);
		far = fmax(far, 2 / hypot(map.a, map.d));
		for (size_t i = 0; i < count; i++) {
			struct drawn at = places[i];
			if (i == wrong)
				at = (struct drawn){at.x + far * cos(way), at.y + far * sin(way)};
			add_tie(&ties, places[i], ground_at(ctx, &map, at), "");
		}
		ck_ok(ctx, cgrid_ties_fit(ctx, &ties, false, 1000, 700));
		for (size_t i = 0; i < count; i++)
			ck_assert_msg(ties.list[i].left_out == (i == wrong),
				      "round %d: tie %zu of %zu (wrong: %zu)", round, i, count, wrong);
		ck_assert_double_lt(away_m(ctx, &ties, &map, (struct drawn){500, 350}), 5e-4);
		cgrid_ties_free(&ties);
		cgrid_ctx_free(ctx);
	}
}
END_TEST

/* clang-format off */
#define HEAD "pixel_x,pixel_y,lat,lon,name\n"
/* A picture of 1000 x 700 pixels of 0.1 m, north up, its top left corner at 40.1234, -75.1234. */
#define NW "0,0,40.1234,-75.1234,NW\n"
#define NE "1000,0,40.1234,-75.12222655,NE\n"
#define SE "1000,700,40.12276963,-75.12222655,SE\n"
#define SW "0,700,40.12276963,-75.1234,SW\n"
static const struct {
	const char *csv, *said;
} cases[] = {
	{HEAD NW NE SE SW, ""},
	{"PIXEL_Y;PIXEL_X;Longitude;Latitude;remark\n0;0;-75.1234;40.1234;x\n0;1000;-75.12222655;40.1234;y\n",
	 "N t.csv:1:1: columns that are not used: remark\n"
	 "N t.csv: 2 ties leave nothing to check them by: with four or more a wrong one is found\n"},
	{"", "! t.csv:1:1: CSV: empty"},
	{HEAD, "! t.csv: has no ties"},
	{HEAD NW, "! t.csv:2:1: one tie says neither scale nor direction: two are needed, and with four a wrong one is found"},
	{"pixel_x,lat,lon\n", "! t.csv:1:1: the header row has a column \"pixel_x\" and none \"pixel_y\""},
	{"lat,lon\n", "! t.csv:1:1: the header row has no place in the drawing: \"pixel_x\" and \"pixel_y\" of a picture, \"x\" and \"y\" of a drawing in units"},
	{"pixel_x,pixel_y\n", "! t.csv:1:1: the header row has no place on the ground: \"lat\" and \"lon\""},
	{"pixel_x,pixel_y,x,y,lat,lon\n", "! t.csv:1:1: the header row has \"pixel_x\" and \"x\": one of them has to go"},
	{"x,y,lat,lon\n0,0,40.1234,-75.1234\n9,9,40.1235,-75.1233\n", "! t.csv:1:1: the ties of a picture are in pixels from its top left corner: call their columns \"pixel_x\" and \"pixel_y\", y counting down"},
	{"pixel_x,pixel_y,lat,lat\n", "! t.csv:1:21: column \"lat\" is there a second time (column 3 is it too)"},
	{HEAD "0,0,\"40,1234\",-75,a\n", "! t.csv:2:5: \"lat\": \"40,1234\" is no number (a decimal point, no units)"},
	{HEAD "0,,40.1234,-75,a\n", "! t.csv:2:3: \"pixel_y\" is empty"},
	{HEAD "0,0,40.1234,-75\n", "! t.csv:2:1: the row has 4 fields and the header 5"},
	{HEAD "0,0,120.07,30.29,a\n", "! t.csv:2:5: a latitude beyond 90 degrees: lat and lon are swapped"},
	{HEAD "0,0,40.1,270.5,a\n", "! t.csv:2:10: a longitude beyond 180 degrees (ties are in WGS 84 degrees)"},
	{HEAD NW "1000,0,-75.12222655,40.1234,NE\n", "! t.csv:3:1: the two ties lie 15006 km from each other"},
	{HEAD NW "1000,0,-75.12222655,40.1234,NE\n" SE, "! t.csv:3:1: tie \"NE\" lies 15006 km from the others: its lat and lon are swapped"},
	{HEAD NW "1000,0,-75.12222655,40.1234,NE\n" SE SW, "L t.csv:3:1: tie \"NE\" lies 15006 km from the others: its lat and lon are swapped (left out)\n"
	 "N t.csv: 3 ties leave nothing to check them by: with four or more a wrong one is found\n"},
	{HEAD NW NE SE "0,400,40.12276963,-75.1234,SW\n", "L t.csv:5:1: tie \"SW\" is 30.0 m away from where the other 3 put it: is a digit mistyped, or another corner meant? (left out)\n"
	 "N t.csv: 3 ties leave nothing to check them by: with four or more a wrong one is found\n"},
	{HEAD NW NE SE "700,0,40.12276963,-75.1234,SW\n", "L t.csv:5:1: tie \"SW\" is 99.0 m away from where the other 3 put it: are its pixel_x and pixel_y swapped? (left out)\n"
	 "N t.csv: 3 ties leave nothing to check them by: with four or more a wrong one is found\n"},
	{HEAD NW NW, "! t.csv:3:1: tie \"NW\" is at the same place in the drawing as the tie in line 2: one of them has to go"},
	{HEAD NW "0,0,40.1235,-75.1234,\n", "! t.csv:3:1: this tie is at the same place in the drawing as the tie in line 2"},
	{HEAD NW "5,0,40.1234,-75.1234,B\n", "! t.csv:3:1: tie \"B\" is at the same place on the ground as the tie in line 2"},
	{HEAD NW SE "500,350,40.12308482,-75.122813275,M\n", "! t.csv: all ties lie on one line: nothing says what is beside it; add one that is off the line, or use two only"},
	/* Swapped in all of them: the size of a degree tells which. */
	{HEAD "0,0,-75.1234,40.1234,\n1000,0,-75.12222655,40.1234,\n1000,700,-75.12222655,40.12276963,\n0,700,-75.1234,40.12276963,\n",
	 "! t.csv: the ties mirror the drawing: lat and lon are swapped"},
	{"pixel_y,pixel_x,lat,lon,name\n" NW NE SE SW, "! t.csv: the ties mirror the drawing: pixel_x and pixel_y are swapped, pixel_y counts from the bottom, or it is a plan of the ceiling"},
	/* Half as high as it should be. */
	{HEAD NW NE "1000,350,40.12276963,-75.12222655,SE\n" "0,350,40.12276963,-75.1234,SW\n",
	 "W t.csv: one pixel is 0.1000 m along x and 0.2000 m along y, the axes at 90.0 degrees: a tie is wrong, or the drawing is not to scale\n"},
	{HEAD NW NE SE SW "1100,350,40.12308482,-75.12210921,E\n", "W t.csv:6:1: tie \"E\" is off the picture, which has 1000 x 700 pixels\n"},
	{HEAD "0,0,40.1234,-75.1234,A\n100,0,40.1234,-75.123282655,B\n",
	 "W t.csv: the ties lie close together: what is a pixel wrong there is about 12 pixels wrong at the far end of the picture\n"
	 "N t.csv: 2 ties leave nothing to check them by: with four or more a wrong one is found\n"},
	{HEAD "0,0,40.1234,-75.1234,A\n1000,0,40.1234,-75.0434,B\n",
	 "W t.csv: by these ties the whole picture is 6819 m long\n"
	 "N t.csv: 2 ties leave nothing to check them by: with four or more a wrong one is found\n"},
	/* Noise on all: nobody is to blame, and it is said. */
	{HEAD NW "1000,0,40.12345,-75.12222655,NE\n1000,700,40.12270,-75.12222655,SE\n" SW "500,0,40.12344,-75.12275,N\n500,700,40.12280,-75.12288,S\n",
	 "W t.csv: one pixel is 0.1000 m along x and 0.1070 m along y, the axes at 92.2 degrees: a tie is wrong, or the drawing is not to scale\n"
	 "W t.csv:7:1: the ties do not agree: tie \"S\" is 6.1 m from where they put it, all together 4.5 m (root mean square)\n"},
};
/* clang-format on */

START_TEST(every_fault_is_named)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_ties ties;
	said[0] = '\0';
	cgrid_ctx_set_log(ctx, collect, NULL);
	enum cgrid_status status =
	    cgrid_ties_read_bytes(ctx, "t.csv", cases[_i].csv, strlen(cases[_i].csv), &ties);
	if (!status)
		status = cgrid_ties_fit(ctx, &ties, false, 1000, 700);
	if (status)
		snprintf(said, sizeof said, "! %s", cgrid_ctx_error(ctx));
	ck_assert_str_eq(said, cases[_i].said);
	cgrid_ties_free(&ties);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(strict_refuses_the_wrong_tie)
{
	static const char csv[] = HEAD NW NE SE "0,400,40.12276963,-75.1234,SW\n";
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_ties ties;
	ck_ok(ctx, cgrid_ties_read_bytes(ctx, "t.csv", csv, sizeof csv - 1, &ties));
	ck_assert_int_eq(cgrid_ties_fit(ctx, &ties, true, 1000, 700), CGRID_E_MEANING);
	cgrid_ties_free(&ties);
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ties");
	TCase *tests = tcase_create("ties");
	tcase_add_test(tests, similarities_and_affine_maps_come_back);
	tcase_add_test(tests, maps_are_recovered_to_the_last_digits);
	tcase_add_test(tests, residuals_equal_another_computation);
	tcase_add_test(tests, the_wrong_tie_is_found);
	tcase_add_loop_test(tests, every_fault_is_named, 0, sizeof cases / sizeof *cases);
	tcase_add_test(tests, strict_refuses_the_wrong_tie);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
