/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"
#include "where.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* Descriptors 0 to 2 that are closed would be given to the first files that are opened. */
static void
fill_descriptors(void)
{
	int fd;
	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= 2);
	if (fd > 2)
		close(fd);
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

static enum cli_exit
run(struct cli *cli, const struct cli_handler *handler, int argc, const char **argv)
{
	char fault[CLI_FAULT_SIZE], folder[4096];
	if (!cli_args_parse(cli->command, argc, argv, &cli->args, fault))
		return cli_usage(cli, "%s", fault);
	if (cli_option(cli, OPT_HELP))
		return help(cli);
	cli->quiet = cli_option(cli, OPT_QUIET) != NULL;
	cli->verbose = cli_option(cli, OPT_VERBOSE) != NULL;
	cli->strict = cli_option(cli, OPT_STRICT) != NULL;
	cgrid_ctx_set_log(cli->ctx, take_message, cli);
	if (cli_module_folder(folder, sizeof folder)) {
		enum cgrid_status status = cgrid_ctx_set_module_dir(cli->ctx, folder);
		if (status)
			return cli_failed(cli, status);
	}
	enum cli_exit code = handler->run(cli);
	return code == CLI_DONE ? close_up(cli) : code;
}

static int
versions(void)
{
	printf("%s\n", cli_libraries());
	return fflush(stdout) == 0 ? CLI_DONE : CLI_OUTPUT;
}

int
main(int argc, char **argv)
{
	fill_descriptors();
	cli_signals();
	struct cli cli = {0};
	const struct cli_handler *handler = NULL;
	if (argc > 1 && strcmp(argv[1], "--version") == 0)
		return versions();
	for (size_t i = 0; argc > 1 && i < cli_handler_count; i++)
		if (strcmp(cli_commands[cli_handlers[i].id].name, argv[1]) == 0)
			handler = &cli_handlers[i];
	if (!handler) {
		fputs("campusgrid: this program is started by campusgrid\n", stderr);
		return CLI_USAGE;
	}
	cli.command = &cli_commands[handler->id];
	cli.ctx = cgrid_ctx_new();
	if (!cli.ctx) {
		fputs("campusgrid: out of memory\n", stderr);
		return CLI_FAULT;
	}
	enum cli_exit code = run(&cli, handler, argc - 2, (const char **)argv + 2);
	cgrid_ctx_free(cli.ctx);
	return (int)code;
}
