/* SPDX-License-Identifier: Apache-2.0 */
/* OpenStreetMap XML into tables of nodes, ways and relations, in the order of the file. */
#include "base/num.h"
#include "base/xml.h"
#include "read/osm.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kind_names[OSM_KINDS] = {"node", "way", "relation"};

const char *
cgrid_osm_word(const struct osm *osm, size_t at)
{
	return osm->words.data + at;
}

const char *
cgrid_osm_tag(const struct osm *osm, const struct osm_element *element, const char *key)
{
	for (size_t i = 0; i < element->tag_count; i++) {
		const struct osm_tag *tag = &osm->tags[element->first_tag + i];
		if (strcmp(cgrid_osm_word(osm, tag->key), key) == 0)
			return cgrid_osm_word(osm, tag->value);
	}
	return "";
}

struct cgrid_source
cgrid_osm_source(const struct osm *osm, const struct osm_element *element)
{
	return (struct cgrid_source){osm->shown, element->line, element->column};
}

void
cgrid_osm_count(struct osm_count *count, size_t more, const char *format, ...)
{
	char example[sizeof count->examples[0]];
	va_list args;
	va_start(args, format);
	vsnprintf(example, sizeof example, format, args);
	va_end(args);
	count->count += more;
	for (size_t i = 0; i < count->shown; i++)
		if (strcmp(count->examples[i], example) == 0)
			return;
	if (count->shown < OSM_EXAMPLES)
		memcpy(count->examples[count->shown++], example, sizeof example);
}

/* A text with its NUL among the words. */
static enum cgrid_status
add_word(struct osm *osm, const char *text, size_t *at_out)
{
	*at_out = osm->words.size;
	cgrid_buf_add(&osm->words, text, strlen(text) + 1);
	return osm->words.failed ? cgrid_fail_memory(osm->ctx) : CGRID_OK;
}

static int
kind_of(const char *name)
{
	for (int i = 0; i < OSM_KINDS; i++)
		if (strcmp(kind_names[i], name) == 0)
			return i;
	return -1;
}

static bool
read_integer(const char *text, int64_t *value_out)
{
	return text && cgrid_integer_parse(text, strlen(text), INT64_MIN, INT64_MAX, value_out);
}

static bool
read_degrees(const char *text, double most, double *value_out)
{
	return text && cgrid_number_parse(text, strlen(text), value_out) && *value_out >= -most &&
	       *value_out <= most;
}

static bool
is_word(const char *text, const char *word)
{
	return text && strcmp(text, word) == 0;
}

static enum cgrid_status
add_element(struct osm *osm, enum osm_kind kind, const struct osm_element *element)
{
	struct osm_list *list = &osm->lists[kind];
	if (!CGRID_ROOM_FOR_ONE(list->elements, list->count, list->capacity))
		return cgrid_fail_memory(osm->ctx);
	list->elements[list->count++] = *element;
	return CGRID_OK;
}

static enum cgrid_status
begin_element(struct osm *osm, const struct cgrid_xml *xml, enum osm_kind kind,
	      const char *const *attributes)
{
	struct cgrid_source source = cgrid_xml_source(xml);
	struct osm_element element = {.line = source.line,
				      .column = source.column,
				      .first_tag = osm->tag_count,
				      .first_part =
					  kind == OSM_WAY ? osm->ref_count : osm->member_count};
	const char *id = cgrid_xml_attribute(attributes, "id");
	if (is_word(cgrid_xml_attribute(attributes, "action"), "delete") ||
	    is_word(cgrid_xml_attribute(attributes, "visible"), "false")) {
		osm->deleted++;
		return CGRID_OK;
	}
	if (!read_integer(id, &element.id))
		return cgrid_draft_leave_out(osm->draft, CGRID_E_MEANING, &source,
					     id ? "%s %.40s: its id is no number"
						: "%s without an id%.0s",
					     kind_names[kind], id ? id : "");
	read_integer(cgrid_xml_attribute(attributes, "version"), &element.version);
	if (kind == OSM_NODE &&
	    (!read_degrees(cgrid_xml_attribute(attributes, "lon"), 180, &element.lon) ||
	     !read_degrees(cgrid_xml_attribute(attributes, "lat"), 90, &element.lat)))
		return cgrid_draft_leave_out(osm->draft, CGRID_E_MEANING, &source,
					     "node %.40s: its lat and lon are no position", id);
	osm->open = kind;
	return add_element(osm, kind, &element);
}

