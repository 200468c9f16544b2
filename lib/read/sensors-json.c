/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sensor lists in JSON: an array of objects, or {"sensors": [...]}, with the names of the CSV's columns
 * as keys; a GeoJSON FeatureCollection of points with these names as properties; either a record a
 * line.
 */
#include "base/num.h"
#include "frame/crs.h"
#include "read/geojson.h"
#include "read/sensors.h"
#include "read/texts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A text of the current row, in reader->texts; of several for one column the lowest rank wins. */
struct found {
	size_t at, length, offset;
	unsigned rank;
	bool there;
};
enum { RANK_GEOMETRY, RANK_PROPERTY, RANK_MEMBER, RANK_WORD, RANK_LATER = 100 };
enum { UNUSED_MOST = 12, UNUSED_SIZE = 40 };

struct reader {
	struct geojson_reader geo; /* the JSON, and the crs member */
	struct cgrid_draft *draft;
	bool properties; /* inside those of a feature: words of data/properties.def count too */
	struct cgrid_buf texts;
	struct found found[SENSOR_COLUMNS];
	size_t start; /* of the row */
	size_t fault_at;
	char fault[160]; /* why the row is left out; "" for no reason */
	size_t false_level_at;
	char false_level[16];
	bool false_level_said, number_id_said;
	char unused[UNUSED_MOST][UNUSED_SIZE];
	size_t unused_count;
};

static void
begin_row(struct reader *r)
{
	cgrid_buf_clear(&r->texts);
	memset(r->found, 0, sizeof r->found);
	r->start = r->geo.json.start;
	r->fault[0] = r->false_level[0] = '\0';
}

static void
fault(struct reader *r, const char *column, const char *what)
{
	if (r->fault[0])
		return;
	r->fault_at = r->geo.json.start;
	snprintf(r->fault, sizeof r->fault, "its %s is %s", column, what);
}

/* What a property is by the table of words, where the columns have no such name. */
static enum sensor_column
column_of_word(const struct cgrid_json *json, unsigned *rank_out)
{
	switch (cgrid_property_find(json->text, json->length, rank_out)) {
	case CGRID_PROPERTY_LEVEL:
		return SENSOR_LEVEL;
	case CGRID_PROPERTY_BUILDING:
		return SENSOR_BUILDING;
	case CGRID_PROPERTY_KIND:
		return SENSOR_KIND;
	case CGRID_PROPERTY_NAME:
		return SENSOR_NAME;
	default:
		return SENSOR_COLUMNS;
	}
}

static void
keep_unused(struct reader *r)
{
	const struct cgrid_json *json = &r->geo.json;
	char name[UNUSED_SIZE];
	size_t length = json->length < sizeof name - 1 ? json->length : sizeof name - 1;
	memcpy(name, json->text, length);
	name[length] = '\0';
	if (cgrid_sensor_false_level(json->text, json->length) && !r->false_level[0]) {
		memcpy(r->false_level, name, length + 1);
		r->false_level_at = json->start;
	}
	for (size_t i = 0; i < r->unused_count; i++)
		if (strcmp(r->unused[i], name) == 0)
			return;
	if (r->unused_count < UNUSED_MOST)
		memcpy(r->unused[r->unused_count++], name, sizeof name);
}

/* The text of a value, in r->texts. False for null, lists and objects. A number as people would write
 * it: 2.0 is "2"; digits are never rounded. */
static bool
add_text(struct reader *r, enum cgrid_json_token token)
{
	const struct cgrid_json *json = &r->geo.json;
	bool number = token == CGRID_JSON_NUMBER;
	if (!number && token != CGRID_JSON_STRING && token != CGRID_JSON_TRUE &&
	    token != CGRID_JSON_FALSE)
		return false;
	if (number && !json->overflow && fabs(json->number) < 1e15 &&
	    floor(json->number) == json->number)
		cgrid_buf_int(&r->texts, (int64_t)json->number);
	else if (number || token == CGRID_JSON_STRING)
		cgrid_buf_add(&r->texts, json->text, json->length);
	else
		cgrid_buf_text(&r->texts, token == CGRID_JSON_TRUE ? "true" : "false");
	return true;
}

/* Two names for one column that differ would leave it to chance which is meant. */
static enum cgrid_status
check_second(struct reader *r, enum sensor_column column, const struct found *second)
{
	const struct found *first = &r->found[column];
	bool name = column == SENSOR_NAME || column == SENSOR_KIND;
	if (r->texts.failed || name || !first->there || first->rank != second->rank ||
	    first->rank >= RANK_WORD ||
	    (first->length == second->length &&
	     memcmp(r->texts.data + first->at, r->texts.data + second->at, first->length) == 0))
		return CGRID_OK;
	const struct cgrid_source source = cgrid_json_source_at(&r->geo.json, second->offset);
	return cgrid_json_refuse(&r->geo.json, CGRID_E_MEANING, &source,
				 "two keys say \"%s\" of one sensor, and differ",
				 cgrid_sensor_column_name(column));
}

