/* SPDX-License-Identifier: Apache-2.0 */
/* The lines and texts of a CAD drawing, as the GDAL module hands them over. */
#include "base/file.h"
#include "base/shape.h"
#include "base/text.h"
#include "read/cad.h"
#include "read/gdal-files.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int
take_line(void *user, const char *layer, const char *id, const double *xy, size_t count, int closed)
{
	struct cgrid_cad *cad = user;
	if (cad->point_count + count > cad->ctx->limits[CGRID_LIMIT_VERTICES] ||
	    !CGRID_ROOM_FOR_ONE(cad->lines, cad->line_count, cad->line_capacity) ||
	    !cgrid_array_reserve(&cad->points, &cad->point_capacity, cad->point_count + count,
				 sizeof *cad->points))
		return 1;
	struct cgrid_cad_line line = {.first = cad->point_count,
				      .layer = cgrid_arena_text(&cad->arena, layer, strlen(layer)),
				      .id = cgrid_arena_text(&cad->arena, id, strlen(id)),
				      .closed = closed != 0};
	if (!line.layer || !line.id)
		return 1;
	for (size_t i = 0; i < count; i++) {
		struct cgrid_xy at = {xy[2 * i], xy[2 * i + 1]};
		if (!isfinite(at.x) || !isfinite(at.y))
			continue;
		cad->points[cad->point_count++] = at;
		line.count++;
	}
	if (line.count < (closed ? 3u : 2u))
		cad->point_count = line.first;
	else
		cad->lines[cad->line_count++] = line;
	return 0;
}

static int
take_text(void *user, const char *layer, const char *text, double x, double y)
{
	struct cgrid_cad *cad = user;
	if (!CGRID_ROOM_FOR_ONE(cad->texts, cad->text_count, cad->text_capacity))
		return 1;
	struct cgrid_cad_text taken = {.layer = cgrid_arena_text(&cad->arena, layer, strlen(layer)),
				       .text = cgrid_arena_text(&cad->arena, text, strlen(text)),
				       .at = {x, y}};
	if (!taken.layer || !taken.text)
		return 1;
	cad->texts[cad->text_count++] = taken;
	return 0;
}

enum cgrid_status
cgrid_cad_load(struct cgrid_cad *cad, const char *file, const struct cgrid_source *source)
{
	const struct cgrid_gdal_take take = {cad, take_line, take_text};
	struct cgrid_gdal_files files;
	cgrid_gdal_linework_fn linework;
	char error[CGRID_GDAL_ERROR] = "";
	enum cgrid_status status = cgrid_gdal_files_read(cad->ctx, file, source->file, &files);
	if (status)
		return status;
	static const char instead[] = "save it as DXF, or draw its rooms as GeoJSON";
	status = cgrid_gdal_load(cad->ctx, source, CGRID_GDAL_LINEWORK_SYMBOL, instead, &linework);
	const int result = status ? 0 : linework(&files.input, &take, error);
	cgrid_gdal_files_free(&files);
	if (status || result != 2)
		return status ? status
			      : cgrid_gdal_status(cad->ctx, source, result, "GDAL", error, instead,
						  CGRID_OK);
	return cad->point_count >= cad->ctx->limits[CGRID_LIMIT_VERTICES] / 2
		   ? cgrid_check_limit(cad->ctx, CGRID_LIMIT_VERTICES, UINT64_MAX, source,
				       "the drawing")
		   : cgrid_fail_memory(cad->ctx);
}

bool
cgrid_cad_extent(const struct cgrid_cad *cad, struct cgrid_box *box_out)
{
	*box_out = cgrid_box_empty();
	for (size_t i = 0; i < cad->point_count; i++)
		cgrid_box_add(box_out, cad->points[i]);
	for (size_t i = 0; i < cad->text_count; i++)
		cgrid_box_add(box_out, cad->texts[i].at);
	return !cgrid_box_is_empty(box_out);
}

bool
cgrid_cad_extension(const char *file)
{
	static const char *const extensions[] = {".dxf", ".dwg", ".dgn"};
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		if (cgrid_same_text(cgrid_path_extension(file), extensions[i]))
			return true;
	return false;
}

bool
cgrid_is_cad(const struct cgrid_plan *plan)
{
	return plan->given & CGRID_PLAN_ROOM_LAYER ||
	       (cgrid_cad_extension(plan->file) && !(plan->given & CGRID_PLAN_CRS));
}
