/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One pass over the bytes, a token a call. What may come next is one state and,
 * for each level of nesting, one bit; so nothing recurses and the depth costs
 * nothing. Faults are worded in json-fault.c.
 */
#include "base/json-inside.h"

#include "base/json-scan.h"
#include "base/num.h"

#include <stdlib.h>
#include <string.h>

enum { BOM_SIZE = 3 };
static const char byte_order_mark[] = "\xef\xbb\xbf";

enum cgrid_status
cgrid_json_open(struct cgrid_json *json, struct cgrid_ctx *ctx, const char *file, const char *bytes,
		size_t size)
{
	*json = (struct cgrid_json){.ctx = ctx, .file = file, .text = ""};
	struct cgrid_json_inside *inside = cgrid_array_new(1, sizeof *inside);
	size_t most = (size_t)ctx->limits[CGRID_LIMIT_DEPTH];
	if (!inside || !cgrid_json_keys_init(&inside->keys,
					     most < CGRID_JSON_DEEPEST ? most : CGRID_JSON_DEEPEST)) {
		free(inside);
		return cgrid_fail_memory(ctx);
	}
	inside->bytes = bytes;
	inside->size = size;
	if (size >= BOM_SIZE && memcmp(bytes, byte_order_mark, BOM_SIZE) == 0)
		inside->body = BOM_SIZE;
	inside->at = inside->body;
	inside->seen = (struct cgrid_json_place){inside->body, 1, 1};
	json->inside = inside;
	return CGRID_OK;
}

void
cgrid_json_part(struct cgrid_json *json, size_t from, size_t to)
{
	struct cgrid_json_inside *inside = json->inside;
	while (inside->keys.open > 0)
		cgrid_json_keys_pop(&inside->keys);
	inside->part = true;
	inside->at = from < inside->body ? inside->body : from;
	inside->size = to < inside->body ? inside->body : to;
	inside->state = JSON_VALUE;
	inside->depth = 0;
	inside->status = CGRID_OK;
}

void
cgrid_json_close(struct cgrid_json *json)
{
	if (!json->inside)
		return;
	cgrid_json_keys_free(&json->inside->keys);
	cgrid_buf_free(&json->inside->unescaped);
	cgrid_json_window_free(json->inside->window);
	free(json->inside);
	json->inside = NULL;
}

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline size_t
pass_blanks(const char *bytes, size_t at, size_t size)
{
	return (size_t)(cgrid_pass_blanks(bytes + at, bytes + size) - bytes);
}

/* Behind the digits from here on; the mantissa is wrapped around beyond 19 of them. */
static inline size_t
take_digits(const char *bytes, size_t at, size_t size, uint64_t *mantissa)
{
	while (size - at >= 8) {
		size_t count = (size_t)(cgrid_take_digits(bytes + at, mantissa) - (bytes + at));
		at += count;
		if (count < 8)
			return at;
	}
	while (at < size && is_digit(bytes[at]))
		*mantissa = *mantissa * 10 + (uint64_t)(bytes[at++] - '0');
	return at;
}

/* What the scanner of numbers saw. */
struct number_parts {
	uint64_t mantissa; /* of up to 19 digits; wrapped around beyond */
	size_t significant;
	int64_t exponent;
};

/* The characters of a number by RFC 8259 section 6: where it ends, or SIZE_MAX with the place of
 * the fault in *fault_at. */
static size_t
scan_number(const char *bytes, size_t at, size_t size, struct number_parts *parts, size_t *fault_at)
{
	uint64_t mantissa = 0;
	at += bytes[at] == '-';
	size_t from = at;
	at = take_digits(bytes, at, size, &mantissa);
	size_t whole = at - from, fraction = 0;
	bool good = whole > 0 && (bytes[from] != '0' || whole == 1);
	if (good && at < size && bytes[at] == '.') {
		from = ++at;
		at = take_digits(bytes, at, size, &mantissa);
		fraction = at - from;
		good = fraction > 0;
	}
	int64_t exponent = 0;
	if (good && at < size && (bytes[at] == 'e' || bytes[at] == 'E')) {
		at++;
		bool minus = at < size && bytes[at] == '-';
		at += at < size && (bytes[at] == '-' || bytes[at] == '+');
		from = at;
		for (; at < size && is_digit(bytes[at]); at++)
			if (exponent < 1000000)
				exponent = exponent * 10 + (bytes[at] - '0');
		good = at > from;
		exponent = minus ? -exponent : exponent;
	}
	*parts = (struct number_parts){mantissa, whole + fraction, exponent - (int64_t)fraction};
	*fault_at = at;
	return good ? at : SIZE_MAX;
}

