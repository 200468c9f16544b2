/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as YAML, and as the rooms and doors of a ROS map. */
#include "base/yaml.h"
#include "read/doors-ros.h"
#include "read/rooms.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct cgrid_yaml *node, size_t depth)
{
	size_t count = 0;
	if (strlen(node->text) > node->length || depth > 600 || node->source.line == 0)
		abort();
	for (const struct cgrid_yaml *at = node->first; at; at = at->next, count++) {
		if ((node->kind == CGRID_YAML_MAP) != (at->key != NULL))
			abort();
		check(at, depth + 1);
	}
	if (count != node->count || (node->kind == CGRID_YAML_SCALAR && count > 0))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_arena arena = {0};
	const struct cgrid_yaml *root;
	const struct cgrid_picture picture = {
	    .width = 1000,
	    .height = 700,
	    .placement = {.a = 0.1, .e = -0.1, .origin = {.lon = -75.1234, .lat = 40.1234}}};
	struct cgrid_draft draft;
	struct cgrid_rooms rooms = {.draft = &draft, .picture = &picture, .file = "r.yaml"};
	if (!ctx)
		return 0;
	if (cgrid_yaml_parse(ctx, &arena, "f.yaml", (const char *)data, size, &root) == CGRID_OK)
		check(root, 0);
	cgrid_arena_free(&arena);
	cgrid_draft_init(&draft, ctx);
	cgrid_rooms_ros(&rooms, (const char *)data, size);
	const struct cgrid_draft_drawing map = {
	    .building = CGRID_NONE, .level = CGRID_NONE, .placement = picture.placement};
	cgrid_doors_ros(&draft, "d.yaml", &map, (const char *)data, size);
	cgrid_draft_free(&draft);
	cgrid_ctx_free(ctx);
	return 0;
}
