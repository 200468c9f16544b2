/* SPDX-License-Identifier: Apache-2.0 */
/* Maps: what stands on every page, whatever the plan: readable, apart, true to scale, the same twice.
 */
#include "harness.h"

#include "base/text.h"
#include "campus/campus.h"
#include "map/pages.h"
#include "pages.h"

#include <campusgrid/map.h>
#include <math.h>

static const struct cgrid_source here = {"test.geojson", 3, 5};

static struct cgrid_draft_shape
draw(struct cgrid_draft *draft, const double (*points)[2], size_t count, enum cgrid_ring_role role)
{
	size_t first = draft->ring_count;
	ck_ok(draft->ctx, cgrid_draft_ring_begin(draft, role));
	for (size_t i = 0; i < count; i++)
		ck_ok(draft->ctx, cgrid_draft_point(draft, -75.12 + points[i][0] / 85287.0,
						    40.12 + points[i][1] / 111034.0));
	cgrid_draft_ring_end(draft);
	return (struct cgrid_draft_shape){first, draft->ring_count - first};
}

static struct cgrid_draft_shape
box(struct cgrid_draft *draft, double x, double y, double w, double h)
{
	const double points[][2] = {{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}};
	return draw(draft, points, 4, CGRID_RING_OUTER);
}

static void
add(struct cgrid_draft *draft, struct cgrid_draft_feature feature, const char *level)
{
	feature.id = feature.id ? feature.id : "";
	feature.name = feature.name ? feature.name : "";
	feature.ref = feature.ref ? feature.ref : "";
	feature.category = feature.category ? feature.category : "";
	feature.source = here;
	ck_ok(draft->ctx, cgrid_draft_building(draft, "Main", &here, &feature.building));
	feature.level = CGRID_NONE;
	if (level)
		ck_ok(draft->ctx,
		      cgrid_draft_level(draft, feature.building, level, &here, &feature.level));
	else
		feature.building = CGRID_NONE;
	ck_ok(draft->ctx, cgrid_draft_feature(draft, &feature));
}

static void
add_room(struct cgrid_draft *draft, const char *level, const char *sign, const char *name,
	 const char *category, struct cgrid_draft_shape shape)
{
	struct cgrid_draft_feature room = {.kind = CGRID_DRAFT_ROOM,
					   .ref = cgrid_draft_text(draft, sign, strlen(sign), &here),
					   .name = cgrid_draft_text(draft, name, strlen(name), &here),
					   .category = category,
					   .shape = shape};
	add(draft, room, level);
}

static void
add_door(struct cgrid_draft *draft, const char *level, const char *number, double x, double y)
{
	const double points[][2] = {{x, y}, {x + 1, y}};
	struct cgrid_draft_feature door = {.kind = CGRID_DRAFT_DOOR,
					   .ref = number,
					   .exterior = CGRID_EXTERIOR,
					   .shape = draw(draft, points, 2, CGRID_RING_LINE)};
	add(draft, door, level);
}

static void
add_asset(struct cgrid_draft *draft, const char *level, const char *kind, double x, double y)
{
	const double points[][2] = {{x, y}};
	struct cgrid_draft_feature asset = {.kind = CGRID_DRAFT_ASSET,
					    .ref = kind,
					    .category = kind,
					    .shape = draw(draft, points, 1, CGRID_RING_LINE)};
	add(draft, asset, level);
}

