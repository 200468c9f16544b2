/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a query: what it has read, and the places that a text may mean. */
#ifndef CGRID_LOOKUP_QUERY_H
#define CGRID_LOOKUP_QUERY_H

#include "locate/parts.h"
#include "lookup/lookup.h"

/* Units of the answer and on the way to it, on demand: each kind has memory of its own. */
enum cgrid_lookup_hold {
	CGRID_HOLD_BUCKET,
	CGRID_HOLD_KEY,
	CGRID_HOLD_KEY_TEXTS,
	CGRID_HOLD_ANSWER,
	CGRID_HOLD_ANSWER_TEXTS,
	CGRID_HOLD_CAMPUS,
	CGRID_HOLD_CAMPUS_TEXTS,
	CGRID_HOLDS
};

/* A place that the text may mean. */
enum cgrid_lookup_claim {
	CGRID_MEANS_SENSOR, /* unit `number` of the sensors */
	CGRID_MEANS_ANSWER, /* unit `number` of the answers */
	CGRID_MEANS_CELL,
	CGRID_MEANS_POINT,
	CGRID_MEANS_SQUARE /* of the earth: the cells about its middle */
};
struct cgrid_lookup_meaning {
	enum cgrid_lookup_claim claim;
	uint32_t campus; /* CGRID_NONE: of none */
	uint32_t number;
	struct cgrid_cell cell;
	struct cgrid_lonlat ground;
	double uncertainty_m;
};

struct cgrid_lookup_query {
	const struct cgrid_lookup *lookup;
	struct {
		unsigned char *bytes;
		size_t capacity;
	} held[CGRID_HOLDS];
	uint32_t *campuses; /* chosen by name; NULL for all */
	size_t campus_count;
	struct cgrid_grid *grid; /* on demand: of the campus below */
	uint32_t grid_campus;
	struct cgrid_lookup_meaning *meanings;
	size_t meaning_count, meaning_capacity;
	uint32_t candidate, candidates; /* of the one answer, among the answers */
	uint32_t campus;                /* of the last answer */
	struct cgrid_touched touched;
	struct cgrid_buf text, listed, key;
	struct cgrid_location location;
};

/* Unit `number` of a section: in the resident file, or read and verified. */
enum cgrid_status cgrid_lookup_get(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, int section,
				   uint32_t number, enum cgrid_lookup_hold hold,
				   const unsigned char **unit_out);
/* Its texts, one behind the other; they are held beside `hold`. */
enum cgrid_status cgrid_lookup_get_texts(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query,
					 int section, const unsigned char *unit,
					 enum cgrid_lookup_hold hold, const char **texts_out);
/* The unit of a key, NULL without one. */
enum cgrid_status cgrid_lookup_get_key(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query,
				       int section, const char *key, size_t length, uint32_t campus,
				       const unsigned char **unit_out, uint32_t *number_out);
enum cgrid_status cgrid_lookup_get_name(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query,
					uint32_t campus, const char **name_out);
enum cgrid_status cgrid_lookup_get_grid(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query,
					uint32_t campus, const struct cgrid_grid **grid_out);

/* place.c: what a PLACE may mean, in the campuses that are chosen; and one meaning as a location. */
enum cgrid_status cgrid_lookup_read_place(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query,
					  const char *place);
enum cgrid_status cgrid_lookup_fill_meaning(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query,
					    const struct cgrid_lookup_meaning *meaning,
					    struct cgrid_location *location);

#endif
