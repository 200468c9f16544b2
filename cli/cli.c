/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What a status of the library is as an exit code. A written grid that no longer covers the
 * buildings (OUTSIDE) is a fault of the input; an unknown building or level is an answer. */
static const enum cli_exit exits[] = {
    [CGRID_OK] = CLI_DONE,
    [CGRID_E_ARGUMENT] = CLI_USAGE,
    [CGRID_E_MEMORY] = CLI_FAULT,
    [CGRID_E_INPUT] = CLI_INPUT,
    [CGRID_E_SYNTAX] = CLI_INPUT,
    [CGRID_E_MEANING] = CLI_INPUT,
    [CGRID_E_LIMIT] = CLI_INPUT,
    [CGRID_E_OUTPUT] = CLI_OUTPUT,
    [CGRID_E_EXISTS] = CLI_OUTPUT,
    [CGRID_E_UNKNOWN] = CLI_PARTLY,
    [CGRID_E_OUTSIDE] = CLI_INPUT,
    [CGRID_E_AMBIGUOUS] = CLI_PARTLY,
    [CGRID_E_UNSUPPORTED] = CLI_INPUT,
    [CGRID_E_INTERNAL] = CLI_FAULT,
};

/* One write a line, so that lines of several processes do not mix. */
static void
say(const struct cli *cli, const char *line)
{
	struct cgrid_buf text = {0};
	cgrid_buf_text(&text, "campusgrid ");
	cgrid_buf_text(&text, cli->command->name);
	cgrid_buf_text(&text, ": ");
	cgrid_buf_text(&text, line);
	cgrid_buf_char(&text, '\n');
	if (text.failed)
		fputs("campusgrid: out of memory\n", stderr);
	else
		fwrite(text.data, 1, text.size, stderr);
	cgrid_buf_free(&text);
}

