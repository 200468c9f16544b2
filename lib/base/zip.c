/* SPDX-License-Identifier: Apache-2.0 */
/* The one file that includes zip.h. */
#include "base/zip.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

/* A campus has some hundred files; drawings shrink to a twentieth, and blanks alone to a thousandth. A
 * file below the last figure does no harm whatever it grows by. */
enum { MOST_ENTRIES = 10000, MOST_GROWTH = 250, HARMLESS_BYTES = 1 << 20 };

struct entry {
	struct cgrid_zip_entry shown;
	zip_uint64_t index;
};

struct cgrid_zip {
	char *shown;
	struct cgrid_bytes own; /* where it was read from a file */
	zip_t *archive;
	struct entry *entries;
	size_t count;
};

const char *
cgrid_zip_version(void)
{
	return zip_libzip_version();
}

/* What libzip finds wrong, in the words of who made the archive. */
static const char *
reason(int error)
{
	switch (error) {
	case ZIP_ER_CRC:
		return "its bytes do not match its checksum: the archive is damaged";
	case ZIP_ER_EOF:
	case ZIP_ER_READ:
	case ZIP_ER_SEEK:
		return "it is cut short";
	case ZIP_ER_INCONS:
		return "it contradicts itself: the archive is damaged";
	case ZIP_ER_MULTIDISK:
		return "it is one part of several; join them first";
	case ZIP_ER_ZLIB:
	case ZIP_ER_COMPRESSED_DATA:
		return "its compressed bytes make no sense: the archive is damaged";
	default:
		return "it cannot be read: the archive is damaged";
	}
}

/* The list of files stands at the end, so that what was cut off has none. */
static enum cgrid_status
refuse_archive(struct cgrid_ctx *ctx, const struct cgrid_source *source, const char *bytes, size_t size,
	       int error)
{
	if (error == ZIP_ER_MEMORY)
		return cgrid_fail_memory(ctx);
	if (error != ZIP_ER_NOZIP)
		return cgrid_fail_at(ctx, CGRID_E_SYNTAX, source, "ZIP: %s", reason(error));
	bool begun = size >= 4 && memcmp(bytes, "PK\3\4", 4) == 0;
	return cgrid_fail_at(ctx, CGRID_E_SYNTAX, source, "ZIP: %s",
			     begun ? "it is cut short: the list of its files, at its end, is missing"
				   : "this is no ZIP archive");
}

/* NULL for a name that stays inside the archive: parts between single slashes. */
static const char *
bad_name(const char *name)
{
	if (name[0] == '/')
		return "is an absolute path";
	if (((name[0] >= 'A' && name[0] <= 'Z') || (name[0] >= 'a' && name[0] <= 'z')) &&
	    name[1] == ':')
		return "names a drive";
	if (strchr(name, '\\'))
		return "has a backslash in its name: make the archive anew, with slashes";
	for (const unsigned char *c = (const unsigned char *)name; *c != '\0'; c++)
		if (*c < 0x20 || *c == 0x7f)
			return "has control characters in its name";
	for (const char *part = name; *part != '\0';) {
		size_t n = strcspn(part, "/");
		if (n == 2 && part[0] == '.' && part[1] == '.')
			return "leads out of the archive";
		if (n == 0 || (n == 1 && part[0] == '.'))
			return "is no plain path";
		part += n + (part[n] == '/');
	}
	return name[0] == '\0' ? "has no name" : NULL;
}

/* What can be said of a file before it is unpacked. */
static enum cgrid_status
check_entry(struct cgrid_ctx *ctx, const struct cgrid_source *source, const char *name,
	    const zip_stat_t *entry)
{
	const zip_uint64_t wanted =
	    ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
	const char *bad = bad_name(name);
	char what[140];
	if (bad)
		return cgrid_fail_at(ctx, CGRID_E_SYNTAX, source, "ZIP: \"%.80s\" %s", name, bad);
	if ((entry->valid & wanted) != wanted)
		return cgrid_fail_at(ctx, CGRID_E_SYNTAX, source,
				     "ZIP: \"%.80s\": nothing is said of its size", name);
	if (entry->encryption_method != ZIP_EM_NONE)
		return cgrid_fail_at(ctx, CGRID_E_UNSUPPORTED, source,
				     "ZIP: \"%.80s\" is encrypted: save the archive without a password",
				     name);
	if (!zip_compression_method_supported(entry->comp_method, 0))
		return cgrid_fail_at(ctx, CGRID_E_UNSUPPORTED, source,
				     "ZIP: \"%.80s\" is compressed by method %u, which is not read: "
				     "save the archive with the usual one (deflate)",
				     name, (unsigned)entry->comp_method);
	snprintf(what, sizeof what, "ZIP: \"%.80s\"", name);
	enum cgrid_status status =
	    cgrid_check_limit(ctx, CGRID_LIMIT_INPUT_BYTES, entry->size, source, what);
	if (!status && entry->size > HARMLESS_BYTES && entry->size / MOST_GROWTH > entry->comp_size)
		status =
		    cgrid_fail_at(ctx, CGRID_E_LIMIT, source,
				  "ZIP: \"%.80s\" would grow more than %d-fold, as no drawing does",
				  name, MOST_GROWTH);
	return status;
}

