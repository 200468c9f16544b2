/* SPDX-License-Identifier: Apache-2.0 */
/* Sensor lists: a CSV with a header row. */
#include "read/csv.h"
#include "read/sensors.h"

#include <string.h>

struct reader {
	struct cgrid_draft *draft;
	const struct cgrid_plan *plan;
	struct cgrid_csv csv;
	bool has[SENSOR_COLUMNS];
	size_t at[SENSOR_COLUMNS]; /* which field of a row */
	size_t field_count;        /* of the header */
};

/* Field i of the current row, as the file has it. */
static struct sensor_field
field_at(const struct reader *reader, size_t i)
{
	const struct cgrid_csv_field *field = &reader->csv.fields[i];
	return (struct sensor_field){field->text, field->length, cgrid_csv_source(&reader->csv, i)};
}

static bool
is_blank_field(const struct reader *reader, size_t i)
{
	return cgrid_sensor_trimmed(field_at(reader, i)).length == 0;
}

/* Says once which columns are not used. */
static enum cgrid_status
name_unused(struct reader *reader)
{
	struct cgrid_ctx *ctx = reader->draft->ctx;
	struct cgrid_buf unused = {0};
	const struct cgrid_source start = cgrid_csv_source(&reader->csv, 0);
	for (size_t i = 0; i < reader->csv.count; i++) {
		const struct sensor_field field = cgrid_sensor_trimmed(field_at(reader, i));
		bool used = field.length == 0;
		for (int column = 0; column < SENSOR_COLUMNS; column++)
			used |= reader->has[column] && reader->at[column] == i;
		if (used)
			continue;
		if (unused.size > 0)
			cgrid_buf_text(&unused, ", ");
		size_t from = unused.size;
		cgrid_text_clean(field.text, field.length, &unused);
		if (!unused.failed && !reader->has[SENSOR_LEVEL] &&
		    cgrid_sensor_false_level(field.text, field.length))
			cgrid_sensor_warn_level(ctx, &field.source, "column", unused.data + from);
	}
	if (unused.size > 0)
		cgrid_log(ctx, CGRID_NOTE, &start, "columns that are not used: %s", unused.data);
	bool failed = unused.failed;
	cgrid_buf_free(&unused);
	return failed ? cgrid_fail_memory(ctx) : CGRID_OK;
}

static enum cgrid_status
take_header_field(struct reader *reader, size_t i)
{
	const struct sensor_field field = cgrid_sensor_trimmed(field_at(reader, i));
	enum sensor_column column = cgrid_sensor_column(field.text, field.length);
	if (column == SENSOR_COLUMNS)
		return CGRID_OK;
	if (reader->has[column])
		return cgrid_fail_at(reader->draft->ctx, CGRID_E_MEANING, &field.source,
				     "column \"%.*s\" says \"%s\" a second time (column %zu does too)",
				     (int)field.length, field.text, cgrid_sensor_column_name(column),
				     reader->at[column] + 1);
	reader->has[column] = true;
	reader->at[column] = i;
	return CGRID_OK;
}

/* A position needs both of its numbers. */
static enum cgrid_status
check_pair(const struct reader *reader, enum sensor_column a, enum sensor_column b)
{
	if (reader->has[a] == reader->has[b])
		return CGRID_OK;
	enum sensor_column there = reader->has[a] ? a : b, missing = reader->has[a] ? b : a;
	const struct cgrid_source source = cgrid_csv_source(&reader->csv, reader->at[there]);
	return cgrid_fail_at(reader->draft->ctx, CGRID_E_MEANING, &source,
			     "the header row has a column \"%s\" and none \"%s\"",
			     cgrid_sensor_column_name(there), cgrid_sensor_column_name(missing));
}

static enum cgrid_status
read_header(struct reader *reader)
{
	struct cgrid_ctx *ctx = reader->draft->ctx;
	enum cgrid_csv_row row = cgrid_csv_next(&reader->csv);
	if (row == CGRID_CSV_FAULT)
		return ctx->status;
	const struct cgrid_source start = cgrid_csv_source(&reader->csv, 0);
	if (row == CGRID_CSV_END)
		return cgrid_fail_at(ctx, CGRID_E_SYNTAX, &start, "CSV: empty");
	reader->field_count = reader->csv.count;
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; i < reader->csv.count && !status; i++)
		status = take_header_field(reader, i);
	if (status)
		return status;
	if (!reader->has[SENSOR_ID])
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &start,
				     "the header row has no column \"id\" (nor \"sensor\" nor "
				     "\"sensor_id\")");
	status = check_pair(reader, SENSOR_LAT, SENSOR_LON);
	if (!status)
		status = check_pair(reader, SENSOR_X, SENSOR_Y);
	if (status)
		return status;
	if (!reader->has[SENSOR_LAT] && !reader->has[SENSOR_X] && !reader->has[SENSOR_ROOM])
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &start,
				     "the header row has no position: \"lat\" and \"lon\", \"x\" and "
				     "\"y\", or \"room\"");
	return name_unused(reader);
}

/* A row with another count of fields is a row whose fields stand in the wrong columns: a position or
 * a level would be read from the wrong one. */
static bool
fits_header(const struct reader *reader)
{
	for (size_t i = reader->field_count; i < reader->csv.count; i++)
		if (!is_blank_field(reader, i))
			return false;
	return reader->csv.count >= reader->field_count;
}

static bool
is_blank(const struct reader *reader)
{
	for (size_t i = 0; i < reader->csv.count; i++)
		if (!is_blank_field(reader, i))
			return false;
	return true;
}

static enum cgrid_status
read_row(struct reader *reader)
{
	struct sensor_row row = {.source = cgrid_csv_source(&reader->csv, 0)};
	if (is_blank(reader))
		return CGRID_OK;
	if (!fits_header(reader))
		return cgrid_draft_leave_out(reader->draft, CGRID_E_MEANING, &row.source,
					     "\"%.60s\": the row has %zu fields and the header %zu",
					     reader->csv.fields[0].text, reader->csv.count,
					     reader->field_count);
	for (int i = 0; i < SENSOR_COLUMNS; i++)
		row.fields[i] = reader->has[i] ? field_at(reader, reader->at[i])
					       : (struct sensor_field){"", 0, row.source};
	return cgrid_sensor_take(reader->draft, reader->plan, &row);
}

static enum cgrid_status
read_rows(struct reader *reader)
{
	struct cgrid_ctx *ctx = reader->draft->ctx;
	enum cgrid_status status = read_header(reader);
	enum cgrid_csv_row row = CGRID_CSV_ROW;
	while (!status && (row = cgrid_csv_next(&reader->csv)) != CGRID_CSV_END) {
		if (row == CGRID_CSV_ROW)
			status = read_row(reader);
		else if (reader->draft->strict || ctx->status != CGRID_E_SYNTAX)
			status = ctx->status;
		else
			cgrid_log_error(ctx);
	}
	return status;
}

enum cgrid_status
cgrid_read_sensors_bytes(struct cgrid_draft *draft, const struct cgrid_plan *plan, const char *bytes,
			 size_t size)
{
	struct reader reader = {.draft = draft, .plan = plan};
	size_t before = draft->sensor_count;
	const char *file = cgrid_draft_bytes(draft, plan->shown, strlen(plan->shown));
	if (!file)
		return CGRID_E_MEMORY;
	enum cgrid_status status = cgrid_csv_open(&reader.csv, draft->ctx, file, bytes, size);
	if (!status)
		status = read_rows(&reader);
	cgrid_csv_close(&reader.csv);
	if (!status)
		cgrid_sensor_none(draft, file, before);
	return status;
}
