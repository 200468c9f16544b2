/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a campus: lists, and what is found by name or by place. */
#include "campus/campus.h"

#include "base/num.h"
#include "base/shape.h"

#include <stdlib.h>
#include <string.h>

void
cgrid_campus_free(struct cgrid_campus *campus)
{
	if (!campus)
		return;
	cgrid_labels_free(campus);
	cgrid_arena_free(&campus->arena);
	free(campus->points);
	free(campus);
}

const char *
cgrid_campus_name(const struct cgrid_campus *campus)
{
	return campus->name;
}

const char *
cgrid_campus_notice(const struct cgrid_campus *campus)
{
	return campus->notice;
}

const char *
cgrid_campus_credit(const struct cgrid_campus *campus)
{
	return campus->credit;
}

const char *
cgrid_campus_address(const struct cgrid_campus *campus)
{
	return campus->address_line;
}

const struct cgrid_frame *
cgrid_campus_frame(const struct cgrid_campus *campus)
{
	return &campus->frame;
}

struct cgrid_box
cgrid_campus_extent(const struct cgrid_campus *campus)
{
	return campus->extent;
}

const struct cgrid_grid_options *
cgrid_campus_grid(const struct cgrid_campus *campus)
{
	return &campus->grid;
}

#define COUNT(name)                                                                                    \
	size_t cgrid_campus_##name##_count(const struct cgrid_campus *campus)                          \
	{                                                                                              \
		return campus->name##_count;                                                           \
	}
#define LIST(name, type, member)                                                                       \
	COUNT(name)                                                                                    \
	const struct type *cgrid_campus_##name(const struct cgrid_campus *campus, size_t i)            \
	{                                                                                              \
		return i < campus->name##_count ? &campus->member[i] : NULL;                           \
	}
LIST(building, cgrid_building, buildings)
LIST(level, cgrid_level, levels)
COUNT(room)
LIST(door, cgrid_door, doors)
LIST(asset, cgrid_asset, assets)
LIST(area, cgrid_area, areas)
LIST(sensor, cgrid_sensor, sensors)
LIST(image, cgrid_image, images)
LIST(attest, cgrid_statement, attest)
LIST(none_on_site, cgrid_statement, none_on_site)

size_t
cgrid_campus_address_count(const struct cgrid_campus *campus)
{
	return campus->address_count;
}

const struct cgrid_address_part *
cgrid_campus_address_part(const struct cgrid_campus *campus, size_t i)
{
	return i < campus->address_count ? &campus->address[i] : NULL;
}

uint32_t
cgrid_campus_find_building(const struct cgrid_campus *campus, const char *building)
{
	for (uint32_t i = 0; i < campus->building_count; i++)
		if (cgrid_same_text(campus->buildings[i].name, building))
			return i;
	for (uint32_t i = 0; i < campus->building_count; i++)
		if (strcmp(campus->buildings[i].id, building) == 0 && building[0])
			return i;
	return CGRID_NONE;
}

size_t
cgrid_campus_find_level(const struct cgrid_campus *campus, const char *building, const char *level,
			uint32_t *level_out)
{
	uint32_t in = CGRID_NONE, found = CGRID_NONE;
	size_t count = 0;
	int64_t ordinal = 0;
	static const char prefix[] = "ordinal:";
	bool by_ordinal =
	    strncmp(level, prefix, sizeof prefix - 1) == 0 &&
	    cgrid_integer_parse(level + sizeof prefix - 1, strlen(level) - sizeof prefix + 1, INT32_MIN,
				INT32_MAX, &ordinal);
	if (building && building[0]) {
		in = cgrid_campus_find_building(campus, building);
		if (in == CGRID_NONE)
			return 0;
	}
	for (uint32_t i = 0; i < campus->level_count; i++) {
		const struct cgrid_level *at = &campus->levels[i];
		bool match = by_ordinal ? at->has_ordinal && at->ordinal == ordinal
					: cgrid_same_text(at->label, level);
		if (!match || (in != CGRID_NONE && at->building != in))
			continue;
		if (count++ == 0)
			found = i;
	}
	if (level_out)
		*level_out = found;
	return count;
}

bool
cgrid_level_is_drawn(const struct cgrid_campus *campus, uint32_t level)
{
	for (uint32_t i = campus->level_rooms[level]; i < campus->level_rooms[level + 1]; i++)
		if (campus->rooms[i].shape.ring_count > 0)
			return true;
	return false;
}

static bool
can_be_in(const struct cgrid_room *room)
{
	return room->kind != CGRID_ROOM_VOID && room->kind != CGRID_ROOM_STRUCTURE;
}

/* Where rooms lie on one another, the smaller one is meant: a closet drawn over its classroom. */
uint32_t
cgrid_campus_room_at(const struct cgrid_campus *campus, uint32_t level, struct cgrid_xy at)
{
	uint32_t found = CGRID_NONE;
	if (level >= campus->level_count)
		return CGRID_NONE;
	for (uint32_t i = campus->level_rooms[level]; i < campus->level_rooms[level + 1]; i++) {
		const struct cgrid_room *room = &campus->rooms[i];
		if (can_be_in(room) && cgrid_shape_holds(&room->shape, at) &&
		    (found == CGRID_NONE || room->shape.area_m2 < campus->rooms[found].shape.area_m2))
			found = i;
	}
	return found;
}

/* Does the text equal a part of the key that ends at a slash or the end? */
static bool
part_is(const char *part, size_t length, const char *text)
{
	if (strlen(text) != length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (cgrid_lower((unsigned char)part[i]) != cgrid_lower((unsigned char)text[i]))
			return false;
	return true;
}

bool
cgrid_campus_room_matches(const struct cgrid_campus *campus, const struct cgrid_room *room,
			  const char *key)
{
	static const char prefix[] = "room:";
	if (strncmp(key, prefix, sizeof prefix - 1) != 0 || !can_be_in(room))
		return false;
	key += sizeof prefix - 1;
	const char *building =
	    room->building == CGRID_NONE ? "" : campus->buildings[room->building].name;
	const char *level = room->level == CGRID_NONE ? "" : campus->levels[room->level].label;
	const char *sign = room->room[0] ? room->room : room->name;
	if (cgrid_same_text(key, sign))
		return true;
	const char *slash = strchr(key, '/');
	if (!slash || !part_is(key, (size_t)(slash - key), building))
		return false;
	if (cgrid_same_text(slash + 1, sign))
		return true;
	const char *second = strchr(slash + 1, '/');
	return second && part_is(slash + 1, (size_t)(second - slash - 1), level) &&
	       cgrid_same_text(second + 1, sign);
}
