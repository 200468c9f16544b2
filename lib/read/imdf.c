/* SPDX-License-Identifier: Apache-2.0 */
/*
 * IMDF (Indoor Mapping Data Format 1.0.0): a folder with a GeoJSON file for each type of feature. They
 * are read in an order in which every reference leads back; a broken file is named, and the rest used.
 */
#include "base/file.h"
#include "read/imdf-inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Files of the format that hold nothing a grid needs. */
static const char *const unused_files[] = {
    "fixture.geojson", "section.geojson",  "kiosk.geojson",
    "detail.geojson",  "geofence.geojson", "relationship.geojson",
};

/* What to go back to when a file breaks half-way. */
struct before {
	struct cgrid_draft_mark mark;
	size_t id_count, address_count;
	const char *name, *venue_name, *venue_address;
};

static struct before
remember_state(const struct imdf_reader *reader)
{
	return (struct before){cgrid_draft_mark(reader->draft),
			       reader->ids.count,
			       reader->draft->address_count,
			       reader->draft->name,
			       reader->venue_name,
			       reader->venue_address};
}

static void
go_back(struct imdf_reader *reader, const struct before *before)
{
	struct cgrid_draft *draft = reader->draft;
	cgrid_draft_rewind(draft, &before->mark);
	cgrid_imdf_forget(&reader->ids, before->id_count);
	draft->address_count = before->address_count;
	draft->name = before->name;
	reader->venue_name = before->venue_name;
	reader->venue_address = before->venue_address;
	/* Footprints stand in buildings of another file. */
	for (size_t i = 0; i < draft->building_count; i++)
		if (draft->buildings[i].outline.first_ring >= before->mark.rings)
			draft->buildings[i].outline = (struct cgrid_draft_shape){0, 0};
}

/* A file that cannot be used is taken back and named. Without its levels nothing of a folder can be
 * placed: then it is refused whole. */
static enum cgrid_status
leave_member(struct imdf_reader *reader, enum imdf_type type, enum cgrid_status status,
	     const struct before *before)
{
	go_back(reader, before);
	if (reader->draft->strict || type == IMDF_LEVEL || status == CGRID_E_MEMORY ||
	    status == CGRID_E_INTERNAL || status == CGRID_E_ARGUMENT)
		return status;
	cgrid_log_error(reader->draft->ctx);
	return CGRID_OK;
}

/* A whole file of the folder; its faults name the path as people wrote it. */
static enum cgrid_status
open_member(struct imdf_reader *reader, const char *name, const char **shown_out,
	    struct cgrid_bytes *bytes)
{
	struct cgrid_draft *draft = reader->draft;
	char *path = cgrid_path_join(reader->plan->file, name);
	char *shown = cgrid_path_join(reader->plan->shown, name);
	enum cgrid_status status = CGRID_OK;
	*bytes = (struct cgrid_bytes){0};
	*shown_out = shown ? cgrid_draft_bytes(draft, shown, strlen(shown)) : NULL;
	if (!path || !*shown_out)
		status = cgrid_fail_memory(draft->ctx);
	else
		status = cgrid_file_read(draft->ctx, path, bytes);
	if (status == CGRID_E_INPUT) {
		char why[CGRID_MESSAGE_SIZE];
		size_t length = strlen(path);
		bool named = strncmp(draft->ctx->error, path, length) == 0;
		snprintf(why, sizeof why, "%s", draft->ctx->error + (named ? length + 2 : 0));
		const struct cgrid_source source = {*shown_out, 0, 0};
		status = cgrid_fail_at(draft->ctx, CGRID_E_INPUT, &source, "%s", why);
	}
	free(path);
	free(shown);
	return status;
}

static enum cgrid_status
read_language(struct imdf_reader *reader, struct cgrid_json *json)
{
	enum cgrid_json_token token = cgrid_json_next(json);
	if (token != CGRID_JSON_OBJECT)
		return token == CGRID_JSON_FAULT
			   ? cgrid_json_status(json)
			   : cgrid_json_refuse(json, CGRID_E_MEANING, NULL, "is no object: {...}");
	while ((token = cgrid_json_next(json)) == CGRID_JSON_KEY) {
		bool language = cgrid_json_is(json, "language");
		token = cgrid_json_next(json);
		if (language && token == CGRID_JSON_STRING) {
			reader->language =
			    cgrid_draft_text(reader->draft, json->text, json->length, NULL);
			if (!reader->language)
				return CGRID_E_MEMORY;
		}
		if (!cgrid_json_skip(json, token))
			return cgrid_json_status(json);
	}
	if (token != CGRID_JSON_FAULT)
		token = cgrid_json_next(json);
	return token == CGRID_JSON_FAULT ? cgrid_json_status(json) : CGRID_OK;
}

