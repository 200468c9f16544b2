/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What only the whole file can say: the level of features that name none, whose
 * outline is whose, and a note on what was not used.
 */
#include "read/geojson.h"

#include <stdio.h>
#include <string.h>

void
cgrid_geojson_ordinal(struct geojson_reader *r, uint32_t level, int32_t ordinal,
		      const struct cgrid_source *source)
{
	struct cgrid_draft_level *to = &r->draft->levels[level];
	if (to->has_ordinal && to->ordinal != ordinal)
		cgrid_log(r->ctx, CGRID_WARNING, source,
			  "level \"%.40s\" has ordinal %d elsewhere and %d here; the first is used",
			  to->label, (int)to->ordinal, (int)ordinal);
	else
		to->ordinal = ordinal;
	to->has_ordinal = true;
}

static bool
has_room_at(const struct cgrid_draft *draft, uint32_t level, struct cgrid_lonlat at)
{
	for (size_t i = 0; i < draft->feature_count; i++)
		if (draft->features[i].kind == CGRID_DRAFT_ROOM && draft->features[i].level == level &&
		    cgrid_geojson_holds(draft, draft->features[i].shape, at))
			return true;
	return cgrid_geojson_holds(draft, draft->levels[level].outline, at);
}

void
cgrid_geojson_match_level(struct geojson_reader *r, const char *label,
			  struct cgrid_draft_feature *record)
{
	const struct cgrid_draft *draft = r->draft;
	struct cgrid_lonlat at = cgrid_geojson_middle(draft, record->shape);
	size_t count = 0;
	record->level = CGRID_NONE;
	for (size_t i = 0; i < draft->level_count; i++) {
		if (strcmp(draft->levels[i].label, label) != 0)
			continue;
		if (count++ == 0 || has_room_at(draft, (uint32_t)i, at))
			record->level = (uint32_t)i;
	}
	if (count > 1 && !has_room_at(draft, record->level, at))
		record->level = CGRID_NONE;
	if (record->level != CGRID_NONE)
		record->building = draft->levels[record->level].building;
	else
		cgrid_log(
		    r->ctx, CGRID_WARNING, &record->source,
		    count > 1
			? "\"%.60s\": several buildings have a level \"%.40s\", and it is in none of "
			  "their rooms; say its building"
			: "\"%.60s\": no plan has a level \"%.40s\"",
		    record->ref[0] ? record->ref : record->name, label);
}

/* The level of everything that names none: the plan entry's, the outline's, the path's. */
static const char *
usual_label(const struct geojson_reader *r)
{
	const char *label = "";
	if (r->plan->level)
		return r->plan->level;
	for (size_t i = 0; i < r->outline_count; i++) {
		const char *own = r->outlines[i].label;
		if (r->outlines[i].role == CGRID_ROLE_BUILDING || own[0] == '\0')
			continue;
		if (label[0] && strcmp(label, own) != 0)
			return "";
		label = own;
	}
	return label[0] ? label : r->defaults.level ? r->defaults.level : "";
}

/* A plan entry that names the level speaks of a drawing of one level, whatever that calls it. */
static enum cgrid_status
rename_own_level(struct geojson_reader *r)
{
	struct cgrid_draft *draft = r->draft;
	const struct cgrid_source source = {r->plan->shown, 0, 0};
	const char *own = r->own_label, *said = r->plan->level;
	if (!said || own[0] == '\0' || (!r->own_labels_differ && strcmp(own, said) == 0))
		return CGRID_OK;
	if (r->own_labels_differ) {
		cgrid_log(
		    r->ctx, CGRID_WARNING, &source,
		    "the drawing names several levels of its own, which are kept; \"%.40s\" is used "
		    "where it names none",
		    said);
		return CGRID_OK;
	}
	cgrid_log(r->ctx, CGRID_NOTE, &source,
		  "its level \"%.40s\" is called \"%.40s\", as the plan says", own, said);
	for (size_t i = r->mark.features; i < draft->feature_count; i++) {
		struct cgrid_draft_feature *feature = &draft->features[i];
		if (feature->level >= draft->level_count ||
		    strcmp(draft->levels[feature->level].label, own) != 0)
			continue;
		enum cgrid_status status = cgrid_draft_level(draft, feature->building, said,
							     &feature->source, &feature->level);
		if (status)
			return status;
	}
	for (size_t i = 0; i < r->outline_count; i++)
		if (strcmp(r->outlines[i].label, own) == 0)
			r->outlines[i].label = said;
	return CGRID_OK;
}

