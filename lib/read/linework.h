/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rooms from the linework of a CAD drawing: closed lines as they are drawn, loose walls by the faces
 * that they enclose once small gaps are closed. Everything is in the drawing's own units.
 */
#ifndef CGRID_READ_LINEWORK_H
#define CGRID_READ_LINEWORK_H

#include "base/base.h"
#include "base/mem.h"

struct cgrid_linework_options {
	double gap;    /* ends that miss another end or a wall by no more are joined to it */
	double same;   /* what is no farther apart is one place: the drawing's inaccuracy */
	double narrow; /* a face that no circle of this diameter fits into is the body of a wall */
};

struct cgrid_linework_report {
	size_t closed; /* gaps */
	double widest; /* of them */
	struct cgrid_xy widest_at;
	size_t dangles;    /* walls that end in nothing */
	size_t walls;      /* faces that are bodies of walls */
	size_t more_rooms; /* that a wider gap would give */
	double more_gap;   /* which: the widest that takes part */
	struct cgrid_xy more_at;
};

/* `lines` are rings of role LINE, or OUTER where they are closed (first point not repeated). Rooms come
 * in the order of their faces' least corner, from the top left; all in the arena. */
enum cgrid_status cgrid_linework_rooms(struct cgrid_ctx *ctx, const struct cgrid_ring *lines,
				       size_t count, const struct cgrid_linework_options *options,
				       struct cgrid_arena *arena, struct cgrid_shape **rooms_out,
				       size_t *count_out, struct cgrid_linework_report *report);

/* linework-gaps.c: the same lines with a vertex where another one ends, and with the lines that close
 * gaps of up to `gap`. */
struct cgrid_linework_joins {
	struct cgrid_ring *lines;
	size_t count, capacity;
	size_t closed;
	double widest;
	struct cgrid_xy widest_at;
};
enum cgrid_status cgrid_linework_join(struct cgrid_ctx *ctx, const struct cgrid_ring *lines,
				      size_t count, double gap, double same, struct cgrid_arena *arena,
				      struct cgrid_linework_joins *joins_out);

#endif
