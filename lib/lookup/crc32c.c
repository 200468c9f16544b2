/* SPDX-License-Identifier: Apache-2.0 */
#include "lookup/crc32c.h"

#include "lookup/format.h"

#include <string.h>

static void
fill_tables(uint32_t table[8][256])
{
	const uint32_t polynomial = 0x82f63b78; /* reflected */
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t r = i;
		for (int bit = 0; bit < 8; bit++)
			r = r & 1 ? r >> 1 ^ polynomial : r >> 1;
		table[0][i] = r;
	}
	for (uint32_t i = 0; i < 256; i++)
		for (int k = 1; k < 8; k++)
			table[k][i] = table[k - 1][i] >> 8 ^ table[0][table[k - 1][i] & 0xff];
}

/* Slicing by 8 (Kounavis and Berry, 2005). */
static uint32_t
run_tables(const struct cgrid_crc32c *crc, uint32_t r, const void *bytes, size_t count)
{
	const uint32_t(*t)[256] = crc->table;
	const unsigned char *at = bytes;
	for (; count >= 8; at += 8, count -= 8) {
		const uint32_t a = r ^ cgrid_le32(at), b = cgrid_le32(at + 4);
		r = t[7][a & 0xff] ^ t[6][a >> 8 & 0xff] ^ t[5][a >> 16 & 0xff] ^ t[4][a >> 24] ^
		    t[3][b & 0xff] ^ t[2][b >> 8 & 0xff] ^ t[1][b >> 16 & 0xff] ^ t[0][b >> 24];
	}
	for (; count > 0; at++, count--)
		r = r >> 8 ^ t[0][(r ^ *at) & 0xff];
	return r;
}

#if defined(__x86_64__)

__attribute__((target("sse4.2"))) static uint32_t
run_sse42(const struct cgrid_crc32c *crc, uint32_t r, const void *bytes, size_t count)
{
	const unsigned char *at = bytes;
	uint64_t wide = r;
	(void)crc;
	for (; count >= 8; at += 8, count -= 8) {
		uint64_t word;
		memcpy(&word, at, sizeof word);
		wide = __builtin_ia32_crc32di(wide, word);
	}
	r = (uint32_t)wide;
	for (; count > 0; at++, count--)
		r = __builtin_ia32_crc32qi(r, *at);
	return r;
}

static bool
has_instruction(void)
{
	return __builtin_cpu_supports("sse4.2");
}

#else

static uint32_t
run_sse42(const struct cgrid_crc32c *crc, uint32_t r, const void *bytes, size_t count)
{
	return run_tables(crc, r, bytes, count);
}

static bool
has_instruction(void)
{
	return false;
}

#endif

void
cgrid_crc32c_init(struct cgrid_crc32c *crc, bool plain)
{
	crc->run = !plain && has_instruction() ? run_sse42 : run_tables;
	if (crc->run == run_tables)
		fill_tables(crc->table);
}

uint32_t
cgrid_crc32c(const struct cgrid_crc32c *crc, const void *bytes, size_t count)
{
	return ~crc->run(crc, UINT32_MAX, bytes, count);
}
