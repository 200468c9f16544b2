/* SPDX-License-Identifier: Apache-2.0 */
/* Pages as PDF, and as rows of pixels for PNG, through cairo and Pango. */
#include "map/cairo.h"
#include "map/palette.h"

#include <cairo-pdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A picture that waits for its next band. */
struct decoded {
	const struct cgrid_picture *picture;
	cairo_surface_t *image;
	struct decoded *next;
};

struct pen {
	struct cgrid_ctx *ctx;
	enum cgrid_status status;       /* of pictures: cairo knows its own */
	const struct cgrid_rect *boxes; /* of the items, where only a band is drawn */
	double top, bottom;             /* of the band, mm */
	struct decoded *decoded;        /* pictures, when several bands need them */
	size_t page_count;              /* that links can lead to; 0 for none */
	cairo_t *cr;
	PangoFontMap *fonts;
	PangoContext *context;
	PangoLayout *layout;
};

static void
set_colour(cairo_t *cr, uint32_t colour)
{
	cairo_set_source_rgb(cr, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0,
			     (colour & 255) / 255.0);
}

static void
set_dash(cairo_t *cr, const struct cgrid_style *style)
{
	const double dashed[2] = {1.6, 1}, dotted[2] = {style->width_mm, 2.5 * style->width_mm};
	cairo_set_dash(cr, style->dash == CGRID_DASHED ? dashed : dotted,
		       style->dash == CGRID_SOLID ? 0 : 2, 0);
}

static void
draw_path(cairo_t *cr, const struct cgrid_page *page, const struct cgrid_path *path)
{
	const struct cgrid_mm *at = page->points + path->first_point;
	cairo_new_path(cr);
	for (size_t i = 0; i < path->op_count; i++) {
		switch (page->ops[path->first_op + i]) {
		case 'M':
			cairo_move_to(cr, at[0].x, at[0].y);
			at += 1;
			break;
		case 'L':
			cairo_line_to(cr, at[0].x, at[0].y);
			at += 1;
			break;
		case 'C':
			cairo_curve_to(cr, at[0].x, at[0].y, at[1].x, at[1].y, at[2].x, at[2].y);
			at += 3;
			break;
		default:
			cairo_close_path(cr);
		}
	}
	if (path->style.fill != CGRID_NO_PAINT) {
		set_colour(cr, path->style.fill);
		cairo_fill_preserve(cr);
	}
	if (path->style.stroke != CGRID_NO_PAINT) {
		set_colour(cr, path->style.stroke);
		set_dash(cr, &path->style);
		cairo_set_line_width(cr, path->style.width_mm);
		cairo_stroke_preserve(cr);
	}
	cairo_new_path(cr);
}

static void
draw_text(struct pen *pen, const struct cgrid_text *text)
{
	static const double before[] = {0, 0.5, 1};
	cairo_t *cr = pen->cr;
	cgrid_pango_line(pen->layout, text->text, text->bold, text->size_pt);
	PangoLayoutLine *line = pango_layout_get_line_readonly(pen->layout, 0);
	const double width_pt = text->width_mm / CGRID_PT;
	cairo_save(cr);
	cairo_translate(cr, text->at.x, text->at.y);
	cairo_rotate(cr, text->turn_deg * G_PI / 180);
	cairo_scale(cr, CGRID_PT, CGRID_PT);
	cairo_move_to(cr, -width_pt * before[text->anchor], 0);
	if (text->halo) {
		pango_cairo_layout_line_path(cr, line);
		set_colour(cr, CGRID_WHITE);
		cairo_set_dash(cr, NULL, 0, 0);
		cairo_set_line_width(cr, 0.22 * text->size_pt);
		cairo_stroke(cr);
		cairo_move_to(cr, -width_pt * before[text->anchor], 0);
	}
	set_colour(cr, text->colour);
	if (text->darkens) {
		/* As a path: glyphs of a PDF take no operator. */
		pango_cairo_layout_line_path(cr, line);
		cairo_set_operator(cr, CAIRO_OPERATOR_MULTIPLY);
		cairo_set_fill_rule(cr, CAIRO_FILL_RULE_WINDING);
		cairo_fill(cr);
	} else {
		pango_cairo_show_layout_line(cr, line);
	}
	cairo_restore(cr);
	cairo_new_path(cr);
}

