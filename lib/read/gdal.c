/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GIS files through GDAL: features with fields, which go the way of GeoJSON's, so that a word means the
 * same in both.
 */
#include "read/gdal.h"

#include "base/mem.h"
#include "read/cad.h"
#include "read/gdal-files.h"
#include "read/geojson.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct handing {
	struct geojson_reader reader;
	struct cgrid_source source; /* the file; it has no lines */
	struct cgrid_placement placement;
	bool placed;                       /* by the plan, whatever the file says */
	const char *layer;                 /* its name, while it is read */
	char level[CGRID_LEVEL_NAME_SIZE]; /* that the layer is called after; "" for none */
	enum cgrid_status status;
};

static bool
keep(struct handing *h, enum cgrid_status status)
{
	h->status = status;
	return status == CGRID_OK;
}

static bool
on_layer(void *user, const char *name, const char *crs)
{
	struct handing *h = user;
	const struct cgrid_plan *plan = h->reader.plan;
	struct cgrid_ctx *ctx = h->reader.ctx;
	h->layer = name;
	if (!cgrid_level_of_name(name, h->level))
		h->level[0] = '\0';
	if (!crs && !h->placed)
		return keep(h,
			    cgrid_fail_at(ctx, CGRID_E_MEANING, &h->source,
					  "layer \"%.100s\" has no coordinate system: add \"crs\" (as "
					  "\"EPSG:6565\") to its plan in campus.json, or \"ties\", or "
					  "\"origin\", \"turn\" and \"units\"",
					  name));
	if (crs && plan->given & CGRID_PLAN_CRS && !cgrid_same_text(crs, plan->crs))
		cgrid_log(ctx, CGRID_WARNING, &h->source,
			  "layer \"%.100s\" is in %s, and the plan says %.60s, which is used", name,
			  crs[0] ? crs : "a coordinate system of its own", plan->crs);
	else if (crs && h->placed && !(plan->given & CGRID_PLAN_CRS))
		cgrid_log(ctx, CGRID_WARNING, &h->source,
			  "layer \"%.100s\" is placed itself, in %s, which gives way to the %s", name,
			  crs[0] ? crs : "one without a number",
			  plan->given & CGRID_PLAN_TIES ? "ties" : "origin");
	return true;
}

/* The number of a feature in its layer is its id, which editors keep; a field "id" stands back. */
static bool
on_feature(void *user, int64_t id)
{
	struct handing *h = user;
	struct geojson_reader *r = &h->reader;
	char text[32];
	cgrid_geojson_feature_begin(r, 0);
	r->feature.source = h->source;
	int length = snprintf(text, sizeof text, "%" PRId64, id);
	r->feature.id = (struct geojson_text){r->feature.words.size, 0, id >= 0};
	cgrid_buf_add(&r->feature.words, text, (size_t)length + 1);
	if (r->feature.words.failed)
		return keep(h, cgrid_fail_memory(r->ctx));
	return keep(h, cgrid_geojson_tag(r, "layer", h->layer));
}

/* A level of 2.0 is level 2. */
static bool
on_field(void *user, const char *name, const char *text, const double *number)
{
	struct handing *h = user;
	char whole[32];
	if (!text)
		return keep(h, cgrid_fail_memory(h->reader.ctx));
	if (number && fabs(*number) < 1e15 && floor(*number) == *number) {
		snprintf(whole, sizeof whole, "%" PRId64, (int64_t)*number);
		text = whole;
	}
	return keep(h, cgrid_geojson_tag(&h->reader, name, text));
}

static enum cgrid_status
lay(const struct handing *h, const double *pairs, size_t count, struct cgrid_lonlat *ground)
{
	struct cgrid_ctx *ctx = h->reader.ctx;
	if (!h->placed) {
		for (size_t i = 0; i < count; i++)
			ground[i] = (struct cgrid_lonlat){.lon = pairs[2 * i], .lat = pairs[2 * i + 1]};
		return CGRID_OK;
	}
	struct cgrid_xy *drawn = cgrid_array_new(count, sizeof *drawn);
	if (!drawn)
		return cgrid_fail_memory(ctx);
	for (size_t i = 0; i < count; i++)
		drawn[i] = (struct cgrid_xy){pairs[2 * i], pairs[2 * i + 1]};
	enum cgrid_status status = cgrid_placement_to_ground(ctx, &h->placement, drawn, count, ground);
	free(drawn);
	return status;
}

static enum cgrid_status
add_ring(struct handing *h, enum cgrid_ring_role role, const struct cgrid_lonlat *ground, size_t count)
{
	struct geojson_reader *r = &h->reader;
	struct cgrid_draft *draft = r->draft;
	enum cgrid_status status = cgrid_draft_ring_begin(draft, role);
	for (size_t i = 0; !status && i < count; i++) {
		if (!(fabs(ground[i].lon) <= 360 && fabs(ground[i].lat) <= 90))
			cgrid_geojson_fault(r, 0, "a position of it is no longitude and latitude");
		else
			status = cgrid_draft_point(draft, ground[i].lon, ground[i].lat);
	}
	if (status)
		return status;
	if (role != CGRID_RING_LINE)
		cgrid_draft_ring_end(draft);
	r->feature.drawn |= role != CGRID_RING_LINE ? CGRID_DRAWN_AREA
			    : count > 1             ? CGRID_DRAWN_LINE
						    : CGRID_DRAWN_POINT;
	if (role == CGRID_RING_OUTER && draft->rings[draft->ring_count - 1].count < 3)
		cgrid_geojson_fault(r, 0, "its outline has no three corners");
	return CGRID_OK;
}