static enum cgrid_json_token
number(struct cgrid_json *json)
{
	struct cgrid_json_inside *inside = json->inside;
	struct number_parts parts;
	size_t fault_at, start = inside->at;
	size_t end = scan_number(inside->bytes, start, inside->size, &parts, &fault_at);
	while (inside->size - fault_at < CGRID_JSON_AHEAD && cgrid_json_more(json, start)) {
		start = 0;
		end = scan_number(inside->bytes, start, inside->size, &parts, &fault_at);
	}
	if (end == SIZE_MAX)
		return cgrid_json_bad_number(json, start, fault_at);
	json->text = inside->bytes + start;
	json->length = end - start;
	inside->at = end;
	inside->state = JSON_AFTER;
	json->overflow = false;
	if (parts.significant <= 19 &&
	    cgrid_number_decimal(parts.mantissa, parts.exponent, &json->number)) {
		if (*json->text == '-')
			json->number = -json->number;
	} else if (!cgrid_number_parse(json->text, json->length, &json->number)) {
		/* Far from the end of double's range only memory can have been short. */
		if (parts.exponent + (int64_t)parts.significant < 300)
			return cgrid_json_no_memory(json);
		json->overflow = true;
		json->number = 0;
	}
	return CGRID_JSON_NUMBER;
}

#define EIGHT(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The first byte from `at` on that is a quote, a backslash, a control or no ASCII. */
static size_t
pass_plain(const char *bytes, size_t at, size_t size)
{
	while (size - at >= 8) {
		uint64_t word;
		memcpy(&word, bytes + at, 8);
		uint64_t quote = word ^ EIGHT(0x22), slash = word ^ EIGHT(0x5c);
		/* The high bit of each byte that is 0 (or follows one that is), below 0x20, or not
		 * ASCII: a false alarm is sorted out by the byte loop. */
		uint64_t stop = ((quote - EIGHT(1)) & ~quote) | ((slash - EIGHT(1)) & ~slash) |
				((word - EIGHT(0x20)) & ~word) | word;
		if (stop & EIGHT(0x80))
			break;
		at += 8;
	}
	while (at < size) {
		unsigned char c = (unsigned char)bytes[at];
		if (c == '"' || c == '\\' || c < 0x20 || c >= 0x80)
			break;
		at++;
	}
	return at;
}

