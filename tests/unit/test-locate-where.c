/* SPDX-License-Identifier: Apache-2.0 */
/* The index of points beside a search through all rooms: the same answer for every point, on walls, on
 * corners, and the last bit beside them. */
#include "loads.h"
#include "locate/where.h"
#include "made-campus.h"

#include <campusgrid/campusgrid.h>

/* What the documents say, without an index. */
static struct cgrid_spot
search(const struct cgrid_campus *campus, const struct cgrid_grid *grid, uint32_t level,
       struct cgrid_xy at)
{
	struct cgrid_spot spot = {.level = level, .building = campus->levels[level].building};
	bool open = false, wall = false;
	spot.room = CGRID_NONE;
	for (uint32_t i = campus->level_rooms[level]; i < campus->level_rooms[level + 1]; i++) {
		const struct cgrid_room *room = &campus->rooms[i];
		if (!cgrid_shape_holds(&room->shape, at))
			continue;
		open |= room->kind == CGRID_ROOM_VOID;
		wall |= room->kind == CGRID_ROOM_STRUCTURE;
		if (room->kind != CGRID_ROOM_VOID && room->kind != CGRID_ROOM_STRUCTURE &&
		    (spot.room == CGRID_NONE ||
		     room->shape.area_m2 < campus->rooms[spot.room].shape.area_m2))
			spot.room = i;
	}
	spot.on_level = spot.room != CGRID_NONE || wall ||
			(!open && cgrid_shape_holds(&campus->levels[level].outline, at));
	spot.has_cell = cgrid_grid_cell_at(grid, at, &spot.cell);
	ck_assert_uint_eq(spot.room, cgrid_campus_room_at(campus, level, at));
	return spot;
}

struct asked {
	const struct cgrid_campus *campus;
	const struct cgrid_grid *grid;
	struct cgrid_where *where;
	struct cgrid_level_point points[100];
	size_t count, all, in_rooms;
};

static void
check_same(const struct cgrid_level_point *point, const struct cgrid_spot *is,
	   const struct cgrid_spot *wanted)
{
	ck_assert_msg(is->room == wanted->room && is->on_level == wanted->on_level &&
			  is->level == wanted->level && is->building == wanted->building &&
			  is->has_cell == wanted->has_cell &&
			  (!is->has_cell || (is->cell.column == wanted->cell.column &&
					     is->cell.row == wanted->cell.row &&
					     is->cell.keypad == wanted->cell.keypad)),
		      "level %u, %.17g %.17g: room %d (%d), not %d (%d)", (unsigned)point->level,
		      point->at.x, point->at.y, (int)is->room, is->on_level, (int)wanted->room,
		      wanted->on_level);
}

static void
flush(struct asked *asked)
{
	struct cgrid_spot spots[100];
	cgrid_where_find_all(asked->where, asked->points, asked->count, spots);
	for (size_t i = 0; i < asked->count; i++) {
		struct cgrid_spot one;
		struct cgrid_spot wanted =
		    search(asked->campus, asked->grid, asked->points[i].level, asked->points[i].at);
		check_same(&asked->points[i], &spots[i], &wanted);
		cgrid_where_find(asked->where, asked->points[i], &one);
		check_same(&asked->points[i], &one, &wanted);
		asked->in_rooms += one.room != CGRID_NONE;
	}
	asked->all += asked->count;
	asked->count = 0;
}

static void
ask(struct asked *asked, uint32_t level, double x, double y)
{
	asked->points[asked->count++] = (struct cgrid_level_point){{x, y}, level};
	if (asked->count == sizeof asked->points / sizeof *asked->points)
		flush(asked);
}

/* The point, and those a number and a nanometre beside it. */
static void
ask_about(struct asked *asked, struct rng *rng, uint32_t level, double x, double y)
{
	double far = INFINITY;
	ask(asked, level, x, y);
	ask(asked, level, nextafter(x, rng_below(rng, 2) ? far : -far), y);
	ask(asked, level, x, nextafter(y, rng_below(rng, 2) ? far : -far));
	ask(asked, level, x + rng_between(rng, -1e-9, 1e-9), y + rng_between(rng, -1e-9, 1e-9));
}

