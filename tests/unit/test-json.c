/* SPDX-License-Identifier: Apache-2.0 */
#include "harness.h"

#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"

#include <math.h>

/* Text with zero bytes: a literal and its size. */
#define T(literal) literal, sizeof(literal) - 1

static enum cgrid_status
drain(struct cgrid_ctx *ctx, const char *text, size_t size)
{
	struct cgrid_json json;
	enum cgrid_json_token token;
	/* An exact copy, so that a look past the end is seen by a sanitizer. */
	char *copy = malloc(size ? size : 1);
	memcpy(copy, text, size);
	ck_ok(ctx, cgrid_json_open(&json, ctx, "t.json", copy, size));
	do
		token = cgrid_json_next(&json);
	while (token != CGRID_JSON_END && token != CGRID_JSON_FAULT);
	/* Both ends are sticky. */
	ck_assert_int_eq(cgrid_json_next(&json), token);
	enum cgrid_status status = cgrid_json_status(&json);
	ck_assert_int_eq(status != CGRID_OK, token == CGRID_JSON_FAULT);
	cgrid_json_close(&json);
	free(copy);
	return status;
}

/* What RFC 8259 takes, by the points that the public suites try. */
static const struct {
	const char *text;
	size_t size;
} taken[] = {
    {T("[]")},
    {T("{}")},
    {T("null")},
    {T("true")},
    {T("false")},
    {T("42")},
    {T("-0.1")},
    {T("\"asd\"")},
    {T("\"\"")},
    {T(" [] ")},
    {T("\t\r\n[\t\r\n]\t\r\n")},
    {T("\xef\xbb\xbf{}")},
    {T("[[]   ]")},
    {T("[\"\"]")},
    {T("[1\n]")},
    {T("[null, 1, \"1\", {}]")},
    {T("[1,null,null,null,2]")},
    {T("[2] ")},
    /* numbers */
    {T("[0]")},
    {T("[-0]")},
    {T("[-0.0]")},
    {T("[0e+1]")},
    {T("[0e1]")},
    {T("[ 4]")},
    {T("[-123]")},
    {T("[20e1]")},
    {T("[123e65]")},
    {T("[1E22]")},
    {T("[1E-2]")},
    {T("[1E+2]")},
    {T("[123e45]")},
    {T("[123.456e78]")},
    {T("[1e-2]")},
    {T("[1e+2]")},
    {T("[123.456789]")},
    {T("[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]")},
    {T("[1.5e+9999]")},
    {T("[-1e+9999]")},
    {T("[0.4e00669999999999999999999999999999999999999999999999999999999999]")},
    {T("[123123e100000]")},
    {T("[123e-10000000]")},
    {T("[100000000000000000000]")},
    {T("[-237462374673276894279832749832423479823246327846]")},
    /* objects */
    {T("{\"\":0}")},
    {T("{\"a\":[]}")},
    {T("{\"asd\":\"sdf\", \"dfg\":\"fgh\"}")},
    {T("{\"a\":\"b\",\"a\":\"c\"}")},
    {T("{\"foo\\u0000bar\": 42}")},
    {T("{\"min\": -1.0e+28, \"max\": 1.0e+28}")},
    {T("{\n\"a\": \"b\"\n}")},
    {T("{\"x\":[{\"id\": \"xxx\"}], \"id\": \"xxx\"}")},
    {T("{\"title\":\"\\u041f\\u043e\\u043b\\u0442\\u043e\\u0440\\u0430\" }")},
    /* strings */
    {T("[\"\\u0060\\u012a\\u12AB\"]")},
    {T("[\"\\uD801\\udc37\"]")},
    {T("[\"\\ud83d\\ude39\\ud83d\\udc8d\"]")},
    {T("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]")},
    {T("[\"\\\\u0000\"]")},
    {T("[\"\\\"\"]")},
    {T("[\"a/*b*/c/*d//e\"]")},
    {T("[\"\\\\a\"]")},
    {T("[\"\\\\n\"]")},
    {T("[\"\\u0012\"]")},
    {T("[\"\\uFFFF\"]")},
    {T("[\"\\u0000\"]")},
    {T("[\"\\uDBFF\\uDFFE\"]")},
    {T("[\"new\\u00A0line\"]")},
    {T("[\"\xf4\x8f\xbf\xbf\"]")},
    {T("[\"\xef\xbf\xbf\"]")},
    {T("[\"\xf0\x9b\xbf\xbf\"]")},
    {T("[\"\x7f\"]")},
    {T("[\"a\x7f"
       "a\"]")},
    {T("[\"\xe2\x80\xa8\xe2\x80\xa9\"]")},
    {T("[\"\xcf\x80\"]")},
    {T("[\"\xe2\x8d\x82\xe3\x88\xb4\xe2\x8d\x82\"]")},
    {T("[\"\\uD834\\uDD1E\xf0\x9d\x84\x9e\"]")},
    /* half a pair is no fault of syntax; it says U+FFFD */
    {T("[\"\\uDADA\"]")},
    {T("[\"\\ud800\\n\"]")},
    {T("[\"\\uD888\\u1234\"]")},
    {T("[\"\\uDd1e\\uD834\"]")},
    {T("[\"\\uDFAA\"]")},
    {T("{\"\\uDFAA\":0}")},
};

