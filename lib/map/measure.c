/* SPDX-License-Identifier: Apache-2.0 */
/* How wide and high a text is, by Pango, remembered: a label is tried at many sizes. */
#include "base/text.h"
#include "map/cairo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Texts are measured at this size, and the measures scaled. */
#define MEASURED_PT 100.0

PangoContext *
cgrid_pango_context(PangoFontMap *fonts)
{
	PangoContext *context = pango_font_map_create_context(fonts);
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_language(context, pango_language_from_string("en-us"));
	pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
	pango_context_set_round_glyph_positions(context, FALSE);
	return context;
}

void
cgrid_pango_line(PangoLayout *layout, const char *text, bool bold, double size_pt)
{
	PangoFontDescription *font = pango_font_description_new();
	pango_font_description_set_family_static(font, "DejaVu Sans");
	pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_font_description_set_absolute_size(font, size_pt * PANGO_SCALE);
	pango_layout_set_font_description(layout, font);
	pango_layout_set_single_paragraph_mode(layout, TRUE);
	pango_layout_set_text(layout, text, -1);
	pango_font_description_free(font);
}

/* An open hash table of texts; the extent is for a size of 1 pt. */
struct entry {
	char *text;
	bool bold;
	struct cgrid_extent extent;
};
struct cgrid_measure {
	PangoFontMap *fonts;
	PangoContext *context;
	PangoLayout *layout;
	struct entry *entries;
	size_t count, slots; /* slots: a power of two */
	uint32_t *missing;   /* code points without a glyph, each once */
	size_t missing_count, missing_capacity;
	struct cgrid_no_glyph no_glyph;
};

struct cgrid_measure *
cgrid_measure_new(void)
{
	struct cgrid_measure *measure = calloc(1, sizeof *measure);
	if (!measure)
		return NULL;
	measure->slots = 1024;
	measure->entries = cgrid_array_new(measure->slots, sizeof *measure->entries);
	if (!measure->entries) {
		free(measure);
		return NULL;
	}
	measure->fonts = pango_cairo_font_map_new();
	measure->context = cgrid_pango_context(measure->fonts);
	measure->layout = pango_layout_new(measure->context);
	return measure;
}

static void
forget(struct cgrid_measure *measure)
{
	for (size_t i = 0; i < measure->slots; i++)
		free(measure->entries[i].text);
	memset(measure->entries, 0, measure->slots * sizeof *measure->entries);
	measure->count = 0;
}

void
cgrid_measure_free(struct cgrid_measure *measure)
{
	if (!measure)
		return;
	forget(measure);
	free(measure->entries);
	free(measure->missing);
	g_object_unref(measure->layout);
	g_object_unref(measure->context);
	g_object_unref(measure->fonts);
	free(measure);
}

const struct cgrid_no_glyph *
cgrid_measure_no_glyph(const struct cgrid_measure *measure)
{
	return &measure->no_glyph;
}

/* The first sign that no font has, with the text that it stands in: cut where that is long. */
static void
keep_first(struct cgrid_no_glyph *none, uint32_t code, const char *text)
{
	const size_t length = strlen(text);
	size_t shown = length < sizeof none->text ? length : sizeof none->text - 1;
	while (shown > 0 && shown < length && ((unsigned char)text[shown] & 0xc0) == 0x80)
		shown--;
	memcpy(none->text, text, shown);
	none->first = code;
}

static bool
is_noted(const struct cgrid_measure *measure, uint32_t code)
{
	for (size_t i = 0; i < measure->missing_count; i++)
		if (measure->missing[i] == code)
			return true;
	return false;
}

/* Which signs of a text no font has, each alone in the layout. Without memory one is counted again. */
static void
note_missing(struct cgrid_measure *measure, const char *text)
{
	const size_t length = strlen(text);
	for (size_t at = 0, next = 0; at < length; at = next) {
		char sign[8] = "";
		const int32_t code = cgrid_utf8_next(text, length, &next);
		if (code < 0 || next - at >= sizeof sign || is_noted(measure, (uint32_t)code))
			continue;
		memcpy(sign, text + at, next - at);
		pango_layout_set_text(measure->layout, sign, -1);
		if (pango_layout_get_unknown_glyphs_count(measure->layout) == 0)
			continue;
		if (CGRID_ROOM_FOR_ONE(measure->missing, measure->missing_count,
				       measure->missing_capacity))
			measure->missing[measure->missing_count++] = (uint32_t)code;
		if (measure->no_glyph.count++ == 0)
			keep_first(&measure->no_glyph, (uint32_t)code, text);
	}
}

/* The extent of a text at 1 pt. Accents and tall scripts count with their ink, so that nothing that is
 * drawn reaches out of its box. */
static struct cgrid_extent
measure_now(struct cgrid_measure *measure, const char *text, bool bold)
{
	PangoRectangle ink, logical;
	cgrid_pango_line(measure->layout, text, bold, MEASURED_PT);
	pango_layout_line_get_extents(pango_layout_get_line_readonly(measure->layout, 0), &ink,
				      &logical);
	const double unit = CGRID_PT / (MEASURED_PT * PANGO_SCALE);
	struct cgrid_extent extent;
	extent.width = fmax(logical.width, ink.width) * unit;
	extent.ascent = fmax(0.76 * CGRID_PT, -ink.y * unit);
	extent.descent = fmax(0.24 * CGRID_PT, (ink.y + ink.height) * unit);
	if (pango_layout_get_unknown_glyphs_count(measure->layout) > 0)
		note_missing(measure, text);
	return extent;
}

static uint64_t
hash_text(const char *text, bool bold)
{
	uint64_t hash = bold ? UINT64_C(0x9e3779b97f4a7c15) : UINT64_C(0xcbf29ce484222325);
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return hash ^ (hash >> 29);
}

struct cgrid_extent
cgrid_measure_text(struct cgrid_measure *measure, const char *text, bool bold, double size_pt)
{
	if (measure->count > measure->slots / 2)
		forget(measure);
	size_t slot = hash_text(text, bold) & (measure->slots - 1);
	struct entry *entry = &measure->entries[slot];
	while (entry->text && (entry->bold != bold || strcmp(entry->text, text) != 0)) {
		slot = (slot + 1) & (measure->slots - 1);
		entry = &measure->entries[slot];
	}
	struct cgrid_extent extent = entry->extent;
	if (!entry->text) {
		extent = measure_now(measure, text, bold);
		char *copy = strdup(text);
		if (copy) {
			*entry = (struct entry){copy, bold, extent};
			measure->count++;
		}
	}
	return (struct cgrid_extent){extent.width * size_pt, extent.ascent * size_pt,
				     extent.descent * size_pt};
}
