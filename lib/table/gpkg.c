/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stage 7, table: GeoPackage 1.3 (OGC 12-128r17) through SQLite, made in memory and handed out whole.
 * WGS 84, longitude first. Each feature table has an R-tree (annex F.3, written by hand: its triggers
 * are for those who edit the file), a style for QGIS and as SLD, and the file has metadata (F.8).
 */
#include "base/base.h"
#include "base/mem.h"
#include "base/when.h"
#include "table/rows.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

struct cgrid_gpkg {
	struct cgrid_table_job *job;
	sqlite3 *db;
	sqlite3_stmt *row, *box; /* of the feature table at hand */
	struct cgrid_buf blob, sql;
	int64_t count;
	double all[4]; /* west, south, east, north of the table at hand */
	char changed[CGRID_TIME_SIZE + 4];
};

/* The tables that every GeoPackage has, and what ours add. */
static const char schema[] =
    "PRAGMA application_id=1196444487;PRAGMA user_version=10300;"
    "CREATE TABLE gpkg_spatial_ref_sys(srs_name TEXT NOT NULL,srs_id INTEGER PRIMARY KEY,"
    "organization TEXT NOT NULL,organization_coordsys_id INTEGER NOT NULL,definition TEXT NOT NULL,"
    "description TEXT);"
    "INSERT INTO gpkg_spatial_ref_sys VALUES"
    "('Undefined Cartesian SRS',-1,'NONE',-1,'undefined','undefined Cartesian coordinate reference "
    "system'),"
    "('Undefined geographic SRS',0,'NONE',0,'undefined','undefined geographic coordinate reference "
    "system'),"
    "('WGS 84 geodetic',4326,'EPSG',4326,'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\","
    "6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM["
    "\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY["
    "\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"4326\"]]','longitude and latitude in degrees on the WGS "
    "84 "
    "spheroid');"
    "CREATE TABLE gpkg_contents(table_name TEXT NOT NULL PRIMARY KEY,data_type TEXT NOT NULL,"
    "identifier TEXT UNIQUE,description TEXT DEFAULT '',last_change DATETIME NOT NULL DEFAULT "
    "(strftime('%Y-%m-%dT%H:%M:%fZ','now')),min_x DOUBLE,min_y DOUBLE,max_x DOUBLE,max_y DOUBLE,"
    "srs_id INTEGER,CONSTRAINT fk_gc_r_srs_id FOREIGN KEY(srs_id) REFERENCES "
    "gpkg_spatial_ref_sys(srs_id));"
    "CREATE TABLE gpkg_geometry_columns(table_name TEXT NOT NULL,column_name TEXT NOT NULL,"
    "geometry_type_name TEXT NOT NULL,srs_id INTEGER NOT NULL,z TINYINT NOT NULL,m TINYINT NOT NULL,"
    "CONSTRAINT pk_geom_cols PRIMARY KEY(table_name,column_name),CONSTRAINT uk_gc_table_name UNIQUE"
    "(table_name),CONSTRAINT fk_gc_tn FOREIGN KEY(table_name) REFERENCES gpkg_contents(table_name),"
    "CONSTRAINT fk_gc_srs FOREIGN KEY(srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));"
    "CREATE TABLE gpkg_extensions(table_name TEXT,column_name TEXT,extension_name TEXT NOT NULL,"
    "definition TEXT NOT NULL,scope TEXT NOT NULL,CONSTRAINT ge_tce UNIQUE(table_name,column_name,"
    "extension_name));"
    "INSERT INTO gpkg_extensions VALUES"
    "('gpkg_metadata',NULL,'gpkg_metadata','http://www.geopackage.org/spec120/#extension_metadata',"
    "'read-write'),"
    "('gpkg_metadata_reference',NULL,'gpkg_metadata',"
    "'http://www.geopackage.org/spec120/#extension_metadata','read-write');"
    "CREATE TABLE gpkg_metadata(id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,md_scope TEXT NOT "
    "NULL DEFAULT 'dataset',md_standard_uri TEXT NOT NULL,mime_type TEXT NOT NULL DEFAULT 'text/xml',"
    "metadata TEXT NOT NULL DEFAULT '');"
    "CREATE TABLE gpkg_metadata_reference(reference_scope TEXT NOT NULL,table_name TEXT,column_name "
    "TEXT,row_id_value INTEGER,timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ',"
    "'now')),md_file_id INTEGER NOT NULL,md_parent_id INTEGER,CONSTRAINT crmr_mfi_fk FOREIGN KEY"
    "(md_file_id) REFERENCES gpkg_metadata(id),CONSTRAINT crmr_mpi_fk FOREIGN KEY(md_parent_id) "
    "REFERENCES gpkg_metadata(id));"
    "CREATE TABLE layer_styles(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,f_table_catalog TEXT,"
    "f_table_schema TEXT,f_table_name TEXT,f_geometry_column TEXT,styleName TEXT,styleQML TEXT,"
    "styleSLD TEXT,useAsDefault BOOLEAN,description TEXT,owner TEXT,ui TEXT,update_time DATETIME);";

