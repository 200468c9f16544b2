/* SPDX-License-Identifier: Apache-2.0 */
/* Sheets of the sample campus: parts of a level, index, black and white, watermark, colours. */
#include "pages.h"

static void
map_sample(struct mapped *m, const struct cgrid_map_options *options)
{
	struct cgrid_grid_options said = CGRID_GRID_OPTIONS_INIT;
	*m = (struct mapped){.ctx = cgrid_ctx_new()};
	ck_ok(m->ctx,
	      cgrid_campus_read(m->ctx, source_path("data/sample/campus.json"), NULL, &m->campus));
	ck_ok(m->ctx, cgrid_grid_fit(m->ctx, m->campus, &said, true, &m->grid));
	ck_ok(m->ctx, cgrid_map_new(m->ctx, m->campus, m->grid, options, &m->map));
}

static size_t
count_texts(const struct cgrid_page *page, const char *text)
{
	size_t count = 0;
	for (size_t i = 0; i < page->item_count; i++)
		count += page->items[i].kind == CGRID_ITEM_TEXT &&
			 strstr(page->items[i].as.text.text, text) != NULL;
	return count;
}

/* What does not fit goes on sheets that overlap; each room and door is on one of them. */
START_TEST(a_level_goes_on_several_sheets)
{
	struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
	struct mapped m;
	size_t lines = 0, parts = 0;
	options.paper = "letter";
	options.scale = 200;
	options.building = "Main";
	map_sample(&m, &options);
	ck_assert_uint_gt(cgrid_map_page_count(m.map), 6);
	for (size_t p = 0; p < cgrid_map_page_count(m.map); p++) {
		const struct cgrid_page *page = cgrid_map_page(m.map, p);
		check_page(page);
		if (m.map->makings[p].list)
			continue;
		parts++;
		ck_assert_double_eq_tol(page->mm_per_m, 5, 1e-12);
		check_spacing(page, m.grid, true);
		check_spacing(page, m.grid, false);
		lines += count_texts(page, "Match line: sheet ");
		ck_assert_uint_eq(count_texts(page, "Match line: sheet 0"), 0);
		ck_assert_uint_ge(count_texts(page, "meet at the match"), 1);
	}
	ck_assert_uint_ge(lines, parts);
	check_signs(&m);
	check_doors(&m);
	/* Neighbours share a strip, and together they leave nothing out. */
	const struct cgrid_making *a = &m.map->makings[0], *b = &m.map->makings[1];
	const struct cgrid_mm edge = {a->core.x1, a->core.y0 + 10};
	const struct cgrid_mm there = cgrid_view_mm(&b->view, cgrid_view_xy(&a->view, edge));
	ck_assert_uint_eq(b->part_column, 1);
	ck_assert_double_eq_tol(there.x, b->core.x0, 1e-6);
	ck_assert_double_ge(a->page->frame.x1 - a->core.x1, 5);
	mapped_end(&m);
}
END_TEST

