/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Least squares for ties. Everything is taken about the ties' own middle and divided by their spread,
 * so that normal equations lose nothing: the numbers are of size 1 whatever the units.
 */
#include "read/ties.h"

#include <math.h>

/* Ties in a strip narrower than this part of its length say nothing across it. */
static const double flat = 0.02;

struct sums {
	struct cgrid_xy drawn, laid; /* the middle */
	double spread;               /* of the drawn points about it: root of the mean square */
	size_t count;
	/* About the middle, divided by the spread: */
	double xx, xy, yy, xX, yX, xY, yY;
};

static bool
counts(const struct cgrid_tie *ties, size_t i, size_t without)
{
	return i != without && !ties[i].left_out;
}

static bool
sum_up(const struct cgrid_tie *ties, size_t count, size_t without, bool flip, struct sums *sums)
{
	*sums = (struct sums){0};
	for (size_t i = 0; i < count; i++) {
		if (!counts(ties, i, without))
			continue;
		sums->count++;
		sums->drawn.x += (ties[i].drawn.x - sums->drawn.x) / (double)sums->count;
		sums->drawn.y += (ties[i].drawn.y - sums->drawn.y) / (double)sums->count;
		sums->laid.x += (ties[i].laid.x - sums->laid.x) / (double)sums->count;
		sums->laid.y += (ties[i].laid.y - sums->laid.y) / (double)sums->count;
	}
	for (size_t i = 0; i < count; i++)
		if (counts(ties, i, without))
			sums->spread = fmax(sums->spread, hypot(ties[i].drawn.x - sums->drawn.x,
								ties[i].drawn.y - sums->drawn.y));
	if (!(sums->spread > 0))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!counts(ties, i, without))
			continue;
		double x = (ties[i].drawn.x - sums->drawn.x) / sums->spread;
		double y = (ties[i].drawn.y - sums->drawn.y) / sums->spread * (flip ? -1 : 1);
		double X = ties[i].laid.x - sums->laid.x, Y = ties[i].laid.y - sums->laid.y;
		sums->xx += x * x;
		sums->xy += x * y;
		sums->yy += y * y;
		sums->xX += x * X;
		sums->yX += y * X;
		sums->xY += x * Y;
		sums->yY += y * Y;
	}
	return true;
}

/* The shift that carries middle to middle. */
static void
shift(const struct sums *sums, struct cgrid_affine *affine)
{
	affine->c = sums->laid.x - affine->a * sums->drawn.x - affine->b * sums->drawn.y;
	affine->f = sums->laid.y - affine->d * sums->drawn.x - affine->e * sums->drawn.y;
}

bool
cgrid_ties_affine(const struct cgrid_tie *ties, size_t count, size_t without,
		  struct cgrid_affine *affine_out)
{
	struct sums s;
	if (!sum_up(ties, count, without, false, &s))
		return false;
	/* Eigenvalues of the normal matrix are the squared lengths of the cloud of points. */
	double half = (s.xx + s.yy) / 2, root = hypot((s.xx - s.yy) / 2, s.xy);
	double det = s.xx * s.yy - s.xy * s.xy;
	if (s.count < 3 || !(half - root > flat * flat * (half + root)) || !(det > 0))
		return false;
	double by = 1 / (det * s.spread);
	*affine_out = (struct cgrid_affine){
	    .a = (s.xX * s.yy - s.yX * s.xy) * by,
	    .b = (s.yX * s.xx - s.xX * s.xy) * by,
	    .d = (s.xY * s.yy - s.yY * s.xy) * by,
	    .e = (s.yY * s.xx - s.xY * s.xy) * by,
	};
	shift(&s, affine_out);
	return true;
}

bool
cgrid_ties_similarity(const struct cgrid_tie *ties, size_t count, size_t without, bool pixels,
		      struct cgrid_affine *affine_out)
{
	struct sums s;
	if (!sum_up(ties, count, without, pixels, &s) || s.count < 2)
		return false;
	/* With y up the map is [p -q; q p]; a picture's y is turned round first. */
	double by = 1 / ((s.xx + s.yy) * s.spread);
	double p = (s.xX + s.yY) * by, q = (s.xY - s.yX) * by, down = pixels ? -1 : 1;
	*affine_out = (struct cgrid_affine){.a = p, .b = -q * down, .d = q, .e = p * down};
	shift(&s, affine_out);
	return p != 0 || q != 0;
}

struct cgrid_xy
cgrid_affine_apply(const struct cgrid_affine *affine, struct cgrid_xy at)
{
	return (struct cgrid_xy){affine->a * at.x + affine->b * at.y + affine->c,
				 affine->d * at.x + affine->e * at.y + affine->f};
}

double
cgrid_ties_rms(const struct cgrid_tie *ties, size_t count, size_t without,
	       const struct cgrid_affine *affine)
{
	double sum = 0;
	size_t n = 0;
	for (size_t i = 0; i < count; i++) {
		if (!counts(ties, i, without))
			continue;
		struct cgrid_xy at = cgrid_affine_apply(affine, ties[i].drawn);
		double east = at.x - ties[i].laid.x, north = at.y - ties[i].laid.y;
		sum += east * east + north * north;
		n++;
	}
	return n > 0 ? sqrt(sum / (double)n) : 0;
}

double
cgrid_affine_stretch(const struct cgrid_affine *m)
{
	/* Singular values of a 2 x 2 matrix: half the sum and difference of two lengths. */
	double p = hypot(m->a + m->e, m->d - m->b), q = hypot(m->a - m->e, m->d + m->b);
	double low = fabs(p - q);
	return low > 0 ? (p + q) / low : INFINITY;
}
