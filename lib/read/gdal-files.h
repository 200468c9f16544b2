/* SPDX-License-Identifier: Apache-2.0 */
/* A drawing for GDAL and the files that belong to it, in memory. */
#ifndef CGRID_READ_GDAL_FILES_H
#define CGRID_READ_GDAL_FILES_H

#include "base/file.h"
#include "read/gdal.h"

enum { CGRID_GDAL_FILES = 5 };
struct cgrid_gdal_files {
	struct cgrid_gdal_input input; /* made of the rest */
	struct cgrid_gdal_file list[CGRID_GDAL_FILES];
	struct cgrid_bytes bytes[CGRID_GDAL_FILES];
	char *names[CGRID_GDAL_FILES];
};
/* By its extension, of which each has one driver: CGRID_E_UNSUPPORTED for others. */
enum cgrid_status cgrid_gdal_files_read(struct cgrid_ctx *ctx, const char *path, const char *shown,
					struct cgrid_gdal_files *files);
void cgrid_gdal_files_free(struct cgrid_gdal_files *files);

#endif
