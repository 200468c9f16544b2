/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures on the page: each pixel where the ground has it, on the pages that it belongs to alone. */
#include "pages.h"

#include "base/png.h"
#include "campus/campus.h"

#include <campusgrid/map.h>
#include <math.h>
#include <stdlib.h>

static const struct cgrid_source here = {"test.geojson", 3, 5};

/* Metres about 40.12, -75.12. */
static struct cgrid_lonlat
ground(double x, double y)
{
	return (struct cgrid_lonlat){-75.12 + x / 85287.0, 40.12 + y / 111034.0};
}

/* A picture of one colour with squares of others. */
struct square {
	uint32_t x, y, side; /* pixels, from the top left */
	unsigned char rgb[3];
};
static const struct square squares[] = {
    {20, 20, 24, {255, 0, 0}}, {150, 20, 24, {0, 255, 0}},  {20, 110, 24, {0, 0, 255}},
    {150, 110, 24, {0, 0, 0}}, {90, 60, 24, {255, 0, 255}},
};
enum { SQUARES = sizeof squares / sizeof *squares, WIDTH = 200, HEIGHT = 150 };

static void
to_disk(const struct cgrid_buf *buf, char path[64])
{
	snprintf(path, 64, "/tmp/cgrid-picture-XXXXXX");
	int file = mkstemp(path);
	ck_assert_int_ge(file, 0);
	ck_assert_int_eq((ssize_t)buf->size, write(file, buf->data, buf->size));
	close(file);
}

/* `zoom`: each pixel is so many in the file, which is the same picture, only finer. */
static void
write_squares(struct cgrid_ctx *ctx, unsigned zoom, char path[64])
{
	const size_t width = (size_t)WIDTH * zoom, height = (size_t)HEIGHT * zoom;
	struct cgrid_raster raster = {(uint32_t)width, (uint32_t)height, malloc(width * height * 3)};
	struct cgrid_buf png = {0};
	ck_assert_ptr_nonnull(raster.rgb);
	memset(raster.rgb, 255, width * height * 3);
	for (int s = 0; s < SQUARES; s++)
		for (size_t y = squares[s].y * zoom; y < (squares[s].y + squares[s].side) * zoom; y++)
			for (size_t x = squares[s].x * zoom;
			     x < (squares[s].x + squares[s].side) * zoom; x++)
				memcpy(raster.rgb + (y * width + x) * 3, squares[s].rgb, 3);
	ck_ok(ctx, cgrid_png_write(ctx, &raster, 0, cgrid_buf_sink(&png)));
	to_disk(&png, path);
	cgrid_raster_free(&raster);
	cgrid_buf_free(&png);
}

/* How a picture lies: metres of its top left corner, and its edges from there. */
struct lie {
	double x, y, ax, ay, dx, dy;
	unsigned zoom;
	double grid_turn;
	const char *frame;
};
static const struct lie lies[] = {
    {-3, 35, 56, 0, 0, -40, 1, 0, NULL},        /* level */
    {-3, 35, 56, 0, 0, -40, 7, 0, NULL},        /* finer than print */
    {3, 36, 45, -20, -12, -27, 1, 0, NULL},     /* turned */
    {3, 36, 45, -20, -12, -27, 5, 20, "utm"},   /* turned and fine, in a grid that is */
    {-3, 28, 46, 7, 10, -33, 2, 0, NULL},       /* sheared */
    {53, -3, -56, 0, 0, 36, 2, 0, "EPSG:3857"}, /* upside down */
};
enum { LIES = sizeof lies / sizeof *lies };

