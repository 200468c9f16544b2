/* SPDX-License-Identifier: Apache-2.0 */
#include "map/sheet.h"

#include "base/shape.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct paper {
	const char *name;
	double width, height;
} papers[] = {
#define PAPER(name, width, height) {name, width, height},
#include "papers.def"
#undef PAPER
};
enum { PAPER_COUNT = sizeof papers / sizeof *papers };

void
cgrid_paper_names(char *text, size_t size)
{
	size_t used = 0;
	text[0] = '\0';
	for (size_t i = 0; i < PAPER_COUNT && used < size; i++)
		used +=
		    (size_t)snprintf(text + used, size - used, "%s%s", i ? ", " : "", papers[i].name);
}

/* Millimetres at type 1. The margin is what common printers leave white. */
#define MARGIN 7.0
#define HEAD 14.0
#define COLUMN 66.0
#define BAND CGRID_BAND_MM
#define GAP 1.5

bool
cgrid_sheet_of(const char *paper, bool landscape, struct cgrid_sheet *sheet)
{
	for (size_t i = 0; i < PAPER_COUNT; i++) {
		if (!cgrid_same_text(papers[i].name, paper))
			continue;
		double w = landscape ? papers[i].height : papers[i].width;
		double h = landscape ? papers[i].width : papers[i].height;
		double type = fmin(2, fmax(0.85, sqrt(w * h / (279.4 * 431.8))));
		double left = MARGIN, top = MARGIN, right = w - MARGIN, bottom = h - MARGIN;
		double split = right - COLUMN * type, under = top + HEAD * type;
		*sheet = (struct cgrid_sheet){
		    .width_mm = w,
		    .height_mm = h,
		    .type = type,
		    .head = {left, top, right, under},
		    .column = {split + GAP, under + GAP, right, bottom},
		    .band = {left, under + GAP, split, bottom},
		};
		const double band = BAND * type;
		sheet->frame =
		    (struct cgrid_rect){left + band, under + GAP + band, split - band, bottom - band};
		return true;
	}
	return false;
}

struct cgrid_mm
cgrid_view_mm(const struct cgrid_view *view, struct cgrid_xy at)
{
	double x = at.x - view->centre.x, y = at.y - view->centre.y;
	return (struct cgrid_mm){view->middle.x + (x * view->cos + y * view->sin) * view->mm_per_m,
				 view->middle.y - (y * view->cos - x * view->sin) * view->mm_per_m};
}

struct cgrid_xy
cgrid_view_xy(const struct cgrid_view *view, struct cgrid_mm at)
{
	double x = (at.x - view->middle.x) / view->mm_per_m,
	       y = (view->middle.y - at.y) / view->mm_per_m;
	const double square = view->cos * view->cos + view->sin * view->sin;
	return (struct cgrid_xy){view->centre.x + (x * view->cos - y * view->sin) / square,
				 view->centre.y + (y * view->cos + x * view->sin) / square};
}

struct cgrid_need
cgrid_need_new(const struct cgrid_grid *grid, struct cgrid_xy up)
{
	struct cgrid_need need = {.grid = grid, .cos = up.y, .sin = up.x};
	need.content = cgrid_box_empty();
	need.axes = cgrid_box_empty();
	return need;
}

static struct cgrid_xy
north_up(const struct cgrid_need *need, struct cgrid_xy at)
{
	return (struct cgrid_xy){at.x * need->cos + at.y * need->sin,
				 at.y * need->cos - at.x * need->sin};
}

void
cgrid_need_point(struct cgrid_need *need, struct cgrid_xy at)
{
	cgrid_box_add(&need->content, north_up(need, at));
	cgrid_box_add(&need->axes, cgrid_grid_to_axes(need->grid, at));
}

void
cgrid_need_shape(struct cgrid_need *need, const struct cgrid_shape *shape)
{
	for (size_t r = 0; r < shape->ring_count; r++)
		for (size_t i = 0; i < shape->rings[r].count; i++)
			cgrid_need_point(need, shape->rings[r].points[i]);
}

struct cgrid_cells
cgrid_cells_touched(const struct cgrid_grid *grid, const struct cgrid_box *axes)
{
	const uint32_t columns = cgrid_grid_columns(grid), rows = cgrid_grid_rows(grid);
	struct cgrid_cells cells = {0, columns, 0, rows};
	while (cells.column < columns && cgrid_grid_column_edge(grid, cells.column + 1) <= axes->min_x)
		cells.column++;
	while (cells.column_end > cells.column &&
	       cgrid_grid_column_edge(grid, cells.column_end - 1) > axes->max_x)
		cells.column_end--;
	while (cells.row < rows && cgrid_grid_row_edge(grid, cells.row + 1) >= axes->max_y)
		cells.row++;
	while (cells.row_end > cells.row && cgrid_grid_row_edge(grid, cells.row_end - 1) < axes->min_y)
		cells.row_end--;
	return cells;
}

