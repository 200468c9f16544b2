/* SPDX-License-Identifier: Apache-2.0 */
/* The page of one level: what it needs, and what it shows in which order. */
#include "base/text.h"
#include "map/making.h"

#include <stdio.h>
#include <string.h>

static bool
is_public(const struct cgrid_making *making)
{
	return making->options->audience == CGRID_PUBLIC;
}

/* The outline of a level, else of its building; may have no rings. */
static const struct cgrid_shape *
outline_of(const struct cgrid_campus *campus, const struct cgrid_level *level)
{
	if (level->outline.ring_count > 0 || level->building == CGRID_NONE)
		return &level->outline;
	return &cgrid_campus_building(campus, level->building)->outline;
}

static void
need_room(struct cgrid_need *need, const struct cgrid_room *room)
{
	cgrid_need_shape(need, &room->shape);
	if (room->shape.ring_count == 0)
		cgrid_need_point(need, room->label);
}

void
cgrid_plan_need(const struct cgrid_making *making, struct cgrid_need *need)
{
	const struct cgrid_campus *campus = making->campus;
	const struct cgrid_level *level = cgrid_campus_level(campus, making->level);
	const struct cgrid_box extent = cgrid_campus_extent(campus);
	cgrid_need_shape(need, outline_of(campus, level));
	for (size_t i = 0; i < cgrid_campus_room_count(campus); i++)
		if (cgrid_campus_room(campus, i)->level == making->level)
			need_room(need, cgrid_campus_room(campus, i));
	for (size_t i = 0; i < cgrid_campus_door_count(campus); i++)
		if (cgrid_campus_door(campus, i)->level == making->level)
			cgrid_need_point(need, cgrid_campus_door(campus, i)->at);
	/* A level that is pictures alone is as large as they are. */
	const bool bare = need->content.min_x > need->content.max_x;
	for (size_t i = 0; i < cgrid_campus_image_count(campus); i++) {
		const struct cgrid_image *image = cgrid_campus_image(campus, i);
		for (int k = 0; image->level == making->level && (bare || image->for_level) && k < 4;
		     k++)
			cgrid_need_point(need, image->corners[k]);
	}
	if (need->content.min_x > need->content.max_x) {
		cgrid_need_point(need, (struct cgrid_xy){extent.min_x, extent.min_y});
		cgrid_need_point(need, (struct cgrid_xy){extent.max_x, extent.max_y});
	}
}

/* The other buildings, in grey: where this one stands. */
static void
draw_context(struct cgrid_making *making)
{
	for (size_t i = 0; i < cgrid_campus_building_count(making->campus); i++) {
		if (i == making->building)
			continue;
		struct cgrid_plan_mm other = cgrid_silhouette_of(making, (uint32_t)i);
		if (!cgrid_silhouette_seen(making, &other))
			continue;
		cgrid_draw_silhouette(making, &other, CGRID_LAYER_AREAS, CGRID_INK_CONTEXT,
				      UINT32_C(0x9a9a9a), 0.35);
		making->used[CGRID_LEGEND_CONTEXT] = true;
	}
}

static struct cgrid_area_mm
largest_of(const struct cgrid_plan_mm *plan)
{
	struct cgrid_area_mm largest = plan->outline;
	double most = 0;
	for (size_t i = 0; plan->outline.ring_count == 0 && i < plan->room_count; i++) {
		const struct cgrid_rect *b = &plan->rooms[i].area.box;
		if ((b->x1 - b->x0) * (b->y1 - b->y0) > most) {
			most = (b->x1 - b->x0) * (b->y1 - b->y0);
			largest = plan->rooms[i].area;
		}
	}
	return largest;
}

