/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GeoJSON (RFC 7946), streaming: members in any order, one feature at a time.
 * A feature that cannot be used is named and left out; a root that is no
 * GeoJSON, or a key that stands twice, refuses the file.
 */
#include "read/geojson.h"

#include "base/file.h"
#include "base/held-log.h"
#include "base/num.h"
#include "read/texts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* From so many bytes on a file is read by parts; so many are looked at for the end of its first line.
 */
enum { LARGE = 1024 * 1024, FIRST_LINE = 64 * 1024 };

const char *
cgrid_geojson_token_name(enum cgrid_json_token token)
{
	switch (token) {
	case CGRID_JSON_OBJECT:
		return "an object";
	case CGRID_JSON_ARRAY:
		return "an array";
	case CGRID_JSON_STRING:
		return "text";
	case CGRID_JSON_NUMBER:
		return "a number";
	case CGRID_JSON_NULL:
		return "null";
	case CGRID_JSON_TRUE:
	case CGRID_JSON_FALSE:
		return "true or false";
	default:
		return "nothing";
	}
}

void
cgrid_geojson_fault(struct geojson_reader *r, size_t at, const char *format, ...)
{
	va_list args;
	if (r->feature.faulty)
		return;
	r->feature.faulty = true;
	r->feature.fault_at = at;
	va_start(args, format);
	vsnprintf(r->feature.fault, sizeof r->feature.fault, format, args);
	va_end(args);
}

enum cgrid_json_token
cgrid_geojson_key(struct geojson_reader *r, enum cgrid_status *status_out)
{
	enum cgrid_json_token token = cgrid_json_next(&r->json);
	if (token == CGRID_JSON_FAULT)
		*status_out = cgrid_json_status(&r->json);
	else if (token == CGRID_JSON_KEY && r->json.duplicate)
		*status_out = cgrid_json_refuse(
		    &r->json, CGRID_E_MEANING, NULL, "the key \"%.*s\" stands twice in this object",
		    r->json.length < 60 ? (int)r->json.length : 60, r->json.text);
	return token;
}

enum cgrid_status
cgrid_geojson_skip(struct geojson_reader *r, enum cgrid_json_token token)
{
	enum cgrid_status status = CGRID_OK;
	if (token == CGRID_JSON_FAULT)
		return cgrid_json_status(&r->json);
	if (token != CGRID_JSON_OBJECT && token != CGRID_JSON_ARRAY)
		return CGRID_OK;
	size_t depth = cgrid_json_depth(&r->json);
	while (!status && cgrid_json_depth(&r->json) >= depth)
		cgrid_geojson_key(r, &status);
	return status;
}

bool
cgrid_geojson_is(struct cgrid_ctx *ctx, const char *shown, const char *bytes, size_t size,
		 enum cgrid_status *status_out)
{
	struct cgrid_json json;
	bool is = false;
	*status_out = cgrid_json_open(&json, ctx, shown, bytes, size);
	if (*status_out)
		return false;
	enum cgrid_json_token token = cgrid_json_next(&json);
	if (token == CGRID_JSON_OBJECT) {
		while (!is && (token = cgrid_json_next(&json)) == CGRID_JSON_KEY) {
			bool type = cgrid_json_is(&json, "type");
			char text[32] = "";
			token = cgrid_json_next(&json);
			if (type && token == CGRID_JSON_STRING && json.length < sizeof text) {
				memcpy(text, json.text, json.length);
				is = strcmp(text, "FeatureCollection") == 0 ||
				     strcmp(text, "Feature") == 0 || cgrid_geojson_is_geometry(text);
			}
			if (!cgrid_json_skip(&json, token))
				break;
		}
	} else {
		cgrid_json_skip(&json, token);
	}
	/* No GeoJSON is only what is JSON to its end. */
	while (!is && (token = cgrid_json_next(&json)) > CGRID_JSON_END)
		continue;
	*status_out = cgrid_json_status(&json);
	cgrid_json_close(&json);
	return is;
}

