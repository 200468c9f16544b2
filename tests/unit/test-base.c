/* SPDX-License-Identifier: Apache-2.0 */
/* The base: numbers, text, memory, files that appear whole or not at all. */
#include "harness.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/shape.h"
#include "base/text.h"

#include <fcntl.h>
#include <math.h>
#include <sys/stat.h>

static const struct {
	double value;
	int decimals;
	const char *text;
} fixed_cases[] = {
    {0, 7, "0.0000000"},
    {-0.0, 2, "0.00"},
    {-0.00000004, 7, "0.0000000"},
    {-77.0352402156242, 7, "-77.0352402"},
    {1.005, 2, "1.00"}, /* the double is below 1.005 */
    {0.125, 2, "0.13"},
    {999.995, 2, "1000.00"},
    {-1.5, 0, "-2"},
    {123456789012345677.0, 1, "123456789012345680.0"},
    {1e22, 0, "10000000000000000000000"},
    {NAN, 2, "nan"},
    {INFINITY, 2, "nan"},
};

START_TEST(fixed_numbers)
{
	char text[CGRID_FIXED_SIZE];
	size_t n = cgrid_fixed(text, fixed_cases[_i].value, fixed_cases[_i].decimals);
	ck_assert_uint_eq(n, strlen(text));
	ck_assert_str_eq(text, fixed_cases[_i].text);
}
END_TEST

/* What is written with 9 decimals reads back as near as 9 decimals can be. */
START_TEST(numbers_round_trip)
{
	struct rng rng = {7};
	for (int i = 0; i < 20000; i++) {
		char text[CGRID_FIXED_SIZE];
		double value = rng_between(&rng, -1e6, 1e6), back;
		size_t n = cgrid_fixed(text, value, 9);
		ck_assert(cgrid_number_parse(text, n, &back));
		ck_assert_double_le(fabs(back - value), 0.5000001e-9 + fabs(value) * 1e-16);
	}
}
END_TEST

static const struct {
	const char *text;
	double value;
	bool good;
} number_cases[] = {
    {"1.5", 1.5, true},
    {"-0", 0, true},
    {"+3", 3, true},
    {"1e3", 1000, true},
    {"09.90", 9.9, true},
    {".5", 0.5, true},
    {"1.7976931348623157e308", 1.7976931348623157e308, true},
    {"0.1000000000000000055511151231257827021181583404541015625", 0.1, true},
    {"9007199254740993", 9007199254740992.0, true},
    {"123456789012345678901234567890", 123456789012345678901234567890.0, true},
    {"2.2250738585072011e-308", 2.2250738585072011e-308, true},
    {"1e400", 0, false},
    {"", 0, false},
    {"1,5", 0, false},
    {"1.5 ", 0, false},
    {"nan", 0, false},
    {"inf", 0, false},
    {"0x10", 0, false},
    {"1e", 0, false},
    {".", 0, false},
    {"--1", 0, false},
};

START_TEST(parse_numbers)
{
	double value = -1;
	const char *text = number_cases[_i].text;
	ck_assert_msg(cgrid_number_parse(text, strlen(text), &value) == number_cases[_i].good, "%s",
		      text);
	if (number_cases[_i].good)
		ck_assert_msg(value == number_cases[_i].value, "%s", text);
}
END_TEST

START_TEST(parse_integers)
{
	int64_t value;
	ck_assert(cgrid_integer_parse("-9223372036854775808", 20, INT64_MIN, INT64_MAX, &value));
	ck_assert(value == INT64_MIN);
	ck_assert(!cgrid_integer_parse("9223372036854775808", 19, INT64_MIN, INT64_MAX, &value));
	ck_assert(!cgrid_integer_parse("12x", 3, 0, 100, &value));
	ck_assert(!cgrid_integer_parse("-", 1, -5, 100, &value));
	ck_assert(!cgrid_integer_parse("101", 3, 0, 100, &value));
}
END_TEST

static const struct {
	const char *a, *b;
	int order;
} natural_cases[] = {
    {"2", "10", -1}, {"101", "101A", -1}, {"Room 9", "room 10", -1},
    {"a", "B", -1},  {"007", "7", -1},    {"7", "007", 1},
    {"", "1", -1},   {"1", "1", 0},       {"B-2", "B-10", -1},
    {"10", "9", 1},  {"é", "z", 1},
};

