/* SPDX-License-Identifier: Apache-2.0 */
/* Lookup files for tests: packed into a folder that goes with the test, opened either way. */
#ifndef CGRID_TESTS_LOOKUPS_H
#define CGRID_TESTS_LOOKUPS_H

#include "harness.h"

#include "base/file.h"
#include "base/text.h"

#include <campusgrid/campusgrid.h>

/* A file of the test's own; unlink it. */
static inline const char *
lookup_path(void)
{
	static char path[64];
	if (path[0] == '\0') {
		strcpy(path, "/tmp/campusgrid-lookup-XXXXXX");
		const int fd = mkstemp(path);
		ck_assert_int_ge(fd, 0);
		close(fd);
	}
	return path;
}

static inline void
lookup_write(struct cgrid_ctx *ctx, struct cgrid_pack *pack, const char *path)
{
	struct cgrid_output *output;
	ck_ok(ctx, cgrid_output_open(ctx, path, CGRID_OUTPUT_FORCE, &output));
	ck_ok(ctx, cgrid_pack_write(ctx, pack, output));
	ck_ok(ctx, cgrid_output_commit(ctx, output));
}

static inline struct cgrid_lookup *
lookup_open(struct cgrid_ctx *ctx, const char *path, unsigned flags)
{
	struct cgrid_lookup_options options = CGRID_LOOKUP_OPTIONS_INIT;
	struct cgrid_lookup *lookup;
	options.flags = flags;
	ck_ok(ctx, cgrid_lookup_open(ctx, path, &options, &lookup));
	return lookup;
}

/* The NDJSON of a location; free it. */
static inline char *
lookup_json(struct cgrid_ctx *ctx, const struct cgrid_location *location)
{
	struct cgrid_buf out = {0};
	ck_ok(ctx,
	      cgrid_location_write(ctx, CGRID_RECORD_NDJSON, location, true, cgrid_buf_sink(&out)));
	return out.data;
}

#endif
