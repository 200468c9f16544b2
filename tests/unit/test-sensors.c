/* SPDX-License-Identifier: Apache-2.0 */
/* Sensor lists in JSON and GeoJSON, and sensors that stand at pixels of a plan. */
#include "harness.h"
#include "read/sensors.h"

#include <math.h>

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

static void
begin(struct reading *reading, bool strict)
{
	*reading = (struct reading){.ctx = cgrid_ctx_new()};
	cgrid_buf_text(&reading->log, "");
	cgrid_ctx_set_log(reading->ctx, collect, &reading->log);
	cgrid_draft_init(&reading->draft, reading->ctx);
	reading->draft.strict = strict;
}

static void
read_json(struct reading *reading, const char *text, bool lines)
{
	const struct cgrid_plan plan = {.file = lines ? "s.jsonl" : "s.json", .shown = "s.json"};
	reading->status = cgrid_read_sensors_json_bytes(&reading->draft, &plan, text, strlen(text));
}

static void
finish(struct reading *reading)
{
	cgrid_ctx_set_log(reading->ctx, NULL, NULL);
	cgrid_draft_free(&reading->draft);
	cgrid_buf_free(&reading->log);
	cgrid_ctx_free(reading->ctx);
}

/* Every sensor on a line: id, where, then what else is known of it. */
static void
show(const struct cgrid_draft *draft, struct cgrid_buf *out)
{
	for (size_t i = 0; i < draft->sensor_count; i++) {
		const struct cgrid_draft_sensor *s = &draft->sensors[i];
		const char *const texts[] = {s->building, s->level, s->kind, s->name};
		cgrid_buf_text(out, s->id);
		cgrid_buf_char(out, ' ');
		if (s->placed_by == CGRID_SENSOR_AT_ROOM) {
			cgrid_buf_text(out, s->room);
		} else {
			bool ground = s->placed_by == CGRID_SENSOR_AT_GROUND;
			cgrid_buf_fixed(out, ground ? s->ground.lat : s->frame.x, 3);
			cgrid_buf_char(out, ground ? ',' : '/');
			cgrid_buf_fixed(out, ground ? s->ground.lon : s->frame.y, 3);
		}
		for (size_t t = 0; t < 4; t++) {
			cgrid_buf_char(out, ' ');
			cgrid_buf_text(out, texts[t][0] ? texts[t] : "-");
		}
		if (!isnan(s->z)) {
			cgrid_buf_text(out, " z");
			cgrid_buf_fixed(out, s->z, 1);
		}
		if (!isnan(s->uncertainty_m)) {
			cgrid_buf_text(out, " u");
			cgrid_buf_fixed(out, s->uncertainty_m, 1);
		}
		cgrid_buf_char(out, '\n');
	}
}

#define POINT(coordinates) "\"geometry\":{\"type\":\"Point\",\"coordinates\":" coordinates "}"
#define FEATURE(more) "{\"type\":\"Feature\"," more "}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"

