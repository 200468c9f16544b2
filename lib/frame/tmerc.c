/* SPDX-License-Identifier: Apache-2.0 */
#include "frame/tmerc.h"

#include <math.h>

/* WGS 84 (NGA.STND.0036): equatorial radius and flattening. */
#define EARTH_A 6378137.0
#define EARTH_F (1 / 298.257223563)
#define EARTH_E2 (EARTH_F * (2 - EARTH_F))

#define DEGREE 0.017453292519943295
#define HALF_PI 1.5707963267948966

enum { ORDER = 6 };

/* Karney 2011, equations 35 and 36: row j has the coefficients of n^j, n^(j+1), ... n^6. */
static const double alpha_terms[ORDER][ORDER] = {
    {1. / 2, -2. / 3, 5. / 16, 41. / 180, -127. / 288, 7891. / 37800},
    {13. / 48, -3. / 5, 557. / 1440, 281. / 630, -1983433. / 1935360},
    {61. / 240, -103. / 140, 15061. / 26880, 167603. / 181440},
    {49561. / 161280, -179. / 168, 6601661. / 7257600},
    {34729. / 80640, -3418889. / 1995840},
    {212378941. / 319334400},
};
static const double beta_terms[ORDER][ORDER] = {
    {1. / 2, -2. / 3, 37. / 96, -1. / 360, -81. / 512, 96199. / 604800},
    {1. / 48, 1. / 15, -437. / 1440, 46. / 105, -1118711. / 3870720},
    {17. / 480, -37. / 840, -209. / 4480, 5569. / 90720},
    {4397. / 161280, -11. / 504, -830251. / 7257600},
    {4583. / 161280, -108847. / 3991680},
    {20648693. / 638668800},
};

struct complex {
	double re, im;
};

bool
cgrid_is_ground(struct cgrid_lonlat at)
{
	return fabs(at.lat) <= 90 && fabs(at.lon) <= 360;
}

double
cgrid_wrap_lon(double lon)
{
	lon = remainder(lon, 360);
	return lon == 180 ? -180 : lon;
}

/* Sine and cosine of degrees, exact at multiples of 90: a point on a meridian has no stray nanometre.
 */
static void
sine_cosine(double degrees, double *sine, double *cosine)
{
	int quarter;
	double rest = remquo(degrees, 90, &quarter) * DEGREE;
	double s = sin(rest), c = cos(rest);
	switch ((unsigned)quarter & 3u) {
	case 0u:
		*sine = s, *cosine = c;
		break;
	case 1u:
		*sine = c, *cosine = -s;
		break;
	case 2u:
		*sine = -s, *cosine = -c;
		break;
	default:
		*sine = -c, *cosine = s;
		break;
	}
}

static double
tangent(double degrees)
{
	double sine, cosine;
	sine_cosine(degrees, &sine, &cosine);
	/* At a pole the cosine is 0; a finite tangent keeps every formula finite. */
	return cosine < 1e-17 ? copysign(1e17, sine) : sine / cosine;
}

/* Tangent of the latitude to that of the conformal latitude (Karney, equations 7 to 9), and back. */
static double
conformal(double tau)
{
	const double e = sqrt(EARTH_E2);
	double secant = hypot(1, tau);
	double sigma = sinh(e * atanh(e * tau / secant));
	return hypot(1, sigma) * tau - sigma * secant;
}

static double
geodetic(double taup)
{
	const double e = sqrt(EARTH_E2);
	/* Newton's method, equations 19 to 21; towards the poles the ratio has this limit. */
	double tau = fabs(taup) > 70 ? taup * exp(e * atanh(e)) : taup / (1 - EARTH_E2);
	double close = 1e-15 * fmax(1, fabs(taup));
	if (fabs(tau) > 1e16)
		return tau;
	for (int i = 0; i < 5; i++) {
		double guess = conformal(tau);
		double step = (taup - guess) * (1 + (1 - EARTH_E2) * tau * tau) /
			      ((1 - EARTH_E2) * hypot(1, tau) * hypot(1, guess));
		tau += step;
		if (fabs(step) < close)
			break;
	}
	return tau;
}

/* The sum of terms[j] sin(2 j zeta) for complex zeta, by Clenshaw's recurrence. */
static struct complex
sine_series(const double terms[ORDER + 1], double xi, double eta)
{
	double s = sin(2 * xi), c = cos(2 * xi), sh = sinh(2 * eta), ch = cosh(2 * eta);
	struct complex twice = {2 * c * ch, -2 * s * sh}, sine = {s * ch, c * sh};
	struct complex y1 = {0, 0}, y2 = {0, 0};
	for (int j = ORDER; j > 0; j--) {
		struct complex y = {terms[j] + twice.re * y1.re - twice.im * y1.im - y2.re,
				    twice.re * y1.im + twice.im * y1.re - y2.im};
		y2 = y1;
		y1 = y;
	}
	return (struct complex){y1.re * sine.re - y1.im * sine.im, y1.re * sine.im + y1.im * sine.re};
}

/* Gauss-Schreiber coordinates: the conformal sphere's own transverse Mercator. */
static struct complex
on_sphere(const struct cgrid_tmerc *tm, struct cgrid_lonlat at)
{
	double sine, cosine, taup = conformal(tangent(at.lat));
	sine_cosine(at.lon - tm->lon0, &sine, &cosine);
	return (struct complex){atan2(taup, cosine), asinh(sine / hypot(taup, cosine))};
}

