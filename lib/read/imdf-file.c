/* SPDX-License-Identifier: Apache-2.0 */
/* A file of IMDF: a FeatureCollection whose features all have one feature_type. */
#include "base/num.h"
#include "read/imdf-inside.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* A property that is used, and where in the feature it goes. */
struct property {
	const char *name;
	enum cgrid_status (*take)(struct imdf_reader *reader, enum cgrid_json_token token,
				  const struct property *property, struct imdf_feature *feature);
	size_t offset, count_offset;
};

static enum cgrid_status
pass_over(struct imdf_reader *reader, enum cgrid_json_token token)
{
	return cgrid_json_skip(&reader->json, token) ? CGRID_OK : cgrid_json_status(&reader->json);
}

static enum cgrid_status
refuse_twice(struct imdf_reader *reader)
{
	struct cgrid_json *json = &reader->json;
	return cgrid_json_refuse(json, CGRID_E_MEANING, NULL, "the key \"%.*s\" is there twice",
				 (int)(json->length < 60 ? json->length : 60), json->text);
}

/* The current string or number as a clean text. */
static enum cgrid_status
keep_text(struct imdf_reader *reader, const char **text)
{
	struct cgrid_json *json = &reader->json;
	const struct cgrid_source source = cgrid_json_source(json);
	const char *copy = cgrid_draft_text(reader->draft, json->text, json->length, &source);
	if (!copy)
		return CGRID_E_MEMORY;
	*text = copy;
	return CGRID_OK;
}

static enum cgrid_status
take_text(struct imdf_reader *reader, enum cgrid_json_token token, const struct property *property,
	  struct imdf_feature *feature)
{
	if (token != CGRID_JSON_STRING)
		return pass_over(reader, token);
	return keep_text(reader, (const char **)((char *)feature + property->offset));
}

static bool
same_tag(const char *a, size_t a_length, const char *b, size_t b_length)
{
	if (a_length != b_length)
		return false;
	for (size_t i = 0; i < a_length; i++)
		if (cgrid_lower((unsigned char)a[i]) != cgrid_lower((unsigned char)b[i]))
			return false;
	return true;
}

/* "ko" of "ko-KR". */
static size_t
base_length(const char *tag, size_t length)
{
	size_t i = 0;
	while (i < length && tag[i] != '-' && tag[i] != '_')
		i++;
	return i;
}

unsigned
cgrid_imdf_language_rank(const struct imdf_reader *reader, const char *tag, size_t length)
{
	const char *const wanted[] = {reader->draft->lang ? reader->draft->lang : "", reader->language,
				      "en"};
	unsigned rank = 0;
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++, rank += 2) {
		size_t n = strlen(wanted[i]);
		if (n == 0)
			continue;
		if (same_tag(wanted[i], n, tag, length))
			return rank;
		if (same_tag(wanted[i], base_length(wanted[i], n), tag, base_length(tag, length)))
			return rank + 1;
	}
	return rank;
}

/* A language map {"en": "Gym", "ko": "..."}: the language wanted most, else the first. A plain text
 * is not IMDF, and says the same. */
static enum cgrid_status
take_name(struct imdf_reader *reader, enum cgrid_json_token token, const struct property *property,
	  struct imdf_feature *feature)
{
	struct cgrid_json *json = &reader->json;
	const char **text = (const char **)((char *)feature + property->offset);
	unsigned best = ~0u;
	if (token != CGRID_JSON_OBJECT)
		return take_text(reader, token, property, feature);
	while ((token = cgrid_json_next(json)) == CGRID_JSON_KEY) {
		if (json->duplicate)
			return refuse_twice(reader);
		unsigned rank = cgrid_imdf_language_rank(reader, json->text, json->length);
		token = cgrid_json_next(json);
		enum cgrid_status status = CGRID_OK;
		const char *kept = "";
		if (token == CGRID_JSON_STRING && rank < best)
			status = keep_text(reader, &kept);
		else
			status = pass_over(reader, token);
		if (status)
			return status;
		if (kept[0] != '\0') {
			*text = kept;
			best = rank;
		}
	}
	return token == CGRID_JSON_FAULT ? cgrid_json_status(json) : CGRID_OK;
}

