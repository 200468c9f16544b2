/* SPDX-License-Identifier: Apache-2.0 */
/* Any lines as the walls of a CAD drawing; any bytes as the header of a DXF. */
#include "base/shape.h"
#include "read/cad.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_LINES = 40 };

/* Lines of 2 to 5 points on a lattice: ends meet, cross and miss each other often. */
static bool
add_lines(struct cgrid_cad *cad, const uint8_t *data, size_t size)
{
	for (size_t at = 1; at + 11 <= size && cad->line_count < MOST_LINES; at += 11) {
		size_t count = 2 + data[at] % 4;
		if (!CGRID_ROOM_FOR_ONE(cad->lines, cad->line_count, cad->line_capacity) ||
		    !cgrid_array_reserve(&cad->points, &cad->point_capacity, cad->point_count + count,
					 sizeof *cad->points))
			return false;
		cad->lines[cad->line_count++] =
		    (struct cgrid_cad_line){cad->point_count, count, data[at] & 64 ? "B" : "A", "",
					    count > 2 && data[at] & 128};
		for (size_t i = 0; i < count; i++)
			cad->points[cad->point_count++] =
			    (struct cgrid_xy){data[at + 1 + 2 * i] / 8.0, data[at + 2 + 2 * i] / 8.0};
	}
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_cad cad = {.ctx = ctx};
	struct cgrid_arena arena = {0};
	struct cgrid_shape shape;
	const char **ids;
	int units;
	uint32_t line;
	if (!ctx || size == 0)
		goto out;
	if (cgrid_dxf_units((const char *)data, size, &units, &line) &&
	    (units < 0 || units > 24 || line == 0))
		abort();
	if (add_lines(&cad, data, size) &&
	    cgrid_cad_rooms(&cad, "A", data[0] / 64.0, &arena, &shape, &ids) == CGRID_OK)
		for (size_t r = 0; r < shape.ring_count; r++)
			if (shape.rings[r].count < 3 ||
			    (r == 0 && shape.rings[r].role != CGRID_RING_OUTER))
				abort();
out:
	cgrid_arena_free(&arena);
	cgrid_cad_free(&cad);
	cgrid_ctx_free(ctx);
	return 0;
}
