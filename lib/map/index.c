/* SPDX-License-Identifier: Apache-2.0 */
/* Sheets at the end of an atlas: where each room, exterior door, asset and sensor is, in natural order.
 */
#include "base/text.h"
#include "map/pages.h"
#include "map/write.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum section { SECTION_ROOMS, SECTION_DOORS, SECTION_ASSETS, SECTION_SENSORS };
static const char *const titles[] = {"Rooms", "Exterior doors", "Assets", "Sensors"};

/* One line; its texts are the campus's own. */
struct entry {
	enum section section;
	const char *sign, *name;
	uint32_t level, building;
	struct cgrid_xy at;
};

struct list {
	const struct cgrid_map *map;
	struct entry *entries;
	size_t count, capacity;
	bool failed;
};

static void
add(struct list *list, struct entry entry)
{
	if (!CGRID_ROOM_FOR_ONE(list->entries, list->count, list->capacity))
		list->failed = true;
	else
		list->entries[list->count++] = entry;
}

static void
add_rooms(struct list *list)
{
	const struct cgrid_campus *campus = list->map->campus;
	for (size_t i = 0; i < cgrid_campus_room_count(campus); i++) {
		const struct cgrid_room *room = cgrid_campus_room(campus, i);
		const char *sign = *room->room ? room->room : room->name;
		if (*sign && room->kind != CGRID_ROOM_VOID && room->kind != CGRID_ROOM_STRUCTURE)
			add(list, (struct entry){SECTION_ROOMS, sign,
						 strcmp(sign, room->name) != 0 ? room->name : "",
						 room->level, room->building, room->label});
	}
}

static void
add_points(struct list *list)
{
	const struct cgrid_campus *campus = list->map->campus;
	const enum cgrid_audience audience = list->map->options.audience;
	for (size_t i = 0; i < cgrid_campus_door_count(campus); i++) {
		const struct cgrid_door *door = cgrid_campus_door(campus, i);
		if (door->exterior && *door->door)
			add(list, (struct entry){SECTION_DOORS, door->door, "", door->level,
						 door->building, door->at});
	}
	for (size_t i = 0; i < cgrid_campus_asset_count(campus); i++) {
		const struct cgrid_asset *asset = cgrid_campus_asset(campus, i);
		const size_t kind = cgrid_map_kind_find(asset->kind);
		if (cgrid_map_shows(audience, asset->kind))
			add(list,
			    (struct entry){SECTION_ASSETS,
					   kind < CGRID_KIND_COUNT ? cgrid_map_kind_at(kind)->title
								   : asset->kind,
					   *asset->ref ? asset->ref : asset->name, asset->level,
					   asset->building, asset->at});
	}
	for (size_t i = 0; audience == CGRID_OWNER && i < cgrid_campus_sensor_count(campus); i++) {
		const struct cgrid_sensor *sensor = cgrid_campus_sensor(campus, i);
		add(list, (struct entry){SECTION_SENSORS, sensor->id, sensor->name, sensor->level,
					 sensor->building, sensor->at});
	}
}

static int
compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	if (x->section != y->section)
		return x->section < y->section ? -1 : 1;
	int order = cgrid_natural_compare(x->sign, y->sign);
	if (order == 0)
		order = cgrid_natural_compare(x->name, y->name);
	if (order == 0 && x->level != y->level)
		order = x->level < y->level ? -1 : 1;
	if (order == 0 && x->at.y != y->at.y)
		order = x->at.y > y->at.y ? -1 : 1;
	return order ? order : (x->at.x > y->at.x) - (x->at.x < y->at.x);
}

/* The sheet that answers for an entry; 0 for none, when only some levels are drawn. */
static uint32_t
sheet_of(const struct cgrid_map *map, const struct entry *entry)
{
	for (size_t i = 0; i < map->count; i++) {
		const struct cgrid_making *m = &map->makings[i];
		if (!m->list && m->level == entry->level &&
		    cgrid_answers_for(m, cgrid_view_mm(&m->view, entry->at)))
			return (uint32_t)i + 1;
	}
	return 0;
}

/* Where a sheet has got to: columns from the left, lines from the top. */
struct cursor {
	struct list *list;
	struct cgrid_making *making; /* of this sheet */
	size_t columns, column;
	double wide, line, size, y;
};

static bool
begin_sheet(struct cursor *at, struct cgrid_map *map)
{
	const struct cgrid_sheet sheet = map->makings[0].sheet;
	struct cgrid_making *making = cgrid_pages_add(map, "index");
	if (!making)
		return false;
	making->list = true;
	making->sheet = sheet;
	making->page->width_mm = sheet.width_mm;
	making->page->height_mm = sheet.height_mm;
	making->page->frame = sheet.frame;
	at->making = making;
	at->columns = (size_t)fmax(1, floor((sheet.column.x1 - sheet.band.x0) / (72 * sheet.type)));
	at->wide = (sheet.column.x1 - sheet.band.x0) / (double)at->columns;
	at->size = cgrid_pt(making, 7);
	at->line = 1.3 * at->size * CGRID_PT;
	at->column = 0;
	at->y = sheet.band.y0;
	return true;
}

