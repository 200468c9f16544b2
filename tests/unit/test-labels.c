/* SPDX-License-Identifier: Apache-2.0 */
#include "harness.h"

#include <campusgrid/grid.h>

static struct cgrid_ctx *ctx;

static void
setup(void)
{
	ctx = cgrid_ctx_new();
	ck_assert_ptr_nonnull(ctx);
}

static void
teardown(void)
{
	cgrid_ctx_free(ctx);
}

/* A grid by its words, as people say them: NULL ends the list. */
static struct cgrid_grid *
grid_of(uint32_t columns, uint32_t rows, const char *const words[])
{
	struct cgrid_grid_options options = CGRID_GRID_OPTIONS_INIT;
	struct cgrid_grid *grid = NULL;
	ck_ok(ctx, cgrid_grid_option_set(ctx, &options, "cell", "10m"));
	for (size_t i = 0; words[i]; i += 2)
		ck_ok(ctx, cgrid_grid_option_set(ctx, &options, words[i], words[i + 1]));
	options.spec.columns = columns;
	options.spec.rows = rows;
	options.spec.origin = (struct cgrid_lonlat){-75, 40};
	options.spec.frame = cgrid_frame_local(options.spec.origin);
	ck_ok(ctx, cgrid_grid_new(ctx, &options.spec, &grid));
	return grid;
}

static const char *
label(const struct cgrid_grid *grid, uint32_t column, uint32_t row, int keypad)
{
	static char text[CGRID_LABEL_SIZE];
	size_t n = cgrid_grid_label(grid, (struct cgrid_cell){column, row, keypad}, text, sizeof text);
	ck_assert_uint_eq(n, strlen(text));
	return text;
}

enum { WORDS = 12 };
/* What the cell in column 6 (from 0, from the west) and row 2 (from the north) of 40 x 30 is called. */
static const struct {
	const char *words[WORDS];
	const char *cell, *column, *row;
} schemes[] = {
    {{NULL}, "C7", "7", "C"},
    {{"letters", "columns", NULL}, "G3", "G", "3"},
    {{"labels", "1a", NULL}, "7C", "7", "C"},
    {{"labels", "1a", "letters", "columns", NULL}, "3G", "G", "3"},
    {{"labels", "aa", "separator", ".", NULL}, "C.G", "G", "C"},
    {{"labels", "aa", "letters", "columns", "separator", "/", NULL}, "G/C", "G", "C"},
    {{"labels", "11", NULL}, "3-7", "7", "3"},
    {{"labels", "11", "letters", "columns", NULL}, "7-3", "7", "3"},
    {{"labels", "11", "separator", "/", NULL}, "3/7", "7", "3"},
    {{"separator", "-", NULL}, "C-7", "7", "C"},
    {{"separator", " ", NULL}, "C 7", "7", "C"},
    {{"start", "sw", NULL}, "AB7", "7", "AB"},
    {{"start", "ne", NULL}, "C34", "34", "C"},
    {{"start", "se", NULL}, "AB34", "34", "AB"},
    {{"start", "sw", "skip-io", NULL, NULL}, "AB7", "7", "AB"},
};

START_TEST(schemes_write_and_read)
{
	const char *words[WORDS] = {NULL};
	/* skip-io has no value: "true" stands in for it. */
	for (size_t i = 0; schemes[_i].words[i]; i += 2) {
		words[i] = schemes[_i].words[i];
		words[i + 1] = schemes[_i].words[i + 1] ? schemes[_i].words[i + 1] : "true";
	}
	struct cgrid_grid *grid = grid_of(40, 30, words);
	bool skipping = cgrid_grid_get_spec(grid)->skip_io;
	char text[CGRID_LABEL_SIZE];
	ck_assert_str_eq(label(grid, 6, 2, 0), skipping ? "AD7" : schemes[_i].cell);
	cgrid_grid_column_label(grid, 6, text, sizeof text);
	ck_assert_str_eq(text, schemes[_i].column);
	cgrid_grid_row_label(grid, 2, text, sizeof text);
	ck_assert_str_eq(text, skipping ? "AD" : schemes[_i].row);
	snprintf(text, sizeof text, "%s-5", skipping ? "AD7" : schemes[_i].cell);
	ck_assert_str_eq(label(grid, 6, 2, 5), text);
	cgrid_grid_free(grid);
}
END_TEST

