/* SPDX-License-Identifier: Apache-2.0 */
#include "read/csv-table.h"

#include "base/num.h"

#include <string.h>

static bool
is_blank_char(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct cgrid_csv_text
field_at(const struct cgrid_csv_table *table, size_t i)
{
	const struct cgrid_csv_field *field = &table->csv.fields[i];
	struct cgrid_csv_text text = {field->text, field->length, cgrid_csv_source(&table->csv, i)};
	while (text.length > 0 && is_blank_char(text.text[0])) {
		text.text++;
		text.length--;
	}
	while (text.length > 0 && is_blank_char(text.text[text.length - 1]))
		text.length--;
	return text;
}

/* Is a field of the header this name, but for case? */
static bool
is_name(const struct cgrid_csv_text *text, const char *name)
{
	if (strlen(name) != text->length)
		return false;
	for (size_t i = 0; i < text->length; i++)
		if (cgrid_lower((unsigned char)text->text[i]) != name[i])
			return false;
	return true;
}

const char *
cgrid_csv_table_name(const struct cgrid_csv_table *table, int column)
{
	for (const struct cgrid_csv_name *row = table->names; row->name; row++)
		if (row->column == column)
			return row->name;
	return "";
}

/* Takes one column of the header; one that is not known is added to `unused`. */
static enum cgrid_status
take_name(struct cgrid_csv_table *table, size_t i, struct cgrid_buf *unused)
{
	const struct cgrid_csv_text text = field_at(table, i);
	for (const struct cgrid_csv_name *row = table->names; row->name; row++) {
		if (!is_name(&text, row->name))
			continue;
		if (table->has[row->column])
			return cgrid_fail_at(
			    table->csv.ctx, CGRID_E_MEANING, &text.source,
			    "column \"%s\" is there a second time (column %zu is it too)", row->name,
			    table->at[row->column] + 1);
		table->has[row->column] = true;
		table->at[row->column] = i;
		return CGRID_OK;
	}
	if (text.length > 0) {
		cgrid_buf_text(unused, unused->size ? ", " : "");
		cgrid_text_clean(text.text, text.length, unused);
	}
	return CGRID_OK;
}

static enum cgrid_status
read_header(struct cgrid_csv_table *table)
{
	struct cgrid_ctx *ctx = table->csv.ctx;
	struct cgrid_buf unused = {0};
	enum cgrid_csv_row row = cgrid_csv_next(&table->csv);
	const struct cgrid_source start = cgrid_csv_source(&table->csv, 0);
	if (row == CGRID_CSV_FAULT)
		return ctx->status;
	if (row == CGRID_CSV_END)
		return cgrid_fail_at(ctx, CGRID_E_SYNTAX, &start, "CSV: empty");
	table->field_count = table->csv.count;
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; i < table->csv.count && !status; i++)
		status = take_name(table, i, &unused);
	if (!status && unused.failed)
		status = cgrid_fail_memory(ctx);
	if (!status && unused.size > 0)
		cgrid_log(ctx, CGRID_NOTE, &start, "columns that are not used: %.200s", unused.data);
	cgrid_buf_free(&unused);
	return status;
}

enum cgrid_status
cgrid_csv_table_open(struct cgrid_csv_table *table, struct cgrid_ctx *ctx, const char *file,
		     const char *bytes, size_t size, const struct cgrid_csv_name *names)
{
	*table = (struct cgrid_csv_table){.names = names};
	enum cgrid_status status = cgrid_csv_open(&table->csv, ctx, file, bytes, size);
	return status ? status : read_header(table);
}

void
cgrid_csv_table_close(struct cgrid_csv_table *table)
{
	cgrid_csv_close(&table->csv);
}

enum cgrid_csv_row
cgrid_csv_table_next(struct cgrid_csv_table *table)
{
	for (;;) {
		enum cgrid_csv_row row = cgrid_csv_next(&table->csv);
		size_t used = 0;
		if (row != CGRID_CSV_ROW)
			return row;
		for (size_t i = 0; i < table->csv.count; i++)
			if (field_at(table, i).length > 0)
				used = i + 1;
		if (used == 0)
			continue;
		if (table->csv.count >= table->field_count && used <= table->field_count)
			return row;
		const struct cgrid_source start = cgrid_csv_source(&table->csv, 0);
		cgrid_fail_at(table->csv.ctx, CGRID_E_MEANING, &start,
			      "the row has %zu fields and the header %zu", table->csv.count,
			      table->field_count);
		return CGRID_CSV_FAULT;
	}
}

struct cgrid_csv_text
cgrid_csv_table_text(const struct cgrid_csv_table *table, int column)
{
	if (table->has[column] && table->at[column] < table->csv.count)
		return field_at(table, table->at[column]);
	return (struct cgrid_csv_text){"", 0, cgrid_csv_source(&table->csv, 0)};
}

enum cgrid_status
cgrid_csv_table_number(struct cgrid_csv_table *table, int column, double *value_out)
{
	const struct cgrid_csv_text text = cgrid_csv_table_text(table, column);
	if (cgrid_number_parse(text.text, text.length, value_out))
		return CGRID_OK;
	const char *name = cgrid_csv_table_name(table, column);
	return text.length == 0
		   ? cgrid_fail_at(table->csv.ctx, CGRID_E_MEANING, &text.source, "\"%s\" is empty",
				   name)
		   : cgrid_fail_at(table->csv.ctx, CGRID_E_MEANING, &text.source,
				   "\"%s\": \"%.*s\" is no number (a decimal point, no units)", name,
				   text.length > 40 ? 40 : (int)text.length, text.text);
}

enum cgrid_status
cgrid_csv_table_pair(struct cgrid_csv_table *table, int a, int b)
{
	if (table->has[a] == table->has[b])
		return CGRID_OK;
	int there = table->has[a] ? a : b, missing = table->has[a] ? b : a;
	const struct cgrid_source source = cgrid_csv_source(&table->csv, table->at[there]);
	return cgrid_fail_at(table->csv.ctx, CGRID_E_MEANING, &source,
			     "the header row has a column \"%s\" and none \"%s\"",
			     cgrid_csv_table_name(table, there), cgrid_csv_table_name(table, missing));
}
