/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CAD drawings: the lines of one layer make rooms, and each text of another names the room that it
 * stands in. GDAL opens the file; all that is decided is decided here.
 */
#include "read/cad.h"

#include "base/file.h"
#include "base/num.h"
#include "base/shape.h"
#include "read/plan-picture.h"
#include "read/ties.h"

#include <campusgrid/frame.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The space between the two lines of a wall is a face too: thinner than any room that people enter. */
static const double thinnest_room_m = 0.45, smallest_room_m2 = 0.5;

/* Metres to a drawing unit: what campus.json says, else the drawing. */
static enum cgrid_status
find_unit(struct cgrid_draft *draft, const struct cgrid_plan *plan, const struct cgrid_source *source,
	  double *unit_m)
{
	struct cgrid_bytes bytes = {0};
	int units = 0;
	uint32_t line = 0;
	const bool dxf = cgrid_same_text(cgrid_path_extension(plan->file), ".dxf");
	enum cgrid_status status = CGRID_OK;
	if (dxf)
		status = cgrid_file_read_shown(draft->ctx, plan->file, plan->shown, &bytes);
	if (status)
		return status;
	bool said = cgrid_dxf_units(bytes.data, bytes.size, &units, &line);
	cgrid_bytes_free(&bytes);
	const char *word = said ? cgrid_dxf_unit_word(units) : NULL;
	const struct cgrid_source at = {source->file, line, 1};
	if (word && plan->units && !cgrid_same_text(word, plan->units))
		cgrid_log(draft->ctx, CGRID_WARNING, &at,
			  "the drawing says that its unit is %s; campus.json, which wins, says %s",
			  word, plan->units);
	else if (word && !plan->units)
		cgrid_log(draft->ctx, CGRID_NOTE, &at, "the drawing says that its unit is %s", word);
	if (!word && !plan->units)
		return cgrid_fail_at(
		    draft->ctx, CGRID_E_MEANING, source,
		    "the drawing does not say its unit%s; add \"units\" (mm, cm, m, in, ft, us-ft) "
		    "to its plan in campus.json",
		    dxf ? " ($INSUNITS)" : "");
	*unit_m = cgrid_unit_m(plan->units ? plan->units : word);
	return CGRID_OK;
}

static enum cgrid_status
by_ties(struct cgrid_draft *draft, const struct cgrid_plan *plan, const struct cgrid_cad *cad,
	struct cgrid_placement *placement)
{
	struct cgrid_box box;
	struct cgrid_ties ties;
	const struct cgrid_source source = {plan->ties.shown, 1, 1};
	enum cgrid_status status =
	    cgrid_ties_read(draft->ctx, plan->ties.file, plan->ties.shown, &ties);
	if (!status && ties.pixels)
		status = cgrid_fail_at(draft->ctx, CGRID_E_MEANING, &source,
				       "a drawing has no pixels: its ties are x,y in its own units");
	if (!status)
		status = cgrid_ties_fit(draft->ctx, &ties, draft->strict, 0, 0);
	if (!status && cad && cgrid_cad_extent(cad, &box))
		status = cgrid_ties_within(draft->ctx, &ties, &box);
	if (!status)
		*placement = ties.placement;
	cgrid_ties_free(&ties);
	return status;
}

enum cgrid_status
cgrid_cad_place(struct cgrid_draft *draft, const struct cgrid_plan *plan, const struct cgrid_cad *cad,
		const struct cgrid_source *source, struct cgrid_placement *placement)
{
	double unit_m = 0;
	enum cgrid_status status = cgrid_plan_contradictions(draft, plan, "drawing");
	if (status)
		return status;
	if (plan->given & CGRID_PLAN_CRS) {
		*placement = (struct cgrid_placement){.a = 1, .e = 1, .crs = plan->crs};
		return CGRID_OK;
	}
	if (plan->given & CGRID_PLAN_TIES)
		return by_ties(draft, plan, cad, placement);
	if (!(plan->given & CGRID_PLAN_ORIGIN))
		return cgrid_fail_at(
		    draft->ctx, CGRID_E_MEANING, source,
		    "nothing says where on the ground this drawing is: add \"ties\", \"crs\", or "
		    "\"origin\" (and \"turn\"), to its plan in campus.json");
	status = find_unit(draft, plan, source, &unit_m);
	if (!status)
		*placement = cgrid_placement_about(plan->origin, plan->turn_deg, unit_m);
	return status;
}

