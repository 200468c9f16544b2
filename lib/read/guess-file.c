/* SPDX-License-Identifier: Apache-2.0 */
#include "read/guess.h"

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "read/draft.h"
#include "read/texts.h"
#include "read/sensors.h"
#include "read/words.h"

#include <stdlib.h>
#include <string.h>

/* How a file is looked at, by its extension. What is not here and has a reader is a plan. */
enum look { LOOK_GEOJSON, LOOK_CSV, LOOK_PICTURE, LOOK_CAD, LOOK_PLAN, LOOK_NOT };
static const struct {
	const char *extension;
	enum look look;
} extensions[] = {
    {".geojson", LOOK_GEOJSON},
    {".json", LOOK_GEOJSON},
    {".csv", LOOK_CSV},
    {".tsv", LOOK_CSV},
    {".png", LOOK_PICTURE},
    {".pgm", LOOK_PICTURE},
    {".pbm", LOOK_PICTURE},
    {".ppm", LOOK_PICTURE},
    {".pnm", LOOK_PICTURE},
    {".jpg", LOOK_PICTURE},
    {".jpeg", LOOK_PICTURE},
    {".tif", LOOK_PICTURE},
    {".tiff", LOOK_PICTURE},
    {".pdf", LOOK_PICTURE},
    {".dxf", LOOK_CAD},
    {".dwg", LOOK_CAD},
    {".shp", LOOK_CAD},
    {".gpkg", LOOK_PLAN},
    {".fgb", LOOK_PLAN},
    {".kml", LOOK_PLAN},
    /* Companions of what is used. */
    {".pgw", LOOK_NOT},
    {".pngw", LOOK_NOT},
    {".wld", LOOK_NOT},
    {".jgw", LOOK_NOT},
    {".tfw", LOOK_NOT},
    {".yaml", LOOK_NOT},
    {".shx", LOOK_NOT},
    {".dbf", LOOK_NOT},
    {".prj", LOOK_NOT},
    {".cpg", LOOK_NOT},
};

/* Words in a name that speak of the grounds, not of a level. */
static const char *const grounds_words[] = {"grounds", "site",     "outdoor", "outdoors", "features",
					    "doors",   "assets",   "areas",   "parking",  "fields",
					    "roads",   "hydrants", NULL};

/* What a look at the keys of a GeoJSON found. */
struct seen {
	bool geojson, level, building;
	size_t rooms, features;
	size_t points, shapes;       /* geometries that are points, and others */
	bool list, sensor;           /* an array, or "sensors", at the root; a property "sensor" */
	bool column[SENSOR_COLUMNS]; /* names of a list of sensors' columns */
	bool levels_differ;
	char first_level[CGRID_GUESS_TEXT];
};

/* Does the word behind "feature" say door, asset or area? */
static bool
says_feature(struct cgrid_json *json)
{
	char word[32];
	if (json->length >= sizeof word)
		return false;
	memcpy(word, json->text, json->length);
	word[json->length] = '\0';
	for (unsigned drawn = CGRID_DRAWN_POINT; drawn <= CGRID_DRAWN_AREA; drawn *= 2) {
		const struct cgrid_word *known =
		    cgrid_word_find(CGRID_PROPERTY_FEATURE, word, (enum cgrid_drawn)drawn);
		if (known && (known->role == CGRID_ROLE_DOOR || known->role == CGRID_ROLE_ENTRANCE ||
			      known->role == CGRID_ROLE_ASSET || known->role == CGRID_ROLE_AREA))
			return true;
	}
	return false;
}

static void
look_at_key(struct cgrid_json *json, struct seen *seen)
{
	unsigned rank;
	bool root = cgrid_json_depth(json) == 1, type = root && cgrid_json_is(json, "type");
	enum cgrid_property property = cgrid_property_find(json->text, json->length, &rank);
	bool level = property == CGRID_PROPERTY_LEVEL;
	bool building = property == CGRID_PROPERTY_BUILDING || property == CGRID_PROPERTY_BUILDING_ID ||
			property == CGRID_PROPERTY_BUILDING_REF;
	bool shape = !root && cgrid_json_is(json, "type");
	enum sensor_column column = cgrid_sensor_column(json->text, json->length);
	seen->column[column % SENSOR_COLUMNS] |= column != SENSOR_COLUMNS;
	seen->sensor |= cgrid_json_is(json, "sensor") || cgrid_json_is(json, "sensor_id");
	seen->list |= root && cgrid_json_is(json, "sensors");
	if (!type && !shape && !level && !building && property != CGRID_PROPERTY_FEATURE)
		return;
	enum cgrid_json_token token = cgrid_json_next(json);
	bool text = token == CGRID_JSON_STRING && json->length > 0;
	if (text && type)
		seen->geojson |=
		    cgrid_json_is(json, "FeatureCollection") || cgrid_json_is(json, "Feature");
	if (text && shape && cgrid_json_is(json, "Point"))
		seen->points++;
	else if (text && shape)
		seen->shapes += cgrid_json_is(json, "Polygon") || cgrid_json_is(json, "MultiPolygon") ||
				cgrid_json_is(json, "LineString");
	if (text && property == CGRID_PROPERTY_FEATURE)
		*(says_feature(json) ? &seen->features : &seen->rooms) += 1;
	if (!root && (text || token == CGRID_JSON_NUMBER)) {
		bool fits = json->length < sizeof seen->first_level;
		if (level && !seen->level && fits)
			memcpy(seen->first_level, json->text, json->length);
		else if (level)
			seen->levels_differ |= !fits || strlen(seen->first_level) != json->length ||
					       memcmp(seen->first_level, json->text, json->length) != 0;
		seen->level |= level;
		seen->building |= building;
	}
}

