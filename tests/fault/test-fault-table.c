/* SPDX-License-Identifier: Apache-2.0 */
/* Memory runs out at every allocation of a table and of a location in turn: each time it is said, and
 * nothing breaks. And a query that has warmed up allocates nothing. Linked with --wrap, so that only
 * our own allocations fail; Check's do too, so nothing is asserted meanwhile. */
#include "until-failure.h"
#include "school.h"

enum { MOST = 3000 };

/* A sink that needs no memory. */
static enum cgrid_status
swallow(void *user, const void *bytes, size_t count)
{
	(void)user;
	(void)bytes;
	(void)count;
	return CGRID_OK;
}

enum { KINDS = 6, FORMATS = 4 };

START_TEST(every_allocation_of_a_table_fails)
{
	struct school school = school_open(NULL);
	const struct cgrid_sink sink = {swallow, NULL};
	struct cgrid_table_options options = CGRID_TABLE_OPTIONS_INIT;
	options.building = "Main";
	options.level = "2";
	size_t failed = 0;
	for (long n = 0;; n++) {
		ck_assert_int_lt(n, MOST);
		until_failure = n;
		enum cgrid_status status =
		    cgrid_table_write(school.ctx, (enum cgrid_table_kind)(_i / FORMATS),
				      (enum cgrid_table_format)(_i % FORMATS), school.campus,
				      school.grid, school.pieces, &options, sink);
		until_failure = -1;
		if (!status)
			break;
		failed++;
		ck_assert_int_eq(status, CGRID_E_MEMORY);
		ck_assert_str_eq(cgrid_ctx_error(school.ctx), "out of memory");
	}
	ck_assert_uint_gt(failed, 1);
	school_close(&school);
}
END_TEST

static enum cgrid_status
ask(const struct school *school, struct cgrid_query *query, const char *text)
{
	const struct cgrid_location *location;
	enum cgrid_status status = cgrid_locate_sensor(school->ctx, query, text, &location);
	if (!status)
		status = cgrid_locate_place(school->ctx, query, text, &location);
	/* A failure leaves no location behind. */
	return (location != NULL) == (status == CGRID_OK) ? status : CGRID_E_INTERNAL;
}

static const char *const texts[] = {"S-1",      "S-6",  "none",           "room:102",
				    "door:1",   "E4-5", "40.12,-75.12",   "40.1200495,-75.1199413,9",
				    "room:214", "S-10", "18TVK8977841088"};
enum { TEXTS = sizeof texts / sizeof *texts };

START_TEST(every_allocation_of_a_location_fails)
{
	struct school school = school_open(NULL);
	size_t failed = 0;
	for (long n = 0;; n++) {
		struct cgrid_locator *locator = NULL;
		struct cgrid_query *query = NULL;
		ck_assert_int_lt(n, MOST);
		until_failure = n;
		enum cgrid_status status =
		    cgrid_locator_new(school.ctx, school.campus, school.grid, &locator);
		if (!status)
			status = cgrid_query_new(school.ctx, locator, &query);
		for (size_t i = 0; !status && i < TEXTS; i++)
			status = ask(&school, query, texts[i]);
		until_failure = -1;
		cgrid_query_free(query);
		cgrid_locator_free(locator);
		if (!status)
			break;
		failed++;
		ck_assert_int_eq(status, CGRID_E_MEMORY);
	}
	ck_assert_uint_gt(failed, 5);
	school_close(&school);
}
END_TEST

START_TEST(a_warm_query_allocates_nothing)
{
	struct school school = school_open(NULL);
	for (int round = 0; round < 2; round++) {
		enum cgrid_status status = CGRID_OK;
		allocated = 0;
		for (size_t i = 0; !status && i < TEXTS; i++)
			status = ask(&school, school.query, texts[i]);
		size_t count = allocated;
		ck_assert_int_eq(status, CGRID_OK);
		ck_assert(round == 0 ? count > 0 : count == 0);
	}
	school_close(&school);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("fault-table");
	TCase *c = tcase_create("memory");
	tcase_set_timeout(c, 60);
	tcase_add_loop_test(c, every_allocation_of_a_table_fails, 0, KINDS * FORMATS);
	tcase_add_test(c, every_allocation_of_a_location_fails);
	tcase_add_test(c, a_warm_query_allocates_nothing);
	suite_add_tcase(suite, c);
	return run_suite(suite);
}
