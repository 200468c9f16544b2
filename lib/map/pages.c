/* SPDX-License-Identifier: Apache-2.0 */
#include "map/pages.h"

#include "base/num.h"
#include "base/text.h"
#include "map/legend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Letters, digits, dots, dashes and underscores; anything else, in any length, is one underscore. */
static void
file_name(const char *text, char *name, size_t size)
{
	size_t used = 0;
	for (; *text && used + 1 < size; text++) {
		char c = *text;
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			     (c >= '0' && c <= '9') || (c == '.' && used > 0) || c == '-';
		if (plain)
			name[used++] = c;
		else if (used == 0 || name[used - 1] != '_')
			name[used++] = '_';
	}
	while (used > 1 && name[used - 1] == '_')
		used--;
	name[used] = '\0';
}

static bool
name_taken(const struct cgrid_map *map, const char *name)
{
	/* Some file systems do not tell case apart. */
	for (size_t i = 0; i < map->count; i++)
		if (map->makings[i].page && map->makings[i].page->name &&
		    cgrid_same_text(map->makings[i].page->name, name))
			return true;
	return false;
}

static struct cgrid_making *
add_making(struct cgrid_map *map, uint32_t building, uint32_t level, const char *name)
{
	struct cgrid_page *page = calloc(1, sizeof *page);
	if (!page || !CGRID_ROOM_FOR_ONE(map->makings, map->count, map->capacity)) {
		free(page);
		return NULL;
	}
	char unique[200];
	snprintf(unique, sizeof unique, "%.160s", name);
	for (unsigned n = 2; name_taken(map, unique); n++)
		snprintf(unique, sizeof unique, "%.160s_%u", name, n);
	page->measure = map->measure;
	page->level = level;
	page->mono = map->options.mono;
	page->name = cgrid_page_copy(page, unique, strlen(unique));
	const char *campus = cgrid_campus_name(map->campus);
	page->campus = cgrid_page_copy(page, campus, strlen(campus));
	struct cgrid_making *making = &map->makings[map->count++];
	*making = (struct cgrid_making){.ctx = map->ctx,
					.campus = map->campus,
					.grid = map->grid,
					.options = &map->options,
					.page = page,
					.album = &map->album,
					.fingerprint = map->fingerprint,
					.building = building,
					.level = level};
	return making;
}

struct cgrid_making *
cgrid_pages_add(struct cgrid_map *map, const char *name)
{
	return add_making(map, CGRID_NONE, CGRID_NONE, name);
}

static bool
is_called(const struct cgrid_level *level, const char *text)
{
	static const char prefix[] = "ordinal:";
	const size_t skip = sizeof prefix - 1;
	int64_t ordinal;
	if (strncmp(text, prefix, skip) == 0 &&
	    cgrid_integer_parse(text + skip, strlen(text) - skip, INT32_MIN, INT32_MAX, &ordinal))
		return level->has_ordinal && level->ordinal == ordinal;
	return cgrid_same_text(level->label, text);
}

static void
list_name(struct cgrid_buf *list, const char *name)
{
	enum { ENOUGH = 600 };
	if (list->size > ENOUGH)
		return;
	cgrid_buf_text(list, list->size ? ", " : "");
	cgrid_buf_text(list, list->size > ENOUGH ? "..." : *name ? name : "\"\"");
}

static enum cgrid_status
refuse_building(struct cgrid_map *map)
{
	struct cgrid_buf list = {0};
	for (size_t i = 0; i < cgrid_campus_building_count(map->campus); i++)
		list_name(&list, cgrid_campus_building(map->campus, i)->name);
	enum cgrid_status status =
	    cgrid_fail(map->ctx, CGRID_E_UNKNOWN, "there is no building \"%.100s\"; there is: %s",
		       map->options.building, list.size ? list.data : "none");
	cgrid_buf_free(&list);
	return status;
}

static enum cgrid_status
refuse_level(struct cgrid_map *map, uint32_t building)
{
	struct cgrid_buf list = {0};
	for (size_t i = 0; i < cgrid_campus_level_count(map->campus); i++) {
		const struct cgrid_level *level = cgrid_campus_level(map->campus, i);
		bool listed = false;
		for (size_t k = 0; k < i && !listed; k++)
			listed = strcmp(cgrid_campus_level(map->campus, k)->label, level->label) == 0 &&
				 (building == CGRID_NONE ||
				  cgrid_campus_level(map->campus, k)->building == building);
		if (!listed && (building == CGRID_NONE || level->building == building))
			list_name(&list, level->label);
	}
	enum cgrid_status status =
	    cgrid_fail(map->ctx, CGRID_E_UNKNOWN, "there is no level \"%.100s\"; there is: %s",
		       map->options.level, list.size ? list.data : "none");
	cgrid_buf_free(&list);
	return status;
}

