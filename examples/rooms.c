/* SPDX-License-Identifier: Apache-2.0 */
/* Which cells does each room lie in? rooms CAMPUS: a line a room, its cells with their shares. */
#include <campusgrid/campusgrid.h>

#include <stdio.h>

static void
print_room(const struct cgrid_campus *campus, const struct cgrid_grid *grid,
	   const struct cgrid_pieces *pieces, uint32_t r)
{
	const struct cgrid_room *room = cgrid_campus_room(campus, r);
	size_t first, end;
	printf("%s", room->room[0] ? room->room : "(no sign)");
	cgrid_pieces_of_room(pieces, r, &first, &end);
	for (size_t i = first; i < end; i++) {
		const struct cgrid_piece *piece = cgrid_pieces_at(pieces, i);
		char label[CGRID_LABEL_SIZE];
		cgrid_grid_label(grid, piece->cell, label, sizeof label);
		printf(" %s:%d%%", label, (int)(piece->share * 100 + 0.5));
	}
	printf("\n");
}

int
main(int argc, char **argv)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus *campus = NULL;
	struct cgrid_grid *grid = NULL;
	struct cgrid_pieces *pieces = NULL;
	if (argc != 2 || !ctx) {
		fprintf(stderr, "usage: rooms CAMPUS\n");
		cgrid_ctx_free(ctx);
		return 2;
	}
	if (cgrid_campus_read(ctx, argv[1], NULL, &campus) ||
	    cgrid_grid_fit(ctx, campus, NULL, false, &grid) ||
	    cgrid_split(ctx, campus, grid, NULL, &pieces))
		fprintf(stderr, "%s\n", cgrid_ctx_error(ctx));
	for (uint32_t r = 0; pieces && r < cgrid_campus_room_count(campus); r++)
		print_room(campus, grid, pieces, r);
	int result = pieces ? 0 : 1;
	cgrid_pieces_free(pieces);
	cgrid_grid_free(grid);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
	return result;
}
