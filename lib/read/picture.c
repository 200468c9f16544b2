/* SPDX-License-Identifier: Apache-2.0 */
#include "read/picture.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "read/gdal.h"
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
png_head(struct picture *picture, struct cgrid_picture_head *head)
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
	head->width = width;
	head->height = height;
	return CGRID_OK;
}

static enum cgrid_status
png_pixels(struct picture *picture, struct cgrid_raster *raster_out)
{
	return cgrid_png_read_bytes(picture->ctx, picture->bytes.data, picture->bytes.size,
				    picture->source.file, raster_out);
}

static enum cgrid_status
pnm_head(struct picture *picture, struct cgrid_picture_head *head)
{
	return cgrid_pnm_size(picture->ctx, picture->bytes.data, picture->bytes.size, &picture->source,
			      &head->width, &head->height);
}

static enum cgrid_status
pnm_pixels(struct picture *picture, struct cgrid_raster *raster_out)
{
	return cgrid_pnm_read(picture->ctx, picture->bytes.data, picture->bytes.size, &picture->source,
			      raster_out);
}

static bool
is_jpeg(const char *bytes, size_t size)
{
	return size >= 3 && memcmp(bytes, "\xff\xd8\xff", 3) == 0;
}

/* TIFF and BigTIFF, in either order of bytes. */
static bool
is_tiff(const char *bytes, size_t size)
{
	return size >= 4 && (memcmp(bytes, "II*\0", 4) == 0 || memcmp(bytes, "MM\0*", 4) == 0 ||
			     memcmp(bytes, "II+\0", 4) == 0 || memcmp(bytes, "MM\0+", 4) == 0);
}

static bool
is_pdf(const char *bytes, size_t size)
{
	return size >= 5 && memcmp(bytes, "%PDF-", 5) == 0;
}

