/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"
#include "report.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum count { ROOMS, NAMED_ROOMS, DOORS, EXTERIOR_DOORS, ASSETS, SENSORS, COUNTS };
static const char *const count_keys[COUNTS] = {"rooms",          "named_rooms", "doors",
					       "exterior_doors", "assets",      "sensors"};
static const char *const count_words[COUNTS] = {"rooms",    "named",  "doors",
						"exterior", "assets", "sensors"};

/* How often a word stands: assets and areas by their kind. */
struct tally {
	const char *word;
	size_t count;
};

struct info {
	struct cli *cli;
	const char *input;
	bool json;
	struct cgrid_campus *campus;
	struct cgrid_grid *grid; /* NULL where it cannot be fitted */
	struct cli_grid_report report;
	size_t (*levels)[COUNTS]; /* one more than there are levels: outdoors or unknown */
	size_t totals[COUNTS];
	struct tally *assets, *areas;
	size_t asset_kinds, area_kinds;
	struct cgrid_buf messages;
};

static int
compare_tallies(const void *a, const void *b)
{
	return strcmp(((const struct tally *)a)->word, ((const struct tally *)b)->word);
}

/* Sorts and joins equal words; returns how many are left. */
static size_t
join(struct tally *tallies, size_t count)
{
	size_t left = 0;
	if (count > 1)
		qsort(tallies, count, sizeof *tallies, compare_tallies);
	for (size_t i = 0; i < count; i++) {
		if (left > 0 && strcmp(tallies[left - 1].word, tallies[i].word) == 0)
			tallies[left - 1].count += tallies[i].count;
		else
			tallies[left++] = tallies[i];
	}
	return left;
}

static void
add(struct info *info, uint32_t level, enum count what)
{
	size_t levels = cgrid_campus_level_count(info->campus);
	info->levels[level < levels ? level : levels][what]++;
	info->totals[what]++;
}

static bool
count_all(struct info *info)
{
	const struct cgrid_campus *campus = info->campus;
	size_t assets = cgrid_campus_asset_count(campus), areas = cgrid_campus_area_count(campus);
	info->levels = cgrid_array_new(cgrid_campus_level_count(campus) + 1, sizeof *info->levels);
	info->assets = cgrid_array_new(assets, sizeof *info->assets);
	info->areas = cgrid_array_new(areas, sizeof *info->areas);
	if (!info->levels || !info->assets || !info->areas)
		return false;
	for (size_t i = 0; i < cgrid_campus_room_count(campus); i++) {
		const struct cgrid_room *room = cgrid_campus_room(campus, i);
		add(info, room->level, ROOMS);
		if (room->room[0] != '\0')
			add(info, room->level, NAMED_ROOMS);
	}
	for (size_t i = 0; i < cgrid_campus_door_count(campus); i++) {
		const struct cgrid_door *door = cgrid_campus_door(campus, i);
		add(info, door->level, DOORS);
		if (door->exterior)
			add(info, door->level, EXTERIOR_DOORS);
	}
	for (size_t i = 0; i < assets; i++) {
		const struct cgrid_asset *asset = cgrid_campus_asset(campus, i);
		add(info, asset->level, ASSETS);
		info->assets[i] = (struct tally){asset->kind, 1};
	}
	for (size_t i = 0; i < areas; i++)
		info->areas[i] = (struct tally){cgrid_campus_area(campus, i)->kind, 1};
	for (size_t i = 0; i < cgrid_campus_sensor_count(campus); i++)
		add(info, cgrid_campus_sensor(campus, i)->level, SENSORS);
	info->asset_kinds = join(info->assets, assets);
	info->area_kinds = join(info->areas, areas);
	return true;
}

static void
text_line(struct cgrid_buf *out, const char *name, const char *value)
{
	if (value[0] == '\0')
		return;
	cli_row(out, name);
	cgrid_buf_text(out, value);
	cgrid_buf_char(out, '\n');
}

static void
text_counts(struct cgrid_buf *out, const size_t counts[COUNTS])
{
	for (int i = 0; i < COUNTS; i++) {
		bool inside = i == NAMED_ROOMS || i == EXTERIOR_DOORS;
		cgrid_buf_text(out, i == 0 ? "" : inside ? " (" : ", ");
		cgrid_buf_text(out, count_words[i]);
		cgrid_buf_char(out, ' ');
		cgrid_buf_int(out, (int64_t)counts[i]);
		cgrid_buf_text(out, inside ? ")" : "");
	}
	cgrid_buf_char(out, '\n');
}

