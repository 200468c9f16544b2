/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON text from a file, of which little is in memory at a time, is the text in memory: the same
 * tokens, places and faults, whatever falls on an edge. */
#include "base/json.h"
#include "base/text.h"
#include "harness.h"
#include "read/draft.h"
#include "read/texts.h"
#include "rooms.h"

#include <sys/mman.h>
#include <unistd.h>

static char path[] = "/tmp/test-json-file-XXXXXX";

static void
write_path(const char *bytes, size_t size)
{
	FILE *file = fopen(path, "wb");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
	ck_assert_int_eq(fclose(file), 0);
}

static void
add_blanks(struct cgrid_buf *text, struct rng *rng)
{
	uint64_t most = rng_below(rng, 60) ? 3 : 400;
	for (uint64_t n = rng_below(rng, most); n > 0; n--)
		cgrid_buf_char(text, "  \n\t\r"[rng_below(rng, 5)]);
}

static void
add_string(struct cgrid_buf *text, struct rng *rng)
{
	static const char *const parts[] = {
	    "a",    "bc",      "\xc3\xa9",       "\xe2\x82\xac", "\xf0\x9f\x8f\xab",      "\\n",
	    "\\\"", "\\u00e9", "\\ud83c\\udfeb", "\\ud83c",      "plain text without end"};
	uint64_t most = rng_below(rng, 30) ? 4 : 120;
	cgrid_buf_char(text, '"');
	for (uint64_t n = rng_below(rng, most); n > 0; n--)
		cgrid_buf_text(text, parts[rng_below(rng, sizeof parts / sizeof *parts)]);
	cgrid_buf_char(text, '"');
}

static void
add_number(struct cgrid_buf *text, struct rng *rng)
{
	uint64_t most = rng_below(rng, 30) ? 9 : 200;
	cgrid_buf_int(text, (int64_t)rng_below(rng, 1000) - 500);
	cgrid_buf_char(text, '.');
	for (uint64_t n = 1 + rng_below(rng, most); n > 0; n--)
		cgrid_buf_char(text, (char)('0' + rng_below(rng, 10)));
	if (rng_below(rng, 9) == 0)
		cgrid_buf_text(text, "e-12");
}

static void
add_value(struct cgrid_buf *text, struct rng *rng, int depth)
{
	static const char *const words[] = {"true", "false", "null"};
	uint64_t kind = rng_below(rng, depth > 0 ? 6 : 4);
	add_blanks(text, rng);
	if (kind == 0) {
		cgrid_buf_text(text, words[rng_below(rng, 3)]);
	} else if (kind == 1) {
		add_string(text, rng);
	} else if (kind < 4) {
		add_number(text, rng);
	} else {
		bool object = kind == 4;
		uint64_t count = rng_below(rng, rng_below(rng, 9) ? 8 : 40);
		cgrid_buf_char(text, object ? '{' : '[');
		for (uint64_t i = 0; i < count; i++) {
			if (i > 0)
				cgrid_buf_char(text, ',');
			if (object) {
				add_blanks(text, rng);
				add_string(text, rng);
				add_blanks(text, rng);
				cgrid_buf_char(text, ':');
			}
			add_value(text, rng, depth - 1);
			add_blanks(text, rng);
		}
		cgrid_buf_char(text, object ? '}' : ']');
	}
	add_blanks(text, rng);
}

static void
damage(struct cgrid_buf *text, struct rng *rng)
{
	static const char bytes[] = "[],.-+01eE \n\"\\{}:nxuN\x80\xff\x01";
	for (uint64_t n = 1 + rng_below(rng, 2); n > 0 && text->size > 0; n--)
		text->data[rng_below(rng, text->size)] = bytes[rng_below(rng, sizeof bytes - 1)];
	if (rng_below(rng, 3) == 0)
		text->size = rng_below(rng, text->size + 1);
}