/* Metres to a drawing unit where the drawing lies, whatever has placed it: a unit to the east and one
 * to the north of a point, on the ground. */
static enum cgrid_status
measure_unit(struct cgrid_ctx *ctx, const struct cgrid_placement *placement, struct cgrid_xy at,
	     double *unit_m)
{
	const struct cgrid_xy drawn[3] = {at, {at.x + 1, at.y}, {at.x, at.y + 1}};
	struct cgrid_lonlat ground[3];
	struct cgrid_xy laid[3];
	enum cgrid_status status = cgrid_placement_to_ground(ctx, placement, drawn, 3, ground);
	const struct cgrid_frame frame = cgrid_frame_local(ground[0]);
	if (!status)
		status = cgrid_frame_to_xy(ctx, &frame, ground, 3, laid);
	if (status)
		return status;
	*unit_m = sqrt(hypot(laid[1].x - laid[0].x, laid[1].y - laid[0].y) *
		       hypot(laid[2].x - laid[0].x, laid[2].y - laid[0].y));
	return CGRID_OK;
}

/* "A-WALL (177), A-NOTE (12)": layers with lines, most first. `layer` is NULL where none was named. */
static enum cgrid_status
refuse_layer(const struct cgrid_cad *cad, const struct cgrid_source *source, const char *layer)
{
	struct cgrid_buf list = {0};
	size_t last = SIZE_MAX;
	if (cad->line_count == 0)
		return cgrid_fail_at(cad->ctx, CGRID_E_MEANING, source,
				     "the drawing has no line: there is nothing to make rooms of");
	const char *last_name = "";
	for (int shown = 0; shown < 8; shown++) {
		/* The layer of the most lines that is behind the last one in (count, name). */
		size_t best = 0;
		const char *name = NULL;
		for (size_t i = 0; i < cad->line_count; i++) {
			size_t count = 0;
			const char *own = cad->lines[i].layer;
			for (size_t k = 0; k < cad->line_count; k++)
				count += strcmp(cad->lines[k].layer, own) == 0;
			bool behind = count < last || (count == last && strcmp(own, last_name) > 0);
			if (behind &&
			    (count > best || (count == best && name && strcmp(own, name) < 0))) {
				best = count;
				name = own;
			}
		}
		if (!name)
			break;
		cgrid_buf_text(&list, shown ? ", " : "");
		cgrid_buf_text(&list, name);
		cgrid_buf_text(&list, " (");
		cgrid_buf_int(&list, (int64_t)best);
		cgrid_buf_char(&list, ')');
		last = best;
		last_name = name;
	}
	enum cgrid_status status =
	    list.failed ? cgrid_fail_memory(cad->ctx)
	    : layer
		? cgrid_fail_at(cad->ctx, CGRID_E_MEANING, source,
				"no line is on a layer \"%.80s\"; layers with lines: %s", layer,
				list.data)
		: cgrid_fail_at(cad->ctx, CGRID_E_MEANING, source,
				"say in campus.json which layer has the lines of its rooms or walls "
				"(\"room_layer\"), and where it lies (\"ties\", or \"origin\" and "
				"\"turn\"); layers with lines: %s",
				list.data);
	cgrid_buf_free(&list);
	return status;
}

/* MTEXT's own codes: \P is a line break, \A1; and the like change the look, braces group. */
static void
plain_text(const char *text, struct cgrid_buf *out)
{
	cgrid_buf_clear(out);
	cgrid_buf_text(out, "");
	for (const char *at = text; *at; at++) {
		if (*at == '{' || *at == '}')
			continue;
		if (*at == '\\' && (at[1] == 'P' || at[1] == '~')) {
			cgrid_buf_char(out, ' ');
			at++;
		} else if (*at == '\\' && at[1] && strchr("ACcFfHhQTWp", at[1]) && strchr(at, ';')) {
			at = strchr(at, ';');
		} else if (*at == '\\' && at[1]) {
			at++;
			if (strchr("\\{}", *at))
				cgrid_buf_char(out, *at);
		} else if (at[0] == '%' && at[1] == '%' && at[2]) {
			at += 2; /* %%u and %%o underline and overline */
		} else {
			cgrid_buf_char(out, *at == '\n' || *at == '\r' ? ' ' : *at);
		}
	}
	cgrid_buf_char(out, '\0');
}

