/* SPDX-License-Identifier: Apache-2.0 */
/* Projected CRSs in metres by their EPSG code. The core answers through PROJ (epsg.c); the lookup
 * library has no PROJ and says so (no-epsg.c). */
#ifndef CGRID_FRAME_EPSG_H
#define CGRID_FRAME_EPSG_H

#include "base/base.h"

/* Is it a projected CRS in metres? */
enum cgrid_status cgrid_epsg_check(struct cgrid_ctx *ctx, int code);
enum cgrid_status cgrid_epsg_to_xy(struct cgrid_ctx *ctx, int code, const struct cgrid_lonlat *ground,
				   size_t count, struct cgrid_xy *xy);
enum cgrid_status cgrid_epsg_to_ground(struct cgrid_ctx *ctx, int code, const struct cgrid_xy *xy,
				       size_t count, struct cgrid_lonlat *ground);

/* Zone of a position, with the exceptions of Norway and Svalbard (frame.c). */
int cgrid_utm_zone(struct cgrid_lonlat at);

#endif
