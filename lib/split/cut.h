/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One shape cut along the lines of a grid. Rings run with the interior on
 * their left. A line cuts each ring into chains on either side of it; along
 * the line, the k-th place where chains leave is joined to the k-th where they
 * enter, which closes outer rings and holes alike. Halving the rows, then the
 * columns, makes each vertex take part in about log2(cells) cuts.
 *
 * A crossing is computed once for both sides, from the ends of the wall as it
 * was drawn and in an order that does not depend on its direction: the pieces
 * on either side, and the pieces of the room behind the wall, have the
 * identical number.
 */
#ifndef CGRID_SPLIT_CUT_H
#define CGRID_SPLIT_CUT_H

#include "base/base.h"
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

struct cgrid_cut_piece {
	uint32_t column, row;
	double area;              /* in the axes */
	bool convex;              /* one ring, and it is convex */
	struct cgrid_shape shape; /* turned; lives during the call only */
};
/* Anything but CGRID_OK stops the cutting and is handed on. */
typedef enum cgrid_status (*cgrid_cut_fn)(void *user, const struct cgrid_cut_piece *piece);

/* What became of a shape. The areas of its pieces, `outside` and `dropped` sum to `area`. */
struct cgrid_cut_sum {
	double area;    /* of the whole shape, in the axes */
	double pieces;  /* of the pieces handed out */
	double outside; /* beyond the grid's outer lines */
	double dropped; /* slivers */
	bool sound;     /* the sums agree and each piece is valid */
};

/* Scratch memory, kept from shape to shape. Zero it to begin. */
struct cgrid_cutter {
	struct cgrid_cut_spot *spots;
	struct cgrid_cut_ring *rings;
	struct cgrid_cut_wall *walls;
	struct cgrid_cut_chain *chains;
	struct cgrid_cut_spot *chain_spots;
	struct cgrid_cut_end *starts, *ends;
	double *marks;
	size_t spot_count, ring_count, wall_count, chain_count, chain_spot_count, mark_count;
	size_t spot_capacity, ring_capacity, wall_capacity, chain_capacity, chain_spot_capacity,
	    start_capacity, end_capacity, mark_capacity;
	struct cgrid_rings tidy;

	/* The shape at hand. */
	struct cgrid_ctx *ctx;
	const struct cgrid_lines *lines;
	cgrid_cut_fn piece;
	void *user;
	struct cgrid_cut_sum sum;
};
void cgrid_cutter_free(struct cgrid_cutter *cutter);

/* Slivers go, in the order of the pieces, as long as all that went stays under this part of the
 * shape: a wall that misses a grid line by less than a drawing can mean is in one cell. */
#define CGRID_SLIVERS 5e-10

/* Cuts a valid shape of polygons, given in the axes; pieces come row by row, columns ascending.
 * `sum_out` is whole only after CGRID_OK. */
enum cgrid_status cgrid_cut(struct cgrid_ctx *ctx, struct cgrid_cutter *cutter,
			    const struct cgrid_shape *shape, const struct cgrid_lines *lines,
			    cgrid_cut_fn piece, void *user, struct cgrid_cut_sum *sum_out);

/* The same by GEOS, cell by cell: an order of magnitude slower, and watertight to the rounding of
 * the crossings only. */
enum cgrid_status cgrid_cut_by_geos(struct cgrid_ctx *ctx, struct cgrid_cutter *cutter,
				    const struct cgrid_shape *shape, const struct cgrid_lines *lines,
				    cgrid_cut_fn piece, void *user, struct cgrid_cut_sum *sum_out);

/* Three ways, until one is sound: our cut; our cut of the shape without needles and slits that are
 * thinner than its coordinates can tell (GEOS's intersection loses whole cells to them); GEOS.
 * `again` is told when the pieces so far do not count. */
enum cgrid_status cgrid_cut_surely(struct cgrid_ctx *ctx, struct cgrid_cutter *cutter,
				   const struct cgrid_shape *shape, const struct cgrid_lines *lines,
				   cgrid_cut_fn piece, void (*again)(void *user), void *user,
				   struct cgrid_cut_sum *sum_out);

/* May two sums of areas of this shape differ by `difference`? What 1e-9 of it and the rounding of
 * its coordinates allow. */
bool cgrid_cut_agrees(const struct cgrid_shape *shape, double area, double difference);

#endif
