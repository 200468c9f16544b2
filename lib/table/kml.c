/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 7, table: placemarks of KML 2.2 (OGC 07-147r2). Lon, lat; a table's columns are extended data,
 * so that they come through readers that know no schema. */
#include "table/rows.h"

#include <math.h>
#include <string.h>

/* Fill and lines as the page has them; aabbggrr. */
const char cgrid_table_kml_begin[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>\n"
    "<Style id=\"area\"><LineStyle><color>ff8c4614</color><width>2</width></LineStyle>"
    "<PolyStyle><color>20ffffff</color></PolyStyle></Style>\n"
    "<Style id=\"point\"><IconStyle><scale>0.8</scale></IconStyle></Style>\n";
const char cgrid_table_kml_end[] = "</Document></kml>\n";

static void
put_position(struct cgrid_buf *out, struct cgrid_lonlat whole)
{
	cgrid_buf_fixed(out, whole.lon / CGRID_GROUND_UNITS, 7);
	cgrid_buf_char(out, ',');
	cgrid_buf_fixed(out, whole.lat / CGRID_GROUND_UNITS, 7);
}

static void
put_ring(const struct cgrid_table_outline *outline, const struct cgrid_table_ring *ring,
	 struct cgrid_buf *out)
{
	const char *const boundary = ring->outer ? "outerBoundaryIs" : "innerBoundaryIs";
	cgrid_buf_char(out, '<');
	cgrid_buf_text(out, boundary);
	cgrid_buf_text(out, "><LinearRing><coordinates>");
	for (size_t i = 0; i <= ring->count; i++) {
		if (i > 0)
			cgrid_buf_char(out, ' ');
		put_position(out, outline->at[ring->first + i % ring->count]);
	}
	cgrid_buf_text(out, "</coordinates></LinearRing></");
	cgrid_buf_text(out, boundary);
	cgrid_buf_char(out, '>');
}

static void
put_geometry(const struct cgrid_table_job *job, struct cgrid_buf *out)
{
	const struct cgrid_table_outline *outline = &job->outline;
	if (!job->figure.shape) {
		if (!isfinite(outline->point.lat))
			return;
		cgrid_buf_text(out, "<Point><coordinates>");
		put_position(out, outline->point);
		cgrid_buf_text(out, "</coordinates></Point>");
		return;
	}
	if (outline->parts > 1)
		cgrid_buf_text(out, "<MultiGeometry>");
	for (size_t r = 0; r < outline->ring_count; r++) {
		if (outline->rings[r].outer)
			cgrid_buf_text(out, r > 0 ? "</Polygon><Polygon>" : "<Polygon>");
		put_ring(outline, &outline->rings[r], out);
	}
	if (outline->parts > 0)
		cgrid_buf_text(out, "</Polygon>");
	if (outline->parts > 1)
		cgrid_buf_text(out, "</MultiGeometry>");
}

static void
put_value(struct cgrid_buf *out, const struct cgrid_value *value)
{
	switch (value->type) {
	case CGRID_VALUE_NONE:
		break;
	case CGRID_VALUE_TEXT:
		cgrid_buf_xml(out, value->text);
		break;
	case CGRID_VALUE_INTEGER:
		cgrid_buf_int(out, value->integer);
		break;
	case CGRID_VALUE_BOOL:
		cgrid_buf_text(out, value->integer ? "true" : "false");
		break;
	case CGRID_VALUE_NUMBER:
		cgrid_buf_fixed(out, value->number, value->decimals);
		break;
	}
}

enum cgrid_status
cgrid_table_placemark(struct cgrid_table_job *job, const struct cgrid_table_def *def,
		      struct cgrid_buf *out)
{
	struct cgrid_value value;
	enum cgrid_status status = cgrid_table_outline(job);
	if (status)
		return status;
	cgrid_buf_text(out, "<Placemark>");
	for (size_t i = 0; def->columns[i].name; i++) {
		cgrid_row_value(&def->columns[i], job->record, &value);
		if (strcmp(def->columns[i].name, def->called) == 0 && value.type == CGRID_VALUE_TEXT)
			cgrid_buf_element(out, "", "name", value.text);
	}
	cgrid_buf_text(out, job->figure.shape ? "<styleUrl>#area</styleUrl>"
					      : "<styleUrl>#point</styleUrl>");
	cgrid_buf_text(out, "<ExtendedData>");
	for (size_t i = 0; def->columns[i].name; i++) {
		cgrid_row_value(&def->columns[i], job->record, &value);
		if (value.type == CGRID_VALUE_NONE)
			continue;
		cgrid_buf_text(out, "<Data name=\"");
		cgrid_buf_text(out, def->columns[i].name);
		cgrid_buf_text(out, "\"><value>");
		put_value(out, &value);
		cgrid_buf_text(out, "</value></Data>");
	}
	cgrid_buf_text(out, "</ExtendedData>");
	put_geometry(job, out);
	cgrid_buf_text(out, "</Placemark>\n");
	return CGRID_OK;
}
