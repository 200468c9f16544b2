/* SPDX-License-Identifier: Apache-2.0 */
#include "read/geometry.h"

#include "base/num.h"
#include "frame/crs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many arrays stand around a number of the coordinates. */
static const struct {
	const char *name;
	size_t nesting;
} types[] = {
    [CGRID_GEOMETRY_NONE] = {"null", 0},
    [CGRID_POINT] = {"Point", 1},
    [CGRID_MULTI_POINT] = {"MultiPoint", 2},
    [CGRID_LINE_STRING] = {"LineString", 2},
    [CGRID_MULTI_LINE_STRING] = {"MultiLineString", 3},
    [CGRID_POLYGON] = {"Polygon", 3},
    [CGRID_MULTI_POLYGON] = {"MultiPolygon", 4},
    [CGRID_GEOMETRY_COLLECTION] = {"GeometryCollection", 0},
};
enum { TYPE_COUNT = sizeof types / sizeof *types };

const char *
cgrid_geometry_name(enum cgrid_geometry_type type)
{
	return types[type].name;
}

/* The first fault is the one that is told. */
static void
set_fault(struct cgrid_json *json, struct cgrid_geometry *geometry, const char *what)
{
	if (geometry->fault[0])
		return;
	snprintf(geometry->fault, sizeof geometry->fault, "%s", what);
	geometry->fault_at = cgrid_json_source(json);
}

static void
note_beyond(struct cgrid_json *json, struct cgrid_geometry *geometry, struct cgrid_xy point,
	    size_t start)
{
	if (geometry->beyond || (fabs(point.x) <= 180 && fabs(point.y) <= 90))
		return;
	geometry->beyond = true;
	geometry->beyond_point = point;
	geometry->beyond_at = cgrid_json_source_at(json, start);
}

/* A position whose first number was just returned; altitudes and the like are passed over. */
static enum cgrid_status
read_position(struct cgrid_json *json, struct cgrid_geometry *geometry)
{
	double values[2] = {0, 0};
	size_t count = 0, start = json->start;
	enum cgrid_json_token token = CGRID_JSON_NUMBER;
	for (; token == CGRID_JSON_NUMBER; token = cgrid_json_next(json)) {
		if (json->overflow)
			set_fault(json, geometry, "a coordinate is beyond any number");
		if (count < 2)
			values[count] = json->number;
		count++;
	}
	if (token == CGRID_JSON_FAULT)
		return cgrid_json_status(json);
	if (token != CGRID_JSON_ARRAY_END)
		set_fault(json, geometry, "a position holds something that is no number");
	else if (count < 2)
		set_fault(json, geometry, "a position has one number only");
	if (geometry->fault[0])
		return CGRID_OK;
	uint64_t limit = json->ctx->limits[CGRID_LIMIT_VERTICES];
	if (geometry->point_count >= limit)
		return cgrid_check_limit(json->ctx, CGRID_LIMIT_VERTICES, geometry->point_count + 1,
					 &geometry->source, "geometry");
	if (!CGRID_ROOM_FOR_ONE(geometry->points, geometry->point_count, geometry->point_capacity))
		return cgrid_fail_memory(json->ctx);
	const struct cgrid_xy point = {values[0], values[1]};
	geometry->points[geometry->point_count++] = point;
	note_beyond(json, geometry, point, start);
	return CGRID_OK;
}

/* Where the walk through nested arrays of positions is. */
struct walk {
	size_t outside; /* depth of the text around the coordinates */
	size_t nesting; /* arrays around a number, once one was seen */
	bool ring_open, polygon_open, fresh;
};

static enum cgrid_status
take_position(struct cgrid_json *json, struct cgrid_geometry *geometry, struct walk *walk)
{
	size_t nesting = cgrid_json_depth(json) - walk->outside;
	if (walk->nesting != 0 && walk->nesting != nesting) {
		set_fault(json, geometry, "the positions are not nested alike");
		return CGRID_OK;
	}
	walk->nesting = nesting;
	if (!walk->ring_open) {
		if (!CGRID_ROOM_FOR_ONE(geometry->rings, geometry->ring_count, geometry->ring_capacity))
			return cgrid_fail_memory(json->ctx);
		geometry->rings[geometry->ring_count++] =
		    (struct cgrid_geometry_ring){.first = geometry->point_count,
						 .start = json->start,
						 .starts = !walk->polygon_open};
		walk->ring_open = true;
		walk->polygon_open = true;
	}
	enum cgrid_status status = read_position(json, geometry);
	if (!status && !geometry->fault[0])
		geometry->rings[geometry->ring_count - 1].count++;
	return status;
}

