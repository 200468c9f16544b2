/* SPDX-License-Identifier: Apache-2.0 */
/* Rooms: their looks, told apart without colour, and their texts, each readable in the room or keyed.
 */
#include "map/making.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define HATCH UINT32_C(0x909090)

static const struct look {
	uint32_t fill;
	double angle, spacing; /* of the hatch; 0 for none */
	enum cgrid_dash outline;
	int legend; /* -1 for none */
	const char *symbol;
} looks[] = {
    [CGRID_ROOM_ROOM] = {CGRID_WHITE, 0, 0, CGRID_SOLID, -1, NULL},
    [CGRID_ROOM_CORRIDOR] = {UINT32_C(0xebebeb), 0, 0, CGRID_SOLID, CGRID_LEGEND_CORRIDOR, NULL},
    [CGRID_ROOM_STAIRS] = {CGRID_WHITE, 0, 1.1, CGRID_SOLID, CGRID_LEGEND_STAIRS, "stairs"},
    [CGRID_ROOM_ELEVATOR] = {CGRID_WHITE, 90, 1.1, CGRID_SOLID, CGRID_LEGEND_ELEVATOR, "elevator"},
    [CGRID_ROOM_RESTROOM] = {CGRID_WHITE, -45, 1.3, CGRID_SOLID, CGRID_LEGEND_RESTROOM, NULL},
    [CGRID_ROOM_VOID] = {CGRID_WHITE, 45, 3.2, CGRID_DASHED, CGRID_LEGEND_VOID, NULL},
    [CGRID_ROOM_STRUCTURE] = {UINT32_C(0x8c8c8c), 0, 0, CGRID_SOLID, CGRID_LEGEND_STRUCTURE, NULL},
};

void
cgrid_draw_room_look(struct cgrid_making *making, const struct cgrid_area_mm *area,
		     enum cgrid_layer layer, enum cgrid_room_kind kind)
{
	const struct look *look = &looks[kind];
	const struct cgrid_style hatch = {CGRID_NO_PAINT, HATCH, 0.12, CGRID_SOLID};
	const bool pictured = cgrid_is_pictured(making, area);
	if (!pictured)
		cgrid_area_draw(making->page, layer, area,
				(struct cgrid_style){look->fill, CGRID_NO_PAINT, 0, CGRID_SOLID});
	if (look->spacing > 0)
		cgrid_area_hatch(making->page, layer, area, look->angle, look->spacing, hatch);
	cgrid_area_draw(making->page, layer, area,
			(struct cgrid_style){CGRID_NO_PAINT, CGRID_BLACK, 0.28, look->outline});
	/* A kind that only its fill tells is not to be seen on a picture. */
	if (look->legend >= 0 && area->ring_count > 0 &&
	    (!pictured || look->spacing > 0 || look->symbol))
		making->used[look->legend] = true;
}

/* The texts of a room on their way to a place. */
struct naming {
	struct cgrid_making *making;
	const struct cgrid_room_mm *room;
	struct cgrid_spots spots;
	struct cgrid_slope slopes[2]; /* that are tried: level and upright, then along the room */
	const char *sign, *name, *symbol;
};

/* One layout: so many lines for the sign and for the name, beside or under the symbol. False where it
 * does not fit. */
static bool
try_layout(const struct naming *naming, double sign_pt, double name_pt, size_t sign_lines,
	   size_t name_lines)
{
	struct cgrid_making *making = naming->making;
	struct cgrid_measure *measure = making->page->measure;
	struct cgrid_block block = {.count = 0};
	if (!cgrid_block_add(measure, &block, naming->sign, true, sign_pt, sign_lines) ||
	    (name_lines > 0 &&
	     !cgrid_block_add(measure, &block, naming->name, false, name_pt, name_lines)))
		return false;
	block.symbol = naming->symbol;
	block.radius = fmax(1.25, fmin(1.9 * making->sheet.type, 0.3 * sign_pt * CGRID_PT * 2.2));
	for (int above = 0; above <= (naming->symbol && block.count ? 1 : 0); above++)
		for (int i = 0; i < 2; i++) {
			block.symbol_above = above;
			cgrid_block_measure(measure, &block);
			if (cgrid_block_place(making->page, &making->bins, &naming->slopes[i],
					      &naming->spots, &block))
				return true;
		}
	return false;
}