static enum cgrid_status
read_manifest(struct imdf_reader *reader, const char *shown, const char *bytes, size_t size)
{
	struct cgrid_json json;
	enum cgrid_status status = cgrid_json_open(&json, reader->draft->ctx, shown, bytes, size);
	if (!status)
		status = read_language(reader, &json);
	cgrid_json_close(&json);
	return status;
}

enum cgrid_status
cgrid_imdf_member(struct imdf_reader *reader, enum imdf_type type, const char *shown, const char *bytes,
		  size_t size)
{
	const struct before before = remember_state(reader);
	reader->type = type;
	enum cgrid_status status = type == IMDF_TYPES
				       ? read_manifest(reader, shown, bytes, size)
				       : cgrid_imdf_read_file(reader, shown, bytes, size);
	return status ? leave_member(reader, type, status, &before) : CGRID_OK;
}

static enum cgrid_status
read_member(struct imdf_reader *reader, const char *name, enum imdf_type type)
{
	struct cgrid_bytes bytes;
	const char *shown;
	const struct before before = remember_state(reader);
	enum cgrid_status status = open_member(reader, name, &shown, &bytes);
	status = status ? leave_member(reader, type, status, &before)
			: cgrid_imdf_member(reader, type, shown, bytes.data, bytes.size);
	cgrid_bytes_free(&bytes);
	return status;
}

static bool
has_name(const struct cgrid_names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcmp(names->names[i], name) == 0)
			return true;
	return false;
}

static void
file_name(enum imdf_type type, char name[32])
{
	snprintf(name, 32, "%s.geojson", cgrid_imdf_type_name(type));
}

/* Every file that is not read is named once. */
static enum cgrid_status
name_others(struct imdf_reader *reader, const struct cgrid_names *names)
{
	for (size_t i = 0; i < names->count; i++) {
		const char *why = "is no file of IMDF and is passed over";
		bool used = strcmp(names->names[i], "manifest.json") == 0;
		for (int type = 0; type < IMDF_TYPES && !used; type++) {
			char name[32];
			file_name((enum imdf_type)type, name);
			used = strcmp(names->names[i], name) == 0;
		}
		if (used)
			continue;
		for (size_t u = 0; u < sizeof unused_files / sizeof *unused_files; u++)
			if (strcmp(names->names[i], unused_files[u]) == 0)
				why = "holds nothing that is used here";
		char *shown = cgrid_path_join(reader->plan->shown, names->names[i]);
		if (!shown)
			return cgrid_fail_memory(reader->draft->ctx);
		const struct cgrid_source source = {shown, 0, 0};
		cgrid_log(reader->draft->ctx, CGRID_NOTE, &source, "%s", why);
		free(shown);
	}
	return CGRID_OK;
}

static enum cgrid_status
read_folder(struct imdf_reader *reader, const struct cgrid_names *names)
{
	struct cgrid_ctx *ctx = reader->draft->ctx;
	const struct cgrid_source source = {reader->plan->shown, 0, 0};
	enum cgrid_status status = CGRID_OK;
	if (!has_name(names, "level.geojson"))
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &source,
				     "is no IMDF folder: it has no level.geojson");
	if (has_name(names, "manifest.json"))
		status = read_member(reader, "manifest.json", IMDF_TYPES);
	for (int type = 0; type < IMDF_TYPES && !status; type++) {
		char name[32];
		file_name((enum imdf_type)type, name);
		if (has_name(names, name))
			status = read_member(reader, name, (enum imdf_type)type);
	}
	if (!status && !has_name(names, "unit.geojson"))
		cgrid_log(ctx, CGRID_WARNING, &source, "has no unit.geojson, and so no rooms");
	return status ? status : name_others(reader, names);
}

void
cgrid_imdf_free(struct imdf_reader *reader)
{
	cgrid_imdf_ids_free(&reader->ids);
	cgrid_geometry_free(&reader->geometry);
	cgrid_geometry_free(&reader->display);
	free(reader->footprint_ranks);
}

enum cgrid_status
cgrid_read_imdf(struct cgrid_draft *draft, const struct cgrid_plan *plan)
{
	const struct cgrid_source source = {plan->shown, 0, 0};
	struct imdf_reader reader = {
	    .draft = draft,
	    .plan = plan,
	    .language = "",
	    .venue_name = "",
	    .venue_address = "",
	    .first_building = draft->building_count,
	    .first_level = draft->level_count,
	};
	struct cgrid_names names;
	if (plan->level || plan->has_ordinal)
		return cgrid_fail_at(draft->ctx, CGRID_E_MEANING, &source,
				     "an IMDF folder has levels of its own: \"level\" and \"ordinal\" "
				     "cannot be said of it");
	enum cgrid_status status = cgrid_folder_read(draft->ctx, plan->file, &names);
	if (status)
		return status;
	status = read_folder(&reader, &names);
	cgrid_names_free(&names);
	cgrid_imdf_free(&reader);
	return status;
}
