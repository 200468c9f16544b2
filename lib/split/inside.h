/* SPDX-License-Identifier: Apache-2.0 */
/* A point well inside a piece: where its label is written. */
#ifndef CGRID_SPLIT_INSIDE_H
#define CGRID_SPLIT_INSIDE_H

#include "base/base.h"

/* A point that the shape holds and that is off every edge: the centroid where that is good enough,
 * else the deepest point. CGRID_E_MEANING when there is none in double precision. */
enum cgrid_status cgrid_inside_point(struct cgrid_ctx *ctx, const struct cgrid_shape *shape,
				     struct cgrid_xy *at_out);

#endif
