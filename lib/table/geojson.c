/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 7, table: features by RFC 7946. 7 decimals, outer rings counter-clockwise, holes clockwise, the
 * first position repeated at the end. */
#include "table/rows.h"

static void
put_position(struct cgrid_buf *out, struct cgrid_lonlat whole)
{
	cgrid_buf_char(out, '[');
	cgrid_buf_fixed(out, whole.lon / CGRID_GROUND_UNITS, 7);
	cgrid_buf_char(out, ',');
	cgrid_buf_fixed(out, whole.lat / CGRID_GROUND_UNITS, 7);
	cgrid_buf_char(out, ']');
}

static void
put_ring(const struct cgrid_lonlat *at, size_t count, struct cgrid_buf *out)
{
	cgrid_buf_char(out, '[');
	for (size_t i = 0; i < count; i++) {
		put_position(out, at[i]);
		cgrid_buf_char(out, ',');
	}
	put_position(out, at[0]);
	cgrid_buf_char(out, ']');
}

/* The polygons' coordinates, parted by commas. */
static void
put_polygons(const struct cgrid_table_outline *outline, struct cgrid_buf *out)
{
	for (size_t r = 0; r < outline->ring_count; r++) {
		const struct cgrid_table_ring *ring = &outline->rings[r];
		if (r > 0)
			cgrid_buf_text(out, ring->outer ? "]," : ",");
		if (ring->outer)
			cgrid_buf_char(out, '[');
		put_ring(outline->at + ring->first, ring->count, out);
	}
	cgrid_buf_char(out, ']');
}

static void
put_geometry(const struct cgrid_table_job *job, struct cgrid_buf *out)
{
	const struct cgrid_table_outline *outline = &job->outline;
	if (!job->figure.shape) {
		cgrid_buf_text(out, "{\"type\":\"Point\",\"coordinates\":");
		put_position(out, outline->point);
		cgrid_buf_char(out, '}');
	} else if (outline->parts == 0) {
		/* A sliver thinner than the seventh decimal has no polygon (section 3.2: null). */
		cgrid_buf_text(out, "null");
	} else {
		cgrid_buf_text(out, outline->parts == 1
					? "{\"type\":\"Polygon\",\"coordinates\":"
					: "{\"type\":\"MultiPolygon\",\"coordinates\":[");
		put_polygons(outline, out);
		cgrid_buf_text(out, outline->parts == 1 ? "}" : "]}");
	}
}

enum cgrid_status
cgrid_table_feature(struct cgrid_table_job *job, const struct cgrid_table_def *def,
		    struct cgrid_buf *out)
{
	enum cgrid_status status = cgrid_table_outline(job);
	if (status)
		return status;
	cgrid_buf_text(out, "{\"type\":\"Feature\",");
	if (job->id[0] != '\0') {
		cgrid_buf_text(out, "\"id\":");
		cgrid_buf_json(out, job->id);
		cgrid_buf_char(out, ',');
	}
	cgrid_buf_text(out, "\"geometry\":");
	put_geometry(job, out);
	cgrid_buf_text(out, ",\"properties\":");
	cgrid_row_json(out, def->columns, job->record);
	cgrid_buf_char(out, '}');
	return CGRID_OK;
}
