/* SPDX-License-Identifier: Apache-2.0 */
/* A level on several sheets: match lines, and a key map of the sheets. */
#include "map/making.h"
#include "map/write.h"

#include <math.h>
#include <stdio.h>

bool
cgrid_is_part(const struct cgrid_making *making)
{
	return making->parts.columns > 1 || making->parts.rows > 1;
}

bool
cgrid_answers_for(const struct cgrid_making *making, struct cgrid_mm at)
{
	const struct cgrid_rect *c = &making->core;
	return !cgrid_is_part(making) ||
	       (at.x >= c->x0 && at.x < c->x1 && at.y >= c->y0 && at.y < c->y1);
}

/* The four sides of a sheet: where the line runs, and which sheet is beyond it. */
struct side {
	bool drawn;
	struct cgrid_mm from, to;
	int column, row; /* steps to the neighbour */
};

static void
sides_of(const struct cgrid_making *making, struct side sides[4])
{
	const struct cgrid_rect *c = &making->core, *f = &making->page->frame;
	sides[0] = (struct side){c->x0 > f->x0, {c->x0, f->y0}, {c->x0, f->y1}, -1, 0};
	sides[1] = (struct side){c->x1 < f->x1, {c->x1, f->y0}, {c->x1, f->y1}, 1, 0};
	sides[2] = (struct side){c->y0 > f->y0, {f->x0, c->y0}, {f->x1, c->y0}, 0, -1};
	sides[3] = (struct side){c->y1 < f->y1, {f->x0, c->y1}, {f->x1, c->y1}, 0, 1};
}

void
cgrid_draw_match_lines(struct cgrid_making *making)
{
	const double size = cgrid_pt(making, 7.5);
	const struct cgrid_extent e =
	    cgrid_measure_text(making->page->measure, "Match line: sheet 000", true, size);
	struct side sides[4];
	sides_of(making, sides);
	for (int i = 0; i < 4; i++) {
		struct cgrid_mm at;
		const bool upright = i < 2;
		if (!sides[i].drawn)
			continue;
		cgrid_path_begin(making->page, CGRID_LAYER_GRID, true,
				 (struct cgrid_style){CGRID_NO_PAINT, CGRID_BLACK, 0.5, CGRID_DASHED});
		cgrid_path_move(making->page, sides[i].from.x, sides[i].from.y);
		cgrid_path_line(making->page, sides[i].to.x, sides[i].to.y);
		/* Beyond the line, where the neighbour answers. */
		const double out = e.ascent / 2 + 1.2;
		const struct cgrid_mm middle = {
		    (sides[i].from.x + sides[i].to.x) / 2 + sides[i].column * out,
		    (sides[i].from.y + sides[i].to.y) / 2 + sides[i].row * out};
		const double w = upright ? e.ascent : e.width, h = upright ? e.width : e.ascent;
		if (!cgrid_place_near(making->page, &making->bins, middle, w, h, 60, &at))
			continue;
		making->match[i] =
		    (struct cgrid_rect){at.x - w / 2, at.y - h / 2, at.x + w / 2, at.y + h / 2};
		cgrid_place_take(making->page, &making->bins, making->match[i], CGRID_TAKEN_TEXT);
	}
}

void
cgrid_write_match_lines(struct cgrid_making *making, const struct cgrid_neighbours *neighbours)
{
	const double size = cgrid_pt(making, 7.5), cap = 0.73 * size * CGRID_PT;
	struct side sides[4];
	sides_of(making, sides);
	for (int i = 0; i < 4; i++) {
		const struct cgrid_rect *r = &making->match[i];
		char text[64];
		if (!sides[i].drawn || r->x0 >= r->x1)
			continue;
		snprintf(text, sizeof text, "Match line: sheet %u",
			 (unsigned)neighbours->number(neighbours->user,
						      making->part_column + (uint32_t)sides[i].column,
						      making->part_row + (uint32_t)sides[i].row));
		const struct cgrid_mm m = {(r->x0 + r->x1) / 2, (r->y0 + r->y1) / 2};
		const bool upright = i < 2;
		cgrid_page_text(making->page, CGRID_LAYER_LABELS,
				(struct cgrid_text){.text = text,
						    .at = {upright ? m.x + cap / 2 : m.x,
							   upright ? m.y : m.y + cap / 2},
						    .size_pt = size,
						    .turn_deg = upright ? -90 : 0,
						    .anchor = CGRID_MIDDLE,
						    .bold = true,
						    .halo = true,
						    .colour = CGRID_BLACK});
	}
}

