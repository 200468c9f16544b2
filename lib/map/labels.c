/* SPDX-License-Identifier: Apache-2.0 */
/* Labels: what waits for a place on the page gets one, is drawn there, or goes to the list of names. */
#include "map/making.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The same choice on every run. */
#define SEED UINT64_C(0x9e3779b97f4a7c15)
/* As far as the name of a shape may stand from its middle beyond the half of its size. */
#define BESIDE 10.0

static void
add_key(struct cgrid_making *making, const char *sign, const char *name, enum cgrid_key_kind kind,
	const char *mark)
{
	if (!CGRID_ROOM_FOR_ONE(making->keys, making->key_count, making->key_capacity)) {
		making->page->failed = true;
		return;
	}
	making->keys[making->key_count++] =
	    (struct cgrid_key){kind, cgrid_page_copy(making->page, mark, strlen(mark)),
			       *sign ? sign : name, *sign && strcmp(sign, name) != 0 ? name : ""};
}

void
cgrid_key_by_cell(struct cgrid_making *making, struct cgrid_xy at, const char *sign, const char *name)
{
	char label[CGRID_LABEL_SIZE] = "?";
	struct cgrid_cell cell;
	if (cgrid_grid_cell_at(making->grid, at, &cell)) {
		cell.keypad = 0;
		cgrid_grid_label(making->grid, cell, label, sizeof label);
	}
	add_key(making, sign, name, CGRID_KEY_CELL, label);
}

/* A thin line from a label to the place that it belongs to. */
static void
leader(struct cgrid_making *making, struct cgrid_mm from, struct cgrid_mm to)
{
	struct cgrid_page *page = making->page;
	cgrid_path_begin(page, CGRID_LAYER_GRID, true,
			 (struct cgrid_style){CGRID_NO_PAINT, CGRID_BLACK, 0.15, CGRID_SOLID});
	cgrid_path_move(page, from.x, from.y);
	cgrid_path_line(page, to.x, to.y);
	cgrid_path_begin(page, CGRID_LAYER_GRID, true,
			 (struct cgrid_style){CGRID_BLACK, CGRID_NO_PAINT, 0, CGRID_SOLID});
	cgrid_path_circle(page, to, 0.35);
}

struct cgrid_named *
cgrid_named_new(struct cgrid_making *making, const char *sign, const char *name)
{
	struct cgrid_named *named = cgrid_arena_alloc(&making->page->arena, 1, sizeof *named);
	if (!named) {
		making->page->failed = true;
		return NULL;
	}
	named->wording.sign = cgrid_page_copy(making->page, sign, strlen(sign));
	named->wording.name = cgrid_page_copy(making->page, name, strlen(name));
	named->id = "";
	named->list_sign = named->wording.sign;
	named->list_name = named->wording.name;
	return named;
}

/* A number in a ring; the name goes to the list. */
static void
draw_number(struct cgrid_making *making, const struct cgrid_named *named, const struct cgrid_rect *r)
{
	const double size = cgrid_pt(making, CGRID_SMALLEST_PT), cap = 0.73 * size * CGRID_PT;
	const struct cgrid_mm at = {(r->x0 + r->x1) / 2, (r->y0 + r->y1) / 2};
	char number[16];
	snprintf(number, sizeof number, "%u", (unsigned)++making->key_numbers);
	making->used[CGRID_LEGEND_KEY] = true;
	cgrid_path_begin(making->page, CGRID_LAYER_LABELS, false,
			 (struct cgrid_style){CGRID_WHITE, CGRID_BLACK, 0.2, CGRID_SOLID});
	cgrid_path_circle(making->page, at, (r->x1 - r->x0) / 2);
	cgrid_page_text(making->page, CGRID_LAYER_LABELS,
			(struct cgrid_text){.text = number,
					    .at = {at.x, at.y + cap / 2},
					    .size_pt = size,
					    .anchor = CGRID_MIDDLE,
					    .bold = true,
					    .colour = CGRID_BLACK});
	add_key(making, named->list_sign, named->list_name, CGRID_KEY_NUMBER, number);
}

static void
draw_text(struct cgrid_making *making, const struct cgrid_named *named, const struct cgrid_candidate *c)
{
	struct cgrid_block block;
	const struct cgrid_mm at = {(c->at.x0 + c->at.x1) / 2, (c->at.y0 + c->at.y1) / 2};
	if (!cgrid_wording_block(making->page->measure, &named->wording, &c->layout, &block))
		return;
	cgrid_block_draw(making->page, CGRID_LAYER_LABELS, &block, at, c->layout.upright ? -90 : 0);
	if (c->kind == CGRID_LABEL_TEXT && *named->wording.name && c->layout.name_lines == 0)
		add_key(making, named->list_sign, named->list_name, CGRID_KEY_SIGN,
			named->wording.sign);
}

