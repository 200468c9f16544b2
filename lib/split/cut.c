/* SPDX-License-Identifier: Apache-2.0 */
#include "split/cut.h"

#include "base/mem.h"
#include "base/shape.h"
#include "split/cell.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void
cgrid_cutter_free(struct cgrid_cutter *c)
{
	cgrid_list_free(&c->list);
	free(c->points);
	free(c->position[0]);
	free(c->position[1]);
	free(c->rings);
	free(c->row_parts.at);
	free(c->cell_parts.at);
	free(c->row_events.at);
	free(c->cell_events.at);
	free(c->spare_events.at);
	free(c->order);
	free(c->starts);
	free(c->cuts);
	cgrid_rings_free(&c->tidy);
	*c = (struct cgrid_cutter){.points = NULL};
}

bool
cgrid_cut_agrees(const struct cgrid_shape *shape, double area, double difference)
{
	const struct cgrid_box *box = &shape->box;
	double perimeter = 0;
	if (fabs(difference) <= 5e-10 * fabs(area))
		return true;
	double reach =
	    fmax(fmax(fabs(box->min_x), fabs(box->max_x)), fmax(fabs(box->min_y), fabs(box->max_y)));
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		for (size_t i = 0, last = ring->count - 1; i < ring->count; last = i++)
			perimeter += hypot(ring->points[i].x - ring->points[last].x,
					   ring->points[i].y - ring->points[last].y);
	}
	return fabs(difference) <= 5e-10 * fabs(area) + 4 * DBL_EPSILON * reach * perimeter;
}

static bool
reserve_vertices(struct cgrid_cutter *c, size_t need)
{
	return need < UINT32_MAX / 8 &&
	       cgrid_array_reserve(&c->points, &c->point_capacity, need, sizeof *c->points) &&
	       cgrid_array_reserve(&c->position[0], &c->position_capacity[0], need, sizeof(int32_t)) &&
	       cgrid_array_reserve(&c->position[1], &c->position_capacity[1], need, sizeof(int32_t));
}

/* Does the shape meet one line alone? */
static bool
has_one_line(const struct cgrid_cut_axis *axis, double *line_out)
{
	int32_t k = (axis->low + 1) >> 1; /* the first line that it meets */
	if (axis->high > 2 * k + 1 || k < 0 || (uint32_t)k > axis->count)
		return false;
	*line_out = cgrid_line_at(axis, (uint32_t)k);
	return true;
}

/* Where the vertices from the first on are among the lines of an axis. */
static void
find_positions(struct cgrid_cutter *c, int number, size_t first)
{
	const struct cgrid_cut_axis axis = c->axes[number];
	const double *at = number == 0 ? &c->points[first].x : &c->points[first].y;
	int32_t *position = &c->position[number][first];
	size_t count = c->point_count - first;
	const int32_t below = 2 * ((axis.low + 1) >> 1) - 1;
	double line;
	if (axis.low == axis.high)
		for (size_t i = 0; i < count; i++)
			position[i] = axis.low;
	else if (has_one_line(&axis, &line)) /* as the most of small rooms do */
		for (size_t i = 0; i < count; i++)
			position[i] = below + (at[2 * i] >= line) + (at[2 * i] > line);
	else
		for (size_t i = 0; i < count; i++)
			position[i] = cgrid_position(&axis, at[2 * i]);
}

/* Vertices, without those that repeat the one before. */
static bool
load_ring(struct cgrid_cutter *c, const struct cgrid_ring *ring)
{
	size_t first = c->point_count;
	if (ring->count == 0)
		return true;
	if (!reserve_vertices(c, first + ring->count) ||
	    !CGRID_ROOM_FOR_ONE(c->rings, c->ring_count, c->ring_capacity))
		return false;
	struct cgrid_xy before = ring->points[ring->count - 1], *to = &c->points[first];
	for (size_t i = 0; i < ring->count; i++) {
		struct cgrid_xy at = ring->points[i];
		*to = at;
		to += at.x != before.x || at.y != before.y;
		before = at;
	}
	c->point_count = (size_t)(to - c->points);
	if (c->point_count < first + 3) {
		c->point_count = first;
		return true;
	}
	find_positions(c, 0, first);
	find_positions(c, 1, first);
	c->rings[c->ring_count++] = (struct cgrid_cut_ring){(uint32_t)first, (uint32_t)c->point_count};
	return true;
}

