/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as an archive: listed, read, and then read as a folder of drawings. */
#include "base/zip.h"
#include "read/draft.h"
#include "read/tree.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Names are sorted, differ and stay inside; what is read has the size that was said. */
static void
check_files(struct cgrid_ctx *ctx, const struct cgrid_zip *zip)
{
	for (size_t i = 0; i < cgrid_zip_count(zip); i++) {
		const struct cgrid_zip_entry *entry = cgrid_zip_at(zip, i);
		struct cgrid_bytes bytes;
		if (entry->name[0] == '/' || strncmp(entry->name, "../", 3) == 0 ||
		    strstr(entry->name, "/../") || !cgrid_utf8_valid(entry->name, strlen(entry->name)))
			abort();
		if (i > 0 && strcmp(cgrid_zip_at(zip, i - 1)->name, entry->name) >= 0)
			abort();
		if (cgrid_zip_read(ctx, zip, i, &bytes) == CGRID_OK && bytes.size != entry->size)
			abort();
		cgrid_bytes_free(&bytes);
	}
}

static void
read_drawings(struct cgrid_ctx *ctx, struct cgrid_zip *zip)
{
	const struct cgrid_plan plan = {.file = "a.zip", .shown = "a.zip"};
	const struct cgrid_tree tree = {ctx, "a.zip", "a.zip", zip};
	struct cgrid_names roots;
	struct cgrid_draft draft;
	cgrid_draft_init(&draft, ctx);
	if (cgrid_tree_find_imdf(&tree, &roots) == CGRID_OK) {
		for (size_t i = 0; i < roots.count; i++)
			cgrid_read_imdf_tree(&draft, &plan, &tree, roots.names[i]);
		if (roots.count == 0)
			cgrid_read_geojson_tree(&draft, &plan, &tree);
		cgrid_tree_name_others(&tree, &roots);
		cgrid_names_free(&roots);
	}
	cgrid_draft_free(&draft);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_zip *zip;
	if (!ctx)
		return 0;
	cgrid_ctx_set_limit(ctx, CGRID_LIMIT_INPUT_BYTES, 1 << 20);
	if (cgrid_zip_open_bytes(ctx, "a.zip", (const char *)data, size, &zip) == CGRID_OK) {
		check_files(ctx, zip);
		read_drawings(ctx, zip);
		cgrid_zip_close(zip);
	}
	cgrid_ctx_free(ctx);
	return 0;
}
