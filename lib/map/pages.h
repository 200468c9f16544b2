/* SPDX-License-Identifier: Apache-2.0 */
/* Which pages a campus has, and their making. */
#ifndef CGRID_MAP_PAGES_H
#define CGRID_MAP_PAGES_H

#include "map/making.h"

struct cgrid_map {
	struct cgrid_ctx *ctx; /* while the pages are made */
	const struct cgrid_campus *campus;
	const struct cgrid_grid *grid;
	struct cgrid_map_options options;
	char fingerprint[CGRID_FINGERPRINT_SIZE];
	struct cgrid_measure *measure;
	struct cgrid_album album; /* likewise */
	struct cgrid_making *makings;
	struct cgrid_page **pages; /* of the makings */
	size_t count, capacity;
};

/* A making for each page: the overview, then levels; named. */
enum cgrid_status cgrid_pages_choose(struct cgrid_map *map);
/* Lays them out; adds sheets for lists that found no room. */
enum cgrid_status cgrid_pages_make(struct cgrid_map *map);
/* A sheet more, at the end; NULL without memory. The other makings may have moved. */
struct cgrid_making *cgrid_pages_add(struct cgrid_map *map, const char *name);
/* The display list of a page, for tests. */
const struct cgrid_page *cgrid_map_page(const struct cgrid_map *map, size_t page);

#endif