/* Names of the other buildings, where this level leaves room for them. */
static void
label_context(struct cgrid_making *making)
{
	for (size_t i = 0; i < cgrid_campus_building_count(making->campus); i++) {
		struct cgrid_plan_mm seen = cgrid_silhouette_of(making, (uint32_t)i);
		const struct cgrid_area_mm area = largest_of(&seen);
		struct cgrid_named *named =
		    i == making->building || area.ring_count == 0
			? NULL
			: cgrid_named_new(making, cgrid_campus_building(making->campus, i)->name, "");
		if (!named)
			continue;
		named->missing = CGRID_MISSING_DROPPED;
		cgrid_wording_measure(making->page->measure, &named->wording);
		cgrid_label_shape(making, &area, named, cgrid_pt(making, 8));
	}
}

static void
collect_rooms(struct cgrid_making *making, struct cgrid_plan_mm *plan)
{
	const struct cgrid_campus *campus = making->campus;
	size_t count = 0;
	for (size_t i = 0; i < cgrid_campus_room_count(campus); i++)
		count += cgrid_campus_room(campus, i)->level == making->level;
	if (is_public(making) || count == 0)
		return;
	plan->rooms = cgrid_arena_alloc(&making->page->arena, count, sizeof *plan->rooms);
	if (!plan->rooms) {
		making->page->failed = true;
		return;
	}
	for (size_t i = 0; i < cgrid_campus_room_count(campus); i++) {
		const struct cgrid_room *room = cgrid_campus_room(campus, i);
		if (room->level == making->level)
			plan->rooms[plan->room_count++] = (struct cgrid_room_mm){
			    room, cgrid_area_of(making->page, &making->view, &room->shape)};
	}
}

/* The largest rooms first: small ones on top stay visible where drawings overlap. */
static void
draw_rooms(struct cgrid_making *making, const struct cgrid_plan_mm *plan)
{
	static const enum cgrid_room_kind order[] = {
	    CGRID_ROOM_VOID,   CGRID_ROOM_CORRIDOR, CGRID_ROOM_ROOM,     CGRID_ROOM_RESTROOM,
	    CGRID_ROOM_STAIRS, CGRID_ROOM_ELEVATOR, CGRID_ROOM_STRUCTURE};
	/* Between its rooms a level is paper, not the picture of its roof. */
	if (making->imagery && !cgrid_is_pictured(making, &plan->outline))
		cgrid_area_draw(making->page, CGRID_LAYER_ROOMS, &plan->outline,
				(struct cgrid_style){CGRID_WHITE, CGRID_NO_PAINT, 0, CGRID_SOLID});
	/* Without an outline of the level, the rooms' outer edges are its outer wall: a thick line
	 * under all of them, of which only the outside shows. */
	for (size_t i = 0; plan->outline.ring_count == 0 && i < plan->room_count; i++)
		if (!cgrid_is_pictured(making, &plan->rooms[i].area))
			cgrid_area_draw(
			    making->page, CGRID_LAYER_ROOMS, &plan->rooms[i].area,
			    (struct cgrid_style){CGRID_BLACK, CGRID_BLACK, 1.1, CGRID_SOLID});
	for (size_t k = 0; k < sizeof order / sizeof *order; k++)
		for (size_t i = 0; i < plan->room_count; i++) {
			const struct cgrid_room *room = plan->rooms[i].room;
			if (room->kind != order[k])
				continue;
			cgrid_page_tag(making->page, "room", room->id,
				       *room->room ? room->room : room->name);
			cgrid_draw_room_look(making, &plan->rooms[i].area, CGRID_LAYER_ROOMS, order[k]);
		}
	cgrid_page_tag(making->page, NULL, NULL, NULL);
	cgrid_area_draw(making->page, CGRID_LAYER_ROOMS, &plan->outline,
			(struct cgrid_style){CGRID_NO_PAINT, CGRID_BLACK, 0.6, CGRID_SOLID});
}

/* Things outdoors are shown with the level of the main entrance, else where there is one level only. */
static bool
shows_outdoors(const struct cgrid_making *making)
{
	const struct cgrid_level *level = cgrid_campus_level(making->campus, making->level);
	size_t levels = 0;
	for (size_t i = 0; i < cgrid_campus_level_count(making->campus); i++)
		levels += cgrid_campus_level(making->campus, i)->building == making->building;
	return level->has_ordinal ? level->ordinal == 0 : levels == 1;
}

