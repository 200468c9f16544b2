/* SPDX-License-Identifier: Apache-2.0 */
/* A first campus.json for a folder of drawings. Everything in it is a guess, and said to be one. */
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "read/draft.h"
#include "read/geojson.h"
#include "read/guess.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct init {
	struct cgrid_ctx *ctx;
	const char *folder;
	char *name; /* of the folder */
	struct cgrid_guess *guesses;
	size_t count, capacity;
	size_t uses[CGRID_USE_IMAGERY + 1];
};

/* Subfolders are looked into: buildings often have a folder each, and levels one in it. */
enum { DEEPEST = 3 };
static enum cgrid_status look_at(struct init *init, const char *below, const char *name);

static enum cgrid_status
look_into(struct init *init, const char *below)
{
	struct cgrid_names names;
	char *path = below[0] ? cgrid_path_join(init->folder, below) : strdup(init->folder);
	if (!path)
		return cgrid_fail_memory(init->ctx);
	enum cgrid_status status = cgrid_folder_read(init->ctx, path, &names);
	free(path);
	for (size_t i = 0; !status && i < names.count; i++)
		if (names.names[i][0] != '.' && strcmp(names.names[i], "campus.json") != 0)
			status = look_at(init, below, names.names[i]);
	cgrid_names_free(&names);
	return status;
}

static enum cgrid_status
keep(struct init *init, const struct cgrid_guess *guess)
{
	if (!CGRID_ROOM_FOR_ONE(init->guesses, init->count, init->capacity))
		return cgrid_fail_memory(init->ctx);
	init->guesses[init->count++] = *guess;
	init->uses[guess->use]++;
	return CGRID_OK;
}

/* "gym-1" whose rooms say level 1 is a level of the gym, not a building called gym 1. */
static void
cut_own_level(struct cgrid_guess *guess)
{
	size_t whole = strlen(guess->building), level = strlen(guess->own_level);
	if (level == 0 || whole < level + 2 || guess->building[whole - level - 1] != ' ' ||
	    !cgrid_same_text(guess->building + whole - level, guess->own_level))
		return;
	guess->building[whole - level - 1] = '\0';
}

static void
put_text(char to[CGRID_GUESS_TEXT], const char *text)
{
	if (strlen(text) < CGRID_GUESS_TEXT)
		memcpy(to, text, strlen(text) + 1);
}

/* "floor plan", "scan": words that call a file what it is, and no building. */
static bool
says_nothing(const char *rest)
{
	static const char *const plain[] = {
	    "floor",   "floors",   "plan",  "plans",   "floorplan", "level", "map",    "image", "scan",
	    "drawing", "drawings", "sheet", "geojson", "final",     "copy",  "export", "rooms", NULL};
	char word[CGRID_GUESS_TEXT];
	while (*rest != '\0') {
		size_t n = strcspn(rest, " ");
		memcpy(word, rest, n);
		word[n] = '\0';
		if (!cgrid_guess_one_of(word, plain))
			return false;
		rest += n + strspn(rest + n, " ");
	}
	return true;
}

/* The last folder of a path that is called after no level: the building, most likely. The level of a
 * folder below it goes out too. */
static void
folder_guess(const char *below, char building[CGRID_GUESS_TEXT], char level[CGRID_LEVEL_NAME_SIZE])
{
	char label[CGRID_LEVEL_NAME_SIZE];
	size_t end = strlen(below);
	building[0] = level[0] = '\0';
	while (end > 0 && building[0] == '\0') {
		size_t from = end;
		while (from > 0 && below[from - 1] != '/')
			from--;
		if (!cgrid_level_in_name(below + from, end - from, label, NULL, 0))
			snprintf(building, CGRID_GUESS_TEXT, "%.*s", (int)(end - from), below + from);
		else if (level[0] == '\0')
			memcpy(level, label, sizeof label);
		end = from > 0 ? from - 1 : 0;
	}
}

/* Building and level by the file's name, else by its folders': F1/plan.png is level F1 of what the
 * folder around it is called after. */
