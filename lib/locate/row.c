/* SPDX-License-Identifier: Apache-2.0 */
#include "locate/row.h"

#include "base/base.h"
#include "base/num.h"

#include <math.h>
#include <string.h>

static const int decimals[] = {
    [CGRID_COLUMN_DEGREES] = 7,
    [CGRID_COLUMN_METRES] = 2,
    [CGRID_COLUMN_SHARE] = 6,
};

/* "-33.86,151.21" and the level "-1" are numbers, which no spreadsheet takes for a formula: a guard
 * would only make them another text than the one that was asked or painted. */
static bool
is_numbers(const char *text)
{
	for (;;) {
		double value;
		size_t length = strcspn(text, ",");
		if (!cgrid_number_parse(text, length, &value))
			return false;
		if (text[length] == '\0')
			return true;
		text += length + 1;
	}
}

static const char *
text_of(const struct cgrid_column *column, const char *at)
{
	const char *text;
	if (column->type == CGRID_COLUMN_CHARS)
		return at;
	if (column->type == CGRID_COLUMN_WORD) {
		int word; /* enums of C are as wide as int here; a test compares the words */
		memcpy(&word, at, sizeof word);
		return column->words[word];
	}
	memcpy(&text, at, sizeof text);
	return text ? text : "";
}

/* Appends a number or a word of JSON; false when it is unknown, or a text. */
static bool
put_number(struct cgrid_buf *out, const struct cgrid_column *column, const char *at)
{
	double number;
	int32_t integer;
	int64_t count;
	bool yes;
	switch (column->type) {
	case CGRID_COLUMN_DEGREES:
	case CGRID_COLUMN_METRES:
	case CGRID_COLUMN_SHARE:
		memcpy(&number, at, sizeof number);
		if (isfinite(number))
			cgrid_buf_fixed(out, number, decimals[column->type]);
		return isfinite(number);
	case CGRID_COLUMN_INTEGER:
		memcpy(&integer, at, sizeof integer);
		cgrid_buf_int(out, integer);
		return true;
	case CGRID_COLUMN_COUNT:
		memcpy(&count, at, sizeof count);
		if (count >= 0)
			cgrid_buf_int(out, count);
		return count >= 0;
	case CGRID_COLUMN_BOOL:
		memcpy(&yes, at, sizeof yes);
		cgrid_buf_text(out, yes ? "true" : "false");
		return true;
	case CGRID_COLUMN_TEXT:
	case CGRID_COLUMN_CHARS:
	case CGRID_COLUMN_WORD:
		break;
	}
	return false;
}

static bool
is_text(const struct cgrid_column *column)
{
	return column->type == CGRID_COLUMN_TEXT || column->type == CGRID_COLUMN_CHARS ||
	       column->type == CGRID_COLUMN_WORD;
}

static bool
is_known(const struct cgrid_column *column, const char *row)
{
	bool known = true;
	if (column->known > 0)
		memcpy(&known, row + column->known, sizeof known);
	return known;
}

void
cgrid_row_head(struct cgrid_buf *out, const struct cgrid_column *columns)
{
	for (size_t i = 0; columns[i].name; i++) {
		if (i > 0)
			cgrid_buf_char(out, ',');
		cgrid_buf_text(out, columns[i].name);
	}
	cgrid_buf_char(out, '\n');
}

/* What ends a text that is written as it stands: its end, and what has to be quoted. */
static const bool stops[256] = {
    ['\0'] = true, [','] = true, ['"'] = true, ['\r'] = true, ['\n'] = true};
/* What a spreadsheet would take for the start of a formula. */
static const bool formulas[256] = {
    ['='] = true, ['+'] = true, ['-'] = true, ['@'] = true, ['\t'] = true, ['\r'] = true};

/* Room for a short field and its comma. */
enum { SHORT = 64, FIELD_ROOM = SHORT + 16 };

/* Copied as it is read: nearly every text is short and plain. Returns its end, or NULL for one that is
 * not. */
