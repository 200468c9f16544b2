/* SPDX-License-Identifier: Apache-2.0 */
/* Locations of a school for which every answer is known. */
#include "school.h"

#include "base/num.h"
#include "locate/locate.h"

#include <math.h>

/* Fields that are NULL here are not looked at; "" means unknown. */
struct expected {
	const char *query, *status;
	const char *building, *level, *room, *keypad, *cell, *cells, *door, *candidates, *text;
};

static const char *const status_words[] = {"ok", "unknown", "outside", "ambiguous"};

static void
look(const char *field, const char *query, const char *is, const char *wanted)
{
	if (wanted)
		ck_assert_msg(strcmp(is, wanted) == 0, "%s: %s is \"%s\", not \"%s\"", query, field, is,
			      wanted);
}

static void
check_location(const struct cgrid_location *l, const struct expected *e)
{
	look("query", e->query, l->query, e->query);
	look("status", e->query, status_words[l->status], e->status);
	look("building", e->query, l->building, e->building);
	look("level", e->query, l->level, e->level);
	look("room", e->query, l->room, e->room);
	look("keypad", e->query, l->keypad, e->keypad);
	look("cell", e->query, l->cell, e->cell);
	look("cells", e->query, l->cells, e->cells);
	look("door", e->query, l->door, e->door);
	look("candidates", e->query, l->candidates, e->candidates);
	if (e->text)
		ck_assert_msg(strstr(l->text, e->text) != NULL, "%s: \"%s\" is not in \"%s\"", e->query,
			      e->text, l->text);
	/* What holds for every location. */
	ck_assert(l->has_cell == (l->cell[0] != '\0'));
	ck_assert(l->has_ground || l->usng[0] == '\0');
	ck_assert(l->status != CGRID_LOCATION_OUTSIDE || (l->has_ground && l->usng[0] && !l->has_cell));
	ck_assert(l->status != CGRID_LOCATION_OK || (l->has_ground && l->usng[0] && l->has_cell));
	/* The same door, but not as far from each of several places. */
	ck_assert(l->door[0] == '\0' || isfinite(l->door_m) || l->status == CGRID_LOCATION_AMBIGUOUS ||
		  l->status == CGRID_LOCATION_UNKNOWN);
	ck_assert((l->door[0] != '\0') >= (l->door_way[0] != '\0'));
	ck_assert((strcmp(l->door_way, "walk") == 0) >= (l->route[0] != '\0'));
	ck_assert_ptr_nonnull(strstr(l->text, l->usng));
}

static const struct expected sensors[] = {
    {"S-1", "ok", "Main", "2", "214", "E4-8", "E4", "E4 F4 E3 E5 F3 F5", "1", "",
     "S-1 | BLDG Main | FLR 2 | RM 214 | GRID E4-8 | DOOR 1 | 40.12003,-75.11986 +-6m | 18T VK "},
    /* No level in its list, and only one is there. */
    {"S-2", "ok", "Gym", "1", "Court", "E8-3", "E8", "E8", "6", "", "GRID E8-3 | DOOR 6"},
    /* No level in its list, and two are there. A circle that meets an edge touches the next cell. */
    {"S-3", "ambiguous", "Main", "", "", "E3-6", "E3", "E3 E4", "1", "Main/1 101; Main/2 201",
     "S-3 | AMBIGUOUS | BLDG Main | GRID E3-6 | DOOR 1 | "},
    /* A level that the plans lack is neither guessed nor repeated as if it were one. */
    {"S-4", "ok", "Main", "", "", "E3-6", "E3", "E3", "1", "no level \"9\" in the plans",
     "| NOTE no level \"9\" in the plans"},
    {"S-5", "ok", "", "", "", "E3-6", "E3", "E3", "", "no building \"Nowhere\" in the plans", NULL},
    {"S-6", "ambiguous", "", "1", "", "", "", "", "",
     "40.1200946,-75.1193548 Gym/1 Court; 40.1200495,-75.1199413 Main/1 101", NULL},
    /* Level 1 of two buildings: the one with a room there. */
    {"S-7", "ok", "Main", "1", "Atrium", "E5-6", "E5", "E5", "2", "", NULL},
    {"S-8", "ambiguous", "", "1", "", "F2-8", "F2", "F2", "", "Gym/1; Main/1", "AMBIGUOUS | FLR 1 |"},
    {"S-9", "ok", "", "", "", "F2-8", "F2", "F2", "", "in no room: 11.31 m from Main/1 101",
     "S-9 | GRID F2-8 | 40.1"},
    {"S-10", "outside", "", "", "", "", "", "", "", "", "S-10 | GRID OUTSIDE | 40.12"},
    {"000000000101", "ok", "Main", "1", "101", "E3-8", "E3", "E3", "1", "", "000000000101 | BLDG "},
    {"=cmd|' /C calc'!A0", "ok", "Main", "1", "101", "E3-8", "E3", "E3", "1", "",
     "=cmd/' /C calc'!A0 | BLDG Main"},
    /* Ids are compared whole, byte by byte. */
    {"GSD-9999", "unknown", "", "", "", "", "", "", "", "", "GSD-9999 | UNKNOWN"},
    {"s-1", "unknown", "", "", "", "", "", "", "", "", "s-1 | UNKNOWN"},
    {"S-1 ", "unknown", "", "", "", "", "", "", "", "", NULL},
    {"S-", "unknown", "", "", "", "", "", "", "", "", NULL},
    {"101", "unknown", "", "", "", "", "", "", "", "", NULL},
    {"", "unknown", "", "", "", "", "", "", "", "", "UNKNOWN"},
};