static void
add_room(struct cgrid_draft *draft, const char *level, const char *sign, double x, double y, double w,
	 double h)
{
	struct cgrid_draft_feature room = {.kind = CGRID_DRAFT_ROOM,
					   .id = sign,
					   .ref = sign,
					   .name = "",
					   .category = "classroom",
					   .source = here};
	const double points[4][2] = {{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}};
	room.shape.first_ring = draft->ring_count;
	room.shape.ring_count = 1;
	ck_ok(draft->ctx, cgrid_draft_ring_begin(draft, CGRID_RING_OUTER));
	for (int i = 0; i < 4; i++) {
		const struct cgrid_lonlat at = ground(points[i][0], points[i][1]);
		ck_ok(draft->ctx, cgrid_draft_point(draft, at.lon, at.lat));
	}
	cgrid_draft_ring_end(draft);
	ck_ok(draft->ctx, cgrid_draft_building(draft, "Main", &here, &room.building));
	ck_ok(draft->ctx, cgrid_draft_level(draft, room.building, level, &here, &room.level));
	ck_ok(draft->ctx, cgrid_draft_feature(draft, &room));
}

/* A picture of a level, or of the grounds. */
static void
add_picture(struct cgrid_draft *draft, const char *file, const char *level, const char *captured,
	    const struct lie *lie)
{
	struct cgrid_draft_image image = {.file = file,
					  .captured = captured,
					  .building = CGRID_NONE,
					  .level = CGRID_NONE,
					  .width = WIDTH * lie->zoom,
					  .height = HEIGHT * lie->zoom,
					  .source = {"picture.png", 0, 0}};
	if (level) {
		ck_ok(draft->ctx, cgrid_draft_building(draft, "Main", &here, &image.building));
		ck_ok(draft->ctx, cgrid_draft_level(draft, image.building, level, &here, &image.level));
	}
	image.corners[0] = ground(lie->x, lie->y);
	image.corners[1] = ground(lie->x + lie->ax, lie->y + lie->ay);
	image.corners[2] = ground(lie->x + lie->ax + lie->dx, lie->y + lie->ay + lie->dy);
	image.corners[3] = ground(lie->x + lie->dx, lie->y + lie->dy);
	ck_ok(draft->ctx, cgrid_draft_image(draft, &image));
}

static void
draft_school(struct cgrid_draft *draft, struct cgrid_ctx *ctx)
{
	cgrid_draft_init(draft, ctx);
	draft->name = "Test School";
	add_room(draft, "1", "101", 0, 0, 25, 30);
	add_room(draft, "1", "102", 25, 0, 25, 30);
	add_room(draft, "2", "201", 0, 0, 50, 30);
}

static void
map_draft(struct mapped *m, struct cgrid_draft *draft, double turn_deg,
	  const struct cgrid_map_options *options)
{
	struct cgrid_grid_options grid = CGRID_GRID_OPTIONS_INIT;
	if (turn_deg != 0) {
		grid.given = CGRID_GRID_TURN;
		grid.spec.turn_deg = turn_deg;
	}
	ck_ok(m->ctx, cgrid_campus_from_draft(m->ctx, draft, &m->campus));
	cgrid_draft_free(draft);
	ck_ok(m->ctx, cgrid_grid_fit(m->ctx, m->campus, &grid, false, &m->grid));
	ck_ok(m->ctx, cgrid_map_new(m->ctx, m->campus, m->grid, options, &m->map));
}

static size_t
page_named(const struct mapped *m, const char *name)
{
	for (size_t p = 0; p < cgrid_map_page_count(m->map); p++)
		if (strcmp(cgrid_map_page_name(m->map, p), name) == 0)
			return p;
	ck_abort_msg("no page %s", name);
}

/* A page as pixels at 100 dots to an inch: drawn here, or from its PDF or SVG by another program. */
enum back_end { PNG, PDF, SVG, BACK_ENDS };
enum { DPI = 100 };

static bool
have(const char *program)
{
	char command[128];
	snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
	if (system(command) == 0)
		return true;
	printf("skipped: no %s\n", program);
	return false;
}

