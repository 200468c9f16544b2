/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of tables and records: a column is a row of a table (its name, its type
 * and where it stands in the C struct of the row), and every format is written
 * from that. Unknown is an empty field, or null.
 */
#ifndef CGRID_LOCATE_ROW_H
#define CGRID_LOCATE_ROW_H

#include "base/text.h"

/* What stands at `at`, and when it is unknown. */
enum cgrid_column_type {
	CGRID_COLUMN_TEXT,    /* const char *; unknown: "" or NULL */
	CGRID_COLUMN_CHARS,   /* char[] of whole 8 bytes; unknown: "" */
	CGRID_COLUMN_DEGREES, /* double, 7 decimals; unknown: NAN */
	CGRID_COLUMN_METRES,  /* double, 2 decimals (m and m2); unknown: NAN */
	CGRID_COLUMN_SHARE,   /* double, 6 decimals; unknown: NAN */
	CGRID_COLUMN_INTEGER, /* int32_t */
	CGRID_COLUMN_COUNT,   /* int64_t; unknown: negative */
	CGRID_COLUMN_BOOL,    /* bool: true, false */
	CGRID_COLUMN_WORD     /* an enum counted from 0, as words[value] */
};

struct cgrid_column {
	const char *name;
	enum cgrid_column_type type;
	size_t at;
	size_t known; /* where a bool says whether it is known; 0: the value itself says it */
	const char *const *words;
};

/* `columns` ends with a NULL name. */
void cgrid_row_head(struct cgrid_buf *out, const struct cgrid_column *columns);
void cgrid_row_csv(struct cgrid_buf *out, const struct cgrid_column *columns, const void *row);
/* An object on one line, without a newline. */
void cgrid_row_json(struct cgrid_buf *out, const struct cgrid_column *columns, const void *row);

/* What stands in one column of a row, for formats with types of their own: numbers rounded as they are
 * written elsewhere. */
enum cgrid_value_type {
	CGRID_VALUE_NONE,
	CGRID_VALUE_TEXT,
	CGRID_VALUE_INTEGER,
	CGRID_VALUE_NUMBER,
	CGRID_VALUE_BOOL
};
struct cgrid_value {
	enum cgrid_value_type type;
	const char *text; /* lives as long as the row */
	int64_t integer;
	double number;
	int decimals;
};
void cgrid_row_value(const struct cgrid_column *column, const void *row, struct cgrid_value *value_out);
/* The number that a text with so many decimals says; what is not finite stays. */
double cgrid_rounded(double value, int places);
/* The type of what can stand in a column. */
enum cgrid_value_type cgrid_column_value(const struct cgrid_column *column);

/* Hands the buffer to the sink and clears it, keeping its memory. */
enum cgrid_status cgrid_row_flush(struct cgrid_ctx *ctx, struct cgrid_buf *out, struct cgrid_sink sink);

#endif