/* Row parts in the order of rows; c->starts tells where each band of [first, end) begins. */
static bool
order_parts(struct cgrid_cutter *c, int32_t first, int32_t end)
{
	const struct cgrid_cut_parts *parts = &c->row_parts;
	size_t bands = (size_t)(end - first);
	if (!cgrid_array_reserve(&c->starts, &c->starts_capacity, bands + 1, sizeof *c->starts) ||
	    !cgrid_array_reserve(&c->order, &c->order_capacity, parts->count, sizeof *c->order))
		return false;
	memset(c->starts, 0, (bands + 1) * sizeof *c->starts);
	for (size_t i = 0; i < parts->count; i++)
		c->starts[parts->at[i].band - first]++;
	for (size_t k = 0, sum = 0; k <= bands; k++) {
		sum += c->starts[k];
		c->starts[k] = (uint32_t)sum; /* the end of band k, until it is filled from there */
	}
	for (size_t i = parts->count; i-- > 0;)
		c->order[--c->starts[parts->at[i].band - first]] = (uint32_t)i;
	return true;
}

/* A row that is being swept from west to east. */
struct sweep {
	struct cgrid_cutter *c;
	uint32_t band;
	const struct cgrid_cut_event *south, *south_end, *north, *north_end; /* still to come */
	const struct cgrid_cut_event *meeting, *meeting_end;
	const uint32_t *closed, *closed_end;
	int south_cover, north_cover; /* how often the shape holds what is beside the line */
};

static int
change(const struct cgrid_cut_event *event, enum cgrid_way way)
{
	int ends = event->in_way == way, starts = event->out_way == way;
	return way == CGRID_FROM_HIGH ? ends - starts : starts - ends;
}

/* Passes what is at or before the western line of a column. */
static void
come_to(struct sweep *s, uint32_t column)
{
	int32_t position = 2 * (int32_t)column;
	for (; s->south < s->south_end && s->south->position <= position; s->south++)
		s->south_cover += change(s->south, CGRID_FROM_HIGH);
	for (; s->north < s->north_end && s->north->position <= position; s->north++)
		s->north_cover += change(s->north, CGRID_FROM_LOW);
	while (s->meeting < s->meeting_end && s->meeting->line < column)
		s->meeting++;
}

static uint32_t
least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* The first column from here on in which there is anything, or at which anything changes. */
static uint32_t
next_column(const struct sweep *s, uint32_t column)
{
	uint32_t next = s->c->lines->column_count;
	if (s->south < s->south_end)
		next = least(next, (uint32_t)s->south->position >> 1);
	if (s->north < s->north_end)
		next = least(next, (uint32_t)s->north->position >> 1);
	if (s->meeting < s->meeting_end)
		next = least(next, s->meeting->line > column ? s->meeting->line - 1 : column);
	if (s->closed < s->closed_end)
		next = least(next, (uint32_t)s->c->cell_parts.at[*s->closed].band);
	return next;
}

/* Columns between which nothing is: whole cells, or none. */
static enum cgrid_status
whole_run(const struct sweep *s, uint32_t column, uint32_t end)
{
	struct cgrid_cutter *c = s->c;
	const struct cgrid_lines *lines = c->lines;
	uint32_t row = lines->row_count - 1 - s->band;
	if (s->south_cover != s->north_cover || s->south_cover < 0 || s->south_cover > 1) {
		c->sum.sound = false;
		return CGRID_OK;
	}
	if (s->south_cover == 0)
		return CGRID_OK;
	c->sum.pieces +=
	    (lines->columns[end] - lines->columns[column]) * (lines->rows[row] - lines->rows[row + 1]);
	return cgrid_list_add_run(&c->list, column, end, row) ? CGRID_OK : cgrid_fail_memory(c->ctx);
}

static enum cgrid_status
one_cell(struct sweep *s, uint32_t column)
{
	struct cgrid_cut_cell cell = {.column = column,
				      .band = s->band,
				      .south_west = s->south_cover == 1,
				      .north_west = s->north_cover == 1,
				      .closed = s->closed};
	int32_t inside = 2 * (int32_t)column + 1;
	const struct cgrid_cut_event *event = s->south;
	while (event < s->south_end && event->position == inside)
		event++;
	cell.sides[CGRID_SOUTH].at = s->south;
	cell.sides[CGRID_SOUTH].count = (size_t)(event - s->south);
	for (event = s->north; event < s->north_end && event->position == inside;)
		event++;
	cell.sides[CGRID_NORTH].at = s->north;
	cell.sides[CGRID_NORTH].count = (size_t)(event - s->north);
	for (event = s->meeting; event < s->meeting_end && event->line == column;)
		event++;
	cell.sides[CGRID_WEST].at = s->meeting;
	cell.sides[CGRID_WEST].count = (size_t)(event - s->meeting);
	cell.sides[CGRID_EAST].at = event;
	while (event < s->meeting_end && event->line == column + 1)
		event++;
	cell.sides[CGRID_EAST].count = (size_t)(event - cell.sides[CGRID_EAST].at);
	for (; s->closed < s->closed_end && s->c->cell_parts.at[*s->closed].band == (int32_t)column;
	     s->closed++)
		cell.closed_count++;
	if (s->south_cover < 0 || s->south_cover > 1 || s->north_cover < 0 || s->north_cover > 1)
		s->c->sum.sound = false;
	return s->c->sum.sound ? cgrid_cut_one_cell(s->c, &cell) : CGRID_OK;
}

