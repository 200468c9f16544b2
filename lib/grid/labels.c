/* SPDX-License-Identifier: Apache-2.0 */
/* Labels: cells to text. label-parse.c reads them back. */
#include "base/base.h"
#include "base/text.h"
#include "grid/grid.h"

#include <math.h>
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

const char cgrid_letters_all[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const char cgrid_letters_no_io[] = "ABCDEFGHJKLMNPQRSTUVWXYZ";

const char *
cgrid_grid_label_example(const struct cgrid_grid *grid)
{
	return schemes[grid->spec.labels].example;
}

/* Longest of a part: a name, letters or digits of 32 bits. */
enum { PART_SIZE = CGRID_NAME_SIZE };
_Static_assert(sizeof(struct cgrid_label_text) == 16 && PART_SIZE <= 15, "parts are copied whole");
_Static_assert(2 * (CGRID_NAME_SIZE - 1) + 6 <= CGRID_LABEL_SIZE &&
		   CGRID_NAME_SIZE + 16 <= CGRID_LABEL_SIZE,
	       "labels fit");

/* Both write without a NUL and return the length. */
static size_t
write_letters(uint32_t number, bool skip_io, char *text)
{
	char reversed[PART_SIZE];
	size_t n = 0;
	const char *alphabet = skip_io ? cgrid_letters_no_io : cgrid_letters_all;
	const uint32_t base = skip_io ? 24 : 26;
	for (; number > 0; number = (number - 1) / base)
		reversed[n++] = alphabet[(number - 1) % base];
	for (size_t i = 0; i < n; i++)
		text[i] = reversed[n - 1 - i];
	return n;
}

static size_t
write_number(uint32_t number, uint32_t pad, char *text)
{
	char reversed[PART_SIZE];
	size_t n = 0;
	for (; number > 0 || n == 0; number /= 10)
		reversed[n++] = (char)('0' + number % 10);
	while (n < pad)
		reversed[n++] = '0';
	for (size_t i = 0; i < n; i++)
		text[i] = reversed[n - 1 - i];
	return n;
}

static size_t
write_part(const struct cgrid_grid *grid, const struct cgrid_label_axis *axis, uint32_t place,
	   char *text)
{
	bool reversed = axis->which == CGRID_AXIS_ROW ? !grid->from_north : !grid->from_west;
	uint32_t number = reversed ? axis->count - place : place + 1;
	if (axis->width > 0) {
		const bool second = axis->split > 0 && place >= axis->split;
		const uint64_t digits = second ? (uint64_t)axis->base_2 + place - axis->split
					       : axis->base + (uint64_t)axis->step * place;
		return write_number((uint32_t)(digits % axis->modulo), axis->width, text);
	}
	if (axis->names) {
		size_t length = strlen(axis->names[number - 1]);
		memcpy(text, axis->names[number - 1], length);
		return length;
	}
	return axis->letters ? write_letters(number, grid->spec.skip_io, text)
			     : write_number(number, grid->spec.pad, text);
}

/* As snprintf does. */
static size_t
hand_out(const char *from, size_t length, char *text, size_t size)
{
	if (size > 0) {
		size_t kept = length < size ? length : size - 1;
		memcpy(text, from, kept);
		text[kept] = '\0';
	}
	return length;
}

/* Writes a part where 16 bytes are free, and returns its length. */
static inline size_t
put_part(const struct cgrid_grid *grid, const struct cgrid_label_axis *axis, uint32_t place, char *text)
{
	if (!axis->texts)
		return write_part(grid, axis, place, text);
	memcpy(text, &axis->texts[place], sizeof axis->texts[place]);
	return axis->texts[place].length;
}

/* Into CGRID_LABEL_SIZE bytes, which two parts, a separator and two keys never fill. */
static inline size_t
write_label(const struct cgrid_grid *grid, const struct cgrid_cell *cell, char *label)
{
	const bool row_first = grid->axes[0].which == CGRID_AXIS_ROW;
	size_t n = put_part(grid, &grid->axes[0], row_first ? cell->row : cell->column, label);
	label[n] = grid->spec.separator[0];
	n += grid->spec.separator[0] != '\0';
	n += put_part(grid, &grid->axes[1], row_first ? cell->column : cell->row, label + n);
	if (cell->keypad > 9) {
		label[n++] = '-';
		label[n++] = (char)('0' + cell->keypad / 10);
	}
	if (cell->keypad > 0) {
		label[n++] = '-';
		label[n++] = (char)('0' + cell->keypad % 10);
	}
	label[n] = '\0';
	return n;
}

/* Where there is less room, or no such cell. */
static __attribute__((noinline)) size_t
cut_label(const struct cgrid_grid *grid, const struct cgrid_cell *cell, bool there, char *text,
	  size_t size)
{
	char label[CGRID_LABEL_SIZE] = "";
	return hand_out(label, there ? write_label(grid, cell, label) : 0, text, size);
}

size_t
cgrid_grid_label(const struct cgrid_grid *grid, struct cgrid_cell cell, char *text, size_t size)
{
	const bool there = cell.column < grid->spec.columns && cell.row < grid->spec.rows &&
			   cgrid_keypad_good(cell.keypad) &&
			   (!grid->seam.there || cgrid_grid_has(grid, cell));
	return there && size >= CGRID_LABEL_SIZE ? write_label(grid, &cell, text)
						 : cut_label(grid, &cell, there, text, size);
}

/* An axis of more cells writes its parts when they are asked for. */
enum { MOST_TEXTS = 1 << 16 };

static enum cgrid_status
make_texts(struct cgrid_ctx *ctx, struct cgrid_grid *grid)
{
	for (int i = 0; i < 2; i++) {
		struct cgrid_label_axis *axis = &grid->axes[i];
		if (axis->count > MOST_TEXTS)
			continue;
		struct cgrid_label_text *texts =
		    cgrid_arena_alloc(&grid->arena, axis->count, sizeof *texts);
		if (!texts)
			return cgrid_fail_memory(ctx);
		for (uint32_t k = 0; k < axis->count; k++) {
			texts[k] = (struct cgrid_label_text){.length = 0};
			texts[k].length = (unsigned char)write_part(grid, axis, k, texts[k].text);
		}
		axis->texts = texts;
	}
	return CGRID_OK;
}

static size_t
axis_label(const struct cgrid_grid *grid, int which, uint32_t place, char *text, size_t size)
{
	char part[PART_SIZE];
	const struct cgrid_label_axis *axis = &grid->axes[grid->axes[0].which == which ? 0 : 1];
	if (place >= axis->count)
		return hand_out("", 0, text, size);
	return hand_out(part, write_part(grid, axis, place, part), text, size);
}

size_t
cgrid_grid_column_label(const struct cgrid_grid *grid, uint32_t column, char *text, size_t size)
{
	return axis_label(grid, CGRID_AXIS_COLUMN, column, text, size);
}

size_t
cgrid_grid_row_label(const struct cgrid_grid *grid, uint32_t row, char *text, size_t size)
{
	return axis_label(grid, CGRID_AXIS_ROW, row, text, size);
}

static const char *
what_names(int which)
{
	return which == CGRID_AXIS_ROW ? "row" : "column";
}

/* Letters and digits of any script: what separates labels, and blanks, would be read as such. */
static bool
is_name(const char *text, size_t length)
{
	if (length == 0 || length >= CGRID_NAME_SIZE || !cgrid_utf8_valid(text, length))
		return false;
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];
		bool good = c >= 0x80 || (c >= '0' && c <= '9') ||
			    (cgrid_lower(c) >= 'a' && cgrid_lower(c) <= 'z');
		if (!good)
			return false;
	}
	return true;
}

