/* SPDX-License-Identifier: Apache-2.0 */
/* Lines and texts of CAD drawings. */
#include "read/gdal-inside.h"

#include <stdlib.h>
#include <string.h>

static int
take_points(const struct cgrid_gdal_take *take, const char *layer, const char *id, OGRGeometryH line,
	    int closed)
{
	int count = OGR_G_GetPointCount(line);
	if (count < 2)
		return 0;
	double *xy = malloc((size_t)count * 2 * sizeof *xy);
	if (!xy)
		return 1;
	OGR_G_GetPoints(line, xy, 2 * sizeof *xy, xy + 1, 2 * sizeof *xy, NULL, 0);
	int same = xy[0] == xy[2 * count - 2] && xy[1] == xy[2 * count - 1];
	if (same && count > 3)
		closed = 1;
	int stop = take->line(take->user, layer, id, xy, (size_t)(same ? count - 1 : count), closed);
	free(xy);
	return stop;
}

static int
take_lines(const struct cgrid_gdal_take *take, const char *layer, const char *id, OGRGeometryH geometry)
{
	OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
	if (type == wkbLineString || type == wkbLinearRing)
		return take_points(take, layer, id, geometry, 0);
	int stop = 0;
	for (int i = 0; !stop && i < OGR_G_GetGeometryCount(geometry); i++) {
		OGRGeometryH part = OGR_G_GetGeometryRef(geometry, i);
		stop = type == wkbPolygon ? take_points(take, layer, id, part, 1)
					  : take_lines(take, layer, id, part);
	}
	return stop;
}

static const char *
field_text(OGRFeatureH feature, const char *name)
{
	int field = OGR_F_GetFieldIndex(feature, name);
	return field >= 0 && OGR_F_IsFieldSetAndNotNull(feature, field)
		   ? OGR_F_GetFieldAsString(feature, field)
		   : "";
}

/* What a text hides in its style (LABEL(...,dx:..)) is not needed: its anchor stands in its room. */
static int
take_feature(const struct cgrid_gdal_take *take, OGRFeatureH feature)
{
	const char *layer = field_text(feature, "Layer"), *text = field_text(feature, "Text");
	OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
	const char *paper = field_text(feature, "PaperSpace");
	if (!geometry || paper[0] == '1')
		return 0;
	if (text[0] && wkbFlatten(OGR_G_GetGeometryType(geometry)) == wkbPoint)
		return take->text(take->user, layer, text, OGR_G_GetX(geometry, 0),
				  OGR_G_GetY(geometry, 0));
	/* Hatches repeat the outlines that they fill. */
	if (strstr(field_text(feature, "SubClasses"), "AcDbHatch"))
		return 0;
	OGRGeometryH flat = OGR_G_GetLinearGeometry(geometry, 0, NULL);
	int stop = flat ? take_lines(take, layer, field_text(feature, "EntityHandle"), flat) : 0;
	OGR_G_DestroyGeometry(flat);
	return stop;
}

int
cgrid_gdal_linework(const struct cgrid_gdal_input *input, const struct cgrid_gdal_take *take,
		    char error[CGRID_GDAL_ERROR])
{
	struct opened opened;
	int result = gdal_open(&opened, input, GDAL_OF_VECTOR, error);
	for (int i = 0; !result && i < GDALDatasetGetLayerCount(opened.dataset); i++) {
		OGRLayerH layer = GDALDatasetGetLayer(opened.dataset, i);
		OGR_L_ResetReading(layer);
		CPLErrorReset();
		for (OGRFeatureH feature; !result && (feature = OGR_L_GetNextFeature(layer));) {
			result = take_feature(take, feature) ? 2 : 0;
			OGR_F_Destroy(feature);
		}
		/* A file that is cut short ends the reading as if it were all. */
		if (!result && CPLGetLastErrorType() >= CE_Failure)
			result = gdal_fail(&opened, "");
	}
	gdal_close(&opened);
	return result;
}
