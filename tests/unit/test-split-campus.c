/* SPDX-License-Identifier: Apache-2.0 */
/* Whole campuses split: rooms made by hand, and real plans. */
#include <campusgrid/split.h>

#include "base/geos.h"
#include "base/shape.h"
#include "campus/campus.h"
#include "harness.h"
#include "split/cut.h"

#include <inttypes.h>
#include <math.h>

static const struct cgrid_lonlat middle = {-75.12, 40.12};

/* A grid of square cells whose outer north-west corner is at a place of the frame. */
static struct cgrid_grid *
lay_grid(struct cgrid_ctx *ctx, const struct cgrid_frame *frame, struct cgrid_xy corner, double cell,
	 uint32_t count, double turn_deg)
{
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct cgrid_grid *grid;
	spec.frame = *frame;
	spec.cell_width_m = spec.cell_height_m = cell;
	spec.columns = spec.rows = count;
	spec.turn_deg = turn_deg;
	ck_ok(ctx, cgrid_frame_to_ground(ctx, frame, &corner, 1, &spec.origin));
	ck_ok(ctx, cgrid_grid_new(ctx, &spec, &grid));
	return grid;
}

/* Three rooms: a box over four cells, a void beside it, a box that is half outside. */
static const struct cgrid_xy box_points[] = {{5, 5}, {15, 5}, {15, 15}, {5, 15}};
static const struct cgrid_xy void_points[] = {{15, 5}, {19, 5}, {19, 9}, {15, 9}};
static const struct cgrid_xy outer_points[] = {{-2, 21}, {2, 21}, {2, 25}, {-2, 25}};
static const struct cgrid_ring drawn[] = {{box_points, 4, CGRID_RING_OUTER},
					  {void_points, 4, CGRID_RING_OUTER},
					  {outer_points, 4, CGRID_RING_OUTER}};

static void
draw_campus(struct cgrid_campus *campus, struct cgrid_room rooms[3])
{
	static const char *const names[] = {"214", "", ""};
	*campus = (struct cgrid_campus){.rooms = rooms, .room_count = 3};
	campus->frame = cgrid_frame_local(middle);
	for (int i = 0; i < 3; i++) {
		rooms[i] = (struct cgrid_room){.id = "r3",
					       .room = names[i],
					       .name = i == 1 ? "Atrium" : "",
					       .category = "",
					       .kind = i == 1 ? CGRID_ROOM_VOID : CGRID_ROOM_ROOM,
					       .building = CGRID_NONE,
					       .level = CGRID_NONE,
					       .shape = {.rings = &drawn[i], .ring_count = 1},
					       .source = {"plan.geojson", 7, 1}};
		cgrid_shape_measure(&rooms[i].shape);
	}
}

static void
keep_line(void *user, enum cgrid_severity severity, const char *line)
{
	ck_assert_int_eq(severity, CGRID_WARNING);
	snprintf(user, CGRID_MESSAGE_SIZE, "%s", line);
}

START_TEST(rooms_by_hand)
{
	/* In the order of rooms, rows (from the north), columns. */
	static const struct {
		uint32_t room, column, row;
		double area;
	} expected[] = {{0, 0, 1, 25}, {0, 1, 1, 25}, {0, 0, 2, 25},
			{0, 1, 2, 25}, {1, 1, 2, 16}, {2, 0, 0, 8}};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus campus;
	struct cgrid_room rooms[3];
	struct cgrid_pieces *pieces;
	char line[CGRID_MESSAGE_SIZE] = "";
	size_t first, end;
	cgrid_ctx_set_log(ctx, keep_line, line);
	draw_campus(&campus, rooms);
	struct cgrid_grid *grid = lay_grid(ctx, &campus.frame, (struct cgrid_xy){0, 30}, 10, 3, 0);
	ck_ok(ctx, cgrid_split(ctx, &campus, grid, NULL, &pieces));
	ck_assert_uint_eq(cgrid_pieces_count(pieces), sizeof expected / sizeof *expected);
	for (size_t i = 0; i < cgrid_pieces_count(pieces); i++) {
		const struct cgrid_piece *piece = cgrid_pieces_at(pieces, i);
		ck_assert_uint_eq(piece->room, expected[i].room);
		ck_assert_uint_eq(piece->cell.column, expected[i].column);
		ck_assert_uint_eq(piece->cell.row, expected[i].row);
		ck_assert_int_eq(piece->cell.keypad, 0);
		/* The corner went through degrees and back. */
		ck_assert(fabs(piece->area_m2 - expected[i].area) < 1e-6);
		ck_assert(fabs(piece->share * rooms[piece->room].shape.area_m2 - piece->area_m2) <
			  1e-9);
	}
	cgrid_pieces_of_room(pieces, 0, &first, &end);
	ck_assert(first == 0 && end == 4);
	cgrid_pieces_of_room(pieces, 2, &first, &end);
	ck_assert(first == 5 && end == 6);
	ck_assert_str_eq(line,
			 "plan.geojson:7:1: room \"r3\": 50.0 % of it lies outside the grid, and has "
			 "no cell");
	ck_assert_uint_eq(cgrid_ctx_count(ctx, CGRID_WARNING), 1);
	cgrid_pieces_free(pieces);
	cgrid_grid_free(grid);
	cgrid_ctx_free(ctx);
}
END_TEST

