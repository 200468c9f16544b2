/* SPDX-License-Identifier: Apache-2.0 */
/* Locations and tables of the sample campus: every sensor where its maker put it, and golden features.
 */
#include "golden.h"
#include "harness.h"

#include <campusgrid/campusgrid.h>

#include <math.h>

struct sample {
	struct cgrid_ctx *ctx;
	struct cgrid_campus *campus;
	struct cgrid_grid *grid;
	struct cgrid_pieces *pieces;
	struct cgrid_locator *locator;
	struct cgrid_query *query;
};

static struct sample
sample_open(void)
{
	struct sample sample = {.ctx = cgrid_ctx_new()};
	struct cgrid_ctx *ctx = sample.ctx;
	ck_ok(ctx,
	      cgrid_campus_read(ctx, source_path("data/sample/campus.json"), NULL, &sample.campus));
	ck_ok(ctx, cgrid_grid_fit(ctx, sample.campus, NULL, false, &sample.grid));
	ck_ok(ctx, cgrid_split(ctx, sample.campus, sample.grid, NULL, &sample.pieces));
	ck_ok(ctx, cgrid_locator_new(ctx, sample.campus, sample.grid, &sample.locator));
	ck_ok(ctx, cgrid_query_new(ctx, sample.locator, &sample.query));
	return sample;
}

static void
sample_close(struct sample *sample)
{
	cgrid_query_free(sample->query);
	cgrid_locator_free(sample->locator);
	cgrid_pieces_free(sample->pieces);
	cgrid_grid_free(sample->grid);
	cgrid_campus_free(sample->campus);
	cgrid_ctx_free(sample->ctx);
}

/* The maker wrote into a sensor's name what room or door it put it in: "Panic button, 101 English 9",
 * "Beacon, Stair 3", "Door 6"; its list alone says building and level. */
static void
check_maker(const struct cgrid_sensor *sensor, const struct cgrid_location *location, size_t *rooms,
	    size_t *doors)
{
	char both[300];
	const char *made = strstr(sensor->name, ", ");
	ck_assert_str_eq(location->sensor, sensor->id);
	ck_assert_str_eq(location->building, sensor->building_text);
	ck_assert_str_eq(location->level, sensor->level_text);
	if (strncmp(sensor->name, "Door ", 5) == 0) {
		ck_assert_str_eq(location->door, sensor->name + 5);
		ck_assert_double_lt(location->door_m, 3);
		++*doors;
		return;
	}
	if (sensor->building_text[0] == '\0') {
		ck_assert_str_eq(location->room, "");
		return;
	}
	snprintf(both, sizeof both, "%s %s", location->room, location->room_name);
	ck_assert_ptr_nonnull(made);
	ck_assert_msg(strcmp(made + 2, location->room) == 0 ||
			  strcmp(made + 2, location->room_name) == 0 || strcmp(made + 2, both) == 0,
		      "%s: \"%s\" is in \"%s\"", sensor->id, sensor->name, both);
	++*rooms;
}

START_TEST(every_sensor_is_where_it_was_put)
{
	struct sample sample = sample_open();
	size_t rooms = 0, doors = 0, count = cgrid_campus_sensor_count(sample.campus);
	for (size_t i = 0; i < count; i++) {
		const struct cgrid_sensor *sensor = cgrid_campus_sensor(sample.campus, i);
		const struct cgrid_location *location;
		struct cgrid_cell cell;
		char label[CGRID_LABEL_SIZE], usng[CGRID_USNG_SIZE];
		ck_ok(sample.ctx, cgrid_locate_sensor(sample.ctx, sample.query, sensor->id, &location));
		if (!cgrid_grid_cell_at(sample.grid, sensor->at, &cell)) {
			ck_assert_int_eq(location->status, CGRID_LOCATION_OUTSIDE);
			continue;
		}
		ck_assert_int_eq(location->status, CGRID_LOCATION_OK);
		cgrid_grid_label(sample.grid, cell, label, sizeof label);
		ck_assert_str_eq(location->keypad, label);
		ck_ok(sample.ctx, cgrid_usng_format(sample.ctx, location->ground, 5, true, usng));
		ck_assert_str_eq(location->usng, usng);
		check_maker(sensor, location, &rooms, &doors);
	}
	ck_assert_uint_eq(count, 120);
	ck_assert_uint_gt(rooms, 80);
	ck_assert_uint_gt(doors, 8);
	sample_close(&sample);
}
END_TEST

/* A room's sign, narrowed by building and level, leads to that room or is said to be several's. */
START_TEST(every_room_is_found_by_its_sign)
{
	struct sample sample = sample_open();
	size_t found = 0, several = 0;
	for (size_t i = 0; i < cgrid_campus_room_count(sample.campus); i++) {
		const struct cgrid_room *room = cgrid_campus_room(sample.campus, i);
		const struct cgrid_location *location;
		char place[300];
		snprintf(place, sizeof place, "room:%s/%s/%s",
			 cgrid_campus_building(sample.campus, room->building)->name,
			 cgrid_campus_level(sample.campus, room->level)->label, room->room);
		ck_ok(sample.ctx, cgrid_locate_place(sample.ctx, sample.query, place, &location));
		if (room->kind == CGRID_ROOM_VOID || room->kind == CGRID_ROOM_STRUCTURE) {
			ck_assert_int_eq(location->status, CGRID_LOCATION_UNKNOWN);
		} else if (location->status == CGRID_LOCATION_AMBIGUOUS) {
			several++;
		} else {
			ck_assert_int_eq(location->status, CGRID_LOCATION_OK);
			ck_assert_str_eq(location->room, room->room);
			ck_assert_str_eq(location->room_name, room->name);
			found++;
		}
	}
	ck_assert_uint_gt(found, 150);
	ck_assert_uint_lt(several, 10);
	sample_close(&sample);
}
END_TEST

static const enum cgrid_table_kind golden_kinds[] = {CGRID_TABLE_ROOMS, CGRID_TABLE_DOORS,
						     CGRID_TABLE_ASSETS, CGRID_TABLE_SENSORS};
static const char *const golden_names[] = {"sample-rooms.geojson", "sample-doors.geojson",
					   "sample-assets.geojson", "sample-sensors.geojson"};

START_TEST(features_are_golden)
{
	struct sample sample = sample_open();
	struct cgrid_buf out = {0};
	ck_ok(sample.ctx,
	      cgrid_table_write(sample.ctx, golden_kinds[_i], CGRID_TABLE_GEOJSON, sample.campus,
				sample.grid, sample.pieces, NULL, cgrid_buf_sink(&out)));
	check_golden(sample.ctx, golden_names[_i], &out);
	cgrid_buf_free(&out);
	sample_close(&sample);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("sample-tables");
	TCase *c = tcase_create("sample");
	tcase_set_timeout(c, 60);
	tcase_add_test(c, every_sensor_is_where_it_was_put);
	tcase_add_test(c, every_room_is_found_by_its_sign);
	tcase_add_loop_test(c, features_are_golden, 0, sizeof golden_kinds / sizeof *golden_kinds);
	suite_add_tcase(suite, c);
	return run_suite(suite);
}