/* %t: the table. What keeps the R-tree true while the file is edited (annex F.3, table 41). */
static const char *const triggers[] = {
    ("CREATE TRIGGER \"rtree_%t_geom_insert\" AFTER INSERT ON \"%t\" WHEN (new.\"geom\" NOT NULL AND "
     "NOT ST_IsEmpty(NEW.\"geom\")) BEGIN INSERT OR REPLACE INTO \"rtree_%t_geom\" VALUES (NEW.\"fid\","
     "ST_MinX(NEW.\"geom\"),ST_MaxX(NEW.\"geom\"),ST_MinY(NEW.\"geom\"),ST_MaxY(NEW.\"geom\"));END"),
    ("CREATE TRIGGER \"rtree_%t_geom_update1\" AFTER UPDATE OF \"geom\" ON \"%t\" WHEN OLD.\"fid\"="
     "NEW.\"fid\" AND (NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\")) BEGIN INSERT OR REPLACE "
     "INTO \"rtree_%t_geom\" VALUES (NEW.\"fid\",ST_MinX(NEW.\"geom\"),ST_MaxX(NEW.\"geom\"),"
     "ST_MinY(NEW.\"geom\"),ST_MaxY(NEW.\"geom\"));END"),
    ("CREATE TRIGGER \"rtree_%t_geom_update2\" AFTER UPDATE OF \"geom\" ON \"%t\" WHEN OLD.\"fid\"="
     "NEW.\"fid\" AND (NEW.\"geom\" ISNULL OR ST_IsEmpty(NEW.\"geom\")) BEGIN DELETE FROM "
     "\"rtree_%t_geom\" WHERE id=OLD.\"fid\";END"),
    ("CREATE TRIGGER \"rtree_%t_geom_update3\" AFTER UPDATE ON \"%t\" WHEN OLD.\"fid\"!=NEW.\"fid\" "
     "AND "
     "(NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\")) BEGIN DELETE FROM \"rtree_%t_geom\" "
     "WHERE id=OLD.\"fid\";INSERT OR REPLACE INTO \"rtree_%t_geom\" VALUES "
     "(NEW.\"fid\",ST_MinX(NEW.\"geom\"),"
     "ST_MaxX(NEW.\"geom\"),ST_MinY(NEW.\"geom\"),ST_MaxY(NEW.\"geom\"));END"),
    ("CREATE TRIGGER \"rtree_%t_geom_update4\" AFTER UPDATE ON \"%t\" WHEN OLD.\"fid\"!=NEW.\"fid\" "
     "AND "
     "(NEW.\"geom\" ISNULL OR ST_IsEmpty(NEW.\"geom\")) BEGIN DELETE FROM \"rtree_%t_geom\" WHERE id "
     "IN "
     "(OLD.\"fid\",NEW.\"fid\");END"),
    ("CREATE TRIGGER \"rtree_%t_geom_delete\" AFTER DELETE ON \"%t\" WHEN old.\"geom\" NOT NULL BEGIN "
     "DELETE FROM \"rtree_%t_geom\" WHERE id=OLD.\"fid\";END"),
};

/* What of a geometry is called so in gpkg_geometry_columns, by cgrid_table_def.geometry. */
static const char *const geometries[] = {"POINT", "POLYGON", "MULTIPOLYGON"};

static const char qml_area[] =
    "<layer class=\"SimpleFill\" enabled=\"1\" locked=\"0\" pass=\"0\"><prop k=\"style\" v=\"no\"/>"
    "<prop k=\"outline_color\" v=\"20,70,140,255\"/><prop k=\"outline_style\" v=\"solid\"/>"
    "<prop k=\"outline_width\" v=\"0.4\"/><prop k=\"outline_width_unit\" v=\"MM\"/></layer>";
