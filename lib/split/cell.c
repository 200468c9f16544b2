/* SPDX-License-Identifier: Apache-2.0 */
#include "split/cell.h"

#include "base/mem.h"
#include "base/shape.h"
#include "split/certain.h"

#include <math.h>
#include <string.h>

/* What an edge of a piece is: the room's own from vertex to vertex, a part of one, along a line. */
enum cgrid_edge_kind { EDGE_OWN, EDGE_CUT, EDGE_LINE };

/* With more edges to look at GEOS is the faster judge. */
enum { MOST_SUSPECTS = 128 };

struct trace {
	struct cgrid_cutter *c;
	const struct cgrid_cut_cell *cell;
	struct cgrid_xy corners[4];
	bool covered[4]; /* is the corner inside the shape's boundary along the lines? */
	uint32_t corner_next[4], corner_event[4];
	bool corner_used[4];
	bool certain; /* the joins leave no doubt that edges along lines are apart */
	size_t first_point, first_ring;
	size_t suspects; /* edges that are parts of walls */
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
static bool
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
	return cgrid_array_reserve(&list->points, &list->point_capacity, list->point_count + more,
				   sizeof *list->points) &&
	       cgrid_array_reserve(&t->c->kinds, &t->c->kind_capacity,
				   list->point_count + more - t->first_point, 1);
}

/* A point of the ring, and what the edge from it is; one that repeats the point before is passed
 * over. */
static inline void
put(struct trace *t, struct cgrid_xy at, enum cgrid_edge_kind kind)
{
	const struct cgrid_lines *lines = t->c->lines;
	struct cgrid_list *list = &t->c->list;
	size_t n = list->point_count;
	t->suspects += kind == EDGE_CUT;
	if (n > t->ring_first && at.x == t->last.x && at.y == t->last.y)
		n--;
	else
		list->points[n] = lines->turn ? lines->turn(lines->user, at) : at;
	t->c->kinds[n - t->first_point] = (uint8_t)kind;
	list->point_count = n + 1;
	t->last = at;
}

/* Vertices of the room, which do not repeat each other; the edge from the last one is of another
 * kind. */
static inline void
put_vertices(struct trace *t, const struct cgrid_xy *from, size_t count)
{
	const struct cgrid_lines *lines = t->c->lines;
	struct cgrid_list *list = &t->c->list;
	if (count == 0)
		return;
	put(t, from[0], EDGE_OWN);
	struct cgrid_xy *to = &list->points[list->point_count];
	if (lines->turn)
		for (size_t i = 1; i < count; i++)
			to[i - 1] = lines->turn(lines->user, from[i]);
	else
		memcpy(to, from + 1, (count - 1) * sizeof *to);
	memset(&t->c->kinds[list->point_count - t->first_point], EDGE_OWN, count - 1);
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
			put(t, mark, EDGE_LINE);
	}
	return true;
}