/* clang-format off */
/* What a list says, its sensors, and what is said about it (the error, when it is refused). */
static const struct {
	const char *in, *sensors, *said;
} lists[] = {
	{"[{\"id\":\"000000000101\",\"lat\":40.5,\"lon\":\"-75.25\",\"building\":\"Gym\",\"level\":1,\"kind\":\"gunshot\",\"z\":2,\"uncertainty_m\":\"2.5\",\"name\":\"North, door\"}]",
		"000000000101 40.500,-75.250 Gym 1 gunshot North, door z2.0 u2.5\n", ""},
	{"{\"made\":1,\"sensors\":[{\"id\":\"A\",\"x\":1,\"y\":-2.5},{\"sensor_id\":\"B\",\"Room\":\"214\",\"level\":null}],\"name\":\"x\"}",
		"A 1.000/-2.500 - - - -\nB 214 - - - -\n", "N s.json: keys that are not used: made\n"},
	{"[{\"id\":101,\"room\":214},{\"id\":1e2,\"room\":\"a\"},{\"id\":12345678901234567890,\"room\":\"b\"},{\"id\":2.50,\"room\":\"c\"}]",
		"101 214 - - - -\n100 a - - - -\n12345678901234567890 b - - - -\n2.50 c - - - -\n",
		"N s.json:1:8: an id is a number: zeros that it may have begun with are lost\n"},
	{COLLECTION(FEATURE("\"id\":7,\"properties\":{\"floor\":2.0,\"bldg\":\"B\",\"equipment\":\"camera\"}," POINT("[-75.25,40.5,3]"))),
		"7 40.500,-75.250 B 2 camera - z3.0\n", "N s.json:1:64: an id is a number: zeros that it may have begun with are lost\n"},
	{COLLECTION(FEATURE("\"id\":\"f\",\"properties\":{\"sensor\":\"S\",\"level\":\"LL\",\"floor\":2,\"z\":1,\"mac\":\"b8\"}," POINT("[-75.25,40.5,3]"))),
		"S 40.500,-75.250 - LL - - z1.0\n", "N s.json: keys that are not used: mac\n"},
	{COLLECTION(FEATURE("\"properties\":{\"id\":\"N\",\"room\":\"214\",\"lat\":1},\"geometry\":null")), "", "L s.json:1:41: sensor \"N\": lon \"\" is missing\nW s.json: holds no sensor that can be used\n"},
	{COLLECTION(FEATURE("\"properties\":{\"id\":\"N\",\"room\":\"214\"},\"geometry\":null")), "N 214 - - - -\n", ""},
	{FEATURE("\"properties\":{\"id\":\"A\"}," POINT("[1,2]")), "A 2.000,1.000 - - - -\n", ""},
	{"{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::3857\"}},\"features\":[" FEATURE("\"id\":\"A\",\"properties\":null," POINT("[-8376791.68,4938869.18]")) "]}",
		"A 40.500,-75.250 - - - -\n", ""},
	{"{\"type\":\"FeatureCollection\",\"features\":[],\"crs\":\"EPSG:3857\"}", "", "s.json:1:43: its crs stands behind the features that it is of"},
	{COLLECTION(FEATURE("\"id\":\"A\",\"geometry\":{\"coordinates\":[[1,2],[3,4]],\"type\":\"LineString\"}")), "",
		"L s.json:1:115: sensor \"A\": its geometry is a LineString, not a Point\nW s.json: holds no sensor that can be used\n"},
	{COLLECTION(FEATURE("\"id\":\"A\"," POINT("[1,null]"))), "",
		"L s.json:1:112: sensor \"A\": its position is null\nW s.json: holds no sensor that can be used\n"},
	{COLLECTION(FEATURE("\"id\":\"A\"," POINT("[100,91]")) ",\n" FEATURE("\"id\":\"B\"," POINT("[1]")) ",\n" FEATURE("\"id\":\"C\"," POINT("[1,2]"))), "C 2.000,1.000 - - - -\n",
		"L s.json:1:114: sensor \"A\": lat \"91\" is out of range\nL s.json:2:1: sensor \"B\": lat \"\" is missing\n"},
	{"[{\"id\":\"A\",\"lat\":\"x\",\"lon\":1},\n 7,\n {\"lat\":1,\"lon\":2},\n {\"id\":[1],\"lat\":1,\"lon\":2},{\"id\":\"D\",\"room\":true}]", "D true - - - -\n",
		"L s.json:1:18: sensor \"A\": lat \"x\" is not a number\n"
		"L s.json:2:2: a sensor is an object; this is a number\n"
		"L s.json:3:2: sensor \"\": has no id\n"
		"L s.json:4:8: sensor \"\": its id is an array\n"},
	{"[{\"id\":\"A\",\"floor\":1,\"room\":\"1\"}]", "A 1 - - - -\n",
		"W s.json:1:12: key \"floor\" is not used: the level that the sign on the stairs says goes into a key \"level\"\n"
		"N s.json: keys that are not used: floor\n"},
	{"[{\"id\":\"A\",\"sensor\":\"A\",\"room\":\"1\"}]", "A 1 - - - -\n", ""},
	{"[{\"id\":1,\"sensor\":\"A\",\"room\":\"1\"}]", "", "s.json:1:19: two keys say \"id\" of one sensor, and differ"},
	{"[{\"id\":\"A\",\"id\":\"B\",\"room\":\"1\"}]", "", "s.json:1:12: the key \"id\" stands twice in this object"},
	{"[{\"id\":\"A\\u0000\",\"room\":\"1\"}]", "", "L s.json:1:8: sensor \"A\": its id holds a control character or a line break\nW s.json: holds no sensor that can be used\n"},
	{"[{\"id\":\"A\",\"room\":\"1\"}", "A 1 - - - -\n", "s.json:1:23: JSON: expected `,` or `]`, found the end of the file (was the file cut short?)"},
	{"", "", "s.json:1:1: JSON: empty"},
	{"7", "", "s.json:1:1: a list of sensors is an array of objects, an object with \"sensors\", or a FeatureCollection; this is a number"},
	{"[]", "", "W s.json: holds no sensor that can be used\n"},
};
/* clang-format on */

