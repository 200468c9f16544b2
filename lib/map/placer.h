/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the labels of a page stand. Each label has candidates of a cost; one is chosen for each, so
 * that no two lie on one another and the sum of the costs is small: a greedy start, then a local search
 * with a seeded generator, the same on every run. A label always has a candidate that takes no place.
 */
#ifndef CGRID_MAP_PLACER_H
#define CGRID_MAP_PLACER_H

#include "map/label.h"

enum cgrid_candidate_kind {
	CGRID_LABEL_TEXT,
	CGRID_LABEL_NUMBER, /* of the list of rooms, in a ring */
	CGRID_LABEL_SYMBOL, /* alone */
	CGRID_LABEL_LISTED  /* nothing in the plan */
};

/* How the parts of a label are arranged. */
struct cgrid_layout {
	double sign_pt, name_pt;
	size_t sign_lines, name_lines;
	double radius; /* of the symbol, 0 for none */
	bool symbol_above, upright;
};

struct cgrid_candidate {
	enum cgrid_candidate_kind kind;
	struct cgrid_rect at; /* what it takes on the sheet */
	bool leads;           /* with a line from its middle to the label's anchor */
	double cost;
	struct cgrid_layout layout;
};

struct cgrid_wish {
	size_t first, count; /* of its candidates, the cheapest first once it is solved */
	size_t chosen;
	struct cgrid_mm anchor;
	const void *of; /* its maker's own */
};

struct cgrid_placer {
	struct cgrid_wish *wishes;
	size_t wish_count, wish_capacity;
	struct cgrid_candidate *candidates;
	size_t candidate_count, candidate_capacity;
	bool failed;
};
void cgrid_placer_free(struct cgrid_placer *placer);

/* Begins a label; its candidates follow, and one that is listed ends it. */
void cgrid_placer_begin(struct cgrid_placer *placer, struct cgrid_mm anchor, const void *of);
void cgrid_placer_add(struct cgrid_placer *placer, struct cgrid_candidate candidate);
/* Chooses. False without memory. The result depends on the candidates and the seed alone. */
bool cgrid_placer_solve(struct cgrid_placer *placer, uint64_t seed);
const struct cgrid_candidate *cgrid_placer_chosen(const struct cgrid_placer *placer, size_t wish);

#endif
