/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a map of OpenStreetMap leaves to be understood: the level of a door from the rooms it lies
 * between, the sign of a level from what stands on it, and which buildings of the neighbourhood are the
 * campus's own.
 */
#include "read/geojson.h"

#include "base/num.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool
cgrid_geojson_osm_ordinal(const char *label, int32_t *ordinal_out)
{
	int64_t number;
	if (!cgrid_integer_parse(label, strlen(label), -100, 1000, &number))
		return false;
	*ordinal_out = (int32_t)number;
	return true;
}

/* A corner of a room. */
struct corner {
	struct cgrid_lonlat at;
	size_t feature;
};

static int
compare_corners(const void *a, const void *b)
{
	const struct corner *x = a, *y = b;
	if (x->at.lon != y->at.lon)
		return x->at.lon < y->at.lon ? -1 : 1;
	if (x->at.lat != y->at.lat)
		return x->at.lat < y->at.lat ? -1 : 1;
	return (x->feature > y->feature) - (x->feature < y->feature);
}

static bool
needs_level(const struct cgrid_draft_feature *feature)
{
	return feature->kind == CGRID_DRAFT_DOOR && feature->level == GEOJSON_LEVEL_LATER &&
	       feature->shape.ring_count > 0;
}

static enum cgrid_status
collect_corners(struct geojson_reader *r, struct corner **corners_out, size_t *count_out)
{
	const struct cgrid_draft *draft = r->draft;
	size_t capacity = 0, count = 0;
	struct corner *corners = NULL;
	for (size_t i = r->mark.features; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *feature = &draft->features[i];
		if (feature->kind != CGRID_DRAFT_ROOM || feature->level >= draft->level_count)
			continue;
		for (size_t g = 0; g < feature->shape.ring_count; g++) {
			const struct cgrid_draft_ring *ring =
			    &draft->rings[feature->shape.first_ring + g];
			for (size_t p = 0; p < ring->count; p++) {
				if (!CGRID_ROOM_FOR_ONE(corners, count, capacity)) {
					free(corners);
					return cgrid_fail_memory(r->ctx);
				}
				corners[count++] = (struct corner){draft->points[ring->first + p], i};
			}
		}
	}
	if (count > 0)
		qsort(corners, count, sizeof *corners, compare_corners);
	*corners_out = corners;
	*count_out = count;
	return CGRID_OK;
}

/* The levels of the rooms that have a corner here, and how many of them each has. */
enum { DOOR_LEVELS = 16 };
struct door_levels {
	uint32_t levels[DOOR_LEVELS];
	size_t rooms[DOOR_LEVELS];
	size_t count;
};

