/* SPDX-License-Identifier: Apache-2.0 */
/* PNG in and out (ISO/IEC 15948). The one file that includes libpng is base/png.c. */
#ifndef CGRID_BASE_PNG_H
#define CGRID_BASE_PNG_H

#include "base/base.h"

/* Rows of RGB, 3 bytes a pixel, from the top left; `rgb` is malloc'd. */
struct cgrid_raster {
	uint32_t width, height;
	unsigned char *rgb;
};
void cgrid_raster_free(struct cgrid_raster *raster);

/* A whole picture of any kind of PNG, what is transparent laid on white. The limit of pixels is
 * tested before a pixel is. A fault reads `FILE: PNG: ...`; `shown` is the file's name in it. */
enum cgrid_status cgrid_png_read(struct cgrid_ctx *ctx, const char *path, const char *shown,
				 struct cgrid_raster *raster_out);
/* The same of a file that is in memory. */
enum cgrid_status cgrid_png_read_bytes(struct cgrid_ctx *ctx, const void *bytes, size_t size,
				       const char *shown, struct cgrid_raster *raster_out);
/* Writes a picture with its resolution in pHYs (0: none). No time, no text: the same bytes for the same
 * pixels. */
enum cgrid_status cgrid_png_write(struct cgrid_ctx *ctx, const struct cgrid_raster *raster,
				  double dots_per_metre, struct cgrid_sink sink);

/* The same row by row, so that a picture is never whole in memory. With a palette of 1 to 256 colours a
 * row has a byte a pixel, else three. `texts` are pairs of keyword and UTF-8, ended by NULL. */
struct cgrid_png_form {
	uint32_t width, height;
	double dots_per_metre;
	const unsigned char *palette; /* three bytes a colour */
	unsigned palette_count;       /* 0 for RGB */
	const char *const *texts;
};
struct cgrid_png_rows;
enum cgrid_status cgrid_png_begin(struct cgrid_ctx *ctx, const struct cgrid_png_form *form,
				  struct cgrid_sink sink, struct cgrid_png_rows **rows_out);
enum cgrid_status cgrid_png_row(struct cgrid_ctx *ctx, struct cgrid_png_rows *rows,
				const unsigned char *row);
/* After the last row: writes the end. */
enum cgrid_status cgrid_png_end(struct cgrid_ctx *ctx, struct cgrid_png_rows *rows);
void cgrid_png_rows_free(struct cgrid_png_rows *rows);

/* "1.6.39" */
const char *cgrid_png_version(void);

#endif
