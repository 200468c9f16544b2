/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of the GeoJSON reader: one file while it is read, and one feature of it. What becomes of a
 * feature (geojson-role.c, -record.c, -outline.c, -finish.c) knows no JSON: the reader of OpenStreetMap
 * fills the same struct and goes the same way, so that a word means the same in both.
 */
#ifndef CGRID_READ_GEOJSON_H
#define CGRID_READ_GEOJSON_H

#include "base/file.h"
#include "base/json.h"
#include "read/draft.h"
#include "read/recall.h"
#include "read/words.h"

/* A text of the current feature, in feature->words. */
struct geojson_text {
	size_t at;
	unsigned rank;
	bool there;
};

struct geojson_feature {
	size_t offset; /* where it starts */
	struct geojson_text texts[CGRID_PROPERTY_COUNT];
	struct geojson_text id; /* the member, not the property */
	struct cgrid_buf words; /* texts, each with a NUL */
	bool is_feature;        /* its type says so */
	size_t first_ring;
	unsigned drawn; /* enum cgrid_drawn: what its geometry holds; 0 for none */
	bool faulty;
	size_t fault_at;
	struct cgrid_source source; /* where it starts, or where its fault is */
	bool of_school;             /* something else says that it belongs to a school */
	char fault[256];
};

/* The outline of a level or a building: what it belongs to is known at the end of the file. */
struct geojson_outline {
	enum cgrid_role role;
	const char *label; /* its own level; "" when unsaid */
	int32_t ordinal;
	bool has_ordinal;
	const char *building, *name, *ref, *id;
	const char *sign; /* what the sign of its level says, where `label` is a number */
	struct cgrid_draft_shape shape;
	struct cgrid_source source;
	/* of a building's: its box, how many rooms it holds that say no building, and whether these
	 * are shared out among several such outlines */
	double west, south, east, north;
	size_t rooms;
	bool shared;
	bool is_school; /* the whole school in one house */
	bool of_school; /* it says itself that it is a school's */
	bool context;   /* of a map's: not the campus's own, drawn beside it */
};

/* What a feature says the sign of its level reads (level:ref). */
struct geojson_sign {
	size_t feature; /* in the draft */
	const char *text;
};

/* Why features are not used; one note a file counts them. */
enum geojson_unused {
	GEOJSON_NO_GEOMETRY,
	GEOJSON_POINT,
	GEOJSON_LINE,
	GEOJSON_AREA,
	GEOJSON_RETIRED,
	GEOJSON_UNUSED_COUNT
};
enum { GEOJSON_EXAMPLES = 3, GEOJSON_EXAMPLE_SIZE = 40 };
struct geojson_count {
	size_t count;
	char examples[GEOJSON_EXAMPLES][GEOJSON_EXAMPLE_SIZE];
};

/* What is odd and not used: the first of a kind is said with its place, then how many there are. */
enum geojson_odd { GEOJSON_ODD_ID, GEOJSON_ODD_BBOX, GEOJSON_ODD_MEMBER, GEOJSON_ODD_COUNT };

/* Where a feature has no level of its own: decided at the end of the file. */
#define GEOJSON_LEVEL_LATER (UINT32_MAX - 1)

/* What the path of a file says where the file itself says nothing. */
struct geojson_defaults {
	const char *building; /* never NULL */
	const char *level;    /* NULL when the path names none */
	bool *seen;           /* which of the plan's properties stood on a feature */
};

struct geojson_reader {
	struct cgrid_draft *draft;
	struct cgrid_ctx *ctx;
	const struct cgrid_plan *plan;
	struct geojson_defaults defaults;
	struct cgrid_json json;
	struct geojson_feature feature;
	struct cgrid_recall *recall; /* may be NULL */
	size_t *ring_offsets;        /* of the feature's rings */
	size_t ring_offset_capacity;
	struct cgrid_draft_mark mark; /* the draft before this file */

	char crs[96]; /* "EPSG:N" as declared; "" for WGS 84 */
	bool crs_passed_over;
	bool far; /* a position no longitude and latitude can be */
	size_t far_at;
	double far_x, far_y;
	bool osm;      /* its data is OpenStreetMap's */
	bool elements; /* the features are elements of OpenStreetMap themselves, and named so */

	struct geojson_outline *outlines;
	size_t outline_count, outline_capacity;
	uint32_t building;     /* the file's own, CGRID_NONE until a feature needs it */
	const char *own_label; /* the one level that features name themselves; "" when none has */
	bool own_labels_differ;
	size_t rooms_without_level;
	struct geojson_sign *signs;
	size_t sign_count, sign_capacity;
	struct geojson_count unused[GEOJSON_UNUSED_COUNT];
	size_t odd[GEOJSON_ODD_COUNT];
};

