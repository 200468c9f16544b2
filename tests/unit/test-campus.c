/* SPDX-License-Identifier: Apache-2.0 */
/* Placing: drafts made by hand become campuses in one frame and one order. */
#include "harness.h"

#include "base/shape.h"
#include "campus/campus.h"

#include <math.h>

static const struct cgrid_source here = {"test.geojson", 3, 5};

/* Metres about a point, as degrees: near enough to lay rooms out. */
static struct cgrid_lonlat
ground(double x, double y)
{
	return (struct cgrid_lonlat){-75.12 + x / 85287.0, 40.12 + y / 111034.0};
}

static struct cgrid_draft_shape
draw(struct cgrid_draft *draft, const double (*points)[2], size_t count, enum cgrid_ring_role role)
{
	size_t first = draft->ring_count;
	ck_ok(draft->ctx, cgrid_draft_ring_begin(draft, role));
	for (size_t i = 0; i < count; i++) {
		struct cgrid_lonlat at = ground(points[i][0], points[i][1]);
		ck_ok(draft->ctx, cgrid_draft_point(draft, at.lon, at.lat));
	}
	cgrid_draft_ring_end(draft);
	return (struct cgrid_draft_shape){first, draft->ring_count - first};
}

static struct cgrid_draft_shape
box(struct cgrid_draft *draft, double x, double y, double w, double h)
{
	/* Clockwise, as many drawings are. */
	const double points[][2] = {{x, y}, {x, y + h}, {x + w, y + h}, {x + w, y}, {x, y}};
	return draw(draft, points, 5, CGRID_RING_OUTER);
}

static void
add_room(struct cgrid_draft *draft, const char *building, const char *level, const char *sign,
	 struct cgrid_draft_shape shape)
{
	struct cgrid_draft_feature room = {.kind = CGRID_DRAFT_ROOM,
					   .id = sign,
					   .ref = sign,
					   .name = "",
					   .category = "room",
					   .shape = shape,
					   .source = here};
	ck_ok(draft->ctx, cgrid_draft_building(draft, building, &here, &room.building));
	ck_ok(draft->ctx, cgrid_draft_level(draft, room.building, level, &here, &room.level));
	ck_ok(draft->ctx, cgrid_draft_feature(draft, &room));
}

static void
add_door(struct cgrid_draft *draft, const char *building, const char *level, const char *number,
	 double x0, double y0, double x1, double y1)
{
	const double points[][2] = {{x0, y0}, {x1, y1}};
	struct cgrid_draft_feature door = {.kind = CGRID_DRAFT_DOOR,
					   .id = "",
					   .ref = number,
					   .name = "",
					   .category = "",
					   .exterior = CGRID_EXTERIOR_UNKNOWN,
					   .source = here};
	door.shape = draw(draft, points, x0 == x1 && y0 == y1 ? 1 : 2, CGRID_RING_LINE);
	ck_ok(draft->ctx, cgrid_draft_building(draft, building, &here, &door.building));
	ck_ok(draft->ctx, cgrid_draft_level(draft, door.building, level, &here, &door.level));
	ck_ok(draft->ctx, cgrid_draft_feature(draft, &door));
}

static void
add_sensor(struct cgrid_draft *draft, const char *id, const char *building, const char *level, double x,
	   double y)
{
	struct cgrid_draft_sensor sensor = {.id = id,
					    .kind = "gunshot",
					    .name = "",
					    .building = building,
					    .level = level,
					    .room = "",
					    .placed_by = CGRID_SENSOR_AT_GROUND,
					    .ground = ground(x, y),
					    .z = NAN,
					    .uncertainty_m = NAN,
					    .source = here};
	ck_ok(draft->ctx, cgrid_draft_sensor(draft, &sensor));
}

/* Two rooms side by side on level 2, one on level 10, and another building. */
static void
draw_school(struct cgrid_draft *draft)
{
	add_room(draft, "Main", "10", "1001", box(draft, 0, 0, 20, 10));
	add_room(draft, "Main", "2", "214", box(draft, 10, 0, 10, 10));
	add_room(draft, "Main", "2", "213", box(draft, 0, 0, 10, 10));
	add_room(draft, "Gym", "1", "Court", box(draft, 40, 0, 30, 20));
}

