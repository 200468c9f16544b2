/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures as plans of a level, and from the air. */
#include "read/plan-picture.h"

enum cgrid_status
cgrid_read_picture_plan(struct cgrid_draft *draft, const struct cgrid_plan *plan)
{
	struct cgrid_picture picture;
	enum cgrid_status status = cgrid_picture_look(draft, plan, &picture);
	return status ? status : cgrid_picture_plan(draft, plan, &picture);
}

enum cgrid_status
cgrid_read_image(struct cgrid_draft *draft, const struct cgrid_plan *plan, const char *captured)
{
	struct cgrid_picture picture;
	const struct cgrid_source source = {plan->shown, 0, 0};
	enum cgrid_status status = cgrid_picture_look(draft, plan, &picture);
	/* Degrees, metres of Web Mercator and metres of UTM look alike to a program: ask, never guess.
	 */
	if (!status && !plan->crs && !plan->ties.file && !picture.placement.crs)
		status = cgrid_fail_at(draft->ctx, CGRID_E_MEANING, &source,
				       "its \"crs\" is not said (as \"EPSG:3857\")");
	if (!status)
		status = cgrid_picture_place(draft, plan, &picture);
	return status ? status
		      : cgrid_picture_add(draft, plan, &picture, CGRID_NONE, CGRID_NONE, captured);
}
