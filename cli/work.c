/* SPDX-License-Identifier: Apache-2.0 */
/* INPUT, its grid and its pieces, as the options of the command line want them. */
#include "cli.h"

#include "base/num.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	WRITTEN = CGRID_GRID_ORIGIN | CGRID_GRID_CELL | CGRID_GRID_COLUMNS | CGRID_GRID_ROWS,
};

enum cli_exit
cli_now(const struct cli *cli, int64_t *seconds)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	*seconds = (int64_t)time(NULL);
	if (epoch && !cgrid_integer_parse(epoch, strlen(epoch), 0, 253402214400, seconds))
		return cli_usage(cli, "SOURCE_DATE_EPOCH is not a count of seconds");
	return CLI_DONE;
}

enum cli_exit
cli_audience(const struct cli *cli, enum cgrid_audience *audience)
{
	static const char *const words[] = {"owner", "responder", "public", NULL};
	const char *word = cli_option(cli, OPT_AUDIENCE);
	int choice = word ? cli_choice(cli, "audience", word, words) : (int)CGRID_OWNER;
	*audience = choice < 0 ? CGRID_PUBLIC : (enum cgrid_audience)choice;
	return choice < 0 ? CLI_USAGE : CLI_DONE;
}

enum cli_exit
cli_read(struct cli *cli, const char *input, struct cgrid_campus **campus)
{
	struct cgrid_campus_options options = CGRID_CAMPUS_OPTIONS_INIT;
	options.frame = cli_option(cli, OPT_FRAME);
	if (!options.frame && cli_option(cli, OPT_USNG))
		options.frame = "utm";
	options.lang = cli_option(cli, OPT_LANG);
	options.flags = cli->strict ? CGRID_CAMPUS_AS_DRAWN : 0;
	enum cgrid_status status = cgrid_campus_read(cli->ctx, input, &options, campus);
	return status ? cli_failed(cli, status) : CLI_DONE;
}

static enum cgrid_status
say_grid(struct cli *cli, struct cgrid_grid_options *said)
{
	for (int id = OPT_GRID_FIRST; id <= OPT_GRID_LAST; id++) {
		const char *value = cli_option(cli, (enum cli_option_id)id);
		if (!value)
			continue;
		enum cgrid_status status =
		    cgrid_grid_option_set(cli->ctx, said, cli_option_name((enum cli_option_id)id),
					  id == OPT_SKIP_IO ? NULL : value);
		if (status)
			return status;
	}
	return CGRID_OK;
}

enum cli_exit
cli_fit(struct cli *cli, const struct cgrid_campus *campus, bool replace, struct cgrid_grid **grid)
{
	struct cgrid_grid_options said = CGRID_GRID_OPTIONS_INIT;
	enum cgrid_status status = say_grid(cli, &said);
	if (!status)
		status = cgrid_grid_fit(cli->ctx, campus, &said, replace, grid);
	return status ? cli_failed(cli, status) : CLI_DONE;
}

enum cli_exit
cli_split(struct cli *cli, struct cli_work *work)
{
	enum cgrid_status status = cgrid_split(cli->ctx, work->campus, work->grid, NULL, &work->pieces);
	return status ? cli_failed(cli, status) : CLI_DONE;
}

enum cli_exit
cli_work_open(struct cli *cli, const char *input, struct cli_work *work)
{
	*work = (struct cli_work){0};
	/* What is said of the grid is judged before a large input is read. */
	struct cgrid_grid_options said = CGRID_GRID_OPTIONS_INIT;
	enum cgrid_status status = say_grid(cli, &said);
	if (status)
		return cli_failed(cli, status);
	enum cli_exit code = cli_read(cli, input, &work->campus);
	if (!code && cli_refuses(cli))
		code = CLI_INPUT;
	if (!code)
		code = cli_fit(cli, work->campus, false, &work->grid);
	return code;
}

void
cli_work_close(struct cli_work *work)
{
	cgrid_pieces_free(work->pieces);
	cgrid_grid_free(work->grid);
	cgrid_campus_free(work->campus);
}

bool
cli_grid_written(const struct cgrid_campus *campus)
{
	return (cgrid_campus_grid(campus)->given & WRITTEN) == WRITTEN;
}

void
cli_warn_unwritten(struct cli *cli, const struct cgrid_campus *campus)
{
	bool said = cli_option(cli, OPT_ORIGIN) && cli_option(cli, OPT_CELL) &&
		    cli_option(cli, OPT_COLUMNS) && cli_option(cli, OPT_ROWS);
	if (!said && !cli->quiet && !cli_grid_written(campus))
		cli_say(cli, "the grid is not written down: its labels can move with the next import "
			     "(campusgrid grid --save keeps them)");
}
