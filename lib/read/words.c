/* SPDX-License-Identifier: Apache-2.0 */
#include "read/words.h"

#include "base/text.h"

#include <string.h>

static const struct {
	const char *name;
	enum cgrid_property meaning;
	unsigned rank;
} properties[] = {
#define PROPERTY(name, meaning, rank) {name, CGRID_PROPERTY_##meaning, rank},
#include "properties.def"
#undef PROPERTY
};

static const char *const meanings[] = {
#define MEANING(constant, word, says) [CGRID_PROPERTY_##constant] = word,
#include "meanings.def"
#undef MEANING
    [CGRID_PROPERTY_COUNT] = "ignore", NULL};

enum {
	P = CGRID_DRAWN_POINT,
	L = CGRID_DRAWN_LINE,
	A = CGRID_DRAWN_AREA,
	LA = L | A,
	PA = P | A,
	PL = P | L,
	PLA = P | L | A
};

static const struct cgrid_word words[] = {
#define WORD(key, word, role, drawn, kind, as)                                                         \
	{CGRID_PROPERTY_##key, word, CGRID_ROLE_##role, drawn, CGRID_ROOM_##kind, as},
#include "categories.def"
#undef WORD
/* The vocabulary of kinds stands behind: an area called "stairs" is a room, a point is an asset. */
#define KIND_ASSET(text) {CGRID_PROPERTY_ANY, text, CGRID_ROLE_ASSET, P, CGRID_ROOM_ROOM, text},
#define KIND_AREA(text) {CGRID_PROPERTY_ANY, text, CGRID_ROLE_AREA, LA, CGRID_ROOM_ROOM, text},
#define KIND_DEVICE(text)
#define KIND(word, group, title, audience) KIND_##group(#word)
#include "kinds.def"
#undef KIND
};

enum { LONGEST = 48 };

/* Small letters; blanks and dashes become underscores, or go. False for what is longer than any word.
 */
static bool
plain(const char *text, size_t length, bool joined, char out[LONGEST])
{
	size_t n = 0;
	for (size_t i = 0; i < length; i++) {
		char c = (char)cgrid_lower((unsigned char)text[i]);
		bool blank = c == ' ' || c == '-' || c == '_';
		if (blank && joined)
			continue;
		if (n + 1 >= LONGEST)
			return false;
		out[n++] = blank ? '_' : c;
	}
	out[n] = '\0';
	return true;
}

enum cgrid_property
cgrid_property_find(const char *name, size_t length, unsigned *rank_out)
{
	char text[LONGEST];
	*rank_out = 0;
	if (!plain(name, length, true, text))
		return CGRID_PROPERTY_NONE;
	for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
		if (properties[i].name[0] == text[0] && strcmp(properties[i].name, text) == 0) {
			*rank_out = properties[i].rank;
			return properties[i].meaning;
		}
	return CGRID_PROPERTY_NONE;
}

static size_t
pass_joints(const char *name, size_t length, size_t at)
{
	while (at < length && (name[at] == ' ' || name[at] == '-' || name[at] == '_'))
		at++;
	return at;
}

bool
cgrid_property_same(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t i = pass_joints(a, a_length, 0), j = pass_joints(b, b_length, 0);
	while (i < a_length && j < b_length &&
	       cgrid_lower((unsigned char)a[i]) == cgrid_lower((unsigned char)b[j])) {
		i = pass_joints(a, a_length, i + 1);
		j = pass_joints(b, b_length, j + 1);
	}
	return i == a_length && j == b_length;
}

const char *const *
cgrid_meaning_words(void)
{
	return meanings;
}

bool
cgrid_meaning_find(const char *word, enum cgrid_property *meaning_out)
{
	size_t i = 0;
	while (meanings[i] && strcmp(meanings[i], word) != 0)
		i++;
	*meaning_out = i < CGRID_PROPERTY_COUNT ? (enum cgrid_property)i : CGRID_PROPERTY_NONE;
	return meanings[i] != NULL;
}

/* The row of a key, a word and a way of drawing. */
static const struct cgrid_word *
row_of(enum cgrid_property key, const char *word, unsigned drawn)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i].key == key && (words[i].drawn & drawn) && words[i].word[0] == word[0] &&
		    strcmp(words[i].word, word) == 0)
			return &words[i];
	return NULL;
}

static bool
holds_categories(enum cgrid_property key)
{
	switch (key) {
	case CGRID_PROPERTY_FEATURE:
	case CGRID_PROPERTY_INDOOR:
	case CGRID_PROPERTY_ROOM:
	case CGRID_PROPERTY_KIND:
	case CGRID_PROPERTY_CATEGORY:
	case CGRID_PROPERTY_TYPE:
	case CGRID_PROPERTY_ANY:
		return true;
	default:
		return false;
	}
}

const struct cgrid_word *
cgrid_word_find(enum cgrid_property key, const char *word, enum cgrid_drawn drawn)
{
	char text[LONGEST];
	if (!plain(word, strlen(word), false, text))
		memcpy(text, "*", 2);
	const struct cgrid_word *row = row_of(key, text, drawn);
	if (!row && holds_categories(key))
		row = row_of(CGRID_PROPERTY_ANY, text, drawn);
	return row ? row : row_of(key, "*", drawn);
}

const struct cgrid_word *
cgrid_category_find(const char *category, enum cgrid_drawn drawn)
{
	return cgrid_word_find(CGRID_PROPERTY_ANY, category, drawn);
}

enum cgrid_room_kind
cgrid_room_kind_of(const char *category)
{
	const struct cgrid_word *word = cgrid_category_find(category, CGRID_DRAWN_AREA);
	return word ? word->kind : CGRID_ROOM_ROOM;
}