static bool
has_digit(const char *text)
{
	return text[strcspn(text, "0123456789")] != '\0';
}

/* A size that is written into a room ("14'4 x 8'1") is not its sign. */
static bool
is_size(const char *text)
{
	return text[strcspn(text, "'\"")] != '\0' && text[strspn(text, "0123456789'\" xX./-")] == '\0';
}

/* The texts that stand in a room: the shortest with a digit is its sign, the longest other its name. */
static enum cgrid_status
name_room(struct cgrid_draft *draft, struct cgrid_cad *cad, const char *layer,
	  const struct cgrid_shape *shape, struct cgrid_draft_feature *feature, size_t *signs_out)
{
	struct cgrid_buf plain = {0};
	*signs_out = 0;
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; layer && !status && i < cad->text_count; i++) {
		struct cgrid_cad_text *text = &cad->texts[i];
		if (text->used || !cgrid_cad_layer_is(text->layer, layer) ||
		    !cgrid_shape_holds(shape, text->at))
			continue;
		text->used = true;
		plain_text(text->text, &plain);
		const char *kept =
		    plain.failed
			? NULL
			: cgrid_draft_text(draft, plain.data, strlen(plain.data), &feature->source);
		if (!kept)
			status = cgrid_fail_memory(draft->ctx);
		else if (is_size(kept))
			continue;
		else if (!has_digit(kept)) {
			if (strlen(kept) > strlen(feature->name))
				feature->name = kept;
		} else {
			++*signs_out;
			if (!feature->ref[0] || strlen(kept) < strlen(feature->ref))
				feature->ref = kept;
		}
	}
	cgrid_buf_free(&plain);
	if (!feature->ref[0] && feature->name[0]) {
		feature->ref = feature->name;
		feature->name = "";
	}
	return status;
}

static enum cgrid_status
add_rings(struct cgrid_draft *draft, const struct cgrid_shape *shape,
	  const struct cgrid_placement *placement, struct cgrid_draft_shape *shape_out)
{
	shape_out->first_ring = draft->ring_count;
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		struct cgrid_lonlat *ground = cgrid_array_new(ring->count, sizeof *ground);
		if (!ground)
			return cgrid_fail_memory(draft->ctx);
		enum cgrid_status status =
		    cgrid_placement_to_ground(draft->ctx, placement, ring->points, ring->count, ground);
		if (!status)
			status = cgrid_draft_ring_begin(draft, ring->role);
		for (size_t i = 0; !status && i < ring->count; i++)
			status = cgrid_draft_point(draft, ground[i].lon, ground[i].lat);
		free(ground);
		if (status)
			return status;
		cgrid_draft_ring_end(draft);
		draft->rings[draft->ring_count - 1].closed = true;
	}
	shape_out->ring_count = draft->ring_count - shape_out->first_ring;
	return CGRID_OK;
}

/* Twice the area by the outline: a wall of two lines is as thin as that says; and columns are small. */
static bool
is_thin(struct cgrid_shape *shape, double unit_m)
{
	double length = 0;
	cgrid_shape_measure(shape);
	for (size_t r = 0; r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		for (size_t i = 0, last = ring->count - 1; i < ring->count; last = i++)
			length += hypot(ring->points[i].x - ring->points[last].x,
					ring->points[i].y - ring->points[last].y);
	}
	/* Closed lines are as they were drawn, in either direction. */
	double area = fabs(shape->area_m2);
	return 2 * area * unit_m < thinnest_room_m * length ||
	       area * unit_m * unit_m < smallest_room_m2;
}

struct counts {
	size_t rooms, named, thin, doubtful;
	const char *example; /* a sign that was chosen among several */
};

