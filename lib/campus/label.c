/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a room's name is written: deep inside. To find that takes longer than all else about a room, so
 * a campus of very many rooms finds it when the room is first asked for, once, whichever thread asks.
 */
#include "base/geos.h"
#include "base/shape.h"
#include "campus/campus.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct cgrid_late_labels {
	pthread_mutex_t lock; /* for the context, and for what is being found */
	struct cgrid_ctx *ctx;
	_Atomic unsigned char known[];
};

/* Thick enough that it surely has a point inside: a centimetre on average. */
bool
cgrid_label_can_wait(const struct cgrid_shape *shape)
{
	double perimeter = 0;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		for (size_t i = 0, last = ring->count - 1; i < ring->count; last = i++)
			perimeter += fabs(ring->points[i].x - ring->points[last].x) +
				     fabs(ring->points[i].y - ring->points[last].y);
	}
	return shape->area_m2 > 0.01 * perimeter;
}

/* The middle of the widest part of a line of latitude in the shape; without memory. */
static bool
widest_at(const struct cgrid_shape *shape, double y, struct cgrid_xy *at_out)
{
	double x = -INFINITY, widest = 0;
	bool inside = false;
	for (;;) {
		double next = INFINITY;
		for (size_t r = 0; r < shape->ring_count; r++) {
			const struct cgrid_ring *ring = &shape->rings[r];
			for (size_t i = 0, last = ring->count - 1; i < ring->count; last = i++) {
				struct cgrid_xy a = ring->points[last], b = ring->points[i];
				if ((a.y > y) == (b.y > y))
					continue;
				double cross = a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y);
				next = cross > x && cross < next ? cross : next;
			}
		}
		if (next == INFINITY)
			return widest > 0;
		struct cgrid_xy middle = {(x + next) / 2, y};
		inside = x > -INFINITY && cgrid_shape_holds(shape, middle);
		if (inside && next - x > widest) {
			widest = next - x;
			*at_out = middle;
		}
		x = next;
	}
}

/* Never fails: without memory for the deepest point, one that is plainly inside is right, too. */
static struct cgrid_xy
find(struct cgrid_ctx *ctx, const struct cgrid_shape *shape)
{
	enum { LINES = 16 };
	const struct cgrid_box *box = &shape->box;
	struct cgrid_xy at;
	double radius;
	if (cgrid_geos_deepest(ctx, shape, &at, &radius) == CGRID_OK)
		return at;
	cgrid_clear_error(ctx);
	for (int i = 1; i < LINES; i++)
		if (widest_at(shape, box->min_y + (box->max_y - box->min_y) * (i * 7 % LINES) / LINES,
			      &at))
			return at;
	return shape->rings[0].points[0];
}

void
cgrid_label_settle(struct cgrid_ctx *ctx, struct cgrid_room *room)
{
	if (isnan(room->label.x))
		room->label = find(ctx, &room->shape);
}

enum cgrid_status
cgrid_labels_begin(struct cgrid_placing *placing)
{
	struct cgrid_campus *campus = placing->campus;
	size_t missing = 0;
	for (size_t i = 0; i < campus->room_count; i++)
		missing += isnan(campus->rooms[i].label.x);
	if (missing == 0)
		return CGRID_OK;
	struct cgrid_late_labels *labels = calloc(1, sizeof *labels + campus->room_count);
	if (labels)
		labels->ctx = cgrid_ctx_new();
	if (!labels || !labels->ctx || pthread_mutex_init(&labels->lock, NULL) != 0) {
		if (labels)
			cgrid_ctx_free(labels->ctx);
		free(labels);
		return cgrid_fail_memory(placing->ctx);
	}
	for (size_t i = 0; i < campus->room_count; i++)
		atomic_init(&labels->known[i], !isnan(campus->rooms[i].label.x));
	campus->labels = labels;
	return CGRID_OK;
}

void
cgrid_labels_free(struct cgrid_campus *campus)
{
	if (!campus->labels)
		return;
	pthread_mutex_destroy(&campus->labels->lock);
	cgrid_ctx_free(campus->labels->ctx);
	free(campus->labels);
}

const struct cgrid_room *
cgrid_campus_room(const struct cgrid_campus *campus, size_t i)
{
	struct cgrid_late_labels *labels = campus->labels;
	if (i >= campus->room_count)
		return NULL;
	if (labels && !atomic_load_explicit(&labels->known[i], memory_order_acquire)) {
		pthread_mutex_lock(&labels->lock);
		cgrid_label_settle(labels->ctx, &campus->rooms[i]);
		atomic_store_explicit(&labels->known[i], 1, memory_order_release);
		pthread_mutex_unlock(&labels->lock);
	}
	return &campus->rooms[i];
}
