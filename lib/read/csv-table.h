/* SPDX-License-Identifier: Apache-2.0 */
/* A CSV whose columns are known by the names in its header row: ties, rooms. */
#ifndef CGRID_READ_CSV_TABLE_H
#define CGRID_READ_CSV_TABLE_H

#include "read/csv.h"

enum { CGRID_CSV_COLUMNS = 16 };

/* What a column may be called; the first name of a column is what messages call it. The list is ended
 * by a row without a name. */
struct cgrid_csv_name {
	const char *name;
	int column; /* 0 to CGRID_CSV_COLUMNS - 1 */
};

struct cgrid_csv_table {
	struct cgrid_csv csv;
	const struct cgrid_csv_name *names;
	bool has[CGRID_CSV_COLUMNS];
	size_t at[CGRID_CSV_COLUMNS]; /* which field of a row */
	size_t field_count;           /* of the header */
};

/* A field of the current row without blanks at its ends. */
struct cgrid_csv_text {
	const char *text;
	size_t length;
	struct cgrid_source source;
};

/* Opens it and reads the header. A column that is there twice is refused; columns that are not known
 * are named in a note. Close it whatever is returned. */
enum cgrid_status cgrid_csv_table_open(struct cgrid_csv_table *table, struct cgrid_ctx *ctx,
				       const char *file, const char *bytes, size_t size,
				       const struct cgrid_csv_name *names);
void cgrid_csv_table_close(struct cgrid_csv_table *table);
/* The next row that is not blank. A row with another count of fields than the header is a fault
 * (CGRID_E_MEANING): its fields stand in the wrong columns. */
enum cgrid_csv_row cgrid_csv_table_next(struct cgrid_csv_table *table);
/* The field in a column; without text where there is none. */
struct cgrid_csv_text cgrid_csv_table_text(const struct cgrid_csv_table *table, int column);
/* The same as a number. CGRID_E_MEANING names the column. */
enum cgrid_status cgrid_csv_table_number(struct cgrid_csv_table *table, int column, double *value_out);
const char *cgrid_csv_table_name(const struct cgrid_csv_table *table, int column);
/* Refuses a header that has one of two columns. */
enum cgrid_status cgrid_csv_table_pair(struct cgrid_csv_table *table, int a, int b);

#endif