/* geojson.c */
/* What is read: bytes, or one text in a plain file. */
struct geojson_input {
	const char *bytes;
	size_t size;
	const struct cgrid_file *file; /* in place of bytes; may be NULL */
};
enum cgrid_status cgrid_geojson_read(struct cgrid_draft *draft, const struct cgrid_plan *plan,
				     const struct geojson_defaults *defaults,
				     const struct geojson_input *input);
/* The current text of the file. */
enum cgrid_status cgrid_geojson_root(struct geojson_reader *r);
/* geojson-sequence.c: every text of the file. */
struct cgrid_texts;
enum cgrid_status cgrid_geojson_sequence(struct geojson_reader *r, struct cgrid_texts *texts);
/* Says which buildings stayed without a name once all files were read, and which properties of the
 * plan no feature had. */
void cgrid_geojson_end(struct cgrid_draft *draft, const struct cgrid_plan *plan,
		       const struct cgrid_draft_mark *mark, const bool *seen);
/* Does the root of a JSON text say a type of GeoJSON? False for other roots and at faults, which are
 * recorded. */
bool cgrid_geojson_is(struct cgrid_ctx *ctx, const char *shown, const char *bytes, size_t size,
		      enum cgrid_status *status_out);
/* Keeps the first fault of the current feature. */
void cgrid_geojson_fault(struct geojson_reader *r, size_t at, const char *format, ...)
    CGRID_PRINTF(3, 4);
/* The next key of an object whose { was returned: KEY, OBJECT_END or FAULT. A key that stood in the
 * object before is refused. */
enum cgrid_json_token cgrid_geojson_key(struct geojson_reader *r, enum cgrid_status *status_out);
/* Passes over a value, whose first token was returned; keys that stand twice are refused there too. */
enum cgrid_status cgrid_geojson_skip(struct geojson_reader *r, enum cgrid_json_token token);
/* "an object", "text", ... */
const char *cgrid_geojson_token_name(enum cgrid_json_token token);

/* geojson-odd.c */
void cgrid_geojson_odd(struct geojson_reader *r, enum geojson_odd what, size_t at, const char *format,
		       ...) CGRID_PRINTF(4, 5);
/* At the end: how many, where there was more than one. */
void cgrid_geojson_odds(struct geojson_reader *r);
/* Which of these the key is, that belong to another type of object (RFC 7946 section 7.1); or NULL. */
const char *cgrid_geojson_foreign(const struct cgrid_json *json, const char *const *names);
enum cgrid_status cgrid_geojson_bbox(struct geojson_reader *r, enum cgrid_json_token token);

/* geojson-geometry.c: a geometry's members as they come, then what they make. */
struct geojson_part {
	int type; /* row of the table of types; -1 for unknown, -2 for none yet */
	size_t type_at;
	char type_word[32];  /* the type as text; "" when it is none */
	char type_shown[40]; /* the same for messages */
	size_t first_ring;
	int nesting; /* brackets round a position, less its own; -1 when there is none */
	bool has_coordinates, has_geometries;
};
void cgrid_geojson_part_begin(struct geojson_reader *r, struct geojson_part *part);
/* The value behind the current key, when it belongs to a geometry. */
enum cgrid_status cgrid_geojson_part_member(struct geojson_reader *r, struct geojson_part *part,
					    bool *taken_out);
enum cgrid_status cgrid_geojson_part_end(struct geojson_reader *r, struct geojson_part *part,
					 size_t at);
/* A whole geometry, or null, into the current feature. */
enum cgrid_status cgrid_geojson_geometry(struct geojson_reader *r, enum cgrid_json_token token);
/* Is it a word for a geometry's type? */
bool cgrid_geojson_is_geometry(const char *type);
/* Of a geometry that holds areas, lines and points keeps the areas, else the lines. */
void cgrid_geojson_simplify(struct geojson_reader *r);

/* geojson-properties.c */
void cgrid_geojson_feature_begin(struct geojson_reader *r, size_t offset);
enum cgrid_status cgrid_geojson_properties(struct geojson_reader *r, enum cgrid_json_token token);
enum cgrid_status cgrid_geojson_id(struct geojson_reader *r, enum cgrid_json_token token);
/* A property that is text. */
enum cgrid_status cgrid_geojson_tag(struct geojson_reader *r, const char *key, const char *value);
/* A text of the current feature; "" when it is not there. */
const char *cgrid_geojson_text(const struct geojson_feature *feature, enum cgrid_property property);
const char *cgrid_geojson_feature_id(const struct geojson_feature *feature);
static inline const char *
geojson_text_of(const struct geojson_reader *r, enum cgrid_property property)
{
	return cgrid_geojson_text(&r->feature, property);
}
static inline bool
geojson_has(const struct geojson_reader *r, enum cgrid_property property)
{
	return r->feature.texts[property].there;
}

/* geojson-crs.c */
enum cgrid_status cgrid_geojson_crs(struct geojson_reader *r, enum cgrid_json_token token);
/* Converts the file's positions, or refuses those that cannot be longitudes and latitudes. */
enum cgrid_status cgrid_geojson_place(struct geojson_reader *r);

