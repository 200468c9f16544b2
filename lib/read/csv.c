/* SPDX-License-Identifier: Apache-2.0 */
#include "read/csv.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The byte `ahead` of the cursor; -1 past the end. */
static int
peek(const struct cgrid_csv *csv, size_t ahead)
{
	return ahead < csv->size - csv->at ? (unsigned char)csv->bytes[csv->at + ahead] : -1;
}

/* Moves one byte on. Bytes that continue a UTF-8 sequence are no column of their own, and the CR of
 * a CR LF is none either. */
static void
advance(struct cgrid_csv *csv)
{
	int byte = peek(csv, 0);
	bool cr_of_lf = byte == '\r' && peek(csv, 1) == '\n';
	csv->at++;
	if ((byte == '\n' || byte == '\r') && !cr_of_lf) {
		csv->line++;
		csv->column = 1;
	} else if ((byte & 0xc0) != 0x80 && !cr_of_lf) {
		csv->column++;
	}
}

static bool
at_line_end(const struct cgrid_csv *csv)
{
	int c = peek(csv, 0);
	return c < 0 || c == '\n' || c == '\r';
}

static void
pass_line_end(struct cgrid_csv *csv)
{
	if (peek(csv, 0) == '\r' && peek(csv, 1) == '\n')
		advance(csv);
	if (csv->at < csv->size)
		advance(csv);
}

/* The commonest of the separators outside quotes in the first line; a comma where there is none. */
static char
find_separator(const struct cgrid_csv *csv)
{
	static const char separators[] = ",;\t";
	size_t counts[sizeof separators - 1] = {0}, best = 0;
	bool quoted = false;
	for (size_t i = csv->at; i < csv->size; i++) {
		char c = csv->bytes[i];
		if (c == '"')
			quoted = !quoted;
		const char *which = c == '\0' ? NULL : strchr(separators, c);
		if (!quoted && which)
			counts[which - separators]++;
		if (!quoted && (c == '\n' || c == '\r'))
			break;
	}
	for (size_t i = 1; i < sizeof counts / sizeof *counts; i++)
		if (counts[i] > counts[best])
			best = i;
	return separators[best];
}

/* A first line "sep=;" is how spreadsheets write the separator down. */
static bool
take_written_separator(struct cgrid_csv *csv)
{
	if (csv->size - csv->at < 5 || memcmp(csv->bytes + csv->at, "sep=", 4) != 0)
		return false;
	int c = peek(csv, 4), after = peek(csv, 5);
	if ((c != ',' && c != ';' && c != '\t') || (after >= 0 && after != '\n' && after != '\r'))
		return false;
	csv->separator = (char)c;
	while (!at_line_end(csv))
		advance(csv);
	return true;
}

