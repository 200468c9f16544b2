/* SPDX-License-Identifier: Apache-2.0 */
/* Ties -> a placement, and a word about every doubt. */
#include "base/num.h"
#include "base/shape.h"
#include "read/ties.h"

#include <campusgrid/frame.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct fitting {
	struct cgrid_ctx *ctx;
	struct cgrid_ties *ties;
	bool strict;
	double width, height;
	struct cgrid_source source; /* the file */
};

static int
compare_numbers(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* The middle that one wrong tie cannot carry off: medians, longitudes counted from the first. */
static enum cgrid_status
find_middle(struct fitting *fitting)
{
	struct cgrid_ties *ties = fitting->ties;
	double *values = cgrid_array_new(2 * ties->count, sizeof *values);
	if (!values)
		return cgrid_fail_memory(fitting->ctx);
	double first = ties->list[0].ground.lon, *lons = values, *lats = values + ties->count;
	for (size_t i = 0; i < ties->count; i++) {
		lons[i] = remainder(ties->list[i].ground.lon - first, 360);
		lats[i] = ties->list[i].ground.lat;
	}
	qsort(lons, ties->count, sizeof *lons, compare_numbers);
	qsort(lats, ties->count, sizeof *lats, compare_numbers);
	size_t low = (ties->count - 1) / 2, high = ties->count / 2;
	ties->placement =
	    (struct cgrid_placement){.origin = {remainder(first + (lons[low] + lons[high]) / 2, 360),
						(lats[low] + lats[high]) / 2}};
	free(values);
	return CGRID_OK;
}

/* Metres on a sphere: to tell hundreds of metres from thousands of kilometres. */
static double
apart_m(struct cgrid_lonlat a, struct cgrid_lonlat b)
{
	const double degree = 0.017453292519943295, radius = 6371000;
	double s = sin((a.lat - b.lat) * degree / 2), t = sin((a.lon - b.lon) * degree / 2);
	double h = s * s + cos(a.lat * degree) * cos(b.lat * degree) * t * t;
	return 2 * radius * asin(fmin(1, sqrt(h)));
}

/* Three ties have to be left, or nothing says that they are right. */
static enum cgrid_status
leave_out(struct fitting *fitting, struct cgrid_tie *tie, const char *why)
{
	char words[96];
	cgrid_tie_words(tie, words);
	if (fitting->strict || fitting->ties->used < 4)
		return cgrid_fail_at(fitting->ctx, CGRID_E_MEANING, &tie->source, "%s %s", words, why);
	cgrid_log(fitting->ctx, CGRID_LEFT_OUT, &tie->source, "%s %s (left out)", words, why);
	tie->left_out = true;
	tie->missed = (struct cgrid_xy){NAN, NAN};
	fitting->ties->used--;
	return CGRID_OK;
}

/* A tie on the other side of the earth: mostly one with lat and lon swapped. */
static enum cgrid_status
check_far(struct fitting *fitting)
{
	struct cgrid_ties *ties = fitting->ties;
	const struct cgrid_lonlat middle = ties->placement.origin;
	const double limit = (double)fitting->ctx->limits[CGRID_LIMIT_EXTENT_M];
	for (size_t i = 0; i < ties->count; i++) {
		struct cgrid_tie *tie = &ties->list[i];
		double away = apart_m(tie->ground, middle);
		if (away <= limit)
			continue;
		if (ties->count == 2)
			return cgrid_fail_at(
			    fitting->ctx, CGRID_E_MEANING, &ties->list[1].source,
			    "the two ties lie %" PRIu64 " km from each other",
			    (uint64_t)(apart_m(tie->ground, ties->list[1 - i].ground) / 1000 + 0.5));
		const struct cgrid_lonlat swapped = {tie->ground.lat, tie->ground.lon};
		bool near = fabs(swapped.lat) <= 90 && apart_m(swapped, middle) <= limit;
		char why[96];
		snprintf(why, sizeof why, "lies %" PRIu64 " km from the others%s",
			 (uint64_t)(away / 1000 + 0.5), near ? ": its lat and lon are swapped" : "");
		enum cgrid_status status = leave_out(fitting, tie, why);
		if (status)
			return status;
	}
	return CGRID_OK;
}

static enum cgrid_status
lay(struct fitting *fitting)
{
	struct cgrid_ties *ties = fitting->ties;
	const struct cgrid_frame frame = {.kind = CGRID_FRAME_LOCAL, .origin = ties->placement.origin};
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; i < ties->count && !status; i++)
		if (!ties->list[i].left_out)
			status = cgrid_frame_to_xy(fitting->ctx, &frame, &ties->list[i].ground, 1,
						   &ties->list[i].laid);
	return status;
}

