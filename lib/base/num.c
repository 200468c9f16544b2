/* SPDX-License-Identifier: Apache-2.0 */
#include "base/num.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double powers_of_ten[] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Long or extreme numbers: glibc's correctly rounded conversion in the C locale. */
static bool
parse_slowly(const char *text, size_t length, double *value_out)
{
	char small[128];
	char *copy = length < sizeof small ? small : malloc(length + 1);
	if (!copy)
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	bool good = false;
	locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	if (c_locale) {
		char *end;
		*value_out = strtod_l(copy, &end, c_locale);
		good = end == copy + length && isfinite(*value_out);
		freelocale(c_locale);
	}
	if (copy != small)
		free(copy);
	return good;
}

__extension__ typedef unsigned __int128 wide;

/* mantissa / divisor rounded once to nearest, ties to even: the quotient of 64 bits has at least 10
 * more than a double keeps, and the remainder says which side of a tie it lies on. */
static double
divide_exactly(uint64_t mantissa, uint64_t divisor)
{
	int up = __builtin_clzll(mantissa), down = __builtin_clzll(divisor);
	wide dividend = (wide)(mantissa << up) << 63;
	divisor <<= down;
	uint64_t quotient = (uint64_t)(dividend / divisor);
	bool rest = dividend % divisor != 0;
	int spare = 11 - __builtin_clzll(quotient);
	uint64_t below = quotient & ((UINT64_C(1) << spare) - 1), half = UINT64_C(1) << (spare - 1);
	uint64_t kept = quotient >> spare;
	kept += below > half || (below == half && (rest || (kept & 1)));
	return ldexp((double)kept, spare - 63 - up + down);
}

bool
cgrid_number_decimal(uint64_t mantissa, int64_t exponent, double *value_out)
{
	static const uint64_t tens[] = {
	    1,
	    10,
	    100,
	    1000,
	    10000,
	    100000,
	    1000000,
	    10000000,
	    100000000,
	    1000000000,
	    10000000000,
	    100000000000,
	    1000000000000,
	    10000000000000,
	    100000000000000,
	    1000000000000000,
	    10000000000000000,
	    100000000000000000,
	    1000000000000000000,
	    UINT64_C(10000000000000000000),
	};
	/* Clinger's fast path: both factors are exact, so one rounding is the right one. */
	if (mantissa <= (UINT64_C(1) << 53) && exponent >= -22 && exponent <= 22) {
		*value_out = exponent < 0 ? (double)mantissa / powers_of_ten[-exponent]
					  : (double)mantissa * powers_of_ten[exponent];
		return true;
	}
	if (exponent < -19 || exponent > 0)
		return false;
	*value_out = divide_exactly(mantissa, tens[-exponent]);
	return true;
}

bool
cgrid_number_parse(const char *text, size_t length, double *value_out)
{
	size_t i = 0, digits = 0;
	uint64_t mantissa = 0;
	int exponent = 0, significant = 0;
	bool negative = length > 0 && text[0] == '-';
	if (length > 0 && (text[0] == '-' || text[0] == '+'))
		i++;
	for (; i < length && is_digit(text[i]); i++, digits++)
		if (significant > 0 || text[i] != '0') {
			if (++significant <= 19)
				mantissa = mantissa * 10 + (uint64_t)(text[i] - '0');
		}
	if (i < length && text[i] == '.') {
		for (i++; i < length && is_digit(text[i]); i++, digits++) {
			if (significant > 0 || text[i] != '0') {
				if (++significant <= 19)
					mantissa = mantissa * 10 + (uint64_t)(text[i] - '0');
			}
			exponent--;
		}
	}
	if (digits == 0)
		return false;
	if (i < length && (text[i] == 'e' || text[i] == 'E')) {
		bool minus = false;
		int written = 0;
		if (++i < length && (text[i] == '-' || text[i] == '+'))
			minus = text[i++] == '-';
		if (i >= length || !is_digit(text[i]))
			return false;
		for (; i < length && is_digit(text[i]); i++)
			if (written < 100000)
				written = written * 10 + (text[i] - '0');
		exponent += minus ? -written : written;
	}
	if (i != length)
		return false;
	double value;
	if (significant <= 19 && cgrid_number_decimal(mantissa, exponent, &value)) {
		*value_out = negative ? -value : value;
		return true;
	}
	return parse_slowly(text, length, value_out);
}

