/* SPDX-License-Identifier: Apache-2.0 */
#include "split/chains.h"

#include "base/mem.h"
#include "base/shape.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

/* Cells [first, end) on each axis. */
struct range {
	uint32_t first[2], end[2];
};

void
cgrid_cutter_free(struct cgrid_cutter *cutter)
{
	free(cutter->spots);
	free(cutter->rings);
	free(cutter->walls);
	free(cutter->chains);
	free(cutter->chain_spots);
	free(cutter->starts);
	free(cutter->ends);
	free(cutter->marks);
	cgrid_rings_free(&cutter->tidy);
	*cutter = (struct cgrid_cutter){.spots = NULL};
}

bool
cgrid_cut_agrees(const struct cgrid_shape *shape, double area, double difference)
{
	const struct cgrid_box *box = &shape->box;
	double reach =
	    fmax(fmax(fabs(box->min_x), fabs(box->max_x)), fmax(fabs(box->min_y), fabs(box->max_y)));
	double perimeter = 0;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		for (size_t i = 0, last = ring->count - 1; i < ring->count; last = i++)
			perimeter += hypot(ring->points[i].x - ring->points[last].x,
					   ring->points[i].y - ring->points[last].y);
	}
	return fabs(difference) <= 5e-10 * fabs(area) + 4 * DBL_EPSILON * reach * perimeter;
}

/* Area of a ring about a corner of its box. */
static double
ring_area(const struct cgrid_cutter *c, const struct cgrid_cut_ring *ring)
{
	const struct cgrid_cut_spot *spots = &c->spots[ring->first];
	double twice = 0;
	for (size_t i = 0, last = ring->count - 1; i < ring->count; last = i++) {
		double ax = spots[last].at[0] - ring->min[0], ay = spots[last].at[1] - ring->min[1];
		double bx = spots[i].at[0] - ring->min[0], by = spots[i].at[1] - ring->min[1];
		twice += ax * by - ay * bx;
	}
	return twice / 2;
}

static double
node_area(const struct cgrid_cutter *c, const struct cgrid_cut_node *node)
{
	double area = 0;
	for (size_t r = 0; r < node->ring_count; r++)
		area += ring_area(c, &c->rings[node->first_ring + r]);
	return area;
}

static struct cgrid_xy
turned(const struct cgrid_lines *lines, double x, double y)
{
	struct cgrid_xy axes = {x, y};
	return lines->turn ? lines->turn(lines->user, axes) : axes;
}

/* Makes the tidy shape of what was put into c->tidy and hands it out, unless it is a sliver. */
static enum cgrid_status
hand_out(struct cgrid_cutter *c, uint32_t column, uint32_t row, double area)
{
	struct cgrid_cut_piece piece = {.column = column, .row = row, .area = area};
	bool sound;
	enum cgrid_status status =
	    cgrid_rings_tidy(c->ctx, &c->tidy, &piece.shape, &piece.convex, &sound);
	if (status != CGRID_OK)
		return status;
	if (!sound || piece.shape.ring_count == 0) {
		c->sum.sound = false;
		return CGRID_OK;
	}
	c->sum.pieces += area;
	return c->piece(c->user, &piece);
}

/* Is it a sliver that may go? */
static bool
drops(struct cgrid_cutter *c, double area)
{
	if (fabs(c->sum.dropped) + fabs(area) > CGRID_SLIVERS * c->sum.area)
		return false;
	c->sum.dropped += area;
	return true;
}

static enum cgrid_status
leaf(struct cgrid_cutter *c, const struct cgrid_cut_node *node, uint32_t column, uint32_t row)
{
	double area = node_area(c, node);
	if (drops(c, area))
		return CGRID_OK;
	cgrid_rings_clear(&c->tidy);
	for (size_t r = 0; r < node->ring_count; r++) {
		const struct cgrid_cut_ring *ring = &c->rings[node->first_ring + r];
		if (!cgrid_rings_begin(&c->tidy))
			return cgrid_fail_memory(c->ctx);
		for (size_t i = 0; i < ring->count; i++) {
			const struct cgrid_cut_spot *spot = &c->spots[ring->first + i];
			if (!cgrid_rings_point(&c->tidy, turned(c->lines, spot->at[0], spot->at[1])))
				return cgrid_fail_memory(c->ctx);
		}
		cgrid_rings_end(&c->tidy);
	}
	return hand_out(c, column, row, area);
}

