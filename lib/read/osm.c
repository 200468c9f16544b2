/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpenStreetMap XML (.osm), as the editors, the API and Overpass write it. Elements become features by
 * the tables of words that GeoJSON goes by; what the file lacks is counted, and rooms that cannot be
 * drawn are named.
 */
#include "read/osm.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kind_names[OSM_KINDS] = {"node", "way", "relation"};

/* Tags that say nothing of what an element is. */
static bool
is_idle(const char *key)
{
	static const char *const idle[] = {"source",      "source_ref", "source:ref", "history",
					   "attribution", "created_by", "note",       "fixme"};
	for (size_t i = 0; i < sizeof idle / sizeof *idle; i++)
		if (strcmp(idle[i], key) == 0)
			return true;
	return strncmp(key, "tiger:", 6) == 0;
}

/* Does an element say anything that `other` (which may be NULL) does not? */
static bool
says_more(const struct osm *osm, const struct osm_element *element, const struct osm_element *other)
{
	for (size_t i = 0; i < element->tag_count; i++) {
		const struct osm_tag *tag = &osm->tags[element->first_tag + i];
		const char *key = cgrid_osm_word(osm, tag->key);
		bool same = other && strcmp(cgrid_osm_tag(osm, other, key),
					    cgrid_osm_word(osm, tag->value)) == 0;
		if (!is_idle(key) && !same && strcmp(key, "type") != 0)
			return true;
	}
	return false;
}

static bool
is_multipolygon(const struct osm *osm, const struct osm_element *relation)
{
	return strcmp(cgrid_osm_tag(osm, relation, "type"), "multipolygon") == 0;
}

/* Once a relation said what its area is; before, its one outer way did. */
static const struct osm_element *
speaker(const struct osm *osm, const struct osm_element *relation)
{
	const struct osm_element *outer = NULL;
	if (says_more(osm, relation, NULL))
		return relation;
	for (size_t i = 0; i < relation->part_count; i++) {
		const struct osm_member *member = &osm->members[relation->first_part + i];
		if (member->kind != OSM_WAY || strcmp(cgrid_osm_word(osm, member->role), "inner") == 0)
			continue;
		if (outer)
			return relation;
		outer = cgrid_osm_find(osm, OSM_WAY, member->ref);
	}
	return outer ? outer : relation;
}

/* Ways that a multipolygon draws are drawn once, unless they say something of their own. */
static void
mark_drawn(const struct osm *osm, const struct osm_element *relation)
{
	const struct osm_element *said = speaker(osm, relation);
	for (size_t i = 0; i < relation->part_count; i++) {
		const struct osm_member *member = &osm->members[relation->first_part + i];
		struct osm_element *way =
		    member->kind == OSM_WAY ? cgrid_osm_find(osm, OSM_WAY, member->ref) : NULL;
		if (way)
			way->drawn |= way == said || !says_more(osm, way, said);
	}
}

static enum cgrid_status
add_tags(struct osm *osm, enum osm_kind kind, const struct osm_element *element)
{
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; !status && i < element->tag_count; i++) {
		const struct osm_tag *tag = &osm->tags[element->first_tag + i];
		const char *key = cgrid_osm_word(osm, tag->key);
		/* Ids are ours, and a relation's type says how it is drawn. */
		if (strcmp(key, "id") != 0 && (kind != OSM_RELATION || strcmp(key, "type") != 0))
			status = cgrid_geojson_tag(&osm->reader, key, cgrid_osm_word(osm, tag->value));
	}
	return status;
}

static enum cgrid_status
begin_feature(struct osm *osm, enum osm_kind kind, const struct osm_element *element)
{
	struct geojson_reader *r = &osm->reader;
	char id[64];
	enum cgrid_status status = CGRID_OK;
	cgrid_geojson_feature_begin(r, 0);
	r->feature.source = cgrid_osm_source(osm, element);
	snprintf(id, sizeof id, "%s/%lld", kind_names[kind], (long long)element->id);
	status = cgrid_geojson_tag(r, "@id", id);
	r->feature.of_school = element->of_school;
	if (!status)
		status = add_tags(osm, kind, element);
	/* What the relation of a building says goes for its outline, where that does not say it. */
	if (!status && element->outline_of > 0)
		status = add_tags(osm, OSM_RELATION,
				  &osm->lists[OSM_RELATION].elements[element->outline_of - 1]);
	return status;
}

/* A feature that could not be drawn whole: rooms and the like are named one by one, grounds counted,
 * and what would not be used anyway is none of the reader's business. */
