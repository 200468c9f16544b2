/* SPDX-License-Identifier: Apache-2.0 */
/* Locations as records: shared by the locator and the lookup file's reader. */
#ifndef CGRID_LOCATE_RECORD_H
#define CGRID_LOCATE_RECORD_H

#include "locate/row.h"

#include <campusgrid/locate.h>

/* Makes `text` of everything else in the location. */
void cgrid_location_compose(struct cgrid_location *location);
/* Keeps of `all` what `one` says too. */
void cgrid_location_keep_same(struct cgrid_location *all, const struct cgrid_location *one);
/* What was asked as it came, but for what would break a line or a screen: controls, and bytes that are
 * no text. False without memory. */
bool cgrid_location_echo(struct cgrid_buf *to, const char *query);
/* Frame to ground for output. The way into the frame and back costs some 1e-14 degree, other on every
 * machine, and half a unit of the last digit printed must not hang on that: rounded to 1e-10. */
enum cgrid_status cgrid_ground_for_output(struct cgrid_ctx *ctx, const struct cgrid_frame *frame,
					  const struct cgrid_xy *xy, size_t count,
					  struct cgrid_lonlat *ground);

/* The columns of a location, ended by a NULL name; rows are struct cgrid_location. */
extern const struct cgrid_column cgrid_location_columns[];

#endif