/* Signs that try to break a page: each must stand on it, or on its list, all the same. */
static const char *const hostile[] = {
    "<script>alert('x')</script> & \"quotes\"",
    "\xff\xfe broken \x80 bytes",
    "control\x01\x02\x1b[31m characters\r\nand lines",
    "\xd8\xba\xd8\xb1\xd9\x81\xd8\xa9 \xd8\xa7\xd9\x84\xd9\x85\xd8\xb9\xd9\x84\xd9\x85\xd9\x8a\xd9\x86",
    "\xe2\x80\xae"
    "desrever \xe2\x80\xac room",
    "Z\xcc\xb4\xcc\xb5\xcc\xb6\xcd\xa0\xcd\x9d"
    "algo\xcc\xb4\xcc\xb5\xcc\xb6",
    "\xf0\x9f\x9a\xaa door \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
    "\xea\xb5\x90\xeb\xac\xb4\xec\x8b\xa4\xed\x95\x99\xec\x83\x9d\xec\x8b\xa4\xea\xb8\x89\xec\x8b\x9d"
    "\xec\x8b\xa4",
    "AverylongsignwithoutanyblankthatnoroomofthisplancouldeverholdonasinglelineofitsownAndMore",
    "1",
    "-",
    ".",
    "]]>",
    "%s%n",
    "Dr. O'Neil / Dr. Ng-Smith, Suite 100-104 (by appointment only)",
};
enum { HOSTILE = sizeof hostile / sizeof *hostile };

static void
draw_school(struct cgrid_draft *draft)
{
	for (int i = 0; i < 12; i++) {
		char sign[8];
		snprintf(sign, sizeof sign, "%d", 101 + i);
		add_room(draft, "1", sign, i % 3 ? "" : "Biology laboratory", "classroom",
			 box(draft, i % 6 * 9, i / 6 * 14, 9, 10));
	}
	add_room(draft, "1", "Corridor", "", "corridor", box(draft, 0, 10, 54, 4));
	for (size_t i = 0; i < HOSTILE; i++)
		add_room(draft, "2", hostile[i], i % 2 ? hostile[(i + 3) % HOSTILE] : "", "room",
			 box(draft, (double)(i % 8) * 4, (double)(i / 8) * 3, 4, 3));
	add_room(draft, "2", "Tall", "Tall and narrow", "stairs", box(draft, 40, 0, 2, 12));
	add_room(draft, "2", "", "", "restroom", box(draft, 44, 0, 6, 6));
	add_door(draft, "1", "1", 4, 0);
	add_door(draft, "1", "1A", 5, 0);
	add_door(draft, "1", "12", 30, 24);
	add_asset(draft, "1", "aed", 12, 12);
	add_asset(draft, "1", "camera", 12, 12);
	add_asset(draft, "1", "secret_thing", 12, 12);
	add_asset(draft, NULL, "hydrant", 60, 30);
	for (int i = 0; i < 5; i++) {
		char id[16];
		snprintf(id, sizeof id, "GSD-%d", i);
		struct cgrid_draft_sensor sensor = {
		    .id = id,
		    .kind = "gunshot",
		    .name = "",
		    .building = "Main",
		    .level = "1",
		    .room = "",
		    .placed_by = CGRID_SENSOR_AT_GROUND,
		    .ground = {-75.12 + 5 / 85287.0, 40.12 + 5 / 111034.0},
		    .z = NAN,
		    .uncertainty_m = NAN,
		    .source = here};
		sensor.id = cgrid_draft_bytes(draft, id, strlen(id));
		ck_ok(draft->ctx, cgrid_draft_sensor(draft, &sensor));
	}
	draft->name = "Test School";
	draft->notice = "CONFIDENTIAL";
}

static void
school_in(struct mapped *m, const char *frame, const struct cgrid_map_options *options, double turn_deg)
{
	struct cgrid_draft draft;
	struct cgrid_grid_options grid = CGRID_GRID_OPTIONS_INIT;
	*m = (struct mapped){.ctx = cgrid_ctx_new()};
	cgrid_draft_init(&draft, m->ctx);
	draw_school(&draft);
	draft.frame = frame;
	ck_ok(m->ctx, cgrid_campus_from_draft(m->ctx, &draft, &m->campus));
	cgrid_draft_free(&draft);
	if (turn_deg != 0) {
		grid.given = CGRID_GRID_TURN;
		grid.spec.turn_deg = turn_deg;
	}
	ck_ok(m->ctx, cgrid_grid_fit(m->ctx, m->campus, &grid, false, &m->grid));
	ck_ok(m->ctx, cgrid_map_new(m->ctx, m->campus, m->grid, options, &m->map));
}

