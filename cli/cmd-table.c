/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

#include <string.h>
#include <unistd.h>

static const char *const kinds[] = {"cells",  "rooms",   "pieces", "doors",
				    "assets", "sensors", "all",    NULL};
static const char *const formats[] = {"csv", "json", "ndjson", "geojson", "kml", "gpkg", NULL};

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
	options.building = cli_option(cli, OPT_BUILDING);
	options.level = cli_option(cli, OPT_LEVEL);
	int kind = cli_choice(cli, "table", cli->args.operands[0], kinds);
	int format = kind < 0 ? -1 : cli_format(cli, formats, CGRID_TABLE_CSV);
	if (format < 0)
		return CLI_USAGE;
	const char *out = cli_option(cli, OPT_OUTPUT);
	if (format == CGRID_TABLE_GPKG && (!out || strcmp(out, "-") == 0) && isatty(STDOUT_FILENO))
		return cli_usage(cli, "gpkg is not for a terminal: give -o a file");
	if (kind == CGRID_TABLE_ALL && format != CGRID_TABLE_GPKG)
		return cli_usage(cli, "all tables in one file are a GeoPackage: -f gpkg");
	enum cli_exit code = cli_audience(cli, &options.audience);
	if (!code)
		code = cli_now(cli, &options.created);
	if (!code)
		code = cli_work_open(cli, cli->args.operands[1], &work);
	if (!code)
		code = cli_split(cli, &work);
	if (!code) {
		cli_warn_unwritten(cli, work.campus);
		code = write_table(cli, (enum cgrid_table_kind)kind, (enum cgrid_table_format)format,
				   &options, &work);
	}
	cli_work_close(&work);
	return code;
}
