/* SPDX-License-Identifier: Apache-2.0 */
/* Shapes on the sheet: clipped, drawn, hatched, and asked what they hold. */
#include "map/label.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Shapes are cut this far outside the map: no coordinate is ever beyond what cairo can hold. */
#define AROUND 15.0

/* One side of a rectangle: inside where sign * (axis - at) >= 0. */
struct side {
	bool y;
	double at, sign;
};

static double
depth(const struct side *side, struct cgrid_mm p)
{
	return side->sign * ((side->y ? p.y : p.x) - side->at);
}

/* Sutherland and Hodgman: a ring cut by one side. `to` has room for twice the points. */
static size_t
cut_ring(const struct side *side, const struct cgrid_mm *from, size_t count, struct cgrid_mm *to)
{
	size_t n = 0;
	for (size_t i = 0; i < count; i++) {
		struct cgrid_mm a = from[i], b = from[(i + 1) % count];
		double da = depth(side, a), db = depth(side, b);
		if (da >= 0)
			to[n++] = a;
		if ((da >= 0) != (db >= 0)) {
			double t = da / (da - db);
			to[n++] = (struct cgrid_mm){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
		}
	}
	return n;
}

static struct cgrid_rect
surroundings(const struct cgrid_page *page)
{
	return (struct cgrid_rect){page->frame.x0 - AROUND, page->frame.y0 - AROUND,
				   page->frame.x1 + AROUND, page->frame.y1 + AROUND};
}

/* A ring in millimetres, cut to the surroundings of the map; in scratch[0]. */
static size_t
ring_on_sheet(const struct cgrid_page *page, const struct cgrid_view *view,
	      const struct cgrid_ring *ring, struct cgrid_mm *scratch[2])
{
	const struct cgrid_rect r = surroundings(page);
	const struct side sides[4] = {
	    {false, r.x0, 1}, {false, r.x1, -1}, {true, r.y0, 1}, {true, r.y1, -1}};
	size_t count = ring->count;
	bool inside = true;
	for (size_t i = 0; i < count; i++) {
		struct cgrid_mm p = cgrid_view_mm(view, ring->points[i]);
		inside = inside && p.x >= r.x0 && p.x <= r.x1 && p.y >= r.y0 && p.y <= r.y1;
		scratch[0][i] = p;
	}
	for (int s = 0; !inside && s < 4; s++) {
		count = cut_ring(&sides[s], scratch[0], count, scratch[1]);
		memcpy(scratch[0], scratch[1], count * sizeof *scratch[0]);
	}
	return count;
}

struct cgrid_area_mm
cgrid_area_of(struct cgrid_page *page, const struct cgrid_view *view, const struct cgrid_shape *shape)
{
	struct cgrid_area_mm area = {.box = {1, 1, 0, 0}, .clip = true};
	size_t most = 0, total = 0;
	for (size_t r = 0; r < shape->ring_count; r++)
		most = shape->rings[r].count > most ? shape->rings[r].count : most;
	/* Each of the four cuts adds no more points than there were edges. */
	struct cgrid_mm *scratch[2] = {cgrid_array_new(most, 16 * sizeof(struct cgrid_mm)),
				       cgrid_array_new(most, 16 * sizeof(struct cgrid_mm))};
	struct cgrid_mm *points = NULL;
	size_t capacity = 0;
	area.ends = cgrid_arena_alloc(&page->arena, shape->ring_count + 1, sizeof *area.ends);
	if (!scratch[0] || !scratch[1] || !area.ends) {
		page->failed = true;
		goto out;
	}
	for (size_t r = 0; r < shape->ring_count; r++) {
		if (shape->rings[r].role == CGRID_RING_LINE)
			continue;
		size_t count = ring_on_sheet(page, view, &shape->rings[r], scratch);
		if (count < 3)
			continue;
		if (!cgrid_array_reserve(&points, &capacity, total + count, sizeof *points)) {
			page->failed = true;
			goto out;
		}
		memcpy(points + total, scratch[0], count * sizeof *points);
		total += count;
		area.ends[area.ring_count++] = total;
	}
	area.points = total ? cgrid_arena_alloc(&page->arena, total, sizeof *points) : NULL;
	if (!area.points) {
		page->failed = page->failed || total > 0;
		area.ring_count = 0;
		goto out;
	}
	memcpy(area.points, points, total * sizeof *points);
	area.point_count = total;
	area.box = (struct cgrid_rect){points[0].x, points[0].y, points[0].x, points[0].y};
	for (size_t i = 1; i < total; i++) {
		area.box.x0 = fmin(area.box.x0, points[i].x);
		area.box.y0 = fmin(area.box.y0, points[i].y);
		area.box.x1 = fmax(area.box.x1, points[i].x);
		area.box.y1 = fmax(area.box.y1, points[i].y);
	}
out:
	free(points);
	free(scratch[0]);
	free(scratch[1]);
	return area;
}

/* The edge that ends in point i of a ring that starts at `first`. */
static struct cgrid_mm
edge_start(const struct cgrid_area_mm *area, size_t first, size_t end, size_t i)
{
	return area->points[i == first ? end - 1 : i - 1];
}

bool
cgrid_area_holds(const struct cgrid_area_mm *area, struct cgrid_mm at)
{
	bool inside = false;
	size_t first = 0;
	for (size_t r = 0; r < area->ring_count; first = area->ends[r++])
		for (size_t i = first; i < area->ends[r]; i++) {
			struct cgrid_mm a = edge_start(area, first, area->ends[r], i),
					b = area->points[i];
			if ((a.y > at.y) != (b.y > at.y) &&
			    at.x < a.x + (b.x - a.x) * (at.y - a.y) / (b.y - a.y))
				inside = !inside;
		}
	return inside;
}

/* Liang and Barsky. */
bool
cgrid_line_meets(struct cgrid_mm a, struct cgrid_mm b, struct cgrid_rect r)
{
	if (fmax(a.x, b.x) < r.x0 || fmin(a.x, b.x) > r.x1 || fmax(a.y, b.y) < r.y0 ||
	    fmin(a.y, b.y) > r.y1)
		return false;
	const double p[4] = {a.x - b.x, b.x - a.x, a.y - b.y, b.y - a.y};
	const double q[4] = {a.x - r.x0, r.x1 - a.x, a.y - r.y0, r.y1 - a.y};
	double enter = 0, leave = 1;
	for (int i = 0; i < 4; i++) {
		if (p[i] == 0) {
			if (q[i] < 0)
				return false;
		} else if (p[i] < 0) {
			enter = fmax(enter, q[i] / p[i]);
		} else {
			leave = fmin(leave, q[i] / p[i]);
		}
	}
	return enter <= leave;
}

static bool
edges_touch(const struct cgrid_area_mm *area, struct cgrid_rect rect)
{
	size_t first = 0;
	for (size_t r = 0; r < area->ring_count; first = area->ends[r++])
		for (size_t i = first; i < area->ends[r]; i++)
			if (cgrid_line_meets(edge_start(area, first, area->ends[r], i), area->points[i],
					     rect))
				return true;
	return false;
}

static struct cgrid_mm
middle_of(struct cgrid_rect rect)
{
	return (struct cgrid_mm){(rect.x0 + rect.x1) / 2, (rect.y0 + rect.y1) / 2};
}

bool
cgrid_area_has_rect(const struct cgrid_area_mm *area, struct cgrid_rect rect)
{
	return rect.x0 >= area->box.x0 && rect.x1 <= area->box.x1 && rect.y0 >= area->box.y0 &&
	       rect.y1 <= area->box.y1 && !edges_touch(area, rect) &&
	       cgrid_area_holds(area, middle_of(rect));
}

bool
cgrid_area_off_rect(const struct cgrid_area_mm *area, struct cgrid_rect rect)
{
	return rect.x0 > area->box.x1 || rect.x1 < area->box.x0 || rect.y0 > area->box.y1 ||
	       rect.y1 < area->box.y0 ||
	       (!edges_touch(area, rect) && !cgrid_area_holds(area, middle_of(rect)));
}

void
cgrid_area_draw(struct cgrid_page *page, enum cgrid_layer layer, const struct cgrid_area_mm *area,
		struct cgrid_style style)
{
	size_t first = 0;
	if (area->ring_count == 0)
		return;
	cgrid_path_begin(page, layer, area->clip, style);
	for (size_t r = 0; r < area->ring_count; first = area->ends[r++]) {
		cgrid_path_move(page, area->points[first].x, area->points[first].y);
		for (size_t i = first + 1; i < area->ends[r]; i++)
			cgrid_path_line(page, area->points[i].x, area->points[i].y);
		cgrid_path_close(page);
	}
}

void
cgrid_lines_draw(struct cgrid_page *page, enum cgrid_layer layer, const struct cgrid_view *view,
		 const struct cgrid_shape *shape, struct cgrid_style style)
{
	const struct cgrid_rect around = surroundings(page);
	bool begun = false;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		bool drawn = false; /* the segment before this one */
		for (size_t i = 1; i < ring->count; i++) {
			struct cgrid_mm a = cgrid_view_mm(view, ring->points[i - 1]);
			struct cgrid_mm b = cgrid_view_mm(view, ring->points[i]);
			if (!cgrid_line_meets(a, b, around)) {
				drawn = false;
				continue;
			}
			if (!begun)
				cgrid_path_begin(page, layer, true, style);
			if (!drawn)
				cgrid_path_move(page, a.x, a.y);
			cgrid_path_line(page, b.x, b.y);
			begun = drawn = true;
		}
	}
}

