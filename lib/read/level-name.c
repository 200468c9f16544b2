/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The level that a file or folder is called after: one rule for what is read and for what `init` writes
 * down, so that a folder has the same labels with a campus.json and without one. Letters stay ("L2",
 * "B1"): they may well be on the sign. A counted word is its number ("1st", "second"), a label of few
 * characters is in capitals, as signs are.
 */
#include "read/geojson.h"

#include <string.h>

static const char *const level_words[] = {"floor",    "flr",       "fl",    "level", "lvl",
					  "storey",   "story",     "etage", "ebene", "niveau",
					  "geschoss", "stockwerk", NULL};
/* Labels that stand alone. */
static const char *const alone[] = {"gf",   "lg",      "ll",     "ug",       "eg",
				    "dg",   "kg",      "ground", "basement", "mezzanine",
				    "roof", "rooftop", "attic",  "lobby",    NULL};
/* Letters before a number, and behind one. */
static const char *const letters_before[] = {"f", "l", "b", "p", "u", "k", "og", NULL};
static const char *const letters_behind[] = {"f", "og", "ug", NULL};
static const char *const counted_endings[] = {"st", "nd", "rd", "th", NULL};
static const char *const counted_words[] = {"first", "second", "third", "fourth", "fifth", NULL};

/* A part of a name. */
struct token {
	const char *text;
	size_t length;
};
enum { TOKENS = 16 };

/* The index of the word that a text is, whatever its case; -1 for none. */
static int
word_index(const char *text, size_t length, const char *const *words)
{
	for (int i = 0; words[i]; i++) {
		size_t n = 0;
		while (n < length && words[i][n] != '\0' &&
		       cgrid_lower((unsigned char)text[n]) == words[i][n])
			n++;
		if (n == length && words[i][n] == '\0')
			return i;
	}
	return -1;
}

static bool
is_one_of(const char *text, size_t length, const char *const *words)
{
	return word_index(text, length, words) >= 0;
}

static size_t
digits_at(const char *text, size_t length)
{
	size_t n = 0;
	while (n < length && text[n] >= '0' && text[n] <= '9')
		n++;
	return n;
}

static size_t
letters_at(const struct token *token)
{
	size_t n = 0;
	while (n < token->length && !digits_at(token->text + n, 1))
		n++;
	return n;
}

/* Parts between blanks, dots, underscores and dashes; a dash before a digit behind another mark is a
 * minus ("floor_-1"). */
static size_t
split_name(const char *name, size_t length, struct token tokens[TOKENS])
{
	static const char marks[] = " ._-";
	size_t count = 0, at = 0;
	while (at < length && count < TOKENS) {
		bool minus = name[at] == '-' && digits_at(name + at + 1, length - at - 1) && at > 0 &&
			     strchr(marks, name[at - 1]);
		if (!minus && strchr(marks, name[at])) {
			at++;
			continue;
		}
		size_t from = at++;
		while (at < length && !strchr(marks, name[at]))
			at++;
		tokens[count++] = (struct token){name + from, at - from};
	}
	return count;
}

/* "F1", "B2", "2f": a number of at most two digits with its letters. */
static bool
is_numbered(const struct token *token)
{
	size_t letters = letters_at(token);
	size_t digits = digits_at(token->text + letters, token->length - letters);
	if (digits == 0 || digits > 2)
		return false;
	if (letters > 0)
		return letters + digits == token->length &&
		       is_one_of(token->text, letters, letters_before);
	return is_one_of(token->text + digits, token->length - digits, letters_behind);
}

/* "1st", "22nd": its digits; 0 for other words. */
static size_t
counted(const struct token *token)
{
	size_t digits = digits_at(token->text, token->length);
	bool ends = digits > 0 && digits <= 2 &&
		    is_one_of(token->text + digits, token->length - digits, counted_endings);
	return ends ? digits : 0;
}

/* "floor plan" names no level; a label is short with a digit, a letter or two, or a word for a level.
 */
