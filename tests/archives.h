/* SPDX-License-Identifier: Apache-2.0 */
/* ZIP archives made byte by byte: sound ones, and such as no tool would make. */
#ifndef CGRID_TESTS_ARCHIVES_H
#define CGRID_TESTS_ARCHIVES_H

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { STORED = 0, DEFLATED = 8 };

struct part {
	const char *name, *text;
	int method;
	unsigned flags;
	size_t repeat;      /* the text so many times; 0 for once */
	size_t name_length; /* where a NUL is part of the name */
	long lie;           /* added to the size that is said */
	uint32_t wrong_crc; /* xor */
};

static inline void
put(struct cgrid_buf *out, uint64_t value, int bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		cgrid_buf_char(out, (char)(unsigned char)value);
}

/* Raw deflate. */
static inline void
pack(const struct cgrid_buf *text, struct cgrid_buf *out)
{
	z_stream stream = {0};
	unsigned char block[4096];
	int result = deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
	stream.next_in = (unsigned char *)text->data;
	stream.avail_in = (unsigned)text->size;
	while (result == Z_OK) {
		stream.next_out = block;
		stream.avail_out = sizeof block;
		result = deflate(&stream, Z_FINISH);
		cgrid_buf_add(out, block, sizeof block - stream.avail_out);
	}
	deflateEnd(&stream);
}

/* A part behind `zip`, and its entry behind `list`. */
static inline void
add_part(struct cgrid_buf *zip, struct cgrid_buf *list, const struct part *part)
{
	struct cgrid_buf text = {0}, packed = {0}, fields = {0};
	size_t n = part->name_length ? part->name_length : strlen(part->name), at = zip->size;
	cgrid_buf_text(&text, "");
	for (size_t i = 0; i < (part->repeat ? part->repeat : 1); i++)
		cgrid_buf_text(&text, part->text);
	if (part->method == DEFLATED)
		pack(&text, &packed);
	else
		cgrid_buf_add(&packed, text.data, text.size);
	put(&fields, 20, 2);
	put(&fields, part->flags, 2);
	put(&fields, (uint64_t)part->method, 2);
	put(&fields, 0x00210000, 4); /* 1980-01-01 */
	put(&fields, crc32(0, (const unsigned char *)text.data, (unsigned)text.size) ^ part->wrong_crc,
	    4);
	put(&fields, packed.size, 4);
	put(&fields, (uint64_t)((long)text.size + part->lie), 4);
	put(&fields, n, 2);
	put(&fields, 0, 2);
	cgrid_buf_text(zip, "PK\3\4");
	cgrid_buf_add(zip, fields.data, fields.size);
	cgrid_buf_add(zip, part->name, n);
	cgrid_buf_add(zip, packed.data, packed.size);
	cgrid_buf_text(list, "PK\1\2\24");
	cgrid_buf_char(list, '\0');
	cgrid_buf_add(list, fields.data, fields.size);
	put(list, 0, 10); /* comment, disk, attributes */
	put(list, at, 4);
	cgrid_buf_add(list, part->name, n);
	cgrid_buf_free(&text);
	cgrid_buf_free(&packed);
	cgrid_buf_free(&fields);
}

static inline void
end_zip(struct cgrid_buf *zip, const struct cgrid_buf *list, size_t count)
{
	size_t at = zip->size;
	if (list->size > 0)
		cgrid_buf_add(zip, list->data, list->size);
	cgrid_buf_text(zip, "PK\5\6");
	put(zip, 0, 4);
	put(zip, count, 2);
	put(zip, count, 2);
	put(zip, list->size, 4);
	put(zip, at, 4);
	put(zip, 0, 2);
}

static inline struct cgrid_buf
make_zip(const struct part *parts, size_t count)
{
	struct cgrid_buf zip = {0}, list = {0};
	for (size_t i = 0; i < count; i++)
		add_part(&zip, &list, &parts[i]);
	end_zip(&zip, &list, count);
	cgrid_buf_free(&list);
	return zip;
}

#endif