START_TEST(takes_what_the_standard_takes)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	ck_assert_msg(drain(ctx, taken[_i].text, taken[_i].size) == CGRID_OK, "%s: %s", taken[_i].text,
		      cgrid_ctx_error(ctx));
	cgrid_ctx_free(ctx);
}
END_TEST

/* What it refuses: where, and in which words (a part of the message). */
static const struct {
	const char *text;
	size_t size;
	const char *message;
} refused[] = {
    {T(""), "t.json:1:1: JSON: empty"},
    {T(" \n"), "t.json:1:1: JSON: empty"},
    {T("\xef\xbb\xbf"), "t.json:1:1: JSON: empty"},
    {T("["),
     "t.json:1:2: JSON: expected a value or `]`, found the end of the file (was the file cut short?)"},
    {T("{"), "t.json:1:2: JSON: expected a key in double quotes or `}`, found the end of the file"},
    {T("[1"), ":1:3: JSON: expected `,` or `]`, found the end of the file"},
    {T("[1,"), ":1:4: JSON: expected a value, found the end of the file"},
    {T("{\"a\""), ":1:5: JSON: expected `:` behind the key, found the end of the file"},
    {T("{\"a\":"), ":1:6: JSON: expected a value, found the end of the file"},
    {T("{\"a\":1"), "expected `,` or `}`, found the end of the file"},
    {T("{\"a\":1,"), "expected a key in double quotes, found the end of the file"},
    {T("[1,]"), "t.json:1:4: JSON: expected a value, found `]` (a comma too many?)"},
    {T("[1,,2]"), "t.json:1:4: JSON: expected a value, found `,` (a comma too many?)"},
    {T("[,1]"), ":1:2: JSON: expected a value or `]`, found `,` (a comma too many?)"},
    {T("[,]"), ":1:2: JSON: expected a value or `]`, found `,`"},
    {T("[1 2]"), "t.json:1:4: JSON: expected `,` or `]`, found `2` (a comma missing?)"},
    {T("[\"a\" \"b\"]"), "found `\"` (a comma missing?)"},
    {T("[1:2]"), ":1:3: JSON: expected `,` or `]`, found `:`"},
    {T("[1}"), ":1:3: JSON: expected `,` or `]`, found `}` (brackets crossed?)"},
    {T("{\"a\":1]"), "expected `,` or `}`, found `]` (brackets crossed?)"},
    {T("[1]]"), ":1:4: JSON: expected the end of the file, found `]` (a bracket too many?)"},
    {T("{}}"), "expected the end of the file, found `}` (a bracket too many?)"},
    {T("]"), ":1:1: JSON: expected a value, found `]`"},
    {T("{} {}"), ":1:4: JSON: expected the end of the file, found `{`"},
    {T("[1],"), "expected the end of the file, found `,`"},
    {T("1 2"), "expected the end of the file, found `2`"},
    {T("{\"a\":1,}"), ":1:8: JSON: expected a key in double quotes, found `}` (a comma too many?)"},
    {T("{,\"a\":1}"), "expected a key in double quotes or `}`, found `,`"},
    {T("{\"a\" 1}"), ":1:6: JSON: expected `:` behind the key, found `1`"},
    {T("{\"a\",1}"), "expected `:` behind the key, found `,`"},
    {T("{\"a\":1,\"b\"}"), "t.json:1:11: JSON: expected `:` behind the key, found `}`"},
    {T("{\"a\"::1}"), "expected a value, found `:`"},
    {T("{\"a\":1 \"b\":2}"), "expected `,` or `}`, found `\"` (a comma missing?)"},
    {T("{a:1}"), ":1:2: JSON: expected a key in double quotes or `}`, found `a`"},
    {T("{1:1}"), "expected a key in double quotes or `}`, found `1`"},
    {T("{'a':1}"), "found `'` (JSON has double quotes alone)"},
    {T("{[1]:1}"), "expected a key in double quotes or `}`, found `[`"},
    {T("{null:1}"), "found `null`"},
    {T("{\"a\":1 /* b */}"), "found `/` (JSON has no comments)"},
    {T("// x\n{}"), "t.json:1:1: JSON: expected a value, found `/` (JSON has no comments)"},
    {T("{}#"), "found `#` (JSON has no comments)"},
    {T("<kml>"), "found `<` (is this XML or HTML?)"},
    {T("PK\x03\x04"), "(is this a zip file? unpack it)"},
    {T("\xff\xfe{\0}\0"), "byte 0xFF, which is not UTF-8 (is this UTF-16? save it as UTF-8)"},
    {T("\xfe\xff\0{\0}"), "byte 0xFE, which is not UTF-8 (is this UTF-16? save it as UTF-8)"},
    {T("{\0}\0"), "the character U+0000 (is this UTF-16? save it as UTF-8)"},
    {T("[1,\0]"), "the character U+0000 (is this a text file?)"},
    {T("{}\n{}"), "found `{` (a second text? each has to be on a line of its own)"},
    {T("\xef\xbb"), "byte 0xEF, which is not UTF-8"},
    {T("\xef\xbb\xbf\xef\xbb\xbf{}"), "t.json:1:1: JSON: expected a value, found the character U+FEFF"},
    {T("[\xc2\xa0]"), "found the character U+00A0"},
    {T("[\f]"), "found the character U+000C"},
    {T("[\xe2\x81\xa0]"), "expected a value or `]`, found"},
    {T("[\xe5]"), "byte 0xE5, which is not UTF-8"},
    {T("\xc3\xa9"), ":1:1: JSON: expected a value, found `\xc3\xa9`"},
    /* words */
    {T("[nul]"), ":1:2: JSON: expected a value or `]`, found `nul`"},
    {T("[nulll]"), ":1:6: JSON: expected `,` or `]`, found `l`"},
    {T("tru"), "expected a value, found `tru`"},
    {T("[fals"), "found `fals`"},
    {T("[True]"), "found `True` (JSON writes true)"},
    {T("[None]"), "found `None` (JSON writes null)"},
    {T("undefined"), "found `undefined` (JSON writes null)"},
    {T("[NaN]"), ":1:2: JSON: expected a value or `]`, found `NaN` (JSON has no such number)"},
    {T("[Infinity]"), "(JSON has no such number)"},
    {T("[-Infinity]"), ":1:3: JSON: expected a digit, found `Infinity` (JSON has no such number)"},
    {T("[-NaN]"), "(JSON has no such number)"},
    /* numbers */
    {T("[-]"), ":1:3: JSON: expected a digit, found `]`"},
    {T("-"), "expected a digit, found the end of the file"},
    {T("[+1]"), ":1:2: JSON: expected a value or `]`, found `+` (a number starts with a digit or -)"},
    {T("[.5]"), "found `.` (a number starts with a digit or -)"},
    {T("[-.5]"), ":1:3: JSON: expected a digit, found `.`"},
    {T("[1.]"), ":1:4: JSON: expected a digit, found `]`"},
    {T("[0.e1]"), ":1:4: JSON: expected a digit, found `e`"},
    {T("[2.e+3]"), "expected a digit, found `e`"},
    {T("[1e]"), ":1:4: JSON: expected a digit, found `]`"},
    {T("[1e+]"), ":1:5: JSON: expected a digit, found `]`"},
    {T("[1eE2]"), ":1:4: JSON: expected a digit, found `E`"},
    {T("[01]"), ":1:2: JSON: a number with a 0 too many in front"},
    {T("[-01]"), ":1:2: JSON: a number with a 0 too many in front"},
    {T("[-012.5]"), "a number with a 0 too many in front"},
    {T("[00]"), "a number with a 0 too many in front"},
    {T("[0x1F]"), ":1:3: JSON: expected `,` or `]`, found `x`"},
    {T("[1,5.5.5]"), "found `.`"},
    {T("[1_000]"), "found `_`"},
    {T("[--1]"), "expected a digit, found `-`"},
    {T("[1+2]"), "found `+`"},
    {T("[1e5.5]"), "found `.`"},
    {T("[\xef\xbc\x91]"), "found `\xef\xbc\x91`"},
    {T("123\0"), "expected the end of the file, found the character U+0000"},
    /* strings */
    {T("\""), ":1:1: JSON: a string without its closing quote"},
    {T("[\"abc"), ":1:2: JSON: a string without its closing quote"},
    {T("[\"abc\\"),
     ":1:6: JSON: expected one of \"\\/bfnrtu behind a backslash, found the end of the file"},
    {T("[\"abc\\\"]"), ":1:2: JSON: a string without its closing quote"},
    {T("[\"a\nb\"]"), ":1:4: JSON: a line break inside a string (a quote missing?)"},
    {T("[\"a\tb\"]"), ":1:4: JSON: the character U+0009 inside a string must be escaped"},
    {T("[\"a\0b\"]"), "the character U+0000 inside a string must be escaped"},
    {T("[\"\x1f\"]"), "the character U+001F inside a string must be escaped"},
    {T("[\"01234567\x1f\"]"), ":1:11: JSON: the character U+001F"},
    {T("[\"\\x41\"]"), ":1:3: JSON: expected one of \"\\/bfnrtu behind a backslash, found `x`"},
    {T("[\"\\a\"]"), "behind a backslash, found `a`"},
    {T("[\"\\'\"]"), "behind a backslash, found `'`"},
    {T("[\"\\U0041\"]"), "behind a backslash, found `U`"},
    {T("[\"\\\xc3\xa9\"]"), "behind a backslash, found `\xc3\xa9`"},
    {T("[\"\\u00A\"]"), ":1:3: JSON: \\u needs four hexadecimal digits"},
    {T("[\"\\u\"]"), "\\u needs four hexadecimal digits"},
    {T("[\"\\u00g0\"]"), "\\u needs four hexadecimal digits"},
    {T("[\"\\u+123\"]"), "\\u needs four hexadecimal digits"},
    {T("[\"\\u12"), "\\u needs four hexadecimal digits"},
    {T("[\"\\uD800\\u\"]"), ":1:9: JSON: \\u needs four hexadecimal digits"},
    {T("[\"\\uD800\\u1\"]"), "\\u needs four hexadecimal digits"},
    {T("['a']"), "found `'` (JSON has double quotes alone)"},
    {T("[\xe2\x80\x9c"
       "a\xe2\x80\x9d]"),
     "(JSON has straight double quotes alone)"},
    /* UTF-8 by RFC 3629 */
    {T("[\"\xff\"]"), ":1:3: JSON: byte 0xFF is not UTF-8"},
    {T("[\"\xe9\"]"), ":1:3: JSON: byte 0xE9 is not UTF-8"},
    {T("[\"\x81\"]"), "byte 0x81 is not UTF-8"},
    {T("[\"\xc0\xaf\"]"), "byte 0xC0 is not UTF-8"},
    {T("[\"\xe0\x80\xaf\"]"), "byte 0xE0 is not UTF-8"},
    {T("[\"\xed\xa0\x80\"]"), "byte 0xED is not UTF-8"},
    {T("[\"\xf4\xbf\xbf\xbf\"]"), "byte 0xF4 is not UTF-8"},
    {T("[\"\xfc\x80\x80\x80\x80\x80\"]"), "byte 0xFC is not UTF-8"},
    {T("[\"\xe6\x97\"]"), "byte 0xE6 is not UTF-8"},
    {T("[\"\xe6\x97"), "byte 0xE6 is not UTF-8"},
    {T("{\"\xb9\":\"0\"}"), "byte 0xB9 is not UTF-8"},
    {T("[\"\\u0041\xe9\"]"), ":1:9: JSON: byte 0xE9 is not UTF-8"},
    /* lines end at \n; columns count characters, not bytes, and the byte order mark is none */
    {T("{\n  \"a\": 1,\n  \"b\": x\n}"), "t.json:3:8: JSON:"},
    {T("{\r\n\"a\": x}"), "t.json:2:6: JSON:"},
    {T("[\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\", x]"), "t.json:1:9: JSON:"},
    {T("\xef\xbb\xbf[x]"), "t.json:1:2: JSON:"},
    {T("\xef\xbb\xbf[\n1,\n\n\t]"), "t.json:4:2: JSON:"},
};