static enum cgrid_status
add_room(struct cgrid_draft *draft, struct cgrid_cad *cad, const struct cgrid_plan *plan,
	 const struct cgrid_placement *placement, double unit_m, struct cgrid_shape shape,
	 const char *id, struct cgrid_draft_feature *feature, struct counts *counts)
{
	feature->ref = feature->name = "";
	feature->category = "room";
	size_t signs = 0;
	bool thin = is_thin(&shape, unit_m);
	enum cgrid_status status =
	    thin ? CGRID_OK : name_room(draft, cad, plan->text_layer, &shape, feature, &signs);
	if (status)
		return status;
	counts->named += feature->ref[0] != '\0';
	counts->thin += thin;
	counts->rooms += !thin;
	if (signs > 1 && counts->doubtful++ == 0)
		counts->example = feature->ref;
	if (thin)
		feature->category = "wall";
	char number[24];
	snprintf(number, sizeof number, "%zu", counts->rooms + counts->thin);
	if (!id || !id[0])
		id = number;
	feature->id = cgrid_draft_bytes(draft, id, strlen(id));
	if (!feature->id)
		return CGRID_E_MEMORY;
	status = add_rings(draft, &shape, placement, &feature->shape);
	return status ? status : cgrid_draft_feature(draft, feature);
}

static void
say_counts(const struct cgrid_draft *draft, const struct cgrid_cad *cad, const struct cgrid_plan *plan,
	   const struct cgrid_source *source, const struct counts *counts)
{
	char gap[CGRID_FIXED_SIZE];
	size_t lost = 0;
	struct cgrid_buf example = {0};
	cgrid_fixed(gap, cad->widest_gap, 3);
	cgrid_log(draft->ctx, CGRID_NOTE, source,
		  "layer \"%.80s\": %zu rooms, %zu of them named; %zu faces are too thin for rooms: "
		  "walls; %zu gaps closed, the widest %s",
		  plan->room_layer, counts->rooms, counts->named, counts->thin, cad->gaps_closed, gap);
	if (counts->doubtful > 0)
		cgrid_log(
		    draft->ctx, CGRID_WARNING, source,
		    "%zu room%s several texts with digits, of which the shortest was taken for the "
		    "sign, as \"%.60s\"; name the layer of the signs alone as \"text_layer\"",
		    counts->doubtful, counts->doubtful == 1 ? " holds" : "s hold", counts->example);
	if (cad->loose > 0)
		cgrid_log(draft->ctx, CGRID_WARNING, source,
			  "layer \"%.80s\": %zu lines enclose nothing; where a room is missing, raise "
			  "\"gap\" (drawing units)",
			  plan->room_layer, cad->loose);
	for (size_t i = 0; plan->text_layer && i < cad->text_count; i++) {
		if (cad->texts[i].used || !cgrid_cad_layer_is(cad->texts[i].layer, plan->text_layer))
			continue;
		if (lost++ == 0)
			plain_text(cad->texts[i].text, &example);
	}
	if (lost > 0)
		cgrid_log(draft->ctx, CGRID_WARNING, source,
			  "layer \"%.80s\": %zu texts stand in no room, as \"%.60s\"", plan->text_layer,
			  lost, example.failed ? "" : example.data);
	cgrid_buf_free(&example);
}

/* A building of a metre, or of ten kilometres: the unit is another one, whatever the drawing says. */
static void
doubt_unit(const struct cgrid_draft *draft, const struct cgrid_plan *plan,
	   const struct cgrid_shape *faces, double unit_m, const struct cgrid_source *source)
{
	struct cgrid_box box = cgrid_box_empty();
	char width[CGRID_FIXED_SIZE], height[CGRID_FIXED_SIZE];
	for (size_t r = 0; r < faces->ring_count; r++)
		for (size_t i = 0; i < faces->rings[r].count; i++)
			cgrid_box_add(&box, faces->rings[r].points[i]);
	double x = (box.max_x - box.min_x) * unit_m, y = (box.max_y - box.min_y) * unit_m;
	if (fmax(x, y) >= 4 && fmax(x, y) <= 3000)
		return;
	cgrid_fixed(width, x, 2);
	cgrid_fixed(height, y, 2);
	cgrid_log(draft->ctx, CGRID_WARNING, source, "the rooms are %s x %s m in all: is %s right?",
		  width, height,
		  plan->given & CGRID_PLAN_CRS    ? "the \"crs\""
		  : plan->given & CGRID_PLAN_TIES ? "every tie"
						  : "the unit (\"units\" in campus.json)");
}

