/* SPDX-License-Identifier: Apache-2.0 */
/* The entries of a campus.json that name a file: plans, features, sensors, imagery. */
#include "base/num.h"
#include "read/campus-keys.h"
#include "read/words.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

/* A path, as it is written. */
static enum cgrid_status
take_path(struct campus_reader *reader, enum cgrid_json_token token, const char *name,
	  const char **path_out)
{
	if (token != CGRID_JSON_STRING)
		return cgrid_campus_wants(reader, token, name, "a path in quotes");
	if (reader->json.length == 0 || cgrid_json_is(&reader->json, "-") ||
	    memchr(reader->json.text, '\0', reader->json.length))
		return cgrid_campus_wants(reader, token, name, "the path of a file or a folder");
	*path_out = cgrid_draft_bytes(reader->draft, reader->json.text, reader->json.length);
	return *path_out ? CGRID_OK : CGRID_E_MEMORY;
}

static enum cgrid_status
take_file(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
	  void *record)
{
	struct campus_entry *entry = record;
	entry->source = cgrid_json_source(&reader->json);
	return take_path(reader, token, key->name, &entry->plan.file);
}

static enum cgrid_status
take_ordinal(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
	     void *record)
{
	struct campus_entry *entry = record;
	int64_t ordinal;
	if (token != CGRID_JSON_NUMBER ||
	    !cgrid_integer_parse(reader->json.text, reader->json.length, -1000, 1000, &ordinal))
		return cgrid_campus_wants(reader, token, key->name,
					  "a whole number, 0 for the main entrance");
	entry->plan.ordinal = (int32_t)ordinal;
	entry->plan.has_ordinal = true;
	return CGRID_OK;
}

static enum cgrid_status
take_ties(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
	  void *record)
{
	struct campus_entry *entry = record;
	entry->plan.given |= CGRID_PLAN_TIES;
	return take_path(reader, token, key->name, &entry->plan.ties.shown);
}

static enum cgrid_status
take_rooms(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
	   void *record)
{
	struct campus_entry *entry = record;
	entry->plan.given |= CGRID_PLAN_ROOMS;
	return take_path(reader, token, key->name, &entry->plan.rooms.shown);
}

/* Texts that the readers ask for by their bit. */
static const struct {
	const char *name;
	enum cgrid_plan_key given;
	size_t offset;
} texts[] = {
    {"crs", CGRID_PLAN_CRS, offsetof(struct cgrid_plan, crs)},
    {"room_layer", CGRID_PLAN_ROOM_LAYER, offsetof(struct cgrid_plan, room_layer)},
    {"text_layer", CGRID_PLAN_TEXT_LAYER, offsetof(struct cgrid_plan, text_layer)},
    {"units", CGRID_PLAN_UNITS, offsetof(struct cgrid_plan, units)},
};

static enum cgrid_status
take_text(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
	  void *record)
{
	struct campus_entry *entry = record;
	size_t i = 0;
	while (strcmp(texts[i].name, key->name) != 0)
		i++;
	entry->plan.given |= texts[i].given;
	const struct campus_key into = {key->name, cgrid_campus_text, texts[i].offset};
	return cgrid_campus_text(reader, token, &into, &entry->plan);
}

static enum cgrid_status
take_units(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
	   void *record)
{
	struct campus_entry *entry = record;
	enum cgrid_status status = take_text(reader, token, key, record);
	return status || cgrid_unit_m(entry->plan.units) > 0
		   ? status
		   : cgrid_campus_wants(reader, token, key->name, "mm, cm, m, in, ft or us-ft");
}

static enum cgrid_status
take_origin(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
	    void *record)
{
	struct campus_entry *entry = record;
	struct campus_position position;
	enum cgrid_status status = cgrid_campus_position(reader, token, key->name, &position);
	if (status)
		return status;
	entry->plan.given |= CGRID_PLAN_ORIGIN;
	entry->plan.origin = (struct cgrid_lonlat){.lon = position.lon, .lat = position.lat};
	return CGRID_OK;
}

