/* SPDX-License-Identifier: Apache-2.0 */
/* Locations as records: shared by the locator and the lookup file's reader. */
#ifndef CGRID_LOCATE_RECORD_H
#define CGRID_LOCATE_RECORD_H

#include "locate/row.h"

#include <campusgrid/locate.h>

/* A location of which nothing is known: texts "", numbers NAN. */
void cgrid_location_clear(struct cgrid_location *location);
/* Makes `text` of everything else in the location. */
void cgrid_location_compose(struct cgrid_location *location);
/* The columns of a location, ended by a NULL name; rows are struct cgrid_location. */
extern const struct cgrid_column cgrid_location_columns[];

#endif