static enum cgrid_status
add_tag(struct osm *osm, const struct cgrid_xml *xml, struct osm_element *element,
	const char *const *attributes)
{
	const char *key = cgrid_xml_attribute(attributes, "k"),
		   *value = cgrid_xml_attribute(attributes, "v");
	if (!key || !value) {
		struct cgrid_source source = cgrid_xml_source(xml);
		cgrid_log(osm->ctx, CGRID_WARNING, &source, "a tag without %s is passed over",
			  key ? "v" : "k");
		return CGRID_OK;
	}
	struct osm_tag tag;
	enum cgrid_status status = add_word(osm, key, &tag.key);
	if (!status)
		status = add_word(osm, value, &tag.value);
	if (status)
		return status;
	if (!CGRID_ROOM_FOR_ONE(osm->tags, osm->tag_count, osm->tag_capacity))
		return cgrid_fail_memory(osm->ctx);
	osm->tags[osm->tag_count++] = tag;
	element->tag_count++;
	return CGRID_OK;
}

/* A node of a way. Overpass's "out geom" writes its position here, and no <node>. */
static enum cgrid_status
add_ref(struct osm *osm, const struct cgrid_xml *xml, struct osm_element *way,
	const char *const *attributes)
{
	struct cgrid_source source = cgrid_xml_source(xml);
	struct osm_element node = {.line = source.line, .column = source.column, .implied = true};
	if (!read_integer(cgrid_xml_attribute(attributes, "ref"), &node.id))
		return cgrid_draft_leave_out(osm->draft, CGRID_E_MEANING, &source,
					     "an <nd> whose ref is no number");
	if (!CGRID_ROOM_FOR_ONE(osm->refs, osm->ref_count, osm->ref_capacity))
		return cgrid_fail_memory(osm->ctx);
	osm->refs[osm->ref_count++] = node.id;
	way->part_count++;
	if (!read_degrees(cgrid_xml_attribute(attributes, "lon"), 180, &node.lon) ||
	    !read_degrees(cgrid_xml_attribute(attributes, "lat"), 90, &node.lat))
		return CGRID_OK;
	return add_element(osm, OSM_NODE, &node);
}

static enum cgrid_status
add_member(struct osm *osm, const struct cgrid_xml *xml, struct osm_element *relation,
	   const char *const *attributes)
{
	const char *type = cgrid_xml_attribute(attributes, "type"),
		   *role = cgrid_xml_attribute(attributes, "role");
	struct osm_member member;
	int kind = type ? kind_of(type) : -1;
	if (kind < 0 || !read_integer(cgrid_xml_attribute(attributes, "ref"), &member.ref)) {
		struct cgrid_source source = cgrid_xml_source(xml);
		return cgrid_draft_leave_out(osm->draft, CGRID_E_MEANING, &source,
					     "a member without a type and a number");
	}
	member.kind = (enum osm_kind)kind;
	enum cgrid_status status = add_word(osm, role ? role : "", &member.role);
	if (status)
		return status;
	if (!CGRID_ROOM_FOR_ONE(osm->members, osm->member_count, osm->member_capacity))
		return cgrid_fail_memory(osm->ctx);
	osm->members[osm->member_count++] = member;
	relation->part_count++;
	return CGRID_OK;
}

static enum cgrid_status
begin_root(struct osm *osm, const struct cgrid_xml *xml, const char *name)
{
	struct cgrid_source source = cgrid_xml_source(xml);
	if (strcmp(name, "osm") == 0)
		return CGRID_OK;
	if (strcmp(name, "osmChange") == 0)
		return cgrid_fail_at(
		    osm->ctx, CGRID_E_MEANING, &source,
		    "an osmChange holds changes of a map, not the map; export the area as .osm");
	return cgrid_fail_at(osm->ctx, CGRID_E_MEANING, &source,
			     "not OpenStreetMap: the root is <%.40s>, not <osm>", name);
}

static enum cgrid_status
on_start(void *user, const struct cgrid_xml *xml, const char *name, const char *const *attributes)
{
	struct osm *osm = user;
	switch (++osm->depth) {
	case 1:
		return begin_root(osm, xml, name);
	case 2: {
		int kind = kind_of(name);
		osm->open = -1;
		osm->in_remark = strcmp(name, "remark") == 0;
		return kind >= 0 ? begin_element(osm, xml, (enum osm_kind)kind, attributes) : CGRID_OK;
	}
	case 3:
		break;
	default:
		return CGRID_OK;
	}
	if (osm->open < 0)
		return CGRID_OK;
	/* Nodes implied by <nd> are behind nodes, never behind the way that is open. */
	struct osm_list *list = &osm->lists[osm->open];
	struct osm_element *element = &list->elements[list->count - 1];
	if (strcmp(name, "tag") == 0)
		return add_tag(osm, xml, element, attributes);
	if (osm->open == OSM_WAY && strcmp(name, "nd") == 0)
		return add_ref(osm, xml, element, attributes);
	if (osm->open == OSM_RELATION && strcmp(name, "member") == 0)
		return add_member(osm, xml, element, attributes);
	return CGRID_OK;
}