/* Every label of every scheme, corner and keypad names its own cell, and no other has it. */
START_TEST(labels_read_back)
{
	static const char *const labels[] = {"a1", "1a", "aa", "11"};
	static const char *const letters[] = {"rows", "columns"};
	static const char *const starts[] = {"nw", "sw", "ne", "se"};
	static const char *const separators[] = {"", "-", ".", ",", "/", "_", " "};
	for (int i = 0; i < 4 * 2 * 4 * 7 * 2; i++) {
		const char *const words[] = {"labels",    labels[i % 4],
					     "letters",   letters[i / 4 % 2],
					     "start",     starts[i / 8 % 4],
					     "separator", separators[i / 32 % 7],
					     "skip-io",   i / 224 ? "true" : "false",
					     NULL};
		/* More rows than letters, so that AA needs two for one axis. */
		struct cgrid_grid *grid = grid_of(7, 55, words);
		for (uint32_t n = 0; n < 7 * 55; n++) {
			struct cgrid_cell cell = {n % 7, n / 7, (int)(n % 10)}, back;
			const char *text = label(grid, cell.column, cell.row, cell.keypad);
			ck_assert_uint_gt(strlen(text), 1);
			ck_ok(ctx, cgrid_grid_parse_label(ctx, grid, text, &back));
			ck_assert_msg(back.column == cell.column && back.row == cell.row &&
					  back.keypad == cell.keypad,
				      "%s of %s %s %s \"%s\"", text, words[1], words[3], words[5],
				      words[7]);
		}
		cgrid_grid_free(grid);
	}
}
END_TEST

