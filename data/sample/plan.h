/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sample campus as tables: what stands where. All lengths are decimetres in
 * the campus's own turned axes: x runs along the front of Main, y away from the
 * street. Buildings have their south-west corner as origin, SITE has the
 * frame's origin.
 */
#ifndef SAMPLE_PLAN_H
#define SAMPLE_PLAN_H

#include <stddef.h>

enum { SITE = -1, MAIN, GYM, ANNEX, BUILDINGS };

/* One room of a run: its length along the run. Rows of one level with the same sign are one room, so
 * an L takes two rows. The sign is `ref`, or `name` where there is no number. */
struct row {
	int length;
	const char *ref, *name, *category;
};
/* Rooms side by side, from a corner on towards east or north; `deep` is the other way. */
struct run {
	int x, y, deep;
	char way;
	const struct row *rows; /* ends with length 0 */
};
struct level {
	int building;
	const char *label, *name, *drawing; /* drawing: NULL for a level of the IMDF folder */
	int ordinal, floor_dm;              /* floor_dm: height of the floor above that of Main 1 */
	const struct run *runs;             /* ends with deep 0 */
};
struct building {
	const char *name, *long_name;
	int x, y;
};
/* A door to the outside; its number is its place in the table. It lies on the outline. */
struct exit {
	int building;
	const char *level;
	int x, y, width;
	const char *category, *name;
};
/* An asset; without a level it stands outdoors (at a wall, when it has a building). */
struct thing {
	const char *kind, *ref, *name;
	int building;
	const char *level;
	int x, y;
};
/* A sensor with a place of its own; height_cm above the floor or the ground. */
struct device {
	const char *id, *kind, *name;
	int building;
	const char *level;
	int x, y, height_cm;
};
/* RECT: two corners. OVAL: a line and everything within `size` of it. SECTOR: a quarter disc of radius
 * `size` from the first point towards east and south. LINE: `size` is its width. POLYGON. */
enum form { RECT, OVAL, SECTOR, LINE, POLYGON };
struct area {
	const char *kind, *name;
	enum form form;
	int size, count;
	int at[6][2];
};

/* clang-format off */
static const struct building buildings[BUILDINGS] = {
	{"Main",  "Main Building",      -930, -420},
	{"Gym",   "Gymnasium and Pool",  120, -180},
	{"Annex", "Shop and Music Annex", -780, 420},
};

#define ROWS (const struct row[])
#define RUNS (const struct run[])
#define CLASS "classroom"
#define STAIR(n) {40, NULL, "Stair " n, "stairs"}
#define PIPES {4, NULL, NULL, "structure"}

