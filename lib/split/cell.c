/* SPDX-License-Identifier: Apache-2.0 */
#include "split/cell.h"

#include "base/mem.h"
#include "base/shape.h"
#include "split/certain.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* With more edges to look at GEOS is the faster judge. */
enum { MOST_EDGES = 128, MOST_TESTS = 100000 };

struct trace {
	struct cgrid_cutter *c;
	const struct cgrid_cut_cell *cell;
	struct cgrid_xy corners[4];
	bool covered[4]; /* is the corner inside the shape's boundary along the lines? */
	uint32_t corner_next[4], corner_event[4];
	bool corner_used[4];
	bool certain; /* the joins leave no doubt that edges along lines are apart */
	size_t first_point, first_ring;
	size_t cuts; /* edges that are parts of walls */
	/* The ring that is being drawn. */
	size_t ring_first;
	struct cgrid_xy last; /* in the axes */
	double area;
	struct cgrid_box box;
};

/* What comes to a side from within comes from this way, and what leaves it goes there. */
static const uint8_t inner_way[4] = {CGRID_FROM_HIGH, CGRID_FROM_LOW, CGRID_FROM_LOW, CGRID_FROM_HIGH};

/* Events in the order of a walk round the cell: along the north and the west side backwards. */
static inline const struct cgrid_cut_event *
event_at(const struct cgrid_cut_cell *cell, int side, size_t i)
{
	size_t count = cell->sides[side].count;
	return &cell->sides[side].at[side >= CGRID_NORTH ? count - 1 - i : i];
}

/* Grows in the order of that walk. */
static inline double
key_of(int side, double at)
{
	return side >= CGRID_NORTH ? -at : at;
}

static inline double
corner_key(const struct trace *t, int side, int corner)
{
	const struct cgrid_xy *at = &t->corners[corner];
	return key_of(side, side == CGRID_SOUTH || side == CGRID_NORTH ? at->x : at->y);
}

/* Events of a row's line name parts of the row. */
static inline uint32_t
ending_part(const struct cgrid_cutter *c, int side, const struct cgrid_cut_event *event)
{
	bool of_row = side == CGRID_SOUTH || side == CGRID_NORTH;
	return of_row ? c->row_parts.at[event->in].last : event->in;
}
static inline uint32_t
starting_part(const struct cgrid_cutter *c, int side, const struct cgrid_cut_event *event)
{
	bool of_row = side == CGRID_SOUTH || side == CGRID_NORTH;
	return of_row ? c->row_parts.at[event->out].first : event->out;
}

static inline void
link_to(struct trace *t, uint32_t from, uint32_t to, uint32_t event)
{
	if (from >= CGRID_CORNER) {
		t->corner_next[from - CGRID_CORNER] = to;
		t->corner_event[from - CGRID_CORNER] = event;
	} else {
		t->c->cell_parts.at[from].first = to;
		t->c->cell_parts.at[from].last = event;
	}
}

/* Joins the k-th end to the k-th start along a side; false when they do not match. */
static inline __attribute__((always_inline)) bool
join_side(struct trace *t, int side)
{
	const struct cgrid_cut_cell *cell = t->cell;
	size_t count = cell->sides[side].count, in = 0, out = 0;
	int next_corner = (side + 1) & 3;
	bool corner_in = t->covered[side], corner_out = t->covered[next_corner];
	double passed = -INFINITY;
	if (count == 0) { /* as most are */
		if (corner_in && corner_out)
			link_to(t, CGRID_CORNER + (uint32_t)side, CGRID_CORNER + (uint32_t)next_corner,
				0);
		return corner_in == corner_out;
	}
	for (;;) {
		uint32_t from = CGRID_NO_PART, to = CGRID_NO_PART, event = 0;
		double from_key = 0, to_key = 0;
		if (corner_in) {
			from = CGRID_CORNER + (uint32_t)side;
			from_key = corner_key(t, side, side);
			corner_in = false;
		} else {
			while (in < count && event_at(cell, side, in)->in_way != inner_way[side])
				in++;
			if (in < count) {
				from = ending_part(t->c, side, event_at(cell, side, in));
				from_key = key_of(side, event_at(cell, side, in)->at);
				event = (uint32_t)in++;
			}
		}
		while (out < count && event_at(cell, side, out)->out_way != inner_way[side])
			out++;
		if (out < count) {
			to = starting_part(t->c, side, event_at(cell, side, out));
			to_key = key_of(side, event_at(cell, side, out)->at);
			out++;
		} else if (corner_out) {
			to = CGRID_CORNER + (uint32_t)next_corner;
			to_key = corner_key(t, side, next_corner);
			corner_out = false;
		}
		if (from == CGRID_NO_PART || to == CGRID_NO_PART)
			return from == to;
		t->certain &= passed < from_key && from_key <= to_key;
		passed = to_key;
		link_to(t, from, to, event);
	}
}

