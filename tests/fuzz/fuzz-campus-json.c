/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as campus.json. What it names is not opened: these readers stand for those of the library.
 */
#include "read/draft.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum cgrid_status
cgrid_read_plan(struct cgrid_draft *draft, const struct cgrid_plan *plan)
{
	return plan->file[0] % 2 ? CGRID_OK
				 : cgrid_fail(draft->ctx, CGRID_E_INPUT, "%s: no", plan->file);
}

enum cgrid_status
cgrid_read_sensors(struct cgrid_draft *draft, const struct cgrid_plan *plan)
{
	return cgrid_read_plan(draft, plan);
}

enum cgrid_status
cgrid_read_image(struct cgrid_draft *draft, const struct cgrid_plan *plan, const char *captured)
{
	(void)captured;
	return cgrid_read_plan(draft, plan);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	if (!ctx)
		return 0;
	cgrid_draft_init(&draft, ctx);
	cgrid_read_campus_json_bytes(&draft, "folder", "campus.json", (const char *)data, size);
	cgrid_draft_free(&draft);
	cgrid_ctx_free(ctx);
	return 0;
}
