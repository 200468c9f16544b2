/* SPDX-License-Identifier: Apache-2.0 */
/* Nodes and ways as points, lines and areas. */
#include "read/osm.h"

#include <string.h>

/*
 * Closed ways that are areas though no area=yes says so: the list that editors share
 * (github.com/tyrasd/osm-polygon-features), so that an area is one here where it is one in GeoJSON
 * made by osmtogeojson. ALL: any value; ONLY: these; BUT: all but these.
 */
enum area_rule { ALL, ONLY, BUT };
static const struct {
	const char *key;
	enum area_rule rule;
	const char *words; /* with a blank before and behind each */
} area_keys[] = {
    {"building", ALL, ""},
    {"building:part", ALL, ""},
    {"indoor", ALL, ""},
    {"room", ALL, ""},
    {"highway", ONLY, " services rest_area escape elevator "},
    {"area:highway", ALL, ""},
    {"natural", BUT, " coastline cliff ridge arete tree_row "},
    {"landuse", ALL, ""},
    {"waterway", ONLY, " riverbank dock boatyard dam "},
    {"amenity", ALL, ""},
    {"leisure", ALL, ""},
    {"barrier", ONLY, " city_wall ditch hedge retaining_wall spikes "},
    {"railway", ONLY, " station turntable roundhouse platform "},
    {"boundary", ALL, ""},
    {"man_made", BUT, " cutline embankment pipeline "},
    {"power", ONLY, " plant substation generator transformer "},
    {"place", ALL, ""},
    {"shop", ALL, ""},
    {"aeroway", BUT, " taxiway "},
    {"tourism", ALL, ""},
    {"historic", ALL, ""},
    {"public_transport", ALL, ""},
    {"office", ALL, ""},
    {"military", ALL, ""},
    {"ruins", ALL, ""},
    {"craft", ALL, ""},
    {"golf", ALL, ""},
};

static bool
is_listed(const char *words, const char *word)
{
	size_t length = strlen(word);
	for (const char *at = words; length > 0 && (at = strstr(at, word)); at++)
		if (at > words && at[-1] == ' ' && at[length] == ' ')
			return true;
	return false;
}

static bool
is_area(const struct osm *osm, const struct osm_element *way)
{
	const char *area = cgrid_osm_tag(osm, way, "area");
	if (area[0])
		return strcmp(area, "no") != 0;
	for (size_t i = 0; i < sizeof area_keys / sizeof *area_keys; i++) {
		const char *value = cgrid_osm_tag(osm, way, area_keys[i].key);
		if (value[0] == '\0' || strcmp(value, "no") == 0)
			continue;
		if (area_keys[i].rule == ALL ||
		    is_listed(area_keys[i].words, value) == (area_keys[i].rule == ONLY))
			return true;
	}
	return false;
}

const struct osm_element *
cgrid_osm_node_of(struct osm *osm, const struct osm_element *way, size_t i)
{
	const struct osm_element *node = cgrid_osm_find(osm, OSM_NODE, osm->refs[way->first_part + i]);
	if (!node)
		cgrid_osm_count(&osm->lost_nodes, 1, "way %lld", (long long)way->id);
	return node;
}

enum cgrid_status
cgrid_osm_draw_node(struct osm *osm, const struct osm_element *node)
{
	osm->reader.feature.drawn = CGRID_DRAWN_POINT;
	enum cgrid_status status = cgrid_draft_ring_begin(osm->draft, CGRID_RING_LINE);
	return status ? status : cgrid_draft_point(osm->draft, node->lon, node->lat);
}

/* The pieces of a line between nodes that are not there. */
static enum cgrid_status
draw_line(struct osm *osm, const struct osm_element *way)
{
	struct cgrid_draft *draft = osm->draft;
	enum cgrid_status status = CGRID_OK;
	bool open = false;
	for (size_t i = 0; !status && i <= way->part_count; i++) {
		const struct osm_element *node =
		    i < way->part_count ? cgrid_osm_node_of(osm, way, i) : NULL;
		if (!node && open && draft->rings[draft->ring_count - 1].count < 2)
			cgrid_draft_rings_drop(draft, draft->ring_count - 1);
		if (node && !open)
			status = cgrid_draft_ring_begin(draft, CGRID_RING_LINE);
		open = node != NULL;
		if (node && !status)
			status = cgrid_draft_point(draft, node->lon, node->lat);
	}
	if (draft->ring_count > osm->reader.feature.first_ring)
		osm->reader.feature.drawn = CGRID_DRAWN_LINE;
	return status;
}

static enum cgrid_status
draw_area(struct osm *osm, const struct osm_element *way)
{
	struct cgrid_draft *draft = osm->draft;
	size_t lost = 0;
	enum cgrid_status status = cgrid_draft_ring_begin(draft, CGRID_RING_OUTER);
	osm->reader.feature.drawn = CGRID_DRAWN_AREA;
	for (size_t i = 0; !status && i < way->part_count; i++) {
		const struct osm_element *node = cgrid_osm_node_of(osm, way, i);
		lost += node == NULL;
		if (node)
			status = cgrid_draft_point(draft, node->lon, node->lat);
	}
	if (status)
		return status;
	cgrid_draft_ring_end(draft);
	size_t corners = draft->rings[draft->ring_count - 1].count;
	if (lost > 0)
		cgrid_geojson_fault(&osm->reader, 0,
				    "%zu of the %zu nodes of its outline are not in the file", lost,
				    way->part_count);
	else if (corners < 3)
		cgrid_geojson_fault(&osm->reader, 0, "its outline has no more than %zu corners",
				    corners);
	return CGRID_OK;
}

enum cgrid_status
cgrid_osm_draw_way(struct osm *osm, const struct osm_element *way)
{
	const int64_t *refs = osm->refs + way->first_part;
	if (way->part_count > 2 && refs[0] == refs[way->part_count - 1] && is_area(osm, way))
		return draw_area(osm, way);
	return draw_line(osm, way);
}