static const char qml_point[] =
    "<layer class=\"SimpleMarker\" enabled=\"1\" locked=\"0\" pass=\"0\"><prop k=\"name\" "
    "v=\"circle\"/>"
    "<prop k=\"color\" v=\"0,0,0,255\"/><prop k=\"outline_color\" v=\"255,255,255,255\"/>"
    "<prop k=\"size\" v=\"2.4\"/><prop k=\"size_unit\" v=\"MM\"/></layer>";
static const char sld_area[] =
    "<PolygonSymbolizer><Stroke><CssParameter name=\"stroke\">#14468c</CssParameter>"
    "<CssParameter name=\"stroke-width\">1</CssParameter></Stroke></PolygonSymbolizer>";
static const char sld_point[] =
    "<PointSymbolizer><Graphic><Mark><WellKnownName>circle</WellKnownName><Fill><CssParameter "
    "name=\"fill\">#000000</CssParameter></Fill></Mark><Size>7</Size></Graphic></PointSymbolizer>";

static enum cgrid_status
failed(struct cgrid_gpkg *gpkg)
{
	struct cgrid_ctx *ctx = gpkg->job->ctx;
	if (gpkg->sql.failed || gpkg->blob.failed || sqlite3_errcode(gpkg->db) == SQLITE_NOMEM)
		return cgrid_fail_memory(ctx);
	if (sqlite3_errcode(gpkg->db) == SQLITE_TOOBIG)
		return cgrid_fail(ctx, CGRID_E_LIMIT,
				  "a text or a shape is too large for a GeoPackage");
	return cgrid_fail(ctx, CGRID_E_INTERNAL, "SQLite: %.300s", sqlite3_errmsg(gpkg->db));
}

static enum cgrid_status
run(struct cgrid_gpkg *gpkg, const char *sql)
{
	return sqlite3_exec(gpkg->db, sql, NULL, NULL, NULL) == SQLITE_OK ? CGRID_OK : failed(gpkg);
}

/* A statement with %t in it, for a table. */
static enum cgrid_status
run_for(struct cgrid_gpkg *gpkg, const char *sql, const char *table)
{
	cgrid_buf_clear(&gpkg->sql);
	for (const char *c = sql; *c; c++)
		if (c[0] == '%' && c[1] == 't') {
			cgrid_buf_text(&gpkg->sql, table);
			c++;
		} else {
			cgrid_buf_char(&gpkg->sql, *c);
		}
	return gpkg->sql.failed ? failed(gpkg) : run(gpkg, gpkg->sql.data);
}

static enum cgrid_status
prepare(struct cgrid_gpkg *gpkg, const char *sql, sqlite3_stmt **statement)
{
	return sqlite3_prepare_v2(gpkg->db, sql, -1, statement, NULL) == SQLITE_OK ? CGRID_OK
										   : failed(gpkg);
}

static enum cgrid_status
step(struct cgrid_gpkg *gpkg, sqlite3_stmt *statement)
{
	const bool done = sqlite3_step(statement) == SQLITE_DONE;
	enum cgrid_status status = done ? CGRID_OK : failed(gpkg);
	sqlite3_reset(statement);
	return status;
}

/* One statement with texts for its parameters; NULL stays NULL. */
static enum cgrid_status
run_with(struct cgrid_gpkg *gpkg, const char *sql, const char *const *texts, int count)
{
	sqlite3_stmt *statement = NULL;
	enum cgrid_status status = prepare(gpkg, sql, &statement);
	for (int i = 0; i < count && !status; i++)
		if (sqlite3_bind_text(statement, i + 1, texts[i], -1, SQLITE_STATIC) != SQLITE_OK)
			status = failed(gpkg);
	if (!status)
		status = step(gpkg, statement);
	sqlite3_finalize(statement);
	return status;
}

