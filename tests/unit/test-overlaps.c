/* SPDX-License-Identifier: Apache-2.0 */
/* Rooms of a level that overlap are said, each pair once, and no others. */
#include "harness.h"

#include "base/geos.h"
#include "base/text.h"
#include "campus/campus.h"
#include "read/draft.h"

#include <math.h>

static void
collect(void *user, enum cgrid_severity severity, const char *line)
{
	if (!strstr(line, "overlap"))
		return;
	cgrid_buf_char(user, "NWL"[severity]);
	cgrid_buf_char(user, ' ');
	cgrid_buf_text(user, line);
	cgrid_buf_char(user, '\n');
}

/* A campus of rooms by their corners in metres about 40, -75. */
struct drawing {
	struct cgrid_ctx *ctx;
	struct cgrid_buf text, log;
	struct cgrid_campus *campus;
};

static void
begin(struct drawing *drawing)
{
	*drawing = (struct drawing){.ctx = cgrid_ctx_new()};
	cgrid_buf_text(&drawing->log, "");
	cgrid_ctx_set_log(drawing->ctx, collect, &drawing->log);
	cgrid_buf_text(&drawing->text, "{\"type\":\"FeatureCollection\",\"features\":[");
}

static void
ring(struct drawing *drawing, const double *xy, size_t count)
{
	struct cgrid_buf *out = &drawing->text;
	cgrid_buf_char(out, '[');
	for (size_t i = 0; i <= count; i++) {
		cgrid_buf_text(out, i > 0 ? ",[" : "[");
		cgrid_buf_fixed(out, -75 + xy[i % count * 2] / 85393.1, 11);
		cgrid_buf_char(out, ',');
		cgrid_buf_fixed(out, 40 + xy[i % count * 2 + 1] / 111035.0, 11);
		cgrid_buf_char(out, ']');
	}
	cgrid_buf_char(out, ']');
}