START_TEST(order_and_frame)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	struct cgrid_campus *campus;
	cgrid_draft_init(&draft, ctx);
	draw_school(&draft);
	ck_ok(ctx, cgrid_campus_from_draft(ctx, &draft, &campus));
	cgrid_draft_free(&draft);
	ck_assert_uint_eq(cgrid_campus_building_count(campus), 2);
	ck_assert_str_eq(cgrid_campus_building(campus, 0)->name, "Gym");
	ck_assert_uint_eq(cgrid_campus_level_count(campus), 3);
	ck_assert_str_eq(cgrid_campus_level(campus, 1)->label, "2"); /* natural order: 2 before 10 */
	ck_assert_str_eq(cgrid_campus_level(campus, 2)->label, "10");
	ck_assert_str_eq(cgrid_campus_room(campus, 1)->room, "213");
	ck_assert_str_eq(cgrid_campus_room(campus, 2)->room, "214");
	const struct cgrid_frame *frame = cgrid_campus_frame(campus);
	ck_assert_double_eq_tol(frame->origin.lat, 40.12, 1e-12);
	ck_assert_double_eq_tol(frame->origin.lon, -75.12, 1e-12);
	for (size_t i = 0; i < cgrid_campus_room_count(campus); i++) {
		const struct cgrid_room *room = cgrid_campus_room(campus, i);
		ck_assert(cgrid_shape_holds(&room->shape, room->label));
		ck_assert_double_gt(cgrid_ring_area(room->shape.rings[0].points, 4),
				    0); /* turned round */
		ck_assert_uint_eq(room->shape.rings[0].count, 4);
	}
	ck_assert_double_eq_tol(cgrid_campus_room(campus, 1)->shape.area_m2, 100, 0.2);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(doors_and_their_rooms)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	struct cgrid_campus *campus;
	cgrid_draft_init(&draft, ctx);
	draw_school(&draft);
	add_door(&draft, "Main", "2", "inner", 10, 4, 10, 5);
	add_door(&draft, "Main", "2", "6", 3, 0, 4, 0);
	add_door(&draft, "Main", "2", "7", 20, 5, 20, 5); /* a point on the wall */
	ck_ok(ctx, cgrid_campus_from_draft(ctx, &draft, &campus));
	cgrid_draft_free(&draft);
	ck_assert_uint_eq(cgrid_campus_door_count(campus), 3);
	const struct cgrid_door *six = cgrid_campus_door(campus, 0);
	const struct cgrid_door *seven = cgrid_campus_door(campus, 1);
	const struct cgrid_door *inner = cgrid_campus_door(campus, 2);
	ck_assert_str_eq(six->door, "6");
	ck_assert(six->exterior);
	ck_assert(seven->exterior);
	ck_assert(!inner->exterior);
	ck_assert_uint_ne(inner->rooms[0], inner->rooms[1]);
	ck_assert_uint_ne(inner->rooms[0], CGRID_NONE);
	ck_assert_uint_ne(inner->rooms[1], CGRID_NONE);
	ck_assert((six->rooms[0] == CGRID_NONE) != (six->rooms[1] == CGRID_NONE));
	ck_assert_double_eq_tol(six->width_m, 1, 0.01);
	ck_assert_double_eq_tol(fabs(seven->along.y), 1, 0.01);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
}
END_TEST

static const struct {
	const char *id, *building, *level;
	double x, y;
	unsigned faults;
	const char *room; /* "" for none */
} sensor_cases[] = {
    {"in a room", "Main", "2", 15, 5, 0, "214"},
    {"level without building", "", "2", 5, 5, 0, "213"},
    {"no such level", "Main", "7", 5, 5, CGRID_SENSOR_NO_LEVEL, ""},
    {"no such building", "Shed", "2", 5, 5, CGRID_SENSOR_NO_BUILDING | CGRID_SENSOR_NO_LEVEL, ""},
    {"outside every room", "Main", "2", 5, 15, CGRID_SENSOR_NO_ROOM, ""},
    {"outdoors", "", "", 30, 30, 0, ""},
    {"000000000101", "gym", "1", 50, 5, 0, "Court"},
};

