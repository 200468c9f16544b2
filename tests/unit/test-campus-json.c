/* SPDX-License-Identifier: Apache-2.0 */
/* campus.json: what it says, what it may not say, and the schema that says the same. */
#include "harness.h"
#include "base/file.h"
#include "read/draft.h"
#include "read/words.h"

#include <sys/stat.h>
#include <sys/wait.h>

struct reading {
	struct cgrid_ctx *ctx;
	struct cgrid_draft draft;
	struct cgrid_buf log;
	enum cgrid_status status;
};

static void
collect(void *user, enum cgrid_severity severity, const char *line)
{
	if (severity == CGRID_NOTE)
		return;
	cgrid_buf_char(user, "NWL"[severity]);
	cgrid_buf_char(user, ' ');
	cgrid_buf_text(user, line);
	cgrid_buf_char(user, '\n');
}

static struct reading
read_text(const char *folder, const char *text, bool strict)
{
	struct reading reading = {.ctx = cgrid_ctx_new()};
	cgrid_buf_text(&reading.log, "");
	cgrid_ctx_set_log(reading.ctx, collect, &reading.log);
	cgrid_draft_init(&reading.draft, reading.ctx);
	reading.draft.strict = strict;
	reading.status =
	    cgrid_read_campus_json_bytes(&reading.draft, folder, "campus.json", text, strlen(text));
	cgrid_ctx_set_log(reading.ctx, NULL, NULL);
	return reading;
}

static void
finish(struct reading *reading)
{
	cgrid_draft_free(&reading->draft);
	cgrid_buf_free(&reading->log);
	cgrid_ctx_free(reading->ctx);
}

/* A folder with an IMDF folder `b`, a table of sensors, and what is broken. */
static const struct {
	const char *name, *text;
} files[] = {
    {"b/level.geojson",
     "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"l\",\"properties\":{"
     "\"short_name\":{\"en\":\"1\"},\"ordinal\":0,\"building_ids\":[\"x\"]},\"geometry\":{\"type\":"
     "\"Polygon\",\"coordinates\":["
     "[[0,0],[0.001,0],[0.001,0.001],[0,0]]]}}]}"},
    {"b/building.geojson",
     "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"x\",\"properties\":{"
     "\"name\":{\"en\":\"Gym\"}},\"geometry\":null}]}"},
    {"b/unit.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}"},
    {"c/level.geojson", "{\"type\":\"FeatureCollection\",\n\"features\":[}"},
    {"c/unit.geojson", ""},
    {"sensors.csv", "id,lat,lon\nA,0,0\nB,0,0\n"},
    {"none.csv", ""},
    {"half.csv", "id,lat,lon\nA,0,0\nB,x,0\n"},
    {"aerial.png", "\x89PNG\r\n\x1a\n*00dIHDR*002*001-----"},
    {"aerial.pgw", "0.5\n0\n0\n-0.5\n100\n200\n"},
    {"bare.png", "\x89PNG\r\n\x1a\n*00dIHDR*002*001-----"},
    {"flat.png", "\x89PNG\r\n\x1a\n*00dIHDR*002*001-----"},
    {"flat.pgw", "0.5\n0\n0\n0\n100\n200\n"},
    {"words.png", "\x89PNG\r\n\x1a\n*00dIHDR*002*001-----"},
    {"words.pgw", "0.5\n0\n"},
    {"broken.png", "PNG"},
};

static char folder[] = "/tmp/campusgrid-json-XXXXXX";

static void
write_file(const char *name, const char *text)
{
	char path[256];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "wb");
	ck_assert_ptr_nonnull(file);
	/* "*00d" is a word of four bytes: 0 0 0 13; "*002" 0 0 0 2. Only in pictures. */
	bool picture = strstr(name, ".png") != NULL;
	for (const char *c = text; *c; c++) {
		if (picture && *c == '*') {
			fputc(0, file);
			fputc(0, file);
			fputc(c[1] - '0', file);
			fputc(c[3] == 'd' ? 13 : c[3] - '0', file);
			c += 3;
		} else {
			fputc(*c, file);
		}
	}
	fclose(file);
}

