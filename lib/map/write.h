/* SPDX-License-Identifier: Apache-2.0 */
/* Writing in the margins: a line that is shrunk to fit, a paragraph that is broken. */
#ifndef CGRID_MAP_WRITE_H
#define CGRID_MAP_WRITE_H

#include "map/display.h"

/* A line of text in a rectangle, its middle at half the height; shrunk from `most_pt` to fit, and at
 * the smallest readable size cut with an ellipsis. */
struct cgrid_fitted {
	const char *text;
	struct cgrid_rect in;
	double most_pt;
	enum cgrid_anchor anchor;
	bool bold;
	uint32_t colour;
	uint32_t link; /* to a sheet, from 1; 0 for none */
};
void cgrid_write_fitted(struct cgrid_page *page, const struct cgrid_fitted *fitted);

/* A paragraph from `top` down, broken at `width`; a word that is too long is broken anywhere. Beyond
 * `most` lines it is cut with an ellipsis. Returns where it ends. */
struct cgrid_paragraph {
	const char *text;
	double x, top, width;
	double size_pt;
	bool bold;
	size_t most;
};
double cgrid_write_paragraph(struct cgrid_page *page, const struct cgrid_paragraph *paragraph);
/* Its height, without writing it. */
double cgrid_paragraph_height(struct cgrid_page *page, const struct cgrid_paragraph *paragraph);

#endif
