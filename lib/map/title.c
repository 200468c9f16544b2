/* SPDX-License-Identifier: Apache-2.0 */
/* The strip on top of a sheet, and the frames of its parts. */
#include "map/making.h"
#include "map/write.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void
fill_rect(struct cgrid_page *page, struct cgrid_rect rect, uint32_t fill, uint32_t stroke, double width)
{
	cgrid_path_begin(page, CGRID_LAYER_FRAME, false,
			 (struct cgrid_style){fill, stroke, width, CGRID_SOLID});
	cgrid_path_rect(page, rect);
}

/* "Sheet 3 of 9" and the date, under the notice. */
static void
draw_right(struct cgrid_making *making, struct cgrid_rect in)
{
	const char *notice = cgrid_campus_notice(making->campus), *date = making->options->date;
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
	if (date && *date) {
		char printed[64];
		snprintf(printed, sizeof printed, "Printed %.40s", date);
		struct cgrid_fitted day = {.text = printed,
					   .in = {in.x0, half, in.x1 - 35 * t, in.y1},
					   .most_pt = cgrid_pt(making, 8),
					   .anchor = CGRID_START,
					   .colour = CGRID_BLACK};
		cgrid_write_fitted(making->page, &day);
	}
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
	char second[2048];
	snprintf(second, sizeof second, "%.900s%s%.900s", overview ? "" : campus,
		 !overview && *campus && *address ? " \xc2\xb7 " : "", address);
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
