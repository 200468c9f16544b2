/* SPDX-License-Identifier: Apache-2.0 */
/* Eight threads that resolve, locate and reopen one file at once while it is replaced: build with
 * -Db_sanitize=thread to have the races looked for. */
#include "lookups.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>

enum { THREADS = 8, SENSORS = 500, ROUNDS = FEWER_ROUNDS(4000, 400), RELOADS = 40 };

struct server {
	struct cgrid_lookup_share *share;
	atomic_int wrong, reloads;
};

static void
write_file(struct cgrid_ctx *ctx, const char *path, double lat)
{
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct cgrid_grid *grid;
	struct cgrid_pack *pack;
	spec.origin = (struct cgrid_lonlat){.lon = -75.1234, .lat = 40.1234};
	spec.frame = cgrid_frame_local(spec.origin);
	spec.cell_width_m = spec.cell_height_m = 10;
	spec.columns = spec.rows = 20;
	ck_ok(ctx, cgrid_grid_new(ctx, &spec, &grid));
	ck_ok(ctx, cgrid_pack_new(ctx, 0, &pack));
	ck_ok(ctx, cgrid_pack_begin(ctx, pack, "School", grid));
	for (int i = 0; i < SENSORS; i++) {
		char id[16];
		snprintf(id, sizeof id, "S-%d", i);
		const struct cgrid_location location = {.status = CGRID_LOCATION_OUTSIDE,
							.sensor = id,
							.has_ground = true,
							.ground = {i * 1e-3, lat},
							.z = (double)NAN,
							.uncertainty_m = (double)NAN,
							.door_m = (double)NAN};
		ck_ok(ctx, cgrid_pack_sensor(ctx, pack, &location));
	}
	lookup_write(ctx, pack, path);
	cgrid_pack_free(pack);
	cgrid_grid_free(grid);
}

/* Every answer is of one whole file: its sensors stand on one of the two latitudes, all on the same. */
static bool
resolve(const struct cgrid_lookup *lookup, unsigned number)
{
	struct cgrid_location location;
	double lat = 0;
	for (int i = 0; i < 3; i++) {
		char id[16];
		const unsigned n = (number * 7 + (unsigned)i * 11) % SENSORS;
		const int length = snprintf(id, sizeof id, "S-%u", n);
		cgrid_lookup_location(lookup, cgrid_lookup_find(lookup, id, (size_t)length), id,
				      &location);
		if (strcmp(location.sensor, id) != 0 || location.ground.lon != n * 1e-3 ||
		    (i > 0 && location.ground.lat != lat))
			return false;
		lat = location.ground.lat;
	}
	return lat == 10 || lat == 20;
}

static bool
locate(struct cgrid_ctx *ctx, const struct cgrid_lookup *lookup)
{
	struct cgrid_lookup_query *query;
	const struct cgrid_location *location;
	bool good = cgrid_lookup_query_new(ctx, lookup, &query) == CGRID_OK &&
		    cgrid_lookup_place(ctx, query, "C7", &location) == CGRID_OK &&
		    strcmp(location->cell, "C7") == 0 &&
		    cgrid_lookup_sensor(ctx, query, "S-3", &location) == CGRID_OK &&
		    strcmp(location->sensor, "S-3") == 0;
	cgrid_lookup_query_free(query);
	return good;
}

static void *
serve(void *user)
{
	struct server *server = user;
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	for (unsigned i = 0; ctx && i < ROUNDS; i++) {
		const struct cgrid_lookup *lookup = cgrid_lookup_take(server->share);
		bool good = resolve(lookup, i);
		if (i % 16 == 0)
			good &= locate(ctx, lookup);
		cgrid_lookup_give(server->share, lookup);
		if (i % (ROUNDS / RELOADS) == 0)
			atomic_fetch_add(&server->reloads,
					 cgrid_lookup_reload(ctx, server->share) == CGRID_OK);
		if (!good)
			atomic_fetch_add(&server->wrong, 1);
	}
	cgrid_ctx_free(ctx);
	return NULL;
}

START_TEST(threads_resolve_locate_and_reopen)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct server server = {.share = NULL};
	const char *path = lookup_path();
	pthread_t threads[THREADS];
	write_file(ctx, path, 10);
	ck_ok(ctx, cgrid_lookup_share_new(ctx, path, NULL, &server.share));
	for (int i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, serve, &server), 0);
	for (int i = 0; i < RELOADS; i++)
		write_file(ctx, path, i % 2 ? 10 : 20);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	ck_assert_int_eq(atomic_load(&server.wrong), 0);
	ck_assert_int_ge(atomic_load(&server.reloads), THREADS * RELOADS);
	cgrid_lookup_share_free(server.share);
	unlink(path);
	cgrid_ctx_free(ctx);
}
END_TEST

/* A bad new file leaves the old one serving, and says so. */
START_TEST(a_bad_file_leaves_the_old_one)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_lookup_share *share;
	const char *path = lookup_path();
	write_file(ctx, path, 10);
	ck_ok(ctx, cgrid_lookup_share_new(ctx, path, NULL, &share));
	const struct cgrid_lookup *before = cgrid_lookup_take(share);
	ck_assert_int_eq(truncate(path, 1000), 0);
	ck_assert_int_eq(cgrid_lookup_reload(ctx, share), CGRID_E_SYNTAX);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "cut short"));
	const struct cgrid_lookup *after = cgrid_lookup_take(share);
	ck_assert_ptr_eq(before, after);
	ck_assert(resolve(after, 1));
	cgrid_lookup_give(share, after);
	write_file(ctx, path, 20);
	ck_ok(ctx, cgrid_lookup_reload(ctx, share));
	const struct cgrid_lookup *fresh = cgrid_lookup_take(share);
	ck_assert_ptr_ne(before, fresh);
	ck_assert(resolve(fresh, 1) && resolve(before, 1));
	cgrid_lookup_give(share, fresh);
	/* What was taken outlives the share's interest in it. */
	cgrid_lookup_give(share, before);
	cgrid_lookup_share_free(share);
	unlink(path);
	ck_assert_int_eq(cgrid_lookup_share_new(ctx, path, NULL, &share), CGRID_E_INPUT);
	ck_assert_ptr_null(share);
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("lookup-threads");
	TCase *threads = tcase_create("threads");
	tcase_set_timeout(threads, 120);
	tcase_add_test(threads, threads_resolve_locate_and_reopen);
	tcase_add_test(threads, a_bad_file_leaves_the_old_one);
	suite_add_tcase(suite, threads);
	return run_suite(suite);
}
