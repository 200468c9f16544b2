/* SPDX-License-Identifier: Apache-2.0 */
/**
 * campus.h - stages 1 and 2: drawings are read into one model and placed in
 * one frame. The model is immutable once made, and may be read by any number
 * of threads.
 *
 * Lists are in a fixed order that does not depend on the order of the input:
 * buildings by name in natural order (2 before 10), levels by building, then
 * ordinal (unknown last), then label (numbers as numbers); rooms, doors, assets, areas and sensors by
 * level (outdoors last), then natural order of what people call them, then id, then place.
 */
#ifndef CAMPUSGRID_CAMPUS_H
#define CAMPUSGRID_CAMPUS_H

#include <campusgrid/base.h>
#include <campusgrid/frame.h>
#include <campusgrid/grid.h>

#ifdef __cplusplus
extern "C" {
#endif

/** "None": no building, no level, no room. */
#define CGRID_NONE UINT32_MAX

enum cgrid_ring_role {
	CGRID_RING_OUTER = 0, /**< counter-clockwise */
	CGRID_RING_HOLE = 1,  /**< clockwise; follows the outer ring it lies in */
	CGRID_RING_LINE = 2   /**< an open line */
};
/** `count` points; the first is not repeated at the end. */
struct cgrid_ring {
	const struct cgrid_xy *points;
	size_t count;
	enum cgrid_ring_role role;
};
/** A shape of any number of parts; all rings finite and, where polygons, valid in
 * the sense of OGC 06-103r4 6.1.11. */
struct cgrid_shape {
	const struct cgrid_ring *rings;
	size_t ring_count;
	struct cgrid_box box;
	double area_m2; /**< 0 for lines */
};

/** Where something was read: for messages. Line and column are 0 when unknown. */
struct cgrid_source {
	const char *file; /**< as given, relative to where it was named */
	uint32_t line;
	uint32_t column;
};

/* Texts of records are UTF-8 without control characters; "" when unknown, never NULL. */

struct cgrid_building {
	const char *id;
	const char *name;           /**< what people call it; the column `building` */
	struct cgrid_shape outline; /**< footprint; no rings when unknown */
	struct cgrid_source source;
};

struct cgrid_level {
	const char *id;
	const char *label; /**< the sign on the stairs: "2", "M", "LL" */
	const char *name;  /**< a longer name where there is one */
	uint32_t building;
	int32_t ordinal; /**< 0 = main entrance; only for sorting and matching */
	bool has_ordinal;
	struct cgrid_shape outline; /**< no rings when unknown */
	struct cgrid_source source;
};

/** What a room is, from its category, by the table data/categories.def. */
enum cgrid_room_kind {
	CGRID_ROOM_ROOM = 0,
	CGRID_ROOM_CORRIDOR = 1,
	CGRID_ROOM_STAIRS = 2,
	CGRID_ROOM_ELEVATOR = 3,
	CGRID_ROOM_RESTROOM = 4,
	CGRID_ROOM_VOID = 5,     /**< open to below: no label, never the room of a location */
	CGRID_ROOM_STRUCTURE = 6 /**< structure, glass, wall: likewise */
};

struct cgrid_room {
	const char *id;       /**< the source's own */
	const char *room;     /**< the sign on the door: "214" */
	const char *name;     /**< a longer name: "Biology Lab" */
	const char *category; /**< the source's own word */
	enum cgrid_room_kind kind;
	uint32_t building, level;
	/** No rings, no area, and a box of one point when only a position of the room is known. */
	struct cgrid_shape shape;
	struct cgrid_xy label; /**< inside the shape, or that position: where its name is written; found
				  when a room of a very large campus is first asked for */
	bool label_by_hand;    /**< `labels` of campus.json put it there */
	struct cgrid_source source;
};

struct cgrid_door {
	const char *id;
	const char *door; /**< the number painted on it */
	bool exterior;
	uint32_t building, level;
	uint32_t rooms[2];     /**< the rooms it joins, CGRID_NONE for outside or unknown */
	struct cgrid_xy at;    /**< middle of the opening */
	struct cgrid_xy along; /**< unit vector along the wall; 0,0 when unknown */
	double width_m;        /**< 0 when unknown */
	struct cgrid_source source;
};

struct cgrid_asset {
	const char *id;
	const char *kind; /**< a word of data/kinds.def, or the source's own */
	const char *name;
	const char *ref; /**< the number painted on it */
	uint32_t building, level, room;
	struct cgrid_xy at;
	struct cgrid_source source;
};

struct cgrid_area {
	const char *id;
	const char *kind; /**< parking, field, road, neighbor, fence, ... */
	const char *name;
	uint32_t building, level; /**< CGRID_NONE for the grounds */
	struct cgrid_shape shape;
	struct cgrid_source source;
};

/** What is wrong with a sensor that is kept all the same. */
enum cgrid_sensor_fault {
	CGRID_SENSOR_DUPLICATE = 1, /**< its id stands at two places */
	CGRID_SENSOR_NO_LEVEL = 2,  /**< its level does not exist in the plans */
	CGRID_SENSOR_NO_ROOM = 4,   /**< it names a level, and lies in no room of it */
	CGRID_SENSOR_NO_BUILDING = 8
};

struct cgrid_sensor {
	const char *id; /**< text, always: "000000000101" stays so */
	const char *kind;
	const char *name;
	const char *building_text, *level_text; /**< as the sensor file has them */
	uint32_t building, level, room;
	struct cgrid_xy at;
	double z;             /**< metres, NAN when unknown */
	double uncertainty_m; /**< radius of 95 %; NAN when unknown */
	unsigned faults;      /**< enum cgrid_sensor_fault */
	struct cgrid_source source;
};

/** A picture: of the grounds (aerial, `level` CGRID_NONE), or the plan of a level. */
struct cgrid_image {
	const char *file;     /**< path that can be opened */
	const char *captured; /**< date, "" when unknown */
	uint32_t building, level;
	uint32_t width, height;     /**< pixels */
	struct cgrid_xy corners[4]; /**< outer corners in the frame: top left, top right, bottom right,
				       bottom left */
	bool for_level; /**< its level has no outline and no room with one: its extent is the picture's
			 */
	struct cgrid_source source;
};

/** A statement that somebody signed, or "none of this kind on site". */
struct cgrid_statement {
	const char *what; /**< "walkthrough", or a kind of asset */
	const char *by;
	const char *on;
};

/** A civic address by its RFC 4776 / PIDF-LO element ("A1", "RD", "country"). */
struct cgrid_address_part {
	const char *element;
	const char *text;
};

struct cgrid_campus;

enum cgrid_campus_flags {
	CGRID_CAMPUS_STRICT = 1, /**< refuse where part of the input would be left out or repaired */
	CGRID_CAMPUS_AS_DRAWN =
	    2 /**< leave out (and log) what would be repaired: every fault is named */
};
struct cgrid_campus_options {
	size_t size;
	unsigned flags;
	const char *lang;  /**< preferred language of names, NULL for the input's own default */
	const char *frame; /**< "local", "utm", "EPSG:N"; NULL for local or what is written down */
};
#define CGRID_CAMPUS_OPTIONS_INIT                                                                      \
	{                                                                                              \
		sizeof(struct cgrid_campus_options), 0, NULL, NULL                                     \
	}

/**
 * Reads a campus: a campus.json, an IMDF folder, a GeoJSON file or a folder of
 * them, or "-" for GeoJSON or campus.json on standard input. The extension
 * decides the format before the content does. A broken file of a folder is
 * logged (CGRID_LEFT_OUT) and the rest is used, unless STRICT.
 * CGRID_E_INPUT, CGRID_E_SYNTAX, CGRID_E_MEANING, CGRID_E_LIMIT,
 * CGRID_E_UNSUPPORTED as the input is; CGRID_E_ARGUMENT for unknown flags.
 */
CGRID_API enum cgrid_status cgrid_campus_read(struct cgrid_ctx *ctx, const char *path,
					      const struct cgrid_campus_options *options,
					      struct cgrid_campus **campus_out);
CGRID_API void cgrid_campus_free(struct cgrid_campus *campus);

/**
 * Writes a first campus.json for a folder of drawings: plans of every format
 * that is read, features, lists of sensors (by what is in them), pictures.
 * Building, level and ordinal are guessed from the name of a file or its
 * folder where the file itself does not say them. Every guess, and what
 * is missing, is logged (CGRID_NOTE); what is not used is a CGRID_WARNING.
 * CGRID_E_INPUT when the folder cannot be read or holds no drawing.
 */
CGRID_API enum cgrid_status cgrid_campus_init(struct cgrid_ctx *ctx, const char *folder,
					      struct cgrid_sink sink);

CGRID_API const char *cgrid_campus_name(const struct cgrid_campus *campus);
CGRID_API const char *cgrid_campus_notice(const struct cgrid_campus *campus);
/** Credit that the input asks for ("(c) OpenStreetMap contributors"); "" for none. */
CGRID_API const char *cgrid_campus_credit(const struct cgrid_campus *campus);
/** The address on one line ("100 School Lane, Cedar Ridge, PA 00000"); "" without one. */
CGRID_API const char *cgrid_campus_address(const struct cgrid_campus *campus);
CGRID_API size_t cgrid_campus_address_count(const struct cgrid_campus *campus);
CGRID_API const struct cgrid_address_part *cgrid_campus_address_part(const struct cgrid_campus *campus,
								     size_t i);
CGRID_API const struct cgrid_frame *cgrid_campus_frame(const struct cgrid_campus *campus);
/** All buildings and levels, not roads and neighbours, in the frame. */
CGRID_API struct cgrid_box cgrid_campus_extent(const struct cgrid_campus *campus);
/** What campus.json says of the grid; `given` is 0 when it says nothing. A
 * grid with origin, cell, columns and rows is a written-down grid. */
CGRID_API const struct cgrid_grid_options *cgrid_campus_grid(const struct cgrid_campus *campus);

CGRID_API size_t cgrid_campus_building_count(const struct cgrid_campus *campus);
CGRID_API const struct cgrid_building *cgrid_campus_building(const struct cgrid_campus *campus,
							     size_t i);
CGRID_API size_t cgrid_campus_level_count(const struct cgrid_campus *campus);
CGRID_API const struct cgrid_level *cgrid_campus_level(const struct cgrid_campus *campus, size_t i);
CGRID_API size_t cgrid_campus_room_count(const struct cgrid_campus *campus);
CGRID_API const struct cgrid_room *cgrid_campus_room(const struct cgrid_campus *campus, size_t i);
CGRID_API size_t cgrid_campus_door_count(const struct cgrid_campus *campus);
CGRID_API const struct cgrid_door *cgrid_campus_door(const struct cgrid_campus *campus, size_t i);
CGRID_API size_t cgrid_campus_asset_count(const struct cgrid_campus *campus);
CGRID_API const struct cgrid_asset *cgrid_campus_asset(const struct cgrid_campus *campus, size_t i);
CGRID_API size_t cgrid_campus_area_count(const struct cgrid_campus *campus);
CGRID_API const struct cgrid_area *cgrid_campus_area(const struct cgrid_campus *campus, size_t i);
CGRID_API size_t cgrid_campus_sensor_count(const struct cgrid_campus *campus);
CGRID_API const struct cgrid_sensor *cgrid_campus_sensor(const struct cgrid_campus *campus, size_t i);
CGRID_API size_t cgrid_campus_image_count(const struct cgrid_campus *campus);
CGRID_API const struct cgrid_image *cgrid_campus_image(const struct cgrid_campus *campus, size_t i);
CGRID_API size_t cgrid_campus_attest_count(const struct cgrid_campus *campus);
CGRID_API const struct cgrid_statement *cgrid_campus_attest(const struct cgrid_campus *campus,
							    size_t i);
CGRID_API size_t cgrid_campus_none_on_site_count(const struct cgrid_campus *campus);
CGRID_API const struct cgrid_statement *cgrid_campus_none_on_site(const struct cgrid_campus *campus,
								  size_t i);

/** The level of a building by its label, or by "ordinal:N". `building` NULL or
 * "" for any building. Returns how many match; the first is written to
 * `level_out`, which may be NULL. */
CGRID_API size_t cgrid_campus_find_level(const struct cgrid_campus *campus, const char *building,
					 const char *level, uint32_t *level_out);
/** The building of that name or id (case does not matter); CGRID_NONE without. */
CGRID_API uint32_t cgrid_campus_find_building(const struct cgrid_campus *campus, const char *building);
/** The room of `level` that holds a position, CGRID_NONE for none. Exact. A point on
 * a shared wall belongs to the room east of it, or south of one that runs east: a
 * room owns its west and its north walls, as a cell does. Of rooms that lie on one another the smaller
 * one is meant. */
CGRID_API uint32_t cgrid_campus_room_at(const struct cgrid_campus *campus, uint32_t level,
					struct cgrid_xy at);

#ifdef __cplusplus
}
#endif
#endif
