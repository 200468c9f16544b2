/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the tables of plan.h to floors: places on the ground, outlines, doors.
 *
 * A level becomes a table of cells: all walls are prolonged to a raster of
 * uneven columns and rows, and each cell knows its room. Outlines are traced
 * around cells and keep every corner at which any wall ends, so neighbours
 * share their corners, and rooms tile the floor by construction.
 */
#include "sample.h"

#include <inttypes.h>
#include <string.h>

/* ---- places ---- */

/* A quotient rounded to nearest, halves away from zero: C's division truncates. */
int64_t
round_div(int64_t a, int64_t b)
{
	return (a < 0 ? a - b / 2 : a + b / 2) / b;
}

/*
 * On a campus the ellipsoid is as good as flat: a metre north is 1/M of a radian
 * and a metre east 1/(N cos lat), with the meridional radius M = 6361951.311 m
 * and the prime-vertical radius N = 6387021.506 m of WGS 84 at 40.123 N. The two
 * factors are those angles for 1/173 mm, in units of 1e-19 degree; 300 m out the
 * place is right to a centimetre.
 */
struct ground
to_ground(struct spot at)
{
	const int64_t per_north = 520578453, per_east = 678122578, unit = INT64_C(10000000000);
	int64_t east = TURN_COS * at.x + TURN_SIN * at.y, north = TURN_COS * at.y - TURN_SIN * at.x;
	return (struct ground){frame_origin.lat + round_div(north * per_north, unit),
			       frame_origin.lon + round_div(east * per_east, unit)};
}

struct spot
place(int building, int x_dm, int y_dm)
{
	int64_t x = x_dm, y = y_dm;
	if (building != SITE) {
		x += buildings[building].x;
		y += buildings[building].y;
	}
	return (struct spot){x * 100, y * 100};
}

struct spot
middle(int building, struct rect box)
{
	struct spot a = place(building, box.x0, box.y0), b = place(building, box.x1, box.y1);
	return (struct spot){(a.x + b.x) / 2, (a.y + b.y) / 2};
}

/* ---- from tables to cells ---- */

