/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What only the whole file can say: the level of features that name none, whose
 * outline is whose, and a note on what was not used.
 */
#include "read/geojson.h"

#include <stdio.h>
#include <string.h>

enum cgrid_status
cgrid_geojson_own_building(struct geojson_reader *r, const struct cgrid_source *source,
			   uint32_t *building_out)
{
	enum cgrid_status status = CGRID_OK;
	if (r->building == CGRID_NONE)
		status = cgrid_draft_building(r->draft, r->defaults.building, source, &r->building);
	*building_out = r->building;
	return status;
}

/* Half-open crossings over all rings: inside an outer ring and outside its holes. */
static bool
shape_holds(const struct cgrid_draft *draft, struct cgrid_draft_shape shape, struct cgrid_lonlat at)
{
	bool inside = false;
	for (size_t r = shape.first_ring; r < shape.first_ring + shape.ring_count; r++) {
		const struct cgrid_draft_ring *ring = &draft->rings[r];
		const struct cgrid_lonlat *points = draft->points + ring->first;
		for (size_t i = 0, j = ring->count - 1;
		     ring->role != CGRID_RING_LINE && i < ring->count; j = i++)
			if ((points[i].lat > at.lat) != (points[j].lat > at.lat) &&
			    at.lon < (points[j].lon - points[i].lon) * (at.lat - points[i].lat) /
					     (points[j].lat - points[i].lat) +
					 points[i].lon)
				inside = !inside;
	}
	return inside;
}

/* The middle of a feature's corners: good enough to tell buildings apart. */
static struct cgrid_lonlat
middle_of(const struct cgrid_draft *draft, struct cgrid_draft_shape shape)
{
	const struct cgrid_draft_ring *ring = &draft->rings[shape.first_ring];
	struct cgrid_lonlat sum = {0, 0};
	for (size_t i = 0; i < ring->count; i++) {
		sum.lon += draft->points[ring->first + i].lon / (double)ring->count;
		sum.lat += draft->points[ring->first + i].lat / (double)ring->count;
	}
	return sum;
}

static bool
has_room_at(const struct cgrid_draft *draft, uint32_t level, struct cgrid_lonlat at)
{
	for (size_t i = 0; i < draft->feature_count; i++)
		if (draft->features[i].kind == CGRID_DRAFT_ROOM && draft->features[i].level == level &&
		    shape_holds(draft, draft->features[i].shape, at))
			return true;
	return shape_holds(draft, draft->levels[level].outline, at);
}