static inline bool
reserve(struct trace *t, size_t more)
{
	struct cgrid_list *list = &t->c->list;
	return list->point_count + more <= list->point_capacity ||
	       cgrid_array_reserve(&list->points, &list->point_capacity, list->point_count + more,
				   sizeof *list->points);
}

/* A point of the ring; one that repeats the point before is passed over. */
static inline void
put(struct trace *t, struct cgrid_xy at)
{
	const struct cgrid_lines *lines = t->c->lines;
	struct cgrid_list *list = &t->c->list;
	size_t n = list->point_count;
	if (n > t->ring_first && at.x == t->last.x && at.y == t->last.y)
		return;
	list->points[n] = lines->turn ? lines->turn(lines->user, at) : at;
	list->point_count = n + 1;
	t->last = at;
}

/* Vertices of the room, which do not repeat each other. */
static inline void
put_vertices(struct trace *t, const struct cgrid_xy *from, size_t count)
{
	const struct cgrid_lines *lines = t->c->lines;
	struct cgrid_list *list = &t->c->list;
	if (count == 0)
		return;
	put(t, from[0]);
	struct cgrid_xy *to = &list->points[list->point_count];
	if (lines->turn)
		for (size_t i = 1; i < count; i++)
			to[i - 1] = lines->turn(lines->user, from[i]);
	else
		memcpy(to, from + 1, (count - 1) * sizeof *to);
	list->point_count += count - 1;
	t->last = from[count - 1];
}

static void
begin_ring(struct trace *t)
{
	t->ring_first = t->c->list.point_count;
}

/* Twice the area of a ring, about its first point; its box is added to another. */
static inline double
look_over(const struct cgrid_xy *points, size_t count, struct cgrid_box *box)
{
	struct cgrid_xy origin = points[0];
	struct cgrid_box seen = *box;
	double x = 0, y = 0, twice = 0;
	for (size_t i = 0; i < count; i++) {
		struct cgrid_xy at = points[i];
		double next_x = at.x - origin.x, next_y = at.y - origin.y;
		twice += x * next_y - y * next_x;
		x = next_x;
		y = next_y;
		seen.min_x = at.x < seen.min_x ? at.x : seen.min_x;
		seen.min_y = at.y < seen.min_y ? at.y : seen.min_y;
		seen.max_x = at.x > seen.max_x ? at.x : seen.max_x;
		seen.max_y = at.y > seen.max_y ? at.y : seen.max_y;
	}
	*box = seen;
	return twice;
}

/* A ring that encloses nothing goes. */
static bool
end_ring(struct trace *t)
{
	struct cgrid_list *list = &t->c->list;
	const struct cgrid_xy *points = &list->points[t->ring_first];
	size_t count = list->point_count - t->ring_first;
	while (count > 1 && points[count - 1].x == points[0].x && points[count - 1].y == points[0].y)
		count--;
	struct cgrid_box box = t->box;
	double twice = count < 3 ? 0 : look_over(points, count, &box);
	list->point_count = t->ring_first;
	if (twice == 0)
		return true;
	if (!CGRID_ROOM_FOR_ONE(list->rings, list->ring_count, list->ring_capacity))
		return false;
	list->rings[list->ring_count++] = (struct cgrid_list_ring){
	    t->ring_first, (uint32_t)count, twice > 0 ? CGRID_RING_OUTER : CGRID_RING_HOLE};
	list->point_count += count;
	t->area += twice / 2;
	t->box = box;
	return true;
}

/* Along a side from one place to another: a vertex wherever anything meets it. */
static bool
put_marks(struct trace *t, int side, uint32_t event, double from_key, double to_key)
{
	const struct cgrid_cut_cell *cell = t->cell;
	size_t count = cell->sides[side].count;
	if (event >= count)
		return true;
	if (!reserve(t, count - event))
		return false;
	for (size_t i = event; i < count; i++) {
		double at = event_at(cell, side, i)->at, key = key_of(side, at);
		if (key >= to_key)
			break;
		struct cgrid_xy mark = t->corners[side];
		if (side == CGRID_SOUTH || side == CGRID_NORTH)
			mark.x = at;
		else
			mark.y = at;
		if (key > from_key)
			put(t, mark);
	}
	return true;
}

