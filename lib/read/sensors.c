/* SPDX-License-Identifier: Apache-2.0 */
/* Sensor lists: a CSV with a header row. A row that cannot be right is left out and named. */
#include "base/file.h"
#include "base/num.h"
#include "read/csv.h"
#include "read/draft.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum column { ID, LAT, LON, X, Y, ROOM, BUILDING, LEVEL, KIND, NAME, UNCERTAINTY, Z, PLAN, COLUMNS };

/* Header names, without case. The first of a column is the one that messages use. */
static const struct {
	const char *name;
	enum column column;
} names[] = {
    {"id", ID},
    {"sensor", ID},
    {"sensor_id", ID},
    {"lat", LAT},
    {"latitude", LAT},
    {"lon", LON},
    {"lng", LON},
    {"long", LON},
    {"longitude", LON},
    {"x", X},
    {"x_m", X},
    {"y", Y},
    {"y_m", Y},
    {"room", ROOM},
    {"building", BUILDING},
    {"level", LEVEL},
    {"kind", KIND},
    {"name", NAME},
    {"alias", NAME},
    {"uncertainty_m", UNCERTAINTY},
    {"uncertainty", UNCERTAINTY},
    {"z", Z},
    {"z_m", Z},
    {"plan", PLAN},
};
enum { NAME_COUNT = sizeof names / sizeof *names };

/* Columns that people take for a level. Their numbers may start at 0 or 1, so that they would name
 * the wrong floor without a word. */
static const char *const false_levels[] = {"floor", "storey", "story", "ordinal", NULL};

struct reader {
	struct cgrid_draft *draft;
	const struct cgrid_plan *plan;
	struct cgrid_csv csv;
	bool has[COLUMNS];
	size_t at[COLUMNS]; /* which field of a row */
	size_t field_count; /* of the header */
};

static const char *
column_name(enum column column)
{
	size_t i = 0;
	while (names[i].column != column)
		i++;
	return names[i].name;
}

/* A field without blanks at its ends. */
static struct cgrid_csv_field
trimmed(struct cgrid_csv_field field)
{
	while (field.length > 0 && (field.text[0] == ' ' || field.text[0] == '\t')) {
		field.text++;
		field.length--;
	}
	while (field.length > 0 &&
	       (field.text[field.length - 1] == ' ' || field.text[field.length - 1] == '\t'))
		field.length--;
	return field;
}

/* The field of a column in the current row, as the file has it; empty where there is none. */
static struct cgrid_csv_field
field_of(const struct reader *reader, enum column column)
{
	if (!reader->has[column])
		return (struct cgrid_csv_field){.text = ""};
	return reader->csv.fields[reader->at[column]];
}

static bool
is_given(const struct reader *reader, enum column column)
{
	return trimmed(field_of(reader, column)).length > 0;
}

static struct cgrid_source
source_of(const struct reader *reader, enum column column)
{
	return cgrid_csv_source(&reader->csv, reader->has[column] ? reader->at[column] : 0);
}

static bool
is_false_level(const char *name)
{
	for (const char *const *wrong = false_levels; *wrong; wrong++)
		if (cgrid_same_text(name, *wrong))
			return true;
	return false;
}

/* Says once which columns are not used. */
static enum cgrid_status
name_unused(struct reader *reader)
{
	struct cgrid_ctx *ctx = reader->draft->ctx;
	struct cgrid_buf unused = {0};
	const struct cgrid_source start = cgrid_csv_source(&reader->csv, 0);
	for (size_t i = 0; i < reader->csv.count; i++) {
		const struct cgrid_csv_field field = trimmed(reader->csv.fields[i]);
		bool used = field.length == 0;
		for (int column = 0; column < COLUMNS; column++)
			used |= reader->has[column] && reader->at[column] == i;
		if (used)
			continue;
		if (unused.size > 0)
			cgrid_buf_text(&unused, ", ");
		cgrid_text_clean(field.text, field.length, &unused);
		char name[16] = "";
		memcpy(name, field.text, field.length < 15 ? field.length : 15);
		const struct cgrid_source source = cgrid_csv_source(&reader->csv, i);
		if (is_false_level(name) && !reader->has[LEVEL])
			cgrid_log(ctx, CGRID_WARNING, &source,
				  "column \"%s\" is not used: the level that the sign on the stairs "
				  "says goes into a column \"level\"",
				  name);
	}
	if (unused.size > 0)
		cgrid_log(ctx, CGRID_NOTE, &start, "columns that are not used: %s", unused.data);
	bool failed = unused.failed;
	cgrid_buf_free(&unused);
	return failed ? cgrid_fail_memory(ctx) : CGRID_OK;
}

