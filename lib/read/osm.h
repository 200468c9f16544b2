/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of the reader of OpenStreetMap XML: all elements of a file, then
 * each as a feature that goes the way of GeoJSON's (geojson.h).
 */
#ifndef CGRID_READ_OSM_H
#define CGRID_READ_OSM_H

#include "base/text.h"
#include "read/geojson.h"

enum osm_kind { OSM_NODE, OSM_WAY, OSM_RELATION, OSM_KINDS };

struct osm_element {
	int64_t id; /* negative ones are not uploaded yet */
	int64_t version;
	uint32_t line, column;
	bool dropped;      /* another element of this id is used in its place */
	bool implied;      /* a node known by a way's <nd lat lon> alone */
	bool of_school;    /* a site of a school has it */
	size_t outline_of; /* 1 more than the index of the relation that it is the outline of */
	bool drawn;        /* ways: a multipolygon shows it */
	size_t first_tag, tag_count;   /* osm->tags */
	size_t first_part, part_count; /* ways: osm->refs; relations: osm->members */
	double lon, lat;               /* nodes */
};
/* Texts, in osm->words. */
struct osm_tag {
	size_t key, value;
};
struct osm_member {
	enum osm_kind kind;
	int64_t ref;
	size_t role; /* in osm->words */
};
/* One element by its id. */
struct osm_entry {
	int64_t id;
	size_t index;
};
struct osm_list {
	struct osm_element *elements;
	size_t count, capacity;
	struct osm_entry *entries; /* by id; one for each id */
	size_t entry_count;
};

/* What one line counts at the end. */
enum { OSM_EXAMPLES = 3 };
struct osm_count {
	size_t count, shown;
	char examples[OSM_EXAMPLES][64];
};

struct osm {
	struct cgrid_ctx *ctx;
	struct cgrid_draft *draft;
	const char *shown;
	struct osm_list lists[OSM_KINDS];
	struct osm_tag *tags;
	int64_t *refs;
	struct osm_member *members;
	struct cgrid_buf words;
	size_t tag_count, tag_capacity, ref_count, ref_capacity, member_count, member_capacity;
	size_t deleted;
	bool lost_rings; /* members of multipolygons are among the lost ones */

	/* while it is parsed */
	unsigned depth;
	int open; /* enum osm_kind of the element that children belong to; -1 for none */
	bool in_remark;
	struct cgrid_buf remark; /* what Overpass says in place of the rest */

	/* while it is drawn */
	struct geojson_reader reader;
	struct osm_count lost_nodes, lost_members, cut, other_relations;
};

/* osm-parse.c: the elements of a text; freed by cgrid_osm_free, read or not. */
enum cgrid_status cgrid_osm_parse(struct osm *osm, const char *bytes, size_t size);
void cgrid_osm_free(struct osm *osm);
/* The element of an id; NULL when the file does not have it. */
struct osm_element *cgrid_osm_find(const struct osm *osm, enum osm_kind kind, int64_t id);
const char *cgrid_osm_word(const struct osm *osm, size_t at);
/* The value of a tag; "" when it is not there. */
const char *cgrid_osm_tag(const struct osm *osm, const struct osm_element *element, const char *key);
struct cgrid_source cgrid_osm_source(const struct osm *osm, const struct osm_element *element);
void cgrid_osm_count(struct osm_count *count, size_t more, const char *format, ...) CGRID_PRINTF(3, 4);

/* osm-draw.c: elements as rings of the current feature. What cannot be drawn makes it faulty. */
enum cgrid_status cgrid_osm_draw_node(struct osm *osm, const struct osm_element *node);
enum cgrid_status cgrid_osm_draw_way(struct osm *osm, const struct osm_element *way);
/* A node of a way; NULL (and counted) when the file does not have it. */
const struct osm_element *cgrid_osm_node_of(struct osm *osm, const struct osm_element *way, size_t i);

/* osm-rings.c: the same for multipolygons. */
enum cgrid_status cgrid_osm_draw_multipolygon(struct osm *osm, const struct osm_element *relation);

#endif
