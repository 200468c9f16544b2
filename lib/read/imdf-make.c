/* SPDX-License-Identifier: Apache-2.0 */
/* Features of IMDF into the draft: what each type becomes, and what its references lead to. */
#include "read/imdf-inside.h"
#include "read/words.h"

#include <string.h>

/* An outline of the ground says more than one of the roof. */
enum footprint_rank { FOOTPRINT_GROUND = 1, FOOTPRINT_AERIAL, FOOTPRINT_OTHER };

enum cgrid_status
cgrid_imdf_leave_out(struct imdf_reader *reader, const struct imdf_feature *feature, const char *why)
{
	if (feature->shape.ring_count > 0)
		cgrid_draft_rings_drop(reader->draft, feature->shape.first_ring);
	return cgrid_draft_leave_out(reader->draft, CGRID_E_MEANING, &feature->source,
				     "%s \"%.80s\": %s", cgrid_imdf_type_name(reader->type),
				     feature->name[0] ? feature->name : feature->id, why);
}

void
cgrid_imdf_warn(struct imdf_reader *reader, const struct imdf_feature *feature, const char *why)
{
	cgrid_log(reader->draft->ctx, CGRID_WARNING, &feature->source, "%s \"%.80s\": %s",
		  cgrid_imdf_type_name(reader->type), feature->name[0] ? feature->name : feature->id,
		  why);
}

/* Remembers what an id stands for. The first of two stays: they are named. */
enum cgrid_status
cgrid_imdf_remember(struct imdf_reader *reader, enum imdf_type type, const struct imdf_feature *feature,
		    const char *id, uint32_t index, const char *text)
{
	const struct imdf_known known = {.type = type,
					 .id = id,
					 .index = index,
					 .shares = 1,
					 .text = text,
					 .source = feature->source};
	if (cgrid_imdf_find(&reader->ids, type, id) && type != IMDF_TENANT)
		cgrid_imdf_warn(reader, feature, "its id stands for another feature too");
	return cgrid_imdf_add(&reader->ids, &known) ? CGRID_OK : cgrid_fail_memory(reader->draft->ctx);
}

static enum cgrid_status
make_venue(struct imdf_reader *reader, const struct imdf_feature *feature)
{
	const char *name = feature->name[0] ? feature->name : feature->alt_name;
	if (reader->venue_name[0] == '\0')
		reader->venue_name = name;
	if (reader->venue_address[0] == '\0')
		reader->venue_address = feature->address_id;
	if (reader->draft->name[0] == '\0')
		reader->draft->name = name;
	return CGRID_OK;
}

/* "KR-47" (ISO 3166-2) -> "47": RFC 4776 wants the part behind the country. */
static const char *
province_of(const struct imdf_feature *feature)
{
	size_t n = strlen(feature->country);
	bool prefixed = n > 0 && strncmp(feature->province, feature->country, n) == 0 &&
			feature->province[n] == '-';
	return feature->province + (prefixed ? n + 1 : 0);
}

/* The venue's address stands for the campus, where campus.json says none. */
static enum cgrid_status
make_address(struct imdf_reader *reader, const struct imdf_feature *feature)
{
	const struct {
		const char *element, *text;
	} parts[] = {
	    {"country", feature->country}, {"A1", province_of(feature)}, {"A3", feature->locality},
	    {"RD", feature->address},      {"UNIT", feature->suite},     {"PC", feature->postal_code},
	};
	/* Shops have addresses too: the venue's is that of the campus. */
	bool other = reader->venue_address[0] && strcmp(reader->venue_address, feature->id) != 0;
	if (other || reader->draft->address_count > 0)
		return CGRID_OK;
	enum cgrid_status status = CGRID_OK;
	for (size_t i = 0; i < sizeof parts / sizeof *parts && !status; i++)
		if (parts[i].text[0] != '\0')
			status = cgrid_draft_address(reader->draft, parts[i].element, parts[i].text);
	return status;
}

/* Is the building one of this folder already? Then another one of the same name is not the same. */
static bool
is_taken(const struct imdf_reader *reader, uint32_t building)
{
	for (size_t i = 0; i < reader->ids.count; i++)
		if (reader->ids.known[i].type == IMDF_BUILDING &&
		    reader->ids.known[i].index == building)
			return true;
	return false;
}