static inline char *
put_plain(char *to, const char *text)
{
	if (formulas[(unsigned char)text[0]])
		return NULL;
	/* Four at a time ask a quarter as often whether it is still short. */
	for (size_t n = 0; n < SHORT; n += 4)
#pragma GCC unroll 4
		for (size_t k = n; k < n + 4; k++) {
			const char c = to[k] = text[k];
			if (stops[(unsigned char)c])
				return c == '\0' ? to + k : NULL;
		}
	return NULL;
}

/* Not 0 when a byte of the word is below `low`, which is at most 0x80. */
static inline uint64_t
bytes_below(uint64_t word, unsigned char low)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	return (word - ones * low) & ~word & ones << 7;
}

static inline uint64_t
bytes_that_are(uint64_t word, unsigned char c)
{
	return bytes_below(word ^ UINT64_C(0x0101010101010101) * c, 1);
}

/* The same of an array, which holds whole words. */
static inline char *
put_plain_words(char *to, const char *text)
{
	if (formulas[(unsigned char)text[0]])
		return NULL;
	for (size_t n = 0; n < SHORT; n += sizeof(uint64_t)) {
		uint64_t word;
		memcpy(&word, text + n, sizeof word);
		memcpy(to + n, &word, sizeof word);
		if (!(bytes_below(word, ' ') | bytes_that_are(word, ',') | bytes_that_are(word, '"')))
			continue;
		for (size_t k = n; k < n + sizeof word; k++)
			if (stops[(unsigned char)text[k]])
				return text[k] == '\0' ? to + k : NULL;
	}
	return NULL;
}

/* The end of a field, with its comma; NULL for one that has no short way. */
static inline char *
put_short(char *to, const struct cgrid_column *column, const char *at)
{
	const char *text;
	double number;
	int32_t integer;
	switch (column->type) {
	case CGRID_COLUMN_TEXT:
		memcpy(&text, at, sizeof text);
		return text ? put_plain(to, text) : to;
	case CGRID_COLUMN_WORD:
		return put_plain(to, text_of(column, at));
	case CGRID_COLUMN_CHARS:
		return put_plain_words(to, at);
	case CGRID_COLUMN_DEGREES:
	case CGRID_COLUMN_METRES:
	case CGRID_COLUMN_SHARE:
		memcpy(&number, at, sizeof number);
		if (isnan(number))
			return to;
		return fabs(number) < 1e9 ? to + cgrid_fixed(to, number, decimals[column->type]) : NULL;
	case CGRID_COLUMN_INTEGER:
		memcpy(&integer, at, sizeof integer);
		if (integer >= 0 && integer < 10) {
			*to = (char)('0' + integer);
			return to + 1;
		}
		*to = '-';
		to += integer < 0;
		return to +
		       cgrid_digits(to, integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer, 1);
	case CGRID_COLUMN_COUNT:
	case CGRID_COLUMN_BOOL:
		break;
	}
	return NULL;
}

/* A field that has no short way. */
static void
put_field(struct cgrid_buf *out, const struct cgrid_column *column, const char *at)
{
	if (is_text(column)) {
		const char *text = text_of(column, at);
		cgrid_buf_csv(out, text, !is_numbers(text));
	} else {
		put_number(out, column, at);
	}
}

/* The end of the row is kept in hand, not in the buffer, where every byte that is written could change
 * it for all that a compiler knows. */
void
cgrid_row_csv(struct cgrid_buf *out, const struct cgrid_column *columns, const void *row)
{
	enum { ROOM = 24 * FIELD_ROOM };
	char *to = cgrid_buf_room(out, ROOM), *limit = to ? to + ROOM - FIELD_ROOM : NULL;
	for (const struct cgrid_column *column = columns; to && column->name; column++) {
		const char *at = (const char *)row + column->at;
		char *end = to <= limit ? to : NULL;
		if (end && is_known(column, row))
			end = put_short(to, column, at);
		if (!end) {
			out->size = (size_t)(to - out->data);
			if (is_known(column, row))
				put_field(out, column, at);
			to = end = cgrid_buf_room(out, ROOM);
			if (!to)
				return;
			limit = to + ROOM - FIELD_ROOM;
		}
		*end = column[1].name ? ',' : '\n';
		to = end + 1;
	}
	if (!to)
		return;
	*to = '\0';
	out->size = (size_t)(to - out->data);
}