static enum cgrid_status
sweep_row(struct sweep *s)
{
	uint32_t count = s->c->lines->column_count;
	for (uint32_t column = 0; s->c->sum.sound;) {
		enum cgrid_status status = CGRID_OK;
		come_to(s, column);
		uint32_t next = next_column(s, column);
		if (next > column)
			status = whole_run(s, column, next);
		else
			status = one_cell(s, next++);
		column = next;
		if (status != CGRID_OK || column >= count)
			return status;
	}
	return CGRID_OK;
}

/* Parts that are rings within a cell, by column: few, and seldom any. Parts outside the grid are
 * summed. The list goes to the end of c->order. */
static bool
look_at_parts(struct cgrid_cutter *c, const uint32_t **closed_out, const uint32_t **closed_end_out)
{
	size_t base = c->row_parts.count, count = 0;
	uint32_t columns = c->lines->column_count;
	for (size_t i = 0; i < c->cell_parts.count; i++) {
		const struct cgrid_cut_part *part = &c->cell_parts.at[i];
		if (part->band < 0 || part->band >= (int32_t)columns) {
			c->sum.outside += cgrid_area_beyond(c, 0, part);
			continue;
		}
		if (part->start_at != CGRID_CLOSED)
			continue;
		if (!cgrid_array_reserve(&c->order, &c->order_capacity, base + count + 1,
					 sizeof *c->order))
			return false;
		uint32_t *closed = &c->order[base];
		size_t k = count++;
		for (; k > 0 && c->cell_parts.at[closed[k - 1]].band > part->band; k--)
			closed[k] = closed[k - 1];
		closed[k] = (uint32_t)i;
	}
	*closed_out = c->order + base;
	*closed_end_out = c->order + base + count;
	return true;
}

/* One row: its parts, and what meets the lines on either side of it. */
static enum cgrid_status
cut_row(struct sweep *s, size_t first, size_t end)
{
	struct cgrid_cutter *c = s->c;
	c->cell_parts.count = c->cell_events.count = 0;
	for (size_t i = first; i < end; i++)
		if (!cgrid_walk_columns(c, &c->row_parts.at[c->order[i]]))
			return cgrid_fail_memory(c->ctx);
	if (!cgrid_sort_events(c, &c->cell_events, 0, c->lines->column_count) ||
	    !look_at_parts(c, &s->closed, &s->closed_end))
		return cgrid_fail_memory(c->ctx);
	s->meeting = c->cell_events.at;
	s->meeting_end = c->cell_events.at + c->cell_events.count;
	s->south_cover = s->north_cover = 0;
	return sweep_row(s);
}

/* Row by row from the north. */
static enum cgrid_status
cut_rows(struct cgrid_cutter *c)
{
	const struct cgrid_cut_event *events = c->row_events.at;
	size_t part = c->row_parts.count, event = c->row_events.count, north = event, north_end = event;
	int32_t count = (int32_t)c->lines->row_count;
	while (part > 0 && c->sum.sound) {
		size_t end = part;
		int32_t band = c->row_parts.at[c->order[part - 1]].band;
		while (part > 0 && c->row_parts.at[c->order[part - 1]].band == band)
			part--;
		if (band < 0 || band >= count) {
			for (size_t i = part; i < end; i++)
				c->sum.outside +=
				    cgrid_area_beyond(c, 1, &c->row_parts.at[c->order[i]]);
			continue;
		}
		while (event > 0 && events[event - 1].line > (uint32_t)band + 1)
			event--;
		for (north_end = event; event > 0 && events[event - 1].line == (uint32_t)band + 1;)
			event--;
		north = event;
		size_t south = north;
		while (south > 0 && events[south - 1].line == (uint32_t)band)
			south--;
		struct sweep s = {.c = c,
				  .band = (uint32_t)band,
				  .south = events + south,
				  .south_end = events + north,
				  .north = events + north,
				  .north_end = events + north_end};
		event = north;
		enum cgrid_status status = cut_row(&s, part, end);
		if (status != CGRID_OK)
			return status;
	}
	return CGRID_OK;
}

