/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

#include "base/num.h"

#include <campusgrid/map.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *const formats[] = {"pdf", "png", "svg", NULL};

/* One file of the map: its page (the first of a PDF) and where it goes. */
struct page_file {
	char *path;
	struct cli_output *output;
};

struct job {
	struct cli *cli;
	const char *out;
	enum cgrid_map_format format;
	struct cgrid_map_options options;
	char date[16];
	struct cgrid_map *map;
	struct page_file *files;
	size_t file_count;
};

static enum cli_exit
choose_format(struct job *job)
{
	enum { NONE = 3 }; /* past the words */
	int choice = cli_format(job->cli, formats, NONE);
	if (choice == NONE)
		return cli_usage(job->cli, "no format: give OUT an extension, or -f pdf, png or svg");
	if (choice < 0)
		return CLI_USAGE;
	job->format = (enum cgrid_map_format)choice;
	return CLI_DONE;
}

static enum cli_exit
choose_numbers(struct job *job)
{
	const char *scale = cli_option(job->cli, OPT_SCALE), *dpi = cli_option(job->cli, OPT_DPI);
	int64_t n = 0;
	if (scale) {
		const char *digits = strncmp(scale, "1:", 2) == 0 ? scale + 2 : scale;
		if (!cgrid_integer_parse(digits, strlen(digits), 1, 1000000, &n))
			return cli_usage(job->cli,
					 "--scale %.100s is not 1:N, with N from 1 to 1000000", scale);
		job->options.scale = (uint32_t)n;
	}
	if (dpi && (!cgrid_number_parse(dpi, strlen(dpi), &job->options.dpi) || job->options.dpi < 10 ||
		    job->options.dpi > 4800))
		return cli_usage(job->cli, "--dpi %.100s is not a number from 10 to 4800", dpi);
	if (cli_option(job->cli, OPT_LANDSCAPE) && cli_option(job->cli, OPT_PORTRAIT))
		return cli_usage(job->cli, "--landscape and --portrait exclude each other");
	job->options.orientation = cli_option(job->cli, OPT_LANDSCAPE)  ? CGRID_LANDSCAPE
				   : cli_option(job->cli, OPT_PORTRAIT) ? CGRID_PORTRAIT
									: CGRID_ORIENTATION_FIT;
	return CLI_DONE;
}

/* The date on the page and in the file. */
static enum cli_exit
choose_date(struct job *job)
{
	const bool epoch = getenv("SOURCE_DATE_EPOCH") != NULL;
	struct tm parts;
	int64_t seconds;
	enum cli_exit code = cli_now(job->cli, &seconds);
	if (code)
		return code;
	const time_t at = (time_t)seconds;
	if (!(epoch ? gmtime_r(&at, &parts) : localtime_r(&at, &parts)) ||
	    strftime(job->date, sizeof job->date, "%Y-%m-%d", &parts) == 0)
		job->date[0] = '\0';
	job->options.date = job->date;
	job->options.created = seconds;
	/* The file says the day that is printed: two runs of one day are the same bytes. */
	if (!epoch && job->date[0]) {
		parts.tm_hour = parts.tm_min = parts.tm_sec = 0;
		job->options.created = (int64_t)timegm(&parts);
	}
	return CLI_DONE;
}

static enum cli_exit
choose(struct job *job)
{
	struct cli *cli = job->cli;
	job->out = cli_option(cli, OPT_OUTPUT);
	if (!job->out)
		return cli_usage(cli, "-o OUT is missing");
	job->options.paper = cli_option(cli, OPT_PAPER);
	job->options.building = cli_option(cli, OPT_BUILDING);
	job->options.level = cli_option(cli, OPT_LEVEL);
	job->options.mono = cli_option(cli, OPT_MONO) != NULL;
	job->options.keypad = cli_option(cli, OPT_KEYPAD) != NULL;
	job->options.watermark = cli_option(cli, OPT_WATERMARK);
	enum cli_exit code = choose_format(job);
	/* An atlas has an index; a file of one page has none. */
	job->options.index = job->format == CGRID_MAP_PDF && !job->options.level;
	if (!code)
		code = choose_numbers(job);
	if (!code)
		code = choose_date(job);
	if (!code)
		code = cli_audience(cli, &job->options.audience);
	if (!code && strcmp(job->out, "-") == 0 && job->format != CGRID_MAP_SVG &&
	    isatty(STDOUT_FILENO))
		code = cli_usage(cli, "%s is not for a terminal: give -o a file", formats[job->format]);
	return code;
}

