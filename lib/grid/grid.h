/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a grid. */
#ifndef CGRID_GRID_GRID_H
#define CGRID_GRID_GRID_H

#include "base/base.h"
#include "base/mem.h"
#include "frame/tmerc.h"

#include <campusgrid/grid.h>

struct cgrid_campus;

enum { CGRID_NAME_SIZE = 13, CGRID_PAD_MOST = 6 };
enum { CGRID_AXIS_ROW = 0, CGRID_AXIS_COLUMN = 1 };
/* How one part of a label is written: names, else letters or a number. */
struct cgrid_label_axis {
	int which; /* CGRID_AXIS_ */
	bool letters;
	uint32_t count, name_count;
	/* USNG: the digits of place i are (base + step i) modulo `modulo`, `width` of them; else 0.
	 * From `split` on, in the second zone, they are (base_2 + i - split). */
	uint32_t width, base, step, modulo, split, base_2;
	const char *const *names; /* from the first cell on; NULL without */
	/* Every part ready made, by place; NULL on axes of very many. */
	const struct cgrid_label_text *texts;
};
struct cgrid_label_text {
	char text[15]; /* without a NUL */
	unsigned char length;
};

/* The division that guesses a column or a row: a guess well within its strip needs no look at the
 * edges. */
struct cgrid_guess {
	double first, per_m; /* its sign is that in which strips count */
	double half;         /* of their count; 0: never guess */
};

/* Two zones of USNG in one grid: seam.c. */
struct cgrid_seam {
	bool there, home_is_west; /* the frame is the west zone's */
	int zones[2];             /* west and east */
	double lon;               /* the meridian between them */
	struct cgrid_tmerc west, east;
	double shift; /* from eastings of the east zone to axes */
	uint32_t west_columns;
	const double *meridian; /* its easting in the west zone, at every edge of a row */
	double x0, y0, slope;   /* about where it is in the frame: x0 + slope (y - y0) */
};

struct cgrid_grid {
	struct cgrid_grid_spec spec;
	struct cgrid_arena arena;        /* names */
	struct cgrid_label_axis axes[2]; /* in the order in which a label has them */
	struct cgrid_xy origin;          /* corner of the first cell, in the grid's axes */
	struct cgrid_guess columns, rows;
	bool from_west, from_north;
	bool owns_south; /* cells own their south edges in place of the north ones */
	bool turned;     /* the axes are not the frame */
	struct cgrid_seam seam;
	double sine, cosine; /* of the turn, clockwise */
};

/* Every cell that a text can name, as cgrid_grid_parse_label reads it, up to `most` of them; how many.
 */
size_t cgrid_grid_label_readings(const struct cgrid_grid *grid, const char *text,
				 struct cgrid_cell *cells, size_t most);

/* 0, 1 to 9, or 11 to 99 without a 0. */
bool cgrid_keypad_good(int keypad);

/* labels.c: prepares the axes; CGRID_E_ARGUMENT for labels that could not be read back. */
enum cgrid_status cgrid_grid_labels_init(struct cgrid_ctx *ctx, struct cgrid_grid *grid);
extern const char cgrid_letters_all[], cgrid_letters_no_io[];
/* An example of the scheme, as "a letter, then a number, as C7". */
const char *cgrid_grid_label_example(const struct cgrid_grid *grid);
/* turn.c: the turn that lays a grid along the buildings, in hundredths of a degree from -45 to 45. */
enum cgrid_status cgrid_grid_turn_along(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
					double *turn_deg_out);

/* seam.c: which zones a grid of USNG lines lies in, and its origin in its axes. */
enum cgrid_status cgrid_seam_init(struct cgrid_ctx *ctx, const struct cgrid_grid_spec *spec,
				  struct cgrid_arena *arena, struct cgrid_seam *seam,
				  struct cgrid_xy *origin);
/* The seam on the east or the west side of a frame's zone, without its columns, for a stretch of
 * northings; false where rows do not meet. And the eastings between which it runs, in the west zone. */
bool cgrid_seam_between(struct cgrid_seam *seam, const struct cgrid_frame *frame, bool to_the_east,
			double lat, double north, double south);
void cgrid_seam_range(const struct cgrid_seam *seam, double north, double south, double *least,
		      double *most);
/* On which side of the meridian is a point of the frame? */
bool cgrid_seam_is_east(const struct cgrid_seam *seam, struct cgrid_xy frame);
/* A point of a side, which it may be on the rim of. */
struct cgrid_xy cgrid_seam_to_axes(const struct cgrid_seam *seam, struct cgrid_xy frame, bool east);
struct cgrid_xy cgrid_seam_to_frame(const struct cgrid_seam *seam, struct cgrid_xy axes, bool east);
/* What is left of a box in a row of one side: its corners in the axes, up to CGRID_OUTLINE_MOST; and
 * whether anything is. */
size_t cgrid_seam_outline(const struct cgrid_grid *grid, const struct cgrid_box *box, uint32_t row,
			  struct cgrid_xy *out);
bool cgrid_seam_has(const struct cgrid_grid *grid, const struct cgrid_box *box, uint32_t row);
/* Is there anything of a cell, or of its keypad square, that is in the range of columns and rows? */
bool cgrid_grid_has(const struct cgrid_grid *grid, struct cgrid_cell cell);

/* cover.c: all buildings and levels in the axes of a grid; and CGRID_E_OUTSIDE, with what to add on
 * every side, for a written grid that no longer holds them. */
struct cgrid_box cgrid_grid_extent(const struct cgrid_campus *campus, const struct cgrid_grid *grid);
enum cgrid_status cgrid_grid_check_cover(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
					 const struct cgrid_grid *grid);

/* usng-fit.c: what contradicts the lines of USNG; whether a grid leaves its zone where it must not; and
 * where a grid lies over two zones (*done_out is false where one is enough). */
enum cgrid_status cgrid_usng_check(struct cgrid_ctx *ctx, const struct cgrid_grid_options *options);
enum cgrid_status cgrid_usng_check_zone(struct cgrid_ctx *ctx, const struct cgrid_grid *grid);
enum cgrid_status cgrid_usng_lay_out(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
				     const struct cgrid_grid_options *options,
				     struct cgrid_grid_spec *spec, bool *done_out);

/* options.c: the words of the schemes, as they are said and written down. */
const char *cgrid_labels_word(enum cgrid_labels labels);
const char *cgrid_letters_word(enum cgrid_letters letters);
const char *cgrid_start_word(enum cgrid_start start);

#endif
