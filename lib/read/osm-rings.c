/* SPDX-License-Identifier: Apache-2.0 */
/* Multipolygons: ways in any order and direction joined into rings, holes put into what they are cut
 * from. */
#include "read/osm.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A way of the relation. */
struct piece {
	const struct osm_element *way;
	bool hole, used;
};
/* Where a piece begins or ends. */
struct end {
	int64_t node;
	size_t piece;
};
struct ring {
	size_t first, count;
	bool hole;
	size_t outer; /* of a hole: the ring that it is cut from */
};
struct joining {
	struct osm *osm;
	struct piece *pieces;
	struct end *ends;
	struct ring *rings;
	struct cgrid_lonlat *points;
	size_t piece_count, piece_capacity, end_count, end_capacity, ring_count, ring_capacity,
	    point_count, point_capacity;
	size_t lost_nodes, lost_members;
};

static int64_t
node_at(const struct joining *j, const struct osm_element *way, size_t i)
{
	return j->osm->refs[way->first_part + i];
}

static int64_t
last_node(const struct joining *j, const struct osm_element *way)
{
	return node_at(j, way, way->part_count - 1);
}

static int
compare_ends(const void *a, const void *b)
{
	const struct end *x = a, *y = b;
	if (x->node != y->node)
		return x->node < y->node ? -1 : 1;
	return x->piece < y->piece ? -1 : x->piece > y->piece;
}

static enum cgrid_status
add_piece(struct joining *j, const struct osm_element *way, bool hole)
{
	if (!CGRID_ROOM_FOR_ONE(j->pieces, j->piece_count, j->piece_capacity) ||
	    !cgrid_array_reserve(&j->ends, &j->end_capacity, j->end_count + 2, sizeof *j->ends))
		return cgrid_fail_memory(j->osm->ctx);
	j->ends[j->end_count++] = (struct end){node_at(j, way, 0), j->piece_count};
	j->ends[j->end_count++] = (struct end){last_node(j, way), j->piece_count};
	j->pieces[j->piece_count++] = (struct piece){way, hole, false};
	return CGRID_OK;
}

static enum cgrid_status
collect(struct joining *j, const struct osm_element *relation)
{
	struct osm *osm = j->osm;
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; !status && i < relation->part_count; i++) {
		const struct osm_member *member = &osm->members[relation->first_part + i];
		const char *role = cgrid_osm_word(osm, member->role);
		bool hole = strcmp(role, "inner") == 0;
		if (member->kind != OSM_WAY || (!hole && role[0] && strcmp(role, "outer") != 0))
			continue;
		const struct osm_element *way = cgrid_osm_find(osm, OSM_WAY, member->ref);
		j->lost_members += way == NULL;
		if (way && way->part_count > 1)
			status = add_piece(j, way, hole);
	}
	if (!status && j->end_count > 0)
		qsort(j->ends, j->end_count, sizeof *j->ends, compare_ends);
	return status;
}

/* A piece that goes on from a node; NULL when none does. */
static struct piece *
piece_at(struct joining *j, int64_t node, bool hole)
{
	size_t from = 0, to = j->end_count;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (j->ends[middle].node < node)
			from = middle + 1;
		else
			to = middle;
	}
	for (; from < j->end_count && j->ends[from].node == node; from++) {
		struct piece *piece = &j->pieces[j->ends[from].piece];
		if (!piece->used && piece->hole == hole)
			return piece;
	}
	return NULL;
}

/* The nodes of a piece but its last, walked from `from`; where it ends is returned. */
static enum cgrid_status
walk(struct joining *j, struct piece *piece, int64_t from, int64_t *to_out)
{
	const struct osm_element *way = piece->way;
	bool forward = node_at(j, way, 0) == from;
	piece->used = true;
	for (size_t i = 0; i + 1 < way->part_count; i++) {
		const struct osm_element *node =
		    cgrid_osm_node_of(j->osm, way, forward ? i : way->part_count - 1 - i);
		j->lost_nodes += node == NULL;
		if (!node)
			continue;
		if (!CGRID_ROOM_FOR_ONE(j->points, j->point_count, j->point_capacity))
			return cgrid_fail_memory(j->osm->ctx);
		j->points[j->point_count++] = (struct cgrid_lonlat){node->lon, node->lat};
	}
	*to_out = forward ? last_node(j, way) : node_at(j, way, 0);
	return CGRID_OK;
}