/* {"id": "...", "feature_type": "..."}; a plain id says the same. */
static enum cgrid_status
read_reference(struct imdf_reader *reader, enum cgrid_json_token token, const char **id)
{
	struct cgrid_json *json = &reader->json;
	if (token == CGRID_JSON_STRING)
		return keep_text(reader, id);
	if (token != CGRID_JSON_OBJECT)
		return pass_over(reader, token);
	while ((token = cgrid_json_next(json)) == CGRID_JSON_KEY) {
		if (json->duplicate)
			return refuse_twice(reader);
		bool own = cgrid_json_is(json, "id");
		token = cgrid_json_next(json);
		enum cgrid_status status = own && token == CGRID_JSON_STRING ? keep_text(reader, id)
									     : pass_over(reader, token);
		if (status)
			return status;
	}
	return token == CGRID_JSON_FAULT ? cgrid_json_status(json) : CGRID_OK;
}

static enum cgrid_status
take_ids(struct imdf_reader *reader, enum cgrid_json_token token, const struct property *property,
	 struct imdf_feature *feature)
{
	/* More would be a drawing that no building is; the rest is told by the caller's warning. */
	enum { MOST = 64 };
	const char *ids[MOST];
	size_t count = 0;
	if (token != CGRID_JSON_ARRAY)
		return pass_over(reader, token);
	while ((token = cgrid_json_next(&reader->json)) != CGRID_JSON_ARRAY_END) {
		const char *id = "";
		enum cgrid_status status = read_reference(reader, token, &id);
		if (status)
			return status;
		if (id[0] != '\0' && count < MOST)
			ids[count++] = id;
	}
	const char **copy = cgrid_arena_alloc(&reader->draft->arena, count, sizeof *copy);
	if (!copy)
		return cgrid_fail_memory(reader->draft->ctx);
	if (count > 0)
		memcpy(copy, ids, count * sizeof *copy);
	memcpy((char *)feature + property->offset, &copy, sizeof copy);
	memcpy((char *)feature + property->count_offset, &count, sizeof count);
	return CGRID_OK;
}

static enum cgrid_status
take_reference(struct imdf_reader *reader, enum cgrid_json_token token, const struct property *property,
	       struct imdf_feature *feature)
{
	return read_reference(reader, token, (const char **)((char *)feature + property->offset));
}

static enum cgrid_status
take_ordinal(struct imdf_reader *reader, enum cgrid_json_token token, const struct property *property,
	     struct imdf_feature *feature)
{
	struct cgrid_json *json = &reader->json;
	(void)property;
	if (token == CGRID_JSON_NUMBER &&
	    cgrid_integer_parse(json->text, json->length, -1000, 1000, &feature->ordinal))
		feature->has_ordinal = true;
	return pass_over(reader, token);
}

static enum cgrid_status
take_outdoor(struct imdf_reader *reader, enum cgrid_json_token token, const struct property *property,
	     struct imdf_feature *feature)
{
	(void)property;
	feature->outdoor = token == CGRID_JSON_TRUE;
	return pass_over(reader, token);
}

/* Where the drawing wants the name. A broken one is no loss: a place is found for the name. */
static enum cgrid_status
take_display(struct imdf_reader *reader, enum cgrid_json_token token, const struct property *property,
	     struct imdf_feature *feature)
{
	struct cgrid_geometry *display = &reader->display;
	(void)property;
	enum cgrid_status status = cgrid_geometry_read(&reader->json, token, display);
	if (!status && display->type == CGRID_POINT && !display->fault[0] && !display->beyond) {
		feature->has_display = true;
		feature->display =
		    (struct cgrid_lonlat){.lon = display->points[0].x, .lat = display->points[0].y};
	}
	return status;
}

#define AT(member) offsetof(struct imdf_feature, member)
static const struct property properties[] = {
    {"category", take_text, AT(category), 0},
    {"level_id", take_text, AT(level_id), 0},
    {"unit_id", take_text, AT(unit_id), 0},
    {"anchor_id", take_text, AT(anchor_id), 0},
    {"address_id", take_text, AT(address_id), 0},
    {"name", take_name, AT(name), 0},
    {"alt_name", take_name, AT(alt_name), 0},
    {"short_name", take_name, AT(short_name), 0},
    {"building_ids", take_ids, AT(building_ids), AT(building_id_count)},
    {"unit_ids", take_ids, AT(unit_ids), AT(unit_id_count)},
    {"origin", take_reference, AT(origin_id), 0},
    {"destination", take_reference, AT(destination_id), 0},
    {"intermediary", take_ids, AT(intermediary_ids), AT(intermediary_id_count)},
    {"ordinal", take_ordinal, 0, 0},
    {"outdoor", take_outdoor, 0, 0},
    {"display_point", take_display, 0, 0},
    {"address", take_text, AT(address), 0},
    {"unit", take_text, AT(suite), 0},
    {"locality", take_text, AT(locality), 0},
    {"province", take_text, AT(province), 0},
    {"country", take_text, AT(country), 0},
    {"postal_code", take_text, AT(postal_code), 0},
    {"postal_code_ext", take_text, AT(postal_code_ext), 0},
};
#undef AT
enum { PROPERTY_COUNT = sizeof properties / sizeof *properties };

