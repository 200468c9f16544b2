/* SPDX-License-Identifier: Apache-2.0 */
#include "base/png.h"
#include "base/text.h"
#include "harness.h"

#include <sys/resource.h>
#include <zlib.h>

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

/* Every kind of PNG (ISO/IEC 15948 table 11.1), written here by hand: colour type, bit depth. */
static const struct {
	int type, depth;
} png_kinds[] = {{0, 1}, {0, 2}, {0, 4}, {0, 8}, {0, 16}, {2, 8}, {2, 16}, {3, 1},
		 {3, 2}, {3, 4}, {3, 8}, {4, 8}, {4, 16}, {6, 8}, {6, 16}};
enum { KINDS = sizeof png_kinds / sizeof *png_kinds, WIDE = 13, HIGH = 11 };

static void
put_big(struct cgrid_buf *buf, uint32_t value)
{
	const unsigned char bytes[4] = {(unsigned char)(value >> 24), (unsigned char)(value >> 16),
					(unsigned char)(value >> 8), (unsigned char)value};
	cgrid_buf_add(buf, bytes, 4);
}

static void
put_chunk(struct cgrid_buf *buf, const char *name, const void *data, size_t size)
{
	put_big(buf, (uint32_t)size);
	size_t from = buf->size;
	cgrid_buf_add(buf, name, 4);
	cgrid_buf_add(buf, data, size);
	put_big(buf, (uint32_t)crc32(0, (const unsigned char *)buf->data + from, (unsigned)size + 4));
}

/* A channel of a pixel, of any value that the depth has room for. */
static unsigned
sample(int depth, unsigned x, unsigned y, unsigned channel)
{
	return (x * 7 + y * 13 + channel * 5 + x * y) * 2654435761u >> (32 - depth);
}

static unsigned
channels_of(int type)
{
	return type == 2 ? 3 : type == 4 ? 2 : type == 6 ? 4 : 1;
}

/* The pixels from column and row pass[0], pass[1] on in steps, without filters, bits from the left. */
static void
put_pass(struct cgrid_buf *raw, size_t kind, const unsigned pass[4])
{
	const int type = png_kinds[kind].type, depth = png_kinds[kind].depth;
	for (unsigned y = pass[1]; y < HIGH; y += pass[3]) {
		unsigned bits = 0, count = 0;
		if (pass[0] >= WIDE)
			continue;
		cgrid_buf_char(raw, 0);
		for (unsigned x = pass[0]; x < WIDE; x += pass[2])
			for (unsigned c = 0; c < channels_of(type); c++) {
				unsigned value = sample(depth, x, y, c);
				if (depth == 16)
					cgrid_buf_char(raw, (char)(value >> 8));
				bits = depth < 8 ? bits << depth | value : value;
				count += (unsigned)(depth < 8 ? depth : 8);
				if (count % 8 == 0)
					cgrid_buf_char(raw, (char)bits);
			}
		if (count % 8)
			cgrid_buf_char(raw, (char)(bits << (8 - count % 8)));
	}
}

static void
write_kind(size_t kind, bool interlaced, struct cgrid_buf *out)
{
	/* Adam7 (clause 8.2): first column and row, steps. */
	static const unsigned adam7[7][4] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
					     {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
	static const unsigned plain[4] = {0, 0, 1, 1};
	struct cgrid_buf header = {0}, raw = {0};
	unsigned char palette[256 * 3], packed[8192];
	for (int i = 0; i < 256 * 3; i++)
		palette[i] = (unsigned char)(i * 37);
	put_big(&header, WIDE);
	put_big(&header, HIGH);
	const char rest[5] = {(char)png_kinds[kind].depth, (char)png_kinds[kind].type, 0, 0,
			      (char)interlaced};
	cgrid_buf_add(&header, rest, 5);
	for (int i = 0; i < (interlaced ? 7 : 1); i++)
		put_pass(&raw, kind, interlaced ? adam7[i] : plain);
	uLongf size = sizeof packed;
	ck_assert_int_eq(compress(packed, &size, (const unsigned char *)raw.data, raw.size), Z_OK);
	cgrid_buf_add(out, "\x89PNG\r\n\x1a\n", 8);
	put_chunk(out, "IHDR", header.data, header.size);
	if (png_kinds[kind].type == 3)
		put_chunk(out, "PLTE", palette, (size_t)3 << png_kinds[kind].depth);
	put_chunk(out, "IDAT", packed, size);
	put_chunk(out, "IEND", "", 0);
	cgrid_buf_free(&header);
	cgrid_buf_free(&raw);
}

/* What a channel comes to in 8 bits on white. */
static double
expected(size_t kind, unsigned x, unsigned y, unsigned channel)
{
	const int type = png_kinds[kind].type, depth = png_kinds[kind].depth;
	const double most = (double)((1u << depth) - 1);
	if (type == 3)
		return (unsigned char)((sample(depth, x, y, 0) * 3 + channel) * 37);
	double value = sample(depth, x, y, type == 0 || type == 4 ? 0 : channel) / most;
	double alpha = type < 4 ? 1 : sample(depth, x, y, type == 4 ? 1 : 3) / most;
	return 255 * (value * alpha + 1 - alpha);
}

START_TEST(every_kind_is_read)
{
	const size_t kind = (size_t)_i / 2;
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_buf buf = {0};
	struct cgrid_raster read;
	char path[64];
	write_kind(kind, _i % 2, &buf);
	to_file(&buf, path);
	ck_ok(ctx, cgrid_png_read(ctx, path, "kind.png", &read));
	ck_assert_uint_eq(read.width, WIDE);
	ck_assert_uint_eq(read.height, HIGH);
	for (unsigned i = 0; i < WIDE * HIGH * 3; i++) {
		double is = read.rgb[i];
		double wanted = expected(kind, i / 3 % WIDE, i / 3 / WIDE, i % 3);
		ck_assert_msg(is - wanted < 2 && wanted - is < 2,
			      "type %d depth %d interlaced %d: byte %u is %.0f, not %.1f",
			      png_kinds[kind].type, png_kinds[kind].depth, _i % 2, i, is, wanted);
	}
	unlink(path);
	cgrid_raster_free(&read);
	cgrid_buf_free(&buf);
	cgrid_ctx_free(ctx);
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
	tcase_add_loop_test(tests, every_kind_is_read, 0, 2 * KINDS);
	tcase_add_test(tests, broken_pictures_are_faults);
	tcase_add_test(tests, limits_come_first);
	tcase_add_test(tests, a_chunk_is_not_believed);
	tcase_add_test(tests, a_full_disk_is_an_error);
	return run_suite(suite);
}
