/* SPDX-License-Identifier: Apache-2.0 */
/* Labels of several lines: broken, measured, placed in a shape, drawn. */
#include "base/text.h"
#include "map/label.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Lines stand this far apart beyond their ink; walls keep this far from text. */
#define LEADING 0.25
#define WALL 0.45
#define PI 3.14159265358979323846

/* May a line end behind text[at - 1], before the code point at text[at]? After a blank, a hyphen or a
 * slash, and between two characters of the scripts that are written without blanks. */
static bool
may_break(const char *text, size_t length, size_t at, int32_t before)
{
	size_t next = at;
	if (at >= length)
		return false;
	int32_t after = cgrid_utf8_next(text, length, &next);
	if (before == ' ')
		return true;
	if (before == '-' || before == '/')
		return after != ' ' && !(after >= '0' && after <= '9');
	return before >= 0x1100 && after >= 0x1100 && after != 0x200d &&
	       (after < 0xfe00 || after > 0xfe0f);
}

static void
copy_line(char line[CGRID_LINE_SIZE], const char *text, size_t length)
{
	while (length > 0 && text[length - 1] == ' ')
		length--;
	memcpy(line, text, length);
	line[length] = '\0';
}

/* Breaks greedily at a width. Returns the count of lines, 0 when a part is too wide or too many are
 * needed. */
static size_t
break_at(struct cgrid_measure *measure, const char *text, bool bold, double size_pt, double width,
	 size_t most, char lines[][CGRID_LINE_SIZE])
{
	const size_t length = strlen(text);
	size_t start = 0, good = 0, count = 0;
	for (size_t at = 0; at < length;) {
		char line[CGRID_LINE_SIZE];
		int32_t code = cgrid_utf8_next(text, length, &at);
		if (at < length && !may_break(text, length, at, code))
			continue;
		if (at - start >= CGRID_LINE_SIZE)
			return 0;
		copy_line(line, text + start, at - start);
		if (cgrid_measure_text(measure, line, bold, size_pt).width > width + 1e-9) {
			if (good == start || count == most)
				return 0;
			copy_line(lines[count++], text + start, good - start);
			start = good;
			at = good;
			continue;
		}
		good = at;
	}
	if (count == most)
		return 0;
	copy_line(lines[count++], text + start, length - start);
	return count;
}

bool
cgrid_block_add(struct cgrid_measure *measure, struct cgrid_block *block, const char *text, bool bold,
		double size_pt, size_t most)
{
	char lines[CGRID_LINES_MAX][CGRID_LINE_SIZE];
	if (!*text)
		return true;
	if (strlen(text) >= CGRID_LINE_SIZE || block->count + most > CGRID_LINES_MAX)
		return false;
	/* The narrowest width that needs no more than `most` lines, to 5 % of the whole. */
	const double whole = cgrid_measure_text(measure, text, bold, size_pt).width;
	size_t count = 0;
	for (int part = 20 / (int)most; part <= 20 && count == 0; part++)
		count = break_at(measure, text, bold, size_pt, whole * part / 20, most, lines);
	if (count == 0)
		return false;
	for (size_t i = 0; i < count; i++) {
		memcpy(block->lines[block->count], lines[i], CGRID_LINE_SIZE);
		block->bold[block->count] = bold;
		block->size_pt[block->count++] = size_pt;
	}
	return true;
}

static struct cgrid_extent
line_extent(struct cgrid_measure *measure, const struct cgrid_block *block, size_t i)
{
	return cgrid_measure_text(measure, block->lines[i], block->bold[i], block->size_pt[i]);
}

void
cgrid_block_measure(struct cgrid_measure *measure, struct cgrid_block *block)
{
	double width = 0, height = 0;
	for (size_t i = 0; i < block->count; i++) {
		struct cgrid_extent extent = line_extent(measure, block, i);
		width = fmax(width, extent.width);
		height += extent.ascent + extent.descent + (i ? LEADING : 0);
	}
	if (block->symbol) {
		const double size = 2 * block->radius * 1.1, air = block->count ? 0.7 : 0;
		width = block->symbol_above ? fmax(width, size) : width + size + air;
		height = block->symbol_above ? height + size + air : fmax(height, size);
	}
	block->width = width;
	block->height = height;
}

