/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 3, grid: a grid written down in campus.json, every other byte left as it is. */
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "grid/grid.h"

#include <string.h>

/* Where the text of the file is to be changed. */
struct place {
	bool has_grid;
	size_t from, to; /* the value of "grid"; or where a new member goes (from == to) */
	bool empty;      /* the object has no member yet */
};

static void
add_position(struct cgrid_buf *out, const char *key, struct cgrid_lonlat at)
{
	cgrid_buf_text(out, ", \"");
	cgrid_buf_text(out, key);
	cgrid_buf_text(out, "\": [");
	cgrid_buf_fixed(out, at.lat, 9);
	cgrid_buf_text(out, ", ");
	cgrid_buf_fixed(out, at.lon, 9);
	cgrid_buf_char(out, ']');
}

static void
add_word(struct cgrid_buf *out, const char *key, const char *word)
{
	cgrid_buf_text(out, ", \"");
	cgrid_buf_text(out, key);
	cgrid_buf_text(out, "\": ");
	cgrid_buf_json(out, word);
}

static void
add_number(struct cgrid_buf *out, const char *key, double value, int decimals)
{
	cgrid_buf_text(out, ", \"");
	cgrid_buf_text(out, key);
	cgrid_buf_text(out, "\": ");
	cgrid_buf_fixed(out, value, decimals);
	/* 17.5, not 17.500000000. */
	while (decimals > 0 && !out->failed &&
	       (out->data[out->size - 1] == '0' || out->data[out->size - 1] == '.')) {
		bool point = out->data[--out->size] == '.';
		out->data[out->size] = '\0';
		if (point)
			break;
	}
}

/* "Oak,Elm" as a list. */
static void
add_names(struct cgrid_buf *out, const char *key, const char *names)
{
	if (!names)
		return;
	cgrid_buf_text(out, ", \"");
	cgrid_buf_text(out, key);
	cgrid_buf_text(out, "\": [\"");
	for (; *names; names++) {
		if (*names == ',')
			cgrid_buf_text(out, "\", \"");
		else if (*names != ' ') /* names have no blanks; between them they are free */
			cgrid_buf_char(out, *names);
	}
	cgrid_buf_text(out, "\"]");
}

static void
write_grid(struct cgrid_buf *out, const struct cgrid_grid_spec *spec)
{
	cgrid_buf_text(out, "{\"cell\": ");
	cgrid_buf_json(out, spec->cell);
	add_position(out, "origin", spec->origin);
	add_number(out, "turn", spec->turn_deg, 9);
	add_number(out, "columns", spec->columns, 0);
	add_number(out, "rows", spec->rows, 0);
	add_word(out, "labels", cgrid_labels_word(spec->labels));
	add_word(out, "letters", cgrid_letters_word(spec->letters));
	add_word(out, "start", cgrid_start_word(spec->start));
	if (spec->skip_io)
		cgrid_buf_text(out, ", \"skip_io\": true");
	if (spec->separator[0])
		add_word(out, "separator", spec->separator);
	if (spec->usng_m)
		add_number(out, "usng", spec->usng_m, 0);
	if (spec->pad > 1)
		add_number(out, "pad", spec->pad, 0);
	add_names(out, "column_names", spec->column_names);
	add_names(out, "row_names", spec->row_names);
	if (spec->frame.kind == CGRID_FRAME_LOCAL)
		add_position(out, "frame", spec->frame.origin);
	else if (spec->frame.kind == CGRID_FRAME_UTM) {
		/* With its zone: the campus may lie on the edge of two. */
		cgrid_buf_text(out, ", \"frame\": \"utm:");
		cgrid_buf_int(out, spec->frame.zone);
		cgrid_buf_text(out, spec->frame.south ? "S\"" : "N\"");
	} else {
		cgrid_buf_text(out, ", \"frame\": \"EPSG:");
		cgrid_buf_int(out, spec->frame.epsg);
		cgrid_buf_char(out, '"');
	}
	cgrid_buf_char(out, '}');
}

