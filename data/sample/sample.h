/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the generator share: places, floors, doors, files. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "plan.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* A place on the campus's own lattice: millimetres in its turned axes. */
struct spot {
	int64_t x, y;
};
/* WGS 84 in units of 1e-9 degree: every coordinate is a whole number until it is written, so the
 * same corner has the same text in every room, on every machine. */
struct ground {
	int64_t lat, lon;
};

/* The campus is turned 17.49 degrees clockwise: sine and cosine are the fractions 52/173, 165/173. */
enum { TURN_SIN = 52, TURN_COS = 165, TURN_DIV = 173 };
/* The origin of the frame, in 1e-9 degree. */
static const struct ground frame_origin = {INT64_C(40123000000), INT64_C(-75123000000)};

/* The corners of one room of a run, decimetres in the building's axes. */
struct rect {
	int x0, y0, x1, y1;
};

enum { MAX_CUTS = 80, MAX_ROOMS = 80, MAX_DOORS = 200, NOWHERE = -1, WHOLE_FLOOR = -2 };

struct room {
	const struct row *row;
	struct rect box; /* its largest rectangle: labels, doors and sensors go by it */
};
struct plan {
	const struct level *level;
	int columns, rows;
	int x[MAX_CUTS], y[MAX_CUTS]; /* decimetres, ascending; columns + 1 and rows + 1 of them */
	int cell[MAX_CUTS][MAX_CUTS]; /* [row][column]: index of the room, or NOWHERE */
	struct room rooms[MAX_ROOMS];
	int room_count;
};
struct door {
	struct spot from, to;
	int number; /* 0 for a door inside */
	int room;   /* the room it was made for; NOWHERE for an exit */
	const char *category, *name;
	char key[80]; /* what it is told by: never its place in a list */
};
struct doors {
	struct door at[MAX_DOORS];
	int count;
};

/* generate.c: ends the program when a file cannot be written or a table is wrong. */
void fail(const char *what, const char *which);
FILE *open_file(const char *folder, const char *name, const char *mode);
void close_file(FILE *file, const char *name);
/* Numbers that look random and are the same everywhere (xorshift32). */
uint32_t draw_number(uint32_t *state, uint32_t below);

/* floor.c */
int64_t round_div(int64_t a, int64_t b);
struct ground to_ground(struct spot at);
struct spot place(int building, int x_dm, int y_dm);
struct spot middle(int building, struct rect box);
bool same_text(const char *a, const char *b);
bool is_one_of(const char *word, const char *const *words);
const char *sign_of(const struct row *row);
/* The rectangle of a run's next room; `passed` counts the lengths so far. */
struct rect next_rect(const struct run *run, const struct row *row, int *passed);
void make_plan(struct plan *plan, const struct level *level);
bool is_walkway(const struct plan *plan, int room);
/* GeoJSON: a position, and the polygon of a room or of the WHOLE_FLOOR. */
void write_position(FILE *file, struct spot at);
void write_outline(FILE *file, const struct plan *plan, int room);
void add_exits(struct doors *doors, const struct plan *plan);
void add_inner_doors(struct doors *doors, const struct plan *plan);

/* drawings.c: one file a level for what is not IMDF. */
void write_imdf(const char *folder, const struct plan *plans, const struct doors *doors);
void write_geojson_rooms(const char *folder, const struct plan *plan);
void write_grounds(const char *folder, const struct plan *plans, const struct doors *doors);
/* aerial.c: aerial.png and aerial.pgw. */
void write_aerial(const char *folder);

#endif