/* Two ties at one place of the drawing or of the ground say nothing, or contradict each other. */
static enum cgrid_status
check_coincident(struct fitting *fitting)
{
	struct cgrid_ties *ties = fitting->ties;
	for (size_t i = 0; i < ties->count; i++) {
		for (size_t k = 0; k < i; k++) {
			const struct cgrid_tie *a = &ties->list[k], *b = &ties->list[i];
			if (a->left_out || b->left_out)
				continue;
			bool drawn = hypot(a->drawn.x - b->drawn.x, a->drawn.y - b->drawn.y) < 1e-6;
			bool ground = hypot(a->laid.x - b->laid.x, a->laid.y - b->laid.y) < 0.001;
			if (!drawn && !ground)
				continue;
			char words[96];
			cgrid_tie_words(b, words);
			return cgrid_fail_at(fitting->ctx, CGRID_E_MEANING, &b->source,
					     "%s is at the same place %s as the tie in line %u%s",
					     words, drawn ? "in the drawing" : "on the ground",
					     (unsigned)a->source.line,
					     drawn && ground ? ": one of them has to go" : "");
		}
	}
	return CGRID_OK;
}

static enum cgrid_status
check_outlier(struct fitting *fitting)
{
	struct cgrid_ties *ties = fitting->ties;
	double miss_m;
	size_t outlier = cgrid_ties_outlier(ties, &miss_m);
	if (outlier == SIZE_MAX)
		return CGRID_OK;
	char why[192], text[CGRID_FIXED_SIZE];
	cgrid_fixed(text, miss_m, 1);
	snprintf(why, sizeof why, "is %.24s m away from where the other %zu put it: %s", text,
		 ties->used - 1, cgrid_ties_outlier_cause(ties, outlier, miss_m));
	return leave_out(fitting, &ties->list[outlier], why);
}

static enum cgrid_status
solve(struct fitting *fitting)
{
	struct cgrid_ties *ties = fitting->ties;
	struct cgrid_placement *p = &ties->placement;
	struct cgrid_affine m;
	bool good = ties->used == 2
			? cgrid_ties_similarity(ties->list, ties->count, SIZE_MAX, ties->pixels, &m)
			: cgrid_ties_affine(ties->list, ties->count, SIZE_MAX, &m);
	if (!good)
		return cgrid_fail_at(
		    fitting->ctx, CGRID_E_MEANING, &fitting->source,
		    "all ties lie on one line: nothing says what is beside it; add one "
		    "that is off the line, or use two only");
	p->a = m.a, p->b = m.b, p->c = m.c, p->d = m.d, p->e = m.e, p->f = m.f;
	double det = m.a * m.e - m.b * m.d, down = ties->pixels ? -1 : 1;
	if (det * down < 0)
		return cgrid_ties_refuse_mirrored(fitting->ctx, ties);
	if (!(cgrid_affine_stretch(&m) < 20))
		return cgrid_fail_at(fitting->ctx, CGRID_E_MEANING, &fitting->source,
				     "the ties make the drawing a line on the ground");
	ties->rms_m = cgrid_ties_rms(ties->list, ties->count, SIZE_MAX, &m);
	ties->x_scale = hypot(m.a, m.d);
	ties->y_scale = hypot(m.b, m.e);
	ties->turn_deg = atan2(m.b * down, m.e * down) / 0.017453292519943295;
	for (size_t i = 0; i < ties->count; i++) {
		struct cgrid_tie *tie = &ties->list[i];
		struct cgrid_xy at = cgrid_affine_apply(&m, tie->drawn);
		if (isfinite(tie->laid.x) && !isnan(tie->missed.x))
			tie->missed = (struct cgrid_xy){at.x - tie->laid.x, at.y - tie->laid.y};
	}
	return CGRID_OK;
}

/* Different scales along and across, or axes that are not square. */
static void
warn_stretch(const struct fitting *fitting)
{
	const struct cgrid_ties *ties = fitting->ties;
	const struct cgrid_placement *p = &ties->placement;
	const struct cgrid_affine m = {p->a, p->b, 0, p->d, p->e, 0};
	char x[CGRID_FIXED_SIZE], y[CGRID_FIXED_SIZE], angle[CGRID_FIXED_SIZE];
	if (cgrid_affine_stretch(&m) <= 1.03)
		return;
	cgrid_fixed(x, ties->x_scale, 4);
	cgrid_fixed(y, ties->y_scale, 4);
	cgrid_fixed(angle,
		    acos((p->a * p->b + p->d * p->e) / (ties->x_scale * ties->y_scale)) /
			0.017453292519943295,
		    1);
	cgrid_log(fitting->ctx, CGRID_WARNING, &fitting->source,
		  "one %s is %.24s m along x and %.24s m along y, the axes at %.24s degrees: a tie is "
		  "wrong, or the drawing is not to scale",
		  ties->pixels ? "pixel" : "unit", x, y, angle);
}

