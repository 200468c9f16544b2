/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of commands and the table of options: parsing, --help and "did
 * you mean" all come from these two.
 */
#ifndef CGRID_CLI_OPTIONS_H
#define CGRID_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum cli_program { CLI_CORE, CLI_DRAW };

enum cli_command_id {
#define COMMAND(id, ...) CLI_##id,
#include "commands.def"
#undef COMMAND
	CLI_COMMAND_COUNT
};

struct cli_command {
	const char *name;
	const char *group;
	enum cli_program program;
	const char *operands;
	size_t least, most;
	const char *summary;
	struct {
		const char *line, *does;
	} examples[2];
};
/* By enum cli_command_id; CLI_COMMAND_COUNT rows. */
extern const struct cli_command cli_commands[];
/* NULL when there is no such command. */
const struct cli_command *cli_command_find(const char *name);
/* The name nearest to a mistyped one; NULL when none is near. */
const char *cli_command_nearest(const char *name);

enum cli_option_id {
	OPT_OUTPUT,
	OPT_FORMAT,
	OPT_JSON,
	OPT_SAVE,
	OPT_TIES,
	OPT_CRS,
	OPT_ALL,
	OPT_CAMPUS,
	OPT_MAX_AGE,
	OPT_EVENT,
	OPT_TIME,
	OPT_SENDER,
	OPT_TEST,
	OPT_ACTUAL,
	OPT_BUILDING,
	OPT_LEVEL,
	OPT_AUDIENCE,
	OPT_PAPER,
	OPT_LANDSCAPE,
	OPT_PORTRAIT,
	OPT_SCALE,
	OPT_DPI,
	OPT_MONO,
	OPT_KEYPAD,
	OPT_WATERMARK,
	/* The grid's: handed on to cgrid_grid_option_set by name. */
	OPT_CELL,
	OPT_COLUMNS,
	OPT_ROWS,
	OPT_CENTER,
	OPT_MARGIN,
	OPT_ORIGIN,
	OPT_TURN,
	OPT_LABELS,
	OPT_LETTERS,
	OPT_START,
	OPT_SKIP_IO,
	OPT_SEPARATOR,
	OPT_USNG,
	OPT_PAD,
	OPT_COLUMN_NAMES,
	OPT_ROW_NAMES,
	OPT_FRAME,
	OPT_LANG,
	OPT_FORCE,
	OPT_PRIVATE,
	OPT_STRICT,
	OPT_QUIET,
	OPT_VERBOSE,
	OPT_HELP,
	OPT_COUNT,
	OPT_GRID_FIRST = OPT_CELL,
	OPT_GRID_LAST = OPT_FRAME
};

/* What stood on the command line. values[i] is NULL when the option was not
 * given, "" for an option without an argument. */
struct cli_args {
	const char *values[OPT_COUNT];
	const char **operands;
	size_t operand_count;
};

/* The long name of an option, without its dashes. */
const char *cli_option_name(enum cli_option_id id);
/* Reads argv[0 .. argc) for a command. Operands are gathered at the front of
 * argv. False when something is wrong: `fault` says what, in one line. */
enum { CLI_FAULT_SIZE = 512 };
bool cli_args_parse(const struct cli_command *command, int argc, const char **argv,
		    struct cli_args *args, char fault[CLI_FAULT_SIZE]);

/* Appends the text of `campusgrid --help`, or of `campusgrid COMMAND --help`. */
struct cgrid_buf;
void cli_help(const struct cli_command *command, struct cgrid_buf *out);

#endif
