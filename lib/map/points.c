/* SPDX-License-Identifier: Apache-2.0 */
/* Doors, assets and sensors: where they are, and never over each other. */
#include "map/making.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct cgrid_style black = {CGRID_BLACK, CGRID_NO_PAINT, 0, CGRID_SOLID};

static void
line(struct cgrid_page *page, enum cgrid_layer layer, struct cgrid_mm a, struct cgrid_mm b,
     uint32_t colour, double width)
{
	cgrid_path_begin(page, layer, true,
			 (struct cgrid_style){CGRID_NO_PAINT, colour, width, CGRID_SOLID});
	cgrid_path_move(page, a.x, a.y);
	cgrid_path_line(page, b.x, b.y);
}

static struct cgrid_rect
rect_about(struct cgrid_mm at, double width, double height)
{
	return (struct cgrid_rect){at.x - width / 2, at.y - height / 2, at.x + width / 2,
				   at.y + height / 2};
}

/* A unit vector of the frame on the sheet. */
static struct cgrid_mm
on_sheet(const struct cgrid_view *view, struct cgrid_xy v)
{
	return (struct cgrid_mm){v.x * view->cos + v.y * view->sin, v.x * view->sin - v.y * view->cos};
}

/* Is a place outside every room and the outline? */
static bool
is_outside(const struct cgrid_plan_mm *plan, struct cgrid_mm at)
{
	for (size_t i = 0; i < plan->room_count; i++) {
		const struct cgrid_rect *box = &plan->rooms[i].area.box;
		if (at.x >= box->x0 && at.x <= box->x1 && at.y >= box->y0 && at.y <= box->y1 &&
		    cgrid_area_holds(&plan->rooms[i].area, at))
			return false;
	}
	return !cgrid_area_holds(&plan->outline, at);
}

bool
cgrid_plan_off_rect(const struct cgrid_plan_mm *plan, struct cgrid_rect rect)
{
	for (size_t i = 0; i < plan->room_count; i++)
		if (!cgrid_area_off_rect(&plan->rooms[i].area, rect))
			return false;
	return cgrid_area_off_rect(&plan->outline, rect);
}

/* How far outside a direction leads: of three steps, those that are off the building. */
static int
steps_outside(const struct cgrid_plan_mm *plan, struct cgrid_mm at, struct cgrid_mm out)
{
	static const double steps[] = {1, 2.5, 5};
	int count = 0;
	for (int i = 0; i < 3; i++)
		count += is_outside(
		    plan, (struct cgrid_mm){at.x + out.x * steps[i], at.y + out.y * steps[i]});
	return count;
}

static void
off_map(struct cgrid_making *making, const char *what, const char *which)
{
	if (!cgrid_is_part(making) && making->off_map++ == 0)
		snprintf(making->first_off, sizeof making->first_off, "%.40s \"%.100s\"", what, which);
}

enum { CROWD = 300 };

void
cgrid_expect_points(struct cgrid_making *making, size_t count)
{
	/* Many long lines to far labels help nobody. */
	making->reach = (count <= 120 ? 25 : count <= CROWD ? 14 : 6) * making->sheet.type;
	making->crowded = count > CROWD;
}

void
cgrid_say_missing(struct cgrid_making *making)
{
	if (making->unlabelled > 0)
		cgrid_log(making->ctx, CGRID_WARNING, NULL,
			  "page %s: %u points or names find no room at this scale: see the tables",
			  making->page->name, (unsigned)making->unlabelled);
	if (making->off_map > 0)
		cgrid_log(making->ctx, CGRID_WARNING, NULL, "page %s: off the map: %s%s",
			  making->page->name, making->first_off,
			  making->off_map > 1 ? " and others" : "");
}

/* The way out of a door: across its wall where that is known, else the freest of sixteen directions. */
static struct cgrid_mm
way_out(const struct cgrid_making *making, const struct cgrid_plan_mm *plan,
	const struct cgrid_door *door, struct cgrid_mm at)
{
	const struct cgrid_mm along = on_sheet(&making->view, door->along);
	struct cgrid_mm best = {0, -1};
	int most = -1;
	if (door->along.x != 0 || door->along.y != 0) {
		const struct cgrid_mm one = {-along.y, along.x}, other = {along.y, -along.x};
		int first = steps_outside(plan, at, one), second = steps_outside(plan, at, other);
		if (first != second)
			return first > second ? one : other;
	}
	for (int i = 0; i < 16; i++) {
		const double turn = i * 3.14159265358979323846 / 8;
		struct cgrid_mm out = {sin(turn), -cos(turn)}, back = {-out.x, -out.y};
		/* Out is free, and the opposite way is the building. */
		int score = 2 * steps_outside(plan, at, out) - steps_outside(plan, at, back);
		if (score > most) {
			most = score;
			best = out;
		}
	}
	return best;
}

