/* SPDX-License-Identifier: Apache-2.0 */
/* What holds for every page of every map, asked of its display list. */
#ifndef CGRID_TESTS_PAGES_H
#define CGRID_TESTS_PAGES_H

#include "harness.h"

#include "base/text.h"
#include "map/pages.h"

#include <campusgrid/map.h>

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

/* The box of a text that is level or upright, by its capitals. */
static inline bool
text_box(const struct cgrid_item *item, struct cgrid_rect *rect)
{
	const struct cgrid_text *t = &item->as.text;
	static const double before[] = {0, 0.5, 1};
	if (item->kind != CGRID_ITEM_TEXT || (t->turn_deg != 0 && t->turn_deg != -90))
		return false;
	const double cap = 0.7 * t->size_pt * CGRID_PT, a = -before[t->anchor] * t->width_mm;
	const double b = a + t->width_mm;
	*rect = t->turn_deg == 0
		    ? (struct cgrid_rect){t->at.x + a, t->at.y - cap, t->at.x + b, t->at.y}
		    : (struct cgrid_rect){t->at.x - cap, t->at.y - b, t->at.x, t->at.y - a};
	return true;
}

static inline bool
overlap(const struct cgrid_rect *a, const struct cgrid_rect *b)
{
	const double air = 0.01;
	return a->x0 + air < b->x1 && b->x0 + air < a->x1 && a->y0 + air < b->y1 && b->y0 + air < a->y1;
}

static inline void
check_page(const struct cgrid_page *page)
{
	for (size_t i = 0; i < page->taken_count; i++)
		for (size_t k = 0; k < i; k++)
			ck_assert_msg(page->taken[i].owner == page->taken[k].owner ||
					  !overlap(&page->taken[i].at, &page->taken[k].at),
				      "%s: labels %zu and %zu overlap", page->name, k, i);
	for (size_t i = 0; i < page->item_count; i++) {
		struct cgrid_rect a, b;
		const struct cgrid_item *item = &page->items[i];
		if (item->kind != CGRID_ITEM_TEXT)
			continue;
		ck_assert_double_ge(item->as.text.size_pt, 5.5 - 1e-9);
		ck_assert(cgrid_utf8_valid(item->as.text.text, strlen(item->as.text.text)));
		if (!text_box(item, &a))
			continue;
		ck_assert_msg(a.x0 >= 0 && a.y0 >= 0 && a.x1 <= page->width_mm &&
				  a.y1 <= page->height_mm,
			      "%s: \"%s\" leaves the sheet", page->name, item->as.text.text);
		for (size_t k = 0; k < i; k++)
			ck_assert_msg(!text_box(&page->items[k], &b) || !overlap(&a, &b),
				      "%s: \"%s\" and \"%s\" overlap", page->name,
				      page->items[k].as.text.text, item->as.text.text);
	}
}

/* Text without its blanks: where a line was broken does not matter. */
static inline void
add_packed(struct cgrid_buf *buf, const char *text)
{
	for (; *text; text++)
		if (*text != ' ')
			cgrid_buf_char(buf, *text);
}

/* Every room with a sign can be read on the sheets of its level. Returns how many there were. */
static inline size_t
check_signs(const struct mapped *m)
{
	size_t count = 0;
	for (size_t i = 0; i < cgrid_campus_room_count(m->campus); i++) {
		const struct cgrid_room *room = cgrid_campus_room(m->campus, i);
		struct cgrid_buf sheets = {0}, sign = {0};
		if (!*room->room || room->kind == CGRID_ROOM_VOID || room->kind == CGRID_ROOM_STRUCTURE)
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

#endif
