/* SPDX-License-Identifier: Apache-2.0 */
/* Memory runs out at every allocation of a split in turn: each time it is said, and nothing breaks.
 * Linked with --wrap, so that only our own allocations fail. */
#include "until-failure.h"
#include "loads.h"
#include "split/cut.h"
#include "split/inside.h"

enum { CELLS = 12, MOST = 400 };

static enum cgrid_status
label(void *user, const struct cgrid_cut_piece *piece)
{
	struct cgrid_xy at;
	return cgrid_inside_point(user, &piece->shape, &at);
}

typedef enum cgrid_status (*way_to_cut)(struct cgrid_ctx *ctx, struct cgrid_cutter *cutter,
					const struct cgrid_shape *shape,
					const struct cgrid_lines *lines, struct cgrid_cut_sum *sum_out);
static const way_to_cut ways[] = {cgrid_cut, cgrid_cut_by_geos};

START_TEST(every_allocation_fails)
{
	static struct load load;
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_arena arena = {NULL};
	struct cgrid_shape shape;
	struct rng rng = {7};
	double columns[CELLS + 1], rows[CELLS + 1];
	for (int i = 0; i <= CELLS; i++) {
		columns[i] = (i - CELLS / 2) * 10;
		rows[i] = -columns[i];
	}
	const struct cgrid_lines lines = {columns, rows, CELLS, CELLS, NULL, NULL};
	load_draw(&load, &rng, (enum load_kind)(_i / 2));
	ck_assert(load_shape(ctx, &load, 10, 0, (struct cgrid_xy){0, 0}, &arena, &shape));
	long failures = 0;
	for (bool done = false; !done && failures < MOST; failures++) {
		struct cgrid_cutter cutter = {.points = NULL};
		struct cgrid_cut_sum sum;
		until_failure = failures;
		enum cgrid_status status = ways[_i % 2](ctx, &cutter, &shape, &lines, &sum);
		if (status == CGRID_OK)
			status = cgrid_list_each(ctx, &cutter.list, &lines, label, ctx);
		done = until_failure >= 0;
		until_failure = -1;
		ck_assert_int_eq(status, done ? CGRID_OK : CGRID_E_MEMORY);
		ck_assert(!done || sum.sound);
		cgrid_cutter_free(&cutter);
	}
	ck_assert_int_gt(failures, 10);
	cgrid_arena_free(&arena);
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("split without memory");
	TCase *tcase = tcase_create("split");
	tcase_set_timeout(tcase, 60); /* a busy machine takes its time */
	tcase_add_loop_test(tcase, every_allocation_fails, 0, 2 * LOAD_KINDS);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
