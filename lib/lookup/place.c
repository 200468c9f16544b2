/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a PLACE may mean, read in the order of lib/locate/places.c: room: and door: are keys of the
 * file; a point, a label of the grid and a USNG text are arithmetic.
 */
#include "grid/grid.h"
#include "locate/parts.h"
#include "locate/record.h"
#include "lookup/query.h"

#include <math.h>

static enum cgrid_status
add(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, const struct cgrid_lookup_meaning *meaning)
{
	if (!CGRID_ROOM_FOR_ONE(query->meanings, query->meaning_count, query->meaning_capacity))
		return cgrid_fail_memory(ctx);
	query->meanings[query->meaning_count++] = *meaning;
	return CGRID_OK;
}

/* The campuses that are meant, one by one. */
static size_t
campus_count(const struct cgrid_lookup_query *query)
{
	return query->campuses ? query->campus_count : query->lookup->parts[CGRID_CGX_CAMPUSES].count;
}

static uint32_t
campus_at(const struct cgrid_lookup_query *query, size_t i)
{
	return query->campuses ? query->campuses[i] : (uint32_t)i;
}

/* room: and door: without the case of ASCII letters. */
static enum cgrid_status
read_key(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, const char *key)
{
	const struct cgrid_lookup *lookup = query->lookup;
	enum cgrid_status status = CGRID_OK;
	cgrid_buf_clear(&query->key);
	for (const char *c = key; *c != '\0'; c++)
		cgrid_buf_char(&query->key, (char)cgrid_lower((unsigned char)*c));
	if (query->key.failed)
		return cgrid_fail_memory(ctx);
	for (size_t i = 0; !status && i < campus_count(query); i++) {
		struct cgrid_lookup_meaning meaning = {.claim = CGRID_MEANS_ANSWER,
						       .campus = campus_at(query, i)};
		const unsigned char *unit;
		status = cgrid_lookup_get_key(ctx, query, CGRID_CGX_PLACES, query->key.data,
					      query->key.size, meaning.campus, &unit, &meaning.number);
		if (status || !unit)
			continue;
		meaning.number =
		    cgrid_le32(unit + lookup->parts[CGRID_CGX_PLACES].unit - CGRID_PLACE_ANSWER);
		status = add(ctx, query, &meaning);
	}
	return status;
}

static enum cgrid_status
read_cell_of(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, const char *text, uint32_t campus)
{
	enum { MOST = 8 };
	struct cgrid_cell cells[MOST];
	const struct cgrid_grid *grid;
	enum cgrid_status status = cgrid_lookup_get_grid(ctx, query, campus, &grid);
	const size_t count = status ? 0 : cgrid_grid_label_readings(grid, text, cells, MOST);
	for (size_t i = 0; !status && i < count; i++) {
		const struct cgrid_lookup_meaning meaning = {
		    .claim = CGRID_MEANS_CELL, .campus = campus, .cell = cells[i]};
		status = add(ctx, query, &meaning);
	}
	return status;
}

static enum cgrid_status
read_cell(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, const char *text)
{
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; !status && i < campus_count(query); i++)
		status = read_cell_of(ctx, query, text, campus_at(query, i));
	return status;
}

/* The place of a position in the frame of a campus; false when it is too far off for that. */
static enum cgrid_status
find_cell(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, uint32_t campus,
	  struct cgrid_lonlat ground, struct cgrid_xy *at_out, struct cgrid_cell *cell_out,
	  bool *in_frame_out, bool *found_out)
{
	const struct cgrid_grid *grid;
	*in_frame_out = *found_out = false;
	enum cgrid_status status = cgrid_lookup_get_grid(ctx, query, campus, &grid);
	if (status)
		return status;
	status = cgrid_frame_to_xy(ctx, &cgrid_grid_get_spec(grid)->frame, &ground, 1, at_out);
	if (status == CGRID_E_OUTSIDE) {
		cgrid_clear_error(ctx);
		return CGRID_OK;
	}
	*in_frame_out = status == CGRID_OK;
	*found_out = status == CGRID_OK && cgrid_grid_cell_at(grid, *at_out, cell_out);
	return status;
}

