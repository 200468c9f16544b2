/* SPDX-License-Identifier: Apache-2.0 */
/* What a feature is, by the tables of words. */
#include "read/geojson.h"

#include "base/num.h"

#include <stdio.h>
#include <string.h>

/* A word as it is written in a table and a legend: what the drawing says, where it is no known word. */
static const char *
known_as(const char *word, enum cgrid_drawn drawn)
{
	const struct cgrid_word *row = cgrid_category_find(word, drawn);
	return row && row->as[0] ? row->as : word;
}

/* "way/12", "relation/-7": an element of OpenStreetMap. */
static bool
is_osm_id(const char *id)
{
	static const char *const elements[] = {"node/", "way/", "relation/"};
	if (id[0] != 'n' && id[0] != 'w' && id[0] != 'r')
		return false;
	for (size_t i = 0; i < 3; i++) {
		size_t length = strlen(elements[i]);
		int64_t number;
		if (strncmp(id, elements[i], length) == 0 &&
		    cgrid_integer_parse(id + length, strlen(id + length), INT64_MIN, INT64_MAX,
					&number))
			return true;
	}
	return false;
}

bool
cgrid_geojson_is_osm(const struct geojson_reader *r)
{
	return is_osm_id(cgrid_geojson_feature_id(&r->feature)) ||
	       is_osm_id(geojson_text_of(r, CGRID_PROPERTY_ID)) ||
	       (geojson_has(r, CGRID_PROPERTY_OSM_MARK) && geojson_has(r, CGRID_PROPERTY_ID));
}

/* What a feature is where no word says it. */
static enum cgrid_role
usual_role(const struct geojson_reader *r)
{
	if (r->feature.drawn == CGRID_DRAWN_POINT)
		return geojson_has(r, CGRID_PROPERTY_KIND) || r->plan->features ? CGRID_ROLE_ASSET
										: CGRID_ROLE_IGNORED;
	if (r->plan->features)
		return CGRID_ROLE_AREA;
	if (r->feature.drawn == CGRID_DRAWN_LINE || cgrid_geojson_is_osm(r))
		return CGRID_ROLE_IGNORED;
	bool names_room = geojson_has(r, CGRID_PROPERTY_REF) || geojson_has(r, CGRID_PROPERTY_LEVEL);
	if (geojson_has(r, CGRID_PROPERTY_BUILDING_ID) && !names_room)
		return CGRID_ROLE_BUILDING;
	return CGRID_ROLE_ROOM;
}

/* The first key that knows decides. *as_out: the kind that its word stands for. */
enum cgrid_role
cgrid_geojson_role(const struct geojson_reader *r, const char **as_out)
{
	bool perhaps = false;
	*as_out = "";
	for (int key = CGRID_PROPERTY_FIRST_KEY; key < CGRID_PROPERTY_COUNT; key++) {
		if (!geojson_has(r, (enum cgrid_property)key))
			continue;
		const struct cgrid_word *word = cgrid_recall_word(
		    r->recall, (enum cgrid_property)key, geojson_text_of(r, (enum cgrid_property)key),
		    (enum cgrid_drawn)r->feature.drawn);
		if (word && word->role == CGRID_ROLE_PERHAPS) {
			perhaps = r->feature.drawn == CGRID_DRAWN_AREA;
		} else if (word) {
			*as_out = word->as;
			return word->role;
		}
	}
	return perhaps ? CGRID_ROLE_ROOM : usual_role(r);
}

/* A room that was drawn as something no one can stand in must not vanish among the paths. */
bool
cgrid_geojson_is_misdrawn_room(const struct geojson_reader *r)
{
	static const enum cgrid_property keys[] = {CGRID_PROPERTY_INDOOR, CGRID_PROPERTY_FEATURE};
	for (size_t i = 0; i < 2; i++) {
		const struct cgrid_word *word =
		    geojson_has(r, keys[i])
			? cgrid_recall_word(r->recall, keys[i], geojson_text_of(r, keys[i]),
					    CGRID_DRAWN_AREA)
			: NULL;
		if (word && word->role == CGRID_ROLE_ROOM && word->kind != CGRID_ROOM_STRUCTURE)
			return true;
	}
	return false;
}

