/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a label, broken once, and the candidates that they have in a shape. */
#ifndef CGRID_MAP_WORDING_H
#define CGRID_MAP_WORDING_H

#include "map/placer.h"

enum { CGRID_WORDING_LINES = 3 };

/* A text broken into 1, 2 or 3 lines, measured at 1 pt: measures grow in proportion. */
struct cgrid_broken {
	bool can[CGRID_WORDING_LINES + 1];
	double width[CGRID_WORDING_LINES + 1], height[CGRID_WORDING_LINES + 1];
};

struct cgrid_wording {
	const char *sign, *name, *symbol; /* name "" and symbol NULL for none */
	bool sign_bold;
	struct cgrid_broken signs, names;
};
void cgrid_wording_measure(struct cgrid_measure *measure, struct cgrid_wording *wording);
/* The block of a layout, to be drawn. */
bool cgrid_wording_block(struct cgrid_measure *measure, const struct cgrid_wording *wording,
			 const struct cgrid_layout *layout, struct cgrid_block *block_out);

/* A pair of sizes, and what it costs to be read in it. */
struct cgrid_type {
	double sign_pt, name_pt; /* name_pt 0: the sign alone */
	double cost;
};

/* Where a label may have its middle in a shape: the point given first; then along the shape, then all
 * over it. */
struct cgrid_spots {
	struct cgrid_mm *at;
	size_t count;
};
struct cgrid_spots cgrid_spots_in(struct cgrid_page *page, const struct cgrid_area_mm *area,
				  struct cgrid_mm first);

/* What is asked for: a wording in a shape. */
struct cgrid_fitting {
	struct cgrid_page *page;
	const struct cgrid_taken_bins *bins;
	struct cgrid_placer *placer;
	const struct cgrid_area_mm *area;
	const struct cgrid_wording *wording;
	struct cgrid_spots spots;
	double type; /* of the sheet: symbols grow with it */
	bool pinned; /* at the first spot alone, over walls if need be */
};
/* Adds the places in the shape where the wording fits, for each type in turn until there are enough.
 * Returns how many. */
size_t cgrid_fitting_texts(const struct cgrid_fitting *fitting, const struct cgrid_type *types,
			   size_t count);
/* Adds places for a box of a size in the shape. */
size_t cgrid_fitting_box(const struct cgrid_fitting *fitting, struct cgrid_candidate candidate,
			 double width, double height);
/* The first spot that nothing stands on: a line may lead there. */
struct cgrid_mm cgrid_fitting_anchor(const struct cgrid_fitting *fitting);
/* Adds places near the anchor of the label last begun, in any direction up to `reach`, each with a line
 * back to it. Where `good` is given, those alone that it takes. */
struct cgrid_near {
	double width, height, reach;
	bool (*good)(const void *user, struct cgrid_rect rect);
	const void *user;
};
size_t cgrid_fitting_near(const struct cgrid_fitting *fitting, struct cgrid_candidate candidate,
			  const struct cgrid_near *near);

#endif
