/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 7, table: kinds x formats. */
#include "base/base.h"
#include "table/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A format: what stands around and between the rows, and how one is written. */
struct format {
	const char *name;
	const char *begin, *between, *after_each, *end_none, *end_some;
	bool head; /* a row of column names */
	enum cgrid_status (*put)(struct cgrid_table_job *job, const struct cgrid_table_def *def,
				 struct cgrid_buf *out);
};

static enum cgrid_status
put_csv(struct cgrid_table_job *job, const struct cgrid_table_def *def, struct cgrid_buf *out)
{
	cgrid_row_csv(out, def->columns, job->record);
	return CGRID_OK;
}

static enum cgrid_status
put_json(struct cgrid_table_job *job, const struct cgrid_table_def *def, struct cgrid_buf *out)
{
	cgrid_row_json(out, def->columns, job->record);
	return CGRID_OK;
}

static const struct format formats[] = {
    [CGRID_TABLE_CSV] = {"csv", "", "", "", "", "", true, put_csv},
    [CGRID_TABLE_JSON] = {"json", "[", ",\n", "", "]\n", "\n]\n", false, put_json},
    [CGRID_TABLE_NDJSON] = {"ndjson", "", "", "\n", "", "", false, put_json},
    [CGRID_TABLE_GEOJSON] = {"geojson", "{\"type\":\"FeatureCollection\",\"features\":[", ",\n", "",
			     "]}\n", "\n]}\n", false, cgrid_table_feature},
    [CGRID_TABLE_KML] = {"kml", cgrid_table_kml_begin, "", "", cgrid_table_kml_end, cgrid_table_kml_end,
			 false, cgrid_table_placemark},
    /* No text: rows go through a database. */
    [CGRID_TABLE_GPKG] = {"gpkg", "", "", "", "", "", false, NULL},
};
enum { FORMATS = sizeof formats / sizeof *formats, FLUSH_BYTES = 64 * 1024 };

static const char *const audiences[] = {"owner", "responder", "public"};
enum { AUDIENCES = sizeof audiences / sizeof *audiences };

bool
cgrid_table_kind_parse(const char *text, enum cgrid_table_kind *kind_out)
{
	for (int i = 0; i <= CGRID_TABLE_KINDS; i++) {
		if (!cgrid_same_text(i < CGRID_TABLE_KINDS ? cgrid_table_kinds[i].name : "all", text))
			continue;
		*kind_out = (enum cgrid_table_kind)i;
		return true;
	}
	return false;
}

bool
cgrid_table_format_parse(const char *text, enum cgrid_table_format *format_out)
{
	for (int i = 0; i < FORMATS; i++) {
		if (!cgrid_same_text(formats[i].name, text))
			continue;
		*format_out = (enum cgrid_table_format)i;
		return true;
	}
	return false;
}

static enum cgrid_status
check(const struct cgrid_table_job *job, enum cgrid_table_kind kind, enum cgrid_table_format format)
{
	struct cgrid_ctx *ctx = job->ctx;
	if ((unsigned)kind > CGRID_TABLE_ALL)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "there is no such table");
	if (kind == CGRID_TABLE_ALL && format != CGRID_TABLE_GPKG)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "all tables in one file are a GeoPackage (gpkg) alone");
	if ((unsigned)format >= FORMATS)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "there is no such format of tables");
	if (job->options->size != sizeof *job->options || (unsigned)job->options->audience >= AUDIENCES)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "the table's options are not those of this "
				  "library");
	if (kind == CGRID_TABLE_ALL)
		return job->pieces ? CGRID_OK
				   : cgrid_fail(ctx, CGRID_E_ARGUMENT, "all tables need the pieces");
	const struct cgrid_table_def *def = &cgrid_table_kinds[kind];
	if (!(def->audiences & 1u << job->options->audience))
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "the table of %s is not for the audience %s",
				  def->name, audiences[job->options->audience]);
	if (def->needs_pieces && !job->pieces)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "the table of %s needs the pieces", def->name);
	return CGRID_OK;
}

static void
clear_row(struct cgrid_table_job *job)
{
	job->row = (struct cgrid_table_row){.area_m2 = (double)NAN, .share = (double)NAN};
	job->figure.shape = NULL;
	job->record = &job->row;
	job->id = "";
	cgrid_buf_clear(&job->list);
}

