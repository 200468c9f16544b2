/* SPDX-License-Identifier: Apache-2.0 */
#include "frame/near.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define DEGREE 0.017453292519943295
#define PI 3.141592653589793

enum { NODES = 32, BLOCK = 64 };
/* Terms below this many metres are left off; a set of series that is farther from the long way than
 * the second is not used. */
static const double least_m = 5e-10, tolerance_m = 4e-9;

/* The isometric latitude on a circle of complex numbers gives the coefficients of the series as its
 * Fourier coefficients (Cauchy's integral); the variable is scaled to the circle. */
static void
find_series(struct cgrid_near *near, double q0, double radius)
{
	double north[NODES], east[NODES];
	for (int j = 0; j < NODES; j++) {
		double angle = 2 * PI * j / NODES;
		struct cgrid_xy at = cgrid_tmerc_of_isometric(&near->tm, q0 + radius * cos(angle),
							      (near->lon0 - near->tm.lon0) * DEGREE +
								  radius * sin(angle));
		north[j] = at.y;
		east[j] = at.x;
	}
	near->order = 0;
	for (int k = 0; k <= CGRID_NEAR_ORDER; k++) {
		double re = 0, im = 0;
		for (int j = 0; j < NODES; j++) {
			double angle = -2 * PI * ((j * k) % NODES) / NODES;
			/* Less the first, so that small terms are not lost in large numbers. */
			double n = north[j] - north[0], e = east[j] - east[0];
			re += n * cos(angle) - e * sin(angle);
			im += n * sin(angle) + e * cos(angle);
		}
		near->north[k] = re / NODES;
		near->east[k] = im / NODES;
		if (hypot(near->north[k], near->east[k]) > least_m)
			near->order = k;
	}
	near->north[0] += north[0];
	near->east[0] += east[0];
}

/* The isometric latitude over the latitudes of the box: interpolated in Chebyshev's nodes. */
static void
find_isometric(struct cgrid_near *near, double q0, double radius)
{
	double values[NODES], terms[CGRID_NEAR_ORDER + 1] = {0};
	/* T(k) as a polynomial, by its recurrence. */
	double last[CGRID_NEAR_ORDER + 1] = {0}, this[CGRID_NEAR_ORDER + 1] = {1};
	double *polynomial = near->isometric;
	memset(polynomial, 0, sizeof near->isometric);
	near->isometric_order = 0;
	for (int j = 0; j < NODES; j++) {
		double x = cos(PI * (j + 0.5) / NODES);
		values[j] = (cgrid_isometric_latitude(near->lat0 + x * near->lat_reach) - q0) / radius;
	}
	for (int k = 0; k <= CGRID_NEAR_ORDER; k++) {
		for (int j = 0; j < NODES; j++)
			terms[k] += values[j] * cos(PI * k * (j + 0.5) / NODES) * 2 / NODES;
		terms[k] /= k == 0 ? 2 : 1;
		if (fabs(terms[k]) * radius * 6378137 > least_m)
			near->isometric_order = k;
	}
	for (int k = 0; k <= near->isometric_order; k++) {
		double next[CGRID_NEAR_ORDER + 1] = {0};
		for (int i = 0; i <= k; i++)
			polynomial[i] += terms[k] * this[i];
		for (int i = 0; i <= CGRID_NEAR_ORDER; i++)
			next[i] = (i > 0 ? (k == 0 ? 1 : 2) * this[i - 1] : 0) - (k > 0 ? last[i] : 0);
		memcpy(last, this, sizeof last);
		memcpy(this, next, sizeof this);
	}
}

/* What points of one block are while they are worked on, side by side. */
struct block {
	double t[BLOCK], q[BLOCK], l[BLOCK], re[BLOCK], im[BLOCK];
};