static enum cgrid_status
settle_levels(struct geojson_reader *r, const char *label)
{
	struct cgrid_draft *draft = r->draft;
	for (size_t i = r->mark.features; i < draft->feature_count; i++) {
		struct cgrid_draft_feature *feature = &draft->features[i];
		enum cgrid_status status = CGRID_OK;
		if (feature->level != GEOJSON_LEVEL_LATER)
			continue;
		feature->level = CGRID_NONE;
		if (label[0] == '\0' && feature->kind != CGRID_DRAFT_ROOM)
			continue;
		r->rooms_without_level += label[0] == '\0' && draft->features[i].shape.ring_count > 0;
		/* Grounds are no building, whatever their file is called. */
		bool grounds = r->plan->features && feature->kind != CGRID_DRAFT_ROOM;
		if (feature->building == CGRID_NONE && grounds) {
			cgrid_geojson_match_level(r, label, feature);
			continue;
		}
		if (feature->building == CGRID_NONE)
			status = cgrid_geojson_own_building(r, &feature->source, &feature->building);
		if (!status)
			status = cgrid_draft_level(draft, feature->building, label, &feature->source,
						   &feature->level);
		if (status)
			return status;
	}
	return CGRID_OK;
}

static void
settle_ordinal(struct geojson_reader *r)
{
	struct cgrid_draft *draft = r->draft;
	const struct cgrid_plan *plan = r->plan;
	for (size_t i = r->mark.features; plan->level && plan->has_ordinal && i < draft->feature_count;
	     i++) {
		uint32_t level = draft->features[i].level;
		if (level == CGRID_NONE || strcmp(draft->levels[level].label, plan->level) != 0)
			continue;
		draft->levels[level].ordinal = plan->ordinal;
		draft->levels[level].has_ordinal = true;
	}
}

static enum cgrid_status
note_unused(struct geojson_reader *r)
{
	static const char *const words[GEOJSON_UNUSED_COUNT][2] = {
	    [GEOJSON_NO_GEOMETRY] = {"without a geometry", "without a geometry"},
	    [GEOJSON_POINT] = {"point that is no door and nothing a responder looks for",
			       "points that are no doors and nothing a responder looks for"},
	    [GEOJSON_LINE] = {"line that is no door, road or fence",
			      "lines that are no doors, roads or fences"},
	    [GEOJSON_AREA] = {"area that is neither room nor grounds",
			      "areas that are neither rooms nor grounds"},
	    [GEOJSON_RETIRED] = {"retired", "retired"},
	};
	const struct cgrid_source source = {r->plan->shown, 0, 0};
	/* Where all of a file is not used it is the wrong file, or its properties are not understood.
	 */
	bool nothing = r->draft->feature_count == r->mark.features && r->outline_count == 0;
	struct cgrid_buf note = {0};
	for (size_t i = 0; i < GEOJSON_UNUSED_COUNT; i++) {
		const struct geojson_count *count = &r->unused[i];
		if (count->count == 0)
			continue;
		cgrid_buf_text(&note, note.size ? "; " : "");
		cgrid_buf_int(&note, (int64_t)count->count);
		cgrid_buf_char(&note, ' ');
		cgrid_buf_text(&note, words[i][count->count > 1]);
		for (size_t e = 0; e < GEOJSON_EXAMPLES && count->examples[e][0]; e++) {
			cgrid_buf_text(&note, e ? ", " : " (");
			cgrid_buf_text(&note, count->examples[e]);
			if (e + 1 == GEOJSON_EXAMPLES || count->examples[e + 1][0] == '\0')
				cgrid_buf_char(&note, ')');
		}
	}
	if (nothing && r->unused[GEOJSON_LINE].count > 0)
		cgrid_buf_text(&note, "; rooms have to be polygons");
	if (note.size > 0 && !note.failed)
		cgrid_log(r->ctx, nothing ? CGRID_WARNING : CGRID_NOTE, &source, "not used: %s",
			  note.data);
	bool failed = note.failed;
	cgrid_buf_free(&note);
	if (failed)
		return cgrid_fail_memory(r->ctx);
	if (r->rooms_without_level > 0)
		cgrid_log(
		    r->ctx, CGRID_WARNING, &source,
		    "%zu room%s without a level: kept on a level without a label; say the level in the "
		    "drawing or in campus.json",
		    r->rooms_without_level, r->rooms_without_level == 1 ? "" : "s");
	return CGRID_OK;
}

enum cgrid_status
cgrid_geojson_finish(struct geojson_reader *r)
{
	enum cgrid_status status = rename_own_level(r);
	const char *label = usual_label(r);
	if (!status && r->osm)
		status = cgrid_geojson_osm_doors(r);
	if (!status)
		status = settle_levels(r, label);
	if (!status)
		status = cgrid_geojson_outlines(r, label);
	if (!status && r->osm)
		cgrid_geojson_osm_signs(r);
	if (status)
		return status;
	settle_ordinal(r);
	cgrid_geojson_odds(r);
	if (r->osm)
		r->draft->credit = "(c) OpenStreetMap contributors";
	const char *school = r->elements ? cgrid_geojson_osm_school(r) : NULL;
	if (school && r->draft->name[0] == '\0')
		r->draft->name = school;
	return note_unused(r);
}