START_TEST(a_sensor_has_its_location)
{
	struct school school = school_open(NULL);
	const struct cgrid_location *location;
	ck_ok(school.ctx, cgrid_locate_sensor(school.ctx, school.query, sensors[_i].query, &location));
	check_location(location, &sensors[_i]);
	ck_assert_str_eq(cgrid_ctx_error(school.ctx), "");
	school_close(&school);
}
END_TEST

/* Points are "X,Y" of the frame in metres here, and become LAT,LON before they are asked. */
static const struct expected points[] = {
    {"55,10.5", "ok", "Gym", "1", "Court", "E8-3", "E8", "E8", "6", "", NULL},
    {"5,5.5", "ambiguous", "Main", "", "", "E3-6", "E3", "E3", "1", "Main/1 101; Main/2 201", NULL},
    {"5,5.5,2", "ok", "Main", "2", "201", "E3-6", "E3", "E3", "1", "", NULL},
    {"5,5.5, ordinal:0", "ok", "Main", "1", "101", "E3-6", "E3", "E3", "1", "", NULL},
    {"5,5.5,", "ambiguous", "Main", "", "", "E3-6", NULL, NULL, NULL, NULL, NULL},
    {"5,5.5,9", "unknown", "", "", "", "E3-6", "E3", "E3", "", "Main/1 101; Main/2 201",
     "| UNKNOWN | GRID E3-6 | 40.1"},
    /* Open to below: nobody is on level 2 there. */
    {"25,7", "ok", "Main", "1", "Atrium", "E5-6", "E5", "E5", "2", "", NULL},
    {"25,7,2", "unknown", "", "", "", "E5-6", "E5", "E5", "", "Main/1 Atrium", NULL},
    {"-8,-8", "ok", "", "", "", "F2-8", "F2", "F2", "", "in no room: 11.31 m from Main/1 101",
     "| NOTE in no room: 11.31 m from Main/1 101"},
    {"-8,-8,1", "unknown", "", "", "", "F2-8", "F2", "F2", "", "outdoors", NULL},
    {"72,12", "ok", "Gym", "1", "", "D10-8", "D10", "D10", "1", "", NULL},
    {"500,500", "outside", "", "", "", "", "", "", "", "", "GRID OUTSIDE | 40.12"},
};

START_TEST(a_point_has_its_location)
{
	struct school school = school_open(NULL);
	struct expected expected = points[_i];
	const struct cgrid_location *location;
	char place[900], lat[CGRID_FIXED_SIZE], lon[CGRID_FIXED_SIZE];
	char *end;
	double x = strtod(expected.query, &end), y = strtod(end + 1, &end);
	struct cgrid_lonlat ground = school_ground(school.ctx, x, y);
	cgrid_fixed(lat, ground.lat, 9);
	cgrid_fixed(lon, ground.lon, 9);
	snprintf(place, sizeof place, "%s,%s%s", lat, lon, end);
	expected.query = place;
	ck_ok(school.ctx, cgrid_locate_place(school.ctx, school.query, place, &location));
	check_location(location, &expected);
	ck_assert_str_eq(cgrid_ctx_error(school.ctx), "");
	school_close(&school);
}
END_TEST

