/* SPDX-License-Identifier: Apache-2.0 */
/* USNG for arrays: the kernels compiled for AVX2, without fused operations, so that every bit is that
 * of the portable way. */
#include "frame/usng-kernel.h"

#include <stddef.h>

#if defined(__x86_64__) || defined(__i386__)

__attribute__((target("avx2"))) static void
to_utm_avx2(const struct cgrid_utm_block *restrict degrees, struct cgrid_utm_block *restrict metres)
{
	block_to_utm(degrees, metres);
}

__attribute__((target("avx2"))) static void
from_utm_avx2(const struct cgrid_utm_block *restrict metres, struct cgrid_utm_block *restrict degrees)
{
	block_from_utm(metres, degrees);
}

const struct cgrid_utm_ways *
cgrid_utm_avx2(void)
{
	static const struct cgrid_utm_ways ways = {"AVX2", to_utm_avx2, from_utm_avx2};
	return __builtin_cpu_supports("avx2") ? &ways : NULL;
}

#else

const struct cgrid_utm_ways *
cgrid_utm_avx2(void)
{
	return NULL;
}

#endif