/* Residuals beyond what reading a corner off a plan gives. */
static void
warn_residuals(const struct fitting *fitting)
{
	const struct cgrid_ties *ties = fitting->ties;
	const struct cgrid_tie *worst = NULL;
	double most = 0, reach = 0;
	for (size_t i = 0; i < ties->count; i++) {
		const struct cgrid_tie *tie = &ties->list[i];
		if (tie->left_out)
			continue;
		double missed = hypot(tie->missed.x, tie->missed.y);
		reach = fmax(reach, 2 * hypot(tie->laid.x, tie->laid.y));
		if (missed > most) {
			most = missed;
			worst = tie;
		}
	}
	if (!worst || most <= fmax(0.5, 0.01 * reach))
		return;
	char words[96], far[CGRID_FIXED_SIZE], rms[CGRID_FIXED_SIZE];
	cgrid_tie_words(worst, words);
	cgrid_fixed(far, most, 1);
	cgrid_fixed(rms, ties->rms_m, 1);
	cgrid_log(
	    fitting->ctx, CGRID_WARNING, &worst->source,
	    "the ties do not agree: %s is %.24s m from where they put it, all together %.24s m (root "
	    "mean square)",
	    words, far, rms);
}

/* Ties off the picture, ties in one corner of it, a picture too large or too small for a plan. */
static void
warn_picture(const struct fitting *fitting)
{
	const struct cgrid_ties *ties = fitting->ties;
	double w = fitting->width, h = fitting->height;
	struct cgrid_box box = cgrid_box_empty();
	char text[2][CGRID_FIXED_SIZE];
	cgrid_fixed(text[0], w, 0);
	cgrid_fixed(text[1], h, 0);
	for (size_t i = 0; i < ties->count; i++) {
		const struct cgrid_tie *tie = &ties->list[i];
		char words[96];
		cgrid_tie_words(tie, words);
		cgrid_box_add(&box, tie->drawn);
		if (tie->drawn.x < 0 || tie->drawn.y < 0 || tie->drawn.x > w || tie->drawn.y > h)
			cgrid_log(fitting->ctx, CGRID_WARNING, &tie->source,
				  "%s is off the picture, which has %.24s x %.24s pixels", words,
				  text[0], text[1]);
	}
	double between = hypot(box.max_x - box.min_x, box.max_y - box.min_y);
	if (between < 0.2 * hypot(w, h)) {
		cgrid_fixed(text[0], hypot(w, h) / between, 0);
		cgrid_log(
		    fitting->ctx, CGRID_WARNING, &fitting->source,
		    "the ties lie close together: what is a pixel wrong there is about %.24s pixels "
		    "wrong at the far end of the picture",
		    text[0]);
	}
	double longest = fmax(w * ties->x_scale, h * ties->y_scale);
	if (longest > 5000 || longest < 3) {
		cgrid_fixed(text[0], longest, longest < 3 ? 1 : 0);
		cgrid_log(fitting->ctx, CGRID_WARNING, &fitting->source,
			  "by these ties the whole picture is %.24s m long", text[0]);
	}
}

static enum cgrid_status
check_count(const struct fitting *fitting)
{
	const struct cgrid_ties *ties = fitting->ties;
	bool picture = fitting->width > 0;
	if (ties->count == 0)
		return cgrid_fail_at(fitting->ctx, CGRID_E_MEANING, &fitting->source, "has no ties");
	if (picture != ties->pixels)
		return cgrid_fail_at(
		    fitting->ctx, CGRID_E_MEANING, &(struct cgrid_source){ties->file, 1, 1},
		    picture
			? "the ties of a picture are in pixels from its top left corner: call their "
			  "columns \"pixel_x\" and \"pixel_y\", y counting down"
			: "this drawing has no pixels: call the columns \"x\" and \"y\", in its units");
	if (ties->count == 1)
		return cgrid_fail_at(
		    fitting->ctx, CGRID_E_MEANING, &ties->list[0].source,
		    "one tie says neither scale nor direction: two are needed, and with "
		    "four a wrong one is found");
	return CGRID_OK;
}

enum cgrid_status
cgrid_ties_fit(struct cgrid_ctx *ctx, struct cgrid_ties *ties, bool strict, double width, double height)
{
	struct fitting fitting = {ctx, ties, strict, width, height, {ties->file, 0, 0}};
	static enum cgrid_status (*const steps[])(struct fitting *) = {
	    find_middle, check_far, lay, check_coincident, check_outlier, solve,
	};
	enum cgrid_status status = check_count(&fitting);
	ties->used = ties->count;
	for (size_t i = 0; i < sizeof steps / sizeof *steps && !status; i++)
		status = steps[i](&fitting);
	if (status)
		return status;
	warn_stretch(&fitting);
	warn_residuals(&fitting);
	if (width > 0)
		warn_picture(&fitting);
	if (ties->used < 4)
		cgrid_log(
		    ctx, CGRID_NOTE, &fitting.source,
		    "%zu ties leave nothing to check them by: with four or more a wrong one is found",
		    ties->used);
	return CGRID_OK;
}
