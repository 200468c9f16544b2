/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pictures under the map: of the grounds, pale enough to write on, and the plan of the page's own
 * level, dark enough to be read. A picture keeps its own rows and columns, cut to the map and made
 * no finer than print shows; the back ends turn it as it lies.
 */
#include "base/text.h"
#include "map/making.h"

#include <math.h>

/* How a picture is shown: what is left of its darkness, and dots to an inch that are of use. */
static const struct manner {
	double strength, dpi;
} aerial = {0.3, 170}, plan = {0.7, 300};

/* Programs that show pages smooth a coarse picture each in its own way, and move it by half of its
 * pixels: none is given coarser than this part of what is of use. */
#define COARSE 0.5
#define COARSE_MOST 32

/* The affine of four corners that are nearly a parallelogram, on the sheet. */
static bool
lens_of(const struct cgrid_making *making, const struct cgrid_image *image, struct cgrid_lens *lens)
{
	struct cgrid_mm c[4];
	for (int i = 0; i < 4; i++)
		c[i] = cgrid_view_mm(&making->view, image->corners[i]);
	const struct cgrid_mm u = {(c[1].x - c[0].x + c[2].x - c[3].x) / 2,
				   (c[1].y - c[0].y + c[2].y - c[3].y) / 2};
	const struct cgrid_mm v = {(c[3].x - c[0].x + c[2].x - c[1].x) / 2,
				   (c[3].y - c[0].y + c[2].y - c[1].y) / 2};
	*lens = (struct cgrid_lens){.across = u, .down = v};
	lens->origin.x = (c[0].x + c[1].x + c[2].x + c[3].x) / 4 - (u.x + v.x) / 2;
	lens->origin.y = (c[0].y + c[1].y + c[2].y + c[3].y) / 4 - (u.y + v.y) / 2;
	return fabs(u.x * v.y - u.y * v.x) > 1e-9;
}

/* A place of the sheet in the picture: 0 to 1 across and down. */
static struct cgrid_mm
into(const struct cgrid_lens *lens, struct cgrid_mm at)
{
	const struct cgrid_mm u = lens->across, v = lens->down;
	const double x = at.x - lens->origin.x, y = at.y - lens->origin.y, area = u.x * v.y - u.y * v.x;
	return (struct cgrid_mm){(x * v.y - y * v.x) / area, (y * u.x - x * u.y) / area};
}

bool
cgrid_lens_holds(const struct cgrid_lens *lens, struct cgrid_mm at)
{
	const struct cgrid_mm p = into(lens, at);
	return p.x >= 0 && p.x <= 1 && p.y >= 0 && p.y <= 1;
}

static void
box_add(struct cgrid_rect *box, struct cgrid_mm at)
{
	*box = (struct cgrid_rect){fmin(box->x0, at.x), fmin(box->y0, at.y), fmax(box->x1, at.x),
				   fmax(box->y1, at.y)};
}

/* The part of a picture, 0 to 1, about what the map shows of it. False where it shows nothing: two
 * parallelograms are apart when they are so along an edge of one of them. */
static bool
seen(const struct cgrid_lens *lens, const struct cgrid_rect *f, struct cgrid_rect *part_out)
{
	struct cgrid_rect part = {INFINITY, INFINITY, -INFINITY, -INFINITY}, on_sheet = part;
	for (int i = 0; i < 4; i++) {
		const double u = i & 1, v = i >> 1;
		box_add(&part,
			into(lens, (struct cgrid_mm){i & 1 ? f->x1 : f->x0, i >> 1 ? f->y1 : f->y0}));
		box_add(&on_sheet,
			(struct cgrid_mm){lens->origin.x + u * lens->across.x + v * lens->down.x,
					  lens->origin.y + u * lens->across.y + v * lens->down.y});
	}
	*part_out =
	    (struct cgrid_rect){fmax(0, part.x0), fmax(0, part.y0), fmin(1, part.x1), fmin(1, part.y1)};
	return part_out->x0 < part_out->x1 && part_out->y0 < part_out->y1 && on_sheet.x0 < f->x1 &&
	       on_sheet.x1 > f->x0 && on_sheet.y0 < f->y1 && on_sheet.y1 > f->y0;
}

/* Whole pixels of a picture that are shown, and how many they become: fewer, or each several. */
struct cut {
	uint32_t first, count, become;
};

/* A picture of a page is within the limit, and on a sheet for a wall within what is worth its memory.
 */
static double
most_pixels(const struct cgrid_ctx *ctx)
{
	return 0.9 * fmin((double)cgrid_ctx_limit(ctx, CGRID_LIMIT_PIXELS), 32e6);
}

