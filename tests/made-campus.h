/* SPDX-License-Identifier: Apache-2.0 */
/* A campus made of shapes as they are, without a drawing: what stands on a grid line or on another
 * room's wall stands there to the last bit. */
#ifndef CGRID_TESTS_MADE_CAMPUS_H
#define CGRID_TESTS_MADE_CAMPUS_H

#include "base/shape.h"
#include "campus/campus.h"
#include "harness.h"

/* Also outside of tests of Check: what goes wrong here ends the program. */
static inline void
made_ok(struct cgrid_ctx *ctx, enum cgrid_status status)
{
	if (status == CGRID_OK)
		return;
	fprintf(stderr, "%s\n", cgrid_ctx_error(ctx));
	exit(EXIT_FAILURE);
}

static inline void *
made_memory(void *memory)
{
	if (!memory)
		exit(EXIT_FAILURE);
	return memory;
}

/* `rooms` rooms of `levels` levels; the caller gives each its shape and kind, then made_campus_count.
 * Free with cgrid_campus_free. */
static inline struct cgrid_campus *
made_campus(size_t buildings, size_t levels_each, size_t rooms)
{
	struct cgrid_campus *campus = made_memory(calloc(1, sizeof *campus));
	struct cgrid_arena *arena = &campus->arena;
	size_t levels = buildings * levels_each;
	campus->name = campus->notice = campus->credit = campus->address_line = "";
	campus->frame = (struct cgrid_frame){.kind = CGRID_FRAME_LOCAL, .origin = {-75.12, 40.12}};
	campus->buildings = made_memory(cgrid_arena_alloc(arena, buildings, sizeof *campus->buildings));
	campus->levels = made_memory(cgrid_arena_alloc(arena, levels, sizeof *campus->levels));
	campus->rooms = made_memory(cgrid_arena_alloc(arena, rooms, sizeof *campus->rooms));
	campus->level_rooms =
	    made_memory(cgrid_arena_alloc(arena, levels + 1, sizeof *campus->level_rooms));
	campus->building_count = buildings;
	campus->level_count = levels;
	campus->room_count = rooms;
	for (size_t b = 0; b < buildings; b++)
		campus->buildings[b] = (struct cgrid_building){.id = "", .name = ""};
	for (size_t l = 0; l < levels; l++)
		campus->levels[l] = (struct cgrid_level){
		    .id = "", .label = "", .name = "", .building = (uint32_t)(l / levels_each)};
	for (size_t i = 0; i < rooms; i++)
		campus->rooms[i] =
		    (struct cgrid_room){.id = "", .room = "", .name = "", .category = ""};
	return campus;
}

/* Once each room has its level, in ascending order. */
static inline void
made_campus_count(struct cgrid_campus *campus)
{
	for (uint32_t i = 0; i < campus->room_count; i++) {
		campus->rooms[i].building = campus->levels[campus->rooms[i].level].building;
		campus->level_rooms[campus->rooms[i].level + 1]++;
	}
	for (size_t l = 0; l < campus->level_count; l++)
		campus->level_rooms[l + 1] += campus->level_rooms[l];
}

/* A grid in the campus's frame with its north-west corner there; degrees carry the corner to about
 * 1e-9 m. */
static inline struct cgrid_grid *
made_grid(struct cgrid_ctx *ctx, const struct cgrid_campus *campus, struct cgrid_xy corner, double cell,
	  uint32_t columns, uint32_t rows, double turn_deg)
{
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct cgrid_grid *grid;
	spec.frame = campus->frame;
	made_ok(ctx, cgrid_frame_to_ground(ctx, &spec.frame, &corner, 1, &spec.origin));
	spec.cell_width_m = spec.cell_height_m = cell;
	strcpy(spec.cell, "own");
	spec.columns = columns;
	spec.rows = rows;
	spec.turn_deg = turn_deg;
	made_ok(ctx, cgrid_grid_new(ctx, &spec, &grid));
	return grid;
}

#endif
