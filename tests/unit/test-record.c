/* SPDX-License-Identifier: Apache-2.0 */
/* Records: the columns, the one line of text, and hostile texts in every field. */
#include "harness.h"

#include "base/text.h"
#include "locate/record.h"

#include <math.h>

static const char *const columns[] = {
    "query", "status",        "sensor",       "kind",   "building", "level", "ordinal",
    "room",  "room_name",     "cell",         "keypad", "cells",    "lat",   "lon",
    "z",     "uncertainty_m", "usng",         "door",   "door_m",   "text",  "candidates",
    "rooms", "door_way",      "door_bearing", "route",  NULL,
};

static struct cgrid_location
example(void)
{
	struct cgrid_location location;
	cgrid_location_clear(&location);
	location.status = CGRID_LOCATION_OK;
	location.query = location.sensor = "GSD-0147";
	location.kind = "gunshot";
	location.building = "B";
	location.level = "2";
	location.ordinal = 1;
	location.has_ordinal = true;
	location.room = "214";
	location.room_name = "Biology Lab";
	strcpy(location.cell, "C7");
	strcpy(location.keypad, "C7-5");
	location.has_cell = true;
	location.cells = "C7 C8";
	location.ground = (struct cgrid_lonlat){-77.03524, 38.88947};
	location.has_ground = true;
	location.z = 4.5;
	location.uncertainty_m = 6;
	strcpy(location.usng, "18S UJ 23483 06479");
	location.door = "6";
	location.door_m = 12.345;
	return location;
}

/* What is changed in the example, and the line that comes of it. */
static void
nothing(struct cgrid_location *l)
{
	(void)l;
}
static void
unknown_id(struct cgrid_location *l)
{
	cgrid_location_clear(l);
	l->query = "GSD-9999";
}
static void
outside(struct cgrid_location *l)
{
	l->status = CGRID_LOCATION_OUTSIDE;
	l->building = l->level = l->room = l->door = "";
	l->cell[0] = l->keypad[0] = '\0';
}
static void
no_keypad(struct cgrid_location *l)
{
	l->keypad[0] = '\0';
}
static void
rounds_up(struct cgrid_location *l)
{
	l->uncertainty_m = 6.01;
}
static void
ambiguous(struct cgrid_location *l)
{
	l->status = CGRID_LOCATION_AMBIGUOUS;
	l->sensor = "";
	l->query = "room:214";
	l->building = l->level = l->door = "";
	l->usng[0] = l->cell[0] = l->keypad[0] = '\0';
	l->has_ground = false;
	l->candidates = "room:A/2/214; room:B/2/214";
}
static void
forged(struct cgrid_location *l)
{
	l->room = "214 | FLR 9\n\x7f";
}
static void
noted(struct cgrid_location *l)
{
	l->level = l->room = l->door = "";
	l->candidates = "no level \"9\" in the plans";
}
static void
south(struct cgrid_location *l)
{
	l->ground = (struct cgrid_lonlat){-0.000001, -33.856784};
	l->uncertainty_m = (double)NAN;
}