static struct cut
cut_of(double from, double to, uint32_t pixels, double length_mm, double dpi)
{
	const double first = floor(from * pixels), end = fmin(pixels, ceil(to * pixels));
	const double useful = length_mm * (end - first) / pixels * dpi / 25.4;
	struct cut cut = {(uint32_t)first, (uint32_t)(end - first), (uint32_t)(end - first)};
	if (useful < cut.count)
		cut.become = (uint32_t)fmax(1, ceil(useful));
	else if (useful > 0)
		cut.become *= (uint32_t)fmin(ceil(useful * COARSE / cut.count), COARSE_MOST);
	return cut;
}

/* The mean of the pixels that a pixel of the page stands for, each by the share of it that does. */
static void
mean(const struct cgrid_raster *from, const struct cut *columns, const struct cut *rows, uint32_t x,
     uint32_t y, double rgb[3])
{
	const double wide = (double)columns->count / columns->become,
		     tall = (double)rows->count / rows->become;
	const double x0 = x * wide, x1 = fmin(x0 + wide, columns->count), y0 = y * tall,
		     y1 = fmin(y0 + tall, rows->count);
	double weight = 0;
	rgb[0] = rgb[1] = rgb[2] = 0;
	for (uint32_t j = (uint32_t)y0; j < y1; j++) {
		const double h = fmin(y1, j + 1.0) - fmax(y0, j);
		const unsigned char *row =
		    from->rgb + ((size_t)(rows->first + j) * from->width + columns->first) * 3;
		for (uint32_t i = (uint32_t)x0; i < x1; i++) {
			const double w = h * (fmin(x1, i + 1.0) - fmax(x0, i));
			for (int c = 0; c < 3; c++)
				rgb[c] += w * row[(size_t)i * 3 + (size_t)c];
			weight += w;
		}
	}
	for (int c = 0; c < 3; c++)
		rgb[c] /= weight;
}

/* What is shown of a picture, as the PNG that the page keeps. */
static enum cgrid_status
shrink(struct cgrid_making *making, const struct cgrid_raster *from, const struct cut *columns,
       const struct cut *rows, double strength, struct cgrid_picture *picture)
{
	struct cgrid_raster to = {columns->become, rows->become, NULL};
	struct cgrid_buf png = {0};
	to.rgb = cgrid_array_new((size_t)to.width * to.height, 3);
	if (!to.rgb)
		return cgrid_fail_memory(making->ctx);
	unsigned char *rgb = to.rgb;
	for (uint32_t y = 0; y < to.height; y++)
		for (uint32_t x = 0; x < to.width; x++, rgb += 3) {
			double colour[3];
			mean(from, columns, rows, x, y, colour);
			for (int c = 0; c < 3; c++)
				rgb[c] = (unsigned char)lround(255 - strength * (255 - colour[c]));
		}
	enum cgrid_status status = cgrid_png_write(making->ctx, &to, 0, cgrid_buf_sink(&png));
	cgrid_raster_free(&to);
	picture->width = columns->become;
	picture->height = rows->become;
	picture->png_size = png.size;
	if (png.failed)
		status = cgrid_fail_memory(making->ctx);
	picture->png = status ? NULL : cgrid_arena_text(&making->page->arena, png.data, png.size);
	cgrid_buf_free(&png);
	return status || picture->png ? status : cgrid_fail_memory(making->ctx);
}

/* Adds a picture to the page; whether the map shows any of it. */
static enum cgrid_status
show(struct cgrid_making *making, size_t index, const struct manner *manner,
     const struct cgrid_lens *lens, bool over, bool *shown_out)
{
	struct cgrid_page *page = making->page;
	const struct cgrid_raster *raster;
	struct cgrid_rect part;
	*shown_out = false;
	if (!seen(lens, &page->frame, &part))
		return CGRID_OK;
	enum cgrid_status status = cgrid_album_open(making->album, making->ctx, index, &raster);
	if (status != CGRID_OK || !raster)
		return status;
	const struct cgrid_mm u = lens->across, v = lens->down;
	const double u_mm = hypot(u.x, u.y), v_mm = hypot(v.x, v.y);
	const double area = u_mm * (part.x1 - part.x0) * v_mm * (part.y1 - part.y0);
	const double dpi = fmin(manner->dpi, 25.4 * sqrt(most_pixels(making->ctx) / area));
	const struct cut columns = cut_of(part.x0, part.x1, raster->width, u_mm, dpi);
	const struct cut rows = cut_of(part.y0, part.y1, raster->height, v_mm, dpi);
	const double x = (double)columns.first / raster->width, y = (double)rows.first / raster->height,
		     wide = (double)columns.count / raster->width,
		     tall = (double)rows.count / raster->height;
	struct cgrid_picture picture = {
	    .origin = {lens->origin.x + x * u.x + y * v.x, lens->origin.y + x * u.y + y * v.y},
	    .across = {wide * u.x, wide * u.y},
	    .down = {tall * v.x, tall * v.y},
	    .over = over};
	status = shrink(making, raster, &columns, &rows, manner->strength, &picture);
	if (status != CGRID_OK)
		return status;
	cgrid_page_picture(page, CGRID_LAYER_IMAGERY, picture);
	*shown_out = true;
	return CGRID_OK;
}