static enum cgrid_status
make_building(struct imdf_reader *reader, const struct imdf_feature *feature)
{
	struct cgrid_draft *draft = reader->draft;
	const char *said = reader->plan->building;
	const char *name = said                   ? said
			   : feature->name[0]     ? feature->name
			   : feature->alt_name[0] ? feature->alt_name
						  : reader->venue_name;
	uint32_t building;
	enum cgrid_status status = cgrid_draft_building(draft, name, &feature->source, &building);
	if (!status && !said && is_taken(reader, building)) {
		cgrid_imdf_warn(reader, feature, "another building has the same name");
		status = cgrid_draft_new_building(draft, name, &feature->source, &building);
	}
	if (status)
		return status;
	if (draft->buildings[building].id[0] == '\0')
		draft->buildings[building].id = feature->id;
	return cgrid_imdf_remember(reader, IMDF_BUILDING, feature, feature->id, building, "");
}

/* Rings of a shape once more, behind the last: a record's rings stand together. */
static enum cgrid_status
copy_rings(struct cgrid_draft *draft, struct cgrid_draft_shape shape)
{
	for (size_t r = shape.first_ring; r < shape.first_ring + shape.ring_count; r++) {
		const struct cgrid_draft_ring from = draft->rings[r];
		enum cgrid_status status = cgrid_draft_ring_begin(draft, from.role);
		for (size_t i = 0; i < from.count && !status; i++) {
			const struct cgrid_lonlat at = draft->points[from.first + i];
			status = cgrid_draft_point(draft, at.lon, at.lat);
		}
		if (status)
			return status;
		draft->rings[draft->ring_count - 1].closed = from.closed;
	}
	return CGRID_OK;
}

static enum cgrid_status
set_footprint(struct imdf_reader *reader, const struct imdf_feature *feature, uint32_t building,
	      enum footprint_rank rank)
{
	struct cgrid_draft *draft = reader->draft;
	size_t before = reader->footprint_capacity;
	if (!cgrid_array_reserve(&reader->footprint_ranks, &reader->footprint_capacity, building + 1u,
				 sizeof *reader->footprint_ranks))
		return cgrid_fail_memory(draft->ctx);
	if (reader->footprint_capacity > before)
		memset(reader->footprint_ranks + before, 0, reader->footprint_capacity - before);
	struct cgrid_draft_shape *outline = &draft->buildings[building].outline;
	unsigned char *had = &reader->footprint_ranks[building];
	/* What another drawing of this campus said of the outline stays. */
	if (*had == 0 && outline->ring_count > 0)
		return CGRID_OK;
	if (*had != 0 && *had < rank)
		return CGRID_OK;
	struct cgrid_draft_shape both = {draft->ring_count, 0};
	if (*had != rank) {
		*outline = feature->shape;
	} else {
		enum cgrid_status status = copy_rings(draft, *outline);
		if (!status)
			status = copy_rings(draft, feature->shape);
		if (status)
			return status;
		both.ring_count = draft->ring_count - both.first_ring;
		*outline = both;
		draft->buildings[building].joined = true;
	}
	*had = (unsigned char)rank;
	return CGRID_OK;
}

static enum cgrid_status
make_footprint(struct imdf_reader *reader, const struct imdf_feature *feature)
{
	enum footprint_rank rank = strcmp(feature->category, "ground") == 0   ? FOOTPRINT_GROUND
				   : strcmp(feature->category, "aerial") == 0 ? FOOTPRINT_AERIAL
									      : FOOTPRINT_OTHER;
	bool known = false;
	if (!feature->polygonal)
		return cgrid_imdf_leave_out(reader, feature, "its geometry is no polygon");
	for (size_t i = 0; i < feature->building_id_count; i++) {
		const struct imdf_known *building =
		    cgrid_imdf_find(&reader->ids, IMDF_BUILDING, feature->building_ids[i]);
		if (!building)
			continue;
		known = true;
		enum cgrid_status status = set_footprint(reader, feature, building->index, rank);
		if (status)
			return status;
	}
	return known ? CGRID_OK
		     : cgrid_imdf_leave_out(reader, feature,
					    "it names no building that building.geojson has");
}

