/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 7, table: cells, and how many of everything lie in them. */
#include "base/base.h"
#include "base/mem.h"
#include "locate/locate.h"
#include "table/rows.h"

#include <campusgrid/split.h>

enum { ROOMS, DOORS, ASSETS, SENSORS, COUNTED };

static int64_t *
counter(const struct cgrid_table_job *job, struct cgrid_cell cell, int what)
{
	size_t at = (size_t)cell.row * cgrid_grid_columns(job->grid) + cell.column;
	return &job->counts[at * COUNTED + (size_t)what];
}

static void
count_at(const struct cgrid_table_job *job, struct cgrid_xy at, int what)
{
	struct cgrid_cell cell;
	if (cgrid_grid_cell_at(job->grid, at, &cell))
		++*counter(job, cell, what);
}

/* A sensor that does not say its level is on the level that resolve would say. */
static enum cgrid_status
count_sensors(struct cgrid_table_job *job)
{
	const struct cgrid_campus *campus = job->campus;
	bool filtered = job->building != CGRID_NONE || job->levels;
	enum cgrid_status status = CGRID_OK;
	for (uint32_t i = 0; !status && i < campus->sensor_count; i++) {
		const struct cgrid_location *location;
		uint32_t building = CGRID_NONE, level = CGRID_NONE;
		if (filtered)
			status = cgrid_locate_sensor_at(job->ctx, job->query, i, &location, &building,
							&level);
		if (!status && cgrid_table_shows(job, building, level))
			count_at(job, campus->sensors[i].at, SENSORS);
	}
	return status;
}

enum cgrid_status
cgrid_table_count_cells(struct cgrid_table_job *job)
{
	const struct cgrid_campus *campus = job->campus;
	size_t cells = (size_t)cgrid_grid_columns(job->grid) * cgrid_grid_rows(job->grid);
	job->counts = cgrid_array_new(cells, COUNTED * sizeof *job->counts);
	if (!job->counts)
		return cgrid_fail_memory(job->ctx);
	/* One piece is all of one room in one cell. */
	for (size_t i = 0; i < cgrid_pieces_count(job->pieces); i++) {
		const struct cgrid_piece *piece = cgrid_pieces_at(job->pieces, i);
		const struct cgrid_room *room = &campus->rooms[piece->room];
		if (cgrid_table_shows(job, room->building, room->level))
			++*counter(job, piece->cell, ROOMS);
	}
	for (size_t i = 0; i < campus->door_count; i++)
		if (cgrid_table_shows(job, campus->doors[i].building, campus->doors[i].level))
			count_at(job, campus->doors[i].at, DOORS);
	for (size_t i = 0; i < campus->asset_count; i++) {
		const struct cgrid_asset *asset = &campus->assets[i];
		if (!cgrid_table_shows(job, asset->building, asset->level))
			continue;
		if (cgrid_table_asset_allowed(job, asset->kind))
			count_at(job, asset->at, ASSETS);
		else
			job->withheld++;
	}
	return job->options->audience == CGRID_OWNER ? count_sensors(job) : CGRID_OK;
}

/* The widest audience of each count: a count of none would say that there are none. */
static const enum cgrid_audience widest[COUNTED] = {
    [ROOMS] = CGRID_RESPONDER,
    [DOORS] = CGRID_RESPONDER,
    [ASSETS] = CGRID_RESPONDER,
    [SENSORS] = CGRID_OWNER,
};

enum cgrid_status
cgrid_table_fill_cell(struct cgrid_table_job *job, size_t i, bool *shown_out)
{
	uint32_t columns = cgrid_grid_columns(job->grid);
	struct cgrid_cell cell = {(uint32_t)(i % columns), (uint32_t)(i / columns), 0};
	struct cgrid_table_row *row = &job->row;
	struct cgrid_table_figure *figure = &job->figure;
	struct cgrid_xy outline[CGRID_OUTLINE_MOST];
	const size_t count = cgrid_grid_outline(job->grid, cell, outline);
	*shown_out = count > 0;
	if (count == 0)
		return CGRID_OK;
	const struct cgrid_xy centre = cgrid_grid_centre(job->grid, cell);
	cgrid_grid_label(job->grid, cell, row->cell, sizeof row->cell);
	cgrid_grid_column_label(job->grid, cell.column, row->column, sizeof row->column);
	cgrid_grid_row_label(job->grid, cell.row, row->row, sizeof row->row);
	for (int what = 0; what < COUNTED; what++)
		row->counts[what] =
		    job->options->audience <= widest[what] ? *counter(job, cell, what) : -1;
	/* From the north-west clockwise; a ring runs the other way. */
	for (size_t k = 0; k < count; k++)
		figure->corners[k] = outline[count - 1 - k];
	figure->ring = (struct cgrid_ring){figure->corners, (uint32_t)count, CGRID_RING_OUTER};
	figure->square = (struct cgrid_shape){.rings = &figure->ring, .ring_count = 1};
	figure->shape = &figure->square;
	enum cgrid_status status =
	    cgrid_ground_for_output(job->ctx, &job->campus->frame, &centre, 1, &row->ground);
	if (!status)
		status = cgrid_usng_format(job->ctx, row->ground, 5, true, row->usng);
	return status;
}
