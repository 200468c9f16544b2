/* SPDX-License-Identifier: Apache-2.0 */
/* Memory runs out at every allocation of stage 2 in turn: fitting a picture by its ties, and placing a
 * campus whose rooms overlap. Linked with --wrap. */
#include "until-failure.h"
#include "harness.h"

#include <campusgrid/campus.h>
#include <campusgrid/place.h>

enum { MOST = 4000 };

static char folder[] = "/tmp/campusgrid-fault-XXXXXX";

static const char ties[] = "name,pixel_x,pixel_y,lat,lon\n"
			   "NW,0,0,40.1234,-75.1234\nNE,400,0,40.1234,-75.1217102\n"
			   "SE,400,300,40.1222833,-75.1217102\nSW,0,300,40.1222833,-75.1234\n"
			   "wrong,200,150,40.13,-75.12\n";
/* Two rooms that share half, one within them, and the same twice over on another level. */
#define ROOM(level, name, west, east)                                                                  \
	"{\"type\":\"Feature\",\"properties\":{\"room\":\"" name "\",\"level\":\"" level "\"},"        \
	"\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[" west ",40],[" east ",40],[" east      \
	",40.0003],[" west ",40.0003],[" west ",40]]]}}"
/* clang-format off */
static const char rooms[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    ROOM("1", "101", "-75", "-74.9998") ","
    ROOM("1", "102", "-74.9999", "-74.9997") ","
    ROOM("1", "103", "-74.9999", "-74.99985") ","
    ROOM("2", "201", "-75", "-74.9998") ","
    ROOM("2", "202", "-75", "-74.9998") "]}";
/* clang-format on */

static const char *
path_of(const char *name, char path[64])
{
	snprintf(path, 64, "%s/%s", folder, name);
	return path;
}

static void
put(const char *name, const char *text)
{
	char path[64];
	FILE *file = fopen(path_of(name, path), "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

/* Check allocates too: nothing is asserted while memory runs out. Did all allocations succeed? */
static bool
disarm(void)
{
	bool done = until_failure >= 0;
	until_failure = -1;
	return done;
}

static enum cgrid_status
fit(struct cgrid_ctx *ctx, long failures, bool *done)
{
	char path[64];
	struct cgrid_fit *made;
	const char *drawing = source_path("data/sample/aerial.png");
	path_of("ties.csv", path);
	until_failure = failures;
	enum cgrid_status status = cgrid_fit_drawing(ctx, drawing, path, NULL, &made);
	*done = disarm();
	ck_assert(!status == (made != NULL));
	if (made)
		ck_assert_uint_eq(cgrid_fit_get(made)->used, 4);
	cgrid_fit_free(made);
	return status;
}

static enum cgrid_status
overlap(struct cgrid_ctx *ctx, long failures, bool *done)
{
	char path[64];
	struct cgrid_campus *campus;
	path_of("rooms.geojson", path);
	until_failure = failures;
	enum cgrid_status status = cgrid_campus_read(ctx, path, NULL, &campus);
	*done = disarm();
	ck_assert(!status == (campus != NULL));
	if (campus)
		ck_assert_uint_eq(cgrid_campus_room_count(campus), 5);
	cgrid_campus_free(campus);
	return status;
}

static const struct {
	enum cgrid_status (*run)(struct cgrid_ctx *ctx, long failures, bool *done);
	uint64_t warnings; /* of the whole */
	long least;        /* allocations that there are for certain */
} runs[] = {{fit, 1, 8}, {overlap, 3, 60}};

START_TEST(every_allocation_fails)
{
	long failures = 0;
	ck_assert_ptr_nonnull(mkdtemp(folder));
	put("ties.csv", ties);
	put("rooms.geojson", rooms);
	for (bool done = false; !done && failures < MOST; failures++) {
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		enum cgrid_status status = runs[_i].run(ctx, failures, &done);
		ck_assert_msg(status == (done ? CGRID_OK : CGRID_E_MEMORY), "allocation %ld: %s",
			      failures, status ? cgrid_ctx_error(ctx) : "no failure");
		if (done)
			ck_assert_uint_ge(cgrid_ctx_count(ctx, CGRID_WARNING), runs[_i].warnings);
		cgrid_ctx_free(ctx);
	}
	ck_assert_int_gt(failures, runs[_i].least);
	ck_assert_int_lt(failures, MOST);
	char command[64];
	snprintf(command, sizeof command, "rm -r %s", folder);
	ck_assert_int_eq(system(command), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("fault-place");
	TCase *tcase = tcase_create("fault-place");
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, every_allocation_fails, 0, sizeof runs / sizeof *runs);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