static enum cgrid_status
make_anchor(struct imdf_reader *reader, const struct imdf_feature *feature)
{
	return cgrid_imdf_remember(reader, IMDF_ANCHOR, feature, feature->id, 0, feature->unit_id);
}

/* An occupant names the unit that its anchor is in, or the kiosk that stands on its anchor. */
static enum cgrid_status
make_occupant(struct imdf_reader *reader, const struct imdf_feature *feature)
{
	const struct imdf_known *anchor =
	    cgrid_imdf_find(&reader->ids, IMDF_ANCHOR, feature->anchor_id);
	const struct imdf_known *kiosk = cgrid_imdf_find(&reader->ids, IMDF_KIOSK, feature->anchor_id);
	const char *unit = anchor && anchor->text[0] ? anchor->text : feature->unit_id;
	const char *name = feature->name[0] ? feature->name : feature->alt_name;
	if (kiosk) {
		struct cgrid_draft_feature *asset = &reader->draft->features[kiosk->index];
		if (asset->name[0] == '\0')
			asset->name = name;
		return CGRID_OK;
	}
	if (unit[0] == '\0')
		return cgrid_imdf_leave_out(reader, feature,
					    anchor ? "its anchor is in no unit"
						   : "its anchor is not in anchor.geojson");
	if (name[0] == '\0')
		return CGRID_OK;
	const struct imdf_known *other = cgrid_imdf_find(&reader->ids, IMDF_TENANT, unit);
	if (other && strcmp(other->text, name) != 0)
		cgrid_imdf_warn(reader, feature,
				"its unit has another occupant too, whose name is used");
	return cgrid_imdf_remember(reader, IMDF_TENANT, feature, unit, 0, name);
}

struct cgrid_draft_feature
cgrid_imdf_record(const struct imdf_reader *reader, const struct imdf_feature *feature,
		  enum cgrid_draft_kind kind, uint32_t level)
{
	return (struct cgrid_draft_feature){
	    .kind = kind,
	    .id = feature->id,
	    .ref = "",
	    .name = "",
	    .category = feature->category,
	    .building = level == CGRID_NONE ? CGRID_NONE : reader->draft->levels[level].building,
	    .level = level,
	    .exterior = CGRID_EXTERIOR_UNKNOWN,
	    .has_label = feature->has_display,
	    .label = feature->display,
	    .shape = feature->shape,
	    .source = feature->source,
	};
}

/* The sign on the door, and a longer name where another one is known. */
static void
name_unit(const struct imdf_reader *reader, const struct imdf_feature *feature,
	  struct cgrid_draft_feature *room)
{
	const struct imdf_known *tenant = cgrid_imdf_find(&reader->ids, IMDF_TENANT, feature->id);
	const char *const names[] = {feature->name, feature->alt_name, tenant ? tenant->text : ""};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (names[i][0] == '\0')
			continue;
		if (room->ref[0] == '\0')
			room->ref = names[i];
		else if (room->name[0] == '\0' && strcmp(names[i], room->ref) != 0)
			room->name = names[i];
	}
}

static enum cgrid_status
make_unit(struct imdf_reader *reader, const struct imdf_feature *feature)
{
	uint32_t level = cgrid_imdf_level_of(reader, feature);
	if (level == CGRID_NONE)
		return cgrid_imdf_leave_out(reader, feature, "its level_id is not in level.geojson");
	if (!feature->polygonal)
		return cgrid_imdf_leave_out(reader, feature, "its geometry is no polygon");
	struct cgrid_draft_feature room = cgrid_imdf_record(reader, feature, CGRID_DRAFT_ROOM, level);
	name_unit(reader, feature, &room);
	enum cgrid_status status =
	    cgrid_imdf_remember(reader, IMDF_UNIT, feature, feature->id, level, "");
	return status ? status : cgrid_draft_feature(reader->draft, &room);
}

/* No category of IMDF says that a door leads outside: an emergency exit of the fifth level leads to
 * stairs. What is on its two sides decides, once everything is placed. */
