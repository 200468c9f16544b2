/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CGRID_SPLIT_TEAR_H
#define CGRID_SPLIT_TEAR_H

#include "grid/grid.h"
#include "split/room.h"

/* A shape of the frame in the axes of a grid with a seam, in rc's scratch memory. */
enum cgrid_status cgrid_tear(struct cgrid_room_cutter *rc, const struct cgrid_shape *shape,
			     struct cgrid_shape *shape_out);

#endif
