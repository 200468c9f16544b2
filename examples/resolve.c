/* SPDX-License-Identifier: Apache-2.0 */
/* Where is a sensor? resolve CAMPUS ID: prints its location on one line. */
#include <campusgrid/campusgrid.h>

#include <stdio.h>

static void
print_warning(void *user, enum cgrid_severity severity, const char *line)
{
	(void)user;
	if (severity > CGRID_NOTE)
		fprintf(stderr, "%s\n", line);
}

int
main(int argc, char **argv)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_campus *campus = NULL;
	struct cgrid_grid *grid = NULL;
	struct cgrid_locator *locator = NULL;
	struct cgrid_query *query = NULL;
	const struct cgrid_location *location = NULL;
	int result = 1;
	if (argc != 3 || !ctx) {
		fprintf(stderr, "usage: resolve CAMPUS ID\n");
		cgrid_ctx_free(ctx);
		return 2;
	}
	cgrid_ctx_set_log(ctx, print_warning, NULL);

	/* Once, when the program starts: read the drawings and make the grid. */
	if (cgrid_campus_read(ctx, argv[1], NULL, &campus) ||
	    cgrid_grid_fit(ctx, campus, NULL, false, &grid) ||
	    cgrid_locator_new(ctx, campus, grid, &locator) || cgrid_query_new(ctx, locator, &query))
		goto out;

	/* At every alarm: an id that is not known is an answer, not an error. */
	if (cgrid_locate_sensor(ctx, query, argv[2], &location))
		goto out;
	printf("%s\n", location->text);
	result = location->status == CGRID_LOCATION_OK ? 0 : 1;
out:
	if (!location)
		fprintf(stderr, "%s\n", cgrid_ctx_error(ctx));
	cgrid_query_free(query);
	cgrid_locator_free(locator);
	cgrid_grid_free(grid);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
	return result;
}
