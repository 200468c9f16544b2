/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stage 5, locate: the index of points is made, level by level and shape by shape.
 *
 * A bucket is looked at with a margin of some lattice steps around it, so that no rounding at its edges
 * matters to a point within. Its far corner is the south-east one of that margin; like any point it is
 * taken a hair's breadth to the east (orient.h). What the corner's side of a wall says is exact
 * throughout; where the wall itself runs is rounded.
 */
#include "locate/where.h"

#include "base/mem.h"
#include "base/orient.h"
#include "base/shape.h"
#include "campus/campus.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Buckets a room, by area; and the smallest bucket. */
static const double buckets_a_room = 3, least_m = 0.5;
/* No level has more buckets than so many a shape, however far apart its rooms are. */
enum { BUCKETS_A_SHAPE = 12, BUCKETS_LEAST = 16, WALL_PARTS = 16 };

/* A wall in the window's bucket `at`. */
struct cut {
	uint32_t at;
	struct where_wall wall;
};
/* An entry before it has its place. */
struct loose {
	uint32_t bucket, next; /* next: of the same bucket, later in order; NONE for none */
	struct where_entry entry;
	size_t first_wall;
};
/* What may be in a level: shapes in the order in which they win. */
struct layer_shape {
	const struct cgrid_shape *shape;
	uint32_t code;
	double area;
};

struct builder {
	struct cgrid_where *where;
	struct where_layer *layer;
	uint32_t rows;
	double margin_m;
	struct layer_shape *shapes;
	size_t shape_count, shape_capacity;
	/* The shape at hand: the buckets that its box reaches, and its walls in them. */
	uint32_t column, row, wide, high;
	struct cut *cuts;
	uint8_t *corners; /* does it hold the far corner of a bucket: row by row */
	uint32_t *starts; /* of each bucket's walls, once sorted */
	size_t cut_count, cut_capacity, corner_capacity, start_capacity;
	/* The level. */
	struct loose *loose;
	struct where_wall *walls;
	uint32_t *heads, *tails; /* of a bucket's entries; tail CLOSED when one fills it */
	size_t loose_count, loose_capacity, wall_count, wall_capacity, head_capacity, tail_capacity;
	size_t word_capacity, item_capacity;
};
#define CLOSED (UINT32_MAX - 1)

/* Where bucket lines are: of column or row i of the level, with the margin outside of it. */
static double
west_of(const struct builder *b, uint32_t column)
{
	return b->layer->box.min_x + column * b->layer->size - b->margin_m;
}
static double
east_of(const struct builder *b, uint32_t column)
{
	return b->layer->box.min_x + (column + 1.0) * b->layer->size + b->margin_m;
}
static double
south_of(const struct builder *b, uint32_t row)
{
	return b->layer->box.min_y + row * b->layer->size - b->margin_m;
}
static double
north_of(const struct builder *b, uint32_t row)
{
	return b->layer->box.min_y + (row + 1.0) * b->layer->size + b->margin_m;
}

/* The column or row that holds a coordinate, within [0, count). */
static uint32_t
band_of(const struct builder *b, double at, double from, uint32_t count)
{
	double band = (at - from) * b->layer->per_m;
	return band <= 0 ? 0 : band >= count ? count - 1 : (uint32_t)band;
}

/* What is clipped to a bucket and its margin is on the bucket's lattice. */
static int16_t
on_lattice(const struct builder *b, double at, double from)
{
	return (int16_t)((at - from) * b->layer->steps_per_m + 0.5);
}

/* A wall of the window's bucket, in either direction. */
static bool
add_wall(struct builder *b, uint32_t column, uint32_t row, struct where_wall wall)
{
	bool down = wall.ay > wall.by;
	if (b->cut_count == b->cut_capacity &&
	    !CGRID_ROOM_FOR_ONE(b->cuts, b->cut_count, b->cut_capacity))
		return false;
	b->cuts[b->cut_count++] =
	    (struct cut){(row - b->row) * b->wide + (column - b->column),
			 down ? (struct where_wall){wall.bx, wall.by, wall.ax, wall.ay} : wall};
	return true;
}

static bool
add_cut(struct builder *b, uint32_t column, uint32_t row, struct cgrid_xy p, struct cgrid_xy q)
{
	double west = west_of(b, column), south = south_of(b, row);
	return add_wall(b, column, row,
			(struct where_wall){on_lattice(b, p.x, west), on_lattice(b, p.y, south),
					    on_lattice(b, q.x, west), on_lattice(b, q.y, south)});
}