static int
hex4(const char *bytes, size_t at, size_t size)
{
	int value = 0;
	if (size - at < 4)
		return -1;
	for (size_t i = at; i < at + 4; i++) {
		int c = cgrid_lower((unsigned char)bytes[i]);
		int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

/* \uXXXX at `at`, and its second half where it is a pair. Half a pair alone says nothing: U+FFFD.
 * 0 when there are no four digits. */
static size_t
unicode_escape(const char *bytes, size_t at, size_t size, uint32_t *code_out)
{
	int high = hex4(bytes, at + 2, size);
	if (high < 0)
		return 0;
	*code_out = (uint32_t)high;
	if (high < 0xd800 || high > 0xdfff)
		return 6;
	*code_out = 0xfffd;
	if (high > 0xdbff || size - at < 12 || bytes[at + 6] != '\\' || bytes[at + 7] != 'u')
		return 6;
	int low = hex4(bytes, at + 8, size);
	if (low < 0xdc00 || low > 0xdfff)
		return 6;
	*code_out = 0x10000 + ((uint32_t)(high - 0xd800) << 10 | (uint32_t)(low - 0xdc00));
	return 12;
}

/* One escape at `at` into the buffer; its size in the text, 0 when there is no such escape. */
static size_t
unescape(struct cgrid_buf *out, const char *bytes, size_t at, size_t size)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	if (size - at < 2)
		return 0;
	char name = bytes[at + 1];
	if (name == 'u') {
		char utf8[4];
		uint32_t code;
		size_t used = size - at < 6 ? 0 : unicode_escape(bytes, at, size, &code);
		if (used > 0)
			cgrid_buf_add(out, utf8, cgrid_utf8_encode(code, utf8));
		return used;
	}
	const char *found = memchr(names, name, sizeof names - 1);
	if (!found)
		return 0;
	cgrid_buf_char(out, values[found - names]);
	return 2;
}

/* A string whose opening quote is at inside->at. Where nothing is escaped the text is the file's
 * own bytes. False at a fault, which has been recorded. */
static bool
string(struct cgrid_json *json)
{
	struct cgrid_json_inside *inside = json->inside;
	const char *bytes = inside->bytes;
	size_t size = inside->size, start = inside->at, from = start + 1, at = from;
	inside->escaped = false;
	for (;;) {
		at = pass_plain(bytes, at, size);
		if (size - at < CGRID_JSON_AHEAD && cgrid_json_more(json, start)) {
			bytes = inside->bytes;
			size = inside->size;
			at -= start;
			from -= start;
			start = 0;
			continue;
		}
		if (at >= size)
			return cgrid_json_bad_string(json, start, at);
		unsigned char c = (unsigned char)bytes[at];
		if (c == '"')
			break;
		if (c >= 0x80) {
			size_t here = at;
			if (cgrid_utf8_next(bytes, size, &at) < 0)
				return cgrid_json_bad_string(json, start, here);
			continue;
		}
		if (c != '\\')
			return cgrid_json_bad_string(json, start, at);
		if (!inside->escaped)
			cgrid_buf_clear(&inside->unescaped);
		inside->escaped = true;
		cgrid_buf_add(&inside->unescaped, bytes + from, at - from);
		size_t used = unescape(&inside->unescaped, bytes, at, size);
		if (used == 0)
			return cgrid_json_bad_string(json, start, at);
		at += used;
		from = at;
	}
	json->text = bytes + from;
	json->length = at - from;
	if (inside->escaped) {
		cgrid_buf_add(&inside->unescaped, bytes + from, at - from);
		json->text = inside->unescaped.data;
		json->length = inside->unescaped.size;
		if (inside->unescaped.failed)
			return cgrid_json_no_memory(json) != CGRID_JSON_FAULT;
	}
	inside->at = at + 1;
	return true;
}

/* Passes over blanks, all from `keep` on staying in memory. False at the end of the text. */
static bool
find_more(struct cgrid_json *json, size_t keep)
{
	struct cgrid_json_inside *inside = json->inside;
	inside->at = pass_blanks(inside->bytes, inside->at, inside->size);
	while (inside->at >= inside->size) {
		if (!cgrid_json_more(json, keep))
			return false;
		keep = 0;
		inside->at = pass_blanks(inside->bytes, inside->at, inside->size);
	}
	return true;
}

/* Mostly there are no blanks. */
static inline bool
find(struct cgrid_json *json, size_t keep)
{
	const struct cgrid_json_inside *inside = json->inside;
	if (inside->at < inside->size && (unsigned char)inside->bytes[inside->at] > ' ')
		return true;
	return find_more(json, keep);
}

/* A key and the colon behind it. */
static enum cgrid_json_token
key(struct cgrid_json *json)
{
	struct cgrid_json_inside *inside = json->inside;
	if (!string(json))
		return CGRID_JSON_FAULT;
	if (!cgrid_json_keys_add(&inside->keys, json->text, json->length, inside->escaped,
				 &json->duplicate))
		return cgrid_json_no_memory(json);
	if (!find(json, json->start - inside->base) || inside->bytes[inside->at] != ':')
		return cgrid_json_unexpected(json, JSON_COLON, inside->at);
	inside->at++;
	inside->state = JSON_VALUE;
	return CGRID_JSON_KEY;
}

static enum cgrid_json_token
open_container(struct cgrid_json *json, bool object)
{
	struct cgrid_json_inside *inside = json->inside;
	size_t top = inside->depth;
	if (top >= inside->keys.most)
		return cgrid_json_too_deep(json);
	uint64_t bit = UINT64_C(1) << (top % 64);
	if (object)
		inside->objects[top / 64] |= bit;
	else
		inside->objects[top / 64] &= ~bit;
	inside->depth++;
	inside->at++;
	inside->state = object ? JSON_KEY_OR_END : JSON_VALUE_OR_END;
	if (object)
		cgrid_json_keys_push(&inside->keys);
	return object ? CGRID_JSON_OBJECT : CGRID_JSON_ARRAY;
}

static enum cgrid_json_token
close_container(struct cgrid_json_inside *inside)
{
	bool object = cgrid_json_in_object(inside);
	if (object)
		cgrid_json_keys_pop(&inside->keys);
	inside->depth--;
	inside->at++;
	inside->state = JSON_AFTER;
	return object ? CGRID_JSON_OBJECT_END : CGRID_JSON_ARRAY_END;
}

static enum cgrid_json_token
word(struct cgrid_json *json, const char *letters, size_t count, enum cgrid_json_token token)
{
	struct cgrid_json_inside *inside = json->inside;
	if (inside->size - inside->at < count ||
	    memcmp(inside->bytes + inside->at, letters, count) != 0)
		return cgrid_json_unexpected(json, inside->state, inside->at);
	inside->at += count;
	inside->state = JSON_AFTER;
	return token;
}

static enum cgrid_json_token
value(struct cgrid_json *json, char c)
{
	switch (c) {
	case '{':
		return open_container(json, true);
	case '[':
		return open_container(json, false);
	case '"':
		if (!string(json))
			return CGRID_JSON_FAULT;
		json->inside->state = JSON_AFTER;
		return CGRID_JSON_STRING;
	case 't':
		return word(json, "true", 4, CGRID_JSON_TRUE);
	case 'f':
		return word(json, "false", 5, CGRID_JSON_FALSE);
	case 'n':
		return word(json, "null", 4, CGRID_JSON_NULL);
	default:
		if (c == '-' || is_digit(c))
			return number(json);
		return cgrid_json_unexpected(json, json->inside->state, json->inside->at);
	}
}

/* Passes over blanks and, between members, the comma. False at the end of the file. */
static inline bool
advance(struct cgrid_json *json)
{
	struct cgrid_json_inside *inside = json->inside;
	if (!find(json, inside->at))
		return false;
	if (inside->state != JSON_AFTER || inside->depth == 0 || inside->bytes[inside->at] != ',')
		return true;
	inside->state = cgrid_json_in_object(inside) ? JSON_KEY : JSON_VALUE;
	inside->comma = true;
	inside->at++;
	return find(json, inside->at);
}

enum cgrid_json_token
cgrid_json_next(struct cgrid_json *json)
{
	struct cgrid_json_inside *inside = json->inside;
	if (inside->status != CGRID_OK)
		return CGRID_JSON_FAULT;
	inside->comma = false;
	bool more = advance(json);
	if (inside->size - inside->at < CGRID_JSON_AHEAD)
		cgrid_json_more(json, inside->at);
	json->start = inside->base + inside->at;
	json->length = 0;
	json->duplicate = false;
	if (!more) {
		if (inside->state == JSON_AFTER && inside->depth == 0)
			return CGRID_JSON_END;
		return cgrid_json_unexpected(json, inside->state, inside->at);
	}
	char c = inside->bytes[inside->at];
	switch (inside->state) {
	case JSON_VALUE_OR_END:
		if (c == ']')
			return close_container(inside);
		return value(json, c);
	case JSON_VALUE:
		return value(json, c);
	case JSON_KEY_OR_END:
		if (c == '}')
			return close_container(inside);
		/* fall through */
	case JSON_KEY:
		if (c == '"')
			return key(json);
		break;
	default:
		if (inside->depth > 0 && c == (cgrid_json_in_object(inside) ? '}' : ']'))
			return close_container(inside);
	}
	return cgrid_json_unexpected(json, inside->state, inside->at);
}

bool
cgrid_json_skip(struct cgrid_json *json, enum cgrid_json_token token)
{
	if (token != CGRID_JSON_OBJECT && token != CGRID_JSON_ARRAY)
		return token != CGRID_JSON_FAULT;
	size_t depth = json->inside->depth;
	while (json->inside->depth >= depth)
		if (cgrid_json_next(json) == CGRID_JSON_FAULT)
			return false;
	return true;
}

size_t
cgrid_json_depth(const struct cgrid_json *json)
{
	return json->inside->depth;
}

enum cgrid_status
cgrid_json_status(const struct cgrid_json *json)
{
	return json->inside->status;
}
