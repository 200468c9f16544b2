/* SPDX-License-Identifier: Apache-2.0 */
#include "base/orient.h"

/*
 * Sums and products of doubles as the unrounded value in two parts (Dekker 1971, Knuth 1969). Every
 * step is a statement of its own: no compiler may fuse across them.
 */
struct pair {
	double high, low;
};

static struct pair
sum(double a, double b)
{
	double high = a + b;
	double part = high - a;
	double rest = high - part;
	double low_a = a - rest;
	double low_b = b - part;
	double low = low_a + low_b;
	return (struct pair){high, low};
}

static struct pair
halves(double a)
{
	double c = 134217729.0 * a; /* 2^27 + 1 */
	double big = c - a;
	double high = c - big;
	double low = a - high;
	return (struct pair){high, low};
}

static struct pair
product(double a, double b)
{
	struct pair x = halves(a), y = halves(b);
	double high = a * b;
	double part = x.high * y.high;
	double error = part - high;
	part = x.high * y.low;
	error = error + part;
	part = x.low * y.high;
	error = error + part;
	part = x.low * y.low;
	error = error + part;
	return (struct pair){high, error};
}

/* A number as the sum of parts that do not overlap, smallest first. */
enum { PARTS = 16 };
struct expansion {
	double parts[PARTS];
	int count;
};

static void
grow(struct expansion *e, double value)
{
	int kept = 0;
	for (int i = 0; i < e->count; i++) {
		struct pair s = sum(value, e->parts[i]);
		value = s.high;
		if (s.low != 0)
			e->parts[kept++] = s.low;
	}
	if (value != 0)
		e->parts[kept++] = value;
	e->count = kept;
}

static void
grow_by_product(struct expansion *e, struct pair a, struct pair b, double sign)
{
	const double factors[4][2] = {
	    {a.low, b.low}, {a.low, b.high}, {a.high, b.low}, {a.high, b.high}};
	for (int i = 0; i < 4; i++) {
		struct pair p = product(factors[i][0], factors[i][1]);
		grow(e, sign * p.low);
		grow(e, sign * p.high);
	}
}

int
cgrid_orient_exactly(struct cgrid_xy a, struct cgrid_xy b, struct cgrid_xy p)
{
	struct expansion cross = {.count = 0};
	grow_by_product(&cross, sum(b.x, -a.x), sum(p.y, -a.y), 1);
	grow_by_product(&cross, sum(b.y, -a.y), sum(p.x, -a.x), -1);
	if (cross.count == 0)
		return 0;
	return cross.parts[cross.count - 1] > 0 ? 1 : -1;
}
