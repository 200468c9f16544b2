/* SPDX-License-Identifier: Apache-2.0 */
#include "read/guess.h"

#include "base/num.h"
#include "base/text.h"
#include "read/geojson.h"

#include <stdio.h>
#include <string.h>

/* Letters that say so of the digits behind them alone, as cgrid_level_words do of any label: L2, FL2.
 */
static const char *const level_letters[] = {"l", "f", "fl", NULL};
/* Words that are a level by themselves, with the ordinal they nearly always have. */
static const struct {
	const char *word, *label;
	int ordinal;
	bool has_ordinal;
} level_names[] = {
    {"ground", "Ground", 0, true},
    {"basement", "Basement", -1, true},
    {"mezzanine", "Mezzanine", 0, false},
    {"roof", "Roof", 0, false},
    {"first", "1", 0, false},
    {"second", "2", 0, false},
    {"third", "3", 0, false},
};
/* Labels of floors below; B1, B2 ... are counted. */
static const char *const below_labels[] = {"Basement", "B", "LL", NULL};
/* Labels of a ground floor: where there is one, level 1 is one up. */
static const char *const ground_labels[] = {"0", "G", "GF", "Ground", NULL};

struct word {
	char text[CGRID_GUESS_TEXT];
	size_t length;
};

bool
cgrid_guess_one_of(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (cgrid_same_text(text, *words))
			return true;
	return false;
}

static bool
digits(const char *text)
{
	return text[0] != '\0' && text[strspn(text, "0123456789")] == '\0';
}

/* "level2", "L2" -> "2"; NULL where the word is none of these. */
static const char *
joined_number(const char *word)
{
	for (int pass = 0; pass < 2; pass++) {
		for (const char *const *w = pass ? level_letters : cgrid_level_words; *w; w++) {
			size_t n = strlen(*w);
			size_t same = 0;
			while (same < n && cgrid_lower((unsigned char)word[same]) == (*w)[same])
				same++;
			if (same == n && digits(word + n))
				return word + n;
		}
	}
	return NULL;
}

/* "1st", "22nd" -> its digits; 0 for other words. */
static size_t
counted(const char *word)
{
	static const char *const endings[] = {"st", "nd", "rd", "th", NULL};
	size_t n = strspn(word, "0123456789");
	return n > 0 && cgrid_guess_one_of(word + n, endings) ? n : 0;
}

static void
put_label(char level[CGRID_GUESS_TEXT], const char *text, size_t length)
{
	snprintf(level, CGRID_GUESS_TEXT, "%.*s", (int)(length < 16 ? length : 16), text);
	/* A label of few characters is what a sign says: in capitals. */
	for (size_t i = 0; length <= 3 && level[i] != '\0'; i++)
		if (level[i] >= 'a' && level[i] <= 'z')
			level[i] = (char)(level[i] - 'a' + 'A');
}

/* How many words from `at` on are a level; its label is written. */
static size_t
take_level(const struct word *words, size_t count, size_t at, char level[CGRID_GUESS_TEXT])
{
	const char *word = words[at].text;
	bool floor_follows =
	    at + 1 < count && cgrid_guess_one_of(words[at + 1].text, cgrid_level_words);
	const char *number = joined_number(word);
	if (number) {
		put_label(level, number, strlen(number));
		return 1;
	}
	size_t n = counted(word);
	if (n > 0) {
		put_label(level, word, n);
		return floor_follows ? 2 : 1;
	}
	for (size_t i = 0; i < sizeof level_names / sizeof *level_names; i++) {
		if (!cgrid_same_text(word, level_names[i].word))
			continue;
		/* "First" alone may be the name of a building. */
		if (digits(level_names[i].label) && !floor_follows)
			return 0;
		snprintf(level, CGRID_GUESS_TEXT, "%s", level_names[i].label);
		return floor_follows ? 2 : 1;
	}
	if (at + 1 < count && words[at + 1].length <= 3 &&
	    (cgrid_guess_one_of(word, cgrid_level_words) ||
	     (cgrid_same_text(word, "fl") && digits(words[at + 1].text)))) {
		put_label(level, words[at + 1].text, words[at + 1].length);
		return 2;
	}
	return 0;
}

static size_t
cut_words(const char *name, size_t length, struct word *words, size_t most)
{
	size_t count = 0, at = 0;
	while (at < length && count < most) {
		size_t from = at;
		/* A dash behind another mark and before a digit is a minus: "floor_-1". */
		at += at > 0 && at + 1 < length && name[at] == '-' && strchr("-_ .", name[at - 1]) &&
		      name[at + 1] >= '0' && name[at + 1] <= '9';
		while (at < length && !strchr("-_ .", name[at]))
			at++;
		if (at > from) {
			struct word *word = &words[count++];
			snprintf(word->text, sizeof word->text, "%.*s", (int)(at - from), name + from);
			word->length = strlen(word->text);
		}
		at += at < length;
	}
	return count;
}

void
cgrid_guess_name(const char *name, size_t length, char building[CGRID_GUESS_TEXT],
		 char level[CGRID_GUESS_TEXT])
{
	struct word words[8];
	size_t count = cut_words(name, length, words, sizeof words / sizeof *words), used = 0;
	building[0] = level[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		size_t taken = level[0] == '\0' ? take_level(words, count, i, level) : 0;
		if (taken > 0) {
			i += taken - 1;
			continue;
		}
		int n = snprintf(building + used, CGRID_GUESS_TEXT - used, "%s%s", used > 0 ? " " : "",
				 words[i].text);
		used += n > 0 && (size_t)n < CGRID_GUESS_TEXT - used ? (size_t)n : 0;
		building[used] = '\0';
	}
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
		guess->has_ordinal = true;
		if (cgrid_guess_one_of(level, ground_labels))
			guess->ordinal = 0;
		else if (cgrid_guess_one_of(level, below_labels))
			guess->ordinal = -1;
		else if (level[0] == 'B' &&
			 cgrid_integer_parse(level + 1, strlen(level + 1), 1, 20, &n))
			guess->ordinal = -(int32_t)n;
		else if (cgrid_integer_parse(level, strlen(level), -20, -1, &n))
			guess->ordinal = (int32_t)n;
		else if (cgrid_integer_parse(level, strlen(level), 1, 200, &n))
			guess->ordinal =
			    (int32_t)n - !has_ground_floor(guesses, count, guess->building);
		else
			guess->has_ordinal = false;
	}
}
