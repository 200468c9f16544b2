/* SPDX-License-Identifier: Apache-2.0 */
/* The grid of a campus in its unit. */
#include "lookup/lookup.h"

#include <stdio.h>

/* Numbers of a spec: where they stand in the unit and in the struct. */
struct row {
	int at, bytes;
	size_t member, size;
};
#define SPEC(member)                                                                                   \
	offsetof(struct cgrid_grid_spec, member), sizeof((struct cgrid_grid_spec *)0)->member
static const struct row doubles[] = {
    {CGRID_IN_ORIGIN_LAT, 8, SPEC(origin.lat)},
    {CGRID_IN_ORIGIN_LON, 8, SPEC(origin.lon)},
    {CGRID_IN_TURN, 8, SPEC(turn_deg)},
    {CGRID_IN_WIDTH, 8, SPEC(cell_width_m)},
    {CGRID_IN_HEIGHT, 8, SPEC(cell_height_m)},
    {CGRID_IN_FRAME_LAT, 8, SPEC(frame.origin.lat)},
    {CGRID_IN_FRAME_LON, 8, SPEC(frame.origin.lon)},
};
static const struct row integers[] = {
    {CGRID_IN_COLUMNS, 4, SPEC(columns)},  {CGRID_IN_ROWS, 4, SPEC(rows)},
    {CGRID_IN_PAD, 4, SPEC(pad)},          {CGRID_IN_USNG, 4, SPEC(usng_m)},
    {CGRID_IN_ZONE, 4, SPEC(frame.zone)},  {CGRID_IN_EPSG, 4, SPEC(frame.epsg)},
    {CGRID_IN_LABELS, 1, SPEC(labels)},    {CGRID_IN_LETTERS, 1, SPEC(letters)},
    {CGRID_IN_START, 1, SPEC(start)},      {CGRID_IN_SKIP_IO, 1, SPEC(skip_io)},
    {CGRID_IN_FRAME, 1, SPEC(frame.kind)}, {CGRID_IN_SOUTH, 1, SPEC(frame.south)},
};
enum { DOUBLES = sizeof doubles / sizeof *doubles, INTEGERS = sizeof integers / sizeof *integers };

void
cgrid_lookup_get_spec(const unsigned char *end, const char *const *texts, struct cgrid_grid_spec *spec)
{
	*spec = (struct cgrid_grid_spec)CGRID_GRID_SPEC_INIT;
	for (size_t i = 0; i < DOUBLES; i++) {
		const double value = cgrid_le_double(end - doubles[i].at);
		memcpy((char *)spec + doubles[i].member, &value, sizeof value);
	}
	for (size_t i = 0; i < INTEGERS; i++) {
		const struct row *row = &integers[i];
		const uint32_t value = row->bytes == 4 ? cgrid_le32(end - row->at) : end[-row->at];
		const bool yes = value != 0;
		if (row->size == sizeof yes)
			memcpy((char *)spec + row->member, &yes, sizeof yes);
		else
			memcpy((char *)spec + row->member, &value, sizeof value);
	}
	snprintf(spec->cell, sizeof spec->cell, "%s", texts[CGRID_CAMPUS_CELL]);
	snprintf(spec->separator, sizeof spec->separator, "%s", texts[CGRID_CAMPUS_SEPARATOR]);
	spec->column_names =
	    texts[CGRID_CAMPUS_COLUMN_NAMES][0] ? texts[CGRID_CAMPUS_COLUMN_NAMES] : NULL;
	spec->row_names = texts[CGRID_CAMPUS_ROW_NAMES][0] ? texts[CGRID_CAMPUS_ROW_NAMES] : NULL;
}

void
cgrid_lookup_put_spec(const struct cgrid_grid_spec *spec, unsigned char *end)
{
	for (size_t i = 0; i < DOUBLES; i++) {
		double value;
		memcpy(&value, (const char *)spec + doubles[i].member, sizeof value);
		cgrid_put_double(end - doubles[i].at, value);
	}
	for (size_t i = 0; i < INTEGERS; i++) {
		const struct row *row = &integers[i];
		uint32_t value = 0;
		bool yes;
		memcpy(&yes, (const char *)spec + row->member, sizeof yes);
		if (row->size == sizeof yes)
			value = yes;
		else
			memcpy(&value, (const char *)spec + row->member, sizeof value);
		cgrid_put_le(end - row->at, value, row->bytes);
	}
}
