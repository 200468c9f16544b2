/* SPDX-License-Identifier: Apache-2.0 */
#include "base/num.h"
#include "frame/crs.h"
#include "frame/near.h"
#include "harness.h"

#include <campusgrid/frame.h>

#include <math.h>
#include <proj.h>

static struct cgrid_ctx *ctx;

static void
setup(void)
{
	ctx = cgrid_ctx_new();
	ck_assert_ptr_nonnull(ctx);
}

static void
teardown(void)
{
	cgrid_ctx_free(ctx);
}

static const double degree = 0.017453292519943295;

/* Metres between two places near each other. */
static double
apart(struct cgrid_lonlat a, struct cgrid_lonlat b)
{
	double dlon = remainder(a.lon - b.lon, 360) * cos(a.lat * degree);
	return hypot(dlon, a.lat - b.lat) * degree * 6400000;
}

/* Origins everywhere: mid latitudes, the equator, the antimeridian, Svalbard, a pole. */
static const struct cgrid_lonlat origins[] = {
    {-75.123, 40.456}, {0, 0},     {179.999, -16.5}, {-180, 65.25}, {15.6, 78.2},
    {151.21, -33.86},  {3, 51.44}, {10, 89.9},       {0, -90},      {-77.035, 38.889},
};
enum { ORIGINS = sizeof origins / sizeof *origins };

/* PROJ's Poder/Engsager algorithm is another series of the sixth order. */
START_TEST(local_frames_are_projs)
{
	struct cgrid_lonlat origin = origins[_i];
	struct cgrid_frame frame = {.kind = CGRID_FRAME_LOCAL, .origin = origin};
	struct rng rng = {3 + (uint64_t)_i};
	char text[200], lat[CGRID_FIXED_SIZE], lon[CGRID_FIXED_SIZE];
	double worst = 0, worst_back = 0;
	cgrid_fixed(lat, origin.lat, 6);
	cgrid_fixed(lon, origin.lon, 6);
	snprintf(text, sizeof text,
		 "+proj=tmerc +algo=poder_engsager +lat_0=%.20s +lon_0=%.20s +ellps=WGS84", lat, lon);
	PJ *pj = proj_create(NULL, text);
	ck_assert_ptr_nonnull(pj);
	for (int n = 0; n < 4000; n++) {
		/* From a campus's size to 2,900 km. */
		double reach = pow(10, rng_between(&rng, 2, 6.46));
		struct cgrid_xy at = {rng_between(&rng, -reach, reach),
				      rng_between(&rng, -reach, reach)};
		struct cgrid_lonlat ground, again;
		struct cgrid_xy xy;
		ck_ok(ctx, cgrid_frame_to_ground(ctx, &frame, &at, 1, &ground));
		ck_ok(ctx, cgrid_frame_to_xy(ctx, &frame, &ground, 1, &xy));
		worst_back = fmax(worst_back, hypot(xy.x - at.x, xy.y - at.y));
		PJ_COORD theirs =
		    proj_trans(pj, PJ_FWD, proj_coord(ground.lon * degree, ground.lat * degree, 0, 0));
		worst = fmax(worst, hypot(theirs.xy.x - xy.x, theirs.xy.y - xy.y));
		ck_ok(ctx, cgrid_frame_to_ground(ctx, &frame, &xy, 1, &again));
		ck_assert_double_lt(apart(ground, again), 1e-7);
	}
	proj_destroy(pj);
	ck_assert_msg(worst < 1e-8, "%.3g m from PROJ", worst);
	ck_assert_msg(worst_back < 1e-8, "%.3g m there and back", worst_back);
}
END_TEST

/* Many points at once: the series about their middle, in boxes of a room's size to that of a county;
 * points beyond the box go the long way. */