static bool
render(const struct mapped *m, size_t page, enum back_end back_end, struct cgrid_raster *raster)
{
	static const struct {
		const char *program;
		enum cgrid_map_format format;
	} by[BACK_ENDS] = {
	    [PDF] = {"pdftoppm", CGRID_MAP_PDF}, [SVG] = {"rsvg-convert", CGRID_MAP_SVG}};
	char from[64], to[80], command[300];
	struct cgrid_buf out = {0};
	if (back_end == PNG) {
		ck_ok(m->ctx, cgrid_draw_rgb(m->ctx, cgrid_map_page(m->map, page), DPI, raster));
		return true;
	}
	if (!have(by[back_end].program))
		return false;
	ck_ok(m->ctx,
	      cgrid_map_write_page(m->ctx, m->map, page, by[back_end].format, cgrid_buf_sink(&out)));
	to_disk(&out, from);
	cgrid_buf_free(&out);
	if (back_end == PDF)
		snprintf(command, sizeof command, "pdftoppm -r %d -png -singlefile %s %s", DPI, from,
			 from);
	else
		snprintf(command, sizeof command, "rsvg-convert --unlimited -d %d -p %d -o %s.png %s",
			 DPI, DPI, from, from);
	ck_assert_msg(system(command) == 0, "%s", command);
	snprintf(to, sizeof to, "%s.png", from);
	ck_ok(m->ctx, cgrid_png_read(m->ctx, to, to, raster));
	unlink(from);
	unlink(to);
	return true;
}

/* Where a place of a picture, in its pixels (unzoomed), is on a page of these dots. */
static struct cgrid_mm
dot_of(const struct mapped *m, size_t page, const struct lie *lie, double column, double row)
{
	const double u = column / WIDTH, v = row / HEIGHT;
	const struct cgrid_lonlat at =
	    ground(lie->x + u * lie->ax + v * lie->dx, lie->y + u * lie->ay + v * lie->dy);
	struct cgrid_xy xy;
	ck_ok(m->ctx, cgrid_frame_to_xy(m->ctx, cgrid_campus_frame(m->campus), &at, 1, &xy));
	const struct cgrid_mm mm = cgrid_view_mm(&m->map->makings[page].view, xy);
	return (struct cgrid_mm){mm.x / 25.4 * DPI, mm.y / 25.4 * DPI};
}

/* Of white, 0, and a square's colour as it is printed, 1: what a dot has. */
static double
share(const struct cgrid_raster *raster, struct cgrid_mm dot, const unsigned char rgb[3])
{
	const double strength = 0.7;
	double along = 0, all = 0;
	ck_assert(dot.x >= 0 && dot.y >= 0 && dot.x < raster->width && dot.y < raster->height);
	const unsigned char *p = raster->rgb + ((size_t)dot.y * raster->width + (size_t)dot.x) * 3;
	for (int c = 0; c < 3; c++) {
		const double full = strength * (255 - rgb[c]);
		along += full * (255 - p[c]);
		all += full * full;
	}
	return along / all;
}

/* How many of the dots a pixel inside of a square's edge, and of those a pixel outside, are as they
 * should be: lines and labels of the map are over some. */
