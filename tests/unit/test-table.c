/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables of the school: golden files (CAMPUSGRID_UPDATE=1 writes them anew),
 * and what must hold for any: the order of the input, the locale and the time
 * zone change no byte.
 */
#include "school.h"

#include "golden.h"
#include "table/rows.h"

#include <locale.h>
#include <math.h>
#include <time.h>

static const char *const kinds[] = {"cells", "rooms", "pieces", "doors", "assets", "sensors"};
static const char *const formats[] = {"csv", "json", "ndjson", "geojson"};
enum { KINDS = 6, FORMATS = 4, TABLES = KINDS * FORMATS };

static void
write_table(const struct school *school, int table, const struct cgrid_table_options *options,
	    struct cgrid_buf *out)
{
	cgrid_buf_clear(out);
	ck_ok(school->ctx,
	      cgrid_table_write(school->ctx, (enum cgrid_table_kind)(table / FORMATS),
				(enum cgrid_table_format)(table % FORMATS), school->campus,
				school->grid, school->pieces, options, cgrid_buf_sink(out)));
	ck_assert_uint_eq(out->size, strlen(out->data));
}

START_TEST(tables_are_golden)
{
	struct school school = school_open(NULL);
	struct cgrid_buf out = {0};
	char name[64];
	snprintf(name, sizeof name, "school-%s.%s", kinds[_i / FORMATS], formats[_i % FORMATS]);
	write_table(&school, _i, NULL, &out);
	check_golden(school.ctx, name, &out);
	cgrid_buf_free(&out);
	school_close(&school);
}
END_TEST

START_TEST(headers_are_those_of_the_interface)
{
	static const char *const heads[] = {
	    "cell,column,row,lat,lon,usng,rooms,doors,assets,sensors\n",
	    "id,building,level,ordinal,room,name,category,cell,cells,lat,lon,usng,area_m2\n",
	    "id,building,level,ordinal,room,cell,area_m2,share,lat,lon\n",
	    "id,building,level,ordinal,door,exterior,rooms,cell,lat,lon,usng\n",
	    "id,kind,name,building,level,ordinal,room,cell,lat,lon,usng\n",
	    ("query,status,sensor,kind,building,level,ordinal,room,room_name,cell,keypad,cells,lat,lon,"
	     "z,uncertainty_m,usng,door,door_m,text,candidates,rooms,door_way,door_bearing,route\n"),
	};
	struct school school = school_open(NULL);
	struct cgrid_buf out = {0};
	for (int kind = 0; kind < KINDS; kind++) {
		enum cgrid_table_kind parsed;
		write_table(&school, kind * FORMATS, NULL, &out);
		ck_assert_int_eq(strncmp(out.data, heads[kind], strlen(heads[kind])), 0);
		ck_assert(cgrid_table_kind_parse(kinds[kind], &parsed));
		ck_assert_int_eq(parsed, kind);
	}
	for (int format = 0; format < FORMATS; format++) {
		enum cgrid_table_format parsed;
		ck_assert(cgrid_table_format_parse(formats[format], &parsed));
		ck_assert_int_eq(parsed, format);
		ck_assert(!cgrid_table_format_parse("xml", &parsed));
	}
	cgrid_buf_free(&out);
	school_close(&school);
}
END_TEST

START_TEST(the_order_of_the_input_does_not_matter)
{
	struct school plain = school_open(NULL);
	struct cgrid_buf wanted = {0}, is = {0};
	for (uint64_t seed = 1; seed <= 12; seed++) {
		struct rng rng = {seed};
		struct school shuffled = school_open(&rng);
		for (int table = 0; table < TABLES; table++) {
			write_table(&plain, table, NULL, &wanted);
			write_table(&shuffled, table, NULL, &is);
			check_same_text(kinds[table / FORMATS], is.data, wanted.data);
		}
		school_close(&shuffled);
	}
	cgrid_buf_free(&wanted);
	cgrid_buf_free(&is);
	school_close(&plain);
}
END_TEST

/* A locale of a comma for the point, or of other small letters. Made before it is asked for: the C
 * library remembers what it has not found. */
static bool
make_locale(const char *folder, const char *name)
{
	char command[400];
	snprintf(command, sizeof command, "localedef -i %.5s -f UTF-8 '%s/%s' >/dev/null 2>&1", name,
		 folder, name);
	return system(command) == 0 && setlocale(LC_ALL, name) != NULL;
}

