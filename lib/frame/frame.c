/* SPDX-License-Identifier: Apache-2.0 */
#include <campusgrid/frame.h>

#include "base/base.h"
#include "base/num.h"
#include "base/text.h"
#include "frame/epsg.h"
#include "frame/near.h"
#include "frame/tmerc.h"
#include "frame/zones.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* "38.8894700, -77.0352400", with its number where there are several. */
static void
position_text(char *text, size_t size, double first, double second, int decimals, size_t i,
	      size_t count)
{
	char a[CGRID_FIXED_SIZE], b[CGRID_FIXED_SIZE], number[32] = "";
	cgrid_fixed(a, first, decimals);
	cgrid_fixed(b, second, decimals);
	if (count > 1)
		snprintf(number, sizeof number, "position %zu: ", i + 1);
	snprintf(text, size, "%s%.40s, %.40s", number, a, b);
}

enum cgrid_status
cgrid_fail_ground(struct cgrid_ctx *ctx, struct cgrid_lonlat at, size_t i, size_t count,
		  const char *why)
{
	char text[160];
	position_text(text, sizeof text, at.lat, at.lon, 7, i, count);
	return cgrid_fail(ctx, CGRID_E_OUTSIDE, "%s %s", text, why);
}

enum cgrid_status
cgrid_fail_xy(struct cgrid_ctx *ctx, struct cgrid_xy at, size_t i, size_t count, const char *why)
{
	char text[160];
	position_text(text, sizeof text, at.x, at.y, 2, i, count);
	return cgrid_fail(ctx, CGRID_E_OUTSIDE, "x, y %s %s", text, why);
}

struct cgrid_frame
cgrid_frame_local(struct cgrid_lonlat centre)
{
	struct cgrid_frame frame = {.kind = CGRID_FRAME_LOCAL};
	frame.origin.lon = cgrid_wrap_lon(round(centre.lon * 1000) / 1000);
	frame.origin.lat = round(centre.lat * 1000) / 1000;
	return frame;
}

enum cgrid_status
cgrid_frame_utm(struct cgrid_ctx *ctx, struct cgrid_lonlat at, struct cgrid_frame *frame_out)
{
	*frame_out = (struct cgrid_frame){.kind = CGRID_FRAME_UTM};
	if (!cgrid_is_ground(at))
		return cgrid_fail_ground(ctx, at, 0, 1, "is no latitude and longitude");
	frame_out->zone = cgrid_utm_zone(at);
	frame_out->south = at.lat < 0;
	if (frame_out->zone == 0)
		return cgrid_fail_ground(ctx, at, 0, 1, "is beyond UTM (80 S to 84 N)");
	return CGRID_OK;
}

/* "utm:18N", as a saved grid names its zone: the zone must not change with the campus. */
static bool
parse_zone(const char *text, struct cgrid_frame *frame)
{
	size_t length = strlen(text);
	int64_t zone;
	if (length < 6 || cgrid_lower((unsigned char)text[0]) != 'u' ||
	    cgrid_lower((unsigned char)text[1]) != 't' || cgrid_lower((unsigned char)text[2]) != 'm' ||
	    text[3] != ':' || !cgrid_integer_parse(text + 4, length - 5, 1, 60, &zone))
		return false;
	int side = cgrid_lower((unsigned char)text[length - 1]);
	*frame = (struct cgrid_frame){.kind = CGRID_FRAME_UTM, .zone = (int)zone, .south = side == 's'};
	return side == 's' || side == 'n';
}

enum cgrid_status
cgrid_frame_parse(struct cgrid_ctx *ctx, const char *text, struct cgrid_lonlat at,
		  struct cgrid_frame *frame_out)
{
	int64_t code;
	*frame_out = (struct cgrid_frame){0};
	if (cgrid_same_text(text, "local")) {
		if (!cgrid_is_ground(at))
			return cgrid_fail_ground(ctx, at, 0, 1, "is no latitude and longitude");
		*frame_out = cgrid_frame_local(at);
		return CGRID_OK;
	}
	if (cgrid_same_text(text, "utm"))
		return cgrid_frame_utm(ctx, at, frame_out);
	if (parse_zone(text, frame_out))
		return CGRID_OK;
	bool epsg = strncmp(text, "EPSG:", 5) == 0 || strncmp(text, "epsg:", 5) == 0;
	if (!epsg || !cgrid_integer_parse(text + 5, strlen(text + 5), 1, 999999, &code))
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "frame \"%.60s\": local, utm or EPSG:N is needed", text);
	frame_out->kind = CGRID_FRAME_EPSG;
	frame_out->epsg = (int)code;
	return cgrid_epsg_check(ctx, (int)code);
}

