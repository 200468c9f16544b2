/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A level of 2,000 rooms with their names: laid out, with all labels placed; then written as PDF and as
 * PNG at 300 dpi, beside the time that cairo's own PNG writer takes for the same pixels. Seconds of
 * the processor: other work on the machine does not count.
 */
#include "../harness.h"

#include "base/png.h"
#include "campus/campus.h"
#include "map/pages.h"

#include <cairo.h>
#include <campusgrid/map.h>
#include <sys/resource.h>
#include <time.h>

enum { COLUMNS = 50, ROWS = 40 };

static void
must(struct cgrid_ctx *ctx, enum cgrid_status status)
{
	if (status != CGRID_OK) {
		fprintf(stderr, "bench-map: %s\n", cgrid_ctx_error(ctx));
		exit(1);
	}
}

static double
now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void
add_room(struct cgrid_draft *draft, int column, int row)
{
	static const struct cgrid_source here = {"bench.geojson", 1, 1};
	static const char *const names[] = {"Biology Lab", "Storage", "", "Special Education",
					    "Office"};
	const double x = column * 8, y = row * 7.0 + row / 2 * 2, w = 8, h = 5 + (column + row) % 3;
	const double points[4][2] = {{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}};
	char sign[16];
	snprintf(sign, sizeof sign, "%d", row * 100 + column);
	struct cgrid_draft_feature room = {.kind = CGRID_DRAFT_ROOM,
					   .id = cgrid_draft_text(draft, sign, strlen(sign), &here),
					   .name = names[(column * 7 + row) % 5],
					   .category = "classroom",
					   .source = here};
	room.ref = room.id;
	room.shape.first_ring = draft->ring_count;
	room.shape.ring_count = 1;
	must(draft->ctx, cgrid_draft_ring_begin(draft, CGRID_RING_OUTER));
	for (int i = 0; i < 4; i++)
		must(draft->ctx, cgrid_draft_point(draft, -75.12 + points[i][0] / 85287.0,
						   40.12 + points[i][1] / 111034.0));
	cgrid_draft_ring_end(draft);
	must(draft->ctx, cgrid_draft_building(draft, "Main", &here, &room.building));
	must(draft->ctx, cgrid_draft_level(draft, room.building, "1", &here, &room.level));
	must(draft->ctx, cgrid_draft_feature(draft, &room));
}

static enum cgrid_status
count_bytes(void *user, const void *bytes, size_t count)
{
	(void)bytes;
	*(size_t *)user += count;
	return CGRID_OK;
}

static cairo_status_t
count_cairo(void *user, const unsigned char *bytes, unsigned count)
{
	(void)bytes;
	*(size_t *)user += count;
	return CAIRO_STATUS_SUCCESS;
}

static double
cairo_png(struct cgrid_ctx *ctx, const struct cgrid_page *page, size_t *bytes)
{
	struct cgrid_raster raster;
	must(ctx, cgrid_draw_rgb(ctx, page, 300, &raster));
	cairo_surface_t *surface =
	    cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)raster.width, (int)raster.height);
	for (uint32_t y = 0; y < raster.height; y++) {
		uint32_t *to =
		    (uint32_t *)(void *)(cairo_image_surface_get_data(surface) +
					 (size_t)y * (size_t)cairo_image_surface_get_stride(surface));
		const unsigned char *from = raster.rgb + (size_t)y * raster.width * 3;
		for (uint32_t x = 0; x < raster.width; x++, from += 3)
			to[x] = (uint32_t)from[0] << 16 | (uint32_t)from[1] << 8 | from[2];
	}
	cairo_surface_mark_dirty(surface);
	const double start = now();
	cairo_surface_write_to_png_stream(surface, count_cairo, bytes);
	const double took = now() - start;
	cairo_surface_destroy(surface);
	cgrid_raster_free(&raster);
	return took;
}

static struct cgrid_map *
lay_out(struct cgrid_ctx *ctx, const struct cgrid_campus *campus, const struct cgrid_grid *grid,
	const char *paper)
{
	struct cgrid_map_options options = CGRID_MAP_OPTIONS_INIT;
	struct cgrid_map *map;
	options.paper = paper;
	options.level = "1";
	must(ctx, cgrid_map_new(ctx, campus, grid, &options, &map));
	return map;
}

static void
measure(struct cgrid_ctx *ctx, const struct cgrid_campus *campus, const struct cgrid_grid *grid,
	const char *paper)
{
	size_t pdf_bytes = 0, png_bytes = 0;
	struct rusage usage;
	double start = now();
	struct cgrid_map *map = lay_out(ctx, campus, grid, paper);
	const double laid = now() - start;
	start = now();
	must(ctx, cgrid_map_write_pdf(ctx, map, (struct cgrid_sink){count_bytes, &pdf_bytes}));
	const double pdf = now() - start;
	start = now();
	must(ctx, cgrid_map_write_page(ctx, map, 0, CGRID_MAP_PNG,
				       (struct cgrid_sink){count_bytes, &png_bytes}));
	const double png = now() - start;
	getrusage(RUSAGE_SELF, &usage);
	printf("%-8s laid out %.3f s, PDF %.3f s (%zu KB), PNG %.3f s (%zu KB), peak %ld MB\n", paper,
	       laid, pdf, pdf_bytes / 1000, png, png_bytes / 1000, usage.ru_maxrss / 1024);
	cgrid_map_free(map);
}

static void
measure_cairo(struct cgrid_ctx *ctx, const struct cgrid_campus *campus, const struct cgrid_grid *grid,
	      const char *paper)
{
	size_t bytes = 0;
	struct rusage usage;
	struct cgrid_map *map = lay_out(ctx, campus, grid, paper);
	const double took = cairo_png(ctx, cgrid_map_page(map, 0), &bytes);
	getrusage(RUSAGE_SELF, &usage);
	printf("%-8s cairo's writer alone %.3f s (%zu KB), peak %ld MB\n", paper, took, bytes / 1000,
	       usage.ru_maxrss / 1024);
	cgrid_map_free(map);
}

int
main(void)
{
	static const char *const papers[] = {"tabloid", "ansi-d", "arch-e"};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	struct cgrid_campus *campus;
	struct cgrid_grid *grid;
	struct cgrid_grid_options said = CGRID_GRID_OPTIONS_INIT;
	cgrid_draft_init(&draft, ctx);
	for (int row = 0; row < ROWS; row++)
		for (int column = 0; column < COLUMNS; column++)
			add_room(&draft, column, row);
	must(ctx, cgrid_campus_from_draft(ctx, &draft, &campus));
	cgrid_draft_free(&draft);
	must(ctx, cgrid_grid_fit(ctx, campus, &said, false, &grid));
	for (size_t i = 0; i < sizeof papers / sizeof *papers; i++)
		measure(ctx, campus, grid, papers[i]);
	for (size_t i = 0; i < sizeof papers / sizeof *papers - 1; i++)
		measure_cairo(ctx, campus, grid, papers[i]);
	cgrid_grid_free(grid);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
	return 0;
}