static void
check_square(const struct mapped *m, size_t page, const struct lie *lie,
	     const struct cgrid_raster *raster, const struct square *s)
{
	enum { STEPS = 16 };
	const double x = s->x, y = s->y, side = s->side;
	for (int edge = 0; edge < 4; edge++) {
		size_t inside = 0, outside = 0;
		for (int i = 1; i < STEPS; i++) {
			const double t = side * i / STEPS, far = edge & 1 ? side : 0;
			const struct cgrid_mm on = edge < 2 ? dot_of(m, page, lie, x + far, y + t)
							    : dot_of(m, page, lie, x + t, y + far);
			const struct cgrid_mm middle = edge < 2
							   ? dot_of(m, page, lie, x + side / 2, y + t)
							   : dot_of(m, page, lie, x + t, y + side / 2);
			const double length = hypot(middle.x - on.x, middle.y - on.y);
			/* A step of one dot across the edge, even where the picture is sheared. */
			const struct cgrid_mm step = {1.5 * (middle.x - on.x) / length,
						      1.5 * (middle.y - on.y) / length};
			inside += share(raster, (struct cgrid_mm){on.x + step.x, on.y + step.y},
					s->rgb) > 0.5;
			outside += share(raster, (struct cgrid_mm){on.x - step.x, on.y - step.y},
					 s->rgb) < 0.5;
		}
		ck_assert_msg(inside >= STEPS / 2 && outside >= STEPS / 2,
			      "square at %u, %u: edge %d: %zu of %d dots inside, %zu outside",
			      (unsigned)s->x, (unsigned)s->y, edge, inside, STEPS - 1, outside);
	}
}

START_TEST(a_picture_lies_where_the_ground_has_it)
{
	const struct lie *lie = &lies[_i % LIES];
	const enum back_end back_end = (enum back_end)(_i / LIES);
	struct mapped m = {.ctx = cgrid_ctx_new()};
	struct cgrid_draft draft;
	struct cgrid_raster raster = {0};
	char file[64];
	write_squares(m.ctx, lie->zoom, file);
	draft_school(&draft, m.ctx);
	draft.frame = lie->frame;
	add_picture(&draft, cgrid_draft_bytes(&draft, file, strlen(file)), "1", "", lie);
	map_draft(&m, &draft, lie->grid_turn, NULL);
	const size_t page = page_named(&m, "Main-1");
	if (render(&m, page, back_end, &raster))
		for (int s = 0; s < SQUARES; s++)
			check_square(&m, page, lie, &raster, &squares[s]);
	cgrid_raster_free(&raster);
	unlink(file);
	mapped_end(&m);
}
END_TEST

static size_t
pictures_on(const struct cgrid_page *page)
{
	size_t count = 0;
	for (size_t i = 0; i < page->item_count; i++)
		count += page->items[i].kind == CGRID_ITEM_PICTURE;
	return count;
}

static bool
shows(const struct cgrid_page *page, const char *text)
{
	for (size_t i = 0; i < page->item_count; i++)
		if (page->items[i].kind == CGRID_ITEM_TEXT && strstr(page->items[i].as.text.text, text))
			return true;
	return false;
}

/* Which pages show which pictures: plans of both levels, an aerial of the west, an old one of the
 * whole, one of the next town. */
static const struct {
	const char *file, *level, *captured;
	struct lie lie;
} album[] = {
    {"plan", "1", "2020-02-02", {0, 30, 25, 0, 0, -30, 1, 0, NULL}},
    {"plan", "1", "", {25, 30, 25, 0, 0, -30, 1, 0, NULL}},
    {"plan", "2", "", {0, 30, 50, 0, 0, -30, 1, 0, NULL}},
    {"aerial", NULL, "2026-04-12", {-90, 60, 80, 0, 0, -90, 1, 0, NULL}},
    {"aerial", NULL, "2019-01-01", {-90, 60, 200, 0, 0, -90, 1, 0, NULL}},
    {"aerial", NULL, "2019-01-01", {-90, 60, 200, 0, 0, -90, 1, 0, NULL}},
    {"aerial", NULL, "1950-01-01", {900, 60, 200, 0, 0, -90, 1, 0, NULL}},
};
enum { ALBUM = sizeof album / sizeof *album };

static void
map_album(struct mapped *m, const char *file, const struct cgrid_map_options *options)
{
	struct cgrid_draft draft;
	draft_school(&draft, m->ctx);
	for (int i = 0; i < ALBUM; i++)
		add_picture(&draft, cgrid_draft_bytes(&draft, file, strlen(file)), album[i].level,
			    album[i].captured, &album[i].lie);
	map_draft(m, &draft, 0, options);
}

