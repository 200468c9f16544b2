/* SPDX-License-Identifier: Apache-2.0 */
/* The grid of a campus: chosen, written down, read back, and kept. */
#include "base/file.h"
#include "base/text.h"
#include "harness.h"

#include <campusgrid/campus.h>

#include <math.h>
#include <sys/stat.h>

static struct cgrid_ctx *ctx;
static char folder[] = "/tmp/campusgrid-fit-XXXXXX";
static const struct cgrid_lonlat middle = {-75.1234, 40.4567};

static char *
path_of(const char *name)
{
	static char paths[4][128];
	static unsigned next;
	char *path = paths[next++ % 4];
	snprintf(path, sizeof paths[0], "%s/%s", folder, name);
	return path;
}

static void
write_file(const char *name, const char *text)
{
	FILE *file = fopen(path_of(name), "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text, 1, strlen(text), file), strlen(text));
	fclose(file);
}

/* A room of `wide` x `high` metres, turned clockwise, its middle x and y metres from the campus's. */
struct block {
	double x, y, wide, high, turn;
};

static void
write_plan(const struct block *blocks, size_t count)
{
	struct cgrid_frame frame = {.kind = CGRID_FRAME_LOCAL, .origin = middle};
	struct cgrid_buf out = {0};
	cgrid_buf_text(&out, "{\"type\":\"FeatureCollection\",\"features\":[");
	for (size_t b = 0; b < count; b++) {
		const struct block *block = &blocks[b];
		double s = sin(block->turn * 0.017453292519943295),
		       c = cos(block->turn * 0.017453292519943295);
		cgrid_buf_text(&out, b ? ",\n" : "\n");
		cgrid_buf_text(&out, "{\"type\":\"Feature\",\"properties\":{\"room\":\"");
		cgrid_buf_int(&out, (int64_t)b + 1);
		cgrid_buf_text(&out, "\",\"building\":\"A\",\"level\":\"1\"},\"geometry\":{\"type\":"
				     "\"Polygon\",\"coordinates\":[[");
		for (int i = 0; i <= 4; i++) {
			double u = (i % 4 == 0 || i % 4 == 3 ? -0.5 : 0.5) * block->wide;
			double v = (i % 4 < 2 ? -0.5 : 0.5) * block->high;
			struct cgrid_xy at = {block->x + u * c + v * s, block->y + v * c - u * s};
			struct cgrid_lonlat ground;
			ck_ok(ctx, cgrid_frame_to_ground(ctx, &frame, &at, 1, &ground));
			cgrid_buf_text(&out, i ? ",[" : "[");
			cgrid_buf_fixed(&out, ground.lon, 10);
			cgrid_buf_char(&out, ',');
			cgrid_buf_fixed(&out, ground.lat, 10);
			cgrid_buf_char(&out, ']');
		}
		cgrid_buf_text(&out, "]]}}");
	}
	cgrid_buf_text(&out, "]}\n");
	ck_assert(!out.failed);
	write_file("plan.geojson", out.data);
	cgrid_buf_free(&out);
}

static void
setup(void)
{
	static const struct block one = {0, 0, 100, 60, 0};
	ctx = cgrid_ctx_new();
	ck_assert_ptr_nonnull(ctx);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	write_plan(&one, 1);
	write_file("campus.json",
		   "{\n  \"name\": \"Test\",\n  \"plans\": [{\"file\": \"plan.geojson\"}]\n}\n");
}

static void
teardown(void)
{
	unlink(path_of("campus.json"));
	unlink(path_of("plan.geojson"));
	rmdir(folder);
	cgrid_ctx_free(ctx);
}

static struct cgrid_campus *
read_campus(const char *frame)
{
	struct cgrid_campus_options options = CGRID_CAMPUS_OPTIONS_INIT;
	struct cgrid_campus *campus;
	options.frame = frame;
	ck_ok(ctx, cgrid_campus_read(ctx, path_of("campus.json"), &options, &campus));
	return campus;
}

/* Fits with words: name, value, ..., NULL. */
static enum cgrid_status
fit(const struct cgrid_campus *campus, const char *const *words, bool replace, struct cgrid_grid **grid)
{
	struct cgrid_grid_options said = CGRID_GRID_OPTIONS_INIT;
	for (size_t i = 0; words && words[i]; i += 2)
		ck_ok(ctx, cgrid_grid_option_set(ctx, &said, words[i], words[i + 1]));
	return cgrid_grid_fit(ctx, campus, words ? &said : NULL, replace, grid);
}

/* How far all rooms stay inside the grid, in cells, at least; negative when one sticks out. */
static double
spare(const struct cgrid_campus *campus, const struct cgrid_grid *grid)
{
	const struct cgrid_grid_spec *spec = cgrid_grid_get_spec(grid);
	double west = cgrid_grid_column_edge(grid, 0),
	       east = cgrid_grid_column_edge(grid, spec->columns);
	double north = cgrid_grid_row_edge(grid, 0), south = cgrid_grid_row_edge(grid, spec->rows);
	double least = INFINITY;
	for (size_t i = 0; i < cgrid_campus_room_count(campus); i++) {
		const struct cgrid_shape *shape = &cgrid_campus_room(campus, i)->shape;
		for (size_t p = 0; p < shape->rings[0].count; p++) {
			struct cgrid_xy at = cgrid_grid_to_axes(grid, shape->rings[0].points[p]);
			least = fmin(least, fmin(at.x - west, east - at.x) / spec->cell_width_m);
			least = fmin(least, fmin(at.y - south, north - at.y) / spec->cell_height_m);
		}
	}
	return least;
}

/* Sizes of a campus, and the cell that is the smallest with at most 26 rows and 40 columns, spare
 * cells counted. */
static const struct {
	double wide, high;
	const char *cell, *feet;
} ladder[] = {
    {100, 60, "5m", "20ft"},       {170, 60, "5m", "20ft"},     {200, 60, "10m", "20ft"},
    {300, 200, "10m", "30ft"},     {100, 150, "10m", "30ft"},   {600, 200, "20m", "75ft"},
    {1100, 500, "30m", "100ft"},   {1800, 900, "50m", "200ft"}, {3000, 2000, "100m", "300ft"},
    {6500, 4000, "200m", "600ft"},
};

START_TEST(automatic_grids)
{
	const struct block block = {3, 7, ladder[_i].wide, ladder[_i].high, 0};
	static const char *const feet[] = {"cell", "auto-ft", NULL};
	write_plan(&block, 1);
	struct cgrid_campus *campus = read_campus(NULL);
	struct cgrid_grid *grid;
	for (int pass = 0; pass < 2; pass++) {
		ck_ok(ctx, fit(campus, pass == 0 ? NULL : feet, false, &grid));
		const struct cgrid_grid_spec *spec = cgrid_grid_get_spec(grid);
		char first[CGRID_LABEL_SIZE];
		ck_assert_str_eq(spec->cell, pass == 0 ? ladder[_i].cell : ladder[_i].feet);
		ck_assert(spec->rows <= 26 && spec->columns <= 40);
		/* One spare cell on every side, and less than two. */
		double room = spare(campus, grid);
		ck_assert_msg(room >= 1 - 1e-4 && room < 2, "%f", room);
		/* Whole multiples of the cell in the frame. */
		double cells = cgrid_grid_column_edge(grid, 0) / spec->cell_width_m;
		ck_assert_double_eq_tol(cells, round(cells), 1e-4);
		cells = cgrid_grid_row_edge(grid, 0) / spec->cell_height_m;
		ck_assert_double_eq_tol(cells, round(cells), 1e-4);
		cgrid_grid_label(grid, (struct cgrid_cell){0, 0, 0}, first, sizeof first);
		ck_assert_str_eq(first, "A1");
		cgrid_grid_free(grid);
	}
	cgrid_campus_free(campus);
}
END_TEST

/* What can be said, each written down and read back as the same grid to the last bit. */
static const struct {
	const char *frame;
	const char *words[16];
} written[] = {
    {NULL, {NULL}},
    {NULL, {"start", "sw", NULL}},
    {NULL, {"start", "ne", "labels", "1a", NULL}},
    {NULL, {"start", "se", "labels", "11", "letters", "columns", NULL}},
    {NULL, {"cell", "30ft", "skip-io", "true", "separator", "/", NULL}},
    {NULL, {"cell", "0.3333333x7yd", "margin", "0", NULL}},
    {NULL, {"turn", "12.3456789012345", "cell", "10m", NULL}},
    {NULL, {"turn", "auto", "labels", "aa", "separator", " ", NULL}},
    {NULL, {"center", "40.45671,-75.12345", "columns", "20", "rows", "15", "cell", "10m", NULL}},
    {NULL, {"origin", "40.45800000012345,-75.12500000098765", "cell", "10m", NULL}},
    {"utm", {"frame", "utm", NULL}},
    {"utm", {"frame", "utm", "turn", "-7", "start", "se", NULL}},
    {"EPSG:32618", {"frame", "EPSG:32618", NULL}},
};

START_TEST(written_grids_are_bit_the_same)
{
	struct cgrid_campus *campus = read_campus(written[_i].frame), *again;
	struct cgrid_grid *grid, *back;
	ck_ok(ctx, fit(campus, written[_i].words, false, &grid));
	ck_assert(spare(campus, grid) >= -1e-4);
	ck_ok(ctx, cgrid_grid_save(ctx, grid, path_of("campus.json"), false));
	again = read_campus(NULL);
	ck_ok(ctx, fit(again, NULL, false, &back));
	const struct cgrid_grid_spec *a = cgrid_grid_get_spec(grid), *b = cgrid_grid_get_spec(back);
	ck_assert(a->origin.lon == b->origin.lon && a->origin.lat == b->origin.lat);
	ck_assert(a->turn_deg == b->turn_deg);
	ck_assert(a->cell_width_m == b->cell_width_m && a->cell_height_m == b->cell_height_m);
	ck_assert_str_eq(a->cell, b->cell);
	ck_assert(a->columns == b->columns && a->rows == b->rows && a->labels == b->labels &&
		  a->letters == b->letters && a->start == b->start && a->skip_io == b->skip_io);
	ck_assert_str_eq(a->separator, b->separator);
	ck_assert(a->frame.kind == b->frame.kind && a->frame.zone == b->frame.zone &&
		  a->frame.epsg == b->frame.epsg && a->frame.origin.lon == b->frame.origin.lon &&
		  a->frame.origin.lat == b->frame.origin.lat);
	for (uint32_t i = 0; i <= a->columns; i++)
		ck_assert(cgrid_grid_column_edge(grid, i) == cgrid_grid_column_edge(back, i));
	for (uint32_t i = 0; i <= a->rows; i++)
		ck_assert(cgrid_grid_row_edge(grid, i) == cgrid_grid_row_edge(back, i));
	cgrid_grid_free(back);
	/* The same said again is no contradiction. */
	if (written[_i].frame) {
		const char *const words[] = {"frame", written[_i].frame, NULL};
		cgrid_campus_free(again);
		again = read_campus(written[_i].frame);
		ck_ok(ctx, fit(again, words, false, &back));
		ck_assert(cgrid_grid_column_edge(grid, 0) == cgrid_grid_column_edge(back, 0));
		cgrid_grid_free(back);
	}
	cgrid_grid_free(grid);
	cgrid_campus_free(campus);
	cgrid_campus_free(again);
}
END_TEST

/* Files into which a grid is written: what stands before and behind it stays, byte for byte. */
static const struct {
	const char *before, *behind; /* of the place of the new member */
	bool has;
} files[] = {
    {"{\"name\":\"T\",\"plans\":[{\"file\":\"plan.geojson\"}]", "}", false},
    {"{\r\n\t\"plans\" : [ {\"file\":\"plan.geojson\"} ]", "}\r\n", false},
    {"\xef\xbb\xbf{\"plans\":[{\"file\":\"plan.geojson\"}]", "}", false},
    {"{\"plans\":[{\"file\":\"plan.geojson\"}],\"grid\": ", ",\n \"name\":\"\\\"grid\\\": {\"}", true},
    {"{\"grid\":", ",\"plans\":[{\"file\":\"plan.geojson\"}]}\n\n", true},
};

START_TEST(every_other_byte_stays)
{
	struct cgrid_buf text = {0};
	struct cgrid_bytes bytes;
	struct cgrid_grid *grid;
	cgrid_buf_text(&text, files[_i].before);
	if (files[_i].has)
		cgrid_buf_text(&text, "{\"cell\": \"10m\"\n}");
	cgrid_buf_text(&text, files[_i].behind);
	write_file("campus.json", text.data);
	struct cgrid_campus *campus = read_campus(NULL);
	ck_ok(ctx, fit(campus, NULL, false, &grid));
	if (files[_i].has) {
		ck_assert_int_eq(cgrid_grid_save(ctx, grid, path_of("campus.json"), false),
				 CGRID_E_EXISTS);
		ck_ok(ctx, cgrid_file_read(ctx, path_of("campus.json"), &bytes));
		ck_assert_str_eq(bytes.data, text.data);
		cgrid_bytes_free(&bytes);
	}
	ck_ok(ctx, cgrid_grid_save(ctx, grid, path_of("campus.json"), true));
	ck_ok(ctx, cgrid_file_read(ctx, path_of("campus.json"), &bytes));
	size_t before = strlen(files[_i].before), behind = strlen(files[_i].behind);
	ck_assert_uint_gt(bytes.size, before + behind);
	ck_assert_mem_eq(bytes.data, files[_i].before, before);
	ck_assert_str_eq(bytes.data + bytes.size - behind, files[_i].behind);
	cgrid_bytes_free(&bytes);
	cgrid_campus_free(campus);
	cgrid_grid_free(grid);
	campus = read_campus(NULL);
	ck_ok(ctx, fit(campus, NULL, false, &grid));
	cgrid_grid_free(grid);
	cgrid_campus_free(campus);
	cgrid_buf_free(&text);
}
END_TEST

START_TEST(what_is_no_campus_is_not_written_into)
{
	static const char *const texts[] = {"", "[]", "{\"plans\":[}", "{\"plans\":[]} x",
					    "{\"grid\":3}"};
	struct cgrid_campus *campus = read_campus(NULL);
	struct cgrid_grid *grid;
	struct cgrid_bytes bytes;
	ck_ok(ctx, fit(campus, NULL, false, &grid));
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		write_file("campus.json", texts[i]);
		ck_assert_int_ne(cgrid_grid_save(ctx, grid, path_of("campus.json"), true), CGRID_OK);
		ck_ok(ctx, cgrid_file_read(ctx, path_of("campus.json"), &bytes));
		ck_assert_str_eq(bytes.data, texts[i]);
		cgrid_bytes_free(&bytes);
	}
	ck_assert_int_eq(cgrid_grid_save(ctx, grid, path_of("absent.json"), true), CGRID_E_INPUT);
	cgrid_grid_free(grid);
	cgrid_campus_free(campus);
}
END_TEST

