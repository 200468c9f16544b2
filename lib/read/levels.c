/* SPDX-License-Identifier: Apache-2.0 */
/* How levels are written: lists and ranges. */
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
	*list = (struct cgrid_level_list){0};
	if (length == 0)
		return true;
	/* Most features name one, as it is. */
	if (length < sizeof list->one && !strpbrk(text, " ;,-")) {
		memcpy(list->one, text, length + 1);
		list->labels[list->count++] = list->one;
		return true;
	}
	list->text = malloc(length + 1 + room);
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