/* The rooms that a circle about a point of a level reaches: nearest first, none of another level,
 * nobody in a void or a wall. */
static const struct reached {
	const char *level;
	double x, y, radius;
	const char *rooms;
} reached[] = {
    {"Main/1", 5, 5, 2, "101"},
    {"Main/1", 9, 9, 1, "101; 102; Corridor"},
    {"Main/1", 9.5, 8, 2, "101; 102; Corridor"},
    {"Main/2", 9.5, 8, 2, "201; 214; Corridor"},
    {"Main/2", 19, 5, 4, "214"}, /* the atrium is open to below there */
    {"Gym/1", 72.5, 4, 3, "102; Coach; Court"},
    {"Gym/1", -20, -20, 5, ""},
};

START_TEST(a_circle_reaches_rooms)
{
	struct school school = school_open(NULL);
	struct cgrid_query *query = school.query;
	struct cgrid_buf list = {0};
	char building[32];
	uint32_t level;
	const char *slash = strchr(reached[_i].level, '/');
	snprintf(building, sizeof building, "%.*s", (int)(slash - reached[_i].level),
		 reached[_i].level);
	ck_assert_uint_eq(cgrid_campus_find_level(school.campus, building, slash + 1, &level), 1);
	ck_ok(school.ctx,
	      cgrid_rooms_reached(school.ctx, query, level,
				  (struct cgrid_xy){reached[_i].x, reached[_i].y}, reached[_i].radius));
	cgrid_buf_add(&list, "", 0);
	for (size_t i = 0; i < query->reached_count; i++) {
		const struct cgrid_room *room =
		    cgrid_campus_room(school.campus, query->reached[i].room);
		cgrid_buf_text(&list, i > 0 ? "; " : "");
		cgrid_buf_text(&list, room->room[0] ? room->room : room->name);
	}
	ck_assert_str_eq(list.data, reached[_i].rooms);
	cgrid_buf_free(&list);
	school_close(&school);
}
END_TEST

/* On foot where the plan has doors: level 2 has no stairs, and 102 no door to the outside. */
static const struct way {
	const char *query, *way, *bearing, *route;
	double metres;
} ways[] = {
    {"S-6", "", "", "", (double)NAN},
    {"000000000101", "walk", "north-west", "101 > door 1", 3.61},
    {"S-2", "walk", "west", "Court > door 6", 15.01},
    {"S-7", "walk", "east", "Atrium > door 2", 5},
    {"S-1", "line", "west", "", 12.17},
    {"S-4", "line", "west", "", 5.02},
    {"S-9", "", "", "", (double)NAN},
};

START_TEST(the_nearest_door_says_how)
{
	struct school school = school_open(NULL);
	const struct cgrid_location *l;
	const struct way *way = &ways[_i];
	ck_ok(school.ctx, cgrid_locate_sensor(school.ctx, school.query, way->query, &l));
	ck_assert_str_eq(l->door_way, way->way);
	ck_assert_str_eq(l->door_bearing, way->bearing);
	ck_assert_str_eq(l->route, way->route);
	ck_assert(isnan(way->metres) ? isnan(l->door_m) : fabs(l->door_m - way->metres) < 0.1);
	school_close(&school);
}
END_TEST

/* In the record: by its sign, else its name; of a room that was asked for, that room. */
START_TEST(the_record_lists_rooms)
{
	static const char *const asked[][2] = {
	    {"S-1", "214; 201"}, {"S-2", "Court"},       {"S-3", ""}, {"S-4", ""}, {"S-9", ""},
	    {"S-10", ""},        {"000000000101", "101"}};
	struct school school = school_open(NULL);
	const struct cgrid_location *location;
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		ck_ok(school.ctx,
		      cgrid_locate_sensor(school.ctx, school.query, asked[i][0], &location));
		ck_assert_str_eq(location->rooms, asked[i][1]);
	}
	ck_ok(school.ctx, cgrid_locate_place(school.ctx, school.query, "room:Coach", &location));
	ck_assert_str_eq(location->rooms, "Coach");
	ck_ok(school.ctx, cgrid_locate_place(school.ctx, school.query, "E4", &location));
	ck_assert_str_eq(location->rooms, "");
	school_close(&school);
}
END_TEST

