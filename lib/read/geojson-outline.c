/* SPDX-License-Identifier: Apache-2.0 */
/* Whose outline is whose: levels, buildings, and the rooms that say no building of their own. */
#include "read/geojson.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum cgrid_status
cgrid_geojson_own_building(struct geojson_reader *r, const struct cgrid_source *source,
			   uint32_t *building_out)
{
	enum cgrid_status status = CGRID_OK;
	if (r->building == CGRID_NONE)
		status = cgrid_draft_building(r->draft, r->defaults.building, source, &r->building);
	*building_out = r->building;
	return status;
}

/* Half-open crossings over all rings: inside an outer ring and outside its holes. */
bool
cgrid_geojson_holds(const struct cgrid_draft *draft, struct cgrid_draft_shape shape,
		    struct cgrid_lonlat at)
{
	bool inside = false;
	for (size_t r = shape.first_ring; r < shape.first_ring + shape.ring_count; r++) {
		const struct cgrid_draft_ring *ring = &draft->rings[r];
		const struct cgrid_lonlat *points = draft->points + ring->first;
		for (size_t i = 0, j = ring->count - 1;
		     ring->role != CGRID_RING_LINE && i < ring->count; j = i++)
			if ((points[i].lat > at.lat) != (points[j].lat > at.lat) &&
			    at.lon < (points[j].lon - points[i].lon) * (at.lat - points[i].lat) /
					     (points[j].lat - points[i].lat) +
					 points[i].lon)
				inside = !inside;
	}
	return inside;
}

/* The middle of a feature's corners: good enough to tell buildings apart. */
struct cgrid_lonlat
cgrid_geojson_middle(const struct cgrid_draft *draft, struct cgrid_draft_shape shape)
{
	const struct cgrid_draft_ring *ring = &draft->rings[shape.first_ring];
	struct cgrid_lonlat sum = {0, 0};
	for (size_t i = 0; i < ring->count; i++) {
		sum.lon += draft->points[ring->first + i].lon / (double)ring->count;
		sum.lat += draft->points[ring->first + i].lat / (double)ring->count;
	}
	return sum;
}

/* How far a position is from the nearest edge, in degrees of latitude. */
static double
wall_distance(const struct cgrid_draft *draft, struct cgrid_draft_shape shape, struct cgrid_lonlat at)
{
	const double shrink = cos(at.lat * 0.017453292519943295);
	double least = INFINITY;
	for (size_t r = shape.first_ring; r < shape.first_ring + shape.ring_count; r++) {
		const struct cgrid_draft_ring *ring = &draft->rings[r];
		const struct cgrid_lonlat *points = draft->points + ring->first;
		for (size_t i = 0, j = ring->count - 1; i < ring->count; j = i++) {
			double x = (points[j].lon - points[i].lon) * shrink,
			       y = points[j].lat - points[i].lat;
			double u = (at.lon - points[i].lon) * shrink, v = at.lat - points[i].lat;
			double length = x * x + y * y, t = length > 0 ? (u * x + v * y) / length : 0;
			t = fmin(1, fmax(0, t));
			least = fmin(least, hypot(u - t * x, v - t * y));
		}
	}
	return least;
}

/* Two shapes as one: their rings, said again behind all others. */
static enum cgrid_status
join_shapes(struct cgrid_draft *draft, struct cgrid_draft_shape *to, struct cgrid_draft_shape add)
{
	const struct cgrid_draft_shape parts[2] = {*to, add};
	if (to->ring_count == 0) {
		*to = add;
		return CGRID_OK;
	}
	size_t first = draft->ring_count, points = draft->point_count;
	for (size_t p = 0; p < 2; p++)
		for (size_t i = 0; i < parts[p].ring_count; i++) {
			enum cgrid_status status = cgrid_draft_ring_begin(draft, CGRID_RING_OUTER);
			if (status)
				return status;
			draft->rings[draft->ring_count - 1] = draft->rings[parts[p].first_ring + i];
		}
	draft->point_count = points;
	*to = (struct cgrid_draft_shape){first, draft->ring_count - first};
	return CGRID_OK;
}

static enum cgrid_status
settle_level_outline(struct geojson_reader *r, const struct geojson_outline *outline, const char *label)
{
	struct cgrid_draft *draft = r->draft;
	uint32_t building, level;
	enum cgrid_status status =
	    outline->building[0]
		? cgrid_draft_building(draft, outline->building, &outline->source, &building)
		: cgrid_geojson_own_building(r, &outline->source, &building);
	if (!status)
		status = cgrid_draft_level(draft, building, label, &outline->source, &level);
	if (status)
		return status;
	if (outline->has_ordinal)
		cgrid_geojson_ordinal(r, level, outline->ordinal, &outline->source);
	struct cgrid_draft_level *to = &draft->levels[level];
	if (to->id[0] == '\0')
		to->id = outline->id;
	if (to->name[0] == '\0' && strcmp(outline->name, label) != 0)
		to->name = outline->name;
	to->joined = to->outline.ring_count > 0;
	return join_shapes(draft, &to->outline, outline->shape);
}

