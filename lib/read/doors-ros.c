/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The doors of a ROS map: a list of `name`, `door_corner_pt_1` and `door_corner_pt_2`, each [x, y] in
 * metres of the map's own axes. Which rooms they join is found by where they stand.
 */
#include "base/yaml.h"
#include "read/doors-ros.h"

#include <string.h>

static bool
is_point(const struct cgrid_yaml *node, struct cgrid_xy *point)
{
	return node && node->kind == CGRID_YAML_LIST && node->count >= 2 &&
	       cgrid_yaml_number(node->first, &point->x) &&
	       cgrid_yaml_number(node->first->next, &point->y);
}

static enum cgrid_status
take(struct cgrid_draft *draft, const char *file, const struct cgrid_draft_drawing *map,
     const struct cgrid_yaml *door, size_t *count)
{
	const struct cgrid_source source = {file, door->source.line, 0};
	const struct cgrid_yaml *name = cgrid_yaml_get(door, "name");
	const bool named = name && name->kind == CGRID_YAML_SCALAR;
	struct cgrid_draft_feature feature = {
	    .kind = CGRID_DRAFT_DOOR,
	    .name = "",
	    .category = "",
	    .building = map->building,
	    .level = map->level,
	    .exterior = CGRID_EXTERIOR_UNKNOWN,
	    .shape = {draft->ring_count, 1},
	    .source = source,
	};
	struct cgrid_xy corners[2];
	struct cgrid_lonlat ground[2];
	feature.ref =
	    cgrid_draft_text(draft, named ? name->text : "", named ? name->length : 0, &source);
	feature.id = feature.ref;
	if (!feature.ref)
		return CGRID_E_MEMORY;
	if (!is_point(cgrid_yaml_get(door, "door_corner_pt_1"), &corners[0]) ||
	    !is_point(cgrid_yaml_get(door, "door_corner_pt_2"), &corners[1]))
		return cgrid_draft_leave_out(draft, CGRID_E_MEANING, &source,
					     "door \"%.60s\": it has no \"door_corner_pt_1\" and "
					     "\"door_corner_pt_2\", each [x, y] in metres",
					     feature.ref);
	enum cgrid_status status =
	    cgrid_placement_to_ground(draft->ctx, &map->placement, corners, 2, ground);
	if (!status)
		status = cgrid_draft_ring_begin(draft, CGRID_RING_LINE);
	for (int i = 0; i < 2 && !status; i++)
		status = cgrid_draft_point(draft, ground[i].lon, ground[i].lat);
	if (status)
		return status;
	cgrid_draft_ring_end(draft);
	++*count;
	return cgrid_draft_feature(draft, &feature);
}

bool
cgrid_is_ros_doors(const struct cgrid_yaml *root)
{
	return root->kind == CGRID_YAML_LIST && root->first &&
	       cgrid_yaml_get(root->first, "door_corner_pt_1");
}

enum cgrid_status
cgrid_doors_ros(struct cgrid_draft *draft, const char *file, const struct cgrid_draft_drawing *map,
		const char *bytes, size_t size)
{
	struct cgrid_arena arena = {0};
	const struct cgrid_yaml *root;
	const struct cgrid_source source = {file, 0, 0};
	size_t count = 0;
	enum cgrid_status status = cgrid_yaml_parse(draft->ctx, &arena, file, bytes, size, &root);
	if (!status && !cgrid_is_ros_doors(root))
		status = cgrid_draft_leave_out(
		    draft, CGRID_E_MEANING, &source,
		    "no doors of a ROS map: no list of \"name\", \"door_corner_pt_1\" and "
		    "\"door_corner_pt_2\"");
	else if (!status)
		for (const struct cgrid_yaml *door = root->first; door && !status; door = door->next)
			status = take(draft, file, map, door, &count);
	if (!status && count > 0)
		cgrid_log(draft->ctx, CGRID_NOTE, &source, "%zu doors, beside the map", count);
	cgrid_arena_free(&arena);
	return status;
}
