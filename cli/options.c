/* SPDX-License-Identifier: Apache-2.0 */
#include "options.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define MANY ((size_t)-1)

const struct cli_command cli_commands[] = {
#define COMMAND(id, group, program, operands, least, most, summary, line1, does1, line2, does2)        \
	[CLI_##id] = {#id,   group, CLI_##program, operands,                                           \
		      least, most,  summary,       {{line1, does1}, {line2, does2}}},
#include "commands.def"
#undef COMMAND
};

/* Which commands an option belongs to. */
#define ON(id) (1u << CLI_##id)
enum {
	ALL = (1u << CLI_COMMAND_COUNT) - 1,
	READING = ALL & ~(ON(init) | ON(place)),
	RECORDS = ON(resolve) | ON(locate),
	DATA = READING & ~(ON(map) | ON(pack))
};

struct option {
	enum cli_option_id id;
	const char *name;
	char letter;          /* 0 without a short form */
	const char *argument; /* NULL for a flag */
	unsigned commands;
	const char *meaning;
};

static const struct option options[] = {
    {OPT_OUTPUT, "output", 'o', "FILE", DATA, "write FILE in place of standard output (-)"},
    {OPT_OUTPUT, "output", 'o', "OUT", ON(map),
     "the map; several pages as PNG or SVG become NAME-PAGE.EXT; - is standard output"},
    {OPT_OUTPUT, "output", 'o', "FILE", ON(pack), "the lookup file, NAME.cgx"},
    {OPT_OUTPUT, "output", 'o', "FILE", ON(place), "the world file of a picture (.pgw)"},
    {OPT_TIES, "ties", 0, "FILE", ON(place),
     "a CSV with columns pixel_x,pixel_y,lat,lon (x,y of a drawing in units), and perhaps name"},
    {OPT_CRS, "crs", 0, "EPSG:N", ON(place), "of the world file; the UTM zone of the ties unless said"},
    {OPT_FORMAT, "format", 'f', "FORMAT", ON(grid), "text (the default), json, or geojson: the cells"},
    {OPT_FORMAT, "format", 'f', "FORMAT", ON(map), "pdf, png or svg, in place of OUT's extension"},
    {OPT_FORMAT, "format", 'f', "FORMAT", ON(table),
     "csv (the default), json, ndjson, geojson, kml or gpkg, in place of FILE's extension"},
    {OPT_FORMAT, "format", 'f', "FORMAT", RECORDS,
     "text (the default on a terminal), csv, json or ndjson (the default otherwise)"},
    {OPT_FORMAT, "format", 'f', "FORMAT", ON(alert),
     "text (the default), pidf-lo, cap, cot, eido or geojson"},
    {OPT_EVENT, "event", 0, "EVENT", ON(alert),
     "gunshot, weapon, panic, intrusion, fire, smoke, medical, gas, hazmat or alarm; what the sensor "
     "is for unless said"},
    {OPT_TIME, "time", 0, "TIME", ON(alert),
     "of the alarm, as 2026-09-01T14:03:22-04:00; now unless said"},
    {OPT_SENDER, "sender", 0, "HOST", ON(alert), "host name of who sends: ids are made under it"},
    {OPT_TEST, "test", 0, NULL, ON(alert), "mark a drill: people take part"},
    {OPT_ACTUAL, "actual", 0, NULL, ON(alert),
     "a real alert; without it the document is marked as a test"},
    {OPT_JSON, "json", 0, NULL, ON(info) | ON(place), "one JSON object"},
    {OPT_SAVE, "save", 0, NULL, ON(grid), "write the grid into INPUT, which must be a campus.json"},
    {OPT_ALL, "all", 0, NULL, RECORDS, "a record for each place that an ambiguous text names"},
    {OPT_CAMPUS, "campus", 0, "NAME", RECORDS,
     "places of this campus alone, where a lookup file has several"},
    {OPT_MAX_AGE, "max-age", 0, "AGE", RECORDS,
     "of a lookup file: 30d, 12h, 8w; answers of an older one say how old it is (exit 1)"},
    {OPT_BUILDING, "building", 0, "B", ON(map) | ON(table), "this building alone"},
    {OPT_LEVEL, "level", 0, "L", ON(map) | ON(table), "this level alone: its label, or ordinal:N"},
    {OPT_AUDIENCE, "audience", 0, "WHO", ON(map) | ON(table) | ON(alert),
     "public, responder or owner (the default): what others may not see is absent"},
    {OPT_PAPER, "paper", 0, "NAME", ON(map), "letter, tabloid, A4, A3, ..."},
    {OPT_LANDSCAPE, "landscape", 0, NULL, ON(map), "pages wider than high"},
    {OPT_PORTRAIT, "portrait", 0, NULL, ON(map), "pages higher than wide"},
    {OPT_SCALE, "scale", 0, "1:N", ON(map),
     "this scale for every level, on several sheets if need be; the largest that fits one unless said"},
    {OPT_DPI, "dpi", 0, "N", ON(map), "dots per inch of PNG; 300 unless said"},
    {OPT_MONO, "mono", 0, NULL, ON(map), "black and white: hatches, no shading, no aerial pictures"},
    {OPT_KEYPAD, "keypad", 0, NULL, ON(map), "ticks of the keypad's nine squares in each cell"},
    {OPT_WATERMARK, "watermark", 0, "TEXT", ON(map), "across each page: \"Copy 7 of 40\""},
    {OPT_CELL, "cell", 0, "SIZE", READING, "10m, 30ft, 10mx20m, auto (the default) or auto-ft"},
    {OPT_COLUMNS, "columns", 0, "N", READING, "columns of the grid"},
    {OPT_ROWS, "rows", 0, "N", READING, "rows of the grid"},
    {OPT_CENTER, "center", 0, "LAT,LON", READING, "the middle of the grid"},
    {OPT_MARGIN, "margin", 0, "N", READING, "spare cells on every side; 1 unless said"},
    {OPT_ORIGIN, "origin", 0, "LAT,LON", READING, "the outer corner of the first cell"},
    {OPT_TURN, "turn", 0, "DEG", READING,
     "degrees clockwise from north, about the origin, or auto: along the buildings"},
    {OPT_LABELS, "labels", 0, "SCHEME", READING, "a1 (the default), 1a, aa or 11"},
    {OPT_LETTERS, "letters", 0, "AXIS", READING, "letters on rows (the default) or columns"},
    {OPT_START, "start", 0, "CORNER", READING,
     "the corner of the first cell: nw (the default), sw, ne, se"},
    {OPT_SKIP_IO, "skip-io", 0, NULL, READING, "letters without I and O"},
    {OPT_SEPARATOR, "separator", 0, "S", READING,
     "between the two parts of a label: - . , / _ or a blank"},
    {OPT_USNG, "usng", 0, "N", READING,
     "a grid on the lines of the US National Grid: 10, 100 or 1000 m"},
    {OPT_PAD, "pad", 0, "N", READING, "the least digits of a number: 2 writes C07"},
    {OPT_COLUMN_NAMES, "column-names", 0, "A,B,...", READING,
     "own names of the columns, from the first cell on"},
    {OPT_ROW_NAMES, "row-names", 0, "A,B,...", READING, "the same of the rows"},
    {OPT_FRAME, "frame", 0, "FRAME", READING, "local (the default), utm or EPSG:N"},
    {OPT_LANG, "lang", 0, "TAG", READING,
     "names in this language (en, ko-KR) where drawings have several; theirs unless said"},
    {OPT_FORCE, "force", 0, NULL, ALL, "replace what exists already"},
    {OPT_PRIVATE, "private", 0, NULL, READING | ON(place), "files that only their owner may read"},
    {OPT_STRICT, "strict", 0, NULL, READING | ON(place),
     "write nothing (exit 3) when part of the input would be left out"},
    {OPT_QUIET, "quiet", 'q', NULL, ALL, "no notes and no warnings"},
    {OPT_VERBOSE, "verbose", 'v', NULL, ALL, "notes as well as warnings"},
    {OPT_HELP, "help", 'h', NULL, ALL, "this text"},
};
enum { OPTION_ROWS = sizeof options / sizeof *options };

