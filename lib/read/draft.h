/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The draft: what the readers make of the drawings, before anything is placed.
 * One model for every format; positions are WGS 84 degrees; texts are clean
 * UTF-8; each record knows where it was read. lib/campus turns a draft into
 * the campus.
 */
#ifndef CGRID_READ_DRAFT_H
#define CGRID_READ_DRAFT_H

#include "base/base.h"
#include "base/mem.h"
#include "base/text.h"
#include "read/placement.h"

/* Rings of a record: draft->rings[first_ring .. first_ring + ring_count). Rings are as the
 * drawing has them: any winding, the last point not repeated. */
struct cgrid_draft_shape {
	size_t first_ring, ring_count;
};
/* draft->points[first .. first + count). A hole follows its outer ring. */
struct cgrid_draft_ring {
	size_t first, count;
	enum cgrid_ring_role role;
	bool closed; /* the drawing repeated the first point at the end */
};

struct cgrid_draft_building {
	const char *id, *name;
	struct cgrid_draft_shape outline;
	bool joined; /* the outline is of several features */
	struct cgrid_source source;
};
struct cgrid_draft_level {
	const char *id, *label, *name;
	uint32_t building; /* index in the draft; CGRID_NONE for a level of no building */
	int32_t ordinal;
	bool has_ordinal;
	struct cgrid_draft_shape outline;
	bool joined; /* the outline is of several features */
	struct cgrid_source source;
};
/* One feature of any other kind. Unused members stay empty. */
enum cgrid_draft_kind { CGRID_DRAFT_ROOM, CGRID_DRAFT_DOOR, CGRID_DRAFT_ASSET, CGRID_DRAFT_AREA };
enum cgrid_draft_exterior { CGRID_EXTERIOR_UNKNOWN = -1, CGRID_INTERIOR = 0, CGRID_EXTERIOR = 1 };
struct cgrid_draft_feature {
	enum cgrid_draft_kind kind;
	const char *id;
	const char *ref;      /* room: the sign on the door; door, asset: the number painted on it */
	const char *name;     /* a longer name */
	const char *category; /* room: the source's category; asset, area: its kind */
	uint32_t building, level; /* indices in the draft; CGRID_NONE when unknown or outdoors */
	enum cgrid_draft_exterior exterior; /* doors */
	const char *joins[2];               /* doors: ids of the rooms it joins; NULL when unsaid */
	/* Rooms of which only a position is known, their label's: `shape` is that point. */
	bool unshaped;
	bool has_label;
	struct cgrid_lonlat label;      /* rooms: where the drawing wants the name */
	struct cgrid_draft_shape shape; /* point features: one LINE ring of one point */
	struct cgrid_source source;
};
struct cgrid_draft_sensor {
	const char *id, *kind, *name, *building, *level;
	const char *room; /* placed by a room: its sign */
	enum { CGRID_SENSOR_AT_GROUND, CGRID_SENSOR_AT_FRAME, CGRID_SENSOR_AT_ROOM } placed_by;
	struct cgrid_lonlat ground;
	struct cgrid_xy frame;
	double z, uncertainty_m; /* NAN when unknown */
	struct cgrid_source source;
};
/* A picture: of the grounds (level CGRID_NONE: aerial), or of a level. */
struct cgrid_draft_image {
	const char *file, *captured;
	uint32_t building, level;
	uint32_t width, height;
	struct cgrid_lonlat corners[4]; /* outer: top left, top right, bottom right, bottom left */
	struct cgrid_source source;
};
/* How a drawing that was read lies on the ground: for what is placed by its pixels (sensors). */
struct cgrid_draft_drawing {
	const char *shown; /* as campus.json names it */
	uint32_t building, level;
	struct cgrid_placement placement;
};
/* A label moved by hand: "room:B/2/214" -> a position. */
struct cgrid_draft_label {
	const char *key;
	struct cgrid_lonlat at;
	struct cgrid_source source;
};

struct cgrid_draft {
	struct cgrid_ctx *ctx;
	bool strict;
	bool as_drawn;            /* nothing is repaired: it is left out */
	const char *lang;         /* preferred language, NULL for the input's default */
	struct cgrid_arena arena; /* every text */

	const char *name, *notice, *credit;
	struct cgrid_grid_options grid;
	const char *frame; /* what the caller or campus.json wants; NULL for local */

	size_t building_found; /* by name, last time; and that name, where it is still its own */
	const char *building_found_name;

	struct cgrid_lonlat *points;
	struct cgrid_draft_ring *rings;
	struct cgrid_draft_building *buildings;
	struct cgrid_draft_level *levels;
	struct cgrid_draft_feature *features;
	struct cgrid_draft_sensor *sensors;
	struct cgrid_draft_image *images;
	struct cgrid_draft_drawing *drawings;
	struct cgrid_draft_label *labels;
	struct cgrid_address_part *address;
	struct cgrid_statement *attest, *none_on_site;
	size_t point_count, ring_count, building_count, level_count, feature_count, sensor_count,
	    image_count, drawing_count, label_count, address_count, attest_count, none_on_site_count;
	size_t point_capacity, ring_capacity, building_capacity, level_capacity, feature_capacity,
	    sensor_capacity, image_capacity, drawing_capacity, label_capacity, address_capacity,
	    attest_capacity, none_on_site_capacity;
};

