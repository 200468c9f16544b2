/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as files of one IMDF folder: NULs between them, the first byte of each says which. */
#include "read/imdf-inside.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever was in the files, the records lead to rings and points that are there. */
static void
check_shape(const struct cgrid_draft *draft, struct cgrid_draft_shape shape)
{
	if (shape.ring_count == 0)
		return;
	if (shape.first_ring + shape.ring_count > draft->ring_count)
		abort();
	for (size_t r = shape.first_ring; r < shape.first_ring + shape.ring_count; r++)
		if (draft->rings[r].first + draft->rings[r].count > draft->point_count)
			abort();
}

static void
check_draft(const struct cgrid_draft *draft)
{
	for (size_t i = 0; i < draft->building_count; i++)
		check_shape(draft, draft->buildings[i].outline);
	for (size_t i = 0; i < draft->level_count; i++) {
		check_shape(draft, draft->levels[i].outline);
		if (draft->levels[i].building != CGRID_NONE &&
		    draft->levels[i].building >= draft->building_count)
			abort();
	}
	for (size_t i = 0; i < draft->feature_count; i++) {
		check_shape(draft, draft->features[i].shape);
		if (draft->features[i].level != CGRID_NONE &&
		    draft->features[i].level >= draft->level_count)
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct cgrid_plan plan = {.file = "imdf", .shown = "imdf"};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	if (!ctx)
		return 0;
	cgrid_draft_init(&draft, ctx);
	struct imdf_reader reader = {
	    .draft = &draft, .plan = &plan, .language = "en", .venue_name = "", .venue_address = ""};
	while (size > 0) {
		const uint8_t *end = memchr(data, 0, size);
		size_t length = end ? (size_t)(end - data) : size;
		if (length > 0) {
			const enum imdf_type type = (enum imdf_type)(data[0] % (IMDF_TYPES + 1));
			cgrid_imdf_member(&reader, type, "imdf/fuzz.geojson", (const char *)data + 1,
					  length - 1);
			check_draft(&draft);
		}
		data += length + (end ? 1 : 0);
		size -= length + (end ? 1 : 0);
	}
	cgrid_imdf_free(&reader);
	cgrid_draft_free(&draft);
	cgrid_ctx_free(ctx);
	return 0;
}