void
cli_say(const struct cli *cli, const char *format, ...)
{
	char line[2048];
	va_list args;
	va_start(args, format);
	vsnprintf(line, sizeof line, format, args);
	va_end(args);
	for (char *c = line; *c != '\0'; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = ' ';
	say(cli, line);
}

enum cli_exit
cli_usage(const struct cli *cli, const char *format, ...)
{
	char line[2048];
	va_list args;
	va_start(args, format);
	vsnprintf(line, sizeof line, format, args);
	va_end(args);
	cli_say(cli, "%s (campusgrid %s --help)", line, cli->command->name);
	return CLI_USAGE;
}

enum cli_exit
cli_failed(const struct cli *cli, enum cgrid_status status)
{
	/* What a sink of ours could not write has been said there. */
	if (status == CGRID_E_OUTPUT && cli->output_error != 0)
		return CLI_OUTPUT;
	const char *error = status == CGRID_E_MEMORY ? "out of memory" : cgrid_ctx_error(cli->ctx);
	say(cli, error[0] != '\0' ? error : cgrid_status_name(status));
	return (size_t)status < sizeof exits / sizeof *exits ? exits[status] : CLI_FAULT;
}

bool
cli_refuses(const struct cli *cli)
{
	if (!cli->strict || cgrid_ctx_count(cli->ctx, CGRID_LEFT_OUT) == 0)
		return false;
	cli_say(cli, "nothing was written: with --strict all of the input has to be used");
	return true;
}

const char *
cli_option(const struct cli *cli, enum cli_option_id id)
{
	return cli->args.values[id];
}

int
cli_choice(const struct cli *cli, const char *what, const char *text, const char *const *words)
{
	char list[256];
	size_t used = 0;
	for (int i = 0; words[i]; i++) {
		if (cgrid_same_text(text, words[i]))
			return i;
		int n = snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", words[i]);
		used += n > 0 && (size_t)n < sizeof list - used ? (size_t)n : 0;
	}
	cli_usage(cli, "%s \"%.100s\": there are %s", what, text, list);
	return -1;
}

int
cli_format(const struct cli *cli, const char *const *words, int usual)
{
	const char *word = cli_option(cli, OPT_FORMAT), *file = cli_option(cli, OPT_OUTPUT);
	const char *slash = file ? strrchr(file, '/') : NULL;
	const char *dot = file ? strrchr(slash ? slash : file, '.') : NULL;
	if (word)
		return cli_choice(cli, "format", word, words);
	if (!dot || dot[1] == '\0')
		return usual;
	return cli_choice(cli, "format", strcmp(dot, ".txt") == 0 ? "text" : dot + 1, words);
}

static void
collect(struct cgrid_buf *to, enum cgrid_severity severity, const char *line)
{
	static const char *const words[] = {"note", "warning", "left out"};
	cgrid_buf_text(to, to->size > 0 ? ",\n    " : "\n    ");
	cgrid_buf_text(to, "{\"severity\": ");
	cgrid_buf_json(to, words[severity]);
	cgrid_buf_text(to, ", \"message\": ");
	cgrid_buf_json(to, line);
	cgrid_buf_char(to, '}');
}

static void
take_message(void *user, enum cgrid_severity severity, const char *line)
{
	const struct cli *cli = user;
	if (cli->collect)
		collect(cli->collect, severity, line);
	if (severity == CGRID_NOTE ? cli->verbose && !cli->quiet
				   : severity == CGRID_LEFT_OUT || !cli->quiet)
		say(cli, line);
}

/* The one closing line that counts what was left out or not found; 1 when there is any. */
static enum cli_exit
close_up(const struct cli *cli)
{
	size_t left_out = cgrid_ctx_count(cli->ctx, CGRID_LEFT_OUT);
	size_t missed = cli->unknown + cli->outside + cli->ambiguous;
	char text[256];
	int n = 0;
	if (left_out == 0 && missed == 0)
		return CLI_DONE;
	if (missed > 0)
		n = snprintf(text, sizeof text,
			     "%zu of %zu not located: %zu unknown, %zu outside, %zu ambiguous", missed,
			     cli->asked, cli->unknown, cli->outside, cli->ambiguous);
	if (left_out > 0 && n >= 0)
		snprintf(text + n, sizeof text - (size_t)n,
			 "%s%zu %s of the input left out or at fault", n > 0 ? "; " : "", left_out,
			 left_out == 1 ? "part" : "parts");
	cli_say(cli, "%s", text);
	return CLI_PARTLY;
}

static enum cli_exit
help(const struct cli *cli)
{
	struct cgrid_buf text = {0};
	struct cli plain = {.command = cli->command, .ctx = cli->ctx};
	cli_help(cli->command, &text);
	enum cli_exit code = cli_output_text(&plain, NULL, &text);
	cgrid_buf_free(&text);
	return code;
}

enum cli_exit
cli_run(const struct cli_command *command, cli_run_fn run, const char *modules, int argc,
	const char **argv)
{
	struct cli cli = {.command = command, .ctx = cgrid_ctx_new()};
	enum cli_exit code = CLI_DONE;
	char fault[CLI_FAULT_SIZE];
	if (!cli.ctx) {
		fputs("campusgrid: out of memory\n", stderr);
		return CLI_FAULT;
	}
	if (!cli_args_parse(command, argc, argv, &cli.args, fault))
		code = cli_usage(&cli, "%s", fault);
	else if (cli_option(&cli, OPT_HELP))
		code = help(&cli);
	else {
		cli.quiet = cli_option(&cli, OPT_QUIET) != NULL;
		cli.verbose = cli_option(&cli, OPT_VERBOSE) != NULL;
		cli.strict = cli_option(&cli, OPT_STRICT) != NULL;
		cgrid_ctx_set_log(cli.ctx, take_message, &cli);
		enum cgrid_status status =
		    modules ? cgrid_ctx_set_module_dir(cli.ctx, modules) : CGRID_OK;
		code = status ? cli_failed(&cli, status) : run(&cli);
		code = code == CLI_DONE ? close_up(&cli) : code;
	}
	cgrid_ctx_free(cli.ctx);
	return code;
}
