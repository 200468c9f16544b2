/* SPDX-License-Identifier: Apache-2.0 */
/* The column beside the map: scale, north, keypad, references, what is said of the data, names. */
#include "grid/grid.h"
#include "base/num.h"
#include "base/text.h"
#include "map/legend.h"
#include "map/making.h"
#include "map/write.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FEET_M 0.3048

/* Where the column has got to. */
struct cursor {
	struct cgrid_making *making;
	double x, y, width, t;
	bool full;
};

static double
paragraph(struct cursor *at, const char *text, double size, bool bold, size_t most)
{
	struct cgrid_paragraph p = {text, at->x, at->y, at->width, cgrid_pt(at->making, size),
				    bold, most};
	/* Nothing is written off the sheet: that there was more is said in the log. */
	if (at->y + cgrid_paragraph_height(at->making->page, &p) > at->making->sheet.column.y1) {
		at->full = true;
		return at->y;
	}
	return at->y = cgrid_write_paragraph(at->making->page, &p);
}

/* The same of a buffer; one that ran out of memory fails the page. */
static void
said(struct cursor *at, const struct cgrid_buf *buf, double size, bool bold, size_t most)
{
	if (buf->failed)
		at->making->page->failed = true;
	else
		paragraph(at, buf->data ? buf->data : "", size, bold, most);
}

static void
small_text(struct cgrid_page *page, const char *text, struct cgrid_mm at, double size,
	   enum cgrid_anchor anchor, bool bold)
{
	cgrid_page_text(page, CGRID_LAYER_FRAME,
			(struct cgrid_text){.text = text,
					    .at = at,
					    .size_pt = size,
					    .anchor = anchor,
					    .bold = bold,
					    .colour = CGRID_BLACK});
}

static void
shape_begin(struct cgrid_page *page, uint32_t fill, double width)
{
	cgrid_path_begin(page, CGRID_LAYER_FRAME, false,
			 (struct cgrid_style){fill, CGRID_BLACK, width, CGRID_SOLID});
}

/* A length: the longest of 1, 2, 5 and their tens that is no more than `most`. */
static double
round_length(double most)
{
	double length = pow(10, floor(log10(most) + 1e-9));
	if (length * 5 <= most)
		return length * 5;
	return length * 2 <= most ? length * 2 : length;
}

/* A bar of two parts, black and white, with 0, a half and the whole. */
static void
scale_bar(struct cursor *at, double unit_m, const char *unit)
{
	struct cgrid_page *page = at->making->page;
	const double per_unit = unit_m * at->making->view.mm_per_m;
	const double length = round_length((at->width - 14 * at->t) / per_unit), mm = length * per_unit;
	const double size = cgrid_pt(at->making, 6.5), height = 1.3 * at->t;
	const double text_height = 0.76 * size * CGRID_PT, top = at->y + text_height + 0.8;
	for (int i = 0; i < 2; i++) {
		char text[CGRID_FIXED_SIZE + 8];
		shape_begin(page, i ? CGRID_WHITE : CGRID_BLACK, 0.2);
		cgrid_path_rect(page,
				(struct cgrid_rect){at->x + 1.5 + i * mm / 2, top,
						    at->x + 1.5 + (i + 1) * mm / 2, top + height});
		size_t used = cgrid_fixed(text, length * (i + 1) / 2, length < 2 && i == 0 ? 1 : 0);
		if (i == 1)
			snprintf(text + used, 8, " %s", unit);
		small_text(page, text,
			   (struct cgrid_mm){at->x + 1.5 + (i + 1) * mm / 2 - (i ? 1 : 0), top - 0.6},
			   size, i ? CGRID_START : CGRID_MIDDLE, false);
	}
	small_text(page, "0", (struct cgrid_mm){at->x + 1.5, top - 0.6}, size, CGRID_MIDDLE, false);
	at->y = top + height + 0.8 * at->t;
}

static void
number(struct cgrid_buf *buf, double value, int decimals)
{
	char text[CGRID_FIXED_SIZE];
	size_t length = cgrid_fixed(text, value, decimals);
	/* "10.0" is "10". */
	if (decimals > 0) {
		while (length > 0 && text[length - 1] == '0')
			length--;
		if (length > 0 && text[length - 1] == '.')
			length--;
	}
	cgrid_buf_add(buf, text, length);
}

