/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Positions, which are nearly all of a drawing: numbers straight into memory, as long as they are
 * written plainly. Whatever else stands there, faults above all, is left to the tokens: they start
 * again behind the last position taken, so that what they say does not depend on this file.
 */
#include "base/json-inside.h"

#include "base/json-scan.h"
#include "base/num.h"

#include <math.h>

enum { MARGIN = 40, VALUES_MOST = 4 };

/* A number of at most 19 digits without an exponent, MARGIN bytes before the end; NULL for others. */
static inline const char *
plain_number(const char *p, double *value_out)
{
	bool minus = *p == '-';
	p += minus;
	uint64_t mantissa = 0;
	const char *from = p;
	p = cgrid_take_digits(p, &mantissa);
	size_t whole = (size_t)(p - from), fraction = 0;
	if (whole == 0 || whole > 8 || (*from == '0' && whole > 1))
		return NULL;
	if (*p == '.') {
		from = ++p;
		p = cgrid_take_digits(p, &mantissa);
		if (p - from == 8)
			p = cgrid_take_digits(p, &mantissa);
		fraction = (size_t)(p - from);
		if (fraction == 0 || fraction > 15)
			return NULL;
	}
	if (whole + fraction > 19 || *p == 'e' || *p == 'E' ||
	    !cgrid_number_decimal(mantissa, -(int64_t)fraction, value_out))
		return NULL;
	if (minus)
		*value_out = -*value_out;
	return p;
}

/* One position from its bracket on; NULL when it is not plain. */
static inline const char *
plain_position(const char *p, const char *end, struct cgrid_lonlat *at)
{
	double values[VALUES_MOST];
	size_t count = 0;
	do {
		p = cgrid_pass_blanks(p + 1, end);
		if (count == VALUES_MOST || end - p < MARGIN)
			return NULL;
		p = plain_number(p, &values[count++]);
		if (!p)
			return NULL;
		p = cgrid_pass_blanks(p, end);
		if (p == end)
			return NULL;
	} while (*p == ',');
	if (*p != ']' || count < 2)
		return NULL;
	*at = (struct cgrid_lonlat){values[0], values[1]};
	return p + 1;
}

size_t
cgrid_json_positions(struct cgrid_json *json, struct cgrid_lonlat *out, size_t most, bool anywhere)
{
	struct cgrid_json_inside *inside = json->inside;
	if (inside->size - inside->at < 2 * MARGIN * VALUES_MOST)
		cgrid_json_more(json, inside->at);
	const char *const end = inside->bytes + inside->size, *p = inside->bytes + inside->at;
	bool first = inside->state == JSON_VALUE_OR_END;
	size_t count = 0;
	if ((!first && inside->state != JSON_AFTER) || inside->depth == 0 ||
	    inside->depth >= inside->keys.most || cgrid_json_in_object(inside))
		return 0;
	while (count < most) {
		const char *q = cgrid_pass_blanks(p, end);
		if (!first) {
			if (q == end || *q != ',')
				break;
			q = cgrid_pass_blanks(q + 1, end);
		}
		if (q == end || *q != '[')
			break;
		q = plain_position(q, end, &out[count]);
		if (!q || (!anywhere && (fabs(out[count].lon) > 180 || fabs(out[count].lat) > 90)))
			break;
		count++;
		first = false;
		p = q;
	}
	if (count > 0) {
		inside->at = (size_t)(p - inside->bytes);
		inside->state = JSON_AFTER;
	}
	return count;
}
