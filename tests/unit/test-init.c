/* SPDX-License-Identifier: Apache-2.0 */
/* A first campus.json: what a name says, what a file says, and what is never taken for a drawing. */
#include "harness.h"

#include "base/text.h"
#include "read/guess.h"

#include <campusgrid/campus.h>
#include <sys/stat.h>

static const struct {
	const char *name, *building, *level;
} names[] = {
    {"gym-level2", "gym", "2"},
    {"main_L1", "main", "1"},
    {"annex basement", "annex", "Basement"},
    {"Main Building.floor-3", "Main Building", "3"},
    {"shop-1st-floor", "shop", "1"},
    {"shop-2nd", "shop", "2"},
    {"library first floor", "library", "1"},
    {"First-Baptist-L2", "First Baptist", "2"},
    {"level-g", "", "G"},
    {"wing-b-level-b1", "wing b", "B1"},
    {"lab", "lab", ""},
    {"fl", "fl", ""},
    {"flags", "flags", ""},
    {"L", "L", ""},
    {"100-building", "100 building", ""},
    {"", "", ""},
    {"---", "", ""},
    {"FLR12", "", "12"},
    {"floor-1-floor-2", "floor 2", "1"},
};

START_TEST(test_names)
{
	char building[CGRID_GUESS_TEXT], level[CGRID_GUESS_TEXT];
	cgrid_guess_name(names[_i].name, strlen(names[_i].name), building, level);
	ck_assert_str_eq(building, names[_i].building);
	ck_assert_str_eq(level, names[_i].level);
}
END_TEST

START_TEST(test_long_name)
{
	char name[400], building[CGRID_GUESS_TEXT], level[CGRID_GUESS_TEXT];
	memset(name, 'x', sizeof name);
	for (size_t i = 50; i < sizeof name; i += 50)
		name[i] = '-';
	cgrid_guess_name(name, sizeof name, building, level);
	/* Whole words, as many as fit. */
	ck_assert_uint_eq(strlen(building), 50);
}
END_TEST

START_TEST(test_ordinals)
{
	struct cgrid_guess guesses[] = {
	    {.building = "gym", .level = "1"},   {.building = "gym", .level = "2"},
	    {.building = "main", .level = "G"},  {.building = "main", .level = "1"},
	    {.building = "main", .level = "B2"}, {.building = "main", .level = "Basement"},
	    {.building = "main", .level = "M"},  {.building = "main", .level = ""},
	};
	static const int want[] = {0, 1, 0, 1, -2, -1};
	cgrid_guess_ordinals(guesses, 8);
	for (size_t i = 0; i < 6; i++) {
		ck_assert(guesses[i].has_ordinal);
		ck_assert_int_eq(guesses[i].ordinal, want[i]);
	}
	ck_assert(!guesses[6].has_ordinal);
	ck_assert(!guesses[7].has_ordinal);
}
END_TEST

static void
put(const char *folder, const char *name, const char *text)
{
	char path[256];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

#define FEATURES(properties)                                                                           \
	"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":null,"       \
	"\"properties\":" properties "}]}"

START_TEST(test_folder)
{
	static const struct {
		const char *name, *text;
	} files[] = {
	    {"gym-level1.geojson", FEATURES("{\"room\":\"1\"}")},
	    {"hall-LL.geojson", FEATURES("{\"level\":\"LL\"}")},
	    {"own.geojson", FEATURES("{\"level\":\"2\",\"building\":\"Own\"}")},
	    {"grounds.geojson", FEATURES("{}")},
	    {"stuff.geojson", FEATURES("{\"feature\":\"asset\",\"kind\":\"aed\"}")},
	    {"broken-L1.geojson", "{\"type\":"},
	    {"package.json", "{\"name\":\"no drawing\"}"},
	    {"sensors.csv", "\"Sensor_ID\",lat,LON\n"},
	    {"pupils.csv", "name,grade\n"},
	    {"plain.png", ""},
	    {"aerial.png", ""},
	    {"aerial.pgw", "1\n0\n0\n-1\n-8300000.5\n4900000.5\n"},
	    {"shop-L2.dxf", ""},
	    {".hidden-L1.geojson", FEATURES("{}")},
	    {"notes.txt", ""},
	};
	static const char want[] = "  \"plans\": [\n"
				   "    {\"file\": \"gym-level1.geojson\", \"building\": \"gym\", "
				   "\"level\": \"1\", \"ordinal\": 0},\n"
				   "    {\"file\": \"hall-LL.geojson\", \"building\": \"hall\"},\n"
				   "    {\"file\": \"own.geojson\"},\n"
				   "    {\"file\": \"shop-L2.dxf\", \"building\": \"shop\", "
				   "\"level\": \"2\", \"ordinal\": 1}\n"
				   "  ],\n"
				   "  \"features\": [\n"
				   "    {\"file\": \"grounds.geojson\"},\n"
				   "    {\"file\": \"stuff.geojson\"}\n"
				   "  ],\n"
				   "  \"sensors\": [\n"
				   "    {\"file\": \"sensors.csv\"}\n"
				   "  ],\n"
				   "  \"imagery\": [\n"
				   "    {\"file\": \"aerial.png\", \"crs\": \"EPSG:3857\"}\n"
				   "  ]\n}\n";
	char folder[] = "/tmp/campusgrid-init-XXXXXX", command[128];
	struct cgrid_buf out = {0};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_int_eq(cgrid_campus_init(ctx, folder, cgrid_buf_sink(&out)), CGRID_E_INPUT);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		put(folder, files[i].name, files[i].text);
	ck_ok(ctx, cgrid_campus_init(ctx, folder, cgrid_buf_sink(&out)));
	const char *plans = strstr(out.data, "  \"plans\"");
	ck_assert_ptr_nonnull(plans);
	ck_assert_str_eq(plans, want);
	/* broken, package.json, pupils.csv and plain.png */
	ck_assert_uint_eq(cgrid_ctx_count(ctx, CGRID_WARNING), 4);
	cgrid_buf_free(&out);
	cgrid_ctx_free(ctx);
	snprintf(command, sizeof command, "rm -r %s", folder);
	ck_assert_int_eq(system(command), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("init");
	TCase *tests = tcase_create("init");
	tcase_add_loop_test(tests, test_names, 0, sizeof names / sizeof *names);
	tcase_add_test(tests, test_long_name);
	tcase_add_test(tests, test_ordinals);
	tcase_add_test(tests, test_folder);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
