/* SPDX-License-Identifier: Apache-2.0 */
/* One alert: what is checked, what every document says alike, and the two short documents. */
#include "alert/document.h"

#include "base/num.h"
#include "locate/record.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct cgrid_alert_event events[] = {
#define EVENT(word, says, category, severity, certainty, incident)                                     \
	{#word, says, category, severity, certainty, incident},
#include "events.def"
#undef EVENT
};
enum { EVENT_COUNT = sizeof events / sizeof *events };

static const char *const format_words[] = {"text", "pidf-lo", "cap", "cot", "eido", "geojson", NULL};

bool
cgrid_alert_format_parse(const char *text, enum cgrid_alert_format *format_out)
{
	for (size_t i = 0; format_words[i]; i++)
		if (strcmp(text, format_words[i]) == 0) {
			*format_out = (enum cgrid_alert_format)i;
			return true;
		}
	return false;
}

const char *
cgrid_alert_event_word(size_t i)
{
	return i < EVENT_COUNT ? events[i].word : NULL;
}

const char *
cgrid_alert_event_says(size_t i)
{
	return i < EVENT_COUNT ? events[i].says : NULL;
}

void
cgrid_alert_position(struct cgrid_buf *out, const struct cgrid_location *location, const char *between)
{
	cgrid_buf_fixed(out, location->ground.lat, 7);
	cgrid_buf_text(out, between);
	cgrid_buf_fixed(out, location->ground.lon, 7);
}

bool
cgrid_alert_has_radius(const struct cgrid_location *location)
{
	return isfinite(location->uncertainty_m) && location->uncertainty_m > 0;
}

/* A host name: RFC 1123 section 2.1. */
static bool
is_host(const char *text)
{
	size_t length = strlen(text), part = 0;
	if (length == 0 || length > 253)
		return false;
	for (size_t i = 0; i <= length; i++) {
		const char c = text[i];
		if (c == '.' || c == '\0') {
			if (part == 0 || part > 63 || text[i - 1] == '-')
				return false;
			part = 0;
			continue;
		}
		const bool letter =
		    (c >= '0' && c <= '9') || (cgrid_lower(c) >= 'a' && cgrid_lower(c) <= 'z');
		if (!letter && (c != '-' || part == 0))
			return false;
		part++;
	}
	return true;
}

uint64_t
cgrid_alert_hash(uint64_t before, const char *text)
{
	uint64_t hash = before ^ UINT64_C(14695981039346656037);
	do
		hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
	while (*text++ != '\0');
	return hash;
}

/* An id in letters, digits and dashes: other bytes as ".HH", so that no two ids have one token. A
 * long one is cut, and told apart by a hash of all of it (FNV-1a). */
