/* SPDX-License-Identifier: Apache-2.0 */
#include "report.h"

#include "base/num.h"

#include <stdio.h>
#include <string.h>

static const char *const scheme_words[] = {"a1", "1a", "aa", "11"};
static const char *const letter_words[] = {"rows", "columns"};
static const char *const start_words[] = {"nw", "sw", "ne", "se"};
static const char *const start_names[] = {"north-west", "south-west", "north-east", "south-east"};
static const char *const corner_words[] = {"nw", "ne", "se", "sw"};

void
cli_row(struct cgrid_buf *out, const char *name)
{
	cgrid_buf_text(out, name);
	for (size_t n = strlen(name); n < 10; n++)
		cgrid_buf_char(out, ' ');
}

void
cli_lat_lon(struct cgrid_buf *out, struct cgrid_lonlat at)
{
	cgrid_buf_fixed(out, at.lat, 7);
	cgrid_buf_char(out, ',');
	cgrid_buf_fixed(out, at.lon, 7);
}

void
cli_frame_text(const struct cgrid_frame *frame, char *text, size_t size)
{
	char lat[CGRID_FIXED_SIZE], lon[CGRID_FIXED_SIZE];
	switch (frame->kind) {
	case CGRID_FRAME_LOCAL:
		cgrid_fixed(lat, frame->origin.lat, 3);
		cgrid_fixed(lon, frame->origin.lon, 3);
		snprintf(text, size, "local about %s,%s", lat, lon);
		break;
	case CGRID_FRAME_UTM:
		snprintf(text, size, "UTM zone %d %s", frame->zone, frame->south ? "south" : "north");
		break;
	case CGRID_FRAME_EPSG:
		snprintf(text, size, "EPSG:%d", frame->epsg);
		break;
	}
}

/* The cell in the corner where the labels start, and the one across. */
static void
first_and_last(struct cli_grid_report *report)
{
	const struct cgrid_grid_spec *spec = cgrid_grid_get_spec(report->grid);
	bool east = spec->start == CGRID_START_NE || spec->start == CGRID_START_SE;
	bool south = spec->start == CGRID_START_SW || spec->start == CGRID_START_SE;
	struct cgrid_cell first = {east ? spec->columns - 1 : 0, south ? spec->rows - 1 : 0, 0};
	struct cgrid_cell last = {spec->columns - 1 - first.column, spec->rows - 1 - first.row, 0};
	/* Where two zones of USNG meet, the meridian may leave nothing of a corner. */
	while (cgrid_grid_label(report->grid, first, report->first, sizeof report->first) == 0 &&
	       first.column + 1 < spec->columns)
		first.column++;
	while (cgrid_grid_label(report->grid, last, report->last, sizeof report->last) == 0 &&
	       last.column > 0)
		last.column--;
}

static bool
covers_point(const struct cgrid_grid *grid, struct cgrid_xy point)
{
	const struct cgrid_xy at = cgrid_grid_to_axes(grid, point);
	double west = cgrid_grid_column_edge(grid, 0), north = cgrid_grid_row_edge(grid, 0);
	double east = cgrid_grid_column_edge(grid, cgrid_grid_columns(grid));
	double south = cgrid_grid_row_edge(grid, cgrid_grid_rows(grid));
	return at.x >= west && at.x <= east && at.y <= north && at.y >= south;
}

static bool
covers_shape(const struct cgrid_grid *grid, const struct cgrid_shape *shape)
{
	for (size_t r = 0; r < shape->ring_count; r++)
		for (size_t i = 0; i < shape->rings[r].count; i++)
			if (!covers_point(grid, shape->rings[r].points[i]))
				return false;
	return true;
}

static bool
covers_room(const struct cgrid_grid *grid, const struct cgrid_room *room)
{
	return room->shape.ring_count > 0 ? covers_shape(grid, &room->shape)
					  : covers_point(grid, room->label);
}

/* Asked of every corner: of a turned grid the box of the extent says too little. */
static bool
covers(const struct cgrid_grid *grid, const struct cgrid_campus *campus)
{
	for (size_t i = 0; i < cgrid_campus_building_count(campus); i++)
		if (!covers_shape(grid, &cgrid_campus_building(campus, i)->outline))
			return false;
	for (size_t i = 0; i < cgrid_campus_level_count(campus); i++)
		if (!covers_shape(grid, &cgrid_campus_level(campus, i)->outline))
			return false;
	for (size_t i = 0; i < cgrid_campus_room_count(campus); i++)
		if (!covers_room(grid, cgrid_campus_room(campus, i)))
			return false;
	for (size_t i = 0; i < cgrid_campus_image_count(campus); i++)
		for (int k = 0; cgrid_campus_image(campus, i)->for_level && k < 4; k++)
			if (!covers_point(grid, cgrid_campus_image(campus, i)->corners[k]))
				return false;
	return true;
}

