/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of the JSON parser, shared by json.c (tokens) and json-fault.c (faults and places). */
#ifndef CGRID_BASE_JSON_INSIDE_H
#define CGRID_BASE_JSON_INSIDE_H

#include "base/json-keys.h"
#include "base/json.h"

/* A token starts so many bytes before the end of what is in memory, or at the end of the text. */
enum { CGRID_JSON_DEEPEST = 512, CGRID_JSON_AHEAD = 64 };

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

/* A file of which only a part is in memory. */
struct cgrid_json_window {
	const struct cgrid_file *file;
	char *buffer;
	size_t capacity;
	bool ended;
	/* Places on the way, so that those behind are found again without reading it all. */
	struct cgrid_json_place *seen;
	size_t seen_count, seen_capacity;
};

struct cgrid_json_inside {
	const char *bytes;
	size_t size, at;
	size_t base; /* offset of bytes[0] in the text: offsets that go out count from its start */
	size_t body; /* offset behind the byte order mark */
	struct cgrid_json_window *window; /* NULL when all of the text is in memory */
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

/* json-window.c: asks for more of the text, behind what is in memory from `keep` on; what lies before
 * that is gone, and all indices are less by `keep`. False, with nothing moved, at the end of the text
 * and after a fault; true even when there was no more, which the next call says. */
bool cgrid_json_more(struct cgrid_json *json, size_t keep);
/* The place of an offset, read again. */
struct cgrid_json_place cgrid_json_window_place(const struct cgrid_json_inside *inside, size_t offset);
void cgrid_json_window_free(struct cgrid_json_window *window);
/* json-place.c: the place behind some bytes. */
struct cgrid_json_place cgrid_json_pass(struct cgrid_json_place place, const char *bytes, size_t size);

/* Each records a fault and returns FAULT (or false); `at` and `start` are indices of bytes. */
enum cgrid_json_token cgrid_json_unexpected(struct cgrid_json *json, enum json_state state, size_t at);
enum cgrid_json_token cgrid_json_bad_number(struct cgrid_json *json, size_t start, size_t at);
bool cgrid_json_bad_string(struct cgrid_json *json, size_t start, size_t at);
enum cgrid_json_token cgrid_json_too_deep(struct cgrid_json *json);
enum cgrid_json_token cgrid_json_no_memory(struct cgrid_json *json);

#endif