static void
make_folder(void)
{
	char path[256];
	memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	for (const char *name = "b\0c\0"; *name; name += 2) {
		snprintf(path, sizeof path, "%s/%s", folder, name);
		ck_assert_int_eq(mkdir(path, 0700), 0);
	}
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		write_file(files[i].name, files[i].text);
}

static void
remove_folder(void)
{
	char command[300];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	ck_assert_int_eq(system(command), 0);
}

#define PLANS "\"plans\":[{\"file\":\"b/\"}]"

/* Texts that are refused; `beyond`: a schema cannot know it. */
/* clang-format off */
static const struct {
	const char *text;
	bool beyond;
	const char *error;
} refused[] = {
	{"", true, "campus.json:1:1: JSON: empty"},
	{"[]", false, "campus.json:1:1: \"campus.json\" has to be an object: {...}"},
	{"{}", false, "campus.json:1:1: there are no \"plans\", so that there is nothing to map"},
	{"{\"plans\":[]}", false, "campus.json:1:1: there are no \"plans\", so that there is nothing to map"},
	{"{" PLANS ",\"name\":7}", false, "campus.json:1:33: \"name\" has to be a text in quotes"},
	{"{" PLANS ",\n \"plan\":[]}", false, "campus.json:2:2: unknown key \"plan\" (is \"plans\" meant?)"},
	{"{" PLANS ",\"zzzzzzzzzz\":[]}", false, "campus.json:1:26: unknown key \"zzzzzzzzzz\" (known are name, address, plans, "
		"features, sensors, imagery, grid, labels, attest, none_on_site, notice, credit, $schema)"},
	{"{" PLANS "," PLANS "}", true, "campus.json:1:26: the key \"plans\" is there a second time"},
	/* a fault of syntax wins over one of meaning that stands before it */
	{"{\"plan\":[],\n}", true, "campus.json:2:1: JSON: *"},
	{"{\"plans\":{}}", false, "campus.json:1:10: \"plans\" has to be a list: [...]"},
	{"{\"plans\":[\"b/\"]}", false, "campus.json:1:11: \"plans\" has to be an object: {...}"},
	{"{\"plans\":[{}]}", false, "campus.json:1:11: plans: an entry has no \"file\""},
	{"{\"plans\":[{\"file\":\"\"}]}", false, "campus.json:1:19: \"file\" has to be the path of a file or a folder"},
	{"{\"plans\":[{\"file\":\"-\"}]}", false, "campus.json:1:19: \"file\" has to be the path of a file or a folder"},
	{"{\"plans\":[{\"file\":7}]}", false, "campus.json:1:19: \"file\" has to be a path in quotes"},
	{"{\"plans\":[{\"file\":\"b\",\"level\":1}]}", false, "campus.json:1:31: \"level\" has to be a text in quotes"},
	{"{\"plans\":[{\"file\":\"b\",\"ordinal\":0}]}", false, "campus.json:1:11: \"b\" has an \"ordinal\" and no \"level\" that it could be of"},
	{"{\"plans\":[{\"file\":\"b\",\"level\":\"1\",\"ordinal\":0.5}]}", false, "campus.json:1:45: \"ordinal\" has to be a whole number, 0 for the main entrance"},
	{"{\"plans\":[{\"file\":\"b\",\"levle\":\"1\"}]}", false, "campus.json:1:23: unknown key \"levle\" (is \"level\" meant?)"},
	{"{\"plans\":[{\"file\":\"b\",\"properties\":{\"RM\":\"reff\"}}]}", false, "campus.json:1:42: property \"RM\" cannot mean \"reff\" (is \"ref\" meant?)"},
	{"{\"plans\":[{\"file\":\"b\",\"properties\":{\"RM\":\"zzzzzzzzzz\"}}]}", false, "campus.json:1:42: property \"RM\" cannot mean \"zzzzzzzzzz\" (it can mean "
		"ref, name, level, building, ...: the list is in campusgrid-properties(5))"},
	{"{\"plans\":[{\"file\":\"b\",\"properties\":{\"RM NO\":\"ref\",\"rm_no\":\"name\"}}]}", true, "campus.json:1:51: \"RM NO\" and "
		"\"rm_no\" are one name: case, blanks, dashes and underscores do not matter"},
	{"{" PLANS ",\"sensors\":[{\"file\":\"s.csv\",\"crs\":\"x\"}]}", false, "campus.json:1:53: unknown key \"crs\" (known are file, building, level)"},
	{"{" PLANS ",\"address\":{\"a1\":\"PA\"}}", false, "campus.json:1:37: \"a1\" is no element of a civic address (RFC 4776: country, A1 to A6, HNO, RD, STS, PC, ...)"},
	{"{" PLANS ",\"address\":{\"A1\":7}}", false, "campus.json:1:42: \"A1\" has to be a text in quotes"},
	{"{" PLANS ",\"grid\":{\"cells\":\"10m\"}}", false, "campus.json:1:34: unknown key \"cells\" (is \"cell\" meant?)"},
	{"{" PLANS ",\"grid\":{\"cell\":[10]}}", false, "campus.json:1:41: \"cell\" has to be a short text or a number"},
	{"{" PLANS ",\"grid\":{\"origin\":\"1,2\"}}", false, "campus.json:1:43: \"origin\" has to be a position: [latitude, longitude] in degrees"},
	{"{" PLANS ",\"grid\":{\"origin\":[-75.5,240]}}", false, "campus.json:1:50: \"origin\" has to be a position: [latitude, longitude] in degrees"},
	{"{" PLANS ",\"grid\":{\"origin\":[1,2,3]}}", false, "campus.json:1:48: \"origin\" has to be a position: [latitude, longitude] in degrees"},
	{"{" PLANS ",\"grid\":{\"labels\":\"b2\"}}", false, "campus.json:1:43: grid: *"},
	{"{" PLANS ",\"grid\":{\"skip_io\":1}}", false, "campus.json:1:44: \"skip_io\" has to be true or false"},
	{"{" PLANS ",\"labels\":{\"room:1\":{}}}", false, "campus.json:1:36: label \"room:1\" has no \"at\""},
	{"{" PLANS ",\"labels\":{\"room:1\":{\"at\":[1]}}}", false, "campus.json:1:53: \"at\" has to be a position: [latitude, longitude] in degrees"},
	{"{" PLANS ",\"none_on_site\":[{\"by\":\"x\"}]}", false, "campus.json:1:42: none_on_site: an entry has no \"kind\""},
	{"{" PLANS ",\"attest\":{\"walkthrough\":{\"at\":\"x\"}}}", false, "campus.json:1:51: unknown key \"at\" (known are by, on)"},
	{"{\"plans\":[{\"file\":\"b\"},{\"file\":\"b\"}]}", true, "campus.json:1:32: \"b\" is in \"plans\" a second time (line 1 has it too)"},
	/* files: a campus of one plan has nothing else to use */
	{"{\"plans\":[{\"file\":\"gone.geojson\"}]}", true, "campus.json:1:19: gone.geojson: cannot be opened: No such file or directory"},
	{"{\"plans\":[{\"file\":\"c\"}]}", true, "c/level.geojson:2:13: JSON: *"},
	{"{\"plans\":[{\"file\":\"c\"},{\"file\":\"gone\"}]}", true, "campus.json: none of its 2 plans can be read"},
	{"{\"plans\":[{\"file\":\"b\",\"level\":\"1\"}]}", true, "b: an IMDF folder has levels of its own: \"level\" and \"ordinal\" cannot be said of it"},
};
/* clang-format on */

