/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of sensors: a row of any format becomes a sensor. One that cannot be right is left out and
 * named. */
#include "read/sensors.h"

#include "base/file.h"
#include "base/num.h"
#include "read/texts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Names of columns, without case. The first of a column is the one that messages use. */
static const struct {
	const char *name;
	enum sensor_column column;
} names[] = {
    {"id", SENSOR_ID},
    {"sensor", SENSOR_ID},
    {"sensor_id", SENSOR_ID},
    {"lat", SENSOR_LAT},
    {"latitude", SENSOR_LAT},
    {"lon", SENSOR_LON},
    {"lng", SENSOR_LON},
    {"long", SENSOR_LON},
    {"longitude", SENSOR_LON},
    {"x", SENSOR_X},
    {"x_m", SENSOR_X},
    {"y", SENSOR_Y},
    {"y_m", SENSOR_Y},
    {"room", SENSOR_ROOM},
    {"building", SENSOR_BUILDING},
    {"level", SENSOR_LEVEL},
    {"kind", SENSOR_KIND},
    {"name", SENSOR_NAME},
    {"alias", SENSOR_NAME},
    {"uncertainty_m", SENSOR_UNCERTAINTY},
    {"uncertainty", SENSOR_UNCERTAINTY},
    {"z", SENSOR_Z},
    {"z_m", SENSOR_Z},
    {"plan", SENSOR_PLAN},
};
enum { NAME_COUNT = sizeof names / sizeof *names };

static const char *const false_levels[] = {"floor", "storey", "story", "ordinal", NULL};

static bool
is_name(const char *text, size_t length, const char *name)
{
	size_t i = 0;
	while (i < length && name[i] != '\0' && cgrid_lower((unsigned char)text[i]) == name[i])
		i++;
	return i == length && name[i] == '\0';
}

enum sensor_column
cgrid_sensor_column(const char *name, size_t length)
{
	for (size_t i = 0; i < NAME_COUNT; i++)
		if (is_name(name, length, names[i].name))
			return names[i].column;
	return SENSOR_COLUMNS;
}

const char *
cgrid_sensor_column_name(enum sensor_column column)
{
	size_t i = 0;
	while (names[i].column != column)
		i++;
	return names[i].name;
}

bool
cgrid_sensor_false_level(const char *name, size_t length)
{
	for (const char *const *wrong = false_levels; *wrong; wrong++)
		if (is_name(name, length, *wrong))
			return true;
	return false;
}

void
cgrid_sensor_warn_level(struct cgrid_ctx *ctx, const struct cgrid_source *source, const char *what,
			const char *name)
{
	cgrid_log(ctx, CGRID_WARNING, source,
		  "%s \"%s\" is not used: the level that the sign on the stairs says goes into a %s "
		  "\"level\"",
		  what, name, what);
}

struct sensor_field
cgrid_sensor_trimmed(struct sensor_field field)
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

static bool
is_given(const struct sensor_row *row, enum sensor_column column)
{
	return cgrid_sensor_trimmed(row->fields[column]).length > 0;
}

enum cgrid_status
cgrid_sensor_refuse(struct cgrid_draft *draft, const struct sensor_row *row, enum sensor_column column,
		    const char *why)
{
	const struct sensor_field id = cgrid_sensor_trimmed(row->fields[SENSOR_ID]);
	const char *clean = cgrid_draft_text(draft, id.text, id.length, NULL);
	if (!clean)
		return CGRID_E_MEMORY;
	return cgrid_draft_leave_out(draft, CGRID_E_MEANING, &row->fields[column].source,
				     "sensor \"%.60s\": %s", clean, why);
}

/* A pair of numbers within bounds. *good is false when the row was left out for them. */
static enum cgrid_status
take_pair(struct cgrid_draft *draft, const struct sensor_row *row, const enum sensor_column pair[2],
	  const double limits[2], double values[2], bool *good)
{
	for (int i = 0; i < 2; i++) {
		const struct sensor_field field = cgrid_sensor_trimmed(row->fields[pair[i]]);
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
		snprintf(text, sizeof text, "%s \"%.*s\" %s", cgrid_sensor_column_name(pair[i]),
			 (int)(field.length < 60 ? field.length : 60), field.text, why);
		return cgrid_sensor_refuse(draft, row, pair[i], text);
	}
	return CGRID_OK;
}

/* The drawing that campus.json names so. Without, the row is left out with the nearest name. */
static enum cgrid_status
find_drawing(struct cgrid_draft *draft, const struct sensor_row *row,
	     const struct cgrid_draft_drawing **drawing_out)
{
	const struct sensor_field plan = cgrid_sensor_trimmed(row->fields[SENSOR_PLAN]);
	*drawing_out = NULL;
	for (size_t i = 0; i < draft->drawing_count; i++)
		if (strlen(draft->drawings[i].shown) == plan.length &&
		    memcmp(draft->drawings[i].shown, plan.text, plan.length) == 0)
			*drawing_out = &draft->drawings[i];
	if (*drawing_out)
		return CGRID_OK;
	const char **shown = cgrid_array_new(draft->drawing_count + 1, sizeof *shown);
	const char *text = cgrid_draft_text(draft, plan.text, plan.length, NULL);
	if (!shown || !text) {
		free(shown);
		return cgrid_fail_memory(draft->ctx);
	}
	for (size_t i = 0; i < draft->drawing_count; i++)
		shown[i] = draft->drawings[i].shown;
	const char *nearest = cgrid_nearest(text, shown);
	free(shown);
	char why[400];
	snprintf(why, sizeof why, "plan \"%.100s\" is no picture that campus.json places%s%.100s%s",
		 text, nearest ? " (nearest: \"" : "", nearest ? nearest : "", nearest ? "\")" : "");
	return cgrid_sensor_refuse(draft, row, SENSOR_PLAN, why);
}

