/* SPDX-License-Identifier: Apache-2.0 */
/* Opening a lookup file: resident or on demand. Never mapped: a mapped file that is cut short ends the
 * process. */
#include "lookup/lookup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* So much is read and verified at a time: it is verified while it is in the cache. */
enum { PIECE = 256 * 1024 };
static const size_t huge_page = (size_t)2 << 20;

static enum cgrid_status
fail(struct cgrid_ctx *ctx, const struct cgrid_lookup *lookup, enum cgrid_status status,
     const char *what)
{
	const struct cgrid_source source = {lookup->path, 0, 0};
	const char *why = status == CGRID_E_INPUT ? strerrordesc_np(errno) : NULL;
	return cgrid_fail_at(ctx, status, &source, "%s%s%s", what, why ? ": " : "", why ? why : "");
}

static bool
read_fully(int fd, unsigned char *to, uint64_t offset, size_t count)
{
	for (size_t done = 0; done < count;) {
		ssize_t got = pread(fd, to + done, count - done, (off_t)(offset + done));
		if (got < 0 && errno == EINTR)
			continue;
		if (got == 0)
			errno = ENODATA;
		if (got <= 0)
			return false;
		done += (size_t)got;
	}
	return true;
}

/* Memory for the whole file; large pages make random look-ups cheaper where there are any. */
static unsigned char *
take_memory(uint64_t size)
{
	void *memory = NULL;
	const bool large = size >= 2 * huge_page;
	const size_t whole = ((size_t)size + CGRID_CGX_LINE - 1) / CGRID_CGX_LINE * CGRID_CGX_LINE;
	if (posix_memalign(&memory, large ? huge_page : CGRID_CGX_LINE, whole) != 0)
		return NULL;
	if (large)
		madvise(memory, whole, MADV_HUGEPAGE);
	return memory;
}

static enum cgrid_status
read_resident(struct cgrid_ctx *ctx, struct cgrid_lookup *lookup,
	      const unsigned char head[CGRID_CGX_HEADER])
{
	const struct cgrid_source source = {lookup->path, 0, 0};
	struct cgrid_lookup_verifying *verifying = NULL;
	enum cgrid_status status =
	    cgrid_check_limit(ctx, CGRID_LIMIT_INPUT_BYTES, lookup->size, &source, "file");
	if (status)
		return status;
	lookup->data = take_memory(lookup->size);
	if (!lookup->data)
		return cgrid_fail_memory(ctx);
	memcpy(lookup->data, head, CGRID_CGX_HEADER);
	status = cgrid_lookup_verify_new(ctx, lookup, &verifying);
	for (uint64_t have = CGRID_CGX_HEADER; !status && have < lookup->size;) {
		size_t piece = lookup->size - have < PIECE ? (size_t)(lookup->size - have) : PIECE;
		if (!read_fully(lookup->fd, lookup->data + have, have, piece))
			status = fail(ctx, lookup, CGRID_E_INPUT, "cannot be read");
		have += piece;
		if (!status)
			status = cgrid_lookup_verify(ctx, verifying, have);
	}
	if (!status && lookup->size == CGRID_CGX_HEADER)
		status = cgrid_lookup_verify(ctx, verifying, lookup->size);
	cgrid_lookup_verify_free(verifying);
	return status;
}

