/* SPDX-License-Identifier: Apache-2.0 */
/* Cursor on Target: event 2.0 as its public schema of 2003 and the TAK clients take it. */
#include "alert/document.h"

#define UNKNOWN "9999999.0"
enum { STALE_AFTER = 600 }; /* seconds */

/* A spot marker; "911 Alert" only where an alert was called real. */
static const struct {
	const char *type, *opex;
} modes[] = {
    [CGRID_ALERT_TEST] = {"b-m-p-s-m", "s-test"},
    [CGRID_ALERT_DRILL] = {"b-m-p-s-m", "e-drill"},
    [CGRID_ALERT_ACTUAL] = {"b-a-o-tbl", NULL},
};

static void
attribute(struct cgrid_buf *out, const char *name, const char *value)
{
	cgrid_buf_char(out, ' ');
	cgrid_buf_text(out, name);
	cgrid_buf_text(out, "=\"");
	cgrid_buf_xml(out, value);
	cgrid_buf_char(out, '"');
}

/* "GSD-0147 B/2/214 C7-5" */
static void
callsign(const struct cgrid_document *document, struct cgrid_buf *out)
{
	const struct cgrid_location *location = document->location;
	const char *const parts[] = {location->building, location->level, location->room};
	const char *between = " ";
	cgrid_buf_text(out, "  <contact callsign=\"");
	if (document->alert->mode != CGRID_ALERT_ACTUAL)
		cgrid_buf_text(out, document->alert->mode == CGRID_ALERT_DRILL ? "DRILL " : "TEST ");
	cgrid_buf_xml(out, document->id);
	for (size_t i = 0; i < 3; i++)
		if (parts[i][0]) {
			cgrid_buf_text(out, between);
			cgrid_buf_xml(out, parts[i]);
			between = "/";
		}
	if (location->cell[0]) {
		cgrid_buf_char(out, ' ');
		cgrid_buf_text(out, location->keypad[0] ? location->keypad : location->cell);
	}
	cgrid_buf_text(out, "\"/>\n");
}

void
cgrid_alert_cot(const struct cgrid_document *document, struct cgrid_buf *out)
{
	const struct cgrid_location *location = document->location;
	const enum cgrid_alert_mode mode = document->alert->mode;
	char stale[CGRID_TIME_SIZE];
	cgrid_time_text(document->alert->time + STALE_AFTER, stale);
	cgrid_buf_text(out,
		       "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<event version=\"2.0\" uid=\"");
	cgrid_buf_text(out, document->sender);
	cgrid_buf_char(out, '.');
	cgrid_buf_text(out, document->token);
	cgrid_buf_char(out, '"');
	attribute(out, "type", modes[mode].type);
	attribute(out, "how", "m-f");
	if (modes[mode].opex)
		attribute(out, "opex", modes[mode].opex);
	cgrid_buf_text(out, "\n ");
	attribute(out, "time", document->when);
	attribute(out, "start", document->when);
	attribute(out, "stale", stale);
	cgrid_buf_text(out, ">\n <point lat=\"");
	cgrid_alert_position(out, location, "\" lon=\"");
	cgrid_buf_text(out, "\" hae=\"" UNKNOWN "\" ce=\"");
	/* One sigma, rounded up to the centimetre. */
	if (cgrid_alert_has_radius(location))
		cgrid_buf_fixed(out, location->uncertainty_m / CGRID_R95_OVER_SIGMA + 0.005, 2);
	else
		cgrid_buf_text(out, UNKNOWN);
	cgrid_buf_text(out, "\" le=\"" UNKNOWN "\"/>\n <detail>\n");
	callsign(document, out);
	if (mode == CGRID_ALERT_ACTUAL)
		cgrid_buf_text(out, "  <emergency type=\"911 Alert\"/>\n");
	cgrid_buf_text(out, "  <precisionlocation geopointsrc=\"USER\" altsrc=\"???\"/>\n");
	cgrid_buf_element(out, "  ", "remarks", document->words.data);
	cgrid_buf_text(out, " </detail>\n</event>\n");
}