bool
same_text(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

bool
is_one_of(const char *word, const char *const *words)
{
	while (*words && strcmp(word, *words) != 0)
		words++;
	return *words != NULL;
}

const char *
sign_of(const struct row *row)
{
	return row->ref ? row->ref : row->name;
}

/* The rectangle of a run's next room; `passed` counts the lengths so far. */
struct rect
next_rect(const struct run *run, const struct row *row, int *passed)
{
	int from = *passed;
	*passed += row->length;
	if (run->way == 'e')
		return (struct rect){run->x + from, run->y, run->x + *passed, run->y + run->deep};
	return (struct rect){run->x, run->y + from, run->x + run->deep, run->y + *passed};
}

static void
add_cut(int *cuts, int *count, int at)
{
	int i = 0;
	while (i < *count && cuts[i] < at)
		i++;
	if (i < *count && cuts[i] == at)
		return;
	if (*count == MAX_CUTS)
		fail("too many walls", "plan");
	memmove(cuts + i + 1, cuts + i, (size_t)(*count - i) * sizeof *cuts);
	cuts[i] = at;
	++*count;
}

static int
area_of(struct rect box)
{
	return (box.x1 - box.x0) * (box.y1 - box.y0);
}

/* The room of a row: one that has its sign already, or a new one. */
static int
room_for(struct plan *plan, const struct row *row, struct rect box)
{
	int r = 0;
	while (r < plan->room_count && !same_text(sign_of(plan->rooms[r].row), sign_of(row)))
		r++;
	if (r == MAX_ROOMS)
		fail("too many rooms", plan->level->name);
	if (r == plan->room_count)
		plan->rooms[plan->room_count++] = (struct room){row, box};
	else if (area_of(box) > area_of(plan->rooms[r].box))
		plan->rooms[r].box = box;
	return r;
}

static void
fill_cells(struct plan *plan, struct rect box, int room)
{
	for (int j = 0; j < plan->rows; j++) {
		for (int i = 0; i < plan->columns; i++) {
			if (plan->x[i] < box.x0 || plan->x[i] >= box.x1 || plan->y[j] < box.y0 ||
			    plan->y[j] >= box.y1)
				continue;
			if (plan->cell[j][i] != NOWHERE)
				fail("two rooms overlap", plan->level->name);
			plan->cell[j][i] = room;
		}
	}
}

void
make_plan(struct plan *plan, const struct level *level)
{
	int x_count = 0, y_count = 0;
	plan->level = level;
	for (const struct run *run = level->runs; run->deep; run++) {
		int passed = 0;
		for (const struct row *row = run->rows; row->length; row++) {
			struct rect box = next_rect(run, row, &passed);
			add_cut(plan->x, &x_count, box.x0);
			add_cut(plan->x, &x_count, box.x1);
			add_cut(plan->y, &y_count, box.y0);
			add_cut(plan->y, &y_count, box.y1);
		}
	}
	plan->columns = x_count - 1;
	plan->rows = y_count - 1;
	for (int j = 0; j < MAX_CUTS; j++)
		for (int i = 0; i < MAX_CUTS; i++)
			plan->cell[j][i] = NOWHERE;
	for (const struct run *run = level->runs; run->deep; run++) {
		int passed = 0;
		for (const struct row *row = run->rows; row->length; row++) {
			struct rect box = next_rect(run, row, &passed);
			fill_cells(plan, box, room_for(plan, row, box));
		}
	}
}

static int
cell_at(const struct plan *plan, int column, int row)
{
	if (column < 0 || row < 0 || column >= plan->columns || row >= plan->rows)
		return NOWHERE;
	return plan->cell[row][column];
}

/* The room at a place of the building, NOWHERE outdoors. */
static int
room_at(const struct plan *plan, int x_dm, int y_dm)
{
	int i = 0, j = 0;
	while (i <= plan->columns && plan->x[i] <= x_dm)
		i++;
	while (j <= plan->rows && plan->y[j] <= y_dm)
		j++;
	return cell_at(plan, i - 1, j - 1);
}

/* ---- outlines ---- */

/* A step along a wall from a corner of cells: where to, and the cells left and right of it. */
struct heading {
	int dx, dy, left_x, left_y, right_x, right_y;
};
static const struct heading headings[4] = {
    {1, 0, 0, 0, 0, -1}, {0, 1, -1, 0, 0, 0}, {-1, 0, -1, -1, -1, 0}, {0, -1, 0, -1, -1, -1}};

static int
left_of(const struct plan *plan, int i, int j, const struct heading *to)
{
	return cell_at(plan, i + to->left_x, j + to->left_y);
}

static int
right_of(const struct plan *plan, int i, int j, const struct heading *to)
{
	return cell_at(plan, i + to->right_x, j + to->right_y);
}

static bool
belongs(int cell, int room)
{
	return room == WHOLE_FLOOR ? cell != NOWHERE : cell == room;
}

/* Does the outline of the room go this way here? The room is on the left. */
static bool
is_outline(const struct plan *plan, int room, int i, int j, const struct heading *to)
{
	return belongs(left_of(plan, i, j, to), room) && !belongs(right_of(plan, i, j, to), room);
}

/* Straight on, but another wall ends here: the corner must stay in both outlines. */
static bool
is_junction(const struct plan *plan, int i, int j, const struct heading *to)
{
	return left_of(plan, i, j, to) != left_of(plan, i - to->dx, j - to->dy, to) ||
	       right_of(plan, i, j, to) != right_of(plan, i - to->dx, j - to->dy, to);
}

void
write_position(FILE *file, struct spot at)
{
	struct ground g = to_ground(at);
	/* North of the equator and west of Greenwich: the sign is fixed. */
	fprintf(file, "[-%" PRId64 ".%09" PRId64 ",%" PRId64 ".%09" PRId64 "]", -g.lon / 1000000000,
		-g.lon % 1000000000, g.lat / 1000000000, g.lat % 1000000000);
}

/* Follows one ring from a corner and writes it, closed. */
static void
write_ring(FILE *file, const struct plan *plan, int room, int i, int j, int way,
	   bool seen[4][MAX_CUTS][MAX_CUTS])
{
	int building = plan->level->building, last = way;
	struct spot first = place(building, plan->x[i], plan->y[j]);
	fputc('[', file);
	write_position(file, first);
	while (!seen[way][j][i]) {
		seen[way][j][i] = true;
		i += headings[way].dx;
		j += headings[way].dy;
		last = way;
		/* Left, straight on, right: exactly one of them goes on. */
		for (int turn = 1; turn >= -1; turn--) {
			way = (last + turn + 4) % 4;
			if (is_outline(plan, room, i, j, &headings[way]))
				break;
		}
		struct spot here = place(building, plan->x[i], plan->y[j]);
		if ((here.x == first.x && here.y == first.y) || way != last ||
		    is_junction(plan, i, j, &headings[way])) {
			fputc(',', file);
			write_position(file, here);
		}
	}
	fputc(']', file);
}

/* The outline of a room, or of the whole floor. The first ring met from the south-west is the outer
 * one, counter-clockwise; others are holes, clockwise, because the room stays on the left. */
void
write_outline(FILE *file, const struct plan *plan, int room)
{
	static bool seen[4][MAX_CUTS][MAX_CUTS];
	bool more = false;
	memset(seen, 0, sizeof seen);
	fputs("{\"type\":\"Polygon\",\"coordinates\":[", file);
	for (int j = 0; j < plan->rows; j++) {
		for (int i = 0; i < plan->columns; i++) {
			/* The south-west corner of a ring: outer rings leave it eastward, holes
			 * northward. */
			for (int way = 0; way < 2; way++) {
				if (seen[way][j][i] || !is_outline(plan, room, i, j, &headings[way]))
					continue;
				fputs(more ? "," : "", file);
				write_ring(file, plan, room, i, j, way, seen);
				more = true;
			}
		}
	}
	fputs("]}", file);
}

/* ---- doors ---- */

static void
add_door(struct doors *doors, struct door door, struct spot at, int width_mm, bool along_x)
{
	if (doors->count == MAX_DOORS)
		fail("too many doors", door.key);
	door.from = door.to = at;
	*(along_x ? &door.from.x : &door.from.y) -= width_mm / 2;
	*(along_x ? &door.to.x : &door.to.y) += width_mm / 2;
	doors->at[doors->count++] = door;
}

void
add_exits(struct doors *doors, const struct plan *plan)
{
	for (int e = 0; e < EXITS; e++) {
		const struct exit *out = &exits[e];
		if (out->building != plan->level->building ||
		    strcmp(out->level, plan->level->label) != 0)
			continue;
		int x = out->x, y = out->y;
		bool along_x = (room_at(plan, x, y - 1) == NOWHERE) != (room_at(plan, x, y) == NOWHERE);
		bool along_y = (room_at(plan, x - 1, y) == NOWHERE) != (room_at(plan, x, y) == NOWHERE);
		if (along_x == along_y)
			fail("a door is not in an outer wall", out->name);
		struct door door = {
		    .number = e + 1, .room = NOWHERE, .category = out->category, .name = out->name};
		snprintf(door.key, sizeof door.key, "%d", e + 1);
		add_door(doors, door, place(out->building, x, y), out->width * 100, along_x);
	}
}

/* A stretch of a room's wall that has one neighbour. */
struct wall {
	int x, y, length, neighbor; /* decimetres; from its south or west end */
	bool along_x;
};
enum { MAX_WALLS = 64 };

/* The walls of a room's largest rectangle, south, north, west, east. */
static int
list_walls(const struct plan *plan, int room, struct wall walls[MAX_WALLS])
{
	struct rect box = plan->rooms[room].box;
	int count = 0;
	for (int side = 0; side < 4; side++) {
		bool along_x = side < 2;
		int from = along_x ? box.x0 : box.y0, to = along_x ? box.x1 : box.y1, before = room;
		int line = side == 0 ? box.y0 : side == 1 ? box.y1 : side == 2 ? box.x0 : box.x1;
		int beyond = side % 2 ? line : line - 1;
		for (int t = from; t < to; t++) {
			int other = along_x ? room_at(plan, t, beyond) : room_at(plan, beyond, t);
			bool new_wall = t == from || other != before;
			before = other;
			if (other == NOWHERE || other == room)
				continue;
			if (new_wall && count < MAX_WALLS)
				walls[count++] = (struct wall){along_x ? t : line, along_x ? line : t,
							       0, other, along_x};
			walls[count - 1].length++;
		}
	}
	return count;
}

bool
is_walkway(const struct plan *plan, int room)
{
	return strcmp(plan->rooms[room].row->category, "walkway") == 0;
}

static void
add_inner_door(struct doors *doors, const struct plan *plan, int room, const struct wall *wall,
	       int along_dm, int width_mm)
{
	struct door door = {.room = room, .category = WALK};
	int before = 0;
	for (int d = 0; d < doors->count; d++)
		before += doors->at[d].room == room;
	snprintf(door.key, sizeof door.key, "%s/%d", sign_of(plan->rooms[room].row), before + 1);
	int x = wall->x + (wall->along_x ? along_dm : 0), y = wall->y + (wall->along_x ? 0 : along_dm);
	add_door(doors, door, place(plan->level->building, x, y), width_mm, wall->along_x);
}

/* Every room has a door to a corridor, or else to the neighbour along its longest wall; a long wall
 * has two. Corridors meet at smoke doors. */
void
add_inner_doors(struct doors *doors, const struct plan *plan)
{
	static const char *const closed[] = {"opentobelow", "structure", NULL};
	static const char *const wide[] = {"stairs", "lobby", "elevator", NULL};
	for (int r = 0; r < plan->room_count; r++) {
		struct wall walls[MAX_WALLS], *best = NULL;
		int count = list_walls(plan, r, walls);
		if (is_one_of(plan->rooms[r].row->category, closed))
			continue;
		for (int w = 0; w < count; w++) {
			bool corridor = is_walkway(plan, walls[w].neighbor);
			if (is_walkway(plan, r)) {
				if (corridor && walls[w].neighbor < r)
					add_inner_door(doors, plan, r, &walls[w], walls[w].length / 2,
						       1800);
				continue;
			}
			bool best_corridor = best && is_walkway(plan, best->neighbor);
			if (!best || (corridor && !best_corridor) ||
			    (corridor == best_corridor && walls[w].length > best->length))
				best = &walls[w];
		}
		if (!best)
			continue;
		if (is_one_of(plan->rooms[r].row->category, wide)) {
			add_inner_door(doors, plan, r, best, best->length / 2, 1800);
		} else if (best->length < 120) {
			add_inner_door(doors, plan, r, best, 10, 900);
		} else {
			add_inner_door(doors, plan, r, best, 20, 1800);
			add_inner_door(doors, plan, r, best, best->length - 20, 1800);
		}
	}
}
