/* SPDX-License-Identifier: Apache-2.0 */
/*
 * USNG and MGRS for arrays: blocks of positions through the kernels, texts by hand. What the kernels
 * are not made for (the poles, Norway and Svalbard, edges of zones and bands) and what lies within a
 * micrometre of a digit's border goes to usng.c, so that both always say the same.
 */
#include "base/base.h"
#include "frame/usng-kernel.h"

#include <math.h>
#include <string.h>

static void
to_utm_portable(const struct cgrid_utm_block *restrict degrees, struct cgrid_utm_block *restrict metres)
{
	block_to_utm(degrees, metres);
}

static void
from_utm_portable(const struct cgrid_utm_block *restrict metres,
		  struct cgrid_utm_block *restrict degrees)
{
	block_from_utm(metres, degrees);
}

const struct cgrid_utm_ways cgrid_utm_portable = {"any machine", to_utm_portable, from_utm_portable};

/* Below this many a block is not worth it. */
enum { FEW = 3 };

/* So near to the edge of a zone or a band usng.c decides; degrees. */
static const double near_edge_deg = 1e-9;
/* And so near to a whole metre; the kernels are some nanometres off. Usng.c counts the last 2e-8 m
 * below a line to the line. */
static const double near_line_m = 1e-6, at_a_line_m = 2e-8;

static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ";
static const char pairs[] = "0001020304050607080910111213141516171819202122232425262728293031323334"
			    "3536373839404142434445464748495051525354555657585960616263646566676869"
			    "707172737475767778798081828384858687888990919293949596979899";

/* A block of positions in order, and which of them the kernels can take. */
struct block {
	struct cgrid_utm_block degrees, metres;
	int zone[CGRID_UTM_BLOCK], band[CGRID_UTM_BLOCK]; /* band: 0 for C; zone 0: not taken */
};

/* Zones of unusual width: Norway and Svalbard. */
static bool
is_exception(int zone, int band)
{
	const int norway = 17, svalbard = 19; /* V, X */
	return (band == norway && (zone == 31 || zone == 32)) ||
	       (band == svalbard && zone >= 31 && zone <= 37);
}

static void
load(struct block *block, int i, struct cgrid_lonlat at)
{
	block->degrees.x[i] = block->degrees.y[i] = 0;
	block->zone[i] = 0;
	if (!(at.lat > -80 && at.lat < 84 && at.lon >= -180 && at.lon < 180))
		return;
	const int zone = (int)((at.lon + 180) * (1. / 6)) + 1;
	const int eighth = (int)((at.lat + 80) * 0.125), band = eighth < 19 ? eighth : 19;
	const double from_meridian = at.lon - (6 * zone - 183);
	const double above = at.lat - (8 * eighth - 80);
	if (!(fabs(from_meridian) < 3 - near_edge_deg) || !(above > near_edge_deg) ||
	    !(above < 8 - near_edge_deg) || is_exception(zone, band))
		return;
	block->degrees.x[i] = from_meridian;
	block->degrees.y[i] = at.lat;
	block->zone[i] = zone;
	block->band[i] = band;
}

/* The whole metre; false too near to the next one. */
static bool
whole_metre(double metres, int32_t *whole_out)
{
	const double at = metres + at_a_line_m;
	*whole_out = (int32_t)at;
	const double rest = at - *whole_out;
	return rest > near_line_m && rest < 1 - near_line_m;
}

static void
put_five(char *text, uint32_t value)
{
	const uint32_t high = value / 10000, rest = value - high * 10000;
	text[0] = (char)('0' + high);
	memcpy(text + 1, pairs + 2 * (rest / 100), 2);
	memcpy(text + 3, pairs + 2 * (rest % 100), 2);
}

/* How a text is written: digits an axis, and blanks between its parts. */
struct style {
	int digits;
	bool blanks;
};

