/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures: what makes their colours, and where they lie. */
#include "read/gdal-inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How the bands of a picture make a colour. */
struct bands {
	GDALRasterBandH colour[4]; /* red, green, blue; or cyan, magenta, yellow, black; or one */
	int count, width, height;
	GDALColorTableH table; /* of the one band */
	bool inverted;         /* 0 is white */
	int masks;             /* bands that have one of their own */
	uint32_t most;         /* full light */
};

static bool
is_inverted(GDALMajorObjectH object)
{
	return GDALGetMetadataItem(object, "MINISWHITE", "IMAGE_STRUCTURE") != NULL;
}

/* Finds bands by what they say they are: all of `wanted`, in its order. */
static bool
find_colours(GDALDatasetH dataset, const GDALColorInterp *wanted, int count, struct bands *bands)
{
	for (int i = 0; i < count; i++) {
		bands->colour[i] = NULL;
		for (int b = 1; b <= GDALGetRasterCount(dataset) && !bands->colour[i]; b++)
			if (GDALGetRasterColorInterpretation(GDALGetRasterBand(dataset, b)) ==
			    wanted[i])
				bands->colour[i] = GDALGetRasterBand(dataset, b);
		if (!bands->colour[i])
			return false;
	}
	bands->count = count;
	return true;
}

static void
choose_colours(GDALDatasetH dataset, struct bands *bands)
{
	static const GDALColorInterp rgb[] = {GCI_RedBand, GCI_GreenBand, GCI_BlueBand};
	static const GDALColorInterp cmyk[] = {GCI_CyanBand, GCI_MagentaBand, GCI_YellowBand,
					       GCI_BlackBand};
	if (find_colours(dataset, rgb, 3, bands) || find_colours(dataset, cmyk, 4, bands))
		return;
	int plain = 0;
	for (int b = 1; b <= GDALGetRasterCount(dataset); b++)
		plain +=
		    GDALGetRasterColorInterpretation(GDALGetRasterBand(dataset, b)) != GCI_AlphaBand;
	bands->count = plain >= 3 ? 3 : 1;
	for (int b = 0; b < bands->count; b++)
		bands->colour[b] = GDALGetRasterBand(dataset, b + 1);
	if (bands->count == 1)
		bands->table = GDALGetRasterColorTable(bands->colour[0]);
}

/* The value of full light: by the bits that the file says, else of 16 those that its pixels use. */
static void
find_most(struct bands *bands)
{
	const char *bits = GDALGetMetadataItem(bands->colour[0], "NBITS", "IMAGE_STRUCTURE");
	int count = bits ? atoi(bits) : 0;
	bands->most = 255;
	if (count >= 1 && count <= 16) {
		bands->most = (1u << count) - 1;
		return;
	}
	if (GDALGetRasterDataType(bands->colour[0]) == GDT_Byte)
		return;
	for (int i = 0; i < bands->count; i++) {
		double range[2];
		/* It fails where every pixel is without a value. */
		if (GDALComputeRasterMinMax(bands->colour[i], FALSE, range) != CE_None)
			continue;
		while (range[1] > bands->most)
			bands->most = bands->most * 2 + 1;
	}
}

/* What cannot be a picture, or would take memory that no picture of its size needs; NULL for none. */
static const char *
refuse(GDALDatasetH dataset, const struct bands *bands)
{
	int x, y;
	if (GDALGetRasterCount(dataset) > 32)
		return "it has more than 32 bands, which no picture has";
	for (int i = 0; i < bands->count; i++) {
		GDALDataType type = GDALGetRasterDataType(bands->colour[i]);
		if (type != GDT_Byte && type != GDT_UInt16)
			return "its pixels are measurements and no colours: save it with 8 bits a "
			       "colour "
			       "(gdal_translate -ot Byte -scale)";
		GDALGetBlockSize(bands->colour[i], &x, &y);
		if ((double)x * y > 4.0 * bands->width * bands->height + (1 << 24))
			return "its tiles ask for more memory than a picture of its size needs";
	}
	return NULL;
}

/* A few rows: samples of every colour, then how far each pixel covers what lies under it. */
struct rows {
	uint16_t *samples;
	unsigned char *cover, *other;
	int most;
};

static bool
read_rows(const struct bands *bands, const struct rows *rows, int y, int count)
{
	const size_t size = (size_t)bands->width * (size_t)count;
	for (int i = 0; i < bands->count; i++)
		if (GDALRasterIO(bands->colour[i], GF_Read, 0, y, bands->width, count,
				 rows->samples + (size_t)i * size, bands->width, count, GDT_UInt16, 0,
				 0) != CE_None)
			return false;
	for (int i = 0; i < bands->masks; i++) {
		unsigned char *to = i == 0 ? rows->cover : rows->other;
		if (GDALRasterIO(GDALGetMaskBand(bands->colour[i]), GF_Read, 0, y, bands->width, count,
				 to, bands->width, count, GDT_Byte, 0, 0) != CE_None)
			return false;
		/* What one colour alone calls no value is a value: it is black, perhaps. */
		for (size_t p = 0; i > 0 && p < size; p++)
			rows->cover[p] = to[p] > rows->cover[p] ? to[p] : rows->cover[p];
	}
	return true;
}

