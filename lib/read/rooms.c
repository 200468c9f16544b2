/* SPDX-License-Identifier: Apache-2.0 */
/* Rooms of a list: what becomes of one, whatever the format. */
#include "read/rooms.h"

#include "base/file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *
sign_of(const struct cgrid_listed_room *room)
{
	return room->room[0] ? room->room : room->name;
}

/* A room is a shape, or one point: of a sign at a position nobody knows how large its room is, and a
 * square around it would be a lie that sensors then lie in. */
static enum cgrid_status
add(struct cgrid_rooms *rooms, const struct cgrid_listed_room *room, const struct cgrid_lonlat *ground,
    size_t count)
{
	struct cgrid_draft *draft = rooms->draft;
	const size_t first = draft->ring_count;
	enum cgrid_status status =
	    cgrid_draft_ring_begin(draft, count == 1 ? CGRID_RING_LINE : CGRID_RING_OUTER);
	for (size_t i = 0; i < count && !status; i++)
		status = cgrid_draft_point(draft, ground[i].lon, ground[i].lat);
	if (status)
		return status;
	cgrid_draft_ring_end(draft);
	struct cgrid_draft_feature feature = {
	    .kind = CGRID_DRAFT_ROOM,
	    .id = "",
	    .ref = sign_of(room),
	    .name = room->room[0] ? room->name : "",
	    .category = room->category,
	    .building = rooms->building,
	    .level = rooms->level,
	    .exterior = CGRID_EXTERIOR_UNKNOWN,
	    .shape = {first, 1},
	    .source = room->source,
	};
	if (count == 1) {
		feature.unshaped = feature.has_label = true;
		feature.label = ground[0];
		rooms->unshaped++;
	}
	rooms->count++;
	return cgrid_draft_feature(draft, &feature);
}

/* Two corners are a line, and far off the picture is a slip of the pen. */
static enum cgrid_status
check_pixels(struct cgrid_rooms *rooms, const struct cgrid_listed_room *room,
	     const struct cgrid_xy *pixels, size_t count, bool *good_out)
{
	const double w = rooms->picture->width, h = rooms->picture->height;
	*good_out = count == 1 || count > 2;
	if (!*good_out)
		return cgrid_draft_leave_out(rooms->draft, CGRID_E_MEANING, &room->source,
					     "room \"%.60s\": %zu corners make no room", sign_of(room),
					     count);
	for (size_t i = 0; i < count && w > 0; i++) {
		/* A pixel beside the edge is how people click on a corner. */
		if (pixels[i].x >= -1 && pixels[i].y >= -1 && pixels[i].x <= w + 1 &&
		    pixels[i].y <= h + 1)
			continue;
		*good_out = false;
		return cgrid_draft_leave_out(
		    rooms->draft, CGRID_E_MEANING, &room->source,
		    "room \"%.60s\": lies off the picture, which has %u x %u pixels", sign_of(room),
		    (unsigned)rooms->picture->width, (unsigned)rooms->picture->height);
	}
	return CGRID_OK;
}

enum cgrid_status
cgrid_rooms_outline(struct cgrid_rooms *rooms, const struct cgrid_listed_room *room,
		    const struct cgrid_xy *pixels, size_t count)
{
	bool good;
	enum cgrid_status status = check_pixels(rooms, room, pixels, count, &good);
	if (status || !good)
		return status;
	struct cgrid_lonlat *ground = cgrid_array_new(count, sizeof *ground);
	if (!ground)
		return cgrid_fail_memory(rooms->draft->ctx);
	status = cgrid_placement_to_ground(rooms->draft->ctx, &rooms->picture->placement, pixels, count,
					   ground);
	if (!status)
		status = add(rooms, room, ground, count);
	free(ground);
	return status;
}

