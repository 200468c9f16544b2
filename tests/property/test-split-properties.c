/* SPDX-License-Identifier: Apache-2.0 */
/* The split against GEOS, over seeded rooms of every awkward kind: the same cells, the same areas,
 * the same ground; valid pieces; nothing lost, nothing twice; labels inside. */
#include "loads.h"
#include "split/areas.h"
#include "split/cut.h"
#include "split/inside.h"

enum { CELLS = 24, ROUNDS = FEWER_ROUNDS(24, 4), MAX_PIECES = 1024 };

/* Where the grid lies, and how. */
static const struct place {
	const char *name;
	double x, y, cell, turn;
} places[] = {
    {"at the origin", 0, 0, 10, 0},
    {"feet", 123.456, -77.7, 30 * 0.3048, 0},
    {"10 km out", 10000, -10000, 10, 0},
    {"turned", 40, 60, 10, 0.3},
    {"turned 10 km out", -9000.5, 9500.25, 7.5, -1.1},
    {"small cells", 5, 5, 0.7, 0},
    {"utm", 600000, 4400000, 10, 0},
};

struct grid {
	double columns[CELLS + 1], rows[CELLS + 1];
	double x, y, c, s;
	struct cgrid_lines lines;
};

/* Axes to frame, about the grid's middle. */
static struct cgrid_xy
turn(const void *user, struct cgrid_xy axes)
{
	const struct grid *grid = user;
	double u = axes.x - grid->x, v = axes.y - grid->y;
	return (struct cgrid_xy){grid->x + grid->c * u - grid->s * v,
				 grid->y + grid->s * u + grid->c * v};
}

static void
lay_grid(struct grid *grid, const struct place *place)
{
	grid->x = place->x;
	grid->y = place->y;
	grid->c = cos(place->turn);
	grid->s = sin(place->turn);
	for (int i = 0; i <= CELLS; i++) {
		grid->columns[i] = place->x + (i - CELLS / 2) * place->cell;
		grid->rows[i] = place->y + (CELLS / 2 - i) * place->cell;
	}
	grid->lines = (struct cgrid_lines){
	    grid->columns, grid->rows, CELLS, CELLS, place->turn == 0 ? NULL : turn, grid};
}

/* Everything that was handed out for one shape. */
struct taken {
	struct cgrid_ctx *ctx;
	struct cgrid_arena arena;
	struct cgrid_cut_piece pieces[MAX_PIECES];
	size_t count, redone;
};

static enum cgrid_status
take(void *user, const struct cgrid_cut_piece *piece)
{
	struct taken *taken = user;
	ck_assert_uint_lt(taken->count, MAX_PIECES);
	struct cgrid_cut_piece *copy = &taken->pieces[taken->count++];
	*copy = *piece;
	struct cgrid_ring *rings =
	    cgrid_arena_alloc(&taken->arena, piece->shape.ring_count, sizeof *rings);
	for (size_t r = 0; r < piece->shape.ring_count; r++) {
		const struct cgrid_ring *ring = &piece->shape.rings[r];
		struct cgrid_xy *points = cgrid_arena_alloc(&taken->arena, ring->count, sizeof *points);
		memcpy(points, ring->points, ring->count * sizeof *points);
		rings[r] = (struct cgrid_ring){points, ring->count, ring->role};
	}
	copy->shape.rings = rings;
	return CGRID_OK;
}

/* A case that failed, told so that it can be drawn again. */
struct tale {
	const char *kind, *place;
	uint64_t round;
};
#define TELL "%s, %s, round %llu: "
#define TALE(t) (t)->kind, (t)->place, (unsigned long long)(t)->round

