/* SPDX-License-Identifier: Apache-2.0 */
#include "split/rings.h"

#include "base/geos.h"
#include "base/mem.h"
#include "base/shape.h"
#include "split/certain.h"

#include <math.h>
#include <stdlib.h>

enum {
	CERTAIN_POINTS = 64, /* above it the test of all pairs costs more than GEOS */
	MOST_PASSES = 1000   /* rings through one place: beyond it lies no drawing of a room */
};

static void
run_list_free(struct cgrid_run_list *list)
{
	free(list->points);
	free(list->runs);
}

void
cgrid_rings_free(struct cgrid_rings *rings)
{
	run_list_free(&rings->loose);
	run_list_free(&rings->simple);
	free(rings->index);
	free(rings->rings);
	*rings = (struct cgrid_rings){.index = NULL};
}

static bool
run_begin(struct cgrid_run_list *list, uint32_t cycle)
{
	if (!CGRID_ROOM_FOR_ONE(list->runs, list->run_count, list->run_capacity))
		return false;
	list->runs[list->run_count++] = (struct cgrid_run){
	    .first = list->point_count, .box = cgrid_box_empty(), .cycle = cycle, .outer = SIZE_MAX};
	return true;
}

static bool
same_place(struct cgrid_xy a, struct cgrid_xy b)
{
	return a.x == b.x && a.y == b.y;
}

static bool
run_point(struct cgrid_run_list *list, struct cgrid_xy at)
{
	struct cgrid_run *run = &list->runs[list->run_count - 1];
	if (run->count > 0 && same_place(list->points[list->point_count - 1], at))
		return true;
	if (!CGRID_ROOM_FOR_ONE(list->points, list->point_count, list->point_capacity))
		return false;
	list->points[list->point_count++] = at;
	cgrid_box_add(&run->box, at);
	run->count++;
	return true;
}

static void
run_end(struct cgrid_run_list *list)
{
	struct cgrid_run *run = &list->runs[list->run_count - 1];
	while (run->count > 1 &&
	       same_place(list->points[run->first], list->points[run->first + run->count - 1]))
		run->count--;
	run->area = cgrid_ring_area(&list->points[run->first], run->count);
	if (run->count < 3 || run->area == 0) {
		list->point_count = run->first;
		list->run_count--;
		return;
	}
	list->point_count = run->first + run->count;
}

void
cgrid_rings_clear(struct cgrid_rings *rings)
{
	rings->loose.point_count = rings->loose.run_count = 0;
	rings->simple.point_count = rings->simple.run_count = 0;
	rings->ring_count = 0;
}

bool
cgrid_rings_begin(struct cgrid_rings *rings)
{
	return run_begin(&rings->loose, 0);
}

bool
cgrid_rings_point(struct cgrid_rings *rings, struct cgrid_xy at)
{
	return run_point(&rings->loose, at);
}

void
cgrid_rings_end(struct cgrid_rings *rings)
{
	run_end(&rings->loose);
}

static void
heap_down(const struct cgrid_xy *points, uint32_t *order, size_t root, size_t count)
{
	for (size_t child; (child = 2 * root + 1) < count; root = child) {
		struct cgrid_xy a, b;
		if (child + 1 < count) {
			a = points[order[child]];
			b = points[order[child + 1]];
			if (a.x < b.x || (a.x == b.x && a.y < b.y))
				child++;
		}
		a = points[order[root]];
		b = points[order[child]];
		if (!(a.x < b.x || (a.x == b.x && a.y < b.y)))
			return;
		uint32_t swap = order[root];
		order[root] = order[child];
		order[child] = swap;
	}
}

