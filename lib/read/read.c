/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 1, read: which reader a drawing goes to, and a whole campus from one INPUT. */
#include "base/file.h"
#include "base/json.h"
#include "base/zip.h"
#include "campus/campus.h"
#include "read/cad.h"
#include "read/draft.h"
#include "read/plan-picture.h"
#include "read/tree.h"

#include <stdlib.h>
#include <string.h>

typedef enum cgrid_status (*reader)(struct cgrid_draft *draft, const struct cgrid_plan *plan);

/* What a folder or archive honours is known once it is open. */
enum { BY_CONTENT = ~0u >> 1 };
/* Rooms from the lines of a CAD drawing. */
enum {
	CAD = CGRID_PLAN_CRS | CGRID_PLAN_TIES | CGRID_PLAN_ORIGIN | CGRID_PLAN_UNITS |
	      CGRID_PLAN_ROOM_LAYER | CGRID_PLAN_TEXT_LAYER | CGRID_PLAN_GAP,
	/* Features of a GIS file, in its own coordinate system or placed as a drawing is. */
	GIS = CGRID_PLAN_CRS | CGRID_PLAN_TIES | CGRID_PLAN_ORIGIN | CGRID_PLAN_UNITS |
	      CGRID_PLAN_PROPERTIES
};

/* Formats that have a reader of their own. What is not here goes to GDAL. */
static const struct {
	const char *extension;
	reader read; /* NULL: the reason stands beside */
	const char *why;
	unsigned honours; /* enum cgrid_plan_key: what it reads the drawing by */
} formats[] = {
    {".geojson", cgrid_read_geojson, NULL, CGRID_PLAN_CRS | CGRID_PLAN_PROPERTIES},
    {".json", cgrid_read_geojson, NULL, CGRID_PLAN_CRS | CGRID_PLAN_PROPERTIES},
    {".geojsonl", cgrid_read_geojson, NULL, CGRID_PLAN_CRS | CGRID_PLAN_PROPERTIES},
    {".geojsons", cgrid_read_geojson, NULL, CGRID_PLAN_CRS | CGRID_PLAN_PROPERTIES},
    {".geojsonseq", cgrid_read_geojson, NULL, CGRID_PLAN_CRS | CGRID_PLAN_PROPERTIES},
    {".ndjson", cgrid_read_geojson, NULL, CGRID_PLAN_CRS | CGRID_PLAN_PROPERTIES},
    {".jsonl", cgrid_read_geojson, NULL, CGRID_PLAN_CRS | CGRID_PLAN_PROPERTIES},
    {".png", cgrid_read_picture_plan, NULL, CGRID_PICTURE_KEYS},
    {".jpg", cgrid_read_picture_plan, NULL, CGRID_PICTURE_KEYS},
    {".jpeg", cgrid_read_picture_plan, NULL, CGRID_PICTURE_KEYS},
    {".tif", cgrid_read_picture_plan, NULL, CGRID_PICTURE_KEYS},
    {".tiff", cgrid_read_picture_plan, NULL, CGRID_PICTURE_KEYS},
    {".pdf", cgrid_read_picture_plan, NULL, CGRID_PICTURE_KEYS},
    {".yaml", cgrid_read_ros_map, NULL, CGRID_PLAN_TIES | CGRID_PLAN_ORIGIN | CGRID_PLAN_ROOMS},
    {".yml", cgrid_read_ros_map, NULL, CGRID_PLAN_TIES | CGRID_PLAN_ORIGIN | CGRID_PLAN_ROOMS},
    {".pgm", cgrid_read_picture_plan, NULL, CGRID_PICTURE_KEYS},
    {".pbm", cgrid_read_picture_plan, NULL, CGRID_PICTURE_KEYS},
    {".ppm", cgrid_read_picture_plan, NULL, CGRID_PICTURE_KEYS},
    {".pnm", cgrid_read_picture_plan, NULL, CGRID_PICTURE_KEYS},
    {".par", NULL, "the scale of a picture is no drawing: name the picture, and place it by \"ties\"",
     0},
    {".dev", NULL, "a list of devices is no drawing: write it as a CSV of sensors", 0},
    {".osm", cgrid_read_osm, NULL, CGRID_PLAN_PROPERTIES},
    {".zip", cgrid_read_folder, NULL, BY_CONTENT},
    {".imdf", cgrid_read_folder, NULL, BY_CONTENT},
    {".cgx", NULL, "a lookup file holds locations and no drawings", 0},
    {".csv", NULL, "a table of sensors is no drawing; name it under \"sensors\" in campus.json", 0},
};

