/* SPDX-License-Identifier: Apache-2.0 */
/* The placer: what it chooses never overlaps, costs little, and is the same on every run. */
#include "pages.h"

#include "map/placer.h"

struct random {
	uint64_t state;
};

static double
draw(struct random *random, double most)
{
	random->state = random->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (double)(random->state >> 33) / 2147483648.0 * most;
}

/* Labels with candidates on a sheet of a side: small sheets are crowded. */
static void
fill(struct cgrid_placer *placer, uint64_t seed, size_t labels, size_t candidates, double side)
{
	struct random random = {seed * 77 + 1};
	for (size_t l = 0; l < labels; l++) {
		const struct cgrid_mm anchor = {draw(&random, side), draw(&random, side)};
		cgrid_placer_begin(placer, anchor, NULL);
		for (size_t i = 0; i < candidates; i++) {
			struct cgrid_candidate c = {.kind = CGRID_LABEL_TEXT,
						    .cost = draw(&random, 50)};
			const double x = anchor.x + draw(&random, 30) - 15,
				     y = anchor.y + draw(&random, 30) - 15;
			c.leads = i % 3 == 2;
			c.at = (struct cgrid_rect){x, y, x + 4 + draw(&random, 12), y + 3};
			cgrid_placer_add(placer, c);
		}
		cgrid_placer_add(placer,
				 (struct cgrid_candidate){.kind = CGRID_LABEL_LISTED, .cost = 200});
	}
}

static struct cgrid_mm
middle(const struct cgrid_rect *r)
{
	return (struct cgrid_mm){(r->x0 + r->x1) / 2, (r->y0 + r->y1) / 2};
}

static bool
apart(const struct cgrid_placer *placer, size_t i, size_t i_candidate, size_t k, size_t k_candidate)
{
	const struct cgrid_candidate *a = &placer->candidates[i_candidate],
				     *b = &placer->candidates[k_candidate];
	if (a->kind == CGRID_LABEL_LISTED || b->kind == CGRID_LABEL_LISTED)
		return true;
	const struct cgrid_rect wide = {a->at.x0 - 0.35, a->at.y0 - 0.35, a->at.x1 + 0.35,
					a->at.y1 + 0.35};
	const struct cgrid_mm ma = middle(&a->at), mb = middle(&b->at), ta = placer->wishes[i].anchor,
			      tb = placer->wishes[k].anchor;
	if (wide.x0 < b->at.x1 && b->at.x0 < wide.x1 && wide.y0 < b->at.y1 && b->at.y0 < wide.y1)
		return false;
	if ((a->leads && cgrid_line_meets(ma, ta, b->at)) ||
	    (b->leads && cgrid_line_meets(mb, tb, a->at)))
		return false;
	const double d1 = (ta.x - ma.x) * (mb.y - ma.y) - (ta.y - ma.y) * (mb.x - ma.x);
	const double d2 = (ta.x - ma.x) * (tb.y - ma.y) - (ta.y - ma.y) * (tb.x - ma.x);
	const double d3 = (tb.x - mb.x) * (ma.y - mb.y) - (tb.y - mb.y) * (ma.x - mb.x);
	const double d4 = (tb.x - mb.x) * (ta.y - mb.y) - (tb.y - mb.y) * (ta.x - mb.x);
	return !(a->leads && b->leads && d1 * d2 < 0 && d3 * d4 < 0);
}

static double
check_choice(const struct cgrid_placer *placer)
{
	double sum = 0;
	for (size_t i = 0; i < placer->wish_count; i++) {
		const struct cgrid_wish *wish = &placer->wishes[i];
		ck_assert(wish->chosen >= wish->first && wish->chosen < wish->first + wish->count);
		sum += cgrid_placer_chosen(placer, i)->cost;
		for (size_t k = 0; k < i; k++)
			ck_assert(apart(placer, i, wish->chosen, k, placer->wishes[k].chosen));
	}
	return sum;
}

