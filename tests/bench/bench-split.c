/* SPDX-License-Identifier: Apache-2.0 */
/* Our split beside GEOS, in one run over the same seeded rooms: medians of milliseconds, and how many
 * times as long the others take. Instructions are counted by callgrind where it is installed. */
#include "split-peers.h"

#include "campus/campus.h"

#include <campusgrid/split.h>

#include <sys/resource.h>
#include <time.h>

enum { MOST_TURNS = 21 };

/* What we do with a load. */
enum way { WAY_VISIT, WAY_ARRAYS, WAY_THREADS, WAY_LABELS, WAY_AREAS };

/* A line of the table: how many turns each of us has at it. */
static const struct entry {
	const char *name;
	enum { FLOOR_MILLION, FLOOR, CAMPUS, CAMPUS_EVEN } load;
	enum way way;
	int turns;
	int peer_turns[PEERS];
	double goal_ms;
} entries[] = {
    {"floor, 1,000,000 cells", FLOOR_MILLION, WAY_VISIT, 9, {0, 1, 0}, 25},
    {"  into arrays", FLOOR_MILLION, WAY_ARRAYS, 5, {0, 0, 0}, 0},
    {"floor, 10,000 cells", FLOOR, WAY_VISIT, 21, {5, 5, 1}, 1.1},
    {"  areas alone", FLOOR, WAY_AREAS, 21, {0, 7, 0}, 0.2},
    {"50,000 rooms, 23 corners", CAMPUS_EVEN, WAY_VISIT, 9, {3, 0, 0}, 25},
    {"50,000 rooms, 12 corners", CAMPUS, WAY_VISIT, 9, {3, 0, 1}, 25},
    {"  areas alone", CAMPUS, WAY_AREAS, 9, {0, 0, 0}, 0},
    {"  into arrays", CAMPUS, WAY_ARRAYS, 9, {0, 0, 0}, 0},
    {"  by two threads", CAMPUS, WAY_THREADS, 9, {0, 0, 0}, 0},
    {"  with labels", CAMPUS, WAY_LABELS, 5, {0, 0, 0}, 0},
};
enum { ENTRIES = sizeof entries / sizeof entries[0] };

/* A load as a campus and a grid. */
struct bench {
	struct cgrid_ctx *ctx;
	struct split_load load;
	struct cgrid_campus campus;
	struct cgrid_grid *grid;
	size_t pieces, points;
	double area;
};

/* Time that the processor was ours: a busy machine does not count. By two threads it is what a clock
 * on the wall shows. */
