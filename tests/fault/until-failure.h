/* SPDX-License-Identifier: Apache-2.0 */
/* Memory that runs out at one chosen allocation. The test is linked with --wrap=malloc,calloc,realloc,
 * so that only our own allocations fail. */
#ifndef CGRID_TESTS_UNTIL_FAILURE_H
#define CGRID_TESTS_UNTIL_FAILURE_H

#include <stdbool.h>
#include <stddef.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static long until_failure = -1; /* allocations that still succeed; -1: all do */
static size_t allocated;        /* allocations so far */

static bool
runs_out(void)
{
	allocated++;
	return until_failure >= 0 && until_failure-- == 0;
}

void *
__wrap_malloc(size_t size)
{
	return runs_out() ? NULL : __real_malloc(size);
}

void *
__wrap_calloc(size_t count, size_t size)
{
	return runs_out() ? NULL : __real_calloc(count, size);
}

void *
__wrap_realloc(void *old, size_t size)
{
	return runs_out() ? NULL : __real_realloc(old, size);
}

#endif
