/* SPDX-License-Identifier: Apache-2.0 */
/* Any text as a label of any grid: what is read is written and read again as the same cell. */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first bytes make the grid, the rest is the label. */
enum { HEAD = 4 };

static void
check_label(struct cgrid_ctx *ctx, const struct cgrid_grid *grid, const char *text)
{
	struct cgrid_cell cell, again;
	char written[CGRID_LABEL_SIZE];
	if (cgrid_grid_parse_label(ctx, grid, text, &cell) != CGRID_OK)
		return;
	if (cell.column >= cgrid_grid_columns(grid) || cell.row >= cgrid_grid_rows(grid) ||
	    cell.keypad < 0 || cell.keypad > 99)
		abort();
	size_t n = cgrid_grid_label(grid, cell, written, sizeof written);
	if (n == 0 || n >= sizeof written)
		abort();
	/* Letters without a separator may be read in two ways, which is said; never as another cell. */
	if (cgrid_grid_parse_label(ctx, grid, written, &again) != CGRID_OK ||
	    again.column != cell.column || again.row != cell.row || again.keypad != cell.keypad)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char separators[] = "-.,/_ ";
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_grid *grid = NULL;
	char *text = size > HEAD ? malloc(size - HEAD + 1) : NULL;
	if (ctx && text) {
		memcpy(text, data + HEAD, size - HEAD);
		text[size - HEAD] = '\0';
		spec.labels = (enum cgrid_labels)(data[0] % 4);
		spec.letters = (enum cgrid_letters)(data[0] / 4 % 2);
		spec.start = (enum cgrid_start)(data[0] / 8 % 4);
		spec.skip_io = data[0] & 32;
		spec.separator[0] = separators[data[1] % sizeof separators];
		spec.columns = 1u + data[2] * 3u;
		spec.rows = 1u + data[3] * 3u;
		spec.cell_width_m = spec.cell_height_m = 10;
		spec.frame = cgrid_frame_local(spec.origin);
		spec.pad = data[1] / 16 % 7;
		if (data[0] & 64) { /* names, in turns short, nested and mixed with digits */
			static const char *const names[] = {"A,AB,B,ABC", "N1,N11,N2,N", "1,11,2,22",
							    "x,Y9,z,9"};
			spec.columns = 1 + data[2] % 4;
			spec.rows = 1 + data[3] % 4;
			spec.column_names = names[data[2] / 4 % 4];
			spec.row_names = data[3] & 128 ? NULL : names[data[3] / 4 % 4];
		}
		if (cgrid_grid_new(ctx, &spec, &grid) == CGRID_OK)
			check_label(ctx, grid, text);
	}
	cgrid_grid_free(grid);
	free(text);
	cgrid_ctx_free(ctx);
	return 0;
}