static double
now_ms(enum way way)
{
	struct timespec t;
	clock_gettime(way == WAY_THREADS ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double
median_of(double *values, int count)
{
	qsort(values, (size_t)count, sizeof *values, compare);
	return values[count / 2];
}

static void
demand(struct bench *bench, enum cgrid_status status)
{
	if (status == CGRID_OK)
		return;
	fprintf(stderr, "%s\n", cgrid_ctx_error(bench->ctx));
	exit(EXIT_FAILURE);
}

/* The load's lines are the grid's, to the nanometre that degrees are good for. */
static void
begin_campus(struct bench *bench)
{
	struct split_load *load = &bench->load;
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct cgrid_xy corner = {0, load->rows[0]};
	bench->campus = (struct cgrid_campus){.room_count = load->count};
	bench->campus.frame = cgrid_frame_local((struct cgrid_lonlat){-75.12, 40.12});
	bench->campus.rooms = load_room_for(load, load->count, sizeof *bench->campus.rooms);
	for (size_t i = 0; i < load->count; i++)
		bench->campus.rooms[i] = (struct cgrid_room){
		    .id = "", .room = "", .name = "", .category = "", .shape = load->shapes[i]};
	spec.frame = bench->campus.frame;
	demand(bench, cgrid_frame_to_ground(bench->ctx, &spec.frame, &corner, 1, &spec.origin));
	spec.cell_width_m = load->columns[1] - load->columns[0];
	spec.cell_height_m = load->rows[0] - load->rows[1];
	spec.columns = load->column_count;
	spec.rows = load->row_count;
	demand(bench, cgrid_grid_new(bench->ctx, &spec, &bench->grid));
}

static void
begin_load(struct bench *bench, int load)
{
	*bench = (struct bench){.ctx = cgrid_ctx_new()};
	if (load == CAMPUS || load == CAMPUS_EVEN)
		load_rooms(&bench->load, load == CAMPUS_EVEN);
	else
		load_floor(&bench->load, load == FLOOR ? 100 : 1000, load == FLOOR ? 100 : 1000);
	begin_campus(bench);
}

static void
end_load(struct bench *bench)
{
	cgrid_grid_free(bench->grid);
	cgrid_arena_free(&bench->load.arena);
	cgrid_ctx_free(bench->ctx);
}

/* Every vertex is looked at, as whoever draws or writes them would. */
static enum cgrid_status
take_piece(void *user, const struct cgrid_piece *piece)
{
	struct bench *bench = user;
	double sum = 0;
	bench->pieces++;
	for (size_t r = 0; r < piece->shape.ring_count; r++) {
		bench->points += piece->shape.rings[r].count;
		for (size_t i = 0; i < piece->shape.rings[r].count; i++)
			sum += piece->shape.rings[r].points[i].x + piece->shape.rings[r].points[i].y;
	}
	bench->area += sum != 0 ? piece->area_m2 : 0;
	return CGRID_OK;
}

static enum cgrid_status
take_area(void *user, const struct cgrid_part_area *area)
{
	struct bench *bench = user;
	bench->pieces++;
	bench->area += area->area_m2;
	return CGRID_OK;
}

__attribute__((noinline)) void run_ours(struct bench *bench, enum way way);

/* Once; callgrind counts what happens in here. */
__attribute__((noinline)) void
run_ours(struct bench *bench, enum way way)
{
	struct cgrid_split_options options = CGRID_SPLIT_OPTIONS_INIT;
	struct cgrid_pieces *pieces;
	struct cgrid_ctx *ctx = bench->ctx;
	options.no_labels = way != WAY_LABELS;
	options.threads = way == WAY_THREADS ? 2 : 1;
	bench->pieces = bench->points = 0;
	bench->area = 0;
	switch (way) {
	case WAY_VISIT:
		demand(bench, cgrid_split_visit(ctx, &bench->campus, bench->grid, &options, take_piece,
						bench));
		break;
	case WAY_AREAS:
		demand(bench,
		       cgrid_split_areas(ctx, &bench->campus, bench->grid, &options, take_area, bench));
		break;
	default:
		demand(bench, cgrid_split(ctx, &bench->campus, bench->grid, &options, &pieces));
		bench->pieces = cgrid_pieces_count(pieces);
		cgrid_pieces_free(pieces);
	}
}

/* A line of what this program says when it is called with arguments: a number behind a mark; 0 where
 * there is none. */
static double
ask(const char *before, const char *argument, size_t entry, const char *mark)
{
	char command[1024], line[1024], self[512];
	double value = 0;
	ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
	if (length < 0)
		return 0;
	self[length] = '\0';
	snprintf(command, sizeof command, "%s '%s' %s %zu 2>&1", before, self, argument, entry);
	FILE *pipe = popen(command, "r");
	while (pipe && fgets(line, sizeof line, pipe)) {
		const char *at = strstr(line, mark);
		if (at)
			value = atof(at + strlen(mark));
	}
	if (pipe)
		pclose(pipe);
	return value;
}

static double
count_instructions(size_t entry)
{
	return ask("valgrind --tool=callgrind --callgrind-out-file=/dev/null "
		   "--toggle-collect=run_ours",
		   "--count", entry, "Collected :");
}

/* We and the others take turns, so that what else the machine does falls on all: the ratio is the
 * median of the ratios of each turn. */
static void
measure(size_t which)
{
	static struct bench bench;
	const struct entry *entry = &entries[which];
	struct peer_rooms peer;
	double ours[MOST_TURNS], theirs[PEERS][MOST_TURNS], ratios[PEERS][MOST_TURNS];
	double instructions = count_instructions(which);
	begin_load(&bench, (int)entry->load);
	peer_begin(&peer, &bench.load);
	for (int turn = 0; turn < entry->turns; turn++) {
		double start = now_ms(entry->way);
		run_ours(&bench, entry->way);
		ours[turn] = now_ms(entry->way) - start;
		for (int p = 0; p < PEERS; p++) {
			if (turn >= entry->peer_turns[p])
				continue;
			start = now_ms(entry->way);
			peer_run(&peer, (enum peer)p);
			theirs[p][turn] = now_ms(entry->way) - start;
			ratios[p][turn] = theirs[p][turn] / ours[turn];
		}
	}
	double ms = median_of(ours, entry->turns), pieces = (double)bench.pieces;
	printf("%-24s %8zu %9.3f %6.1f %6.0f ", entry->name, bench.pieces, ms, ms * 1e6 / pieces,
	       instructions / pieces);
	if (entry->goal_ms > 0)
		printf("%6.1f", entry->goal_ms);
	else
		printf("%6s", "");
	for (int p = 0; p < PEERS; p++)
		if (entry->peer_turns[p] > 0)
			printf(" %9.1f (%5.0fx)", median_of(theirs[p], entry->peer_turns[p]),
			       median_of(ratios[p], entry->peer_turns[p]));
		else
			printf(" %18s", "");
	printf("\n");
	fflush(stdout);
	peer_end(&peer);
	end_load(&bench);
}

/* The awkward kinds, cut only, against GEOS. */
static void
measure_kind(enum load_kind kind)
{
	enum { TURNS = 5 };
	static struct bench bench;
	struct peer_rooms peer;
	double ours[TURNS], ratios[2][TURNS];
	bench = (struct bench){.ctx = cgrid_ctx_new()};
	load_kind(&bench.load, bench.ctx, kind);
	begin_campus(&bench);
	peer_begin(&peer, &bench.load);
	for (int turn = 0; turn < TURNS; turn++) {
		double start = now_ms(WAY_VISIT);
		run_ours(&bench, WAY_VISIT);
		ours[turn] = now_ms(WAY_VISIT) - start;
		for (int p = 0; p < 2; p++) {
			start = now_ms(WAY_VISIT);
			peer_run(&peer, p ? PEER_INTERSECTION : PEER_CLIP);
			ratios[p][turn] = (now_ms(WAY_VISIT) - start) / ours[turn];
		}
	}
	printf("  %-22s %8zu %9.3f %6.1f %13s (%5.0fx) %18s %8s (%5.0fx)\n", load_names[kind],
	       bench.pieces, median_of(ours, TURNS),
	       median_of(ours, TURNS) * 1e6 / (double)bench.pieces, "", median_of(ratios[0], TURNS), "",
	       "", median_of(ratios[1], TURNS));
	peer_end(&peer);
	end_load(&bench);
}

/* What the program itself is asked to do: to count in, or to see how large it grows. */
static int
answer(const char *what, size_t entry)
{
	static struct bench bench;
	struct rusage before, after;
	begin_load(&bench, (int)entries[entry].load);
	getrusage(RUSAGE_SELF, &before);
	run_ours(&bench, entries[entry].way);
	getrusage(RUSAGE_SELF, &after);
	if (strcmp(what, "--memory") == 0)
		printf("most: %ld of which before: %ld\n", after.ru_maxrss, before.ru_maxrss);
	end_load(&bench);
	return EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
	if (argc == 3)
		return answer(argv[1], (size_t)atoi(argv[2]) % ENTRIES);
	printf("medians of alternating turns, of the processor's time; instructions of a piece; (times "
	       "ours)\n");
	printf("%-24s %8s %9s %6s %6s %6s", "", "pieces", "ms", "ns", "instr.", "goal");
	for (int p = 0; p < PEERS; p++)
		printf(" %9s %8s", peer_names[p], "ms");
	printf("\n");
	for (size_t i = 0; i < ENTRIES; i++)
		measure(i);
	printf("floor, 1,000,000 cells: %.1f MB at most, %.1f MB of them before it began\n",
	       ask("", "--memory", 0, "most:") / 1024, ask("", "--memory", 0, "before:") / 1024);
	for (int kind = 0; kind < LOAD_KINDS; kind++)
		measure_kind((enum load_kind)kind);
	return EXIT_SUCCESS;
}
