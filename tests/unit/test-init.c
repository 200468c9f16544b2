/* SPDX-License-Identifier: Apache-2.0 */
/* A first campus.json: what a name says, what a file says, and what is never taken for a drawing. */
#include "harness.h"

#include "base/text.h"
#include "read/draft.h"
#include "read/guess.h"

#include <campusgrid/campus.h>
#include <sys/stat.h>

static const struct {
	const char *name, *building, *level;
} names[] = {
    {"gym-level2", "gym", "2"},
    {"main_L1", "main", "L1"},
    {"annex basement", "annex", "Basement"},
    {"Main Building.floor-3", "Main Building", "3"},
    {"shop-1st-floor", "shop", "1"},
    {"shop-2nd", "shop", "2"},
    {"library first floor", "library", "1"},
    {"First-Baptist-L2", "First Baptist", "L2"},
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
    {"gym floor_-1", "gym", "-1"},
    {"gym-1", "gym 1", ""},
    {"fl-3", "", "3"},
    {"fl-ms", "fl ms", ""},
    {"haus etage 2", "haus", "2"},
    {"Stockwerk3", "", "3"},
    {"hotel_L1_final", "hotel final", "L1"},
    {"gym 2F", "gym", "2F"},
    {"house-gf", "house", "GF"},
    {"hall-LL", "hall", "LL"},
    {"5th Avenue Campus", "5th Avenue Campus", ""},
    {"fl2 east", "east", "2"},
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
	    {.building = "gym", .level = "1"},    {.building = "gym", .level = "2"},
	    {.building = "main", .level = "G"},   {.building = "main", .level = "1"},
	    {.building = "main", .level = "B2"},  {.building = "main", .level = "Basement"},
	    {.building = "main", .level = "-1"},  {.building = "main", .level = "M"},
	    {.building = "main", .level = ""},    {.building = "hotel", .level = "L1"},
	    {.building = "hotel", .level = "L2"}, {.building = "haus", .level = "EG"},
	    {.building = "haus", .level = "1OG"}, {.building = "haus", .level = "U1"},
	    {.building = "mall", .level = "2F"},
	};
	static const int want[] = {0, 1, 0, 1, -2, -1, -1, 99, 99, 0, 1, 0, 1, -1, 1};
	cgrid_guess_ordinals(guesses, sizeof guesses / sizeof *guesses);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		if (want[i] == 99)
			continue;
		ck_assert(guesses[i].has_ordinal);
		ck_assert_int_eq(guesses[i].ordinal, want[i]);
	}
	ck_assert(!guesses[7].has_ordinal);
	ck_assert(!guesses[8].has_ordinal);
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

static void
keep_line(void *user, enum cgrid_severity severity, const char *line)
{
	(void)severity;
	cgrid_buf_text(user, line);
	cgrid_buf_char(user, '\n');
}

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
	static const char want[] =
	    "  \"plans\": [\n"
	    "    {\"file\": \"gym-level1.geojson\", \"building\": \"gym\", "
	    "\"level\": \"1\", \"ordinal\": 0},\n"
	    "    {\"file\": \"hall-LL.geojson\", \"building\": \"hall\", "
	    "\"level\": \"LL\", \"ordinal\": -1},\n"
	    "    {\"file\": \"own.geojson\", \"level\": \"2\", \"ordinal\": 1},\n"
	    "    {\"file\": \"shop-L2.dxf\", \"building\": \"shop\", "
	    "\"level\": \"L2\", \"ordinal\": 1}\n"
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

/* What init writes for files of these texts, from "plans" on; what it says goes to `said`. */
static void
init_of(const char *const files[][2], size_t count, struct cgrid_buf *out, struct cgrid_buf *said)
{
	char root[] = "/tmp/campusgrid-init-XXXXXX", folder[64], command[128];
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	ck_assert_ptr_nonnull(mkdtemp(root));
	snprintf(folder, sizeof folder, "%s/hill", root);
	ck_assert_int_eq(mkdir(folder, 0700), 0);
	for (size_t i = 0; i < count; i++) {
		for (const char *slash = files[i][0]; (slash = strchr(slash, '/')); slash++) {
			char below[128];
			snprintf(below, sizeof below, "%s/%.*s", folder, (int)(slash - files[i][0]),
				 files[i][0]);
			mkdir(below, 0700);
		}
		put(folder, files[i][0], files[i][1]);
	}
	cgrid_buf_text(said, "");
	cgrid_ctx_set_log(ctx, keep_line, said);
	ck_ok(ctx, cgrid_campus_init(ctx, folder, cgrid_buf_sink(out)));
	cgrid_ctx_free(ctx);
	snprintf(command, sizeof command, "rm -r %s", root);
	ck_assert_int_eq(system(command), 0);
}