void
cgrid_tmerc_init(struct cgrid_tmerc *tm, struct cgrid_lonlat origin, double scale, double false_x,
		 double false_y)
{
	const double n = EARTH_F / (2 - EARTH_F), n2 = n * n;
	*tm = (struct cgrid_tmerc){.lon0 = origin.lon};
	tm->radius = scale * EARTH_A / (1 + n) * (1 + n2 * (1. / 4 + n2 * (1. / 64 + n2 * (1. / 256))));
	for (int j = 1; j <= ORDER; j++) {
		double power = pow(n, j), a = 0, b = 0;
		for (int k = ORDER - j; k >= 0; k--) {
			a = a * n + alpha_terms[j - 1][k];
			b = b * n + beta_terms[j - 1][k];
		}
		tm->alpha[j] = a * power;
		tm->beta[j] = b * power;
	}
	struct complex zero = on_sphere(tm, origin);
	tm->x0 = false_x;
	tm->y0 = false_y - tm->radius * (zero.re + sine_series(tm->alpha, zero.re, 0).re);
}

double
cgrid_isometric_latitude(double lat)
{
	return asinh(conformal(tangent(lat)));
}

struct cgrid_xy
cgrid_tmerc_of_isometric(const struct cgrid_tmerc *tm, double latitude, double longitude)
{
	double taup = sinh(latitude), s = sin(longitude), c = cos(longitude);
	double xi = atan2(taup, c), eta = asinh(s / hypot(taup, c));
	struct complex more = sine_series(tm->alpha, xi, eta);
	return (struct cgrid_xy){tm->x0 + tm->radius * (eta + more.im),
				 tm->y0 + tm->radius * (xi + more.re)};
}

void
cgrid_tmerc_init_utm(struct cgrid_tmerc *tm, int zone, bool south)
{
	const struct cgrid_lonlat origin = {6 * zone - 183, 0};
	cgrid_tmerc_init(tm, origin, 0.9996, 500000, south ? 10000000 : 0);
}

/* Angles on the rectifying sphere within the reach of the series? */
static bool
within_reach(double xi, double eta)
{
	const double reach = CGRID_TMERC_REACH_M / EARTH_A;
	return fabs(eta) <= reach && fabs(xi) <= HALF_PI + reach;
}

bool
cgrid_tmerc_to_xy(const struct cgrid_tmerc *tm, struct cgrid_lonlat at, struct cgrid_xy *xy_out)
{
	if (!cgrid_is_ground(at))
		return false;
	struct complex sphere = on_sphere(tm, at);
	if (!within_reach(sphere.re, sphere.im))
		return false;
	struct complex more = sine_series(tm->alpha, sphere.re, sphere.im);
	*xy_out = (struct cgrid_xy){tm->x0 + tm->radius * (sphere.im + more.im),
				    tm->y0 + tm->radius * (sphere.re + more.re)};
	return true;
}

bool
cgrid_tmerc_to_ground(const struct cgrid_tmerc *tm, struct cgrid_xy xy, struct cgrid_lonlat *at_out)
{
	double xi = (xy.y - tm->y0) / tm->radius, eta = (xy.x - tm->x0) / tm->radius;
	if (!within_reach(xi, eta))
		return false;
	struct complex less = sine_series(tm->beta, xi, eta);
	xi -= less.re;
	eta -= less.im;
	double s = sinh(eta), c = cos(xi);
	double taup = sin(xi) / fmax(hypot(s, c), 1e-17);
	at_out->lat = atan(geodetic(taup)) / DEGREE;
	at_out->lon = cgrid_wrap_lon(tm->lon0 + atan2(s, c) / DEGREE);
	return true;
}

/* Karney 2011, equations 23 to 26. */
double
cgrid_tmerc_convergence(const struct cgrid_tmerc *tm, struct cgrid_lonlat at)
{
	double sine, cosine, taup = conformal(tangent(at.lat)), p = 1, q = 0;
	struct complex sphere = on_sphere(tm, at);
	sine_cosine(at.lon - tm->lon0, &sine, &cosine);
	for (int j = 1; j <= ORDER; j++) {
		p += 2 * j * tm->alpha[j] * cos(2 * j * sphere.re) * cosh(2 * j * sphere.im);
		q += 2 * j * tm->alpha[j] * sin(2 * j * sphere.re) * sinh(2 * j * sphere.im);
	}
	return atan2(taup * sine, cosine * hypot(1, taup)) + atan2(q, p);
}

/* Polar stereographic, scale 0.994 at the pole: metres from the pole for a conformal latitude whose
 * tangent towards that pole is 0. */
static double
ups_unit(void)
{
	const double e = sqrt(EARTH_E2);
	return 2 * 0.994 * EARTH_A / (sqrt(1 - EARTH_E2) * exp(e * atanh(e)));
}

struct cgrid_xy
cgrid_ups_to_xy(struct cgrid_lonlat at, bool north)
{
	double sine, cosine, taup = conformal(tangent(north ? at.lat : -at.lat));
	double rho = hypot(1, taup) + fabs(taup);
	rho = ups_unit() * (taup >= 0 ? 1 / rho : rho);
	if (fabs(at.lat) == 90)
		rho = 0;
	sine_cosine(at.lon, &sine, &cosine);
	return (struct cgrid_xy){2000000 + rho * sine, 2000000 + (north ? -rho : rho) * cosine};
}

struct cgrid_lonlat
cgrid_ups_to_ground(struct cgrid_xy xy, bool north)
{
	double x = xy.x - 2000000, y = (xy.y - 2000000) * (north ? -1 : 1);
	double rho = hypot(x, y) / ups_unit();
	if (rho == 0)
		return (struct cgrid_lonlat){0, north ? 90 : -90};
	double lat = atan(geodetic((1 / rho - rho) / 2)) / DEGREE;
	return (struct cgrid_lonlat){cgrid_wrap_lon(atan2(x, y) / DEGREE), north ? lat : -lat};
}
