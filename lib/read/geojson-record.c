/* SPDX-License-Identifier: Apache-2.0 */
/* The record that a feature becomes: its building, its levels, its texts. */
#include "read/geojson.h"

#include "base/num.h"

#include <stdio.h>
#include <string.h>

static bool
has_digit(const char *text)
{
	return strpbrk(text, "0123456789") != NULL;
}

/* For messages: `feature "214" (way/12)`, or `way 12 "214"` where that is how its author calls it. */
static void
describe(const struct geojson_reader *r, char out[160])
{
	const char *id = cgrid_geojson_feature_id(&r->feature);
	const char *name = geojson_text_of(r, CGRID_PROPERTY_REF);
	if (!name[0])
		name = geojson_text_of(r, CGRID_PROPERTY_NAME);
	if (r->elements) {
		int length = snprintf(out, 160, name[0] ? "%.40s \"%.80s\"" : "%.40s%.0s", id, name);
		char *slash = length > 0 ? strchr(out, '/') : NULL;
		if (slash)
			*slash = ' ';
	} else if (name[0] && id[0])
		snprintf(out, 160, "feature \"%.60s\" (%.60s)", name, id);
	else
		snprintf(out, 160, name[0] || id[0] ? "feature \"%.80s\"" : "a feature%.0s",
			 name[0] ? name : id);
}

enum cgrid_status
cgrid_geojson_left_out(struct geojson_reader *r, const char *why)
{
	char what[160];
	describe(r, what);
	if (r->draft->strict)
		return cgrid_fail_at(r->ctx, CGRID_E_MEANING, &r->feature.source, "%s: %s", what, why);
	cgrid_log(r->ctx, CGRID_LEFT_OUT, &r->feature.source, "%s: %s (left out)", what, why);
	return CGRID_OK;
}

void
cgrid_geojson_unused(struct geojson_reader *r, enum geojson_unused why, const char *key,
		     const char *word)
{
	struct geojson_count *count = &r->unused[why];
	char example[GEOJSON_EXAMPLE_SIZE];
	count->count++;
	if (!word[0])
		return;
	snprintf(example, sizeof example, "%.12s=%.24s", key, word);
	for (size_t i = 0; i < GEOJSON_EXAMPLES; i++) {
		if (strcmp(count->examples[i], example) == 0)
			return;
		if (count->examples[i][0] == '\0') {
			memcpy(count->examples[i], example, sizeof example);
			return;
		}
	}
}

/* The keys that tell most about a feature nobody uses, for the note. */
static const struct {
	enum cgrid_property property;
	const char *key;
} telling[] = {
    {CGRID_PROPERTY_HIGHWAY, "highway"},   {CGRID_PROPERTY_RAILWAY, "railway"},
    {CGRID_PROPERTY_AMENITY, "amenity"},   {CGRID_PROPERTY_NATURAL, "natural"},
    {CGRID_PROPERTY_LANDUSE, "landuse"},   {CGRID_PROPERTY_SHOP, "shop"},
    {CGRID_PROPERTY_ROUTE, "route"},       {CGRID_PROPERTY_BARRIER, "barrier"},
    {CGRID_PROPERTY_INDOOR, "indoor"},     {CGRID_PROPERTY_BUILDING_PART, "building:part"},
    {CGRID_PROPERTY_BUILDING, "building"}, {CGRID_PROPERTY_ROOM, "room"},
    {CGRID_PROPERTY_TYPE, "type"},         {CGRID_PROPERTY_CATEGORY, "category"},
};

static void
count_unused(struct geojson_reader *r)
{
	enum geojson_unused why = r->feature.drawn == CGRID_DRAWN_AREA   ? GEOJSON_AREA
				  : r->feature.drawn == CGRID_DRAWN_LINE ? GEOJSON_LINE
									 : GEOJSON_POINT;
	for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
		if (geojson_has(r, telling[i].property)) {
			cgrid_geojson_unused(r, why, telling[i].key,
					     geojson_text_of(r, telling[i].property));
			return;
		}
	cgrid_geojson_unused(r, why, "", "");
}

/* The building a feature names; NULL when it names none. A bare OSM value (yes, retail) is no name. */
static const char *
building_name(const struct geojson_reader *r)
{
	const char *text = geojson_text_of(r, CGRID_PROPERTY_BUILDING);
	if (r->plan->building)
		return r->plan->building;
	if (text[0] && !cgrid_recall_word(r->recall, CGRID_PROPERTY_BUILDING, text, CGRID_DRAWN_AREA))
		return text;
	return NULL;
}

