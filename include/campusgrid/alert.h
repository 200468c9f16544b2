/* SPDX-License-Identifier: Apache-2.0 */
/**
 * alert.h - stage 8, alert: the location of an alarm in the documents that
 * dispatch systems take. No context is needed to look the location up: a
 * struct cgrid_location from a locator or from a lookup file will do.
 */
#ifndef CAMPUSGRID_ALERT_H
#define CAMPUSGRID_ALERT_H

#include <campusgrid/base.h>
#include <campusgrid/locate.h>

#ifdef __cplusplus
extern "C" {
#endif

enum cgrid_alert_format {
	CGRID_ALERT_TEXT = 0,    /**< one line: the event, then the text of the location */
	CGRID_ALERT_PIDF_LO = 1, /**< RFC 4119, RFC 5139, RFC 5491, RFC 7459 */
	CGRID_ALERT_CAP = 2,     /**< OASIS CAP 1.2 */
	CGRID_ALERT_COT = 3,     /**< Cursor on Target, event 2.0 */
	CGRID_ALERT_EIDO = 4,    /**< NENA-STA-021.1, JSON */
	CGRID_ALERT_GEOJSON = 5  /**< RFC 7946: a Feature with the columns of a location */
};

/** How much an alert is meant. Nothing is sent as real that nobody called real. */
enum cgrid_alert_mode {
	CGRID_ALERT_TEST = 0,  /**< of the wires: CAP Test, CoT simulation */
	CGRID_ALERT_DRILL = 1, /**< people take part: CAP Exercise, CoT exercise */
	CGRID_ALERT_ACTUAL = 2 /**< CAP Actual, CoT "911 Alert" */
};

/** Texts are UTF-8 and read during the call; NULL is "". */
struct cgrid_alert {
	size_t size;
	const struct cgrid_location *location;
	const char *campus; /**< name of the campus */
	/** The civic address by elements of RFC 5139 ("A1", "RD", "country"); others are left out. */
	const struct cgrid_address_part *address;
	size_t address_count;
	const char *event;  /**< a word of data/events.def; NULL: the sensor's kind where that is one,
			       else "alarm" */
	const char *sender; /**< host name of who sends: ids of documents are made under it */
	int64_t time; /**< of the alarm, seconds since 1970 UTC, before the last day of the year 9999 */
	enum cgrid_alert_mode mode;
};
#define CGRID_ALERT_INIT                                                                               \
	{                                                                                              \
		sizeof(struct cgrid_alert), NULL, NULL, NULL, 0, NULL, NULL, 0, CGRID_ALERT_TEST       \
	}

/** "pidf-lo" -> CGRID_ALERT_PIDF_LO; false when unknown. */
CGRID_API bool cgrid_alert_format_parse(const char *text, enum cgrid_alert_format *format_out);
/** The words of data/events.def in their order, and what each says to people ("Gunshot detected");
 * NULL past the last. */
CGRID_API const char *cgrid_alert_event_word(size_t i);
CGRID_API const char *cgrid_alert_event_says(size_t i);

/**
 * Writes one document. What is known is in it and nothing else: a location that is outside the grid,
 * ambiguous or unknown says so in words, and then has what its places have in common, or the campus
 * alone.
 * The radius of 95 % is the radius of PIDF-LO (confidence 95) and CAP's circle; Cursor on Target has
 * one sigma of it (two dimensions, normal: r95 / 2.4477). A floor is never made into an altitude.
 * CGRID_E_ARGUMENT: no location, an event or a sender that is none, a time out of bounds;
 * CGRID_E_UNKNOWN: Cursor on Target without a position; CGRID_E_OUTPUT as the sink says.
 */
CGRID_API enum cgrid_status cgrid_alert_write(struct cgrid_ctx *ctx, enum cgrid_alert_format format,
					      const struct cgrid_alert *alert, struct cgrid_sink sink);

#ifdef __cplusplus
}
#endif
#endif
