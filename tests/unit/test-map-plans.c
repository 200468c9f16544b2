/* SPDX-License-Identifier: Apache-2.0 */
/* Maps of real plans, read back by other programs: pdftotext, xmllint, qpdf. */
#include "pages.h"

#include <math.h>
#include <sys/wait.h>

/* The plans: of the tree, or of the shared reference data. */
static const struct {
	const char *path;
	bool shared;
	size_t signs; /* at least so many rooms have a sign */
} plans[] = {
    {"data/sample/campus.json", false, 150},
    {"data/imdf/postech_c5", true, 54},
    {"data/geojson/map-gl-indoor/caserne.geojson", true, 40},
    {"data/geojson/berlin_hbf/berlin_hbf.geojson", true, 20},
    {"data/geojson/wrld3d_westport_house/westport-house-floor-1.geojson", true, 0},
    {"data/geojson/wrld3d_westport_house", true, 10},
    {"data/geojson/ilc20_site1", true, 20},
    {"data/geojson/berlin_hbf", true, 20},
};
enum { PLANS = sizeof plans / sizeof *plans, SOME = 2 };

static bool
map_plan(struct mapped *m, size_t i, double turn_deg)
{
	const char *path = plans[i].shared ? shared_path(plans[i].path) : source_path(plans[i].path);
	struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
	struct cgrid_grid_options said = CGRID_GRID_OPTIONS_INIT;
	*m = (struct mapped){.ctx = NULL};
	if (!path || access(path, R_OK) != 0) {
		printf("skipped: %s is not here\n", plans[i].path);
		return false;
	}
	m->ctx = cgrid_ctx_new();
	options.date = "2026-08-01";
	if (turn_deg != 0) {
		said.given = CGRID_GRID_TURN;
		said.spec.turn_deg = turn_deg;
	}
	ck_ok(m->ctx, cgrid_campus_read(m->ctx, path, NULL, &m->campus));
	ck_ok(m->ctx, cgrid_grid_fit(m->ctx, m->campus, &said, true, &m->grid));
	ck_ok(m->ctx, cgrid_map_new(m->ctx, m->campus, m->grid, &options, &m->map));
	return true;
}

START_TEST(every_sign_is_readable_and_nothing_overlaps)
{
	struct mapped m;
	if (!map_plan(&m, (size_t)_i, 0))
		return;
	for (size_t p = 0; p < cgrid_map_page_count(m.map); p++)
		check_page(cgrid_map_page(m.map, p));
	ck_assert_uint_ge(check_signs(&m), plans[_i].signs);
	check_doors(&m);
	for (size_t p = 0; p < cgrid_map_page_count(m.map); p++)
		if (!strstr(cgrid_map_page(m.map, p)->name, "-rooms"))
			ck_assert_uint_ge(check_spacing(cgrid_map_page(m.map, p), m.grid, false) +
					      check_spacing(cgrid_map_page(m.map, p), m.grid, true),
					  2);
	mapped_end(&m);
}
END_TEST

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

static void
to_file(const struct cgrid_buf *buf, char path[64])
{
	snprintf(path, 64, "/tmp/cgrid-map-XXXXXX");
	int file = mkstemp(path);
	ck_assert_int_ge(file, 0);
	ck_assert_int_eq((ssize_t)buf->size, write(file, buf->data, buf->size));
	close(file);
}

/* What a command prints. */
static void
output_of(const char *command, struct cgrid_buf *out)
{
	FILE *pipe = popen(command, "r");
	char part[4096];
	size_t count;
	ck_assert_ptr_nonnull(pipe);
	while ((count = fread(part, 1, sizeof part, pipe)) > 0)
		cgrid_buf_add(out, part, count);
	ck_assert_msg(pclose(pipe) == 0, "%s", command);
}