static void
same_source(struct cgrid_json *a, struct cgrid_json *b, size_t offset)
{
	struct cgrid_source x = cgrid_json_source_at(a, offset), y = cgrid_json_source_at(b, offset);
	ck_assert_uint_eq(x.line, y.line);
	ck_assert_uint_eq(x.column, y.column);
}

static void
same_token(const struct cgrid_json *a, const struct cgrid_json *b, enum cgrid_json_token token)
{
	ck_assert_uint_eq(a->duplicate, b->duplicate);
	if (token != CGRID_JSON_FAULT)
		ck_assert_uint_eq(a->start, b->start);
	if (token != CGRID_JSON_KEY && token != CGRID_JSON_STRING && token != CGRID_JSON_NUMBER)
		return;
	ck_assert_uint_eq(a->length, b->length);
	ck_assert(memcmp(a->text, b->text, a->length) == 0);
	if (token == CGRID_JSON_NUMBER)
		ck_assert(memcmp(&a->number, &b->number, sizeof a->number) == 0);
}

/* Returns how many tokens there were. */
static size_t
compare(const struct cgrid_buf *text, size_t step, struct rng *rng, bool *refused_out)
{
	struct cgrid_ctx *memory = cgrid_ctx_new(), *disk = cgrid_ctx_new();
	struct cgrid_json a, b;
	struct cgrid_file file;
	enum cgrid_json_token token;
	size_t count = 0;
	/* A file without a disk: there are thousands. */
	file = (struct cgrid_file){
	    .ctx = disk, .shown = "t.json", .fd = memfd_create("t", 0), .plain = true};
	ck_assert_int_ge(file.fd, 0);
	ck_assert_int_eq(pwrite(file.fd, text->data, text->size, 0), (ssize_t)text->size);
	file.size = text->size;
	ck_ok(memory, cgrid_json_open(&a, memory, "t.json", text->data, text->size));
	ck_ok(disk, cgrid_json_open_file(&b, &file, step));
	do {
		token = cgrid_json_next(&a);
		ck_assert_int_eq(token, cgrid_json_next(&b));
		same_token(&a, &b, token);
		/* Now and then a place, near by or long gone. */
		if (rng_below(rng, 4) == 0)
			same_source(&a, &b, a.start);
		if (rng_below(rng, 40) == 0)
			same_source(&a, &b, rng_below(rng, a.start + 1));
		count++;
	} while (token > CGRID_JSON_END);
	*refused_out = token == CGRID_JSON_FAULT;
	ck_assert_str_eq(cgrid_ctx_error(memory), cgrid_ctx_error(disk));
	/* What lies ahead of a fault was never read. */
	for (int i = 0; i < 5; i++)
		same_source(&a, &b, rng_below(rng, a.start + 1));
	cgrid_json_close(&a);
	cgrid_json_close(&b);
	cgrid_file_close(&file);
	cgrid_ctx_free(memory);
	cgrid_ctx_free(disk);
	return count;
}

START_TEST(file_and_memory_agree)
{
	struct rng rng = {77};
	size_t tokens = 0, refusals = 0;
	for (int n = 0; n < FEWER_ROUNDS(2500, 500); n++) {
		struct cgrid_buf text = {0};
		bool refused;
		if (rng_below(&rng, 8) == 0)
			cgrid_buf_text(&text, "\xef\xbb\xbf");
		add_value(&text, &rng, 4);
		if (n % 2)
			damage(&text, &rng);
		tokens += compare(&text, 64 + rng_below(&rng, 200), &rng, &refused);
		refusals += refused;
		cgrid_buf_free(&text);
	}
	ck_assert_uint_gt(tokens, 10000);
	ck_assert_uint_gt(refusals, 100);
}
END_TEST

START_TEST(edges_of_all_kinds)
{
	static const char *const texts[] = {"", " ", "\n\n", "{", "[1", "\"a", "12", "nul", "\xef\xbb"};
	struct rng rng = {3};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (size_t blanks = 0; blanks < 200; blanks++) {
			struct cgrid_buf text = {0};
			bool refused;
			for (size_t k = 0; k < blanks; k++)
				cgrid_buf_char(&text, k % 7 ? ' ' : '\n');
			cgrid_buf_text(&text, texts[i]);
			cgrid_buf_char(&text, '\n');
			compare(&text, 64, &rng, &refused);
			cgrid_buf_free(&text);
		}
}
END_TEST

