/* SPDX-License-Identifier: Apache-2.0 */
/* Blanks and decimal digits, eight at a time, on machines of either byte order. */
#ifndef CGRID_BASE_JSON_SCAN_H
#define CGRID_BASE_JSON_SCAN_H

#include <stdint.h>
#include <string.h>

/* Eight bytes, the first of them lowest. */
static inline uint64_t
cgrid_eight(const char *bytes)
{
	uint64_t word;
	memcpy(&word, bytes, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

/* Behind the blanks from here on; indented files are mostly blanks. */
static inline const char *
cgrid_pass_blanks(const char *p, const char *end)
{
	while (p < end && (unsigned char)*p <= ' ') {
		if (*p != ' ' && *p != '\n' && *p != '\r' && *p != '\t')
			return p;
		p++;
		while (end - p >= 8) {
			uint64_t word = cgrid_eight(p) ^ UINT64_C(0x2020202020202020);
			if (word != 0) {
				p += __builtin_ctzll(word) >> 3;
				break;
			}
			p += 8;
		}
	}
	return p;
}

/* Behind up to eight digits that follow, all of which can be read; the mantissa grows by them. */
static inline const char *
cgrid_take_digits(const char *bytes, uint64_t *mantissa)
{
	static const uint32_t tens[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
	uint64_t digits = cgrid_eight(bytes) ^ UINT64_C(0x3030303030303030);
	/* The high bit of each byte that is more than 9. */
	uint64_t stop =
	    (((digits & UINT64_C(0x7f7f7f7f7f7f7f7f)) + UINT64_C(0x7676767676767676)) | digits) &
	    UINT64_C(0x8080808080808080);
	unsigned count = stop ? (unsigned)__builtin_ctzll(stop) >> 3 : 8;
	if (count == 0)
		return bytes;
	/* Zeros in front of those that are fewer; then pairs, fours and eight. */
	digits <<= 8 * (8 - count);
	digits = digits * 10 + (digits >> 8);
	digits = ((digits & UINT64_C(0x000000ff000000ff)) * UINT64_C(0x000f424000000064) +
		  (digits >> 16 & UINT64_C(0x000000ff000000ff)) * UINT64_C(0x0000271000000001)) >>
		 32;
	*mantissa = *mantissa * tens[count] + (digits & UINT64_C(0xffffffff));
	return bytes + count;
}

#endif
