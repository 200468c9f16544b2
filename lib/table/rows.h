/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of stage 7: what a row is, who may see it, and how it is filled. */
#ifndef CGRID_TABLE_ROWS_H
#define CGRID_TABLE_ROWS_H

#include "campus/campus.h"
#include "locate/row.h"

#include <campusgrid/locate.h>
#include <campusgrid/table.h>

/* A row of any table but that of sensors, whose rows are struct cgrid_location. */
struct cgrid_table_row {
	const char *id, *kind, *name, *building, *level, *room, *category, *door;
	const char *rooms, *cells; /* lists */
	int32_t ordinal;
	bool has_ordinal, exterior;
	/* What stands at the edges of the map for the cell's column and row, and its label. */
	char column[CGRID_LABEL_SIZE], row[CGRID_LABEL_SIZE], cell[CGRID_LABEL_SIZE];
	char usng[CGRID_USNG_SIZE];
	struct cgrid_lonlat ground;
	double area_m2, share;
	int64_t counts[4]; /* rooms, doors, assets, sensors of a cell; -1 when not for this audience */
};

/* What a row looks like on the ground. */
struct cgrid_table_figure {
	const struct cgrid_shape *shape;             /* polygons in the frame; NULL for a point */
	struct cgrid_xy corners[CGRID_OUTLINE_MOST]; /* storage of a cell's ring */
	struct cgrid_ring ring;
	struct cgrid_shape square;
	struct cgrid_lonlat point;
};

/* The same, rounded to whole units of 7 decimals. */
#define CGRID_GROUND_UNITS 1e7
struct cgrid_table_ring {
	size_t first, count; /* in `at`; the first position is not repeated */
	bool outer;          /* the holes of an outer ring follow it */
};
struct cgrid_table_outline {
	struct cgrid_lonlat *at;
	struct cgrid_table_ring *rings;
	size_t at_count, at_capacity, ring_count, ring_capacity;
	size_t parts; /* outer rings; 0 for a shape too thin to have one */
	struct cgrid_lonlat point;
};

struct cgrid_table_job {
	struct cgrid_ctx *ctx;
	const struct cgrid_campus *campus;
	const struct cgrid_grid *grid;
	const struct cgrid_pieces *pieces;
	const struct cgrid_table_options *options;
	/* The filter: CGRID_NONE for any building, NULL for any level. */
	uint32_t building;
	bool *levels;
	/* cells: counts[4 * cell], made once */
	int64_t *counts;
	/* sensors */
	struct cgrid_locator *locator;
	struct cgrid_query *query;
	/* The row at hand: `record` is what the columns read. */
	struct cgrid_table_row row;
	struct cgrid_table_figure figure;
	const void *record;
	const char *id;                     /* of the feature; "" without one */
	struct cgrid_buf list;              /* storage of row.rooms and row.cells */
	struct cgrid_table_outline outline; /* of the row at hand, once it was asked for */
	size_t withheld;                    /* assets of kinds that are not for the audience */
};

/* A table by its kind: a row of cgrid_table_kinds. */
struct cgrid_table_def {
	const char *name;
	const char *called; /* the column that is written beside a mark on a map */
	enum { CGRID_TABLE_POINTS, CGRID_TABLE_SQUARES, CGRID_TABLE_AREAS } geometry;
	const struct cgrid_column *columns;
	unsigned audiences; /* bits 1 << enum cgrid_audience: who may have it at all */
	bool needs_pieces;
	size_t (*count)(const struct cgrid_table_job *job);
	/* What has to be made once; NULL for nothing. */
	enum cgrid_status (*prepare)(struct cgrid_table_job *job);
	/* Fills the row of the record i; *shown_out is false when it does not belong in the table. */
	enum cgrid_status (*fill)(struct cgrid_table_job *job, size_t i, bool *shown_out);
};
/* kinds.c: in the order of enum cgrid_table_kind. */
enum { CGRID_TABLE_KINDS = CGRID_TABLE_SENSORS + 1 };
extern const struct cgrid_table_def cgrid_table_kinds[CGRID_TABLE_KINDS];

/* columns.c */
extern const struct cgrid_column cgrid_cell_columns[], cgrid_room_columns[], cgrid_piece_columns[],
    cgrid_door_columns[], cgrid_asset_columns[];

/* cells.c */
enum cgrid_status cgrid_table_count_cells(struct cgrid_table_job *job);
enum cgrid_status cgrid_table_fill_cell(struct cgrid_table_job *job, size_t i, bool *shown_out);

/* filter.c: finds what the options name; CGRID_E_UNKNOWN lists the labels there are. */
enum cgrid_status cgrid_table_filter(struct cgrid_table_job *job);
bool cgrid_table_shows(const struct cgrid_table_job *job, uint32_t building, uint32_t level);
/* May the audience see an asset of this kind? By data/kinds.def; other kinds are the owner's. */
bool cgrid_table_asset_allowed(const struct cgrid_table_job *job, const char *kind);

/* outline.c: the figure of the row at hand, as job->outline. */
enum cgrid_status cgrid_table_outline(struct cgrid_table_job *job);
/* geojson.c: one Feature on one line, without a newline. */
enum cgrid_status cgrid_table_feature(struct cgrid_table_job *job, const struct cgrid_table_def *def,
				      struct cgrid_buf *out);
/* kml.c: one Placemark on one line, and what stands around them. */
extern const char cgrid_table_kml_begin[], cgrid_table_kml_end[];
enum cgrid_status cgrid_table_placemark(struct cgrid_table_job *job, const struct cgrid_table_def *def,
					struct cgrid_buf *out);

/* gpkg.c: a GeoPackage (OGC 12-128r17, version 1.3) while it is made, in memory. */
struct cgrid_gpkg;
enum cgrid_status cgrid_gpkg_open(struct cgrid_table_job *job, struct cgrid_gpkg **gpkg_out);
void cgrid_gpkg_free(struct cgrid_gpkg *gpkg);
/* A feature table begins; its rows follow, each job->record; it ends. */
enum cgrid_status cgrid_gpkg_begin(struct cgrid_gpkg *gpkg, const struct cgrid_table_def *def);
enum cgrid_status cgrid_gpkg_row(struct cgrid_gpkg *gpkg, const struct cgrid_table_def *def);
enum cgrid_status cgrid_gpkg_end(struct cgrid_gpkg *gpkg, const struct cgrid_table_def *def);
/* All bytes of the file. */
enum cgrid_status cgrid_gpkg_write(struct cgrid_gpkg *gpkg, struct cgrid_sink sink);

const char *cgrid_sqlite_version(void);

#endif
