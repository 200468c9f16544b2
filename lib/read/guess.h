/* SPDX-License-Identifier: Apache-2.0 */
/* What a file of a folder of drawings may be, from its name and a look inside. */
#ifndef CGRID_READ_GUESS_H
#define CGRID_READ_GUESS_H

#include "base/base.h"

enum cgrid_use {
	CGRID_USE_NONE,
	CGRID_USE_PLAN,
	CGRID_USE_FEATURES,
	CGRID_USE_SENSORS,
	CGRID_USE_IMAGERY
};

enum { CGRID_GUESS_TEXT = 64 };
struct cgrid_guess {
	char *file; /* relative to the folder of campus.json; malloc'd */
	enum cgrid_use use;
	bool imdf;
	bool says_level, says_building;                           /* the drawing itself does */
	char building[CGRID_GUESS_TEXT], level[CGRID_GUESS_TEXT]; /* from the name; "" for none */
	char
	    own_level[CGRID_GUESS_TEXT]; /* the first level that the drawing itself says; "" for none */
	bool one_level;                  /* and it says no other */
	int32_t ordinal;
	bool has_ordinal;
	const char *crs;    /* pictures; NULL when it cannot be told */
	bool tagged;        /* a picture that says itself where it lies */
	const char *said;   /* what it was taken for, in words; NULL for a drawing */
	char *ties, *rooms; /* tables beside a picture, as `file`; malloc'd, NULL for none */
	unsigned missing;   /* enum cgrid_missing */
};
void cgrid_guess_free(struct cgrid_guess *guess);

/* What a drawing still needs before it lies on the ground. */
enum cgrid_missing {
	CGRID_MISSING_PLACE = 1, /* ties, or origin and turn */
	CGRID_MISSING_CRS = 2,
	CGRID_MISSING_UNITS = 4,
	CGRID_MISSING_ROOMS = 8,     /* the names of a picture's rooms */
	CGRID_MISSING_CAPTURED = 16, /* the date of an aerial picture */
	CGRID_MISSING_LAYER = 32     /* of a CAD drawing, that its rooms are on */
};

/* Building and level from a name without its extension: "gym-level2" is level 2 of gym. */
void cgrid_guess_name(const char *name, size_t length, char building[CGRID_GUESS_TEXT],
		      char level[CGRID_GUESS_TEXT]);
/* Ordinals of all plans that have a level from their name. */
void cgrid_guess_ordinals(struct cgrid_guess *guesses, size_t count);
/* Looks into a file and sets everything but `file`. `path` can be opened, `shown` is for messages.
 * A file that is no drawing is logged, and its use stays NONE. */
enum cgrid_status cgrid_guess_file(struct cgrid_ctx *ctx, const char *path, const char *shown,
				   struct cgrid_guess *guess);
/* guess-picture.c: a plan or an aerial picture, by its name (its level is in the guess), by what stands
 * beside it and by its size on the ground. */
enum cgrid_status cgrid_guess_picture(struct cgrid_ctx *ctx, const char *path,
				      const struct cgrid_source *source, struct cgrid_guess *guess);
/* Is a CSV the ties or rooms of a picture beside it? `ties`: its header is one of ties. */
bool cgrid_guess_beside(struct cgrid_ctx *ctx, const char *path, bool ties);
/* A drawing in units of its own: what is missing to place it. */
enum cgrid_status cgrid_guess_cad(struct cgrid_ctx *ctx, const char *path, struct cgrid_guess *guess);
/* Words that stand apart in a name. */
bool cgrid_name_has(const char *name, size_t length, const char *const *words);

/* Is it one of the words (ended by NULL)? Case does not matter. */
bool cgrid_guess_one_of(const char *text, const char *const *words);

#endif