START_TEST(series_about_a_middle_are_the_projection)
{
	enum { POINTS = 200 };
	struct rng rng = {77 + (uint64_t)_i};
	double worst = 0;
	size_t good = 0;
	for (int n = 0; n < 60; n++) {
		struct cgrid_lonlat middle = origins[_i], ground[POINTS];
		struct cgrid_xy xy[POINTS];
		struct cgrid_tmerc tm;
		struct cgrid_near near;
		double size = pow(10, rng_between(&rng, -5, -0.7));
		const struct cgrid_lonlat reach = {size, size * rng_between(&rng, 0.1, 1)};
		cgrid_tmerc_init(&tm, middle, 1, 0, 0);
		middle.lon += n % 2 ? rng_between(&rng, -3, 3) : 0;
		if (n % 3 == 0)
			cgrid_tmerc_init_utm(&tm, 1 + (int)floor((middle.lon + 180) / 6) % 60, false);
		cgrid_near_init(&near, &tm, middle, reach);
		good += near.good;
		for (int i = 0; i < POINTS; i++)
			ground[i] = (struct cgrid_lonlat){
			    middle.lon + reach.lon * rng_between(&rng, -1.1, 1.1),
			    fmax(-90, fmin(90, middle.lat + reach.lat * rng_between(&rng, -1.1, 1.1)))};
		ck_assert_uint_eq(cgrid_near_to_xy(&near, ground, POINTS, xy), SIZE_MAX);
		for (int i = 0; i < POINTS; i++) {
			struct cgrid_xy exact;
			ck_assert(cgrid_tmerc_to_xy(&tm, ground[i], &exact));
			worst = fmax(worst, hypot(exact.x - xy[i].x, exact.y - xy[i].y));
		}
	}
	ck_assert_msg(worst < 8e-9, "%.3g m", worst);
	/* At the poles there are none; elsewhere only the largest boxes have none. */
	ck_assert_msg(fabs(origins[_i].lat) > 88 ? good == 0 : good > 40, "%zu", good);
}
END_TEST

START_TEST(the_first_too_far_is_told)
{
	const struct cgrid_lonlat middle = {9, 48}, reach = {0.01, 0.01};
	struct cgrid_lonlat ground[100];
	struct cgrid_xy xy[100];
	struct cgrid_tmerc tm;
	struct cgrid_near near;
	cgrid_tmerc_init(&tm, middle, 1, 0, 0);
	cgrid_near_init(&near, &tm, middle, reach);
	for (int i = 0; i < 100; i++)
		ground[i] = middle;
	ground[77].lon = 99;
	ck_assert_uint_eq(cgrid_near_to_xy(&near, ground, 100, xy), 77);
	ground[70].lat = NAN;
	ck_assert_uint_eq(cgrid_near_to_xy(&near, ground, 100, xy), 70);
}
END_TEST

/* The exact projection by elliptic functions, 30 digits behind the scenes. */
START_TEST(the_series_is_exact_to_ten_nanometres)
{
	enum { POINTS = 3000 };
	static struct cgrid_xy ours[POINTS];
	char folder[] = "/tmp/campusgrid-frame-XXXXXX", in[64], out[64], command[256];
	struct cgrid_frame frame = {.kind = CGRID_FRAME_LOCAL, .origin = {0, 0}};
	struct rng rng = {41};
	double worst = 0;
	if (system("TransverseMercatorProj --version >/dev/null 2>&1") != 0) {
		printf("skipped: TransverseMercatorProj is not here\n");
		return;
	}
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(in, sizeof in, "%s/in", folder);
	snprintf(out, sizeof out, "%s/out", folder);
	FILE *file = fopen(in, "w");
	ck_assert_ptr_nonnull(file);
	for (int n = 0; n < POINTS; n++) {
		struct cgrid_xy at = {rng_between(&rng, -2.9e6, 2.9e6),
				      rng_between(&rng, -9.9e6, 9.9e6)};
		struct cgrid_lonlat ground;
		ck_ok(ctx, cgrid_frame_to_ground(ctx, &frame, &at, 1, &ground));
		ck_ok(ctx, cgrid_frame_to_xy(ctx, &frame, &ground, 1, &ours[n]));
		fprintf(file, "%.17g %.17g\n", ground.lat, ground.lon);
	}
	fclose(file);
	snprintf(command, sizeof command, "TransverseMercatorProj -k 1 -l 0 -p 9 <%s >%s", in, out);
	ck_assert_int_eq(system(command), 0);
	file = fopen(out, "r");
	ck_assert_ptr_nonnull(file);
	for (int n = 0; n < POINTS; n++) {
		double x, y;
		char line[200];
		ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
		ck_assert_int_eq(sscanf(line, "%lf %lf", &x, &y), 2);
		worst = fmax(worst, hypot(x - ours[n].x, y - ours[n].y));
	}
	fclose(file);
	unlink(in);
	unlink(out);
	rmdir(folder);
	ck_assert_msg(worst < 1e-8, "%.3g m", worst);
}
END_TEST