static enum cgrid_status
take_header_field(struct reader *reader, size_t field)
{
	struct cgrid_ctx *ctx = reader->draft->ctx;
	const struct cgrid_csv_field text = trimmed(reader->csv.fields[field]);
	char name[64];
	size_t length = text.length < sizeof name - 1 ? text.length : sizeof name - 1;
	memcpy(name, text.text, length);
	name[length] = '\0';
	size_t i = 0;
	while (i < NAME_COUNT && !cgrid_same_text(names[i].name, name))
		i++;
	if (i == NAME_COUNT)
		return CGRID_OK;
	enum column column = names[i].column;
	if (reader->has[column]) {
		const struct cgrid_source source = cgrid_csv_source(&reader->csv, field);
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &source,
				     "column \"%s\" says \"%s\" a second time (column %zu does too)",
				     name, column_name(column), reader->at[column] + 1);
	}
	reader->has[column] = true;
	reader->at[column] = field;
	return CGRID_OK;
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
	if (!reader->has[ID])
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &start,
				     "the header row has no column \"id\" (nor \"sensor\" nor "
				     "\"sensor_id\")");
	if (reader->has[LAT] != reader->has[LON] || reader->has[X] != reader->has[Y]) {
		bool ground = reader->has[LAT] != reader->has[LON];
		enum column there = ground ? (reader->has[LAT] ? LAT : LON) : reader->has[X] ? X : Y;
		enum column missing = there == LAT ? LON : there == LON ? LAT : there == X ? Y : X;
		const struct cgrid_source source = source_of(reader, there);
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &source,
				     "the header row has a column \"%s\" and none \"%s\"",
				     column_name(there), column_name(missing));
	}
	if (!reader->has[LAT] && !reader->has[X] && !reader->has[ROOM])
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &start,
				     "the header row has no position: \"lat\" and \"lon\", \"x\" and "
				     "\"y\", or \"room\"");
	return name_unused(reader);
}

/* Leaves the current row out for something in one of its columns. */
static enum cgrid_status
refuse_row(struct reader *reader, enum column column, const char *why)
{
	const struct cgrid_source source = source_of(reader, column);
	const struct cgrid_csv_field id = trimmed(field_of(reader, ID));
	const char *clean = cgrid_draft_text(reader->draft, id.text, id.length, NULL);
	if (!clean)
		return CGRID_E_MEMORY;
	return cgrid_draft_leave_out(reader->draft, CGRID_E_MEANING, &source, "sensor \"%.60s\": %s",
				     clean, why);
}

/* A pair of numbers within bounds. *good is false when the row was left out for them. */
static enum cgrid_status
take_pair(struct reader *reader, const enum column pair[2], const double limits[2], double values[2],
	  bool *good)
{
	for (int i = 0; i < 2; i++) {
		const struct cgrid_csv_field field = trimmed(field_of(reader, pair[i]));
		const char *why = NULL;
		if (field.length == 0)
			why = "is missing";
		else if (!cgrid_number_parse(field.text, field.length, &values[i]))
			why = memchr(field.text, ',', field.length)
				  ? "is not a number (the decimal mark has to be a point)"
				  : "is not a number";
		else if (fabs(values[i]) > limits[i])
			why = "is out of range";
		if (!why)
			continue;
		*good = false;
		char text[200];
		snprintf(text, sizeof text, "%s \"%.*s\" %s", column_name(pair[i]),
			 (int)(field.length < 60 ? field.length : 60), field.text, why);
		return refuse_row(reader, pair[i], text);
	}
	return CGRID_OK;
}