static void
school(struct mapped *m, const struct cgrid_map_options *options, double turn_deg)
{
	school_in(m, NULL, options, turn_deg);
}

static bool
shows(const struct cgrid_page *page, const char *text)
{
	for (size_t i = 0; i < page->item_count; i++)
		if (page->items[i].kind == CGRID_ITEM_TEXT && strstr(page->items[i].as.text.text, text))
			return true;
	return false;
}

static size_t
items_in(const struct mapped *m, enum cgrid_layer layer)
{
	size_t count = 0;
	for (size_t p = 0; p < cgrid_map_page_count(m->map); p++)
		for (size_t i = 0; i < cgrid_map_page(m->map, p)->item_count; i++)
			count += cgrid_map_page(m->map, p)->items[i].layer == layer;
	return count;
}

static bool
any_page_shows(const struct mapped *m, const char *text)
{
	for (size_t p = 0; p < cgrid_map_page_count(m->map); p++)
		if (shows(cgrid_map_page(m->map, p), text))
			return true;
	return false;
}

START_TEST(pages_are_in_order)
{
	static const char *const names[] = {"overview", "Main-1", "Main-2", "Main-2-rooms"};
	struct mapped m;
	school(&m, NULL, 0);
	ck_assert_uint_ge(cgrid_map_page_count(m.map), 3);
	for (size_t i = 0; i < cgrid_map_page_count(m.map); i++) {
		char sheet[32];
		snprintf(sheet, sizeof sheet, "Sheet %u of %u", (unsigned)i + 1,
			 (unsigned)cgrid_map_page_count(m.map));
		ck_assert_str_eq(cgrid_map_page_name(m.map, i), names[i]);
		ck_assert(shows(cgrid_map_page(m.map, i), sheet));
		ck_assert(shows(cgrid_map_page(m.map, i), "CONFIDENTIAL"));
	}
	ck_assert_ptr_null(cgrid_map_page_name(m.map, 99));
	mapped_end(&m);
}
END_TEST

/* The parts of a title block that a responder or a copy of a copy must still have. */
START_TEST(every_level_page_says_what_it_is)
{
	static const char *const parts[] = {"Test School",
					    "Main",
					    "Level 1",
					    "1 cell = ",
					    "Scale 1:",
					    "North is up",
					    "Middle of cell",
					    "NW ",
					    "SE ",
					    "Corridor",
					    "AED (defibrillator)",
					    "Sensor",
					    "2026-08-01",
					    "Exterior door and its number"};
	struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
	struct mapped m;
	options.date = "2026-08-01";
	school(&m, &options, 0);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		ck_assert_msg(shows(cgrid_map_page(m.map, 1), parts[i]), "%s", parts[i]);
	/* The legend has nothing that the page has not. */
	ck_assert(!shows(cgrid_map_page(m.map, 1), "Trauma kit"));
	ck_assert(!shows(cgrid_map_page(m.map, 1), "Stairs"));
	mapped_end(&m);
}
END_TEST

START_TEST(nothing_overlaps_and_all_is_large_enough)
{
	static const char *const papers[] = {"letter", "tabloid", "A4", "ansi-d", "A0"};
	static const double turns[] = {0, 17.5, 45, -30, 90};
	for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
		struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
		struct mapped m;
		options.paper = papers[i];
		options.date = "2026-08-01";
		school(&m, &options, turns[i]);
		for (size_t p = 0; p < cgrid_map_page_count(m.map); p++)
			check_page(cgrid_map_page(m.map, p));
		mapped_end(&m);
	}
}
END_TEST