/* "1 cell = 10 m x 10 m (32.8 ft x 32.8 ft)", in the unit that the grid was asked for in. */
static void
cell_words(const struct cgrid_making *making, struct cgrid_buf *buf)
{
	const struct cgrid_grid_spec *spec = cgrid_grid_get_spec(making->grid);
	const bool feet = strstr(spec->cell, "ft") != NULL;
	/* Metres of a frame that are no metres on the ground (Web Mercator) are not passed off as such.
	 */
	double ground = hypot(making->view.cos, making->view.sin);
	ground = fabs(ground - 1) > 0.002 ? ground : 1;
	const double size[2] = {spec->cell_width_m * ground, spec->cell_height_m * ground};
	cgrid_buf_text(buf, "1 cell = ");
	for (int other = 0; other < 2; other++) {
		const bool in_feet = feet != (other == 1);
		if (other)
			cgrid_buf_text(buf, " (");
		for (int i = 0; i < 2; i++) {
			if (i == 1 && other && size[0] == size[1])
				break;
			cgrid_buf_text(buf, i ? " \xc3\x97 " : "");
			number(buf, in_feet ? size[i] / FEET_M : size[i],
			       other ? (in_feet ? 1 : 2) : 3);
			cgrid_buf_text(buf, in_feet ? " ft" : " m");
		}
	}
	cgrid_buf_text(buf, ground != 1 ? ") on the ground" : ")");
}

/* The grid's turn from true north as it is printed: its own, and that of its frame. */
static double
printed_turn(const struct cgrid_making *making)
{
	const double u = cgrid_grid_column_edge(making->grid, 0),
		     v = cgrid_grid_row_edge(making->grid, 0);
	const struct cgrid_xy ends[2] = {
	    cgrid_grid_to_frame(making->grid, (struct cgrid_xy){u, v}),
	    cgrid_grid_to_frame(making->grid, (struct cgrid_xy){u + 100, v})};
	const struct cgrid_mm a = cgrid_view_mm(&making->view, ends[0]);
	const struct cgrid_mm b = cgrid_view_mm(&making->view, ends[1]);
	return atan2(b.y - a.y, b.x - a.x) * 180 / 3.14159265358979323846;
}

static void
north_arrow(struct cursor *at)
{
	struct cgrid_page *page = at->making->page;
	const double x = at->x + at->width - 4.5 * at->t, top = at->y + 3.6 * at->t, tall = 10 * at->t;
	const double wide = 2.4 * at->t;
	small_text(page, "N", (struct cgrid_mm){x, top - 0.8 * at->t}, 10 * at->t, CGRID_MIDDLE, true);
	for (int side = -1; side <= 1; side += 2) {
		shape_begin(page, side < 0 ? CGRID_BLACK : CGRID_WHITE, 0.25);
		cgrid_path_move(page, x, top);
		cgrid_path_line(page, x + side * wide, top + tall);
		cgrid_path_line(page, x, top + tall * 0.78);
		cgrid_path_close(page);
	}
}

static void
draw_scale(struct cursor *at)
{
	const double turn = printed_turn(at->making);
	struct cgrid_buf buf = {0};
	const double top = at->y, width = at->width;
	north_arrow(at);
	at->width -= 10 * at->t;
	cgrid_buf_text(&buf, "Scale 1:");
	cgrid_buf_int(&buf, at->making->view.scale);
	said(at, &buf, 10, true, 1);
	paragraph(at, "North is up (true north)", 7, false, 1);
	cgrid_buf_clear(&buf);
	cell_words(at->making, &buf);
	said(at, &buf, 7.5, true, 3);
	cgrid_buf_clear(&buf);
	if (at->making->grid->seam.there) {
		cgrid_buf_text(&buf, "Grid lines of USNG zones ");
		cgrid_buf_int(&buf, at->making->grid->seam.zones[0]);
		cgrid_buf_text(&buf, " and ");
		cgrid_buf_int(&buf, at->making->grid->seam.zones[1]);
		cgrid_buf_text(&buf, " meet at a meridian");
		said(at, &buf, 7, false, 2);
	} else if (fabs(turn) >= 0.05) {
		cgrid_buf_text(&buf, "Grid turned ");
		number(&buf, fabs(turn), 1);
		cgrid_buf_text(&buf, turn > 0 ? "\xc2\xb0 clockwise" : "\xc2\xb0 counter-clockwise");
		cgrid_buf_text(&buf, " from true north");
		said(at, &buf, 7, false, 2);
	}
	at->y = fmax(at->y, top + 14.5 * at->t);
	at->width = width;
	scale_bar(at, 1, "m");
	scale_bar(at, FEET_M, "ft");
	cgrid_buf_free(&buf);
}