/* Levels from the names of folders, where the drawing does not say them itself. */
START_TEST(test_folders_of_levels)
{
	static const char *const files[][2] = {
	    {"B1/map.geojson", FEATURES("{\"floor_num\":-1}")},
	    {"F1/map.geojson", FEATURES("{\"floor_num\":1}")},
	    {"F2/map.geojson", FEATURES("{\"room\":\"1\"}")},
	    {"two.geojson", FEATURES("{\"level\":\"0;1\"}")},
	    {"Wing A/notes-L3.geojson", FEATURES("{\"room\":\"1\"}")},
	    {"Wing B/Floor 1/floor plan.geojson", FEATURES("{\"room\":\"1\"}")},
	    {"Wing B/2nd floor plan.geojson", FEATURES("{\"room\":\"1\"}")},
	};
	struct cgrid_buf out = {0}, said = {0};
	init_of(files, sizeof files / sizeof *files, &out, &said);
	ck_assert_str_eq(out.data,
			 "{\n  \"name\": \"hill\",\n  \"plans\": [\n"
			 "    {\"file\": \"B1/map.geojson\", \"building\": \"hill\", "
			 "\"level\": \"-1\", \"ordinal\": -1},\n"
			 "    {\"file\": \"F1/map.geojson\", \"building\": \"hill\", "
			 "\"level\": \"1\", \"ordinal\": 0},\n"
			 "    {\"file\": \"F2/map.geojson\", \"building\": \"hill\", "
			 "\"level\": \"F2\", \"ordinal\": 1},\n"
			 "    {\"file\": \"Wing A/notes-L3.geojson\", \"building\": "
			 "\"notes\", \"level\": \"L3\", \"ordinal\": 2},\n"
			 "    {\"file\": \"Wing B/2nd floor plan.geojson\", \"building\": "
			 "\"Wing B\", \"level\": \"2\", \"ordinal\": 1},\n"
			 "    {\"file\": \"Wing B/Floor 1/floor plan.geojson\", \"building\": "
			 "\"Wing B\", \"level\": \"1\", \"ordinal\": 0},\n"
			 "    {\"file\": \"two.geojson\", \"building\": \"two\"}\n"
			 "  ]\n}\n");
	ck_assert_ptr_nonnull(strstr(said.data, "two.geojson: taken for a plan: says its own levels"));
	cgrid_buf_free(&out);
	cgrid_buf_free(&said);
}
END_TEST

