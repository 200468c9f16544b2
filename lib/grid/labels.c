/* SPDX-License-Identifier: Apache-2.0 */
/* Labels: cells to text and back. */
#include "base/base.h"
#include "base/text.h"
#include "grid/grid.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* How each scheme writes its two axes. */
static const struct {
	bool letters[2]; /* of the part written first, and second */
	const char *example;
} schemes[] = {
    [CGRID_LABELS_A1] = {{true, false}, "a letter, then a number, as C7"},
    [CGRID_LABELS_1A] = {{false, true}, "a number, then a letter, as 7C"},
    [CGRID_LABELS_AA] = {{true, true}, "letters for both axes, as CG"},
    [CGRID_LABELS_11] = {{false, false}, "two numbers with a separator, as 3-7"},
};

enum { ROW = 0, COLUMN = 1 };

/* Which axis is written first, and whether it has letters. */
struct axis {
	int which;
	bool letters;
	uint32_t count;
};

static void
axes_of(const struct cgrid_grid_spec *spec, struct axis axes[2])
{
	int letters_axis = spec->letters == CGRID_LETTERS_ROWS ? ROW : COLUMN;
	int first = spec->labels == CGRID_LABELS_1A ? !letters_axis : letters_axis;
	for (int i = 0; i < 2; i++) {
		axes[i].which = i == 0 ? first : !first;
		axes[i].letters = schemes[spec->labels].letters[i];
		axes[i].count = axes[i].which == ROW ? spec->rows : spec->columns;
	}
}

