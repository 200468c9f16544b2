/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdlib.h>
#include <string.h>

char *
cgrid_buf_more_room(struct cgrid_buf *buf, size_t count)
{
	size_t need;
	if (buf->failed)
		return NULL;
	if (__builtin_add_overflow(buf->size, count, &need) || need == SIZE_MAX ||
	    !cgrid_array_reserve(&buf->data, &buf->capacity, need + 1, 1)) {
		buf->failed = true;
		return NULL;
	}
	return buf->data + buf->size;
}

void
cgrid_buf_add(struct cgrid_buf *buf, const void *bytes, size_t count)
{
	char *at = cgrid_buf_room(buf, count);
	if (!at)
		return;
	if (count > 0)
		memcpy(at, bytes, count);
	buf->size += count;
	at[count] = '\0';
}

void
cgrid_buf_text(struct cgrid_buf *buf, const char *text)
{
	cgrid_buf_add(buf, text, strlen(text));
}

void
cgrid_buf_char(struct cgrid_buf *buf, char c)
{
	char *at = cgrid_buf_room(buf, 1);
	if (!at)
		return;
	at[0] = c;
	at[1] = '\0';
	buf->size++;
}

void
cgrid_buf_int(struct cgrid_buf *buf, int64_t value)
{
	char text[24] = "-";
	size_t n = value < 0 ? 1 : 0;
	n += cgrid_digits(text + n, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 1);
	cgrid_buf_add(buf, text, n);
}

void
cgrid_buf_fixed(struct cgrid_buf *buf, double value, int decimals)
{
	char *at = cgrid_buf_room(buf, CGRID_FIXED_SIZE);
	if (at)
		buf->size += cgrid_fixed(at, value, decimals);
}