static enum cgrid_status
take_position(struct reader *reader, struct cgrid_draft_sensor *sensor, bool *good)
{
	static const enum column ground[2] = {LAT, LON}, frame[2] = {X, Y};
	/* Frame metres may be those of UTM or of an EPSG code: false northings reach 10,000 km. */
	static const double degrees[2] = {90, 180}, metres[2] = {2e7, 2e7};
	double values[2] = {0, 0};
	enum cgrid_status status = CGRID_OK;
	if (is_given(reader, PLAN)) {
		*good = false;
		return refuse_row(reader, PLAN,
				  "is placed in pixels of a plan, which cannot be read yet");
	}
	if (is_given(reader, LAT) || is_given(reader, LON)) {
		status = take_pair(reader, ground, degrees, values, good);
		sensor->placed_by = CGRID_SENSOR_AT_GROUND;
		sensor->ground = (struct cgrid_lonlat){.lon = values[1], .lat = values[0]};
	} else if (is_given(reader, X) || is_given(reader, Y)) {
		status = take_pair(reader, frame, metres, values, good);
		sensor->placed_by = CGRID_SENSOR_AT_FRAME;
		sensor->frame = (struct cgrid_xy){values[0], values[1]};
	} else if (is_given(reader, ROOM)) {
		sensor->placed_by = CGRID_SENSOR_AT_ROOM;
	} else {
		*good = false;
		status = refuse_row(reader, ID, "has no position");
	}
	return status;
}

/* An optional number: what is not one is left out, and the sensor stays. */
static enum cgrid_status
take_number(struct reader *reader, enum column column, double least, double *value)
{
	const struct cgrid_csv_field field = trimmed(field_of(reader, column));
	*value = NAN;
	if (field.length == 0)
		return CGRID_OK;
	double number;
	if (cgrid_number_parse(field.text, field.length, &number) && number >= least &&
	    number <= 100000) {
		*value = number;
		return CGRID_OK;
	}
	const struct cgrid_source source = source_of(reader, column);
	return cgrid_draft_leave_out(reader->draft, CGRID_E_MEANING, &source,
				     "sensor \"%.60s\": %s \"%.*s\" cannot be right: it is unknown "
				     "now",
				     field_of(reader, ID).text, column_name(column),
				     (int)(field.length < 60 ? field.length : 60), field.text);
}

/* An id is compared byte by byte when an alarm comes in, so it is kept so. What no record may hold
 * (control characters, broken UTF-8) leaves the row out. */
static enum cgrid_status
take_id(struct reader *reader, struct cgrid_draft_sensor *sensor, bool *good)
{
	const struct cgrid_csv_field field = field_of(reader, ID), shorter = trimmed(field);
	*good = false;
	if (shorter.length == 0)
		return refuse_row(reader, ID, "has no id");
	bool control = false;
	for (size_t i = 0; i < field.length; i++)
		control |= (unsigned char)field.text[i] < 0x20 || field.text[i] == 0x7f;
	if (control || !cgrid_utf8_valid(field.text, field.length))
		return refuse_row(reader, ID,
				  control ? "its id holds a control character or a line break"
					  : "its id is not UTF-8");
	if (shorter.length != field.length)
		cgrid_log(reader->draft->ctx, CGRID_WARNING, &sensor->source,
			  "sensor \"%.60s\": its id has blanks at the ends, which are kept",
			  field.text);
	sensor->id = cgrid_draft_bytes(reader->draft, field.text, field.length);
	*good = true;
	return sensor->id ? CGRID_OK : CGRID_E_MEMORY;
}

static enum cgrid_status
take_texts(struct reader *reader, struct cgrid_draft_sensor *sensor)
{
	const struct {
		enum column column;
		const char **text;
		const char *said; /* by the plan entry, which wins */
	} texts[] = {
	    {KIND, &sensor->kind, NULL},
	    {NAME, &sensor->name, NULL},
	    {BUILDING, &sensor->building, reader->plan->building},
	    {LEVEL, &sensor->level, reader->plan->level},
	    {ROOM, &sensor->room, NULL},
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const struct cgrid_csv_field field = field_of(reader, texts[i].column);
		const struct cgrid_source source = source_of(reader, texts[i].column);
		const char *said = texts[i].said;
		*texts[i].text =
		    said ? cgrid_draft_text(reader->draft, said, strlen(said), &source)
			 : cgrid_draft_text(reader->draft, field.text, field.length, &source);
		if (!*texts[i].text)
			return CGRID_E_MEMORY;
	}
	return CGRID_OK;
}