bool
cgrid_plan_reads(const char *extension, unsigned *honours_out, const char **why_out)
{
	*honours_out = 0;
	*why_out = NULL;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		if (!cgrid_same_text(formats[i].extension, extension))
			continue;
		*honours_out = formats[i].honours;
		*why_out = formats[i].why;
		return formats[i].read != NULL;
	}
	return false;
}

/* A key that a drawing cannot be read by would be forgotten in silence, and the drawing read wrongly.
 */
static enum cgrid_status
check_keys(struct cgrid_draft *draft, const struct cgrid_plan *plan, unsigned honours)
{
	static const struct {
		enum cgrid_plan_key key;
		const char *name;
	} keys[] = {
	    {CGRID_PLAN_CRS, "crs"},
	    {CGRID_PLAN_TIES, "ties"},
	    {CGRID_PLAN_ORIGIN, "origin"},
	    {CGRID_PLAN_UNITS, "units"},
	    {CGRID_PLAN_ROOMS, "rooms"},
	    {CGRID_PLAN_ROOM_LAYER, "room_layer"},
	    {CGRID_PLAN_TEXT_LAYER, "text_layer"},
	    {CGRID_PLAN_GAP, "gap"},
	    {CGRID_PLAN_PROPERTIES, "properties"},
	};
	const struct cgrid_source source = {plan->shown, 0, 0};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (plan->given & keys[i].key && !(honours & keys[i].key))
			return cgrid_fail_at(
			    draft->ctx, CGRID_E_UNSUPPORTED, &source,
			    "\"%s\" means nothing to this kind of drawing: take it out "
			    "of campus.json",
			    keys[i].name);
	return CGRID_OK;
}

static enum cgrid_status
read_by(struct cgrid_draft *draft, const struct cgrid_plan *plan, reader read, unsigned honours)
{
	enum cgrid_status status = check_keys(draft, plan, honours);
	return status ? status : read(draft, plan);
}

/* The files that a campus.json names are read from the disk. Drawings that are read past it would have
 * other labels than it gives them. */
static enum cgrid_status
refuse_campus(struct cgrid_draft *draft, const struct cgrid_tree *tree)
{
	const struct cgrid_source source = {tree->shown, 0, 0};
	for (size_t i = 0; tree->zip && i < cgrid_zip_count(tree->zip); i++) {
		const char *name = cgrid_zip_at(tree->zip, i)->name, *slash = strrchr(name, '/');
		if (strcmp(slash ? slash + 1 : name, "campus.json") == 0)
			return cgrid_fail_at(
			    draft->ctx, CGRID_E_UNSUPPORTED, &source,
			    "holds \"%.80s\", which is not read out of an archive: unpack "
			    "it and name that file",
			    name);
	}
	return CGRID_OK;
}

