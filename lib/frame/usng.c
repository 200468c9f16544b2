/* SPDX-License-Identifier: Apache-2.0 */
/*
 * US National Grid (FGDC-STD-011-2001) and MGRS (NGA.SIG.0012, 2014) over the whole earth: text of a
 * position, truncated and never rounded, and the square that a text names.
 */
#include "base/base.h"
#include "base/num.h"
#include "base/text.h"
#include "frame/tmerc.h"
#include "frame/zones.h"

#include <campusgrid/frame.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A corner of a metre square, written as doubles of degrees and projected again, comes out some
 * nanometres off. Without this the corner of a square would lie in its neighbour half of the time.
 * GeographicLib has no such tolerance and answers by chance there. */
static const double at_a_line_m = 2e-8;

/* East and north edges of a zone are not its own. This is just inside, beyond that tolerance. */
static const double short_of_a_line_deg = 3e-13;

static const double square_m = 100000;

/* Columns of 100 km squares from an easting of 100 km on, by zone modulo 3; rows by their number
 * modulo 20, from F in even zones. */
static const char *const utm_columns[3] = {"STUVWXYZ", "ABCDEFGH", "JKLMNPQR"};
static const char utm_rows[] = "ABCDEFGHJKLMNPQRSTUV";
enum { UTM_ROWS = 20 };

/* The halves of the two polar caps: west and east of the meridians of 0 and 180 degrees. */
static const struct cap {
	char letter;
	bool north;
	int first_column, first_row; /* in 100 km */
	const char *columns, *rows;
} caps[] = {
    {'A', false, 8, 8, "JKLPQRSTUXYZ", "ABCDEFGHJKLMNPQRSTUVWXYZ"},
    {'B', false, 20, 8, "ABCFGHJKLPQR", "ABCDEFGHJKLMNPQRSTUVWXYZ"},
    {'Y', true, 13, 13, "RSTUXYZ", "ABCDEFGHJKLMNP"},
    {'Z', true, 20, 13, "ABCFGHJ", "ABCDEFGHJKLMNP"},
};
enum { CAPS = sizeof caps / sizeof *caps };

static enum cgrid_status
check_ground(struct cgrid_ctx *ctx, struct cgrid_lonlat at)
{
	char lat[CGRID_FIXED_SIZE], lon[CGRID_FIXED_SIZE];
	if (cgrid_is_ground(at))
		return CGRID_OK;
	cgrid_fixed(lat, at.lat, 7);
	cgrid_fixed(lon, at.lon, 7);
	return cgrid_fail(ctx, CGRID_E_OUTSIDE, "%.40s, %.40s is no latitude and longitude", lat, lon);
}

enum cgrid_status
cgrid_utmups_from_ground(struct cgrid_ctx *ctx, struct cgrid_lonlat at, struct cgrid_utmups *utm_out)
{
	struct cgrid_tmerc tm;
	struct cgrid_xy xy;
	*utm_out = (struct cgrid_utmups){0};
	enum cgrid_status status = check_ground(ctx, at);
	if (status)
		return status;
	utm_out->zone = cgrid_utm_zone(at);
	utm_out->north = at.lat >= 0;
	if (utm_out->zone == 0) {
		xy = cgrid_ups_to_xy(at, utm_out->north);
	} else {
		cgrid_tmerc_init_utm(&tm, utm_out->zone, !utm_out->north);
		if (!cgrid_tmerc_to_xy(&tm, at, &xy))
			return cgrid_fail(ctx, CGRID_E_INTERNAL, "a position is beyond its own zone");
	}
	utm_out->easting = xy.x;
	utm_out->northing = xy.y;
	return CGRID_OK;
}

enum cgrid_status
cgrid_utmups_to_ground(struct cgrid_ctx *ctx, const struct cgrid_utmups *utm,
		       struct cgrid_lonlat *at_out)
{
	struct cgrid_tmerc tm;
	const struct cgrid_xy xy = {utm->easting, utm->northing};
	*at_out = (struct cgrid_lonlat){0, 0};
	if (utm->zone < 0 || utm->zone > 60)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "UTM zone %d: they go from 1 to 60",
				  utm->zone);
	if (utm->zone == 0) {
		if (!(fabs(xy.x - 2000000) <= 2000000) || !(fabs(xy.y - 2000000) <= 2000000))
			return cgrid_fail(ctx, CGRID_E_OUTSIDE, "a UPS position too far from the pole");
		*at_out = cgrid_ups_to_ground(xy, utm->north);
		return CGRID_OK;
	}
	cgrid_tmerc_init_utm(&tm, utm->zone, !utm->north);
	if (!cgrid_tmerc_to_ground(&tm, xy, at_out))
		return cgrid_fail(ctx, CGRID_E_OUTSIDE, "a UTM position too far from its zone");
	return CGRID_OK;
}

