/* SPDX-License-Identifier: Apache-2.0 */
/* Positions by the plain way and by tokens: the same numbers to the last bit, the same fault at the
 * same place, on texts that are right, nearly right and wrong. */
#include "base/json.h"
#include "base/text.h"
#include "harness.h"

#include <math.h>

enum { PAIRS = 400 };

struct outcome {
	struct cgrid_lonlat pairs[PAIRS];
	size_t count, plain;
	char error[CGRID_MESSAGE_SIZE];
};

static void
add_pair(struct outcome *outcome, double lon, double lat)
{
	if (outcome->count < PAIRS)
		outcome->pairs[outcome->count++] = (struct cgrid_lonlat){lon, lat};
}

/* Every array of two numbers and more, in the order of their ends. `most` 0: by tokens alone. */
static void
walk(const struct cgrid_buf *text, size_t most, struct outcome *outcome)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_json json;
	enum cgrid_json_token token;
	double values[2] = {0, 0};
	size_t numbers = 0;
	/* An exact copy, so that a look past the end is seen by a sanitizer. */
	char *copy = malloc(text->size + 1);
	memcpy(copy, text->data, text->size);
	memset(outcome, 0, sizeof *outcome);
	ck_ok(ctx, cgrid_json_open(&json, ctx, "t.json", copy, text->size));
	do {
		struct cgrid_lonlat some[PAIRS];
		token = cgrid_json_next(&json);
		if (token == CGRID_JSON_ARRAY) {
			numbers = 0;
		} else if (token == CGRID_JSON_NUMBER) {
			if (numbers < 2)
				values[numbers] = json.number;
			numbers++;
		} else {
			if (token == CGRID_JSON_ARRAY_END && numbers >= 2)
				add_pair(outcome, values[0], values[1]);
			numbers = 0;
		}
		/* What starts with numbers is no array of positions. */
		size_t found = 0;
		if (most > 0 && numbers == 0 && token > CGRID_JSON_END)
			found = cgrid_json_positions(&json, some, most, true);
		for (size_t i = 0; i < found; i++)
			add_pair(outcome, some[i].lon, some[i].lat);
		outcome->plain += found;
	} while (token > CGRID_JSON_END);
	snprintf(outcome->error, sizeof outcome->error, "%s", cgrid_ctx_error(ctx));
	cgrid_json_close(&json);
	cgrid_ctx_free(ctx);
	free(copy);
}

static void
add_blanks(struct cgrid_buf *text, struct rng *rng)
{
	static const char blanks[] = "    \n\t\r";
	for (uint64_t n = rng_below(rng, 4) ? 0 : rng_below(rng, 30); n > 0; n--)
		cgrid_buf_char(text, blanks[rng_below(rng, rng_below(rng, 4) ? 4 : 7)]);
}

static void
add_number(struct cgrid_buf *text, struct rng *rng)
{
	static const char *const odd[] = {
	    "0",   "-0",    "0.0",    "180",         "-180.0000000000000001",
	    "1e2", "1E-7",  "90.",    "01",          ".5",
	    "-",   "1e400", "7e-400", "123456789.5", "1.7976931348623157"};
	if (rng_below(rng, 40) == 0) {
		cgrid_buf_text(text, odd[rng_below(rng, sizeof odd / sizeof *odd)]);
		return;
	}
	if (rng_below(rng, 2))
		cgrid_buf_char(text, '-');
	cgrid_buf_int(text, (int64_t)rng_below(rng, rng_below(rng, 9) ? 181 : 2000000000));
	uint64_t decimals = rng_below(rng, 19);
	if (decimals > 0)
		cgrid_buf_char(text, '.');
	for (; decimals > 0; decimals--)
		cgrid_buf_char(text, (char)('0' + rng_below(rng, 10)));
}

