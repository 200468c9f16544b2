/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Labels: text to cells, forgivingly. A label is its first part, its second part and up to two keys
 * of keypads; between them are blanks and at most one separator. Every way to read it is tried.
 */
#include "base/base.h"
#include "base/text.h"
#include "grid/grid.h"

#include <string.h>

/* The readings of a text: in the grid, and beyond it. */
struct readings {
	struct cgrid_cell cells[8];
	size_t inside, beyond;
};

/* One way to read a part: where it ends, and its number counted from the first cell, from 1. */
struct part {
	const char *end;
	uint32_t number; /* UINT32_MAX: beyond any grid */
};
/* Names of one axis that one text starts with, or lengths of its letters; 14 letters are more than 32
 * bits hold. */
enum { MOST_PARTS = 15 };

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Blanks and at most one separator. *there_out: was there any? */
static const char *
pass_separator(const char *at, bool *there_out)
{
	bool mark = false;
	const char *from = at;
	for (; *at == ' ' || *at == '\t' || (*at && !mark && strchr("-.,/_", *at)); at++)
		mark |= *at != ' ' && *at != '\t';
	*there_out = at != from;
	return at;
}

static size_t
letter_parts(const char *at, bool skip_io, struct part parts[MOST_PARTS])
{
	const char *alphabet = skip_io ? cgrid_letters_no_io : cgrid_letters_all;
	const uint64_t base = strlen(alphabet);
	uint64_t number = 0;
	size_t count = 0;
	while (is_letter(*at)) {
		const char upper[2] = {(char)(cgrid_lower((unsigned char)*at) - 'a' + 'A'), '\0'};
		const char *letter = strstr(alphabet, upper);
		/* A letter that this grid does not use is in no label of it. */
		if (!letter)
			break;
		number = number * base + (uint64_t)(letter - alphabet) + 1;
		if (number > UINT32_MAX)
			number = UINT32_MAX;
		count -= count == MOST_PARTS;
		parts[count++] = (struct part){++at, (uint32_t)number};
	}
	return count;
}

static size_t
number_parts(const char *at, struct part parts[MOST_PARTS])
{
	uint64_t number = 0;
	if (!is_digit(*at))
		return 0;
	for (; is_digit(*at); at++) {
		number = number * 10 + (uint64_t)(*at - '0');
		if (number > UINT32_MAX)
			number = UINT32_MAX;
	}
	parts[0] = (struct part){at, (uint32_t)number};
	return 1;
}

static size_t
name_parts(const struct cgrid_label_axis *axis, const char *at, struct part parts[MOST_PARTS])
{
	size_t count = 0;
	for (uint32_t i = 0; i < axis->name_count && count < MOST_PARTS; i++) {
		const char *name = axis->names[i];
		size_t n = 0;
		while (name[n] &&
		       cgrid_lower((unsigned char)name[n]) == cgrid_lower((unsigned char)at[n]))
			n++;
		if (!name[n])
			parts[count++] = (struct part){at + n, i + 1};
	}
	return count;
}

/* As many digits as the others have, so that they need nothing between them. */
static size_t
usng_parts(const struct cgrid_label_axis *axis, const char *at, struct part parts[MOST_PARTS])
{
	uint32_t number = 0;
	for (uint32_t i = 0; i < axis->width; i++) {
		if (!is_digit(at[i]))
			return 0;
		number = number * 10 + (uint32_t)(at[i] - '0');
	}
	/* Rows fall as their digits grow. */
	uint32_t ahead =
	    axis->step == 1 ? number + axis->modulo - axis->base : axis->base + axis->modulo - number;
	ahead %= axis->modulo;
	if (axis->split > 0 && ahead >= axis->split)
		ahead = axis->split + (number + axis->modulo - axis->base_2) % axis->modulo;
	parts[0] = (struct part){at + axis->width, ahead + 1};
	return 1;
}

static size_t
find_parts(const struct cgrid_grid *grid, const struct cgrid_label_axis *axis, const char *at,
	   struct part parts[MOST_PARTS])
{
	if (axis->width > 0)
		return usng_parts(axis, at, parts);
	if (axis->names)
		return name_parts(axis, at, parts);
	return axis->letters ? letter_parts(at, grid->spec.skip_io, parts) : number_parts(at, parts);
}

/* The keys behind both parts: nothing, "-5" or "-5-2". A key never stands without a separator before
 * it: C75 is a column. */
static bool
read_keys(const char *at, int *keypad_out)
{
	*keypad_out = 0;
	for (int keys = 0;; keys++) {
		bool separated;
		const char *next = pass_separator(at, &separated);
		if (*next == '\0')
			return strspn(at, " \t") == (size_t)(next - at);
		if (keys == 2 || !separated || *next < '1' || *next > '9' || is_digit(next[1]))
			return false;
		*keypad_out = *keypad_out * 10 + (*next - '0');
		at = next + 1;
	}
}

static void
add_reading(struct readings *readings, const struct cgrid_grid *grid, const uint32_t numbers[2],
	    int keypad)
{
	uint32_t places[2] = {0, 0};
	for (int i = 0; i < 2; i++) {
		const struct cgrid_label_axis *axis = &grid->axes[i];
		bool reversed = axis->which == CGRID_AXIS_ROW ? !grid->from_north : !grid->from_west;
		if (numbers[i] == 0 || numbers[i] > axis->count) {
			readings->beyond++;
			return;
		}
		places[axis->which] = reversed ? axis->count - numbers[i] : numbers[i] - 1;
	}
	const struct cgrid_cell cell = {places[CGRID_AXIS_COLUMN], places[CGRID_AXIS_ROW], keypad};
	if (!cgrid_grid_has(grid, cell))
		readings->beyond++;
	else if (readings->inside < sizeof readings->cells / sizeof *readings->cells)
		readings->cells[readings->inside++] = cell;
}