void
cgrid_row_json(struct cgrid_buf *out, const struct cgrid_column *columns, const void *row)
{
	for (size_t i = 0; columns[i].name; i++) {
		const char *at = (const char *)row + columns[i].at;
		cgrid_buf_char(out, i > 0 ? ',' : '{');
		cgrid_buf_json(out, columns[i].name);
		cgrid_buf_char(out, ':');
		bool known = is_known(&columns[i], row);
		if (known && is_text(&columns[i])) {
			const char *text = text_of(&columns[i], at);
			known = text[0] != '\0';
			if (known)
				cgrid_buf_json(out, text);
		} else if (known) {
			known = put_number(out, &columns[i], at);
		}
		if (!known)
			cgrid_buf_text(out, "null");
	}
	cgrid_buf_char(out, '}');
}

enum cgrid_value_type
cgrid_column_value(const struct cgrid_column *column)
{
	static const enum cgrid_value_type types[] = {
	    [CGRID_COLUMN_TEXT] = CGRID_VALUE_TEXT,      [CGRID_COLUMN_CHARS] = CGRID_VALUE_TEXT,
	    [CGRID_COLUMN_DEGREES] = CGRID_VALUE_NUMBER, [CGRID_COLUMN_METRES] = CGRID_VALUE_NUMBER,
	    [CGRID_COLUMN_SHARE] = CGRID_VALUE_NUMBER,   [CGRID_COLUMN_INTEGER] = CGRID_VALUE_INTEGER,
	    [CGRID_COLUMN_COUNT] = CGRID_VALUE_INTEGER,  [CGRID_COLUMN_BOOL] = CGRID_VALUE_BOOL,
	    [CGRID_COLUMN_WORD] = CGRID_VALUE_TEXT,
	};
	return types[column->type];
}

double
cgrid_rounded(double value, int places)
{
	char text[CGRID_FIXED_SIZE];
	double rounded = value;
	if (isfinite(value))
		cgrid_number_parse(text, cgrid_fixed(text, value, places), &rounded);
	return rounded;
}

void
cgrid_row_value(const struct cgrid_column *column, const void *row, struct cgrid_value *value_out)
{
	const char *at = (const char *)row + column->at;
	struct cgrid_value value = {.type = cgrid_column_value(column)};
	int32_t integer;
	bool yes;
	if (!is_known(column, row)) {
		value.type = CGRID_VALUE_NONE;
	} else if (is_text(column)) {
		value.text = text_of(column, at);
		if (value.text[0] == '\0')
			value.type = CGRID_VALUE_NONE;
	} else if (value.type == CGRID_VALUE_NUMBER) {
		memcpy(&value.number, at, sizeof value.number);
		value.decimals = decimals[column->type];
		value.number = cgrid_rounded(value.number, value.decimals);
		if (!isfinite(value.number))
			value.type = CGRID_VALUE_NONE;
	} else if (column->type == CGRID_COLUMN_INTEGER) {
		memcpy(&integer, at, sizeof integer);
		value.integer = integer;
	} else if (column->type == CGRID_COLUMN_COUNT) {
		memcpy(&value.integer, at, sizeof value.integer);
		if (value.integer < 0)
			value.type = CGRID_VALUE_NONE;
	} else {
		memcpy(&yes, at, sizeof yes);
		value.integer = yes;
	}
	*value_out = value;
}

enum cgrid_status
cgrid_row_flush(struct cgrid_ctx *ctx, struct cgrid_buf *out, struct cgrid_sink sink)
{
	if (out->failed)
		return cgrid_fail_memory(ctx);
	if (out->size == 0)
		return CGRID_OK;
	enum cgrid_status status = sink.write(sink.user, out->data, out->size);
	cgrid_buf_clear(out);
	/* A file of ours has said why; of anybody else's sink nothing more is known. */
	if (status && ctx->status != status)
		return cgrid_fail(ctx, status, "the output cannot be written");
	return status;
}
