/* SPDX-License-Identifier: Apache-2.0 */
/* A page in the making: what its parts (grid, plan, overview, title) share. */
#ifndef CGRID_MAP_MAKING_H
#define CGRID_MAP_MAKING_H

#include "map/album.h"
#include "map/label.h"
#include "map/wording.h"

#include <campusgrid/map.h>

/* What the legend can name: parts of a plan, then the kinds of data/kinds.def. */
enum cgrid_legend {
	CGRID_LEGEND_GRID,
	CGRID_LEGEND_EXTERIOR_DOOR,
	CGRID_LEGEND_DOOR,
	CGRID_LEGEND_CORRIDOR,
	CGRID_LEGEND_STAIRS,
	CGRID_LEGEND_ELEVATOR,
	CGRID_LEGEND_RESTROOM,
	CGRID_LEGEND_VOID,
	CGRID_LEGEND_STRUCTURE,
	CGRID_LEGEND_BUILDING,
	CGRID_LEGEND_CONTEXT,
	CGRID_LEGEND_KEY,
	CGRID_LEGEND_SHOWN_AT,
	CGRID_LEGEND_OTHER_ASSET,
	CGRID_LEGEND_OTHER_AREA,
	CGRID_LEGEND_SENSORS,
	CGRID_LEGEND_KINDS /* + the index of a kind */
};
enum {
	CGRID_KIND_COUNT = 0
#define KIND(word, group, title, audience) +1
#include "kinds.def"
#undef KIND
	,
	CGRID_LEGEND_COUNT = CGRID_LEGEND_KINDS + CGRID_KIND_COUNT
};

struct cgrid_map_kind {
	const char *word;
	enum { CGRID_KIND_ASSET, CGRID_KIND_AREA, CGRID_KIND_DEVICE } group;
	const char *title;
	enum cgrid_audience audience; /* the widest that may see it */
};
const struct cgrid_map_kind *cgrid_map_kind_at(size_t i);
/* CGRID_KIND_COUNT for a word that is not in the vocabulary. */
size_t cgrid_map_kind_find(const char *word);
/* An allow-list: a kind of the vocabulary by its row, any other for the owner alone. */
bool cgrid_map_shows(enum cgrid_audience audience, const char *kind);

/* A line of the list of names that found no room in the plan. */
enum cgrid_key_kind {
	CGRID_KEY_NUMBER, /* a number in the plan */
	CGRID_KEY_SIGN,   /* the sign stands in the plan, its longer name here */
	CGRID_KEY_CELL    /* nothing stands in the plan: the cell is named here */
};
struct cgrid_key {
	enum cgrid_key_kind kind;
	const char *mark; /* number, sign or cell */
	const char *sign, *name;
};

/* How a picture lies on the sheet: its top left corner, and its edges from there. */
struct cgrid_lens {
	struct cgrid_mm origin, across, down;
};

struct cgrid_making {
	struct cgrid_ctx *ctx;
	const struct cgrid_campus *campus;
	const struct cgrid_grid *grid;
	const struct cgrid_map_options *options;
	struct cgrid_page *page;
	struct cgrid_sheet sheet;
	struct cgrid_view view;
	struct cgrid_taken_bins bins;
	struct cgrid_placer placer; /* labels that wait for a place */
	uint32_t level, building;   /* CGRID_NONE: the overview */
	bool used[CGRID_LEGEND_COUNT];
	struct cgrid_key *keys;
	size_t key_count, key_capacity;
	uint32_t key_numbers;
	double reach; /* as far as a label may stand from its point: less where there are many */
	bool crowded;
	size_t unlabelled; /* points whose label or symbol found no place */
	size_t off_map;
	char first_off[160];
	size_t sheet_number, sheet_count;
	const char *fingerprint;
	bool list;                /* a sheet of names alone */
	struct cgrid_parts parts; /* of its level, and which one this is */
	uint32_t part_column, part_row;
	struct cgrid_rect core;     /* what this sheet answers for */
	struct cgrid_rect match[4]; /* room for a word at the match lines: left, right, top, bottom */
	struct cgrid_album *album;
	bool *pictures;           /* an image of the campus each: is it under the map? NULL for none */
	bool imagery;             /* an aerial picture is */
	struct cgrid_lens *plans; /* pictures of the level that are */
	size_t plan_count;
};

/* Sets the reach by the count of points that a page has; says how many found no place, or are off the
 * map. */
void cgrid_expect_points(struct cgrid_making *making, size_t count);
void cgrid_say_missing(struct cgrid_making *making);

/* A size of text for this paper; never below what can be read. */
#define CGRID_SMALLEST_PT 6.0
double cgrid_pt(const struct cgrid_making *making, double size);

/* grid-lines.c: lines, labels along the four sides, a label in each cell. */
void cgrid_draw_grid(struct cgrid_making *making);
/* The cell in the middle of the map: a sample for the column. False when no cell is there. */
bool cgrid_sample_cell(const struct cgrid_making *making, struct cgrid_cell *cell_out);

/* ticks.c: US National Grid around the map. Returns the metres between two, 0 for none. */
double cgrid_draw_ticks(struct cgrid_making *making);

/* rooms.c */
struct cgrid_room_mm {
	const struct cgrid_room *room;
	struct cgrid_area_mm area;
};
void cgrid_draw_room_look(struct cgrid_making *making, const struct cgrid_area_mm *area,
			  enum cgrid_layer layer, enum cgrid_room_kind kind);
/* Asks for a place for the texts of a room. */
struct cgrid_plan_mm;
void cgrid_label_room(struct cgrid_making *making, const struct cgrid_plan_mm *plan,
		      const struct cgrid_room_mm *room);

