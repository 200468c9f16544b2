/* SPDX-License-Identifier: Apache-2.0 */
/**
 * lookup.h - the lookup file (.cgx): everything that resolve, and locate by cell, room and door, need
 * of one campus or of thousands, compiled and checksummed. Reading it needs libcampusgrid-lookup
 * alone: libc and libm. campusgrid-lookup(5) has the file byte by byte.
 *
 * Resident: the file is read whole into private memory and every byte of it is verified once; after
 * that a look-up cannot fail, allocates nothing, makes no system call and takes no lock. On demand: a
 * query reads what it needs with pread and verifies that; for one-shot programs and very large files.
 */
#ifndef CAMPUSGRID_LOOKUP_H
#define CAMPUSGRID_LOOKUP_H

#include <campusgrid/base.h>
#include <campusgrid/locate.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An opened file. Immutable: any number of threads. */
struct cgrid_lookup;

enum cgrid_lookup_flags { CGRID_LOOKUP_ON_DEMAND = 1 };
struct cgrid_lookup_options {
	size_t size;
	unsigned flags; /**< enum cgrid_lookup_flags; 0 for resident */
};
#define CGRID_LOOKUP_OPTIONS_INIT                                                                      \
	{                                                                                              \
		sizeof(struct cgrid_lookup_options), 0                                                 \
	}

/**
 * Opens a lookup file; `options` may be NULL. A damaged file is refused as a whole when resident, and
 * when what is damaged is met on demand.
 * CGRID_E_INPUT: cannot be read; CGRID_E_SYNTAX: no lookup file, cut, or damaged (the message says
 * what and where); CGRID_E_UNSUPPORTED: a newer major version; CGRID_E_LIMIT: resident, beyond
 * CGRID_LIMIT_INPUT_BYTES.
 */
CGRID_API enum cgrid_status cgrid_lookup_open(struct cgrid_ctx *ctx, const char *path,
					      const struct cgrid_lookup_options *options,
					      struct cgrid_lookup **lookup_out);
/** Not before the last query, record and location of it is done with. NULL is fine. */
CGRID_API void cgrid_lookup_free(struct cgrid_lookup *lookup);

/** What an answer can say of where it comes from. Texts live as long as the lookup. */
struct cgrid_lookup_info {
	int64_t built; /**< when it was packed: seconds since 1970-01-01 UTC */
	uint64_t file_bytes;
	uint32_t campuses, sensors, places, sources;
	uint16_t major, minor;
	bool resident;
};
CGRID_API struct cgrid_lookup_info cgrid_lookup_get_info(const struct cgrid_lookup *lookup);

/* Resident files: the fast way. */

/** A sensor's location in the file; borrowed from the lookup. */
struct cgrid_lookup_record;
/** The sensor of an id of `length` bytes, compared whole; NULL: there is none. Resident files only
 * (asserted). */
CGRID_API const struct cgrid_lookup_record *cgrid_lookup_find(const struct cgrid_lookup *lookup,
							      const char *id, size_t length);
/** The same for `count` ids, with the memory of those ahead asked for in advance: three times as
 * fast. `ids[i]` has `lengths[i]` bytes. */
CGRID_API void cgrid_lookup_find_many(const struct cgrid_lookup *lookup, const char *const *ids,
				      const size_t *lengths, size_t count,
				      const struct cgrid_lookup_record **records);
/** The whole location of a record; of NULL the status is unknown. `query`, what was asked, is borrowed
 * too. Exactly what cgrid_locate_sensor says of the same campus and grid. */
CGRID_API void cgrid_lookup_location(const struct cgrid_lookup *lookup,
				     const struct cgrid_lookup_record *record, const char *query,
				     struct cgrid_location *location);

/* Both ways of opening: queries. */

/** Scratch and the texts of one answer; one a thread. Borrows the lookup. */
struct cgrid_lookup_query;
CGRID_API enum cgrid_status cgrid_lookup_query_new(struct cgrid_ctx *ctx,
						   const struct cgrid_lookup *lookup,
						   struct cgrid_lookup_query **query_out);
CGRID_API void cgrid_lookup_query_free(struct cgrid_lookup_query *query);
/** Places (cells, rooms, doors, points) of the campuses of this name alone, whatever the case of its
 * ASCII letters; NULL for all. CGRID_E_UNKNOWN: there is none, the message lists those near. Ids of
 * sensors are of the whole file. */
CGRID_API enum cgrid_status cgrid_lookup_query_set_campus(struct cgrid_ctx *ctx,
							  struct cgrid_lookup_query *query,
							  const char *name);
/** As cgrid_locate_sensor. The location lives until the next call with this query. On demand what is
 * damaged is CGRID_E_SYNTAX, never an answer. */
