/* SPDX-License-Identifier: Apache-2.0 */
/* Our split beside GEOSIntersection and GEOSClipByRect, in one run over the same seeded rooms:
 * medians of nanoseconds a piece, and how many times as long GEOS takes. GEOS is given its
 * geometries ready made, and only the cells that the room's box reaches. */
#include "loads.h"
#include "split/cut.h"
#include "split/inside.h"

#include <geos_c.h>
#include <time.h>

enum { CELLS = 40, ROOMS = 60, REPEATS = 7, MAX_BOXES = 1600 };

enum rival { OURS, OURS_LABELLED, GEOS_INTERSECTION, GEOS_PREPARED, GEOS_CLIP, RIVALS };
static const char *const rival_names[RIVALS] = {"split", "split+label", "intersection",
						"prepared+inter.", "clipbyrect"};

struct bench {
	struct cgrid_ctx *ctx;
	GEOSContextHandle_t geos;
	double columns[CELLS + 1], rows[CELLS + 1];
	struct cgrid_lines lines;
	struct cgrid_cutter cutter;
	struct cgrid_arena arena;
	struct cgrid_shape shapes[ROOMS];
	GEOSGeometry *rooms[ROOMS];
	const GEOSPreparedGeometry *prepared[ROOMS];
	GEOSGeometry *boxes[MAX_BOXES];
	size_t count, pieces;
	bool label;
};

static double
now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static enum cgrid_status
count_piece(void *user, const struct cgrid_cut_piece *piece)
{
	struct bench *bench = user;
	struct cgrid_xy label;
	bench->pieces++;
	return bench->label ? cgrid_inside_point(bench->ctx, &piece->shape, piece->convex, &label)
			    : CGRID_OK;
}

static void
run_ours(struct bench *bench, size_t i)
{
	struct cgrid_cut_sum sum;
	if (cgrid_cut(bench->ctx, &bench->cutter, &bench->shapes[i], &bench->lines, &sum) != CGRID_OK ||
	    cgrid_list_each(bench->ctx, &bench->cutter.list, &bench->lines, count_piece, bench))
		exit(EXIT_FAILURE);
}

static void
run_geos(struct bench *bench, size_t i, enum rival rival)
{
	GEOSContextHandle_t geos = bench->geos;
	const struct cgrid_box *box = &bench->shapes[i].box;
	for (int row = 0; row < CELLS; row++)
		for (int column = 0; column < CELLS; column++) {
			const double *x = &bench->columns[column], *y = &bench->rows[row];
			if (x[0] >= box->max_x || x[1] <= box->min_x || y[1] >= box->max_y ||
			    y[0] <= box->min_y)
				continue;
			const GEOSGeometry *cell = bench->boxes[row * CELLS + column];
			GEOSGeometry *piece = NULL;
			if (rival == GEOS_CLIP)
				piece = GEOSClipByRect_r(geos, bench->rooms[i], x[0], y[1], x[1], y[0]);
			else if (rival == GEOS_INTERSECTION ||
				 (!GEOSPreparedContains_r(geos, bench->prepared[i], cell) &&
				  GEOSPreparedIntersects_r(geos, bench->prepared[i], cell)))
				piece = GEOSIntersection_r(geos, bench->rooms[i], cell);
			if (piece)
				GEOSGeom_destroy_r(geos, piece);
		}
}

static GEOSGeometry *
ring_of(GEOSContextHandle_t geos, const struct cgrid_xy *points, size_t count)
{
	GEOSCoordSequence *sequence = GEOSCoordSeq_create_r(geos, (unsigned)count + 1, 2);
	for (size_t i = 0; i <= count; i++)
		GEOSCoordSeq_setXY_r(geos, sequence, (unsigned)i, points[i % count].x,
				     points[i % count].y);
	return GEOSGeom_createLinearRing_r(geos, sequence);
}

static GEOSGeometry *
geometry_of(GEOSContextHandle_t geos, const struct cgrid_shape *shape)
{
	GEOSGeometry *parts[64], *holes[64];
	unsigned part_count = 0;
	for (size_t r = 0; r < shape->ring_count;) {
		unsigned hole_count = 0;
		GEOSGeometry *shell = ring_of(geos, shape->rings[r].points, shape->rings[r].count);
		for (r++; r < shape->ring_count && shape->rings[r].role == CGRID_RING_HOLE; r++)
			holes[hole_count++] =
			    ring_of(geos, shape->rings[r].points, shape->rings[r].count);
		parts[part_count++] = GEOSGeom_createPolygon_r(geos, shell, holes, hole_count);
	}
	return part_count == 1
		   ? parts[0]
		   : GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, parts, part_count);
}

