/* SPDX-License-Identifier: Apache-2.0 */
/* ZIP archives, read only: what is in one, and one file of it whole in memory. */
#ifndef CGRID_BASE_ZIP_H
#define CGRID_BASE_ZIP_H

#include "base/base.h"
#include "base/file.h"

struct cgrid_zip;

struct cgrid_zip_entry {
	const char *name; /* path in the archive: UTF-8, parts between slashes, none of them ".." */
	uint64_t size;    /* unpacked, as the archive says */
};

/* An archive and the list of its files, before a byte is unpacked. Refused in one line with "ZIP:" are
 * what is no archive, or cut short (CGRID_E_SYNTAX); names that lead out of the archive, stand twice or
 * hold controls, and files that lie over one another (CGRID_E_SYNTAX); encryption and unknown
 * compression (CGRID_E_UNSUPPORTED); files that are larger than CGRID_LIMIT_INPUT_BYTES alone or
 * together, that grow absurdly or are too many (CGRID_E_LIMIT). `shown` is for messages. */
enum cgrid_status cgrid_zip_open(struct cgrid_ctx *ctx, const char *path, const char *shown,
				 struct cgrid_zip **zip_out);
/* The same from memory, which has to stay until the archive is closed. */
enum cgrid_status cgrid_zip_open_bytes(struct cgrid_ctx *ctx, const char *shown, const char *bytes,
				       size_t size, struct cgrid_zip **zip_out);
void cgrid_zip_close(struct cgrid_zip *zip);

/* Its files, sorted by the bytes of their names; folders are not listed. */
size_t cgrid_zip_count(const struct cgrid_zip *zip);
const struct cgrid_zip_entry *cgrid_zip_at(const struct cgrid_zip *zip, size_t i);
/* A whole file, its size and checksum verified. CGRID_E_SYNTAX, CGRID_E_MEMORY. */
enum cgrid_status cgrid_zip_read(struct cgrid_ctx *ctx, const struct cgrid_zip *zip, size_t i,
				 struct cgrid_bytes *bytes_out);

/* zip-list.c: what libzip passes over in the archive's own list of files: NULs in names (it makes
 * blanks of them), and files that lie over one another. `count`: how many libzip has found. */
enum cgrid_status cgrid_zip_check_list(struct cgrid_ctx *ctx, const struct cgrid_source *source,
				       const unsigned char *bytes, size_t size, size_t count);

/* "1.7.3" */
const char *cgrid_zip_version(void);

#endif