enum { SIGN_LINES = 3, NAME_LINES = 3 };

static bool
try_sizes(const struct naming *naming, double sign_pt, double name_pt, bool with_name)
{
	for (size_t lines = 1; lines <= (with_name ? SIGN_LINES + NAME_LINES : SIGN_LINES); lines++)
		for (size_t sign = 1; sign <= SIGN_LINES && sign <= lines; sign++) {
			const size_t name = lines - sign;
			if (name > NAME_LINES || (name > 0) != with_name)
				continue;
			if (try_layout(naming, sign_pt, name_pt, sign, name))
				return true;
		}
	return false;
}

static void
add_key(struct cgrid_making *making, const char *sign, const char *name, enum cgrid_key_kind kind,
	const char *mark)
{
	if (!CGRID_ROOM_FOR_ONE(making->keys, making->key_count, making->key_capacity)) {
		making->page->failed = true;
		return;
	}
	making->keys[making->key_count++] =
	    (struct cgrid_key){kind, cgrid_page_copy(making->page, mark, strlen(mark)),
			       *sign ? sign : name, *sign && strcmp(sign, name) != 0 ? name : ""};
}

void
cgrid_key_by_cell(struct cgrid_making *making, struct cgrid_xy at, const char *sign, const char *name)
{
	char label[CGRID_LABEL_SIZE] = "?";
	struct cgrid_cell cell;
	if (cgrid_grid_cell_at(making->grid, at, &cell)) {
		cell.keypad = 0;
		cgrid_grid_label(making->grid, cell, label, sizeof label);
	}
	add_key(making, sign, name, CGRID_KEY_CELL, label);
}

/* A thin line from a thing to the place it belongs to. */
static void
leader(struct cgrid_making *making, struct cgrid_mm from, struct cgrid_mm to)
{
	struct cgrid_page *page = making->page;
	cgrid_path_begin(page, CGRID_LAYER_GRID, true,
			 (struct cgrid_style){CGRID_NO_PAINT, CGRID_BLACK, 0.15, CGRID_SOLID});
	cgrid_path_move(page, from.x, from.y);
	cgrid_path_line(page, to.x, to.y);
	cgrid_path_begin(page, CGRID_LAYER_GRID, true,
			 (struct cgrid_style){CGRID_BLACK, CGRID_NO_PAINT, 0, CGRID_SOLID});
	cgrid_path_circle(page, to, 0.35);
}

/* A number in a ring, in the room or beside it with a line; the name goes to the list. */
static void
place_number(const struct naming *naming)
{
	struct cgrid_making *making = naming->making;
	const struct cgrid_mm label = cgrid_view_mm(&making->view, naming->room->room->label);
	const double size = cgrid_pt(making, 6), cap = 0.73 * size * CGRID_PT;
	char number[16];
	struct cgrid_mm at;
	snprintf(number, sizeof number, "%u", (unsigned)making->key_numbers + 1);
	struct cgrid_extent e = cgrid_measure_text(making->page->measure, number, true, size);
	const double radius = hypot(e.width, cap) / 2 + 0.3;
	if (!cgrid_place_within(making->page, &making->bins, &naming->room->area, label,
				2 * radius + 0.3, 2 * radius + 0.3, &at)) {
		if (!cgrid_place_near(making->page, &making->bins, label, 2 * radius, 2 * radius,
				      12 * making->sheet.type, &at)) {
			/* So crowded that a number would stand far off: the list says the cell. */
			cgrid_key_by_cell(making, naming->room->room->label, naming->room->room->room,
					  naming->room->room->name);
			return;
		}
		leader(making, at, label);
	}
	making->key_numbers++;
	making->used[CGRID_LEGEND_KEY] = true;
	cgrid_path_begin(making->page, CGRID_LAYER_LABELS, false,
			 (struct cgrid_style){CGRID_WHITE, CGRID_BLACK, 0.2, CGRID_SOLID});
	cgrid_path_circle(making->page, at, radius);
	cgrid_page_text(making->page, CGRID_LAYER_LABELS,
			(struct cgrid_text){.text = number,
					    .at = {at.x, at.y + cap / 2},
					    .size_pt = size,
					    .anchor = CGRID_MIDDLE,
					    .bold = true,
					    .colour = CGRID_BLACK});
	cgrid_place_take(
	    making->page, &making->bins,
	    (struct cgrid_rect){at.x - radius, at.y - radius, at.x + radius, at.y + radius},
	    CGRID_TAKEN_TEXT);
	add_key(making, naming->room->room->room, naming->room->room->name, CGRID_KEY_NUMBER, number);
}