static const struct expected places[] = {
    {"E4", "ok", "", "", "", "", "E4", "E4", "", "", "E4 | GRID E4 | 40.1"},
    {"e4-5", "ok", "", "", "", "E4-5", "E4", "E4", "", "", "e4-5 | GRID E4-5 | 40.1"},
    {"E99", "unknown", "", "", "", "", "", "", "", "", "E99 | UNKNOWN"},
    {"E4-0", "unknown", "", "", "", "", "", "", "", "", NULL},
    {"room:214", "ok", "Main", "2", "214", "E4-6", "E4", "E4", "1", "", NULL},
    {"ROOM:214", "ok", "Main", "2", "214", NULL, NULL, NULL, NULL, NULL, NULL},
    {"room:biology lab", "ok", "Main", "2", "214", NULL, NULL, NULL, NULL, NULL, NULL},
    {"room:Coach", "ok", "Gym", "1", "", NULL, "D10", NULL, "1", "", NULL},
    {"room:102", "ambiguous", "", "1", "102", "", "", "", "", "room:Gym/1/102; room:Main/1/102",
     "room:102 | AMBIGUOUS | FLR 1 | RM 102 | ONE OF room:Gym/1/102; room:Main/1/102"},
    {"room:Main/102", "ok", "Main", "1", "102", NULL, NULL, NULL, NULL, "", NULL},
    {"room:gym/1/102", "ok", "Gym", "1", "102", NULL, NULL, NULL, NULL, "", NULL},
    {"room:Main/Corridor", "ambiguous", "Main", "", "Corridor", NULL, NULL, "D3", NULL,
     "room:Main/1/Corridor; room:Main/2/Corridor", NULL},
    {"room:Main/2/102", "unknown", "", "", "", "", "", "", "", "", NULL},
    {"room:Void", "unknown", "", "", "", "", "", "", "", "", NULL},
    {"room:", "unknown", "", "", "", "", "", "", "", "", NULL},
    {"room:/", "unknown", "", "", "", "", "", "", "", "", NULL},
    {"door:6", "ok", "Gym", "1", "", "E7-1", "E7", "E7", "6", "", NULL},
    {"door:1", "ambiguous", "", "1", "", "", "", "", "", "door:Gym/1/1; door:Main/1/1", NULL},
    {"door:Main/1", "ok", "Main", "1", "", NULL, "E3", NULL, "1", "", NULL},
    {"door:Main/2/S2", "ok", "Main", "2", "", NULL, NULL, NULL, "1", "", NULL},
    {"door:", "unknown", "", "", "", "", "", "", "", "", NULL},
    {"0,0", "outside", "", "", "", "", "", "", "", "", NULL},
    {"-33.856784,151.215297", "outside", "", "", "", "", "", "", "", "",
     "-33.856784,151.215297 | GRID OUTSIDE | -33.85678,151.21530 | 56H LH 34"},
    {"90,0", "outside", "", "", "", "", "", "", "", "", NULL},
    {"91,0", "unknown", "", "", "", "", "", "", "", "", NULL},
    {"40.12,-181", "unknown", "", "", "", "", "", "", "", "", NULL},
    {"nan,inf", "unknown", "", "", "", "", "", "", "", "", NULL},
    {"40.12", "unknown", "", "", "", "", "", "", "", "", NULL},
    /* Decimal commas: a point in the Mediterranean, on a level that is not there. */
    {"40,12,-75,12", "unknown", "", "", "", "", "", "", "", "outdoors",
     "| UNKNOWN | 40.00000,12.00000 |"},
    {"18S UJ 23483 06479", "outside", "", "", "", "", "", "", "", "", "| 18S UJ 23483 06479"},
    {"18SIJ2348306479", "unknown", "", "", "", "", "", "", "", "", NULL},
    {"garbage", "unknown", "", "", "", "", "", "", "", "", "garbage | UNKNOWN"},
    {"", "unknown", "", "", "", "", "", "", "", "", NULL},
};