START_TEST(utm_is_projs)
{
	int zone = 1 + _i;
	char text[80];
	double worst = 0;
	struct rng rng = {(uint64_t)zone};
	for (int south = 0; south < 2; south++) {
		snprintf(text, sizeof text, "+proj=utm +zone=%d%s +ellps=WGS84", zone,
			 south ? " +south" : "");
		PJ *pj = proj_create(NULL, text);
		struct cgrid_frame frame = {.kind = CGRID_FRAME_UTM, .zone = zone, .south = south};
		for (int n = 0; n < 300; n++) {
			struct cgrid_lonlat at = {6 * zone - 183 + rng_between(&rng, -8, 8),
						  rng_between(&rng, -80, 84)};
			struct cgrid_lonlat back;
			struct cgrid_xy xy;
			ck_ok(ctx, cgrid_frame_to_xy(ctx, &frame, &at, 1, &xy));
			ck_ok(ctx, cgrid_frame_to_ground(ctx, &frame, &xy, 1, &back));
			ck_assert_double_lt(apart(at, back), 1e-8);
			PJ_COORD theirs =
			    proj_trans(pj, PJ_FWD, proj_coord(at.lon * degree, at.lat * degree, 0, 0));
			worst = fmax(worst, hypot(theirs.xy.x - xy.x, theirs.xy.y - xy.y));
		}
		proj_destroy(pj);
	}
	ck_assert_msg(worst < 1e-8, "%.3g m from PROJ", worst);
}
END_TEST

/* Exactly 0 at the origin, and exactly 0 (or 500 km) on the meridian: no stray nanometre. */
START_TEST(origin_and_meridian_are_exact)
{
	struct cgrid_frame frame = {.kind = CGRID_FRAME_LOCAL, .origin = origins[_i]};
	struct cgrid_frame utm = {.kind = CGRID_FRAME_UTM, .zone = 18};
	struct cgrid_xy xy;
	ck_ok(ctx, cgrid_frame_to_xy(ctx, &frame, &frame.origin, 1, &xy));
	ck_assert(xy.x == 0 && xy.y == 0);
	for (double lat = -89.5; lat < 84; lat += 0.7) {
		const struct cgrid_lonlat at = {-75, lat};
		ck_ok(ctx, cgrid_frame_to_xy(ctx, &utm, &at, 1, &xy));
		ck_assert(xy.x == 500000);
	}
	const struct cgrid_lonlat equator = {-77.5, 0};
	ck_ok(ctx, cgrid_frame_to_xy(ctx, &utm, &equator, 1, &xy));
	ck_assert(xy.y == 0);
}
END_TEST

/* Convergence is the turn of a short step to the north. */
START_TEST(convergence_is_the_turn_of_north)
{
	struct rng rng = {5};
	for (int n = 0; n < 500; n++) {
		struct cgrid_frame frame = {.kind = CGRID_FRAME_UTM, .zone = 18};
		struct cgrid_lonlat at = {rng_between(&rng, -80, -70), rng_between(&rng, -79, 83)};
		const struct cgrid_lonlat step[2] = {{at.lon, at.lat - 1e-4}, {at.lon, at.lat + 1e-4}};
		struct cgrid_xy xy[2];
		double turn;
		frame.south = at.lat < 0;
		ck_ok(ctx, cgrid_frame_to_xy(ctx, &frame, step, 2, xy));
		ck_ok(ctx, cgrid_frame_convergence(ctx, &frame, at, &turn));
		/* North leans west of the frame's north where the frame's leans east of it. */
		ck_assert_double_eq_tol(turn, -atan2(xy[1].x - xy[0].x, xy[1].y - xy[0].y) / degree,
					1e-6);
		ck_assert_double_eq_tol(
		    turn, atan(tan((at.lon + 75) * degree) * sin(at.lat * degree)) / degree, 0.02);
	}
	struct cgrid_frame epsg = {.kind = CGRID_FRAME_EPSG, .epsg = 32618};
	struct cgrid_frame utm = {.kind = CGRID_FRAME_UTM, .zone = 18};
	double by_proj, by_series;
	ck_ok(ctx, cgrid_frame_convergence(ctx, &epsg, (struct cgrid_lonlat){-77, 38.9}, &by_proj));
	ck_ok(ctx, cgrid_frame_convergence(ctx, &utm, (struct cgrid_lonlat){-77, 38.9}, &by_series));
	ck_assert_double_eq_tol(by_proj, by_series, 1e-6);
}
END_TEST

START_TEST(a_frame_stays_when_a_room_is_added)
{
	struct cgrid_frame a = cgrid_frame_local((struct cgrid_lonlat){-75.1234, 40.45649});
	struct cgrid_frame b = cgrid_frame_local((struct cgrid_lonlat){-75.12349, 40.4561});
	ck_assert(a.origin.lat == 40.456 && a.origin.lon == -75.123);
	ck_assert_mem_eq(&a.origin, &b.origin, sizeof a.origin);
}
END_TEST

