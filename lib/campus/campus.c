/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 2, place: a draft becomes a campus. */
#include "campus/campus.h"

#include "base/shape.h"
#include "read/recall.h"

#include <stdlib.h>
#include <string.h>

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
	for (size_t i = 0; i < campus->image_count; i++)
		for (int k = 0; campus->images[i].for_level && k < 4; k++)
			cgrid_box_add(&box, campus->images[i].corners[k]);
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
	campus->room_most = counts[CGRID_DRAFT_ROOM];
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
place_all(struct cgrid_placing *placing)
{
	struct cgrid_campus *campus = placing->campus;
	static enum cgrid_status (*const steps[])(struct cgrid_placing *) = {
	    cgrid_place_frame,
	    cgrid_place_structure,
	    cgrid_place_rooms,
	};
	static enum cgrid_status (*const later[])(struct cgrid_placing *) = {
	    cgrid_find_overlaps,          cgrid_move_labels,   cgrid_place_doors,
	    cgrid_place_assets_and_areas, cgrid_place_sensors, cgrid_place_images,
	};
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; !status && i < sizeof steps / sizeof *steps; i++)
		status = steps[i](placing);
	if (status)
		return status;
	index_rooms(campus);
	campus->extent = extent_of(campus);
	for (size_t i = 0; !status && i < sizeof later / sizeof *later; i++)
		status = later[i](placing);
	if (status)
		return status;
	cgrid_sort_records(campus);
	campus->extent = extent_of(campus);
	status = cgrid_say_far_sensors(placing);
	if (!status)
		status = cgrid_labels_begin(placing);
	if (status)
		return status;
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
	placing.recall = cgrid_array_new(1, sizeof *placing.recall);
	if (!placing.recall || !make_lists(&placing))
		status = cgrid_fail_memory(ctx);
	if (!status) {
		copy_statements(campus, draft);
		status = place_all(&placing);
	}
	free(placing.recall);
	if (status) {
		cgrid_campus_free(campus);
		return status;
	}
	*campus_out = campus;
	return CGRID_OK;
}
