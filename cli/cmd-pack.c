/* SPDX-License-Identifier: Apache-2.0 */
/* pack: campuses -> one lookup file. */
#include "cli.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* SOURCE_DATE_EPOCH makes the same bytes of the same input. */
static enum cli_exit
choose_time(const struct cli *cli, int64_t *built)
{
	const char *said = getenv("SOURCE_DATE_EPOCH");
	char *end = NULL;
	*built = (int64_t)time(NULL);
	if (!said || said[0] == '\0')
		return CLI_DONE;
	*built = strtoll(said, &end, 10);
	if (*end == '\0' && *built >= 0 && *built < INT64_C(100000000000))
		return CLI_DONE;
	return cli_usage(cli, "SOURCE_DATE_EPOCH is no number of seconds: %.40s", said);
}

/* The files that records of a campus come from, each once. */
struct sources {
	const char **names;
	size_t count, capacity;
	const char *last;
};

static bool
note_source(struct sources *sources, const struct cgrid_source *source)
{
	if (!source->file || source->file[0] == '\0' || source->file == sources->last)
		return true;
	sources->last = source->file;
	for (size_t i = 0; i < sources->count; i++)
		if (strcmp(sources->names[i], source->file) == 0)
			return true;
	if (!CGRID_ROOM_FOR_ONE(sources->names, sources->count, sources->capacity))
		return false;
	sources->names[sources->count++] = source->file;
	return true;
}

static bool
note_sources(struct sources *sources, const struct cgrid_campus *campus)
{
	bool good = true;
	for (size_t i = 0; good && i < cgrid_campus_level_count(campus); i++)
		good = note_source(sources, &cgrid_campus_level(campus, i)->source);
	for (size_t i = 0; good && i < cgrid_campus_building_count(campus); i++)
		good = note_source(sources, &cgrid_campus_building(campus, i)->source);
	for (size_t i = 0; good && i < cgrid_campus_room_count(campus); i++)
		good = note_source(sources, &cgrid_campus_room(campus, i)->source);
	for (size_t i = 0; good && i < cgrid_campus_door_count(campus); i++)
		good = note_source(sources, &cgrid_campus_door(campus, i)->source);
	for (size_t i = 0; good && i < cgrid_campus_sensor_count(campus); i++)
		good = note_source(sources, &cgrid_campus_sensor(campus, i)->source);
	return good;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
is_file(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, R_OK) == 0;
}

/* Where a source of INPUT lies: beside a file, or in a folder. */
static bool
source_file(const char *input, const char *name, char *path, size_t size)
{
	struct stat st;
	const bool folder = stat(input, &st) == 0 && S_ISDIR(st.st_mode);
	const char *slash = strrchr(input, '/');
	const size_t length = folder ? strlen(input) : slash ? (size_t)(slash - input) + 1 : 0;
	int n = snprintf(path, size, "%.*s%s%s", name[0] == '/' ? 0 : (int)length, input,
			 folder && name[0] != '/' ? "/" : "", name);
	return n > 0 && (size_t)n < size && is_file(path);
}

/* Fingerprints of INPUT itself, and of the files it names that can be opened: what is in an archive is
 * told by the archive. */
static enum cgrid_status
pack_sources(struct cli *cli, struct cgrid_pack *pack, const char *input,
	     const struct cgrid_campus *campus)
{
	struct sources sources = {0};
	const char *slash = strrchr(input, '/');
	enum cgrid_status status = note_sources(&sources, campus) ? CGRID_OK : CGRID_E_MEMORY;
	if (!status && sources.count > 0)
		qsort(sources.names, sources.count, sizeof *sources.names, compare_names);
	if (!status && strcmp(input, "-") != 0 && is_file(input))
		status = cgrid_pack_source(cli->ctx, pack, input, slash ? slash + 1 : input);
	for (size_t i = 0; !status && i < sources.count; i++) {
		char path[4096];
		const char *name = sources.names[i], *last = strrchr(name, '/');
		if (strcmp(name, input) == 0 ||
		    (!source_file(input, name, path, sizeof path) && !is_file(name)))
			continue;
		/* No names of the machine in what is handed out. */
		status = cgrid_pack_source(cli->ctx, pack, is_file(path) ? path : name,
					   name[0] == '/' && last ? last + 1 : name);
	}
	free(sources.names);
	return status;
}

static enum cli_exit
pack_input(struct cli *cli, struct cgrid_pack *pack, const char *input)
{
	struct cli_work work = {0};
	enum cli_exit code = cli_work_open(cli, input, &work);
	enum cgrid_status status = CGRID_OK;
	if (!code) {
		cli_warn_unwritten(cli, work.campus);
		status = cgrid_pack_campus(cli->ctx, pack, work.campus, work.grid);
	}
	if (!code && !status)
		status = pack_sources(cli, pack, input, work.campus);
	cli_work_close(&work);
	return status ? cli_failed(cli, status) : code;
}

static enum cli_exit
write_pack(struct cli *cli, struct cgrid_pack *pack, const char *path)
{
	struct cli_output *output = NULL;
	enum cli_exit code = cli_output_open(cli, path, CLI_HELD, &output);
	if (code)
		return code;
	enum cgrid_status status = cgrid_pack_write(cli->ctx, pack, cli_output_file(output));
	if (!status)
		return cli_output_close(output);
	cli_output_drop(output);
	return cli_failed(cli, status);
}

enum cli_exit
cmd_pack(struct cli *cli)
{
	const char *path = cli_option(cli, OPT_OUTPUT);
	struct cgrid_pack *pack = NULL;
	int64_t built;
	if (!path || strcmp(path, "-") == 0)
		return cli_usage(cli, "-o FILE.cgx is needed: a lookup file is checked where it lies");
	const char *dot = strrchr(path, '.');
	if (!dot || !cgrid_same_text(dot, ".cgx"))
		return cli_usage(cli, "-o %.200s: a lookup file is called NAME.cgx", path);
	enum cli_exit code = choose_time(cli, &built);
	if (code)
		return code;
	/* What is there already is no reason to read a hundred campuses first. */
	if (!cli_option(cli, OPT_FORCE) && access(path, F_OK) == 0) {
		cli_say(cli, "%s: exists already (--force replaces it)", path);
		return CLI_OUTPUT;
	}
	enum cgrid_status status = cgrid_pack_new(cli->ctx, built, &pack);
	if (status)
		return cli_failed(cli, status);
	for (size_t i = 0; !code && i < cli->args.operand_count; i++)
		code = pack_input(cli, pack, cli->args.operands[i]);
	if (!code && cli_refuses(cli))
		code = CLI_INPUT;
	if (!code)
		code = write_pack(cli, pack, path);
	cgrid_pack_free(pack);
	return code;
}
