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
	int32_t ordinal;
	bool has_ordinal;
	const char *crs; /* imagery; NULL when it cannot be told */
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

#endif