/* The opening: a gap in the wall between two jambs. */
static void
draw_opening(struct cgrid_making *making, const struct cgrid_door *door, struct cgrid_mm at)
{
	const struct cgrid_mm along = on_sheet(&making->view, door->along);
	const double half =
	    fmax(0.5, (door->width_m > 0 ? door->width_m : 0.9) * making->view.mm_per_m / 2);
	if (door->along.x == 0 && door->along.y == 0)
		return;
	const struct cgrid_mm ends[2] = {{at.x - along.x * half, at.y - along.y * half},
					 {at.x + along.x * half, at.y + along.y * half}};
	line(making->page, CGRID_LAYER_ROOMS, ends[0], ends[1], CGRID_WHITE, 0.9);
	for (int i = 0; i < 2; i++)
		line(making->page, CGRID_LAYER_ROOMS,
		     (struct cgrid_mm){ends[i].x - along.y * 0.55, ends[i].y + along.x * 0.55},
		     (struct cgrid_mm){ends[i].x + along.y * 0.55, ends[i].y - along.x * 0.55},
		     CGRID_BLACK, 0.22);
	making->used[CGRID_LEGEND_DOOR] = making->used[CGRID_LEGEND_DOOR] || !door->exterior;
}

/* An arrow whose point is the opening. */
static void
draw_arrow(struct cgrid_making *making, struct cgrid_mm at, struct cgrid_mm out)
{
	const double length = 2.3 * making->sheet.type, half = 1.15 * making->sheet.type;
	struct cgrid_page *page = making->page;
	cgrid_path_begin(page, CGRID_LAYER_DOORS, true,
			 (struct cgrid_style){CGRID_BLACK, CGRID_WHITE, 0.2, CGRID_SOLID});
	cgrid_path_move(page, at.x, at.y);
	cgrid_path_line(page, at.x + out.x * length - out.y * half,
			at.y + out.y * length + out.x * half);
	cgrid_path_line(page, at.x + out.x * length + out.y * half,
			at.y + out.y * length - out.x * half);
	cgrid_path_close(page);
}

/* The number of a door on its way to a place. */
struct badge {
	struct cgrid_making *making;
	const struct cgrid_plan_mm *plan;
	char text[64];
	struct cgrid_mm at, out; /* the opening, and the way out of it */
	double size_pt, width, height;
	struct cgrid_mm middle;
};

static void
badge_size(struct badge *badge, double size_pt)
{
	struct cgrid_extent e =
	    cgrid_measure_text(badge->making->page->measure, badge->text, true, size_pt);
	badge->size_pt = size_pt;
	badge->width = fmax(e.width + 1.6, 0.73 * size_pt * CGRID_PT + 2);
	badge->height = e.ascent + e.descent * 0.5 + 1.1;
}

/* A place outside the building, straight out of the door or aslant. */
static bool
place_outside(struct badge *badge)
{
	static const double aslant[] = {0, 0.45, -0.45, 0.9, -0.9, 1.3, -1.3};
	const double arrow = 2.3 * badge->making->sheet.type;
	const struct cgrid_mm out = badge->out, at = badge->at;
	for (int step = 0; step < badge->making->reach; step++)
		for (size_t i = 0; i < sizeof aslant / sizeof *aslant; i++) {
			const double c = cos(aslant[i]), s = sin(aslant[i]);
			const struct cgrid_mm d = {out.x * c - out.y * s, out.x * s + out.y * c};
			/* From the opening to the middle of a rectangle that just clears the arrow. */
			const double reach = fabs(d.x) * badge->width / 2 +
					     fabs(d.y) * badge->height / 2 + arrow * 0.8 + step;
			const struct cgrid_mm m = {at.x + d.x * reach, at.y + d.y * reach};
			const struct cgrid_rect rect = rect_about(m, badge->width, badge->height);
			if (cgrid_place_free(badge->making->page, &badge->making->bins, rect) &&
			    cgrid_plan_off_rect(badge->plan, rect)) {
				badge->middle = m;
				return true;
			}
		}
	return false;
}

