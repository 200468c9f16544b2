/* SPDX-License-Identifier: Apache-2.0 */
#include "base/num.h"
#include "harness.h"

#include <campusgrid/frame.h>

#include <math.h>

enum { FIELDS = 16 };

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

static const char *
usng(double lat, double lon, int digits, bool blanks)
{
	static char text[CGRID_USNG_SIZE];
	const struct cgrid_lonlat at = {.lon = lon, .lat = lat};
	ck_ok(ctx, cgrid_usng_format(ctx, at, digits, blanks, text));
	return text;
}

/* Metres between two places near each other, wherever they are. */
static double
apart(struct cgrid_lonlat a, struct cgrid_lonlat b)
{
	const double degree = 0.017453292519943295, radius = 6378137;
	double x =
	    cos(a.lat * degree) * cos(a.lon * degree) - cos(b.lat * degree) * cos(b.lon * degree);
	double y =
	    cos(a.lat * degree) * sin(a.lon * degree) - cos(b.lat * degree) * sin(b.lon * degree);
	double z = sin(a.lat * degree) - sin(b.lat * degree);
	return radius * sqrt(x * x + y * y + z * z);
}

/* Worked examples of FGDC-STD-011-2001 and positions on the lines where rules change. */
static const struct {
	double lat, lon;
	const char *text;
} known[] = {
    {38.889467309501576, -77.0352402156242, "18SUJ2348306479"},
    {40.7128, -74.006, "18TWL8395907350"},
    {50.4501, 30.5234, "36UUA2418291607"},
    {0, 0, "31NAA6602100000"},
    {-0.0, 0, "31NAA6602100000"},
    {21.309444, -157.916861, "04QFJ1234056781"},
    {60, 5, "32VKM7697958157"},
    {56, 3, "32VJH2604922336"},
    {63.9999, 3, "32VKS0685610816"},
    {64, 3, "31WEL0000097014"},
    {72, 9, "33XTV9336399233"},
    {74, 33, "37XCC1568521324"},
    {-80, 128.4525, "52CDS8938618364"},
    {89.9, 0, "ZAG0000088897"},
    {-89.9, 0, "BAN0000011102"},
    {90, 0, "ZAH0000000000"},
    {-90, 0, "BAN0000000000"},
    {84, 50.920338, "ZHC1756079694"},
};

START_TEST(known_positions)
{
	const char *want = known[_i].text;
	char text[CGRID_USNG_SIZE];
	snprintf(text, sizeof text, "%s", usng(known[_i].lat, known[_i].lon, 5, false));
	ck_assert_str_eq(text, want);
	/* Fewer digits are the same digits cut from the right. */
	size_t letters = strlen(want) - 10;
	for (int digits = 0; digits <= 5; digits++) {
		char cut[CGRID_USNG_SIZE];
		snprintf(cut, sizeof cut, "%.*s%.*s%.*s", (int)letters, want, digits, want + letters,
			 digits, want + letters + 5);
		ck_assert_str_eq(usng(known[_i].lat, known[_i].lon, digits, false), cut);
	}
}
END_TEST

START_TEST(blanks_stand_between_the_parts)
{
	static const char *const want[] = {"18S UJ",         "18S UJ 2 0",       "18S UJ 23 06",
					   "18S UJ 234 064", "18S UJ 2348 0647", "18S UJ 23483 06479"};
	for (int digits = 0; digits <= 5; digits++)
		ck_assert_str_eq(usng(38.889467309501576, -77.0352402156242, digits, true),
				 want[digits]);
	ck_assert_str_eq(usng(89.9, 0, 5, true), "Z AG 00000 88897");
}
END_TEST

/* Fields of a line of plain CSV. */
static size_t
split_line(char *line, char *fields[FIELDS])
{
	size_t n = 0;
	line[strcspn(line, "\r\n")] = '\0';
	for (char *at = line; at && n < FIELDS; n++) {
		fields[n] = at;
		at = strchr(at, ',');
		if (at)
			*at++ = '\0';
	}
	return n;
}

static FILE *
open_vectors(const char *name)
{
	char shared[200], line[512];
	snprintf(shared, sizeof shared, "data/conformance/mgrs_vectors/%s", name);
	const char *path = shared_path(shared);
	FILE *file = path ? fopen(path, "r") : NULL;
	if (file)
		ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
	return file;
}

