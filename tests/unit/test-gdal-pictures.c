/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JPEG, TIFF and PDF through GDAL: every kind of pixels becomes colours on white, tags place a picture,
 * and what is broken, too large or not what it is called is refused in one line. Where the module was
 * not built there is nothing to read by.
 */
#include "harness.h"

#include "base/file.h"
#include "base/text.h"
#include "read/picture.h"

#include <math.h>
#include <sys/resource.h>

static void
keep_log(void *user, enum cgrid_severity severity, const char *line)
{
	cgrid_buf_char(user, severity == CGRID_WARNING ? 'W' : 'N');
	cgrid_buf_char(user, ' ');
	cgrid_buf_text(user, line);
	cgrid_buf_char(user, '\n');
}

/* What a picture of these bytes reads as: size, first and last pixel, and what was said; or the fault.
 */
static void
read_bytes(const char *name, const void *bytes, size_t size, struct cgrid_buf *out)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_picture_head head;
	struct cgrid_raster raster;
	char path[] = "/tmp/campusgrid-picture-XXXXXX", text[160];
	int file = mkstemp(path);
	ck_assert_int_ge(file, 0);
	ck_assert_int_eq((int)write(file, bytes, size), (int)size);
	close(file);
	ck_ok(ctx, cgrid_ctx_set_module_dir(ctx, gdal_module_folder()));
	cgrid_ctx_set_log(ctx, keep_log, out);
	enum cgrid_status status = cgrid_picture_head(ctx, path, name, &head);
	if (!status)
		status = cgrid_picture_read(ctx, path, name, &raster);
	if (status) {
		cgrid_buf_text(out, cgrid_ctx_error(ctx));
	} else {
		ck_assert_uint_eq(raster.width, head.width);
		ck_assert_uint_eq(raster.height, head.height);
		const unsigned char *p = raster.rgb, *q = p + 3 * (raster.width * raster.height - 1);
		snprintf(text, sizeof text, "%ux%u %d,%d,%d %d,%d,%d", raster.width, raster.height,
			 p[0], p[1], p[2], q[0], q[1], q[2]);
		cgrid_buf_text(out, text);
		if (head.placed)
			cgrid_buf_text(out, head.crs[0] ? " placed in " : " placed");
		cgrid_buf_text(out, head.crs);
		cgrid_raster_free(&raster);
	}
	unlink(path);
	cgrid_ctx_free(ctx);
}

static void
expect(const char *what, const char *name, const void *bytes, size_t size, const char *wanted)
{
	struct cgrid_buf out = {0};
	cgrid_buf_text(&out, "");
	read_bytes(name, bytes, size, &out);
	ck_assert_msg(strcmp(out.data, wanted) == 0, "%s:\n  is     %s\n  wanted %s", what, out.data,
		      wanted);
	cgrid_buf_free(&out);
}

/* ---- TIFF, written by hand ---- */

/* A picture of two pixels; tags beside those of every file, as tag, type, count and value. */
struct tiff {
	const char *name;
	unsigned bits, samples, photometric;
	unsigned char pixels[16]; /* of both, little endian */
	unsigned width, rows;     /* 0: 2 and 1 */
	unsigned tags[3][4];
	const char *text; /* of an ASCII tag */
	unsigned text_tag;
	bool geo;
	const char *reads;
};
enum { BYTE = 1, ASCII = 2, SHORT = 3, LONG = 4, DOUBLE = 12 };

