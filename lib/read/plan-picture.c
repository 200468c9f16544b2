/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures on the ground: where a plan's keys put them. */
#include "read/plan-picture.h"

#include "base/num.h"
#include "read/picture.h"
#include "read/rooms.h"
#include "read/ties.h"
#include "read/world.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct placing {
	struct cgrid_draft *draft;
	const struct cgrid_plan *plan;
	struct cgrid_picture *picture;
	struct cgrid_source source;
};

static enum cgrid_status
by_ties(struct placing *placing)
{
	struct cgrid_ctx *ctx = placing->draft->ctx;
	struct cgrid_picture *picture = placing->picture;
	const struct cgrid_plan *plan = placing->plan;
	struct cgrid_ties ties;
	enum cgrid_status status = cgrid_ties_read(ctx, plan->ties.file, plan->ties.shown, &ties);
	if (!status)
		status =
		    cgrid_ties_fit(ctx, &ties, placing->draft->strict, picture->width, picture->height);
	if (!status) {
		char rms[CGRID_FIXED_SIZE];
		cgrid_fixed(rms, ties.rms_m, 2);
		picture->placement = ties.placement;
		cgrid_log(ctx, CGRID_NOTE, &placing->source,
			  "placed by %zu ties of %.200s, which it meets to %.24s m (root mean square)",
			  ties.used, plan->ties.shown, rms);
	}
	cgrid_ties_free(&ties);
	return status;
}

/* Metres (or units) of the building's own axes, which lie turned about an origin. */
static void
turn_about(const struct cgrid_plan *plan, double unit_m, struct cgrid_placement *placement)
{
	const struct cgrid_placement in = *placement;
	struct cgrid_placement *p = placement;
	*p = cgrid_placement_about(plan->origin, plan->turn_deg, unit_m);
	const double a = p->a, b = p->b, d = p->d, e = p->e;
	p->a = a * in.a + b * in.d;
	p->b = a * in.b + b * in.e;
	p->c = a * in.c + b * in.f;
	p->d = d * in.a + e * in.d;
	p->e = d * in.b + e * in.e;
	p->f = d * in.c + e * in.f;
}

/* A world file, in a CRS or in the building's own metres. */
static enum cgrid_status
by_world(struct placing *placing)
{
	const struct cgrid_plan *plan = placing->plan;
	struct cgrid_placement *placement = &placing->picture->placement;
	enum cgrid_status status =
	    cgrid_world_beside(placing->draft->ctx, plan->file, plan->shown, placement);
	if (!status && plan->given & CGRID_PLAN_ORIGIN)
		turn_about(plan, plan->units ? cgrid_unit_m(plan->units) : 1, placement);
	else if (!status)
		placement->crs = plan->crs;
	return status;
}

/* What the format itself says: a CRS, or metres of its own axes. */
static enum cgrid_status
by_format(struct placing *placing)
{
	const struct cgrid_plan *plan = placing->plan;
	struct cgrid_placement *placement = &placing->picture->placement;
	if (placement->crs && !(plan->given & (CGRID_PLAN_ORIGIN | CGRID_PLAN_UNITS))) {
		placement->crs = plan->crs ? plan->crs : placement->crs;
		return CGRID_OK;
	}
	if (placement->crs || plan->given & (CGRID_PLAN_CRS | CGRID_PLAN_UNITS))
		return cgrid_fail_at(placing->draft->ctx, CGRID_E_MEANING, &placing->source,
				     "it says itself how it lies in metres: of \"crs\", \"origin\" and "
				     "\"units\" it needs %s",
				     placement->crs ? "none" : "\"origin\" and \"turn\" only");
	if (!(plan->given & CGRID_PLAN_ORIGIN))
		return cgrid_fail_at(placing->draft->ctx, CGRID_E_MEANING, &placing->source,
				     "it lies in axes of its own: add \"origin\", the [lat, lon] of "
				     "their 0, 0, and \"turn\", or \"ties\"");
	turn_about(plan, 1, placement);
	return CGRID_OK;
}

/* The corners of a picture are apart by more than half of a pixel. */
static bool
are_apart(const struct cgrid_picture *picture, const struct cgrid_placement *b)
{
	const struct cgrid_placement *a = &picture->placement;
	const double pixel = fmin(hypot(a->a, a->d), hypot(a->b, a->e));
	for (int i = 0; i < 4; i++) {
		const double x = i & 1 ? picture->width : 0, y = i & 2 ? picture->height : 0;
		if (hypot((a->a - b->a) * x + (a->b - b->b) * y + a->c - b->c,
			  (a->d - b->d) * x + (a->e - b->e) * y + a->f - b->f) > 0.5 * pixel)
			return true;
	}
	return false;
}

