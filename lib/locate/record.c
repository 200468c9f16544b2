/* SPDX-License-Identifier: Apache-2.0 */
#include "locate/record.h"

#include "base/base.h"
#include "base/num.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const status_words[] = {
    [CGRID_LOCATION_OK] = "ok",
    [CGRID_LOCATION_UNKNOWN] = "unknown",
    [CGRID_LOCATION_OUTSIDE] = "outside",
    [CGRID_LOCATION_AMBIGUOUS] = "ambiguous",
};

#define AT(member) offsetof(struct cgrid_location, member)
const struct cgrid_column cgrid_location_columns[] = {
    {"query", CGRID_COLUMN_TEXT, AT(query), 0, NULL},
    {"status", CGRID_COLUMN_WORD, AT(status), 0, status_words},
    {"sensor", CGRID_COLUMN_TEXT, AT(sensor), 0, NULL},
    {"kind", CGRID_COLUMN_TEXT, AT(kind), 0, NULL},
    {"building", CGRID_COLUMN_TEXT, AT(building), 0, NULL},
    {"level", CGRID_COLUMN_TEXT, AT(level), 0, NULL},
    {"ordinal", CGRID_COLUMN_INTEGER, AT(ordinal), AT(has_ordinal), NULL},
    {"room", CGRID_COLUMN_TEXT, AT(room), 0, NULL},
    {"room_name", CGRID_COLUMN_TEXT, AT(room_name), 0, NULL},
    {"cell", CGRID_COLUMN_CHARS, AT(cell), 0, NULL},
    {"keypad", CGRID_COLUMN_CHARS, AT(keypad), 0, NULL},
    {"cells", CGRID_COLUMN_TEXT, AT(cells), 0, NULL},
    {"lat", CGRID_COLUMN_DEGREES, AT(ground.lat), AT(has_ground), NULL},
    {"lon", CGRID_COLUMN_DEGREES, AT(ground.lon), AT(has_ground), NULL},
    {"z", CGRID_COLUMN_METRES, AT(z), 0, NULL},
    {"uncertainty_m", CGRID_COLUMN_METRES, AT(uncertainty_m), 0, NULL},
    {"usng", CGRID_COLUMN_CHARS, AT(usng), 0, NULL},
    {"door", CGRID_COLUMN_TEXT, AT(door), 0, NULL},
    {"door_m", CGRID_COLUMN_METRES, AT(door_m), 0, NULL},
    {"text", CGRID_COLUMN_CHARS, AT(text), 0, NULL},
    {"candidates", CGRID_COLUMN_TEXT, AT(candidates), 0, NULL},
    {"rooms", CGRID_COLUMN_TEXT, AT(rooms), 0, NULL},
    {"door_way", CGRID_COLUMN_TEXT, AT(door_way), 0, NULL},
    {"door_bearing", CGRID_COLUMN_TEXT, AT(door_bearing), 0, NULL},
    {"route", CGRID_COLUMN_TEXT, AT(route), 0, NULL},
    {NULL, CGRID_COLUMN_TEXT, 0, 0, NULL},
};
enum { COLUMN_COUNT = sizeof cgrid_location_columns / sizeof *cgrid_location_columns - 1 };

/* One part of the line: a word, and a text of the input or of ours. */
struct part {
	const char *word, *text;
	bool bounded; /* always fits */
};
enum { PARTS_MAX = 12 };
struct line {
	struct part parts[PARTS_MAX];
	size_t count;
	bool cut;
};

static const char separator[] = " | ";
static const char cut_mark[] = "...";

static void
add_part(struct line *line, const char *word, const char *text, bool bounded)
{
	if (text && text[0] != '\0')
		line->parts[line->count++] = (struct part){word, text, bounded};
}

static size_t
part_size(const struct part *part)
{
	return strlen(part->word) + strlen(part->text) + sizeof separator - 1;
}

static size_t
line_size(const struct line *line)
{
	size_t size = line->cut ? sizeof separator + sizeof cut_mark - 2 : 0;
	for (size_t i = 0; i < line->count; i++)
		size += part_size(&line->parts[i]);
	return size;
}

/* A name too long for the line goes whole: half a name is another name. The bounded parts (grid,
 * coordinates) always stay. */
static void
drop_longest(struct line *line)
{
	size_t longest = line->count;
	for (size_t i = 0; i < line->count; i++)
		if (!line->parts[i].bounded &&
		    (longest == line->count ||
		     part_size(&line->parts[i]) > part_size(&line->parts[longest])))
			longest = i;
	if (longest == line->count)
		return;
	line->count--;
	memmove(&line->parts[longest], &line->parts[longest + 1],
		(line->count - longest) * sizeof *line->parts);
	line->cut = true;
}

/* Appends without the controls and the bar that would forge another part. */
static size_t
append(char *to, size_t used, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];
		to[used++] = byte == '|' ? '/' : byte < 0x20 || byte == 0x7f ? ' ' : text[i];
	}
	to[used] = '\0';
	return used;
}