static enum cgrid_status
read_header(struct cgrid_ctx *ctx, struct cgrid_lookup *lookup, unsigned char head[CGRID_CGX_HEADER])
{
	struct stat st;
	if (fstat(lookup->fd, &st) != 0)
		return fail(ctx, lookup, CGRID_E_INPUT, "cannot be read");
	if (!S_ISREG(st.st_mode))
		return fail(ctx, lookup, CGRID_E_SYNTAX, "is no plain file, as a lookup file is");
	lookup->size = (uint64_t)st.st_size;
	if (lookup->size < CGRID_CGX_HEADER)
		return fail(ctx, lookup, CGRID_E_SYNTAX,
			    lookup->size == 0 ? "is empty" : "is cut short, or no lookup file");
	if (!read_fully(lookup->fd, head, 0, CGRID_CGX_HEADER))
		return fail(ctx, lookup, CGRID_E_INPUT, "cannot be read");
	const bool ours = memcmp(head, cgrid_lookup_magic, sizeof cgrid_lookup_magic) == 0;
	if (ours && cgrid_le16(head + CGRID_HEAD_MAJOR) > CGRID_CGX_MAJOR &&
	    cgrid_crc32c(&lookup->crc, head, CGRID_HEAD_CRC) == cgrid_le32(head + CGRID_HEAD_CRC))
		return fail(ctx, lookup, CGRID_E_UNSUPPORTED,
			    "is of a later version of campusgrid than this one can read");
	const char *wrong = cgrid_lookup_check_header(lookup, head);
	if (wrong)
		return fail(ctx, lookup, CGRID_E_SYNTAX, wrong);
	const uint64_t said = cgrid_le64(head + CGRID_HEAD_SIZE);
	if (said != lookup->size)
		return fail(ctx, lookup, CGRID_E_SYNTAX,
			    said > lookup->size ? "damaged lookup file: it is cut short"
						: "damaged lookup file: something was added to it");
	return CGRID_OK;
}

enum cgrid_status
cgrid_lookup_open(struct cgrid_ctx *ctx, const char *path, const struct cgrid_lookup_options *options,
		  struct cgrid_lookup **lookup_out)
{
	unsigned char head[CGRID_CGX_HEADER];
	const unsigned flags = options ? options->flags : 0;
	*lookup_out = NULL;
	if ((options && options->size != sizeof *options) || flags & ~(unsigned)CGRID_LOOKUP_ON_DEMAND)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "unknown options of a lookup file");
	struct cgrid_lookup *lookup = calloc(1, sizeof *lookup);
	if (!lookup)
		return cgrid_fail_memory(ctx);
	enum cgrid_status status = CGRID_OK;
	cgrid_crc32c_init(&lookup->crc, false);
	lookup->fd = -1;
	lookup->path = strdup(path);
	if (!lookup->path)
		status = cgrid_fail_memory(ctx);
	else if ((lookup->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)) < 0)
		status = fail(ctx, lookup, CGRID_E_INPUT, "cannot be opened");
	if (!status)
		status = read_header(ctx, lookup, head);
	if (!status && !(flags & CGRID_LOOKUP_ON_DEMAND)) {
		status = read_resident(ctx, lookup, head);
		close(lookup->fd);
		lookup->fd = -1;
	}
	if (status)
		cgrid_lookup_free(lookup);
	else
		*lookup_out = lookup;
	return status;
}

void
cgrid_lookup_free(struct cgrid_lookup *lookup)
{
	if (!lookup)
		return;
	for (uint32_t i = 0; lookup->grids && i < lookup->parts[CGRID_CGX_CAMPUSES].count; i++)
		cgrid_grid_free(lookup->grids[i]);
	if (lookup->fd >= 0)
		close(lookup->fd);
	free(lookup->grids);
	free(lookup->data);
	free(lookup->path);
	free(lookup);
}

struct cgrid_lookup_info
cgrid_lookup_get_info(const struct cgrid_lookup *lookup)
{
	const struct cgrid_lookup_part *parts = lookup->parts;
	return (struct cgrid_lookup_info){
	    .built = lookup->built,
	    .file_bytes = lookup->size,
	    .campuses = parts[CGRID_CGX_CAMPUSES].count,
	    .sensors = parts[CGRID_CGX_SENSORS].count,
	    .places = parts[CGRID_CGX_PLACES].count,
	    .sources = parts[CGRID_CGX_SOURCES].count,
	    .major = CGRID_CGX_MAJOR,
	    .minor = lookup->minor,
	    .resident = lookup->data != NULL,
	};
}
