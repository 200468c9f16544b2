/* SPDX-License-Identifier: Apache-2.0 */
/* On which side of a wall is a point? Exact for every double, whatever the rounding of the arithmetic.
 */
#ifndef CGRID_BASE_ORIENT_H
#define CGRID_BASE_ORIENT_H

#include "base/base.h"

/* The sign of (b - a) x (p - a) without rounding: the slow way, for points too near for the quick one.
 */
int cgrid_orient_exactly(struct cgrid_xy a, struct cgrid_xy b, struct cgrid_xy p);

/* 1: p is left of the way from a to b; -1: right; 0: exactly on the line. */
static inline int
cgrid_orient(struct cgrid_xy a, struct cgrid_xy b, struct cgrid_xy p)
{
	/* Shewchuk 1997, "Adaptive Precision Floating-Point Arithmetic", orient2d, bound A. */
	static const double bound = 3.3306690738754716e-16;
	double left = (b.x - a.x) * (p.y - a.y), right = (b.y - a.y) * (p.x - a.x);
	double cross = left - right;
	double sum = (left < 0 ? -left : left) + (right < 0 ? -right : right);
	if (cross > bound * sum)
		return 1;
	if (-cross > bound * sum)
		return -1;
	return cgrid_orient_exactly(a, b, p);
}

/*
 * The rule for points exactly on a wall: they are taken a hair's breadth to the east and, by far less
 * than that, to the south. So a room owns its west and its north walls and its north-west corner, as a
 * cell does; of rooms that share a wall exactly one holds each point of it.
 */

/* Does the ray from p to the east cross the wall? The wall is taken upwards, so that the rooms on both
 * sides of it compute the identical thing. */
static inline bool
cgrid_ray_crosses(struct cgrid_xy a, struct cgrid_xy b, struct cgrid_xy p)
{
	if ((a.y >= p.y) == (b.y >= p.y))
		return false;
	return a.y < b.y ? cgrid_orient(a, b, p) > 0 : cgrid_orient(b, a, p) > 0;
}

#endif
