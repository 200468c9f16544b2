/* SPDX-License-Identifier: Apache-2.0 */
/* What the head of a DXF says of the whole drawing, read by ourselves: GDAL keeps it to itself. */
#ifndef CGRID_READ_DXF_HEADER_H
#define CGRID_READ_DXF_HEADER_H

#include "base/base.h"

struct cgrid_dxf_header {
	bool binary;    /* "AutoCAD Binary DXF": not read */
	bool has_units; /* $INSUNITS is there */
	int64_t units;  /* its number; 0 for none */
	size_t units_line;
};

/* The units of measure by number (AutoCAD's DXF reference, $INSUNITS). */
struct cgrid_dxf_unit {
	int number;
	const char *name; /* "millimetres" */
	double metres;
};
/* NULL for none (0) and for what no building is drawn in. */
const struct cgrid_dxf_unit *cgrid_dxf_unit(int64_t number);

/* Group codes and values, two lines each, until the header's end. Never fails: what is no DXF has no
 * units, and is GDAL's to refuse. */
void cgrid_dxf_header(const char *bytes, size_t size, struct cgrid_dxf_header *header_out);

#endif
