/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loose rings made into a shape: rings that touch themselves or each other at
 * a vertex are taken apart and put together as OGC 06-103r4 6.1.11 wants them,
 * each outer ring is followed by its holes, and what cannot be shown to be
 * valid by a cheap and certain test is shown to GEOS.
 */
#ifndef CGRID_SPLIT_RINGS_H
#define CGRID_SPLIT_RINGS_H

#include "base/base.h"

struct cgrid_run {
	size_t first, count;
	double area;
	struct cgrid_box box;
	uint32_t cycle; /* runs taken out of one boundary of one face have one cycle */
	size_t outer;   /* of a hole: the run it lies in; SIZE_MAX for none */
};
/* A list of rings: runs of points. */
struct cgrid_run_list {
	struct cgrid_xy *points;
	struct cgrid_run *runs;
	size_t point_count, run_count, point_capacity, run_capacity;
};

/* Scratch memory, kept from shape to shape. Zero it to begin. */
struct cgrid_rings {
	struct cgrid_run_list loose; /* what is put in: interior on the left */
	struct cgrid_run_list simple;
	uint32_t *index;  /* arrays of one length in one block */
	uint32_t *before; /* occurrence in front in its ring */
	uint32_t *after;
	uint32_t *group; /* first occurrence of the same place */
	uint32_t *order; /* occurrences by place */
	uint32_t *link;
	uint32_t *stack;
	size_t index_capacity;
	struct cgrid_ring *rings; /* what comes out */
	size_t ring_count, ring_capacity;
};
void cgrid_rings_free(struct cgrid_rings *rings);

/* Starts over. */
void cgrid_rings_clear(struct cgrid_rings *rings);
/* A ring begins; points follow; false without memory. */
bool cgrid_rings_begin(struct cgrid_rings *rings);
/* A point that repeats the one before it is passed over. */
bool cgrid_rings_point(struct cgrid_rings *rings, struct cgrid_xy at);
/* The ring is closed; with fewer than three points it goes. */
void cgrid_rings_end(struct cgrid_rings *rings);

/* The shape of the rings put in, which lives until the next clear; no rings where they enclose
 * nothing. `sound_out` is false when it is no valid shape. */
enum cgrid_status cgrid_rings_tidy(struct cgrid_ctx *ctx, struct cgrid_rings *rings,
				   struct cgrid_shape *shape_out, bool *sound_out);

#endif
