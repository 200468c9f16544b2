/* SPDX-License-Identifier: Apache-2.0 */
/* Alerts: each document by the schema of its standard, with hostile texts in every field. */
#include "harness.h"

#include "alert/document.h"
#include "base/text.h"
#include "locate/record.h"

#include <campusgrid/campusgrid.h>

#include <math.h>
#include <sys/wait.h>
#include <time.h>

static char long_name[10241];
static const char *const hostile[] = {
    "B",
    "\"quoted\" 'once'",
    "a & b < c > d",
    "]]>",
    "<![CDATA[x]]>&amp;&#1;",
    "tab\there, line\nbreak\r, bell\a, escape\x1b[0m",
    "\xd7\x91\xd7\x99\xd7\xaa \xd8\xa8\xd9\x8a\xd8\xaa \xe2\x80\xae",
    "\xed\x95\x99\xea\xb5\x90 \xf0\x9f\x9a\xaa",
    "broken \xff\xfe utf-8 \xed\xa0\x80",
    "000000000101",
    "- - .",
    "{\"a\": [1]}\\",
    long_name,
};
enum { HOSTILE = sizeof hostile / sizeof *hostile };
static const char *const formats[] = {"text", "pidf-lo", "cap", "cot", "eido", "geojson"};
static const struct cgrid_address_part address[] = {
    {"ROOM", "of the address"}, {"HNO", "100"},   {"country", "US"}, {"A1", "PA"},
    {"A3", "Cedar <Ridge>"},    {"nothing", "?"}, {"PC", "00000"},
};

static struct cgrid_location
located(enum cgrid_location_status status, const char *text)
{
	struct cgrid_location location;
	cgrid_location_clear(&location);
	location.status = status;
	location.query = location.sensor = text;
	if (status == CGRID_LOCATION_UNKNOWN) {
		location.sensor = "";
		return location;
	}
	location.building = location.level = location.room = location.room_name = location.door = text;
	location.kind = "gunshot";
	if (status == CGRID_LOCATION_AMBIGUOUS) {
		location.candidates = "Main/1/101; Gym/1/G001";
		return location;
	}
	location.ground = (struct cgrid_lonlat){-75.1234567, 40.7654321};
	location.has_ground = true;
	location.uncertainty_m = 6;
	location.ordinal = -1;
	location.has_ordinal = true;
	strcpy(location.usng, "18T VK 89564 41401");
	if (status == CGRID_LOCATION_OK) {
		strcpy(location.cell, "C7");
		strcpy(location.keypad, "C7-5");
		location.cells = "C7 C8";
	}
	return location;
}

static struct cgrid_alert
alert_of(const struct cgrid_location *location)
{
	struct cgrid_alert alert = CGRID_ALERT_INIT;
	alert.location = location;
	alert.campus = "Cedar & Ridge";
	alert.address = address;
	alert.address_count = sizeof address / sizeof *address;
	alert.event = "gunshot";
	alert.sender = "sensors.district.example";
	alert.time = 1788271402; /* 2026-09-01T14:03:22Z */
	return alert;
}

static char *
write_document(struct cgrid_ctx *ctx, enum cgrid_alert_format format, const struct cgrid_alert *alert)
{
	struct cgrid_buf out = {0};
	ck_ok(ctx, cgrid_alert_write(ctx, format, alert, cgrid_buf_sink(&out)));
	ck_assert(!out.failed && out.size > 0);
	ck_assert(cgrid_utf8_valid(out.data, out.size));
	return out.data;
}

#define HAS(text, what) ck_assert_msg(strstr(text, what), "no %s in:\n%.3000s", what, text)
#define LACKS(text, what) ck_assert_msg(!strstr(text, what), "%s in:\n%.3000s", what, text)

/* One document into FOLDER/NAME.FORMAT. */
static void
save_document(struct cgrid_ctx *ctx, const char *folder, const char *name, int format,
	      const struct cgrid_alert *alert)
{
	char path[512];
	char *text = write_document(ctx, (enum cgrid_alert_format)format, alert);
	snprintf(path, sizeof path, "%s/%s.%s", folder, name, formats[format]);
	FILE *file = fopen(path, "wb");
	ck_assert_ptr_nonnull(file);
	fwrite(text, 1, strlen(text), file);
	fclose(file);
	free(text);
}