/* A grid that is written down: what is built within it moves no label, what is built beyond it is said
 * with what to do. */
static const struct {
	const char *start;
	struct block added;
	const char *message[3]; /* parts of it; NULL: the grid is kept */
} grown[] = {
    {"nw", {20, 20, 30, 10, 30}, {NULL, NULL, NULL}},
    {"nw", {65, 0, 30, 10, 0}, {": 5 columns in the east; ", "add 5 to grid.columns in", "no label"}},
    {"nw", {0, -45, 20, 10, 0}, {": 3 rows in the south; ", "add 3 to grid.rows in", "no label"}},
    {"nw",
     {65, -35, 30, 20, 0},
     {"5 columns in the east, 2 rows in the south; ", "add 5 to grid.columns and 2 to grid.rows in",
      "no label"}},
    {"nw",
     {-75, 0, 20, 10, 0},
     {": 6 columns in the west; 6 columns in the west lie before", "other labels", "--force"}},
    {"nw",
     {0, 50, 20, 10, 0},
     {"in the north; ", "in the north lie before the first label", "--force"}},
    {"nw",
     {0, 0, 180, 120, 0},
     {"7 columns in the west, 7 columns in the east, 5 rows in the north, 5 rows in the south; ",
      "7 columns in the west, 5 rows in the north of them lie before", "--force"}},
    {"se", {-75, 0, 20, 10, 0}, {"grid.columns", "west", "no label"}},
    {"se", {65, 0, 30, 10, 0}, {"east lie before", "--force", "other labels"}},
    {"se", {-75, 50, 20, 10, 0}, {"columns in the west, ", "grid.columns and ", " to grid.rows in"}},
};