/* A world file beside a picture that has tags says the same, or one of them is old. */
static enum cgrid_status
compare_world(struct placing *placing)
{
	struct cgrid_ctx *ctx = placing->draft->ctx;
	const struct cgrid_plan *plan = placing->plan;
	struct cgrid_placement world;
	char *beside;
	if (!cgrid_world_find(plan->file, &beside))
		return cgrid_fail_memory(ctx);
	const bool there = beside != NULL;
	free(beside);
	enum cgrid_status status =
	    there ? cgrid_world_beside(ctx, plan->file, plan->shown, &world) : CGRID_OK;
	if (there && !status && are_apart(placing->picture, &world))
		cgrid_log(
		    ctx, CGRID_WARNING, &placing->source,
		    "the world file beside it puts it elsewhere than its own tags, which are used: "
		    "delete one of them");
	return status;
}

/* The tags of the file: a CRS, or axes of its own. */
static enum cgrid_status
by_tags(struct placing *placing)
{
	const struct cgrid_plan *plan = placing->plan;
	struct cgrid_placement *placement = &placing->picture->placement;
	struct cgrid_ctx *ctx = placing->draft->ctx;
	enum cgrid_status status = compare_world(placing);
	if (status)
		return status;
	if (plan->given & CGRID_PLAN_ORIGIN && placement->crs)
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &placing->source,
				     "it says itself that it lies in %s: \"origin\" has to go",
				     placement->crs);
	if (plan->given & CGRID_PLAN_ORIGIN) {
		turn_about(plan, plan->units ? cgrid_unit_m(plan->units) : 1, placement);
		return CGRID_OK;
	}
	if (plan->crs && placement->crs && !cgrid_same_text(plan->crs, placement->crs))
		cgrid_log(ctx, CGRID_WARNING, &placing->source,
			  "it says that it lies in %s; campus.json, which wins, says %.60s",
			  placement->crs, plan->crs);
	if (plan->crs)
		placement->crs = plan->crs;
	if (placement->crs)
		return CGRID_OK;
	return cgrid_fail_at(ctx, CGRID_E_MEANING, &placing->source,
			     "its tags say where it lies, and not in which coordinate system: add "
			     "\"crs\" (as \"EPSG:3857\"), or \"origin\" where it is in metres of the "
			     "building");
}

static enum cgrid_status
refuse_unplaced(const struct placing *placing)
{
	struct cgrid_ctx *ctx = placing->draft->ctx;
	struct cgrid_placement unused;
	enum cgrid_status status =
	    cgrid_world_beside(ctx, placing->plan->file, placing->plan->shown, &unused);
	if (status == CGRID_E_MEMORY)
		return status;
	cgrid_clear_error(ctx);
	return cgrid_fail_at(ctx, CGRID_E_MEANING, &placing->source,
			     status
				 ? "nothing says where it lies: add \"ties\", a CSV with columns "
				   "pixel_x,pixel_y,lat,lon, or a world file beside it and its \"crs\""
				 : "its world file is in a system that is not said: add \"crs\" (as "
				   "\"EPSG:3857\"), or \"origin\" where it is in metres of the "
				   "building");
}

enum cgrid_status
cgrid_picture_place(struct cgrid_draft *draft, const struct cgrid_plan *plan,
		    struct cgrid_picture *picture)
{
	struct placing placing = {draft, plan, picture, {plan->shown, 0, 0}};
	enum cgrid_status status = cgrid_plan_contradictions(draft, plan, "picture");
	if (status)
		return status;
	if (plan->given & CGRID_PLAN_TIES)
		return by_ties(&placing);
	if (picture->placed)
		return picture->tagged ? by_tags(&placing) : by_format(&placing);
	if (plan->given & (CGRID_PLAN_CRS | CGRID_PLAN_ORIGIN))
		return by_world(&placing);
	return refuse_unplaced(&placing);
}