static double
number(const char *text)
{
	double value;
	ck_assert_msg(cgrid_number_parse(text, strlen(text), &value), "%s", text);
	return value;
}

START_TEST(rows_of_geoconvert)
{
	FILE *file = open_vectors("geoconvert_2.1.2.csv");
	char line[512], *f[FIELDS];
	size_t rows = 0;
	if (!file)
		return;
	for (; fgets(line, sizeof line, file); rows++) {
		ck_assert_uint_ge(split_line(line, f), 12);
		double lat = number(f[0]), lon = number(f[1]);
		struct cgrid_utmups utm;
		ck_ok(ctx, cgrid_utmups_from_ground(ctx, (struct cgrid_lonlat){lon, lat}, &utm));
		ck_assert_msg(fabs(utm.easting - number(f[3])) < 0.000501 &&
				  fabs(utm.northing - number(f[4])) < 0.000501,
			      "%s %s: %.4f %.4f", f[0], f[1], utm.easting, utm.northing);
		for (int digits = 5; digits >= 0; digits--)
			ck_assert_msg(strcmp(usng(lat, lon, digits, false), f[10 - digits]) == 0,
				      "%s %s: %s, not %s", f[0], f[1], usng(lat, lon, digits, false),
				      f[10 - digits]);
		/* And back: the text names the square that holds the position. */
		struct cgrid_usng_square square;
		ck_ok(ctx, cgrid_usng_parse(ctx, f[5], &square));
		ck_assert_double_lt(apart(square.centre, (struct cgrid_lonlat){lon, lat}), 0.75);
	}
	ck_assert_uint_ge(rows, 600);
	fclose(file);
}
END_TEST

START_TEST(rows_of_mgrs_java)
{
	FILE *file = open_vectors("ngageoint_mgrs_java.csv");
	char line[512], *f[FIELDS];
	if (!file)
		return;
	while (fgets(line, sizeof line, file)) {
		struct cgrid_usng_square square;
		ck_assert_uint_ge(split_line(line, f), 3);
		double lat = number(f[1]);
		/* It clamps the cap north of 84 N into band X. */
		if (lat >= 84)
			continue;
		/* Its positions are written to about a metre. */
		ck_ok(ctx, cgrid_usng_parse(ctx, f[0], &square));
		ck_assert_msg(apart(square.corner, (struct cgrid_lonlat){number(f[2]), lat}) < 3, "%s",
			      f[0]);
		const char *ours = usng(square.centre.lat, square.centre.lon, 5, false);
		ck_assert_str_eq(ours + (ours[0] == '0' ? 1 : 0), f[0]);
	}
	fclose(file);
}
END_TEST

START_TEST(rows_of_texts_to_read)
{
	FILE *file = open_vectors("ngageoint_parse.csv");
	char line[512], *f[FIELDS];
	if (!file)
		return;
	while (fgets(line, sizeof line, file)) {
		struct cgrid_usng_square square;
		ck_assert_uint_ge(split_line(line, f), 2);
		enum cgrid_status status = cgrid_usng_parse(ctx, f[0], &square);
		/* A zone alone is no reference. */
		if (strlen(f[0]) <= 3) {
			ck_assert_int_eq(status, CGRID_E_ARGUMENT);
			continue;
		}
		ck_assert_msg(status == CGRID_OK, "%s: %s", f[0], cgrid_ctx_error(ctx));
		ck_assert_str_eq(usng(square.corner.lat, square.corner.lon, 5, false), f[1]);
	}
	fclose(file);
}
END_TEST

START_TEST(rows_of_clipped_squares)
{
	FILE *file = open_vectors("ngageoint_100k_bounds.csv");
	char line[512], *f[FIELDS];
	if (!file)
		return;
	while (fgets(line, sizeof line, file)) {
		struct cgrid_usng_square square;
		ck_assert_uint_ge(split_line(line, f), 3);
		ck_ok(ctx, cgrid_usng_parse(ctx, f[0], &square));
		/* 32VJN is 2.4 m off in the file: by PROJ its latitude has northing 6699997.610. */
		const struct cgrid_lonlat want = {number(f[1]), number(f[2])};
		ck_assert_msg(apart(square.corner, want) < 3, "%s: %.7f %.7f", f[0], square.corner.lat,
			      square.corner.lon);
	}
	fclose(file);
}
END_TEST