static void
lay_out(struct bench *bench)
{
	for (int i = 0; i <= CELLS; i++) {
		bench->columns[i] = (i - CELLS / 2) * 10.0;
		bench->rows[i] = (CELLS / 2 - i) * 10.0;
	}
	bench->lines = (struct cgrid_lines){bench->columns, bench->rows, CELLS, CELLS, NULL, NULL};
	for (int i = 0; i < CELLS * CELLS; i++) {
		const double *x = &bench->columns[i % CELLS], *y = &bench->rows[i / CELLS];
		const struct cgrid_xy quad[4] = {
		    {x[0], y[1]}, {x[1], y[1]}, {x[1], y[0]}, {x[0], y[0]}};
		bench->boxes[i] =
		    GEOSGeom_createPolygon_r(bench->geos, ring_of(bench->geos, quad, 4), NULL, 0);
	}
}

static void
load_rooms(struct bench *bench, enum load_kind kind)
{
	static struct load load;
	struct rng rng = {(uint64_t)kind + 99};
	bench->count = 0;
	while (bench->count < ROOMS) {
		struct cgrid_xy move = {rng_between(&rng, -100, 100), rng_between(&rng, -100, 100)};
		if (kind == LOAD_ALIGNED)
			move = (struct cgrid_xy){0, 0};
		load_draw(&load, &rng, kind);
		if (!load_shape(bench->ctx, &load, 10, 0, move, &bench->arena,
				&bench->shapes[bench->count]))
			continue;
		bench->rooms[bench->count] = geometry_of(bench->geos, &bench->shapes[bench->count]);
		bench->prepared[bench->count] = GEOSPrepare_r(bench->geos, bench->rooms[bench->count]);
		bench->count++;
	}
}

static void
drop_rooms(struct bench *bench)
{
	for (size_t i = 0; i < bench->count; i++) {
		GEOSPreparedGeom_destroy_r(bench->geos, bench->prepared[i]);
		GEOSGeom_destroy_r(bench->geos, bench->rooms[i]);
	}
	cgrid_arena_free(&bench->arena);
}

/* One rival over all rooms, once. */
static double
time_rival(struct bench *bench, enum rival rival)
{
	double start = now_ns();
	bench->pieces = rival <= OURS_LABELLED ? 0 : bench->pieces;
	bench->label = rival == OURS_LABELLED;
	for (size_t i = 0; i < bench->count; i++) {
		if (rival <= OURS_LABELLED)
			run_ours(bench, i);
		else
			run_geos(bench, i, rival);
	}
	return now_ns() - start;
}

static double
median_of(double values[REPEATS])
{
	qsort(values, REPEATS, sizeof values[0], compare);
	return values[REPEATS / 2];
}

/* The rivals take turns, so that what else the machine does falls on all of them: the ratio is the
 * median of the ratios of each turn. */
static void
measure(struct bench *bench, enum load_kind kind)
{
	double times[RIVALS][REPEATS], ratios[RIVALS][REPEATS];
	load_rooms(bench, kind);
	for (int k = 0; k < REPEATS; k++)
		for (int rival = 0; rival < RIVALS; rival++) {
			times[rival][k] = time_rival(bench, (enum rival)rival);
			ratios[rival][k] = times[rival][k] / times[OURS][k];
		}
	printf("%-10s %7zu", load_names[kind], bench->pieces);
	for (int rival = 0; rival < RIVALS; rival++)
		printf(" %9.0f (%5.1fx)", median_of(times[rival]) / (double)bench->pieces,
		       median_of(ratios[rival]));
	printf("\n");
	drop_rooms(bench);
}

int
main(void)
{
	static struct bench bench;
	bench.ctx = cgrid_ctx_new();
	bench.geos = GEOS_init_r();
	lay_out(&bench);
	printf("nanoseconds a piece, medians of %d runs (times ours)\n%-10s %7s", REPEATS, "rooms",
	       "pieces");
	for (int rival = 0; rival < RIVALS; rival++)
		printf(" %18s", rival_names[rival]);
	printf("\n");
	for (int kind = 0; kind < LOAD_KINDS; kind++)
		measure(&bench, (enum load_kind)kind);
	for (int i = 0; i < CELLS * CELLS; i++)
		GEOSGeom_destroy_r(bench.geos, bench.boxes[i]);
	GEOS_finish_r(bench.geos);
	cgrid_cutter_free(&bench.cutter);
	cgrid_ctx_free(bench.ctx);
	return EXIT_SUCCESS;
}