/* The part of a wall between two parallel lines: x in [low, high] (or y, with the axes swapped by the
 * caller). False when there is none. */
static bool
clip(double *ax, double *ay, double *bx, double *by, double low, double high)
{
	double x = *ax, y = *ay, dx = *bx - x, dy = *by - y;
	if ((*ax < low && *bx < low) || (*ax > high && *bx > high))
		return false;
	for (int end = 0; end < 2; end++) {
		double *to_x = end ? bx : ax, *to_y = end ? by : ay;
		double line = *to_x < low ? low : high;
		if (*to_x >= low && *to_x <= high)
			continue;
		*to_y = y + dy * ((line - x) / dx);
		*to_x = line;
	}
	return true;
}

/* Every bucket that the wall passes has its part of it. */
static bool
spread_wall(struct builder *b, struct cgrid_xy p, struct cgrid_xy q)
{
	const struct cgrid_box *box = &b->layer->box;
	double low = fmin(p.y, q.y) - b->margin_m, high = fmax(p.y, q.y) + b->margin_m;
	uint32_t row = band_of(b, low, box->min_y, b->rows);
	uint32_t row_end = band_of(b, high, box->min_y, b->rows);
	for (; row <= row_end; row++) {
		struct cgrid_xy a = p, c = q;
		if (!clip(&a.y, &a.x, &c.y, &c.x, south_of(b, row), north_of(b, row)))
			continue;
		double west = fmin(a.x, c.x) - b->margin_m, east = fmax(a.x, c.x) + b->margin_m;
		uint32_t column = band_of(b, west, box->min_x, b->layer->columns);
		uint32_t end = band_of(b, east, box->min_x, b->layer->columns);
		for (; column <= end; column++) {
			struct cgrid_xy from = a, to = c;
			if (clip(&from.x, &from.y, &to.x, &to.y, west_of(b, column),
				 east_of(b, column)) &&
			    !add_cut(b, column, row, from, to))
				return false;
		}
	}
	return true;
}

/* The corners west of a wall that crosses their row's line are inside once more, or once less. */
static void
mark_corners(struct builder *b, struct cgrid_xy p, struct cgrid_xy q)
{
	struct cgrid_xy low = p.y < q.y ? p : q, high = p.y < q.y ? q : p;
	const struct cgrid_box *box = &b->layer->box;
	uint32_t row = band_of(b, low.y, box->min_y, b->rows);
	uint32_t row_end = band_of(b, high.y + 2 * b->margin_m, box->min_y, b->rows);
	for (; row <= row_end; row++) {
		struct cgrid_xy corner = {0, south_of(b, row)};
		if ((low.y >= corner.y) == (high.y >= corner.y))
			continue;
		double x = low.x + (high.x - low.x) * ((corner.y - low.y) / (high.y - low.y));
		/* The corner of x's own column is east of it by the margin; that of the column before
		 * it may be on either side. */
		uint32_t end = band_of(b, x, box->min_x, b->layer->columns);
		while (end > b->column) {
			corner.x = east_of(b, end - 1);
			if (cgrid_orient(low, high, corner) > 0)
				break;
			end--;
		}
		if (end > b->column)
			b->corners[(row - b->row) * b->wide + (end - 1 - b->column)] ^= 1;
	}
}

/* Does the wall cross the line north of the corner, the line being north to south through it? */
static bool
passes_above(struct cgrid_xy p, struct cgrid_xy q, struct cgrid_xy corner)
{
	struct cgrid_xy west = p.x < q.x ? p : q, east = p.x < q.x ? q : p;
	int side = cgrid_orient(west, east, corner);
	return side < 0 || (side == 0 && east.y >= west.y);
}

/* Where a wall leaves a bucket to the east, the bucket's side goes on upwards from there. */
static bool
close_east(struct builder *b, struct cgrid_xy p, struct cgrid_xy q)
{
	const struct cgrid_box *box = &b->layer->box;
	uint32_t column = band_of(b, fmin(p.x, q.x) - 2 * b->margin_m, box->min_x, b->layer->columns);
	for (column = column > b->column ? column - 1 : b->column; column < b->column + b->wide;
	     column++) {
		double x = east_of(b, column);
		if ((p.x > x) == (q.x > x)) {
			if (p.x <= x)
				break;
			continue;
		}
		double y = p.y + (q.y - p.y) * ((x - p.x) / (q.x - p.x));
		uint32_t row = band_of(b, y - 2 * b->margin_m, box->min_y, b->rows);
		uint32_t end = band_of(b, y + 2 * b->margin_m, box->min_y, b->rows);
		for (; row <= end; row++) {
			double top = north_of(b, row), from = fmax(y, south_of(b, row));
			if (!passes_above(p, q, (struct cgrid_xy){x, south_of(b, row)}) || from >= top)
				continue;
			if (!add_cut(b, column, row, (struct cgrid_xy){x, from},
				     (struct cgrid_xy){x, top}))
				return false;
		}
	}
	return true;
}

