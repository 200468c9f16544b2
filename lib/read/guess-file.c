/* SPDX-License-Identifier: Apache-2.0 */
#include "read/guess.h"

#include "base/file.h"
#include "base/json.h"
#include "base/num.h"
#include "base/text.h"
#include "read/draft.h"
#include "read/texts.h"
#include "read/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the extension says of a file. */
enum look { LOOK_GEOJSON, LOOK_CSV, LOOK_PNG, LOOK_GDAL, LOOK_REFUSE };
static const struct {
	const char *extension;
	enum look look;
	const char *why; /* REFUSE: why it is not used; NULL for silence */
} extensions[] = {
    {".geojson", LOOK_GEOJSON, NULL},
    {".json", LOOK_GEOJSON, NULL},
    {".geojsonl", LOOK_GEOJSON, NULL},
    {".geojsons", LOOK_GEOJSON, NULL},
    {".geojsonseq", LOOK_GEOJSON, NULL},
    {".ndjson", LOOK_GEOJSON, NULL},
    {".jsonl", LOOK_GEOJSON, NULL},
    {".csv", LOOK_CSV, NULL},
    {".png", LOOK_PNG, NULL},
    {".dxf", LOOK_GDAL, NULL},
    {".shp", LOOK_GDAL, NULL},
    {".gpkg", LOOK_GDAL, NULL},
    {".fgb", LOOK_GDAL, NULL},
    {".kml", LOOK_GDAL, NULL},
    {".dwg", LOOK_REFUSE, "a DWG is not read; save it as DXF"},
    {".pdf", LOOK_REFUSE, "a PDF is not read by this version; draw its rooms as GeoJSON"},
    {".jpg", LOOK_REFUSE, "a JPEG is not read; save it as PNG with a world file"},
    {".jpeg", LOOK_REFUSE, "a JPEG is not read; save it as PNG with a world file"},
    {".tif", LOOK_REFUSE, "a TIFF is not read; save it as PNG with a world file"},
    {".osm", LOOK_REFUSE, "OpenStreetMap XML is not read by this version; export it as GeoJSON"},
    {".zip", LOOK_REFUSE, "archives are not read by this version; unpack it"},
    {".imdf", LOOK_REFUSE, "archives are not read by this version; unpack it"},
    /* Companions of what is used. */
    {".pgw", LOOK_REFUSE, NULL},
    {".pngw", LOOK_REFUSE, NULL},
    {".wld", LOOK_REFUSE, NULL},
    {".shx", LOOK_REFUSE, NULL},
    {".dbf", LOOK_REFUSE, NULL},
    {".prj", LOOK_REFUSE, NULL},
    {".cpg", LOOK_REFUSE, NULL},
};

/* Words in a name that speak of the grounds, not of a level. */
static const char *const grounds_words[] = {"grounds", "site",     "outdoor", "outdoors", "features",
					    "doors",   "assets",   "areas",   "parking",  "fields",
					    "roads",   "hydrants", NULL};

/* What a look at the keys of a GeoJSON found. */
struct seen {
	bool geojson, level, building;
	size_t rooms, features;
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
	if (!type && !level && !building && property != CGRID_PROPERTY_FEATURE)
		return;
	enum cgrid_json_token token = cgrid_json_next(json);
	bool text = token == CGRID_JSON_STRING && json->length > 0;
	if (text && type)
		seen->geojson |=
		    cgrid_json_is(json, "FeatureCollection") || cgrid_json_is(json, "Feature");
	if (text && property == CGRID_PROPERTY_FEATURE)
		*(says_feature(json) ? &seen->features : &seen->rooms) += 1;
	if (!root && (text || token == CGRID_JSON_NUMBER)) {
		if (level && !seen->level && json->length < sizeof seen->first_level)
			memcpy(seen->first_level, json->text, json->length);
		seen->level |= level;
		seen->building |= building;
	}
}