bool
cgrid_name_has(const char *name, size_t length, const char *const *words)
{
	for (size_t at = 0; at < length; at++) {
		size_t from = at;
		while (at < length && !strchr("-_ .", name[at]))
			at++;
		for (size_t i = 0; words[i]; i++) {
			size_t n = strlen(words[i]), same = 0;
			while (same < n && from + same < at &&
			       cgrid_lower((unsigned char)name[from + same]) == words[i][same])
				same++;
			if (same == n && from + n == at)
				return true;
		}
	}
	return false;
}

/* Looks at every text of the file. False at a fault that no good text makes up for. */
static bool
look_inside(struct cgrid_json *json, const char *path, const struct cgrid_bytes *bytes,
	    struct seen *seen)
{
	struct cgrid_texts texts;
	size_t from, to, good = 0;
	cgrid_texts_begin(&texts, path, bytes->data, bytes->size);
	seen->list = texts.kind != CGRID_TEXTS_ONE;
	while (cgrid_texts_next(&texts, &from, &to)) {
		enum cgrid_json_token token;
		if (texts.kind != CGRID_TEXTS_ONE)
			cgrid_json_part(json, from, to);
		do {
			token = cgrid_json_next(json);
			if (token == CGRID_JSON_KEY)
				look_at_key(json, seen);
			seen->list |= token == CGRID_JSON_ARRAY && cgrid_json_depth(json) == 1;
		} while (token != CGRID_JSON_END && token != CGRID_JSON_FAULT);
		good += token == CGRID_JSON_END;
	}
	return good > 0;
}

/* Objects with an id and a position; or points that say that they are sensors. */
static bool
is_sensors(const struct seen *seen, const char *name, size_t stem)
{
	static const char *const words[] = {"sensor",  "sensors",   "beacon",
					    "beacons", "detectors", NULL};
	const bool *column = seen->column;
	bool place = (column[SENSOR_LAT] && column[SENSOR_LON]) ||
		     (column[SENSOR_X] && column[SENSOR_Y]) || column[SENSOR_ROOM];
	if (!seen->geojson)
		return seen->list && column[SENSOR_ID] && place;
	return seen->points > 0 && seen->shapes == 0 &&
	       (seen->sensor || cgrid_name_has(name, stem, words));
}

static enum cgrid_status
guess_geojson(struct cgrid_ctx *ctx, const char *path, const struct cgrid_source *source,
	      const char *name, size_t stem, struct cgrid_guess *guess)
{
	struct seen seen = {0};
	struct cgrid_bytes bytes;
	struct cgrid_json json;
	enum cgrid_status status = cgrid_file_read(ctx, path, &bytes);
	if (!status)
		status = cgrid_json_open(&json, ctx, source->file, bytes.data, bytes.size);
	if (status) {
		cgrid_bytes_free(&bytes);
		return status;
	}
	if (!look_inside(&json, path, &bytes, &seen))
		status = cgrid_json_status(&json);
	else
		cgrid_clear_error(ctx);
	cgrid_json_close(&json);
	cgrid_bytes_free(&bytes);
	if (status)
		return status;
	if (is_sensors(&seen, name, stem)) {
		guess->use = CGRID_USE_SENSORS;
		return CGRID_OK;
	}
	if (!seen.geojson) {
		cgrid_log(ctx, CGRID_WARNING, source, "not used: no GeoJSON");
		return CGRID_OK;
	}
	bool grounds = seen.features > 0 ? seen.rooms == 0 : cgrid_name_has(name, stem, grounds_words);
	guess->use = grounds ? CGRID_USE_FEATURES : CGRID_USE_PLAN;
	guess->says_level = seen.level;
	guess->says_building = seen.building;
	memcpy(guess->own_level, seen.first_level, sizeof guess->own_level);
	guess->one_level = seen.level && !seen.levels_differ && !strpbrk(seen.first_level, ";,");
	return CGRID_OK;
}