static void
check_piece(const struct tale *tale, struct taken *taken, const struct cgrid_cut_piece *piece)
{
	struct cgrid_ctx *ctx = taken->ctx;
	char reason[128];
	struct cgrid_xy where, label;
	bool valid;
	ck_ok(ctx, cgrid_geos_valid(ctx, &piece->shape, &valid, reason, &where));
	ck_assert_msg(valid, TELL "cell %u,%u: %s at %.17g,%.17g", TALE(tale), piece->column,
		      piece->row, reason, where.x, where.y);
	ck_ok(ctx, cgrid_inside_point(ctx, &piece->shape, &label));
	ck_assert(cgrid_shape_holds(&piece->shape, label));
	ck_assert(cgrid_shape_distance(&piece->shape, label, NULL) > 0);
	for (size_t r = 0; r < piece->shape.ring_count; r++) {
		const struct cgrid_ring *ring = &piece->shape.rings[r];
		double area = cgrid_ring_area(ring->points, ring->count);
		ck_assert(ring->role == CGRID_RING_OUTER ? area > 0 : area < 0);
		ck_assert(r > 0 || ring->role == CGRID_RING_OUTER);
	}
}

static void
cell_quad(const struct grid *grid, uint32_t column, uint32_t row, struct cgrid_xy quad[4])
{
	const double *x = &grid->columns[column], *y = &grid->rows[row];
	const struct cgrid_xy corners[4] = {{x[0], y[1]}, {x[1], y[1]}, {x[1], y[0]}, {x[0], y[0]}};
	for (int i = 0; i < 4; i++)
		quad[i] = grid->lines.turn ? turn(grid, corners[i]) : corners[i];
}

/* The shape as it is handed out: turned. */
static struct cgrid_shape
turn_shape(const struct grid *grid, const struct cgrid_shape *shape, struct cgrid_arena *arena)
{
	struct cgrid_shape out = *shape;
	struct cgrid_ring *rings = cgrid_arena_alloc(arena, shape->ring_count, sizeof *rings);
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		struct cgrid_xy *points = cgrid_arena_alloc(arena, ring->count, sizeof *points);
		for (size_t i = 0; i < ring->count; i++)
			points[i] = grid->lines.turn ? turn(grid, ring->points[i]) : ring->points[i];
		rings[r] = (struct cgrid_ring){points, ring->count, ring->role};
	}
	out.rings = rings;
	cgrid_shape_measure(&out);
	return out;
}

/* Is the cell beyond the shape's box? */
static bool
misses(const struct grid *grid, const struct cgrid_shape *shape, uint32_t column, uint32_t row)
{
	const double *x = &grid->columns[column], *y = &grid->rows[row];
	return x[0] >= shape->box.max_x || x[1] <= shape->box.min_x || y[1] >= shape->box.max_y ||
	       y[0] <= shape->box.min_y;
}

/* The same shape with other first vertices: GEOS 3.11 finds that two triangles which differ by a
 * rounding have nothing in common, or everything, as their first vertices are. */
static struct cgrid_shape
begin_elsewhere(const struct cgrid_shape *shape, struct cgrid_arena *arena)
{
	struct cgrid_shape out = *shape;
	struct cgrid_ring *rings = cgrid_arena_alloc(arena, shape->ring_count, sizeof *rings);
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		struct cgrid_xy *points = cgrid_arena_alloc(arena, ring->count, sizeof *points);
		for (size_t i = 0; i < ring->count; i++)
			points[i] = ring->points[(i + 1) % ring->count];
		rings[r] = (struct cgrid_ring){points, ring->count, ring->role};
	}
	out.rings = rings;
	return out;
}