static const struct run main_1[] = {
	{0, 0, 80, 'e', ROWS{
		STAIR("1"),
		{90, "101", "English 9", CLASS}, {90, "102", "English 10", CLASS},
		{50, "103", "Guidance", "office"}, {40, "104", "Nurse", "firstaid"},
		{60, "105", "Main Office", "office"}, {90, NULL, "Main Lobby", "lobby"},
		{40, "106", "Principal", "office"}, {50, "107", "Conference Room", "conferenceroom"},
		{90, "108", "World History", CLASS}, {90, "109", "US History", CLASS},
		{90, "110", "Civics", CLASS},
		STAIR("2"), {0}}},
	{0, 80, 30, 'e', ROWS{{860, NULL, "Corridor 100 South", "walkway"}, {0}}},
	{110, 110, 80, 'e', ROWS{
		{90, "111", "Spanish", CLASS},
		{33, "112", "Boys Restroom", "restroom.male"}, PIPES,
		{33, "113", "Girls Restroom", "restroom.female"},
		{20, "114", "Custodian", "storage"}, {25, NULL, "Elevator 1", "elevator"},
		{85, "115", "Staff Lounge", "lounge"}, {0}}},
	{430, 110, 80, 'e', ROWS{
		{90, "116", "French", CLASS}, {40, "117", "Server Room", "serverroom"},
		{40, "118", "Mechanical", "nonpublic"}, {150, "119", "Art Room", CLASS}, {0}}},
	{780, 110, 80, 'n', ROWS{
		{90, "120", "Ceramics", CLASS}, {90, "121", "Photography", CLASS},
		{30, "122", "Electrical", "nonpublic"}, {60, "123", "Receiving", "storage"},
		{75, "124", "Resource Room", CLASS}, {75, "125", "Testing Center", CLASS}, {0}}},
	{0, 110, 80, 'n', ROWS{
		{105, "126", "Algebra 1", CLASS}, {105, "127", "Geometry", CLASS},
		{105, "128", "Statistics", CLASS}, {105, "129", "Life Skills", CLASS}, {0}}},
	{430, 190, 130, 'e', ROWS{
		{210, "130", "Cafeteria", "foodservice"}, {110, "131", "Kitchen", "kitchen"}, {0}}},
	{430, 320, 130, 'e', ROWS{
		{220, "132", "Auditorium", "auditorium"}, {70, "133", "Stage", "theater"},
		{30, "134", "Dressing Room", "room"}, {0}}},
	{110, 450, 80, 'e', ROWS{
		{95, "135", "Chemistry Lab", "laboratory"}, {25, "135A", "Chemical Storage", "storage"},
		{95, "136", "Physics Lab", "laboratory"}, STAIR("3"),
		{35, "137", "Staff Restroom", "restroom.unisex"}, {0}}},
	{430, 450, 80, 'e', ROWS{
		{35, "138", "Boys Restroom", "restroom.male"}, {35, "139", "Girls Restroom", "restroom.female"},
		{125, "140", "Business Lab", CLASS}, {125, "141", "Home Economics", CLASS}, {0}}},
	{0, 560, 80, 'e', ROWS{
		STAIR("4"),
		{90, "142", "English 11", CLASS}, {90, "143", "English 12", CLASS},
		{90, "144", "Journalism", CLASS}, {60, "145", "Attendance", "office"},
		{90, NULL, "North Lobby", "lobby"},
		{90, "146", "Driver Education", CLASS}, {90, "147", "Health", CLASS},
		{90, "148", "Special Education", CLASS}, {90, "149", "Special Education", CLASS},
		STAIR("5"), {0}}},
	{0, 530, 30, 'e', ROWS{{860, NULL, "Corridor 100 North", "walkway"}, {0}}},
	{80, 110, 420, 'e', ROWS{{30, NULL, "Corridor 100 West", "walkway"}, {0}}},
	{400, 110, 420, 'e', ROWS{{30, NULL, "Corridor 100 Center", "walkway"}, {0}}},
	{750, 110, 420, 'e', ROWS{{30, NULL, "Corridor 100 East", "walkway"}, {0}}},
	{0}};

