/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers to text and back: the same on every machine, whatever the locale. */
#ifndef CGRID_BASE_NUM_H
#define CGRID_BASE_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A whole text as a number: [+-] digits [. digits] [e [+-] digits], nothing else, correctly
 * rounded. False for other text, and where the value is not finite. */
bool cgrid_number_parse(const char *text, size_t length, double *value_out);
/* mantissa * 10^exponent, correctly rounded, where that takes no more than integer arithmetic: any
 * mantissa with an exponent from -19 to 0, short ones with one from -22 to 22. False elsewhere. */
bool cgrid_number_decimal(uint64_t mantissa, int64_t exponent, double *value_out);
/* A whole text as a decimal integer within bounds. */
bool cgrid_integer_parse(const char *text, size_t length, int64_t min, int64_t max, int64_t *value_out);

/* Decimal digits, with zeros in front to make `at_least` (up to 20) of them; no NUL. Returns how many;
 * the text has room for eight more. */
size_t cgrid_digits(char *text, uint64_t value, int at_least);

enum { CGRID_FIXED_SIZE = 352 };
/* A number with `decimals` (0 to 12) behind the point, rounded half away from zero, never "-0".
 * Returns the length; "nan" for what is not finite. */
size_t cgrid_fixed(char text[CGRID_FIXED_SIZE], double value, int decimals);

#endif
