/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ticks of the US National Grid around the map, where its lines really cross the edges: they run a
 * little aslant to a campus's grid, which has true north up. Digits as FGDC-STD-011-2001 writes them: 4
 * for 10 m, 3 for 100 m, 2 for 1 km.
 */
#include "map/making.h"

#include <math.h>
#include <stdio.h>

#define TICK 1.8
#define SIZE_PT 6.0
/* Labels are no nearer than this, and no nearer to a corner. */
#define APART 16.0
#define CORNER 7.0

/* An edge of the map: eastings cross the level ones, northings the upright ones. */
struct edge {
	struct cgrid_mm from, to;
	struct cgrid_mm out; /* unit vector */
	bool northing;
};

struct ticks {
	struct cgrid_making *making;
	struct cgrid_frame utm;
	double step;
};

static bool
utm_of(const struct ticks *ticks, const struct edge *edge, double t, double *value)
{
	const struct cgrid_mm at = {edge->from.x + (edge->to.x - edge->from.x) * t,
				    edge->from.y + (edge->to.y - edge->from.y) * t};
	struct cgrid_ctx *ctx = ticks->making->ctx;
	struct cgrid_xy xy = cgrid_view_xy(&ticks->making->view, at), grid;
	struct cgrid_lonlat ground;
	if (cgrid_frame_to_ground(ctx, cgrid_campus_frame(ticks->making->campus), &xy, 1, &ground) !=
		CGRID_OK ||
	    cgrid_frame_to_xy(ctx, &ticks->utm, &ground, 1, &grid) != CGRID_OK) {
		cgrid_clear_error(ctx);
		return false;
	}
	*value = edge->northing ? grid.y : grid.x;
	return true;
}

/* Where along the edge a line crosses it: the secant is nearly the line itself. */
static bool
crossing(const struct ticks *ticks, const struct edge *edge, double value, double *t_out)
{
	double t0 = 0, t1 = 1, v0, v1;
	if (!utm_of(ticks, edge, t0, &v0) || !utm_of(ticks, edge, t1, &v1))
		return false;
	for (int i = 0; i < 8 && fabs(v1 - value) > 1e-6 && v1 != v0; i++) {
		const double t = t1 + (value - v1) * (t1 - t0) / (v1 - v0);
		t0 = t1;
		v0 = v1;
		t1 = t;
		if (!utm_of(ticks, edge, t1, &v1))
			return false;
	}
	*t_out = t1;
	return t1 >= 0 && t1 <= 1;
}

static void
draw_tick(const struct ticks *ticks, const struct edge *edge, double value, double t)
{
	struct cgrid_page *page = ticks->making->page;
	const double type = ticks->making->sheet.type, size = cgrid_pt(ticks->making, SIZE_PT);
	const double length = hypot(edge->to.x - edge->from.x, edge->to.y - edge->from.y);
	const struct cgrid_mm at = {edge->from.x + (edge->to.x - edge->from.x) * t,
				    edge->from.y + (edge->to.y - edge->from.y) * t};
	const double tick = TICK * type, cap = 0.73 * size * CGRID_PT;
	const long unit = ticks->step >= 1000 ? 1000 : ticks->step >= 100 ? 100 : 10;
	const int digits = unit == 1000 ? 2 : unit == 100 ? 3 : 4;
	char text[16];
	cgrid_path_begin(page, CGRID_LAYER_FRAME, false,
			 (struct cgrid_style){CGRID_NO_PAINT, CGRID_BLACK, 0.15, CGRID_SOLID});
	cgrid_path_move(page, at.x, at.y);
	cgrid_path_line(page, at.x + edge->out.x * tick, at.y + edge->out.y * tick);
	if (t * length < CORNER * type || (1 - t) * length < CORNER * type)
		return;
	/* The digits within the square of 100 km. */
	snprintf(text, sizeof text, "%0*ld", digits,
		 lround(fmod(value, 100000)) / unit % (100000 / unit));
	/* Beside the tick, in its strip: level at the top and the bottom, upright at the sides. */
	const double middle = 0.64 * tick, half = cap / 2;
	struct cgrid_mm base = {at.x + 0.5, at.y + edge->out.y * middle + half};
	if (edge->northing)
		base = (struct cgrid_mm){at.x + edge->out.x * middle + half, at.y - 0.5};
	cgrid_page_text(page, CGRID_LAYER_FRAME,
			(struct cgrid_text){.text = text,
					    .at = base,
					    .size_pt = size,
					    .turn_deg = edge->northing ? -90 : 0,
					    .colour = CGRID_BLACK});
}

static void
draw_edge(const struct ticks *ticks, const struct edge *edge)
{
	double v0, v1;
	if (!utm_of(ticks, edge, 0, &v0) || !utm_of(ticks, edge, 1, &v1))
		return;
	const double low = fmin(v0, v1), high = fmax(v0, v1);
	for (double n = ceil(low / ticks->step); n * ticks->step <= high; n++) {
		double t;
		if (crossing(ticks, edge, n * ticks->step, &t))
			draw_tick(ticks, edge, n * ticks->step, t);
	}
}

static double
step_for(double mm_per_m, double apart)
{
	static const double steps[] = {10, 20, 50, 100, 200, 500, 1000, 2000, 5000};
	size_t i = 0;
	while (i + 1 < sizeof steps / sizeof *steps && steps[i] * mm_per_m < apart)
		i++;
	return steps[i];
}

double
cgrid_draw_ticks(struct cgrid_making *making)
{
	const struct cgrid_rect *f = &making->page->frame;
	const struct cgrid_mm nw = {f->x0, f->y0}, ne = {f->x1, f->y0}, sw = {f->x0, f->y1},
			      se = {f->x1, f->y1};
	const struct edge edges[4] = {{nw, ne, {0, -1}, false},
				      {sw, se, {0, 1}, false},
				      {nw, sw, {-1, 0}, true},
				      {ne, se, {1, 0}, true}};
	const struct cgrid_mm corners[4] = {nw, ne, sw, se};
	struct ticks ticks = {.making = making,
			      .step = step_for(making->view.mm_per_m, APART * making->sheet.type)};
	for (int i = 0; i < 4; i++) {
		struct cgrid_xy xy = cgrid_view_xy(&making->view, corners[i]);
		struct cgrid_lonlat ground;
		struct cgrid_frame utm;
		if (cgrid_frame_to_ground(making->ctx, cgrid_campus_frame(making->campus), &xy, 1,
					  &ground) != CGRID_OK ||
		    cgrid_frame_utm(making->ctx, ground, &utm) != CGRID_OK) {
			cgrid_clear_error(making->ctx);
			return 0;
		}
		/* On the line between two zones there are two grids: the box names the squares. */
		if (i > 0 && (utm.zone != ticks.utm.zone || utm.south != ticks.utm.south))
			return 0;
		ticks.utm = utm;
	}
	for (int i = 0; i < 4; i++)
		draw_edge(&ticks, &edges[i]);
	return ticks.step;
}