/* "Oak,Elm,Ash" into the grid's memory. */
static enum cgrid_status
take_names(struct cgrid_ctx *ctx, struct cgrid_grid *grid, struct cgrid_label_axis *axis,
	   const char *text)
{
	size_t most = 1;
	for (const char *at = text; *at; at++)
		most += *at == ',';
	char **names = cgrid_arena_alloc(&grid->arena, most, sizeof *names);
	if (!names)
		return cgrid_fail_memory(ctx);
	for (const char *at = text;; at++) {
		const char *end = strchr(at, ',');
		size_t length = end ? (size_t)(end - at) : strlen(at);
		while (length > 0 && at[0] == ' ') {
			at++;
			length--;
		}
		while (length > 0 && at[length - 1] == ' ')
			length--;
		if (!is_name(at, length))
			return cgrid_fail(ctx, CGRID_E_ARGUMENT,
					  "\"%.*s\" cannot name a %s: letters and digits, at most %d",
					  (int)(length < 40 ? length : 40), at, what_names(axis->which),
					  CGRID_NAME_SIZE - 1);
		char *name = cgrid_arena_text(&grid->arena, at, length);
		if (!name)
			return cgrid_fail_memory(ctx);
		for (uint32_t i = 0; i < axis->name_count; i++)
			if (cgrid_same_text(names[i], name))
				return cgrid_fail(ctx, CGRID_E_ARGUMENT, "two %ss are called \"%s\"",
						  what_names(axis->which), name);
		names[axis->name_count++] = name;
		if (!end)
			break;
		at = end;
	}
	axis->names = (const char *const *)names;
	if (axis->name_count < axis->count)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "%u %ss need %u names, and there are %u",
				  (unsigned)axis->count, what_names(axis->which), (unsigned)axis->count,
				  (unsigned)axis->name_count);
	return CGRID_OK;
}

