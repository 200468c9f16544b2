/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A folder of GeoJSON files, each one layer: subfolders after files, in sorted
 * order. A folder that is called like a level ("F1") names the level, any
 * other the building.
 */
#include "read/geojson.h"

#include "read/texts.h"
#include "read/tree.h"

#include <stdlib.h>
#include <string.h>

/* What the folders on the way have said. */
struct place {
	const char *inside, *shown; /* the folder itself: in the tree, and for people */
	struct geojson_defaults defaults;
	int depth;
};

struct walk {
	struct cgrid_draft *draft;
	const struct cgrid_plan *plan;
	const struct cgrid_tree *tree;
	size_t files; /* that could be read */
};

static enum cgrid_status
read_bytes(struct walk *walk, const struct cgrid_plan *plan, const struct geojson_defaults *defaults,
	   const struct cgrid_bytes *bytes)
{
	struct cgrid_draft *draft = walk->draft;
	const struct cgrid_source source = {plan->shown, 0, 0};
	enum cgrid_status status = CGRID_OK;
	struct cgrid_texts texts;
	cgrid_texts_begin(&texts, plan->shown, bytes->data, bytes->size);
	bool json = cgrid_same_text(cgrid_path_extension(plan->shown), ".json");
	if (json && texts.kind == CGRID_TEXTS_ONE &&
	    !cgrid_geojson_is(draft->ctx, plan->shown, bytes->data, bytes->size, &status)) {
		if (!status)
			cgrid_log(draft->ctx, CGRID_NOTE, &source,
				  "is JSON but no GeoJSON; passed over");
		return status;
	}
	const struct geojson_input input = {.bytes = bytes->data, .size = bytes->size};
	status = cgrid_geojson_read(draft, plan, defaults, &input);
	walk->files += status == CGRID_OK;
	return status;
}

/* Faults of one file of many; memory and limits are those of the whole. */
static bool
is_own_fault(enum cgrid_status status)
{
	return status == CGRID_E_INPUT || status == CGRID_E_SYNTAX || status == CGRID_E_MEANING ||
	       status == CGRID_E_OUTSIDE || status == CGRID_E_ARGUMENT;
}

static enum cgrid_status
read_file(struct walk *walk, const char *inside, const struct cgrid_plan *plan,
	  const struct geojson_defaults *defaults)
{
	struct cgrid_draft *draft = walk->draft;
	const struct cgrid_draft_mark mark = cgrid_draft_mark(draft);
	struct cgrid_bytes bytes = {0};
	enum cgrid_status status = cgrid_tree_read(walk->tree, inside, &bytes);
	/* An archive that is damaged in one place is not to be trusted in others. */
	if (status && walk->tree->zip)
		return status;
	if (!status)
		status = read_bytes(walk, plan, defaults, &bytes);
	cgrid_bytes_free(&bytes);
	if (!is_own_fault(status) || draft->strict)
		return status;
	cgrid_log_error(draft->ctx);
	cgrid_draft_rewind(draft, &mark);
	return CGRID_OK;
}

static bool
is_layer(const char *name)
{
	const char *extension = cgrid_path_extension(name);
	return name[0] != '.' &&
	       (cgrid_same_text(extension, ".geojson") || cgrid_same_text(extension, ".json") ||
		cgrid_texts_extension(extension));
}

static enum cgrid_status
read_layer(struct walk *walk, const struct place *place, const char *name)
{
	char label[CGRID_LEVEL_NAME_SIZE];
	struct geojson_defaults defaults = place->defaults;
	struct cgrid_plan plan = *walk->plan;
	char *inside = cgrid_path_join(place->inside, name);
	char *shown = cgrid_path_join(place->shown, name);
	char *stem = strdup(name);
	enum cgrid_status status = CGRID_E_MEMORY;
	if (!inside || !shown || !stem) {
		cgrid_fail_memory(walk->draft->ctx);
		goto out;
	}
	stem[cgrid_path_extension(name) - name] = '\0';
	if (!defaults.level && cgrid_level_of_name(stem, label))
		defaults.level = label;
	plan.file = plan.shown = shown;
	status = read_file(walk, inside, &plan, &defaults);
out:
	free(inside);
	free(shown);
	free(stem);
	return status;
}