static bool
put_part(struct trace *t, const struct cgrid_cut_part *part)
{
	const struct cgrid_cut_ring *ring = &t->c->rings[part->ring];
	const struct cgrid_xy *points = t->c->points;
	bool closed = part->start_at == CGRID_CLOSED;
	uint32_t first = cgrid_after(ring, part->edge), inner = part->inner;
	if (!reserve(t, (size_t)inner + 2))
		return false;
	if (!closed)
		put(t, part->start, EDGE_CUT);
	uint32_t to_end = inner < ring->end - first ? inner : ring->end - first;
	put_vertices(t, &points[first], to_end);
	put_vertices(t, &points[ring->first], inner - to_end);
	if (closed)
		return true;
	if (inner > 0) {
		t->c->kinds[t->c->list.point_count - 1 - t->first_point] = EDGE_CUT;
		t->suspects++;
	}
	put(t, part->end, EDGE_LINE);
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
			put(t, t->corners[side], EDGE_LINE);
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

/* An edge to be looked at: the ring, which edge of it, and the side of the cell that it ends on. */
struct suspect {
	size_t ring, number, next;
	struct cgrid_xy a, b;
	int side;
};

/* The side that an edge ends on, or with a turn any. */
static int
side_of(const struct trace *t, const struct suspect *s)
{
	const struct cgrid_xy *low = &t->corners[0], *high = &t->corners[2];
	if (s->a.x == high->x || s->b.x == high->x)
		return CGRID_EAST;
	if (s->a.x == low->x || s->b.x == low->x)
		return CGRID_WEST;
	return s->a.y == high->y || s->b.y == high->y ? CGRID_NORTH : CGRID_SOUTH;
}

/* How far from its side an edge reaches into the cell, as `sign` times a coordinate. */
static inline double
reach_of(const struct suspect *s)
{
	bool of_x = s->side == CGRID_EAST || s->side == CGRID_WEST;
	double sign = s->side == CGRID_EAST || s->side == CGRID_NORTH ? 1 : -1;
	double a = sign * (of_x ? s->a.x : s->a.y), b = sign * (of_x ? s->b.x : s->b.y);
	return a < b ? a : b;
}

/* Does a suspect certainly not fold onto its neighbours, or lie along a side? */
static bool
stands_alone(const struct trace *t, const struct cgrid_list_ring *ring, const struct suspect *s,
	     bool all)
{
	const struct cgrid_xy *points = &t->c->list.points[ring->first];
	size_t n = ring->count;
	return (all || !lies_on_side(t, s->a, s->b)) &&
	       cgrid_edges_unfolded(points[s->number > 0 ? s->number - 1 : n - 1], s->a, s->b) &&
	       cgrid_edges_unfolded(s->a, s->b, points[s->next + 1 < n ? s->next + 1 : 0]);
}

/* Is the edge `last`-k of a ring certainly apart from suspects on a side? Those it shares a vertex
 * with are passed over. */
static bool
is_apart(const struct suspect *suspects, size_t count, int side, size_t ring,
	 const struct cgrid_xy *points, size_t last, size_t k)
{
	for (size_t i = 0; i < count; i++) {
		const struct suspect *s = &suspects[i];
		if (s->side != side ||
		    (s->ring == ring && (last == s->number || last == s->next || k == s->number)))
			continue;
		if (!cgrid_edges_apart(s->a, s->b, points[last], points[k]))
			return false;
	}
	return true;
}

/* Are the suspects on a side certainly apart from all edges? Most of these do not come as near to the
 * side as to need a test. */
static bool
side_is_certain(const struct trace *t, const struct suspect *suspects, size_t count, int side, bool all)
{
	const struct cgrid_list *list = &t->c->list;
	const size_t of_x = side == CGRID_EAST || side == CGRID_WEST;
	const double sign = side == CGRID_EAST || side == CGRID_NORTH ? 1 : -1;
	double reach = INFINITY;
	for (size_t i = 0; i < count; i++) {
		double its = suspects[i].side == side ? reach_of(&suspects[i]) : INFINITY;
		reach = its < reach ? its : reach;
	}
	if (reach == INFINITY)
		return true;
	for (size_t r = t->first_ring; r < list->ring_count; r++) {
		const struct cgrid_list_ring *ring = &list->rings[r];
		const struct cgrid_xy *points = &list->points[ring->first];
		const uint8_t *kinds = &t->c->kinds[ring->first - t->first_point];
		const double *seen = of_x ? &points[0].x : &points[0].y;
		bool far = sign * seen[2 * (ring->count - 1)] < reach;
		for (size_t k = 0, last = ring->count - 1; k < ring->count; last = k++) {
			bool was_far = far;
			far = sign * seen[2 * k] < reach;
			/* Edges along lines are apart by their order. */
			if ((was_far && far) || (!all && kinds[last] == EDGE_LINE))
				continue;
			if (!is_apart(suspects, count, side, r, points, last, k))
				return false;
		}
	}
	return true;
}

/* Certainly valid? The room's own edges do not meet, as the room is valid; unless all were turned,
 * only the cut ones have to be looked at. */
static bool
is_certain(const struct trace *t)
{
	const struct cgrid_list *list = &t->c->list;
	struct suspect suspects[MOST_SUSPECTS];
	size_t count = 0;
	bool all = t->c->lines->turn;
	if (!t->certain && !all)
		return false;
	if ((all ? list->point_count - t->first_point : t->suspects) > MOST_SUSPECTS)
		return false;
	for (size_t r = t->first_ring; r < list->ring_count; r++) {
		const struct cgrid_list_ring *ring = &list->rings[r];
		const struct cgrid_xy *points = &list->points[ring->first];
		const uint8_t *kinds = &t->c->kinds[ring->first - t->first_point];
		for (size_t i = 0; i < ring->count; i++) {
			if (!all && kinds[i] != EDGE_CUT)
				continue;
			struct suspect *s = &suspects[count++];
			*s = (struct suspect){
			    .ring = r, .number = i, .next = i + 1 < ring->count ? i + 1 : 0};
			s->a = points[i];
			s->b = points[s->next];
			s->side = side_of(t, s);
			if (!stands_alone(t, ring, s, all))
				return false;
		}
	}
	for (int side = 0; side < 4; side++)
		if (!side_is_certain(t, suspects, count, side, all))
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
	enum cgrid_status status = cgrid_rings_tidy(c->ctx, &c->tidy, &shape, &item->convex, &sound);
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
	const struct cgrid_list_ring *ring = &list->rings[t->first_ring];
	item.convex = list->ring_count == t->first_ring + 1 &&
		      cgrid_is_convex(&list->points[ring->first], ring->count);
	if (!item.convex && !(set_order(t) && is_certain(t))) {
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
	for (int side = 0; side < 4 && c->sum.sound; side++)
		c->sum.sound = join_side(&t, side);
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