/* What sequences are to memory they are to files: every way in which the first line may lie. */
START_TEST(one_text_or_several)
{
	static const char *const texts[] = {"",
					    " \n",
					    "{}",
					    "{}\n",
					    "{}\n{}",
					    "{}\n\n {}\n",
					    "{\n}\n{}",
					    "[]\n",
					    "{} \r\n{",
					    "\x1e{}\n",
					    "{\n{}",
					    "{}\n[]",
					    "[]\n{}",
					    "{}{}",
					    "\n\n{}\n{}",
					    "  {}  \n  {",
					    "\xef\xbb\xbf{}\n{}",
					    "\xef\xbb\xbf\x1e{}"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (size_t blanks = 0; blanks < 2; blanks++) {
			struct cgrid_ctx *ctx = cgrid_ctx_new();
			struct cgrid_buf text = {0};
			struct cgrid_texts in_memory;
			struct cgrid_file file;
			enum cgrid_texts_count count;
			/* The first line is longer than what is looked at in one go. */
			for (size_t k = 0; texts[i][0] && k < strlen(texts[i]); k++) {
				cgrid_buf_char(&text, texts[i][k]);
				for (size_t n = 0; blanks && texts[i][k] == '{' && n < 70000; n++)
					cgrid_buf_char(&text, ' ');
			}
			cgrid_buf_char(&text, '\n');
			write_path(text.data, text.size);
			cgrid_texts_begin(&in_memory, "a.geojson", text.data, text.size);
			ck_ok(ctx, cgrid_file_open(ctx, path, "a.geojson", &file));
			ck_ok(ctx, cgrid_texts_count(&file, "a.geojson", UINT64_MAX, &count));
			ck_assert_msg((count == CGRID_TEXTS_SINGLE) ==
					  (in_memory.kind == CGRID_TEXTS_ONE),
				      "%s", texts[i]);
			ck_ok(ctx, cgrid_texts_count(&file, "a.geojson", 10, &count));
			ck_assert(count != CGRID_TEXTS_SINGLE || in_memory.kind == CGRID_TEXTS_ONE);
			ck_assert(count != CGRID_TEXTS_SEVERAL || in_memory.kind != CGRID_TEXTS_ONE);
			cgrid_file_close(&file);
			cgrid_buf_free(&text);
			cgrid_ctx_free(ctx);
		}
}
END_TEST

static void
same_drafts(const struct cgrid_draft *a, const struct cgrid_draft *b)
{
	ck_assert_uint_eq(a->feature_count, b->feature_count);
	ck_assert_uint_eq(a->point_count, b->point_count);
	ck_assert(memcmp(a->points, b->points, a->point_count * sizeof *a->points) == 0);
	for (size_t i = 0; i < a->feature_count; i++) {
		const struct cgrid_draft_feature *x = &a->features[i], *y = &b->features[i];
		ck_assert_str_eq(x->id, y->id);
		ck_assert_str_eq(x->ref, y->ref);
		ck_assert_str_eq(x->name, y->name);
		ck_assert_uint_eq(x->level, y->level);
		ck_assert_uint_eq(x->source.line, y->source.line);
		ck_assert_uint_eq(x->source.column, y->source.column);
	}
}

START_TEST(a_large_drawing_is_the_same_from_a_file)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_buf text = rooms_write(2500000, _i == 1, 5);
	const struct cgrid_plan plan = {.file = path, .shown = "r.geojson"};
	struct cgrid_draft memory, disk;
	write_path(text.data, text.size);
	cgrid_draft_init(&memory, ctx);
	cgrid_draft_init(&disk, ctx);
	ck_ok(ctx, cgrid_read_geojson_bytes(&memory, &plan, text.data, text.size));
	ck_ok(ctx, cgrid_read_geojson(&disk, &plan));
	ck_assert_uint_gt(disk.feature_count, 1000);
	same_drafts(&memory, &disk);
	cgrid_draft_free(&memory);
	cgrid_draft_free(&disk);
	cgrid_buf_free(&text);
	cgrid_ctx_free(ctx);
}
END_TEST

