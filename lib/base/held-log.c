/* SPDX-License-Identifier: Apache-2.0 */
#include "base/held-log.h"

#include <string.h>

static void
hold(void *user, enum cgrid_severity severity, const char *line)
{
	struct cgrid_held_log *held = user;
	cgrid_buf_char(&held->lines, (char)severity);
	cgrid_buf_add(&held->lines, line, strlen(line) + 1);
}

void
cgrid_log_hold(struct cgrid_ctx *ctx, struct cgrid_held_log *held)
{
	*held = (struct cgrid_held_log){.log = ctx->log, .user = ctx->log_user};
	memcpy(held->counts, ctx->counts, sizeof held->counts);
	if (ctx->log)
		cgrid_ctx_set_log(ctx, hold, held);
}

enum cgrid_status
cgrid_log_release(struct cgrid_ctx *ctx, struct cgrid_held_log *held, bool say)
{
	cgrid_ctx_set_log(ctx, held->log, held->user);
	bool failed = held->lines.failed;
	if (!say)
		memcpy(ctx->counts, held->counts, sizeof held->counts);
	for (size_t at = 0; say && !failed && at < held->lines.size;) {
		const char *line = held->lines.data + at + 1;
		held->log(held->user, (enum cgrid_severity)held->lines.data[at], line);
		at += strlen(line) + 2;
	}
	cgrid_buf_free(&held->lines);
	return say && failed ? cgrid_fail_memory(ctx) : CGRID_OK;
}