/* A text that leads to a page of the same file: of many pages alone. */
static void
draw_linked(struct pen *pen, const struct cgrid_text *text)
{
	char attributes[64];
	if (text->link == 0 || text->link > pen->page_count) {
		draw_text(pen, text);
		return;
	}
	snprintf(attributes, sizeof attributes, "page=%u pos=[0 0]", (unsigned)text->link);
	cairo_tag_begin(pen->cr, CAIRO_TAG_LINK, attributes);
	draw_text(pen, text);
	cairo_tag_end(pen->cr, CAIRO_TAG_LINK);
}

static cairo_surface_t *
decode(struct pen *pen, const struct cgrid_picture *picture)
{
	struct cgrid_raster raster;
	if (pen->status == CGRID_OK)
		pen->status = cgrid_png_read_bytes(pen->ctx, picture->png, picture->png_size,
						   "a picture under the map", &raster);
	if (pen->status != CGRID_OK)
		return NULL;
	const int width = (int)picture->width, height = (int)picture->height;
	cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	if (cairo_surface_status(image) == CAIRO_STATUS_SUCCESS) {
		unsigned char *rows = cairo_image_surface_get_data(image);
		const int stride = cairo_image_surface_get_stride(image);
		cairo_surface_flush(image);
		for (int y = 0; y < height; y++) {
			const unsigned char *from = raster.rgb + (size_t)y * raster.width * 3;
			uint32_t *to = (uint32_t *)(void *)(rows + (size_t)y * (size_t)stride);
			for (int x = 0; x < width; x++, from += 3)
				to[x] = (uint32_t)from[0] << 16 | (uint32_t)from[1] << 8 | from[2];
		}
		cairo_surface_mark_dirty(image);
	}
	cgrid_raster_free(&raster);
	return image;
}

/* The pixels of a picture, a reference of the caller's own; kept where the page is drawn in bands. */
static cairo_surface_t *
image_of(struct pen *pen, const struct cgrid_picture *picture)
{
	for (const struct decoded *d = pen->decoded; d; d = d->next)
		if (d->picture == picture)
			return cairo_surface_reference(d->image);
	cairo_surface_t *image = decode(pen, picture);
	struct decoded *kept = image && pen->boxes ? malloc(sizeof *kept) : NULL;
	if (kept) {
		*kept = (struct decoded){picture, cairo_surface_reference(image), pen->decoded};
		pen->decoded = kept;
	}
	return image;
}

static void
draw_picture(struct pen *pen, const struct cgrid_picture *picture)
{
	const int width = (int)picture->width, height = (int)picture->height;
	cairo_t *cr = pen->cr;
	cairo_surface_t *image = image_of(pen, picture);
	if (!image)
		return;
	cairo_matrix_t lie;
	cairo_matrix_init(&lie, picture->across.x / width, picture->across.y / width,
			  picture->down.x / height, picture->down.y / height, picture->origin.x,
			  picture->origin.y);
	cairo_save(cr);
	cairo_transform(cr, &lie);
	if (picture->over)
		cairo_set_operator(cr, CAIRO_OPERATOR_MULTIPLY);
	/* A surface in error puts the context in error: seen when the page ends. */
	cairo_set_source_surface(cr, image, 0, 0);
	cairo_paint(cr);
	cairo_restore(cr);
	cairo_surface_destroy(image);
}

