/* SPDX-License-Identifier: Apache-2.0 */
/* The level of a drawing that cannot say it itself: from campus.json, else from its name. */
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