/* The keypad: the order of a telephone, which a calculator's is not. */
static void
draw_keypad(struct cursor *at)
{
	struct cgrid_making *making = at->making;
	struct cgrid_cell cell;
	char whole[CGRID_LABEL_SIZE], part[CGRID_LABEL_SIZE], text[256];
	const double side = 4.1 * at->t, size = cgrid_pt(making, 7.5);
	if (!cgrid_sample_cell(making, &cell))
		return;
	cell.keypad = 0;
	cgrid_grid_label(making->grid, cell, whole, sizeof whole);
	cell.keypad = 5;
	cgrid_grid_label(making->grid, cell, part, sizeof part);
	for (int i = 0; i < 9; i++) {
		const char digit[2] = {(char)('1' + i), '\0'};
		struct cgrid_rect r = {at->x + i % 3 * side, at->y + i / 3 * side,
				       at->x + (i % 3 + 1) * side, at->y + (i / 3 + 1) * side};
		shape_begin(making->page, i == 4 ? CGRID_INK_KEYPAD : CGRID_WHITE, 0.2);
		cgrid_path_rect(making->page, r);
		small_text(
		    making->page, digit,
		    (struct cgrid_mm){(r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2 + 0.365 * size * CGRID_PT},
		    size, CGRID_MIDDLE, i == 4);
	}
	snprintf(text, sizeof text, "Parts of a cell: %s is the middle of cell %s. Say the level too.",
		 part, whole);
	struct cursor beside = *at;
	beside.x += 3 * side + 2 * at->t;
	beside.width -= 3 * side + 2 * at->t;
	paragraph(&beside, text, 7, false, 5);
	at->full = at->full || beside.full;
	at->y = fmax(at->y + 3 * side, beside.y) + 1.5 * at->t;
}

static bool
usng(struct cgrid_making *making, struct cgrid_mm at, int digits, char text[CGRID_USNG_SIZE])
{
	struct cgrid_xy xy = cgrid_view_xy(&making->view, at);
	struct cgrid_lonlat ground;
	if (cgrid_frame_to_ground(making->ctx, cgrid_campus_frame(making->campus), &xy, 1, &ground) ==
		CGRID_OK &&
	    cgrid_usng_format(making->ctx, ground, digits, true, text) == CGRID_OK)
		return true;
	cgrid_clear_error(making->ctx);
	return false;
}

static void
map_corners(const struct cgrid_making *making, struct cgrid_mm corners[4])
{
	const struct cgrid_rect *f = &making->page->frame;
	corners[0] = (struct cgrid_mm){f->x0, f->y0};
	corners[1] = (struct cgrid_mm){f->x1, f->y0};
	corners[2] = (struct cgrid_mm){f->x0, f->y1};
	corners[3] = (struct cgrid_mm){f->x1, f->y1};
}

/* Zone and 100 km squares of this map: all of them where a line crosses it. */
static void
draw_usng(struct cursor *at)
{
	struct cgrid_making *making = at->making;
	struct cgrid_mm corners[4];
	struct cgrid_buf buf = {0};
	struct cgrid_cell cell;
	char squares[4][CGRID_USNG_SIZE], sample[CGRID_USNG_SIZE], label[CGRID_LABEL_SIZE];
	size_t count = 0;
	map_corners(making, corners);
	for (int i = 0; i < 4; i++) {
		bool seen = !usng(making, corners[i], 0, squares[count]);
		for (size_t j = 0; j < count; j++)
			seen = seen || strcmp(squares[j], squares[count]) == 0;
		count += !seen;
	}
	if (count == 0)
		return;
	cgrid_buf_text(&buf, "US National Grid, NAD 83 / WGS 84: zone and 100 km square ");
	for (size_t i = 0; i < count; i++) {
		cgrid_buf_text(&buf, i ? ", " : "");
		cgrid_buf_text(&buf, squares[i]);
	}
	said(at, &buf, 6.5, false, 4);
	cgrid_buf_clear(&buf);
	if (cgrid_sample_cell(making, &cell)) {
		cell.keypad = 0;
		cgrid_grid_label(making->grid, cell, label, sizeof label);
		struct cgrid_mm centre =
		    cgrid_view_mm(&making->view, cgrid_grid_centre(making->grid, cell));
		if (usng(making, centre, 5, sample)) {
			cgrid_buf_text(&buf, "Middle of cell ");
			cgrid_buf_text(&buf, label);
			cgrid_buf_text(&buf, ": ");
			cgrid_buf_text(&buf, sample);
			said(at, &buf, 6.5, true, 2);
			paragraph(at, "Read right (east), then up (north), in metres.", 6.5, false, 2);
		}
	}
	cgrid_buf_free(&buf);
}

static void
draw_tick_words(struct cursor *at, double step)
{
	struct cgrid_buf buf = {0};
	if (step <= 0)
		return;
	cgrid_buf_text(&buf, "Ticks around the map: US National Grid, every ");
	cgrid_buf_int(&buf, (int64_t)step);
	cgrid_buf_text(&buf, " m");
	said(at, &buf, 6.5, false, 2);
	cgrid_buf_free(&buf);
}

static void
draw_corners(struct cursor *at)
{
	static const char *const names[] = {"NW ", "NE ", "SW ", "SE "};
	struct cgrid_mm corners[4];
	map_corners(at->making, corners);
	paragraph(at, "Corners of the map, latitude and longitude (WGS 84)", 6.5, false, 2);
	for (int i = 0; i < 4; i++) {
		struct cgrid_xy xy = cgrid_view_xy(&at->making->view, corners[i]);
		struct cgrid_lonlat ground;
		struct cgrid_buf buf = {0};
		if (cgrid_frame_to_ground(at->making->ctx, cgrid_campus_frame(at->making->campus), &xy,
					  1, &ground) != CGRID_OK) {
			cgrid_clear_error(at->making->ctx);
			continue;
		}
		cgrid_buf_text(&buf, names[i]);
		cgrid_buf_fixed(&buf, ground.lat, 5);
		cgrid_buf_text(&buf, ", ");
		cgrid_buf_fixed(&buf, ground.lon, 5);
		said(at, &buf, 6.5, false, 1);
		cgrid_buf_free(&buf);
	}
}

static void
statement(struct cursor *at, const char *what, const struct cgrid_statement *s)
{
	char text[1024];
	snprintf(text, sizeof text, "%.200s: %.300s%s%.100s", what, s->by, *s->by && *s->on ? ", " : "",
		 s->on);
	paragraph(at, text, 6.5, false, 3);
}

/* "updates_reach_agencies" -> "Updates reach agencies". */
static void
spoken(const char *word, char *text, size_t size)
{
	snprintf(text, size, "%s", word);
	for (char *c = text; *c; c++)
		*c = *c == '_' ? ' ' : *c;
	if (*text >= 'a' && *text <= 'z')
		*text = (char)(*text - 'a' + 'A');
}

/* When the pictures under this map were taken: each date once. */
static void
draw_dates(struct cursor *at)
{
	const struct cgrid_making *making = at->making;
	for (size_t i = 0; making->pictures && i < making->album->count; i++) {
		const struct cgrid_image *image = cgrid_campus_image(making->campus, i);
		const bool aerial = image->level == CGRID_NONE;
		char text[256];
		bool said = !making->pictures[i] || (!aerial && !*image->captured);
		for (size_t k = 0; k < i && !said; k++) {
			const struct cgrid_image *other = cgrid_campus_image(making->campus, k);
			said = making->pictures[k] && (other->level == CGRID_NONE) == aerial &&
			       strcmp(other->captured, image->captured) == 0;
		}
		snprintf(text, sizeof text, "%s: %.100s", aerial ? "Aerial imagery" : "Plan picture",
			 *image->captured ? image->captured : "date not known");
		if (!said)
			paragraph(at, text, 6.5, false, 2);
	}
}

/* Who vouches for the data, and how old they are. */
static void
draw_statements(struct cursor *at)
{
	struct cgrid_making *making = at->making;
	const struct cgrid_campus *campus = making->campus;
	char text[256];
	draw_dates(at);
	if (making->options->audience != CGRID_PUBLIC) {
		for (size_t i = 0; i < cgrid_campus_attest_count(campus); i++) {
			const struct cgrid_statement *s = cgrid_campus_attest(campus, i);
			spoken(s->what, text, sizeof text);
			statement(at, strcmp(s->what, "walkthrough") == 0 ? "Walk-through" : text, s);
		}
		for (size_t i = 0; i < cgrid_campus_none_on_site_count(campus); i++) {
			const struct cgrid_statement *s = cgrid_campus_none_on_site(campus, i);
			const size_t kind = cgrid_map_kind_find(s->what);
			snprintf(text, sizeof text, "None on site: %.100s",
				 kind < CGRID_KIND_COUNT ? cgrid_map_kind_at(kind)->title : s->what);
			statement(at, text, s);
		}
	}
	paragraph(at, cgrid_campus_credit(campus), 6, false, 3);
}

static void
rule(struct cursor *at)
{
	struct cgrid_page *page = at->making->page;
	at->y += 0.6 * at->t;
	shape_begin(page, CGRID_NO_PAINT, 0.2);
	cgrid_path_move(page, at->x, at->y);
	cgrid_path_line(page, at->x + at->width, at->y);
	at->y += 1.0 * at->t;
}

/* Numbers first, in their order; then signs and cells, 2 before 10. */
static int
compare_keys(const void *a, const void *b)
{
	const struct cgrid_key *x = a, *y = b;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	int order = cgrid_natural_compare(x->mark, y->mark);
	if (order == 0)
		order = cgrid_natural_compare(x->sign, y->sign);
	return order ? order : cgrid_natural_compare(x->name, y->name);
}

/* Many names go into two columns; that there are more is said. */
static size_t
draw_keys(struct cgrid_making *making, struct cgrid_rect in)
{
	const double middle = (in.x0 + in.x1) / 2, note = 3.2 * making->sheet.type;
	const struct cgrid_rect left = {in.x0, in.y0, middle - 1, in.y1 - note};
	const struct cgrid_rect right = {middle + 1, in.y0, in.x1, in.y1 - note};
	const bool one = making->key_count <= 6 &&
			 (double)making->key_count * 4.2 * making->sheet.type < in.y1 - in.y0 - note;
	size_t next =
	    cgrid_draw_keys(making, one ? (struct cgrid_rect){in.x0, in.y0, in.x1, left.y1} : left, 0);
	if (!one)
		next = cgrid_draw_keys(making, right, next);
	if (next < making->key_count) {
		struct cgrid_fitted more = {.text = "More names on the next sheet",
					    .in = {in.x0, in.y1 - note, in.x1, in.y1},
					    .most_pt = cgrid_pt(making, 7),
					    .anchor = CGRID_START,
					    .bold = true,
					    .colour = CGRID_BLACK};
		cgrid_write_fitted(making->page, &more);
	}
	return next;
}

size_t
cgrid_draw_column(struct cgrid_making *making)
{
	const struct cgrid_rect *column = &making->sheet.column;
	struct cursor at = {making, column->x0, column->y0, column->x1 - column->x0, making->sheet.type,
			    false};
	draw_scale(&at);
	rule(&at);
	if (cgrid_is_part(making)) {
		at.y =
		    cgrid_draw_key_map(making, (struct cgrid_rect){at.x, at.y, column->x1, column->y1});
		rule(&at);
	}
	draw_keypad(&at);
	rule(&at);
	at.y = cgrid_draw_legend(making, (struct cgrid_rect){at.x, at.y, column->x1, column->y1});
	rule(&at);
	draw_usng(&at);
	draw_tick_words(&at, cgrid_draw_ticks(making));
	draw_corners(&at);
	rule(&at);
	draw_statements(&at);
	rule(&at);
	if (at.full)
		cgrid_log(making->ctx, CGRID_WARNING, NULL,
			  "page %s: the column beside the map is full: some of its texts are not shown "
			  "(a larger paper has room)",
			  making->page->name);
	if (making->key_count > 1)
		qsort(making->keys, making->key_count, sizeof *making->keys, compare_keys);
	return draw_keys(making, (struct cgrid_rect){at.x, at.y, column->x1, column->y1});
}
