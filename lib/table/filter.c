/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 7, table: one building, one level, and what an audience may see. */
#include "base/base.h"
#include "base/mem.h"
#include "locate/locate.h"
#include "table/rows.h"

#include <string.h>

/* "Main, Annex": what there is in place of what was asked for, as much as a message takes. */
static void
list_name(struct cgrid_buf *list, const char *name)
{
	enum { ENOUGH = 600 };
	if (list->size > ENOUGH)
		return;
	if (list->size > 0)
		cgrid_buf_text(list, ", ");
	cgrid_buf_text(list, list->size > ENOUGH ? "..." : name[0] ? name : "\"\"");
}

static enum cgrid_status
refuse_building(struct cgrid_table_job *job)
{
	struct cgrid_buf list = {0};
	for (size_t i = 0; i < job->campus->building_count; i++)
		list_name(&list, job->campus->buildings[i].name);
	enum cgrid_status status =
	    cgrid_fail(job->ctx, CGRID_E_UNKNOWN, "there is no building \"%.100s\"; there is: %s",
		       job->options->building, list.size > 0 ? list.data : "none");
	cgrid_buf_free(&list);
	return status;
}

static bool
in_building(const struct cgrid_table_job *job, uint32_t level)
{
	return job->building == CGRID_NONE || job->campus->levels[level].building == job->building;
}

static enum cgrid_status
refuse_level(struct cgrid_table_job *job)
{
	struct cgrid_buf list = {0};
	const struct cgrid_campus *campus = job->campus;
	for (uint32_t l = 0; l < campus->level_count; l++) {
		bool listed = false;
		for (uint32_t k = 0; k < l && !listed; k++)
			listed = in_building(job, k) &&
				 strcmp(campus->levels[k].label, campus->levels[l].label) == 0;
		if (in_building(job, l) && !listed)
			list_name(&list, campus->levels[l].label);
	}
	enum cgrid_status status = cgrid_fail(
	    job->ctx, CGRID_E_UNKNOWN, "there is no level \"%.100s\"%s%.100s%s; there is: %s",
	    job->options->level, job->building == CGRID_NONE ? "" : " in building \"",
	    job->building == CGRID_NONE ? "" : campus->buildings[job->building].name,
	    job->building == CGRID_NONE ? "" : "\"", list.size > 0 ? list.data : "none");
	cgrid_buf_free(&list);
	return status;
}

/* One name for two levels of a building: both are shown, and it is said. */
static void
warn_of_twins(const struct cgrid_table_job *job)
{
	const struct cgrid_campus *campus = job->campus;
	for (uint32_t l = 1; l < campus->level_count; l++) {
		uint32_t before = l - 1;
		while (before > 0 && !job->levels[before])
			before--;
		if (job->levels[l] && job->levels[before] &&
		    campus->levels[l].building == campus->levels[before].building)
			cgrid_log(job->ctx, CGRID_WARNING, &campus->levels[l].source,
				  "level \"%s\": its building has several levels of that name (all "
				  "are shown)",
				  campus->levels[l].label);
	}
}

enum cgrid_status
cgrid_table_filter(struct cgrid_table_job *job)
{
	const struct cgrid_campus *campus = job->campus;
	const char *building = job->options->building, *level = job->options->level;
	job->building = CGRID_NONE;
	if (building) {
		job->building = cgrid_campus_find_building(campus, building);
		if (job->building == CGRID_NONE)
			return refuse_building(job);
	}
	if (!level)
		return CGRID_OK;
	job->levels = cgrid_array_new(campus->level_count, sizeof *job->levels);
	if (!job->levels)
		return cgrid_fail_memory(job->ctx);
	bool any = false;
	for (uint32_t l = 0; l < campus->level_count; l++) {
		job->levels[l] =
		    in_building(job, l) && cgrid_level_is_called(&campus->levels[l], level);
		any |= job->levels[l];
	}
	if (!any)
		return refuse_level(job);
	warn_of_twins(job);
	return CGRID_OK;
}

bool
cgrid_table_shows(const struct cgrid_table_job *job, uint32_t building, uint32_t level)
{
	if (job->building != CGRID_NONE && building != job->building)
		return false;
	return !job->levels || (level != CGRID_NONE && job->levels[level]);
}

bool
cgrid_table_asset_allowed(const struct cgrid_table_job *job, const char *kind)
{
	static const struct {
		const char *word;
		enum cgrid_audience widest;
	} kinds[] = {
#define KIND(word, group, title, audience) {#word, CGRID_##audience},
#include "kinds.def"
#undef KIND
	};
	if (job->options->audience == CGRID_OWNER)
		return true;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].word, kind) == 0)
			return job->options->audience <= kinds[i].widest;
	return false;
}
