/* SPDX-License-Identifier: Apache-2.0 */
/* Reading 100 MB of room polygons, beside what others would use, in one run: megabytes (10^6) a second
 * of processor time, medians of five turns, and the peak of memory over what is kept. `bench-read
 * [MEGABYTES]`. */
#include "rooms.h"

#include "base/json.h"
#include "peers.h"
#include "read/draft.h"

#include <campusgrid/campus.h>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>

enum { TURNS = 5 };

/* Seconds of the processor, in this process and in those it has waited for: what else the machine does
 * must not count. */
static double
now(void)
{
	double sum = 0;
	for (int k = 0; k < 2; k++) {
		struct rusage used;
		getrusage(k ? RUSAGE_CHILDREN : RUSAGE_SELF, &used);
		sum += (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
		       (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
	}
	return sum;
}

/* What is read in one turn. */
struct input {
	const char *name;
	const char *path; /* the same bytes in a file */
	const char *bytes;
	size_t size;
};

static struct cgrid_ctx *
new_ctx(void)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	if (!ctx)
		exit(EXIT_FAILURE);
	cgrid_ctx_set_limit(ctx, CGRID_LIMIT_INPUT_BYTES, UINT64_C(4) << 30);
	cgrid_ctx_set_limit(ctx, CGRID_LIMIT_VERTICES, 1000000000);
	cgrid_ctx_set_limit(ctx, CGRID_LIMIT_FEATURES, 100000000);
	return ctx;
}

static bool
check(struct cgrid_ctx *ctx, enum cgrid_status status)
{
	if (status)
		fprintf(stderr, "%s\n", cgrid_ctx_error(ctx));
	return status == CGRID_OK;
}

static bool
run_parser(const struct input *input)
{
	struct cgrid_ctx *ctx = new_ctx();
	struct cgrid_json json;
	enum cgrid_json_token token = CGRID_JSON_FAULT;
	bool good = check(ctx, cgrid_json_open(&json, ctx, "bench", input->bytes, input->size));
	if (good)
		do
			token = cgrid_json_next(&json);
		while (token > CGRID_JSON_END);
	cgrid_json_close(&json);
	cgrid_ctx_free(ctx);
	return good && token == CGRID_JSON_END;
}

static bool
run_draft(const struct input *input)
{
	struct cgrid_ctx *ctx = new_ctx();
	struct cgrid_draft draft;
	const struct cgrid_plan plan = {.file = input->path, .shown = "bench.geojson"};
	cgrid_draft_init(&draft, ctx);
	bool good = check(ctx, cgrid_read_geojson_bytes(&draft, &plan, input->bytes, input->size)) &&
		    draft.feature_count > 0;
	cgrid_draft_free(&draft);
	cgrid_ctx_free(ctx);
	return good;
}

/* And where every room's name is written, which a large campus finds when it is asked. */
static bool
run_labels(const struct input *input)
{
	struct cgrid_ctx *ctx = new_ctx();
	struct cgrid_campus *campus;
	double x = 0;
	bool good = check(ctx, cgrid_campus_read(ctx, input->path, NULL, &campus));
	for (size_t i = 0; good && i < cgrid_campus_room_count(campus); i++)
		x += cgrid_campus_room(campus, i)->label.x;
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
	return good && isfinite(x);
}

static bool
run_model(const struct input *input)
{
	struct cgrid_ctx *ctx = new_ctx();
	struct cgrid_campus *campus;
	bool good = check(ctx, cgrid_campus_read(ctx, input->path, NULL, &campus)) &&
		    cgrid_campus_room_count(campus) > 0;
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
	return good;
}

/* A program's run, its output thrown away. False when it cannot be started or fails. */
static bool
run_program(const char *const *words)
{
	int state = 0;
	pid_t child = fork();
	if (child == 0) {
		int nothing = open("/dev/null", O_WRONLY);
		dup2(nothing, STDOUT_FILENO);
		dup2(nothing, STDERR_FILENO);
		execvp(words[0], (char *const *)(uintptr_t)words);
		_exit(127);
	}
	return child > 0 && waitpid(child, &state, 0) == child && WIFEXITED(state) &&
	       WEXITSTATUS(state) == 0;
}

static bool
run_python(const struct input *input)
{
	const char *const words[] = {"python3", "-c", "import json,sys;json.load(open(sys.argv[1]))",
				     input->path, NULL};
	return run_program(words);
}

static bool
run_gdal(const struct input *input)
{
	const char *const words[] = {"ogrinfo", "-ro", "-q", "-al", "-geom=SUMMARY", input->path, NULL};
	return run_program(words);
}

static bool
run_jansson(const struct input *input)
{
	return peer_jansson(input->bytes, input->size);
}

static bool
run_simdjson(const struct input *input)
{
	return peer_simdjson(input->bytes, input->size);
}

static const struct {
	const char *name;
	bool (*run)(const struct input *input);
	int turns; /* peers that take seconds run less often */
} rivals[] = {
    {"parser alone", run_parser, TURNS},        {"text to draft", run_draft, TURNS},
    {"text to placed model", run_model, TURNS}, {"simdjson on demand", run_simdjson, TURNS},
    {"model and every label", run_labels, 1},   {"jansson to a tree", run_jansson, 3},
    {"python3 json to a tree", run_python, 1},  {"GDAL's GeoJSON driver", run_gdal, 1},
};

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void
time_rival(const struct input *input, size_t rival)
{
	double times[TURNS];
	int turns = rivals[rival].turns;
	for (int i = 0; i < turns; i++) {
		double start = now();
		if (!rivals[rival].run(input)) {
			printf("%-10s %-24s skip: not installed, or it failed\n", input->name,
			       rivals[rival].name);
			return;
		}
		times[i] = now() - start;
	}
	qsort(times, (size_t)turns, sizeof times[0], compare);
	printf("%-10s %-24s %7.0f MB/s\n", input->name, rivals[rival].name,
	       (double)input->size / 1e6 / times[turns / 2]);
	fflush(stdout);
}

/* Kilobytes of a line of /proc/self/status. */
static double
memory_of(const char *line)
{
	char text[256];
	double found = 0;
	FILE *file = fopen("/proc/self/status", "r");
	while (file && fgets(text, sizeof text, file))
		if (strncmp(text, line, strlen(line)) == 0)
			found = strtod(text + strlen(line), NULL);
	if (file)
		fclose(file);
	return found * 1024;
}

static size_t
shape_bytes(const struct cgrid_shape *shape)
{
	size_t bytes = shape->ring_count * sizeof *shape->rings;
	for (size_t r = 0; r < shape->ring_count; r++)
		bytes += shape->rings[r].count * sizeof(struct cgrid_xy);
	return bytes;
}

/* The arrays of the model: its rooms, their rings, points and texts. */
static size_t
model_bytes(const struct cgrid_campus *campus)
{
	size_t bytes = 0;
	for (size_t i = 0; i < cgrid_campus_room_count(campus); i++) {
		const struct cgrid_room *room = cgrid_campus_room(campus, i);
		const char *const texts[] = {room->id, room->room, room->name, room->category};
		bytes += sizeof *room + shape_bytes(&room->shape);
		for (size_t t = 0; t < 4; t++)
			bytes += texts[t][0] ? strlen(texts[t]) + 1 : 0;
	}
	return bytes;
}

/* In a process of its own: what reading a file needs at its worst. */
static int
measure_memory(const char *path)
{
	struct cgrid_ctx *ctx = new_ctx();
	struct cgrid_campus *campus;
	double before = memory_of("VmRSS:");
	if (!check(ctx, cgrid_campus_read(ctx, path, NULL, &campus)))
		return EXIT_FAILURE;
	double peak = memory_of("VmHWM:") - before, after = memory_of("VmRSS:") - before;
	double model = (double)model_bytes(campus);
	printf("memory: model's arrays %.0f MB, kept %.0f MB (%.2fx), peak %.0f MB (%.2fx)\n",
	       model / 1e6, after / 1e6, after / model, peak / 1e6, peak / model);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
	return EXIT_SUCCESS;
}

static void
run_memory(const char *self, const struct input *input)
{
	printf("%-10s ", input->name);
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		execl(self, self, "--memory", input->path, (char *)NULL);
		_exit(127);
	}
	if (child > 0)
		waitpid(child, NULL, 0);
}

