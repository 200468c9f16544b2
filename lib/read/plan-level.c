/* SPDX-License-Identifier: Apache-2.0 */
/* What campus.json has to say of a drawing that cannot say it itself: where it lies, and its level. */
#include "base/file.h"
#include "read/geojson.h"
#include "read/guess.h"
#include "read/plan-picture.h"

#include <stdlib.h>
#include <string.h>

/* "plans/gym-level2.png" is level 2 of gym; "annex/F1/floor.png" level F1. */
static bool
guess(const char *shown, char building[CGRID_GUESS_TEXT], char level[CGRID_GUESS_TEXT])
{
	char *name = cgrid_path_name(shown), *folder = cgrid_path_folder(shown);
	char *folder_name = folder ? cgrid_path_name(folder) : NULL;
	bool good = name && folder_name;
	building[0] = level[0] = '\0';
	if (good) {
		char label[CGRID_LEVEL_NAME_SIZE];
		cgrid_guess_name(name, strlen(name) - strlen(cgrid_path_extension(name)), building,
				 level);
		if (level[0] == '\0' && cgrid_level_of_name(folder_name, label))
			memcpy(level, label, sizeof label);
	}
	free(name);
	free(folder);
	free(folder_name);
	return good;
}

enum cgrid_status
cgrid_plan_level(struct cgrid_draft *draft, const struct cgrid_plan *plan, uint32_t *building_out,
		 uint32_t *level_out)
{
	char building[CGRID_GUESS_TEXT], level[CGRID_GUESS_TEXT];
	const struct cgrid_source source = {cgrid_draft_bytes(draft, plan->shown, strlen(plan->shown)),
					    0, 0};
	if (!source.file)
		return CGRID_E_MEMORY;
	if (!guess(plan->shown, building, level))
		return cgrid_fail_memory(draft->ctx);
	if (!plan->level && level[0] == '\0')
		return cgrid_fail_at(draft->ctx, CGRID_E_MEANING, &source,
				     "it is not said which level this is: add \"building\" and "
				     "\"level\" in campus.json");
	if (!plan->building || !plan->level)
		cgrid_log(draft->ctx, CGRID_NOTE, &source,
			  "taken for level \"%.40s\" of building \"%.40s\"%s",
			  plan->level ? plan->level : level, plan->building ? plan->building : building,
			  ", as its name says");
	enum cgrid_status status = cgrid_draft_building(
	    draft, plan->building ? plan->building : building, &source, building_out);
	if (!status)
		status = cgrid_draft_level(draft, *building_out, plan->level ? plan->level : level,
					   &source, level_out);
	if (!status && plan->has_ordinal) {
		draft->levels[*level_out].ordinal = plan->ordinal;
		draft->levels[*level_out].has_ordinal = true;
	}
	return status;
}

enum cgrid_status
cgrid_plan_contradictions(struct cgrid_draft *draft, const struct cgrid_plan *plan, const char *what)
{
	static const struct {
		unsigned keys;
		const char *one, *other;
	} pairs[] = {
	    {CGRID_PLAN_TIES | CGRID_PLAN_CRS, "ties", "crs"},
	    {CGRID_PLAN_TIES | CGRID_PLAN_ORIGIN, "ties", "origin"},
	    {CGRID_PLAN_TIES | CGRID_PLAN_UNITS, "ties", "units"},
	    {CGRID_PLAN_CRS | CGRID_PLAN_ORIGIN, "crs", "origin"},
	    {CGRID_PLAN_CRS | CGRID_PLAN_UNITS, "crs", "units"},
	};
	const struct cgrid_source source = {plan->shown, 0, 0};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if ((plan->given & pairs[i].keys) == pairs[i].keys)
			return cgrid_fail_at(
			    draft->ctx, CGRID_E_MEANING, &source,
			    "\"%s\" and \"%s\" both say how the %s lies: one of them has to go",
			    pairs[i].one, pairs[i].other, what);
	return CGRID_OK;
}
