/* SPDX-License-Identifier: Apache-2.0 */
/*
 * resolve and locate of a lookup file, in the process of campusgrid itself. The
 * first answers read what they need; a stream that goes on has the file read
 * whole, after which an answer costs no system call.
 */
#include "cli.h"

#include "base/base.h"
#include "base/num.h"
#include "locate/record.h"
#include "lookup/format.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* So many answers are read one by one before the whole file is. */
enum { FEW = 500 };

typedef enum cgrid_status (*lookup_fn)(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query,
				       const char *text, const struct cgrid_location **location);

struct answering {
	struct cli *cli;
	lookup_fn locate;
	struct cgrid_lookup *lookup;
	struct cgrid_lookup_query *query;
	size_t answered;
	bool whole;                     /* was tried */
	char stale[96];                 /* what every answer of a file too old says of it */
	struct cgrid_location location; /* with that */
	struct cgrid_buf candidates;
};

bool
cli_is_lookup(const char *input)
{
	const char *slash = strrchr(input, '/');
	const char *dot = strrchr(slash ? slash : input, '.');
	unsigned char head[sizeof cgrid_lookup_magic];
	struct stat st;
	bool same = false;
	if (dot && cgrid_same_text(dot, ".cgx"))
		return true;
	if (strcmp(input, "-") == 0 || stat(input, &st) != 0 || !S_ISREG(st.st_mode))
		return false;
	int fd = open(input, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		same = pread(fd, head, sizeof head, 0) == (ssize_t)sizeof head &&
		       memcmp(head, cgrid_lookup_magic, sizeof head) == 0;
		close(fd);
	}
	return same;
}

static enum cgrid_status
open_lookup(struct answering *answering, unsigned flags)
{
	const struct cli *cli = answering->cli;
	struct cgrid_lookup_options options = CGRID_LOOKUP_OPTIONS_INIT;
	struct cgrid_lookup *lookup;
	struct cgrid_lookup_query *query = NULL;
	options.flags = flags;
	enum cgrid_status status =
	    cgrid_lookup_open(cli->ctx, cli->args.operands[0], &options, &lookup);
	if (!status)
		status = cgrid_lookup_query_new(cli->ctx, lookup, &query);
	if (!status)
		status = cgrid_lookup_query_set_campus(cli->ctx, query, cli_option(cli, OPT_CAMPUS));
	if (status) {
		cgrid_lookup_query_free(query);
		cgrid_lookup_free(lookup);
		return status;
	}
	cgrid_lookup_query_free(answering->query);
	cgrid_lookup_free(answering->lookup);
	answering->lookup = lookup;
	answering->query = query;
	return CGRID_OK;
}

/* A file that cannot be read whole (too large for memory, damaged somewhere, replaced by a bad one)
 * goes on being read piece by piece, each verified. */
static void
read_whole(struct answering *answering)
{
	answering->whole = true;
	enum cgrid_status status = open_lookup(answering, 0);
	if (status == CGRID_E_LIMIT || status == CGRID_E_MEMORY)
		cgrid_clear_error(answering->cli->ctx);
	else if (status)
		cgrid_log_error(answering->cli->ctx);
}

/* The note of a file that is too old, beside what the answer says itself. */
static enum cgrid_status
add_age(struct answering *answering, const struct cgrid_location **location)
{
	struct cgrid_location *to = &answering->location;
	if (answering->stale[0] == '\0')
		return CGRID_OK;
	*to = **location;
	cgrid_buf_clear(&answering->candidates);
	cgrid_buf_text(&answering->candidates, to->candidates);
	cgrid_buf_text(&answering->candidates, to->candidates[0] ? "; " : "");
	cgrid_buf_text(&answering->candidates, answering->stale);
	if (answering->candidates.failed)
		return CGRID_E_MEMORY;
	if ((*location)->cells == (*location)->cell)
		to->cells = to->cell;
	to->candidates = answering->candidates.data;
	cgrid_location_compose(to);
	*location = to;
	return CGRID_OK;
}

static enum cgrid_status
ask(void *user, const char *text, const struct cgrid_location **location)
{
	struct answering *answering = user;
	if (++answering->answered > FEW && !answering->whole)
		read_whole(answering);
	enum cgrid_status status =
	    answering->locate(answering->cli->ctx, answering->query, text, location);
	return status ? status : add_age(answering, location);
}

