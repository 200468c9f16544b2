/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ways out: from every door, stair and inner corner of a building to its nearest exterior door with
 * a number, on foot through rooms and doors. Within a room the way is the shortest that crosses no
 * wall; stairs of neighbouring levels that lie over one another are joined, elevators are not.
 */
#ifndef CGRID_LOCATE_WAYS_H
#define CGRID_LOCATE_WAYS_H

#include "base/base.h"

/* A point that ways pass, a little within its room. */
struct cgrid_way_point {
	struct cgrid_xy at;
	uint32_t room;
	uint32_t door;     /* of an opening: the door; else CGRID_NONE */
	uint32_t links[2]; /* the other side of the door; the stairs of the levels below and above */
	double link_m[2];
	double out_m;  /* from here to `exit`; INFINITY without a way */
	uint32_t next; /* the point after this; CGRID_NONE when that is the exit itself */
	uint32_t exit; /* a door of the campus */
};

struct cgrid_ways {
	const struct cgrid_campus *campus;
	struct cgrid_way_point *points; /* by room */
	uint32_t *room_points;          /* points[room_points[r] .. [r + 1]) */
	uint32_t point_count;
};

enum cgrid_status cgrid_ways_new(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
				 struct cgrid_ways **ways_out);
void cgrid_ways_free(struct cgrid_ways *ways);
/* The way from a point of a room: the first way point, and metres to the exit. CGRID_NONE without one.
 */
uint32_t cgrid_way_from(const struct cgrid_ways *ways, uint32_t room, struct cgrid_xy at,
			double *metres_out);
/* The same from a door. */
uint32_t cgrid_way_from_door(const struct cgrid_ways *ways, uint32_t door, double *metres_out);

#endif
