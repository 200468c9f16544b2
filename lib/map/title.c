/* SPDX-License-Identifier: Apache-2.0 */
/* The strip on top of a sheet, and the frames of its parts. */
#include "map/making.h"
#include "map/write.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
fill_rect(struct cgrid_page *page, struct cgrid_rect rect, uint32_t fill, uint32_t stroke, double width)
{
	cgrid_path_begin(page, CGRID_LAYER_FRAME, false,
			 (struct cgrid_style){fill, stroke, width, CGRID_SOLID});
	cgrid_path_rect(page, rect);
}

/* When it was printed, which copy it is, and from which data. */
static void
draw_small(struct cgrid_making *making, struct cgrid_rect in)
{
	const char *date = making->options->date, *copy = making->options->watermark;
	const bool dated = date && *date, copied = copy && *copy;
	const double middle = (in.y0 + in.y1) / 2;
	char printed[160], data[64];
	snprintf(printed, sizeof printed, "%s%.40s%s%.60s", dated ? "Printed " : "", dated ? date : "",
		 dated && copied ? " \xc2\xb7 " : "", copied ? copy : "");
	snprintf(data, sizeof data, "Data fingerprint %s", making->fingerprint);
	struct cgrid_fitted line = {.text = data,
				    .in = {in.x0, *printed ? middle : in.y0, in.x1, in.y1},
				    .most_pt = cgrid_pt(making, 6.5),
				    .anchor = CGRID_START,
				    .colour = CGRID_BLACK};
	cgrid_write_fitted(making->page, &line);
	line.text = printed;
	line.in = (struct cgrid_rect){in.x0, in.y0, in.x1, middle};
	line.most_pt = cgrid_pt(making, 7.5);
	cgrid_write_fitted(making->page, &line);
}

/* "Sheet 3 of 9" and the date, under the notice. */
static void
draw_right(struct cgrid_making *making, struct cgrid_rect in)
{
	const char *notice = cgrid_campus_notice(making->campus);
	const double half = (in.y0 + in.y1) / 2, t = making->sheet.type;
	char sheet[96];
	if (*notice) {
		struct cgrid_rect box = {in.x0, in.y0 + 1.2 * t, in.x1 - 1.5 * t, half};
		fill_rect(making->page, box, CGRID_WHITE, CGRID_BLACK, 0.5);
		struct cgrid_fitted text = {.text = notice,
					    .in = {box.x0 + 1.2 * t, box.y0, box.x1 - 1.2 * t, box.y1},
					    .most_pt = cgrid_pt(making, 10),
					    .anchor = CGRID_MIDDLE,
					    .bold = true,
					    .colour = CGRID_BLACK};
		cgrid_write_fitted(making->page, &text);
	}
	snprintf(sheet, sizeof sheet, "Sheet %u of %u", (unsigned)making->sheet_number,
		 (unsigned)making->sheet_count);
	struct cgrid_fitted text = {.text = sheet,
				    .in = {in.x0, half, in.x1 - 1.5 * t, in.y1},
				    .most_pt = cgrid_pt(making, 11),
				    .anchor = CGRID_END,
				    .bold = true,
				    .colour = CGRID_BLACK};
	cgrid_write_fitted(making->page, &text);
	draw_small(making, (struct cgrid_rect){in.x0, half + 0.4 * t, in.x1 - 33 * t, in.y1 - 0.6 * t});
}

/* The level, white on black: what one looks for when leafing through a binder. */
static double
draw_level(struct cgrid_making *making, const char *title, struct cgrid_rect head)
{
	const double t = making->sheet.type, most = (head.x1 - head.x0) * 0.34;
	const double size = 24 * t;
	double width = cgrid_measure_text(making->page->measure, title, true, size).width + 6 * t;
	width = fmin(most, fmax(width, 24 * t));
	struct cgrid_rect box = {head.x0, head.y0, head.x0 + width, head.y1};
	fill_rect(making->page, box, CGRID_BLACK, CGRID_NO_PAINT, 0);
	struct cgrid_fitted text = {.text = title,
				    .in = {box.x0 + 2.5 * t, box.y0, box.x1 - 2.5 * t, box.y1},
				    .most_pt = size,
				    .anchor = CGRID_MIDDLE,
				    .bold = true,
				    .colour = CGRID_WHITE};
	cgrid_write_fitted(making->page, &text);
	return box.x1;
}

