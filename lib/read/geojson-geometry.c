/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Geometries as they stream by: coordinates may stand before the type, so rings
 * go into the draft as the brackets say and get their roles when the type is
 * known.
 */
#include "read/geojson.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Brackets round each position, less its own. */
static const struct {
	const char *name;
	int nesting;
	enum cgrid_drawn drawn;
} types[] = {
    {"Point", 0, CGRID_DRAWN_POINT},
    {"MultiPoint", 1, CGRID_DRAWN_POINT},
    {"LineString", 1, CGRID_DRAWN_LINE},
    {"MultiLineString", 2, CGRID_DRAWN_LINE},
    {"Polygon", 2, CGRID_DRAWN_AREA},
    {"MultiPolygon", 3, CGRID_DRAWN_AREA},
    {"GeometryCollection", -1, CGRID_DRAWN_POINT},
};
enum { DEEPEST = 3, TYPE_UNKNOWN = -1, TYPE_MISSING = -2 };

static int
type_of(const char *text)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcmp(types[i].name, text) == 0)
			return (int)i;
	return TYPE_UNKNOWN;
}

bool
cgrid_geojson_is_geometry(const char *type)
{
	return type_of(type) >= 0;
}

/* The rest of an array that was entered. */
static enum cgrid_status
leave_array(struct geojson_reader *r, enum cgrid_json_token token)
{
	enum cgrid_status status = CGRID_OK;
	while (!status && token != CGRID_JSON_ARRAY_END) {
		status = cgrid_geojson_skip(r, token);
		token = status ? CGRID_JSON_ARRAY_END : cgrid_json_next(&r->json);
	}
	return status;
}

static enum cgrid_status
open_ring(struct geojson_reader *r, enum cgrid_ring_role role, size_t offset)
{
	size_t index = r->draft->ring_count - r->feature.first_ring;
	if (!cgrid_array_reserve(&r->ring_offsets, &r->ring_offset_capacity, index + 1,
				 sizeof *r->ring_offsets))
		return cgrid_fail_memory(r->ctx);
	r->ring_offsets[index] = offset;
	return cgrid_draft_ring_begin(r->draft, role);
}

/* A position whose first number was returned, to its bracket. Heights and measures are passed over. */
static enum cgrid_status
position(struct geojson_reader *r, struct geojson_part *part, int nesting)
{
	struct cgrid_json *json = &r->json;
	size_t at = json->start, count = 0;
	double axes[2] = {0, 0};
	enum cgrid_json_token token = CGRID_JSON_NUMBER;
	for (; token == CGRID_JSON_NUMBER; token = cgrid_json_next(json)) {
		if (json->overflow)
			cgrid_geojson_fault(r, json->start, "the number %.*s is too large",
					    json->length < 24 ? (int)json->length : 24, json->text);
		if (count < 2)
			axes[count] = json->number;
		count++;
	}
	if (token != CGRID_JSON_ARRAY_END) {
		cgrid_geojson_fault(r, json->start, "a position holds %s, where numbers belong",
				    cgrid_geojson_token_name(token));
		return leave_array(r, token);
	}
	if (count < 2)
		cgrid_geojson_fault(r, at, "a position of one number");
	if (part->nesting >= 0 && part->nesting != nesting)
		cgrid_geojson_fault(r, at, "positions stand in brackets of different depth");
	part->nesting = nesting;
	if (!r->far && (fabs(axes[0]) > 180 || fabs(axes[1]) > 90)) {
		r->far = true;
		r->far_at = at;
		r->far_x = axes[0];
		r->far_y = axes[1];
	}
	return r->feature.faulty ? CGRID_OK : cgrid_draft_point(r->draft, axes[0], axes[1]);
}

/* Where positions are read: the array they stand in. */
struct place {
	int nesting;
	enum cgrid_ring_role role;
	size_t offset;
	bool open; /* its ring is in the draft */
};