START_TEST(each_page_has_its_pictures_and_their_dates)
{
	static const struct {
		const char *name;
		size_t pictures;
		bool plan_date;
	} pages[] = {{"overview", 3, false}, {"Main-1", 5, true}, {"Main-2", 4, false}};
	struct mapped m = {.ctx = cgrid_ctx_new()};
	char file[64];
	write_squares(m.ctx, 1, file);
	map_album(&m, file, NULL);
	unlink(file);
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		const struct cgrid_page *page = cgrid_map_page(m.map, page_named(&m, pages[i].name));
		size_t dates = 0;
		ck_assert_uint_eq(pictures_on(page), pages[i].pictures);
		ck_assert(shows(page, "Aerial imagery: 2026-04-12"));
		ck_assert(!shows(page, "1950"));
		ck_assert_int_eq(shows(page, "Plan picture: 2020-02-02"), pages[i].plan_date);
		ck_assert(!shows(page, "not known"));
		for (size_t k = 0; k < page->item_count; k++)
			dates += page->items[k].kind == CGRID_ITEM_TEXT &&
				 strstr(page->items[k].as.text.text, "2019-01-01") != NULL;
		ck_assert_uint_eq(dates, 1);
		check_page(page);
	}
	mapped_end(&m);
}
END_TEST

/* What a plan shows is not for everybody. */
START_TEST(the_public_sees_no_picture)
{
	struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
	struct mapped m = {.ctx = cgrid_ctx_new()};
	char file[64];
	options.audience = CGRID_PUBLIC;
	write_squares(m.ctx, 1, file);
	map_album(&m, file, &options);
	unlink(file);
	for (size_t p = 0; p < cgrid_map_page_count(m.map); p++) {
		ck_assert_uint_eq(pictures_on(cgrid_map_page(m.map, p)), 0);
		ck_assert(!shows(cgrid_map_page(m.map, p), "2026-04-12"));
	}
	mapped_end(&m);
}
END_TEST

static void
keep_log(void *user, enum cgrid_severity severity, const char *text)
{
	struct cgrid_buf *kept = user;
	cgrid_buf_text(kept, severity == CGRID_LEFT_OUT ? "L " : "- ");
	cgrid_buf_text(kept, text);
	cgrid_buf_char(kept, '\n');
}

/* A picture that went away after it was read is said once, by name, and every page comes. */
START_TEST(a_picture_that_is_gone_is_left_out_by_name)
{
	struct cgrid_buf kept = {0};
	struct mapped m = {.ctx = cgrid_ctx_new()};
	struct cgrid_draft draft;
	const struct lie lie = {-20, 60, 100, 0, 0, -90, 1, 0, NULL};
	cgrid_ctx_set_log(m.ctx, keep_log, &kept);
	draft_school(&draft, m.ctx);
	add_picture(&draft, "/nowhere/gone.png", NULL, "2026-04-12", &lie);
	map_draft(&m, &draft, 0, NULL);
	ck_assert_uint_eq(cgrid_map_page_count(m.map), 3);
	ck_assert_uint_eq(cgrid_ctx_count(m.ctx, CGRID_LEFT_OUT), 1);
	ck_assert_msg(strstr(kept.data, "picture.png: cannot be opened") != NULL, "%s", kept.data);
	for (size_t p = 0; p < 3; p++)
		ck_assert(!shows(cgrid_map_page(m.map, p), "2026-04-12"));
	cgrid_buf_free(&kept);
	mapped_end(&m);
}
END_TEST

static bool
unpack(const struct mapped *m, const struct cgrid_item *item, struct cgrid_raster *raster)
{
	if (item->kind != CGRID_ITEM_PICTURE)
		return false;
	ck_ok(m->ctx, cgrid_png_read_bytes(m->ctx, item->as.picture.png, item->as.picture.png_size,
					   "picture", raster));
	return true;
}

