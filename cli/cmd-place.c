/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

#include <math.h>
#include <string.h>

static void
put(struct cgrid_buf *out, const char *name, double value, int decimals)
{
	cgrid_buf_text(out, name);
	if (isfinite(value))
		cgrid_buf_fixed(out, value, decimals);
	else
		cgrid_buf_text(out, "null");
}

static void
tie_json(const struct cgrid_fit_tie *tie, bool pixels, struct cgrid_buf *out)
{
	cgrid_buf_text(out, "{\"line\":");
	cgrid_buf_int(out, tie->line);
	cgrid_buf_text(out, ",\"name\":");
	cgrid_buf_json(out, tie->name);
	put(out, pixels ? ",\"pixel_x\":" : ",\"x\":", tie->x, 3);
	put(out, pixels ? ",\"pixel_y\":" : ",\"y\":", tie->y, 3);
	put(out, ",\"lat\":", tie->ground.lat, 7);
	put(out, ",\"lon\":", tie->ground.lon, 7);
	put(out, ",\"east_m\":", tie->east_m, 2);
	put(out, ",\"north_m\":", tie->north_m, 2);
	put(out, ",\"missed_m\":", hypot(tie->east_m, tie->north_m), 2);
	cgrid_buf_text(out, tie->left_out ? ",\"left_out\":true}" : ",\"left_out\":false}");
}

static void
report_json(const char *drawing, const struct cgrid_fit *fit, struct cgrid_buf *out)
{
	const struct cgrid_fit_result *result = cgrid_fit_get(fit);
	cgrid_buf_text(out, "{\"drawing\":");
	cgrid_buf_json(out, drawing);
	if (result->pixels) {
		cgrid_buf_text(out, ",\"width\":");
		cgrid_buf_int(out, result->width);
		cgrid_buf_text(out, ",\"height\":");
		cgrid_buf_int(out, result->height);
	}
	cgrid_buf_text(out, ",\"crs\":");
	cgrid_buf_json(out, result->crs);
	cgrid_buf_text(out, ",\"world\":[");
	for (int i = 0; i < 6; i++)
		put(out, i ? "," : "", result->world[i], 12);
	cgrid_buf_text(out, "],\"used\":");
	cgrid_buf_int(out, (int64_t)result->used);
	put(out, ",\"rms_m\":", result->rms_m, 2);
	put(out, ",\"bend_m\":", result->bend_m, 3);
	put(out, ",\"x_scale_m\":", result->x_scale_m, 6);
	put(out, ",\"y_scale_m\":", result->y_scale_m, 6);
	put(out, ",\"turn_deg\":", result->turn_deg, 3);
	cgrid_buf_text(out, ",\"ties\":[");
	for (size_t i = 0; i < cgrid_fit_tie_count(fit); i++) {
		cgrid_buf_text(out, i ? "," : "");
		tie_json(cgrid_fit_tie(fit, i), result->pixels, out);
	}
	cgrid_buf_text(out, "]}\n");
}

/* A number in a column, its last digit at the end. */
static void
column(struct cgrid_buf *out, double value, int decimals, size_t width)
{
	struct cgrid_buf text = {0};
	if (isfinite(value))
		cgrid_buf_fixed(&text, value, decimals);
	else
		cgrid_buf_text(&text, "-");
	for (size_t i = text.size; i < width; i++)
		cgrid_buf_char(out, ' ');
	cgrid_buf_text(out, text.data ? text.data : "");
	out->failed |= text.failed;
	cgrid_buf_free(&text);
}