/* Positions that are written plainly go straight into the draft, as many as there are. */
static enum cgrid_status
plain_positions(struct geojson_reader *r, struct geojson_part *part, struct place *place)
{
	enum cgrid_status status = CGRID_OK;
	size_t most, count = 1;
	struct cgrid_lonlat *to;
	if (r->feature.faulty || (part->nesting >= 0 && part->nesting != place->nesting))
		return CGRID_OK;
	while (!status && count > 0) {
		status = cgrid_draft_points_ahead(r->draft, &to, &most);
		if (status)
			break;
		/* At the limit the next token says so. */
		count = most > 0 ? cgrid_json_positions(&r->json, to, most, r->far) : 0;
		if (count > 0 && !place->open)
			status = open_ring(r, place->role, place->offset);
		if (count == 0 || status)
			break;
		place->open = true;
		part->nesting = place->nesting;
		cgrid_draft_points_written(r->draft, count);
	}
	return status;
}

/* What stands in an array, from its first token on: positions make a ring, arrays go one deeper.
 */
static enum cgrid_status
array(struct geojson_reader *r, struct geojson_part *part, enum cgrid_json_token token,
      struct place *place)
{
	enum cgrid_status status = CGRID_OK;
	bool any = place->open;
	for (; !status && token != CGRID_JSON_ARRAY_END; token = cgrid_json_next(&r->json)) {
		if (token != CGRID_JSON_ARRAY) {
			if (token != CGRID_JSON_FAULT)
				cgrid_geojson_fault(r, r->json.start, "%s among coordinates",
						    cgrid_geojson_token_name(token));
			status = cgrid_geojson_skip(r, token);
			any = true;
			continue;
		}
		/* The first array of a polygon is its outer ring. */
		struct place inner = {place->nesting + 1, any ? CGRID_RING_HOLE : CGRID_RING_OUTER,
				      r->json.start, false};
		if (place->nesting < DEEPEST)
			status = plain_positions(r, part, &inner);
		if (status)
			break;
		token = cgrid_json_next(&r->json);
		if (token == CGRID_JSON_NUMBER && !inner.open) {
			if (!place->open)
				status = open_ring(r, place->role, place->offset);
			place->open = true;
			if (!status)
				status = position(r, part, place->nesting);
			if (!status)
				status = plain_positions(r, part, place);
		} else if (place->nesting < DEEPEST) {
			status = array(r, part, token, &inner);
		} else {
			cgrid_geojson_fault(r, inner.offset, "coordinates nested too deep");
			status = leave_array(r, token);
		}
		any = true;
	}
	if (!status && !any && place->nesting > 1)
		cgrid_geojson_fault(r, place->offset, "a ring or line without positions");
	return status;
}

static enum cgrid_status
coordinates(struct geojson_reader *r, struct geojson_part *part)
{
	enum cgrid_json_token token = cgrid_json_next(&r->json);
	size_t at = r->json.start;
	enum cgrid_status status;
	part->has_coordinates = true;
	if (token != CGRID_JSON_ARRAY) {
		if (token != CGRID_JSON_FAULT && token != CGRID_JSON_NULL)
			cgrid_geojson_fault(r, at, "coordinates are %s, not an array",
					    cgrid_geojson_token_name(token));
		return cgrid_geojson_skip(r, token);
	}
	struct place place = {1, CGRID_RING_OUTER, at, false};
	status = plain_positions(r, part, &place);
	if (status)
		return status;
	token = cgrid_json_next(&r->json);
	if (token != CGRID_JSON_NUMBER || place.open)
		return array(r, part, token, &place);
	status = open_ring(r, CGRID_RING_LINE, at);
	return status ? status : position(r, part, 0);
}

static enum cgrid_status
geometries(struct geojson_reader *r, struct geojson_part *part)
{
	enum cgrid_json_token token = cgrid_json_next(&r->json);
	part->has_geometries = true;
	if (token != CGRID_JSON_ARRAY) {
		if (token != CGRID_JSON_FAULT)
			cgrid_geojson_fault(r, r->json.start, "geometries are %s, not an array",
					    cgrid_geojson_token_name(token));
		return cgrid_geojson_skip(r, token);
	}
	enum cgrid_status status = CGRID_OK;
	while (!status && (token = cgrid_json_next(&r->json)) != CGRID_JSON_ARRAY_END)
		status = cgrid_geojson_geometry(r, token);
	return status;
}

void
cgrid_geojson_part_begin(struct geojson_reader *r, struct geojson_part *part)
{
	*part = (struct geojson_part){
	    .type = TYPE_MISSING, .first_ring = r->draft->ring_count, .nesting = -1};
}