static int
compare_numbers(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

void
cgrid_area_hatch(struct cgrid_page *page, enum cgrid_layer layer, const struct cgrid_area_mm *area,
		 double angle_deg, double spacing_mm, struct cgrid_style style)
{
	const double turn = angle_deg * 3.14159265358979323846 / 180, c = cos(turn), s = sin(turn);
	double low = INFINITY, high = -INFINITY;
	double *crossings = cgrid_array_new(area->point_count, sizeof *crossings);
	if (!crossings || area->point_count == 0) {
		page->failed = page->failed || !crossings;
		free(crossings);
		return;
	}
	/* Across the lines: w = y c - x s; along them: u = x c + y s. Lines stand at whole multiples
	 * of the spacing, so that neighbours are hatched as one. */
	for (size_t i = 0; i < area->point_count; i++) {
		double w = area->points[i].y * c - area->points[i].x * s;
		low = fmin(low, w);
		high = fmax(high, w);
	}
	cgrid_path_begin(page, layer, area->clip, style);
	for (double n = ceil(low / spacing_mm); n * spacing_mm <= high; n++) {
		const double w = n * spacing_mm;
		size_t count = 0, first = 0;
		for (size_t r = 0; r < area->ring_count; first = area->ends[r++])
			for (size_t i = first; i < area->ends[r]; i++) {
				struct cgrid_mm a = edge_start(area, first, area->ends[r], i);
				struct cgrid_mm b = area->points[i];
				double wa = a.y * c - a.x * s, wb = b.y * c - b.x * s;
				if ((wa > w) == (wb > w))
					continue;
				double ua = a.x * c + a.y * s, ub = b.x * c + b.y * s;
				crossings[count++] = ua + (ub - ua) * (w - wa) / (wb - wa);
			}
		qsort(crossings, count, sizeof *crossings, compare_numbers);
		for (size_t i = 0; i + 1 < count; i += 2) {
			cgrid_path_move(page, crossings[i] * c - w * s, crossings[i] * s + w * c);
			cgrid_path_line(page, crossings[i + 1] * c - w * s,
					crossings[i + 1] * s + w * c);
		}
	}
	free(crossings);
}
