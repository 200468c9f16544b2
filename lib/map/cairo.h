/* SPDX-License-Identifier: Apache-2.0 */
/* What the measuring of text and the drawing by cairo share. */
#ifndef CGRID_MAP_CAIRO_H
#define CGRID_MAP_CAIRO_H

#include "map/display.h"

#include <pango/pangocairo.h>

/* A Pango context of our own in which a point is a unit of user space: named family, fixed language, no
 * hinting, so that measures grow in proportion and do not depend on the process's locale. */
PangoContext *cgrid_pango_context(PangoFontMap *fonts);
/* Puts one line of text into a layout. */
void cgrid_pango_line(PangoLayout *layout, const char *text, bool bold, double size_pt);

#endif
