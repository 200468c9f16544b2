/* SPDX-License-Identifier: Apache-2.0 */
#include "base/geos.h"

#include "base/shape.h"

#include <geos_c.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a context holds of GEOS: its handle and what it said last. */
struct session {
	GEOSContextHandle_t geos;
	char message[256];
};

static void
take_message(const char *message, void *user)
{
	struct session *session = user;
	snprintf(session->message, sizeof session->message, "%s", message ? message : "");
}

static void
drop_message(const char *message, void *user)
{
	(void)message;
	(void)user;
}

static void
session_free(void *handle)
{
	struct session *session = handle;
	if (session && session->geos)
		GEOS_finish_r(session->geos);
	free(session);
}

static enum cgrid_status
session_get(struct cgrid_ctx *ctx, struct session **session_out)
{
	struct session *session = ctx->geos.handle;
	if (!session) {
		session = calloc(1, sizeof *session);
		if (!session)
			return cgrid_fail_memory(ctx);
		session->geos = GEOS_init_r();
		if (!session->geos) {
			free(session);
			return cgrid_fail_memory(ctx);
		}
		GEOSContext_setErrorMessageHandler_r(session->geos, take_message, session);
		GEOSContext_setNoticeMessageHandler_r(session->geos, drop_message, NULL);
		ctx->geos.handle = session;
		ctx->geos.free = session_free;
	}
	session->message[0] = '\0';
	*session_out = session;
	return CGRID_OK;
}

/* GEOS catches what its C++ throws and hands back nothing: no memory, or a topology that its
 * arithmetic cannot resolve. */
static enum cgrid_status
geos_failed(struct cgrid_ctx *ctx, const struct session *session, const char *what)
{
	if (strstr(session->message, "bad_alloc"))
		return cgrid_fail_memory(ctx);
	return cgrid_fail(ctx, CGRID_E_INTERNAL, "%s could not be computed: %s", what,
			  session->message[0] != '\0' ? session->message : "GEOS gave no reason");
}

static bool
ring_is_finite(const struct cgrid_ring *ring)
{
	for (size_t i = 0; i < ring->count; i++)
		if (!isfinite(ring->points[i].x) || !isfinite(ring->points[i].y))
			return false;
	return true;
}

/* Polygon rings that GEOS can be shown: three points and more. */
static bool
ring_is_usable(const struct cgrid_ring *ring)
{
	return ring->role != CGRID_RING_LINE && ring->count >= 3;
}

static GEOSGeometry *
ring_to_geos(GEOSContextHandle_t geos, const struct cgrid_ring *ring)
{
	if (ring->count >= UINT32_MAX)
		return NULL;
	unsigned count = (unsigned)ring->count;
	GEOSCoordSequence *sequence = GEOSCoordSeq_create_r(geos, count + 1, 2);
	if (!sequence)
		return NULL;
	for (unsigned i = 0; i <= count; i++) {
		struct cgrid_xy p = ring->points[i < count ? i : 0];
		if (!GEOSCoordSeq_setXY_r(geos, sequence, i, p.x, p.y)) {
			GEOSCoordSeq_destroy_r(geos, sequence);
			return NULL;
		}
	}
	return GEOSGeom_createLinearRing_r(geos, sequence);
}

static void
destroy_all(GEOSContextHandle_t geos, GEOSGeometry **list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		GEOSGeom_destroy_r(geos, list[i]);
}

/* The outer ring rings[first] and the holes that follow it; *next_out is the ring after them. */
static GEOSGeometry *
polygon_to_geos(GEOSContextHandle_t geos, const struct cgrid_shape *shape, size_t first,
		GEOSGeometry **scratch, size_t *next_out)
{
	size_t r = first + 1;
	unsigned holes = 0;
	GEOSGeometry *shell = ring_to_geos(geos, &shape->rings[first]);
	if (!shell)
		return NULL;
	for (; r < shape->ring_count && shape->rings[r].role != CGRID_RING_OUTER; r++) {
		if (!ring_is_usable(&shape->rings[r]))
			continue;
		scratch[holes] = ring_to_geos(geos, &shape->rings[r]);
		if (!scratch[holes]) {
			GEOSGeom_destroy_r(geos, shell);
			destroy_all(geos, scratch, holes);
			return NULL;
		}
		holes++;
	}
	*next_out = r;
	/* Takes shell and holes, even when it fails. */
	return GEOSGeom_createPolygon_r(geos, shell, scratch, holes);
}

