/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One shape cut along the lines of a grid. Rings run with the interior on
 * their left. Each ring is walked once along the rows and falls into parts,
 * one a row it passes; each part is walked once along the columns. On each
 * side of a row or a cell, the k-th place where parts leave is joined along
 * the line to the k-th where they enter, which closes outer rings and holes
 * alike. What lies between is whole, and handed out as a run of cells.
 *
 * A crossing is computed once for both sides, from the ends of the wall as it
 * was drawn and in an order that does not depend on its direction: the pieces
 * on either side, and the pieces of the room behind the wall, have the
 * identical number.
 */
#ifndef CGRID_SPLIT_CUT_H
#define CGRID_SPLIT_CUT_H

#include "base/base.h"
#include "split/list.h"
#include "split/rings.h"

/* Where the lines are, in the grid's own axes: count + 1 of each, columns ascending (from the
 * west), rows descending (from the north). */
struct cgrid_lines {
	const double *columns, *rows;
	uint32_t column_count, row_count;
	/* From the axes to where pieces are wanted; NULL: they are wanted in the axes. */
	struct cgrid_xy (*turn)(const void *user, struct cgrid_xy axes);
	const void *user;
};

/* What became of a shape. The areas of its pieces, `outside` and `dropped` sum to `area`. */
struct cgrid_cut_sum {
	double area;    /* of the whole shape, in the axes */
	double pieces;  /* of the pieces handed out */
	double outside; /* beyond the grid's outer lines */
	double dropped; /* slivers */
	bool sound;     /* the sums agree and each piece is valid */
	unsigned tries; /* how many ways it took: see cgrid_cut_surely */
};

struct cgrid_cut_part;
struct cgrid_cut_event;

/* A list that grows. */
struct cgrid_cut_parts {
	struct cgrid_cut_part *at;
	size_t count, capacity;
};
struct cgrid_cut_events {
	struct cgrid_cut_event *at;
	size_t count, capacity;
};
struct cgrid_cut_ring {
	uint32_t first, end; /* vertices */
};
struct cgrid_cut_edge {
	struct cgrid_xy a, b;
};
/* The lines across an axis, upwards: line k is lines[k * step]. */
struct cgrid_cut_axis {
	const double *lines;
	ptrdiff_t step;
	uint32_t count; /* of bands: lines less one */
	double first, per_band;
	int32_t low, high; /* where the box of the shape is among the lines */
};

/* Scratch memory, kept from shape to shape, and the pieces of the last shape. Zero it to begin. */
struct cgrid_cutter {
	struct cgrid_list list; /* what came of it */

	/* The shape at hand: its vertices, and on each axis the position of each among the lines. */
	struct cgrid_xy *points;
	int32_t *position[2];
	struct cgrid_cut_ring *rings;
	size_t point_count, ring_count;
	size_t point_capacity, position_capacity[2], ring_capacity;
	struct cgrid_cut_axis axes[2];

	struct cgrid_cut_parts row_parts, cell_parts;
	struct cgrid_cut_events row_events, cell_events, spare_events;
	uint32_t *order, *starts; /* row parts by row; where each row, or each line, begins */
	size_t order_capacity, starts_capacity;
	struct cgrid_cut_edge *cuts; /* parts of walls in the cell at hand, that end on its sides */
	size_t cut_capacity;
	double reach; /* the largest coordinate of the shape */
	struct cgrid_rings tidy;

	struct cgrid_ctx *ctx;
	const struct cgrid_lines *lines;
	struct cgrid_cut_sum sum;
};
void cgrid_cutter_free(struct cgrid_cutter *cutter);

/* Slivers go, in the order of the pieces, as long as all that went stays under this part of the
 * shape: a wall that misses a grid line by less than a drawing can mean is in one cell. */
#define CGRID_SLIVERS 5e-10

/* Cuts a valid shape of polygons that was measured, given in the axes, into cutter->list: row by row,
 * columns ascending. The list counts only when the sum is sound. */
enum cgrid_status cgrid_cut(struct cgrid_ctx *ctx, struct cgrid_cutter *cutter,
			    const struct cgrid_shape *shape, const struct cgrid_lines *lines,
			    struct cgrid_cut_sum *sum_out);

/* The same by GEOS, cell by cell: orders of magnitude slower, and watertight to the rounding of
 * the crossings only. */
enum cgrid_status cgrid_cut_by_geos(struct cgrid_ctx *ctx, struct cgrid_cutter *cutter,
				    const struct cgrid_shape *shape, const struct cgrid_lines *lines,
				    struct cgrid_cut_sum *sum_out);

/* Three ways, until one is sound: our cut; our cut of the shape without needles and slits that are
 * thinner than its coordinates can tell (GEOS's intersection loses whole cells to them); GEOS. */
enum cgrid_status cgrid_cut_surely(struct cgrid_ctx *ctx, struct cgrid_cutter *cutter,
				   const struct cgrid_shape *shape, const struct cgrid_lines *lines,
				   struct cgrid_cut_sum *sum_out);

/* May two sums of areas of this shape differ by `difference`? What 1e-9 of it and the rounding of
 * its coordinates allow. */
bool cgrid_cut_agrees(const struct cgrid_shape *shape, double area, double difference);

#endif
