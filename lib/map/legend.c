/* SPDX-License-Identifier: Apache-2.0 */
#include "map/legend.h"

#include "map/write.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Words of the plan's own entries; the kinds have theirs in kinds.def. */
static const char *const titles[CGRID_LEGEND_KINDS] = {
    [CGRID_LEGEND_EXTERIOR_DOOR] = "Exterior door and its number",
    [CGRID_LEGEND_DOOR] = "Door",
    [CGRID_LEGEND_CORRIDOR] = "Corridor",
    [CGRID_LEGEND_STAIRS] = "Stairs",
    [CGRID_LEGEND_ELEVATOR] = "Elevator",
    [CGRID_LEGEND_RESTROOM] = "Restroom (WC)",
    [CGRID_LEGEND_VOID] = "Open to below",
    [CGRID_LEGEND_STRUCTURE] = "Wall, no entry",
    [CGRID_LEGEND_BUILDING] = "Building",
    [CGRID_LEGEND_CONTEXT] = "Other building",
    [CGRID_LEGEND_KEY] = "Number in the list of rooms",
    [CGRID_LEGEND_SHOWN_AT] = "The point is the place",
    [CGRID_LEGEND_OTHER_ASSET] = "Other, as labelled",
    [CGRID_LEGEND_OTHER_AREA] = "Other area",
    [CGRID_LEGEND_SENSORS] = "Sensor",
};

static struct cgrid_area_mm
area_of_rect(const struct cgrid_rect *r, struct cgrid_mm points[4], size_t *end)
{
	points[0] = (struct cgrid_mm){r->x0, r->y0};
	points[1] = (struct cgrid_mm){r->x1, r->y0};
	points[2] = (struct cgrid_mm){r->x1, r->y1};
	points[3] = (struct cgrid_mm){r->x0, r->y1};
	*end = 4;
	return (struct cgrid_area_mm){points, end, 4, 1, *r, false};
}