/* False where usng.c has to decide. */
static bool
write_text(const struct block *block, int i, struct style style, char text[CGRID_USNG_SIZE])
{
	const int zone = block->zone[i];
	const double y = block->metres.y[i];
	int32_t easting, northing;
	if (zone == 0 || !whole_metre(block->metres.x[i], &easting) ||
	    !whole_metre(y < 0 ? y + 10000000 : y, &northing))
		return false;
	const uint32_t column = (uint32_t)easting / 100000, row = (uint32_t)northing / 100000;
	char *at = text;
	memcpy(at, pairs + 2 * zone, 2);
	at[2] = letters[block->band[i] + 2];
	at[3] = ' ';
	at += style.blanks ? 4 : 3;
	at[0] = letters[8 * (uint32_t)((zone - 1) % 3) + column - 1];
	at[1] = letters[(row + (zone % 2 == 0 ? 5 : 0)) % 20];
	at += 2;
	if (style.digits > 0) {
		at[0] = ' ';
		at += style.blanks;
		put_five(at, (uint32_t)easting - column * 100000);
		at += style.digits;
		at[0] = ' ';
		at += style.blanks;
		put_five(at, (uint32_t)northing - row * 100000);
		at += style.digits;
	}
	*at = '\0';
	return true;
}

static const struct cgrid_utm_ways *
best_ways(void)
{
	const struct cgrid_utm_ways *avx2 = cgrid_utm_avx2();
	return avx2 ? avx2 : &cgrid_utm_portable;
}

enum cgrid_status
cgrid_usng_format_by(struct cgrid_ctx *ctx, const struct cgrid_utm_ways *ways,
		     const struct cgrid_lonlat *ground, size_t count, int digits, bool blanks,
		     char (*texts)[CGRID_USNG_SIZE])
{
	struct block block;
	const struct style style = {digits, blanks};
	size_t bad = SIZE_MAX;
	if (digits < 0 || digits > 5)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "USNG has 0 to 5 digits an axis, not %d",
				  digits);
	for (size_t from = 0; from < count; from += CGRID_UTM_BLOCK) {
		const size_t left = count - from;
		const int here = left < CGRID_UTM_BLOCK ? (int)left : CGRID_UTM_BLOCK;
		const struct cgrid_lonlat nowhere = {(double)NAN, (double)NAN};
		for (int i = 0; i < CGRID_UTM_BLOCK; i++)
			load(&block, i, i < here ? ground[from + (size_t)i] : nowhere);
		if (here >= FEW)
			ways->to_utm(&block.degrees, &block.metres);
		for (int i = 0; i < here; i++) {
			const size_t k = from + (size_t)i;
			if ((here < FEW || !write_text(&block, i, style, texts[k])) &&
			    cgrid_usng_format(ctx, ground[k], digits, blanks, texts[k]) != CGRID_OK &&
			    bad == SIZE_MAX)
				bad = k;
		}
	}
	if (bad == SIZE_MAX)
		return CGRID_OK;
	/* The first one is what is told. */
	return cgrid_usng_format(ctx, ground[bad], digits, blanks, texts[bad]);
}

enum cgrid_status
cgrid_usng_format_many(struct cgrid_ctx *ctx, const struct cgrid_lonlat *ground, size_t count,
		       int digits, bool blanks, char (*texts)[CGRID_USNG_SIZE])
{
	return cgrid_usng_format_by(ctx, best_ways(), ground, count, digits, blanks, texts);
}

/* The place of a letter among those in use; -1 for what is none. */
static int
letter_place(char c)
{
	static const signed char places[26] = {0,  1,  2,  3,  4,  5,  6,  7,  -1, 8,  9,  10, 11,
					       12, -1, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23};
	const unsigned place = (unsigned)(unsigned char)c - 'A';
	return place < sizeof places ? places[place] : -1;
}

static uint32_t
digit_of(char c)
{
	return (uint32_t)(unsigned char)c - '0';
}

/* Digits in a row, as far as five; how many. */
static int
read_digits(const char *at, int32_t *value_out)
{
	int n = 0;
	*value_out = 0;
	for (; n < 5 && digit_of(at[n]) < 10; n++)
		*value_out = *value_out * 10 + (int32_t)digit_of(at[n]);
	return n;
}

/* Both halves of the digits, of a corner in its 100 km square; false when it is not written as we do.
 */
static bool
read_halves(const char *at, int32_t *easting, int32_t *northing, int32_t *unit_out)
{
	static const int32_t units[] = {100000, 10000, 1000, 100, 10, 1};
	int digits;
	*easting = *northing = 0;
	if (*at == ' ') {
		digits = read_digits(++at, easting);
		at += digits;
		if (*at++ != ' ')
			return false;
	} else {
		/* Without a blank the half of them. */
		digits = (int)strlen(at) / 2;
		if (digits > 5)
			return false;
		for (int i = 0; i < digits; i++) {
			if (digit_of(at[i]) > 9)
				return false;
			*easting = *easting * 10 + (int32_t)digit_of(at[i]);
		}
		at += digits;
	}
	if (read_digits(at, northing) != digits || at[digits] != '\0')
		return false;
	*unit_out = units[digits];
	*easting *= units[digits];
	*northing *= units[digits];
	return true;
}