/* Degrees from the middle of the picture, against the reach of its corners. */
static enum cgrid_status
is_near(struct cgrid_rooms *rooms, struct cgrid_lonlat at, bool *near_out)
{
	const struct cgrid_picture *picture = rooms->picture;
	const double w = picture->width, h = picture->height;
	const struct cgrid_xy pixels[5] = {{w / 2, h / 2}, {0, 0}, {w, 0}, {w, h}, {0, h}};
	struct cgrid_lonlat ground[5];
	double reach = 0, shrink;
	enum cgrid_status status =
	    cgrid_placement_to_ground(rooms->draft->ctx, &picture->placement, pixels, 5, ground);
	if (status)
		return status;
	shrink = cos(ground[0].lat * 0.017453292519943295);
	for (int i = 1; i < 5; i++)
		reach = fmax(reach, hypot(remainder(ground[i].lon - ground[0].lon, 360) * shrink,
					  ground[i].lat - ground[0].lat));
	*near_out = w == 0 || hypot(remainder(at.lon - ground[0].lon, 360) * shrink,
				    at.lat - ground[0].lat) <= reach;
	return CGRID_OK;
}

enum cgrid_status
cgrid_rooms_ground(struct cgrid_rooms *rooms, const struct cgrid_listed_room *room,
		   const struct cgrid_lonlat *ground, size_t count)
{
	if (count == 2 || count == 0)
		return cgrid_draft_leave_out(rooms->draft, CGRID_E_MEANING, &room->source,
					     "room \"%.60s\": %zu corners make no room", sign_of(room),
					     count);
	for (size_t i = 0; i < count; i++) {
		bool near;
		enum cgrid_status status = is_near(rooms, ground[i], &near);
		if (status)
			return status;
		if (!near)
			return cgrid_draft_leave_out(rooms->draft, CGRID_E_MEANING, &room->source,
						     "room \"%.60s\": lies off the picture",
						     sign_of(room));
	}
	return add(rooms, room, ground, count);
}

enum cgrid_status
cgrid_rooms_read(struct cgrid_draft *draft, const struct cgrid_plan *plan,
		 const struct cgrid_picture *picture, uint32_t building, uint32_t level)
{
	const char *shown = plan->rooms.shown, *extension = cgrid_path_extension(shown);
	struct cgrid_rooms rooms = {.draft = draft,
				    .picture = picture,
				    .file = cgrid_draft_bytes(draft, shown, strlen(shown)),
				    .building = building,
				    .level = level};
	const struct cgrid_source source = {rooms.file, 0, 0};
	struct cgrid_bytes bytes;
	if (!rooms.file)
		return CGRID_E_MEMORY;
	bool yaml = cgrid_same_text(extension, ".yaml") || cgrid_same_text(extension, ".yml");
	if (!yaml && !cgrid_same_text(extension, ".csv"))
		return cgrid_fail_at(draft->ctx, CGRID_E_UNSUPPORTED, &source,
				     "a list of rooms is a CSV, or the locations of a ROS map (.yaml); "
				     "rooms of another drawing are a plan of their own");
	enum cgrid_status status = cgrid_file_read_shown(draft->ctx, plan->rooms.file, shown, &bytes);
	if (status)
		return status;
	status = yaml ? cgrid_rooms_ros(&rooms, bytes.data, bytes.size)
		      : cgrid_rooms_csv(&rooms, bytes.data, bytes.size);
	cgrid_bytes_free(&bytes);
	if (!status && rooms.count == 0)
		cgrid_log(draft->ctx, CGRID_WARNING, &source, "no rooms in it");
	if (!status && rooms.unshaped > 0)
		cgrid_log(draft->ctx, CGRID_WARNING, &source,
			  "of %zu room%s only a position is known: found by name, but not how far "
			  "%s reach%s, nor what lies in %s",
			  rooms.unshaped, rooms.unshaped == 1 ? "" : "s",
			  rooms.unshaped == 1 ? "it" : "they", rooms.unshaped == 1 ? "es" : "",
			  rooms.unshaped == 1 ? "it" : "them");
	return status;
}
