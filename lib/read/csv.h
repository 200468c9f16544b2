/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CSV (RFC 4180) row by row: quotes, line breaks inside them, a byte order mark, any line end, and
 * the separator as the header has it (comma, semicolon or tab). Every field knows its line and column.
 */
#ifndef CGRID_READ_CSV_H
#define CGRID_READ_CSV_H

#include "base/base.h"
#include "base/text.h"

struct cgrid_csv_field {
	const char *text; /* without its quotes; a NUL behind it; until the next row */
	size_t length;
	uint32_t line, column; /* columns count characters, from 1 */
};

struct cgrid_csv {
	struct cgrid_ctx *ctx;
	const char *file; /* for messages */
	char separator;
	struct cgrid_csv_field *fields; /* of the current row */
	size_t count;
	/* inside */
	const char *bytes;
	size_t size, at, capacity;
	uint32_t line, column;
	struct cgrid_buf texts;
};

enum cgrid_csv_row {
	CGRID_CSV_FAULT = -1, /* recorded; the next call goes on behind the row, if there is more */
	CGRID_CSV_END = 0,
	CGRID_CSV_ROW = 1
};

/* `bytes` and `file` are borrowed. CGRID_E_SYNTAX for what cannot be CSV at all: nothing, UTF-16. */
enum cgrid_status cgrid_csv_open(struct cgrid_csv *csv, struct cgrid_ctx *ctx, const char *file,
				 const char *bytes, size_t size);
/* The next row that is not blank. After a fault of syntax (CGRID_E_SYNTAX) reading may go on: at the
 * next line, or at the end when a quote was never closed. Other statuses end it. */
enum cgrid_csv_row cgrid_csv_next(struct cgrid_csv *csv);
/* Where field i of the current row stands; past the last one, the row's last. */
struct cgrid_source cgrid_csv_source(const struct cgrid_csv *csv, size_t i);
void cgrid_csv_close(struct cgrid_csv *csv);

#endif
