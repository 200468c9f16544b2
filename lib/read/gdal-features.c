/* SPDX-License-Identifier: Apache-2.0 */
/* GIS files: features with fields. */
#include "read/gdal-inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
hand_ring(OGRGeometryH line, enum cgrid_ring_role role, const struct cgrid_gdal_sink *sink)
{
	int count = OGR_G_GetPointCount(line);
	if (count <= 0)
		return true;
	double *pairs = malloc((size_t)count * 2 * sizeof *pairs);
	if (!pairs)
		return sink->ring(sink->user, role, NULL, (size_t)count);
	OGR_G_GetPoints(line, pairs, 2 * sizeof *pairs, pairs + 1, 2 * sizeof *pairs, NULL, 0);
	bool good = sink->ring(sink->user, role, pairs, (size_t)count);
	free(pairs);
	return good;
}

static bool
hand_geometry(OGRGeometryH geometry, const struct cgrid_gdal_sink *sink)
{
	OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
	bool good = true, area = type == wkbPolygon || type == wkbTriangle;
	if (type == wkbPoint || type == wkbLineString)
		return hand_ring(geometry, CGRID_RING_LINE, sink);
	for (int i = 0; good && i < OGR_G_GetGeometryCount(geometry); i++) {
		OGRGeometryH part = OGR_G_GetGeometryRef(geometry, i);
		good = area ? hand_ring(part, i == 0 ? CGRID_RING_OUTER : CGRID_RING_HOLE, sink)
			    : hand_geometry(part, sink);
	}
	return good;
}

/* Arcs become lines; heights are of no use to a plan. */
static bool
hand_shape(OGRFeatureH feature, OGRCoordinateTransformationH to_ground,
	   const struct cgrid_gdal_sink *sink)
{
	const char *fault = NULL;
	OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
	OGRGeometryH flat = geometry ? OGR_G_GetLinearGeometry(geometry, 0, NULL) : NULL;
	if (flat)
		OGR_G_FlattenTo2D(flat);
	else if (geometry)
		fault = "its shape is of a kind that is not read";
	if (flat && to_ground && OGR_G_Transform(flat, to_ground) != OGRERR_NONE)
		fault = "its positions are outside of its coordinate system";
	bool good = !flat || fault || hand_geometry(flat, sink);
	OGR_G_DestroyGeometry(flat);
	return good && sink->done(sink->user, fault);
}

/* Lists as "0;1;2": of levels, all count. */
static bool
hand_list(const char *name, char **list, const struct cgrid_gdal_sink *sink)
{
	size_t size = 1;
	for (int i = 0; list && list[i]; i++)
		size += strlen(list[i]) + 1;
	char *text = calloc(size, 1), *end = text;
	if (!text)
		return sink->field(sink->user, name, NULL, NULL);
	for (int i = 0; list && list[i]; i++)
		end += snprintf(end, size - (size_t)(end - text), "%s%s", i ? ";" : "", list[i]);
	bool good = sink->field(sink->user, name, text, NULL);
	free(text);
	return good;
}

static bool
hand_field(OGRFeatureH feature, int i, const struct cgrid_gdal_sink *sink)
{
	OGRFieldDefnH field = OGR_F_GetFieldDefnRef(feature, i);
	const char *name = OGR_Fld_GetNameRef(field), *text;
	const OGRFieldType type = OGR_Fld_GetType(field);
	double number;
	int count;
	bool is_list = type == OFTIntegerList || type == OFTInteger64List || type == OFTRealList ||
		       type == OFTStringList;
	if (is_list) {
		/* Numbers are listed as "(2:0,1)". */
		text = OGR_F_GetFieldAsString(feature, i);
		const char *colon = strchr(text, ':');
		if (type == OFTStringList)
			return hand_list(name, OGR_F_GetFieldAsStringList(feature, i), sink);
		char **list = CSLTokenizeString2(colon ? colon + 1 : text, ",)", 0);
		bool good = hand_list(name, list, sink);
		CSLDestroy(list);
		return good;
	}
	if (type == OFTBinary && OGR_F_GetFieldAsBinary(feature, i, &count))
		return true;
	text = OGR_F_GetFieldAsString(feature, i);
	if (OGR_Fld_GetSubType(field) == OFSTBoolean)
		return sink->field(sink->user, name, text[0] == '1' ? "yes" : "no", NULL);
	if (type != OFTInteger && type != OFTInteger64 && type != OFTReal)
		return sink->field(sink->user, name, text, NULL);
	number = OGR_F_GetFieldAsDouble(feature, i);
	/* A field of a table pads its numbers with zeros. */
	char digits[40];
	if (type == OFTReal) {
		CPLsnprintf(digits, sizeof digits, "%.15g", number);
		text = digits;
	}
	return sink->field(sink->user, name, text, &number);
}