/* The metre square that holds a coordinate. */
static int64_t
whole_metre(double metres)
{
	return (int64_t)floor(metres + at_a_line_m);
}

/* "18S", "UJ" of a position; false where no letters are (off the 100 km squares). */
static bool
name_square(const struct cgrid_utmups *utm, double lat, char zone[4], char square[3])
{
	int column = (int)(whole_metre(utm->easting) / (int64_t)square_m);
	int row = (int)(whole_metre(utm->northing) / (int64_t)square_m);
	if (utm->zone > 0) {
		if (column < 1 || column > 8)
			return false;
		snprintf(zone, 4, "%c%c%c", '0' + utm->zone / 10, '0' + utm->zone % 10,
			 cgrid_utm_band(lat));
		square[0] = utm_columns[utm->zone % 3][column - 1];
		square[1] = utm_rows[(row + (utm->zone % 2 == 0 ? 5 : 0)) % UTM_ROWS];
		square[2] = '\0';
		return true;
	}
	const struct cap *cap = &caps[(utm->north ? 2 : 0) + (column >= 20 ? 1 : 0)];
	column -= cap->first_column;
	row -= cap->first_row;
	if (column < 0 || column >= (int)strlen(cap->columns) || row < 0 ||
	    row >= (int)strlen(cap->rows))
		return false;
	snprintf(zone, 4, "%c", cap->letter);
	snprintf(square, 3, "%c%c", cap->columns[column], cap->rows[row]);
	return true;
}

enum cgrid_status
cgrid_usng_format(struct cgrid_ctx *ctx, struct cgrid_lonlat at, int digits, bool blanks,
		  char text[CGRID_USNG_SIZE])
{
	struct cgrid_utmups utm;
	char zone[4], square[3], easting[8] = "", northing[8] = "";
	text[0] = '\0';
	if (digits < 0 || digits > 5)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "USNG has 0 to 5 digits an axis, not %d",
				  digits);
	/* A hair south of the equator, within what counts as on a line: the square to its north. */
	if (at.lat < 0 && at.lat > -2e-13)
		at.lat = 0;
	enum cgrid_status status = cgrid_utmups_from_ground(ctx, at, &utm);
	if (status)
		return status;
	if (!name_square(&utm, at.lat, zone, square))
		return cgrid_fail(ctx, CGRID_E_INTERNAL, "a position is off the squares of its zone");
	/* Cut the padded text from the right: dividing and rounding would name another square. */
	snprintf(easting, sizeof easting, "%05d", (int)(whole_metre(utm.easting) % (int64_t)square_m));
	snprintf(northing, sizeof northing, "%05d",
		 (int)(whole_metre(utm.northing) % (int64_t)square_m));
	const char *first = blanks ? " " : "", *more = blanks && digits > 0 ? " " : "";
	snprintf(text, CGRID_USNG_SIZE, "%s%s%s%s%.*s%s%.*s", zone, first, square, more, digits,
		 easting, more, digits, northing);
	return CGRID_OK;
}

/* A text taken apart: the zone (0 for UPS), its band or cap letter, two letters, equal digits. */
struct reference {
	int zone;
	char band;
	char square[2];
	int digits;
	int64_t easting, northing; /* in the 100 km square, of its corner */
};

/* Without blanks and in upper case; 0 when it is too long for a reference. */
static size_t
squeeze(const char *text, char out[CGRID_USNG_SIZE])
{
	size_t n = 0;
	for (; *text != '\0'; text++) {
		if (*text == ' ' || *text == '\t')
			continue;
		if (n + 1 >= CGRID_USNG_SIZE)
			return 0;
		int c = (unsigned char)*text;
		out[n++] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
	}
	out[n] = '\0';
	return n;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return c >= 'A' && c <= 'Z' && c != 'I' && c != 'O';
}

