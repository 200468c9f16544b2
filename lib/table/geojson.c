/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stage 7, table: features by RFC 7946. WGS 84, 7 decimals, outer rings
 * counter-clockwise, holes clockwise, the first position repeated at the end.
 * Positions are rounded before anything is decided, so that pieces that share
 * an edge share its positions.
 */
#include "base/base.h"
#include "base/mem.h"
#include "locate/locate.h"
#include "table/rows.h"

#include <math.h>

static const double units = 1e7; /* of a degree: 7 decimals */

/* The ring on the ground in job->ground, in whole units; how many positions are left, 0 when they
 * enclose nothing (RFC 7946 section 3.1.6: at least four, the right way round). */
static enum cgrid_status
round_ring(struct cgrid_table_job *job, const struct cgrid_ring *ring, size_t *count_out)
{
	size_t n = 0;
	double twice = 0;
	*count_out = 0;
	if (!cgrid_array_reserve(&job->ground, &job->ground_capacity, ring->count, sizeof *job->ground))
		return cgrid_fail_memory(job->ctx);
	struct cgrid_lonlat *at = job->ground;
	enum cgrid_status status =
	    cgrid_ground_for_output(job->ctx, &job->campus->frame, ring->points, ring->count, at);
	if (status)
		return status;
	double lon0 = ring->count > 0 ? at[0].lon : 0;
	for (size_t i = 0; i < ring->count; i++) {
		/* Across the antimeridian a ring goes on beyond 180, and not round the earth. */
		struct cgrid_lonlat next = {round((lon0 + remainder(at[i].lon - lon0, 360)) * units),
					    round(at[i].lat * units)};
		if (n == 0 || at[n - 1].lon != next.lon || at[n - 1].lat != next.lat)
			at[n++] = next;
	}
	while (n > 1 && at[n - 1].lon == at[0].lon && at[n - 1].lat == at[0].lat)
		n--;
	for (size_t i = 1; i + 1 < n; i++)
		twice += (at[i].lon - at[0].lon) * (at[i + 1].lat - at[0].lat) -
			 (at[i].lat - at[0].lat) * (at[i + 1].lon - at[0].lon);
	if (ring->role == CGRID_RING_OUTER ? twice > 0 : twice < 0)
		*count_out = n;
	return CGRID_OK;
}

static void
put_position(struct cgrid_buf *out, struct cgrid_lonlat whole)
{
	cgrid_buf_char(out, '[');
	cgrid_buf_fixed(out, whole.lon / units, 7);
	cgrid_buf_char(out, ',');
	cgrid_buf_fixed(out, whole.lat / units, 7);
	cgrid_buf_char(out, ']');
}

static void
put_ring(const struct cgrid_table_job *job, size_t count, struct cgrid_buf *out)
{
	cgrid_buf_char(out, '[');
	for (size_t i = 0; i < count; i++) {
		put_position(out, job->ground[i]);
		cgrid_buf_char(out, ',');
	}
	put_position(out, job->ground[0]);
	cgrid_buf_char(out, ']');
}

/* The polygons' coordinates, parted by commas; holes of a part that rounding has closed go with it.
 */
static enum cgrid_status
put_polygons(struct cgrid_table_job *job, const struct cgrid_shape *shape, struct cgrid_buf *out,
	     size_t *parts_out)
{
	size_t parts = 0;
	bool open = false;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		size_t count;
		if (ring->role == CGRID_RING_LINE)
			continue;
		enum cgrid_status status = round_ring(job, ring, &count);
		if (status)
			return status;
		if (ring->role == CGRID_RING_OUTER) {
			if (open)
				cgrid_buf_char(out, ']');
			open = count > 0;
			if (open)
				cgrid_buf_text(out, parts++ > 0 ? ",[" : "[");
		} else if (open && count > 0) {
			cgrid_buf_char(out, ',');
		}
		if (open && count > 0)
			put_ring(job, count, out);
	}
	if (open)
		cgrid_buf_char(out, ']');
	*parts_out = parts;
	return CGRID_OK;
}

static enum cgrid_status
put_geometry(struct cgrid_table_job *job, struct cgrid_buf *out)
{
	const struct cgrid_table_figure *figure = &job->figure;
	if (!figure->shape) {
		cgrid_buf_text(out, "{\"type\":\"Point\",\"coordinates\":");
		put_position(out, (struct cgrid_lonlat){round(figure->point.lon * units),
							round(figure->point.lat * units)});
		cgrid_buf_char(out, '}');
		return CGRID_OK;
	}
	struct cgrid_buf polygons = {0};
	size_t parts = 0;
	enum cgrid_status status = put_polygons(job, figure->shape, &polygons, &parts);
	if (!status && polygons.failed)
		status = cgrid_fail_memory(job->ctx);
	/* A sliver thinner than the seventh decimal has no polygon (section 3.2: null). */
	if (!status && parts == 0) {
		cgrid_buf_text(out, "null");
	} else if (!status) {
		cgrid_buf_text(out, parts == 1 ? "{\"type\":\"Polygon\",\"coordinates\":"
					       : "{\"type\":\"MultiPolygon\",\"coordinates\":[");
		cgrid_buf_add(out, polygons.data, polygons.size);
		cgrid_buf_text(out, parts == 1 ? "}" : "]}");
	}
	cgrid_buf_free(&polygons);
	return status;
}

enum cgrid_status
cgrid_table_feature(struct cgrid_table_job *job, const struct cgrid_column *columns,
		    struct cgrid_buf *out)
{
	cgrid_buf_text(out, "{\"type\":\"Feature\",");
	if (job->id[0] != '\0') {
		cgrid_buf_text(out, "\"id\":");
		cgrid_buf_json(out, job->id);
		cgrid_buf_char(out, ',');
	}
	cgrid_buf_text(out, "\"geometry\":");
	enum cgrid_status status = put_geometry(job, out);
	if (status)
		return status;
	cgrid_buf_text(out, ",\"properties\":");
	cgrid_row_json(out, columns, job->record);
	cgrid_buf_char(out, '}');
	return CGRID_OK;
}
