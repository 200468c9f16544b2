/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every file of the shared drawings: what it reads as, to the last room, or the line that tells why
 * not. A file without a row fails, and so does a row without a file. A message that fails shows the row
 * as it would have to read.
 */
#include "harness.h"

#include "base/file.h"
#include "base/text.h"
#include "every-file.h"

#include <campusgrid/campus.h>
#include <fnmatch.h>
#include <sys/stat.h>

enum { ROWS = sizeof rows / sizeof *rows };

/* What is wrong with the rows, a line each; and which of them have a file. */
struct findings {
	struct cgrid_buf wrong;
	bool used[ROWS];
	size_t files, read;
};

/* A room of 10 m where a list of sensors needs a campus: about 40, -75, or in Munich. */
static void
write_plan(const char *path, bool munich)
{
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	const char *lon = munich ? "11.57" : "-75.00", *lat = munich ? "48.15" : "40.00";
	fprintf(file,
		"{\"type\":\"Feature\",\"properties\":{\"room\":\"1\",\"level\":\"1\"},\"geometry\":"
		"{\"type\":\"Polygon\",\"coordinates\":[[[%s1,%s1],[%s2,%s1],[%s2,%s2],[%s1,%s2],"
		"[%s1,%s1]]]}}\n",
		lon, lat, lon, lat, lon, lat, lon, lat, lon, lat);
	fclose(file);
}

static void
write_ties(const char *folder, const char *text)
{
	char path[512];
	snprintf(path, sizeof path, "%s/ties.csv", folder);
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

/* The path that a row is opened by: the file itself, or a campus.json that names it. */
static void
write_input(const struct row *row, const char *file, char *folder, char path[512])
{
	char plan[512];
	snprintf(path, 512, "%s", file);
	if (row->open == BARE)
		return;
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, 512, "%s/campus.json", folder);
	snprintf(plan, sizeof plan, "%s/plan.geojson", folder);
	FILE *out = fopen(path, "w");
	ck_assert_ptr_nonnull(out);
	if (row->open == PLAN) {
		fprintf(out, "{\"plans\": [{\"file\": \"%s\"", file);
		/* A @ in the keys stands for the file's folder. */
		const char *key = row->keys;
		for (; *key != '\0' && *key != '\n'; key++) {
			if (*key == '@')
				fprintf(out, "%.*s", (int)(strrchr(file, '/') - file + 1), file);
			else
				fputc(*key, out);
		}
		fprintf(out, "}]}\n");
		if (*key == '\n')
			write_ties(folder, key + 1);
	} else {
		fprintf(
		    out,
		    "{\"plans\": [{\"file\": \"plan.geojson\"}], \"sensors\": [{\"file\": \"%s\"}]}\n",
		    file);
		write_plan(plan, row->open == SENSORS_MUNICH);
	}
	fclose(out);
}

static void
add_count(struct cgrid_buf *out, size_t count, const char *after)
{
	cgrid_buf_int(out, (int64_t)count);
	cgrid_buf_text(out, after);
}

/* "buildings levels rooms doors assets areas sensors | left out, warnings" */
static void
say_counts(const struct cgrid_ctx *ctx, const struct cgrid_campus *campus, struct cgrid_buf *out)
{
	add_count(out, cgrid_campus_building_count(campus), " ");
	add_count(out, cgrid_campus_level_count(campus), " ");
	add_count(out, cgrid_campus_room_count(campus), " ");
	add_count(out, cgrid_campus_door_count(campus), " ");
	add_count(out, cgrid_campus_asset_count(campus), " ");
	add_count(out, cgrid_campus_area_count(campus), " ");
	add_count(out, cgrid_campus_sensor_count(campus), " | ");
	add_count(out, cgrid_ctx_count(ctx, CGRID_LEFT_OUT), " ");
	add_count(out, cgrid_ctx_count(ctx, CGRID_WARNING), "");
}

