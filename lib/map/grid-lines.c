/* SPDX-License-Identifier: Apache-2.0 */
/* The grid on a map: lines, labels along the four sides, a label in each cell. */
#include "base/shape.h"
#include "grid/grid.h"
#include "map/making.h"

#include <math.h>
#include <string.h>

/* Blue on a screen, a middle grey on a copy; thinner than any wall. White at both sides keeps a line
 * visible on a photograph, on grey and on hatches. */
#define LINE_MM 0.18
#define HALO_MM 0.42

/* What the map shows of the grid. */
struct shown {
	struct cgrid_box axes; /* of the map, in the grid's axes */
	struct cgrid_cells cells;
	double width_mm, height_mm; /* of a cell */
	double cos, sin;            /* of the grid's columns on the sheet, clockwise */
	uint32_t step;              /* every step-th line and label, where cells are very small */
};

static struct cgrid_mm
axes_mm(const struct cgrid_making *making, double u, double v)
{
	return cgrid_view_mm(&making->view, cgrid_grid_to_frame(making->grid, (struct cgrid_xy){u, v}));
}

static struct shown
what_is_shown(const struct cgrid_making *making)
{
	const struct cgrid_rect *f = &making->page->frame;
	const struct cgrid_mm corners[4] = {
	    {f->x0, f->y0}, {f->x1, f->y0}, {f->x1, f->y1}, {f->x0, f->y1}};
	struct shown shown = {.axes = cgrid_box_empty(), .step = 1};
	/* A grid that has a bend may reach farthest between the corners. */
	const int parts = making->grid->seam.there ? 32 : 1;
	for (int i = 0; i < 4 * parts; i++) {
		const struct cgrid_mm a = corners[i / parts], b = corners[(i / parts + 1) % 4];
		const double t = (double)(i % parts) / parts;
		const struct cgrid_mm at = {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
		cgrid_box_add(&shown.axes,
			      cgrid_grid_to_axes(making->grid, cgrid_view_xy(&making->view, at)));
	}
	shown.cells = cgrid_cells_touched(making->grid, &shown.axes);
	const double u0 = cgrid_grid_column_edge(making->grid, 0),
		     u1 = cgrid_grid_column_edge(making->grid, 1);
	const double v0 = cgrid_grid_row_edge(making->grid, 0),
		     v1 = cgrid_grid_row_edge(making->grid, 1);
	struct cgrid_mm a = axes_mm(making, u0, v0), b = axes_mm(making, u1, v0),
			c = axes_mm(making, u0, v1);
	shown.width_mm = hypot(b.x - a.x, b.y - a.y);
	shown.height_mm = hypot(c.x - a.x, c.y - a.y);
	shown.cos = (b.x - a.x) / shown.width_mm;
	shown.sin = (b.y - a.y) / shown.width_mm;
	while (fmin(shown.width_mm, shown.height_mm) * shown.step < 2.4 && shown.step < 1000)
		shown.step = shown.step == 1 ? 2 : shown.step == 2 ? 5 : shown.step * 2;
	return shown;
}

/* The part of a line from a to b that lies in the map. Liang and Barsky. */
static bool
cut_to_map(struct cgrid_rect r, struct cgrid_mm *a, struct cgrid_mm *b)
{
	const double dx = b->x - a->x, dy = b->y - a->y;
	const double p[4] = {-dx, dx, -dy, dy};
	const double q[4] = {a->x - r.x0, r.x1 - a->x, a->y - r.y0, r.y1 - a->y};
	double enter = 0, leave = 1;
	for (int i = 0; i < 4; i++) {
		if (p[i] == 0 && q[i] < 0)
			return false;
		if (p[i] < 0)
			enter = fmax(enter, q[i] / p[i]);
		else if (p[i] > 0)
			leave = fmin(leave, q[i] / p[i]);
	}
	if (enter > leave)
		return false;
	*b = (struct cgrid_mm){a->x + dx * leave, a->y + dy * leave};
	*a = (struct cgrid_mm){a->x + dx * enter, a->y + dy * enter};
	return true;
}

/* One of the two directions: lines of columns, or of rows. */
struct direction {
	const struct cgrid_making *making;
	bool rows;
	double low, high; /* along the line */
};

static void
ends_of(const struct direction *direction, double across, struct cgrid_mm *a, struct cgrid_mm *b)
{
	if (direction->rows) {
		*a = axes_mm(direction->making, direction->low, across);
		*b = axes_mm(direction->making, direction->high, across);
	} else {
		*a = axes_mm(direction->making, across, direction->high);
		*b = axes_mm(direction->making, across, direction->low);
	}
}

static double
edge_of(const struct direction *direction, uint32_t i)
{
	return direction->rows ? cgrid_grid_row_edge(direction->making->grid, i)
			       : cgrid_grid_column_edge(direction->making->grid, i);
}

/* In black a grid that is solid would be taken for walls. */
static enum cgrid_dash
dash_of(const struct cgrid_making *making, uint32_t ink)
{
	return making->page->mono && ink != CGRID_WHITE ? CGRID_DOTTED : CGRID_SOLID;
}

static void
draw_line(struct cgrid_making *making, struct cgrid_mm a, struct cgrid_mm b, struct cgrid_style style)
{
	if (!cut_to_map(making->page->frame, &a, &b))
		return;
	cgrid_path_begin(making->page, CGRID_LAYER_GRID, false, style);
	cgrid_path_move(making->page, a.x, a.y);
	cgrid_path_line(making->page, b.x, b.y);
}

/* Where two zones of USNG meet, lines have a bend or an end: cells are drawn one by one. */
static void
draw_outlines(struct cgrid_making *making, const struct shown *shown, uint32_t ink, double width)
{
	const struct cgrid_cells *cells = &shown->cells;
	const struct cgrid_style style = {CGRID_NO_PAINT, ink, width, dash_of(making, ink)};
	for (uint32_t row = cells->row; row < cells->row_end; row++)
		for (uint32_t column = cells->column; column < cells->column_end; column++) {
			struct cgrid_xy outline[CGRID_OUTLINE_MOST];
			size_t count = cgrid_grid_outline(making->grid,
							  (struct cgrid_cell){column, row, 0}, outline);
			for (size_t i = 0; i < count; i++)
				draw_line(making, cgrid_view_mm(&making->view, outline[i]),
					  cgrid_view_mm(&making->view, outline[(i + 1) % count]),
					  style);
		}
}

/* There a column or a row that is drawn on may lie on the other side of the meridian. */
static bool
is_in_strip(const struct direction *direction, uint32_t i, struct cgrid_mm at)
{
	const struct cgrid_making *making = direction->making;
	if (!making->grid->seam.there)
		return true;
	const struct cgrid_xy axes = cgrid_grid_to_axes(making->grid, cgrid_view_xy(&making->view, at));
	const double place = direction->rows ? axes.y : axes.x;
	const double a = edge_of(direction, i), b = edge_of(direction, i + 1);
	return place >= fmin(a, b) && place <= fmax(a, b);
}

static void
draw_lines(struct cgrid_making *making, const struct shown *shown, bool rows, uint32_t ink,
	   double width)
{
	const struct cgrid_grid *grid = making->grid;
	const uint32_t columns = cgrid_grid_columns(grid), all_rows = cgrid_grid_rows(grid);
	struct direction d = {making, rows, 0, 0};
	d.low = rows ? cgrid_grid_column_edge(grid, 0) : cgrid_grid_row_edge(grid, all_rows);
	d.high = rows ? cgrid_grid_column_edge(grid, columns) : cgrid_grid_row_edge(grid, 0);
	const uint32_t first = rows ? shown->cells.row : shown->cells.column;
	const uint32_t end = rows ? shown->cells.row_end : shown->cells.column_end;
	const enum cgrid_dash dash = dash_of(making, ink);
	for (uint32_t i = first; i <= end; i++) {
		struct cgrid_mm a, b;
		if (i % shown->step != 0 && i != 0 && i != (rows ? all_rows : columns))
			continue;
		ends_of(&d, edge_of(&d, i), &a, &b);
		draw_line(making, a, b, (struct cgrid_style){CGRID_NO_PAINT, ink, width, dash});
	}
}

/* At the thirds of each cell's edges: where its nine squares meet them. */
static void
draw_keypad_ticks(struct cgrid_making *making, const struct shown *shown)
{
	const struct cgrid_rect *f = &making->page->frame;
	const double half = 0.7 * making->sheet.type;
	cgrid_path_begin(
	    making->page, CGRID_LAYER_GRID, true,
	    (struct cgrid_style){CGRID_NO_PAINT, CGRID_INK_GRID_LINE, LINE_MM, CGRID_SOLID});
	for (uint32_t row = shown->cells.row; row < shown->cells.row_end; row++)
		for (uint32_t column = shown->cells.column; column < shown->cells.column_end;
		     column++) {
			const double u0 = cgrid_grid_column_edge(making->grid, column),
				     u1 = cgrid_grid_column_edge(making->grid, column + 1);
			const double v0 = cgrid_grid_row_edge(making->grid, row),
				     v1 = cgrid_grid_row_edge(making->grid, row + 1);
			for (int i = 0; i < 8; i++) {
				/* On the upper and left edges, then the lower and right ones. */
				const double part = (i & 1 ? 2 : 1) / 3.0;
				const bool upright = i & 2, far = i & 4;
				const double u = upright ? (far ? u1 : u0) : u0 + (u1 - u0) * part;
				const double v = upright ? v0 + (v1 - v0) * part : far ? v1 : v0;
				const struct cgrid_mm at = axes_mm(making, u, v);
				const double x = upright ? shown->cos : -shown->sin,
					     y = upright ? shown->sin : shown->cos;
				if (at.x < f->x0 || at.x > f->x1 || at.y < f->y0 || at.y > f->y1)
					continue;
				cgrid_path_move(making->page, at.x - x * half, at.y - y * half);
				cgrid_path_line(making->page, at.x + x * half, at.y + y * half);
			}
		}
}

/* Where a point on the edge of the map has its label in the band: outside of the ticks' strip. */
static struct cgrid_mm
in_band(const struct cgrid_making *making, struct cgrid_mm at, bool *level_out)
{
	const struct cgrid_rect *f = &making->page->frame;
	const double half = (CGRID_BAND_MM + CGRID_STRIP_MM) / 2 * making->sheet.type, near = 1e-6;
	*level_out = true; /* labels may move along a level edge */
	if (at.y <= f->y0 + near)
		return (struct cgrid_mm){at.x, at.y - half};
	if (at.y >= f->y1 - near)
		return (struct cgrid_mm){at.x, at.y + half};
	*level_out = false;
	return (struct cgrid_mm){at.x + (at.x <= f->x0 + near ? -half : half), at.y};
}

/* Rectangles in the band that have a label. */
enum { BAND_MAX = 1024 };
struct band {
	struct cgrid_rect taken[BAND_MAX];
	size_t count;
};

static bool
band_free(const struct band *band, struct cgrid_rect r)
{
	for (size_t i = 0; i < band->count; i++) {
		const struct cgrid_rect *t = &band->taken[i];
		if (t->x0 < r.x1 + 0.3 && r.x0 < t->x1 + 0.3 && t->y0 < r.y1 + 0.1 &&
		    r.y0 < t->y1 + 0.1)
			return false;
	}
	return band->count < BAND_MAX;
}

/* A label beside the map, moved along the edge a little where another is. */
static void
band_label(struct cgrid_making *making, struct band *band, struct cgrid_mm edge, const char *label,
	   double size_pt)
{
	static const double moves[] = {0, 0.55, -0.55, 1.1, -1.1};
	const struct cgrid_rect *outer = &making->sheet.band;
	bool level;
	struct cgrid_mm at = in_band(making, edge, &level);
	/* At the sides a wide label ("W", "AA") keeps off the ticks' strip. */
	const double room = (CGRID_BAND_MM - CGRID_STRIP_MM) * making->sheet.type - 0.3;
	struct cgrid_extent e = cgrid_measure_text(making->page->measure, label, true, size_pt);
	if (!level && e.width > room) {
		size_pt = fmax(CGRID_SMALLEST_PT, size_pt * room / e.width);
		e = cgrid_measure_text(making->page->measure, label, true, size_pt);
	}
	const double cap = 0.73 * size_pt * CGRID_PT;
	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
		struct cgrid_mm m = at;
		if (level)
			m.x += moves[i] * (e.width + 0.5);
		else
			m.y += moves[i] * (cap + 0.8);
		struct cgrid_rect r = {m.x - e.width / 2, m.y - cap / 2, m.x + e.width / 2,
				       m.y + cap / 2};
		if (!band_free(band, r) || r.x0 < outer->x0 || r.x1 > outer->x1 || r.y0 < outer->y0 ||
		    r.y1 > outer->y1)
			continue;
		band->taken[band->count++] = r;
		cgrid_page_text(making->page, CGRID_LAYER_GRID,
				(struct cgrid_text){.text = label,
						    .at = {m.x, m.y + cap / 2},
						    .size_pt = size_pt,
						    .anchor = CGRID_MIDDLE,
						    .bold = true,
						    .colour = CGRID_BLACK});
		return;
	}
}