static enum cgrid_status
feature_type(struct geojson_reader *r)
{
	enum cgrid_json_token token = cgrid_json_next(&r->json);
	if (token == CGRID_JSON_STRING && cgrid_json_is(&r->json, "Feature"))
		r->feature.is_feature = true;
	else if (token == CGRID_JSON_STRING)
		cgrid_geojson_fault(r, r->json.start, "its type is \"%.*s\", not \"Feature\"",
				    r->json.length < 40 ? (int)r->json.length : 40, r->json.text);
	else if (token != CGRID_JSON_FAULT)
		cgrid_geojson_fault(r, r->json.start, "its type is %s, not \"Feature\"",
				    cgrid_geojson_token_name(token));
	return cgrid_geojson_skip(r, token);
}

static const char *const not_of_features[] = {"coordinates", "geometries", "features", NULL};
static const char *const not_of_collections[] = {"coordinates", "geometries", "geometry", "properties",
						 NULL};

/* The value behind the current key of a feature. */
static enum cgrid_status
feature_member(struct geojson_reader *r)
{
	struct cgrid_json *json = &r->json;
	if (cgrid_json_is(json, "type"))
		return feature_type(r);
	if (cgrid_json_is(json, "geometry"))
		return cgrid_geojson_geometry(r, cgrid_json_next(json));
	if (cgrid_json_is(json, "properties"))
		return cgrid_geojson_properties(r, cgrid_json_next(json));
	if (cgrid_json_is(json, "id"))
		return cgrid_geojson_id(r, cgrid_json_next(json));
	if (cgrid_json_is(json, "crs"))
		return cgrid_geojson_crs(r, cgrid_json_next(json));
	if (cgrid_json_is(json, "bbox"))
		return cgrid_geojson_bbox(r, cgrid_json_next(json));
	const char *foreign = cgrid_geojson_foreign(json, not_of_features);
	if (foreign)
		cgrid_geojson_fault(r, json->start, "a Feature with \"%s\", which only %s has", foreign,
				    foreign[0] == 'f' ? "a FeatureCollection" : "a geometry");
	return cgrid_geojson_skip(r, cgrid_json_next(json));
}

/* A feature refused for its meaning is so only in a text that is JSON to its end. */
static enum cgrid_status
take(struct geojson_reader *r)
{
	struct geojson_feature *current = &r->feature;
	current->source =
	    cgrid_json_source_at(&r->json, current->faulty ? current->fault_at : current->offset);
	enum cgrid_status status = cgrid_geojson_take(r);
	return status == CGRID_E_MEANING ? cgrid_json_refused(&r->json, status) : status;
}

static enum cgrid_status
feature(struct geojson_reader *r, enum cgrid_json_token token)
{
	enum cgrid_status status = CGRID_OK;
	cgrid_geojson_feature_begin(r, r->json.start);
	if (token != CGRID_JSON_OBJECT) {
		cgrid_geojson_fault(r, r->json.start, "it is %s, not an object",
				    cgrid_geojson_token_name(token));
		status = cgrid_geojson_skip(r, token);
		return status ? status : take(r);
	}
	while (cgrid_geojson_key(r, &status) == CGRID_JSON_KEY && !status)
		status = feature_member(r);
	if (status)
		return status;
	if (!r->feature.is_feature)
		cgrid_geojson_fault(r, r->feature.offset, "it has no type");
	return take(r);
}

/* The root while its members come by. */
struct root {
	size_t type_at, foreign_at, properties_at;
	bool esri;           /* a member that only the JSON of Esri has */
	const char *foreign; /* the first member that a FeatureCollection cannot have; or NULL */
	bool features, geometry;
	struct geojson_part part; /* where the root is a geometry */
};

