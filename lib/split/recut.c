/* SPDX-License-Identifier: Apache-2.0 */
#include "base/geos.h"
#include "base/mem.h"
#include "base/shape.h"
#include "split/cut.h"

#include <float.h>
#include <math.h>

/* What the cells of one shape have in common. */
struct job {
	struct cgrid_ctx *ctx;
	struct cgrid_cutter *cutter;
	const struct cgrid_shape *shape;
	const struct cgrid_lines *lines;
	struct cgrid_cut_sum *sum;
};

/* The lines [*first_out, *end_out) between which a shape's box lies; `sign` -1 for lines that
 * descend. */
static void
reach(const double *lines, uint32_t count, double sign, double from, double to, uint32_t *first_out,
      uint32_t *end_out)
{
	uint32_t first = 0, end = count;
	while (first + 1 < count && sign * lines[first + 1] <= from)
		first++;
	while (end > first + 1 && sign * lines[end - 1] >= to)
		end--;
	*first_out = first;
	*end_out = end;
}

/* The rings of an intersection, turned, as a tidy shape. */
static enum cgrid_status
turn_shape(const struct job *job, const struct cgrid_shape *shape, struct cgrid_shape *turned_out,
	   bool *sound_out)
{
	struct cgrid_rings *tidy = &job->cutter->tidy;
	const struct cgrid_lines *lines = job->lines;
	cgrid_rings_clear(tidy);
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		if (!cgrid_rings_begin(tidy))
			return cgrid_fail_memory(job->ctx);
		for (size_t i = 0; i < ring->count; i++) {
			struct cgrid_xy at = ring->points[i];
			if (!cgrid_rings_point(tidy, lines->turn ? lines->turn(lines->user, at) : at))
				return cgrid_fail_memory(job->ctx);
		}
		cgrid_rings_end(tidy);
	}
	return cgrid_rings_tidy(job->ctx, tidy, turned_out, sound_out);
}

/* The turn may move what touched into what crosses, by the last digit: such a piece is repaired. */
static enum cgrid_status
mend_shape(const struct job *job, struct cgrid_arena *arena, double area,
	   struct cgrid_shape *mended_out, bool *sound_out)
{
	struct cgrid_rings *tidy = &job->cutter->tidy;
	struct cgrid_shape loose = {.rings = NULL};
	size_t runs = tidy->loose.run_count;
	struct cgrid_ring *rings = cgrid_arena_alloc(arena, runs, sizeof *rings);
	if (!rings)
		return cgrid_fail_memory(job->ctx);
	for (size_t r = 0; r < runs; r++) {
		const struct cgrid_run *run = &tidy->loose.runs[r];
		rings[r] = (struct cgrid_ring){&tidy->loose.points[run->first], run->count,
					       run->area > 0 ? CGRID_RING_OUTER : CGRID_RING_HOLE};
	}
	loose.rings = rings;
	loose.ring_count = runs;
	enum cgrid_status status = cgrid_geos_make_valid(job->ctx, &loose, arena, mended_out);
	*sound_out = status == CGRID_OK &&
		     cgrid_cut_agrees(job->shape, job->sum->area, mended_out->area_m2 - area);
	if (status == CGRID_E_MEANING)
		cgrid_clear_error(job->ctx);
	return status == CGRID_E_MEANING ? CGRID_OK : status;
}

static enum cgrid_status
add_piece(const struct job *job, struct cgrid_list_item *item, const struct cgrid_shape *shape)
{
	struct cgrid_list *list = &job->cutter->list;
	item->first_ring = list->ring_count;
	item->ring_count = (uint32_t)shape->ring_count;
	item->box = shape->box;
	return cgrid_list_add_rings(list, shape) && cgrid_list_add_piece(list, item)
		   ? CGRID_OK
		   : cgrid_fail_memory(job->ctx);
}

static enum cgrid_status
cut_cell(const struct job *job, uint32_t column, uint32_t row)
{
	const double *x = &job->lines->columns[column], *y = &job->lines->rows[row];
	const struct cgrid_xy quad[4] = {{x[0], y[1]}, {x[1], y[1]}, {x[1], y[0]}, {x[0], y[0]}};
	struct cgrid_list_item item = {.column = column, .end = column + 1, .row = row};
	struct cgrid_cut_sum *sum = job->sum;
	struct cgrid_arena arena = {NULL};
	struct cgrid_shape shared, shape;
	bool sound = true;
	enum cgrid_status status = cgrid_geos_intersection(job->ctx, job->shape, quad, &arena, &shared);
	if (status != CGRID_OK)
		goto out;
	item.area = shared.area_m2;
	if (sum->dropped + item.area <= CGRID_SLIVERS * sum->area) {
		sum->dropped += item.area;
		goto out;
	}
	status = turn_shape(job, &shared, &shape, &sound);
	if (status == CGRID_OK && !sound)
		status = mend_shape(job, &arena, item.area, &shape, &sound);
	if (status != CGRID_OK)
		goto out;
	sum->sound &= sound && shape.ring_count > 0;
	sum->pieces += item.area;
	if (sum->sound)
		status = add_piece(job, &item, &shape);
out:
	cgrid_arena_free(&arena);
	return status;
}