START_TEST(a_place_has_its_location)
{
	struct school school = school_open(NULL);
	const struct cgrid_location *location;
	ck_ok(school.ctx, cgrid_locate_place(school.ctx, school.query, places[_i].query, &location));
	check_location(location, &places[_i]);
	ck_assert_str_eq(cgrid_ctx_error(school.ctx), "");
	school_close(&school);
}
END_TEST

/* The USNG text of a location names that place again, and a coarser one a circle about it. */
START_TEST(usng_goes_round)
{
	struct school school = school_open(NULL);
	const struct cgrid_location *location;
	char metre[CGRID_USNG_SIZE], ten[CGRID_USNG_SIZE];
	struct cgrid_lonlat court = school_ground(school.ctx, 55, 15);
	ck_ok(school.ctx, cgrid_usng_format(school.ctx, court, 5, true, metre));
	ck_ok(school.ctx, cgrid_usng_format(school.ctx, court, 4, true, ten));
	ck_ok(school.ctx, cgrid_locate_place(school.ctx, school.query, metre, &location));
	ck_assert_int_eq(location->status, CGRID_LOCATION_OK);
	ck_assert_str_eq(location->room, "Court");
	ck_assert_str_eq(location->usng, metre);
	ck_assert_double_eq_tol(location->ground.lat, court.lat, 1e-5);
	ck_assert(!isfinite(location->uncertainty_m));
	ck_ok(school.ctx, cgrid_locate_place(school.ctx, school.query, ten, &location));
	ck_assert_int_eq(location->status, CGRID_LOCATION_OK);
	ck_assert_str_eq(location->room, "");
	ck_assert_str_eq(location->keypad, "");
	ck_assert_double_eq_tol(location->uncertainty_m, 7.0710678, 1e-6);
	ck_assert_ptr_nonnull(strchr(location->cells, ' '));
	school_close(&school);
}
END_TEST

START_TEST(candidates_stand_one_by_one)
{
	struct school school = school_open(NULL);
	const struct cgrid_location *location;
	static const struct expected wanted[] = {
	    {"S-6", "ok", "Main", "1", "101", "E3-6", "E3", "E3", "1", "", NULL},
	    {"S-6", "ok", "Gym", "1", "Court", "E8-3", "E8", "E8", "6", "", NULL},
	};
	ck_ok(school.ctx, cgrid_locate_sensor(school.ctx, school.query, "S-6", &location));
	ck_assert_uint_eq(cgrid_query_candidate_count(school.query), 2);
	bool seen[2] = {false, false};
	for (size_t i = 0; i < 2; i++) {
		ck_ok(school.ctx, cgrid_query_candidate(school.ctx, school.query, i, &location));
		size_t which = strcmp(location->building, "Gym") == 0;
		seen[which] = true;
		check_location(location, &wanted[which]);
	}
	ck_assert(seen[0] && seen[1]);
	ck_assert_int_eq(cgrid_query_candidate(school.ctx, school.query, 2, &location),
			 CGRID_E_ARGUMENT);
	ck_assert_ptr_null(location);
	ck_ok(school.ctx, cgrid_locate_sensor(school.ctx, school.query, "S-1", &location));
	ck_assert_uint_eq(cgrid_query_candidate_count(school.query), 1);
	ck_ok(school.ctx, cgrid_locate_sensor(school.ctx, school.query, "none", &location));
	ck_assert_uint_eq(cgrid_query_candidate_count(school.query), 0);
	school_close(&school);
}
END_TEST

/* A query is echoed as it came, unless that would break a line or a screen. */
START_TEST(the_query_is_echoed)
{
	static const char *const echoes[][2] = {
	    {"a  b", "a  b"},
	    {"  a ", "  a "},
	    {"a\nb\x1b[31m", "a b [31m"},
	    {"caf\xc3\xa9", "caf\xc3\xa9"},
	    {"\xff", "\xef\xbf\xbd"},
	    {"\xe2\x80\xaetxt", "txt"},
	};
	struct school school = school_open(NULL);
	const struct cgrid_location *location;
	for (size_t i = 0; i < sizeof echoes / sizeof *echoes; i++) {
		ck_ok(school.ctx,
		      cgrid_locate_sensor(school.ctx, school.query, echoes[i][0], &location));
		ck_assert_str_eq(location->query, echoes[i][1]);
		ck_ok(school.ctx,
		      cgrid_locate_place(school.ctx, school.query, echoes[i][0], &location));
		ck_assert_str_eq(location->query, echoes[i][1]);
		ck_assert_int_eq(location->status, CGRID_LOCATION_UNKNOWN);
	}
	school_close(&school);
}
END_TEST

