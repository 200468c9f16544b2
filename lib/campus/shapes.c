/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 2, place: rings as drawn -> valid shapes, and a word about every repair. */
#include "base/geos.h"
#include "base/num.h"
#include "base/shape.h"
#include "campus/campus.h"

#include <math.h>
#include <string.h>

static bool
same_point(struct cgrid_xy a, struct cgrid_xy b)
{
	return a.x == b.x && a.y == b.y;
}

/* The ring's points without repetitions: where they stand, but in the arena where one has to go. */
static enum cgrid_status
take_ring(struct cgrid_placing *placing, const struct cgrid_draft_ring *from, struct cgrid_ring *to)
{
	struct cgrid_xy *points = placing->points + from->first;
	size_t n = from->count, same = 1;
	while (same < n && !same_point(points[same - 1], points[same]))
		same++;
	if (same < n) {
		const struct cgrid_xy *all = points;
		points = cgrid_arena_alloc(&placing->campus->arena, from->count, sizeof *points);
		if (!points)
			return cgrid_fail_memory(placing->ctx);
		n = 0;
		for (size_t i = 0; i < from->count; i++)
			if (n == 0 || !same_point(points[n - 1], all[i]))
				points[n++] = all[i];
	}
	while (from->role != CGRID_RING_LINE && n > 1 && same_point(points[n - 1], points[0]))
		n--;
	*to = (struct cgrid_ring){points, n, from->role};
	return CGRID_OK;
}

static void
orient(struct cgrid_ring *ring)
{
	double area = cgrid_ring_area(ring->points, ring->count);
	if (ring->role == CGRID_RING_LINE || (ring->role == CGRID_RING_OUTER) == (area > 0))
		return;
	/* The campus's own: ours to turn. Records that share points share their roles. */
	struct cgrid_xy *points = (struct cgrid_xy *)(uintptr_t)ring->points;
	for (size_t i = 0, j = ring->count - 1; i < j; i++, j--) {
		struct cgrid_xy swap = points[i];
		points[i] = points[j];
		points[j] = swap;
	}
}

/* Says what was repaired, where and how much it changed; an unrepairable shape loses its rings. */
static enum cgrid_status
repair(struct cgrid_placing *placing, const struct cgrid_source *source, const char *what,
       const char *reason, struct cgrid_xy where, struct cgrid_shape *shape)
{
	struct cgrid_ctx *ctx = placing->ctx;
	struct cgrid_lonlat at = {0, 0};
	char lat[CGRID_FIXED_SIZE], lon[CGRID_FIXED_SIZE];
	char before[CGRID_FIXED_SIZE], after[CGRID_FIXED_SIZE];
	enum cgrid_status status = cgrid_frame_to_ground(ctx, &placing->campus->frame, &where, 1, &at);
	if (status)
		return status;
	cgrid_fixed(lat, at.lat, 5);
	cgrid_fixed(lon, at.lon, 5);
	if (placing->draft->strict)
		return cgrid_fail_at(ctx, CGRID_E_MEANING, source, "%s: %s at %s, %s", what, reason,
				     lat, lon);
	if (placing->draft->as_drawn) {
		cgrid_log(ctx, CGRID_LEFT_OUT, source,
			  "%s: %s at %s, %s (not repaired: it is left out)", what, reason, lat, lon);
		*shape = (struct cgrid_shape){0};
		return CGRID_OK;
	}
	struct cgrid_shape mended = {0};
	status = cgrid_geos_make_valid(ctx, shape, &placing->campus->arena, &mended);
	if (status == CGRID_E_MEANING) {
		cgrid_clear_error(ctx);
		cgrid_log(ctx, CGRID_LEFT_OUT, source, "%s: %s at %s, %s (nothing is left of it)", what,
			  reason, lat, lon);
		*shape = (struct cgrid_shape){0};
		return CGRID_OK;
	}
	if (status)
		return status;
	cgrid_shape_measure(&mended);
	cgrid_fixed(before, fabs(shape->area_m2), 2);
	cgrid_fixed(after, mended.area_m2, 2);
	if (strcmp(before, after) == 0)
		cgrid_log(ctx, CGRID_WARNING, source, "%s: %s at %s, %s (repaired, its area stays)",
			  what, reason, lat, lon);
	else
		cgrid_log(ctx, CGRID_WARNING, source, "%s: %s at %s, %s (repaired, %s m2 became %s m2)",
			  what, reason, lat, lon, before, after);
	*shape = mended;
	return CGRID_OK;
}