static enum cgrid_status
write_rows(struct cgrid_table_job *job, const struct cgrid_table_def *def, const struct format *format,
	   struct cgrid_buf *out, struct cgrid_sink sink)
{
	enum cgrid_status status = CGRID_OK;
	size_t count = def->count(job);
	bool any = false;
	cgrid_buf_text(out, format->begin);
	if (format->head)
		cgrid_row_head(out, def->columns);
	for (size_t i = 0; !status && i < count; i++) {
		bool shown = false;
		clear_row(job);
		status = def->fill(job, i, &shown);
		if (status || !shown)
			continue;
		/* JSON arrays have a row a line: the first line ends behind the bracket. */
		cgrid_buf_text(out, any ? format->between : format->between[0] ? "\n" : "");
		any = true;
		status = format->put(job, def, out);
		cgrid_buf_text(out, format->after_each);
		if (!status && out->size >= FLUSH_BYTES)
			status = cgrid_row_flush(job->ctx, out, sink);
	}
	cgrid_buf_text(out, any ? format->end_some : format->end_none);
	return status ? status : cgrid_row_flush(job->ctx, out, sink);
}

/* The rows of one kind into a GeoPackage. */
static enum cgrid_status
pack_rows(struct cgrid_table_job *job, const struct cgrid_table_def *def, struct cgrid_gpkg *gpkg)
{
	enum cgrid_status status = cgrid_gpkg_begin(gpkg, def);
	const size_t count = def->count(job);
	for (size_t i = 0; !status && i < count; i++) {
		bool shown = false;
		clear_row(job);
		status = def->fill(job, i, &shown);
		if (!status && shown)
			status = cgrid_gpkg_row(gpkg, def);
	}
	return status ? status : cgrid_gpkg_end(gpkg, def);
}

/* A GeoPackage of one kind, or of all that the audience may have. */
static enum cgrid_status
write_gpkg(struct cgrid_table_job *job, enum cgrid_table_kind kind, struct cgrid_sink sink)
{
	struct cgrid_gpkg *gpkg = NULL;
	enum cgrid_status status = cgrid_gpkg_open(job, &gpkg);
	for (int i = 0; i < CGRID_TABLE_KINDS && !status; i++) {
		const struct cgrid_table_def *def = &cgrid_table_kinds[i];
		if (kind == CGRID_TABLE_ALL ? !(def->audiences & 1u << job->options->audience)
					    : (int)kind != i)
			continue;
		if (def->prepare)
			status = def->prepare(job);
		if (!status)
			status = pack_rows(job, def, gpkg);
	}
	if (!status)
		status = cgrid_gpkg_write(gpkg, sink);
	cgrid_gpkg_free(gpkg);
	return status;
}

static enum cgrid_status
write_text(struct cgrid_table_job *job, const struct cgrid_table_def *def, const struct format *format,
	   struct cgrid_sink sink)
{
	struct cgrid_buf out = {0};
	enum cgrid_status status = def->prepare ? def->prepare(job) : CGRID_OK;
	if (!status)
		status = write_rows(job, def, format, &out, sink);
	cgrid_buf_free(&out);
	return status;
}

enum cgrid_status
cgrid_table_write(struct cgrid_ctx *ctx, enum cgrid_table_kind kind, enum cgrid_table_format format,
		  const struct cgrid_campus *campus, const struct cgrid_grid *grid,
		  const struct cgrid_pieces *pieces, const struct cgrid_table_options *options,
		  struct cgrid_sink sink)
{
	static const struct cgrid_table_options usual = CGRID_TABLE_OPTIONS_INIT;
	struct cgrid_table_job job = {.ctx = ctx,
				      .campus = campus,
				      .grid = grid,
				      .pieces = pieces,
				      .options = options ? options : &usual};
	enum cgrid_status status = check(&job, kind, format);
	if (status)
		return status;
	status = cgrid_table_filter(&job);
	if (!status)
		status = format == CGRID_TABLE_GPKG
			     ? write_gpkg(&job, kind, sink)
			     : write_text(&job, &cgrid_table_kinds[kind], &formats[format], sink);
	if (!status && job.withheld > 0)
		cgrid_log(ctx, CGRID_NOTE, NULL,
			  "%zu assets are of kinds that are not for the audience %s (left out)",
			  job.withheld, audiences[job.options->audience]);
	free(job.levels);
	free(job.counts);
	free(job.outline.at);
	free(job.outline.rings);
	cgrid_buf_free(&job.list);
	cgrid_query_free(job.query);
	cgrid_locator_free(job.locator);
	return status;
}
