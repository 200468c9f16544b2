/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of the IMDF reader: features as they stand in the files, and what refers to what. */
#ifndef CGRID_READ_IMDF_INSIDE_H
#define CGRID_READ_IMDF_INSIDE_H

#include "read/geometry.h"

/* Feature types (IMDF 1.0.0) in the order of reading: every reference leads back. */
enum imdf_type {
	IMDF_VENUE,
	IMDF_ADDRESS,
	IMDF_BUILDING,
	IMDF_FOOTPRINT,
	IMDF_LEVEL,
	IMDF_ANCHOR,
	IMDF_KIOSK,
	IMDF_OCCUPANT,
	IMDF_UNIT,
	IMDF_OPENING,
	IMDF_AMENITY,
	IMDF_RELATIONSHIP,
	/* counted alone */
	IMDF_FIXTURE,
	IMDF_SECTION,
	IMDF_DETAIL,
	IMDF_GEOFENCE,
	IMDF_TYPES,
	/* a key of the ids below, no type of a file: the occupant of a unit */
	IMDF_TENANT = IMDF_TYPES
};

/* One feature, its members in any order. Texts are "" when absent or null. */
struct imdf_feature {
	struct cgrid_source source;
	const char *id;
	bool typed;        /* "type": "Feature" */
	const char *wrong; /* its feature_type, where it is not the file's */
	const char *category, *level_id, *unit_id, *anchor_id, *address_id;
	const char *name, *alt_name, *short_name; /* in the language wanted */
	const char *address, *locality, *province, *country, *postal_code, *postal_code_ext, *suite;
	const char *origin_id, *destination_id; /* relationship */
	const char **building_ids, **unit_ids, **intermediary_ids;
	size_t building_id_count, unit_id_count, intermediary_id_count;
	int64_t ordinal;
	bool has_ordinal, outdoor, has_display;
	struct cgrid_lonlat display;
	struct cgrid_draft_shape shape; /* where the type wants one */
	bool polygonal;
};

/* What a feature id stands for. */
struct imdf_known {
	enum imdf_type type;
	const char *id;
	uint32_t index;   /* building, level, kiosk, opening: in the draft; unit: its level */
	uint32_t shares;  /* level: of how many buildings; the others are the next entries */
	const char *text; /* anchor: its unit's id; tenant: the occupant's name; kiosk: its own */
	struct cgrid_source source;
};
struct imdf_ids {
	struct imdf_known *known;
	size_t count, capacity;
	uint32_t *slots; /* index + 1 */
	size_t slot_count;
};

enum { IMDF_WORDS = 4 };

struct imdf_reader {
	struct cgrid_draft *draft;
	const struct cgrid_plan *plan;
	const char *language; /* of the manifest; "" when unknown */
	struct imdf_ids ids;
	const char *venue_name, *venue_address; /* its address_id */
	struct cgrid_geometry geometry, display;
	size_t first_building, first_level; /* of the draft: those before are of other drawings */
	unsigned char *footprint_ranks;     /* by building from first_building on */
	size_t footprint_capacity;
	size_t first_feature;
	/* the file at hand */
	enum imdf_type type;
	size_t unused; /* features that are counted alone, and some of their categories */
	const char *unused_words[IMDF_WORDS];
	struct cgrid_json json;
};

/* imdf-ids.c: NULL when unknown; the first of several wins. False without memory. */
const struct imdf_known *cgrid_imdf_find(const struct imdf_ids *ids, enum imdf_type type,
					 const char *id);
bool cgrid_imdf_add(struct imdf_ids *ids, const struct imdf_known *known);
/* Forgets those from `count` on (of a file that broke). */
void cgrid_imdf_forget(struct imdf_ids *ids, size_t count);
void cgrid_imdf_ids_free(struct imdf_ids *ids);

/* imdf.c: the bytes of one file, IMDF_TYPES for the manifest. What cannot be used is taken back, and
 * logged unless strict. */
enum cgrid_status cgrid_imdf_member(struct imdf_reader *reader, enum imdf_type type, const char *shown,
				    const char *bytes, size_t size);
void cgrid_imdf_free(struct imdf_reader *reader);

/* imdf-file.c: every feature of a file of reader->type, handed to cgrid_imdf_make. */
enum cgrid_status cgrid_imdf_read_file(struct imdf_reader *reader, const char *shown, const char *bytes,
				       size_t size);
/* A text in the language that is wanted most: 0 is best. */
unsigned cgrid_imdf_language_rank(const struct imdf_reader *reader, const char *tag, size_t length);

/* imdf-make.c: one feature into the draft. */
enum cgrid_status cgrid_imdf_make(struct imdf_reader *reader, const struct imdf_feature *feature);
/* For the makers: a feature that cannot be used, a doubt, and what an id stands for. */
enum cgrid_status cgrid_imdf_leave_out(struct imdf_reader *reader, const struct imdf_feature *feature,
				       const char *why);
void cgrid_imdf_warn(struct imdf_reader *reader, const struct imdf_feature *feature, const char *why);
enum cgrid_status cgrid_imdf_remember(struct imdf_reader *reader, enum imdf_type type,
				      const struct imdf_feature *feature, const char *id,
				      uint32_t index, const char *text);
/* A record of the feature, with its id, category, place and shape. */
struct cgrid_draft_feature cgrid_imdf_record(const struct imdf_reader *reader,
					     const struct imdf_feature *feature,
					     enum cgrid_draft_kind kind, uint32_t level);
/* What is used of a feature type: is it more than counted, has it a geometry that is wanted? */
bool cgrid_imdf_is_used(enum imdf_type type);
bool cgrid_imdf_wants_shape(enum imdf_type type);
const char *cgrid_imdf_type_name(enum imdf_type type);

/* imdf-more.c: kiosks, relationships, and what is counted alone. */
enum cgrid_status cgrid_imdf_make_kiosk(struct imdf_reader *reader, const struct imdf_feature *feature);
enum cgrid_status cgrid_imdf_make_relationship(struct imdf_reader *reader,
					       const struct imdf_feature *feature);
enum cgrid_status cgrid_imdf_count(struct imdf_reader *reader, const struct imdf_feature *feature);
/* Says at the end of a file what of it was counted alone. */
void cgrid_imdf_say_unused(struct imdf_reader *reader, const char *shown);
/* Takes back what a file that broke has written into records of other files. */
void cgrid_imdf_undo(struct imdf_reader *reader, enum imdf_type type);

/* imdf-level.c: a level, and the level of a feature by its level_id (CGRID_NONE when unknown). */
enum cgrid_status cgrid_imdf_make_level(struct imdf_reader *reader, const struct imdf_feature *feature);
uint32_t cgrid_imdf_level_of(struct imdf_reader *reader, const struct imdf_feature *feature);

#endif
