/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SVG 1.1, written here: cairo has no <text>, and numbers its surfaces by the history of the process.
 * Units of the user space are millimetres; one <g> a layer.
 */
#include "base/text.h"
#include "map/display.h"

#include <stdio.h>
#include <string.h>

static void
number(struct cgrid_buf *buf, double value)
{
	cgrid_buf_fixed(buf, value, 3);
}

static void
attribute(struct cgrid_buf *buf, const char *name, double value)
{
	cgrid_buf_char(buf, ' ');
	cgrid_buf_text(buf, name);
	cgrid_buf_text(buf, "=\"");
	number(buf, value);
	cgrid_buf_char(buf, '"');
}

static void
paint(struct cgrid_buf *buf, const char *name, uint32_t colour)
{
	char text[32];
	if (colour == CGRID_NO_PAINT)
		snprintf(text, sizeof text, " %s=\"none\"", name);
	else
		snprintf(text, sizeof text, " %s=\"#%06x\"", name, (unsigned)colour);
	cgrid_buf_text(buf, text);
}

static void
dashes(struct cgrid_buf *buf, const struct cgrid_style *style)
{
	if (style->dash == CGRID_SOLID)
		return;
	const double on = style->dash == CGRID_DASHED ? 1.6 : style->width_mm;
	cgrid_buf_text(buf, " stroke-dasharray=\"");
	number(buf, on);
	cgrid_buf_char(buf, ' ');
	number(buf, style->dash == CGRID_DASHED ? 1 : 2.5 * style->width_mm);
	cgrid_buf_char(buf, '"');
}

static void
put_path(struct cgrid_buf *buf, const struct cgrid_page *page, const struct cgrid_path *path)
{
	const struct cgrid_mm *at = page->points + path->first_point;
	cgrid_buf_text(buf, "<path d=\"");
	for (size_t i = 0; i < path->op_count; i++) {
		char op = page->ops[path->first_op + i];
		int points = op == 'Z' ? 0 : op == 'C' ? 3 : 1;
		cgrid_buf_char(buf, op);
		for (int p = 0; p < points; p++, at++) {
			if (p > 0)
				cgrid_buf_char(buf, ' ');
			number(buf, at->x);
			cgrid_buf_char(buf, ' ');
			number(buf, at->y);
		}
	}
	cgrid_buf_char(buf, '"');
	paint(buf, "fill", path->style.fill);
	if (path->style.fill != CGRID_NO_PAINT)
		cgrid_buf_text(buf, " fill-rule=\"evenodd\"");
	if (path->style.stroke != CGRID_NO_PAINT) {
		paint(buf, "stroke", path->style.stroke);
		attribute(buf, "stroke-width", path->style.width_mm);
		dashes(buf, &path->style);
	}
	cgrid_buf_text(buf, "/>\n");
}

static void
put_text(struct cgrid_buf *buf, const struct cgrid_text *text)
{
	static const char *const anchors[] = {"start", "middle", "end"};
	cgrid_buf_text(buf, "<text");
	attribute(buf, "x", text->at.x);
	attribute(buf, "y", text->at.y);
	attribute(buf, "font-size", text->size_pt * CGRID_PT);
	/* The width that the page was laid out with, whatever font is found. */
	if (text->width_mm > 0.001) {
		attribute(buf, "textLength", text->width_mm);
		cgrid_buf_text(buf, " lengthAdjust=\"spacingAndGlyphs\"");
	}
	cgrid_buf_text(buf, " text-anchor=\"");
	cgrid_buf_text(buf, anchors[text->anchor]);
	cgrid_buf_char(buf, '"');
	if (text->bold)
		cgrid_buf_text(buf, " font-weight=\"bold\"");
	paint(buf, "fill", text->colour);
	if (text->darkens)
		cgrid_buf_text(buf, " style=\"mix-blend-mode:multiply\"");
	if (text->halo) {
		cgrid_buf_text(buf, " stroke=\"#ffffff\" paint-order=\"stroke\"");
		attribute(buf, "stroke-width", 0.22 * text->size_pt * CGRID_PT);
	}
	if (text->turn_deg != 0) {
		cgrid_buf_text(buf, " transform=\"rotate(");
		number(buf, text->turn_deg);
		cgrid_buf_char(buf, ' ');
		number(buf, text->at.x);
		cgrid_buf_char(buf, ' ');
		number(buf, text->at.y);
		cgrid_buf_text(buf, ")\"");
	}
	cgrid_buf_char(buf, '>');
	cgrid_buf_xml(buf, text->text);
	cgrid_buf_text(buf, "</text>\n");
}

static void
put_base64(struct cgrid_buf *buf, const unsigned char *bytes, size_t count)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < count; i += 3) {
		const unsigned b = i + 1 < count ? bytes[i + 1] : 0,
			       c = i + 2 < count ? bytes[i + 2] : 0;
		const unsigned all = (unsigned)bytes[i] << 16 | b << 8 | c;
		const char text[4] = {digits[all >> 18], digits[all >> 12 & 63],
				      i + 1 < count ? digits[all >> 6 & 63] : '=',
				      i + 2 < count ? digits[all & 63] : '='};
		cgrid_buf_add(buf, text, 4);
	}
}