static bool
put_part(struct trace *t, const struct cgrid_cut_part *part)
{
	struct cgrid_cutter *c = t->c;
	const struct cgrid_cut_ring *ring = &c->rings[part->ring];
	bool closed = part->start_at == CGRID_CLOSED;
	uint32_t first = cgrid_after(ring, part->edge), inner = part->inner;
	if (!reserve(t, (size_t)inner + 2) ||
	    !cgrid_array_reserve(&c->cuts, &c->cut_capacity, t->cuts + 2, sizeof *c->cuts))
		return false;
	uint32_t to_end = inner < ring->end - first ? inner : ring->end - first;
	if (!closed)
		put(t, part->start);
	put_vertices(t, &c->points[first], to_end);
	put_vertices(t, &c->points[ring->first], inner - to_end);
	if (closed)
		return true;
	struct cgrid_xy last = inner > 0 ? t->last : part->start;
	put(t, part->end);
	c->cuts[t->cuts++] = (struct cgrid_cut_edge){last, part->end};
	if (inner > 0)
		c->cuts[t->cuts++] = (struct cgrid_cut_edge){part->start, c->points[first]};
	return true;
}

/* A ring from a part or a corner on, along what was joined. */
static bool
trace_ring(struct trace *t, uint32_t first)
{
	uint32_t at = first;
	begin_ring(t);
	do {
		uint32_t next, event;
		double from_key;
		int side;
		if (at >= CGRID_CORNER) {
			side = (int)(at - CGRID_CORNER);
			t->corner_used[side] = true;
			if (!reserve(t, 1))
				return false;
			put(t, t->corners[side]);
			next = t->corner_next[side];
			event = t->corner_event[side];
			from_key = corner_key(t, side, side);
		} else {
			struct cgrid_cut_part *part = &t->c->cell_parts.at[at];
			part->used = true;
			if (!put_part(t, part))
				return false;
			side = part->end_at;
			next = part->first;
			event = part->last;
			from_key =
			    key_of(side, side == CGRID_SOUTH || side == CGRID_NORTH ? part->end.x
										    : part->end.y);
		}
		double to_key;
		if (next >= CGRID_CORNER)
			to_key = corner_key(t, side, (int)(next - CGRID_CORNER));
		else {
			const struct cgrid_xy *to = &t->c->cell_parts.at[next].start;
			to_key =
			    key_of(side, side == CGRID_SOUTH || side == CGRID_NORTH ? to->x : to->y);
		}
		if (!put_marks(t, side, event, from_key, to_key))
			return false;
		at = next;
	} while (at != first);
	return end_ring(t);
}

/* All rings of the cell. */
static bool
trace_rings(struct trace *t)
{
	const struct cgrid_cut_cell *cell = t->cell;
	for (int side = 0; side < 4; side++)
		for (size_t i = 0; i < cell->sides[side].count; i++) {
			const struct cgrid_cut_event *event = &cell->sides[side].at[i];
			if (event->out_way != inner_way[side])
				continue;
			uint32_t part = starting_part(t->c, side, event);
			if (!t->c->cell_parts.at[part].used && !trace_ring(t, part))
				return false;
		}
	for (int corner = 0; corner < 4; corner++)
		if (t->covered[corner] && !t->corner_used[corner] &&
		    !trace_ring(t, CGRID_CORNER + (uint32_t)corner))
			return false;
	for (size_t i = 0; i < cell->closed_count; i++) {
		begin_ring(t);
		if (!put_part(t, &t->c->cell_parts.at[cell->closed[i]]) || !end_ring(t))
			return false;
	}
	return true;
}

/* Does an edge lie along a side? Only rounding makes a part of a wall do so. */
static bool
lies_on_side(const struct trace *t, struct cgrid_xy a, struct cgrid_xy b)
{
	const struct cgrid_xy *low = &t->corners[0], *high = &t->corners[2];
	return (a.x == b.x && (a.x == low->x || a.x == high->x)) ||
	       (a.y == b.y && (a.y == low->y || a.y == high->y));
}

