/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page as a display list: paths, texts and pictures in millimetres on the
 * sheet, in named layers. It is made once and drawn by any back end. Failures
 * to allocate are sticky, so that whoever draws checks once at the end.
 */
#ifndef CGRID_MAP_DISPLAY_H
#define CGRID_MAP_DISPLAY_H

#include "base/base.h"
#include "base/mem.h"
#include "base/png.h"

/* A place on the sheet: millimetres from its top left corner, y down. */
struct cgrid_mm {
	double x, y;
};
struct cgrid_rect {
	double x0, y0, x1, y1;
};

/* In the order of drawing. The names are ids in SVG. */
enum cgrid_layer {
	CGRID_LAYER_IMAGERY,
	CGRID_LAYER_AREAS,
	CGRID_LAYER_ROOMS,
	CGRID_LAYER_GRID,
	CGRID_LAYER_LABELS,
	CGRID_LAYER_DOORS,
	CGRID_LAYER_ASSETS,
	CGRID_LAYER_SENSORS,
	CGRID_LAYER_FRAME,
	CGRID_LAYER_COUNT
};
const char *cgrid_layer_name(enum cgrid_layer layer);

/* Colours are 0xRRGGBB. Everything must read in grey, so most are grey. */
#define CGRID_NO_PAINT UINT32_MAX
#define CGRID_BLACK UINT32_C(0x000000)
#define CGRID_WHITE UINT32_C(0xffffff)
enum cgrid_ink {
#define COLOUR(name, rgb, use) CGRID_INK_##name = rgb,
#include "colours.def"
#undef COLOUR
};

enum cgrid_dash { CGRID_SOLID, CGRID_DASHED, CGRID_DOTTED };
struct cgrid_style {
	uint32_t fill, stroke;
	double width_mm;
	enum cgrid_dash dash;
};

enum cgrid_anchor { CGRID_START, CGRID_MIDDLE, CGRID_END };
/* One line of text; `at` is on the baseline. */
struct cgrid_text {
	const char *text;
	struct cgrid_mm at;
	double size_pt;
	double turn_deg; /* clockwise on the sheet */
	enum cgrid_anchor anchor;
	bool bold, halo, clip, darkens; /* darkens: what is under it shows through */
	uint32_t colour;
	uint32_t link;   /* to a page, from 1; 0 for none */
	double width_mm; /* as Pango measures it; filled by cgrid_page_text */
};

/* A PNG, for many pages wait to be written, drawn to fill a parallelogram: from the outer corner of the
 * top left pixel along its first row, and down its first column. `over` others it only darkens them, as
 * a foil does. */
struct cgrid_picture {
	uint32_t width, height;
	const void *png;
	size_t png_size;
	struct cgrid_mm origin, across, down;
	bool over;
};

struct cgrid_path {
	struct cgrid_style style;
	size_t first_op, op_count;       /* M L C Z */
	size_t first_point, point_count; /* M, L: one; C: three; Z: none */
};

enum cgrid_item_kind { CGRID_ITEM_PATH, CGRID_ITEM_TEXT, CGRID_ITEM_PICTURE };
/* What an item belongs to: "room", the id in its source and what people call it; for scripts. */
struct cgrid_tag {
	const char *word, *id, *name;
};

struct cgrid_item {
	uint32_t tag; /* of the page's; 0 for none */
	enum cgrid_item_kind kind;
	enum cgrid_layer layer;
	bool clip; /* to the map frame */
	union {
		struct cgrid_path path;
		struct cgrid_text text;
		struct cgrid_picture picture;
	} as;
};

/* What stands on the sheet and must stay readable: nothing else may be put over it. */
enum cgrid_taken_kind { CGRID_TAKEN_TEXT, CGRID_TAKEN_SYMBOL, CGRID_TAKEN_DOOR };
struct cgrid_taken {
	struct cgrid_rect at;
	enum cgrid_taken_kind kind;
	uint32_t owner; /* rectangles of one label have the same */
};

struct cgrid_measure;

