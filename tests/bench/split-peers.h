/* SPDX-License-Identifier: Apache-2.0 */
/* What others do with the same rooms and cells: GEOS, which is given its geometries ready made, and
 * only the cells that a room's box reaches. */
#ifndef CGRID_TESTS_SPLIT_PEERS_H
#define CGRID_TESTS_SPLIT_PEERS_H

#include "split-loads.h"

#include <geos_c.h>

enum peer { PEER_CLIP, PEER_PREPARED_CLIP, PEER_INTERSECTION, PEERS };
static const char *const peer_names[PEERS] = {"ClipByRect", "prepared+Clip", "Intersection"};

struct peer_rooms {
	GEOSContextHandle_t geos;
	const struct split_load *load;
	GEOSGeometry **rooms;
	const GEOSPreparedGeometry **prepared;
	size_t pieces;
	double area;
};

static inline GEOSGeometry *
peer_ring(GEOSContextHandle_t geos, const struct cgrid_xy *points, size_t count)
{
	GEOSCoordSequence *sequence = GEOSCoordSeq_create_r(geos, (unsigned)count + 1, 2);
	for (size_t i = 0; i <= count; i++)
		GEOSCoordSeq_setXY_r(geos, sequence, (unsigned)i, points[i % count].x,
				     points[i % count].y);
	return GEOSGeom_createLinearRing_r(geos, sequence);
}

static inline GEOSGeometry *
peer_geometry(GEOSContextHandle_t geos, const struct cgrid_shape *shape)
{
	GEOSGeometry *parts[64], *holes[64];
	unsigned part_count = 0;
	for (size_t r = 0; r < shape->ring_count;) {
		unsigned hole_count = 0;
		GEOSGeometry *shell = peer_ring(geos, shape->rings[r].points, shape->rings[r].count);
		for (r++; r < shape->ring_count && shape->rings[r].role == CGRID_RING_HOLE; r++)
			holes[hole_count++] =
			    peer_ring(geos, shape->rings[r].points, shape->rings[r].count);
		parts[part_count++] = GEOSGeom_createPolygon_r(geos, shell, holes, hole_count);
	}
	return part_count == 1
		   ? parts[0]
		   : GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, parts, part_count);
}

static inline void
peer_begin(struct peer_rooms *peer, const struct split_load *load)
{
	*peer = (struct peer_rooms){.geos = GEOS_init_r(), .load = load};
	peer->rooms = calloc(load->count, sizeof(GEOSGeometry *));
	peer->prepared = calloc(load->count, sizeof(GEOSPreparedGeometry *));
	for (size_t i = 0; i < load->count; i++) {
		peer->rooms[i] = peer_geometry(peer->geos, &load->shapes[i]);
		peer->prepared[i] = GEOSPrepare_r(peer->geos, peer->rooms[i]);
	}
}

static inline void
peer_end(struct peer_rooms *peer)
{
	for (size_t i = 0; i < peer->load->count; i++) {
		GEOSPreparedGeom_destroy_r(peer->geos, peer->prepared[i]);
		GEOSGeom_destroy_r(peer->geos, peer->rooms[i]);
	}
	free(peer->rooms);
	free(peer->prepared);
	GEOS_finish_r(peer->geos);
}

/* One room in one cell. */
static inline void
peer_cell(struct peer_rooms *peer, enum peer kind, size_t i, double x0, double y0, double x1, double y1)
{
	GEOSContextHandle_t geos = peer->geos;
	const struct cgrid_xy quad[4] = {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
	GEOSGeometry *cell = NULL, *piece = NULL;
	double area = 0;
	if (kind != PEER_CLIP)
		cell = GEOSGeom_createPolygon_r(geos, peer_ring(geos, quad, 4), NULL, 0);
	if (kind == PEER_CLIP)
		piece = GEOSClipByRect_r(geos, peer->rooms[i], x0, y0, x1, y1);
	else if (kind == PEER_INTERSECTION)
		piece = GEOSIntersection_r(geos, peer->rooms[i], cell);
	else if (GEOSPreparedContains_r(geos, peer->prepared[i], cell)) {
		piece = cell;
		cell = NULL;
	} else if (GEOSPreparedIntersects_r(geos, peer->prepared[i], cell))
		piece = GEOSClipByRect_r(geos, peer->rooms[i], x0, y0, x1, y1);
	if (piece && !GEOSisEmpty_r(geos, piece)) {
		GEOSArea_r(geos, piece, &area);
		peer->area += area;
		peer->pieces += area > 0;
	}
	if (piece)
		GEOSGeom_destroy_r(geos, piece);
	if (cell)
		GEOSGeom_destroy_r(geos, cell);
}

/* The first line of an ascending row (or, with sign -1, a descending one) beyond a place, and the
 * last one short of another: where a box's cells are. */
static inline void
peer_reach(const double *lines, uint32_t count, double sign, double low, double high, uint32_t *first,
	   uint32_t *end)
{
	double step = fabs(lines[1] - lines[0]), from = sign * lines[0];
	double a = floor((low - from) / step), b = ceil((high - from) / step);
	*first = a > 0 ? (uint32_t)a : 0;
	*end = b < count ? (uint32_t)b : count;
}

/* All rooms, once. */
static inline void
peer_run(struct peer_rooms *peer, enum peer kind)
{
	const struct split_load *load = peer->load;
	peer->pieces = 0;
	peer->area = 0;
	for (size_t i = 0; i < load->count; i++) {
		const struct cgrid_box *box = &load->shapes[i].box;
		uint32_t first[2], end[2];
		peer_reach(load->columns, load->column_count, 1, box->min_x, box->max_x, &first[0],
			   &end[0]);
		peer_reach(load->rows, load->row_count, -1, -box->max_y, -box->min_y, &first[1],
			   &end[1]);
		for (uint32_t row = first[1]; row < end[1]; row++)
			for (uint32_t column = first[0]; column < end[0]; column++)
				peer_cell(peer, kind, i, load->columns[column], load->rows[row + 1],
					  load->columns[column + 1], load->rows[row]);
	}
}

#endif
