/* SPDX-License-Identifier: Apache-2.0 */
#include "base/yaml.h"

#include "base/num.h"
#include "base/text.h"

#include <string.h>

/* Each key of a mapping is compared with each. */
enum { MOST_KEYS = 1000 };

struct parser {
	struct cgrid_ctx *ctx;
	struct cgrid_arena *arena;
	const char *file, *bytes;
	size_t size, at, line_start;
	uint32_t line;
	uint64_t depth, nodes;
	struct cgrid_buf text; /* of a quoted scalar */
};

static struct cgrid_source
here(const struct parser *p)
{
	return (struct cgrid_source){p->file, p->line, (uint32_t)(p->at - p->line_start) + 1};
}

static enum cgrid_status
fault(struct parser *p, const char *what)
{
	const struct cgrid_source source = here(p);
	return cgrid_fail_at(p->ctx, CGRID_E_SYNTAX, &source, "YAML: %s", what);
}

/* The byte that many on; NUL behind the end. */
static char
peek(const struct parser *p, size_t on)
{
	return p->at + on < p->size ? p->bytes[p->at + on] : '\0';
}

static bool
at_end(const struct parser *p)
{
	return p->at >= p->size;
}

static bool
ends_word(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0';
}

static size_t
column(const struct parser *p)
{
	return p->at - p->line_start;
}

static void
skip_spaces(struct parser *p)
{
	while (peek(p, 0) == ' ')
		p->at++;
}

/* To the next byte that says something, over comments and lines. */
static enum cgrid_status
skip_blank(struct parser *p)
{
	for (;;) {
		skip_spaces(p);
		if (peek(p, 0) == '\t')
			return fault(p, "a tab where blanks have to be");
		if (peek(p, 0) == '#' && (p->at == p->line_start || ends_word(p->bytes[p->at - 1])))
			while (!at_end(p) && peek(p, 0) != '\n')
				p->at++;
		if (peek(p, 0) == '\r' && peek(p, 1) == '\n')
			p->at++;
		if (peek(p, 0) != '\n' || at_end(p))
			return CGRID_OK;
		p->at++;
		p->line++;
		p->line_start = p->at;
	}
}

static enum cgrid_status
new_node(struct parser *p, enum cgrid_yaml_kind kind, struct cgrid_yaml **node_out)
{
	const struct cgrid_source source = here(p);
	enum cgrid_status status =
	    cgrid_check_limit(p->ctx, CGRID_LIMIT_FEATURES, ++p->nodes, &source, "the file");
	if (status)
		return status;
	*node_out = cgrid_arena_alloc(p->arena, 1, sizeof **node_out);
	if (!*node_out)
		return cgrid_fail_memory(p->ctx);
	(*node_out)->kind = kind;
	(*node_out)->text = "";
	(*node_out)->source = source;
	return CGRID_OK;
}

static enum cgrid_status
set_text(struct parser *p, struct cgrid_yaml *node, const char *text, size_t length)
{
	node->text = cgrid_arena_text(p->arena, text, length);
	node->length = length;
	return node->text ? CGRID_OK : cgrid_fail_memory(p->ctx);
}

static enum cgrid_status
read_quoted(struct parser *p, struct cgrid_yaml *node)
{
	static const char escapes[] = "\"\"\\\\//n\nt\tr\r";
	const char quote = peek(p, 0);
	p->at++;
	cgrid_buf_clear(&p->text);
	for (;; p->at++) {
		char c = peek(p, 0);
		if (at_end(p) || c == '\n')
			return fault(p, "a quoted text that does not end on its line");
		if (c == quote && quote == '\'' && peek(p, 1) == quote) {
			p->at++;
		} else if (c == quote) {
			break;
		} else if (c == '\\' && quote == '"') {
			p->at++;
			const char *known = NULL;
			for (size_t i = 0; i + 1 < sizeof escapes; i += 2)
				if (escapes[i] == peek(p, 0))
					known = &escapes[i + 1];
			if (!known)
				return fault(p, "an escape that is not read");
			c = *known;
		}
		cgrid_buf_char(&p->text, c);
	}
	p->at++;
	node->quoted = true;
	return p->text.failed ? cgrid_fail_memory(p->ctx)
			      : set_text(p, node, p->text.data ? p->text.data : "", p->text.size);
}