START_TEST(a_written_grid_is_kept)
{
	const struct block blocks[2] = {{0, 0, 100, 60, 0}, grown[_i].added};
	const char *const words[] = {"start", grown[_i].start, "cell", "5m", NULL};
	struct cgrid_campus *campus = read_campus(NULL), *more;
	struct cgrid_grid *grid, *kept;
	ck_ok(ctx, fit(campus, words, false, &grid));
	ck_ok(ctx, cgrid_grid_save(ctx, grid, path_of("campus.json"), false));
	write_plan(blocks, 2);
	more = read_campus(NULL);
	enum cgrid_status status = fit(more, NULL, false, &kept);
	if (grown[_i].message[0]) {
		ck_assert_int_eq(status, CGRID_E_OUTSIDE);
		ck_assert_ptr_null(kept);
		for (int i = 0; i < 3; i++)
			ck_assert_msg(strstr(cgrid_ctx_error(ctx), grown[_i].message[i]) != NULL, "%s",
				      cgrid_ctx_error(ctx));
	} else {
		ck_assert_msg(status == CGRID_OK, "%s", cgrid_ctx_error(ctx));
		/* The first building is where it was, to the last bit, and so is its label. */
		struct cgrid_xy at = cgrid_campus_room(campus, 0)->shape.rings[0].points[0];
		struct cgrid_cell before, after;
		ck_assert(cgrid_grid_cell_at(grid, at, &before) &&
			  cgrid_grid_cell_at(kept, at, &after));
		ck_assert(before.column == after.column && before.row == after.row);
		struct cgrid_lonlat was = cgrid_campus_frame(campus)->origin,
				    is = cgrid_campus_frame(more)->origin;
		ck_assert(was.lon == is.lon && was.lat == is.lat);
	}
	cgrid_grid_free(kept);
	/* With replace there is always a grid. */
	ck_ok(ctx, fit(more, NULL, true, &kept));
	ck_assert(spare(more, kept) >= 1 - 1e-4);
	cgrid_grid_free(kept);
	cgrid_grid_free(grid);
	cgrid_campus_free(campus);
	cgrid_campus_free(more);
}
END_TEST

