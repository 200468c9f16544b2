/* SPDX-License-Identifier: Apache-2.0 */
/* The list of files at the end of a ZIP archive (APPNOTE 4.3.12 and 4.3.16), for what libzip does not
 * tell. Its own reading decides what is in the archive; where the two differ nothing is read. */
#include "base/mem.h"
#include "base/zip.h"

#include <stdlib.h>
#include <string.h>

/* Fixed parts: of a file's entry in the list, of its header before its bytes, of the end record. */
enum { ENTRY_BYTES = 46, HEADER_BYTES = 30, END_BYTES = 22 };
/* Larger sizes and offsets stand elsewhere: no archive within the limit on input needs them. */
static const uint32_t elsewhere = UINT32_MAX;

struct list {
	const unsigned char *bytes;
	size_t at, end;
};
/* What a file takes up in the archive. */
struct extent {
	uint64_t from, to;
};

static uint32_t
number(const unsigned char *bytes, int count)
{
	uint32_t value = 0;
	while (count-- > 0)
		value = value << 8 | bytes[count];
	return value;
}

static uint64_t
long_number(const unsigned char *bytes)
{
	return number(bytes, 4) | (uint64_t)number(bytes + 4, 4) << 32;
}

/* Some writers always write ZIP64: a pointer before the end record leads to a longer one. */
static bool
find_long_list(const unsigned char *bytes, size_t end, uint64_t *length, uint64_t *at)
{
	enum { POINTER_BYTES = 20, LONG_BYTES = 56 };
	if (end < POINTER_BYTES + LONG_BYTES || memcmp(bytes + end - POINTER_BYTES, "PK\6\7", 4) != 0)
		return false;
	uint64_t record = long_number(bytes + end - POINTER_BYTES + 8);
	if (record > end - POINTER_BYTES - LONG_BYTES || memcmp(bytes + record, "PK\6\6", 4) != 0)
		return false;
	*length = long_number(bytes + record + 40);
	*at = long_number(bytes + record + 48);
	return true;
}

/* The end record: the last one whose comment ends with the archive. */
static bool
find_list(const unsigned char *bytes, size_t size, struct list *list)
{
	for (size_t back = END_BYTES; back <= size && back <= END_BYTES + 65535u; back++) {
		const unsigned char *end = bytes + (size - back);
		if (memcmp(end, "PK\5\6", 4) != 0 || number(end + 20, 2) != back - END_BYTES)
			continue;
		uint64_t length = number(end + 12, 4), at = number(end + 16, 4);
		if (at == elsewhere && !find_long_list(bytes, size - back, &length, &at))
			return false;
		if (at > size - back || length > size - back - at)
			return false;
		*list = (struct list){bytes, (size_t)at, (size_t)(at + length)};
		return true;
	}
	return false;
}

/* The next entry: its name, and what its bytes take up; nothing where that stands elsewhere. */
static bool
next_entry(struct list *list, const unsigned char **name, size_t *length, struct extent *extent)
{
	const unsigned char *entry = list->bytes + list->at;
	if (list->end - list->at < ENTRY_BYTES || memcmp(entry, "PK\1\2", 4) != 0)
		return false;
	size_t rest = (size_t)number(entry + 28, 2) + number(entry + 30, 2) + number(entry + 32, 2);
	if (list->end - list->at - ENTRY_BYTES < rest)
		return false;
	uint32_t packed = number(entry + 20, 4), at = number(entry + 42, 4);
	*name = entry + ENTRY_BYTES;
	*length = number(entry + 28, 2);
	*extent = (struct extent){at, (uint64_t)at + HEADER_BYTES + *length + packed};
	if (packed == elsewhere || at == elsewhere)
		*extent = (struct extent){0, 0};
	list->at += ENTRY_BYTES + rest;
	return true;
}

static int
compare_extents(const void *a, const void *b)
{
	const struct extent *x = a, *y = b;
	return (x->from > y->from) - (x->from < y->from);
}

static const char *
find_fault(struct list *list, struct extent *extents, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const unsigned char *name;
		size_t length;
		if (!next_entry(list, &name, &length, &extents[i]))
			return "the list of its files makes no sense: the archive is damaged";
		if (memchr(name, 0, length))
			return "a name in it holds a NUL";
	}
	if (count > 1)
		qsort(extents, count, sizeof *extents, compare_extents);
	for (size_t i = 1; i < count; i++)
		if (extents[i].from < extents[i - 1].to)
			return "files in it lie over one another, as in no archive that was made to be "
			       "read";
	return NULL;
}

enum cgrid_status
cgrid_zip_check_list(struct cgrid_ctx *ctx, const struct cgrid_source *source,
		     const unsigned char *bytes, size_t size, size_t count)
{
	struct list list;
	if (!find_list(bytes, size, &list))
		return cgrid_fail_at(
		    ctx, CGRID_E_SYNTAX, source,
		    "ZIP: the list of its files makes no sense: the archive is damaged");
	struct extent *extents = cgrid_array_new(count, sizeof *extents);
	if (!extents)
		return cgrid_fail_memory(ctx);
	const char *fault = find_fault(&list, extents, count);
	free(extents);
	return fault ? cgrid_fail_at(ctx, CGRID_E_SYNTAX, source, "ZIP: %s", fault) : CGRID_OK;
}
