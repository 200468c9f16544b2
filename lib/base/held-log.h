/* SPDX-License-Identifier: Apache-2.0 */
/* Messages of something that is tried: they are said when it was right to try, and else never. */
#ifndef CGRID_BASE_HELD_LOG_H
#define CGRID_BASE_HELD_LOG_H

#include "base/base.h"
#include "base/text.h"

struct cgrid_held_log {
	cgrid_log_fn log;
	void *user;
	size_t counts[3];
	struct cgrid_buf lines; /* each with its severity before it and a NUL behind */
};
/* From here on the context's messages are held; `held` stays where it is. */
void cgrid_log_hold(struct cgrid_ctx *ctx, struct cgrid_held_log *held);
/* Ends that: says what was held, or forgets it. CGRID_E_MEMORY when some could not be held. */
enum cgrid_status cgrid_log_release(struct cgrid_ctx *ctx, struct cgrid_held_log *held, bool say);

#endif
