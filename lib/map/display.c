/* SPDX-License-Identifier: Apache-2.0 */
#include "map/display.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const char *const layer_names[CGRID_LAYER_COUNT] = {
    "imagery", "areas", "rooms", "grid", "labels", "doors", "assets", "sensors", "frame",
};

const char *
cgrid_layer_name(enum cgrid_layer layer)
{
	return layer_names[layer];
}

void
cgrid_page_free(struct cgrid_page *page)
{
	if (!page)
		return;
	cgrid_arena_free(&page->arena);
	free(page->items);
	free(page->ops);
	free(page->points);
	free(page->taken);
	free(page->tags);
	free(page);
}

const char *
cgrid_page_copy(struct cgrid_page *page, const char *text, size_t length)
{
	struct cgrid_buf clean = {0};
	const char *copy = NULL;
	cgrid_text_clean(text, length, &clean);
	if (!clean.failed)
		copy = cgrid_arena_text(&page->arena, clean.data ? clean.data : "", clean.size);
	cgrid_buf_free(&clean);
	if (!copy)
		page->failed = true;
	return copy ? copy : "";
}

void
cgrid_page_tag(struct cgrid_page *page, const char *word, const char *id, const char *name)
{
	page->tag = 0;
	if (!word)
		return;
	if (!cgrid_array_reserve(&page->tags, &page->tag_capacity, page->tag_count + 2,
				 sizeof *page->tags)) {
		page->failed = true;
		return;
	}
	if (page->tag_count == 0)
		page->tags[page->tag_count++] = (struct cgrid_tag){"", "", ""};
	page->tag = (uint32_t)page->tag_count++;
	page->tags[page->tag] = (struct cgrid_tag){word, cgrid_page_copy(page, id, strlen(id)),
						   cgrid_page_copy(page, name, strlen(name))};
}

static struct cgrid_item *
add_item(struct cgrid_page *page, enum cgrid_item_kind kind, enum cgrid_layer layer, bool clip)
{
	if (!CGRID_ROOM_FOR_ONE(page->items, page->item_count, page->item_capacity)) {
		page->failed = true;
		return NULL;
	}
	struct cgrid_item *item = &page->items[page->item_count++];
	*item = (struct cgrid_item){.tag = page->tag, .kind = kind, .layer = layer, .clip = clip};
	return item;
}

void
cgrid_path_begin(struct cgrid_page *page, enum cgrid_layer layer, bool clip, struct cgrid_style style)
{
	struct cgrid_item *item = add_item(page, CGRID_ITEM_PATH, layer, clip);
	if (page->mono && style.fill != CGRID_NO_PAINT && style.fill != CGRID_BLACK)
		style.fill = CGRID_WHITE;
	if (page->mono && style.stroke != CGRID_NO_PAINT && style.stroke != CGRID_WHITE)
		style.stroke = CGRID_BLACK;
	if (item)
		item->as.path = (struct cgrid_path){style, page->op_count, 0, page->point_count, 0};
}

static void
add_op(struct cgrid_page *page, char op, const struct cgrid_mm *points, size_t count)
{
	if (page->failed || page->item_count == 0)
		return;
	struct cgrid_path *path = &page->items[page->item_count - 1].as.path;
	if (!CGRID_ROOM_FOR_ONE(page->ops, page->op_count, page->op_capacity) ||
	    !cgrid_array_reserve(&page->points, &page->point_capacity, page->point_count + count,
				 sizeof *page->points)) {
		page->failed = true;
		return;
	}
	page->ops[page->op_count++] = op;
	path->op_count++;
	for (size_t i = 0; i < count; i++)
		page->points[page->point_count++] = points[i];
	path->point_count += count;
}

void
cgrid_path_move(struct cgrid_page *page, double x, double y)
{
	add_op(page, 'M', &(struct cgrid_mm){x, y}, 1);
}

void
cgrid_path_line(struct cgrid_page *page, double x, double y)
{
	add_op(page, 'L', &(struct cgrid_mm){x, y}, 1);
}

void
cgrid_path_curve(struct cgrid_page *page, const struct cgrid_mm points[3])
{
	add_op(page, 'C', points, 3);
}

void
cgrid_path_close(struct cgrid_page *page)
{
	add_op(page, 'Z', NULL, 0);
}

void
cgrid_path_rect(struct cgrid_page *page, struct cgrid_rect rect)
{
	cgrid_path_move(page, rect.x0, rect.y0);
	cgrid_path_line(page, rect.x1, rect.y0);
	cgrid_path_line(page, rect.x1, rect.y1);
	cgrid_path_line(page, rect.x0, rect.y1);
	cgrid_path_close(page);
}

void
cgrid_path_circle(struct cgrid_page *page, struct cgrid_mm c, double r)
{
	/* Four Bezier arcs; 0.5523 leaves an error below 0.03 % of the radius. */
	static const double turns[4][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
	const double k = 0.5523 * r;
	cgrid_path_move(page, c.x + r, c.y);
	for (int i = 0; i < 4; i++) {
		const double *a = turns[i], *b = turns[(i + 1) % 4];
		struct cgrid_mm arc[3] = {
		    {c.x + a[0] * r + b[0] * k, c.y + a[1] * r + b[1] * k},
		    {c.x + b[0] * r + a[0] * k, c.y + b[1] * r + a[1] * k},
		    {c.x + b[0] * r, c.y + b[1] * r},
		};
		cgrid_path_curve(page, arc);
	}
	cgrid_path_close(page);
}

void
cgrid_page_text(struct cgrid_page *page, enum cgrid_layer layer, struct cgrid_text text)
{
	text.text = cgrid_page_copy(page, text.text, strlen(text.text));
	if (!*text.text)
		return;
	struct cgrid_item *item = add_item(page, CGRID_ITEM_TEXT, layer, text.clip);
	if (!item)
		return;
	if (page->mono && text.colour != CGRID_WHITE)
		text.colour = CGRID_BLACK;
	text.width_mm = cgrid_measure_text(page->measure, text.text, text.bold, text.size_pt).width;
	item->as.text = text;
}

void
cgrid_page_picture(struct cgrid_page *page, enum cgrid_layer layer, struct cgrid_picture picture)
{
	struct cgrid_item *item = add_item(page, CGRID_ITEM_PICTURE, layer, true);
	if (item)
		item->as.picture = picture;
}