static void
room(struct drawing *drawing, const char *name, const char *level, const char *category,
     const double *xy, size_t count, const double *hole)
{
	struct cgrid_buf *out = &drawing->text;
	const char *const words[] = {"{\"type\":\"Feature\",\"properties\":{\"room\":\"",
				     name,
				     "\",\"level\":\"",
				     level,
				     "\",\"category\":\"",
				     category,
				     "\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":["};
	if (out->data[out->size - 1] == '}')
		cgrid_buf_text(out, ",\n");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		cgrid_buf_text(out, words[i]);
	ring(drawing, xy, count);
	if (hole) {
		cgrid_buf_char(out, ',');
		ring(drawing, hole, 4);
	}
	cgrid_buf_text(out, "]}}");
}

static void
make(struct drawing *drawing)
{
	const struct cgrid_plan plan = {.file = "p.geojson", .shown = "p.geojson"};
	struct cgrid_draft draft;
	cgrid_buf_text(&drawing->text, "]}");
	cgrid_draft_init(&draft, drawing->ctx);
	ck_ok(drawing->ctx,
	      cgrid_read_geojson_bytes(&draft, &plan, drawing->text.data, drawing->text.size));
	ck_ok(drawing->ctx, cgrid_campus_from_draft(drawing->ctx, &draft, &drawing->campus));
	cgrid_draft_free(&draft);
}

static void
finish(struct drawing *drawing)
{
	cgrid_ctx_set_log(drawing->ctx, NULL, NULL);
	cgrid_campus_free(drawing->campus);
	cgrid_buf_free(&drawing->text);
	cgrid_buf_free(&drawing->log);
	cgrid_ctx_free(drawing->ctx);
}

#define BOX(x0, y0, x1, y1) ((const double[]){x0, y0, x1, y0, x1, y1, x0, y1})

START_TEST(what_is_said)
{
	struct drawing d;
	begin(&d);
	room(&d, "Hall", "1", "", BOX(0, 0, 40, 20), 4, BOX(30, 5, 35, 10));
	room(&d, "Kiosk", "1", "", BOX(10, 5, 12, 8), 4, NULL);
	room(&d, "In the hole", "1", "", BOX(30, 5, 35, 10), 4, NULL);
	room(&d, "Next", "1", "", BOX(39.8, 0, 50, 16), 4, NULL);   /* 0.2 m x 16 m */
	room(&d, "Wall", "1", "", BOX(40, 16, 50, 20.02), 4, NULL); /* 0.2 m2 */
	room(&d, "On top", "1", "", BOX(40, 19.98, 50, 30), 4, NULL);
	room(&d, "Void", "1", "opentobelow", BOX(0, 0, 40, 20), 4, NULL);
	room(&d, "Above", "2", "", BOX(0, 0, 40, 20), 4, NULL);
	make(&d);
	ck_assert_str_eq(d.log.data,
			 "W p.geojson:2:1: room \"Kiosk\" lies within room \"Hall\" (p.geojson:1:41): "
			 "they overlap by 6.00 m2 at 40.00006, -74.99987\n"
			 "W p.geojson:1:41: room \"Hall\" and room \"Next\" (p.geojson:4:1) overlap by "
			 "3.20 m2 at 40.00007, -74.99953\n");
	finish(&d);
}
END_TEST

/* How many pairs the messages speak of. */
static size_t
pairs_said(const char *log)
{
	size_t count = 0;
	for (const char *at = log; *at != '\0'; at = strchr(at, '\n') + 1) {
		const char *more = strstr(at, ": and ");
		const char *end = strchr(at, '\n');
		count += more && more < end ? (size_t)atoi(more + 6) : 1;
	}
	return count;
}

/* A drawing on one line, without ids: each pair is its own; and one feature of two levels is one pair.
 */
START_TEST(on_one_line)
{
	struct drawing d;
	begin(&d);
	room(&d, "A", "1", "", BOX(0, 0, 10, 10), 4, NULL);
	room(&d, "B", "1", "", BOX(5, 0, 15, 10), 4, NULL);
	room(&d, "C", "1", "", BOX(5, 5, 10, 10), 4, NULL);
	room(&d, "D", "2;3", "", BOX(0, 0, 10, 10), 4, NULL);
	room(&d, "E", "2;3", "", BOX(0, 0, 10, 10), 4, NULL);
	for (size_t i = 0; i < d.text.size; i++)
		d.text.data[i] = d.text.data[i] == '\n' ? ' ' : d.text.data[i];
	make(&d);
	ck_assert_uint_eq(pairs_said(d.log.data), 4);
	ck_assert_ptr_nonnull(strstr(d.log.data, "room \"C\" lies within room \"A\""));
	ck_assert_ptr_nonnull(strstr(d.log.data, "room \"D\" lies within room \"E\""));
	finish(&d);
}
END_TEST

/* Loads of turned rooms of any shape and size: as many pairs as GEOS finds among all pairs. */
START_TEST(as_many_as_there_are)
{
	struct rng rng = {(uint64_t)_i + 1};
	struct drawing d;
	double turn = rng_between(&rng, 0, 1.6), size = rng_between(&rng, 2, 14);
	begin(&d);
	for (int i = 0; i < 60; i++) {
		char name[16];
		/* On a lattice, so that walls are shared, with a nudge for some. */
		double nudge = rng_below(&rng, 3) ? 0 : rng_between(&rng, -1, 1);
		double x = i % 8 * 8 + nudge, y = i / 8 * 6 - nudge, w = rng_below(&rng, 4) ? 8 : size,
		       h = 6;
		const double corner[12] = {0, 0, w, 0, w, h / 2, w / 2, h / 2, w / 2, h, 0, h};
		const double plain[8] = {0, 0, w, 0, w, h, 0, h};
		size_t count = rng_below(&rng, 3) ? 4 : 6;
		double xy[12];
		for (size_t p = 0; p < count; p++) {
			const double *from = count == 4 ? plain + 2 * p : corner + 2 * p;
			xy[2 * p] = (x + from[0]) * cos(turn) - (y + from[1]) * sin(turn);
			xy[2 * p + 1] = (x + from[0]) * sin(turn) + (y + from[1]) * cos(turn);
		}
		snprintf(name, sizeof name, "%d", i);
		room(&d, name, "1", "", xy, count, NULL);
	}
	make(&d);
	size_t want = 0;
	for (size_t i = 0; i < cgrid_campus_room_count(d.campus); i++) {
		for (size_t j = 0; j < i; j++) {
			double shared, different;
			ck_ok(d.ctx, cgrid_geos_overlap(d.ctx, &cgrid_campus_room(d.campus, i)->shape,
							&cgrid_campus_room(d.campus, j)->shape, &shared,
							&different));
			want += shared > 0.5;
		}
	}
	ck_assert_uint_gt(want, 0);
	ck_assert_uint_eq(pairs_said(d.log.data), want);
	finish(&d);
}
END_TEST

/* Rooms that all lie upon each other are not counted to their end. */
START_TEST(a_heap_of_rooms)
{
	struct drawing d;
	begin(&d);
	for (int i = 0; i < 60; i++) {
		char name[16];
		snprintf(name, sizeof name, "%d", i);
		room(&d, name, "1", "", BOX(0, 0, 10 + i * 0.01, 10), 4, NULL);
	}
	make(&d);
	ck_assert_ptr_nonnull(strstr(d.log.data, "W p.geojson: and at least 990 more pairs of rooms "
						 "that overlap\n"));
	finish(&d);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("overlaps");
	TCase *tcase = tcase_create("overlaps");
	tcase_add_test(tcase, what_is_said);
	tcase_add_test(tcase, on_one_line);
	tcase_add_loop_test(tcase, as_many_as_there_are, 0, FEWER_ROUNDS(40, 6));
	tcase_add_test(tcase, a_heap_of_rooms);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