void cgrid_draft_init(struct cgrid_draft *draft, struct cgrid_ctx *ctx);
void cgrid_draft_free(struct cgrid_draft *draft);

/* A copy in the draft's arena, cleaned for people (cgrid_text_clean); "" for NULL. NULL without
 * memory. A name that had to be changed is logged with its source. */
const char *cgrid_draft_text(struct cgrid_draft *draft, const char *text, size_t length,
			     const struct cgrid_source *source);
/* A copy byte for byte (file names, ids). */
const char *cgrid_draft_bytes(struct cgrid_draft *draft, const char *text, size_t length);

/* Geometry is added point by point; nothing of it is seen until a feature takes it.
 *   size_t first = draft->ring_count;
 *   cgrid_draft_ring_begin; cgrid_draft_point ...; cgrid_draft_ring_end;
 *   shape = {first, draft->ring_count - first}
 * ring_end drops a repeated last point (closed = true), and closes a gap under 1 mm. */
enum cgrid_status cgrid_draft_ring_begin(struct cgrid_draft *draft, enum cgrid_ring_role role);
enum cgrid_status cgrid_draft_point(struct cgrid_draft *draft, double lon, double lat);
/* Many points of the ring at once: room for *most_out of them (0 at the limit); then how many were
 * written there. */
enum cgrid_status cgrid_draft_points_ahead(struct cgrid_draft *draft, struct cgrid_lonlat **to_out,
					   size_t *most_out);
void cgrid_draft_points_written(struct cgrid_draft *draft, size_t count);
void cgrid_draft_ring_end(struct cgrid_draft *draft);
/* Forgets rings from `first_ring` on (a feature that is left out). */
void cgrid_draft_rings_drop(struct cgrid_draft *draft, size_t first_ring);

/* The building of this name, made when new; the level of this building and label likewise.
 * An empty name is a building of its own. CGRID_E_LIMIT, CGRID_E_MEMORY. */
enum cgrid_status cgrid_draft_building(struct cgrid_draft *draft, const char *name,
				       const struct cgrid_source *source, uint32_t *building_out);
enum cgrid_status cgrid_draft_level(struct cgrid_draft *draft, uint32_t building, const char *label,
				    const struct cgrid_source *source, uint32_t *level_out);
/* The same, always new: a drawing may have two levels of one label, which are not one. */
enum cgrid_status cgrid_draft_new_building(struct cgrid_draft *draft, const char *name,
					   const struct cgrid_source *source, uint32_t *building_out);
enum cgrid_status cgrid_draft_new_level(struct cgrid_draft *draft, uint32_t building, const char *label,
					const struct cgrid_source *source, uint32_t *level_out);
/* A copy of a record at the end of its list, counted against CGRID_LIMIT_FEATURES. */
enum cgrid_status cgrid_draft_feature(struct cgrid_draft *draft,
				      const struct cgrid_draft_feature *feature);
enum cgrid_status cgrid_draft_sensor(struct cgrid_draft *draft,
				     const struct cgrid_draft_sensor *sensor);
enum cgrid_status cgrid_draft_image(struct cgrid_draft *draft, const struct cgrid_draft_image *image);
enum cgrid_status cgrid_draft_drawing(struct cgrid_draft *draft,
				      const struct cgrid_draft_drawing *drawing);
enum cgrid_status cgrid_draft_label_at(struct cgrid_draft *draft,
				       const struct cgrid_draft_label *label);
enum cgrid_status cgrid_draft_address(struct cgrid_draft *draft, const char *element, const char *text);
/* `none`: none on site of this kind; else an attestation. */
enum cgrid_status cgrid_draft_statement(struct cgrid_draft *draft, bool none,
					const struct cgrid_statement *statement);

/* Part of the input cannot be used. Strict: recorded and returned. Else logged as LEFT_OUT, and
 * CGRID_OK: the caller drops that part and goes on. */
enum cgrid_status cgrid_draft_leave_out(struct cgrid_draft *draft, enum cgrid_status status,
					const struct cgrid_source *source, const char *format, ...)
    CGRID_PRINTF(4, 5);