/* What contradicts a written grid of 5 m cells, and both values in the message. */
static const struct {
	const char *name, *value, *both[2];
} contradictions[] = {
    {"cell", "7m", {"--cell 7m", "cell 5m"}},
    {"cell", "auto-ft", {"--cell auto-ft", "cell 5m"}},
    {"origin", "40.45,-75.12", {"--origin 40.450000000,-75.120000000", "origin 40.4"}},
    {"turn", "3", {"--turn 3.00", "turn 0.00"}},
    {"turn", "auto", {"--turn auto", "turn 0.00"}},
    {"columns", "99", {"--columns 99", "columns 2"}},
    {"rows", "99", {"--rows 99", "rows 1"}},
    {"labels", "aa", {"--labels aa", "labels a1"}},
    {"letters", "columns", {"--letters columns", "letters rows"}},
    {"start", "se", {"--start se", "start nw"}},
    {"skip-io", "true", {"--skip-io true", "skip-io false"}},
    {"separator", "-", {"--separator \"-\"", "separator \"\""}},
    {"center", "40.4567,-75.1234", {"--center 40.456700000,-75.123400000", "an origin"}},
    {"margin", "3", {"--margin 3", "columns, rows"}},
    {"frame", "utm", {"--frame utm", "frame local"}},
};

