/* SPDX-License-Identifier: Apache-2.0 */
/* The doors beside the map of a ROS map server. */
#ifndef CGRID_READ_DOORS_ROS_H
#define CGRID_READ_DOORS_ROS_H

#include "read/draft.h"

struct cgrid_yaml;

bool cgrid_is_ros_doors(const struct cgrid_yaml *root);
/* The doors in a file (its bytes), added to the level of the map. map->placement is of the map's axes:
 * metres, y up. A door that cannot be right is left out and named, as is a file that has no doors. */
enum cgrid_status cgrid_doors_ros(struct cgrid_draft *draft, const char *file,
				  const struct cgrid_draft_drawing *map, const char *bytes,
				  size_t size);

#endif
