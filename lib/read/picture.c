/* SPDX-License-Identifier: Apache-2.0 */
#include "read/picture.h"

#include "base/file.h"
#include "base/text.h"
#include "read/pnm.h"

#include <string.h>

struct picture {
	struct cgrid_ctx *ctx;
	struct cgrid_source source;
	struct cgrid_bytes bytes;
};

static const char signature[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
enum { SIGNATURE = sizeof signature - 1, HEADER = SIGNATURE + 13 };

static uint32_t
big_endian(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static bool
is_png(const char *bytes, size_t size)
{
	return size >= 8 && memcmp(bytes, signature, 8) == 0;
}

/* Width and height from the header (ISO/IEC 15948 11.2.2); the rest is for whoever draws it. */
static enum cgrid_status
png_size(struct picture *picture, uint32_t *width_out, uint32_t *height_out)
{
	const unsigned char *data = (const unsigned char *)picture->bytes.data;
	const size_t size = picture->bytes.size;
	if (!is_png(picture->bytes.data, size))
		return cgrid_fail_at(picture->ctx, CGRID_E_SYNTAX, &picture->source,
				     size == 0 ? "PNG: empty" : "PNG: this is no PNG file");
	if (size < HEADER || memcmp(data, signature, SIGNATURE) != 0)
		return cgrid_fail_at(picture->ctx, CGRID_E_SYNTAX, &picture->source,
				     "PNG: the header is broken");
	const uint32_t width = big_endian(data + SIGNATURE), height = big_endian(data + SIGNATURE + 4);
	if (width == 0 || height == 0 || width > INT32_MAX || height > INT32_MAX)
		return cgrid_fail_at(picture->ctx, CGRID_E_SYNTAX, &picture->source,
				     "PNG: a width or height that cannot be");
	*width_out = width;
	*height_out = height;
	return CGRID_OK;
}

static enum cgrid_status
png_pixels(struct picture *picture, struct cgrid_raster *raster_out)
{
	return cgrid_png_read_bytes(picture->ctx, picture->bytes.data, picture->bytes.size,
				    picture->source.file, raster_out);
}

static enum cgrid_status
pnm_size(struct picture *picture, uint32_t *width_out, uint32_t *height_out)
{
	return cgrid_pnm_size(picture->ctx, picture->bytes.data, picture->bytes.size, &picture->source,
			      width_out, height_out);
}

static enum cgrid_status
pnm_pixels(struct picture *picture, struct cgrid_raster *raster_out)
{
	return cgrid_pnm_read(picture->ctx, picture->bytes.data, picture->bytes.size, &picture->source,
			      raster_out);
}

/* What a picture is, its first bytes tell; what starts as none is refused as what it is called. */
enum { PNG, PNM, FORMATS };
static const struct format {
	bool (*is)(const char *bytes, size_t size);
	enum cgrid_status (*size)(struct picture *picture, uint32_t *width_out, uint32_t *height_out);
	enum cgrid_status (*pixels)(struct picture *picture, struct cgrid_raster *raster_out);
} formats[FORMATS] = {
    [PNG] = {is_png, png_size, png_pixels},
    [PNM] = {cgrid_is_pnm, pnm_size, pnm_pixels},
};
static const struct {
	const char *extension;
	int format;
} extensions[] = {
    {".png", PNG}, {".pgm", PNM}, {".pbm", PNM}, {".ppm", PNM}, {".pnm", PNM},
};
enum { EXTENSIONS = sizeof extensions / sizeof *extensions };

const char *
cgrid_picture_extension(size_t i)
{
	return i < EXTENSIONS ? extensions[i].extension : NULL;
}

static const struct format *
format_of_name(const char *path)
{
	for (size_t i = 0; i < EXTENSIONS; i++)
		if (cgrid_same_text(cgrid_path_extension(path), extensions[i].extension))
			return &formats[extensions[i].format];
	return NULL;
}

bool
cgrid_is_picture(const char *path)
{
	return format_of_name(path) != NULL;
}

/* Reads the file and tells what it is. */
static enum cgrid_status
open_picture(struct picture *picture, const char *path, const struct format **format_out)
{
	enum cgrid_status status =
	    cgrid_file_read_shown(picture->ctx, path, picture->source.file, &picture->bytes);
	*format_out = format_of_name(path);
	if (status)
		return status;
	for (size_t i = 0; i < FORMATS; i++)
		if (formats[i].is(picture->bytes.data, picture->bytes.size))
			*format_out = &formats[i];
	return *format_out ? CGRID_OK
			   : cgrid_fail_at(picture->ctx, CGRID_E_UNSUPPORTED, &picture->source,
					   "no picture of a kind that is read: save it as PNG");
}

enum cgrid_status
cgrid_picture_size(struct cgrid_ctx *ctx, const char *path, const char *shown, uint32_t *width_out,
		   uint32_t *height_out)
{
	struct picture picture = {.ctx = ctx, .source = {shown, 0, 0}};
	const struct format *format;
	enum cgrid_status status = open_picture(&picture, path, &format);
	if (!status)
		status = format->size(&picture, width_out, height_out);
	cgrid_bytes_free(&picture.bytes);
	return status ? status
		      : cgrid_check_limit(ctx, CGRID_LIMIT_PIXELS, (uint64_t)*width_out * *height_out,
					  &picture.source, "picture");
}

enum cgrid_status
cgrid_picture_read(struct cgrid_ctx *ctx, const char *path, const char *shown,
		   struct cgrid_raster *raster_out)
{
	struct picture picture = {.ctx = ctx, .source = {shown, 0, 0}};
	const struct format *format;
	*raster_out = (struct cgrid_raster){0};
	enum cgrid_status status = open_picture(&picture, path, &format);
	if (!status)
		status = format->pixels(&picture, raster_out);
	cgrid_bytes_free(&picture.bytes);
	return status;
}
