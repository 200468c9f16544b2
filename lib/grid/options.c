/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 3, grid: what a person says of a grid, on the command line and in campus.json. */
#include "base/base.h"
#include "base/num.h"
#include "base/text.h"

#include "grid/grid.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const label_words[] = {"a1", "1a", "aa", "11", NULL};
static const char *const letter_words[] = {"rows", "columns", NULL};
static const char *const start_words[] = {"nw", "sw", "ne", "se", NULL};

const char *
cgrid_labels_word(enum cgrid_labels labels)
{
	return label_words[labels];
}

const char *
cgrid_letters_word(enum cgrid_letters letters)
{
	return letter_words[letters];
}

const char *
cgrid_start_word(enum cgrid_start start)
{
	return start_words[start];
}

static void
skip_blanks(const char **at)
{
	while (**at == ' ')
		++*at;
}

/* A length with a unit or without (*unit_m is then 0); `*at` is moved past it. Digits and a point
 * alone: no sign, no exponent. */
static bool
read_length(const char **at, double *number_out, double *unit_m)
{
	static const struct {
		const char *unit;
		double metres;
	} units[] = {{"m", 1}, {"ft", 0.3048}, {"yd", 0.9144}};
	skip_blanks(at);
	size_t digits = strspn(*at, "0123456789.");
	if (!cgrid_number_parse(*at, digits, number_out))
		return false;
	*at += digits;
	skip_blanks(at);
	*unit_m = 0;
	for (size_t i = 0; *unit_m == 0 && i < sizeof units / sizeof *units; i++) {
		size_t n = 0;
		while (units[i].unit[n] && cgrid_lower((unsigned char)(*at)[n]) == units[i].unit[n])
			n++;
		if (units[i].unit[n] == '\0') {
			*unit_m = units[i].metres;
			*at += n;
		}
	}
	skip_blanks(at);
	return true;
}

enum cgrid_status
cgrid_cell_size_parse(struct cgrid_ctx *ctx, const char *text, double *width_m_out,
		      double *height_m_out)
{
	const char *at = text;
	double width, height, width_unit, height_unit;
	bool good = read_length(&at, &width, &width_unit);
	*width_m_out = *height_m_out = 0;
	height = width;
	height_unit = width_unit;
	if (good && cgrid_lower((unsigned char)*at) == 'x') {
		at++;
		good = read_length(&at, &height, &height_unit);
		/* "10x20ft": one unit for both. "10ftx20" leaves open what the 20 are. */
		if (width_unit == 0)
			width_unit = height_unit;
		else if (height_unit == 0)
			good = false;
	}
	if (!good || *at != '\0' || !(width > 0) || !(height > 0))
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "\"%.30s\" is no cell size: 10m, 30ft, 10x20m (width x height)",
				  text);
	*width_m_out = width * (width_unit == 0 ? 1 : width_unit);
	*height_m_out = height * (height_unit == 0 ? 1 : height_unit);
	return CGRID_OK;
}

static enum cgrid_status
bad_value(struct cgrid_ctx *ctx, const char *name, const char *value, const char *wanted)
{
	return cgrid_fail(ctx, CGRID_E_ARGUMENT, "%s \"%.40s\": %s", name, value, wanted);
}

typedef enum cgrid_status (*setter)(struct cgrid_ctx *ctx, struct cgrid_grid_options *options,
				    const char *name, const char *value);

static enum cgrid_status
set_cell(struct cgrid_ctx *ctx, struct cgrid_grid_options *options, const char *name, const char *value)
{
	(void)name;
	if (strcmp(value, "auto") == 0 || strcmp(value, "auto-ft") == 0) {
		options->auto_cell = value[4] ? CGRID_AUTO_FT : CGRID_AUTO_M;
		options->given &= ~(uint32_t)CGRID_GRID_CELL;
		return CGRID_OK;
	}
	enum cgrid_status status = cgrid_cell_size_parse(ctx, value, &options->spec.cell_width_m,
							 &options->spec.cell_height_m);
	if (status)
		return status;
	if (strlen(value) >= sizeof options->spec.cell)
		return bad_value(ctx, "cell", value, "too long");
	memcpy(options->spec.cell, value, strlen(value) + 1);
	options->auto_cell = CGRID_AUTO_OFF;
	options->given |= CGRID_GRID_CELL;
	return CGRID_OK;
}

static enum cgrid_status
read_position(struct cgrid_ctx *ctx, const char *name, const char *value, struct cgrid_lonlat *at_out)
{
	const char *comma = strchr(value, ',');
	struct cgrid_lonlat at;
	if (!comma)
		return bad_value(ctx, name, value, "a position is LAT,LON (as 40.1234,-75.1234)");
	const char *second = comma + 1 + strspn(comma + 1, " ");
	if (!cgrid_number_parse(value, (size_t)(comma - value), &at.lat) ||
	    !cgrid_number_parse(second, strlen(second), &at.lon))
		return bad_value(ctx, name, value, "a position is LAT,LON (as 40.1234,-75.1234)");
	if (fabs(at.lat) > 90 || fabs(at.lon) > 180)
		return bad_value(
		    ctx, name, value,
		    "latitude is within 90 and longitude within 180 degrees (LAT,LON: latitude "
		    "first)");
	*at_out = at;
	return CGRID_OK;
}