START_TEST(refuses_in_plain_words)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	ck_assert_msg(drain(ctx, refused[_i].text, refused[_i].size) == CGRID_E_SYNTAX, "taken: %s",
		      refused[_i].text);
	ck_assert_msg(strstr(cgrid_ctx_error(ctx), refused[_i].message), "%s\nis not: %s",
		      cgrid_ctx_error(ctx), refused[_i].message);
	cgrid_ctx_free(ctx);
}
END_TEST

/* Any cut of a good text is refused, and no prefix is read past. */
START_TEST(a_cut_text_is_refused)
{
	static const char whole[] = "{\"a\\u00e9\\ud83d\\ude39\": [1.5e-3, true, null, "
				    "\"x\xe2\x82\xac\"], \"b\": {\"c\": false}}";
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	ck_ok(ctx, drain(ctx, whole, sizeof whole - 1));
	for (size_t n = 0; n < sizeof whole - 1; n++)
		ck_assert_msg(drain(ctx, whole, n) == CGRID_E_SYNTAX, "%zu bytes", n);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(depth_has_a_limit)
{
	static const struct {
		size_t arrays, objects;
		uint64_t limit;
		const char *fault; /* NULL for none */
	} table[] = {
	    {512, 0, 0, NULL},
	    {513, 0, 0, "t.json:1:513: JSON: nested deeper than 512"},
	    {0, 512, 0, NULL},
	    {0, 513, 0, "JSON: nested deeper than 512"},
	    {100000, 0, 0, "t.json:1:513: JSON: nested deeper than 512"},
	    {0, 100000, 0, "JSON: nested deeper than 512"},
	    {3, 0, 3, NULL},
	    {4, 0, 3, "t.json:1:4: JSON: nested deeper than 3"},
	};
	for (size_t t = 0; t < sizeof table / sizeof *table; t++) {
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		struct cgrid_buf text = {0};
		if (table[t].limit)
			ck_ok(ctx, cgrid_ctx_set_limit(ctx, CGRID_LIMIT_DEPTH, table[t].limit));
		for (size_t i = 0; i < table[t].arrays; i++)
			cgrid_buf_char(&text, '[');
		for (size_t i = 0; i < table[t].objects; i++)
			cgrid_buf_text(&text, i + 1 < table[t].objects ? "{\"a\":" : "{");
		for (size_t i = 0; i < table[t].objects; i++)
			cgrid_buf_char(&text, '}');
		for (size_t i = 0; i < table[t].arrays; i++)
			cgrid_buf_char(&text, ']');
		enum cgrid_status status = drain(ctx, text.data, text.size);
		ck_assert_int_eq(status, table[t].fault ? CGRID_E_LIMIT : CGRID_OK);
		if (table[t].fault)
			ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), table[t].fault));
		cgrid_buf_free(&text);
		cgrid_ctx_free(ctx);
	}
}
END_TEST