/* Points of a circle lie in the cells that it is said to touch; its middle in the first of them. */
static void
check_touched(const struct school *school, struct cgrid_xy at, double radius, struct rng *rng)
{
	char label[CGRID_LABEL_SIZE], spaced[CGRID_LABEL_SIZE + 2], padded[2000];
	struct cgrid_cell cell;
	ck_assert_int_lt(snprintf(padded, sizeof padded, " %s ", school->query->touched.text.data),
			 sizeof padded);
	for (int k = 0; k <= 40; k++) {
		double turn = rng_between(rng, 0, 6.3), r = k == 0 ? 0 : rng_between(rng, 0, radius);
		struct cgrid_xy near = {at.x + r * cos(turn), at.y + r * sin(turn)};
		if (!cgrid_grid_cell_at(school->grid, near, &cell))
			continue;
		cell.keypad = 0;
		cgrid_grid_label(school->grid, cell, label, sizeof label);
		snprintf(spaced, sizeof spaced, " %.30s ", label);
		const char *found = strstr(padded, spaced);
		ck_assert_msg(found && (k > 0 || found == padded), "%s of %s", label, padded);
	}
}

/* Every point of the grid has one cell, named first among those that any circle about it touches. */
START_TEST(one_cell_a_point)
{
	struct school school = school_open(NULL);
	struct rng rng = {11};
	for (int round = 0; round < 3000; round++) {
		struct cgrid_xy at = {rng_between(&rng, -43, 117), rng_between(&rng, -49, 71)};
		double radius = rng_between(&rng, 0, 25);
		bool inside = at.x >= -23 && at.x < 97 && at.y <= 51 && at.y > -29;
		struct cgrid_cell cell;
		ck_assert(cgrid_grid_cell_at(school.grid, at, &cell) == inside);
		ck_ok(school.ctx,
		      cgrid_cells_touched(school.ctx, &school.query->touched, school.grid, at, radius));
		check_touched(&school, at, radius, &rng);
	}
	school_close(&school);
}
END_TEST

/* No text that anybody types is an error, and none breaks a line. */
START_TEST(any_text_is_answered)
{
	static const char alphabet[] = "0123456789.,-+/: ABCEJNSUZabcroomd;\"\n\t\xc3\xa9";
	struct school school = school_open(NULL);
	struct rng rng = {13};
	for (int round = 0; round < 20000; round++) {
		char text[40];
		size_t n = rng_below(&rng, sizeof text);
		static const char *const starts[] = {"",  "", "room:", "door:", "18S", "40.12,-75.12,",
						     "E4"};
		snprintf(text, sizeof text, "%s", starts[rng_below(&rng, 7)]);
		for (size_t i = strlen(text); i < n; i++) {
			text[i] = alphabet[rng_below(&rng, sizeof alphabet - 1)];
			text[i + 1 < sizeof text ? i + 1 : i] = '\0';
		}
		const struct cgrid_location *location;
		ck_ok(school.ctx, cgrid_locate_place(school.ctx, school.query, text, &location));
		ck_assert_ptr_null(strpbrk(location->text, "\n\t"));
		ck_assert_ptr_null(strpbrk(location->query, "\n\t"));
		ck_assert((location->status == CGRID_LOCATION_AMBIGUOUS) ==
			  (cgrid_query_candidate_count(school.query) > 1));
	}
	school_close(&school);
}
END_TEST

/* Grids of other kinds over the same school: what a label, a text of several readings and a point mean.
 */
static const struct other_grid {
	enum cgrid_labels labels;
	enum cgrid_start start;
	const char *separator;
	double turn_deg;
	uint32_t columns, rows;
	struct expected expected;
} other_grids[] = {
    {CGRID_LABELS_AA,
     CGRID_START_NW,
     "-",
     0,
     30,
     30,
     {"AAA", "ambiguous", "", "", "", "", "", "", "", "A-AA; AA-A", "AMBIGUOUS | ONE OF A-AA; AA-A"}},
    {CGRID_LABELS_11,
     CGRID_START_NW,
     ",",
     0,
     12,
     8,
     {"3,5", "ok", "", "", "", "", "3,5", "3,5", "", "", "3,5 | GRID 3,5 | 40.1"}},
    {CGRID_LABELS_11,
     CGRID_START_NW,
     "",
     0,
     30,
     30,
     {"111", "unknown", "", "", "", "", "", "", "", "", NULL}},
    {CGRID_LABELS_A1,
     CGRID_START_SW,
     "-",
     20,
     12,
     8,
     {"room:214", "ok", "Main", "2", "214", NULL, NULL, NULL, "1", "", NULL}},
};

