/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of a cutter: rings walked along one axis. Axis 0 goes along x and
 * crosses the lines between columns; axis 1 along y, and those between rows.
 * Lines and bands are counted upwards on both (rows from the south), and a
 * position is 2k on line k, 2k + 1 in band k between the lines k and k + 1;
 * -1 and 2 * count + 1 are outside the grid.
 */
#ifndef CGRID_SPLIT_WALK_H
#define CGRID_SPLIT_WALK_H

#include "split/cut.h"

#define CGRID_NO_PART UINT32_MAX

/* The sides of a cell, counter-clockwise; the corner of this number is where a side begins. */
enum cgrid_side { CGRID_SOUTH = 0, CGRID_EAST = 1, CGRID_NORTH = 2, CGRID_WEST = 3, CGRID_CLOSED = 4 };
/* The way of something across a line. */
enum cgrid_way { CGRID_NO_WAY = 0, CGRID_FROM_LOW = 1, CGRID_FROM_HIGH = 2 };

/* What of a ring is strictly inside one band: from its start on a line along a wall, over vertices,
 * along a wall to its end on a line. A ring that is all inside is closed, and has neither. */
struct cgrid_cut_part {
	struct cgrid_xy start, end;
	uint32_t ring;
	uint32_t edge;  /* the wall of the start, by the vertex it comes from */
	uint32_t inner; /* vertices, from the one after `edge` */
	int32_t band;
	uint8_t start_at, end_at; /* enum cgrid_side */
	bool used;
	int32_t start_position, end_position; /* of a part in a row: on the other axis */
	/* Of a part in a row: the parts of it that hold its start and its end. Of a part in a cell:
	 * the part that follows along the line (or CGRID_CORNER and a number), and the event that it
	 * ends in. */
	uint32_t first, last;
};
#define CGRID_CORNER (UINT32_MAX - 8)

/* A place where a ring meets a line: it comes to it, it goes away from it, or both, or lies on it. */
struct cgrid_cut_event {
	double at; /* along the line */
	uint32_t line;
	int32_t position; /* of an event on a row's line: among the columns */
	uint32_t in, out; /* the part that ends here, and the one that starts */
	uint8_t in_way;   /* enum cgrid_way: where `in` comes from */
	uint8_t out_way;  /* ... and where `out` goes, as if it came from there */
};

static inline double
cgrid_line_at(const struct cgrid_cut_axis *axis, uint32_t k)
{
	return axis->lines[(ptrdiff_t)k * axis->step];
}
static inline uint32_t
cgrid_after(const struct cgrid_cut_ring *ring, uint32_t i)
{
	return i + 1 < ring->end ? i + 1 : ring->first;
}

/* Where a number is among the lines of an axis: guessed by a division, decided by the lines. */
int32_t cgrid_find_position(const struct cgrid_cut_axis *axis, double at);
static inline int32_t
cgrid_position(const struct cgrid_cut_axis *axis, double at)
{
	double guess = (at - axis->first) * axis->per_band;
	if (guess >= 0 && guess < axis->count) {
		int32_t k = (int32_t)guess;
		const double *line = &axis->lines[k * axis->step];
		if (line[0] <= at && at < line[axis->step])
			return 2 * k + (at > line[0]);
	}
	return cgrid_find_position(axis, at);
}

/* A ring along the rows: its parts to row_parts, its meetings to row_events; false without memory,
 * here and below. */
bool cgrid_walk_rows(struct cgrid_cutter *cutter, uint32_t ring);
/* A part of a row along the columns: to cell_parts and cell_events. */
bool cgrid_walk_columns(struct cgrid_cutter *cutter, struct cgrid_cut_part *row_part);
/* Area between a part and the line that it begins and ends at (the line 0 on one, the last on the
 * other side of the grid). */
double cgrid_area_beyond(const struct cgrid_cutter *cutter, int axis,
			 const struct cgrid_cut_part *part);

/* By line and place along it; lines lie in [first, end]. */
bool cgrid_sort_events(struct cgrid_cutter *cutter, struct cgrid_cut_events *events, uint32_t first,
		       uint32_t end);

#endif