START_TEST(neither_do_locale_and_time_zone)
{
	static const char *const locales[] = {"fr_FR.UTF-8", "tr_TR.UTF-8"};
	struct cgrid_buf wanted[TABLES] = {{0}}, is = {0};
	struct school school = school_open(NULL);
	char folder[] = "/tmp/campusgrid-locales-XXXXXX", remove[80];
	for (int table = 0; table < TABLES; table++)
		write_table(&school, table, NULL, &wanted[table]);
	school_close(&school);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	setenv("LOCPATH", folder, 1);
	for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
		setenv("TZ", i % 2 ? "Pacific/Kiritimati" : "America/New_York", 1);
		tzset();
		if (make_locale(folder, locales[i]))
			ck_assert_str_eq(localeconv()->decimal_point, ",");
		else
			printf("skipped: the locale %s cannot be made here\n", locales[i]);
		school = school_open(NULL);
		for (int table = 0; table < TABLES; table++) {
			write_table(&school, table, NULL, &is);
			check_same_text(locales[i], is.data, wanted[table].data);
		}
		school_close(&school);
	}
	setlocale(LC_ALL, "C");
	snprintf(remove, sizeof remove, "rm -r '%s'", folder);
	ck_assert_int_eq(system(remove), 0);
	for (int table = 0; table < TABLES; table++)
		cgrid_buf_free(&wanted[table]);
	cgrid_buf_free(&is);
}
END_TEST

static size_t
count_lines(const char *text)
{
	size_t n = 0;
	for (; *text; text++)
		n += *text == '\n';
	return n;
}

/* Rows of CSV that a filter or an audience leaves; the header is not counted. */
static const struct {
	enum cgrid_table_kind kind;
	const char *building, *level;
	enum cgrid_audience audience;
	size_t rows;
	const char *has, *has_not;
} filters[] = {
    {CGRID_TABLE_CELLS, NULL, NULL, CGRID_OWNER, 96, "E3,3,E,", NULL},
    {CGRID_TABLE_CELLS, "Gym", NULL, CGRID_OWNER, 96, NULL, NULL},
    {CGRID_TABLE_ROOMS, NULL, NULL, CGRID_OWNER, 11, "Void", NULL},
    {CGRID_TABLE_ROOMS, "main", NULL, CGRID_OWNER, 8, "214", "Court"},
    {CGRID_TABLE_ROOMS, NULL, "1", CGRID_OWNER, 7, "Court", "214"},
    {CGRID_TABLE_ROOMS, "Main", "ordinal:1", CGRID_RESPONDER, 4, "214", "101"},
    {CGRID_TABLE_DOORS, NULL, "2", CGRID_RESPONDER, 1, "S2", NULL},
    {CGRID_TABLE_DOORS, NULL, NULL, CGRID_OWNER, 6, "true", NULL},
    {CGRID_TABLE_ASSETS, NULL, NULL, CGRID_OWNER, 4, "camera", NULL},
    {CGRID_TABLE_ASSETS, NULL, NULL, CGRID_RESPONDER, 2, "hydrant", "camera"},
    {CGRID_TABLE_ASSETS, "Main", NULL, CGRID_OWNER, 2, "aed", "hydrant"},
    {CGRID_TABLE_SENSORS, NULL, NULL, CGRID_OWNER, 13, "ambiguous", NULL},
    /* Those that say it, and S-2, which can be nowhere else. */
    {CGRID_TABLE_SENSORS, "Gym", NULL, CGRID_OWNER, 2, "S-2", "S-1,"},
    {CGRID_TABLE_SENSORS, "Main", "2", CGRID_OWNER, 1, "S-1,", "S-3"},
};

START_TEST(filters_and_audiences)
{
	struct school school = school_open(NULL);
	struct cgrid_buf out = {0};
	struct cgrid_table_options options = CGRID_TABLE_OPTIONS_INIT;
	options.building = filters[_i].building;
	options.level = filters[_i].level;
	options.audience = filters[_i].audience;
	write_table(&school, (int)filters[_i].kind * FORMATS, &options, &out);
	ck_assert_uint_eq(count_lines(out.data) - 1, filters[_i].rows);
	if (filters[_i].has)
		ck_assert_ptr_nonnull(strstr(out.data, filters[_i].has));
	if (filters[_i].has_not)
		ck_assert_ptr_null(strstr(out.data, filters[_i].has_not));
	cgrid_buf_free(&out);
	school_close(&school);
}
END_TEST

