/* SPDX-License-Identifier: Apache-2.0 */
#include "read/picture.h"

#include "base/file.h"
#include "base/text.h"

#include <string.h>

static const char signature[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
enum { SIGNATURE = sizeof signature - 1, HEADER = SIGNATURE + 13 };

static uint32_t
big_endian(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static bool
is_png(const struct cgrid_bytes *bytes)
{
	return bytes->size >= 8 && memcmp(bytes->data, signature, 8) == 0;
}

/* Width and height from the header (ISO/IEC 15948 11.2.2); the rest is for whoever draws it. */
static enum cgrid_status
png_size(struct cgrid_ctx *ctx, const struct cgrid_bytes *bytes, const struct cgrid_source *source,
	 uint32_t *width_out, uint32_t *height_out)
{
	const unsigned char *data = (const unsigned char *)bytes->data;
	if (!is_png(bytes))
		return cgrid_fail_at(ctx, CGRID_E_SYNTAX, source,
				     bytes->size == 0 ? "PNG: empty" : "PNG: this is no PNG file");
	if (bytes->size < HEADER || memcmp(data, signature, SIGNATURE) != 0)
		return cgrid_fail_at(ctx, CGRID_E_SYNTAX, source, "PNG: the header is broken");
	const uint32_t width = big_endian(data + SIGNATURE), height = big_endian(data + SIGNATURE + 4);
	if (width == 0 || height == 0 || width > INT32_MAX || height > INT32_MAX)
		return cgrid_fail_at(ctx, CGRID_E_SYNTAX, source,
				     "PNG: a width or height that cannot be");
	*width_out = width;
	*height_out = height;
	return CGRID_OK;
}

enum cgrid_status
cgrid_picture_size(struct cgrid_ctx *ctx, const char *path, const char *shown, uint32_t *width_out,
		   uint32_t *height_out)
{
	const struct cgrid_source source = {shown, 0, 0};
	struct cgrid_bytes bytes;
	enum cgrid_status status = cgrid_file_read_shown(ctx, path, shown, &bytes);
	if (status)
		return status;
	if (is_png(&bytes) || cgrid_same_text(cgrid_path_extension(path), ".png"))
		status = png_size(ctx, &bytes, &source, width_out, height_out);
	else
		status = cgrid_fail_at(ctx, CGRID_E_UNSUPPORTED, &source,
				       "imagery is read from PNG files only");
	cgrid_bytes_free(&bytes);
	return status ? status
		      : cgrid_check_limit(ctx, CGRID_LIMIT_PIXELS, (uint64_t)*width_out * *height_out,
					  &source, "picture");
}

enum cgrid_status
cgrid_picture_read(struct cgrid_ctx *ctx, const char *path, const char *shown,
		   struct cgrid_raster *raster_out)
{
	return cgrid_png_read(ctx, path, shown, raster_out);
}