static void
text_tallies(struct cgrid_buf *out, const char *name, const struct tally *tallies, size_t count)
{
	if (count == 0)
		return;
	cli_row(out, name);
	for (size_t i = 0; i < count; i++) {
		cgrid_buf_text(out, i == 0 ? "" : ", ");
		cgrid_buf_text(out, tallies[i].word[0] != '\0' ? tallies[i].word : "(no kind)");
		cgrid_buf_char(out, ' ');
		cgrid_buf_int(out, (int64_t)tallies[i].count);
	}
	cgrid_buf_char(out, '\n');
}

static void
text_levels(const struct info *info, struct cgrid_buf *out)
{
	size_t levels = cgrid_campus_level_count(info->campus);
	uint32_t building = CGRID_NONE;
	for (size_t i = 0; i < levels; i++) {
		const struct cgrid_level *level = cgrid_campus_level(info->campus, i);
		if (i == 0 || level->building != building) {
			building = level->building;
			text_line(out, "building",
				  building == CGRID_NONE
				      ? "(none)"
				      : cgrid_campus_building(info->campus, building)->name);
		}
		cli_row(out, "  level");
		cgrid_buf_text(out, level->label);
		cgrid_buf_text(out, level->has_ordinal ? " (ordinal " : " (no ordinal");
		if (level->has_ordinal)
			cgrid_buf_int(out, level->ordinal);
		cgrid_buf_text(out, "): ");
		text_counts(out, info->levels[i]);
	}
	cli_row(out, "outdoors");
	text_counts(out, info->levels[levels]);
	cli_row(out, "all");
	text_counts(out, info->totals);
}

/* The name of the building that a picture is a plan of; "" without. */
static const char *
building_of(const struct cgrid_campus *campus, const struct cgrid_image *image)
{
	return image->building == CGRID_NONE ? ""
					     : cgrid_campus_building(campus, image->building)->name;
}

/* Aerial pictures by their date, plans by their level. */
static void
text_images(const struct cgrid_campus *campus, struct cgrid_buf *out)
{
	cli_row(out, "imagery");
	cgrid_buf_int(out, (int64_t)cgrid_campus_image_count(campus));
	cgrid_buf_char(out, '\n');
	for (size_t i = 0; i < cgrid_campus_image_count(campus); i++) {
		const struct cgrid_image *image = cgrid_campus_image(campus, i);
		const bool aerial = image->level == CGRID_NONE;
		cli_row(out, aerial ? "  aerial" : "  plan");
		if (!aerial) {
			const char *building = building_of(campus, image);
			cgrid_buf_text(out, building);
			cgrid_buf_text(out, building[0] != '\0' ? ", level " : "level ");
			cgrid_buf_text(out, cgrid_campus_level(campus, image->level)->label);
		}
		if (image->captured[0] != '\0') {
			cgrid_buf_text(out, aerial ? "" : ", ");
			cgrid_buf_text(out, image->captured);
		} else if (aerial) {
			cgrid_buf_text(out, "date not known");
		}
		cgrid_buf_text(out, " (");
		cgrid_buf_int(out, image->width);
		cgrid_buf_text(out, " x ");
		cgrid_buf_int(out, image->height);
		cgrid_buf_text(out, " pixels)\n");
	}
}

static void
text_extent(const struct info *info, struct cgrid_buf *out)
{
	struct cgrid_box box = cgrid_campus_extent(info->campus);
	char frame[64];
	cli_row(out, "extent");
	cgrid_buf_fixed(out, box.max_x - box.min_x, 2);
	cgrid_buf_text(out, " x ");
	cgrid_buf_fixed(out, box.max_y - box.min_y, 2);
	cgrid_buf_text(out, " m\n");
	cli_frame_text(cgrid_campus_frame(info->campus), frame, sizeof frame);
	text_line(out, "crs", "WGS 84 (EPSG:4326), latitude and longitude in degrees");
	text_line(out, "placed", frame);
}

static void
info_text(const struct info *info, struct cgrid_buf *out)
{
	const struct cgrid_ctx *ctx = info->cli->ctx;
	text_line(out, "input", strcmp(info->input, "-") == 0 ? "standard input" : info->input);
	text_line(out, "name", cgrid_campus_name(info->campus));
	text_line(out, "address", cgrid_campus_address(info->campus));
	text_line(out, "notice", cgrid_campus_notice(info->campus));
	text_line(out, "credit", cgrid_campus_credit(info->campus));
	text_levels(info, out);
	text_tallies(out, "assets", info->assets, info->asset_kinds);
	text_tallies(out, "areas", info->areas, info->area_kinds);
	text_images(info->campus, out);
	text_extent(info, out);
	if (info->grid)
		cli_grid_text(&info->report, out);
	cli_row(out, "messages");
	cgrid_buf_int(out, (int64_t)cgrid_ctx_count(ctx, CGRID_WARNING));
	cgrid_buf_text(out, " repaired or doubtful, ");
	cgrid_buf_int(out, (int64_t)cgrid_ctx_count(ctx, CGRID_LEFT_OUT));
	cgrid_buf_text(out, " left out or at fault\n");
}

