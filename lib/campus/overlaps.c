/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stage 2, place: rooms of one level that overlap. A sensor in both is in either, so it is said. Pairs
 * are found by a sweep over boxes, band by band, and nearly all are settled by arithmetic: GEOS sees
 * only those whose boxes, edges and clipped areas leave it open.
 */
#include "base/geos.h"
#include "base/num.h"
#include "base/shape.h"
#include "campus/campus.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Walls that are drawn a little over each other are no overlap. */
static const double least_m2 = 0.5;
enum {
	SAID_MOST = 10,    /* pairs of a file that are named */
	FOUND_MOST = 1000, /* pairs of a level that are looked for */
	EDGES_MOST = 48    /* edges of a room that are tried as a wall between two */
};

struct pair {
	const struct cgrid_room *a, *b;
	struct cgrid_xy at;
	double area_m2;
};
struct entry {
	struct cgrid_box box;
	uint32_t room, band;
};
struct finder {
	struct cgrid_placing *placing;
	struct pair *pairs;
	size_t pair_count, pair_capacity;
	struct entry *entries;
	size_t entry_count, entry_capacity;
	uint32_t *open; /* entries of the band whose boxes are not passed yet */
	size_t open_count, open_capacity;
	bool stopped; /* there were more pairs than are looked for */
};

static bool
is_room(const struct cgrid_room *room)
{
	return room->kind != CGRID_ROOM_VOID && room->kind != CGRID_ROOM_STRUCTURE &&
	       room->shape.area_m2 > least_m2;
}

static double
box_area(const struct cgrid_box *box)
{
	double width = box->max_x - box->min_x, height = box->max_y - box->min_y;
	return width > 0 && height > 0 ? width * height : 0;
}

static struct cgrid_box
shared_box(const struct cgrid_box *a, const struct cgrid_box *b)
{
	return (struct cgrid_box){fmax(a->min_x, b->min_x), fmax(a->min_y, b->min_y),
				  fmin(a->max_x, b->max_x), fmin(a->max_y, b->max_y)};
}

/* What of an edge lies below `top` and above `bottom`, as area to the left of the box's right side: the
 * part of a shape in a box is the sum over its edges. */
static double
edge_area(struct cgrid_xy p, struct cgrid_xy q, const struct cgrid_box *box)
{
	double sign = 1;
	if (p.x > q.x) {
		const struct cgrid_xy swap = p;
		p = q;
		q = swap;
		sign = -1;
	}
	double from = fmax(p.x, box->min_x), to = fmin(q.x, box->max_x), slope;
	if (!(from < to))
		return 0;
	slope = (q.y - p.y) / (q.x - p.x);
	double height = box->max_y - box->min_y, area = 0;
	double y0 = p.y + slope * (from - p.x) - box->min_y, y1 = p.y + slope * (to - p.x) - box->min_y;
	if (slope < 0) {
		const double swap = y0;
		y0 = y1;
		y1 = swap;
	}
	/* Rising from y0 to y1 over the width; flat below 0 and above the height. */
	double width = to - from, rise = y1 - y0;
	double low = fmin(fmax(y0, 0), height), high = fmin(fmax(y1, 0), height);
	if (!(rise > 0))
		return sign * width * low;
	area = (low + high) / 2 * (high - low) / rise * width;
	if (y1 > height)
		area += height * (y1 - fmax(y0, height)) / rise * width;
	return sign * area;
}

/* Area of the part of a shape that lies in a box. */
static double
area_in(const struct cgrid_shape *shape, const struct cgrid_box *box)
{
	double area = 0;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		if (ring->role == CGRID_RING_LINE)
			continue;
		for (size_t i = 0, last = ring->count - 1; i < ring->count; last = i++)
			area -= edge_area(ring->points[last], ring->points[i], box);
	}
	return area;
}

/* How far the points of a ring reach to the left of the line from p to q. */
static double
reach(const struct cgrid_ring *ring, struct cgrid_xy p, struct cgrid_xy unit)
{
	double most = -HUGE_VAL;
	for (size_t i = 0; i < ring->count; i++)
		most =
		    fmax(most, unit.x * (ring->points[i].y - p.y) - unit.y * (ring->points[i].x - p.x));
	return most;
}