/* A building by the id that other files call it by; until its outline says its name it is called so. */
static enum cgrid_status
building_of_id(struct geojson_reader *r, const struct cgrid_source *source, uint32_t *building_out)
{
	struct cgrid_draft *draft = r->draft;
	const char *id = geojson_text_of(r, CGRID_PROPERTY_BUILDING_ID);
	for (size_t i = draft->building_count; i-- > 0;)
		if (strcmp(draft->buildings[i].id, id) == 0) {
			*building_out = (uint32_t)i;
			return CGRID_OK;
		}
	enum cgrid_status status = cgrid_draft_building(draft, id, source, building_out);
	if (status)
		return status;
	const char *copy = cgrid_draft_bytes(draft, id, strlen(id));
	if (copy)
		draft->buildings[*building_out].id = copy;
	return copy ? CGRID_OK : CGRID_E_MEMORY;
}

/* The building of a record; CGRID_NONE when the feature says none and `must` is false. */
static enum cgrid_status
find_building(struct geojson_reader *r, const struct cgrid_source *source, bool must,
	      uint32_t *building_out)
{
	const char *name = building_name(r);
	*building_out = CGRID_NONE;
	if (name)
		return cgrid_draft_building(r->draft, name, source, building_out);
	if (geojson_has(r, CGRID_PROPERTY_BUILDING_ID))
		return building_of_id(r, source, building_out);
	return must ? cgrid_geojson_own_building(r, source, building_out) : CGRID_OK;
}

static enum cgrid_status
note_own_label(struct geojson_reader *r, const char *label)
{
	if (r->own_label[0] == '\0') {
		const char *copy = cgrid_draft_bytes(r->draft, label, strlen(label));
		if (!copy)
			return CGRID_E_MEMORY;
		r->own_label = copy;
	} else if (strcmp(r->own_label, label) != 0) {
		r->own_labels_differ = true;
	}
	return CGRID_OK;
}

/* Only what is written as one: level "1" is the ground floor here and the one above it there. */
static bool
own_ordinal(const struct geojson_reader *r, int32_t *ordinal_out)
{
	const char *text = geojson_text_of(r, CGRID_PROPERTY_ORDINAL);
	int64_t ordinal;
	if (!text[0] || !cgrid_integer_parse(text, strlen(text), -1000, 1000, &ordinal))
		return false;
	*ordinal_out = (int32_t)ordinal;
	return true;
}

/* The ordinal of a level that the feature names: said outright, else by OpenStreetMap's number. */
static bool
find_ordinal(const struct geojson_reader *r, const struct cgrid_level_list *list, size_t i,
	     int32_t *ordinal_out)
{
	if (list->count == 1 && own_ordinal(r, ordinal_out))
		return true;
	return cgrid_geojson_is_osm(r) && cgrid_geojson_osm_ordinal(list->labels[i], ordinal_out);
}

/* The levels that the feature names: by itself, or from its lowest to its highest. */
static bool
find_levels(const struct geojson_reader *r, struct cgrid_level_list *list)
{
	const char *level = geojson_text_of(r, CGRID_PROPERTY_LEVEL);
	const char *low = geojson_text_of(r, CGRID_PROPERTY_MIN_LEVEL),
		   *high = geojson_text_of(r, CGRID_PROPERTY_MAX_LEVEL);
	char range[64];
	if (level[0] == '\0' && low[0] && high[0] &&
	    snprintf(range, sizeof range, strcmp(low, high) == 0 ? "%s" : "%s-%s", low, high) <
		(int)sizeof range)
		level = range;
	return cgrid_levels_parse(level, list);
}

