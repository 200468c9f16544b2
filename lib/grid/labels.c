/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 3, grid: cells to labels and back. */
#include "base/base.h"
#include "base/text.h"
#include "grid/grid.h"

#include <stdio.h>
#include <string.h>

/* The longest part of a label that is read: six letters or nine digits, far beyond any grid. */
enum { PART_SIZE = 16, MOST_LETTERS = 6, MOST_DIGITS = 9, TEXT_SIZE = 64 };
static const char separators[] = "-.,/_ \t";

/* Bijective numeration: A to Z, AA, AB, ... of 26 letters, or of 24 without I and O. */
static void
write_letters(uint32_t index, bool skip_io, char part[PART_SIZE])
{
	const char *alphabet = skip_io ? "ABCDEFGHJKLMNPQRSTUVWXYZ" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	uint32_t base = skip_io ? 24 : 26;
	char reversed[PART_SIZE];
	int n = 0;
	for (uint64_t left = (uint64_t)index + 1; left > 0; left = (left - 1) / base)
		reversed[n++] = alphabet[(left - 1) % base];
	for (int i = 0; i < n; i++)
		part[i] = reversed[n - 1 - i];
	part[n] = '\0';
}

static bool
read_letters(const char *text, size_t length, bool skip_io, uint32_t *index_out)
{
	const char *alphabet = skip_io ? "ABCDEFGHJKLMNPQRSTUVWXYZ" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	uint64_t value = 0;
	if (length == 0 || length > MOST_LETTERS)
		return false;
	for (size_t i = 0; i < length; i++) {
		const char *letter = strchr(alphabet, text[i]);
		if (!letter || text[i] == '\0')
			return false;
		value = value * (skip_io ? 24 : 26) + (uint64_t)(letter - alphabet) + 1;
	}
	*index_out = (uint32_t)(value - 1);
	return true;
}

static bool
read_digits(const char *text, size_t length, uint32_t *index_out)
{
	uint64_t value = 0;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		value = value * 10 + (uint64_t)(text[i] - '0');
		if (value > 999999999)
			return false;
	}
	if (length == 0 || length > MOST_DIGITS || value == 0)
		return false;
	*index_out = (uint32_t)(value - 1);
	return true;
}

/* Which axis stands first in a label, and which parts are letters. */
struct scheme {
	bool rows_first;
	bool letters[2]; /* of the first and the second part */
};

static struct scheme
scheme_of(const struct cgrid_grid_spec *spec)
{
	bool letters_on_rows = spec->letters == CGRID_LETTERS_ROWS;
	switch (spec->labels) {
	case CGRID_LABELS_1A:
		return (struct scheme){!letters_on_rows, {false, true}};
	case CGRID_LABELS_AA:
		return (struct scheme){letters_on_rows, {true, true}};
	case CGRID_LABELS_11:
		return (struct scheme){letters_on_rows, {false, false}};
	case CGRID_LABELS_A1:
		break;
	}
	return (struct scheme){letters_on_rows, {true, false}};
}

/* A column or row as it is counted from the start corner, and back: the same both ways. */
static uint32_t
counted(const struct cgrid_grid *grid, bool row, uint32_t index)
{
	bool forward = row ? grid->from_north : grid->from_west;
	return forward ? index : (row ? grid->spec.rows : grid->spec.columns) - 1 - index;
}

static void
write_part(const struct cgrid_grid *grid, bool row, bool letters, uint32_t index, char part[PART_SIZE])
{
	uint32_t number = counted(grid, row, index);
	if (letters)
		write_letters(number, grid->spec.skip_io, part);
	else
		snprintf(part, PART_SIZE, "%u", (unsigned)number + 1);
}

size_t
cgrid_grid_label(const struct cgrid_grid *grid, struct cgrid_cell cell, char *text, size_t size)
{
	struct scheme scheme = scheme_of(&grid->spec);
	char first[PART_SIZE], second[PART_SIZE], keypad[4] = "";
	if (size > 0)
		text[0] = '\0';
	if (cell.column >= grid->spec.columns || cell.row >= grid->spec.rows)
		return 0;
	write_part(grid, scheme.rows_first, scheme.letters[0],
		   scheme.rows_first ? cell.row : cell.column, first);
	write_part(grid, !scheme.rows_first, scheme.letters[1],
		   scheme.rows_first ? cell.column : cell.row, second);
	if (cell.keypad >= 1 && cell.keypad <= 9)
		snprintf(keypad, sizeof keypad, "-%d", cell.keypad);
	int n = snprintf(text, size, "%s%s%s%s", first, grid->spec.separator, second, keypad);
	return n < 0 ? 0 : (size_t)n;
}

static size_t
axis_label(const struct cgrid_grid *grid, bool row, uint32_t index, char *text, size_t size)
{
	struct scheme scheme = scheme_of(&grid->spec);
	char part[PART_SIZE];
	if (size > 0)
		text[0] = '\0';
	if (index >= (row ? grid->spec.rows : grid->spec.columns))
		return 0;
	write_part(grid, row, scheme.letters[row == scheme.rows_first ? 0 : 1], index, part);
	int n = snprintf(text, size, "%s", part);
	return n < 0 ? 0 : (size_t)n;
}