static const struct {
	const char *text;
	double value;
	bool overflow;
} numbers[] = {
    {"0", 0.0, false},
    {"-0", -0.0, false},
    {"-0.0e5", -0.0, false},
    {"1", 1.0, false},
    {"-1.5", -1.5, false},
    {"129.325979", 129.325979, false},
    {"36.014088", 36.014088, false},
    {"13.368999999999999", 13.368999999999999, false},
    {"-74.00000000000001", -74.00000000000001, false},
    {"9007199254740993", 9007199254740993.0, false},
    {"9007199254740992.9999", 0x1.0000000000001p53 - 1, false},
    {"18446744073709551615", 18446744073709551615.0, false},
    {"0.1000000000000000055511151231257827021181583404541015625", 0.1, false},
    {"123456789012345678901234567890", 123456789012345678901234567890.0, false},
    {"1e22", 1e22, false},
    {"1e23", 1e23, false},
    {"8.5e-7", 8.5e-7, false},
    {"5e-324", 5e-324, false},
    {"2e-324", 0.0, false},
    {"1e-400", 0.0, false},
    {"1.7976931348623157e308", 1.7976931348623157e308, false},
    {"1.7976931348623159e308", 0, true},
    {"1e309", 0, true},
    {"-1e309", 0, true},
    {"1e999999999999999999999", 0, true},
    {"0e999999999999999999999", 0.0, false},
};

