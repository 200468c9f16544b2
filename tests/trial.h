/* SPDX-License-Identifier: Apache-2.0 */
/* A draft that a reader fills, and all that is said meanwhile. */
#ifndef CGRID_TESTS_TRIAL_H
#define CGRID_TESTS_TRIAL_H

#include "harness.h"

#include "base/text.h"
#include "read/draft.h"

struct trial {
	struct cgrid_ctx *ctx;
	struct cgrid_draft draft;
	struct cgrid_buf log; /* a line each: N, W or L, a blank, the message */
};

static inline void
trial_keep(void *user, enum cgrid_severity severity, const char *line)
{
	struct trial *trial = user;
	cgrid_buf_char(&trial->log, "NWL"[severity]);
	cgrid_buf_char(&trial->log, ' ');
	cgrid_buf_text(&trial->log, line);
	cgrid_buf_char(&trial->log, '\n');
}

static inline void
begin(struct trial *trial)
{
	*trial = (struct trial){.ctx = cgrid_ctx_new()};
	cgrid_buf_add(&trial->log, "", 0);
	cgrid_ctx_set_log(trial->ctx, trial_keep, trial);
	cgrid_draft_init(&trial->draft, trial->ctx);
}

static inline void
end(struct trial *trial)
{
	cgrid_draft_free(&trial->draft);
	cgrid_buf_free(&trial->log);
	cgrid_ctx_free(trial->ctx);
}

#endif
