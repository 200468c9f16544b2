/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of standard input: answered as they come, whatever their length and their ends. */
#include "cli.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER = 64 * 1024 };

struct cli_lines {
	char buffer[BUFFER + 1];
	size_t start, end;
	bool at_start; /* nothing was read: a byte order mark may come */
	bool ended;
	bool cutting; /* a line that did not fit is being passed over */
};

struct cli_lines *
cli_lines_new(void)
{
	struct cli_lines *lines = malloc(sizeof *lines);
	if (!lines)
		return NULL;
	lines->start = lines->end = 0;
	lines->at_start = true;
	lines->ended = lines->cutting = false;
	return lines;
}

void
cli_lines_free(struct cli_lines *lines)
{
	free(lines);
}

/* Reads once more. 1, or what cli_lines_next returns. */
static int
fill(struct cli_lines *lines, struct cli_output *output)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	ssize_t got;
	memmove(lines->buffer, lines->buffer + lines->start, lines->end - lines->start);
	lines->end -= lines->start;
	lines->start = 0;
	if (lines->end == BUFFER) {
		lines->cutting = true;
		lines->end = CLI_LINE_MAX + 1;
	}
	if (poll(&input, 1, 0) == 0 && cli_output_flush(output))
		return -2;
	do
		got = read(STDIN_FILENO, lines->buffer + lines->end, BUFFER - lines->end);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return -1;
	lines->ended = got == 0;
	lines->end += (size_t)got;
	return 1;
}

static void
take(struct cli_lines *lines, size_t length, size_t and_end, struct cli_line *line)
{
	line->text = lines->buffer + lines->start;
	line->length = length;
	lines->start += length + and_end;
	line->cut = lines->cutting || length > CLI_LINE_MAX;
	lines->cutting = false;
	if (lines->at_start && line->length >= 3 && memcmp(line->text, "\xef\xbb\xbf", 3) == 0) {
		line->text += 3;
		line->length -= 3;
	}
	lines->at_start = false;
	if (line->length > 0 && line->text[line->length - 1] == '\r')
		line->length--;
	if (line->length > CLI_LINE_MAX)
		line->length = CLI_LINE_MAX;
	line->text[line->length] = '\0';
}

int
cli_lines_next(struct cli_lines *lines, struct cli_output *output, struct cli_line *line)
{
	size_t seen = 0;
	for (;;) {
		size_t waiting = lines->end - lines->start;
		const char *from = lines->buffer + lines->start;
		const char *newline = memchr(from + seen, '\n', waiting - seen);
		if (newline) {
			take(lines, (size_t)(newline - from), 1, line);
			return 1;
		}
		if (lines->ended) {
			if (waiting == 0)
				return 0;
			take(lines, waiting, 0, line);
			return 1;
		}
		int filled = fill(lines, output);
		if (filled != 1)
			return filled;
		seen = lines->cutting ? CLI_LINE_MAX + 1 : waiting;
	}
}
