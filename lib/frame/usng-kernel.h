/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UTM of many positions at once, within 3 degrees of their meridians: the Krueger series of tmerc.c to
 * the sixth order (Karney 2011), without branches and without a call, so that a compiler makes vectors
 * of it. Sines of small angles are sums of their powers; those of the conformal latitude and of the
 * sphere follow from those of the latitude by algebra. Some nanometres from tmerc.c, which decides
 * where a digit hangs on them.
 *
 * The same text is compiled for any machine (usng-many.c) and for AVX2 (usng-avx2.c): the operations
 * and their order are the same, and so is every bit of the result.
 */
#ifndef CGRID_FRAME_USNG_KERNEL_H
#define CGRID_FRAME_USNG_KERNEL_H

#include "frame/usng-many.h"

#define KERNEL static inline __attribute__((always_inline))

/* WGS 84: third flattening, and the radius of the rectifying sphere times the scale of UTM. */
#define FLATTENING (1 / 298.257223563)
#define N1 (FLATTENING / (2 - FLATTENING))
#define N2 (N1 * N1)
#define N3 (N2 * N1)
#define N4 (N3 * N1)
#define N5 (N4 * N1)
#define N6 (N5 * N1)
#define UTM_RADIUS (0.9996 * 6378137.0 / (1 + N1) * (1 + N2 / 4 + N4 / 64 + N6 / 256))
#define DEGREE 0.017453292519943295

/* Karney 2011, equations 35 and 36: the projection's series, and its inverse. */
#define ALPHA_1 (N1 / 2 - N2 * 2 / 3 + N3 * 5 / 16 + N4 * 41 / 180 - N5 * 127 / 288 + N6 * 7891 / 37800)
#define ALPHA_2 (N2 * 13 / 48 - N3 * 3 / 5 + N4 * 557 / 1440 + N5 * 281 / 630 - N6 * 1983433 / 1935360)
#define ALPHA_3 (N3 * 61 / 240 - N4 * 103 / 140 + N5 * 15061 / 26880 + N6 * 167603 / 181440)
#define ALPHA_4 (N4 * 49561 / 161280 - N5 * 179 / 168 + N6 * 6601661 / 7257600)
#define ALPHA_5 (N5 * 34729 / 80640 - N6 * 3418889 / 1995840)
#define ALPHA_6 (N6 * 212378941 / 319334400)
#define BETA_1 (N1 / 2 - N2 * 2 / 3 + N3 * 37 / 96 - N4 / 360 - N5 * 81 / 512 + N6 * 96199 / 604800)
#define BETA_2 (N2 / 48 + N3 / 15 - N4 * 437 / 1440 + N5 * 46 / 105 - N6 * 1118711 / 3870720)
#define BETA_3 (N3 * 17 / 480 - N4 * 37 / 840 - N5 * 209 / 4480 + N6 * 5569 / 90720)
#define BETA_4 (N4 * 4397 / 161280 - N5 * 11 / 504 - N6 * 830251 / 7257600)
#define BETA_5 (N5 * 4583 / 161280 - N6 * 108847 / 3991680)
#define BETA_6 (N6 * 20648693 / 638668800)
/* Krueger 1912: conformal latitude less latitude, and back, by sines of even multiples. */
#define CHI_1 (-2 * N1 + N2 * 2 / 3 + N3 * 4 / 3 - N4 * 82 / 45 + N5 * 32 / 45 + N6 * 4642 / 4725)
#define CHI_2 (N2 * 5 / 3 - N3 * 16 / 15 - N4 * 13 / 9 + N5 * 904 / 315 - N6 * 1522 / 945)
#define CHI_3 (-N3 * 26 / 15 + N4 * 34 / 21 + N5 * 8 / 5 - N6 * 12686 / 2835)
#define CHI_4 (N4 * 1237 / 630 - N5 * 12 / 5 - N6 * 24832 / 14175)
#define CHI_5 (-N5 * 734 / 315 + N6 * 109598 / 31185)
#define CHI_6 (N6 * 444337 / 155925)
#define PHI_1 (2 * N1 - N2 * 2 / 3 - 2 * N3 + N4 * 116 / 45 + N5 * 26 / 45 - N6 * 2854 / 675)
#define PHI_2 (N2 * 7 / 3 - N3 * 8 / 5 - N4 * 227 / 45 + N5 * 2704 / 315 + N6 * 2323 / 945)
#define PHI_3 (N3 * 56 / 15 - N4 * 136 / 35 - N5 * 1262 / 105 + N6 * 73814 / 2835)
#define PHI_4 (N4 * 4279 / 630 - N5 * 332 / 35 - N6 * 399572 / 14175)
#define PHI_5 (N5 * 4174 / 315 - N6 * 144838 / 6237)
#define PHI_6 (N6 * 601676 / 22275)

