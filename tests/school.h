/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A school made by code, with everything that makes locations hard: levels of
 * one name in two buildings, rooms of one name, a hall open over two levels,
 * doors of one number, sensors without a level, on a level that is not there,
 * twice, outdoors and far away. Positions are metres about 40.12, -75.12.
 *
 *   Main  y 0..14: x 0..10 101 | 201, x 10..20 102 | 214, x 20..30 Atrium | open to below,
 *         y 10..14 x 0..20 Corridor on both levels
 *   Gym   x 40..70 y 0..20 Court, x 70..75 y 0..5 a second 102, x 70..75 y 5..20 only named
 *   Grid  10 m, A1 in the north-west at x -23, y 51, off every wall; 12 columns, 8 rows
 */
#ifndef CGRID_TESTS_SCHOOL_H
#define CGRID_TESTS_SCHOOL_H

#include "campus/campus.h"
#include "harness.h"

#include <campusgrid/campusgrid.h>

#include <math.h>

struct school {
	struct cgrid_ctx *ctx;
	struct cgrid_campus *campus;
	struct cgrid_grid *grid;
	struct cgrid_pieces *pieces;
	struct cgrid_locator *locator;
	struct cgrid_query *query;
};

static const struct cgrid_source school_source = {"school.geojson", 1, 1};

static inline struct cgrid_lonlat
school_ground(struct cgrid_ctx *ctx, double x, double y)
{
	const struct cgrid_frame frame = {.kind = CGRID_FRAME_LOCAL, .origin = {-75.12, 40.12}};
	const struct cgrid_xy at = {x, y};
	struct cgrid_lonlat ground;
	ck_ok(ctx, cgrid_frame_to_ground(ctx, &frame, &at, 1, &ground));
	return ground;
}

struct school_feature {
	enum cgrid_draft_kind kind;
	const char *building, *level; /* NULL: outdoors */
	int32_t ordinal;
	const char *id, *ref, *name, *category;
	double x0, y0, x1, y1; /* rooms: a box; others: a point, or a line */
};

static const struct school_feature school_features[] = {
    {CGRID_DRAFT_ROOM, "Main", "1", 0, "u1", "101", "", "classroom", 0, 0, 10, 10},
    {CGRID_DRAFT_ROOM, "Main", "1", 0, "u2", "102", "Art, \"new\"", "classroom", 10, 0, 20, 10},
    {CGRID_DRAFT_ROOM, "Main", "1", 0, "u3", "Corridor", "", "corridor", 0, 10, 20, 14},
    {CGRID_DRAFT_ROOM, "Main", "1", 0, "u4", "Atrium", "", "lobby", 20, 0, 30, 14},
    {CGRID_DRAFT_ROOM, "Main", "2", 1, "u5", "201", "", "classroom", 0, 0, 10, 10},
    {CGRID_DRAFT_ROOM, "Main", "2", 1, "u6", "214", "Biology Lab", "classroom", 10, 0, 20, 10},
    {CGRID_DRAFT_ROOM, "Main", "2", 1, "u7", "Corridor", "", "corridor", 0, 10, 20, 14},
    {CGRID_DRAFT_ROOM, "Main", "2", 1, "u8", "Void", "", "opentobelow", 20, 0, 30, 14},
    {CGRID_DRAFT_ROOM, "Gym", "1", 0, "u9", "Court", "=Main Court", "gym", 40, 0, 70, 20},
    {CGRID_DRAFT_ROOM, "Gym", "1", 0, "u10", "102", "", "storage", 70, 0, 75, 5},
    {CGRID_DRAFT_ROOM, "Gym", "1", 0, "u11", "", "Coach", "office", 70, 5, 75, 20},
    {CGRID_DRAFT_DOOR, "Main", "1", 0, "d1", "1", "", "", 0, 4, 0, 6},
    {CGRID_DRAFT_DOOR, "Main", "1", 0, "d2", "2", "", "", 30, 6, 30, 8},
    {CGRID_DRAFT_DOOR, "Main", "1", 0, "d3", "", "", "", 10, 4, 10, 6},
    {CGRID_DRAFT_DOOR, "Main", "2", 1, "d4", "S2", "", "", 5, 10, 7, 10},
    {CGRID_DRAFT_DOOR, "Gym", "1", 0, "d5", "6", "", "", 40, 9, 40, 11},
    {CGRID_DRAFT_DOOR, "Gym", "1", 0, "d6", "1", "", "", 75, 12, 75, 14},
    {CGRID_DRAFT_ASSET, "Main", "1", 0, "a1", "A-1", "", "aed", 5, 12, 5, 12},
    {CGRID_DRAFT_ASSET, "Main", "2", 1, "a2", "", "Cam +1", "camera", 12, 12, 12, 12},
    {CGRID_DRAFT_ASSET, "Gym", "1", 0, "a3", "", "Locker", "locker", 50, 10, 50, 10},
    {CGRID_DRAFT_ASSET, NULL, NULL, 0, "a4", "H7", "", "hydrant", -10, -10, -10, -10},
};

