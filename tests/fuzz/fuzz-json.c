/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes: read or refused in words with a place; and what was read, written out, reads the same. */
#include "base/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
demand(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

static void
add_string(struct cgrid_buf *out, const struct cgrid_json *json)
{
	cgrid_buf_char(out, '"');
	for (size_t i = 0; i < json->length; i++) {
		char escape[8];
		unsigned char c = (unsigned char)json->text[i];
		snprintf(escape, sizeof escape, "\\u%04x", c);
		if (c < 0x20 || c == '"' || c == '\\')
			cgrid_buf_text(out, escape);
		else
			cgrid_buf_char(out, (char)c);
	}
	cgrid_buf_char(out, '"');
}

/* The tokens as JSON without blanks. */
static enum cgrid_status
rewrite(struct cgrid_ctx *ctx, const char *bytes, size_t size, struct cgrid_buf *out)
{
	static const char marks[] = "\0{}[]";
	struct cgrid_json json;
	enum cgrid_json_token token, before = CGRID_JSON_END;
	size_t open = 0;
	if (cgrid_json_open(&json, ctx, "input", bytes, size) != CGRID_OK)
		return CGRID_E_MEMORY;
	while ((token = cgrid_json_next(&json)) > CGRID_JSON_END) {
		bool closes = token == CGRID_JSON_OBJECT_END || token == CGRID_JSON_ARRAY_END;
		bool first = before == CGRID_JSON_OBJECT || before == CGRID_JSON_ARRAY ||
			     before == CGRID_JSON_KEY || before == CGRID_JSON_END;
		if (!closes && !first)
			cgrid_buf_char(out, ',');
		if (token <= CGRID_JSON_ARRAY_END)
			cgrid_buf_char(out, marks[token]);
		else if (token == CGRID_JSON_KEY || token == CGRID_JSON_STRING)
			add_string(out, &json);
		else if (token == CGRID_JSON_NUMBER)
			cgrid_buf_add(out, json.text, json.length);
		else
			cgrid_buf_text(out, token == CGRID_JSON_TRUE    ? "true"
					    : token == CGRID_JSON_FALSE ? "false"
									: "null");
		if (token == CGRID_JSON_KEY)
			cgrid_buf_char(out, ':');
		open += token == CGRID_JSON_OBJECT || token == CGRID_JSON_ARRAY;
		open -= closes;
		demand(open == cgrid_json_depth(&json), "depth");
		demand(json.start < size, "start");
		struct cgrid_source source =
		    cgrid_json_source_at(&json, (json.start * 7919) % (size + 1));
		demand(source.line >= 1 && source.column >= 1, "place");
		before = token;
	}
	enum cgrid_status status = cgrid_json_status(&json);
	demand((status == CGRID_OK) == (token == CGRID_JSON_END), "end");
	cgrid_json_close(&json);
	return status;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_buf once = {0}, twice = {0};
	if (!ctx)
		return 0;
	enum cgrid_status status = rewrite(ctx, (const char *)data, size, &once);
	if (status == CGRID_OK) {
		demand(rewrite(ctx, once.data, once.size, &twice) == CGRID_OK,
		       "written text is refused");
		demand(once.size == twice.size && memcmp(once.data, twice.data, once.size) == 0,
		       "written text reads otherwise");
	} else if (status != CGRID_E_MEMORY) {
		demand(strncmp(cgrid_ctx_error(ctx), "input:", 6) == 0 &&
			   strstr(cgrid_ctx_error(ctx), ": JSON: "),
		       "message");
	}
	cgrid_buf_free(&once);
	cgrid_buf_free(&twice);
	cgrid_ctx_free(ctx);
	return 0;
}