static enum cgrid_status
read_plain(struct parser *p, bool flow, struct cgrid_yaml *node)
{
	const size_t from = p->at;
	size_t to = from;
	if (memchr("&*!|>%@`,]}\"'{[", peek(p, 0), 16) || (peek(p, 0) == '?' && ends_word(peek(p, 1))))
		return fault(p, "this is not read (no anchors, tags, text blocks)");
	for (; !at_end(p) && peek(p, 0) != '\n'; p->at++) {
		const char c = peek(p, 0), after = peek(p, 1);
		if (c == ':' && (ends_word(after) || (flow && memchr(",[]{}", after, 5))))
			break;
		if (flow && memchr(",[]{}", c, 5))
			break;
		if (c == '#' && p->at > from && ends_word(p->bytes[p->at - 1]))
			break;
		if (c == '\0')
			return fault(p, "a NUL");
		if (!ends_word(c))
			to = p->at + 1;
	}
	if (to == from)
		return fault(p, "a value is missing");
	return set_text(p, node, p->bytes + from, to - from);
}

static enum cgrid_status
read_scalar(struct parser *p, bool flow, struct cgrid_yaml *node)
{
	return peek(p, 0) == '"' || peek(p, 0) == '\'' ? read_quoted(p, node)
						       : read_plain(p, flow, node);
}

/* Behind a key: is there its colon? */
static bool
take_colon(struct parser *p, bool flow)
{
	skip_spaces(p);
	if (peek(p, 0) != ':' || !(ends_word(peek(p, 1)) || (flow && memchr(",[]{}", peek(p, 1), 5))))
		return false;
	p->at++;
	return true;
}

struct members {
	struct cgrid_yaml *of, **tail;
};

static void
add_member(struct members *members, struct cgrid_yaml *node)
{
	if (!members->tail)
		members->tail = &members->of->first;
	*members->tail = node;
	members->tail = &node->next;
	members->of->count++;
}

/* A key's text, once in its mapping. */
static enum cgrid_status
check_key(struct parser *p, const struct cgrid_yaml *map, const struct cgrid_yaml *key)
{
	if (map->count >= MOST_KEYS)
		return cgrid_fail_at(p->ctx, CGRID_E_LIMIT, &key->source, "more than %d keys",
				     MOST_KEYS);
	return cgrid_yaml_get(map, key->text)
		   ? cgrid_fail_at(p->ctx, CGRID_E_MEANING, &key->source,
				   "\"%.60s\" is there a second time", key->text)
		   : CGRID_OK;
}

static enum cgrid_status read_flow(struct parser *p, struct cgrid_yaml **node_out);

static enum cgrid_status
read_flow_member(struct parser *p, struct members *members)
{
	struct cgrid_yaml *key = NULL, *value = NULL;
	enum cgrid_status status = CGRID_OK;
	if (members->of->kind == CGRID_YAML_MAP) {
		status = new_node(p, CGRID_YAML_SCALAR, &key);
		if (!status)
			status = read_scalar(p, true, key);
		if (!status && !take_colon(p, true))
			status = fault(p, "a \":\" is missing");
		if (!status)
			status = check_key(p, members->of, key);
		if (!status)
			status = skip_blank(p);
	}
	if (!status)
		status = read_flow(p, &value);
	if (status)
		return status;
	value->key = key ? key->text : NULL;
	add_member(members, value);
	return skip_blank(p);
}

