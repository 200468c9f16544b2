/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rooms in a CSV: a row a room, with a position or with a polygon; or, where there is a column
 * "corner", a row a corner. Two rows of one name without it are two rooms: there may be two "Storage".
 */
#include "base/num.h"
#include "read/csv-table.h"
#include "read/rooms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM, NAME, CATEGORY, PIXEL_X, PIXEL_Y, LAT, LON, POLYGON, CORNER };
static const struct cgrid_csv_name names[] = {
    {"room", ROOM},
    {"ref", ROOM},
    {"number", ROOM},
    {"name", NAME},
    {"category", CATEGORY},
    {"kind", CATEGORY},
    {"pixel_x", PIXEL_X},
    {"pixel_y", PIXEL_Y},
    {"lat", LAT},
    {"latitude", LAT},
    {"lon", LON},
    {"lng", LON},
    {"long", LON},
    {"longitude", LON},
    {"polygon", POLYGON},
    {"corner", CORNER},
    {NULL, 0},
};

/* A row with a position, kept until all corners are there. */
struct corner {
	struct cgrid_listed_room room;
	struct cgrid_xy pixel;
	struct cgrid_lonlat ground;
	double number;
};

struct reader {
	struct cgrid_rooms *rooms;
	struct cgrid_csv_table table;
	bool pixels; /* positions are */
	struct corner *corners;
	size_t count, capacity;
	struct cgrid_xy *points; /* of a polygon */
	size_t point_count, point_capacity;
};

static enum cgrid_status
check_header(struct reader *reader)
{
	struct cgrid_csv_table *table = &reader->table;
	const struct cgrid_source source = {reader->rooms->file, 1, 1};
	const bool *has = table->has;
	enum cgrid_status status = cgrid_csv_table_pair(table, PIXEL_X, PIXEL_Y);
	if (!status)
		status = cgrid_csv_table_pair(table, LAT, LON);
	if (status)
		return status;
	reader->pixels = has[PIXEL_X];
	const char *fault = NULL;
	if (!has[ROOM] && !has[NAME])
		fault = "the header row has no column \"room\" (nor \"name\")";
	else if (has[PIXEL_X] + has[LAT] + has[POLYGON] != 1)
		fault =
		    "the header row has to say one way where rooms are: \"pixel_x\" and \"pixel_y\", "
		    "\"lat\" and \"lon\", or \"polygon\"";
	else if (has[CORNER] && has[POLYGON])
		fault = "the header row has \"polygon\" and \"corner\": one of them has to go";
	return fault ? cgrid_fail_at(table->csv.ctx, CGRID_E_MEANING, &source, "%s", fault) : CGRID_OK;
}

static const char *
take_text(struct reader *reader, int column, const struct cgrid_source *source)
{
	const struct cgrid_csv_text text = cgrid_csv_table_text(&reader->table, column);
	return cgrid_draft_text(reader->rooms->draft, text.text, text.length, source);
}

static enum cgrid_status
take_room(struct reader *reader, struct cgrid_listed_room *room)
{
	room->source = cgrid_csv_source(&reader->table.csv, 0);
	room->source.file = reader->rooms->file;
	room->room = take_text(reader, ROOM, &room->source);
	room->name = take_text(reader, NAME, &room->source);
	room->category = take_text(reader, CATEGORY, &room->source);
	if (!room->room || !room->name || !room->category)
		return CGRID_E_MEMORY;
	return room->room[0] || room->name[0]
		   ? CGRID_OK
		   : cgrid_fail_at(reader->table.csv.ctx, CGRID_E_MEANING, &room->source,
				   "the room has neither a sign nor a name");
}

static enum cgrid_status
take_position(struct reader *reader, struct corner *corner)
{
	struct cgrid_csv_table *table = &reader->table;
	double *one = reader->pixels ? &corner->pixel.x : &corner->ground.lat;
	double *other = reader->pixels ? &corner->pixel.y : &corner->ground.lon;
	enum cgrid_status status = cgrid_csv_table_number(table, reader->pixels ? PIXEL_X : LAT, one);
	if (!status)
		status = cgrid_csv_table_number(table, reader->pixels ? PIXEL_Y : LON, other);
	if (!status && table->has[CORNER])
		status = cgrid_csv_table_number(table, CORNER, &corner->number);
	if (!status && (fabs(corner->ground.lat) > 90 || fabs(corner->ground.lon) > 180)) {
		const struct cgrid_source source = cgrid_csv_table_text(table, LAT).source;
		status = cgrid_fail_at(table->csv.ctx, CGRID_E_MEANING, &source,
				       "no place on earth (are lat and lon swapped?)");
	}
	return status;
}

/* The next number of "614 359, 614 473, ..."; blanks, commas and semicolons part them. */
static bool
next_number(const char **at, const char *end, double *value_out)
{
	static const char apart[] = " ,;\t\r\n";
	while (*at < end && memchr(apart, **at, sizeof apart - 1))
		++*at;
	const char *from = *at;
	while (*at < end && !memchr(apart, **at, sizeof apart - 1))
		++*at;
	return cgrid_number_parse(from, (size_t)(*at - from), value_out);
}

