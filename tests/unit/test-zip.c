/* SPDX-License-Identifier: Apache-2.0 */
/* Archives: what is in them, and the one line that refuses what cannot be trusted. */
#include "archives.h"
#include "harness.h"
#include "base/zip.h"

#define MANY 60

static const struct part sound[] = {
    {.name = "venue/", .text = ""},
    {.name = "venue/unit.geojson", .text = "{\"a\":1}\n", .method = DEFLATED, .repeat = 500},
    {.name = "./manifest.json", .text = "{}"},
    {.name = "venue/empty", .text = "", .method = DEFLATED},
    {.name = "__MACOSX/venue/._unit.geojson", .text = "x"},
    {.name = "r\xc3\xa9sum\xc3\xa9", .text = "y"},
    {.name = "r\x82sum\x82.txt", .text = "z"}, /* code page 437 */
};
enum { SOUND = sizeof sound / sizeof *sound };

START_TEST(lists_and_reads)
{
	static const struct {
		const char *name;
		size_t part;
	} expected[] = {
	    {"__MACOSX/venue/._unit.geojson", 4}, {"manifest.json", 2}, {"r\xc3\xa9sum\xc3\xa9", 5},
	    {"r\xc3\xa9sum\xc3\xa9.txt", 6},      {"venue/empty", 3},   {"venue/unit.geojson", 1},
	};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_buf bytes = make_zip(sound, SOUND);
	struct cgrid_zip *zip;
	ck_ok(ctx, cgrid_zip_open_bytes(ctx, "a.zip", bytes.data, bytes.size, &zip));
	ck_assert_uint_eq(cgrid_zip_count(zip), sizeof expected / sizeof *expected);
	for (size_t i = 0; i < cgrid_zip_count(zip); i++) {
		const struct part *part = &sound[expected[i].part];
		const size_t once = strlen(part->text), repeat = part->repeat ? part->repeat : 1;
		struct cgrid_bytes file;
		ck_assert_str_eq(cgrid_zip_at(zip, i)->name, expected[i].name);
		ck_assert_uint_eq(cgrid_zip_at(zip, i)->size, once * repeat);
		ck_ok(ctx, cgrid_zip_read(ctx, zip, i, &file));
		ck_assert_uint_eq(file.size, once * repeat);
		ck_assert_int_eq(file.data[file.size], '\0');
		for (size_t r = 0; r < repeat && once > 0; r++)
			ck_assert_mem_eq(file.data + r * once, part->text, once);
		cgrid_bytes_free(&file);
	}
	cgrid_zip_close(zip);
	cgrid_buf_free(&bytes);
	cgrid_ctx_free(ctx);
}
END_TEST

/* What is refused before a byte is unpacked. */
static const struct {
	struct part parts[3];
	size_t count;
	enum cgrid_status status;
	const char *error;
} refused[] = {
    {{{.name = "../x", .text = ""}}, 1, CGRID_E_SYNTAX, "\"../x\" leads out of the archive"},
    {{{.name = "a/../../x", .text = ""}}, 1, CGRID_E_SYNTAX, "\"a/../../x\" leads out of the archive"},
    {{{.name = "a/..", .text = ""}}, 1, CGRID_E_SYNTAX, "\"a/..\" leads out of the archive"},
    {{{.name = "../", .text = ""}}, 1, CGRID_E_SYNTAX, "\"../\" leads out of the archive"},
    {{{.name = "/etc/passwd", .text = ""}}, 1, CGRID_E_SYNTAX, "\"/etc/passwd\" is an absolute path"},
    {{{.name = "C:x", .text = ""}}, 1, CGRID_E_SYNTAX, "\"C:x\" names a drive"},
    {{{.name = "a\\..\\x", .text = ""}},
     1,
     CGRID_E_SYNTAX,
     "\"a\\..\\x\" has a backslash in its name: make the archive anew, with slashes"},
    {{{.name = "a//x", .text = ""}}, 1, CGRID_E_SYNTAX, "\"a//x\" is no plain path"},
    {{{.name = "a/./x", .text = ""}}, 1, CGRID_E_SYNTAX, "\"a/./x\" is no plain path"},
    {{{.name = "a\nb", .text = ""}}, 1, CGRID_E_SYNTAX, "\"a b\" has control characters in its name"},
    {{{.name = "unit\0.geojson", .name_length = 13, .text = ""}},
     1,
     CGRID_E_SYNTAX,
     "a name in it holds a NUL"},
    {{{.name = "a", .text = "1"}, {.name = "b", .text = ""}, {.name = "a", .text = "2"}},
     3,
     CGRID_E_SYNTAX,
     "\"a\" is there twice"},
    {{{.name = "a", .text = "1"}, {.name = "./a", .text = "2"}},
     2,
     CGRID_E_SYNTAX,
     "\"a\" is there twice"},
    {{{.name = "a", .text = "1", .flags = 1}},
     1,
     CGRID_E_UNSUPPORTED,
     "\"a\" is encrypted: save the archive without a password"},
    {{{.name = "a", .text = "1", .method = 98}},
     1,
     CGRID_E_UNSUPPORTED,
     "\"a\" is compressed by method 98, which is not read: save the archive with the usual one "
     "(deflate)"},
    {{{.name = "a", .text = "1234567890", .repeat = 200000, .method = DEFLATED, .lie = 1 << 29}},
     1,
     CGRID_E_LIMIT,
     "\"a\": 538870912 is over the limit of 268435456 bytes of input"},
    {{{.name = "a", .text = "          ", .repeat = 200000, .method = DEFLATED}},
     1,
     CGRID_E_LIMIT,
     "\"a\" would grow more than 250-fold, as no drawing does"},
};

