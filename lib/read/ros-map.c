/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The map of a ROS map server: a YAML that names a picture, metres to a pixel, and where the outer
 * corner of the lower left pixel lies in axes of its own, y up.
 */
#include "base/file.h"
#include "base/yaml.h"
#include "read/doors-ros.h"
#include "read/picture.h"
#include "read/plan-picture.h"
#include "read/world.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct ros_map {
	const struct cgrid_yaml *image;
	double resolution, origin[3]; /* x, y, yaw */
};

static enum cgrid_status
take_numbers(struct cgrid_ctx *ctx, const struct cgrid_yaml *root, const char *file,
	     struct ros_map *map)
{
	const struct cgrid_yaml *origin = cgrid_yaml_get(root, "origin");
	const struct cgrid_yaml *resolution = cgrid_yaml_get(root, "resolution");
	const struct cgrid_source source = {file, 1, 1};
	map->image = cgrid_yaml_get(root, "image");
	if (cgrid_yaml_get(root, "levels"))
		return cgrid_fail_at(
		    ctx, CGRID_E_UNSUPPORTED, &source,
		    "an RMF building file is not read: name its pictures as plans, with "
		    "ties, and its rooms in a CSV (\"rooms\")");
	if (cgrid_yaml_get(root, "locations"))
		return cgrid_fail_at(
		    ctx, CGRID_E_MEANING, &source,
		    "rooms of a ROS map: name the file as \"rooms\" of the picture's plan");
	if (cgrid_is_ros_doors(root))
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &source,
				     "doors of a ROS map: they are read with the map whose folder they "
				     "are in, where they are called \"doors.yaml\"");
	if (!map->image || !resolution || !origin)
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &source,
				     "no map of a ROS map server: it has no \"%s\"",
				     !map->image   ? "image"
				     : !resolution ? "resolution"
						   : "origin");
	if (map->image->kind != CGRID_YAML_SCALAR || map->image->length == 0)
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &map->image->source, "\"image\" is no path");
	if (!cgrid_yaml_number(resolution, &map->resolution) || !(map->resolution > 0))
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &resolution->source,
				     "\"resolution\" is no number of metres");
	const struct cgrid_yaml *at = origin->kind == CGRID_YAML_LIST ? origin->first : NULL;
	for (int i = 0; i < 3; i++, at = at ? at->next : NULL)
		if (origin->count != 3 || !cgrid_yaml_number(at, &map->origin[i]))
			return cgrid_fail_at(ctx, CGRID_E_MEANING, &origin->source,
					     "\"origin\" is not [x, y, yaw]");
	return CGRID_OK;
}

/* The lower left corner of the picture goes to the origin, and the picture turns about it. */
static struct cgrid_placement
placement_of(const struct ros_map *map, uint32_t height)
{
	const double east = map->resolution * cos(map->origin[2]);
	const double north = map->resolution * sin(map->origin[2]);
	return (struct cgrid_placement){.a = east,
					.b = north,
					.c = map->origin[0] - north * height,
					.d = north,
					.e = -east,
					.f = map->origin[1] + east * height};
}

/* The picture that the map names, or, where that is not there, the PNG of its name. In the draft's
 * arena. */
static enum cgrid_status
find_picture(struct cgrid_draft *draft, const struct cgrid_plan *plan, const struct ros_map *map,
	     const char **path_out)
{
	char *folder = cgrid_path_folder(plan->file);
	char *named = folder ? cgrid_path_join(folder, map->image->text) : NULL;
	char *png = named ? cgrid_path_beside(named, ".png") : NULL;
	const bool there = named && cgrid_path_kind(named) == CGRID_PATH_FILE;
	const char *path = there ? named : png;
	enum cgrid_status status = CGRID_OK;
	*path_out = path ? cgrid_draft_bytes(draft, path, strlen(path)) : NULL;
	if (!png || !*path_out)
		status = cgrid_fail_memory(draft->ctx);
	else if (cgrid_path_kind(path) != CGRID_PATH_FILE)
		status = cgrid_fail_at(draft->ctx, CGRID_E_INPUT, &map->image->source,
				       "its picture \"%.200s\" is not there", map->image->text);
	else if (!there)
		cgrid_log(draft->ctx, CGRID_WARNING, &map->image->source,
			  "\"%.200s\" is not there; the PNG of its name is taken for it",
			  map->image->text);
	free(png);
	free(named);
	free(folder);
	return status;
}

