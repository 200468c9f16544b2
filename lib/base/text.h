/* SPDX-License-Identifier: Apache-2.0 */
/* Text: UTF-8, growing buffers, escapes, natural order. No locale anywhere. */
#ifndef CGRID_BASE_TEXT_H
#define CGRID_BASE_TEXT_H

#include <campusgrid/base.h>

/* A growing buffer of bytes. After a failed allocation it stays failed and
 * takes nothing more, so that a writer may check once at its end. */
struct cgrid_buf {
	char *data; /* NUL after the last byte, once anything was added */
	size_t size, capacity;
	bool failed;
};
/* Where `count` bytes and a NUL can be written: whoever writes adds to `size` and sets the NUL. NULL
 * when there is no memory. */
char *cgrid_buf_more_room(struct cgrid_buf *buf, size_t count);
static inline char *
cgrid_buf_room(struct cgrid_buf *buf, size_t count)
{
	return !buf->failed && buf->capacity - buf->size > count ? buf->data + buf->size
								 : cgrid_buf_more_room(buf, count);
}
void cgrid_buf_add(struct cgrid_buf *buf, const void *bytes, size_t count);
void cgrid_buf_text(struct cgrid_buf *buf, const char *text);
void cgrid_buf_char(struct cgrid_buf *buf, char c);
void cgrid_buf_int(struct cgrid_buf *buf, int64_t value);
/* A number with a fixed count of decimals (0 to 12), never "-0". */
void cgrid_buf_fixed(struct cgrid_buf *buf, double value, int decimals);
/* A JSON string with its quotes; U+FFFD for what is no UTF-8 (RFC 8259 section 8.1). */
void cgrid_buf_json(struct cgrid_buf *buf, const char *text);
/* A CSV field by RFC 4180. With `guard`, text that a spreadsheet would take for a
 * formula (= + - @ tab CR first) gets a ' in front. */
void cgrid_buf_csv(struct cgrid_buf *buf, const char *text, bool guard);
/* Text of an XML element or a double-quoted attribute. */
void cgrid_buf_xml(struct cgrid_buf *buf, const char *text);
/* An XML element with a text, on a line of its own; nothing for an empty text. */
void cgrid_buf_element(struct cgrid_buf *buf, const char *indent, const char *name, const char *text);
void cgrid_buf_clear(struct cgrid_buf *buf); /* keeps the memory */
void cgrid_buf_free(struct cgrid_buf *buf);
struct cgrid_sink cgrid_buf_sink(struct cgrid_buf *buf);

/* One code point at text[*at], *at moved past it; -1 (and one byte on) where it is no UTF-8. */
int32_t cgrid_utf8_next(const char *text, size_t length, size_t *at);
bool cgrid_utf8_valid(const char *text, size_t length);
size_t cgrid_utf8_encode(uint32_t code, char out[4]);

/* Cleans a name for people in place: controls and line breaks become one blank, bidirectional
 * controls and byte order marks go, blanks at the ends go, a broken sequence becomes U+FFFD
 * (the text may grow, so a buffer is filled). Returns true when anything but blanks at the ends
 * changed. */
bool cgrid_text_clean(const char *text, size_t length, struct cgrid_buf *out);

/* Natural order: digits compare as numbers (2 before 10, 101 before 101A), letters of ASCII
 * without case, then bytes. Total: 0 only for equal bytes. */
int cgrid_natural_compare(const char *a, const char *b);
/* The start of a text as a number: texts whose numbers differ are in the order of these. */
uint64_t cgrid_natural_key(const char *text);
/* The same for the same bytes and seed on this machine; not for files. */
uint64_t cgrid_text_hash(const char *text, size_t length, uint64_t seed);
/* Equal but for the case of ASCII letters. */
bool cgrid_same_text(const char *a, const char *b);
int cgrid_lower(int c);

/* The name of `names` (ended by NULL) nearest to `text` by edit distance. NULL when none is near. */
const char *cgrid_nearest(const char *text, const char *const *names);

#endif