static void
start_shape(struct cgrid_ctx *ctx, struct cgrid_cutter *c, const struct cgrid_shape *shape,
	    const struct cgrid_lines *lines)
{
	uint32_t columns = lines->column_count, rows = lines->row_count;
	assert(columns > 0 && rows > 0);
	c->ctx = ctx;
	c->lines = lines;
	c->sum = (struct cgrid_cut_sum){.area = shape->area_m2, .sound = true, .tries = 1};
	c->reach = fmax(fmax(fabs(shape->box.min_x), fabs(shape->box.max_x)),
			fmax(fabs(shape->box.min_y), fabs(shape->box.max_y)));
	c->point_count = c->ring_count = 0;
	c->row_parts.count = c->row_events.count = 0;
	c->axes[0] = (struct cgrid_cut_axis){lines->columns, 1, columns, .first = lines->columns[0]};
	c->axes[1] = (struct cgrid_cut_axis){&lines->rows[rows], -1, rows, .first = lines->rows[rows]};
	c->axes[0].per_band = columns / (lines->columns[columns] - lines->columns[0]);
	c->axes[1].per_band = rows / (lines->rows[0] - lines->rows[rows]);
	c->axes[0].low = cgrid_position(&c->axes[0], shape->box.min_x);
	c->axes[0].high = cgrid_position(&c->axes[0], shape->box.max_x);
	c->axes[1].low = cgrid_position(&c->axes[1], shape->box.min_y);
	c->axes[1].high = cgrid_position(&c->axes[1], shape->box.max_y);
}

/* From the rings of a shape to pieces. */
static enum cgrid_status
cut_rings(struct cgrid_cutter *c, const struct cgrid_shape *shape)
{
	for (size_t r = 0; r < shape->ring_count; r++)
		if (shape->rings[r].role != CGRID_RING_LINE && !load_ring(c, &shape->rings[r]))
			return cgrid_fail_memory(c->ctx);
	for (size_t r = 0; r < c->ring_count; r++)
		if (!cgrid_walk_rows(c, (uint32_t)r))
			return cgrid_fail_memory(c->ctx);
	/* Position 2k is between the bands k - 1 and k. */
	int32_t first = ((c->axes[1].low + 1) >> 1) - 1, last = c->axes[1].high >> 1;
	int32_t count = (int32_t)c->lines->row_count;
	uint32_t first_line = first < 0 ? 0 : (uint32_t)first;
	uint32_t last_line = last < count ? (uint32_t)last + 1 : (uint32_t)count;
	if (!cgrid_sort_events(c, &c->row_events, first_line, last_line) ||
	    !order_parts(c, first, last + 1))
		return cgrid_fail_memory(c->ctx);
	return cut_rows(c);
}

/* Is the shape strictly inside one band? */
static bool
is_inside(const struct cgrid_cut_axis *axis)
{
	return axis->low == axis->high && (axis->low & 1) && axis->low > 0 &&
	       (uint32_t)axis->low < 2 * axis->count;
}

enum cgrid_status
cgrid_cut(struct cgrid_ctx *ctx, struct cgrid_cutter *c, const struct cgrid_shape *shape,
	  const struct cgrid_lines *lines, struct cgrid_cut_sum *sum_out)
{
	enum cgrid_status status;
	*sum_out = (struct cgrid_cut_sum){.sound = true, .tries = 1};
	cgrid_list_clear(&c->list);
	if (shape->ring_count == 0)
		return CGRID_OK;
	start_shape(ctx, c, shape, lines);
	if (is_inside(&c->axes[0]) && is_inside(&c->axes[1]))
		status = cgrid_cut_inside_cell(c, shape, (uint32_t)c->axes[0].low >> 1,
					       lines->row_count - 1 - ((uint32_t)c->axes[1].low >> 1));
	else
		status = cut_rings(c, shape);
	const struct cgrid_cut_sum *sum = &c->sum;
	double lost = sum->area - sum->pieces - sum->outside - sum->dropped;
	c->sum.sound = c->sum.sound && cgrid_cut_agrees(shape, sum->area, lost);
	*sum_out = c->sum;
	return status;
}
