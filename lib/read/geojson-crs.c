/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The coordinate reference system of a file. RFC 7946 has none but WGS 84; the
 * `crs` member of the format before it is still written. Whatever it says,
 * nothing is ever fetched.
 */
#include "read/geojson.h"

#include "base/num.h"
#include "frame/crs.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Longitude and latitude in WGS 84, by the names that are written for it. */
static const char *const wgs84[] = {"crs84",      "wgs84",       "wgs_84",    "wgs 84",  "epsg:4326",
				    "epsg::4326", "epsg/0/4326", "epsg/4326", "epsg4326"};

/* The islands and stations south of here have no school. */
static const double northernmost_of_the_antarctic = -60;

static bool
holds(const char *text, const char *part)
{
	size_t length = strlen(part);
	for (; *text != '\0'; text++) {
		size_t n = 0;
		while (n < length && cgrid_lower((unsigned char)text[n]) == part[n])
			n++;
		if (n == length)
			return true;
	}
	return length == 0;
}

static bool
is_wgs84(const char *text)
{
	for (size_t i = 0; i < sizeof wgs84 / sizeof *wgs84; i++)
		if (holds(text, wgs84[i]))
			return true;
	/* urn:ogc:def:crs:EPSG:6.9:4326 */
	const char *last = strrchr(text, ':');
	return holds(text, "epsg") && last && strcmp(last, ":4326") == 0;
}

/* The number at the end of "EPSG:26918", "urn:ogc:def:crs:EPSG::26918"; 0 when there is none. */
static int
epsg_of(const char *text)
{
	const char *last = strrchr(text, ':');
	int64_t code;
	if (!holds(text, "epsg") || !last ||
	    !cgrid_integer_parse(last + 1, strlen(last + 1), 1, 999999, &code))
		return 0;
	return (int)code;
}

/* What a crs member holds. */
struct crs_member {
	bool link;
	char name[160]; /* properties.name, .href or .code, or the text itself */
};

static void
keep_name(struct geojson_reader *r, enum cgrid_json_token token, struct crs_member *crs)
{
	const char *before = token == CGRID_JSON_NUMBER ? "EPSG:" : "";
	int length = r->json.length < 128 ? (int)r->json.length : 128;
	if (token == CGRID_JSON_STRING || token == CGRID_JSON_NUMBER)
		snprintf(crs->name, sizeof crs->name, "%s%.*s", before, length, r->json.text);
}

static enum cgrid_status
crs_properties(struct geojson_reader *r, enum cgrid_json_token token, struct crs_member *crs)
{
	enum cgrid_status status = CGRID_OK;
	if (token != CGRID_JSON_OBJECT)
		return cgrid_geojson_skip(r, token);
	while (cgrid_geojson_key(r, &status) == CGRID_JSON_KEY && !status) {
		bool named = cgrid_json_is(&r->json, "name") || cgrid_json_is(&r->json, "href") ||
			     cgrid_json_is(&r->json, "code");
		token = cgrid_json_next(&r->json);
		if (named)
			keep_name(r, token, crs);
		status = cgrid_geojson_skip(r, token);
	}
	return status;
}

static enum cgrid_status
crs_object(struct geojson_reader *r, struct crs_member *crs)
{
	enum cgrid_status status = CGRID_OK;
	enum cgrid_json_token token;
	while (cgrid_geojson_key(r, &status) == CGRID_JSON_KEY && !status) {
		bool type = cgrid_json_is(&r->json, "type");
		bool properties = cgrid_json_is(&r->json, "properties");
		token = cgrid_json_next(&r->json);
		if (type && token == CGRID_JSON_STRING)
			crs->link = cgrid_json_is(&r->json, "link") || cgrid_json_is(&r->json, "url");
		status = properties ? crs_properties(r, token, crs) : cgrid_geojson_skip(r, token);
	}
	return status;
}

/* A crs that says nothing that can be used: a link, which is never followed, or a name that only the
 * plan's own crs makes up for. */
static enum cgrid_status
pass_over(struct geojson_reader *r, const struct crs_member *crs, const struct cgrid_source *source)
{
	const char *said = r->plan->crs;
	if (!crs->link && !said)
		return cgrid_json_refuse(
		    &r->json, CGRID_E_MEANING, source,
		    "the coordinate reference system \"%.100s\" is not known; say it as \"crs\": "
		    "\"EPSG:N\" in campus.json, or convert the file to longitude and latitude",
		    crs->name);
	if (!r->crs_passed_over)
		cgrid_log(
		    r->ctx, CGRID_NOTE, source,
		    said ? "its crs (%.100s) gives way to %s, as the plan says"
			 : "its crs is a link (%.100s), which is not followed; positions are taken "
			   "as longitude and latitude",
		    crs->name, said);
	r->crs_passed_over = true;
	return CGRID_OK;
}