/* Pixels of a plan: placed as the plan is. */
static enum cgrid_status
take_pixels(struct cgrid_draft *draft, const struct sensor_row *row,
	    const struct cgrid_draft_drawing *drawing, struct cgrid_draft_sensor *sensor, bool *good)
{
	static const enum sensor_column pair[2] = {SENSOR_X, SENSOR_Y};
	static const double pixels[2] = {1e7, 1e7};
	double values[2] = {0, 0};
	enum cgrid_status status = take_pair(draft, row, pair, pixels, values, good);
	if (status || !*good)
		return status;
	const struct cgrid_xy pixel = {values[0], values[1]};
	sensor->placed_by = CGRID_SENSOR_AT_GROUND;
	status = cgrid_placement_to_ground(draft->ctx, &drawing->placement, &pixel, 1, &sensor->ground);
	if (status != CGRID_E_OUTSIDE)
		return status;
	cgrid_clear_error(draft->ctx);
	*good = false;
	return cgrid_sensor_refuse(draft, row, SENSOR_X, "its pixel lies nowhere on the ground");
}

static enum cgrid_status
take_position(struct cgrid_draft *draft, const struct sensor_row *row,
	      const struct cgrid_draft_drawing *drawing, struct cgrid_draft_sensor *sensor, bool *good)
{
	static const enum sensor_column ground[2] = {SENSOR_LAT, SENSOR_LON},
					frame[2] = {SENSOR_X, SENSOR_Y};
	/* Frame metres may be those of UTM or of an EPSG code: false northings reach 10,000 km. */
	static const double degrees[2] = {90, 180}, metres[2] = {2e7, 2e7};
	double values[2] = {0, 0};
	enum cgrid_status status = CGRID_OK;
	if (is_given(row, SENSOR_LAT) || is_given(row, SENSOR_LON)) {
		status = take_pair(draft, row, ground, degrees, values, good);
		sensor->placed_by = CGRID_SENSOR_AT_GROUND;
		sensor->ground = (struct cgrid_lonlat){.lon = values[1], .lat = values[0]};
	} else if (drawing) {
		status = take_pixels(draft, row, drawing, sensor, good);
	} else if (is_given(row, SENSOR_X) || is_given(row, SENSOR_Y)) {
		status = take_pair(draft, row, frame, metres, values, good);
		sensor->placed_by = CGRID_SENSOR_AT_FRAME;
		sensor->frame = (struct cgrid_xy){values[0], values[1]};
	} else if (is_given(row, SENSOR_ROOM)) {
		sensor->placed_by = CGRID_SENSOR_AT_ROOM;
	} else {
		*good = false;
		status = cgrid_sensor_refuse(draft, row, SENSOR_ID, "has no position");
	}
	return status;
}

/* An optional number: what is not one is left out, and the sensor stays. */
static enum cgrid_status
take_number(struct cgrid_draft *draft, const struct sensor_row *row, enum sensor_column column,
	    double least, double *value)
{
	const struct sensor_field field = cgrid_sensor_trimmed(row->fields[column]);
	*value = NAN;
	if (field.length == 0)
		return CGRID_OK;
	double number;
	if (cgrid_number_parse(field.text, field.length, &number) && number >= least &&
	    number <= 100000) {
		*value = number;
		return CGRID_OK;
	}
	return cgrid_draft_leave_out(draft, CGRID_E_MEANING, &field.source,
				     "sensor \"%.60s\": %s \"%.*s\" cannot be right: it is unknown "
				     "now",
				     row->fields[SENSOR_ID].text, cgrid_sensor_column_name(column),
				     (int)(field.length < 60 ? field.length : 60), field.text);
}

/* An id is compared byte by byte when an alarm comes in, so it is kept so. What no record may hold
 * (control characters, broken UTF-8) leaves the row out. */