static bool
matches(const char *have, const char *want)
{
	while (*want) {
		if (*want == '*') {
			have += strcspn(have, "\n");
			want++;
		} else if (*have++ != *want++) {
			return false;
		}
	}
	return *have == '\0';
}

START_TEST(refused_texts)
{
	struct reading reading = read_text(folder, refused[_i].text, false);
	ck_assert_int_ne(reading.status, CGRID_OK);
	ck_assert_msg(matches(cgrid_ctx_error(reading.ctx), refused[_i].error), "%s",
		      cgrid_ctx_error(reading.ctx));
	finish(&reading);
}
END_TEST

/* Texts that are taken, and what is said about the files that they name. */
/* clang-format off */
static const struct {
	const char *text;
	size_t levels, sensors, images;
	const char *said;
} taken[] = {
	{"{" PLANS "}", 1, 0, 0, ""},
	{"\xef\xbb\xbf{\"$schema\":\"x\"," PLANS "}", 1, 0, 0, ""},
	{"{\"sensors\":[{\"file\":\"sensors.csv\"}]," PLANS "}", 1, 2, 0, ""},
	{"{" PLANS ",\"sensors\":[{\"file\":\"gone.csv\"},{\"file\":\"sensors.csv\"}]}", 1, 2, 0,
		"L campus.json:1:45: gone.csv: cannot be opened: No such file or directory\n"},
	{"{" PLANS ",\"sensors\":[{\"file\":\"none.csv\"},{\"file\":\"half.csv\"},{\"file\":\"s.xlsx\"}]}", 1, 1, 0,
		"L none.csv:1:1: CSV: empty\nL half.csv:3:3: sensor \"B\": lat \"x\" is not a number\n"
		"L s.xlsx: sensors are read from CSV (.csv), JSON (.json, .ndjson) and GeoJSON (.geojson, .geojsonl)\n"},
	{"{\"plans\":[{\"file\":\"c\"},{\"file\":\"b\"}]}", 1, 0, 0, "L c/level.geojson:2:13: JSON: *\n"},
	{"{\"plans\":[{\"file\":\"gone\"},{\"file\":\"b\"}]}", 1, 0, 0, "L campus.json:1:19: gone: cannot be opened: No such file or directory\n"},
	{"{\"plans\":[{\"file\":\"b\"},{\"file\":\"c\",\"room_layer\":\"A\"}]}", 1, 0, 0,
		"L c: \"room_layer\" means nothing to this kind of drawing: take it out of campus.json\n"},
	{"{\"plans\":[{\"file\":\"b\"},{\"file\":\"aerial.png\"}]}", 1, 0, 0, "L aerial.png: *\n"},
	{"{" PLANS ",\"imagery\":[{\"file\":\"aerial.png\",\"crs\":\"EPSG:3857\",\"captured\":\"2026-04-12\"}]}", 1, 0, 1, ""},
	{"{" PLANS ",\"imagery\":[{\"file\":\"aerial.png\"},{\"file\":\"bare.png\",\"crs\":\"EPSG:3857\"},{\"file\":\"broken.png\",\"crs\":\"x\"},"
		"{\"file\":\"flat.png\",\"crs\":\"x\"},{\"file\":\"words.png\",\"crs\":\"x\"},{\"file\":\"none.csv\",\"crs\":\"x\"}]}", 1, 0, 0,
		"L aerial.png: its \"crs\" is not said (as \"EPSG:3857\")\n"
		"L bare.png: has no world file beside it (.pgw, .pngw or .wld)\n"
		"L broken.png: PNG: this is no PNG file\n"
		"L flat.pgw:1:1: this world file makes the picture a line\n"
		"L words.pgw:3:1: a world file has six numbers, one a line\n"
		"L none.csv: no picture of a kind that is read: save it as PNG\n"},
	{"{" PLANS ",\"none_on_site\":[{\"kind\":\"trauma_kits\"}]}", 1, 0, 0,
		"W campus.json:1:42: none_on_site: \"trauma_kits\" is no kind of the vocabulary (is \"trauma_kit\" meant?)\n"},
};
/* clang-format on */

