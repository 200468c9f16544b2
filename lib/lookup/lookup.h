/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of an opened lookup file and of a query. */
#ifndef CGRID_LOOKUP_LOOKUP_H
#define CGRID_LOOKUP_LOOKUP_H

#include "base/base.h"
#include "base/mem.h"
#include "base/text.h"
#include "lookup/crc32c.h"
#include "lookup/format.h"

#include <campusgrid/lookup.h>

/* A section as it stands in the file. */
struct cgrid_lookup_part {
	uint64_t offset;
	uint32_t count, unit;
	uint32_t texts, fixed;
};

struct cgrid_lookup {
	unsigned char *data; /* resident: the whole file; else NULL */
	int fd;              /* on demand; else -1 */
	size_t users;        /* of a share, under its lock */
	char *path;
	uint64_t size, salt, seed;
	int64_t built;
	uint16_t minor;
	struct cgrid_lookup_part parts[CGRID_CGX_SECTIONS];
	struct cgrid_grid **grids; /* resident: of each campus */
	struct cgrid_crc32c crc;
};

/* What the header and the sections say that this version knows. */
struct cgrid_lookup_shape {
	const char *name; /* of one unit, in messages */
	uint32_t texts, fixed;
};
extern const struct cgrid_lookup_shape cgrid_lookup_shapes[CGRID_CGX_SECTIONS];

/* Buckets that can be homes: the last ones only take what spills. */
static inline uint32_t
cgrid_lookup_homes(const struct cgrid_lookup_part *buckets)
{
	return buckets->count > CGRID_CGX_BUCKETS - 1 ? buckets->count - (CGRID_CGX_BUCKETS - 1) : 0;
}

/* check.c: what is wrong with a unit or the header; NULL when nothing is. */
uint32_t cgrid_lookup_unit_crc(const struct cgrid_crc32c *crc, uint64_t salt, unsigned section,
			       uint32_t number, const unsigned char *unit, size_t size);
const char *cgrid_lookup_check_header(struct cgrid_lookup *lookup,
				      const unsigned char head[CGRID_CGX_HEADER]);
const char *cgrid_lookup_check_crc(const struct cgrid_lookup *lookup, unsigned section, uint32_t number,
				   const unsigned char *unit, size_t size);
const char *cgrid_lookup_check_unit(const struct cgrid_lookup *lookup, unsigned section,
				    const unsigned char *unit);
/* Texts of a unit or of a long unit: `texts` of them, in UTF-8. */
const char *cgrid_lookup_check_texts(const unsigned char *area, size_t size, uint32_t texts);
/* Lines of a long unit, by its head; 0 when it says nonsense. */
uint32_t cgrid_lookup_long_lines(const unsigned char *unit, uint32_t most);
enum cgrid_status cgrid_lookup_damaged(struct cgrid_ctx *ctx, const struct cgrid_lookup *lookup,
				       unsigned section, uint32_t number, const char *why);

/* verify.c: everything of a resident file, in the order of its bytes, as far as `size` bytes go. */
struct cgrid_lookup_verifying;
enum cgrid_status cgrid_lookup_verify_new(struct cgrid_ctx *ctx, struct cgrid_lookup *lookup,
					  struct cgrid_lookup_verifying **verifying_out);
enum cgrid_status cgrid_lookup_verify(struct cgrid_ctx *ctx, struct cgrid_lookup_verifying *verifying,
				      uint64_t size);
void cgrid_lookup_verify_free(struct cgrid_lookup_verifying *verifying);

/* campus.c: a unit of a campus <-> the spec of its grid. The texts are those of its area. */
enum {
	CGRID_CAMPUS_NAME,
	CGRID_CAMPUS_CELL,
	CGRID_CAMPUS_SEPARATOR,
	CGRID_CAMPUS_COLUMN_NAMES,
	CGRID_CAMPUS_ROW_NAMES
};
void cgrid_lookup_get_spec(const unsigned char *end, const char *const *texts,
			   struct cgrid_grid_spec *spec);
void cgrid_lookup_put_spec(const struct cgrid_grid_spec *spec, unsigned char *end);

/* fill.c: a unit of a location <-> a location. `end`: behind the unit's last byte. */
extern const size_t cgrid_lookup_texts[CGRID_CGX_TEXTS];
/* Is text i an array of the location, and no pointer? */
bool cgrid_lookup_is_array(int text);
void cgrid_lookup_fill(const unsigned char *end, const char *texts, const char *query,
		       struct cgrid_location *location);

#endif