/* What a picture is, its first bytes tell; what starts as none is refused as what it is called. */
enum { PNG, PNM, JPEG, TIFF, PDF, FORMATS };
static const struct format {
	bool (*is)(const char *bytes, size_t size);
	enum cgrid_status (*head)(struct picture *picture, struct cgrid_picture_head *head);
	enum cgrid_status (*pixels)(struct picture *picture, struct cgrid_raster *raster_out);
	/* Through GDAL: what messages call it, its driver, and what can be done without. */
	const char *word, *driver, *instead;
} formats[FORMATS] = {
    [PNG] = {is_png, png_head, png_pixels, NULL, NULL, NULL},
    [PNM] = {cgrid_is_pnm, pnm_head, pnm_pixels, NULL, NULL, NULL},
    [JPEG] = {is_jpeg, NULL, NULL, "JPEG", "JPEG", "save it as PNG"},
    [TIFF] = {is_tiff, NULL, NULL, "TIFF", "GTiff",
	      "convert it: gdal_translate -of PNG -co WORLDFILE=YES FILE plan.png"},
    [PDF] = {is_pdf, NULL, NULL, "PDF", "PDF",
	     "convert its page: pdftoppm -r 150 -png -singlefile FILE plan"},
};
static const struct {
	const char *extension;
	int format;
} extensions[] = {
    {".png", PNG}, {".jpg", JPEG}, {".jpeg", JPEG}, {".tif", TIFF}, {".tiff", TIFF},
    {".pdf", PDF}, {".pgm", PNM},  {".pbm", PNM},   {".ppm", PNM},  {".pnm", PNM},
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

/* What the module's callback works on. */
struct unpacking {
	struct picture *picture;
	struct cgrid_raster *raster;
	enum cgrid_status status;
};

static unsigned char *
give_pixels(void *user, const struct cgrid_gdal_picture *said)
{
	struct unpacking *u = user;
	struct cgrid_ctx *ctx = u->picture->ctx;
	u->status = cgrid_check_limit(ctx, CGRID_LIMIT_PIXELS, (uint64_t)said->width * said->height,
				      &u->picture->source, "picture");
	if (u->status)
		return NULL;
	*u->raster = (struct cgrid_raster){said->width, said->height,
					   cgrid_array_new((size_t)said->width * said->height, 3)};
	if (!u->raster->rgb)
		u->status = cgrid_fail_memory(ctx);
	return u->raster->rgb;
}

/* The head, and the pixels where a raster is given. */
static enum cgrid_status
through_gdal(struct picture *picture, const struct format *format, struct cgrid_gdal_picture *said,
	     struct cgrid_raster *raster)
{
	struct cgrid_ctx *ctx = picture->ctx;
	const struct cgrid_source *source = &picture->source;
	/* A name without an extension that would lead a driver to think. */
	const struct cgrid_gdal_file file = {"picture", picture->bytes.data, picture->bytes.size};
	const struct cgrid_gdal_input input = {format->driver, &file, 1};
	struct unpacking u = {picture, raster, CGRID_OK};
	char error[CGRID_GDAL_ERROR] = "";
	cgrid_gdal_picture_fn read;
	if (!format->is(picture->bytes.data, picture->bytes.size))
		return picture->bytes.size == 0
			   ? cgrid_fail_at(ctx, CGRID_E_SYNTAX, source, "%s: empty", format->word)
			   : cgrid_fail_at(ctx, CGRID_E_SYNTAX, source, "%s: this is no %s file",
					   format->word, format->word);
	enum cgrid_status status =
	    cgrid_gdal_load(ctx, source, CGRID_GDAL_PICTURE_SYMBOL, format->instead, &read);
	if (status)
		return status;
	int result = read(&input, said, raster ? give_pixels : NULL, &u, error);
	status = cgrid_gdal_status(ctx, source, result, format->word, error, format->instead, u.status);
	/* libjpeg fills up what is missing with grey. */
	if (!status && strstr(said->doubt, "remature end"))
		status = cgrid_fail_at(ctx, CGRID_E_SYNTAX, source, "%s: the file is cut short",
				       format->word);
	else if (!status && said->doubt[0])
		cgrid_log(ctx, CGRID_WARNING, source, "%s: %s", format->word, said->doubt);
	if (status && raster)
		cgrid_raster_free(raster);
	return status;
}

static enum cgrid_status
gdal_head(struct picture *picture, const struct format *format, struct cgrid_picture_head *head)
{
	struct cgrid_gdal_picture said;
	enum cgrid_status status = through_gdal(picture, format, &said, NULL);
	if (status)
		return status;
	*head = (struct cgrid_picture_head){
	    .width = said.width,
	    .height = said.height,
	    .pages = said.pages,
	    .orientation = said.orientation,
	    .placed = said.placed,
	    .placement = {
		.a = said.a, .b = said.b, .c = said.c, .d = said.d, .e = said.e, .f = said.f}};
	_Static_assert(sizeof head->crs == sizeof said.crs, "a system's name");
	memcpy(head->crs, said.crs, sizeof head->crs);
	return CGRID_OK;
}

enum cgrid_status
cgrid_picture_head(struct cgrid_ctx *ctx, const char *path, const char *shown,
		   struct cgrid_picture_head *head_out)
{
	struct picture picture = {.ctx = ctx, .source = {shown, 0, 0}};
	const struct format *format;
	*head_out = (struct cgrid_picture_head){.pages = 1, .orientation = 1};
	enum cgrid_status status = open_picture(&picture, path, &format);
	if (!status)
		status = format->head ? format->head(&picture, head_out)
				      : gdal_head(&picture, format, head_out);
	cgrid_bytes_free(&picture.bytes);
	return status ? status
		      : cgrid_check_limit(ctx, CGRID_LIMIT_PIXELS,
					  (uint64_t)head_out->width * head_out->height, &picture.source,
					  "picture");
}

enum cgrid_status
cgrid_picture_size(struct cgrid_ctx *ctx, const char *path, const char *shown, uint32_t *width_out,
		   uint32_t *height_out)
{
	struct cgrid_picture_head head;
	enum cgrid_status status = cgrid_picture_head(ctx, path, shown, &head);
	*width_out = status ? 0 : head.width;
	*height_out = status ? 0 : head.height;
	return status;
}

enum cgrid_status
cgrid_picture_read(struct cgrid_ctx *ctx, const char *path, const char *shown,
		   struct cgrid_raster *raster_out)
{
	struct picture picture = {.ctx = ctx, .source = {shown, 0, 0}};
	const struct format *format;
	struct cgrid_gdal_picture said;
	*raster_out = (struct cgrid_raster){0};
	enum cgrid_status status = open_picture(&picture, path, &format);
	if (!status)
		status = format->pixels ? format->pixels(&picture, raster_out)
					: through_gdal(&picture, format, &said, raster_out);
	cgrid_bytes_free(&picture.bytes);
	return status;
}