START_TEST(json_lists)
{
	struct reading reading;
	struct cgrid_buf out = {0};
	cgrid_buf_text(&out, "");
	begin(&reading, false);
	read_json(&reading, lists[_i].in, false);
	show(&reading.draft, &out);
	ck_assert_str_eq(reading.status ? cgrid_ctx_error(reading.ctx) : reading.log.data,
			 lists[_i].said);
	ck_assert_str_eq(out.data, lists[_i].sensors);
	cgrid_buf_free(&out);
	finish(&reading);
}
END_TEST

/* Strict: the first thing that would be left out refuses the list, in the same words. */
START_TEST(json_lists_strict)
{
	struct reading reading;
	const char *left_out = strstr(lists[_i].said, "L s.json");
	begin(&reading, true);
	read_json(&reading, lists[_i].in, false);
	const char *error = cgrid_ctx_error(reading.ctx);
	if (left_out) {
		ck_assert_int_eq(reading.status, CGRID_E_MEANING);
		ck_assert_msg(strncmp(left_out + 2, error, strlen(error)) == 0, "%s", error);
	} else {
		ck_assert_int_eq(reading.status == CGRID_OK,
				 lists[_i].said[0] == '\0' || strchr("NW", lists[_i].said[0]) != NULL);
	}
	finish(&reading);
}
END_TEST

/* Records of RFC 8142. */
START_TEST(json_marked)
{
	struct reading reading;
	begin(&reading, false);
	read_json(&reading, "\x1e{\"id\":\"A\",\"room\":\"1\"}\n\x1e{\"id\":\"B\",\n\"room\":\"1\"}\n",
		  false);
	ck_assert_uint_eq(reading.draft.sensor_count, 2);
	ck_assert_str_eq(reading.log.data, "");
	finish(&reading);
}
END_TEST

/* A record a line; a line that is none is left out. */
START_TEST(json_lines)
{
	struct reading reading;
	struct cgrid_buf out = {0};
	begin(&reading, false);
	static const char lines[] =
	    "{\"id\":\"A\",\"room\":\"1\"}\r\n\n{\"id\":\"B\",\"room\":}\n" FEATURE(
		"\"id\":\"C\"," POINT("[1,2]")) "\n {\"id\":\"D\",\"lat\":\"y\",\"lon\":2}\n7\n"
						"{\"id\":\"E\",\"room\":\"2\"}";
	read_json(&reading, lines, true);
	show(&reading.draft, &out);
	ck_assert_str_eq(out.data, "A 1 - - - -\nC 2.000,1.000 - - - -\nE 2 - - - -\n");
	ck_assert_str_eq(reading.log.data,
			 "L s.json:3:18: JSON: expected a value, found `}`\n"
			 "L s.json:5:18: sensor \"D\": lat \"y\" is not a number\n"
			 "L s.json:6:1: a list of sensors is an array of objects, an object with "
			 "\"sensors\", or a FeatureCollection; this is a number\n");
	cgrid_buf_free(&out);
	finish(&reading);
}
END_TEST

/* The same sensors as a CSV and as JSON are the same sensors. */
START_TEST(csv_and_json_agree)
{
	static const char csv[] = "id,lat,lon,level,uncertainty_m\n"
				  "A,1.5,2.5,1,3\nB,91,0,1,\nC,1,2,LL,-3\nD,,,,\n\"E\"\"\",0,-0,,\n";
	static const char json[] =
	    "[{\"id\":\"A\",\"lat\":1.5,\"lon\":2.5,\"level\":\"1\",\"uncertainty_m\":3},"
	    "{\"id\":\"B\",\"lat\":91,\"lon\":0,\"level\":\"1\"},"
	    "{\"id\":\"C\",\"lat\":1,\"lon\":2,\"level\":\"LL\",\"uncertainty_m\":-3},"
	    "{\"id\":\"D\",\"lat\":\"\"},{\"id\":\"E\\\"\",\"lat\":0,\"lon\":-0}]";
	const struct cgrid_plan plan = {.file = "s.csv", .shown = "s.csv"};
	struct reading a, b;
	struct cgrid_buf from_csv = {0}, from_json = {0};
	begin(&a, false);
	begin(&b, false);
	ck_ok(a.ctx, cgrid_read_sensors_bytes(&a.draft, &plan, csv, sizeof csv - 1));
	read_json(&b, json, false);
	ck_ok(b.ctx, b.status);
	show(&a.draft, &from_csv);
	show(&b.draft, &from_json);
	ck_assert_uint_eq(a.draft.sensor_count, 3);
	ck_assert_str_eq(from_csv.data, from_json.data);
	ck_assert_uint_eq(cgrid_ctx_count(a.ctx, CGRID_LEFT_OUT),
			  cgrid_ctx_count(b.ctx, CGRID_LEFT_OUT));
	cgrid_buf_free(&from_csv);
	cgrid_buf_free(&from_json);
	finish(&a);
	finish(&b);
}
END_TEST