static void
colour_of(const struct bands *bands, const uint16_t *sample, size_t size, unsigned rgb[3],
	  unsigned *cover)
{
	unsigned light[4];
	if (bands->table) {
		const GDALColorEntry white = {255, 255, 255, 255}, *entry;
		entry = sample[0] < GDALGetColorEntryCount(bands->table)
			    ? GDALGetColorEntry(bands->table, sample[0])
			    : &white;
		rgb[0] = (unsigned)entry->c1;
		rgb[1] = (unsigned)entry->c2;
		rgb[2] = (unsigned)entry->c3;
		*cover = *cover * (unsigned)entry->c4 / 255;
		return;
	}
	for (int i = 0; i < bands->count; i++) {
		uint32_t v = sample[(size_t)i * size];
		v = v < bands->most ? v : bands->most;
		light[i] = (v * 255 + bands->most / 2) / bands->most;
		if (bands->inverted)
			light[i] = 255 - light[i];
	}
	for (int i = 0; i < 3; i++)
		rgb[i] = bands->count == 4 ? (255 - light[i]) * (255 - light[3]) / 255
					   : light[bands->count == 3 ? i : 0];
}

static void
put_rows(const struct bands *bands, const struct rows *rows, int count, unsigned char *to)
{
	const size_t size = (size_t)bands->width * (size_t)count;
	for (size_t p = 0; p < size; p++, to += 3) {
		unsigned rgb[3], cover = bands->masks > 0 ? rows->cover[p] : 255;
		colour_of(bands, rows->samples + p, size, rgb, &cover);
		for (int c = 0; c < 3; c++)
			to[c] = (unsigned char)(255 - (255 - rgb[c]) * cover / 255);
	}
}

static bool
read_pixels(const struct bands *bands, unsigned char *to)
{
	int x, y;
	GDALGetBlockSize(bands->colour[0], &x, &y);
	/* Whole blocks at a time, within some megabytes. */
	int most = (1 << 22) / bands->width + 1;
	most = y < most ? most / y * y : most;
	most = most < bands->height ? most : bands->height;
	const size_t size = (size_t)bands->width * (size_t)most;
	struct rows rows = {malloc(size * (size_t)bands->count * sizeof *rows.samples), malloc(size),
			    malloc(size), most};
	bool good = rows.samples && rows.cover && rows.other;
	for (int row = 0; good && row < bands->height; row += most) {
		int count = bands->height - row < most ? bands->height - row : most;
		good = read_rows(bands, &rows, row, count);
		if (good)
			put_rows(bands, &rows, count, to + (size_t)row * (size_t)bands->width * 3);
	}
	free(rows.samples);
	free(rows.cover);
	free(rows.other);
	return good;
}

/* Finds what makes the colours, and what is transparent: alpha, a mask, or a value that is none. */
static const char *
look_at_bands(GDALDatasetH dataset, struct bands *bands)
{
	*bands =
	    (struct bands){.width = GDALGetRasterXSize(dataset), .height = GDALGetRasterYSize(dataset)};
	if (GDALGetRasterCount(dataset) < 1)
		return "it holds no picture";
	choose_colours(dataset, bands);
	const char *why = refuse(dataset, bands);
	if (why)
		return why;
	int flags = GDALGetMaskFlags(bands->colour[0]);
	bands->masks = flags & GMF_ALL_VALID ? 0 : flags & GMF_NODATA ? bands->count : 1;
	bands->inverted = !bands->table && (is_inverted(bands->colour[0]) || is_inverted(dataset));
	find_most(bands);
	return NULL;
}

/* Where its own tags put a picture: six numbers, or points that six numbers meet. */
static void
take_place(GDALDatasetH dataset, struct cgrid_gdal_picture *picture)
{
	double g[6];
	OGRSpatialReferenceH crs = GDALGetSpatialRef(dataset);
	picture->placed = GDALGetGeoTransform(dataset, g) == CE_None;
	if (!picture->placed && GDALGetGCPCount(dataset) >= 3) {
		picture->placed =
		    GDALGCPsToGeoTransform(GDALGetGCPCount(dataset), GDALGetGCPs(dataset), g, FALSE);
		crs = GDALGetGCPSpatialRef(dataset);
	}
	if (!picture->placed)
		return;
	picture->c = g[0];
	picture->a = g[1];
	picture->b = g[2];
	picture->f = g[3];
	picture->d = g[4];
	picture->e = g[5];
	gdal_name_crs(crs, picture->crs);
}

static void
describe(GDALDatasetH dataset, struct cgrid_gdal_picture *picture)
{
	const char *turned = GDALGetMetadataItem(dataset, "EXIF_Orientation", NULL);
	/* Two items a page: its name, and words. */
	int items = CSLCount(GDALGetMetadata(dataset, "SUBDATASETS"));
	*picture = (struct cgrid_gdal_picture){.width = (uint32_t)GDALGetRasterXSize(dataset),
					       .height = (uint32_t)GDALGetRasterYSize(dataset),
					       .pages = items > 2 ? (size_t)items / 2 : 1,
					       .orientation = turned ? atoi(turned) : 1};
	take_place(dataset, picture);
}

int
cgrid_gdal_picture(const struct cgrid_gdal_input *input, struct cgrid_gdal_picture *picture,
		   unsigned char *(*pixels)(void *user, const struct cgrid_gdal_picture *picture),
		   void *user, char error[CGRID_GDAL_ERROR])
{
	struct opened opened;
	struct bands bands;
	*picture = (struct cgrid_gdal_picture){0};
	int result = gdal_open(&opened, input, GDAL_OF_RASTER, error);
	if (!result)
		describe(opened.dataset, picture);
	unsigned char *to = !result && pixels ? pixels(user, picture) : NULL;
	if (!result && pixels && !to)
		result = 2;
	if (to) {
		CPLErrorReset();
		const char *why = look_at_bands(opened.dataset, &bands);
		if (why || !read_pixels(&bands, to))
			result = gdal_fail(&opened, why ? why : "out of memory");
		snprintf(picture->doubt, sizeof picture->doubt, "%s", opened.doubt);
	}
	gdal_close(&opened);
	return result;
}
