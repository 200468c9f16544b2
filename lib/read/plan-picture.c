/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures on the ground: where a plan's keys put them. */
#include "read/plan-picture.h"

#include "base/num.h"
#include "read/rooms.h"
#include "read/ties.h"
#include "read/world.h"

#include <math.h>
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
		return by_format(&placing);
	if (plan->given & (CGRID_PLAN_CRS | CGRID_PLAN_ORIGIN))
		return by_world(&placing);
	return refuse_unplaced(&placing);
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