const struct cli_command *
cli_command_find(const char *name)
{
	for (size_t i = 0; i < CLI_COMMAND_COUNT; i++)
		if (strcmp(cli_commands[i].name, name) == 0)
			return &cli_commands[i];
	return NULL;
}

const char *
cli_command_nearest(const char *name)
{
	const char *names[CLI_COMMAND_COUNT + 1] = {0};
	for (size_t i = 0; i < CLI_COMMAND_COUNT; i++)
		names[i] = cli_commands[i].name;
	return cgrid_nearest(name, names);
}

const char *
cli_option_name(enum cli_option_id id)
{
	for (size_t i = 0; i < OPTION_ROWS; i++)
		if (options[i].id == id)
			return options[i].name;
	return "";
}

static bool
belongs(const struct option *option, const struct cli_command *command)
{
	return option->commands >> (command - cli_commands) & 1;
}

/* An option of a command by its long name (of `length` bytes) or its letter. */
static const struct option *
find(const struct cli_command *command, const char *name, size_t length, char letter)
{
	for (size_t i = 0; i < OPTION_ROWS; i++) {
		bool same = name ? strlen(options[i].name) == length &&
				       memcmp(options[i].name, name, length) == 0
				 : options[i].letter != 0 && options[i].letter == letter;
		if (same && belongs(&options[i], command))
			return &options[i];
	}
	return NULL;
}

