/* SPDX-License-Identifier: Apache-2.0 */
#include "split/walk.h"

#include "base/mem.h"

#include <string.h>

enum { FEW_EVENTS = 32 };

/* A walk: what it draws on. */
struct walk {
	struct cgrid_cutter *c;
	struct cgrid_cut_parts *parts;
	struct cgrid_cut_events *events;
	const struct cgrid_cut_ring *ring;
	uint32_t ring_index;
	uint32_t part; /* the one being drawn */
};
/* A stretch of one wall. */
struct stretch {
	struct cgrid_xy from, to;
	uint32_t edge;
	bool sloped; /* the slope is known */
	double slope, base, offset;
};

int32_t
cgrid_find_position(const struct cgrid_cut_axis *axis, double at)
{
	uint32_t low = 0, high = axis->count;
	if (at < cgrid_line_at(axis, 0))
		return -1;
	if (at >= cgrid_line_at(axis, high))
		return (int32_t)(2 * high) + (at > cgrid_line_at(axis, high));
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (cgrid_line_at(axis, middle) <= at)
			low = middle;
		else
			high = middle;
	}
	return (int32_t)(2 * low) + (at > cgrid_line_at(axis, low));
}

static inline double
along(struct cgrid_xy p, int axis)
{
	return axis == 0 ? p.x : p.y;
}

static inline struct cgrid_xy
on_line(int axis, double line, double at)
{
	return axis == 0 ? (struct cgrid_xy){line, at} : (struct cgrid_xy){at, line};
}

/* Where a stretch, whose ends are on either side, meets a line. Never beyond the ends, and in the
 * order of the lines, since each operation keeps the order of what is put in. */
static inline double
crossing(const struct walk *w, int axis, struct stretch *s, double line)
{
	if (!s->sloped) {
		struct cgrid_xy a = w->c->points[s->edge],
				b = w->c->points[cgrid_after(w->ring, s->edge)];
		if (b.x < a.x || (b.x == a.x && b.y < a.y)) {
			struct cgrid_xy swap = a;
			a = b;
			b = swap;
		}
		s->base = along(a, axis);
		s->offset = along(a, 1 - axis);
		s->slope = (along(b, 1 - axis) - s->offset) / (along(b, axis) - s->base);
		s->sloped = true;
	}
	double at = s->offset + (line - s->base) * s->slope;
	double p = along(s->from, 1 - axis), q = along(s->to, 1 - axis);
	double low = p < q ? p : q, high = p < q ? q : p;
	return at < low ? low : at > high ? high : at;
}

static inline void
begin_part(struct walk *w, struct cgrid_xy at, enum cgrid_side side, uint32_t edge, int32_t band)
{
	w->part = (uint32_t)w->parts->count++;
	struct cgrid_cut_part *part = &w->parts->at[w->part];
	part->start = at;
	part->ring = w->ring_index;
	part->edge = edge;
	part->inner = 0;
	part->band = band;
	part->start_at = part->end_at = (uint8_t)side;
	part->used = false;
	part->first = part->last = CGRID_NO_PART;
}

/* Comes to line k. */
static inline void
arrive(struct walk *w, int axis, uint32_t k, struct cgrid_xy at, int32_t position, enum cgrid_way way)
{
	struct cgrid_cut_event *event = &w->events->at[w->events->count++];
	event->at = along(at, 1 - axis);
	event->line = k;
	event->position = position;
	event->in = event->out = CGRID_NO_PART;
	event->in_way = (uint8_t)way;
	event->out_way = CGRID_NO_WAY;
	if (way == CGRID_NO_WAY)
		return;
	struct cgrid_cut_part *part = &w->parts->at[w->part];
	bool low = way == CGRID_FROM_LOW;
	event->in = w->part;
	part->end = at;
	part->end_at = axis == 0 ? (low ? CGRID_EAST : CGRID_WEST) : (low ? CGRID_NORTH : CGRID_SOUTH);
	part->end_position = position;
	w->part = CGRID_NO_PART;
}

/* Goes from line k, to which it has come, into a band. */
static inline void
leave(struct walk *w, int axis, struct cgrid_xy at, uint32_t edge, int32_t band, enum cgrid_way way)
{
	struct cgrid_cut_event *event = &w->events->at[w->events->count - 1];
	bool low = way == CGRID_FROM_LOW;
	begin_part(w, at,
		   axis == 0 ? (low ? CGRID_EAST : CGRID_WEST) : (low ? CGRID_NORTH : CGRID_SOUTH),
		   edge, band);
	w->parts->at[w->part].start_position = event->position;
	event->out = w->part;
	event->out_way = (uint8_t)way;
}

/* Room for the parts and events of so many steps from position to position. */
static inline bool
reserve(struct walk *w, size_t need)
{
	return cgrid_array_reserve(&w->parts->at, &w->parts->capacity, w->parts->count + need,
				   sizeof *w->parts->at) &&
	       cgrid_array_reserve(&w->events->at, &w->events->capacity, w->events->count + need,
				   sizeof *w->events->at);
}

/* One wall or what of it is in the row, between positions that differ. `to_vertex` is the vertex at
 * its end, or CGRID_NO_PART. */