static void
draw_layer(struct pen *pen, const struct cgrid_page *page, enum cgrid_layer layer)
{
	for (size_t i = 0; i < page->item_count; i++) {
		const struct cgrid_item *item = &page->items[i];
		if (item->layer != layer ||
		    (pen->boxes && (pen->boxes[i].y1 < pen->top || pen->boxes[i].y0 > pen->bottom)))
			continue;
		if (item->clip) {
			cairo_save(pen->cr);
			cairo_rectangle(pen->cr, page->frame.x0, page->frame.y0,
					page->frame.x1 - page->frame.x0,
					page->frame.y1 - page->frame.y0);
			cairo_clip(pen->cr);
		}
		if (item->kind == CGRID_ITEM_PATH)
			draw_path(pen->cr, page, &item->as.path);
		else if (item->kind == CGRID_ITEM_TEXT)
			draw_linked(pen, &item->as.text);
		else
			draw_picture(pen, &item->as.picture);
		if (item->clip)
			cairo_restore(pen->cr);
	}
}

static void
pen_new(struct pen *pen, struct cgrid_ctx *ctx, cairo_surface_t *surface)
{
	pen->ctx = ctx;
	pen->status = CGRID_OK;
	pen->page_count = 0;
	pen->boxes = NULL;
	pen->decoded = NULL;
	pen->cr = cairo_create(surface);
	pen->fonts = pango_cairo_font_map_new();
	pen->context = cgrid_pango_context(pen->fonts);
	pen->layout = pango_layout_new(pen->context);
	cairo_set_line_join(pen->cr, CAIRO_LINE_JOIN_ROUND);
	cairo_set_fill_rule(pen->cr, CAIRO_FILL_RULE_EVEN_ODD);
}

static void
pen_free(struct pen *pen)
{
	while (pen->decoded) {
		struct decoded *first = pen->decoded;
		pen->decoded = first->next;
		cairo_surface_destroy(first->image);
		free(first);
	}
	g_object_unref(pen->layout);
	g_object_unref(pen->context);
	g_object_unref(pen->fonts);
	cairo_destroy(pen->cr);
}

/* `per_mm`: units of the surface to a millimetre. */
static void
draw_page(struct pen *pen, const struct cgrid_page *page, double per_mm)
{
	cairo_save(pen->cr);
	cairo_scale(pen->cr, per_mm, per_mm);
	for (int layer = 0; layer < CGRID_LAYER_COUNT; layer++)
		draw_layer(pen, page, (enum cgrid_layer)layer);
	cairo_restore(pen->cr);
}

/* What cairo says of a surface and of the pen on it, as one of our statuses. */
static enum cgrid_status
check(struct cgrid_ctx *ctx, cairo_t *cr, cairo_surface_t *surface, const struct cgrid_page *page)
{
	cairo_status_t status = cr ? cairo_status(cr) : CAIRO_STATUS_SUCCESS;
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(surface);
	if (status == CAIRO_STATUS_SUCCESS)
		return CGRID_OK;
	if (status == CAIRO_STATUS_NO_MEMORY)
		return cgrid_fail_memory(ctx);
	return cgrid_fail(ctx, CGRID_E_INTERNAL, "page \"%s\" could not be drawn: %s", page->name,
			  cairo_status_to_string(status));
}

/* A failed sink is remembered, not told to cairo: told so, cairo 1.16 leaves its font subsets half made
 * and crashes when the surface ends. */
struct outlet {
	struct cgrid_sink sink;
	bool failed;
};

static cairo_status_t
write_bytes(void *closure, const unsigned char *bytes, unsigned count)
{
	struct outlet *outlet = closure;
	if (!outlet->failed && outlet->sink.write(outlet->sink.user, bytes, count) != CGRID_OK)
		outlet->failed = true;
	return CAIRO_STATUS_SUCCESS;
}