/* Says that there is no such option, and what may have been meant. */
static bool
unknown_option(const struct cli_command *command, const char *text, char fault[CLI_FAULT_SIZE])
{
	char name[64];
	const char *names[OPTION_ROWS + 1] = {0};
	size_t count = 0;
	const struct option *elsewhere = NULL;
	snprintf(name, sizeof name, "%.*s", (int)strcspn(text + 2, "="), text + 2);
	for (size_t i = 0; i < OPTION_ROWS; i++) {
		if (belongs(&options[i], command))
			names[count++] = options[i].name;
		else if (strcmp(options[i].name, name) == 0)
			elsewhere = &options[i];
	}
	const char *nearest = text[1] == '-' && !elsewhere ? cgrid_nearest(name, names) : NULL;
	int shown = text[1] == '-' ? (int)strcspn(text, "=") : 2;
	snprintf(fault, CLI_FAULT_SIZE, "%.*s is no option of %s%s%s%s", shown > 64 ? 64 : shown, text,
		 command->name, nearest ? "; did you mean --" : "", nearest ? nearest : "",
		 nearest ? "?" : "");
	return false;
}

static bool
set(struct cli_args *args, const struct option *option, const char *value, char fault[CLI_FAULT_SIZE])
{
	/* Of two different values one would be dropped without a word. */
	if (args->values[option->id] && strcmp(args->values[option->id], value) != 0) {
		snprintf(fault, CLI_FAULT_SIZE, "--%s is given twice", option->name);
		return false;
	}
	args->values[option->id] = value;
	return true;
}

/* The argument of an option that stands in the next word; NULL when there is none. */
static const char *
next_word(int argc, const char **argv, int *at)
{
	if (*at + 1 >= argc || strncmp(argv[*at + 1], "--", 2) == 0)
		return NULL;
	return argv[++*at];
}

static bool
no_argument(const struct option *option, char fault[CLI_FAULT_SIZE])
{
	snprintf(fault, CLI_FAULT_SIZE, "--%s needs %s", option->name, option->argument);
	return false;
}

static bool
parse_long(const struct cli_command *command, int argc, const char **argv, int *at,
	   struct cli_args *args, char fault[CLI_FAULT_SIZE])
{
	const char *text = argv[*at];
	size_t length = strcspn(text + 2, "=");
	const char *equals = text[2 + length] == '=' ? text + 3 + length : NULL;
	const struct option *option = find(command, text + 2, length, 0);
	if (!option)
		return unknown_option(command, text, fault);
	if (!option->argument && equals) {
		snprintf(fault, CLI_FAULT_SIZE, "--%s takes no value", option->name);
		return false;
	}
	const char *value = !option->argument ? "" : equals ? equals : next_word(argc, argv, at);
	return value ? set(args, option, value, fault) : no_argument(option, fault);
}

/* -q, -qv, -o FILE, -oFILE. */
static bool
parse_short(const struct cli_command *command, int argc, const char **argv, int *at,
	    struct cli_args *args, char fault[CLI_FAULT_SIZE])
{
	for (const char *c = argv[*at] + 1; *c != '\0'; c++) {
		const struct option *option = find(command, NULL, 0, *c);
		const char letter[3] = {'-', *c, '\0'};
		if (!option)
			return unknown_option(command, letter, fault);
		if (option->argument) {
			const char *value = c[1] != '\0' ? c + 1 : next_word(argc, argv, at);
			return value ? set(args, option, value, fault) : no_argument(option, fault);
		}
		if (!set(args, option, "", fault))
			return false;
	}
	return true;
}

/* "-" is a file, and -33.86,151.21 a place. */
static bool
is_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0' && !(word[1] >= '0' && word[1] <= '9') &&
	       word[1] != '.';
}