START_TEST(the_index_has_all_in_natural_order)
{
	struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
	struct mapped m;
	struct cgrid_buf all = {0}, pdf = {0};
	size_t links = 0;
	options.index = true;
	options.created = 0;
	map_sample(&m, &options);
	for (size_t p = 0; p < cgrid_map_page_count(m.map); p++) {
		const struct cgrid_page *page = cgrid_map_page(m.map, p);
		if (page->level != CGRID_NONE || !m.map->makings[p].list)
			continue;
		check_page(page);
		for (size_t i = 0; i < page->item_count; i++)
			if (page->items[i].kind == CGRID_ITEM_TEXT) {
				cgrid_buf_char(&all, '\n');
				cgrid_buf_text(&all, page->items[i].as.text.text);
				cgrid_buf_char(&all, '\n');
				links += page->items[i].as.text.link > 0;
			}
	}
	const char *last = all.data;
	static const char *const order[] = {"\n101\n", "\n105\n", "\n227\n",
					    "\n1\n",   "\n2\n",   "\n10\n"};
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		last = strstr(last, order[i]);
		ck_assert_msg(last != NULL, "%s", order[i]);
	}
	for (size_t i = 0; i < cgrid_campus_sensor_count(m.campus); i++)
		ck_assert_msg(strstr(all.data, cgrid_campus_sensor(m.campus, i)->id) != NULL, "%s",
			      cgrid_campus_sensor(m.campus, i)->id);
	ck_assert_uint_gt(links, 300);
	ck_ok(m.ctx, cgrid_map_write_pdf(m.ctx, m.map, cgrid_buf_sink(&pdf)));
	ck_assert_ptr_nonnull(memmem(pdf.data, pdf.size, "/PageLabels", 11));
	ck_assert_ptr_nonnull(memmem(pdf.data, pdf.size, "/Subtype /Link", 14));
	cgrid_buf_free(&all);
	cgrid_buf_free(&pdf);
	mapped_end(&m);
	/* The public is told of no room. */
	options.audience = CGRID_PUBLIC;
	map_sample(&m, &options);
	for (size_t p = 0; p < cgrid_map_page_count(m.map); p++)
		ck_assert(!m.map->makings[p].list);
	mapped_end(&m);
}
END_TEST

static bool
is_plain(uint32_t colour)
{
	return colour == CGRID_NO_PAINT || colour == CGRID_BLACK || colour == CGRID_WHITE;
}

START_TEST(mono_is_black_and_white)
{
	struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
	struct mapped m;
	options.mono = true;
	options.watermark = "Copy 7 of 40";
	options.date = "2026-08-01";
	map_sample(&m, &options);
	for (size_t p = 0; p < cgrid_map_page_count(m.map); p++) {
		const struct cgrid_page *page = cgrid_map_page(m.map, p);
		check_page(page);
		ck_assert_uint_ge(count_texts(page, "Copy 7 of 40"), 1);
		for (size_t i = 0; i < page->item_count; i++) {
			const struct cgrid_item *item = &page->items[i];
			ck_assert(item->kind != CGRID_ITEM_PICTURE);
			if (item->kind == CGRID_ITEM_TEXT)
				ck_assert(is_plain(item->as.text.colour));
			else
				ck_assert(is_plain(item->as.path.style.fill) &&
					  is_plain(item->as.path.style.stroke));
		}
	}
	mapped_end(&m);
}
END_TEST

START_TEST(a_watermark_is_on_every_page_and_hides_nothing)
{
	struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
	struct mapped m;
	options.watermark = "Copy 7 of 40";
	options.keypad = true;
	map_sample(&m, &options);
	for (size_t p = 0; p < cgrid_map_page_count(m.map); p++) {
		const struct cgrid_page *page = cgrid_map_page(m.map, p);
		check_page(page);
		ck_assert_uint_ge(count_texts(page, "Copy 7 of 40"), m.map->makings[p].list ? 0 : 1);
		ck_assert_uint_ge(count_texts(page, "Data fingerprint "),
				  m.map->makings[p].list ? 0 : 1);
	}
	mapped_end(&m);
}
END_TEST

/* Two copies of one campus have one fingerprint; a room that moved has another. */
START_TEST(fingerprints)
{
	struct mapped m;
	map_sample(&m, NULL);
	char first[CGRID_FINGERPRINT_SIZE], second[CGRID_FINGERPRINT_SIZE];
	cgrid_fingerprint(m.campus, m.grid, first);
	cgrid_fingerprint(m.campus, m.grid, second);
	ck_assert_str_eq(first, second);
	ck_assert_uint_eq(strlen(first), 14);
	((struct cgrid_room *)(uintptr_t)cgrid_campus_room(m.campus, 3))->label.x += 1;
	cgrid_fingerprint(m.campus, m.grid, second);
	ck_assert_str_ne(first, second);
	mapped_end(&m);
}
END_TEST

enum use { TEXT, LINE, GROUND, SOLID };
static const struct {
	const char *name;
	uint32_t rgb;
	enum use use;
} colours[] = {
#define COLOUR(name, rgb, use) {#name, rgb, use},
#include "colours.def"
#undef COLOUR
};
enum { COLOURS = sizeof colours / sizeof *colours };

