/* SPDX-License-Identifier: Apache-2.0 */
#include "map/wording.h"

#include <math.h>
#include <string.h>

/* Walls keep this far from text. */
#define WALL 0.45
/* A label that has so many places needs no more. */
enum { ENOUGH = 10, A_LAYOUT = 3 };
/* What it costs: a line more, to be read from the right, a symbol above, the way from the best spot. */
#define COST_LINE 1.5
#define COST_UPRIGHT 7.0
#define COST_ABOVE 1.0
#define COST_AWAY 14.0

static void
measure_text(struct cgrid_measure *measure, const char *text, bool bold, struct cgrid_broken *broken)
{
	for (size_t lines = 1; lines <= CGRID_WORDING_LINES; lines++) {
		struct cgrid_block block = {.count = 0};
		if (!*text || !cgrid_block_add(measure, &block, text, bold, 1, lines) ||
		    block.count != lines)
			continue;
		cgrid_block_measure(measure, &block);
		broken->can[lines] = true;
		broken->width[lines] = block.width;
		broken->height[lines] = block.height - (double)(lines - 1) * CGRID_LEADING;
	}
}

void
cgrid_wording_measure(struct cgrid_measure *measure, struct cgrid_wording *wording)
{
	memset(&wording->signs, 0, sizeof wording->signs);
	memset(&wording->names, 0, sizeof wording->names);
	measure_text(measure, wording->sign, wording->sign_bold, &wording->signs);
	measure_text(measure, wording->name, false, &wording->names);
}

bool
cgrid_wording_block(struct cgrid_measure *measure, const struct cgrid_wording *wording,
		    const struct cgrid_layout *layout, struct cgrid_block *block)
{
	*block = (struct cgrid_block){.count = 0};
	if (layout->sign_lines > 0 &&
	    !cgrid_block_add(measure, block, wording->sign, wording->sign_bold, layout->sign_pt,
			     layout->sign_lines))
		return false;
	if (layout->name_lines > 0 &&
	    !cgrid_block_add(measure, block, wording->name, false, layout->name_pt, layout->name_lines))
		return false;
	block->symbol = layout->radius > 0 ? wording->symbol : NULL;
	block->radius = layout->radius;
	block->symbol_above = layout->symbol_above;
	cgrid_block_measure(measure, block);
	return true;
}

/* The size of a layout's block, as cgrid_block_measure would say it. */
static struct cgrid_mm
size_of(const struct cgrid_wording *wording, const struct cgrid_layout *l)
{
	const size_t lines = l->sign_lines + l->name_lines;
	struct cgrid_mm size = {fmax(wording->signs.width[l->sign_lines] * l->sign_pt,
				     wording->names.width[l->name_lines] * l->name_pt),
				wording->signs.height[l->sign_lines] * l->sign_pt +
				    wording->names.height[l->name_lines] * l->name_pt +
				    (lines > 1 ? (double)(lines - 1) * CGRID_LEADING : 0)};
	if (l->radius > 0) {
		const double side = 2 * l->radius * 1.1, air = lines ? 0.7 : 0;
		if (l->symbol_above)
			size = (struct cgrid_mm){fmax(size.x, side), size.y + side + air};
		else
			size = (struct cgrid_mm){size.x + side + air, fmax(size.y, side)};
	}
	return l->upright ? (struct cgrid_mm){size.y, size.x} : size;
}

/* The axis of the points of a shape: a unit vector along it. */
static struct cgrid_mm
long_axis(const struct cgrid_area_mm *area)
{
	double longest = 0;
	struct cgrid_mm axis = {1, 0};
	size_t first = 0;
	for (size_t r = 0; r < area->ring_count; first = area->ends[r++])
		for (size_t i = first; i < area->ends[r]; i++) {
			const struct cgrid_mm a = area->points[i == first ? area->ends[r] - 1 : i - 1];
			const struct cgrid_mm b = area->points[i];
			const double length = hypot(b.x - a.x, b.y - a.y);
			if (length > longest) {
				longest = length;
				axis = (struct cgrid_mm){(b.x - a.x) / length, (b.y - a.y) / length};
			}
		}
	return axis;
}

enum { ALONG = 8, LATTICE = 10 };

struct cgrid_spots
cgrid_spots_in(struct cgrid_page *page, const struct cgrid_area_mm *area, struct cgrid_mm first)
{
	struct cgrid_spots spots = {NULL, 0};
	struct cgrid_mm list[2 + 2 * ALONG + LATTICE * LATTICE];
	const double w = area->box.x1 - area->box.x0, h = area->box.y1 - area->box.y0;
	const struct cgrid_mm middle = {area->box.x0 + w / 2, area->box.y0 + h / 2};
	const int columns = (int)fmin(LATTICE, fmax(2, w / 2.2)),
		  rows = (int)fmin(LATTICE, fmax(2, h / 2.2));
	if (area->ring_count == 0)
		return spots;
	list[spots.count++] = first;
	if (cgrid_area_holds(area, middle))
		list[spots.count++] = middle;
	const struct cgrid_mm axis = long_axis(area);
	const double step = hypot(w, h) / (2 * ALONG + 1);
	for (int i = 1; i <= ALONG; i++)
		for (int side = -1; side <= 1; side += 2) {
			const struct cgrid_mm at = {first.x + side * i * step * axis.x,
						    first.y + side * i * step * axis.y};
			if (cgrid_area_holds(area, at))
				list[spots.count++] = at;
		}
	for (int r = 0; r < rows; r++)
		for (int c = 0; c < columns; c++) {
			const struct cgrid_mm at = {area->box.x0 + w * (c + 0.5) / columns,
						    area->box.y0 + h * (r + 0.5) / rows};
			if (cgrid_area_holds(area, at))
				list[spots.count++] = at;
		}
	spots.at = cgrid_arena_alloc(&page->arena, spots.count, sizeof *spots.at);
	if (!spots.at) {
		page->failed = true;
		spots.count = 0;
		return spots;
	}
	memcpy(spots.at, list, spots.count * sizeof *spots.at);
	return spots;
}

