/* SPDX-License-Identifier: Apache-2.0 */
/* CSV by RFC 4180, and the sensor lists that are made of it. */
#include "harness.h"
#include "read/csv.h"
#include "read/draft.h"

#include <math.h>

/* Rows as text: fields in brackets, rows ended by a bar, faults as line:column of the message. */
static void
show_csv(const char *bytes, size_t size, char out[512])
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_csv csv;
	struct cgrid_buf text = {0};
	enum cgrid_csv_row row;
	if (cgrid_csv_open(&csv, ctx, "s.csv", bytes, size)) {
		cgrid_buf_text(&text, cgrid_ctx_error(ctx));
	} else {
		while ((row = cgrid_csv_next(&csv)) != CGRID_CSV_END) {
			for (size_t i = 0; row == CGRID_CSV_ROW && i < csv.count; i++) {
				cgrid_buf_char(&text, '[');
				cgrid_buf_add(&text, csv.fields[i].text, csv.fields[i].length);
				cgrid_buf_char(&text, ']');
				ck_assert_uint_eq(strlen(csv.fields[i].text), csv.fields[i].length);
			}
			if (row == CGRID_CSV_FAULT)
				cgrid_buf_text(&text, cgrid_ctx_error(ctx));
			cgrid_buf_char(&text, '|');
		}
	}
	ck_assert_uint_lt(text.size, 512);
	memcpy(out, text.data ? text.data : "", text.size + (text.data ? 1 : 0));
	if (!text.data)
		out[0] = '\0';
	cgrid_buf_free(&text);
	cgrid_csv_close(&csv);
	cgrid_ctx_free(ctx);
}

/* clang-format off */
static const struct {
	const char *in, *out;
} grammar[] = {
	{"", "s.csv:1:1: CSV: empty"},
	{"\xef\xbb\xbf", "s.csv:1:1: CSV: empty"},
	{"\r\n\n\r", "s.csv:1:1: CSV: empty"},
	{"\xff\xfei\x01", "s.csv:1:1: CSV: this is UTF-16; save it as UTF-8"},
	{"a", "[a]|"},
	{"a,b\n1,2\n", "[a][b]|[1][2]|"},
	{"a,b\r\n1,2\r\n", "[a][b]|[1][2]|"},
	{"a,b\r1,2", "[a][b]|[1][2]|"},
	{"\xef\xbb\xbf" "a,b\n", "[a][b]|"},
	{"a,b\n\n\r\n1,\n", "[a][b]|[1][]|"},
	{"a;b,c\tx;d\n1;2", "[a][b,c\tx][d]|[1][2]|"},
	{"a\tb\tc\n1\t2;,\t3", "[a][b][c]|[1][2;,][3]|"},
	{"\"a,b,c\";d\n", "[a,b,c][d]|"},
	{"sep=;\na,b\n", "[a,b]|"},
	{"sep=;x\n", "[sep=][x]|"},
	{" a , b \n", "[ a ][ b ]|"},
	{"\"x\"\"y\",\"\"\n", "[x\"y][]|"},
	{"\"l1\r\nl2\",b\nc,d", "[l1\r\nl2][b]|[c][d]|"},
	{"h,i\na\"b,c\nd,e\n", "[h][i]|s.csv:2:2: CSV: a quote inside a field that does not start with one|[d][e]|"},
	{"h,i\n\"a\"b,c\nd,e\n", "[h][i]|s.csv:2:4: CSV: text behind a closing quote (opened at 2:1)|[d][e]|"},
	{"h,i\n1,\"a\nb\nc\n", "[h][i]|s.csv:2:3: CSV: the quote that opens here is never closed: nothing behind it can be read|"},
	{"h\n\"\xc3\xa4\xc3\xb6\"x\ny", "[h]|s.csv:2:5: CSV: text behind a closing quote (opened at 2:1)|[y]|"},
};
/* clang-format on */

START_TEST(csv_grammar)
{
	char out[512];
	show_csv(grammar[_i].in, strlen(grammar[_i].in), out);
	ck_assert_str_eq(out, grammar[_i].out);
}
END_TEST

START_TEST(csv_nul)
{
	char out[512];
	show_csv("a,b\n1\0,2\n3,4\n", 13, out);
	ck_assert_str_eq(out, "[a][b]|s.csv:2:2: CSV: a NUL byte|[3][4]|");
}
END_TEST

/* Whatever texts are written by the library's own CSV writer come back byte for byte, with any
 * line end, and every field knows its place. */