static enum cgrid_status
set_origin(struct cgrid_ctx *ctx, struct cgrid_grid_options *options, const char *name,
	   const char *value)
{
	enum cgrid_status status = read_position(ctx, name, value, &options->spec.origin);
	if (!status)
		options->given |= CGRID_GRID_ORIGIN;
	return status;
}

static enum cgrid_status
set_center(struct cgrid_ctx *ctx, struct cgrid_grid_options *options, const char *name,
	   const char *value)
{
	enum cgrid_status status = read_position(ctx, name, value, &options->center);
	if (!status)
		options->given |= CGRID_GRID_CENTER;
	return status;
}

static enum cgrid_status
set_turn(struct cgrid_ctx *ctx, struct cgrid_grid_options *options, const char *name, const char *value)
{
	double turn = 0;
	bool along = cgrid_same_text(value, "auto");
	if (!along && (!cgrid_number_parse(value, strlen(value), &turn) || fabs(turn) > 360))
		return bad_value(ctx, name, value,
				 "degrees clockwise from north, -360 to 360, or auto (along the "
				 "buildings)");
	options->auto_turn = along;
	options->spec.turn_deg = turn;
	options->given |= CGRID_GRID_TURN;
	return CGRID_OK;
}

static enum cgrid_status
set_count(struct cgrid_ctx *ctx, struct cgrid_grid_options *options, const char *name,
	  const char *value)
{
	int64_t count;
	bool margin = strcmp(name, "margin") == 0, columns = strcmp(name, "columns") == 0;
	if (!cgrid_integer_parse(value, strlen(value), margin ? 0 : 1, margin ? 1000 : 1000000, &count))
		return bad_value(ctx, name, value,
				 margin ? "a whole number, 0 to 1000" : "a whole number, 1 or more");
	if (margin)
		options->margin = (uint32_t)count;
	else if (columns)
		options->spec.columns = (uint32_t)count;
	else
		options->spec.rows = (uint32_t)count;
	options->given |= margin ? CGRID_GRID_MARGIN : columns ? CGRID_GRID_COLUMNS : CGRID_GRID_ROWS;
	return CGRID_OK;
}

/* The index of a word, -1 when it is none of them. */
static int
word_of(const char *value, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (cgrid_same_text(value, words[i]))
			return i;
	return -1;
}

static enum cgrid_status
set_labels(struct cgrid_ctx *ctx, struct cgrid_grid_options *options, const char *name,
	   const char *value)
{
	int word = word_of(value, label_words);
	if (word < 0)
		return bad_value(ctx, name, value, "one of a1, 1a, aa, 11");
	options->spec.labels = (enum cgrid_labels)word;
	options->given |= CGRID_GRID_LABELS;
	return CGRID_OK;
}

static enum cgrid_status
set_letters(struct cgrid_ctx *ctx, struct cgrid_grid_options *options, const char *name,
	    const char *value)
{
	int word = word_of(value, letter_words);
	if (word < 0)
		return bad_value(ctx, name, value, "rows or columns");
	options->spec.letters = (enum cgrid_letters)word;
	options->given |= CGRID_GRID_LETTERS;
	return CGRID_OK;
}

static enum cgrid_status
set_start(struct cgrid_ctx *ctx, struct cgrid_grid_options *options, const char *name,
	  const char *value)
{
	int word = word_of(value, start_words);
	if (word < 0)
		return bad_value(ctx, name, value, "one of nw, sw, ne, se");
	options->spec.start = (enum cgrid_start)word;
	options->given |= CGRID_GRID_START;
	return CGRID_OK;
}

