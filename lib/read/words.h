/* SPDX-License-Identifier: Apache-2.0 */
/* What the words of drawings mean: data/properties.def and data/categories.def, for every reader. */
#ifndef CGRID_READ_WORDS_H
#define CGRID_READ_WORDS_H

#include <campusgrid/campus.h>

/* What a property says, by its name. */
enum cgrid_property {
	/* texts of records */
	CGRID_PROPERTY_ID,
	CGRID_PROPERTY_REF,
	CGRID_PROPERTY_NAME,
	CGRID_PROPERTY_LEVEL,
	CGRID_PROPERTY_REPEAT, /* more levels (OSM repeat_on) */
	CGRID_PROPERTY_ORDINAL,
	CGRID_PROPERTY_BUILDING_ID,
	CGRID_PROPERTY_BUILDING_REF,
	CGRID_PROPERTY_STATUS,
	CGRID_PROPERTY_EXTERIOR,
	CGRID_PROPERTY_OSM_MARK,
	CGRID_PROPERTY_SHOP,
	CGRID_PROPERTY_OFFICE,
	/* keys whose word says what a feature is: the first that knows decides */
	CGRID_PROPERTY_FEATURE,
	CGRID_PROPERTY_INDOOR,
	CGRID_PROPERTY_ENTRANCE,
	CGRID_PROPERTY_EMERGENCY,
	CGRID_PROPERTY_ROUTE,
	CGRID_PROPERTY_ELEVATOR,
	CGRID_PROPERTY_STAIRS,
	CGRID_PROPERTY_BUILDING_PART,
	CGRID_PROPERTY_ROOM,
	CGRID_PROPERTY_DOOR,
	CGRID_PROPERTY_KIND,
	CGRID_PROPERTY_CATEGORY,
	CGRID_PROPERTY_TYPE,
	CGRID_PROPERTY_HIGHWAY,
	CGRID_PROPERTY_RAILWAY,
	CGRID_PROPERTY_AMENITY,
	CGRID_PROPERTY_LEISURE,
	CGRID_PROPERTY_BARRIER,
	CGRID_PROPERTY_BUILDING,
	CGRID_PROPERTY_NATURAL,
	CGRID_PROPERTY_MAN_MADE,
	CGRID_PROPERTY_LANDUSE,
	CGRID_PROPERTY_COUNT,
	CGRID_PROPERTY_ANY = CGRID_PROPERTY_COUNT, /* in categories.def: whatever the key */
	CGRID_PROPERTY_NONE
};
enum { CGRID_PROPERTY_FIRST_KEY = CGRID_PROPERTY_FEATURE };

enum cgrid_role {
	CGRID_ROLE_NONE = 0, /* the words say nothing */
	CGRID_ROLE_ROOM,
	CGRID_ROLE_LEVEL,    /* the outline of a level */
	CGRID_ROLE_BUILDING, /* the outline of a building */
	CGRID_ROLE_OUTLINE,  /* of the level where one is known, else of the building */
	CGRID_ROLE_DOOR,
	CGRID_ROLE_ENTRANCE, /* a door to the outside */
	CGRID_ROLE_ASSET,
	CGRID_ROLE_AREA,
	CGRID_ROLE_PERHAPS, /* a room, where no other key knows better */
	CGRID_ROLE_IGNORED
};

/* How a feature is drawn. */
enum cgrid_drawn { CGRID_DRAWN_POINT = 1, CGRID_DRAWN_LINE = 2, CGRID_DRAWN_AREA = 4 };

struct cgrid_word {
	enum cgrid_property key;
	const char *word;
	enum cgrid_role role;
	unsigned drawn; /* enum cgrid_drawn, several */
	enum cgrid_room_kind kind;
	const char *as; /* kind of an asset or area, category of a room; "" for the word itself */
};

/* What a property of this name says; *rank_out: the lowest of several wins. */
enum cgrid_property cgrid_property_find(const char *name, size_t length, unsigned *rank_out);

/* What a word says behind a key, for a feature drawn so; NULL when nothing. Case and the kind of
 * blanks ("Fire Hydrant", "fire-hydrant") do not matter. */
const struct cgrid_word *cgrid_word_find(enum cgrid_property key, const char *word,
					 enum cgrid_drawn drawn);
/* The same for a category that stands alone. */
const struct cgrid_word *cgrid_category_find(const char *category, enum cgrid_drawn drawn);

/* The kind of a room by its category ("classroom", "stairs", "opentobelow", "restroom.male");
 * unknown words and "" are rooms. */
enum cgrid_room_kind cgrid_room_kind_of(const char *category);

#endif