static enum cgrid_status
read_properties(struct imdf_reader *reader, enum cgrid_json_token token, struct imdf_feature *feature)
{
	struct cgrid_json *json = &reader->json;
	enum cgrid_status status = CGRID_OK;
	if (token != CGRID_JSON_OBJECT)
		return pass_over(reader, token);
	while (!status && (token = cgrid_json_next(json)) == CGRID_JSON_KEY) {
		size_t i = 0;
		while (i < PROPERTY_COUNT && !cgrid_json_is(json, properties[i].name))
			i++;
		if (json->duplicate)
			return refuse_twice(reader);
		token = cgrid_json_next(json);
		status = i == PROPERTY_COUNT
			     ? pass_over(reader, token)
			     : properties[i].take(reader, token, &properties[i], feature);
	}
	return !status && token == CGRID_JSON_FAULT ? cgrid_json_status(json) : status;
}

static enum cgrid_status
take_type(struct imdf_reader *reader, enum cgrid_json_token token, struct imdf_feature *feature)
{
	if (token == CGRID_JSON_STRING &&
	    !cgrid_json_is(&reader->json, cgrid_imdf_type_name(reader->type)))
		return keep_text(reader, &feature->wrong);
	return pass_over(reader, token);
}

static enum cgrid_status
read_member(struct imdf_reader *reader, struct imdf_feature *feature)
{
	struct cgrid_json *json = &reader->json;
	static const char *const names[] = {"type", "id", "feature_type", "geometry", "properties"};
	size_t i = 0;
	while (i < sizeof names / sizeof *names && !cgrid_json_is(json, names[i]))
		i++;
	if (json->duplicate)
		return refuse_twice(reader);
	enum cgrid_json_token token = cgrid_json_next(json);
	switch (i) {
	case 0:
		feature->typed = token == CGRID_JSON_STRING && cgrid_json_is(json, "Feature");
		break;
	case 1:
		/* RFC 7946 allows numbers; IMDF wants a UUID. The feature's own id: never the
		 * `id` among its properties, which is another. */
		if (token == CGRID_JSON_STRING || token == CGRID_JSON_NUMBER)
			return keep_text(reader, &feature->id);
		break;
	case 2:
		return take_type(reader, token, feature);
	case 3:
		return cgrid_geometry_read(json, token, &reader->geometry);
	case 4:
		return read_properties(reader, token, feature);
	default:
		break;
	}
	return pass_over(reader, token);
}

static const struct imdf_feature empty_feature = {
    .id = "",
    .category = "",
    .level_id = "",
    .unit_id = "",
    .anchor_id = "",
    .address_id = "",
    .origin_id = "",
    .destination_id = "",
    .name = "",
    .alt_name = "",
    .short_name = "",
    .address = "",
    .locality = "",
    .province = "",
    .country = "",
    .postal_code = "",
    .postal_code_ext = "",
    .suite = "",
};

/* What can be wrong with a feature of any type: NULL when it may be used. */
static const char *
unusable(const struct imdf_reader *reader, const struct imdf_feature *feature)
{
	if (!feature->typed)
		return "is no GeoJSON feature";
	if (feature->id[0] == '\0')
		return "has no id";
	if (feature->wrong)
		return "has another feature_type than its file";
	if (cgrid_imdf_wants_shape(reader->type) && reader->geometry.type == CGRID_GEOMETRY_NONE &&
	    !reader->geometry.fault[0])
		return "has no geometry";
	return NULL;
}

static enum cgrid_status
leave_out(struct imdf_reader *reader, const struct imdf_feature *feature,
	  const struct cgrid_source *source, const char *why)
{
	return cgrid_draft_leave_out(reader->draft, CGRID_E_MEANING, source, "%s \"%.80s\": %s",
				     cgrid_imdf_type_name(reader->type),
				     feature->name[0] ? feature->name : feature->id, why);
}