START_TEST(refuses)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_buf bytes = make_zip(refused[_i].parts, refused[_i].count);
	struct cgrid_zip *zip = (struct cgrid_zip *)ctx;
	char line[256];
	ck_assert_int_eq(cgrid_zip_open_bytes(ctx, "a.zip", bytes.data, bytes.size, &zip),
			 refused[_i].status);
	ck_assert_ptr_null(zip);
	snprintf(line, sizeof line, "a.zip: ZIP: %s", refused[_i].error);
	ck_assert_str_eq(cgrid_ctx_error(ctx), line);
	cgrid_buf_free(&bytes);
	cgrid_ctx_free(ctx);
}
END_TEST

/* What only unpacking shows. */
static const struct {
	struct part part;
	const char *error;
} lying[] = {
    {{.name = "a", .text = "12345", .method = DEFLATED, .lie = -2},
     "it is larger than the archive says"},
    {{.name = "a", .text = "12345", .method = DEFLATED, .lie = 2},
     "it is smaller than the archive says"},
    {{.name = "a", .text = "12345", .wrong_crc = 1},
     "its bytes do not match its checksum: the archive is damaged"},
    {{.name = "a", .text = "12345", .repeat = 999, .method = DEFLATED, .wrong_crc = 0x80000000},
     "its bytes do not match its checksum: the archive is damaged"},
};

START_TEST(finds_lies)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_buf bytes = make_zip(&lying[_i].part, 1);
	struct cgrid_zip *zip;
	struct cgrid_bytes file;
	char line[256];
	ck_ok(ctx, cgrid_zip_open_bytes(ctx, "a.zip", bytes.data, bytes.size, &zip));
	ck_assert_int_eq(cgrid_zip_read(ctx, zip, 0, &file), CGRID_E_SYNTAX);
	ck_assert_ptr_null(file.data);
	snprintf(line, sizeof line, "a.zip/a: ZIP: %s", lying[_i].error);
	ck_assert_str_eq(cgrid_ctx_error(ctx), line);
	cgrid_zip_close(zip);
	cgrid_buf_free(&bytes);
	cgrid_ctx_free(ctx);
}
END_TEST

/* Cut short anywhere, an archive is refused; with one byte changed it is refused, or reads as what it
 * was, or is found damaged by its checksum. */
START_TEST(damage)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_buf bytes = make_zip(sound, SOUND);
	struct cgrid_zip *zip;
	for (size_t size = 0; size < bytes.size; size++) {
		ck_assert_int_eq(cgrid_zip_open_bytes(ctx, "a.zip", bytes.data, size, &zip),
				 CGRID_E_SYNTAX);
		ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "a.zip: ZIP: "));
	}
	for (size_t at = 0; at < bytes.size; at++) {
		bytes.data[at] ^= 0x41;
		if (cgrid_zip_open_bytes(ctx, "a.zip", bytes.data, bytes.size, &zip) == CGRID_OK) {
			for (size_t i = 0; i < cgrid_zip_count(zip); i++) {
				struct cgrid_bytes file;
				if (cgrid_zip_read(ctx, zip, i, &file) == CGRID_OK)
					ck_assert_uint_eq(file.size, cgrid_zip_at(zip, i)->size);
				cgrid_bytes_free(&file);
			}
			cgrid_zip_close(zip);
		} else {
			ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), ": ZIP: "));
		}
		bytes.data[at] ^= 0x41;
	}
	cgrid_buf_free(&bytes);
	cgrid_ctx_free(ctx);
}
END_TEST

