/* SPDX-License-Identifier: Apache-2.0 */
/*
 * US National Grid and MGRS, both ways, UPS included (FGDC-STD-011-2001; NGA.SIG.0012 for UPS and
 * the letters). Truncated, never rounded: at the micrometre, as the field's own tools do, so that a
 * position on a line is on the same side everywhere.
 */
#include "base/base.h"
#include "frame/epsg.h"
#include "frame/polar.h"
#include "frame/tmerc.h"

#include <campusgrid/frame.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double square_m = 100000, utm_south_m = 10000000;
static const char bands[] = "CDEFGHJKLMNPQRSTUVWX";
static const char utm_rows[] = "ABCDEFGHJKLMNPQRSTUV";
static const char *const utm_columns[3] = {"ABCDEFGH", "JKLMNPQR", "STUVWXYZ"};
/* UPS: A and B west and east of the south pole, Y and Z of the north pole. */
static const char *const ups_columns[4] = {"JKLPQRSTUXYZ", "ABCFGHJKLPQR", "RSTUXYZ", "ABCFGHJ"};
static const char *const ups_rows[2] = {"ABCDEFGHJKLMNPQRSTUVWXYZ", "ABCDEFGHJKLMNP"};
static const char ups_zones[] = "ABYZ";
enum { UPS_MIDDLE = 20, UPS_LOW_SOUTH = 8, UPS_LOW_NORTH = 13, UTM_LOW = 1 };

static double
normal_lon(double lon)
{
	double normal = remainder(lon, 360);
	return normal >= 180 ? normal - 360 : normal;
}

static bool
on_earth(struct cgrid_lonlat at)
{
	return isfinite(at.lon) && isfinite(at.lat) && fabs(at.lat) <= 90 && fabs(at.lon) <= 540;
}

static void
utm_projection(int zone, struct cgrid_tmerc *tm)
{
	cgrid_tmerc_init(tm, 6.0 * zone - 183, 0, 0.9996);
}

static void
utm_forward(int zone, bool north, struct cgrid_lonlat at, struct cgrid_utmups *utm)
{
	struct cgrid_tmerc tm;
	utm_projection(zone, &tm);
	struct cgrid_xy xy = cgrid_tmerc_forward(&tm, at);
	*utm = (struct cgrid_utmups){zone, north, xy.x + 500000, xy.y + (north ? 0 : utm_south_m)};
	/* Just south of the equator the false northing can swallow the difference. */
	if (!north && utm->northing >= utm_south_m)
		utm->northing = nextafter(utm_south_m, 0);
}

enum cgrid_status
cgrid_utmups_from_ground(struct cgrid_ctx *ctx, struct cgrid_lonlat at, struct cgrid_utmups *utm_out)
{
	*utm_out = (struct cgrid_utmups){0};
	if (!on_earth(at))
		return cgrid_fail(ctx, CGRID_E_OUTSIDE, "the position is not on the earth");
	if (at.lat >= 84 || at.lat < -80) {
		struct cgrid_xy xy = cgrid_polar_forward(at.lat > 0, at);
		*utm_out = (struct cgrid_utmups){0, at.lat > 0, xy.x, xy.y};
	} else {
		utm_forward(cgrid_utm_zone(at), at.lat >= 0, at, utm_out);
	}
	return CGRID_OK;
}

static struct cgrid_lonlat
utmups_inverse(const struct cgrid_utmups *utm)
{
	struct cgrid_tmerc tm;
	if (utm->zone == 0)
		return cgrid_polar_inverse(utm->north, (struct cgrid_xy){utm->easting, utm->northing});
	utm_projection(utm->zone, &tm);
	return cgrid_tmerc_inverse(
	    &tm,
	    (struct cgrid_xy){utm->easting - 500000, utm->northing - (utm->north ? 0 : utm_south_m)});
}