/* Is there a wall of `a` that all of `b` lies behind, but for less than `depth`? Tells slanted
 * neighbours apart, whose boxes overlap widely. */
static bool
stands_behind(const struct cgrid_shape *a, const struct cgrid_shape *b, double depth)
{
	if (a->ring_count != 1 || b->ring_count != 1 || a->rings[0].count > EDGES_MOST ||
	    b->rings[0].count > EDGES_MOST)
		return false;
	const struct cgrid_ring *ring = &a->rings[0];
	for (size_t i = 0, last = ring->count - 1; i < ring->count; last = i++) {
		const struct cgrid_xy p = ring->points[last], q = ring->points[i];
		double length = hypot(q.x - p.x, q.y - p.y);
		const struct cgrid_xy unit = {(q.x - p.x) / length, (q.y - p.y) / length};
		const struct cgrid_xy back = {-unit.x, -unit.y};
		/* Counter-clockwise: the room lies to the left of its walls, if this is one of its
		 * outermost. */
		if (length > 0 && reach(&b->rings[0], p, unit) < depth && reach(ring, p, back) < depth)
			return true;
	}
	return false;
}

/* May two rooms share more than the least? By what is quickly known. */
static bool
may_overlap(const struct cgrid_shape *a, const struct cgrid_shape *b)
{
	const struct cgrid_box box = shared_box(&a->box, &b->box);
	if (!(box_area(&box) > least_m2))
		return false;
	double across = hypot(box.max_x - box.min_x, box.max_y - box.min_y), depth = least_m2 / across;
	if (stands_behind(a, b, depth / 2) || stands_behind(b, a, depth / 2))
		return false;
	return area_in(a, &box) > least_m2 && area_in(b, &box) > least_m2;
}

static enum cgrid_status
measure_pair(struct finder *finder, const struct cgrid_room *a, const struct cgrid_room *b)
{
	struct cgrid_ctx *ctx = finder->placing->ctx;
	struct cgrid_arena arena = {0};
	struct cgrid_shape shared;
	struct pair pair = {.a = a, .b = b};
	double radius;
	enum cgrid_status status = cgrid_geos_shared(ctx, &a->shape, &b->shape, &arena, &shared);
	if (!status)
		cgrid_shape_measure(&shared);
	bool found = !status && shared.area_m2 > least_m2;
	if (found) {
		pair.area_m2 = shared.area_m2;
		status = cgrid_geos_deepest(ctx, &shared, &pair.at, &radius);
	}
	cgrid_arena_free(&arena);
	if (status || !found)
		return status;
	if (!CGRID_ROOM_FOR_ONE(finder->pairs, finder->pair_count, finder->pair_capacity))
		return cgrid_fail_memory(ctx);
	finder->pairs[finder->pair_count++] = pair;
	return CGRID_OK;
}

static int
by_band(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = (x->band > y->band) - (x->band < y->band);
	if (order == 0)
		order = (x->box.min_x > y->box.min_x) - (x->box.min_x < y->box.min_x);
	return order ? order : (x->room > y->room) - (x->room < y->room);
}

/* The rooms of a level, once for each band that they reach into: about as many bands as there would be
 * rows of rooms in a square. */
static enum cgrid_status
fill_bands(struct finder *finder, uint32_t first, uint32_t end, double *low_out, double *height_out)
{
	const struct cgrid_campus *campus = finder->placing->campus;
	struct cgrid_box all = cgrid_box_empty();
	size_t count = 0;
	double heights = 0;
	for (uint32_t i = first; i < end; i++) {
		const struct cgrid_box *box = &campus->rooms[i].shape.box;
		if (!is_room(&campus->rooms[i]))
			continue;
		cgrid_box_join(&all, box);
		heights += box->max_y - box->min_y;
		count++;
	}
	finder->entry_count = 0;
	if (count < 2)
		return CGRID_OK;
	/* Never lower than the rooms are on average: so a room reaches into three bands, on average. */
	*low_out = all.min_y;
	*height_out = fmax((all.max_y - all.min_y) / sqrt((double)count), heights / (double)count);
	double bands = ceil((all.max_y - all.min_y) / *height_out);
	for (uint32_t i = first; i < end; i++) {
		const struct cgrid_box *box = &campus->rooms[i].shape.box;
		if (!is_room(&campus->rooms[i]))
			continue;
		double from = floor((box->min_y - *low_out) / *height_out);
		double to = floor((box->max_y - *low_out) / *height_out);
		for (double band = fmax(from, 0); band <= fmin(to, bands - 1); band++) {
			if (!CGRID_ROOM_FOR_ONE(finder->entries, finder->entry_count,
						finder->entry_capacity))
				return cgrid_fail_memory(finder->placing->ctx);
			finder->entries[finder->entry_count++] =
			    (struct entry){*box, i, (uint32_t)band};
		}
	}
	qsort(finder->entries, finder->entry_count, sizeof *finder->entries, by_band);
	return CGRID_OK;
}