/* Without a separator, where a first part that goes on as another one could be either: "AAA" of two
 * lettered axes, "N1" + "5" beside "N" + "15". */
static bool
could_be_two(const struct cgrid_grid *grid)
{
	const struct cgrid_label_axis *first = &grid->axes[0], *second = &grid->axes[1];
	const uint32_t alphabet = grid->spec.skip_io ? 24 : 26;
	if (!first->names && !second->names)
		return first->letters && second->letters && first->count > alphabet &&
		       second->count > alphabet;
	/* With names: every longer first part, its tail, and second parts that start with that. */
	char p[PART_SIZE], q[PART_SIZE], t[PART_SIZE], s[PART_SIZE];
	for (uint32_t i = 0; i < first->count; i++) {
		size_t long_one = write_part(grid, first, i, q);
		for (uint32_t k = 0; k < first->count; k++) {
			size_t short_one = write_part(grid, first, k, p);
			if (short_one >= long_one || strncmp(p, q, short_one) != 0)
				continue;
			size_t tail = long_one - short_one;
			for (uint32_t m = 0; m < second->count; m++) {
				size_t length = write_part(grid, second, m, t);
				if (length <= tail || strncmp(t, q + short_one, tail) != 0)
					continue;
				for (uint32_t n = 0; n < second->count; n++)
					if (write_part(grid, second, n, s) == length - tail &&
					    strncmp(s, t + tail, length - tail) == 0)
						return true;
			}
		}
	}
	return false;
}

static enum cgrid_status
check_labels(struct cgrid_ctx *ctx, const struct cgrid_grid_spec *spec)
{
	if ((unsigned)spec->labels > CGRID_LABELS_11 ||
	    (unsigned)spec->letters > CGRID_LETTERS_COLUMNS || (unsigned)spec->start > CGRID_START_SE)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "the grid has labels of no known kind");
	if (spec->pad > CGRID_PAD_MOST)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "numbers are padded to at most %d digits",
				  CGRID_PAD_MOST);
	if (memchr(spec->separator, '\0', sizeof spec->separator) == NULL ||
	    strlen(spec->separator) > 1 ||
	    (spec->separator[0] && !strchr("-.,/_ ", spec->separator[0])))
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "a separator is one of - . , / _ or a blank");
	return CGRID_OK;
}

/* USNG (FGDC-STD-011-2001 3.4): easting, then northing, both without what is beyond 100 km and cut
 * off behind the precision; a row is called by its south edge. */
