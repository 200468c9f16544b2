/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of sensors: what their columns are called, and what becomes of a row of any format. */
#ifndef CGRID_READ_SENSORS_H
#define CGRID_READ_SENSORS_H

#include "read/draft.h"

enum sensor_column {
	SENSOR_ID,
	SENSOR_LAT,
	SENSOR_LON,
	SENSOR_X,
	SENSOR_Y,
	SENSOR_ROOM,
	SENSOR_BUILDING,
	SENSOR_LEVEL,
	SENSOR_KIND,
	SENSOR_NAME,
	SENSOR_UNCERTAINTY,
	SENSOR_Z,
	SENSOR_PLAN,
	SENSOR_COLUMNS
};

/* The column of this name, without case; SENSOR_COLUMNS for none. */
enum sensor_column cgrid_sensor_column(const char *name, size_t length);
/* What messages call it. */
const char *cgrid_sensor_column_name(enum sensor_column column);
/* Names that people take for a level, and whose numbers may start at 0 or 1: one that is not used is
 * said. */
bool cgrid_sensor_false_level(const char *name, size_t length);
void cgrid_sensor_warn_level(struct cgrid_ctx *ctx, const struct cgrid_source *source, const char *what,
			     const char *name);

/* A field as the file has it, with a NUL behind it; "" when it is not there. */
struct sensor_field {
	const char *text;
	size_t length;
	struct cgrid_source source;
};
struct sensor_row {
	struct sensor_field fields[SENSOR_COLUMNS];
	struct cgrid_source source;
};
/* A field without blanks at its ends. */
struct sensor_field cgrid_sensor_trimmed(struct sensor_field field);
/* Adds a row to the draft. What cannot be right leaves it out and is named. */
enum cgrid_status cgrid_sensor_take(struct cgrid_draft *draft, const struct cgrid_plan *plan,
				    const struct sensor_row *row);
/* The row is left out for something in one of its columns. */
enum cgrid_status cgrid_sensor_refuse(struct cgrid_draft *draft, const struct sensor_row *row,
				      enum sensor_column column, const char *why);

/* Says that a file brought none, when there were `before` it as many as now. */
void cgrid_sensor_none(struct cgrid_draft *draft, const char *file, size_t before);

/* sensors-json.c: JSON or GeoJSON, one text or a sequence by the extension of plan->file and the
 * content. */
enum cgrid_status cgrid_read_sensors_json_bytes(struct cgrid_draft *draft,
						const struct cgrid_plan *plan, const char *bytes,
						size_t size);

#endif
