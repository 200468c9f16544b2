/* SPDX-License-Identifier: Apache-2.0 */
/* Every byte of a lookup file changed, every length cut: a clear error, and never a wrong answer. */
#include "lookups.h"

#include "lookup/crc32c.h"
#include "lookup/format.h"
#include "lookup/lookup.h"
#include "lookup/sha256.h"

#include <fcntl.h>
#include <math.h>

enum { SENSORS = 30, PLACES = 4 };

/* A small file of one campus by hand; a sensor with a name of 700 bytes. */
static struct cgrid_bytes
small_file(struct cgrid_ctx *ctx)
{
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct cgrid_grid *grid;
	struct cgrid_pack *pack;
	struct cgrid_bytes bytes;
	char longer[700];
	memset(longer, 'x', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	spec.origin = (struct cgrid_lonlat){.lon = -75.1234, .lat = 40.1234};
	spec.frame = cgrid_frame_local(spec.origin);
	spec.cell_width_m = spec.cell_height_m = 10;
	strcpy(spec.cell, "10m");
	spec.columns = 24;
	spec.rows = 18;
	ck_ok(ctx, cgrid_grid_new(ctx, &spec, &grid));
	ck_ok(ctx, cgrid_pack_new(ctx, 1785542400, &pack));
	ck_ok(ctx, cgrid_pack_begin(ctx, pack, "School", grid));
	ck_ok(ctx, cgrid_pack_source(ctx, pack, source_path("data/sample/sensors.csv"), "sensors.csv"));
	for (int i = 0; i < SENSORS; i++) {
		char id[16];
		snprintf(id, sizeof id, "S-%d", i);
		const struct cgrid_location location = {
		    .status = CGRID_LOCATION_OK,
		    .sensor = id,
		    .kind = "gunshot",
		    .building = "Main",
		    .level = "2",
		    .room = "214",
		    .room_name = i == 7 ? longer : "",
		    .cells = "C7",
		    .cell = "C7",
		    .keypad = "C7-5",
		    .cell_index = {6, 2, 5},
		    .has_cell = true,
		    .has_ground = true,
		    .ground = {-75.1 - i * 1e-4, 40.1},
		    .usng = "18T VK 12345 12345",
		    .z = (double)NAN,
		    .uncertainty_m = i,
		    .door = "6",
		    .door_m = 12.5,
		    .candidates = "",
		};
		ck_ok(ctx, cgrid_pack_sensor(ctx, pack, &location));
	}
	lookup_write(ctx, pack, lookup_path());
	ck_ok(ctx, cgrid_file_read(ctx, lookup_path(), &bytes));
	cgrid_pack_free(pack);
	cgrid_grid_free(grid);
	return bytes;
}

/* What is asked of a file, and what is answered. */
struct answers {
	char *sensors[SENSORS + 2], *places[PLACES];
};
static const char *const places[PLACES] = {"C7", "a1-9", "room:214", "40.1230000,-75.1230000"};

static void
put_file(const char *bytes, size_t size)
{
	const int fd = open(lookup_path(), O_WRONLY | O_TRUNC);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, bytes, size), (ssize_t)size);
	close(fd);
}

/* Asks everything on demand. Without `right` these answers are kept; else every one has to be the
 * right one, or an error. Returns how many errors there were. */
static size_t
ask_all(struct cgrid_ctx *ctx, struct answers *answers, bool right)
{
	const struct cgrid_lookup_options options = {sizeof options, CGRID_LOOKUP_ON_DEMAND};
	struct cgrid_lookup *lookup;
	struct cgrid_lookup_query *query;
	size_t errors = 0;
	if (cgrid_lookup_open(ctx, lookup_path(), &options, &lookup))
		return SENSORS + 2 + PLACES;
	ck_ok(ctx, cgrid_lookup_query_new(ctx, lookup, &query));
	for (int i = 0; i < SENSORS + 2 + PLACES; i++) {
		const bool place = i >= SENSORS + 2;
		char **answer = place ? &answers->places[i - SENSORS - 2] : &answers->sensors[i];
		const struct cgrid_location *location;
		char id[16];
		snprintf(id, sizeof id, "S-%d", i);
		if (place ? cgrid_lookup_place(ctx, query, places[i - SENSORS - 2], &location)
			  : cgrid_lookup_sensor(ctx, query, id, &location)) {
			ck_assert_str_ne(cgrid_ctx_error(ctx), "");
			errors++;
			continue;
		}
		char *json = lookup_json(ctx, location);
		if (right)
			ck_assert_str_eq(json, *answer);
		else
			*answer = json;
		if (right)
			free(json);
	}
	cgrid_lookup_query_free(query);
	cgrid_lookup_free(lookup);
	return errors;
}

static void
free_answers(struct answers *answers)
{
	for (int i = 0; i < SENSORS + 2; i++)
		free(answers->sensors[i]);
	for (int i = 0; i < PLACES; i++)
		free(answers->places[i]);
}