static enum cgrid_status
take_broken(struct osm *osm, enum osm_kind kind, const struct osm_element *element)
{
	struct geojson_reader *r = &osm->reader;
	const char *as;
	switch (cgrid_geojson_role(r, &as)) {
	case CGRID_ROLE_AREA:
	case CGRID_ROLE_BUILDING:
		cgrid_osm_count(&osm->cut, 1, "%s %lld", kind_names[kind], (long long)element->id);
		cgrid_draft_rings_drop(osm->draft, r->feature.first_ring);
		return CGRID_OK;
	case CGRID_ROLE_IGNORED:
	case CGRID_ROLE_NONE:
		r->feature.faulty = false;
		break;
	default:
		break;
	}
	return cgrid_geojson_take(r);
}

/* A room or a building whose way does not come back to where it starts. */
static bool
ought_to_close(const struct geojson_reader *r)
{
	const struct cgrid_word *word =
	    cgrid_word_find(CGRID_PROPERTY_BUILDING,
			    cgrid_geojson_text(&r->feature, CGRID_PROPERTY_BUILDING), CGRID_DRAWN_AREA);
	return cgrid_geojson_is_misdrawn_room(r) || (word && word->role == CGRID_ROLE_BUILDING);
}

static enum cgrid_status
take(struct osm *osm, enum osm_kind kind, const struct osm_element *element)
{
	struct geojson_reader *r = &osm->reader;
	if (r->feature.drawn == CGRID_DRAWN_LINE && ought_to_close(r)) {
		cgrid_geojson_fault(r, 0, "its outline is not closed");
		r->feature.drawn = CGRID_DRAWN_AREA;
	}
	return r->feature.faulty ? take_broken(osm, kind, element) : cgrid_geojson_take(r);
}

static enum cgrid_status
take_relation(struct osm *osm, const struct osm_element *relation)
{
	if (!is_multipolygon(osm, relation)) {
		const char *type = cgrid_osm_tag(osm, relation, "type");
		cgrid_osm_count(&osm->other_relations, 1, "type=%.40s", type);
		return CGRID_OK;
	}
	const struct osm_element *said = speaker(osm, relation);
	enum osm_kind kind = said == relation ? OSM_RELATION : OSM_WAY;
	if (!says_more(osm, said, NULL))
		return CGRID_OK;
	enum cgrid_status status = begin_feature(osm, kind, said);
	if (!status)
		status = cgrid_osm_draw_multipolygon(osm, relation);
	return status ? status : take(osm, kind, said);
}

static enum cgrid_status
take_element(struct osm *osm, enum osm_kind kind, const struct osm_element *element)
{
	if (element->dropped || element->drawn)
		return CGRID_OK;
	if (kind == OSM_RELATION)
		return take_relation(osm, element);
	if (!says_more(osm, element, NULL))
		return CGRID_OK;
	enum cgrid_status status = begin_feature(osm, kind, element);
	if (!status)
		status = kind == OSM_NODE ? cgrid_osm_draw_node(osm, element)
					  : cgrid_osm_draw_way(osm, element);
	return status ? status : take(osm, kind, element);
}

static bool
is_of_school(const struct osm *osm, const struct osm_element *site)
{
	static const char *const keys[] = {"amenity", "site"};
	static const char *const words[] = {"school", "college", "university", "kindergarten"};
	for (size_t k = 0; k < 2; k++)
		for (size_t w = 0; w < sizeof words / sizeof *words; w++)
			if (strcmp(cgrid_osm_tag(osm, site, keys[k]), words[w]) == 0)
				return true;
	return false;
}

/* What relations say of their members: a site's are one school's, a building's outline is called so.
 * What is not in the file is counted, whatever the relation is for. */
static void
mark_members(struct osm *osm, const struct osm_element *relation, size_t index)
{
	const char *type = cgrid_osm_tag(osm, relation, "type");
	bool school = strcmp(type, "site") == 0 && is_of_school(osm, relation);
	bool building = strcmp(type, "building") == 0;
	for (size_t i = 0; i < relation->part_count; i++) {
		const struct osm_member *member = &osm->members[relation->first_part + i];
		struct osm_element *element = cgrid_osm_find(osm, member->kind, member->ref);
		if (!element) {
			cgrid_osm_count(&osm->lost_members, 1, "relation %lld",
					(long long)relation->id);
			osm->lost_rings |= is_multipolygon(osm, relation);
			continue;
		}
		element->of_school |= school;
		if (building && strcmp(cgrid_osm_word(osm, member->role), "outline") == 0)
			element->outline_of = index + 1;
	}
}

static enum cgrid_status
take_all(struct osm *osm)
{
	const struct osm_list *relations = &osm->lists[OSM_RELATION];
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; i < relations->count; i++) {
		const struct osm_element *relation = &relations->elements[i];
		if (!relation->dropped)
			mark_members(osm, relation, i);
		if (!relation->dropped && is_multipolygon(osm, relation))
			mark_drawn(osm, relation);
	}
	for (int kind = 0; kind < OSM_KINDS; kind++)
		for (size_t i = 0; !status && i < osm->lists[kind].count; i++)
			status = take_element(osm, (enum osm_kind)kind, &osm->lists[kind].elements[i]);
	return status;
}