/* Cell by cell the same ground as GEOS gives. */
static void
check_against_geos(const struct tale *tale, const struct grid *grid, struct taken *taken,
		   const struct cgrid_shape *shape, double allowed)
{
	struct cgrid_ctx *ctx = taken->ctx;
	struct cgrid_shape room = turn_shape(grid, shape, &taken->arena);
	size_t next = 0;
	for (uint32_t row = 0; row < CELLS; row++)
		for (uint32_t column = 0; column < CELLS; column++) {
			const struct cgrid_cut_piece *piece = NULL;
			struct cgrid_shape expected;
			struct cgrid_xy quad[4];
			double shared, different;
			if (next < taken->count && taken->pieces[next].column == column &&
			    taken->pieces[next].row == row)
				piece = &taken->pieces[next++];
			cell_quad(grid, column, row, quad);
			if (!piece && misses(grid, shape, column, row))
				continue;
			ck_ok(ctx, cgrid_geos_intersection(ctx, &room, quad, &taken->arena, &expected));
			if (!piece) {
				ck_assert_msg(expected.area_m2 <= allowed,
					      TELL "cell %u,%u has no piece, and %g m2", TALE(tale),
					      column, row, expected.area_m2);
				continue;
			}
			ck_assert_msg(fabs(piece->area - expected.area_m2) <= allowed,
				      TELL "cell %u,%u: %.12g m2, not %.12g", TALE(tale), column, row,
				      piece->area, expected.area_m2);
			if (expected.ring_count == 0)
				continue;
			ck_ok(ctx,
			      cgrid_geos_overlap(ctx, &piece->shape, &expected, &shared, &different));
			if (different > allowed) {
				struct cgrid_shape begun = begin_elsewhere(&expected, &taken->arena);
				ck_ok(ctx, cgrid_geos_overlap(ctx, &piece->shape, &begun, &shared,
							      &different));
			}
			ck_assert_msg(different <= allowed, TELL "cell %u,%u differs by %g m2",
				      TALE(tale), column, row, different);
		}
	ck_assert_msg(next == taken->count, TELL "pieces are not in the order of rows and columns",
		      TALE(tale));
}

/* Rounding of the coordinates, and 1e-9 of the room. */
static double
allowance(const struct cgrid_shape *shape)
{
	double allowed = 1e-9 * shape->area_m2;
	while (!cgrid_cut_agrees(shape, shape->area_m2, 0.5 * allowed))
		allowed *= 0.5;
	while (cgrid_cut_agrees(shape, shape->area_m2, allowed))
		allowed *= 1.25;
	return allowed;
}

/* The next load of a kind on a place, in the axes. */
static bool
draw(struct cgrid_ctx *ctx, struct rng *rng, enum load_kind kind, const struct place *place,
     struct cgrid_arena *arena, struct cgrid_shape *shape_out)
{
	static struct load load;
	bool exact = kind == LOAD_ALIGNED || kind == LOAD_CORNERS || kind == LOAD_HALVES;
	double lean = exact ? 0 : rng_between(rng, 0, 2 * M_PI);
	load_draw(&load, rng, kind);
	return load_shape(ctx, &load, place->cell, lean, (struct cgrid_xy){place->x, place->y}, arena,
			  shape_out);
}

static void
check_sum(const struct tale *tale, const struct cgrid_cut_sum *sum, double allowed)
{
	double lost = sum->area - sum->pieces - sum->outside - sum->dropped;
	ck_assert_msg(sum->sound, TELL "not sound", TALE(tale));
	ck_assert_msg(fabs(lost) <= allowed, TELL "%g m2 are lost", TALE(tale), lost);
	ck_assert(fabs(sum->dropped) <= CGRID_SLIVERS * sum->area);
}

/* Areas alone, found another way. */
struct areas_taken {
	const struct tale *tale;
	const struct taken *taken;
	size_t next;
	double allowed;
};

static enum cgrid_status
compare_area(void *user, uint32_t column, uint32_t row, double area)
{
	struct areas_taken *areas = user;
	const struct taken *taken = areas->taken;
	for (; areas->next < taken->count; areas->next++) {
		const struct cgrid_cut_piece *piece = &taken->pieces[areas->next];
		if (piece->row > row || (piece->row == row && piece->column >= column))
			break;
		ck_assert_msg(piece->area <= areas->allowed, TELL "cell %u,%u has no area",
			      TALE(areas->tale), piece->column, piece->row);
	}
	const struct cgrid_cut_piece *piece = &taken->pieces[areas->next];
	bool same = areas->next < taken->count && piece->row == row && piece->column == column;
	double there = same ? piece->area : 0;
	areas->next += same;
	ck_assert_msg(fabs(area - there) <= areas->allowed, TELL "cell %u,%u: %.12g m2, not %.12g",
		      TALE(areas->tale), column, row, area, there);
	return CGRID_OK;
}

