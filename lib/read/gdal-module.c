/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The loadable reader: CAD drawings and GIS files through GDAL's C API, handed
 * on as GeoJSON. A module of its own, because GDAL takes 73 ms to load and
 * most campuses need none of it.
 */
#include "read/gdal.h"

#include "base/text.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Files alone: no driver here opens a network connection or a database server. */
static const char *const drivers[] = {
    "DXF", "CAD", "DGN", "ESRI Shapefile", "GPKG", "KML", "FlatGeobuf", "MapInfo File", NULL};

/* Properties of a feature: every set field as text or number, and the layer's name. */
static void
write_properties(struct cgrid_buf *out, OGRFeatureH feature, const char *layer)
{
	bool first = true, named = false;
	cgrid_buf_text(out, "\"properties\":{");
	for (int i = 0; i < OGR_F_GetFieldCount(feature); i++) {
		if (!OGR_F_IsFieldSetAndNotNull(feature, i))
			continue;
		OGRFieldDefnH field = OGR_F_GetFieldDefnRef(feature, i);
		const char *name = OGR_Fld_GetNameRef(field);
		OGRFieldType type = OGR_Fld_GetType(field);
		named |= strcmp(name, "layer") == 0;
		if (!first)
			cgrid_buf_char(out, ',');
		first = false;
		cgrid_buf_json(out, name);
		cgrid_buf_char(out, ':');
		const char *text = OGR_F_GetFieldAsString(feature, i);
		if (type == OFTInteger || type == OFTInteger64)
			cgrid_buf_text(out, text);
		else if (cgrid_utf8_valid(text, strlen(text)))
			cgrid_buf_json(out, text);
		else
			cgrid_buf_text(out, "null");
	}
	if (!named) {
		cgrid_buf_text(out, first ? "\"layer\":" : ",\"layer\":");
		cgrid_buf_json(out, cgrid_utf8_valid(layer, strlen(layer)) ? layer : "");
	}
	cgrid_buf_char(out, '}');
}

static void
write_feature(struct cgrid_buf *out, OGRFeatureH feature, const char *layer,
	      OGRCoordinateTransformationH to_ground)
{
	char precision[] = "COORDINATE_PRECISION=9";
	char *options[] = {precision, NULL};
	OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
	if (!geometry || (to_ground && OGR_G_Transform(geometry, to_ground) != OGRERR_NONE))
		return;
	/* Arcs of CAD drawings become lines; heights are of no use to a plan. */
	OGRGeometryH flat = OGR_G_GetLinearGeometry(geometry, 0, NULL);
	if (!flat)
		return;
	OGR_G_FlattenTo2D(flat);
	char *json = OGR_G_ExportToJsonEx(flat, options);
	OGR_G_DestroyGeometry(flat);
	if (!json)
		return;
	if (out->size > 0 && out->data[out->size - 1] == '}')
		cgrid_buf_text(out, ",\n");
	cgrid_buf_text(out, "{\"type\":\"Feature\",");
	if (OGR_F_GetFID(feature) != OGRNullFID) {
		cgrid_buf_text(out, "\"id\":");
		cgrid_buf_int(out, OGR_F_GetFID(feature));
		cgrid_buf_char(out, ',');
	}
	write_properties(out, feature, layer);
	cgrid_buf_text(out, ",\"geometry\":");
	cgrid_buf_text(out, json);
	cgrid_buf_char(out, '}');
	CPLFree(json);
}