/* A position in each campus whose grid holds it; else in the only one, or in none. */
static enum cgrid_status
add_ground(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, struct cgrid_lookup_meaning meaning)
{
	const size_t count = campus_count(query);
	for (size_t i = 0; i < count; i++) {
		struct cgrid_xy at;
		bool in_frame, found;
		meaning.campus = campus_at(query, i);
		enum cgrid_status status = find_cell(ctx, query, meaning.campus, meaning.ground, &at,
						     &meaning.cell, &in_frame, &found);
		if (!status && found)
			status = add(ctx, query, &meaning);
		if (status)
			return status;
	}
	if (query->meaning_count > 0)
		return CGRID_OK;
	if (count != 1)
		meaning.campus = CGRID_NONE;
	return add(ctx, query, &meaning);
}

/* A point that no grid holds may be a label of numbers with a comma. */
static enum cgrid_status
read_point(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, const char *text, bool *taken_out)
{
	struct cgrid_lookup_meaning meaning = {.claim = CGRID_MEANS_POINT,
					       .uncertainty_m = (double)NAN};
	const char *at = text;
	*taken_out = cgrid_read_degrees(&at, 90, &meaning.ground.lat) && at &&
		     cgrid_read_degrees(&at, 180, &meaning.ground.lon);
	if (!*taken_out)
		return CGRID_OK;
	enum cgrid_status status = add_ground(ctx, query, meaning);
	if (status)
		return status;
	/* Numbers of the cell tell whether it was held. */
	struct cgrid_xy xy;
	struct cgrid_cell cell;
	bool in_frame, found = query->meaning_count > 1;
	const uint32_t campus = query->meanings[0].campus;
	if (!found && campus != CGRID_NONE)
		status = find_cell(ctx, query, campus, meaning.ground, &xy, &cell, &in_frame, &found);
	if (status || found)
		return status;
	const struct cgrid_lookup_meaning outside = query->meanings[0];
	query->meaning_count = 0;
	status = read_cell(ctx, query, text);
	if (!status && query->meaning_count == 0)
		status = add(ctx, query, &outside);
	return status;
}

static enum cgrid_status
read_usng(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, const char *text)
{
	struct cgrid_usng_square square;
	struct cgrid_lookup_meaning meaning = {.claim = CGRID_MEANS_POINT,
					       .uncertainty_m = (double)NAN};
	enum cgrid_status status = cgrid_usng_parse(ctx, text, &square);
	if (status == CGRID_E_ARGUMENT || status == CGRID_E_OUTSIDE) {
		cgrid_clear_error(ctx);
		return CGRID_OK;
	}
	if (status)
		return status;
	meaning.ground = square.centre;
	if (square.size_m > 1) {
		meaning.claim = CGRID_MEANS_SQUARE;
		meaning.uncertainty_m = square.size_m * 0.70710678118654752;
	}
	return add_ground(ctx, query, meaning);
}

enum cgrid_status
cgrid_lookup_read_place(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, const char *place)
{
	bool taken = false;
	place = cgrid_skip_blanks(place);
	if (cgrid_has_prefix(place, "room:") || cgrid_has_prefix(place, "door:"))
		return read_key(ctx, query, place);
	enum cgrid_status status = read_point(ctx, query, place, &taken);
	if (!status && !taken)
		status = read_cell(ctx, query, place);
	if (!status && !taken && query->meaning_count == 0)
		status = read_usng(ctx, query, place);
	return status;
}

