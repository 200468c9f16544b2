/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 5, locate: the cells and the door near a point, and its ground. */
#include "base/shape.h"
#include "campus/campus.h"
#include "locate/locate.h"

#include <math.h>
#include <stdlib.h>

static double
box_distance(const struct cgrid_box *box, struct cgrid_xy at)
{
	double x = fmax(fmax(box->min_x - at.x, at.x - box->max_x), 0);
	double y = fmax(fmax(box->min_y - at.y, at.y - box->max_y), 0);
	return hypot(x, y);
}

/* How far a room is from a point, 0 for one that holds it; more than `most` where it is farther, and
 * for what nobody can be in. */
static double
room_distance(const struct cgrid_room *room, struct cgrid_xy at, double most)
{
	if (room->kind == CGRID_ROOM_VOID || room->kind == CGRID_ROOM_STRUCTURE ||
	    room->shape.area_m2 <= 0 || !(box_distance(&room->shape.box, at) <= most))
		return INFINITY;
	return cgrid_shape_holds(&room->shape, at) ? 0 : cgrid_shape_distance(&room->shape, at, NULL);
}

static int
compare_near(const void *a, const void *b)
{
	const struct cgrid_near_room *x = a, *y = b;
	if (x->away_m != y->away_m)
		return x->away_m < y->away_m ? -1 : 1;
	return (x->room > y->room) - (x->room < y->room);
}

enum cgrid_status
cgrid_rooms_reached(struct cgrid_ctx *ctx, struct cgrid_query *query, uint32_t level,
		    struct cgrid_xy at, double radius_m)
{
	const struct cgrid_campus *campus = query->locator->campus;
	query->reached_count = 0;
	for (uint32_t i = campus->level_rooms[level]; i < campus->level_rooms[level + 1]; i++) {
		double away = room_distance(&campus->rooms[i], at, radius_m);
		if (!(away <= radius_m))
			continue;
		if (!CGRID_ROOM_FOR_ONE(query->reached, query->reached_count, query->reached_capacity))
			return cgrid_fail_memory(ctx);
		query->reached[query->reached_count++] = (struct cgrid_near_room){i, away};
	}
	if (query->reached_count > 1)
		qsort(query->reached, query->reached_count, sizeof *query->reached, compare_near);
	return CGRID_OK;
}

/* Without a level: those of the main entrance first, since whoever is outdoors stands on the ground. */
uint32_t
cgrid_nearest_room(const struct cgrid_locator *locator, uint32_t level, struct cgrid_xy at,
		   double most_m, double *metres_out)
{
	const struct cgrid_campus *campus = locator->campus;
	uint32_t found = CGRID_NONE;
	*metres_out = most_m;
	for (int pass = 0; pass < 2 && found == CGRID_NONE; pass++) {
		for (uint32_t l = 0; l < campus->level_count; l++) {
			const struct cgrid_level *of = &campus->levels[l];
			bool ground = of->has_ordinal && of->ordinal == 0;
			if ((level != CGRID_NONE && l != level) ||
			    (level == CGRID_NONE && ground != (pass == 0)))
				continue;
			for (uint32_t i = campus->level_rooms[l]; i < campus->level_rooms[l + 1]; i++) {
				double away = room_distance(&campus->rooms[i], at, *metres_out);
				if (!(found == CGRID_NONE ? away <= most_m : away < *metres_out))
					continue;
				found = i;
				*metres_out = away;
			}
		}
	}
	return found;
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