static enum cgrid_status
part_type(struct geojson_reader *r, struct geojson_part *part)
{
	enum cgrid_json_token token = cgrid_json_next(&r->json);
	part->type_at = r->json.start;
	part->type = TYPE_UNKNOWN;
	if (token == CGRID_JSON_STRING) {
		size_t length = r->json.length < sizeof part->type_word ? r->json.length
									: sizeof part->type_word - 1;
		memcpy(part->type_word, r->json.text, length);
		part->type_word[length] = '\0';
		part->type = type_of(part->type_word);
	}
	/* Words that are known need not be shown. */
	if (token == CGRID_JSON_STRING && part->type < 0)
		snprintf(part->type_shown, sizeof part->type_shown, "\"%s\"", part->type_word);
	else if (token != CGRID_JSON_STRING)
		snprintf(part->type_shown, sizeof part->type_shown, "%s",
			 cgrid_geojson_token_name(token));
	return cgrid_geojson_skip(r, token);
}

enum cgrid_status
cgrid_geojson_part_member(struct geojson_reader *r, struct geojson_part *part, bool *taken_out)
{
	*taken_out = true;
	if (cgrid_json_is(&r->json, "type"))
		return part_type(r, part);
	if (cgrid_json_is(&r->json, "coordinates"))
		return coordinates(r, part);
	if (cgrid_json_is(&r->json, "geometries"))
		return geometries(r, part);
	*taken_out = false;
	return CGRID_OK;
}

/* Each position of a MultiPoint is a place of its own. */
static enum cgrid_status
split_points(struct geojson_reader *r, size_t first_ring)
{
	struct cgrid_draft *draft = r->draft;
	if (draft->ring_count == first_ring)
		return CGRID_OK;
	struct cgrid_draft_ring all = draft->rings[first_ring];
	draft->ring_count = first_ring;
	for (size_t i = 0; i < all.count; i++) {
		enum cgrid_status status = open_ring(r, CGRID_RING_LINE, r->json.start);
		if (status)
			return status;
		draft->rings[draft->ring_count - 1].first = all.first + i;
		draft->rings[draft->ring_count - 1].count = 1;
	}
	return CGRID_OK;
}

/* 1 mm: degrees of latitude, or metres where the numbers cannot be degrees. */
static bool
closes(const struct geojson_reader *r, struct cgrid_lonlat a, struct cgrid_lonlat b)
{
	const double gap = r->far ? 0.001 : 0.001 / 110574.0;
	return fabs(a.lon - b.lon) <= gap && fabs(a.lat - b.lat) <= gap;
}

/* The rings of a polygon: closed, and without the repeated last position. */
static void
close_rings(struct geojson_reader *r, size_t first_ring)
{
	struct cgrid_draft *draft = r->draft;
	if (draft->ring_count == first_ring)
		return;
	size_t to = draft->rings[first_ring].first;
	for (size_t i = first_ring; i < draft->ring_count; i++) {
		struct cgrid_draft_ring *ring = &draft->rings[i];
		size_t at = r->ring_offsets[i - r->feature.first_ring];
		const struct cgrid_lonlat *points = &draft->points[ring->first];
		if (ring->count < 4) {
			cgrid_geojson_fault(
			    r, at, "a ring of %zu positions, where at least 4 are needed", ring->count);
			return;
		}
		if (!closes(r, points[0], points[ring->count - 1])) {
			cgrid_geojson_fault(
			    r, at, "a ring is open: its first and last position are not the same");
			return;
		}
		memmove(&draft->points[to], points, (ring->count - 1) * sizeof *points);
		*ring = (struct cgrid_draft_ring){to, ring->count - 1, ring->role, true};
		to += ring->count;
	}
	draft->point_count = to;
}

static void
draw_lines(struct geojson_reader *r, size_t first_ring)
{
	for (size_t i = first_ring; i < r->draft->ring_count; i++) {
		r->draft->rings[i].role = CGRID_RING_LINE;
		if (r->draft->rings[i].count < 2)
			cgrid_geojson_fault(r, r->ring_offsets[i - r->feature.first_ring],
					    "a line of one position");
	}
}