static void
miss(struct cgrid_making *making, const struct cgrid_named *named)
{
	if (named->missing == CGRID_MISSING_LISTED)
		cgrid_key_by_cell(making, named->where, named->list_sign, named->list_name);
	making->unlabelled += named->missing == CGRID_MISSING_COUNTED;
}

void
cgrid_draw_labels(struct cgrid_making *making)
{
	struct cgrid_placer *placer = &making->placer;
	if (!cgrid_placer_solve(placer, SEED)) {
		making->page->failed = true;
		cgrid_placer_free(placer);
		return;
	}
	for (size_t i = 0; i < placer->wish_count; i++) {
		const struct cgrid_candidate *c = cgrid_placer_chosen(placer, i);
		const struct cgrid_named *named = placer->wishes[i].of;
		if (c->kind == CGRID_LABEL_LISTED) {
			miss(making, named);
			continue;
		}
		const struct cgrid_mm at = {(c->at.x0 + c->at.x1) / 2, (c->at.y0 + c->at.y1) / 2};
		if (*named->id)
			cgrid_page_tag(making->page, "room", named->id, named->list_sign);
		if (c->leads)
			leader(making, at, placer->wishes[i].anchor);
		if (c->kind == CGRID_LABEL_NUMBER)
			draw_number(making, named, &c->at);
		else
			draw_text(making, named, c);
		cgrid_page_tag(making->page, NULL, NULL, NULL);
		cgrid_place_take(making->page, &making->bins, c->at,
				 c->kind == CGRID_LABEL_SYMBOL ? CGRID_TAKEN_SYMBOL : CGRID_TAKEN_TEXT);
	}
	cgrid_placer_free(placer);
}

/* A name beside its shape, led to its middle; where something stands on that, to one of its corners. */
static void
put_beside(const struct cgrid_fitting *fitting, struct cgrid_candidate beside,
	   const struct cgrid_near *near)
{
	struct cgrid_placer *placer = fitting->placer;
	const size_t corners = fitting->area->ends[0];
	size_t found = cgrid_fitting_near(fitting, beside, near);
	for (size_t i = 0; found == 0 && i < corners && !placer->failed; i++) {
		placer->wishes[placer->wish_count - 1].anchor = fitting->area->points[i];
		found = cgrid_fitting_near(fitting, beside, near);
	}
}

void
cgrid_label_shape(struct cgrid_making *making, const struct cgrid_area_mm *area,
		  const struct cgrid_named *named, double size_pt)
{
	enum { SIZES = 12 };
	const struct cgrid_rect *f = &making->page->frame;
	const struct cgrid_rect seen = {fmax(area->box.x0, f->x0), fmax(area->box.y0, f->y0),
					fmin(area->box.x1, f->x1), fmin(area->box.y1, f->y1)};
	struct cgrid_type types[SIZES];
	size_t count = 0;
	if (area->ring_count == 0 || seen.x0 >= seen.x1 || seen.y0 >= seen.y1)
		return; /* it is not on this map */
	for (double size = size_pt; count < SIZES && size >= CGRID_SMALLEST_PT * 0.99; size *= 0.88)
		types[count++] =
		    (struct cgrid_type){fmax(size, CGRID_SMALLEST_PT), 0, 2 * (size_pt - size)};
	const struct cgrid_fitting fitting = {
	    .page = making->page,
	    .bins = &making->bins,
	    .placer = &making->placer,
	    .area = area,
	    .wording = &named->wording,
	    .spots =
		cgrid_spots_in(making->page, area,
			       (struct cgrid_mm){(seen.x0 + seen.x1) / 2, (seen.y0 + seen.y1) / 2}),
	    .type = making->sheet.type};
	cgrid_placer_begin(&making->placer, cgrid_fitting_anchor(&fitting), named);
	cgrid_fitting_texts(&fitting, types, count);
	const double size = cgrid_pt(making, 6.5);
	const struct cgrid_near near = {
	    named->wording.signs.width[1] * size, named->wording.signs.height[1] * size,
	    BESIDE + fmin(15, hypot(seen.x1 - seen.x0, seen.y1 - seen.y0) / 2), NULL, NULL};
	const struct cgrid_candidate beside = {
	    .kind = CGRID_LABEL_TEXT, .cost = 45, .layout = {.sign_pt = size, .sign_lines = 1}};
	if (named->missing != CGRID_MISSING_DROPPED && named->wording.signs.can[1])
		put_beside(&fitting, beside, &near);
	cgrid_placer_add(
	    &making->placer,
	    (struct cgrid_candidate){.kind = CGRID_LABEL_LISTED,
				     .cost = named->missing == CGRID_MISSING_DROPPED ? 40 : 90});
}