enum cgrid_status
cgrid_picture_look(struct cgrid_draft *draft, const struct cgrid_plan *plan,
		   struct cgrid_picture *picture_out)
{
	struct cgrid_ctx *ctx = draft->ctx;
	const struct cgrid_source source = {plan->shown, 0, 0};
	struct cgrid_picture_head head;
	const char *crs = NULL;
	enum cgrid_status status = cgrid_picture_head(ctx, plan->file, plan->shown, &head);
	if (status)
		return status;
	if (head.crs[0] && !(crs = cgrid_draft_bytes(draft, head.crs, strlen(head.crs))))
		return CGRID_E_MEMORY;
	if (head.pages > 1)
		cgrid_log(ctx, CGRID_WARNING, &source,
			  "page 1 of %zu is read: save each of the others that is a plan as a file",
			  head.pages);
	if (head.orientation > 1)
		cgrid_log(
		    ctx, CGRID_WARNING, &source,
		    "its camera noted that it is to be turned (EXIF orientation %d), as many viewers "
		    "do; it is read as it is stored: save it turned, and count pixels there",
		    head.orientation);
	*picture_out = (struct cgrid_picture){.file = plan->file,
					      .width = head.width,
					      .height = head.height,
					      .placement = head.placement,
					      .placed = head.placed,
					      .tagged = head.placed};
	picture_out->placement.crs = crs;
	return CGRID_OK;
}

/* The sides of a picture on the ground: one of tens of kilometres is in the wrong CRS. */
static enum cgrid_status
check_size(struct cgrid_draft *draft, const struct cgrid_draft_image *image)
{
	const struct cgrid_lonlat *c = image->corners;
	double longest = 0;
	char text[CGRID_FIXED_SIZE];
	for (int i = 0; i < 4; i++) {
		const struct cgrid_lonlat a = c[i], b = c[(i + 1) % 4];
		cgrid_fixed(text, a.lat, 2);
		if (!(fabs(a.lat) <= 90))
			return cgrid_fail_at(
			    draft->ctx, CGRID_E_MEANING, &image->source,
			    "the picture would reach to latitude %.24s: the \"crs\" is not "
			    "that of its world file",
			    text);
		double east = remainder(b.lon - a.lon, 360) * cos(a.lat * 0.017453292519943295);
		longest = fmax(longest, 111320 * hypot(east, b.lat - a.lat));
	}
	if (longest <= (double)draft->ctx->limits[CGRID_LIMIT_EXTENT_M])
		return CGRID_OK;
	cgrid_fixed(text, longest / 1000, 0);
	return cgrid_fail_at(
	    draft->ctx, CGRID_E_MEANING, &image->source,
	    "the picture would be %.24s km long: this is no plan, or the \"crs\" is not "
	    "that of its world file",
	    text);
}

enum cgrid_status
cgrid_picture_add(struct cgrid_draft *draft, const struct cgrid_plan *plan,
		  const struct cgrid_picture *picture, uint32_t building, uint32_t level,
		  const char *captured)
{
	const char *shown = cgrid_draft_bytes(draft, plan->shown, strlen(plan->shown));
	struct cgrid_draft_image image = {
	    .file = cgrid_draft_bytes(draft, picture->file, strlen(picture->file)),
	    .captured = captured ? cgrid_draft_text(draft, captured, strlen(captured), NULL) : "",
	    .building = building,
	    .level = level,
	    .width = picture->width,
	    .height = picture->height,
	    .source.file = shown,
	};
	if (!image.file || !image.captured || !shown)
		return CGRID_E_MEMORY;
	const double w = picture->width, h = picture->height;
	const struct cgrid_xy corners[4] = {{0, 0}, {w, 0}, {w, h}, {0, h}};
	enum cgrid_status status =
	    cgrid_placement_to_ground(draft->ctx, &picture->placement, corners, 4, image.corners);
	if (!status && level != CGRID_NONE)
		status = check_size(draft, &image);
	if (!status)
		status = cgrid_draft_image(draft, &image);
	const struct cgrid_draft_drawing drawing = {shown, building, level, picture->placement};
	return status ? status : cgrid_draft_drawing(draft, &drawing);
}

enum cgrid_status
cgrid_picture_plan(struct cgrid_draft *draft, const struct cgrid_plan *plan,
		   struct cgrid_picture *picture)
{
	uint32_t building, level;
	enum cgrid_status status = cgrid_picture_place(draft, plan, picture);
	if (!status)
		status = cgrid_plan_level(draft, plan, &building, &level);
	if (!status)
		status = cgrid_picture_add(draft, plan, picture, building, level, NULL);
	if (!status && plan->given & CGRID_PLAN_ROOMS)
		status = cgrid_rooms_read(draft, plan, picture, building, level);
	return status;
}
