/* SPDX-License-Identifier: Apache-2.0 */
/* Areas of the grounds: parking, fields, roads, neighbours; told apart by line and hatch. */
#include "map/making.h"

#include <math.h>
#include <string.h>

#define GREY UINT32_C(0x808080)

static const struct look {
	const char *kind;
	uint32_t fill, stroke;
	double width;
	enum cgrid_dash dash;
	double angle, spacing; /* of the hatch; 0 for none */
	double line_mm;        /* a line of this kind: its width; a road is cased */
} looks[] = {
    {"parking", CGRID_NO_PAINT, UINT32_C(0x606060), 0.3, CGRID_DASHED, 90, 2.6, 0.4},
    {"field", CGRID_NO_PAINT, UINT32_C(0x707070), 0.3, CGRID_DOTTED, 30, 4.0, 0.4},
    {"road", CGRID_INK_ROAD, GREY, 0.2, CGRID_SOLID, 0, 0, 3.0},
    {"neighbor", CGRID_NO_PAINT, UINT32_C(0x505050), 0.3, CGRID_DASHED, 0, 0, 0.3},
    {"fence", CGRID_NO_PAINT, CGRID_BLACK, 0.25, CGRID_DOTTED, 0, 0, 0.35},
    {"water", CGRID_NO_PAINT, GREY, 0.25, CGRID_SOLID, 0, 1.4, 0.6},
    {"outbuilding", CGRID_INK_OUTBUILDING, CGRID_BLACK, 0.3, CGRID_SOLID, 45, 2.0, 0.4},
    {NULL, CGRID_NO_PAINT, GREY, 0.2, CGRID_SOLID, 0, 0, 0.3},
};

static const struct look *
look_of(const char *kind)
{
	const struct look *look = looks;
	while (look->kind && strcmp(look->kind, kind) != 0)
		look++;
	return look;
}

void
cgrid_draw_area_look(struct cgrid_making *making, const struct cgrid_area_mm *area, size_t kind)
{
	const struct look *look = look_of(kind < CGRID_KIND_COUNT ? cgrid_map_kind_at(kind)->word : "");
	const enum cgrid_layer layer = area->clip ? CGRID_LAYER_AREAS : CGRID_LAYER_FRAME;
	if (area->ring_count == 0)
		return;
	if (!making->imagery || !area->clip) /* the picture shows the ground itself */
		cgrid_area_draw(making->page, layer, area,
				(struct cgrid_style){look->fill, CGRID_NO_PAINT, 0, CGRID_SOLID});
	if (look->spacing > 0)
		cgrid_area_hatch(
		    making->page, layer, area, look->angle, look->spacing,
		    (struct cgrid_style){CGRID_NO_PAINT, UINT32_C(0xa0a0a0), 0.12, CGRID_SOLID});
	cgrid_area_draw(making->page, layer, area,
			(struct cgrid_style){CGRID_NO_PAINT, look->stroke, look->width, look->dash});
}

static bool
near_map(const struct cgrid_making *making, const struct cgrid_shape *shape)
{
	const struct cgrid_rect *f = &making->page->frame;
	for (size_t r = 0; r < shape->ring_count; r++) {
		struct cgrid_rect box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
		for (size_t i = 0; i < shape->rings[r].count; i++) {
			struct cgrid_mm p = cgrid_view_mm(&making->view, shape->rings[r].points[i]);
			box = (struct cgrid_rect){fmin(box.x0, p.x), fmin(box.y0, p.y),
						  fmax(box.x1, p.x), fmax(box.y1, p.y)};
		}
		if (box.x0 < f->x1 && box.x1 > f->x0 && box.y0 < f->y1 && box.y1 > f->y0)
			return true;
	}
	return false;
}