/* All rings; the feature is faulty when one of them stays open. */
static enum cgrid_status
join(struct joining *j)
{
	for (size_t i = 0; i < j->piece_count; i++) {
		struct piece *piece = &j->pieces[i];
		const int64_t start = node_at(j, piece->way, 0);
		struct ring ring = {j->point_count, 0, piece->hole, 0};
		int64_t at = start;
		if (piece->used)
			continue;
		do {
			enum cgrid_status status = walk(j, piece, at, &at);
			if (status)
				return status;
		} while (at != start && (piece = piece_at(j, at, ring.hole)));
		ring.count = j->point_count - ring.first;
		if (at != start) {
			cgrid_geojson_fault(&j->osm->reader, 0,
					    "its outline is not closed (at node %lld)", (long long)at);
			return CGRID_OK;
		}
		if (!CGRID_ROOM_FOR_ONE(j->rings, j->ring_count, j->ring_capacity))
			return cgrid_fail_memory(j->osm->ctx);
		if (ring.count >= 3)
			j->rings[j->ring_count++] = ring;
	}
	return CGRID_OK;
}

static bool
holds(const struct joining *j, const struct ring *ring, struct cgrid_lonlat at)
{
	const struct cgrid_lonlat *p = j->points + ring->first;
	bool inside = false;
	for (size_t i = 0, k = ring->count - 1; i < ring->count; k = i++)
		if ((p[i].lat > at.lat) != (p[k].lat > at.lat) &&
		    at.lon <
			(p[k].lon - p[i].lon) * (at.lat - p[i].lat) / (p[k].lat - p[i].lat) + p[i].lon)
			inside = !inside;
	return inside;
}

/* A hole belongs to the ring that holds most of its corners: some may lie on a wall. */
static bool
find_outer(const struct joining *j, struct ring *hole)
{
	size_t most = 0;
	for (size_t o = 0; o < j->ring_count; o++) {
		size_t inside = 0;
		for (size_t i = 0; !j->rings[o].hole && i < hole->count; i++)
			inside += holds(j, &j->rings[o], j->points[hole->first + i]);
		if (inside > most) {
			most = inside;
			hole->outer = o;
		}
	}
	return most > 0;
}

static enum cgrid_status
add_ring(struct joining *j, const struct ring *ring)
{
	struct cgrid_draft *draft = j->osm->draft;
	enum cgrid_status status =
	    cgrid_draft_ring_begin(draft, ring->hole ? CGRID_RING_HOLE : CGRID_RING_OUTER);
	for (size_t i = 0; !status && i < ring->count; i++)
		status = cgrid_draft_point(draft, j->points[ring->first + i].lon,
					   j->points[ring->first + i].lat);
	if (!status)
		draft->rings[draft->ring_count - 1].closed = true;
	return status;
}

/* Each outer ring, then its holes. */
static enum cgrid_status
add_rings(struct joining *j, const struct osm_element *relation)
{
	enum cgrid_status status = CGRID_OK;
	size_t outers = 0, stray = 0;
	for (size_t i = 0; i < j->ring_count; i++) {
		struct ring *ring = &j->rings[i];
		outers += !ring->hole;
		ring->outer = SIZE_MAX;
		stray += ring->hole && !find_outer(j, ring);
	}
	for (size_t o = 0; !status && o < j->ring_count; o++) {
		if (j->rings[o].hole)
			continue;
		status = add_ring(j, &j->rings[o]);
		for (size_t i = 0; !status && i < j->ring_count; i++)
			if (j->rings[i].hole && j->rings[i].outer == o)
				status = add_ring(j, &j->rings[i]);
	}
	if (!status && outers == 0)
		cgrid_geojson_fault(&j->osm->reader, 0, "it has no outer ring");
	if (!status && outers > 0 && stray > 0) {
		struct cgrid_source source = cgrid_osm_source(j->osm, relation);
		cgrid_log(j->osm->ctx, CGRID_WARNING, &source,
			  "relation %lld: %zu inner ring%s in none of its outer rings, and no hole",
			  (long long)relation->id, stray, stray == 1 ? " lies" : "s lie");
	}
	return status;
}

enum cgrid_status
cgrid_osm_draw_multipolygon(struct osm *osm, const struct osm_element *relation)
{
	struct joining j = {.osm = osm};
	struct geojson_reader *r = &osm->reader;
	r->feature.drawn = CGRID_DRAWN_AREA;
	enum cgrid_status status = collect(&j, relation);
	if (!status && j.lost_members > 0)
		cgrid_geojson_fault(r, 0, "%zu of its ways %s not in the file", j.lost_members,
				    j.lost_members == 1 ? "is" : "are");
	if (!status)
		status = join(&j);
	if (!status && j.lost_nodes > 0)
		cgrid_geojson_fault(r, 0, "%zu nodes of its outline are not in the file", j.lost_nodes);
	if (!status && !r->feature.faulty)
		status = add_rings(&j, relation);
	free(j.pieces);
	free(j.ends);
	free(j.rings);
	free(j.points);
	return status;
}