/* "way 12, way 13, ..." */
static void
list_examples(const struct osm_count *count, char out[224])
{
	size_t n = 0;
	out[0] = '\0';
	for (size_t i = 0; i < count->shown; i++)
		n += (size_t)snprintf(out + n, 224 - n, "%s%s", i ? ", " : "", count->examples[i]);
}

/* One line for each thing that the file lacks. */
static enum cgrid_status
note_lacks(struct osm *osm)
{
	const struct cgrid_source source = {osm->shown, 0, 0};
	char examples[224];
	if (osm->deleted > 0)
		cgrid_log(osm->ctx, CGRID_NOTE, &source, "%zu deleted element%s passed over",
			  osm->deleted, osm->deleted == 1 ? " is" : "s are");
	list_examples(&osm->other_relations, examples);
	if (osm->other_relations.count > 0)
		cgrid_log(osm->ctx, CGRID_NOTE, &source, "%zu relation%s that draw%s nothing (%s)",
			  osm->other_relations.count, osm->other_relations.count == 1 ? "" : "s",
			  osm->other_relations.count == 1 ? "s" : "", examples);
	list_examples(&osm->lost_nodes, examples);
	if (osm->lost_nodes.count > 0)
		cgrid_log(osm->ctx, CGRID_WARNING, &source,
			  "%zu node%s of ways %s not in the file (%s): it was cut out of a larger one",
			  osm->lost_nodes.count, osm->lost_nodes.count == 1 ? "" : "s",
			  osm->lost_nodes.count == 1 ? "is" : "are", examples);
	list_examples(&osm->lost_members, examples);
	if (osm->lost_members.count > 0)
		cgrid_log(
		    osm->ctx, osm->lost_rings ? CGRID_WARNING : CGRID_NOTE, &source,
		    "%zu member%s of relations %s not in the file (%s): it was cut out of a larger one",
		    osm->lost_members.count, osm->lost_members.count == 1 ? "" : "s",
		    osm->lost_members.count == 1 ? "is" : "are", examples);
	list_examples(&osm->cut, examples);
	if (osm->cut.count == 0)
		return CGRID_OK;
	return cgrid_draft_leave_out(osm->draft, CGRID_E_MEANING, &source,
				     "%zu outline%s of buildings and grounds %s not whole (%s)",
				     osm->cut.count, osm->cut.count == 1 ? "" : "s",
				     osm->cut.count == 1 ? "is" : "are", examples);
}

enum cgrid_status
cgrid_read_osm_bytes(struct cgrid_draft *draft, const struct cgrid_plan *plan, const char *bytes,
		     size_t size)
{
	struct osm osm = {.ctx = draft->ctx, .draft = draft, .open = -1};
	enum cgrid_status status = CGRID_E_MEMORY;
	char *stem = cgrid_path_stem(plan->shown);
	bool *seen = cgrid_array_new(plan->property_count, sizeof *seen);
	if (!stem || !seen) {
		cgrid_fail_memory(draft->ctx);
		goto out;
	}
	osm.reader = (struct geojson_reader){.draft = draft,
					     .ctx = draft->ctx,
					     .plan = plan,
					     .defaults = {.building = stem, .seen = seen},
					     .elements = true,
					     .mark = cgrid_draft_mark(draft),
					     .building = CGRID_NONE,
					     .own_label = ""};
	/* Sources outlive the caller's text. */
	osm.shown = cgrid_draft_bytes(draft, plan->shown, strlen(plan->shown));
	status = osm.shown ? cgrid_osm_parse(&osm, bytes, size) : CGRID_E_MEMORY;
	osm.reader.osm = true;
	if (!status)
		status = take_all(&osm);
	if (!status)
		status = cgrid_geojson_finish(&osm.reader);
	if (!status)
		status = note_lacks(&osm);
	if (!status)
		cgrid_geojson_end(draft, plan, &osm.reader.mark, seen);
out:
	cgrid_osm_free(&osm);
	cgrid_buf_free(&osm.reader.feature.words);
	free(osm.reader.outlines);
	free(osm.reader.signs);
	free(stem);
	free(seen);
	return status;
}

enum cgrid_status
cgrid_read_osm(struct cgrid_draft *draft, const struct cgrid_plan *plan)
{
	struct cgrid_bytes bytes;
	enum cgrid_status status = cgrid_file_read(draft->ctx, plan->file, &bytes);
	if (status)
		return status;
	status = cgrid_read_osm_bytes(draft, plan, bytes.data, bytes.size);
	cgrid_bytes_free(&bytes);
	return status;
}