/* Sorts occurrences by place (heapsort: no recursion, no memory, no bad case). */
static void
sort_by_place(const struct cgrid_xy *points, uint32_t *order, size_t count)
{
	for (size_t i = 0; i < count; i++)
		order[i] = (uint32_t)i;
	for (size_t i = count / 2; i-- > 0;)
		heap_down(points, order, i, count);
	for (size_t end = count; end-- > 1;) {
		uint32_t swap = order[0];
		order[0] = order[end];
		order[end] = swap;
		heap_down(points, order, 0, end);
	}
}

/* Room for the six index arrays. */
static bool
reserve_index(struct cgrid_rings *rings, size_t count)
{
	if (count >= UINT32_MAX / 8 ||
	    !cgrid_array_reserve(&rings->index, &rings->index_capacity, 6 * count, sizeof(uint32_t)))
		return false;
	rings->before = rings->index;
	rings->after = rings->before + count;
	rings->group = rings->after + count;
	rings->order = rings->group + count;
	rings->link = rings->order + count;
	rings->stack = rings->link + count;
	return true;
}

/* Does any place occur twice? Groups occurrences by place. */
static bool
find_repeated(struct cgrid_rings *rings)
{
	const struct cgrid_run_list *loose = &rings->loose;
	bool repeated = false;
	sort_by_place(loose->points, rings->order, loose->point_count);
	for (size_t i = 0; i < loose->point_count; i++) {
		uint32_t at = rings->order[i];
		rings->group[at] = at;
		if (i > 0 && same_place(loose->points[at], loose->points[rings->order[i - 1]])) {
			rings->group[at] = rings->group[rings->order[i - 1]];
			repeated = true;
		}
	}
	return repeated;
}

/* How far clockwise from `from` a direction is, coarsely: ahead of a half turn 0, at it 1, beyond
 * it 2, a whole turn 3. */
static int
clockwise_class(struct cgrid_xy from, struct cgrid_xy to)
{
	double cross = from.x * to.y - from.y * to.x;
	if (cross != 0)
		return cross < 0 ? 0 : 2;
	return from.x * to.x + from.y * to.y < 0 ? 1 : 3;
}

static bool
sooner_clockwise(struct cgrid_xy from, struct cgrid_xy a, struct cgrid_xy b)
{
	int class_a = clockwise_class(from, a), class_b = clockwise_class(from, b);
	if (class_a != class_b)
		return class_a < class_b;
	return a.x * b.y - a.y * b.x < 0;
}

static struct cgrid_xy
minus(struct cgrid_xy a, struct cgrid_xy b)
{
	return (struct cgrid_xy){a.x - b.x, a.y - b.y};
}

/* At a place where several rings pass, the way on from each arrival is the first one clockwise
 * from where it came: so the rings become the boundaries of connected faces. */
static bool
link_place(struct cgrid_rings *rings, size_t first, size_t end)
{
	const struct cgrid_xy *points = rings->loose.points;
	struct cgrid_xy here = points[rings->order[first]];
	if (end - first > MOST_PASSES)
		return false;
	for (size_t i = first; i < end; i++) {
		uint32_t arrival = rings->order[i];
		struct cgrid_xy from = minus(points[rings->before[arrival]], here);
		uint32_t best = rings->order[first];
		for (size_t k = first + 1; k < end; k++) {
			uint32_t other = rings->order[k];
			if (sooner_clockwise(from, minus(points[rings->after[other]], here),
					     minus(points[rings->after[best]], here)))
				best = other;
		}
		rings->link[arrival] = rings->after[best];
		for (size_t k = first; k < i; k++)
			if (rings->link[rings->order[k]] == rings->link[arrival])
				return false;
	}
	return true;
}