/* A metre is 1000/N mm: lines of the grid, from the display list. */
START_TEST(the_scale_is_true)
{
	static const uint32_t scales[] = {0, 400, 1000, 5000};
	for (size_t s = 0; s < sizeof scales / sizeof *scales; s++) {
		struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
		struct mapped m;
		options.scale = scales[s];
		school(&m, &options, 0);
		const struct cgrid_page *page = cgrid_map_page(m.map, 1);
		if (scales[s])
			ck_assert_double_eq_tol(page->mm_per_m, 1000.0 / scales[s], 1e-12);
		ck_assert_uint_ge(check_spacing(page, m.grid, false), 4);
		ck_assert_uint_ge(check_spacing(page, m.grid, true), 3);
		mapped_end(&m);
	}
}
END_TEST

/* The corridor, 54 m long: its longest wall on the page, in metres, and the angle it is drawn at. */
static void
longest_wall(const struct cgrid_page *page, double *metres, double *slope)
{
	*metres = 0;
	for (size_t i = 0; i < page->item_count; i++) {
		const struct cgrid_item *item = &page->items[i];
		if (item->kind != CGRID_ITEM_PATH || item->layer != CGRID_LAYER_ROOMS ||
		    item->as.path.point_count != 4)
			continue;
		const struct cgrid_mm *p = page->points + item->as.path.first_point;
		for (int k = 0; k < 4; k++) {
			const double x = p[(k + 1) % 4].x - p[k].x, y = p[(k + 1) % 4].y - p[k].y;
			if (hypot(x, y) / page->mm_per_m > *metres + 1e-9) {
				*metres = hypot(x, y) / page->mm_per_m;
				*slope = fabs(y / x);
			}
		}
	}
}

/* In any frame a metre on the page is one on the ground, and true north is up. */
START_TEST(every_frame_is_drawn_true)
{
	static const char *const frames[] = {NULL, "utm", "EPSG:3857", "EPSG:26918"};
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
		struct mapped m;
		double metres, slope;
		school_in(&m, frames[i], NULL, 0);
		longest_wall(cgrid_map_page(m.map, 1), &metres, &slope);
		/* Web Mercator on the ellipsoid has two scales, 0.4 % apart here. */
		ck_assert_double_eq_tol(metres, 54, 54 * (i == 2 ? 0.005 : 0.001));
		ck_assert_double_lt(slope, 0.0005);
		/* What is not in metres of the ground, or not north up, is said. */
		ck_assert_int_eq(shows(cgrid_map_page(m.map, 1), "on the ground"), i == 2);
		ck_assert_int_eq(shows(cgrid_map_page(m.map, 1), "Grid turned 0.1"), i == 1 || i == 3);
		mapped_end(&m);
	}
}
END_TEST

/* Labels of the columns stand over the middle of their columns, on both sides. */
START_TEST(columns_and_rows_are_labelled_on_four_sides)
{
	static const double turns[] = {0, 20, -20};
	for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
		struct mapped m;
		school(&m, NULL, turns[i]);
		const struct cgrid_page *page = cgrid_map_page(m.map, 1);
		const struct cgrid_rect *f = &page->frame;
		size_t sides[4] = {0, 0, 0, 0};
		for (size_t k = 0; k < page->item_count; k++) {
			const struct cgrid_item *item = &page->items[k];
			if (item->kind != CGRID_ITEM_TEXT || item->layer != CGRID_LAYER_GRID)
				continue;
			const struct cgrid_mm at = item->as.text.at;
			sides[0] += at.y < f->y0;
			sides[1] += at.y > f->y1;
			sides[2] += at.x < f->x0;
			sides[3] += at.x > f->x1;
		}
		for (int s = 0; s < 4; s++)
			ck_assert_uint_ge(sides[s], 3);
		mapped_end(&m);
	}
}
END_TEST

/* Every sign of the campus, the hostile ones too, can be read on its page or its list. */
START_TEST(hostile_names_are_shown)
{
	struct mapped m;
	school(&m, NULL, 0);
	ck_assert_uint_ge(check_signs(&m), HOSTILE);
	mapped_end(&m);
}
END_TEST

