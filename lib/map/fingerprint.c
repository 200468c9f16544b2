/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the data of a page are told by: two copies with the same fingerprint show the same campus.
 * FNV-1a of 64 bits over the texts and the places, these in whole centimetres, so that the last bit of
 * a position does not matter. Its first 48 bits are printed.
 */
#include "map/making.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static uint64_t
bytes(uint64_t hash, const void *data, size_t count)
{
	const unsigned char *at = data;
	for (size_t i = 0; i < count; i++)
		hash = (hash ^ at[i]) * UINT64_C(0x100000001b3);
	return hash;
}

static uint64_t
words(uint64_t hash, const char *text)
{
	return bytes(hash, text, strlen(text) + 1);
}

static uint64_t
whole(uint64_t hash, int64_t value)
{
	for (int i = 0; i < 8; i++)
		hash = (hash ^ (uint64_t)(value >> (8 * i) & 255)) * UINT64_C(0x100000001b3);
	return hash;
}

static uint64_t
place(uint64_t hash, struct cgrid_xy at)
{
	return whole(whole(hash, llround(at.x * 100)), llround(at.y * 100));
}

static uint64_t
outline(uint64_t hash, const struct cgrid_shape *shape)
{
	hash = whole(hash, (int64_t)shape->ring_count);
	for (size_t r = 0; r < shape->ring_count; r++)
		for (size_t i = 0; i < shape->rings[r].count; i++)
			hash = place(hash, shape->rings[r].points[i]);
	return hash;
}

static uint64_t
records(uint64_t hash, const struct cgrid_campus *campus)
{
	for (size_t i = 0; i < cgrid_campus_room_count(campus); i++) {
		const struct cgrid_room *room = cgrid_campus_room(campus, i);
		hash =
		    words(words(words(words(hash, room->id), room->room), room->name), room->category);
		hash = place(outline(whole(hash, room->level), &room->shape), room->label);
	}
	for (size_t i = 0; i < cgrid_campus_door_count(campus); i++) {
		const struct cgrid_door *door = cgrid_campus_door(campus, i);
		hash = place(whole(words(hash, door->door), door->exterior), door->at);
	}
	for (size_t i = 0; i < cgrid_campus_asset_count(campus); i++) {
		const struct cgrid_asset *asset = cgrid_campus_asset(campus, i);
		hash =
		    place(words(words(words(hash, asset->kind), asset->ref), asset->name), asset->at);
	}
	for (size_t i = 0; i < cgrid_campus_area_count(campus); i++) {
		const struct cgrid_area *area = cgrid_campus_area(campus, i);
		hash = outline(words(words(hash, area->kind), area->name), &area->shape);
	}
	for (size_t i = 0; i < cgrid_campus_sensor_count(campus); i++) {
		const struct cgrid_sensor *sensor = cgrid_campus_sensor(campus, i);
		hash = place(words(hash, sensor->id), sensor->at);
	}
	return hash;
}

void
cgrid_fingerprint(const struct cgrid_campus *campus, const struct cgrid_grid *grid,
		  char text[CGRID_FINGERPRINT_SIZE])
{
	uint64_t hash = words(UINT64_C(0xcbf29ce484222325), cgrid_campus_name(campus));
	for (size_t i = 0; i < cgrid_campus_building_count(campus); i++)
		hash = outline(words(hash, cgrid_campus_building(campus, i)->name),
			       &cgrid_campus_building(campus, i)->outline);
	for (size_t i = 0; i < cgrid_campus_level_count(campus); i++)
		hash = outline(words(hash, cgrid_campus_level(campus, i)->label),
			       &cgrid_campus_level(campus, i)->outline);
	hash = records(hash, campus);
	const struct cgrid_cell last = {cgrid_grid_columns(grid) - 1, cgrid_grid_rows(grid) - 1, 0};
	const struct cgrid_cell ends[2] = {{0, 0, 0}, last};
	for (int i = 0; i < 2; i++) {
		char label[CGRID_LABEL_SIZE] = "";
		cgrid_grid_label(grid, ends[i], label, sizeof label);
		hash = place(words(hash, label), cgrid_grid_centre(grid, ends[i]));
	}
	snprintf(text, CGRID_FINGERPRINT_SIZE, "%04X-%04X-%04X", (unsigned)(hash >> 48),
		 (unsigned)(hash >> 32 & 0xffff), (unsigned)(hash >> 16 & 0xffff));
}