static double
band_pt(const struct cgrid_making *making, const struct shown *shown)
{
	double cell = fmin(shown->width_mm, shown->height_mm) * shown->step / CGRID_PT;
	return fmax(CGRID_SMALLEST_PT, fmin(cgrid_pt(making, 12), 0.55 * cell));
}

static void
draw_band(struct cgrid_making *making, const struct shown *shown, struct band *band, bool rows)
{
	struct direction d = {making, rows, rows ? shown->axes.min_x : shown->axes.min_y,
			      rows ? shown->axes.max_x : shown->axes.max_y};
	const uint32_t first = rows ? shown->cells.row : shown->cells.column;
	const uint32_t end = rows ? shown->cells.row_end : shown->cells.column_end;
	for (uint32_t i = first; i < end; i++) {
		char label[CGRID_LABEL_SIZE];
		struct cgrid_mm a, b;
		if (i % shown->step != 0)
			continue;
		ends_of(&d, (edge_of(&d, i) + edge_of(&d, i + 1)) / 2, &a, &b);
		if (!cut_to_map(making->page->frame, &a, &b))
			continue;
		if (rows)
			cgrid_grid_row_label(making->grid, i, label, sizeof label);
		else
			cgrid_grid_column_label(making->grid, i, label, sizeof label);
		if (is_in_strip(&d, i, a))
			band_label(making, band, a, label, band_pt(making, shown));
		if (is_in_strip(&d, i, b))
			band_label(making, band, b, label, band_pt(making, shown));
	}
}