START_TEST(natural_order)
{
	int order = cgrid_natural_compare(natural_cases[_i].a, natural_cases[_i].b);
	int back = cgrid_natural_compare(natural_cases[_i].b, natural_cases[_i].a);
	ck_assert_msg(order == natural_cases[_i].order && back == -order, "%s | %s: %d",
		      natural_cases[_i].a, natural_cases[_i].b, order);
}
END_TEST

/* The numbers of two texts are never against their order. */
START_TEST(natural_keys)
{
	static const char letters[] = "0001129aAb- \xc3\xa9";
	struct rng rng = {12};
	size_t told = 0;
	for (int n = 0; n < 100000; n++) {
		char texts[2][16];
		for (int t = 0; t < 2; t++) {
			size_t length = rng_below(&rng, 14);
			for (size_t i = 0; i < length; i++)
				texts[t][i] = letters[rng_below(&rng, sizeof letters - 1)];
			texts[t][length] = '\0';
		}
		/* Half of the time they start alike. */
		if (n % 2) {
			size_t same =
			    strlen(texts[0]) < strlen(texts[1]) ? strlen(texts[0]) : strlen(texts[1]);
			memcpy(texts[1], texts[0], rng_below(&rng, same + 1));
		}
		uint64_t a = cgrid_natural_key(texts[0]), b = cgrid_natural_key(texts[1]);
		int order = cgrid_natural_compare(texts[0], texts[1]);
		ck_assert_msg(a == b || (a < b) == (order < 0), "%s | %s", texts[0], texts[1]);
		told += a != b;
	}
	ck_assert_uint_gt(told, 50000);
}
END_TEST

static const struct {
	const char *from, *to;
	bool changed;
} clean_cases[] = {
    {"  Room 214 ", "Room 214", false},
    {"a\tb\nc", "a b c", true},
    {"nul-free \x01", "nul-free", true},
    {"\xe2\x80\xaetxt.exe", "txt.exe", true}, /* right-to-left override */
    {"bad\xff", "bad\xef\xbf\xbd", true},
    {"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", true}, /* a surrogate */
    {"\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd", true},                 /* overlong */
    {"\xea\xb3\xb5", "\xea\xb3\xb5", false},
    {"", "", false},
};

START_TEST(clean_text)
{
	struct cgrid_buf out = {0};
	bool changed = cgrid_text_clean(clean_cases[_i].from, strlen(clean_cases[_i].from), &out);
	ck_assert_str_eq(out.data, clean_cases[_i].to);
	ck_assert(changed == clean_cases[_i].changed);
	ck_assert(cgrid_utf8_valid(out.data, out.size));
	cgrid_buf_free(&out);
}
END_TEST

START_TEST(escapes)
{
	struct cgrid_buf out = {0};
	cgrid_buf_json(&out, "a\"b\\c\x01");
	ck_assert_str_eq(out.data, "\"a\\\"b\\\\c\\u0001\"");
	cgrid_buf_clear(&out);
	cgrid_buf_csv(&out, "=1,\"2\"", true);
	ck_assert_str_eq(out.data, "\"'=1,\"\"2\"\"\"");
	cgrid_buf_clear(&out);
	cgrid_buf_csv(&out, "-5", false);
	ck_assert_str_eq(out.data, "-5");
	cgrid_buf_clear(&out);
	cgrid_buf_xml(&out, "<a & \"b\">\x02\xff");
	ck_assert_str_eq(out.data, "&lt;a &amp; &quot;b&quot;&gt;\xef\xbf\xbd\xef\xbf\xbd");
	cgrid_buf_free(&out);
}
END_TEST

START_TEST(nearest_words)
{
	static const char *const names[] = {"plans", "features", "sensors", NULL};
	ck_assert_str_eq(cgrid_nearest("sensor", names), "sensors");
	ck_assert_str_eq(cgrid_nearest("Plan", names), "plans");
	ck_assert_ptr_null(cgrid_nearest("zzzz", names));
}
END_TEST

START_TEST(arena_and_arrays)
{
	struct cgrid_arena arena = {0};
	for (size_t i = 1; i < 70000; i = i * 2 + 1) {
		unsigned char *bytes = cgrid_arena_alloc(&arena, i, 3);
		ck_assert_ptr_nonnull(bytes);
		ck_assert_uint_eq((uintptr_t)bytes % sizeof(void *), 0);
		for (size_t k = 0; k < 3 * i; k++)
			if (bytes[k] != 0)
				ck_abort_msg("not zeroed");
		memset(bytes, 0xee, 3 * i);
	}
	ck_assert_ptr_null(cgrid_arena_alloc(&arena, SIZE_MAX / 2, 4));
	cgrid_arena_free(&arena);
	int *array = NULL;
	size_t capacity = 0;
	ck_assert(cgrid_array_reserve(&array, &capacity, 100, sizeof *array));
	ck_assert_uint_ge(capacity, 100);
	ck_assert(!cgrid_array_reserve(&array, &capacity, SIZE_MAX / 2, sizeof *array));
	free(array);
}
END_TEST