void
cgrid_geojson_match_level(struct geojson_reader *r, const char *label,
			  struct cgrid_draft_feature *record)
{
	const struct cgrid_draft *draft = r->draft;
	struct cgrid_lonlat at = middle_of(draft, record->shape);
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

/* Two shapes as one: their rings, said again behind all others. */
static enum cgrid_status
join_shapes(struct cgrid_draft *draft, struct cgrid_draft_shape *to, struct cgrid_draft_shape add)
{
	const struct cgrid_draft_shape parts[2] = {*to, add};
	if (to->ring_count == 0) {
		*to = add;
		return CGRID_OK;
	}
	size_t first = draft->ring_count, points = draft->point_count;
	for (size_t p = 0; p < 2; p++)
		for (size_t i = 0; i < parts[p].ring_count; i++) {
			enum cgrid_status status = cgrid_draft_ring_begin(draft, CGRID_RING_OUTER);
			if (status)
				return status;
			draft->rings[draft->ring_count - 1] = draft->rings[parts[p].first_ring + i];
		}
	draft->point_count = points;
	*to = (struct cgrid_draft_shape){first, draft->ring_count - first};
	return CGRID_OK;
}

static enum cgrid_status
settle_level_outline(struct geojson_reader *r, const struct geojson_outline *outline, const char *label)
{
	struct cgrid_draft *draft = r->draft;
	uint32_t building, level;
	enum cgrid_status status =
	    outline->building[0]
		? cgrid_draft_building(draft, outline->building, &outline->source, &building)
		: cgrid_geojson_own_building(r, &outline->source, &building);
	if (!status)
		status = cgrid_draft_level(draft, building, label, &outline->source, &level);
	if (status)
		return status;
	struct cgrid_draft_level *to = &draft->levels[level];
	if (to->id[0] == '\0')
		to->id = outline->id;
	if (to->name[0] == '\0' && strcmp(outline->name, label) != 0)
		to->name = outline->name;
	return join_shapes(draft, &to->outline, outline->shape);
}

/* Rooms of the file's own building that an outline holds. */
static size_t
rooms_inside(const struct geojson_reader *r, const struct geojson_outline *outline)
{
	const struct cgrid_draft *draft = r->draft;
	size_t count = 0;
	for (size_t i = r->mark.features; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *feature = &draft->features[i];
		count += feature->kind == CGRID_DRAFT_ROOM && feature->building == r->building &&
			 r->building != CGRID_NONE &&
			 shape_holds(draft, outline->shape, middle_of(draft, feature->shape));
	}
	return count;
}

/* The building of an outline's name. Buildings of one name and different numbers are told apart by
 * the number. */
static enum cgrid_status
named_building(struct geojson_reader *r, const struct geojson_outline *outline, uint32_t *building_out)
{
	struct cgrid_draft *draft = r->draft;
	const char *name = outline->building[0] ? outline->building
			   : outline->name[0]   ? outline->name
						: outline->ref;
	char numbered[256];
	for (size_t i = 0; i < draft->building_count; i++) {
		const struct cgrid_draft_building *other = &draft->buildings[i];
		if (outline->ref[0] && strcmp(name, outline->ref) != 0 &&
		    other->outline.ring_count > 0 && cgrid_same_text(other->name, name) &&
		    strcmp(other->id, outline->id) != 0) {
			snprintf(numbered, sizeof numbered, "%.180s (%.60s)", name, outline->ref);
			name = numbered;
			break;
		}
	}
	/* Doors of another file may have called it by its id before. */
	for (size_t i = 0; outline->id[0] && i < draft->building_count; i++) {
		struct cgrid_draft_building *other = &draft->buildings[i];
		if (strcmp(other->id, outline->id) != 0)
			continue;
		*building_out = (uint32_t)i;
		if (strcmp(other->name, other->id) == 0)
			other->name = cgrid_draft_text(draft, name, strlen(name), NULL);
		return other->name ? CGRID_OK : CGRID_E_MEMORY;
	}
	return cgrid_draft_building(draft, name, &outline->source, building_out);
}

static enum cgrid_status
add_outbuilding(struct geojson_reader *r, const struct geojson_outline *outline)
{
	struct cgrid_draft_feature area = {.kind = CGRID_DRAFT_AREA,
					   .id = outline->id,
					   .ref = "",
					   .name = "",
					   .category = "outbuilding",
					   .building = CGRID_NONE,
					   .level = CGRID_NONE,
					   .exterior = CGRID_EXTERIOR_UNKNOWN,
					   .shape = outline->shape,
					   .source = outline->source};
	return cgrid_draft_feature(r->draft, &area);
}

static enum cgrid_status
settle_building_outline(struct geojson_reader *r, const struct geojson_outline *outline)
{
	struct cgrid_draft *draft = r->draft;
	uint32_t building = r->building;
	enum cgrid_status status = CGRID_OK;
	const char *name = outline->name[0] ? outline->name : outline->ref;
	bool ours = outline->building[0] == '\0' && rooms_inside(r, outline) > 0;
	if (ours && name[0] && !cgrid_same_text(name, draft->buildings[building].name))
		cgrid_log(
		    r->ctx, CGRID_NOTE, &outline->source,
		    "the outline of \"%.80s\" holds rooms of building \"%.80s\" and is taken for its",
		    name, draft->buildings[building].name);
	if (!ours && outline->building[0] == '\0' && name[0] == '\0') {
		if (outline->role == CGRID_ROLE_BUILDING)
			return add_outbuilding(r, outline);
		status = cgrid_geojson_own_building(r, &outline->source, &building);
	} else if (!ours) {
		status = named_building(r, outline, &building);
	}
	if (status)
		return status;
	struct cgrid_draft_building *to = &draft->buildings[building];
	if (to->outline.ring_count == 0) {
		to->source = outline->source;
		if (to->id[0] == '\0')
			to->id = outline->id;
	}
	return join_shapes(draft, &to->outline, outline->shape);
}

static enum cgrid_status
settle_outlines(struct geojson_reader *r, const char *label)
{
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; !status && i < r->outline_count; i++) {
		const struct geojson_outline *outline = &r->outlines[i];
		const char *own = outline->label[0] ? outline->label : label;
		if (outline->role != CGRID_ROLE_BUILDING && own[0])
			status = settle_level_outline(r, outline, own);
		else
			status = settle_building_outline(r, outline);
	}
	return status;
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

static void
note_unused(struct geojson_reader *r)
{
	static const char *const words[GEOJSON_UNUSED_COUNT] = {
	    [GEOJSON_NO_GEOMETRY] = "without a geometry",
	    [GEOJSON_POINT] = "points that are no doors and nothing a responder looks for",
	    [GEOJSON_LINE] = "lines that are no doors, roads or fences",
	    [GEOJSON_AREA] = "areas that are neither rooms nor grounds",
	    [GEOJSON_RETIRED] = "retired",
	};
	const struct cgrid_source source = {r->plan->shown, 0, 0};
	struct cgrid_buf note = {0};
	for (size_t i = 0; i < GEOJSON_UNUSED_COUNT; i++) {
		const struct geojson_count *count = &r->unused[i];
		if (count->count == 0)
			continue;
		cgrid_buf_text(&note, note.size ? "; " : "");
		cgrid_buf_int(&note, (int64_t)count->count);
		cgrid_buf_char(&note, ' ');
		cgrid_buf_text(&note, words[i]);
		for (size_t e = 0; e < GEOJSON_EXAMPLES && count->examples[e][0]; e++) {
			cgrid_buf_text(&note, e ? ", " : " (");
			cgrid_buf_text(&note, count->examples[e]);
			if (e + 1 == GEOJSON_EXAMPLES || count->examples[e + 1][0] == '\0')
				cgrid_buf_char(&note, ')');
		}
	}
	if (note.size > 0)
		cgrid_log(r->ctx, CGRID_NOTE, &source, "not used: %s", note.data);
	cgrid_buf_free(&note);
	if (r->rooms_without_level > 0)
		cgrid_log(
		    r->ctx, CGRID_WARNING, &source,
		    "%zu room%s without a level: kept on a level without a label; say the level in the "
		    "drawing or in campus.json",
		    r->rooms_without_level, r->rooms_without_level == 1 ? "" : "s");
}

enum cgrid_status
cgrid_geojson_finish(struct geojson_reader *r)
{
	enum cgrid_status status = cgrid_geojson_place(r);
	if (!status)
		status = rename_own_level(r);
	const char *label = usual_label(r);
	if (!status)
		status = settle_levels(r, label);
	if (!status)
		status = settle_outlines(r, label);
	if (status)
		return status;
	settle_ordinal(r);
	note_unused(r);
	if (r->osm)
		r->draft->credit = "(c) OpenStreetMap contributors";
	return CGRID_OK;
}