static size_t
candidates(void *user)
{
	return cgrid_lookup_candidate_count(((struct answering *)user)->query);
}

static enum cgrid_status
candidate(void *user, size_t i, const struct cgrid_location **location)
{
	struct answering *answering = user;
	enum cgrid_status status =
	    cgrid_lookup_candidate(answering->cli->ctx, answering->query, i, location);
	return status ? status : add_age(answering, location);
}

/* 30d, 12h, 90m, 8w, 45s as seconds. */
static bool
parse_age(const char *text, int64_t *seconds_out)
{
	static const struct {
		char letter;
		int64_t seconds;
	} units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}, {'w', 604800}};
	const size_t length = strlen(text);
	int64_t number;
	if (length < 2 || !cgrid_integer_parse(text, length - 1, 0, 100000000, &number))
		return false;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (cgrid_lower((unsigned char)text[length - 1]) == units[i].letter) {
			*seconds_out = number * units[i].seconds;
			return true;
		}
	return false;
}

/* "2 days", "5 hours" */
static void
age_text(int64_t seconds, char *text, size_t size)
{
	const bool days = seconds >= 2 * 86400, hours = seconds >= 2 * 3600;
	const long long number = seconds / (days ? 86400 : hours ? 3600 : 60);
	snprintf(text, size, "%lld %s", number, days ? "days" : hours ? "hours" : "minutes");
}

/* What is known of the file, and whether it is too old. */
static enum cli_exit
check_age(struct answering *answering)
{
	struct cli *cli = answering->cli;
	const struct cgrid_lookup_info info = cgrid_lookup_get_info(answering->lookup);
	const struct cgrid_source source = {cli->args.operands[0], 0, 0};
	const char *most = cli_option(cli, OPT_MAX_AGE);
	const int64_t now = (int64_t)time(NULL), age = now - info.built;
	const time_t built = (time_t)info.built;
	char day[32] = "", how_old[48];
	struct tm tm;
	int64_t limit = 0;
	if (most && !parse_age(most, &limit))
		return cli_usage(cli, "--max-age %.40s: 30d, 12h, 90m or 8w is needed", most);
	if (gmtime_r(&built, &tm))
		strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%SZ", &tm);
	age_text(age, how_old, sizeof how_old);
	cgrid_log(cli->ctx, CGRID_NOTE, &source,
		  "packed %s: %u campuses, %u sensors, %u names of rooms and doors", day,
		  (unsigned)info.campuses, (unsigned)info.sensors, (unsigned)info.places);
	if (!most || (age >= 0 && age <= limit))
		return CLI_DONE;
	day[10] = '\0';
	if (age < 0)
		snprintf(answering->stale, sizeof answering->stale, "lookup file of %s, in the future",
			 day);
	else
		snprintf(answering->stale, sizeof answering->stale, "lookup file of %s, %s old", day,
			 how_old);
	cgrid_log(cli->ctx, CGRID_LEFT_OUT, &source, "%s: --max-age is %.40s", answering->stale, most);
	return CLI_DONE;
}

/* The grid is that of the file. */
static enum cli_exit
check_options(const struct cli *cli)
{
	for (int id = OPT_GRID_FIRST; id <= OPT_GRID_LAST; id++)
		if (cli_option(cli, (enum cli_option_id)id))
			return cli_usage(cli, "--%s: the grid of a lookup file is packed with it",
					 cli_option_name((enum cli_option_id)id));
	return cli_check_records(cli);
}

static enum cli_exit
answer_from_lookup(struct cli *cli, lookup_fn locate)
{
	struct answering answering = {.cli = cli, .locate = locate};
	const struct cli_asked asked = {ask, candidates, candidate, &answering};
	enum cli_exit code = check_options(cli);
	if (!code) {
		enum cgrid_status status = open_lookup(&answering, CGRID_LOOKUP_ON_DEMAND);
		code = status ? cli_failed(cli, status) : check_age(&answering);
	}
	if (!code)
		code = cli_ask(cli, &asked);
	cgrid_buf_free(&answering.candidates);
	cgrid_lookup_query_free(answering.query);
	cgrid_lookup_free(answering.lookup);
	return code;
}

enum cli_exit
cli_lookup_resolve(struct cli *cli)
{
	return answer_from_lookup(cli, cgrid_lookup_sensor);
}

enum cli_exit
cli_lookup_locate(struct cli *cli)
{
	return answer_from_lookup(cli, cgrid_lookup_place);
}