static enum cgrid_status
take_polygon(struct reader *reader, const struct cgrid_listed_room *room)
{
	struct cgrid_csv_text text = cgrid_csv_table_text(&reader->table, POLYGON);
	const char *at = text.text, *end = at + text.length;
	reader->point_count = 0;
	while (at < end) {
		struct cgrid_xy point;
		if (!next_number(&at, end, &point.x) || !next_number(&at, end, &point.y))
			return cgrid_fail_at(reader->table.csv.ctx, CGRID_E_MEANING, &text.source,
					     "a polygon is pixels \"x y, x y, x y\": pair %zu is none",
					     reader->point_count + 1);
		if (!CGRID_ROOM_FOR_ONE(reader->points, reader->point_count, reader->point_capacity))
			return cgrid_fail_memory(reader->table.csv.ctx);
		reader->points[reader->point_count++] = point;
	}
	if (reader->point_count < 3)
		return cgrid_fail_at(reader->table.csv.ctx, CGRID_E_MEANING, &text.source,
				     "room \"%.60s\": %zu corners make no room",
				     room->room[0] ? room->room : room->name, reader->point_count);
	return cgrid_rooms_outline(reader->rooms, room, reader->points, reader->point_count);
}

static enum cgrid_status
take_row(struct reader *reader)
{
	struct corner corner = {.number = 0};
	enum cgrid_status status = take_room(reader, &corner.room);
	if (status)
		return status;
	if (reader->table.has[POLYGON])
		return take_polygon(reader, &corner.room);
	status = take_position(reader, &corner);
	if (status)
		return status;
	if (!reader->table.has[CORNER])
		return reader->pixels
			   ? cgrid_rooms_outline(reader->rooms, &corner.room, &corner.pixel, 1)
			   : cgrid_rooms_ground(reader->rooms, &corner.room, &corner.ground, 1);
	if (!CGRID_ROOM_FOR_ONE(reader->corners, reader->count, reader->capacity))
		return cgrid_fail_memory(reader->table.csv.ctx);
	reader->corners[reader->count++] = corner;
	return CGRID_OK;
}

/* What is wrong with a row leaves that row out. */
static enum cgrid_status
read_rows(struct reader *reader)
{
	struct cgrid_draft *draft = reader->rooms->draft;
	enum cgrid_status status = check_header(reader);
	enum cgrid_csv_row row;
	while (!status && (row = cgrid_csv_table_next(&reader->table)) != CGRID_CSV_END) {
		status = row == CGRID_CSV_ROW ? take_row(reader) : draft->ctx->status;
		if (!draft->strict && (status == CGRID_E_MEANING || status == CGRID_E_SYNTAX)) {
			cgrid_log_error(draft->ctx);
			status = CGRID_OK;
		}
	}
	return status;
}

static int
same_room(const struct corner *a, const struct corner *b)
{
	int order = strcmp(a->room.room, b->room.room);
	return order ? order : strcmp(a->room.name, b->room.name);
}

static int
compare_corners(const void *a, const void *b)
{
	const struct corner *x = a, *y = b;
	int order = same_room(x, y);
	if (order == 0)
		order = (x->number > y->number) - (x->number < y->number);
	return order ? order
		     : (x->room.source.line > y->room.source.line) -
			   (x->room.source.line < y->room.source.line);
}

static enum cgrid_status
take_corners(struct reader *reader, const struct corner *from, size_t count)
{
	struct cgrid_ctx *ctx = reader->table.csv.ctx;
	const char *sign = from->room.room[0] ? from->room.room : from->room.name;
	for (size_t i = 1; i < count; i++)
		if (from[i].number == from[i - 1].number)
			return cgrid_draft_leave_out(
			    reader->rooms->draft, CGRID_E_MEANING, &from[i].room.source,
			    "room \"%.60s\": this corner has the number of the one in line %u", sign,
			    (unsigned)from[i - 1].room.source.line);
	if (count < 3)
		return cgrid_draft_leave_out(reader->rooms->draft, CGRID_E_MEANING, &from->room.source,
					     "room \"%.60s\": %zu corner%s no room", sign, count,
					     count == 1 ? " makes" : "s make");
	struct cgrid_lonlat *ground = cgrid_array_new(count, sizeof *ground);
	struct cgrid_xy *pixels = cgrid_array_new(count, sizeof *pixels);
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; i < count && ground && pixels; i++) {
		ground[i] = from[i].ground;
		pixels[i] = from[i].pixel;
	}
	if (!ground || !pixels)
		status = cgrid_fail_memory(ctx);
	else if (reader->pixels)
		status = cgrid_rooms_outline(reader->rooms, &from->room, pixels, count);
	else
		status = cgrid_rooms_ground(reader->rooms, &from->room, ground, count);
	free(ground);
	free(pixels);
	return status;
}

enum cgrid_status
cgrid_rooms_csv(struct cgrid_rooms *rooms, const char *bytes, size_t size)
{
	struct reader reader = {.rooms = rooms};
	enum cgrid_status status =
	    cgrid_csv_table_open(&reader.table, rooms->draft->ctx, rooms->file, bytes, size, names);
	if (!status)
		status = read_rows(&reader);
	if (!status && reader.count > 0)
		qsort(reader.corners, reader.count, sizeof *reader.corners, compare_corners);
	for (size_t i = 0, next; i < reader.count && !status; i = next) {
		for (next = i + 1; next < reader.count; next++)
			if (same_room(&reader.corners[i], &reader.corners[next]) != 0)
				break;
		status = take_corners(&reader, &reader.corners[i], next - i);
	}
	cgrid_csv_table_close(&reader.table);
	free(reader.corners);
	free(reader.points);
	return status;
}