static void
name_guess(const struct init *init, const char *below, const char *path, struct cgrid_guess *guess)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	char building[CGRID_GUESS_TEXT], level[CGRID_LEVEL_NAME_SIZE];
	cgrid_guess_name(name, strlen(name) - strlen(cgrid_path_extension(name)), guess->building,
			 guess->level);
	folder_guess(below, building, level);
	bool by_folder = guess->level[0] == '\0' && level[0] != '\0';
	if (by_folder)
		put_text(guess->level, level);
	if (by_folder || (says_nothing(guess->building) && below[0] != '\0'))
		put_text(guess->building, building[0] ? building : init->name);
}

/* What a drawing says itself stands, here as where it is read without a campus.json; that it is one
 * level is written down, for its ordinal. */
static void
use_own_level(struct cgrid_guess *guess)
{
	cut_own_level(guess);
	if (guess->says_building)
		guess->building[0] = '\0';
	if (!guess->says_level)
		return;
	guess->level[0] = '\0';
	if (guess->one_level)
		put_text(guess->level, guess->own_level);
}

/* A file that cannot be read or is broken is said, and left for its owner to mend. */
static enum cgrid_status
look_at_file(struct init *init, const char *below, const char *path, struct cgrid_guess *guess)
{
	name_guess(init, below, path, guess);
	enum cgrid_status status = cgrid_guess_file(init->ctx, path, guess->file, guess);
	if (status == CGRID_E_MEMORY)
		return status;
	if (status) {
		cgrid_log(init->ctx, CGRID_WARNING, NULL, "not used: %s", cgrid_ctx_error(init->ctx));
		cgrid_clear_error(init->ctx);
		guess->use = CGRID_USE_NONE;
	}
	if (guess->use == CGRID_USE_PLAN)
		use_own_level(guess);
	return CGRID_OK;
}

static int
depth_of(const char *below)
{
	int depth = below[0] != '\0';
	for (; *below != '\0'; below++)
		depth += *below == '/';
	return depth;
}

static enum cgrid_status
look_at(struct init *init, const char *below, const char *name)
{
	struct cgrid_guess guess = {.file = cgrid_path_join(below, name)};
	char *path = guess.file ? cgrid_path_join(init->folder, guess.file) : NULL;
	const struct cgrid_source source = {guess.file, 0, 0};
	enum cgrid_status status = CGRID_OK;
	if (!path) {
		status = cgrid_fail_memory(init->ctx);
	} else if (!cgrid_utf8_valid(name, strlen(name))) {
		cgrid_log(init->ctx, CGRID_WARNING, &source, "not used: its name is no UTF-8");
	} else if (cgrid_path_kind(path) == CGRID_PATH_FOLDER) {
		guess.imdf = cgrid_is_imdf(path);
		guess.use = guess.imdf ? CGRID_USE_PLAN : CGRID_USE_NONE;
		if (!guess.imdf && depth_of(below) < DEEPEST)
			status = look_into(init, guess.file);
		else if (!guess.imdf)
			cgrid_log(init->ctx, CGRID_NOTE, &source,
				  "a folder this deep is not looked at");
	} else {
		status = look_at_file(init, below, path, &guess);
	}
	if (!status && guess.use != CGRID_USE_NONE) {
		status = keep(init, &guess);
		if (!status)
			guess = (struct cgrid_guess){0};
	}
	cgrid_guess_free(&guess);
	free(path);
	return status;
}