START_TEST(csv_round_trip)
{
	static const char letters[] = "ab \",;\t'=\n\xc3\xa4";
	struct rng rng = {20260801};
	for (int round = 0; round < 300; round++) {
		char texts[24][12] = {{0}};
		struct cgrid_buf file = {0};
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		struct cgrid_csv csv;
		const char *end = rng_below(&rng, 2) ? "\r\n" : "\n";
		/* The first row decides the separator. */
		cgrid_buf_text(&file, "one,two,three");
		cgrid_buf_text(&file, end);
		for (int i = 0; i < 24; i++) {
			size_t n = rng_below(&rng, 10);
			for (size_t c = 0; c < n; c++)
				texts[i][c] = letters[rng_below(&rng, sizeof letters - 1)];
			/* A row of one empty field would be a blank line: the first is never empty. */
			if (i % 3 == 0)
				texts[i][0] = 'x';
			cgrid_buf_csv(&file, texts[i], false);
			cgrid_buf_text(&file, i % 3 == 2 ? end : ",");
		}
		ck_ok(ctx, cgrid_csv_open(&csv, ctx, "r.csv", file.data, file.size));
		ck_assert_int_eq(cgrid_csv_next(&csv), CGRID_CSV_ROW);
		ck_assert_uint_eq(csv.count, 3);
		for (int i = 0; i < 24; i++) {
			if (i % 3 == 0)
				ck_assert_int_eq(cgrid_csv_next(&csv), CGRID_CSV_ROW);
			ck_assert_uint_eq(csv.count, 3);
			ck_assert_str_eq(csv.fields[i % 3].text, texts[i]);
		}
		ck_assert_int_eq(cgrid_csv_next(&csv), CGRID_CSV_END);
		cgrid_csv_close(&csv);
		cgrid_ctx_free(ctx);
		cgrid_buf_free(&file);
	}
}
END_TEST

/* Messages of a reading, one a line, with their severity's first letter. */
static void
collect(void *user, enum cgrid_severity severity, const char *line)
{
	cgrid_buf_char(user, "NWL"[severity]);
	cgrid_buf_char(user, ' ');
	cgrid_buf_text(user, line);
	cgrid_buf_char(user, '\n');
}

struct reading {
	struct cgrid_ctx *ctx;
	struct cgrid_draft draft;
	struct cgrid_buf log;
	enum cgrid_status status;
};

static struct reading
read_path(const char *path, const char *shown, bool strict)
{
	struct reading reading = {.ctx = cgrid_ctx_new()};
	struct cgrid_plan plan = {.file = path, .shown = shown};
	cgrid_buf_text(&reading.log, "");
	cgrid_ctx_set_log(reading.ctx, collect, &reading.log);
	cgrid_draft_init(&reading.draft, reading.ctx);
	reading.draft.strict = strict;
	reading.status = cgrid_read_sensors(&reading.draft, &plan);
	cgrid_ctx_set_log(reading.ctx, NULL, NULL);
	return reading;
}

static struct reading
read_text(const char *text, bool strict)
{
	char path[] = "/tmp/campusgrid-test-XXXXXX.csv";
	int fd = mkstemps(path, 4);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	struct reading reading = read_path(path, "sensors.csv", strict);
	unlink(path);
	return reading;
}

static void
finish(struct reading *reading)
{
	cgrid_draft_free(&reading->draft);
	cgrid_buf_free(&reading->log);
	cgrid_ctx_free(reading->ctx);
}

