/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as CSV, and as a list of sensors. */
#include "read/csv.h"
#include "read/draft.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every field is inside the row, ends in a NUL and stands where it says. */
static void
check_rows(struct cgrid_ctx *ctx, const char *bytes, size_t size)
{
	struct cgrid_csv csv;
	enum cgrid_csv_row row;
	uint32_t line = 0;
	if (cgrid_csv_open(&csv, ctx, "fuzz.csv", bytes, size) == CGRID_OK)
		while ((row = cgrid_csv_next(&csv)) != CGRID_CSV_END)
			for (size_t i = 0; row == CGRID_CSV_ROW && i < csv.count; i++) {
				if (strlen(csv.fields[i].text) != csv.fields[i].length ||
				    csv.fields[i].line < line || csv.fields[i].column == 0)
					abort();
				line = csv.fields[i].line;
			}
	cgrid_csv_close(&csv);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	const struct cgrid_plan plan = {.file = "fuzz.csv", .shown = "fuzz.csv"};
	struct cgrid_draft draft;
	if (!ctx)
		return 0;
	check_rows(ctx, (const char *)data, size);
	cgrid_draft_init(&draft, ctx);
	cgrid_read_sensors_bytes(&draft, &plan, (const char *)data, size);
	for (size_t i = 0; i < draft.sensor_count; i++)
		if (draft.sensors[i].id[0] == '\0' ||
		    !cgrid_utf8_valid(draft.sensors[i].name, strlen(draft.sensors[i].name)))
			abort();
	cgrid_draft_free(&draft);
	cgrid_ctx_free(ctx);
	return 0;
}
