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

/* CGRID_E_OUTSIDE for position `i` of `count`: one wording for all frames (frame.c). */
enum cgrid_status cgrid_fail_ground(struct cgrid_ctx *ctx, struct cgrid_lonlat at, size_t i,
				    size_t count, const char *why);
enum cgrid_status cgrid_fail_xy(struct cgrid_ctx *ctx, struct cgrid_xy at, size_t i, size_t count,
				const char *why);

#endif