/* What the signs of its levels read, as many as there are levels. */
static enum cgrid_status
note_sign(struct geojson_reader *r, size_t i, size_t count)
{
	struct cgrid_level_list signs;
	const char *text = geojson_text_of(r, CGRID_PROPERTY_LEVEL_REF);
	if (text[0] == '\0')
		return CGRID_OK;
	if (!cgrid_levels_parse(text, &signs))
		return cgrid_fail_memory(r->ctx);
	enum cgrid_status status = CGRID_OK;
	if (signs.count == count) {
		const char *copy =
		    cgrid_draft_text(r->draft, signs.labels[i], strlen(signs.labels[i]), NULL);
		if (!copy)
			status = CGRID_E_MEMORY;
		else if (!CGRID_ROOM_FOR_ONE(r->signs, r->sign_count, r->sign_capacity))
			status = cgrid_fail_memory(r->ctx);
		else
			r->signs[r->sign_count++] =
			    (struct geojson_sign){r->draft->feature_count - 1, copy};
	}
	cgrid_levels_free(&signs);
	return status;
}

/* One record on each of the levels that the feature names; all share id and shape. */
static enum cgrid_status
add_on_levels(struct geojson_reader *r, struct cgrid_draft_feature *record, bool in_building)
{
	struct cgrid_level_list list = {0}, more = {0};
	enum cgrid_status status = CGRID_OK;
	int32_t ordinal;
	if (!find_levels(r, &list) ||
	    !cgrid_levels_parse(geojson_text_of(r, CGRID_PROPERTY_REPEAT), &more)) {
		cgrid_levels_free(&list);
		return cgrid_fail_memory(r->ctx);
	}
	for (size_t i = 0; i < more.count && list.count < CGRID_LEVELS_MOST; i++) {
		bool there = false;
		for (size_t k = 0; k < list.count; k++)
			there |= strcmp(list.labels[k], more.labels[i]) == 0;
		if (!there)
			list.labels[list.count++] = more.labels[i];
	}
	bool must = in_building || (list.count > 0 && !r->plan->features);
	status = find_building(r, &record->source, must, &record->building);
	record->level = GEOJSON_LEVEL_LATER;
	if (!status && list.count == 0)
		status = cgrid_draft_feature(r->draft, record);
	for (size_t i = 0; !status && i < list.count; i++) {
		if (record->building == CGRID_NONE) {
			cgrid_geojson_match_level(r, list.labels[i], record);
			status = cgrid_draft_feature(r->draft, record);
			record->building = CGRID_NONE;
			continue;
		}
		status = cgrid_draft_level(r->draft, record->building, list.labels[i], &record->source,
					   &record->level);
		if (!status)
			status = note_own_label(r, list.labels[i]);
		if (!status && find_ordinal(r, &list, i, &ordinal))
			cgrid_geojson_ordinal(r, record->level, ordinal, &record->source);
		if (!status)
			status = cgrid_draft_feature(r->draft, record);
		if (!status)
			status = note_sign(r, i, list.count);
	}
	cgrid_levels_free(&list);
	cgrid_levels_free(&more);
	return status;
}

/* Texts of a record, cleaned, in the draft. False without memory. */
static bool
copy_texts(struct geojson_reader *r, struct cgrid_draft_feature *record)
{
	const char **texts[] = {&record->id, &record->ref, &record->name, &record->category};
	for (size_t i = 0; i < 4; i++) {
		const char *text = *texts[i];
		*texts[i] = text[0] ? cgrid_draft_text(r->draft, text, strlen(text),
						       i == 0 ? NULL : &record->source)
				    : "";
		if (!*texts[i])
			return false;
	}
	return true;
}

/* Grounds belong to no level, whatever is written on them, but for garages and platforms. */
static bool
is_of_grounds(const struct geojson_reader *r, const char *kind)
{
	static const char *const grounds[] = {"parking", "field", "road",       "neighbor",
					      "fence",   "water", "outbuilding"};
	const char *level = geojson_text_of(r, CGRID_PROPERTY_LEVEL);
	if (level[0] && strcmp(level, "0") != 0)
		return false;
	for (size_t i = 0; i < sizeof grounds / sizeof *grounds; i++)
		if (strcmp(grounds[i], kind) == 0)
			return true;
	return level[0] == '\0' && !geojson_has(r, CGRID_PROPERTY_INDOOR);
}

