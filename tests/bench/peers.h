/* SPDX-License-Identifier: Apache-2.0 */
/* Other parsers, where they are installed; false where not. */
#ifndef CGRID_TESTS_PEERS_H
#define CGRID_TESTS_PEERS_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef BENCH_SIMDJSON
bool peer_simdjson(const char *bytes, size_t size);
#else
static inline bool
peer_simdjson(const char *bytes, size_t size)
{
	(void)bytes;
	(void)size;
	return false;
}
#endif

#ifdef BENCH_JANSSON
#include <jansson.h>
static inline bool
peer_jansson(const char *bytes, size_t size)
{
	json_t *root = json_loadb(bytes, size, 0, NULL);
	bool good = root != NULL;
	json_decref(root);
	return good;
}
#else
static inline bool
peer_jansson(const char *bytes, size_t size)
{
	(void)bytes;
	(void)size;
	return false;
}
#endif

#ifdef __cplusplus
}
#endif
#endif
