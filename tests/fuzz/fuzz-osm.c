/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as OpenStreetMap XML: refused with a message, or a draft whose every index and position
 * holds. */
#include "read/draft.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
demand(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

static void
check_shape(const struct cgrid_draft *draft, struct cgrid_draft_shape shape)
{
	demand(shape.first_ring + shape.ring_count <= draft->ring_count, "rings");
	for (size_t r = shape.first_ring; r < shape.first_ring + shape.ring_count; r++) {
		const struct cgrid_draft_ring *ring = &draft->rings[r];
		demand(ring->first + ring->count <= draft->point_count, "points");
		demand(ring->count >= (ring->role == CGRID_RING_LINE ? 1 : 3), "short ring");
		demand(r > shape.first_ring || ring->role != CGRID_RING_HOLE,
		       "hole without outer ring");
		for (size_t i = ring->first; i < ring->first + ring->count; i++)
			demand(fabs(draft->points[i].lon) <= 180 && fabs(draft->points[i].lat) <= 90,
			       "position");
	}
}

static void
check_text(const char *text)
{
	demand(text != NULL, "no text");
	for (const char *c = text; *c != '\0'; c++)
		demand((unsigned char)*c >= 0x20, "control character in a text");
	demand(cgrid_utf8_valid(text, strlen(text)), "no UTF-8");
}

static void
check_draft(const struct cgrid_draft *draft)
{
	for (size_t i = 0; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *f = &draft->features[i];
		check_shape(draft, f->shape);
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
		check_shape(draft, draft->levels[i].outline);
		check_text(draft->levels[i].label);
		check_text(draft->levels[i].name);
	}
	for (size_t i = 0; i < draft->building_count; i++) {
		check_shape(draft, draft->buildings[i].outline);
		check_text(draft->buildings[i].name);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct cgrid_plan plans[] = {
	    {.file = "map.osm", .shown = "map.osm"},
	    {.file = "-", .shown = "input", .building = "Gym", .level = "1", .has_ordinal = true},
	    {.file = "-", .shown = "input", .features = true},
	};
	for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		struct cgrid_draft draft;
		if (!ctx)
			return 0;
		cgrid_draft_init(&draft, ctx);
		enum cgrid_status status =
		    cgrid_read_osm_bytes(&draft, &plans[i], (const char *)data, size);
		if (status == CGRID_OK)
			check_draft(&draft);
		else
			demand(cgrid_ctx_error(ctx)[0] != '\0', "refused without a word");
		cgrid_draft_free(&draft);
		cgrid_ctx_free(ctx);
	}
	return 0;
}
