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
	bool no_labels;   /**< labels are not looked for: they are no numbers */
	uint32_t room;    /**< one room alone, by its index; CGRID_NONE for all */
};
#define CGRID_SPLIT_OPTIONS_INIT                                                                       \
	{                                                                                              \
		sizeof(struct cgrid_split_options), 1, false, CGRID_NONE                               \
	}

/**
 * Splits every room of a campus. Pieces are in the order of rooms, then rows,
 * then columns. What lies outside the grid has no piece: shares then sum to
 * less than 1, and a warning names the room.
 * CGRID_E_ARGUMENT for options that cannot be; CGRID_E_MEMORY;
 * CGRID_E_INTERNAL when a room's pieces do not sum to it, every way of cutting
 * having been tried.
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

/** Takes a piece, which lives during the call only; anything but CGRID_OK stops, and is handed on. */
typedef enum cgrid_status (*cgrid_piece_fn)(void *user, const struct cgrid_piece *piece);
/**
 * The same pieces in the same order, one by one, in this thread: the memory is
 * that of the walls of one room, however many cells it fills. A room's pieces
 * come when its sum is known to be right.
 */
CGRID_API enum cgrid_status cgrid_split_visit(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
					      const struct cgrid_grid *grid,
					      const struct cgrid_split_options *options,
					      cgrid_piece_fn piece, void *user);

/** How much of a room a cell has. */
struct cgrid_part_area {
	uint32_t room;
	struct cgrid_cell cell;
	double area_m2;
	double share; /**< of the room's area, 0 to 1 */
};
typedef enum cgrid_status (*cgrid_area_fn)(void *user, const struct cgrid_part_area *area);
/**
 * The areas alone, several times as fast, in the order of the pieces. They are
 * found another way (trapezoids under the walls, summed along each row), to
 * 1e-9 of the room. A cell with less than 5e-10 of the room is not told.
 */
CGRID_API enum cgrid_status cgrid_split_areas(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
					      const struct cgrid_grid *grid,
					      const struct cgrid_split_options *options,
					      cgrid_area_fn area, void *user);

#ifdef __cplusplus
}
#endif
#endif
