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

enum { CRS_NAME_SIZE = 128 };

static void
say_nothing(void *user, int level, const char *text)
{
	(void)user;
	(void)level;
	(void)text;
}

/* What a context keeps: opening a conversion takes milliseconds, and cells come one by one. */
struct proj_state {
	PJ_CONTEXT *context;
	PJ *conversion; /* the last one that was opened */
	char name[CRS_NAME_SIZE];
	bool judged; /* its accuracy was looked at */
};

static void
free_state(void *handle)
{
	struct proj_state *state = handle;
	proj_destroy(state->conversion);
	proj_context_destroy(state->context);
	free(state);
}

static enum cgrid_status
open_state(struct cgrid_ctx *ctx, struct proj_state **state_out)
{
	if (!ctx->proj.handle) {
		struct proj_state *made = calloc(1, sizeof *made);
		if (made)
			made->context = proj_context_create();
		if (!made || !made->context) {
			free(made);
			return cgrid_fail_memory(ctx);
		}
		proj_context_set_enable_network(made->context, 0);
		proj_log_func(made->context, NULL, say_nothing);
		ctx->proj = (struct cgrid_foreign){made, free_state};
	}
	*state_out = ctx->proj.handle;
	return CGRID_OK;
}

/* The conversion from a CRS to WGS 84, x east and y north on both sides. */
static enum cgrid_status
open_crs(struct cgrid_ctx *ctx, const char *name, struct proj_state **state_out)
{
	struct proj_state *state;
	enum cgrid_status status = open_state(ctx, &state);
	*state_out = state;
	if (status || (state->conversion && strcmp(state->name, name) == 0))
		return status;
	proj_destroy(state->conversion);
	state->conversion = NULL;
	PJ *raw = strlen(name) < sizeof state->name
		      ? proj_create_crs_to_crs(state->context, name, "EPSG:4326", NULL)
		      : NULL;
	if (!raw)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "\"%.60s\" is no coordinate system that PROJ knows (as EPSG:3857)",
				  name);
	state->conversion = proj_normalize_for_visualization(state->context, raw);
	proj_destroy(raw);
	snprintf(state->name, sizeof state->name, "%s", name);
	state->judged = false;
	return state->conversion ? CGRID_OK : cgrid_fail_memory(ctx);
}

/* Between datums whose grid is not installed a conversion can be tens of metres off. Which of several
 * operations PROJ takes is known once it has taken one. */
static void
judge(struct cgrid_ctx *ctx, struct proj_state *state)
{
	if (state->judged)
		return;
	state->judged = true;
	PJ *used = proj_trans_get_last_used_operation(state->conversion);
	if (used && proj_coordoperation_has_ballpark_transformation(state->context, used))
		cgrid_log(ctx, CGRID_WARNING, NULL,
			  "%.60s: the accuracy of its conversion to WGS 84 is unknown (a datum grid is "
			  "not installed)",
			  state->name);
	proj_destroy(used);
}

/* False for a position that has no image: *failed is its number. */
static bool
convert(struct proj_state *state, PJ_DIRECTION direction, const double *from, size_t count, double *to,
	size_t *failed)
{
	for (size_t i = 0; i < count; i++) {
		PJ_COORD at = proj_coord(from[2 * i], from[2 * i + 1], 0, HUGE_VAL);
		*failed = i;
		if (!isfinite(at.xy.x) || !isfinite(at.xy.y))
			return false;
		at = proj_trans(state->conversion, direction, at);
		if (!isfinite(at.xy.x) || !isfinite(at.xy.y))
			return false;
		to[2 * i] = at.xy.x;
		to[2 * i + 1] = at.xy.y;
	}
	return true;
}

static const char no_image[] = "cannot be converted: it is outside its coordinate system";

/* Both structs are two doubles, x or longitude first: PROJ's own order after normalizing. */
_Static_assert(sizeof(struct cgrid_xy) == 2 * sizeof(double), "cgrid_xy is a pair");
_Static_assert(sizeof(struct cgrid_lonlat) == 2 * sizeof(double), "cgrid_lonlat is a pair");

enum cgrid_status
cgrid_crs_to_ground(struct cgrid_ctx *ctx, const char *crs, const struct cgrid_xy *xy, size_t count,
		    struct cgrid_lonlat *ground)
{
	struct proj_state *state;
	size_t failed = 0;
	enum cgrid_status status = open_crs(ctx, crs, &state);
	if (status || count == 0)
		return status;
	if (!convert(state, PJ_FWD, &xy->x, count, &ground->lon, &failed))
		return cgrid_fail_xy(ctx, xy[failed], failed, count, no_image);
	judge(ctx, state);
	return CGRID_OK;
}

static void
code_name(int code, char name[32])
{
	snprintf(name, 32, "EPSG:%d", code);
}

enum cgrid_status
cgrid_epsg_check(struct cgrid_ctx *ctx, int code)
{
	struct proj_state *state;
	char name[32];
	code_name(code, name);
	enum cgrid_status status = open_state(ctx, &state);
	if (status)
		return status;
	PJ_CONTEXT *proj = state->context;
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
	struct proj_state *state;
	size_t failed = 0;
	code_name(code, name);
	enum cgrid_status status = open_crs(ctx, name, &state);
	if (status || count == 0)
		return status;
	if (!convert(state, PJ_INV, &ground->lon, count, &xy->x, &failed))
		return cgrid_fail_ground(ctx, ground[failed], failed, count, no_image);
	judge(ctx, state);
	return CGRID_OK;
}

const char *
cgrid_proj_version(void)
{
	return proj_info().version;
}
