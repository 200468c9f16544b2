/* SPDX-License-Identifier: Apache-2.0 */
/* Units of a resident file. */
#ifndef CGRID_LOOKUP_FIND_H
#define CGRID_LOOKUP_FIND_H

#include "lookup/lookup.h"

static inline const unsigned char *
cgrid_lookup_unit(const struct cgrid_lookup *lookup, int section, uint32_t number)
{
	const struct cgrid_lookup_part *part = &lookup->parts[section];
	return lookup->data + part->offset + (uint64_t)number * part->unit;
}
/* The unit of a key; NULL without. `campus` is looked at for places only. */
const unsigned char *cgrid_lookup_find_unit(const struct cgrid_lookup *lookup, int section,
					    const char *key, size_t length, uint32_t campus);
/* The texts of a unit, one behind the other. */
const char *cgrid_lookup_unit_texts(const struct cgrid_lookup *lookup, int section,
				    const unsigned char *unit);

#endif