/* The corner of a square is in the square: 0 wrong, whatever the rounding of degrees. */
START_TEST(corners_read_back_as_themselves)
{
	struct rng rng = {11};
	for (int i = 0; i < 60000; i++) {
		struct cgrid_lonlat at = {rng_between(&rng, -180, 180), rng_between(&rng, -90, 90)};
		int digits = 1 + (int)rng_below(&rng, 5);
		struct cgrid_usng_square square;
		char text[CGRID_USNG_SIZE];
		snprintf(text, sizeof text, "%s", usng(at.lat, at.lon, digits, i % 2 == 0));
		ck_ok(ctx, cgrid_usng_parse(ctx, text, &square));
		ck_assert_int_eq(square.digits, digits);
		ck_assert_msg(
		    strcmp(usng(square.corner.lat, square.corner.lon, digits, i % 2 == 0), text) == 0,
		    "%s: its corner is in %s", text,
		    usng(square.corner.lat, square.corner.lon, digits, i % 2 == 0));
		ck_assert_double_lt(apart(square.centre, at), square.size_m * 0.8);
	}
}
END_TEST

START_TEST(both_ends_of_the_world_are_one)
{
	for (double lat = -89.5; lat < 90; lat += 1.25) {
		char east[CGRID_USNG_SIZE];
		snprintf(east, sizeof east, "%s", usng(lat, 180, 5, false));
		ck_assert_str_eq(usng(lat, -180, 5, false), east);
		ck_assert(lat < -80 || lat >= 84 || strncmp(east, "01", 2) == 0);
	}
}
END_TEST

/* The last double before a line is on this side of it. */
START_TEST(a_hair_before_a_line)
{
	for (int zone = 1; zone <= 60; zone++) {
		double west = 6 * zone - 186, east = 6 * zone - 180;
		ck_assert_int_eq(atoi(usng(40, west, 5, false)), zone);
		/* Beside 0 it is a number that no division can see. */
		if (east != 0)
			ck_assert_int_eq(atoi(usng(40, nextafter(east, west), 5, false)), zone);
	}
	const char *bands = "CDEFGHJKLMNPQRSTUVW";
	for (int i = 0; i < 19; i++) {
		double south = -80 + 8 * i, north = south + 8;
		ck_assert_int_eq(usng(south, -75, 5, false)[2], bands[i]);
		/* The equator is a line of metres as well, and a hair before it counts as on it. */
		if (north != 0)
			ck_assert_int_eq(usng(nextafter(north, south), -75, 5, false)[2], bands[i]);
	}
}
END_TEST

/* What is no reference, and what is one of a place that is not there. */
static const struct {
	const char *text;
	enum cgrid_status status;
} refused[] = {
    {"", CGRID_E_ARGUMENT},
    {"18", CGRID_E_ARGUMENT},
    {"18S", CGRID_E_ARGUMENT},
    {"18SU", CGRID_E_ARGUMENT},
    {"18SUI2348306479", CGRID_E_ARGUMENT},
    {"18SOJ2348306479", CGRID_E_ARGUMENT},
    {"18IUJ2348306479", CGRID_E_ARGUMENT},
    {"18SUJ234830647", CGRID_E_ARGUMENT},
    {"18SUJ1", CGRID_E_ARGUMENT},
    {"18SUJ123456123456", CGRID_E_ARGUMENT},
    {"18SUJ2348306479X", CGRID_E_ARGUMENT},
    {"18SUJ23483-6479", CGRID_E_ARGUMENT},
    {"61SUJ2348306479", CGRID_E_ARGUMENT},
    {"0SUJ2348306479", CGRID_E_ARGUMENT},
    {"118SUJ2348306479", CGRID_E_ARGUMENT},
    {"SUJ2348306479", CGRID_E_ARGUMENT},
    {"18AUJ2348306479", CGRID_E_ARGUMENT},
    {"C7", CGRID_E_ARGUMENT},
    {"38.88947,-77.03524", CGRID_E_ARGUMENT},
    {"18S UJ 23483 06479 18S UJ 23483 06479", CGRID_E_ARGUMENT},
    {"\xc3\xa9", CGRID_E_ARGUMENT},
    {"18SAJ2348306479", CGRID_E_OUTSIDE},
    {"18SUW2348306479", CGRID_E_OUTSIDE},
    {"32XNF0000000000", CGRID_E_OUTSIDE},
    {"34XDF0000000000", CGRID_E_OUTSIDE},
    {"18XSG0000000000", CGRID_E_OUTSIDE},
    {"ZZZ0000000000", CGRID_E_OUTSIDE},
    {"AAA0000000000", CGRID_E_OUTSIDE},
    {"YRA0000000000", CGRID_E_OUTSIDE},
};

