/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random points among 50,000 rooms -> cell and room, beside a tree of boxes a level with prepared
 * geometries (GEOS), in one run: medians of alternating turns, and how many times as long GEOS takes.
 * GEOS is given its points ready made, and finds the room alone. The rooms do not overlap: the first
 * that holds the point is the answer, and must be ours.
 */
#include "instructions.h"
#include "made-campus.h"
#include "split-loads.h"

#include <campusgrid/campusgrid.h>
#include <geos_c.h>
#include <time.h>

enum { BUILDINGS = 20, LEVELS = 5, QUERIES = 50000, REPEATS = 7, FEW = QUERIES / 10 };
enum rival { ONE_BY_ONE, IN_BATCHES, ALL_LEVELS, GEOS, GEOS_ALL_LEVELS, RIVALS };
static const char *const rival_names[RIVALS] = {"cgrid_where_find", "cgrid_where_find_all",
						"cgrid_where_levels", "GEOS tree a level + prepared",
						"GEOS one tree + prepared, every level"};
/* What the ratio is taken to. Times are of this thread: others on the machine do not count. */
static const enum rival rival_peers[RIVALS] = {GEOS, GEOS, GEOS_ALL_LEVELS, GEOS, GEOS_ALL_LEVELS};

struct bench {
	struct cgrid_ctx *ctx;
	struct split_load load;
	struct cgrid_campus *campus;
	struct cgrid_grid *grid;
	struct cgrid_where *where;
	struct cgrid_level_point points[QUERIES];
	struct cgrid_spot spots[QUERIES], found[QUERIES];
	size_t held, levels;

	GEOSContextHandle_t geos;
	GEOSGeometry **rooms;
	const GEOSPreparedGeometry **prepared;
	GEOSSTRtree *trees[BUILDINGS * LEVELS], *tree;
	GEOSGeometry *geometries[QUERIES], *asked;
	uint32_t *ids, hit;
};

static double
now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static void
make_campus(struct bench *bench)
{
	struct rng rng = {3};
	load_campus(&bench->load);
	size_t count = bench->load.count;
	bench->campus = made_campus(BUILDINGS, LEVELS, count);
	for (size_t i = 0; i < count; i++) {
		bench->campus->rooms[i].shape = bench->load.shapes[i];
		bench->campus->rooms[i].level = (uint32_t)(i / (count / (BUILDINGS * LEVELS)));
	}
	made_campus_count(bench->campus);
	bench->grid = made_grid(bench->ctx, bench->campus, (struct cgrid_xy){0, 700}, 10, 95, 70, 0);
	for (size_t i = 0; i < QUERIES; i++) {
		/* In the box of some room of the level, grown a little: four in five are in a room. */
		const struct cgrid_room *room = &bench->campus->rooms[rng_below(&rng, count)];
		const struct cgrid_box *box = &room->shape.box;
		bench->points[i] =
		    (struct cgrid_level_point){{rng_between(&rng, box->min_x, box->max_x),
						rng_between(&rng, box->min_y, box->max_y)},
					       room->level};
	}
}

static double
build_ours(struct bench *bench)
{
	double start = now_ns();
	cgrid_where_free(bench->where);
	made_ok(bench->ctx, cgrid_where_new(bench->ctx, bench->campus, bench->grid, &bench->where));
	return now_ns() - start;
}

static GEOSGeometry *
polygon_of(GEOSContextHandle_t geos, const struct cgrid_ring *ring)
{
	GEOSCoordSequence *sequence = GEOSCoordSeq_create_r(geos, (unsigned)ring->count + 1, 2);
	for (size_t i = 0; i <= ring->count; i++)
		GEOSCoordSeq_setXY_r(geos, sequence, (unsigned)i, ring->points[i % ring->count].x,
				     ring->points[i % ring->count].y);
	return GEOSGeom_createPolygon_r(geos, GEOSGeom_createLinearRing_r(geos, sequence), NULL, 0);
}

static double
build_geos(struct bench *bench)
{
	size_t count = bench->load.count;
	GEOSContextHandle_t geos = bench->geos;
	bench->rooms = made_memory(calloc(count, sizeof(void *)));
	bench->prepared = made_memory(calloc(count, sizeof(void *)));
	bench->ids = made_memory(calloc(count, sizeof *bench->ids));
	for (size_t i = 0; i < count; i++)
		bench->rooms[i] = polygon_of(geos, &bench->load.shapes[i].rings[0]);
	double start = now_ns();
	bench->tree = GEOSSTRtree_create_r(geos, 10);
	for (size_t l = 0; l < BUILDINGS * LEVELS; l++)
		bench->trees[l] = GEOSSTRtree_create_r(geos, 10);
	for (size_t i = 0; i < count; i++) {
		bench->ids[i] = (uint32_t)i;
		bench->prepared[i] = GEOSPrepare_r(geos, bench->rooms[i]);
		GEOSSTRtree_insert_r(geos, bench->trees[bench->campus->rooms[i].level], bench->rooms[i],
				     &bench->ids[i]);
		GEOSSTRtree_insert_r(geos, bench->tree, bench->rooms[i], &bench->ids[i]);
	}
	double taken = now_ns() - start;
	for (size_t i = 0; i < QUERIES; i++)
		bench->geometries[i] =
		    GEOSGeom_createPointFromXY_r(geos, bench->points[i].at.x, bench->points[i].at.y);
	return taken;
}

static void
take_hit(void *item, void *user)
{
	struct bench *bench = user;
	uint32_t room = *(uint32_t *)item;
	if (GEOSPreparedContains_r(bench->geos, bench->prepared[room], bench->asked)) {
		bench->hit = room;
		bench->levels++;
	}
}

