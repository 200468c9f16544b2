/* SPDX-License-Identifier: Apache-2.0 */
/* The page of the whole campus: buildings, grounds, ways in. */
#include "base/shape.h"
#include "map/making.h"

#include <math.h>
#include <string.h>

/* Is the place in the grid, and so worth growing the map for? */
static bool
in_grid(const struct cgrid_making *making, struct cgrid_xy at)
{
	struct cgrid_cell cell;
	return cgrid_grid_cell_at(making->grid, at, &cell);
}

/* A hydrant across the street is worth a smaller scale; one in the next town is an error, and said to
 * be off the map. */
static bool
near_campus(const struct cgrid_box *box, struct cgrid_xy at)
{
	const double air = fmax(box->max_x - box->min_x, box->max_y - box->min_y) / 2;
	return at.x >= box->min_x - air && at.x <= box->max_x + air && at.y >= box->min_y - air &&
	       at.y <= box->max_y + air;
}

/* Roads and neighbours run off the map; other areas belong to the campus. */
static bool
runs_off(const struct cgrid_area *area)
{
	return strcmp(area->kind, "road") == 0 || strcmp(area->kind, "neighbor") == 0 ||
	       strcmp(area->kind, "fence") == 0;
}

void
cgrid_overview_need(const struct cgrid_making *making, struct cgrid_need *need)
{
	const struct cgrid_campus *campus = making->campus;
	const struct cgrid_box box = cgrid_campus_extent(campus);
	for (int i = 0; i < 4 && !cgrid_box_is_empty(&box); i++)
		cgrid_need_point(need, (struct cgrid_xy){i & 1 ? box.max_x : box.min_x,
							 i & 2 ? box.max_y : box.min_y});
	for (size_t i = 0; i < cgrid_campus_area_count(campus); i++) {
		const struct cgrid_area *area = cgrid_campus_area(campus, i);
		if (area->level != CGRID_NONE || runs_off(area))
			continue;
		for (size_t r = 0; r < area->shape.ring_count; r++)
			for (size_t p = 0; p < area->shape.rings[r].count; p++)
				if (in_grid(making, area->shape.rings[r].points[p]))
					cgrid_need_point(need, area->shape.rings[r].points[p]);
	}
	if (making->options->audience == CGRID_PUBLIC)
		return;
	for (size_t i = 0; i < cgrid_campus_door_count(campus); i++)
		if (cgrid_campus_door(campus, i)->exterior &&
		    near_campus(&box, cgrid_campus_door(campus, i)->at))
			cgrid_need_point(need, cgrid_campus_door(campus, i)->at);
	for (size_t i = 0; i < cgrid_campus_asset_count(campus); i++) {
		const struct cgrid_asset *asset = cgrid_campus_asset(campus, i);
		if (asset->level == CGRID_NONE && near_campus(&box, asset->at))
			cgrid_need_point(need, asset->at);
	}
	for (size_t i = 0; i < cgrid_campus_sensor_count(campus); i++) {
		const struct cgrid_sensor *sensor = cgrid_campus_sensor(campus, i);
		if (making->options->audience == CGRID_OWNER && sensor->level == CGRID_NONE &&
		    near_campus(&box, sensor->at))
			cgrid_need_point(need, sensor->at);
	}
}

static void
draw_buildings(struct cgrid_making *making, struct cgrid_plan_mm *plans)
{
	/* A wall of half a metre, within what can be seen and what leaves the building to be seen. */
	const double wall = fmax(0.15, fmin(0.6, making->view.mm_per_m));
	for (size_t b = 0; b < cgrid_campus_building_count(making->campus); b++) {
		plans[b] = cgrid_silhouette_of(making, (uint32_t)b);
		cgrid_draw_silhouette(making, &plans[b], CGRID_LAYER_ROOMS, CGRID_INK_BUILDING,
				      CGRID_BLACK, wall);
		making->used[CGRID_LEGEND_BUILDING] = true;
	}
}

/* Plans of several levels may all have the same entrance: it is shown once. */
static bool
shown_before(const struct cgrid_campus *campus, size_t index)
{
	const struct cgrid_door *door = cgrid_campus_door(campus, index);
	for (size_t i = 0; i < index; i++) {
		const struct cgrid_door *other = cgrid_campus_door(campus, i);
		if (other->exterior && strcmp(other->door, door->door) == 0 &&
		    other->building == door->building &&
		    hypot(other->at.x - door->at.x, other->at.y - door->at.y) < 1)
			return true;
	}
	return false;
}

static void
draw_doors(struct cgrid_making *making, const struct cgrid_plan_mm *plans)
{
	const struct cgrid_campus *campus = making->campus;
	for (size_t i = 0; i < cgrid_campus_door_count(campus); i++) {
		const struct cgrid_door *door = cgrid_campus_door(campus, i);
		static const struct cgrid_plan_mm nothing = {NULL, 0, {0}};
		if (!door->exterior || shown_before(campus, i))
			continue;
		cgrid_draw_door(making,
				door->building == CGRID_NONE ? &nothing : &plans[door->building], door);
	}
}