/* The whole number nearest to x, for |x| below 2^51: its half bits fall off the end of the sum. */
KERNEL double
nearest(double x)
{
	const double shift = 6755399441055744.0;
	return (x + shift) - shift;
}

/* Sine and cosine of up to an eighth of a turn, by their powers: the first that is left out is below
 * 1e-18. */
KERNEL void
sine_cosine(double x, double *sine, double *cosine)
{
	const double z = x * x;
	double s = 1. / 355687428096000, c = -1. / 6402373705728000;
	s = s * z - 1. / 1307674368000;
	s = s * z + 1. / 6227020800;
	s = s * z - 1. / 39916800;
	s = s * z + 1. / 362880;
	s = s * z - 1. / 5040;
	s = s * z + 1. / 120;
	s = s * z - 1. / 6;
	*sine = x + x * (z * s);
	c = c * z + 1. / 20922789888000;
	c = c * z - 1. / 87178291200;
	c = c * z + 1. / 479001600;
	c = c * z - 1. / 3628800;
	c = c * z + 1. / 40320;
	c = c * z - 1. / 720;
	c = c * z + 1. / 24;
	*cosine = 1 - (z * 0.5 - z * z * c);
}

/* The same for a quarter of a turn more (1), less (-1) or none (0). */
KERNEL void
quarter_sine_cosine(double quarter, double rest, double *sine, double *cosine)
{
	double s, c;
	sine_cosine(rest, &s, &c);
	const double none = 1 - quarter * quarter;
	*sine = none * s + quarter * c;
	*cosine = none * c - quarter * s;
}

/* Of up to a hundredth of a radian. */
KERNEL void
little_sine_cosine(double x, double *sine, double *cosine)
{
	const double z = x * x;
	*sine = x + x * (z * (z * (1. / 120) - 1. / 6));
	*cosine = 1 - z * (0.5 - z * (1. / 24));
}

/* The sum of a[j] sin(2 j x), by Clenshaw's recurrence, from the sine and cosine of 2 x. */
#define REAL_SERIES(a, sine, cosine, sum)                                                              \
	do {                                                                                           \
		const double twice_ = 2 * (cosine);                                                    \
		const double y5_ = a##_5 + twice_ * a##_6;                                             \
		const double y4_ = a##_4 + (twice_ * y5_ - a##_6);                                     \
		const double y3_ = a##_3 + (twice_ * y4_ - y5_);                                       \
		const double y2_ = a##_2 + (twice_ * y3_ - y4_);                                       \
		const double y1_ = a##_1 + (twice_ * y2_ - y3_);                                       \
		(sum) = (sine)*y1_;                                                                    \
	} while (0)

/* The same for a complex angle. */
struct pair {
	double re, im;
};

KERNEL struct pair
clenshaw_step(double a, struct pair twice, struct pair y1, struct pair y2)
{
	return (struct pair){a + (twice.re * y1.re - twice.im * y1.im - y2.re),
			     twice.re * y1.im + twice.im * y1.re - y2.im};
}

