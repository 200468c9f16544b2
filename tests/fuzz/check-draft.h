/* SPDX-License-Identifier: Apache-2.0 */
/* What holds of every draft, whatever was read: for the fuzz targets of the readers. */
#ifndef CGRID_TESTS_CHECK_DRAFT_H
#define CGRID_TESTS_CHECK_DRAFT_H

#include "read/draft.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void
demand(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

static inline void
check_shape(const struct cgrid_draft *draft, struct cgrid_draft_shape shape, double slack)
{
	demand(shape.first_ring + shape.ring_count <= draft->ring_count, "rings");
	for (size_t r = shape.first_ring; r < shape.first_ring + shape.ring_count; r++) {
		const struct cgrid_draft_ring *ring = &draft->rings[r];
		demand(ring->first + ring->count <= draft->point_count, "points");
		demand(ring->count >= (ring->role == CGRID_RING_LINE ? 1 : 3), "short ring");
		demand(r > shape.first_ring || ring->role != CGRID_RING_HOLE,
		       "hole without outer ring");
		for (size_t i = ring->first; i < ring->first + ring->count; i++)
			demand(fabs(draft->points[i].lon) <= 180 + slack &&
				   fabs(draft->points[i].lat) <= 90 + slack,
			       "position");
	}
}

static inline void
check_text(const char *text)
{
	demand(text != NULL, "no text");
	for (const char *c = text; *c != '\0'; c++)
		demand((unsigned char)*c >= 0x20, "control character in a text");
	demand(cgrid_utf8_valid(text, strlen(text)), "no UTF-8");
}

/* `slack`: what projecting may add to 180 and 90 degrees. */
static inline void
check_draft(const struct cgrid_draft *draft, double slack)
{
	for (size_t i = 0; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *f = &draft->features[i];
		check_shape(draft, f->shape, slack);
		demand(f->shape.ring_count > 0, "feature without rings");
		demand(f->level == CGRID_NONE || f->level < draft->level_count, "level");
		demand(f->building == CGRID_NONE || f->building < draft->building_count, "building");
		demand(f->kind != CGRID_DRAFT_ROOM || f->level != CGRID_NONE, "room without level");
		check_text(f->id);
		check_text(f->ref);
		check_text(f->name);
		check_text(f->category);
	}
	for (size_t i = 0; i < draft->level_count; i++) {
		check_shape(draft, draft->levels[i].outline, slack);
		check_text(draft->levels[i].label);
		check_text(draft->levels[i].name);
	}
	for (size_t i = 0; i < draft->building_count; i++) {
		check_shape(draft, draft->buildings[i].outline, slack);
		check_text(draft->buildings[i].name);
	}
}

#endif