static enum cgrid_status
take_turn(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
	  void *record)
{
	struct campus_entry *entry = record;
	if (token != CGRID_JSON_NUMBER || reader->json.overflow || fabs(reader->json.number) > 360)
		return cgrid_campus_wants(reader, token, key->name,
					  "degrees clockwise from true north, -360 to 360");
	entry->plan.turn_deg = reader->json.number;
	entry->turned = true;
	return CGRID_OK;
}

static enum cgrid_status
take_gap(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
	 void *record)
{
	struct campus_entry *entry = record;
	if (token != CGRID_JSON_NUMBER || reader->json.overflow || reader->json.number < 0)
		return cgrid_campus_wants(reader, token, key->name,
					  "a length in the drawing's units, 0 or more");
	entry->plan.given |= CGRID_PLAN_GAP;
	entry->plan.gap = reader->json.number;
	return CGRID_OK;
}

/* A meaning nobody knows, or a name that is there in another spelling. */
static enum cgrid_status
check_property(struct campus_reader *reader, const struct cgrid_plan_property *property)
{
	enum cgrid_property meaning;
	const char *nearest = cgrid_nearest(property->meaning, cgrid_meaning_words());
	if (!cgrid_meaning_find(property->meaning, &meaning))
		return cgrid_json_refuse(
		    &reader->json, CGRID_E_MEANING, NULL,
		    nearest ? "property \"%.60s\" cannot mean \"%.40s\" (is \"%s\" meant?)"
			    : "property \"%.60s\" cannot mean \"%.40s\" (it can mean ref, name, level, "
			      "building, ...: the list is in campusgrid-properties(5))",
		    property->name, property->meaning, nearest);
	for (size_t i = 0; i < reader->property_count; i++) {
		const char *other = reader->properties[i].name;
		if (cgrid_property_same(other, strlen(other), property->name, strlen(property->name)))
			return cgrid_json_refuse(
			    &reader->json, CGRID_E_MEANING, &property->source,
			    "\"%.60s\" and \"%.60s\" are one name: case, blanks, dashes and "
			    "underscores do not matter",
			    other, property->name);
	}
	return CGRID_OK;
}

static enum cgrid_status
take_property(struct campus_reader *reader, const char *name, const struct cgrid_source *source)
{
	struct cgrid_plan_property property = {.name = name, .source = *source};
	const struct campus_key key = {name, cgrid_campus_text,
				       offsetof(struct cgrid_plan_property, meaning)};
	enum cgrid_status status =
	    cgrid_campus_text(reader, cgrid_json_next(&reader->json), &key, &property);
	if (!status)
		status = check_property(reader, &property);
	if (status)
		return status;
	if (!CGRID_ROOM_FOR_ONE(reader->properties, reader->property_count, reader->property_capacity))
		return cgrid_fail_memory(reader->draft->ctx);
	reader->properties[reader->property_count++] = property;
	return CGRID_OK;
}

static enum cgrid_status
take_properties(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
		void *record)
{
	struct cgrid_plan *plan = &((struct campus_entry *)record)->plan;
	reader->property_count = 0;
	enum cgrid_status status = cgrid_campus_named(reader, token, key->name, take_property);
	if (status || reader->property_count == 0)
		return status;
	struct cgrid_plan_property *kept = cgrid_arena_alloc(
	    &reader->draft->arena, reader->property_count, sizeof *reader->properties);
	if (!kept)
		return cgrid_fail_memory(reader->draft->ctx);
	memcpy(kept, reader->properties, reader->property_count * sizeof *kept);
	plan->given |= CGRID_PLAN_PROPERTIES;
	plan->properties = kept;
	plan->property_count = reader->property_count;
	return CGRID_OK;
}

#define BUILDING                                                                                       \
	{                                                                                              \
		"building", cgrid_campus_text, offsetof(struct campus_entry, plan.building)            \
	}
#define LEVEL                                                                                          \
	{                                                                                              \
		"level", cgrid_campus_text, offsetof(struct campus_entry, plan.level)                  \
	}

