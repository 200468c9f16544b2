/* SPDX-License-Identifier: Apache-2.0 */
/* Frames: local and UTM are arithmetic; EPSG goes through PROJ, where that is linked. */
#include "base/base.h"
#include "base/num.h"
#include "frame/epsg.h"
#include "frame/tmerc.h"

#include <campusgrid/frame.h>

#include <math.h>
#include <string.h>

static const double utm_scale = 0.9996, utm_easting_m = 500000, utm_northing_south_m = 10000000;
/* Beyond this the series loses digits, and no campus is that wide. */
static const double farthest_m = 3000000;

static bool
on_earth(struct cgrid_lonlat at)
{
	return isfinite(at.lon) && isfinite(at.lat) && fabs(at.lat) <= 90 && fabs(at.lon) <= 540;
}

static void
projection(const struct cgrid_frame *frame, struct cgrid_tmerc *tm, struct cgrid_xy *offset)
{
	if (frame->kind == CGRID_FRAME_UTM) {
		cgrid_tmerc_init(tm, 6.0 * frame->zone - 183, 0, utm_scale);
		*offset = (struct cgrid_xy){utm_easting_m, frame->south ? utm_northing_south_m : 0};
	} else {
		cgrid_tmerc_init(tm, frame->origin.lon, frame->origin.lat, 1);
		*offset = (struct cgrid_xy){0, 0};
	}
}

static enum cgrid_status
outside(struct cgrid_ctx *ctx, struct cgrid_lonlat at)
{
	char lat[CGRID_FIXED_SIZE], lon[CGRID_FIXED_SIZE];
	cgrid_fixed(lat, at.lat, 7);
	cgrid_fixed(lon, at.lon, 7);
	return cgrid_fail(ctx, CGRID_E_OUTSIDE, "%s, %s is outside the frame", lat, lon);
}

struct cgrid_frame
cgrid_frame_local(struct cgrid_lonlat centre)
{
	struct cgrid_frame frame = {.kind = CGRID_FRAME_LOCAL};
	frame.origin.lon = round(centre.lon * 1000) / 1000;
	frame.origin.lat = round(centre.lat * 1000) / 1000;
	return frame;
}

/* Zones of 6 degrees, with the exceptions of Norway (32V) and Svalbard (31X to 37X). */
int
cgrid_utm_zone(struct cgrid_lonlat at)
{
	double lon = remainder(at.lon, 360);
	if (lon >= 180)
		lon -= 360;
	int zone = (int)floor((lon + 180) / 6) + 1;
	if (at.lat >= 56 && at.lat < 64 && lon >= 3 && lon < 12)
		return 32;
	if (at.lat >= 72 && lon >= 0 && lon < 42)
		return lon < 9 ? 31 : lon < 21 ? 33 : lon < 33 ? 35 : 37;
	return zone;
}

enum cgrid_status
cgrid_frame_utm(struct cgrid_ctx *ctx, struct cgrid_lonlat at, struct cgrid_frame *frame_out)
{
	if (!on_earth(at) || at.lat >= 84 || at.lat < -80)
		return cgrid_fail(ctx, CGRID_E_OUTSIDE, "UTM reaches from 80 S to 84 N");
	*frame_out = (struct cgrid_frame){
	    .kind = CGRID_FRAME_UTM, .zone = cgrid_utm_zone(at), .south = at.lat < 0};
	return CGRID_OK;
}

enum cgrid_status
cgrid_frame_parse(struct cgrid_ctx *ctx, const char *text, struct cgrid_lonlat at,
		  struct cgrid_frame *frame_out)
{
	int64_t code;
	*frame_out = (struct cgrid_frame){.kind = CGRID_FRAME_LOCAL};
	if (strcmp(text, "local") == 0) {
		*frame_out = cgrid_frame_local(at);
		return CGRID_OK;
	}
	if (strcmp(text, "utm") == 0)
		return cgrid_frame_utm(ctx, at, frame_out);
	if ((strncmp(text, "EPSG:", 5) == 0 || strncmp(text, "epsg:", 5) == 0) &&
	    cgrid_integer_parse(text + 5, strlen(text + 5), 1024, 999999, &code)) {
		*frame_out = (struct cgrid_frame){.kind = CGRID_FRAME_EPSG, .epsg = (int)code};
		return cgrid_epsg_check(ctx, (int)code);
	}
	return cgrid_fail(ctx, CGRID_E_ARGUMENT, "\"%.40s\" is no frame: local, utm or EPSG:N", text);
}