static enum cgrid_status
add_level(struct cgrid_map *map, uint32_t index)
{
	const struct cgrid_level *level = cgrid_campus_level(map->campus, index);
	char building[80] = "building", label[60], name[160];
	if (level->building != CGRID_NONE)
		file_name(cgrid_campus_building(map->campus, level->building)->name, building,
			  sizeof building);
	file_name(*level->label ? level->label : "level", label, sizeof label);
	snprintf(name, sizeof name, "%s-%s", *building ? building : "building", label);
	return add_making(map, level->building, index, name) ? CGRID_OK : cgrid_fail_memory(map->ctx);
}

enum cgrid_status
cgrid_pages_choose(struct cgrid_map *map)
{
	const char *wanted = map->options.building, *label = map->options.level;
	uint32_t building = CGRID_NONE;
	if (wanted) {
		building = cgrid_campus_find_building(map->campus, wanted);
		if (building == CGRID_NONE)
			return refuse_building(map);
	}
	if (!wanted && !label && !add_making(map, CGRID_NONE, CGRID_NONE, "overview"))
		return cgrid_fail_memory(map->ctx);
	for (size_t i = 0; i < cgrid_campus_level_count(map->campus); i++) {
		const struct cgrid_level *level = cgrid_campus_level(map->campus, i);
		if ((building != CGRID_NONE && level->building != building) ||
		    (label && !is_called(level, label)))
			continue;
		enum cgrid_status status = add_level(map, (uint32_t)i);
		if (status != CGRID_OK)
			return status;
	}
	if (map->count == 0 && label)
		return refuse_level(map, building);
	if (map->count == 0)
		return cgrid_fail(map->ctx, CGRID_E_UNKNOWN, "building \"%.100s\" has no levels",
				  wanted);
	return CGRID_OK;
}

/* Tabloid in the US or without an address, else A3. */
static const char *
paper_of(const struct cgrid_map *map)
{
	const char *country = "US";
	for (size_t i = 0; i < cgrid_campus_address_count(map->campus); i++)
		if (cgrid_same_text(cgrid_campus_address_part(map->campus, i)->element, "country"))
			country = cgrid_campus_address_part(map->campus, i)->text;
	if (map->options.paper)
		return map->options.paper;
	return cgrid_same_text(country, "US") ? "tabloid" : "A3";
}

/* Where a metre north in the frame leads on the ground. A local frame is true; others are measured
 * against one in the middle of the campus: a page has true metres and true north in any frame. */
