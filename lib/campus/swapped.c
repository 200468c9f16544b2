/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Latitude and longitude in each other's place: 41.9, 12.5 and 12.5, 41.9 are both places on earth.
 * They are told apart where something else of the campus lies where the swap would bring them.
 */
#include "base/num.h"
#include "base/shape.h"
#include "campus/campus.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static double
apart_m(struct cgrid_lonlat a, struct cgrid_lonlat b)
{
	double east = remainder(b.lon - a.lon, 360) * cos((a.lat + b.lat) / 2 * 0.017453292519943295);
	return hypot(east * 111320, (b.lat - a.lat) * 110574);
}

bool
cgrid_is_swapped(struct cgrid_lonlat at, struct cgrid_lonlat other, double near_m)
{
	const struct cgrid_lonlat swapped = {at.lat, at.lon};
	return fabs(at.lon) <= 90 && apart_m(at, other) > 10 * near_m &&
	       apart_m(swapped, other) < near_m;
}

/* The middle of all that is placed so far. */
static bool
middle_of(const struct cgrid_placing *placing, struct cgrid_lonlat *middle_out)
{
	const struct cgrid_box *box = &placing->campus->extent;
	const struct cgrid_xy middle = {(box->min_x + box->max_x) / 2, (box->min_y + box->max_y) / 2};
	if (cgrid_box_is_empty(box))
		return false;
	enum cgrid_status status =
	    cgrid_frame_to_ground(placing->ctx, &placing->campus->frame, &middle, 1, middle_out);
	cgrid_clear_error(placing->ctx);
	return status == CGRID_OK;
}

const char *
cgrid_swap_hint(const struct cgrid_placing *placing, struct cgrid_lonlat at)
{
	struct cgrid_lonlat middle;
	const double near_m = (double)placing->ctx->limits[CGRID_LIMIT_EXTENT_M];
	return middle_of(placing, &middle) && cgrid_is_swapped(at, middle, near_m)
		   ? "; with latitude and longitude swapped it would be there"
		   : "";
}

/* How far a point is from a box. */
static double
away_from(const struct cgrid_box *box, struct cgrid_xy at)
{
	double x = fmax(fmax(box->min_x - at.x, at.x - box->max_x), 0);
	double y = fmax(fmax(box->min_y - at.y, at.y - box->max_y), 0);
	return hypot(x, y);
}

enum cgrid_status
cgrid_say_far_sensors(struct cgrid_placing *placing)
{
	const struct cgrid_campus *campus = placing->campus;
	const double far_m = (double)placing->ctx->limits[CGRID_LIMIT_EXTENT_M];
	const struct cgrid_sensor *first = NULL;
	double nearest = HUGE_VAL;
	size_t count = 0;
	for (size_t i = 0; i < campus->sensor_count && !cgrid_box_is_empty(&campus->extent); i++) {
		const struct cgrid_sensor *sensor = &campus->sensors[i];
		double away = away_from(&campus->extent, sensor->at);
		if (!(away > far_m))
			continue;
		if (!first || sensor->source.line < first->source.line)
			first = sensor;
		nearest = fmin(nearest, away);
		count++;
	}
	if (!first)
		return CGRID_OK;
	struct cgrid_lonlat ground;
	char km[CGRID_FIXED_SIZE], more[48] = "";
	enum cgrid_status status =
	    cgrid_frame_to_ground(placing->ctx, &campus->frame, &first->at, 1, &ground);
	if (status)
		return status;
	cgrid_fixed(km, nearest / 1000, 0);
	if (count > 1)
		snprintf(more, sizeof more, " and %zu more lie", count - 1);
	cgrid_log(placing->ctx, CGRID_WARNING, &first->source,
		  "sensor \"%.80s\"%s %.24s km from the campus or farther (kept)%s", first->id,
		  count > 1 ? more : " lies", km, cgrid_swap_hint(placing, ground));
	return CGRID_OK;
}