/* Walks one boundary and takes a ring out of it wherever it comes back to a place. */
static bool
take_boundary(struct cgrid_rings *rings, uint32_t start, uint32_t *at_height, uint32_t cycle)
{
	const struct cgrid_xy *points = rings->loose.points;
	struct cgrid_run_list *simple = &rings->simple;
	size_t height = 0;
	uint32_t at = start;
	do {
		uint32_t place = rings->group[at], next = rings->link[at];
		if (at_height[place] != UINT32_MAX) {
			size_t base = at_height[place];
			if (!run_begin(simple, cycle))
				return false;
			for (size_t i = base; i < height; i++) {
				if (!run_point(simple, points[rings->stack[i]]))
					return false;
				at_height[rings->stack[i]] = UINT32_MAX;
			}
			run_end(simple);
			height = base;
		}
		at_height[place] = (uint32_t)height;
		rings->stack[height++] = place;
		rings->link[at] = UINT32_MAX;
		at = next;
	} while (at != start);
	if (!run_begin(simple, cycle))
		return false;
	for (size_t i = 0; i < height; i++) {
		if (!run_point(simple, points[rings->stack[i]]))
			return false;
		at_height[rings->stack[i]] = UINT32_MAX;
	}
	run_end(simple);
	return true;
}

static void
index_runs(struct cgrid_rings *rings)
{
	for (size_t r = 0; r < rings->loose.run_count; r++) {
		const struct cgrid_run *run = &rings->loose.runs[r];
		for (size_t i = 0; i < run->count; i++) {
			size_t next = i + 1 < run->count ? i + 1 : 0;
			rings->after[run->first + i] = (uint32_t)(run->first + next);
			rings->before[run->first + next] = (uint32_t)(run->first + i);
		}
	}
}

/* Rings that touch -> rings that are simple. */
static enum cgrid_status
take_apart(struct cgrid_ctx *ctx, struct cgrid_rings *rings, bool *sound)
{
	size_t count = rings->loose.point_count;
	uint32_t cycle = 1;
	index_runs(rings);
	for (size_t i = 0; i < count; i++)
		rings->link[i] = rings->after[i];
	for (size_t first = 0, end; first < count && *sound; first = end) {
		for (end = first + 1; end < count && rings->group[rings->order[end]] ==
							 rings->group[rings->order[first]];)
			end++;
		if (end - first > 1)
			*sound = link_place(rings, first, end);
	}
	if (!*sound)
		return CGRID_OK;
	uint32_t *at_height = rings->order; /* the order has served */
	for (size_t i = 0; i < count; i++)
		at_height[i] = UINT32_MAX;
	for (size_t i = 0; i < count; i++)
		if (rings->link[i] != UINT32_MAX &&
		    !take_boundary(rings, (uint32_t)i, at_height, cycle++))
			return cgrid_fail_memory(ctx);
	return CGRID_OK;
}

/* How many points of a hole an outer ring holds. */
static size_t
held_points(const struct cgrid_run_list *list, const struct cgrid_run *outer,
	    const struct cgrid_run *hole)
{
	const struct cgrid_ring ring = {&list->points[outer->first], outer->count, CGRID_RING_OUTER};
	const struct cgrid_shape shape = {.rings = &ring, .ring_count = 1, .box = outer->box};
	size_t held = 0;
	if (hole->box.min_x < outer->box.min_x || hole->box.max_x > outer->box.max_x ||
	    hole->box.min_y < outer->box.min_y || hole->box.max_y > outer->box.max_y)
		return 0;
	for (size_t i = 0; i < hole->count; i++)
		held += cgrid_shape_holds(&shape, list->points[hole->first + i]);
	return held;
}

/* The outer ring that a hole lies in: that of its own boundary, or the smallest that holds most of
 * its points (a point on a wall may be held or not). */
static size_t
outer_of(const struct cgrid_run_list *list, const struct cgrid_run *hole)
{
	size_t best = SIZE_MAX, best_held = 0;
	for (size_t r = 0; r < list->run_count; r++) {
		const struct cgrid_run *run = &list->runs[r];
		if (run->area < 0)
			continue;
		if (run->cycle == hole->cycle && run->cycle > 0)
			return r;
		size_t held = held_points(list, run, hole);
		if (held > best_held ||
		    (held > 0 && held == best_held && run->area < list->runs[best].area)) {
			best = r;
			best_held = held;
		}
	}
	return best;
}

