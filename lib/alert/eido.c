/* SPDX-License-Identifier: Apache-2.0 */
/* EIDO: NENA-STA-021.1. The location in it is a PIDF-LO, as a text. */
#include "alert/document.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* What every component has: its id, when and by whom it was last touched. */
static void
component(const struct cgrid_document *document, struct cgrid_buf *out, const char *indent,
	  const char *id)
{
	cgrid_buf_text(out, indent);
	cgrid_buf_text(out, "\"$id\": ");
	cgrid_buf_json(out, id);
	cgrid_buf_text(out, ",\n");
	cgrid_buf_text(out, indent);
	cgrid_buf_text(out, "\"lastUpdateTimeStamp\": ");
	cgrid_buf_json(out, document->when);
	cgrid_buf_text(out, ",\n");
	cgrid_buf_text(out, indent);
	cgrid_buf_text(out, "\"updatedByAgencyReference\": {\"$ref\": ");
	cgrid_buf_json(out, document->sender);
	cgrid_buf_text(out, "}");
}

/* The same alarm of the same sensor has the same id. */
static void
incident_id(const struct cgrid_document *document, char id[17])
{
	uint64_t hash = cgrid_alert_hash(0, document->id);
	hash = cgrid_alert_hash(hash, document->event->word);
	hash = cgrid_alert_hash(hash, document->when);
	snprintf(id, 17, "%016" PRIx64, hash);
}

static void
location_component(const struct cgrid_document *document, struct cgrid_buf *out)
{
	const struct cgrid_location *location = document->location;
	struct cgrid_buf pidf = {0};
	cgrid_alert_pidf(document, &pidf);
	cgrid_buf_text(out, " \"locationComponent\": [{\n");
	component(document, out, "  ", "loc-1");
	cgrid_buf_text(out, ",\n  \"locationTypeDescriptionRegistryText\": \"InitialIncident\",\n"
			    "  \"locationByValue\": ");
	cgrid_buf_json(out, pidf.failed ? "" : pidf.data);
	cgrid_buf_text(out, ",\n  \"locationDescriptionText\": ");
	cgrid_buf_json(out, document->place.size > 0 ? document->place.data : document->words.data);
	cgrid_buf_text(out, ",\n  \"localIdentifier\": [");
	cgrid_buf_json(out, document->id);
	if (location->cell[0]) {
		cgrid_buf_text(out, ", ");
		cgrid_buf_json(out, location->keypad[0] ? location->keypad : location->cell);
	}
	cgrid_buf_text(out, "]\n }],\n");
	out->failed |= pidf.failed;
	cgrid_buf_free(&pidf);
}

/* A note is HTML: its text is escaped for HTML, then for JSON. */
static void
notes_component(const struct cgrid_document *document, struct cgrid_buf *out)
{
	struct cgrid_buf html = {0};
	cgrid_buf_xml(&html, document->words.data);
	cgrid_buf_text(out, " \"notesComponent\": [{\n");
	component(document, out, "  ", "note-1");
	cgrid_buf_text(out, ",\n  \"notesActionComments\": ");
	cgrid_buf_json(out, html.failed ? "" : html.data);
	cgrid_buf_text(out, "\n }]\n");
	out->failed |= html.failed;
	cgrid_buf_free(&html);
}

void
cgrid_alert_eido(const struct cgrid_document *document, struct cgrid_buf *out)
{
	char hash[17];
	struct cgrid_buf id = {0};
	incident_id(document, hash);
	cgrid_buf_text(&id, "urn:emergency:uid:incidentid:");
	cgrid_buf_text(&id, hash);
	cgrid_buf_char(&id, ':');
	cgrid_buf_text(&id, document->sender);
	cgrid_buf_text(out, "{\n");
	component(document, out, " ", id.failed ? "" : id.data);
	cgrid_buf_text(out, ",\n \"eidoVersion\": \"1.0\",\n \"issuingElementIdentification\": ");
	cgrid_buf_json(out, document->sender);
	cgrid_buf_text(out, ",\n \"agencyComponent\": [{\n");
	component(document, out, "  ", document->sender);
	cgrid_buf_text(out, ",\n  \"agencyRoleDescriptionRegistryText\": [\"CallReceiving\"],\n"
			    "  \"agencyType\": [\"psap\"]\n }],\n \"incidentComponent\": {\n");
	component(document, out, "  ", "inc-1");
	cgrid_buf_text(out, ",\n  \"incidentTypeCommonRegistryText\": ");
	cgrid_buf_json(out, document->event->incident);
	cgrid_buf_text(out, ",\n  \"incidentTypeInternalText\": ");
	cgrid_buf_json(out, document->words.data);
	cgrid_buf_text(out, ",\n  \"locationReference\": [{\"$ref\": \"loc-1\"}],\n"
			    "  \"notesReference\": [{\"$ref\": \"note-1\"}]\n },\n");
	location_component(document, out);
	notes_component(document, out);
	cgrid_buf_text(out, "}\n");
	out->failed |= id.failed;
	cgrid_buf_free(&id);
}
