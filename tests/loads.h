/* SPDX-License-Identifier: Apache-2.0 */
/* Seeded rooms of every awkward kind, for properties and benchmarks of the split. */
#ifndef CGRID_TESTS_LOADS_H
#define CGRID_TESTS_LOADS_H

#include "base/geos.h"
#include "base/mem.h"
#include "base/shape.h"
#include "harness.h"

#include <math.h>

enum load_kind {
	LOAD_STAR,    /* about a centre, every angle once */
	LOAD_COMB,    /* teeth thinner than a cell, slanted */
	LOAD_SPIRAL,  /* two turns and more */
	LOAD_HOLED,   /* a star with holes in it */
	LOAD_ALIGNED, /* rectilinear, walls exactly on grid lines */
	LOAD_CORNERS, /* vertices exactly on corners of cells, self-crossings repaired */
	LOAD_HALVES,  /* the same on half cells, with rings that touch at points */
	LOAD_TINY,    /* smaller than a cell */
	LOAD_CONVEX,
	LOAD_RECTANGLE, /* as most rooms are: turned with the building */
	LOAD_KINDS
};

static const char *const load_names[LOAD_KINDS] = {
    "star", "comb", "spiral", "holed", "aligned", "corners", "halves", "tiny", "convex", "rectangle"};

/* A load is drawn in cells of side 1 about (0, 0); `place` brings it onto a grid. */
struct load {
	struct cgrid_xy points[600];
	size_t counts[8];
	size_t ring_count, point_count;
};

static inline void
load_begin(struct load *load)
{
	load->counts[load->ring_count++] = 0;
}

static inline void
load_point(struct load *load, double x, double y)
{
	load->points[load->point_count++] = (struct cgrid_xy){x, y};
	load->counts[load->ring_count - 1]++;
}

static inline void
load_star(struct load *load, struct rng *rng, double x, double y, double least, double most, int count,
	  int direction)
{
	double phase = rng_between(rng, 0, 1);
	load_begin(load);
	for (int i = 0; i < count; i++) {
		double angle = direction * 2 * M_PI * (i + phase) / count;
		double radius = rng_between(rng, least, most);
		load_point(load, x + radius * cos(angle), y + radius * sin(angle));
	}
}

static inline void
load_comb(struct load *load, struct rng *rng)
{
	int teeth = 3 + (int)rng_below(rng, 12);
	double slant = rng_between(rng, -0.6, 0.6), length = rng_between(rng, 1, 7);
	double pitch = rng_between(rng, 0.3, 1.1);
	load_begin(load);
	load_point(load, 0, -1);
	load_point(load, teeth * pitch, -1);
	for (int i = teeth; i-- > 0;) {
		load_point(load, (i + 0.9) * pitch, 0);
		load_point(load, (i + 0.6) * pitch + slant * length, length);
		load_point(load, (i + 0.5) * pitch + slant * length, length);
		load_point(load, (i + 0.2) * pitch, 0);
	}
}

static inline void
load_spiral(struct load *load, struct rng *rng)
{
	int steps = 24 + (int)rng_below(rng, 40);
	double width = rng_between(rng, 0.1, 0.4), growth = rng_between(rng, 0.05, 0.1);
	load_begin(load);
	for (int i = 0; i < steps; i++)
		load_point(load, (1 + growth * i + width) * cos(i * 0.4),
			   (1 + growth * i + width) * sin(i * 0.4));
	for (int i = steps; i-- > 0;)
		load_point(load, (1 + growth * i) * cos(i * 0.4), (1 + growth * i) * sin(i * 0.4));
}

static inline void
load_holed(struct load *load, struct rng *rng)
{
	int holes = 1 + (int)rng_below(rng, 4);
	load_star(load, rng, 0, 0, 5, 8, 8 + (int)rng_below(rng, 24), 1);
	for (int i = 0; i < holes; i++) {
		double angle = i * M_PI / 2, x = 2.4 * cos(angle), y = 2.4 * sin(angle);
		load_star(load, rng, x, y, 0.2, 1.4, 5 + (int)rng_below(rng, 9), -1);
	}
}