/* Is the text of `room` a category ("shop") and no sign ("214")? */
bool
cgrid_geojson_is_room_word(const struct geojson_reader *r, const char *text)
{
	return cgrid_recall_word(r->recall, CGRID_PROPERTY_ANY, text, CGRID_DRAWN_AREA) != NULL;
}

/* The category of a room: what the most telling key says. */
const char *
cgrid_geojson_category(const struct geojson_reader *r)
{
	static const enum cgrid_property vertical[] = {CGRID_PROPERTY_ELEVATOR, CGRID_PROPERTY_STAIRS,
						       CGRID_PROPERTY_BUILDING_PART,
						       CGRID_PROPERTY_HIGHWAY};
	static const enum cgrid_property plain[] = {CGRID_PROPERTY_AMENITY, CGRID_PROPERTY_KIND};
	if (geojson_has(r, CGRID_PROPERTY_CATEGORY))
		return geojson_text_of(r, CGRID_PROPERTY_CATEGORY);
	for (size_t i = 0; i < 4; i++) {
		const struct cgrid_word *word =
		    geojson_has(r, vertical[i])
			? cgrid_recall_word(r->recall, vertical[i], geojson_text_of(r, vertical[i]),
					    CGRID_DRAWN_AREA)
			: NULL;
		if (word && word->role == CGRID_ROLE_ROOM)
			return word->as;
	}
	const char *room = geojson_text_of(r, CGRID_PROPERTY_ROOM),
		   *indoor = geojson_text_of(r, CGRID_PROPERTY_INDOOR);
	/* To OpenStreetMap `room` is always a category, to others often the sign. */
	if (room[0] && (cgrid_geojson_is_osm(r) || cgrid_geojson_is_room_word(r, room)) &&
	    strcmp(room, "yes") != 0)
		return room;
	const struct cgrid_word *word =
	    cgrid_recall_word(r->recall, CGRID_PROPERTY_INDOOR, indoor, CGRID_DRAWN_AREA);
	if (indoor[0] && word && (word->kind != CGRID_ROOM_ROOM || word->as[0]))
		return word->as[0] ? word->as : indoor;
	for (size_t i = 0; i < 2; i++)
		if (geojson_has(r, plain[i]))
			return geojson_text_of(r, plain[i]);
	if (geojson_has(r, CGRID_PROPERTY_SHOP))
		return "shop";
	if (geojson_has(r, CGRID_PROPERTY_OFFICE))
		return "office";
	const char *type = geojson_text_of(r, CGRID_PROPERTY_TYPE);
	if (type[0] && (!cgrid_geojson_is_osm(r) || cgrid_geojson_is_room_word(r, type)))
		return type;
	if (indoor[0] && strcmp(indoor, "yes") != 0)
		return indoor;
	return strcmp(room, "yes") == 0 ? "room" : "";
}

/* The valve that shuts off what runs through a pipe. */
static const char *
shutoff(const char *substance)
{
	if (cgrid_same_text(substance, "gas") || cgrid_same_text(substance, "natural_gas"))
		return "gas_shutoff";
	if (cgrid_same_text(substance, "water") || cgrid_same_text(substance, "drinking_water"))
		return "water_shutoff";
	return "valve";
}

/* The kind of an asset or area: what its own word stands for, else what other keys call it. */
const char *
cgrid_geojson_kind(const struct geojson_reader *r, const char *as)
{
	static const enum cgrid_property keys[] = {CGRID_PROPERTY_KIND, CGRID_PROPERTY_CATEGORY,
						   CGRID_PROPERTY_AMENITY, CGRID_PROPERTY_TYPE};
	if (strcmp(as, "valve") == 0)
		return shutoff(geojson_text_of(r, CGRID_PROPERTY_SUBSTANCE));
	if (as[0])
		return as;
	for (size_t i = 0; i < 4; i++)
		if (geojson_has(r, keys[i]))
			return known_as(geojson_text_of(r, keys[i]),
					(enum cgrid_drawn)r->feature.drawn);
	return "";
}
