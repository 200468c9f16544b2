/* SPDX-License-Identifier: Apache-2.0 */
/* From a drawing's own coordinates to the ground. */
#include "read/placement.h"

#include "frame/crs.h"

#include <campusgrid/frame.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct cgrid_placement
cgrid_placement_about(struct cgrid_lonlat origin, double turn_deg, double unit_m)
{
	double turn = turn_deg * 0.017453292519943295;
	double east = unit_m * cos(turn), north = unit_m * sin(turn);
	return (struct cgrid_placement){
	    .a = east, .b = north, .d = -north, .e = east, .origin = origin};
}

enum cgrid_status
cgrid_placement_to_ground(struct cgrid_ctx *ctx, const struct cgrid_placement *placement,
			  const struct cgrid_xy *drawn, size_t count, struct cgrid_lonlat *ground)
{
	const struct cgrid_placement *p = placement;
	const struct cgrid_frame local = {.kind = CGRID_FRAME_LOCAL, .origin = p->origin};
	struct cgrid_xy *laid = malloc((count ? count : 1) * sizeof *laid);
	if (!laid)
		return cgrid_fail_memory(ctx);
	for (size_t i = 0; i < count; i++)
		laid[i] = (struct cgrid_xy){p->a * drawn[i].x + p->b * drawn[i].y + p->c,
					    p->d * drawn[i].x + p->e * drawn[i].y + p->f};
	enum cgrid_status status = p->crs ? cgrid_crs_to_ground(ctx, p->crs, laid, count, ground)
					  : cgrid_frame_to_ground(ctx, &local, laid, count, ground);
	free(laid);
	return status;
}

double
cgrid_unit_m(const char *word)
{
	/* NIST SP 811: the foot is 0.3048 m; the US survey foot 1200/3937 m. */
	static const struct {
		const char *word;
		double metres;
	} units[] = {{"mm", 0.001},  {"cm", 0.01},   {"m", 1},
		     {"in", 0.0254}, {"ft", 0.3048}, {"us-ft", 1200.0 / 3937.0}};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strcmp(units[i].word, word) == 0)
			return units[i].metres;
	return 0;
}