static enum cgrid_status
read_flow(struct parser *p, struct cgrid_yaml **node_out)
{
	const char open = peek(p, 0), close = open == '[' ? ']' : '}';
	enum cgrid_status status;
	if (open != '[' && open != '{') {
		status = new_node(p, CGRID_YAML_SCALAR, node_out);
		return status ? status : read_scalar(p, true, *node_out);
	}
	status = new_node(p, open == '[' ? CGRID_YAML_LIST : CGRID_YAML_MAP, node_out);
	if (!status)
		status = cgrid_check_limit(p->ctx, CGRID_LIMIT_DEPTH, ++p->depth,
					   &(struct cgrid_source){p->file, p->line, 0}, "its nesting");
	struct members members = {.of = status ? NULL : *node_out};
	p->at++;
	if (!status)
		status = skip_blank(p);
	while (!status && peek(p, 0) != close) {
		status = read_flow_member(p, &members);
		if (status || peek(p, 0) == close)
			break;
		if (peek(p, 0) != ',')
			return fault(p, at_end(p) ? "a list that never ends" : "a \",\" is missing");
		p->at++;
		status = skip_blank(p);
	}
	p->at++;
	p->depth--;
	return status;
}

static enum cgrid_status read_block(struct parser *p, struct cgrid_yaml **node_out);

/* The rest of the line says nothing more? */
static bool
line_is_empty(const struct parser *p)
{
	size_t on = 0;
	while (peek(p, on) == ' ')
		on++;
	return peek(p, on) == '\n' || peek(p, on) == '\r' || peek(p, on) == '#' ||
	       p->at + on >= p->size;
}

/* Behind a value the line ends; what is further right below would be more of it. */
static enum cgrid_status
check_line_end(struct parser *p)
{
	return line_is_empty(p) ? CGRID_OK : fault(p, "more behind a value");
}

/* What stands on the line of its key: no mapping or sequence of lines starts there. */
static enum cgrid_status
read_value(struct parser *p, struct cgrid_yaml **node_out)
{
	enum cgrid_status status;
	if (peek(p, 0) == '-' && ends_word(peek(p, 1)))
		return fault(p, "a list that starts behind its key");
	if (peek(p, 0) == '[' || peek(p, 0) == '{') {
		status = read_flow(p, node_out);
	} else {
		status = new_node(p, CGRID_YAML_SCALAR, node_out);
		if (!status)
			status = read_scalar(p, false, *node_out);
	}
	return status ? status : check_line_end(p);
}

/* What stands behind "- " or "key:", on its line or below; nothing is an empty text. `dash`: a sequence
 * below a key may stand as far left as the key. */
static enum cgrid_status
read_below(struct parser *p, size_t indent, bool dash, struct cgrid_yaml **node_out)
{
	const struct cgrid_source from = here(p);
	if (line_is_empty(p)) {
		enum cgrid_status status = skip_blank(p);
		bool list = dash && column(p) == indent && peek(p, 0) == '-' && ends_word(peek(p, 1));
		if (status)
			return status;
		if (at_end(p) || (column(p) <= indent && !list)) {
			status = new_node(p, CGRID_YAML_SCALAR, node_out);
			if (!status)
				(*node_out)->source = from;
			return status;
		}
		return read_block(p, node_out);
	}
	skip_spaces(p);
	return dash ? read_value(p, node_out) : read_block(p, node_out);
}

static enum cgrid_status
read_sequence(struct parser *p, struct cgrid_yaml **node_out)
{
	const size_t indent = column(p);
	enum cgrid_status status = new_node(p, CGRID_YAML_LIST, node_out);
	struct members members = {.of = status ? NULL : *node_out};
	while (!status && !at_end(p) && column(p) == indent && peek(p, 0) == '-' &&
	       ends_word(peek(p, 1))) {
		struct cgrid_yaml *item = NULL;
		p->at++;
		status = read_below(p, indent, false, &item);
		if (!status)
			add_member(&members, item);
		if (!status)
			status = skip_blank(p);
	}
	return status;
}

