/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 2, place: rooms, assets, areas, pictures and labels moved by hand. */
#include "campus/campus.h"

#include "base/geos.h"
#include "base/shape.h"
#include "read/recall.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* From so many rooms on, labels are found when they are asked for. */
enum { LABELS_AT_ONCE = 2000 };

static int
compare_places(struct cgrid_xy a, struct cgrid_xy b)
{
	int order = (a.x > b.x) - (a.x < b.x);
	return order ? order : (a.y > b.y) - (a.y < b.y);
}

/* CGRID_NONE is the largest index: outdoors comes last. Doors without a number stand behind the others.
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
	const struct cgrid_campus *campus = placing->campus;
	double radius;
	if (from->has_label) {
		enum cgrid_status status =
		    cgrid_frame_to_xy(placing->ctx, &campus->frame, &from->label, 1, &room->label);
		if (status && status != CGRID_E_OUTSIDE)
			return status;
		if (!status && cgrid_shape_holds(&room->shape, room->label))
			return CGRID_OK;
		cgrid_clear_error(placing->ctx);
	}
	if (campus->room_most > LABELS_AT_ONCE && cgrid_label_can_wait(&room->shape)) {
		room->label.x = NAN;
		return CGRID_OK;
	}
	return cgrid_geos_deepest(placing->ctx, &room->shape, &room->label, &radius);
}

static void
set_place(const struct cgrid_placing *placing, uint32_t drawn_building, uint32_t drawn_level,
	  uint32_t *building, uint32_t *level)
{
	*level = drawn_level == CGRID_NONE ? CGRID_NONE : placing->level_at[drawn_level];
	*building = drawn_building == CGRID_NONE ? CGRID_NONE : placing->building_at[drawn_building];
	if (*level != CGRID_NONE)
		*building = placing->campus->levels[*level].building;
}

/* A room of which only a position is known: nothing lies in it, and its sign is found there. */
static void
place_unshaped(struct cgrid_room *room)
{
	const struct cgrid_xy at = room->shape.rings[0].points[0];
	room->label = at;
	room->shape = (struct cgrid_shape){.box = {at.x, at.y, at.x, at.y}};
}

static enum cgrid_room_kind
kind_of(struct cgrid_placing *placing, const char *category)
{
	const struct cgrid_word *word =
	    cgrid_recall_word(placing->recall, CGRID_PROPERTY_ANY, category, CGRID_DRAWN_AREA);
	return word ? word->kind : CGRID_ROOM_ROOM;
}

/* A record as messages name it. */
static void
call_room(const struct cgrid_draft_feature *from, char what[160])
{
	snprintf(what, 160, "room \"%.80s\"", from->ref[0] ? from->ref : from->id);
	if (from->ref[0] && from->id[0] && strcmp(from->ref, from->id) != 0)
		snprintf(what + strlen(what), 160 - strlen(what), " (%.60s)", from->id);
}

enum cgrid_status
cgrid_place_rooms(struct cgrid_placing *placing)
{
	struct cgrid_draft *draft = placing->draft;
	struct cgrid_campus *campus = placing->campus;
	for (size_t i = 0; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *from = &draft->features[i];
		if (from->kind != CGRID_DRAFT_ROOM)
			continue;
		struct cgrid_room *room = &campus->rooms[campus->room_count];
		char what[160];
		bool sure;
		*room = (struct cgrid_room){.id = from->id,
					    .room = from->ref,
					    .name = from->name,
					    .category = from->category,
					    .kind = kind_of(placing, from->category),
					    .source = from->source};
		set_place(placing, from->building, from->level, &room->building, &room->level);
		enum cgrid_status status =
		    cgrid_gather_shape(placing, from->shape, &room->shape, &sure);
		if (!status && !sure) {
			call_room(from, what);
			status = cgrid_check_shape(placing, &from->source, what, &room->shape);
		}
		if (status)
			return status;
		if (from->unshaped && room->shape.ring_count == 1) {
			place_unshaped(room);
			campus->room_count++;
			continue;
		}
		if (!(room->shape.area_m2 > 0)) {
			call_room(from, what);
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
	enum cgrid_status status = cgrid_order_rooms(placing);
	return status ? status : cgrid_find_double_ids(placing);
}

enum cgrid_status
cgrid_place_assets_and_areas(struct cgrid_placing *placing)
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
			set_place(placing, from->building, from->level, &area->building, &area->level);
			continue;
		}
		struct cgrid_asset *asset = &campus->assets[campus->asset_count++];
		*asset = (struct cgrid_asset){.id = from->id,
					      .kind = from->category,
					      .name = from->name,
					      .ref = from->ref,
					      .room = CGRID_NONE,
					      .source = from->source};
		set_place(placing, from->building, from->level, &asset->building, &asset->level);
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
	return CGRID_OK;
}

enum cgrid_status
cgrid_place_images(struct cgrid_placing *placing)
{
	struct cgrid_draft *draft = placing->draft;
	struct cgrid_campus *campus = placing->campus;
	for (size_t i = 0; i < draft->image_count; i++) {
		const struct cgrid_draft_image *from = &draft->images[i];
		struct cgrid_image *image = &campus->images[campus->image_count++];
		*image = (struct cgrid_image){.file = from->file,
					      .captured = from->captured,
					      .width = from->width,
					      .height = from->height,
					      .source = from->source};
		set_place(placing, from->building, from->level, &image->building, &image->level);
		enum cgrid_status status =
		    cgrid_frame_to_xy(placing->ctx, &campus->frame, from->corners, 4, image->corners);
		if (status)
			return status;
		image->for_level = image->level != CGRID_NONE &&
				   campus->levels[image->level].outline.ring_count == 0 &&
				   !cgrid_level_is_drawn(campus, image->level);
	}
	return CGRID_OK;
}

/* Labels that somebody moved by hand: "room:B/2/214", "room:B/214" or "room:214". */
enum cgrid_status
cgrid_move_labels(struct cgrid_placing *placing)
{
	struct cgrid_campus *campus = placing->campus;
	for (size_t i = 0; i < placing->draft->label_count; i++) {
		const struct cgrid_draft_label *from = &placing->draft->labels[i];
		struct cgrid_xy at;
		enum cgrid_status status =
		    cgrid_frame_to_xy(placing->ctx, &campus->frame, &from->at, 1, &at);
		if (status == CGRID_E_OUTSIDE) {
			cgrid_clear_error(placing->ctx);
			cgrid_log(
			    placing->ctx, CGRID_WARNING, &from->source,
			    "labels: the position of \"%s\" is nowhere near the campus (not used)",
			    from->key);
			continue;
		}
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
			if (inside) {
				room->label = at;
				room->label_by_hand = true;
			}
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

void
cgrid_sort_records(struct cgrid_campus *campus)
{
	qsort(campus->doors, campus->door_count, sizeof *campus->doors, compare_doors);
	qsort(campus->assets, campus->asset_count, sizeof *campus->assets, compare_assets);
	qsort(campus->areas, campus->area_count, sizeof *campus->areas, compare_areas);
	qsort(campus->sensors, campus->sensor_count, sizeof *campus->sensors, compare_sensors);
}
