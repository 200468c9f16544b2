/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a context, and the two functions that speak of faults. */
#ifndef CGRID_BASE_BASE_H
#define CGRID_BASE_BASE_H

#include <campusgrid/base.h>
#include <campusgrid/campus.h>

/* A foreign library's handle that lives as long as the context. */
struct cgrid_foreign {
	void *handle;
	void (*free)(void *handle);
};

enum { CGRID_MESSAGE_SIZE = 1024 };

struct cgrid_ctx {
	enum cgrid_status status;
	char error[CGRID_MESSAGE_SIZE];
	cgrid_log_fn log;
	void *log_user;
	size_t counts[3]; /* by enum cgrid_severity */
	uint64_t limits[CGRID_LIMIT_COUNT];
	char *module_dir;
	struct cgrid_foreign geos;
	struct cgrid_foreign proj;
};

/* Records an error and returns its status: the one function that does. Who
 * detects reports; who passes on adds nothing. */
enum cgrid_status cgrid_fail(struct cgrid_ctx *ctx, enum cgrid_status status, const char *format, ...)
    CGRID_PRINTF(3, 4);
/* The same with FILE:LINE:COLUMN in front; `source` may be NULL, and line 0 is not written. */
enum cgrid_status cgrid_fail_at(struct cgrid_ctx *ctx, enum cgrid_status status,
				const struct cgrid_source *source, const char *format, ...)
    CGRID_PRINTF(4, 5);
enum cgrid_status cgrid_fail_memory(struct cgrid_ctx *ctx);
/* A message to the log callback, counted by severity. */
void cgrid_log(struct cgrid_ctx *ctx, enum cgrid_severity severity, const struct cgrid_source *source,
	       const char *format, ...) CGRID_PRINTF(4, 5);
/* Hands the recorded error to the log as LEFT_OUT and clears it: for one broken file of many. */
void cgrid_log_error(struct cgrid_ctx *ctx);
/* Forgets a recorded error that was tried for and answered otherwise. */
void cgrid_clear_error(struct cgrid_ctx *ctx);
/* CGRID_E_LIMIT, worded with the limit's name, when `value` is beyond it. */
enum cgrid_status cgrid_check_limit(struct cgrid_ctx *ctx, enum cgrid_limit limit, uint64_t value,
				    const struct cgrid_source *source, const char *what);

#endif
