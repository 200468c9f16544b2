/* SPDX-License-Identifier: Apache-2.0 */
/* Writes the tables of campusgrid-properties(5) in scdoc, from data/: a page that cannot drift. */
#include "read/words.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *word, *says;
} meanings[] = {
#define MEANING(constant, word, says) {word, says},
#include "meanings.def"
#undef MEANING
    {"*", "wherever a category is written"},
};
static const struct {
	const char *name;
	enum cgrid_property meaning;
	unsigned rank;
} properties[] = {
#define PROPERTY(name, meaning, rank) {name, CGRID_PROPERTY_##meaning, rank},
#include "properties.def"
#undef PROPERTY
};

enum { P = CGRID_DRAWN_POINT, L = CGRID_DRAWN_LINE, A = CGRID_DRAWN_AREA };
enum { LA = L | A, PA = P | A, PL = P | L, PLA = P | L | A };
static const struct cgrid_word words[] = {
#define WORD(key, word, role, drawn, kind, as)                                                         \
	{CGRID_PROPERTY_##key, word, CGRID_ROLE_##role, drawn, CGRID_ROOM_##kind, as},
#include "categories.def"
#undef WORD
};
enum { WORD_COUNT = sizeof words / sizeof *words };

static const char *const roles[] = {
    [CGRID_ROLE_ROOM] = "a room",
    [CGRID_ROLE_LEVEL] = "the outline of a level",
    [CGRID_ROLE_BUILDING] = "the outline of a building",
    [CGRID_ROLE_OUTLINE] = "the outline of the level or building",
    [CGRID_ROLE_DOOR] = "a door",
    [CGRID_ROLE_ENTRANCE] = "a door to the outside",
    [CGRID_ROLE_ASSET] = "an asset",
    [CGRID_ROLE_AREA] = "an area of the grounds",
    [CGRID_ROLE_PERHAPS] = "a room where no other property knows better",
    [CGRID_ROLE_IGNORED] = "not used",
};
static const char *const kinds[] = {
    [CGRID_ROOM_CORRIDOR] = "a corridor",         [CGRID_ROOM_STAIRS] = "stairs",
    [CGRID_ROOM_ELEVATOR] = "an elevator",        [CGRID_ROOM_RESTROOM] = "a restroom",
    [CGRID_ROOM_VOID] = "open to below: no room", [CGRID_ROOM_STRUCTURE] = "structure: no room",
};

/* scdoc takes underscores, stars and dots for marks. */
static void
put(const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr("_*\\#", *text))
			putchar('\\');
		putchar(*text);
	}
}

/* In the order in which they win. */
static void
put_names(enum cgrid_property meaning)
{
	enum { PROPERTY_COUNT = sizeof properties / sizeof *properties, RANKS = 10 };
	int count = 0;
	for (size_t n = 0; n < (size_t)PROPERTY_COUNT * RANKS; n++) {
		size_t i = n % PROPERTY_COUNT;
		if (properties[i].meaning == meaning && properties[i].rank == n / PROPERTY_COUNT) {
			printf(count++ ? ", " : "\tNames: ");
			put(properties[i].name);
		}
	}
	if (count)
		printf("\n");
}

static bool
are_alike(const struct cgrid_word *a, const struct cgrid_word *b)
{
	return a->key == b->key && a->role == b->role && a->kind == b->kind && a->drawn == b->drawn;
}

/* One line: the words of a key that say the same of features drawn alike. */
static void
put_line(size_t first)
{
	static const char *const drawn[] = {
	    [P] = "points",
	    [L] = "lines",
	    [A] = "areas",
	    [LA] = "lines and areas",
	    [PA] = "points and areas",
	    [PL] = "points and lines",
	    [PLA] = "anything",
	};
	const struct cgrid_word *word = &words[first];
	printf("\t");
	for (size_t i = first, count = 0; i < WORD_COUNT; i++) {
		if (!are_alike(word, &words[i]))
			continue;
		printf(count++ ? ", " : "");
		put(strcmp(words[i].word, "*") == 0 ? "any other word" : words[i].word);
		if (words[i].as[0] && strcmp(words[i].as, words[i].word) != 0) {
			printf(" (");
			put(words[i].as);
			printf(")");
		}
	}
	bool kind = word->role == CGRID_ROLE_ROOM && word->kind != CGRID_ROOM_ROOM;
	printf("; %s: %s.\n\n", drawn[word->drawn], kind ? kinds[word->kind] : roles[word->role]);
}

static void
put_words(enum cgrid_property key)
{
	for (size_t i = 0, count = 0; i < WORD_COUNT; i++) {
		size_t first = 0;
		while (!are_alike(&words[first], &words[i]))
			first++;
		if (words[i].key != key || first != i)
			continue;
		if (count++ == 0) {
			printf("*");
			put(meanings[key].word);
			printf("*%s%s\n", key == CGRID_PROPERTY_ANY ? " " : "",
			       key == CGRID_PROPERTY_ANY ? meanings[key].says : "");
		}
		put_line(i);
	}
}

int
main(void)
{
	printf("\n# WHAT PROPERTIES MEAN\n\n");
	for (int i = 0; i < CGRID_PROPERTY_COUNT; i++) {
		printf("*");
		put(meanings[i].word);
		printf("*\n\t");
		put(meanings[i].says);
		printf(".\n\n");
		put_names((enum cgrid_property)i);
		printf("\n");
	}
	printf("*ignore*\n\tNothing: the property is passed over, whatever its name means elsewhere.\n"
	       "\n# WHAT WORDS SAY\n\n"
	       "The word, with the kind or category that it stands for where that is another; how\n"
	       "the feature has to be drawn; what it then is. Case and the kind of blanks do not\n"
	       "matter. A word that is not here says nothing, and an area on a level is a room.\n\n");
	for (int key = CGRID_PROPERTY_FIRST_KEY; key <= CGRID_PROPERTY_ANY; key++)
		put_words((enum cgrid_property)key);
	printf("# SEE ALSO\n\n*campusgrid*(1), *campusgrid.json*(5)\n");
	return 0;
}
