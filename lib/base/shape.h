/* SPDX-License-Identifier: Apache-2.0 */
/* Small facts about shapes: areas, boxes, what lies inside. */
#ifndef CGRID_BASE_SHAPE_H
#define CGRID_BASE_SHAPE_H

#include "base/base.h"

/* Signed area of a ring (counter-clockwise is positive), taken about its first point. */
double cgrid_ring_area(const struct cgrid_xy *points, size_t count);
/* Area and box of a shape from its rings. */
void cgrid_shape_measure(struct cgrid_shape *shape);
struct cgrid_box cgrid_box_empty(void);
void cgrid_box_add(struct cgrid_box *box, struct cgrid_xy point);
void cgrid_box_join(struct cgrid_box *box, const struct cgrid_box *other);
bool cgrid_box_is_empty(const struct cgrid_box *box);
/* Does the shape hold the point? Exact, and half-open by the rule of orient.h: a shape owns its west
 * and its north walls; of two shapes with a shared wall exactly one holds a point on it. */
bool cgrid_shape_holds(const struct cgrid_shape *shape, struct cgrid_xy point);
/* Distance from a point to the nearest edge of a shape, and that place. */
double cgrid_shape_distance(const struct cgrid_shape *shape, struct cgrid_xy point,
			    struct cgrid_xy *nearest_out);

#endif
