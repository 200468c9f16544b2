/* SPDX-License-Identifier: Apache-2.0 */
/* A campus of very many rooms: in order, and with a label each, whoever asks first. */
#include "base/geos.h"
#include "base/shape.h"
#include "campus/campus.h"
#include "rooms.h"

#include <pthread.h>

static struct cgrid_campus *
read_rooms(struct cgrid_ctx *ctx, size_t size)
{
	struct cgrid_buf text = rooms_write(size, false, 3);
	struct cgrid_draft draft;
	struct cgrid_campus *campus;
	const struct cgrid_plan plan = {.file = "many.geojson", .shown = "many.geojson"};
	cgrid_draft_init(&draft, ctx);
	ck_ok(ctx, cgrid_read_geojson_bytes(&draft, &plan, text.data, text.size));
	ck_ok(ctx, cgrid_campus_from_draft(ctx, &draft, &campus));
	cgrid_draft_free(&draft);
	cgrid_buf_free(&text);
	return campus;
}

struct asker {
	const struct cgrid_campus *campus;
	struct cgrid_xy *labels;
	bool backwards;
};

static void *
ask_all(void *user)
{
	const struct asker *asker = user;
	size_t count = cgrid_campus_room_count(asker->campus);
	for (size_t n = 0; n < count; n += FEWER_ROUNDS(1, 4)) {
		size_t i = asker->backwards ? count - 1 - n : n;
		asker->labels[i] = cgrid_campus_room(asker->campus, i)->label;
	}
	return NULL;
}

START_TEST(labels_are_found_once)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus *campus = read_rooms(ctx, 2000000);
	size_t count = cgrid_campus_room_count(campus);
	ck_assert_uint_gt(count, 2000);
	ck_assert_ptr_nonnull(campus->labels);
	struct asker askers[2] = {{campus, calloc(count, sizeof(struct cgrid_xy)), false},
				  {campus, calloc(count, sizeof(struct cgrid_xy)), true}};
	pthread_t threads[2];
	for (int t = 0; t < 2; t++)
		ck_assert_int_eq(pthread_create(&threads[t], NULL, ask_all, &askers[t]), 0);
	for (int t = 0; t < 2; t++)
		pthread_join(threads[t], NULL);
	for (size_t i = 0; i < count; i += FEWER_ROUNDS(1, 4)) {
		const struct cgrid_room *room = cgrid_campus_room(campus, i);
		struct cgrid_xy label;
		double radius;
		ck_assert(cgrid_shape_holds(&room->shape, room->label));
		ck_assert(askers[0].labels[i].x == room->label.x || FEWER_ROUNDS(0, 1));
		if (i % 16 != 0)
			continue;
		ck_ok(ctx, cgrid_geos_deepest(ctx, &room->shape, &label, &radius));
		ck_assert(label.x == room->label.x && label.y == room->label.y);
	}
	ck_assert_ptr_null(cgrid_campus_room(campus, count));
	free(askers[0].labels);
	free(askers[1].labels);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(rooms_are_in_order)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus *campus = read_rooms(ctx, 900000);
	for (size_t i = 1; i < cgrid_campus_room_count(campus); i++) {
		const struct cgrid_room *a = cgrid_campus_room(campus, i - 1),
					*b = cgrid_campus_room(campus, i);
		ck_assert_uint_le(a->level, b->level);
		if (a->level == b->level)
			ck_assert_int_lt(cgrid_natural_compare(a->room, b->room), 0);
	}
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("many-rooms");
	TCase *tests = tcase_create("many-rooms");
	tcase_set_timeout(tests, 100);
	tcase_add_test(tests, labels_are_found_once);
	tcase_add_test(tests, rooms_are_in_order);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
