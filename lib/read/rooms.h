/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of rooms beside a picture: names at positions, or corners in pixels. */
#ifndef CGRID_READ_ROOMS_H
#define CGRID_READ_ROOMS_H

#include "read/plan-picture.h"

/* Where rooms of a list go. */
struct cgrid_rooms {
	struct cgrid_draft *draft;
	const struct cgrid_picture *picture; /* pixels count from its top left corner */
	const char *file;                    /* the list, for messages */
	uint32_t building, level;
	size_t count, unshaped; /* taken so far; of which only a position is known */
};

/* The rooms of plan->rooms.file, by its extension: a CSV, or the locations of a ROS map (.yaml). What
 * cannot be right is left out and named. */
enum cgrid_status cgrid_rooms_read(struct cgrid_draft *draft, const struct cgrid_plan *plan,
				   const struct cgrid_picture *picture, uint32_t building,
				   uint32_t level);
enum cgrid_status cgrid_rooms_csv(struct cgrid_rooms *rooms, const char *bytes, size_t size);
enum cgrid_status cgrid_rooms_ros(struct cgrid_rooms *rooms, const char *bytes, size_t size);

/* A room of the list; its texts are the draft's own. */
struct cgrid_listed_room {
	const char *room, *name, *category;
	struct cgrid_source source;
};
/* With corners in pixels, or on the ground. */
enum cgrid_status cgrid_rooms_outline(struct cgrid_rooms *rooms, const struct cgrid_listed_room *room,
				      const struct cgrid_xy *pixels, size_t count);
enum cgrid_status cgrid_rooms_ground(struct cgrid_rooms *rooms, const struct cgrid_listed_room *room,
				     const struct cgrid_lonlat *ground, size_t count);

#endif