/* Where a plan draws few rooms, the outline says which doors lead outside. */
START_TEST(doors_by_the_outline)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	struct cgrid_campus *campus;
	cgrid_draft_init(&draft, ctx);
	add_room(&draft, "Main", "1", "101", box(&draft, 0, 0, 10, 10));
	add_door(&draft, "Main", "1", "inner", 10, 4, 10, 5);
	add_door(&draft, "Main", "1", "outer", 0, 4, 0, 5);
	add_door(&draft, "Main", "1", "undrawn", 20, 4, 20, 5);
	draft.levels[0].outline = box(&draft, 0, 0, 20, 10);
	ck_ok(ctx, cgrid_campus_from_draft(ctx, &draft, &campus));
	cgrid_draft_free(&draft);
	ck_assert_uint_eq(cgrid_campus_door_count(campus), 3);
	for (size_t i = 0; i < 3; i++) {
		const struct cgrid_door *door = cgrid_campus_door(campus, i);
		ck_assert_int_eq(door->exterior, strcmp(door->door, "inner") != 0);
	}
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(sensors_are_kept)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	struct cgrid_campus *campus;
	cgrid_draft_init(&draft, ctx);
	draw_school(&draft);
	add_sensor(&draft, sensor_cases[_i].id, sensor_cases[_i].building, sensor_cases[_i].level,
		   sensor_cases[_i].x, sensor_cases[_i].y);
	ck_ok(ctx, cgrid_campus_from_draft(ctx, &draft, &campus));
	cgrid_draft_free(&draft);
	ck_assert_uint_eq(cgrid_campus_sensor_count(campus), 1);
	const struct cgrid_sensor *sensor = cgrid_campus_sensor(campus, 0);
	ck_assert_str_eq(sensor->id, sensor_cases[_i].id);
	ck_assert_uint_eq(sensor->faults, sensor_cases[_i].faults);
	const char *room =
	    sensor->room == CGRID_NONE ? "" : cgrid_campus_room(campus, sensor->room)->room;
	ck_assert_str_eq(room, sensor_cases[_i].room);
	/* A level or a building that does not exist is a fault (exit 1), a missing room is not. */
	bool fault = sensor_cases[_i].faults & (CGRID_SENSOR_NO_LEVEL | CGRID_SENSOR_NO_BUILDING);
	ck_assert((cgrid_ctx_count(ctx, CGRID_LEFT_OUT) > 0) == fault);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(duplicate_sensors)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	struct cgrid_campus *campus;
	cgrid_draft_init(&draft, ctx);
	draw_school(&draft);
	add_sensor(&draft, "A", "Main", "2", 5, 5);
	add_sensor(&draft, "B", "Main", "2", 5, 5);
	add_sensor(&draft, "B", "Main", "2", 5, 5);
	add_sensor(&draft, "A", "Main", "2", 15, 5);
	ck_ok(ctx, cgrid_campus_from_draft(ctx, &draft, &campus));
	cgrid_draft_free(&draft);
	ck_assert_uint_eq(cgrid_campus_sensor_count(campus), 3);
	ck_assert_uint_eq(cgrid_campus_sensor(campus, 0)->faults, CGRID_SENSOR_DUPLICATE);
	ck_assert_uint_eq(cgrid_campus_sensor(campus, 1)->faults, CGRID_SENSOR_DUPLICATE);
	ck_assert_uint_eq(cgrid_campus_sensor(campus, 2)->faults, 0);
	ck_assert_uint_eq(cgrid_ctx_count(ctx, CGRID_LEFT_OUT), 1);
	ck_assert_uint_eq(cgrid_ctx_count(ctx, CGRID_WARNING), 1);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
}
END_TEST

static char logged[2048];
static void
keep_message(void *user, enum cgrid_severity severity, const char *line)
{
	(void)user;
	(void)severity;
	snprintf(logged, sizeof logged, "%s", line);
}

