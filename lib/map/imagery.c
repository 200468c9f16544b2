/* SPDX-License-Identifier: Apache-2.0 */
/* Aerial pictures under the map: resampled once for the sheet, light enough to write on. */
#include "base/png.h"
#include "map/making.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Dots to an inch are enough for a pale ground; more than the picture has are never made. */
#define DPI_MOST 170.0
/* What is left of a picture's darkness. */
#define STRENGTH 0.3

/* From the sheet to the pixels of a picture: affine, by three of its corners. */
struct lens {
	const struct cgrid_raster *raster;
	struct cgrid_mm origin;
	double ax, ay, bx, by; /* pixels by mm: column = (x ax + y ay), row = (x bx + y by) */
};

static bool
lens_of(const struct cgrid_making *making, const struct cgrid_image *image,
	const struct cgrid_raster *raster, struct lens *lens)
{
	const struct cgrid_mm tl = cgrid_view_mm(&making->view, image->corners[0]);
	const struct cgrid_mm tr = cgrid_view_mm(&making->view, image->corners[1]);
	const struct cgrid_mm bl = cgrid_view_mm(&making->view, image->corners[3]);
	const double ux = tr.x - tl.x, uy = tr.y - tl.y, vx = bl.x - tl.x, vy = bl.y - tl.y;
	const double area = ux * vy - uy * vx;
	if (!(fabs(area) > 1e-9))
		return false;
	*lens = (struct lens){.raster = raster,
			      .origin = tl,
			      .ax = vy / area * raster->width,
			      .ay = -vx / area * raster->width,
			      .bx = -uy / area * raster->height,
			      .by = ux / area * raster->height};
	return true;
}

/* The mean of a few samples around a place; false where the picture is not. */
static bool
sample(const struct lens *lens, struct cgrid_mm at, double step_mm, unsigned char rgb[3])
{
	const struct cgrid_raster *raster = lens->raster;
	const double per_mm = fmax(hypot(lens->ax, lens->bx), hypot(lens->ay, lens->by));
	const int n = (int)fmin(6, fmax(1, ceil(per_mm * step_mm)));
	unsigned sum[3] = {0, 0, 0}, count = 0;
	for (int i = 0; i < n * n; i++) {
		const double x = at.x + ((i % n + 0.5) / n - 0.5) * step_mm - lens->origin.x;
		const double y = at.y + ((i / n + 0.5) / n - 0.5) * step_mm - lens->origin.y;
		const double column = floor(x * lens->ax + y * lens->ay);
		const double row = floor(x * lens->bx + y * lens->by);
		if (!(column >= 0 && row >= 0 && column < raster->width && row < raster->height))
			continue;
		const unsigned char *p =
		    raster->rgb + ((size_t)row * raster->width + (size_t)column) * 3;
		for (int c = 0; c < 3; c++)
			sum[c] += p[c];
		count++;
	}
	for (int c = 0; count > 0 && c < 3; c++)
		rgb[c] = (unsigned char)(255 - STRENGTH * (255 - (double)sum[c] / count));
	return count > 0;
}

static bool
paint(const struct cgrid_making *making, const struct lens *lens, unsigned char *rgb, uint32_t width,
      uint32_t height)
{
	const struct cgrid_rect *f = &making->page->frame;
	const double step = (f->x1 - f->x0) / width;
	bool any = false;
	for (uint32_t y = 0; y < height; y++)
		for (uint32_t x = 0; x < width; x++) {
			struct cgrid_mm at = {f->x0 + (x + 0.5) * step,
					      f->y0 + (y + 0.5) * (f->y1 - f->y0) / height};
			any |= sample(lens, at, step, rgb + ((size_t)y * width + x) * 3);
		}
	return any;
}

/* Pixels to a mm that the pictures have, no more than are useful. */
static double
useful_per_mm(const struct cgrid_making *making)
{
	double most = 0;
	for (size_t i = 0; i < cgrid_campus_image_count(making->campus); i++) {
		const struct cgrid_image *image = cgrid_campus_image(making->campus, i);
		const double width_m = hypot(image->corners[1].x - image->corners[0].x,
					     image->corners[1].y - image->corners[0].y);
		if (width_m > 0)
			most = fmax(most, image->width / (width_m * making->view.mm_per_m));
	}
	return fmin(most, DPI_MOST / 25.4);
}

enum cgrid_status
cgrid_draw_imagery(struct cgrid_making *making)
{
	const struct cgrid_rect *f = &making->page->frame;
	const double per_mm = useful_per_mm(making);
	const uint32_t width = (uint32_t)fmax(1, (f->x1 - f->x0) * per_mm);
	const uint32_t height = (uint32_t)fmax(1, (f->y1 - f->y0) * per_mm);
	unsigned char *rgb = NULL;
	if (cgrid_campus_image_count(making->campus) == 0 || per_mm <= 0)
		return CGRID_OK;
	enum cgrid_status status = cgrid_check_limit(making->ctx, CGRID_LIMIT_PIXELS,
						     (uint64_t)width * height, NULL, "imagery");
	if (status != CGRID_OK)
		return status;
	rgb = cgrid_arena_alloc(&making->page->arena, (size_t)width * height, 3);
	if (!rgb)
		return cgrid_fail_memory(making->ctx);
	memset(rgb, 255, (size_t)width * height * 3);
	for (size_t i = 0; i < cgrid_campus_image_count(making->campus); i++) {
		const struct cgrid_image *image = cgrid_campus_image(making->campus, i);
		struct cgrid_raster raster;
		struct lens lens;
		if (cgrid_png_read(making->ctx, image->file, image->source.file, &raster) != CGRID_OK) {
			cgrid_log_error(making->ctx);
			continue;
		}
		if (lens_of(making, image, &raster, &lens))
			making->imagery |= paint(making, &lens, rgb, width, height);
		cgrid_raster_free(&raster);
	}
	if (making->imagery)
		cgrid_page_picture(making->page, CGRID_LAYER_IMAGERY,
				   (struct cgrid_picture){width, height, rgb, *f});
	return CGRID_OK;
}