/* A corner of a room in its bucket: on the lattice, and whether it is well within, margins and all. */
struct vertex {
	struct cgrid_xy at;
	uint32_t column, row;
	int16_t x, y;
	bool within;
};

static struct vertex
vertex_of(const struct builder *b, struct cgrid_xy at)
{
	enum { LEAST = 3 * WHERE_MARGIN, MOST = WHERE_STEPS - LEAST };
	const struct where_layer *layer = b->layer;
	double x = at.x - layer->box.min_x, y = at.y - layer->box.min_y;
	uint32_t column = (uint32_t)(x * layer->per_m), row = (uint32_t)(y * layer->per_m);
	x = (x - column * layer->size) * layer->steps_per_m + (WHERE_MARGIN + 0.5);
	y = (y - row * layer->size) * layer->steps_per_m + (WHERE_MARGIN + 0.5);
	return (struct vertex){at,         column,     row,
			       (int16_t)x, (int16_t)y, x > LEAST && x < MOST && y > LEAST && y < MOST};
}

static bool
spread_shape(struct builder *b, const struct cgrid_shape *shape)
{
	b->cut_count = 0;
	memset(b->corners, 0, (size_t)b->wide * b->high);
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		if (ring->role == CGRID_RING_LINE)
			continue;
		struct vertex last = vertex_of(b, ring->points[ring->count - 1]);
		for (size_t i = 0; i < ring->count; i++) {
			struct vertex next = vertex_of(b, ring->points[i]);
			/* Most walls stay within one bucket: no clipping, and no corner on either side.
			 */
			bool short_one = last.within && next.within && last.column == next.column &&
					 last.row == next.row;
			if (short_one
				? !add_wall(b, next.column, next.row,
					    (struct where_wall){last.x, last.y, next.x, next.y})
				: !spread_wall(b, last.at, next.at) || !close_east(b, last.at, next.at))
				return false;
			if (!short_one)
				mark_corners(b, last.at, next.at);
			last = next;
		}
	}
	/* A mark says: this corner and all west of it. */
	for (uint32_t row = 0; row < b->high; row++)
		for (uint32_t i = b->wide - 1; i > 0; i--)
			b->corners[row * b->wide + i - 1] ^= b->corners[row * b->wide + i];
	return true;
}

static bool
append(struct builder *b, uint32_t bucket, struct loose loose)
{
	uint32_t *tail = &b->tails[bucket];
	if (!CGRID_ROOM_FOR_ONE(b->loose, b->loose_count, b->loose_capacity))
		return false;
	loose.bucket = bucket;
	loose.next = CGRID_NONE;
	b->loose[b->loose_count] = loose;
	if (*tail == CGRID_NONE)
		b->heads[bucket] = (uint32_t)b->loose_count;
	else
		b->loose[*tail].next = (uint32_t)b->loose_count;
	*tail = (uint32_t)b->loose_count++;
	/* What comes later is never seen. */
	if (loose.entry.count == WHERE_INSIDE)
		*tail = CLOSED;
	return true;
}

/* The walls of the shape at hand go to their buckets. */
static bool
deal_out(struct builder *b, uint32_t code)
{
	size_t buckets = (size_t)b->wide * b->high;
	uint32_t *starts = b->starts;
	memset(starts, 0, (buckets + 2) * sizeof *starts);
	if (!cgrid_array_reserve(&b->walls, &b->wall_capacity, b->wall_count + b->cut_count,
				 sizeof *b->walls))
		return false;
	/* Counted two further on, so that after the second pass each stands at its own start. */
	for (size_t i = 0; i < b->cut_count; i++)
		starts[b->cuts[i].at + 2]++;
	for (size_t i = 2; i < buckets + 2; i++)
		starts[i] += starts[i - 1];
	for (size_t i = 0; i < b->cut_count; i++)
		b->walls[b->wall_count + starts[b->cuts[i].at + 1]++] = b->cuts[i].wall;
	for (size_t i = 0; i < buckets; i++) {
		uint32_t count = starts[i + 1] - starts[i];
		uint32_t bucket = (b->row + (uint32_t)(i / b->wide)) * b->layer->columns + b->column +
				  (uint32_t)(i % b->wide);
		struct loose loose = {.first_wall = b->wall_count + starts[i],
				      .entry = {code, count << WHERE_COUNT_SHIFT | b->corners[i]}};
		if (loose.entry.count != 0 && b->tails[bucket] != CLOSED && !append(b, bucket, loose))
			return false;
	}
	b->wall_count += b->cut_count;
	return true;
}