static void
draw_points(struct cgrid_making *making, const struct cgrid_plan_mm *plan)
{
	const struct cgrid_campus *campus = making->campus;
	const bool outdoors = shows_outdoors(making);
	for (size_t i = 0; i < cgrid_campus_door_count(campus); i++)
		if (cgrid_campus_door(campus, i)->level == making->level)
			cgrid_draw_door(making, plan, cgrid_campus_door(campus, i));
	for (size_t i = 0; i < cgrid_campus_asset_count(campus); i++) {
		const struct cgrid_asset *asset = cgrid_campus_asset(campus, i);
		if (asset->level == making->level || (outdoors && asset->level == CGRID_NONE))
			cgrid_draw_asset(making, plan, asset);
	}
	if (making->options->audience != CGRID_OWNER)
		return;
	for (size_t i = 0; i < cgrid_campus_sensor_count(campus); i++)
		if (cgrid_campus_sensor(campus, i)->level == making->level)
			cgrid_draw_sensor(making, plan, cgrid_campus_sensor(campus, i));
}

static size_t
count_points(const struct cgrid_making *making)
{
	const struct cgrid_campus *campus = making->campus;
	size_t count = 0;
	for (size_t i = 0; i < cgrid_campus_door_count(campus); i++)
		count += cgrid_campus_door(campus, i)->level == making->level &&
			 cgrid_campus_door(campus, i)->exterior;
	for (size_t i = 0; i < cgrid_campus_asset_count(campus); i++)
		count += cgrid_campus_asset(campus, i)->level == making->level;
	for (size_t i = 0; i < cgrid_campus_sensor_count(campus); i++)
		count += cgrid_campus_sensor(campus, i)->level == making->level;
	return count;
}

void
cgrid_plan_draw(struct cgrid_making *making)
{
	const struct cgrid_campus *campus = making->campus;
	const struct cgrid_level *level = cgrid_campus_level(campus, making->level);
	struct cgrid_plan_mm plan = {NULL, 0, {0}};
	cgrid_expect_points(making, count_points(making));
	cgrid_draw_grid(making);
	if (cgrid_is_part(making))
		cgrid_draw_match_lines(making);
	draw_context(making);
	plan.outline = cgrid_area_of(making->page, &making->view, outline_of(campus, level));
	collect_rooms(making, &plan);
	draw_rooms(making, &plan);
	for (size_t i = 0; !is_public(making) && i < cgrid_campus_area_count(campus); i++)
		if (cgrid_campus_area(campus, i)->level == making->level)
			cgrid_draw_area(making, cgrid_campus_area(campus, i));
	if (!is_public(making)) {
		draw_points(making, &plan);
		for (size_t i = 0; i < plan.room_count; i++)
			cgrid_label_room(making, &plan, &plan.rooms[i]);
	}
	for (size_t i = 0; !is_public(making) && i < cgrid_campus_area_count(campus); i++)
		if (cgrid_campus_area(campus, i)->level == making->level)
			cgrid_label_area(making, cgrid_campus_area(campus, i));
	label_context(making);
	cgrid_draw_labels(making);
	for (size_t i = 0; !is_public(making) && i < cgrid_campus_area_count(campus); i++)
		if (cgrid_campus_area(campus, i)->level == making->level)
			cgrid_label_line(making, cgrid_campus_area(campus, i));
	cgrid_say_missing(making);
}

void
cgrid_level_title(const struct cgrid_level *level, char *text, size_t size)
{
	/* A sign of a few characters ("2", "LL") is spoken with the word; a phrase stands alone. */
	const bool sign = strlen(level->label) <= 3;
	const char *label = *level->label  ? level->label
			    : *level->name ? level->name
					   : "Level not named";
	snprintf(text, size, "%s%s", sign && *level->label ? "Level " : "", label);
	if (*level->name && !cgrid_same_text(level->name, text) &&
	    !cgrid_same_text(level->name, label)) {
		size_t used = strlen(text);
		snprintf(text + used, size - used, " (%s)", level->name);
	}
}