enum cgrid_status
cgrid_utmups_to_ground(struct cgrid_ctx *ctx, const struct cgrid_utmups *utm,
		       struct cgrid_lonlat *at_out)
{
	*at_out = (struct cgrid_lonlat){0, 0};
	double most = utm->zone == 0 ? 4e6 : 1e7;
	if (utm->zone < 0 || utm->zone > 60 || !(utm->easting >= 0 && utm->easting <= most) ||
	    !(utm->northing >= -1e6 && utm->northing <= 1.1e7))
		return cgrid_fail(ctx, CGRID_E_OUTSIDE, "the coordinates are outside UTM and UPS");
	*at_out = utmups_inverse(utm);
	return CGRID_OK;
}

/* The 100 km square: its column, its row, and the letters of zone and square. */
struct square {
	char zone[4];
	char letters[3];
	double easting, northing; /* of its south-west corner */
};

static int
band_index(double lat)
{
	int band = (int)floor((lat + 80) / 8);
	return band < 0 ? 0 : band > 19 ? 19 : band;
}

static void
find_square(const struct cgrid_utmups *utm, struct cgrid_lonlat at, struct square *square)
{
	int column = (int)floor(utm->easting / square_m), row = (int)floor(utm->northing / square_m);
	square->easting = column * square_m;
	square->northing = row * square_m;
	if (utm->zone == 0) {
		bool east = column >= UPS_MIDDLE;
		int which = (utm->north ? 2 : 0) + east;
		int low = utm->north ? UPS_LOW_NORTH : UPS_LOW_SOUTH;
		snprintf(square->zone, sizeof square->zone, "%c", ups_zones[which]);
		square->letters[0] = ups_columns[which][column - (east ? UPS_MIDDLE : low)];
		square->letters[1] = ups_rows[utm->north][row - low];
	} else {
		snprintf(square->zone, sizeof square->zone, "%02u%c", (unsigned)utm->zone % 100,
			 bands[band_index(at.lat)]);
		square->letters[0] = utm_columns[(utm->zone - 1) % 3][column - UTM_LOW];
		square->letters[1] = utm_rows[(row + (utm->zone % 2 == 0 ? 5 : 0)) % 20];
	}
	square->letters[2] = '\0';
}

enum cgrid_status
cgrid_usng_format(struct cgrid_ctx *ctx, struct cgrid_lonlat at, int digits, bool blanks,
		  char text[CGRID_USNG_SIZE])
{
	struct cgrid_utmups utm;
	struct square square;
	char easting[16], northing[16];
	text[0] = '\0';
	if (digits < 0 || digits > 5)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "USNG has 0 to 5 digits an axis");
	at.lon = isfinite(at.lon) ? normal_lon(at.lon) : at.lon;
	enum cgrid_status status = cgrid_utmups_from_ground(ctx, at, &utm);
	if (status)
		return status;
	/* Micrometres first: two lines of arithmetic that differ in the last bit must agree on the
	 * digit. */
	utm.easting = floor(utm.easting * 1e6) / 1e6;
	utm.northing = floor(utm.northing * 1e6) / 1e6;
	find_square(&utm, at, &square);
	snprintf(easting, sizeof easting, "%05u",
		 (unsigned)floor(utm.easting - square.easting) % 100000);
	snprintf(northing, sizeof northing, "%05u",
		 (unsigned)floor(utm.northing - square.northing) % 100000);
	const char *blank = blanks ? " " : "", *inner = blanks && digits > 0 ? " " : "";
	snprintf(text, CGRID_USNG_SIZE, "%.3s%s%.2s%s%.*s%s%.*s", square.zone, blank, square.letters,
		 inner, digits, easting, inner, digits, northing);
	return CGRID_OK;
}

/* A reference taken apart, without its blanks. */
struct reference {
	int zone; /* 0 for UPS */
	char band, column, row;
	int digits;
	double easting, northing; /* within the square */
};

static bool
take_digits(const char *text, int digits, double *value_out)
{
	static const double sizes[] = {100000, 10000, 1000, 100, 10, 1};
	double value = 0;
	for (int i = 0; i < digits; i++)
		value = value * 10 + (text[i] - '0');
	*value_out = value * sizes[digits];
	return true;
}