static bool
on_ring(void *user, enum cgrid_ring_role role, const double *pairs, size_t count)
{
	struct handing *h = user;
	struct cgrid_lonlat *ground = pairs ? cgrid_array_new(count, sizeof *ground) : NULL;
	enum cgrid_status status =
	    ground ? lay(h, pairs, count, ground) : cgrid_fail_memory(h->reader.ctx);
	if (!status)
		status = add_ring(h, role, ground, count);
	free(ground);
	return keep(h, status);
}

static bool
on_done(void *user, const char *fault)
{
	struct handing *h = user;
	struct geojson_reader *r = &h->reader;
	enum cgrid_status status = CGRID_OK;
	if (fault)
		cgrid_geojson_fault(r, 0, "%s", fault);
	if (h->level[0] && !geojson_has(r, CGRID_PROPERTY_LEVEL))
		status = cgrid_geojson_tag(r, "level", h->level);
	if (!status)
		cgrid_geojson_simplify(r);
	return keep(h, status ? status : cgrid_geojson_take(r));
}

static enum cgrid_status
read_features(struct handing *h, const struct cgrid_plan *plan)
{
	const struct cgrid_gdal_sink sink = {h, on_layer, on_feature, on_field, on_ring, on_done};
	struct cgrid_ctx *ctx = h->reader.ctx;
	struct cgrid_gdal_files files;
	char error[CGRID_GDAL_ERROR] = "";
	cgrid_gdal_features_fn features;
	static const char instead[] = "pipe it in: ogr2ogr -f GeoJSON -t_srs EPSG:4326 /vsistdout/ "
				      "FILE | campusgrid ... -";
	enum cgrid_status status = cgrid_gdal_files_read(ctx, plan->file, plan->shown, &files);
	if (status)
		return status;
	status = cgrid_gdal_load(ctx, &h->source, CGRID_GDAL_FEATURES_SYMBOL, instead, &features);
	if (!status) {
		int result = features(&files.input, h->placed, &sink, error);
		status = cgrid_gdal_status(ctx, &h->source, result, "GDAL", error, instead, h->status);
	}
	cgrid_gdal_files_free(&files);
	return status;
}

static enum cgrid_status
read_file(struct cgrid_draft *draft, const struct cgrid_plan *plan, struct handing *h)
{
	enum cgrid_status status = CGRID_OK;
	h->source.file = cgrid_draft_bytes(draft, plan->shown, strlen(plan->shown));
	if (!h->source.file)
		return CGRID_E_MEMORY;
	h->placed = plan->given & (CGRID_PLAN_CRS | CGRID_PLAN_TIES | CGRID_PLAN_ORIGIN);
	if (plan->given & (CGRID_PLAN_CRS | CGRID_PLAN_TIES | CGRID_PLAN_ORIGIN | CGRID_PLAN_UNITS))
		status = cgrid_cad_place(draft, plan, NULL, &h->source, &h->placement);
	return status ? status : read_features(h, plan);
}

enum cgrid_status
cgrid_read_gdal(struct cgrid_draft *draft, const struct cgrid_plan *plan)
{
	if (cgrid_is_cad(plan))
		return cgrid_read_cad(draft, plan);
	char label[CGRID_LEVEL_NAME_SIZE];
	char *stem = cgrid_path_stem(plan->shown), *folder = cgrid_path_folder(plan->shown);
	char *folder_name = folder ? cgrid_path_name(folder) : NULL;
	bool *seen = cgrid_array_new(plan->property_count, sizeof *seen);
	struct handing h = {.reader = {.draft = draft,
				       .ctx = draft->ctx,
				       .plan = plan,
				       .defaults = {.building = stem, .seen = seen},
				       .mark = cgrid_draft_mark(draft),
				       .building = CGRID_NONE,
				       .own_label = ""}};
	enum cgrid_status status = CGRID_E_MEMORY;
	if (!stem || !folder_name || !seen) {
		cgrid_fail_memory(draft->ctx);
		goto out;
	}
	if (cgrid_level_of_name(folder_name, label) || cgrid_level_of_name(stem, label))
		h.reader.defaults.level = label;
	status = read_file(draft, plan, &h);
	if (!status)
		status = cgrid_geojson_finish(&h.reader);
	if (!status)
		cgrid_geojson_end(draft, plan, &h.reader.mark, seen);
out:
	cgrid_buf_free(&h.reader.feature.words);
	free(h.reader.outlines);
	free(h.reader.signs);
	free(stem);
	free(folder);
	free(folder_name);
	free(seen);
	return status;
}
