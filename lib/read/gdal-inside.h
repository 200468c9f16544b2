/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of the GDAL module: the one file that includes GDAL, and what its parts have in common. */
#ifndef CGRID_READ_GDAL_INSIDE_H
#define CGRID_READ_GDAL_INSIDE_H

#include "read/gdal.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

/* What the module is asked for, by name. */
#define EXPORTED __attribute__((visibility("default")))
EXPORTED int cgrid_gdal_linework(const struct cgrid_gdal_input *input,
				 const struct cgrid_gdal_take *take, char error[CGRID_GDAL_ERROR]);
EXPORTED int cgrid_gdal_features(const struct cgrid_gdal_input *input, bool as_drawn,
				 const struct cgrid_gdal_sink *sink, char error[CGRID_GDAL_ERROR]);
EXPORTED int
cgrid_gdal_picture(const struct cgrid_gdal_input *input, struct cgrid_gdal_picture *picture,
		   unsigned char *(*pixels)(void *user, const struct cgrid_gdal_picture *picture),
		   void *user, char error[CGRID_GDAL_ERROR]);

enum { OPTIONS_MOST = 16 };
struct opened {
	GDALDatasetH dataset;
	char folder[64];          /* of GDAL's memory */
	char *kept[OPTIONS_MOST]; /* the thread's own options */
	int network;              /* PROJ's own choice */
	char doubt[128];          /* the first warning */
	char *error;
};
/* Opens with the input's one driver. Always followed by gdal_close. `kind`: GDAL_OF_VECTOR, _RASTER. */
int gdal_open(struct opened *opened, const struct cgrid_gdal_input *input, unsigned kind,
	      char error[CGRID_GDAL_ERROR]);
void gdal_close(struct opened *opened);
/* GDAL's last failure, or `text`, as the error; 1. */
int gdal_fail(const struct opened *opened, const char *text);
/* "EPSG:2272" of a system, also of the horizontal part of one with heights; "" for none. */
void gdal_name_crs(OGRSpatialReferenceH crs, char name[CGRID_GDAL_CRS]);

#endif