/* Is a word of pdftotext's where the display list has the text? */
static bool
word_at(const char *words, const struct cgrid_text *text)
{
	struct cgrid_buf end = {0};
	bool found = false;
	cgrid_buf_char(&end, '>');
	cgrid_buf_xml(&end, text->text);
	cgrid_buf_text(&end, "</word>");
	for (const char *w = strstr(words, end.data); w && !found; w = strstr(w + 1, end.data)) {
		const char *start = w;
		double x0, y0, x1, y1;
		while (start > words && *start != '<')
			start--;
		if (sscanf(start, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &x0, &y0,
			   &x1, &y1) != 4)
			continue;
		/* The baseline's anchor lies in the word's box, with a mm of air. */
		const double x = text->at.x / CGRID_PT, y = text->at.y / CGRID_PT;
		found = x > x0 - 3 && x < x1 + 3 && y > y0 - 3 && y < y1 + 3;
	}
	cgrid_buf_free(&end);
	return found;
}

/* A word of pdftotext's, in points: the box of its font, and that of its ink as far as that is known.
 */
struct word {
	char text[64];
	double x0, y0, x1, y1;
};
enum { WORDS_MAX = 20000 };

static bool
next_word(const char **at, struct word *word)
{
	const char *w = strstr(*at, "<word xMin=");
	while (w) {
		*at = w + 1;
		if (sscanf(w, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\">%63[^<]",
			   &word->x0, &word->y0, &word->x1, &word->y1, word->text) == 5)
			return true;
		w = strstr(*at, "<word xMin=");
	}
	return false;
}

/* The text of the page that a word is of: it has the word, and lies where the word is. */
static const struct cgrid_text *
text_of(const struct cgrid_page *page, const struct word *word)
{
	const double x = (word->x0 + word->x1) / 2 * CGRID_PT, y = (word->y0 + word->y1) / 2 * CGRID_PT;
	for (size_t i = 0; i < page->item_count; i++) {
		const struct cgrid_text *text = &page->items[i].as.text;
		if (page->items[i].kind != CGRID_ITEM_TEXT || !strstr(text->text, word->text))
			continue;
		const struct text_lie lie = lie_of(text);
		const double dx = x - lie.middle.x, dy = y - lie.middle.y;
		if (fabs(dx * lie.along.x + dy * lie.along.y) < lie.half_length + 1 &&
		    fabs(dx * lie.along.y - dy * lie.along.x) < lie.half_height + 1.5)
			return text;
	}
	return NULL;
}

static size_t
check_words(const char *bbox, const struct cgrid_page *page)
{
	struct word *words = calloc(WORDS_MAX, sizeof *words), word;
	size_t count = 0;
	ck_assert_ptr_nonnull(words);
	for (const char *at = bbox; count < WORDS_MAX && next_word(&at, &word);) {
		const struct cgrid_text *text = text_of(page, &word);
		/* Entities, scripts that are reordered; and boxes far larger than a text aslant. */
		if (!text || (text->turn_deg != 0 && text->turn_deg != -90))
			continue;
		const bool upright = text->turn_deg != 0;
		const double thick = upright ? word.x1 - word.x0 : word.y1 - word.y0;
		/* The box has the font's ascent and descent, more than its size. */
		ck_assert_msg(thick >= 6, "page %s: \"%s\" is %g pt", page->name, word.text, thick);
		if (upright) {
			word.x0 += 0.3 * thick;
			word.x1 -= 0.25 * thick;
		} else {
			word.y0 += 0.3 * thick;
			word.y1 -= 0.25 * thick;
		}
		for (size_t i = 0; i < count; i++)
			CHECK_PAIR(word.x0 + 0.1 >= words[i].x1 || words[i].x0 + 0.1 >= word.x1 ||
				       word.y0 + 0.1 >= words[i].y1 || words[i].y0 + 0.1 >= word.y1,
				   "page %s: \"%s\" and \"%s\" overlap", page->name, words[i].text,
				   word.text);
		words[count++] = word;
	}
	free(words);
	return count;
}