/* m.png -> m-PAGE.png. malloc'd. */
static char *
page_path(const char *out, const char *page)
{
	const char *slash = strrchr(out, '/');
	const char *name = slash ? slash + 1 : out;
	const char *dot = strrchr(name, '.');
	size_t stem = dot && dot != name ? (size_t)(dot - out) : strlen(out);
	size_t size = strlen(out) + strlen(page) + 2;
	char *path = malloc(size);
	if (path)
		snprintf(path, size, "%.*s-%s%s", (int)stem, out, page, out + stem);
	return path;
}

/* Opens every file before the first is written: all are refused when one is. */
static enum cli_exit
open_files(struct job *job)
{
	size_t pages = cgrid_map_page_count(job->map);
	bool single = job->format == CGRID_MAP_PDF || pages == 1;
	if (!single && strcmp(job->out, "-") == 0)
		return cli_usage(job->cli, "%zu pages do not go to standard output: give -o a file",
				 pages);
	job->files = calloc(single ? 1 : pages, sizeof *job->files);
	if (!job->files)
		return cli_failed(job->cli, CGRID_E_MEMORY);
	enum cli_exit code = CLI_DONE;
	for (size_t i = 0; !code && i < (single ? 1 : pages); i++) {
		struct page_file *file = &job->files[job->file_count++];
		file->path =
		    single ? strdup(job->out) : page_path(job->out, cgrid_map_page_name(job->map, i));
		code = file->path ? cli_output_open(job->cli, file->path, CLI_HELD, &file->output)
				  : cli_failed(job->cli, CGRID_E_MEMORY);
	}
	return code;
}

/* On a terminal, once the work has taken longer than a second. */
static void
progress(const struct job *job, time_t since, size_t page)
{
	if (job->file_count > 1 && time(NULL) - since > 1 && isatty(STDERR_FILENO))
		fprintf(stderr, "campusgrid map: page %zu of %zu%c", page + 1, job->file_count,
			page + 1 < job->file_count ? '\r' : '\n');
}

static enum cli_exit
write_files(struct job *job)
{
	struct cgrid_ctx *ctx = job->cli->ctx;
	enum cgrid_status status = CGRID_OK;
	time_t since = time(NULL);
	for (size_t i = 0; !status && i < job->file_count; i++) {
		struct cgrid_sink sink = cli_output_sink(job->files[i].output);
		progress(job, since, i);
		status = job->format == CGRID_MAP_PDF
			     ? cgrid_map_write_pdf(ctx, job->map, sink)
			     : cgrid_map_write_page(ctx, job->map, i, job->format, sink);
	}
	return status ? cli_failed(job->cli, status) : CLI_DONE;
}

static enum cli_exit
put_in_place(struct job *job)
{
	enum cli_exit code = cli_refuses(job->cli) ? CLI_INPUT : CLI_DONE;
	for (size_t i = 0; !code && i < job->file_count; i++) {
		code = cli_output_close(job->files[i].output);
		job->files[i].output = NULL;
	}
	return code;
}

static void
job_end(struct job *job)
{
	for (size_t i = 0; i < job->file_count; i++) {
		cli_output_drop(job->files[i].output);
		free(job->files[i].path);
	}
	free(job->files);
	cgrid_map_free(job->map);
}

enum cli_exit
cmd_map(struct cli *cli)
{
	struct job job = {.cli = cli, .options = CGRID_MAP_OPTIONS_INIT};
	struct cli_work work = {0};
	enum cli_exit code = choose(&job);
	if (!code)
		code = cli_work_open(cli, cli->args.operands[0], &work);
	if (!code) {
		cli_warn_unwritten(cli, work.campus);
		enum cgrid_status status =
		    cgrid_map_new(cli->ctx, work.campus, work.grid, &job.options, &job.map);
		code = status ? cli_failed(cli, status) : CLI_DONE;
	}
	if (!code)
		code = open_files(&job);
	if (!code)
		code = write_files(&job);
	if (!code)
		code = put_in_place(&job);
	job_end(&job);
	cli_work_close(&work);
	return code;
}