static void
check_row(const struct row *row, const char *file, struct findings *findings)
{
	char folder[] = "/tmp/campusgrid-every-XXXXXX", path[512], command[600];
	if (row->open == DOCUMENT || row->open == COMPANION || (row->gdal && !gdal_module_folder()))
		return;
	write_input(row, file, folder, path);
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus *campus;
	struct cgrid_buf out = {0};
	if (gdal_module_folder())
		ck_ok(ctx, cgrid_ctx_set_module_dir(ctx, gdal_module_folder()));
	enum cgrid_status status = cgrid_campus_read(ctx, path, NULL, &campus);
	if (status)
		cgrid_buf_text(&out, cgrid_ctx_error(ctx));
	else
		say_counts(ctx, campus, &out);
	bool good = status ? row->refused && strstr(out.data, row->refused)
			   : row->reads && strcmp(out.data, row->reads) == 0;
	const char *const lines[] = {
	    file, "\n  is:     ", out.data, "\n  wanted: ", row->reads ? row->reads : row->refused,
	    "\n"};
	for (size_t i = 0; !good && i < sizeof lines / sizeof *lines; i++)
		cgrid_buf_text(&findings->wrong, lines[i]);
	findings->read += !status;
	cgrid_buf_free(&out);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	if (row->open != BARE)
		ck_assert_int_eq(system(command), 0);
}

/* A file, or a folder with a slash behind, by its path below the data. */
static void
check_path(const char *file, const char *below, struct findings *findings)
{
	bool folder = below[strlen(below) - 1] == '/', known = folder;
	findings->files += !folder;
	for (size_t i = 0; i < ROWS; i++) {
		bool of_folder = rows[i].path[strlen(rows[i].path) - 1] == '/';
		if (of_folder != folder || fnmatch(rows[i].path, below, 0) != 0)
			continue;
		/* A document's row is for what no other has. */
		if (rows[i].open == DOCUMENT && known)
			continue;
		known = findings->used[i] = true;
		check_row(&rows[i], file, findings);
	}
	if (!known) {
		cgrid_buf_text(&findings->wrong, below);
		cgrid_buf_text(&findings->wrong, ": has no row\n");
	}
}

static void
walk(const char *path, size_t root, struct findings *findings)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_names names;
	ck_ok(ctx, cgrid_folder_read(ctx, path, &names));
	for (size_t i = 0; i < names.count; i++) {
		char inside[512], folder[514];
		snprintf(inside, sizeof inside, "%s/%s", path, names.names[i]);
		if (cgrid_path_kind(inside) != CGRID_PATH_FOLDER) {
			check_path(inside, inside + root, findings);
			continue;
		}
		snprintf(folder, sizeof folder, "%s/", inside);
		check_path(folder, folder + root, findings);
		walk(inside, root, findings);
	}
	cgrid_names_free(&names);
	cgrid_ctx_free(ctx);
}

START_TEST(every_file)
{
	const char *data = shared_path("data");
	char path[512];
	struct findings findings = {.files = 0};
	if (!data)
		return;
	const size_t root = strlen(data) + 1;
	cgrid_buf_text(&findings.wrong, "");
	for (const char *const *kind = kinds; *kind; kind++) {
		snprintf(path, sizeof path, "%s/%s", data, *kind);
		walk(path, root, &findings);
	}
	for (size_t i = 0; i < ROWS; i++) {
		if (findings.used[i])
			continue;
		cgrid_buf_text(&findings.wrong, rows[i].path);
		cgrid_buf_text(&findings.wrong, ": no file has this row\n");
	}
	printf("%zu files, %zu readings\n", findings.files, findings.read);
	/* Too much for a message of Check. */
	fputs(findings.wrong.data, stdout);
	fflush(stdout);
	ck_assert_msg(findings.wrong.size == 0, "rows that do not hold stand above");
	cgrid_buf_free(&findings.wrong);
}
END_TEST

/* What Python's json and csv count, a line a file: path, rooms, doors, assets, sensors (-1: not
 * counted). */
