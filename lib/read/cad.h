/* SPDX-License-Identifier: Apache-2.0 */
/* Rooms from the lines of CAD drawings. */
#ifndef CGRID_READ_CAD_H
#define CGRID_READ_CAD_H

#include "read/draft.h"

enum cgrid_status cgrid_read_cad(struct cgrid_draft *draft, const struct cgrid_plan *plan);

/* dxf-units.c: $INSUNITS of the header of a DXF text, and where it stands; false without one. */
bool cgrid_dxf_units(const char *bytes, size_t size, int *units_out, uint32_t *line_out);
/* The word of a unit for cgrid_unit_m ("mm"); NULL for 0 (none) and for units no plan is drawn in. */
const char *cgrid_dxf_unit_word(int units);

/* cad-rooms.c: pure geometry, in drawing units. */
struct cgrid_cad_line {
	size_t first, count; /* cad->points */
	const char *layer, *id;
	bool closed;
};
struct cgrid_cad_text {
	const char *layer, *text;
	struct cgrid_xy at;
	bool used;
};
struct cgrid_cad {
	struct cgrid_ctx *ctx;
	struct cgrid_arena arena; /* texts */
	struct cgrid_xy *points;
	struct cgrid_cad_line *lines;
	struct cgrid_cad_text *texts;
	size_t point_count, point_capacity, line_count, line_capacity, text_count, text_capacity;
	/* what closing gaps did */
	size_t gaps_closed;
	double widest_gap;
	size_t loose; /* ends of lines that enclose nothing */
};
void cgrid_cad_free(struct cgrid_cad *cad);
/* cad-load.c: what GDAL finds in a file. CGRID_E_UNSUPPORTED where it is not installed. */
enum cgrid_status cgrid_cad_load(struct cgrid_cad *cad, const char *file,
				 const struct cgrid_source *source);
/* The box around all of it; false for an empty drawing. */
bool cgrid_cad_extent(const struct cgrid_cad *cad, struct cgrid_box *box_out);
bool cgrid_cad_extension(const char *file);
/* Is a drawing read by its lines and texts? With a "room_layer" it is; and a CAD file without a CRS can
 * be read in no other way, and is told so. */
bool cgrid_is_cad(const struct cgrid_plan *plan);
/* Is a layer meant by a name, or one of several with commas between? Case does not matter; "A-WALL"
 * means "xref-plan$0$A-WALL" too. */
bool cgrid_cad_layer_is(const char *layer, const char *names);
/* The rooms that the lines of a layer enclose, outer rings each followed by their holes. Closed lines
 * alone are the rooms themselves; with open ones among them, faces are. Ends of open lines that are
 * within `gap` of another line are joined to it, and to a line that goes on straight ahead. */
enum cgrid_status cgrid_cad_rooms(struct cgrid_cad *cad, const char *layer, double gap,
				  struct cgrid_arena *arena, struct cgrid_shape *shape_out,
				  const char ***ids_out);

/* How a drawing in units of its own lies on the ground: by the plan's ties, its CRS, or its origin with
 * the units of the plan or of a DXF. Refused with what to add when nothing does. `cad`: its lines,
 * which ties ought to lie among; NULL where they are not known. */
enum cgrid_status cgrid_cad_place(struct cgrid_draft *draft, const struct cgrid_plan *plan,
				  const struct cgrid_cad *cad, const struct cgrid_source *source,
				  struct cgrid_placement *placement);

#endif