static void
leave_array(struct cgrid_json *json, struct cgrid_geometry *geometry, struct walk *walk)
{
	if (walk->fresh)
		set_fault(json, geometry, "the coordinates have an empty list");
	/* The depth is that after the bracket. */
	size_t closed = cgrid_json_depth(json) - walk->outside + 1;
	if (closed + 1 <= walk->nesting)
		walk->ring_open = false;
	if (closed + 2 <= walk->nesting)
		walk->polygon_open = false;
}

/* Any nesting of arrays of positions; whether it is the type's is asked when both are known. */
static enum cgrid_status
read_coordinates(struct cgrid_json *json, enum cgrid_json_token token, struct cgrid_geometry *geometry,
		 size_t *nesting_out)
{
	struct walk walk = {.outside = cgrid_json_depth(json) - 1, .fresh = true};
	if (token != CGRID_JSON_ARRAY) {
		set_fault(json, geometry,
			  token == CGRID_JSON_NULL ? "its coordinates are null"
						   : "its coordinates are no list");
		return cgrid_json_skip(json, token) ? CGRID_OK : cgrid_json_status(json);
	}
	while (cgrid_json_depth(json) > walk.outside) {
		enum cgrid_status status = CGRID_OK;
		token = cgrid_json_next(json);
		if (token == CGRID_JSON_FAULT)
			return cgrid_json_status(json);
		if (token == CGRID_JSON_ARRAY_END)
			leave_array(json, geometry, &walk);
		else if (token == CGRID_JSON_NUMBER && !geometry->fault[0])
			status = take_position(json, geometry, &walk);
		else if (token != CGRID_JSON_ARRAY)
			set_fault(json, geometry,
				  token == CGRID_JSON_NULL
				      ? "a position is null"
				      : "the coordinates hold something that is no number");
		walk.fresh = token == CGRID_JSON_ARRAY;
		if (status)
			return status;
	}
	*nesting_out = walk.nesting;
	return CGRID_OK;
}

static enum cgrid_geometry_type
type_of(const struct cgrid_json *json)
{
	for (int type = CGRID_POINT; type < TYPE_COUNT; type++)
		if (cgrid_json_is(json, types[type].name))
			return (enum cgrid_geometry_type)type;
	return CGRID_GEOMETRY_NONE;
}

static enum cgrid_status read_one(struct cgrid_json *json, enum cgrid_json_token token,
				  struct cgrid_geometry *geometry, enum cgrid_geometry_type *type_out);

static enum cgrid_status
read_parts(struct cgrid_json *json, enum cgrid_json_token token, struct cgrid_geometry *geometry)
{
	enum cgrid_geometry_type type;
	if (token != CGRID_JSON_ARRAY) {
		set_fault(json, geometry, "its geometries are no list");
		return cgrid_json_skip(json, token) ? CGRID_OK : cgrid_json_status(json);
	}
	while ((token = cgrid_json_next(json)) != CGRID_JSON_ARRAY_END) {
		enum cgrid_status status = read_one(json, token, geometry, &type);
		if (status)
			return status;
	}
	return CGRID_OK;
}

/* What the members of one geometry said. */
struct members {
	enum cgrid_geometry_type type;
	bool typed, coordinates, geometries;
	size_t nesting;
};

static enum cgrid_status
read_member(struct cgrid_json *json, struct cgrid_geometry *geometry, struct members *members)
{
	if (json->duplicate)
		set_fault(json, geometry, "a key of the geometry is there twice");
	if (cgrid_json_is(json, "coordinates")) {
		members->coordinates = true;
		return read_coordinates(json, cgrid_json_next(json), geometry, &members->nesting);
	}
	if (cgrid_json_is(json, "geometries")) {
		members->geometries = true;
		return read_parts(json, cgrid_json_next(json), geometry);
	}
	bool is_type = cgrid_json_is(json, "type");
	enum cgrid_json_token token = cgrid_json_next(json);
	if (is_type) {
		members->typed = true;
		members->type = token == CGRID_JSON_STRING ? type_of(json) : CGRID_GEOMETRY_NONE;
		if (members->type == CGRID_GEOMETRY_NONE) {
			char what[96];
			snprintf(what, sizeof what, "\"%.*s\" is no type of geometry",
				 (int)(json->length < 40 ? json->length : 40),
				 json->length > 0 ? json->text : "");
			set_fault(json, geometry, what);
		}
	}
	return cgrid_json_skip(json, token) ? CGRID_OK : cgrid_json_status(json);
}

