/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a list of sensors in JSON, whole and a record a line. */
#include "read/sensors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a sensor is, whatever the bytes were. */
static void
check_sensor(const struct cgrid_draft_sensor *sensor)
{
	if (sensor->id[0] == '\0' || !cgrid_utf8_valid(sensor->id, strlen(sensor->id)) ||
	    !cgrid_utf8_valid(sensor->name, strlen(sensor->name)) ||
	    !cgrid_utf8_valid(sensor->level, strlen(sensor->level)))
		abort();
	if (sensor->placed_by == CGRID_SENSOR_AT_GROUND &&
	    (!(fabs(sensor->ground.lat) <= 90.000001) || !(fabs(sensor->ground.lon) <= 360)))
		abort();
	if (sensor->uncertainty_m < 0 || sensor->source.line == 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	for (int lines = 0; ctx && lines < 2; lines++) {
		const struct cgrid_draft_drawing drawing = {
		    .shown = "p.png",
		    .building = CGRID_NONE,
		    .level = CGRID_NONE,
		    .placement =
			cgrid_placement_about((struct cgrid_lonlat){.lon = -75, .lat = 40}, 9, 0.1)};
		const struct cgrid_plan plan = {.file = lines ? "fuzz.jsonl" : "fuzz.json",
						.shown = "fuzz.json"};
		struct cgrid_draft draft;
		cgrid_draft_init(&draft, ctx);
		if (cgrid_draft_drawing(&draft, &drawing) == CGRID_OK)
			cgrid_read_sensors_json_bytes(&draft, &plan, (const char *)data, size);
		for (size_t i = 0; i < draft.sensor_count; i++)
			check_sensor(&draft.sensors[i]);
		cgrid_draft_free(&draft);
		cgrid_clear_error(ctx);
	}
	cgrid_ctx_free(ctx);
	return 0;
}