/* Runs over every kind of load on every place; tests are numbered kind by kind. */
enum { CASES = LOAD_KINDS * (int)(sizeof places / sizeof places[0]) };
struct run {
	struct taken taken;
	struct cgrid_cutter cutter;
	struct cgrid_areas areas;
	struct grid grid;
	struct rng rng;
	enum load_kind kind;
	const struct place *place;
};
static struct run run;

/* The pieces of the last cut. */
static void
take_all(struct taken *taken)
{
	ck_ok(taken->ctx, cgrid_list_each(taken->ctx, &run.cutter.list, &run.grid.lines, take, taken));
}

static void
begin_run(int i)
{
	run.kind = (enum load_kind)(i % LOAD_KINDS);
	run.place = &places[i / LOAD_KINDS];
	run.rng = (struct rng){(uint64_t)i + 1};
	run.taken.ctx = cgrid_ctx_new();
	lay_grid(&run.grid, run.place);
}

static void
end_run(void)
{
	cgrid_cutter_free(&run.cutter);
	cgrid_areas_free(&run.areas);
	cgrid_ctx_free(run.taken.ctx);
}

START_TEST(equals_geos)
{
	size_t done = 0;
	run.taken.redone = 0;
	begin_run(_i);
	struct cgrid_ctx *ctx = run.taken.ctx;
	for (uint64_t round = 0; round < ROUNDS; round++) {
		const struct tale tale = {load_names[run.kind], run.place->name, round};
		struct cgrid_cut_sum sum;
		struct cgrid_shape shape;
		run.taken.count = 0;
		if (draw(ctx, &run.rng, run.kind, run.place, &run.taken.arena, &shape)) {
			double allowed = allowance(&shape);
			ck_ok(ctx, cgrid_cut_surely(ctx, &run.cutter, &shape, &run.grid.lines, &sum));
			run.taken.redone += sum.tries - 1;
			take_all(&run.taken);
			check_sum(&tale, &sum, allowed);
			for (size_t i = 0; i < run.taken.count; i++)
				check_piece(&tale, &run.taken, &run.taken.pieces[i]);
			check_against_geos(&tale, &run.grid, &run.taken, &shape, allowed);
			struct areas_taken areas = {&tale, &run.taken, 0, allowed};
			ck_ok(ctx, cgrid_areas_of(ctx, &run.areas, &shape, &run.grid.lines,
						  compare_area, &areas));
			for (; areas.next < run.taken.count; areas.next++)
				ck_assert(run.taken.pieces[areas.next].area <= allowed);
			done++;
		}
		cgrid_arena_free(&run.taken.arena);
	}
	ck_assert_uint_ge(done, ROUNDS / 2);
	/* Only repairs of nonsense leave walls that lie within a rounding of each other. */
	bool nonsense = run.kind == LOAD_CORNERS || run.kind == LOAD_HALVES;
	ck_assert_msg(run.taken.redone <= (nonsense ? 1 : 0), "%zu %s were cut again", run.taken.redone,
		      load_names[run.kind]);
	end_run();
}
END_TEST

/* The way back is right too, though it is hardly ever taken. */
START_TEST(by_geos_conserves)
{
	begin_run(_i);
	struct cgrid_ctx *ctx = run.taken.ctx;
	for (uint64_t round = 0; round < 4; round++) {
		const struct tale tale = {load_names[run.kind], run.place->name, round};
		struct cgrid_cut_sum sum;
		struct cgrid_shape shape;
		run.taken.count = 0;
		if (draw(ctx, &run.rng, run.kind, run.place, &run.taken.arena, &shape)) {
			ck_ok(ctx, cgrid_cut_by_geos(ctx, &run.cutter, &shape, &run.grid.lines, &sum));
			take_all(&run.taken);
			check_sum(&tale, &sum, allowance(&shape));
			for (size_t i = 0; i < run.taken.count; i++)
				check_piece(&tale, &run.taken, &run.taken.pieces[i]);
		}
		cgrid_arena_free(&run.taken.arena);
	}
	end_run();
}
END_TEST