/* Texts as people type them, in a grid of 40 columns and 30 rows (26 where nothing parts AA). */
static const struct {
	const char *labels, *separator, *text;
	enum cgrid_status status;
	const char *means;
} typed[] = {
    {"a1", "", "C7", CGRID_OK, "C7"},
    {"a1", "", "c7", CGRID_OK, "C7"},
    {"a1", "", "c-7", CGRID_OK, "C7"},
    {"a1", "", "C 07", CGRID_OK, "C7"},
    {"a1", "", "  C  007 ", CGRID_OK, "C7"},
    {"a1", "", "c7-5", CGRID_OK, "C7-5"},
    {"a1", "", "c 7 5", CGRID_OK, "C7-5"},
    {"a1", "", "C-7-5", CGRID_OK, "C7-5"},
    {"a1", "", "C.7/5", CGRID_OK, "C7-5"},
    {"a1", "", "C7 - 5", CGRID_OK, "C7-5"},
    {"a1", "-", "C7", CGRID_OK, "C-7"},
    {"a1", "-", "c 7.9", CGRID_OK, "C-7-9"},
    {"a1", "", "AD40", CGRID_OK, "AD40"},
    {"a1", "", "C75", CGRID_E_OUTSIDE, NULL},
    {"a1", "", "AE1", CGRID_E_OUTSIDE, NULL},
    {"a1", "", "C41", CGRID_E_OUTSIDE, NULL},
    {"a1", "", "C0", CGRID_E_OUTSIDE, NULL},
    {"a1", "", "C41-5", CGRID_E_OUTSIDE, NULL},
    {"a1", "", "C99999999999999999999", CGRID_E_OUTSIDE, NULL},
    {"a1", "", "ZZZZZZZZZZZZZZZZZZZZZ1", CGRID_E_OUTSIDE, NULL},
    {"a1", "", "", CGRID_E_ARGUMENT, NULL},
    {"a1", "", "C", CGRID_E_ARGUMENT, NULL},
    {"a1", "", "7", CGRID_E_ARGUMENT, NULL},
    {"a1", "", "7C", CGRID_E_ARGUMENT, NULL},
    {"a1", "", "C7-", CGRID_E_ARGUMENT, NULL},
    {"a1", "", "-C7", CGRID_E_ARGUMENT, NULL},
    {"a1", "", "C--7", CGRID_E_ARGUMENT, NULL},
    {"a1", "", "C7-0", CGRID_E_ARGUMENT, NULL},
    {"a1", "", "C7-10", CGRID_E_ARGUMENT, NULL},
    {"a1", "", "C7-05", CGRID_E_ARGUMENT, NULL},
    {"a1", "", "C7-5-2", CGRID_OK, "C7-5-2"},
    {"a1", "", "c 07 5 2", CGRID_OK, "C7-5-2"},
    {"a1", "", "C7-5-0", CGRID_E_ARGUMENT, NULL},
    {"a1", "", "C7-52", CGRID_E_ARGUMENT, NULL},
    {"aa", "", "CG-5.9", CGRID_OK, "CG-5-9"},
    {"11", "", "3-7-5-2", CGRID_OK, "3-7-5-2"},
    {"11", "", "3-7-5-2-1", CGRID_E_ARGUMENT, NULL},
    {"a1", "", "C7-5-5-5", CGRID_E_ARGUMENT, NULL},
    {"a1", "", "C7D", CGRID_E_ARGUMENT, NULL},
    {"a1", "", "C+7", CGRID_E_ARGUMENT, NULL},
    {"a1", "",
     "C7\xe2\x80\x93"
     "5",
     CGRID_E_ARGUMENT, NULL},
    {"a1", "", "C7\n", CGRID_E_ARGUMENT, NULL},
    {"1a", "", "7c", CGRID_OK, "7C"},
    {"1a", "", "07-C-5", CGRID_OK, "7C-5"},
    {"1a", "", "7C5", CGRID_E_ARGUMENT, NULL},
    {"1a", "", "C7", CGRID_E_ARGUMENT, NULL},
    {"aa", "", "cg", CGRID_OK, "CG"},
    {"aa", "", "c g", CGRID_OK, "CG"},
    {"aa", "", "CG-5", CGRID_OK, "CG-5"},
    {"aa", "", "C-G-5", CGRID_OK, "CG-5"},
    {"aa", "", "CG5", CGRID_E_ARGUMENT, NULL},
    {"aa", "", "A-AA", CGRID_OK, "AAA"},
    {"aa", "", "AAA", CGRID_OK, "AAA"},
    {"aa", "", "AA-A", CGRID_E_OUTSIDE, NULL},
    {"aa", ".", "AAA", CGRID_E_AMBIGUOUS, NULL},
    {"aa", ".", "aaa-5", CGRID_E_AMBIGUOUS, NULL},
    {"aa", ".", "A-AA", CGRID_OK, "A.AA"},
    {"aa", ".", "aa a 9", CGRID_OK, "AA.A-9"},
    /* ZA is beyond 30 rows, so this is Z and AA alone. */
    {"aa", ".", "ZAA", CGRID_OK, "Z.AA"},
    {"aa", ".", "ADAN", CGRID_OK, "AD.AN"},
    {"aa", ".", "AEA-A", CGRID_E_OUTSIDE, NULL},
    {"aa", "", "ZZZZ", CGRID_E_OUTSIDE, NULL},
    {"aa", "", "C", CGRID_E_ARGUMENT, NULL},
    {"aa", "", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", CGRID_E_OUTSIDE, NULL},
    {"11", "", "3-7", CGRID_OK, "3-7"},
    {"11", "", "03 07", CGRID_OK, "3-7"},
    {"11", "", "3-7-5", CGRID_OK, "3-7-5"},
    {"11", "", "3,7,5", CGRID_OK, "3-7-5"},
    {"11", ".", "3-7", CGRID_OK, "3.7"},
    {"11", "", "37", CGRID_E_ARGUMENT, NULL},
    {"11", "", "31-1", CGRID_E_OUTSIDE, NULL},
    {"11", "", "0-1", CGRID_E_OUTSIDE, NULL},
    {"11", "", "C7", CGRID_E_ARGUMENT, NULL},
};

START_TEST(typed_labels)
{
	const char *const words[] = {"labels", typed[_i].labels, "separator", typed[_i].separator,
				     NULL};
	bool unparted = strcmp(typed[_i].labels, "aa") == 0 && typed[_i].separator[0] == '\0';
	struct cgrid_grid *grid = grid_of(40, unparted ? 26 : 30, words);
	struct cgrid_cell cell;
	enum cgrid_status status = cgrid_grid_parse_label(ctx, grid, typed[_i].text, &cell);
	ck_assert_msg(status == typed[_i].status, "%s: %s %s", typed[_i].text,
		      cgrid_status_name(status), cgrid_ctx_error(ctx));
	if (!status)
		ck_assert_str_eq(label(grid, cell.column, cell.row, cell.keypad), typed[_i].means);
	else
		ck_assert_ptr_null(strchr(cgrid_ctx_error(ctx), '\n'));
	cgrid_grid_free(grid);
}
END_TEST

START_TEST(both_readings_are_named)
{
	const char *const words[] = {"labels", "aa", "separator", ".", NULL};
	struct cgrid_grid *grid = grid_of(40, 30, words);
	struct cgrid_cell cell;
	ck_assert_int_eq(cgrid_grid_parse_label(ctx, grid, "aac", &cell), CGRID_E_AMBIGUOUS);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "A.AC"));
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "AA.C"));
	/* Without the separator two cells would be written the same: there is no such grid. */
	struct cgrid_grid_spec spec = *cgrid_grid_get_spec(grid);
	cgrid_grid_free(grid);
	spec.separator[0] = '\0';
	ck_assert_int_eq(cgrid_grid_new(ctx, &spec, &grid), CGRID_E_ARGUMENT);
	ck_assert_ptr_null(grid);
	spec.rows = 26;
	ck_ok(ctx, cgrid_grid_new(ctx, &spec, &grid));
	cgrid_grid_free(grid);
}
END_TEST