static const struct tiff tiffs[] = {
    {"grey", 8, 1, 1, {10, 200}, 0, 0, {{0}}, NULL, 0, false, "2x1 10,10,10 200,200,200"},
    {"white is 0", 8, 1, 0, {10, 200}, 0, 0, {{0}}, NULL, 0, false, "2x1 245,245,245 55,55,55"},
    {"one bit", 1, 1, 1, {0x40}, 0, 0, {{0}}, NULL, 0, false, "2x1 0,0,0 255,255,255"},
    {"one bit of ink", 1, 1, 0, {0x40}, 0, 0, {{0}}, NULL, 0, false, "2x1 255,255,255 0,0,0"},
    {"16 bits",
     16,
     1,
     1,
     {0, 0x80, 0xff, 0xff},
     0,
     0,
     {{0}},
     NULL,
     0,
     false,
     "2x1 128,128,128 255,255,255"},
    {"12 of 16 bits",
     16,
     1,
     1,
     {0, 0x08, 0xff, 0x0f},
     0,
     0,
     {{0}},
     NULL,
     0,
     false,
     "2x1 128,128,128 255,255,255"},
    {"colours", 8, 3, 2, {1, 2, 3, 4, 5, 6}, 0, 0, {{0}}, NULL, 0, false, "2x1 1,2,3 4,5,6"},
    {"alpha",
     8,
     4,
     2,
     {0, 100, 200, 255, 0, 100, 200, 51},
     0,
     0,
     {{338, SHORT, 1, 2}},
     NULL,
     0,
     false,
     "2x1 0,100,200 204,224,244"},
    {"infrared",
     8,
     4,
     2,
     {1, 2, 3, 99, 4, 5, 6, 99},
     0,
     0,
     {{338, SHORT, 1, 0}},
     NULL,
     0,
     false,
     "2x1 1,2,3 4,5,6"},
    {"inks",
     8,
     4,
     5,
     {0, 200, 200, 0, 200, 100, 0, 30},
     0,
     0,
     {{0}},
     NULL,
     0,
     false,
     "2x1 255,55,55 48,136,225"},
    {"no value",
     8,
     3,
     2,
     {0, 0, 0, 0, 200, 0},
     0,
     0,
     {{0}},
     "0",
     42113,
     false,
     "2x1 255,255,255 0,200,0"},
    {"in Web Mercator",
     8,
     1,
     1,
     {10, 200},
     0,
     0,
     {{0}},
     NULL,
     0,
     true,
     "2x1 10,10,10 200,200,200 placed in EPSG:3857"},
    {"measurements",
     32,
     1,
     1,
     {0, 0, 0x80, 0x3f, 0, 0, 0, 0x40},
     0,
     0,
     {{339, SHORT, 1, 3}},
     NULL,
     0,
     false,
     "p.tif: TIFF: its pixels are measurements and no colours: save it with 8 bits a colour "
     "(gdal_translate -ot Byte -scale)"},
    {"a bomb",
     8,
     1,
     1,
     {0},
     60000,
     60000,
     {{0}},
     NULL,
     0,
     false,
     "p.tif: picture: 3600000000 is over the limit of 100000000 pixels"},
    {"a tile of a bomb",
     8,
     1,
     1,
     {0},
     0,
     0,
     {{322, LONG, 1, 30000}, {323, LONG, 1, 30000}},
     NULL,
     0,
     false,
     "p.tif: TIFF: its tiles ask for more memory than a picture of its size needs"},
};

static void
put(struct cgrid_buf *out, unsigned value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		cgrid_buf_char(out, (char)(value >> 8 * i & 255));
}

/* Entries must stand in the order of their tags: they are put by a search for the next. */
static void
write_tiff(const struct tiff *tiff, struct cgrid_buf *out)
{
	static const double scale[3] = {0.5, 0.5, 0}, tie[6] = {0, 0, 0, 1000, 2000, 0};
	static const unsigned short keys[] = {1,    1, 0, 3, 1024, 0, 1, 1,
					      1025, 0, 1, 1, 3072, 0, 1, 3857};
	const unsigned width = tiff->width ? tiff->width : 2, rows = tiff->rows ? tiff->rows : 1;
	/* Behind the header of 8 bytes: pixels, depths, numbers of the place, its keys, a text. */
	const unsigned depths = 24, scales = 40, ties = 64, geo_keys = 112, text = 152, first = 160;
	const bool tiled = tiff->tags[0][0] == 322;
	const unsigned fixed[][4] = {
	    {256, LONG, 1, width},
	    {257, LONG, 1, rows},
	    {258, SHORT, tiff->samples,
	     tiff->samples == 1   ? tiff->bits
	     : tiff->samples == 2 ? tiff->bits | tiff->bits << 16
				  : depths},
	    {259, SHORT, 1, 1},
	    {262, SHORT, 1, tiff->photometric},
	    {tiled ? 324 : 273, LONG, 1, 8},
	    {277, SHORT, 1, tiff->samples},
	    {tiled ? 0 : 278, LONG, 1, rows},
	    {tiled ? 325 : 279, LONG, 1, 16},
	    {tiff->geo ? 33550 : 0, DOUBLE, 3, scales},
	    {tiff->geo ? 33922 : 0, DOUBLE, 6, ties},
	    {tiff->geo ? 34735 : 0, SHORT, 16, geo_keys},
	    {tiff->text_tag, ASCII, 2, tiff->text ? (unsigned char)tiff->text[0] : 0},
	    {tiff->tags[0][0], tiff->tags[0][1], tiff->tags[0][2], tiff->tags[0][3]},
	    {tiff->tags[1][0], tiff->tags[1][1], tiff->tags[1][2], tiff->tags[1][3]},
	};
	enum { COUNT = sizeof fixed / sizeof *fixed };
	unsigned entries = 0, last = 0;
	for (int i = 0; i < COUNT; i++)
		entries += fixed[i][0] != 0;
	cgrid_buf_text(out, "II*");
	put(out, 0, 1);
	put(out, first, 4);
	cgrid_buf_add(out, (const char *)tiff->pixels, 16);
	for (int i = 0; i < 8; i++)
		put(out, tiff->bits, 2);
	ck_assert_uint_eq(out->size, scales);
	cgrid_buf_add(out, (const char *)scale, sizeof scale);
	cgrid_buf_add(out, (const char *)tie, sizeof tie);
	ck_assert_uint_eq(out->size, geo_keys);
	for (size_t i = 0; i < 16; i++)
		put(out, keys[i], 2);
	while (out->size < text)
		put(out, 0, 1);
	while (out->size < first)
		put(out, 0, 1);
	put(out, entries, 2);
	for (unsigned n = 0; n < entries; n++) {
		const unsigned *next = NULL;
		for (int i = 0; i < COUNT; i++)
			if (fixed[i][0] > last && (!next || fixed[i][0] < next[0]))
				next = fixed[i];
		ck_assert_ptr_nonnull(next);
		last = next[0];
		put(out, next[0], 2);
		put(out, next[1], 2);
		put(out, next[2], 4);
		put(out, next[3], 4);
	}
	put(out, 0, 4);
}