static void
json_text(struct cgrid_buf *out, const char *key, const char *value)
{
	cli_json_key(out, 0, key);
	if (value[0] != '\0')
		cgrid_buf_json(out, value);
	else
		cgrid_buf_text(out, "null");
	cgrid_buf_char(out, ',');
}

static void
json_counts(struct cgrid_buf *out, const size_t counts[COUNTS])
{
	for (int i = 0; i < COUNTS; i++) {
		cgrid_buf_text(out, i == 0 ? "" : ", ");
		cgrid_buf_json(out, count_keys[i]);
		cgrid_buf_text(out, ": ");
		cgrid_buf_int(out, (int64_t)counts[i]);
	}
}

static void
json_tallies(struct cgrid_buf *out, const char *key, const struct tally *tallies, size_t count)
{
	cli_json_key(out, 0, key);
	cgrid_buf_char(out, '{');
	for (size_t i = 0; i < count; i++) {
		cgrid_buf_text(out, i == 0 ? "" : ", ");
		cgrid_buf_json(out, tallies[i].word);
		cgrid_buf_text(out, ": ");
		cgrid_buf_int(out, (int64_t)tallies[i].count);
	}
	cgrid_buf_text(out, "},");
}

static void
json_level(const struct info *info, size_t i, struct cgrid_buf *out)
{
	const struct cgrid_level *level = cgrid_campus_level(info->campus, i);
	const char *building = level->building == CGRID_NONE
				   ? ""
				   : cgrid_campus_building(info->campus, level->building)->name;
	cgrid_buf_text(out, i == 0 ? "\n    {\"building\": " : ",\n    {\"building\": ");
	cgrid_buf_json(out, building);
	cgrid_buf_text(out, ", \"level\": ");
	cgrid_buf_json(out, level->label);
	cgrid_buf_text(out, ", \"name\": ");
	cgrid_buf_json(out, level->name);
	cgrid_buf_text(out, ", \"ordinal\": ");
	if (level->has_ordinal)
		cgrid_buf_int(out, level->ordinal);
	else
		cgrid_buf_text(out, "null");
	cgrid_buf_text(out, ", ");
	json_counts(out, info->levels[i]);
	cgrid_buf_char(out, '}');
}

static void
json_places(const struct info *info, struct cgrid_buf *out)
{
	cli_json_key(out, 0, "buildings");
	cgrid_buf_char(out, '[');
	for (size_t i = 0; i < cgrid_campus_building_count(info->campus); i++) {
		const struct cgrid_building *building = cgrid_campus_building(info->campus, i);
		cgrid_buf_text(out, i == 0 ? "{\"id\": " : ", {\"id\": ");
		cgrid_buf_json(out, building->id);
		cgrid_buf_text(out, ", \"name\": ");
		cgrid_buf_json(out, building->name);
		cgrid_buf_char(out, '}');
	}
	cgrid_buf_text(out, "],");
	cli_json_key(out, 0, "levels");
	cgrid_buf_char(out, '[');
	for (size_t i = 0; i < cgrid_campus_level_count(info->campus); i++)
		json_level(info, i, out);
	cgrid_buf_text(out, "],");
	cli_json_key(out, 0, "outdoors");
	cgrid_buf_char(out, '{');
	json_counts(out, info->levels[cgrid_campus_level_count(info->campus)]);
	cgrid_buf_text(out, "},");
	cli_json_key(out, 0, "counts");
	cgrid_buf_char(out, '{');
	json_counts(out, info->totals);
	cgrid_buf_text(out, ", \"imagery\": ");
	cgrid_buf_int(out, (int64_t)cgrid_campus_image_count(info->campus));
	cgrid_buf_text(out, "},");
}