/* The keys of an entry of each list of files. */
static const struct campus_key plan_keys[] = {
    {"file", take_file, 0},
    BUILDING,
    LEVEL,
    {"ordinal", take_ordinal, 0},
    {"crs", take_text, 0},
    {"ties", take_ties, 0},
    {"origin", take_origin, 0},
    {"turn", take_turn, 0},
    {"units", take_units, 0},
    {"rooms", take_rooms, 0},
    {"room_layer", take_text, 0},
    {"text_layer", take_text, 0},
    {"gap", take_gap, 0},
    {"properties", take_properties, 0},
    {NULL, NULL, 0},
};
static const struct campus_key feature_keys[] = {
    {"file", take_file, 0},
    BUILDING,
    LEVEL,
    {"ordinal", take_ordinal, 0},
    {"crs", take_text, 0},
    {"ties", take_ties, 0},
    {"origin", take_origin, 0},
    {"turn", take_turn, 0},
    {"units", take_units, 0},
    {"properties", take_properties, 0},
    {NULL, NULL, 0},
};
static const struct campus_key sensor_keys[] = {
    {"file", take_file, 0},
    BUILDING,
    LEVEL,
    {NULL, NULL, 0},
};
static const struct campus_key image_keys[] = {
    {"file", take_file, 0}, {"crs", take_text, 0},
    {"ties", take_ties, 0}, {"captured", cgrid_campus_text, offsetof(struct campus_entry, captured)},
    {NULL, NULL, 0},
};
static const struct {
	const char *name;
	const struct campus_key *keys;
} sections[] = {
    [CAMPUS_PLANS] = {"plans", plan_keys},
    [CAMPUS_FEATURES] = {"features", feature_keys},
    [CAMPUS_SENSORS] = {"sensors", sensor_keys},
    [CAMPUS_IMAGERY] = {"imagery", image_keys},
};

/* The same file again would give every room a twin. Another level of it is another drawing. */
static const struct campus_entry *
twin_of(const struct campus_reader *reader, const struct campus_entry *entry)
{
	for (size_t i = 0; i < reader->entry_count; i++) {
		const struct campus_entry *other = &reader->entries[i];
		bool same_level = other->plan.level && entry->plan.level
				      ? strcmp(other->plan.level, entry->plan.level) == 0
				      : other->plan.level == entry->plan.level;
		if (other->section == entry->section && same_level &&
		    strcmp(other->plan.file, entry->plan.file) == 0)
			return other;
	}
	return NULL;
}

enum cgrid_status
cgrid_campus_entry(struct campus_reader *reader, enum cgrid_json_token token, const char *name)
{
	enum campus_section section = CAMPUS_PLANS;
	while (strcmp(sections[section].name, name) != 0)
		section++;
	struct campus_entry entry = {.section = section};
	const struct cgrid_source source = cgrid_json_source(&reader->json);
	enum cgrid_status status =
	    cgrid_campus_members(reader, token, sections[section].name, sections[section].keys, &entry);
	if (status)
		return status;
	if (!entry.plan.file)
		return cgrid_json_refuse(&reader->json, CGRID_E_MEANING, &source,
					 "%s: an entry has no \"file\"", sections[section].name);
	if (entry.plan.has_ordinal && !entry.plan.level)
		return cgrid_json_refuse(
		    &reader->json, CGRID_E_MEANING, &source,
		    "\"%s\" has an \"ordinal\" and no \"level\" that it could be of", entry.plan.file);
	if (entry.turned && !(entry.plan.given & CGRID_PLAN_ORIGIN))
		return cgrid_json_refuse(
		    &reader->json, CGRID_E_MEANING, &source,
		    "\"%s\" has a \"turn\" and no \"origin\" that it could be about", entry.plan.file);
	entry.plan.shown = entry.plan.file;
	entry.plan.features = section == CAMPUS_FEATURES;
	const struct campus_entry *other = twin_of(reader, &entry);
	if (other)
		return cgrid_json_refuse(&reader->json, CGRID_E_MEANING, &entry.source,
					 "\"%s\" is in \"%s\" a second time (line %u has it too)",
					 entry.plan.file, sections[section].name, other->source.line);
	if (!CGRID_ROOM_FOR_ONE(reader->entries, reader->entry_count, reader->entry_capacity))
		return cgrid_fail_memory(reader->draft->ctx);
	reader->entries[reader->entry_count++] = entry;
	reader->plan_count += section == CAMPUS_PLANS;
	return CGRID_OK;
}