static enum cgrid_status
measure_up(const struct cgrid_making *making, struct cgrid_xy *up_out)
{
	const struct cgrid_frame *frame = cgrid_campus_frame(making->campus);
	const struct cgrid_box box = cgrid_campus_extent(making->campus);
	const struct cgrid_xy middle = {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
	const struct cgrid_xy pair[2] = {{middle.x, middle.y - 50}, {middle.x, middle.y + 50}};
	struct cgrid_lonlat ground[2];
	struct cgrid_xy level[2];
	*up_out = (struct cgrid_xy){0, 1};
	if (frame->kind == CGRID_FRAME_LOCAL)
		return CGRID_OK;
	enum cgrid_status status = cgrid_frame_to_ground(making->ctx, frame, pair, 2, ground);
	if (status != CGRID_OK)
		return status;
	const struct cgrid_frame local = cgrid_frame_local(ground[0]);
	status = cgrid_frame_to_xy(making->ctx, &local, ground, 2, level);
	if (status == CGRID_OK)
		*up_out =
		    (struct cgrid_xy){(level[1].x - level[0].x) / 100, (level[1].y - level[0].y) / 100};
	return status;
}

static void
page_title(const struct cgrid_making *making, char *text, size_t size)
{
	if (making->level == CGRID_NONE)
		snprintf(text, size, "%s", making->list ? "Index" : "Campus");
	else
		cgrid_level_title(cgrid_campus_level(making->campus, making->level), text, size);
	if (cgrid_is_part(making) && !making->list)
		snprintf(
		    text + strlen(text), size - strlen(text), ", part %u",
		    (unsigned)(making->part_row * making->parts.columns + making->part_column + 1));
}

/* What the page has to show, and the sheet for it. */
static enum cgrid_status
fit_sheet(struct cgrid_map *map, struct cgrid_making *making)
{
	struct cgrid_page *page = making->page;
	struct cgrid_map_options options = map->options;
	struct cgrid_xy up;
	enum cgrid_status status = measure_up(making, &up);
	if (status != CGRID_OK)
		return status;
	struct cgrid_need need = cgrid_need_new(map->grid, up);
	if (making->level == CGRID_NONE)
		cgrid_overview_need(making, &need);
	else
		cgrid_plan_need(making, &need);
	if (!(need.content.min_x <= need.content.max_x))
		return cgrid_fail(map->ctx, CGRID_E_MEANING, "there is nothing to draw on page %s",
				  page->name);
	status = cgrid_sheet_fit(map->ctx, &need, &options, paper_of(map), page->name, &making->sheet,
				 &making->view, &making->parts);
	/* The overview is one sheet: where the scale that is asked for is too large, it has its own. */
	if (making->level == CGRID_NONE && options.scale != 0 &&
	    (status == CGRID_E_ARGUMENT || (status == CGRID_OK && cgrid_is_part(making)))) {
		cgrid_clear_error(map->ctx);
		options.scale = 0;
		status = cgrid_sheet_fit(map->ctx, &need, &options, paper_of(map), page->name,
					 &making->sheet, &making->view, &making->parts);
		if (status == CGRID_OK)
			cgrid_log(map->ctx, CGRID_NOTE, NULL,
				  "page %s does not fit one sheet at 1:%u: it is drawn at 1:%u",
				  page->name, (unsigned)map->options.scale,
				  (unsigned)making->view.scale);
	}
	return status;
}

static enum cgrid_status
lay_out(struct cgrid_map *map, struct cgrid_making *making)
{
	struct cgrid_page *page = making->page;
	cgrid_parts_view(&making->parts, &making->sheet, making->part_column, making->part_row,
			 &making->view, &making->core);
	page->width_mm = making->sheet.width_mm;
	page->height_mm = making->sheet.height_mm;
	page->frame = making->sheet.frame;
	page->mm_per_m = making->view.mm_per_m;
	if (!cgrid_bins_new(&making->bins, page->width_mm, page->height_mm))
		return cgrid_fail_memory(map->ctx);
	enum cgrid_status status = cgrid_draw_imagery(making);
	if (status != CGRID_OK)
		return status;
	if (making->level == CGRID_NONE)
		cgrid_overview_draw(making);
	else
		cgrid_plan_draw(making);
	return CGRID_OK;
}

/* A making for each part of a level beyond its first. */
static enum cgrid_status
add_parts(struct cgrid_map *map, size_t index)
{
	const struct cgrid_making first = map->makings[index];
	const uint32_t count = first.parts.columns * first.parts.rows;
	char name[200];
	for (uint32_t i = 1; i < count; i++) {
		snprintf(name, sizeof name, "%.160s-part%u", first.page->name, (unsigned)i + 1);
		struct cgrid_making *part = add_making(map, first.building, first.level, name);
		if (!part)
			return cgrid_fail_memory(map->ctx);
		part->sheet = first.sheet;
		part->view = first.view;
		part->parts = first.parts;
		part->part_column = i % first.parts.columns;
		part->part_row = i / first.parts.columns;
	}
	return CGRID_OK;
}

static void
frames(struct cgrid_making *making)
{
	const struct cgrid_rect *rects[2] = {&making->sheet.frame, &making->sheet.band};
	for (int i = 0; i < 2; i++) {
		cgrid_path_begin(
		    making->page, CGRID_LAYER_FRAME, false,
		    (struct cgrid_style){CGRID_NO_PAINT, CGRID_BLACK, i ? 0.25 : 0.5, CGRID_SOLID});
		cgrid_path_rect(making->page, *rects[i]);
	}
}

/* A sheet of names after the page whose column could not hold them. */
static enum cgrid_status
add_list_sheets(struct cgrid_map *map, size_t index, size_t next)
{
	while (next < map->makings[index].key_count) {
		char name[200];
		snprintf(name, sizeof name, "%.160s-rooms", map->makings[index].page->name);
		struct cgrid_making *list =
		    add_making(map, map->makings[index].building, map->makings[index].level, name);
		if (!list)
			return cgrid_fail_memory(map->ctx);
		struct cgrid_making *of = &map->makings[index];
		struct cgrid_page *page = list->page;
		list->list = true;
		list->sheet = of->sheet;
		page->width_mm = of->page->width_mm;
		page->height_mm = of->page->height_mm;
		page->frame = of->page->frame;
		list->keys = of->keys;
		list->key_count = of->key_count;
		const struct cgrid_rect all = {of->sheet.band.x0, of->sheet.band.y0,
					       of->sheet.column.x1, of->sheet.band.y1};
		const int columns = (int)((all.x1 - all.x0) / (64 * of->sheet.type));
		const double wide = (all.x1 - all.x0) / (columns > 0 ? columns : 1);
		const size_t before = next;
		for (int c = 0; c < (columns > 0 ? columns : 1); c++)
			next = cgrid_draw_keys(list,
					       (struct cgrid_rect){all.x0 + c * wide, all.y0,
								   all.x0 + (c + 1) * wide - 3, all.y1},
					       next);
		list->keys = NULL;
		list->key_count = 0;
		if (next == before)
			return cgrid_fail(map->ctx, CGRID_E_INTERNAL,
					  "page \"%s\": a list finds no room", page->name);
	}
	return CGRID_OK;
}

/* The number of a neighbouring sheet, for match lines. */
struct beside {
	const struct cgrid_map *map;
	const struct cgrid_making *of;
};

static uint32_t
number_of(const void *user, uint32_t column, uint32_t row)
{
	const struct beside *beside = user;
	for (size_t i = 0; i < beside->map->count; i++) {
		const struct cgrid_making *m = &beside->map->makings[i];
		if (!m->list && m->level == beside->of->level && m->part_column == column &&
		    m->part_row == row)
			return (uint32_t)i + 1;
	}
	return 0;
}

/* Numbers, heads and titles, once it is known how many sheets there are. Lists stand behind their
 * page. */
static enum cgrid_status
number_sheets(struct cgrid_map *map)
{
	for (size_t i = 0; i < map->count; i++) {
		struct cgrid_making *making = &map->makings[i];
		const struct beside beside = {map, making};
		char title[600], whole[1400];
		page_title(making, title, sizeof title);
		if (making->list && making->level != CGRID_NONE)
			snprintf(title + strlen(title), sizeof title - strlen(title), ": rooms");
		making->sheet_number = i + 1;
		making->sheet_count = map->count;
		if (cgrid_is_part(making) && !making->list)
			cgrid_write_match_lines(making, &(struct cgrid_neighbours){number_of, &beside});
		cgrid_draw_head(making, title);
		snprintf(whole, sizeof whole, "%.400s%s%.400s",
			 making->building == CGRID_NONE
			     ? making->page->campus
			     : cgrid_campus_building(map->campus, making->building)->name,
			 ": ", title);
		making->page->title = cgrid_page_copy(making->page, whole, strlen(whole));
		making->page->group = making->building == CGRID_NONE
					  ? ""
					  : cgrid_campus_building(map->campus, making->building)->name;
		making->page->group =
		    cgrid_page_copy(making->page, making->page->group, strlen(making->page->group));
	}
	return CGRID_OK;
}

/* The sheets of a level together: its parts, then the lists of each. */
static enum cgrid_status
order_sheets(struct cgrid_map *map, size_t plans)
{
	struct cgrid_making *sorted = cgrid_array_new(map->count, sizeof *sorted);
	size_t count = 0;
	if (!sorted)
		return cgrid_fail_memory(map->ctx);
	for (size_t i = 0; i < plans; i++) {
		sorted[count++] = map->makings[i];
		for (int list = 0; list < 2; list++)
			for (size_t k = plans; k < map->count; k++)
				if (map->makings[k].level == map->makings[i].level &&
				    map->makings[k].list == (list == 1))
					sorted[count++] = map->makings[k];
	}
	free(map->makings);
	map->makings = sorted;
	map->capacity = map->count;
	return CGRID_OK;
}

static enum cgrid_status
make_page(struct cgrid_map *map, size_t index)
{
	enum cgrid_status status = lay_out(map, &map->makings[index]);
	if (status != CGRID_OK)
		return status;
	frames(&map->makings[index]);
	cgrid_draw_watermark(&map->makings[index]);
	const size_t next = cgrid_draw_column(&map->makings[index]);
	return map->makings[index].page->failed ? CGRID_OK : add_list_sheets(map, index, next);
}

enum cgrid_status
cgrid_pages_make(struct cgrid_map *map)
{
	const size_t plans = map->count;
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; i < plans && status == CGRID_OK; i++) {
		status = fit_sheet(map, &map->makings[i]);
		if (status == CGRID_OK)
			status = add_parts(map, i);
	}
	for (size_t i = 0, all = map->count; i < all && status == CGRID_OK; i++)
		status = make_page(map, i);
	if (status == CGRID_OK)
		status = order_sheets(map, plans);
	if (status == CGRID_OK && map->options.index)
		status = cgrid_pages_index(map);
	return status == CGRID_OK ? number_sheets(map) : status;
}
