/* SPDX-License-Identifier: Apache-2.0 */
#include "map/album.h"

#include "base/mem.h"
#include "read/picture.h"

#include <stdlib.h>

/* What is held beside the picture in use: 120 MB of pixels. */
static const uint64_t held_pixels = 40000000;

bool
cgrid_album_new(struct cgrid_album *album, const struct cgrid_campus *campus)
{
	*album = (struct cgrid_album){.campus = campus, .count = cgrid_campus_image_count(campus)};
	album->pages = cgrid_array_new(album->count, sizeof *album->pages);
	return album->pages != NULL;
}

void
cgrid_album_free(struct cgrid_album *album)
{
	for (size_t i = 0; album->pages && i < album->count; i++)
		cgrid_raster_free(&album->pages[i].raster);
	free(album->pages);
	*album = (struct cgrid_album){0};
}

static uint64_t
pixels_of(const struct cgrid_raster *raster)
{
	return (uint64_t)raster->width * raster->height;
}

/* Forgets what was used longest ago, until so many pixels more can be held. */
static void
make_room(struct cgrid_album *album, uint64_t pixels)
{
	for (;;) {
		struct cgrid_album_page *oldest = NULL;
		uint64_t held = pixels;
		for (size_t i = 0; i < album->count; i++) {
			struct cgrid_album_page *page = &album->pages[i];
			held += pixels_of(&page->raster);
			if (page->raster.rgb && (!oldest || page->used < oldest->used))
				oldest = page;
		}
		if (!oldest || held <= held_pixels)
			return;
		cgrid_raster_free(&oldest->raster);
	}
}

enum cgrid_status
cgrid_album_open(struct cgrid_album *album, struct cgrid_ctx *ctx, size_t image,
		 const struct cgrid_raster **raster_out)
{
	struct cgrid_album_page *page = &album->pages[image];
	const struct cgrid_image *of = cgrid_campus_image(album->campus, image);
	*raster_out = NULL;
	if (!page->raster.rgb && !page->unreadable) {
		make_room(album, (uint64_t)of->width * of->height);
		enum cgrid_status status =
		    cgrid_picture_read(ctx, of->file, of->source.file, &page->raster);
		if (status == CGRID_E_MEMORY)
			return status;
		page->unreadable = status != CGRID_OK;
		if (page->unreadable)
			cgrid_log_error(ctx);
	}
	page->used = ++album->clock;
	if (!page->unreadable)
		*raster_out = &page->raster;
	return CGRID_OK;
}

void
cgrid_album_close(struct cgrid_album *album, size_t image)
{
	cgrid_raster_free(&album->pages[image].raster);
}
