/* SPDX-License-Identifier: Apache-2.0 */
/* What is wrong with a JSON text, in words that its maker understands. */
#include "base/json-inside.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static enum cgrid_json_token fault(struct cgrid_json *json, enum cgrid_status status, size_t at,
				   const char *format, ...) CGRID_PRINTF(4, 5);

static enum cgrid_json_token
fault(struct cgrid_json *json, enum cgrid_status status, size_t at, const char *format, ...)
{
	char text[CGRID_MESSAGE_SIZE];
	va_list args;
	json->text = "";
	json->length = 0;
	json->duplicate = false;
	/* A file that could not be read to its end has no other fault. */
	if (json->inside->status)
		return CGRID_JSON_FAULT;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	struct cgrid_source source = cgrid_json_source_at(json, json->inside->base + at);
	json->inside->status = cgrid_fail_at(json->ctx, status, &source, "JSON: %s", text);
	return CGRID_JSON_FAULT;
}

enum cgrid_json_token
cgrid_json_no_memory(struct cgrid_json *json)
{
	json->inside->status = cgrid_fail_memory(json->ctx);
	return CGRID_JSON_FAULT;
}

enum cgrid_json_token
cgrid_json_too_deep(struct cgrid_json *json)
{
	return fault(json, CGRID_E_LIMIT, json->inside->at, "nested deeper than %zu",
		     json->inside->keys.most);
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

enum { FOUND_SIZE = 64 };

static const char *
end_of(const struct cgrid_json_inside *inside)
{
	return inside->part ? "the end of the text" : "the end of the file";
}

/* What stands at a place: `]`, `NaN`, the end of the file, ... */
static void
describe(const struct cgrid_json_inside *inside, size_t at, char out[FOUND_SIZE])
{
	const char *bytes = inside->bytes;
	if (at >= inside->size) {
		snprintf(out, FOUND_SIZE, "%s", end_of(inside));
		return;
	}
	size_t end = at;
	while (end < inside->size && end - at < 20 && is_letter(bytes[end]))
		end++;
	unsigned char c = (unsigned char)bytes[at];
	if (end == at) {
		end = at;
		int32_t code = cgrid_utf8_next(bytes, inside->size, &end);
		if (code < 0) {
			snprintf(out, FOUND_SIZE, "byte 0x%02X, which is not UTF-8", c);
			return;
		}
		if (code < 0x20 || (code >= 0x7f && code < 0xa1) || code == 0xfeff) {
			snprintf(out, FOUND_SIZE, "the character U+%04X", (unsigned)code);
			return;
		}
	}
	snprintf(out, FOUND_SIZE, c == '`' ? "a backquote" : "`%.*s`", (int)(end - at), bytes + at);
}

/* What people write who have JavaScript, Python or another file in mind. */
static const struct {
	const char *start, *hint;
} habits[] = {
    {"NaN", " (JSON has no such number)"},
    {"Infinity", " (JSON has no such number)"},
    {"-Infinity", " (JSON has no such number)"},
    {"-NaN", " (JSON has no such number)"},
    {"nan", " (JSON has no such number)"},
    {"inf", " (JSON has no such number)"},
    {"undefined", " (JSON writes null)"},
    {"None", " (JSON writes null)"},
    {"NULL", " (JSON writes null)"},
    {"Null", " (JSON writes null)"},
    {"True", " (JSON writes true)"},
    {"TRUE", " (JSON writes true)"},
    {"False", " (JSON writes false)"},
    {"FALSE", " (JSON writes false)"},
    {"//", " (JSON has no comments)"},
    {"/*", " (JSON has no comments)"},
    {"#", " (JSON has no comments)"},
    {"'", " (JSON has double quotes alone)"},
    {"\xe2\x80\x9c", " (JSON has straight double quotes alone)"},
    {"\xe2\x80\x9d", " (JSON has straight double quotes alone)"},
    {"+", " (a number starts with a digit or -)"},
    {".", " (a number starts with a digit or -)"},
    {"<", " (is this XML or HTML?)"},
    {"PK\x03\x04", " (is this a zip file? unpack it)"},
    {"%PDF", " (is this a PDF?)"},
    {"\x1f\x8b", " (is this a gzip file? unpack it)"},
    {"\xff\xfe", " (is this UTF-16? save it as UTF-8)"},
    {"\xfe\xff", " (is this UTF-16? save it as UTF-8)"},
};

static const char *
hint_of(const struct cgrid_json_inside *inside, enum json_state state, size_t at)
{
	if (at >= inside->size)
		return inside->depth == 0 ? ""
		       : inside->part     ? " (was it cut short?)"
					  : " (was the file cut short?)";
	const char *text = inside->bytes + at;
	size_t left = inside->size - at;
	for (size_t i = 0; i < sizeof habits / sizeof *habits; i++) {
		size_t length = strlen(habits[i].start);
		if (left >= length && memcmp(text, habits[i].start, length) == 0)
			return habits[i].hint;
	}
	bool closes = *text == ']' || *text == '}',
	     starts = strchr("\"{[-0123456789tfn", *text) != NULL;
	if (*text == '\0')
		return inside->base + at < 2 ? " (is this UTF-16? save it as UTF-8)"
					     : " (is this a text file?)";
	if (state == JSON_COLON)
		return "";
	if (*text == ',' || (inside->comma && closes))
		return state == JSON_AFTER && !inside->part ? "" : " (a comma too many?)";
	if (state == JSON_AFTER && inside->depth > 0 && starts)
		return " (a comma missing?)";
	if (state == JSON_AFTER && inside->depth == 0 && closes)
		return " (a bracket too many?)";
	if (state == JSON_AFTER && *text == '{')
		return " (a second text? each has to be on a line of its own)";
	if (state == JSON_AFTER && closes)
		return " (brackets crossed?)";
	return "";
}

static const char *
wanted(const struct cgrid_json_inside *inside, enum json_state state)
{
	size_t top = inside->depth - 1;
	switch (state) {
	case JSON_VALUE:
		return "a value";
	case JSON_VALUE_OR_END:
		return "a value or `]`";
	case JSON_KEY:
		return "a key in double quotes";
	case JSON_KEY_OR_END:
		return "a key in double quotes or `}`";
	case JSON_COLON:
		return "`:` behind the key";
	default:
		if (inside->depth == 0)
			return end_of(inside);
		return inside->objects[top / 64] >> (top % 64) & 1 ? "`,` or `}`" : "`,` or `]`";
	}
}

enum cgrid_json_token
cgrid_json_unexpected(struct cgrid_json *json, enum json_state state, size_t at)
{
	struct cgrid_json_inside *inside = json->inside;
	char found[FOUND_SIZE];
	/* At the first byte, which may be gone from memory. */
	if (at >= inside->size && state == JSON_VALUE && inside->depth == 0)
		return fault(json, CGRID_E_SYNTAX, (size_t)0 - inside->base, "empty");
	if (inside->size - at < CGRID_JSON_AHEAD && cgrid_json_more(json, at))
		at = 0;
	describe(inside, at, found);
	return fault(json, CGRID_E_SYNTAX, at, "expected %s, found %s%s", wanted(inside, state), found,
		     hint_of(inside, state, at));
}

enum cgrid_json_token
cgrid_json_bad_number(struct cgrid_json *json, size_t start, size_t at)
{
	struct cgrid_json_inside *inside = json->inside;
	char found[FOUND_SIZE];
	size_t first = start + (inside->bytes[start] == '-');
	bool zeros = at > first + 1 && inside->bytes[first] == '0' && inside->bytes[first + 1] >= '0' &&
		     inside->bytes[first + 1] <= '9';
	if (zeros)
		return fault(json, CGRID_E_SYNTAX, start, "a number with a 0 too many in front");
	describe(inside, at, found);
	const char *hint = at == first ? hint_of(inside, JSON_VALUE, start) : "";
	return fault(json, CGRID_E_SYNTAX, at, "expected a digit, found %s%s", found, hint);
}

bool
cgrid_json_bad_string(struct cgrid_json *json, size_t start, size_t at)
{
	struct cgrid_json_inside *inside = json->inside;
	unsigned char c = at < inside->size ? (unsigned char)inside->bytes[at] : 0;
	char found[FOUND_SIZE];
	if (at >= inside->size)
		fault(json, CGRID_E_SYNTAX, start, "a string without its closing quote");
	else if (c == '\n' || c == '\r')
		fault(json, CGRID_E_SYNTAX, at, "a line break inside a string (a quote missing?)");
	else if (c < 0x20)
		fault(json, CGRID_E_SYNTAX, at, "the character U+%04X inside a string must be escaped",
		      c);
	else if (c >= 0x80)
		fault(json, CGRID_E_SYNTAX, at,
		      "byte 0x%02X is not UTF-8 (was the file saved in another encoding?)", c);
	else if (at + 1 < inside->size && inside->bytes[at + 1] == 'u')
		fault(json, CGRID_E_SYNTAX, at, "\\u needs four hexadecimal digits");
	else {
		describe(inside, at + 1, found);
		fault(json, CGRID_E_SYNTAX, at,
		      "expected one of \"\\/bfnrtu behind a backslash, found %s", found);
	}
	return false;
}

enum cgrid_status
cgrid_json_refuse(struct cgrid_json *json, enum cgrid_status status, const struct cgrid_source *source,
		  const char *format, ...)
{
	/* Worded first: the arguments may be the parser's own text, and the scan moves on. */
	char text[CGRID_MESSAGE_SIZE];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	struct cgrid_source here = source ? *source : cgrid_json_source(json);
	cgrid_fail_at(json->ctx, status, &here, "%s", text);
	return cgrid_json_refused(json, status);
}

enum cgrid_status
cgrid_json_refused(struct cgrid_json *json, enum cgrid_status status)
{
	enum cgrid_json_token token;
	do
		token = cgrid_json_next(json);
	while (token != CGRID_JSON_END && token != CGRID_JSON_FAULT);
	return token == CGRID_JSON_FAULT ? cgrid_json_status(json) : status;
}
