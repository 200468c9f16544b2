/* SPDX-License-Identifier: Apache-2.0 */
/* Rooms: their looks, told apart without colour, and their texts, each readable in the room or keyed.
 */
#include "base/text.h"
#include "map/making.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct look {
	uint32_t fill;
	double angle, spacing; /* of the hatch; 0 for none */
	enum cgrid_dash outline;
	int legend; /* -1 for none */
	const char *symbol;
} looks[] = {
    [CGRID_ROOM_ROOM] = {CGRID_WHITE, 0, 0, CGRID_SOLID, -1, NULL},
    [CGRID_ROOM_CORRIDOR] = {CGRID_INK_CORRIDOR, 0, 0, CGRID_SOLID, CGRID_LEGEND_CORRIDOR, NULL},
    [CGRID_ROOM_STAIRS] = {CGRID_WHITE, 0, 1.1, CGRID_SOLID, CGRID_LEGEND_STAIRS, "stairs"},
    [CGRID_ROOM_ELEVATOR] = {CGRID_WHITE, 90, 1.1, CGRID_SOLID, CGRID_LEGEND_ELEVATOR, "elevator"},
    [CGRID_ROOM_RESTROOM] = {CGRID_WHITE, -45, 1.3, CGRID_SOLID, CGRID_LEGEND_RESTROOM, NULL},
    [CGRID_ROOM_VOID] = {CGRID_WHITE, 45, 3.2, CGRID_DASHED, CGRID_LEGEND_VOID, NULL},
    [CGRID_ROOM_STRUCTURE] = {CGRID_INK_STRUCTURE, 0, 0, CGRID_SOLID, CGRID_LEGEND_STRUCTURE, NULL},
};

void
cgrid_draw_room_look(struct cgrid_making *making, const struct cgrid_area_mm *area,
		     enum cgrid_layer layer, enum cgrid_room_kind kind)
{
	const struct look *look = &looks[kind];
	const struct cgrid_style hatch = {CGRID_NO_PAINT, CGRID_INK_HATCH, 0.12, CGRID_SOLID};
	const bool pictured = cgrid_is_pictured(making, area);
	if (!pictured)
		cgrid_area_draw(making->page, layer, area,
				(struct cgrid_style){look->fill, CGRID_NO_PAINT, 0, CGRID_SOLID});
	if (look->spacing > 0)
		cgrid_area_hatch(making->page, layer, area, look->angle, look->spacing, hatch);
	/* Without shades a fill is a hatch of its own. */
	if (making->page->mono && kind == CGRID_ROOM_CORRIDOR)
		cgrid_area_hatch(making->page, layer, area, 60, 4.5, hatch);
	if (making->page->mono && kind == CGRID_ROOM_STRUCTURE)
		cgrid_area_hatch(making->page, layer, area, 45, 0.7, hatch);
	cgrid_area_draw(making->page, layer, area,
			(struct cgrid_style){CGRID_NO_PAINT, CGRID_BLACK, 0.28, look->outline});
	/* A kind that only its fill tells is not to be seen on a picture. */
	if (look->legend >= 0 && area->ring_count > 0 &&
	    (!pictured || look->spacing > 0 || look->symbol))
		making->used[look->legend] = true;
}

/* Sizes of the sign and of the name, the best first; grown with the paper. The first is for halls. */
static const double sizes[][2] = {{15, 10}, {11, 8}, {9.5, 7}, {8.5, 6.5}, {7.5, 6}, {6.5, 6}, {6, 6}};
enum { SIZES = sizeof sizes / sizeof *sizes };
#define HALL_MM2 2500
/* A text with so many places needs no number instead. */
enum { A_FEW = 3 };

/* What a candidate costs: a point of size less, the name in the list alone, a number for the sign, out
 * of the room, nothing in the plan. */