/* The value of a column. */
static enum cgrid_status
take_value(struct reader *r, enum sensor_column column, unsigned rank, enum cgrid_json_token token)
{
	struct found text = {
	    .at = r->texts.size, .offset = r->geo.json.start, .rank = rank, .there = true};
	if (token == CGRID_JSON_OBJECT || token == CGRID_JSON_ARRAY) {
		if (column != SENSOR_NAME && column != SENSOR_KIND)
			fault(r, cgrid_sensor_column_name(column), cgrid_geojson_token_name(token));
		return cgrid_geojson_skip(&r->geo, token);
	}
	if (token == CGRID_JSON_FAULT)
		return cgrid_json_status(&r->geo.json);
	if (!add_text(r, token))
		return CGRID_OK;
	text.length = r->texts.size - text.at;
	cgrid_buf_char(&r->texts, '\0');
	if (column == SENSOR_ID && token == CGRID_JSON_NUMBER && !r->number_id_said) {
		const struct cgrid_source source = cgrid_json_source(&r->geo.json);
		cgrid_log(r->draft->ctx, CGRID_NOTE, &source,
			  "an id is a number: zeros that it may have begun with are lost");
		r->number_id_said = true;
	}
	enum cgrid_status status = check_second(r, column, &text);
	if (!status && (!r->found[column].there || rank < r->found[column].rank))
		r->found[column] = text;
	return status;
}

/* The current key as a column, and its value. */
static enum cgrid_status
take_column(struct reader *r)
{
	unsigned rank = 0;
	enum sensor_column column = cgrid_sensor_column(r->geo.json.text, r->geo.json.length);
	bool named = column != SENSOR_COLUMNS;
	if (!named && r->properties)
		column = column_of_word(&r->geo.json, &rank);
	if (column == SENSOR_COLUMNS) {
		keep_unused(r);
		return cgrid_geojson_skip(&r->geo, cgrid_json_next(&r->geo.json));
	}
	if (!named)
		rank += RANK_WORD;
	else
		rank = r->properties ? RANK_PROPERTY : RANK_MEMBER;
	return take_value(r, column, rank, cgrid_json_next(&r->geo.json));
}

static enum cgrid_status
read_properties(struct reader *r)
{
	enum cgrid_status status = CGRID_OK;
	r->properties = true;
	while (cgrid_geojson_key(&r->geo, &status) == CGRID_JSON_KEY && !status)
		status = take_column(r);
	r->properties = false;
	return status;
}

/* [lon, lat, z] behind "coordinates"; what is none of that is known once the type is. */
static enum cgrid_status
read_coordinates(struct reader *r, enum cgrid_json_token token)
{
	static const enum sensor_column columns[3] = {SENSOR_LON, SENSOR_LAT, SENSOR_Z};
	enum cgrid_status status = CGRID_OK;
	if (token != CGRID_JSON_ARRAY) {
		fault(r, "position", cgrid_geojson_token_name(token));
		return cgrid_geojson_skip(&r->geo, token);
	}
	for (size_t n = 0; !status; n++) {
		token = cgrid_json_next(&r->geo.json);
		if (token == CGRID_JSON_ARRAY_END)
			break;
		if (token == CGRID_JSON_NUMBER && n < 3)
			/* The geometry wins over properties of these names; its height does not. */
			status = take_value(r, columns[n], n < 2 ? RANK_GEOMETRY : RANK_LATER, token);
		else if (token == CGRID_JSON_FAULT)
			status = cgrid_json_status(&r->geo.json);
		else {
			if (n < 2)
				fault(r, "position", cgrid_geojson_token_name(token));
			status = cgrid_geojson_skip(&r->geo, token);
		}
	}
	return status;
}

static enum cgrid_status
read_geometry(struct reader *r)
{
	char type[32] = "of no type";
	size_t type_at = r->geo.json.start;
	enum cgrid_status status = CGRID_OK;
	while (cgrid_geojson_key(&r->geo, &status) == CGRID_JSON_KEY && !status) {
		bool coordinates = cgrid_json_is(&r->geo.json, "coordinates");
		bool kind = cgrid_json_is(&r->geo.json, "type");
		enum cgrid_json_token token = cgrid_json_next(&r->geo.json);
		if (kind && token == CGRID_JSON_STRING) {
			snprintf(type, sizeof type, "a %.*s",
				 (int)(r->geo.json.length < 20 ? r->geo.json.length : 20),
				 r->geo.json.text);
			type_at = r->geo.json.start;
		}
		status = coordinates ? read_coordinates(r, token) : cgrid_geojson_skip(&r->geo, token);
	}
	if (strcmp(type, "a Point") != 0) {
		snprintf(r->fault, sizeof r->fault, "its geometry is %s, not a Point", type);
		r->fault_at = type_at;
	}
	return status;
}

