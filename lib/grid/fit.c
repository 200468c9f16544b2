/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 3, grid: the grid of a campus. What is said wins over what is written, which wins over the
 * usual. */
#include "base/base.h"
#include "base/num.h"
#include "base/shape.h"
#include "base/text.h"
#include "grid/grid.h"

#include <campusgrid/campus.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Round sizes that people can count in, smallest first (interfaces.md). */
static const double cells_m[] = {5, 10, 15, 20, 25, 30, 50, 100, 200};
static const double cells_ft[] = {20, 30, 50, 75, 100, 150, 200, 300, 600};
enum { SIZES = 9, MOST_ROWS = 26, MOST_COLUMNS = 40 };
static const double foot_m = 0.3048;

static const uint32_t written_bits =
    CGRID_GRID_ORIGIN | CGRID_GRID_CELL | CGRID_GRID_COLUMNS | CGRID_GRID_ROWS;

/* From the first to past the last whole cell that a stretch touches. An edge of the extent that lies on
 * a line does not need the cell beyond. */
static void
whole_cells(double low, double high, double size, double *first, double *count)
{
	*first = floor(low / size + 1e-9);
	*count = fmax(1, ceil(high / size - 1e-9) - *first);
}

static void
name_cell(struct cgrid_grid_spec *spec, double size, bool feet)
{
	spec->cell_width_m = spec->cell_height_m = feet ? size * foot_m : size;
	snprintf(spec->cell, sizeof spec->cell, "%d%s", (int)size, feet ? "ft" : "m");
}

static enum cgrid_status
choose_cell(struct cgrid_ctx *ctx, const struct cgrid_box *box,
	    const struct cgrid_grid_options *options, struct cgrid_grid_spec *spec)
{
	bool feet = options->auto_cell == CGRID_AUTO_FT;
	for (int i = 0; i < SIZES; i++) {
		double first, columns, rows, spare = 2.0 * options->margin;
		name_cell(spec, feet ? cells_ft[i] : cells_m[i], feet);
		whole_cells(box->min_x, box->max_x, spec->cell_width_m, &first, &columns);
		whole_cells(box->min_y, box->max_y, spec->cell_height_m, &first, &rows);
		if (rows + spare <= MOST_ROWS && columns + spare <= MOST_COLUMNS)
			return CGRID_OK;
	}
	if (options->margin <= 1)
		return CGRID_OK; /* a campus of 10 km: the largest of the ladder */
	return cgrid_fail(ctx, CGRID_E_ARGUMENT,
			  "a margin of %u cells leaves no room for the campus; say the cell size too",
			  (unsigned)options->margin);
}

/* What will be written down is what is used now: 9 decimals of a degree are a tenth of a millimetre. */
static void
round_to_text(struct cgrid_grid_spec *spec)
{
	spec->origin.lon = round(spec->origin.lon * 1e9) / 1e9;
	spec->origin.lat = round(spec->origin.lat * 1e9) / 1e9;
	spec->turn_deg = round(spec->turn_deg * 1e9) / 1e9;
}

/* A place in the grid's axes as the outer corner of the first cell. */
static enum cgrid_status
set_origin(struct cgrid_ctx *ctx, const struct cgrid_grid *turn, double west, double north,
	   struct cgrid_grid_spec *spec)
{
	bool from_west = spec->start == CGRID_START_NW || spec->start == CGRID_START_SW;
	bool from_north = spec->start == CGRID_START_NW || spec->start == CGRID_START_NE;
	struct cgrid_xy corner = {from_west ? west : west + spec->columns * spec->cell_width_m,
				  from_north ? north : north - spec->rows * spec->cell_height_m};
	corner = cgrid_grid_to_frame(turn, corner);
	enum cgrid_status status = cgrid_frame_to_ground(ctx, &spec->frame, &corner, 1, &spec->origin);
	round_to_text(spec);
	return status;
}