bool
cgrid_folder_has(const char *folder, const char *name)
{
	char *path = cgrid_path_join(folder, name);
	bool there = path && cgrid_path_kind(path) == CGRID_PATH_FILE;
	free(path);
	return there;
}

bool
cgrid_is_imdf(const char *folder)
{
	return cgrid_folder_has(folder, "level.geojson") &&
	       (cgrid_folder_has(folder, "unit.geojson") || cgrid_folder_has(folder, "manifest.json"));
}

/* The columns of a header row of `size` bytes that a list of sensors has; and those of ties. */
static bool
look_at_header(const char *header, size_t size, bool column[SENSOR_COLUMNS + 1])
{
	bool ties = false;
	for (size_t at = 0; at < size; at++) {
		size_t from = at, end;
		while (at < size && !strchr(",;\t", header[at]))
			at++;
		end = at;
		while (from < end && strchr("\" \r", header[from]))
			from++;
		while (end > from && strchr("\" \r", header[end - 1]))
			end--;
		column[cgrid_sensor_column(header + from, end - from)] = true;
		char name[8] = "";
		if (end - from < sizeof name)
			memcpy(name, header + from, end - from);
		ties |= cgrid_same_text(name, "pixel_x");
	}
	return ties;
}

static enum cgrid_status
guess_csv(struct cgrid_ctx *ctx, const char *path, const struct cgrid_source *source,
	  struct cgrid_guess *guess)
{
	struct cgrid_bytes bytes;
	enum cgrid_status status = cgrid_file_read(ctx, path, &bytes);
	if (status)
		return status;
	const char *header = bytes.data;
	if (bytes.size >= 3 && memcmp(header, "\xef\xbb\xbf", 3) == 0)
		header += 3;
	size_t size = strcspn(header, "\n");
	bool column[SENSOR_COLUMNS + 1] = {false};
	bool ties = look_at_header(header, size, column);
	bool place = (column[SENSOR_LAT] && column[SENSOR_LON]) ||
		     (column[SENSOR_X] && column[SENSOR_Y]) || column[SENSOR_ROOM];
	if (column[SENSOR_ID] && place && !cgrid_guess_beside(ctx, path, false))
		guess->use = CGRID_USE_SENSORS;
	else if (!cgrid_guess_beside(ctx, path, ties))
		cgrid_log(ctx, CGRID_WARNING, source,
			  "not used: a list of sensors needs a header with id, and lat,lon or x,y or "
			  "room");
	cgrid_bytes_free(&bytes);
	return CGRID_OK;
}

void
cgrid_guess_free(struct cgrid_guess *guess)
{
	free(guess->file);
	free(guess->ties);
	free(guess->rooms);
}

enum cgrid_status
cgrid_guess_file(struct cgrid_ctx *ctx, const char *path, const char *shown, struct cgrid_guess *guess)
{
	const struct cgrid_source source = {shown, 0, 0};
	const char *extension = cgrid_path_extension(path), *slash = strrchr(path, '/'), *why;
	const char *name = slash ? slash + 1 : path;
	size_t stem = strlen(name) - strlen(extension), i = 0;
	unsigned honours;
	bool reads = cgrid_plan_reads(extension, &honours, &why);
	while (i < sizeof extensions / sizeof *extensions &&
	       !cgrid_same_text(extension, extensions[i].extension))
		i++;
	enum look look = LOOK_NOT;
	if (i < sizeof extensions / sizeof *extensions)
		look = extensions[i].look;
	else if (cgrid_texts_extension(extension))
		look = LOOK_GEOJSON;
	else if (reads)
		look = LOOK_PLAN;
	else if (why)
		cgrid_log(ctx, CGRID_WARNING, &source, "not used: %s", why);
	else
		cgrid_log(ctx, CGRID_NOTE, &source, "not used: no drawing");
	switch (look) {
	case LOOK_GEOJSON:
		return guess_geojson(ctx, path, &source, name, stem, guess);
	case LOOK_CSV:
		return guess_csv(ctx, path, &source, guess);
	case LOOK_PICTURE:
		return cgrid_guess_picture(ctx, path, &source, guess);
	case LOOK_CAD:
		return cgrid_guess_cad(ctx, path, guess);
	case LOOK_PLAN:
		guess->use = CGRID_USE_PLAN;
		/* An archive and a map of OpenStreetMap have levels and buildings of their own. */
		guess->says_level = guess->says_building = reads;
		guess->said = reads ? "it says its own levels" : NULL;
		break;
	case LOOK_NOT:
		break;
	}
	return CGRID_OK;
}