static enum cgrid_status
use_crs(struct geojson_reader *r, const struct crs_member *crs, const struct cgrid_source *source)
{
	char declared[sizeof r->crs] = "EPSG:4326";
	if (crs->name[0] == '\0')
		return CGRID_OK;
	if (!is_wgs84(crs->name)) {
		int code = epsg_of(crs->name);
		if (crs->link || code == 0)
			return pass_over(r, crs, source);
		snprintf(declared, sizeof declared, "EPSG:%d", code);
	}
	if (r->crs[0] && strcmp(r->crs, declared) != 0)
		return cgrid_json_refuse(&r->json, CGRID_E_MEANING, source,
					 "the file declares both %s and %s", r->crs, declared);
	memcpy(r->crs, declared, sizeof declared);
	return CGRID_OK;
}

enum cgrid_status
cgrid_geojson_crs(struct geojson_reader *r, enum cgrid_json_token token)
{
	struct crs_member crs = {0};
	const size_t at = r->json.start;
	enum cgrid_status status = CGRID_OK;
	if (token == CGRID_JSON_STRING)
		keep_name(r, token, &crs);
	if (token == CGRID_JSON_OBJECT)
		status = crs_object(r, &crs);
	else
		status = cgrid_geojson_skip(r, token);
	if (status)
		return status;
	struct cgrid_source source = cgrid_json_source_at(&r->json, at);
	return use_crs(r, &crs, &source);
}

static enum cgrid_status
convert(struct geojson_reader *r, const char *crs)
{
	struct cgrid_draft *draft = r->draft;
	size_t first = r->mark.points, count = draft->point_count - first;
	struct cgrid_xy *xy = cgrid_array_new(count, sizeof *xy);
	if (!xy)
		return cgrid_fail_memory(r->ctx);
	for (size_t i = 0; i < count; i++)
		xy[i] = (struct cgrid_xy){draft->points[first + i].lon, draft->points[first + i].lat};
	enum cgrid_status status =
	    count == 0 ? CGRID_OK : cgrid_crs_to_ground(r->ctx, crs, xy, count, draft->points + first);
	free(xy);
	return status;
}

/* Swapped positions that stay within 90 degrees lie where no school is: a longitude of America, taken
 * for a latitude, is in the Antarctic. */
static void
doubt_swapped(struct geojson_reader *r)
{
	const struct cgrid_source source = {r->plan->shown, 0, 0};
	char lat[CGRID_FIXED_SIZE], lon[CGRID_FIXED_SIZE];
	if (r->draft->point_count == r->mark.points ||
	    r->draft->points[r->mark.points].lat > northernmost_of_the_antarctic)
		return;
	cgrid_fixed(lat, r->draft->points[r->mark.points].lat, 5);
	cgrid_fixed(lon, r->draft->points[r->mark.points].lon, 5);
	cgrid_log(r->ctx, CGRID_WARNING, &source,
		  "its first position is at latitude %s, longitude %s, in the Antarctic (are they "
		  "swapped? longitude comes first)",
		  lat, lon);
}

enum cgrid_status
cgrid_geojson_place(struct geojson_reader *r)
{
	const char *said = r->plan->crs ? r->plan->crs : "", *crs = said[0] ? said : r->crs;
	const struct cgrid_source whole = {r->plan->shown, 0, 0};
	char x[CGRID_FIXED_SIZE], y[CGRID_FIXED_SIZE];
	bool same = strcmp(said, r->crs) == 0 || (is_wgs84(said) && is_wgs84(r->crs));
	if (said[0] && r->crs[0] && !same)
		cgrid_log(r->ctx, CGRID_WARNING, &whole,
			  "it declares %s, and the plan says %.60s, which is used", r->crs, said);
	if (crs[0] && !is_wgs84(crs))
		return convert(r, crs);
	if (!r->far) {
		doubt_swapped(r);
		return CGRID_OK;
	}
	struct cgrid_source source = cgrid_json_source_at(&r->json, r->far_at);
	bool swapped = r->far_x >= -90 && r->far_x <= 90 && r->far_y >= -180 && r->far_y <= 180;
	cgrid_fixed(x, r->far_x, 2);
	cgrid_fixed(y, r->far_y, 2);
	return cgrid_fail_at(
	    r->ctx, CGRID_E_MEANING, &source, "%s, %s is no longitude and latitude%s", x, y,
	    swapped ? " (are they swapped? longitude comes first)"
		    : " (is it a projected system? say which as \"crs\": \"EPSG:N\" in "
		      "campus.json, or convert the file)");
}