static void
make_token(const char *id, char token[CGRID_TOKEN_SIZE])
{
	size_t used = 0;
	bool cut = false;
	for (const char *c = id; *c; c++) {
		const unsigned char byte = (unsigned char)*c;
		const int lower = cgrid_lower(byte);
		const bool plain =
		    (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9') || byte == '-';
		const size_t size = plain ? 1 : 3;
		cut = cut || used + size > 64;
		if (cut)
			continue;
		if (plain)
			token[used] = (char)byte;
		else
			snprintf(token + used, 4, ".%02x", byte);
		used += size;
	}
	token[used] = '\0';
	if (cut)
		snprintf(token + used, CGRID_TOKEN_SIZE - used, "..%016" PRIx64,
			 cgrid_alert_hash(0, id));
	else if (used == 0)
		memcpy(token, "none", sizeof "none");
}

static void
part(struct cgrid_buf *out, const char *word, const char *text)
{
	if (!text || !text[0])
		return;
	if (out->size > 0)
		cgrid_buf_text(out, ", ");
	cgrid_buf_text(out, word);
	cgrid_buf_text(out, text);
}

/* "Bldg B, floor 2, room 214 (Biology Lab), grid C7-5, door 6" */
static void
make_place(struct cgrid_document *document)
{
	const struct cgrid_location *location = document->location;
	struct cgrid_buf *out = &document->place;
	part(out, "bldg ", location->building);
	part(out, "floor ", location->level);
	part(out, "room ", location->room);
	if (location->room_name[0]) {
		cgrid_buf_text(out, out->size > 0 ? " (" : "(");
		cgrid_buf_text(out, location->room_name);
		cgrid_buf_char(out, ')');
	}
	part(out, "grid ", location->keypad[0] ? location->keypad : location->cell);
	part(out, "nearest exterior door ", location->door);
	if (out->size > 0 && !out->failed && out->data[0] == 'b')
		out->data[0] = 'B';
}

static void
radius_words(struct cgrid_buf *out, const struct cgrid_location *location)
{
	if (!location->has_ground) {
		cgrid_buf_text(out, " Position unknown.");
		return;
	}
	if (!cgrid_alert_has_radius(location)) {
		cgrid_buf_text(out, " How exact the position is, is not known.");
		return;
	}
	cgrid_buf_text(out, " Within ");
	cgrid_buf_fixed(out, location->uncertainty_m, 2);
	cgrid_buf_text(out, " m at 95 %, ");
	cgrid_buf_fixed(out, location->uncertainty_m / CGRID_R95_OVER_SIGMA, 2);
	cgrid_buf_text(out, " m at 1 sigma.");
}

/* What the location is not, and what it may be instead. */
static void
doubt_words(struct cgrid_buf *out, const struct cgrid_location *location)
{
	static const char *const says[] = {
	    [CGRID_LOCATION_OK] = "",
	    [CGRID_LOCATION_UNKNOWN] = " The sensor is NOT KNOWN.",
	    [CGRID_LOCATION_OUTSIDE] = " OUTSIDE the grid.",
	    [CGRID_LOCATION_AMBIGUOUS] = " AMBIGUOUS, one of these places: ",
	};
	const bool one_of = location->status == CGRID_LOCATION_AMBIGUOUS;
	cgrid_buf_text(out, says[location->status]);
	if (!location->candidates || !location->candidates[0])
		return;
	if (!one_of)
		cgrid_buf_text(out, " Note: ");
	cgrid_buf_text(out, location->candidates);
	cgrid_buf_char(out, '.');
}

static void
make_words(struct cgrid_document *document)
{
	static const char *const modes[] = {"TEST: ", "DRILL: ", ""};
	const struct cgrid_location *location = document->location;
	struct cgrid_buf *out = &document->words;
	cgrid_buf_text(out, modes[document->alert->mode]);
	cgrid_buf_text(out, document->event->says);
	cgrid_buf_text(out, " by sensor ");
	cgrid_buf_text(out, document->id);
	if (document->campus[0]) {
		cgrid_buf_text(out, ", ");
		cgrid_buf_text(out, document->campus);
	}
	cgrid_buf_char(out, '.');
	if (document->place.size > 0 && !document->place.failed) {
		cgrid_buf_char(out, ' ');
		cgrid_buf_text(out, document->place.data);
		cgrid_buf_char(out, '.');
	}
	if (location->has_ordinal) {
		cgrid_buf_text(out, " Floor index ");
		cgrid_buf_int(out, location->ordinal);
		cgrid_buf_text(out, " (0: the main entrance).");
	}
	doubt_words(out, location);
	radius_words(out, location);
	if (location->usng[0]) {
		cgrid_buf_text(out, " USNG ");
		cgrid_buf_text(out, location->usng);
		cgrid_buf_char(out, '.');
	}
}

/* "GUNSHOT | GSD-0147 | BLDG B | ...", in front of it what is no real alarm. */
static void
write_text(const struct cgrid_document *document, struct cgrid_buf *out)
{
	static const char *const modes[] = {"TEST | ", "DRILL | ", ""};
	struct cgrid_location location = *document->location;
	if (location.text[0] == '\0')
		cgrid_location_compose(&location);
	cgrid_buf_text(out, modes[document->alert->mode]);
	for (const char *c = document->event->word; *c; c++)
		cgrid_buf_char(out, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
	cgrid_buf_text(out, " | ");
	cgrid_text_clean(location.text, strlen(location.text), out);
	cgrid_buf_char(out, '\n');
}

/* RFC 7946: a null geometry where there is no position; the columns of a location as properties. */
static void
write_geojson(const struct cgrid_document *document, struct cgrid_buf *out)
{
	static const char *const modes[] = {"test", "drill", "actual"};
	struct cgrid_location location = *document->location;
	struct cgrid_buf row = {0};
	if (location.text[0] == '\0')
		cgrid_location_compose(&location);
	cgrid_row_json(&row, cgrid_location_columns, &location);
	cgrid_buf_text(out, "{\"type\":\"Feature\",\"geometry\":");
	if (location.has_ground) {
		cgrid_buf_text(out, "{\"type\":\"Point\",\"coordinates\":[");
		cgrid_buf_fixed(out, location.ground.lon, 7);
		cgrid_buf_char(out, ',');
		cgrid_buf_fixed(out, location.ground.lat, 7);
		cgrid_buf_text(out, "]}");
	} else {
		cgrid_buf_text(out, "null");
	}
	cgrid_buf_text(out, ",\"properties\":{\"alert\":");
	cgrid_buf_json(out, modes[document->alert->mode]);
	cgrid_buf_text(out, ",\"event\":");
	cgrid_buf_json(out, document->event->word);
	cgrid_buf_text(out, ",\"time\":");
	cgrid_buf_json(out, document->when);
	cgrid_buf_text(out, ",\"sender\":");
	cgrid_buf_json(out, document->sender);
	cgrid_buf_text(out, ",\"campus\":");
	cgrid_buf_json(out, document->campus);
	cgrid_buf_char(out, ',');
	/* The row without its opening bracket: its closing one is ours. */
	if (!row.failed)
		cgrid_buf_add(out, row.data + 1, row.size - 1);
	cgrid_buf_text(out, "}\n");
	out->failed |= row.failed;
	cgrid_buf_free(&row);
}

static const struct cgrid_alert_event *
find_event(const char *word)
{
	for (size_t i = 0; i < EVENT_COUNT; i++)
		if (strcmp(events[i].word, word) == 0)
			return &events[i];
	return NULL;
}

/* What is said, else what the sensor is for, else an alarm; NULL when what is said is no event. */
static const struct cgrid_alert_event *
event_of(const struct cgrid_alert *alert)
{
	const struct cgrid_alert_event *event =
	    find_event(alert->event ? alert->event : alert->location->kind);
	return event || alert->event ? event : find_event("alarm");
}

static enum cgrid_status
check(struct cgrid_ctx *ctx, const struct cgrid_alert *alert, enum cgrid_alert_format format)
{
	if (alert->size != sizeof *alert || !alert->location ||
	    (unsigned)format > CGRID_ALERT_GEOJSON || (unsigned)alert->mode > CGRID_ALERT_ACTUAL)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "an alert without a location, format or mode");
	if (!event_of(alert))
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "no event \"%.100s\"", alert->event);
	if (!is_host(alert->sender ? alert->sender : ""))
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "sender \"%.100s\" is no host name",
				  alert->sender ? alert->sender : "");
	if (alert->time < 0 || alert->time > CGRID_TIME_LAST)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "a time before 1970 or after the year 9999");
	if (format == CGRID_ALERT_COT && !alert->location->has_ground)
		return cgrid_fail(
		    ctx, CGRID_E_UNKNOWN,
		    "Cursor on Target needs a position, and that of \"%.200s\" is not known",
		    alert->location->query);
	return CGRID_OK;
}