void
cgrid_buf_json(struct cgrid_buf *buf, const char *text)
{
	static const char hex[] = "0123456789abcdef";
	const size_t length = strlen(text);
	size_t plain = 0; /* the first byte that is not yet written */
	cgrid_buf_char(buf, '"');
	for (size_t at = 0; at < length;) {
		const size_t from = at;
		const unsigned char byte = (unsigned char)text[at];
		const int32_t code = byte < 0x80 ? text[at++] : cgrid_utf8_next(text, length, &at);
		const bool pair = byte == '"' || byte == '\\';
		if (code >= 0x20 && code != 0x7f && !pair)
			continue;
		cgrid_buf_add(buf, text + plain, from - plain);
		plain = at;
		if (pair) {
			cgrid_buf_char(buf, '\\');
			cgrid_buf_char(buf, text[from]);
		} else if (code < 0) {
			cgrid_buf_text(buf, "\xef\xbf\xbd");
		} else {
			const char escape[6] = {'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15]};
			cgrid_buf_add(buf, escape, 6);
		}
	}
	cgrid_buf_add(buf, text + plain, length - plain);
	cgrid_buf_char(buf, '"');
}

void
cgrid_buf_csv(struct cgrid_buf *buf, const char *text, bool guard)
{
	bool formula = guard && text[0] != '\0' && strchr("=+-@\t\r", text[0]);
	if (!formula && !strpbrk(text, ",\"\r\n")) {
		cgrid_buf_text(buf, text);
		return;
	}
	bool quoted = strpbrk(text, ",\"\r\n") != NULL;
	if (quoted)
		cgrid_buf_char(buf, '"');
	if (formula)
		cgrid_buf_char(buf, '\'');
	for (const char *c = text; *c != '\0'; c++) {
		if (*c == '"')
			cgrid_buf_char(buf, '"');
		cgrid_buf_char(buf, *c);
	}
	if (quoted)
		cgrid_buf_char(buf, '"');
}

void
cgrid_buf_xml(struct cgrid_buf *buf, const char *text)
{
	size_t length = strlen(text);
	for (size_t at = 0; at < length;) {
		size_t from = at;
		int32_t code = cgrid_utf8_next(text, length, &at);
		const char *entity = code == '<'    ? "&lt;"
				     : code == '>'  ? "&gt;"
				     : code == '&'  ? "&amp;"
				     : code == '"'  ? "&quot;"
				     : code == '\'' ? "&#39;"
						    : NULL;
		/* XML 1.0 section 2.2: no controls, no surrogates, no U+FFFE and U+FFFF. */
		bool bad = code < 0 || (code < 0x20 && code != '\t' && code != '\n') ||
			   code == 0xfffe || code == 0xffff;
		if (bad)
			cgrid_buf_text(buf, "\xef\xbf\xbd");
		else if (entity)
			cgrid_buf_text(buf, entity);
		else
			cgrid_buf_add(buf, text + from, at - from);
	}
}

void
cgrid_buf_element(struct cgrid_buf *buf, const char *indent, const char *name, const char *text)
{
	if (!text || !text[0])
		return;
	cgrid_buf_text(buf, indent);
	cgrid_buf_char(buf, '<');
	cgrid_buf_text(buf, name);
	cgrid_buf_char(buf, '>');
	cgrid_buf_xml(buf, text);
	cgrid_buf_text(buf, "</");
	cgrid_buf_text(buf, name);
	cgrid_buf_text(buf, ">\n");
}

void
cgrid_buf_clear(struct cgrid_buf *buf)
{
	buf->size = 0;
	buf->failed = false;
	if (buf->data)
		buf->data[0] = '\0';
}

void
cgrid_buf_free(struct cgrid_buf *buf)
{
	free(buf->data);
	*buf = (struct cgrid_buf){0};
}

static enum cgrid_status
write_to_buf(void *user, const void *bytes, size_t count)
{
	struct cgrid_buf *buf = user;
	cgrid_buf_add(buf, bytes, count);
	return buf->failed ? CGRID_E_OUTPUT : CGRID_OK;
}

struct cgrid_sink
cgrid_buf_sink(struct cgrid_buf *buf)
{
	return (struct cgrid_sink){write_to_buf, buf};
}

int32_t
cgrid_utf8_next(const char *text, size_t length, size_t *at)
{
	const unsigned char *s = (const unsigned char *)text + *at;
	size_t left = length - *at;
	unsigned char lead = s[0];
	size_t more = lead < 0x80   ? 0
		      : lead < 0xc2 ? 9
		      : lead < 0xe0 ? 1
		      : lead < 0xf0 ? 2
		      : lead < 0xf5 ? 3
				    : 9;
	if (more >= left || more == 9) {
		*at += 1;
		return lead < 0x80 ? lead : -1;
	}
	uint32_t code = more == 0 ? lead : lead & (0x3fu >> more);
	for (size_t i = 1; i <= more; i++) {
		if ((s[i] & 0xc0) != 0x80) {
			*at += 1;
			return -1;
		}
		code = code << 6 | (s[i] & 0x3f);
	}
	/* Overlong forms, surrogates and what lies beyond U+10FFFF (RFC 3629). */
	if ((more == 2 && code < 0x800) || (more == 3 && (code < 0x10000 || code > 0x10ffff)) ||
	    (code >= 0xd800 && code <= 0xdfff)) {
		*at += 1;
		return -1;
	}
	*at += more + 1;
	return (int32_t)code;
}

bool
cgrid_utf8_valid(const char *text, size_t length)
{
	for (size_t at = 0; at < length;)
		if (cgrid_utf8_next(text, length, &at) < 0)
			return false;
	return true;
}

size_t
cgrid_utf8_encode(uint32_t code, char out[4])
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xc0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3f));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xe0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3f));
		out[2] = (char)(0x80 | (code & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3f));
	out[2] = (char)(0x80 | (code >> 6 & 0x3f));
	out[3] = (char)(0x80 | (code & 0x3f));
	return 4;
}