enum cgrid_status
cgrid_csv_open(struct cgrid_csv *csv, struct cgrid_ctx *ctx, const char *file, const char *bytes,
	       size_t size)
{
	*csv = (struct cgrid_csv){
	    .ctx = ctx, .file = file, .bytes = bytes, .size = size, .line = 1, .column = 1};
	const struct cgrid_source start = {file, 1, 1};
	if (size >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
		return cgrid_fail_at(ctx, CGRID_E_SYNTAX, &start,
				     "CSV: this is UTF-16; save it as UTF-8");
	if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		csv->at = 3;
	size_t i = csv->at;
	while (i < size && (bytes[i] == '\n' || bytes[i] == '\r'))
		i++;
	if (i == size)
		return cgrid_fail_at(ctx, CGRID_E_SYNTAX, &start, "CSV: empty");
	while (at_line_end(csv))
		pass_line_end(csv);
	if (!take_written_separator(csv))
		csv->separator = find_separator(csv);
	return CGRID_OK;
}

static bool
fault(struct cgrid_csv *csv, const char *what)
{
	const struct cgrid_source source = {csv->file, csv->line, csv->column};
	cgrid_fail_at(csv->ctx, CGRID_E_SYNTAX, &source, "CSV: %s", what);
	while (!at_line_end(csv))
		advance(csv);
	return false;
}

static bool
take_quoted(struct cgrid_csv *csv)
{
	const struct cgrid_source opened = {csv->file, csv->line, csv->column};
	for (advance(csv);; advance(csv)) {
		int c = peek(csv, 0);
		if (c < 0) {
			cgrid_fail_at(csv->ctx, CGRID_E_SYNTAX, &opened,
				      "CSV: the quote that opens here is never closed: nothing "
				      "behind it can be read");
			return false;
		}
		if (c == '\0')
			return fault(csv, "a NUL byte");
		if (c == '"') {
			advance(csv);
			if (peek(csv, 0) != '"')
				break;
		}
		cgrid_buf_char(&csv->texts, (char)c);
	}
	if (peek(csv, 0) == csv->separator || at_line_end(csv))
		return true;
	char what[96];
	snprintf(what, sizeof what, "text behind a closing quote (opened at %" PRIu32 ":%" PRIu32 ")",
		 opened.line, opened.column);
	return fault(csv, what);
}

static bool
take_plain(struct cgrid_csv *csv)
{
	size_t from = csv->at;
	for (; csv->at < csv->size; csv->at++) {
		char c = csv->bytes[csv->at];
		if (c == csv->separator || c == '\n' || c == '\r')
			break;
		if (c == '"')
			return fault(csv, "a quote inside a field that does not start with one");
		if (c == '\0')
			return fault(csv, "a NUL byte");
		csv->column += ((unsigned char)c & 0xc0) != 0x80;
	}
	cgrid_buf_add(&csv->texts, csv->bytes + from, csv->at - from);
	return true;
}

static bool
take_field(struct cgrid_csv *csv)
{
	if (!CGRID_ROOM_FOR_ONE(csv->fields, csv->count, csv->capacity)) {
		cgrid_fail_memory(csv->ctx);
		return false;
	}
	struct cgrid_csv_field *field = &csv->fields[csv->count++];
	*field = (struct cgrid_csv_field){.line = csv->line, .column = csv->column};
	size_t start = csv->texts.size;
	if (!(peek(csv, 0) == '"' ? take_quoted(csv) : take_plain(csv)))
		return false;
	field->length = csv->texts.size - start;
	cgrid_buf_char(&csv->texts, '\0');
	return true;
}

enum cgrid_csv_row
cgrid_csv_next(struct cgrid_csv *csv)
{
	csv->count = 0;
	cgrid_buf_clear(&csv->texts);
	while (csv->at < csv->size && at_line_end(csv))
		pass_line_end(csv);
	if (csv->at >= csv->size)
		return CGRID_CSV_END;
	for (;;) {
		if (!take_field(csv))
			return CGRID_CSV_FAULT;
		if (peek(csv, 0) != csv->separator)
			break;
		advance(csv);
	}
	if (csv->texts.failed) {
		cgrid_fail_memory(csv->ctx);
		return CGRID_CSV_FAULT;
	}
	/* The buffer moved while it grew: the texts are where they are only now. */
	const char *text = csv->texts.data;
	for (size_t i = 0; i < csv->count; i++) {
		csv->fields[i].text = text;
		text += csv->fields[i].length + 1;
	}
	return CGRID_CSV_ROW;
}

struct cgrid_source
cgrid_csv_source(const struct cgrid_csv *csv, size_t i)
{
	if (csv->count == 0)
		return (struct cgrid_source){csv->file, csv->line, csv->column};
	const struct cgrid_csv_field *field = &csv->fields[i < csv->count ? i : csv->count - 1];
	return (struct cgrid_source){csv->file, field->line, field->column};
}

void
cgrid_csv_close(struct cgrid_csv *csv)
{
	free(csv->fields);
	cgrid_buf_free(&csv->texts);
	*csv = (struct cgrid_csv){0};
}