/* Sensors in JSON are told from drawings; archives and maps of OpenStreetMap are plans. */
START_TEST(test_formats)
{
	static const char *const files[][2] = {
	    {"a.json", "[{\"id\":\"A\",\"lat\":1,\"lon\":2}]"},
	    {"b.ndjson", "{\"sensor\":\"A\",\"room\":\"1\"}\n{\"sensor\":\"B\",\"room\":\"2\"}\n"},
	    {"beacons.geojson", "{\"type\":\"Feature\",\"id\":\"A\",\"properties\":{},\"geometry\":"
				"{\"type\":\"Point\",\"coordinates\":[1,2]}}"},
	    {"c.csv", "id;x;y\n"},
	    {"d.json", "{\"sensors\":[{\"id\":\"A\",\"x\":1,\"y\":2}]}"},
	    {"mm.dxf", "0\r\nSECTION\r\n9\r\n$INSUNITS\r\n 70\r\n     4\r\n"},
	    {"none.dxf", "0\nSECTION\n9\n$INSUNITS\n70\n0\n"},
	    {"plan.osm", "<osm/>"},
	    {"tower.zip", ""},
	    {"walls.shp", ""},
	};
	struct cgrid_buf out = {0}, said = {0};
	init_of(files, sizeof files / sizeof *files, &out, &said);
	ck_assert_str_eq(out.data, "{\n  \"name\": \"hill\",\n  \"plans\": [\n"
				   "    {\"file\": \"mm.dxf\", \"building\": \"mm\"},\n"
				   "    {\"file\": \"none.dxf\", \"building\": \"none\"},\n"
				   "    {\"file\": \"plan.osm\"},\n"
				   "    {\"file\": \"tower.zip\"},\n"
				   "    {\"file\": \"walls.shp\", \"building\": \"walls\"}\n"
				   "  ],\n  \"sensors\": [\n"
				   "    {\"file\": \"a.json\"},\n"
				   "    {\"file\": \"b.ndjson\"},\n"
				   "    {\"file\": \"beacons.geojson\"},\n"
				   "    {\"file\": \"c.csv\"},\n"
				   "    {\"file\": \"d.json\"}\n"
				   "  ]\n}\n");
	ck_assert_ptr_nonnull(strstr(said.data, "mm.dxf: missing: where it lies"));
	ck_assert_ptr_null(strstr(said.data, "mm.dxf: missing: its units"));
	ck_assert_ptr_nonnull(strstr(said.data, "none.dxf: missing: its units"));
	ck_assert_ptr_nonnull(strstr(said.data, "walls.shp: missing: \"crs\""));
	cgrid_buf_free(&out);
	cgrid_buf_free(&said);
}
END_TEST

/* A picture is a plan by its name or by what stands beside it, or an aerial picture. */
START_TEST(test_pictures)
{
	static const char world[] = "0.1\n0\n0\n-0.1\n-8300000.5\n4900000.5\n";
	static const char *const files[][2] = {
	    {"aerial-2026.png", ""},
	    {"aerial-2026.pgw", world},
	    {"annex.png", ""},
	    {"annex-ties.csv", "pixel_x,pixel_y,lat,lon\n"},
	    {"annex-rooms.csv", "id,name,x,y\n"},
	    {"gym-level1.png", ""},
	    {"gym-level1.pgw", world},
	    {"lost.png", ""},
	    {"hall-L1.geojson", FEATURES("{}")},
	};
	unsigned honours;
	const char *why;
	bool reads = cgrid_plan_reads(".png", &honours, &why);
	struct cgrid_buf out = {0}, said = {0};
	init_of(files, sizeof files / sizeof *files, &out, &said);
	const char *annex =
	    strstr(out.data, "{\"file\": \"annex.png\", \"building\": \"annex\", "
			     "\"ties\": \"annex-ties.csv\", \"rooms\": \"annex-rooms.csv\"}");
	const char *gym =
	    strstr(out.data, "{\"file\": \"gym-level1.png\", \"building\": \"gym\", \"level\": "
			     "\"1\", \"ordinal\": 0, \"crs\": \"EPSG:3857\"}");
	ck_assert_int_eq(annex != NULL, reads);
	ck_assert_int_eq(gym != NULL, reads);
	ck_assert_ptr_nonnull(strstr(out.data,
				     "\"imagery\": [\n    {\"file\": \"aerial-2026.png\", \"crs\": "
				     "\"EPSG:3857\"}\n  ]"));
	ck_assert_ptr_null(strstr(out.data, "lost.png"));
	ck_assert_ptr_null(strstr(out.data, "sensors"));
	ck_assert_ptr_nonnull(strstr(said.data, "lost.png: not used: nothing places this picture"));
	ck_assert_ptr_nonnull(strstr(said.data, "aerial-2026.png: missing: the day that it was taken"));
	cgrid_buf_free(&out);
	cgrid_buf_free(&said);
}
END_TEST

