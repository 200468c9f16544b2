/* SPDX-License-Identifier: Apache-2.0 */
/* GeographicLib's MGRS, where it is installed; 0 where not. */
#ifndef CGRID_TESTS_PEER_GEOGRAPHIC_H
#define CGRID_TESTS_PEER_GEOGRAPHIC_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef BENCH_GEOGRAPHIC
#define PEER_GEOGRAPHIC 1
/* Text with 10 digits; its length. */
int peer_to_mgrs(double lat, double lon, char *text, size_t size);
/* The middle of the square; 1. */
int peer_from_mgrs(const char *text, double *lat, double *lon);
#else
#define PEER_GEOGRAPHIC 0
static inline int
peer_to_mgrs(double lat, double lon, char *text, size_t size)
{
	(void)lat;
	(void)lon;
	(void)text;
	(void)size;
	return 0;
}
static inline int
peer_from_mgrs(const char *text, double *lat, double *lon)
{
	(void)text;
	(void)lat;
	(void)lon;
	return 0;
}
#endif

#ifdef __cplusplus
}
#endif
#endif
