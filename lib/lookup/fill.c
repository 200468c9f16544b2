/* SPDX-License-Identifier: Apache-2.0 */
/* A unit of a location -> a location. */
#include "locate/record.h"
#include "lookup/lookup.h"

#include <math.h>

#define AT(member) offsetof(struct cgrid_location, member)
/* The texts in the order of the file; a member that is an array of its struct is copied. */
const size_t cgrid_lookup_texts[CGRID_CGX_TEXTS] = {
    AT(sensor), AT(kind),     AT(building),     AT(level), AT(room), AT(room_name),
    AT(cell),   AT(keypad),   AT(cells),        AT(usng),  AT(door), AT(candidates),
    AT(rooms),  AT(door_way), AT(door_bearing), AT(route),
};

bool
cgrid_lookup_is_array(int text)
{
	const size_t at = cgrid_lookup_texts[text];
	return at == AT(cell) || at == AT(keypad) || at == AT(usng);
}

static void
fill_texts(const char *texts, struct cgrid_location *to)
{
	for (int i = 0; i < CGRID_CGX_TEXTS; i++) {
		const size_t at = cgrid_lookup_texts[i], length = strlen(texts);
		if (!cgrid_lookup_is_array(i))
			memcpy((char *)to + at, &texts, sizeof texts);
		else if (length < (at == AT(usng) ? sizeof to->usng : sizeof to->cell))
			memcpy((char *)to + at, texts, length + 1);
		texts += length + 1;
	}
}

void
cgrid_lookup_fill(const unsigned char *end, const char *texts, const char *query,
		  struct cgrid_location *to)
{
	const unsigned flags = end[-CGRID_AT_FLAGS];
	cgrid_location_clear(to);
	fill_texts(texts, to);
	to->query = query;
	to->status = (enum cgrid_location_status)end[-CGRID_AT_STATUS];
	to->ordinal = (int32_t)cgrid_le32(end - CGRID_AT_ORDINAL);
	to->has_ordinal = flags & CGRID_FLAG_ORDINAL;
	to->has_cell = flags & CGRID_FLAG_CELL;
	to->has_ground = flags & CGRID_FLAG_GROUND;
	to->cell_index =
	    (struct cgrid_cell){cgrid_le32(end - CGRID_AT_COLUMN), cgrid_le32(end - CGRID_AT_ROW),
				cgrid_le16(end - CGRID_AT_KEYPAD)};
	to->ground = (struct cgrid_lonlat){cgrid_le_double(end - CGRID_AT_LON),
					   cgrid_le_double(end - CGRID_AT_LAT)};
	to->z = cgrid_le_double(end - CGRID_AT_Z);
	to->uncertainty_m = cgrid_le_double(end - CGRID_AT_UNCERTAINTY);
	to->door_m = cgrid_le_double(end - CGRID_AT_DOOR_M);
	cgrid_location_compose(to);
}
