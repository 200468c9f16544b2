/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 3, grid: which cells are beside each other, in a circle and on a line. */
#include "grid/grid.h"

#include <math.h>
#include <stdlib.h>

/* The next cell that way which there is: a meridian between zones may leave nothing of some. */
static bool
step(const struct cgrid_grid *grid, struct cgrid_cell from, const int by[2], struct cgrid_cell *to_out)
{
	int64_t column = from.column, row = from.row;
	do {
		column += by[0];
		row += by[1];
		if (column < 0 || row < 0 || column >= grid->spec.columns || row >= grid->spec.rows)
			return false;
		*to_out = (struct cgrid_cell){(uint32_t)column, (uint32_t)row, 0};
	} while (by[1] == 0 && !cgrid_grid_has(grid, *to_out));
	return cgrid_grid_has(grid, *to_out);
}

size_t
cgrid_grid_neighbors(const struct cgrid_grid *grid, struct cgrid_cell cell, bool corners,
		     struct cgrid_cell neighbors[8])
{
	static const int steps[8][2] = {{0, -1}, {1, 0}, {0, 1},  {-1, 0},
					{1, -1}, {1, 1}, {-1, 1}, {-1, -1}};
	size_t count = 0;
	for (int i = 0; i < (corners ? 8 : 4); i++)
		count += step(grid, cell, steps[i], &neighbors[count]);
	return count;
}

uint32_t
cgrid_cell_steps(struct cgrid_cell a, struct cgrid_cell b)
{
	uint32_t across = a.column > b.column ? a.column - b.column : b.column - a.column;
	uint32_t down = a.row > b.row ? a.row - b.row : b.row - a.row;
	return across > down ? across : down;
}

/* A circle that meets an edge touches the cell behind it, whichever way its numbers are rounded. */
static const double touching_m = 1e-6;

/* Distances are compared in micrometres: cells that lie as far are in the order of their rows. */
static int
compare_near(const void *a, const void *b)
{
	const struct cgrid_near_cell *x = a, *y = b;
	long long p = llround(x->away_m * 1e6), q = llround(y->away_m * 1e6);
	int order = (p > q) - (p < q);
	if (order == 0)
		order = (x->cell.row > y->cell.row) - (x->cell.row < y->cell.row);
	return order ? order : (x->cell.column > y->cell.column) - (x->cell.column < y->cell.column);
}

/* The farthest of those kept stands at the root. */
static void
sift_down(struct cgrid_near_cell *heap, size_t count, size_t at)
{
	for (;;) {
		size_t largest = at;
		for (size_t child = 2 * at + 1; child <= 2 * at + 2; child++)
			if (child < count && compare_near(&heap[child], &heap[largest]) > 0)
				largest = child;
		if (largest == at)
			return;
		struct cgrid_near_cell swap = heap[at];
		heap[at] = heap[largest];
		heap[largest] = swap;
		at = largest;
	}
}

static void
keep_near(struct cgrid_near_cell *cells, size_t most, size_t seen, const struct cgrid_near_cell *near)
{
	if (seen < most) {
		cells[seen] = *near;
		if (seen + 1 == most)
			for (size_t i = most / 2 + 1; i-- > 0;)
				sift_down(cells, most, i);
	} else if (most > 0 && compare_near(near, &cells[0]) < 0) {
		cells[0] = *near;
		sift_down(cells, most, 0);
	}
}

/* First and last strip that [low, high] can touch, with one to spare on either side for rounding. */
static bool
strip_range(double low, double high, double size, uint32_t count, uint32_t *first, uint32_t *last)
{
	double a = floor(low / size) - 1, b = floor(high / size) + 1;
	if (!(b >= 0 && a < count))
		return false;
	*first = a > 0 ? (uint32_t)a : 0;
	*last = b < count - 1 ? (uint32_t)b : count - 1;
	return true;
}