/* The middle of the square of a text that is written as we do. Zone 0 for any other. */
static void
read_text(struct block *block, int i, const char *text)
{
	block->metres.x[i] = 500000;
	block->metres.y[i] = 0;
	block->zone[i] = 0;
	if (!text || digit_of(text[0]) > 9 || digit_of(text[1]) > 9)
		return;
	const int zone = (int)(digit_of(text[0]) * 10 + digit_of(text[1]));
	const int band = letter_place(text[2]) - 2;
	if (zone < 1 || zone > 60 || band < 0 || band > 19 || is_exception(zone, band))
		return;
	text += 3;
	text += *text == ' ';
	const int column = letter_place(text[0]) - 8 * ((zone - 1) % 3);
	const int row = column < 0 || column > 7 ? -1 : letter_place(text[1]);
	int32_t easting, northing, unit;
	if (row < 0 || row > 19 || !read_halves(text + 2, &easting, &northing, &unit))
		return;
	/* Rows come again every 2,000 km: the one that is nearest to the middle of the band. */
	const double first = 100000. * ((row + (zone % 2 == 0 ? 15 : 0)) % 20);
	const double middle = 111000. * (8 * band - 76 + (band == 19 ? 2 : 0));
	const double y = first + 2000000 * nearest((middle - first - 50000) * (1. / 2000000));
	block->metres.x[i] = 100000. * (column + 1) + easting + unit * 0.5;
	block->metres.y[i] = y + northing + unit * 0.5;
	block->zone[i] = zone;
	block->band[i] = band;
}

/* A middle that is in its zone and band is where the text says; of others usng.c knows. */
static bool
take_ground(const struct block *block, int i, struct cgrid_lonlat *at_out)
{
	if (block->zone[i] == 0)
		return false;
	const double south = 8 * block->band[i] - 80;
	const double north = south + (block->band[i] == 19 ? 12 : 8);
	const double lat = block->degrees.y[i], from_meridian = block->degrees.x[i];
	if (!(lat > south + near_edge_deg && lat < north - near_edge_deg) ||
	    !(fabs(from_meridian) < 3 - near_edge_deg))
		return false;
	*at_out = (struct cgrid_lonlat){6 * block->zone[i] - 183 + from_meridian, lat};
	return true;
}

static enum cgrid_status
parse_one(struct cgrid_ctx *ctx, const char *text, struct cgrid_lonlat *centre)
{
	struct cgrid_usng_square square;
	enum cgrid_status status = cgrid_usng_parse(ctx, text, &square);
	*centre = status ? (struct cgrid_lonlat){(double)NAN, (double)NAN} : square.centre;
	return status;
}

enum cgrid_status
cgrid_usng_parse_by(struct cgrid_ctx *ctx, const struct cgrid_utm_ways *ways, const char *const *texts,
		    size_t count, struct cgrid_lonlat *centres)
{
	struct block block;
	size_t bad = SIZE_MAX;
	for (size_t from = 0; from < count; from += CGRID_UTM_BLOCK) {
		const size_t left = count - from;
		const int here = left < CGRID_UTM_BLOCK ? (int)left : CGRID_UTM_BLOCK;
		for (int i = 0; i < CGRID_UTM_BLOCK; i++)
			read_text(&block, i, i < here ? texts[from + (size_t)i] : NULL);
		if (here >= FEW)
			ways->from_utm(&block.metres, &block.degrees);
		for (int i = 0; i < here; i++) {
			const size_t k = from + (size_t)i;
			if ((here < FEW || !take_ground(&block, i, &centres[k])) &&
			    parse_one(ctx, texts[k], &centres[k]) != CGRID_OK && bad == SIZE_MAX)
				bad = k;
		}
	}
	return bad == SIZE_MAX ? CGRID_OK : parse_one(ctx, texts[bad], &centres[bad]);
}

enum cgrid_status
cgrid_usng_parse_many(struct cgrid_ctx *ctx, const char *const *texts, size_t count,
		      struct cgrid_lonlat *centres)
{
	return cgrid_usng_parse_by(ctx, best_ways(), texts, count, centres);
}