/* Says why it is none; NULL when it is one. */
static const char *
take_apart(const char *text, struct reference *ref)
{
	char packed[CGRID_USNG_SIZE];
	size_t n = squeeze(text, packed), at = 0;
	*ref = (struct reference){0};
	while (at < n && is_digit(packed[at]) && at < 2)
		ref->zone = 10 * ref->zone + (packed[at++] - '0');
	bool polar = at == 0;
	if (n < at + 3 || !is_letter(packed[at]) || !is_letter(packed[at + 1]) ||
	    !is_letter(packed[at + 2]))
		return "it is a zone, three letters without I and O, and digits, as 18S UJ 23483 06479";
	if (!polar && (ref->zone < 1 || ref->zone > 60))
		return "zones go from 1 to 60";
	ref->band = packed[at];
	bool cap = strchr("ABYZ", ref->band) != NULL;
	if (cap != polar)
		return polar ? "it has no zone, as 18S UJ 23483 06479"
			     : "the poles (A, B, Y, Z) have no zone number";
	memcpy(ref->square, packed + at + 1, 2);
	at += 3;
	size_t rest = n - at;
	if (rest % 2 != 0 || rest > 10)
		return "its digits are in two equal halves of up to five";
	ref->digits = (int)(rest / 2);
	int64_t unit = 100000;
	for (size_t i = 0; i < rest / 2; i++) {
		if (!is_digit(packed[at + i]) || !is_digit(packed[at + rest / 2 + i]))
			return "behind its three letters it has digits alone";
		unit /= 10;
		ref->easting += unit * (packed[at + i] - '0');
		ref->northing += unit * (packed[at + rest / 2 + i] - '0');
	}
	return NULL;
}

/* A square in its projection. */
struct flat_square {
	struct cgrid_utmups corner;
	double size;
};

static struct cgrid_lonlat
ground_of(const struct cgrid_tmerc *tm, double x, double y)
{
	struct cgrid_lonlat at = {0, 0};
	cgrid_tmerc_to_ground(tm, (struct cgrid_xy){x, y}, &at);
	return at;
}

/* Longitudes about the zone, so that zones 1 and 60 have no seam. */
static double
lon_near(double lon, const struct cgrid_zone_box *box)
{
	double middle = (box->min_lon + box->max_lon) / 2;
	return middle + remainder(lon - middle, 360);
}

/* The degrees that a square covers. Longitude is widest on the east and west sides; latitude on a
 * line of northing is highest (north) or lowest (south) at the meridian. */
static struct cgrid_zone_box
square_box(const struct cgrid_tmerc *tm, double x, double y, double size,
	   const struct cgrid_zone_box *zone)
{
	struct cgrid_zone_box box = {INFINITY, -INFINITY, INFINITY, -INFINITY};
	const double xs[3] = {x, x + size, fmin(fmax(500000, x), x + size)};
	for (int i = 0; i < 6; i++) {
		struct cgrid_lonlat at = ground_of(tm, xs[i % 3], y + (i < 3 ? 0 : size));
		double lon = lon_near(at.lon, zone);
		box.min_lon = fmin(box.min_lon, lon);
		box.max_lon = fmax(box.max_lon, lon);
		box.min_lat = fmin(box.min_lat, at.lat);
		box.max_lat = fmax(box.max_lat, at.lat);
	}
	return box;
}

static bool
boxes_meet(const struct cgrid_zone_box *a, const struct cgrid_zone_box *b)
{
	return a->min_lon < b->max_lon && b->min_lon < a->max_lon && a->min_lat < b->max_lat &&
	       b->min_lat < a->max_lat;
}

/* Halves an interval of degrees until `axis` of the projection is at `want`. */
static double
where(const struct cgrid_tmerc *tm, struct cgrid_lonlat at, bool along_lat, double low, double high,
      double want)
{
	for (int i = 0; i < 60; i++) {
		double middle = low + (high - low) / 2;
		struct cgrid_xy xy = {0, 0};
		if (along_lat)
			at.lat = middle;
		else
			at.lon = middle;
		cgrid_tmerc_to_xy(tm, at, &xy);
		if ((along_lat ? xy.y : xy.x) < want)
			low = middle;
		else
			high = middle;
	}
	return high;
}

static bool
is_in(const struct cgrid_tmerc *tm, const struct flat_square *square, struct cgrid_lonlat at)
{
	struct cgrid_xy xy;
	double x = square->corner.easting - at_a_line_m, y = square->corner.northing - at_a_line_m;
	return cgrid_tmerc_to_xy(tm, at, &xy) && xy.x >= x && xy.x < x + square->size && xy.y >= y &&
	       xy.y < y + square->size;
}