/* geojson-role.c */
/* What the current feature is: the first key that knows decides. *as_out: the kind its word stands
 * for. */
enum cgrid_role cgrid_geojson_role(const struct geojson_reader *r, const char **as_out);
/* Is it an element of OpenStreetMap? */
bool cgrid_geojson_is_osm(const struct geojson_reader *r);
/* A room that was drawn as something no one can stand in must not vanish among the paths. */
bool cgrid_geojson_is_misdrawn_room(const struct geojson_reader *r);
/* Is the text of `room` a category ("shop") and no sign ("214")? */
bool cgrid_geojson_is_room_word(const struct geojson_reader *r, const char *text);
/* The category of a room: what the most telling key says. */
const char *cgrid_geojson_category(const struct geojson_reader *r);
/* The kind of an asset or area: what its own word stands for, else what other keys call it. */
const char *cgrid_geojson_kind(const struct geojson_reader *r, const char *as);

/* geojson-record.c: the current feature, with its source, into the draft. */
enum cgrid_status cgrid_geojson_take(struct geojson_reader *r);
/* Counts the current feature as not used. */
void cgrid_geojson_unused(struct geojson_reader *r, enum geojson_unused why, const char *key,
			  const char *word);
/* Names the current feature as left out (or refuses it when strict). */
enum cgrid_status cgrid_geojson_left_out(struct geojson_reader *r, const char *why);

/* geojson-finish.c: what only the whole file can say; positions are degrees now. */
enum cgrid_status cgrid_geojson_finish(struct geojson_reader *r);
/* The building that features without one belong to. */
enum cgrid_status cgrid_geojson_own_building(struct geojson_reader *r,
					     const struct cgrid_source *source, uint32_t *building_out);
/* The level of this label that a door, asset or area of no building stands on, among those that were
 * read before: the only one, else the one with a room there. None is said aloud. */
void cgrid_geojson_match_level(struct geojson_reader *r, const char *label,
			       struct cgrid_draft_feature *record);

/* Gives a level its ordinal; another one that it has is kept, and that is said. */
void cgrid_geojson_ordinal(struct geojson_reader *r, uint32_t level, int32_t ordinal,
			   const struct cgrid_source *source);

/* geojson-osm.c: what a map of OpenStreetMap leaves to be understood. */
/* Doors that name no level stand on those of the rooms whose outline they lie on. */
enum cgrid_status cgrid_geojson_osm_doors(struct geojson_reader *r);
/* Which outlines are the campus's own, among those of the whole neighbourhood; and what its building
 * is called that has no name but the file's. */
enum cgrid_status cgrid_geojson_osm_context(struct geojson_reader *r);
/* Levels called by their signs in place of their numbers, where these agree. */
void cgrid_geojson_osm_signs(struct geojson_reader *r);
/* The level number of OpenStreetMap is the ordinal. False when it is no integer. */
bool cgrid_geojson_osm_ordinal(const char *label, int32_t *ordinal_out);
/* What the campus is called: its one school. NULL when there is none, or several. */
const char *cgrid_geojson_osm_school(const struct geojson_reader *r);

/* geojson-outline.c */
enum cgrid_status cgrid_geojson_outlines(struct geojson_reader *r, const char *label);
/* Half-open crossings over all rings: inside an outer ring and outside its holes. */
bool cgrid_geojson_holds(const struct cgrid_draft *draft, struct cgrid_draft_shape shape,
			 struct cgrid_lonlat at);
/* The middle of a feature's corners: good enough to tell buildings apart. */
struct cgrid_lonlat cgrid_geojson_middle(const struct cgrid_draft *draft,
					 struct cgrid_draft_shape shape);

/* levels.c: how levels are written; for every reader. */
enum { CGRID_LEVELS_MOST = 64 };
struct cgrid_level_list {
	char one[16]; /* holds a single plain label */
	char *text;   /* owns all others; NULL for none */
	const char *labels[CGRID_LEVELS_MOST];
	size_t count;
};
/* "2", "-2;-1;0", "0-3", "1,2", "0,5" -> labels, each once, in their order. False without memory. */
bool cgrid_levels_parse(const char *text, struct cgrid_level_list *list);
void cgrid_levels_free(struct cgrid_level_list *list);
/* The level that a file or folder is called after ("house-floor-1", "level_2", "F1", "B1", "gf"), in
 * label with its NUL. False when it names none. `rest` gets the other words, as many as fit into its
 * `size` bytes. */
enum { CGRID_LEVEL_NAME_SIZE = 32 };
bool cgrid_level_in_name(const char *name, size_t length, char label[CGRID_LEVEL_NAME_SIZE], char *rest,
			 size_t size);
bool cgrid_level_of_name(const char *name, char label[CGRID_LEVEL_NAME_SIZE]);

#endif
