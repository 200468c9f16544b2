/* SPDX-License-Identifier: Apache-2.0 */
/* What the library and the loadable GDAL reader agree on. */
#ifndef CGRID_READ_GDAL_H
#define CGRID_READ_GDAL_H

#include "base/base.h"

/* The module's file name in the module folder. */
#define CGRID_GDAL_MODULE "campusgrid-gdal.so"
enum { CGRID_GDAL_ERROR = 512, CGRID_GDAL_CRS = 32 };

/* What is opened: bytes in memory, by one driver. GDAL sees a folder with these files and no other:
 * there is nothing beside them that a driver could be led to, and no name in them leads out. */
struct cgrid_gdal_file {
	const char *name;
	const void *data;
	size_t size;
};
struct cgrid_gdal_input {
	const char *driver;                  /* "GTiff" */
	const struct cgrid_gdal_file *files; /* the drawing, then what belongs to it */
	size_t count;
};
/* All functions: 0; 1 with one line in `error`; 2 where a callback has ended it; 3 where GDAL was built
 * without the driver. */

/* The lines and texts of a CAD drawing in its own units. A callback that returns not 0 ends it. */
struct cgrid_gdal_take {
	void *user;
	/* `count` pairs of x and y, without the first again at the end of a closed line. */
	int (*line)(void *user, const char *layer, const char *id, const double *xy, size_t count,
		    int closed);
	int (*text)(void *user, const char *layer, const char *text, double x, double y);
};
#define CGRID_GDAL_LINEWORK_SYMBOL "cgrid_gdal_linework"
typedef int (*cgrid_gdal_linework_fn)(const struct cgrid_gdal_input *input,
				      const struct cgrid_gdal_take *take, char error[CGRID_GDAL_ERROR]);

/* The features of a GIS file in their order: a layer, then of each feature its fields and its rings. A
 * callback that returns false ends it. Texts are as GDAL has them, not always UTF-8. */
struct cgrid_gdal_sink {
	void *user;
	/* `crs`: its own, "EPSG:N", or "" where that has no number; NULL for none. */
	bool (*layer)(void *user, const char *name, const char *crs);
	bool (*feature)(void *user, int64_t id);
	/* `number` is not NULL where the field is one; lists come joined with ";". */
	bool (*field)(void *user, const char *name, const char *text, const double *number);
	/* A point is a line of one. Pairs of coordinates; polygons repeat their first point. */
	bool (*ring)(void *user, enum cgrid_ring_role role, const double *pairs, size_t count);
	/* `fault`: why its geometry did not come; NULL when it did. */
	bool (*done)(void *user, const char *fault);
};
/* `as_drawn`: positions are in the file's own coordinates, else in longitude and latitude wherever the
 * layer has a coordinate system. */
#define CGRID_GDAL_FEATURES_SYMBOL "cgrid_gdal_features"
typedef int (*cgrid_gdal_features_fn)(const struct cgrid_gdal_input *input, bool as_drawn,
				      const struct cgrid_gdal_sink *sink, char error[CGRID_GDAL_ERROR]);

/* A picture: GeoTIFF, JPEG, the first page of a PDF at 150 dots per inch. */
struct cgrid_gdal_picture {
	uint32_t width, height;
	size_t pages;             /* that the file has; the first is read */
	int orientation;          /* as EXIF counts; 1 is upright, and nothing is turned */
	bool placed;              /* it says itself where it lies: */
	double a, b, c, d, e, f;  /* pixels, from the outer corner of the first, to its system */
	char crs[CGRID_GDAL_CRS]; /* "EPSG:N"; "" where it has no such number, or none */
	char doubt[128];          /* what the driver said when it unpacked; "" for nothing */
};
/* `pixels` is asked for width x height x 3 bytes once the size is known; without it, or when it returns
 * NULL, nothing is unpacked. What is transparent is laid on white. */
#define CGRID_GDAL_PICTURE_SYMBOL "cgrid_gdal_picture"
typedef int (*cgrid_gdal_picture_fn)(const struct cgrid_gdal_input *input,
				     struct cgrid_gdal_picture *picture,
				     unsigned char *(*pixels)(void *user,
							      const struct cgrid_gdal_picture *picture),
				     void *user, char error[CGRID_GDAL_ERROR]);

/* A function of the module by its name, into `*function_out`, which is a pointer to such a function.
 * Where the module is not there the message says what brings it and what can be done `instead`. */
enum cgrid_status cgrid_gdal_load(struct cgrid_ctx *ctx, const struct cgrid_source *source,
				  const char *symbol, const char *instead, void *function_out);
/* The status for what a function of the module returned; `ended`: what the callback had in mind. Faults
 * read `FILE: WORD: ...`. */
enum cgrid_status cgrid_gdal_status(struct cgrid_ctx *ctx, const struct cgrid_source *source,
				    int result, const char *word, const char *error,
				    const char *instead, enum cgrid_status ended);

#endif
