/* SPDX-License-Identifier: Apache-2.0 */
/* The zones and bands of UTM, with the exceptions of Norway and Svalbard. */
#ifndef CGRID_FRAME_ZONES_H
#define CGRID_FRAME_ZONES_H

#include <campusgrid/base.h>

/* Zone of a position: 1 to 60, 0 poleward of UTM (from 84 N; south of 80 S). */
int cgrid_utm_zone(struct cgrid_lonlat at);
/* Letter of a latitude within UTM: C at 80 S to X. */
char cgrid_utm_band(double lat);
/* The degrees that a zone covers in a band; empty (min > max) for 32X, 34X and 36X. */
struct cgrid_zone_box {
	double min_lon, max_lon, min_lat, max_lat;
};
struct cgrid_zone_box cgrid_utm_box(int zone, char band);

#endif
