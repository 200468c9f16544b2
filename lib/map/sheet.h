/* SPDX-License-Identifier: Apache-2.0 */
/* The sheet: paper, where its parts stand, and the view: frame metres -> millimetres at a true scale.
 */
#ifndef CGRID_MAP_SHEET_H
#define CGRID_MAP_SHEET_H

#include "map/display.h"

#include <campusgrid/grid.h>
#include <campusgrid/map.h>

/* The band around the map, at type 1; its inner strip is for the ticks of the US National Grid. */
#define CGRID_BAND_MM 6.6
#define CGRID_STRIP_MM 1.9

struct cgrid_sheet {
	double width_mm, height_mm;
	double type; /* sizes of text and symbols grow by this with the paper; 1 for tabloid */
	struct cgrid_rect head;   /* the strip on top: level, building, campus */
	struct cgrid_rect column; /* at the right: legend, keys */
	struct cgrid_rect band;   /* around the map: labels of columns and rows */
	struct cgrid_rect frame;  /* the map */
};

/* Parts of a sheet of a paper. False for an unknown name. */
bool cgrid_sheet_of(const char *paper, bool landscape, struct cgrid_sheet *sheet_out);
/* "letter, legal, ..." for messages. */
void cgrid_paper_names(char *text, size_t size);

/* A view: `centre` of the frame's metres at the middle of the map, north up. */
struct cgrid_view {
	struct cgrid_xy centre;
	struct cgrid_mm middle;
	double mm_per_m; /* on the ground */
	double cos, sin; /* of the frame's turn from true north, times ground metres to a frame metre */
	uint32_t scale;  /* 1:N */
};
struct cgrid_mm cgrid_view_mm(const struct cgrid_view *view, struct cgrid_xy at);
struct cgrid_xy cgrid_view_xy(const struct cgrid_view *view, struct cgrid_mm at);

/* What has to be on a map. */
struct cgrid_need {
	const struct cgrid_grid *grid;
	double cos, sin;          /* as of a view */
	struct cgrid_box content; /* in ground metres, true north up */
	struct cgrid_box axes;    /* of the same points, in the grid's axes */
};
/* `up`: where a step of one metre north in the frame leads on the ground, east and north. */
struct cgrid_need cgrid_need_new(const struct cgrid_grid *grid, struct cgrid_xy up);
void cgrid_need_point(struct cgrid_need *need, struct cgrid_xy at);
void cgrid_need_shape(struct cgrid_need *need, const struct cgrid_shape *shape);

/* Columns and rows [first, end) that a box of the grid's axes touches. */
struct cgrid_cells {
	uint32_t column, column_end, row, row_end;
};
struct cgrid_cells cgrid_cells_touched(const struct cgrid_grid *grid, const struct cgrid_box *axes);

/* A map that is larger than its sheet goes on several, row by row, that overlap. */
struct cgrid_parts {
	uint32_t columns, rows; /* 1 and 1: it fits */
	struct cgrid_box all;   /* in ground metres, true north up */
};
#define CGRID_PARTS_MAX 100

/* The sheet and the view of the first part for a need: the largest scale of the ladder that fits, on
 * the orientation that allows it; with options->scale, that scale and as many sheets as it takes.
 * CGRID_E_ARGUMENT where these are more than CGRID_PARTS_MAX; `page` names it. */
enum cgrid_status cgrid_sheet_fit(struct cgrid_ctx *ctx, const struct cgrid_need *need,
				  const struct cgrid_map_options *options, const char *paper,
				  const char *page, struct cgrid_sheet *sheet_out,
				  struct cgrid_view *view_out, struct cgrid_parts *parts_out);
/* Moves a view to a part, and says for what of the map its sheet answers: up to the match lines. */
void cgrid_parts_view(const struct cgrid_parts *parts, const struct cgrid_sheet *sheet, uint32_t column,
		      uint32_t row, struct cgrid_view *view, struct cgrid_rect *core_out);

#endif
