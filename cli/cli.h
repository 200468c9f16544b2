/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every command stands on: messages, exit codes, input, grid, output.
 * A command is one function: it parses nothing itself, calls the library,
 * prints, and returns how it ended.
 */
#ifndef CGRID_CLI_CLI_H
#define CGRID_CLI_CLI_H

#include "options.h"
#include "base/text.h"

#include <campusgrid/campusgrid.h>

enum cli_exit {
	CLI_DONE = 0,
	CLI_PARTLY = 1, /* part left out; something unknown, outside or ambiguous */
	CLI_USAGE = 2,
	CLI_INPUT = 3,
	CLI_OUTPUT = 4,
	CLI_FAULT = 5
};

struct cli {
	const struct cli_command *command;
	struct cli_args args;
	struct cgrid_ctx *ctx;
	bool quiet, verbose, strict;
	struct cgrid_buf *collect;                 /* info: every message as a member of a JSON array */
	size_t asked, unknown, outside, ambiguous; /* resolve, locate */
	int output_error;                          /* errno of the sink that failed, 0 for none */
};

typedef enum cli_exit (*cli_run_fn)(struct cli *cli);
/* Parses what stood on the command line, runs the command and closes it up. `modules`: the folder of
 * loadable readers, or NULL. */
enum cli_exit cli_run(const struct cli_command *command, cli_run_fn run, const char *modules, int argc,
		      const char **argv);

/* A row of a helper program's table. */
struct cli_handler {
	enum cli_command_id id;
	cli_run_fn run;
};
extern const struct cli_handler cli_handlers[];
extern const size_t cli_handler_count;
/* Versions of the libraries that the helper stands on. */
const char *cli_libraries(void);

enum cli_exit cmd_init(struct cli *cli);
enum cli_exit cmd_place(struct cli *cli);
enum cli_exit cmd_info(struct cli *cli);
enum cli_exit cmd_grid(struct cli *cli);
enum cli_exit cmd_map(struct cli *cli);
enum cli_exit cmd_table(struct cli *cli);
enum cli_exit cmd_resolve(struct cli *cli);
enum cli_exit cmd_locate(struct cli *cli);
enum cli_exit cmd_alert(struct cli *cli);
enum cli_exit cmd_pack(struct cli *cli);
/* resolve and locate of a lookup file: in the main program. */
bool cli_is_lookup(const char *input);
enum cli_exit cli_lookup_resolve(struct cli *cli);
enum cli_exit cli_lookup_locate(struct cli *cli);

/* "campusgrid COMMAND: ..." on standard error. */
void cli_say(const struct cli *cli, const char *format, ...) CGRID_PRINTF(2, 3);
/* The same and CLI_USAGE. */
enum cli_exit cli_usage(const struct cli *cli, const char *format, ...) CGRID_PRINTF(2, 3);
/* Says the context's error, and which exit code it is. */
enum cli_exit cli_failed(const struct cli *cli, enum cgrid_status status);
/* With --strict and something left out: says so and returns true. */
bool cli_refuses(const struct cli *cli);
/* The value of an option, NULL when it was not given. */
const char *cli_option(const struct cli *cli, enum cli_option_id id);
/* One of the words (ended by NULL) by its index; says which there are and returns -1 otherwise. */
int cli_choice(const struct cli *cli, const char *what, const char *text, const char *const *words);

/* The format by -f, else by the extension of -o, else `usual`: an index of `words`. Says which there
 * are and returns -1 for another. */
int cli_format(const struct cli *cli, const char *const *words, int usual);
/* Seconds since 1970: SOURCE_DATE_EPOCH (reproducible-builds.org), else the clock. */
enum cli_exit cli_now(const struct cli *cli, int64_t *seconds);
/* --audience; the owner's when it was not given. */
enum cli_exit cli_audience(const struct cli *cli, enum cgrid_audience *audience);

/* A campus with its grid and its pieces. */
struct cli_work {
	struct cgrid_campus *campus;
	struct cgrid_grid *grid;
	struct cgrid_pieces *pieces;
};
/* Reads INPUT and fits the grid; with --strict, refuses what would leave something out. */
enum cli_exit cli_work_open(struct cli *cli, const char *input, struct cli_work *work);
enum cli_exit cli_read(struct cli *cli, const char *input, struct cgrid_campus **campus);
/* `replace`: what is said may contradict a written grid. */
enum cli_exit cli_fit(struct cli *cli, const struct cgrid_campus *campus, bool replace,
		      struct cgrid_grid **grid);
enum cli_exit cli_split(struct cli *cli, struct cli_work *work);
void cli_work_close(struct cli_work *work);
/* Is the grid written down in campus.json, so that its labels stay? */
bool cli_grid_written(const struct cgrid_campus *campus);
/* Says once that labels can move, where no grid is written down nor said in full. */
void cli_warn_unwritten(struct cli *cli, const struct cgrid_campus *campus);

/* Where data goes: a file that appears whole or not at all, or standard output. */
struct cli_output;
enum cli_hold {
	CLI_AT_ONCE, /* standard output is written as data comes */
	CLI_HELD     /* with --strict, not before everything is known to be used */
};
/* NULL or "-" is standard output. */
enum cli_exit cli_output_open(struct cli *cli, const char *path, enum cli_hold hold,
			      struct cli_output **output);
struct cgrid_sink cli_output_sink(struct cli_output *output);
enum cgrid_status cli_output_flush(struct cli_output *output);
/* The file that is written; NULL for standard output. */
struct cgrid_output *cli_output_file(struct cli_output *output);
/* Puts the data in place and frees; nothing is put in place that --strict refuses. */
enum cli_exit cli_output_close(struct cli_output *output);
void cli_output_drop(struct cli_output *output);
/* Writes a whole text and closes. */
enum cli_exit cli_output_text(struct cli *cli, const char *path, const struct cgrid_buf *text);
/* Descriptors 0 to 2 that are closed would be given to the first files that are opened: they are
 * filled. */
void cli_fill_descriptors(void);
/* Signals: temporary files go, a closed pipe and a full disk are errors of a write. */
void cli_signals(void);

/* Lines of standard input. */
struct cli_lines;
enum { CLI_LINE_MAX = 4096 };
struct cli_line {
	char *text; /* without its end; a NUL stands behind it */
	size_t length;
	bool cut; /* the line was longer than CLI_LINE_MAX */
};
struct cli_lines *cli_lines_new(void);
void cli_lines_free(struct cli_lines *lines);
/* 1: a line; 0: no more; -1: cannot be read, errno says why; -2: the output failed.
 * Flushes `output` whenever the next read would have to wait. */
int cli_lines_next(struct cli_lines *lines, struct cli_output *output, struct cli_line *line);

/* For the closing line and the exit code: one more answer. */
void cli_count(struct cli *cli, enum cgrid_location_status status);
/* resolve and locate: a record for each thing asked, of drawings or of a lookup file. */
struct cli_asked {
	enum cgrid_status (*ask)(void *user, const char *text, const struct cgrid_location **location);
	/* Each place that the last answer lists. */
	size_t (*candidates)(void *user);
	enum cgrid_status (*candidate)(void *user, size_t i, const struct cgrid_location **location);
	void *user;
};
/* What can be said against the command line before anything is read. */
enum cli_exit cli_check_records(const struct cli *cli);
enum cli_exit cli_ask(struct cli *cli, const struct cli_asked *asked);
typedef enum cgrid_status (*cli_locate_fn)(struct cgrid_ctx *ctx, struct cgrid_query *query,
					   const char *text, const struct cgrid_location **location);
enum cli_exit cli_records(struct cli *cli, cli_locate_fn locate);

#endif