/* A staircase or a frame of whole cells. */
static inline void
load_aligned(struct load *load, struct rng *rng)
{
	double w = 2 + (double)rng_below(rng, 8), h = 2 + (double)rng_below(rng, 8);
	load_begin(load);
	load_point(load, 0, 0);
	load_point(load, w, 0);
	if (rng_below(rng, 2)) { /* L: a corner is missing */
		double x = 1 + (double)rng_below(rng, (uint64_t)w - 1);
		double y = rng_below(rng, 2) ? 0.5 : 1 + (double)rng_below(rng, (uint64_t)h - 1);
		load_point(load, w, y);
		load_point(load, x, y);
		load_point(load, x, h);
		load_point(load, 0, h);
		return;
	}
	load_point(load, w, h);
	load_point(load, 0, h);
	if (w >= 4 && h >= 4) {
		load_begin(load);
		load_point(load, 1, 1);
		load_point(load, 1, 2);
		load_point(load, w - 1, 2);
		load_point(load, w - 1, 1);
	}
}

static inline void
load_lattice(struct load *load, struct rng *rng, double step)
{
	int rings = 1 + (int)rng_below(rng, 3);
	for (int r = 0; r < rings; r++) {
		int count = 4 + (int)rng_below(rng, 10);
		load_begin(load);
		for (int i = 0; i < count; i++)
			load_point(load, step * (double)((int)rng_below(rng, 15) - 7),
				   step * (double)((int)rng_below(rng, 15) - 7));
	}
}

static inline void
load_draw(struct load *load, struct rng *rng, enum load_kind kind)
{
	load->ring_count = load->point_count = 0;
	switch (kind) {
	case LOAD_STAR:
		load_star(load, rng, 0, 0, 0.5, 8, 5 + (int)rng_below(rng, 60), 1);
		break;
	case LOAD_COMB:
		load_comb(load, rng);
		break;
	case LOAD_SPIRAL:
		load_spiral(load, rng);
		break;
	case LOAD_HOLED:
		load_holed(load, rng);
		break;
	case LOAD_ALIGNED:
		load_aligned(load, rng);
		break;
	case LOAD_CORNERS:
		load_lattice(load, rng, 1);
		break;
	case LOAD_HALVES:
		load_lattice(load, rng, 0.5);
		break;
	case LOAD_TINY:
		load_star(load, rng, rng_between(rng, -1, 1), rng_between(rng, -1, 1), 0.01, 0.2,
			  3 + (int)rng_below(rng, 8), 1);
		break;
	case LOAD_CONVEX:
		load_star(load, rng, 0, 0, 6, 6, 3 + (int)rng_below(rng, 30), 1);
		break;
	default:
		load_star(load, rng, 0, 0, 1.2, 1.2, 4, 1);
		break;
	}
}

/* The load as a valid shape in metres: turned, scaled and moved, then repaired where it has to be.
 * False where nothing is left of it. */
static inline bool
load_shape(struct cgrid_ctx *ctx, struct load *load, double scale, double turn, struct cgrid_xy move,
	   struct cgrid_arena *arena, struct cgrid_shape *shape_out)
{
	struct cgrid_ring rings[8];
	struct cgrid_shape loose = {.rings = rings};
	size_t first = 0;
	for (size_t i = 0; i < load->point_count; i++) {
		struct cgrid_xy p = load->points[i];
		/* Without a turn the lattice stays exact. */
		double c = turn == 0 ? 1 : cos(turn), s = turn == 0 ? 0 : sin(turn);
		load->points[i] = (struct cgrid_xy){move.x + scale * (c * p.x - s * p.y),
						    move.y + scale * (s * p.x + c * p.y)};
	}
	for (size_t r = 0; r < load->ring_count; first += load->counts[r++])
		rings[loose.ring_count++] = (struct cgrid_ring){&load->points[first], load->counts[r],
								r ? CGRID_RING_HOLE : CGRID_RING_OUTER};
	/* Repaired by GEOS also where it is valid: so rings have their direction. */
	return cgrid_geos_make_valid(ctx, &loose, arena, shape_out) == CGRID_OK &&
	       shape_out->area_m2 > 0;
}

#endif