static enum cgrid_status
add_rooms(struct cgrid_draft *draft, struct cgrid_cad *cad, const struct cgrid_plan *plan,
	  const struct cgrid_draft_drawing *drawing, const struct cgrid_shape *faces, const char **ids,
	  const struct cgrid_source *source)
{
	struct counts counts = {0};
	struct cgrid_draft_feature feature = {.kind = CGRID_DRAFT_ROOM,
					      .building = drawing->building,
					      .level = drawing->level,
					      .exterior = CGRID_EXTERIOR_UNKNOWN,
					      .source = *source};
	double unit_m = 0;
	enum cgrid_status status = CGRID_OK;
	if (faces->ring_count > 0)
		status =
		    measure_unit(draft->ctx, &drawing->placement, faces->rings[0].points[0], &unit_m);
	if (!status && faces->ring_count > 0)
		doubt_unit(draft, plan, faces, unit_m, source);
	for (size_t r = 0; !status && r < faces->ring_count;) {
		size_t end = r + 1;
		while (end < faces->ring_count && faces->rings[end].role == CGRID_RING_HOLE)
			end++;
		struct cgrid_shape shape = {.rings = &faces->rings[r], .ring_count = end - r};
		status = add_room(draft, cad, plan, &drawing->placement, unit_m, shape,
				  ids ? ids[r] : NULL, &feature, &counts);
		r = end;
	}
	if (!status && counts.rooms == 0 && counts.thin > 0)
		status =
		    cgrid_fail_at(draft->ctx, CGRID_E_MEANING, source,
				  "the lines of layer \"%.80s\" enclose %zu face%s, too thin or too "
				  "small for a room: "
				  "is it the layer of the rooms or walls, and its unit the right one?",
				  plan->room_layer, counts.thin, counts.thin == 1 ? "" : "s");
	else if (!status && counts.rooms == 0)
		status =
		    cgrid_fail_at(draft->ctx, CGRID_E_MEANING, source,
				  "the lines of layer \"%.80s\" enclose no room; raise \"gap\", or "
				  "name another layer",
				  plan->room_layer);
	if (!status)
		say_counts(draft, cad, plan, source, &counts);
	return status;
}

static bool
has_layer(const struct cgrid_cad *cad, const char *names)
{
	for (size_t i = 0; i < cad->line_count; i++)
		if (cgrid_cad_layer_is(cad->lines[i].layer, names))
			return true;
	return false;
}

enum cgrid_status
cgrid_read_cad(struct cgrid_draft *draft, const struct cgrid_plan *plan)
{
	struct cgrid_cad cad = {.ctx = draft->ctx};
	struct cgrid_arena arena = {0};
	struct cgrid_shape faces;
	const char **ids;
	const struct cgrid_source source = {cgrid_draft_bytes(draft, plan->shown, strlen(plan->shown)),
					    0, 0};
	struct cgrid_draft_drawing drawing = {.shown = source.file};
	if (!source.file)
		return CGRID_E_MEMORY;
	enum cgrid_status status = cgrid_cad_load(&cad, plan->file, &source);
	if (!status && plan->room_layer)
		status = cgrid_cad_place(draft, plan, &cad, &source, &drawing.placement);
	if (!status && (!plan->room_layer || !has_layer(&cad, plan->room_layer)))
		status = refuse_layer(&cad, &source, plan->room_layer);
	if (!status)
		status = cgrid_cad_rooms(&cad, plan->room_layer, plan->gap, &arena, &faces, &ids);
	if (!status)
		status = cgrid_plan_level(draft, plan, &drawing.building, &drawing.level);
	if (!status)
		status = add_rooms(draft, &cad, plan, &drawing, &faces, ids, &source);
	if (!status)
		status = cgrid_draft_drawing(draft, &drawing);
	cgrid_arena_free(&arena);
	cgrid_cad_free(&cad);
	return status;
}
