/* SPDX-License-Identifier: Apache-2.0 */
/* What holds for every page of every map, asked of its display list. */
#ifndef CGRID_TESTS_PAGES_H
#define CGRID_TESTS_PAGES_H

#include "harness.h"

#include "base/text.h"
#include "map/pages.h"

#include <campusgrid/map.h>
#include <math.h>
#include <stdlib.h>

/* Fontconfig keeps a pattern until the process ends; cairo 1.16 loses 768 bytes in a font subset of a
 * PDF. */
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\nleak:libcairo\n";
}

/* What is mapped: a campus, its grid, its pages. */
struct mapped {
	struct cgrid_ctx *ctx;
	struct cgrid_campus *campus;
	struct cgrid_grid *grid;
	struct cgrid_map *map;
};

static inline void
mapped_end(struct mapped *m)
{
	cgrid_map_free(m->map);
	cgrid_grid_free(m->grid);
	cgrid_campus_free(m->campus);
	cgrid_ctx_free(m->ctx);
}

/* A text as it lies: its middle, the way it runs, half its length and half the height of its capitals.
 */
struct text_lie {
	struct cgrid_mm middle, along;
	double half_length, half_height;
};

static inline struct text_lie
lie_of(const struct cgrid_text *t)
{
	static const double after[] = {0.5, 0, -0.5};
	const double turn = t->turn_deg * 3.14159265358979323846 / 180, c = cos(turn), s = sin(turn);
	const double cap = 0.7 * t->size_pt * CGRID_PT, x = after[t->anchor] * t->width_mm,
		     y = -cap / 2;
	return (struct text_lie){
	    {t->at.x + x * c - y * s, t->at.y + x * s + y * c}, {c, s}, t->width_mm / 2, cap / 2};
}

/* As far as a lie, or a rectangle, reaches from its middle in a direction. */
static inline double
reach_of(const struct text_lie *lie, struct cgrid_mm d)
{
	return lie->half_length * fabs(lie->along.x * d.x + lie->along.y * d.y) +
	       lie->half_height * fabs(lie->along.x * d.y - lie->along.y * d.x);
}

/* Two turned boxes are apart when one of their four axes parts them. */
static inline bool
lies_overlap(const struct text_lie *a, const struct text_lie *b)
{
	const struct cgrid_mm axes[4] = {
	    a->along, {-a->along.y, a->along.x}, b->along, {-b->along.y, b->along.x}};
	const double x = b->middle.x - a->middle.x, y = b->middle.y - a->middle.y;
	for (int i = 0; i < 4; i++)
		if (fabs(x * axes[i].x + y * axes[i].y) >
		    reach_of(a, axes[i]) + reach_of(b, axes[i]) - 0.01)
			return false;
	return true;
}

static inline struct text_lie
lie_of_rect(const struct cgrid_rect *r)
{
	return (struct text_lie){{(r->x0 + r->x1) / 2, (r->y0 + r->y1) / 2},
				 {1, 0},
				 (r->x1 - r->x0) / 2,
				 (r->y1 - r->y0) / 2};
}

static inline bool
overlap(const struct cgrid_rect *a, const struct cgrid_rect *b)
{
	const double air = 0.01;
	return a->x0 + air < b->x1 && b->x0 + air < a->x1 && a->y0 + air < b->y1 && b->y0 + air < a->y1;
}

/* As ck_assert_msg for millions of pairs: Check writes to a pipe for each that holds. */
#define CHECK_PAIR(holds, ...)                                                                         \
	do {                                                                                           \
		if (!(holds))                                                                          \
			ck_abort_msg(__VA_ARGS__);                                                     \
	} while (0)

/* What is reserved is reserved once: labels, symbols and the numbers of doors are apart. */
static inline void
check_taken(const struct cgrid_page *page)
{
	for (size_t i = 0; i < page->taken_count; i++)
		for (size_t k = 0; k < i; k++)
			CHECK_PAIR(page->taken[i].owner == page->taken[k].owner ||
				       !overlap(&page->taken[i].at, &page->taken[k].at),
				   "%s: labels %zu and %zu overlap", page->name, k, i);
}

/* A text of the map crosses no symbol and no number of a door but the one that it is written in. */
static inline void
check_against_taken(const struct cgrid_page *page, const struct cgrid_text *text,
		    const struct text_lie *lie)
{
	for (size_t k = 0; k < page->taken_count; k++) {
		const struct text_lie other = lie_of_rect(&page->taken[k].at);
		const struct cgrid_rect *at = &page->taken[k].at;
		const bool within = lie->middle.x > at->x0 && lie->middle.x < at->x1 &&
				    lie->middle.y > at->y0 && lie->middle.y < at->y1;
		CHECK_PAIR(page->taken[k].kind == CGRID_TAKEN_TEXT || within ||
			       !lies_overlap(lie, &other),
			   "%s: \"%s\" crosses a symbol or a door's number", page->name, text->text);
	}
}

