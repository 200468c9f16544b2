/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 2, place: one drawing by its ties, and the world file that says the same in a CRS. */
#include "base/file.h"
#include "base/num.h"
#include "base/text.h"
#include "frame/epsg.h"
#include "read/cad.h"
#include "read/picture.h"
#include "read/ties.h"

#include <campusgrid/frame.h>
#include <campusgrid/place.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cgrid_fit {
	struct cgrid_ties ties; /* owns the names */
	struct cgrid_fit_result result;
	struct cgrid_fit_tie *list;
};

/* A drawing in units of its own: where it has anything. Formats that say where they lie have no ties.
 */
static enum cgrid_status
look_at_units(struct cgrid_ctx *ctx, const char *drawing, struct cgrid_box *extent)
{
	const struct cgrid_source source = {drawing, 0, 0};
	struct cgrid_cad cad = {.ctx = ctx};
	if (cgrid_path_kind(drawing) == CGRID_PATH_FILE && !cgrid_cad_extension(drawing))
		return cgrid_fail_at(
		    ctx, CGRID_E_UNSUPPORTED, &source,
		    "is neither a picture nor a CAD drawing (.png, .dxf, .dwg): only these "
		    "are placed by ties");
	struct cgrid_bytes bytes;
	enum cgrid_status status = cgrid_file_read(ctx, drawing, &bytes);
	if (status)
		return status;
	cgrid_bytes_free(&bytes);
	status = cgrid_cad_load(&cad, drawing, &source);
	if (!status && !cgrid_cad_extent(&cad, extent))
		status = cgrid_fail_at(ctx, CGRID_E_MEANING, &source, "the drawing has no lines");
	cgrid_cad_free(&cad);
	if (status != CGRID_E_UNSUPPORTED)
		return status;
	cgrid_log(
	    ctx, CGRID_WARNING, &source,
	    "the drawing is not looked at, since the reader for it (GDAL) is not installed: ties off "
	    "it cannot be told");
	cgrid_clear_error(ctx);
	return CGRID_OK;
}

/* The CRS that was said, or the UTM zone: WGS 84 / UTM is EPSG:326zz north and 327zz south. */
static enum cgrid_status
choose_crs(struct cgrid_ctx *ctx, const struct cgrid_fit_options *options, struct cgrid_lonlat at,
	   char crs[32], int *code_out)
{
	int64_t code = 0;
	static const char prefix[] = "EPSG:";
	const size_t n = sizeof prefix - 1;
	struct cgrid_frame frame;
	if (options->crs) {
		char start[sizeof prefix];
		snprintf(start, sizeof start, "%s", options->crs);
		if (!cgrid_same_text(start, prefix) ||
		    !cgrid_integer_parse(options->crs + n, strlen(options->crs + n), 1, 999999, &code))
			return cgrid_fail(
			    ctx, CGRID_E_ARGUMENT,
			    "\"%.60s\" is no coordinate system by its number (as EPSG:3857)",
			    options->crs);
	} else {
		enum cgrid_status status = cgrid_frame_utm(ctx, at, &frame);
		if (status)
			return status;
		code = (frame.south ? 32700 : 32600) + frame.zone;
	}
	*code_out = (int)code;
	snprintf(crs, 32, "EPSG:%d", *code_out);
	return CGRID_OK;
}

/* A lattice of points over the drawing: all of a picture, else what lies between the ties. */
enum { SIDE = 5, POINTS = SIDE * SIDE };
static void
spread(const struct cgrid_fit *fit, struct cgrid_xy points[POINTS])
{
	double x0 = 0, y0 = 0, x1 = fit->result.width, y1 = fit->result.height;
	if (!fit->result.pixels) {
		x0 = y0 = INFINITY;
		x1 = y1 = -INFINITY;
		for (size_t i = 0; i < fit->ties.count; i++) {
			const struct cgrid_tie *tie = &fit->ties.list[i];
			x0 = fmin(x0, tie->drawn.x), x1 = fmax(x1, tie->drawn.x);
			y0 = fmin(y0, tie->drawn.y), y1 = fmax(y1, tie->drawn.y);
		}
		/* Two ties on a level line have no height. */
		double least = 0.1 * hypot(x1 - x0, y1 - y0);
		x1 = fmax(x1, x0 + least), y1 = fmax(y1, y0 + least);
	}
	for (int i = 0; i < POINTS; i++)
		points[i] = (struct cgrid_xy){x0 + (x1 - x0) * (i % SIDE) / (SIDE - 1),
					      y0 + (y1 - y0) * (i / SIDE) / (SIDE - 1)};
}

