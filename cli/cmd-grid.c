/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"
#include "report.h"

#include <string.h>
#include <sys/stat.h>

static const char *const formats[] = {"text", "json", "geojson", NULL};
enum { TEXT, JSON, GEOJSON };

/* The grid is written into a file that people wrote, so it must be one. */
static bool
is_campus_json(const char *input)
{
	struct stat st;
	const char *dot = strrchr(input, '.');
	return dot && strcmp(dot, ".json") == 0 && (stat(input, &st) != 0 || S_ISREG(st.st_mode));
}

static enum cli_exit
write_cells(struct cli *cli, struct cli_work *work)
{
	struct cgrid_table_options options = CGRID_TABLE_OPTIONS_INIT;
	struct cli_output *output = NULL;
	enum cli_exit code = cli_split(cli, work);
	if (!code)
		code = cli_output_open(cli, cli_option(cli, OPT_OUTPUT), CLI_HELD, &output);
	if (code)
		return code;
	enum cgrid_status status =
	    cgrid_table_write(cli->ctx, CGRID_TABLE_CELLS, CGRID_TABLE_GEOJSON, work->campus,
			      work->grid, work->pieces, &options, cli_output_sink(output));
	if (!status)
		return cli_output_close(output);
	cli_output_drop(output);
	return cli_failed(cli, status);
}

static enum cli_exit
write_report(struct cli *cli, int format, bool written, const struct cli_work *work)
{
	struct cgrid_buf text = {0};
	struct cli_grid_report report;
	enum cgrid_status status =
	    cli_grid_report(cli->ctx, work->campus, work->grid, written, &report);
	enum cli_exit code = status ? cli_failed(cli, status) : CLI_DONE;
	if (!code) {
		if (format == JSON)
			cli_grid_json(&report, &text, 0);
		else
			cli_grid_text(&report, &text);
		if (format == JSON)
			cgrid_buf_char(&text, '\n');
		code = cli_output_text(cli, cli_option(cli, OPT_OUTPUT), &text);
	}
	cgrid_buf_free(&text);
	return code;
}

enum cli_exit
cmd_grid(struct cli *cli)
{
	const char *input = cli->args.operands[0];
	bool save = cli_option(cli, OPT_SAVE) != NULL, force = cli_option(cli, OPT_FORCE) != NULL;
	struct cli_work work = {0};
	int format = cli_format(cli, formats, TEXT);
	enum cli_exit code = format < 0 ? CLI_USAGE : CLI_DONE;
	if (!code && save && !is_campus_json(input))
		code = cli_usage(cli, "--save needs a campus.json (campusgrid init makes a first one)");
	if (!code)
		code = cli_read(cli, input, &work.campus);
	if (!code && cli_refuses(cli))
		code = CLI_INPUT;
	if (!code)
		code = cli_fit(cli, work.campus, save && force, &work.grid);
	if (!code && save) {
		enum cgrid_status status = cgrid_grid_save(cli->ctx, work.grid, input, force);
		code = status ? cli_failed(cli, status) : CLI_DONE;
	}
	if (!code && format == GEOJSON)
		code = write_cells(cli, &work);
	else if (!code)
		code = write_report(cli, format, save || cli_grid_written(work.campus), &work);
	cli_work_close(&work);
	return code;
}
