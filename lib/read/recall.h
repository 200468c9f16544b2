/* SPDX-License-Identifier: Apache-2.0 */
/* What was looked up before: the features of a drawing have the same keys and words, again and again.
 */
#ifndef CGRID_READ_RECALL_H
#define CGRID_READ_RECALL_H

#include "read/words.h"

enum { CGRID_RECALL_LENGTH = 30, CGRID_RECALL_WORDS = 256, CGRID_RECALL_KEYS = 256 };

struct cgrid_recalled_text {
	char text[CGRID_RECALL_LENGTH];
	unsigned char length;
	bool set;
};
struct cgrid_recalled_word {
	struct cgrid_recalled_text of;
	unsigned char key, drawn;
	const struct cgrid_word *word;
};
struct cgrid_recall {
	struct cgrid_recalled_word words[CGRID_RECALL_WORDS];
	struct {
		struct cgrid_recalled_text of;
		enum cgrid_property meaning;
		unsigned rank;
	} keys[CGRID_RECALL_KEYS];
};

/* The same as cgrid_word_find; `recall` may be NULL. */
const struct cgrid_word *cgrid_recall_word(struct cgrid_recall *recall, enum cgrid_property key,
					   const char *word, enum cgrid_drawn drawn);
/* Has this key been met? What it means is then known. */
bool cgrid_recall_key(const struct cgrid_recall *recall, const char *key, size_t length,
		      enum cgrid_property *meaning_out, unsigned *rank_out);
void cgrid_recall_keep_key(struct cgrid_recall *recall, const char *key, size_t length,
			   enum cgrid_property meaning, unsigned rank);

#endif