static enum cgrid_status
add_entry(struct cgrid_ctx *ctx, struct cgrid_zip *zip, zip_uint64_t index, uint64_t *total)
{
	const struct cgrid_source source = {zip->shown, 0, 0};
	zip_stat_t said;
	zip_stat_init(&said);
	/* Names that are no UTF-8 are taken for code page 437, as the format has it. */
	const char *name = zip_get_name(zip->archive, index, ZIP_FL_ENC_GUESS);
	if (!name || zip_stat_index(zip->archive, index, 0, &said) != 0) {
		int error = zip_error_code_zip(zip_get_error(zip->archive));
		return error == ZIP_ER_MEMORY
			   ? cgrid_fail_memory(ctx)
			   : cgrid_fail_at(ctx, CGRID_E_SYNTAX, &source, "ZIP: %s", reason(error));
	}
	while (name[0] == '.' && name[1] == '/' && name[2] != '\0')
		name += 2;
	enum cgrid_status status = check_entry(ctx, &source, name, &said);
	if (status || name[strlen(name) - 1] == '/')
		return status;
	*total += said.size;
	zip->entries[zip->count++] = (struct entry){{name, said.size}, index};
	return cgrid_check_limit(ctx, CGRID_LIMIT_INPUT_BYTES, *total, &source,
				 "ZIP: all its files together");
}

static int
compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	return strcmp(x->shown.name, y->shown.name);
}

static enum cgrid_status
list_entries(struct cgrid_ctx *ctx, struct cgrid_zip *zip, const char *bytes, size_t size)
{
	const struct cgrid_source source = {zip->shown, 0, 0};
	zip_int64_t count = zip_get_num_entries(zip->archive, 0);
	uint64_t total = 0;
	if (count > MOST_ENTRIES)
		return cgrid_fail_at(ctx, CGRID_E_LIMIT, &source,
				     "ZIP: it has %lld files, and at most %d are read",
				     (long long)count, MOST_ENTRIES);
	enum cgrid_status status =
	    cgrid_zip_check_list(ctx, &source, (const unsigned char *)bytes, size, (size_t)count);
	if (status)
		return status;
	zip->entries = cgrid_array_new((size_t)count, sizeof *zip->entries);
	if (!zip->entries)
		return cgrid_fail_memory(ctx);
	for (zip_uint64_t i = 0; i < (zip_uint64_t)count && !status; i++)
		status = add_entry(ctx, zip, i, &total);
	if (status)
		return status;
	if (zip->count > 1)
		qsort(zip->entries, zip->count, sizeof *zip->entries, compare_entries);
	for (size_t i = 1; i < zip->count; i++)
		if (compare_entries(&zip->entries[i - 1], &zip->entries[i]) == 0)
			return cgrid_fail_at(ctx, CGRID_E_SYNTAX, &source,
					     "ZIP: \"%.80s\" is there twice",
					     zip->entries[i].shown.name);
	return CGRID_OK;
}

static enum cgrid_status
open_archive(struct cgrid_ctx *ctx, struct cgrid_zip *zip, const char *bytes, size_t size)
{
	const struct cgrid_source source = {zip->shown, 0, 0};
	zip_error_t error;
	/* libzip takes nothing for an archive of no files. */
	if (size == 0)
		return cgrid_fail_at(ctx, CGRID_E_SYNTAX, &source, "ZIP: empty");
	zip_error_init(&error);
	zip_source_t *from = zip_source_buffer_create(bytes, size, 0, &error);
	if (from) {
		zip->archive = zip_open_from_source(from, ZIP_RDONLY, &error);
		if (!zip->archive)
			zip_source_free(from);
	}
	int code = zip_error_code_zip(&error);
	zip_error_fini(&error);
	return zip->archive ? list_entries(ctx, zip, bytes, size)
			    : refuse_archive(ctx, &source, bytes, size, code);
}

