/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 5, locate: where a point is, by the index. */
#include "locate/where.h"

#include "base/shape.h"
#include "campus/campus.h"

#include <math.h>
#include <stdlib.h>

/* Points of a batch that are on their way from memory at a time. */
enum { AHEAD = 16 };
enum { OUT, IN, NEAR };

/* A bucket, and the point on its lattice. */
struct place {
	uint32_t word;
	int x, y;
};

/* False where nothing of the level is. */
static bool
find_bucket(const struct where_layer *layer, struct cgrid_xy at, struct place *place)
{
	const struct cgrid_box *box = &layer->box;
	if (!(at.x >= box->min_x && at.x <= box->max_x && at.y >= box->min_y && at.y <= box->max_y))
		return false;
	double x = at.x - box->min_x, y = at.y - box->min_y;
	uint32_t column = (uint32_t)(x * layer->per_m), row = (uint32_t)(y * layer->per_m);
	place->word = layer->first + row * layer->columns + column;
	place->x = (int)((x - column * layer->size) * layer->steps_per_m + (WHERE_MARGIN + 0.5));
	place->y = (int)((y - row * layer->size) * layer->steps_per_m + (WHERE_MARGIN + 0.5));
	return true;
}

/* Is the point so near to the wall that the lattice cannot tell its side? Its box is known to hold it
 * from south to north. */
static bool
is_near(const struct where_wall *wall, int x, int cross)
{
	int dx = wall->bx - wall->ax, dy = wall->by - wall->ay;
	int reach = (dx < 0 ? -dx : dx) + dy;
	int west = dx < 0 ? wall->bx : wall->ax, east = dx < 0 ? wall->ax : wall->bx;
	return (cross < 0 ? -cross : cross) <= WHERE_NEAR * reach && x >= west - WHERE_NEAR &&
	       x <= east + WHERE_NEAR;
}

static int
count_walls(const struct where_entry *entry, int x, int y)
{
	const struct where_wall *wall = &((const union where_item *)entry + 1)->wall;
	const struct where_wall *end = wall + (entry->count >> WHERE_COUNT_SHIFT);
	int inside = entry->count & WHERE_INSIDE;
	for (; wall < end; wall++) {
		if (y < wall->ay - WHERE_NEAR || y > wall->by + WHERE_NEAR)
			continue;
		int cross =
		    (wall->bx - wall->ax) * (y - wall->ay) - (wall->by - wall->ay) * (x - wall->ax);
		if (is_near(wall, x, cross))
			return NEAR;
		inside ^= wall->ay < y && wall->by >= y && cross > 0;
	}
	return inside;
}

/* The room itself, wall by wall. */
static bool
ask_exactly(const struct cgrid_where *where, uint32_t level, uint32_t code, struct cgrid_xy at)
{
	uint32_t index = code & WHERE_INDEX_MASK;
	const struct cgrid_campus *campus = where->campus;
	return cgrid_shape_holds(
	    index == WHERE_OUTLINE ? &campus->levels[level].outline : &campus->rooms[index].shape, at);
}

/* What holds the point: a code; WHERE_NOTHING. */
static uint32_t
find_code(const struct cgrid_where *where, uint32_t level, struct cgrid_xy at,
	  const struct place *place)
{
	uint32_t word = where->words[place->word];
	if (word & WHERE_FILLED)
		return word & ~WHERE_FILLED;
	for (const union where_item *item = &where->items[word];;) {
		const struct where_entry *entry = &item->entry;
		int side = count_walls(entry, place->x, place->y);
		if (side == NEAR ? ask_exactly(where, level, entry->code, at) : side == IN)
			return entry->code;
		if (entry->count & WHERE_LAST)
			return where_code(WHERE_NOTHING, 0);
		item += 1 + (entry->count >> WHERE_COUNT_SHIFT);
	}
}

static void
set_code(struct cgrid_spot *spot, uint32_t code)
{
	uint32_t kind = code >> WHERE_KIND_SHIFT;
	spot->on_level = kind <= WHERE_HELD;
	if (kind == WHERE_ROOM)
		spot->room = code & WHERE_INDEX_MASK;
}

static struct cgrid_spot
begin_spot(const struct cgrid_where *where, struct cgrid_level_point point)
{
	struct cgrid_spot spot = {.level = CGRID_NONE, .building = CGRID_NONE, .room = CGRID_NONE};
	if (point.level < where->layer_count) {
		spot.level = point.level;
		spot.building = where->campus->levels[point.level].building;
	}
	return spot;
}

