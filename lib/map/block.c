/* SPDX-License-Identifier: Apache-2.0 */
/* Labels of several lines: broken, measured, placed in a shape, drawn. */
#include "base/text.h"
#include "map/label.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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
		height += extent.ascent + extent.descent + (i ? CGRID_LEADING : 0);
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
		text_height += extent.ascent + extent.descent + (i ? CGRID_LEADING : 0);
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
		y += extent.descent + CGRID_LEADING;
	}
}
