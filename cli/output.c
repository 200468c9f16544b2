/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Output: every write and the closing are checked. A run that is told to end
 * leaves no temporary file; a closed pipe and a full disk end it with a line.
 */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct cli_output {
	struct cli *cli;
	struct cgrid_output *file; /* NULL for standard output */
	bool held;
	struct cgrid_buf data; /* of standard output, not yet written */
};
enum { FLUSH_AT = 64 * 1024 };

/* Names for the signal handler. Changed only while the signals are blocked. */
static const char **temporaries;
static size_t temporary_count, temporary_capacity;

static const int ending_signals[] = {SIGINT, SIGTERM, SIGHUP};
enum { ENDING_SIGNALS = sizeof ending_signals / sizeof *ending_signals };

static void
end_by_signal(int number)
{
	for (size_t i = 0; i < temporary_count; i++)
		unlink(temporaries[i]);
	/* SA_RESETHAND: the second time the signal ends the process, as its parent expects. */
	raise(number);
}

void
cli_fill_descriptors(void)
{
	int fd;
	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= 2);
	if (fd > 2)
		close(fd);
}

void
cli_signals(void)
{
	struct sigaction action = {.sa_handler = end_by_signal, .sa_flags = (int)SA_RESETHAND}, old;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < ENDING_SIGNALS; i++)
		sigaddset(&action.sa_mask, ending_signals[i]);
	for (size_t i = 0; i < ENDING_SIGNALS; i++)
		/* nohup and background jobs have them ignored: so it stays. */
		if (sigaction(ending_signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(ending_signals[i], &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

static void
block_signals(sigset_t *before)
{
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < ENDING_SIGNALS; i++)
		sigaddset(&set, ending_signals[i]);
	sigprocmask(SIG_BLOCK, &set, before);
}

static bool
remember(const char *name)
{
	if (temporary_count == temporary_capacity) {
		size_t capacity = temporary_capacity * 2 + 16;
		const char **more = reallocarray(temporaries, capacity, sizeof *more);
		if (!more)
			return false;
		temporaries = more;
		temporary_capacity = capacity;
	}
	temporaries[temporary_count++] = name;
	return true;
}

static void
forget(const char *name)
{
	for (size_t i = 0; i < temporary_count; i++)
		if (temporaries[i] == name)
			temporaries[i--] = temporaries[--temporary_count];
}

static enum cgrid_status
standard_output_failed(struct cli_output *output)
{
	output->cli->output_error = errno;
	/* Whoever closed the pipe (head, a pager that was quit) knows. */
	if (errno != EPIPE)
		cli_say(output->cli, "standard output: cannot be written: %s", strerrordesc_np(errno));
	return CGRID_E_OUTPUT;
}

enum cgrid_status
cli_output_flush(struct cli_output *output)
{
	size_t done = 0;
	if (output->file || output->held)
		return CGRID_OK;
	while (done < output->data.size) {
		ssize_t wrote =
		    write(STDOUT_FILENO, output->data.data + done, output->data.size - done);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return standard_output_failed(output);
		done += (size_t)wrote;
	}
	cgrid_buf_clear(&output->data);
	return CGRID_OK;
}

static enum cgrid_status
write_standard(void *user, const void *bytes, size_t count)
{
	struct cli_output *output = user;
	if (output->cli->output_error != 0)
		return CGRID_E_OUTPUT;
	cgrid_buf_add(&output->data, bytes, count);
	if (output->data.failed) {
		errno = ENOMEM;
		return standard_output_failed(output);
	}
	return output->data.size >= FLUSH_AT ? cli_output_flush(output) : CGRID_OK;
}

static enum cgrid_status
open_file(struct cli *cli, const char *path, struct cgrid_output **file)
{
	unsigned flags = (cli_option(cli, OPT_FORCE) ? CGRID_OUTPUT_FORCE : 0u) |
			 (cli_option(cli, OPT_PRIVATE) ? CGRID_OUTPUT_PRIVATE : 0u);
	sigset_t before;
	block_signals(&before);
	enum cgrid_status status = cgrid_output_open(cli->ctx, path, flags, file);
	if (!status && !remember(cgrid_output_temporary(*file))) {
		cgrid_output_abort(*file);
		*file = NULL;
		status = CGRID_E_MEMORY;
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	return status;
}

enum cli_exit
cli_output_open(struct cli *cli, const char *path, enum cli_hold hold, struct cli_output **output)
{
	*output = calloc(1, sizeof **output);
	if (!*output)
		return cli_failed(cli, CGRID_E_MEMORY);
	(*output)->cli = cli;
	if (!path || strcmp(path, "-") == 0) {
		(*output)->held = hold == CLI_HELD && cli->strict;
		return CLI_DONE;
	}
	enum cgrid_status status = open_file(cli, path, &(*output)->file);
	if (!status)
		return CLI_DONE;
	free(*output);
	*output = NULL;
	return cli_failed(cli, status);
}

struct cgrid_sink
cli_output_sink(struct cli_output *output)
{
	if (output->file)
		return cgrid_output_sink(output->file);
	return (struct cgrid_sink){write_standard, output};
}

struct cgrid_output *
cli_output_file(struct cli_output *output)
{
	return output->file;
}

/* Ends the file, one way or the other, and the handler's interest in it. */
static enum cgrid_status
end_file(struct cli_output *output, bool commit)
{
	sigset_t before;
	enum cgrid_status status = CGRID_OK;
	block_signals(&before);
	forget(cgrid_output_temporary(output->file));
	if (commit)
		status = cgrid_output_commit(output->cli->ctx, output->file);
	else
		cgrid_output_abort(output->file);
	output->file = NULL;
	sigprocmask(SIG_SETMASK, &before, NULL);
	return status;
}

static enum cgrid_status
end_standard(struct cli_output *output)
{
	output->held = false;
	if (cli_output_flush(output))
		return CGRID_E_OUTPUT;
	/* Some file systems only say at the closing that the disk was full. */
	if (close(STDOUT_FILENO) != 0 && errno != EINTR)
		return standard_output_failed(output);
	return CGRID_OK;
}

enum cli_exit
cli_output_close(struct cli_output *output)
{
	struct cli *cli = output->cli;
	enum cgrid_status status = CGRID_OK;
	enum cli_exit code = CLI_DONE;
	if (cli_refuses(cli))
		code = CLI_INPUT;
	else
		status = output->file ? end_file(output, true) : end_standard(output);
	if (status)
		code = cli_failed(cli, status);
	cli_output_drop(output);
	return code;
}

void
cli_output_drop(struct cli_output *output)
{
	if (!output)
		return;
	if (output->file)
		end_file(output, false);
	cgrid_buf_free(&output->data);
	free(output);
}

enum cli_exit
cli_output_text(struct cli *cli, const char *path, const struct cgrid_buf *text)
{
	struct cli_output *output = NULL;
	if (text->failed)
		return cli_failed(cli, CGRID_E_MEMORY);
	enum cli_exit code = cli_output_open(cli, path, CLI_HELD, &output);
	if (code)
		return code;
	struct cgrid_sink sink = cli_output_sink(output);
	enum cgrid_status status = sink.write(sink.user, text->data, text->size);
	if (!status)
		return cli_output_close(output);
	cli_output_drop(output);
	return cli_failed(cli, status);
}
