/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 7, table: one row a kind of table, and how the rows of each are filled. */
#include "base/base.h"
#include "base/mem.h"
#include "locate/locate.h"
#include "table/rows.h"

#include <campusgrid/split.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void
set_level(struct cgrid_table_job *job, uint32_t building, uint32_t level)
{
	struct cgrid_table_row *row = &job->row;
	if (building != CGRID_NONE)
		row->building = job->campus->buildings[building].name;
	if (level == CGRID_NONE)
		return;
	row->level = job->campus->levels[level].label;
	row->ordinal = job->campus->levels[level].ordinal;
	row->has_ordinal = job->campus->levels[level].has_ordinal;
}

/* Ground, USNG and the cell of a point of the frame. */
static enum cgrid_status
set_point(struct cgrid_table_job *job, struct cgrid_xy at)
{
	struct cgrid_table_row *row = &job->row;
	struct cgrid_cell cell;
	enum cgrid_status status =
	    cgrid_ground_for_output(job->ctx, &job->campus->frame, &at, 1, &row->ground);
	if (!status)
		status = cgrid_usng_format(job->ctx, row->ground, 5, true, row->usng);
	if (status)
		return status;
	job->figure.point = row->ground;
	if (cgrid_grid_cell_at(job->grid, at, &cell)) {
		cell.keypad = 0;
		cgrid_grid_label(job->grid, cell, row->cell, sizeof row->cell);
	}
	return CGRID_OK;
}

struct part {
	int64_t share; /* in parts of a milliard: what differs by rounding alone is a tie */
	struct cgrid_cell cell;
};

static int
compare_parts(const void *a, const void *b)
{
	const struct part *x = a, *y = b;
	int order = (x->share < y->share) - (x->share > y->share);
	if (order == 0)
		order = (x->cell.row > y->cell.row) - (x->cell.row < y->cell.row);
	return order ? order : (x->cell.column > y->cell.column) - (x->cell.column < y->cell.column);
}

/* All cells of a room, largest share first. */
static enum cgrid_status
list_cells(struct cgrid_table_job *job, size_t room)
{
	size_t first, end;
	cgrid_pieces_of_room(job->pieces, (uint32_t)room, &first, &end);
	struct part *parts = cgrid_array_new(end - first, sizeof *parts);
	if (!parts)
		return cgrid_fail_memory(job->ctx);
	for (size_t i = first; i < end; i++) {
		const struct cgrid_piece *piece = cgrid_pieces_at(job->pieces, i);
		parts[i - first] = (struct part){llround(piece->share * 1e9), piece->cell};
	}
	qsort(parts, end - first, sizeof *parts, compare_parts);
	for (size_t i = 0; i < end - first; i++) {
		char label[CGRID_LABEL_SIZE];
		parts[i].cell.keypad = 0;
		cgrid_grid_label(job->grid, parts[i].cell, label, sizeof label);
		if (i > 0)
			cgrid_buf_char(&job->list, ' ');
		cgrid_buf_text(&job->list, label);
	}
	free(parts);
	job->row.cells = job->list.data;
	return job->list.failed ? cgrid_fail_memory(job->ctx) : CGRID_OK;
}

static enum cgrid_status
fill_room(struct cgrid_table_job *job, size_t i, bool *shown_out)
{
	const struct cgrid_room *room = &job->campus->rooms[i];
	struct cgrid_table_row *row = &job->row;
	*shown_out = cgrid_table_shows(job, room->building, room->level);
	if (!*shown_out)
		return CGRID_OK;
	set_level(job, room->building, room->level);
	row->id = job->id = room->id;
	row->room = room->room;
	row->name = room->name;
	row->category = room->category;
	const bool shaped = room->shape.ring_count > 0;
	row->area_m2 = shaped ? room->shape.area_m2 : (double)NAN;
	job->figure.shape = shaped ? &room->shape : NULL;
	enum cgrid_status status = set_point(job, cgrid_campus_room(job->campus, i)->label);
	return status ? status : list_cells(job, i);
}

/* The feature of a piece has no id: that of its room stands in its properties, and would not be the
 * only one of the file. */
static enum cgrid_status
fill_piece(struct cgrid_table_job *job, size_t i, bool *shown_out)
{
	const struct cgrid_piece *piece = cgrid_pieces_at(job->pieces, i);
	const struct cgrid_room *room = &job->campus->rooms[piece->room];
	struct cgrid_table_row *row = &job->row;
	struct cgrid_cell cell = piece->cell;
	*shown_out = cgrid_table_shows(job, room->building, room->level);
	if (!*shown_out)
		return CGRID_OK;
	set_level(job, room->building, room->level);
	row->id = room->id;
	row->room = room->room;
	row->area_m2 = piece->area_m2;
	row->share = piece->share;
	job->figure.shape = &piece->shape;
	cell.keypad = 0;
	cgrid_grid_label(job->grid, cell, row->cell, sizeof row->cell);
	return cgrid_ground_for_output(job->ctx, &job->campus->frame, &piece->label, 1, &row->ground);
}

static const char *
sign_of(const struct cgrid_table_job *job, uint32_t room)
{
	if (room == CGRID_NONE)
		return "";
	const struct cgrid_room *at = &job->campus->rooms[room];
	return at->room[0] ? at->room : at->name;
}

/* "214; Corridor": signs can hold blanks, so that a blank could not part them. In natural order, since
 * which side of a door is the first hangs on how its line was drawn. */