static bool
add_shape(struct builder *b, const struct layer_shape *from)
{
	const struct cgrid_box *box = &from->shape->box, *all = &b->layer->box;
	uint32_t columns = b->layer->columns;
	b->column = band_of(b, box->min_x - 3 * b->margin_m, all->min_x, columns);
	b->row = band_of(b, box->min_y - 3 * b->margin_m, all->min_y, b->rows);
	b->wide = band_of(b, box->max_x + 3 * b->margin_m, all->min_x, columns) - b->column + 1;
	b->high = band_of(b, box->max_y + 3 * b->margin_m, all->min_y, b->rows) - b->row + 1;
	size_t buckets = (size_t)b->wide * b->high;
	return cgrid_array_reserve(&b->corners, &b->corner_capacity, buckets, sizeof *b->corners) &&
	       cgrid_array_reserve(&b->starts, &b->start_capacity, buckets + 2, sizeof *b->starts) &&
	       spread_shape(b, from->shape) && deal_out(b, from->code);
}

/* The level's buckets go into the index, in their order. */
static bool
write_layer(struct builder *b)
{
	struct cgrid_where *where = b->where;
	size_t buckets = (size_t)b->layer->columns * b->rows;
	size_t most = where->item_count + b->loose_count + b->wall_count;
	b->layer->first = (uint32_t)where->word_count;
	if (!cgrid_array_reserve(&where->words, &b->word_capacity, where->word_count + buckets,
				 sizeof *where->words) ||
	    !cgrid_array_reserve(&where->items, &b->item_capacity, most, sizeof *where->items) ||
	    most >= WHERE_FILLED || where->word_count + buckets >= CGRID_NONE)
		return false;
	for (size_t i = 0; i < buckets; i++) {
		uint32_t at = b->heads[i];
		uint32_t *word = &where->words[where->word_count++];
		*word = WHERE_FILLED | where_code(WHERE_NOTHING, 0);
		if (at == CGRID_NONE)
			continue;
		if (b->loose[at].entry.count == WHERE_INSIDE) {
			*word = WHERE_FILLED | b->loose[at].entry.code;
			continue;
		}
		*word = (uint32_t)where->item_count;
		for (; at != CGRID_NONE; at = b->loose[at].next) {
			const struct loose *from = &b->loose[at];
			uint32_t count = from->entry.count >> WHERE_COUNT_SHIFT;
			union where_item *to = &where->items[where->item_count];
			to->entry = from->entry;
			to->entry.count |= from->next == CGRID_NONE ? WHERE_LAST : 0;
			for (uint32_t k = 0; k < count; k++)
				to[1 + k].wall = b->walls[from->first_wall + k];
			where->item_count += 1 + count;
		}
	}
	return true;
}

static bool
take_shape(struct builder *b, const struct cgrid_shape *shape, uint32_t code, double area)
{
	if (shape->ring_count == 0 || shape->area_m2 <= 0)
		return true;
	if (!CGRID_ROOM_FOR_ONE(b->shapes, b->shape_count, b->shape_capacity))
		return false;
	b->shapes[b->shape_count++] = (struct layer_shape){shape, code, area};
	cgrid_box_join(&b->layer->box, &shape->box);
	return true;
}

/* Rooms, the smaller ones first; then walls, what is open, and the outline. */
static int
compare_shapes(const void *a, const void *b)
{
	const struct layer_shape *x = a, *y = b;
	if (x->code >> WHERE_KIND_SHIFT == WHERE_ROOM && y->code >> WHERE_KIND_SHIFT == WHERE_ROOM &&
	    x->area != y->area)
		return x->area < y->area ? -1 : 1;
	return (x->code > y->code) - (x->code < y->code);
}

static bool
take_level(struct builder *b, uint32_t level)
{
	const struct cgrid_campus *campus = b->where->campus;
	b->shape_count = 0;
	b->layer->box = cgrid_box_empty();
	for (uint32_t i = campus->level_rooms[level]; i < campus->level_rooms[level + 1]; i++) {
		const struct cgrid_room *room = &campus->rooms[i];
		enum where_kind kind = room->kind == CGRID_ROOM_VOID        ? WHERE_OPEN
				       : room->kind == CGRID_ROOM_STRUCTURE ? WHERE_HELD
									    : WHERE_ROOM;
		if (!take_shape(b, &room->shape, where_code(kind, i), room->shape.area_m2))
			return false;
	}
	if (b->shape_count > 1)
		qsort(b->shapes, b->shape_count, sizeof *b->shapes, compare_shapes);
	return take_shape(b, &campus->levels[level].outline, where_code(WHERE_HELD, WHERE_OUTLINE), 0);
}