static enum cgrid_status
take_id(struct cgrid_draft *draft, const struct sensor_row *row, struct cgrid_draft_sensor *sensor,
	bool *good)
{
	const struct sensor_field field = row->fields[SENSOR_ID], shorter = cgrid_sensor_trimmed(field);
	*good = false;
	if (shorter.length == 0)
		return cgrid_sensor_refuse(draft, row, SENSOR_ID, "has no id");
	bool control = false;
	for (size_t i = 0; i < field.length; i++)
		control |= (unsigned char)field.text[i] < 0x20 || field.text[i] == 0x7f;
	if (control || !cgrid_utf8_valid(field.text, field.length))
		return cgrid_sensor_refuse(draft, row, SENSOR_ID,
					   control ? "its id holds a control character or a line break"
						   : "its id is not UTF-8");
	if (shorter.length != field.length)
		cgrid_log(draft->ctx, CGRID_WARNING, &sensor->source,
			  "sensor \"%.60s\": its id has blanks at the ends, which are kept",
			  field.text);
	sensor->id = cgrid_draft_bytes(draft, field.text, field.length);
	*good = true;
	return sensor->id ? CGRID_OK : CGRID_E_MEMORY;
}

/* Building and level: what the entry of campus.json says wins; then the row; then the plan whose pixels
 * place it. */
static enum cgrid_status
take_texts(struct cgrid_draft *draft, const struct cgrid_plan *plan, const struct sensor_row *row,
	   const struct cgrid_draft_drawing *drawing, struct cgrid_draft_sensor *sensor)
{
	const char *building = drawing && drawing->building != CGRID_NONE
				   ? draft->buildings[drawing->building].name
				   : NULL;
	const char *level =
	    drawing && drawing->level != CGRID_NONE ? draft->levels[drawing->level].label : NULL;
	const struct {
		enum sensor_column column;
		const char **text;
		const char *said, *else_said;
	} texts[] = {
	    {SENSOR_KIND, &sensor->kind, NULL, NULL},
	    {SENSOR_NAME, &sensor->name, NULL, NULL},
	    {SENSOR_BUILDING, &sensor->building, plan->building, building},
	    {SENSOR_LEVEL, &sensor->level, plan->level, level},
	    {SENSOR_ROOM, &sensor->room, NULL, NULL},
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const struct sensor_field *field = &row->fields[texts[i].column];
		const char *said = texts[i].said;
		if (!said && !is_given(row, texts[i].column))
			said = texts[i].else_said;
		*texts[i].text =
		    said ? cgrid_draft_text(draft, said, strlen(said), &field->source)
			 : cgrid_draft_text(draft, field->text, field->length, &field->source);
		if (!*texts[i].text)
			return CGRID_E_MEMORY;
	}
	return CGRID_OK;
}

enum cgrid_status
cgrid_sensor_take(struct cgrid_draft *draft, const struct cgrid_plan *plan,
		  const struct sensor_row *row)
{
	struct cgrid_draft_sensor sensor = {.source = row->source};
	const struct cgrid_draft_drawing *drawing = NULL;
	bool good = true;
	enum cgrid_status status = take_id(draft, row, &sensor, &good);
	if (!status && good && is_given(row, SENSOR_PLAN)) {
		status = find_drawing(draft, row, &drawing);
		good = drawing != NULL;
	}
	if (!status && good)
		status = take_position(draft, row, drawing, &sensor, &good);
	if (status || !good)
		return status;
	status = take_texts(draft, plan, row, drawing, &sensor);
	if (!status)
		status = take_number(draft, row, SENSOR_UNCERTAINTY, 0, &sensor.uncertainty_m);
	if (!status)
		status = take_number(draft, row, SENSOR_Z, -100000, &sensor.z);
	return status ? status : cgrid_draft_sensor(draft, &sensor);
}

void
cgrid_sensor_none(struct cgrid_draft *draft, const char *file, size_t before)
{
	const struct cgrid_source source = {file, 0, 0};
	if (draft->sensor_count == before)
		cgrid_log(draft->ctx, CGRID_WARNING, &source, "holds no sensor that can be used");
}

typedef enum cgrid_status (*reader)(struct cgrid_draft *draft, const struct cgrid_plan *plan,
				    const char *bytes, size_t size);

static const struct {
	const char *extension;
	reader read;
} formats[] = {
    {".csv", cgrid_read_sensors_bytes},          {".tsv", cgrid_read_sensors_bytes},
    {".txt", cgrid_read_sensors_bytes},          {".json", cgrid_read_sensors_json_bytes},
    {".geojson", cgrid_read_sensors_json_bytes},
};

/* NULL for what holds no sensors. */
static reader
reader_of(const char *extension)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (cgrid_same_text(formats[i].extension, extension))
			return formats[i].read;
	return cgrid_texts_extension(extension) ? cgrid_read_sensors_json_bytes : NULL;
}

enum cgrid_status
cgrid_read_sensors(struct cgrid_draft *draft, const struct cgrid_plan *plan)
{
	const struct cgrid_source source = {plan->shown, 0, 0};
	reader read = reader_of(cgrid_path_extension(plan->file));
	if (!read)
		return cgrid_fail_at(draft->ctx, CGRID_E_UNSUPPORTED, &source,
				     "sensors are read from CSV (.csv), JSON (.json, .ndjson) and "
				     "GeoJSON (.geojson, .geojsonl)");
	struct cgrid_bytes bytes;
	enum cgrid_status status = cgrid_file_read(draft->ctx, plan->file, &bytes);
	if (!status)
		status = read(draft, plan, bytes.data, bytes.size);
	cgrid_bytes_free(&bytes);
	return status;
}