static bool
hand_feature(OGRFeatureH feature, OGRCoordinateTransformationH to_ground,
	     const struct cgrid_gdal_sink *sink)
{
	bool good = sink->feature(sink->user, OGR_F_GetFID(feature));
	for (int i = 0; good && i < OGR_F_GetFieldCount(feature); i++)
		if (OGR_F_IsFieldSetAndNotNull(feature, i))
			good = hand_field(feature, i, sink);
	return good && hand_shape(feature, to_ground, sink);
}

static int
hand_layer(const struct opened *opened, OGRLayerH layer, bool as_drawn, OGRSpatialReferenceH ground,
	   const struct cgrid_gdal_sink *sink)
{
	const char *name = OGR_L_GetName(layer);
	char crs[CGRID_GDAL_CRS];
	OGRSpatialReferenceH own = OGR_L_GetSpatialRef(layer);
	OGRCoordinateTransformationH to_ground = NULL;
	/* A table that lies nowhere: styles, notes. */
	if (OGR_L_GetGeomType(layer) == wkbNone)
		return 0;
	gdal_name_crs(own, crs);
	if (own && !as_drawn) {
		to_ground = OCTNewCoordinateTransformation(own, ground);
		if (!to_ground)
			return gdal_fail(opened, "its coordinate system cannot be converted");
	}
	bool good = sink->layer(sink->user, name, own ? crs : NULL);
	CPLErrorReset();
	OGR_L_ResetReading(layer);
	for (OGRFeatureH feature; good && (feature = OGR_L_GetNextFeature(layer));) {
		CPLErrorReset();
		good = hand_feature(feature, to_ground, sink);
		OGR_F_Destroy(feature);
		/* What failed is said by the feature. */
		CPLErrorReset();
	}
	int result = good ? 0 : 2;
	/* A file that is cut short ends the reading as if it were all. */
	if (good && CPLGetLastErrorType() >= CE_Failure)
		result = gdal_fail(opened, "");
	if (to_ground)
		OCTDestroyCoordinateTransformation(to_ground);
	return result;
}

int
cgrid_gdal_features(const struct cgrid_gdal_input *input, bool as_drawn,
		    const struct cgrid_gdal_sink *sink, char error[CGRID_GDAL_ERROR])
{
	struct opened opened;
	int result = gdal_open(&opened, input, GDAL_OF_VECTOR, error);
	OGRSpatialReferenceH ground = result ? NULL : OSRNewSpatialReference(NULL);
	if (!result && (!ground || OSRImportFromEPSG(ground, 4326) != OGRERR_NONE))
		result = gdal_fail(&opened, "its tables of coordinate systems are missing");
	if (!result)
		OSRSetAxisMappingStrategy(ground, OAMS_TRADITIONAL_GIS_ORDER);
	for (int i = 0; !result && i < GDALDatasetGetLayerCount(opened.dataset); i++)
		result =
		    hand_layer(&opened, GDALDatasetGetLayer(opened.dataset, i), as_drawn, ground, sink);
	if (ground)
		OSRDestroySpatialReference(ground);
	gdal_close(&opened);
	return result;
}