/* A folder of its own for each test that writes. */
static char *
temporary_folder(void)
{
	static char folder[64];
	snprintf(folder, sizeof folder, "/tmp/campusgrid-test-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	return folder;
}

static void
read_back(struct cgrid_ctx *ctx, const char *path, const char *expected)
{
	struct cgrid_bytes bytes;
	ck_ok(ctx, cgrid_file_read(ctx, path, &bytes));
	ck_assert_str_eq(bytes.data, expected);
	cgrid_bytes_free(&bytes);
}

START_TEST(output_whole_or_not)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_output *output;
	struct cgrid_names names;
	struct stat st;
	const char *folder = temporary_folder();
	char path[128];
	snprintf(path, sizeof path, "%s/out.csv", folder);
	ck_ok(ctx, cgrid_output_open(ctx, path, CGRID_OUTPUT_PRIVATE, &output));
	struct cgrid_sink sink = cgrid_output_sink(output);
	ck_assert_int_eq(sink.write(sink.user, "first", 5), CGRID_OK);
	ck_assert_int_ne(access(path, F_OK), 0); /* nothing is there before the commit */
	ck_ok(ctx, cgrid_output_commit(ctx, output));
	read_back(ctx, path, "first");
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0600);

	ck_assert_int_eq(cgrid_output_open(ctx, path, 0, &output), CGRID_E_EXISTS);
	ck_assert_ptr_null(output);
	ck_ok(ctx, cgrid_output_open(ctx, path, CGRID_OUTPUT_FORCE, &output));
	sink = cgrid_output_sink(output);
	ck_assert_int_eq(sink.write(sink.user, "second", 6), CGRID_OK);
	cgrid_output_abort(output);
	read_back(ctx, path, "first");

	ck_ok(ctx, cgrid_folder_read(ctx, folder, &names));
	ck_assert_uint_eq(names.count, 1); /* no temporary file is left */
	cgrid_names_free(&names);
	unlink(path);
	rmdir(folder);
	cgrid_ctx_free(ctx);
}
END_TEST

/* Somebody else's file that appears between the opening and the commit is not lost. */
START_TEST(output_meanwhile)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_output *output;
	const char *folder = temporary_folder();
	char path[128];
	snprintf(path, sizeof path, "%s/out.csv", folder);
	ck_ok(ctx, cgrid_output_open(ctx, path, 0, &output));
	int fd = open(path, O_WRONLY | O_CREAT, 0600);
	ck_assert_int_eq(write(fd, "theirs", 6), 6);
	close(fd);
	ck_assert_int_eq(cgrid_output_commit(ctx, output), CGRID_E_EXISTS);
	read_back(ctx, path, "theirs");
	unlink(path);
	ck_assert_int_eq(rmdir(folder), 0);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(output_full_disk)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_output *output;
	ck_assert_int_eq(cgrid_output_open(ctx, "/proc/nobody/out.csv", 0, &output), CGRID_E_OUTPUT);
	ck_assert_int_eq(cgrid_output_open(ctx, "/dev/full", CGRID_OUTPUT_FORCE, &output),
			 CGRID_E_OUTPUT);
	ck_assert_int_eq(cgrid_output_open(ctx, "/tmp", CGRID_OUTPUT_FORCE, &output), CGRID_E_OUTPUT);
	ck_assert_int_eq(cgrid_output_open(ctx, "/tmp/x", 64, &output), CGRID_E_ARGUMENT);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(input_files)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_bytes bytes;
	ck_assert_int_eq(cgrid_file_read(ctx, "/nobody/here.json", &bytes), CGRID_E_INPUT);
	ck_assert_str_eq(cgrid_ctx_error(ctx),
			 "/nobody/here.json: cannot be opened: No such file or directory");
	ck_assert_int_eq(cgrid_file_read(ctx, "/tmp", &bytes), CGRID_E_INPUT);
	ck_assert_int_eq(cgrid_file_read(ctx, "/dev/zero", &bytes), CGRID_E_INPUT);
	ck_ok(ctx, cgrid_ctx_set_limit(ctx, CGRID_LIMIT_INPUT_BYTES, 10));
	ck_assert_int_eq(cgrid_file_read(ctx, source_path("LICENSE"), &bytes), CGRID_E_LIMIT);
	ck_assert_ptr_null(bytes.data);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(paths)
{
	static const struct {
		const char *folder, *name, *joined;
	} cases[] = {
	    {"a", "b", "a/b"}, {"a/", "b", "a/b"}, {".", "b", "b"}, {"a", "/b", "/b"}, {"", "b", "b"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *joined = cgrid_path_join(cases[i].folder, cases[i].name);
		ck_assert_str_eq(joined, cases[i].joined);
		free(joined);
	}
	char *name = cgrid_path_name("plans/main-imdf/");
	ck_assert_str_eq(name, "main-imdf");
	free(name);
	ck_assert_str_eq(cgrid_path_extension("a.b/c"), "");
	ck_assert_str_eq(cgrid_path_extension("a.b/c.json"), ".json");
}
END_TEST

START_TEST(messages_are_one_line)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_source source = {"gym.geojson", 14, 3};
	cgrid_fail_at(ctx, CGRID_E_MEANING, &source, "room \"%s\": bad", "2\n14\x1b[31m");
	ck_assert_str_eq(cgrid_ctx_error(ctx), "gym.geojson:14:3: room \"2 14 [31m\": bad");
	char text[3000];
	for (size_t i = 0; i + 3 < sizeof text; i += 3)
		memcpy(text + i, "\xea\xb3\xb5", 4);
	cgrid_fail(ctx, CGRID_E_MEANING, "%s", text);
	ck_assert(cgrid_utf8_valid(cgrid_ctx_error(ctx), strlen(cgrid_ctx_error(ctx))));
	cgrid_ctx_free(ctx);
}
END_TEST

