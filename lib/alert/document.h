/* SPDX-License-Identifier: Apache-2.0 */
/* One alert while it is written: what every document says in its own way. */
#ifndef CGRID_ALERT_DOCUMENT_H
#define CGRID_ALERT_DOCUMENT_H

#include "base/base.h"
#include "base/text.h"
#include "base/when.h"

#include <campusgrid/alert.h>

/* Two-dimensional normal error: the radius of 95 % over one sigma, sqrt(-2 ln 0.05). */
#define CGRID_R95_OVER_SIGMA 2.4477468306808166

struct cgrid_alert_event {
	const char *word, *says, *category, *severity, *certainty, *incident;
};

enum { CGRID_TOKEN_SIZE = 96 };
struct cgrid_document {
	const struct cgrid_alert *alert;
	const struct cgrid_location *location;
	const struct cgrid_alert_event *event;
	const char *sender, *campus;
	const char *id;               /* of the sensor, or what was asked */
	char token[CGRID_TOKEN_SIZE]; /* the id in letters, digits, dots and dashes alone; no two alike
				       */
	char when[CGRID_TIME_SIZE];   /* "2026-09-01T14:03:22Z" */
	struct cgrid_buf place;       /* "Bldg B, floor 2, room 214, grid C7-5", or what is known */
	struct cgrid_buf words;       /* the event, the place and every doubt, in one line */
};

/* "38.8894670<between>-77.0352400". */
void cgrid_alert_position(struct cgrid_buf *out, const struct cgrid_location *location,
			  const char *between);
/* FNV-1a of 64 bits over a text and its end, going on from what was hashed before: ids that are the
 * same on every machine. */
uint64_t cgrid_alert_hash(uint64_t before, const char *text);
/* Is the radius of 95 % known? */
bool cgrid_alert_has_radius(const struct cgrid_location *location);

void cgrid_alert_pidf(const struct cgrid_document *document, struct cgrid_buf *out);
void cgrid_alert_cap(const struct cgrid_document *document, struct cgrid_buf *out);
void cgrid_alert_cot(const struct cgrid_document *document, struct cgrid_buf *out);
void cgrid_alert_eido(const struct cgrid_document *document, struct cgrid_buf *out);

#endif