static void
report_text(const char *drawing, const struct cgrid_fit *fit, struct cgrid_buf *out)
{
	const struct cgrid_fit_result *result = cgrid_fit_get(fit);
	const char *unit = result->pixels ? "pixel" : "unit";
	cgrid_buf_text(out, "drawing   ");
	cgrid_buf_text(out, drawing);
	if (result->pixels) {
		cgrid_buf_text(out, ", ");
		cgrid_buf_int(out, result->width);
		cgrid_buf_text(out, " x ");
		cgrid_buf_int(out, result->height);
		cgrid_buf_text(out, " pixels");
	}
	cgrid_buf_text(out, "\nfit       ");
	cgrid_buf_text(out, result->used == 2 ? "similarity by 2" : "affine by ");
	if (result->used != 2)
		cgrid_buf_int(out, (int64_t)result->used);
	cgrid_buf_text(out, " of ");
	cgrid_buf_int(out, (int64_t)cgrid_fit_tie_count(fit));
	put(out, " ties, root mean square ", result->rms_m, 2);
	cgrid_buf_text(out, " m\nscale     a ");
	cgrid_buf_text(out, unit);
	put(out, " is ", result->x_scale_m, 4);
	put(out, " m along x, ", result->y_scale_m, 4);
	put(out, " m along y\nturn      up is ", result->turn_deg, 2);
	cgrid_buf_text(out, " degrees clockwise from true north\ncrs       ");
	cgrid_buf_text(out, result->crs);
	cgrid_buf_text(out, "\n\n line  missed m    east m   north m  name\n");
	for (size_t i = 0; i < cgrid_fit_tie_count(fit); i++) {
		const struct cgrid_fit_tie *tie = cgrid_fit_tie(fit, i);
		column(out, tie->line, 0, 5);
		column(out, hypot(tie->east_m, tie->north_m), 2, 10);
		column(out, tie->east_m, 2, 10);
		column(out, tie->north_m, 2, 10);
		cgrid_buf_text(out, "  ");
		cgrid_buf_text(out, tie->name);
		cgrid_buf_text(out, tie->left_out ? " (left out)\n" : "\n");
	}
}

static enum cli_exit
write_world(struct cli *cli, const struct cgrid_fit *fit)
{
	const char *path = cli_option(cli, OPT_OUTPUT);
	struct cgrid_buf text = {0};
	enum cgrid_status status = cgrid_fit_write_world(cli->ctx, fit, cgrid_buf_sink(&text));
	enum cli_exit code = status ? cli_failed(cli, status) : cli_output_text(cli, path, &text);
	cgrid_buf_free(&text);
	if (code == CLI_DONE && !cli->quiet)
		cli_say(cli, "%s: written; in campus.json its drawing has \"crs\": \"%s\"", path,
			cgrid_fit_get(fit)->crs);
	return code;
}

static enum cli_exit
report(struct cli *cli, const struct cgrid_fit *fit)
{
	struct cgrid_buf text = {0};
	const char *drawing = cli->args.operands[0];
	if (cli_option(cli, OPT_JSON))
		report_json(drawing, fit, &text);
	else
		report_text(drawing, fit, &text);
	enum cli_exit code = cli_output_text(cli, NULL, &text);
	cgrid_buf_free(&text);
	return code;
}

/* A world file to standard output would stand in the middle of the report. */
static enum cli_exit
check_options(struct cli *cli)
{
	const char *path = cli_option(cli, OPT_OUTPUT);
	if (!cli_option(cli, OPT_TIES))
		return cli_usage(cli, "place needs --ties FILE");
	return path && strcmp(path, "-") == 0
		   ? cli_usage(cli, "-o needs a file: standard output has the residuals")
		   : CLI_DONE;
}

enum cli_exit
cmd_place(struct cli *cli)
{
	struct cgrid_fit_options options = CGRID_FIT_OPTIONS_INIT;
	struct cgrid_fit *fit = NULL;
	enum cli_exit code = check_options(cli);
	if (code)
		return code;
	options.crs = cli_option(cli, OPT_CRS);
	options.flags = cli->strict ? CGRID_FIT_STRICT : 0;
	enum cgrid_status status = cgrid_fit_drawing(cli->ctx, cli->args.operands[0],
						     cli_option(cli, OPT_TIES), &options, &fit);
	if (status)
		return cli_failed(cli, status);
	const bool pixels = cgrid_fit_get(fit)->pixels, out = cli_option(cli, OPT_OUTPUT);
	if (pixels && !out)
		code = cli_usage(cli, "place needs -o FILE: the world file of the picture");
	else if (!pixels && out)
		code =
		    cli_usage(cli, "a drawing in units has no world file: campus.json names its ties");
	if (!code && out)
		code = write_world(cli, fit);
	if (!code)
		code = report(cli, fit);
	cgrid_fit_free(fit);
	return code;
}
