/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CRSs through PROJ: the one file that includes proj.h. One PJ_CONTEXT a context, never the network;
 * an infinite result comes with errno 0, so results are looked at and errno is not.
 */
#include "frame/crs.h"
#include "frame/epsg.h"

#include <math.h>
#include <proj.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
say_nothing(void *user, int level, const char *text)
{
	(void)user;
	(void)level;
	(void)text;
}

static void
free_context(void *handle)
{
	proj_context_destroy(handle);
}

static enum cgrid_status
context(struct cgrid_ctx *ctx, PJ_CONTEXT **context_out)
{
	if (!ctx->proj.handle) {
		PJ_CONTEXT *made = proj_context_create();
		if (!made)
			return cgrid_fail_memory(ctx);
		proj_context_set_enable_network(made, 0);
		proj_log_func(made, NULL, say_nothing);
		ctx->proj = (struct cgrid_foreign){made, free_context};
	}
	*context_out = ctx->proj.handle;
	return CGRID_OK;
}

/* The conversion from a CRS to WGS 84, x east and y north on both sides, and how good it is. */
static enum cgrid_status
open_crs(struct cgrid_ctx *ctx, const char *name, PJ **pj_out)
{
	PJ_CONTEXT *proj;
	*pj_out = NULL;
	enum cgrid_status status = context(ctx, &proj);
	if (status)
		return status;
	PJ *raw = proj_create_crs_to_crs(proj, name, "EPSG:4326", NULL);
	if (!raw)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "\"%.60s\" is no coordinate system that PROJ knows (as EPSG:3857)",
				  name);
	*pj_out = proj_normalize_for_visualization(proj, raw);
	PJ_PROJ_INFO info = proj_pj_info(raw);
	/* A conversion between datums whose grid is not installed can be tens of metres off. */
	if (info.description && strstr(info.description, "Ballpark"))
		cgrid_log(
		    ctx, CGRID_WARNING, NULL,
		    "%.60s: the accuracy of its conversion to WGS 84 is unknown (a datum grid is not "
		    "installed)",
		    name);
	proj_destroy(raw);
	return *pj_out ? CGRID_OK : cgrid_fail_memory(ctx);
}

static enum cgrid_status
convert(struct cgrid_ctx *ctx, PJ *pj, PJ_DIRECTION direction, const double *from, size_t count,
	double *to)
{
	for (size_t i = 0; i < count; i++) {
		PJ_COORD at = proj_coord(from[2 * i], from[2 * i + 1], 0, HUGE_VAL);
		at = proj_trans(pj, direction, at);
		if (!isfinite(at.xy.x) || !isfinite(at.xy.y))
			return cgrid_fail(
			    ctx, CGRID_E_OUTSIDE,
			    "a position cannot be converted: it is outside its coordinate system");
		to[2 * i] = at.xy.x;
		to[2 * i + 1] = at.xy.y;
	}
	return CGRID_OK;
}

/* Both structs are two doubles, x or longitude first: PROJ's own order after normalizing. */
_Static_assert(sizeof(struct cgrid_xy) == 2 * sizeof(double), "cgrid_xy is a pair");
_Static_assert(sizeof(struct cgrid_lonlat) == 2 * sizeof(double), "cgrid_lonlat is a pair");

enum cgrid_status
cgrid_crs_to_ground(struct cgrid_ctx *ctx, const char *crs, const struct cgrid_xy *xy, size_t count,
		    struct cgrid_lonlat *ground)
{
	PJ *pj;
	enum cgrid_status status = open_crs(ctx, crs, &pj);
	if (!status)
		status = convert(ctx, pj, PJ_FWD, &xy->x, count, &ground->lon);
	proj_destroy(pj);
	return status;
}

static void
code_name(int code, char name[32])
{
	snprintf(name, 32, "EPSG:%d", code);
}

enum cgrid_status
cgrid_epsg_check(struct cgrid_ctx *ctx, int code)
{
	PJ_CONTEXT *proj;
	char name[32];
	code_name(code, name);
	enum cgrid_status status = context(ctx, &proj);
	if (status)
		return status;
	PJ *crs = proj_create(proj, name);
	PJ *axes = crs ? proj_crs_get_coordinate_system(proj, crs) : NULL;
	double factor = 0;
	bool projected =
	    crs && proj_get_type(crs) == PJ_TYPE_PROJECTED_CRS && axes &&
	    proj_cs_get_axis_info(proj, axes, 0, NULL, NULL, NULL, &factor, NULL, NULL, NULL);
	proj_destroy(axes);
	proj_destroy(crs);
	if (!crs)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "%s is no coordinate system that PROJ knows",
				  name);
	if (!projected || factor != 1)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "%s cannot be a frame: it is no projected system in metres", name);
	return CGRID_OK;
}

enum cgrid_status
cgrid_epsg_to_ground(struct cgrid_ctx *ctx, int code, const struct cgrid_xy *xy, size_t count,
		     struct cgrid_lonlat *ground)
{
	char name[32];
	code_name(code, name);
	return cgrid_crs_to_ground(ctx, name, xy, count, ground);
}

enum cgrid_status
cgrid_epsg_to_xy(struct cgrid_ctx *ctx, int code, const struct cgrid_lonlat *ground, size_t count,
		 struct cgrid_xy *xy)
{
	char name[32];
	PJ *pj;
	code_name(code, name);
	enum cgrid_status status = open_crs(ctx, name, &pj);
	if (!status)
		status = convert(ctx, pj, PJ_INV, &ground->lon, count, &xy->x);
	proj_destroy(pj);
	return status;
}

const char *
cgrid_proj_version(void)
{
	return proj_info().version;
}