/* A mapping whose first key has been read. */
static enum cgrid_status
read_mapping(struct parser *p, size_t indent, struct cgrid_yaml *key, struct cgrid_yaml **node_out)
{
	enum cgrid_status status = new_node(p, CGRID_YAML_MAP, node_out);
	if (status)
		return status;
	struct members members = {.of = *node_out};
	(*node_out)->source = key->source;
	while (!status) {
		struct cgrid_yaml *value = NULL;
		status = check_key(p, *node_out, key);
		if (!status)
			status = read_below(p, indent, true, &value);
		if (!status) {
			value->key = key->text;
			add_member(&members, value);
			status = skip_blank(p);
		}
		if (status || at_end(p) || column(p) != indent)
			return status;
		status = new_node(p, CGRID_YAML_SCALAR, &key);
		if (!status)
			status = read_scalar(p, false, key);
		if (!status && !take_colon(p, false))
			status = fault(p, "a key without a \":\"");
	}
	return status;
}

static enum cgrid_status
read_block(struct parser *p, struct cgrid_yaml **node_out)
{
	const size_t indent = column(p);
	struct cgrid_yaml *scalar = NULL;
	enum cgrid_status status =
	    cgrid_check_limit(p->ctx, CGRID_LIMIT_DEPTH, ++p->depth,
			      &(struct cgrid_source){p->file, p->line, 0}, "its nesting");
	if (status)
		return status;
	if (peek(p, 0) == '-' && ends_word(peek(p, 1))) {
		status = read_sequence(p, node_out);
	} else if (peek(p, 0) == '[' || peek(p, 0) == '{') {
		status = read_flow(p, node_out);
		if (!status)
			status = check_line_end(p);
	} else {
		status = new_node(p, CGRID_YAML_SCALAR, &scalar);
		if (!status)
			status = read_scalar(p, false, scalar);
		*node_out = scalar;
		if (!status && take_colon(p, false))
			status = read_mapping(p, indent, scalar, node_out);
		else if (!status)
			status = check_line_end(p);
	}
	p->depth--;
	return status;
}

enum cgrid_status
cgrid_yaml_parse(struct cgrid_ctx *ctx, struct cgrid_arena *arena, const char *file, const char *bytes,
		 size_t size, const struct cgrid_yaml **root_out)
{
	struct parser p = {
	    .ctx = ctx, .arena = arena, .file = file, .bytes = bytes, .size = size, .line = 1};
	struct cgrid_yaml *root = NULL;
	*root_out = NULL;
	if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		p.at = p.line_start = 3;
	enum cgrid_status status = skip_blank(&p);
	if (!status && column(&p) == 0 && size - p.at >= 3 && memcmp(bytes + p.at, "---", 3) == 0 &&
	    ends_word(peek(&p, 3))) {
		p.at += 3;
		status = skip_blank(&p);
	}
	if (!status && at_end(&p))
		status = fault(&p, "empty");
	if (!status)
		status = read_block(&p, &root);
	if (!status)
		status = skip_blank(&p);
	if (!status && !at_end(&p))
		status = fault(&p, "this belongs to nothing above it");
	cgrid_buf_free(&p.text);
	if (!status)
		*root_out = root;
	return status;
}

const struct cgrid_yaml *
cgrid_yaml_get(const struct cgrid_yaml *map, const char *key)
{
	if (!map || map->kind != CGRID_YAML_MAP)
		return NULL;
	for (const struct cgrid_yaml *at = map->first; at; at = at->next)
		if (strcmp(at->key, key) == 0)
			return at;
	return NULL;
}

bool
cgrid_yaml_number(const struct cgrid_yaml *node, double *value_out)
{
	return node && node->kind == CGRID_YAML_SCALAR && !node->quoted &&
	       cgrid_number_parse(node->text, node->length, value_out);
}