bool
cli_args_parse(const struct cli_command *command, int argc, const char **argv, struct cli_args *args,
	       char fault[CLI_FAULT_SIZE])
{
	bool ended = false;
	*args = (struct cli_args){.operands = argv};
	for (int i = 0; i < argc; i++) {
		if (!ended && strcmp(argv[i], "--") == 0)
			ended = true;
		else if (ended || !is_option(argv[i]))
			args->operands[args->operand_count++] = argv[i];
		else if (argv[i][1] == '-' ? !parse_long(command, argc, argv, &i, args, fault)
					   : !parse_short(command, argc, argv, &i, args, fault))
			return false;
	}
	if (args->values[OPT_HELP])
		return true;
	if (args->operand_count >= command->least && args->operand_count <= command->most)
		return true;
	if (args->operand_count < command->least)
		snprintf(fault, CLI_FAULT_SIZE, "%s is missing",
			 args->operand_count + 1 == command->most && command->most == 2
			     ? "INPUT"
			     : command->operands);
	else
		snprintf(fault, CLI_FAULT_SIZE, "one argument too many: %.200s",
			 args->operands[command->most]);
	return false;
}

static void
pad(struct cgrid_buf *out, size_t from, size_t width)
{
	size_t used = out->size - from;
	do
		cgrid_buf_char(out, ' ');
	while (++used < width);
}

static void
help_option(const struct option *option, struct cgrid_buf *out)
{
	const char letter[] = {'-', option->letter, ',', ' ', '\0'};
	size_t from = out->size;
	cgrid_buf_text(out, option->letter ? "  " : "      ");
	cgrid_buf_text(out, option->letter ? letter : "");
	cgrid_buf_text(out, "--");
	cgrid_buf_text(out, option->name);
	if (option->argument) {
		cgrid_buf_char(out, ' ');
		cgrid_buf_text(out, option->argument);
	}
	pad(out, from, 26);
	cgrid_buf_text(out, option->meaning);
	cgrid_buf_char(out, '\n');
}

static void
help_command(const struct cli_command *command, struct cgrid_buf *out)
{
	cgrid_buf_text(out, "usage: campusgrid ");
	cgrid_buf_text(out, command->name);
	cgrid_buf_text(out, " [OPTIONS] ");
	cgrid_buf_text(out, command->operands);
	cgrid_buf_text(out, "\n\n  ");
	cgrid_buf_text(out, command->summary);
	cgrid_buf_text(out, "\n\noptions:\n");
	for (size_t i = 0; i < OPTION_ROWS; i++) {
		if (!belongs(&options[i], command))
			continue;
		if (options[i].id == OPT_GRID_FIRST)
			cgrid_buf_text(out, "  the grid's:\n");
		if (options[i].id == OPT_FORCE)
			cgrid_buf_text(out, "  common:\n");
		help_option(&options[i], out);
	}
	cgrid_buf_text(out, "\nexamples:\n");
	for (size_t i = 0; i < 2; i++) {
		cgrid_buf_text(out, "  ");
		cgrid_buf_text(out, command->examples[i].line);
		cgrid_buf_text(out, "\n      ");
		cgrid_buf_text(out, command->examples[i].does);
		cgrid_buf_char(out, '\n');
	}
	cgrid_buf_text(out, "\nman campusgrid-");
	cgrid_buf_text(out, command->name);
	cgrid_buf_text(out, " says more.\n");
}

static void
help_list(struct cgrid_buf *out)
{
	const char *group = "";
	cgrid_buf_text(out, "usage: campusgrid COMMAND [OPTIONS] INPUT ... [-o OUT]\n\n"
			    "  divides a campus into a labelled grid over all buildings and levels\n");
	for (size_t i = 0; i < CLI_COMMAND_COUNT; i++) {
		const struct cli_command *command = &cli_commands[i];
		if (strcmp(command->group, group) != 0) {
			cgrid_buf_char(out, '\n');
			cgrid_buf_text(out, command->group);
			cgrid_buf_text(out, ":\n");
		}
		group = command->group;
		size_t from = out->size;
		cgrid_buf_text(out, "  ");
		cgrid_buf_text(out, command->name);
		pad(out, from, 12);
		cgrid_buf_text(out, command->summary);
		cgrid_buf_char(out, '\n');
	}
	cgrid_buf_text(
	    out,
	    "\nINPUT is a campus.json, IMDF as a folder or an archive (.zip, .imdf), a GeoJSON file,\n"
	    "or a folder or archive of them.\n"
	    "campusgrid COMMAND --help says more of a command; campusgrid --version names\n"
	    "the versions. Exit: 0 done, 1 partly (or unknown, outside, ambiguous), 2 usage,\n"
	    "3 input, 4 output, 5 a fault of ours.\n");
}

void
cli_help(const struct cli_command *command, struct cgrid_buf *out)
{
	if (command)
		help_command(command, out);
	else
		help_list(out);
}