START_TEST(refusals)
{
	struct cgrid_usng_square square;
	enum cgrid_status status = cgrid_usng_parse(ctx, refused[_i].text, &square);
	ck_assert_msg(status == refused[_i].status, "%s: %s", refused[_i].text,
		      cgrid_status_name(status));
	ck_assert_str_ne(cgrid_ctx_error(ctx), "");
	ck_assert(square.size_m == 0);
}
END_TEST

START_TEST(arguments)
{
	char text[CGRID_USNG_SIZE] = "x";
	const struct cgrid_lonlat bad[] = {{0, NAN}, {INFINITY, 0}, {0, 90.001}, {361, 0}};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		ck_assert_int_eq(cgrid_usng_format(ctx, bad[i], 5, true, text), CGRID_E_OUTSIDE);
		ck_assert_str_eq(text, "");
	}
	ck_assert_int_eq(cgrid_usng_format(ctx, (struct cgrid_lonlat){0, 0}, 6, true, text),
			 CGRID_E_ARGUMENT);
	ck_assert_int_eq(cgrid_usng_format(ctx, (struct cgrid_lonlat){0, 0}, -1, true, text),
			 CGRID_E_ARGUMENT);
}
END_TEST

/* Random places beside the other implementation, in one run of the program. */
START_TEST(beside_geoconvert)
{
	enum { PLACES = 20000 };
	char folder[] = "/tmp/campusgrid-usng-XXXXXX", in[64], out[64], command[256];
	struct rng rng = {29};
	if (system("GeoConvert --version >/dev/null 2>&1") != 0) {
		printf("skipped: GeoConvert is not here\n");
		return;
	}
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(in, sizeof in, "%s/in", folder);
	snprintf(out, sizeof out, "%s/out", folder);
	static struct cgrid_lonlat places[PLACES];
	FILE *file = fopen(in, "w");
	ck_assert_ptr_nonnull(file);
	for (int i = 0; i < PLACES; i++) {
		/* Half of them on whole hundredths of a degree: on every line of zones and bands. */
		double lat = rng_between(&rng, -90, 90), lon = rng_between(&rng, -180, 180);
		if (i % 2 == 0) {
			lat = round(lat * 2) / 2;
			lon = round(lon * 2) / 2;
		}
		places[i] = (struct cgrid_lonlat){lon, lat == 0 ? 0 : lat};
		fprintf(file, "%.17g %.17g\n", places[i].lat, places[i].lon);
	}
	fclose(file);
	snprintf(command, sizeof command, "GeoConvert -m -p 0 <%s >%s", in, out);
	ck_assert_int_eq(system(command), 0);
	file = fopen(out, "r");
	ck_assert_ptr_nonnull(file);
	for (int i = 0; i < PLACES; i++) {
		char line[64];
		ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
		line[strcspn(line, "\n")] = '\0';
		ck_assert_msg(strcmp(usng(places[i].lat, places[i].lon, 5, false), line) == 0,
			      "%.17g %.17g: %s, not %s", places[i].lat, places[i].lon,
			      usng(places[i].lat, places[i].lon, 5, false), line);
	}
	fclose(file);
	unlink(in);
	unlink(out);
	rmdir(folder);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("usng");
	TCase *tests = tcase_create("usng");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, known_positions, 0, sizeof known / sizeof *known);
	tcase_add_test(tests, blanks_stand_between_the_parts);
	tcase_add_test(tests, rows_of_geoconvert);
	tcase_add_test(tests, rows_of_mgrs_java);
	tcase_add_test(tests, rows_of_texts_to_read);
	tcase_add_test(tests, rows_of_clipped_squares);
	tcase_add_test(tests, corners_read_back_as_themselves);
	tcase_add_test(tests, a_hair_before_a_line);
	tcase_add_test(tests, both_ends_of_the_world_are_one);
	tcase_add_loop_test(tests, refusals, 0, sizeof refused / sizeof *refused);
	tcase_add_test(tests, arguments);
	tcase_add_test(tests, beside_geoconvert);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