size_t
cgrid_grid_column_label(const struct cgrid_grid *grid, uint32_t column, char *text, size_t size)
{
	return axis_label(grid, false, column, text, size);
}

size_t
cgrid_grid_row_label(const struct cgrid_grid *grid, uint32_t row, char *text, size_t size)
{
	return axis_label(grid, true, row, text, size);
}

/* What a text can mean: readings inside the grid, and whether any lies outside. */
struct readings {
	size_t inside;
	bool outside;
	struct cgrid_cell cells[8];
};

static size_t
pass_separators(const char *text, size_t at)
{
	return at + strspn(text + at, separators);
}

static void
add_reading(const struct cgrid_grid *grid, struct readings *readings, const struct scheme *scheme,
	    const uint32_t number[2], int keypad)
{
	uint32_t row = number[scheme->rows_first ? 0 : 1], column = number[scheme->rows_first ? 1 : 0];
	if (row >= grid->spec.rows || column >= grid->spec.columns) {
		readings->outside = true;
		return;
	}
	struct cgrid_cell cell = {counted(grid, false, column), counted(grid, true, row), keypad};
	if (readings->inside < sizeof readings->cells / sizeof *readings->cells)
		readings->cells[readings->inside] = cell;
	readings->inside++;
}

static bool
read_part(const struct cgrid_grid *grid, const char *text, size_t length, bool letters,
	  uint32_t *number)
{
	return letters ? read_letters(text, length, grid->spec.skip_io, number)
		       : read_digits(text, length, number);
}

/* Every way to cut the text into a first part, a second part and a keypad digit behind a separator. */
static void
read_all(const struct cgrid_grid *grid, const char *text, struct readings *readings)
{
	struct scheme scheme = scheme_of(&grid->spec);
	size_t length = strlen(text);
	uint32_t number[2];
	for (size_t i = 1; i < length; i++) {
		if (!read_part(grid, text, i, scheme.letters[0], &number[0]))
			continue;
		size_t second = pass_separators(text, i);
		for (size_t end = second + 1; end <= length; end++) {
			if (!read_part(grid, text + second, end - second, scheme.letters[1],
				       &number[1]))
				continue;
			size_t rest = pass_separators(text, end);
			if (rest == length)
				add_reading(grid, readings, &scheme, number, 0);
			else if (rest > end && rest + 1 == length && text[rest] >= '1' &&
				 text[rest] <= '9')
				add_reading(grid, readings, &scheme, number, text[rest] - '0');
		}
	}
}

/* Upper case, without blanks at the ends. */
static bool
normalize(const char *text, char out[TEXT_SIZE])
{
	size_t n = 0;
	text += strspn(text, " \t");
	for (; *text != '\0'; text++) {
		if (n + 1 >= TEXT_SIZE)
			return false;
		out[n++] = (char)(*text >= 'a' && *text <= 'z' ? *text - ('a' - 'A') : *text);
	}
	while (n > 0 && (out[n - 1] == ' ' || out[n - 1] == '\t'))
		n--;
	out[n] = '\0';
	return true;
}

size_t
cgrid_grid_label_readings(const struct cgrid_grid *grid, const char *text, struct cgrid_cell *cells,
			  size_t most)
{
	char clean[TEXT_SIZE];
	struct readings readings = {0};
	if (normalize(text, clean))
		read_all(grid, clean, &readings);
	size_t kept = sizeof readings.cells / sizeof *readings.cells;
	if (kept > readings.inside)
		kept = readings.inside;
	if (kept > most)
		kept = most;
	for (size_t i = 0; i < kept; i++)
		cells[i] = readings.cells[i];
	return kept;
}

enum cgrid_status
cgrid_grid_parse_label(struct cgrid_ctx *ctx, const struct cgrid_grid *grid, const char *text,
		       struct cgrid_cell *cell_out)
{
	char clean[TEXT_SIZE], first[CGRID_LABEL_SIZE], second[CGRID_LABEL_SIZE];
	struct readings readings = {0};
	*cell_out = (struct cgrid_cell){0, 0, 0};
	if (normalize(text, clean))
		read_all(grid, clean, &readings);
	if (readings.inside == 1) {
		*cell_out = readings.cells[0];
		return CGRID_OK;
	}
	if (readings.inside > 1) {
		cgrid_grid_label(grid, readings.cells[0], first, sizeof first);
		cgrid_grid_label(grid, readings.cells[1], second, sizeof second);
		return cgrid_fail(ctx, CGRID_E_AMBIGUOUS, "\"%s\" can be %s or %s", clean, first,
				  second);
	}
	const struct cgrid_cell last = {grid->from_west ? grid->spec.columns - 1 : 0,
					grid->from_north ? grid->spec.rows - 1 : 0, 0};
	cgrid_grid_label(grid, last, second, sizeof second);
	if (readings.outside)
		return cgrid_fail(ctx, CGRID_E_OUTSIDE,
				  "\"%s\" is outside the grid, whose last cell is %s", clean, second);
	return cgrid_fail(ctx, CGRID_E_ARGUMENT, "\"%.40s\" is no cell of this grid, whose last is %s",
			  text, second);
}