/* A row with another count of fields is a row whose fields stand in the wrong columns: a position or
 * a level would be read from the wrong one. */
static bool
fits_header(const struct reader *reader)
{
	const struct cgrid_csv *csv = &reader->csv;
	for (size_t i = reader->field_count; i < csv->count; i++)
		if (trimmed(csv->fields[i]).length > 0)
			return false;
	return csv->count >= reader->field_count;
}

static bool
is_blank(const struct cgrid_csv *csv)
{
	for (size_t i = 0; i < csv->count; i++)
		if (trimmed(csv->fields[i]).length > 0)
			return false;
	return true;
}

static enum cgrid_status
read_row(struct reader *reader)
{
	struct cgrid_draft_sensor sensor = {.source = cgrid_csv_source(&reader->csv, 0)};
	bool good = true;
	if (is_blank(&reader->csv))
		return CGRID_OK;
	if (!fits_header(reader))
		return cgrid_draft_leave_out(reader->draft, CGRID_E_MEANING, &sensor.source,
					     "\"%.60s\": the row has %zu fields and the header %zu",
					     reader->csv.fields[0].text, reader->csv.count,
					     reader->field_count);
	enum cgrid_status status = take_id(reader, &sensor, &good);
	if (!status && good)
		status = take_position(reader, &sensor, &good);
	if (status || !good)
		return status;
	status = take_texts(reader, &sensor);
	if (!status)
		status = take_number(reader, UNCERTAINTY, 0, &sensor.uncertainty_m);
	if (!status)
		status = take_number(reader, Z, -100000, &sensor.z);
	return status ? status : cgrid_draft_sensor(reader->draft, &sensor);
}

static enum cgrid_status
read_rows(struct reader *reader)
{
	struct cgrid_ctx *ctx = reader->draft->ctx;
	enum cgrid_status status = read_header(reader);
	size_t before = reader->draft->sensor_count;
	enum cgrid_csv_row row = CGRID_CSV_ROW;
	while (!status && (row = cgrid_csv_next(&reader->csv)) != CGRID_CSV_END) {
		if (row == CGRID_CSV_ROW)
			status = read_row(reader);
		else if (reader->draft->strict || ctx->status != CGRID_E_SYNTAX)
			status = ctx->status;
		else
			cgrid_log_error(ctx);
	}
	if (!status && reader->draft->sensor_count == before) {
		const struct cgrid_source source = {reader->csv.file, 0, 0};
		cgrid_log(ctx, CGRID_WARNING, &source, "holds no sensor that can be used");
	}
	return status;
}

enum cgrid_status
cgrid_read_sensors_bytes(struct cgrid_draft *draft, const struct cgrid_plan *plan, const char *bytes,
			 size_t size)
{
	struct reader reader = {.draft = draft, .plan = plan};
	const char *file = cgrid_draft_bytes(draft, plan->shown, strlen(plan->shown));
	if (!file)
		return CGRID_E_MEMORY;
	enum cgrid_status status = cgrid_csv_open(&reader.csv, draft->ctx, file, bytes, size);
	if (!status)
		status = read_rows(&reader);
	cgrid_csv_close(&reader.csv);
	return status;
}

enum cgrid_status
cgrid_read_sensors_csv(struct cgrid_draft *draft, const struct cgrid_plan *plan)
{
	struct cgrid_bytes bytes;
	enum cgrid_status status = cgrid_file_read(draft->ctx, plan->file, &bytes);
	if (!status)
		status = cgrid_read_sensors_bytes(draft, plan, bytes.data, bytes.size);
	cgrid_bytes_free(&bytes);
	return status;
}