/* The root object's members, to the end: a file that is not JSON is not written into. */
static enum cgrid_status
find_place(struct cgrid_json *json, struct place *place)
{
	*place = (struct place){.empty = true};
	enum cgrid_json_token token = cgrid_json_next(json);
	if (token == CGRID_JSON_FAULT)
		return cgrid_json_status(json);
	if (token != CGRID_JSON_OBJECT)
		return cgrid_json_refuse(json, CGRID_E_MEANING, NULL,
					 "campus.json is one object: {...}");
	while ((token = cgrid_json_next(json)) == CGRID_JSON_KEY) {
		bool grid = cgrid_json_is(json, "grid");
		/* GeoJSON says its type; a grid in it would be read by nobody. */
		if (cgrid_json_is(json, "type"))
			return cgrid_json_refuse(json, CGRID_E_MEANING, NULL,
						 "a drawing; a grid is written into a campus.json");
		place->empty = false;
		token = cgrid_json_next(json);
		size_t from = json->start;
		if (grid && token != CGRID_JSON_OBJECT && token != CGRID_JSON_FAULT)
			return cgrid_json_refuse(json, CGRID_E_MEANING, NULL, "\"grid\" is no object");
		if (!cgrid_json_skip(json, token))
			return cgrid_json_status(json);
		if (grid) {
			place->has_grid = true;
			place->from = from;
			place->to = json->start + 1;
		}
	}
	if (token != CGRID_JSON_OBJECT_END)
		return cgrid_json_status(json);
	if (!place->has_grid)
		place->from = place->to = json->start;
	return cgrid_json_next(json) == CGRID_JSON_END ? CGRID_OK : cgrid_json_status(json);
}

static size_t
before_blanks(const char *bytes, size_t at)
{
	while (at > 0 && strchr(" \t\r\n", bytes[at - 1]) && bytes[at - 1] != '\0')
		at--;
	return at;
}

static enum cgrid_status
put(struct cgrid_ctx *ctx, const char *path, const struct cgrid_buf *text)
{
	struct cgrid_output *output;
	enum cgrid_status status = cgrid_output_open(ctx, path, CGRID_OUTPUT_FORCE, &output);
	if (status)
		return status;
	struct cgrid_sink sink = cgrid_output_sink(output);
	status = sink.write(sink.user, text->data, text->size);
	if (status) {
		cgrid_output_abort(output);
		return status;
	}
	return cgrid_output_commit(ctx, output);
}

enum cgrid_status
cgrid_grid_save(struct cgrid_ctx *ctx, const struct cgrid_grid *grid, const char *campus_json,
		bool replace)
{
	struct cgrid_bytes bytes;
	struct cgrid_json json;
	struct cgrid_buf out = {0};
	struct place place;
	enum cgrid_status status = cgrid_file_read(ctx, campus_json, &bytes);
	if (status)
		return status;
	status = cgrid_json_open(&json, ctx, campus_json, bytes.data, bytes.size);
	if (!status)
		status = find_place(&json, &place);
	cgrid_json_close(&json);
	if (!status && place.has_grid && !replace) {
		const struct cgrid_source source = {campus_json, 0, 0};
		status = cgrid_fail_at(ctx, CGRID_E_EXISTS, &source,
				       "has a grid already (--force replaces it, and its labels)");
	}
	if (!status) {
		size_t keep = place.has_grid ? place.from : before_blanks(bytes.data, place.from);
		cgrid_buf_add(&out, bytes.data, keep);
		if (!place.has_grid)
			cgrid_buf_text(&out, place.empty ? "\n  \"grid\": " : ",\n  \"grid\": ");
		write_grid(&out, &grid->spec);
		if (!place.has_grid)
			cgrid_buf_char(&out, '\n');
		cgrid_buf_add(&out, bytes.data + place.to, bytes.size - place.to);
		status = out.failed ? cgrid_fail_memory(ctx) : put(ctx, campus_json, &out);
	}
	cgrid_buf_free(&out);
	cgrid_bytes_free(&bytes);
	return status;
}
