/* SPDX-License-Identifier: Apache-2.0 */
/*
 * IMDF (Indoor Mapping Data Format 1.0.0): a folder with a GeoJSON file for each type of feature. They
 * are read in an order in which every reference leads back; a broken file is named, and the rest used.
 */
#include "base/file.h"
#include "read/imdf-inside.h"
#include "read/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
go_back(struct imdf_reader *reader, enum imdf_type type, const struct before *before)
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
	cgrid_imdf_undo(reader, type);
}

/* A file that cannot be used is taken back and named. Without its levels nothing of a folder can be
 * placed: then it is refused whole. */
static enum cgrid_status
leave_member(struct imdf_reader *reader, enum imdf_type type, enum cgrid_status status,
	     const struct before *before)
{
	go_back(reader, type, before);
	if (reader->draft->strict || type == IMDF_LEVEL || status == CGRID_E_MEMORY ||
	    status == CGRID_E_INTERNAL || status == CGRID_E_ARGUMENT)
		return status;
	cgrid_log_error(reader->draft->ctx);
	return CGRID_OK;
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
	reader->unused = 0;
	enum cgrid_status status = type == IMDF_TYPES
				       ? read_manifest(reader, shown, bytes, size)
				       : cgrid_imdf_read_file(reader, shown, bytes, size);
	if (status)
		return leave_member(reader, type, status, &before);
	cgrid_imdf_say_unused(reader, shown);
	return CGRID_OK;
}

/* The folder that holds the files: of the disk or of an archive. */
struct root {
	const struct cgrid_tree *tree;
	const char *inside; /* "" for the top */
	const char *shown;
};

/* A path in the draft's memory: records say where they were read. */
static const char *
shown_path(struct imdf_reader *reader, const char *folder, const char *name)
{
	char *path = cgrid_path_join(folder, name);
	const char *kept = path ? cgrid_draft_bytes(reader->draft, path, strlen(path)) : NULL;
	if (!path)
		cgrid_fail_memory(reader->draft->ctx);
	free(path);
	return kept;
}

static enum cgrid_status
read_member(struct imdf_reader *reader, const struct root *root, const char *name, enum imdf_type type)
{
	struct cgrid_bytes bytes = {0};
	const struct before before = remember_state(reader);
	const char *shown = shown_path(reader, root->shown, name);
	char *inside = cgrid_path_join(root->inside, name);
	enum cgrid_status status = shown && inside ? CGRID_OK : cgrid_fail_memory(reader->draft->ctx);
	if (!status)
		status = cgrid_tree_read(root->tree, inside, &bytes);
	/* An archive that is damaged in one place is not to be trusted in others. */
	if (status && !root->tree->zip)
		status = leave_member(reader, type, status, &before);
	else if (!status)
		status = cgrid_imdf_member(reader, type, shown, bytes.data, bytes.size);
	free(inside);
	cgrid_bytes_free(&bytes);
	return status;
}

static void
file_name(enum imdf_type type, char name[32])
{
	snprintf(name, 32, "%s.geojson", cgrid_imdf_type_name(type));
}

static bool
is_used(const char *name)
{
	bool used = strcmp(name, "manifest.json") == 0;
	for (int type = 0; type < IMDF_TYPES && !used; type++) {
		char file[32];
		file_name((enum imdf_type)type, file);
		used = strcmp(name, file) == 0;
	}
	return used;
}

/* Every file that is not read is named once. */
static enum cgrid_status
name_others(struct imdf_reader *reader, const char *shown, const struct cgrid_names *names,
	    const char *why)
{
	for (size_t i = 0; i < names->count; i++) {
		if (is_used(names->names[i]))
			continue;
		char *path = cgrid_path_join(shown, names->names[i]);
		if (!path)
			return cgrid_fail_memory(reader->draft->ctx);
		const struct cgrid_source source = {path, 0, 0};
		cgrid_log(reader->draft->ctx, CGRID_NOTE, &source, "%s", why);
		free(path);
	}
	return CGRID_OK;
}

static enum cgrid_status
read_files(struct imdf_reader *reader, const struct root *root, const struct cgrid_names *names)
{
	struct cgrid_ctx *ctx = reader->draft->ctx;
	const struct cgrid_source source = {root->shown, 0, 0};
	enum cgrid_status status = CGRID_OK;
	if (!cgrid_names_have(names, "level.geojson"))
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &source,
				     "is no IMDF folder: it has no level.geojson");
	if (cgrid_names_have(names, "manifest.json"))
		status = read_member(reader, root, "manifest.json", IMDF_TYPES);
	for (int type = 0; type < IMDF_TYPES && !status; type++) {
		char name[32];
		file_name((enum imdf_type)type, name);
		if (cgrid_names_have(names, name))
			status = read_member(reader, root, name, (enum imdf_type)type);
	}
	if (!status && !cgrid_names_have(names, "unit.geojson"))
		cgrid_log(ctx, CGRID_WARNING, &source, "has no unit.geojson, and so no rooms");
	return status;
}

static enum cgrid_status
read_folder(struct imdf_reader *reader, const struct root *root)
{
	static const char why[] = "is no file of IMDF and is passed over";
	struct cgrid_tree_list list;
	enum cgrid_status status = cgrid_tree_list(root->tree, root->inside, &list);
	if (status)
		return status;
	status = read_files(reader, root, &list.files);
	if (!status)
		status = name_others(reader, root->shown, &list.files, why);
	if (!status)
		status = name_others(reader, root->shown, &list.folders, why);
	cgrid_tree_list_free(&list);
	return status;
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
cgrid_read_imdf_tree(struct cgrid_draft *draft, const struct cgrid_plan *plan,
		     const struct cgrid_tree *tree, const char *inside)
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
	    .first_feature = draft->feature_count,
	};
	if (plan->level || plan->has_ordinal)
		return cgrid_fail_at(draft->ctx, CGRID_E_MEANING, &source,
				     "an IMDF folder has levels of its own: \"level\" and \"ordinal\" "
				     "cannot be said of it");
	char *shown = inside[0] ? cgrid_path_join(plan->shown, inside) : strdup(plan->shown);
	const struct root root = {tree, inside, shown};
	enum cgrid_status status = shown ? read_folder(&reader, &root) : cgrid_fail_memory(draft->ctx);
	free(shown);
	cgrid_imdf_free(&reader);
	return status;
}

enum cgrid_status
cgrid_read_imdf(struct cgrid_draft *draft, const struct cgrid_plan *plan)
{
	struct cgrid_tree tree;
	enum cgrid_status status = cgrid_tree_open(&tree, draft->ctx, plan->file, plan->shown);
	if (!status)
		status = cgrid_read_imdf_tree(draft, plan, &tree, "");
	cgrid_tree_close(&tree);
	return status;
}