/* Controls that reorder or hide text (Unicode 15 table 23-2, UAX #9), and the byte order mark. */
static bool
is_invisible_control(int32_t code)
{
	return code == 0x061c || code == 0x200e || code == 0x200f ||
	       (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
	       code == 0xfeff || code == 0x200b;
}

bool
cgrid_text_clean(const char *text, size_t length, struct cgrid_buf *out)
{
	bool changed = false, blank = false;
	size_t start = out->size;
	for (size_t at = 0; at < length;) {
		size_t from = at;
		int32_t code = cgrid_utf8_next(text, length, &at);
		bool control = code >= 0 && (code < 0x20 || (code >= 0x7f && code < 0xa0) ||
					     code == 0x2028 || code == 0x2029);
		if (is_invisible_control(code)) {
			changed = true;
		} else if (control || code == ' ') {
			changed |= control;
			blank = true;
		} else {
			if (blank && out->size > start)
				cgrid_buf_char(out, ' ');
			blank = false;
			if (code < 0) {
				changed = true;
				cgrid_buf_text(out, "\xef\xbf\xbd");
			} else {
				cgrid_buf_add(out, text + from, at - from);
			}
		}
	}
	if (out->size == start)
		cgrid_buf_add(out, "", 0);
	return changed;
}

int
cgrid_lower(int c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

bool
cgrid_same_text(const char *a, const char *b)
{
	for (; *a != '\0' && *b != '\0'; a++, b++)
		if (cgrid_lower((unsigned char)*a) != cgrid_lower((unsigned char)*b))
			return false;
	return *a == *b;
}

static bool
digit_at(const char *c)
{
	return *c >= '0' && *c <= '9';
}

/* Two runs of digits as numbers; both pointers move past their run. */
static int
compare_digits(const char **a, const char **b)
{
	while (**a == '0' && digit_at(*a + 1))
		(*a)++;
	while (**b == '0' && digit_at(*b + 1))
		(*b)++;
	int order = 0;
	for (; digit_at(*a) && digit_at(*b); (*a)++, (*b)++)
		if (order == 0)
			order = (**a > **b) - (**a < **b);
	if (digit_at(*a) || digit_at(*b))
		order = digit_at(*a) ? 1 : -1;
	while (digit_at(*a))
		(*a)++;
	while (digit_at(*b))
		(*b)++;
	return order;
}

int
cgrid_natural_compare(const char *a, const char *b)
{
	const char *p = a, *q = b;
	while (*p != '\0' && *q != '\0') {
		int order;
		if (digit_at(p) && digit_at(q)) {
			order = compare_digits(&p, &q);
		} else {
			int x = cgrid_lower((unsigned char)*p++), y = cgrid_lower((unsigned char)*q++);
			order = (x > y) - (x < y);
		}
		if (order != 0)
			return order;
	}
	if (*p != *q)
		return *p == '\0' ? -1 : 1;
	int order = strcmp(a, b);
	return (order > 0) - (order < 0);
}

uint64_t
cgrid_natural_key(const char *text)
{
	unsigned char bytes[8] = {0};
	for (size_t n = 0; n < sizeof bytes && *text != '\0';) {
		if (!digit_at(text)) {
			bytes[n++] = (unsigned char)cgrid_lower((unsigned char)*text++);
			continue;
		}
		/* Beside other characters a run of digits counts as one of them; of two runs the
		 * longer is the larger number. */
		size_t length = 0;
		while (*text == '0' && digit_at(text + 1))
			text++;
		while (digit_at(text + length))
			length++;
		bytes[n++] = '0';
		if (n < sizeof bytes)
			bytes[n++] = length < 255 ? (unsigned char)length : 255;
		for (size_t i = 0; i < length && n < sizeof bytes && length < 255; i++)
			bytes[n++] = (unsigned char)text[i];
		if (length >= 255)
			break;
		text += length;
	}
	uint64_t key = 0;
	for (size_t i = 0; i < sizeof bytes; i++)
		key = key << 8 | bytes[i];
	return key;
}

uint64_t
cgrid_text_hash(const char *text, size_t length, uint64_t seed)
{
	uint64_t hash = seed ^ length, word = 0;
	for (; length >= 8; text += 8, length -= 8) {
		memcpy(&word, text, 8);
		hash = (hash ^ word) * UINT64_C(0xbf58476d1ce4e5b9);
		hash ^= hash >> 29;
	}
	word = 0;
	for (size_t i = 0; i < length; i++)
		word = word << 8 | (unsigned char)text[i];
	hash = (hash ^ word) * UINT64_C(0x94d049bb133111eb);
	return hash ^ hash >> 32;
}

/* Levenshtein distance of short ASCII words, without case; 99 for long ones. */
static unsigned
edit_distance(const char *a, const char *b)
{
	enum { LONGEST = 40 };
	unsigned row[LONGEST + 1];
	size_t n = strlen(a), m = strlen(b);
	if (n > LONGEST || m > LONGEST)
		return 99;
	for (size_t j = 0; j <= m; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		unsigned diagonal = row[0];
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			unsigned above = row[j];
			bool same = cgrid_lower((unsigned char)a[i - 1]) ==
				    cgrid_lower((unsigned char)b[j - 1]);
			unsigned best = diagonal + (same ? 0 : 1);
			if (above + 1 < best)
				best = above + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			diagonal = above;
			row[j] = best;
		}
	}
	return row[m];
}

const char *
cgrid_nearest(const char *text, const char *const *names)
{
	const char *nearest = NULL;
	unsigned least = (unsigned)strlen(text) / 2 + 1;
	for (; *names; names++) {
		unsigned distance = edit_distance(text, *names);
		if (distance < least) {
			least = distance;
			nearest = *names;
		}
	}
	return nearest;
}
