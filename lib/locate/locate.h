/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a locator and of a query. */
#ifndef CGRID_LOCATE_LOCATE_H
#define CGRID_LOCATE_LOCATE_H

#include "campus/campus.h"
#include "locate/parts.h"
#include "locate/record.h"
#include "locate/ways.h"

#include <campusgrid/locate.h>

struct cgrid_locator {
	const struct cgrid_campus *campus;
	const struct cgrid_grid *grid;
	struct cgrid_where *where;
	struct cgrid_ways *ways;
	uint32_t *sensors; /* of the campus, by id */
	/* Exterior doors with a number, by building: doors[building_doors[b] .. [b + 1]). */
	uint32_t *doors, *building_doors;
};

/* What a candidate says of its place. */
enum cgrid_claim {
	CGRID_CLAIM_POINT, /* a point: its keypad, building, level and room can be told */
	CGRID_CLAIM_CELL,  /* a cell or keypad square: nothing but itself */
	CGRID_CLAIM_SQUARE /* a square of the earth: the cell of its middle, and those it touches */
};
/* What is wrong with a place that is answered all the same. */
enum cgrid_doubt { CGRID_DOUBT_NONE, CGRID_DOUBT_LEVEL, CGRID_DOUBT_BUILDING };

/* One place that the text may mean. Indices of the campus, CGRID_NONE for none. */
struct cgrid_candidate {
	enum cgrid_claim claim;
	struct cgrid_lonlat ground;
	struct cgrid_xy at;
	bool in_frame;          /* `at` is known */
	struct cgrid_cell cell; /* CELL */
	double uncertainty_m;   /* NAN when unknown */
	uint32_t building, level, room;
	uint32_t sensor, door; /* what was asked for */
	bool by_room;          /* a room was asked for */
	enum cgrid_doubt doubt;
};

/* A room, and how far it is from a point: 0 for one that holds it. */
struct cgrid_near_room {
	uint32_t room;
	double away_m;
};

struct cgrid_query {
	const struct cgrid_locator *locator;
	struct cgrid_candidate *candidates;
	size_t candidate_count, candidate_capacity;
	bool unknown_level; /* the candidates are on other levels than the one that was asked for */
	bool shared;        /* the sensor that is shown shares its id with others */
	struct cgrid_touched touched;
	struct cgrid_near_room *reached;
	size_t reached_count, reached_capacity;
	struct cgrid_buf text, rooms, route, listed;
	struct cgrid_location location;
};

/* places.c: what a text may mean -> candidates. */
/* Is this the level that people call `text`: its label, or ordinal:N? */
bool cgrid_level_is_called(const struct cgrid_level *level, const char *text);
/* Reads a PLACE. No candidates: unknown. */
enum cgrid_status cgrid_query_read_place(struct cgrid_ctx *ctx, struct cgrid_query *query,
					 const char *place);
/* Reads a sensor of the campus: one candidate, or one a level where it does not say which. */
enum cgrid_status cgrid_query_read_sensor(struct cgrid_ctx *ctx, struct cgrid_query *query,
					  uint32_t sensor);

/* Can somebody be in it, and mean it? */
bool cgrid_room_is_a_place(const struct cgrid_room *room);
/* One more candidate: a room or a door of the campus. */
enum cgrid_status cgrid_query_add_room(struct cgrid_ctx *ctx, struct cgrid_query *query, uint32_t room);
enum cgrid_status cgrid_query_add_door(struct cgrid_ctx *ctx, struct cgrid_query *query, uint32_t door);

/* fill.c: candidates -> the location. */
enum cgrid_status cgrid_query_fill(struct cgrid_ctx *ctx, struct cgrid_query *query, size_t first,
				   size_t count);

/* near.c: what is near a point. */
/* The rooms of a level that a circle touches into query->reached, nearest first (ties in the order of
 * the campus). */
enum cgrid_status cgrid_rooms_reached(struct cgrid_ctx *ctx, struct cgrid_query *query, uint32_t level,
				      struct cgrid_xy at, double radius_m);
/* The nearest room of a level, or (CGRID_NONE) of any, within `most_m`; CGRID_NONE without. */
uint32_t cgrid_nearest_room(const struct cgrid_locator *locator, uint32_t level, struct cgrid_xy at,
			    double most_m, double *metres_out);
/* The nearest exterior door with a number in a straight line: on the level, else on any level of the
 * building. */
uint32_t cgrid_nearest_door(const struct cgrid_locator *locator, uint32_t building, uint32_t level,
			    struct cgrid_xy at, double *metres_out);

/* Some rooms or doors of the campus as if a text had named them. */
enum cgrid_status cgrid_locate_rooms(struct cgrid_ctx *ctx, struct cgrid_query *query,
				     const uint32_t *rooms, size_t count,
				     const struct cgrid_location **location_out);
enum cgrid_status cgrid_locate_doors(struct cgrid_ctx *ctx, struct cgrid_query *query,
				     const uint32_t *doors, size_t count,
				     const struct cgrid_location **location_out);
/* One record of the campus's list as a location, for tables, whatever else has its id; and the
 * building and level that the location has. */
enum cgrid_status cgrid_locate_sensor_at(struct cgrid_ctx *ctx, struct cgrid_query *query,
					 uint32_t sensor, const struct cgrid_location **location_out,
					 uint32_t *building_out, uint32_t *level_out);

#endif
