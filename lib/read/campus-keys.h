/* SPDX-License-Identifier: Apache-2.0 */
/* Objects of campus.json by tables of keys. */
#ifndef CGRID_READ_CAMPUS_KEYS_H
#define CGRID_READ_CAMPUS_KEYS_H

#include "base/json.h"
#include "read/draft.h"

enum campus_section { CAMPUS_PLANS, CAMPUS_FEATURES, CAMPUS_SENSORS, CAMPUS_IMAGERY };

struct campus_entry {
	enum campus_section section;
	const char *captured;
	bool turned;
	struct cgrid_plan plan;     /* its paths as they are written, until it is read */
	struct cgrid_source source; /* of its file */
};

struct campus_reader {
	struct cgrid_draft *draft;
	const char *folder; /* what paths are relative to */
	struct cgrid_json json;
	struct cgrid_plan_property *properties; /* of the entry that is read */
	size_t property_count, property_capacity;
	struct campus_entry *entries;
	size_t entry_count, entry_capacity;
	size_t plan_count, plans_read;
};

/* A key of an object: what takes its value, and where in the record it goes. */
struct campus_key {
	const char *name;
	enum cgrid_status (*take)(struct campus_reader *reader, enum cgrid_json_token token,
				  const struct campus_key *key, void *record);
	size_t offset;
};

/* A fault of meaning at the current token: `name` has to be `what`. */
enum cgrid_status cgrid_campus_wants(struct campus_reader *reader, enum cgrid_json_token token,
				     const char *name, const char *what);
/* The members of an object by a table of keys, ended by a row without a name. A key that is not in
 * it is refused, with the nearest that is. */
enum cgrid_status cgrid_campus_members(struct campus_reader *reader, enum cgrid_json_token token,
				       const char *what, const struct campus_key *keys, void *record);
/* The members of an object whose keys are names. */
typedef enum cgrid_status (*campus_named)(struct campus_reader *reader, const char *name,
					  const struct cgrid_source *source);
enum cgrid_status cgrid_campus_named(struct campus_reader *reader, enum cgrid_json_token token,
				     const char *what, campus_named take);
/* A text for people: a `const char *` in the record. */
enum cgrid_status cgrid_campus_text(struct campus_reader *reader, enum cgrid_json_token token,
				    const struct campus_key *key, void *record);
/* [lat, lon], as numbers and as they are written ("LAT,LON"). */
struct campus_position {
	double lat, lon;
	char text[64];
};
enum cgrid_status cgrid_campus_position(struct campus_reader *reader, enum cgrid_json_token token,
					const char *name, struct campus_position *position);

/* campus-entry.c: one entry of the list of this name. */
enum cgrid_status cgrid_campus_entry(struct campus_reader *reader, enum cgrid_json_token token,
				     const char *name);
/* campus-files.c: every file, the plans first. What cannot be read is taken back and named. */
enum cgrid_status cgrid_campus_files(struct campus_reader *reader);

#endif