static int
write_layer(struct cgrid_buf *out, OGRLayerH layer, const char *crs, OGRSpatialReferenceH ground,
	    char error[512])
{
	const char *name = OGR_L_GetName(layer);
	OGRSpatialReferenceH own = OGR_L_GetSpatialRef(layer), said = NULL;
	if (crs) {
		said = OSRNewSpatialReference(NULL);
		if (OSRSetFromUserInput(said, crs) != OGRERR_NONE) {
			snprintf(error, 512, "the coordinate system \"%.100s\" is not known", crs);
			OSRDestroySpatialReference(said);
			return 1;
		}
		OSRSetAxisMappingStrategy(said, OAMS_TRADITIONAL_GIS_ORDER);
		own = said;
	}
	if (!own) {
		snprintf(
		    error, 512,
		    "layer \"%.100s\" has no coordinate system; name it in campus.json, as \"crs\": "
		    "\"EPSG:6565\"",
		    name);
		return 1;
	}
	OGRCoordinateTransformationH to_ground = OCTNewCoordinateTransformation(own, ground);
	int failed = to_ground == NULL;
	if (failed)
		snprintf(error, 512, "layer \"%.100s\": its coordinate system cannot be converted",
			 name);
	OGR_L_ResetReading(layer);
	for (OGRFeatureH feature; !failed && (feature = OGR_L_GetNextFeature(layer));) {
		write_feature(out, feature, name, to_ground);
		OGR_F_Destroy(feature);
	}
	OCTDestroyCoordinateTransformation(to_ground);
	if (said)
		OSRDestroySpatialReference(said);
	return failed;
}

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

__attribute__((visibility("default"))) int
cgrid_gdal_linework(const char *path, const struct cgrid_gdal_take *take, char error[512]);

int
cgrid_gdal_linework(const char *path, const struct cgrid_gdal_take *take, char error[512])
{
	int failed = 0;
	CPLPushErrorHandler(CPLQuietErrorHandler);
	GDALAllRegister();
	CPLSetThreadLocalConfigOption("DXF_CLOSED_LINE_AS_POLYGON", "TRUE");
	GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
	if (!dataset) {
		const char *reason = CPLGetLastErrorMsg();
		snprintf(error, 512, "%.400s",
			 reason[0] ? reason : "no driver of the list reads this file");
		failed = 1;
	}
	for (int i = 0; dataset && !failed && i < GDALDatasetGetLayerCount(dataset); i++) {
		OGRLayerH layer = GDALDatasetGetLayer(dataset, i);
		OGR_L_ResetReading(layer);
		for (OGRFeatureH feature; !failed && (feature = OGR_L_GetNextFeature(layer));) {
			failed = take_feature(take, feature);
			OGR_F_Destroy(feature);
		}
	}
	if (dataset)
		GDALClose(dataset);
	CPLPopErrorHandler();
	return failed;
}

__attribute__((visibility("default"))) int
cgrid_gdal_to_geojson(const char *path, const char *crs, char **data, size_t *size, char error[512]);

int
cgrid_gdal_to_geojson(const char *path, const char *crs, char **data, size_t *size, char error[512])
{
	struct cgrid_buf out = {0};
	int failed = 0;
	*data = NULL;
	*size = 0;
	CPLPushErrorHandler(CPLQuietErrorHandler);
	GDALAllRegister();
	/* Closed outlines of CAD drawings are rooms; without this they would come as lines. */
	CPLSetThreadLocalConfigOption("DXF_CLOSED_LINE_AS_POLYGON", "TRUE");
	GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
	OGRSpatialReferenceH ground = OSRNewSpatialReference(NULL);
	if (!dataset || !ground || OSRImportFromEPSG(ground, 4326) != OGRERR_NONE) {
		const char *reason = CPLGetLastErrorMsg();
		snprintf(error, 512, "%.400s",
			 reason[0] ? reason : "no driver of the list reads this file");
		failed = 1;
	} else {
		OSRSetAxisMappingStrategy(ground, OAMS_TRADITIONAL_GIS_ORDER);
		cgrid_buf_text(&out, "{\"type\":\"FeatureCollection\",\"features\":[\n");
		for (int i = 0; !failed && i < GDALDatasetGetLayerCount(dataset); i++)
			failed = write_layer(&out, GDALDatasetGetLayer(dataset, i), crs, ground, error);
		cgrid_buf_text(&out, "\n]}\n");
	}
	if (ground)
		OSRDestroySpatialReference(ground);
	if (dataset)
		GDALClose(dataset);
	CPLPopErrorHandler();
	if (!failed && out.failed) {
		snprintf(error, 512, "out of memory");
		failed = 1;
	}
	if (failed) {
		cgrid_buf_free(&out);
		return 1;
	}
	*data = out.data;
	*size = out.size;
	return 0;
}
