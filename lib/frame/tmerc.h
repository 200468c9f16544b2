/* SPDX-License-Identifier: Apache-2.0 */
/* Transverse Mercator on WGS 84 by a Krueger series of the sixth order. */
#ifndef CGRID_FRAME_TMERC_H
#define CGRID_FRAME_TMERC_H

#include <campusgrid/base.h>

/* A projection: central meridian, the latitude where northing is 0, scale at the meridian. */
struct cgrid_tmerc {
	double lon0, scale;
	double northing0; /* of the origin's latitude, unscaled */
};

void cgrid_tmerc_init(struct cgrid_tmerc *tm, double lon0, double lat0, double scale);
/* Degrees -> metres from the origin. */
struct cgrid_xy cgrid_tmerc_forward(const struct cgrid_tmerc *tm, struct cgrid_lonlat at);
struct cgrid_lonlat cgrid_tmerc_inverse(const struct cgrid_tmerc *tm, struct cgrid_xy at);
/* Degrees clockwise from true north to grid north. */
double cgrid_tmerc_convergence(const struct cgrid_tmerc *tm, struct cgrid_lonlat at);

/* tan of the conformal latitude from tan of the latitude, and back (Karney 2011, equations 7 to 9, 19).
 */
double cgrid_conformal(double tau);
double cgrid_conformal_inverse(double tau_conformal);

#endif
