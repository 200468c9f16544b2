/* SPDX-License-Identifier: Apache-2.0 */
/* Placing: nothing is put over what must stay readable. */
#ifndef CGRID_MAP_LABEL_H
#define CGRID_MAP_LABEL_H

#include "map/display.h"
#include "map/sheet.h"

/* Rectangles that are taken, on a grid of bins for a quick answer. */
struct cgrid_taken_bins {
	uint32_t columns, rows;
	uint32_t *first;          /* a bin's first link, 0 for none */
	struct cgrid_link *links; /* links[0] is not used */
	size_t link_count, link_capacity;
};
bool cgrid_bins_new(struct cgrid_taken_bins *bins, double width_mm, double height_mm);
void cgrid_bins_free(struct cgrid_taken_bins *bins);

/* Do a line and a rectangle share a point? */
bool cgrid_line_meets(struct cgrid_mm a, struct cgrid_mm b, struct cgrid_rect rect);
/* Is a rectangle, with a little air around it, on the map and free? */
bool cgrid_place_free(const struct cgrid_page *page, const struct cgrid_taken_bins *bins,
		      struct cgrid_rect rect);
/* Does a line from `a` to `b` cross nothing that is taken? */
bool cgrid_place_line_free(const struct cgrid_page *page, const struct cgrid_taken_bins *bins,
			   struct cgrid_mm a, struct cgrid_mm b);
/* Takes it. */
void cgrid_place_take(struct cgrid_page *page, struct cgrid_taken_bins *bins, struct cgrid_rect rect,
		      enum cgrid_taken_kind kind);

/* A shape on the sheet. Rings are clipped to the map's surroundings. */
struct cgrid_area_mm {
	struct cgrid_mm *points;
	size_t *ends; /* a ring's end in points */
	size_t point_count, ring_count;
	struct cgrid_rect box; /* x0 > x1 when nothing of it is near the map */
	bool clip;             /* drawn inside the map alone */
};
/* In the page's arena. */
struct cgrid_area_mm cgrid_area_of(struct cgrid_page *page, const struct cgrid_view *view,
				   const struct cgrid_shape *shape);
bool cgrid_area_holds(const struct cgrid_area_mm *area, struct cgrid_mm at);
/* Is the rectangle wholly inside, or does it share nothing with the shape? */
bool cgrid_area_has_rect(const struct cgrid_area_mm *area, struct cgrid_rect rect);
bool cgrid_area_off_rect(const struct cgrid_area_mm *area, struct cgrid_rect rect);
/* A path of the shape. */
void cgrid_area_draw(struct cgrid_page *page, enum cgrid_layer layer, const struct cgrid_area_mm *area,
		     struct cgrid_style style);
/* A path of the lines of a shape. */
void cgrid_lines_draw(struct cgrid_page *page, enum cgrid_layer layer, const struct cgrid_view *view,
		      const struct cgrid_shape *shape, struct cgrid_style style);
/* Lines across the shape: an angle in degrees, a spacing in mm. Real lines, for every back end. */
void cgrid_area_hatch(struct cgrid_page *page, enum cgrid_layer layer, const struct cgrid_area_mm *area,
		      double angle_deg, double spacing_mm, struct cgrid_style style);

/* Lines of a label, one under the other, perhaps with a symbol before them. They stand this far apart
 * (mm) beyond their ink. */
#define CGRID_LEADING 0.25
enum { CGRID_LINES_MAX = 6, CGRID_LINE_SIZE = 256 };
struct cgrid_block {
	char lines[CGRID_LINES_MAX][CGRID_LINE_SIZE];
	bool bold[CGRID_LINES_MAX];
	double size_pt[CGRID_LINES_MAX];
	size_t count;
	const char *symbol; /* NULL for none; stands left of the text, or above it */
	double radius;
	bool symbol_above;
	double width, height; /* mm, unturned */
};
/* Adds a text to a block, broken into at most `most` lines of about the same width. False when it
 * cannot be broken so. */
bool cgrid_block_add(struct cgrid_measure *measure, struct cgrid_block *block, const char *text,
		     bool bold, double size_pt, size_t most);
void cgrid_block_measure(struct cgrid_measure *measure, struct cgrid_block *block);
/* Draws it about a middle, turned clockwise: -90 is read from the right. */
void cgrid_block_draw(struct cgrid_page *page, enum cgrid_layer layer, const struct cgrid_block *block,
		      struct cgrid_mm at, double turn_deg);
/* The free place of a size nearest to a point, by growing rings around it up to `reach` mm. */
bool cgrid_place_near(const struct cgrid_page *page, const struct cgrid_taken_bins *bins,
		      struct cgrid_mm at, double width, double height, double reach,
		      struct cgrid_mm *middle_out);
/* The same inside a shape, and not far off. */
bool cgrid_place_within(const struct cgrid_page *page, const struct cgrid_taken_bins *bins,
			const struct cgrid_area_mm *area, struct cgrid_mm at, double width,
			double height, struct cgrid_mm *middle_out);

#endif