/* A cell that is cut may have no room for its label, which must not stand in another. */
static bool
is_in_cell(const struct cgrid_making *making, struct cgrid_cell cell, struct cgrid_rect r)
{
	const struct cgrid_mm corners[4] = {{r.x0, r.y0}, {r.x1, r.y0}, {r.x1, r.y1}, {r.x0, r.y1}};
	bool in = true;
	for (int i = 0; in && making->grid->seam.there && i < 4; i++) {
		struct cgrid_cell at;
		in = cgrid_grid_cell_at(making->grid, cgrid_view_xy(&making->view, corners[i]), &at) &&
		     at.column == cell.column && at.row == cell.row;
	}
	return in;
}

/* The label of a cell stands in its north-west corner: always the same place. */
static void
draw_cell_label(struct cgrid_making *making, const struct shown *shown, struct cgrid_cell cell,
		double size_pt)
{
	char label[CGRID_LABEL_SIZE];
	struct cgrid_xy corners[4];
	if (cgrid_grid_label(making->grid, cell, label, sizeof label) == 0)
		return;
	cgrid_grid_corners(making->grid, cell, corners);
	struct cgrid_extent e = cgrid_measure_text(making->page->measure, label, true, size_pt);
	const double cap = 0.73 * size_pt * CGRID_PT, air = 0.55;
	/* The text's half sizes in the turned cell's axes. */
	const double c = fabs(shown->cos), s = fabs(shown->sin);
	const double across = e.width / 2 * c + cap / 2 * s + air,
		     down = e.width / 2 * s + cap / 2 * c + air;
	if (2 * across > shown->width_mm || 2 * down > shown->height_mm)
		return;
	struct cgrid_mm at = cgrid_view_mm(&making->view, corners[0]);
	at.x += shown->cos * across - shown->sin * down;
	at.y += shown->sin * across + shown->cos * down;
	struct cgrid_rect rect = {at.x - e.width / 2, at.y - cap / 2, at.x + e.width / 2,
				  at.y + cap / 2};
	if (!is_in_cell(making, cell, rect) || !cgrid_place_free(making->page, &making->bins, rect))
		return;
	cgrid_place_take(making->page, &making->bins, rect, CGRID_TAKEN_TEXT);
	cgrid_page_text(making->page, CGRID_LAYER_GRID,
			(struct cgrid_text){.text = label,
					    .at = {at.x, at.y + cap / 2},
					    .size_pt = size_pt,
					    .anchor = CGRID_MIDDLE,
					    .bold = true,
					    .halo = true,
					    .colour = CGRID_INK_GRID_LABEL});
}

