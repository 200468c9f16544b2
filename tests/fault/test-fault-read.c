/* SPDX-License-Identifier: Apache-2.0 */
/* Memory runs out at every allocation of the readers in turn: each time it is said, nothing breaks, and
 * what was read of a file is not taken for the whole. Linked with --wrap. */
#include "until-failure.h"
#include "harness.h"
#include "base/file.h"
#include "base/zip.h"
#include "read/imdf-inside.h"
#include "read/picture.h"
#include "read/rooms.h"
#include "read/ties.h"
#include "read/tree.h"
#include "read/sensors.h"

#include <campusgrid/place.h>

enum { MOST = 2000 };
static const char parts_file[] = "tests/fuzz/corpus/sensors/points.geojson";

static enum cgrid_status
read_sensors(struct cgrid_draft *draft, const struct cgrid_bytes *bytes)
{
	const struct cgrid_plan plan = {.file = "s.csv", .shown = "s.csv"};
	return cgrid_read_sensors_bytes(draft, &plan, bytes->data, bytes->size);
}

static enum cgrid_status
read_json_sensors(struct cgrid_draft *draft, const struct cgrid_bytes *bytes)
{
	const struct cgrid_plan plan = {.file = "s.json", .shown = "s.json"};
	return cgrid_read_sensors_json_bytes(draft, &plan, bytes->data, bytes->size);
}

static enum cgrid_status
read_osm(struct cgrid_draft *draft, const struct cgrid_bytes *bytes)
{
	const struct cgrid_plan plan = {.file = "map.osm", .shown = "map.osm"};
	return cgrid_read_osm_bytes(draft, &plan, bytes->data, bytes->size);
}

/* The files of a folder with NULs between them, as tests/fuzz/fuzz-imdf.c has them. */
static enum cgrid_status
read_imdf(struct cgrid_draft *draft, const struct cgrid_bytes *bytes)
{
	const struct cgrid_plan plan = {.file = "imdf", .shown = "imdf"};
	struct imdf_reader reader = {
	    .draft = draft, .plan = &plan, .language = "", .venue_name = "", .venue_address = ""};
	enum cgrid_status status = CGRID_OK;
	for (const char *at = bytes->data, *end = at + bytes->size; at < end && !status;) {
		size_t length = strlen(at);
		status = cgrid_imdf_member(&reader, (enum imdf_type)(*at % (IMDF_TYPES + 1)),
					   "imdf/a.geojson", at + 1, length - 1);
		at += length + 1;
	}
	cgrid_imdf_free(&reader);
	return status;
}

/* Ties of this picture, and rooms in its pixels. */
static const struct cgrid_picture picture = {
    .width = 1000,
    .height = 700,
    .placement = {.a = 0.1, .e = -0.1, .origin = {.lon = -75.1234, .lat = 40.1234}}};

static enum cgrid_status
read_ties(struct cgrid_draft *draft, const struct cgrid_bytes *bytes)
{
	struct cgrid_ties ties;
	enum cgrid_status status =
	    cgrid_ties_read_bytes(draft->ctx, "t.csv", bytes->data, bytes->size, &ties);
	if (!status)
		status = cgrid_ties_fit(draft->ctx, &ties, false, 1000, 700);
	cgrid_ties_free(&ties);
	return status;
}

static enum cgrid_status
read_rooms(struct cgrid_draft *draft, const struct cgrid_bytes *bytes)
{
	struct cgrid_rooms rooms = {.draft = draft, .picture = &picture, .file = "r.csv"};
	return cgrid_rooms_csv(&rooms, bytes->data, bytes->size);
}

static enum cgrid_status
read_locations(struct cgrid_draft *draft, const struct cgrid_bytes *bytes)
{
	struct cgrid_rooms rooms = {.draft = draft, .picture = &picture, .file = "r.yaml"};
	return cgrid_rooms_ros(&rooms, bytes->data, bytes->size);
}

/* A file of which little is in memory at a time: keys and places outlive their bytes. */
static enum cgrid_status
read_parts(struct cgrid_draft *draft, const struct cgrid_bytes *bytes)
{
	struct cgrid_json json;
	struct cgrid_file file;
	(void)bytes;
	enum cgrid_status status =
	    cgrid_file_open(draft->ctx, source_path(parts_file), "p.geojson", &file);
	if (status)
		return status;
	status = cgrid_json_open_file(&json, &file, 64);
	if (!status) {
		cgrid_json_skip(&json, cgrid_json_next(&json));
		status = cgrid_json_status(&json);
		cgrid_json_close(&json);
	}
	cgrid_file_close(&file);
	return status;
}

