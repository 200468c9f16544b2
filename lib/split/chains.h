/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a cutter: rings on a stack, and how one line cuts them. */
#ifndef CGRID_SPLIT_CHAINS_H
#define CGRID_SPLIT_CHAINS_H

#include "split/cut.h"

#define CGRID_NO_WALL UINT32_MAX /* an edge along a grid line */

/* A vertex, and the wall that its edge to the next vertex is a part of. */
struct cgrid_cut_spot {
	double at[2];
	uint32_t wall;
};
struct cgrid_cut_ring {
	size_t first, count;
	double min[2], max[2];
};
/* A wall as drawn, its ends in an order that does not depend on its direction. */
struct cgrid_cut_wall {
	double a[2], b[2];
};
/* A part of a ring strictly on one side of a line; its first and last spot are on it. */
struct cgrid_cut_chain {
	size_t first, count;
	size_t next; /* the chain that follows along the line */
	bool used;
};
struct cgrid_cut_end {
	double at;
	size_t chain;
};
/* Rings on the stack: what is left of the shape in a range of cells. */
struct cgrid_cut_node {
	size_t first_ring, ring_count;
};
/* A line to cut along: `at` on `axis` (0: x, a line between columns). */
struct cgrid_cut_line {
	int axis;
	double at;
};

/* A ring of a drawing onto the stack, with its walls; false without memory, here and below. */
bool cgrid_cut_load(struct cgrid_cutter *cutter, const struct cgrid_ring *ring);
/* Notes every place where the rings of a node meet a line: before its sides are asked for. */
bool cgrid_cut_mark(struct cgrid_cutter *cutter, const struct cgrid_cut_node *node,
		    const struct cgrid_cut_line *line);
/* What of a node is on one side of a line (-1 below, 1 above), as a node on top of the stack. */
bool cgrid_cut_side(struct cgrid_cutter *cutter, const struct cgrid_cut_node *node,
		    const struct cgrid_cut_line *line, int side, struct cgrid_cut_node *node_out);

#endif