/* A whole cell. */
static enum cgrid_status
whole(struct cgrid_cutter *c, uint32_t column, uint32_t row)
{
	const double *x = &c->lines->columns[column], *y = &c->lines->rows[row];
	const double corners[4][2] = {{x[0], y[1]}, {x[1], y[1]}, {x[1], y[0]}, {x[0], y[0]}};
	double area = (x[1] - x[0]) * (y[0] - y[1]);
	if (drops(c, area))
		return CGRID_OK;
	cgrid_rings_clear(&c->tidy);
	if (!cgrid_rings_begin(&c->tidy))
		return cgrid_fail_memory(c->ctx);
	for (int i = 0; i < 4; i++)
		if (!cgrid_rings_point(&c->tidy, turned(c->lines, corners[i][0], corners[i][1])))
			return cgrid_fail_memory(c->ctx);
	cgrid_rings_end(&c->tidy);
	return hand_out(c, column, row, area);
}

static enum cgrid_status
whole_range(struct cgrid_cutter *c, const struct range *range)
{
	for (uint32_t row = range->first[1]; row < range->end[1]; row++)
		for (uint32_t column = range->first[0]; column < range->end[0]; column++) {
			enum cgrid_status status = whole(c, column, row);
			if (status != CGRID_OK)
				return status;
		}
	return CGRID_OK;
}

static double
line_at(const struct cgrid_lines *lines, int axis, uint32_t i)
{
	return axis == 0 ? lines->columns[i] : lines->rows[i];
}

/* Narrows a range to the cells that the node's box reaches. */
static void
narrow(const struct cgrid_cutter *c, const struct cgrid_cut_node *node, int axis, struct range *range)
{
	double min = INFINITY, max = -INFINITY;
	for (size_t r = 0; r < node->ring_count; r++) {
		const struct cgrid_cut_ring *ring = &c->rings[node->first_ring + r];
		min = fmin(min, ring->min[axis]);
		max = fmax(max, ring->max[axis]);
	}
	/* Along the way of the lines: columns ascend, rows descend. */
	double sign = axis == 0 ? 1 : -1;
	double from = axis == 0 ? min : -max, to = axis == 0 ? max : -min;
	uint32_t low = range->first[axis], high = range->end[axis];
	while (high - low > 1) { /* the last line that is not beyond `from` */
		uint32_t middle = low + (high - low) / 2;
		if (sign * line_at(c->lines, axis, middle) <= from)
			low = middle;
		else
			high = middle;
	}
	range->first[axis] = low;
	high = range->end[axis];
	while (high - low > 1) { /* the first line that is not short of `to` */
		uint32_t middle = low + (high - low) / 2;
		if (sign * line_at(c->lines, axis, middle) < to)
			low = middle;
		else
			high = middle;
	}
	range->end[axis] = high;
}

/* Is the node one rectangle with its corners in corners of the range's cells? The range is then
 * narrowed to it. */
static bool
fills(const struct cgrid_cutter *c, const struct cgrid_cut_node *node, struct range *range)
{
	const struct cgrid_cut_ring *ring = &c->rings[node->first_ring];
	struct range inner = *range;
	if (node->ring_count != 1 || ring->count != 4)
		return false;
	for (size_t i = 0; i < 4; i++)
		for (int axis = 0; axis < 2; axis++) {
			double at = c->spots[ring->first + i].at[axis];
			if (at != ring->min[axis] && at != ring->max[axis])
				return false;
		}
	for (int axis = 0; axis < 2; axis++) {
		narrow(c, node, axis, &inner);
		double from = line_at(c->lines, axis, inner.first[axis]);
		double to = line_at(c->lines, axis, inner.end[axis]);
		if (fmin(from, to) != ring->min[axis] || fmax(from, to) != ring->max[axis])
			return false;
	}
	/* Four corners of a box, each once and going round: their area is the box's. */
	double area = (ring->max[0] - ring->min[0]) * (ring->max[1] - ring->min[1]);
	if (!(ring_area(c, ring) > area / 2))
		return false;
	*range = inner;
	return true;
}

static enum cgrid_status divide(struct cgrid_cutter *c, const struct cgrid_cut_node *node, int axis,
				struct range range);

/* Cuts along one line and divides both sides, the one of the lower indices first. */
static enum cgrid_status
halve(struct cgrid_cutter *c, const struct cgrid_cut_node *node, int axis, const struct range *range)
{
	uint32_t middle = range->first[axis] + (range->end[axis] - range->first[axis]) / 2;
	const struct cgrid_cut_line line = {axis, line_at(c->lines, axis, middle)};
	size_t spots = c->spot_count, rings = c->ring_count;
	int first_side = axis == 0 ? -1 : 1; /* west, north */
	struct cgrid_cut_node first, second;
	if (!cgrid_cut_mark(c, node, &line) || !cgrid_cut_side(c, node, &line, -first_side, &second))
		return cgrid_fail_memory(c->ctx);
	size_t second_spots = c->spot_count, second_rings = c->ring_count;
	if (!cgrid_cut_side(c, node, &line, first_side, &first))
		return cgrid_fail_memory(c->ctx);
	struct range half = *range;
	half.end[axis] = middle;
	enum cgrid_status status = divide(c, &first, axis, half);
	c->spot_count = second_spots;
	c->ring_count = second_rings;
	if (status == CGRID_OK) {
		half = *range;
		half.first[axis] = middle;
		status = divide(c, &second, axis, half);
	}
	c->spot_count = spots;
	c->ring_count = rings;
	return status;
}