static void
check_with(const char *command)
{
	printf("%s\n", command);
	fflush(stdout);
	ck_assert_int_eq(system(command), 0);
}

/* Every XML document of a format, and then those that say otherwise than "validates". */
static void
check_xml(const char *folder, const char *format, const char *schema)
{
	char command[16384];
	const char *path = shared_path(schema);
	if (!path || system("command -v xmllint >/dev/null") != 0)
		return;
	snprintf(command, sizeof command,
		 "xmllint --nonet --noout --schema '%s' %s/*.%s >%s/lint 2>&1; c=$?; grep -v validates "
		 "%s/lint | head -n 20; [ $c -eq 0 ] && ! grep -qv validates %s/lint",
		 path, folder, format, folder, folder, folder);
	check_with(command);
}

/* Each document of a folder by the schema of its standard, which is loaded once. */
static void
check_folder(const char *folder)
{
	char command[16384];
	check_xml(folder, "pidf-lo", "data/schemas/pidf_lo/offline/pidf-lo.xsd");
	check_xml(folder, "cap", "data/schemas/cap12/CAP-v1.2.xsd");
	check_xml(folder, "cot", "data/schemas/cot_tak/Event-PUBLIC-stripped.xsd");
	snprintf(
	    command, sizeof command,
	    "python3 -c 'import json, sys; [json.load(open(f)) for f in sys.argv[1:]]' %s/*.geojson",
	    folder);
	check_with(command);
	const char *openapi = shared_path("data/schemas/eido/openapi.yaml");
	if (openapi) {
		snprintf(command, sizeof command, "python3 '%s' '%s' %s/*.eido; exit $?",
			 source_path("tests/eido.py"), openapi, folder);
		const int code = system(command);
		if (WIFEXITED(code) && WEXITSTATUS(code) == 77) {
			printf("skipped: no validator of JSON schemas\n");
		} else {
			ck_assert_int_eq(code, 0);
			check_xml(folder, "eido.pidf", "data/schemas/pidf_lo/offline/pidf-lo.xsd");
		}
	}
	snprintf(command, sizeof command, "rm -r %s", folder);
	check_with(command);
}

/* Every format, every status, every mode, every hostile text. */
START_TEST(hostile_texts)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	char folder[] = "/tmp/campusgrid-alert-XXXXXX", name[32];
	ck_assert_ptr_nonnull(mkdtemp(folder));
	memset(long_name, 'x', sizeof long_name - 1);
	for (size_t h = 0; h < HOSTILE; h++)
		for (int s = 0; s < 4; s++)
			for (int f = 0; f < 6; f++) {
				const struct cgrid_location location =
				    located((enum cgrid_location_status)s, hostile[h]);
				struct cgrid_alert alert = alert_of(&location);
				if (f == CGRID_ALERT_COT && !location.has_ground)
					continue;
				alert.mode = (enum cgrid_alert_mode)((h + (size_t)s) % 3);
				if (s == 2)
					alert.address_count = 0;
				snprintf(name, sizeof name, "%zu-%d", h, s);
				save_document(ctx, folder, name, f, &alert);
			}
	check_folder(folder);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(every_sample_sensor)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus *campus;
	struct cgrid_grid *grid;
	struct cgrid_locator *locator;
	struct cgrid_query *query;
	char folder[] = "/tmp/campusgrid-alert-XXXXXX", name[32];
	size_t seen[4] = {0};
	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_ok(ctx, cgrid_campus_read(ctx, source_path("data/sample/campus.json"), NULL, &campus));
	ck_ok(ctx, cgrid_grid_fit(ctx, campus, NULL, false, &grid));
	ck_ok(ctx, cgrid_locator_new(ctx, campus, grid, &locator));
	ck_ok(ctx, cgrid_query_new(ctx, locator, &query));
	for (size_t i = 0; i < cgrid_campus_sensor_count(campus); i++) {
		const struct cgrid_location *location;
		ck_ok(ctx,
		      cgrid_locate_sensor(ctx, query, cgrid_campus_sensor(campus, i)->id, &location));
		seen[location->status]++;
		struct cgrid_alert alert = alert_of(location);
		alert.event = NULL;
		alert.mode = (enum cgrid_alert_mode)(i % 3);
		snprintf(name, sizeof name, "%zu", i);
		for (int f = 0; f < 6; f++)
			if (f != CGRID_ALERT_COT || location->has_ground)
				save_document(ctx, folder, name, f, &alert);
	}
	ck_assert_uint_gt(seen[CGRID_LOCATION_OK], 100);
	ck_assert_uint_gt(seen[CGRID_LOCATION_OUTSIDE], 0);
	check_folder(folder);
	cgrid_query_free(query);
	cgrid_locator_free(locator);
	cgrid_grid_free(grid);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
}
END_TEST