/* The first point of a meridian in a square, from the south: it crosses the south side, or enters
 * aslant and crosses the north side. */
static struct cgrid_lonlat
on_meridian(const struct cgrid_tmerc *tm, const struct flat_square *square,
	    const struct cgrid_zone_box *zone, double lon)
{
	const double low = zone->min_lat - 2, high = zone->max_lat + 2;
	struct cgrid_lonlat at = {lon, 0}, other = at;
	at.lat = where(tm, at, true, low, high, square->corner.northing);
	other.lat = where(tm, other, true, low, high, square->corner.northing + square->size - 1e-6);
	return is_in(tm, square, at) || !is_in(tm, square, other) ? at : other;
}

/* The same for a parallel, from the west. It is highest or lowest at the middle of the zone. */
static struct cgrid_lonlat
on_parallel(const struct cgrid_tmerc *tm, const struct flat_square *square,
	    const struct cgrid_zone_box *zone, double lat)
{
	const double x = square->corner.easting, last = x + square->size - 1e-6;
	const double eastings[3] = {x, fmin(fmax(x, 500000), last), last};
	struct cgrid_lonlat first = {zone->min_lon, lat};
	for (int i = 0; i < 3; i++) {
		struct cgrid_lonlat at = {0, lat};
		at.lon = where(tm, at, false, zone->min_lon - 2, zone->max_lon + 2, eastings[i]);
		at.lon = fmin(fmax(at.lon, zone->min_lon), zone->max_lon - short_of_a_line_deg);
		if (i == 0)
			first = at;
		if (is_in(tm, square, at))
			return at;
	}
	return first;
}

/* The south-west corner of the part of a square that is in its zone and band: where it sticks out, the
 * meridian or parallel is followed to a side of the square. */
static struct cgrid_lonlat
clipped_corner(const struct cgrid_tmerc *tm, const struct flat_square *square,
	       const struct cgrid_zone_box *zone)
{
	struct cgrid_lonlat at = ground_of(tm, square->corner.easting, square->corner.northing);
	at.lon = lon_near(at.lon, zone);
	if (at.lon < zone->min_lon)
		at = on_meridian(tm, square, zone, zone->min_lon);
	else if (at.lon >= zone->max_lon)
		at = on_meridian(tm, square, zone, zone->max_lon - short_of_a_line_deg);
	if (at.lat < zone->min_lat)
		at = on_parallel(tm, square, zone, zone->min_lat);
	else if (at.lat >= zone->max_lat)
		at = on_parallel(tm, square, zone, zone->max_lat - short_of_a_line_deg);
	at.lon = cgrid_wrap_lon(at.lon);
	return at;
}

static enum cgrid_status
fail_place(struct cgrid_ctx *ctx, const char *text)
{
	return cgrid_fail(ctx, CGRID_E_OUTSIDE, "\"%.40s\": there is no such square in that zone",
			  text);
}

static enum cgrid_status
place_utm(struct cgrid_ctx *ctx, const char *text, const struct reference *ref,
	  struct cgrid_usng_square *out)
{
	struct cgrid_zone_box zone = cgrid_utm_box(ref->zone, ref->band);
	const char *columns = utm_columns[ref->zone % 3];
	const char *column = strchr(columns, ref->square[0]), *row = strchr(utm_rows, ref->square[1]);
	struct cgrid_tmerc tm;
	struct cgrid_xy middle;
	if (zone.min_lon > zone.max_lon || !column || !row)
		return fail_place(ctx, text);
	bool north = ref->band >= 'N';
	cgrid_tmerc_init_utm(&tm, ref->zone, !north);
	/* Rows come again every 2,000 km; a band is less than that. */
	const struct cgrid_lonlat at = {6 * ref->zone - 183, (zone.min_lat + zone.max_lat) / 2};
	cgrid_tmerc_to_xy(&tm, at, &middle);
	int first = (int)(row - utm_rows) - (ref->zone % 2 == 0 ? 5 : 0);
	double x = square_m * (double)(column - columns + 1), y = square_m * first;
	y += 20 * square_m * round((middle.y - y - square_m / 2) / (20 * square_m));
	struct cgrid_zone_box box = square_box(&tm, x, y, square_m, &zone);
	if (y < 0 || !boxes_meet(&box, &zone))
		return fail_place(ctx, text);
	struct flat_square square = {
	    {ref->zone, north, x + (double)ref->easting, y + (double)ref->northing}, out->size_m};
	x = square.corner.easting;
	y = square.corner.northing;
	box = square_box(&tm, x, y, square.size, &zone);
	/* A square beside its zone, in a 100 km square that is partly in it, is where it says. */
	out->corner =
	    boxes_meet(&box, &zone) ? clipped_corner(&tm, &square, &zone) : ground_of(&tm, x, y);
	out->centre = ground_of(&tm, x + square.size / 2, y + square.size / 2);
	return CGRID_OK;
}