static void
collect(void *user, enum cgrid_severity severity, const char *line)
{
	cgrid_buf_char(user, (char)('0' + (int)severity));
	cgrid_buf_text(user, line);
	cgrid_buf_char(user, '\n');
}

/* Lines of a megabyte and more, one without a fault or not, and something wrong in each. */
static struct cgrid_buf
long_lines(int kind)
{
	struct cgrid_buf text = rooms_write(1200000, false, 9), more = rooms_write(200000, false, 10);
	char *type = strstr(text.data, "Polygon");
	memcpy(type, "Polygom", 7);
	if (kind == 1)
		text.data[text.size - 4] = '?';
	if (kind == 3)
		text.size -= 2;
	cgrid_buf_add(&text, more.data, kind == 2 ? 0 : more.size);
	cgrid_buf_text(&text, kind == 2 ? "" : "{broken\n");
	cgrid_buf_free(&more);
	return text;
}

/* What the file is shows behind its first line alone: all is said once, and the same as from memory. */
START_TEST(long_first_lines_are_said_once)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_buf text = long_lines(_i), said[2] = {{0}};
	const struct cgrid_plan plan = {.file = path, .shown = "r.geojson"};
	struct cgrid_draft drafts[2];
	enum cgrid_status status[2];
	size_t counts[2];
	char errors[2][CGRID_MESSAGE_SIZE];
	write_path(text.data, text.size);
	for (int i = 0; i < 2; i++) {
		size_t before = ctx->counts[CGRID_LEFT_OUT];
		cgrid_clear_error(ctx);
		cgrid_ctx_set_log(ctx, collect, &said[i]);
		cgrid_draft_init(&drafts[i], ctx);
		status[i] = i == 0 ? cgrid_read_geojson_bytes(&drafts[i], &plan, text.data, text.size)
				   : cgrid_read_geojson(&drafts[i], &plan);
		counts[i] = ctx->counts[CGRID_LEFT_OUT] - before;
		snprintf(errors[i], sizeof errors[i], "%s", cgrid_ctx_error(ctx));
		cgrid_buf_char(&said[i], '\0');
	}
	ck_assert_int_eq(status[0], status[1]);
	ck_assert_int_eq(status[0], _i == 3 ? CGRID_E_SYNTAX : CGRID_OK);
	ck_assert_str_eq(errors[0], errors[1]);
	ck_assert_uint_eq(counts[0], counts[1]);
	ck_assert_str_eq(said[0].data, said[1].data);
	ck_assert_uint_gt(counts[0], 0);
	if (!status[0])
		same_drafts(&drafts[0], &drafts[1]);
	for (int i = 0; i < 2; i++) {
		cgrid_draft_free(&drafts[i]);
		cgrid_buf_free(&said[i]);
	}
	cgrid_buf_free(&text);
	cgrid_ctx_free(ctx);
}
END_TEST

static void
make_path(void)
{
	int fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	close(fd);
}

static void
drop_path(void)
{
	unlink(path);
}

int
main(void)
{
	Suite *suite = suite_create("json-file");
	TCase *tests = tcase_create("json-file");
	tcase_set_timeout(tests, 60);
	tcase_add_unchecked_fixture(tests, make_path, drop_path);
	tcase_add_test(tests, file_and_memory_agree);
	tcase_add_test(tests, edges_of_all_kinds);
	tcase_add_test(tests, one_text_or_several);
	tcase_add_loop_test(tests, a_large_drawing_is_the_same_from_a_file, 0, 2);
	/* A sequence; its first text broken; one text; a text cut short before the end of its line. */
	tcase_add_loop_test(tests, long_first_lines_are_said_once, 0, 4);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