static bool
speaks_of_osm(const struct cgrid_json *json)
{
	static const char *const signs[] = {"openstreetmap", "odbl"};
	for (size_t s = 0; s < 2; s++) {
		size_t length = strlen(signs[s]);
		for (size_t i = 0; i + length <= json->length; i++) {
			size_t n = 0;
			while (n < length &&
			       cgrid_lower((unsigned char)json->text[i + n]) == signs[s][n])
				n++;
			if (n == length)
				return true;
		}
	}
	return false;
}

static enum cgrid_status
root_features(struct geojson_reader *r, struct root *root)
{
	enum cgrid_status status = CGRID_OK;
	enum cgrid_json_token token = cgrid_json_next(&r->json);
	if (token == CGRID_JSON_FAULT)
		return cgrid_json_status(&r->json);
	if (token != CGRID_JSON_ARRAY)
		return cgrid_json_refuse(&r->json, CGRID_E_MEANING, NULL,
					 "not GeoJSON: \"features\" is %s, not an array",
					 cgrid_geojson_token_name(token));
	root->features = true;
	while (!status && (token = cgrid_json_next(&r->json)) != CGRID_JSON_ARRAY_END)
		status = token == CGRID_JSON_FAULT ? cgrid_json_status(&r->json) : feature(r, token);
	if (!status)
		cgrid_geojson_feature_begin(r, r->json.start);
	return status;
}

static enum cgrid_status
root_type(struct geojson_reader *r, struct root *root)
{
	bool taken;
	enum cgrid_status status = cgrid_geojson_part_member(r, &root->part, &taken);
	const char *word = root->part.type_word;
	root->type_at = root->part.type_at;
	if (status || strcmp(word, "FeatureCollection") == 0 || strcmp(word, "Feature") == 0 ||
	    cgrid_geojson_is_geometry(word))
		return status;
	struct cgrid_source at = cgrid_json_source_at(&r->json, root->type_at);
	return cgrid_json_refuse(&r->json, CGRID_E_MEANING, &at,
				 "not GeoJSON: the type of the root is %s", root->part.type_shown);
}

static enum cgrid_status
root_member(struct geojson_reader *r, struct root *root)
{
	struct cgrid_json *json = &r->json;
	bool taken = false, rights = cgrid_json_is(json, "copyright") ||
				     cgrid_json_is(json, "attribution") ||
				     cgrid_json_is(json, "license") || cgrid_json_is(json, "licence");
	if (cgrid_json_is(json, "type"))
		return root_type(r, root);
	if (cgrid_json_is(json, "features"))
		return root_features(r, root);
	root->esri |= cgrid_json_is(json, "spatialReference") || cgrid_json_is(json, "geometryType");
	if (!root->foreign) {
		root->foreign = cgrid_geojson_foreign(json, not_of_collections);
		root->foreign_at = json->start;
	}
	enum cgrid_status status = cgrid_geojson_part_member(r, &root->part, &taken);
	if (taken)
		return status;
	root->geometry |= cgrid_json_is(json, "geometry");
	if (cgrid_json_is(json, "properties"))
		root->properties_at = json->start;
	if (!rights)
		return feature_member(r);
	enum cgrid_json_token token = cgrid_json_next(json);
	if (token == CGRID_JSON_STRING)
		r->osm |= speaks_of_osm(json);
	return cgrid_geojson_skip(r, token);
}

