/* SPDX-License-Identifier: Apache-2.0 */
/* Features of IMDF that say more of others, or that no grid needs. */
#include "read/imdf-inside.h"

#include <stdio.h>
#include <string.h>

/* What is counted alone, and why: it stands in rooms, or has no walls that anybody could see. */
static const struct {
	enum imdf_type type;
	const char *what;
} counted[] = {
    {IMDF_FIXTURE, "furniture and fittings"},
    {IMDF_SECTION, "sections of levels, which have no walls"},
    {IMDF_DETAIL, "details, which are lines for the eye"},
    {IMDF_GEOFENCE, "geofences, which nobody can see"},
    {IMDF_RELATIONSHIP, "ways that lead through no single door"},
};

enum cgrid_status
cgrid_imdf_count(struct imdf_reader *reader, const struct imdf_feature *feature)
{
	size_t known = 0;
	if (reader->unused++ == 0)
		memset(reader->unused_words, 0, sizeof reader->unused_words);
	while (known < IMDF_WORDS && reader->unused_words[known] &&
	       strcmp(reader->unused_words[known], feature->category) != 0)
		known++;
	if (known < IMDF_WORDS && feature->category[0] != '\0')
		reader->unused_words[known] = feature->category;
	return CGRID_OK;
}

void
cgrid_imdf_say_unused(struct imdf_reader *reader, const char *shown)
{
	const struct cgrid_source source = {shown, 0, 0};
	char words[IMDF_WORDS * 50 + 4] = "";
	size_t n = 0;
	if (reader->unused == 0)
		return;
	for (size_t i = 0; i < IMDF_WORDS && reader->unused_words[i]; i++)
		n += (size_t)snprintf(words + n, sizeof words - n, "%s%.40s", i ? ", " : " (",
				      reader->unused_words[i]);
	for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
		if (counted[i].type == reader->type)
			cgrid_log(reader->draft->ctx, CGRID_NOTE, &source,
				  "%zu feature%s not used: %s%s%s", reader->unused,
				  reader->unused == 1 ? " is" : "s are", counted[i].what, words,
				  words[0] ? ")" : "");
}

/* Where the drawing wants the name, else the middle of the corners. */
static struct cgrid_lonlat
middle_of(const struct cgrid_draft *draft, const struct imdf_feature *feature)
{
	const struct cgrid_draft_ring *ring = &draft->rings[feature->shape.first_ring];
	struct cgrid_lonlat sum = {0, 0};
	if (feature->has_display)
		return feature->display;
	for (size_t i = 0; i < ring->count; i++) {
		sum.lon += draft->points[ring->first + i].lon;
		sum.lat += draft->points[ring->first + i].lat;
	}
	return (struct cgrid_lonlat){.lon = sum.lon / (double)ring->count,
				     .lat = sum.lat / (double)ring->count};
}

/* A kiosk stands in a room and is none: people say "at the coffee stand". */
enum cgrid_status
cgrid_imdf_make_kiosk(struct imdf_reader *reader, const struct imdf_feature *feature)
{
	struct cgrid_draft *draft = reader->draft;
	uint32_t level = cgrid_imdf_level_of(reader, feature);
	if (level == CGRID_NONE)
		return cgrid_imdf_leave_out(reader, feature, "its level_id is not in level.geojson");
	if (!feature->polygonal)
		return cgrid_imdf_leave_out(reader, feature, "its geometry is no polygon");
	struct cgrid_draft_feature asset = cgrid_imdf_record(reader, feature, CGRID_DRAFT_ASSET, level);
	const struct cgrid_lonlat at = middle_of(draft, feature);
	cgrid_draft_rings_drop(draft, feature->shape.first_ring);
	asset.shape = (struct cgrid_draft_shape){draft->ring_count, 1};
	asset.category = "kiosk";
	asset.name = feature->name[0] ? feature->name : feature->alt_name;
	enum cgrid_status status = cgrid_draft_ring_begin(draft, CGRID_RING_LINE);
	if (!status)
		status = cgrid_draft_point(draft, at.lon, at.lat);
	if (status)
		return status;
	cgrid_draft_ring_end(draft);
	status = cgrid_imdf_remember(reader, IMDF_KIOSK, feature, feature->anchor_id,
				     (uint32_t)draft->feature_count, asset.name);
	return status ? status : cgrid_draft_feature(draft, &asset);
}

/* A way through doors says which units they join. Ways of other kinds lead over levels, which the
 * units themselves tell. */
enum cgrid_status
cgrid_imdf_make_relationship(struct imdf_reader *reader, const struct imdf_feature *feature)
{
	const struct imdf_known *opening = NULL;
	if (feature->intermediary_id_count == 1)
		opening = cgrid_imdf_find(&reader->ids, IMDF_OPENING, feature->intermediary_ids[0]);
	bool rooms = cgrid_imdf_find(&reader->ids, IMDF_UNIT, feature->origin_id) &&
		     cgrid_imdf_find(&reader->ids, IMDF_UNIT, feature->destination_id);
	if (!opening || !rooms)
		return cgrid_imdf_count(reader, feature);
	struct cgrid_draft_feature *door = &reader->draft->features[opening->index];
	door->joins[0] = feature->origin_id;
	door->joins[1] = feature->destination_id;
	return CGRID_OK;
}

void
cgrid_imdf_undo(struct imdf_reader *reader, enum imdf_type type)
{
	struct cgrid_draft *draft = reader->draft;
	for (size_t i = reader->first_feature; type == IMDF_RELATIONSHIP && i < draft->feature_count;
	     i++)
		draft->features[i].joins[0] = draft->features[i].joins[1] = NULL;
	for (size_t i = 0; type == IMDF_OCCUPANT && i < reader->ids.count; i++)
		if (reader->ids.known[i].type == IMDF_KIOSK)
			draft->features[reader->ids.known[i].index].name = reader->ids.known[i].text;
}
