/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a point is: the inside of the index.
 *
 * Each level has a field of square buckets of its own, as large as its rooms are: the cells of a grid
 * may be a tenth of a room or ten of them, are turned, and end somewhere. A bucket that one room fills
 * is a word that says so. Any other has a block: the rooms that reach into it, in the order in which
 * they win, each with the walls that pass it and whether it holds the bucket's far corner.
 *
 * A room holds a point when the walls between the point and the bucket's east side are odd in number; a
 * wall that leaves the bucket there goes on upwards along the side, which makes up for what is behind
 * it. Walls are rounded to a fifteen-bit lattice over the bucket: 8 bytes each, whole-number
 * arithmetic, and no answer for a point within two steps of one (a third of a millimetre each where
 * buckets are 10 m). Such a point is asked of the room's own walls, exactly.
 */
#ifndef CGRID_LOCATE_WHERE_H
#define CGRID_LOCATE_WHERE_H

#include "base/base.h"

#include <campusgrid/locate.h>

/* The lattice of a bucket: WHERE_MARGIN steps, the bucket, WHERE_MARGIN steps. */
enum { WHERE_STEPS = 32767, WHERE_MARGIN = 4, WHERE_NEAR = 2 };
/* What fills a bucket, or has an entry: two bits of kind, and a room of the campus. */
enum where_kind {
	WHERE_ROOM = 0, /* a room that a person can be in */
	WHERE_HELD = 1, /* a wall (its room), or within the level's outline (WHERE_OUTLINE) */
	WHERE_OPEN = 2, /* open to below: nobody is there */
	WHERE_NOTHING = 3
};
#define WHERE_KIND_SHIFT 29
#define WHERE_INDEX_MASK ((UINT32_C(1) << WHERE_KIND_SHIFT) - 1)
#define WHERE_OUTLINE WHERE_INDEX_MASK
/* Of a bucket's word: one thing fills it. Else the word is where its block begins. */
#define WHERE_FILLED (UINT32_C(1) << 31)

static inline uint32_t
where_code(enum where_kind kind, uint32_t index)
{
	return (uint32_t)kind << WHERE_KIND_SHIFT | index;
}

/* A wall, upwards: ay <= by. */
struct where_wall {
	int16_t ax, ay, bx, by;
};
/* The head of an entry; its walls follow. */
struct where_entry {
	uint32_t code;
	uint32_t count; /* walls << 2 | WHERE_LAST | WHERE_INSIDE */
};
enum { WHERE_INSIDE = 1, WHERE_LAST = 2, WHERE_COUNT_SHIFT = 2 };
union where_item {
	struct where_entry entry;
	struct where_wall wall;
};

struct where_layer {
	struct cgrid_box box; /* of all that is on the level; empty without */
	double size, per_m;   /* of a bucket, and 1 / size */
	double steps_per_m;
	uint32_t columns, first; /* of its words */
};

struct cgrid_where {
	const struct cgrid_campus *campus;
	const struct cgrid_grid *grid;
	struct where_layer *layers; /* by level */
	uint32_t *words;            /* buckets, row by row from the south-west */
	union where_item *items;    /* blocks */
	size_t layer_count, word_count, item_count;
};

/* where-build.c */
/* Makes layers, words and items. */
enum cgrid_status cgrid_where_build(struct cgrid_ctx *ctx, struct cgrid_where *where);

#endif