/* What a building has drawn, for its name where it has no outline. */
static struct cgrid_box
drawn_of(const struct cgrid_campus *campus, uint32_t building)
{
	struct cgrid_box box = cgrid_box_empty();
	for (size_t i = 0; i < cgrid_campus_room_count(campus); i++)
		if (cgrid_campus_room(campus, i)->building == building)
			cgrid_box_join(&box, &cgrid_campus_room(campus, i)->shape.box);
	for (size_t i = 0; i < cgrid_campus_image_count(campus); i++) {
		const struct cgrid_image *image = cgrid_campus_image(campus, i);
		for (int k = 0; image->for_level && image->building == building && k < 4; k++)
			cgrid_box_add(&box, image->corners[k]);
	}
	return box;
}

static void
label_building(struct cgrid_making *making, const struct cgrid_area_mm *outline, uint32_t building)
{
	const struct cgrid_building *b = cgrid_campus_building(making->campus, building);
	const struct cgrid_box box =
	    outline->ring_count > 0 ? b->outline.box : drawn_of(making->campus, building);
	struct cgrid_area_mm area = *outline;
	struct cgrid_named *named = cgrid_named_new(making, b->name, "");
	if (!named || cgrid_box_is_empty(&box))
		return;
	named->wording.sign_bold = true;
	named->where = (struct cgrid_xy){(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
	cgrid_wording_measure(making->page->measure, &named->wording);
	if (area.ring_count == 0) {
		const struct cgrid_xy corners[4] = {{box.min_x, box.min_y},
						    {box.max_x, box.min_y},
						    {box.max_x, box.max_y},
						    {box.min_x, box.max_y}};
		const struct cgrid_ring ring = {corners, 4, CGRID_RING_OUTER};
		const struct cgrid_shape shape = {&ring, 1, box, 0};
		area = cgrid_area_of(making->page, &making->view, &shape);
	}
	cgrid_label_shape(making, &area, named, cgrid_pt(making, 14));
}

static void
draw_points(struct cgrid_making *making)
{
	const struct cgrid_campus *campus = making->campus;
	const struct cgrid_plan_mm plan = {NULL, 0, {0}};
	for (size_t i = 0; i < cgrid_campus_asset_count(campus); i++)
		if (cgrid_campus_asset(campus, i)->level == CGRID_NONE)
			cgrid_draw_asset(making, &plan, cgrid_campus_asset(campus, i));
	if (making->options->audience != CGRID_OWNER)
		return;
	for (size_t i = 0; i < cgrid_campus_sensor_count(campus); i++)
		if (cgrid_campus_sensor(campus, i)->level == CGRID_NONE)
			cgrid_draw_sensor(making, &plan, cgrid_campus_sensor(campus, i));
}

static size_t
count_points(const struct cgrid_campus *campus)
{
	size_t count = 0;
	for (size_t i = 0; i < cgrid_campus_door_count(campus); i++)
		count += cgrid_campus_door(campus, i)->exterior;
	for (size_t i = 0; i < cgrid_campus_asset_count(campus); i++)
		count += cgrid_campus_asset(campus, i)->level == CGRID_NONE;
	for (size_t i = 0; i < cgrid_campus_sensor_count(campus); i++)
		count += cgrid_campus_sensor(campus, i)->level == CGRID_NONE;
	return count;
}

void
cgrid_overview_draw(struct cgrid_making *making)
{
	const struct cgrid_campus *campus = making->campus;
	const size_t buildings = cgrid_campus_building_count(campus);
	struct cgrid_plan_mm *plans =
	    cgrid_arena_alloc(&making->page->arena, buildings + 1, sizeof *plans);
	if (!plans) {
		making->page->failed = true;
		return;
	}
	cgrid_expect_points(making, count_points(campus));
	cgrid_draw_grid(making);
	for (size_t i = 0; i < cgrid_campus_area_count(campus); i++)
		if (cgrid_campus_area(campus, i)->level == CGRID_NONE)
			cgrid_draw_area(making, cgrid_campus_area(campus, i));
	draw_buildings(making, plans);
	if (making->options->audience != CGRID_PUBLIC) {
		draw_doors(making, plans);
		draw_points(making);
	}
	for (size_t i = 0; i < buildings; i++)
		label_building(making, &plans[i].outline, (uint32_t)i);
	for (size_t i = 0; i < cgrid_campus_area_count(campus); i++)
		if (cgrid_campus_area(campus, i)->level == CGRID_NONE)
			cgrid_label_area(making, cgrid_campus_area(campus, i));
	cgrid_draw_labels(making);
	for (size_t i = 0; i < cgrid_campus_area_count(campus); i++)
		if (cgrid_campus_area(campus, i)->level == CGRID_NONE)
			cgrid_label_line(making, cgrid_campus_area(campus, i));
	cgrid_say_missing(making);
}
