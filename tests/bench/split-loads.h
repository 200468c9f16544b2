/* SPDX-License-Identifier: Apache-2.0 */
/* The loads of the split's benchmark, drawn from seeds: one large floor, a campus of rooms, and some
 * of every awkward kind. */
#ifndef CGRID_TESTS_SPLIT_LOADS_H
#define CGRID_TESTS_SPLIT_LOADS_H

#include "loads.h"

/* Shapes, and the lines to cut them along. */
struct split_load {
	struct cgrid_arena arena;
	struct cgrid_shape *shapes;
	size_t count, vertices;
	double *columns, *rows;
	uint32_t column_count, row_count;
};

static inline void *
load_room_for(struct split_load *load, size_t count, size_t size)
{
	void *room = cgrid_arena_alloc(&load->arena, count, size);
	if (!room)
		exit(EXIT_FAILURE);
	return room;
}

static inline void
load_lines(struct split_load *load, double width, double height, uint32_t columns, uint32_t rows)
{
	load->column_count = columns;
	load->row_count = rows;
	load->columns = load_room_for(load, (size_t)columns + 1, sizeof(double));
	load->rows = load_room_for(load, (size_t)rows + 1, sizeof(double));
	for (uint32_t i = 0; i <= columns; i++)
		load->columns[i] = i * width;
	for (uint32_t i = 0; i <= rows; i++)
		load->rows[i] = (rows - i) * height;
}

/* Vertices at equal angles about a point, each as far as `reach` says. */
static inline struct cgrid_ring
load_round(struct split_load *load, struct rng *rng, struct cgrid_xy at, size_t count, int direction,
	   double (*reach)(struct rng *rng, double angle))
{
	struct cgrid_xy *points = load_room_for(load, count, sizeof *points);
	double phase = rng_between(rng, 0, 1);
	for (size_t i = 0; i < count; i++) {
		double angle = direction * 2 * M_PI * ((double)i + phase) / (double)count;
		double radius = reach(rng, angle);
		points[i] = (struct cgrid_xy){at.x + radius * cos(angle), at.y + radius * sin(angle)};
	}
	load->vertices += count;
	return (struct cgrid_ring){points, count, direction > 0 ? CGRID_RING_OUTER : CGRID_RING_HOLE};
}

static inline double
floor_reach(struct rng *rng, double angle)
{
	double c = cos(angle) / 196, s = sin(angle) / 146;
	double ellipse = 1 / sqrt(c * c + s * s);
	return ellipse * (0.926 + 0.04 * sin(5 * angle) + 0.02 * sin(17 * angle)) +
	       rng_between(rng, -0.2, 0.2);
}

static inline double
court_reach(struct rng *rng, double angle)
{
	return 11.5 + 2 * sin(3 * angle) + rng_between(rng, -0.3, 0.3);
}

/* One floor of 2,045 vertices and 14 courts, 400 x 300 m. */
static inline void
load_floor(struct split_load *load, uint32_t columns, uint32_t rows)
{
	enum { COURTS = 14, VERTICES = 2045, COURT_VERTICES = 45 };
	struct rng rng = {2045};
	*load = (struct split_load){.count = 1};
	load_lines(load, 400.0 / columns, 300.0 / rows, columns, rows);
	struct cgrid_ring *rings = load_room_for(load, COURTS + 1, sizeof *rings);
	load->shapes = load_room_for(load, 1, sizeof *load->shapes);
	rings[0] = load_round(load, &rng, (struct cgrid_xy){200, 150},
			      VERTICES - COURTS * COURT_VERTICES, 1, floor_reach);
	for (int i = 0; i < COURTS; i++)
		rings[i + 1] =
		    load_round(load, &rng, (struct cgrid_xy){95.0 + 35 * (i % 7), 113.0 + 74 * (i / 7)},
			       COURT_VERTICES, -1, court_reach);
	load->shapes[0] = (struct cgrid_shape){.rings = rings, .ring_count = COURTS + 1};
	cgrid_shape_measure(&load->shapes[0]);
}

static inline double
room_reach(struct rng *rng, double angle)
{
	(void)angle;
	return rng_between(rng, 2.8, 3.6);
}

/* 50,000 rooms of 5 to 41 vertices: 20 buildings of 5 levels, cells of 10 m. As many rooms of each
 * number (23 vertices a room), or mostly of few (12 a room), as in the plans of buildings. */
static inline void
load_rooms(struct split_load *load, bool even)
{
	enum { BUILDINGS = 20, LEVELS = 5, WIDE = 25, DEEP = 20 };
	struct rng rng = {50000};
	*load = (struct split_load){.count = (size_t)BUILDINGS * LEVELS * WIDE * DEEP};
	load_lines(load, 10, 10, 95, 70);
	load->shapes = load_room_for(load, load->count, sizeof *load->shapes);
	struct cgrid_ring *rings = load_room_for(load, load->count, sizeof *rings);
	for (size_t i = 0; i < load->count; i++) {
		size_t slot = i % (WIDE * DEEP), building = i / ((size_t)WIDE * DEEP * LEVELS);
		struct cgrid_xy at = {
		    14.3 + 185.7 * (double)(building % 5) + 7.4 * (double)(slot % WIDE),
		    11.9 + 171.3 * (double)(building / 5) + 7.4 * (double)(slot / WIDE)};
		double most = rng_between(&rng, 0, 1);
		size_t vertices = 5 + (size_t)(37 * (even ? most : most * most * most * most));
		rings[i] = load_round(load, &rng, at, vertices, 1, room_reach);
		load->shapes[i] = (struct cgrid_shape){.rings = &rings[i], .ring_count = 1};
		cgrid_shape_measure(&load->shapes[i]);
	}
}

static inline void
load_campus(struct split_load *load)
{
	load_rooms(load, true);
}

/* Rooms of one kind of tests/loads.h, over 40 x 40 cells of 10 m. */
static inline void
load_kind(struct split_load *load, struct cgrid_ctx *ctx, enum load_kind kind)
{
	enum { ROOMS = 60, CELLS = 40 };
	static struct load drawn;
	struct rng rng = {(uint64_t)kind + 99};
	*load = (struct split_load){.count = 0};
	load_lines(load, 10, 10, CELLS, CELLS);
	load->shapes = load_room_for(load, ROOMS, sizeof *load->shapes);
	while (load->count < ROOMS) {
		struct cgrid_xy move = {200, 200};
		if (kind != LOAD_ALIGNED) {
			move.x += rng_between(&rng, -100, 100);
			move.y += rng_between(&rng, -100, 100);
		}
		load_draw(&drawn, &rng, kind);
		if (load_shape(ctx, &drawn, 10, 0, move, &load->arena, &load->shapes[load->count]))
			load->count++;
	}
}

#endif
