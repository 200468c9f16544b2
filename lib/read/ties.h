/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ties: points of a drawing whose ground is known, and the placement that fits them. Two ties give a
 * similarity (turn, one scale, shift), three or more a least-squares affine map.
 */
#ifndef CGRID_READ_TIES_H
#define CGRID_READ_TIES_H

#include "base/mem.h"
#include "base/shape.h"
#include "read/placement.h"

struct cgrid_tie {
	const char *name; /* "" when it has none */
	struct cgrid_xy drawn;
	struct cgrid_lonlat ground;
	struct cgrid_xy laid;   /* its ground in metres of the local frame about the ties' middle */
	struct cgrid_xy missed; /* metres east and north from there to where the placement puts it */
	bool left_out;          /* contradicts all the others, and is not used */
	struct cgrid_source source;
};

struct cgrid_ties {
	struct cgrid_arena arena; /* texts */
	const char *file;
	struct cgrid_tie *list;
	size_t count, capacity;
	bool pixels; /* y down from the top left corner; else drawing units, y up */
	/* What they give: */
	struct cgrid_placement placement; /* metres of the local frame about the ties' middle */
	size_t used;
	double rms_m;            /* of the ties that are used */
	double x_scale, y_scale; /* metres to a pixel or a drawing unit */
	double turn_deg;         /* of the drawing's up, clockwise from true north */
};

/* A CSV: `pixel_x,pixel_y` or `x,y`, then `lat,lon` and optionally `name`, by the header row. Free what
 * comes out, whatever is returned. */
enum cgrid_status cgrid_ties_read(struct cgrid_ctx *ctx, const char *path, const char *shown,
				  struct cgrid_ties *ties_out);
enum cgrid_status cgrid_ties_read_bytes(struct cgrid_ctx *ctx, const char *shown, const char *bytes,
					size_t size, struct cgrid_ties *ties_out);
void cgrid_ties_free(struct cgrid_ties *ties);

/* Fits. `width` and `height` of a picture in pixels, 0 for a drawing in units. Refused are ties that
 * give no placement or a mirrored one. A tie that contradicts all the others is left out and named
 * (strict: refused); doubts are warnings. CGRID_E_MEANING, CGRID_E_OUTSIDE, CGRID_E_MEMORY. */
enum cgrid_status cgrid_ties_fit(struct cgrid_ctx *ctx, struct cgrid_ties *ties, bool strict,
				 double width, double height);

/* Do ties lie where a drawing in units has anything? One that does not is warned of; where none does,
 * the ties are of another drawing or in other units: CGRID_E_MEANING. */
enum cgrid_status cgrid_ties_within(struct cgrid_ctx *ctx, const struct cgrid_ties *ties,
				    const struct cgrid_box *extent);

/* ties-solve.c: pure arithmetic. */
struct cgrid_affine {
	double a, b, c, d, e, f; /* X = a x + b y + c, Y = d x + e y + f */
};
/* Least squares over the ties that are not left out, but for number `without` (SIZE_MAX: all). False
 * when they lie on one line (affine), or are one point. */
bool cgrid_ties_affine(const struct cgrid_tie *ties, size_t count, size_t without,
		       struct cgrid_affine *affine_out);
bool cgrid_ties_similarity(const struct cgrid_tie *ties, size_t count, size_t without, bool pixels,
			   struct cgrid_affine *affine_out);
struct cgrid_xy cgrid_affine_apply(const struct cgrid_affine *affine, struct cgrid_xy at);
/* Root of the mean of the squared distances, over the same ties. */
double cgrid_ties_rms(const struct cgrid_tie *ties, size_t count, size_t without,
		      const struct cgrid_affine *affine);
/* The largest scale over the smallest, in any direction: 1 for a similarity. */
double cgrid_affine_stretch(const struct cgrid_affine *affine);

/* ties-faults.c: what is wrong with ties that lie as they should not. */
/* The tie that contradicts all the others; SIZE_MAX for none. *miss_m: how far it is from where the
 * others put it. */
size_t cgrid_ties_outlier(const struct cgrid_ties *ties, double *miss_m);
/* What would put it right ("lat and lon swapped?"), by trying. */
const char *cgrid_ties_outlier_cause(struct cgrid_ties *ties, size_t outlier, double miss_m);
/* Refuses a mirrored drawing with the likely reason. */
enum cgrid_status cgrid_ties_refuse_mirrored(struct cgrid_ctx *ctx, struct cgrid_ties *ties);
/* `tie "NE corner"`, or `the tie`. */
void cgrid_tie_words(const struct cgrid_tie *tie, char words[96]);

#endif