/* Linear light of the three channels. */
static void
linear(uint32_t rgb, double out[3])
{
	for (int i = 0; i < 3; i++) {
		const double c = (rgb >> (16 - 8 * i) & 255) / 255.0;
		out[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
	}
}

/* WCAG 2.1: relative luminance and contrast. */
static double
contrast(uint32_t a, uint32_t b)
{
	double x[3], y[3];
	linear(a, x);
	linear(b, y);
	const double p = 0.2126 * x[0] + 0.7152 * x[1] + 0.0722 * x[2] + 0.05,
		     q = 0.2126 * y[0] + 0.7152 * y[1] + 0.0722 * y[2] + 0.05;
	return p > q ? p / q : q / p;
}

/* CIE L*a*b* (D65) of a colour as a reader sees it: Machado and others 2009, severity 1. */
static void
lab_seen(uint32_t rgb, const double sees[3][3], double lab[3])
{
	double c[3], s[3], f[3];
	linear(rgb, c);
	for (int i = 0; i < 3; i++)
		s[i] = fmin(1, fmax(0, sees[i][0] * c[0] + sees[i][1] * c[1] + sees[i][2] * c[2]));
	const double xyz[3] = {(0.4124 * s[0] + 0.3576 * s[1] + 0.1805 * s[2]) / 0.9505,
			       0.2126 * s[0] + 0.7152 * s[1] + 0.0722 * s[2],
			       (0.0193 * s[0] + 0.1192 * s[1] + 0.9505 * s[2]) / 1.089};
	for (int i = 0; i < 3; i++)
		f[i] = xyz[i] > 0.008856 ? cbrt(xyz[i]) : 7.787 * xyz[i] + 16.0 / 116;
	lab[0] = 116 * f[1] - 16;
	lab[1] = 500 * (f[0] - f[1]);
	lab[2] = 200 * (f[1] - f[2]);
}

START_TEST(colours_are_read_by_everybody)
{
	static const double readers[4][3][3] = {
	    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	    {{0.152286, 1.052583, -0.204868},
	     {0.114503, 0.786281, 0.099216},
	     {-0.003882, -0.048116, 1.051998}},
	    {{0.367322, 0.860646, -0.227968},
	     {0.280085, 0.672501, 0.047413},
	     {-0.011820, 0.042940, 0.968881}},
	    {{0.2126, 0.7152, 0.0722},
	     {0.2126, 0.7152, 0.0722},
	     {0.2126, 0.7152, 0.0722}}, /* a grey copy */
	};
	for (size_t i = 0; i < COLOURS; i++) {
		if (colours[i].use == LINE)
			ck_assert_double_ge(contrast(colours[i].rgb, CGRID_WHITE), 3);
		if (colours[i].use == GROUND)
			ck_assert_msg(contrast(colours[i].rgb, CGRID_BLACK) >= 7, "%s",
				      colours[i].name);
		for (size_t k = 0; k < COLOURS && colours[i].use == TEXT; k++)
			ck_assert_msg(colours[k].use != GROUND ||
					  (contrast(colours[i].rgb, colours[k].rgb) >= 7 &&
					   contrast(colours[i].rgb, CGRID_WHITE) >= 7),
				      "%s on %s", colours[i].name, colours[k].name);
		/* What is a line or a text is neither ground, nor hatch, nor a wall. */
		for (size_t k = 0; k < COLOURS && colours[i].use <= LINE; k++)
			for (int r = 0; r < 4 && colours[k].use > LINE; r++) {
				double a[3], b[3];
				lab_seen(colours[i].rgb, readers[r], a);
				lab_seen(colours[k].rgb, readers[r], b);
				ck_assert_msg(hypot(hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]) >= 15,
					      "%s and %s for reader %d", colours[i].name,
					      colours[k].name, r);
			}
	}
}
END_TEST

