/* SPDX-License-Identifier: Apache-2.0 */
/* Ways out of a building made by hand, for which every length is known. */
#include "locate/ways.h"
#include "made-campus.h"

#include <math.h>

/*
 *   level 0            exit "1" at (0, 2)
 *   0 hall     L: (0,0) (20,0) (20,4) (4,4) (4,20) (0,20)
 *   1 room     (20,0) .. (30,10), its door at (20, 2)
 *   2 stairs   (0,20) .. (4,26), their door at (2, 20)
 *   3 closet   (30,0) .. (34,4), without a door
 *   level 1
 *   4 stairs   (0,20) .. (4,26), their door at (4, 23)
 *   5 attic    (4,20) .. (14,26)
 */
static const struct {
	uint32_t level;
	enum cgrid_room_kind kind;
	size_t count;
	struct cgrid_xy points[6];
} rooms[] = {
    {0, CGRID_ROOM_CORRIDOR, 6, {{0, 0}, {20, 0}, {20, 4}, {4, 4}, {4, 20}, {0, 20}}},
    {0, CGRID_ROOM_ROOM, 4, {{20, 0}, {30, 0}, {30, 10}, {20, 10}}},
    {0, CGRID_ROOM_STAIRS, 4, {{0, 20}, {4, 20}, {4, 26}, {0, 26}}},
    {0, CGRID_ROOM_ROOM, 4, {{30, 0}, {34, 0}, {34, 4}, {30, 4}}},
    {1, CGRID_ROOM_STAIRS, 4, {{0, 20}, {4, 20}, {4, 26}, {0, 26}}},
    {1, CGRID_ROOM_ROOM, 4, {{4, 20}, {14, 20}, {14, 26}, {4, 26}}},
};
static const struct cgrid_door doors[] = {
    {.door = "1", .exterior = true, .rooms = {0, CGRID_NONE}, .at = {0, 2}},
    {.door = "", .rooms = {0, 1}, .at = {20, 2}},
    {.door = "", .rooms = {2, 0}, .at = {2, 20}},
    {.door = "", .level = 1, .rooms = {5, 4}, .at = {4, 23}},
    {.door = "", .exterior = true, .rooms = {1, CGRID_NONE}, .at = {30, 8}}, /* no number */
};
enum { ROOMS = sizeof rooms / sizeof *rooms, DOORS = sizeof doors / sizeof *doors };

static struct cgrid_campus *
building(void)
{
	struct cgrid_campus *campus = made_campus(1, 2, ROOMS);
	campus->levels[0].has_ordinal = campus->levels[1].has_ordinal = true;
	campus->levels[1].ordinal = 1;
	for (uint32_t i = 0; i < ROOMS; i++) {
		struct cgrid_room *room = &campus->rooms[i];
		struct cgrid_ring *ring =
		    made_memory(cgrid_arena_alloc(&campus->arena, 1, sizeof *ring));
		*ring = (struct cgrid_ring){rooms[i].points, rooms[i].count, CGRID_RING_OUTER};
		room->level = rooms[i].level;
		room->kind = rooms[i].kind;
		room->shape = (struct cgrid_shape){.rings = ring, .ring_count = 1};
		cgrid_shape_measure(&room->shape);
		room->label = (struct cgrid_xy){(room->shape.box.min_x + room->shape.box.max_x) / 2,
						(room->shape.box.min_y + room->shape.box.max_y) / 2};
	}
	made_campus_count(campus);
	campus->doors = made_memory(cgrid_arena_alloc(&campus->arena, DOORS, sizeof doors[0]));
	memcpy(campus->doors, doors, sizeof doors);
	campus->door_count = DOORS;
	return campus;
}

/* Corners are passed at 5 cm, and doors are entered by as much: lengths are good to some 20 cm. */
static const struct {
	uint32_t room;
	struct cgrid_xy at;
	double metres; /* INFINITY: no way */
	const char *passed;
} ways[] = {
    {0, {3, 2}, 3, "0"},
    {0, {2, 19}, 17.12, "0"}, /* straight down the hall */
    {0, {19, 3}, 19.03, "0"},
    {1, {25, 2}, 25, "1 0"},
    {1, {29, 8}, 10.82 + 20, "1 0"}, /* not by the door without a number beside it */
    {2, {2, 25}, 5 + 18.11, "2 0"},
    {3, {32, 2}, INFINITY, ""},
    {5, {10, 23}, 6 + 2 + 8 + 3 + 18.11, "5 4 2 0"}, /* over the stairs */
};

START_TEST(a_room_has_its_way_out)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus *campus = building();
	struct cgrid_ways *made;
	double metres;
	char passed[64] = "";
	ck_ok(ctx, cgrid_ways_new(ctx, campus, &made));
	uint32_t point = cgrid_way_from(made, ways[_i].room, ways[_i].at, &metres);
	if (isinf(ways[_i].metres)) {
		ck_assert_uint_eq(point, CGRID_NONE);
		ck_assert(isinf(metres));
	} else {
		ck_assert_uint_ne(point, CGRID_NONE);
		ck_assert_msg(fabs(metres - ways[_i].metres) < 0.2, "%.3f m, not %.3f", metres,
			      ways[_i].metres);
		ck_assert_uint_eq(made->points[point].exit, 0);
	}
	for (uint32_t room = CGRID_NONE; point != CGRID_NONE; point = made->points[point].next) {
		if (made->points[point].room == room)
			continue;
		room = made->points[point].room;
		snprintf(passed + strlen(passed), sizeof passed - strlen(passed), "%s%u",
			 passed[0] ? " " : "", (unsigned)room);
	}
	ck_assert_str_eq(passed, ways[_i].passed);
	cgrid_ways_free(made);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
}
END_TEST

/* Around a corner of the hall: by way of it, never through the wall. */
START_TEST(ways_go_round_corners)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus *campus = building();
	struct cgrid_ways *made;
	double metres;
	/* The exit at the far end of one arm, the point at the far end of the other. */
	double around = hypot(16, 1) + hypot(2, 15); /* (20,3) .. (4,4) .. (2,19) */
	struct cgrid_xy at = {2, 19};
	campus->doors[0] =
	    (struct cgrid_door){.door = "9", .exterior = true, .rooms = {0, CGRID_NONE}, .at = {20, 3}};
	ck_ok(ctx, cgrid_ways_new(ctx, campus, &made));
	ck_assert_uint_ne(cgrid_way_from(made, 0, at, &metres), CGRID_NONE);
	ck_assert_msg(fabs(metres - around) < 0.2, "%.3f m, not %.3f", metres, around);
	ck_assert_uint_ne(cgrid_way_from_door(made, 2, &metres), CGRID_NONE);
	ck_assert(metres > around && metres < around + 1.2);
	/* The exit itself. */
	ck_assert_uint_ne(cgrid_way_from_door(made, 0, &metres), CGRID_NONE);
	ck_assert(metres < 0.2);
	cgrid_ways_free(made);
	cgrid_ways_free(NULL);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ways");
	TCase *tcase = tcase_create("ways");
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, a_room_has_its_way_out, 0, sizeof ways / sizeof *ways);
	tcase_add_test(tcase, ways_go_round_corners);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