/* How long the walls are, and how many. */
static double
wall_length(const struct builder *b, double *walls)
{
	double length = 0;
	*walls = 0;
	for (size_t i = 0; i < b->shape_count; i++) {
		const struct cgrid_shape *shape = b->shapes[i].shape;
		for (size_t r = 0; r < shape->ring_count; r++) {
			const struct cgrid_ring *ring = &shape->rings[r];
			for (size_t k = 0, last = ring->count - 1; k < ring->count; last = k++)
				length += fabs(ring->points[k].x - ring->points[last].x) +
					  fabs(ring->points[k].y - ring->points[last].y);
			*walls += (double)ring->count;
		}
	}
	return length;
}

/* Buckets as large as rooms, but no more of them than the level has shapes for, and no wall in very
 * many of them. */
static void
lay_out(struct builder *b)
{
	struct where_layer *layer = b->layer;
	double wide = layer->box.max_x - layer->box.min_x, high = layer->box.max_y - layer->box.min_y;
	double area = 0;
	for (size_t i = 0; i < b->shape_count; i++)
		area += b->shapes[i].area;
	double count = (double)b->shape_count, walls, length = wall_length(b, &walls);
	double size = fmax(sqrt(area / (count * buckets_a_room)), least_m);
	double most = count * BUCKETS_A_SHAPE + BUCKETS_LEAST;
	while ((wide / size + 1) * (high / size + 1) > most ||
	       length / size > WALL_PARTS * walls + most)
		size *= 1.1;
	layer->size = size;
	layer->per_m = 1 / size;
	layer->steps_per_m = (WHERE_STEPS - 2 * WHERE_MARGIN) / size;
	b->margin_m = WHERE_MARGIN / layer->steps_per_m;
	/* A point at the far side of the box still has a bucket, whatever the rounding. */
	layer->columns = (uint32_t)(wide / size * (1 + 1e-9)) + 1;
	b->rows = (uint32_t)(high / size * (1 + 1e-9)) + 1;
}

static bool
build_layer(struct builder *b, uint32_t level)
{
	if (!take_level(b, level))
		return false;
	if (b->shape_count == 0)
		return true;
	lay_out(b);
	size_t buckets = (size_t)b->layer->columns * b->rows;
	if (!cgrid_array_reserve(&b->heads, &b->head_capacity, buckets, sizeof *b->heads) ||
	    !cgrid_array_reserve(&b->tails, &b->tail_capacity, buckets, sizeof *b->tails))
		return false;
	memset(b->heads, 0xff, buckets * sizeof *b->heads);
	memset(b->tails, 0xff, buckets * sizeof *b->tails);
	b->loose_count = b->wall_count = 0;
	for (size_t i = 0; i < b->shape_count; i++)
		if (!add_shape(b, &b->shapes[i]))
			return false;
	return write_layer(b);
}

/* Gives back what was reserved too much. */
static bool
shrink(void *array, size_t count, size_t size)
{
	void *old, *fitting;
	memcpy(&old, array, sizeof old);
	fitting = realloc(old, count > 0 ? count * size : 1);
	if (fitting)
		memcpy(array, &fitting, sizeof fitting);
	return fitting != NULL;
}

enum cgrid_status
cgrid_where_build(struct cgrid_ctx *ctx, struct cgrid_where *where)
{
	/* A batch fetches somewhat beyond the entry it needs. */
	enum { BEYOND = 16 };
	struct builder b = {.where = where};
	where->layers = cgrid_array_new(where->layer_count, sizeof *where->layers);
	bool made = where->layers != NULL;
	for (uint32_t l = 0; made && l < where->layer_count; l++) {
		b.layer = &where->layers[l];
		made = build_layer(&b, l);
	}
	made = made && shrink(&where->words, where->word_count, sizeof *where->words) &&
	       shrink(&where->items, where->item_count + BEYOND, sizeof *where->items);
	free(b.shapes);
	free(b.cuts);
	free(b.corners);
	free(b.starts);
	free(b.loose);
	free(b.walls);
	free(b.heads);
	free(b.tails);
	return made ? CGRID_OK : cgrid_fail_memory(ctx);
}
