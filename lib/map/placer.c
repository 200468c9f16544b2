/* SPDX-License-Identifier: Apache-2.0 */
#include "map/placer.h"

#include <math.h>
#include <stdlib.h>

/* Side of a bin for finding candidates that lie on one another, and the air between two labels. */
#define BIN 8.0
#define AIR 0.35

void
cgrid_placer_free(struct cgrid_placer *placer)
{
	free(placer->wishes);
	free(placer->candidates);
	*placer = (struct cgrid_placer){0};
}

void
cgrid_placer_begin(struct cgrid_placer *placer, struct cgrid_mm anchor, const void *of)
{
	if (!CGRID_ROOM_FOR_ONE(placer->wishes, placer->wish_count, placer->wish_capacity)) {
		placer->failed = true;
		return;
	}
	placer->wishes[placer->wish_count++] =
	    (struct cgrid_wish){placer->candidate_count, 0, 0, anchor, of};
}

void
cgrid_placer_add(struct cgrid_placer *placer, struct cgrid_candidate candidate)
{
	if (placer->failed || !CGRID_ROOM_FOR_ONE(placer->candidates, placer->candidate_count,
						  placer->candidate_capacity)) {
		placer->failed = true;
		return;
	}
	placer->candidates[placer->candidate_count++] = candidate;
	placer->wishes[placer->wish_count - 1].count++;
}

const struct cgrid_candidate *
cgrid_placer_chosen(const struct cgrid_placer *placer, size_t wish)
{
	return &placer->candidates[placer->wishes[wish].chosen];
}

/* Candidates of two labels that cannot both be chosen: for each its foes, one list after the other. */
struct search {
	struct cgrid_placer *placer;
	uint32_t *label; /* of a candidate */
	size_t *first;   /* of a candidate's foes; one more than there are candidates */
	uint32_t *foes;
	uint32_t *order; /* of the labels */
	size_t *best;    /* the best choice so far */
	uint64_t random;
};

static void
search_end(struct search *search)
{
	free(search->label);
	free(search->first);
	free(search->foes);
	free(search->order);
	free(search->best);
}

/* Vigna's xorshift64*. */
static uint32_t
draw_number(struct search *search, uint32_t below)
{
	uint64_t x = search->random;
	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	search->random = x;
	return (uint32_t)((x * UINT64_C(2685821657736338717) >> 32) % below);
}

static int
compare_costs(const void *a, const void *b)
{
	const struct cgrid_candidate *x = a, *y = b;
	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	if (x->at.y0 != y->at.y0)
		return x->at.y0 < y->at.y0 ? -1 : 1;
	return (x->at.x0 > y->at.x0) - (x->at.x0 < y->at.x0);
}

static struct cgrid_mm
middle_of(const struct cgrid_rect *r)
{
	return (struct cgrid_mm){(r->x0 + r->x1) / 2, (r->y0 + r->y1) / 2};
}

