/* SPDX-License-Identifier: Apache-2.0 */
/* The glyphs of data/symbols.def, drawn as paths. */
#include "map/display.h"

#include <string.h>

static const struct symbol {
	const char *word, *glyph;
} symbols[] = {
#define SYMBOL(word, glyph) {#word, glyph},
#include "symbols.def"
#undef SYMBOL
};
enum { SYMBOL_COUNT = sizeof symbols / sizeof *symbols };

static const struct symbol *
find_symbol(const char *word)
{
	for (size_t i = 0; i < SYMBOL_COUNT; i++)
		if (strcmp(symbols[i].word, word) == 0)
			return &symbols[i];
	return NULL;
}

bool
cgrid_symbol_known(const char *word)
{
	return find_symbol(word) != NULL;
}

/* Lines are this part of the radius thick. */
#define LINE 0.16

static struct cgrid_style
style_of(char letter, double radius)
{
	const double line = LINE * radius;
	switch (letter) {
	case 'W':
		return (struct cgrid_style){CGRID_WHITE, CGRID_BLACK, line, CGRID_SOLID};
	case 'K':
		return (struct cgrid_style){CGRID_BLACK, CGRID_NO_PAINT, 0, CGRID_SOLID};
	case 'I':
		return (struct cgrid_style){CGRID_WHITE, CGRID_NO_PAINT, 0, CGRID_SOLID};
	case 'S':
		return (struct cgrid_style){CGRID_NO_PAINT, CGRID_BLACK, line, CGRID_SOLID};
	default:
		return (struct cgrid_style){CGRID_NO_PAINT, CGRID_WHITE, line, CGRID_SOLID};
	}
}

static double
next_number(const char **at)
{
	const char *c = *at;
	while (*c == ' ' || *c == ',')
		c++;
	double sign = 1, value = 0;
	if (*c == '-') {
		sign = -1;
		c++;
	}
	for (; *c >= '0' && *c <= '9'; c++)
		value = value * 10 + (*c - '0');
	*at = c;
	return sign * value / 100;
}

static struct cgrid_mm
next_point(const char **c, struct cgrid_mm at, double radius)
{
	double x = next_number(c), y = next_number(c);
	return (struct cgrid_mm){at.x + x * radius, at.y + y * radius};
}

/* One step of a path; its letter has been read. */
static void
draw_step(struct cgrid_page *page, char letter, const char **c, struct cgrid_mm at, double radius)
{
	struct cgrid_mm points[3];
	if (letter == 'Z') {
		cgrid_path_close(page);
		return;
	}
	points[0] = next_point(c, at, radius);
	if (letter == 'M')
		cgrid_path_move(page, points[0].x, points[0].y);
	else if (letter == 'L')
		cgrid_path_line(page, points[0].x, points[0].y);
	else if (letter == 'O')
		cgrid_path_circle(page, points[0], next_number(c) * radius);
	else if (letter == 'C') {
		points[1] = next_point(c, at, radius);
		points[2] = next_point(c, at, radius);
		cgrid_path_curve(page, points);
	}
}

void
cgrid_page_symbol(struct cgrid_page *page, enum cgrid_layer layer, const char *word, struct cgrid_mm at,
		  double radius)
{
	const struct symbol *symbol = find_symbol(word);
	if (!symbol)
		symbol = find_symbol("other");
	for (const char *c = symbol->glyph; *c;) {
		char letter = *c++;
		if (strchr("WKISV", letter))
			cgrid_path_begin(page, layer, false, style_of(letter, radius));
		else if (letter != ' ')
			draw_step(page, letter, &c, at, radius);
	}
}