enum cgrid_status
cgrid_frame_to_xy(struct cgrid_ctx *ctx, const struct cgrid_frame *frame,
		  const struct cgrid_lonlat *ground, size_t count, struct cgrid_xy *xy)
{
	struct cgrid_tmerc tm;
	struct cgrid_xy offset;
	for (size_t i = 0; i < count; i++)
		if (!on_earth(ground[i]))
			return outside(ctx, ground[i]);
	if (frame->kind == CGRID_FRAME_EPSG)
		return cgrid_epsg_to_xy(ctx, frame->epsg, ground, count, xy);
	projection(frame, &tm, &offset);
	for (size_t i = 0; i < count; i++) {
		/* Beyond 60 degrees of longitude, away from the poles, it is certainly too far. */
		double dlon = remainder(ground[i].lon - tm.lon0, 360);
		if (fabs(ground[i].lat) < 80 && fabs(dlon) > 75)
			return outside(ctx, ground[i]);
		struct cgrid_xy at = cgrid_tmerc_forward(&tm, ground[i]);
		if (!(fabs(at.x) <= farthest_m))
			return outside(ctx, ground[i]);
		xy[i] = (struct cgrid_xy){at.x + offset.x, at.y + offset.y};
	}
	return CGRID_OK;
}

enum cgrid_status
cgrid_frame_to_ground(struct cgrid_ctx *ctx, const struct cgrid_frame *frame, const struct cgrid_xy *xy,
		      size_t count, struct cgrid_lonlat *ground)
{
	struct cgrid_tmerc tm;
	struct cgrid_xy offset;
	if (frame->kind == CGRID_FRAME_EPSG)
		return cgrid_epsg_to_ground(ctx, frame->epsg, xy, count, ground);
	projection(frame, &tm, &offset);
	for (size_t i = 0; i < count; i++) {
		struct cgrid_xy at = {xy[i].x - offset.x, xy[i].y - offset.y};
		if (!(fabs(at.x) <= farthest_m) || !(fabs(at.y) <= 4 * farthest_m * 2))
			return cgrid_fail(ctx, CGRID_E_OUTSIDE,
					  "a position is too far from the frame's meridian");
		ground[i] = cgrid_tmerc_inverse(&tm, at);
	}
	return CGRID_OK;
}

enum cgrid_status
cgrid_frame_convergence(struct cgrid_ctx *ctx, const struct cgrid_frame *frame, struct cgrid_lonlat at,
			double *degrees_out)
{
	*degrees_out = 0;
	if (!on_earth(at))
		return outside(ctx, at);
	if (frame->kind != CGRID_FRAME_EPSG) {
		struct cgrid_tmerc tm;
		struct cgrid_xy offset;
		projection(frame, &tm, &offset);
		*degrees_out = cgrid_tmerc_convergence(&tm, at);
		return CGRID_OK;
	}
	/* The direction of a short step along the meridian. */
	const double step = at.lat < 89 ? 1e-4 : -1e-4;
	const struct cgrid_lonlat ends[2] = {at, {at.lon, at.lat + step}};
	struct cgrid_xy xy[2];
	enum cgrid_status status = cgrid_frame_to_xy(ctx, frame, ends, 2, xy);
	if (!status)
		*degrees_out = -atan2((xy[1].x - xy[0].x) * copysign(1, step),
				      (xy[1].y - xy[0].y) * copysign(1, step)) /
			       0.017453292519943295;
	return status;
}