static const struct {
	void (*change)(struct cgrid_location *);
	const char *text;
} lines[] = {
    {nothing, "GSD-0147 | BLDG B | FLR 2 | RM 214 | GRID C7-5 | DOOR 6 | 38.88947,-77.03524 +-6m | "
	      "18S UJ 23483 06479"},
    {unknown_id, "GSD-9999 | UNKNOWN"},
    {outside, "GSD-0147 | GRID OUTSIDE | 38.88947,-77.03524 +-6m | 18S UJ 23483 06479"},
    {no_keypad, "GSD-0147 | BLDG B | FLR 2 | RM 214 | GRID C7 | DOOR 6 | 38.88947,-77.03524 +-6m | "
		"18S UJ 23483 06479"},
    {rounds_up, "GSD-0147 | BLDG B | FLR 2 | RM 214 | GRID C7-5 | DOOR 6 | 38.88947,-77.03524 +-7m | "
		"18S UJ 23483 06479"},
    {ambiguous, "room:214 | AMBIGUOUS | RM 214 | ONE OF room:A/2/214; room:B/2/214"},
    {forged, "GSD-0147 | BLDG B | FLR 2 | RM 214 / FLR 9   | GRID C7-5 | DOOR 6 | 38.88947,-77.03524 "
	     "+-6m | 18S UJ 23483 06479"},
    {noted, "GSD-0147 | BLDG B | GRID C7-5 | 38.88947,-77.03524 +-6m | 18S UJ 23483 06479 | NOTE no "
	    "level \"9\" in the plans"},
    {south, "GSD-0147 | BLDG B | FLR 2 | RM 214 | GRID C7-5 | DOOR 6 | -33.85678,0.00000 | "
	    "18S UJ 23483 06479"},
};

START_TEST(the_line_has_its_shape)
{
	struct cgrid_location location = example();
	lines[_i].change(&location);
	cgrid_location_compose(&location);
	ck_assert_str_eq(location.text, lines[_i].text);
}
END_TEST

START_TEST(columns_are_those_of_the_interface)
{
	size_t i;
	for (i = 0; columns[i]; i++)
		ck_assert_str_eq(cgrid_location_column(i), columns[i]);
	ck_assert_ptr_null(cgrid_location_column(i));
}
END_TEST

static const char *
written(struct cgrid_ctx *ctx, enum cgrid_record_format format, const struct cgrid_location *list,
	size_t count, struct cgrid_buf *buf)
{
	struct cgrid_sink sink = cgrid_buf_sink(buf);
	cgrid_buf_clear(buf);
	ck_ok(ctx, cgrid_location_begin(ctx, format, sink));
	for (size_t i = 0; i < count; i++)
		ck_ok(ctx, cgrid_location_write(ctx, format, &list[i], i == 0, sink));
	ck_ok(ctx, cgrid_location_end(ctx, format, count > 0, sink));
	return buf->data ? buf->data : "";
}

#define HEAD                                                                                           \
	"query,status,sensor,kind,building,level,ordinal,room,room_name,cell,keypad,cells,lat,lon,z,"  \
	"uncertainty_m,usng,door,door_m,text,candidates,rooms,door_way,door_bearing,route\n"
#define LINE                                                                                           \
	"GSD-0147 | BLDG B | FLR 2 | RM 214 | GRID C7-5 | DOOR 6 | 38.88947,-77.03524 +-6m | 18S UJ "  \
	"23483 06479"
#define ROW_CSV                                                                                        \
	"GSD-0147,ok,GSD-0147,gunshot,B,2,1,214,Biology Lab,C7,C7-5,C7 C8,38.8894700,-77.0352400,"     \
	"4.50,6.00,18S UJ 23483 06479,6,12.35,\"" LINE "\",,,,,\n"
#define ROW_JSON                                                                                       \
	"{\"query\":\"GSD-0147\",\"status\":\"ok\",\"sensor\":\"GSD-0147\",\"kind\":\"gunshot\","      \
	"\"building\":\"B\",\"level\":\"2\",\"ordinal\":1,\"room\":\"214\",\"room_name\":\"Biology "   \
	"Lab\",\"cell\":\"C7\",\"keypad\":\"C7-5\",\"cells\":\"C7 "                                    \
	"C8\",\"lat\":38.8894700,\"lon\":-77.0352400,\"z\":4.50,\"uncertainty_m\":6.00,\"usng\":"      \
	"\"18S UJ 23483 06479\",\"door\":\"6\",\"door_m\":12.35,\"text\":\"" LINE                      \
	"\",\"candidates\":null,\"rooms\":null,\"door_way\":null,\"door_bearing\":null,\"route\":"     \
	"null}"