enum cgrid_status
cgrid_check_shape(struct cgrid_placing *placing, const struct cgrid_source *source, const char *what,
		  struct cgrid_shape *shape)
{
	bool valid = false;
	char reason[128] = "";
	struct cgrid_xy where = {0, 0};
	enum cgrid_status status = cgrid_geos_valid(placing->ctx, shape, &valid, reason, &where);
	if (status || valid)
		return status;
	return repair(placing, source, what, reason, where, shape);
}

enum cgrid_status
cgrid_gather_shape(struct cgrid_placing *placing, struct cgrid_draft_shape from,
		   struct cgrid_shape *shape_out, bool *sure_out)
{
	*shape_out = (struct cgrid_shape){0};
	*sure_out = true;
	if (from.ring_count == 0)
		return CGRID_OK;
	struct cgrid_ring *rings =
	    cgrid_arena_alloc(&placing->campus->arena, from.ring_count, sizeof *rings);
	if (!rings)
		return cgrid_fail_memory(placing->ctx);
	size_t n = 0;
	bool polygon = false, outer_gone = false;
	for (size_t r = 0; r < from.ring_count; r++) {
		const struct cgrid_draft_ring *ring = &placing->draft->rings[from.first_ring + r];
		enum cgrid_status status = take_ring(placing, ring, &rings[n]);
		if (status)
			return status;
		bool flat = ring->role != CGRID_RING_LINE && rings[n].count < 3;
		/* The holes of a part without area go with it. */
		if (ring->role == CGRID_RING_OUTER)
			outer_gone = flat;
		if (flat || (ring->role == CGRID_RING_HOLE && outer_gone) || rings[n].count == 0)
			continue;
		polygon |= ring->role != CGRID_RING_LINE;
		orient(&rings[n++]);
	}
	*shape_out = (struct cgrid_shape){.rings = rings, .ring_count = n};
	cgrid_shape_measure(shape_out);
	*sure_out = n == 0 || !polygon || cgrid_shape_is_plain(shape_out);
	return CGRID_OK;
}

enum cgrid_status
cgrid_place_shape(struct cgrid_placing *placing, struct cgrid_draft_shape from,
		  const struct cgrid_source *source, const char *what, struct cgrid_shape *shape_out)
{
	bool sure;
	enum cgrid_status status = cgrid_gather_shape(placing, from, shape_out, &sure);
	if (!status && !sure)
		status = cgrid_check_shape(placing, source, what, shape_out);
	if (status)
		*shape_out = (struct cgrid_shape){0};
	return status;
}

/* The next outer ring and its holes, of what is left of a shape. */
static struct cgrid_draft_shape
take_part(const struct cgrid_draft *draft, struct cgrid_draft_shape *left)
{
	struct cgrid_draft_shape part = {left->first_ring, 1};
	while (part.ring_count < left->ring_count &&
	       draft->rings[part.first_ring + part.ring_count].role == CGRID_RING_HOLE)
		part.ring_count++;
	left->first_ring += part.ring_count;
	left->ring_count -= part.ring_count;
	return part;
}

enum cgrid_status
cgrid_place_joined(struct cgrid_placing *placing, struct cgrid_draft_shape from,
		   const struct cgrid_source *source, const char *what, struct cgrid_shape *shape_out)
{
	struct cgrid_arena *arena = &placing->campus->arena;
	struct cgrid_shape *parts = cgrid_arena_alloc(arena, from.ring_count, sizeof *parts);
	enum cgrid_status status = CGRID_OK;
	size_t count = 0, n = 0;
	*shape_out = (struct cgrid_shape){0};
	for (; parts && !status && from.ring_count > 0; count++) {
		status = cgrid_place_shape(placing, take_part(placing->draft, &from), source, what,
					   &parts[count]);
		n += parts[count].ring_count;
	}
	if (status)
		return status;
	struct cgrid_ring *rings = cgrid_arena_alloc(arena, n, sizeof *rings);
	if (!parts || !rings)
		return cgrid_fail_memory(placing->ctx);
	struct cgrid_shape all = {.rings = rings};
	for (size_t i = 0; i < count; i++)
		for (size_t r = 0; r < parts[i].ring_count; r++)
			rings[all.ring_count++] = parts[i].rings[r];
	cgrid_shape_measure(&all);
	bool valid = n == 0;
	char reason[128];
	struct cgrid_xy where;
	if (!valid)
		status = cgrid_geos_valid(placing->ctx, &all, &valid, reason, &where);
	*shape_out = all;
	if (status || valid)
		return status;
	status = cgrid_geos_make_valid(placing->ctx, &all, arena, shape_out);
	if (!status)
		cgrid_shape_measure(shape_out);
	return status;
}
