/* SPDX-License-Identifier: Apache-2.0 */
/* Cheap tests that are certain where they say yes (Shewchuk 1997, bound A of the orientation test). */
#ifndef CGRID_SPLIT_CERTAIN_H
#define CGRID_SPLIT_CERTAIN_H

#include "base/base.h"

#include <math.h>

/* The side of a->b on which p lies, 1 for left and -1 for right; 0 when rounding could have
 * decided. */
static inline int
cgrid_side_of(struct cgrid_xy a, struct cgrid_xy b, struct cgrid_xy p)
{
	double left = (b.x - a.x) * (p.y - a.y), right = (b.y - a.y) * (p.x - a.x);
	double cross = left - right, doubt = 4e-16 * (fabs(left) + fabs(right));
	return (cross > doubt) - (cross < -doubt);
}

/* Do the edges a-b and c-d certainly not meet? */
static inline bool
cgrid_edges_apart(struct cgrid_xy a, struct cgrid_xy b, struct cgrid_xy c, struct cgrid_xy d)
{
	/* Comparisons, where fmin would be a call. */
	double a_low = a.x < b.x ? a.x : b.x, a_high = a.x < b.x ? b.x : a.x;
	double c_low = c.x < d.x ? c.x : d.x, c_high = c.x < d.x ? d.x : c.x;
	if (a_high < c_low || c_high < a_low)
		return true;
	a_low = a.y < b.y ? a.y : b.y, a_high = a.y < b.y ? b.y : a.y;
	c_low = c.y < d.y ? c.y : d.y, c_high = c.y < d.y ? d.y : c.y;
	if (a_high < c_low || c_high < a_low)
		return true;
	return cgrid_side_of(a, b, c) * cgrid_side_of(a, b, d) > 0 ||
	       cgrid_side_of(c, d, a) * cgrid_side_of(c, d, b) > 0;
}

/* Does the edge b-c certainly not fold back onto a-b? */
static inline bool
cgrid_edges_unfolded(struct cgrid_xy a, struct cgrid_xy b, struct cgrid_xy c)
{
	return cgrid_side_of(a, b, c) != 0 || (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y) > 0;
}

/* Certainly convex: every turn is to the left or exactly straight along an axis, and the ring goes
 * round once. */
static inline bool
cgrid_is_convex(const struct cgrid_xy *points, size_t count)
{
	unsigned reversals = 0;
	double before = 0;
	struct cgrid_xy a = points[count - 2], b = points[count - 1];
	for (size_t i = 0; i < count; i++) {
		struct cgrid_xy c = points[i];
		bool straight = (a.x == b.x && b.x == c.x && (b.y - a.y) * (c.y - b.y) > 0) ||
				(a.y == b.y && b.y == c.y && (b.x - a.x) * (c.x - b.x) > 0);
		if (!straight && cgrid_side_of(a, b, c) <= 0)
			return false;
		double dx = b.x - a.x;
		if (dx * before < 0)
			reversals++;
		if (dx != 0)
			before = dx;
		a = b;
		b = c;
	}
	/* Twice on one turn about the middle; once when the count started inside a monotone half. */
	return reversals <= 2;
}

/* Are two rings certainly apart or, where they are one and the same, is it certainly simple? */
static inline bool
cgrid_rings_apart(const struct cgrid_xy *p, size_t p_count, const struct cgrid_xy *q, size_t q_count)
{
	for (size_t i = 0, next = 1; i < p_count; i++, next = next + 1 < p_count ? next + 1 : 0) {
		struct cgrid_xy a = p[i], b = p[next];
		if (p == q && !cgrid_edges_unfolded(a, b, p[next + 1 < p_count ? next + 1 : 0]))
			return false;
		size_t first = p == q ? i + 2 : 0, end = p == q && i == 0 ? q_count - 1 : q_count;
		for (size_t k = first; k < end; k++)
			if (!cgrid_edges_apart(a, b, q[k], q[k + 1 < q_count ? k + 1 : 0]))
				return false;
	}
	return true;
}

#endif
