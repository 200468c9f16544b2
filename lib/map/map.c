/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 6, map: which pages there are, each laid out, and the API. */
#include <campusgrid/map.h>

#include "map/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
cgrid_map_free(struct cgrid_map *map)
{
	if (!map)
		return;
	for (size_t i = 0; i < map->count; i++) {
		cgrid_bins_free(&map->makings[i].bins);
		cgrid_placer_free(&map->makings[i].placer);
		free(map->makings[i].keys);
		cgrid_page_free(map->makings[i].page);
	}
	free(map->makings);
	free(map->pages);
	cgrid_album_free(&map->album);
	cgrid_measure_free(map->measure);
	free(map);
}

static void
say_missing_glyphs(struct cgrid_ctx *ctx, const struct cgrid_measure *measure)
{
	const struct cgrid_no_glyph *none = cgrid_measure_no_glyph(measure);
	char more[48] = "";
	if (none->count > 1)
		snprintf(more, sizeof more, " and %zu more", none->count - 1);
	if (none->count > 0)
		cgrid_log(
		    ctx, CGRID_WARNING, NULL,
		    "no font here has the sign U+%04X of \"%s\"%s: a box with its code is printed; "
		    "install a font that has it",
		    (unsigned)none->first, none->text, more);
}

/* What is needed after the pages are made is the pages alone. */
static enum cgrid_status
finish(struct cgrid_ctx *ctx, struct cgrid_map *map)
{
	map->pages = cgrid_array_new(map->count, sizeof *map->pages);
	if (!map->pages)
		return cgrid_fail_memory(ctx);
	for (size_t i = 0; i < map->count; i++) {
		struct cgrid_making *making = &map->makings[i];
		map->pages[i] = making->page;
		if (making->page->failed)
			return cgrid_fail_memory(ctx);
		cgrid_bins_free(&making->bins);
		free(making->keys);
		making->keys = NULL;
		making->page->measure = NULL;
	}
	say_missing_glyphs(ctx, map->measure);
	cgrid_album_free(&map->album);
	cgrid_measure_free(map->measure);
	map->measure = NULL;
	return CGRID_OK;
}

enum cgrid_status
cgrid_map_new(struct cgrid_ctx *ctx, const struct cgrid_campus *campus, const struct cgrid_grid *grid,
	      const struct cgrid_map_options *options, struct cgrid_map **map_out)
{
	static const struct cgrid_map_options plain = CGRID_MAP_OPTIONS_INIT;
	*map_out = NULL;
	if (!options)
		options = &plain;
	if (options->size != sizeof *options)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "map options of an unknown size");
	struct cgrid_map *map = calloc(1, sizeof *map);
	if (!map)
		return cgrid_fail_memory(ctx);
	*map = (struct cgrid_map){.ctx = ctx, .campus = campus, .grid = grid, .options = *options};
	enum cgrid_status status = CGRID_OK;
	cgrid_fingerprint(campus, grid, map->fingerprint);
	map->measure = cgrid_measure_new();
	if (!map->measure || !cgrid_album_new(&map->album, campus))
		status = cgrid_fail_memory(ctx);
	if (status == CGRID_OK)
		status = cgrid_pages_choose(map);
	if (status == CGRID_OK)
		status = cgrid_pages_make(map);
	if (status == CGRID_OK)
		status = finish(ctx, map);
	if (status == CGRID_OK)
		*map_out = map;
	else
		cgrid_map_free(map);
	return status;
}

size_t
cgrid_map_page_count(const struct cgrid_map *map)
{
	return map->count;
}

const char *
cgrid_map_page_name(const struct cgrid_map *map, size_t page)
{
	return page < map->count ? map->pages[page]->name : NULL;
}

const struct cgrid_page *
cgrid_map_page(const struct cgrid_map *map, size_t page)
{
	return page < map->count ? map->pages[page] : NULL;
}

static enum cgrid_status
write_pdf(struct cgrid_ctx *ctx, const struct cgrid_map *map, struct cgrid_page *const *pages,
	  size_t count, struct cgrid_sink sink)
{
	char keywords[64];
	snprintf(keywords, sizeof keywords, "data %s", map->fingerprint);
	const struct cgrid_pdf_words words = {.title = pages[0]->campus,
					      .subject = "Gridded responder map",
					      .keywords = keywords,
					      .created = map->options.created};
	return cgrid_draw_pdf(ctx, pages, count, &words, sink);
}

enum cgrid_status
cgrid_map_write_pdf(struct cgrid_ctx *ctx, const struct cgrid_map *map, struct cgrid_sink sink)
{
	return write_pdf(ctx, map, map->pages, map->count, sink);
}

static enum cgrid_status
write_png(struct cgrid_ctx *ctx, const struct cgrid_map *map, const struct cgrid_page *page,
	  struct cgrid_sink sink)
{
	const char *const texts[] = {
	    "Title",   page->title,      "Software", "campusgrid " CGRID_VERSION,
	    "Comment", map->fingerprint, NULL};
	return cgrid_draw_png(ctx, page, map->options.dpi != 0 ? map->options.dpi : 300, texts, sink);
}

enum cgrid_status
cgrid_map_write_page(struct cgrid_ctx *ctx, const struct cgrid_map *map, size_t page,
		     enum cgrid_map_format format, struct cgrid_sink sink)
{
	if (page >= map->count)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "there is no page %u: the map has %u",
				  (unsigned)page + 1, (unsigned)map->count);
	switch (format) {
	case CGRID_MAP_PNG:
		return write_png(ctx, map, map->pages[page], sink);
	case CGRID_MAP_SVG:
		return cgrid_draw_svg(ctx, map->pages[page], sink);
	case CGRID_MAP_PDF:
		return write_pdf(ctx, map, map->pages + page, 1, sink);
	}
	return cgrid_fail(ctx, CGRID_E_ARGUMENT, "there is no map format %d", (int)format);
}

const char *
cgrid_map_libraries(void)
{
	return cgrid_draw_libraries();
}