static bool
take_apart(const char *text, struct reference *reference)
{
	char clean[32];
	size_t n = 0;
	for (; *text != '\0'; text++) {
		if (*text == ' ' || *text == '\t')
			continue;
		if (n + 1 >= sizeof clean)
			return false;
		clean[n++] = (char)(*text >= 'a' && *text <= 'z' ? *text - ('a' - 'A') : *text);
	}
	clean[n] = '\0';
	size_t numbers = strspn(clean, "0123456789");
	const char *at = clean + numbers;
	reference->zone = 0;
	for (size_t i = 0; i < numbers; i++)
		reference->zone = reference->zone * 10 + (clean[i] - '0');
	if (numbers > 2 || (numbers > 0 && (reference->zone < 1 || reference->zone > 60)) ||
	    strlen(at) < 3)
		return false;
	reference->band = at[0];
	reference->column = at[1];
	reference->row = at[2];
	if (!strchr(numbers ? bands : ups_zones, at[0]))
		return false;
	size_t rest = strlen(at + 3);
	if (rest > 10 || rest % 2 != 0 || strspn(at + 3, "0123456789") != rest)
		return false;
	reference->digits = (int)rest / 2;
	return take_digits(at + 3, reference->digits, &reference->easting) &&
	       take_digits(at + 3 + reference->digits, reference->digits, &reference->northing);
}

static int
letter_index(const char *letters, char letter)
{
	const char *found = letter ? strchr(letters, letter) : NULL;
	return found ? (int)(found - letters) : -1;
}

/* The south-west corner of the square in UPS. */
static bool
place_ups(const struct reference *reference, struct cgrid_utmups *utm)
{
	int which = letter_index(ups_zones, reference->band);
	bool north = which >= 2, east = which % 2 == 1;
	int column = letter_index(ups_columns[which], reference->column);
	int row = letter_index(ups_rows[north], reference->row);
	int low = north ? UPS_LOW_NORTH : UPS_LOW_SOUTH;
	*utm = (struct cgrid_utmups){0, north, (column + (east ? UPS_MIDDLE : low)) * square_m,
				     (row + low) * square_m};
	return column >= 0 && row >= 0;
}

/* The same in UTM: rows repeat every 2,000 km, the band tells which one is meant. */
static bool
place_utm(const struct reference *reference, struct cgrid_utmups *utm)
{
	int column = letter_index(utm_columns[(reference->zone - 1) % 3], reference->column);
	int row = letter_index(utm_rows, reference->row), band = letter_index(bands, reference->band);
	if (column < 0 || row < 0)
		return false;
	bool north = band >= 10;
	row = (row + (reference->zone % 2 == 0 ? 15 : 0)) % 20;
	struct cgrid_utmups low;
	const struct cgrid_lonlat south_edge = {6.0 * reference->zone - 183, -80 + 8.0 * band};
	utm_forward(reference->zone, north, south_edge, &low);
	double northing = row * square_m;
	/* The row that reaches into the band: the first whose north edge is above the band's south edge
	 * (lowest on the meridian in the north; in the south the edges of the zone are lower by at most
	 * 20 km, which the square itself covers). */
	while (northing + square_m <= low.northing - (north ? 0 : 25000))
		northing += 20 * square_m;
	*utm = (struct cgrid_utmups){reference->zone, north, (column + UTM_LOW) * square_m, northing};
	return true;
}

/* West and east edges of a zone at a latitude, with the exceptions of Norway and Svalbard. False for
 * the zones that do not exist there (32X, 34X, 36X). */
static bool
zone_edges(int zone, double lat, double *west, double *east)
{
	static const double svalbard[] = {0, 9, 21, 33, 42};
	*west = 6.0 * zone - 186;
	*east = *west + 6;
	if (lat >= 56 && lat < 64 && (zone == 31 || zone == 32)) {
		*west = zone == 31 ? 0 : 3;
		*east = zone == 31 ? 3 : 12;
	}
	if (lat >= 72 && zone >= 31 && zone <= 37) {
		if (zone % 2 == 0)
			return false;
		*west = svalbard[(zone - 31) / 2];
		*east = svalbard[(zone - 31) / 2 + 1];
	}
	return true;
}