static void
find_levels(const struct cgrid_draft *draft, const struct corner *corners, size_t count,
	    struct cgrid_lonlat at, struct door_levels *found)
{
	const struct corner key = {at, 0};
	size_t from = 0, to = count;
	*found = (struct door_levels){0};
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (compare_corners(&corners[middle], &key) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (; from < count && corners[from].at.lon == at.lon && corners[from].at.lat == at.lat;
	     from++) {
		uint32_t level = draft->features[corners[from].feature].level;
		size_t i = 0;
		while (i < found->count && found->levels[i] != level)
			i++;
		if (i == DOOR_LEVELS)
			continue;
		if (i == found->count)
			found->levels[found->count++] = level;
		found->rooms[i]++;
	}
}

/* Keeps the levels that most of the rooms share: a door between a corridor and a stairwell of three
 * levels is on the corridor's. Of an entrance that would be on several the ground's. */
static void
choose_levels(const struct cgrid_draft *draft, bool entrance, struct door_levels *found)
{
	size_t most = 0, kept = 0;
	for (size_t i = 0; i < found->count; i++)
		most = found->rooms[i] > most ? found->rooms[i] : most;
	for (size_t i = 0; i < found->count; i++)
		if (found->rooms[i] == most)
			found->levels[kept++] = found->levels[i];
	found->count = kept;
	for (size_t i = 0; entrance && i < kept; i++)
		if (draft->levels[found->levels[i]].has_ordinal &&
		    draft->levels[found->levels[i]].ordinal == 0) {
			found->levels[0] = found->levels[i];
			found->count = 1;
		}
}

enum cgrid_status
cgrid_geojson_osm_doors(struct geojson_reader *r)
{
	struct cgrid_draft *draft = r->draft;
	const struct cgrid_source source = {r->plan->shown, 0, 0};
	const size_t count = draft->feature_count;
	struct corner *corners = NULL;
	size_t corner_count = 0, placed = 0;
	enum cgrid_status status = CGRID_OK;
	for (size_t i = r->mark.features; !status && i < count; i++) {
		struct door_levels found;
		if (!needs_level(&draft->features[i]))
			continue;
		if (!corners)
			status = collect_corners(r, &corners, &corner_count);
		if (status || corner_count == 0)
			break;
		struct cgrid_draft_feature door = draft->features[i];
		find_levels(draft, corners, corner_count,
			    draft->points[draft->rings[door.shape.first_ring].first], &found);
		choose_levels(draft, door.exterior == CGRID_EXTERIOR, &found);
		placed += found.count > 0;
		for (size_t l = 0; !status && l < found.count; l++) {
			door.level = found.levels[l];
			door.building = draft->levels[door.level].building;
			if (l == 0)
				draft->features[i] = door;
			else
				status = cgrid_draft_feature(draft, &door);
		}
	}
	free(corners);
	if (!status && placed > 0)
		cgrid_log(r->ctx, CGRID_NOTE, &source,
			  "%zu door%s no level and %s that of the rooms %s between", placed,
			  placed == 1 ? " says" : "s say", placed == 1 ? "has" : "have",
			  placed == 1 ? "it lies" : "they lie");
	return status;
}

const char *
cgrid_geojson_osm_school(const struct geojson_reader *r)
{
	const char *name = NULL;
	for (size_t i = 0; i < r->outline_count; i++) {
		const struct geojson_outline *outline = &r->outlines[i];
		if (!outline->is_school || outline->name[0] == '\0')
			continue;
		if (name && strcmp(name, outline->name) != 0)
			return NULL;
		name = outline->name;
	}
	return name;
}

static bool
is_on_grounds(const struct geojson_reader *r, const struct geojson_outline *outline)
{
	struct cgrid_lonlat at = cgrid_geojson_middle(r->draft, outline->shape);
	for (size_t i = 0; i < r->outline_count; i++)
		if (r->outlines[i].role == CGRID_ROLE_GROUNDS &&
		    cgrid_geojson_holds(r->draft, r->outlines[i].shape, at))
			return true;
	return false;
}

static bool
is_named(const struct geojson_outline *outline)
{
	return outline->name[0] || outline->ref[0];
}

/* A degree's part that is some 10 m. */
static const double beside = 1e-4;

struct reach {
	double west, south, east, north;
};

static void
extend(struct reach *reach, const struct cgrid_draft *draft, struct cgrid_draft_shape shape)
{
	for (size_t i = shape.first_ring; i < shape.first_ring + shape.ring_count; i++)
		for (size_t p = 0; p < draft->rings[i].count; p++) {
			struct cgrid_lonlat at = draft->points[draft->rings[i].first + p];
			reach->west = fmin(reach->west, at.lon - beside);
			reach->east = fmax(reach->east, at.lon + beside);
			reach->south = fmin(reach->south, at.lat - beside);
			reach->north = fmax(reach->north, at.lat + beside);
		}
}

/* The elevators of the subway beside the school say levels of the subway's: what lies away from all
 * rooms is outdoors, and is no level of ours. */
static void
put_outdoors(struct geojson_reader *r)
{
	struct cgrid_draft *draft = r->draft;
	const struct cgrid_source source = {r->plan->shown, 0, 0};
	struct reach reach = {INFINITY, INFINITY, -INFINITY, -INFINITY};
	size_t count = 0;
	for (size_t i = r->mark.features; i < draft->feature_count; i++)
		if (draft->features[i].kind == CGRID_DRAFT_ROOM)
			extend(&reach, draft, draft->features[i].shape);
	for (size_t i = 0; i < r->outline_count; i++)
		if (r->outlines[i].rooms > 0 || r->outlines[i].role == CGRID_ROLE_LEVEL)
			extend(&reach, draft, r->outlines[i].shape);
	for (size_t i = r->mark.features; r->building != CGRID_NONE && i < draft->feature_count; i++) {
		struct cgrid_draft_feature *feature = &draft->features[i];
		if (feature->kind == CGRID_DRAFT_ROOM || feature->building != r->building)
			continue;
		struct cgrid_lonlat at = cgrid_geojson_middle(draft, feature->shape);
		if (at.lon >= reach.west && at.lon <= reach.east && at.lat >= reach.south &&
		    at.lat <= reach.north)
			continue;
		feature->building = feature->level = CGRID_NONE;
		count++;
	}
	if (count > 0)
		cgrid_log(r->ctx, CGRID_NOTE, &source,
			  "%zu door%s, asset%s or area%s with a level away from all rooms: taken as "
			  "outdoors",
			  count, count == 1 ? "" : "s", count == 1 ? "" : "s", count == 1 ? "" : "s");
}

/* The one outline with a name that holds most of the rooms names their building, which was called
 * after the file. */
static enum cgrid_status
name_building(struct geojson_reader *r)
{
	struct cgrid_draft *draft = r->draft;
	const char *name = NULL;
	size_t rooms = 0, held = 0;
	if (!r->elements || r->plan->building || r->building == CGRID_NONE ||
	    r->building < r->mark.buildings)
		return CGRID_OK;
	for (size_t i = r->mark.features; i < draft->feature_count; i++)
		rooms += draft->features[i].kind == CGRID_DRAFT_ROOM &&
			 draft->features[i].building == r->building;
	for (size_t i = 0; i < r->outline_count; i++) {
		const struct geojson_outline *outline = &r->outlines[i];
		if (outline->rooms == 0 || outline->shared || !is_named(outline))
			continue;
		name = outline->name[0] ? outline->name : outline->ref;
		held += outline->rooms;
	}
	if (!name || held * 2 < rooms)
		return CGRID_OK;
	for (size_t i = 0; i < draft->building_count; i++)
		if (cgrid_same_text(draft->buildings[i].name, name))
			return CGRID_OK;
	draft->buildings[r->building].name = cgrid_draft_text(draft, name, strlen(name), NULL);
	return draft->buildings[r->building].name ? CGRID_OK : CGRID_E_MEMORY;
}

/*
 * With rooms or a school in the map, a building without either is a neighbour's. Without both all that
 * have a name are the campus, as in any drawing.
 */
enum cgrid_status
cgrid_geojson_osm_context(struct geojson_reader *r)
{
	bool rooms = false, school = false;
	for (size_t i = r->mark.features; i < r->draft->feature_count; i++)
		rooms |= r->draft->features[i].kind == CGRID_DRAFT_ROOM;
	for (size_t i = 0; i < r->outline_count; i++) {
		struct geojson_outline *outline = &r->outlines[i];
		rooms |= outline->role == CGRID_ROLE_LEVEL;
		if (outline->role != CGRID_ROLE_BUILDING)
			continue;
		/* A shed on the grounds is an outbuilding, a house with a name is not. */
		outline->of_school |= is_named(outline) && is_on_grounds(r, outline);
		school |= outline->of_school;
	}
	for (size_t i = 0; i < r->outline_count; i++) {
		struct geojson_outline *outline = &r->outlines[i];
		outline->context = (rooms || school) && outline->role == CGRID_ROLE_BUILDING &&
				   outline->building[0] == '\0' && outline->rooms == 0 &&
				   !outline->of_school && !is_on_grounds(r, outline);
	}
	if (rooms || school)
		put_outdoors(r);
	return name_building(r);
}

/* The one sign that is said of a level; NULL when none is. *differ_out: another one that is said too.
 */
static const char *
sign_of(const struct geojson_reader *r, uint32_t level, const char **differ_out)
{
	const char *sign = NULL;
	*differ_out = NULL;
	for (size_t i = 0; i < r->sign_count; i++) {
		if (r->draft->features[r->signs[i].feature].level != level)
			continue;
		if (sign && strcmp(sign, r->signs[i].text) != 0)
			*differ_out = r->signs[i].text;
		else
			sign = r->signs[i].text;
	}
	return sign;
}

static bool
is_taken(const struct cgrid_draft *draft, const struct cgrid_draft_level *level, const char *sign)
{
	for (size_t i = 0; i < draft->level_count; i++)
		if (&draft->levels[i] != level && draft->levels[i].building == level->building &&
		    strcmp(draft->levels[i].label, sign) == 0)
			return true;
	return false;
}

void
cgrid_geojson_osm_signs(struct geojson_reader *r)
{
	struct cgrid_draft *draft = r->draft;
	const struct cgrid_source source = {r->plan->shown, 0, 0};
	for (size_t i = r->mark.levels; r->sign_count > 0 && i < draft->level_count; i++) {
		struct cgrid_draft_level *level = &draft->levels[i];
		const char *differ, *sign = sign_of(r, (uint32_t)i, &differ);
		if (!sign || (r->plan->level && strcmp(level->label, r->plan->level) == 0))
			continue;
		if (differ)
			cgrid_log(
			    r->ctx, CGRID_WARNING, &source,
			    "level \"%.40s\" has several signs (\"%.40s\", \"%.40s\"): its number "
			    "stays its label",
			    level->label, sign, differ);
		else if (is_taken(draft, level, sign))
			cgrid_log(r->ctx, CGRID_WARNING, &source,
				  "level \"%.40s\" has the sign \"%.40s\", which is another level's "
				  "label: its number stays its label",
				  level->label, sign);
		else
			level->label = sign;
	}
}
