/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Labels, USNG texts and rows of tables beside what others would use, in one run: nanoseconds of
 * processor time each, medians of turns in which all rivals take part, and how many times as long as
 * ours they take (the median of the ratios of each turn). `bench-labels [WORK]` does one work alone,
 * for an instruction count: valgrind --tool=callgrind.
 */
#include "frame/usng-many.h"
#include "harness.h"
#include "locate/row.h"
#include "peer-geographic.h"
#include "table/rows.h"

#include <campusgrid/grid.h>

#include <math.h>
#include <proj.h>
#include <time.h>

enum { POINTS = 1 << 14, TURNS = 9, MOST_RIVALS = 8 };

struct bench {
	struct cgrid_ctx *ctx;
	struct cgrid_grid *grid;
	PJ_CONTEXT *proj;
	PJ *utm;
	struct cgrid_xy at[POINTS];
	struct cgrid_lonlat ground[POINTS], back[POINTS];
	PJ_COORD coords[POINTS];
	char texts[POINTS][CGRID_USNG_SIZE];
	const char *lines[POINTS];
	struct cgrid_table_row rows[64];
	struct cgrid_buf buf;
	size_t sum; /* what a compiler may not leave out */
};
static struct bench bench;

static double
now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void
labels_ours(void)
{
	char label[CGRID_LABEL_SIZE];
	for (size_t i = 0; i < POINTS; i++) {
		struct cgrid_cell cell;
		cgrid_grid_cell_at(bench.grid, bench.at[i], &cell);
		bench.sum += cgrid_grid_label(bench.grid, cell, label, sizeof label);
	}
}

/* The arithmetic of one who takes no care of edges, and snprintf. */
static void
labels_snprintf(void)
{
	char label[CGRID_LABEL_SIZE];
	const struct cgrid_grid_spec *spec = cgrid_grid_get_spec(bench.grid);
	const double west = cgrid_grid_column_edge(bench.grid, 0);
	const double north = cgrid_grid_row_edge(bench.grid, 0);
	for (size_t i = 0; i < POINTS; i++) {
		double u = (bench.at[i].x - west) / spec->cell_width_m;
		double v = (north - bench.at[i].y) / spec->cell_height_m;
		int column = (int)u, row = (int)v;
		int key = (int)(3 * (u - column)) + 3 * (int)(3 * (v - row)) + 1;
		bench.sum +=
		    (size_t)snprintf(label, sizeof label, "%c%d-%d", 'A' + row, column + 1, key);
	}
}

static void
usng_by(const struct cgrid_utm_ways *ways)
{
	if (cgrid_usng_format_by(bench.ctx, ways, bench.ground, POINTS, 5, true, bench.texts))
		exit(EXIT_FAILURE);
}

static void
usng_portable(void)
{
	usng_by(&cgrid_utm_portable);
}

static void
usng_avx2(void)
{
	usng_by(cgrid_utm_avx2() ? cgrid_utm_avx2() : &cgrid_utm_portable);
}

static void
usng_one_by_one(void)
{
	for (size_t i = 0; i < POINTS; i++)
		cgrid_usng_format(bench.ctx, bench.ground[i], 5, true, bench.texts[i]);
}

static void
usng_geographic(void)
{
	for (size_t i = 0; i < POINTS; i++)
		bench.sum += (size_t)peer_to_mgrs(bench.ground[i].lat, bench.ground[i].lon,
						  bench.texts[i], sizeof bench.texts[i]);
}

static void
usng_proj(void)
{
	for (size_t i = 0; i < POINTS; i++)
		bench.coords[i] = proj_coord(bench.ground[i].lon * 0.017453292519943295,
					     bench.ground[i].lat * 0.017453292519943295, 0, 0);
	proj_trans_array(bench.utm, PJ_FWD, POINTS, bench.coords);
}

static void
back_by(const struct cgrid_utm_ways *ways)
{
	if (cgrid_usng_parse_by(bench.ctx, ways, bench.lines, POINTS, bench.back))
		exit(EXIT_FAILURE);
}