/* A shape as a (multi)polygon of GEOS; rings without three points are passed over. */
static enum cgrid_status
shape_to_geos(struct cgrid_ctx *ctx, struct session *session, const struct cgrid_shape *shape,
	      GEOSGeometry **geometry_out)
{
	enum cgrid_status status = CGRID_OK;
	unsigned parts = 0;
	*geometry_out = NULL;
	for (size_t r = 0; r < shape->ring_count; r++)
		if (!ring_is_finite(&shape->rings[r]))
			return cgrid_fail(ctx, CGRID_E_MEANING,
					  "ring %zu has a position that is not finite", r + 1);
	GEOSGeometry **polygons = cgrid_array_new(shape->ring_count, sizeof(GEOSGeometry *));
	GEOSGeometry **holes = cgrid_array_new(shape->ring_count, sizeof(GEOSGeometry *));
	if (!polygons || !holes) {
		status = cgrid_fail_memory(ctx);
		goto out;
	}
	for (size_t r = 0; r < shape->ring_count;) {
		if (!ring_is_usable(&shape->rings[r])) {
			r++;
			continue;
		}
		polygons[parts] = polygon_to_geos(session->geos, shape, r, holes, &r);
		if (!polygons[parts]) {
			status = geos_failed(ctx, session, "a polygon");
			goto out;
		}
		parts++;
	}
	if (parts == 1)
		*geometry_out = polygons[0];
	else
		*geometry_out =
		    GEOSGeom_createCollection_r(session->geos, GEOS_MULTIPOLYGON, polygons, parts);
	parts = 0;
	if (!*geometry_out)
		status = geos_failed(ctx, session, "a shape of several polygons");
out:
	if (polygons)
		destroy_all(session->geos, polygons, parts);
	free(polygons);
	free(holes);
	return status;
}

/* Rings on their way from GEOS into an arena. */
struct ring_list {
	struct cgrid_arena *arena;
	struct cgrid_ring *rings;
	size_t count, capacity;
};

static bool
take_ring(GEOSContextHandle_t geos, const GEOSGeometry *geometry, enum cgrid_ring_role role,
	  struct ring_list *list)
{
	unsigned count = 0;
	const GEOSCoordSequence *sequence = geometry ? GEOSGeom_getCoordSeq_r(geos, geometry) : NULL;
	if (!sequence || !GEOSCoordSeq_getSize_r(geos, sequence, &count))
		return false;
	if (count < 4)
		return true;
	count--;
	struct cgrid_xy *points = cgrid_arena_alloc(list->arena, count, sizeof *points);
	if (!points || !CGRID_ROOM_FOR_ONE(list->rings, list->count, list->capacity))
		return false;
	for (unsigned i = 0; i < count; i++)
		if (!GEOSCoordSeq_getXY_r(geos, sequence, i, &points[i].x, &points[i].y))
			return false;
	if ((cgrid_ring_area(points, count) > 0) != (role == CGRID_RING_OUTER)) {
		for (unsigned i = 0; i < count / 2; i++) {
			struct cgrid_xy swap = points[i];
			points[i] = points[count - 1 - i];
			points[count - 1 - i] = swap;
		}
	}
	list->rings[list->count++] = (struct cgrid_ring){points, count, role};
	return true;
}

