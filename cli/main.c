/* SPDX-License-Identifier: Apache-2.0 */
/*
 * campusgrid: knows the commands and starts the helper that has the one asked
 * for. It stays small, because a process that links the drawing libraries
 * takes ten times as long to start.
 */
#include "options.h"
#include "where.h"

#include "base/text.h"

#include <campusgrid/base.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const helpers[] = {
    [CLI_CORE] = "campusgrid-core",
    [CLI_DRAW] = "campusgrid-draw",
};
enum { FAULT = 5, USAGE = 2, OUTPUT_FAILED = 4 };

static int
flushed(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	if (errno != EPIPE)
		fprintf(stderr, "campusgrid: standard output: cannot be written: %s\n",
			strerrordesc_np(errno));
	return OUTPUT_FAILED;
}

static int
list_commands(void)
{
	struct cgrid_buf text = {0};
	cli_help(NULL, &text);
	if (text.failed) {
		fputs("campusgrid: out of memory\n", stderr);
		return FAULT;
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
		return FAULT;
	}
	argv[0] = name;
	execv(file, argv);
	fprintf(stderr, "campusgrid: %s cannot be started: %s\n", file, strerrordesc_np(errno));
	return FAULT;
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
		worst = child < 0 || !WIFEXITED(status) ? FAULT : WEXITSTATUS(status);
	}
	return worst;
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

static int
no_such_command(const char *name)
{
	const char *nearest = cli_command_nearest(name);
	fprintf(stderr,
		"campusgrid: there is no command \"%.64s\"%s%s%s (campusgrid --help lists them)\n",
		name, nearest ? "; did you mean " : "", nearest ? nearest : "", nearest ? "?" : "");
	return USAGE;
}

int
main(int argc, char **argv)
{
	fill_descriptors();
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of the write */
	if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return list_commands();
	if (strcmp(argv[1], "--version") == 0)
		return versions();
	const struct cli_command *command = cli_command_find(argv[1]);
	return command ? start_helper(command->program, argv) : no_such_command(argv[1]);
}