/* A real folder: what init writes is read as the folder itself is. */
START_TEST(test_real_folder)
{
	const char *shared = shared_path("data/geojson/ilc20_site1");
	char folder[] = "/tmp/campusgrid-init-XXXXXX", command[4300], path[64];
	if (!shared)
		return;
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(command, sizeof command, "ln -s %s/* %s", shared, folder);
	ck_assert_int_eq(system(command), 0);
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_buf out = {0};
	struct cgrid_campus *campus;
	ck_ok(ctx, cgrid_campus_init(ctx, folder, cgrid_buf_sink(&out)));
	put(folder, "campus.json", out.data);
	snprintf(path, sizeof path, "%s/campus.json", folder);
	ck_ok(ctx, cgrid_campus_read(ctx, path, NULL, &campus));
	static const char *const labels[] = {"-1", "1", "2", "3", "4"};
	ck_assert_uint_eq(cgrid_campus_building_count(campus), 1);
	ck_assert_uint_eq(cgrid_campus_level_count(campus), 5);
	ck_assert_uint_eq(cgrid_campus_room_count(campus), 1286);
	for (size_t i = 0; i < 5; i++) {
		ck_assert_str_eq(cgrid_campus_level(campus, i)->label, labels[i]);
		ck_assert_int_eq(cgrid_campus_level(campus, i)->ordinal, (int)i - 1);
	}
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
	cgrid_buf_free(&out);
	snprintf(command, sizeof command, "rm -r %s", folder);
	ck_assert_int_eq(system(command), 0);
}
END_TEST

#define ROOM                                                                                           \
	"{\"type\":\"Feature\",\"properties\":{\"room\":\"1\"},\"geometry\":{\"type\":\"Polygon\","    \
	"\"coordinates\":[[[-75,40],[-74.999,40],[-74.999,40.001],[-75,40.001],[-75,40]]]}}"

/* The labels of a campus's levels, sorted, a line each. */
static void
say_labels(const char *path, char out[512])
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus *campus;
	const char *labels[16];
	size_t count, used = 0;
	ck_ok(ctx, cgrid_campus_read(ctx, path, NULL, &campus));
	count = cgrid_campus_level_count(campus);
	ck_assert_uint_lt(count, 16);
	for (size_t i = 0; i < count; i++) {
		size_t at = i;
		for (; at > 0 && strcmp(labels[at - 1], cgrid_campus_level(campus, i)->label) > 0; at--)
			labels[at] = labels[at - 1];
		labels[at] = cgrid_campus_level(campus, i)->label;
	}
	for (size_t i = 0; i < count; i++)
		used += (size_t)snprintf(out + used, 512 - used, "%s\n", labels[i]);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
}

/* A folder has the same labels with the campus.json that init writes, and without one. */
START_TEST(test_same_labels)
{
	static const char *const stems[] = {"gym-floor-gf",
					    "gym-L2",
					    "1st floor",
					    "shop-second-floor",
					    "B1",
					    "annex basement",
					    "fl-3",
					    "level_-1",
					    "plan F4 final",
					    "roof",
					    "2F"};
	char folder[] = "/tmp/campusgrid-init-XXXXXX", name[128], path[64], bare[512], written[512];
	ck_assert_ptr_nonnull(mkdtemp(folder));
	for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
		snprintf(name, sizeof name, "%s.geojson", stems[i]);
		put(folder, name, ROOM);
	}
	say_labels(folder, bare);
	ck_assert_str_eq(bare, "-1\n1\n2\n2F\n3\nB1\nBasement\nF4\nGF\nL2\nRoof\n");
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_buf out = {0};
	ck_ok(ctx, cgrid_campus_init(ctx, folder, cgrid_buf_sink(&out)));
	put(folder, "campus.json", out.data);
	snprintf(path, sizeof path, "%s/campus.json", folder);
	say_labels(path, written);
	ck_assert_str_eq(written, bare);
	cgrid_buf_free(&out);
	cgrid_ctx_free(ctx);
	char command[64];
	snprintf(command, sizeof command, "rm -r %s", folder);
	ck_assert_int_eq(system(command), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("init");
	TCase *tests = tcase_create("init");
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, test_names, 0, sizeof names / sizeof *names);
	tcase_add_test(tests, test_long_name);
	tcase_add_test(tests, test_ordinals);
	tcase_add_test(tests, test_folder);
	tcase_add_test(tests, test_folders_of_levels);
	tcase_add_test(tests, test_formats);
	tcase_add_test(tests, test_pictures);
	tcase_add_test(tests, test_real_folder);
	tcase_add_test(tests, test_same_labels);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
