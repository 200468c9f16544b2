/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 2, place: a draft becomes a campus, in an order of its own. */
#include "campus/campus.h"

#include "base/geos.h"
#include "base/num.h"
#include "base/shape.h"
#include "frame/crs.h"
#include "read/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An outline of a building or a level, and which draft record it came from. */
struct ranked {
	const char *building; /* its building's name, for levels */
	const char *text, *id;
	bool has_ordinal;
	int32_t ordinal;
	uint32_t index; /* in the draft */
};

static int
compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int order = cgrid_natural_compare(x->building, y->building);
	if (order == 0 && x->has_ordinal != y->has_ordinal)
		order = x->has_ordinal ? -1 : 1;
	if (order == 0 && x->has_ordinal)
		order = (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
	if (order == 0)
		order = cgrid_natural_compare(x->text, y->text);
	if (order == 0)
		order = strcmp(x->id, y->id);
	return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* Which buildings and levels anything refers to: a building that a reader made for a file without
 * rooms must not become a page. */
static void
mark_used(const struct cgrid_draft *draft, bool *building_used, bool *level_used)
{
	for (size_t i = 0; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *feature = &draft->features[i];
		if (feature->level != CGRID_NONE)
			level_used[feature->level] = true;
		if (feature->building != CGRID_NONE)
			building_used[feature->building] = true;
	}
	for (size_t i = 0; i < draft->level_count; i++) {
		level_used[i] |=
		    draft->levels[i].outline.ring_count > 0 || draft->levels[i].id[0] != '\0';
		if (level_used[i] && draft->levels[i].building != CGRID_NONE)
			building_used[draft->levels[i].building] = true;
	}
	for (size_t i = 0; i < draft->building_count; i++)
		building_used[i] |=
		    draft->buildings[i].outline.ring_count > 0 || draft->buildings[i].id[0] != '\0';
}

static enum cgrid_status
place_buildings(struct cgrid_placing *placing, const struct ranked *ranked, size_t count)
{
	struct cgrid_campus *campus = placing->campus;
	for (size_t i = 0; i < count; i++) {
		const struct cgrid_draft_building *from = &placing->draft->buildings[ranked[i].index];
		struct cgrid_building *to = &campus->buildings[i];
		char what[160];
		snprintf(what, sizeof what, "building \"%.100s\"", from->name);
		*to =
		    (struct cgrid_building){.id = from->id, .name = from->name, .source = from->source};
		placing->building_at[ranked[i].index] = (uint32_t)i;
		enum cgrid_status status =
		    cgrid_place_shape(placing, from->outline, &from->source, what, &to->outline);
		if (status)
			return status;
		campus->building_count = i + 1;
	}
	return CGRID_OK;
}

static enum cgrid_status
place_levels(struct cgrid_placing *placing, const struct ranked *ranked, size_t count)
{
	struct cgrid_campus *campus = placing->campus;
	for (size_t i = 0; i < count; i++) {
		const struct cgrid_draft_level *from = &placing->draft->levels[ranked[i].index];
		struct cgrid_level *to = &campus->levels[i];
		char what[160];
		snprintf(what, sizeof what, "level \"%.100s\"", from->label);
		*to = (struct cgrid_level){.id = from->id,
					   .label = from->label,
					   .name = from->name,
					   .building = from->building == CGRID_NONE
							   ? CGRID_NONE
							   : placing->building_at[from->building],
					   .ordinal = from->ordinal,
					   .has_ordinal = from->has_ordinal,
					   .source = from->source};
		placing->level_at[ranked[i].index] = (uint32_t)i;
		enum cgrid_status status =
		    cgrid_place_shape(placing, from->outline, &from->source, what, &to->outline);
		if (status)
			return status;
		campus->level_count = i + 1;
	}
	return CGRID_OK;
}

/* Buildings and levels in their order, and where each record of the draft has gone. */
static enum cgrid_status
place_structure(struct cgrid_placing *placing)
{
	struct cgrid_draft *draft = placing->draft;
	enum cgrid_status status = CGRID_E_MEMORY;
	bool *building_used = cgrid_array_new(draft->building_count, sizeof *building_used);
	bool *level_used = cgrid_array_new(draft->level_count, sizeof *level_used);
	struct ranked *buildings = cgrid_array_new(draft->building_count, sizeof *buildings);
	struct ranked *levels = cgrid_array_new(draft->level_count, sizeof *levels);
	size_t building_count = 0, level_count = 0;
	if (!building_used || !level_used || !buildings || !levels) {
		cgrid_fail_memory(placing->ctx);
		goto out;
	}
	mark_used(draft, building_used, level_used);
	for (size_t i = 0; i < draft->building_count; i++) {
		const struct cgrid_draft_building *from = &draft->buildings[i];
		placing->building_at[i] = CGRID_NONE;
		if (building_used[i])
			buildings[building_count++] =
			    (struct ranked){"", from->name, from->id, false, 0, (uint32_t)i};
	}
	for (size_t i = 0; i < draft->level_count; i++) {
		const struct cgrid_draft_level *from = &draft->levels[i];
		const char *building =
		    from->building == CGRID_NONE ? "" : draft->buildings[from->building].name;
		placing->level_at[i] = CGRID_NONE;
		if (level_used[i])
			levels[level_count++] =
			    (struct ranked){building,          from->label,   from->id,
					    from->has_ordinal, from->ordinal, (uint32_t)i};
	}
	qsort(buildings, building_count, sizeof *buildings, compare_ranked);
	qsort(levels, level_count, sizeof *levels, compare_ranked);
	status = place_buildings(placing, buildings, building_count);
	if (!status)
		status = place_levels(placing, levels, level_count);
out:
	free(building_used);
	free(level_used);
	free(buildings);
	free(levels);
	return status;
}

static int
compare_places(struct cgrid_xy a, struct cgrid_xy b)
{
	int order = (a.x > b.x) - (a.x < b.x);
	return order ? order : (a.y > b.y) - (a.y < b.y);
}

/* CGRID_NONE is the largest index: outdoors comes last. Rooms without a sign stand behind the others.
 */
#define COMPARE_RECORDS(name, type, text_member, place_member)                                         \
	static int name(const void *a, const void *b)                                                  \
	{                                                                                              \
		const struct type *x = a, *y = b;                                                      \
		int order = (x->level > y->level) - (x->level < y->level);                             \
		if (order == 0)                                                                        \
			order = (x->building > y->building) - (x->building < y->building);             \
		if (order == 0)                                                                        \
			order = (x->text_member[0] == '\0') - (y->text_member[0] == '\0');             \
		if (order == 0)                                                                        \
			order = cgrid_natural_compare(x->text_member, y->text_member);                 \
		if (order == 0)                                                                        \
			order = cgrid_natural_compare(x->id, y->id);                                   \
		return order ? order : compare_places(x->place_member, y->place_member);               \
	}
COMPARE_RECORDS(compare_rooms, cgrid_room, room, label)
COMPARE_RECORDS(compare_doors, cgrid_door, door, at)
COMPARE_RECORDS(compare_sensors, cgrid_sensor, id, at)

static int
compare_assets(const void *a, const void *b)
{
	const struct cgrid_asset *x = a, *y = b;
	int order = (x->level > y->level) - (x->level < y->level);
	if (order == 0)
		order = cgrid_natural_compare(x->kind, y->kind);
	if (order == 0)
		order = cgrid_natural_compare(x->ref, y->ref);
	if (order == 0)
		order = cgrid_natural_compare(x->name, y->name);
	if (order == 0)
		order = cgrid_natural_compare(x->id, y->id);
	return order ? order : compare_places(x->at, y->at);
}

static int
compare_areas(const void *a, const void *b)
{
	const struct cgrid_area *x = a, *y = b;
	int order = cgrid_natural_compare(x->kind, y->kind);
	if (order == 0)
		order = cgrid_natural_compare(x->name, y->name);
	if (order == 0)
		order = cgrid_natural_compare(x->id, y->id);
	if (order == 0)
		order = compare_places((struct cgrid_xy){x->shape.box.min_x, x->shape.box.min_y},
				       (struct cgrid_xy){y->shape.box.min_x, y->shape.box.min_y});
	return order;
}

/* Where a room's name is written: where the drawing wants it, when that is in the room. */
static enum cgrid_status
find_label(struct cgrid_placing *placing, const struct cgrid_draft_feature *from,
	   struct cgrid_room *room)
{
	double radius;
	if (from->has_label) {
		enum cgrid_status status = cgrid_frame_to_xy(placing->ctx, &placing->campus->frame,
							     &from->label, 1, &room->label);
		if (status)
			return status;
		if (cgrid_shape_holds(&room->shape, room->label))
			return CGRID_OK;
	}
	return cgrid_geos_deepest(placing->ctx, &room->shape, &room->label, &radius);
}

static void
set_place(const struct cgrid_placing *placing, const struct cgrid_draft_feature *from,
	  uint32_t *building, uint32_t *level)
{
	*level = from->level == CGRID_NONE ? CGRID_NONE : placing->level_at[from->level];
	*building = from->building == CGRID_NONE ? CGRID_NONE : placing->building_at[from->building];
	if (*level != CGRID_NONE)
		*building = placing->campus->levels[*level].building;
}

static enum cgrid_status
place_rooms(struct cgrid_placing *placing)
{
	struct cgrid_draft *draft = placing->draft;
	struct cgrid_campus *campus = placing->campus;
	for (size_t i = 0; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *from = &draft->features[i];
		if (from->kind != CGRID_DRAFT_ROOM)
			continue;
		struct cgrid_room *room = &campus->rooms[campus->room_count];
		char what[160];
		snprintf(what, sizeof what, "room \"%.100s\"", from->ref[0] ? from->ref : from->id);
		*room = (struct cgrid_room){.id = from->id,
					    .room = from->ref,
					    .name = from->name,
					    .category = from->category,
					    .kind = cgrid_room_kind_of(from->category),
					    .source = from->source};
		set_place(placing, from, &room->building, &room->level);
		enum cgrid_status status =
		    cgrid_place_shape(placing, from->shape, &from->source, what, &room->shape);
		if (status)
			return status;
		if (!(room->shape.area_m2 > 0)) {
			if (room->shape.ring_count > 0)
				cgrid_log(placing->ctx, CGRID_LEFT_OUT, &from->source,
					  "%s: has no area", what);
			else if (from->shape.ring_count == 0)
				cgrid_log(placing->ctx, CGRID_LEFT_OUT, &from->source,
					  "%s: has no shape", what);
			continue;
		}
		status = find_label(placing, from, room);
		if (status)
			return status;
		campus->room_count++;
	}
	qsort(campus->rooms, campus->room_count, sizeof *campus->rooms, compare_rooms);
	return CGRID_OK;
}

/* rooms[level_rooms[l]...] for every level; the rooms are sorted by level. */
static void
index_rooms(struct cgrid_campus *campus)
{
	uint32_t i = 0;
	for (uint32_t l = 0; l < campus->level_count; l++) {
		campus->level_rooms[l] = i;
		while (i < campus->room_count && campus->rooms[i].level == l)
			i++;
	}
	campus->level_rooms[campus->level_count] = i;
}

static enum cgrid_status
place_assets_and_areas(struct cgrid_placing *placing)
{
	struct cgrid_draft *draft = placing->draft;
	struct cgrid_campus *campus = placing->campus;
	for (size_t i = 0; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *from = &draft->features[i];
		if (from->kind != CGRID_DRAFT_ASSET && from->kind != CGRID_DRAFT_AREA)
			continue;
		struct cgrid_shape shape;
		char what[160];
		snprintf(what, sizeof what, "%.50s \"%.60s\"",
			 from->category[0] ? from->category : "feature",
			 from->name[0] ? from->name : from->id);
		enum cgrid_status status =
		    cgrid_place_shape(placing, from->shape, &from->source, what, &shape);
		if (status)
			return status;
		if (shape.ring_count == 0)
			continue;
		if (from->kind == CGRID_DRAFT_AREA) {
			struct cgrid_area *area = &campus->areas[campus->area_count++];
			*area = (struct cgrid_area){.id = from->id,
						    .kind = from->category,
						    .name = from->name[0] ? from->name : from->ref,
						    .shape = shape,
						    .source = from->source};
			set_place(placing, from, &area->building, &area->level);
			continue;
		}
		struct cgrid_asset *asset = &campus->assets[campus->asset_count++];
		*asset = (struct cgrid_asset){.id = from->id,
					      .kind = from->category,
					      .name = from->name,
					      .ref = from->ref,
					      .room = CGRID_NONE,
					      .source = from->source};
		set_place(placing, from, &asset->building, &asset->level);
		asset->at = shape.rings[0].points[0];
		if (shape.area_m2 > 0) {
			double radius;
			status = cgrid_geos_deepest(placing->ctx, &shape, &asset->at, &radius);
			if (status)
				return status;
		}
		if (asset->level != CGRID_NONE)
			asset->room = cgrid_campus_room_at(campus, asset->level, asset->at);
	}
	qsort(campus->assets, campus->asset_count, sizeof *campus->assets, compare_assets);
	qsort(campus->areas, campus->area_count, sizeof *campus->areas, compare_areas);
	return CGRID_OK;
}

/* Outer corners of a picture from its world file, which speaks of the top left pixel's centre. */
static enum cgrid_status
place_images(struct cgrid_placing *placing)
{
	struct cgrid_draft *draft = placing->draft;
	struct cgrid_campus *campus = placing->campus;
	for (size_t i = 0; i < draft->image_count; i++) {
		const struct cgrid_draft_image *from = &draft->images[i];
		struct cgrid_image *image = &campus->images[campus->image_count++];
		const double *w = from->world;
		double right = from->width - 0.5, bottom = from->height - 0.5;
		const double corners[4][2] = {
		    {-0.5, -0.5}, {right, -0.5}, {right, bottom}, {-0.5, bottom}};
		struct cgrid_xy drawn[4];
		struct cgrid_lonlat ground[4];
		for (int k = 0; k < 4; k++)
			drawn[k] =
			    (struct cgrid_xy){w[0] * corners[k][0] + w[2] * corners[k][1] + w[4],
					      w[1] * corners[k][0] + w[3] * corners[k][1] + w[5]};
		*image = (struct cgrid_image){.file = from->file,
					      .captured = from->captured,
					      .width = from->width,
					      .height = from->height,
					      .source = from->source};
		enum cgrid_status status =
		    cgrid_crs_to_ground(placing->ctx, from->crs, drawn, 4, ground);
		if (!status)
			status =
			    cgrid_frame_to_xy(placing->ctx, &campus->frame, ground, 4, image->corners);
		if (status)
			return status;
	}
	return CGRID_OK;
}

/* Labels that somebody moved by hand: "room:B/2/214", "room:B/214" or "room:214". */
static enum cgrid_status
move_labels(struct cgrid_placing *placing)
{
	struct cgrid_campus *campus = placing->campus;
	for (size_t i = 0; i < placing->draft->label_count; i++) {
		const struct cgrid_draft_label *from = &placing->draft->labels[i];
		struct cgrid_xy at;
		enum cgrid_status status =
		    cgrid_frame_to_xy(placing->ctx, &campus->frame, &from->at, 1, &at);
		if (status)
			return status;
		size_t found = 0;
		bool inside = true;
		for (size_t r = 0; r < campus->room_count; r++) {
			struct cgrid_room *room = &campus->rooms[r];
			if (!cgrid_campus_room_matches(campus, room, from->key))
				continue;
			found++;
			inside = cgrid_shape_holds(&room->shape, at);
			if (inside)
				room->label = at;
		}
		if (found == 0)
			cgrid_log(placing->ctx, CGRID_WARNING, &from->source,
				  "labels: there is no \"%s\" (the position is not used)", from->key);
		else if (!inside)
			cgrid_log(placing->ctx, CGRID_WARNING, &from->source,
				  "labels: the position of \"%s\" lies outside the room (not used)",
				  from->key);
	}
	return CGRID_OK;
}

static const char *
address_text(const struct cgrid_campus *campus, const char *element)
{
	for (size_t i = 0; i < campus->address_count; i++)
		if (strcmp(campus->address[i].element, element) == 0)
			return campus->address[i].text;
	return "";
}

/* "100 School Lane, Cedar Ridge, PA 00000": groups of elements, blanks within, commas between. */
static const char *
address_line(struct cgrid_campus *campus)
{
	static const char *const groups[][5] = {
	    {"HNO", "PRD", "RD", "STS", NULL}, {"A3", NULL}, {"A1", "PC", NULL}};
	struct cgrid_buf line = {0};
	for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
		bool started = false;
		for (size_t i = 0; groups[g][i]; i++) {
			const char *text = address_text(campus, groups[g][i]);
			if (text[0] == '\0')
				continue;
			if (line.size > 0)
				cgrid_buf_text(&line, started ? " " : ", ");
			cgrid_buf_text(&line, text);
			started = true;
		}
	}
	const char *copy =
	    line.failed ? NULL
			: cgrid_arena_text(&campus->arena, line.data ? line.data : "", line.size);
	cgrid_buf_free(&line);
	return copy;
}