/* "1 level below the main entrance". */
static void
ground_words(const struct cgrid_making *making, char *text, size_t size)
{
	text[0] = '\0';
	if (making->level == CGRID_NONE)
		return;
	const struct cgrid_level *level = cgrid_campus_level(making->campus, making->level);
	const long steps = labs((long)level->ordinal);
	if (level->has_ordinal && level->ordinal == 0)
		snprintf(text, size, "level of the main entrance");
	else if (level->has_ordinal)
		snprintf(text, size, "%ld level%s %s the main entrance", steps, steps == 1 ? "" : "s",
			 level->ordinal < 0 ? "below" : "above");
}

void
cgrid_draw_head(struct cgrid_making *making, const char *title)
{
	const struct cgrid_rect head = making->sheet.head;
	const double t = making->sheet.type;
	const char *campus = cgrid_campus_name(making->campus);
	const char *address = cgrid_campus_address(making->campus);
	const bool overview = making->building == CGRID_NONE;
	const char *first =
	    overview ? campus : cgrid_campus_building(making->campus, making->building)->name;
	char second[2048], ground[80];
	ground_words(making, ground, sizeof ground);
	size_t used = (size_t)snprintf(second, sizeof second, "%.900s%s%.900s", overview ? "" : campus,
				       !overview && *campus && *address ? " \xc2\xb7 " : "", address);
	if (*ground)
		snprintf(second + used, sizeof second - used, "%s%s", used ? " \xc2\xb7 " : "", ground);
	const double left = draw_level(making, title, head) + 3 * t;
	const double right = head.x1 - fmin(82 * t, (head.x1 - head.x0) * 0.3);
	const double split = head.y0 + (head.y1 - head.y0) * (*second ? 0.6 : 1);
	struct cgrid_fitted big = {.text = first,
				   .in = {left, head.y0, right - 3 * t, split},
				   .most_pt = 20 * t,
				   .anchor = CGRID_START,
				   .bold = true,
				   .colour = CGRID_BLACK};
	struct cgrid_fitted small = {.text = second,
				     .in = {left, split - 0.5 * t, right - 3 * t, head.y1 - 0.8 * t},
				     .most_pt = cgrid_pt(making, 9.5),
				     .anchor = CGRID_START,
				     .colour = CGRID_BLACK};
	cgrid_write_fitted(making->page, &big);
	cgrid_write_fitted(making->page, &small);
	draw_right(making, (struct cgrid_rect){right, head.y0, head.x1, head.y1});
	fill_rect(making->page, head, CGRID_NO_PAINT, CGRID_BLACK, 0.5);
}

void
cgrid_draw_watermark(struct cgrid_making *making)
{
	const char *text = making->options->watermark;
	const struct cgrid_rect *f = &making->page->frame;
	const double w = f->x1 - f->x0, h = f->y1 - f->y0, turn = -atan2(h, w);
	if (!text || !*text || making->page->mono)
		return; /* the strip on top says it */
	const double whole = cgrid_measure_text(making->page->measure, text, true, 1).width;
	const double size = fmin(96 * making->sheet.type, 0.75 * hypot(w, h) / fmax(whole, 1e-3));
	const double cap = 0.73 * size * CGRID_PT;
	cgrid_page_text(making->page, CGRID_LAYER_ROOMS,
			(struct cgrid_text){.text = text,
					    .at = {(f->x0 + f->x1) / 2 - sin(turn) * cap / 2,
						   (f->y0 + f->y1) / 2 + cos(turn) * cap / 2},
					    .size_pt = size,
					    .turn_deg = turn * 180 / 3.14159265358979323846,
					    .anchor = CGRID_MIDDLE,
					    .bold = true,
					    .clip = true,
					    .darkens = true,
					    .colour = CGRID_INK_WATERMARK});
}
