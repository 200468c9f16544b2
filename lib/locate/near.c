/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 5, locate: the cells and the door near a point, and its ground. */
#include "locate/locate.h"

#include <math.h>
#include <stdlib.h>

enum cgrid_status
cgrid_cells_touched(struct cgrid_ctx *ctx, struct cgrid_query *query, struct cgrid_xy at,
		    double radius_m)
{
	const struct cgrid_grid *grid = query->locator->grid;
	size_t count;
	while ((count = cgrid_grid_circle(grid, at, radius_m, query->touched,
					  query->touched_capacity)) > query->touched_capacity)
		if (!cgrid_array_reserve(&query->touched, &query->touched_capacity, count,
					 sizeof *query->touched))
			return cgrid_fail_memory(ctx);
	cgrid_buf_clear(&query->cells);
	for (size_t i = 0; i < count; i++) {
		char label[CGRID_LABEL_SIZE];
		cgrid_grid_label(grid, query->touched[i].cell, label, sizeof label);
		if (i > 0)
			cgrid_buf_char(&query->cells, ' ');
		cgrid_buf_text(&query->cells, label);
	}
	return query->cells.failed ? cgrid_fail_memory(ctx) : CGRID_OK;
}

uint32_t
cgrid_nearest_door(const struct cgrid_locator *locator, uint32_t building, uint32_t level,
		   struct cgrid_xy at, double *metres_out)
{
	uint32_t found = CGRID_NONE;
	*metres_out = (double)NAN;
	if (building == CGRID_NONE)
		return CGRID_NONE;
	for (int pass = 0; pass < 2 && found == CGRID_NONE; pass++) {
		for (uint32_t i = locator->building_doors[building];
		     i < locator->building_doors[building + 1]; i++) {
			const struct cgrid_door *door = &locator->campus->doors[locator->doors[i]];
			double away = hypot(door->at.x - at.x, door->at.y - at.y);
			if ((pass == 0 && door->level != level) ||
			    (found != CGRID_NONE && !(away < *metres_out)))
				continue;
			found = locator->doors[i];
			*metres_out = away;
		}
	}
	return found;
}

enum cgrid_status
cgrid_ground_for_output(struct cgrid_ctx *ctx, const struct cgrid_frame *frame,
			const struct cgrid_xy *xy, size_t count, struct cgrid_lonlat *ground)
{
	enum cgrid_status status = cgrid_frame_to_ground(ctx, frame, xy, count, ground);
	for (size_t i = 0; !status && i < count; i++) {
		ground[i].lon = round(ground[i].lon * 1e10) / 1e10;
		ground[i].lat = round(ground[i].lat * 1e10) / 1e10;
	}
	return status;
}