/* Every IMDF folder in it; without one, its GeoJSON files. */
enum cgrid_status
cgrid_read_folder(struct cgrid_draft *draft, const struct cgrid_plan *plan)
{
	struct cgrid_tree tree;
	struct cgrid_names roots = {0};
	enum cgrid_status status = cgrid_tree_open(&tree, draft->ctx, plan->file, plan->shown);
	if (!status)
		status = refuse_campus(draft, &tree);
	if (!status)
		status = cgrid_tree_find_imdf(&tree, &roots);
	if (!status)
		status =
		    check_keys(draft, plan, roots.count ? 0 : CGRID_PLAN_CRS | CGRID_PLAN_PROPERTIES);
	if (!status && roots.count == 0)
		status = cgrid_read_geojson_tree(draft, plan, &tree);
	for (size_t i = 0; i < roots.count && !status; i++)
		status = cgrid_read_imdf_tree(draft, plan, &tree, roots.names[i]);
	if (!status && roots.count > 0)
		status = cgrid_tree_name_others(&tree, &roots);
	cgrid_names_free(&roots);
	cgrid_tree_close(&tree);
	return status;
}

enum cgrid_status
cgrid_read_plan(struct cgrid_draft *draft, const struct cgrid_plan *plan)
{
	const struct cgrid_source source = {plan->shown, 0, 0};
	switch (cgrid_path_kind(plan->file)) {
	case CGRID_PATH_NONE:
		/* The system knows the reason: no such file, no permission. */
		return cgrid_read_geojson(draft, plan);
	case CGRID_PATH_FOLDER:
		return cgrid_read_folder(draft, plan);
	case CGRID_PATH_FILE:
		break;
	}
	const char *extension = cgrid_path_extension(plan->file);
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		if (!cgrid_same_text(formats[i].extension, extension))
			continue;
		if (formats[i].read)
			return read_by(draft, plan, formats[i].read, formats[i].honours);
		return cgrid_fail_at(draft->ctx, CGRID_E_UNSUPPORTED, &source, "%s", formats[i].why);
	}
	return read_by(draft, plan, cgrid_read_gdal, cgrid_is_cad(plan) ? CAD : GIS);
}

/* Is a JSON text a campus.json? GeoJSON says its type at the root; a campus.json never does. A text
 * that is neither goes to the GeoJSON reader, which names the fault. */
static bool
sniff_campus(struct cgrid_json *json)
{
	static const char *const keys[] = {"plans",   "sensors", "imagery", "grid",
					   "address", "attest",  "notice",  "none_on_site"};
	bool typed = false, known = false;
	if (cgrid_json_next(json) == CGRID_JSON_OBJECT) {
		enum cgrid_json_token token;
		while ((token = cgrid_json_next(json)) == CGRID_JSON_KEY && !typed) {
			typed = cgrid_json_is(json, "type");
			for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
				known |= cgrid_json_is(json, keys[i]);
			if (!cgrid_json_skip(json, cgrid_json_next(json)))
				break;
		}
	}
	struct cgrid_ctx *ctx = json->ctx;
	cgrid_json_close(json);
	cgrid_clear_error(ctx);
	return known && !typed;
}

static enum cgrid_status
read_json_bytes(struct cgrid_draft *draft, const struct cgrid_plan *plan,
		const struct cgrid_bytes *bytes)
{
	struct cgrid_json json;
	enum cgrid_status status =
	    cgrid_json_open(&json, draft->ctx, plan->shown, bytes->data, bytes->size);
	if (status)
		return status;
	if (sniff_campus(&json))
		return cgrid_read_campus_json_bytes(draft, ".", plan->shown, bytes->data, bytes->size);
	return cgrid_read_geojson_bytes(draft, plan, bytes->data, bytes->size);
}

static enum cgrid_status
read_json_file(struct cgrid_draft *draft, const struct cgrid_plan *plan, const struct cgrid_file *file)
{
	struct cgrid_json json;
	enum cgrid_status status = cgrid_json_open_file(&json, file, 0);
	if (status)
		return status;
	return sniff_campus(&json) ? cgrid_read_campus_json(draft, plan->file)
				   : cgrid_read_geojson(draft, plan);
}