/* A text comes out of a document as it went in, where a document can carry it. */
START_TEST(values)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_location location = located(CGRID_LOCATION_OK, "a & b");
	struct cgrid_alert alert = alert_of(&location);
	char *text = write_document(ctx, CGRID_ALERT_PIDF_LO, &alert);
	HAS(text, "<gml:pos>40.7654321 -75.1234567</gml:pos>");
	HAS(text, "<gs:radius uom=\"urn:ogc:def:uom:EPSG::9001\">6.00</gs:radius>");
	HAS(text, "<con:confidence pdf=\"normal\">95</con:confidence>");
	HAS(text, "<ca:ROOM>a &amp; b</ca:ROOM>");
	HAS(text, "<ca:LOC>Grid C7-5</ca:LOC>");
	HAS(text, "<ca:A3>Cedar &lt;Ridge&gt;</ca:A3>");
	HAS(text, "<cae:PN>a &amp; b</cae:PN>");
	HAS(text, "<dm:timestamp>2026-09-01T14:03:22Z</dm:timestamp>");
	LACKS(text, "of the address");
	LACKS(text, "nothing");
	free(text);
	text = write_document(ctx, CGRID_ALERT_CAP, &alert);
	HAS(text, "<circle>40.7654321,-75.1234567 0.00600</circle>");
	HAS(text, "<sent>2026-09-01T14:03:22-00:00</sent>");
	HAS(text, "<valueName>floorIndex</valueName><value>-1</value>");
	HAS(text, "<valueName>radius1SigmaMetres</valueName><value>2.45</value>");
	HAS(text, "<status>Test</status>");
	free(text);
	text = write_document(ctx, CGRID_ALERT_COT, &alert);
	HAS(text, "lat=\"40.7654321\" lon=\"-75.1234567\"");
	HAS(text, " ce=\"2.46\""); /* 2.4512 rounded up */
	HAS(text, "stale=\"2026-09-01T14:13:22Z\"");
	HAS(text, "6.00 m at 95 %, 2.45 m at 1 sigma");
	free(text);
	text = write_document(ctx, CGRID_ALERT_TEXT, &alert);
	HAS(text, "TEST | GUNSHOT | a & b | BLDG a & b |");
	HAS(text, "GRID C7-5");
	free(text);
	cgrid_ctx_free(ctx);
}
END_TEST