START_TEST(taken_texts)
{
	struct reading reading = read_text(folder, taken[_i].text, false);
	ck_ok(reading.ctx, reading.status);
	ck_assert_uint_eq(reading.draft.level_count, taken[_i].levels);
	ck_assert_uint_eq(reading.draft.sensor_count, taken[_i].sensors);
	ck_assert_uint_eq(reading.draft.image_count, taken[_i].images);
	ck_assert_msg(matches(reading.log.data, taken[_i].said), "said:\n%s", reading.log.data);
	finish(&reading);
}
END_TEST

START_TEST(taken_texts_strict)
{
	struct reading reading = read_text(folder, taken[_i].text, true);
	bool left_out = taken[_i].said[0] == 'L';
	ck_assert_int_eq(reading.status != CGRID_OK, left_out);
	if (left_out)
		ck_assert_msg(strncmp(cgrid_ctx_error(reading.ctx), taken[_i].said + 2,
				      strcspn(taken[_i].said + 2, "*\n")) == 0,
			      "%s", cgrid_ctx_error(reading.ctx));
	finish(&reading);
}
END_TEST

START_TEST(every_key)
{
	struct reading reading = read_text(
	    folder,
	    "{\"name\":\"Cedar Ridge\",\"address\":{\"country\":\"US\",\"A1\":\"PA\",\"HNO\":\"100\"},"
	    "\"plans\":[{\"file\":\"b\",\"building\":\"Main\"}],"
	    "\"imagery\":[{\"file\":\"aerial.png\",\"crs\":\"EPSG:3857\",\"captured\":\"2026-04-12\"}],"
	    "\"grid\":{\"cell\":\"30ft\",\"origin\":[40.1234567,-75.25],\"turn\":12.5,\"columns\":24,"
	    "\"rows\":18,\"labels\":\"1a\",\"letters\":\"columns\",\"start\":\"sw\",\"skip_io\":true,"
	    "\"separator\":\"-\",\"margin\":0,\"frame\":[40.123,-75.25]},"
	    "\"labels\":{\"room:B/2/214\":{\"at\":[40.12,-75.12]}},"
	    "\"attest\":{\"walkthrough\":{\"by\":\"Chief\",\"on\":\"2026-08-01\"}},"
	    "\"none_on_site\":[{\"kind\":\"trauma_kit\",\"by\":\"Nurse\",\"on\":\"2026-08-02\"}],"
	    "\"notice\":\"CONFIDENTIAL\",\"credit\":\"(c) us\"}",
	    true);
	const struct cgrid_draft *draft = &reading.draft;
	const struct cgrid_grid_options *grid = &draft->grid;
	ck_ok(reading.ctx, reading.status);
	ck_assert_str_eq(reading.log.data, "");
	ck_assert_str_eq(draft->name, "Cedar Ridge");
	ck_assert_str_eq(draft->notice, "CONFIDENTIAL");
	ck_assert_str_eq(draft->credit, "(c) us");
	ck_assert_uint_eq(draft->address_count, 3);
	ck_assert_str_eq(draft->address[2].element, "HNO");
	ck_assert_str_eq(draft->address[2].text, "100");
	ck_assert_str_eq(draft->buildings[0].name, "Main");
	ck_assert_uint_eq(draft->images[0].width, 2);
	ck_assert_uint_eq(draft->images[0].height, 1);
	ck_assert_uint_eq(draft->images[0].level, CGRID_NONE);
	/* Half a pixel north and west of the world file's 100, 200: metres of Web Mercator. */
	const double degree = 111319.49079327358;
	ck_assert_double_eq_tol(draft->images[0].corners[0].lat * degree, 200.25, 1e-6);
	ck_assert_double_eq_tol(draft->images[0].corners[0].lon * degree, 99.75, 1e-6);
	ck_assert_double_eq_tol(draft->images[0].corners[2].lat * degree, 199.75, 1e-6);
	ck_assert_double_eq_tol(draft->images[0].corners[2].lon * degree, 100.75, 1e-6);
	ck_assert_str_eq(draft->images[0].captured, "2026-04-12");
	ck_assert(grid->frame_fixed);
	ck_assert_int_eq(grid->spec.frame.kind, CGRID_FRAME_LOCAL);
	ck_assert_double_eq(grid->spec.frame.origin.lat, 40.123);
	ck_assert_double_eq(grid->spec.frame.origin.lon, -75.25);
	ck_assert_double_eq(grid->spec.origin.lat, 40.1234567);
	ck_assert_double_eq(grid->spec.origin.lon, -75.25);
	ck_assert_double_eq(grid->spec.turn_deg, 12.5);
	ck_assert_double_eq_tol(grid->spec.cell_width_m, 9.144, 1e-12);
	ck_assert_uint_eq(grid->spec.columns, 24);
	ck_assert_uint_eq(grid->spec.rows, 18);
	ck_assert_uint_eq(grid->margin, 0);
	ck_assert_int_eq(grid->spec.labels, CGRID_LABELS_1A);
	ck_assert_int_eq(grid->spec.letters, CGRID_LETTERS_COLUMNS);
	ck_assert_int_eq(grid->spec.start, CGRID_START_SW);
	ck_assert(grid->spec.skip_io);
	ck_assert_str_eq(grid->spec.separator, "-");
	ck_assert_uint_eq(draft->label_count, 1);
	ck_assert_str_eq(draft->labels[0].key, "room:B/2/214");
	ck_assert_double_eq(draft->labels[0].at.lon, -75.12);
	ck_assert_uint_eq(draft->attest_count, 1);
	ck_assert_str_eq(draft->attest[0].what, "walkthrough");
	ck_assert_str_eq(draft->attest[0].by, "Chief");
	ck_assert_uint_eq(draft->none_on_site_count, 1);
	ck_assert_str_eq(draft->none_on_site[0].what, "trauma_kit");
	ck_assert_str_eq(draft->none_on_site[0].on, "2026-08-02");
	finish(&reading);
}
END_TEST

