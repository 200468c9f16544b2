/* SPDX-License-Identifier: Apache-2.0 */
/* What every Check suite here needs: a context that collects messages, shared data, a seeded generator.
 */
#ifndef CGRID_TESTS_HARNESS_H
#define CGRID_TESTS_HARNESS_H

#include "base/base.h"

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A sanitizer makes the same loop ten to twenty times slower; a few rounds find what it can find. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FEWER_ROUNDS(usual, sanitized) (sanitized)
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define FEWER_ROUNDS(usual, sanitized) (sanitized)
#endif
#ifndef FEWER_ROUNDS
#define FEWER_ROUNDS(usual, sanitized) (usual)
#endif

#define ck_ok(ctx, call)                                                                               \
	do {                                                                                           \
		enum cgrid_status status_ = (call);                                                    \
		ck_assert_msg(status_ == CGRID_OK, "%s: %s: %s", #call, cgrid_status_name(status_),    \
			      cgrid_ctx_error(ctx));                                                   \
	} while (0)

/* A file under the shared reference data; NULL (and a word on the output) where it is absent. */
static inline const char *
shared_path(const char *name)
{
	static char path[4096];
	const char *root = getenv("CAMPUSGRID_SHARED");
	snprintf(path, sizeof path, "%s/%s", root ? root : "../shared", name);
	if (access(path, R_OK) == 0)
		return path;
	printf("skipped: %s is not here\n", name);
	return NULL;
}

/* Where the module that asks GDAL is; NULL (and a word on the output) where it was not built. */
static inline const char *
gdal_module_folder(void)
{
	char path[4096];
	const char *folder = getenv("CAMPUSGRID_MODULES");
	snprintf(path, sizeof path, "%s/campusgrid-gdal.so", folder ? folder : ".");
	if (folder && access(path, R_OK) == 0)
		return folder;
	printf("skipped: the GDAL module is not here\n");
	return NULL;
}

/* A file of the source tree. */
static inline const char *
source_path(const char *name)
{
	static char path[4096];
	const char *root = getenv("CAMPUSGRID_SOURCE");
	snprintf(path, sizeof path, "%s/%s", root ? root : ".", name);
	return path;
}

/* splitmix64: the same numbers on every machine. */
struct rng {
	uint64_t state;
};
static inline uint64_t
rng_next(struct rng *rng)
{
	uint64_t z = (rng->state += UINT64_C(0x9e3779b97f4a7c15));
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}
static inline double
rng_between(struct rng *rng, double low, double high)
{
	return low + (high - low) * ((double)(rng_next(rng) >> 11) * 0x1p-53);
}
static inline uint64_t
rng_below(struct rng *rng, uint64_t n)
{
	return rng_next(rng) % n;
}

/* Runs a suite and exits as Check says. */
static inline int
run_suite(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