struct cgrid_page {
	struct cgrid_arena arena;
	const char *name;  /* for file names */
	const char *title; /* for people */
	const char *group; /* pages of one stand under it in an outline; "" for none */
	const char *campus;
	double width_mm, height_mm;
	uint32_t level;          /* CGRID_NONE for the overview */
	double mm_per_m;         /* of the map */
	struct cgrid_rect frame; /* the map; items with `clip` stay inside */
	struct cgrid_item *items;
	size_t item_count, item_capacity;
	char *ops;
	size_t op_count, op_capacity;
	struct cgrid_mm *points;
	size_t point_count, point_capacity;
	struct cgrid_tag *tags; /* the first is none */
	size_t tag_count, tag_capacity;
	uint32_t tag; /* of what is being drawn */
	struct cgrid_taken *taken;
	size_t taken_count, taken_capacity;
	struct cgrid_measure *measure; /* borrowed */
	bool mono; /* whatever is not white is black, whatever fill is not black is white */
	bool failed;
};

void cgrid_page_free(struct cgrid_page *page);
/* A clean copy of a text for people: valid UTF-8 without controls, whatever came in; never NULL. */
const char *cgrid_page_copy(struct cgrid_page *page, const char *text, size_t length);

/* What is drawn from here on belongs to a thing of the campus; `word` NULL: to none. The id and the
 * name are copied. */
void cgrid_page_tag(struct cgrid_page *page, const char *word, const char *id, const char *name);

/* A path: begin, then moves, lines and curves, each added to the path last begun. */
void cgrid_path_begin(struct cgrid_page *page, enum cgrid_layer layer, bool clip,
		      struct cgrid_style style);
void cgrid_path_move(struct cgrid_page *page, double x, double y);
void cgrid_path_line(struct cgrid_page *page, double x, double y);
void cgrid_path_curve(struct cgrid_page *page, const struct cgrid_mm points[3]);
void cgrid_path_close(struct cgrid_page *page);
void cgrid_path_rect(struct cgrid_page *page, struct cgrid_rect rect);
void cgrid_path_circle(struct cgrid_page *page, struct cgrid_mm centre, double radius);

/* Adds a line of text, measured; empty text adds nothing. */
void cgrid_page_text(struct cgrid_page *page, enum cgrid_layer layer, struct cgrid_text text);
void cgrid_page_picture(struct cgrid_page *page, enum cgrid_layer layer, struct cgrid_picture picture);

/* Pango's measures. Widths grow in proportion to the size: hinting is off. */
struct cgrid_extent {
	double width, ascent, descent; /* mm */
};
struct cgrid_measure *cgrid_measure_new(void);
void cgrid_measure_free(struct cgrid_measure *measure);
struct cgrid_extent cgrid_measure_text(struct cgrid_measure *measure, const char *text, bool bold,
				       double size_pt);

/* Signs that no font has: how many there are, the first of them and the text it stands in. */
struct cgrid_no_glyph {
	size_t count;
	uint32_t first;
	char text[128];
};
const struct cgrid_no_glyph *cgrid_measure_no_glyph(const struct cgrid_measure *measure);

#define CGRID_PT (25.4 / 72)

/* Glyphs of our own, by the words of data/symbols.def; `radius` is half their size. Unknown words
 * have the glyph of "other". */
void cgrid_page_symbol(struct cgrid_page *page, enum cgrid_layer layer, const char *word,
		       struct cgrid_mm at, double radius);
bool cgrid_symbol_known(const char *word);

/* Back ends. */
struct cgrid_pdf_words {
	const char *title, *subject, *keywords;
	int64_t created;
};
enum cgrid_status cgrid_draw_pdf(struct cgrid_ctx *ctx, struct cgrid_page *const *pages, size_t count,
				 const struct cgrid_pdf_words *words, struct cgrid_sink sink);
/* A page as pixels. CGRID_E_LIMIT before anything is made. */
enum cgrid_status cgrid_draw_rgb(struct cgrid_ctx *ctx, const struct cgrid_page *page, double dpi,
				 struct cgrid_raster *raster_out);
/* The same as a PNG, drawn in bands: memory does not grow with the sheet's height. `texts` as of
 * cgrid_png_form. */
enum cgrid_status cgrid_draw_png(struct cgrid_ctx *ctx, const struct cgrid_page *page, double dpi,
				 const char *const *texts, struct cgrid_sink sink);
const char *cgrid_draw_libraries(void);
enum cgrid_status cgrid_draw_svg(struct cgrid_ctx *ctx, const struct cgrid_page *page,
				 struct cgrid_sink sink);

#endif