/* A place in the block (from its middle, unturned) on the sheet. */
static struct cgrid_mm
in_block(struct cgrid_mm at, double x, double y, double turn_deg)
{
	const double turn = turn_deg * PI / 180, c = cos(turn), s = sin(turn);
	return (struct cgrid_mm){at.x + x * c - y * s, at.y + x * s + y * c};
}

void
cgrid_block_draw(struct cgrid_page *page, enum cgrid_layer layer, const struct cgrid_block *block,
		 struct cgrid_mm at, double turn_deg)
{
	double x = 0, y = -block->height / 2, text_height = 0;
	for (size_t i = 0; i < block->count; i++) {
		struct cgrid_extent extent = line_extent(page->measure, block, i);
		text_height += extent.ascent + extent.descent + (i ? LEADING : 0);
	}
	if (block->symbol) {
		const double half = block->radius * 1.1;
		double sx = 0, sy = y + half;
		if (!block->symbol_above) {
			sx = -block->width / 2 + half;
			sy = 0;
			x = block->count ? half + 0.35 : 0;
			y = -text_height / 2;
		} else {
			y += 2 * half + 0.7;
		}
		cgrid_page_symbol(page, layer, block->symbol, in_block(at, sx, sy, turn_deg),
				  block->radius);
	}
	for (size_t i = 0; i < block->count; i++) {
		struct cgrid_extent extent = line_extent(page->measure, block, i);
		y += extent.ascent;
		struct cgrid_text text = {.text = block->lines[i],
					  .at = in_block(at, x, y, turn_deg),
					  .size_pt = block->size_pt[i],
					  .turn_deg = turn_deg,
					  .anchor = CGRID_MIDDLE,
					  .bold = block->bold[i],
					  .halo = true,
					  .colour = CGRID_BLACK};
		cgrid_page_text(page, layer, text);
		y += extent.descent + LEADING;
	}
}

/* Spots are weighed by their distance from the first. */
struct spot {
	struct cgrid_mm at;
	double distance;
	size_t order;
};

