/* SPDX-License-Identifier: Apache-2.0 */
/* Ties that contradict each other: which one, and what would put it right. */
#include "read/ties.h"

#include "base/num.h"

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

static bool
is_off(const struct cgrid_tie *tie, const struct cgrid_box *extent)
{
	/* A corner of a lot that the drawing leaves out lies a little outside. */
	double width = extent->max_x - extent->min_x, height = extent->max_y - extent->min_y;
	double edge = 0.05 * hypot(width, height);
	return tie->drawn.x < extent->min_x - edge || tie->drawn.x > extent->max_x + edge ||
	       tie->drawn.y < extent->min_y - edge || tie->drawn.y > extent->max_y + edge;
}

/* Ties in one corner, or in metres where the drawing is in millimetres. */
static void
warn_close(struct cgrid_ctx *ctx, const struct cgrid_ties *ties, const struct cgrid_box *extent)
{
	const struct cgrid_source source = {ties->file, 0, 0};
	struct cgrid_box box = cgrid_box_empty();
	char times[CGRID_FIXED_SIZE];
	for (size_t i = 0; i < ties->count; i++)
		cgrid_box_add(&box, ties->list[i].drawn);
	double between = hypot(box.max_x - box.min_x, box.max_y - box.min_y);
	double whole = hypot(extent->max_x - extent->min_x, extent->max_y - extent->min_y);
	if (!(between < 0.2 * whole))
		return;
	cgrid_fixed(times, whole / between, 0);
	cgrid_log(
	    ctx, CGRID_WARNING, &source,
	    "the ties lie close together, the drawing is %.24s times as large as what they span: are "
	    "they in its units?",
	    times);
}

enum cgrid_status
cgrid_ties_within(struct cgrid_ctx *ctx, const struct cgrid_ties *ties, const struct cgrid_box *extent)
{
	const double bounds[4] = {extent->min_x, extent->max_x, extent->min_y, extent->max_y};
	char text[4][CGRID_FIXED_SIZE];
	size_t outside = 0;
	for (int i = 0; i < 4; i++)
		cgrid_fixed(text[i], bounds[i], 1);
	for (size_t i = 0; i < ties->count; i++)
		outside += is_off(&ties->list[i], extent);
	warn_close(ctx, ties, extent);
	const struct cgrid_source source = {ties->file, 0, 0};
	/* One may be where both drawings have their 0, 0. */
	if (outside >= 2 && ties->count - outside < 2)
		return cgrid_fail_at(
		    ctx, CGRID_E_MEANING, &source,
		    "%s in the drawing, which has x from %.24s to %.24s and y from "
		    "%.24s to %.24s: are the ties of another drawing, or in other units?",
		    outside == ties->count ? "no tie lies" : "only one of the ties lies", text[0],
		    text[1], text[2], text[3]);
	for (size_t i = 0; outside > 0 && i < ties->count; i++) {
		const struct cgrid_tie *tie = &ties->list[i];
		char words[96];
		cgrid_tie_words(tie, words);
		if (is_off(tie, extent))
			cgrid_log(
			    ctx, CGRID_WARNING, &tie->source,
			    "%s is off the drawing, which has x from %.24s to %.24s and y from %.24s "
			    "to %.24s",
			    words, text[0], text[1], text[2], text[3]);
	}
	return CGRID_OK;
}
