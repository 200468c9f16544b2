/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A part of YAML 1.2 that is enough for what programs write about maps: block mappings and sequences,
 * flow lists and mappings, plain and quoted scalars, comments. What it does not understand (anchors,
 * tags, block scalars, several documents) is refused, never guessed.
 */
#ifndef CGRID_BASE_YAML_H
#define CGRID_BASE_YAML_H

#include "base/base.h"
#include "base/mem.h"

enum cgrid_yaml_kind { CGRID_YAML_SCALAR, CGRID_YAML_LIST, CGRID_YAML_MAP };

struct cgrid_yaml {
	enum cgrid_yaml_kind kind;
	const char *text; /* of a scalar, without its quotes; "" for nothing */
	size_t length;
	bool quoted;     /* it is a text, whatever it looks like */
	const char *key; /* of a member of a mapping; NULL elsewhere */
	struct cgrid_source source;
	struct cgrid_yaml *first, *next; /* its members; its neighbour */
	size_t count;
};

/* The text as a tree in the arena. `file` is borrowed. CGRID_E_SYNTAX ("YAML: ..."), CGRID_E_LIMIT,
 * CGRID_E_MEMORY; a key that is there twice is CGRID_E_MEANING. */
enum cgrid_status cgrid_yaml_parse(struct cgrid_ctx *ctx, struct cgrid_arena *arena, const char *file,
				   const char *bytes, size_t size, const struct cgrid_yaml **root_out);
/* The member of a mapping; NULL without. */
const struct cgrid_yaml *cgrid_yaml_get(const struct cgrid_yaml *map, const char *key);
/* A scalar that is a number. */
bool cgrid_yaml_number(const struct cgrid_yaml *node, double *value_out);

#endif