static void
ask_about_walls(struct asked *asked, struct rng *rng, uint32_t level, const struct cgrid_shape *shape,
		unsigned one_in)
{
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		for (size_t i = 0; i < ring->count; i++) {
			struct cgrid_xy a = ring->points[i], b = ring->points[(i + 1) % ring->count];
			double t = rng_below(rng, 2) ? 0.5 : rng_between(rng, 0, 1);
			if (rng_below(rng, one_in) > 0)
				continue;
			ask_about(asked, rng, level, a.x, a.y);
			ask_about(asked, rng, level, a.x + t * (b.x - a.x), a.y + t * (b.y - a.y));
			/* On the line of a wall, beyond it; and level with a corner. */
			ask(asked, level, a.x + 2 * (b.x - a.x), a.y + 2 * (b.y - a.y));
			ask(asked, level, rng_between(rng, shape->box.min_x, shape->box.max_x), a.y);
			ask(asked, level, a.x, rng_between(rng, shape->box.min_y, shape->box.max_y));
		}
	}
}

/* Where buckets meet. */
static void
ask_about_buckets(struct asked *asked, struct rng *rng, uint32_t level, int count)
{
	const struct where_layer *layer = &asked->where->layers[level];
	for (int i = 0; i < count; i++) {
		double columns = (layer->box.max_x - layer->box.min_x) * layer->per_m;
		double rows = (layer->box.max_y - layer->box.min_y) * layer->per_m;
		double column = floor(rng_between(rng, 0, columns + 1));
		double row = floor(rng_between(rng, 0, rows + 1));
		double x = layer->box.min_x + column * layer->size;
		double y = layer->box.min_y + row * layer->size;
		ask_about(asked, rng, level, x, y);
		ask_about(asked, rng, level, x, rng_between(rng, layer->box.min_y, layer->box.max_y));
		ask_about(asked, rng, level, rng_between(rng, layer->box.min_x, layer->box.max_x), y);
	}
}

static void
ask_anywhere(struct asked *asked, struct rng *rng, uint32_t level, int count)
{
	const struct cgrid_box *box = &asked->where->layers[level].box;
	for (int i = 0; i < count && box->min_x <= box->max_x; i++)
		ask(asked, level, rng_between(rng, box->min_x - 1, box->max_x + 1),
		    rng_between(rng, box->min_y - 1, box->max_y + 1));
	ask_about(asked, rng, level, box->min_x, box->min_y);
	ask_about(asked, rng, level, box->max_x, box->max_y);
}

/* Every level of a campus; of its walls one in so many. */
static void
check_campus(struct cgrid_ctx *ctx, struct rng *rng, const struct cgrid_campus *campus,
	     const struct cgrid_grid *grid, unsigned one_in, int random)
{
	static struct asked asked;
	asked = (struct asked){.campus = campus, .grid = grid};
	ck_ok(ctx, cgrid_where_new(ctx, campus, grid, &asked.where));
	for (uint32_t l = 0; l < campus->level_count; l++) {
		for (uint32_t i = campus->level_rooms[l]; i < campus->level_rooms[l + 1]; i++)
			ask_about_walls(&asked, rng, l, &campus->rooms[i].shape, one_in);
		ask_about_walls(&asked, rng, l, &campus->levels[l].outline, one_in);
		if (asked.where->layers[l].size > 0)
			ask_about_buckets(&asked, rng, l, random / 4);
		ask_anywhere(&asked, rng, l, random);
	}
	flush(&asked);
	ck_assert_uint_gt(asked.in_rooms, asked.all / 20);
	cgrid_where_free(asked.where);
}

static void
add_random_room(struct cgrid_ctx *ctx, struct rng *rng, struct cgrid_campus *campus, uint32_t room,
		bool exact, double far)
{
	static struct load load;
	struct cgrid_room *to = &campus->rooms[room];
	struct cgrid_xy move;
	do {
		double reach = sqrt((double)campus->room_count) * 1.5;
		move = (struct cgrid_xy){far + rng_between(rng, -reach, reach),
					 rng_between(rng, -reach, reach) - far};
		if (exact) {
			move.x = floor(move.x / 2) * 2;
			move.y = floor(move.y / 2) * 2;
		}
		load_draw(&load, rng,
			  exact ? LOAD_ALIGNED + (enum load_kind)rng_below(rng, 3)
				: (enum load_kind)rng_below(rng, LOAD_KINDS));
	} while (!load_shape(ctx, &load, rng_below(rng, 6) ? 0.5 : 2,
			     exact ? 0 : rng_between(rng, 0, 7), move, &campus->arena, &to->shape));
	to->kind = rng_below(rng, 8) == 0   ? CGRID_ROOM_VOID
		   : rng_below(rng, 8) == 0 ? CGRID_ROOM_STRUCTURE
					    : CGRID_ROOM_ROOM;
}