static void
other_grid(struct school *school, const struct other_grid *other)
{
	struct cgrid_grid_spec spec = *cgrid_grid_get_spec(school->grid);
	spec.labels = other->labels;
	spec.start = other->start;
	strcpy(spec.separator, other->separator);
	spec.turn_deg = other->turn_deg;
	spec.columns = other->columns;
	spec.rows = other->rows;
	if (other->start == CGRID_START_SW)
		spec.origin = school_ground(school->ctx, -23, -29);
	cgrid_query_free(school->query);
	cgrid_locator_free(school->locator);
	cgrid_grid_free(school->grid);
	ck_ok(school->ctx, cgrid_grid_new(school->ctx, &spec, &school->grid));
	ck_ok(school->ctx,
	      cgrid_locator_new(school->ctx, school->campus, school->grid, &school->locator));
	ck_ok(school->ctx, cgrid_query_new(school->ctx, school->locator, &school->query));
}

START_TEST(other_grids_are_read_too)
{
	struct school school = school_open(NULL);
	const struct cgrid_location *location;
	struct rng rng = {17};
	other_grid(&school, &other_grids[_i]);
	ck_ok(school.ctx,
	      cgrid_locate_place(school.ctx, school.query, other_grids[_i].expected.query, &location));
	check_location(location, &other_grids[_i].expected);
	ck_assert_str_eq(cgrid_ctx_error(school.ctx), "");
	/* Whatever the axes: the cells touched are those that hold a point of the circle. */
	for (int round = 0; round < 500; round++) {
		struct cgrid_xy at = {rng_between(&rng, -43, 117), rng_between(&rng, -49, 71)};
		double radius = rng_between(&rng, 0, 25);
		ck_ok(school.ctx,
		      cgrid_cells_touched(school.ctx, &school.query->touched, school.grid, at, radius));
		check_touched(&school, at, radius, &rng);
	}
	school_close(&school);
}
END_TEST

START_TEST(another_frame_is_refused)
{
	struct school school = school_open(NULL);
	struct cgrid_grid_spec spec = *cgrid_grid_get_spec(school.grid);
	struct cgrid_grid *grid;
	struct cgrid_locator *locator;
	spec.frame.origin.lat += 0.001;
	ck_ok(school.ctx, cgrid_grid_new(school.ctx, &spec, &grid));
	ck_assert_int_eq(cgrid_locator_new(school.ctx, school.campus, grid, &locator),
			 CGRID_E_ARGUMENT);
	ck_assert_ptr_null(locator);
	cgrid_grid_free(grid);
	school_close(&school);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("locate");
	TCase *c = tcase_create("locations");
	tcase_set_timeout(c, 60);
	tcase_add_loop_test(c, a_sensor_has_its_location, 0, sizeof sensors / sizeof *sensors);
	tcase_add_loop_test(c, a_point_has_its_location, 0, sizeof points / sizeof *points);
	tcase_add_loop_test(c, a_place_has_its_location, 0, sizeof places / sizeof *places);
	tcase_add_loop_test(c, a_circle_reaches_rooms, 0, sizeof reached / sizeof *reached);
	tcase_add_test(c, the_record_lists_rooms);
	tcase_add_loop_test(c, the_nearest_door_says_how, 0, sizeof ways / sizeof *ways);
	tcase_add_test(c, usng_goes_round);
	tcase_add_test(c, candidates_stand_one_by_one);
	tcase_add_test(c, the_query_is_echoed);
	tcase_add_test(c, one_cell_a_point);
	tcase_add_test(c, any_text_is_answered);
	tcase_add_loop_test(c, other_grids_are_read_too, 0, sizeof other_grids / sizeof *other_grids);
	tcase_add_test(c, another_frame_is_refused);
	suite_add_tcase(suite, c);
	return run_suite(suite);
}