static inline bool
cross_lines(struct walk *w, int axis, struct stretch *s, int32_t from, int32_t to, uint32_t to_vertex)
{
	const struct cgrid_cut_axis *lines = &w->c->axes[axis];
	bool up = to > from;
	int32_t step = up ? 1 : -1;
	int32_t k = up ? (from + 1) >> 1 : from >> 1; /* the first line */
	enum cgrid_way in = up ? CGRID_FROM_LOW : CGRID_FROM_HIGH;
	enum cgrid_way out = up ? CGRID_FROM_HIGH : CGRID_FROM_LOW;
	struct cgrid_xy at = s->from;
	if (!reserve(w, (size_t)(up ? to - from : from - to) / 2 + 2))
		return false;
	for (bool comes = from & 1;; comes = true) {
		if (comes) {
			double line = cgrid_line_at(lines, (uint32_t)k);
			bool ends = to == 2 * k;
			at = ends ? s->to : on_line(axis, line, crossing(w, axis, s, line));
			int32_t position = 0;
			if (axis == 1)
				position = ends && to_vertex != CGRID_NO_PART
					       ? w->c->position[0][to_vertex]
					       : cgrid_position(&w->c->axes[0], at.x);
			arrive(w, axis, (uint32_t)k, at, position, in);
			if (ends)
				return true;
		}
		leave(w, axis, at, s->edge, up ? k : k - 1, out);
		if (to == 2 * k + step) {
			w->parts->at[w->part].inner += to_vertex != CGRID_NO_PART;
			return true;
		}
		k += step;
	}
}

/* On to a vertex that is not beside the one before within a band. */
static inline bool
go_on(struct walk *w, int axis, struct stretch *s, int32_t from, int32_t to, uint32_t vertex)
{
	if (from != to)
		return cross_lines(w, axis, s, from, to, vertex);
	if (!reserve(w, 1))
		return false;
	arrive(w, axis, (uint32_t)(to >> 1), s->to, axis == 1 ? w->c->position[0][vertex] : 0,
	       CGRID_NO_WAY);
	return true;
}

/* From a vertex, or from a start on the wall from it, over so many vertices: the place and the
 * position come to be those of the last one. */
static inline bool
go_along(struct walk *w, int axis, struct stretch *s, int32_t *position, uint32_t count)
{
	const struct cgrid_xy *points = w->c->points;
	const int32_t *positions = w->c->position[axis];
	int32_t from = *position;
	uint32_t inner = 0; /* strictly within a band there is nothing to do but to count */
	for (; count > 0; count--) {
		uint32_t next = cgrid_after(w->ring, s->edge);
		int32_t to = positions[next];
		if (from == to && (from & 1)) {
			inner++;
			s->edge = next;
			continue;
		}
		if (inner > 0) {
			w->parts->at[w->part].inner += inner;
			inner = 0;
			s->from = points[s->edge];
		}
		s->to = points[next];
		s->sloped = false;
		if (!go_on(w, axis, s, from, to, next))
			return false;
		s->from = s->to;
		s->edge = next;
		from = to;
	}
	if (inner > 0) {
		w->parts->at[w->part].inner += inner;
		s->from = points[s->edge];
	}
	*position = from;
	return true;
}

/* A whole ring. */
static inline bool
walk_ring(struct walk *w, int axis)
{
	const struct cgrid_cutter *c = w->c;
	const int32_t *position = c->position[axis];
	uint32_t before = w->ring->end - 1, vertex = w->ring->first;
	if (c->axes[axis].low == c->axes[axis].high)
		vertex = w->ring->end; /* so is the whole shape */
	while (vertex < w->ring->end && position[vertex] == position[before])
		before = vertex++;
	if (!reserve(w, 2))
		return false;
	if (vertex == w->ring->end) {
		if (position[before] & 1) { /* all in one band */
			begin_part(w, c->points[before], CGRID_CLOSED, before, position[before] >> 1);
			w->parts->at[w->part].inner = w->ring->end - w->ring->first;
		}
		return true;
	}
	uint32_t first = w->part = CGRID_NO_PART;
	int32_t start = position[vertex];
	if (start & 1) { /* the part that the walk will come back into */
		begin_part(w, c->points[vertex], CGRID_CLOSED, before, start >> 1);
		w->parts->at[first = w->part].inner = 1;
	} else
		arrive(w, axis, (uint32_t)(start >> 1), c->points[vertex],
		       axis == 1 ? c->position[0][vertex] : 0, CGRID_NO_WAY);
	struct stretch s = {.from = c->points[vertex], .edge = vertex};
	if (!go_along(w, axis, &s, &start, w->ring->end - w->ring->first))
		return false;
	if (first != CGRID_NO_PART) { /* the last part is the first one */
		struct cgrid_cut_part *last = &w->parts->at[--w->parts->count];
		w->parts->at[first].start = last->start;
		w->parts->at[first].start_at = last->start_at;
		w->parts->at[first].start_position = last->start_position;
		w->events->at[w->events->count - 1].out = first;
	}
	return true;
}

