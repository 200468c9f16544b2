/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures on the ground: plans of a level, and aerial imagery. The formats bring the size in pixels.
 */
#ifndef CGRID_READ_PLAN_PICTURE_H
#define CGRID_READ_PLAN_PICTURE_H

#include "read/draft.h"

struct cgrid_picture {
	const char *file;                 /* that the map will open */
	uint32_t width, height;           /* pixels; each at least 1 */
	struct cgrid_placement placement; /* by pixels; see `placed` */
	bool placed;                      /* by the format itself: a plan without ties uses it */
	bool tagged;                      /* by tags of its file, which may not know in what system */
};

/* Looks at a picture: its size, and where its own tags put it. What is doubtful about it is said. */
enum cgrid_status cgrid_picture_look(struct cgrid_draft *draft, const struct cgrid_plan *plan,
				     struct cgrid_picture *picture_out);

/* Where the plan's keys put it: ties, else where the format has placed it, else the world file beside
 * it with a CRS or an origin. Refused with what to add when nothing does. The ties' residuals are
 * noted.
 */
enum cgrid_status cgrid_picture_place(struct cgrid_draft *draft, const struct cgrid_plan *plan,
				      struct cgrid_picture *picture);
/* Places the picture as a plan: its level, the picture itself, the drawing, and the rooms of the plan's
 * list. */
enum cgrid_status cgrid_picture_plan(struct cgrid_draft *draft, const struct cgrid_plan *plan,
				     struct cgrid_picture *picture);
/* The picture in the draft, as a drawing too (for sensors at its pixels). Its placement is set. */
enum cgrid_status cgrid_picture_add(struct cgrid_draft *draft, const struct cgrid_plan *plan,
				    const struct cgrid_picture *picture, uint32_t building,
				    uint32_t level, const char *captured);
/* Two keys of a plan may not say the same thing twice, and perhaps not the same; `what`:
 * "picture", "drawing". */
enum cgrid_status cgrid_plan_contradictions(struct cgrid_draft *draft, const struct cgrid_plan *plan,
					    const char *what);
/* The level of a plan: as it says, else as its file or folder is called. Refused without. */
enum cgrid_status cgrid_plan_level(struct cgrid_draft *draft, const struct cgrid_plan *plan,
				   uint32_t *building_out, uint32_t *level_out);

/* The keys of a plan that is a picture. */
enum {
	CGRID_PICTURE_KEYS =
	    CGRID_PLAN_CRS | CGRID_PLAN_TIES | CGRID_PLAN_ORIGIN | CGRID_PLAN_UNITS | CGRID_PLAN_ROOMS
};

#endif