/* Rooms of every awkward shape on one another, on a lattice or anywhere, near the origin or far. */
START_TEST(random_campuses)
{
	struct rng rng = {(uint64_t)_i + 7000};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	static const double fars[] = {0, 1000, 4194304};
	bool exact = _i % 2 == 0;
	double far = fars[_i / 2 % 3];
	size_t rooms = 4 + rng_below(&rng, 60);
	struct cgrid_campus *campus = made_campus(1, 2, rooms);
	for (uint32_t i = 0; i < rooms; i++) {
		campus->rooms[i].level = i >= rooms / 2;
		add_random_room(ctx, &rng, campus, i, exact, far);
	}
	made_campus_count(campus);
	if (_i % 3 == 0)
		campus->levels[1].outline = campus->rooms[0].shape;
	struct cgrid_grid *grid = made_grid(ctx, campus, (struct cgrid_xy){-20, 22}, 3, 12, 12, _i % 4);
	check_campus(ctx, &rng, campus, grid, FEWER_ROUNDS(1, 6), FEWER_ROUNDS(2000, 200));
	cgrid_grid_free(grid);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
}
END_TEST

/* Drawings as people drew them: each with a grid that covers half of it. */
static const char *const plans[] = {"data/imdf/postech_c5", "data/geojson/berlin_hbf",
				    "data/geojson/ilc20_site1", "data/geojson/wrld3d_westport_house"};

START_TEST(real_plans)
{
	const char *path = shared_path(plans[_i]);
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus *campus = NULL;
	struct rng rng = {(uint64_t)_i + 70};
	if (path) {
		ck_ok(ctx, cgrid_campus_read(ctx, path, NULL, &campus));
		struct cgrid_box box = cgrid_campus_extent(campus);
		struct cgrid_xy corner = {box.min_x - 3, box.max_y + 3};
		double width = box.max_x - box.min_x, high = box.max_y - box.min_y;
		struct cgrid_grid *grid = made_grid(ctx, campus, corner, 5, (uint32_t)(width / 10) + 1,
						    (uint32_t)(high / 5) + 2, 0);
		check_campus(ctx, &rng, campus, grid, FEWER_ROUNDS(8, 100), FEWER_ROUNDS(400, 40));
		cgrid_grid_free(grid);
		cgrid_campus_free(campus);
	}
	cgrid_ctx_free(ctx);
}
END_TEST

/* What a look-up may be asked: a level that is not there, a point that is none. */
START_TEST(odd_questions)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus *campus = made_campus(2, 1, 1);
	struct cgrid_xy square[4] = {{0, 0}, {4, 0}, {4, 4}, {0, 4}};
	struct cgrid_ring ring = {square, 4, CGRID_RING_OUTER};
	struct cgrid_where *where;
	struct cgrid_spot spot, spots[2];
	const double none = (double)NAN, far = INFINITY;
	const struct cgrid_level_point odd[] = {{{1, 1}, CGRID_NONE}, {{1, 1}, 2},    {{1, 1}, 1},
						{{none, 1}, 0},       {{1, none}, 0}, {{far, 1}, 0},
						{{1, -far}, 0},       {{1e300, 1}, 0}};
	campus->rooms[0].shape = (struct cgrid_shape){.rings = &ring, .ring_count = 1};
	cgrid_shape_measure(&campus->rooms[0].shape);
	made_campus_count(campus);
	struct cgrid_grid *grid = made_grid(ctx, campus, (struct cgrid_xy){-1, 9}, 10, 1, 1, 0);
	ck_ok(ctx, cgrid_where_new(ctx, campus, grid, &where));
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		cgrid_where_find(where, odd[i], &spot);
		ck_assert(!spot.on_level && spot.room == CGRID_NONE);
		ck_assert(spot.has_cell == (i < 3));
		cgrid_where_find_all(where, &odd[i], 1, &spot);
		ck_assert(!spot.on_level && spot.room == CGRID_NONE);
		if (i >= 3)
			ck_assert_uint_eq(cgrid_where_levels(where, odd[i].at, spots, 2), 0);
	}
	ck_assert_uint_eq(cgrid_where_levels(where, (struct cgrid_xy){1, 1}, NULL, 0), 1);
	ck_assert_uint_eq(cgrid_where_levels(where, (struct cgrid_xy){1, 1}, spots, 2), 1);
	ck_assert(spots[0].room == 0 && spots[0].level == 0 && spots[0].has_cell);
	ck_assert_uint_gt(cgrid_where_bytes(where), sizeof *where);
	cgrid_where_free(where);
	cgrid_where_free(NULL);
	cgrid_grid_free(grid);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("where");
	TCase *tcase = tcase_create("where");
	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, random_campuses, 0, 24);
	tcase_add_loop_test(tcase, real_plans, 0, sizeof plans / sizeof *plans);
	tcase_add_test(tcase, odd_questions);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