/* What is written down as false is said, as much as what is written down as true. */
START_TEST(said_false)
{
	struct reading reading = read_text(folder, "{" PLANS ",\"grid\":{\"skip_io\":false}}", true);
	ck_ok(reading.ctx, reading.status);
	ck_assert_uint_eq(reading.draft.grid.given, CGRID_GRID_SKIP_IO);
	ck_assert(!reading.draft.grid.spec.skip_io);
	finish(&reading);
}
END_TEST

/* By path: what it names is relative to it. */
START_TEST(by_path)
{
	char path[256];
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	write_file("school.json", "{" PLANS "}");
	snprintf(path, sizeof path, "%s/school.json", folder);
	cgrid_draft_init(&draft, ctx);
	ck_ok(ctx, cgrid_read_campus_json(&draft, path));
	ck_assert_uint_eq(draft.level_count, 1);
	ck_assert_str_eq(draft.levels[0].source.file, "b/level.geojson");
	cgrid_draft_free(&draft);
	cgrid_ctx_free(ctx);
}
END_TEST

/* The documented example has every key; its files are not here. */
START_TEST(example)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	cgrid_draft_init(&draft, ctx);
	ck_assert_int_eq(cgrid_read_campus_json(&draft, source_path("tests/data/campus-example.json")),
			 CGRID_E_MEANING);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "none of its 4 plans can be read"));
	ck_assert_str_eq(draft.name, "Cedar Ridge High School");
	ck_assert_uint_eq(draft.address_count, 7);
	ck_assert_uint_eq(cgrid_ctx_count(ctx, CGRID_LEFT_OUT), 4);
	cgrid_draft_free(&draft);
	cgrid_ctx_free(ctx);
}
END_TEST

