/* SPDX-License-Identifier: Apache-2.0 */
/* Any text as USNG, and any two doubles as a position: what is read is written the same again. */
#include "base/base.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_text(struct cgrid_ctx *ctx, const char *text)
{
	struct cgrid_usng_square square, again;
	char written[CGRID_USNG_SIZE];
	if (cgrid_usng_parse(ctx, text, &square) != CGRID_OK)
		return;
	if (!(fabs(square.corner.lat) <= 90) || !(fabs(square.corner.lon) <= 180))
		abort();
	/* A square beside its zone has another name there; that one stays. */
	if (cgrid_usng_format(ctx, square.corner, square.digits, false, written) != CGRID_OK ||
	    cgrid_usng_parse(ctx, written, &again) != CGRID_OK)
		abort();
	char twice[CGRID_USNG_SIZE];
	if (cgrid_usng_format(ctx, again.corner, again.digits, false, twice) != CGRID_OK ||
	    strcmp(written, twice) != 0)
		abort();
}

static void
check_position(struct cgrid_ctx *ctx, struct cgrid_lonlat at)
{
	char text[CGRID_USNG_SIZE], again[CGRID_USNG_SIZE];
	struct cgrid_usng_square square;
	if (cgrid_usng_format(ctx, at, 5, true, text) != CGRID_OK)
		return;
	if (cgrid_usng_parse(ctx, text, &square) != CGRID_OK ||
	    cgrid_usng_format(ctx, square.corner, 5, true, again) != CGRID_OK ||
	    strcmp(text, again) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	char *text = malloc(size + 1);
	if (ctx && text) {
		memcpy(text, data, size);
		text[size] = '\0';
		check_text(ctx, text);
		if (size >= sizeof(struct cgrid_lonlat)) {
			struct cgrid_lonlat at;
			memcpy(&at, data, sizeof at);
			check_position(ctx, at);
			/* Most doubles are off the earth. */
			at.lat = remainder(at.lat, 180);
			at.lon = remainder(at.lon, 360);
			check_position(ctx, at);
		}
	}
	free(text);
	cgrid_ctx_free(ctx);
	return 0;
}