/* Polygons of a geometry and of its parts, however they are nested (GEOS nests two deep). */
static bool
take_polygons(GEOSContextHandle_t geos, const GEOSGeometry *geometry, struct ring_list *list)
{
	int type = GEOSGeomTypeId_r(geos, geometry);
	if (type == GEOS_POLYGON) {
		if (GEOSisEmpty_r(geos, geometry))
			return true;
		int holes = GEOSGetNumInteriorRings_r(geos, geometry);
		if (holes < 0 ||
		    !take_ring(geos, GEOSGetExteriorRing_r(geos, geometry), CGRID_RING_OUTER, list))
			return false;
		for (int i = 0; i < holes; i++)
			if (!take_ring(geos, GEOSGetInteriorRingN_r(geos, geometry, i), CGRID_RING_HOLE,
				       list))
				return false;
		return true;
	}
	if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION)
		return true;
	int parts = GEOSGetNumGeometries_r(geos, geometry);
	for (int i = 0; i < parts; i++)
		if (!take_polygons(geos, GEOSGetGeometryN_r(geos, geometry, i), list))
			return false;
	return parts >= 0;
}

static enum cgrid_status
shape_from_geos(struct cgrid_ctx *ctx, struct session *session, const GEOSGeometry *geometry,
		struct cgrid_arena *arena, struct cgrid_shape *shape_out)
{
	struct ring_list list = {.arena = arena};
	enum cgrid_status status = CGRID_OK;
	*shape_out = (struct cgrid_shape){.box = cgrid_box_empty()};
	if (!take_polygons(session->geos, geometry, &list)) {
		status = cgrid_fail_memory(ctx);
	} else if (list.count > 0) {
		struct cgrid_ring *rings = cgrid_arena_alloc(arena, list.count, sizeof *rings);
		if (rings) {
			memcpy(rings, list.rings, list.count * sizeof *rings);
			shape_out->rings = rings;
			shape_out->ring_count = list.count;
			cgrid_shape_measure(shape_out);
		} else {
			status = cgrid_fail_memory(ctx);
		}
	}
	free(list.rings);
	return status;
}

static bool
point_from_geos(GEOSContextHandle_t geos, const GEOSGeometry *point, struct cgrid_xy *at_out)
{
	return point && !GEOSisEmpty_r(geos, point) && GEOSGeomGetX_r(geos, point, &at_out->x) == 1 &&
	       GEOSGeomGetY_r(geos, point, &at_out->y) == 1;
}

enum cgrid_status
cgrid_geos_valid(struct cgrid_ctx *ctx, const struct cgrid_shape *shape, bool *valid_out,
		 char reason[128], struct cgrid_xy *where_out)
{
	struct session *session = NULL;
	GEOSGeometry *geometry = NULL, *where = NULL;
	char *why = NULL;
	*valid_out = false;
	reason[0] = '\0';
	*where_out = (struct cgrid_xy){0, 0};
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		if (ring->role == CGRID_RING_LINE || ring->count >= 3)
			continue;
		snprintf(reason, 128, "Too few points in geometry component");
		if (ring->count > 0)
			*where_out = ring->points[0];
		return CGRID_OK;
	}
	enum cgrid_status status = session_get(ctx, &session);
	if (status == CGRID_OK)
		status = shape_to_geos(ctx, session, shape, &geometry);
	if (status != CGRID_OK)
		return status;
	char valid = GEOSisValidDetail_r(session->geos, geometry, 0, &why, &where);
	if (valid == 2)
		status = geos_failed(ctx, session, "validity");
	*valid_out = valid == 1;
	if (valid == 0) {
		snprintf(reason, 128, "%s", why ? why : "");
		point_from_geos(session->geos, where, where_out);
	}
	GEOSFree_r(session->geos, why);
	if (where)
		GEOSGeom_destroy_r(session->geos, where);
	GEOSGeom_destroy_r(session->geos, geometry);
	return status;
}