static void
run_block(const struct cgrid_near *near, struct block *b, size_t count)
{
	double top = near->isometric[near->isometric_order];
	for (size_t i = 0; i < count; i++)
		b->q[i] = top;
	for (int k = near->isometric_order - 1; k >= 0; k--)
		for (size_t i = 0; i < count; i++)
			b->q[i] = b->q[i] * b->t[i] + near->isometric[k];
	for (size_t i = 0; i < count; i++) {
		b->re[i] = near->north[near->order];
		b->im[i] = near->east[near->order];
	}
	for (int k = near->order - 1; k >= 0; k--)
		for (size_t i = 0; i < count; i++) {
			double re = b->re[i], im = b->im[i];
			b->re[i] = re * b->q[i] - im * b->l[i] + near->north[k];
			b->im[i] = re * b->l[i] + im * b->q[i] + near->east[k];
		}
}

/* All corners, edges and the middle of the box, as the long way has them? */
static bool
agrees(const struct cgrid_near *near)
{
	struct cgrid_lonlat ground[25];
	struct cgrid_xy xy[25], exact;
	for (int i = 0; i < 25; i++)
		ground[i] = (struct cgrid_lonlat){near->lon0 + near->lon_reach * (i % 5 - 2) / 2.001,
						  near->lat0 + near->lat_reach * (i / 5 - 2) / 2.001};
	if (cgrid_near_to_xy(near, ground, 25, xy) != SIZE_MAX)
		return false;
	for (int i = 0; i < 25; i++)
		if (!cgrid_tmerc_to_xy(&near->tm, ground[i], &exact) ||
		    !(hypot(exact.x - xy[i].x, exact.y - xy[i].y) < tolerance_m))
			return false;
	return true;
}

void
cgrid_near_init(struct cgrid_near *near, const struct cgrid_tmerc *tm, struct cgrid_lonlat middle,
		struct cgrid_lonlat reach)
{
	*near = (struct cgrid_near){.tm = *tm, .lat0 = middle.lat, .lon0 = middle.lon};
	near->lat_reach = fmax(reach.lat, 1e-5);
	near->lon_reach = fmax(reach.lon, 1e-5);
	if (!(fabs(near->lat0) + near->lat_reach < 89) || !(near->lon_reach < 1) ||
	    !(fabs(near->lon0) <= 360))
		return;
	double q0 = cgrid_isometric_latitude(near->lat0);
	double up = cgrid_isometric_latitude(near->lat0 + near->lat_reach) - q0;
	double down = q0 - cgrid_isometric_latitude(near->lat0 - near->lat_reach);
	double radius = hypot(fmax(up, down), near->lon_reach * DEGREE);
	near->lon_scale = DEGREE / radius;
	find_series(near, q0, radius);
	find_isometric(near, q0, radius);
	near->good = true;
	near->good = agrees(near);
}

size_t
cgrid_near_to_xy(const struct cgrid_near *near, const struct cgrid_lonlat *ground, size_t count,
		 struct cgrid_xy *xy)
{
	struct block b;
	for (size_t from = 0; from < count; from += BLOCK) {
		size_t n = count - from < BLOCK ? count - from : BLOCK;
		struct cgrid_lonlat at[BLOCK];
		struct cgrid_xy out[BLOCK];
		memcpy(at, ground + from, n * sizeof *at);
		for (size_t i = 0; i < n; i++) {
			b.t[i] = (at[i].lat - near->lat0) / near->lat_reach;
			b.l[i] = (at[i].lon - near->lon0) * near->lon_scale;
		}
		run_block(near, &b, n);
		for (size_t i = 0; i < n; i++) {
			bool inside = near->good && fabs(b.t[i]) <= 1 &&
				      fabs(at[i].lon - near->lon0) <= near->lon_reach;
			out[i] = (struct cgrid_xy){b.im[i], b.re[i]};
			if (!inside && !cgrid_tmerc_to_xy(&near->tm, at[i], &out[i]))
				return from + i;
		}
		memcpy(xy + from, out, n * sizeof *out);
	}
	return SIZE_MAX;
}