/* One more entry of the sweep, against those still open. A pair that meets in several bands is looked
 * at in the first. */
static enum cgrid_status
sweep_entry(struct finder *finder, uint32_t at, double low, double height, size_t most)
{
	const struct cgrid_campus *campus = finder->placing->campus;
	const struct entry *entry = &finder->entries[at];
	enum cgrid_status status = CGRID_OK;
	size_t kept = 0;
	for (size_t i = 0; i < finder->open_count; i++) {
		const struct entry *other = &finder->entries[finder->open[i]];
		if (other->band != entry->band || other->box.max_x <= entry->box.min_x)
			continue;
		finder->open[kept++] = finder->open[i];
		double meet = fmax(entry->box.min_y, other->box.min_y);
		if (entry->box.min_y >= other->box.max_y || other->box.min_y >= entry->box.max_y ||
		    fmax(floor((meet - low) / height), 0) < entry->band)
			continue;
		uint32_t a = other->room < entry->room ? other->room : entry->room;
		uint32_t b = other->room < entry->room ? entry->room : other->room;
		finder->stopped |= finder->pair_count >= most;
		if (!status && !finder->stopped &&
		    may_overlap(&campus->rooms[a].shape, &campus->rooms[b].shape))
			status = measure_pair(finder, &campus->rooms[a], &campus->rooms[b]);
	}
	finder->open_count = kept;
	if (status)
		return status;
	if (!CGRID_ROOM_FOR_ONE(finder->open, finder->open_count, finder->open_capacity))
		return cgrid_fail_memory(finder->placing->ctx);
	finder->open[finder->open_count++] = at;
	return CGRID_OK;
}

/* Rooms that nothing says the level of stand on one without a label beside the others: they may be of
 * different floors. */
static bool
is_leftover(const struct cgrid_campus *campus, uint32_t level)
{
	const struct cgrid_level *this = &campus->levels[level];
	for (uint32_t l = 0; l < campus->level_count && this->label[0] == '\0'; l++)
		if (l != level && campus->levels[l].building == this->building)
			return true;
	return false;
}

static enum cgrid_status
find_on_level(struct finder *finder, uint32_t level)
{
	const struct cgrid_campus *campus = finder->placing->campus;
	double low = 0, height = 1;
	size_t most = finder->pair_count + FOUND_MOST;
	enum cgrid_status status = fill_bands(finder, campus->level_rooms[level],
					      campus->level_rooms[level + 1], &low, &height);
	finder->open_count = 0;
	for (uint32_t i = 0; i < finder->entry_count && !status && finder->pair_count < most; i++)
		status = sweep_entry(finder, i, low, height, most);
	return status;
}

static int
by_place(const struct cgrid_source *a, const struct cgrid_source *b)
{
	int order = (a->line > b->line) - (a->line < b->line);
	return order ? order : (a->column > b->column) - (a->column < b->column);
}

/* By file, then as the drawing has them: one drawing of several levels has the same pair on each. */
static int
by_source(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int order = strcmp(x->a->source.file, y->a->source.file);
	order = order ? order : by_place(&x->a->source, &y->a->source);
	order = order ? order : by_place(&x->b->source, &y->b->source);
	if (order == 0)
		order = (x->a > y->a) - (x->a < y->a);
	return order ? order : (x->b > y->b) - (x->b < y->b);
}

/* By file, the largest first. */
static int
by_area(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int order = strcmp(x->a->source.file, y->a->source.file);
	if (order == 0)
		order = (x->area_m2 < y->area_m2) - (x->area_m2 > y->area_m2);
	return order ? order : by_source(a, b);
}