static void
usng_axes(struct cgrid_grid *grid)
{
	const uint32_t size = grid->spec.usng_m, modulo = 100000 / size;
	uint32_t width = size == 10 ? 4 : size == 100 ? 3 : 2;
	double west = fmod(cgrid_grid_column_edge(grid, 0) / size, modulo);
	double south = fmod(cgrid_grid_row_edge(grid, 1) / size, modulo);
	if (west < 0)
		west += modulo;
	if (south < 0)
		south += modulo;
	grid->axes[0] = (struct cgrid_label_axis){.which = CGRID_AXIS_COLUMN,
						  .count = grid->spec.columns,
						  .width = width,
						  .base = (uint32_t)west,
						  .step = 1,
						  .modulo = modulo};
	if (grid->seam.there && grid->seam.west_columns < grid->spec.columns) {
		const double second =
		    cgrid_grid_column_edge(grid, grid->seam.west_columns) - grid->seam.shift;
		grid->axes[0].split = grid->seam.west_columns;
		grid->axes[0].base_2 = (uint32_t)fmod(second / size, modulo);
	}
	grid->axes[1] = (struct cgrid_label_axis){.which = CGRID_AXIS_ROW,
						  .count = grid->spec.rows,
						  .width = width,
						  .base = (uint32_t)south,
						  .step = modulo - 1,
						  .modulo = modulo};
}

/* Near some latitudes (41.5 degrees is one) both zones have the same digits at their meridian. */
static bool
digits_come_twice(const struct cgrid_label_axis *axis)
{
	if (axis->split == 0)
		return false;
	const uint32_t second = axis->count - axis->split;
	const uint32_t ahead = (axis->base_2 + axis->modulo - axis->base) % axis->modulo;
	return ahead < axis->split || ahead + second > axis->modulo;
}

enum cgrid_status
cgrid_grid_labels_init(struct cgrid_ctx *ctx, struct cgrid_grid *grid)
{
	struct cgrid_grid_spec *spec = &grid->spec;
	enum cgrid_status status = check_labels(ctx, spec);
	if (status)
		return status;
	if (spec->usng_m != 0) {
		uint32_t most = 100000 / spec->usng_m;
		if (spec->columns > most || spec->rows > most)
			return cgrid_fail(ctx, CGRID_E_ARGUMENT,
					  "a grid of USNG lines is at most 100 km wide and high: its "
					  "digits would come again");
		usng_axes(grid);
		if (digits_come_twice(&grid->axes[0]))
			return cgrid_fail(
			    ctx, CGRID_E_ARGUMENT,
			    "the grid reaches over the edge of two zones of USNG where both "
			    "have the same digits: labels would name two cells; take fewer "
			    "columns, or a local grid");
		return make_texts(ctx, grid);
	}
	int letters_axis = spec->letters == CGRID_LETTERS_ROWS ? CGRID_AXIS_ROW : CGRID_AXIS_COLUMN;
	int first = spec->labels == CGRID_LABELS_1A ? !letters_axis : letters_axis;
	for (int i = 0; i < 2 && !status; i++) {
		struct cgrid_label_axis *axis = &grid->axes[i];
		axis->which = i == 0 ? first : !first;
		axis->letters = schemes[spec->labels].letters[i];
		axis->count = axis->which == CGRID_AXIS_ROW ? spec->rows : spec->columns;
		const char **names =
		    axis->which == CGRID_AXIS_ROW ? &spec->row_names : &spec->column_names;
		if (!*names)
			continue;
		*names = cgrid_arena_text(&grid->arena, *names, strlen(*names));
		status = *names ? take_names(ctx, grid, axis, *names) : cgrid_fail_memory(ctx);
	}
	if (status)
		return status;
	bool numbers = !grid->axes[0].letters && !grid->axes[1].letters && !grid->axes[0].names &&
		       !grid->axes[1].names;
	if (numbers && spec->separator[0] == '\0')
		spec->separator[0] = '-';
	if (spec->separator[0] == '\0' && could_be_two(grid))
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "these labels need a separator: without one, some would be two cells "
				  "(as AAA of letters on both axes)");
	return make_texts(ctx, grid);
}