static enum cgrid_status
stop_at_third(void *user, const struct cgrid_piece *piece)
{
	size_t *count = user;
	ck_assert_uint_eq(piece->room, 0);
	return ++*count == 3 ? CGRID_E_OUTPUT : CGRID_OK;
}

static enum cgrid_status
sum_areas(void *user, const struct cgrid_part_area *area)
{
	*(double *)user += area->area_m2;
	return CGRID_OK;
}

struct said {
	char text[4 * CGRID_MESSAGE_SIZE];
};

static void
add_line(void *user, enum cgrid_severity severity, const char *line)
{
	struct said *said = user;
	ck_assert_int_eq(severity, CGRID_WARNING);
	strcat(strcat(said->text, line), "\n");
}

/* Whoever says it, it is said in the order of rooms; an error comes after what was said before. */
START_TEST(threads_say_the_same)
{
	struct said said[5] = {{""}};
	struct cgrid_split_options options = CGRID_SPLIT_OPTIONS_INIT;
	for (unsigned threads = 0; threads < 5; threads++) {
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		struct cgrid_campus campus;
		struct cgrid_room rooms[3];
		struct cgrid_pieces *pieces;
		cgrid_ctx_set_log(ctx, add_line, &said[threads]);
		draw_campus(&campus, rooms);
		rooms[0].shape = rooms[1].shape = rooms[2].shape;
		struct cgrid_grid *grid =
		    lay_grid(ctx, &campus.frame, (struct cgrid_xy){0, 30}, 10, 3, 0);
		options.threads = threads;
		ck_ok(ctx, cgrid_split(ctx, &campus, grid, &options, &pieces));
		ck_assert_uint_eq(cgrid_ctx_count(ctx, CGRID_WARNING), 3);
		ck_assert_str_eq(said[threads].text, said[0].text);
		cgrid_pieces_free(pieces);
		cgrid_grid_free(grid);
		cgrid_ctx_free(ctx);
	}
}
END_TEST

START_TEST(visits_stop)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus campus;
	struct cgrid_room rooms[3];
	struct cgrid_split_options options = CGRID_SPLIT_OPTIONS_INIT;
	size_t count = 0;
	double area = 0;
	draw_campus(&campus, rooms);
	struct cgrid_grid *grid = lay_grid(ctx, &campus.frame, (struct cgrid_xy){0, 30}, 10, 3, 0);
	ck_assert_int_eq(cgrid_split_visit(ctx, &campus, grid, NULL, stop_at_third, &count),
			 CGRID_E_OUTPUT);
	ck_assert_uint_eq(count, 3);
	ck_ok(ctx, cgrid_split_areas(ctx, &campus, grid, NULL, sum_areas, &area));
	ck_assert(fabs(area - (100 + 16 + 8)) < 1e-6);
	options.room = 2;
	area = 0;
	ck_ok(ctx, cgrid_split_areas(ctx, &campus, grid, &options, sum_areas, &area));
	ck_assert(fabs(area - 8) < 1e-6);
	options.room = 3;
	ck_assert_int_eq(cgrid_split_visit(ctx, &campus, grid, &options, stop_at_third, &count),
			 CGRID_E_ARGUMENT);
	ck_assert_str_eq(cgrid_ctx_error(ctx), "there is no room 3 to split");
	cgrid_grid_free(grid);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(arguments)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus campus;
	struct cgrid_room rooms[3];
	struct cgrid_split_options options = CGRID_SPLIT_OPTIONS_INIT;
	struct cgrid_pieces *pieces;
	draw_campus(&campus, rooms);
	campus.room_count = 0;
	struct cgrid_grid *grid = lay_grid(ctx, &campus.frame, (struct cgrid_xy){0, 30}, 10, 3, 0);
	ck_ok(ctx, cgrid_split(ctx, &campus, grid, &options, &pieces));
	ck_assert_uint_eq(cgrid_pieces_count(pieces), 0);
	cgrid_pieces_free(pieces);
	options.size = 1;
	ck_assert_int_eq(cgrid_split(ctx, &campus, grid, &options, &pieces), CGRID_E_ARGUMENT);
	ck_assert_ptr_null(pieces);
	cgrid_pieces_free(NULL);
	cgrid_grid_free(grid);
	cgrid_ctx_free(ctx);
}
END_TEST