/* Nothing is real that was not called real; a doubt is in every document. */
START_TEST(honesty)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	static const char *const statuses[] = {"<status>Test<", "<status>Exercise<", "<status>Actual<"};
	static const char *const types[] = {"opex=\"s-test\"", "opex=\"e-drill\"", "b-a-o-tbl"};
	static const char *const doubts[] = {"", "NOT KNOWN", "OUTSIDE", "AMBIGUOUS"};
	for (int m = 0; m < 3; m++) {
		struct cgrid_location location = located(CGRID_LOCATION_OK, "S1");
		struct cgrid_alert alert = alert_of(&location);
		alert.mode = (enum cgrid_alert_mode)m;
		char *cap = write_document(ctx, CGRID_ALERT_CAP, &alert);
		char *cot = write_document(ctx, CGRID_ALERT_COT, &alert);
		HAS(cap, statuses[m]);
		HAS(cot, types[m]);
		if (m != CGRID_ALERT_ACTUAL) {
			LACKS(cot, "b-a-o");
			LACKS(cot, "911");
			LACKS(cap, "Actual");
		}
		free(cap);
		free(cot);
	}
	for (int s = 1; s < 4; s++)
		for (int f = 0; f < 5; f++) {
			struct cgrid_location location = located((enum cgrid_location_status)s, "S1");
			struct cgrid_alert alert = alert_of(&location);
			if (f == CGRID_ALERT_COT && !location.has_ground) {
				struct cgrid_buf out = {0};
				ck_assert_int_eq(cgrid_alert_write(ctx, CGRID_ALERT_COT, &alert,
								   cgrid_buf_sink(&out)),
						 CGRID_E_UNKNOWN);
				ck_assert_uint_eq(out.size, 0);
				cgrid_buf_free(&out);
				continue;
			}
			char *text = write_document(ctx, (enum cgrid_alert_format)f, &alert);
			/* The line of text has the words of the records. */
			HAS(text, f == CGRID_ALERT_TEXT && s == CGRID_LOCATION_UNKNOWN ? "UNKNOWN"
										       : doubts[s]);
			free(text);
		}
	struct cgrid_location vague = located(CGRID_LOCATION_OK, "S1");
	vague.uncertainty_m = (double)NAN;
	struct cgrid_alert alert = alert_of(&vague);
	char *text = write_document(ctx, CGRID_ALERT_PIDF_LO, &alert);
	HAS(text, "<gml:Point");
	HAS(text, "<con:confidence>unknown</con:confidence>");
	LACKS(text, ">95<");
	free(text);
	text = write_document(ctx, CGRID_ALERT_COT, &alert);
	HAS(text, "ce=\"9999999.0\"");
	free(text);
	cgrid_ctx_free(ctx);
}
END_TEST

