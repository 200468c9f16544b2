/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of the JSON parser, shared by json.c (tokens) and json-fault.c (faults and places). */
#ifndef CGRID_BASE_JSON_INSIDE_H
#define CGRID_BASE_JSON_INSIDE_H

#include "base/json-keys.h"
#include "base/json.h"

enum { CGRID_JSON_DEEPEST = 512 };

/* What may come next. */
enum json_state {
	JSON_VALUE,
	JSON_VALUE_OR_END, /* behind [ */
	JSON_KEY,
	JSON_KEY_OR_END, /* behind { */
	JSON_COLON,
	JSON_AFTER /* behind a value: comma, bracket or the end */
};

struct cgrid_json_place {
	size_t offset;
	uint32_t line, column;
};

struct cgrid_json_inside {
	const char *bytes;
	size_t size, at;
	size_t body; /* behind the byte order mark */
	enum json_state state;
	bool part;    /* the text is one of several in the file */
	bool comma;   /* the current token stands behind a comma */
	bool escaped; /* the current string had escapes: its text is in `unescaped` */
	size_t depth;
	uint64_t objects[CGRID_JSON_DEEPEST / 64]; /* a bit a level: object or array */
	struct cgrid_json_keys keys;
	struct cgrid_buf unescaped;
	struct cgrid_json_place seen; /* the place last asked for */
	enum cgrid_status status;
};

static inline bool
cgrid_json_in_object(const struct cgrid_json_inside *inside)
{
	size_t top = inside->depth - 1;
	return inside->depth > 0 && (inside->objects[top / 64] >> (top % 64) & 1) != 0;
}

/* Each records a fault and returns FAULT (or false). */
enum cgrid_json_token cgrid_json_unexpected(struct cgrid_json *json, enum json_state state, size_t at);
enum cgrid_json_token cgrid_json_bad_number(struct cgrid_json *json, size_t start, size_t at);
bool cgrid_json_bad_string(struct cgrid_json *json, size_t start, size_t at);
enum cgrid_json_token cgrid_json_too_deep(struct cgrid_json *json);
enum cgrid_json_token cgrid_json_no_memory(struct cgrid_json *json);

#endif