static void
run_geos(struct bench *bench, bool all_levels)
{
	bench->levels = 0;
	for (size_t i = 0; i < (all_levels ? FEW : QUERIES); i++) {
		bench->asked = bench->geometries[i];
		bench->hit = CGRID_NONE;
		GEOSSTRtree_query_r(bench->geos,
				    all_levels ? bench->tree : bench->trees[bench->points[i].level],
				    bench->asked, take_hit, bench);
		if (!all_levels)
			bench->found[i].room = bench->hit;
	}
}

/* By names of their own, so that callgrind finds them. */
void count_one_by_one(struct bench *bench);
void count_in_batches(struct bench *bench);
void count_geos(struct bench *bench);
__attribute__((noinline)) void
count_one_by_one(struct bench *bench)
{
	for (size_t i = 0; i < QUERIES; i++)
		cgrid_where_find(bench->where, bench->points[i], &bench->spots[i]);
}
__attribute__((noinline)) void
count_in_batches(struct bench *bench)
{
	cgrid_where_find_all(bench->where, bench->points, QUERIES, bench->spots);
}
__attribute__((noinline)) void
count_geos(struct bench *bench)
{
	run_geos(bench, false);
}

static void
run_levels(struct bench *bench)
{
	struct cgrid_spot spots[LEVELS];
	bench->levels = 0;
	for (size_t i = 0; i < QUERIES; i++)
		bench->levels += cgrid_where_levels(bench->where, bench->points[i].at, spots, LEVELS);
}

static double
time_rival(struct bench *bench, enum rival rival)
{
	double start = now_ns();
	switch (rival) {
	case ONE_BY_ONE:
		count_one_by_one(bench);
		break;
	case IN_BATCHES:
		count_in_batches(bench);
		break;
	case ALL_LEVELS:
		run_levels(bench);
		break;
	default:
		run_geos(bench, rival == GEOS_ALL_LEVELS);
	}
	return (now_ns() - start) / (rival == GEOS_ALL_LEVELS ? FEW : QUERIES);
}

static double
median_of(double values[REPEATS])
{
	qsort(values, REPEATS, sizeof values[0], compare);
	return values[REPEATS / 2];
}

/* Every answer of GEOS is ours; how many points are in a room. */
static bool
check_answers(struct bench *bench)
{
	size_t differ = 0;
	for (size_t i = 0; i < QUERIES; i++) {
		differ += bench->spots[i].room != bench->found[i].room;
		bench->held += bench->spots[i].room != CGRID_NONE;
	}
	printf("%d points, %zu in a room; answers that differ from GEOS: %zu\n", QUERIES, bench->held,
	       differ);
	return differ == 0 && bench->held > QUERIES / 2;
}

static bool
measure(struct bench *bench)
{
	static double times[RIVALS][REPEATS], ratios[RIVALS][REPEATS];
	double builds[REPEATS], geos = build_geos(bench);
	struct cgrid_pieces *pieces;
	for (int k = 0; k < REPEATS; k++)
		builds[k] = build_ours(bench);
	double start = now_ns();
	made_ok(bench->ctx, cgrid_split(bench->ctx, bench->campus, bench->grid, NULL, &pieces));
	double split = now_ns() - start;
	cgrid_pieces_free(pieces);
	printf(
	    "50,000 rooms, %zu vertices: index made in %.1f ms (the split: %.1f ms; GEOS trees: %.1f "
	    "ms), %.0f bytes a room\n",
	    bench->load.vertices, median_of(builds) / 1e6, split / 1e6, geos / 1e6,
	    (double)cgrid_where_bytes(bench->where) / (double)bench->load.count);
	run_geos(bench, false); /* prepared geometries prepare themselves when first asked */
	for (int k = 0; k < REPEATS; k++) {
		for (int r = 0; r < RIVALS; r++)
			times[r][k] = time_rival(bench, (enum rival)r);
		for (int r = 0; r < RIVALS; r++)
			ratios[r][k] = times[rival_peers[r]][k] / times[r][k];
	}
	bool same = check_answers(bench);
	printf("%-40s %10s %12s\n", "point -> cell and room", "ns a point", "GEOS takes");
	for (int r = 0; r < RIVALS; r++)
		printf("%-40s %10.0f %11.1fx\n", rival_names[r], median_of(times[r]),
		       median_of(ratios[r]));
	return same;
}

static void
print_instructions(void)
{
	static const struct {
		const char *what, *function;
		enum rival rival;
	} rows[] = {{"one", "count_one_by_one", ONE_BY_ONE},
		    {"batch", "count_in_batches", IN_BATCHES},
		    {"geos", "count_geos", GEOS}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		double count = instructions_of(rows[i].what, rows[i].function);
		if (count >= 0)
			printf("%-40s %10.0f instructions a point\n", rival_names[rows[i].rival],
			       count / QUERIES);
	}
}

int
main(int argc, char **argv)
{
	static struct bench bench;
	bool good = true;
	bench.ctx = cgrid_ctx_new();
	bench.geos = GEOS_init_r();
	make_campus(&bench);
	if (argc > 1) { /* once, for callgrind */
		build_ours(&bench);
		if (strcmp(argv[1], "geos") == 0) {
			build_geos(&bench);
			run_geos(&bench, false);
			count_geos(&bench);
		} else if (strcmp(argv[1], "one") == 0) {
			count_one_by_one(&bench);
		} else {
			count_in_batches(&bench);
		}
		return EXIT_SUCCESS;
	}
	good = measure(&bench);
	fflush(stdout);
	print_instructions();
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