/* Large where that is possible, outside the walls where that is possible, somewhere near in any case.
 */
static bool
place_badge(struct badge *badge, double most_pt)
{
	static const double parts[] = {1, 0.8, 0.62};
	for (int outside = 1; outside >= 0; outside--)
		for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
			badge_size(badge, cgrid_pt(badge->making, most_pt * parts[i]));
			if (outside ? place_outside(badge)
				    : cgrid_place_near(badge->making->page, &badge->making->bins,
						       badge->at, badge->width, badge->height,
						       badge->making->reach, &badge->middle))
				return true;
		}
	return false;
}

/* What is painted on the door; a very long text is cut, and its beginning shown. */
static void
badge_text(struct badge *badge, const char *text)
{
	enum { MOST = 40 };
	size_t length = strlen(text);
	const bool cut = length > MOST;
	if (cut)
		for (length = MOST; length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80;)
			length--;
	snprintf(badge->text, sizeof badge->text, "%.*s%s", (int)length, text,
		 cut ? "\xe2\x80\xa6" : "");
}

static void
draw_badge(const struct badge *badge)
{
	struct cgrid_making *making = badge->making;
	struct cgrid_page *page = making->page;
	const struct cgrid_mm m = badge->middle, at = badge->at, out = badge->out;
	const struct cgrid_rect rect = rect_about(m, badge->width, badge->height);
	line(page, CGRID_LAYER_DOORS, m, (struct cgrid_mm){at.x + out.x * 1.5, at.y + out.y * 1.5},
	     CGRID_BLACK, 0.45);
	cgrid_path_begin(page, CGRID_LAYER_DOORS, false,
			 (struct cgrid_style){CGRID_BLACK, CGRID_WHITE, 0.3, CGRID_SOLID});
	cgrid_path_rect(page, rect);
	cgrid_page_text(page, CGRID_LAYER_DOORS,
			(struct cgrid_text){.text = badge->text,
					    .at = {m.x, m.y + 0.365 * badge->size_pt * CGRID_PT},
					    .size_pt = badge->size_pt,
					    .anchor = CGRID_MIDDLE,
					    .bold = true,
					    .colour = CGRID_WHITE});
	cgrid_place_take(page, &making->bins, rect, CGRID_TAKEN_DOOR);
}

/* What has no room on the map: on the sheet of a level it is listed by its cell, on the overview
 * counted. */
static void
miss(struct cgrid_making *making, struct cgrid_xy where, const char *what, const char *which)
{
	char text[256];
	making->unlabelled += making->level == CGRID_NONE;
	if (!cgrid_answers_for(making, cgrid_view_mm(&making->view, where)))
		return; /* the next sheet has it */
	snprintf(text, sizeof text, "%.120s %.120s", what, which);
	if (making->level != CGRID_NONE)
		cgrid_key_by_cell(making, where, text, "");
}

static void
draw_exterior(struct cgrid_making *making, const struct cgrid_plan_mm *plan,
	      const struct cgrid_door *door, struct cgrid_mm at)
{
	const struct cgrid_mm out = way_out(making, plan, door, at);
	const double half = 1.1 * making->sheet.type;
	const struct cgrid_rect arrow =
	    rect_about((struct cgrid_mm){at.x + out.x * half, at.y + out.y * half}, 2 * half, 2 * half);
	struct badge badge = {.making = making, .plan = plan, .at = at, .out = out};
	/* A word is written smaller than a number, which is read from afar. */
	const double most_pt = strlen(door->door) > 5 ? 7.5 : making->level == CGRID_NONE ? 8.5 : 12;
	badge_text(&badge, door->door);
	const bool numbered = *door->door && place_badge(&badge, most_pt);
	/* In a crowd an arrow without a number says nothing. */
	const bool clear = !making->crowded && cgrid_place_free(making->page, &making->bins, arrow);
	if (*door->door ? !numbered : !clear && making->level == CGRID_NONE)
		miss(making, door->at, "Exterior door", door->door);
	if (!numbered && !clear && making->level == CGRID_NONE)
		return;
	making->used[CGRID_LEGEND_EXTERIOR_DOOR] = true;
	draw_arrow(making, at, out);
	if (numbered)
		draw_badge(&badge);
	/* What comes later keeps off the arrow too. */
	if (cgrid_place_free(making->page, &making->bins, arrow))
		cgrid_place_take(making->page, &making->bins, arrow, CGRID_TAKEN_SYMBOL);
}