START_TEST(kinds_of_tiff)
{
	struct cgrid_buf bytes = {0};
	if (!gdal_module_folder())
		return;
	write_tiff(&tiffs[_i], &bytes);
	expect(tiffs[_i].name, "p.tif", bytes.data, bytes.size, tiffs[_i].reads);
	cgrid_buf_free(&bytes);
}
END_TEST

/* A palette has 256 times three numbers, which the writer above has no room for. */
START_TEST(palette_of_tiff)
{
	struct tiff tiff = {"palette", 8, 1,     3, {1, 2}, 0, 0, {{320, SHORT, 768, 0}},
			    NULL,      0, false, ""};
	struct cgrid_buf bytes = {0};
	if (!gdal_module_folder())
		return;
	write_tiff(&tiff, &bytes);
	tiff.tags[0][3] = (unsigned)bytes.size;
	cgrid_buf_clear(&bytes);
	write_tiff(&tiff, &bytes);
	for (unsigned c = 0; c < 3; c++)
		for (unsigned i = 0; i < 256; i++)
			put(&bytes, i == 0 ? 0 : (10 * c + i) * 257, 2);
	expect("palette", "p.tif", bytes.data, bytes.size, "2x1 1,11,21 2,12,22");
	cgrid_buf_free(&bytes);
}
END_TEST

/* ---- JPEG ---- */

static void
open_jpeg(const char *name, struct cgrid_bytes *bytes)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	char path[128];
	snprintf(path, sizeof path, "tests/data/pictures/%s", name);
	ck_ok(ctx, cgrid_file_read(ctx, source_path(path), bytes));
	cgrid_ctx_free(ctx);
}

START_TEST(jpeg)
{
	struct cgrid_bytes bytes;
	if (!gdal_module_folder())
		return;
	open_jpeg("rgb.jpg", &bytes);
	expect("colours", "p.jpg", bytes.data, bytes.size, "16x8 200,30,39 20,60,220");
	/* What it is, its bytes say. */
	expect("misnamed", "p.png", bytes.data, bytes.size, "16x8 200,30,39 20,60,220");
	expect("cut", "p.jpg", bytes.data, bytes.size - 12, "p.jpg: JPEG: the file is cut short");
	expect("its start", "p.jpg", bytes.data, 20,
	       "p.jpg: JPEG: libjpeg: JPEG datastream contains no image");
	/* Height and width stand behind the marker of the frame: 60000 of each. */
	char *frame = memmem(bytes.data, bytes.size, "\xff\xc0", 2);
	ck_assert_ptr_nonnull(frame);
	memcpy(frame + 5, "\xea\x60\xea\x60", 4);
	expect("a bomb", "p.jpg", bytes.data, bytes.size,
	       "p.jpg: picture: 3600000000 is over the limit of 100000000 pixels");
	cgrid_bytes_free(&bytes);
	open_jpeg("cmyk.jpg", &bytes);
	expect("inks", "p.jpg", bytes.data, bytes.size, "16x8 255,55,55 48,136,225");
	cgrid_bytes_free(&bytes);
}
END_TEST