static int
compare_spots(const void *a, const void *b)
{
	const struct spot *x = a, *y = b;
	if (x->distance != y->distance)
		return x->distance < y->distance ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

enum { LATTICE = 22 };

struct cgrid_spots
cgrid_spots_in(struct cgrid_page *page, const struct cgrid_area_mm *area, struct cgrid_mm first)
{
	struct cgrid_spots spots = {NULL, 0};
	struct spot list[LATTICE * LATTICE + 2];
	size_t count = 0;
	const double w = area->box.x1 - area->box.x0, h = area->box.y1 - area->box.y0;
	const struct cgrid_mm middle = {area->box.x0 + w / 2, area->box.y0 + h / 2};
	const int columns = (int)fmin(LATTICE, fmax(3, w / 0.8)),
		  rows = (int)fmin(LATTICE, fmax(3, h / 0.8));
	if (area->ring_count == 0)
		return spots;
	list[count++] = (struct spot){first, -2, 0};
	list[count++] = (struct spot){middle, -1, 0};
	for (int r = 0; r < rows; r++)
		for (int c = 0; c < columns; c++) {
			struct cgrid_mm at = {area->box.x0 + w * (c + 0.5) / columns,
					      area->box.y0 + h * (r + 0.5) / rows};
			/* Off the middle line costs more across the room than along it. */
			double dx = (at.x - first.x) / (w + h), dy = (at.y - first.y) / (w + h);
			if (cgrid_area_holds(area, at))
				list[count++] =
				    (struct spot){at, hypot(dx, dy), (size_t)(r * columns + c)};
		}
	qsort(list, count, sizeof *list, compare_spots);
	spots.at = cgrid_arena_alloc(&page->arena, count, sizeof *spots.at);
	if (!spots.at) {
		page->failed = true;
		return spots;
	}
	for (; spots.count < count; spots.count++)
		spots.at[spots.count] = list[spots.count].at;
	return spots;
}

/* The rectangles that a turned block covers: one where it is level or upright, else a row along it. */
enum { ROW_MAX = 24 };
static size_t
cover(const struct cgrid_block *block, struct cgrid_mm at, double turn_deg,
      struct cgrid_rect row[ROW_MAX])
{
	const double turn = turn_deg * PI / 180, c = cos(turn), s = sin(turn);
	const bool aslant = fabs(c) > 1e-6 && fabs(s) > 1e-6;
	const double parts = ceil(block->width / fmax(0.5, block->height));
	const size_t count = aslant ? (size_t)fmin(ROW_MAX, fmax(1, parts)) : 1;
	const double part = block->width / (double)count;
	const double w = (part * fabs(c) + block->height * fabs(s)) / 2;
	const double h = (part * fabs(s) + block->height * fabs(c)) / 2;
	for (size_t i = 0; i < count; i++) {
		const double along = -block->width / 2 + part * ((double)i + 0.5);
		const struct cgrid_mm m = {at.x + along * c, at.y + along * s};
		row[i] = (struct cgrid_rect){m.x - w, m.y - h, m.x + w, m.y + h};
	}
	return count;
}

void
cgrid_block_take(struct cgrid_page *page, struct cgrid_taken_bins *bins,
		 const struct cgrid_block *block, struct cgrid_mm at, double turn_deg,
		 enum cgrid_taken_kind kind)
{
	struct cgrid_rect row[ROW_MAX];
	const size_t count = cover(block, at, turn_deg, row), first = page->taken_count;
	for (size_t i = 0; i < count; i++) {
		cgrid_place_take(page, bins, row[i], kind);
		if (!page->failed)
			page->taken[page->taken_count - 1].owner = (uint32_t)first;
	}
}

struct cgrid_slope
cgrid_slope_of(struct cgrid_page *page, const struct cgrid_area_mm *area, double turn_deg)
{
	struct cgrid_slope slope = {turn_deg, *area};
	const double turn = turn_deg * PI / 180, c = cos(turn), s = sin(turn);
	if (turn_deg == 0 || area->ring_count == 0)
		return slope;
	slope.area.points =
	    cgrid_arena_alloc(&page->arena, area->point_count, sizeof *slope.area.points);
	if (!slope.area.points) {
		page->failed = true;
		slope.area.ring_count = 0;
		return slope;
	}
	struct cgrid_rect box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
	for (size_t i = 0; i < area->point_count; i++) {
		const struct cgrid_mm p = area->points[i], q = {p.x * c + p.y * s, p.y * c - p.x * s};
		slope.area.points[i] = q;
		box = (struct cgrid_rect){fmin(box.x0, q.x), fmin(box.y0, q.y), fmax(box.x1, q.x),
					  fmax(box.y1, q.y)};
	}
	slope.area.box = box;
	return slope;
}

static bool
is_free(const struct cgrid_page *page, const struct cgrid_taken_bins *bins,
	const struct cgrid_block *block, struct cgrid_mm at, double turn_deg)
{
	struct cgrid_rect row[ROW_MAX];
	const size_t count = cover(block, at, turn_deg, row);
	for (size_t i = 0; i < count; i++)
		if (!cgrid_place_free(page, bins, row[i]))
			return false;
	return true;
}

bool
cgrid_block_place(struct cgrid_page *page, struct cgrid_taken_bins *bins,
		  const struct cgrid_slope *slope, const struct cgrid_spots *spots,
		  const struct cgrid_block *block)
{
	const struct cgrid_rect *box = &slope->area.box;
	const double turn = slope->turn_deg * PI / 180, c = cos(turn), s = sin(turn);
	const double w = block->width / 2 + WALL, h = block->height / 2 + WALL;
	if (slope->area.ring_count == 0 || 2 * w > box->x1 - box->x0 || 2 * h > box->y1 - box->y0)
		return false;
	for (size_t i = 0; i < spots->count; i++) {
		const struct cgrid_mm at = spots->at[i];
		const struct cgrid_mm level = {at.x * c + at.y * s, at.y * c - at.x * s};
		const struct cgrid_rect inside = {level.x - w, level.y - h, level.x + w, level.y + h};
		if (!is_free(page, bins, block, at, slope->turn_deg) ||
		    !cgrid_area_has_rect(&slope->area, inside))
			continue;
		cgrid_block_draw(page, CGRID_LAYER_LABELS, block, at, slope->turn_deg);
		cgrid_block_take(page, bins, block, at, slope->turn_deg, CGRID_TAKEN_TEXT);
		return true;
	}
	return false;
}
