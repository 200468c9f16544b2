/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A million sensors in a lookup file, beside what others would use: bench-lookup [CAMPUSGRID [COUNT]].
 * Ids in random order, warm; medians of alternating rounds.
 */
#include "harness.h"

#include "lookup/lookup.h"

#include <campusgrid/campusgrid.h>

#include <fcntl.h>
#include <math.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#ifdef BENCH_SQLITE
#include <sqlite3.h>
#endif
#ifdef BENCH_LMDB
#include <lmdb.h>
#endif

enum { ROUNDS = 5, ID = 40, BATCH = 256 };

struct load {
	size_t count;
	char (*ids)[ID]; /* in random order */
	const char **texts;
	size_t *lengths;
	char folder[64], file[96], sqlite[96], lmdb[96], list[96];
};

static double
now(void)
{
	struct timespec at;
	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec * 1e-9;
}

static int
compare_doubles(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double
median(double *values, size_t count)
{
	qsort(values, count, sizeof *values, compare_doubles);
	return values[count / 2];
}

static void
must(struct cgrid_ctx *ctx, enum cgrid_status status)
{
	if (status == CGRID_OK)
		return;
	fprintf(stderr, "bench-lookup: %s\n", cgrid_ctx_error(ctx));
	exit(1);
}

/* Ids as they come: vendors' prefixes and numbers without any order. */
static void
make_ids(struct load *load)
{
	struct rng rng = {11};
	for (size_t i = 0; i < load->count; i++)
		snprintf(load->ids[i], ID, "GSD-%02x%07zu", (unsigned)(i * 7 % 256), i);
	for (size_t i = load->count; i > 1; i--) {
		const size_t k = rng_below(&rng, i);
		char swap[ID];
		memcpy(swap, load->ids[k], ID);
		memcpy(load->ids[k], load->ids[i - 1], ID);
		memcpy(load->ids[i - 1], swap, ID);
	}
	for (size_t i = 0; i < load->count; i++) {
		load->texts[i] = load->ids[i];
		load->lengths[i] = strlen(load->ids[i]);
	}
}

static void
fill_location(struct cgrid_location *to, const char *id, size_t i)
{
	static const char *const names[] = {"Biology Lab", "Office", "Cafeteria", "North Stairs", ""};
	static char room[16];
	*to = (struct cgrid_location){.status = CGRID_LOCATION_OK,
				      .sensor = id,
				      .kind = "gunshot",
				      .building = i % 3 ? "Main" : "Gymnasium",
				      .level = i % 2 ? "1" : "2",
				      .ordinal = i % 2 ? 0 : 1,
				      .has_ordinal = true,
				      .room = room,
				      .room_name = names[i % 5],
				      .cells = i % 4 ? "C7" : "C7 C8 D7",
				      .cell = "C7",
				      .keypad = "C7-5",
				      .cell_index = {6, 2, 5},
				      .has_cell = true,
				      .ground = {-75.1 - (double)i * 1e-9, 40.1},
				      .has_ground = true,
				      .z = 119.25,
				      .uncertainty_m = 4.5,
				      .usng = "18T VK 89512 41234",
				      .door = "6",
				      .door_m = 17.25,
				      .candidates = ""};
	snprintf(room, sizeof room, "%zu", 100 + i % 300);
}

static void
write_lookup(struct cgrid_ctx *ctx, const struct load *load)
{
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct cgrid_grid *grid;
	struct cgrid_pack *pack;
	struct cgrid_output *output;
	spec.origin = (struct cgrid_lonlat){.lon = -75.1234, .lat = 40.1234};
	spec.frame = cgrid_frame_local(spec.origin);
	spec.cell_width_m = spec.cell_height_m = 10;
	spec.columns = spec.rows = 26;
	must(ctx, cgrid_grid_new(ctx, &spec, &grid));
	must(ctx, cgrid_pack_new(ctx, 0, &pack));
	must(ctx, cgrid_pack_begin(ctx, pack, "Million", grid));
	for (size_t i = 0; i < load->count; i++) {
		struct cgrid_location location;
		fill_location(&location, load->ids[i], i);
		must(ctx, cgrid_pack_sensor(ctx, pack, &location));
	}
	must(ctx, cgrid_output_open(ctx, load->file, CGRID_OUTPUT_FORCE, &output));
	must(ctx, cgrid_pack_write(ctx, pack, output));
	must(ctx, cgrid_output_commit(ctx, output));
	cgrid_pack_free(pack);
	cgrid_grid_free(grid);
}

/* Nobody's pages of a file are left in the cache. */
static void
make_cold(const char *path)
{
	const int fd = open(path, O_RDONLY);
	if (fd < 0)
		return;
	fdatasync(fd);
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	close(fd);
}

/* A peer: seconds for every id; 0 when it is not here. */
typedef double (*round_fn)(const struct load *load, void *of);

static double
round_find(const struct load *load, void *of)
{
	const struct cgrid_lookup *lookup = of;
	size_t found = 0;
	const double start = now();
	for (size_t i = 0; i < load->count; i++)
		found += cgrid_lookup_find(lookup, load->texts[i], load->lengths[i]) != NULL;
	const double took = now() - start;
	return found == load->count ? took : (double)NAN;
}

static double
round_many(const struct load *load, void *of)
{
	const struct cgrid_lookup_record *records[BATCH];
	size_t found = 0;
	const double start = now();
	for (size_t i = 0; i < load->count; i += BATCH) {
		const size_t n = load->count - i < BATCH ? load->count - i : BATCH;
		cgrid_lookup_find_many(of, load->texts + i, load->lengths + i, n, records);
		for (size_t k = 0; k < n; k++)
			found += records[k] != NULL;
	}
	const double took = now() - start;
	return found == load->count ? took : (double)NAN;
}

static double
round_locations(const struct load *load, void *of)
{
	const struct cgrid_lookup *lookup = of;
	struct cgrid_location location;
	size_t found = 0;
	const double start = now();
	for (size_t i = 0; i < load->count; i++) {
		cgrid_lookup_location(lookup,
				      cgrid_lookup_find(lookup, load->texts[i], load->lengths[i]),
				      load->texts[i], &location);
		found += location.status == CGRID_LOCATION_OK;
	}
	const double took = now() - start;
	return found == load->count ? took : (double)NAN;
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static double
round_bsearch(const struct load *load, void *of)
{
	const char **sorted = of;
	size_t found = 0;
	const double start = now();
	for (size_t i = 0; i < load->count; i++)
		found += bsearch(&load->texts[i], sorted, load->count, sizeof *sorted, compare_texts) !=
			 NULL;
	const double took = now() - start;
	return found == load->count ? took : (double)NAN;
}

#ifdef BENCH_SQLITE
static void
make_sqlite(const struct load *load)
{
	sqlite3 *db;
	sqlite3_stmt *insert;
	unlink(load->sqlite);
	if (sqlite3_open(load->sqlite, &db) != SQLITE_OK)
		exit(1);
	sqlite3_exec(db, "create table s(id text primary key, record blob) without rowid; begin", 0, 0,
		     0);
	sqlite3_prepare_v2(db, "insert into s values(?,?)", -1, &insert, 0);
	for (size_t i = 0; i < load->count; i++) {
		static const char record[128];
		sqlite3_bind_text(insert, 1, load->ids[i], -1, SQLITE_STATIC);
		sqlite3_bind_blob(insert, 2, record, sizeof record, SQLITE_STATIC);
		sqlite3_step(insert);
		sqlite3_reset(insert);
	}
	sqlite3_finalize(insert);
	sqlite3_exec(db, "commit", 0, 0, 0);
	sqlite3_close(db);
}

static double
round_sqlite(const struct load *load, void *of)
{
	sqlite3 *db;
	sqlite3_stmt *select;
	size_t found = 0;
	(void)of;
	if (sqlite3_open_v2(load->sqlite, &db, SQLITE_OPEN_READONLY, 0) != SQLITE_OK)
		return (double)NAN;
	sqlite3_exec(db, "pragma cache_size=-400000; pragma mmap_size=0", 0, 0, 0);
	sqlite3_prepare_v2(db, "select record from s where id=?", -1, &select, 0);
	double took = 0;
	/* The first pass fills its cache. */
	for (int pass = 0; pass < 2; pass++) {
		const double start = now();
		for (size_t i = 0; i < load->count; i++) {
			sqlite3_bind_text(select, 1, load->texts[i], (int)load->lengths[i],
					  SQLITE_STATIC);
			found += sqlite3_step(select) == SQLITE_ROW;
			sqlite3_reset(select);
		}
		took = now() - start;
	}
	sqlite3_finalize(select);
	sqlite3_close(db);
	return found == 2 * load->count ? took : (double)NAN;
}

static double
first_sqlite(const struct load *load, size_t i)
{
	sqlite3 *db;
	sqlite3_stmt *select;
	const double start = now();
	sqlite3_open_v2(load->sqlite, &db, SQLITE_OPEN_READONLY, 0);
	sqlite3_prepare_v2(db, "select record from s where id=?", -1, &select, 0);
	sqlite3_bind_text(select, 1, load->texts[i], -1, SQLITE_STATIC);
	const bool found = sqlite3_step(select) == SQLITE_ROW;
	const double took = now() - start;
	sqlite3_finalize(select);
	sqlite3_close(db);
	return found ? took : (double)NAN;
}
#endif

#ifdef BENCH_LMDB
static MDB_env *
open_lmdb(const char *path, unsigned flags)
{
	MDB_env *env;
	if (mdb_env_create(&env) || mdb_env_set_mapsize(env, (size_t)2 << 30) ||
	    mdb_env_open(env, path, MDB_NOSUBDIR | MDB_NOLOCK | flags, 0600))
		exit(1);
	return env;
}

static void
make_lmdb(const struct load *load)
{
	MDB_txn *txn;
	MDB_dbi dbi;
	unlink(load->lmdb);
	MDB_env *env = open_lmdb(load->lmdb, 0);
	mdb_txn_begin(env, NULL, 0, &txn);
	mdb_dbi_open(txn, NULL, 0, &dbi);
	for (size_t i = 0; i < load->count; i++) {
		static char record[128];
		MDB_val key = {load->lengths[i], load->ids[i]}, value = {sizeof record, record};
		mdb_put(txn, dbi, &key, &value, 0);
	}
	mdb_txn_commit(txn);
	mdb_env_close(env);
}

static size_t
get_lmdb(const struct load *load, MDB_txn *txn, MDB_dbi dbi, size_t i)
{
	MDB_val key = {load->lengths[i], load->ids[i]}, value;
	return mdb_get(txn, dbi, &key, &value) == 0;
}

static double
round_lmdb(const struct load *load, void *of)
{
	MDB_env *env = open_lmdb(load->lmdb, MDB_RDONLY);
	MDB_txn *txn;
	MDB_dbi dbi;
	size_t found = 0;
	(void)of;
	mdb_txn_begin(env, NULL, MDB_RDONLY, &txn);
	mdb_dbi_open(txn, NULL, 0, &dbi);
	const double start = now();
	for (size_t i = 0; i < load->count; i++)
		found += get_lmdb(load, txn, dbi, i);
	const double took = now() - start;
	mdb_txn_abort(txn);
	mdb_env_close(env);
	return found == load->count ? took : (double)NAN;
}

static double
first_lmdb(const struct load *load, size_t i)
{
	MDB_txn *txn;
	MDB_dbi dbi;
	const double start = now();
	MDB_env *env = open_lmdb(load->lmdb, MDB_RDONLY);
	mdb_txn_begin(env, NULL, MDB_RDONLY, &txn);
	mdb_dbi_open(txn, NULL, 0, &dbi);
	const size_t found = get_lmdb(load, txn, dbi, i);
	const double took = now() - start;
	mdb_txn_abort(txn);
	mdb_env_close(env);
	return found ? took : (double)NAN;
}
#endif

static double
first_ours(const struct load *load, size_t i)
{
	const struct cgrid_lookup_options options = {sizeof options, CGRID_LOOKUP_ON_DEMAND};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_lookup *lookup;
	struct cgrid_lookup_query *query;
	const struct cgrid_location *location;
	const double start = now();
	must(ctx, cgrid_lookup_open(ctx, load->file, &options, &lookup));
	must(ctx, cgrid_lookup_query_new(ctx, lookup, &query));
	must(ctx, cgrid_lookup_sensor(ctx, query, load->texts[i], &location));
	const double took = now() - start;
	const bool found = location->status == CGRID_LOCATION_OK;
	cgrid_lookup_query_free(query);
	cgrid_lookup_free(lookup);
	cgrid_ctx_free(ctx);
	return found ? took : (double)NAN;
}

/* Opening and the first answer, with the file in the cache and without. */
static void
report_first(const struct load *load, const char *name, const char *file,
	     double (*first)(const struct load *, size_t))
{
	enum { TIMES = 21 };
	double warm[TIMES], cold[TIMES];
	for (size_t i = 0; i < TIMES; i++) {
		const size_t id = i * 7919 % load->count;
		make_cold(file);
		cold[i] = first(load, id);
		warm[i] = first(load, id);
	}
	printf("opening and one answer   %-26s %8.3f ms warm  %8.3f ms cold\n", name,
	       median(warm, TIMES) * 1e3, median(cold, TIMES) * 1e3);
}

static void
report_rounds(const struct load *load, const struct cgrid_lookup *lookup, const char **sorted)
{
	struct {
		const char *name;
		round_fn round;
		const void *of;
	} peers[] = {
	    {"campusgrid, one", round_find, lookup},
	    {"campusgrid, batches", round_many, lookup},
	    {"campusgrid, whole location", round_locations, lookup},
	    {"binary search", round_bsearch, sorted},
#ifdef BENCH_SQLITE
	    {"SQLite, text key", round_sqlite, NULL},
#endif
#ifdef BENCH_LMDB
	    {"LMDB", round_lmdb, NULL},
#endif
	};
	enum { PEERS = sizeof peers / sizeof *peers };
	double took[PEERS][ROUNDS], ours = 0;
	for (int round = 0; round < ROUNDS; round++)
		for (int i = 0; i < PEERS; i++)
			took[i][round] = peers[i].round(load, (void *)(uintptr_t)peers[i].of);
	for (int i = 0; i < PEERS; i++) {
		const double ns = median(took[i], ROUNDS) / (double)load->count * 1e9;
		ours = i == 0 ? ns : ours;
		printf("look-up                  %-26s %8.0f ns        %8.2f times ours\n",
		       peers[i].name, ns, ns / ours);
	}
}

static void
report_opening(struct cgrid_ctx *ctx, const struct load *load)
{
	double took[ROUNDS];
	struct stat st;
	for (int i = 0; i < ROUNDS; i++) {
		struct cgrid_lookup *lookup;
		const double start = now();
		must(ctx, cgrid_lookup_open(ctx, load->file, NULL, &lookup));
		took[i] = now() - start;
		cgrid_lookup_free(lookup);
	}
	stat(load->file, &st);
	printf("resident opening         campusgrid                 %8.1f ms        %8.2f GB/s\n",
	       median(took, ROUNDS) * 1e3, (double)st.st_size / median(took, ROUNDS) * 1e-9);
}

static void
report_size(const struct load *load, const struct cgrid_lookup *lookup)
{
	const struct cgrid_lookup_part *part = &lookup->parts[CGRID_CGX_SENSORS];
	struct stat st;
	stat(load->file, &st);
	printf(
	    "size                     campusgrid                 %8.1f MB        %8.3f of its records"
	    " of %u bytes\n",
	    (double)st.st_size * 1e-6, (double)st.st_size / ((double)part->count * part->unit),
	    (unsigned)part->unit);
#ifdef BENCH_SQLITE
	stat(load->sqlite, &st);
	printf("size                     SQLite                     %8.1f MB\n",
	       (double)st.st_size * 1e-6);
#endif
}

/* A command from its start to its end. */
static double
run_command(const char *const *argv, const char *in)
{
	posix_spawn_file_actions_t files;
	pid_t pid;
	int status = 0;
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, in, O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
	const double start = now();
	if (posix_spawn(&pid, argv[0], &files, NULL, (char *const *)(uintptr_t)argv, environ) != 0)
		return (double)NAN;
	waitpid(pid, &status, 0);
	const double took = now() - start;
	posix_spawn_file_actions_destroy(&files);
	return status == 0 ? took : (double)NAN;
}

static void
report_command(const char *name, const char *const *argv, const char *in, int times)
{
	double took[64];
	for (int i = 0; i < times; i++)
		took[i] = run_command(argv, in);
	printf("command                  %-26s %8.2f ms\n", name, median(took, (size_t)times) * 1e3);
}

static void
report_commands(const struct load *load, const char *program)
{
	const char *const nothing[] = {"/bin/true", NULL};
	const char *const one[] = {program, "resolve", load->file, load->texts[0], NULL};
	const char *const all[] = {program, "resolve", load->file, "-f", "ndjson", NULL};
	FILE *list = fopen(load->list, "w");
	if (!list)
		return;
	for (size_t i = 0; i < load->count; i++)
		fprintf(list, "%s\n", load->texts[i]);
	fclose(list);
	report_command("/bin/true", nothing, "/dev/null", 21);
	report_command("resolve, one id", one, "/dev/null", 21);
	report_command("resolve, every id, ndjson", all, load->list, 3);
}

int
main(int argc, char **argv)
{
	struct load load = {.count = argc > 2 ? strtoul(argv[2], NULL, 10) : 1000000};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_lookup *lookup;
	strcpy(load.folder, "/var/tmp/campusgrid-bench-XXXXXX");
	if (!ctx || !mkdtemp(load.folder))
		return 1;
	snprintf(load.file, sizeof load.file, "%s/s.cgx", load.folder);
	snprintf(load.sqlite, sizeof load.sqlite, "%s/s.sqlite", load.folder);
	snprintf(load.lmdb, sizeof load.lmdb, "%s/s.lmdb", load.folder);
	snprintf(load.list, sizeof load.list, "%s/ids", load.folder);
	load.ids = calloc(load.count, sizeof *load.ids);
	load.texts = calloc(load.count, sizeof *load.texts);
	load.lengths = calloc(load.count, sizeof *load.lengths);
	const char **sorted = calloc(load.count, sizeof *sorted);
	if (!load.ids || !load.texts || !load.lengths || !sorted)
		return 1;
	make_ids(&load);
	double start = now();
	write_lookup(ctx, &load);
	printf("packing %zu sensors      campusgrid                 %8.0f ms\n", load.count,
	       (now() - start) * 1e3);
#ifdef BENCH_SQLITE
	make_sqlite(&load);
#endif
#ifdef BENCH_LMDB
	make_lmdb(&load);
#endif
	memcpy(sorted, load.texts, load.count * sizeof *sorted);
	qsort(sorted, load.count, sizeof *sorted, compare_texts);
	must(ctx, cgrid_lookup_open(ctx, load.file, NULL, &lookup));
	report_size(&load, lookup);
	report_opening(ctx, &load);
	report_rounds(&load, lookup, sorted);
	cgrid_lookup_free(lookup);
	report_first(&load, "campusgrid", load.file, first_ours);
#ifdef BENCH_LMDB
	report_first(&load, "LMDB", load.lmdb, first_lmdb);
#endif
#ifdef BENCH_SQLITE
	report_first(&load, "SQLite", load.sqlite, first_sqlite);
#endif
	if (argc > 1)
		report_commands(&load, argv[1]);
	unlink(load.file);
	unlink(load.sqlite);
	unlink(load.lmdb);
	unlink(load.list);
	rmdir(load.folder);
	cgrid_ctx_free(ctx);
	return 0;
}