/* Seconds since 1970 as ISO 8601 in UTC; cairo would else write the moment. */
static void
created_text(int64_t created, char text[32])
{
	if (created < 0 || created > INT64_C(253402300799))
		created = 0;
	/* Civil date from days: Howard Hinnant's algorithm, with years that begin in March. */
	int64_t z = created / 86400 + 719468, second = created % 86400;
	int64_t era = z / 146097, day_of_era = z % 146097;
	int64_t year_of_era =
	    (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153;
	int day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	month = month < 10 ? month + 3 : month - 9;
	int year = (int)(year_of_era + era * 400 + (month <= 2));
	snprintf(text, 32, "%04d-%02d-%02dT%02d:%02d:%02dZ", year, (int)month, day,
		 (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

/* Pages of one group stand under it, closed where there are many. */
static void
add_outline(cairo_surface_t *surface, struct cgrid_page *const *pages, size_t i, int *parent)
{
	const struct cgrid_page *page = pages[i];
	char link[32];
	snprintf(link, sizeof link, "page=%u", (unsigned)(i + 1));
	if (!*page->group)
		*parent = CAIRO_PDF_OUTLINE_ROOT;
	else if (i == 0 || strcmp(pages[i - 1]->group, page->group) != 0)
		*parent = cairo_pdf_surface_add_outline(surface, CAIRO_PDF_OUTLINE_ROOT, page->group,
							link, CAIRO_PDF_OUTLINE_FLAG_OPEN);
	cairo_pdf_surface_add_outline(surface, *parent, page->title, link, CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

enum cgrid_status
cgrid_draw_pdf(struct cgrid_ctx *ctx, struct cgrid_page *const *pages, size_t count,
	       const struct cgrid_pdf_words *words, struct cgrid_sink sink)
{
	const double per_mm = 72 / 25.4;
	char date[32];
	struct outlet outlet = {sink, false};
	struct pen pen;
	int parent = CAIRO_PDF_OUTLINE_ROOT;
	created_text(words->created, date);
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
	    write_bytes, &outlet, pages[0]->width_mm * per_mm, pages[0]->height_mm * per_mm);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, words->title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, words->subject);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, words->keywords);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR,
				       "campusgrid " CGRID_VERSION);
	pen_new(&pen, ctx, surface);
	pen.page_count = count;
	enum cgrid_status status = check(ctx, pen.cr, surface, pages[0]);
	for (size_t i = 0; i < count && status == CGRID_OK && !outlet.failed; i++) {
		const struct cgrid_page *page = pages[i];
		cairo_pdf_surface_set_size(surface, page->width_mm * per_mm, page->height_mm * per_mm);
		cairo_pdf_surface_set_page_label(surface, page->name);
		add_outline(surface, pages, i, &parent);
		draw_page(&pen, page, per_mm);
		cairo_show_page(pen.cr);
		status = pen.status ? pen.status : check(ctx, pen.cr, surface, page);
	}
	pen_free(&pen);
	cairo_surface_finish(surface);
	if (status == CGRID_OK)
		status = check(ctx, NULL, surface, pages[count - 1]);
	cairo_surface_destroy(surface);
	if (status == CGRID_OK && outlet.failed)
		status = cgrid_fail(ctx, CGRID_E_OUTPUT, "the PDF could not be written");
	return status;
}

/* The most that pixman takes on one axis. */
enum { CAIRO_SIDE_MAX = 32767 };

static enum cgrid_status
size_in_pixels(struct cgrid_ctx *ctx, const struct cgrid_page *page, double dpi, double part,
	       int *width, int *height)
{
	const double w = ceil(page->width_mm / 25.4 * dpi), h = ceil(page->height_mm / 25.4 * dpi);
	if (!(dpi > 0) || !(w >= 1) || !(h >= 1))
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "the dpi must be a positive number");
	if (w > CAIRO_SIDE_MAX || h > CAIRO_SIDE_MAX ||
	    w * h * part > (double)cgrid_ctx_limit(ctx, CGRID_LIMIT_PIXELS))
		return cgrid_fail(ctx, CGRID_E_LIMIT,
				  "page \"%s\" would be %ld x %ld pixels, beyond the limit: "
				  "choose a lower dpi or a smaller paper",
				  page->name, (long)fmin(w, 1e9), (long)fmin(h, 1e9));
	*width = (int)w;
	*height = (int)h;
	return CGRID_OK;
}

enum cgrid_status
cgrid_draw_rgb(struct cgrid_ctx *ctx, const struct cgrid_page *page, double dpi,
	       struct cgrid_raster *raster_out)
{
	int width = 0, height = 0;
	enum cgrid_status status = size_in_pixels(ctx, page, dpi, 1, &width, &height);
	if (status != CGRID_OK)
		return status;
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	status = check(ctx, NULL, surface, page);
	if (status != CGRID_OK) {
		cairo_surface_destroy(surface);
		return status;
	}
	struct pen pen;
	pen_new(&pen, ctx, surface);
	set_colour(pen.cr, CGRID_WHITE);
	cairo_paint(pen.cr);
	draw_page(&pen, page, dpi / 25.4);
	cairo_surface_flush(surface);
	status = pen.status ? pen.status : check(ctx, pen.cr, surface, page);
	unsigned char *rgb = cgrid_array_new((size_t)width * (size_t)height, 3), *to = rgb;
	if (status == CGRID_OK && !rgb)
		status = cgrid_fail_memory(ctx);
	for (int y = 0; status == CGRID_OK && y < height; y++) {
		const uint32_t *from =
		    (const uint32_t *)(const void *)(cairo_image_surface_get_data(surface) +
						     (size_t)y * (size_t)cairo_image_surface_get_stride(
								     surface));
		for (int x = 0; x < width; x++, to += 3) {
			to[0] = (unsigned char)(from[x] >> 16);
			to[1] = (unsigned char)(from[x] >> 8);
			to[2] = (unsigned char)from[x];
		}
	}
	pen_free(&pen);
	cairo_surface_destroy(surface);
	if (status == CGRID_OK)
		*raster_out = (struct cgrid_raster){(uint32_t)width, (uint32_t)height, rgb};
	else
		free(rgb);
	return status;
}

/* How far down the items of a page reach, generously. */
static void
boxes_of(const struct cgrid_page *page, struct cgrid_rect *boxes)
{
	for (size_t i = 0; i < page->item_count; i++) {
		const struct cgrid_item *item = &page->items[i];
		struct cgrid_rect *box = &boxes[i];
		*box = (struct cgrid_rect){0, INFINITY, 0, -INFINITY};
		if (item->kind == CGRID_ITEM_PATH) {
			const struct cgrid_path *path = &item->as.path;
			for (size_t k = 0; k < path->point_count; k++) {
				const double y = page->points[path->first_point + k].y;
				box->y0 = fmin(box->y0, y - path->style.width_mm);
				box->y1 = fmax(box->y1, y + path->style.width_mm);
			}
		} else if (item->kind == CGRID_ITEM_TEXT) {
			const struct cgrid_text *text = &item->as.text;
			const double reach =
			    3 * text->size_pt * CGRID_PT + (text->turn_deg != 0 ? text->width_mm : 0);
			*box = (struct cgrid_rect){0, text->at.y - reach, 0, text->at.y + reach};
		} else {
			const struct cgrid_picture *p = &item->as.picture;
			box->y0 = p->origin.y + fmin(0, p->across.y) + fmin(0, p->down.y) - 1;
			box->y1 = p->origin.y + fmax(0, p->across.y) + fmax(0, p->down.y) + 1;
		}
	}
}

/* A page on its way to a PNG. */
struct bands {
	const struct cgrid_page *page;
	double dpi;
	int width, height;
	struct cgrid_rect *boxes;
	struct cgrid_palette *palette; /* NULL for RGB */
	unsigned char *row;
	struct cgrid_png_rows *rows;
};
enum { BAND_ROWS = 256 };

static enum cgrid_status
write_band(struct cgrid_ctx *ctx, const struct bands *bands, cairo_surface_t *surface, int count)
{
	const unsigned char *data = cairo_image_surface_get_data(surface);
	const size_t stride = (size_t)cairo_image_surface_get_stride(surface);
	enum cgrid_status status = CGRID_OK;
	for (int y = 0; y < count && status == CGRID_OK; y++) {
		const uint32_t *from = (const uint32_t *)(const void *)(data + (size_t)y * stride);
		if (bands->palette)
			cgrid_palette_row(bands->palette, from, (size_t)bands->width, bands->row);
		for (int x = 0; !bands->palette && x < bands->width; x++) {
			bands->row[3 * x] = (unsigned char)(from[x] >> 16);
			bands->row[3 * x + 1] = (unsigned char)(from[x] >> 8);
			bands->row[3 * x + 2] = (unsigned char)from[x];
		}
		status = cgrid_png_row(ctx, bands->rows, bands->row);
	}
	return status;
}

static enum cgrid_status
draw_bands(struct cgrid_ctx *ctx, const struct bands *bands)
{
	const double per_mm = bands->dpi / 25.4;
	cairo_surface_t *surface =
	    cairo_image_surface_create(CAIRO_FORMAT_RGB24, bands->width, BAND_ROWS);
	struct pen pen;
	pen_new(&pen, ctx, surface);
	pen.boxes = bands->boxes;
	enum cgrid_status status = check(ctx, pen.cr, surface, bands->page);
	for (int top = 0; top < bands->height && status == CGRID_OK; top += BAND_ROWS) {
		const int count = bands->height - top < BAND_ROWS ? bands->height - top : BAND_ROWS;
		pen.top = top / per_mm - 0.5;
		pen.bottom = (top + count) / per_mm + 0.5;
		cairo_save(pen.cr);
		set_colour(pen.cr, CGRID_WHITE);
		cairo_paint(pen.cr);
		cairo_translate(pen.cr, 0, -top);
		draw_page(&pen, bands->page, per_mm);
		cairo_restore(pen.cr);
		cairo_surface_flush(surface);
		status = pen.status ? pen.status : check(ctx, pen.cr, surface, bands->page);
		if (status == CGRID_OK)
			status = write_band(ctx, bands, surface, count);
	}
	pen_free(&pen);
	cairo_surface_destroy(surface);
	return status;
}

enum cgrid_status
cgrid_draw_png(struct cgrid_ctx *ctx, const struct cgrid_page *page, double dpi,
	       const char *const *texts, struct cgrid_sink sink)
{
	struct bands bands = {.page = page, .dpi = dpi};
	/* Only a band of it is in memory. */
	enum cgrid_status status = size_in_pixels(ctx, page, dpi, 0.25, &bands.width, &bands.height);
	if (status != CGRID_OK)
		return status;
	const bool flat = cgrid_palette_fits(page);
	bands.boxes = cgrid_array_new(page->item_count, sizeof *bands.boxes);
	bands.row = cgrid_array_new((size_t)bands.width, 3);
	bands.palette = flat ? malloc(sizeof *bands.palette) : NULL;
	if (!bands.boxes || !bands.row || (flat && !bands.palette)) {
		status = cgrid_fail_memory(ctx);
		goto out;
	}
	boxes_of(page, bands.boxes);
	if (flat)
		cgrid_palette_init(bands.palette);
	const struct cgrid_png_form form = {.width = (uint32_t)bands.width,
					    .height = (uint32_t)bands.height,
					    .dots_per_metre = dpi / 0.0254,
					    .palette = flat ? bands.palette->rgb[0] : NULL,
					    .palette_count = flat ? 256 : 0,
					    .texts = texts};
	status = cgrid_png_begin(ctx, &form, sink, &bands.rows);
	if (status == CGRID_OK)
		status = draw_bands(ctx, &bands);
	if (status == CGRID_OK)
		status = cgrid_png_end(ctx, bands.rows);
out:
	cgrid_png_rows_free(bands.rows);
	free(bands.boxes);
	free(bands.row);
	free(bands.palette);
	return status;
}

const char *
cgrid_draw_libraries(void)
{
	return "cairo " CAIRO_VERSION_STRING ", pango " PANGO_VERSION_STRING;
}
