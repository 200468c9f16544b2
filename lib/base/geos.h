/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GEOS, as oracle and repairer. The one file that includes geos_c.h is
 * base/geos.c; GEOS sees only finite, closed rings, never text. Shapes out are
 * our own arrays in the arena given: outer rings counter-clockwise, each
 * followed by its holes, clockwise; first point not repeated.
 */
#ifndef CGRID_BASE_GEOS_H
#define CGRID_BASE_GEOS_H

#include "base/base.h"
#include "base/mem.h"

/* Is a shape of polygons valid (OGC 06-103r4 6.1.11)? When not, why and where. */
enum cgrid_status cgrid_geos_valid(struct cgrid_ctx *ctx, const struct cgrid_shape *shape,
				   bool *valid_out, char reason[128], struct cgrid_xy *where_out);
/* The polygonal part of MakeValid. CGRID_E_MEANING when nothing polygonal is left. */
enum cgrid_status cgrid_geos_make_valid(struct cgrid_ctx *ctx, const struct cgrid_shape *shape,
					struct cgrid_arena *arena, struct cgrid_shape *shape_out);
/* The polygonal part of the intersection with a convex ring of 4 points; may have no rings. */
enum cgrid_status cgrid_geos_intersection(struct cgrid_ctx *ctx, const struct cgrid_shape *shape,
					  const struct cgrid_xy quad[4], struct cgrid_arena *arena,
					  struct cgrid_shape *shape_out);
/* The polygonal part of what two shapes share; may have no rings. */
enum cgrid_status cgrid_geos_shared(struct cgrid_ctx *ctx, const struct cgrid_shape *a,
				    const struct cgrid_shape *b, struct cgrid_arena *arena,
				    struct cgrid_shape *shape_out);
/* The shape with its vertices on a lattice of `size`, and valid there: needles and slits thinner than
 * that are gone. May have no rings. */
enum cgrid_status cgrid_geos_snap(struct cgrid_ctx *ctx, const struct cgrid_shape *shape, double size,
				  struct cgrid_arena *arena, struct cgrid_shape *shape_out);
/* The faces that lines enclose, each an outer ring followed by its holes: rings of `lines` are open
 * (LINE) or closed. They are noded first. *loose_out: how many ends and bridges enclose nothing. */
enum cgrid_status cgrid_geos_polygonize(struct cgrid_ctx *ctx, const struct cgrid_shape *lines,
					struct cgrid_arena *arena, struct cgrid_shape *shape_out,
					size_t *loose_out);
/* Area that two shapes share (overlap) and areas that are in one only (symmetric difference). */
enum cgrid_status cgrid_geos_overlap(struct cgrid_ctx *ctx, const struct cgrid_shape *a,
				     const struct cgrid_shape *b, double *shared_out,
				     double *different_out);
/* The point deepest inside a shape (pole of inaccessibility), to a tolerance of its size, and its
 * distance to the edge. The point is held by the shape and off every edge; CGRID_E_MEANING when the
 * shape has no such point in double precision. */
enum cgrid_status cgrid_geos_deepest(struct cgrid_ctx *ctx, const struct cgrid_shape *shape,
				     struct cgrid_xy *at_out, double *radius_out);
/* "3.11.1-CAPI-1.17.1" */
const char *cgrid_geos_version(void);

#endif
