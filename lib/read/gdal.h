/* SPDX-License-Identifier: Apache-2.0 */
/* What the library and the loadable GDAL reader agree on. */
#ifndef CGRID_READ_GDAL_H
#define CGRID_READ_GDAL_H

#include <stddef.h>

/* The module's one function, found by this name. It opens a vector drawing with a driver of its list,
 * never a network one, and writes it as GeoJSON in WGS 84. `crs` ("EPSG:6565") wins over the drawing's
 * own; NULL for none. `data` is malloc'd. Returns 0, or 1 with one line in `error`. */
#define CGRID_GDAL_SYMBOL "cgrid_gdal_to_geojson"
typedef int (*cgrid_gdal_fn)(const char *path, const char *crs, char **data, size_t *size,
			     char error[512]);

/* Another function: the lines and texts of a CAD drawing in its own units. */
struct cgrid_gdal_take {
	void *user;
	/* `count` pairs of x and y, without the first again at the end of a closed line. Not 0 stops.
	 */
	int (*line)(void *user, const char *layer, const char *id, const double *xy, size_t count,
		    int closed);
	int (*text)(void *user, const char *layer, const char *text, double x, double y);
};
#define CGRID_GDAL_LINEWORK_SYMBOL "cgrid_gdal_linework"
typedef int (*cgrid_gdal_linework_fn)(const char *path, const struct cgrid_gdal_take *take,
				      char error[512]);

/* The module's file name in the module folder. */
#define CGRID_GDAL_MODULE "campusgrid-gdal.so"

#endif