static bool
is_label(const struct token *token)
{
	bool digit = false;
	for (size_t i = 0; i < token->length; i++)
		digit |= digits_at(token->text + i, 1) == 1;
	return token->length <= 2 || (digit && token->length <= 4) ||
	       is_one_of(token->text, token->length, alone);
}

/* "level1", "floor02", "fl2": the number behind the word. */
static bool
is_joined(const struct token *token, struct token *number_out)
{
	size_t letters = letters_at(token);
	*number_out = (struct token){token->text + letters, token->length - letters};
	return number_out->length > 0 && number_out->length <= 3 &&
	       digits_at(number_out->text, number_out->length) == number_out->length &&
	       is_one_of(token->text, letters, level_words);
}

static bool
take(struct token token, char label[CGRID_LEVEL_NAME_SIZE])
{
	static const char *const numbers[] = {"1", "2", "3", "4", "5"};
	int word = word_index(token.text, token.length, counted_words);
	size_t digits = counted(&token);
	if (word >= 0)
		token = (struct token){numbers[word], 1};
	else if (digits > 0)
		token.length = digits;
	if (token.length + 1 > CGRID_LEVEL_NAME_SIZE)
		return false;
	for (size_t i = 0; i < token.length; i++) {
		char c = token.text[i];
		bool small = c >= 'a' && c <= 'z' && (i == 0 || token.length <= 3);
		label[i] = small ? (char)(c - 'a' + 'A') : c;
	}
	label[token.length] = '\0';
	return true;
}

/* Which tokens are the level, from and to (behind the last); its label is written. */
static bool
find(const struct token *tokens, size_t count, size_t *from, size_t *to,
     char label[CGRID_LEVEL_NAME_SIZE])
{
	struct token number;
	for (size_t i = 0; i < count; i++) {
		const struct token *token = &tokens[i];
		*from = i;
		*to = i + 1;
		if (is_joined(token, &number))
			return take(number, label);
		if (!is_one_of(token->text, token->length, level_words))
			continue;
		if (i > 0 && (is_numbered(token - 1) || counted(token - 1) ||
			      is_one_of(token[-1].text, token[-1].length, counted_words) ||
			      is_one_of(token[-1].text, token[-1].length, alone))) {
			*from = i - 1;
			return take(token[-1], label);
		}
		*to = i + 2;
		/* "fl" is a state too, and short for more than this. */
		bool abbreviated =
		    is_one_of(token->text, token->length, (const char *const[]){"fl", NULL});
		if (i + 1 < count && is_label(token + 1) &&
		    (!abbreviated || digits_at(token[1].text, 1) || is_numbered(token + 1)))
			return take(token[1], label);
	}
	/* Without a word the label stands last, or alone; or it is the only one of its kind. */
	size_t numbered = 0;
	for (size_t i = 0; i < count; i++)
		if (is_numbered(&tokens[i]) && numbered++ == 0)
			*from = i;
	if (count > 0 && (is_numbered(&tokens[count - 1]) || counted(&tokens[count - 1]) ||
			  is_one_of(tokens[count - 1].text, tokens[count - 1].length, alone)))
		*from = count - 1;
	else if (numbered != 1)
		return false;
	*to = *from + 1;
	return take(tokens[*from], label);
}

bool
cgrid_level_in_name(const char *name, size_t length, char label[CGRID_LEVEL_NAME_SIZE], char *rest,
		    size_t size)
{
	struct token tokens[TOKENS];
	size_t count = split_name(name, length, tokens), from = 0, to = 0, used = 0;
	bool found = find(tokens, count, &from, &to, label);
	if (size > 0)
		rest[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		size_t blank = used > 0, n = tokens[i].length;
		if ((found && i >= from && i < to) || used + blank + n >= size)
			continue;
		if (blank)
			rest[used++] = ' ';
		memcpy(rest + used, tokens[i].text, n);
		used += n;
		rest[used] = '\0';
	}
	return found;
}

bool
cgrid_level_of_name(const char *name, char label[CGRID_LEVEL_NAME_SIZE])
{
	return cgrid_level_in_name(name, strlen(name), label, NULL, 0);
}
