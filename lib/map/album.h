/* SPDX-License-Identifier: Apache-2.0 */
/* The pictures of a campus, read once for all pages of a map as far as memory is held for them. */
#ifndef CGRID_MAP_ALBUM_H
#define CGRID_MAP_ALBUM_H

#include "base/png.h"

#include <campusgrid/campus.h>

struct cgrid_album {
	const struct cgrid_campus *campus;
	struct cgrid_album_page {
		struct cgrid_raster raster;
		bool unreadable; /* said once, not on every page */
		uint64_t used;   /* when, by the album's clock */
	} * pages;               /* one an image of the campus */
	size_t count;
	uint64_t clock;
};
/* False without memory. */
bool cgrid_album_new(struct cgrid_album *album, const struct cgrid_campus *campus);
void cgrid_album_free(struct cgrid_album *album);

/* The pixels of an image, until the next is opened. One that cannot be read is logged as left out: OK,
 * and NULL. CGRID_E_MEMORY alone is a failure. */
enum cgrid_status cgrid_album_open(struct cgrid_album *album, struct cgrid_ctx *ctx, size_t image,
				   const struct cgrid_raster **raster_out);
/* It is not needed again. */
void cgrid_album_close(struct cgrid_album *album, size_t image);

#endif