static enum cgrid_status
make_opening(struct imdf_reader *reader, const struct imdf_feature *feature)
{
	uint32_t level = cgrid_imdf_level_of(reader, feature);
	if (level == CGRID_NONE)
		return cgrid_imdf_leave_out(reader, feature, "its level_id is not in level.geojson");
	if (feature->polygonal)
		return cgrid_imdf_leave_out(reader, feature, "its geometry is no line");
	struct cgrid_draft_feature door = cgrid_imdf_record(reader, feature, CGRID_DRAFT_DOOR, level);
	door.ref = feature->name[0] ? feature->name : feature->alt_name;
	if (strcmp(feature->alt_name, door.ref) != 0)
		door.name = feature->alt_name;
	enum cgrid_status status = cgrid_imdf_remember(reader, IMDF_OPENING, feature, feature->id,
						       (uint32_t)reader->draft->feature_count, "");
	return status ? status : cgrid_draft_feature(reader->draft, &door);
}

/* The level of an amenity is that of its unit; some files say it outright. */
static uint32_t
amenity_level(struct imdf_reader *reader, const struct imdf_feature *feature)
{
	for (size_t i = 0; i < feature->unit_id_count; i++) {
		const struct imdf_known *unit =
		    cgrid_imdf_find(&reader->ids, IMDF_UNIT, feature->unit_ids[i]);
		if (unit)
			return unit->index;
	}
	return cgrid_imdf_level_of(reader, feature);
}

static enum cgrid_status
make_amenity(struct imdf_reader *reader, const struct imdf_feature *feature)
{
	uint32_t level = amenity_level(reader, feature);
	if (level == CGRID_NONE && (feature->unit_id_count > 0 || feature->level_id[0]))
		return cgrid_imdf_leave_out(
		    reader, feature,
		    "neither its unit nor its level is known, so that its floor is not");
	if (feature->polygonal)
		return cgrid_imdf_leave_out(reader, feature, "its geometry is no point");
	struct cgrid_draft_feature asset = cgrid_imdf_record(reader, feature, CGRID_DRAFT_ASSET, level);
	asset.name = feature->name[0] ? feature->name : feature->alt_name;
	const struct cgrid_word *word = cgrid_category_find(feature->category, CGRID_DRAWN_POINT);
	if (word && word->role == CGRID_ROLE_ASSET && word->as[0] != '\0')
		asset.category = word->as;
	return cgrid_draft_feature(reader->draft, &asset);
}

static const struct {
	const char *name;
	bool shape;
	enum cgrid_status (*make)(struct imdf_reader *reader, const struct imdf_feature *feature);
} types[IMDF_TYPES] = {
    [IMDF_VENUE] = {"venue", false, make_venue},
    [IMDF_ADDRESS] = {"address", false, make_address},
    [IMDF_BUILDING] = {"building", false, make_building},
    [IMDF_FOOTPRINT] = {"footprint", true, make_footprint},
    [IMDF_LEVEL] = {"level", true, cgrid_imdf_make_level},
    [IMDF_ANCHOR] = {"anchor", false, make_anchor},
    [IMDF_KIOSK] = {"kiosk", true, cgrid_imdf_make_kiosk},
    [IMDF_OCCUPANT] = {"occupant", false, make_occupant},
    [IMDF_UNIT] = {"unit", true, make_unit},
    [IMDF_OPENING] = {"opening", true, make_opening},
    [IMDF_AMENITY] = {"amenity", true, make_amenity},
    [IMDF_RELATIONSHIP] = {"relationship", false, cgrid_imdf_make_relationship},
    [IMDF_FIXTURE] = {"fixture", false, cgrid_imdf_count},
    [IMDF_SECTION] = {"section", false, cgrid_imdf_count},
    [IMDF_DETAIL] = {"detail", false, cgrid_imdf_count},
    [IMDF_GEOFENCE] = {"geofence", false, cgrid_imdf_count},
};

enum cgrid_status
cgrid_imdf_make(struct imdf_reader *reader, const struct imdf_feature *feature)
{
	return types[reader->type].make(reader, feature);
}

bool
cgrid_imdf_is_used(enum imdf_type type)
{
	return types[type].make != cgrid_imdf_count;
}

bool
cgrid_imdf_wants_shape(enum imdf_type type)
{
	return types[type].shape;
}

const char *
cgrid_imdf_type_name(enum imdf_type type)
{
	return types[type].name;
}