/* From a point to a convex figure that does not hold it. */
static double
away_from(const struct cgrid_xy *outline, size_t count, struct cgrid_xy at)
{
	double least = INFINITY;
	for (size_t i = 0; i < count; i++) {
		const struct cgrid_xy a = outline[i], b = outline[(i + 1) % count];
		const double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
		const double along = ((at.x - a.x) * dx + (at.y - a.y) * dy) / square;
		const double t = square > 0 ? fmax(0, fmin(1, along)) : 0;
		least = fmin(least, hypot(a.x + t * dx - at.x, a.y + t * dy - at.y));
	}
	return least;
}

/* Where two zones meet, distances are those of the frame, cell by cell. */
static size_t
circle_by_outlines(const struct cgrid_grid *grid, struct cgrid_xy at, double radius,
		   struct cgrid_near_cell *cells, size_t most)
{
	struct cgrid_xy outline[CGRID_OUTLINE_MOST];
	struct cgrid_cell own;
	size_t count = 0;
	const bool inside = cgrid_grid_cell_at(grid, at, &own);
	for (uint32_t row = 0; row < grid->spec.rows; row++)
		for (uint32_t column = 0; column < grid->spec.columns; column++) {
			const bool is_own = inside && own.row == row && own.column == column;
			struct cgrid_near_cell near = {{column, row, 0}, -1};
			size_t corners = cgrid_grid_outline(grid, near.cell, outline);
			if (corners == 0 && !is_own)
				continue;
			if (!is_own)
				near.away_m = away_from(outline, corners, at);
			if (is_own || (radius > 0 && near.away_m <= radius + touching_m))
				keep_near(cells, most, count++, &near);
		}
	if (count > 0 && most > 0)
		qsort(cells, count < most ? count : most, sizeof *cells, compare_near);
	if (inside && count > 0 && most > 0)
		cells[0].away_m = 0;
	return count;
}

size_t
cgrid_grid_circle(const struct cgrid_grid *grid, struct cgrid_xy at, double radius_m,
		  struct cgrid_near_cell *cells, size_t most)
{
	const double radius = isfinite(radius_m) && radius_m > 0 ? radius_m : 0;
	const struct cgrid_xy axes = cgrid_grid_to_axes(grid, at);
	const double u = axes.x - cgrid_grid_column_edge(grid, 0);
	const double v = cgrid_grid_row_edge(grid, 0) - axes.y;
	uint32_t columns[2], rows[2];
	struct cgrid_cell own;
	size_t count = 0;
	/* It comes first, whatever the rounding of its edges says: its distance is below all. */
	bool inside = cgrid_grid_cell_at(grid, at, &own);
	if (grid->seam.there)
		return circle_by_outlines(grid, at, radius, cells, most);
	if (!strip_range(u - radius, u + radius, grid->spec.cell_width_m, grid->spec.columns,
			 &columns[0], &columns[1]) ||
	    !strip_range(v - radius, v + radius, grid->spec.cell_height_m, grid->spec.rows, &rows[0],
			 &rows[1]))
		return 0;
	for (uint32_t row = rows[0]; row <= rows[1]; row++) {
		const double above = fmax(fmax(axes.y - cgrid_grid_row_edge(grid, row),
					       cgrid_grid_row_edge(grid, row + 1) - axes.y),
					  0);
		for (uint32_t column = columns[0]; column <= columns[1]; column++) {
			const bool is_own = inside && own.row == row && own.column == column;
			const double beside =
			    fmax(fmax(cgrid_grid_column_edge(grid, column) - axes.x,
				      axes.x - cgrid_grid_column_edge(grid, column + 1)),
				 0);
			const struct cgrid_near_cell near = {{column, row, 0},
							     is_own ? -1 : hypot(beside, above)};
			if (!is_own && !(radius > 0 && near.away_m <= radius + touching_m))
				continue;
			keep_near(cells, most, count++, &near);
		}
	}
	if (count > 0 && most > 0)
		qsort(cells, count < most ? count : most, sizeof *cells, compare_near);
	if (inside && count > 0 && most > 0)
		cells[0].away_m = 0;
	return count;
}

/* Where the line crosses the next edge of one axis: t in 0 to 1, and how it goes on. */
struct crossing {
	double (*edge)(const struct cgrid_grid *, uint32_t);
	double from, by; /* the line's coordinate is from + t by */
	int64_t next, step, end;
};

