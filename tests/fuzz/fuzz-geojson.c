/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as GeoJSON: refused with a message, or a draft whose every index and position holds. */
#include "check-draft.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct cgrid_plan_property properties[] = {
	    {"RM_NO", "ref", {"campus.json", 1, 1}},     {"ETAGE TXT", "level", {"campus.json", 2, 1}},
	    {"BLDG", "building", {"campus.json", 3, 1}}, {"name", "ignore", {"campus.json", 4, 1}},
	    {"WHAT", "feature", {"campus.json", 5, 1}},
	};
	const struct cgrid_plan plans[] = {
	    {.file = "a/level_2.geojson", .shown = "a/level_2.geojson"},
	    {.file = "-", .shown = "input", .building = "Gym", .level = "1", .has_ordinal = true},
	    {.file = "-", .shown = "input", .features = true},
	    {.file = "a.geojsonl",
	     .shown = "a.geojsonl",
	     .properties = properties,
	     .property_count = sizeof properties / sizeof *properties},
	};
	for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		struct cgrid_draft draft;
		if (!ctx)
			return 0;
		cgrid_draft_init(&draft, ctx);
		enum cgrid_status status =
		    cgrid_read_geojson_bytes(&draft, &plans[i], (const char *)data, size);
		if (status == CGRID_OK)
			check_draft(&draft, 1e-7);
		else
			demand(cgrid_ctx_error(ctx)[0] != '\0', "refused without a word");
		cgrid_draft_free(&draft);
		cgrid_ctx_free(ctx);
	}
	return 0;
}