static enum cgrid_status
finish_feature(struct imdf_reader *reader, struct imdf_feature *feature)
{
	struct cgrid_geometry *geometry = &reader->geometry;
	const char *why = cgrid_imdf_is_used(reader->type) ? unusable(reader, feature) : NULL;
	if (why)
		return leave_out(reader, feature, &feature->source, why);
	if (cgrid_imdf_wants_shape(reader->type)) {
		enum cgrid_status status = cgrid_geometry_to_draft(reader->draft, geometry,
								   reader->plan->crs, &feature->shape);
		if (status)
			return status;
		if (geometry->fault[0])
			return leave_out(reader, feature, &geometry->fault_at, geometry->fault);
		feature->polygonal = cgrid_geometry_is_polygonal(geometry);
	}
	return cgrid_imdf_make(reader, feature);
}

static enum cgrid_status
read_feature(struct imdf_reader *reader, enum cgrid_json_token token)
{
	struct imdf_feature feature = empty_feature;
	struct cgrid_json *json = &reader->json;
	feature.source = cgrid_json_source(json);
	reader->geometry.type = CGRID_GEOMETRY_NONE;
	reader->geometry.fault[0] = '\0';
	reader->geometry.point_count = reader->geometry.ring_count = 0;
	if (token == CGRID_JSON_FAULT)
		return cgrid_json_status(json);
	if (token != CGRID_JSON_OBJECT) {
		enum cgrid_status status =
		    cgrid_draft_leave_out(reader->draft, CGRID_E_MEANING, &feature.source,
					  "a member of \"features\" is no feature");
		return status ? status : pass_over(reader, token);
	}
	while ((token = cgrid_json_next(json)) == CGRID_JSON_KEY) {
		enum cgrid_status status = read_member(reader, &feature);
		if (status)
			return status;
	}
	if (token == CGRID_JSON_FAULT)
		return cgrid_json_status(json);
	return finish_feature(reader, &feature);
}

static enum cgrid_status
read_features(struct imdf_reader *reader, enum cgrid_json_token token)
{
	struct cgrid_json *json = &reader->json;
	if (token != CGRID_JSON_ARRAY)
		return token == CGRID_JSON_FAULT
			   ? cgrid_json_status(json)
			   : cgrid_json_refuse(json, CGRID_E_MEANING, NULL, "\"features\" is no list");
	while ((token = cgrid_json_next(json)) != CGRID_JSON_ARRAY_END) {
		enum cgrid_status status = read_feature(reader, token);
		if (status)
			return status;
	}
	return CGRID_OK;
}

static enum cgrid_status
read_collection(struct imdf_reader *reader)
{
	struct cgrid_json *json = &reader->json;
	bool features = false;
	enum cgrid_json_token token = cgrid_json_next(json);
	if (token != CGRID_JSON_OBJECT)
		return token == CGRID_JSON_FAULT
			   ? cgrid_json_status(json)
			   : cgrid_json_refuse(json, CGRID_E_MEANING, NULL, "is no FeatureCollection");
	while ((token = cgrid_json_next(json)) == CGRID_JSON_KEY) {
		enum cgrid_status status;
		if (json->duplicate)
			return refuse_twice(reader);
		if (cgrid_json_is(json, "features")) {
			features = true;
			status = read_features(reader, cgrid_json_next(json));
		} else {
			status = pass_over(reader, cgrid_json_next(json));
		}
		if (status)
			return status;
	}
	if (token == CGRID_JSON_FAULT || cgrid_json_next(json) == CGRID_JSON_FAULT)
		return cgrid_json_status(json);
	const struct cgrid_source start = {json->file, 1, 1};
	return features ? CGRID_OK
			: cgrid_fail_at(reader->draft->ctx, CGRID_E_MEANING, &start,
					"is no FeatureCollection: it has no \"features\"");
}

enum cgrid_status
cgrid_imdf_read_file(struct imdf_reader *reader, const char *shown, const char *bytes, size_t size)
{
	enum cgrid_status status =
	    cgrid_json_open(&reader->json, reader->draft->ctx, shown, bytes, size);
	if (!status)
		status = read_collection(reader);
	/* A fault of meaning is told only of a file whose syntax is sound. */
	if (status == CGRID_E_MEANING) {
		enum cgrid_json_token token;
		do
			token = cgrid_json_next(&reader->json);
		while (token != CGRID_JSON_END && token != CGRID_JSON_FAULT);
		if (token == CGRID_JSON_FAULT)
			status = cgrid_json_status(&reader->json);
	}
	cgrid_json_close(&reader->json);
	return status;
}
