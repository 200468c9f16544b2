/* SPDX-License-Identifier: Apache-2.0 */
/* The lookup file says, byte for byte, what the drawings say. */
#include "lookups.h"
#include "school.h"

#include "campus/campus.h"
#include "lookup/crc32c.h"
#include "lookup/format.h"
#include "lookup/sha256.h"

#include <ctype.h>

/* A campus both ways. */
struct both {
	struct cgrid_ctx *ctx;
	const struct cgrid_campus *campus;
	const struct cgrid_grid *grid;
	struct cgrid_query *drawings;
	struct cgrid_lookup *lookup;
	struct cgrid_lookup_query *file;
	size_t asked;
};

static void
same_location(struct both *both, const char *asked, const struct cgrid_location *drawn,
	      const struct cgrid_location *filed)
{
	char *a = lookup_json(both->ctx, drawn), *b = lookup_json(both->ctx, filed);
	ck_assert_msg(strcmp(a, b) == 0, "%s:\n%s%s", asked, a, b);
	ck_assert(drawn->has_cell == filed->has_cell);
	ck_assert(!drawn->has_cell || (drawn->cell_index.column == filed->cell_index.column &&
				       drawn->cell_index.row == filed->cell_index.row &&
				       drawn->cell_index.keypad == filed->cell_index.keypad));
	free(a);
	free(b);
}

/* The same answer, and the same for each of what it lists. */
static void
same_answer(struct both *both, bool sensor, const char *asked)
{
	const struct cgrid_location *drawn, *filed;
	struct cgrid_ctx *ctx = both->ctx;
	ck_ok(ctx, sensor ? cgrid_locate_sensor(ctx, both->drawings, asked, &drawn)
			  : cgrid_locate_place(ctx, both->drawings, asked, &drawn));
	ck_ok(ctx, sensor ? cgrid_lookup_sensor(ctx, both->file, asked, &filed)
			  : cgrid_lookup_place(ctx, both->file, asked, &filed));
	same_location(both, asked, drawn, filed);
	both->asked++;
	const size_t count = cgrid_query_candidate_count(both->drawings);
	ck_assert_uint_eq(count, cgrid_lookup_candidate_count(both->file));
	for (size_t i = 0; i < count; i++) {
		ck_ok(ctx, cgrid_query_candidate(ctx, both->drawings, i, &drawn));
		ck_ok(ctx, cgrid_lookup_candidate(ctx, both->file, i, &filed));
		same_location(both, asked, drawn, filed);
	}
	ck_assert_int_ne(cgrid_lookup_candidate(ctx, both->file, count, &filed), CGRID_OK);
}

