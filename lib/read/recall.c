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

const struct cgrid_word *
cgrid_recall_word(struct cgrid_recall *recall, enum cgrid_property key, const char *word,
		  enum cgrid_drawn drawn)
{
	size_t length = strlen(word);
	if (!recall || length > CGRID_RECALL_LENGTH)
		return cgrid_word_find(key, word, drawn);
	size_t slot =
	    (size_t)(cgrid_text_hash(word, length, 0) + (unsigned)key * 37u + (unsigned)drawn) %
	    CGRID_RECALL_WORDS;
	if (!is_same(&recall->words[slot].of, word, length) || recall->words[slot].key != key ||
	    recall->words[slot].drawn != drawn) {
		keep(&recall->words[slot].of, word, length);
		recall->words[slot].key = (unsigned char)key;
		recall->words[slot].drawn = (unsigned char)drawn;
		recall->words[slot].word = cgrid_word_find(key, word, drawn);
	}
	return recall->words[slot].word;
}

bool
cgrid_recall_key(const struct cgrid_recall *recall, const char *key, size_t length,
		 enum cgrid_property *meaning_out, unsigned *rank_out)
{
	if (!recall || length > CGRID_RECALL_LENGTH)
		return false;
	size_t slot = (size_t)cgrid_text_hash(key, length, 0) % CGRID_RECALL_KEYS;
	if (!is_same(&recall->keys[slot].of, key, length))
		return false;
	*meaning_out = recall->keys[slot].meaning;
	*rank_out = recall->keys[slot].rank;
	return true;
}

void
cgrid_recall_keep_key(struct cgrid_recall *recall, const char *key, size_t length,
		      enum cgrid_property meaning, unsigned rank)
{
	if (!recall || length > CGRID_RECALL_LENGTH)
		return;
	size_t slot = (size_t)cgrid_text_hash(key, length, 0) % CGRID_RECALL_KEYS;
	keep(&recall->keys[slot].of, key, length);
	recall->keys[slot].meaning = meaning;
	recall->keys[slot].rank = rank;
}