/* Dublin Core: what this is, of whom, and who may see it. */
static enum cgrid_status
put_metadata(struct cgrid_gpkg *gpkg)
{
	static const char *const audiences[] = {"owner", "responder", "public"};
	const struct cgrid_campus *campus = gpkg->job->campus;
	struct cgrid_buf xml = {0};
	cgrid_buf_text(&xml, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
			     "xmlns:dcterms=\"http://purl.org/dc/terms/\">\n");
	cgrid_buf_element(&xml, "", "dc:title", cgrid_campus_name(campus));
	cgrid_buf_element(&xml, "", "dc:coverage", cgrid_campus_address(campus));
	cgrid_buf_element(&xml, "", "dc:rights", cgrid_campus_notice(campus));
	cgrid_buf_element(&xml, "", "dc:source", cgrid_campus_credit(campus));
	cgrid_buf_element(&xml, "", "dcterms:audience", audiences[gpkg->job->options->audience]);
	cgrid_buf_element(&xml, "", "dc:type", "Dataset");
	cgrid_buf_text(&xml, "</metadata>\n");
	enum cgrid_status status = xml.failed ? cgrid_fail_memory(gpkg->job->ctx) : CGRID_OK;
	const char *const texts[] = {xml.data}, *const reference[] = {gpkg->changed};
	if (!status)
		status = run_with(gpkg,
				  "INSERT INTO gpkg_metadata VALUES(1,'dataset',"
				  "'http://purl.org/dc/elements/1.1/','text/xml',?)",
				  texts, 1);
	if (!status)
		status =
		    run_with(gpkg,
			     "INSERT INTO gpkg_metadata_reference VALUES('geopackage',NULL,NULL,NULL,"
			     "?,1,NULL)",
			     reference, 1);
	cgrid_buf_free(&xml);
	return status;
}

enum cgrid_status
cgrid_gpkg_open(struct cgrid_table_job *job, struct cgrid_gpkg **gpkg_out)
{
	struct cgrid_gpkg *gpkg = calloc(1, sizeof *gpkg);
	*gpkg_out = gpkg;
	if (!gpkg)
		return cgrid_fail_memory(job->ctx);
	gpkg->job = job;
	cgrid_time_text(job->options->created < 0 ? 0 : job->options->created, gpkg->changed);
	/* Milliseconds, as annex C wants them. */
	memcpy(gpkg->changed + strlen(gpkg->changed) - 1, ".000Z", sizeof ".000Z");
	if (sqlite3_open(":memory:", &gpkg->db) != SQLITE_OK)
		return gpkg->db ? failed(gpkg) : cgrid_fail_memory(job->ctx);
	const char *const changed[] = {gpkg->changed};
	enum cgrid_status status = run(gpkg, "PRAGMA page_size=4096;PRAGMA encoding='UTF-8';BEGIN");
	if (!status)
		status = run(gpkg, schema);
	if (!status)
		status = run_with(gpkg,
				  "INSERT INTO gpkg_contents VALUES('layer_styles','attributes',"
				  "'layer_styles','styles of the tables',?,NULL,NULL,NULL,NULL,NULL)",
				  changed, 1);
	return status ? status : put_metadata(gpkg);
}

void
cgrid_gpkg_free(struct cgrid_gpkg *gpkg)
{
	if (!gpkg)
		return;
	sqlite3_finalize(gpkg->row);
	sqlite3_finalize(gpkg->box);
	sqlite3_close(gpkg->db);
	cgrid_buf_free(&gpkg->blob);
	cgrid_buf_free(&gpkg->sql);
	free(gpkg);
}

/* CREATE TABLE and INSERT, made of the columns. */
static enum cgrid_status
make_table(struct cgrid_gpkg *gpkg, const struct cgrid_table_def *def)
{
	static const char *const types[] = {
	    [CGRID_VALUE_TEXT] = "TEXT",
	    [CGRID_VALUE_INTEGER] = "INTEGER",
	    [CGRID_VALUE_NUMBER] = "DOUBLE",
	    [CGRID_VALUE_BOOL] = "BOOLEAN",
	};
	struct cgrid_buf *sql = &gpkg->sql;
	cgrid_buf_clear(sql);
	cgrid_buf_text(sql, "CREATE TABLE \"");
	cgrid_buf_text(sql, def->name);
	cgrid_buf_text(sql, "\"(\"fid\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,\"geom\" ");
	cgrid_buf_text(sql, geometries[def->geometry]);
	for (size_t i = 0; def->columns[i].name; i++) {
		cgrid_buf_text(sql, ",\"");
		cgrid_buf_text(sql, def->columns[i].name);
		cgrid_buf_text(sql, "\" ");
		cgrid_buf_text(sql, types[cgrid_column_value(&def->columns[i])]);
	}
	cgrid_buf_char(sql, ')');
	enum cgrid_status status = sql->failed ? failed(gpkg) : run(gpkg, sql->data);
	cgrid_buf_clear(sql);
	cgrid_buf_text(sql, "INSERT INTO \"");
	cgrid_buf_text(sql, def->name);
	cgrid_buf_text(sql, "\" VALUES(?,?");
	for (size_t i = 0; def->columns[i].name; i++)
		cgrid_buf_text(sql, ",?");
	cgrid_buf_char(sql, ')');
	if (!status)
		status = sql->failed ? failed(gpkg) : prepare(gpkg, sql->data, &gpkg->row);
	return status;
}

