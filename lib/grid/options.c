/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 3, grid: what a person says of a grid, on the command line and in campus.json. */
#include "base/base.h"
#include "base/num.h"
#include "base/text.h"

#include <campusgrid/grid.h>

#include <math.h>
#include <string.h>

static const char *const label_words[] = {"a1", "1a", "aa", "11", NULL};
static const char *const letter_words[] = {"rows", "columns", NULL};
static const char *const start_words[] = {"nw", "sw", "ne", "se", NULL};

/* One number with its unit; `*at` is moved past it. */
static bool
read_length(const char *text, size_t length, double *metres_out, bool *unit_out)
{
	static const struct {
		const char *unit;
		double metres;
	} units[] = {{"m", 1}, {"ft", 0.3048}, {"yd", 0.9144}};
	size_t digits = 0;
	double number;
	while (digits < length && ((text[digits] >= '0' && text[digits] <= '9') || text[digits] == '.'))
		digits++;
	if (!cgrid_number_parse(text, digits, &number) || number <= 0)
		return false;
	*unit_out = digits < length;
	if (!*unit_out) {
		*metres_out = number;
		return true;
	}
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strlen(units[i].unit) == length - digits &&
		    memcmp(units[i].unit, text + digits, length - digits) == 0) {
			*metres_out = number * units[i].metres;
			return true;
		}
	return false;
}

enum cgrid_status
cgrid_cell_size_parse(struct cgrid_ctx *ctx, const char *text, double *width_m_out,
		      double *height_m_out)
{
	const char *cross = strchr(text, 'x');
	size_t length = strlen(text), first = cross ? (size_t)(cross - text) : length;
	bool width_unit, height_unit;
	*width_m_out = *height_m_out = 0;
	if (!read_length(text, first, width_m_out, &width_unit))
		goto bad;
	*height_m_out = *width_m_out;
	if (!cross)
		return CGRID_OK;
	if (!read_length(cross + 1, length - first - 1, height_m_out, &height_unit))
		goto bad;
	/* "10x20ft": the unit behind the second number is that of both. */
	if (!width_unit && height_unit) {
		double bare;
		cgrid_number_parse(text, first, &bare);
		size_t digits = length;
		while (digits > 0 && text[digits - 1] >= 'a' && text[digits - 1] <= 'z')
			digits--;
		double number;
		cgrid_number_parse(cross + 1, digits - first - 1, &number);
		*width_m_out = bare * (*height_m_out / number);
	}
	return CGRID_OK;
bad:
	return cgrid_fail(ctx, CGRID_E_ARGUMENT,
			  "\"%.30s\" is no cell size: 10m, 30ft, 10x20m (width x height)", text);
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
	double turn;
	if (!cgrid_number_parse(value, strlen(value), &turn) || fabs(turn) > 360)
		return bad_value(ctx, name, value, "degrees clockwise from north, -360 to 360");
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
set_frame(struct cgrid_ctx *ctx, struct cgrid_grid_options *options, const char *name,
	  const char *value)
{
	int64_t code;
	bool epsg = (strncmp(value, "EPSG:", 5) == 0 || strncmp(value, "epsg:", 5) == 0) &&
		    cgrid_integer_parse(value + 5, strlen(value + 5), 1024, 999999, &code);
	if (!epsg && strcmp(value, "local") != 0 && strcmp(value, "utm") != 0)
		return bad_value(ctx, name, value, "local, utm or EPSG:N");
	memcpy(options->frame_text, value, strlen(value) + 1);
	options->given |= CGRID_GRID_FRAME;
	return CGRID_OK;
}

static const struct {
	const char *name;
	setter set;
	bool bare; /* may stand without a value */
} setters[] = {
    {"cell", set_cell, false},           {"origin", set_origin, false},
    {"turn", set_turn, false},           {"columns", set_count, false},
    {"rows", set_count, false},          {"labels", set_labels, false},
    {"letters", set_letters, false},     {"start", set_start, false},
    {"skip-io", set_skip_io, true},      {"skip_io", set_skip_io, true},
    {"separator", set_separator, false}, {"center", set_center, false},
    {"margin", set_count, false},        {"frame", set_frame, false},
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
			  "letters, start, skip-io, separator, center, margin, frame",
			  name);
}
