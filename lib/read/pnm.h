/* SPDX-License-Identifier: Apache-2.0 */
/* Netpbm pictures (PBM, PGM, PPM, plain and raw): what ROS map servers write. */
#ifndef CGRID_READ_PNM_H
#define CGRID_READ_PNM_H

#include "base/png.h"

/* Do the bytes start as one of the six kinds does ("P1" to "P6" and a blank)? */
bool cgrid_is_pnm(const char *bytes, size_t size);
/* How many pixels its header says that it has. A fault reads `FILE: PNM: ...`. */
enum cgrid_status cgrid_pnm_size(struct cgrid_ctx *ctx, const char *bytes, size_t size,
				 const struct cgrid_source *source, uint32_t *width_out,
				 uint32_t *height_out);
/* The first picture of the bytes. The limit of pixels is tested, and that the bytes can hold so many,
 * before any memory is taken. */
enum cgrid_status cgrid_pnm_read(struct cgrid_ctx *ctx, const char *bytes, size_t size,
				 const struct cgrid_source *source, struct cgrid_raster *raster_out);

#endif