/* What the root turns out to be, once all its members are known. */
static enum cgrid_status
root_end(struct geojson_reader *r, struct root *root)
{
	struct cgrid_source at = cgrid_json_source_at(&r->json, root->type_at);
	const char *type = root->part.type_word;
	if (type[0] == '\0')
		return cgrid_fail_at(
		    r->ctx, CGRID_E_MEANING, &at, "not GeoJSON: the root has no \"type\"%s",
		    root->esri ? " (it looks like Esri JSON: export it as GeoJSON)" : "");
	if (strcmp(type, "FeatureCollection") == 0) {
		cgrid_draft_rings_drop(r->draft, r->feature.first_ring);
		if (root->foreign)
			cgrid_geojson_odd(
			    r, GEOJSON_ODD_MEMBER, root->foreign_at,
			    "a FeatureCollection with \"%s\", which it cannot have; not used",
			    root->foreign);
		return root->features
			   ? CGRID_OK
			   : cgrid_fail_at(r->ctx, CGRID_E_MEANING, &at,
					   "not GeoJSON: a FeatureCollection without \"features\"");
	}
	if (root->features)
		return cgrid_fail_at(r->ctx, CGRID_E_MEANING, &at,
				     "not GeoJSON: the root has \"features\", and its type is \"%s\"",
				     type);
	bool geometry = cgrid_geojson_is_geometry(type);
	enum cgrid_status status = CGRID_OK;
	if (!geometry && (root->part.has_coordinates || root->part.has_geometries))
		cgrid_geojson_fault(r, r->feature.offset,
				    "a Feature with coordinates beside its geometry");
	else if (geometry && root->geometry)
		cgrid_geojson_fault(r, r->feature.offset, "a %s with a geometry inside", type);
	if (geometry && root->properties_at > 0)
		cgrid_geojson_odd(r, GEOJSON_ODD_MEMBER, root->properties_at,
				  "only a Feature has properties; this %s is read as one", type);
	if (geometry)
		status = cgrid_geojson_part_end(r, &root->part, r->feature.offset);
	return status ? status : take(r);
}

enum cgrid_status
cgrid_geojson_root(struct geojson_reader *r)
{
	struct root root = {0};
	enum cgrid_status status = CGRID_OK;
	enum cgrid_json_token token = cgrid_json_next(&r->json);
	if (token == CGRID_JSON_FAULT)
		return cgrid_json_status(&r->json);
	if (token != CGRID_JSON_OBJECT)
		return cgrid_json_refuse(
		    &r->json, CGRID_E_MEANING, NULL, "not GeoJSON: the root is %s, not an object%s",
		    cgrid_geojson_token_name(token),
		    token == CGRID_JSON_ARRAY ? " (features in an array? around it belongs {\"type\": "
						"\"FeatureCollection\", \"features\": [...]})"
					      : "");
	root.type_at = r->json.start;
	cgrid_geojson_feature_begin(r, r->json.start);
	cgrid_geojson_part_begin(r, &root.part);
	while (cgrid_geojson_key(r, &status) == CGRID_JSON_KEY && !status)
		status = root_member(r, &root);
	if (!status && cgrid_json_next(&r->json) == CGRID_JSON_FAULT)
		status = cgrid_json_status(&r->json);
	return status ? status : root_end(r, &root);
}

/* All texts of the input, of which a file that is not in memory has one. */
static enum cgrid_status
read_texts(struct geojson_reader *r, const char *shown, const struct geojson_input *input)
{
	struct cgrid_texts texts;
	enum cgrid_status status =
	    input->file ? cgrid_json_open_file(&r->json, input->file, 0)
			: cgrid_json_open(&r->json, r->ctx, shown, input->bytes, input->size);
	if (status)
		return status;
	r->json.file = shown;
	if (input->file)
		return cgrid_geojson_root(r);
	cgrid_texts_begin(&texts, shown, input->bytes, input->size);
	return texts.kind == CGRID_TEXTS_ONE ? cgrid_geojson_root(r)
					     : cgrid_geojson_sequence(r, &texts);
}

