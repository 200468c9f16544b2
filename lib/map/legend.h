/* SPDX-License-Identifier: Apache-2.0 */
/* The legend, of exactly what is on the page, and the lists of names that found no room in the plan. */
#ifndef CGRID_MAP_LEGEND_H
#define CGRID_MAP_LEGEND_H

#include "map/making.h"

/* Returns where it ends. */
double cgrid_draw_legend(struct cgrid_making *making, struct cgrid_rect in);
/* Keys from `first` on; returns the first that found no room. */
size_t cgrid_draw_keys(struct cgrid_making *making, struct cgrid_rect in, size_t first);

#endif