/* Columns and rows that are not said: enough to hold the extent from a said origin. */
static void
count_from_origin(const struct cgrid_box *box, struct cgrid_xy origin, uint32_t given, uint32_t margin,
		  struct cgrid_grid_spec *spec)
{
	bool from_west = spec->start == CGRID_START_NW || spec->start == CGRID_START_SW;
	bool from_north = spec->start == CGRID_START_NW || spec->start == CGRID_START_NE;
	double wide = from_west ? box->max_x - origin.x : origin.x - box->min_x;
	double high = from_north ? origin.y - box->min_y : box->max_y - origin.y;
	if (!(given & CGRID_GRID_COLUMNS))
		spec->columns =
		    (uint32_t)fmin(1e6, fmax(1, ceil(wide / spec->cell_width_m - 1e-9)) + margin);
	if (!(given & CGRID_GRID_ROWS))
		spec->rows =
		    (uint32_t)fmin(1e6, fmax(1, ceil(high / spec->cell_height_m - 1e-9)) + margin);
}

/* A grid of no size that only knows the turn. */
static enum cgrid_status
turn_alone(struct cgrid_ctx *ctx, const struct cgrid_campus *campus, const struct cgrid_grid_spec *spec,
	   struct cgrid_grid **turn_out)
{
	struct cgrid_grid_spec one = *spec;
	struct cgrid_xy zero = {0, 0};
	one.columns = one.rows = 1;
	one.cell_width_m = one.cell_height_m = 1;
	one.separator[0] = '\0';
	one.column_names = one.row_names = NULL;
	one.usng_m = 0;
	if (spec->frame.kind != CGRID_FRAME_LOCAL) {
		struct cgrid_box box = cgrid_campus_extent(campus);
		zero = (struct cgrid_xy){(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
	}
	enum cgrid_status status = cgrid_frame_to_ground(ctx, &spec->frame, &zero, 1, &one.origin);
	return status ? status : cgrid_grid_new(ctx, &one, turn_out);
}

/* Whole multiples of the cell in the frame, one spare cell on every side. */
static enum cgrid_status
lay_out(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
	const struct cgrid_grid_options *options, struct cgrid_grid_spec *spec)
{
	struct cgrid_grid *turn = NULL;
	enum cgrid_status status = turn_alone(ctx, campus, spec, &turn);
	if (status)
		return status;
	struct cgrid_box box = cgrid_grid_extent(campus, turn);
	if (!(options->given & CGRID_GRID_CELL))
		status = choose_cell(ctx, &box, options, spec);
	double w = spec->cell_width_m, h = spec->cell_height_m, margin = options->margin;
	double left, columns, bottom, rows;
	whole_cells(box.min_x, box.max_x, w, &left, &columns);
	whole_cells(box.min_y, box.max_y, h, &bottom, &rows);
	if (!(options->given & CGRID_GRID_COLUMNS))
		spec->columns = (uint32_t)fmin(1e6, columns + 2 * margin);
	if (!(options->given & CGRID_GRID_ROWS))
		spec->rows = (uint32_t)fmin(1e6, rows + 2 * margin);
	if (!status && (options->given & CGRID_GRID_CENTER)) {
		struct cgrid_xy centre;
		status = cgrid_frame_to_xy(ctx, &spec->frame, &options->center, 1, &centre);
		centre = cgrid_grid_to_axes(turn, centre);
		double west = centre.x - spec->columns * w / 2, north = centre.y + spec->rows * h / 2;
		if (spec->usng_m) {
			west = round(west / w) * w;
			north = round(north / h) * h;
		}
		if (!status)
			status = set_origin(ctx, turn, west, north, spec);
	} else if (!status && (options->given & CGRID_GRID_ORIGIN)) {
		struct cgrid_xy origin;
		status = cgrid_frame_to_xy(ctx, &spec->frame, &spec->origin, 1, &origin);
		count_from_origin(&box, cgrid_grid_to_axes(turn, origin), options->given,
				  options->margin, spec);
	} else if (!status) {
		status = set_origin(ctx, turn, (left - margin) * w, (bottom + rows + margin) * h, spec);
	}
	cgrid_grid_free(turn);
	return status;
}

static bool
same_number(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fmax(1, fabs(a));
}

static bool
same_frame(const struct cgrid_grid_options *said, const struct cgrid_grid_options *written)
{
	const char *text = written->given & CGRID_GRID_FRAME ? written->frame_text : "local";
	/* "utm:18N" is what "utm" is written down as. */
	return cgrid_same_text(said->frame_text, text) ||
	       (cgrid_same_text(said->frame_text, "utm") && strncmp(text, "utm:", 4) == 0);
}

static const char *
names_of(const struct cgrid_grid_spec *spec, uint32_t bit)
{
	const char *names = bit == CGRID_GRID_ROW_NAMES ? spec->row_names : spec->column_names;
	return names ? names : "";
}

/* What an option says, in the words of the command line. */
static void
add_value(struct cgrid_buf *out, uint32_t bit, const struct cgrid_grid_options *options)
{
	const struct cgrid_grid_spec *spec = &options->spec;
	const struct cgrid_lonlat *at = bit == CGRID_GRID_CENTER ? &options->center : &spec->origin;
	switch (bit) {
	case CGRID_GRID_CELL:
		cgrid_buf_text(out, options->given & bit ? spec->cell : "auto-ft");
		return;
	case CGRID_GRID_ORIGIN:
	case CGRID_GRID_CENTER:
		cgrid_buf_fixed(out, at->lat, 9);
		cgrid_buf_char(out, ',');
		cgrid_buf_fixed(out, at->lon, 9);
		return;
	case CGRID_GRID_TURN:
		if (options->auto_turn)
			cgrid_buf_text(out, "auto");
		else
			cgrid_buf_fixed(out, spec->turn_deg, 2);
		return;
	case CGRID_GRID_COLUMNS:
	case CGRID_GRID_ROWS:
		cgrid_buf_int(out, bit == CGRID_GRID_ROWS ? spec->rows : spec->columns);
		return;
	case CGRID_GRID_LABELS:
		cgrid_buf_text(out, cgrid_labels_word(spec->labels));
		return;
	case CGRID_GRID_LETTERS:
		cgrid_buf_text(out, cgrid_letters_word(spec->letters));
		return;
	case CGRID_GRID_START:
		cgrid_buf_text(out, cgrid_start_word(spec->start));
		return;
	case CGRID_GRID_SKIP_IO:
		cgrid_buf_text(out, spec->skip_io ? "true" : "false");
		return;
	case CGRID_GRID_SEPARATOR:
		cgrid_buf_json(out, spec->separator);
		return;
	case CGRID_GRID_MARGIN:
		cgrid_buf_int(out, options->margin);
		return;
	case CGRID_GRID_USNG:
		cgrid_buf_int(out, spec->usng_m);
		return;
	case CGRID_GRID_PAD:
		cgrid_buf_int(out, spec->pad);
		return;
	case CGRID_GRID_COLUMN_NAMES:
	case CGRID_GRID_ROW_NAMES:
		cgrid_buf_json(out, names_of(spec, bit));
		return;
	default:
		cgrid_buf_text(out, options->frame_text[0] ? options->frame_text : "local");
	}
}

/* Something said against something written: both are named. A centre or a margin is nothing that a
 * written grid has. */
static enum cgrid_status
contradiction(struct cgrid_ctx *ctx, const char *option, uint32_t bit,
	      const struct cgrid_grid_options *said, const struct cgrid_grid_options *written)
{
	struct cgrid_buf a = {0}, b = {0};
	bool comparable = bit != CGRID_GRID_CENTER && bit != CGRID_GRID_MARGIN;
	add_value(&a, bit, said);
	cgrid_buf_text(&b, comparable ? "" : "columns, rows and an origin");
	if (comparable)
		add_value(&b, bit, written);
	enum cgrid_status status =
	    a.failed || b.failed
		? cgrid_fail_memory(ctx)
		: cgrid_fail(ctx, CGRID_E_ARGUMENT,
			     "--%s %s contradicts the grid that campus.json has written down (%s%s%s), "
			     "whose labels are in use; grid --save --force writes a new one",
			     option, a.data, comparable ? option : "it has", " ", b.data);
	cgrid_buf_free(&a);
	cgrid_buf_free(&b);
	return status;
}

static enum cgrid_status
check_contradictions(struct cgrid_ctx *ctx, const struct cgrid_grid_options *said,
		     const struct cgrid_grid_options *written)
{
	const struct cgrid_grid_spec *a = &said->spec, *b = &written->spec;
	const struct {
		uint32_t bit;
		const char *option;
		bool same;
	} rows[] = {
	    {CGRID_GRID_CELL, "cell",
	     same_number(a->cell_width_m, b->cell_width_m) &&
		 same_number(a->cell_height_m, b->cell_height_m)},
	    {CGRID_GRID_ORIGIN, "origin",
	     fabs(a->origin.lon - b->origin.lon) < 1e-9 && fabs(a->origin.lat - b->origin.lat) < 1e-9},
	    {CGRID_GRID_TURN, "turn", !said->auto_turn && a->turn_deg == b->turn_deg},
	    {CGRID_GRID_COLUMNS, "columns", a->columns == b->columns},
	    {CGRID_GRID_ROWS, "rows", a->rows == b->rows},
	    {CGRID_GRID_LABELS, "labels", a->labels == b->labels},
	    {CGRID_GRID_LETTERS, "letters", a->letters == b->letters},
	    {CGRID_GRID_START, "start", a->start == b->start},
	    {CGRID_GRID_SKIP_IO, "skip-io", a->skip_io == b->skip_io},
	    {CGRID_GRID_SEPARATOR, "separator", strcmp(a->separator, b->separator) == 0},
	    {CGRID_GRID_CENTER, "center", false},
	    {CGRID_GRID_MARGIN, "margin",
	     (written->given & CGRID_GRID_MARGIN) && said->margin == written->margin},
	    {CGRID_GRID_FRAME, "frame", same_frame(said, written)},
	    {CGRID_GRID_USNG, "usng", a->usng_m == b->usng_m},
	    {CGRID_GRID_PAD, "pad", a->pad == b->pad},
	    {CGRID_GRID_COLUMN_NAMES, "column-names",
	     strcmp(names_of(a, CGRID_GRID_COLUMN_NAMES), names_of(b, CGRID_GRID_COLUMN_NAMES)) == 0},
	    {CGRID_GRID_ROW_NAMES, "row-names",
	     strcmp(names_of(a, CGRID_GRID_ROW_NAMES), names_of(b, CGRID_GRID_ROW_NAMES)) == 0},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if ((said->given & rows[i].bit) && !rows[i].same)
			return contradiction(ctx, rows[i].option, rows[i].bit, said, written);
	if (said->auto_cell == CGRID_AUTO_FT && !(said->given & CGRID_GRID_CELL))
		return contradiction(ctx, "cell", CGRID_GRID_CELL, said, written);
	return CGRID_OK;
}

/* Members that `from` says go over into `to`. */
static void
merge(struct cgrid_grid_options *to, const struct cgrid_grid_options *from)
{
	const uint32_t bits = from->given;
	const struct cgrid_grid_spec *a = &from->spec;
	struct cgrid_grid_spec *b = &to->spec;
	if (bits & CGRID_GRID_CELL) {
		b->cell_width_m = a->cell_width_m;
		b->cell_height_m = a->cell_height_m;
		memcpy(b->cell, a->cell, sizeof b->cell);
	} else if (from->auto_cell == CGRID_AUTO_FT) {
		to->auto_cell = CGRID_AUTO_FT;
		to->given &= ~(uint32_t)CGRID_GRID_CELL;
	}
	if (bits & CGRID_GRID_ORIGIN)
		b->origin = a->origin;
	if (bits & CGRID_GRID_TURN) {
		b->turn_deg = a->turn_deg;
		to->auto_turn = from->auto_turn;
	}
	if (bits & CGRID_GRID_COLUMNS)
		b->columns = a->columns;
	if (bits & CGRID_GRID_ROWS)
		b->rows = a->rows;
	if (bits & CGRID_GRID_LABELS)
		b->labels = a->labels;
	if (bits & CGRID_GRID_LETTERS)
		b->letters = a->letters;
	if (bits & CGRID_GRID_START)
		b->start = a->start;
	if (bits & CGRID_GRID_SKIP_IO)
		b->skip_io = a->skip_io;
	if (bits & CGRID_GRID_SEPARATOR)
		memcpy(b->separator, a->separator, sizeof b->separator);
	if (bits & CGRID_GRID_USNG)
		b->usng_m = a->usng_m;
	if (bits & CGRID_GRID_PAD)
		b->pad = a->pad;
	if (bits & CGRID_GRID_COLUMN_NAMES)
		b->column_names = a->column_names;
	if (bits & CGRID_GRID_ROW_NAMES)
		b->row_names = a->row_names;
	if (bits & CGRID_GRID_CENTER)
		to->center = from->center;
	if (bits & CGRID_GRID_MARGIN)
		to->margin = from->margin;
	to->given |= bits;
}

enum cgrid_status
cgrid_grid_fit(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
	       const struct cgrid_grid_options *said, bool replace, struct cgrid_grid **grid_out)
{
	static const struct cgrid_grid_options nothing = CGRID_GRID_OPTIONS_INIT;
	const struct cgrid_grid_options *written = cgrid_campus_grid(campus);
	bool is_written = (written->given & written_bits) == written_bits;
	enum cgrid_status status = CGRID_OK;
	*grid_out = NULL;
	if (!said)
		said = &nothing;
	if (said->size != sizeof *said)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "grid options of another version");
	if (is_written && !replace)
		status = check_contradictions(ctx, said, written);
	if (status)
		return status;
	struct cgrid_grid_options options = *written;
	if (replace && is_written) {
		/* A new grid keeps the habits of the old one, and none of its places. */
		options.given &= ~(uint32_t)(CGRID_GRID_ORIGIN | CGRID_GRID_COLUMNS | CGRID_GRID_ROWS);
		is_written = false;
	}
	merge(&options, said);
	options.spec.size = sizeof options.spec;
	options.spec.frame = *cgrid_campus_frame(campus);
	if (is_written && options.auto_turn)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "grid.turn is \"auto\" in a grid that is written down: labels would "
				  "move with the buildings; say the degrees");
	if (options.spec.usng_m)
		status = cgrid_usng_check(ctx, &options);
	if (!status && options.auto_turn)
		status = cgrid_grid_turn_along(ctx, campus, &options.spec.turn_deg);
	if (!status && !is_written) {
		bool done = false;
		round_to_text(&options.spec);
		if (options.spec.usng_m)
			status = cgrid_usng_lay_out(ctx, campus, &options, &options.spec, &done);
		if (!status && !done)
			status = lay_out(ctx, campus, &options, &options.spec);
		round_to_text(&options.spec);
	}
	if (!status)
		status = cgrid_grid_new(ctx, &options.spec, grid_out);
	if (!status && options.spec.usng_m)
		status = cgrid_usng_check_zone(ctx, *grid_out);
	if (!status && is_written)
		status = cgrid_grid_check_cover(ctx, campus, *grid_out);
	if (status) {
		cgrid_grid_free(*grid_out);
		*grid_out = NULL;
	}
	return status;
}