/* A picture stands in the file itself: an SVG refers to nothing outside. */
static void
put_picture(struct cgrid_buf *buf, const struct cgrid_picture *picture)
{
	const double lie[6] = {picture->across.x, picture->across.y, picture->down.x,
			       picture->down.y,   picture->origin.x, picture->origin.y};
	cgrid_buf_text(buf, "<image width=\"1\" height=\"1\" transform=\"matrix(");
	for (int i = 0; i < 6; i++) {
		number(buf, lie[i]);
		cgrid_buf_text(buf, i < 5 ? " " : ")\"");
	}
	if (picture->over)
		cgrid_buf_text(buf, " style=\"mix-blend-mode:multiply\"");
	cgrid_buf_text(buf,
		       " preserveAspectRatio=\"none\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
		       "xlink:href=\"data:image/png;base64,");
	put_base64(buf, picture->png, picture->png_size);
	cgrid_buf_text(buf, "\"/>\n");
}

/* An id has no blank in XML. */
static void
put_id(struct cgrid_buf *buf, const char *text)
{
	for (; *text; text++) {
		const char one[2] = {*text == ' ' ? '_' : *text, '\0'};
		if ((unsigned char)*one < 0x80)
			cgrid_buf_xml(buf, one);
		else
			cgrid_buf_char(buf, *one);
	}
}

/* The group of a thing: class and name for scripts, and its id, which many a source repeats, as data.
 */
static void
open_tag(struct cgrid_buf *buf, const struct cgrid_page *page, const struct cgrid_item *item,
	 size_t number)
{
	const struct cgrid_tag *tag = &page->tags[item->tag];
	char text[32];
	cgrid_buf_text(buf, "<g class=\"");
	cgrid_buf_text(buf, tag->word);
	cgrid_buf_text(buf, "\" id=\"");
	cgrid_buf_text(buf, cgrid_layer_name(item->layer));
	cgrid_buf_char(buf, '.');
	put_id(buf, *tag->name ? tag->name : tag->id);
	/* Two things of one name are told apart by a number. */
	snprintf(text, sizeof text, ".%u\" data-id=\"", (unsigned)number);
	cgrid_buf_text(buf, text);
	cgrid_buf_xml(buf, tag->id);
	cgrid_buf_text(buf, "\" data-name=\"");
	cgrid_buf_xml(buf, tag->name);
	cgrid_buf_text(buf, "\">\n");
}

static void
put_layer(struct cgrid_buf *buf, const struct cgrid_page *page, enum cgrid_layer layer)
{
	bool clipped = false;
	uint32_t tag = 0;
	size_t groups = 0;
	cgrid_buf_text(buf, "<g id=\"");
	cgrid_buf_text(buf, cgrid_layer_name(layer));
	cgrid_buf_text(buf, "\">\n");
	for (size_t i = 0; i < page->item_count; i++) {
		const struct cgrid_item *item = &page->items[i];
		if (item->layer != layer)
			continue;
		if (item->clip != clipped || item->tag != tag) {
			cgrid_buf_text(buf, clipped ? "</g>\n" : "");
			clipped = false;
		}
		if (item->tag != tag) {
			cgrid_buf_text(buf, tag ? "</g>\n" : "");
			if (item->tag)
				open_tag(buf, page, item, ++groups);
			tag = item->tag;
		}
		if (item->clip && !clipped)
			cgrid_buf_text(buf, "<g clip-path=\"url(#map)\">\n");
		clipped = item->clip;
		if (item->kind == CGRID_ITEM_PATH)
			put_path(buf, page, &item->as.path);
		else if (item->kind == CGRID_ITEM_PICTURE)
			put_picture(buf, &item->as.picture);
		else
			put_text(buf, &item->as.text);
	}
	cgrid_buf_text(buf, clipped ? "</g>\n" : "");
	cgrid_buf_text(buf, tag ? "</g>\n</g>\n" : "</g>\n");
}

static void
put_head(struct cgrid_buf *buf, const struct cgrid_page *page)
{
	cgrid_buf_text(buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			    "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"");
	number(buf, page->width_mm);
	cgrid_buf_text(buf, "mm\" height=\"");
	number(buf, page->height_mm);
	cgrid_buf_text(buf, "mm\" viewBox=\"0 0 ");
	number(buf, page->width_mm);
	cgrid_buf_char(buf, ' ');
	number(buf, page->height_mm);
	cgrid_buf_text(
	    buf, "\" font-family=\"DejaVu Sans, sans-serif\" stroke-linejoin=\"round\">\n<title>");
	cgrid_buf_xml(buf, page->title);
	cgrid_buf_text(buf, "</title>\n<defs><clipPath id=\"map\"><rect");
	attribute(buf, "x", page->frame.x0);
	attribute(buf, "y", page->frame.y0);
	attribute(buf, "width", page->frame.x1 - page->frame.x0);
	attribute(buf, "height", page->frame.y1 - page->frame.y0);
	cgrid_buf_text(
	    buf, "/></clipPath></defs>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
}

enum cgrid_status
cgrid_draw_svg(struct cgrid_ctx *ctx, const struct cgrid_page *page, struct cgrid_sink sink)
{
	struct cgrid_buf buf = {0};
	enum cgrid_status status = CGRID_OK;
	put_head(&buf, page);
	for (int layer = 0; layer < CGRID_LAYER_COUNT; layer++)
		put_layer(&buf, page, (enum cgrid_layer)layer);
	cgrid_buf_text(&buf, "</svg>\n");
	if (status == CGRID_OK && buf.failed)
		status = cgrid_fail_memory(ctx);
	else if (status == CGRID_OK && sink.write(sink.user, buf.data, buf.size) != CGRID_OK)
		status = cgrid_fail(ctx, CGRID_E_OUTPUT, "the SVG could not be written");
	cgrid_buf_free(&buf);
	return status;
}
