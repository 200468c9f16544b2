/* SPDX-License-Identifier: Apache-2.0 */
#include "read/pnm.h"

#include "base/mem.h"

#include <stdlib.h>

/* pbm(5), pgm(5), ppm(5): a kind, width, height, the value of full light, then the samples. */
struct pnm {
	struct cgrid_ctx *ctx;
	const struct cgrid_source *source;
	const unsigned char *at, *end;
	uint32_t width, height, most;
	unsigned colours; /* samples a pixel */
	bool plain, bits;
};

static enum cgrid_status
fail(const struct pnm *pnm, const char *text)
{
	return cgrid_fail_at(pnm->ctx, CGRID_E_SYNTAX, pnm->source, "PNM: %s", text);
}

static bool
is_blank(unsigned char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool
cgrid_is_pnm(const char *bytes, size_t size)
{
	return size >= 3 && bytes[0] == 'P' && bytes[1] >= '1' && bytes[1] <= '6' &&
	       (is_blank((unsigned char)bytes[2]) || bytes[2] == '#');
}

static void
skip_blanks(struct pnm *pnm)
{
	while (pnm->at < pnm->end && (is_blank(*pnm->at) || *pnm->at == '#')) {
		if (*pnm->at == '#')
			while (pnm->at < pnm->end && *pnm->at != '\n' && *pnm->at != '\r')
				pnm->at++;
		else
			pnm->at++;
	}
}

/* A number in decimal, behind blanks and comments; false for none, and for one beyond `most`. */
static bool
take_number(struct pnm *pnm, uint32_t most, uint32_t *number_out)
{
	skip_blanks(pnm);
	const unsigned char *from = pnm->at;
	uint64_t number = 0;
	for (; pnm->at < pnm->end && *pnm->at >= '0' && *pnm->at <= '9' && number <= most; pnm->at++)
		number = number * 10 + (*pnm->at - '0');
	*number_out = (uint32_t)number;
	return pnm->at > from && number <= most;
}

static enum cgrid_status
take_header(struct pnm *pnm)
{
	if (!cgrid_is_pnm((const char *)pnm->at, (size_t)(pnm->end - pnm->at)))
		return fail(pnm, pnm->at == pnm->end ? "empty" : "this is no PBM, PGM or PPM file");
	const int kind = pnm->at[1] - '0';
	pnm->plain = kind <= 3;
	pnm->bits = kind == 1 || kind == 4;
	pnm->colours = kind == 3 || kind == 6 ? 3 : 1;
	pnm->most = 1;
	pnm->at += 2;
	if (!take_number(pnm, INT32_MAX, &pnm->width) || !take_number(pnm, INT32_MAX, &pnm->height) ||
	    pnm->width == 0 || pnm->height == 0)
		return fail(pnm, "a width or height that cannot be");
	if (!pnm->bits && (!take_number(pnm, 65535, &pnm->most) || pnm->most == 0))
		return fail(pnm, "a value of full light that cannot be (1 to 65535)");
	if (!pnm->plain) {
		/* One blank, whatever the first sample looks like. */
		if (pnm->at == pnm->end || !is_blank(*pnm->at))
			return fail(pnm, "the header is broken");
		pnm->at++;
	}
	return CGRID_OK;
}

/* Bytes to a row; of a plain file the fewest. */
static uint64_t
row_size(const struct pnm *pnm)
{
	const uint64_t samples = (uint64_t)pnm->width * pnm->colours;
	if (pnm->plain)
		return pnm->bits ? samples : samples * 2 - 1;
	if (pnm->bits)
		return (samples + 7) / 8;
	return samples * (pnm->most > 255 ? 2 : 1);
}

/* The next sample of a plain file. Bits may stand without blanks between them. */
static bool
take_plain(struct pnm *pnm, uint32_t *sample)
{
	if (!pnm->bits)
		return take_number(pnm, pnm->most, sample);
	skip_blanks(pnm);
	if (pnm->at == pnm->end || (*pnm->at != '0' && *pnm->at != '1'))
		return false;
	*sample = *pnm->at++ - (uint32_t)'0';
	return true;
}

static bool
take_raw(struct pnm *pnm, uint32_t i, uint32_t *sample)
{
	if (pnm->bits) {
		*sample = (uint32_t)pnm->at[i / 8] >> (7 - i % 8) & 1;
		return true;
	}
	*sample = pnm->most > 255 ? (uint32_t)pnm->at[2 * (size_t)i] << 8 | pnm->at[2 * (size_t)i + 1]
				  : pnm->at[i];
	return *sample <= pnm->most;
}

static enum cgrid_status
take_row(struct pnm *pnm, unsigned char *rgb)
{
	const uint32_t samples = pnm->width * pnm->colours;
	for (uint32_t i = 0; i < samples; i++) {
		uint32_t sample;
		if (!(pnm->plain ? take_plain(pnm, &sample) : take_raw(pnm, i, &sample)))
			return fail(pnm, pnm->at == pnm->end
					     ? "the file is cut short"
					     : "a sample that is no number, or beyond full light");
		/* Bits are ink, all else is light. */
		unsigned char light =
		    (unsigned char)(pnm->bits ? sample ? 0 : 255
					      : (sample * 255 + pnm->most / 2) / pnm->most);
		for (unsigned c = 0; c < 3 / pnm->colours; c++)
			*rgb++ = light;
	}
	if (!pnm->plain)
		pnm->at += row_size(pnm);
	return CGRID_OK;
}

enum cgrid_status
cgrid_pnm_size(struct cgrid_ctx *ctx, const char *bytes, size_t size, const struct cgrid_source *source,
	       uint32_t *width_out, uint32_t *height_out)
{
	const unsigned char *from = (const unsigned char *)bytes;
	struct pnm pnm = {.ctx = ctx, .source = source, .at = from, .end = from + size};
	enum cgrid_status status = take_header(&pnm);
	*width_out = status ? 0 : pnm.width;
	*height_out = status ? 0 : pnm.height;
	return status;
}

enum cgrid_status
cgrid_pnm_read(struct cgrid_ctx *ctx, const char *bytes, size_t size, const struct cgrid_source *source,
	       struct cgrid_raster *raster_out)
{
	const unsigned char *from = (const unsigned char *)bytes;
	struct pnm pnm = {.ctx = ctx, .source = source, .at = from, .end = from + size};
	struct cgrid_raster raster = {0};
	*raster_out = raster;
	enum cgrid_status status = take_header(&pnm);
	if (!status)
		status = cgrid_check_limit(ctx, CGRID_LIMIT_PIXELS, (uint64_t)pnm.width * pnm.height,
					   source, "picture");
	if (status)
		return status;
	if (row_size(&pnm) * pnm.height > (uint64_t)(pnm.end - pnm.at))
		return fail(&pnm, "the file is cut short");
	raster = (struct cgrid_raster){pnm.width, pnm.height,
				       cgrid_array_new((size_t)pnm.width * pnm.height, 3)};
	if (!raster.rgb)
		return cgrid_fail_memory(ctx);
	for (uint32_t y = 0; y < pnm.height && !status; y++)
		status = take_row(&pnm, raster.rgb + (size_t)y * pnm.width * 3);
	if (status)
		cgrid_raster_free(&raster);
	*raster_out = raster;
	return status;
}