/* The content with the cells that it touches, in metres, true north up. */
static struct cgrid_box
with_cells(const struct cgrid_need *need)
{
	struct cgrid_box box = need->content;
	struct cgrid_cells cells = cgrid_cells_touched(need->grid, &need->axes);
	if (cells.column >= cells.column_end || cells.row >= cells.row_end)
		return box;
	const double u[2] = {cgrid_grid_column_edge(need->grid, cells.column),
			     cgrid_grid_column_edge(need->grid, cells.column_end)};
	const double v[2] = {cgrid_grid_row_edge(need->grid, cells.row),
			     cgrid_grid_row_edge(need->grid, cells.row_end)};
	for (int i = 0; i < 4; i++) {
		struct cgrid_xy corner = {u[i & 1], v[i >> 1]};
		cgrid_box_add(&box, north_up(need, cgrid_grid_to_frame(need->grid, corner)));
	}
	return box;
}

/* The last ones are for campuses of kilometres on small paper: a page is never refused for its size. */
static const uint32_t ladder[] = {50,   100,   150,   200,   250,   300,   400,   500,
				  600,  750,   1000,  1250,  1500,  2000,  2500,  5000,
				  7500, 10000, 12500, 15000, 20000, 25000, 50000, 100000};
enum { LADDER_COUNT = sizeof ladder / sizeof *ladder };

/* Room for the numbers of doors outside the walls, on paper. */
#define AROUND 9.0

static bool
fits(const struct cgrid_sheet *sheet, const struct cgrid_need *need, const struct cgrid_box *cells,
     uint32_t scale)
{
	const double mm = 1000.0 / scale, around = 2 * AROUND * sheet->type;
	const double w = sheet->frame.x1 - sheet->frame.x0, h = sheet->frame.y1 - sheet->frame.y0;
	const struct cgrid_box *content = &need->content;
	return (cells->max_x - cells->min_x) * mm <= w && (cells->max_y - cells->min_y) * mm <= h &&
	       (content->max_x - content->min_x) * mm + around <= w &&
	       (content->max_y - content->min_y) * mm + around <= h;
}

static uint32_t
largest_scale(const struct cgrid_sheet *sheet, const struct cgrid_need *need,
	      const struct cgrid_box *cells)
{
	for (size_t i = 0; i < LADDER_COUNT; i++)
		if (fits(sheet, need, cells, ladder[i]))
			return ladder[i];
	return ladder[LADDER_COUNT - 1];
}

/* The middle of the cells, moved as little as keeps the doors' numbers on the map. */
static double
middle(double low, double high, double content_low, double content_high, double span_m, double around_m)
{
	double at = (low + high) / 2;
	at = fmin(at, content_low - around_m + span_m / 2);
	return fmax(at, content_high + around_m - span_m / 2);
}

static void
set_centre(struct cgrid_view *view, struct cgrid_xy at)
{
	const double square = view->cos * view->cos + view->sin * view->sin;
	view->centre = (struct cgrid_xy){(at.x * view->cos - at.y * view->sin) / square,
					 (at.y * view->cos + at.x * view->sin) / square};
}

static void
set_view(struct cgrid_view *view, const struct cgrid_sheet *sheet, const struct cgrid_need *need,
	 const struct cgrid_box *cells, uint32_t scale)
{
	const struct cgrid_rect *frame = &sheet->frame;
	const double mm = 1000.0 / scale, around = AROUND * sheet->type / mm;
	const struct cgrid_box *content = &need->content;
	struct cgrid_xy at = {middle(cells->min_x, cells->max_x, content->min_x, content->max_x,
				     (frame->x1 - frame->x0) / mm, around),
			      middle(cells->min_y, cells->max_y, content->min_y, content->max_y,
				     (frame->y1 - frame->y0) / mm, around)};
	*view =
	    (struct cgrid_view){.middle = {(frame->x0 + frame->x1) / 2, (frame->y0 + frame->y1) / 2},
				.mm_per_m = mm,
				.cos = need->cos,
				.sin = need->sin,
				.scale = scale};
	set_centre(view, at);
}

/* What two neighbouring sheets share, on paper. */
#define OVERLAP 20.0

/* How many sheets cover a span, each so long, with the overlap between two. */
static uint32_t
count_parts(double span_mm, double sheet_mm, double type)
{
	const double overlap = OVERLAP * type;
	return span_mm <= sheet_mm ? 1 : (uint32_t)ceil((span_mm - overlap) / (sheet_mm - overlap));
}

