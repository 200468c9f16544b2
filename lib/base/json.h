/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A strict JSON parser (RFC 8259) that is pulled token by token over bytes in
 * memory, or from a file: no tree, no allocation but for strings with escapes, and the line
 * and column of any token for the price of asking.
 */
#ifndef CGRID_BASE_JSON_H
#define CGRID_BASE_JSON_H

#include "base/base.h"
#include "base/file.h"
#include "base/text.h"

#include <string.h>

enum cgrid_json_token {
	CGRID_JSON_FAULT = -1, /* syntax, limit or memory: recorded in the context, sticky */
	CGRID_JSON_END = 0,    /* after the one value of the text */
	CGRID_JSON_OBJECT,     /* { */
	CGRID_JSON_OBJECT_END,
	CGRID_JSON_ARRAY, /* [ */
	CGRID_JSON_ARRAY_END,
	CGRID_JSON_KEY,    /* text, length */
	CGRID_JSON_STRING, /* text, length */
	CGRID_JSON_NUMBER, /* number; text, length are its characters */
	CGRID_JSON_TRUE,
	CGRID_JSON_FALSE,
	CGRID_JSON_NULL
};

struct cgrid_json {
	struct cgrid_ctx *ctx;
	const char *file; /* for messages */
	const char *text; /* of a key, string or number: unescaped UTF-8, until the next token; no NUL
			     behind it */
	size_t length;
	double number; /* finite; a number beyond double is a fault of meaning: `overflow` is set and
			  number is 0 */
	bool overflow;
	size_t start;   /* byte offset of the current token */
	bool duplicate; /* the current KEY stood in this object before */
	struct cgrid_json_inside *inside;
};

/* `bytes` are borrowed for the life of the parser. A byte order mark is passed over. */
enum cgrid_status cgrid_json_open(struct cgrid_json *json, struct cgrid_ctx *ctx, const char *file,
				  const char *bytes, size_t size);
/* The same from a plain file, which is borrowed too: only a part of it is in memory, `step` bytes (0
 * for as many as are quick) or the longest token. */
enum cgrid_status cgrid_json_open_file(struct cgrid_json *json, const struct cgrid_file *file,
				       size_t step);
/* Of a text that is in memory: starts anew on the part bytes[from .. to) of the same file, which is a
 * text of its own; places stay those of the file. */
void cgrid_json_part(struct cgrid_json *json, size_t from, size_t to);
void cgrid_json_close(struct cgrid_json *json);

enum cgrid_json_token cgrid_json_next(struct cgrid_json *json);
/* Passes over the rest of a value whose first token was just returned. False at a fault. */
bool cgrid_json_skip(struct cgrid_json *json, enum cgrid_json_token token);
/* Inside an array, behind its bracket or one of its values: the positions that follow, arrays of two to
 * four plain numbers within 180 and 90 (or `anywhere`), at most `most`. What comes after them, a fault
 * or anything else, is for cgrid_json_next. */
size_t cgrid_json_positions(struct cgrid_json *json, struct cgrid_lonlat *out, size_t most,
			    bool anywhere);
/* Levels of nesting open after the current token: 0 outside the root value. */
size_t cgrid_json_depth(const struct cgrid_json *json);
/* True when the text equals a word. */
static inline bool
cgrid_json_is(const struct cgrid_json *json, const char *word)
{
	size_t length = strlen(word);
	return length == json->length && memcmp(json->text, word, length) == 0;
}
/* Where the current token starts (columns count characters, from 1). Cheap when asked for in order. */
struct cgrid_source cgrid_json_source(struct cgrid_json *json);
struct cgrid_source cgrid_json_source_at(struct cgrid_json *json, size_t offset);
/* For a fault of meaning: scans to the end of the file first; a fault of syntax there is recorded
 * and returned in its place. `source` NULL for the current token. */
enum cgrid_status cgrid_json_refuse(struct cgrid_json *json, enum cgrid_status status,
				    const struct cgrid_source *source, const char *format, ...)
    CGRID_PRINTF(4, 5);
/* The same for a fault of meaning that is recorded already. */
enum cgrid_status cgrid_json_refused(struct cgrid_json *json, enum cgrid_status status);
/* After cgrid_json_next returned FAULT: the recorded status. */
enum cgrid_status cgrid_json_status(const struct cgrid_json *json);

#endif