static struct cgrid_rect
rect_about(struct cgrid_mm at, double width, double height)
{
	return (struct cgrid_rect){at.x - width / 2, at.y - height / 2, at.x + width / 2,
				   at.y + height / 2};
}

static bool
fits_at(const struct cgrid_fitting *f, struct cgrid_rect rect)
{
	const struct cgrid_rect inside = {rect.x0 - WALL, rect.y0 - WALL, rect.x1 + WALL,
					  rect.y1 + WALL};
	return (f->pinned || cgrid_area_has_rect(f->area, inside)) &&
	       cgrid_place_free(f->page, f->bins, rect);
}

size_t
cgrid_fitting_box(const struct cgrid_fitting *f, struct cgrid_candidate candidate, double width,
		  double height)
{
	const struct cgrid_rect *box = &f->area->box;
	const double w = box->x1 - box->x0, h = box->y1 - box->y0, cost = candidate.cost;
	struct cgrid_mm found[A_LAYOUT];
	size_t count = 0;
	if (!f->pinned && (width + 2 * WALL > w || height + 2 * WALL > h))
		return 0;
	for (size_t i = 0; i < (f->pinned ? 1 : f->spots.count) && count < A_LAYOUT; i++) {
		const struct cgrid_mm at = f->spots.at[i];
		bool apart = true;
		for (size_t k = 0; k < count; k++)
			apart = apart && (fabs(at.x - found[k].x) > width / 3 ||
					  fabs(at.y - found[k].y) > height / 2);
		candidate.at = rect_about(at, width, height);
		if (!apart || !fits_at(f, candidate.at))
			continue;
		candidate.cost = cost + COST_AWAY *
					    hypot(at.x - f->spots.at[0].x, at.y - f->spots.at[0].y) /
					    (w + h);
		found[count++] = at;
		cgrid_placer_add(f->placer, candidate);
	}
	return count;
}

/* All ways to break, turn and put the symbol, for one pair of sizes. */
static size_t
fit_type(const struct cgrid_fitting *f, const struct cgrid_type *type)
{
	const struct cgrid_wording *w = f->wording;
	const bool named = type->name_pt > 0;
	const double radius =
	    w->symbol ? fmax(1.25, fmin(1.9 * f->type, 0.66 * type->sign_pt * CGRID_PT)) : 0;
	size_t count = 0;
	for (size_t sign = 1; sign <= CGRID_WORDING_LINES; sign++)
		for (size_t name = named; name <= (named ? CGRID_WORDING_LINES : 0); name++)
			for (int way = 0; way < 4; way++) {
				struct cgrid_candidate c = {.kind = CGRID_LABEL_TEXT};
				c.layout =
				    (struct cgrid_layout){type->sign_pt, type->name_pt, sign,    name,
							  radius,        way & 1,       way >> 1};
				if (!w->signs.can[sign] || (named && !w->names.can[name]) ||
				    ((way & 1) && radius == 0))
					continue;
				c.cost = type->cost + COST_LINE * (double)(sign + name - 1 - named) +
					 (c.layout.symbol_above ? COST_ABOVE : 0) +
					 (c.layout.upright ? COST_UPRIGHT : 0);
				const struct cgrid_mm size = size_of(w, &c.layout);
				count += cgrid_fitting_box(f, c, size.x, size.y);
			}
	return count;
}

size_t
cgrid_fitting_texts(const struct cgrid_fitting *f, const struct cgrid_type *types, size_t count)
{
	size_t found = 0;
	for (size_t i = 0; i < count && found < ENOUGH; i++)
		found += fit_type(f, &types[i]);
	return found;
}

struct cgrid_mm
cgrid_fitting_anchor(const struct cgrid_fitting *f)
{
	for (size_t i = 0; i < f->spots.count; i++)
		if (cgrid_place_line_free(f->page, f->bins, f->spots.at[i], f->spots.at[i]))
			return f->spots.at[i];
	return f->spots.count ? f->spots.at[0] : (struct cgrid_mm){0, 0};
}

size_t
cgrid_fitting_near(const struct cgrid_fitting *f, struct cgrid_candidate candidate,
		   const struct cgrid_near *near)
{
	enum { DIRECTIONS = 16, MOST = 12 };
	const double cost = candidate.cost;
	size_t count = 0;
	if (f->placer->failed)
		return 0;
	const struct cgrid_mm at = f->placer->wishes[f->placer->wish_count - 1].anchor;
	candidate.leads = true;
	for (double away = 2; away <= near->reach && count < MOST; away += 1.6)
		for (int i = 0; i < DIRECTIONS && count < MOST; i++) {
			const double turn = i * 6.28318530717958647692 / DIRECTIONS, c = cos(turn),
				     s = sin(turn);
			/* From the point to the middle of a rectangle that is so far away. */
			const struct cgrid_mm m = {at.x + c * (away + near->width / 2),
						   at.y + s * (away + near->height / 2)};
			candidate.at = rect_about(m, near->width, near->height);
			if (!cgrid_place_free(f->page, f->bins, candidate.at) ||
			    !cgrid_place_line_free(f->page, f->bins, m, at) ||
			    (near->good && !near->good(near->user, candidate.at)))
				continue;
			candidate.cost = cost + away / f->type;
			cgrid_placer_add(f->placer, candidate);
			count++;
		}
	return count;
}