/* A symbol without text: in the room, else beside it. */
static void
place_symbol(const struct naming *naming)
{
	struct cgrid_making *making = naming->making;
	const struct cgrid_mm label = cgrid_view_mm(&making->view, naming->room->room->label);
	struct cgrid_block block = {.symbol = naming->symbol};
	struct cgrid_mm at;
	for (double radius = 2.1 * making->sheet.type; radius > 1.2; radius *= 0.8) {
		block.radius = radius;
		cgrid_block_measure(making->page->measure, &block);
		if (cgrid_block_place(making->page, &making->bins, &naming->slopes[0], &naming->spots,
				      &block))
			return;
	}
	if (!cgrid_place_near(making->page, &making->bins, label, block.width, block.height,
			      making->reach, &at))
		return;
	if (!cgrid_area_holds(&naming->room->area, at))
		leader(making, at, label);
	cgrid_block_draw(making->page, CGRID_LAYER_LABELS, &block, at, 0);
	cgrid_block_take(making->page, &making->bins, &block, at, 0, CGRID_TAKEN_SYMBOL);
}

/* The direction of the longest wall, so that text along it is read from below or from the right. */
static double
along_room(const struct cgrid_area_mm *area)
{
	double longest = 0, angle = 0;
	size_t first = 0;
	for (size_t r = 0; r < area->ring_count; first = area->ends[r++])
		for (size_t i = first; i < area->ends[r]; i++) {
			const struct cgrid_mm a = area->points[i == first ? area->ends[r] - 1 : i - 1];
			const struct cgrid_mm b = area->points[i];
			const double length = hypot(b.x - a.x, b.y - a.y);
			if (length > longest) {
				longest = length;
				angle = atan2(b.y - a.y, b.x - a.x) * 180 / 3.14159265358979323846;
			}
		}
	if (angle >= 90)
		angle -= 180;
	return angle < -90 ? angle + 180 : angle;
}

/* Sizes of the sign and of the name, the best first; grown with the paper. The first is for halls. */
static const double with_name[][2] = {{15, 10}, {11, 8}, {9.5, 7}, {8.5, 6.5}, {7.5, 6}, {6.5, 6}};
static const double alone[] = {15, 11, 9.5, 8.5, 7.5, 6.5, 6};
#define HALL_MM2 2500

static bool
place_text(struct naming *naming)
{
	struct cgrid_making *making = naming->making;
	const bool named = *naming->name != '\0';
	const double mm = making->view.mm_per_m;
	/* Halls are written large, corridors small: people look for rooms. */
	const bool corridor = naming->room->room->kind == CGRID_ROOM_CORRIDOR;
	const size_t first = corridor ? 3 : naming->room->room->shape.area_m2 * mm * mm < HALL_MM2;
	for (size_t i = first; named && i < sizeof with_name / sizeof *with_name; i++)
		if (try_sizes(naming, cgrid_pt(making, with_name[i][0]),
			      cgrid_pt(making, with_name[i][1]), true))
			return true;
	for (size_t i = first; i < sizeof alone / sizeof *alone; i++)
		if (try_sizes(naming, cgrid_pt(making, alone[i]), 0, false)) {
			if (named)
				add_key(making, naming->room->room->room, naming->room->room->name,
					CGRID_KEY_SIGN, naming->sign);
			return true;
		}
	return false;
}

