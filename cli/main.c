/* SPDX-License-Identifier: Apache-2.0 */
/*
 * campusgrid: knows the commands and starts the helper that has the one asked
 * for. It stays small, because a process that links the drawing libraries
 * takes ten times as long to start.
 */
#include "cli.h"
#include "where.h"

#include "base/text.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const helpers[] = {
    [CLI_CORE] = "campusgrid-core",
    [CLI_DRAW] = "campusgrid-draw",
};

static int
flushed(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	if (errno != EPIPE)
		fprintf(stderr, "campusgrid: standard output: cannot be written: %s\n",
			strerrordesc_np(errno));
	return CLI_OUTPUT;
}

static int
list_commands(void)
{
	struct cgrid_buf text = {0};
	cli_help(NULL, &text);
	if (text.failed) {
		fputs("campusgrid: out of memory\n", stderr);
		return CLI_FAULT;
	}
	fwrite(text.data, 1, text.size, stdout);
	cgrid_buf_free(&text);
	return flushed();
}

/* Replaces this process by the helper; returns only when that cannot be. */
static int
start_helper(enum cli_program program, char **argv)
{
	static char name[] = "campusgrid";
	char file[4096];
	if (!cli_helper_file(helpers[program], file, sizeof file)) {
		fprintf(stderr, "campusgrid: %s is not where it was installed\n", helpers[program]);
		return CLI_FAULT;
	}
	argv[0] = name;
	execv(file, argv);
	fprintf(stderr, "campusgrid: %s cannot be started: %s\n", file, strerrordesc_np(errno));
	return CLI_FAULT;
}

/* The versions of a helper's libraries are known to the helper alone. */
static int
versions(void)
{
	static char word[] = "--version";
	int worst = 0;
	printf("campusgrid %s\n", CGRID_VERSION);
	for (int program = CLI_CORE; program <= CLI_DRAW && worst == 0; program++) {
		char *argv[] = {NULL, word, NULL};
		int status = 0;
		if ((worst = flushed()) != 0)
			break;
		pid_t child = fork();
		if (child == 0)
			_exit(start_helper((enum cli_program)program, argv));
		while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
			;
		worst = child < 0 || !WIFEXITED(status) ? CLI_FAULT : WEXITSTATUS(status);
	}
	return worst;
}

static int
no_such_command(const char *name)
{
	const char *nearest = cli_command_nearest(name);
	fprintf(stderr,
		"campusgrid: there is no command \"%.64s\"%s%s%s (campusgrid --help lists them)\n",
		name, nearest ? "; did you mean " : "", nearest ? nearest : "", nearest ? "?" : "");
	return CLI_USAGE;
}

/* Is INPUT a lookup file? Its extension says it, else its first bytes. What is wrong with the command
 * line is for the helper to say. */
static bool
reads_lookup(const struct cli_command *command, int argc, char **argv)
{
	const char **copy = calloc((size_t)argc + 1, sizeof *copy);
	struct cli_args args;
	char fault[CLI_FAULT_SIZE];
	bool lookup = false;
	for (int i = 0; copy && i < argc; i++)
		copy[i] = argv[i];
	if (copy && cli_args_parse(command, argc, copy, &args, fault) && !args.values[OPT_HELP])
		lookup = cli_is_lookup(args.operands[0]);
	free(copy);
	return lookup;
}

int
main(int argc, char **argv)
{
	cli_fill_descriptors();
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of the write */
	if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return list_commands();
	if (strcmp(argv[1], "--version") == 0)
		return versions();
	const struct cli_command *command = cli_command_find(argv[1]);
	if (!command)
		return no_such_command(argv[1]);
	const cli_run_fn run = command == &cli_commands[CLI_resolve]  ? cli_lookup_resolve
			       : command == &cli_commands[CLI_locate] ? cli_lookup_locate
								      : NULL;
	if (!run || !reads_lookup(command, argc - 2, argv + 2))
		return start_helper(command->program, argv);
	cli_signals();
	return (int)cli_run(command, run, NULL, argc - 2, (const char **)argv + 2);
}