enum cgrid_status
cgrid_geojson_part_end(struct geojson_reader *r, struct geojson_part *part, size_t at)
{
	if (part->type == TYPE_MISSING)
		cgrid_geojson_fault(r, at, "a geometry without a type");
	else if (part->type == TYPE_UNKNOWN)
		cgrid_geojson_fault(r, part->type_at, "%s is no type of geometry", part->type_shown);
	else if (types[part->type].nesting < 0 && !part->has_geometries)
		cgrid_geojson_fault(r, at, "a GeometryCollection without geometries");
	else if (types[part->type].nesting >= 0 && !part->has_coordinates)
		cgrid_geojson_fault(r, at, "a %s without coordinates", types[part->type].name);
	else if (types[part->type].nesting >= 0 && part->nesting >= 0 &&
		 types[part->type].nesting != part->nesting)
		cgrid_geojson_fault(r, r->ring_offsets[part->first_ring - r->feature.first_ring],
				    "the brackets of its coordinates do not make a %s",
				    types[part->type].name);
	if (r->feature.faulty || types[part->type].nesting < 0 || part->nesting < 0)
		return CGRID_OK;
	enum cgrid_status status = CGRID_OK;
	r->feature.drawn |= types[part->type].drawn;
	if (types[part->type].drawn == CGRID_DRAWN_AREA)
		close_rings(r, part->first_ring);
	else if (types[part->type].drawn == CGRID_DRAWN_LINE)
		draw_lines(r, part->first_ring);
	else
		status = split_points(r, part->first_ring);
	return status;
}

static const char *const not_of_geometries[] = {"geometry", "properties", "features", NULL};

enum cgrid_status
cgrid_geojson_geometry(struct geojson_reader *r, enum cgrid_json_token token)
{
	struct geojson_part part;
	size_t at = r->json.start;
	enum cgrid_status status = CGRID_OK;
	if (token != CGRID_JSON_OBJECT) {
		if (token != CGRID_JSON_FAULT && token != CGRID_JSON_NULL)
			cgrid_geojson_fault(r, at, "a geometry is %s, not an object",
					    cgrid_geojson_token_name(token));
		return cgrid_geojson_skip(r, token);
	}
	cgrid_geojson_part_begin(r, &part);
	while ((token = cgrid_geojson_key(r, &status)) == CGRID_JSON_KEY && !status) {
		bool taken, crs = cgrid_json_is(&r->json, "crs"),
			    bbox = cgrid_json_is(&r->json, "bbox");
		const char *foreign = cgrid_geojson_foreign(&r->json, not_of_geometries);
		if (foreign)
			cgrid_geojson_odd(r, GEOJSON_ODD_MEMBER, r->json.start,
					  "a geometry with \"%s\", which it cannot have; not used",
					  foreign);
		status = cgrid_geojson_part_member(r, &part, &taken);
		if (!status && !taken) {
			token = cgrid_json_next(&r->json);
			status = crs    ? cgrid_geojson_crs(r, token)
				 : bbox ? cgrid_geojson_bbox(r, token)
					: cgrid_geojson_skip(r, token);
		}
		if (status)
			return status;
	}
	return status ? status : cgrid_geojson_part_end(r, &part, at);
}

static unsigned
drawn_as(const struct cgrid_draft_ring *ring)
{
	if (ring->role != CGRID_RING_LINE)
		return CGRID_DRAWN_AREA;
	return ring->count > 1 ? CGRID_DRAWN_LINE : CGRID_DRAWN_POINT;
}

void
cgrid_geojson_simplify(struct geojson_reader *r)
{
	struct cgrid_draft *draft = r->draft;
	unsigned most = r->feature.drawn & CGRID_DRAWN_AREA   ? CGRID_DRAWN_AREA
			: r->feature.drawn & CGRID_DRAWN_LINE ? CGRID_DRAWN_LINE
							      : CGRID_DRAWN_POINT;
	if (r->feature.drawn == 0 || r->feature.drawn == most)
		return;
	size_t to = r->feature.first_ring;
	for (size_t i = to; i < draft->ring_count; i++)
		if (drawn_as(&draft->rings[i]) == most)
			draft->rings[to++] = draft->rings[i];
	draft->ring_count = to;
	r->feature.drawn = most;
}