static enum cgrid_status
set_skip_io(struct cgrid_ctx *ctx, struct cgrid_grid_options *options, const char *name,
	    const char *value)
{
	if (value && strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
		return bad_value(ctx, name, value, "true or false");
	options->spec.skip_io = !value || strcmp(value, "true") == 0;
	options->given |= CGRID_GRID_SKIP_IO;
	return CGRID_OK;
}

static enum cgrid_status
set_separator(struct cgrid_ctx *ctx, struct cgrid_grid_options *options, const char *name,
	      const char *value)
{
	if (strlen(value) > 1 || (value[0] && !strchr("-.,/_ ", value[0])))
		return bad_value(ctx, name, value, "one of - . , / _ or a blank");
	options->spec.separator[0] = value[0];
	options->spec.separator[1] = '\0';
	options->given |= CGRID_GRID_SEPARATOR;
	return CGRID_OK;
}

static enum cgrid_status
set_pad(struct cgrid_ctx *ctx, struct cgrid_grid_options *options, const char *name, const char *value)
{
	int64_t digits;
	if (!cgrid_integer_parse(value, strlen(value), 1, CGRID_PAD_MOST, &digits))
		return bad_value(ctx, name, value, "the least digits of a number, 1 to 6");
	options->spec.pad = (uint32_t)digits;
	options->given |= CGRID_GRID_PAD;
	return CGRID_OK;
}

/* Judged when the grid is made, which knows how many are needed. */
static enum cgrid_status
set_names(struct cgrid_ctx *ctx, struct cgrid_grid_options *options, const char *name,
	  const char *value)
{
	bool rows = name[0] == 'r';
	if (value[strspn(value, ", ")] == '\0')
		return bad_value(ctx, name, value, "names separated by commas, from the first cell on");
	*(rows ? &options->spec.row_names : &options->spec.column_names) = value;
	options->given |= rows ? CGRID_GRID_ROW_NAMES : CGRID_GRID_COLUMN_NAMES;
	return CGRID_OK;
}

/* The lines of the US National Grid: the cell is said with them. */
static enum cgrid_status
set_usng(struct cgrid_ctx *ctx, struct cgrid_grid_options *options, const char *name, const char *value)
{
	int64_t size;
	if (!cgrid_integer_parse(value, strlen(value), 10, 1000, &size) ||
	    (size != 10 && size != 100 && size != 1000))
		return bad_value(ctx, name, value, "10, 100 or 1000 (metres between the lines)");
	char cell[CGRID_CELL_TEXT_SIZE];
	const bool cell_said =
	    (options->given & (CGRID_GRID_CELL | CGRID_GRID_USNG)) == CGRID_GRID_CELL;
	if (cell_said &&
	    (options->spec.cell_width_m != (double)size || options->spec.cell_height_m != (double)size))
		return cgrid_fail(
		    ctx, CGRID_E_ARGUMENT,
		    "usng %d and cell %s contradict each other: the cells of USNG lines are "
		    "as large as the lines are apart",
		    (int)size, options->spec.cell);
	snprintf(cell, sizeof cell, "%dm", (int)size);
	options->spec.usng_m = (uint32_t)size;
	options->given |= CGRID_GRID_USNG;
	return set_cell(ctx, options, "cell", cell);
}

/* Only the word is judged: which zone it means depends on where the campus lies. */
static enum cgrid_status
set_frame(struct cgrid_ctx *ctx, struct cgrid_grid_options *options, const char *name,
	  const char *value)
{
	struct cgrid_frame frame;
	const struct cgrid_lonlat anywhere = {0, 0};
	if (strlen(value) >= sizeof options->frame_text)
		return bad_value(ctx, name, value, "local, utm or EPSG:N");
	enum cgrid_status status = cgrid_frame_parse(ctx, value, anywhere, &frame);
	if (status)
		return status;
	memcpy(options->frame_text, value, strlen(value) + 1);
	options->given |= CGRID_GRID_FRAME;
	return CGRID_OK;
}

static const struct {
	const char *name;
	setter set;
	bool bare; /* may stand without a value */
} setters[] = {
    {"cell", set_cell, false},
    {"origin", set_origin, false},
    {"turn", set_turn, false},
    {"columns", set_count, false},
    {"rows", set_count, false},
    {"labels", set_labels, false},
    {"letters", set_letters, false},
    {"start", set_start, false},
    {"skip-io", set_skip_io, true},
    {"skip_io", set_skip_io, true},
    {"separator", set_separator, false},
    {"center", set_center, false},
    {"margin", set_count, false},
    {"frame", set_frame, false},
    {"pad", set_pad, false},
    {"column-names", set_names, false},
    {"row-names", set_names, false},
    {"column_names", set_names, false},
    {"row_names", set_names, false},
    {"usng", set_usng, false},
};

enum cgrid_status
cgrid_grid_option_set(struct cgrid_ctx *ctx, struct cgrid_grid_options *options, const char *name,
		      const char *value)
{
	for (size_t i = 0; i < sizeof setters / sizeof *setters; i++) {
		if (strcmp(setters[i].name, name) != 0)
			continue;
		if (!value && !setters[i].bare)
			return cgrid_fail(ctx, CGRID_E_ARGUMENT, "%s needs a value", name);
		return setters[i].set(ctx, options, name, value);
	}
	return cgrid_fail(ctx, CGRID_E_ARGUMENT,
			  "\"%.40s\" is nothing of a grid: cell, origin, turn, columns, rows, labels, "
			  "letters, start, skip-io, separator, center, margin, frame, pad, "
			  "column-names, row-names, usng",
			  name);
}
