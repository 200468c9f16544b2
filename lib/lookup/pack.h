/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a pack: units as they will stand in the file, without their places. */
#ifndef CGRID_LOOKUP_PACK_H
#define CGRID_LOOKUP_PACK_H

#include "lookup/lookup.h"

struct cgrid_pack_unit {
	const char *texts;    /* one behind the other, each with its NUL */
	unsigned char *fixed; /* the numbers at the end of the unit */
	uint64_t hash;        /* sensors and places, when they are written */
	uint32_t size;        /* of the texts */
};
struct cgrid_pack_list {
	struct cgrid_pack_unit *units;
	size_t count, capacity;
};
struct cgrid_pack {
	struct cgrid_arena arena;
	struct cgrid_pack_list lists[CGRID_CGX_SECTIONS];
	struct cgrid_buf texts; /* of the unit that is made */
	int64_t built;
};

/* Adds a unit of the texts gathered in pack->texts, and clears these. Its numbers are zero. */
struct cgrid_pack_unit *cgrid_pack_add(struct cgrid_ctx *ctx, struct cgrid_pack *pack, int section);
/* The texts of a unit, one more. */
enum cgrid_status cgrid_pack_text(struct cgrid_ctx *ctx, struct cgrid_pack *pack, const char *text);
enum cgrid_status cgrid_pack_location(struct cgrid_ctx *ctx, struct cgrid_pack *pack, int section,
				      const struct cgrid_location *location,
				      struct cgrid_pack_unit **unit_out);

#endif