static double
left_of(const struct cursor *at)
{
	return at->making->sheet.band.x0 + (double)at->column * at->wide;
}

static void
text(const struct cursor *at, const char *words, double x0, double x1, enum cgrid_anchor anchor,
     bool bold, uint32_t link)
{
	const struct cgrid_fitted fitted = {.text = words,
					    .in = {x0, at->y, x1, at->y + at->line},
					    .most_pt = at->size,
					    .anchor = anchor,
					    .bold = bold,
					    .colour = CGRID_BLACK,
					    .link = link};
	cgrid_write_fitted(at->making->page, &fitted);
}

static void
head(struct cursor *at, const struct entry *entry, bool again)
{
	char words[80];
	snprintf(words, sizeof words, "%s%s", titles[entry->section], again ? " (continued)" : "");
	text(at, words, left_of(at), left_of(at) + at->wide * 0.55, CGRID_START, true, 0);
	text(at, "Level, cell, sheet", left_of(at) + at->wide * 0.55, left_of(at) + at->wide - 4,
	     CGRID_END, false, 0);
	at->y += at->line;
	cgrid_path_begin(at->making->page, CGRID_LAYER_FRAME, false,
			 (struct cgrid_style){CGRID_NO_PAINT, CGRID_BLACK, 0.2, CGRID_SOLID});
	cgrid_path_move(at->making->page, left_of(at), at->y);
	cgrid_path_line(at->making->page, left_of(at) + at->wide - 4, at->y);
	at->y += 0.4;
}

/* "Gym LL, C7, 5": building and level, cell, sheet. */
static void
where_words(const struct cgrid_map *map, const struct entry *entry, uint32_t sheet, char *words,
	    size_t size)
{
	const struct cgrid_campus *campus = map->campus;
	char cell[CGRID_LABEL_SIZE] = "-", number[16] = "-";
	struct cgrid_cell of;
	if (cgrid_grid_cell_at(map->grid, entry->at, &of)) {
		of.keypad = 0;
		cgrid_grid_label(map->grid, of, cell, sizeof cell);
	}
	if (sheet > 0)
		snprintf(number, sizeof number, "%u", (unsigned)sheet);
	const char *building =
	    entry->building != CGRID_NONE ? cgrid_campus_building(campus, entry->building)->name : "";
	const char *level =
	    entry->level != CGRID_NONE ? cgrid_campus_level(campus, entry->level)->label : "";
	snprintf(words, size, "%.60s%s%.40s, %s, %s", *building || *level ? building : "Outdoors",
		 *building && *level ? " " : "", level, cell, number);
}

static void
line(struct cursor *at, const struct cgrid_map *map, const struct entry *entry)
{
	struct cgrid_measure *measure = at->making->page->measure;
	const uint32_t sheet = sheet_of(map, entry);
	char words[256];
	where_words(map, entry, sheet, words, sizeof words);
	const double right = left_of(at) + at->wide - 4;
	const double where =
	    fmin(cgrid_measure_text(measure, words, false, at->size).width, at->wide * 0.5);
	const double sign =
	    fmin(cgrid_measure_text(measure, entry->sign, true, at->size).width + 1.5, at->wide * 0.5);
	const double split = fmin(left_of(at) + sign, right - where - 2);
	text(at, entry->sign, left_of(at), *entry->name ? split : right - where - 2, CGRID_START, true,
	     sheet);
	if (*entry->name && right - where - 2 - split > 6)
		text(at, entry->name, split, right - where - 2, CGRID_START, false, 0);
	text(at, words, right - where, right, CGRID_END, false, sheet);
	at->y += at->line;
}

static bool
next_column(struct cursor *at, struct cgrid_map *map)
{
	if (++at->column == at->columns)
		return begin_sheet(at, map);
	at->y = at->making->sheet.band.y0;
	return true;
}

enum cgrid_status
cgrid_pages_index(struct cgrid_map *map)
{
	struct list list = {.map = map};
	struct cursor at = {.list = &list};
	bool good = true;
	if (map->options.audience != CGRID_PUBLIC) {
		add_rooms(&list);
		add_points(&list);
	}
	if (list.count > 1)
		qsort(list.entries, list.count, sizeof *list.entries, compare);
	for (size_t i = 0; good && !list.failed && i < list.count; i++) {
		const struct entry *entry = &list.entries[i];
		const bool first = i == 0 || entry->section != entry[-1].section;
		if (i == 0)
			good = begin_sheet(&at, map);
		/* A heading has a line under it on the same column. */
		const bool full = good && at.y + (first ? 3 : 1) * at.line > at.making->sheet.band.y1;
		if (full)
			good = next_column(&at, map);
		if (!good)
			break;
		if (first && !full && i > 0)
			at.y += at.line;
		if (first || full)
			head(&at, entry, !first);
		line(&at, map, entry);
	}
	free(list.entries);
	return good && !list.failed ? CGRID_OK : cgrid_fail_memory(map->ctx);
}
