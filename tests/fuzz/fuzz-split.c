/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes -> rings near and on the lines of a grid -> pieces: sums that agree, valid pieces, labels
 * inside. */
#include "base/geos.h"
#include "base/mem.h"
#include "base/shape.h"
#include "split/cut.h"
#include "split/inside.h"

#include <math.h>
#include <stdlib.h>

enum { CELLS = 8, MOST_POINTS = 64, MOST_RINGS = 4 };

struct bytes {
	const uint8_t *at;
	size_t left;
};

static int
next(struct bytes *bytes)
{
	if (bytes->left == 0)
		return 0;
	bytes->left--;
	return *bytes->at++;
}

/* A place on the lattice of quarter cells, or off it by so little. */
static double
place(struct bytes *bytes, double step)
{
	int coarse = next(bytes) - 128, fine = step != 0 ? next(bytes) - 128 : 0;
	return coarse * 2.5 + fine * step;
}

static void
demand(bool holds)
{
	if (!holds)
		abort();
}

static enum cgrid_status
look_at(void *user, const struct cgrid_cut_piece *piece)
{
	struct cgrid_ctx *ctx = user;
	char reason[128];
	struct cgrid_xy at;
	bool valid;
	demand(cgrid_geos_valid(ctx, &piece->shape, &valid, reason, &at) == CGRID_OK && valid);
	enum cgrid_status status = cgrid_inside_point(ctx, &piece->shape, &at);
	demand(status == CGRID_OK || (status == CGRID_E_MEANING && piece->area < 1e-6));
	demand(status != CGRID_OK || cgrid_shape_holds(&piece->shape, at));
	return CGRID_OK;
}

static size_t
read_rings(struct bytes *bytes, struct cgrid_xy points[MOST_POINTS],
	   struct cgrid_ring rings[MOST_RINGS])
{
	int head = next(bytes);
	double step = head & 0x80 ? ldexp(1, -(head & 0x3f)) : 0;
	size_t count = 0, ring_count = 1 + (size_t)(next(bytes) % MOST_RINGS);
	for (size_t r = 0; r < ring_count; r++) {
		size_t ring_points = 3 + (size_t)(next(bytes) % 13);
		enum cgrid_ring_role role =
		    next(bytes) & 1 && r > 0 ? CGRID_RING_HOLE : CGRID_RING_OUTER;
		rings[r] = (struct cgrid_ring){&points[count], ring_points, role};
		for (size_t i = 0; i < ring_points; i++) {
			points[count].x = place(bytes, step);
			points[count++].y = place(bytes, step);
		}
	}
	return ring_count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__asan_default_options(void);

/* GEOS 3.11 loses memory where its repair gives up and tries again (PolygonBuilder). */
const char *
__asan_default_options(void)
{
	return "detect_leaks=0";
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes bytes = {data, size};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_cutter cutter = {.points = NULL};
	struct cgrid_arena arena = {NULL};
	struct cgrid_xy points[MOST_POINTS];
	struct cgrid_ring rings[MOST_RINGS];
	struct cgrid_shape loose = {.rings = rings}, shape;
	struct cgrid_cut_sum sum;
	double columns[CELLS + 1], rows[CELLS + 1];
	for (int i = 0; i <= CELLS; i++) {
		columns[i] = (i - CELLS / 2) * 10.0;
		rows[i] = -columns[i];
	}
	const struct cgrid_lines lines = {columns, rows, CELLS, CELLS, NULL, NULL};
	loose.ring_count = read_rings(&bytes, points, rings);
	if (ctx && cgrid_geos_make_valid(ctx, &loose, &arena, &shape) == CGRID_OK) {
		demand(cgrid_cut_surely(ctx, &cutter, &shape, &lines, &sum) == CGRID_OK);
		demand(sum.sound);
		demand(cgrid_list_each(ctx, &cutter.list, &lines, look_at, ctx) == CGRID_OK);
		demand(cgrid_cut_agrees(&shape, sum.area,
					sum.area - sum.pieces - sum.outside - sum.dropped));
	}
	cgrid_cutter_free(&cutter);
	cgrid_arena_free(&arena);
	cgrid_ctx_free(ctx);
	return 0;
}
