/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON texts of a file: one, or a sequence, as GeoJSONSeq writes it (a text a line, or RFC 8142).
 */
#ifndef CGRID_READ_TEXTS_H
#define CGRID_READ_TEXTS_H

#include "base/file.h"

enum cgrid_texts_kind {
	CGRID_TEXTS_ONE,
	CGRID_TEXTS_LINES, /* newline-delimited */
	CGRID_TEXTS_MARKED /* RFC 8142: the byte 0x1E before each */
};
struct cgrid_texts {
	const char *bytes; /* borrowed */
	size_t size, at;
	enum cgrid_texts_kind kind;
};

/* Is a file of this extension a sequence? */
bool cgrid_texts_extension(const char *extension);
/* What a file is, by its content and its name. */
void cgrid_texts_begin(struct cgrid_texts *texts, const char *path, const char *bytes, size_t size);
/* The next text that is not blank: bytes[from .. to). The one text of a file always, once. */
bool cgrid_texts_next(struct cgrid_texts *texts, size_t *from_out, size_t *to_out);

/* Is a plain file one text or a sequence? Only as much of it is looked at as is needed, and at most
 * `most` bytes. */
enum cgrid_texts_count { CGRID_TEXTS_SINGLE, CGRID_TEXTS_SEVERAL, CGRID_TEXTS_UNDECIDED };
enum cgrid_status cgrid_texts_count(const struct cgrid_file *file, const char *path, uint64_t most,
				    enum cgrid_texts_count *count_out);

#endif