/* Padding and names. */
static const struct {
	const char *pad, *columns, *rows, *labels, *separator;
	uint32_t column, row;
	const char *label, *also; /* what is written, and another way to say it */
} named[] = {
    {"2", "", "", "a1", "", 6, 2, "C07", "c7"},
    {"3", "", "", "11", "", 6, 2, "003-007", "3 7"},
    {"6", "", "", "a1", "", 9, 0, "A000010", "a-10"},
    {"1", "Oak,Elm,Ash", "", "a1", "", 1, 2, "CElm", "c-elm"},
    {"1", "", "Gym, Hall ,Yard", "a1", "", 9, 1, "Hall10", "HALL 10"},
    {"1", "", "N1,N11,N2", "a1", "-", 4, 1, "N11-5", "n11-5"},
    {"1", "W,X,Y", "1,2,3", "a1", "", 2, 0, "1Y", "1 y"},
    {"1", "W,X,Y", "í,2,3", "a1", "", 2, 0, "íY", "í-y"},
};

START_TEST(padding_and_names)
{
	const char *words[16];
	size_t n = 0;
	const char *const pairs[][2] = {{"pad", named[_i].pad},
					{"labels", named[_i].labels},
					{"separator", named[_i].separator},
					{"column-names", named[_i].columns},
					{"row_names", named[_i].rows}};
	for (size_t i = 0; i < 5; i++)
		if (pairs[i][1][0] || i == 2) {
			words[n++] = pairs[i][0];
			words[n++] = pairs[i][1];
		}
	words[n] = NULL;
	struct cgrid_grid *grid =
	    grid_of(named[_i].columns[0] ? 3 : 12, named[_i].rows[0] ? 3 : 12, words);
	struct cgrid_cell cell;
	ck_assert_str_eq(label(grid, named[_i].column, named[_i].row, 0), named[_i].label);
	ck_ok(ctx, cgrid_grid_parse_label(ctx, grid, named[_i].also, &cell));
	ck_assert_uint_eq(cell.column, named[_i].column);
	ck_assert_uint_eq(cell.row, named[_i].row);
	/* Every label of the grid, with every keypad, reads back as its own cell. */
	for (uint32_t i = 0; i < cgrid_grid_columns(grid) * cgrid_grid_rows(grid); i++)
		for (int keypad = 0; keypad <= 99; keypad++) {
			char text[CGRID_LABEL_SIZE];
			const struct cgrid_cell of = {i % cgrid_grid_columns(grid),
						      i / cgrid_grid_columns(grid), keypad};
			if (cgrid_grid_label(grid, of, text, sizeof text) == 0)
				continue;
			ck_ok(ctx, cgrid_grid_parse_label(ctx, grid, text, &cell));
			ck_assert(memcmp(&cell, &of, sizeof cell) == 0);
		}
	cgrid_grid_free(grid);
}
END_TEST

static const struct {
	const char *columns, *rows, *says;
} misnamed[] = {
    {"A,B", "", "3 columns need 3 names, and there are 2"},
    {"A,b,B", "", "two columns are called \"B\""},
    {"A,,B", "", "\"\" cannot name a column"},
    {"A,B C,D", "", "\"B C\" cannot name a column"},
    {"", "A-1,B,C", "\"A-1\" cannot name a row"},
    {"", "A,B,ThirteenBytes", "cannot name a row"},
    /* N + 11 and N1 + 1 */
    {"11,1,2", "N,N1,M", "need a separator"},
    {"", "N,N1,M", "need a separator"},
};