static void
back_portable(void)
{
	back_by(&cgrid_utm_portable);
}

static void
back_avx2(void)
{
	back_by(cgrid_utm_avx2() ? cgrid_utm_avx2() : &cgrid_utm_portable);
}

static void
back_one_by_one(void)
{
	struct cgrid_usng_square square;
	for (size_t i = 0; i < POINTS; i++) {
		cgrid_usng_parse(bench.ctx, bench.lines[i], &square);
		bench.back[i] = square.centre;
	}
}

static void
back_geographic(void)
{
	for (size_t i = 0; i < POINTS; i++) {
		char packed[CGRID_USNG_SIZE];
		size_t n = 0;
		for (const char *c = bench.lines[i]; *c; c++)
			if (*c != ' ')
				packed[n++] = *c;
		packed[n] = '\0';
		bench.sum += (size_t)peer_from_mgrs(packed, &bench.back[i].lat, &bench.back[i].lon);
	}
}

static void
flush(void)
{
	if (bench.buf.size > 60000)
		cgrid_buf_clear(&bench.buf);
}

/* A row of the table of assets: 12 columns, about 120 bytes. */
static void
rows_ours(void)
{
	for (size_t i = 0; i < POINTS; i++) {
		cgrid_row_csv(&bench.buf, cgrid_asset_columns, &bench.rows[i % 64]);
		flush();
	}
}

static void
rows_snprintf(void)
{
	for (size_t i = 0; i < POINTS; i++) {
		const struct cgrid_table_row *row = &bench.rows[i % 64];
		char line[512];
		int n = snprintf(line, sizeof line, "%s,%s,%s,%s,%s,%d,%s,%s,%.7f,%.7f,%s\n", row->id,
				 row->kind, row->name, row->building, row->level, row->ordinal,
				 row->room, row->cell, row->ground.lat, row->ground.lon, row->usng);
		cgrid_buf_add(&bench.buf, line, (size_t)n);
		flush();
	}
}

struct rival {
	const char *name;
	void (*run)(void);
};
static const struct work {
	const char *name, *what;
	struct rival rivals[MOST_RIVALS]; /* ours first */
} works[] = {
    {"label",
     "cell label with its keypad, of a point (goal: 20 ns)",
     {{"ours", labels_ours}, {"snprintf", labels_snprintf}}},
    {"usng",
     "latitude, longitude -> USNG text of 10 digits (goal: 60 ns, portable 110 ns)",
     {{"ours, AVX2", usng_avx2},
      {"ours, portable", usng_portable},
      {"ours, one by one", usng_one_by_one},
      {"GeographicLib", usng_geographic},
      {"PROJ utm, no text", usng_proj}}},
    {"back",
     "USNG text -> latitude, longitude (goal: 60 ns, portable 110 ns)",
     {{"ours, AVX2", back_avx2},
      {"ours, portable", back_portable},
      {"ours, one by one", back_one_by_one},
      {"GeographicLib", back_geographic}}},
    {"row",
     "row of the table of assets to memory (goal: 60 ns)",
     {{"ours", rows_ours}, {"snprintf", rows_snprintf}}},
};
enum { WORKS = sizeof works / sizeof *works };

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double
median(double values[TURNS])
{
	qsort(values, TURNS, sizeof *values, compare);
	return values[TURNS / 2];
}

static void
measure(const struct work *work)
{
	double times[MOST_RIVALS][TURNS], ratios[MOST_RIVALS][TURNS];
	printf("%s\n", work->what);
	for (int turn = 0; turn < TURNS; turn++)
		for (int i = 0; i < MOST_RIVALS && work->rivals[i].run; i++) {
			double start = now_ns();
			work->rivals[i].run();
			times[i][turn] = (now_ns() - start) / POINTS;
			ratios[i][turn] = times[i][turn] / times[0][turn];
		}
	for (int i = 0; i < MOST_RIVALS && work->rivals[i].run; i++) {
		const char *name = work->rivals[i].name;
		if (!PEER_GEOGRAPHIC && strcmp(name, "GeographicLib") == 0)
			printf("  %-20s is not installed\n", name);
		else
			printf("  %-20s %8.1f ns %8.2fx\n", name, median(times[i]), median(ratios[i]));
	}
}