CGRID_API enum cgrid_status cgrid_lookup_sensor(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query,
						const char *id,
						const struct cgrid_location **location_out);
/**
 * As cgrid_locate_place for cells, rooms and doors. Of a point (LAT,LON or USNG) the cell is known, by
 * arithmetic; its building, level and room are not, which `candidates` says. Where several campuses
 * have the place it is ambiguous, and `candidates` names them.
 */
CGRID_API enum cgrid_status cgrid_lookup_place(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query,
					       const char *place,
					       const struct cgrid_location **location_out);
/** As cgrid_query_candidate_count and cgrid_query_candidate. */
CGRID_API size_t cgrid_lookup_candidate_count(const struct cgrid_lookup_query *query);
CGRID_API enum cgrid_status cgrid_lookup_candidate(struct cgrid_ctx *ctx,
						   struct cgrid_lookup_query *query, size_t i,
						   const struct cgrid_location **location_out);
/** The name of the campus of the last answer; "" when there is none, or several. It lives until the
 * next call with this query. */
CGRID_API enum cgrid_status cgrid_lookup_query_campus(struct cgrid_ctx *ctx,
						      struct cgrid_lookup_query *query,
						      const char **name_out);

/* A file that is served to threads while it is replaced. */

/** A lookup file by its name, and its last good reading. */
struct cgrid_lookup_share;
/** Opens it as cgrid_lookup_open does. */
CGRID_API enum cgrid_status cgrid_lookup_share_new(struct cgrid_ctx *ctx, const char *path,
						   const struct cgrid_lookup_options *options,
						   struct cgrid_lookup_share **share_out);
/** When everything taken was given back. NULL is fine. */
CGRID_API void cgrid_lookup_share_free(struct cgrid_lookup_share *share);
/** The reading of now. It is yours until it is given back, whatever is loaded meanwhile: for one alarm
 * or for a batch, not for the life of a thread, which would keep an old file in memory. From any
 * thread; some instructions under a lock. */
CGRID_API const struct cgrid_lookup *cgrid_lookup_take(struct cgrid_lookup_share *share);
/** Every record, location and query of it is done with. */
CGRID_API void cgrid_lookup_give(struct cgrid_lookup_share *share, const struct cgrid_lookup *lookup);
/** Reads the file again and lets it take over; the old reading goes when its last taker gives it back.
 * A file that cannot be read or is damaged is an error, and the old one goes on serving. From any
 * thread, with a context of its own; no look-up waits for it. */
CGRID_API enum cgrid_status cgrid_lookup_reload(struct cgrid_ctx *ctx,
						struct cgrid_lookup_share *share);

/* Writing: in libcampusgrid. */

struct cgrid_pack;
/** `built`: seconds since 1970-01-01 UTC. */
CGRID_API enum cgrid_status cgrid_pack_new(struct cgrid_ctx *ctx, int64_t built,
					   struct cgrid_pack **pack_out);
CGRID_API void cgrid_pack_free(struct cgrid_pack *pack);
/** Begins a campus: everything added from now on is of it. The frame of the grid is local or UTM
 * (CGRID_E_UNSUPPORTED: PROJ is no part of a reader). */
CGRID_API enum cgrid_status cgrid_pack_begin(struct cgrid_ctx *ctx, struct cgrid_pack *pack,
					     const char *name, const struct cgrid_grid *grid);
/** Names a file that the campus was made of, with its size and SHA-256. */
CGRID_API enum cgrid_status cgrid_pack_source(struct cgrid_ctx *ctx, struct cgrid_pack *pack,
					      const char *path, const char *shown);
/** Adds a sensor by hand: `location->sensor` is its id. One that is there already is CGRID_E_MEANING,
 * unless everything about it is the same. */
CGRID_API enum cgrid_status cgrid_pack_sensor(struct cgrid_ctx *ctx, struct cgrid_pack *pack,
					      const struct cgrid_location *location);
/** Begins a campus and adds all its sensors, rooms and doors. CGRID_E_MEANING: two sensors of one id
 * at different places, here or in campuses added before; the message names both places. */
CGRID_API enum cgrid_status cgrid_pack_campus(struct cgrid_ctx *ctx, struct cgrid_pack *pack,
					      const struct cgrid_campus *campus,
					      const struct cgrid_grid *grid);
/** Writes the file, flushes it to the disk, and reads and verifies it anew, before the output is
 * committed (which is the caller's): whoever opens the final name never meets a bad file. The same
 * bytes for the same campuses in the same order. */
CGRID_API enum cgrid_status cgrid_pack_write(struct cgrid_ctx *ctx, struct cgrid_pack *pack,
					     struct cgrid_output *output);

#ifdef __cplusplus
}
#endif
#endif
