/* SPDX-License-Identifier: Apache-2.0 */
/* YAML as far as it is read: what comes of it, and what is refused. */
#include "base/text.h"
#include "base/yaml.h"
#include "harness.h"

static void
show(const struct cgrid_yaml *node, struct cgrid_buf *out)
{
	static const char open[] = "([{", close[] = ")]}";
	if (node->key) {
		cgrid_buf_text(out, node->key);
		cgrid_buf_char(out, '=');
	}
	cgrid_buf_char(out, open[node->kind]);
	cgrid_buf_add(out, node->text, node->length);
	size_t count = 0;
	for (const struct cgrid_yaml *at = node->first; at; at = at->next, count++)
		show(at, out);
	ck_assert_uint_eq(count, node->count);
	cgrid_buf_char(out, close[node->kind]);
}

/* clang-format off */
static const struct {
	const char *in, *out;
} cases[] = {
	{"a", "(a)"},
	{"a: 1", "{a=(1)}"},
	{"a: 1\nb: two words # comment\nc:\n", "{a=(1)b=(two words)c=()}"},
	{"# first\n---\na: 1\r\nb: 2\r\n", "{a=(1)b=(2)}"},
	{"\xef\xbb\xbf" "a: 1", "{a=(1)}"},
	{"a: [1, -2.5, x y]\n", "{a=[(1)(-2.5)(x y)]}"},
	{"a: [1,\n  2, # two\n\n 3]\nb: []\n", "{a=[(1)(2)(3)]b=[]}"},
	{"- [1, 2,\n  3]\n- [4]\n", "[[(1)(2)(3)][(4)]]"},
	{"p:\n- 1\n- 2\nq: 3\n", "{p=[(1)(2)]q=(3)}"},
	{"p:\n  - 1\n  - 2\nq: 3\n", "{p=[(1)(2)]q=(3)}"},
	{"- a: 1\n  b: 2\n- a: 3\n", "[{a=(1)b=(2)}{a=(3)}]"},
	{"- approach:\n  - from: x\n    point: [1, 2]\n  - from: y\n  name: n\n", "[{approach=[{from=(x)point=[(1)(2)]}{from=(y)}]name=(n)}]"},
	{"- - 1\n  - 2\n- 3\n", "[[(1)(2)](3)]"},
	{"-\n  a: 1\n-\n", "[{a=(1)}()]"},
	{"a:\n  b:\n    c: 1\n  d: 2\ne: 3\n", "{a={b={c=(1)}d=(2)}e=(3)}"},
	{"a: {x: 1, y: [2, {z: 3}], w: }\n", "! t:1:30: YAML: this is not read (no anchors, tags, text blocks)"},
	{"a: {x: 1, y: [2, {z: 3}]}\n", "{a={x=(1)y=[(2){z=(3)}]}}"},
	{"a: \"x # \\\"y\\\"\\n: z\"\nb: 'it''s'\n\"c d\": 1\n", "{a=(x # \"y\"\n: z)b=(it's)c d=(1)}"},
	{"a: http://x.y/z#w\n", "{a=(http://x.y/z#w)}"},
	{"a: -1\nb: - 1\n", "! t:2:4: YAML: a list that starts behind its key"},
	{"", "! t:1:1: YAML: empty"},
	{"# nothing\n\n", "! t:3:1: YAML: empty"},
	{"a: 1\n---\nb: 2\n", "! t:2:4: YAML: a key without a \":\""},
	{"a: 1\na: 2\n", "! t:2:1: \"a\" is there a second time"},
	{"a: {x: 1, x: 2}\n", "! t:1:11: \"x\" is there a second time"},
	{"a: &x 1\n", "! t:1:4: YAML: this is not read (no anchors, tags, text blocks)"},
	{"a: *x\n", "! t:1:4: YAML: this is not read (no anchors, tags, text blocks)"},
	{"a: !!int 1\n", "! t:1:4: YAML: this is not read (no anchors, tags, text blocks)"},
	{"a: |\n  text\n", "! t:1:4: YAML: this is not read (no anchors, tags, text blocks)"},
	{"%YAML 1.2\n---\na: 1\n", "! t:1:1: YAML: this is not read (no anchors, tags, text blocks)"},
	{"? a\n: b\n", "! t:1:1: YAML: this is not read (no anchors, tags, text blocks)"},
	{"a: 1\n b: 2\n", "! t:2:2: YAML: this belongs to nothing above it"},
	{"  a: 1\nb: 2\n", "! t:2:1: YAML: this belongs to nothing above it"},
	{"a:\n\tb: 1\n", "! t:2:1: YAML: a tab where blanks have to be"},
	{"a: x: y\n", "! t:1:5: YAML: more behind a value"},
	{"a: [1, 2\n", "! t:2:1: YAML: a list that never ends"},
	{"a: [1 2, [3] 4]\n", "! t:1:14: YAML: a \",\" is missing"},
	{"a: [1,, 2]\n", "! t:1:7: YAML: this is not read (no anchors, tags, text blocks)"},
	{"a: {x 1}\n", "! t:1:8: YAML: a \":\" is missing"},
	{"a: [1] 2\n", "! t:1:7: YAML: more behind a value"},
	{"a: \"x\n", "! t:1:6: YAML: a quoted text that does not end on its line"},
	{"a: \"\\q\"\n", "! t:1:6: YAML: an escape that is not read"},
	{"a: \"x\" y\n", "! t:1:7: YAML: more behind a value"},
	{"a\nb\n", "! t:2:1: YAML: this belongs to nothing above it"},
};
/* clang-format on */

START_TEST(yaml_as_far_as_it_is_read)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_arena arena = {0};
	struct cgrid_buf out = {0};
	const struct cgrid_yaml *root;
	if (cgrid_yaml_parse(ctx, &arena, "t", cases[_i].in, strlen(cases[_i].in), &root)) {
		cgrid_buf_text(&out, "! ");
		cgrid_buf_text(&out, cgrid_ctx_error(ctx));
	} else {
		show(root, &out);
	}
	ck_assert_str_eq(out.data, cases[_i].out);
	cgrid_buf_free(&out);
	cgrid_arena_free(&arena);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(depth_and_keys_are_limited)
{
	static const char *const parts[] = {"[", "{a: ", "- ", "a:\n"};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		struct cgrid_arena arena = {0};
		struct cgrid_buf text = {0};
		const struct cgrid_yaml *root;
		for (int k = 0; k < 5000; k++) {
			for (int b = 0; i == 3 && b < k; b++)
				cgrid_buf_char(&text, ' ');
			cgrid_buf_text(&text, parts[i]);
		}
		ck_assert_int_eq(cgrid_yaml_parse(ctx, &arena, "t", text.data, text.size, &root),
				 CGRID_E_LIMIT);
		cgrid_buf_clear(&text);
		for (int k = 0; k < 1002; k++) {
			cgrid_buf_char(&text, 'k');
			cgrid_buf_int(&text, k);
			cgrid_buf_text(&text, ": 1\n");
		}
		ck_assert_int_eq(cgrid_yaml_parse(ctx, &arena, "t", text.data, text.size, &root),
				 CGRID_E_LIMIT);
		cgrid_buf_free(&text);
		cgrid_arena_free(&arena);
		cgrid_ctx_free(ctx);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("yaml");
	TCase *tests = tcase_create("yaml");
	tcase_add_loop_test(tests, yaml_as_far_as_it_is_read, 0, sizeof cases / sizeof *cases);
	tcase_add_test(tests, depth_and_keys_are_limited);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