/* An archive, and all that is in it. */
static enum cgrid_status
read_zip(struct cgrid_draft *draft, const struct cgrid_bytes *bytes)
{
	const struct cgrid_plan plan = {.file = "a.zip", .shown = "a.zip"};
	struct cgrid_tree tree = {draft->ctx, "a.zip", "a.zip", NULL};
	struct cgrid_names roots = {0};
	enum cgrid_status status =
	    cgrid_zip_open_bytes(draft->ctx, "a.zip", bytes->data, bytes->size, &tree.zip);
	if (!status)
		status = cgrid_tree_find_imdf(&tree, &roots);
	if (!status && roots.count == 0)
		status = cgrid_read_geojson_tree(draft, &plan, &tree);
	for (size_t i = 0; i < roots.count && !status; i++)
		status = cgrid_read_imdf_tree(draft, &plan, &tree, roots.names[i]);
	if (!status && roots.count > 0)
		status = cgrid_tree_name_others(&tree, &roots);
	cgrid_names_free(&roots);
	cgrid_tree_close(&tree);
	return status;
}

/* Through the GDAL module, whose own memory does not run out here; by path, whatever the bytes. */
static enum cgrid_status
read_cad(struct cgrid_draft *draft, const struct cgrid_bytes *bytes)
{
	(void)bytes;
	struct cgrid_plan plan = {.file = source_path("tests/data/faults/shop.dxf"),
				  .shown = "shop.dxf",
				  .level = "1",
				  .room_layer = "WALL",
				  .text_layer = "SIGN",
				  .gap = 0.5,
				  .origin = {.lon = -75.1, .lat = 40.1},
				  .given = CGRID_PLAN_ROOM_LAYER | CGRID_PLAN_TEXT_LAYER |
					   CGRID_PLAN_GAP | CGRID_PLAN_ORIGIN};
	return cgrid_read_gdal(draft, &plan);
}

static enum cgrid_status
read_gis(struct cgrid_draft *draft, const struct cgrid_bytes *bytes)
{
	(void)bytes;
	const struct cgrid_plan plan = {.file = source_path("tests/data/faults/plan.mif"),
					.shown = "plan.mif"};
	return cgrid_read_gdal(draft, &plan);
}

static enum cgrid_status
read_placed_gis(struct cgrid_draft *draft, const struct cgrid_bytes *bytes)
{
	(void)bytes;
	const struct cgrid_plan plan = {.file = source_path("tests/data/faults/plan.mif"),
					.shown = "plan.mif",
					.crs = "EPSG:4326",
					.given = CGRID_PLAN_CRS};
	return cgrid_read_gdal(draft, &plan);
}

static enum cgrid_status
read_picture(struct cgrid_draft *draft, const struct cgrid_bytes *bytes)
{
	(void)bytes;
	struct cgrid_raster raster;
	enum cgrid_status status = cgrid_picture_read(
	    draft->ctx, source_path("tests/data/pictures/rgb.jpg"), "rgb.jpg", &raster);
	/* Check would want memory itself. */
	bool agree = (status == CGRID_OK) == (raster.rgb != NULL);
	cgrid_raster_free(&raster);
	return agree ? status : CGRID_E_INTERNAL;
}

static enum cgrid_status
drop_bytes(void *user, const void *bytes, size_t count)
{
	(void)user;
	(void)bytes;
	(void)count;
	return CGRID_OK;
}

static enum cgrid_status
fit(struct cgrid_draft *draft, const char *drawing, const char *ties)
{
	struct cgrid_fit *fitted;
	char path[4096], list[4096];
	snprintf(path, sizeof path, "%s", source_path(drawing));
	snprintf(list, sizeof list, "%s", source_path(ties));
	enum cgrid_status status = cgrid_fit_drawing(draft->ctx, path, list, NULL, &fitted);
	if ((status == CGRID_OK) != (fitted != NULL))
		status = CGRID_E_INTERNAL;
	if (!status)
		status =
		    cgrid_fit_write_world(draft->ctx, fitted, (struct cgrid_sink){drop_bytes, NULL});
	cgrid_fit_free(fitted);
	return status;
}