static const struct {
	const char *bytes, *error;
} no_archives[] = {
    {"", "a.zip: ZIP: empty"},
    {"{\"type\":\"FeatureCollection\",\"features\":[]}", "a.zip: ZIP: this is no ZIP archive"},
    {"PK\3\4 and nothing more",
     "a.zip: ZIP: it is cut short: the list of its files, at its end, is missing"},
};

START_TEST(refuses_others)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_zip *zip;
	const char *bytes = no_archives[_i].bytes;
	ck_assert_int_eq(cgrid_zip_open_bytes(ctx, "a.zip", bytes, strlen(bytes), &zip),
			 CGRID_E_SYNTAX);
	ck_assert_str_eq(cgrid_ctx_error(ctx), no_archives[_i].error);
	cgrid_ctx_free(ctx);
}
END_TEST

/* Many entries that share the bytes of one: each is small, the archive is smaller. */
START_TEST(overlap)
{
	static const struct part kernel = {
	    .name = "a00", .text = "0123456789", .repeat = 9000, .method = DEFLATED};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_buf bytes = {0}, list = {0}, entry = {0};
	struct cgrid_zip *zip;
	add_part(&bytes, &entry, &kernel);
	for (int i = 0; i < MANY; i++) {
		entry.data[entry.size - 2] = (char)('0' + i / 10);
		entry.data[entry.size - 1] = (char)('0' + i % 10);
		cgrid_buf_add(&list, entry.data, entry.size);
	}
	end_zip(&bytes, &list, MANY);
	ck_assert_int_eq(cgrid_zip_open_bytes(ctx, "a.zip", bytes.data, bytes.size, &zip),
			 CGRID_E_SYNTAX);
	ck_assert_str_eq(cgrid_ctx_error(ctx),
			 "a.zip: ZIP: files in it lie over one another, as in no archive that was made "
			 "to be read");
	cgrid_buf_free(&bytes);
	cgrid_buf_free(&list);
	cgrid_buf_free(&entry);
	cgrid_ctx_free(ctx);
}
END_TEST

/* Each file is within the limit, all together are not; and too many are too many. */
START_TEST(sums)
{
	static const struct part parts[] = {{.name = "a", .text = "0123456789", .repeat = 6},
					    {.name = "b", .text = "0123456789", .repeat = 6}};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_buf bytes = make_zip(parts, 2), many = {0}, list = {0};
	struct cgrid_zip *zip;
	ck_ok(ctx, cgrid_ctx_set_limit(ctx, CGRID_LIMIT_INPUT_BYTES, 119));
	ck_assert_int_eq(cgrid_zip_open_bytes(ctx, "a.zip", bytes.data, bytes.size, &zip),
			 CGRID_E_LIMIT);
	ck_assert_str_eq(cgrid_ctx_error(ctx), "a.zip: ZIP: all its files together: 120 is over the "
					       "limit of 119 bytes of input");
	ck_ok(ctx, cgrid_ctx_set_limit(ctx, CGRID_LIMIT_INPUT_BYTES, 120));
	ck_ok(ctx, cgrid_zip_open_bytes(ctx, "a.zip", bytes.data, bytes.size, &zip));
	cgrid_zip_close(zip);
	for (int i = 0; i < 10001; i++) {
		char name[16];
		snprintf(name, sizeof name, "f%05d", i);
		add_part(&many, &list, &(struct part){.name = name, .text = ""});
	}
	end_zip(&many, &list, 10001);
	ck_assert_int_eq(cgrid_zip_open_bytes(ctx, "a.zip", many.data, many.size, &zip), CGRID_E_LIMIT);
	ck_assert_str_eq(cgrid_ctx_error(ctx),
			 "a.zip: ZIP: it has 10001 files, and at most 10000 are read");
	cgrid_buf_free(&bytes);
	cgrid_buf_free(&many);
	cgrid_buf_free(&list);
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("zip");
	TCase *tcase = tcase_create("zip");
	tcase_add_test(tcase, lists_and_reads);
	tcase_add_loop_test(tcase, refuses, 0, sizeof refused / sizeof *refused);
	tcase_add_loop_test(tcase, finds_lies, 0, sizeof lying / sizeof *lying);
	tcase_add_test(tcase, damage);
	tcase_add_loop_test(tcase, refuses_others, 0, sizeof no_archives / sizeof *no_archives);
	tcase_add_test(tcase, overlap);
	tcase_add_test(tcase, sums);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