static const struct {
	enum cgrid_table_kind kind;
	const char *building, *level;
	enum cgrid_audience audience;
	enum cgrid_status status;
	const char *message;
} refusals[] = {
    {CGRID_TABLE_ROOMS, "B", NULL, CGRID_OWNER, CGRID_E_UNKNOWN,
     "there is no building \"B\"; there is: Gym, Main"},
    {CGRID_TABLE_ROOMS, NULL, "9", CGRID_OWNER, CGRID_E_UNKNOWN,
     "there is no level \"9\"; there is: 1, 2"},
    {CGRID_TABLE_ROOMS, "Gym", "2", CGRID_OWNER, CGRID_E_UNKNOWN,
     "there is no level \"2\" in building \"Gym\"; there is: 1"},
    {CGRID_TABLE_ROOMS, NULL, "ordinal:7", CGRID_OWNER, CGRID_E_UNKNOWN, "there is no level"},
    {CGRID_TABLE_SENSORS, NULL, NULL, CGRID_RESPONDER, CGRID_E_ARGUMENT, "not for the audience"},
    {CGRID_TABLE_SENSORS, NULL, NULL, CGRID_PUBLIC, CGRID_E_ARGUMENT, "not for the audience"},
    {CGRID_TABLE_ROOMS, NULL, NULL, CGRID_PUBLIC, CGRID_E_ARGUMENT, "not for the audience"},
    {CGRID_TABLE_PIECES, NULL, NULL, CGRID_PUBLIC, CGRID_E_ARGUMENT, "not for the audience"},
    {CGRID_TABLE_DOORS, NULL, NULL, CGRID_PUBLIC, CGRID_E_ARGUMENT, "not for the audience"},
    {CGRID_TABLE_ASSETS, NULL, NULL, CGRID_PUBLIC, CGRID_E_ARGUMENT, "not for the audience"},
    {CGRID_TABLE_ASSETS, NULL, NULL, (enum cgrid_audience)3, CGRID_E_ARGUMENT, "options"},
    {CGRID_TABLE_ALL, NULL, NULL, CGRID_OWNER, CGRID_E_ARGUMENT, "a GeoPackage (gpkg) alone"},
    {(enum cgrid_table_kind)7, NULL, NULL, CGRID_OWNER, CGRID_E_ARGUMENT, "no such table"},
};

START_TEST(what_is_refused_writes_nothing)
{
	struct school school = school_open(NULL);
	struct cgrid_buf out = {0};
	struct cgrid_table_options options = CGRID_TABLE_OPTIONS_INIT;
	options.building = refusals[_i].building;
	options.level = refusals[_i].level;
	options.audience = refusals[_i].audience;
	ck_assert_int_eq(cgrid_table_write(school.ctx, refusals[_i].kind, CGRID_TABLE_CSV,
					   school.campus, school.grid, school.pieces, &options,
					   cgrid_buf_sink(&out)),
			 refusals[_i].status);
	ck_assert_msg(strstr(cgrid_ctx_error(school.ctx), refusals[_i].message) != NULL, "%s",
		      cgrid_ctx_error(school.ctx));
	ck_assert_uint_eq(out.size, 0);
	cgrid_buf_free(&out);
	school_close(&school);
}
END_TEST

/* The public grid says nothing of what is inside, not even that there is nothing. */
START_TEST(a_public_grid_has_no_counts)
{
	struct school school = school_open(NULL);
	struct cgrid_buf out = {0};
	struct cgrid_table_options options = CGRID_TABLE_OPTIONS_INIT;
	static const char *const ends[] = {[CGRID_RESPONDER] = "0,\n", [CGRID_PUBLIC] = ",,,,\n"};
	for (int audience = CGRID_RESPONDER; audience <= CGRID_PUBLIC; audience++) {
		options.audience = (enum cgrid_audience)audience;
		write_table(&school, CGRID_TABLE_CELLS * FORMATS, &options, &out);
		const char *a1 = strstr(out.data, "\nA1,");
		ck_assert_ptr_nonnull(a1);
		size_t n = strcspn(a1 + 1, "\n") + 1, k = strlen(ends[audience]);
		ck_assert_int_eq(strncmp(a1 + 1 + n - k, ends[audience], k), 0);
	}
	cgrid_buf_free(&out);
	school_close(&school);
}
END_TEST