/* False for a frame that nobody made: the caller's mistake, answered all the same. */
bool
cgrid_frame_projection(const struct cgrid_frame *frame, struct cgrid_tmerc *tm)
{
	bool local = frame->kind == CGRID_FRAME_LOCAL && cgrid_is_ground(frame->origin);
	bool utm = frame->kind == CGRID_FRAME_UTM && frame->zone >= 1 && frame->zone <= 60;
	if (local)
		cgrid_tmerc_init(tm, frame->origin, 1, 0, 0);
	else if (utm)
		cgrid_tmerc_init_utm(tm, frame->zone, frame->south);
	return local || utm;
}

static enum cgrid_status
fail_frame(struct cgrid_ctx *ctx)
{
	return cgrid_fail(ctx, CGRID_E_ARGUMENT, "this is no frame: its kind, origin or zone is wrong");
}

static const char far_away[] = "is too far from the middle of the frame (3,000 km)";

enum cgrid_status
cgrid_frame_to_xy(struct cgrid_ctx *ctx, const struct cgrid_frame *frame,
		  const struct cgrid_lonlat *ground, size_t count, struct cgrid_xy *xy)
{
	struct cgrid_tmerc tm;
	if (frame->kind == CGRID_FRAME_EPSG)
		return cgrid_epsg_to_xy(ctx, frame->epsg, ground, count, xy);
	if (!cgrid_frame_projection(frame, &tm))
		return fail_frame(ctx);
	for (size_t i = 0; i < count; i++)
		if (!cgrid_tmerc_to_xy(&tm, ground[i], &xy[i]))
			return cgrid_fail_ground(
			    ctx, ground[i], i, count,
			    cgrid_is_ground(ground[i]) ? far_away : "is no latitude and longitude");
	return CGRID_OK;
}

enum cgrid_status
cgrid_frame_to_ground(struct cgrid_ctx *ctx, const struct cgrid_frame *frame, const struct cgrid_xy *xy,
		      size_t count, struct cgrid_lonlat *ground)
{
	struct cgrid_tmerc tm;
	if (frame->kind == CGRID_FRAME_EPSG)
		return cgrid_epsg_to_ground(ctx, frame->epsg, xy, count, ground);
	if (!cgrid_frame_projection(frame, &tm))
		return fail_frame(ctx);
	for (size_t i = 0; i < count; i++)
		if (!cgrid_tmerc_to_ground(&tm, xy[i], &ground[i]))
			return cgrid_fail_xy(ctx, xy[i], i, count, far_away);
	return CGRID_OK;
}

/* Where a code hides the projection, a step of a metre to both sides shows where north is. */
static enum cgrid_status
measured_convergence(struct cgrid_ctx *ctx, const struct cgrid_frame *frame, struct cgrid_lonlat at,
		     double *degrees_out)
{
	const double step = 1e-5;
	const struct cgrid_lonlat ground[2] = {{at.lon, fmax(at.lat - step, -90)},
					       {at.lon, fmin(at.lat + step, 90)}};
	struct cgrid_xy xy[2];
	enum cgrid_status status = cgrid_frame_to_xy(ctx, frame, ground, 2, xy);
	if (!status)
		*degrees_out = -atan2(xy[1].x - xy[0].x, xy[1].y - xy[0].y) / 0.017453292519943295;
	return status;
}

enum cgrid_status
cgrid_frame_convergence(struct cgrid_ctx *ctx, const struct cgrid_frame *frame, struct cgrid_lonlat at,
			double *degrees_out)
{
	struct cgrid_tmerc tm;
	struct cgrid_xy xy;
	*degrees_out = 0;
	if (frame->kind == CGRID_FRAME_EPSG)
		return measured_convergence(ctx, frame, at, degrees_out);
	enum cgrid_status status = cgrid_frame_to_xy(ctx, frame, &at, 1, &xy);
	if (status)
		return status;
	cgrid_frame_projection(frame, &tm);
	*degrees_out = cgrid_tmerc_convergence(&tm, at) / 0.017453292519943295;
	return CGRID_OK;
}