enum cgrid_status
cgrid_geos_make_valid(struct cgrid_ctx *ctx, const struct cgrid_shape *shape, struct cgrid_arena *arena,
		      struct cgrid_shape *shape_out)
{
	struct session *session = NULL;
	GEOSGeometry *geometry = NULL, *valid = NULL;
	*shape_out = (struct cgrid_shape){.box = cgrid_box_empty()};
	enum cgrid_status status = session_get(ctx, &session);
	if (status == CGRID_OK)
		status = shape_to_geos(ctx, session, shape, &geometry);
	if (status != CGRID_OK)
		return status;
	/* By structure: parts that overlap are joined and holes that overlap are joined; by linework
	 * an overlap would become a hole, or ground again. */
	GEOSMakeValidParams *params = GEOSMakeValidParams_create_r(session->geos);
	if (params &&
	    GEOSMakeValidParams_setMethod_r(session->geos, params, GEOS_MAKE_VALID_STRUCTURE) &&
	    GEOSMakeValidParams_setKeepCollapsed_r(session->geos, params, 0))
		valid = GEOSMakeValidWithParams_r(session->geos, geometry, params);
	if (!valid)
		status = geos_failed(ctx, session, "a repair");
	else
		status = shape_from_geos(ctx, session, valid, arena, shape_out);
	if (status == CGRID_OK && shape_out->ring_count == 0)
		status = cgrid_fail(ctx, CGRID_E_MEANING, "the rings enclose no area");
	if (params)
		GEOSMakeValidParams_destroy_r(session->geos, params);
	if (valid)
		GEOSGeom_destroy_r(session->geos, valid);
	GEOSGeom_destroy_r(session->geos, geometry);
	return status;
}

enum cgrid_status
cgrid_geos_shared(struct cgrid_ctx *ctx, const struct cgrid_shape *a, const struct cgrid_shape *b,
		  struct cgrid_arena *arena, struct cgrid_shape *shape_out)
{
	struct session *session = NULL;
	GEOSGeometry *first = NULL, *second = NULL, *shared = NULL;
	*shape_out = (struct cgrid_shape){.box = cgrid_box_empty()};
	enum cgrid_status status = session_get(ctx, &session);
	if (status == CGRID_OK)
		status = shape_to_geos(ctx, session, a, &first);
	if (status == CGRID_OK)
		status = shape_to_geos(ctx, session, b, &second);
	if (status == CGRID_OK) {
		shared = GEOSIntersection_r(session->geos, first, second);
		status = shared ? shape_from_geos(ctx, session, shared, arena, shape_out)
				: geos_failed(ctx, session, "an intersection");
	}
	if (shared)
		GEOSGeom_destroy_r(session->geos, shared);
	if (second)
		GEOSGeom_destroy_r(session->geos, second);
	if (first)
		GEOSGeom_destroy_r(session->geos, first);
	return status;
}

enum cgrid_status
cgrid_geos_intersection(struct cgrid_ctx *ctx, const struct cgrid_shape *shape,
			const struct cgrid_xy quad[4], struct cgrid_arena *arena,
			struct cgrid_shape *shape_out)
{
	const struct cgrid_ring ring = {quad, 4, CGRID_RING_OUTER};
	const struct cgrid_shape quad_shape = {.rings = &ring, .ring_count = 1};
	return cgrid_geos_shared(ctx, shape, &quad_shape, arena, shape_out);
}

enum cgrid_status
cgrid_geos_snap(struct cgrid_ctx *ctx, const struct cgrid_shape *shape, double size,
		struct cgrid_arena *arena, struct cgrid_shape *shape_out)
{
	struct session *session = NULL;
	GEOSGeometry *geometry = NULL;
	*shape_out = (struct cgrid_shape){.box = cgrid_box_empty()};
	enum cgrid_status status = session_get(ctx, &session);
	if (status == CGRID_OK)
		status = shape_to_geos(ctx, session, shape, &geometry);
	if (status != CGRID_OK)
		return status;
	GEOSGeometry *snapped = GEOSGeom_setPrecision_r(session->geos, geometry, size, 0);
	status = snapped ? shape_from_geos(ctx, session, snapped, arena, shape_out)
			 : geos_failed(ctx, session, "a shape on a lattice");
	if (snapped)
		GEOSGeom_destroy_r(session->geos, snapped);
	GEOSGeom_destroy_r(session->geos, geometry);
	return status;
}