/* Real plans, each on grids of several cells and turns. */
static const char *const plans[] = {"data/imdf/postech_c5",
				    "data/geojson/berlin_hbf",
				    "data/geojson/ilc20_site1",
				    "data/geojson/map-gl-indoor/caserne.geojson",
				    "data/geojson/map-gl-indoor/gare-de-l-est.geojson",
				    "data/geojson/map-gl-indoor/grand-place.geojson",
				    "data/geojson/wrld3d_westport_house"};
static const struct {
	double cell, turn_deg;
} grids[] = {{10, 0}, {30 * 0.3048, 0}, {5, 33}};

static void
check_piece(struct cgrid_ctx *ctx, const struct cgrid_room *room, const struct cgrid_grid *grid,
	    const struct cgrid_piece *piece)
{
	struct cgrid_arena arena = {NULL};
	struct cgrid_shape expected;
	struct cgrid_xy corners[4], where;
	struct cgrid_cell cell;
	char reason[128];
	bool valid;
	ck_ok(ctx, cgrid_geos_valid(ctx, &piece->shape, &valid, reason, &where));
	ck_assert_msg(valid, "room %s: %s", room->id, reason);
	ck_assert(cgrid_shape_holds(&piece->shape, piece->label));
	ck_assert(cgrid_shape_holds(&room->shape, piece->label));
	ck_assert(cgrid_grid_cell_at(grid, piece->label, &cell));
	ck_assert(cell.column == piece->cell.column && cell.row == piece->cell.row);
	cgrid_grid_corners(grid, piece->cell, corners);
	ck_ok(ctx, cgrid_geos_intersection(ctx, &room->shape, corners, &arena, &expected));
	ck_assert_msg(fabs(expected.area_m2 - piece->area_m2) <= 1e-9 * room->shape.area_m2 + 1e-9,
		      "room %s: %.12g m2, not %.12g", room->id, piece->area_m2, expected.area_m2);
	cgrid_arena_free(&arena);
}

/* Pieces or areas that come one by one, beside those of the arrays. */
struct beside {
	const struct cgrid_pieces *pieces;
	const struct cgrid_campus *campus;
	size_t next;
};

static bool
same_shape(const struct cgrid_shape *a, const struct cgrid_shape *b)
{
	bool same = a->ring_count == b->ring_count && a->area_m2 == b->area_m2 &&
		    memcmp(&a->box, &b->box, sizeof a->box) == 0;
	for (size_t r = 0; r < a->ring_count && same; r++)
		same = a->rings[r].count == b->rings[r].count && a->rings[r].role == b->rings[r].role &&
		       memcmp(a->rings[r].points, b->rings[r].points,
			      a->rings[r].count * sizeof(struct cgrid_xy)) == 0;
	return same;
}

static enum cgrid_status
compare_piece(void *user, const struct cgrid_piece *piece)
{
	struct beside *beside = user;
	ck_assert_uint_lt(beside->next, cgrid_pieces_count(beside->pieces));
	const struct cgrid_piece *other = cgrid_pieces_at(beside->pieces, beside->next++);
	ck_assert(piece->room == other->room && piece->cell.column == other->cell.column &&
		  piece->cell.row == other->cell.row && piece->area_m2 == other->area_m2 &&
		  piece->share == other->share);
	ck_assert(isnan(piece->label.x) ||
		  (piece->label.x == other->label.x && piece->label.y == other->label.y));
	ck_assert(same_shape(&piece->shape, &other->shape));
	return CGRID_OK;
}

static enum cgrid_status
compare_area(void *user, const struct cgrid_part_area *area)
{
	struct beside *beside = user;
	const struct cgrid_shape *shape = &beside->campus->rooms[area->room].shape;
	const struct cgrid_piece *piece = NULL;
	while (beside->next < cgrid_pieces_count(beside->pieces)) {
		piece = cgrid_pieces_at(beside->pieces, beside->next++);
		if (piece->room == area->room && piece->cell.column == area->cell.column &&
		    piece->cell.row == area->cell.row)
			break;
		const struct cgrid_shape *of = &beside->campus->rooms[piece->room].shape;
		ck_assert_msg(cgrid_cut_agrees(of, of->area_m2, piece->area_m2), "no area of a piece");
		piece = NULL;
	}
	double there = piece ? piece->area_m2 : 0;
	ck_assert_msg(cgrid_cut_agrees(shape, shape->area_m2, area->area_m2 - there),
		      "room %" PRIu32 ": %.12g m2, not %.12g", area->room, area->area_m2, there);
	ck_assert(fabs(area->share * shape->area_m2 - area->area_m2) < 1e-9);
	return CGRID_OK;
}