START_TEST(numbers_are_correctly_rounded)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_json json;
	ck_ok(ctx, cgrid_json_open(&json, ctx, "t", numbers[_i].text, strlen(numbers[_i].text)));
	ck_assert_int_eq(cgrid_json_next(&json), CGRID_JSON_NUMBER);
	ck_assert_int_eq(json.overflow, numbers[_i].overflow);
	ck_assert_msg(memcmp(&json.number, &numbers[_i].value, sizeof json.number) == 0, "%s: %.17g",
		      numbers[_i].text, json.number);
	ck_assert(cgrid_json_is(&json, numbers[_i].text));
	cgrid_json_close(&json);
	cgrid_ctx_free(ctx);
}
END_TEST

/* Against the C library, on the kinds of numbers that plans have. */
START_TEST(numbers_agree_with_the_c_library)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct rng rng = {11};
	for (int i = 0; i < 200000; i++) {
		char text[64];
		static const char *const formats[] = {"%.17g", "%.16f", "%.15f",
						      "%.7f",  "%.19e", "%.18g"};
		double value = rng_between(&rng, -180, 180);
		if (i % 7 == 0) {
			uint64_t bits = rng_next(&rng);
			memcpy(&value, &bits, sizeof value);
			if (!isfinite(value))
				continue;
		}
		snprintf(text, sizeof text, i % 7 == 0 ? "%.17e" : formats[rng_below(&rng, 6)], value);
		struct cgrid_json json;
		ck_ok(ctx, cgrid_json_open(&json, ctx, "t", text, strlen(text)));
		ck_assert_int_eq(cgrid_json_next(&json), CGRID_JSON_NUMBER);
		double wanted = strtod(text, NULL);
		ck_assert_msg(memcmp(&json.number, &wanted, sizeof wanted) == 0, "%s: %.17g", text,
			      json.number);
		cgrid_json_close(&json);
	}
	cgrid_ctx_free(ctx);
}
END_TEST

static const struct {
	const char *text;
	const char *value;
	size_t size;
} strings[] = {
    {"\"\"", T("")},
    {"\"plain\"", T("plain")},
    {"\"a longer text without escapes: Gymnasium\"", T("a longer text without escapes: Gymnasium")},
    {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", T("\"\\/\b\f\n\r\t")},
    {"\"a\\u0000b\"", T("a\0b")},
    {"\"\\u00e9\\u20AC\"", T("\xc3\xa9\xe2\x82\xac")},
    {"\"\\ud83d\\ude39!\"", T("\xf0\x9f\x98\xb9!")},
    {"\"\\ud83d!\"", T("\xef\xbf\xbd!")},
    {"\"\\ude39\\ud83d\"", T("\xef\xbf\xbd\xef\xbf\xbd")},
    {"\"\\ud83d\\ud83d\\ude39\"", T("\xef\xbf\xbd\xf0\x9f\x98\xb9")},
    {"\"\\ud83d\\u0041\"", T("\xef\xbf\xbd"
			     "A")},
    {"\"x\\ny\\nz and some more text behind\"", T("x\ny\nz and some more text behind")},
};

START_TEST(strings_are_unescaped)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_json json;
	ck_ok(ctx, cgrid_json_open(&json, ctx, "t", strings[_i].text, strlen(strings[_i].text)));
	ck_assert_int_eq(cgrid_json_next(&json), CGRID_JSON_STRING);
	ck_assert_uint_eq(json.length, strings[_i].size);
	ck_assert_int_eq(memcmp(json.text, strings[_i].value, json.length), 0);
	ck_assert_int_eq(cgrid_json_next(&json), CGRID_JSON_END);
	cgrid_json_close(&json);
	cgrid_ctx_free(ctx);
}
END_TEST

/* The string scanner looks at eight bytes at once: every byte at every place of a word. */
START_TEST(strings_stop_at_the_right_byte)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	for (unsigned byte = 1; byte < 0x80; byte++)
		for (size_t at = 1; at < 25; at++) {
			char text[32];
			memset(text, 'x', sizeof text);
			text[0] = text[26] = '"';
			text[at] = (char)byte;
			bool good = byte >= 0x20 && byte != '"' && byte != '\\';
			ck_assert_msg((drain(ctx, text, 27) == CGRID_OK) == good, "byte %u at %zu",
				      byte, at);
		}
	cgrid_ctx_free(ctx);
}
END_TEST

static size_t
duplicates_in(const char *text, size_t size)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_json json;
	enum cgrid_json_token token;
	size_t count = 0;
	ck_ok(ctx, cgrid_json_open(&json, ctx, "t", text, size));
	while ((token = cgrid_json_next(&json)) > CGRID_JSON_END)
		count += token == CGRID_JSON_KEY && json.duplicate;
	ck_assert_int_eq(token, CGRID_JSON_END);
	cgrid_json_close(&json);
	cgrid_ctx_free(ctx);
	return count;
}