/* Of two rooms with a shared wall exactly one holds a point on it, wherever it lies. */
START_TEST(shared_walls)
{
	struct rng rng = {11};
	for (int i = 0; i < 20000; i++) {
		struct cgrid_xy a = {rng_between(&rng, -5, 5), rng_between(&rng, -5, 5)};
		struct cgrid_xy b = {rng_between(&rng, -5, 5), rng_between(&rng, -5, 5)};
		struct cgrid_xy left[] = {a, b, {-100 + a.x, 100}, {-100, -100}};
		struct cgrid_xy right[] = {b, a, {100, -100}, {100, 100}};
		/* Two triangles on either side of the wall a-b. */
		double nx = -(b.y - a.y), ny = b.x - a.x;
		left[2] = (struct cgrid_xy){(a.x + b.x) / 2 + nx * 3, (a.y + b.y) / 2 + ny * 3};
		right[2] = (struct cgrid_xy){(a.x + b.x) / 2 - nx * 3, (a.y + b.y) / 2 - ny * 3};
		struct cgrid_ring rings[2] = {{left, 3, CGRID_RING_OUTER},
					      {right, 3, CGRID_RING_OUTER}};
		struct cgrid_shape shapes[2] = {{.rings = &rings[0], .ring_count = 1},
						{.rings = &rings[1], .ring_count = 1}};
		double t = rng_between(&rng, 0.05, 0.95);
		struct cgrid_xy on = {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
		cgrid_shape_measure(&shapes[0]);
		cgrid_shape_measure(&shapes[1]);
		ck_assert_int_eq(cgrid_shape_holds(&shapes[0], on) + cgrid_shape_holds(&shapes[1], on),
				 1);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("base");
	TCase *tcase = tcase_create("base");
#define LOOP(test, cases) tcase_add_loop_test(tcase, test, 0, sizeof cases / sizeof *cases)
	LOOP(fixed_numbers, fixed_cases);
	LOOP(parse_numbers, number_cases);
	LOOP(natural_order, natural_cases);
	tcase_add_test(tcase, natural_keys);
	LOOP(clean_text, clean_cases);
	tcase_add_test(tcase, numbers_round_trip);
	tcase_add_test(tcase, parse_integers);
	tcase_add_test(tcase, escapes);
	tcase_add_test(tcase, nearest_words);
	tcase_add_test(tcase, arena_and_arrays);
	tcase_add_test(tcase, output_whole_or_not);
	tcase_add_test(tcase, output_meanwhile);
	tcase_add_test(tcase, output_full_disk);
	tcase_add_test(tcase, input_files);
	tcase_add_test(tcase, paths);
	tcase_add_test(tcase, messages_are_one_line);
	tcase_add_test(tcase, shared_walls);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