/* No two ids make one uid, and each is one of the letters that documents take. */
START_TEST(ids)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	static const char *const sets[] = {"A 1", "A.201", "A_1", "A-1", "a-1", "A.1",
					   "A/1", "A:1",   "A",   "",    "none"};
	enum { SETS = sizeof sets / sizeof *sets };
	char uids[SETS][256];
	for (size_t i = 0; i < SETS; i++) {
		struct cgrid_location location = located(CGRID_LOCATION_OK, sets[i]);
		struct cgrid_alert alert = alert_of(&location);
		char *text = write_document(ctx, CGRID_ALERT_COT, &alert);
		ck_assert_int_eq(sscanf(strstr(text, "uid=\""), "uid=\"%255[^\"]", uids[i]), 1);
		ck_assert_uint_eq(strspn(uids[i], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
						  "0123456789.-"),
				  strlen(uids[i]));
		for (size_t k = 0; k < i; k++)
			ck_assert_msg((strcmp(uids[i], uids[k]) == 0) == (i == 10 && k == 9),
				      "%s: %s, %s", uids[i], sets[i], sets[k]);
		free(text);
	}
	/* Two long ids that differ at their end. */
	char ends[2][64];
	for (int i = 0; i < 2; i++) {
		memset(long_name, 'x', sizeof long_name - 1);
		long_name[sizeof long_name - 2] = (char)('a' + i);
		struct cgrid_location location = located(CGRID_LOCATION_OK, long_name);
		struct cgrid_alert alert = alert_of(&location);
		char *text = write_document(ctx, CGRID_ALERT_COT, &alert);
		const char *end = strchr(strstr(text, "uid=\"") + 5, '"');
		snprintf(ends[i], sizeof ends[i], "%.20s", end - 20);
		free(text);
	}
	ck_assert_str_ne(ends[0], ends[1]);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(arguments)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	const struct cgrid_location location = located(CGRID_LOCATION_OK, "S1");
	static const char *const bad_hosts[] = {"",   "a b", "a..b", ".a",  "a.",
						"-a", "a-",  "a_b",  "a@b", NULL};
	struct cgrid_buf out = {0};
	for (size_t i = 0; i < sizeof bad_hosts / sizeof *bad_hosts; i++) {
		struct cgrid_alert alert = alert_of(&location);
		alert.sender = bad_hosts[i];
		ck_assert_int_eq(cgrid_alert_write(ctx, CGRID_ALERT_CAP, &alert, cgrid_buf_sink(&out)),
				 CGRID_E_ARGUMENT);
	}
	struct cgrid_alert alert = alert_of(&location);
	alert.event = "party";
	ck_assert_int_eq(cgrid_alert_write(ctx, CGRID_ALERT_CAP, &alert, cgrid_buf_sink(&out)),
			 CGRID_E_ARGUMENT);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "party"));
	alert = alert_of(&location);
	alert.time = -1;
	ck_assert_int_eq(cgrid_alert_write(ctx, CGRID_ALERT_CAP, &alert, cgrid_buf_sink(&out)),
			 CGRID_E_ARGUMENT);
	alert = alert_of(NULL);
	ck_assert_int_eq(cgrid_alert_write(ctx, CGRID_ALERT_CAP, &alert, cgrid_buf_sink(&out)),
			 CGRID_E_ARGUMENT);
	ck_assert_uint_eq(out.size, 0);
	/* Nothing said: what the sensor is for, else an alarm. */
	for (int i = 0; i < 2; i++) {
		struct cgrid_location other = location;
		other.kind = i ? "toaster" : "panic";
		alert = alert_of(&other);
		alert.event = NULL;
		char *text = write_document(ctx, CGRID_ALERT_TEXT, &alert);
		HAS(text, i ? "ALARM | S1" : "PANIC | S1");
		free(text);
	}
	for (size_t i = 0; cgrid_alert_event_word(i); i++) {
		alert = alert_of(&location);
		alert.event = cgrid_alert_event_word(i);
		char *text = write_document(ctx, CGRID_ALERT_CAP, &alert);
		HAS(text, cgrid_alert_event_says(i));
		free(text);
	}
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(times)
{
	static const struct {
		const char *text;
		int64_t seconds; /* -1: refused */
	} rows[] = {
	    {"1970-01-01T00:00:00Z", 0},
	    {"2026-09-01T14:03:22Z", 1788271402},
	    {"2026-09-01T10:03:22-04:00", 1788271402},
	    {"2026-09-01t10:03:22.999-04:00", 1788271402},
	    {"2026-09-01 19:33:22+05:30", 1788271402},
	    {"2024-02-29T00:00:00Z", 1709164800},
	    {"2016-12-31T23:59:60Z", 1483228800},
	    {"2026-02-29T00:00:00Z", -1},
	    {"2100-02-29T00:00:00Z", -1},
	    {"2026-13-01T00:00:00Z", -1},
	    {"2026-09-01T24:00:00Z", -1},
	    {"2026-09-01T14:03:22", -1},
	    {"2026-09-01T14:03Z", -1},
	    {"2026-09-01T14:03:22.Z", -1},
	    {"2026-09-01T14:03:22Z ", -1},
	    {"2026-09-01T14:03:22+24:00", -1},
	    {"2026-09-01T14:03:22+0400", -1},
	    {"1969-12-31T23:59:59Z", -1},
	    {"", -1},
	    {"now", -1},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t seconds = -7;
		bool good = cgrid_time_parse(rows[i].text, &seconds);
		ck_assert_msg(good == (rows[i].seconds >= 0), "%s", rows[i].text);
		if (good)
			ck_assert_int_eq(seconds, rows[i].seconds);
	}
	/* There and back, and as the C library says it. */
	struct rng rng = {44};
	for (int i = 0; i < 20000; i++) {
		const int64_t seconds = (int64_t)rng_below(&rng, 253402214400);
		const time_t at = (time_t)seconds;
		char when[CGRID_TIME_SIZE], theirs[32];
		struct tm parts;
		int64_t back = -1;
		cgrid_time_text(seconds, when);
		ck_assert_ptr_nonnull(gmtime_r(&at, &parts));
		ck_assert_uint_gt(strftime(theirs, sizeof theirs, "%Y-%m-%dT%H:%M:%SZ", &parts), 0);
		ck_assert_str_eq(when, theirs);
		ck_assert(cgrid_time_parse(when, &back));
		ck_assert_int_eq(back, seconds);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("alert");
	TCase *cases = tcase_create("alert");
	tcase_set_timeout(cases, 100);
	tcase_add_test(cases, hostile_texts);
	tcase_add_test(cases, every_sample_sensor);
	tcase_add_test(cases, values);
	tcase_add_test(cases, honesty);
	tcase_add_test(cases, ids);
	tcase_add_test(cases, arguments);
	tcase_add_test(cases, times);
	suite_add_tcase(suite, cases);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