static void
add_positions(struct cgrid_buf *text, struct rng *rng, int depth)
{
	uint64_t count = rng_below(rng, 12);
	cgrid_buf_char(text, '[');
	for (uint64_t i = 0; i < count; i++) {
		if (i > 0)
			cgrid_buf_char(text, ',');
		add_blanks(text, rng);
		if (depth > 0) {
			add_positions(text, rng, depth - 1);
		} else {
			uint64_t axes = rng_below(rng, 20) ? 2 : rng_below(rng, 7);
			cgrid_buf_char(text, '[');
			for (uint64_t k = 0; k < axes; k++) {
				add_blanks(text, rng);
				add_number(text, rng);
				add_blanks(text, rng);
				if (k + 1 < axes)
					cgrid_buf_char(text, ',');
			}
			cgrid_buf_char(text, ']');
		}
		add_blanks(text, rng);
	}
	cgrid_buf_char(text, ']');
}

static void
damage(struct cgrid_buf *text, struct rng *rng)
{
	static const char bytes[] = "[],.-+0123456789eE \n\"{}:nx\x80\x01";
	for (uint64_t n = rng_below(rng, 3); n > 0 && text->size > 0; n--)
		text->data[rng_below(rng, text->size)] = bytes[rng_below(rng, sizeof bytes - 1)];
	if (rng_below(rng, 3) == 0)
		text->size = rng_below(rng, text->size + 1);
}

START_TEST(both_ways_agree)
{
	static struct outcome plain, tokens;
	struct rng rng = {21};
	size_t taken = 0, refused = 0;
	for (int n = 0; n < FEWER_ROUNDS(12000, 1500); n++) {
		struct cgrid_buf text = {0};
		add_positions(&text, &rng, (int)rng_below(&rng, 3));
		if (n % 3)
			damage(&text, &rng);
		walk(&text, 0, &tokens);
		walk(&text, 1 + rng_below(&rng, 9), &plain);
		ck_assert_msg(strcmp(plain.error, tokens.error) == 0, "%s\n%s\n%.*s", plain.error,
			      tokens.error, (int)text.size, text.data);
		ck_assert_uint_eq(plain.count, tokens.count);
		ck_assert(memcmp(plain.pairs, tokens.pairs, plain.count * sizeof *plain.pairs) == 0);
		taken += plain.plain;
		refused += tokens.error[0] != '\0';
		cgrid_buf_free(&text);
	}
	ck_assert_uint_gt(taken, 1000);
	ck_assert_uint_gt(refused, 500);
}
END_TEST

/* Digits eight at a time, beside the C library: as many as there can be, and just more. */
START_TEST(numbers_are_those_of_the_c_library)
{
	struct rng rng = {4};
	for (int n = 0; n < FEWER_ROUNDS(60000, 6000); n++) {
		struct cgrid_buf text = {0};
		struct cgrid_json json;
		struct cgrid_lonlat at;
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		cgrid_buf_text(&text, "[[");
		add_number(&text, &rng);
		size_t comma = text.size;
		cgrid_buf_char(&text, ',');
		add_number(&text, &rng);
		cgrid_buf_text(&text, "]                                        ]");
		ck_ok(ctx, cgrid_json_open(&json, ctx, "t.json", text.data, text.size));
		cgrid_json_next(&json);
		if (cgrid_json_positions(&json, &at, 1, true) == 1) {
			double lon = strtod(text.data + 2, NULL),
			       lat = strtod(text.data + comma + 1, NULL);
			ck_assert_msg(memcmp(&lon, &at.lon, sizeof lon) == 0 &&
					  memcmp(&lat, &at.lat, sizeof lat) == 0,
				      "%s", text.data);
		}
		cgrid_json_close(&json);
		cgrid_ctx_free(ctx);
		cgrid_buf_free(&text);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("positions");
	TCase *tests = tcase_create("positions");
	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, both_ways_agree);
	tcase_add_test(tests, numbers_are_those_of_the_c_library);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