/* labels.c: what waits for a place, and what becomes of it where there is none. */
enum cgrid_missing { CGRID_MISSING_LISTED, CGRID_MISSING_COUNTED, CGRID_MISSING_DROPPED };
struct cgrid_named {
	struct cgrid_wording wording;
	const char *list_sign, *list_name; /* as the list of names has them */
	const char *id;                    /* of a room, "" for others */
	struct cgrid_xy where;
	enum cgrid_missing missing;
};
/* In the page's arena; NULL without memory. */
struct cgrid_named *cgrid_named_new(struct cgrid_making *making, const char *sign, const char *name);
/* A name in a shape, or near it with a line. */
void cgrid_label_shape(struct cgrid_making *making, const struct cgrid_area_mm *area,
		       const struct cgrid_named *named, double size_pt);
/* Gives all that wait their places, and draws them. */
void cgrid_draw_labels(struct cgrid_making *making);
/* A line in the list of names: a cell, and what is there. */
void cgrid_key_by_cell(struct cgrid_making *making, struct cgrid_xy at, const char *sign,
		       const char *name);

/* points.c */
struct cgrid_plan_mm {
	struct cgrid_room_mm *rooms;
	size_t room_count;
	struct cgrid_area_mm outline; /* of the level, else of the building */
};
/* silhouette.c: a building from outside. */
struct cgrid_plan_mm cgrid_silhouette_of(struct cgrid_making *making, uint32_t building);
void cgrid_draw_silhouette(struct cgrid_making *making, const struct cgrid_plan_mm *plan,
			   enum cgrid_layer layer, uint32_t fill, uint32_t edge, double width_mm);
bool cgrid_silhouette_seen(const struct cgrid_making *making, const struct cgrid_plan_mm *plan);

/* Is a rectangle off every room and the outline? */
bool cgrid_plan_off_rect(const struct cgrid_plan_mm *plan, struct cgrid_rect rect);
void cgrid_draw_door(struct cgrid_making *making, const struct cgrid_plan_mm *plan,
		     const struct cgrid_door *door);
void cgrid_draw_asset(struct cgrid_making *making, const struct cgrid_plan_mm *plan,
		      const struct cgrid_asset *asset);
void cgrid_draw_sensor(struct cgrid_making *making, const struct cgrid_plan_mm *plan,
		       const struct cgrid_sensor *sensor);

/* areas.c */
void cgrid_draw_area_look(struct cgrid_making *making, const struct cgrid_area_mm *area, size_t kind);
void cgrid_draw_area(struct cgrid_making *making, const struct cgrid_area *area);
void cgrid_label_area(struct cgrid_making *making, const struct cgrid_area *area);
/* Names along lines, once all others have their places. */
void cgrid_label_line(struct cgrid_making *making, const struct cgrid_area *area);

/* plan.c, overview.c: each needs, then draws. */
void cgrid_plan_need(const struct cgrid_making *making, struct cgrid_need *need);
void cgrid_plan_draw(struct cgrid_making *making);
void cgrid_overview_need(const struct cgrid_making *making, struct cgrid_need *need);
void cgrid_overview_draw(struct cgrid_making *making);
/* imagery.c: the aerial pictures under the map, and on them the plan pictures of its level. Says in the
 * log what could not be used. */
enum cgrid_status cgrid_draw_imagery(struct cgrid_making *making);
bool cgrid_lens_holds(const struct cgrid_lens *lens, struct cgrid_mm at);
/* Is a plan picture under any of this area, so that no fill may hide it? */
bool cgrid_is_pictured(const struct cgrid_making *making, const struct cgrid_area_mm *area);

/* parts.c: a level on several sheets. */
bool cgrid_is_part(const struct cgrid_making *making);
/* Is a place for this sheet to show, or is it on another? */
bool cgrid_answers_for(const struct cgrid_making *making, struct cgrid_mm at);
/* The match lines, and room for what stands at them. */
void cgrid_draw_match_lines(struct cgrid_making *making);
/* "Sheet 7": `number` says that of a neighbour, by its column and row. */
struct cgrid_neighbours {
	uint32_t (*number)(const void *user, uint32_t column, uint32_t row);
	const void *user;
};
void cgrid_write_match_lines(struct cgrid_making *making, const struct cgrid_neighbours *neighbours);
/* All sheets of the level, and this one among them. Returns where it ends. */
double cgrid_draw_key_map(struct cgrid_making *making, struct cgrid_rect in);

/* fingerprint.c: a text that is the same for the same campus and grid on every machine:
 * "3F2A-91C0-77DE". */
enum { CGRID_FINGERPRINT_SIZE = 16 };
void cgrid_fingerprint(const struct cgrid_campus *campus, const struct cgrid_grid *grid,
		       char text[CGRID_FINGERPRINT_SIZE]);

/* index.c: sheets that say where each room, door, asset and sensor is. */
struct cgrid_map;
enum cgrid_status cgrid_pages_index(struct cgrid_map *map);

/* title.c: the strip on top; column.c: scale, keypad, legend, references, names. Returns how many of
 * the keys found a place: the others go on a sheet of their own. */
void cgrid_draw_head(struct cgrid_making *making, const char *title);
/* Across the map, pale, under the grid and all that is read. */
void cgrid_draw_watermark(struct cgrid_making *making);
size_t cgrid_draw_column(struct cgrid_making *making);
/* "Level 2", "Ground floor": what a level is called in a title. */
void cgrid_level_title(const struct cgrid_level *level, char *text, size_t size);

#endif