static enum cgrid_status
fit_picture(struct cgrid_draft *draft, const struct cgrid_bytes *bytes)
{
	(void)bytes;
	return fit(draft, "tests/data/pictures/rgb.jpg", "tests/data/faults/pixels.csv");
}

static enum cgrid_status
fit_cad(struct cgrid_draft *draft, const struct cgrid_bytes *bytes)
{
	(void)bytes;
	return fit(draft, "tests/data/faults/shop.dxf", "tests/data/faults/drawn.csv");
}

static const struct {
	const char *file;
	enum cgrid_status (*read)(struct cgrid_draft *draft, const struct cgrid_bytes *bytes);
	size_t records; /* sensors and features of the whole */
	long least;     /* allocations that there are for certain */
	bool gdal;
} inputs[] = {
    {"tests/fuzz/corpus/csv/plain.csv", read_sensors, 2, 10, false},
    {"tests/fuzz/corpus/sensors/list.json", read_json_sensors, 2, 10, false},
    {parts_file, read_parts, 0, 6, false},
    {"tests/fuzz/corpus/sensors/points.geojson", read_json_sensors, 1, 10, false},
    {"tests/fuzz/corpus/osm/school.osm", read_osm, 8, 40, false},
    {"tests/fuzz/corpus/osm/holes.osm", read_osm, 1, 40, false},
    {"tests/fuzz/corpus/imdf/full.imdf", read_imdf, 4, 60, false},
    {"tests/fuzz/corpus/ties/wrong.csv", read_ties, 0, 10, false},
    {"tests/fuzz/corpus/ties/positions.csv", read_rooms, 2, 10, false},
    {"tests/fuzz/corpus/ties/corners.csv", read_rooms, 1, 10, false},
    {"tests/fuzz/corpus/ties/polygons.csv", read_rooms, 1, 10, false},
    {"tests/fuzz/corpus/yaml/locations.yaml", read_locations, 1, 10, false},
    {"tests/fuzz/corpus/zip/two.zip", read_zip, 2, 40, false},
    {"tests/fuzz/corpus/zip/nested-stored.zip", read_zip, 1, 30, false},
    {"tests/fuzz/corpus/zip/geojson.zip", read_zip, 1, 20, false},
    {"tests/data/faults/shop.dxf", read_cad, 2, 20, true},
    {"tests/data/faults/plan.mif", read_gis, 2, 15, true},
    {"tests/data/faults/plan.mif", read_placed_gis, 2, 20, true},
    {"tests/data/pictures/rgb.jpg", read_picture, 0, 2, true},
    {"tests/data/pictures/rgb.jpg", fit_picture, 0, 10, true},
    {"tests/data/faults/shop.dxf", fit_cad, 0, 20, true},
};

START_TEST(every_allocation_fails)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_bytes bytes;
	if (inputs[_i].gdal && !gdal_module_folder()) {
		cgrid_ctx_free(ctx);
		return;
	}
	if (inputs[_i].gdal)
		ck_ok(ctx, cgrid_ctx_set_module_dir(ctx, gdal_module_folder()));
	ck_ok(ctx, cgrid_file_read(ctx, source_path(inputs[_i].file), &bytes));
	long failures = 0;
	for (bool done = false; !done && failures < MOST; failures++) {
		struct cgrid_draft draft;
		cgrid_draft_init(&draft, ctx);
		until_failure = failures;
		enum cgrid_status status = inputs[_i].read(&draft, &bytes);
		done = until_failure >= 0;
		until_failure = -1;
		ck_assert_msg(status == (done ? CGRID_OK : CGRID_E_MEMORY), "%s: %s (%d): %s",
			      inputs[_i].file, cgrid_status_name(status), (int)failures,
			      cgrid_ctx_error(ctx));
		if (done)
			ck_assert_uint_eq(draft.sensor_count + draft.feature_count, inputs[_i].records);
		cgrid_draft_free(&draft);
	}
	ck_assert_int_gt(failures, inputs[_i].least);
	ck_assert_int_lt(failures, MOST);
	cgrid_bytes_free(&bytes);
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("fault-read");
	TCase *tcase = tcase_create("fault-read");
	tcase_add_loop_test(tcase, every_allocation_fails, 0, sizeof inputs / sizeof *inputs);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
