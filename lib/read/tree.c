/* SPDX-License-Identifier: Apache-2.0 */
#include "read/tree.h"

#include "base/mem.h"
#include "base/text.h"
#include "base/zip.h"

#include <stdlib.h>
#include <string.h>

enum cgrid_status
cgrid_tree_open(struct cgrid_tree *tree, struct cgrid_ctx *ctx, const char *path, const char *shown)
{
	*tree = (struct cgrid_tree){ctx, path, shown, NULL};
	return cgrid_path_kind(path) == CGRID_PATH_FOLDER
		   ? CGRID_OK
		   : cgrid_zip_open(ctx, path, shown, &tree->zip);
}

void
cgrid_tree_close(struct cgrid_tree *tree)
{
	cgrid_zip_close(tree->zip);
	tree->zip = NULL;
}

bool
cgrid_names_have(const struct cgrid_names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcmp(names->names[i], name) == 0)
			return true;
	return false;
}

bool
cgrid_is_leftover(const char *name)
{
	return name[0] == '.' || strcmp(name, "__MACOSX") == 0;
}

void
cgrid_tree_list_free(struct cgrid_tree_list *list)
{
	cgrid_names_free(&list->files);
	cgrid_names_free(&list->folders);
}

/* Takes over `name`, NULL included. */
static enum cgrid_status
add_name(struct cgrid_ctx *ctx, struct cgrid_names *names, char *name)
{
	/* A list grows by doubling: its capacity is the next power of two. */
	size_t capacity = names->count;
	bool full = (names->count & (names->count - 1)) == 0;
	if (!name ||
	    (full && !cgrid_array_reserve(&names->names, &capacity, names->count ? names->count * 2 : 1,
					  sizeof *names->names))) {
		free(name);
		return cgrid_fail_memory(ctx);
	}
	names->names[names->count++] = name;
	return CGRID_OK;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The first entry that is not before this path: entries are sorted, so that those of one folder stand
 * together. */
static size_t
first_at(const struct cgrid_zip *zip, const char *path)
{
	size_t low = 0, high = cgrid_zip_count(zip);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(cgrid_zip_at(zip, middle)->name, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static enum cgrid_status
list_archive(const struct cgrid_tree *tree, const char *inside, struct cgrid_tree_list *list)
{
	char *prefix = inside[0] ? cgrid_path_join(inside, "") : strdup("");
	enum cgrid_status status = prefix ? CGRID_OK : cgrid_fail_memory(tree->ctx);
	size_t n = prefix ? strlen(prefix) : 0;
	for (size_t i = status ? 0 : first_at(tree->zip, prefix);
	     !status && i < cgrid_zip_count(tree->zip); i++) {
		const char *name = cgrid_zip_at(tree->zip, i)->name;
		if (strncmp(name, prefix, n) != 0)
			break;
		name += n;
		size_t length = strcspn(name, "/");
		struct cgrid_names *names = name[length] == '/' ? &list->folders : &list->files;
		const char *last = names->count > 0 ? names->names[names->count - 1] : "";
		if (strlen(last) != length || memcmp(last, name, length) != 0)
			status = add_name(tree->ctx, names, strndup(name, length));
	}
	/* "a-b/c" stands before "a/c", and "a" before "a-b". */
	if (list->folders.count > 1)
		qsort(list->folders.names, list->folders.count, sizeof *list->folders.names,
		      compare_names);
	free(prefix);
	return status;
}

static enum cgrid_status
list_folder(const struct cgrid_tree *tree, const char *inside, struct cgrid_tree_list *list)
{
	struct cgrid_names all = {0};
	char *folder = inside[0] ? cgrid_path_join(tree->path, inside) : strdup(tree->path);
	enum cgrid_status status =
	    folder ? cgrid_folder_read(tree->ctx, folder, &all) : cgrid_fail_memory(tree->ctx);
	for (size_t i = 0; i < all.count && !status; i++) {
		char *path = cgrid_path_join(folder, all.names[i]);
		bool below = path && cgrid_path_kind(path) == CGRID_PATH_FOLDER;
		status = path ? add_name(tree->ctx, below ? &list->folders : &list->files,
					 strdup(all.names[i]))
			      : cgrid_fail_memory(tree->ctx);
		free(path);
	}
	cgrid_names_free(&all);
	free(folder);
	return status;
}

enum cgrid_status
cgrid_tree_list(const struct cgrid_tree *tree, const char *inside, struct cgrid_tree_list *list_out)
{
	*list_out = (struct cgrid_tree_list){{0}, {0}};
	enum cgrid_status status =
	    tree->zip ? list_archive(tree, inside, list_out) : list_folder(tree, inside, list_out);
	if (status)
		cgrid_tree_list_free(list_out);
	return status;
}

static enum cgrid_status
read_archive(const struct cgrid_tree *tree, const char *inside, struct cgrid_bytes *bytes_out)
{
	const struct cgrid_source source = {tree->shown, 0, 0};
	size_t i = first_at(tree->zip, inside);
	if (i < cgrid_zip_count(tree->zip) && strcmp(cgrid_zip_at(tree->zip, i)->name, inside) == 0)
		return cgrid_zip_read(tree->ctx, tree->zip, i, bytes_out);
	return cgrid_fail_at(tree->ctx, CGRID_E_INPUT, &source, "ZIP: it has no \"%.80s\"", inside);
}

enum cgrid_status
cgrid_tree_read(const struct cgrid_tree *tree, const char *inside, struct cgrid_bytes *bytes_out)
{
	*bytes_out = (struct cgrid_bytes){0};
	if (tree->zip)
		return read_archive(tree, inside, bytes_out);
	char *path = cgrid_path_join(tree->path, inside), *shown = cgrid_path_join(tree->shown, inside);
	enum cgrid_status status = path && shown
				       ? cgrid_file_read_shown(tree->ctx, path, shown, bytes_out)
				       : cgrid_fail_memory(tree->ctx);
	free(path);
	free(shown);
	return status;
}

static bool
is_imdf(const struct cgrid_names *files)
{
	bool manifest = cgrid_names_have(files, "manifest.json");
	if (cgrid_names_have(files, "level.geojson"))
		return manifest || cgrid_names_have(files, "unit.geojson") ||
		       cgrid_names_have(files, "venue.geojson");
	return manifest && cgrid_names_have(files, "venue.geojson");
}

static enum cgrid_status
find_imdf(const struct cgrid_tree *tree, const char *inside, int depth, struct cgrid_names *roots)
{
	struct cgrid_tree_list list;
	enum cgrid_status status = cgrid_tree_list(tree, inside, &list);
	if (status)
		return status;
	if (is_imdf(&list.files))
		status = add_name(tree->ctx, roots, strdup(inside));
	else
		for (size_t i = 0; i < list.folders.count && depth < CGRID_TREE_DEEPEST && !status;
		     i++) {
			const char *name = list.folders.names[i];
			if (cgrid_is_leftover(name))
				continue;
			char *below = cgrid_path_join(inside, name);
			status = below ? find_imdf(tree, below, depth + 1, roots)
				       : cgrid_fail_memory(tree->ctx);
			free(below);
		}
	cgrid_tree_list_free(&list);
	return status;
}

enum cgrid_status
cgrid_tree_find_imdf(const struct cgrid_tree *tree, struct cgrid_names *roots_out)
{
	*roots_out = (struct cgrid_names){0};
	enum cgrid_status status = find_imdf(tree, "", 0, roots_out);
	if (status)
		cgrid_names_free(roots_out);
	return status;
}

/* Is a folder an IMDF folder, or on the way to one? */
static bool
leads_to(const struct cgrid_names *roots, const char *inside, bool *is_root)
{
	size_t n = strlen(inside);
	bool leads = false;
	*is_root = cgrid_names_have(roots, inside);
	for (size_t i = 0; i < roots->count; i++)
		leads |= n == 0 || (strncmp(roots->names[i], inside, n) == 0 &&
				    (roots->names[i][n] == '/' || roots->names[i][n] == '\0'));
	return leads;
}

static enum cgrid_status
pass_over(const struct cgrid_tree *tree, const char *inside)
{
	char *shown = cgrid_path_join(tree->shown, inside);
	const struct cgrid_source source = {shown, 0, 0};
	if (!shown)
		return cgrid_fail_memory(tree->ctx);
	cgrid_log(tree->ctx, CGRID_NOTE, &source, "is in no IMDF folder and is passed over");
	free(shown);
	return CGRID_OK;
}

static enum cgrid_status
name_others(const struct cgrid_tree *tree, const struct cgrid_names *roots, const char *inside)
{
	struct cgrid_tree_list list;
	enum cgrid_status status = cgrid_tree_list(tree, inside, &list);
	if (status)
		return status;
	for (size_t i = 0; i < list.files.count + list.folders.count && !status; i++) {
		bool folder = i >= list.files.count, is_root = false;
		char *path = cgrid_path_join(inside, folder ? list.folders.names[i - list.files.count]
							    : list.files.names[i]);
		if (!path)
			status = cgrid_fail_memory(tree->ctx);
		else if (!folder || !leads_to(roots, path, &is_root))
			status = pass_over(tree, path);
		else if (!is_root)
			status = name_others(tree, roots, path);
		free(path);
	}
	cgrid_tree_list_free(&list);
	return status;
}

enum cgrid_status
cgrid_tree_name_others(const struct cgrid_tree *tree, const struct cgrid_names *roots)
{
	return cgrid_names_have(roots, "") ? CGRID_OK : name_others(tree, roots, "");
}