/* The building of an outline's name. Buildings of one name and different numbers are told apart by
 * the number. */
static enum cgrid_status
named_building(struct geojson_reader *r, const struct geojson_outline *outline, uint32_t *building_out)
{
	struct cgrid_draft *draft = r->draft;
	const char *name = outline->building[0] ? outline->building
			   : outline->name[0]   ? outline->name
						: outline->ref;
	char numbered[256];
	for (size_t i = 0; i < draft->building_count; i++) {
		const struct cgrid_draft_building *other = &draft->buildings[i];
		if (outline->ref[0] && strcmp(name, outline->ref) != 0 &&
		    other->outline.ring_count > 0 && cgrid_same_text(other->name, name) &&
		    strcmp(other->id, outline->id) != 0) {
			snprintf(numbered, sizeof numbered, "%.180s (%.60s)", name, outline->ref);
			name = numbered;
			break;
		}
	}
	/* Doors of another file may have called it by its id before. */
	for (size_t i = 0; outline->id[0] && i < draft->building_count; i++) {
		struct cgrid_draft_building *other = &draft->buildings[i];
		if (strcmp(other->id, outline->id) != 0 || strcmp(other->name, other->id) != 0)
			continue;
		*building_out = (uint32_t)i;
		draft->building_found_name = NULL;
		other->name = cgrid_draft_text(draft, name, strlen(name), NULL);
		return other->name ? CGRID_OK : CGRID_E_MEMORY;
	}
	return cgrid_draft_building(draft, name, &outline->source, building_out);
}

/* A building that is none of the campus's own, as an area. */
static enum cgrid_status
add_area(struct geojson_reader *r, const struct geojson_outline *outline, const char *kind)
{
	struct cgrid_draft_feature area = {.kind = CGRID_DRAFT_AREA,
					   .id = outline->id,
					   .ref = outline->ref,
					   .name = outline->name,
					   .category = kind,
					   .building = CGRID_NONE,
					   .level = CGRID_NONE,
					   .exterior = CGRID_EXTERIOR_UNKNOWN,
					   .shape = outline->shape,
					   .source = outline->source};
	return cgrid_draft_feature(r->draft, &area);
}

static const char *
name_of(const struct geojson_outline *outline)
{
	return outline->name[0] ? outline->name : outline->ref;
}

/* May the outline be that of features which say no building? */
static bool
is_candidate(const struct geojson_reader *r, const struct geojson_outline *outline)
{
	return outline->role == CGRID_ROLE_BUILDING && outline->building[0] == '\0' &&
	       r->building != CGRID_NONE;
}

static bool
is_near(const struct cgrid_draft *draft, const struct geojson_outline *outline, struct cgrid_lonlat at)
{
	/* On a wall: a metre or so, in degrees. */
	const double near = 1.5e-5;
	return at.lon > outline->west - near && at.lon < outline->east + near &&
	       at.lat > outline->south - near && at.lat < outline->north + near &&
	       (cgrid_geojson_holds(draft, outline->shape, at) ||
		wall_distance(draft, outline->shape, at) < near);
}

static void
count_rooms(struct geojson_reader *r, struct geojson_outline *outline)
{
	const struct cgrid_draft *draft = r->draft;
	outline->west = outline->south = INFINITY;
	outline->east = outline->north = -INFINITY;
	outline->rooms = 0;
	for (size_t i = outline->shape.first_ring;
	     i < outline->shape.first_ring + outline->shape.ring_count; i++)
		for (size_t p = 0; p < draft->rings[i].count; p++) {
			struct cgrid_lonlat at = draft->points[draft->rings[i].first + p];
			outline->west = fmin(outline->west, at.lon);
			outline->east = fmax(outline->east, at.lon);
			outline->south = fmin(outline->south, at.lat);
			outline->north = fmax(outline->north, at.lat);
		}
	for (size_t i = r->mark.features; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *feature = &draft->features[i];
		if (feature->kind != CGRID_DRAFT_ROOM || feature->building != r->building)
			continue;
		struct cgrid_lonlat at = cgrid_geojson_middle(draft, feature->shape);
		outline->rooms += at.lon > outline->west && at.lon < outline->east &&
				  at.lat > outline->south && at.lat < outline->north &&
				  cgrid_geojson_holds(draft, outline->shape, at);
	}
}

static enum cgrid_status
move_feature(struct geojson_reader *r, struct cgrid_draft_feature *feature, uint32_t building)
{
	struct cgrid_draft *draft = r->draft;
	enum cgrid_status status = CGRID_OK;
	feature->building = building;
	if (feature->level == CGRID_NONE)
		return CGRID_OK;
	const struct cgrid_draft_level from = draft->levels[feature->level];
	status = cgrid_draft_level(draft, building, from.label, &feature->source, &feature->level);
	if (!status && from.has_ordinal && !draft->levels[feature->level].has_ordinal) {
		draft->levels[feature->level].ordinal = from.ordinal;
		draft->levels[feature->level].has_ordinal = true;
	}
	return status;
}