/* How far a position is out of a stretch, in metres. */
static double
beyond(double value, double low, double high, double metres)
{
	return fmax(0, fmax(low - value, value - high)) * metres;
}

/* Is the square in its own zone and band, or over their edge by less than itself? What a position in
 * the zone truncates to always is; what lies elsewhere is a slip of the pen. */
static bool
is_there(const struct reference *reference, const struct cgrid_utmups *utm, double size)
{
	struct cgrid_utmups middle = *utm;
	double west, east;
	middle.easting += size / 2;
	middle.northing += size / 2;
	struct cgrid_lonlat at = utmups_inverse(&middle);
	if (reference->zone == 0)
		return utm->north ? at.lat > 83.5 : at.lat < -79.5;
	int band = letter_index(bands, reference->band);
	double south = -80 + 8.0 * band, north = band == 19 ? 84 : south + 8;
	double lat = fmin(fmax(at.lat, south), nextafter(north, south));
	if (!zone_edges(reference->zone, lat, &west, &east))
		return false;
	double lon = west + normal_lon(at.lon - west);
	double out = hypot(beyond(at.lat, south, north, 111700),
			   beyond(lon, west, east, 111320 * cos(lat * 0.017453292519943295)));
	return out <= size * 0.75;
}

/* The corner, moved along the square's south edge to the zone's west edge, and up to the band's. */
static struct cgrid_lonlat
clip_corner(const struct reference *reference, const struct cgrid_utmups *utm, double size)
{
	struct cgrid_lonlat corner = utmups_inverse(utm);
	if (reference->zone == 0)
		return corner;
	double south = -80 + 8.0 * letter_index(bands, reference->band);
	double west, east;
	if (!zone_edges(reference->zone, south, &west, &east))
		return corner;
	bool west_out = normal_lon(corner.lon - west) < 0, south_out = corner.lat < south;
	if (!west_out && !south_out)
		return corner;
	/* Bisection along the edge that is left: 60 halvings of 100 km are far below a nanometre. */
	double low = 0, high = size;
	for (int i = 0; i < 60; i++) {
		struct cgrid_utmups at = *utm;
		double middle = (low + high) / 2;
		*(west_out ? &at.easting : &at.northing) += middle;
		struct cgrid_lonlat ground = utmups_inverse(&at);
		bool before = west_out ? normal_lon(ground.lon - west) < 0 : ground.lat < south;
		*(before ? &low : &high) = middle;
		corner = ground;
	}
	if (west_out)
		corner.lon = west;
	if (corner.lat < south || (!west_out && south_out))
		corner.lat = south;
	return corner;
}

enum cgrid_status
cgrid_usng_parse(struct cgrid_ctx *ctx, const char *text, struct cgrid_usng_square *square_out)
{
	static const double sizes[] = {100000, 10000, 1000, 100, 10, 1};
	struct reference reference;
	struct cgrid_utmups utm;
	*square_out = (struct cgrid_usng_square){0};
	if (!take_apart(text, &reference) ||
	    !(reference.zone == 0 ? place_ups(&reference, &utm) : place_utm(&reference, &utm)))
		return cgrid_fail(ctx, CGRID_E_ARGUMENT,
				  "\"%.40s\" is no USNG or MGRS reference (as 18S UJ 23483 06479)",
				  text);
	double size = sizes[reference.digits];
	utm.easting += reference.easting;
	utm.northing += reference.northing;
	if (!is_there(&reference, &utm, size))
		return cgrid_fail(ctx, CGRID_E_OUTSIDE,
				  "\"%.40s\": there is no such square in its zone", text);
	square_out->corner = clip_corner(&reference, &utm, size);
	utm.easting += size / 2;
	utm.northing += size / 2;
	square_out->centre = utmups_inverse(&utm);
	square_out->size_m = size;
	square_out->digits = reference.digits;
	return CGRID_OK;
}