/* Reads "[x,y]" and moves on; false where there is another bracket. */
static bool
read_position(const char **at, double *lon, double *lat, int *decimals)
{
	char *end;
	if ((*at)[0] != '[' || (*at)[1] == '[')
		return false;
	*lon = strtod(*at + 1, &end);
	*decimals = (int)(end - strchr(*at, '.')) - 1;
	ck_assert_int_eq(*end, ',');
	*lat = strtod(end + 1, &end);
	ck_assert_int_eq(*end, ']');
	*at = end + 1;
	return true;
}

/* RFC 7946 section 3.1.6: every ring is closed and, having no holes here, counter-clockwise. */
START_TEST(rings_are_closed_and_turn_left)
{
	struct school school = school_open(NULL);
	struct cgrid_buf out = {0};
	size_t rings = 0;
	for (int kind = CGRID_TABLE_CELLS; kind <= CGRID_TABLE_PIECES; kind++) {
		write_table(&school, kind * FORMATS + CGRID_TABLE_GEOJSON, NULL, &out);
		for (const char *at = out.data; (at = strstr(at, "[[")) != NULL; rings++) {
			double lon, lat, lon0, lat0, before_lon, before_lat, twice = 0;
			int decimals;
			at += strspn(at, "[") - 1;
			ck_assert(read_position(&at, &lon0, &lat0, &decimals));
			before_lon = lon0;
			before_lat = lat0;
			for (; *at == ','; before_lon = lon, before_lat = lat) {
				at++;
				ck_assert(read_position(&at, &lon, &lat, &decimals));
				ck_assert_int_eq(decimals, 7);
				twice += (before_lon - lon0) * (lat - lat0) -
					 (before_lat - lat0) * (lon - lon0);
			}
			ck_assert(before_lon == lon0 && before_lat == lat0);
			ck_assert_double_gt(twice, 0);
		}
	}
	ck_assert_uint_gt(rings, 96 + 11);
	cgrid_buf_free(&out);
	school_close(&school);
}
END_TEST

/* Counts of the cells are the lists of the rooms, told the other way round. */
START_TEST(cells_and_rooms_agree)
{
	struct school school = school_open(NULL);
	struct cgrid_buf cells = {0}, rooms = {0};
	size_t counted = 0, listed = 0;
	write_table(&school, CGRID_TABLE_CELLS * FORMATS, NULL, &cells);
	for (const char *at = strchr(cells.data, '\n') + 1; *at; at = strchr(at, '\n') + 1) {
		const char *field = at;
		for (int i = 0; i < 6; i++)
			field = strchr(field, ',') + 1;
		counted += strtoul(field, NULL, 10);
	}
	write_table(&school, CGRID_TABLE_PIECES * FORMATS, NULL, &rooms);
	listed = count_lines(rooms.data) - 1;
	ck_assert_uint_eq(counted, listed);
	cgrid_buf_free(&cells);
	cgrid_buf_free(&rooms);
	school_close(&school);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("table");
	TCase *c = tcase_create("tables");
	tcase_set_timeout(c, 60);
	tcase_add_loop_test(c, tables_are_golden, 0, TABLES);
	tcase_add_test(c, headers_are_those_of_the_interface);
	tcase_add_test(c, the_order_of_the_input_does_not_matter);
	tcase_add_test(c, neither_do_locale_and_time_zone);
	tcase_add_loop_test(c, filters_and_audiences, 0, sizeof filters / sizeof *filters);
	tcase_add_loop_test(c, what_is_refused_writes_nothing, 0, sizeof refusals / sizeof *refusals);
	tcase_add_test(c, a_public_grid_has_no_counts);
	tcase_add_test(c, rings_are_closed_and_turn_left);
	tcase_add_test(c, cells_and_rooms_agree);
	suite_add_tcase(suite, c);
	return run_suite(suite);
}