/* A text that is just as a label is written means that one, whatever else it could be read as. */
static void
prefer_written(const struct cgrid_grid *grid, const char *text, struct readings *readings)
{
	char written[CGRID_LABEL_SIZE];
	for (size_t i = 0; readings->inside > 1 && i < readings->inside; i++) {
		cgrid_grid_label(grid, readings->cells[i], written, sizeof written);
		if (!cgrid_same_text(written, text))
			continue;
		readings->cells[0] = readings->cells[i];
		readings->inside = 1;
	}
}

static struct readings
read_text(const struct cgrid_grid *grid, const char *text)
{
	struct readings readings = {.inside = 0};
	struct part first[MOST_PARTS], second[MOST_PARTS];
	text += strspn(text, " \t");
	size_t count = find_parts(grid, &grid->axes[0], text, first);
	for (size_t i = 0; i < count; i++) {
		bool separated;
		const char *at = pass_separator(first[i].end, &separated);
		size_t ways = find_parts(grid, &grid->axes[1], at, second);
		for (size_t k = 0; k < ways; k++) {
			int keypad;
			if (read_keys(second[k].end, &keypad))
				add_reading(&readings, grid,
					    (const uint32_t[2]){first[i].number, second[k].number},
					    keypad);
		}
	}
	prefer_written(grid, text, &readings);
	return readings;
}

/* The label of a cell, or of the next one in its row that there is. */
static void
label_near(const struct cgrid_grid *grid, struct cgrid_cell cell, bool eastward, char *text)
{
	const uint32_t columns = grid->spec.columns;
	while (cgrid_grid_label(grid, cell, text, CGRID_LABEL_SIZE) == 0 &&
	       (eastward ? cell.column + 1 < columns : cell.column > 0))
		cell.column = eastward ? cell.column + 1 : cell.column - 1;
}

/* Only a grid whose labels have a separator comes here: it tells the readings apart. */
static enum cgrid_status
fail_several(struct cgrid_ctx *ctx, const struct cgrid_grid *grid, const char *text,
	     const struct readings *readings)
{
	char first[CGRID_LABEL_SIZE], second[CGRID_LABEL_SIZE];
	cgrid_grid_label(grid, readings->cells[0], first, sizeof first);
	cgrid_grid_label(grid, readings->cells[1], second, sizeof second);
	return cgrid_fail(ctx, CGRID_E_AMBIGUOUS, "\"%.40s\" can be read as %s and as %s%s", text,
			  first, second, readings->inside > 2 ? " and in more ways" : "");
}

static enum cgrid_status
fail_beyond(struct cgrid_ctx *ctx, const struct cgrid_grid *grid, const char *text)
{
	char first[CGRID_LABEL_SIZE], last[CGRID_LABEL_SIZE];
	const struct cgrid_grid_spec *spec = &grid->spec;
	struct cgrid_cell a = {grid->from_west ? 0 : spec->columns - 1,
			       grid->from_north ? 0 : spec->rows - 1, 0};
	struct cgrid_cell z = {spec->columns - 1 - a.column, spec->rows - 1 - a.row, 0};
	label_near(grid, a, a.column == 0, first);
	label_near(grid, z, z.column == 0, last);
	return cgrid_fail(ctx, CGRID_E_OUTSIDE,
			  "\"%.40s\" is beyond the grid, which goes from %s to %s", text, first, last);
}

static enum cgrid_status
fail_label(struct cgrid_ctx *ctx, const struct cgrid_grid *grid, const char *text)
{
	char example[CGRID_LABEL_SIZE];
	if (grid->spec.usng_m || grid->axes[0].names || grid->axes[1].names) {
		label_near(grid, (struct cgrid_cell){0, 0, 0}, true, example);
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "\"%.40s\" is no label of this grid, whose cells are called by %s, "
				  "as %s; perhaps with a keypad square, as -5",
				  text, grid->spec.usng_m ? "USNG digits" : "names", example);
	}
	return cgrid_fail(
	    ctx, CGRID_E_ARGUMENT, "\"%.40s\" is no label of this grid: %s%s%s", text,
	    cgrid_grid_label_example(grid),
	    grid->spec.skip_io && grid->spec.labels != CGRID_LABELS_11 ? " (I and O are not used)" : "",
	    ", perhaps with a keypad square, as -5");
}

size_t
cgrid_grid_label_readings(const struct cgrid_grid *grid, const char *text, struct cgrid_cell *cells,
			  size_t most)
{
	struct readings readings = read_text(grid, text);
	size_t kept = readings.inside < most ? readings.inside : most;
	for (size_t i = 0; i < kept; i++)
		cells[i] = readings.cells[i];
	return kept;
}

enum cgrid_status
cgrid_grid_parse_label(struct cgrid_ctx *ctx, const struct cgrid_grid *grid, const char *text,
		       struct cgrid_cell *cell_out)
{
	struct readings found = read_text(grid, text);
	*cell_out = (struct cgrid_cell){0, 0, 0};
	if (found.inside > 1)
		return fail_several(ctx, grid, text, &found);
	if (found.inside == 0)
		return found.beyond > 0 ? fail_beyond(ctx, grid, text) : fail_label(ctx, grid, text);
	*cell_out = found.cells[0];
	return CGRID_OK;
}
