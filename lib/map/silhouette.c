/* SPDX-License-Identifier: Apache-2.0 */
/* A building from outside: its outline, or the edge of its rooms. */
#include "map/making.h"

/* A building without an outline is shown by its lowest level that has one. */
static const struct cgrid_shape *
outline_of(const struct cgrid_campus *campus, uint32_t building)
{
	const struct cgrid_shape *own = &cgrid_campus_building(campus, building)->outline;
	for (size_t i = 0; own->ring_count == 0 && i < cgrid_campus_level_count(campus); i++) {
		const struct cgrid_level *level = cgrid_campus_level(campus, i);
		if (level->building == building && level->outline.ring_count > 0)
			own = &level->outline;
	}
	return own;
}

/* With neither, the rooms of its level at the entrance (else its first) stand for it. */
static uint32_t
level_for(const struct cgrid_campus *campus, uint32_t building)
{
	uint32_t level = CGRID_NONE;
	for (size_t i = 0; i < cgrid_campus_level_count(campus); i++) {
		const struct cgrid_level *l = cgrid_campus_level(campus, i);
		if (l->building == building &&
		    (level == CGRID_NONE || (l->has_ordinal && l->ordinal == 0)))
			level = (uint32_t)i;
	}
	return level;
}

static void
collect_rooms(struct cgrid_making *making, uint32_t building, struct cgrid_plan_mm *plan)
{
	const struct cgrid_campus *campus = making->campus;
	const uint32_t level = level_for(campus, building);
	size_t count = 0;
	for (size_t i = 0; i < cgrid_campus_room_count(campus); i++)
		count += cgrid_campus_room(campus, i)->level == level;
	if (level == CGRID_NONE || count == 0 || making->options->audience == CGRID_PUBLIC)
		return;
	plan->rooms = cgrid_arena_alloc(&making->page->arena, count, sizeof *plan->rooms);
	if (!plan->rooms) {
		making->page->failed = true;
		return;
	}
	for (size_t i = 0; i < cgrid_campus_room_count(campus); i++) {
		const struct cgrid_room *room = cgrid_campus_room(campus, i);
		if (room->level == level)
			plan->rooms[plan->room_count++] = (struct cgrid_room_mm){
			    room, cgrid_area_of(making->page, &making->view, &room->shape)};
	}
}

struct cgrid_plan_mm
cgrid_silhouette_of(struct cgrid_making *making, uint32_t building)
{
	struct cgrid_plan_mm plan = {NULL, 0, {0}};
	plan.outline = cgrid_area_of(making->page, &making->view, outline_of(making->campus, building));
	if (plan.outline.ring_count == 0)
		collect_rooms(making, building, &plan);
	return plan;
}

void
cgrid_draw_silhouette(struct cgrid_making *making, const struct cgrid_plan_mm *plan,
		      enum cgrid_layer layer, uint32_t fill, uint32_t edge, double width_mm)
{
	const struct cgrid_style outline = {fill, edge, width_mm, CGRID_SOLID};
	const struct cgrid_style about = {edge, edge, 2 * width_mm, CGRID_SOLID};
	const struct cgrid_style inside = {fill, fill, 0.1, CGRID_SOLID};
	cgrid_area_draw(making->page, layer, &plan->outline, outline);
	/* First a thick line about each room, then the fills: what shows is the outer wall. */
	for (size_t i = 0; i < plan->room_count; i++)
		cgrid_area_draw(making->page, layer, &plan->rooms[i].area, about);
	for (size_t i = 0; i < plan->room_count; i++)
		cgrid_area_draw(making->page, layer, &plan->rooms[i].area, inside);
}

bool
cgrid_silhouette_seen(const struct cgrid_making *making, const struct cgrid_plan_mm *plan)
{
	const struct cgrid_rect *f = &making->page->frame;
	for (size_t i = 0; i <= plan->room_count; i++) {
		const struct cgrid_area_mm *area =
		    i < plan->room_count ? &plan->rooms[i].area : &plan->outline;
		if (area->ring_count > 0 && area->box.x0 < f->x1 && area->box.x1 > f->x0 &&
		    area->box.y0 < f->y1 && area->box.y1 > f->y0)
			return true;
	}
	return false;
}