static void
say_plan(struct init *init, const struct cgrid_guess *guess)
{
	const struct cgrid_source source = {guess->file, 0, 0};
	char ordinal[24] = "unknown";
	struct cgrid_buf number = {0};
	bool own = guess->says_level && strcmp(guess->level, guess->own_level) == 0;
	const char *from = own ? "as it says itself" : "from its name";
	const char *what = guess->imdf ? ": an IMDF folder" : "", *between = "";
	if (!guess->imdf && guess->said)
		what = guess->said, between = ": ";
	if (guess->has_ordinal) {
		cgrid_buf_int(&number, guess->ordinal);
		if (!number.failed && number.size < sizeof ordinal)
			memcpy(ordinal, number.data, number.size + 1);
	}
	cgrid_buf_free(&number);
	if (guess->level[0] != '\0')
		cgrid_log(init->ctx, CGRID_NOTE, &source,
			  "taken for a plan%s%s: level \"%s\" (ordinal %s) of %s%s%s, %s", between,
			  what, guess->level, ordinal,
			  guess->building[0]     ? "building \""
			  : guess->says_building ? "its own building"
						 : "no building",
			  guess->building, guess->building[0] ? "\"" : "", from);
	else if (guess->imdf || guess->said)
		cgrid_log(init->ctx, guess->imdf || guess->says_level ? CGRID_NOTE : CGRID_WARNING,
			  &source, "taken for a plan%s%s%s", between, what,
			  guess->imdf || guess->says_level ? ""
							   : "; its level is unknown: set \"level\"");
	else if (guess->says_level)
		cgrid_log(init->ctx, CGRID_NOTE, &source, "taken for a plan: says its own levels%s%s%s",
			  guess->building[0] ? "; building \"" : "", guess->building,
			  guess->building[0] ? "\", from its name" : "");
	else
		cgrid_log(
		    init->ctx, CGRID_WARNING, &source,
		    "taken for a plan, but neither it nor its name says the level: set \"level\"");
}

/* What a drawing lacks, a line each. */
static void
say_missing(struct init *init, const struct cgrid_guess *guess)
{
	static const struct {
		enum cgrid_missing missing;
		const char *text;
	} lines[] = {
	    {CGRID_MISSING_PLACE, "missing: where it lies (\"ties\", or \"origin\" and \"turn\")"},
	    {CGRID_MISSING_CRS, "missing: \"crs\", its coordinate system"},
	    {CGRID_MISSING_UNITS, "missing: its units (\"units\": mm, cm, m, in, ft or us-ft)"},
	    {CGRID_MISSING_LAYER, "missing: the layer with the lines of its rooms or walls "
				  "(\"room_layer\"; campusgrid info lists its layers)"},
	    {CGRID_MISSING_ROOMS, "missing: the names of its rooms (\"rooms\")"},
	    {CGRID_MISSING_CAPTURED, "missing: the day that it was taken (\"captured\")"},
	};
	const struct cgrid_source source = {guess->file, 0, 0};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (guess->missing & lines[i].missing)
			cgrid_log(init->ctx, CGRID_NOTE, &source, "%s", lines[i].text);
}

static void
say_all(struct init *init)
{
	for (size_t i = 0; i < init->count; i++) {
		const struct cgrid_guess *guess = &init->guesses[i];
		const struct cgrid_source source = {guess->file, 0, 0};
		if (guess->use == CGRID_USE_PLAN)
			say_plan(init, guess);
		else if (guess->use == CGRID_USE_FEATURES)
			cgrid_log(init->ctx, CGRID_NOTE, &source,
				  "taken for features: doors, assets and areas");
		else if (guess->use == CGRID_USE_SENSORS)
			cgrid_log(init->ctx, CGRID_NOTE, &source, "taken for a list of sensors");
		else if (guess->tagged && !(guess->missing & CGRID_MISSING_CRS))
			cgrid_log(init->ctx, CGRID_NOTE, &source,
				  "taken for an aerial picture, which says itself where it lies");
		else if (guess->crs)
			cgrid_log(init->ctx, CGRID_NOTE, &source,
				  "taken for an aerial picture in %s, by its world file", guess->crs);
		else
			cgrid_log(init->ctx, CGRID_WARNING, &source,
				  "taken for an aerial picture, but its %s not tell the coordinate "
				  "system: set \"crs\"",
				  guess->tagged ? "tags do" : "world file does");
		say_missing(init, guess);
	}
	if (init->uses[CGRID_USE_SENSORS] == 0)
		cgrid_log(init->ctx, CGRID_NOTE, NULL, "missing: a list of sensors");
	if (init->uses[CGRID_USE_FEATURES] == 0)
		cgrid_log(init->ctx, CGRID_NOTE, NULL, "missing: features (doors, assets, areas)");
	cgrid_log(init->ctx, CGRID_NOTE, NULL,
		  "to look at: the numbers painted on exterior doors (campusgrid table doors)");
	cgrid_log(init->ctx, CGRID_NOTE, NULL,
		  "missing: the address, and the grid (campusgrid grid --save writes it down)");
}

