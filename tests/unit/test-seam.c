/* SPDX-License-Identifier: Apache-2.0 */
/* Rooms over the meridian of two UTM zones, split along the USNG lines of both. */
#include <campusgrid/split.h>

#include "base/shape.h"
#include "campus/campus.h"
#define SEED 72
#include "seeded.h"

#include <math.h>

enum { ROOMS = 40, CORNERS = 6 };

/* Where: the last is in a frame of the east zone. */
static const struct {
	double lon, lat;
	bool east;
} places[] = {{-72, 42.6, false}, {150, -35.3, false}, {9, 78.2, false}, {-72, 42.6, true}};
enum { PLACES = sizeof places / sizeof *places };

static struct cgrid_grid *
grid_at(int i)
{
	const struct cgrid_lonlat west = {places[i].lon - 1e-7, places[i].lat};
	const struct cgrid_lonlat middle = {places[i].lon, places[i].lat};
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct cgrid_frame first;
	struct cgrid_grid *grid;
	struct cgrid_xy at;
	ck_ok(ctx, cgrid_frame_utm(ctx, west, &first));
	ck_ok(ctx, cgrid_frame_to_xy(ctx, &first, &middle, 1, &at));
	at.x = floor(at.x / 10) * 10 - 200;
	at.y = floor(at.y / 10) * 10 + 200;
	ck_ok(ctx, cgrid_frame_to_ground(ctx, &first, &at, 1, &spec.origin));
	spec.frame = first;
	if (places[i].east)
		ck_ok(ctx, cgrid_frame_utm(ctx, middle, &spec.frame));
	spec.usng_m = 10;
	spec.cell_width_m = spec.cell_height_m = 10;
	spec.columns = 50;
	spec.rows = 40;
	ck_ok(ctx, cgrid_grid_new(ctx, &spec, &grid));
	return grid;
}

/* An L of any turn about a place near the meridian: some rooms on one side of it, most on both. */
static void
draw_room(struct cgrid_room *room, struct cgrid_ring *ring, struct cgrid_xy points[CORNERS],
	  struct cgrid_xy about)
{
	static const double shape[CORNERS][2] = {{0, 0},     {1, 0},   {1, 0.4},
						 {0.3, 0.4}, {0.3, 1}, {0, 1}};
	const double turn = rng_between(&rng, 0, 6.3), size = rng_between(&rng, 5, 80);
	about.x += rng_between(&rng, -60, 40);
	about.y += rng_between(&rng, -80, 80);
	for (int i = 0; i < CORNERS; i++) {
		const double u = shape[i][0] * size, v = shape[i][1] * size;
		points[i] = (struct cgrid_xy){about.x + u * cos(turn) - v * sin(turn),
					      about.y + u * sin(turn) + v * cos(turn)};
	}
	*ring = (struct cgrid_ring){points, CORNERS, CGRID_RING_OUTER};
	*room = (struct cgrid_room){.id = "r",
				    .room = "1",
				    .name = "",
				    .category = "",
				    .kind = CGRID_ROOM_ROOM,
				    .building = CGRID_NONE,
				    .level = CGRID_NONE,
				    .shape = {.rings = ring, .ring_count = 1}};
	cgrid_shape_measure(&room->shape);
}

/* Outside of a convex outline, clockwise, by how much? */
static double
beyond(const struct cgrid_xy *outline, size_t count, struct cgrid_xy at)
{
	double most = 0;
	for (size_t i = 0; i < count; i++) {
		const struct cgrid_xy a = outline[i], b = outline[(i + 1) % count];
		const double length = hypot(b.x - a.x, b.y - a.y);
		if (length > 1e-6)
			most = fmax(most,
				    ((b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x)) / length);
	}
	return most;
}

/* A piece is in its cell, and the place of its label has the digits of that cell. */
static void
check_piece(const struct cgrid_grid *grid, const struct cgrid_piece *piece)
{
	const struct cgrid_frame frame = cgrid_grid_get_spec(grid)->frame;
	struct cgrid_xy outline[CGRID_OUTLINE_MOST];
	struct cgrid_lonlat ground;
	char label[CGRID_LABEL_SIZE], usng[CGRID_USNG_SIZE];
	size_t count = cgrid_grid_outline(grid, piece->cell, outline);
	ck_assert(count >= 3);
	for (size_t r = 0; r < piece->shape.ring_count; r++)
		for (size_t i = 0; i < piece->shape.rings[r].count; i++)
			ck_assert(beyond(outline, count, piece->shape.rings[r].points[i]) < 2e-3);
	if (piece->area_m2 < 0.5)
		return;
	ck_ok(ctx, cgrid_frame_to_ground(ctx, &frame, &piece->label, 1, &ground));
	ck_ok(ctx, cgrid_usng_format(ctx, ground, 4, false, usng));
	cgrid_grid_label(grid, piece->cell, label, sizeof label);
	ck_assert_str_eq(usng + 5, label);
}

START_TEST(pieces_are_in_cells_of_both_zones)
{
	struct cgrid_room rooms[ROOMS];
	struct cgrid_ring rings[ROOMS];
	struct cgrid_xy points[ROOMS][CORNERS], about;
	struct cgrid_campus campus = {.rooms = rooms, .room_count = ROOMS};
	struct cgrid_grid *grid = grid_at(_i);
	struct cgrid_pieces *pieces;
	const struct cgrid_lonlat middle = {places[_i].lon, places[_i].lat};
	campus.frame = cgrid_grid_get_spec(grid)->frame;
	ck_ok(ctx, cgrid_frame_to_xy(ctx, &campus.frame, &middle, 1, &about));
	for (int i = 0; i < ROOMS; i++)
		draw_room(&rooms[i], &rings[i], points[i], about);
	ck_ok(ctx, cgrid_split(ctx, &campus, grid, NULL, &pieces));
	size_t over = 0;
	for (uint32_t i = 0; i < ROOMS; i++) {
		size_t first, end;
		double sum = 0, drawn = 0;
		bool sides[2] = {false, false};
		cgrid_pieces_of_room(pieces, i, &first, &end);
		for (size_t k = first; k < end; k++) {
			const struct cgrid_piece *piece = cgrid_pieces_at(pieces, k);
			struct cgrid_shape shape = piece->shape;
			check_piece(grid, piece);
			cgrid_shape_measure(&shape);
			sum += piece->area_m2;
			drawn += shape.area_m2;
			sides[piece->cell.column >= 25] = true;
		}
		over += sides[0] && sides[1];
		/* The scale of a zone is another one beyond its edge, and walls are straight in their
		 * own. */
		ck_assert(fabs(sum - rooms[i].shape.area_m2) < 1e-5 * rooms[i].shape.area_m2);
		ck_assert(fabs(drawn - rooms[i].shape.area_m2) < 1e-5 * rooms[i].shape.area_m2);
	}
	ck_assert_uint_ge(over, 5);
	cgrid_pieces_free(pieces);
	cgrid_grid_free(grid);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("seam");
	TCase *tests = tcase_create("seam");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, pieces_are_in_cells_of_both_zones, 0, PLACES);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