/* The auditorium reaches through level 2; the library is an L around its office. */
static const struct run main_2[] = {
	{0, 0, 80, 'e', ROWS{
		STAIR("1"),
		{90, "201", "Algebra 2", CLASS}, {90, "202", "Precalculus", CLASS},
		{75, "203", "Calculus", CLASS}, {75, "204", "Math Lab", CLASS},
		{90, "205", "Seminar Room", "conferenceroom"},
		{90, "206", "English 10", CLASS}, {90, "207", "English 11", CLASS},
		{90, "208", "Creative Writing", CLASS}, {90, "209", "Debate", CLASS},
		STAIR("2"), {0}}},
	{0, 80, 30, 'e', ROWS{{860, NULL, "Corridor 200 South", "walkway"}, {0}}},
	{110, 110, 80, 'e', ROWS{
		{90, "210", "Anatomy", CLASS},
		{33, "211", "Boys Restroom", "restroom.male"}, PIPES,
		{33, "212", "Girls Restroom", "restroom.female"},
		{20, "213", "Custodian", "storage"}, {25, NULL, "Elevator 1", "elevator"},
		{85, "214", "Biology Lab", "laboratory"}, {0}}},
	{430, 110, 80, 'e', ROWS{
		{100, "215", "Economics", CLASS}, {20, "216", "Telecom Closet", "nonpublic"},
		{100, "217", "Psychology", CLASS}, {100, "218", "Geography", CLASS}, {0}}},
	{780, 110, 80, 'n', ROWS{
		{140, "222", "Drawing Studio", CLASS}, {140, "223", "Graphic Design", CLASS},
		{140, "224", "Yearbook", CLASS}, {0}}},
	{0, 110, 80, 'n', ROWS{
		{140, "219", "German", CLASS}, {140, "220", "Latin", CLASS}, {140, "221", "Spanish", CLASS}, {0}}},
	{430, 190, 130, 'e', ROWS{{270, "227", "Peña Library", "library"}, {0}}},
	{700, 190, 50, 'e', ROWS{{50, "227A", "Library Office", "office"}, {0}}},
	{700, 240, 80, 'e', ROWS{{50, "227", "Peña Library", "library"}, {0}}},
	{430, 320, 130, 'e', ROWS{
		{50, "228", "Balcony", "auditorium"}, {240, NULL, NULL, "opentobelow"},
		{30, "229", "Sound Booth", "nonpublic"}, {0}}},
	{110, 450, 80, 'e', ROWS{
		{95, "230", "Earth Science Lab", "laboratory"}, {25, "230A", "Prep Room", "storage"},
		{95, "231", "Environmental Lab", "laboratory"}, STAIR("3"),
		{35, "232", "Staff Restroom", "restroom.unisex"}, {0}}},
	{430, 450, 80, 'e', ROWS{
		{35, "233", "Boys Restroom", "restroom.male"}, {35, "234", "Girls Restroom", "restroom.female"},
		{125, "235", "Computer Lab", CLASS}, {125, "236", "Robotics Lab", CLASS}, {0}}},
	{0, 560, 80, 'e', ROWS{
		STAIR("4"),
		{110, "237", "World History", CLASS}, {110, "238", "US History", CLASS},
		{110, "239", "Government", CLASS}, {90, "240", "Department Office", "office"},
		{120, "241", "Physical Science", CLASS}, {120, "242", "Study Hall", CLASS},
		{120, "243", "Reading Center", CLASS},
		STAIR("5"), {0}}},
	{0, 530, 30, 'e', ROWS{{860, NULL, "Corridor 200 North", "walkway"}, {0}}},
	{80, 110, 420, 'e', ROWS{{30, NULL, "Corridor 200 West", "walkway"}, {0}}},
	{400, 110, 420, 'e', ROWS{{30, NULL, "Corridor 200 Center", "walkway"}, {0}}},
	{750, 110, 420, 'e', ROWS{{30, NULL, "Corridor 200 East", "walkway"}, {0}}},
	{0}};

/* Level 3 leaves out the roof of the library and the auditorium: a courtyard and a notch. */
static const struct run main_3[] = {
	{0, 0, 80, 'e', ROWS{
		STAIR("1"),
		{110, "301", "English 12", CLASS}, {110, "302", "AP Literature", CLASS},
		{110, "303", "AP Language", CLASS}, {90, "304", "Tutoring", CLASS},
		{120, "305", "AP History", CLASS}, {120, "306", "AP Economics", CLASS},
		{120, "307", "Mock Trial", CLASS},
		STAIR("2"), {0}}},
	{0, 80, 30, 'e', ROWS{{860, NULL, "Corridor 300 South", "walkway"}, {0}}},
	{110, 110, 80, 'e', ROWS{
		{90, "308", "Chorus Practice", CLASS},
		{33, "309", "Boys Restroom", "restroom.male"}, PIPES,
		{33, "310", "Girls Restroom", "restroom.female"},
		{20, "311", "Custodian", "storage"}, {25, NULL, "Elevator 1", "elevator"},
		{85, "312", "AP Biology Lab", "laboratory"}, {0}}},
	{430, 110, 80, 'e', ROWS{
		{145, "313", "Language Lab", CLASS}, {145, "314", "Media Studio", CLASS},
		{140, "315", "Engineering", CLASS}, {0}}},
	{0, 110, 80, 'n', ROWS{
		{140, "316", "Trigonometry", CLASS}, {140, "317", "AP Calculus", CLASS},
		{140, "318", "AP Statistics", CLASS}, {0}}},
	{110, 450, 80, 'e', ROWS{
		{95, "319", "AP Chemistry Lab", "laboratory"}, {25, "319A", "Prep Room", "storage"},
		{95, "320", "AP Physics Lab", "laboratory"}, STAIR("3"),
		{35, "321", "Mechanical", "nonpublic"}, {0}}},
	{430, 450, 80, 'e', ROWS{
		{145, "322", "Computer Science", CLASS}, {145, "323", "Data Science", CLASS},
		{140, "324", "Maker Space", CLASS}, {0}}},
	{0, 560, 80, 'e', ROWS{
		STAIR("4"),
		{165, "325", "Senior Seminar", CLASS}, {165, "326", "Philosophy", CLASS},
		{90, "327", "Department Office", "office"},
		{180, "328", "Testing Hall", CLASS}, {180, "329", "Study Hall", CLASS},
		STAIR("5"), {0}}},
	{0, 530, 30, 'e', ROWS{{860, NULL, "Corridor 300 North", "walkway"}, {0}}},
	{80, 110, 420, 'e', ROWS{{30, NULL, "Corridor 300 West", "walkway"}, {0}}},
	{400, 110, 420, 'e', ROWS{{30, NULL, "Corridor 300 Center", "walkway"}, {0}}},
	{0}};