static void
set_parts(struct cgrid_parts *parts, const struct cgrid_sheet *sheet, const struct cgrid_need *need,
	  const struct cgrid_box *cells, uint32_t scale)
{
	const double mm = 1000.0 / scale, around = AROUND * sheet->type / mm;
	const struct cgrid_box *content = &need->content;
	parts->all = (struct cgrid_box){
	    fmin(cells->min_x, content->min_x - around), fmin(cells->min_y, content->min_y - around),
	    fmax(cells->max_x, content->max_x + around), fmax(cells->max_y, content->max_y + around)};
	parts->columns = count_parts((parts->all.max_x - parts->all.min_x) * mm,
				     sheet->frame.x1 - sheet->frame.x0, sheet->type);
	parts->rows = count_parts((parts->all.max_y - parts->all.min_y) * mm,
				  sheet->frame.y1 - sheet->frame.y0, sheet->type);
}

/* The middle of the i-th of `count` sheets of a length along a span, and how far it is to the next. */
static double
part_at(double low, double high, double length, uint32_t count, uint32_t i, double *step_out)
{
	*step_out = count > 1 ? (high - low - length) / (count - 1) : 0;
	return count > 1 ? low + length / 2 + i * *step_out : (low + high) / 2;
}

void
cgrid_parts_view(const struct cgrid_parts *parts, const struct cgrid_sheet *sheet, uint32_t column,
		 uint32_t row, struct cgrid_view *view, struct cgrid_rect *core)
{
	const struct cgrid_rect *frame = &sheet->frame;
	const double w = (frame->x1 - frame->x0) / view->mm_per_m,
		     h = (frame->y1 - frame->y0) / view->mm_per_m;
	double across, down;
	struct cgrid_xy at = {
	    part_at(parts->all.min_x, parts->all.max_x, w, parts->columns, column, &across),
	    part_at(parts->all.min_y, parts->all.max_y, h, parts->rows, parts->rows - 1 - row, &down)};
	/* A match line is in the middle of what two sheets share. */
	const double x = (w - across) / 2 * view->mm_per_m, y = (h - down) / 2 * view->mm_per_m;
	*core = *frame;
	core->x0 += column > 0 ? x : 0;
	core->x1 -= column + 1 < parts->columns ? x : 0;
	core->y0 += row > 0 ? y : 0;
	core->y1 -= row + 1 < parts->rows ? y : 0;
	if (parts->columns > 1 || parts->rows > 1)
		set_centre(view, at);
}

enum cgrid_status
cgrid_sheet_fit(struct cgrid_ctx *ctx, const struct cgrid_need *need,
		const struct cgrid_map_options *options, const char *paper, const char *page,
		struct cgrid_sheet *sheet_out, struct cgrid_view *view_out,
		struct cgrid_parts *parts_out)
{
	struct cgrid_sheet sheets[2];
	struct cgrid_box cells = with_cells(need);
	bool landscape = options->orientation != CGRID_PORTRAIT;
	if (!cgrid_sheet_of(paper, true, &sheets[0]) || !cgrid_sheet_of(paper, false, &sheets[1])) {
		char names[256];
		cgrid_paper_names(names, sizeof names);
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "there is no paper \"%s\": %s", paper, names);
	}
	if (options->orientation == CGRID_ORIENTATION_FIT)
		landscape =
		    largest_scale(&sheets[0], need, &cells) <= largest_scale(&sheets[1], need, &cells);
	const struct cgrid_sheet *sheet = &sheets[landscape ? 0 : 1];
	const uint32_t largest = largest_scale(sheet, need, &cells);
	const uint32_t scale = options->scale != 0 ? options->scale : largest;
	if (options->orientation == CGRID_ORIENTATION_FIT && !fits(sheet, need, &cells, scale) &&
	    fits(&sheets[landscape ? 1 : 0], need, &cells, scale))
		sheet = &sheets[landscape ? 1 : 0];
	*parts_out = (struct cgrid_parts){1, 1, cells};
	if (options->scale != 0 && !fits(sheet, need, &cells, scale))
		set_parts(parts_out, sheet, need, &cells, scale);
	if ((double)parts_out->columns * parts_out->rows > CGRID_PARTS_MAX)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "page %s would be %.0f sheets of %s paper at 1:%u; 1:%u fits one",
				  page, (double)parts_out->columns * parts_out->rows, paper,
				  (unsigned)scale, (unsigned)largest);
	*sheet_out = *sheet;
	set_view(view_out, sheet, need, &cells, scale);
	return CGRID_OK;
}
