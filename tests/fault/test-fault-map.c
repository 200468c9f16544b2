/* SPDX-License-Identifier: Apache-2.0 */
/* Memory runs out at the allocations of a map in turn: each time it is said, and nothing breaks. Linked
 * with
 * --wrap, so that only our own allocations fail; GLib under Pango would end the process. */
#include "until-failure.h"
#include "campus/campus.h"
#include "pages.h"

#include <math.h>

enum { DENSE = 150, STRIDE = 17, MOST = 4000 };

static void
add_square(struct cgrid_draft *draft, const char *sign, double x, double size)
{
	static const struct cgrid_source here = {"test.geojson", 1, 1};
	struct cgrid_draft_feature room = {.kind = CGRID_DRAFT_ROOM,
					   .id = sign,
					   .ref = sign,
					   .name = "A longer name",
					   .category = "stairs",
					   .source = here};
	const double corners[][2] = {{x, 0}, {x + size, 0}, {x + size, size}, {x, size}};
	room.shape.first_ring = draft->ring_count;
	ck_ok(draft->ctx, cgrid_draft_ring_begin(draft, CGRID_RING_OUTER));
	for (int i = 0; i < 4; i++)
		ck_ok(draft->ctx, cgrid_draft_point(draft, -75.12 + corners[i][0] / 85287.0,
						    40.12 + corners[i][1] / 111034.0));
	cgrid_draft_ring_end(draft);
	room.shape.ring_count = 1;
	ck_ok(draft->ctx, cgrid_draft_building(draft, "Main", &here, &room.building));
	ck_ok(draft->ctx, cgrid_draft_level(draft, room.building, "1", &here, &room.level));
	ck_ok(draft->ctx, cgrid_draft_feature(draft, &room));
}

/* A small picture: of the level, and of the grounds about it. */
static void
add_pictures(struct cgrid_draft *draft, char path[64])
{
	unsigned char rgb[8 * 6 * 3] = {0};
	const struct cgrid_raster raster = {8, 6, rgb};
	struct cgrid_buf png = {0};
	ck_ok(draft->ctx, cgrid_png_write(draft->ctx, &raster, 0, cgrid_buf_sink(&png)));
	snprintf(path, 64, "/tmp/cgrid-picture-XXXXXX");
	int file = mkstemp(path);
	ck_assert_int_ge(file, 0);
	ck_assert_int_eq((ssize_t)png.size, write(file, png.data, png.size));
	close(file);
	cgrid_buf_free(&png);
	for (int plan = 0; plan < 2; plan++) {
		struct cgrid_draft_image image = {.file = cgrid_draft_bytes(draft, path, strlen(path)),
						  .captured = "2026-04-12",
						  .building = CGRID_NONE,
						  .level = plan ? 0 : CGRID_NONE,
						  .width = 8,
						  .height = 6,
						  .source = {"picture.png", 0, 0}};
		for (int i = 0; i < 4; i++)
			image.corners[i] =
			    (struct cgrid_lonlat){-75.12 + (i == 1 || i == 2 ? 40 : 0) / 85287.0,
						  40.12 + (i < 2 ? 30 : 0) / 111034.0};
		ck_ok(draft->ctx, cgrid_draft_image(draft, &image));
	}
}

/* Makes the map and writes it in every format. */
static enum cgrid_status
map_it(struct mapped *m)
{
	static const enum cgrid_map_format formats[] = {CGRID_MAP_PDF, CGRID_MAP_PNG, CGRID_MAP_SVG};
	struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
	options.dpi = 20;
	options.date = "2026-08-01";
	enum cgrid_status status = cgrid_map_new(m->ctx, m->campus, m->grid, &options, &m->map);
	for (int i = 0; i < 3 && status == CGRID_OK; i++) {
		struct cgrid_buf out = {0};
		status = cgrid_map_write_page(m->ctx, m->map, 1, formats[i], cgrid_buf_sink(&out));
		/* The sink's own memory is none of the map's. */
		if (out.failed)
			status = CGRID_E_MEMORY;
		cgrid_buf_free(&out);
	}
	cgrid_map_free(m->map);
	m->map = NULL;
	return status;
}

START_TEST(allocations_fail)
{
	struct mapped m = {.ctx = cgrid_ctx_new()};
	struct cgrid_draft draft;
	char picture[64];
	cgrid_draft_init(&draft, m.ctx);
	add_square(&draft, "101", 0, 8);
	add_square(&draft, "102", 9, 1.5);
	add_square(&draft, "103", 12, 30);
	add_pictures(&draft, picture);
	ck_ok(m.ctx, cgrid_campus_from_draft(m.ctx, &draft, &m.campus));
	cgrid_draft_free(&draft);
	ck_ok(m.ctx, cgrid_grid_fit(m.ctx, m.campus, NULL, false, &m.grid));
	ck_ok(m.ctx, map_it(&m));
	long at = 0;
	for (bool done = false; !done && at < MOST; at += at < DENSE ? 1 : STRIDE) {
		until_failure = at;
		enum cgrid_status status = map_it(&m);
		done = until_failure >= 0;
		until_failure = -1;
		ck_assert_msg(status == (done ? CGRID_OK : CGRID_E_MEMORY), "allocation %ld: %s", at,
			      cgrid_status_name(status));
	}
	ck_assert_int_gt(at, DENSE);
	ck_assert_int_lt(at, MOST);
	unlink(picture);
	mapped_end(&m);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("fault-map");
	TCase *tests = tcase_create("fault-map");
	tcase_set_timeout(tests, 100);
	suite_add_tcase(suite, tests);
	tcase_add_test(tests, allocations_fail);
	return run_suite(suite);
}