#define UNKNOWN_JSON                                                                                   \
	"{\"query\":\"GSD-9999\",\"status\":\"unknown\",\"sensor\":null,\"kind\":null,\"building\":"   \
	"null,\"level\":null,\"ordinal\":null,\"room\":null,\"room_name\":null,\"cell\":null,"         \
	"\"keypad\":null,\"cells\":null,\"lat\":null,\"lon\":null,\"z\":null,\"uncertainty_m\":null,"  \
	"\"usng\":null,\"door\":null,\"door_m\":null,\"text\":\"GSD-9999 | "                           \
	"UNKNOWN\",\"candidates\":null,\"rooms\":null,\"door_way\":null,\"door_bearing\":null,"        \
	"\"route\":null}"

static const struct {
	enum cgrid_record_format format;
	const char *none, *both;
} formats[] = {
    {CGRID_RECORD_TEXT, "", LINE "\nGSD-9999 | UNKNOWN\n"},
    {CGRID_RECORD_CSV, HEAD,
     HEAD ROW_CSV "GSD-9999,unknown,,,,,,,,,,,,,,,,,,GSD-9999 | UNKNOWN,,,,,\n"},
    {CGRID_RECORD_JSON, "[]\n", "[\n" ROW_JSON ",\n" UNKNOWN_JSON "\n]\n"},
    {CGRID_RECORD_NDJSON, "", ROW_JSON "\n" UNKNOWN_JSON "\n"},
};

START_TEST(every_format_is_exact)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_buf buf = {0};
	struct cgrid_location list[2] = {example(), example()};
	unknown_id(&list[1]);
	ck_assert_str_eq(written(ctx, formats[_i].format, list, 0, &buf), formats[_i].none);
	ck_assert_str_eq(written(ctx, formats[_i].format, list, 2, &buf), formats[_i].both);
	cgrid_buf_free(&buf);
	cgrid_ctx_free(ctx);
}
END_TEST

/* One field of a CSV written here, unquoted; the next field's start. */
static const char *
next_field(const char *at, struct cgrid_buf *field)
{
	cgrid_buf_clear(field);
	cgrid_buf_add(field, "", 0);
	bool quoted = *at == '"';
	for (at += quoted; *at != '\0'; at++) {
		if (quoted && at[0] == '"' && at[1] == '"')
			at++;
		else if (quoted ? *at == '"' : *at == ',' || *at == '\n')
			break;
		cgrid_buf_char(field, *at);
	}
	return at + quoted + 1;
}

static const struct {
	const char *text, *csv;
} hostile[] = {
    {"a,b", "a,b"},
    {"say \"hi\"", "say \"hi\""},
    {"line\nbreak", "line\nbreak"},
    {"=1+1", "'=1+1"},
    {"+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"},
    {"@SUM(A1)", "'@SUM(A1)"},
    {"-2+3", "'-2+3"},
    {"-1", "-1"}, /* a level under the ground, not a formula */
    {"-33.86,151.21", "-33.86,151.21"},
    {"-33.86,151.21,=1", "'-33.86,151.21,=1"},
    {"\xc3\xa9\xe2\x80\xa8", "\xc3\xa9\xe2\x80\xa8"},
};

START_TEST(hostile_texts_stay_in_their_field)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_buf buf = {0}, field = {0};
	struct cgrid_location location = example();
	const char *text = hostile[_i].text;
	location.query = location.sensor = location.kind = location.building = location.level = text;
	location.room = location.room_name = location.door = location.candidates = text;
	location.rooms = text;
	const char *at = written(ctx, CGRID_RECORD_CSV, &location, 1, &buf) + strlen(HEAD);
	for (size_t i = 0; columns[i]; i++) {
		static const char *const texts[] = {"query",      "sensor", "kind",      "building",
						    "level",      "room",   "room_name", "door",
						    "candidates", "rooms",  NULL};
		at = next_field(at, &field);
		for (size_t t = 0; texts[t]; t++)
			if (strcmp(columns[i], texts[t]) == 0)
				ck_assert_str_eq(field.data, hostile[_i].csv);
		if (strcmp(columns[i], "lon") == 0)
			ck_assert_str_eq(field.data, "-77.0352400");
	}
	ck_assert_uint_eq(at - buf.data, buf.size);
	const char *json = written(ctx, CGRID_RECORD_NDJSON, &location, 1, &buf);
	ck_assert_ptr_eq(strchr(json, '\n'), json + buf.size - 1);
	cgrid_buf_free(&buf);
	cgrid_buf_free(&field);
	cgrid_ctx_free(ctx);
}
END_TEST