/* Every text that is drawn reads on what it can stand on. */
START_TEST(texts_of_pages_have_contrast)
{
	struct mapped m;
	map_sample(&m, NULL);
	for (size_t p = 0; p < cgrid_map_page_count(m.map); p++)
		for (size_t i = 0; i < cgrid_map_page(m.map, p)->item_count; i++) {
			const struct cgrid_item *item = &cgrid_map_page(m.map, p)->items[i];
			if (item->kind != CGRID_ITEM_TEXT)
				continue;
			const uint32_t c = item->as.text.colour;
			ck_assert_msg(c == CGRID_WHITE || c == CGRID_BLACK ||
					  contrast(c, CGRID_WHITE) >= 7,
				      "%s", item->as.text.text);
		}
	mapped_end(&m);
}
END_TEST

/* What a program finds in an SVG: each room by its class, its source's id and its name; ids once each.
 */
START_TEST(svg_has_classes_and_ids)
{
	struct cgrid_buf svg = {0};
	struct mapped m;
	size_t ids = 0;
	map_sample(&m, NULL);
	for (size_t p = 0; p < cgrid_map_page_count(m.map); p++) {
		const uint32_t level = cgrid_map_page(m.map, p)->level;
		cgrid_buf_clear(&svg);
		ck_ok(m.ctx,
		      cgrid_map_write_page(m.ctx, m.map, p, CGRID_MAP_SVG, cgrid_buf_sink(&svg)));
		for (size_t i = 0; i < cgrid_campus_room_count(m.campus); i++) {
			const struct cgrid_room *room = cgrid_campus_room(m.campus, i);
			char wanted[300];
			snprintf(wanted, sizeof wanted, "data-id=\"%s\" data-name=\"%s\"", room->id,
				 *room->room ? room->room : room->name);
			if (room->level == level && !strpbrk(wanted, "<>&'"))
				ck_assert_msg(strstr(svg.data, wanted) != NULL, "%s", wanted);
		}
		for (const char *at = strstr(svg.data, " id=\""); at; at = strstr(at + 1, " id=\"")) {
			char one[300];
			const size_t length = strcspn(at + 5, "\"") + 6;
			ck_assert_uint_lt(length, sizeof one);
			memcpy(one, at, length);
			one[length] = '\0';
			ck_assert_msg(strstr(at + 1, one) == NULL, "twice: %s", one);
			ck_assert(strpbrk(one + 1, " \t\n") == NULL);
			ids++;
		}
	}
	ck_assert_uint_gt(ids, 300);
	cgrid_buf_free(&svg);
	mapped_end(&m);
}
END_TEST

/* A PNG is drawn in bands with a palette: the same picture as the whole in full colour, but for what no
 * eye sees. Only the edges of blue ink may be further off. */
START_TEST(a_png_of_bands_is_the_same_picture)
{
	struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
	struct cgrid_buf png = {0};
	struct cgrid_raster whole, banded;
	struct mapped m;
	size_t off = 0, far = 0;
	options.building = "Gym";
	options.level = "LL";
	options.paper = "letter";
	options.dpi = 150;
	map_sample(&m, &options);
	struct cgrid_page *page = m.map->pages[0];
	/* Without its aerial pictures it has a palette. */
	for (size_t i = 0; i < page->item_count; i++)
		if (page->items[i].kind == CGRID_ITEM_PICTURE) {
			page->items[i].kind = CGRID_ITEM_PATH;
			page->items[i].as.path = (struct cgrid_path){
			    {CGRID_NO_PAINT, CGRID_NO_PAINT, 0, CGRID_SOLID}, 0, 0, 0, 0};
		}
	ck_ok(m.ctx, cgrid_map_write_page(m.ctx, m.map, 0, CGRID_MAP_PNG, cgrid_buf_sink(&png)));
	ck_assert_ptr_nonnull(memmem(png.data, png.size, "PLTE", 4));
	ck_assert_ptr_nonnull(memmem(png.data, png.size, "iTXtTitle", 9));
	ck_assert_ptr_nonnull(memmem(png.data, png.size, m.map->fingerprint, 14));
	ck_ok(m.ctx, cgrid_png_read_bytes(m.ctx, png.data, png.size, "page", &banded));
	ck_ok(m.ctx, cgrid_draw_rgb(m.ctx, page, 150, &whole));
	ck_assert_uint_eq(whole.width, banded.width);
	ck_assert_uint_eq(whole.height, banded.height);
	const size_t bytes = (size_t)whole.width * whole.height * 3;
	for (size_t i = 0; i < bytes; i++) {
		const int difference = abs(whole.rgb[i] - banded.rgb[i]);
		off += difference > 3;
		far += difference > 24;
	}
	printf("%.3f %% of the bytes more than 3 off, %.4f %% more than 24\n", 100.0 * off / bytes,
	       100.0 * far / bytes);
	ck_assert_uint_lt(off, bytes / 100);
	ck_assert_uint_lt(far, bytes / 10000);
	cgrid_raster_free(&whole);
	cgrid_raster_free(&banded);
	cgrid_buf_free(&png);
	mapped_end(&m);
}
END_TEST

