/* SPDX-License-Identifier: Apache-2.0 */
/* What is taken on the sheet, in bins, and the nearest free place. */
#include "map/label.h"

#include <math.h>
#include <stdlib.h>

/* Side of a bin, and the air that is kept between two things. */
#define BIN 6.0
#define AIR 0.35

struct cgrid_link {
	uint32_t taken, next;
};

bool
cgrid_bins_new(struct cgrid_taken_bins *bins, double width_mm, double height_mm)
{
	*bins = (struct cgrid_taken_bins){.columns = (uint32_t)(width_mm / BIN) + 1,
					  .rows = (uint32_t)(height_mm / BIN) + 1,
					  .link_count = 1};
	bins->first = cgrid_array_new((size_t)bins->columns * bins->rows, sizeof *bins->first);
	return bins->first != NULL;
}

void
cgrid_bins_free(struct cgrid_taken_bins *bins)
{
	free(bins->first);
	free(bins->links);
	*bins = (struct cgrid_taken_bins){0};
}

static uint32_t
bin_of(double at, uint32_t count)
{
	return at <= 0 ? 0 : at >= count * BIN ? count - 1 : (uint32_t)(at / BIN);
}

static struct cgrid_rect
bins_of(const struct cgrid_taken_bins *bins, struct cgrid_rect rect)
{
	return (struct cgrid_rect){bin_of(rect.x0, bins->columns), bin_of(rect.y0, bins->rows),
				   bin_of(rect.x1, bins->columns), bin_of(rect.y1, bins->rows)};
}

bool
cgrid_place_free(const struct cgrid_page *page, const struct cgrid_taken_bins *bins,
		 struct cgrid_rect rect)
{
	const struct cgrid_rect *frame = &page->frame;
	rect = (struct cgrid_rect){rect.x0 - AIR, rect.y0 - AIR, rect.x1 + AIR, rect.y1 + AIR};
	if (rect.x0 < frame->x0 || rect.x1 > frame->x1 || rect.y0 < frame->y0 || rect.y1 > frame->y1)
		return false;
	const struct cgrid_rect range = bins_of(bins, rect);
	for (uint32_t y = (uint32_t)range.y0; y <= (uint32_t)range.y1; y++)
		for (uint32_t x = (uint32_t)range.x0; x <= (uint32_t)range.x1; x++)
			for (uint32_t l = bins->first[y * bins->columns + x]; l;
			     l = bins->links[l].next) {
				const struct cgrid_rect *t = &page->taken[bins->links[l].taken].at;
				if (t->x0 < rect.x1 && rect.x0 < t->x1 && t->y0 < rect.y1 &&
				    rect.y0 < t->y1)
					return false;
			}
	return true;
}

bool
cgrid_place_line_free(const struct cgrid_page *page, const struct cgrid_taken_bins *bins,
		      struct cgrid_mm a, struct cgrid_mm b)
{
	const struct cgrid_rect box = {fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x), fmax(a.y, b.y)};
	const struct cgrid_rect range = bins_of(bins, box);
	for (uint32_t y = (uint32_t)range.y0; y <= (uint32_t)range.y1; y++)
		for (uint32_t x = (uint32_t)range.x0; x <= (uint32_t)range.x1; x++)
			for (uint32_t l = bins->first[y * bins->columns + x]; l;
			     l = bins->links[l].next)
				if (cgrid_line_meets(a, b, page->taken[bins->links[l].taken].at))
					return false;
	return true;
}

void
cgrid_place_take(struct cgrid_page *page, struct cgrid_taken_bins *bins, struct cgrid_rect rect,
		 enum cgrid_taken_kind kind)
{
	if (!CGRID_ROOM_FOR_ONE(page->taken, page->taken_count, page->taken_capacity)) {
		page->failed = true;
		return;
	}
	const uint32_t index = (uint32_t)page->taken_count++;
	page->taken[index] = (struct cgrid_taken){rect, kind, index};
	const struct cgrid_rect range = bins_of(bins, rect);
	for (uint32_t y = (uint32_t)range.y0; y <= (uint32_t)range.y1; y++)
		for (uint32_t x = (uint32_t)range.x0; x <= (uint32_t)range.x1; x++) {
			uint32_t *first = &bins->first[y * bins->columns + x];
			if (!cgrid_array_reserve(&bins->links, &bins->link_capacity,
						 bins->link_count + 1, sizeof *bins->links)) {
				page->failed = true;
				return;
			}
			bins->links[bins->link_count] = (struct cgrid_link){index, *first};
			*first = (uint32_t)bins->link_count++;
		}
}

/* Growing rings around a point, up to `reach`; inside `area` where it is not NULL. */
static bool
search(const struct cgrid_page *page, const struct cgrid_taken_bins *bins,
       const struct cgrid_area_mm *area, struct cgrid_rect size, double reach,
       struct cgrid_mm *middle_out)
{
	const struct cgrid_mm at = {size.x0, size.y0};
	for (double radius = 0; radius < reach; radius += 0.8) {
		const int steps = radius == 0 ? 1 : 8 + (int)(radius * 2);
		for (int i = 0; i < steps; i++) {
			double turn = 2 * 3.14159265358979323846 * i / steps;
			struct cgrid_mm m = {at.x + radius * cos(turn), at.y + radius * sin(turn)};
			struct cgrid_rect rect = {m.x - size.x1 / 2, m.y - size.y1 / 2,
						  m.x + size.x1 / 2, m.y + size.y1 / 2};
			if (cgrid_place_free(page, bins, rect) &&
			    (!area || cgrid_area_has_rect(area, rect))) {
				*middle_out = m;
				return true;
			}
		}
	}
	return false;
}

bool
cgrid_place_near(const struct cgrid_page *page, const struct cgrid_taken_bins *bins, struct cgrid_mm at,
		 double width, double height, double reach, struct cgrid_mm *middle_out)
{
	return search(page, bins, NULL, (struct cgrid_rect){at.x, at.y, width, height}, reach,
		      middle_out);
}

bool
cgrid_place_within(const struct cgrid_page *page, const struct cgrid_taken_bins *bins,
		   const struct cgrid_area_mm *area, struct cgrid_mm at, double width, double height,
		   struct cgrid_mm *middle_out)
{
	return search(page, bins, area, (struct cgrid_rect){at.x, at.y, width, height}, 12, middle_out);
}