enum cgrid_status
cgrid_geojson_read(struct cgrid_draft *draft, const struct cgrid_plan *plan,
		   const struct geojson_defaults *defaults, const struct geojson_input *input)
{
	struct geojson_reader r = {.draft = draft,
				   .ctx = draft->ctx,
				   .plan = plan,
				   .defaults = *defaults,
				   .mark = cgrid_draft_mark(draft),
				   .building = CGRID_NONE,
				   .own_label = ""};
	/* Sources outlive the caller's text. */
	const char *shown = cgrid_draft_bytes(draft, plan->shown, strlen(plan->shown));
	if (!shown)
		return CGRID_E_MEMORY;
	r.recall = cgrid_array_new(1, sizeof *r.recall);
	if (!r.recall)
		return cgrid_fail_memory(draft->ctx);
	enum cgrid_status status = read_texts(&r, shown, input);
	if (!status)
		status = cgrid_geojson_place(&r);
	if (!status)
		status = cgrid_geojson_finish(&r);
	cgrid_json_close(&r.json);
	cgrid_buf_free(&r.feature.words);
	free(r.recall);
	free(r.ring_offsets);
	free(r.outlines);
	free(r.signs);
	return status;
}

/* A table that fits nothing is a slip in it, or belongs to another drawing. */
static void
note_unseen(struct cgrid_draft *draft, const struct cgrid_plan *plan, const bool *seen)
{
	for (size_t i = 0; i < plan->property_count; i++)
		if (!seen[i])
			cgrid_log(draft->ctx, CGRID_WARNING, &plan->properties[i].source,
				  "no feature of %.200s has a property \"%.60s\"", plan->shown,
				  plan->properties[i].name);
}

/* "2" and "02", "B1" and "b1" */
static bool
are_alike(const char *a, const char *b)
{
	double x, y;
	return cgrid_same_text(a, b) ||
	       (cgrid_number_parse(a, strlen(a), &x) && cgrid_number_parse(b, strlen(b), &y) && x == y);
}

/* Two labels that people take for one are two levels here, and that is said. */
static void
doubt_levels(struct cgrid_draft *draft, const struct cgrid_plan *plan,
	     const struct cgrid_draft_mark *mark)
{
	const struct cgrid_source source = {plan->shown, 0, 0};
	enum { MOST = 1000 };
	for (size_t i = mark->levels; i < draft->level_count && i < MOST; i++)
		for (size_t k = 0; k < i; k++) {
			const struct cgrid_draft_level *a = &draft->levels[k], *b = &draft->levels[i];
			if (a->building == b->building && strcmp(a->label, b->label) != 0 &&
			    are_alike(a->label, b->label))
				cgrid_log(draft->ctx, CGRID_WARNING, &source,
					  "levels \"%.40s\" and \"%.40s\" of a building are kept "
					  "apart: write "
					  "them alike if they are one",
					  a->label, b->label);
		}
}

void
cgrid_geojson_end(struct cgrid_draft *draft, const struct cgrid_plan *plan,
		  const struct cgrid_draft_mark *mark, const bool *seen)
{
	const struct cgrid_source source = {plan->shown, 0, 0};
	const char *first = NULL;
	size_t count = 0;
	note_unseen(draft, plan, seen);
	doubt_levels(draft, plan, mark);
	for (size_t i = mark->buildings; i < draft->building_count; i++) {
		const struct cgrid_draft_building *building = &draft->buildings[i];
		if (building->id[0] == '\0' || building->outline.ring_count > 0 ||
		    strcmp(building->id, building->name) != 0)
			continue;
		first = first ? first : building->id;
		count++;
	}
	if (count > 0)
		cgrid_log(
		    draft->ctx, CGRID_WARNING, &source,
		    "%zu building%s without an outline or a name, known by id alone (\"%.40s\"%s)",
		    count, count == 1 ? "" : "s", first, count == 1 ? "" : ", ...");
}

