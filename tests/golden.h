/* SPDX-License-Identifier: Apache-2.0 */
/* Golden files: tests/golden/NAME, written anew with CAMPUSGRID_UPDATE=1; the first line that differs
 * is shown. */
#ifndef CGRID_TESTS_GOLDEN_H
#define CGRID_TESTS_GOLDEN_H

#include "base/file.h"
#include "base/text.h"
#include "harness.h"

static inline void
check_same_text(const char *name, const char *is, const char *wanted)
{
	for (unsigned line = 1; *is || *wanted; line++) {
		size_t a = strcspn(is, "\n"), b = strcspn(wanted, "\n");
		ck_assert_msg(a == b && memcmp(is, wanted, a) == 0,
			      "%s:%u:\n  is     %.*s\n  wanted %.*s", name, line, (int)a, is, (int)b,
			      wanted);
		is += a;
		wanted += b;
		ck_assert_msg(*is == *wanted, "%s:%u: one ends here", name, line);
		is += *is != '\0';
		wanted += *wanted != '\0';
	}
}

static inline void
check_golden(struct cgrid_ctx *ctx, const char *name, const struct cgrid_buf *is)
{
	struct cgrid_bytes golden;
	char path[128];
	snprintf(path, sizeof path, "tests/golden/%s", name);
	if (getenv("CAMPUSGRID_UPDATE")) {
		FILE *file = fopen(source_path(path), "wb");
		ck_assert_ptr_nonnull(file);
		ck_assert_uint_eq(fwrite(is->data, 1, is->size, file), is->size);
		ck_assert_int_eq(fclose(file), 0);
	}
	ck_ok(ctx, cgrid_file_read(ctx, source_path(path), &golden));
	check_same_text(path, is->data, golden.data);
	cgrid_bytes_free(&golden);
}

#endif