/* A drawing of several named buildings: features go to the one whose outline holds them. Level 1 of
 * the gym and level 1 of the main hall must never be one. */
static enum cgrid_status
share_out(struct geojson_reader *r)
{
	struct cgrid_draft *draft = r->draft;
	const struct cgrid_source source = {r->plan->shown, 0, 0};
	size_t moved = 0;
	for (size_t i = r->mark.features; i < draft->feature_count; i++) {
		struct cgrid_draft_feature *feature = &draft->features[i];
		if (feature->building != r->building)
			continue;
		struct cgrid_lonlat at = cgrid_geojson_middle(draft, feature->shape);
		for (size_t o = 0; o < r->outline_count; o++) {
			const struct geojson_outline *outline = &r->outlines[o];
			uint32_t building;
			if (!outline->shared || !is_near(draft, outline, at))
				continue;
			enum cgrid_status status = named_building(r, outline, &building);
			if (!status)
				status = move_feature(r, feature, building);
			if (status)
				return status;
			moved++;
			break;
		}
	}
	cgrid_log(r->ctx, CGRID_NOTE, &source,
		  "%zu features say no building and go to the one whose outline holds them", moved);
	return CGRID_OK;
}

/* Which outlines hold features that say no building; several named ones share these out. */
static enum cgrid_status
find_holders(struct geojson_reader *r)
{
	const char *first = NULL;
	bool several = false;
	for (size_t i = 0; i < r->outline_count; i++) {
		struct geojson_outline *outline = &r->outlines[i];
		if (!is_candidate(r, outline))
			continue;
		count_rooms(r, outline);
		if (outline->rooms == 0 || name_of(outline)[0] == '\0')
			continue;
		several |= first && !cgrid_same_text(first, name_of(outline));
		first = name_of(outline);
	}
	if (!several)
		return CGRID_OK;
	for (size_t i = 0; i < r->outline_count; i++)
		r->outlines[i].shared = r->outlines[i].rooms > 0 && name_of(&r->outlines[i])[0];
	return share_out(r);
}

static enum cgrid_status
settle_building_outline(struct geojson_reader *r, const struct geojson_outline *outline)
{
	struct cgrid_draft *draft = r->draft;
	uint32_t building = r->building;
	enum cgrid_status status = CGRID_OK;
	const char *name = name_of(outline);
	bool ours = outline->rooms > 0 && !outline->shared;
	if (outline->context)
		return add_area(r, outline, "neighbor");
	if (outline->of_school && !ours && outline->building[0] == '\0' && name[0] == '\0') {
		status = cgrid_draft_new_building(draft, "", &outline->source, &building);
		if (!status) {
			draft->buildings[building].id = outline->id;
			draft->buildings[building].outline = outline->shape;
		}
		return status;
	}
	if (ours && name[0] && !cgrid_same_text(name, draft->buildings[building].name))
		cgrid_log(
		    r->ctx, CGRID_NOTE, &outline->source,
		    "the outline of \"%.80s\" holds rooms of building \"%.80s\" and is taken for its",
		    name, draft->buildings[building].name);
	if (!ours && outline->building[0] == '\0' && name[0] == '\0') {
		if (outline->role == CGRID_ROLE_BUILDING)
			return add_area(r, outline, "outbuilding");
		status = cgrid_geojson_own_building(r, &outline->source, &building);
	} else if (!ours) {
		status = named_building(r, outline, &building);
	}
	if (status)
		return status;
	struct cgrid_draft_building *to = &draft->buildings[building];
	if (to->outline.ring_count == 0) {
		to->source = outline->source;
		if (to->id[0] == '\0')
			to->id = outline->id;
	}
	to->joined = to->outline.ring_count > 0;
	return join_shapes(draft, &to->outline, outline->shape);
}

enum cgrid_status
cgrid_geojson_outlines(struct geojson_reader *r, const char *label)
{
	enum cgrid_status status = find_holders(r);
	if (!status && r->osm)
		status = cgrid_geojson_osm_context(r);
	for (size_t i = 0; !status && i < r->outline_count; i++) {
		const struct geojson_outline *outline = &r->outlines[i];
		/* What campus.json says of the drawing's level holds for its outline too. */
		bool said = r->plan->level && r->plan->level[0];
		const char *own = outline->label[0] && !said ? outline->label : label;
		if (outline->role == CGRID_ROLE_GROUNDS)
			continue;
		if (outline->role != CGRID_ROLE_BUILDING && own[0])
			status = settle_level_outline(r, outline, own);
		else
			status = settle_building_outline(r, outline);
	}
	return status;
}
