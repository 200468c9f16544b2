/* SPDX-License-Identifier: Apache-2.0 */
#include "read/recall.h"

#include "base/text.h"

#include <string.h>

static bool
is_same(const struct cgrid_recalled_text *of, const char *text, size_t length)
{
	return of->set && of->length == length && memcmp(of->text, text, length) == 0;
}

static void
keep(struct cgrid_recalled_text *of, const char *text, size_t length)
{
	memcpy(of->text, text, length);
	of->length = (unsigned char)length;
	of->set = true;
}

/* Each text has two places, so that two that meet in one do not drive each other out. */
static size_t
other_place(size_t place)
{
	return place ^ 1;
}

const struct cgrid_word *
cgrid_recall_word(struct cgrid_recall *recall, enum cgrid_property key, const char *word,
		  enum cgrid_drawn drawn)
{
	size_t length = strlen(word);
	if (!recall || length > CGRID_RECALL_LENGTH)
		return cgrid_word_find(key, word, drawn);
	size_t place = (size_t)cgrid_text_hash(word, length, (unsigned)key * 8u + (unsigned)drawn) %
		       CGRID_RECALL_WORDS;
	for (size_t i = 0; i < 2; i++, place = other_place(place)) {
		const struct cgrid_recalled_word *of = &recall->words[place];
		if (of->key == key && of->drawn == drawn && is_same(&of->of, word, length))
			return of->word;
	}
	if (recall->words[place].of.set)
		place = other_place(place);
	struct cgrid_recalled_word *to = &recall->words[place];
	keep(&to->of, word, length);
	to->key = (unsigned char)key;
	to->drawn = (unsigned char)drawn;
	to->word = cgrid_word_find(key, word, drawn);
	return to->word;
}

/* Where a key is, or where it is to be. */
static size_t
place_of_key(const struct cgrid_recall *recall, const char *key, size_t length)
{
	/* Keys of one drawing mostly differ in these. */
	size_t ends = length == 0 ? 0
				  : (unsigned char)key[0] * 31u + (unsigned char)key[length / 2] * 7u +
					(unsigned char)key[length - 1];
	size_t place = (ends + length * 61) % CGRID_RECALL_KEYS;
	const struct cgrid_recalled_text *first = &recall->keys[place].of;
	return is_same(first, key, length) || !first->set ? place : other_place(place);
}

bool
cgrid_recall_key(const struct cgrid_recall *recall, const char *key, size_t length,
		 enum cgrid_property *meaning_out, unsigned *rank_out)
{
	if (!recall || length > CGRID_RECALL_LENGTH)
		return false;
	size_t place = place_of_key(recall, key, length);
	if (!is_same(&recall->keys[place].of, key, length))
		return false;
	*meaning_out = recall->keys[place].meaning;
	*rank_out = recall->keys[place].rank;
	return true;
}

void
cgrid_recall_keep_key(struct cgrid_recall *recall, const char *key, size_t length,
		      enum cgrid_property meaning, unsigned rank)
{
	if (!recall || length > CGRID_RECALL_LENGTH)
		return;
	size_t place = place_of_key(recall, key, length);
	keep(&recall->keys[place].of, key, length);
	recall->keys[place].meaning = meaning;
	recall->keys[place].rank = rank;
}
