/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of USNG for arrays: blocks of positions through UTM, by what the machine can. */
#ifndef CGRID_FRAME_USNG_MANY_H
#define CGRID_FRAME_USNG_MANY_H

#include <campusgrid/frame.h>

enum { CGRID_UTM_BLOCK = 32 };

/* Degrees: x from the zone's meridian, y of latitude. Metres: x easting, y northing from the equator,
 * negative in the south. */
struct cgrid_utm_block {
	_Alignas(32) double x[CGRID_UTM_BLOCK];
	_Alignas(32) double y[CGRID_UTM_BLOCK];
};
typedef void cgrid_utm_way(const struct cgrid_utm_block *restrict from,
			   struct cgrid_utm_block *restrict to);

/* Both ways of this machine; same bits. */
struct cgrid_utm_ways {
	const char *name;
	cgrid_utm_way *to_utm, *from_utm;
};
extern const struct cgrid_utm_ways cgrid_utm_portable;
/* NULL where there is no AVX2. */
const struct cgrid_utm_ways *cgrid_utm_avx2(void);

/* What the public calls do, by a way that is said. */
enum cgrid_status cgrid_usng_format_by(struct cgrid_ctx *ctx, const struct cgrid_utm_ways *ways,
				       const struct cgrid_lonlat *ground, size_t count, int digits,
				       bool blanks, char (*texts)[CGRID_USNG_SIZE]);
enum cgrid_status cgrid_usng_parse_by(struct cgrid_ctx *ctx, const struct cgrid_utm_ways *ways,
				      const char *const *texts, size_t count,
				      struct cgrid_lonlat *centres);

#endif