START_TEST(an_audience_sees_its_layers_alone)
{
	struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
	struct mapped m;
	school(&m, &options, 0);
	ck_assert_uint_gt(items_in(&m, CGRID_LAYER_SENSORS), 0);
	ck_assert(any_page_shows(&m, "Camera") && any_page_shows(&m, "secret_thing"));
	mapped_end(&m);
	options.audience = CGRID_RESPONDER;
	school(&m, &options, 0);
	ck_assert_uint_eq(items_in(&m, CGRID_LAYER_SENSORS), 0);
	ck_assert(!any_page_shows(&m, "amera") && !any_page_shows(&m, "secret_thing"));
	ck_assert(!any_page_shows(&m, "ensor"));
	ck_assert(any_page_shows(&m, "AED") && any_page_shows(&m, "101"));
	mapped_end(&m);
	options.audience = CGRID_PUBLIC;
	school(&m, &options, 0);
	ck_assert_uint_eq(items_in(&m, CGRID_LAYER_SENSORS), 0);
	ck_assert_uint_eq(items_in(&m, CGRID_LAYER_ASSETS), 0);
	ck_assert_uint_eq(items_in(&m, CGRID_LAYER_DOORS), 0);
	ck_assert(!any_page_shows(&m, "101") && !any_page_shows(&m, "Biology") &&
		  !any_page_shows(&m, "hydrant"));
	ck_assert_uint_gt(items_in(&m, CGRID_LAYER_GRID), 0);
	mapped_end(&m);
}
END_TEST

/* One struct a refusal: what is asked, the status, a part of the message. */
START_TEST(refusals)
{
	static const struct {
		struct cgrid_map_options options;
		enum cgrid_status status;
		const char *says;
	} rows[] = {
	    {{.paper = "napkin"}, CGRID_E_ARGUMENT, "letter, legal, tabloid"},
	    {{.paper = "letter", .scale = 5}, CGRID_E_ARGUMENT, "at 1:5; 1:"},
	    {{.building = "Nowhere"}, CGRID_E_UNKNOWN, "Main"},
	    {{.level = "9"}, CGRID_E_UNKNOWN, "1, 2"},
	};
	struct mapped m;
	school(&m, NULL, 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct cgrid_map_options options = rows[i].options;
		struct cgrid_map *map;
		options.size = sizeof options;
		options.created = -1;
		ck_assert_int_eq(cgrid_map_new(m.ctx, m.campus, m.grid, &options, &map),
				 rows[i].status);
		ck_assert_ptr_null(map);
		ck_assert_msg(strstr(cgrid_ctx_error(m.ctx), rows[i].says) != NULL, "%s",
			      cgrid_ctx_error(m.ctx));
	}
	mapped_end(&m);
}
END_TEST

START_TEST(one_level_alone)
{
	struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
	struct mapped m;
	options.level = "2";
	options.building = "main";
	school(&m, &options, 0);
	ck_assert_str_eq(cgrid_map_page_name(m.map, 0), "Main-2");
	mapped_end(&m);
}
END_TEST

START_TEST(two_runs_are_the_same)
{
	struct cgrid_buf pdf[2] = {{0}}, svg[2] = {{0}}, png[2] = {{0}};
	struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
	options.dpi = 60;
	options.created = 1785542400;
	for (int i = 0; i < 2; i++) {
		struct mapped m;
		school(&m, &options, 12);
		ck_ok(m.ctx, cgrid_map_write_pdf(m.ctx, m.map, cgrid_buf_sink(&pdf[i])));
		ck_ok(m.ctx,
		      cgrid_map_write_page(m.ctx, m.map, 1, CGRID_MAP_SVG, cgrid_buf_sink(&svg[i])));
		ck_ok(m.ctx,
		      cgrid_map_write_page(m.ctx, m.map, 1, CGRID_MAP_PNG, cgrid_buf_sink(&png[i])));
		mapped_end(&m);
	}
	struct cgrid_buf *all[] = {pdf, svg, png};
	for (int i = 0; i < 3; i++) {
		ck_assert_uint_eq(all[i][0].size, all[i][1].size);
		ck_assert_int_eq(memcmp(all[i][0].data, all[i][1].data, all[i][0].size), 0);
		cgrid_buf_free(&all[i][0]);
		cgrid_buf_free(&all[i][1]);
	}
}
END_TEST

