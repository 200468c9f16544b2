/* SPDX-License-Identifier: Apache-2.0 */
/**
 * locate.h - stage 5, locate: a sensor, a point, a label, a room or a door ->
 * one location, and the location as text, CSV or JSON.
 */
#ifndef CAMPUSGRID_LOCATE_H
#define CAMPUSGRID_LOCATE_H

#include <campusgrid/base.h>
#include <campusgrid/campus.h>
#include <campusgrid/grid.h>

#ifdef __cplusplus
extern "C" {
#endif

enum cgrid_location_status {
	CGRID_LOCATION_OK = 0,
	CGRID_LOCATION_UNKNOWN = 1,  /**< no such id or place */
	CGRID_LOCATION_OUTSIDE = 2,  /**< no cell of the grid holds it */
	CGRID_LOCATION_AMBIGUOUS = 3 /**< the text names several: `candidates` lists them */
};

/**
 * The answer. Texts are borrowed from the locator or from the query, or stand
 * in the struct; "" when unknown. Where several places are named, what differs
 * between them is "".
 */
struct cgrid_location {
	enum cgrid_location_status status;
	const char *query;
	const char *sensor, *kind;
	const char *building, *level;
	int32_t ordinal;
	bool has_ordinal;
	const char *room, *room_name;
	struct cgrid_cell cell_index;
	bool has_cell;
	char cell[CGRID_LABEL_SIZE];   /**< "C7" */
	char keypad[CGRID_LABEL_SIZE]; /**< "C7-5" */
	const char *cells;             /**< cells that the uncertainty touches, nearest first */
	struct cgrid_lonlat ground;
	bool has_ground;
	double z;             /**< NAN when unknown */
	double uncertainty_m; /**< NAN when unknown */
	char usng[CGRID_USNG_SIZE];
	const char *door;
	double door_m;  /**< NAN when unknown */
	char text[512]; /**< one line for a radio or a screen; cut at a whole part, never inside one */
	/** Parted by "; ". ambiguous: the places that are meant; unknown: where a point
	 * is whose level is not there; else what is wrong with a sensor's place
	 * (`no level "9" in the plans`), or how far a point outside every room is from the nearest
	 * one (`in no room: 1.80 m from 214`), within 250 m. */
	const char *candidates;
	/** Rooms of the level that the uncertainty touches, nearest first, parted by "; ": each by its
	 * sign, else its name, else its category in parentheses. */
	const char *rooms;
	/** How `door_m` was measured: "walk", on foot through rooms, doors and stairs (never elevators;
	 * a storey counts as 8 m); "line", straight, where the plans have no such way. */
	const char *door_way;
	const char *door_bearing; /**< where the door lies from here: "north-east"; "" at the door */
	/** The rooms of the way and the door, "214 > Corridor > door 6"; "" with "line". */
	const char *route;
};

/** A point of the frame, and the level it is on: an index of the campus; CGRID_NONE when nobody says.
 */
struct cgrid_level_point {
	struct cgrid_xy at;
	uint32_t level;
};

/** Where a point is. */
struct cgrid_spot {
	struct cgrid_cell cell; /**< with a keypad of one digit; of no meaning without has_cell */
	bool has_cell;          /**< false outside the grid */
	/** Can somebody be there on this level: in a room or a wall of it, else within its outline, and
	 * never where it is open to below. */
	bool on_level;
	uint32_t level;    /**< as asked, or as found; CGRID_NONE for none */
	uint32_t building; /**< of the level; CGRID_NONE for none */
	uint32_t room;     /**< of those that hold the point the smallest; CGRID_NONE for none */
};

/**
 * Where every point of a campus is: made once, immutable, read by any number of threads. A look-up
 * needs no context, cannot fail, allocates nothing and makes no system call. The answer is exact, also
 * for a point on a wall: a room owns its west and its north walls (cgrid_campus_room_at), a cell its
 * edges as grid.h says.
 */
struct cgrid_where;
/** Borrows campus and grid, which must outlive it. CGRID_E_ARGUMENT when they lie in different frames;
 * CGRID_E_MEMORY. */
CGRID_API enum cgrid_status cgrid_where_new(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
					    const struct cgrid_grid *grid,
					    struct cgrid_where **where_out);
CGRID_API void cgrid_where_free(struct cgrid_where *where);
/** Memory of the index in bytes, without campus and grid. */
CGRID_API size_t cgrid_where_bytes(const struct cgrid_where *where);
/** One point. On level CGRID_NONE, or one that is not there, the cell alone is told. */
CGRID_API void cgrid_where_find(const struct cgrid_where *where, struct cgrid_level_point point,
				struct cgrid_spot *spot_out);
/** `count` points into as many spots: the same answers, in less time than one by one. */
CGRID_API void cgrid_where_find_all(const struct cgrid_where *where,
				    const struct cgrid_level_point *points, size_t count,
				    struct cgrid_spot *spots);
/** Every level that somebody at this point can be on, in the order of the campus. Writes the first
 * `most` of them and returns how many there are; 0 outdoors, and for a point that is not finite. */
CGRID_API size_t cgrid_where_levels(const struct cgrid_where *where, struct cgrid_xy at,
				    struct cgrid_spot *spots, size_t most);

/** Looks locations up in a campus and its grid, which it borrows and which
 * must outlive it. Immutable: any number of threads, each with its own query. */
struct cgrid_locator;
/** Scratch and the texts of one answer; one a thread. */
struct cgrid_query;

CGRID_API enum cgrid_status cgrid_locator_new(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
					      const struct cgrid_grid *grid,
					      struct cgrid_locator **locator_out);
CGRID_API void cgrid_locator_free(struct cgrid_locator *locator);
/** The locator's index of points. */
CGRID_API const struct cgrid_where *cgrid_locator_where(const struct cgrid_locator *locator);
CGRID_API enum cgrid_status cgrid_query_new(struct cgrid_ctx *ctx, const struct cgrid_locator *locator,
					    struct cgrid_query **query_out);
CGRID_API void cgrid_query_free(struct cgrid_query *query);

/** A sensor's id -> its location; the id is compared whole, byte by byte. An
 * unknown id is an answer (status unknown), not an error. The location lives
 * until the next call with this query. */
CGRID_API enum cgrid_status cgrid_locate_sensor(struct cgrid_ctx *ctx, struct cgrid_query *query,
						const char *id,
						const struct cgrid_location **location_out);
/** A PLACE of the command line: "LAT,LON[,LEVEL]", a cell label, "C7-5", a
 * USNG or MGRS text, "room:214", "room:B/2/214", "door:6", "door:B/6"; read in
 * the order room: door: point, label, USNG.
 * A point without a level that can be on several is ambiguous; on a level that
 * is not there it is unknown, and keeps its position and cell. A cell is
 * answered by its centre and says nothing of rooms. A USNG square of a metre is
 * a point; a larger one is a circle about its middle (uncertainty_m: half the
 * diagonal) and says nothing of rooms. A room is found by its sign, then by its
 * name, and answered by the point where its name is written.
 * `door`, `door_m`: the exterior door with a number that is nearest on foot within the building; where
 * the plans have no way, the nearest in a straight line, of the level, else of any level of the
 * building. */
CGRID_API enum cgrid_status cgrid_locate_place(struct cgrid_ctx *ctx, struct cgrid_query *query,
					       const char *place,
					       const struct cgrid_location **location_out);
/** Each place that the last call's text named: 1 for ok and outside, more for
 * ambiguous, 0 for unknown. at(i) fills the location as if only that one were named. */
CGRID_API size_t cgrid_query_candidate_count(const struct cgrid_query *query);
CGRID_API enum cgrid_status cgrid_query_candidate(struct cgrid_ctx *ctx, struct cgrid_query *query,
						  size_t i, const struct cgrid_location **location_out);

/** A location of which nothing is known, for one that is made by hand: unknown, texts "", numbers NAN.
 */
CGRID_API void cgrid_location_clear(struct cgrid_location *location);

enum cgrid_record_format {
	CGRID_RECORD_TEXT = 0, /**< the text alone ("GSD-9999 | UNKNOWN"), a line each */
	CGRID_RECORD_CSV = 1,  /**< RFC 4180, LF */
	CGRID_RECORD_JSON = 2, /**< an array; begin and end are its brackets */
	CGRID_RECORD_NDJSON = 3
};
/** The columns of interfaces.md in their order; NULL past the last. */
CGRID_API const char *cgrid_location_column(size_t i);
/** What stands before the first record (a header row, a bracket), one record
 * (`first`: nothing was written before it), and after the last. */
CGRID_API enum cgrid_status cgrid_location_begin(struct cgrid_ctx *ctx, enum cgrid_record_format format,
						 struct cgrid_sink sink);
CGRID_API enum cgrid_status cgrid_location_write(struct cgrid_ctx *ctx, enum cgrid_record_format format,
						 const struct cgrid_location *location, bool first,
						 struct cgrid_sink sink);
CGRID_API enum cgrid_status cgrid_location_end(struct cgrid_ctx *ctx, enum cgrid_record_format format,
					       bool any, struct cgrid_sink sink);

#ifdef __cplusplus
}
#endif
#endif