static void
same_sensors(struct both *both)
{
	static const char *const others[] = {"", "nobody", "GSD", " ", "101", "caf\xc3\xa9"};
	for (size_t i = 0; i < both->campus->sensor_count; i++) {
		const char *id = both->campus->sensors[i].id;
		char longer[512];
		same_answer(both, true, id);
		snprintf(longer, sizeof longer, "%.500s ", id);
		same_answer(both, true, longer);
		longer[0] = (char)(isupper((unsigned char)id[0]) ? tolower((unsigned char)id[0])
								 : toupper((unsigned char)id[0]));
		longer[strlen(id)] = '\0';
		same_answer(both, true, longer);
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		same_answer(both, true, others[i]);
}

static void
same_cells(struct both *both)
{
	char label[CGRID_LABEL_SIZE];
	for (uint32_t row = 0; row < cgrid_grid_rows(both->grid); row++)
		for (uint32_t column = 0; column < cgrid_grid_columns(both->grid); column++)
			for (int keypad = 0; keypad < 10; keypad += (row + column) % 7 == 0 ? 1 : 5) {
				const struct cgrid_cell cell = {column, row, keypad};
				cgrid_grid_label(both->grid, cell, label, sizeof label);
				same_answer(both, false, label);
			}
}

static void
same_keys(struct both *both, const char *prefix, uint32_t building, uint32_t level, const char *text)
{
	const struct cgrid_campus *campus = both->campus;
	const char *b = building == CGRID_NONE ? "" : campus->buildings[building].name;
	const char *l = level == CGRID_NONE ? "" : campus->levels[level].label;
	char place[1024];
	snprintf(place, sizeof place, "%s%s", prefix, text);
	same_answer(both, false, place);
	snprintf(place, sizeof place, "%s%s/%s", prefix, b, text);
	same_answer(both, false, place);
	snprintf(place, sizeof place, " %s%s/%s/%s", prefix, b, l, text);
	for (char *c = place; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	same_answer(both, false, place);
	snprintf(place, sizeof place, "%s%s/%s/%s ", prefix, b, l, text);
	same_answer(both, false, place);
	snprintf(place, sizeof place, "%s%s/%s", prefix, l, text);
	same_answer(both, false, place);
}

/* Every room and door by every name; of many, each as often as it takes to ask `most`. */
static void
same_rooms(struct both *both, size_t most)
{
	const struct cgrid_campus *campus = both->campus;
	const size_t step = 1 + (campus->room_count + campus->door_count) / most;
	for (size_t i = 0; i < campus->room_count; i += step) {
		const struct cgrid_room *room = &campus->rooms[i];
		same_keys(both, "room:", room->building, room->level, room->room);
		same_keys(both, "room:", room->building, room->level, room->name);
	}
	for (size_t i = 0; i < campus->door_count; i += step) {
		const struct cgrid_door *door = &campus->doors[i];
		same_keys(both, "door:", door->building, door->level, door->door);
	}
}

/* Texts that are no place, and squares of the earth. */
static void
same_others(struct both *both)
{
	static const char *const places[] = {
	    "",
	    "garbage",
	    "room:",
	    "door:",
	    "room:/",
	    "room:nowhere",
	    "door:nowhere",
	    "91,0",
	    "nan,inf",
	    "40.12",
	    "A",
	    "A0",
	    "ZZZ999",
	    "A1-0",
	    "90,0",
	    "0,0",
	    "18SUJ",
	    "18S UJ 23483 06479",
	    "\xff",
	    "a\nb",
	};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		same_answer(both, false, places[i]);
	const struct cgrid_cell middle = {cgrid_grid_columns(both->grid) / 2,
					  cgrid_grid_rows(both->grid) / 2, 5};
	const struct cgrid_xy at = cgrid_grid_centre(both->grid, middle);
	struct cgrid_lonlat ground;
	char usng[CGRID_USNG_SIZE];
	ck_ok(both->ctx,
	      cgrid_frame_to_ground(both->ctx, cgrid_campus_frame(both->campus), &at, 1, &ground));
	for (int digits = 0; digits < 5; digits++) {
		ck_ok(both->ctx, cgrid_usng_format(both->ctx, ground, digits, true, usng));
		same_answer(both, false, usng);
	}
}

/* Of a point the cell alone is known, and the answer says so. */
static void
points_have_their_cell(struct both *both)
{
	struct rng rng = {7};
	const struct cgrid_box box = cgrid_campus_extent(both->campus);
	for (int i = 0; i < 300; i++) {
		const struct cgrid_xy at = {rng_between(&rng, box.min_x - 20, box.max_x + 20),
					    rng_between(&rng, box.min_y - 20, box.max_y + 20)};
		const struct cgrid_location *drawn, *filed;
		struct cgrid_lonlat ground;
		char place[128];
		ck_ok(both->ctx, cgrid_frame_to_ground(both->ctx, cgrid_campus_frame(both->campus), &at,
						       1, &ground));
		snprintf(place, sizeof place, "%.9f,%.9f%s", ground.lat, ground.lon, i % 3 ? "" : ",1");
		ck_ok(both->ctx, cgrid_locate_place(both->ctx, both->drawings, place, &drawn));
		ck_ok(both->ctx, cgrid_lookup_place(both->ctx, both->file, place, &filed));
		ck_assert_str_eq(drawn->keypad, filed->keypad);
		ck_assert_str_eq(drawn->cell, filed->cell);
		ck_assert_str_eq(drawn->cells, filed->cells);
		ck_assert_str_eq(drawn->usng, filed->usng);
		ck_assert(drawn->ground.lat == filed->ground.lat &&
			  drawn->ground.lon == filed->ground.lon);
		ck_assert_str_eq(filed->building, "");
		ck_assert_str_eq(filed->room, "");
		ck_assert(filed->status == CGRID_LOCATION_OUTSIDE ||
			  strstr(filed->text, "NOTE building, level and room not known"));
	}
}

static void
compare(struct both *both, unsigned flags, size_t most)
{
	struct cgrid_locator *locator;
	struct cgrid_pack *pack;
	const char *path = lookup_path();
	ck_ok(both->ctx, cgrid_pack_new(both->ctx, 1785542400, &pack));
	ck_ok(both->ctx, cgrid_pack_campus(both->ctx, pack, both->campus, both->grid));
	lookup_write(both->ctx, pack, path);
	cgrid_pack_free(pack);
	ck_ok(both->ctx, cgrid_locator_new(both->ctx, both->campus, both->grid, &locator));
	ck_ok(both->ctx, cgrid_query_new(both->ctx, locator, &both->drawings));
	both->lookup = lookup_open(both->ctx, path, flags);
	ck_ok(both->ctx, cgrid_lookup_query_new(both->ctx, both->lookup, &both->file));
	same_sensors(both);
	same_cells(both);
	same_rooms(both, most);
	same_others(both);
	points_have_their_cell(both);
	cgrid_lookup_query_free(both->file);
	cgrid_lookup_free(both->lookup);
	unlink(path);
	cgrid_query_free(both->drawings);
	cgrid_locator_free(locator);
}

static const unsigned ways[] = {0, CGRID_LOOKUP_ON_DEMAND};

static void
read_and_compare(const char *input, unsigned flags, size_t most, size_t least_asked)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus *campus;
	struct cgrid_grid *grid;
	ck_ok(ctx, cgrid_campus_read(ctx, input, NULL, &campus));
	ck_ok(ctx, cgrid_grid_fit(ctx, campus, NULL, false, &grid));
	struct both both = {.ctx = ctx, .campus = campus, .grid = grid};
	compare(&both, flags, most);
	ck_assert_uint_ge(both.asked, least_asked);
	cgrid_grid_free(grid);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
}

START_TEST(the_sample_campus)
{
	read_and_compare(source_path("data/sample/campus.json"), ways[_i], 100000, 2000);
}
END_TEST

START_TEST(an_imdf_building)
{
	const char *input = shared_path("data/imdf/postech_c5");
	if (input)
		read_and_compare(input, ways[_i], 1000, 2000);
}
END_TEST

/* Ambiguous and doubtful sensors, rooms of one name, outlines; and one id at two places. */
START_TEST(a_school)
{
	struct school school = school_open(NULL);
	struct both both = {.ctx = school.ctx, .campus = school.campus, .grid = school.grid};
	struct cgrid_campus *campus = school.campus;
	struct cgrid_pack *pack;
	ck_ok(school.ctx, cgrid_pack_new(school.ctx, 0, &pack));
	ck_assert_int_eq(cgrid_pack_campus(school.ctx, pack, campus, school.grid), CGRID_E_MEANING);
	ck_assert_ptr_nonnull(
	    strstr(cgrid_ctx_error(school.ctx), "sensor \"S-6\" stands at two places"));
	cgrid_pack_free(pack);
	size_t kept = 0;
	for (size_t i = 0; i < campus->sensor_count; i++)
		if (!(campus->sensors[i].faults & CGRID_SENSOR_DUPLICATE))
			campus->sensors[kept++] = campus->sensors[i];
	ck_assert_uint_lt(kept, campus->sensor_count);
	campus->sensor_count = kept;
	compare(&both, ways[_i], 100000);
	school_close(&school);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("lookup");
	TCase *same = tcase_create("same");
	tcase_set_timeout(same, 60);
	tcase_add_loop_test(same, the_sample_campus, 0, 2);
	tcase_add_loop_test(same, an_imdf_building, 0, 2);
	tcase_add_loop_test(same, a_school, 0, 2);
	suite_add_tcase(suite, same);
	return run_suite(suite);
}