#define COST_POINT 4.0
#define COST_NAME 30.0
#define COST_OUTSIDE 62.0
#define COST_NUMBER 66.0
#define COST_NUMBER_OUTSIDE 82.0
#define COST_LISTED 200.0

static size_t
types_of(const struct cgrid_making *making, const struct cgrid_room *room, bool named,
	 struct cgrid_type types[2 * SIZES])
{
	const double mm = making->view.mm_per_m;
	/* Halls are written large, corridors small: people look for rooms. */
	const size_t first =
	    room->kind == CGRID_ROOM_CORRIDOR ? 3 : room->shape.area_m2 * mm * mm < HALL_MM2;
	size_t count = 0;
	for (size_t alone = !named; alone < 2; alone++)
		for (size_t i = first; i < (alone ? SIZES : SIZES - 1); i++)
			types[count++] = (struct cgrid_type){
			    cgrid_pt(making, sizes[i][0]), alone ? 0 : cgrid_pt(making, sizes[i][1]),
			    COST_POINT * (sizes[first][0] - sizes[i][0]) +
				(alone && named ? COST_NAME : 0)};
	return count;
}

/* The width of the widest number that the list of this level can come to. */
static double
ring_radius(struct cgrid_making *making, size_t rooms)
{
	const double size = cgrid_pt(making, CGRID_SMALLEST_PT);
	struct cgrid_extent e = cgrid_measure_text(making->page->measure,
						   rooms > 999  ? "0000"
						   : rooms > 99 ? "000"
								: "00",
						   true, size);
	return hypot(e.width, 0.73 * size * CGRID_PT) / 2 + 0.3;
}

static bool
off_plan(const void *user, struct cgrid_rect rect)
{
	return cgrid_plan_off_rect(user, rect);
}

/* A sign outside the building with a line to its room; a number in the room, or near it. */
static void
add_others(struct cgrid_making *making, const struct cgrid_plan_mm *plan,
	   const struct cgrid_fitting *fitting, bool outside_too)
{
	const double radius = ring_radius(making, plan->room_count), side = 2 * radius;
	const struct cgrid_wording *w = fitting->wording;
	const double size = cgrid_pt(making, 6.5), t = making->sheet.type;
	struct cgrid_candidate text = {.kind = CGRID_LABEL_TEXT,
				       .cost = COST_OUTSIDE + (*w->name ? COST_NAME / 2 : 0),
				       .layout = {.sign_pt = size, .sign_lines = 1}};
	struct cgrid_candidate number = {.kind = CGRID_LABEL_NUMBER, .cost = COST_NUMBER};
	struct cgrid_near outside = {w->signs.width[1] * size, w->signs.height[1] * size, 14 * t,
				     off_plan, plan};
	const struct cgrid_near beside = {side, side, 12 * t, NULL, NULL};
	if (outside_too && w->signs.can[1] && strlen(w->sign) <= 12)
		cgrid_fitting_near(fitting, text, &outside);
	cgrid_fitting_box(fitting, number, side, side);
	number.cost = COST_NUMBER_OUTSIDE;
	cgrid_fitting_near(fitting, number, &beside);
}

static void
end_wish(struct cgrid_making *making)
{
	cgrid_placer_add(&making->placer,
			 (struct cgrid_candidate){.kind = CGRID_LABEL_LISTED, .cost = COST_LISTED});
}

/* A symbol without text: in the room, else beside it. */
static void
wish_symbol(struct cgrid_making *making, struct cgrid_fitting *fitting, const struct cgrid_named *named)
{
	const double t = making->sheet.type;
	struct cgrid_candidate c = {.kind = CGRID_LABEL_SYMBOL};
	cgrid_placer_begin(&making->placer, cgrid_fitting_anchor(fitting), named);
	for (double radius = 2.1 * t; radius > 1.2; radius *= 0.8) {
		c.cost = 10 * (2.1 * t - radius) / t;
		c.layout.radius = radius;
		if (cgrid_fitting_box(fitting, c, 2.2 * radius, 2.2 * radius) > 0)
			break;
	}
	c.cost = 40;
	c.layout.radius = 1.25;
	cgrid_fitting_near(fitting, c,
			   &(struct cgrid_near){2.75, 2.75, fmin(making->reach, 12 * t), NULL, NULL});
	end_wish(making);
}