/* A bow-tie is repaired and said; strict reading refuses it. */
START_TEST(repairs_are_said)
{
	const double bow_tie[][2] = {{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	struct cgrid_campus *campus;
	cgrid_ctx_set_log(ctx, keep_message, NULL);
	for (int strict = 0; strict < 2; strict++) {
		cgrid_draft_init(&draft, ctx);
		draft.strict = strict;
		add_room(&draft, "Main", "1", "101", draw(&draft, bow_tie, 5, CGRID_RING_OUTER));
		enum cgrid_status status = cgrid_campus_from_draft(ctx, &draft, &campus);
		cgrid_draft_free(&draft);
		ck_assert_int_eq(status, strict ? CGRID_E_MEANING : CGRID_OK);
		if (strict) {
			ck_assert_ptr_null(campus);
			ck_assert_ptr_nonnull(
			    strstr(cgrid_ctx_error(ctx), "test.geojson:3:5: room \"101\": "));
			continue;
		}
		ck_assert_ptr_nonnull(strstr(logged, "room \"101\""));
		ck_assert_ptr_nonnull(strstr(logged, "repaired"));
		ck_assert_uint_eq(cgrid_campus_room(campus, 0)->shape.ring_count, 2);
		ck_assert_double_eq_tol(cgrid_campus_room(campus, 0)->shape.area_m2, 50, 0.2);
		cgrid_campus_free(campus);
	}
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(far_apart)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	struct cgrid_campus *campus;
	cgrid_draft_init(&draft, ctx);
	draw_school(&draft);
	add_room(&draft, "Main", "2", "299", box(&draft, 50000, 0, 10, 10));
	ck_assert_int_eq(cgrid_campus_from_draft(ctx, &draft, &campus), CGRID_E_LIMIT);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "swapped"));
	cgrid_draft_free(&draft);
	cgrid_draft_init(&draft, ctx);
	ck_assert_int_eq(cgrid_campus_from_draft(ctx, &draft, &campus), CGRID_E_MEANING);
	cgrid_draft_free(&draft);
	cgrid_ctx_free(ctx);
}
END_TEST

/* Levels without an ordinal stand in the order of the numbers on their signs. */
START_TEST(order_of_levels)
{
	static const char *const sorted[] = {"-2", "-1", "0", "0,5", "2", "10", "G", "M"};
	static const char *const drawn[] = {"M", "10", "0,5", "-1", "G", "2", "-2", "0"};
	enum { COUNT = sizeof sorted / sizeof *sorted };
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	struct cgrid_campus *campus;
	cgrid_draft_init(&draft, ctx);
	for (int i = 0; i < COUNT; i++)
		add_room(&draft, "Main", drawn[i], "1", box(&draft, 0, 0, 10, 10));
	ck_ok(ctx, cgrid_campus_from_draft(ctx, &draft, &campus));
	cgrid_draft_free(&draft);
	for (size_t i = 0; i < COUNT; i++) {
		ck_assert_str_eq(cgrid_campus_level(campus, i)->label, sorted[i]);
		ck_assert(!cgrid_campus_level(campus, i)->has_ordinal);
	}
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
}
END_TEST

/* One name for two rooms of a level is the drawing's business; one id is said. */
START_TEST(double_ids)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	struct cgrid_campus *campus;
	cgrid_ctx_set_log(ctx, keep_message, NULL);
	cgrid_draft_init(&draft, ctx);
	draw_school(&draft);
	add_room(&draft, "Main", "2", "213", box(&draft, 0, 20, 10, 10));
	add_room(&draft, "Main", "10", "213",
		 box(&draft, 0, 20, 10, 10)); /* another level: no matter */
	ck_ok(ctx, cgrid_campus_from_draft(ctx, &draft, &campus));
	cgrid_draft_free(&draft);
	ck_assert_uint_eq(cgrid_campus_room_count(campus), 6);
	ck_assert_uint_eq(cgrid_ctx_count(ctx, CGRID_WARNING), 1);
	ck_assert_str_eq(logged,
			 "test.geojson:3:5: room \"213\": its id \"213\" is that of room \"213\" too "
			 "(line 3; both are kept)");
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
}
END_TEST