static void
fill_rows(struct rng *rng)
{
	static const char *const kinds[] = {"aed", "extinguisher", "gas_shutoff", "trauma_kit"};
	static char ids[64][24], rooms[64][8];
	for (int i = 0; i < 64; i++) {
		struct cgrid_table_row *row = &bench.rows[i];
		struct cgrid_cell cell;
		snprintf(ids[i], sizeof ids[i], "asset-%04u", (unsigned)rng_below(rng, 10000));
		snprintf(rooms[i], sizeof rooms[i], "%u", (unsigned)(100 + rng_below(rng, 200)));
		*row = (struct cgrid_table_row){.id = ids[i],
						.kind = kinds[i % 4],
						.name = i % 3 ? "" : "Main lobby, east",
						.building = "Main",
						.level = "2",
						.room = rooms[i],
						.ordinal = 1,
						.has_ordinal = true,
						.ground = bench.ground[i]};
		if (i % 3 == 0)
			row->name = "Main lobby";
		cgrid_grid_cell_at(bench.grid, bench.at[i], &cell);
		cell.keypad = 0;
		cgrid_grid_label(bench.grid, cell, row->cell, sizeof row->cell);
		cgrid_usng_format(bench.ctx, row->ground, 5, true, row->usng);
	}
}

/* A campus of 260 x 260 m in cells of 10 m, and positions all over zone 18. */
static void
prepare(void)
{
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct rng rng = {4};
	spec.origin = (struct cgrid_lonlat){-75.12, 40.12};
	spec.frame = cgrid_frame_local(spec.origin);
	spec.cell_width_m = spec.cell_height_m = 10;
	spec.columns = spec.rows = 26;
	bench.ctx = cgrid_ctx_new();
	if (!bench.ctx || cgrid_grid_new(bench.ctx, &spec, &bench.grid))
		exit(EXIT_FAILURE);
	const double west = cgrid_grid_column_edge(bench.grid, 0);
	const double south = cgrid_grid_row_edge(bench.grid, 26);
	for (size_t i = 0; i < POINTS; i++) {
		bench.at[i] = (struct cgrid_xy){west + rng_between(&rng, 0.001, 259.999),
						south + rng_between(&rng, 0.001, 259.999)};
		bench.ground[i] =
		    (struct cgrid_lonlat){rng_between(&rng, -78, -72), rng_between(&rng, -80, 84)};
		bench.lines[i] = bench.texts[i];
	}
	fill_rows(&rng);
	usng_one_by_one();
	bench.proj = proj_context_create();
	bench.utm = proj_create(bench.proj, "+proj=utm +zone=18 +ellps=WGS84 +type=crs");
	proj_destroy(bench.utm);
	bench.utm = proj_create(bench.proj, "+proj=utm +zone=18 +ellps=WGS84");
}

int
main(int count, char **words)
{
	prepare();
	for (int i = 0; i < WORKS; i++) {
		if (count == 1)
			measure(&works[i]);
		else if (strcmp(words[1], works[i].name) == 0)
			for (int turn = 0; turn < (count > 3 ? atoi(words[3]) : 1); turn++)
				works[i].rivals[count > 2 ? atoi(words[2]) : 0].run();
	}
	cgrid_buf_free(&bench.buf);
	proj_destroy(bench.utm);
	proj_context_destroy(bench.proj);
	cgrid_grid_free(bench.grid);
	cgrid_ctx_free(bench.ctx);
	return bench.sum == 1 ? EXIT_FAILURE : EXIT_SUCCESS;
}