bool
cgrid_sample_cell(const struct cgrid_making *making, struct cgrid_cell *cell_out)
{
	const struct cgrid_rect *f = &making->page->frame;
	struct cgrid_mm middle = {(f->x0 + f->x1) / 2, (f->y0 + f->y1) / 2};
	return cgrid_grid_cell_at(making->grid, cgrid_view_xy(&making->view, middle), cell_out);
}

void
cgrid_draw_grid(struct cgrid_making *making)
{
	struct shown shown = what_is_shown(making);
	struct band band = {.count = 0};
	/* A halo first, then the line: it stays visible over white, grey and a photograph. */
	for (int over = 0; over < 2; over++) {
		const uint32_t ink = over ? CGRID_INK_GRID_LINE : CGRID_WHITE;
		const double width = over ? LINE_MM : HALO_MM;
		if (making->grid->seam.there) {
			draw_outlines(making, &shown, ink, width);
			continue;
		}
		draw_lines(making, &shown, false, ink, width);
		draw_lines(making, &shown, true, ink, width);
	}
	if (making->options->keypad && !making->grid->seam.there &&
	    fmin(shown.width_mm, shown.height_mm) > 9)
		draw_keypad_ticks(making, &shown);
	draw_band(making, &shown, &band, false);
	draw_band(making, &shown, &band, true);
	const double cell_pt = fmin(shown.width_mm, shown.height_mm) / CGRID_PT;
	const double size = fmax(CGRID_SMALLEST_PT, fmin(cgrid_pt(making, 8), 0.22 * cell_pt));
	const struct cgrid_cells *cells = &shown.cells;
	making->used[CGRID_LEGEND_GRID] = true;
	if (shown.step > 1)
		return;
	for (uint32_t row = cells->row; row < cells->row_end; row++)
		for (uint32_t column = cells->column; column < cells->column_end; column++)
			draw_cell_label(making, &shown, (struct cgrid_cell){column, row, 0}, size);
}