static enum cgrid_status
on_end(void *user, const struct cgrid_xml *xml, const char *name)
{
	struct osm *osm = user;
	(void)xml;
	(void)name;
	if (--osm->depth == 1)
		osm->in_remark = false;
	return CGRID_OK;
}

static enum cgrid_status
on_text(void *user, const char *text, size_t length)
{
	struct osm *osm = user;
	while (osm->remark.size == 0 && length > 0 && strchr(" \t\r\n", text[0])) {
		text++;
		length--;
	}
	if (osm->in_remark && osm->remark.size < 400)
		cgrid_buf_add(&osm->remark, text, length < 400 ? length : 400);
	return osm->remark.failed ? cgrid_fail_memory(osm->ctx) : CGRID_OK;
}

static int
compare_entries(const void *a, const void *b)
{
	const struct osm_entry *x = a, *y = b;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->index < y->index ? -1 : 1;
}

/* Of elements of one id the newest version is used, else the first. */
static void
choose(struct osm *osm, enum osm_kind kind, struct osm_entry *kept, const struct osm_entry *other)
{
	struct osm_list *list = &osm->lists[kind];
	struct osm_element *a = &list->elements[kept->index], *b = &list->elements[other->index];
	bool newer = b->implied == a->implied ? b->version > a->version : a->implied;
	if (!a->implied && !b->implied) {
		struct cgrid_source source = cgrid_osm_source(osm, b);
		cgrid_log(osm->ctx, CGRID_WARNING, &source,
			  "%s %lld stands twice, first in line %u; the %s is used", kind_names[kind],
			  (long long)b->id, (unsigned)a->line, newer ? "newer version" : "first");
	}
	if (newer)
		kept->index = other->index;
	(newer ? a : b)->dropped = true;
}

static enum cgrid_status
index_list(struct osm *osm, enum osm_kind kind)
{
	struct osm_list *list = &osm->lists[kind];
	list->entries = cgrid_array_new(list->count, sizeof *list->entries);
	if (!list->entries)
		return cgrid_fail_memory(osm->ctx);
	for (size_t i = 0; i < list->count; i++)
		list->entries[i] = (struct osm_entry){list->elements[i].id, i};
	qsort(list->entries, list->count, sizeof *list->entries, compare_entries);
	for (size_t i = 0; i < list->count; i++) {
		size_t n = list->entry_count;
		if (n > 0 && list->entries[n - 1].id == list->entries[i].id)
			choose(osm, kind, &list->entries[n - 1], &list->entries[i]);
		else
			list->entries[list->entry_count++] = list->entries[i];
	}
	return CGRID_OK;
}

struct osm_element *
cgrid_osm_find(const struct osm *osm, enum osm_kind kind, int64_t id)
{
	const struct osm_list *list = &osm->lists[kind];
	size_t from = 0, to = list->entry_count;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (list->entries[middle].id < id)
			from = middle + 1;
		else
			to = middle;
	}
	bool found = from < list->entry_count && list->entries[from].id == id;
	return found ? &list->elements[list->entries[from].index] : NULL;
}

enum cgrid_status
cgrid_osm_parse(struct osm *osm, const char *bytes, size_t size)
{
	static const struct cgrid_xml_handler handler = {on_start, on_end, on_text};
	const struct cgrid_source source = {osm->shown, 0, 0};
	enum cgrid_status status = cgrid_xml_read(osm->ctx, osm->shown, bytes, size, &handler, osm);
	/* A query that ran out of time or memory answers with what it has until then. */
	if (!status && osm->remark.size > 0)
		status =
		    cgrid_fail_at(osm->ctx, CGRID_E_MEANING, &source,
				  "an answer of Overpass that is not whole: %.400s", osm->remark.data);
	for (int kind = 0; !status && kind < OSM_KINDS; kind++)
		status = index_list(osm, (enum osm_kind)kind);
	return status;
}

void
cgrid_osm_free(struct osm *osm)
{
	for (int kind = 0; kind < OSM_KINDS; kind++) {
		free(osm->lists[kind].elements);
		free(osm->lists[kind].entries);
	}
	free(osm->tags);
	free(osm->refs);
	free(osm->members);
	cgrid_buf_free(&osm->words);
	cgrid_buf_free(&osm->remark);
}