enum cgrid_status
cgrid_zip_open_bytes(struct cgrid_ctx *ctx, const char *shown, const char *bytes, size_t size,
		     struct cgrid_zip **zip_out)
{
	struct cgrid_zip *zip = calloc(1, sizeof *zip);
	enum cgrid_status status = CGRID_OK;
	*zip_out = NULL;
	if (!zip || !(zip->shown = strdup(shown)))
		status = cgrid_fail_memory(ctx);
	else
		status = open_archive(ctx, zip, bytes, size);
	if (status)
		cgrid_zip_close(zip);
	else
		*zip_out = zip;
	return status;
}

enum cgrid_status
cgrid_zip_open(struct cgrid_ctx *ctx, const char *path, const char *shown, struct cgrid_zip **zip_out)
{
	struct cgrid_bytes bytes;
	*zip_out = NULL;
	enum cgrid_status status = cgrid_file_read_shown(ctx, path, shown, &bytes);
	if (!status)
		status = cgrid_zip_open_bytes(ctx, shown, bytes.data, bytes.size, zip_out);
	if (status)
		cgrid_bytes_free(&bytes);
	else
		(*zip_out)->own = bytes;
	return status;
}

void
cgrid_zip_close(struct cgrid_zip *zip)
{
	if (!zip)
		return;
	/* Nothing was changed, so that nothing is written. */
	if (zip->archive)
		zip_discard(zip->archive);
	free(zip->entries);
	free(zip->shown);
	cgrid_bytes_free(&zip->own);
	free(zip);
}

size_t
cgrid_zip_count(const struct cgrid_zip *zip)
{
	return zip->count;
}

const struct cgrid_zip_entry *
cgrid_zip_at(const struct cgrid_zip *zip, size_t i)
{
	return &zip->entries[i].shown;
}

/* The checksum is only compared at the end: so one byte more is asked for than there may be. NULL when
 * all is well. */
static const char *
unpack(zip_file_t *file, struct cgrid_bytes *bytes, uint64_t size)
{
	while (bytes->size <= size) {
		zip_int64_t got = zip_fread(file, bytes->data + bytes->size, size + 1 - bytes->size);
		if (got < 0)
			return reason(zip_error_code_zip(zip_file_get_error(file)));
		if (got == 0)
			return bytes->size == size ? NULL : "it is smaller than the archive says";
		bytes->size += (size_t)got;
	}
	return "it is larger than the archive says";
}

enum cgrid_status
cgrid_zip_read(struct cgrid_ctx *ctx, const struct cgrid_zip *zip, size_t i,
	       struct cgrid_bytes *bytes_out)
{
	const struct entry *entry = &zip->entries[i];
	char *shown = cgrid_path_join(zip->shown, entry->shown.name);
	const struct cgrid_source source = {shown, 0, 0};
	struct cgrid_bytes bytes = {cgrid_array_new((size_t)entry->shown.size + 1, 1), 0};
	zip_file_t *file = NULL;
	enum cgrid_status status = CGRID_OK;
	*bytes_out = (struct cgrid_bytes){0};
	if (!shown || !bytes.data)
		status = cgrid_fail_memory(ctx);
	else if (!(file = zip_fopen_index(zip->archive, entry->index, 0)))
		status = cgrid_fail_at(ctx, CGRID_E_SYNTAX, &source, "ZIP: %s",
				       reason(zip_error_code_zip(zip_get_error(zip->archive))));
	if (!status) {
		const char *bad = unpack(file, &bytes, entry->shown.size);
		if (bad)
			status = cgrid_fail_at(ctx, CGRID_E_SYNTAX, &source, "ZIP: %s", bad);
	}
	if (file)
		zip_fclose(file);
	free(shown);
	if (status) {
		cgrid_bytes_free(&bytes);
	} else {
		bytes.data[bytes.size] = '\0';
		*bytes_out = bytes;
	}
	return status;
}