/* A sheet of white paper under a plan. */
static void
lay_paper(struct cgrid_page *page, const struct cgrid_lens *lens)
{
	const struct cgrid_mm o = lens->origin, u = lens->across, v = lens->down;
	cgrid_path_begin(page, CGRID_LAYER_IMAGERY, true,
			 (struct cgrid_style){CGRID_WHITE, CGRID_NO_PAINT, 0, CGRID_SOLID});
	cgrid_path_move(page, o.x, o.y);
	cgrid_path_line(page, o.x + u.x, o.y + u.y);
	cgrid_path_line(page, o.x + u.x + v.x, o.y + u.y + v.y);
	cgrid_path_line(page, o.x + v.x, o.y + v.y);
	cgrid_path_close(page);
}

static enum cgrid_status
draw_aerials(struct cgrid_making *making)
{
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; i < making->album->count && status == CGRID_OK; i++) {
		const struct cgrid_image *image = cgrid_campus_image(making->campus, i);
		struct cgrid_lens lens;
		if (image->level != CGRID_NONE || !lens_of(making, image, &lens))
			continue;
		status = show(making, i, &aerial, &lens, false, &making->pictures[i]);
		making->imagery |= making->pictures[i];
	}
	return status;
}

/* The white margin of one plan does not hide another: they lie on each other like foils. */
static enum cgrid_status
draw_plans(struct cgrid_making *making)
{
	enum cgrid_status status = CGRID_OK;
	struct cgrid_lens lens;
	making->plans =
	    cgrid_arena_alloc(&making->page->arena, making->album->count, sizeof *making->plans);
	if (!making->plans)
		return cgrid_fail_memory(making->ctx);
	for (size_t i = 0; making->imagery && i < making->album->count; i++)
		if (cgrid_campus_image(making->campus, i)->level == making->level &&
		    lens_of(making, cgrid_campus_image(making->campus, i), &lens))
			lay_paper(making->page, &lens);
	for (size_t i = 0; i < making->album->count && status == CGRID_OK; i++) {
		const struct cgrid_image *image = cgrid_campus_image(making->campus, i);
		if (image->level != making->level || !lens_of(making, image, &lens))
			continue;
		making->plans[making->plan_count] = lens;
		status = show(making, i, &plan, &lens, making->plan_count > 0, &making->pictures[i]);
		making->plan_count += making->pictures[i];
		cgrid_album_close(making->album, i);
	}
	return status;
}

enum cgrid_status
cgrid_draw_imagery(struct cgrid_making *making)
{
	const size_t count = making->album->count;
	if (count == 0 || making->options->audience == CGRID_PUBLIC)
		return CGRID_OK;
	making->pictures = cgrid_arena_alloc(&making->page->arena, count, sizeof *making->pictures);
	if (!making->pictures)
		return cgrid_fail_memory(making->ctx);
	for (size_t i = 0; i < count; i++)
		making->pictures[i] = false;
	enum cgrid_status status = making->page->mono ? CGRID_OK : draw_aerials(making);
	return status == CGRID_OK && making->level != CGRID_NONE ? draw_plans(making) : status;
}

bool
cgrid_is_pictured(const struct cgrid_making *making, const struct cgrid_area_mm *area)
{
	const struct cgrid_rect *b = &area->box;
	const struct cgrid_mm middle = {(b->x0 + b->x1) / 2, (b->y0 + b->y1) / 2};
	for (size_t k = 0; area->clip && k < making->plan_count; k++) {
		if (cgrid_lens_holds(&making->plans[k], middle))
			return true;
		for (size_t i = 0; i < area->point_count; i++)
			if (cgrid_lens_holds(&making->plans[k], area->points[i]))
				return true;
	}
	return false;
}