/* Pixels of a plan, 0.1 m each, whose top left corner stands at 40, -75: 1000 px east are 100 m. */
START_TEST(pixels_of_a_plan)
{
	static const char csv[] = "id,x,y,plan,level,building\n"
				  "A,1000,0,annex.png,,\nB,0,1000,annex.png,7,Gym\n"
				  "C,1,1,anex.png,,\nD,x,1,annex.png,,\nE,1,2,,,\nF,1,1,else.txt,,\n";
	const struct cgrid_plan plan = {.file = "s.csv", .shown = "s.csv"};
	struct reading reading;
	struct cgrid_draft_drawing drawing = {.shown = "annex.png"};
	const struct cgrid_source source = {"campus.json", 1, 1};
	begin(&reading, false);
	struct cgrid_draft *draft = &reading.draft;
	drawing.placement = cgrid_placement_about((struct cgrid_lonlat){.lon = -75, .lat = 40}, 0, 0.1);
	drawing.placement.b = -drawing.placement.b;
	drawing.placement.e = -drawing.placement.e;
	ck_ok(reading.ctx, cgrid_draft_building(draft, "Annex", &source, &drawing.building));
	ck_ok(reading.ctx, cgrid_draft_level(draft, drawing.building, "1", &source, &drawing.level));
	ck_ok(reading.ctx, cgrid_draft_drawing(draft, &drawing));
	ck_ok(reading.ctx, cgrid_read_sensors_bytes(draft, &plan, csv, sizeof csv - 1));
	ck_assert_uint_eq(draft->sensor_count, 3);
	const struct cgrid_draft_sensor *a = &draft->sensors[0], *b = a + 1;
	ck_assert_int_eq(a->placed_by, CGRID_SENSOR_AT_GROUND);
	ck_assert_double_eq_tol(a->ground.lat, 40, 1e-6);
	ck_assert_double_eq_tol(a->ground.lon, -75 + 100 / 85393.1, 1e-6);
	ck_assert_str_eq(a->building, "Annex");
	ck_assert_str_eq(a->level, "1");
	ck_assert_double_eq_tol(b->ground.lat, 40 - 100 / 111035.0, 1e-6);
	ck_assert_double_eq_tol(b->ground.lon, -75, 1e-6);
	ck_assert_str_eq(b->building, "Gym");
	ck_assert_str_eq(b->level, "7");
	ck_assert_int_eq(draft->sensors[2].placed_by, CGRID_SENSOR_AT_FRAME);
	ck_assert_str_eq(reading.log.data,
			 "L s.csv:4:7: sensor \"C\": plan \"anex.png\" is no picture that campus.json "
			 "places (nearest: \"annex.png\")\n"
			 "L s.csv:5:3: sensor \"D\": x \"x\" is not a number\n"
			 "L s.csv:7:7: sensor \"F\": plan \"else.txt\" is no picture that campus.json "
			 "places\n");
	finish(&reading);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("sensors");
	TCase *tcase = tcase_create("sensors");
	tcase_add_loop_test(tcase, json_lists, 0, sizeof lists / sizeof *lists);
	tcase_add_loop_test(tcase, json_lists_strict, 0, sizeof lists / sizeof *lists);
	tcase_add_test(tcase, json_lines);
	tcase_add_test(tcase, json_marked);
	tcase_add_test(tcase, csv_and_json_agree);
	tcase_add_test(tcase, pixels_of_a_plan);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