static const struct run gym_1[] = {
	{0, 0, 100, 'e', ROWS{
		{80, "G101", "Athletic Office", "office"}, {80, "G102", "Tickets and Concessions", "foodservice"},
		{160, NULL, "Gym Lobby", "lobby"}, {80, "G103", "Athletic Trainer", "firstaid"},
		{50, "G104", "Men's Restroom", "restroom.male"}, {50, "G105", "Women's Restroom", "restroom.female"},
		{60, NULL, "Stair 6", "stairs"}, {0}}},
	{0, 100, 30, 'e', ROWS{{560, NULL, "Gym Corridor", "walkway"}, {0}}},
	{0, 130, 290, 'e', ROWS{
		{360, "G106", "Gymnasium", "fieldofplay"}, {30, NULL, "Gym Corridor", "walkway"}, {0}}},
	{390, 130, 170, 'n', ROWS{
		{160, "G107", "Auxiliary Gym", "fieldofplay"}, {40, "G108", "Equipment Storage", "storage"},
		{50, "G109", "Mechanical", "nonpublic"}, {0}}},
	{390, 380, 40, 'e', ROWS{
		{80, NULL, "Stair 7", "stairs"}, {90, "G110", "Roof Ladder", "nonpublic"}, {0}}},
	{0}};

static const struct run gym_lower[] = {
	{0, 0, 100, 'e', ROWS{
		{180, "G001", "Boys Locker Room", "room"}, {180, "G002", "Girls Locker Room", "room"},
		{140, "G003", "Team Room", "room"}, {60, NULL, "Stair 6", "stairs"}, {0}}},
	{0, 100, 30, 'e', ROWS{{560, NULL, "Lower Corridor", "walkway"}, {0}}},
	{0, 130, 290, 'e', ROWS{
		{360, "G004", "Pool", "fieldofplay"}, {30, NULL, "Lower Corridor", "walkway"}, {0}}},
	{390, 130, 170, 'n', ROWS{
		{60, "G005", "Pool Chemicals", "nonpublic"}, {110, "G006", "Weight Room", "fitnessroom"},
		{40, "G007", "Storage", "storage"}, {40, "G008", "Boiler Room", "nonpublic"}, {0}}},
	{390, 380, 40, 'e', ROWS{
		{80, NULL, "Stair 7", "stairs"}, {90, "G009", "Electrical", "nonpublic"}, {0}}},
	{0}};

static const struct run annex_1[] = {
	{0, 0, 90, 'e', ROWS{
		{140, "A101", "Wood Shop", "room"}, {120, "A102", "Metal Shop", "room"},
		{40, "A103", "Tool Room", "storage"}, {110, "A104", "Band Room", CLASS},
		{70, "A105", "Choir Room", CLASS}, {0}}},
	{0, 90, 30, 'e', ROWS{{480, NULL, "Annex Corridor", "walkway"}, {0}}},
	{0, 120, 120, 'e', ROWS{
		{160, "A106", "Auto Shop", "room"}, {110, "A107", "Agriculture Lab", "laboratory"},
		{35, "A108", "Boys Restroom", "restroom.male"}, {35, "A109", "Girls Restroom", "restroom.female"},
		{40, "A110", "Mechanical", "nonpublic"}, {100, "A111", "Practice Rooms", CLASS}, {0}}},
	{0}};

static const struct level levels[] = {
	{MAIN,  "1",  "Level 1",     NULL,             0,   0, main_1},
	{MAIN,  "2",  "Level 2",     NULL,             1,  42, main_2},
	{MAIN,  "3",  "Level 3",     NULL,             2,  84, main_3},
	{GYM,   "LL", "Lower Level", "gym-LL.geojson", -1, -45, gym_lower},
	{GYM,   "1",  "Level 1",     "gym-1.geojson",  0,   0, gym_1},
	{ANNEX, "1",  "Level 1",     "annex.geojson",  0,   6, annex_1},
};
enum { LEVELS = sizeof levels / sizeof *levels };