static struct cgrid_box
extent_of(const struct cgrid_campus *campus)
{
	struct cgrid_box box = cgrid_box_empty();
	for (size_t i = 0; i < campus->building_count; i++)
		if (campus->buildings[i].outline.ring_count > 0)
			cgrid_box_join(&box, &campus->buildings[i].outline.box);
	for (size_t i = 0; i < campus->level_count; i++)
		if (campus->levels[i].outline.ring_count > 0)
			cgrid_box_join(&box, &campus->levels[i].outline.box);
	for (size_t i = 0; i < campus->room_count; i++)
		cgrid_box_join(&box, &campus->rooms[i].shape.box);
	/* A drawing of doors, assets and areas alone is as large as these. */
	for (size_t i = 0; i < campus->area_count && campus->room_count == 0; i++)
		if (cgrid_box_is_empty(&box) || i > 0)
			cgrid_box_join(&box, &campus->areas[i].shape.box);
	if (cgrid_box_is_empty(&box)) {
		for (size_t i = 0; i < campus->door_count; i++)
			cgrid_box_add(&box, campus->doors[i].at);
		for (size_t i = 0; i < campus->asset_count; i++)
			cgrid_box_add(&box, campus->assets[i].at);
	}
	return box;
}

/* Room for as many records as the draft has: none becomes two. */
static bool
make_lists(struct cgrid_placing *placing)
{
	const struct cgrid_draft *draft = placing->draft;
	struct cgrid_campus *campus = placing->campus;
	struct cgrid_arena *arena = &campus->arena;
	size_t counts[4] = {0};
	for (size_t i = 0; i < draft->feature_count; i++)
		counts[draft->features[i].kind]++;
#define LIST(member, count) (campus->member = cgrid_arena_alloc(arena, count, sizeof *campus->member))
	bool good = LIST(buildings, draft->building_count) && LIST(levels, draft->level_count) &&
		    LIST(rooms, counts[CGRID_DRAFT_ROOM]) && LIST(doors, counts[CGRID_DRAFT_DOOR]) &&
		    LIST(assets, counts[CGRID_DRAFT_ASSET]) && LIST(areas, counts[CGRID_DRAFT_AREA]) &&
		    LIST(sensors, draft->sensor_count) && LIST(images, draft->image_count) &&
		    LIST(attest, draft->attest_count) &&
		    LIST(none_on_site, draft->none_on_site_count) &&
		    LIST(address, draft->address_count) && LIST(level_rooms, draft->level_count + 1);
#undef LIST
	placing->building_at = cgrid_arena_alloc(arena, draft->building_count, sizeof(uint32_t));
	placing->level_at = cgrid_arena_alloc(arena, draft->level_count, sizeof(uint32_t));
	return good && placing->building_at && placing->level_at;
}