static void
room_swatch(struct cgrid_making *making, struct cgrid_rect r, enum cgrid_room_kind kind,
	    const char *symbol)
{
	struct cgrid_mm points[4];
	size_t end;
	struct cgrid_area_mm area = area_of_rect(&r, points, &end);
	cgrid_draw_room_look(making, &area, CGRID_LAYER_FRAME, kind);
	if (symbol)
		cgrid_page_symbol(making->page, CGRID_LAYER_FRAME, symbol,
				  (struct cgrid_mm){(r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2},
				  (r.y1 - r.y0) * 0.42);
}

static void
line_swatch(struct cgrid_making *making, struct cgrid_rect r, struct cgrid_style style)
{
	cgrid_path_begin(making->page, CGRID_LAYER_FRAME, false, style);
	cgrid_path_rect(making->page, r);
}

static void
door_swatch(struct cgrid_making *making, struct cgrid_rect r)
{
	const double y = (r.y0 + r.y1) / 2,
		     x[4] = {r.x0, r.x0 * 0.7 + r.x1 * 0.3, r.x0 * 0.3 + r.x1 * 0.7, r.x1};
	cgrid_path_begin(making->page, CGRID_LAYER_FRAME, false,
			 (struct cgrid_style){CGRID_NO_PAINT, CGRID_BLACK, 0.28, CGRID_SOLID});
	for (int i = 0; i < 4; i += 2) {
		cgrid_path_move(making->page, x[i], y);
		cgrid_path_line(making->page, x[i + 1], y);
	}
	for (int i = 1; i < 3; i++) {
		cgrid_path_move(making->page, x[i], y - 0.6);
		cgrid_path_line(making->page, x[i], y + 0.6);
	}
}

static void
key_swatch(struct cgrid_making *making, struct cgrid_rect r)
{
	const struct cgrid_mm at = {(r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2};
	const double size = CGRID_SMALLEST_PT;
	cgrid_path_begin(making->page, CGRID_LAYER_FRAME, false,
			 (struct cgrid_style){CGRID_WHITE, CGRID_BLACK, 0.2, CGRID_SOLID});
	cgrid_path_circle(making->page, at, fmax(1.4, (r.y1 - r.y0) * 0.45));
	cgrid_page_text(making->page, CGRID_LAYER_FRAME,
			(struct cgrid_text){.text = "1",
					    .at = {at.x, at.y + 0.365 * size * CGRID_PT},
					    .size_pt = size,
					    .anchor = CGRID_MIDDLE,
					    .bold = true,
					    .colour = CGRID_BLACK});
}

static void
shown_at_swatch(struct cgrid_making *making, struct cgrid_rect r)
{
	const double y = (r.y0 + r.y1) / 2;
	cgrid_path_begin(making->page, CGRID_LAYER_FRAME, false,
			 (struct cgrid_style){CGRID_NO_PAINT, CGRID_BLACK, 0.18, CGRID_SOLID});
	cgrid_path_move(making->page, r.x0 + 0.6, y);
	cgrid_path_line(making->page, r.x1, y);
	cgrid_path_begin(making->page, CGRID_LAYER_FRAME, false,
			 (struct cgrid_style){CGRID_BLACK, CGRID_NO_PAINT, 0, CGRID_SOLID});
	cgrid_path_circle(making->page, (struct cgrid_mm){r.x0 + 0.6, y}, 0.4);
}

/* A kind of the vocabulary (or one beyond it, which is an area): its symbol, or a patch of its area. */
static void
kind_swatch(struct cgrid_making *making, struct cgrid_rect r, size_t kind)
{
	const struct cgrid_map_kind *row = kind < CGRID_KIND_COUNT ? cgrid_map_kind_at(kind) : NULL;
	struct cgrid_mm points[4];
	size_t end;
	struct cgrid_area_mm area = area_of_rect(&r, points, &end);
	if (!row || row->group == CGRID_KIND_AREA)
		cgrid_draw_area_look(making, &area, kind);
	else
		cgrid_page_symbol(making->page, CGRID_LAYER_FRAME, row->word,
				  (struct cgrid_mm){(r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2},
				  (r.y1 - r.y0) * 0.5);
}

static void
swatch(struct cgrid_making *making, struct cgrid_rect r, size_t entry)
{
	const struct cgrid_mm middle = {(r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2};
	const double radius = (r.y1 - r.y0) * 0.5;
	switch (entry) {
	case CGRID_LEGEND_CORRIDOR:
		room_swatch(making, r, CGRID_ROOM_CORRIDOR, NULL);
		break;
	case CGRID_LEGEND_STAIRS:
		room_swatch(making, r, CGRID_ROOM_STAIRS, "stairs");
		break;
	case CGRID_LEGEND_ELEVATOR:
		room_swatch(making, r, CGRID_ROOM_ELEVATOR, "elevator");
		break;
	case CGRID_LEGEND_RESTROOM:
		room_swatch(making, r, CGRID_ROOM_RESTROOM, NULL);
		break;
	case CGRID_LEGEND_VOID:
		room_swatch(making, r, CGRID_ROOM_VOID, NULL);
		break;
	case CGRID_LEGEND_STRUCTURE:
		room_swatch(making, r, CGRID_ROOM_STRUCTURE, NULL);
		break;
	case CGRID_LEGEND_BUILDING:
		line_swatch(making, r,
			    (struct cgrid_style){CGRID_INK_BUILDING, CGRID_BLACK, 0.6, CGRID_SOLID});
		break;
	case CGRID_LEGEND_CONTEXT:
		line_swatch(
		    making, r,
		    (struct cgrid_style){CGRID_INK_CONTEXT, UINT32_C(0x9a9a9a), 0.35, CGRID_SOLID});
		break;
	case CGRID_LEGEND_DOOR:
		door_swatch(making, r);
		break;
	case CGRID_LEGEND_KEY:
		key_swatch(making, r);
		break;
	case CGRID_LEGEND_SHOWN_AT:
		shown_at_swatch(making, r);
		break;
	case CGRID_LEGEND_EXTERIOR_DOOR:
		cgrid_page_symbol(making->page, CGRID_LAYER_FRAME, "exterior_door", middle, radius);
		break;
	case CGRID_LEGEND_SENSORS:
		cgrid_page_symbol(making->page, CGRID_LAYER_FRAME, "sensor", middle, radius * 0.62);
		break;
	case CGRID_LEGEND_OTHER_ASSET:
		cgrid_page_symbol(making->page, CGRID_LAYER_FRAME, "other", middle, radius);
		break;
	default:
		kind_swatch(making, r,
			    entry >= CGRID_LEGEND_KINDS ? entry - CGRID_LEGEND_KINDS
							: CGRID_KIND_COUNT);
	}
}

/* Stairs and elevators are rooms of a plan and kinds of assets: one entry serves both. */
static bool
is_listed(const struct cgrid_making *making, size_t entry)
{
	const char *word =
	    entry >= CGRID_LEGEND_KINDS ? cgrid_map_kind_at(entry - CGRID_LEGEND_KINDS)->word : "";
	if (entry == CGRID_LEGEND_GRID || !making->used[entry])
		return false;
	return !(strcmp(word, "stairs") == 0 && making->used[CGRID_LEGEND_STAIRS]) &&
	       !(strcmp(word, "elevator") == 0 && making->used[CGRID_LEGEND_ELEVATOR]);
}

double
cgrid_draw_legend(struct cgrid_making *making, struct cgrid_rect in)
{
	const double t = making->sheet.type, wide = 6.5 * t, below = 45 * t;
	bool listed[CGRID_LEGEND_COUNT];
	size_t count = 0;
	double y = in.y0;
	for (size_t i = 0; i < CGRID_LEGEND_COUNT; i++) {
		listed[i] = is_listed(making, i);
		count += listed[i];
	}
	/* A long legend leaves room for what stands below it, as long as it can be read. */
	const double row =
	    fmax(2.9, fmin(4.6 * t, (in.y1 - in.y0 - below) / (double)(count ? count : 1)));
	for (size_t i = 0; i < CGRID_LEGEND_COUNT; i++) {
		if (!listed[i])
			continue;
		swatch(making,
		       (struct cgrid_rect){in.x0 + 0.5, y + 0.4 * t, in.x0 + wide, y + row - 0.4 * t},
		       i);
		struct cgrid_fitted text = {
		    .text = i < CGRID_LEGEND_KINDS ? titles[i]
						   : cgrid_map_kind_at(i - CGRID_LEGEND_KINDS)->title,
		    .in = {in.x0 + wide + 1.6 * t, y, in.x1, y + row},
		    .most_pt = cgrid_pt(making, 7.5),
		    .anchor = CGRID_START,
		    .colour = CGRID_BLACK};
		cgrid_write_fitted(making->page, &text);
		y += row;
	}
	if (making->unlabelled > 0) {
		char text[128];
		snprintf(text, sizeof text,
			 "%u points or names find no room at this scale: see the tables",
			 (unsigned)making->unlabelled);
		struct cgrid_paragraph p = {.text = text,
					    .x = in.x0,
					    .top = y,
					    .width = in.x1 - in.x0,
					    .size_pt = cgrid_pt(making, 7),
					    .bold = true,
					    .most = 3};
		y = cgrid_write_paragraph(making->page, &p);
	}
	return y;
}

/* The mark of a line: a number in a ring as in the plan, a sign or a cell in bold. */
static void
draw_mark(struct cgrid_making *making, const struct cgrid_key *key, double x, double y, double size)
{
	const double line = 1.22 * size * CGRID_PT, base = y + 0.93 * size * CGRID_PT;
	const double width = cgrid_measure_text(making->page->measure, key->mark, true, size).width;
	const bool number = key->kind == CGRID_KEY_NUMBER;
	const double ring = fmax(line, width + 1.0);
	if (number) {
		const double round = line / 2, left = x + round, right = x + ring - round;
		const double top = base - 0.365 * size * CGRID_PT - round, k = round * 0.5523;
		cgrid_path_begin(making->page, CGRID_LAYER_FRAME, false,
				 (struct cgrid_style){CGRID_NO_PAINT, CGRID_BLACK, 0.15, CGRID_SOLID});
		cgrid_path_move(making->page, left, top);
		cgrid_path_line(making->page, right, top);
		for (int end = 0; end < 2; end++) {
			/* Half a circle at either end: two quarter arcs. */
			const double cx = end ? left : right, d = end ? -round : round;
			const double kx = end ? -k : k, y0 = end ? top + line : top, s = end ? -1 : 1;
			cgrid_path_curve(making->page,
					 (struct cgrid_mm[3]){{cx + kx, y0},
							      {cx + d, y0 + s * (round - k)},
							      {cx + d, y0 + s * round}});
			cgrid_path_curve(making->page,
					 (struct cgrid_mm[3]){{cx + d, y0 + s * (round + k)},
							      {cx + kx, y0 + s * line},
							      {cx, y0 + s * line}});
			cgrid_path_line(making->page, end ? right : left, end ? top : top + line);
		}
	}
	cgrid_page_text(making->page, CGRID_LAYER_FRAME,
			(struct cgrid_text){.text = key->mark,
					    .at = {number ? x + ring / 2 : x, base},
					    .size_pt = size,
					    .anchor = number ? CGRID_MIDDLE : CGRID_START,
					    .bold = true,
					    .colour = CGRID_BLACK});
}

/* One line of the list. Returns its height, and draws it when it fits above the bottom. */
static double
draw_key(struct cgrid_making *making, const struct cgrid_key *key, struct cgrid_rect in, double y)
{
	const double size = cgrid_pt(making, 7), line = 1.22 * size * CGRID_PT;
	const bool signed_in_plan = key->kind == CGRID_KEY_SIGN;
	const double mark = cgrid_measure_text(making->page->measure, key->mark, true, size).width;
	const double indent = fmax(mark + 2.0, 7 * making->sheet.type);
	const bool wide = indent > (in.x1 - in.x0) * 0.5;
	char text[2048];
	snprintf(text, sizeof text, "%.1000s%s%.1000s", signed_in_plan ? "" : key->sign,
		 !signed_in_plan && *key->name ? ", " : "", key->name);
	struct cgrid_paragraph p = {.text = text,
				    .x = in.x0 + (wide ? 4 : indent),
				    .top = y + (wide ? line : 0),
				    .width = in.x1 - in.x0 - (wide ? 4 : indent),
				    .size_pt = size,
				    .most = 4};
	double height = cgrid_paragraph_height(making->page, &p) + (wide ? line : 0) + 0.9;
	if (y + height > in.y1)
		return height;
	if (wide) {
		struct cgrid_fitted whole = {.text = key->mark,
					     .in = {in.x0, y, in.x1, y + line},
					     .most_pt = size,
					     .anchor = CGRID_START,
					     .bold = true,
					     .colour = CGRID_BLACK};
		cgrid_write_fitted(making->page, &whole);
	} else {
		draw_mark(making, key, in.x0, y, size);
	}
	cgrid_write_paragraph(making->page, &p);
	return height;
}

size_t
cgrid_draw_keys(struct cgrid_making *making, struct cgrid_rect in, size_t first)
{
	const double head = 1.22 * cgrid_pt(making, 8) * CGRID_PT + 0.6;
	double y = in.y0 + head;
	size_t i = first;
	for (; i < making->key_count; i++) {
		if (making->keys[i].kind == CGRID_KEY_CELL &&
		    (i == first || making->keys[i - 1].kind != CGRID_KEY_CELL)) {
			struct cgrid_paragraph p = {.text =
							"By cell: too small for a number in the plan",
						    .x = in.x0,
						    .top = y,
						    .width = in.x1 - in.x0,
						    .size_pt = cgrid_pt(making, 6.5),
						    .most = 3};
			if (y + cgrid_paragraph_height(making->page, &p) > in.y1)
				break;
			y = cgrid_write_paragraph(making->page, &p) + 0.6;
		}
		double height = draw_key(making, &making->keys[i], in, y);
		if (y + height > in.y1)
			break;
		y += height;
	}
	if (i > 0 && (first == 0 || making->list)) {
		struct cgrid_paragraph p = {.text = making->list                  ? "Names (continued)"
						    : making->level == CGRID_NONE ? "Names"
										  : "Rooms",
					    .x = in.x0,
					    .top = in.y0,
					    .width = in.x1 - in.x0,
					    .size_pt = cgrid_pt(making, 8),
					    .bold = true,
					    .most = 1};
		cgrid_write_paragraph(making->page, &p);
	}
	return i;
}
