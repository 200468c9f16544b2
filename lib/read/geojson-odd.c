/* SPDX-License-Identifier: Apache-2.0 */
/* What RFC 7946 forbids and no one is misled by: said once a file, with the place of the first. */
#include "read/geojson.h"

#include <stdarg.h>
#include <stdio.h>

void
cgrid_geojson_odd(struct geojson_reader *r, enum geojson_odd what, size_t at, const char *format, ...)
{
	char text[200];
	va_list args;
	if (r->odd[what]++ > 0)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	struct cgrid_source source = cgrid_json_source_at(&r->json, at);
	cgrid_log(r->ctx, CGRID_WARNING, &source, "%s", text);
}

void
cgrid_geojson_odds(struct geojson_reader *r)
{
	static const char *const words[GEOJSON_ODD_COUNT] = {
	    [GEOJSON_ODD_ID] = "ids that are neither text nor a number",
	    [GEOJSON_ODD_BBOX] = "wrong bounding boxes",
	    [GEOJSON_ODD_MEMBER] = "members where they do not belong",
	};
	const struct cgrid_source source = {r->plan->shown, 0, 0};
	for (size_t i = 0; i < GEOJSON_ODD_COUNT; i++)
		if (r->odd[i] > 1)
			cgrid_log(r->ctx, CGRID_WARNING, &source, "%zu %s in all; not used", r->odd[i],
				  words[i]);
}

const char *
cgrid_geojson_foreign(const struct cgrid_json *json, const char *const *names)
{
	while (*names && !cgrid_json_is(json, *names))
		names++;
	return *names;
}

/* RFC 7946 section 5: west, south, (lowest,) east, north(, highest). It is not used: the positions
 * themselves say more. */
enum cgrid_status
cgrid_geojson_bbox(struct geojson_reader *r, enum cgrid_json_token token)
{
	const size_t at = r->json.start;
	enum cgrid_status status = CGRID_OK;
	size_t count = 0;
	bool numbers = true;
	if (token == CGRID_JSON_NULL)
		return CGRID_OK;
	if (token != CGRID_JSON_ARRAY) {
		if (token != CGRID_JSON_FAULT)
			cgrid_geojson_odd(r, GEOJSON_ODD_BBOX, at,
					  "a bbox is %s, not an array; it is not used",
					  cgrid_geojson_token_name(token));
		return cgrid_geojson_skip(r, token);
	}
	for (; !status && (token = cgrid_json_next(&r->json)) != CGRID_JSON_ARRAY_END; count++) {
		numbers &= token == CGRID_JSON_NUMBER;
		status = cgrid_geojson_skip(r, token);
	}
	if (!status && (!numbers || (count != 4 && count != 6)))
		cgrid_geojson_odd(r, GEOJSON_ODD_BBOX, at,
				  numbers
				      ? "a bbox of %zu numbers, where 4 (or 6 with heights) "
					"belong; it is not used"
				      : "a bbox of %zu values that are not all numbers; it is not used",
				  count);
	return status;
}