#define COMPLEX_SERIES(a, s, c, sh, ch, sum)                                                           \
	do {                                                                                           \
		const struct pair twice_ = {2 * (c) * (ch), -2 * (s) * (sh)};                          \
		const struct pair sine_ = {(s) * (ch), (c) * (sh)}, none_ = {0, 0};                    \
		const struct pair y6_ = {a##_6, 0};                                                    \
		const struct pair y5_ = clenshaw_step(a##_5, twice_, y6_, none_);                      \
		const struct pair y4_ = clenshaw_step(a##_4, twice_, y5_, y6_);                        \
		const struct pair y3_ = clenshaw_step(a##_3, twice_, y4_, y5_);                        \
		const struct pair y2_ = clenshaw_step(a##_2, twice_, y3_, y4_);                        \
		const struct pair y1_ = clenshaw_step(a##_1, twice_, y2_, y3_);                        \
		(sum).re = y1_.re * sine_.re - y1_.im * sine_.im;                                      \
		(sum).im = y1_.re * sine_.im + y1_.im * sine_.re;                                      \
	} while (0)

/* Latitude, and degrees from the zone's meridian (3 at most), to easting with its false origin and to
 * northing from the equator. */
KERNEL void
to_utm(double lat, double from_meridian, double *easting, double *northing)
{
	double sp, cp, sd, cd, delta;
	struct pair more;
	const double quarter = nearest(lat * (1. / 90));
	quarter_sine_cosine(quarter, (lat - 90 * quarter) * DEGREE, &sp, &cp);
	REAL_SERIES(CHI, 2 * sp * cp, 1 - 2 * sp * sp, delta);
	little_sine_cosine(delta, &sd, &cd);
	const double s = sp * cd + cp * sd, c = cp * cd - sp * sd;
	/* Of the longitude: its sine, and 1 less its cosine. */
	const double l = from_meridian * DEGREE, z = l * l;
	const double sl = l + l * (z * (((1. / 362880 * z - 1. / 5040) * z + 1. / 120) * z - 1. / 6));
	const double v = z * (((1. / 720 - z * (1. / 40320)) * z - 1. / 24) * z + 0.5), cl = 1 - v;
	/* On the sphere: from the conformal latitude to xi, and eta by its hyperbolic tangent w. */
	const double t = s * c * v / (1 - c * c * v), tt = t * t;
	const double bend = t + t * (tt * (tt * (1. / 5) - 1. / 3));
	const double w = c * sl, ww = w * w, over = 1 / (1 - ww), cc = c * cl;
	const double eta =
	    w + w * (ww *
		     (1. / 3 +
		      ww * (1. / 5 + ww * (1. / 7 + ww * (1. / 9 + ww * (1. / 11 + ww * (1. / 13)))))));
	COMPLEX_SERIES(ALPHA, 2 * s * cc * over, (cc * cc - s * s) * over, 2 * w * over,
		       (1 + ww) * over, more);
	*easting = 500000 + UTM_RADIUS * (eta + more.im);
	*northing = UTM_RADIUS * (lat * DEGREE + (delta + bend + more.re));
}

/* And back: good where it answers with no more than about 3.5 degrees from the meridian. */
KERNEL void
from_utm(double easting, double northing, double *lat, double *from_meridian)
{
	double s, c, sd, cd, delta;
	struct pair less;
	const double x = northing * (1 / UTM_RADIUS), e = (easting - 500000) * (1 / UTM_RADIUS);
	const double quarter = nearest(x * 0.63661977236758134);
	quarter_sine_cosine(
	    quarter, (x - quarter * 1.5707963267948966) - quarter * 6.123233995736766e-17, &s, &c);
	const double h = 2 * e, hh = h * h;
	const double sh =
	    h +
	    h * (hh * (1. / 6 +
		       hh * (1. / 120 + hh * (1. / 5040 + hh * (1. / 362880 + hh * (1. / 39916800))))));
	const double ch =
	    1 + hh * (0.5 + hh * (1. / 24 + hh * (1. / 720 + hh * (1. / 40320 + hh * (1. / 3628800)))));
	COMPLEX_SERIES(BETA, 2 * s * c, 1 - 2 * s * s, sh, ch, less);
	/* Xi and eta of the sphere. */
	little_sine_cosine(less.re, &sd, &cd);
	const double sx = s * cd - c * sd, cx = c * cd + s * sd;
	const double eta = e - less.im, z = eta * eta;
	const double se =
	    eta + eta * (z * (1. / 6 + z * (1. / 120 + z * (1. / 5040 + z * (1. / 362880)))));
	const double ce = 1 + z * (0.5 + z * (1. / 24 + z * (1. / 720 + z * (1. / 40320))));
	const double over = 1 / ce, r = __builtin_sqrt(se * se + cx * cx);
	const double t = se / cx, tt = t * t;
	const double longitude =
	    t - t * (tt *
		     (1. / 3 -
		      tt * (1. / 5 - tt * (1. / 7 - tt * (1. / 9 - tt * (1. / 11 - tt * (1. / 13)))))));
	const double d = sx * (se * se) * over / (r + cx), dd = d * d;
	const double bend = d + d * (dd * (1. / 6 + dd * (3. / 40)));
	const double sc = sx * over, cc = r * over;
	REAL_SERIES(PHI, 2 * sc * cc, 1 - 2 * sc * sc, delta);
	*lat = (x + (delta - less.re - bend)) * (1 / DEGREE);
	*from_meridian = longitude * (1 / DEGREE);
}

KERNEL void
block_to_utm(const struct cgrid_utm_block *degrees, struct cgrid_utm_block *metres)
{
	for (int i = 0; i < CGRID_UTM_BLOCK; i++)
		to_utm(degrees->y[i], degrees->x[i], &metres->x[i], &metres->y[i]);
}

KERNEL void
block_from_utm(const struct cgrid_utm_block *metres, struct cgrid_utm_block *degrees)
{
	for (int i = 0; i < CGRID_UTM_BLOCK; i++)
		from_utm(metres->x[i], metres->y[i], &degrees->y[i], &degrees->x[i]);
}

#endif