static const struct cgrid_cut_piece *
piece_in(const struct taken *taken, uint32_t column, uint32_t row)
{
	for (size_t i = 0; i < taken->count; i++)
		if (taken->pieces[i].column == column && taken->pieces[i].row == row)
			return &taken->pieces[i];
	return NULL;
}

/* The first vertex of one piece that lies inside an edge of another, along an axis. */
static bool
has_loose_vertex(const struct cgrid_cut_piece *from, const struct cgrid_cut_piece *onto,
		 struct cgrid_xy *at_out)
{
	for (size_t r = 0; r < onto->shape.ring_count; r++) {
		const struct cgrid_ring *ring = &onto->shape.rings[r];
		for (size_t i = 0; i < ring->count; i++) {
			struct cgrid_xy a = ring->points[i], b = ring->points[(i + 1) % ring->count];
			if (a.x != b.x && a.y != b.y)
				continue;
			for (size_t s = 0; s < from->shape.ring_count; s++)
				for (size_t k = 0; k < from->shape.rings[s].count; k++) {
					struct cgrid_xy p = from->shape.rings[s].points[k];
					*at_out = p;
					if (a.x == b.x && p.x == a.x && p.y > fmin(a.y, b.y) &&
					    p.y < fmax(a.y, b.y))
						return true;
					if (a.y == b.y && p.y == a.y && p.x > fmin(a.x, b.x) &&
					    p.x < fmax(a.x, b.x))
						return true;
				}
		}
	}
	return false;
}

/* Watertight: where two pieces of a room meet along a line, each vertex of the one is a vertex of
 * the other, to the last bit. Looked at in the axes; the turn is the same for both. */
START_TEST(watertight)
{
	begin_run(_i);
	struct cgrid_ctx *ctx = run.taken.ctx;
	run.grid.lines.turn = NULL;
	for (uint64_t round = 0; round < ROUNDS; round++) {
		struct cgrid_cut_sum sum;
		struct cgrid_shape shape;
		run.taken.count = 0;
		if (!draw(ctx, &run.rng, run.kind, run.place, &run.taken.arena, &shape))
			continue;
		ck_ok(ctx, cgrid_cut(ctx, &run.cutter, &shape, &run.grid.lines, &sum));
		take_all(&run.taken);
		for (size_t i = 0; i < run.taken.count && sum.sound; i++) {
			const struct cgrid_cut_piece *piece = &run.taken.pieces[i];
			const struct cgrid_cut_piece *beside[2] = {
			    piece_in(&run.taken, piece->column + 1, piece->row),
			    piece_in(&run.taken, piece->column, piece->row + 1)};
			for (int k = 0; k < 2; k++) {
				struct cgrid_xy at;
				if (!beside[k])
					continue;
				ck_assert_msg(
				    !has_loose_vertex(piece, beside[k], &at) &&
					!has_loose_vertex(beside[k], piece, &at),
				    "%s, %s, round %llu: cell %u,%u: %.17g,%.17g is no vertex "
				    "of its neighbour",
				    load_names[run.kind], run.place->name, (unsigned long long)round,
				    piece->column, piece->row, at.x, at.y);
			}
		}
		cgrid_arena_free(&run.taken.arena);
	}
	end_run();
}
END_TEST

static bool
has_vertex(const struct cgrid_cut_piece *piece, struct cgrid_xy at)
{
	for (size_t r = 0; piece && r < piece->shape.ring_count; r++)
		for (size_t i = 0; i < piece->shape.rings[r].count; i++)
			if (piece->shape.rings[r].points[i].x == at.x &&
			    piece->shape.rings[r].points[i].y == at.y)
				return true;
	return false;
}

/* Has a piece of the cell, or of a cell around it, this vertex? The room behind a wall that runs
 * along a line is in the next cell. */
static bool
has_vertex_near(const struct taken *taken, uint32_t column, uint32_t row, struct cgrid_xy at)
{
	for (uint32_t i = 0; i < 9; i++)
		if (has_vertex(piece_in(taken, column + i % 3 - 1, row + i / 3 - 1), at))
			return true;
	return false;
}