START_TEST(names_that_cannot_be)
{
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct cgrid_grid *grid;
	spec.columns = misnamed[_i].columns[0] ? 3 : 12;
	spec.rows = 3;
	spec.cell_width_m = spec.cell_height_m = 10;
	spec.frame = cgrid_frame_local(spec.origin);
	spec.column_names = misnamed[_i].columns[0] ? misnamed[_i].columns : NULL;
	spec.row_names = misnamed[_i].rows[0] ? misnamed[_i].rows : NULL;
	ck_assert_int_eq(cgrid_grid_new(ctx, &spec, &grid), CGRID_E_ARGUMENT);
	ck_assert_msg(strstr(cgrid_ctx_error(ctx), misnamed[_i].says) != NULL, "%s",
		      cgrid_ctx_error(ctx));
	ck_assert_ptr_null(grid);
}
END_TEST

/* Letters as a spreadsheet has them, with and without I and O. */
static const struct {
	uint32_t number;
	const char *all, *no_io;
} counted[] = {
    {1, "A", "A"},    {8, "H", "H"},      {9, "I", "J"},       {14, "N", "P"},
    {24, "X", "Z"},   {25, "Y", "AA"},    {26, "Z", "AB"},     {27, "AA", "AC"},
    {52, "AZ", "BD"}, {702, "ZZ", "AEF"}, {703, "AAA", "AEG"},
};

START_TEST(letters_count_as_a_spreadsheet_does)
{
	for (int skip = 0; skip < 2; skip++) {
		const char *const words[] = {"skip_io", skip ? "true" : "false", NULL};
		struct cgrid_grid *grid = grid_of(3, 800, words);
		char text[CGRID_LABEL_SIZE];
		cgrid_grid_row_label(grid, counted[_i].number - 1, text, sizeof text);
		ck_assert_str_eq(text, skip ? counted[_i].no_io : counted[_i].all);
		cgrid_grid_free(grid);
	}
}
END_TEST

START_TEST(letters_that_are_not_used)
{
	const char *const words[] = {"skip-io", "true", NULL};
	struct cgrid_grid *grid = grid_of(40, 30, words);
	struct cgrid_cell cell;
	static const char *const texts[] = {"I7", "o7", "AI7"};
	for (int i = 0; i < 3; i++) {
		ck_assert_int_eq(cgrid_grid_parse_label(ctx, grid, texts[i], &cell), CGRID_E_ARGUMENT);
		ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "I and O"));
	}
	cgrid_grid_free(grid);
}
END_TEST

START_TEST(a_short_buffer_is_never_overrun)
{
	const char *const words[] = {NULL};
	struct cgrid_grid *grid = grid_of(40, 30, words);
	for (size_t size = 0; size <= 8; size++) {
		char text[16] = "###############";
		ck_assert_uint_eq(cgrid_grid_label(grid, (struct cgrid_cell){39, 29, 5}, text, size),
				  6);
		ck_assert(size == 0 || strncmp(text, "AD40-5", size - 1) == 0);
		ck_assert(size == 0 || size > 6 || text[size - 1] == '\0');
		ck_assert_int_eq(text[size > 6 ? 7 : size], '#');
	}
	char text[8] = "x";
	ck_assert_uint_eq(cgrid_grid_label(grid, (struct cgrid_cell){40, 0, 0}, text, sizeof text), 0);
	ck_assert_str_eq(text, "");
	ck_assert_uint_eq(cgrid_grid_label(grid, (struct cgrid_cell){0, 30, 0}, text, sizeof text), 0);
	ck_assert_uint_eq(cgrid_grid_label(grid, (struct cgrid_cell){0, 0, 10}, text, sizeof text), 0);
	ck_assert_uint_eq(cgrid_grid_column_label(grid, 40, text, sizeof text), 0);
	ck_assert_uint_eq(cgrid_grid_row_label(grid, 30, text, sizeof text), 0);
	cgrid_grid_free(grid);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("labels");
	TCase *tests = tcase_create("labels");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, schemes_write_and_read, 0, sizeof schemes / sizeof *schemes);
	tcase_add_test(tests, labels_read_back);
	tcase_add_loop_test(tests, typed_labels, 0, sizeof typed / sizeof *typed);
	tcase_add_test(tests, both_readings_are_named);
	tcase_add_loop_test(tests, padding_and_names, 0, sizeof named / sizeof *named);
	tcase_add_loop_test(tests, names_that_cannot_be, 0, sizeof misnamed / sizeof *misnamed);
	tcase_add_loop_test(tests, letters_count_as_a_spreadsheet_does, 0,
			    sizeof counted / sizeof *counted);
	tcase_add_test(tests, letters_that_are_not_used);
	tcase_add_test(tests, a_short_buffer_is_never_overrun);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