/* The same for a cap, a disc about the pole: down the west side of the square to the rim, else along
 * its south side, else what is nearest to the pole. */
static struct cgrid_xy
clipped_in_cap(const struct cap *cap, double x, double y, double size)
{
	/* A micrometre inside, so that it is on this side of the rim after all rounding. */
	const struct cgrid_lonlat rim = {90, cap->north ? 84 : -80};
	double radius = cgrid_ups_to_xy(rim, cap->north).x - 2000000 - 1e-6;
	double west = x - 2000000, south = y - 2000000;
	if (hypot(west, south) <= radius)
		return (struct cgrid_xy){x, y};
	double half = sqrt(fmax(0, radius * radius - west * west));
	if (fabs(west) <= radius && fmax(south, -half) < fmin(south + size, half))
		return (struct cgrid_xy){x, 2000000 + fmax(south, -half)};
	half = sqrt(fmax(0, radius * radius - south * south));
	if (fabs(south) <= radius && fmax(west, -half) < fmin(west + size, half))
		return (struct cgrid_xy){2000000 + fmax(west, -half), y};
	double near_x = fmin(fmax(0, west), west + size), near_y = fmin(fmax(0, south), south + size);
	if (hypot(near_x, near_y) > radius)
		return (struct cgrid_xy){x, y};
	/* It touches the rim with its north-east corner alone, which is its neighbour's. */
	return (struct cgrid_xy){2000000 + near_x - 1e-7, 2000000 + near_y - 1e-7};
}

static enum cgrid_status
place_ups(struct cgrid_ctx *ctx, const char *text, const struct reference *ref,
	  struct cgrid_usng_square *out)
{
	const struct cap *cap = caps;
	while (cap->letter != ref->band)
		cap++;
	const char *column = strchr(cap->columns, ref->square[0]),
		   *row = strchr(cap->rows, ref->square[1]);
	if (!column || !row)
		return fail_place(ctx, text);
	double x = square_m * (double)(cap->first_column + (column - cap->columns));
	double y = square_m * (double)(cap->first_row + (row - cap->rows));
	/* The corner of the 100 km square that is nearest to the pole has to be in the cap. */
	struct cgrid_xy near = {fmin(fmax(2000000, x), x + square_m),
				fmin(fmax(2000000, y), y + square_m)};
	double edge = cap->north ? 84 : 80;
	if (fabs(cgrid_ups_to_ground(near, cap->north).lat) < edge)
		return fail_place(ctx, text);
	x += (double)ref->easting;
	y += (double)ref->northing;
	double half = out->size_m / 2;
	out->corner = cgrid_ups_to_ground(clipped_in_cap(cap, x, y, out->size_m), cap->north);
	out->centre = cgrid_ups_to_ground((struct cgrid_xy){x + half, y + half}, cap->north);
	return CGRID_OK;
}

enum cgrid_status
cgrid_usng_parse(struct cgrid_ctx *ctx, const char *text, struct cgrid_usng_square *square_out)
{
	static const double sizes[] = {100000, 10000, 1000, 100, 10, 1};
	struct reference ref;
	*square_out = (struct cgrid_usng_square){0};
	const char *why = take_apart(text, &ref);
	if (why)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "\"%.40s\" is no USNG or MGRS reference: %s",
				  text, why);
	square_out->digits = ref.digits;
	square_out->size_m = sizes[ref.digits];
	enum cgrid_status status = ref.zone > 0 ? place_utm(ctx, text, &ref, square_out)
						: place_ups(ctx, text, &ref, square_out);
	if (status)
		*square_out = (struct cgrid_usng_square){0};
	return status;
}
