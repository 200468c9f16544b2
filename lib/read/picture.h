/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures that lie under a plan or under the grounds: PNG and Netpbm, and what GDAL knows of others.
 */
#ifndef CGRID_READ_PICTURE_H
#define CGRID_READ_PICTURE_H

#include "base/base.h"
#include "base/png.h"
#include "read/placement.h"

/* Is a file a picture by its extension? */
bool cgrid_is_picture(const char *path);
/* The extensions of pictures, with their dots; NULL behind the last. */
const char *cgrid_picture_extension(size_t i);
/* What the file of a picture says of it before it is unpacked. */
struct cgrid_picture_head {
	uint32_t width, height;
	size_t pages;    /* that the file has; the first is the picture */
	int orientation; /* as a camera notes it (EXIF); 1 is upright. Nothing is turned by it. */
	bool placed;     /* its own tags say where it lies: */
	struct cgrid_placement placement; /* by pixels; without a `crs`, which is */
	char crs[32];                     /* "EPSG:N", or "" where that is not known */
};
/* The header alone, against CGRID_LIMIT_PIXELS. `shown` is the file's name in messages. */
enum cgrid_status cgrid_picture_head(struct cgrid_ctx *ctx, const char *path, const char *shown,
				     struct cgrid_picture_head *head_out);
/* How many pixels a picture has; what ties and corners are counted in. */
enum cgrid_status cgrid_picture_size(struct cgrid_ctx *ctx, const char *path, const char *shown,
				     uint32_t *width_out, uint32_t *height_out);
/* The whole picture, what is transparent laid on white. It may have fewer pixels than its size says:
 * it covers the same ground. */
enum cgrid_status cgrid_picture_read(struct cgrid_ctx *ctx, const char *path, const char *shown,
				     struct cgrid_raster *raster_out);

#endif