static const struct {
	const char *text;
	enum cgrid_status status;
	enum cgrid_frame_kind kind;
	int number; /* zone or code */
	bool south;
} texts[] = {
    {"local", CGRID_OK, CGRID_FRAME_LOCAL, 0, false},
    {"utm", CGRID_OK, CGRID_FRAME_UTM, 18, false},
    {"utm:19S", CGRID_OK, CGRID_FRAME_UTM, 19, true},
    {"utm:1n", CGRID_OK, CGRID_FRAME_UTM, 1, false},
    {"EPSG:32618", CGRID_OK, CGRID_FRAME_EPSG, 32618, false},
    {"epsg:32618", CGRID_OK, CGRID_FRAME_EPSG, 32618, false},
    {"utm:0N", CGRID_E_ARGUMENT, CGRID_FRAME_LOCAL, 0, false},
    {"utm:61N", CGRID_E_ARGUMENT, CGRID_FRAME_LOCAL, 0, false},
    {"utm:18", CGRID_E_ARGUMENT, CGRID_FRAME_LOCAL, 0, false},
    {"utm:18X", CGRID_E_ARGUMENT, CGRID_FRAME_LOCAL, 0, false},
    {"", CGRID_E_ARGUMENT, CGRID_FRAME_LOCAL, 0, false},
    {"e", CGRID_E_ARGUMENT, CGRID_FRAME_LOCAL, 0, false},
    {"mercator", CGRID_E_ARGUMENT, CGRID_FRAME_LOCAL, 0, false},
    {"EPSG:", CGRID_E_ARGUMENT, CGRID_FRAME_LOCAL, 0, false},
    {"EPSG:x", CGRID_E_ARGUMENT, CGRID_FRAME_LOCAL, 0, false},
    /* No such code; degrees; feet; Web Mercator's metres are metres, whatever one thinks of them. */
    {"EPSG:999998", CGRID_E_ARGUMENT, CGRID_FRAME_LOCAL, 0, false},
    {"EPSG:4326", CGRID_E_ARGUMENT, CGRID_FRAME_LOCAL, 0, false},
    {"EPSG:6565", CGRID_E_ARGUMENT, CGRID_FRAME_LOCAL, 0, false},
};

START_TEST(frames_by_text)
{
	struct cgrid_frame frame;
	enum cgrid_status status =
	    cgrid_frame_parse(ctx, texts[_i].text, (struct cgrid_lonlat){-75.1234, 40.4564}, &frame);
	ck_assert_msg(status == texts[_i].status, "%s: %s", texts[_i].text, cgrid_status_name(status));
	if (status)
		return;
	ck_assert_int_eq(frame.kind, texts[_i].kind);
	ck_assert_int_eq(frame.kind == CGRID_FRAME_EPSG ? frame.epsg : frame.zone, texts[_i].number);
	ck_assert(frame.south == texts[_i].south);
}
END_TEST

START_TEST(what_lies_too_far_is_named)
{
	const struct cgrid_frame frames[2] = {{.kind = CGRID_FRAME_LOCAL, .origin = {-75, 40}},
					      {.kind = CGRID_FRAME_EPSG, .epsg = 32618}};
	const struct cgrid_lonlat bad[] = {
	    {NAN, 40}, {-75, INFINITY}, {-75, 90.1}, {361, 40}, {105, 40}};
	for (int f = 0; f < 2; f++)
		for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
			const struct cgrid_lonlat ground[3] = {{-75, 40}, {-75.1, 40.1}, bad[i]};
			struct cgrid_xy xy[3];
			/* PROJ takes more of the earth, and says so itself. */
			if (f == 1 && i > 2)
				continue;
			ck_assert_int_eq(cgrid_frame_to_xy(ctx, &frames[f], ground, 3, xy),
					 CGRID_E_OUTSIDE);
			ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "position 3"));
		}
	const struct cgrid_xy far[] = {{3.1e6, 0}, {NAN, 0}, {0, INFINITY}, {0, -1.8e7}};
	for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
		struct cgrid_lonlat ground;
		ck_assert_int_eq(cgrid_frame_to_ground(ctx, &frames[0], &far[i], 1, &ground),
				 CGRID_E_OUTSIDE);
	}
}
END_TEST