enum cgrid_status
cgrid_gpkg_begin(struct cgrid_gpkg *gpkg, const struct cgrid_table_def *def)
{
	gpkg->count = 0;
	gpkg->all[0] = gpkg->all[1] = INFINITY;
	gpkg->all[2] = gpkg->all[3] = -INFINITY;
	enum cgrid_status status = make_table(gpkg, def);
	if (!status)
		status = run_for(gpkg,
				 "CREATE VIRTUAL TABLE \"rtree_%t_geom\" USING rtree(id,minx,maxx,miny,"
				 "maxy)",
				 def->name);
	if (!status)
		status = run_for(gpkg,
				 "INSERT INTO gpkg_extensions VALUES('%t','geom','gpkg_rtree_index',"
				 "'http://www.geopackage.org/spec120/#extension_rtree','write-only')",
				 def->name);
	cgrid_buf_clear(&gpkg->sql);
	cgrid_buf_text(&gpkg->sql, "INSERT INTO \"rtree_");
	cgrid_buf_text(&gpkg->sql, def->name);
	cgrid_buf_text(&gpkg->sql, "_geom\" VALUES(?,?,?,?,?)");
	if (!status)
		status = gpkg->sql.failed ? failed(gpkg) : prepare(gpkg, gpkg->sql.data, &gpkg->box);
	return status;
}

static void
put_int(struct cgrid_buf *out, uint32_t value)
{
	const char bytes[4] = {(char)value, (char)(value >> 8), (char)(value >> 16),
			       (char)(value >> 24)};
	cgrid_buf_add(out, bytes, sizeof bytes);
}

static void
put_double(struct cgrid_buf *out, double value)
{
	uint64_t bits;
	memcpy(&bits, &value, sizeof bits);
	put_int(out, (uint32_t)bits);
	put_int(out, (uint32_t)(bits >> 32));
}

static void
put_position(struct cgrid_buf *out, struct cgrid_lonlat whole)
{
	put_double(out, whole.lon / CGRID_GROUND_UNITS);
	put_double(out, whole.lat / CGRID_GROUND_UNITS);
}

/* How many holes follow the outer ring `r`. */
static uint32_t
holes_of(const struct cgrid_table_outline *outline, size_t r)
{
	uint32_t holes = 0;
	while (r + 1 + holes < outline->ring_count && !outline->rings[r + 1 + holes].outer)
		holes++;
	return holes;
}

/* Well-known binary, little endian: OGC 06-103r4 section 8. */
static void
put_wkb(struct cgrid_buf *out, const struct cgrid_table_outline *outline, int geometry)
{
	enum { POINT = 1, POLYGON = 3, MULTIPOLYGON = 6 };
	if (geometry == CGRID_TABLE_POINTS) {
		cgrid_buf_char(out, 1);
		put_int(out, POINT);
		put_position(out, outline->point);
		return;
	}
	if (geometry == CGRID_TABLE_AREAS) {
		cgrid_buf_char(out, 1);
		put_int(out, MULTIPOLYGON);
		put_int(out, (uint32_t)outline->parts);
	}
	for (size_t r = 0; r < outline->ring_count; r++) {
		const struct cgrid_table_ring *ring = &outline->rings[r];
		if (ring->outer) {
			cgrid_buf_char(out, 1);
			put_int(out, POLYGON);
			put_int(out, 1 + holes_of(outline, r));
		}
		put_int(out, (uint32_t)ring->count + 1);
		for (size_t i = 0; i <= ring->count; i++)
			put_position(out, outline->at[ring->first + i % ring->count]);
	}
}

/* West, south, east, north in degrees. */
static void
measure(const struct cgrid_table_outline *outline, int geometry, double box[4])
{
	const struct cgrid_lonlat *at = geometry == CGRID_TABLE_POINTS ? &outline->point : outline->at;
	const size_t count = geometry == CGRID_TABLE_POINTS ? 1 : outline->at_count;
	box[0] = box[1] = INFINITY;
	box[2] = box[3] = -INFINITY;
	for (size_t i = 0; i < count; i++) {
		box[0] = fmin(box[0], at[i].lon / CGRID_GROUND_UNITS);
		box[1] = fmin(box[1], at[i].lat / CGRID_GROUND_UNITS);
		box[2] = fmax(box[2], at[i].lon / CGRID_GROUND_UNITS);
		box[3] = fmax(box[3], at[i].lat / CGRID_GROUND_UNITS);
	}
}