/* Are all points but its ends certainly beside an edge, by more than its end may have moved? */
static bool
has_none_on_it(const struct cgrid_xy *points, size_t count, struct cgrid_xy a, struct cgrid_xy b,
	       double moved)
{
	double min_x = a.x < b.x ? a.x : b.x, max_x = a.x < b.x ? b.x : a.x;
	double min_y = a.y < b.y ? a.y : b.y, max_y = a.y < b.y ? b.y : a.y;
	double doubt = moved * (max_x - min_x + (max_y - min_y));
	size_t on_it = 0;
	for (size_t i = 0; i < count; i++) {
		struct cgrid_xy p = points[i];
		if (p.x < min_x - moved || p.x > max_x + moved || p.y < min_y - moved ||
		    p.y > max_y + moved)
			continue;
		double left = (b.x - a.x) * (p.y - a.y), right = (b.y - a.y) * (p.x - a.x);
		on_it += !(fabs(left - right) > doubt + 4e-16 * (fabs(left) + fabs(right)));
	}
	return on_it == 2;
}

/* Certainly valid? The walls of the room do not meet, as the room is valid, and edges along lines are
 * apart by their order. What is left is the end of a cut wall, which rounding moved along its line:
 * the sliver that it swept reaches into the cell, and only where a point is in it can anything meet. */
static bool
is_certain(const struct trace *t)
{
	const struct cgrid_xy *points = &t->c->list.points[t->first_point];
	size_t count = t->c->list.point_count - t->first_point;
	double x = fabs(t->corners[0].x) + fabs(t->corners[2].x);
	double y = fabs(t->corners[0].y) + fabs(t->corners[2].y);
	double moved = 8 * DBL_EPSILON * (t->c->reach + x + y);
	if (!t->certain || t->cuts * count > MOST_TESTS)
		return false;
	for (size_t i = 0; i < t->cuts; i++) {
		const struct cgrid_cut_edge *cut = &t->c->cuts[i];
		if (lies_on_side(t, cut->a, cut->b) ||
		    !has_none_on_it(points, count, cut->a, cut->b, moved))
			return false;
	}
	return true;
}

/* The same for rings that were turned, each edge against each. */
static bool
is_certain_turned(const struct trace *t)
{
	const struct cgrid_list *list = &t->c->list;
	if (list->point_count - t->first_point > MOST_EDGES)
		return false;
	for (size_t r = t->first_ring; r < list->ring_count; r++)
		for (size_t s = r; s < list->ring_count; s++)
			if (!cgrid_rings_apart(
				&list->points[list->rings[r].first], list->rings[r].count,
				&list->points[list->rings[s].first], list->rings[s].count))
				return false;
	return true;
}

/* Outer rings alone, or one and its holes: the outer one first. */
static bool
set_order(const struct trace *t)
{
	struct cgrid_list_ring *rings = &t->c->list.rings[t->first_ring];
	size_t count = t->c->list.ring_count - t->first_ring, outers = 0, outer = 0;
	for (size_t r = 0; r < count; r++)
		if (rings[r].role == CGRID_RING_OUTER) {
			outers++;
			outer = r;
		}
	if (outers == count)
		return true;
	if (outers != 1)
		return false;
	struct cgrid_list_ring swap = rings[0];
	rings[0] = rings[outer];
	rings[outer] = swap;
	return true;
}