static void
refused(struct cgrid_ctx *ctx, const char *what, size_t at)
{
	struct cgrid_lookup *lookup;
	enum cgrid_status status = cgrid_lookup_open(ctx, lookup_path(), NULL, &lookup);
	ck_assert_msg(status == CGRID_E_SYNTAX || status == CGRID_E_UNSUPPORTED, "%s at %zu: status %d",
		      what, at, (int)status);
	ck_assert_ptr_null(lookup);
	ck_assert_msg(strlen(cgrid_ctx_error(ctx)) > 20, "%s", cgrid_ctx_error(ctx));
}

START_TEST(every_byte_changed)
{
	static const unsigned char changes[] = {0xff, 0x01};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_bytes bytes = small_file(ctx);
	struct answers answers = {0};
	const size_t step = FEWER_ROUNDS(1, 7);
	size_t errors = 0;
	ck_assert_uint_eq(ask_all(ctx, &answers, false), 0);
	ck_assert_ptr_nonnull(strstr(answers.sensors[3], "\"status\":\"ok\""));
	ck_assert_ptr_nonnull(strstr(answers.sensors[SENSORS], "\"status\":\"unknown\""));
	for (size_t i = 0; i < bytes.size; i += step) {
		const char was = bytes.data[i];
		bytes.data[i] = (char)(was ^ (_i ? changes[_i] << i % 8 : changes[_i]));
		put_file(bytes.data, bytes.size);
		refused(ctx, "a changed byte", i);
		errors += ask_all(ctx, &answers, true);
		bytes.data[i] = was;
	}
	ck_assert_uint_gt(errors, bytes.size / step);
	put_file(bytes.data, bytes.size);
	ck_assert_uint_eq(ask_all(ctx, &answers, true), 0);
	free_answers(&answers);
	cgrid_bytes_free(&bytes);
	unlink(lookup_path());
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(every_length)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_bytes bytes = small_file(ctx);
	struct answers answers = {0};
	ask_all(ctx, &answers, false);
	for (size_t size = 0; size < bytes.size; size += FEWER_ROUNDS(1, 7)) {
		put_file(bytes.data, size);
		refused(ctx, "a cut", size);
		ck_assert_uint_eq(ask_all(ctx, &answers, true), SENSORS + 2 + PLACES);
	}
	/* Cut while it is open. */
	const struct cgrid_lookup_options options = {sizeof options, CGRID_LOOKUP_ON_DEMAND};
	struct cgrid_lookup *lookup;
	struct cgrid_lookup_query *query;
	const struct cgrid_location *location;
	put_file(bytes.data, bytes.size);
	ck_ok(ctx, cgrid_lookup_open(ctx, lookup_path(), &options, &lookup));
	ck_ok(ctx, cgrid_lookup_query_new(ctx, lookup, &query));
	put_file(bytes.data, bytes.size / 2);
	for (int i = 0; i < SENSORS; i++) {
		char id[16];
		snprintf(id, sizeof id, "S-%d", i);
		if (cgrid_lookup_sensor(ctx, query, id, &location) == CGRID_OK)
			ck_assert_str_eq(location->sensor, id);
	}
	ck_assert_int_eq(cgrid_lookup_place(ctx, query, "room:214", &location), CGRID_OK);
	ck_assert_int_eq(location->status, CGRID_LOCATION_UNKNOWN);
	/* One byte more. */
	bytes.data[bytes.size] = '\n';
	put_file(bytes.data, bytes.size + 1);
	refused(ctx, "an added byte", bytes.size);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "added"));
	cgrid_lookup_query_free(query);
	cgrid_lookup_free(lookup);
	free_answers(&answers);
	cgrid_bytes_free(&bytes);
	unlink(lookup_path());
	cgrid_ctx_free(ctx);
}
END_TEST

/* Units at another place of the file, with checksums that are right at their own. */
START_TEST(every_two_units_exchanged)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_bytes bytes = small_file(ctx);
	struct answers answers = {0};
	ask_all(ctx, &answers, false);
	const size_t lines = bytes.size / CGRID_CGX_LINE;
	for (size_t i = CGRID_CGX_HEADER / CGRID_CGX_LINE; i + 3 < lines; i++) {
		char line[3 * CGRID_CGX_LINE], *a = bytes.data + i * CGRID_CGX_LINE;
		char *b = bytes.data + (lines - 3) * CGRID_CGX_LINE;
		if (memcmp(a, b, sizeof line) == 0 || b - a < (ptrdiff_t)sizeof line)
			continue;
		memcpy(line, a, sizeof line);
		memcpy(a, b, sizeof line);
		put_file(bytes.data, bytes.size);
		refused(ctx, "units elsewhere", i);
		ask_all(ctx, &answers, true);
		memcpy(a, line, sizeof line);
	}
	free_answers(&answers);
	cgrid_bytes_free(&bytes);
	unlink(lookup_path());
	cgrid_ctx_free(ctx);
}
END_TEST

