/* SPDX-License-Identifier: Apache-2.0 */
/* PIDF-LO: RFC 4479 device form, RFC 4119 location, RFC 5139 civic address, RFC 5491 shapes. */
#include "alert/document.h"

#include <string.h>

/* The elements of RFC 5139 section 3.1 in the order of its schema. */
static const char *const civic_order[] = {
    "country", "A1",  "A2",    "A3",   "A4",      "A5",  "A6",  "PRM",   "PRD",     "RD",  "STS",
    "POD",     "POM", "RDSEC", "RDBR", "RDSUBBR", "HNO", "HNS", "LMK",   "LOC",     "FLR", "NAM",
    "PC",      "BLD", "UNIT",  "ROOM", "SEAT",    "PLC", "PCN", "POBOX", "ADDCODE",
};

static const char head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			   "<presence xmlns=\"urn:ietf:params:xml:ns:pidf\"\n"
			   "  xmlns:dm=\"urn:ietf:params:xml:ns:pidf:data-model\"\n"
			   "  xmlns:gp=\"urn:ietf:params:xml:ns:pidf:geopriv10\"\n"
			   "  xmlns:gbp=\"urn:ietf:params:xml:ns:pidf:geopriv10:basicPolicy\"\n"
			   "  xmlns:ca=\"urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr\"\n"
			   "  xmlns:cae=\"urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr:ext\"\n"
			   "  xmlns:gml=\"http://www.opengis.net/gml\"\n"
			   "  xmlns:gs=\"http://www.opengis.net/pidflo/1.0\"\n"
			   "  xmlns:con=\"urn:ietf:params:xml:ns:geopriv:conf\"\n";

/* What the location says of an element; NULL where the address alone can. */
static const char *
located(const struct cgrid_document *document, const char *element)
{
	const struct cgrid_location *location = document->location;
	return strcmp(element, "FLR") == 0    ? location->level
	       : strcmp(element, "BLD") == 0  ? location->building
	       : strcmp(element, "ROOM") == 0 ? location->room
	       : strcmp(element, "NAM") == 0  ? document->campus
					      : NULL;
}

static const char *
addressed(const struct cgrid_alert *alert, const char *element)
{
	for (size_t i = 0; i < alert->address_count; i++)
		if (strcmp(alert->address[i].element, element) == 0)
			return alert->address[i].text;
	return "";
}

static void
write_civic(const struct cgrid_document *document, struct cgrid_buf *out)
{
	const struct cgrid_location *location = document->location;
	const char *cell = location->keypad[0] ? location->keypad : location->cell;
	cgrid_buf_text(out, "    <ca:civicAddress>\n");
	for (size_t i = 0; i < sizeof civic_order / sizeof *civic_order; i++) {
		const char *element = civic_order[i], *text = located(document, element);
		char name[16] = "ca:", grid[CGRID_LABEL_SIZE + 8] = "Grid ";
		if (strcmp(element, "LOC") == 0 && cell[0])
			text = strncat(grid, cell, CGRID_LABEL_SIZE);
		if (!text || !text[0])
			text = addressed(document->alert, element);
		cgrid_buf_element(out, "     ", strncat(name, element, 8), text);
	}
	cgrid_buf_element(out, "     ", "cae:PN", document->id);
	cgrid_buf_text(out, "    </ca:civicAddress>\n");
}

static void
write_shape(const struct cgrid_document *document, struct cgrid_buf *out)
{
	const struct cgrid_location *location = document->location;
	const bool circle = cgrid_alert_has_radius(location);
	const char *name = circle ? "gs:Circle" : "gml:Point";
	if (!location->has_ground)
		return;
	cgrid_buf_text(out, "    <");
	cgrid_buf_text(out, name);
	cgrid_buf_text(out, " srsName=\"urn:ogc:def:crs:EPSG::4326\">\n     <gml:pos>");
	cgrid_alert_position(out, location, " ");
	cgrid_buf_text(out, "</gml:pos>\n");
	if (circle) {
		cgrid_buf_text(out, "     <gs:radius uom=\"urn:ogc:def:uom:EPSG::9001\">");
		cgrid_buf_fixed(out, location->uncertainty_m, 2);
		cgrid_buf_text(out, "</gs:radius>\n");
	}
	cgrid_buf_text(out, "    </");
	cgrid_buf_text(out, name);
	cgrid_buf_text(out, ">\n");
}

void
cgrid_alert_pidf(const struct cgrid_document *document, struct cgrid_buf *out)
{
	const struct cgrid_location *location = document->location;
	cgrid_buf_text(out, head);
	cgrid_buf_text(out, "  entity=\"pres:");
	cgrid_buf_text(out, document->token);
	cgrid_buf_char(out, '@');
	cgrid_buf_text(out, document->sender);
	/* xs:ID may not begin with a digit. */
	cgrid_buf_text(out, "\">\n <dm:device id=\"d-");
	cgrid_buf_text(out, document->token);
	cgrid_buf_text(out, "\">\n  <gp:geopriv>\n   <gp:location-info>\n");
	write_shape(document, out);
	write_civic(document, out);
	/* RFC 7459 section 5: how sure the shape is; an unknown error is not passed off as 95 %. */
	if (location->has_ground)
		cgrid_buf_text(out, cgrid_alert_has_radius(location)
					? "    <con:confidence pdf=\"normal\">95</con:confidence>\n"
					: "    <con:confidence>unknown</con:confidence>\n");
	cgrid_buf_text(out, "   </gp:location-info>\n   <gp:usage-rules>"
			    "<gbp:retransmission-allowed>true</gbp:retransmission-allowed>"
			    "</gp:usage-rules>\n   <gp:method>Manual</gp:method>\n  </gp:geopriv>\n"
			    "  <dm:deviceID>acct:");
	cgrid_buf_text(out, document->token);
	cgrid_buf_char(out, '@');
	cgrid_buf_text(out, document->sender);
	cgrid_buf_text(out, "</dm:deviceID>\n");
	cgrid_buf_element(out, "  ", "dm:note", document->words.data);
	cgrid_buf_element(out, "  ", "dm:timestamp", document->when);
	cgrid_buf_text(out, " </dm:device>\n</presence>\n");
}