void
cgrid_draw_door(struct cgrid_making *making, const struct cgrid_plan_mm *plan,
		const struct cgrid_door *door)
{
	const struct cgrid_mm at = cgrid_view_mm(&making->view, door->at);
	const struct cgrid_rect *frame = &making->page->frame;
	if (at.x < frame->x0 || at.x > frame->x1 || at.y < frame->y0 || at.y > frame->y1) {
		off_map(making, "door", door->door);
		return;
	}
	cgrid_page_tag(making->page, door->exterior ? "exterior-door" : "door", door->id, door->door);
	if (making->level != CGRID_NONE)
		draw_opening(making, door, at);
	if (door->exterior)
		draw_exterior(making, plan, door, at);
	cgrid_page_tag(making->page, NULL, NULL, NULL);
}

/* The room of the plan that a place is in; NULL for none. */
static const struct cgrid_area_mm *
room_of(const struct cgrid_making *making, const struct cgrid_plan_mm *plan, uint32_t room)
{
	if (room == CGRID_NONE)
		return NULL;
	const struct cgrid_room *wanted = cgrid_campus_room(making->campus, room);
	for (size_t i = 0; i < plan->room_count; i++)
		if (plan->rooms[i].room == wanted)
			return &plan->rooms[i].area;
	return NULL;
}

/* A point of this page: what it is, where, and how it is shown. */
struct point {
	const char *symbol, *title, *id;
	bool bare; /* too small for a text */
	enum cgrid_layer layer;
	const struct cgrid_area_mm *room;
	bool of_level; /* it belongs to this page's level: to be missing would be a fault */
	struct cgrid_xy where;
	double radius;
	struct cgrid_mm middle; /* where it was put */
};

/* At its place, else beside it in the same room, else near; small where the map is crowded. */
static bool
place_point(struct cgrid_making *making, struct point *point, struct cgrid_mm at)
{
	static const double parts[] = {1, 0.8, 0.62};
	const double full = point->radius * (making->crowded ? 0.7 : 1);
	for (int far = 0; far < 2; far++)
		for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
			const double size = 2 * full * parts[i] * 1.05;
			point->middle = at;
			point->radius = full * parts[i];
			if (cgrid_place_free(making->page, &making->bins, rect_about(at, size, size)) ||
			    (point->room && cgrid_place_within(making->page, &making->bins, point->room,
							       at, size, size, &point->middle)) ||
			    cgrid_place_near(making->page, &making->bins, at, size, size,
					     far ? making->reach : fmin(10, making->reach),
					     &point->middle))
				return true;
		}
	/* Where it is, bare and small. */
	point->middle = at;
	point->radius = 0.4 * full;
	point->bare = true;
	return cgrid_place_free(making->page, &making->bins,
				rect_about(at, 2 * point->radius, 2 * point->radius));
}

/* Draws a symbol; where it does not stand at its place, a line shows where it belongs. */
static bool
put_symbol(struct cgrid_making *making, struct point *point)
{
	const struct cgrid_mm at = cgrid_view_mm(&making->view, point->where);
	const struct cgrid_rect *frame = &making->page->frame;
	const bool here =
	    at.x >= frame->x0 && at.x <= frame->x1 && at.y >= frame->y0 && at.y <= frame->y1;
	if (!here && point->of_level)
		off_map(making, point->symbol, point->id);
	if (!here)
		return false;
	if (!place_point(making, point, at)) {
		miss(making, point->where, point->title, point->id);
		return false;
	}
	const struct cgrid_mm m = point->middle;
	const double size = 2 * point->radius * 1.05;
	if (hypot(m.x - at.x, m.y - at.y) > 0.7 * point->radius) {
		line(making->page, point->layer, m, at, CGRID_BLACK, 0.18);
		cgrid_path_begin(making->page, point->layer, true, black);
		cgrid_path_circle(making->page, at, 0.4);
		making->used[CGRID_LEGEND_SHOWN_AT] = true;
	}
	cgrid_page_symbol(making->page, point->layer, point->symbol, m, point->radius);
	cgrid_place_take(making->page, &making->bins, rect_about(m, size, size), CGRID_TAKEN_SYMBOL);
	return true;
}

