/* SPDX-License-Identifier: Apache-2.0 */
/* CRC-32C (Castagnoli, RFC 3720 appendix B.4): eight tables, or the machine's own instruction. */
#ifndef CGRID_LOOKUP_CRC32C_H
#define CGRID_LOOKUP_CRC32C_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cgrid_crc32c {
	/* Goes on with a remainder; no complement at either end. */
	uint32_t (*run)(const struct cgrid_crc32c *crc, uint32_t remainder, const void *bytes,
			size_t count);
	uint32_t table[8][256]; /* only of the way without the instruction */
};

/* `plain`: without the instruction, even where the machine has it. */
void cgrid_crc32c_init(struct cgrid_crc32c *crc, bool plain);
/* The checksum of some bytes: "123456789" has e3069283. */
uint32_t cgrid_crc32c(const struct cgrid_crc32c *crc, const void *bytes, size_t count);

#endif