bool
cgrid_walk_rows(struct cgrid_cutter *c, uint32_t ring)
{
	struct walk w = {c, &c->row_parts, &c->row_events, &c->rings[ring], ring, CGRID_NO_PART};
	return walk_ring(&w, 1);
}

bool
cgrid_walk_columns(struct cgrid_cutter *c, struct cgrid_cut_part *row)
{
	struct walk w = {c,         &c->cell_parts, &c->cell_events, &c->rings[row->ring],
			 row->ring, CGRID_NO_PART};
	if (row->start_at == CGRID_CLOSED)
		return walk_ring(&w, 0);
	struct stretch s = {.from = row->start, .edge = row->edge};
	int32_t from = row->start_position;
	if (!reserve(&w, 1))
		return false;
	if (from & 1) {
		begin_part(&w, row->start, row->start_at, row->edge, from >> 1);
		row->first = w.part;
	} else
		arrive(&w, 0, (uint32_t)(from >> 1), row->start, 0, CGRID_NO_WAY);
	if (!go_along(&w, 0, &s, &from, row->inner))
		return false;
	s.to = row->end;
	s.sloped = false;
	int32_t to = row->end_position;
	if (from != to && !cross_lines(&w, 0, &s, from, to, CGRID_NO_PART))
		return false;
	if (to & 1) {
		c->cell_parts.at[w.part].end = row->end;
		c->cell_parts.at[w.part].end_at = row->end_at;
		row->last = w.part;
	}
	return true;
}

double
cgrid_area_beyond(const struct cgrid_cutter *c, int axis, const struct cgrid_cut_part *part)
{
	const struct cgrid_cut_ring *ring = &c->rings[part->ring];
	const struct cgrid_cut_axis *lines = &c->axes[axis];
	double line = cgrid_line_at(lines, part->band < 0 ? 0 : lines->count), twice = 0;
	uint32_t vertex = part->edge;
	struct cgrid_xy from = part->start_at == CGRID_CLOSED ? c->points[vertex] : part->start;
	for (uint32_t n = part->inner + (part->start_at != CGRID_CLOSED); n > 0; n--) {
		vertex = cgrid_after(ring, vertex);
		bool last = n == 1 && part->start_at != CGRID_CLOSED;
		struct cgrid_xy to = last ? part->end : c->points[vertex];
		double height = along(from, axis) - line + (along(to, axis) - line);
		twice += height * (along(to, 1 - axis) - along(from, 1 - axis));
		from = to;
	}
	return axis == 0 ? twice / 2 : -twice / 2;
}

static inline bool
comes_after(const struct cgrid_cut_event *a, const struct cgrid_cut_event *b)
{
	return a->line != b->line ? a->line > b->line : a->at > b->at;
}

static void
sort_few(struct cgrid_cut_event *events, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		if (!comes_after(&events[i - 1], &events[i]))
			continue;
		struct cgrid_cut_event event = events[i];
		size_t k = i;
		for (; k > 0 && comes_after(&events[k - 1], &event); k--)
			events[k] = events[k - 1];
		events[k] = event;
	}
}

/* Heapsort: no recursion, no memory, no bad case. */
static void
sort_many(struct cgrid_cut_event *events, size_t count)
{
	for (size_t root = count / 2, end = count; end > 1;) {
		struct cgrid_cut_event event;
		if (root > 0)
			event = events[--root];
		else {
			event = events[--end];
			events[end] = events[0];
		}
		size_t i = root;
		for (size_t child; (child = 2 * i + 1) < end; i = child) {
			if (child + 1 < end && comes_after(&events[child + 1], &events[child]))
				child++;
			if (!comes_after(&events[child], &event))
				break;
			events[i] = events[child];
		}
		events[i] = event;
	}
}

bool
cgrid_sort_events(struct cgrid_cutter *c, struct cgrid_cut_events *events, uint32_t first, uint32_t end)
{
	struct cgrid_cut_events *spare = &c->spare_events;
	size_t lines = (size_t)(end - first) + 1;
	if (events->count <= FEW_EVENTS) {
		sort_few(events->at, events->count);
		return true;
	}
	if (!cgrid_array_reserve(&c->starts, &c->starts_capacity, lines + 1, sizeof *c->starts) ||
	    !cgrid_array_reserve(&spare->at, &spare->capacity, events->count, sizeof *spare->at))
		return false;
	uint32_t *starts = c->starts;
	memset(starts, 0, (lines + 1) * sizeof *starts);
	for (size_t i = 0; i < events->count; i++)
		starts[events->at[i].line - first + 1]++;
	for (size_t k = 0; k < lines; k++)
		starts[k + 1] += starts[k];
	for (size_t i = 0; i < events->count; i++)
		spare->at[starts[events->at[i].line - first]++] = events->at[i];
	spare->count = events->count;
	for (size_t k = 0; k < lines; k++) { /* each start has moved to its end */
		size_t from = k > 0 ? starts[k - 1] : 0, count = starts[k] - from;
		(count <= FEW_EVENTS ? sort_few : sort_many)(&spare->at[from], count);
	}
	struct cgrid_cut_events swap = *events;
	*events = *spare;
	*spare = swap;
	return true;
}