static bool
write_file(const char *path, const struct cgrid_buf *text)
{
	FILE *file = fopen(path, "wb");
	bool good = file && fwrite(text->data, 1, text->size, file) == text->size;
	return file && fclose(file) == 0 && good;
}

int
main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "--memory") == 0)
		return measure_memory(argv[2]);
	size_t size = (argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 100) * 1000000;
	static const char *const names[] = {"compact", "pretty", "positions"};
	char path[] = "/tmp/bench-read-XXXXXX.geojson";
	int fd = mkstemps(path, 8);
	if (fd < 0)
		return EXIT_FAILURE;
	close(fd);
	for (size_t kind = 0; kind < 3; kind++) {
		struct cgrid_buf text =
		    kind == 2 ? rooms_write_coordinates(size, 7) : rooms_write(size, kind == 1, 7);
		const struct input input = {names[kind], path, text.data, text.size};
		if (text.failed || !write_file(path, &text))
			return EXIT_FAILURE;
		/* A child, before this process has grown. */
		if (kind < 2)
			run_memory(argv[0], &input);
		size_t count = kind == 0 ? sizeof rivals / sizeof *rivals : kind == 1 ? 4 : 2;
		for (size_t i = 0; i < count; i++)
			time_rival(&input, i);
		cgrid_buf_free(&text);
	}
	unlink(path);
	return EXIT_SUCCESS;
}