static enum cgrid_status
list_rooms(struct cgrid_table_job *job, const struct cgrid_door *door)
{
	const char *one = sign_of(job, door->rooms[0]), *other = sign_of(job, door->rooms[1]);
	bool turned = cgrid_natural_compare(one, other) > 0;
	cgrid_buf_text(&job->list, turned ? other : one);
	if (one[0] && other[0])
		cgrid_buf_text(&job->list, "; ");
	cgrid_buf_text(&job->list, turned ? one : other);
	job->row.rooms = job->list.data;
	return job->list.failed ? cgrid_fail_memory(job->ctx) : CGRID_OK;
}

static enum cgrid_status
fill_door(struct cgrid_table_job *job, size_t i, bool *shown_out)
{
	const struct cgrid_door *door = &job->campus->doors[i];
	*shown_out = cgrid_table_shows(job, door->building, door->level);
	if (!*shown_out)
		return CGRID_OK;
	set_level(job, door->building, door->level);
	job->row.id = job->id = door->id;
	job->row.door = door->door;
	job->row.exterior = door->exterior;
	enum cgrid_status status = set_point(job, door->at);
	return status ? status : list_rooms(job, door);
}

static enum cgrid_status
fill_asset(struct cgrid_table_job *job, size_t i, bool *shown_out)
{
	const struct cgrid_asset *asset = &job->campus->assets[i];
	*shown_out = cgrid_table_shows(job, asset->building, asset->level);
	if (*shown_out && !cgrid_table_asset_allowed(job, asset->kind)) {
		job->withheld++;
		*shown_out = false;
	}
	if (!*shown_out)
		return CGRID_OK;
	set_level(job, asset->building, asset->level);
	job->row.id = job->id = asset->id;
	job->row.kind = asset->kind;
	job->row.name = asset->name[0] ? asset->name : asset->ref;
	if (asset->room != CGRID_NONE)
		job->row.room = job->campus->rooms[asset->room].room;
	return set_point(job, asset->at);
}

static enum cgrid_status
make_query(struct cgrid_table_job *job)
{
	/* A GeoPackage of all kinds asks once for the cells, and once for the sensors. */
	if (job->query)
		return CGRID_OK;
	enum cgrid_status status = cgrid_locator_new(job->ctx, job->campus, job->grid, &job->locator);
	return status ? status : cgrid_query_new(job->ctx, job->locator, &job->query);
}

static enum cgrid_status
prepare_cells(struct cgrid_table_job *job)
{
	bool filtered = job->building != CGRID_NONE || job->levels;
	enum cgrid_status status = filtered ? make_query(job) : CGRID_OK;
	return status ? status : cgrid_table_count_cells(job);
}

/* Every sensor has its row and its own place. Where another has its id too, the row says so as
 * resolve does: ambiguous. */
static enum cgrid_status
fill_sensor(struct cgrid_table_job *job, size_t i, bool *shown_out)
{
	const struct cgrid_sensor *sensor = &job->campus->sensors[i];
	const struct cgrid_location *location = NULL;
	uint32_t building = CGRID_NONE, level = CGRID_NONE;
	enum cgrid_status status =
	    cgrid_locate_sensor_at(job->ctx, job->query, (uint32_t)i, &location, &building, &level);
	*shown_out = !status && cgrid_table_shows(job, building, level);
	if (!*shown_out)
		return status;
	job->record = location;
	job->id = sensor->id;
	job->figure.point = location->ground;
	return CGRID_OK;
}

#define COUNT(name)                                                                                    \
	static size_t count_##name##s(const struct cgrid_table_job *job)                               \
	{                                                                                              \
		return job->campus->name##_count;                                                      \
	}
COUNT(room)
COUNT(door)
COUNT(asset)
COUNT(sensor)

static size_t
count_cells(const struct cgrid_table_job *job)
{
	return (size_t)cgrid_grid_columns(job->grid) * cgrid_grid_rows(job->grid);
}

static size_t
count_pieces(const struct cgrid_table_job *job)
{
	return cgrid_pieces_count(job->pieces);
}

enum {
	OWNER = 1u << CGRID_OWNER,
	RESPONDER = OWNER | 1u << CGRID_RESPONDER,
	PUBLIC = RESPONDER | 1u << CGRID_PUBLIC
};

/* The third column is an allow-list: the outline and the grid are public, plans are the responder's,
 * and where the sensors are is the owner's alone. */
const struct cgrid_table_def cgrid_table_kinds[CGRID_TABLE_KINDS] = {
    {"cells", "cell", CGRID_TABLE_SQUARES, cgrid_cell_columns, PUBLIC, true, count_cells, prepare_cells,
     cgrid_table_fill_cell},
    {"rooms", "room", CGRID_TABLE_AREAS, cgrid_room_columns, RESPONDER, true, count_rooms, NULL,
     fill_room},
    {"pieces", "cell", CGRID_TABLE_AREAS, cgrid_piece_columns, RESPONDER, true, count_pieces, NULL,
     fill_piece},
    {"doors", "door", CGRID_TABLE_POINTS, cgrid_door_columns, RESPONDER, false, count_doors, NULL,
     fill_door},
    {"assets", "name", CGRID_TABLE_POINTS, cgrid_asset_columns, RESPONDER, false, count_assets, NULL,
     fill_asset},
    {"sensors", "sensor", CGRID_TABLE_POINTS, cgrid_location_columns, OWNER, false, count_sensors,
     make_query, fill_sensor},
};