/* By any number of threads, one by one and as areas alone it is the same. */
static void
check_other_ways(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
		 const struct cgrid_grid *grid, const struct cgrid_pieces *pieces)
{
	struct cgrid_split_options options = CGRID_SPLIT_OPTIONS_INIT;
	struct beside beside = {pieces, campus, 0};
	struct cgrid_pieces *again;
	ck_ok(ctx, cgrid_split_visit(ctx, campus, grid, NULL, compare_piece, &beside));
	ck_assert_uint_eq(beside.next, cgrid_pieces_count(pieces));
	for (options.threads = 2; options.threads < 90; options.threads *= 3) {
		ck_ok(ctx, cgrid_split(ctx, campus, grid, &options, &again));
		ck_assert_uint_eq(cgrid_pieces_count(again), cgrid_pieces_count(pieces));
		for (size_t i = beside.next = 0; i < cgrid_pieces_count(again); i++)
			compare_piece(&beside, cgrid_pieces_at(again, i));
		cgrid_pieces_free(again);
	}
	options.no_labels = true;
	options.room = (uint32_t)cgrid_campus_room_count(campus) / 2;
	size_t first, end;
	cgrid_pieces_of_room(pieces, options.room, &first, &end);
	beside.next = first;
	ck_ok(ctx, cgrid_split_visit(ctx, campus, grid, &options, compare_piece, &beside));
	ck_assert_uint_eq(beside.next, end);
	beside.next = 0;
	ck_ok(ctx, cgrid_split_areas(ctx, campus, grid, NULL, compare_area, &beside));
	ck_assert_uint_eq(beside.next, cgrid_pieces_count(pieces));
}

static void
check_campus(struct cgrid_ctx *ctx, const struct cgrid_campus *campus, double cell, double turn_deg)
{
	struct cgrid_box extent = cgrid_campus_extent(campus);
	double reach = hypot(extent.max_x - extent.min_x, extent.max_y - extent.min_y) + cell;
	struct cgrid_xy corner = {(extent.min_x + extent.max_x) / 2, (extent.min_y + extent.max_y) / 2};
	double turn = turn_deg * M_PI / 180;
	corner.x += -reach * cos(turn) + reach * sin(turn);
	corner.y += reach * sin(turn) + reach * cos(turn);
	struct cgrid_grid *grid = lay_grid(ctx, cgrid_campus_frame(campus), corner, cell,
					   (uint32_t)(2 * reach / cell) + 2, turn_deg);
	struct cgrid_pieces *pieces;
	ck_ok(ctx, cgrid_split(ctx, campus, grid, NULL, &pieces));
	for (uint32_t i = 0; i < cgrid_campus_room_count(campus); i++) {
		const struct cgrid_room *room = cgrid_campus_room(campus, i);
		double area = 0, share = 0;
		size_t first, end;
		cgrid_pieces_of_room(pieces, i, &first, &end);
		ck_assert_msg(first < end, "room %s has no piece", room->id);
		for (; first < end; first++) {
			const struct cgrid_piece *piece = cgrid_pieces_at(pieces, first);
			area += piece->area_m2;
			share += piece->share;
			check_piece(ctx, room, grid, piece);
		}
		ck_assert_msg(cgrid_cut_agrees(&room->shape, room->shape.area_m2,
					       (area - room->shape.area_m2) / 2),
			      "room %s: %.12g m2, not %.12g", room->id, area, room->shape.area_m2);
		ck_assert(fabs(share - 1) < 1e-9);
	}
	check_other_ways(ctx, campus, grid, pieces);
	cgrid_pieces_free(pieces);
	cgrid_grid_free(grid);
}

START_TEST(real_plans)
{
	const char *path = shared_path(plans[_i]);
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus *campus;
	if (path) {
		ck_ok(ctx, cgrid_campus_read(ctx, path, NULL, &campus));
		ck_assert_uint_gt(cgrid_campus_room_count(campus), 0);
		printf("%s: %zu rooms\n", plans[_i], cgrid_campus_room_count(campus));
		for (size_t k = 0; k < sizeof grids / sizeof grids[0]; k++)
			check_campus(ctx, campus, grids[k].cell, grids[k].turn_deg);
		ck_assert_uint_eq(cgrid_ctx_status(ctx), CGRID_OK);
		cgrid_campus_free(campus);
	}
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("split campus");
	TCase *tcase = tcase_create("campus");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, rooms_by_hand);
	tcase_add_test(tcase, threads_say_the_same);
	tcase_add_test(tcase, visits_stop);
	tcase_add_test(tcase, arguments);
	tcase_add_loop_test(tcase, real_plans, 0, sizeof plans / sizeof plans[0]);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