START_TEST(duplicate_keys_are_told)
{
	static const struct {
		const char *text;
		size_t duplicates;
	} table[] = {
	    {"{}", 0},
	    {"{\"a\":1,\"b\":2}", 0},
	    {"{\"a\":1,\"a\":2}", 1},
	    {"{\"a\":1,\"b\":2,\"a\":3,\"a\":4}", 2},
	    {"{\"a\":{\"a\":{\"a\":1}}}", 0},
	    {"{\"a\":{\"b\":1},\"b\":1}", 0},
	    {"{\"a\":{\"b\":1,\"b\":2},\"b\":1,\"a\":3}", 2},
	    {"[{\"a\":1},{\"a\":1}]", 0},
	    {"{\"a\":1,\"\\u0061\":2}", 1},
	    {"{\"\\u0061\":1,\"b\":2,\"a\":2}", 1},
	    {"{\"\\u0061\":1,\"\\u0062\":2,\"c\":2}", 0},
	    {"{\"\":1,\"\":2}", 1},
	    {"{\"a\":1,\"A\":2}", 0},
	    {"{\"a\":1,\"a\\u0000\":2}", 0},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		ck_assert_msg(duplicates_in(table[i].text, strlen(table[i].text)) ==
				  table[i].duplicates,
			      "%s", table[i].text);
}
END_TEST

/* Objects of many keys, nested so that tables of several levels are open, and used again. */
START_TEST(duplicate_keys_in_large_objects)
{
	struct cgrid_buf text = {0};
	size_t wanted = 0;
	cgrid_buf_char(&text, '[');
	for (int round = 0; round < 3; round++) {
		cgrid_buf_text(&text, round ? ",{" : "{");
		for (int i = 0; i < 20000; i++) {
			bool again = i % 1000 == 999;
			cgrid_buf_text(&text, i ? ",\"" : "\"");
			cgrid_buf_int(&text, again ? i - 500 : i);
			cgrid_buf_text(&text, "\":{\"x\":0");
			wanted += again;
			for (int j = 0; i % 100 == 0 && j < 40; j++) {
				cgrid_buf_text(&text, ",\"");
				cgrid_buf_int(&text, j == 39 ? 3 : j);
				cgrid_buf_text(&text, "\":1");
				wanted += j == 39;
			}
			cgrid_buf_char(&text, '}');
		}
		cgrid_buf_char(&text, '}');
	}
	cgrid_buf_char(&text, ']');
	ck_assert_uint_eq(duplicates_in(text.data, text.size), wanted);
	cgrid_buf_free(&text);
}
END_TEST

START_TEST(places_in_any_order)
{
	/* Offsets of a, then where each stands. */
	static const char text[] = "[\"\xc3\xa9\", 1,\n\n  2,\n\"\xe2\x82\xac\xe2\x82\xac\", 3]";
	static const struct {
		size_t offset;
		uint32_t line, column;
	} table[] = {
	    {0, 1, 1},  {7, 1, 7}, {13, 3, 3}, {16, 4, 1}, {26, 4, 7},
	    {13, 3, 3}, {0, 1, 1}, {26, 4, 7}, {16, 4, 1}, {7, 1, 7},
	    {1, 1, 2},  {7, 1, 7}, {10, 2, 1}, {27, 4, 8}, {11, 3, 1},
	};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_json json;
	ck_ok(ctx, cgrid_json_open(&json, ctx, "t", text, sizeof text - 1));
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct cgrid_source source = cgrid_json_source_at(&json, table[i].offset);
		ck_assert_msg(source.line == table[i].line && source.column == table[i].column,
			      "row %zu: %u:%u", i, source.line, source.column);
	}
	cgrid_json_close(&json);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(refusing_prefers_a_later_fault_of_syntax)
{
	static const struct {
		const char *text;
		enum cgrid_status status;
		const char *message;
	} table[] = {
	    {"{\"type\": \"Cat\"}", CGRID_E_MEANING, "t:1:10: Cat is no type"},
	    {"{\"type\": \"Cat\",\n}", CGRID_E_SYNTAX, "t:2:1: JSON: expected a key"},
	    {"{\"type\": \"Cat\"} x", CGRID_E_SYNTAX, "t:1:17: JSON: expected the end of the file"},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		struct cgrid_json json;
		ck_ok(ctx, cgrid_json_open(&json, ctx, "t", table[i].text, strlen(table[i].text)));
		for (int n = 0; n < 3; n++)
			cgrid_json_next(&json);
		ck_assert_int_eq(cgrid_json_refuse(&json, CGRID_E_MEANING, NULL, "%.*s is no type",
						   (int)json.length, json.text),
				 table[i].status);
		ck_assert_msg(
		    strncmp(cgrid_ctx_error(ctx), table[i].message, strlen(table[i].message)) == 0,
		    "%s", cgrid_ctx_error(ctx));
		cgrid_json_close(&json);
		cgrid_ctx_free(ctx);
	}
}
END_TEST

START_TEST(skips_whole_values)
{
	static const char text[] = "[{\"a\":[1,{\"b\":[]}],\"c\":{}}, [[],[[]]], \"s\", 7]";
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_json json;
	ck_ok(ctx, cgrid_json_open(&json, ctx, "t", text, sizeof text - 1));
	ck_assert_int_eq(cgrid_json_next(&json), CGRID_JSON_ARRAY);
	for (int i = 0; i < 3; i++) {
		ck_assert(cgrid_json_skip(&json, cgrid_json_next(&json)));
		ck_assert_uint_eq(cgrid_json_depth(&json), 1);
	}
	ck_assert_int_eq(cgrid_json_next(&json), CGRID_JSON_NUMBER);
	ck_assert(json.number == 7);
	ck_assert_int_eq(cgrid_json_next(&json), CGRID_JSON_ARRAY_END);
	ck_assert_uint_eq(cgrid_json_depth(&json), 0);
	ck_assert(!cgrid_json_skip(&json, CGRID_JSON_FAULT));
	cgrid_json_close(&json);
	cgrid_ctx_free(ctx);
}
END_TEST

/* A random text is written as tokens and as JSON with blanks anywhere; reading gives the tokens. */
struct script {
	struct cgrid_buf text, tokens;
	struct rng rng;
	int budget;
};

static void
add_blanks(struct script *s)
{
	static const char *const blanks[] = {
	    "", "", "", " ", "\n", "\t", "\r\n", "         ", "\n                "};
	cgrid_buf_text(&s->text, blanks[rng_below(&s->rng, 9)]);
}

static void
add_string(struct script *s, char token)
{
	struct cgrid_buf value = {0};
	cgrid_buf_add(&value, "", 0);
	cgrid_buf_char(&s->text, '"');
	for (uint64_t n = rng_below(&s->rng, 24); n > 0; n--) {
		char utf8[4], escape[16];
		static const uint32_t tops[] = {0x7f, 0x7f, 0x7f, 0x7ff, 0xffff, 0x10ffff};
		uint32_t code = (uint32_t)rng_below(&s->rng, tops[rng_below(&s->rng, 6)]) + 1;
		if (code >= 0xd800 && code <= 0xdfff)
			code = 'x';
		size_t size = cgrid_utf8_encode(code, utf8);
		cgrid_buf_add(&value, utf8, size);
		if (code < 0x20 || code == '"' || code == '\\' || rng_below(&s->rng, 8) == 0) {
			if (code < 0x10000)
				snprintf(escape, sizeof escape, "\\u%04x", code);
			else
				snprintf(escape, sizeof escape, "\\u%04X\\u%04x",
					 0xd800 + ((code - 0x10000) >> 10),
					 0xdc00 + ((code - 0x10000) & 0x3ff));
			cgrid_buf_text(&s->text, escape);
		} else {
			cgrid_buf_add(&s->text, utf8, size);
		}
	}
	cgrid_buf_char(&s->text, '"');
	cgrid_buf_char(&s->tokens, token);
	cgrid_buf_add(&s->tokens, value.data, value.size);
	cgrid_buf_char(&s->tokens, '\n');
	cgrid_buf_free(&value);
}

static void
add_value(struct script *s, int depth)
{
	uint64_t what = rng_below(&s->rng, depth > 8 || s->budget-- < 0 ? 5 : 9);
	add_blanks(s);
	if (what < 3) {
		static const char *const words[] = {"true", "false", "null"};
		cgrid_buf_text(&s->text, words[what]);
		cgrid_buf_text(&s->tokens, words[what]);
		cgrid_buf_char(&s->tokens, '\n');
	} else if (what == 3) {
		char number[64];
		snprintf(number, sizeof number, "%.*g", (int)rng_below(&s->rng, 17) + 1,
			 rng_between(&s->rng, -1000, 1000));
		cgrid_buf_text(&s->text, number);
		snprintf(number, sizeof number, "%.17g\n", strtod(number, NULL));
		cgrid_buf_text(&s->tokens, number);
	} else if (what == 4) {
		add_string(s, '"');
	} else {
		bool object = what & 1;
		cgrid_buf_char(&s->text, object ? '{' : '[');
		cgrid_buf_char(&s->tokens, object ? '{' : '[');
		uint64_t count = rng_below(&s->rng, 6);
		for (uint64_t i = 0; i < count; i++) {
			if (i > 0)
				cgrid_buf_char(&s->text, ',');
			add_blanks(s);
			if (object) {
				add_string(s, ':');
				add_blanks(s);
				cgrid_buf_char(&s->text, ':');
			}
			add_value(s, depth + 1);
			add_blanks(s);
		}
		add_blanks(s);
		cgrid_buf_char(&s->text, object ? '}' : ']');
		cgrid_buf_char(&s->tokens, object ? '}' : ']');
	}
}

static void
read_back(struct script *s, struct cgrid_buf *tokens)
{
	static const char *const marks[] = {"",   "{", "}",    "[",     "]",   ":",
					    "\"", "",  "true", "false", "null"};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_json json;
	enum cgrid_json_token token;
	ck_ok(ctx, cgrid_json_open(&json, ctx, "t", s->text.data, s->text.size));
	while ((token = cgrid_json_next(&json)) > CGRID_JSON_END) {
		char number[64];
		cgrid_buf_text(tokens, marks[token]);
		if (token == CGRID_JSON_KEY || token == CGRID_JSON_STRING)
			cgrid_buf_add(tokens, json.text, json.length);
		snprintf(number, sizeof number, "%.17g", json.number);
		if (token == CGRID_JSON_NUMBER)
			cgrid_buf_text(tokens, number);
		if (token > CGRID_JSON_ARRAY_END)
			cgrid_buf_char(tokens, '\n');
	}
	ck_assert_msg(token == CGRID_JSON_END, "%s", cgrid_ctx_error(ctx));
	cgrid_json_close(&json);
	cgrid_ctx_free(ctx);
}

START_TEST(random_texts_come_back)
{
	for (uint64_t seed = 1; seed <= 3000; seed++) {
		struct script s = {.rng = {seed}, .budget = 60};
		struct cgrid_buf tokens = {0};
		add_value(&s, 0);
		add_blanks(&s);
		read_back(&s, &tokens);
		ck_assert_uint_eq(tokens.size, s.tokens.size);
		ck_assert_msg(memcmp(tokens.data, s.tokens.data, tokens.size) == 0, "seed %lu:\n%s",
			      (unsigned long)seed, s.text.data);
		cgrid_buf_free(&tokens);
		cgrid_buf_free(&s.text);
		cgrid_buf_free(&s.tokens);
	}
}
END_TEST

/* One byte of a good text changed: refused or taken, but never read past. */
START_TEST(damaged_texts_do_no_harm)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	for (uint64_t seed = 1; seed <= 3000; seed++) {
		struct script s = {.rng = {seed}, .budget = 20};
		add_value(&s, 0);
		s.text.data[rng_below(&s.rng, s.text.size)] = (char)rng_next(&s.rng);
		if (drain(ctx, s.text.data, s.text.size) != CGRID_OK)
			ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), ": JSON: "));
		cgrid_buf_free(&s.text);
		cgrid_buf_free(&s.tokens);
	}
	cgrid_ctx_free(ctx);
}
END_TEST