static enum cgrid_status read_folder(struct walk *walk, const struct place *place);

static enum cgrid_status
read_subfolder(struct walk *walk, const struct place *place, const char *name)
{
	char label[CGRID_LEVEL_NAME_SIZE];
	struct place inner = *place;
	char *inside = cgrid_path_join(place->inside, name);
	char *shown = cgrid_path_join(place->shown, name);
	enum cgrid_status status = CGRID_E_MEMORY;
	inner.inside = inside;
	inner.shown = shown;
	inner.depth++;
	if (!inside || !shown) {
		cgrid_fail_memory(walk->draft->ctx);
	} else {
		if (cgrid_level_of_name(name, label))
			inner.defaults.level = label;
		else
			inner.defaults.building = name;
		status = read_folder(walk, &inner);
	}
	free(inside);
	free(shown);
	return status;
}

/* What is no layer is named, so that nobody looks for it on the map. */
static void
pass_over(struct walk *walk, const struct place *place, const char *name)
{
	const struct cgrid_source source = {place->shown, 0, 0};
	cgrid_log(walk->draft->ctx, CGRID_NOTE, &source, "\"%.200s\" is no GeoJSON and is passed over",
		  name);
}

static enum cgrid_status
read_folder(struct walk *walk, const struct place *place)
{
	struct cgrid_tree_list list;
	if (place->depth > CGRID_TREE_DEEPEST)
		return cgrid_fail(walk->draft->ctx, CGRID_E_LIMIT, "%s: folders nested deeper than %d",
				  place->shown, CGRID_TREE_DEEPEST);
	enum cgrid_status status = cgrid_tree_list(walk->tree, place->inside, &list);
	if (status)
		return status;
	for (size_t i = 0; !status && i < list.files.count; i++)
		if (is_layer(list.files.names[i]))
			status = read_layer(walk, place, list.files.names[i]);
		else
			pass_over(walk, place, list.files.names[i]);
	for (size_t i = 0; !status && i < list.folders.count; i++)
		if (!cgrid_is_leftover(list.folders.names[i]))
			status = read_subfolder(walk, place, list.folders.names[i]);
		else
			pass_over(walk, place, list.folders.names[i]);
	cgrid_tree_list_free(&list);
	return status;
}

enum cgrid_status
cgrid_read_geojson_tree(struct cgrid_draft *draft, const struct cgrid_plan *plan,
			const struct cgrid_tree *tree)
{
	struct walk walk = {draft, plan, tree, 0};
	const struct cgrid_draft_mark mark = cgrid_draft_mark(draft);
	char label[CGRID_LEVEL_NAME_SIZE];
	char *name = cgrid_path_name(plan->shown);
	bool *seen = cgrid_array_new(plan->property_count, sizeof *seen);
	struct place top = {"", plan->shown, {.building = name, .seen = seen}, 0};
	enum cgrid_status status = CGRID_E_MEMORY;
	if (!name || !seen) {
		cgrid_fail_memory(draft->ctx);
		goto out;
	}
	/* An archive is called after what was packed. */
	if (tree->zip)
		name[strlen(name) - strlen(cgrid_path_extension(name))] = '\0';
	if (cgrid_level_of_name(name, label))
		top.defaults.level = label;
	status = read_folder(&walk, &top);
	if (!status && walk.files == 0)
		status =
		    cgrid_fail(draft->ctx, CGRID_E_INPUT,
			       "%s: no GeoJSON file in it could be read; for drawings of other kinds, "
			       "campusgrid init writes a campus.json",
			       plan->shown);
	if (!status)
		cgrid_geojson_end(draft, plan, &mark, seen);
out:
	free(name);
	free(seen);
	return status;
}

enum cgrid_status
cgrid_read_geojson_folder(struct cgrid_draft *draft, const struct cgrid_plan *plan)
{
	struct cgrid_tree tree;
	enum cgrid_status status = cgrid_tree_open(&tree, draft->ctx, plan->file, plan->shown);
	if (!status)
		status = cgrid_read_geojson_tree(draft, plan, &tree);
	cgrid_tree_close(&tree);
	return status;
}