/* Each number of a door, and each sign of one word, stands in the PDF where the page was laid out. */
START_TEST(pdftotext_finds_signs_and_doors)
{
	struct mapped m;
	struct cgrid_buf pdf = {0};
	char path[64], command[256];
	if (!have("pdftotext") || !map_plan(&m, (size_t)_i, 0))
		return;
	ck_ok(m.ctx, cgrid_map_write_pdf(m.ctx, m.map, cgrid_buf_sink(&pdf)));
	to_file(&pdf, path);
	for (size_t p = 0; p < cgrid_map_page_count(m.map); p++) {
		const struct cgrid_page *page = cgrid_map_page(m.map, p);
		struct cgrid_buf words = {0};
		size_t looked = 0;
		snprintf(command, sizeof command, "pdftotext -bbox -f %zu -l %zu %s - 2>/dev/null",
			 p + 1, p + 1, path);
		output_of(command, &words);
		for (size_t i = 0; i < page->item_count; i++) {
			const struct cgrid_item *item = &page->items[i];
			const struct cgrid_text *text = &item->as.text;
			bool plain = item->kind == CGRID_ITEM_TEXT && text->turn_deg == 0 &&
				     (item->layer == CGRID_LAYER_DOORS ||
				      (item->layer == CGRID_LAYER_LABELS && text->bold));
			for (const char *c = plain ? text->text : ""; plain && *c; c++)
				plain = (unsigned char)*c < 0x80 && !strchr(" '\"<>&", *c);
			if (!plain)
				continue;
			looked++;
			ck_assert_msg(word_at(words.data, text), "page %s: \"%s\"", page->name,
				      text->text);
		}
		ck_assert_uint_ge(check_words(words.data, page), looked);
		printf("%s: %zu words found\n", page->name, looked);
		cgrid_buf_free(&words);
	}
	unlink(path);
	cgrid_buf_free(&pdf);
	mapped_end(&m);
}
END_TEST

START_TEST(qpdf_finds_no_fault)
{
	struct mapped m;
	struct cgrid_buf pdf = {0}, said = {0};
	char path[64], command[256];
	if (!have("qpdf") || !map_plan(&m, (size_t)_i, 0))
		return;
	ck_ok(m.ctx, cgrid_map_write_pdf(m.ctx, m.map, cgrid_buf_sink(&pdf)));
	to_file(&pdf, path);
	snprintf(command, sizeof command, "qpdf --check %s", path);
	output_of(command, &said);
	snprintf(command, sizeof command, "qpdf --show-npages %s", path);
	cgrid_buf_clear(&said);
	output_of(command, &said);
	ck_assert_int_eq(atoi(said.data), (int)cgrid_map_page_count(m.map));
	unlink(path);
	cgrid_buf_free(&said);
	cgrid_buf_free(&pdf);
	mapped_end(&m);
}
END_TEST

START_TEST(svg_is_well_formed_and_has_the_texts)
{
	struct mapped m;
	char path[64], command[256];
	if (!have("xmllint") || !map_plan(&m, (size_t)_i, 0))
		return;
	for (size_t p = 0; p < cgrid_map_page_count(m.map); p++) {
		const struct cgrid_page *page = cgrid_map_page(m.map, p);
		struct cgrid_buf svg = {0}, said = {0};
		size_t texts = 0;
		ck_ok(m.ctx,
		      cgrid_map_write_page(m.ctx, m.map, p, CGRID_MAP_SVG, cgrid_buf_sink(&svg)));
		to_file(&svg, path);
		for (size_t i = 0; i < page->item_count; i++)
			texts += page->items[i].kind == CGRID_ITEM_TEXT;
		snprintf(command, sizeof command,
			 "xmllint --huge --nonet --xpath 'count(//*[name()=\"text\"])' %s", path);
		output_of(command, &said);
		ck_assert_int_eq(atoi(said.data), (int)texts);
		ck_assert_ptr_null(strstr(svg.data, "<script"));
		ck_assert_ptr_null(strstr(svg.data, "\"http://www.w3.org/1999/xlink\" xlink:href=\"h"));
		unlink(path);
		cgrid_buf_free(&svg);
		cgrid_buf_free(&said);
	}
	mapped_end(&m);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("map-plans");
	TCase *tests = tcase_create("map-plans");
	tcase_set_timeout(tests, 100);
	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, every_sign_is_readable_and_nothing_overlaps, 0, PLANS);
	tcase_add_loop_test(tests, pdftotext_finds_signs_and_doors, 0, PLANS);
	tcase_add_loop_test(tests, qpdf_finds_no_fault, 0, SOME);
	tcase_add_loop_test(tests, svg_is_well_formed_and_has_the_texts, 0, SOME);
	return run_suite(suite);
}