static void
wish_text(struct cgrid_making *making, const struct cgrid_plan_mm *plan, struct cgrid_fitting *fitting,
	  struct cgrid_named *named, const struct cgrid_room *room)
{
	struct cgrid_type types[2 * SIZES];
	const size_t count = types_of(making, room, *named->wording.name != '\0', types);
	cgrid_placer_begin(&making->placer, cgrid_fitting_anchor(fitting), named);
	/* A place that somebody chose is the place: in the room if it can be, else over its walls. */
	if (room->label_by_hand)
		fitting->spots.count = 1;
	size_t found = cgrid_fitting_texts(fitting, types, count);
	fitting->pinned = room->label_by_hand;
	if (found == 0 && fitting->pinned)
		found = cgrid_fitting_texts(fitting, types, count);
	if (named->missing == CGRID_MISSING_LISTED && found < A_FEW)
		add_others(making, plan, fitting, found == 0);
	end_wish(making);
	/* The symbol of a stairwell is there whatever becomes of its name. */
	if (found == 0 && named->wording.symbol) {
		struct cgrid_named *alone = cgrid_named_new(making, "", "");
		if (!alone)
			return;
		alone->wording.symbol = named->wording.symbol;
		alone->missing = CGRID_MISSING_DROPPED;
		wish_symbol(making, fitting, alone);
	}
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
cgrid_label_room(struct cgrid_making *making, const struct cgrid_plan_mm *plan,
		 const struct cgrid_room_mm *room_mm)
{
	const struct cgrid_room *room = room_mm->room;
	const struct cgrid_area_mm area =
	    room->shape.ring_count == 0 ? paper_around(making, room) : room_mm->area;
	const char *symbol = looks[room->kind].symbol;
	const char *sign = *room->room ? room->room : room->name;
	const char *name = *room->room && strcmp(room->room, room->name) != 0 ? room->name : "";
	const struct cgrid_mm label = cgrid_view_mm(&making->view, room->label);
	const struct cgrid_rect *frame = &making->page->frame, *box = &area.box;
	if (cgrid_is_part(making) &&
	    (box->x0 > frame->x1 || box->x1 < frame->x0 || box->y0 > frame->y1 || box->y1 < frame->y0))
		return; /* on another sheet */
	if (area.ring_count == 0 || room->kind == CGRID_ROOM_VOID || room->kind == CGRID_ROOM_STRUCTURE)
		return;
	/* The symbol says it. */
	if (symbol && !*name && cgrid_same_text(sign, symbol))
		sign = "";
	if (!*sign && room->kind == CGRID_ROOM_RESTROOM)
		sign = "WC";
	if (!*sign && (!symbol || has_asset(making, room, symbol)))
		return;
	struct cgrid_named *named = cgrid_named_new(making, sign, name);
	if (!named)
		return;
	named->wording.symbol = symbol;
	named->id = room->id;
	named->wording.sign_bold = true;
	named->where = room->label;
	named->missing =
	    *sign && cgrid_answers_for(making, label) ? CGRID_MISSING_LISTED : CGRID_MISSING_DROPPED;
	cgrid_wording_measure(making->page->measure, &named->wording);
	struct cgrid_fitting fitting = {.page = making->page,
					.bins = &making->bins,
					.placer = &making->placer,
					.area = &area,
					.wording = &named->wording,
					.spots = cgrid_spots_in(making->page, &area, label),
					.type = making->sheet.type};
	if (*sign)
		wish_text(making, plan, &fitting, named, room);
	else
		wish_symbol(making, &fitting, named);
}