static const char oracle[] =
    "import json, csv, sys, os\n"
    "os.chdir(sys.argv[1])\n"
    "def load(path): return json.load(open(path, encoding='utf-8-sig'))['features']\n"
    "def say(path, rooms=-1, doors=-1, assets=-1, sensors=-1): print(path, rooms, doors, assets, "
    "sensors)\n"
    "imdf = 'imdf/postech_c5/'\n"
    "say(imdf, len(load(imdf + 'unit.geojson')), len(load(imdf + 'opening.geojson')))\n"
    "for floor in ('B1', 'F1', 'F2', 'F3', 'F4'):\n"
    "    path = 'geojson/ilc20_site1/' + floor + '/geojson_map.json'\n"
    "    say(path, len(load(path)) - 1, 0)\n"
    "path = 'geojson/ubc_campus/ubcv_building_entraces.geojson'\n"
    "say(path, 0, len(load(path)))\n"
    "for floor in ('1', '2', '3', '4', '5', '6', 'gf'):\n"
    "    path = 'geojson/wrld3d_westport_house/westport-house-floor-' + floor + '.geojson'\n"
    "    types = [f['properties']['type'] for f in load(path)]\n"
    "    doors = types.count('door')\n"
    "    say(path, len(types) - doors - types.count('building_outline'), doors)\n"
    "for path in ('tetam_ble/sensors', 'uji_ble/dep/geo', 'uji_ble/dep/lib', "
    "'navigatum_coordinates/coordinates'):\n"
    "    path = 'sensors/' + path + '.csv'\n"
    "    say(path, sensors=len(list(csv.DictReader(open(path, encoding='utf-8')))))\n"
    "for path in ('uji_ble/obs/geo', 'uji_ble/obs/lib'):\n"
    "    path = 'sensors/' + path + '.csv'\n"
    "    say(path, sensors=len({(r['id'], r['x'], r['y']) for r in csv.DictReader(open(path))}))\n";

static void
check_count(const char *path, const int counted[4])
{
	/* Where each stands among the seven counts of a row. */
	static const size_t at[4] = {2, 3, 4, 6};
	int held[7];
	bool found = false;
	for (size_t i = 0; i < ROWS; i++) {
		if (strcmp(rows[i].path, path) != 0 || !rows[i].reads)
			continue;
		found = true;
		ck_assert_int_eq(sscanf(rows[i].reads, "%d %d %d %d %d %d %d", &held[0], &held[1],
					&held[2], &held[3], &held[4], &held[5], &held[6]),
				 7);
		for (size_t c = 0; c < 4; c++)
			ck_assert_msg(counted[c] < 0 || counted[c] == held[at[c]],
				      "%s: Python counts %d, the row says %d", path, counted[c],
				      held[at[c]]);
	}
	ck_assert_msg(found, "%s has no row", path);
}

START_TEST(python_counts_as_many)
{
	const char *data = shared_path("data");
	char script[] = "/tmp/campusgrid-oracle-XXXXXX", command[4200], path[300];
	int counted[4], lines = 0;
	if (!data || system("command -v python3 >/dev/null") != 0) {
		printf("skipped: no python3, or no shared data\n");
		return;
	}
	int fd = mkstemp(script);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, oracle, sizeof oracle - 1), (ssize_t)sizeof oracle - 1);
	close(fd);
	snprintf(command, sizeof command, "python3 %s %s", script, data);
	FILE *out = popen(command, "r");
	ck_assert_ptr_nonnull(out);
	for (; fscanf(out, "%299s %d %d %d %d", path, &counted[0], &counted[1], &counted[2],
		      &counted[3]) == 5;
	     lines++)
		check_count(path, counted);
	ck_assert_int_eq(pclose(out), 0);
	ck_assert_int_eq(lines, 20);
	unlink(script);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("every-file");
	TCase *tcase = tcase_create("every-file");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, every_file);
	tcase_add_test(tcase, python_counts_as_many);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