static double
side_of(struct cgrid_mm a, struct cgrid_mm b, struct cgrid_mm p)
{
	return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

static bool
lines_cross(struct cgrid_mm a, struct cgrid_mm b, struct cgrid_mm c, struct cgrid_mm d)
{
	return side_of(a, b, c) * side_of(a, b, d) < 0 && side_of(c, d, a) * side_of(c, d, b) < 0;
}

static bool
are_foes(const struct search *search, uint32_t i, uint32_t k)
{
	const struct cgrid_candidate *a = &search->placer->candidates[i],
				     *b = &search->placer->candidates[k];
	const struct cgrid_mm to_a = search->placer->wishes[search->label[i]].anchor,
			      to_b = search->placer->wishes[search->label[k]].anchor;
	if (a->at.x0 < b->at.x1 + AIR && b->at.x0 < a->at.x1 + AIR && a->at.y0 < b->at.y1 + AIR &&
	    b->at.y0 < a->at.y1 + AIR)
		return true;
	if (a->leads && cgrid_line_meets(middle_of(&a->at), to_a, b->at))
		return true;
	if (b->leads && cgrid_line_meets(middle_of(&b->at), to_b, a->at))
		return true;
	return a->leads && b->leads && lines_cross(middle_of(&a->at), to_a, middle_of(&b->at), to_b);
}

/* All that a candidate covers, its line too. */
static struct cgrid_rect
extent_of(const struct search *search, uint32_t i)
{
	const struct cgrid_candidate *c = &search->placer->candidates[i];
	struct cgrid_rect r = {c->at.x0 - AIR, c->at.y0 - AIR, c->at.x1 + AIR, c->at.y1 + AIR};
	if (c->leads) {
		const struct cgrid_mm to = search->placer->wishes[search->label[i]].anchor;
		r = (struct cgrid_rect){fmin(r.x0, to.x), fmin(r.y0, to.y), fmax(r.x1, to.x),
					fmax(r.y1, to.y)};
	}
	return r;
}

/* Candidates by the bins that they cover: one pass counts, the next fills. */
struct bins {
	double x0, y0;
	size_t columns, rows;
	size_t *first;
	uint32_t *members;
};

static struct cgrid_rect
bins_of(const struct bins *bins, struct cgrid_rect r)
{
	return (struct cgrid_rect){floor((r.x0 - bins->x0) / BIN), floor((r.y0 - bins->y0) / BIN),
				   floor((r.x1 - bins->x0) / BIN), floor((r.y1 - bins->y0) / BIN)};
}

static bool
bins_fill(const struct search *search, struct bins *bins)
{
	const struct cgrid_placer *placer = search->placer;
	struct cgrid_rect all = {INFINITY, INFINITY, -INFINITY, -INFINITY};
	for (uint32_t i = 0; i < placer->candidate_count; i++) {
		if (placer->candidates[i].kind == CGRID_LABEL_LISTED)
			continue;
		const struct cgrid_rect r = extent_of(search, i);
		all = (struct cgrid_rect){fmin(all.x0, r.x0), fmin(all.y0, r.y0), fmax(all.x1, r.x1),
					  fmax(all.y1, r.y1)};
	}
	const bool any = all.x0 <= all.x1;
	*bins = (struct bins){any ? all.x0 : 0, any ? all.y0 : 0, 1, 1, NULL, NULL};
	bins->columns = any ? (size_t)((all.x1 - all.x0) / BIN) + 1 : 1;
	bins->rows = any ? (size_t)((all.y1 - all.y0) / BIN) + 1 : 1;
	bins->first = cgrid_array_new(bins->columns * bins->rows + 2, sizeof *bins->first);
	for (int fill = 0; bins->first && fill < 2; fill++) {
		for (uint32_t i = 0; i < placer->candidate_count; i++) {
			if (placer->candidates[i].kind == CGRID_LABEL_LISTED)
				continue;
			const struct cgrid_rect b = bins_of(bins, extent_of(search, i));
			for (size_t y = (size_t)b.y0; y <= (size_t)b.y1; y++)
				for (size_t x = (size_t)b.x0; x <= (size_t)b.x1; x++) {
					size_t *at = &bins->first[y * bins->columns + x];
					if (fill)
						bins->members[at[1]++] = i;
					else
						at[2]++;
				}
		}
		if (fill)
			break;
		for (size_t i = 2; i < bins->columns * bins->rows + 2; i++)
			bins->first[i] += bins->first[i - 1];
		bins->members =
		    cgrid_array_new(bins->first[bins->columns * bins->rows + 1], sizeof *bins->members);
		if (!bins->members)
			return false;
	}
	return bins->first != NULL;
}

/* The foes of one candidate, each once: `seen` holds the last candidate that had it. */
static bool
add_foes(struct search *search, const struct bins *bins, uint32_t i, uint32_t *seen, size_t *count,
	 size_t *capacity)
{
	if (search->placer->candidates[i].kind == CGRID_LABEL_LISTED)
		return true;
	const struct cgrid_rect b = bins_of(bins, extent_of(search, i));
	for (size_t y = (size_t)b.y0; y <= (size_t)b.y1; y++)
		for (size_t x = (size_t)b.x0; x <= (size_t)b.x1; x++) {
			const size_t bin = y * bins->columns + x;
			for (size_t m = bins->first[bin]; m < bins->first[bin + 1]; m++) {
				const uint32_t k = bins->members[m];
				if (search->label[k] == search->label[i] || seen[k] == i + 1)
					continue;
				seen[k] = i + 1;
				if (!are_foes(search, i, k))
					continue;
				if (!cgrid_array_reserve(&search->foes, capacity, *count + 1,
							 sizeof *search->foes))
					return false;
				search->foes[(*count)++] = k;
			}
		}
	return true;
}

static bool
find_foes(struct search *search)
{
	const size_t total = search->placer->candidate_count;
	uint32_t *seen = cgrid_array_new(total, sizeof *seen);
	struct bins bins = {0};
	size_t count = 0, capacity = 0;
	bool good = seen && bins_fill(search, &bins);
	for (uint32_t i = 0; good && i < total; i++) {
		search->first[i] = count;
		good = add_foes(search, &bins, i, seen, &count, &capacity);
	}
	search->first[total] = count;
	free(seen);
	free(bins.first);
	free(bins.members);
	return good;
}

/* Sorts each label's candidates, and sets up what the search needs. */
static bool
search_begin(struct search *search)
{
	struct cgrid_placer *placer = search->placer;
	const size_t labels = placer->wish_count, total = placer->candidate_count;
	search->label = cgrid_array_new(total, sizeof *search->label);
	search->first = cgrid_array_new(total + 1, sizeof *search->first);
	search->order = cgrid_array_new(labels, sizeof *search->order);
	search->best = cgrid_array_new(labels, sizeof *search->best);
	if (!search->label || !search->first || !search->order || !search->best)
		return false;
	for (uint32_t l = 0; l < labels; l++) {
		const struct cgrid_wish *wish = &placer->wishes[l];
		qsort(placer->candidates + wish->first, wish->count, sizeof *placer->candidates,
		      compare_costs);
		for (size_t i = 0; i < wish->count; i++)
			search->label[wish->first + i] = l;
		search->order[l] = l;
	}
	return find_foes(search);
}

/* Is a candidate free of all that is chosen? */
static bool
is_free(const struct search *search, size_t candidate)
{
	for (size_t f = search->first[candidate]; f < search->first[candidate + 1]; f++) {
		const uint32_t foe = search->foes[f];
		if (search->placer->wishes[search->label[foe]].chosen == foe)
			return false;
	}
	return true;
}

/* The cheapest candidate of a label that is free: there is one that takes no place. */
static size_t
cheapest_free(const struct search *search, uint32_t label)
{
	const struct cgrid_wish *wish = &search->placer->wishes[label];
	size_t i = wish->first;
	while (i + 1 < wish->first + wish->count && !is_free(search, i))
		i++;
	return i;
}

static double
cost_of(const struct search *search, size_t candidate)
{
	return search->placer->candidates[candidate].cost;
}

/* Labels with few candidates first: they have the fewest places. */
static void
start_greedy(struct search *search)
{
	struct cgrid_placer *placer = search->placer;
	size_t most = 0;
	for (size_t l = 0; l < placer->wish_count; l++) {
		placer->wishes[l].chosen = SIZE_MAX;
		most = placer->wishes[l].count > most ? placer->wishes[l].count : most;
	}
	for (size_t count = 1; count <= most; count++)
		for (uint32_t l = 0; l < placer->wish_count; l++)
			if (placer->wishes[l].count == count)
				placer->wishes[l].chosen = cheapest_free(search, l);
}

enum { PUSHED_MAX = 6 };

/* Gives a label a better candidate; those it pushes away take the cheapest that is left to them. Kept
 * where the whole costs less, or no more than `allowed` more. */
static bool
try_push(struct search *search, uint32_t label, size_t candidate, double allowed, double *sum)
{
	struct cgrid_wish *wishes = search->placer->wishes;
	uint32_t pushed[PUSHED_MAX];
	size_t was[PUSHED_MAX], count = 0;
	const size_t before = wishes[label].chosen;
	for (size_t f = search->first[candidate]; f < search->first[candidate + 1]; f++) {
		const uint32_t foe = search->foes[f], other = search->label[foe];
		if (wishes[other].chosen != foe)
			continue;
		if (count == PUSHED_MAX)
			return false;
		was[count] = foe;
		pushed[count++] = other;
	}
	double change = cost_of(search, candidate) - cost_of(search, before);
	for (size_t i = 0; i < count; i++)
		wishes[pushed[i]].chosen = SIZE_MAX;
	wishes[label].chosen = candidate;
	for (size_t i = 0; i < count; i++) {
		wishes[pushed[i]].chosen = cheapest_free(search, pushed[i]);
		change += cost_of(search, wishes[pushed[i]].chosen) - cost_of(search, was[i]);
	}
	if (change < allowed) {
		*sum += change;
		return true;
	}
	wishes[label].chosen = before;
	for (size_t i = 0; i < count; i++)
		wishes[pushed[i]].chosen = was[i];
	return false;
}

static void
shuffle(struct search *search, size_t count)
{
	for (size_t i = count; i > 1; i--) {
		const uint32_t k = draw_number(search, (uint32_t)i);
		const uint32_t swap = search->order[i - 1];
		search->order[i - 1] = search->order[k];
		search->order[k] = swap;
	}
}

/* Passes over all labels in a random order; the first may make things a little worse on the way. */
static void
improve(struct search *search)
{
	enum { PASSES = 14, WARM = 8 };
	struct cgrid_placer *placer = search->placer;
	const size_t labels = placer->wish_count;
	double sum = 0, least;
	for (size_t l = 0; l < labels; l++) {
		sum += cost_of(search, placer->wishes[l].chosen);
		search->best[l] = placer->wishes[l].chosen;
	}
	least = sum;
	for (int pass = 0; pass < PASSES; pass++) {
		const double warm = pass < WARM ? 6.0 * (WARM - pass) / WARM : 0;
		bool changed = false;
		shuffle(search, labels);
		for (size_t n = 0; n < labels; n++) {
			const uint32_t l = search->order[n];
			const struct cgrid_wish *wish = &placer->wishes[l];
			for (size_t i = wish->first; i < wish->chosen; i++)
				if (try_push(search, l, i,
					     warm > 0 ? warm * draw_number(search, 1000) / 1000 : -1e-9,
					     &sum)) {
					changed = true;
					break;
				}
		}
		for (size_t l = 0; sum < least - 1e-9 && l < labels; l++)
			search->best[l] = placer->wishes[l].chosen;
		least = fmin(sum, least);
		if (!changed)
			break;
	}
	for (size_t l = 0; l < labels; l++)
		placer->wishes[l].chosen = search->best[l];
}

bool
cgrid_placer_solve(struct cgrid_placer *placer, uint64_t seed)
{
	struct search search = {.placer = placer, .random = seed ? seed : 1};
	const bool good = !placer->failed && search_begin(&search);
	if (good) {
		start_greedy(&search);
		improve(&search);
	}
	search_end(&search);
	return good;
}