/* Positions in the crs that the file declares become longitude and latitude. */
static enum cgrid_status
convert_position(struct reader *r)
{
	struct found *lon = &r->found[SENSOR_LON], *lat = &r->found[SENSOR_LAT];
	struct cgrid_xy xy;
	struct cgrid_lonlat ground;
	char text[CGRID_FIXED_SIZE];
	if (!r->geo.crs[0] || r->texts.failed || !lon->there || !lat->there ||
	    lon->rank != RANK_GEOMETRY ||
	    !cgrid_number_parse(r->texts.data + lon->at, lon->length, &xy.x) ||
	    !cgrid_number_parse(r->texts.data + lat->at, lat->length, &xy.y))
		return CGRID_OK;
	enum cgrid_status status = cgrid_crs_to_ground(r->draft->ctx, r->geo.crs, &xy, 1, &ground);
	if (status == CGRID_E_OUTSIDE) {
		cgrid_clear_error(r->draft->ctx);
		snprintf(r->fault, sizeof r->fault, "its position lies nowhere in %s", r->geo.crs);
		r->fault_at = lon->offset;
		return CGRID_OK;
	}
	for (int i = 0; i < 2 && !status; i++) {
		struct found *to = i == 0 ? lon : lat;
		to->at = r->texts.size;
		to->length = cgrid_fixed(text, i == 0 ? ground.lon : ground.lat, 12);
		cgrid_buf_add(&r->texts, text, to->length + 1);
	}
	return status;
}

static enum cgrid_status
finish_row(struct reader *r)
{
	struct cgrid_json *json = &r->geo.json;
	struct sensor_row row = {.source = cgrid_json_source_at(json, r->start)};
	enum cgrid_status status = convert_position(r);
	if (!status && r->texts.failed)
		status = cgrid_fail_memory(r->draft->ctx);
	if (status)
		return status;
	for (int i = 0; i < SENSOR_COLUMNS; i++) {
		const struct found *found = &r->found[i];
		row.fields[i] = found->there
				    ? (struct sensor_field){r->texts.data + found->at, found->length,
							    cgrid_json_source_at(json, found->offset)}
				    : (struct sensor_field){"", 0, row.source};
	}
	if (r->false_level[0] && !r->found[SENSOR_LEVEL].there && !r->false_level_said) {
		const struct cgrid_source source = cgrid_json_source_at(json, r->false_level_at);
		cgrid_sensor_warn_level(r->draft->ctx, &source, "key", r->false_level);
		r->false_level_said = true;
	}
	if (!r->fault[0]) {
		status = cgrid_sensor_take(r->draft, r->geo.plan, &row);
	} else {
		row.fields[SENSOR_X].source = cgrid_json_source_at(json, r->fault_at);
		status = cgrid_sensor_refuse(r->draft, &row, SENSOR_X, r->fault);
	}
	return status == CGRID_E_MEANING ? cgrid_json_refused(json, status) : status;
}

static enum cgrid_status read_record(struct reader *r, enum cgrid_json_token token, bool root);

static enum cgrid_status
read_list(struct reader *r)
{
	enum cgrid_status status = CGRID_OK;
	enum cgrid_json_token token;
	while (!status && (token = cgrid_json_next(&r->geo.json)) != CGRID_JSON_ARRAY_END)
		status = read_record(r, token, false);
	return status;
}

/* A member of a record that is no column; *taken_out is false when it is one. */
static enum cgrid_status
read_member(struct reader *r, bool root, bool *list, bool *taken_out)
{
	struct cgrid_json *json = &r->geo.json;
	static const char *const structure[] = {"features", "sensors",    "crs", "bbox",
						"geometry", "properties", "type"};
	enum { FEATURES, SENSORS, CRS, BBOX, GEOMETRY, PROPERTIES, TYPE, NONE };
	int member = FEATURES;
	while (member < NONE && !cgrid_json_is(json, structure[member]))
		member++;
	*taken_out = member != NONE && (root || (member != FEATURES && member != SENSORS));
	if (!*taken_out)
		return CGRID_OK;
	size_t at = json->start;
	enum cgrid_json_token token = cgrid_json_next(json);
	if (member <= SENSORS && token == CGRID_JSON_ARRAY) {
		*list = true;
		return read_list(r);
	}
	if (member == PROPERTIES && token == CGRID_JSON_OBJECT)
		return read_properties(r);
	if (member == GEOMETRY && token == CGRID_JSON_OBJECT)
		return read_geometry(r);
	if (member != CRS)
		return cgrid_geojson_skip(&r->geo, token);
	enum cgrid_status status = cgrid_geojson_crs(&r->geo, token);
	const struct cgrid_source source = cgrid_json_source_at(json, at);
	if (!status && *list && r->geo.crs[0])
		return cgrid_json_refuse(json, CGRID_E_MEANING, &source,
					 "its crs stands behind the features that it is of");
	return status;
}