START_TEST(contradictions_name_both)
{
	const char *const words[] = {contradictions[_i].name, contradictions[_i].value, NULL};
	struct cgrid_campus *campus = read_campus(NULL);
	struct cgrid_grid *grid;
	ck_ok(ctx, fit(campus, NULL, false, &grid));
	ck_ok(ctx, cgrid_grid_save(ctx, grid, path_of("campus.json"), false));
	cgrid_grid_free(grid);
	cgrid_campus_free(campus);
	campus = read_campus(NULL);
	ck_assert_int_eq(fit(campus, words, false, &grid), CGRID_E_ARGUMENT);
	ck_assert_ptr_null(grid);
	for (int i = 0; i < 2; i++)
		ck_assert_msg(strstr(cgrid_ctx_error(ctx), contradictions[_i].both[i]) != NULL, "%s",
			      cgrid_ctx_error(ctx));
	if (strcmp(words[0], "frame") != 0 && strcmp(words[0], "origin") != 0) {
		ck_ok(ctx, fit(campus, words, true, &grid));
		cgrid_grid_free(grid);
	}
	cgrid_campus_free(campus);
}
END_TEST

/* A building aslant: the grid along it is the smaller one, and its turn is the building's. */
START_TEST(turn_auto_follows_the_buildings)
{
	static const double turns[] = {0, 10, -10, 30, 44, -44, 89, -60, 45};
	static const double want[] = {0, 10, -10, 30, 44, -44, -1, 30, 45};
	const struct block blocks[2] = {{0, 0, 120, 40, turns[_i]}, {5, 5, 20, 10, turns[_i]}};
	static const char *const along[] = {"turn", "auto", "cell", "5m", NULL};
	struct cgrid_grid *grid;
	write_plan(blocks, 2);
	struct cgrid_campus *campus = read_campus(NULL);
	ck_ok(ctx, fit(campus, along, false, &grid));
	/* The frame's middle is rounded, so that its north is some seconds off the drawing's. */
	double off = remainder(cgrid_grid_get_spec(grid)->turn_deg - want[_i], 90);
	ck_assert_msg(fabs(off) <= 0.011, "%f", cgrid_grid_get_spec(grid)->turn_deg);
	ck_assert(fabs(cgrid_grid_get_spec(grid)->turn_deg) <= 45);
	ck_assert(spare(campus, grid) >= 1 - 1e-4);
	ck_assert_uint_le(cgrid_grid_columns(grid) * cgrid_grid_rows(grid), 28 * 12);
	cgrid_grid_free(grid);
	cgrid_campus_free(campus);
}
END_TEST

