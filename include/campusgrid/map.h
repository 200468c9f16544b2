/* SPDX-License-Identifier: Apache-2.0 */
/**
 * map.h - stage 6, map: pages of PDF, PNG and SVG at a stated, true scale.
 * This is the one header of libcampusgrid-map. GLib, under Pango, aborts the
 * process when memory runs out; nothing else in campusgrid does.
 */
#ifndef CAMPUSGRID_MAP_H
#define CAMPUSGRID_MAP_H

#include <campusgrid/base.h>
#include <campusgrid/campus.h>
#include <campusgrid/grid.h>
#include <campusgrid/table.h>

#ifdef __cplusplus
extern "C" {
#endif

enum cgrid_map_format { CGRID_MAP_PDF = 0, CGRID_MAP_PNG = 1, CGRID_MAP_SVG = 2 };
enum cgrid_orientation { CGRID_ORIENTATION_FIT = 0, CGRID_PORTRAIT = 1, CGRID_LANDSCAPE = 2 };

struct cgrid_map_options {
	size_t size;
	const char *paper; /**< "letter", "tabloid", "A3", ...; NULL: tabloid in the US or without an
			      address, else A3 */
	enum cgrid_orientation orientation;
	uint32_t scale; /**< N of 1:N for every level, on as many sheets as it takes; 0: the largest of
			   the ladder that fits one */
	double dpi;     /**< PNG; 0 for 300 */
	const char *building, *level; /**< only these; NULL for all */
	enum cgrid_audience audience;
	const char *date; /**< on the page, "2026-08-01"; NULL or "" for none */
	int64_t created;  /**< seconds since 1970 for the file's own metadata; -1 for none */
	bool index;       /**< sheets at the end that say where each room, door, asset and sensor is */
	bool mono;        /**< black and white alone: hatches, no shading, no aerial picture */
	bool keypad;      /**< ticks of the keypad's nine squares in each cell */
	const char *watermark; /**< across each page, "Copy 7 of 40"; NULL for none */
};
#define CGRID_MAP_OPTIONS_INIT                                                                         \
	{                                                                                              \
		sizeof(struct cgrid_map_options), NULL, CGRID_ORIENTATION_FIT, 0, 0, NULL, NULL,       \
		    CGRID_OWNER, NULL, -1, false, false, false, NULL                                   \
	}

/** The pages that a campus makes: an overview, then one for each level of each building. */
struct cgrid_map;

/**
 * Lays out every page. CGRID_E_UNKNOWN: no such building or level (the
 * message lists those there are); CGRID_E_ARGUMENT: no such paper, or a scale
 * at which a level needs more than 100 sheets (the message names a scale that fits one).
 * `campus` and `grid` are borrowed and must outlive the map.
 */
CGRID_API enum cgrid_status cgrid_map_new(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
					  const struct cgrid_grid *grid,
					  const struct cgrid_map_options *options,
					  struct cgrid_map **map_out);
CGRID_API void cgrid_map_free(struct cgrid_map *map);
CGRID_API size_t cgrid_map_page_count(const struct cgrid_map *map);
/** A page's name in file names: "overview", "MAIN-2". Letters, digits, dots, dashes and
 * underscores alone, and no two alike. */
CGRID_API const char *cgrid_map_page_name(const struct cgrid_map *map, size_t page);
/** All pages in one PDF. */
CGRID_API enum cgrid_status cgrid_map_write_pdf(struct cgrid_ctx *ctx, const struct cgrid_map *map,
						struct cgrid_sink sink);
/** One page as PNG or SVG. CGRID_E_LIMIT for a picture beyond the limit of pixels. */
CGRID_API enum cgrid_status cgrid_map_write_page(struct cgrid_ctx *ctx, const struct cgrid_map *map,
						 size_t page, enum cgrid_map_format format,
						 struct cgrid_sink sink);
/** Versions of the drawing libraries, "cairo 1.16.0, pango 1.50.12". */
CGRID_API const char *cgrid_map_libraries(void);

#ifdef __cplusplus
}
#endif
#endif
