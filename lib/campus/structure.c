/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 2, place: buildings and levels, in an order that does not depend on the input's. */
#include "base/num.h"
#include "campus/campus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An outline of a building or a level, and which draft record it came from. */
struct ranked {
	const char *building; /* its building's name, for levels */
	const char *text, *id;
	bool has_ordinal;
	int32_t ordinal;
	uint32_t index; /* in the draft */
};

/* Signs that are numbers in the order of numbers (-1 before 0, 2 before 10, "0,5" between), then the
 * others in natural order. Pages come in this order; nobody takes an ordinal from it. */
static int
compare_signs(const char *a, const char *b)
{
	const char *signs[2] = {a, b};
	double values[2] = {0, 0};
	bool numbers[2];
	for (int i = 0; i < 2; i++) {
		char text[32];
		size_t length = strlen(signs[i]);
		numbers[i] = length < sizeof text;
		for (size_t k = 0; numbers[i] && k < length; k++)
			text[k] = (char)(signs[i][k] == ',' ? '.' : signs[i][k]);
		numbers[i] = numbers[i] && cgrid_number_parse(text, length, &values[i]);
	}
	if (numbers[0] != numbers[1])
		return numbers[0] ? -1 : 1;
	if (numbers[0] && values[0] != values[1])
		return values[0] < values[1] ? -1 : 1;
	return cgrid_natural_compare(a, b);
}

static int
compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int order = cgrid_natural_compare(x->building, y->building);
	if (order == 0 && x->has_ordinal != y->has_ordinal)
		order = x->has_ordinal ? -1 : 1;
	if (order == 0 && x->has_ordinal)
		order = (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
	if (order == 0)
		order = compare_signs(x->text, y->text);
	if (order == 0)
		order = strcmp(x->id, y->id);
	return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* Which buildings and levels anything refers to: a building that a reader made for a file without
 * rooms must not become a page. */
static void
mark_used(const struct cgrid_draft *draft, bool *building_used, bool *level_used)
{
	for (size_t i = 0; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *feature = &draft->features[i];
		if (feature->level != CGRID_NONE)
			level_used[feature->level] = true;
		if (feature->building != CGRID_NONE)
			building_used[feature->building] = true;
	}
	for (size_t i = 0; i < draft->image_count; i++)
		if (draft->images[i].level != CGRID_NONE)
			level_used[draft->images[i].level] = true;
	for (size_t i = 0; i < draft->level_count; i++) {
		level_used[i] |=
		    draft->levels[i].outline.ring_count > 0 || draft->levels[i].id[0] != '\0';
		if (level_used[i] && draft->levels[i].building != CGRID_NONE)
			building_used[draft->levels[i].building] = true;
	}
	for (size_t i = 0; i < draft->building_count; i++)
		building_used[i] |=
		    draft->buildings[i].outline.ring_count > 0 || draft->buildings[i].id[0] != '\0';
}

static enum cgrid_status
place_buildings(struct cgrid_placing *placing, const struct ranked *ranked, size_t count)
{
	struct cgrid_campus *campus = placing->campus;
	for (size_t i = 0; i < count; i++) {
		const struct cgrid_draft_building *from = &placing->draft->buildings[ranked[i].index];
		struct cgrid_building *to = &campus->buildings[i];
		char what[160];
		snprintf(what, sizeof what, "building \"%.100s\"", from->name);
		*to =
		    (struct cgrid_building){.id = from->id, .name = from->name, .source = from->source};
		placing->building_at[ranked[i].index] = (uint32_t)i;
		enum cgrid_status status = (from->joined ? cgrid_place_joined : cgrid_place_shape)(
		    placing, from->outline, &from->source, what, &to->outline);
		if (status)
			return status;
		campus->building_count = i + 1;
	}
	return CGRID_OK;
}

static enum cgrid_status
place_levels(struct cgrid_placing *placing, const struct ranked *ranked, size_t count)
{
	struct cgrid_campus *campus = placing->campus;
	for (size_t i = 0; i < count; i++) {
		const struct cgrid_draft_level *from = &placing->draft->levels[ranked[i].index];
		struct cgrid_level *to = &campus->levels[i];
		char what[160];
		snprintf(what, sizeof what, "level \"%.100s\"", from->label);
		*to = (struct cgrid_level){.id = from->id,
					   .label = from->label,
					   .name = from->name,
					   .building = from->building == CGRID_NONE
							   ? CGRID_NONE
							   : placing->building_at[from->building],
					   .ordinal = from->ordinal,
					   .has_ordinal = from->has_ordinal,
					   .source = from->source};
		placing->level_at[ranked[i].index] = (uint32_t)i;
		enum cgrid_status status = (from->joined ? cgrid_place_joined : cgrid_place_shape)(
		    placing, from->outline, &from->source, what, &to->outline);
		if (status)
			return status;
		campus->level_count = i + 1;
	}
	return CGRID_OK;
}

/* Buildings and levels in their order, and where each record of the draft has gone. */
enum cgrid_status
cgrid_place_structure(struct cgrid_placing *placing)
{
	struct cgrid_draft *draft = placing->draft;
	enum cgrid_status status = CGRID_E_MEMORY;
	bool *building_used = cgrid_array_new(draft->building_count, sizeof *building_used);
	bool *level_used = cgrid_array_new(draft->level_count, sizeof *level_used);
	struct ranked *buildings = cgrid_array_new(draft->building_count, sizeof *buildings);
	struct ranked *levels = cgrid_array_new(draft->level_count, sizeof *levels);
	size_t building_count = 0, level_count = 0;
	if (!building_used || !level_used || !buildings || !levels) {
		cgrid_fail_memory(placing->ctx);
		goto out;
	}
	mark_used(draft, building_used, level_used);
	for (size_t i = 0; i < draft->building_count; i++) {
		const struct cgrid_draft_building *from = &draft->buildings[i];
		placing->building_at[i] = CGRID_NONE;
		if (building_used[i])
			buildings[building_count++] =
			    (struct ranked){"", from->name, from->id, false, 0, (uint32_t)i};
	}
	for (size_t i = 0; i < draft->level_count; i++) {
		const struct cgrid_draft_level *from = &draft->levels[i];
		const char *building =
		    from->building == CGRID_NONE ? "" : draft->buildings[from->building].name;
		placing->level_at[i] = CGRID_NONE;
		if (level_used[i])
			levels[level_count++] =
			    (struct ranked){building,          from->label,   from->id,
					    from->has_ordinal, from->ordinal, (uint32_t)i};
	}
	qsort(buildings, building_count, sizeof *buildings, compare_ranked);
	qsort(levels, level_count, sizeof *levels, compare_ranked);
	status = place_buildings(placing, buildings, building_count);
	if (!status)
		status = place_levels(placing, levels, level_count);
out:
	free(building_used);
	free(level_used);
	free(buildings);
	free(levels);
	return status;
}