/* Is a word of the name one of the grounds'? */
static bool
names_grounds(const char *name, size_t length)
{
	for (size_t at = 0; at < length; at++) {
		size_t from = at;
		while (at < length && !strchr("-_ .", name[at]))
			at++;
		for (size_t i = 0; grounds_words[i]; i++) {
			size_t n = strlen(grounds_words[i]), same = 0;
			while (same < n && from + same < at &&
			       cgrid_lower((unsigned char)name[from + same]) == grounds_words[i][same])
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
	while (cgrid_texts_next(&texts, &from, &to)) {
		enum cgrid_json_token token;
		if (texts.kind != CGRID_TEXTS_ONE)
			cgrid_json_part(json, from, to);
		do {
			token = cgrid_json_next(json);
			if (token == CGRID_JSON_KEY)
				look_at_key(json, seen);
		} while (token != CGRID_JSON_END && token != CGRID_JSON_FAULT);
		good += token == CGRID_JSON_END;
	}
	return good > 0;
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
	if (!seen.geojson) {
		cgrid_log(ctx, CGRID_WARNING, source, "not used: no GeoJSON");
		return CGRID_OK;
	}
	bool grounds = seen.features > 0 ? seen.rooms == 0 : names_grounds(name, stem);
	guess->use = grounds ? CGRID_USE_FEATURES : CGRID_USE_PLAN;
	guess->says_level = seen.level;
	guess->says_building = seen.building;
	memcpy(guess->own_level, seen.first_level, sizeof guess->own_level);
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

/* Does the header row (of `size` bytes) have a column of this name? */
static bool
has_column(const char *header, size_t size, const char *name)
{
	size_t n = strlen(name);
	for (size_t at = 0; at < size; at++) {
		size_t from = at, end;
		while (at < size && !strchr(",;\t", header[at]))
			at++;
		end = at;
		while (from < end && strchr("\" \r", header[from]))
			from++;
		while (end > from && strchr("\" \r", header[end - 1]))
			end--;
		size_t same = 0;
		while (same < n && from + same < end &&
		       cgrid_lower((unsigned char)header[from + same]) == name[same])
			same++;
		if (same == n && from + n == end)
			return true;
	}
	return false;
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
	bool id = has_column(header, size, "id") || has_column(header, size, "sensor") ||
		  has_column(header, size, "sensor_id");
	bool place = (has_column(header, size, "lat") && has_column(header, size, "lon")) ||
		     (has_column(header, size, "x") && has_column(header, size, "y")) ||
		     has_column(header, size, "room");
	if (id && place)
		guess->use = CGRID_USE_SENSORS;
	else if (has_column(header, size, "pixel_x"))
		cgrid_log(ctx, CGRID_WARNING, source,
			  "not used: ties of a picture, which this version does not read");
	else
		cgrid_log(ctx, CGRID_WARNING, source,
			  "not used: a list of sensors needs a header with id, and lat,lon or x,y or "
			  "room");
	cgrid_bytes_free(&bytes);
	return CGRID_OK;
}

/* The world file beside a picture; NULL when there is none. malloc'd. */
static char *
world_file(const char *path)
{
	static const char *const endings[] = {".pgw", ".pngw", ".wld", ".PGW", ".PNGW", ".WLD"};
	size_t stem = strlen(path) - strlen(cgrid_path_extension(path));
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		struct cgrid_buf name = {0};
		cgrid_buf_add(&name, path, stem);
		cgrid_buf_text(&name, endings[i]);
		if (!name.failed && cgrid_path_kind(name.data) == CGRID_PATH_FILE)
			return name.data;
		cgrid_buf_free(&name);
	}
	return NULL;
}

/* Lines 5 and 6 of a world file are the place of the first pixel. What they can be in: degrees, or,
 * beyond every UTM easting, Web Mercator. */
static const char *
guess_crs(const char *text)
{
	double place[2] = {0};
	for (int line = 0; line < 6; line++) {
		text += strspn(text, " \t\r\n");
		size_t n = strcspn(text, " \t\r\n");
		if (line >= 4 && !cgrid_number_parse(text, n, &place[line - 4]))
			return NULL;
		text += n;
	}
	if (fabs(place[0]) <= 180 && fabs(place[1]) <= 90)
		return "EPSG:4326";
	return fabs(place[0]) > 1000000 && fabs(place[0]) < 20037509 && fabs(place[1]) < 20037509
		   ? "EPSG:3857"
		   : NULL;
}

static enum cgrid_status
guess_png(struct cgrid_ctx *ctx, const char *path, const struct cgrid_source *source,
	  struct cgrid_guess *guess)
{
	struct cgrid_bytes bytes;
	char *world = world_file(path);
	if (!world) {
		cgrid_log(ctx, CGRID_WARNING, source,
			  "not used: a picture needs a world file (.pgw) beside it");
		return CGRID_OK;
	}
	enum cgrid_status status = cgrid_file_read(ctx, world, &bytes);
	free(world);
	if (status)
		return status;
	guess->use = CGRID_USE_IMAGERY;
	guess->crs = guess_crs(bytes.data);
	cgrid_bytes_free(&bytes);
	return CGRID_OK;
}

enum cgrid_status
cgrid_guess_file(struct cgrid_ctx *ctx, const char *path, const char *shown, struct cgrid_guess *guess)
{
	const struct cgrid_source source = {shown, 0, 0};
	const char *extension = cgrid_path_extension(path), *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t stem = strlen(name) - strlen(extension);
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
		if (!cgrid_same_text(extension, extensions[i].extension))
			continue;
		switch (extensions[i].look) {
		case LOOK_GEOJSON:
			return guess_geojson(ctx, path, &source, name, stem, guess);
		case LOOK_CSV:
			return guess_csv(ctx, path, &source, guess);
		case LOOK_PNG:
			return guess_png(ctx, path, &source, guess);
		case LOOK_GDAL:
			guess->use = CGRID_USE_PLAN;
			return CGRID_OK;
		case LOOK_REFUSE:
			if (extensions[i].why)
				cgrid_log(ctx, CGRID_WARNING, &source, "not used: %s",
					  extensions[i].why);
			return CGRID_OK;
		}
	}
	cgrid_log(ctx, CGRID_NOTE, &source, "not used: no drawing");
	return CGRID_OK;
}
