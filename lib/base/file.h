/* SPDX-License-Identifier: Apache-2.0 */
/* Files: read whole within a limit; folders in a fixed order. */
#ifndef CGRID_BASE_FILE_H
#define CGRID_BASE_FILE_H

#include "base/base.h"

struct cgrid_bytes {
	char *data; /* a NUL stands behind the last byte */
	size_t size;
};
/* A whole file; "-" is standard input. CGRID_E_INPUT with the system's reason, CGRID_E_LIMIT.
 * Never a device; a folder is refused. */
enum cgrid_status cgrid_file_read(struct cgrid_ctx *ctx, const char *path,
				  struct cgrid_bytes *bytes_out);
/* The same; messages name the file as people wrote it. */
enum cgrid_status cgrid_file_read_shown(struct cgrid_ctx *ctx, const char *path, const char *shown,
					struct cgrid_bytes *bytes_out);
void cgrid_bytes_free(struct cgrid_bytes *bytes);

/* A file that is read by parts, where it is a plain one: these can be read in any order. */
struct cgrid_file {
	struct cgrid_ctx *ctx;
	const char *shown;
	int fd;
	bool standard; /* standard input, which stays open */
	bool plain;
	uint64_t size; /* 0 unless plain */
};
/* Refuses what cgrid_file_read refuses; cgrid_file_close when done. */
enum cgrid_status cgrid_file_open(struct cgrid_ctx *ctx, const char *path, const char *shown,
				  struct cgrid_file *file_out);
/* Fewer than `most` only at the end. */
enum cgrid_status cgrid_file_read_at(const struct cgrid_file *file, uint64_t offset, char *to,
				     size_t most, size_t *got_out);
/* All of a file of which nothing was read yet. */
enum cgrid_status cgrid_file_read_all(const struct cgrid_file *file, struct cgrid_bytes *bytes_out);
void cgrid_file_close(struct cgrid_file *file);

enum cgrid_path_kind { CGRID_PATH_NONE, CGRID_PATH_FILE, CGRID_PATH_FOLDER };
enum cgrid_path_kind cgrid_path_kind(const char *path);

/* Names in a folder, without . and .., sorted by bytes. Free the list with cgrid_names_free. */
struct cgrid_names {
	char **names;
	size_t count;
};
enum cgrid_status cgrid_folder_read(struct cgrid_ctx *ctx, const char *path,
				    struct cgrid_names *names_out);
void cgrid_names_free(struct cgrid_names *names);

/* "folder/name", or name alone where it is absolute or the folder is "" or ".". malloc'd. */
char *cgrid_path_join(const char *folder, const char *name);
/* The folder of a path ("." without one). malloc'd. */
char *cgrid_path_folder(const char *path);
/* The last part of a path, without slashes at its end. malloc'd. */
char *cgrid_path_name(const char *path);
/* The same without its extension; a name that is all extension (".osm") stays. malloc'd. */
char *cgrid_path_stem(const char *path);
/* The extension with its dot, in the path; "" without one. */
const char *cgrid_path_extension(const char *path);

#endif
