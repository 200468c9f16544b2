/* SPDX-License-Identifier: Apache-2.0 */
/* A grid by hand, without drawings: label LAT,LON of a corner, then the cell of a position 57 m east
 * and 33 m south of it. Needs libcampusgrid-lookup alone: libc and libm. */
#include <campusgrid/base.h>
#include <campusgrid/frame.h>
#include <campusgrid/grid.h>

#include <stdio.h>

int
main(void)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct cgrid_grid *grid = NULL;
	struct cgrid_xy corner, at;
	struct cgrid_lonlat ground;
	struct cgrid_cell cell;
	char label[CGRID_LABEL_SIZE], usng[CGRID_USNG_SIZE];
	int result = 1;
	if (!ctx)
		return 1;
	spec.origin = (struct cgrid_lonlat){.lon = -75.1234, .lat = 40.1234};
	spec.frame = cgrid_frame_local(spec.origin);
	spec.cell_width_m = spec.cell_height_m = 10;
	spec.columns = 24;
	spec.rows = 18;
	if (cgrid_grid_new(ctx, &spec, &grid) ||
	    cgrid_frame_to_xy(ctx, &spec.frame, &spec.origin, 1, &corner))
		goto out;
	at = (struct cgrid_xy){corner.x + 57, corner.y - 33};
	if (!cgrid_grid_cell_at(grid, at, &cell) ||
	    cgrid_frame_to_ground(ctx, &spec.frame, &at, 1, &ground) ||
	    cgrid_usng_format(ctx, ground, 5, true, usng))
		goto out;
	cgrid_grid_label(grid, cell, label, sizeof label);
	printf("%s %s\n", label, usng);
	result = 0;
out:
	if (result)
		fprintf(stderr, "%s\n", cgrid_ctx_error(ctx));
	cgrid_grid_free(grid);
	cgrid_ctx_free(ctx);
	return result;
}
