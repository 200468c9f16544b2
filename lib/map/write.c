/* SPDX-License-Identifier: Apache-2.0 */
#include "map/write.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

#define SMALLEST_PT 6.0
#define ELLIPSIS "\xe2\x80\xa6"
/* From baseline to baseline, by the size of the text. */
#define LINE_HEIGHT 1.22

static double
width_of(struct cgrid_page *page, const char *text, bool bold, double size_pt)
{
	return cgrid_measure_text(page->measure, text, bold, size_pt).width;
}

/* Cuts a text, with an ellipsis, to a width. `text` has room for the ellipsis. */
static void
cut(struct cgrid_page *page, char *text, bool bold, double size_pt, double width)
{
	size_t length = strlen(text);
	while (length > 0) {
		do
			length--;
		while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80);
		memcpy(text + length, ELLIPSIS, sizeof ELLIPSIS);
		if (width_of(page, text, bold, size_pt) <= width)
			return;
	}
}

void
cgrid_write_fitted(struct cgrid_page *page, const struct cgrid_fitted *fitted)
{
	const double width = fitted->in.x1 - fitted->in.x0;
	char text[1024];
	const char *clean = cgrid_page_copy(page, fitted->text, strlen(fitted->text));
	size_t length = strlen(clean);
	while (length > 1000 || (length > 0 && ((unsigned char)clean[length] & 0xc0) == 0x80))
		length--;
	memcpy(text, clean, length);
	text[length] = '\0';
	const double whole = width_of(page, text, fitted->bold, 1);
	const double size = fmax(SMALLEST_PT, fmin(fitted->most_pt, whole > 0 ? width / whole : 1));
	if (whole * size > width + 1e-6)
		cut(page, text, fitted->bold, size, width);
	const double x = fitted->anchor == CGRID_START ? fitted->in.x0
			 : fitted->anchor == CGRID_END ? fitted->in.x1
						       : (fitted->in.x0 + fitted->in.x1) / 2;
	const double y = (fitted->in.y0 + fitted->in.y1) / 2 + 0.365 * size * CGRID_PT;
	cgrid_page_text(page, CGRID_LAYER_FRAME,
			(struct cgrid_text){.text = text,
					    .at = {x, y},
					    .size_pt = size,
					    .anchor = fitted->anchor,
					    .bold = fitted->bold,
					    .colour = fitted->colour,
					    .link = fitted->link});
}

/* The next line of a text: how many bytes go on it. */
static size_t
next_line(struct cgrid_page *page, const char *text, bool bold, double size_pt, double width)
{
	const size_t length = strlen(text);
	size_t at = 0, good = 0, word = 0; /* ends of what fits, and of the last whole word */
	char line[1024];
	while (at < length) {
		size_t next = at;
		int32_t code = cgrid_utf8_next(text, length, &next);
		if (next >= sizeof line)
			break;
		memcpy(line, text, next);
		line[next] = '\0';
		if (code != ' ' && width_of(page, line, bold, size_pt) > width)
			break;
		good = at = next;
		if (code == ' ' || code == '/' || code == ',')
			word = next;
	}
	if (at == length)
		return length;
	return word > 0 ? word : good > 0 ? good : length;
}

static double
run(struct cgrid_page *page, const struct cgrid_paragraph *p, bool write)
{
	const char *rest = cgrid_page_copy(page, p->text, strlen(p->text));
	const double step = LINE_HEIGHT * p->size_pt * CGRID_PT;
	double y = p->top;
	for (size_t lines = 1; *rest && lines <= p->most; lines++) {
		size_t count = next_line(page, rest, p->bold, p->size_pt, p->width);
		char line[1040];
		memcpy(line, rest, count < 1000 ? count : 1000);
		line[count < 1000 ? count : 1000] = '\0';
		rest += count;
		while (*rest == ' ')
			rest++;
		if (*rest && lines == p->most)
			cut(page, line, p->bold, p->size_pt, p->width);
		if (write)
			cgrid_page_text(
			    page, CGRID_LAYER_FRAME,
			    (struct cgrid_text){.text = line,
						.at = {p->x, y + 0.93 * p->size_pt * CGRID_PT},
						.size_pt = p->size_pt,
						.bold = p->bold,
						.colour = CGRID_BLACK});
		y += step;
	}
	return y;
}

double
cgrid_write_paragraph(struct cgrid_page *page, const struct cgrid_paragraph *paragraph)
{
	return run(page, paragraph, true);
}

double
cgrid_paragraph_height(struct cgrid_page *page, const struct cgrid_paragraph *paragraph)
{
	return run(page, paragraph, false) - paragraph->top;
}