/* A sensor; at the root it may be what holds the list. */
static enum cgrid_status
read_record(struct reader *r, enum cgrid_json_token token, bool root)
{
	struct cgrid_json *json = &r->geo.json;
	enum cgrid_status status = CGRID_OK;
	bool list = false;
	if (token == CGRID_JSON_FAULT)
		return cgrid_json_status(json);
	if (token == CGRID_JSON_ARRAY && root)
		return read_list(r);
	const struct cgrid_source source = cgrid_json_source(json);
	if (token != CGRID_JSON_OBJECT && root)
		return cgrid_json_refuse(json, CGRID_E_MEANING, &source,
					 "a list of sensors is an array of objects, an object with "
					 "\"sensors\", or a FeatureCollection; this is %s",
					 cgrid_geojson_token_name(token));
	if (token != CGRID_JSON_OBJECT) {
		status = cgrid_draft_leave_out(r->draft, CGRID_E_MEANING, &source,
					       "a sensor is an object; this is %s",
					       cgrid_geojson_token_name(token));
		return status ? cgrid_json_refused(json, status) : cgrid_geojson_skip(&r->geo, token);
	}
	begin_row(r);
	while (cgrid_geojson_key(&r->geo, &status) == CGRID_JSON_KEY && !status) {
		bool taken;
		status = read_member(r, root, &list, &taken);
		if (!status && !taken)
			status = take_column(r);
	}
	return status || list ? status : finish_row(r);
}

/* The one value of a text. */
static enum cgrid_status
read_text(struct reader *r)
{
	struct cgrid_json *json = &r->geo.json;
	enum cgrid_status status = read_record(r, cgrid_json_next(json), true);
	return !status && cgrid_json_next(json) != CGRID_JSON_END ? cgrid_json_status(json) : status;
}

/* A text of a sequence that is broken is left out, as a row of a CSV is. */
static enum cgrid_status
read_texts(struct reader *r, struct cgrid_texts *texts)
{
	enum cgrid_status status = CGRID_OK;
	size_t from, to;
	while (!status && cgrid_texts_next(texts, &from, &to)) {
		cgrid_json_part(&r->geo.json, from, to);
		status = read_text(r);
		if ((status != CGRID_E_SYNTAX && status != CGRID_E_MEANING) || r->draft->strict)
			continue;
		cgrid_log_error(r->draft->ctx);
		status = CGRID_OK;
	}
	return status;
}

static enum cgrid_status
name_unused(struct reader *r, const struct cgrid_source *source)
{
	struct cgrid_buf names = {0};
	for (size_t i = 0; i < r->unused_count; i++) {
		cgrid_buf_text(&names, i > 0 ? ", " : "");
		cgrid_text_clean(r->unused[i], strlen(r->unused[i]), &names);
	}
	if (names.size > 0)
		cgrid_log(r->draft->ctx, CGRID_NOTE, source, "keys that are not used: %s", names.data);
	bool failed = names.failed;
	cgrid_buf_free(&names);
	return failed ? cgrid_fail_memory(r->draft->ctx) : CGRID_OK;
}

enum cgrid_status
cgrid_read_sensors_json_bytes(struct cgrid_draft *draft, const struct cgrid_plan *plan,
			      const char *bytes, size_t size)
{
	struct reader r = {.draft = draft};
	struct cgrid_texts texts;
	size_t before = draft->sensor_count;
	r.geo.draft = draft;
	r.geo.ctx = draft->ctx;
	r.geo.plan = plan;
	const char *file = cgrid_draft_bytes(draft, plan->shown, strlen(plan->shown));
	if (!file)
		return CGRID_E_MEMORY;
	const struct cgrid_source source = {file, 0, 0};
	enum cgrid_status status = cgrid_json_open(&r.geo.json, draft->ctx, file, bytes, size);
	cgrid_texts_begin(&texts, plan->file, bytes, size);
	if (!status)
		status = texts.kind == CGRID_TEXTS_ONE ? read_text(&r) : read_texts(&r, &texts);
	if (!status)
		status = name_unused(&r, &source);
	if (!status)
		cgrid_sensor_none(draft, file, before);
	cgrid_json_close(&r.geo.json);
	cgrid_buf_free(&r.texts);
	return status;
}
