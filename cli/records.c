/* SPDX-License-Identifier: Apache-2.0 */
/* resolve and locate of drawings. */
#include "cli.h"

#include <string.h>

struct drawings {
	struct cgrid_ctx *ctx;
	struct cgrid_query *query;
	cli_locate_fn locate;
};

static enum cgrid_status
ask(void *user, const char *text, const struct cgrid_location **location)
{
	struct drawings *drawings = user;
	return drawings->locate(drawings->ctx, drawings->query, text, location);
}

static size_t
candidates(void *user)
{
	return cgrid_query_candidate_count(((struct drawings *)user)->query);
}

static enum cgrid_status
candidate(void *user, size_t i, const struct cgrid_location **location)
{
	struct drawings *drawings = user;
	return cgrid_query_candidate(drawings->ctx, drawings->query, i, location);
}

enum cli_exit
cli_records(struct cli *cli, cli_locate_fn locate)
{
	struct drawings drawings = {.ctx = cli->ctx, .locate = locate};
	const struct cli_asked asked = {ask, candidates, candidate, &drawings};
	struct cli_work work = {0};
	struct cgrid_locator *locator = NULL;
	enum cgrid_status status = CGRID_OK;
	enum cli_exit code = cli_check_records(cli);
	if (!code && (cli_option(cli, OPT_CAMPUS) || cli_option(cli, OPT_MAX_AGE)))
		code = cli_usage(cli, "--campus and --max-age are for a lookup file");
	if (!code)
		code = cli_work_open(cli, cli->args.operands[0], &work);
	if (!code)
		status = cgrid_locator_new(cli->ctx, work.campus, work.grid, &locator);
	if (!code && !status)
		status = cgrid_query_new(cli->ctx, locator, &drawings.query);
	if (status)
		code = cli_failed(cli, status);
	if (!code)
		code = cli_ask(cli, &asked);
	cgrid_query_free(drawings.query);
	cgrid_locator_free(locator);
	cli_work_close(&work);
	return code;
}
