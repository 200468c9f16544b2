/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Levels of IMDF. A level may be of several buildings, which are joined there: it becomes one level
 * of each, and what stands on it belongs to the building whose footprint holds it.
 */
#include "read/imdf-inside.h"

#include <string.h>

/* The one building there is, for what names none. */
static uint32_t
only_building(const struct imdf_reader *reader)
{
	uint32_t only = CGRID_NONE;
	for (size_t i = 0; i < reader->ids.count; i++) {
		const struct imdf_known *known = &reader->ids.known[i];
		if (known->type != IMDF_BUILDING || known->index == only)
			continue;
		if (only != CGRID_NONE)
			return CGRID_NONE;
		only = known->index;
	}
	return only;
}

/* The building of a level that names none. */
static enum cgrid_status
guess_building(struct imdf_reader *reader, const struct imdf_feature *feature, uint32_t *building_out)
{
	*building_out = CGRID_NONE;
	if (feature->outdoor)
		return CGRID_OK;
	*building_out = only_building(reader);
	if (*building_out != CGRID_NONE)
		return CGRID_OK;
	cgrid_imdf_warn(reader, feature, "it names no building");
	/* Without any building the venue is one; of several nobody can tell which. */
	if (reader->draft->building_count > reader->first_building)
		return CGRID_OK;
	const char *said = reader->plan->building;
	return cgrid_draft_building(reader->draft, said ? said : reader->venue_name, &feature->source,
				    building_out);
}

enum { MOST_BUILDINGS = 64 };

static enum cgrid_status
find_buildings(struct imdf_reader *reader, const struct imdf_feature *feature,
	       uint32_t buildings[MOST_BUILDINGS], size_t *count_out)
{
	size_t count = 0;
	for (size_t i = 0; i < feature->building_id_count && count < MOST_BUILDINGS; i++) {
		const struct imdf_known *known =
		    cgrid_imdf_find(&reader->ids, IMDF_BUILDING, feature->building_ids[i]);
		if (!known)
			cgrid_imdf_warn(reader, feature,
					"it names a building that building.geojson does not have");
		bool again = false;
		for (size_t b = 0; b < count && known; b++)
			again |= buildings[b] == known->index;
		if (known && !again)
			buildings[count++] = known->index;
	}
	*count_out = count > 0 ? count : 1;
	return count > 0 ? CGRID_OK : guess_building(reader, feature, &buildings[0]);
}

/* A level of a label that other drawings may have read already; within the folder two levels of one
 * label are two levels. */
static enum cgrid_status
place_level(struct imdf_reader *reader, const struct imdf_feature *feature, uint32_t building,
	    const char *label, uint32_t *level_out)
{
	struct cgrid_draft *draft = reader->draft;
	for (size_t i = reader->first_level; i < draft->level_count; i++) {
		const struct cgrid_draft_level *level = &draft->levels[i];
		if (level->building != building)
			continue;
		if (strcmp(level->label, label) == 0)
			cgrid_imdf_warn(reader, feature,
					"another level of its building has the same label");
		else if (level->has_ordinal && feature->has_ordinal &&
			 level->ordinal == feature->ordinal)
			cgrid_imdf_warn(reader, feature,
					"another level of its building has the same ordinal");
	}
	for (size_t i = 0; i < reader->first_level; i++)
		if (draft->levels[i].building == building &&
		    strcmp(draft->levels[i].label, label) == 0 && draft->levels[i].id[0] == '\0') {
			*level_out = (uint32_t)i;
			return CGRID_OK;
		}
	return cgrid_draft_new_level(draft, building, label, &feature->source, level_out);
}

/* The level of one of its buildings. */
static enum cgrid_status
make_share(struct imdf_reader *reader, const struct imdf_feature *feature, uint32_t building,
	   bool shared, uint32_t *index_out)
{
	const char *label = feature->short_name[0] ? feature->short_name : feature->name;
	enum cgrid_status status = place_level(reader, feature, building, label, index_out);
	if (status)
		return status;
	struct cgrid_draft_level *level = &reader->draft->levels[*index_out];
	level->id = feature->id;
	if (strcmp(feature->name, label) != 0)
		level->name = feature->name;
	if (feature->has_ordinal && !level->has_ordinal) {
		level->ordinal = (int32_t)feature->ordinal;
		level->has_ordinal = true;
	}
	/* The outline of a shared level goes round all its buildings: each keeps its footprint. */
	if (level->outline.ring_count == 0 && !shared)
		level->outline = feature->shape;
	return CGRID_OK;
}