static const char *
called(const struct cgrid_room *room)
{
	return room->room[0] ? room->room : room->id;
}

static enum cgrid_status
say_pair(struct finder *finder, const struct pair *pair)
{
	struct cgrid_ctx *ctx = finder->placing->ctx;
	const struct cgrid_room *a = pair->a, *b = pair->b;
	struct cgrid_lonlat at;
	char lat[CGRID_FIXED_SIZE], lon[CGRID_FIXED_SIZE], area[CGRID_FIXED_SIZE];
	enum cgrid_status status =
	    cgrid_frame_to_ground(ctx, &finder->placing->campus->frame, &pair->at, 1, &at);
	if (status)
		return status;
	/* A kiosk in a hall: the smaller one first. */
	if (b->shape.area_m2 < a->shape.area_m2 && pair->area_m2 > 0.99 * b->shape.area_m2) {
		a = pair->b;
		b = pair->a;
	}
	bool within = pair->area_m2 > 0.99 * a->shape.area_m2;
	/* Drawings of lines have no line of text to name. */
	const struct cgrid_source *other = &b->source;
	char line[32] = "";
	bool named = other->line > 0 || strcmp(other->file, a->source.file) != 0;
	if (other->line > 0)
		snprintf(line, sizeof line, ":%u:%u", (unsigned)other->line, (unsigned)other->column);
	cgrid_fixed(lat, at.lat, 5);
	cgrid_fixed(lon, at.lon, 5);
	cgrid_fixed(area, pair->area_m2, 2);
	cgrid_log(ctx, CGRID_WARNING, &a->source,
		  "room \"%.60s\"%s room \"%.60s\"%s%.200s%s%s%s overlap by %s m2 at %s, %s", called(a),
		  within ? " lies within" : " and", called(b), named ? " (" : "",
		  named ? other->file : "", line, named ? ")" : "", within ? ": they" : "", area, lat,
		  lon);
	return CGRID_OK;
}

static bool
same_drawing(const struct pair *a, const struct pair *b)
{
	return strcmp(a->a->source.file, b->a->source.file) == 0 &&
	       by_place(&a->a->source, &b->a->source) == 0 &&
	       by_place(&a->b->source, &b->b->source) == 0 && a->a->source.line != 0 &&
	       strcmp(a->a->id, b->a->id) == 0 && strcmp(a->b->id, b->b->id) == 0;
}

static enum cgrid_status
say_all(struct finder *finder)
{
	struct pair *pairs = finder->pairs;
	enum cgrid_status status = CGRID_OK;
	size_t kept = 0, from = 0;
	if (finder->pair_count == 0)
		return CGRID_OK;
	qsort(pairs, finder->pair_count, sizeof *pairs, by_source);
	for (size_t i = 0; i < finder->pair_count; i++)
		if (kept == 0 || !same_drawing(&pairs[kept - 1], &pairs[i]))
			pairs[kept++] = pairs[i];
	qsort(pairs, kept, sizeof *pairs, by_area);
	for (size_t i = 0; i < kept && !status; i++) {
		const char *file = pairs[i].a->source.file;
		if (strcmp(pairs[from].a->source.file, file) != 0)
			from = i;
		bool last = i + 1 == kept || strcmp(pairs[i + 1].a->source.file, file) != 0;
		if (i - from < SAID_MOST)
			status = say_pair(finder, &pairs[i]);
		if (!status && last && i - from >= SAID_MOST) {
			const struct cgrid_source source = {file, 0, 0};
			size_t more = i - from + 1 - SAID_MOST;
			cgrid_log(finder->placing->ctx, CGRID_WARNING, &source,
				  "and %s%zu more pair%s of rooms that overlap",
				  finder->stopped ? "at least " : "", more, more == 1 ? "" : "s");
		}
	}
	return status;
}

enum cgrid_status
cgrid_find_overlaps(struct cgrid_placing *placing)
{
	struct finder finder = {.placing = placing};
	enum cgrid_status status = CGRID_OK;
	for (uint32_t l = 0; l < placing->campus->level_count && !status; l++)
		if (!is_leftover(placing->campus, l))
			status = find_on_level(&finder, l);
	if (!status)
		status = say_all(&finder);
	free(finder.pairs);
	free(finder.entries);
	free(finder.open);
	return status;
}
