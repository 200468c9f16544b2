/* SPDX-License-Identifier: Apache-2.0 */
/* A context, and a generator that begins at SEED, for each test of a suite: define SEED first. */
#ifndef CGRID_TESTS_SEEDED_H
#define CGRID_TESTS_SEEDED_H

#include "harness.h"

static struct cgrid_ctx *ctx;
static struct rng rng;

static void
setup(void)
{
	ctx = cgrid_ctx_new();
	ck_assert_ptr_nonnull(ctx);
	rng.state = SEED;
}

static void
teardown(void)
{
	cgrid_ctx_free(ctx);
}

#endif