/* The long way: rings that touch are taken apart, and GEOS has a word. */
static enum cgrid_status
tidy(struct trace *t, struct cgrid_list_item *item)
{
	struct cgrid_cutter *c = t->c;
	struct cgrid_list *list = &c->list;
	struct cgrid_shape shape;
	bool sound;
	cgrid_rings_clear(&c->tidy);
	for (size_t r = t->first_ring; r < list->ring_count; r++) {
		if (!cgrid_rings_begin(&c->tidy))
			return cgrid_fail_memory(c->ctx);
		for (size_t i = 0; i < list->rings[r].count; i++)
			if (!cgrid_rings_point(&c->tidy, list->points[list->rings[r].first + i]))
				return cgrid_fail_memory(c->ctx);
		cgrid_rings_end(&c->tidy);
	}
	list->ring_count = t->first_ring;
	list->point_count = t->first_point;
	enum cgrid_status status = cgrid_rings_tidy(c->ctx, &c->tidy, &shape, &sound);
	if (status != CGRID_OK)
		return status;
	if (!cgrid_list_add_rings(list, &shape))
		return cgrid_fail_memory(c->ctx);
	item->box = shape.box;
	c->sum.sound &= sound && shape.ring_count > 0;
	return CGRID_OK;
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

/* From the rings drawn to a piece of the list. */
static enum cgrid_status
finish(struct trace *t)
{
	struct cgrid_cutter *c = t->c;
	struct cgrid_list *list = &c->list;
	struct cgrid_list_item item = {.column = t->cell->column,
				       .end = t->cell->column + 1,
				       .row = c->lines->row_count - 1 - t->cell->band,
				       .first_ring = t->first_ring,
				       .area = t->area,
				       .box = t->box};
	if (list->ring_count == t->first_ring)
		return CGRID_OK;
	if (drops(c, t->area)) {
		list->ring_count = t->first_ring;
		list->point_count = t->first_point;
		return CGRID_OK;
	}
	bool turned = c->lines->turn;
	if (!(set_order(t) && (turned ? is_certain_turned(t) : is_certain(t)))) {
		enum cgrid_status status = tidy(t, &item);
		if (status != CGRID_OK || !c->sum.sound)
			return status;
	}
	c->sum.pieces += item.area;
	item.ring_count = (uint32_t)(list->ring_count - t->first_ring);
	return cgrid_list_add_piece(list, &item) ? CGRID_OK : cgrid_fail_memory(c->ctx);
}

static void
begin_trace(struct trace *t, struct cgrid_cutter *c, const struct cgrid_cut_cell *cell)
{
	const struct cgrid_lines *lines = c->lines;
	double west = lines->columns[cell->column], east = lines->columns[cell->column + 1];
	double south = cgrid_line_at(&c->axes[1], cell->band);
	double north = cgrid_line_at(&c->axes[1], cell->band + 1);
	*t = (struct trace){.c = c,
			    .cell = cell,
			    .corners = {{west, south}, {east, south}, {east, north}, {west, north}},
			    .certain = true,
			    .box = cgrid_box_empty(),
			    .first_point = c->list.point_count,
			    .first_ring = c->list.ring_count};
}

/* A corner at the eastern end of a side of the row, from the one at its western end; false when the
 * shape holds a place twice, or less than not at all. */
static bool
cover(struct trace *t, int side, bool west, bool *east_out)
{
	int covered = west;
	for (size_t i = 0; i < t->cell->sides[side].count; i++) {
		const struct cgrid_cut_event *event = &t->cell->sides[side].at[i];
		int sign = side == CGRID_SOUTH ? 1 : -1;
		covered +=
		    sign * ((event->in_way == inner_way[side]) - (event->out_way == inner_way[side]));
	}
	*east_out = covered == 1;
	return covered == 0 || covered == 1;
}

enum cgrid_status
cgrid_cut_one_cell(struct cgrid_cutter *c, const struct cgrid_cut_cell *cell)
{
	struct trace t;
	begin_trace(&t, c, cell);
	t.covered[CGRID_SOUTH] = cell->south_west;
	t.covered[CGRID_WEST] = cell->north_west;
	if (!cover(&t, CGRID_SOUTH, cell->south_west, &t.covered[CGRID_EAST]) ||
	    !cover(&t, CGRID_NORTH, cell->north_west, &t.covered[CGRID_NORTH]))
		c->sum.sound = false;
	/* One by one, as each is made for its side. */
	c->sum.sound = c->sum.sound && join_side(&t, CGRID_SOUTH) && join_side(&t, CGRID_EAST) &&
		       join_side(&t, CGRID_NORTH) && join_side(&t, CGRID_WEST);
	if (!c->sum.sound)
		return CGRID_OK;
	if (!trace_rings(&t))
		return cgrid_fail_memory(c->ctx);
	return finish(&t);
}

enum cgrid_status
cgrid_cut_inside_cell(struct cgrid_cutter *c, const struct cgrid_shape *shape, uint32_t column,
		      uint32_t row)
{
	const struct cgrid_cut_cell cell = {.column = column, .band = c->lines->row_count - 1 - row};
	struct trace t;
	begin_trace(&t, c, &cell);
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		if (ring->role == CGRID_RING_LINE)
			continue;
		if (!reserve(&t, ring->count))
			return cgrid_fail_memory(c->ctx);
		begin_ring(&t);
		put_vertices(&t, ring->points, ring->count);
		if (!end_ring(&t))
			return cgrid_fail_memory(c->ctx);
	}
	return finish(&t);
}