static enum cgrid_status
read_json_input(struct cgrid_draft *draft, const char *path)
{
	const bool standard = strcmp(path, "-") == 0;
	const struct cgrid_plan plan = {.file = path, .shown = standard ? "standard input" : path};
	struct cgrid_file file;
	struct cgrid_bytes bytes;
	char *name = cgrid_path_name(path);
	if (!name)
		return cgrid_fail_memory(draft->ctx);
	bool named = strcmp(name, "campus.json") == 0;
	free(name);
	if (named)
		return cgrid_read_campus_json(draft, path);
	enum cgrid_status status = cgrid_file_open(draft->ctx, path, path, &file);
	if (status)
		return status;
	if (file.plain) {
		status = read_json_file(draft, &plan, &file);
	} else {
		status = cgrid_file_read_all(&file, &bytes);
		if (!status)
			status = read_json_bytes(draft, &plan, &bytes);
		cgrid_bytes_free(&bytes);
	}
	cgrid_file_close(&file);
	return status;
}

enum cgrid_status
cgrid_read_input(struct cgrid_draft *draft, const char *path)
{
	struct cgrid_plan plan = {.file = path, .shown = path};
	if (strcmp(path, "-") == 0)
		return read_json_input(draft, path);
	if (cgrid_path_kind(path) == CGRID_PATH_FOLDER && cgrid_folder_has(path, "campus.json")) {
		char *inside = cgrid_path_join(path, "campus.json");
		if (!inside)
			return cgrid_fail_memory(draft->ctx);
		enum cgrid_status status = cgrid_read_campus_json(draft, inside);
		free(inside);
		return status;
	}
	if (cgrid_path_kind(path) != CGRID_PATH_FOLDER &&
	    cgrid_same_text(cgrid_path_extension(path), ".json"))
		return read_json_input(draft, path);
	return cgrid_read_plan(draft, &plan);
}

/* A campus without a name is called after its file or folder. */
static enum cgrid_status
name_campus(struct cgrid_draft *draft, const char *path)
{
	if (draft->name[0])
		return CGRID_OK;
	char *name = strcmp(path, "-") == 0 ? strdup("") : cgrid_path_name(path);
	if (!name)
		return cgrid_fail_memory(draft->ctx);
	size_t length = strlen(name);
	if (cgrid_path_kind(path) != CGRID_PATH_FOLDER)
		length -= strlen(cgrid_path_extension(name));
	draft->name = cgrid_draft_text(draft, name, length, NULL);
	free(name);
	return draft->name ? CGRID_OK : CGRID_E_MEMORY;
}

enum cgrid_status
cgrid_campus_read(struct cgrid_ctx *ctx, const char *path, const struct cgrid_campus_options *options,
		  struct cgrid_campus **campus_out)
{
	static const struct cgrid_campus_options usual = CGRID_CAMPUS_OPTIONS_INIT;
	*campus_out = NULL;
	if (!options)
		options = &usual;
	const unsigned known = CGRID_CAMPUS_STRICT | CGRID_CAMPUS_AS_DRAWN;
	if (options->size != sizeof *options || (options->flags & ~known))
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "unknown options for reading a campus");
	struct cgrid_draft draft;
	cgrid_draft_init(&draft, ctx);
	draft.strict = options->flags & CGRID_CAMPUS_STRICT;
	draft.as_drawn = options->flags & CGRID_CAMPUS_AS_DRAWN;
	draft.lang = options->lang;
	draft.frame = options->frame;
	size_t left_out = ctx->counts[CGRID_LEFT_OUT];
	enum cgrid_status status = cgrid_read_input(&draft, path);
	if (!status)
		status = name_campus(&draft, path);
	if (!status)
		status = cgrid_campus_from_draft(ctx, &draft, campus_out);
	/* Readers refuse at the first fault when strict; this is for what only placing can know. */
	if (!status && draft.strict && ctx->counts[CGRID_LEFT_OUT] > left_out) {
		cgrid_campus_free(*campus_out);
		*campus_out = NULL;
		status = cgrid_fail(
		    ctx, CGRID_E_MEANING,
		    "%s: part of the input cannot be used, which strict reading refuses", path);
	}
	cgrid_draft_free(&draft);
	return status;
}