/* Metres of the map's axes to where the picture has come to lie: what the map does to pixels, undone,
 * and then what the plan does to them. */
static struct cgrid_placement
axes_of(const struct ros_map *map, const struct cgrid_placement *pixels, uint32_t height)
{
	const struct cgrid_placement own = placement_of(map, height), *p = pixels;
	const double det = own.a * own.e - own.b * own.d;
	const struct cgrid_placement back = {.a = own.e / det,
					     .b = -own.b / det,
					     .c = (own.b * own.f - own.e * own.c) / det,
					     .d = -own.d / det,
					     .e = own.a / det,
					     .f = (own.d * own.c - own.a * own.f) / det};
	struct cgrid_placement axes = *p;
	axes.a = p->a * back.a + p->b * back.d;
	axes.b = p->a * back.b + p->b * back.e;
	axes.c = p->a * back.c + p->b * back.f + p->c;
	axes.d = p->d * back.a + p->e * back.d;
	axes.e = p->d * back.b + p->e * back.e;
	axes.f = p->d * back.c + p->e * back.f + p->f;
	return axes;
}

/* The doors.yaml in the map's folder; the map itself may be called so. */
static enum cgrid_status
read_doors(struct cgrid_draft *draft, const struct cgrid_plan *plan, const struct ros_map *map,
	   uint32_t height)
{
	static const char name[] = "doors.yaml";
	struct cgrid_bytes bytes;
	char *folder = cgrid_path_folder(plan->file), *shown_folder = cgrid_path_folder(plan->shown);
	char *path = folder ? cgrid_path_join(folder, name) : NULL;
	char *beside = shown_folder ? cgrid_path_join(shown_folder, name) : NULL;
	const char *shown = beside ? cgrid_draft_bytes(draft, beside, strlen(beside)) : NULL;
	enum cgrid_status status = CGRID_OK;
	if (!path || !shown) {
		status = cgrid_fail_memory(draft->ctx);
	} else if (cgrid_path_kind(path) == CGRID_PATH_FILE && strcmp(path, plan->file) != 0) {
		struct cgrid_draft_drawing drawing = draft->drawings[draft->drawing_count - 1];
		drawing.placement = axes_of(map, &drawing.placement, height);
		status = cgrid_file_read_shown(draft->ctx, path, shown, &bytes);
		if (!status) {
			status = cgrid_doors_ros(draft, shown, &drawing, bytes.data, bytes.size);
			cgrid_bytes_free(&bytes);
		}
	}
	free(path);
	free(beside);
	free(folder);
	free(shown_folder);
	return status;
}

static enum cgrid_status
read_map(struct cgrid_draft *draft, const struct cgrid_plan *plan, const struct cgrid_yaml *root,
	 const char *shown)
{
	struct ros_map map;
	struct cgrid_picture picture = {.placed = true};
	enum cgrid_status status = take_numbers(draft->ctx, root, shown, &map);
	if (!status)
		status = find_picture(draft, plan, &map, &picture.file);
	if (!status)
		status = cgrid_picture_size(draft->ctx, picture.file, picture.file, &picture.width,
					    &picture.height);
	if (status)
		return status;
	picture.placement = placement_of(&map, picture.height);
	status = cgrid_picture_plan(draft, plan, &picture);
	return status ? status : read_doors(draft, plan, &map, picture.height);
}

enum cgrid_status
cgrid_read_ros_map(struct cgrid_draft *draft, const struct cgrid_plan *plan)
{
	struct cgrid_arena arena = {0};
	struct cgrid_bytes bytes;
	const struct cgrid_yaml *root;
	const char *shown = cgrid_draft_bytes(draft, plan->shown, strlen(plan->shown));
	if (!shown)
		return CGRID_E_MEMORY;
	enum cgrid_status status = cgrid_file_read(draft->ctx, plan->file, &bytes);
	if (status)
		return status;
	status = cgrid_yaml_parse(draft->ctx, &arena, shown, bytes.data, bytes.size, &root);
	if (!status)
		status = read_map(draft, plan, root, shown);
	cgrid_bytes_free(&bytes);
	cgrid_arena_free(&arena);
	return status;
}