static bool
is_corner(const struct grid *grid, const struct cgrid_cut_piece *piece, struct cgrid_xy at)
{
	struct cgrid_xy quad[4];
	cell_quad(grid, piece->column, piece->row, quad);
	for (int i = 0; i < 4; i++)
		if (quad[i].x == at.x && quad[i].y == at.y)
			return true;
	return false;
}

/* The room on the other side of the walls: a box with the shape as its hole, walls reversed. */
static struct cgrid_shape
other_side(const struct grid *grid, const struct cgrid_shape *shape, struct cgrid_xy box[4],
	   struct cgrid_xy *reversed, struct cgrid_ring rings[2])
{
	const struct cgrid_ring *ring = &shape->rings[0];
	struct cgrid_shape out = {.rings = rings, .ring_count = 2};
	double margin = 3.3 * (grid->columns[1] - grid->columns[0]);
	double west = grid->columns[0] - margin, east = grid->columns[CELLS] + margin;
	double south = grid->rows[CELLS] - margin, north = grid->rows[0] + margin;
	box[0] = (struct cgrid_xy){west, south};
	box[1] = (struct cgrid_xy){east, south};
	box[2] = (struct cgrid_xy){east, north};
	box[3] = (struct cgrid_xy){west, north};
	for (size_t i = 0; i < ring->count; i++)
		reversed[i] = ring->points[ring->count - 1 - i];
	rings[0] = (struct cgrid_ring){box, 4, CGRID_RING_OUTER};
	rings[1] = (struct cgrid_ring){reversed, ring->count, CGRID_RING_HOLE};
	cgrid_shape_measure(&out);
	return out;
}

/* Two rooms on either side of a wall are cut at the identical places. */
START_TEST(rooms_share_crossings)
{
	static struct taken other;
	size_t compared = 0;
	begin_run(_i);
	struct cgrid_ctx *ctx = other.ctx = run.taken.ctx;
	for (uint64_t round = 0; round < ROUNDS; round++) {
		struct cgrid_cut_sum sum, other_sum;
		struct cgrid_shape shape, behind;
		struct cgrid_xy box[4], reversed[600];
		struct cgrid_ring rings[2];
		run.taken.count = other.count = 0;
		if (!draw(ctx, &run.rng, run.kind, run.place, &run.taken.arena, &shape) ||
		    shape.ring_count != 1)
			continue;
		behind = other_side(&run.grid, &shape, box, reversed, rings);
		ck_ok(ctx, cgrid_cut(ctx, &run.cutter, &shape, &run.grid.lines, &sum));
		take_all(&run.taken);
		ck_ok(ctx, cgrid_cut(ctx, &run.cutter, &behind, &run.grid.lines, &other_sum));
		take_all(&other);
		if (sum.sound)
			ck_assert(other_sum.sound);
		/* Where a sliver went, its neighbour has vertices of its own. */
		bool whole = sum.dropped == 0 && other_sum.dropped == 0;
		for (size_t i = 0; i < run.taken.count && sum.sound && whole; i++) {
			const struct cgrid_cut_piece *piece = &run.taken.pieces[i];
			for (size_t k = 0; k < piece->shape.rings[0].count; k++) {
				struct cgrid_xy at = piece->shape.rings[0].points[k];
				if (is_corner(&run.grid, piece, at))
					continue;
				compared++;
				ck_assert_msg(has_vertex_near(&other, piece->column, piece->row, at),
					      "%s, %s: %.17g,%.17g is on one side only",
					      load_names[run.kind], run.place->name, at.x, at.y);
			}
		}
		cgrid_arena_free(&run.taken.arena);
		cgrid_arena_free(&other.arena);
	}
	ck_assert(compared > 0 || run.kind >= LOAD_HOLED);
	end_run();
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("split properties");
	TCase *tcase = tcase_create("split");
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, equals_geos, 0, CASES);
	tcase_add_loop_test(tcase, by_geos_conserves, 0, CASES);
	tcase_add_loop_test(tcase, watertight, 0, CASES);
	tcase_add_loop_test(tcase, rooms_share_crossings, 0, CASES);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
