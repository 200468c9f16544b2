/* SPDX-License-Identifier: Apache-2.0 */
/* Snyder, Map Projections: A Working Manual (USGS 1395), 21; by the conformal latitude. */
#include "frame/polar.h"

#include "frame/tmerc.h"

#include <math.h>

static const double degree = 0.017453292519943295;
static const double false_m = 2000000, scale = 0.994, equator_m = 6378137.0;
static const double eccentricity = 0.08181919084262149, flattening = 1 / 298.257223563;

/* Distance from the pole is this over the sum of tan and sec of the conformal latitude. */
static double
pole_radius(void)
{
	double c = (1 - flattening) * exp(eccentricity * atanh(eccentricity));
	return 2 * scale * equator_m / c;
}

struct cgrid_xy
cgrid_polar_forward(bool north, struct cgrid_lonlat at)
{
	double lat = north ? at.lat : -at.lat, lon = at.lon * degree, rho = 0;
	if (lat < 90) {
		double tau = cgrid_conformal(tan(lat * degree));
		rho = pole_radius() / (tau + hypot(1, tau));
	}
	return (struct cgrid_xy){false_m + rho * sin(lon), false_m + (north ? -1 : 1) * rho * cos(lon)};
}

struct cgrid_lonlat
cgrid_polar_inverse(bool north, struct cgrid_xy at)
{
	double x = at.x - false_m, y = at.y - false_m;
	double t = hypot(x, y) / pole_radius();
	double lat = t > 0 ? atan(cgrid_conformal_inverse((1 / t - t) / 2)) / degree : 90;
	double lon = x == 0 && y == 0 ? 0 : atan2(x, north ? -y : y) / degree;
	return (struct cgrid_lonlat){lon, north ? lat : -lat};
}
