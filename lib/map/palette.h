/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The palette of a map without photographs: by design all its colours are greys, or blue ink on a grey.
 * 256 entries hold the colours of data/colours.def exactly, and their blends at edges to what the eye
 * cannot tell.
 */
#ifndef CGRID_MAP_PALETTE_H
#define CGRID_MAP_PALETTE_H

#include "map/display.h"

struct cgrid_palette {
	unsigned char rgb[256][3];
	unsigned char of_grey[256];
	unsigned char of_tint[256][256]; /* by blue over red, and red */
};
void cgrid_palette_init(struct cgrid_palette *palette);
/* A row of cairo's pixels (0x00RRGGBB) as indexes. */
void cgrid_palette_row(const struct cgrid_palette *palette, const uint32_t *pixels, size_t count,
		       unsigned char *row);
/* Are all colours of a page in it? Not where there is a picture, or a text may be in colour (emoji). */
bool cgrid_palette_fits(const struct cgrid_page *page);

#endif