static struct crossing
first_crossing(const struct cgrid_grid *grid, double (*edge)(const struct cgrid_grid *, uint32_t),
	       double from, double to, uint32_t count)
{
	struct crossing crossing = {edge, from, to - from, 0, 1, (int64_t)count + 1};
	/* Columns grow with their edges, rows fall. */
	bool grows = edge(grid, count) > edge(grid, 0);
	if ((to > from) != grows) {
		crossing.next = count;
		crossing.step = -1;
		crossing.end = -1;
	}
	return crossing;
}

/* The next crossing beyond t; 1 when there is none. */
static double
advance(const struct cgrid_grid *grid, struct crossing *crossing, double t)
{
	for (; crossing->by != 0 && crossing->next != crossing->end; crossing->next += crossing->step) {
		double at =
		    (crossing->edge(grid, (uint32_t)crossing->next) - crossing->from) / crossing->by;
		if (at > t && at < 1)
			return at;
		if (at >= 1)
			break;
	}
	return 1;
}

/* Who takes the cells, and the last one that was given. */
struct line_taker {
	bool (*take)(void *user, struct cgrid_cell cell);
	void *user;
	struct cgrid_cell last;
};

/* A line on one side of a seam; false to stop. */
static bool
walk(const struct cgrid_grid *grid, struct cgrid_xy p, struct cgrid_xy q, struct line_taker *taker)
{
	struct crossing across =
	    first_crossing(grid, cgrid_grid_column_edge, p.x, q.x, grid->spec.columns);
	struct crossing down = first_crossing(grid, cgrid_grid_row_edge, p.y, q.y, grid->spec.rows);
	struct cgrid_cell cell;
	for (double t = 0; t < 1;) {
		double next = fmin(advance(grid, &across, t), advance(grid, &down, t));
		/* Between two crossings the line is in one cell, and its middle is off every edge that
		 * it does not run along. */
		double middle = t + (next - t) / 2;
		const struct cgrid_xy at = {p.x + middle * across.by, p.y + middle * down.by};
		if (cgrid_grid_cell_at(grid, cgrid_grid_to_frame(grid, at), &cell) &&
		    (cell.column != taker->last.column || cell.row != taker->last.row)) {
			cell.keypad = 0;
			taker->last = cell;
			if (!taker->take(taker->user, cell))
				return false;
		}
		t = next;
	}
	return true;
}

/* Where a line that begins on one side of a seam ends on it: halved until nothing is left. */
static struct cgrid_xy
meet_seam(const struct cgrid_grid *grid, struct cgrid_xy a, struct cgrid_xy b, bool east)
{
	double low = 0, high = 1;
	for (int i = 0; i < 60; i++) {
		const double t = (low + high) / 2;
		const struct cgrid_xy at = {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
		if (cgrid_seam_is_east(&grid->seam, at) == east)
			low = t;
		else
			high = t;
	}
	return (struct cgrid_xy){a.x + low * (b.x - a.x), a.y + low * (b.y - a.y)};
}

void
cgrid_grid_line(const struct cgrid_grid *grid, struct cgrid_xy a, struct cgrid_xy b,
		bool (*take)(void *user, struct cgrid_cell cell), void *user)
{
	struct line_taker taker = {take, user, {UINT32_MAX, UINT32_MAX, 0}};
	if (!isfinite(a.x + a.y + b.x + b.y))
		return;
	if (!grid->seam.there) {
		walk(grid, cgrid_grid_to_axes(grid, a), cgrid_grid_to_axes(grid, b), &taker);
		return;
	}
	const struct cgrid_seam *seam = &grid->seam;
	const bool first = cgrid_seam_is_east(seam, a), last = cgrid_seam_is_east(seam, b);
	const struct cgrid_xy at = first == last ? b : meet_seam(grid, a, b, first);
	if (walk(grid, cgrid_seam_to_axes(seam, a, first), cgrid_seam_to_axes(seam, at, first),
		 &taker) &&
	    first != last)
		walk(grid, cgrid_seam_to_axes(seam, at, last), cgrid_seam_to_axes(seam, b, last),
		     &taker);
}