START_TEST(not_what_they_are_called)
{
	static const struct {
		const char *name, *bytes, *wanted;
	} rows[] = {
	    {"a.jpg", "", "a.jpg: JPEG: empty"},
	    {"a.jpeg", "JPEG", "a.jpeg: JPEG: this is no JPEG file"},
	    {"a.pdf", "<html>", "a.pdf: PDF: this is no PDF file"},
	    /* What GDAL would take for a list of pictures elsewhere, on a server. */
	    {"a.tif", "<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"></VRTDataset>",
	     "a.tif: TIFF: this is no TIFF file"},
	    {"a.tif",
	     "<GDAL_WMS><Service name=\"TMS\"><ServerUrl>http://127.0.0.1:9/</ServerUrl>"
	     "</Service></GDAL_WMS>",
	     "a.tif: TIFF: this is no TIFF file"},
	    {"a.bmp", "BM", "a.bmp: no picture of a kind that is read: save it as PNG"},
	};
	if (!gdal_module_folder())
		return;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		/* The extension decides where the bytes are nothing. */
		char path[64], text[256];
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		struct cgrid_picture_head head;
		snprintf(path, sizeof path, "/tmp/campusgrid-%d-%s", (int)getpid(), rows[i].name);
		FILE *file = fopen(path, "w");
		ck_assert_ptr_nonnull(file);
		fputs(rows[i].bytes, file);
		fclose(file);
		ck_assert_int_ne(cgrid_picture_head(ctx, path, rows[i].name, &head), CGRID_OK);
		snprintf(text, sizeof text, "%s", cgrid_ctx_error(ctx));
		unlink(path);
		cgrid_ctx_free(ctx);
		ck_assert_str_eq(text, rows[i].wanted);
	}
}
END_TEST

/* ---- PDF ---- */

/* A page of 96 x 48 points, its right half black: 200 x 100 pixels. */
static void
write_pdf(struct cgrid_buf *out, int pages, const char *box)
{
	static const char drawn[] = "0 g 48 0 48 48 re f\n";
	char text[256];
	cgrid_buf_text(out, "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type"
			    "/Pages/Kids[");
	for (int i = 0; i < pages; i++)
		cgrid_buf_text(out, "3 0 R ");
	snprintf(text, sizeof text,
		 "]/Count %d>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R"
		 "/Resources<<>>>>\nendobj\n4 0 obj\n<</Length %zu>>\nstream\n%sendstream\nendobj\n"
		 "trailer\n<</Root 1 0 R/Size 5>>\n%%%%EOF\n",
		 pages, box, sizeof drawn - 1, drawn);
	cgrid_buf_text(out, text);
}

START_TEST(pdf)
{
	struct cgrid_buf bytes = {0}, out = {0};
	if (!gdal_module_folder())
		return;
	write_pdf(&bytes, 1, "0 0 96 48");
	read_bytes("p.pdf", bytes.data, bytes.size, &out);
	if (strstr(out.data, "built without this format")) {
		printf("skipped: GDAL has no driver of PDF\n");
	} else {
		ck_assert_str_eq(out.data, "200x100 255,255,255 0,0,0");
		cgrid_buf_clear(&bytes);
		write_pdf(&bytes, 1, "0 0 14400 14400");
		expect("a bomb", "p.pdf", bytes.data, bytes.size,
		       "p.pdf: picture: 900000000 is over the limit of 100000000 pixels");
	}
	cgrid_buf_free(&bytes);
	cgrid_buf_free(&out);
}
END_TEST

START_TEST(without_the_module)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_picture_head head;
	const char *path = source_path("tests/data/pictures/rgb.jpg");
	ck_assert_int_eq(cgrid_picture_head(ctx, path, "p.jpg", &head), CGRID_E_UNSUPPORTED);
	ck_assert_str_eq(
	    cgrid_ctx_error(ctx),
	    "p.jpg: this format is read through GDAL, whose reader is not installed (build "
	    "with libgdal-dev; or save it as PNG)");
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("gdal-pictures");
	TCase *tcase = tcase_create("gdal-pictures");
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, kinds_of_tiff, 0, sizeof tiffs / sizeof *tiffs);
	tcase_add_test(tcase, palette_of_tiff);
	tcase_add_test(tcase, jpeg);
	tcase_add_test(tcase, not_what_they_are_called);
	tcase_add_test(tcase, pdf);
	tcase_add_test(tcase, without_the_module);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