START_TEST(chosen_labels_are_apart_and_the_same_twice)
{
	static const double sides[] = {40, 120, 400, 5};
	for (uint64_t seed = 1; seed <= 24; seed++) {
		struct cgrid_placer two[2] = {{0}};
		for (int run = 0; run < 2; run++) {
			fill(&two[run], seed, 60, 1 + seed % 7, sides[seed % 4]);
			ck_assert(cgrid_placer_solve(&two[run], 5));
			check_choice(&two[run]);
		}
		for (size_t i = 0; i < two[0].wish_count; i++)
			ck_assert_uint_eq(two[0].wishes[i].chosen, two[1].wishes[i].chosen);
		cgrid_placer_free(&two[0]);
		cgrid_placer_free(&two[1]);
	}
}
END_TEST

/* The least sum there is, by trying everything. */
static double
least(struct cgrid_placer *placer, size_t label)
{
	struct cgrid_wish *wish = &placer->wishes[label];
	double best = INFINITY;
	if (label == placer->wish_count)
		return 0;
	for (size_t i = wish->first; i < wish->first + wish->count; i++) {
		bool good = true;
		for (size_t k = 0; k < label && good; k++)
			good = apart(placer, label, i, k, placer->wishes[k].chosen);
		wish->chosen = i;
		if (good)
			best = fmin(best, placer->candidates[i].cost + least(placer, label + 1));
	}
	return best;
}

START_TEST(the_choice_is_nearly_the_best)
{
	enum { CASES = 60 };
	double ours = 0, best = 0;
	int same = 0;
	for (uint64_t seed = 1; seed <= CASES; seed++) {
		struct cgrid_placer placer = {0};
		fill(&placer, seed, 6, 4, 24);
		ck_assert(cgrid_placer_solve(&placer, 5));
		const double sum = check_choice(&placer), optimum = least(&placer, 0);
		ck_assert(sum >= optimum - 1e-6);
		same += sum <= optimum + 1e-6;
		ours += sum;
		best += optimum;
		cgrid_placer_free(&placer);
	}
	printf("best choice in %d of %d cases, %.1f %% above it in all\n", same, CASES,
	       100 * (ours / best - 1));
	ck_assert_int_ge(same, CASES * 8 / 10);
	ck_assert_double_le(ours, best * 1.03);
}
END_TEST

/* A label that campus.json moves by hand stands there, whatever the placer would like. */
START_TEST(a_label_moved_by_hand_stays)
{
	struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
	struct cgrid_grid_options said = CGRID_GRID_OPTIONS_INIT;
	struct mapped m = {.ctx = cgrid_ctx_new()};
	const struct cgrid_room *room = NULL;
	options.building = "Main";
	options.level = "2";
	ck_ok(m.ctx, cgrid_campus_read(m.ctx, source_path("data/sample/campus.json"), NULL, &m.campus));
	ck_ok(m.ctx, cgrid_grid_fit(m.ctx, m.campus, &said, true, &m.grid));
	ck_ok(m.ctx, cgrid_map_new(m.ctx, m.campus, m.grid, &options, &m.map));
	for (size_t i = 0; i < cgrid_campus_room_count(m.campus); i++)
		if (cgrid_campus_room(m.campus, i)->label_by_hand)
			room = cgrid_campus_room(m.campus, i);
	ck_assert_ptr_nonnull(room);
	ck_assert_str_eq(room->room, "227");
	const struct cgrid_mm at = cgrid_view_mm(&m.map->makings[0].view, room->label);
	const struct cgrid_page *page = cgrid_map_page(m.map, 0);
	bool found = false;
	for (size_t i = 0; i < page->taken_count && !found; i++) {
		const struct cgrid_mm m_at = middle(&page->taken[i].at);
		found = fabs(m_at.x - at.x) < 0.01 && fabs(m_at.y - at.y) < 0.01;
	}
	ck_assert(found);
	mapped_end(&m);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("map-labels");
	TCase *tests = tcase_create("map-labels");
	tcase_set_timeout(tests, 60);
	suite_add_tcase(suite, tests);
	tcase_add_test(tests, chosen_labels_are_apart_and_the_same_twice);
	tcase_add_test(tests, the_choice_is_nearly_the_best);
	tcase_add_test(tests, a_label_moved_by_hand_stays);
	return run_suite(suite);
}
