/* SPDX-License-Identifier: Apache-2.0 */
/* Runs a fuzz target over the files of folders: what a fuzzer has found once stays found. */
#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
run_folder(struct cgrid_ctx *ctx, const char *folder, size_t *count)
{
	struct cgrid_names names;
	bool good = cgrid_folder_read(ctx, folder, &names) == CGRID_OK;
	for (size_t i = 0; good && i < names.count; i++) {
		struct cgrid_bytes bytes = {0};
		char *path = cgrid_path_join(folder, names.names[i]);
		good = path && cgrid_file_read(ctx, path, &bytes) == CGRID_OK;
		/* An exact copy: nothing behind the last byte. */
		uint8_t *copy = malloc(bytes.size ? bytes.size : 1);
		for (size_t b = 0; copy && b < bytes.size; b++)
			copy[b] = (uint8_t)bytes.data[b];
		if (good && copy)
			LLVMFuzzerTestOneInput(copy, bytes.size);
		*count += good;
		free(copy);
		free(path);
		cgrid_bytes_free(&bytes);
	}
	cgrid_names_free(&names);
	return good;
}

int
main(int argc, char **argv)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	size_t count = 0;
	bool good = ctx != NULL;
	for (int i = 1; good && i < argc; i++)
		good = run_folder(ctx, argv[i], &count);
	if (ctx && !good)
		fprintf(stderr, "%s\n", cgrid_ctx_error(ctx));
	printf("%zu inputs\n", count);
	cgrid_ctx_free(ctx);
	return good && count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