/* Two drawings of different places: the larger one is the campus, the other is named. */
START_TEST(files_far_apart)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	struct cgrid_campus *campus;
	cgrid_ctx_set_log(ctx, keep_message, NULL);
	for (int strict = 0; strict < 2; strict++) {
		cgrid_draft_init(&draft, ctx);
		draft.strict = strict;
		draw_school(&draft);
		add_room(&draft, "Elsewhere", "1", "999", box(&draft, 400000, 0, 10, 10));
		draft.features[draft.feature_count - 1].source.file = "elsewhere.geojson";
		draft.levels[draft.level_count - 1].source.file = "elsewhere.geojson";
		draft.buildings[draft.building_count - 1].source.file = "elsewhere.geojson";
		enum cgrid_status status = cgrid_campus_from_draft(ctx, &draft, &campus);
		cgrid_draft_free(&draft);
		ck_assert_int_eq(status, strict ? CGRID_E_LIMIT : CGRID_OK);
		if (strict)
			continue;
		ck_assert_ptr_nonnull(
		    strstr(logged, "elsewhere.geojson: lies 399 km from test.geojson"));
		ck_assert_uint_eq(cgrid_ctx_count(ctx, CGRID_LEFT_OUT), 1);
		ck_assert_uint_eq(cgrid_campus_building_count(campus), 2);
		ck_assert_uint_eq(cgrid_campus_level_count(campus), 3);
		ck_assert_uint_eq(cgrid_campus_room_count(campus), 4);
		cgrid_campus_free(campus);
	}
	cgrid_ctx_free(ctx);
}
END_TEST

/* The same drawings in another order make the same campus, to the last bit. */
/* Rome and the same with latitude and longitude swapped, both places on earth: drawings, and sensors.
 */
static const char rome[] =
    "{\"type\":\"Feature\",\"properties\":{\"room\":\"1\",\"level\":\"1\"},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[12.5,41.9],[12.501,41.9],"
    "[12.501,41.901],[12.5,41.901],[12.5,41.9]]]}}";
static const char swapped[] =
    "{\"type\":\"Feature\",\"properties\":{\"room\":\"2\",\"level\":\"1\"},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[41.9,12.5],[41.9,12.501],"
    "[41.901,12.501],[41.901,12.5],[41.9,12.5]]]}}";

START_TEST(latitude_and_longitude_swapped)
{
	static const char *const files[][2] = {
	    {"a.geojson", rome},
	    {"b.geojson", swapped},
	    {"s.csv", "id,lat,lon\nS1,41.9005,12.5005\nS2,12.5,41.9\nS3,12.5001,41.9\n"},
	    {"plans.json", "{\"plans\":[{\"file\":\"a.geojson\"},{\"file\":\"b.geojson\"}]}"},
	    {"sensors.json",
	     "{\"plans\":[{\"file\":\"a.geojson\"}],\"sensors\":[{\"file\":\"s.csv\"}]}"},
	};
	char folder[] = "/tmp/campusgrid-swap-XXXXXX", path[64];
	ck_assert_ptr_nonnull(mkdtemp(folder));
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, files[i][0]);
		FILE *file = fopen(path, "w");
		ck_assert_ptr_nonnull(file);
		fputs(files[i][1], file);
		fclose(file);
	}
	for (int i = 0; i < 2; i++) {
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		struct cgrid_campus *campus;
		logged[0] = '\0';
		cgrid_ctx_set_log(ctx, keep_message, NULL);
		snprintf(path, sizeof path, "%s/%s", folder, i ? "sensors.json" : "plans.json");
		ck_ok(ctx, cgrid_campus_read(ctx, path, NULL, &campus));
		ck_assert_msg(strstr(logged, "with latitude and longitude swapped it would be there") !=
				  NULL,
			      "%s", logged);
		cgrid_campus_free(campus);
		cgrid_ctx_free(ctx);
	}
	char command[64];
	snprintf(command, sizeof command, "rm -r %s", folder);
	ck_assert_int_eq(system(command), 0);
}
END_TEST