static void
write_document(const struct cgrid_document *document, enum cgrid_alert_format format,
	       struct cgrid_buf *out)
{
	switch (format) {
	case CGRID_ALERT_TEXT:
		write_text(document, out);
		break;
	case CGRID_ALERT_PIDF_LO:
		cgrid_alert_pidf(document, out);
		break;
	case CGRID_ALERT_CAP:
		cgrid_alert_cap(document, out);
		break;
	case CGRID_ALERT_COT:
		cgrid_alert_cot(document, out);
		break;
	case CGRID_ALERT_EIDO:
		cgrid_alert_eido(document, out);
		break;
	case CGRID_ALERT_GEOJSON:
		write_geojson(document, out);
		break;
	}
}

enum cgrid_status
cgrid_alert_write(struct cgrid_ctx *ctx, enum cgrid_alert_format format,
		  const struct cgrid_alert *alert, struct cgrid_sink sink)
{
	enum cgrid_status status = check(ctx, alert, format);
	if (status)
		return status;
	struct cgrid_document document = {
	    .alert = alert,
	    .location = alert->location,
	    .event = event_of(alert),
	    .sender = alert->sender,
	    .campus = alert->campus ? alert->campus : "",
	    .id = alert->location->sensor[0] ? alert->location->sensor : alert->location->query,
	};
	struct cgrid_buf out = {0};
	make_token(document.id, document.token);
	cgrid_time_text(alert->time, document.when);
	make_place(&document);
	make_words(&document);
	if (document.place.failed || document.words.failed)
		status = cgrid_fail_memory(ctx);
	if (!status) {
		write_document(&document, format, &out);
		status = cgrid_row_flush(ctx, &out, sink);
	}
	cgrid_buf_free(&out);
	cgrid_buf_free(&document.words);
	cgrid_buf_free(&document.place);
	return status;
}