/* The darkest picture leaves black and the grid's blue a contrast of 7 to 1 (WCAG 2.1, 1.4.6). */
START_TEST(an_aerial_is_pale_enough_to_read_on)
{
	struct mapped m = {.ctx = cgrid_ctx_new()};
	char file[64];
	unsigned char least = 255;
	write_squares(m.ctx, 1, file);
	map_album(&m, file, NULL);
	unlink(file);
	const struct cgrid_page *page = cgrid_map_page(m.map, page_named(&m, "overview"));
	for (size_t i = 0; i < page->item_count; i++) {
		struct cgrid_raster p;
		if (!unpack(&m, &page->items[i], &p))
			continue;
		for (size_t k = 0; k < (size_t)p.width * p.height * 3; k++)
			least = p.rgb[k] < least ? p.rgb[k] : least;
		cgrid_raster_free(&p);
	}
	const double light = pow((least / 255.0 + 0.055) / 1.055, 2.4);
	ck_assert_double_lt(least, 255);
	ck_assert_double_ge((light + 0.05) / 0.05, 7);
	mapped_end(&m);
}
END_TEST

/* A line of one pixel, in a picture far finer than print, is still to be seen. */
START_TEST(thin_lines_survive)
{
	enum { FINE = 4000 };
	struct mapped m = {.ctx = cgrid_ctx_new()};
	struct cgrid_draft draft;
	struct cgrid_raster raster = {FINE, FINE, malloc((size_t)FINE * FINE * 3)};
	struct cgrid_buf png = {0};
	char file[64];
	size_t rows = 0, lines = 0;
	ck_assert_ptr_nonnull(raster.rgb);
	memset(raster.rgb, 255, (size_t)FINE * FINE * 3);
	for (size_t y = 7; y < FINE; y += 97, rows++)
		memset(raster.rgb + y * FINE * 3, 0, (size_t)FINE * 3);
	ck_ok(m.ctx, cgrid_png_write(m.ctx, &raster, 0, cgrid_buf_sink(&png)));
	to_disk(&png, file);
	cgrid_raster_free(&raster);
	cgrid_buf_free(&png);
	draft_school(&draft, m.ctx);
	add_picture(&draft, cgrid_draft_bytes(&draft, file, strlen(file)), "1", "",
		    &(struct lie){0, 30, 30, 0, 0, -30, FINE / WIDTH, 0, NULL});
	draft.images[0].width = draft.images[0].height = FINE;
	map_draft(&m, &draft, 0, NULL);
	unlink(file);
	const struct cgrid_page *page = cgrid_map_page(m.map, page_named(&m, "Main-1"));
	for (size_t i = 0; i < page->item_count; i++) {
		struct cgrid_raster p;
		if (!unpack(&m, &page->items[i], &p))
			continue;
		ck_assert_uint_lt(p.height, FINE);
		for (size_t y = 0; y < p.height; y++) {
			const unsigned char at = p.rgb[y * p.width * 3];
			lines += at < 225 && (y == 0 || at <= p.rgb[(y - 1) * p.width * 3]) &&
				 (y + 1 == p.height || at < p.rgb[(y + 1) * p.width * 3]);
		}
		cgrid_raster_free(&p);
	}
	ck_assert_uint_eq(lines, rows);
	mapped_end(&m);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("map-pictures");
	TCase *tests = tcase_create("map-pictures");
	tcase_set_timeout(tests, 100);
	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, a_picture_lies_where_the_ground_has_it, 0, LIES * BACK_ENDS);
	tcase_add_test(tests, each_page_has_its_pictures_and_their_dates);
	tcase_add_test(tests, the_public_sees_no_picture);
	tcase_add_test(tests, a_picture_that_is_gone_is_left_out_by_name);
	tcase_add_test(tests, an_aerial_is_pale_enough_to_read_on);
	tcase_add_test(tests, thin_lines_survive);
	return run_suite(suite);
}