/* Level or upright; where only a very small size would fit so, along the walls. */
static bool
place_name(struct naming *naming)
{
	struct cgrid_page *page = naming->making->page;
	const struct cgrid_area_mm *area = &naming->room->area;
	const double along = along_room(area), across = along > 0 ? along - 90 : along + 90;
	if (place_text(naming))
		return true;
	if (fabs(along) < 3 || fabs(fabs(along) - 90) < 3)
		return false;
	naming->slopes[0] = cgrid_slope_of(page, area, along);
	naming->slopes[1] = cgrid_slope_of(page, area, across);
	if (place_text(naming))
		return true;
	naming->slopes[0] = cgrid_slope_of(page, area, 0);
	naming->slopes[1] = cgrid_slope_of(page, area, -90);
	return false;
}

/* Has the stairwell (or the shaft) an asset of its kind, which has a symbol of its own? */
static bool
has_asset(const struct cgrid_making *making, const struct cgrid_room *room, const char *kind)
{
	for (size_t i = 0; i < cgrid_campus_asset_count(making->campus); i++) {
		const struct cgrid_asset *asset = cgrid_campus_asset(making->campus, i);
		if (asset->room != CGRID_NONE &&
		    cgrid_campus_room(making->campus, asset->room) == room &&
		    strcmp(asset->kind, kind) == 0)
			return true;
	}
	return false;
}

/* Paper around the position of a room without an outline, for its sign. */
static struct cgrid_area_mm
paper_around(struct cgrid_making *making, const struct cgrid_room *room)
{
	const double x = 14 * making->sheet.type / making->view.mm_per_m, y = x / 3;
	const struct cgrid_xy at = room->label, corners[4] = {{at.x - x, at.y - y},
							      {at.x + x, at.y - y},
							      {at.x + x, at.y + y},
							      {at.x - x, at.y + y}};
	const struct cgrid_ring ring = {corners, 4, CGRID_RING_OUTER};
	const struct cgrid_shape shape = {.rings = &ring, .ring_count = 1};
	return cgrid_area_of(making->page, &making->view, &shape);
}

void
cgrid_label_room(struct cgrid_making *making, const struct cgrid_room_mm *room_mm)
{
	const struct cgrid_room *room = room_mm->room;
	struct cgrid_room_mm around;
	if (room->shape.ring_count == 0) {
		around = (struct cgrid_room_mm){room, paper_around(making, room)};
		room_mm = &around;
	}
	struct naming naming = {
	    .making = making, .room = room_mm, .sign = room->room, .name = room->name};
	if (room_mm->area.ring_count == 0 || room->kind == CGRID_ROOM_VOID ||
	    room->kind == CGRID_ROOM_STRUCTURE)
		return;
	naming.symbol = looks[room->kind].symbol;
	naming.spots =
	    cgrid_spots_in(making->page, &room_mm->area, cgrid_view_mm(&making->view, room->label));
	naming.slopes[0] = cgrid_slope_of(making->page, &room_mm->area, 0);
	naming.slopes[1] = cgrid_slope_of(making->page, &room_mm->area, -90);
	if (strcmp(naming.sign, naming.name) == 0)
		naming.name = "";
	if (!*naming.sign) {
		naming.sign = naming.name;
		naming.name = "";
	}
	if (!*naming.sign && naming.symbol) {
		if (!has_asset(making, room, naming.symbol))
			place_symbol(&naming);
	} else if (!*naming.sign && room->kind == CGRID_ROOM_RESTROOM) {
		naming.sign = "WC";
		place_name(&naming);
	} else if (*naming.sign && !place_name(&naming)) {
		if (naming.symbol)
			place_symbol(&naming);
		place_number(&naming);
	}
}