/* A CRS of a drawing: Web Mercator, US feet; and an EPSG frame that is a UTM zone. */
START_TEST(crs_to_ground)
{
	const struct cgrid_xy mercator = {-8575524.123456, 4707079.654321};
	struct cgrid_lonlat ground;
	ck_ok(ctx, cgrid_crs_to_ground(ctx, "EPSG:3857", &mercator, 1, &ground));
	const double radius = 6378137;
	ck_assert_double_eq_tol(ground.lon, mercator.x / radius / degree, 1e-11);
	ck_assert_double_eq_tol(ground.lat, atan(sinh(mercator.y / radius)) / degree, 1e-11);
	/* Pennsylvania South, US survey feet: the false origin is 600,000 m at 77 d 45 m W. */
	const struct cgrid_xy feet = {600000.0 * 3937 / 1200, 0};
	ck_ok(ctx, cgrid_crs_to_ground(ctx, "EPSG:6565", &feet, 1, &ground));
	ck_assert_double_eq_tol(ground.lon, -77.75, 1e-4);
	ck_assert_double_eq_tol(ground.lat, 39 + 20 / 60.0, 1e-4);
	ck_assert_int_eq(cgrid_crs_to_ground(ctx, "EPSG:0", &feet, 1, &ground), CGRID_E_ARGUMENT);
	ck_assert_int_eq(cgrid_crs_to_ground(ctx, "", &feet, 1, &ground), CGRID_E_ARGUMENT);
	const struct cgrid_xy bad = {NAN, 0};
	ck_assert_int_eq(cgrid_crs_to_ground(ctx, "EPSG:3857", &bad, 1, &ground), CGRID_E_OUTSIDE);
	/* Nothing was doubtful. */
	ck_assert_uint_eq(cgrid_ctx_count(ctx, CGRID_WARNING), 0);
}
END_TEST

START_TEST(epsg_frames_are_the_same_utm)
{
	struct cgrid_frame epsg = {.kind = CGRID_FRAME_EPSG, .epsg = 32618};
	struct cgrid_frame utm = {.kind = CGRID_FRAME_UTM, .zone = 18};
	struct rng rng = {13};
	for (int n = 0; n < 2000; n++) {
		struct cgrid_lonlat at = {rng_between(&rng, -78, -72), rng_between(&rng, 1, 80)}, back;
		struct cgrid_xy a, b;
		ck_ok(ctx, cgrid_frame_to_xy(ctx, &epsg, &at, 1, &a));
		ck_ok(ctx, cgrid_frame_to_xy(ctx, &utm, &at, 1, &b));
		ck_assert_double_lt(hypot(a.x - b.x, a.y - b.y), 1e-7);
		ck_ok(ctx, cgrid_frame_to_ground(ctx, &epsg, &a, 1, &back));
		ck_assert_double_lt(apart(at, back), 1e-7);
	}
}
END_TEST

START_TEST(zones_of_utm)
{
	static const struct {
		double lat, lon;
		int zone; /* 0: none */
	} rows[] = {
	    {40, -75, 18}, {0, -180, 1},  {0, 180, 1},   {0, 179.9, 60}, {55.9, 5, 31}, {56, 3, 32},
	    {56, 2.9, 31}, {63.9, 5, 32}, {64, 5, 31},   {72, 8.9, 31},  {72, 9, 33},   {83.9, 21, 35},
	    {72, 33, 37},  {72, 42, 38},  {-72, 10, 32}, {84, 5, 0},     {-80, 5, 31},  {-80.1, 5, 0},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct cgrid_frame frame;
		enum cgrid_status status =
		    cgrid_frame_utm(ctx, (struct cgrid_lonlat){rows[i].lon, rows[i].lat}, &frame);
		ck_assert_int_eq(status, rows[i].zone == 0 ? CGRID_E_OUTSIDE : CGRID_OK);
		ck_assert_int_eq(frame.zone, rows[i].zone);
		ck_assert(status || frame.south == (rows[i].lat < 0));
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("frame");
	TCase *tests = tcase_create("frame");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, local_frames_are_projs, 0, ORIGINS);
	tcase_add_loop_test(tests, series_about_a_middle_are_the_projection, 0, ORIGINS);
	tcase_add_test(tests, the_first_too_far_is_told);
	tcase_add_test(tests, the_series_is_exact_to_ten_nanometres);
	tcase_add_loop_test(tests, utm_is_projs, 0, 60);
	tcase_add_loop_test(tests, origin_and_meridian_are_exact, 0, ORIGINS);
	tcase_add_test(tests, convergence_is_the_turn_of_north);
	tcase_add_test(tests, a_frame_stays_when_a_room_is_added);
	tcase_add_loop_test(tests, frames_by_text, 0, sizeof texts / sizeof *texts);
	tcase_add_test(tests, what_lies_too_far_is_named);
	tcase_add_test(tests, crs_to_ground);
	tcase_add_test(tests, epsg_frames_are_the_same_utm);
	tcase_add_test(tests, zones_of_utm);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
