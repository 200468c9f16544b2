/* SPDX-License-Identifier: Apache-2.0 */
/* Coordinates of drawings in any CRS. */
#ifndef CGRID_FRAME_CRS_H
#define CGRID_FRAME_CRS_H

#include "base/base.h"

/* Coordinates of a CRS named as "EPSG:3857" (x east, y north, in its own unit) -> WGS 84. Through PROJ,
 * never to the network. CGRID_E_ARGUMENT for a name PROJ does not know; CGRID_E_OUTSIDE for a
 * position that cannot be converted; a conversion of unknown accuracy is logged. */
enum cgrid_status cgrid_crs_to_ground(struct cgrid_ctx *ctx, const char *crs, const struct cgrid_xy *xy,
				      size_t count, struct cgrid_lonlat *ground);

/* "9.1.1" */
const char *cgrid_proj_version(void);

#endif
