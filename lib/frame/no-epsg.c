/* SPDX-License-Identifier: Apache-2.0 */
/* The lookup library stands on libc and libm alone: no PROJ, no EPSG codes. */
#include "frame/epsg.h"

static enum cgrid_status
unsupported(struct cgrid_ctx *ctx, int code)
{
	return cgrid_fail(ctx, CGRID_E_UNSUPPORTED, "EPSG:%d needs libcampusgrid (PROJ)", code);
}

enum cgrid_status
cgrid_epsg_check(struct cgrid_ctx *ctx, int code)
{
	return unsupported(ctx, code);
}

enum cgrid_status
cgrid_epsg_to_xy(struct cgrid_ctx *ctx, int code, const struct cgrid_lonlat *ground, size_t count,
		 struct cgrid_xy *xy)
{
	(void)ground;
	(void)count;
	(void)xy;
	return unsupported(ctx, code);
}

enum cgrid_status
cgrid_epsg_to_ground(struct cgrid_ctx *ctx, int code, const struct cgrid_xy *xy, size_t count,
		     struct cgrid_lonlat *ground)
{
	(void)ground;
	(void)count;
	(void)xy;
	return unsupported(ctx, code);
}