/* A location that the file has. */
static enum cgrid_status
fill_stored(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query,
	    const struct cgrid_lookup_meaning *meaning, struct cgrid_location *to)
{
	const int section =
	    meaning->claim == CGRID_MEANS_SENSOR ? CGRID_CGX_SENSORS : CGRID_CGX_ANSWERS;
	const unsigned char *unit;
	const char *texts;
	enum cgrid_status status =
	    cgrid_lookup_get(ctx, query, section, meaning->number, CGRID_HOLD_ANSWER, &unit);
	if (!status)
		status = cgrid_lookup_get_texts(ctx, query, section, unit, CGRID_HOLD_ANSWER, &texts);
	if (status)
		return status;
	const unsigned char *end = unit + query->lookup->parts[section].unit;
	query->candidate = cgrid_le32(end - CGRID_AT_CANDIDATE);
	query->candidates = cgrid_le32(end - CGRID_AT_CANDIDATES);
	query->campus = cgrid_le32(end - CGRID_AT_CAMPUS);
	cgrid_lookup_fill(end, texts, query->text.data, to);
	return CGRID_OK;
}

static enum cgrid_status
fill_cell(struct cgrid_ctx *ctx, const struct cgrid_grid *grid,
	  const struct cgrid_lookup_meaning *meaning, struct cgrid_location *to)
{
	const struct cgrid_xy at = cgrid_grid_centre(grid, meaning->cell);
	to->status = CGRID_LOCATION_OK;
	cgrid_location_set_cell(to, grid, meaning->cell);
	to->cells = to->cell;
	return cgrid_ground_for_output(ctx, &cgrid_grid_get_spec(grid)->frame, &at, 1, &to->ground);
}

static enum cgrid_status
fill_ground(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query,
	    const struct cgrid_lookup_meaning *meaning, struct cgrid_location *to)
{
	const bool square = meaning->claim == CGRID_MEANS_SQUARE;
	struct cgrid_xy at;
	struct cgrid_cell cell;
	const struct cgrid_grid *grid = NULL;
	bool in_frame = false, found = false;
	enum cgrid_status status = CGRID_OK;
	to->status = CGRID_LOCATION_OUTSIDE;
	to->ground = meaning->ground;
	to->uncertainty_m = meaning->uncertainty_m;
	if (meaning->campus != CGRID_NONE) {
		status = find_cell(ctx, query, meaning->campus, meaning->ground, &at, &cell, &in_frame,
				   &found);
		if (!status)
			status = cgrid_lookup_get_grid(ctx, query, meaning->campus, &grid);
	}
	if (!status && in_frame)
		status = cgrid_cells_touched(ctx, &query->touched, grid, at, meaning->uncertainty_m);
	if (status)
		return status;
	if (square)
		cell.keypad = 0;
	if (found) {
		to->status = CGRID_LOCATION_OK;
		cgrid_location_set_cell(to, grid, cell);
	}
	to->cells = query->touched.text.data;
	if (found && !square)
		to->candidates = "building, level and room not known: a lookup file has no plans";
	return CGRID_OK;
}

enum cgrid_status
cgrid_lookup_fill_meaning(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query,
			  const struct cgrid_lookup_meaning *meaning, struct cgrid_location *to)
{
	const struct cgrid_grid *grid;
	enum cgrid_status status;
	if (meaning->claim == CGRID_MEANS_SENSOR || meaning->claim == CGRID_MEANS_ANSWER)
		return fill_stored(ctx, query, meaning, to);
	cgrid_location_clear(to);
	cgrid_buf_clear(&query->touched.text);
	cgrid_buf_add(&query->touched.text, "", 0);
	to->query = query->text.data;
	to->has_ground = true;
	if (meaning->claim == CGRID_MEANS_CELL) {
		status = cgrid_lookup_get_grid(ctx, query, meaning->campus, &grid);
		if (!status)
			status = fill_cell(ctx, grid, meaning, to);
	} else {
		status = fill_ground(ctx, query, meaning, to);
	}
	if (!status)
		status = cgrid_usng_format(ctx, to->ground, 5, true, to->usng);
	if (!status)
		cgrid_location_compose(to);
	return status;
}