/* What happens to files on the way, in words. */
START_TEST(faults_have_names)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_bytes bytes = small_file(ctx);
	struct cgrid_lookup *lookup;
	struct cgrid_crc32c crc;
	char *other = malloc(bytes.size + 1);
	size_t size = 0;
	cgrid_crc32c_init(&crc, false);
	for (size_t i = 0; i < bytes.size; i++)
		if (bytes.data[i] != '\r')
			other[size++] = bytes.data[i];
	put_file(other, size);
	refused(ctx, "line ends", 0);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "sent as text"));
	memcpy(other, bytes.data, bytes.size);
	other[0] = 0x09;
	put_file(other, bytes.size);
	refused(ctx, "seven bits", 0);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "changed on the way"));
	memcpy(other, bytes.data, bytes.size);
	cgrid_put_le((unsigned char *)other + CGRID_HEAD_MAJOR, 2, 2);
	cgrid_put_le((unsigned char *)other + CGRID_HEAD_CRC, cgrid_crc32c(&crc, other, CGRID_HEAD_CRC),
		     4);
	put_file(other, bytes.size);
	ck_assert_int_eq(cgrid_lookup_open(ctx, lookup_path(), NULL, &lookup), CGRID_E_UNSUPPORTED);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "later version"));
	put_file("", 0);
	refused(ctx, "empty", 0);
	ck_assert_ptr_nonnull(strstr(cgrid_ctx_error(ctx), "empty"));
	ck_assert_int_eq(cgrid_lookup_open(ctx, "/nowhere/x.cgx", NULL, &lookup), CGRID_E_INPUT);
	ck_assert_int_eq(cgrid_lookup_open(ctx, "/tmp", NULL, &lookup), CGRID_E_SYNTAX);
	put_file(bytes.data, bytes.size);
	ck_ok(ctx, cgrid_ctx_set_limit(ctx, CGRID_LIMIT_INPUT_BYTES, bytes.size - 1));
	ck_assert_int_eq(cgrid_lookup_open(ctx, lookup_path(), NULL, &lookup), CGRID_E_LIMIT);
	free(other);
	cgrid_bytes_free(&bytes);
	unlink(lookup_path());
	cgrid_ctx_free(ctx);
}
END_TEST

/* RFC 3720 appendix B.4, and both ways on lengths of every remainder. */
START_TEST(checksums)
{
	struct cgrid_crc32c fast, plain;
	struct rng rng = {3};
	unsigned char bytes[512] = {0};
	cgrid_crc32c_init(&fast, false);
	cgrid_crc32c_init(&plain, true);
	ck_assert_uint_eq(cgrid_crc32c(&fast, "123456789", 9), 0xe3069283);
	ck_assert_uint_eq(cgrid_crc32c(&plain, "123456789", 9), 0xe3069283);
	ck_assert_uint_eq(cgrid_crc32c(&plain, bytes, 32), 0x8a9136aa);
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)rng_next(&rng);
	for (size_t i = 0; i < 300; i++)
		ck_assert_uint_eq(cgrid_crc32c(&fast, bytes + i % 13, i),
				  cgrid_crc32c(&plain, bytes + i % 13, i));
}
END_TEST

/* FIPS 180-4 examples, and every length about a block against the same bytes in one piece. */
START_TEST(fingerprints)
{
	static const unsigned char abc[4] = {0xba, 0x78, 0x16, 0xbf},
				   none[4] = {0xe3, 0xb0, 0xc4, 0x42};
	unsigned char digest[32], other[32], bytes[200];
	struct cgrid_sha256 sha;
	cgrid_sha256_init(&sha);
	cgrid_sha256_add(&sha, "abc", 3);
	cgrid_sha256_end(&sha, digest);
	ck_assert_mem_eq(digest, abc, 4);
	cgrid_sha256_init(&sha);
	cgrid_sha256_end(&sha, digest);
	ck_assert_mem_eq(digest, none, 4);
	memset(bytes, 'a', sizeof bytes);
	for (size_t length = 40; length < sizeof bytes; length++) {
		cgrid_sha256_init(&sha);
		cgrid_sha256_add(&sha, bytes, length);
		cgrid_sha256_end(&sha, digest);
		cgrid_sha256_init(&sha);
		for (size_t i = 0; i < length; i++)
			cgrid_sha256_add(&sha, bytes + i, 1);
		cgrid_sha256_end(&sha, other);
		ck_assert_mem_eq(digest, other, sizeof digest);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("lookup-damage");
	TCase *damage = tcase_create("damage"), *sums = tcase_create("checksums");
	tcase_set_timeout(damage, 120);
	tcase_add_loop_test(damage, every_byte_changed, 0, 2);
	tcase_add_test(damage, every_length);
	tcase_add_test(damage, every_two_units_exchanged);
	tcase_add_test(damage, faults_have_names);
	tcase_add_test(sums, checksums);
	tcase_add_test(sums, fingerprints);
	suite_add_tcase(suite, damage);
	suite_add_tcase(suite, sums);
	return run_suite(suite);
}