/* The blob of annex E, clause 2.1.3: magic, version, flags (envelope of x and y, little endian), CRS.
 */
static enum cgrid_status
put_geometry(struct cgrid_gpkg *gpkg, int geometry, const double box[4])
{
	cgrid_buf_clear(&gpkg->blob);
	cgrid_buf_add(&gpkg->blob, "GP\0\3", 4);
	put_int(&gpkg->blob, 4326);
	for (int i = 0; i < 4; i++)
		put_double(&gpkg->blob, box[(i & 1) * 2 + i / 2]);
	put_wkb(&gpkg->blob, &gpkg->job->outline, geometry);
	if (gpkg->blob.failed || sqlite3_bind_blob64(gpkg->row, 2, gpkg->blob.data, gpkg->blob.size,
						     SQLITE_STATIC) != SQLITE_OK)
		return failed(gpkg);
	/* The index holds 32-bit numbers that SQLite rounds outwards. */
	sqlite3_bind_int64(gpkg->box, 1, gpkg->count);
	for (int i = 0; i < 4; i++)
		sqlite3_bind_double(gpkg->box, i + 2, box[(i & 1) * 2 + i / 2]);
	for (int i = 0; i < 2; i++) {
		gpkg->all[i] = fmin(gpkg->all[i], box[i]);
		gpkg->all[i + 2] = fmax(gpkg->all[i + 2], box[i + 2]);
	}
	return step(gpkg, gpkg->box);
}

static int
bind_value(sqlite3_stmt *statement, int at, const struct cgrid_value *value)
{
	switch (value->type) {
	case CGRID_VALUE_NONE:
		break;
	case CGRID_VALUE_TEXT:
		return sqlite3_bind_text(statement, at, value->text, -1, SQLITE_STATIC);
	case CGRID_VALUE_INTEGER:
	case CGRID_VALUE_BOOL:
		return sqlite3_bind_int64(statement, at, value->integer);
	case CGRID_VALUE_NUMBER:
		return sqlite3_bind_double(statement, at, value->number);
	}
	return sqlite3_bind_null(statement, at);
}

enum cgrid_status
cgrid_gpkg_row(struct cgrid_gpkg *gpkg, const struct cgrid_table_def *def)
{
	struct cgrid_table_job *job = gpkg->job;
	struct cgrid_value value;
	double box[4];
	enum cgrid_status status = cgrid_table_outline(job);
	gpkg->count++;
	sqlite3_clear_bindings(gpkg->row);
	/* A room of which only a position is known has no area: lat and lon have it. */
	measure(&job->outline, (int)def->geometry, box);
	if (!status && isfinite(box[0]) && isfinite(box[1]))
		status = put_geometry(gpkg, (int)def->geometry, box);
	if (!status && sqlite3_bind_int64(gpkg->row, 1, gpkg->count) != SQLITE_OK)
		status = failed(gpkg);
	for (int i = 0; !status && def->columns[i].name; i++) {
		cgrid_row_value(&def->columns[i], job->record, &value);
		if (bind_value(gpkg->row, i + 3, &value) != SQLITE_OK)
			status = failed(gpkg);
	}
	return status ? status : step(gpkg, gpkg->row);
}