static void
check_members(struct cgrid_json *json, struct cgrid_geometry *geometry, const struct members *members)
{
	bool collection = members->type == CGRID_GEOMETRY_COLLECTION;
	char what[96];
	if (!members->typed)
		set_fault(json, geometry, "the geometry has no type");
	else if (collection ? !members->geometries : !members->coordinates)
		set_fault(json, geometry,
			  collection ? "the collection has no geometries"
				     : "the geometry has no coordinates");
	if (geometry->fault[0] || collection || members->nesting == types[members->type].nesting)
		return;
	snprintf(what, sizeof what, "the coordinates are not nested as those of a %s",
		 types[members->type].name);
	set_fault(json, geometry, what);
}

/* RFC 7946 section 3.1.6: at least four positions, the last being the first again. Nobody can tell
 * whether an open ring lacks its end or a corner. */
static void
check_rings(struct cgrid_json *json, struct cgrid_geometry *geometry, size_t first)
{
	/* 1 mm: degrees of latitude, or metres where the numbers cannot be degrees. */
	const double gap = geometry->beyond ? 0.001 : 0.001 / 110574.0;
	char what[96];
	for (size_t i = first; i < geometry->ring_count && !geometry->fault[0]; i++) {
		const struct cgrid_geometry_ring *ring = &geometry->rings[i];
		const struct cgrid_xy *a = &geometry->points[ring->first], *b = a + ring->count - 1;
		snprintf(what, sizeof what, "a ring of %zu positions, where at least 4 are needed",
			 ring->count);
		if (ring->count < 4)
			set_fault(json, geometry, what);
		else if (fabs(a->x - b->x) > gap || fabs(a->y - b->y) > gap)
			set_fault(json, geometry,
				  "a ring is open: its first and last position are not the same");
		if (geometry->fault[0])
			geometry->fault_at = cgrid_json_source_at(json, ring->start);
	}
}

static enum cgrid_status
read_one(struct cgrid_json *json, enum cgrid_json_token token, struct cgrid_geometry *geometry,
	 enum cgrid_geometry_type *type_out)
{
	struct members members = {0};
	size_t first = geometry->ring_count;
	*type_out = CGRID_GEOMETRY_NONE;
	if (token != CGRID_JSON_OBJECT) {
		if (token != CGRID_JSON_NULL)
			set_fault(json, geometry, "the geometry is no object");
		return cgrid_json_skip(json, token) ? CGRID_OK : cgrid_json_status(json);
	}
	while ((token = cgrid_json_next(json)) == CGRID_JSON_KEY) {
		enum cgrid_status status = read_member(json, geometry, &members);
		if (status)
			return status;
	}
	if (token == CGRID_JSON_FAULT)
		return cgrid_json_status(json);
	check_members(json, geometry, &members);
	if (members.type != CGRID_GEOMETRY_COLLECTION)
		for (size_t i = first; i < geometry->ring_count; i++)
			geometry->rings[i].type = members.type;
	if (members.type == CGRID_POLYGON || members.type == CGRID_MULTI_POLYGON)
		check_rings(json, geometry, first);
	*type_out = members.type;
	return CGRID_OK;
}

enum cgrid_status
cgrid_geometry_read(struct cgrid_json *json, enum cgrid_json_token token,
		    struct cgrid_geometry *geometry)
{
	geometry->point_count = geometry->ring_count = 0;
	geometry->fault[0] = '\0';
	geometry->beyond = false;
	geometry->source = cgrid_json_source(json);
	return read_one(json, token, geometry, &geometry->type);
}