static void
member(struct cgrid_buf *out, const char *key, const char *value)
{
	if (value[0] == '\0')
		return;
	cgrid_buf_text(out, ", ");
	cgrid_buf_json(out, key);
	cgrid_buf_text(out, ": ");
	cgrid_buf_json(out, value);
}

static void
write_entry(const struct cgrid_guess *guess, struct cgrid_buf *out)
{
	cgrid_buf_text(out, "{\"file\": ");
	cgrid_buf_json(out, guess->file);
	if (guess->use == CGRID_USE_PLAN) {
		member(out, "building", guess->building);
		member(out, "level", guess->level);
		if (guess->level[0] != '\0' && guess->has_ordinal) {
			cgrid_buf_text(out, ", \"ordinal\": ");
			cgrid_buf_int(out, guess->ordinal);
		}
	}
	if (guess->crs)
		member(out, "crs", guess->crs);
	if (guess->ties)
		member(out, "ties", guess->ties);
	if (guess->rooms && guess->use == CGRID_USE_PLAN)
		member(out, "rooms", guess->rooms);
	cgrid_buf_char(out, '}');
}

static void
write_list(const struct init *init, enum cgrid_use use, const char *key, struct cgrid_buf *out)
{
	size_t written = 0;
	if (init->uses[use] == 0)
		return;
	cgrid_buf_text(out, ",\n  ");
	cgrid_buf_json(out, key);
	cgrid_buf_text(out, ": [");
	for (size_t i = 0; i < init->count; i++) {
		if (init->guesses[i].use != use)
			continue;
		cgrid_buf_text(out, written++ > 0 ? ",\n    " : "\n    ");
		write_entry(&init->guesses[i], out);
	}
	cgrid_buf_text(out, "\n  ]");
}

static enum cgrid_status
write_campus(const struct init *init, struct cgrid_sink sink)
{
	struct cgrid_buf out = {0};
	cgrid_buf_text(&out, "{\n  \"name\": ");
	cgrid_buf_json(&out, init->name);
	write_list(init, CGRID_USE_PLAN, "plans", &out);
	write_list(init, CGRID_USE_FEATURES, "features", &out);
	write_list(init, CGRID_USE_SENSORS, "sensors", &out);
	write_list(init, CGRID_USE_IMAGERY, "imagery", &out);
	cgrid_buf_text(&out, "\n}\n");
	enum cgrid_status status =
	    out.failed ? cgrid_fail_memory(init->ctx) : sink.write(sink.user, out.data, out.size);
	cgrid_buf_free(&out);
	return status;
}

/* What the folder is called; "campus" where that is no text. */
static enum cgrid_status
name_folder(struct init *init)
{
	char *whole = realpath(init->folder, NULL);
	char *name = cgrid_path_name(whole ? whole : init->folder);
	free(whole);
	init->name = name && !cgrid_utf8_valid(name, strlen(name)) ? strdup("campus") : name;
	if (init->name != name)
		free(name);
	return init->name ? CGRID_OK : cgrid_fail_memory(init->ctx);
}

enum cgrid_status
cgrid_campus_init(struct cgrid_ctx *ctx, const char *folder, struct cgrid_sink sink)
{
	struct init init = {.ctx = ctx, .folder = folder};
	const struct cgrid_source source = {folder, 0, 0};
	enum cgrid_status status = name_folder(&init);
	if (status)
		return status;
	if (cgrid_path_kind(folder) == CGRID_PATH_FOLDER && cgrid_is_imdf(folder)) {
		struct cgrid_guess whole = {.file = strdup("."), .use = CGRID_USE_PLAN, .imdf = true};
		status = whole.file ? keep(&init, &whole) : cgrid_fail_memory(ctx);
		if (status)
			free(whole.file);
	} else {
		status = look_into(&init, "");
	}
	if (!status && init.uses[CGRID_USE_PLAN] == 0)
		status = cgrid_fail_at(ctx, CGRID_E_INPUT, &source, "no drawing of a level is in it");
	if (!status) {
		cgrid_guess_ordinals(init.guesses, init.count);
		say_all(&init);
		status = write_campus(&init, sink);
	}
	for (size_t i = 0; i < init.count; i++)
		cgrid_guess_free(&init.guesses[i]);
	free(init.guesses);
	free(init.name);
	return status;
}