static bool
add_ring(struct cgrid_rings *rings, const struct cgrid_run_list *list, const struct cgrid_run *run)
{
	if (!CGRID_ROOM_FOR_ONE(rings->rings, rings->ring_count, rings->ring_capacity))
		return false;
	rings->rings[rings->ring_count++] = (struct cgrid_ring){
	    &list->points[run->first], run->count, run->area > 0 ? CGRID_RING_OUTER : CGRID_RING_HOLE};
	return true;
}

/* Outer rings, each followed by its holes. */
static enum cgrid_status
put_together(struct cgrid_ctx *ctx, struct cgrid_rings *rings, struct cgrid_run_list *list, bool *sound)
{
	size_t outers = 0;
	for (size_t r = 0; r < list->run_count; r++)
		outers += list->runs[r].area > 0;
	for (size_t r = 0; r < list->run_count && outers < list->run_count; r++)
		if (list->runs[r].area < 0)
			list->runs[r].outer = outer_of(list, &list->runs[r]);
	for (size_t r = 0; r < list->run_count; r++) {
		if (list->runs[r].area < 0)
			continue;
		if (!add_ring(rings, list, &list->runs[r]))
			return cgrid_fail_memory(ctx);
		for (size_t h = 0; h < list->run_count && outers < list->run_count; h++)
			if (list->runs[h].outer == r && !add_ring(rings, list, &list->runs[h]))
				return cgrid_fail_memory(ctx);
	}
	*sound = rings->ring_count == list->run_count;
	return CGRID_OK;
}

/* A cheap and certain test: true when no two edges meet but at the vertex they share. */
static bool
is_certain(const struct cgrid_shape *shape)
{
	size_t points = 0;
	for (size_t r = 0; r < shape->ring_count; r++)
		points += shape->rings[r].count;
	if (points > CERTAIN_POINTS)
		return false;
	for (size_t r = 0; r < shape->ring_count; r++)
		for (size_t s = r; s < shape->ring_count; s++)
			if (!cgrid_rings_apart(shape->rings[r].points, shape->rings[r].count,
					       shape->rings[s].points, shape->rings[s].count))
				return false;
	return true;
}

static void
show(const struct cgrid_rings *rings, struct cgrid_shape *shape_out)
{
	shape_out->rings = rings->rings;
	shape_out->ring_count = rings->ring_count;
	cgrid_shape_measure(shape_out);
}

enum cgrid_status
cgrid_rings_tidy(struct cgrid_ctx *ctx, struct cgrid_rings *rings, struct cgrid_shape *shape_out,
		 bool *sound_out)
{
	struct cgrid_run_list *list = &rings->loose;
	enum cgrid_status status = CGRID_OK;
	char reason[128];
	struct cgrid_xy where;
	*shape_out = (struct cgrid_shape){.box = cgrid_box_empty()};
	*sound_out = true;
	if (list->run_count == 0)
		return CGRID_OK;
	if (list->run_count == 1 && cgrid_is_convex(list->points, list->point_count)) {
		if (!add_ring(rings, list, &list->runs[0]))
			return cgrid_fail_memory(ctx);
		show(rings, shape_out);
		return CGRID_OK;
	}
	if (!reserve_index(rings, list->point_count))
		return cgrid_fail_memory(ctx);
	if (find_repeated(rings)) {
		status = take_apart(ctx, rings, sound_out);
		list = &rings->simple;
	}
	if (status == CGRID_OK && *sound_out)
		status = put_together(ctx, rings, list, sound_out);
	if (status != CGRID_OK || !*sound_out)
		return status;
	show(rings, shape_out);
	if (!is_certain(shape_out))
		status = cgrid_geos_valid(ctx, shape_out, sound_out, reason, &where);
	return status;
}
