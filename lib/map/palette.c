/* SPDX-License-Identifier: Apache-2.0 */
#include "map/palette.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

/* So many greys, and so many amounts of ink on so many grounds. */
enum { GREYS = 100, AMOUNTS = 12, GROUNDS = 13 };

static int
channel(uint32_t rgb, int i)
{
	return (int)(rgb >> (16 - 8 * i) & 255);
}

static void
set_entry(struct cgrid_palette *palette, size_t entry, uint32_t rgb)
{
	for (int i = 0; i < 3; i++)
		palette->rgb[entry][i] = (unsigned char)channel(rgb, i);
}

/* Ink of the grid's lines on a grey. */
static size_t
tint_entry(double amount, double ground)
{
	const long a = lround(amount * AMOUNTS), g = lround(ground / 255 * (GROUNDS - 1));
	if (a <= 0)
		return (size_t)lround(ground / 255 * (GREYS - 1));
	return GREYS + (size_t)(a >= AMOUNTS ? (AMOUNTS - 1) * GROUNDS : (a - 1) * GROUNDS + g);
}

static void
fill_entries(struct cgrid_palette *palette)
{
	const uint32_t ink = CGRID_INK_GRID_LINE;
	for (int i = 0; i < GREYS; i++) {
		const uint32_t v = (uint32_t)lround(255.0 * i / (GREYS - 1));
		set_entry(palette, (size_t)i, v << 16 | v << 8 | v);
	}
	for (int a = 1; a <= AMOUNTS; a++)
		for (int g = 0; g < (a == AMOUNTS ? 1 : GROUNDS); g++) {
			const double part = (double)a / AMOUNTS, ground = 255.0 * g / (GROUNDS - 1);
			uint32_t rgb = 0;
			for (int i = 0; i < 3; i++)
				rgb = rgb << 8 |
				      (uint32_t)lround(part * channel(ink, i) + (1 - part) * ground);
			set_entry(palette, tint_entry(part, ground), rgb);
		}
}

void
cgrid_palette_init(struct cgrid_palette *palette)
{
	static const uint32_t exact[] = {
#define COLOUR(name, rgb, use) rgb,
#include "colours.def"
#undef COLOUR
	};
	const double full = channel(CGRID_INK_GRID_LINE, 2) - channel(CGRID_INK_GRID_LINE, 0);
	size_t used = GREYS + (AMOUNTS - 1) * GROUNDS + 1;
	memset(palette, 0, sizeof *palette);
	fill_entries(palette);
	for (int v = 0; v < 256; v++)
		palette->of_grey[v] = (unsigned char)lround(v / 255.0 * (GREYS - 1));
	for (int tint = 0; tint < 256; tint++)
		for (int red = 0; red < 256; red++) {
			const double amount = fmin(1, tint / full);
			const double ground =
			    amount < 1 ? (red - amount * channel(CGRID_INK_GRID_LINE, 0)) / (1 - amount)
				       : 0;
			palette->of_tint[tint][red] =
			    (unsigned char)tint_entry(amount, fmin(255, fmax(0, ground)));
		}
	/* The colours of the table themselves. */
	for (size_t i = 0; i < sizeof exact / sizeof *exact && used < 256; i++) {
		const int red = channel(exact[i], 0), tint = channel(exact[i], 2) - red;
		set_entry(palette, used, exact[i]);
		if (tint == 0)
			palette->of_grey[red] = (unsigned char)used++;
		else
			palette->of_tint[tint][red] = (unsigned char)used++;
	}
}

void
cgrid_palette_row(const struct cgrid_palette *palette, const uint32_t *pixels, size_t count,
		  unsigned char *row)
{
	uint32_t last = 0xffffff;
	unsigned char entry = palette->of_grey[255];
	for (size_t i = 0; i < count; i++) {
		const uint32_t rgb = pixels[i] & 0xffffff;
		if (rgb != last) {
			const int red = channel(rgb, 0), blue = channel(rgb, 2);
			last = rgb;
			/* Rounding may leave a grey one off. */
			entry = blue <= red + 1 ? palette->of_grey[channel(rgb, 1)]
						: palette->of_tint[blue - red][red];
		}
		row[i] = entry;
	}
}

/* Fonts with colours have signs from here on. */
#define FIRST_EMOJI 0x1f000

bool
cgrid_palette_fits(const struct cgrid_page *page)
{
	for (size_t i = 0; i < page->item_count; i++) {
		const struct cgrid_item *item = &page->items[i];
		if (item->kind == CGRID_ITEM_PICTURE)
			return false;
		const char *text = item->kind == CGRID_ITEM_TEXT ? item->as.text.text : "";
		const size_t length = strlen(text);
		for (size_t at = 0; at < length;)
			if (cgrid_utf8_next(text, length, &at) >= FIRST_EMOJI)
				return false;
	}
	return true;
}