/* clang-format off */
/* What a list says, how many sensors are used, and what is said about it (the error when refused). */
static const struct {
	const char *in;
	size_t count;
	const char *said;
} lists[] = {
	{"id,lat,lon\nA,40.5,-75.25\n", 1, ""},
	{"Sensor_ID;Latitude;LNG\n000000000101;40.5;-75.25\n", 1, ""},
	{"sensor\tx_m\ty_m\tz_m\nA\t07.0\t-1e1\t1.2\n", 1, ""},
	{"id,room\nA,214\n", 1, ""},
	{"id,lat,lon,\nA,1,2\n", 0, "L sensors.csv:2:1: \"A\": the row has 3 fields and the header 4\n"
		"W sensors.csv: holds no sensor that can be used\n"},
	{"id,lat,lon\nA,1,2,,\nB,1,2,x\n", 1, "L sensors.csv:3:1: \"B\": the row has 4 fields and the header 3\n"},
	{"id,lat,lon\n,,\nA,1,2\n", 1, ""},
	{"id,lat,lon\n\nA,1,2\n  ,1,2\n", 1, "L sensors.csv:4:1: sensor \"\": has no id\n"},
	{"id,lat,lon\nA,91,2\nB,1,-180.1\nC,90,-180\n", 1,
		"L sensors.csv:2:3: sensor \"A\": lat \"91\" is out of range\n"
		"L sensors.csv:3:5: sensor \"B\": lon \"-180.1\" is out of range\n"},
	{"id;lat;lon\nA;48,15;11,5\nB;nan;2\nC;;2\nD;0x1;2\n", 0,
		"L sensors.csv:2:3: sensor \"A\": lat \"48,15\" is not a number (the decimal mark has to be a point)\n"
		"L sensors.csv:3:3: sensor \"B\": lat \"nan\" is not a number\n"
		"L sensors.csv:4:3: sensor \"C\": lat \"\" is missing\n"
		"L sensors.csv:5:3: sensor \"D\": lat \"0x1\" is not a number\n"
		"W sensors.csv: holds no sensor that can be used\n"},
	{"id,lat,lon,room\nA,,,\nB,,,214\n", 1, "L sensors.csv:2:1: sensor \"A\": has no position\n"},
	{"id,x,y,plan\nA,1,2,p.png\nB,1,2,\n", 1,
		"L sensors.csv:2:7: sensor \"A\": plan \"p.png\" is no picture that campus.json places\n"},
	{"id,lat,lon,uncertainty_m,z\nA,1,2,-1,x\n", 1,
		"L sensors.csv:2:7: sensor \"A\": uncertainty_m \"-1\" cannot be right: it is unknown now\n"
		"L sensors.csv:2:10: sensor \"A\": z \"x\" cannot be right: it is unknown now\n"},
	{"id,lat,lon\n A ,1,2\n", 1, "W sensors.csv:2:1: sensor \" A \": its id has blanks at the ends, which are kept\n"},
	{"id,lat,lon\n\"A\nB\",1,2\nC,1,2\n", 1, "L sensors.csv:2:1: sensor \"A B\": its id holds a control character or a line break\n"},
	{"id,lat,lon\n\xe4,1,2\nC,1,2\n", 1, "L sensors.csv:2:1: sensor \"\xef\xbf\xbd\": its id is not UTF-8\n"},
	{"id,lat,lon,floor,battery\nA,1,2,3,4\n", 1,
		"W sensors.csv:1:12: column \"floor\" is not used: the level that the sign on the stairs says goes into a column \"level\"\n"
		"N sensors.csv:1:1: columns that are not used: floor, battery\n"},
	/* what `table sensors` writes: its level is there, and its ordinal says nothing more */
	{"query,status,sensor,kind,building,level,ordinal,lat,lon\nA,ok,A,gunshot,Gym,1,0,1,2\n", 1,
		"N sensors.csv:1:1: columns that are not used: query, status, ordinal\n"},
	{"id,lat,lon\nA,1,2\nB\"x,1,2\nC,1,2\n", 2,
		"L sensors.csv:3:2: CSV: a quote inside a field that does not start with one\n"},
	{"", 0, "sensors.csv:1:1: CSV: empty"},
	{"A,1,2\nB,1,2\n", 0, "sensors.csv:1:1: the header row has no column \"id\" (nor \"sensor\" nor \"sensor_id\")"},
	{"id,name\n", 0, "sensors.csv:1:1: the header row has no position: \"lat\" and \"lon\", \"x\" and \"y\", or \"room\""},
	{"id,lat\n", 0, "sensors.csv:1:4: the header row has a column \"lat\" and none \"lon\""},
	{"id,lat,lon,y\n", 0, "sensors.csv:1:12: the header row has a column \"y\" and none \"x\""},
	{"id,lat,lon,Latitude\n", 0, "sensors.csv:1:12: column \"Latitude\" says \"lat\" a second time (column 2 does too)"},
	{"id,lat,lon\n", 0, "W sensors.csv: holds no sensor that can be used\n"},
};
/* clang-format on */

START_TEST(sensor_lists)
{
	struct reading reading = read_text(lists[_i].in, false);
	ck_assert_uint_eq(reading.draft.sensor_count, lists[_i].count);
	ck_assert_str_eq(reading.status ? cgrid_ctx_error(reading.ctx) : reading.log.data,
			 lists[_i].said);
	finish(&reading);
}
END_TEST

/* Strict: the first thing that would be left out refuses the list, in the same words. */
START_TEST(sensor_lists_strict)
{
	struct reading reading = read_text(lists[_i].in, true);
	const char *left_out = strstr(lists[_i].said, "L sensors.csv");
	if (left_out) {
		const char *error = cgrid_ctx_error(reading.ctx);
		ck_assert_int_ne(reading.status, CGRID_OK);
		ck_assert_msg(strncmp(left_out + 2, error, strlen(error)) == 0, "%s", error);
	} else {
		ck_assert_int_eq(reading.status == CGRID_OK,
				 lists[_i].said[0] == '\0' || strchr("NW", lists[_i].said[0]) != NULL);
	}
	finish(&reading);
}
END_TEST