/* A longitude that lost its minus: what has it is named and left out, the campus stays. */
START_TEST(other_side_of_the_earth)
{
	/* 75.12 E in place of 75.12 W, in the metres that ground() counts. */
	const double away = 150.24 * 85287.0;
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	struct cgrid_campus *campus;
	cgrid_draft_init(&draft, ctx);
	add_room(&draft, "Main", "1", "101", box(&draft, 0, 0, 10, 10));
	add_door(&draft, "Main", "1", "6", away, 0, away, 0);
	add_door(&draft, "Main", "1", "7", 5, 0, 6, 0);
	add_sensor(&draft, "far", "Main", "1", away, 0);
	add_sensor(&draft, "near", "Main", "1", 5, 5);
	ck_ok(ctx, cgrid_campus_from_draft(ctx, &draft, &campus));
	ck_assert_uint_eq(cgrid_ctx_count(ctx, CGRID_LEFT_OUT), 2);
	ck_assert_str_eq(cgrid_ctx_error(ctx), "");
	ck_assert_uint_eq(cgrid_campus_door_count(campus), 1);
	ck_assert_str_eq(cgrid_campus_door(campus, 0)->door, "7");
	ck_assert_uint_eq(cgrid_campus_sensor_count(campus), 1);
	ck_assert_str_eq(cgrid_campus_sensor(campus, 0)->id, "near");
	cgrid_campus_free(campus);
	cgrid_draft_free(&draft);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(order_of_input)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus *campuses[2];
	for (int turn = 0; turn < 2; turn++) {
		struct cgrid_draft draft;
		cgrid_draft_init(&draft, ctx);
		for (int k = 0; k < 30; k++) {
			int i = turn ? 29 - k : k;
			char sign[16];
			snprintf(sign, sizeof sign, "%d", 100 + i);
			const char *copy = cgrid_draft_bytes(&draft, sign, strlen(sign));
			add_room(&draft, i % 3 ? "Main" : "Gym", i % 2 ? "1" : "2", copy,
				 box(&draft, i % 6 * 10, i / 6 * 10, 10, 10));
		}
		ck_ok(ctx, cgrid_campus_from_draft(ctx, &draft, &campuses[turn]));
		cgrid_draft_free(&draft);
	}
	for (size_t i = 0; i < 30; i++) {
		const struct cgrid_room *a = cgrid_campus_room(campuses[0], i);
		const struct cgrid_room *b = cgrid_campus_room(campuses[1], i);
		ck_assert_str_eq(a->room, b->room);
		ck_assert_uint_eq(a->level, b->level);
		ck_assert(memcmp(&a->label, &b->label, sizeof a->label) == 0);
	}
	cgrid_campus_free(campuses[0]);
	cgrid_campus_free(campuses[1]);
	cgrid_ctx_free(ctx);
}
END_TEST

/* Fiji and the Aleutians: a campus on the antimeridian is as small as any other. */
START_TEST(antimeridian)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	struct cgrid_campus *campus;
	cgrid_draft_init(&draft, ctx);
	const double lons[] = {179.9995, -179.9995, -179.9995, 179.9995};
	const double lats[] = {-17.001, -17.001, -17.0, -17.0};
	size_t first = draft.ring_count;
	ck_ok(ctx, cgrid_draft_ring_begin(&draft, CGRID_RING_OUTER));
	for (int i = 0; i < 4; i++)
		ck_ok(ctx, cgrid_draft_point(&draft, lons[i], lats[i]));
	cgrid_draft_ring_end(&draft);
	add_room(&draft, "Main", "1", "101", (struct cgrid_draft_shape){first, 1});
	ck_ok(ctx, cgrid_campus_from_draft(ctx, &draft, &campus));
	struct cgrid_box extent = cgrid_campus_extent(campus);
	ck_assert_double_eq_tol(extent.max_x - extent.min_x, 106.5, 0.5);
	cgrid_campus_free(campus);
	cgrid_draft_free(&draft);
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("campus");
	TCase *tcase = tcase_create("campus");
	tcase_add_test(tcase, order_and_frame);
	tcase_add_test(tcase, doors_and_their_rooms);
	tcase_add_test(tcase, doors_by_the_outline);
	tcase_add_loop_test(tcase, sensors_are_kept, 0, sizeof sensor_cases / sizeof *sensor_cases);
	tcase_add_test(tcase, duplicate_sensors);
	tcase_add_test(tcase, repairs_are_said);
	tcase_add_test(tcase, order_of_levels);
	tcase_add_test(tcase, double_ids);
	tcase_add_test(tcase, far_apart);
	tcase_add_test(tcase, files_far_apart);
	tcase_add_test(tcase, latitude_and_longitude_swapped);
	tcase_add_test(tcase, other_side_of_the_earth);
	tcase_add_test(tcase, order_of_input);
	tcase_add_test(tcase, antimeridian);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