/* The verdicts of the schema about files, a line each; NULL where it cannot be asked. */
static FILE *
ask_schema(const char *names)
{
	char command[12800], schema[4096], script[4096];
	snprintf(schema, sizeof schema, "%s", source_path("data/campus.schema.json"));
	snprintf(script, sizeof script, "%s", source_path("tests/validate-schema.py"));
	if (system("python3 -c 'import jsonschema' >/dev/null 2>&1") != 0) {
		printf("skipped: python3-jsonschema is not here\n");
		return NULL;
	}
	snprintf(command, sizeof command, "python3 '%s' '%s' %s", script, schema, names);
	FILE *pipe = popen(command, "r");
	ck_assert_ptr_nonnull(pipe);
	return pipe;
}

static void
expect(FILE *pipe, bool valid, const char *what)
{
	char line[2048];
	ck_assert_msg(fgets(line, sizeof line, pipe) != NULL, "the schema says nothing of %s", what);
	ck_assert_msg((strcmp(line, "valid\n") == 0) == valid, "%s: %s", what, line);
}

/* What the reader takes the schema takes, and what one refuses for its keys the other does. */
START_TEST(schema_agrees)
{
	char names[8192] = "", name[300];
	size_t used = 0;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		if (refused[i].beyond)
			continue;
		snprintf(name, sizeof name, "r%zu.json", i);
		write_file(name, refused[i].text);
		used += (size_t)snprintf(names + used, sizeof names - used, "%s/%s ", folder, name);
	}
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
		/* Python's json does not pass over a byte order mark. */
		bool mark = taken[i].text[0] != '{';
		snprintf(name, sizeof name, "t%zu.json", i);
		write_file(name, taken[i].text + (mark ? 3 : 0));
		used += (size_t)snprintf(names + used, sizeof names - used, "%s/%s ", folder, name);
	}
	FILE *pipe = ask_schema(names);
	if (!pipe)
		return;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (!refused[i].beyond)
			expect(pipe, false, refused[i].text);
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		expect(pipe, true, taken[i].text);
	ck_assert_int_eq(pclose(pipe), 0);
}
END_TEST