/* The record of a role, its texts still the feature's own. */
static void
fill(struct geojson_reader *r, enum cgrid_role role, const char *as, struct cgrid_draft_feature *record)
{
	const char *ref = geojson_text_of(r, CGRID_PROPERTY_REF),
		   *name = geojson_text_of(r, CGRID_PROPERTY_NAME);
	const char *exterior = geojson_text_of(r, CGRID_PROPERTY_EXTERIOR);
	record->id = cgrid_geojson_feature_id(&r->feature);
	record->ref = ref;
	record->name = name;
	record->category = "";
	record->exterior = CGRID_EXTERIOR_UNKNOWN;
	if (role == CGRID_ROLE_ROOM) {
		record->kind = CGRID_DRAFT_ROOM;
		record->category = cgrid_geojson_category(r);
		const char *room = geojson_text_of(r, CGRID_PROPERTY_ROOM);
		bool sign = !cgrid_geojson_is_room_word(r, room) || !name[0];
		if (!ref[0] && room[0] && sign && !cgrid_geojson_is_osm(r))
			record->ref = room;
		if (!record->ref[0] || strcmp(record->ref, name) == 0) {
			record->ref = name;
			record->name = "";
		}
	} else if (role == CGRID_ROLE_DOOR || role == CGRID_ROLE_ENTRANCE) {
		const char *door = geojson_text_of(r, CGRID_PROPERTY_DOOR);
		const char *entrance = geojson_text_of(r, CGRID_PROPERTY_ENTRANCE);
		record->kind = CGRID_DRAFT_DOOR;
		if (!ref[0])
			record->ref = has_digit(door) ? door : has_digit(entrance) ? entrance : "";
		if (exterior[0])
			record->exterior = strcmp(exterior, "no") == 0 || strcmp(exterior, "0") == 0
					       ? CGRID_INTERIOR
					       : CGRID_EXTERIOR;
		else if (role == CGRID_ROLE_ENTRANCE)
			record->exterior = CGRID_EXTERIOR;
	} else {
		record->kind = role == CGRID_ROLE_ASSET ? CGRID_DRAFT_ASSET : CGRID_DRAFT_AREA;
		record->category = cgrid_geojson_kind(r, as);
	}
}

static enum cgrid_status
add_record(struct geojson_reader *r, enum cgrid_role role, const char *as)
{
	struct cgrid_draft_feature record = {0};
	enum cgrid_status status = CGRID_OK;
	record.source = r->feature.source;
	fill(r, role, as, &record);
	bool grounds = record.kind == CGRID_DRAFT_AREA && is_of_grounds(r, record.category);
	if (!copy_texts(r, &record))
		return CGRID_E_MEMORY;
	record.shape.first_ring = r->feature.first_ring;
	record.shape.ring_count = r->draft->ring_count - record.shape.first_ring;
	/* Points of one feature are places of their own. */
	size_t shapes = r->feature.drawn == CGRID_DRAWN_POINT ? record.shape.ring_count : 1;
	if (shapes > 1)
		record.shape.ring_count = 1;
	for (size_t i = 0; !status && i < shapes; i++, record.shape.first_ring++) {
		record.building = record.level = CGRID_NONE;
		status = grounds ? cgrid_draft_feature(r->draft, &record)
				 : add_on_levels(r, &record, record.kind == CGRID_DRAFT_ROOM);
	}
	return status;
}