/* Whatever the lengths, the line ends in the struct, is cut at whole parts and keeps the grid. */
START_TEST(long_names_go_whole)
{
	struct rng rng = {7};
	static char names[6][800];
	for (int round = 0; round < 2000; round++) {
		struct cgrid_location location = example();
		const char **texts[] = {&location.sensor, &location.building, &location.level,
					&location.room,   &location.door,     &location.candidates,
					&location.rooms};
		for (size_t i = 0; i < 6; i++) {
			size_t length = 1 + rng_below(&rng, rng_below(&rng, 4) ? 30 : 799);
			memset(names[i], 'a' + (int)i, length);
			names[i][length] = '\0';
			for (size_t k = 5; i == 5 && k + 2 < length; k += 9)
				memcpy(names[i] + k, "; ", 2);
			*texts[i] = names[i];
		}
		cgrid_location_compose(&location);
		ck_assert_uint_lt(strlen(location.text), sizeof location.text);
		ck_assert_ptr_nonnull(strstr(location.text, "GRID C7-5"));
		ck_assert_ptr_nonnull(strstr(location.text, "38.88947,-77.03524 +-6m"));
		for (size_t i = 0; i < 5; i++) {
			const char *found = strstr(location.text, names[i]);
			char letter[2] = {(char)('a' + i), 0};
			const char *any = strstr(location.text, (char[]){letter[0], letter[0], 0});
			ck_assert_msg(found || !any || strlen(names[i]) < 2, "half a name: %s",
				      location.text);
			if (!found)
				ck_assert_ptr_nonnull(strstr(location.text, "..."));
		}
	}
}
END_TEST

static enum cgrid_status
full_disk(void *user, const void *bytes, size_t count)
{
	(void)user;
	(void)bytes;
	(void)count;
	return CGRID_E_OUTPUT;
}

START_TEST(a_failing_sink_is_reported)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_sink sink = {full_disk, NULL};
	struct cgrid_location location = example();
	ck_assert_int_eq(cgrid_location_begin(ctx, CGRID_RECORD_CSV, sink), CGRID_E_OUTPUT);
	ck_assert_int_eq(cgrid_location_write(ctx, CGRID_RECORD_JSON, &location, true, sink),
			 CGRID_E_OUTPUT);
	ck_assert_int_eq(cgrid_location_end(ctx, CGRID_RECORD_JSON, true, sink), CGRID_E_OUTPUT);
	ck_assert_str_ne(cgrid_ctx_error(ctx), "");
	ck_assert_int_eq(cgrid_location_begin(ctx, (enum cgrid_record_format)9, sink),
			 CGRID_E_ARGUMENT);
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("record");
	TCase *c = tcase_create("records");
	tcase_add_test(c, columns_are_those_of_the_interface);
	tcase_add_loop_test(c, the_line_has_its_shape, 0, sizeof lines / sizeof *lines);
	tcase_add_loop_test(c, every_format_is_exact, 0, sizeof formats / sizeof *formats);
	tcase_add_loop_test(c, hostile_texts_stay_in_their_field, 0, sizeof hostile / sizeof *hostile);
	tcase_add_test(c, long_names_go_whole);
	tcase_add_test(c, a_failing_sink_is_reported);
	suite_add_tcase(suite, c);
	return run_suite(suite);
}