/* The placement as six numbers in the CRS: the best over the drawing, and how much it bends. */
static enum cgrid_status
to_world(struct cgrid_ctx *ctx, struct cgrid_fit *fit, int code)
{
	struct cgrid_tie ties[POINTS] = {{0}};
	struct cgrid_xy drawn[POINTS], laid[POINTS], flat[POINTS];
	struct cgrid_lonlat ground[POINTS], back[POINTS];
	struct cgrid_fit_result *result = &fit->result;
	const struct cgrid_frame local = {.kind = CGRID_FRAME_LOCAL,
					  .origin = fit->ties.placement.origin};
	struct cgrid_affine m;
	spread(fit, drawn);
	enum cgrid_status status =
	    cgrid_placement_to_ground(ctx, &fit->ties.placement, drawn, POINTS, ground);
	if (!status)
		status = cgrid_epsg_to_xy(ctx, code, ground, POINTS, laid);
	for (int i = 0; i < POINTS && !status; i++)
		ties[i] = (struct cgrid_tie){.drawn = drawn[i], .laid = laid[i]};
	if (!status && !cgrid_ties_affine(ties, POINTS, SIZE_MAX, &m))
		status = cgrid_fail(ctx, CGRID_E_OUTSIDE, "%s does not reach to the ties", result->crs);
	for (int i = 0; i < POINTS && !status; i++)
		flat[i] = cgrid_affine_apply(&m, drawn[i]);
	if (!status)
		status = cgrid_epsg_to_ground(ctx, code, flat, POINTS, back);
	if (!status)
		status = cgrid_frame_to_xy(ctx, &local, back, POINTS, flat);
	if (!status)
		status = cgrid_frame_to_xy(ctx, &local, ground, POINTS, laid);
	if (status)
		return status;
	for (int i = 0; i < POINTS; i++)
		result->bend_m =
		    fmax(result->bend_m, hypot(flat[i].x - laid[i].x, flat[i].y - laid[i].y));
	const double half = result->pixels ? 0.5 : 0;
	const double world[6] = {
	    m.a, m.d, m.b, m.e, m.c + half * (m.a + m.b), m.f + half * (m.d + m.e)};
	memcpy(result->world, world, sizeof world);
	return CGRID_OK;
}

static enum cgrid_status
fill(struct cgrid_ctx *ctx, struct cgrid_fit *fit)
{
	const struct cgrid_ties *ties = &fit->ties;
	fit->list = cgrid_array_new(ties->count, sizeof *fit->list);
	if (!fit->list)
		return cgrid_fail_memory(ctx);
	for (size_t i = 0; i < ties->count; i++) {
		const struct cgrid_tie *tie = &ties->list[i];
		fit->list[i] = (struct cgrid_fit_tie){tie->name,     tie->drawn.x,    tie->drawn.y,
						      tie->ground,   tie->missed.x,   tie->missed.y,
						      tie->left_out, tie->source.line};
	}
	fit->result.used = ties->used;
	fit->result.rms_m = ties->rms_m;
	fit->result.x_scale_m = ties->x_scale;
	fit->result.y_scale_m = ties->y_scale;
	fit->result.turn_deg = ties->turn_deg;
	return CGRID_OK;
}

enum cgrid_status
cgrid_fit_drawing(struct cgrid_ctx *ctx, const char *drawing, const char *ties,
		  const struct cgrid_fit_options *options, struct cgrid_fit **fit_out)
{
	static const struct cgrid_fit_options usual = CGRID_FIT_OPTIONS_INIT;
	int code = 0;
	*fit_out = NULL;
	options = options ? options : &usual;
	if (options->size != sizeof *options || options->flags & ~(unsigned)CGRID_FIT_STRICT)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "unknown options for a fit");
	struct cgrid_fit *fit = cgrid_array_new(1, sizeof *fit);
	if (!fit)
		return cgrid_fail_memory(ctx);
	struct cgrid_fit_result *result = &fit->result;
	struct cgrid_box extent = cgrid_box_empty();
	enum cgrid_status status =
	    cgrid_is_picture(drawing)
		? cgrid_picture_size(ctx, drawing, drawing, &result->width, &result->height)
		: look_at_units(ctx, drawing, &extent);
	result->pixels = result->width > 0;
	if (!status)
		status = cgrid_ties_read(ctx, ties, ties, &fit->ties);
	if (!status)
		status = cgrid_ties_fit(ctx, &fit->ties, options->flags & CGRID_FIT_STRICT,
					result->width, result->height);
	if (!status && !cgrid_box_is_empty(&extent))
		status = cgrid_ties_within(ctx, &fit->ties, &extent);
	if (!status)
		status = choose_crs(ctx, options, fit->ties.placement.origin, result->crs, &code);
	if (!status)
		status = to_world(ctx, fit, code);
	if (!status)
		status = fill(ctx, fit);
	if (status) {
		cgrid_fit_free(fit);
		return status;
	}
	*fit_out = fit;
	return CGRID_OK;
}

void
cgrid_fit_free(struct cgrid_fit *fit)
{
	if (!fit)
		return;
	cgrid_ties_free(&fit->ties);
	free(fit->list);
	free(fit);
}

const struct cgrid_fit_result *
cgrid_fit_get(const struct cgrid_fit *fit)
{
	return &fit->result;
}

size_t
cgrid_fit_tie_count(const struct cgrid_fit *fit)
{
	return fit->ties.count;
}

const struct cgrid_fit_tie *
cgrid_fit_tie(const struct cgrid_fit *fit, size_t i)
{
	return i < fit->ties.count ? &fit->list[i] : NULL;
}

enum cgrid_status
cgrid_fit_write_world(struct cgrid_ctx *ctx, const struct cgrid_fit *fit, struct cgrid_sink sink)
{
	struct cgrid_buf text = {0};
	for (int i = 0; i < 6; i++) {
		cgrid_buf_fixed(&text, fit->result.world[i], 12);
		cgrid_buf_char(&text, '\n');
	}
	enum cgrid_status status = text.failed ? cgrid_fail_memory(ctx) : CGRID_OK;
	if (!status && sink.write(sink.user, text.data, text.size) != CGRID_OK)
		status = cgrid_fail(ctx, CGRID_E_OUTPUT, "the world file could not be written");
	cgrid_buf_free(&text);
	return status;
}