void
cgrid_draw_area(struct cgrid_making *making, const struct cgrid_area *area)
{
	const size_t kind = cgrid_map_kind_find(area->kind);
	const struct look *look = look_of(area->kind);
	if (!cgrid_map_shows(making->options->audience, area->kind) || !near_map(making, &area->shape))
		return;
	making
	    ->used[kind < CGRID_KIND_COUNT ? CGRID_LEGEND_KINDS + (int)kind : CGRID_LEGEND_OTHER_AREA] =
	    true;
	struct cgrid_area_mm mm = cgrid_area_of(making->page, &making->view, &area->shape);
	cgrid_draw_area_look(making, &mm, kind);
	if (look->kind && strcmp(look->kind, "road") == 0) {
		/* 6 m of carriageway, between two edges. */
		const double width = fmax(look->line_mm * 0.5, 6 * making->view.mm_per_m);
		cgrid_lines_draw(making->page, CGRID_LAYER_AREAS, &making->view, &area->shape,
				 (struct cgrid_style){CGRID_NO_PAINT, GREY, width + 0.4, CGRID_SOLID});
		cgrid_lines_draw(
		    making->page, CGRID_LAYER_AREAS, &making->view, &area->shape,
		    (struct cgrid_style){CGRID_NO_PAINT, CGRID_INK_ROAD_LINE, width, CGRID_SOLID});
	} else {
		cgrid_lines_draw(
		    making->page, CGRID_LAYER_AREAS, &making->view, &area->shape,
		    (struct cgrid_style){CGRID_NO_PAINT, look->stroke, look->line_mm, look->dash});
	}
}

/* A name along a line: at the middle of a segment that is long enough, turned to be read from below or
 * from the right. The rectangle that it takes is that of its turned box. */
static bool
name_on_segment(struct cgrid_making *making, const char *name, struct cgrid_mm a, struct cgrid_mm b,
		double at_part)
{
	const double size = cgrid_pt(making, 7.5), length = hypot(b.x - a.x, b.y - a.y);
	struct cgrid_extent e = cgrid_measure_text(making->page->measure, name, false, size);
	if (e.width > length)
		return false;
	if (b.x < a.x - 1e-9 || (fabs(b.x - a.x) <= 1e-9 && b.y > a.y)) {
		struct cgrid_mm swap = a;
		a = b;
		b = swap;
	}
	const double c = (b.x - a.x) / length, s = (b.y - a.y) / length;
	const double cap = 0.73 * size * CGRID_PT;
	const double w = e.width * fabs(c) + 1.3 * cap * fabs(s),
		     h = e.width * fabs(s) + 1.3 * cap * fabs(c);
	struct cgrid_mm m = {a.x + (b.x - a.x) * at_part, a.y + (b.y - a.y) * at_part};
	struct cgrid_rect rect = {m.x - w / 2, m.y - h / 2, m.x + w / 2, m.y + h / 2};
	if (!cgrid_place_free(making->page, &making->bins, rect))
		return false;
	cgrid_place_take(making->page, &making->bins, rect, CGRID_TAKEN_TEXT);
	cgrid_page_text(making->page, CGRID_LAYER_LABELS,
			(struct cgrid_text){.text = name,
					    .at = {m.x - s * cap / 2, m.y + c * cap / 2},
					    .size_pt = size,
					    .turn_deg = atan2(s, c) * 180 / 3.14159265358979323846,
					    .anchor = CGRID_MIDDLE,
					    .halo = true,
					    .colour = CGRID_BLACK});
	return true;
}

static bool
name_on_ring(struct cgrid_making *making, const struct cgrid_ring *ring, const char *name)
{
	static const double parts[] = {0.5, 0.35, 0.65, 0.2, 0.8};
	for (size_t p = 0; p < sizeof parts / sizeof *parts; p++)
		for (size_t i = 1; i < ring->count; i++)
			if (name_on_segment(making, name,
					    cgrid_view_mm(&making->view, ring->points[i - 1]),
					    cgrid_view_mm(&making->view, ring->points[i]), parts[p]))
				return true;
	return false;
}

static bool
is_named(const struct cgrid_making *making, const struct cgrid_area *area)
{
	return *area->name && strlen(area->name) < CGRID_LINE_SIZE &&
	       cgrid_map_shows(making->options->audience, area->kind);
}

void
cgrid_label_area(struct cgrid_making *making, const struct cgrid_area *area)
{
	struct cgrid_named *named =
	    is_named(making, area) ? cgrid_named_new(making, area->name, "") : NULL;
	if (!named)
		return;
	named->missing = CGRID_MISSING_COUNTED;
	cgrid_wording_measure(making->page->measure, &named->wording);
	const struct cgrid_area_mm mm = cgrid_area_of(making->page, &making->view, &area->shape);
	cgrid_label_shape(making, &mm, named, cgrid_pt(making, 8.5));
}

void
cgrid_label_line(struct cgrid_making *making, const struct cgrid_area *area)
{
	for (size_t r = 0; is_named(making, area) && r < area->shape.ring_count; r++)
		if (area->shape.rings[r].role == CGRID_RING_LINE &&
		    name_on_ring(making, &area->shape.rings[r], area->name))
			return;
}