/* Clockwise seen from above, from the main entrance of each building; one count over the campus. The
 * ground falls to the north: the lower level of Gym leads out there and to the east. */
#define WALK "pedestrian"
#define FRONT "pedestrian.principal"
#define ESCAPE "emergencyexit"
#define SERVICE "service"
static const struct exit exits[] = {
	{MAIN, "1", 415, 0, 36, FRONT, "Main Entrance"},
	{MAIN, "1", 20, 0, 18, ESCAPE, "Stair 1"},
	{MAIN, "1", 0, 95, 18, WALK, "South Corridor West"},
	{MAIN, "1", 0, 250, 10, ESCAPE, "Room 127"},
	{MAIN, "1", 0, 470, 10, ESCAPE, "Room 129"},
	{MAIN, "1", 0, 545, 18, WALK, "North Corridor West"},
	{MAIN, "1", 20, 640, 18, ESCAPE, "Stair 4"},
	{MAIN, "1", 415, 640, 36, FRONT, "North Entrance"},
	{MAIN, "1", 840, 640, 18, ESCAPE, "Stair 5"},
	{MAIN, "1", 860, 545, 18, WALK, "North Corridor East"},
	{MAIN, "1", 860, 350, 30, SERVICE, "Receiving"},
	{MAIN, "1", 860, 305, 10, SERVICE, "Electrical"},
	{MAIN, "1", 860, 150, 10, ESCAPE, "Ceramics"},
	{MAIN, "1", 860, 95, 18, WALK, "South Corridor East"},
	{MAIN, "1", 840, 0, 18, ESCAPE, "Stair 2"},
	{GYM, "1", 240, 0, 54, FRONT, "Gym Entrance"},
	{GYM, "1", 120, 0, 10, SERVICE, "Concessions"},
	{GYM, "1", 0, 115, 18, WALK, "Gym Corridor West"},
	{GYM, "1", 0, 275, 36, ESCAPE, "Gymnasium"},
	{GYM, "LL", 180, 420, 18, ESCAPE, "Pool"},
	{GYM, "LL", 375, 420, 18, WALK, "Lower Corridor North"},
	{GYM, "LL", 430, 420, 18, ESCAPE, "Stair 7"},
	{GYM, "LL", 560, 360, 24, SERVICE, "Boiler Room"},
	{GYM, "LL", 560, 245, 18, WALK, "Weight Room"},
	{GYM, "1", 560, 170, 18, ESCAPE, "Auxiliary Gym"},
	{GYM, "1", 560, 115, 18, WALK, "Gym Corridor East"},
	{GYM, "1", 530, 0, 18, ESCAPE, "Stair 6"},
	{GYM, "1", 360, 0, 10, WALK, "Athletic Trainer"},
	{ANNEX, "1", 0, 105, 18, FRONT, "Annex Entrance"},
	{ANNEX, "1", 0, 180, 36, SERVICE, "Auto Shop West"},
	{ANNEX, "1", 80, 240, 36, SERVICE, "Auto Shop North"},
	{ANNEX, "1", 215, 240, 18, WALK, "Agriculture Lab"},
	{ANNEX, "1", 360, 240, 10, SERVICE, "Mechanical"},
	{ANNEX, "1", 480, 105, 18, WALK, "Annex Corridor East"},
	{ANNEX, "1", 445, 0, 10, ESCAPE, "Choir Room"},
	{ANNEX, "1", 355, 0, 36, SERVICE, "Band Room"},
	{ANNEX, "1", 200, 0, 30, SERVICE, "Metal Shop"},
	{ANNEX, "1", 70, 0, 30, SERVICE, "Wood Shop"},
};
enum { EXITS = sizeof exits / sizeof *exits };

