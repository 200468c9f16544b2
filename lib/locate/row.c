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

void
cgrid_row_csv(struct cgrid_buf *out, const struct cgrid_column *columns, const void *row)
{
	for (size_t i = 0; columns[i].name; i++) {
		const char *at = (const char *)row + columns[i].at;
		if (i > 0)
			cgrid_buf_char(out, ',');
		if (!is_known(&columns[i], row))
			continue;
		if (is_text(&columns[i])) {
			const char *text = text_of(&columns[i], at);
			cgrid_buf_csv(out, text, !is_numbers(text));
		} else {
			put_number(out, &columns[i], at);
		}
	}
	cgrid_buf_char(out, '\n');
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
