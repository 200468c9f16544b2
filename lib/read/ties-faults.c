/* SPDX-License-Identifier: Apache-2.0 */
/* Ties that contradict each other: which one, and what would put it right. */
#include "read/ties.h"

#include <campusgrid/frame.h>
#include <math.h>
#include <stdlib.h>

/* What the others say of a tie: with three of them a similarity has something left to check, with four
 * an affine map has. */
static bool
fit_without(const struct cgrid_ties *ties, size_t i, struct cgrid_affine *affine)
{
	return ties->used == 4 ? cgrid_ties_similarity(ties->list, ties->count, i, ties->pixels, affine)
			       : cgrid_ties_affine(ties->list, ties->count, i, affine);
}

static double
miss(const struct cgrid_affine *affine, struct cgrid_xy drawn, struct cgrid_xy laid)
{
	struct cgrid_xy at = cgrid_affine_apply(affine, drawn);
	return hypot(at.x - laid.x, at.y - laid.y);
}

/* Metres across the ties. */
static double
extent_m(const struct cgrid_ties *ties)
{
	double reach = 0;
	for (size_t i = 0; i < ties->count; i++)
		if (!ties->list[i].left_out)
			reach = fmax(reach, hypot(ties->list[i].laid.x, ties->list[i].laid.y));
	return 2 * reach;
}

size_t
cgrid_ties_outlier(const struct cgrid_ties *ties, double *miss_m)
{
	/* Without it the rest agrees this many times better than without any other. */
	static const double clear = 4;
	double best = INFINITY, second = INFINITY;
	size_t found = SIZE_MAX;
	*miss_m = 0;
	if (ties->used < 4)
		return SIZE_MAX;
	for (size_t i = 0; i < ties->count; i++) {
		struct cgrid_affine affine;
		if (ties->list[i].left_out || !fit_without(ties, i, &affine))
			continue;
		double rms = cgrid_ties_rms(ties->list, ties->count, i, &affine);
		if (rms < best) {
			second = best;
			best = rms;
			found = i;
			*miss_m = miss(&affine, ties->list[i].drawn, ties->list[i].laid);
		} else {
			second = fmin(second, rms);
		}
	}
	bool far = *miss_m > fmax(0.5, 0.02 * extent_m(ties)) && *miss_m > clear * best;
	return far && isfinite(second) && second > clear * best ? found : SIZE_MAX;
}

const char *
cgrid_ties_outlier_cause(struct cgrid_ties *ties, size_t outlier, double miss_m)
{
	const struct cgrid_tie *tie = &ties->list[outlier];
	const struct cgrid_xy turned = {tie->drawn.y, tie->drawn.x};
	struct cgrid_affine affine;
	if (fit_without(ties, outlier, &affine) && miss(&affine, turned, tie->laid) < miss_m / 10)
		return ties->pixels ? "are its pixel_x and pixel_y swapped?"
				    : "are its x and y swapped?";
	return "is a digit mistyped, or another corner meant?";
}

/* How far from a similarity the map would be with lat and lon the other way round; INFINITY when it
 * cannot be so, or would still be mirrored. */
static double
stretch_swapped(struct cgrid_ctx *ctx, struct cgrid_ties *ties)
{
	struct cgrid_affine affine;
	double stretch = INFINITY;
	struct cgrid_tie *swapped = cgrid_array_new(ties->count, sizeof *swapped);
	if (!swapped)
		return INFINITY;
	struct cgrid_frame frame = {.kind = CGRID_FRAME_LOCAL,
				    .origin = {ties->placement.origin.lat, ties->placement.origin.lon}};
	bool good = fabs(frame.origin.lat) <= 90;
	for (size_t i = 0; i < ties->count && good; i++) {
		swapped[i] = ties->list[i];
		struct cgrid_lonlat at = {swapped[i].ground.lat, swapped[i].ground.lon};
		good = swapped[i].left_out ||
		       cgrid_frame_to_xy(ctx, &frame, &at, 1, &swapped[i].laid) == CGRID_OK;
	}
	cgrid_clear_error(ctx);
	if (good && cgrid_ties_affine(swapped, ties->count, SIZE_MAX, &affine))
		stretch = cgrid_affine_stretch(&affine);
	free(swapped);
	return stretch;
}

enum cgrid_status
cgrid_ties_refuse_mirrored(struct cgrid_ctx *ctx, struct cgrid_ties *ties)
{
	/* Turning lat and lon round also changes how long a degree is: only the right one of the two
	 * makes pixels square. */
	static const double square = 1.03;
	const struct cgrid_source source = {ties->file, 0, 0};
	const struct cgrid_affine affine = {ties->placement.a, ties->placement.b, 0,
					    ties->placement.d, ties->placement.e, 0};
	const char *columns =
	    ties->pixels ? "pixel_x and pixel_y are swapped, pixel_y counts from the bottom, "
			   "or it is a plan of the ceiling"
			 : "x and y are swapped, y counts down, or it is a plan of the ceiling";
	double as_is = cgrid_affine_stretch(&affine), swapped = stretch_swapped(ctx, ties);
	if (swapped < square && as_is >= square)
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &source,
				     "the ties mirror the drawing: lat and lon are swapped");
	return cgrid_fail_at(ctx, CGRID_E_MEANING, &source, "the ties mirror the drawing: %s%s",
			     as_is < square ? "" : "lat and lon are swapped, ", columns);
}