enum cgrid_status
cli_grid_report(struct cgrid_ctx *ctx, const struct cgrid_campus *campus, const struct cgrid_grid *grid,
		bool written, struct cli_grid_report *report)
{
	const struct cgrid_grid_spec *spec = cgrid_grid_get_spec(grid);
	*report = (struct cli_grid_report){.campus = campus, .grid = grid, .written = written};
	first_and_last(report);
	report->covers = covers(grid, campus);
	cli_frame_text(&spec->frame, report->frame, sizeof report->frame);
	double west = cgrid_grid_column_edge(grid, 0);
	double east = cgrid_grid_column_edge(grid, spec->columns);
	double north = cgrid_grid_row_edge(grid, 0), south = cgrid_grid_row_edge(grid, spec->rows);
	const struct cgrid_xy axes[4] = {{west, north}, {east, north}, {east, south}, {west, south}};
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; !status && i < 4; i++) {
		struct cli_corner *corner = &report->corners[i];
		const struct cgrid_xy at = cgrid_grid_to_frame(grid, axes[i]);
		corner->name = corner_words[i];
		status = cgrid_frame_to_ground(ctx, &spec->frame, &at, 1, &corner->at);
		if (!status)
			status = cgrid_usng_format(ctx, corner->at, 5, true, corner->usng);
	}
	return status;
}

/* Without zeros at its end: "30", "9.144". */
static void
number(struct cgrid_buf *out, double value, int decimals)
{
	char text[CGRID_FIXED_SIZE];
	size_t length = cgrid_fixed(text, value, decimals);
	while (decimals > 0 && text[length - 1] == '0')
		length--;
	cgrid_buf_add(out, text, text[length - 1] == '.' ? length - 1 : length);
}

static void
text_labels(const struct cli_grid_report *report, struct cgrid_buf *out)
{
	const struct cgrid_grid_spec *spec = cgrid_grid_get_spec(report->grid);
	cli_row(out, "labels");
	cgrid_buf_text(out, report->first);
	cgrid_buf_text(out, " (");
	cgrid_buf_text(out, start_names[spec->start]);
	cgrid_buf_text(out, ") to ");
	cgrid_buf_text(out, report->last);
	if (spec->usng_m) {
		cgrid_buf_text(out, ", digits of USNG, easting first");
	} else if (spec->column_names || spec->row_names) {
		cgrid_buf_text(out, spec->column_names && spec->row_names ? ", own names"
				    : spec->column_names                  ? ", own names of columns"
									  : ", own names of rows");
	} else if (spec->labels == CGRID_LABELS_A1 || spec->labels == CGRID_LABELS_1A) {
		cgrid_buf_text(out, ", letters on ");
		cgrid_buf_text(out, letter_words[spec->letters]);
	} else {
		cgrid_buf_text(out,
			       spec->letters == CGRID_LETTERS_ROWS ? ", row first" : ", column first");
	}
	cgrid_buf_text(out, spec->skip_io ? ", without I and O\n" : "\n");
}

void
cli_grid_text(const struct cli_grid_report *report, struct cgrid_buf *out)
{
	const struct cgrid_grid_spec *spec = cgrid_grid_get_spec(report->grid);
	cli_row(out, "grid");
	cgrid_buf_int(out, spec->columns);
	cgrid_buf_text(out, " columns x ");
	cgrid_buf_int(out, spec->rows);
	cgrid_buf_text(out, " rows\n");
	cli_row(out, "cell");
	cgrid_buf_fixed(out, spec->cell_width_m, 2);
	cgrid_buf_text(out, " x ");
	cgrid_buf_fixed(out, spec->cell_height_m, 2);
	cgrid_buf_text(out, " m");
	if (spec->cell[0] != '\0') {
		cgrid_buf_text(out, " (");
		cgrid_buf_text(out, spec->cell);
		cgrid_buf_char(out, ')');
	}
	cgrid_buf_char(out, '\n');
	text_labels(report, out);
	cli_row(out, "turn");
	number(out, spec->turn_deg, 6);
	cgrid_buf_text(out, " degrees clockwise\n");
	cli_row(out, "frame");
	cgrid_buf_text(out, report->frame);
	cgrid_buf_char(out, '\n');
	cli_row(out, "origin");
	cli_lat_lon(out, spec->origin);
	cgrid_buf_char(out, '\n');
	for (size_t i = 0; i < 4; i++) {
		cli_row(out, i == 0 ? "corners" : "");
		cgrid_buf_text(out, report->corners[i].name);
		cgrid_buf_text(out, "  ");
		cli_lat_lon(out, report->corners[i].at);
		cgrid_buf_text(out, "  ");
		cgrid_buf_text(out, report->corners[i].usng);
		cgrid_buf_char(out, '\n');
	}
	cli_row(out, "covers");
	cgrid_buf_text(out, report->covers ? "all buildings and levels\n"
					   : "NOT all buildings and levels\n");
	cli_row(out, "written");
	cgrid_buf_text(out, report->written ? "in campus.json: labels stay\n"
					    : "no: labels can move with the next import "
					      "(campusgrid grid --save keeps them)\n");
}