void
cgrid_where_find(const struct cgrid_where *where, struct cgrid_level_point point,
		 struct cgrid_spot *spot_out)
{
	struct cgrid_spot spot = begin_spot(where, point);
	struct place place;
	if (spot.level != CGRID_NONE && find_bucket(&where->layers[spot.level], point.at, &place))
		set_code(&spot, find_code(where, spot.level, point.at, &place));
	spot.has_cell = cgrid_grid_cell_at(where->grid, point.at, &spot.cell);
	*spot_out = spot;
}

/* Up to AHEAD points, step by step, so that the memory of all of them is fetched at once. */
static void
find_some(const struct cgrid_where *where, const struct cgrid_level_point *points, size_t count,
	  struct cgrid_spot *spots)
{
	struct place places[AHEAD];
	for (size_t i = 0; i < count; i++) {
		struct place *place = &places[i];
		spots[i] = begin_spot(where, points[i]);
		place->word = CGRID_NONE;
		if (spots[i].level != CGRID_NONE &&
		    find_bucket(&where->layers[spots[i].level], points[i].at, place))
			__builtin_prefetch(&where->words[place->word]);
	}
	for (size_t i = 0; i < count; i++) {
		uint32_t word =
		    places[i].word == CGRID_NONE ? WHERE_FILLED : where->words[places[i].word];
		if (!(word & WHERE_FILLED)) {
			__builtin_prefetch(&where->items[word]);
			__builtin_prefetch(&where->items[word + 8]);
		}
		spots[i].has_cell = cgrid_grid_cell_at(where->grid, points[i].at, &spots[i].cell);
	}
	for (size_t i = 0; i < count; i++)
		if (places[i].word != CGRID_NONE)
			set_code(&spots[i], find_code(where, spots[i].level, points[i].at, &places[i]));
}

void
cgrid_where_find_all(const struct cgrid_where *where, const struct cgrid_level_point *points,
		     size_t count, struct cgrid_spot *spots)
{
	for (size_t i = 0; i < count; i += AHEAD)
		find_some(where, points + i, count - i < AHEAD ? count - i : AHEAD, spots + i);
}

size_t
cgrid_where_levels(const struct cgrid_where *where, struct cgrid_xy at, struct cgrid_spot *spots,
		   size_t most)
{
	struct cgrid_cell cell;
	bool has_cell = cgrid_grid_cell_at(where->grid, at, &cell);
	size_t count = 0;
	for (uint32_t l = 0; l < where->layer_count; l++) {
		struct place place;
		if (!find_bucket(&where->layers[l], at, &place))
			continue;
		struct cgrid_spot spot = begin_spot(where, (struct cgrid_level_point){at, l});
		set_code(&spot, find_code(where, l, at, &place));
		if (!spot.on_level)
			continue;
		spot.cell = cell;
		spot.has_cell = has_cell;
		if (count < most)
			spots[count] = spot;
		count++;
	}
	return count;
}

static bool
same_frame(const struct cgrid_frame *a, const struct cgrid_frame *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case CGRID_FRAME_LOCAL:
		return a->origin.lon == b->origin.lon && a->origin.lat == b->origin.lat;
	case CGRID_FRAME_UTM:
		return a->zone == b->zone && a->south == b->south;
	case CGRID_FRAME_EPSG:
		return a->epsg == b->epsg;
	}
	return false;
}

size_t
cgrid_where_bytes(const struct cgrid_where *where)
{
	return sizeof *where + where->layer_count * sizeof *where->layers +
	       where->word_count * sizeof *where->words + where->item_count * sizeof *where->items;
}

enum cgrid_status
cgrid_where_new(struct cgrid_ctx *ctx, const struct cgrid_campus *campus, const struct cgrid_grid *grid,
		struct cgrid_where **where_out)
{
	*where_out = NULL;
	/* Positions of one frame in the cells of another would be plausible, and wrong. */
	if (!same_frame(&campus->frame, &cgrid_grid_get_spec(grid)->frame))
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "the grid lies in another frame than the campus");
	struct cgrid_where *where = calloc(1, sizeof *where);
	if (!where)
		return cgrid_fail_memory(ctx);
	where->campus = campus;
	where->grid = grid;
	where->layer_count = campus->level_count;
	enum cgrid_status status = cgrid_where_build(ctx, where);
	if (status)
		cgrid_where_free(where);
	else
		*where_out = where;
	return status;
}

void
cgrid_where_free(struct cgrid_where *where)
{
	if (!where)
		return;
	free(where->layers);
	free(where->words);
	free(where->items);
	free(where);
}