START_TEST(a_png_has_the_size_of_its_paper)
{
	struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
	struct cgrid_buf png = {0};
	struct mapped m;
	options.paper = "letter";
	options.orientation = CGRID_LANDSCAPE;
	options.dpi = 100;
	school(&m, &options, 0);
	ck_ok(m.ctx, cgrid_map_write_page(m.ctx, m.map, 1, CGRID_MAP_PNG, cgrid_buf_sink(&png)));
	ck_assert_int_eq(memcmp(png.data + 16, "\0\0\x04\x4c\0\0\x03\x52", 8), 0); /* 1100 x 850 */
	ck_assert_ptr_nonnull(memmem(png.data, png.size, "pHYs\0\0\x0f\x61\0\0\x0f\x61\1", 13));
	cgrid_ctx_set_limit(m.ctx, CGRID_LIMIT_PIXELS, 1100 * 850 / 4 - 1);
	ck_assert_int_eq(cgrid_map_write_page(m.ctx, m.map, 1, CGRID_MAP_PNG, cgrid_buf_sink(&png)),
			 CGRID_E_LIMIT);
	cgrid_buf_free(&png);
	mapped_end(&m);
}
END_TEST

static enum cgrid_status
refuse(void *user, const void *bytes, size_t count)
{
	size_t *left = user;
	(void)bytes;
	if (count > *left)
		return CGRID_E_OUTPUT;
	*left -= count;
	return CGRID_OK;
}

START_TEST(a_full_disk_is_an_error)
{
	static const size_t rooms[] = {0, 1000, 20000};
	struct mapped m;
	school(&m, NULL, 0);
	for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
		size_t left = rooms[i];
		struct cgrid_sink sink = {refuse, &left};
		ck_assert_int_eq(cgrid_map_write_pdf(m.ctx, m.map, sink), CGRID_E_OUTPUT);
		left = rooms[i];
		ck_assert_int_eq(cgrid_map_write_page(m.ctx, m.map, 1, CGRID_MAP_SVG, sink),
				 CGRID_E_OUTPUT);
	}
	mapped_end(&m);
}
END_TEST

/* Every kind of data/kinds.def that is an asset has a glyph of its own. */
START_TEST(every_asset_has_its_symbol)
{
	for (size_t i = 0; i < CGRID_KIND_COUNT; i++)
		if (cgrid_map_kind_at(i)->group == CGRID_KIND_ASSET)
			ck_assert_msg(cgrid_symbol_known(cgrid_map_kind_at(i)->word), "%s",
				      cgrid_map_kind_at(i)->word);
	ck_assert(cgrid_symbol_known("sensor") && cgrid_symbol_known("exterior_door"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("map");
	TCase *tests = tcase_create("map");
	tcase_set_timeout(tests, 60);
	suite_add_tcase(suite, tests);
	tcase_add_test(tests, pages_are_in_order);
	tcase_add_test(tests, every_level_page_says_what_it_is);
	tcase_add_test(tests, nothing_overlaps_and_all_is_large_enough);
	tcase_add_test(tests, hostile_names_are_shown);
	tcase_add_test(tests, the_scale_is_true);
	tcase_add_test(tests, every_frame_is_drawn_true);
	tcase_add_test(tests, columns_and_rows_are_labelled_on_four_sides);
	tcase_add_test(tests, an_audience_sees_its_layers_alone);
	tcase_add_test(tests, refusals);
	tcase_add_test(tests, one_level_alone);
	tcase_add_test(tests, two_runs_are_the_same);
	tcase_add_test(tests, a_png_has_the_size_of_its_paper);
	tcase_add_test(tests, a_full_disk_is_an_error);
	tcase_add_test(tests, every_asset_has_its_symbol);
	return run_suite(suite);
}
