/* SPDX-License-Identifier: Apache-2.0 */
/* Every file of the public GeoJSON sets through the reader: what becomes of it, and at which line. */
#include "harness.h"

#include "base/file.h"
#include "base/json.h"
#include "read/draft.h"

#include <ctype.h>

enum outcome { TAKEN, WARNED, LEFT_OUT, REFUSED };

#define HINT "geojsonhint/bad/"
/* geojsonhint gives the line where the object begins that holds the fault; we that of the fault. */
#define INSIDE "the fault itself, not its object"
#define SHOULD "RFC 7946 says SHOULD, and nothing is lost"

/* line: ours, 0 for none. differs: why geojsonhint's own result is another; "" where it is not. */
static const struct {
	const char *file;
	enum outcome outcome;
	unsigned line;
	const char *differs;
} files[] = {
    {HINT "bad-duplicate-properties.geojson", REFUSED, 3, INSIDE},
    {HINT "bad-featurelist.geojson", LEFT_OUT, 3, ""},
    {HINT "bad-json.geojson", REFUSED, 3, "its parser names no line"},
    {HINT "bad-object-type.geojson", REFUSED, 2, INSIDE},
    {HINT "bad-polygon-interiorring-rhr.geojson", TAKEN, 0, "RFC 7946 3.1.6: not to be refused for it"},
    {HINT "bad-polygonloop.geojson", LEFT_OUT, 4, "where the coordinates begin"},
    {HINT "bad-properties-as-array.geojson", LEFT_OUT, 3, INSIDE},
    {HINT "badcoord.geojson", LEFT_OUT, 3, ""},
    {HINT "badcoordtype.geojson", LEFT_OUT, 9, ""},
    {HINT "badfeature.geojson", LEFT_OUT, 1, ""},
    {HINT "badfeatureid.geojson", WARNED, 6, INSIDE},
    {HINT "bbox-4or6elements.geojson", WARNED, 4, ""},
    {HINT "bbox-contains-string.geojson", WARNED, 4, ""},
    {HINT "bbox-string.geojson", WARNED, 4, INSIDE},
    {HINT "different-first-last.geojson", LEFT_OUT, 3, ""},
    {HINT "different-first-size.geojson", TAKEN, 0, "closed but for a height, which no plan uses"},
    {HINT "excessive_precision_truncated.geojson", TAKEN, 0, ""},
    {HINT "expected_object.geojson", LEFT_OUT, 1, ""},
    {HINT "false.geojson", LEFT_OUT, 3, INSIDE},
    {HINT "feature_changed_semantics.geojson", REFUSED, 1, ""},
    {HINT "featurecollection-obj.geojson", REFUSED, 1, ""},
    {HINT "featurecollection-type-case.geojson", REFUSED, 1, ""},
    {HINT "featurecollection.geojson", REFUSED, 1, ""},
    {HINT "featurecollection_changed_semantics.geojson", WARNED, 2, INSIDE},
    {HINT "geometry_changed_semantics.geojson", REFUSED, 1, ""},
    {HINT "geometrycollection_nested.geojson", TAKEN, 0, SHOULD},
    {HINT "geometrycollection_single.geojson", TAKEN, 0, SHOULD},
    {HINT "multiple_problems.geojson", LEFT_OUT, 12, "the id alone is but warned of"},
    {HINT "multipoint-multidimension.geojson", LEFT_OUT, 1, ""},
    {HINT "multipoint-nondimension.geojson", LEFT_OUT, 1, ""},
    {HINT "nofeaturetype.geojson", LEFT_OUT, 5, INSIDE},
    {HINT "notype.geojson", REFUSED, 1, ""},
    {HINT "point-labeled-as-a-multipolygon.geojson", LEFT_OUT, 6, ""},
    {HINT "point-string.geojson", LEFT_OUT, 3, ""},
    {HINT "point-toofew.geojson", LEFT_OUT, 3, ""},
    {HINT "point-toomany.geojson", TAKEN, 0, SHOULD},
    {HINT "point.geojson", LEFT_OUT, 1, ""},
    {HINT "polygon_winding_order.geojson", TAKEN, 0, "RFC 7946 3.1.6: not to be refused for it"},
    {HINT "rootstring.geojson", REFUSED, 1, "lines count from 1"},
    {HINT "short-line.geojson", LEFT_OUT, 2, ""},
    {HINT "short-linearring.geojson", LEFT_OUT, 3, ""},
    {HINT "short-multilinestring.geojson", LEFT_OUT, 4, ""},
    {HINT "stringcoord.geojson", LEFT_OUT, 11, INSIDE},
    {HINT "unknowntype.geojson", REFUSED, 2, INSIDE},
    /* -149.92, -107.21 is beyond the pole: no position of WGS 84 (RFC 7946 section 4). */
    {"geojsonhint/good/issue82.geojson", REFUSED, 7, "a latitude of -107"},
};
enum { FILE_COUNT = sizeof files / sizeof *files };

static void
keep(void *user, enum cgrid_severity severity, const char *line)
{
	struct cgrid_buf *log = user;
	cgrid_buf_char(log, "NWL"[severity]);
	cgrid_buf_char(log, ' ');
	cgrid_buf_text(log, line);
	cgrid_buf_char(log, '\n');
}

/* The line number of the first message of a severity that has one; 0 for none. */
static unsigned
line_of(const char *log, char severity, const char *file)
{
	for (const char *line = log; line && *line; line = strchr(line, '\n') + 1) {
		const char *at = line + 2 + strlen(file);
		if (line[0] == severity && strncmp(line + 2, file, strlen(file)) == 0 && *at == ':' &&
		    isdigit((unsigned char)at[1]))
			return (unsigned)strtoul(at + 1, NULL, 10);
	}
	return 0;
}

