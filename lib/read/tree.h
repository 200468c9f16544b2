/* SPDX-License-Identifier: Apache-2.0 */
/* A folder of files, on disk or in an archive: the readers of folders do not know which. */
#ifndef CGRID_READ_TREE_H
#define CGRID_READ_TREE_H

#include "base/file.h"

struct cgrid_tree {
	struct cgrid_ctx *ctx;
	const char *path, *shown; /* borrowed: what can be opened, and what people call it */
	struct cgrid_zip *zip;    /* NULL for a folder on disk */
};

/* As deep as drawings are filed; a loop of links ends here too. */
enum { CGRID_TREE_DEEPEST = 8 };

/* A folder, or any file as an archive. */
enum cgrid_status cgrid_tree_open(struct cgrid_tree *tree, struct cgrid_ctx *ctx, const char *path,
				  const char *shown);
void cgrid_tree_close(struct cgrid_tree *tree);

/* What stands in a folder of it ("" for its top, "a/b" below), each list sorted by bytes. Free both
 * with cgrid_names_free. */
struct cgrid_tree_list {
	struct cgrid_names files, folders;
};
enum cgrid_status cgrid_tree_list(const struct cgrid_tree *tree, const char *inside,
				  struct cgrid_tree_list *list_out);
void cgrid_tree_list_free(struct cgrid_tree_list *list);
/* A whole file; faults name it as `shown` and the path inside. */
enum cgrid_status cgrid_tree_read(const struct cgrid_tree *tree, const char *inside,
				  struct cgrid_bytes *bytes_out);

bool cgrid_names_have(const struct cgrid_names *names, const char *name);
/* What computers leave beside people's files: "__MACOSX", names that start with a dot. */
bool cgrid_is_leftover(const char *name);

/* The folders that hold the files of IMDF, at any depth, sorted; none is no fault. */
enum cgrid_status cgrid_tree_find_imdf(const struct cgrid_tree *tree, struct cgrid_names *roots_out);
/* A note for each file and folder that is in none of these. */
enum cgrid_status cgrid_tree_name_others(const struct cgrid_tree *tree,
					 const struct cgrid_names *roots);

#endif