START_TEST(sensor_fields)
{
	struct reading reading =
	    read_text("id,lat,lon,building,level,kind,uncertainty_m,z,name,room\n"
		      "000000000101,40.5,-75.25,Gym,LL,gunshot,2.5,-1.2,\"North, door\",G12\n"
		      "=1+2,,,,,,,,,214\n",
		      false);
	ck_ok(reading.ctx, reading.status);
	ck_assert_uint_eq(reading.draft.sensor_count, 2);
	const struct cgrid_draft_sensor *a = &reading.draft.sensors[0], *b = a + 1;
	ck_assert_str_eq(a->id, "000000000101");
	ck_assert_int_eq(a->placed_by, CGRID_SENSOR_AT_GROUND);
	ck_assert_double_eq(a->ground.lat, 40.5);
	ck_assert_double_eq(a->ground.lon, -75.25);
	ck_assert_str_eq(a->building, "Gym");
	ck_assert_str_eq(a->level, "LL");
	ck_assert_str_eq(a->kind, "gunshot");
	ck_assert_double_eq(a->uncertainty_m, 2.5);
	ck_assert_double_eq(a->z, -1.2);
	ck_assert_str_eq(a->name, "North, door");
	ck_assert_uint_eq(a->source.line, 2);
	ck_assert_str_eq(a->source.file, "sensors.csv");
	ck_assert_str_eq(b->id, "=1+2");
	ck_assert_int_eq(b->placed_by, CGRID_SENSOR_AT_ROOM);
	ck_assert_str_eq(b->room, "214");
	ck_assert(isnan(b->z) && isnan(b->uncertainty_m));
	ck_assert_str_eq(b->level, "");
	finish(&reading);
}
END_TEST

static const struct {
	const char *path;
	size_t count;
	int placed_by;
	size_t index;
	const char *id;
	double first, second; /* x, y or lon, lat */
} real[] = {
    {"data/sensors/tetam_ble/sensors.csv", 12, CGRID_SENSOR_AT_FRAME, 1, "000000000101", 7.18, 0.68},
    {"data/sensors/uji_ble/dep/lib.csv", 24, CGRID_SENSOR_AT_FRAME, 1, "24", 30.5, 9.9},
    {"data/sensors/uji_ble/dep/geo.csv", 22, CGRID_SENSOR_AT_FRAME, 0, "B1", 15.993, 10.168},
    {"data/sensors/uji_ble/obs/lib.csv", 237, CGRID_SENSOR_AT_FRAME, 0, "1", 16.023, 11.13},
    {"data/sensors/navigatum_coordinates/coordinates.csv", 534, CGRID_SENSOR_AT_GROUND, 0,
     "0101.01.116", 11.56791618325991, 48.15061959072173},
};

START_TEST(sensor_lists_of_others)
{
	const char *path = shared_path(real[_i].path);
	if (!path)
		return;
	struct reading reading = read_path(path, "sensors.csv", true);
	ck_ok(reading.ctx, reading.status);
	ck_assert_uint_eq(reading.draft.sensor_count, real[_i].count);
	const struct cgrid_draft_sensor *sensor = &reading.draft.sensors[real[_i].index];
	ck_assert_str_eq(sensor->id, real[_i].id);
	ck_assert_int_eq(sensor->placed_by, real[_i].placed_by);
	bool ground = sensor->placed_by == CGRID_SENSOR_AT_GROUND;
	ck_assert_double_eq(ground ? sensor->ground.lon : sensor->frame.x, real[_i].first);
	ck_assert_double_eq(ground ? sensor->ground.lat : sensor->frame.y, real[_i].second);
	finish(&reading);
}
END_TEST

START_TEST(sensor_list_missing)
{
	struct reading reading = read_path("/nonexistent/s.csv", "s.csv", false);
	ck_assert_int_eq(reading.status, CGRID_E_INPUT);
	finish(&reading);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("csv");
	TCase *tcase = tcase_create("csv");
	tcase_add_loop_test(tcase, csv_grammar, 0, sizeof grammar / sizeof *grammar);
	tcase_add_test(tcase, csv_nul);
	tcase_add_test(tcase, csv_round_trip);
	tcase_add_loop_test(tcase, sensor_lists, 0, sizeof lists / sizeof *lists);
	tcase_add_loop_test(tcase, sensor_lists_strict, 0, sizeof lists / sizeof *lists);
	tcase_add_test(tcase, sensor_fields);
	tcase_add_loop_test(tcase, sensor_lists_of_others, 0, sizeof real / sizeof *real);
	tcase_add_test(tcase, sensor_list_missing);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
