/* SPDX-License-Identifier: Apache-2.0 */
/* From a drawing's own coordinates (pixels, drawing units) to the ground. */
#ifndef CGRID_READ_PLACEMENT_H
#define CGRID_READ_PLACEMENT_H

#include "base/base.h"

/* X = a x + b y + c, Y = d x + e y + f, in the CRS, or in metres of the local frame about `origin`
 * where `crs` is NULL. Pixels count from the outer corner of the top left one, y down. */
struct cgrid_placement {
	double a, b, c, d, e, f;
	const char *crs; /* "EPSG:3857" and the like; borrowed */
	struct cgrid_lonlat origin;
};

/* Drawing units of `unit_m` metres, y up, 0, 0 at `origin`, the y axis turned clockwise from true
 * north. */
struct cgrid_placement cgrid_placement_about(struct cgrid_lonlat origin, double turn_deg,
					     double unit_m);
/* `count` positions to the ground (WGS 84). CGRID_E_OUTSIDE where there is no such ground. */
enum cgrid_status cgrid_placement_to_ground(struct cgrid_ctx *ctx,
					    const struct cgrid_placement *placement,
					    const struct cgrid_xy *drawn, size_t count,
					    struct cgrid_lonlat *ground);
/* Metres to a unit: "mm", "cm", "m", "in", "ft", "us-ft"; 0 for other words. */
double cgrid_unit_m(const char *word);

#endif