static size_t
append_separator(char *to, size_t used)
{
	if (used > 0)
		memcpy(to + used, separator, sizeof separator);
	return used > 0 ? used + sizeof separator - 1 : 0;
}

/* "38.88947,-77.03524 +-6m": the radius is rounded up, a circle is never drawn too small. */
static void
write_position(const struct cgrid_location *location, char *text, size_t size)
{
	char lat[CGRID_FIXED_SIZE], lon[CGRID_FIXED_SIZE], radius[CGRID_FIXED_SIZE] = "";
	text[0] = '\0';
	if (!location->has_ground)
		return;
	cgrid_fixed(lat, location->ground.lat, 5);
	cgrid_fixed(lon, location->ground.lon, 5);
	if (isfinite(location->uncertainty_m) && location->uncertainty_m < 1e9)
		cgrid_fixed(radius, ceil(location->uncertainty_m - 1e-6), 0);
	snprintf(text, size, "%.20s,%.20s%s%.12s%s", lat, lon, radius[0] ? " +-" : "", radius,
		 radius[0] ? "m" : "");
}

/* As many whole candidates as the line still takes. */
static size_t
append_candidates(char *text, size_t size, size_t used, const char *word, const char *candidates)
{
	size_t length = strlen(candidates), room;
	size_t more = sizeof separator - 1 + strlen(word) + sizeof "; ...";
	if (length == 0 || used + more >= size)
		return used;
	room = size - used - more;
	bool whole = length <= room;
	if (!whole) {
		size_t fits = 0;
		for (size_t i = 0; i + 1 < room; i++)
			if (candidates[i] == ';' && candidates[i + 1] == ' ')
				fits = i;
		length = fits;
	}
	used = append_separator(text, used);
	used = append(text, used, word, strlen(word));
	used = append(text, used, candidates, length);
	return whole ? used : append(text, used, length ? "; ..." : "...", length ? 5 : 3);
}

void
cgrid_location_compose(struct cgrid_location *location)
{
	struct line line = {.count = 0};
	char position[64];
	bool outside = location->status == CGRID_LOCATION_OUTSIDE;
	bool ambiguous = location->status == CGRID_LOCATION_AMBIGUOUS;
	bool unknown = location->status == CGRID_LOCATION_UNKNOWN;
	write_position(location, position, sizeof position);
	add_part(&line, "", location->sensor[0] ? location->sensor : location->query, false);
	add_part(&line, "", unknown ? "UNKNOWN" : ambiguous ? "AMBIGUOUS" : "", true);
	add_part(&line, "BLDG ", location->building, false);
	add_part(&line, "FLR ", location->level, false);
	add_part(&line, "RM ", location->room, false);
	add_part(&line, "GRID ",
		 outside               ? "OUTSIDE"
		 : location->keypad[0] ? location->keypad
				       : location->cell,
		 true);
	add_part(&line, "DOOR ", location->door, false);
	add_part(&line, "", position, true);
	add_part(&line, "", location->usng, true);
	while (line_size(&line) >= sizeof location->text)
		drop_longest(&line);
	char *text = location->text;
	size_t used = 0;
	text[0] = '\0';
	for (size_t i = 0; i < line.count; i++) {
		const struct part *part = &line.parts[i];
		used = append_separator(text, used);
		used = append(text, used, part->word, strlen(part->word));
		used = append(text, used, part->text, strlen(part->text));
	}
	if (line.cut) {
		used = append_separator(text, used);
		used = append(text, used, cut_mark, sizeof cut_mark - 1);
	}
	append_candidates(text, sizeof location->text, used,
			  ambiguous ? "ONE OF "
			  : unknown ? "HERE "
				    : "NOTE ",
			  location->candidates);
}

void
cgrid_location_clear(struct cgrid_location *location)
{
	*location = (struct cgrid_location){
	    .status = CGRID_LOCATION_UNKNOWN,
	    .query = "",
	    .sensor = "",
	    .kind = "",
	    .building = "",
	    .level = "",
	    .room = "",
	    .room_name = "",
	    .cells = "",
	    .z = (double)NAN,
	    .uncertainty_m = (double)NAN,
	    .door = "",
	    .door_m = (double)NAN,
	    .candidates = "",
	    .rooms = "",
	    .door_way = "",
	    .door_bearing = "",
	    .route = "",
	};
}

bool
cgrid_location_echo(struct cgrid_buf *to, const char *query)
{
	size_t length = strlen(query);
	cgrid_buf_clear(to);
	if (!cgrid_text_clean(query, length, to)) {
		cgrid_buf_clear(to);
		cgrid_buf_add(to, query, length);
	}
	return !to->failed;
}

static void
keep_same_text(const char **text, const char *other)
{
	if (strcmp(*text, other) != 0)
		*text = "";
}

static void
keep_same_number(double *number, double other)
{
	if (*number != other)
		*number = (double)NAN;
}

