/* SPDX-License-Identifier: Apache-2.0 */
#include "base/png.h"
#include "base/text.h"
#include "harness.h"

#include <sys/resource.h>

static void
raster_fill(struct cgrid_raster *raster, uint32_t width, uint32_t height, uint64_t seed)
{
	struct rng rng = {seed};
	*raster = (struct cgrid_raster){width, height, malloc((size_t)width * height * 3)};
	for (size_t i = 0; i < (size_t)width * height * 3; i++)
		raster->rgb[i] = (unsigned char)rng_next(&rng);
}

static void
to_file(const struct cgrid_buf *buf, char path[64])
{
	snprintf(path, 64, "/tmp/cgrid-png-XXXXXX");
	int file = mkstemp(path);
	ck_assert_int_ge(file, 0);
	ck_assert_int_eq((int)write(file, buf->data, buf->size), (int)buf->size);
	close(file);
}

START_TEST(what_is_written_is_read)
{
	static const uint32_t sizes[][2] = {{1, 1}, {7, 3}, {640, 1}, {1, 500}, {257, 129}};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		struct cgrid_raster made, read;
		struct cgrid_buf buf = {0}, again = {0};
		char path[64];
		raster_fill(&made, sizes[i][0], sizes[i][1], i);
		ck_ok(ctx, cgrid_png_write(ctx, &made, 11811, cgrid_buf_sink(&buf)));
		ck_ok(ctx, cgrid_png_write(ctx, &made, 11811, cgrid_buf_sink(&again)));
		ck_assert_uint_eq(buf.size, again.size);
		ck_assert_int_eq(memcmp(buf.data, again.data, buf.size), 0);
		ck_assert_ptr_nonnull(memmem(buf.data, buf.size, "pHYs\0\0\x2e\x23\0\0\x2e\x23\1", 13));
		to_file(&buf, path);
		ck_ok(ctx, cgrid_png_read(ctx, path, "made.png", &read));
		ck_assert_uint_eq(read.width, made.width);
		ck_assert_uint_eq(read.height, made.height);
		ck_assert_int_eq(memcmp(read.rgb, made.rgb, (size_t)made.width * made.height * 3), 0);
		unlink(path);
		cgrid_raster_free(&made);
		cgrid_raster_free(&read);
		cgrid_buf_free(&buf);
		cgrid_buf_free(&again);
		cgrid_ctx_free(ctx);
	}
}
END_TEST

/* Every cut and a change of every byte: a fault or the picture, never a crash or a hang. */
START_TEST(broken_pictures_are_faults)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_raster made, read;
	struct cgrid_buf buf = {0};
	size_t refused = 0;
	raster_fill(&made, 9, 5, 42);
	ck_ok(ctx, cgrid_png_write(ctx, &made, 0, cgrid_buf_sink(&buf)));
	for (size_t cut = 0; cut < buf.size; cut++) {
		struct cgrid_buf part = {.data = buf.data, .size = cut};
		char path[64];
		to_file(&part, path);
		ck_assert_int_eq(cgrid_png_read(ctx, path, "cut.png", &read), CGRID_E_SYNTAX);
		ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "cut.png: PNG: "));
		ck_assert_ptr_null(read.rgb);
		unlink(path);
	}
	for (size_t i = 0; i < buf.size; i++) {
		char path[64];
		buf.data[i] ^= 0x55;
		to_file(&buf, path);
		refused += cgrid_png_read(ctx, path, "changed.png", &read) != CGRID_OK;
		cgrid_raster_free(&read);
		buf.data[i] ^= 0x55;
		unlink(path);
	}
	ck_assert_uint_gt(refused, buf.size / 2);
	cgrid_raster_free(&made);
	cgrid_buf_free(&buf);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(limits_come_first)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_raster made, read;
	struct cgrid_buf buf = {0};
	char path[64];
	raster_fill(&made, 20, 20, 1);
	ck_ok(ctx, cgrid_png_write(ctx, &made, 0, cgrid_buf_sink(&buf)));
	to_file(&buf, path);
	cgrid_ctx_set_limit(ctx, CGRID_LIMIT_PIXELS, 399);
	ck_assert_int_eq(cgrid_png_read(ctx, path, "big.png", &read), CGRID_E_LIMIT);
	cgrid_ctx_set_limit(ctx, CGRID_LIMIT_PIXELS, 400);
	ck_ok(ctx, cgrid_png_read(ctx, path, "big.png", &read));
	unlink(path);
	cgrid_raster_free(&made);
	cgrid_raster_free(&read);
	cgrid_buf_free(&buf);
	cgrid_ctx_free(ctx);
}
END_TEST

/* A header, and a text that says it is a gigabyte long: refused before the memory is taken. */
START_TEST(a_chunk_is_not_believed)
{
	static const char *const kinds[] = {"tEXt", "zTXt", "iTXt", "iCCP",
					    "sPLT", "eXIf", "PLTE", "abCd"};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		struct cgrid_raster made, read;
		struct cgrid_buf buf = {0}, bomb = {0};
		char path[64];
		raster_fill(&made, 1, 1, 1);
		ck_ok(ctx, cgrid_png_write(ctx, &made, 0, cgrid_buf_sink(&buf)));
		cgrid_buf_add(&bomb, buf.data, 8 + 25);
		cgrid_buf_add(&bomb, "\x3f\xff\xff\xff", 4);
		cgrid_buf_text(&bomb, kinds[i]);
		cgrid_buf_add(&bomb, "0123456789abcdef", 16);
		ck_assert_uint_eq(bomb.size, 57);
		to_file(&bomb, path);
		struct rusage before, after;
		getrusage(RUSAGE_SELF, &before);
		ck_assert_int_eq(cgrid_png_read(ctx, path, "bomb.png", &read), CGRID_E_SYNTAX);
		getrusage(RUSAGE_SELF, &after);
		ck_assert_msg(after.ru_maxrss - before.ru_maxrss < 32 * 1024, "%s: %ld KiB, %s",
			      kinds[i], after.ru_maxrss - before.ru_maxrss, cgrid_ctx_error(ctx));
		unlink(path);
		cgrid_raster_free(&made);
		cgrid_buf_free(&buf);
		cgrid_buf_free(&bomb);
		cgrid_ctx_free(ctx);
	}
}
END_TEST

static enum cgrid_status
refuse(void *user, const void *bytes, size_t count)
{
	(void)user;
	(void)bytes;
	(void)count;
	return CGRID_E_OUTPUT;
}

START_TEST(a_full_disk_is_an_error)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_raster made;
	raster_fill(&made, 20, 20, 1);
	ck_assert_int_eq(cgrid_png_write(ctx, &made, 0, (struct cgrid_sink){refuse, NULL}),
			 CGRID_E_OUTPUT);
	cgrid_raster_free(&made);
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("png");
	TCase *tests = tcase_create("png");
	suite_add_tcase(suite, tests);
	tcase_add_test(tests, what_is_written_is_read);
	tcase_add_test(tests, broken_pictures_are_faults);
	tcase_add_test(tests, limits_come_first);
	tcase_add_test(tests, a_chunk_is_not_believed);
	tcase_add_test(tests, a_full_disk_is_an_error);
	return run_suite(suite);
}
