/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a campus, and how it is made of a draft. */
#ifndef CGRID_CAMPUS_CAMPUS_H
#define CGRID_CAMPUS_CAMPUS_H

#include "base/mem.h"
#include "read/draft.h"

#include <campusgrid/campus.h>

struct cgrid_campus {
	struct cgrid_arena arena; /* everything below, but for the points of rings */
	struct cgrid_xy *points;  /* of all rings as drawn; may be NULL */
	const char *name, *notice, *credit, *address_line;
	struct cgrid_frame frame;
	struct cgrid_box extent;
	struct cgrid_grid_options grid;
	struct cgrid_building *buildings;
	struct cgrid_level *levels;
	struct cgrid_room *rooms;
	struct cgrid_late_labels *labels; /* NULL when those of all rooms are known */
	struct cgrid_door *doors;
	struct cgrid_asset *assets;
	struct cgrid_area *areas;
	struct cgrid_sensor *sensors;
	struct cgrid_image *images;
	struct cgrid_statement *attest, *none_on_site;
	struct cgrid_address_part *address;
	/* rooms[level_rooms[l] .. level_rooms[l + 1]) are those of level l. */
	uint32_t *level_rooms;
	size_t room_most; /* rooms of the drawings; some may have been left out */
	size_t building_count, level_count, room_count, door_count, asset_count, area_count,
	    sensor_count, image_count, attest_count, none_on_site_count, address_count;
};

/* Stage 2: places a draft. The draft's texts go over to the campus; what is left of the draft is
 * still to be freed by the caller. */
enum cgrid_status cgrid_campus_from_draft(struct cgrid_ctx *ctx, struct cgrid_draft *draft,
					  struct cgrid_campus **campus_out);

/* The parts of placing, each in its own file. */

/* Is there a room with a shape on a level? */
bool cgrid_level_is_drawn(const struct cgrid_campus *campus, uint32_t level);

/* place.c: the frame, and every point of the draft in it. */
struct cgrid_placing {
	struct cgrid_ctx *ctx;
	struct cgrid_draft *draft;
	struct cgrid_campus *campus;
	struct cgrid_xy *points; /* draft points in the frame; the campus's */
	struct cgrid_recall *recall;
	uint32_t *building_at, *level_at; /* draft index -> campus index; CGRID_NONE when dropped */
};
enum cgrid_status cgrid_place_frame(struct cgrid_placing *placing);
/* far.c: of drawings too far apart for one campus, leaves out those that do not belong to the most. */
enum cgrid_status cgrid_leave_out_far(struct cgrid_placing *placing, bool *changed_out);
/* simple.c: is the shape certainly valid (OGC 06-103r4 6.1.11)? False where only GEOS can tell. */
bool cgrid_shape_is_plain(const struct cgrid_shape *shape);
/* shapes.c: rings of a record as a valid, oriented shape; repairs are said aloud (or refused when
 * strict). `what` names the record in messages: `room "214"`. A shape that cannot be repaired
 * comes back without rings. */
enum cgrid_status cgrid_place_shape(struct cgrid_placing *placing, struct cgrid_draft_shape from,
				    const struct cgrid_source *source, const char *what,
				    struct cgrid_shape *shape_out);
/* The same for an outline of several features: walls that these share are no fault. */
enum cgrid_status cgrid_place_joined(struct cgrid_placing *placing, struct cgrid_draft_shape from,
				     const struct cgrid_source *source, const char *what,
				     struct cgrid_shape *shape_out);
/* The same in two steps, so that most records need no name: the shape as drawn, and whether it is
 * surely valid; then what is checked and repaired where it is not. */
enum cgrid_status cgrid_gather_shape(struct cgrid_placing *placing, struct cgrid_draft_shape from,
				     struct cgrid_shape *shape_out, bool *sure_out);
enum cgrid_status cgrid_check_shape(struct cgrid_placing *placing, const struct cgrid_source *source,
				    const char *what, struct cgrid_shape *shape);
/* structure.c: buildings and levels, and where each record of the draft has gone. */
enum cgrid_status cgrid_place_structure(struct cgrid_placing *placing);
/* overlaps.c: rooms of a level that share ground are said; the rooms are indexed by level. */
enum cgrid_status cgrid_find_overlaps(struct cgrid_placing *placing);
/* label.c: a room's label that was left for later is not a number; this finds it. */
bool cgrid_label_can_wait(const struct cgrid_shape *shape);
void cgrid_label_settle(struct cgrid_ctx *ctx, struct cgrid_room *room);
/* Once all is placed: what is missing is found by cgrid_campus_room. */
enum cgrid_status cgrid_labels_begin(struct cgrid_placing *placing);
void cgrid_labels_free(struct cgrid_campus *campus);
/* order.c */
enum cgrid_status cgrid_order_rooms(struct cgrid_placing *placing);
enum cgrid_status cgrid_find_double_ids(struct cgrid_placing *placing);
/* records.c: rooms (sorted, for the index by level), then what depends on them. */
enum cgrid_status cgrid_place_rooms(struct cgrid_placing *placing);
enum cgrid_status cgrid_move_labels(struct cgrid_placing *placing);
enum cgrid_status cgrid_place_assets_and_areas(struct cgrid_placing *placing);
enum cgrid_status cgrid_place_images(struct cgrid_placing *placing);
/* Doors, assets, areas and sensors in their order. */
void cgrid_sort_records(struct cgrid_campus *campus);
/* doors.c, sensors.c: what depends on the rooms. */
enum cgrid_status cgrid_place_doors(struct cgrid_placing *placing);
enum cgrid_status cgrid_place_sensors(struct cgrid_placing *placing);
/* swapped.c: a word for a message of a place far from the campus that would be in it with latitude and
 * longitude swapped; "" where it would not. */
const char *cgrid_swap_hint(const struct cgrid_placing *placing, struct cgrid_lonlat at);
bool cgrid_is_swapped(struct cgrid_lonlat at, struct cgrid_lonlat other, double near_m);
/* Sensors farther from the campus than it is large, once the extent is known. */
enum cgrid_status cgrid_say_far_sensors(struct cgrid_placing *placing);

/* Which of all levels with this label (of `building`, when it is not CGRID_NONE) a position is on:
 * the only one, else the one with a room there, else the one whose outline holds it. CGRID_NONE when
 * there is none or several are left; *count_out says how many there were. */
uint32_t cgrid_campus_level_for(const struct cgrid_campus *campus, uint32_t building, const char *label,
				struct cgrid_xy at, size_t *count_out);

/* Is the room meant by "room:214", "room:B/214" or "room:B/2/214"? Case does not matter; voids and
 * structure are never meant. */
bool cgrid_campus_room_matches(const struct cgrid_campus *campus, const struct cgrid_room *room,
			       const char *key);

#endif