/* Stairs and elevators are not listed: each stands in its room on every level. */
static const struct thing things[] = {
	{"aed", "AED 1", "Main Lobby", MAIN, "1", 452, 60},
	{"aed", "AED 2", "At Room 140", MAIN, "1", 520, 545},
	{"aed", "AED 3", "Outside the library", MAIN, "2", 415, 250},
	{"aed", "AED 4", "At Elevator 1", MAIN, "3", 302, 100},
	{"aed", "AED 5", "Gym Lobby", GYM, "1", 310, 80},
	{"aed", "AED 6", "Pool deck", GYM, "LL", 350, 145},
	{"aed", "AED 7", "Annex Corridor", ANNEX, "1", 240, 105},
	{"aed", "AED 8", "Concession Stand", SITE, NULL, -490, 784},
	{"trauma_kit", "TK 1", "Main Office", MAIN, "1", 365, 70},
	{"trauma_kit", "TK 2", "Nurse", MAIN, "1", 275, 70},
	{"trauma_kit", "TK 3", "South Corridor", MAIN, "2", 415, 85},
	{"trauma_kit", "TK 4", "South Corridor", MAIN, "3", 415, 85},
	{"trauma_kit", "TK 5", "Athletic Trainer", GYM, "1", 390, 80},
	{"trauma_kit", "TK 6", "Wood Shop", ANNEX, "1", 130, 85},
	{"key_box", "KB 1", "Left of door 1", MAIN, NULL, 390, -3},
	{"key_box", "KB 2", "Right of door 16", GYM, NULL, 275, -3},
	{"key_box", "KB 3", "Left of door 29", ANNEX, NULL, -3, 117},
	{"gas_shutoff", "GAS 1", "Meter at Receiving", MAIN, NULL, 868, 390},
	{"gas_shutoff", "GAS 2", "Meter at the boiler room", GYM, NULL, 567, 395},
	{"gas_shutoff", "GAS 3", "Meter at Auto Shop", ANNEX, NULL, -7, 222},
	{"gas_shutoff", "GAS 4", "Laboratory gas, Chemistry", MAIN, "1", 118, 520},
	{"water_shutoff", "W 1", "Mechanical", MAIN, "1", 590, 180},
	{"water_shutoff", "W 2", "Boiler Room", GYM, "LL", 545, 370},
	{"water_shutoff", "W 3", "Mechanical", ANNEX, "1", 375, 230},
	{"water_shutoff", "W 4", "Street valve", SITE, NULL, -540, -740},
	{"electric_shutoff", "E 1", "Main switchgear", MAIN, "1", 850, 315},
	{"electric_shutoff", "E 2", "Gym switchgear", GYM, "LL", 520, 410},
	{"electric_shutoff", "E 3", "Annex panel", ANNEX, "1", 345, 230},
	{"electric_shutoff", "E 4", "Field lights", SITE, NULL, -470, 900},
	{"alarm_panel", "FACP", "Fire alarm control panel", MAIN, "1", 375, 40},
	{"alarm_panel", "FAA 2", "Fire alarm annunciator", GYM, "1", 170, 10},
	{"alarm_panel", "FAA 3", "Fire alarm annunciator", ANNEX, "1", 8, 95},
	{"alarm_panel", "IDS", "Intrusion alarm panel", MAIN, "1", 525, 115},
	{"extinguisher", "X 1", "South Corridor", MAIN, "1", 120, 85},
	{"extinguisher", "X 2", "South Corridor", MAIN, "1", 700, 85},
	{"extinguisher", "X 3", "North Corridor", MAIN, "1", 150, 555},
	{"extinguisher", "X 4", "Kitchen", MAIN, "1", 745, 200},
	{"extinguisher", "X 5", "North Corridor", MAIN, "2", 150, 555},
	{"extinguisher", "X 6", "East Corridor", MAIN, "2", 775, 300},
	{"extinguisher", "X 7", "West Corridor", MAIN, "3", 85, 320},
	{"extinguisher", "X 8", "North Corridor", MAIN, "3", 600, 555},
	{"extinguisher", "X 9", "Gym Corridor", GYM, "1", 365, 250},
	{"extinguisher", "X 10", "Lower Corridor", GYM, "LL", 365, 250},
	{"extinguisher", "X 11", "Auto Shop", ANNEX, "1", 150, 130},
	{"extinguisher", "X 12", "Metal Shop", ANNEX, "1", 150, 80},
	{"hazard", "HZ 1", "Acids and solvents", MAIN, "1", 217, 490},
	{"hazard", "HZ 2", "Pool chlorine", GYM, "LL", 500, 160},
	{"hazard", "HZ 3", "Fuel and welding gas", ANNEX, "1", 20, 220},
	{"hazard", "HZ 4", "Pesticides and fertilizer", ANNEX, "1", 260, 230},
	{"hazard", "HZ 5", "Diesel generator", SITE, NULL, -30, 10},
	{"hydrant", "H 1", "School Lane at door 1", SITE, NULL, -505, -748},
	{"hydrant", "H 2", "School Lane at Student Parking", SITE, NULL, 700, -748},
	{"hydrant", "H 3", "North of Main", SITE, NULL, -180, 320},
	{"hydrant", "H 4", "Stadium gate", SITE, NULL, -585, 700},
	{"camera", "C 1", "Main Entrance", MAIN, NULL, 440, -4},
	{"camera", "C 2", "Main Lobby", MAIN, "1", 415, 75},
	{"camera", "C 3", "South Corridor West", MAIN, "1", 5, 105},
	{"camera", "C 4", "North Corridor East", MAIN, "1", 855, 540},
	{"camera", "C 5", "Cafeteria", MAIN, "1", 435, 315},
	{"camera", "C 6", "Library", MAIN, "2", 435, 195},
	{"camera", "C 7", "North Corridor", MAIN, "3", 415, 540},
	{"camera", "C 8", "Gym Lobby", GYM, "1", 240, 90},
	{"camera", "C 9", "Student Parking", SITE, NULL, 1040, -255},
	{"camera", "C 10", "Stadium", SITE, NULL, 350, 755},
	{"fdc", "FDC 1", "Left of the Main Entrance", MAIN, NULL, 350, -3},
	{"fdc", "FDC 2", "Right of the Gym Entrance", GYM, NULL, 330, -3},
	{"fdc", "FDC 3", "Annex, south wall", ANNEX, NULL, 15, -3},
	{"roof_access", "R 1", "Ladder in Room 321", MAIN, "3", 380, 500},
	{"roof_access", "R 2", "Ladder in Room G110", GYM, "1", 540, 400},
	{"muster_point", "M 1", "Football field", SITE, NULL, 350, 1240},
	{"muster_point", "M 2", "Practice field", SITE, NULL, -1090, 560},
	{"muster_point", "M 3", "Student Parking, far end", SITE, NULL, 1250, -255},
};
enum { THINGS = sizeof things / sizeof *things };