static inline void
check_page(const struct cgrid_page *page)
{
	struct text_lie *lies = calloc(page->item_count + 1, sizeof *lies);
	ck_assert_ptr_nonnull(lies);
	check_taken(page);
	for (size_t i = 0; i < page->item_count; i++) {
		const struct cgrid_item *item = &page->items[i];
		const struct cgrid_text *text = &item->as.text;
		if (item->kind != CGRID_ITEM_TEXT || item->layer == CGRID_LAYER_ROOMS)
			continue; /* the watermark lies under all */
		ck_assert_msg(text->size_pt >= 6 - 1e-9, "%s: \"%s\" has %g pt", page->name, text->text,
			      text->size_pt);
		ck_assert(cgrid_utf8_valid(text->text, strlen(text->text)));
		lies[i] = lie_of(text);
		const double x = reach_of(&lies[i], (struct cgrid_mm){1, 0}),
			     y = reach_of(&lies[i], (struct cgrid_mm){0, 1});
		ck_assert_msg(lies[i].middle.x - x >= 0 && lies[i].middle.y - y >= 0 &&
				  lies[i].middle.x + x <= page->width_mm &&
				  lies[i].middle.y + y <= page->height_mm,
			      "%s: \"%s\" leaves the sheet", page->name, text->text);
		for (size_t k = 0; k < i; k++)
			CHECK_PAIR(page->items[k].kind != CGRID_ITEM_TEXT ||
				       page->items[k].layer == CGRID_LAYER_ROOMS ||
				       !lies_overlap(&lies[k], &lies[i]),
				   "%s: \"%s\" and \"%s\" overlap", page->name,
				   page->items[k].as.text.text, text->text);
		if (item->layer >= CGRID_LAYER_LABELS && item->layer <= CGRID_LAYER_SENSORS)
			check_against_taken(page, text, &lies[i]);
	}
	free(lies);
}

/* Lines of the grid that are drawn upright (level) on the page, the spacing true to 0.1 %. Returns how
 * many there are. */
static inline size_t
check_spacing(const struct cgrid_page *page, const struct cgrid_grid *grid, bool level)
{
	const struct cgrid_grid_spec *spec = cgrid_grid_get_spec(grid);
	const double mm = (level ? spec->cell_height_m : spec->cell_width_m) * page->mm_per_m;
	double last = NAN;
	size_t lines = 0;
	for (size_t i = 0; i < page->item_count; i++) {
		const struct cgrid_item *item = &page->items[i];
		if (item->kind != CGRID_ITEM_PATH || item->layer != CGRID_LAYER_GRID ||
		    item->as.path.point_count != 2 || item->as.path.style.stroke == CGRID_WHITE ||
		    (item->as.path.style.stroke == CGRID_BLACK && !page->mono)) /* halos and leaders */
			continue;
		const struct cgrid_mm *p = page->points + item->as.path.first_point;
		const double at = level ? p[0].y : p[0].x, other = level ? p[1].y : p[1].x;
		if (fabs(at - other) > 1e-6)
			continue;
		/* Where cells are tiny, every second or fifth line is drawn. */
		const double cells = isnan(last) ? 1 : round(fabs(at - last) / mm);
		if (!isnan(last))
			ck_assert_double_eq_tol(fabs(at - last), cells * mm, cells * mm * 0.001);
		last = at;
		lines++;
	}
	return lines;
}

/* Text without its blanks: where a line was broken does not matter. */
static inline void
add_packed(struct cgrid_buf *buf, const char *text)
{
	for (; *text; text++)
		if (*text != ' ')
			cgrid_buf_char(buf, *text);
}

/* Has the map a page of a level? */
static inline bool
has_page(const struct mapped *m, uint32_t level)
{
	bool found = false;
	for (size_t p = 0; p < cgrid_map_page_count(m->map) && !found; p++)
		found = cgrid_map_page(m->map, p)->level == level;
	return found;
}

/* Every room with a sign can be read on the sheets of its level. Returns how many there were. */
static inline size_t
check_signs(const struct mapped *m)
{
	size_t count = 0;
	for (size_t i = 0; i < cgrid_campus_room_count(m->campus); i++) {
		const struct cgrid_room *room = cgrid_campus_room(m->campus, i);
		struct cgrid_buf sheets = {0}, sign = {0};
		if (!*room->room || room->kind == CGRID_ROOM_VOID ||
		    room->kind == CGRID_ROOM_STRUCTURE || !has_page(m, room->level))
			continue;
		count++;
		for (size_t p = 0; p < cgrid_map_page_count(m->map); p++) {
			const struct cgrid_page *page = cgrid_map_page(m->map, p);
			for (size_t k = 0; page->level == room->level && k < page->item_count; k++)
				if (page->items[k].kind == CGRID_ITEM_TEXT) {
					/* A line ends between two texts of different labels only. */
					add_packed(&sheets, page->items[k].as.text.text);
				}
		}
		add_packed(&sign, room->room);
		ck_assert_msg(strstr(sheets.data, sign.data) != NULL,
			      "room \"%s\" is not on its sheets", room->room);
		cgrid_buf_free(&sheets);
		cgrid_buf_free(&sign);
	}
	return count;
}

/* The same for the numbers of exterior doors: at the door, or in the list. Returns how many there were.
 */
static inline size_t
check_doors(const struct mapped *m)
{
	size_t count = 0;
	for (size_t i = 0; i < cgrid_campus_door_count(m->campus); i++) {
		const struct cgrid_door *door = cgrid_campus_door(m->campus, i);
		bool found = false;
		char listed[256];
		if (!door->exterior || !*door->door || door->level == CGRID_NONE ||
		    !has_page(m, door->level))
			continue;
		count++;
		snprintf(listed, sizeof listed, "Exterior door %.120s", door->door);
		for (size_t p = 0; p < cgrid_map_page_count(m->map) && !found; p++) {
			const struct cgrid_page *page = cgrid_map_page(m->map, p);
			for (size_t k = 0; page->level == door->level && k < page->item_count && !found;
			     k++)
				found = page->items[k].kind == CGRID_ITEM_TEXT &&
					((page->items[k].layer == CGRID_LAYER_DOORS &&
					  strcmp(page->items[k].as.text.text, door->door) == 0) ||
					 strstr(page->items[k].as.text.text, listed));
		}
		ck_assert_msg(found, "exterior door \"%s\" is not on its sheets", door->door);
	}
	return count;
}

#endif