START_TEST(centre_and_margin)
{
	static const char *const centred[] = {
	    "center", "40.4567,-75.1234", "columns", "30", "rows", "20", "cell", "5m", NULL};
	static const char *const tight[] = {"margin", "0", NULL};
	static const char *const wide[] = {"margin", "3", NULL};
	struct cgrid_campus *campus = read_campus(NULL);
	struct cgrid_grid *grid;
	struct cgrid_xy want, west, east;
	ck_ok(ctx, fit(campus, centred, false, &grid));
	ck_assert(cgrid_grid_columns(grid) == 30 && cgrid_grid_rows(grid) == 20);
	ck_ok(ctx, cgrid_frame_to_xy(ctx, cgrid_campus_frame(campus), &middle, 1, &want));
	west = (struct cgrid_xy){cgrid_grid_column_edge(grid, 15), cgrid_grid_row_edge(grid, 10)};
	ck_assert_double_lt(hypot(west.x - want.x, west.y - want.y), 1e-3);
	cgrid_grid_free(grid);
	ck_ok(ctx, fit(campus, tight, false, &grid));
	east.x = spare(campus, grid);
	ck_assert(east.x >= -1e-4 && east.x < 1);
	cgrid_grid_free(grid);
	ck_ok(ctx, fit(campus, wide, false, &grid));
	east.x = spare(campus, grid);
	ck_assert(east.x >= 3 - 1e-4 && east.x < 4);
	cgrid_grid_free(grid);
	cgrid_campus_free(campus);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("fit");
	TCase *tests = tcase_create("fit");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, automatic_grids, 0, sizeof ladder / sizeof *ladder);
	tcase_add_loop_test(tests, written_grids_are_bit_the_same, 0, sizeof written / sizeof *written);
	tcase_add_loop_test(tests, every_other_byte_stays, 0, sizeof files / sizeof *files);
	tcase_add_test(tests, what_is_no_campus_is_not_written_into);
	tcase_add_loop_test(tests, a_written_grid_is_kept, 0, sizeof grown / sizeof *grown);
	tcase_add_loop_test(tests, contradictions_name_both, 0,
			    sizeof contradictions / sizeof *contradictions);
	tcase_add_loop_test(tests, turn_auto_follows_the_buildings, 0, 9);
	tcase_add_test(tests, centre_and_margin);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