static const struct device devices[] = {
	{"000000000101", "beacon", "Reunification tablet, Cafeteria", MAIN, "1", 530, 255, 90},
	{"GSD-0004", "weapon", "Walk-through detector, Main Lobby", MAIN, "1", 415, 30, 100},
	{"GSD-0006", "weapon", "Walk-through detector, North Lobby", MAIN, "1", 415, 610, 100},
	{"GSD-0009", "weapon", "Walk-through detector, Gym Lobby", GYM, "1", 240, 30, 100},
	{"GSD-0011", "door", "Door 1", MAIN, "1", 415, 6, 210},
	{"GSD-0012", "door", "Door 3", MAIN, "1", 6, 95, 210},
	{"GSD-0013", "door", "Door 6", MAIN, "1", 6, 545, 210},
	{"GSD-0014", "door", "Door 8", MAIN, "1", 415, 634, 210},
	{"GSD-0015", "door", "Door 10", MAIN, "1", 854, 545, 210},
	{"GSD-0017", "door", "Door 14", MAIN, "1", 854, 95, 210},
	{"GSD-0018", "door", "Door 16", GYM, "1", 240, 6, 210},
	{"GSD-0019", "door", "Door 21", GYM, "LL", 375, 414, 210},
	{"GSD-0020", "door", "Door 26", GYM, "1", 554, 115, 210},
	{"GSD-0022", "door", "Door 29", ANNEX, "1", 6, 105, 210},
	{"GSD-0301", "gunshot", "Stadium, home stand", SITE, NULL, 130, 742, 600},
	{"GSD-0302", "gunshot", "Stadium, visitor stand", SITE, NULL, 570, 1738, 600},
	{"GSD-0303", "camera", "Stadium, scoreboard", SITE, NULL, 1190, 1240, 900},
	{"GSD-0304", "panic", "Stadium, press box", SITE, NULL, 350, 730, 120},
	{"GSD-0305", "gunshot", "Student Parking, light pole 2", SITE, NULL, 960, -255, 700},
	{"GSD-0306", "camera", "Student Parking, light pole 3", SITE, NULL, 1200, -255, 700},
	{"GSD-0307", "gunshot", "Bus Loop", SITE, NULL, -500, -520, 500},
	{"GSD-0308", "camera", "Staff Parking", SITE, NULL, -1130, -90, 700},
	{"GSD-0309", "beacon", "Practice Field gate", SITE, NULL, -850, 560, 200},
};
enum { DEVICES = sizeof devices / sizeof *devices, SENSORS = 120 };