static bool
is_school_building(const char *building)
{
	static const char *const words[] = {"school", "college", "university", "kindergarten"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (cgrid_same_text(words[i], building))
			return true;
	return false;
}

static enum cgrid_status
add_outline(struct geojson_reader *r, enum cgrid_role role)
{
	const char *id = geojson_text_of(r, CGRID_PROPERTY_BUILDING_ID), *building = building_name(r);
	const char *ref = geojson_text_of(r, CGRID_PROPERTY_BUILDING_REF), *label = "";
	struct cgrid_level_list list;
	if (!cgrid_levels_parse(geojson_text_of(r, CGRID_PROPERTY_LEVEL), &list))
		return cgrid_fail_memory(r->ctx);
	/* A level's outline that has but a name is called so, where no path says better. */
	if (list.count > 0)
		label = list.labels[0];
	else if (role == CGRID_ROLE_LEVEL && !r->plan->level && !r->defaults.level)
		label = geojson_text_of(r, geojson_has(r, CGRID_PROPERTY_REF) ? CGRID_PROPERTY_REF
									      : CGRID_PROPERTY_NAME);
	if (!ref[0])
		ref = geojson_text_of(r, CGRID_PROPERTY_REF);
	if (!id[0] || role != CGRID_ROLE_BUILDING)
		id = cgrid_geojson_feature_id(&r->feature);
	struct geojson_outline outline = {.role = role, .source = r->feature.source};
	const struct cgrid_word *kind = cgrid_word_find(
	    CGRID_PROPERTY_AMENITY, geojson_text_of(r, CGRID_PROPERTY_AMENITY), CGRID_DRAWN_AREA);
	outline.is_school = kind && kind->role == CGRID_ROLE_GROUNDS;
	outline.of_school = r->feature.of_school || outline.is_school ||
			    is_school_building(geojson_text_of(r, CGRID_PROPERTY_BUILDING));
	outline.has_ordinal = own_ordinal(r, &outline.ordinal) ||
			      (cgrid_geojson_is_osm(r) && list.count == 1 &&
			       cgrid_geojson_osm_ordinal(list.labels[0], &outline.ordinal));
	const struct {
		const char **to, *from;
	} texts[] = {{&outline.label, label},
		     {&outline.building, building ? building : ""},
		     {&outline.name, geojson_text_of(r, CGRID_PROPERTY_NAME)},
		     {&outline.ref, ref},
		     {&outline.sign, geojson_text_of(r, CGRID_PROPERTY_LEVEL_REF)},
		     {&outline.id, id}};
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		*texts[i].to =
		    cgrid_draft_text(r->draft, texts[i].from, strlen(texts[i].from), &outline.source);
		if (!*texts[i].to)
			status = CGRID_E_MEMORY;
	}
	cgrid_levels_free(&list);
	if (!status && !CGRID_ROOM_FOR_ONE(r->outlines, r->outline_count, r->outline_capacity))
		status = cgrid_fail_memory(r->ctx);
	if (status)
		return status;
	outline.shape.first_ring = r->feature.first_ring;
	outline.shape.ring_count = r->draft->ring_count - r->feature.first_ring;
	r->outlines[r->outline_count++] = outline;
	return CGRID_OK;
}

/* A school in one house is both its grounds and its building; only a map needs to be told whose the
 * buildings are. */
static enum cgrid_role
role_of_school(const struct geojson_reader *r)
{
	const char *building = geojson_text_of(r, CGRID_PROPERTY_BUILDING);
	const struct cgrid_word *word =
	    cgrid_recall_word(r->recall, CGRID_PROPERTY_BUILDING, building, CGRID_DRAWN_AREA);
	if (building[0] && word)
		return word->role;
	return r->osm ? CGRID_ROLE_GROUNDS : CGRID_ROLE_IGNORED;
}

enum cgrid_status
cgrid_geojson_take(struct geojson_reader *r)
{
	const char *as, *status_text = geojson_text_of(r, CGRID_PROPERTY_STATUS);
	enum cgrid_status status = CGRID_OK;
	bool used = false;
	if (r->feature.words.failed)
		return cgrid_fail_memory(r->ctx);
	if (r->feature.faulty) {
		cgrid_draft_rings_drop(r->draft, r->feature.first_ring);
		return cgrid_geojson_left_out(r, r->feature.fault);
	}
	r->osm |= cgrid_geojson_is_osm(r);
	cgrid_geojson_simplify(r);
	if (r->feature.drawn == 0) {
		cgrid_geojson_unused(r, GEOJSON_NO_GEOMETRY, "", "");
	} else if (cgrid_same_text(status_text, "retired") ||
		   cgrid_same_text(status_text, "demolished")) {
		cgrid_geojson_unused(r, GEOJSON_RETIRED, "status", status_text);
	} else {
		enum cgrid_role role = cgrid_geojson_role(r, &as);
		if (role == CGRID_ROLE_GROUNDS)
			role = role_of_school(r);
		used = role != CGRID_ROLE_IGNORED;
		if (!used && r->feature.drawn != CGRID_DRAWN_AREA && cgrid_geojson_is_misdrawn_room(r))
			status = cgrid_geojson_left_out(
			    r, "a room is drawn as a line or point, not as an area");
		else if (!used)
			count_unused(r);
		else if (role == CGRID_ROLE_LEVEL || role == CGRID_ROLE_BUILDING ||
			 role == CGRID_ROLE_OUTLINE || role == CGRID_ROLE_GROUNDS)
			status = add_outline(r, role);
		else
			status = add_record(r, role, as);
	}
	if (!used)
		cgrid_draft_rings_drop(r->draft, r->feature.first_ring);
	return status;
}