static void
json_images(const struct cgrid_campus *campus, struct cgrid_buf *out)
{
	cli_json_key(out, 0, "imagery");
	cgrid_buf_char(out, '[');
	for (size_t i = 0; i < cgrid_campus_image_count(campus); i++) {
		const struct cgrid_image *image = cgrid_campus_image(campus, i);
		const bool aerial = image->level == CGRID_NONE;
		const struct {
			const char *key, *text;
		} texts[] = {{"kind", aerial ? "aerial" : "plan"},
			     {"building", building_of(campus, image)},
			     {"level", aerial ? "" : cgrid_campus_level(campus, image->level)->label},
			     {"captured", image->captured}};
		cgrid_buf_text(out, i == 0 ? "\n    {" : ",\n    {");
		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
			cgrid_buf_json(out, texts[k].key);
			cgrid_buf_text(out, ": ");
			if (texts[k].text[0] != '\0')
				cgrid_buf_json(out, texts[k].text);
			else
				cgrid_buf_text(out, "null");
			cgrid_buf_text(out, ", ");
		}
		cgrid_buf_text(out, "\"width\": ");
		cgrid_buf_int(out, image->width);
		cgrid_buf_text(out, ", \"height\": ");
		cgrid_buf_int(out, image->height);
		cgrid_buf_char(out, '}');
	}
	cgrid_buf_text(out, "],");
}

static void
json_extent(const struct info *info, struct cgrid_buf *out)
{
	struct cgrid_box box = cgrid_campus_extent(info->campus);
	char frame[64];
	cli_json_key(out, 0, "extent_m");
	cgrid_buf_text(out, "{\"width\": ");
	cgrid_buf_fixed(out, box.max_x - box.min_x, 2);
	cgrid_buf_text(out, ", \"height\": ");
	cgrid_buf_fixed(out, box.max_y - box.min_y, 2);
	cgrid_buf_text(out, "},");
	json_text(out, "crs", "EPSG:4326");
	cli_frame_text(cgrid_campus_frame(info->campus), frame, sizeof frame);
	json_text(out, "frame", frame);
}

static void
info_json(const struct info *info, struct cgrid_buf *out)
{
	cgrid_buf_char(out, '{');
	json_text(out, "input", info->input);
	json_text(out, "name", cgrid_campus_name(info->campus));
	json_text(out, "address", cgrid_campus_address(info->campus));
	json_text(out, "notice", cgrid_campus_notice(info->campus));
	json_text(out, "credit", cgrid_campus_credit(info->campus));
	json_places(info, out);
	json_tallies(out, "assets", info->assets, info->asset_kinds);
	json_tallies(out, "areas", info->areas, info->area_kinds);
	json_images(info->campus, out);
	json_extent(info, out);
	cli_json_key(out, 0, "grid");
	if (info->grid)
		cli_grid_json(&info->report, out, 2);
	else
		cgrid_buf_text(out, "null");
	cgrid_buf_char(out, ',');
	cli_json_key(out, 0, "messages");
	cgrid_buf_char(out, '[');
	cgrid_buf_add(out, info->messages.data, info->messages.size);
	cgrid_buf_text(out, info->messages.size > 0 ? "\n  ]\n}\n" : "]\n}\n");
}

/* A grid that cannot be fitted is said, and the rest is shown all the same. */
static enum cli_exit
fit(struct info *info)
{
	struct cli *cli = info->cli;
	enum cli_exit code = cli_fit(cli, info->campus, false, &info->grid);
	if (code)
		return code;
	enum cgrid_status status = cli_grid_report(cli->ctx, info->campus, info->grid,
						   cli_grid_written(info->campus), &info->report);
	return status ? cli_failed(cli, status) : CLI_DONE;
}

static enum cli_exit
show(struct info *info)
{
	struct cgrid_buf text = {0};
	if (!count_all(info))
		return cli_failed(info->cli, CGRID_E_MEMORY);
	enum cli_exit of_grid = fit(info);
	if (of_grid == CLI_USAGE || of_grid == CLI_FAULT)
		return of_grid;
	if (info->json)
		info_json(info, &text);
	else
		info_text(info, &text);
	enum cli_exit code = cli_output_text(info->cli, cli_option(info->cli, OPT_OUTPUT), &text);
	cgrid_buf_free(&text);
	return code ? code : of_grid;
}

enum cli_exit
cmd_info(struct cli *cli)
{
	static const char *const formats[] = {"text", "json", NULL};
	struct info info = {.cli = cli, .input = cli->args.operands[0]};
	int format = cli_format(cli, formats, 0);
	if (format < 0)
		return CLI_USAGE;
	info.json = format == 1 || cli_option(cli, OPT_JSON);
	cli->collect = &info.messages;
	enum cli_exit code = cli_read(cli, info.input, &info.campus);
	if (!code && info.messages.failed)
		code = cli_failed(cli, CGRID_E_MEMORY);
	if (!code)
		code = show(&info);
	cli->collect = NULL;
	cgrid_buf_free(&info.messages);
	free(info.levels);
	free(info.assets);
	free(info.areas);
	cgrid_grid_free(info.grid);
	cgrid_campus_free(info.campus);
	return code;
}