static const char letters_all[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char letters_no_io[] = "ABCDEFGHJKLMNPQRSTUVWXYZ";

static const char *
alphabet(bool skip_io)
{
	return skip_io ? letters_no_io : letters_all;
}

static uint32_t
letter_count(bool skip_io)
{
	return skip_io ? sizeof letters_no_io - 1 : sizeof letters_all - 1;
}

static size_t
write_letters(uint32_t number, bool skip_io, char *text, size_t size)
{
	char reversed[16];
	size_t n = 0;
	uint32_t base = letter_count(skip_io);
	for (; number > 0; number = (number - 1) / base)
		reversed[n++] = alphabet(skip_io)[(number - 1) % base];
	for (size_t i = 0; size > 0 && i < n && i < size - 1; i++)
		text[i] = reversed[n - 1 - i];
	if (size > 0)
		text[n < size - 1 ? n : size - 1] = '\0';
	return n;
}

/* Where letters overflow or are not of the alphabet: 0. */
static uint32_t
read_letters(const char *text, size_t length, bool skip_io)
{
	uint64_t number = 0, base = letter_count(skip_io);
	for (size_t i = 0; i < length; i++) {
		const char *at =
		    strchr(alphabet(skip_io),
			   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[cgrid_lower((unsigned char)text[i]) - 'a']);
		if (!at)
			return 0;
		number = number * base + (uint64_t)(at - alphabet(skip_io)) + 1;
		if (number > UINT32_MAX)
			return UINT32_MAX;
	}
	return (uint32_t)number;
}

static uint32_t
read_digits(const char *text, size_t length)
{
	uint64_t number = 0;
	for (size_t i = 0; i < length; i++) {
		number = number * 10 + (uint64_t)(text[i] - '0');
		if (number > UINT32_MAX)
			return UINT32_MAX;
	}
	return (uint32_t)number;
}

/* Place on an axis, from the west or north and from 0, to what is counted from the first cell and
 * from 1; the same the other way. */
static uint32_t
counted(const struct cgrid_grid *grid, int which, uint32_t place)
{
	bool reversed = which == ROW ? !grid->from_north : !grid->from_west;
	uint32_t count = which == ROW ? grid->spec.rows : grid->spec.columns;
	return reversed ? count - place : place + 1;
}

static uint32_t
placed(const struct cgrid_grid *grid, int which, uint32_t number)
{
	bool reversed = which == ROW ? !grid->from_north : !grid->from_west;
	uint32_t count = which == ROW ? grid->spec.rows : grid->spec.columns;
	return reversed ? count - number : number - 1;
}

static size_t
write_part(const struct cgrid_grid *grid, const struct axis *axis, uint32_t place, char *text,
	   size_t size)
{
	uint32_t number = counted(grid, axis->which, place);
	if (axis->letters)
		return write_letters(number, grid->spec.skip_io, text, size);
	return (size_t)snprintf(text, size, "%" PRIu32, number);
}

size_t
cgrid_grid_label(const struct cgrid_grid *grid, struct cgrid_cell cell, char *text, size_t size)
{
	struct axis axes[2];
	char first[16], second[16], keypad[4] = "";
	if (size > 0)
		text[0] = '\0';
	if (cell.column >= grid->spec.columns || cell.row >= grid->spec.rows || cell.keypad < 0 ||
	    cell.keypad > 9)
		return 0;
	axes_of(&grid->spec, axes);
	write_part(grid, &axes[0], axes[0].which == ROW ? cell.row : cell.column, first, sizeof first);
	write_part(grid, &axes[1], axes[1].which == ROW ? cell.row : cell.column, second,
		   sizeof second);
	if (cell.keypad > 0)
		snprintf(keypad, sizeof keypad, "-%c", '0' + cell.keypad);
	return (size_t)snprintf(text, size, "%s%s%s%s", first, grid->spec.separator, second, keypad);
}

static size_t
axis_label(const struct cgrid_grid *grid, int which, uint32_t place, char *text, size_t size)
{
	struct axis axes[2];
	axes_of(&grid->spec, axes);
	const struct axis *axis = &axes[axes[0].which == which ? 0 : 1];
	if (size > 0)
		text[0] = '\0';
	return place < axis->count ? write_part(grid, axis, place, text, size) : 0;
}

size_t
cgrid_grid_column_label(const struct cgrid_grid *grid, uint32_t column, char *text, size_t size)
{
	return axis_label(grid, COLUMN, column, text, size);
}

size_t
cgrid_grid_row_label(const struct cgrid_grid *grid, uint32_t row, char *text, size_t size)
{
	return axis_label(grid, ROW, row, text, size);
}

/* A run of letters or of digits, and whether something stands between it and the run before. */
struct run {
	const char *text;
	size_t length;
	bool letters, separated;
};
/* Two parts and a keypad; a fourth is already too much. */
enum { MOST_RUNS = 4 };

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

/* Splits a label into its runs; 0 when something in it belongs to no label. Blanks are free; between
 * two runs there is at most one other separator, and none at the ends. */
static size_t
split_runs(const char *text, struct run runs[MOST_RUNS])
{
	size_t count = 0, marks = 0;
	bool blank = false;
	for (const char *at = text; *at != '\0';) {
		if (*at == ' ' || *at == '\t') {
			blank = true;
			at++;
		} else if (strchr("-.,/_", *at)) {
			if (++marks > 1 || count == 0)
				return 0;
			at++;
		} else if (is_letter(*at) || is_digit(*at)) {
			bool letters = is_letter(*at);
			const char *from = at;
			while (letters ? is_letter(*at) : is_digit(*at))
				at++;
			if (count == MOST_RUNS)
				return 0;
			runs[count++] =
			    (struct run){from, (size_t)(at - from), letters, blank || marks > 0};
			blank = false;
			marks = 0;
		} else {
			return 0;
		}
	}
	return marks > 0 ? 0 : count;
}

/* The readings of a text: in the grid, and beyond it. */
struct readings {
	struct cgrid_cell cells[8];
	size_t inside, beyond;
};

static uint32_t
read_part(const struct cgrid_grid *grid, const struct axis *axis, const char *text, size_t length)
{
	return axis->letters ? read_letters(text, length, grid->spec.skip_io)
			     : read_digits(text, length);
}

static void
add_reading(struct readings *readings, const struct cgrid_grid *grid, const struct axis axes[2],
	    const struct run *first, const struct run *second)
{
	const struct run *parts[2] = {first, second};
	uint32_t places[2] = {0, 0};
	bool beyond = false;
	for (int i = 0; i < 2; i++) {
		uint32_t number = read_part(grid, &axes[i], parts[i]->text, parts[i]->length);
		/* Letters that this grid does not use are no label of it; the number 0 is none beyond
		 * it. */
		if (number == 0 && axes[i].letters)
			return;
		if (number == 0 || number > axes[i].count)
			beyond = true;
		else
			places[axes[i].which] = placed(grid, axes[i].which, number);
	}
	if (beyond)
		readings->beyond++;
	else if (readings->inside < sizeof readings->cells / sizeof *readings->cells)
		readings->cells[readings->inside++] =
		    (struct cgrid_cell){places[COLUMN], places[ROW], 0};
}

/* Every way to read the runs before a keypad. */
static void
read_runs(const struct cgrid_grid *grid, const struct run *runs, size_t count, struct readings *out)
{
	struct axis axes[2];
	axes_of(&grid->spec, axes);
	if (count == 2 && runs[0].letters == axes[0].letters && runs[1].letters == axes[1].letters)
		add_reading(out, grid, axes, &runs[0], &runs[1]);
	if (count != 1 || !runs[0].letters || !axes[0].letters || !axes[1].letters)
		return;
	/* Letters on both axes: they may be parted anywhere. More than 14 letters are no two parts of a
	 * 32-bit number. */
	for (size_t n = 1; n < runs[0].length && runs[0].length <= 14; n++) {
		const struct run first = {runs[0].text, n, true, false};
		const struct run second = {runs[0].text + n, runs[0].length - n, true, false};
		add_reading(out, grid, axes, &first, &second);
	}
	if (runs[0].length > 14)
		out->beyond++;
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
	cgrid_grid_label(grid, a, first, sizeof first);
	cgrid_grid_label(grid, z, last, sizeof last);
	return cgrid_fail(ctx, CGRID_E_OUTSIDE,
			  "\"%.40s\" is beyond the grid, which goes from %s to %s", text, first, last);
}

static enum cgrid_status
fail_label(struct cgrid_ctx *ctx, const struct cgrid_grid *grid, const char *text)
{
	return cgrid_fail(
	    ctx, CGRID_E_ARGUMENT, "\"%.40s\" is no label of this grid: %s%s%s", text,
	    schemes[grid->spec.labels].example,
	    grid->spec.skip_io && grid->spec.labels != CGRID_LABELS_11 ? " (I and O are not used)" : "",
	    ", perhaps with a keypad square, as -5");
}

/* All readings of a text. A keypad is one digit, and never stands without a separator before it: C75
 * is a column. The count of runs decides whether there is one: never both. */
static struct readings
read_text(const struct cgrid_grid *grid, const char *text)
{
	struct run runs[MOST_RUNS];
	struct readings with = {.inside = 0}, without = {.inside = 0};
	size_t count = split_runs(text, runs);
	read_runs(grid, runs, count, &without);
	const struct run *last = count > 1 ? &runs[count - 1] : NULL;
	bool keypad = last && !last->letters && last->separated && last->length == 1 &&
		      last->text[0] >= '1' && last->text[0] <= '9';
	if (keypad)
		read_runs(grid, runs, count - 1, &with);
	for (size_t i = 0; i < with.inside; i++)
		with.cells[i].keypad = last->text[0] - '0';
	return with.inside + with.beyond > 0 ? with : without;
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