void
cli_json_key(struct cgrid_buf *out, size_t indent, const char *key)
{
	cgrid_buf_char(out, '\n');
	for (size_t i = 0; i < indent + 2; i++)
		cgrid_buf_char(out, ' ');
	cgrid_buf_json(out, key);
	cgrid_buf_text(out, ": ");
}

static void
json_text(struct cgrid_buf *out, size_t indent, const char *key, const char *value)
{
	cli_json_key(out, indent, key);
	cgrid_buf_json(out, value);
	cgrid_buf_char(out, ',');
}

static void
json_number(struct cgrid_buf *out, size_t indent, const char *key, double value, int decimals)
{
	cli_json_key(out, indent, key);
	number(out, value, decimals);
	cgrid_buf_char(out, ',');
}

static void
json_bool(struct cgrid_buf *out, size_t indent, const char *key, bool value)
{
	cli_json_key(out, indent, key);
	cgrid_buf_text(out, value ? "true," : "false,");
}

static void
json_corners(const struct cli_grid_report *report, struct cgrid_buf *out, size_t indent)
{
	cli_json_key(out, indent, "corners");
	for (size_t i = 0; i < 4; i++) {
		cgrid_buf_text(out, i == 0 ? "[{\"corner\": " : ", {\"corner\": ");
		cgrid_buf_json(out, report->corners[i].name);
		cgrid_buf_text(out, ", \"lat\": ");
		cgrid_buf_fixed(out, report->corners[i].at.lat, 7);
		cgrid_buf_text(out, ", \"lon\": ");
		cgrid_buf_fixed(out, report->corners[i].at.lon, 7);
		cgrid_buf_text(out, ", \"usng\": ");
		cgrid_buf_json(out, report->corners[i].usng);
		cgrid_buf_char(out, '}');
	}
	cgrid_buf_char(out, ']');
}

void
cli_grid_json(const struct cli_grid_report *report, struct cgrid_buf *out, size_t indent)
{
	const struct cgrid_grid_spec *spec = cgrid_grid_get_spec(report->grid);
	cgrid_buf_char(out, '{');
	json_number(out, indent, "columns", spec->columns, 0);
	json_number(out, indent, "rows", spec->rows, 0);
	json_text(out, indent, "cell", spec->cell);
	json_number(out, indent, "cell_width_m", spec->cell_width_m, 4);
	json_number(out, indent, "cell_height_m", spec->cell_height_m, 4);
	json_text(out, indent, "first", report->first);
	json_text(out, indent, "last", report->last);
	json_text(out, indent, "labels", scheme_words[spec->labels]);
	json_text(out, indent, "letters", letter_words[spec->letters]);
	json_text(out, indent, "start", start_words[spec->start]);
	json_bool(out, indent, "skip_io", spec->skip_io);
	json_text(out, indent, "separator", spec->separator);
	json_number(out, indent, "usng", spec->usng_m, 0);
	json_number(out, indent, "pad", spec->pad, 0);
	json_text(out, indent, "column_names", spec->column_names ? spec->column_names : "");
	json_text(out, indent, "row_names", spec->row_names ? spec->row_names : "");
	json_number(out, indent, "turn", spec->turn_deg, 6);
	json_text(out, indent, "frame", report->frame);
	cli_json_key(out, indent, "origin");
	cgrid_buf_char(out, '[');
	cgrid_buf_fixed(out, spec->origin.lat, 7);
	cgrid_buf_text(out, ", ");
	cgrid_buf_fixed(out, spec->origin.lon, 7);
	cgrid_buf_text(out, "],");
	json_bool(out, indent, "covers", report->covers);
	json_bool(out, indent, "written", report->written);
	json_corners(report, out, indent);
	cgrid_buf_char(out, '\n');
	for (size_t i = 0; i < indent; i++)
		cgrid_buf_char(out, ' ');
	cgrid_buf_char(out, '}');
}
