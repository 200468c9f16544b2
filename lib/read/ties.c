/* SPDX-License-Identifier: Apache-2.0 */
/* Ties: read from a CSV. */
#include "read/ties.h"

#include "base/file.h"
#include "read/csv-table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIXEL_X, PIXEL_Y, UNIT_X, UNIT_Y, LAT, LON, NAME };
static const struct cgrid_csv_name names[] = {
    {"pixel_x", PIXEL_X}, {"pixel_y", PIXEL_Y}, {"x", UNIT_X},  {"y", UNIT_Y},
    {"lat", LAT},         {"latitude", LAT},    {"lon", LON},   {"lng", LON},
    {"long", LON},        {"longitude", LON},   {"name", NAME}, {NULL, 0},
};

/* Each is compared with each: far more than anybody measures. */
enum { MOST_TIES = 1000 };

void
cgrid_ties_free(struct cgrid_ties *ties)
{
	cgrid_arena_free(&ties->arena);
	free(ties->list);
	*ties = (struct cgrid_ties){0};
}

void
cgrid_tie_words(const struct cgrid_tie *tie, char words[96])
{
	if (tie->name[0])
		snprintf(words, 96, "tie \"%.60s\"", tie->name);
	else
		snprintf(words, 96, "this tie");
}

static enum cgrid_status
check_header(struct cgrid_csv_table *table, struct cgrid_ties *ties)
{
	struct cgrid_ctx *ctx = table->csv.ctx;
	const struct cgrid_source source = {ties->file, 1, 1};
	enum cgrid_status status = cgrid_csv_table_pair(table, PIXEL_X, PIXEL_Y);
	if (!status)
		status = cgrid_csv_table_pair(table, UNIT_X, UNIT_Y);
	if (!status)
		status = cgrid_csv_table_pair(table, LAT, LON);
	if (status)
		return status;
	ties->pixels = table->has[PIXEL_X];
	if (table->has[PIXEL_X] == table->has[UNIT_X])
		return cgrid_fail_at(
		    ctx, CGRID_E_MEANING, &source,
		    ties->pixels ? "the header row has \"pixel_x\" and \"x\": one of them has to go"
				 : "the header row has no place in the drawing: \"pixel_x\" and "
				   "\"pixel_y\" of a picture, \"x\" and \"y\" of a drawing in units");
	if (!table->has[LAT])
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &source,
				     "the header row has no place on the ground: \"lat\" and \"lon\"");
	return CGRID_OK;
}

static enum cgrid_status
check_ground(struct cgrid_csv_table *table, struct cgrid_lonlat at)
{
	const struct cgrid_source lat = cgrid_csv_table_text(table, LAT).source;
	const struct cgrid_source lon = cgrid_csv_table_text(table, LON).source;
	if (fabs(at.lat) > 90)
		return cgrid_fail_at(table->csv.ctx, CGRID_E_MEANING, &lat,
				     fabs(at.lon) <= 90 && fabs(at.lat) <= 180
					 ? "a latitude beyond 90 degrees: lat and lon are swapped"
					 : "a latitude beyond 90 degrees (ties are in WGS 84 degrees)");
	if (fabs(at.lon) > 180)
		return cgrid_fail_at(table->csv.ctx, CGRID_E_MEANING, &lon,
				     "a longitude beyond 180 degrees (ties are in WGS 84 degrees)");
	return CGRID_OK;
}

static enum cgrid_status
read_tie(struct cgrid_csv_table *table, struct cgrid_ties *ties)
{
	struct cgrid_ctx *ctx = table->csv.ctx;
	struct cgrid_tie tie = {.source = cgrid_csv_source(&table->csv, 0)};
	tie.source.file = ties->file;
	tie.source.column = 1;
	const struct cgrid_csv_text name = cgrid_csv_table_text(table, NAME);
	enum cgrid_status status =
	    cgrid_csv_table_number(table, ties->pixels ? PIXEL_X : UNIT_X, &tie.drawn.x);
	if (!status)
		status = cgrid_csv_table_number(table, ties->pixels ? PIXEL_Y : UNIT_Y, &tie.drawn.y);
	if (!status)
		status = cgrid_csv_table_number(table, LAT, &tie.ground.lat);
	if (!status)
		status = cgrid_csv_table_number(table, LON, &tie.ground.lon);
	if (!status)
		status = check_ground(table, tie.ground);
	if (status)
		return status;
	if (fabs(tie.drawn.x) > 1e9 || fabs(tie.drawn.y) > 1e9)
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &tie.source,
				     "a place in the drawing beyond a thousand million");
	struct cgrid_buf clean = {0};
	cgrid_text_clean(name.text, name.length, &clean);
	tie.name = clean.failed
		       ? NULL
		       : cgrid_arena_text(&ties->arena, clean.data ? clean.data : "", clean.size);
	cgrid_buf_free(&clean);
	if (!tie.name || !CGRID_ROOM_FOR_ONE(ties->list, ties->count, ties->capacity))
		return cgrid_fail_memory(ctx);
	ties->list[ties->count++] = tie;
	return CGRID_OK;
}

/* A row that cannot be read refuses the file: a placement stands on a handful of numbers. */
static enum cgrid_status
read_rows(struct cgrid_csv_table *table, struct cgrid_ties *ties)
{
	enum cgrid_status status = check_header(table, ties);
	enum cgrid_csv_row row;
	while (!status && (row = cgrid_csv_table_next(table)) != CGRID_CSV_END) {
		if (row == CGRID_CSV_FAULT)
			return table->csv.ctx->status;
		status = read_tie(table, ties);
		if (!status && ties->count > MOST_TIES)
			status =
			    cgrid_fail_at(table->csv.ctx, CGRID_E_LIMIT, &ties->list[MOST_TIES].source,
					  "more than %d ties", MOST_TIES);
	}
	return status;
}

enum cgrid_status
cgrid_ties_read_bytes(struct cgrid_ctx *ctx, const char *shown, const char *bytes, size_t size,
		      struct cgrid_ties *ties_out)
{
	struct cgrid_csv_table table;
	*ties_out = (struct cgrid_ties){0};
	ties_out->file = cgrid_arena_text(&ties_out->arena, shown, strlen(shown));
	if (!ties_out->file)
		return cgrid_fail_memory(ctx);
	enum cgrid_status status =
	    cgrid_csv_table_open(&table, ctx, ties_out->file, bytes, size, names);
	if (!status)
		status = read_rows(&table, ties_out);
	cgrid_csv_table_close(&table);
	return status;
}

enum cgrid_status
cgrid_ties_read(struct cgrid_ctx *ctx, const char *path, const char *shown, struct cgrid_ties *ties_out)
{
	struct cgrid_bytes bytes;
	*ties_out = (struct cgrid_ties){0};
	enum cgrid_status status = cgrid_file_read_shown(ctx, path, shown, &bytes);
	if (status)
		return status;
	status = cgrid_ties_read_bytes(ctx, shown, bytes.data, bytes.size, ties_out);
	cgrid_bytes_free(&bytes);
	return status;
}
