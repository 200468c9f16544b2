/* SPDX-License-Identifier: Apache-2.0 */
/* How levels are written: lists, ranges, and names of files and folders. */
#include "read/geojson.h"

#include "base/num.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
cgrid_levels_free(struct cgrid_level_list *list)
{
	free(list->text);
	*list = (struct cgrid_level_list){0};
}

static void
add_label(struct cgrid_level_list *list, const char *label)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->labels[i], label) == 0)
			return;
	if (list->count < CGRID_LEVELS_MOST)
		list->labels[list->count++] = label;
}

/* "0-3", "-2--1": from and to, of a building that can be. */
static bool
is_range(const char *text, int64_t *from_out, int64_t *to_out)
{
	const char *dash = text[0] ? strchr(text + 1, '-') : NULL;
	return dash && cgrid_integer_parse(text, (size_t)(dash - text), -20, 200, from_out) &&
	       cgrid_integer_parse(dash + 1, strlen(dash + 1), -20, 200, to_out) &&
	       *from_out < *to_out && *to_out - *from_out < CGRID_LEVELS_MOST;
}

static char *
trim(char *text)
{
	while (*text == ' ')
		text++;
	size_t length = strlen(text);
	while (length > 0 && text[length - 1] == ' ')
		text[--length] = '\0';
	return text;
}

static bool
is_whole(const char *text, size_t length)
{
	int64_t value;
	return cgrid_integer_parse(text, length, -999, 999, &value);
}

/* "0,5", "-1,25": a decimal comma, of a half or a quarter between two levels. "4,5" is a list of two
 * neighbours. */
static bool
is_decimal(const char *text, const char *comma)
{
	static const char *const parts[] = {"5", "25", "75", "50"};
	if (!is_whole(text, (size_t)(comma - text)) || strcmp(text, "4,5") == 0)
		return false;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strcmp(comma + 1, parts[i]) == 0)
			return true;
	return false;
}

/* "1,2,3": whole numbers alone. */
static bool
is_comma_list(const char *text)
{
	for (const char *next; (next = strchr(text, ',')); text = next + 1)
		if (!is_whole(text, (size_t)(next - text)))
			return false;
	return is_whole(text, strlen(text));
}

/* One level is called one way: "0,5" is "0.5", "-0" is "0". */
static char *
same_number(char *text)
{
	char *comma = strchr(text, ',');
	if (comma && is_decimal(text, comma))
		*comma = '.';
	return strcmp(text, "-0") == 0 ? text + 1 : text;
}

static void
add_part(struct cgrid_level_list *list, char *part)
{
	part = same_number(trim(part));
	char *comma = strchr(part, ',');
	while (comma && is_comma_list(part)) {
		*comma = '\0';
		add_label(list, same_number(part));
		part = comma + 1;
		comma = strchr(part, ',');
	}
	if (part[0])
		add_label(list, same_number(part));
}

bool
cgrid_levels_parse(const char *text, struct cgrid_level_list *list)
{
	/* Each number of a range has at most four characters and its NUL. */
	const size_t length = strlen(text), room = CGRID_LEVELS_MOST * 5;
	if (length == 0) {
		*list = (struct cgrid_level_list){0};
		return true;
	}
	*list = (struct cgrid_level_list){.text = malloc(length + 1 + room)};
	if (!list->text)
		return false;
	memcpy(list->text, text, length + 1);
	char *spare = list->text + length + 1, *const end = spare + room;
	for (char *part = list->text, *next; part; part = next) {
		int64_t from, to;
		next = strchr(part, ';');
		if (next)
			*next++ = '\0';
		part = trim(part);
		if (!is_range(part, &from, &to)) {
			add_part(list, part);
			continue;
		}
		for (; from <= to && end - spare >= 5; from++) {
			snprintf(spare, 5, "%d", (int)from);
			add_label(list, spare);
			spare += strlen(spare) + 1;
		}
	}
	return true;
}

const char *const cgrid_level_words[] = {"floor", "flr",   "level",  "lvl",      "storey",    "story",
					 "etage", "ebene", "niveau", "geschoss", "stockwerk", NULL};
