/* SPDX-License-Identifier: Apache-2.0 */
/* Security software that tracks people: loads a campus once, then many threads look up points without a
 * lock, a context or an allocation. where CAMPUS POINTS: how many of random points are in a room. */
#include <campusgrid/campusgrid.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 4, BATCH = 256 };

struct worker {
	const struct cgrid_campus *campus;
	const struct cgrid_where *where;
	unsigned long points, in_rooms;
	unsigned seed;
};

static void *
work(void *user)
{
	struct worker *worker = user;
	struct cgrid_box box = cgrid_campus_extent(worker->campus);
	size_t levels = cgrid_campus_level_count(worker->campus);
	struct cgrid_level_point points[BATCH];
	struct cgrid_spot spots[BATCH];
	for (unsigned long done = 0; levels > 0 && done < worker->points; done += BATCH) {
		for (int i = 0; i < BATCH; i++) {
			double x = rand_r(&worker->seed) / (double)RAND_MAX;
			double y = rand_r(&worker->seed) / (double)RAND_MAX;
			points[i].at.x = box.min_x + (box.max_x - box.min_x) * x;
			points[i].at.y = box.min_y + (box.max_y - box.min_y) * y;
			points[i].level = (uint32_t)((size_t)rand_r(&worker->seed) % levels);
		}
		cgrid_where_find_all(worker->where, points, BATCH, spots);
		for (int i = 0; i < BATCH; i++)
			worker->in_rooms += spots[i].room != CGRID_NONE;
	}
	return NULL;
}

int
main(int argc, char **argv)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus *campus = NULL;
	struct cgrid_grid *grid = NULL;
	struct cgrid_where *where = NULL;
	struct worker workers[THREADS];
	pthread_t threads[THREADS];
	unsigned long in_rooms = 0;
	int started = 0;
	if (argc != 3 || !ctx || cgrid_campus_read(ctx, argv[1], NULL, &campus) ||
	    cgrid_grid_fit(ctx, campus, NULL, false, &grid) ||
	    cgrid_where_new(ctx, campus, grid, &where)) {
		fprintf(stderr, "%s\n",
			argc == 3 && ctx ? cgrid_ctx_error(ctx) : "where CAMPUS POINTS");
		return 1;
	}
	for (; started < THREADS; started++) {
		workers[started] = (struct worker){campus, where, strtoul(argv[2], NULL, 10) / THREADS,
						   0, (unsigned)started + 1};
		if (pthread_create(&threads[started], NULL, work, &workers[started]))
			break;
	}
	for (int i = 0; i < started; i++) {
		pthread_join(threads[i], NULL);
		in_rooms += workers[i].in_rooms;
	}
	printf("%lu points in rooms; the index is %zu bytes\n", in_rooms, cgrid_where_bytes(where));
	cgrid_where_free(where);
	cgrid_grid_free(grid);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
	return started == THREADS ? 0 : 1;
}