static void
make_styles(const struct cgrid_table_def *def, struct cgrid_buf *qml, struct cgrid_buf *sld)
{
	const bool points = def->geometry == CGRID_TABLE_POINTS;
	cgrid_buf_text(qml,
		       "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis "
		       "version=\"3.22.0\" styleCategories=\"Symbology|Labeling\" labelsEnabled=\"1\">"
		       "<renderer-v2 type=\"singleSymbol\" symbollevels=\"0\" forceraster=\"0\" "
		       "enableorderby=\"0\"><symbols><symbol name=\"0\" alpha=\"1\" type=\"");
	cgrid_buf_text(qml, points ? "marker" : "fill");
	cgrid_buf_text(qml, "\">");
	cgrid_buf_text(qml, points ? qml_point : qml_area);
	cgrid_buf_text(qml, "</symbol></symbols></renderer-v2><labeling type=\"simple\"><settings>"
			    "<text-style fieldName=\"");
	cgrid_buf_text(qml, def->called);
	cgrid_buf_text(qml,
		       "\" fontSize=\"8\" textColor=\"0,0,0,255\"><text-buffer bufferDraw=\"1\" "
		       "bufferSize=\"0.8\" bufferColor=\"255,255,255,255\"/></text-style></settings>"
		       "</labeling></qgis>\n");
	cgrid_buf_text(sld,
		       "<StyledLayerDescriptor version=\"1.0.0\" xmlns=\"http://www.opengis.net/sld\" "
		       "xmlns:ogc=\"http://www.opengis.net/ogc\"><NamedLayer><Name>");
	cgrid_buf_text(sld, def->name);
	cgrid_buf_text(sld, "</Name><UserStyle><FeatureTypeStyle><Rule>");
	cgrid_buf_text(sld, points ? sld_point : sld_area);
	cgrid_buf_text(sld, "<TextSymbolizer><Label><ogc:PropertyName>");
	cgrid_buf_text(sld, def->called);
	cgrid_buf_text(sld, "</ogc:PropertyName></Label></TextSymbolizer></Rule></FeatureTypeStyle>"
			    "</UserStyle></NamedLayer></StyledLayerDescriptor>\n");
}

static enum cgrid_status
put_styles(struct cgrid_gpkg *gpkg, const struct cgrid_table_def *def)
{
	struct cgrid_buf qml = {0}, sld = {0};
	make_styles(def, &qml, &sld);
	const char *const texts[] = {def->name, qml.data, sld.data, gpkg->changed};
	enum cgrid_status status =
	    qml.failed || sld.failed
		? cgrid_fail_memory(gpkg->job->ctx)
		: run_with(gpkg,
			   "INSERT INTO layer_styles VALUES(NULL,'','',?1,'geom',?1,"
			   "?2,?3,1,'','','',?4)",
			   texts, 4);
	cgrid_buf_free(&qml);
	cgrid_buf_free(&sld);
	return status;
}

enum cgrid_status
cgrid_gpkg_end(struct cgrid_gpkg *gpkg, const struct cgrid_table_def *def)
{
	sqlite3_stmt *contents = NULL;
	const char *const geometry[] = {def->name, geometries[def->geometry]};
	sqlite3_finalize(gpkg->row);
	sqlite3_finalize(gpkg->box);
	gpkg->row = gpkg->box = NULL;
	enum cgrid_status status =
	    prepare(gpkg, "INSERT INTO gpkg_contents VALUES(?1,'features',?1,'',?2,?3,?4,?5,?6,4326)",
		    &contents);
	if (!status) {
		sqlite3_bind_text(contents, 1, def->name, -1, SQLITE_STATIC);
		sqlite3_bind_text(contents, 2, gpkg->changed, -1, SQLITE_STATIC);
		/* A table without a geometry has no extent: NULL. */
		for (int i = 0; i < 4 && isfinite(gpkg->all[0]); i++)
			sqlite3_bind_double(contents, i + 3, gpkg->all[i]);
		status = step(gpkg, contents);
	}
	sqlite3_finalize(contents);
	if (!status)
		status = run_with(gpkg, "INSERT INTO gpkg_geometry_columns VALUES(?,'geom',?,4326,0,0)",
				  geometry, 2);
	for (size_t i = 0; i < sizeof triggers / sizeof *triggers && !status; i++)
		status = run_for(gpkg, triggers[i], def->name);
	return status ? status : put_styles(gpkg, def);
}

enum cgrid_status
cgrid_gpkg_write(struct cgrid_gpkg *gpkg, struct cgrid_sink sink)
{
	sqlite3_int64 size = 0;
	enum cgrid_status status = run(gpkg, "COMMIT");
	if (status)
		return status;
	unsigned char *bytes = sqlite3_serialize(gpkg->db, "main", &size, 0);
	if (!bytes)
		return cgrid_fail_memory(gpkg->job->ctx);
	status = sink.write(sink.user, (const char *)bytes, (size_t)size);
	sqlite3_free(bytes);
	if (status && gpkg->job->ctx->status != status)
		return cgrid_fail(gpkg->job->ctx, status, "the output cannot be written");
	return status;
}

const char *
cgrid_sqlite_version(void)
{
	return sqlite3_libversion();
}
