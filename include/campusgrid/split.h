/* SPDX-License-Identifier: Apache-2.0 */
/**
 * split.h - stage 4, split: rooms x cells -> pieces. Watertight: two pieces on
 * either side of a grid line share the identical coordinates, and the pieces
 * of a room sum to the room.
 */
#ifndef CAMPUSGRID_SPLIT_H
#define CAMPUSGRID_SPLIT_H

#include <campusgrid/base.h>
#include <campusgrid/campus.h>
#include <campusgrid/grid.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The part of one room that lies in one cell: one or several polygons. */
struct cgrid_piece {
	uint32_t room; /**< index in the campus */
	struct cgrid_cell cell;
	double area_m2;
	double share;             /**< of the room's area, 0 to 1 */
	struct cgrid_xy label;    /**< strictly inside the piece, in the frame */
	struct cgrid_shape shape; /**< in the frame */
};

struct cgrid_pieces;

struct cgrid_split_options {
	size_t size;
	unsigned threads; /**< 0 or 1: this thread alone; the result is the same for any number */
};
#define CGRID_SPLIT_OPTIONS_INIT                                                                       \
	{                                                                                              \
		sizeof(struct cgrid_split_options), 1                                                  \
	}

/**
 * Splits every room of a campus. Pieces are in the order of rooms, then rows,
 * then columns. What lies outside the grid has no piece: shares then sum to
 * less than 1, and a warning names the room.
 * CGRID_E_MEMORY; CGRID_E_INTERNAL when a room's pieces do not sum to it, both
 * ways of cutting having been tried.
 */
CGRID_API enum cgrid_status cgrid_split(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
					const struct cgrid_grid *grid,
					const struct cgrid_split_options *options,
					struct cgrid_pieces **pieces_out);
CGRID_API void cgrid_pieces_free(struct cgrid_pieces *pieces);
CGRID_API size_t cgrid_pieces_count(const struct cgrid_pieces *pieces);
CGRID_API const struct cgrid_piece *cgrid_pieces_at(const struct cgrid_pieces *pieces, size_t i);
/** The first piece of a room and one past its last. */
CGRID_API void cgrid_pieces_of_room(const struct cgrid_pieces *pieces, uint32_t room, size_t *first,
				    size_t *end);

#ifdef __cplusplus
}
#endif
#endif
