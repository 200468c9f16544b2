/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The projections of WGS 84 that are arithmetic: transverse Mercator by the Krueger series to the
 * sixth order (Karney, Transverse Mercator with an accuracy of a few nanometers, J. Geodesy 85, 2011),
 * and the polar stereographic projection of UPS (NGA.SIG.0012, 2014).
 */
#ifndef CGRID_FRAME_TMERC_H
#define CGRID_FRAME_TMERC_H

#include <campusgrid/base.h>

/* The series is good to some nanometres so far from the meridian, and beyond the poles. */
#define CGRID_TMERC_REACH_M 3000000.0

struct cgrid_tmerc {
	double lon0;              /* degrees */
	double radius;            /* of the rectifying sphere, scaled */
	double x0, y0;            /* added to the projection's own numbers */
	double alpha[7], beta[7]; /* by order; [0] is not used */
};

/* x and y are `false_x`, `false_y` at lat0, lon0. */
void cgrid_tmerc_init(struct cgrid_tmerc *tm, struct cgrid_lonlat origin, double scale, double false_x,
		      double false_y);
/* UTM: zone 1 to 60. */
void cgrid_tmerc_init_utm(struct cgrid_tmerc *tm, int zone, bool south);
/* False beyond the reach (and for what is not finite); the result is then not written. */
bool cgrid_tmerc_to_xy(const struct cgrid_tmerc *tm, struct cgrid_lonlat at, struct cgrid_xy *xy_out);
bool cgrid_tmerc_to_ground(const struct cgrid_tmerc *tm, struct cgrid_xy xy,
			   struct cgrid_lonlat *at_out);
/* The projection in two steps, for series of it: the isometric latitude of degrees (not at the poles),
 * and the position of an isometric latitude and a longitude from the meridian, both in radians. */
double cgrid_isometric_latitude(double lat);
struct cgrid_xy cgrid_tmerc_of_isometric(const struct cgrid_tmerc *tm, double latitude,
					 double longitude);
/* Grid north at a position within reach, radians clockwise from true north. */
double cgrid_tmerc_convergence(const struct cgrid_tmerc *tm, struct cgrid_lonlat at);

/* UPS: any latitude but the other pole. */
struct cgrid_xy cgrid_ups_to_xy(struct cgrid_lonlat at, bool north);
struct cgrid_lonlat cgrid_ups_to_ground(struct cgrid_xy xy, bool north);

/* A position with finite numbers, latitude from -90 to 90 and longitude from -360 to 360. */
bool cgrid_is_ground(struct cgrid_lonlat at);
/* Longitude in [-180, 180). */
double cgrid_wrap_lon(double lon);

#endif