enum cgrid_status
cgrid_imdf_make_level(struct imdf_reader *reader, const struct imdf_feature *feature)
{
	uint32_t buildings[MOST_BUILDINGS], index;
	size_t count;
	if (!feature->polygonal)
		return cgrid_imdf_leave_out(reader, feature, "its geometry is no polygon");
	enum cgrid_status status = find_buildings(reader, feature, buildings, &count);
	if (status)
		return status;
	if (feature->short_name[0] == '\0' && feature->name[0] == '\0')
		cgrid_imdf_warn(reader, feature,
				"it has neither a short_name nor a name: its label is unknown");
	if (!feature->has_ordinal)
		cgrid_imdf_warn(reader, feature, "it has no ordinal that is a whole number");
	bool outlined = true;
	size_t first = reader->ids.count;
	for (size_t i = 0; i < count && !status; i++) {
		status = make_share(reader, feature, buildings[i], count > 1, &index);
		if (!status && i == 0)
			status =
			    cgrid_imdf_remember(reader, IMDF_LEVEL, feature, feature->id, index, "");
		const struct imdf_known share = {IMDF_LEVEL, feature->id, index,
						 0,          "",          feature->source};
		if (!status && i > 0 && !cgrid_imdf_add(&reader->ids, &share))
			status = cgrid_fail_memory(reader->draft->ctx);
		if (buildings[i] != CGRID_NONE)
			outlined &= reader->draft->buildings[buildings[i]].outline.ring_count > 0;
	}
	if (status)
		return status;
	reader->ids.known[first].shares = (uint32_t)count;
	if (count > 1 && !outlined)
		cgrid_imdf_warn(reader, feature,
				"it is of several buildings, not all of which have a footprint: what "
				"stands on it may be read as of another one of them");
	return CGRID_OK;
}

/* Is a position inside the rings, by crossings? */
static bool
holds(const struct cgrid_draft *draft, struct cgrid_draft_shape shape, struct cgrid_lonlat at)
{
	bool inside = false;
	for (size_t r = shape.first_ring; r < shape.first_ring + shape.ring_count; r++) {
		const struct cgrid_draft_ring *ring = &draft->rings[r];
		const struct cgrid_lonlat *points = &draft->points[ring->first];
		for (size_t i = 0, j = ring->count - 1; i < ring->count; j = i++)
			if ((points[i].lat > at.lat) != (points[j].lat > at.lat) &&
			    at.lon < points[i].lon + (points[j].lon - points[i].lon) *
							 (at.lat - points[i].lat) /
							 (points[j].lat - points[i].lat))
				inside = !inside;
	}
	return inside;
}

/* How many corners of a feature lie in a building's footprint; where the drawing wants its name is
 * surer than any corner. */
static size_t
corners_in(const struct imdf_reader *reader, const struct imdf_feature *feature, uint32_t building)
{
	const struct cgrid_draft *draft = reader->draft;
	if (building == CGRID_NONE)
		return 0;
	const struct cgrid_draft_shape outline = draft->buildings[building].outline;
	size_t count = 0;
	if (feature->has_display && holds(draft, outline, feature->display))
		count = SIZE_MAX / 2;
	for (size_t r = 0; r < feature->shape.ring_count; r++) {
		const struct cgrid_draft_ring *ring = &draft->rings[feature->shape.first_ring + r];
		for (size_t i = 0; i < ring->count; i++)
			count += holds(draft, outline, draft->points[ring->first + i]);
	}
	return count;
}

uint32_t
cgrid_imdf_level_of(struct imdf_reader *reader, const struct imdf_feature *feature)
{
	const struct imdf_known *known = cgrid_imdf_find(&reader->ids, IMDF_LEVEL, feature->level_id);
	if (!known)
		return CGRID_NONE;
	uint32_t best = known->index;
	size_t most = 0;
	for (uint32_t i = 0; known->shares > 1 && i < known->shares; i++) {
		size_t corners =
		    corners_in(reader, feature, reader->draft->levels[known[i].index].building);
		if (corners > most) {
			most = corners;
			best = known[i].index;
		}
	}
	if (known->shares > 1 && most == 0)
		cgrid_imdf_warn(
		    reader, feature,
		    "it is in no footprint of the buildings that share its level, and is read "
		    "as of the first of them");
	return best;
}