static void
copy_statements(struct cgrid_campus *campus, const struct cgrid_draft *draft)
{
	campus->name = draft->name;
	campus->notice = draft->notice;
	campus->credit = draft->credit;
	campus->grid = draft->grid;
	campus->attest_count = draft->attest_count;
	campus->none_on_site_count = draft->none_on_site_count;
	campus->address_count = draft->address_count;
	for (size_t i = 0; i < draft->attest_count; i++)
		campus->attest[i] = draft->attest[i];
	for (size_t i = 0; i < draft->none_on_site_count; i++)
		campus->none_on_site[i] = draft->none_on_site[i];
	for (size_t i = 0; i < draft->address_count; i++)
		campus->address[i] = draft->address[i];
}

static enum cgrid_status
place_all(struct cgrid_placing *placing)
{
	struct cgrid_campus *campus = placing->campus;
	static enum cgrid_status (*const steps[])(struct cgrid_placing *) = {
	    cgrid_place_frame,
	    place_structure,
	    place_rooms,
	};
	static enum cgrid_status (*const later[])(struct cgrid_placing *) = {
	    move_labels, cgrid_place_doors, place_assets_and_areas, cgrid_place_sensors, place_images,
	};
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; !status && i < sizeof steps / sizeof *steps; i++)
		status = steps[i](placing);
	if (status)
		return status;
	index_rooms(campus);
	for (size_t i = 0; !status && i < sizeof later / sizeof *later; i++)
		status = later[i](placing);
	if (status)
		return status;
	qsort(campus->doors, campus->door_count, sizeof *campus->doors, compare_doors);
	qsort(campus->sensors, campus->sensor_count, sizeof *campus->sensors, compare_sensors);
	campus->extent = extent_of(campus);
	if (cgrid_box_is_empty(&campus->extent))
		return cgrid_fail(
		    placing->ctx, CGRID_E_MEANING,
		    "nothing to map: no building, level or room of the input could be used");
	campus->address_line = address_line(campus);
	return campus->address_line ? CGRID_OK : cgrid_fail_memory(placing->ctx);
}

enum cgrid_status
cgrid_campus_from_draft(struct cgrid_ctx *ctx, struct cgrid_draft *draft,
			struct cgrid_campus **campus_out)
{
	*campus_out = NULL;
	struct cgrid_campus *campus = calloc(1, sizeof *campus);
	if (!campus)
		return cgrid_fail_memory(ctx);
	campus->arena = draft->arena;
	draft->arena = (struct cgrid_arena){0};
	struct cgrid_placing placing = {.ctx = ctx, .draft = draft, .campus = campus};
	enum cgrid_status status = CGRID_OK;
	if (!make_lists(&placing))
		status = cgrid_fail_memory(ctx);
	if (!status) {
		copy_statements(campus, draft);
		status = place_all(&placing);
	}
	if (status) {
		cgrid_campus_free(campus);
		return status;
	}
	*campus_out = campus;
	return CGRID_OK;
}
