/* SPDX-License-Identifier: Apache-2.0 */
/**
 * table.h - stage 7, table: cells, rooms, pieces, doors, assets and sensors
 * with exactly the columns of interfaces.md.
 */
#ifndef CAMPUSGRID_TABLE_H
#define CAMPUSGRID_TABLE_H

#include <campusgrid/base.h>
#include <campusgrid/campus.h>
#include <campusgrid/grid.h>
#include <campusgrid/split.h>

#ifdef __cplusplus
extern "C" {
#endif

enum cgrid_table_kind {
	CGRID_TABLE_CELLS = 0,
	CGRID_TABLE_ROOMS = 1,
	CGRID_TABLE_PIECES = 2,
	CGRID_TABLE_DOORS = 3,
	CGRID_TABLE_ASSETS = 4,
	CGRID_TABLE_SENSORS = 5,
	CGRID_TABLE_ALL = 6 /**< all that the audience may have, in one GeoPackage */
};
enum cgrid_table_format {
	CGRID_TABLE_CSV = 0,    /**< RFC 4180 with a header row, LF, formula guard on texts */
	CGRID_TABLE_JSON = 1,   /**< an array of objects */
	CGRID_TABLE_NDJSON = 2, /**< an object a line */
	/** RFC 7946: cells, rooms and pieces are polygons, the others points. */
	CGRID_TABLE_GEOJSON = 3,
	CGRID_TABLE_KML = 4, /**< OGC 07-147r2, KML 2.2: placemarks with the columns as extended data */
	/** OGC 12-128r17, GeoPackage 1.3: a feature table a kind, with an R-tree, a style and metadata.
	 * Rooms of which only a position is known have no geometry. */
	CGRID_TABLE_GPKG = 5
};

/** Layers by audience: what an audience may not see is absent, not hidden. */
enum cgrid_audience { CGRID_OWNER = 0, CGRID_RESPONDER = 1, CGRID_PUBLIC = 2 };

struct cgrid_table_options {
	size_t size;
	const char *building; /**< only this building; NULL for all */
	const char *level;    /**< only this level (label or "ordinal:N"); NULL for all */
	enum cgrid_audience audience;
	int64_t created; /**< of a GeoPackage, seconds since 1970; -1 for none (it then says 1970) */
};
#define CGRID_TABLE_OPTIONS_INIT                                                                       \
	{                                                                                              \
		sizeof(struct cgrid_table_options), NULL, NULL, CGRID_OWNER, -1                        \
	}

/** "rooms" -> CGRID_TABLE_ROOMS, "csv" -> CGRID_TABLE_CSV; false when unknown. */
CGRID_API bool cgrid_table_kind_parse(const char *text, enum cgrid_table_kind *kind_out);
CGRID_API bool cgrid_table_format_parse(const char *text, enum cgrid_table_format *format_out);

/** Writes one table with the columns of interfaces.md.
 * cells: `column` and `row` are what stands at the edges of the map; `rooms` counts those with a piece
 * in the cell. rooms: shares that differ by rounding alone are ties. doors: the signs of `rooms` are
 * parted by "; ". sensors: a row for each, ambiguous where it shares its id with another place. CSV: a
 * text that a spreadsheet would take for a formula has a ' in front; numbers never do. GeoJSON: a piece
 * thinner than the seventh decimal has a null geometry.
 * Audiences: cells for all (counts are unknown to the public, that of sensors to responders too),
 * sensors for the owner alone, the others for owner and responder; assets by data/kinds.def.
 * `pieces` may be NULL for doors, assets and sensors. CGRID_E_UNKNOWN: no such building or level (the
 * message lists those there are); CGRID_E_ARGUMENT: not for this audience; CGRID_E_OUTPUT as the sink
 * says. */
CGRID_API enum cgrid_status
cgrid_table_write(struct cgrid_ctx *ctx, enum cgrid_table_kind kind, enum cgrid_table_format format,
		  const struct cgrid_campus *campus, const struct cgrid_grid *grid,
		  const struct cgrid_pieces *pieces, const struct cgrid_table_options *options,
		  struct cgrid_sink sink);

#ifdef __cplusplus
}
#endif
#endif