/* The outline of the level in the key map. */
static void
draw_outline(struct cgrid_making *making, struct cgrid_rect r, double mm_per_m)
{
	const struct cgrid_level *level = cgrid_campus_level(making->campus, making->level);
	const struct cgrid_shape *shape = &level->outline;
	struct cgrid_view view = making->view;
	if (shape->ring_count == 0 && level->building != CGRID_NONE)
		shape = &cgrid_campus_building(making->campus, level->building)->outline;
	if (shape->ring_count == 0)
		return;
	/* The same view, its middle on the whole and its scale the key map's. */
	const struct cgrid_box *all = &making->parts.all;
	const double x = (all->min_x + all->max_x) / 2, y = (all->min_y + all->max_y) / 2,
		     square = view.cos * view.cos + view.sin * view.sin;
	view.centre = (struct cgrid_xy){(x * view.cos - y * view.sin) / square,
					(y * view.cos + x * view.sin) / square};
	view.middle = (struct cgrid_mm){(r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2};
	view.mm_per_m = mm_per_m;
	cgrid_path_begin(making->page, CGRID_LAYER_FRAME, false,
			 (struct cgrid_style){CGRID_INK_OUTBUILDING, CGRID_BLACK, 0.15, CGRID_SOLID});
	for (size_t i = 0; i < shape->ring_count; i++) {
		for (size_t k = 0; k < shape->rings[i].count; k++) {
			const struct cgrid_mm p = cgrid_view_mm(&view, shape->rings[i].points[k]);
			if (k == 0)
				cgrid_path_move(making->page, p.x, p.y);
			else
				cgrid_path_line(making->page, p.x, p.y);
		}
		cgrid_path_close(making->page);
	}
}

double
cgrid_draw_key_map(struct cgrid_making *making, struct cgrid_rect in)
{
	const struct cgrid_parts *parts = &making->parts;
	const double w = parts->all.max_x - parts->all.min_x, h = parts->all.max_y - parts->all.min_y;
	const double t = making->sheet.type, size = cgrid_pt(making, 7);
	const double mm_per_m = fmin((in.x1 - in.x0) * 0.6 / w, 26 * t / h);
	const struct cgrid_rect r = {in.x0, in.y0, in.x0 + w * mm_per_m, in.y0 + h * mm_per_m};
	const double x = (r.x1 - r.x0) / parts->columns, y = (r.y1 - r.y0) / parts->rows;
	char text[160];
	draw_outline(making, r, mm_per_m);
	for (uint32_t row = 0; row < parts->rows; row++)
		for (uint32_t column = 0; column < parts->columns; column++) {
			const bool here = row == making->part_row && column == making->part_column;
			const struct cgrid_rect cell = {r.x0 + column * x, r.y0 + row * y,
							r.x0 + (column + 1) * x, r.y0 + (row + 1) * y};
			cgrid_path_begin(making->page, CGRID_LAYER_FRAME, false,
					 (struct cgrid_style){here ? CGRID_BLACK : CGRID_NO_PAINT,
							      CGRID_BLACK, here ? 0.5 : 0.2,
							      CGRID_SOLID});
			cgrid_path_rect(making->page, cell);
			snprintf(text, sizeof text, "%u",
				 (unsigned)(row * parts->columns + column + 1));
			if (x < 4 || y < 3)
				continue;
			cgrid_page_text(making->page, CGRID_LAYER_FRAME,
					(struct cgrid_text){
					    .text = text,
					    .at = {(cell.x0 + cell.x1) / 2,
						   (cell.y0 + cell.y1) / 2 + 0.365 * size * CGRID_PT},
					    .size_pt = size,
					    .anchor = CGRID_MIDDLE,
					    .bold = true,
					    .colour = here ? CGRID_WHITE : CGRID_BLACK});
		}
	snprintf(text, sizeof text,
		 "Part %u of %u of this level: the sheets overlap, and meet at the match "
		 "lines",
		 (unsigned)(making->part_row * parts->columns + making->part_column + 1),
		 (unsigned)(parts->columns * parts->rows));
	const struct cgrid_paragraph p = {.text = text,
					  .x = r.x1 + 2 * t,
					  .top = in.y0,
					  .width = in.x1 - r.x1 - 2 * t,
					  .size_pt = cgrid_pt(making, 6.5),
					  .most = 8};
	return fmax(r.y1, cgrid_write_paragraph(making->page, &p)) + 1.0 * t;
}