/* Area of an operation's result, which is freed; false when GEOS failed. */
static bool
take_area(GEOSContextHandle_t geos, GEOSGeometry *result, double *area_out)
{
	bool good = result && GEOSArea_r(geos, result, area_out) == 1;
	if (result)
		GEOSGeom_destroy_r(geos, result);
	return good;
}

enum cgrid_status
cgrid_geos_overlap(struct cgrid_ctx *ctx, const struct cgrid_shape *a, const struct cgrid_shape *b,
		   double *shared_out, double *different_out)
{
	struct session *session = NULL;
	GEOSGeometry *first = NULL, *second = NULL;
	*shared_out = *different_out = 0;
	enum cgrid_status status = session_get(ctx, &session);
	if (status == CGRID_OK)
		status = shape_to_geos(ctx, session, a, &first);
	if (status == CGRID_OK)
		status = shape_to_geos(ctx, session, b, &second);
	if (status == CGRID_OK) {
		GEOSContextHandle_t geos = session->geos;
		if (!take_area(geos, GEOSIntersection_r(geos, first, second), shared_out) ||
		    !take_area(geos, GEOSSymDifference_r(geos, first, second), different_out))
			status = geos_failed(ctx, session, "an overlap");
	}
	if (first)
		GEOSGeom_destroy_r(session->geos, first);
	if (second)
		GEOSGeom_destroy_r(session->geos, second);
	return status;
}

/* How finely to look for the deepest point, 0 for not at all. The search starts from squares as
 * wide as the box is thin and ends at the tolerance: a needle would take it length / thickness
 * steps, so slivers are left to PointOnSurface. */
static double
search_tolerance(const struct cgrid_shape *shape)
{
	double perimeter = 0;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		for (size_t i = 0, last = ring->count - 1; i < ring->count; last = i++)
			perimeter += hypot(ring->points[i].x - ring->points[last].x,
					   ring->points[i].y - ring->points[last].y);
	}
	double width = shape->box.max_x - shape->box.min_x;
	double height = shape->box.max_y - shape->box.min_y;
	if (!(shape->area_m2 > 0) || !(fmin(width, height) > 1e-3 * fmax(width, height)))
		return 0;
	return fmax(0.02 * shape->area_m2 / perimeter, 1e-3 * hypot(width, height));
}

/* Lines, closed where their rings are, as one multiline. */
static GEOSGeometry *
lines_to_geos(GEOSContextHandle_t geos, const struct cgrid_shape *lines)
{
	GEOSGeometry **parts = cgrid_array_new(lines->ring_count, sizeof(GEOSGeometry *));
	unsigned count = 0;
	bool good = parts != NULL;
	for (size_t r = 0; good && r < lines->ring_count; r++) {
		const struct cgrid_ring *ring = &lines->rings[r];
		bool closed = ring->role != CGRID_RING_LINE;
		if (ring->count < 2 || ring->count >= UINT32_MAX)
			continue;
		unsigned points = (unsigned)ring->count + closed;
		GEOSCoordSequence *sequence = GEOSCoordSeq_create_r(geos, points, 2);
		good = sequence != NULL;
		for (unsigned i = 0; good && i < points; i++) {
			struct cgrid_xy p = ring->points[i < ring->count ? i : 0];
			good = GEOSCoordSeq_setXY_r(geos, sequence, i, p.x, p.y);
		}
		if (!good && sequence)
			GEOSCoordSeq_destroy_r(geos, sequence);
		parts[count] = good ? GEOSGeom_createLineString_r(geos, sequence) : NULL;
		good = parts[count] != NULL;
		count += good;
	}
	GEOSGeometry *all = NULL;
	if (good)
		all = GEOSGeom_createCollection_r(geos, GEOS_MULTILINESTRING, parts, count);
	else if (parts)
		destroy_all(geos, parts, count);
	free(parts);
	return all;
}

