/* SPDX-License-Identifier: Apache-2.0 */
/* What the words of drawings mean: data/properties.def and data/categories.def, for every reader. */
#ifndef CGRID_READ_WORDS_H
#define CGRID_READ_WORDS_H

#include <campusgrid/campus.h>

/* What a property says, by its name: data/meanings.def. */
enum cgrid_property {
#define MEANING(constant, word, says) CGRID_PROPERTY_##constant,
#include "meanings.def"
#undef MEANING
	CGRID_PROPERTY_COUNT,
	CGRID_PROPERTY_ANY = CGRID_PROPERTY_COUNT, /* in categories.def: whatever the key */
	CGRID_PROPERTY_NONE
};
/* Keys whose word says what a feature is: the first that knows decides. Before them are the texts of
 * records. */
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
	CGRID_ROLE_GROUNDS, /* of a school: the buildings on them are its own */
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

/* Are two names of properties one? Case, blanks, dashes and underscores do not matter ("RM_NO",
 * "Rm no"). */
bool cgrid_property_same(const char *a, size_t a_length, const char *b, size_t b_length);

/* The words that stand for what a property can mean, ended by NULL; "ignore" is the last. */
const char *const *cgrid_meaning_words(void);
/* "ref" -> CGRID_PROPERTY_REF; CGRID_PROPERTY_NONE for "ignore". False for other words. */
bool cgrid_meaning_find(const char *word, enum cgrid_property *meaning_out);

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