/* What hangs in a room by its category: one of two kinds. Then the radius of 95 %
 * and the height of each kind. */
struct habit {
	const char *category, *kinds[2];
};
static const struct habit habits[] = {
	{"walkway", {"gunshot", "camera"}}, {"lobby", {"gunshot", "camera"}},
	{"stairs", {"gunshot", "beacon"}}, {"office", {"panic", "panic"}},
	{"firstaid", {"panic", "beacon"}}, {"library", {"gunshot", "panic"}},
	{"laboratory", {"gunshot", "gunshot"}}, {"nonpublic", {"beacon", "beacon"}}, {"storage", {"beacon", "beacon"}},
	{"", {"gunshot", "panic"}},
};
struct sensor_kind {
	const char *kind, *title;
	int uncertainty_cm, height_cm;
};
static const struct sensor_kind sensor_kinds[] = {
	{"gunshot", "Gunshot detector", 600, 260}, {"panic", "Panic button", 300, 110},
	{"camera", "Camera", 250, 250},            {"weapon", "Weapon detector", 150, 100},
	{"door", "Door contact", 100, 210},        {"beacon", "Beacon", 450, 230},
};

static const struct area areas[] = {
	{"road", "School Lane", LINE, 90, 2, {{-2400, -800}, {2400, -800}}},
	{"road", "Maple Street", LINE, 80, 2, {{-1480, -2000}, {-1480, 2600}}},
	{"road", "Ridge Road", LINE, 80, 2, {{1500, -2000}, {1500, 2600}}},
	{"road", "Bus Loop", LINE, 60, 4, {{-900, -760}, {-900, -500}, {-100, -500}, {-100, -760}}},
	{"road", "Service Drive", LINE, 50, 4, {{20, -760}, {20, 330}, {-1060, 330}, {-1060, 190}}},
	{"parking", "Visitor Parking", RECT, 0, 2, {{-780, -710}, {-220, -590}}},
	{"parking", "Staff Parking", RECT, 0, 2, {{-1320, -400}, {-1000, 200}}},
	{"parking", "Student Parking", RECT, 0, 2, {{780, -640}, {1400, 140}}},
	{"field", "Stadium and Track", OVAL, 457, 2, {{-72, 1240}, {772, 1240}}},
	{"field", "Baseball Field", SECTOR, 680, 1, {{-1360, 1600}}},
	{"field", "Practice Field", RECT, 0, 2, {{-1330, 400}, {-870, 810}}},
	{"field", "Tennis Courts", RECT, 0, 2, {{790, 260}, {1340, 630}}},
	{"outbuilding", "Concession Stand", RECT, 0, 2, {{-540, 790}, {-440, 850}}},
	{"outbuilding", "Press Box", RECT, 0, 2, {{250, 715}, {450, 745}}},
	{"outbuilding", "Equipment Shed", RECT, 0, 2, {{-840, 850}, {-760, 900}}},
	{"neighbor", "Cedar Ridge Elementary", RECT, 0, 2, {{-2100, 800}, {-1540, 1700}}},
	{"neighbor", "Maple Street houses", POLYGON, 0, 6,
	 {{-2100, -740}, {-1540, -740}, {-1540, 740}, {-1820, 740}, {-1820, 600}, {-2100, 600}}},
	{"neighbor", "St. Mark's Church", RECT, 0, 2, {{250, -1500}, {900, -870}}},
	{"fence", "Stadium fence", LINE, 2, 5, {{-580, 690}, {1290, 690}, {1290, 1760}, {-580, 1760}, {-580, 760}}},
	{"fence", "Tennis fence", LINE, 2, 5, {{780, 250}, {1350, 250}, {1350, 640}, {780, 640}, {780, 250}}},
	{"fence", "Campus fence, Maple Street", LINE, 2, 3, {{-1420, -380}, {-1420, 1780}, {-620, 1780}}},
	{"fence", "Campus fence, Ridge Road", LINE, 2, 2, {{1430, 180}, {1430, 1780}}},
};
enum { AREAS = sizeof areas / sizeof *areas };
/* clang-format on */

#endif