static enum cgrid_status
drain_file(struct cgrid_ctx *ctx, const char *path)
{
	struct cgrid_bytes bytes;
	ck_ok(ctx, cgrid_file_read(ctx, path, &bytes));
	enum cgrid_status status = drain(ctx, bytes.data, bytes.size);
	cgrid_bytes_free(&bytes);
	return status;
}

START_TEST(a_real_file_with_a_comma_too_many)
{
	const char *path = shared_path("data/imdf/postech_c5/amenity.geojson");
	if (!path)
		return;
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	ck_assert_int_eq(drain_file(ctx, path), CGRID_E_SYNTAX);
	ck_assert_str_eq(cgrid_ctx_error(ctx),
			 "t.json:1086:3: JSON: expected a value, found `]` (a comma too many?)");
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(real_files_are_taken)
{
	static const char *const folders[] = {"data/conformance/geojsonhint/good",
					      "data/conformance/rfc7946_examples",
					      "data/conformance/geos_geojson_seeds"};
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		const char *path = shared_path(folders[i]);
		if (!path)
			return;
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		struct cgrid_names names;
		char *folder = strdup(path);
		size_t taken_count = 0;
		ck_ok(ctx, cgrid_folder_read(ctx, folder, &names));
		for (size_t n = 0; n < names.count; n++) {
			char *file = cgrid_path_join(folder, names.names[n]);
			if (strstr(cgrid_path_extension(file), "json")) {
				ck_assert_msg(drain_file(ctx, file) == CGRID_OK, "%s: %s", file,
					      cgrid_ctx_error(ctx));
				taken_count++;
			}
			free(file);
		}
		ck_assert_uint_gt(taken_count, 5);
		cgrid_names_free(&names);
		free(folder);
		cgrid_ctx_free(ctx);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("json");
	TCase *tables = tcase_create("tables"), *properties = tcase_create("properties"),
	      *files = tcase_create("files");
	tcase_add_loop_test(tables, takes_what_the_standard_takes, 0, sizeof taken / sizeof *taken);
	tcase_add_loop_test(tables, refuses_in_plain_words, 0, sizeof refused / sizeof *refused);
	tcase_add_loop_test(tables, numbers_are_correctly_rounded, 0, sizeof numbers / sizeof *numbers);
	tcase_add_loop_test(tables, strings_are_unescaped, 0, sizeof strings / sizeof *strings);
	tcase_add_test(tables, depth_has_a_limit);
	tcase_add_test(tables, duplicate_keys_are_told);
	tcase_add_test(tables, places_in_any_order);
	tcase_add_test(tables, refusing_prefers_a_later_fault_of_syntax);
	tcase_add_test(tables, skips_whole_values);
	tcase_add_test(properties, a_cut_text_is_refused);
	tcase_add_test(properties, strings_stop_at_the_right_byte);
	tcase_add_test(properties, numbers_agree_with_the_c_library);
	tcase_add_test(properties, duplicate_keys_in_large_objects);
	tcase_add_test(properties, random_texts_come_back);
	tcase_add_test(properties, damaged_texts_do_no_harm);
	tcase_set_timeout(properties, 30);
	tcase_add_test(files, a_real_file_with_a_comma_too_many);
	tcase_add_test(files, real_files_are_taken);
	suite_add_tcase(suite, tables);
	suite_add_tcase(suite, properties);
	suite_add_tcase(suite, files);
	return run_suite(suite);
}
