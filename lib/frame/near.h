/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The transverse Mercator of many points near one another: two short series about their middle in place
 * of ten functions of libm a point. Within 8 nm of cgrid_tmerc_to_xy, which every set of series is
 * checked against before it is used.
 */
#ifndef CGRID_FRAME_NEAR_H
#define CGRID_FRAME_NEAR_H

#include "frame/tmerc.h"

#include <campusgrid/frame.h>

enum { CGRID_NEAR_ORDER = 10 };

struct cgrid_near {
	struct cgrid_tmerc tm;
	bool good; /* false: every point goes the long way */
	/* Isometric latitude as a polynomial of (lat - lat0) / lat_reach, in units of the second. */
	double lat0, lon0, lat_reach, lon_reach;
	double lon_scale; /* of (lon - lon0) in degrees, to units of the second series */
	double isometric[CGRID_NEAR_ORDER + 1];
	int isometric_order;
	/* north + i east as a polynomial of isometric latitude + i longitude. */
	double north[CGRID_NEAR_ORDER + 1], east[CGRID_NEAR_ORDER + 1];
	int order;
};

/* For points within `reach` degrees of latitude and longitude of a middle; others go the long way. */
void cgrid_near_init(struct cgrid_near *near, const struct cgrid_tmerc *tm, struct cgrid_lonlat middle,
		     struct cgrid_lonlat reach);
/* SIZE_MAX when all went well, else the first that is beyond the reach of the projection; what follows
 * it is not written. `xy` may be the memory of `ground`: points are taken before they are written. */
size_t cgrid_near_to_xy(const struct cgrid_near *near, const struct cgrid_lonlat *ground, size_t count,
			struct cgrid_xy *xy);

/* The projection of a frame; false for one of an EPSG code, and for what is no frame. */
bool cgrid_frame_projection(const struct cgrid_frame *frame, struct cgrid_tmerc *tm);

#endif