/* Takes off what is beyond a line: it is outside the grid. */
static enum cgrid_status
trim(struct cgrid_cutter *c, struct cgrid_cut_node *node, int axis, double at, int keep)
{
	const struct cgrid_cut_line line = {axis, at};
	struct cgrid_cut_node beyond, kept;
	size_t spots = c->spot_count, rings = c->ring_count;
	if (!cgrid_cut_mark(c, node, &line) || !cgrid_cut_side(c, node, &line, -keep, &beyond))
		return cgrid_fail_memory(c->ctx);
	c->sum.outside += node_area(c, &beyond);
	c->spot_count = spots;
	c->ring_count = rings;
	if (!cgrid_cut_side(c, node, &line, keep, &kept))
		return cgrid_fail_memory(c->ctx);
	*node = kept;
	return CGRID_OK;
}

static enum cgrid_status
trim_axis(struct cgrid_cutter *c, struct cgrid_cut_node *node, int axis)
{
	uint32_t count = axis == 0 ? c->lines->column_count : c->lines->row_count;
	double first = line_at(c->lines, axis, 0), last = line_at(c->lines, axis, count);
	double min = fmin(first, last), max = fmax(first, last);
	bool below = false, above = false;
	for (size_t r = 0; r < node->ring_count; r++) {
		below |= c->rings[node->first_ring + r].min[axis] < min;
		above |= c->rings[node->first_ring + r].max[axis] > max;
	}
	enum cgrid_status status = below ? trim(c, node, axis, min, 1) : CGRID_OK;
	if (status == CGRID_OK && above)
		status = trim(c, node, axis, max, -1);
	return status;
}

/* Hands out what a node has in a range of cells: rows (axis 1) are told apart first. */
static enum cgrid_status
divide(struct cgrid_cutter *c, const struct cgrid_cut_node *node, int axis, struct range range)
{
	if (node->ring_count == 0)
		return CGRID_OK;
	if (fills(c, node, &range))
		return whole_range(c, &range);
	narrow(c, node, axis, &range);
	if (range.end[axis] - range.first[axis] > 1)
		return halve(c, node, axis, &range);
	if (axis == 0)
		return leaf(c, node, range.first[0], range.first[1]);
	size_t spots = c->spot_count, rings = c->ring_count;
	struct cgrid_cut_node strip = *node;
	enum cgrid_status status = trim_axis(c, &strip, 0);
	if (status == CGRID_OK)
		status = divide(c, &strip, 0, range);
	c->spot_count = spots;
	c->ring_count = rings;
	return status;
}

static void
start_shape(struct cgrid_ctx *ctx, struct cgrid_cutter *c, const struct cgrid_lines *lines,
	    cgrid_cut_fn piece, void *user)
{
	c->ctx = ctx;
	c->lines = lines;
	c->piece = piece;
	c->user = user;
	c->sum = (struct cgrid_cut_sum){.sound = true};
	c->spot_count = c->ring_count = c->wall_count = 0;
}

enum cgrid_status
cgrid_cut(struct cgrid_ctx *ctx, struct cgrid_cutter *cutter, const struct cgrid_shape *shape,
	  const struct cgrid_lines *lines, cgrid_cut_fn piece, void *user,
	  struct cgrid_cut_sum *sum_out)
{
	assert(lines->column_count > 0 && lines->row_count > 0);
	start_shape(ctx, cutter, lines, piece, user);
	*sum_out = cutter->sum;
	for (size_t r = 0; r < shape->ring_count; r++)
		if (shape->rings[r].role != CGRID_RING_LINE &&
		    !cgrid_cut_load(cutter, &shape->rings[r]))
			return cgrid_fail_memory(ctx);
	struct cgrid_cut_node node = {0, cutter->ring_count};
	const struct range range = {{0, 0}, {lines->column_count, lines->row_count}};
	cutter->sum.area = node_area(cutter, &node);
	enum cgrid_status status = trim_axis(cutter, &node, 1);
	if (status == CGRID_OK)
		status = divide(cutter, &node, 1, range);
	const struct cgrid_cut_sum *sum = &cutter->sum;
	double lost = sum->area - sum->pieces - sum->outside - sum->dropped;
	cutter->sum.sound &= cgrid_cut_agrees(shape, sum->area, lost);
	*sum_out = cutter->sum;
	return status;
}
