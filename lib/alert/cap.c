/* SPDX-License-Identifier: Apache-2.0 */
/* CAP 1.2 (OASIS, 1 July 2010): alert, info, area in the order of its schema. */
#include "alert/document.h"

#include <string.h>

static void
parameter(struct cgrid_buf *out, const char *name, const char *value)
{
	if (!value || !value[0])
		return;
	cgrid_buf_text(out, "  <parameter><valueName>");
	cgrid_buf_text(out, name);
	cgrid_buf_text(out, "</valueName><value>");
	cgrid_buf_xml(out, value);
	cgrid_buf_text(out, "</value></parameter>\n");
}

static void
parameters(const struct cgrid_document *document, struct cgrid_buf *out)
{
	const struct cgrid_location *location = document->location;
	struct cgrid_buf number = {0};
	parameter(out, "sensorId", document->id);
	parameter(out, "building", location->building);
	parameter(out, "floor", location->level);
	if (location->has_ordinal) {
		cgrid_buf_int(&number, location->ordinal);
		parameter(out, "floorIndex", number.data);
		cgrid_buf_clear(&number);
	}
	parameter(out, "room", location->room);
	parameter(out, "grid", location->keypad[0] ? location->keypad : location->cell);
	parameter(out, "gridCells", location->cells);
	parameter(out, "usng", location->usng);
	parameter(out, "exteriorDoor", location->door);
	if (cgrid_alert_has_radius(location)) {
		cgrid_buf_fixed(&number, location->uncertainty_m, 2);
		parameter(out, "radius95PercentMetres", number.data);
		cgrid_buf_clear(&number);
		cgrid_buf_fixed(&number, location->uncertainty_m / CGRID_R95_OVER_SIGMA, 2);
		parameter(out, "radius1SigmaMetres", number.data);
	}
	out->failed |= number.failed;
	cgrid_buf_free(&number);
}

static void
area(const struct cgrid_document *document, struct cgrid_buf *out)
{
	const struct cgrid_location *location = document->location;
	cgrid_buf_text(out, "  <area>\n");
	cgrid_buf_text(out, "   <areaDesc>");
	cgrid_buf_xml(out, document->campus[0] ? document->campus : document->id);
	if (document->place.size > 0) {
		cgrid_buf_text(out, ", ");
		cgrid_buf_xml(out, document->place.data);
	}
	cgrid_buf_text(out, "</areaDesc>\n");
	if (location->has_ground) {
		cgrid_buf_text(out, "   <circle>");
		cgrid_alert_position(out, location, ",");
		cgrid_buf_char(out, ' ');
		/* Kilometres; a point where the error is not known. */
		cgrid_buf_fixed(
		    out, cgrid_alert_has_radius(location) ? location->uncertainty_m / 1000 : 0, 5);
		cgrid_buf_text(out, "</circle>\n");
	}
	cgrid_buf_text(out, "  </area>\n");
}

void
cgrid_alert_cap(const struct cgrid_document *document, struct cgrid_buf *out)
{
	static const char *const statuses[] = {"Test", "Exercise", "Actual"};
	const struct cgrid_alert_event *event = document->event;
	cgrid_buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			    "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">\n <identifier>");
	cgrid_buf_text(out, document->token);
	cgrid_buf_char(out, '-');
	cgrid_buf_text(out, event->word);
	cgrid_buf_char(out, '-');
	for (const char *c = document->when; *c; c++)
		if (*c != '-' && *c != ':')
			cgrid_buf_char(out, *c);
	cgrid_buf_text(out, "</identifier>\n <sender>");
	cgrid_buf_text(out, document->token);
	cgrid_buf_char(out, '@');
	cgrid_buf_text(out, document->sender);
	cgrid_buf_text(out, "</sender>\n <sent>");
	/* A numeric offset, no Z; UTC is -00:00 (section 3.2.1). */
	cgrid_buf_add(out, document->when, strlen(document->when) - 1);
	cgrid_buf_text(out, "-00:00</sent>\n");
	cgrid_buf_element(out, " ", "status", statuses[document->alert->mode]);
	cgrid_buf_text(out, " <msgType>Alert</msgType>\n <scope>Private</scope>\n"
			    " <addresses>urn:service:sos</addresses>\n <info>\n");
	cgrid_buf_element(out, "  ", "category", event->category);
	cgrid_buf_element(out, "  ", "event", event->says);
	cgrid_buf_text(out, "  <urgency>Immediate</urgency>\n");
	cgrid_buf_element(out, "  ", "severity", event->severity);
	cgrid_buf_element(out, "  ", "certainty", event->certainty);
	cgrid_buf_text(out, "  <headline>");
	cgrid_buf_xml(out, event->says);
	if (document->place.size > 0) {
		cgrid_buf_text(out, ": ");
		cgrid_buf_xml(out, document->place.data);
	}
	cgrid_buf_text(out, "</headline>\n");
	cgrid_buf_element(out, "  ", "description", document->words.data);
	parameters(document, out);
	area(document, out);
	cgrid_buf_text(out, " </info>\n</alert>\n");
}
