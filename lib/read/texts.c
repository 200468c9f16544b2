/* SPDX-License-Identifier: Apache-2.0 */
#include "read/texts.h"

#include "base/file.h"
#include "base/text.h"

#include <string.h>

enum { RECORD_SEPARATOR = 0x1e };

static const char *const extensions[] = {".geojsonl", ".geojsons", ".geojsonseq", ".ndjson", ".jsonl"};

bool
cgrid_texts_extension(const char *extension)
{
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		if (cgrid_same_text(extension, extensions[i]))
			return true;
	return false;
}

static size_t
pass_blanks(const char *bytes, size_t at, size_t end)
{
	while (at < end && strchr(" \t\r\n", bytes[at]) && bytes[at] != '\0')
		at++;
	return at;
}

static size_t
find(const char *bytes, size_t at, size_t size, char what)
{
	const char *found = at < size ? memchr(bytes + at, what, size - at) : NULL;
	return found ? (size_t)(found - bytes) : size;
}

/* Behind a line that ends with } no text goes on with {: such a file is none by itself. */
static enum cgrid_texts_kind
kind_of(const char *path, const char *bytes, size_t at, size_t size)
{
	at = pass_blanks(bytes, at, size);
	if (at < size && bytes[at] == RECORD_SEPARATOR)
		return CGRID_TEXTS_MARKED;
	size_t end = find(bytes, at, size, '\n'), next = pass_blanks(bytes, end, size);
	while (end > at && pass_blanks(bytes, end - 1, end) == end)
		end--;
	bool ends = end > at && bytes[end - 1] == '}', starts = next < size && bytes[next] == '{';
	if (cgrid_texts_extension(cgrid_path_extension(path)))
		return ends || starts ? CGRID_TEXTS_LINES : CGRID_TEXTS_ONE;
	return ends && starts && bytes[at] == '{' ? CGRID_TEXTS_LINES : CGRID_TEXTS_ONE;
}

void
cgrid_texts_begin(struct cgrid_texts *texts, const char *path, const char *bytes, size_t size)
{
	size_t body = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	*texts = (struct cgrid_texts){bytes, size, 0, kind_of(path, bytes, body, size)};
	if (texts->kind != CGRID_TEXTS_ONE)
		texts->at = body;
}

bool
cgrid_texts_next(struct cgrid_texts *texts, size_t *from_out, size_t *to_out)
{
	const size_t size = texts->size;
	if (texts->kind == CGRID_TEXTS_ONE) {
		bool first = texts->at == 0;
		*from_out = 0;
		*to_out = size;
		texts->at = size + 1;
		return first;
	}
	const char end = texts->kind == CGRID_TEXTS_LINES ? '\n' : RECORD_SEPARATOR;
	while (texts->at < size) {
		size_t from = texts->at, to = find(texts->bytes, from, size, end);
		texts->at = to + 1;
		*from_out = from;
		*to_out = to;
		if (pass_blanks(texts->bytes, from, to) < to)
			return true;
	}
	return false;
}
