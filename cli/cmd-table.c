/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

#include <string.h>

static const char *const kinds[] = {"cells", "rooms", "pieces", "doors", "assets", "sensors", NULL};
static const char *const formats[] = {"csv", "json", "ndjson", "geojson", NULL};

/* -f, else the extension of -o, else CSV. */
static enum cli_exit
choose_format(const struct cli *cli, enum cgrid_table_format *format)
{
	const char *word = cli_option(cli, OPT_FORMAT), *file = cli_option(cli, OPT_OUTPUT);
	const char *dot = file ? strrchr(file, '.') : NULL;
	*format = CGRID_TABLE_CSV;
	if (!word && (!dot || strchr(dot, '/')))
		return CLI_DONE;
	int choice = cli_choice(cli, "format", word ? word : dot + 1, formats);
	if (choice < 0)
		return CLI_USAGE;
	*format = (enum cgrid_table_format)choice;
	return CLI_DONE;
}

static enum cli_exit
write_table(struct cli *cli, enum cgrid_table_kind kind, enum cgrid_table_format format,
	    const struct cgrid_table_options *options, const struct cli_work *work)
{
	struct cli_output *output = NULL;
	enum cli_exit code = cli_output_open(cli, cli_option(cli, OPT_OUTPUT), CLI_HELD, &output);
	if (code)
		return code;
	enum cgrid_status status = cgrid_table_write(cli->ctx, kind, format, work->campus, work->grid,
						     work->pieces, options, cli_output_sink(output));
	if (!status)
		return cli_output_close(output);
	cli_output_drop(output);
	return cli_failed(cli, status);
}

enum cli_exit
cmd_table(struct cli *cli)
{
	struct cgrid_table_options options = CGRID_TABLE_OPTIONS_INIT;
	struct cli_work work = {0};
	enum cgrid_table_format format = CGRID_TABLE_CSV;
	options.building = cli_option(cli, OPT_BUILDING);
	options.level = cli_option(cli, OPT_LEVEL);
	int kind = cli_choice(cli, "table", cli->args.operands[0], kinds);
	if (kind < 0)
		return CLI_USAGE;
	enum cli_exit code = choose_format(cli, &format);
	if (!code)
		code = cli_audience(cli, &options.audience);
	if (!code)
		code = cli_work_open(cli, cli->args.operands[1], &work);
	if (!code)
		code = cli_split(cli, &work);
	if (!code) {
		cli_warn_unwritten(cli, work.campus);
		code = write_table(cli, (enum cgrid_table_kind)kind, format, &options, &work);
	}
	cli_work_close(&work);
	return code;
}
