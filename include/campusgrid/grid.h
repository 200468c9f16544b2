/* SPDX-License-Identifier: Apache-2.0 */
/**
 * grid.h - stage 3, grid: origin, turn, cell size, columns, rows and labels.
 * Pure arithmetic; the grid is plain data once made, and may be read by any
 * number of threads.
 *
 * Columns count from the west and rows from the north in the grid's own axes,
 * from 0, whatever corner the labels start in. A cell owns its west and its
 * north edge and its north-west corner; the grid's outer east and south edges
 * are outside. (On USNG lines a cell owns its west and its south edge, as the
 * truncation of the digits does.) The number that is drawn as an edge is the
 * number that decides.
 */
#ifndef CAMPUSGRID_GRID_H
#define CAMPUSGRID_GRID_H

#include <campusgrid/base.h>
#include <campusgrid/frame.h>

#ifdef __cplusplus
extern "C" {
#endif

enum cgrid_labels {
	CGRID_LABELS_A1 = 0, /**< letter, then number */
	CGRID_LABELS_1A = 1, /**< number, then letter */
	CGRID_LABELS_AA = 2, /**< letters on both axes */
	CGRID_LABELS_11 = 3  /**< numbers on both axes (separator "-" unless one is given) */
};
/** Which axis has the letters (A1, 1A) or is written first (AA, 11). */
enum cgrid_letters { CGRID_LETTERS_ROWS = 0, CGRID_LETTERS_COLUMNS = 1 };
/** The corner of the first cell, which is also the grid's origin. */
enum cgrid_start { CGRID_START_NW = 0, CGRID_START_SW = 1, CGRID_START_NE = 2, CGRID_START_SE = 3 };

enum { CGRID_LABEL_SIZE = 32, CGRID_SEPARATOR_SIZE = 4, CGRID_CELL_TEXT_SIZE = 32 };

/** A grid as it is written down in campus.json. */
struct cgrid_grid_spec {
	size_t size;                /**< sizeof; set by CGRID_GRID_SPEC_INIT */
	struct cgrid_lonlat origin; /**< outer corner of the first cell */
	/** Clockwise from the frame's north (true north in a local one), about the origin. */
	double turn_deg;
	double cell_width_m, cell_height_m;
	char cell[CGRID_CELL_TEXT_SIZE]; /**< as people wrote it: "10m", "30ft", "10mx20m" */
	uint32_t columns, rows;
	enum cgrid_labels labels;
	enum cgrid_letters letters;
	enum cgrid_start start;
	bool skip_io;                         /**< letters without I and O */
	char separator[CGRID_SEPARATOR_SIZE]; /**< "" or one of - . , / _ space */
	struct cgrid_frame frame;             /**< where the arithmetic is done */
	uint32_t pad; /**< least digits of a number: 2 writes C07; 0 and 1 for no padding */
	/** Own names of columns and rows, separated by commas, from the first cell on ("Oak,Elm,Ash"):
	 * in place of letters or numbers; NULL without. Borrowed until cgrid_grid_new, which copies
	 * them. Of letters and digits, up to 12 bytes each; there may be more than the grid needs. */
	const char *column_names, *row_names;
	/** 10, 100 or 1000: the grid lies on the USNG lines of its UTM frame and its cells are called
	 * by their truncated digits, easting first ("2348" "0647" is 23480647 with 10 m); 0 for other
	 * grids. The cell is then as large, the turn 0, the start NW, and there are no names. A grid
	 * that reaches over the meridian between two zones has the columns of both, each with the lines
	 * and digits of its own zone, and cells end at the meridian; its origin is on the lines of the
	 * west one, and its frame is that of either. */
	uint32_t usng_m;
};
#define CGRID_GRID_SPEC_INIT                                                                           \
	{                                                                                              \
		sizeof(struct cgrid_grid_spec), {0, 0}, 0, 0, 0, {0}, 0, 0, CGRID_LABELS_A1,           \
		    CGRID_LETTERS_ROWS, CGRID_START_NW, false, {0},                                    \
		    {CGRID_FRAME_LOCAL, {0, 0}, 0, false, 0}, 0, NULL, NULL, 0                         \
	}

/** A cell by its place, and the keypad in it. */
struct cgrid_cell {
	uint32_t column; /**< from the west, from 0 */
	uint32_t row;    /**< from the north, from 0 */
	/** 0 for the whole cell; 1 to 9 for a square of its keypad (1 2 3 at the north edge); two
	 * digits, 11 to 99 without 0, for a square of that square's keypad: C7-5-2 has 52. */
	int keypad;
};

struct cgrid_grid;

/** Checks a spec and makes the grid. CGRID_E_ARGUMENT for a size, turn or
 * count that is not finite or positive; CGRID_E_LIMIT for too many cells. */
CGRID_API enum cgrid_status cgrid_grid_new(struct cgrid_ctx *ctx, const struct cgrid_grid_spec *spec,
					   struct cgrid_grid **grid_out);
CGRID_API void cgrid_grid_free(struct cgrid_grid *grid);
CGRID_API const struct cgrid_grid_spec *cgrid_grid_get_spec(const struct cgrid_grid *grid);
CGRID_API uint32_t cgrid_grid_columns(const struct cgrid_grid *grid);
CGRID_API uint32_t cgrid_grid_rows(const struct cgrid_grid *grid);

/** "10m", "30ft", "10x20m", "10mx20m" (width x height) to metres; a foot is
 * exactly 0.3048 m; a bare number is metres. CGRID_E_ARGUMENT otherwise. */
CGRID_API enum cgrid_status cgrid_cell_size_parse(struct cgrid_ctx *ctx, const char *text,
						  double *width_m_out, double *height_m_out);

/** The frame turned into the grid's own axes (u east, v north along the grid)
 * and back. With turn 0 both are the identity, bit for bit. */
CGRID_API struct cgrid_xy cgrid_grid_to_axes(const struct cgrid_grid *grid, struct cgrid_xy frame);
CGRID_API struct cgrid_xy cgrid_grid_to_frame(const struct cgrid_grid *grid, struct cgrid_xy axes);
/** The line west of column i (i up to columns), or north of row i, in the
 * grid's axes: the one edge function. */
CGRID_API double cgrid_grid_column_edge(const struct cgrid_grid *grid, uint32_t i);
CGRID_API double cgrid_grid_row_edge(const struct cgrid_grid *grid, uint32_t i);

/** Which cell and keypad (of one digit) hold a frame position; false when none does. */
CGRID_API bool cgrid_grid_cell_at(const struct cgrid_grid *grid, struct cgrid_xy at,
				  struct cgrid_cell *cell_out);
/** The same with a keypad of two digits. */
CGRID_API bool cgrid_grid_keypad_at(const struct cgrid_grid *grid, struct cgrid_xy at,
				    struct cgrid_cell *cell_out);
/** Centre of a cell or, when cell.keypad is not 0, of its keypad square. */
CGRID_API struct cgrid_xy cgrid_grid_centre(const struct cgrid_grid *grid, struct cgrid_cell cell);
/** Corners of a cell or keypad square in the frame: NW, NE, SE, SW. */
CGRID_API void cgrid_grid_corners(const struct cgrid_grid *grid, struct cgrid_cell cell,
				  struct cgrid_xy corners[4]);

/** The same where a cell may be cut: in a grid of USNG lines that reaches into a second zone the cells
 * end at the meridian between the two. From the north-west clockwise; returns how many, 0 for a cell
 * that the meridian leaves nothing of. Other cells have their four corners. */
enum { CGRID_OUTLINE_MOST = 6 };
CGRID_API size_t cgrid_grid_outline(const struct cgrid_grid *grid, struct cgrid_cell cell,
				    struct cgrid_xy outline[CGRID_OUTLINE_MOST]);

/** "C7", "C7-5" or "C7-5-2" with a keypad. Written as snprintf does: returns the length
 * without the NUL; 0 for a cell outside the grid. */
CGRID_API size_t cgrid_grid_label(const struct cgrid_grid *grid, struct cgrid_cell cell, char *text,
				  size_t size);
/** What stands at the edge of the map beside a column or a row. */
CGRID_API size_t cgrid_grid_column_label(const struct cgrid_grid *grid, uint32_t column, char *text,
					 size_t size);
CGRID_API size_t cgrid_grid_row_label(const struct cgrid_grid *grid, uint32_t row, char *text,
				      size_t size);
/** Reads a label back, forgivingly: lower case, blanks, another separator or
 * none, leading zeros. CGRID_E_ARGUMENT: no label of this scheme;
 * CGRID_E_OUTSIDE: a label beyond the grid; CGRID_E_AMBIGUOUS: several
 * readings (as AAA of an AA grid), named in the message. */
CGRID_API enum cgrid_status cgrid_grid_parse_label(struct cgrid_ctx *ctx, const struct cgrid_grid *grid,
						   const char *text, struct cgrid_cell *cell_out);

/** The cells beside a cell, without its keypad: north, east, south and west, then with `corners`
 * north-east, south-east, south-west and north-west; what is outside the grid is not among them.
 * Returns how many. */
CGRID_API size_t cgrid_grid_neighbors(const struct cgrid_grid *grid, struct cgrid_cell cell,
				      bool corners, struct cgrid_cell neighbors[8]);
/** Steps from cell to cell, across edges and corners: 0 for the same one, 1 for neighbours. */
CGRID_API uint32_t cgrid_cell_steps(struct cgrid_cell a, struct cgrid_cell b);

/** A cell, and how far it is from a point: 0 for the cell that holds it. */
struct cgrid_near_cell {
	struct cgrid_cell cell;
	double away_m;
};
/** The cells that a circle of the frame touches, nearest first (ties by row, then column); the cell
 * that holds the middle is the first. Writes the nearest `most` of them and returns how many there
 * are; allocates nothing. A radius that is no positive number is 0. */
CGRID_API size_t cgrid_grid_circle(const struct cgrid_grid *grid, struct cgrid_xy at, double radius_m,
				   struct cgrid_near_cell *cells, size_t most);
/** The cells that a line passes, in order from `a` to `b`, each run of it once; `take` returns false
 * to stop. Where the line runs along an edge, its points belong to the cell that owns them. */
CGRID_API void cgrid_grid_line(const struct cgrid_grid *grid, struct cgrid_xy a, struct cgrid_xy b,
			       bool (*take)(void *user, struct cgrid_cell cell), void *user);

/** What a person may say of a grid; `given` has a bit for each thing said. */
enum cgrid_grid_option {
	CGRID_GRID_CELL = 1u << 0, /**< cell_*; "auto" and "auto-ft" set auto_cell instead */
	CGRID_GRID_ORIGIN = 1u << 1,
	CGRID_GRID_TURN = 1u << 2,
	CGRID_GRID_COLUMNS = 1u << 3,
	CGRID_GRID_ROWS = 1u << 4,
	CGRID_GRID_LABELS = 1u << 5,
	CGRID_GRID_LETTERS = 1u << 6,
	CGRID_GRID_START = 1u << 7,
	CGRID_GRID_SKIP_IO = 1u << 8,
	CGRID_GRID_SEPARATOR = 1u << 9,
	CGRID_GRID_CENTER = 1u << 10, /**< center: the middle of the grid, in origin's place */
	CGRID_GRID_MARGIN = 1u << 11, /**< margin: spare cells on every side; 1 when unsaid */
	CGRID_GRID_FRAME = 1u << 12,  /**< frame_text: "local", "utm", "EPSG:N" */
	CGRID_GRID_PAD = 1u << 13,
	CGRID_GRID_COLUMN_NAMES = 1u << 14, /**< the text that was given is borrowed */
	CGRID_GRID_ROW_NAMES = 1u << 15,
	CGRID_GRID_USNG = 1u << 16
};
enum cgrid_auto_cell { CGRID_AUTO_M = 0, CGRID_AUTO_FT = 1, CGRID_AUTO_OFF = 2 };
struct cgrid_grid_options {
	size_t size;
	uint32_t given;              /**< enum cgrid_grid_option */
	struct cgrid_grid_spec spec; /**< the values said */
	enum cgrid_auto_cell auto_cell;
	struct cgrid_lonlat center;
	uint32_t margin;
	char frame_text[32];
	bool frame_fixed; /**< spec.frame is written down and must be kept */
	bool auto_turn;   /**< with CGRID_GRID_TURN: along the buildings, in spec.turn_deg's place */
};
#define CGRID_GRID_OPTIONS_INIT                                                                        \
	{                                                                                              \
		sizeof(struct cgrid_grid_options), 0, CGRID_GRID_SPEC_INIT, CGRID_AUTO_M, {0, 0}, 1,   \
		    {0}, false, false                                                                  \
	}

/** One option by its name on the command line and in campus.json ("cell",
 * "origin" as "LAT,LON", "turn" in degrees or "auto", "columns", "rows", "labels" a1 1a aa 11,
 * "letters" rows columns, "start" nw sw ne se, "skip-io" or "skip_io" with
 * "true" or NULL, "separator", "center", "margin", "frame", "pad" 1 to 6, "column-names" and
 * "row-names" (or with _) as "A,B,C", "usng" 10 100 1000).
 * CGRID_E_ARGUMENT for an unknown name or value: the message lists the good ones. */
CGRID_API enum cgrid_status cgrid_grid_option_set(struct cgrid_ctx *ctx,
						  struct cgrid_grid_options *options, const char *name,
						  const char *value);

struct cgrid_campus;

/**
 * The grid of a campus: what `said` says wins over what campus.json has
 * written down, which wins over the automatic grid of interfaces.md (the
 * smallest round cell with at most 26 rows and 40 columns, one spare cell on
 * every side, A1 in the north-west). `said` may be NULL.
 * CGRID_E_ARGUMENT when something said contradicts a written grid, unless
 * `replace`; CGRID_E_OUTSIDE when a written grid no longer covers the
 * buildings: the message says how many columns or rows are missing and where.
 */
CGRID_API enum cgrid_status cgrid_grid_fit(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
					   const struct cgrid_grid_options *said, bool replace,
					   struct cgrid_grid **grid_out);
/**
 * Writes the grid into the "grid" member of a campus.json, leaving every other
 * byte of the file as it is. CGRID_E_EXISTS when it has one and `replace` is
 * false. The file appears whole or not at all.
 */
CGRID_API enum cgrid_status cgrid_grid_save(struct cgrid_ctx *ctx, const struct cgrid_grid *grid,
					    const char *campus_json, bool replace);

#ifdef __cplusplus
}
#endif
#endif
