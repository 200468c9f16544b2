/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as OpenStreetMap XML: refused with a message, or a draft whose every index and position
 * holds. */
#include "check-draft.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
			check_draft(&draft, 0);
		else
			demand(cgrid_ctx_error(ctx)[0] != '\0', "refused without a word");
		cgrid_draft_free(&draft);
		cgrid_ctx_free(ctx);
	}
	return 0;
}