/* What a plan entry of campus.json says of a drawing; all empty for a bare INPUT. */
enum cgrid_plan_key {
	CGRID_PLAN_CRS = 1,
	CGRID_PLAN_TIES = 2,
	CGRID_PLAN_ORIGIN = 4, /* with or without a turn */
	CGRID_PLAN_UNITS = 8,
	CGRID_PLAN_ROOMS = 16,
	CGRID_PLAN_ROOM_LAYER = 32,
	CGRID_PLAN_TEXT_LAYER = 64,
	CGRID_PLAN_GAP = 128,
	CGRID_PLAN_PROPERTIES = 256
};
struct cgrid_plan_file {
	const char *file, *shown; /* path that can be opened; path as people wrote it */
};
/* A name of a property, and what it means in this drawing: a word of data/properties.def. */
struct cgrid_plan_property {
	const char *name, *meaning;
	struct cgrid_source source;
};
struct cgrid_plan {
	const char *file;             /* path that can be opened */
	const char *shown;            /* path as people wrote it: for messages */
	const char *building, *level; /* NULL when unsaid: these win over the drawing's own */
	int32_t ordinal;
	bool has_ordinal;
	bool features;  /* an entry of "features": doors, assets and areas */
	unsigned given; /* enum cgrid_plan_key: what follows and was said */
	const char *crs;
	struct cgrid_plan_file ties, rooms;
	struct cgrid_lonlat origin; /* where the drawing's own 0, 0 is */
	double turn_deg;            /* of the drawing's y axis, clockwise from true north */
	const char *units;          /* of the drawing: "mm", "cm", "m", "in", "ft", "us-ft" */
	const char *room_layer, *text_layer;
	double gap; /* between walls that is closed, in the drawing's units */
	const struct cgrid_plan_property *properties;
	size_t property_count;
};

/* The readers, by extension and then by content (lib/read/read.c has the table). Each adds to the
 * draft; a failure has been recorded in the context, and what was added of a broken file is taken
 * back by the caller. */
enum cgrid_status cgrid_read_geojson(struct cgrid_draft *draft, const struct cgrid_plan *plan);
enum cgrid_status cgrid_read_geojson_bytes(struct cgrid_draft *draft, const struct cgrid_plan *plan,
					   const char *bytes, size_t size);
enum cgrid_status cgrid_read_geojson_folder(struct cgrid_draft *draft, const struct cgrid_plan *plan);
enum cgrid_status cgrid_read_osm(struct cgrid_draft *draft, const struct cgrid_plan *plan);
enum cgrid_status cgrid_read_osm_bytes(struct cgrid_draft *draft, const struct cgrid_plan *plan,
				       const char *bytes, size_t size);
enum cgrid_status cgrid_read_imdf(struct cgrid_draft *draft, const struct cgrid_plan *plan);
/* A folder or an archive of either kind, by what is in it; and the same from one that is open: an IMDF
 * folder of it, or all of it. */
enum cgrid_status cgrid_read_folder(struct cgrid_draft *draft, const struct cgrid_plan *plan);
struct cgrid_tree;
enum cgrid_status cgrid_read_imdf_tree(struct cgrid_draft *draft, const struct cgrid_plan *plan,
				       const struct cgrid_tree *tree, const char *inside);
enum cgrid_status cgrid_read_geojson_tree(struct cgrid_draft *draft, const struct cgrid_plan *plan,
					  const struct cgrid_tree *tree);
enum cgrid_status cgrid_read_campus_json(struct cgrid_draft *draft, const char *path);
/* The same from memory (standard input): `folder` is what its paths are relative to. */
enum cgrid_status cgrid_read_campus_json_bytes(struct cgrid_draft *draft, const char *folder,
					       const char *shown, const char *bytes, size_t size);
/* A list of sensors of any format, by its extension; a CSV in memory. */
enum cgrid_status cgrid_read_sensors(struct cgrid_draft *draft, const struct cgrid_plan *plan);
enum cgrid_status cgrid_read_sensors_bytes(struct cgrid_draft *draft, const struct cgrid_plan *plan,
					   const char *bytes, size_t size);
enum cgrid_status cgrid_read_picture_plan(struct cgrid_draft *draft, const struct cgrid_plan *plan);
enum cgrid_status cgrid_read_ros_map(struct cgrid_draft *draft, const struct cgrid_plan *plan);
enum cgrid_status cgrid_read_image(struct cgrid_draft *draft, const struct cgrid_plan *plan,
				   const char *captured);
/* Through the GDAL module, found in the context's module folder. */
enum cgrid_status cgrid_read_gdal(struct cgrid_draft *draft, const struct cgrid_plan *plan);
/* Has an extension a reader of its own? What it reads a drawing by (enum cgrid_plan_key); else why not,
 * or NULL for what may be GDAL's. */
bool cgrid_plan_reads(const char *extension, unsigned *honours_out, const char **why_out);
/* Any plan, by the table of formats; any INPUT of a command. */
enum cgrid_status cgrid_read_plan(struct cgrid_draft *draft, const struct cgrid_plan *plan);
enum cgrid_status cgrid_read_input(struct cgrid_draft *draft, const char *path);

/* Has a folder a file of this name? Has it the files of IMDF? */
bool cgrid_folder_has(const char *folder, const char *name);
bool cgrid_is_imdf(const char *folder);

/* A mark to go back to when one file of many is broken. */
struct cgrid_draft_mark {
	size_t points, rings, buildings, levels, features, sensors, images, drawings, labels;
};
struct cgrid_draft_mark cgrid_draft_mark(const struct cgrid_draft *draft);
void cgrid_draft_rewind(struct cgrid_draft *draft, const struct cgrid_draft_mark *mark);

#endif