bool
cgrid_integer_parse(const char *text, size_t length, int64_t min, int64_t max, int64_t *value_out)
{
	size_t i = 0;
	bool negative = length > 0 && text[0] == '-';
	if (length > 0 && (text[0] == '-' || text[0] == '+'))
		i++;
	if (i == length)
		return false;
	int64_t value = 0;
	for (; i < length; i++) {
		if (!is_digit(text[i]) || __builtin_mul_overflow(value, 10, &value) ||
		    __builtin_sub_overflow(value, (int64_t)(text[i] - '0'), &value))
			return false;
	}
	/* Counted downwards, so that INT64_MIN fits. */
	if (!negative && __builtin_mul_overflow(value, -1, &value))
		return false;
	if (value < min || value > max)
		return false;
	*value_out = value;
	return true;
}

/* The digits of a number below 10^8, the first in the lowest byte: four digits, two and one at a time,
 * in the lanes of one word. */
static inline __attribute__((always_inline)) uint64_t
eight_digits(uint32_t value)
{
	const uint64_t fours = value / 10000 | (uint64_t)(value % 10000) << 32;
	const uint64_t hundreds = (fours * 10486 >> 20) & UINT64_C(0x0000007f0000007f);
	const uint64_t twos = hundreds | (fours - 100 * hundreds) << 16;
	const uint64_t tens = (twos * 103 >> 10) & UINT64_C(0x000f000f000f000f);
	return tens | (twos - 10 * tens) << 8;
}

static inline __attribute__((always_inline)) size_t
put_eight(char *text, uint32_t value, int at_least)
{
	const uint64_t digits = eight_digits(value);
	int zeros = __builtin_ctzll(digits | UINT64_C(1) << 56) / 8;
	if (zeros > 8 - at_least)
		zeros = 8 - at_least;
	uint64_t word = (digits + UINT64_C(0x3030303030303030)) >> 8 * zeros;
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	memcpy(text, &word, sizeof word);
	return (size_t)(8 - zeros);
}

size_t
cgrid_digits(char *text, uint64_t value, int at_least)
{
	const uint32_t base = 100000000;
	if (value < base && at_least <= 8)
		return put_eight(text, (uint32_t)value, at_least);
	size_t n = cgrid_digits(text, value / base, at_least - 8);
	return n + put_eight(text + n, (uint32_t)(value % base), 8);
}

/* Below 10^8 with up to eight decimals, in the same steps with 32 bits. */
static inline size_t
short_fixed(char *text, double value, int decimals)
{
	const double size = fabs(value), scale = powers_of_ten[decimals];
	int32_t whole = (int32_t)size;
	int32_t part = (int32_t)((size - whole) * scale + 0.5);
	if (part >= (int32_t)scale) {
		part = 0;
		whole++;
	}
	text[0] = '-';
	size_t n = value < 0 && (whole | part) != 0;
	n += put_eight(text + n, (uint32_t)whole, 1);
	if (decimals > 0) {
		text[n++] = '.';
		n += put_eight(text + n, (uint32_t)part, decimals);
	}
	text[n] = '\0';
	return n;
}

size_t
cgrid_fixed(char text[CGRID_FIXED_SIZE], double value, int decimals)
{
	if (fabs(value) < 99999999 && decimals >= 0 && decimals <= 8)
		return short_fixed(text, value, decimals);
	size_t n = 0;
	if (!isfinite(value)) {
		memcpy(text, "nan", 4);
		return 3;
	}
	if (decimals < 0)
		decimals = 0;
	if (decimals > 12)
		decimals = 12;
	double size = fabs(value);
	/* Below 2^53 by way of an integer, which is the shorter one. */
	double whole = size < 9007199254740992. ? (double)(int64_t)size : trunc(size);
	double rest = size - whole;
	uint64_t scale = (uint64_t)powers_of_ten[decimals];
	uint64_t part = (uint64_t)(rest * (double)scale + 0.5);
	if (part >= scale) {
		part -= scale;
		whole += 1;
	}
	if (value < 0 && (whole > 0 || part > 0))
		text[n++] = '-';
	/* Beyond 64 bits the digits are those of the double, taken nine at a time from the left. */
	if (whole < 1e18) {
		n += cgrid_digits(text + n, (uint64_t)whole, 1);
	} else {
		double groups[40];
		int count = 0;
		for (; whole >= 1; whole = floor(whole / 1e9))
			groups[count++] = fmod(whole, 1e9);
		for (int i = count - 1; i >= 0; i--)
			n += cgrid_digits(text + n, (uint64_t)groups[i], i == count - 1 ? 1 : 9);
	}
	if (decimals > 0) {
		text[n++] = '.';
		n += cgrid_digits(text + n, part, decimals);
	}
	text[n] = '\0';
	return n;
}