static enum cgrid_status
read_input(struct cgrid_draft *draft, const struct cgrid_plan *plan, const struct geojson_input *input)
{
	char label[CGRID_LEVEL_NAME_SIZE];
	struct geojson_defaults defaults = {0};
	const struct cgrid_draft_mark mark = cgrid_draft_mark(draft);
	enum cgrid_status status = CGRID_E_MEMORY;
	const char *path = plan->shown;
	char *stem = cgrid_path_stem(path), *folder = cgrid_path_folder(path), *folder_name = NULL;
	defaults.seen = cgrid_array_new(plan->property_count, sizeof *defaults.seen);
	if (folder)
		folder_name = cgrid_path_name(folder);
	if (!stem || !folder_name || !defaults.seen) {
		cgrid_fail_memory(draft->ctx);
		goto out;
	}
	defaults.building = stem;
	if (cgrid_level_of_name(folder_name, label) || cgrid_level_of_name(stem, label))
		defaults.level = label;
	status = cgrid_geojson_read(draft, plan, &defaults, input);
	if (!status)
		cgrid_geojson_end(draft, plan, &mark, defaults.seen);
out:
	free(defaults.seen);
	free(stem);
	free(folder);
	free(folder_name);
	return status;
}

enum cgrid_status
cgrid_read_geojson_bytes(struct cgrid_draft *draft, const struct cgrid_plan *plan, const char *bytes,
			 size_t size)
{
	const struct geojson_input input = {.bytes = bytes, .size = size};
	return read_input(draft, plan, &input);
}

static enum cgrid_status
read_whole(struct cgrid_draft *draft, const struct cgrid_plan *plan, const struct cgrid_file *file)
{
	struct cgrid_bytes bytes;
	enum cgrid_status status = cgrid_file_read_all(file, &bytes);
	if (!status)
		status = cgrid_read_geojson_bytes(draft, plan, bytes.data, bytes.size);
	cgrid_bytes_free(&bytes);
	return status;
}

/* A first line without an end in sight is most likely all of the file. It is read as one text; where
 * that ends at a fault, and the file is a sequence after all, nothing of it was said or done. */
static enum cgrid_status
try_as_one(struct cgrid_draft *draft, const struct cgrid_plan *plan, const struct cgrid_file *file)
{
	const struct geojson_input input = {.file = file};
	const struct cgrid_draft_mark mark = cgrid_draft_mark(draft);
	enum cgrid_texts_count count = CGRID_TEXTS_SINGLE;
	struct cgrid_held_log held;
	cgrid_log_hold(draft->ctx, &held);
	enum cgrid_status status = read_input(draft, plan, &input), looked = CGRID_OK;
	if (status == CGRID_E_SYNTAX)
		looked = cgrid_texts_count(file, plan->shown, UINT64_MAX, &count);
	enum cgrid_status said = cgrid_log_release(draft->ctx, &held, count == CGRID_TEXTS_SINGLE);
	if (looked || said)
		return looked ? looked : said;
	if (count == CGRID_TEXTS_SINGLE)
		return status;
	cgrid_clear_error(draft->ctx);
	cgrid_draft_rewind(draft, &mark);
	return read_whole(draft, plan, file);
}

/* A large file does not stand in memory beside what is made of it. */
static enum cgrid_status
read_file(struct cgrid_draft *draft, const struct cgrid_plan *plan, const struct cgrid_file *file)
{
	enum cgrid_texts_count count = CGRID_TEXTS_SEVERAL;
	enum cgrid_status status = CGRID_OK;
	if (file->plain && file->size > LARGE)
		status = cgrid_texts_count(file, plan->shown, FIRST_LINE, &count);
	if (status)
		return status;
	if (count == CGRID_TEXTS_SINGLE)
		return read_input(draft, plan, &(struct geojson_input){.file = file});
	return count == CGRID_TEXTS_UNDECIDED ? try_as_one(draft, plan, file)
					      : read_whole(draft, plan, file);
}

enum cgrid_status
cgrid_read_geojson(struct cgrid_draft *draft, const struct cgrid_plan *plan)
{
	struct cgrid_file file;
	enum cgrid_status status = cgrid_file_open(draft->ctx, plan->file, plan->file, &file);
	if (status)
		return status;
	status = read_file(draft, plan, &file);
	cgrid_file_close(&file);
	return status;
}