void
cgrid_location_keep_same(struct cgrid_location *all, const struct cgrid_location *one)
{
	keep_same_text(&all->sensor, one->sensor);
	keep_same_text(&all->kind, one->kind);
	keep_same_text(&all->building, one->building);
	keep_same_text(&all->level, one->level);
	keep_same_text(&all->room, one->room);
	keep_same_text(&all->room_name, one->room_name);
	/* Door 1 of another building is another door. */
	keep_same_text(&all->door, all->building[0] ? one->door : "");
	keep_same_number(&all->z, one->z);
	keep_same_number(&all->uncertainty_m, one->uncertainty_m);
	keep_same_number(&all->door_m, one->door_m);
	all->has_ordinal &= one->has_ordinal && all->ordinal == one->ordinal;
	keep_same_text(&all->rooms, one->rooms);
	keep_same_text(&all->route, one->route);
	keep_same_text(&all->door_way, one->door_way);
	keep_same_text(&all->door_bearing, one->door_bearing);
	if (all->door[0] == '\0') {
		all->door_m = (double)NAN;
		all->door_way = all->door_bearing = "";
	}
	if (strcmp(all->keypad, one->keypad) != 0)
		all->keypad[0] = '\0';
	if (strcmp(all->cell, one->cell) != 0)
		all->cell[0] = '\0';
	if (strcmp(all->usng, one->usng) != 0)
		all->usng[0] = '\0';
	all->has_cell &= all->cell[0] != '\0';
	all->has_ground &= all->ground.lat == one->ground.lat && all->ground.lon == one->ground.lon;
}

enum cgrid_status
cgrid_ground_for_output(struct cgrid_ctx *ctx, const struct cgrid_frame *frame,
			const struct cgrid_xy *xy, size_t count, struct cgrid_lonlat *ground)
{
	enum cgrid_status status = cgrid_frame_to_ground(ctx, frame, xy, count, ground);
	for (size_t i = 0; !status && i < count; i++) {
		ground[i].lon = round(ground[i].lon * 1e10) / 1e10;
		ground[i].lat = round(ground[i].lat * 1e10) / 1e10;
	}
	return status;
}

const char *
cgrid_location_column(size_t i)
{
	return i < COLUMN_COUNT ? cgrid_location_columns[i].name : NULL;
}

static enum cgrid_status
check_format(struct cgrid_ctx *ctx, enum cgrid_record_format format)
{
	if ((unsigned)format > CGRID_RECORD_NDJSON)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "no such format of records");
	return CGRID_OK;
}

/* What is written is handed on at once and whole: an alarm does not wait for the next one. */
static enum cgrid_status
hand_on(struct cgrid_ctx *ctx, struct cgrid_buf *out, struct cgrid_sink sink)
{
	enum cgrid_status status = cgrid_row_flush(ctx, out, sink);
	cgrid_buf_free(out);
	return status;
}

enum cgrid_status
cgrid_location_begin(struct cgrid_ctx *ctx, enum cgrid_record_format format, struct cgrid_sink sink)
{
	struct cgrid_buf out = {0};
	enum cgrid_status status = check_format(ctx, format);
	if (status)
		return status;
	if (format == CGRID_RECORD_CSV)
		cgrid_row_head(&out, cgrid_location_columns);
	else if (format == CGRID_RECORD_JSON)
		cgrid_buf_char(&out, '[');
	return hand_on(ctx, &out, sink);
}

enum cgrid_status
cgrid_location_write(struct cgrid_ctx *ctx, enum cgrid_record_format format,
		     const struct cgrid_location *location, bool first, struct cgrid_sink sink)
{
	struct cgrid_buf out = {0};
	struct cgrid_location composed;
	enum cgrid_status status = check_format(ctx, format);
	if (status)
		return status;
	/* A location that the caller made by hand. */
	if (location->text[0] == '\0') {
		composed = *location;
		cgrid_location_compose(&composed);
		location = &composed;
	}
	switch (format) {
	case CGRID_RECORD_TEXT:
		cgrid_buf_text(&out, location->text);
		break;
	case CGRID_RECORD_CSV:
		cgrid_row_csv(&out, cgrid_location_columns, location);
		break;
	case CGRID_RECORD_JSON:
		cgrid_buf_text(&out, first ? "\n" : ",\n");
		cgrid_row_json(&out, cgrid_location_columns, location);
		break;
	case CGRID_RECORD_NDJSON:
		cgrid_row_json(&out, cgrid_location_columns, location);
		break;
	}
	if (format == CGRID_RECORD_TEXT || format == CGRID_RECORD_NDJSON)
		cgrid_buf_char(&out, '\n');
	return hand_on(ctx, &out, sink);
}

enum cgrid_status
cgrid_location_end(struct cgrid_ctx *ctx, enum cgrid_record_format format, bool any,
		   struct cgrid_sink sink)
{
	struct cgrid_buf out = {0};
	enum cgrid_status status = check_format(ctx, format);
	if (status)
		return status;
	if (format == CGRID_RECORD_JSON)
		cgrid_buf_text(&out, any ? "\n]\n" : "]\n");
	return hand_on(ctx, &out, sink);
}
