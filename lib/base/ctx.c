/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"

#include "base/text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	uint64_t value;
} default_limits[CGRID_LIMIT_COUNT] = {
    [CGRID_LIMIT_INPUT_BYTES] = {"bytes of input", UINT64_C(256) << 20},
    [CGRID_LIMIT_VERTICES] = {"vertices", 5000000},
    [CGRID_LIMIT_FEATURES] = {"features", 1000000},
    [CGRID_LIMIT_CELLS] = {"cells", 1000000},
    [CGRID_LIMIT_PIXELS] = {"pixels", 100000000},
    [CGRID_LIMIT_DEPTH] = {"levels of nesting", 512},
    [CGRID_LIMIT_EXTENT_M] = {"metres of extent", 10000},
};

static const char *const status_names[] = {
    [CGRID_OK] = "ok",
    [CGRID_E_ARGUMENT] = "argument",
    [CGRID_E_MEMORY] = "memory",
    [CGRID_E_INPUT] = "input",
    [CGRID_E_SYNTAX] = "syntax",
    [CGRID_E_MEANING] = "meaning",
    [CGRID_E_LIMIT] = "limit",
    [CGRID_E_OUTPUT] = "output",
    [CGRID_E_EXISTS] = "exists",
    [CGRID_E_UNKNOWN] = "unknown",
    [CGRID_E_OUTSIDE] = "outside",
    [CGRID_E_AMBIGUOUS] = "ambiguous",
    [CGRID_E_UNSUPPORTED] = "unsupported",
    [CGRID_E_INTERNAL] = "internal",
};

/* One line of UTF-8: control characters of the input never reach a terminal or a log, and a name
 * that was cut inside a character shows where. */
static void
flatten(char *text)
{
	size_t length = strlen(text);
	for (size_t at = 0; at < length;) {
		size_t from = at;
		int32_t code = cgrid_utf8_next(text, length, &at);
		if (code < 0)
			text[from] = '?';
		else if (code < 0x20 || code == 0x7f)
			text[from] = ' ';
	}
}

/* vsnprintf cuts anywhere; a message must not end inside a UTF-8 sequence. */
static void
trim_utf8(char *text)
{
	size_t n = strlen(text), back = 0;
	while (back < 3 && back < n && ((unsigned char)text[n - 1 - back] & 0xc0) == 0x80)
		back++;
	if (back >= n)
		return;
	unsigned char lead = (unsigned char)text[n - 1 - back];
	size_t want = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
	if (back < want)
		text[n - 1 - back] = '\0';
}

static void
compose(char *text, const struct cgrid_source *source, const char *format, va_list args)
{
	size_t n = 0;
	if (source && source->file && source->file[0] != '\0') {
		int wrote = source->line == 0
				? snprintf(text, CGRID_MESSAGE_SIZE, "%.600s: ", source->file)
				: snprintf(text, CGRID_MESSAGE_SIZE, "%.600s:%" PRIu32 ":%" PRIu32 ": ",
					   source->file, source->line, source->column);
		n = wrote > 0 ? (size_t)wrote : 0;
	}
	vsnprintf(text + n, CGRID_MESSAGE_SIZE - n, format, args);
	trim_utf8(text);
	flatten(text);
}

enum cgrid_status
cgrid_fail(struct cgrid_ctx *ctx, enum cgrid_status status, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	compose(ctx->error, NULL, format, args);
	va_end(args);
	ctx->status = status;
	return status;
}

enum cgrid_status
cgrid_fail_at(struct cgrid_ctx *ctx, enum cgrid_status status, const struct cgrid_source *source,
	      const char *format, ...)
{
	va_list args;
	va_start(args, format);
	compose(ctx->error, source, format, args);
	va_end(args);
	ctx->status = status;
	return status;
}

enum cgrid_status
cgrid_fail_memory(struct cgrid_ctx *ctx)
{
	return cgrid_fail(ctx, CGRID_E_MEMORY, "out of memory");
}