/* The schema lists what a property can mean: the words of data/meanings.def, no more and no less. */
START_TEST(schema_lists_the_meanings)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_bytes bytes;
	ck_ok(ctx, cgrid_file_read(ctx, source_path("data/campus.schema.json"), &bytes));
	char *text = strndup(bytes.data, bytes.size);
	char *list = strstr(strstr(text, "see campusgrid-properties(5)"), "\"enum\": [");
	size_t quotes = 0, words = 0;
	*strchr(list, ']') = '\0';
	for (const char *c = strchr(list, '['); *c != '\0'; c++)
		quotes += *c == '"';
	for (; cgrid_meaning_words()[words]; words++) {
		char quoted[64];
		snprintf(quoted, sizeof quoted, "\"%s\"", cgrid_meaning_words()[words]);
		ck_assert_msg(strstr(list, quoted), "the schema lacks %s", quoted);
	}
	ck_assert_uint_eq(quotes, 2 * words);
	free(text);
	cgrid_bytes_free(&bytes);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(schema_examples)
{
	static const char *const examples[] = {"tests/data/campus-example.json",
					       "data/sample/campus.json"};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		char name[4200];
		const char *path = source_path(examples[i]);
		if (access(path, R_OK) != 0) {
			printf("skipped: %s is not here\n", examples[i]);
			continue;
		}
		snprintf(name, sizeof name, "'%s'", path);
		FILE *pipe = ask_schema(name);
		if (!pipe)
			return;
		expect(pipe, true, examples[i]);
		pclose(pipe);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("campus-json");
	TCase *tcase = tcase_create("campus-json");
	/* Python checks the schema, on a machine that may be busy. */
	tcase_set_timeout(tcase, 100);
	tcase_add_checked_fixture(tcase, make_folder, remove_folder);
	tcase_add_loop_test(tcase, refused_texts, 0, sizeof refused / sizeof *refused);
	tcase_add_loop_test(tcase, taken_texts, 0, sizeof taken / sizeof *taken);
	tcase_add_loop_test(tcase, taken_texts_strict, 0, sizeof taken / sizeof *taken);
	tcase_add_test(tcase, every_key);
	tcase_add_test(tcase, said_false);
	tcase_add_test(tcase, by_path);
	tcase_add_test(tcase, example);
	tcase_set_timeout(tcase, 60); /* python starts slowly where eight builds run */
	tcase_add_test(tcase, schema_agrees);
	tcase_add_test(tcase, schema_lists_the_meanings);
	tcase_add_test(tcase, schema_examples);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
