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

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* What kind_of looks at, as the bytes come by. */
struct look {
	char first, last, next; /* of the file; of its first line; behind that */
	bool behind;            /* the first line is over */
};

/* False when enough was seen. */
static bool
look_on(struct look *look, const char *bytes, size_t size)
{
	size_t at = look->first == '\0' ? pass_blanks(bytes, 0, size) : 0;
	if (at == size)
		return true;
	if (look->first == '\0')
		look->first = bytes[at];
	if (look->first != '{')
		return false;
	if (!look->behind) {
		size_t end = find(bytes, at, size, '\n');
		look->behind = end < size;
		size_t last = end;
		while (last > at && is_blank(bytes[last - 1]))
			last--;
		if (last > at)
			look->last = bytes[last - 1];
		at = end;
	}
	at = look->behind ? pass_blanks(bytes, at, size) : size;
	if (at < size)
		look->next = bytes[at];
	return at == size;
}

enum cgrid_status
cgrid_texts_count(const struct cgrid_file *file, const char *path, uint64_t most,
		  enum cgrid_texts_count *count_out)
{
	char bytes[64 * 1024];
	struct look look = {0};
	uint64_t offset = 0, end = most < file->size ? most : file->size;
	bool more = true;
	*count_out = CGRID_TEXTS_SEVERAL;
	if (cgrid_texts_extension(cgrid_path_extension(path)))
		return CGRID_OK;
	while (more && offset < end) {
		size_t got;
		enum cgrid_status status = cgrid_file_read_at(file, offset, bytes, sizeof bytes, &got);
		if (status)
			return status;
		size_t from = offset == 0 && got >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
		more = got > 0 && look_on(&look, bytes + from, got - from);
		offset += got;
	}
	if (more && offset < file->size)
		*count_out = CGRID_TEXTS_UNDECIDED;
	else if (look.first != RECORD_SEPARATOR &&
		 !(look.first == '{' && look.last == '}' && look.next == '{'))
		*count_out = CGRID_TEXTS_SINGLE;
	return CGRID_OK;
}
