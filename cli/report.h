/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a grid, by `grid` and by `info`. */
#ifndef CGRID_CLI_REPORT_H
#define CGRID_CLI_REPORT_H

#include "base/text.h"

#include <campusgrid/campusgrid.h>

struct cli_corner {
	const char *name; /* "nw" */
	struct cgrid_lonlat at;
	char usng[CGRID_USNG_SIZE];
};

struct cli_grid_report {
	const struct cgrid_campus *campus;
	const struct cgrid_grid *grid;
	bool written; /* in campus.json */
	bool covers;  /* no corner of a building, level or room lies outside */
	char first[CGRID_LABEL_SIZE], last[CGRID_LABEL_SIZE];
	struct cli_corner corners[4];
	char frame[64];
};

enum cgrid_status cli_grid_report(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
				  const struct cgrid_grid *grid, bool written,
				  struct cli_grid_report *report);
void cli_grid_text(const struct cli_grid_report *report, struct cgrid_buf *out);
/* One object without a newline behind it; `indent` blanks before its inner lines. */
void cli_grid_json(const struct cli_grid_report *report, struct cgrid_buf *out, size_t indent);

/* "local about 40.123,-75.123", "UTM zone 18 north", "EPSG:6565". */
void cli_frame_text(const struct cgrid_frame *frame, char *text, size_t size);

/* A line of a report: its name, padded, then what is said. */
void cli_row(struct cgrid_buf *out, const char *name);
/* "LAT,LON" with 7 decimals. */
void cli_lat_lon(struct cgrid_buf *out, struct cgrid_lonlat at);
/* A new line, `indent` + 2 blanks, and the key of a member of an object. */
void cli_json_key(struct cgrid_buf *out, size_t indent, const char *key);

#endif
