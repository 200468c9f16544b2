/* SPDX-License-Identifier: Apache-2.0 */
/*
 * C. F. F. Karney, Transverse Mercator with an accuracy of a few nanometers,
 * J. Geodesy 85 (2011), equations 7 to 11, 25, 35 and 36.
 */
#include "frame/tmerc.h"

#include <math.h>

enum { ORDER = 6 };
static const double degree = 0.017453292519943295;
static const double equator_m = 6378137.0;
static const double n = 0.0016792203863837047; /* third flattening of WGS 84, f = 1/298.257223563 */
static const double e = 0.08181919084262149;   /* eccentricity */
static const double e2m = 0.9933056200098587;  /* 1 - e^2 */

/* Rows: order; columns: coefficients of n^order, n^(order + 1), ... */
static const double alpha_terms[ORDER][ORDER] = {
    {1 / 2.0, -2 / 3.0, 5 / 16.0, 41 / 180.0, -127 / 288.0, 7891 / 37800.0},
    {13 / 48.0, -3 / 5.0, 557 / 1440.0, 281 / 630.0, -1983433 / 1935360.0},
    {61 / 240.0, -103 / 140.0, 15061 / 26880.0, 167603 / 181440.0},
    {49561 / 161280.0, -179 / 168.0, 6601661 / 7257600.0},
    {34729 / 80640.0, -3418889 / 1995840.0},
    {212378941 / 319334400.0},
};
static const double beta_terms[ORDER][ORDER] = {
    {1 / 2.0, -2 / 3.0, 37 / 96.0, -1 / 360.0, -81 / 512.0, 96199 / 604800.0},
    {1 / 48.0, 1 / 15.0, -437 / 1440.0, 46 / 105.0, -1118711 / 3870720.0},
    {17 / 480.0, -37 / 840.0, -209 / 4480.0, 5569 / 90720.0},
    {4397 / 161280.0, -11 / 504.0, -830251 / 7257600.0},
    {4583 / 161280.0, -108847 / 3991680.0},
    {20648693 / 638668800.0},
};

static double
coefficient(const double terms[ORDER][ORDER], int j)
{
	double sum = 0, power = pow(n, j + 1);
	for (int i = 0; i < ORDER - j; i++, power *= n)
		sum += terms[j][i] * power;
	return sum;
}

/* Rectifying radius: a quarter meridian is pi/2 of it. */
static double
radius(void)
{
	double n2 = n * n;
	return equator_m / (1 + n) * (1 + n2 / 4 + n2 * n2 / 64 + n2 * n2 * n2 / 256);
}

/* Sums of the series and of its derivative at xi + i eta. */
static void
series(const double terms[ORDER][ORDER], double sign, double xi, double eta, struct cgrid_xy *sum,
       struct cgrid_xy *derivative)
{
	*sum = (struct cgrid_xy){eta, xi};
	*derivative = (struct cgrid_xy){0, 1};
	for (int j = ORDER; j >= 1; j--) {
		double c = sign * coefficient(terms, j - 1);
		double s = sin(2 * j * xi), k = cos(2 * j * xi), ch = cosh(2 * j * eta),
		       sh = sinh(2 * j * eta);
		sum->y += c * s * ch;
		sum->x += c * k * sh;
		derivative->y += 2 * j * c * k * ch;
		derivative->x += 2 * j * c * s * sh;
	}
}

/* tan of the conformal latitude. */
double
cgrid_conformal(double tau)
{
	double root = sqrt(1 + tau * tau);
	double sigma = sinh(e * atanh(e * tau / root));
	return tau * sqrt(1 + sigma * sigma) - sigma * root;
}

/* Newton; three rounds reach the last bit. */
double
cgrid_conformal_inverse(double tau_conformal)
{
	double tau = tau_conformal / e2m;
	for (int i = 0; i < 5; i++) {
		double found = cgrid_conformal(tau);
		double step = (tau_conformal - found) / hypot(1, found) * (1 + e2m * tau * tau) /
			      (e2m * hypot(1, tau));
		tau += step;
		if (!(fabs(step) >= 1e-16 * fmax(1, fabs(tau))))
			break;
	}
	return tau;
}

/* Gauss-Schreiber coordinates of the sphere. */
static struct cgrid_xy
schreiber(double lat, double dlon)
{
	double tau = cgrid_conformal(tan(lat * degree)), c = cos(dlon * degree);
	return (struct cgrid_xy){asinh(sin(dlon * degree) / hypot(tau, c)), atan2(tau, c)};
}

static struct cgrid_xy
forward(double lat, double dlon)
{
	struct cgrid_xy sphere = schreiber(lat, dlon), sum, derivative;
	series(alpha_terms, 1, sphere.y, sphere.x, &sum, &derivative);
	return (struct cgrid_xy){sum.x * radius(), sum.y * radius()};
}

void
cgrid_tmerc_init(struct cgrid_tmerc *tm, double lon0, double lat0, double scale)
{
	*tm = (struct cgrid_tmerc){lon0, scale, forward(lat0, 0).y};
}

struct cgrid_xy
cgrid_tmerc_forward(const struct cgrid_tmerc *tm, struct cgrid_lonlat at)
{
	struct cgrid_xy xy = forward(at.lat, remainder(at.lon - tm->lon0, 360));
	return (struct cgrid_xy){xy.x * tm->scale, (xy.y - tm->northing0) * tm->scale};
}

struct cgrid_lonlat
cgrid_tmerc_inverse(const struct cgrid_tmerc *tm, struct cgrid_xy at)
{
	double xi = (at.y / tm->scale + tm->northing0) / radius(), eta = at.x / tm->scale / radius();
	struct cgrid_xy sum, derivative;
	series(beta_terms, -1, xi, eta, &sum, &derivative);
	double sh = sinh(sum.x), c = cos(sum.y);
	double tau = cgrid_conformal_inverse(sin(sum.y) / hypot(sh, c));
	return (struct cgrid_lonlat){remainder(tm->lon0 + atan2(sh, c) / degree, 360),
				     atan(tau) / degree};
}

double
cgrid_tmerc_convergence(const struct cgrid_tmerc *tm, struct cgrid_lonlat at)
{
	double dlon = remainder(at.lon - tm->lon0, 360) * degree;
	struct cgrid_xy sphere = schreiber(at.lat, dlon / degree), sum, derivative;
	double tau = cgrid_conformal(tan(at.lat * degree));
	series(alpha_terms, 1, sphere.y, sphere.x, &sum, &derivative);
	double gamma =
	    atan2(derivative.x, derivative.y) + atan2(tau * sin(dlon), hypot(1, tau) * cos(dlon));
	return gamma / degree;
}