/* What of the shape lies within the grid's outer lines. */
static enum cgrid_status
area_inside(const struct job *job, double *area_out)
{
	const struct cgrid_lines *lines = job->lines;
	double west = lines->columns[0], east = lines->columns[lines->column_count];
	double north = lines->rows[0], south = lines->rows[lines->row_count];
	const struct cgrid_xy quad[4] = {{west, south}, {east, south}, {east, north}, {west, north}};
	struct cgrid_arena arena = {NULL};
	struct cgrid_shape inside;
	enum cgrid_status status = cgrid_geos_intersection(job->ctx, job->shape, quad, &arena, &inside);
	*area_out = inside.area_m2;
	cgrid_arena_free(&arena);
	return status;
}

enum cgrid_status
cgrid_cut_by_geos(struct cgrid_ctx *ctx, struct cgrid_cutter *cutter, const struct cgrid_shape *shape,
		  const struct cgrid_lines *lines, struct cgrid_cut_sum *sum_out)
{
	struct cgrid_shape measured = *shape;
	const struct cgrid_box *box = &measured.box;
	const struct job job = {ctx, cutter, &measured, lines, sum_out};
	uint32_t columns[2], rows[2];
	double inside;
	cgrid_shape_measure(&measured);
	*sum_out = (struct cgrid_cut_sum){.area = measured.area_m2, .sound = true, .tries = 1};
	cgrid_list_clear(&cutter->list);
	enum cgrid_status status = area_inside(&job, &inside);
	reach(lines->columns, lines->column_count, 1, box->min_x, box->max_x, &columns[0], &columns[1]);
	reach(lines->rows, lines->row_count, -1, -box->max_y, -box->min_y, &rows[0], &rows[1]);
	for (uint32_t row = rows[0]; row < rows[1] && status == CGRID_OK; row++)
		for (uint32_t column = columns[0]; column < columns[1] && status == CGRID_OK; column++)
			status = cut_cell(&job, column, row);
	sum_out->outside = measured.area_m2 - inside;
	sum_out->sound &=
	    cgrid_cut_agrees(&measured, measured.area_m2, inside - sum_out->pieces - sum_out->dropped);
	return status;
}

/* A lattice a thousand times finer than drawings are, and no finer than the numbers. */
static double
lattice_of(const struct cgrid_shape *shape)
{
	const struct cgrid_box *box = &shape->box;
	double reach =
	    fmax(fmax(fabs(box->min_x), fabs(box->max_x)), fmax(fabs(box->min_y), fabs(box->max_y)));
	return fmax(1e-9, 8 * DBL_EPSILON * reach);
}

/* What GEOS could not do is no error here: the pieces are not sound, then. */
static enum cgrid_status
forgive(struct cgrid_ctx *ctx, enum cgrid_status status, struct cgrid_cut_sum *sum)
{
	if (status != CGRID_E_INTERNAL)
		return status;
	cgrid_clear_error(ctx);
	sum->sound = false;
	return CGRID_OK;
}

enum cgrid_status
cgrid_cut_surely(struct cgrid_ctx *ctx, struct cgrid_cutter *cutter, const struct cgrid_shape *shape,
		 const struct cgrid_lines *lines, struct cgrid_cut_sum *sum_out)
{
	struct cgrid_arena arena = {NULL};
	struct cgrid_shape snapped;
	enum cgrid_status status = cgrid_cut(ctx, cutter, shape, lines, sum_out);
	double area = sum_out->area;
	status = forgive(ctx, status, sum_out);
	if (status != CGRID_OK || sum_out->sound)
		return status;
	status = cgrid_geos_snap(ctx, shape, lattice_of(shape), &arena, &snapped);
	if (status == CGRID_OK)
		status = cgrid_cut(ctx, cutter, &snapped, lines, sum_out);
	sum_out->tries = 2;
	sum_out->sound &= cgrid_cut_agrees(shape, area, sum_out->area - area);
	status = forgive(ctx, status, sum_out);
	cgrid_arena_free(&arena);
	if (status != CGRID_OK || sum_out->sound)
		return status;
	status = cgrid_cut_by_geos(ctx, cutter, shape, lines, sum_out);
	sum_out->tries = 3;
	return forgive(ctx, status, sum_out);
}