static void
read_one(const char *path, const char *file, enum outcome outcome, unsigned line, bool strict)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	struct cgrid_buf log = {0};
	const struct cgrid_plan plan = {.file = path, .shown = file};
	cgrid_buf_add(&log, "", 0);
	cgrid_ctx_set_log(ctx, keep, &log);
	cgrid_draft_init(&draft, ctx);
	draft.strict = strict;
	enum cgrid_status status = cgrid_read_geojson(&draft, &plan);
	bool refused = outcome == REFUSED || (strict && outcome == LEFT_OUT);
	ck_assert_msg((status != CGRID_OK) == refused, "%s: %s", file, cgrid_ctx_error(ctx));
	if (refused) {
		cgrid_buf_text(&log, "E ");
		cgrid_buf_text(&log, cgrid_ctx_error(ctx));
		cgrid_buf_char(&log, '\n');
		ck_assert_msg(line_of(log.data, 'E', file) == line, "%s", log.data);
	} else {
		unsigned left_out = line_of(log.data, 'L', file), warned = line_of(log.data, 'W', file);
		ck_assert_msg(left_out == (outcome == LEFT_OUT ? line : 0), "%s", log.data);
		ck_assert_msg(outcome == LEFT_OUT || warned == (outcome == WARNED ? line : 0), "%s",
			      log.data);
		ck_assert_int_eq(cgrid_ctx_count(ctx, CGRID_LEFT_OUT) > 0, outcome == LEFT_OUT);
	}
	cgrid_draft_free(&draft);
	cgrid_buf_free(&log);
	cgrid_ctx_free(ctx);
}

/* The first line that a result of geojsonhint gives; -1 when there is no result or no fault in it. */
static long
line_of_result(const char *path)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_bytes bytes = {0};
	char result[4096];
	long line = -1;
	snprintf(result, sizeof result, "%.*s.result",
		 (int)(strlen(path) - strlen(cgrid_path_extension(path))), path);
	if (!cgrid_file_read(ctx, result, &bytes)) {
		struct cgrid_json json;
		ck_ok(ctx, cgrid_json_open(&json, ctx, result, bytes.data, bytes.size));
		for (enum cgrid_json_token token; (token = cgrid_json_next(&json)) > CGRID_JSON_END;)
			if (line < 0 && token == CGRID_JSON_KEY && cgrid_json_is(&json, "line") &&
			    cgrid_json_next(&json) == CGRID_JSON_NUMBER)
				line = (long)json.number;
		cgrid_json_close(&json);
	}
	cgrid_bytes_free(&bytes);
	cgrid_ctx_free(ctx);
	return line;
}

START_TEST(bad_files_are_named)
{
	char name[300];
	snprintf(name, sizeof name, "data/conformance/%s", files[_i].file);
	const char *path = shared_path(name);
	if (!path)
		return;
	long theirs = line_of_result(path);
	bool good = strstr(files[_i].file, "/good/") != NULL;
	bool same = !good && (theirs < 0 ? files[_i].outcome == TAKEN : theirs == (long)files[_i].line);
	ck_assert_msg(same == (files[_i].differs[0] == '\0'), "%s: line %u here, %ld there",
		      files[_i].file, files[_i].line, theirs);
	for (int strict = 0; strict < 2; strict++)
		read_one(path, files[_i].file, files[_i].outcome, files[_i].line, strict);
}
END_TEST

static bool
is_in_table(const char *file)
{
	for (size_t i = 0; i < FILE_COUNT; i++)
		if (strcmp(files[i].file, file) == 0)
			return true;
	return false;
}

/* Folders of which all files are taken that are not in the table above. */
static const struct {
	const char *folder;
	size_t least;
	bool bad; /* the table has them all */
} folders[] = {
    {"geojsonhint/bad", 44, true},
    {"geojsonhint/good", 18, false},
    {"rfc7946_examples", 11, false},
    {"geos_geojson_seeds", 11, false},
};

START_TEST(good_files_are_taken)
{
	char name[300];
	snprintf(name, sizeof name, "data/conformance/%s", folders[_i].folder);
	const char *path = shared_path(name);
	if (!path)
		return;
	char *folder = strdup(path);
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_names names;
	size_t count = 0;
	ck_ok(ctx, cgrid_folder_read(ctx, folder, &names));
	for (size_t i = 0; i < names.count; i++) {
		const char *extension = cgrid_path_extension(names.names[i]);
		if (strcmp(extension, ".geojson") != 0 && strcmp(extension, ".json") != 0)
			continue;
		char *file = cgrid_path_join(folder, names.names[i]);
		char *row = cgrid_path_join(folders[_i].folder, names.names[i]);
		bool known = is_in_table(row);
		ck_assert_msg(known || !folders[_i].bad, "%s is not in the table", row);
		for (int strict = 0; strict < 2 && !known; strict++)
			read_one(file, row, TAKEN, 0, strict);
		count++;
		free(file);
		free(row);
	}
	ck_assert_uint_ge(count, folders[_i].least);
	cgrid_names_free(&names);
	cgrid_ctx_free(ctx);
	free(folder);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("geojson-conformance");
	TCase *tcase = tcase_create("files");
	tcase_add_loop_test(tcase, bad_files_are_named, 0, FILE_COUNT);
	tcase_add_loop_test(tcase, good_files_are_taken, 0, sizeof folders / sizeof *folders);
	tcase_set_timeout(tcase, 60);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