void
cgrid_log(struct cgrid_ctx *ctx, enum cgrid_severity severity, const struct cgrid_source *source,
	  const char *format, ...)
{
	ctx->counts[severity]++;
	if (!ctx->log)
		return;
	char line[CGRID_MESSAGE_SIZE];
	va_list args;
	va_start(args, format);
	compose(line, source, format, args);
	va_end(args);
	ctx->log(ctx->log_user, severity, line);
}

void
cgrid_clear_error(struct cgrid_ctx *ctx)
{
	ctx->status = CGRID_OK;
	ctx->error[0] = '\0';
}

void
cgrid_log_error(struct cgrid_ctx *ctx)
{
	ctx->counts[CGRID_LEFT_OUT]++;
	if (ctx->log)
		ctx->log(ctx->log_user, CGRID_LEFT_OUT, ctx->error);
	cgrid_clear_error(ctx);
}

enum cgrid_status
cgrid_check_limit(struct cgrid_ctx *ctx, enum cgrid_limit limit, uint64_t value,
		  const struct cgrid_source *source, const char *what)
{
	if (value <= ctx->limits[limit])
		return CGRID_OK;
	return cgrid_fail_at(ctx, CGRID_E_LIMIT, source,
			     "%s: %" PRIu64 " is over the limit of %" PRIu64 " %s", what, value,
			     ctx->limits[limit], default_limits[limit].name);
}

const char *
cgrid_status_name(enum cgrid_status status)
{
	size_t i = (size_t)status;
	return i < sizeof status_names / sizeof *status_names ? status_names[i] : "?";
}

struct cgrid_ctx *
cgrid_ctx_new(void)
{
	struct cgrid_ctx *ctx = calloc(1, sizeof *ctx);
	if (!ctx)
		return NULL;
	for (size_t i = 0; i < CGRID_LIMIT_COUNT; i++)
		ctx->limits[i] = default_limits[i].value;
	return ctx;
}

void
cgrid_ctx_free(struct cgrid_ctx *ctx)
{
	if (!ctx)
		return;
	if (ctx->geos.handle)
		ctx->geos.free(ctx->geos.handle);
	if (ctx->proj.handle)
		ctx->proj.free(ctx->proj.handle);
	free(ctx->module_dir);
	free(ctx);
}

const char *
cgrid_ctx_error(const struct cgrid_ctx *ctx)
{
	return ctx->error;
}

enum cgrid_status
cgrid_ctx_status(const struct cgrid_ctx *ctx)
{
	return ctx->status;
}

void
cgrid_ctx_set_log(struct cgrid_ctx *ctx, cgrid_log_fn log, void *user)
{
	ctx->log = log;
	ctx->log_user = user;
}

size_t
cgrid_ctx_count(const struct cgrid_ctx *ctx, enum cgrid_severity severity)
{
	return (unsigned)severity < 3 ? ctx->counts[severity] : 0;
}

enum cgrid_status
cgrid_ctx_set_limit(struct cgrid_ctx *ctx, enum cgrid_limit limit, uint64_t value)
{
	if ((unsigned)limit >= CGRID_LIMIT_COUNT || value == 0)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "no such limit, or a limit of 0");
	/* The JSON parser's stack is sized once; deeper than this helps nobody. */
	if (limit == CGRID_LIMIT_DEPTH && value > 512)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "nesting cannot be allowed beyond 512");
	ctx->limits[limit] = value;
	return CGRID_OK;
}

uint64_t
cgrid_ctx_limit(const struct cgrid_ctx *ctx, enum cgrid_limit limit)
{
	return (unsigned)limit < CGRID_LIMIT_COUNT ? ctx->limits[limit] : 0;
}

enum cgrid_status
cgrid_ctx_set_module_dir(struct cgrid_ctx *ctx, const char *folder)
{
	char *copy = strdup(folder);
	if (!copy)
		return cgrid_fail_memory(ctx);
	free(ctx->module_dir);
	ctx->module_dir = copy;
	return CGRID_OK;
}