struct school_sensor {
	const char *id, *building, *level;
	double x, y, z, uncertainty_m;
};
static const struct school_sensor school_sensors[] = {
    {"S-1", "Main", "2", 12, 3, 4.5, 6},
    {"S-2", "", "", 55, 10.5, (double)NAN, (double)NAN},
    {"S-3", "", "", 5, 5.5, (double)NAN, 2},
    {"S-4", "Main", "9", 5, 5.5, (double)NAN, (double)NAN},
    {"S-5", "Nowhere", "1", 5, 5.5, (double)NAN, (double)NAN},
    {"S-6", "Main", "1", 5, 5.5, (double)NAN, (double)NAN},
    {"S-6", "Gym", "1", 55, 10.5, (double)NAN, (double)NAN},
    {"S-7", "", "1", 25, 7, (double)NAN, (double)NAN},
    {"S-8", "", "1", -8, -8, (double)NAN, (double)NAN},
    {"S-9", "", "", -8, -8, (double)NAN, (double)NAN},
    {"S-10", "", "", 500, 500, (double)NAN, 5},
    {"000000000101", "Main", "1", 2, 2, (double)NAN, 0.5},
    {"=cmd|' /C calc'!A0", "Main", "1", 2, 2, (double)NAN, (double)NAN},
};
enum {
	SCHOOL_FEATURES = sizeof school_features / sizeof *school_features,
	SCHOOL_SENSORS = sizeof school_sensors / sizeof *school_sensors
};

static inline struct cgrid_draft_shape
school_shape(struct cgrid_draft *draft, const struct school_feature *from)
{
	const double box[][2] = {
	    {from->x0, from->y0}, {from->x0, from->y1}, {from->x1, from->y1}, {from->x1, from->y0}};
	bool room = from->kind == CGRID_DRAFT_ROOM;
	bool point = !room && from->x0 == from->x1 && from->y0 == from->y1;
	size_t first = draft->ring_count;
	ck_ok(draft->ctx, cgrid_draft_ring_begin(draft, room ? CGRID_RING_OUTER : CGRID_RING_LINE));
	for (size_t i = 0; i < 4; i += room ? 1 : 2) {
		struct cgrid_lonlat at = school_ground(draft->ctx, box[i][0], box[i][1]);
		if (!point || i == 0)
			ck_ok(draft->ctx, cgrid_draft_point(draft, at.lon, at.lat));
	}
	cgrid_draft_ring_end(draft);
	return (struct cgrid_draft_shape){first, draft->ring_count - first};
}

