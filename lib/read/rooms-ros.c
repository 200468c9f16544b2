/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rooms as the locations of a ROS map: `locations`, a list of names, and `polygons`, as many lists of
 * pixels "x, y, x, y, ..." from the top left corner.
 */
#include "base/yaml.h"
#include "read/rooms.h"

#include <stdlib.h>

static enum cgrid_status
take(struct cgrid_rooms *rooms, const struct cgrid_yaml *name, const struct cgrid_yaml *polygon)
{
	struct cgrid_draft *draft = rooms->draft;
	struct cgrid_listed_room room = {.name = "", .category = "", .source = name->source};
	room.source.file = rooms->file;
	room.room = cgrid_draft_text(draft, name->text, name->length, &room.source);
	struct cgrid_xy *points = cgrid_array_new(polygon->count / 2 + 1, sizeof *points);
	enum cgrid_status status = CGRID_OK;
	size_t i = 0;
	if (!room.room || !points) {
		free(points);
		return cgrid_fail_memory(draft->ctx);
	}
	for (const struct cgrid_yaml *at = polygon->first; at && i < polygon->count; at = at->next, i++)
		if (!cgrid_yaml_number(at, i % 2 ? &points[i / 2].y : &points[i / 2].x))
			break;
	if (polygon->kind != CGRID_YAML_LIST || i < polygon->count || i % 2 == 1)
		status = cgrid_draft_leave_out(
		    draft, CGRID_E_MEANING,
		    &(struct cgrid_source){rooms->file, polygon->source.line, 0},
		    "room \"%.60s\": its polygon is no list of pairs of pixels", room.room);
	else
		status = cgrid_rooms_outline(rooms, &room, points, i / 2);
	free(points);
	return status;
}

enum cgrid_status
cgrid_rooms_ros(struct cgrid_rooms *rooms, const char *bytes, size_t size)
{
	struct cgrid_arena arena = {0};
	struct cgrid_ctx *ctx = rooms->draft->ctx;
	const struct cgrid_yaml *root;
	enum cgrid_status status = cgrid_yaml_parse(ctx, &arena, rooms->file, bytes, size, &root);
	const struct cgrid_yaml *names = status ? NULL : cgrid_yaml_get(root, "locations");
	const struct cgrid_yaml *polygons = status ? NULL : cgrid_yaml_get(root, "polygons");
	const struct cgrid_source source = {rooms->file, 1, 1};
	if (!status && (!names || !polygons || names->kind != CGRID_YAML_LIST ||
			polygons->kind != CGRID_YAML_LIST))
		status = cgrid_fail_at(ctx, CGRID_E_MEANING, &source,
				       "no rooms of a ROS map: it has no lists \"locations\" and "
				       "\"polygons\"; write the rooms as a CSV");
	if (!status && names->count != polygons->count)
		status = cgrid_fail_at(ctx, CGRID_E_MEANING, &source,
				       "%zu locations and %zu polygons: which is whose cannot be told",
				       names->count, polygons->count);
	const struct cgrid_yaml *name = status ? NULL : names->first;
	for (const struct cgrid_yaml *polygon = status ? NULL : polygons->first; polygon && !status;
	     polygon = polygon->next, name = name->next)
		status = take(rooms, name, polygon);
	cgrid_arena_free(&arena);
	return status;
}