/* All points of the geometry on the ground. False: the fault is set. */
static enum cgrid_status
to_ground(struct cgrid_ctx *ctx, struct cgrid_geometry *geometry, const char *crs,
	  struct cgrid_lonlat **ground_out)
{
	char lon[CGRID_FIXED_SIZE], lat[CGRID_FIXED_SIZE];
	*ground_out = NULL;
	if (!crs && geometry->beyond) {
		cgrid_fixed(lon, geometry->beyond_point.x, 5);
		cgrid_fixed(lat, geometry->beyond_point.y, 5);
		snprintf(geometry->fault, sizeof geometry->fault,
			 "%.24s, %.24s is no longitude and latitude%s", lon, lat,
			 fabs(geometry->beyond_point.x) <= 90 && fabs(geometry->beyond_point.y) <= 180
			     ? " (longitude comes first)"
			     : "");
		geometry->fault_at = geometry->beyond_at;
		return CGRID_OK;
	}
	struct cgrid_lonlat *ground = cgrid_array_new(geometry->point_count, sizeof *ground);
	if (!ground)
		return cgrid_fail_memory(ctx);
	*ground_out = ground;
	if (crs) {
		enum cgrid_status status =
		    cgrid_crs_to_ground(ctx, crs, geometry->points, geometry->point_count, ground);
		if (status != CGRID_E_OUTSIDE)
			return status;
		snprintf(geometry->fault, sizeof geometry->fault, "%.120s", ctx->error);
		geometry->fault_at = geometry->source;
		cgrid_clear_error(ctx);
		free(ground);
		*ground_out = NULL;
		return CGRID_OK;
	}
	for (size_t i = 0; i < geometry->point_count; i++)
		ground[i] =
		    (struct cgrid_lonlat){.lon = geometry->points[i].x, .lat = geometry->points[i].y};
	return CGRID_OK;
}

static enum cgrid_status
add_ring(struct cgrid_draft *draft, const struct cgrid_geometry_ring *ring,
	 const struct cgrid_lonlat *ground)
{
	bool polygon = ring->type == CGRID_POLYGON || ring->type == CGRID_MULTI_POLYGON;
	enum cgrid_ring_role role = !polygon       ? CGRID_RING_LINE
				    : ring->starts ? CGRID_RING_OUTER
						   : CGRID_RING_HOLE;
	/* A point feature is a line of one point; a multipoint is several. */
	bool apart = ring->type == CGRID_POINT || ring->type == CGRID_MULTI_POINT;
	for (size_t i = 0; i < ring->count; i++) {
		enum cgrid_status status = CGRID_OK;
		if (i == 0 || apart)
			status = cgrid_draft_ring_begin(draft, role);
		if (!status)
			status = cgrid_draft_point(draft, ground[ring->first + i].lon,
						   ground[ring->first + i].lat);
		if (status)
			return status;
		if (apart || i + 1 == ring->count)
			cgrid_draft_ring_end(draft);
	}
	return CGRID_OK;
}

enum cgrid_status
cgrid_geometry_to_draft(struct cgrid_draft *draft, struct cgrid_geometry *geometry, const char *crs,
			struct cgrid_draft_shape *shape_out)
{
	size_t first = draft->ring_count;
	struct cgrid_lonlat *ground = NULL;
	*shape_out = (struct cgrid_draft_shape){first, 0};
	if (geometry->fault[0])
		return CGRID_OK;
	enum cgrid_status status = to_ground(draft->ctx, geometry, crs, &ground);
	for (size_t i = 0; ground && !status && i < geometry->ring_count; i++)
		status = add_ring(draft, &geometry->rings[i], ground);
	free(ground);
	if (status)
		cgrid_draft_rings_drop(draft, first);
	else
		shape_out->ring_count = draft->ring_count - first;
	return status;
}

bool
cgrid_geometry_is_polygonal(const struct cgrid_geometry *geometry)
{
	for (size_t i = 0; i < geometry->ring_count; i++)
		if (geometry->rings[i].type != CGRID_POLYGON &&
		    geometry->rings[i].type != CGRID_MULTI_POLYGON)
			return false;
	return geometry->ring_count > 0;
}

void
cgrid_geometry_free(struct cgrid_geometry *geometry)
{
	free(geometry->points);
	free(geometry->rings);
	*geometry = (struct cgrid_geometry){0};
}
