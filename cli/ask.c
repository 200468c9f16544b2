/* SPDX-License-Identifier: Apache-2.0 */
/*
 * resolve and locate: exactly one record out for each thing asked, in order.
 * What cannot be asked as it stands (a NUL or a broken character in it, or
 * beyond all length) is answered "unknown", never by a part of it.
 */
#include "cli.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct asking {
	struct cli *cli;
	const struct cli_asked *asked;
	enum cgrid_record_format format;
	struct cli_output *output;
	struct cgrid_sink sink;
	bool any;               /* a record was written */
	struct cgrid_buf clean; /* a query that had to be cleaned */
};

static const char *const format_words[] = {"text", "csv", "json", "ndjson", NULL};

/* Text for people on a terminal, NDJSON for programs. */
static enum cli_exit
choose_format(const struct cli *cli, enum cgrid_record_format *format)
{
	const char *file = cli_option(cli, OPT_OUTPUT);
	bool terminal = (!file || strcmp(file, "-") == 0) && isatty(STDOUT_FILENO);
	int choice = cli_format(cli, format_words, terminal ? CGRID_RECORD_TEXT : CGRID_RECORD_NDJSON);
	*format = choice < 0 ? CGRID_RECORD_NDJSON : (enum cgrid_record_format)choice;
	return choice < 0 ? CLI_USAGE : CLI_DONE;
}

static enum cgrid_status
put(struct asking *asking, const struct cgrid_location *location)
{
	enum cgrid_status status = cgrid_location_write(asking->cli->ctx, asking->format, location,
							!asking->any, asking->sink);
	asking->any = true;
	return status;
}

void
cli_count(struct cli *cli, enum cgrid_location_status status)
{
	cli->asked++;
	cli->unknown += status == CGRID_LOCATION_UNKNOWN;
	cli->outside += status == CGRID_LOCATION_OUTSIDE;
	cli->ambiguous += status == CGRID_LOCATION_AMBIGUOUS;
}

/* A record for a text that no id or place can be. */
static enum cgrid_status
put_impossible(struct asking *asking, const char *text, size_t length)
{
	cgrid_buf_clear(&asking->clean);
	cgrid_text_clean(text, length, &asking->clean);
	if (asking->clean.failed)
		return CGRID_E_MEMORY;
	struct cgrid_location location;
	cgrid_location_clear(&location);
	if (asking->clean.size > 0)
		location.query = asking->clean.data;
	cli_count(asking->cli, location.status);
	return put(asking, &location);
}

static bool
possible(const char *text, size_t length)
{
	return memchr(text, '\0', length) == NULL && cgrid_utf8_valid(text, length);
}

static enum cgrid_status
answer(struct asking *asking, const char *text, size_t length)
{
	const struct cli_asked *asked = asking->asked;
	const struct cgrid_location *location = NULL;
	if (!possible(text, length))
		return put_impossible(asking, text, length);
	enum cgrid_status status = asked->ask(asked->user, text, &location);
	if (status)
		return status;
	cli_count(asking->cli, location->status);
	if (location->status != CGRID_LOCATION_AMBIGUOUS || !cli_option(asking->cli, OPT_ALL))
		return put(asking, location);
	size_t candidates = asked->candidates(asked->user);
	for (size_t i = 0; !status && i < candidates; i++) {
		status = asked->candidate(asked->user, i, &location);
		if (!status)
			status = put(asking, location);
	}
	return status;
}

static enum cli_exit
answer_lines(struct asking *asking)
{
	struct cli *cli = asking->cli;
	struct cli_lines *lines = cli_lines_new();
	struct cli_line line;
	enum cgrid_status status = lines ? CGRID_OK : CGRID_E_MEMORY;
	enum cli_exit code = CLI_DONE;
	while (!status && !code) {
		int got = cli_lines_next(lines, asking->output, &line);
		if (got == 0)
			break;
		if (got == -1) {
			cli_say(cli, "standard input: cannot be read: %s", strerrordesc_np(errno));
			code = CLI_INPUT;
		} else if (got < 0) {
			status = CGRID_E_OUTPUT;
		} else if (line.cut) {
			cli_say(cli, "standard input: a line is longer than %d bytes", CLI_LINE_MAX);
			status = put_impossible(asking, line.text, line.length);
		} else {
			status = answer(asking, line.text, line.length);
		}
	}
	cli_lines_free(lines);
	return status ? cli_failed(cli, status) : code;
}

static enum cli_exit
answer_all(struct asking *asking)
{
	struct cli *cli = asking->cli;
	enum cgrid_status status = cgrid_location_begin(cli->ctx, asking->format, asking->sink);
	enum cli_exit code = CLI_DONE;
	if (!status && cli->args.operand_count == 1)
		code = answer_lines(asking);
	for (size_t i = 1; !status && i < cli->args.operand_count; i++)
		status = answer(asking, cli->args.operands[i], strlen(cli->args.operands[i]));
	if (!status && !code)
		status = cgrid_location_end(cli->ctx, asking->format, asking->any, asking->sink);
	return status ? cli_failed(cli, status) : code;
}

enum cli_exit
cli_check_records(const struct cli *cli)
{
	enum cgrid_record_format format;
	if (cli->args.operand_count == 1 && strcmp(cli->args.operands[0], "-") == 0)
		return cli_usage(cli, "standard input cannot be both INPUT and what is asked");
	return choose_format(cli, &format);
}

enum cli_exit
cli_ask(struct cli *cli, const struct cli_asked *asked)
{
	struct asking asking = {.cli = cli, .asked = asked};
	enum cli_exit code = choose_format(cli, &asking.format);
	if (!code && cli_refuses(cli))
		code = CLI_INPUT;
	if (!code)
		code = cli_output_open(cli, cli_option(cli, OPT_OUTPUT), CLI_AT_ONCE, &asking.output);
	if (!code) {
		asking.sink = cli_output_sink(asking.output);
		code = answer_all(&asking);
	}
	if (!code) {
		code = cli_output_close(asking.output);
		asking.output = NULL;
	}
	/* What was answered before something failed is not lost with it. */
	if (asking.output && cli->output_error == 0)
		(void)!cli_output_flush(asking.output);
	cli_output_drop(asking.output);
	cgrid_buf_free(&asking.clean);
	return code;
}