enum { LEVEL_WORDS = sizeof cgrid_level_words / sizeof *cgrid_level_words - 1 };
/* Labels that stand alone, and letters that a number follows or comes before. */
static const char *const alone[] = {"gf",      "lg",     "ug",       "eg",        "dg",
				    "kg",      "ground", "basement", "mezzanine", "roof",
				    "rooftop", "attic",  "lobby"};
static const char *const behind[] = {"f", "l", "b", "p", "u", "k", "og"};
static const char *const before[] = {"f", "og", "ug", "st", "nd", "rd", "th"};

static bool
is_one_of(const char *text, size_t length, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t n = 0;
		while (n < length && list[i][n] != '\0' &&
		       cgrid_lower((unsigned char)text[n]) == list[i][n])
			n++;
		if (n == length && list[i][n] == '\0')
			return true;
	}
	return false;
}
#define IS_ONE_OF(text, length, list) is_one_of(text, length, list, sizeof(list) / sizeof *(list))

static size_t
digits_at(const char *text, size_t length)
{
	size_t n = 0;
	while (n < length && text[n] >= '0' && text[n] <= '9')
		n++;
	return n;
}

/* "F1", "B2", "2f", "1st": a number of at most two digits with its letters. */
static bool
is_numbered(const char *text, size_t length)
{
	size_t letters = 0;
	while (letters < length && !digits_at(text + letters, 1))
		letters++;
	size_t digits = digits_at(text + letters, length - letters);
	if (digits == 0 || digits > 2)
		return false;
	if (letters > 0)
		return letters + digits == length && IS_ONE_OF(text, letters, behind);
	return IS_ONE_OF(text + digits, length - digits, before);
}

struct token {
	const char *text;
	size_t length;
};
enum { TOKENS = 12 };

/* Parts of a name between blanks, dots, underscores and dashes; a dash before a digit behind another
 * mark is a minus ("floor_-1"). */
static size_t
split_name(const char *name, struct token tokens[TOKENS])
{
	size_t count = 0;
	for (const char *c = name; *c != '\0' && count < TOKENS;) {
		bool minus = c[0] == '-' && digits_at(c + 1, 1) && c > name && strchr(" ._-", c[-1]);
		if (!minus && strchr(" ._-", *c)) {
			c++;
			continue;
		}
		size_t length = minus ? 1 : 0;
		length += strcspn(c + length, " ._-");
		tokens[count++] = (struct token){c, length};
		c += length;
	}
	return count;
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
	       IS_ONE_OF(token->text, token->length, alone);
}

static bool
take(const struct token *token, char label[CGRID_LEVEL_NAME_SIZE])
{
	if (token->length + 1 > CGRID_LEVEL_NAME_SIZE)
		return false;
	memcpy(label, token->text, token->length);
	label[token->length] = '\0';
	return true;
}

/* "level1", "floor02": the word and the number without anything between. */
static bool
is_joined(const struct token *token, struct token *number_out)
{
	size_t letters = 0;
	while (letters < token->length && !digits_at(token->text + letters, 1))
		letters++;
	*number_out = (struct token){token->text + letters, token->length - letters};
	return number_out->length > 0 && number_out->length <= 3 &&
	       digits_at(number_out->text, number_out->length) == number_out->length &&
	       is_one_of(token->text, letters, cgrid_level_words, LEVEL_WORDS);
}

bool
cgrid_level_of_name(const char *name, char label[CGRID_LEVEL_NAME_SIZE])
{
	struct token tokens[TOKENS], number;
	size_t count = split_name(name, tokens);
	for (size_t i = 0; i < count; i++) {
		const struct token *token = &tokens[i];
		if (is_joined(token, &number))
			return take(&number, label);
		if (!is_one_of(token->text, token->length, cgrid_level_words, LEVEL_WORDS))
			continue;
		if (i > 0 && (is_numbered(token[-1].text, token[-1].length) ||
			      IS_ONE_OF(token[-1].text, token[-1].length, alone)))
			return take(token - 1, label);
		if (i + 1 < count && is_label(token + 1))
			return take(token + 1, label);
	}
	/* Without a word the label stands last, or alone. */
	if (count == 0)
		return false;
	const struct token *last = &tokens[count - 1];
	if (is_numbered(last->text, last->length) || IS_ONE_OF(last->text, last->length, alone))
		return take(last, label);
	return false;
}
