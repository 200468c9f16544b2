/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "harness.h"
#include "read/picture.h"
#include "read/pnm.h"

#define T(text) text, sizeof text - 1

/* What a file of a few bytes reads as: grey levels or colours in hex, a row behind each slash; or the
 * fault. */
static const struct {
	const char *bytes;
	size_t size;
	const char *reads;
} table[] = {
    {T("P1\n3 2\n1 0 1\n0 1 0\n"), "000000 ffffff 000000/ffffff 000000 ffffff"},
    {T("P1 3 2 101010"), "000000 ffffff 000000/ffffff 000000 ffffff"},
    {T("P1#c\n#d\n3#e\n2\n1 0#f\n1 0 1 0"), "000000 ffffff 000000/ffffff 000000 ffffff"},
    {T("P4\n10 2\n\xa0\x40\x00\x80"),
     "000000 ffffff 000000 ffffff ffffff ffffff ffffff ffffff ffffff 000000/"
     "ffffff ffffff ffffff ffffff ffffff ffffff ffffff ffffff 000000 ffffff"},
    {T("P2\n2 2\n15\n0 15 7 8"), "000000 ffffff/777777 888888"},
    {T("P3 1 1 255 1 2 3"), "010203"},
    {T("P5\n# made by\n2 1\n255\n\x00\xff"), "000000 ffffff"},
    {T("P5 2 1 255\n#!"), "232323 212121"},
    {T("P5 2 1 3 \x01\x02"), "555555 aaaaaa"},
    {T("P5 2 1 65535\n\xff\xff\x80\x00"), "ffffff 808080"},
    {T("P5 1 1 1023\n\x03\xff"), "ffffff"},
    {T("P6 1 2 255\n\x01\x02\x03\x04\x05\x06"), "010203/040506"},
    {T("P5 1 1 255\n\x01P5 1 1 255\n\x02"), "010101"},
    {T(""), "p.pgm: PNM: empty"},
    {T("P7 1 1"), "p.pgm: PNM: this is no PBM, PGM or PPM file"},
    {T("\x89PNG\r\n"), "p.pgm: PNM: this is no PBM, PGM or PPM file"},
    {T("P5 0 1 255\n"), "p.pgm: PNM: a width or height that cannot be"},
    {T("P5 -1 1 255\n"), "p.pgm: PNM: a width or height that cannot be"},
    {T("P5 99999999999 1 255\n"), "p.pgm: PNM: a width or height that cannot be"},
    {T("P5 1"), "p.pgm: PNM: a width or height that cannot be"},
    {T("P5 1 1 0\n\x01"), "p.pgm: PNM: a value of full light that cannot be (1 to 65535)"},
    {T("P5 1 1 65536\n\x01"), "p.pgm: PNM: a value of full light that cannot be (1 to 65535)"},
    {T("P5 1 1 255"), "p.pgm: PNM: the header is broken"},
    {T("P5 1 1 255x"), "p.pgm: PNM: the header is broken"},
    {T("P5 2 2 255\n\x01\x02\x03"), "p.pgm: PNM: the file is cut short"},
    {T("P5 1 1 256\n\x01"), "p.pgm: PNM: the file is cut short"},
    {T("P4 9 1\n\xff"), "p.pgm: PNM: the file is cut short"},
    {T("P2 2 1 9 1 "), "p.pgm: PNM: the file is cut short"},
    {T("P2 2 1 9 1 x"), "p.pgm: PNM: a sample that is no number, or beyond full light"},
    {T("P2 2 1 9 10 1"), "p.pgm: PNM: a sample that is no number, or beyond full light"},
    {T("P1 2 1 12"), "p.pgm: PNM: a sample that is no number, or beyond full light"},
    {T("P5 1 1 9 \x0a"), "p.pgm: PNM: a sample that is no number, or beyond full light"},
    /* The limit first, then the bytes that there are: memory only for what can be filled. */
    {T("P5 60000 60000 255\n"), "p.pgm: picture: 3600000000 is over the limit of 100000000 pixels"},
    {T("P1 9999 9999 1"), "p.pgm: PNM: the file is cut short"},
};

START_TEST(kinds)
{
	const struct cgrid_source source = {"p.pgm", 0, 0};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_raster raster;
	char text[256] = "";
	enum cgrid_status status =
	    cgrid_pnm_read(ctx, table[_i].bytes, table[_i].size, &source, &raster);
	if (status) {
		ck_assert_ptr_null(raster.rgb);
		ck_assert_str_eq(cgrid_ctx_error(ctx), table[_i].reads);
	} else {
		uint32_t width, height;
		for (uint32_t i = 0; i < raster.width * raster.height; i++)
			snprintf(text + strlen(text), sizeof text - strlen(text), "%s%02x%02x%02x",
				 i == 0                  ? ""
				 : i % raster.width == 0 ? "/"
							 : " ",
				 raster.rgb[3 * i], raster.rgb[3 * i + 1], raster.rgb[3 * i + 2]);
		ck_assert_str_eq(text, table[_i].reads);
		ck_ok(ctx,
		      cgrid_pnm_size(ctx, table[_i].bytes, table[_i].size, &source, &width, &height));
		ck_assert_uint_eq(width, raster.width);
		ck_assert_uint_eq(height, raster.height);
		cgrid_raster_free(&raster);
	}
	cgrid_ctx_free(ctx);
}
END_TEST

/* A map of a robot, as its makers have it in both formats. */
START_TEST(same_as_png)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_raster rasters[2];
	static const char *const files[] = {"data/raster/utexas_gdc_3ne/3ne.png",
					    "data/raster/utexas_gdc_3ne/3ne.pgm"};
	for (int i = 0; i < 2; i++) {
		const char *path = shared_path(files[i]);
		if (!path)
			return;
		ck_ok(ctx, cgrid_picture_read(ctx, path, path, &rasters[i]));
	}
	ck_assert_uint_eq(rasters[0].width, rasters[1].width);
	ck_assert_uint_eq(rasters[0].height, rasters[1].height);
	ck_assert_int_eq(
	    memcmp(rasters[0].rgb, rasters[1].rgb, (size_t)rasters[0].width * rasters[0].height * 3),
	    0);
	cgrid_raster_free(&rasters[0]);
	cgrid_raster_free(&rasters[1]);
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("pnm");
	TCase *tcase = tcase_create("pnm");
	tcase_add_loop_test(tcase, kinds, 0, sizeof table / sizeof *table);
	tcase_add_test(tcase, same_as_png);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
