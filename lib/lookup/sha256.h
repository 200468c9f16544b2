/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 (FIPS 180-4): fingerprints of the files that were packed, as sha256sum writes them. */
#ifndef CGRID_LOOKUP_SHA256_H
#define CGRID_LOOKUP_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct cgrid_sha256 {
	uint32_t state[8];
	uint64_t bytes;
	unsigned char block[64];
};
void cgrid_sha256_init(struct cgrid_sha256 *sha);
void cgrid_sha256_add(struct cgrid_sha256 *sha, const void *bytes, size_t count);
void cgrid_sha256_end(struct cgrid_sha256 *sha, unsigned char digest[32]);

#endif