static void
keep_log(void *user, enum cgrid_severity severity, const char *message)
{
	(void)severity;
	cgrid_buf_text(user, message);
	cgrid_buf_char(user, '\n');
}

/* A sign that no font has is told, once, with the text that it stands in. */
START_TEST(a_sign_without_a_glyph_is_told)
{
	struct cgrid_measure *measure = cgrid_measure_new();
	cgrid_measure_text(measure, "Room 214", true, 8);
	ck_assert_uint_eq(cgrid_measure_no_glyph(measure)->count, 0);
	cgrid_measure_text(measure, "Lab \xee\x84\xa3 of \xee\x84\xa4", true, 8);
	cgrid_measure_text(measure, "\xee\x84\xa3", false, 8);
	ck_assert_uint_eq(cgrid_measure_no_glyph(measure)->count, 2);
	ck_assert_uint_eq(cgrid_measure_no_glyph(measure)->first, 0xe123);
	ck_assert_str_eq(cgrid_measure_no_glyph(measure)->text, "Lab \xee\x84\xa3 of \xee\x84\xa4");
	cgrid_measure_free(measure);
	/* In the log of a map: here in the watermark. */
	struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
	struct cgrid_grid_options said = CGRID_GRID_OPTIONS_INIT;
	struct cgrid_buf log = {0};
	struct mapped m = {.ctx = cgrid_ctx_new()};
	options.watermark = "Copy \xee\x84\xa3";
	options.level = "LL";
	ck_ok(m.ctx, cgrid_campus_read(m.ctx, source_path("data/sample/campus.json"), NULL, &m.campus));
	ck_ok(m.ctx, cgrid_grid_fit(m.ctx, m.campus, &said, true, &m.grid));
	cgrid_ctx_set_log(m.ctx, keep_log, &log);
	ck_ok(m.ctx, cgrid_map_new(m.ctx, m.campus, m.grid, &options, &m.map));
	ck_assert_ptr_nonnull(strstr(log.data, "U+E123"));
	cgrid_buf_free(&log);
	mapped_end(&m);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("map-sheets");
	TCase *tests = tcase_create("map-sheets");
	tcase_set_timeout(tests, 60);
	suite_add_tcase(suite, tests);
	tcase_add_test(tests, a_level_goes_on_several_sheets);
	tcase_add_test(tests, the_index_has_all_in_natural_order);
	tcase_add_test(tests, mono_is_black_and_white);
	tcase_add_test(tests, a_watermark_is_on_every_page_and_hides_nothing);
	tcase_add_test(tests, fingerprints);
	tcase_add_test(tests, colours_are_read_by_everybody);
	tcase_add_test(tests, texts_of_pages_have_contrast);
	tcase_add_test(tests, svg_has_classes_and_ids);
	tcase_add_test(tests, a_png_of_bands_is_the_same_picture);
	tcase_add_test(tests, a_sign_without_a_glyph_is_told);
	return run_suite(suite);
}
