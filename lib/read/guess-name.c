/* SPDX-License-Identifier: Apache-2.0 */
#include "read/guess.h"

#include "base/num.h"
#include "base/text.h"
#include "read/geojson.h"

#include <stdio.h>
#include <string.h>

/* Labels of floors below; B1, B2 ... are counted. */
static const char *const below_labels[] = {"Basement", "B", "LL", "LG", "KG", "UG", NULL};
/* Labels of a ground floor: where there is one, level 1 is one up. */
static const char *const ground_labels[] = {"0", "G", "GF", "EG", "Ground", NULL};

bool
cgrid_guess_one_of(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (cgrid_same_text(text, *words))
			return true;
	return false;
}

void
cgrid_guess_name(const char *name, size_t length, char building[CGRID_GUESS_TEXT],
		 char level[CGRID_GUESS_TEXT])
{
	char label[CGRID_LEVEL_NAME_SIZE] = "";
	cgrid_level_in_name(name, length, label, building, CGRID_GUESS_TEXT);
	memcpy(level, label, sizeof label);
}

/* Letters before or behind the number of a level, and which way it counts; those of upper floors count
 * from a ground floor that has a name of its own. */
static const struct {
	const char *letters;
	int way;
	bool upper;
} numbered[] = {{"L", 1, false},  {"F", 1, false},  {"OG", 1, true},  {"B", -1, false},
		{"U", -1, false}, {"K", -1, false}, {"UG", -1, false}};

/* "2", "L2", "2F", "B1", "1OG": its number, and how it counts. */
static bool
number_of(const char *level, int64_t *number_out, bool *upper_out)
{
	size_t length = strlen(level), digits = strspn(level, "0123456789");
	*upper_out = false;
	if (cgrid_integer_parse(level, length, -20, 200, number_out))
		return true;
	for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++) {
		const char *letters = numbered[i].letters;
		size_t n = strlen(letters);
		bool before = strncmp(level, letters, n) == 0 &&
			      cgrid_integer_parse(level + n, length - n, 0, 99, number_out);
		bool behind = strcmp(level + digits, letters) == 0 &&
			      cgrid_integer_parse(level, digits, 0, 99, number_out);
		if (!before && !behind)
			continue;
		*number_out *= numbered[i].way;
		*upper_out = numbered[i].upper;
		return true;
	}
	return false;
}

static bool
has_ground_floor(const struct cgrid_guess *guesses, size_t count, const char *building)
{
	for (size_t i = 0; i < count; i++)
		if (cgrid_same_text(guesses[i].building, building) &&
		    cgrid_guess_one_of(guesses[i].level, ground_labels))
			return true;
	return false;
}

void
cgrid_guess_ordinals(struct cgrid_guess *guesses, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct cgrid_guess *guess = &guesses[i];
		const char *level = guess->level;
		int64_t n = 0;
		bool upper;
		guess->has_ordinal = true;
		if (cgrid_guess_one_of(level, ground_labels))
			guess->ordinal = 0;
		else if (cgrid_guess_one_of(level, below_labels))
			guess->ordinal = -1;
		else if (number_of(level, &n, &upper))
			guess->ordinal =
			    (int32_t)(n - (n > 0 && !upper &&
					   !has_ground_floor(guesses, count, guess->building)));
		else
			guess->has_ordinal = false;
	}
}