enum cgrid_status
cgrid_geos_polygonize(struct cgrid_ctx *ctx, const struct cgrid_shape *lines, struct cgrid_arena *arena,
		      struct cgrid_shape *shape_out, size_t *loose_out)
{
	struct session *session = NULL;
	GEOSGeometry *all = NULL, *noded = NULL, *faces = NULL, *cuts = NULL, *dangles = NULL,
		     *invalid = NULL;
	*shape_out = (struct cgrid_shape){.box = cgrid_box_empty()};
	*loose_out = 0;
	enum cgrid_status status = session_get(ctx, &session);
	if (status != CGRID_OK)
		return status;
	for (size_t r = 0; r < lines->ring_count; r++)
		if (!ring_is_finite(&lines->rings[r]))
			return cgrid_fail(ctx, CGRID_E_MEANING,
					  "a line has a position that is not finite");
	all = lines_to_geos(session->geos, lines);
	noded = all ? GEOSUnaryUnion_r(session->geos, all) : NULL;
	faces = noded ? GEOSPolygonize_full_r(session->geos, noded, &cuts, &dangles, &invalid) : NULL;
	if (faces)
		status = shape_from_geos(ctx, session, faces, arena, shape_out);
	else if (!all && session->message[0] == '\0')
		status = cgrid_fail_memory(ctx); /* our own list of lines */
	else
		status = geos_failed(ctx, session, "rooms from lines");
	if (cuts)
		*loose_out += (size_t)GEOSGetNumGeometries_r(session->geos, cuts);
	if (dangles)
		*loose_out += (size_t)GEOSGetNumGeometries_r(session->geos, dangles);
	GEOSGeometry *const made[] = {all, noded, faces, cuts, dangles, invalid};
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		if (made[i])
			GEOSGeom_destroy_r(session->geos, made[i]);
	return status;
}

/* Strictly inside: held, and off every edge. */
static bool
is_inside(const struct cgrid_shape *shape, struct cgrid_xy at, double *radius_out)
{
	if (!cgrid_shape_holds(shape, at))
		return false;
	*radius_out = cgrid_shape_distance(shape, at, NULL);
	return *radius_out > 0;
}

enum cgrid_status
cgrid_geos_deepest(struct cgrid_ctx *ctx, const struct cgrid_shape *shape, struct cgrid_xy *at_out,
		   double *radius_out)
{
	struct session *session = NULL;
	GEOSGeometry *geometry = NULL, *radius = NULL, *point = NULL;
	struct cgrid_shape measured = *shape;
	bool found = false;
	*radius_out = 0;
	enum cgrid_status status = session_get(ctx, &session);
	if (status == CGRID_OK)
		status = shape_to_geos(ctx, session, shape, &geometry);
	if (status != CGRID_OK)
		return status;
	GEOSContextHandle_t geos = session->geos;
	cgrid_shape_measure(&measured);
	double tolerance = search_tolerance(&measured);
	if (tolerance > 0)
		radius = GEOSMaximumInscribedCircle_r(geos, geometry, tolerance);
	if (radius) {
		point = GEOSGeomGetStartPoint_r(geos, radius);
		found =
		    point_from_geos(geos, point, at_out) && is_inside(&measured, *at_out, radius_out);
		GEOSGeom_destroy_r(geos, radius);
	}
	if (!found) {
		if (point)
			GEOSGeom_destroy_r(geos, point);
		point = GEOSPointOnSurface_r(geos, geometry);
		found =
		    point_from_geos(geos, point, at_out) && is_inside(&measured, *at_out, radius_out);
	}
	if (!found)
		status = cgrid_fail(ctx, CGRID_E_MEANING, "a shape has no point strictly inside");
	if (point)
		GEOSGeom_destroy_r(geos, point);
	GEOSGeom_destroy_r(geos, geometry);
	return status;
}

const char *
cgrid_geos_version(void)
{
	return GEOSversion();
}
