/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One GeoJSON geometry (RFC 7946 section 3.1) of a JSON text: read whole whatever the order of its
 * members, then handed to the draft. Its arrays are used again from feature to feature.
 */
#ifndef CGRID_READ_GEOMETRY_H
#define CGRID_READ_GEOMETRY_H

#include "base/json.h"
#include "read/draft.h"

enum cgrid_geometry_type {
	CGRID_GEOMETRY_NONE = 0, /* null, or not read */
	CGRID_POINT,
	CGRID_MULTI_POINT,
	CGRID_LINE_STRING,
	CGRID_MULTI_LINE_STRING,
	CGRID_POLYGON,
	CGRID_MULTI_POLYGON,
	CGRID_GEOMETRY_COLLECTION
};

/* A ring, a line, or all the points of a multipoint. */
struct cgrid_geometry_ring {
	size_t first, count;
	size_t start;                  /* byte offset of its first number */
	bool starts;                   /* a polygon: the outer ring */
	enum cgrid_geometry_type type; /* of the geometry it is of: never a collection */
};

struct cgrid_geometry {
	enum cgrid_geometry_type type;
	struct cgrid_xy *points; /* x: longitude or easting, first of the pair */
	struct cgrid_geometry_ring *rings;
	size_t point_count, ring_count, point_capacity, ring_capacity;
	struct cgrid_source source; /* where it starts */
	/* Why it cannot be used and where; "" when it can. */
	char fault[128];
	struct cgrid_source fault_at;
	/* The first position that is no longitude and latitude. */
	bool beyond;
	struct cgrid_xy beyond_point;
	struct cgrid_source beyond_at;
};

/* Reads a value whose first token was just returned. A geometry that cannot be right has its fault
 * set and the status is CGRID_OK: the feature is left out, not the file. CGRID_E_SYNTAX,
 * CGRID_E_LIMIT, CGRID_E_MEMORY. */
enum cgrid_status cgrid_geometry_read(struct cgrid_json *json, enum cgrid_json_token token,
				      struct cgrid_geometry *geometry);
/* Its rings at the end of the draft's. `crs` is that of the numbers ("EPSG:6565"), NULL for WGS 84.
 * A position that is none sets the fault, and the shape is empty. */
enum cgrid_status cgrid_geometry_to_draft(struct cgrid_draft *draft, struct cgrid_geometry *geometry,
					  const char *crs, struct cgrid_draft_shape *shape_out);
/* Are there polygons in it, and nothing else? */
bool cgrid_geometry_is_polygonal(const struct cgrid_geometry *geometry);
/* "Polygon"; "null" for none. */
const char *cgrid_geometry_name(enum cgrid_geometry_type type);
void cgrid_geometry_free(struct cgrid_geometry *geometry);

#endif