static inline void
school_add_feature(struct cgrid_draft *draft, const struct school_feature *from)
{
	struct cgrid_draft_feature feature = {.kind = from->kind,
					      .id = from->id,
					      .ref = from->ref,
					      .name = from->name,
					      .category = from->category,
					      .building = CGRID_NONE,
					      .level = CGRID_NONE,
					      .exterior = CGRID_EXTERIOR_UNKNOWN,
					      .source = school_source};
	feature.shape = school_shape(draft, from);
	if (from->building) {
		ck_ok(draft->ctx,
		      cgrid_draft_building(draft, from->building, &school_source, &feature.building));
		ck_ok(draft->ctx, cgrid_draft_level(draft, feature.building, from->level,
						    &school_source, &feature.level));
		draft->levels[feature.level].ordinal = from->ordinal;
		draft->levels[feature.level].has_ordinal = true;
	}
	ck_ok(draft->ctx, cgrid_draft_feature(draft, &feature));
}

static inline void
school_add_sensor(struct cgrid_draft *draft, const struct school_sensor *from)
{
	struct cgrid_draft_sensor sensor = {.id = from->id,
					    .kind = "gunshot",
					    .name = "",
					    .building = from->building,
					    .level = from->level,
					    .room = "",
					    .placed_by = CGRID_SENSOR_AT_GROUND,
					    .ground = school_ground(draft->ctx, from->x, from->y),
					    .z = from->z,
					    .uncertainty_m = from->uncertainty_m,
					    .source = school_source};
	ck_ok(draft->ctx, cgrid_draft_sensor(draft, &sensor));
}

static inline void
school_shuffle(struct rng *rng, size_t *order, size_t count)
{
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	for (size_t i = count; rng && i > 1; i--) {
		size_t k = rng_below(rng, i), swap = order[i - 1];
		order[i - 1] = order[k];
		order[k] = swap;
	}
}

static inline void
school_make_grid(struct school *school)
{
	struct cgrid_grid_spec spec = CGRID_GRID_SPEC_INIT;
	const struct cgrid_xy corner = {-23, 51};
	spec.frame = *cgrid_campus_frame(school->campus);
	ck_ok(school->ctx, cgrid_frame_to_ground(school->ctx, &spec.frame, &corner, 1, &spec.origin));
	spec.cell_width_m = spec.cell_height_m = 10;
	strcpy(spec.cell, "10m");
	spec.columns = 12;
	spec.rows = 8;
	ck_ok(school->ctx, cgrid_grid_new(school->ctx, &spec, &school->grid));
}

/* The school with its records in their order, or shuffled when there is a generator. */
static inline struct school
school_open(struct rng *rng)
{
	struct school school = {.ctx = cgrid_ctx_new()};
	struct cgrid_draft draft;
	size_t order[64];
	cgrid_draft_init(&draft, school.ctx);
	draft.name = "School";
	school_shuffle(rng, order, SCHOOL_FEATURES);
	for (size_t i = 0; i < SCHOOL_FEATURES; i++)
		school_add_feature(&draft, &school_features[order[i]]);
	school_shuffle(rng, order, SCHOOL_SENSORS);
	for (size_t i = 0; i < SCHOOL_SENSORS; i++)
		school_add_sensor(&draft, &school_sensors[order[i]]);
	ck_ok(school.ctx, cgrid_campus_from_draft(school.ctx, &draft, &school.campus));
	cgrid_draft_free(&draft);
	school_make_grid(&school);
	ck_ok(school.ctx, cgrid_split(school.ctx, school.campus, school.grid, NULL, &school.pieces));
	ck_ok(school.ctx, cgrid_locator_new(school.ctx, school.campus, school.grid, &school.locator));
	ck_ok(school.ctx, cgrid_query_new(school.ctx, school.locator, &school.query));
	return school;
}

static inline void
school_close(struct school *school)
{
	cgrid_query_free(school->query);
	cgrid_locator_free(school->locator);
	cgrid_pieces_free(school->pieces);
	cgrid_grid_free(school->grid);
	cgrid_campus_free(school->campus);
	cgrid_ctx_free(school->ctx);
}

#endif