/* What is painted on an asset, beside its symbol where there is room. */
static void
put_ref(struct cgrid_making *making, const struct cgrid_area_mm *room, const char *text,
	struct cgrid_mm at, double radius)
{
	static const double sides[][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
	const double size = cgrid_pt(making, 6);
	struct cgrid_extent e = cgrid_measure_text(making->page->measure, text, true, size);
	const double height = e.ascent + e.descent;
	for (int side = 0; side < 8; side++) {
		/* Inside the room first, then over its walls. */
		const int i = side % 4;
		struct cgrid_mm m = {at.x + sides[i][0] * (radius + 0.8 + e.width / 2),
				     at.y + sides[i][1] * (radius + 0.8 + height / 2)};
		struct cgrid_rect rect = rect_about(m, e.width, height);
		if (!cgrid_place_free(making->page, &making->bins, rect) ||
		    (side < 4 && room && !cgrid_area_has_rect(room, rect)))
			continue;
		cgrid_place_take(making->page, &making->bins, rect, CGRID_TAKEN_TEXT);
		cgrid_page_text(making->page, CGRID_LAYER_ASSETS,
				(struct cgrid_text){.text = text,
						    .at = {m.x, rect.y0 + e.ascent},
						    .size_pt = size,
						    .anchor = CGRID_MIDDLE,
						    .bold = true,
						    .halo = true,
						    .colour = CGRID_BLACK});
		return;
	}
}

/* Stairs in a stairwell of the same name say nothing that the room does not. */
static bool
says_the_same(const struct cgrid_making *making, const struct cgrid_asset *asset)
{
	if (asset->room == CGRID_NONE || making->level == CGRID_NONE)
		return false;
	const struct cgrid_room *room = cgrid_campus_room(making->campus, asset->room);
	const char *text = *asset->ref ? asset->ref : asset->name;
	if (!(room->kind == CGRID_ROOM_STAIRS && strcmp(asset->kind, "stairs") == 0) &&
	    !(room->kind == CGRID_ROOM_ELEVATOR && strcmp(asset->kind, "elevator") == 0))
		return false;
	return *room->room &&
	       (!*text || strcmp(text, room->room) == 0 || strcmp(text, room->name) == 0);
}

void
cgrid_draw_asset(struct cgrid_making *making, const struct cgrid_plan_mm *plan,
		 const struct cgrid_asset *asset)
{
	const size_t kind = cgrid_map_kind_find(asset->kind);
	const bool known = kind < CGRID_KIND_COUNT && cgrid_symbol_known(asset->kind);
	struct point point = {.symbol = known ? asset->kind : "other",
			      .id = *asset->ref ? asset->ref : asset->id,
			      .layer = CGRID_LAYER_ASSETS,
			      .room = room_of(making, plan, asset->room),
			      .title = known ? cgrid_map_kind_at(kind)->title : asset->kind,
			      .of_level = asset->level == making->level,
			      .where = asset->at,
			      .radius = (making->level == CGRID_NONE ? 1.9 : 2.2) * making->sheet.type};
	if (!cgrid_map_shows(making->options->audience, asset->kind) || says_the_same(making, asset))
		return;
	cgrid_page_tag(making->page, "asset", asset->id, *asset->ref ? asset->ref : asset->kind);
	const bool put = put_symbol(making, &point);
	if (put)
		making->used[known ? CGRID_LEGEND_KINDS + (int)kind : CGRID_LEGEND_OTHER_ASSET] = true;
	const char *text = *asset->ref    ? asset->ref
			   : known        ? ""
			   : *asset->name ? asset->name
					  : asset->kind;
	if (put && *text && strlen(text) < 24 && !point.bare)
		put_ref(making, point.room, text, point.middle, point.radius);
	cgrid_page_tag(making->page, NULL, NULL, NULL);
}

void
cgrid_draw_sensor(struct cgrid_making *making, const struct cgrid_plan_mm *plan,
		  const struct cgrid_sensor *sensor)
{
	struct point point = {.symbol = "sensor",
			      .id = sensor->id,
			      .layer = CGRID_LAYER_SENSORS,
			      .room = room_of(making, plan, sensor->room),
			      .title = "Sensor",
			      .of_level = sensor->level == making->level,
			      .where = sensor->at,
			      .radius = 1.15 * making->sheet.type};
	cgrid_page_tag(making->page, "sensor", sensor->id, sensor->id);
	if (put_symbol(making, &point))
		making->used[CGRID_LEGEND_SENSORS] = true;
	cgrid_page_tag(making->page, NULL, NULL, NULL);
}
