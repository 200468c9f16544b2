/* SPDX-License-Identifier: Apache-2.0 */
/*
 * aerial.png: what a plane would have seen of the sample campus, painted from
 * the same tables as its drawings. North up, Web Mercator, with a world file
 * (its C and F are the middle of the top left pixel).
 */
#include "sample.h"

#include <math.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 1440, HEIGHT = 1240 };
/* A pixel is 0.36 units of Web Mercator: 0.275 m on the ground at 40 N. */
static const double pixel_size = 0.36, left_middle = -8362913.02, top_middle = 4884094.62;

/* clang-format off */
enum colour {
	GRASS, GRASS_DRY, GRASS_DARK, FIELD_LIGHT, FIELD_DARK, TREE, TREE_LIGHT, SHADOW, ASPHALT, ROADWAY,
	WALKWAY, PAINT, YELLOW, TRACK, TRACK_LINE, DIRT, COURT, COURT_EDGE, ROOF, ROOF_HIGH, ROOF_GYM, ROOF_ANNEX,
	ROOF_SMALL, ROOF_HOUSE, UNIT, CAR_WHITE, CAR_DARK, CAR_RED, CAR_BLUE, CAR_SILVER, TEAM, FENCE, COLOURS
};
static const png_color palette[COLOURS] = {
	{126, 146, 92}, {136, 152, 99}, {118, 139, 87}, {104, 143, 79}, {95, 134, 72}, {62, 92, 54},
	{82, 113, 66}, {70, 82, 62}, {112, 113, 114}, {98, 99, 102}, {186, 182, 172}, {235, 235, 228},
	{214, 186, 92}, {164, 94, 74}, {182, 120, 100}, {183, 152, 112}, {74, 108, 150}, {86, 126, 92}, {176, 173, 166},
	{203, 201, 194}, {214, 214, 210}, {146, 118, 98}, {158, 150, 140}, {132, 112, 102}, {122, 122, 122},
	{238, 238, 238}, {46, 48, 52}, {150, 44, 42}, {52, 78, 126}, {170, 174, 178}, {122, 34, 46},
	{90, 96, 84},
};

/* BOX: two corners. STROKE: all within `size` of a line; a disc when its ends are one. QUADRANT: within
 * `size` of the first point, to its east and south. Decimetres in the campus's axes. */
enum brush { BOX, STROKE, QUADRANT };
struct mark {
	enum colour colour;
	enum brush brush;
	int x0, y0, x1, y1, size;
};
/* Under the roofs: drives, walks, courts and what is painted on them. */
static const struct mark marks[] = {
	/* drives to the parking lots */
	{ASPHALT, STROKE, -1480, -100, -1320, -100, 30}, {ASPHALT, STROKE, 1400, -255, 1500, -255, 35},
	{ASPHALT, STROKE, 1000, -640, 1000, -800, 35}, {ASPHALT, STROKE, -500, -590, -500, -500, 25},
	/* walks */
	{WALKWAY, BOX, -560, -500, -470, -420, 0}, {WALKWAY, STROKE, -910, -470, -100, -470, 12},
	{WALKWAY, STROKE, -950, -470, -950, 260, 12}, {WALKWAY, STROKE, -950, 260, -40, 260, 12},
	{WALKWAY, STROKE, -515, 220, -515, 260, 20}, {WALKWAY, STROKE, -50, -470, -50, 260, 12},
	{WALKWAY, STROKE, -50, -325, -70, -325, 12}, {WALKWAY, STROKE, -50, 125, -70, 125, 12},
	{WALKWAY, STROKE, -950, -325, -930, -325, 12}, {WALKWAY, STROKE, -950, 125, -930, 125, 12},
	{WALKWAY, BOX, 300, -240, 420, -180, 0}, {WALKWAY, STROKE, 80, -230, 780, -230, 15},
	{WALKWAY, STROKE, 720, -230, 720, 660, 12}, {WALKWAY, STROKE, 720, 660, -620, 660, 12},
	{WALKWAY, STROKE, -620, 660, -620, 1100, 12}, {WALKWAY, STROKE, 495, 240, 495, 660, 12},
	{WALKWAY, STROKE, -820, 525, -780, 525, 15}, {WALKWAY, STROKE, -820, 525, -820, 340, 12},
	{WALKWAY, STROKE, -300, 525, -200, 525, 12}, {WALKWAY, STROKE, -200, 525, -200, 660, 12},
	{WALKWAY, STROKE, -2400, -735, 2400, -735, 8},
	{ASPHALT, BOX, -860, 560, -780, 700, 0}, {ASPHALT, BOX, -780, 660, -640, 720, 0},
	{ASPHALT, STROKE, -845, 340, -845, 600, 20}, {ASPHALT, BOX, -70, -110, 20, -20, 0},
	{ASPHALT, BOX, 680, 130, 720, 230, 0},
	/* stands, and the courtyard of Main */
	{UNIT, BOX, -60, 750, 760, 778, 0}, {UNIT, BOX, 150, 1705, 550, 1735, 0},
	{WALKWAY, STROKE, -800, -100, -550, -100, 8}, {WALKWAY, STROKE, -675, -210, -675, 10, 8},
	{WALKWAY, STROKE, -675, -100, -675, -100, 45}, {TREE_LIGHT, STROKE, -675, -100, -675, -100, 25},
	/* generator yard */
	{UNIT, BOX, -45, -5, -15, 25, 0},
	/* neighbours: the elementary school, its lot and its yard; the church and its lot */
	{ASPHALT, BOX, -2000, 850, -1600, 1000, 0}, {SHADOW, BOX, -2000, 1120, -1640, 1250, 0},
	{ROOF_SMALL, BOX, -1990, 1110, -1630, 1240, 0}, {SHADOW, BOX, -1800, 1240, -1640, 1410, 0},
	{ROOF_SMALL, BOX, -1790, 1240, -1630, 1400, 0}, {DIRT, BOX, -1600, 1460, -1560, 1560, 0},
	{ASPHALT, BOX, 640, -1200, 880, -890, 0}, {SHADOW, BOX, 350, -1160, 450, -900, 0},
	{SHADOW, BOX, 280, -1060, 520, -970, 0}, {ROOF_HOUSE, BOX, 360, -1170, 460, -910, 0},
	{ROOF_HOUSE, BOX, 290, -1070, 530, -980, 0}, {PAINT, BOX, 402, -945, 418, -929, 0},
};
/* clang-format on */

struct canvas {
	unsigned char pixel[HEIGHT][WIDTH];
	int64_t east[WIDTH], north[HEIGHT]; /* millimetres from the frame's origin */
	uint32_t random;
};

/* The way back from Web Mercator; the radii are those of generate.c. */
static void
lay_out(struct canvas *canvas)
{
	const double sphere = 6378137, rad = acos(-1) / 180;
	double lat0 = (double)frame_origin.lat / 1e9 * rad, lon0 = (double)frame_origin.lon / 1e9 * rad;
	double per_lon = 6387021.506 * cos(lat0) * 1000, per_lat = 6361951.311 * 1000;
	for (int i = 0; i < WIDTH; i++)
		canvas->east[i] = llround(((left_middle + i * pixel_size) / sphere - lon0) * per_lon);
	for (int j = 0; j < HEIGHT; j++) {
		double y = (top_middle - j * pixel_size) / sphere;
		canvas->north[j] = llround((2 * atan(exp(y)) - acos(-1) / 2 - lat0) * per_lat);
	}
}

static bool
covers(const struct mark *mark, int64_t x, int64_t y)
{
	int64_t x0 = mark->x0 * 100, y0 = mark->y0 * 100, x1 = mark->x1 * 100, y1 = mark->y1 * 100;
	int64_t r = mark->size * 100, dx = x1 - x0, dy = y1 - y0, length2 = dx * dx + dy * dy;
	if (mark->brush == BOX)
		return x >= x0 && x < x1 && y >= y0 && y < y1;
	if (mark->brush == QUADRANT)
		return x >= x0 && y <= y0 && (x - x0) * (x - x0) + (y - y0) * (y - y0) <= r * r;
	double t = length2 > 0 ? (double)((x - x0) * dx + (y - y0) * dy) / (double)length2 : 0;
	t = t < 0 ? 0 : t > 1 ? 1 : t;
	double ex = (double)(x - x0) - t * (double)dx, ey = (double)(y - y0) - t * (double)dy;
	return ex * ex + ey * ey <= (double)(r * r);
}

/* How far east and north a mark reaches, decimetres to millimetres, with a pixel to spare. */
static void
bounds(const struct mark *mark, int64_t low[2], int64_t high[2])
{
	int grow = mark->brush == BOX ? 0 : mark->size;
	int far_x = mark->brush == QUADRANT ? mark->x0 : mark->x1;
	int far_y = mark->brush == QUADRANT ? mark->y0 : mark->y1;
	int xs[2] = {(mark->x0 < far_x ? mark->x0 : far_x) - grow,
		     (mark->x0 > far_x ? mark->x0 : far_x) + grow};
	int ys[2] = {(mark->y0 < far_y ? mark->y0 : far_y) - grow,
		     (mark->y0 > far_y ? mark->y0 : far_y) + grow};
	/* East grows with both axes, north falls with x. */
	low[0] = (int64_t)(TURN_COS * xs[0] + TURN_SIN * ys[0]) * 100 / TURN_DIV - 300;
	high[0] = (int64_t)(TURN_COS * xs[1] + TURN_SIN * ys[1]) * 100 / TURN_DIV + 300;
	low[1] = (int64_t)(TURN_COS * ys[0] - TURN_SIN * xs[1]) * 100 / TURN_DIV - 300;
	high[1] = (int64_t)(TURN_COS * ys[1] - TURN_SIN * xs[0]) * 100 / TURN_DIV + 300;
}

static void
paint_mark(struct canvas *canvas, const struct mark *mark)
{
	int64_t low[2], high[2];
	int first = 0, last = WIDTH;
	bounds(mark, low, high);
	while (first < WIDTH && canvas->east[first] < low[0])
		first++;
	while (last > first && canvas->east[last - 1] > high[0])
		last--;
	for (int j = 0; j < HEIGHT; j++) {
		int64_t n = canvas->north[j];
		if (n < low[1] || n > high[1])
			continue;
		for (int i = first; i < last; i++) {
			int64_t e = canvas->east[i];
			if (covers(mark, (TURN_COS * e - TURN_SIN * n) / TURN_DIV,
				   (TURN_SIN * e + TURN_COS * n) / TURN_DIV))
				canvas->pixel[j][i] = (unsigned char)mark->colour;
		}
	}
}

static void
paint_box(struct canvas *canvas, enum colour colour, int x0, int y0, int x1, int y1)
{
	paint_mark(canvas, &(struct mark){colour, BOX, x0, y0, x1, y1, 0});
}

static void
paint_stroke(struct canvas *canvas, enum colour colour, int x0, int y0, int x1, int y1, int size)
{
	paint_mark(canvas, &(struct mark){colour, STROKE, x0, y0, x1, y1, size});
}

/* The lines of a box. */
static void
paint_frame(struct canvas *canvas, enum colour colour, int x0, int y0, int x1, int y1)
{
	paint_stroke(canvas, colour, x0, y0, x1, y0, 1);
	paint_stroke(canvas, colour, x1, y0, x1, y1, 1);
	paint_stroke(canvas, colour, x1, y1, x0, y1, 1);
	paint_stroke(canvas, colour, x0, y1, x0, y0, 1);
}

/* ---- the grounds ---- */

static void
paint_road(struct canvas *canvas, const struct area *road)
{
	for (int i = 0; i + 1 < road->count; i++)
		paint_stroke(canvas, ROADWAY, road->at[i][0], road->at[i][1], road->at[i + 1][0],
			     road->at[i + 1][1], road->size / 2);
}

/* Centre lines come after all roadways, so that crossings are not painted over. */
static void
paint_centre_line(struct canvas *canvas, const struct area *road)
{
	int dx = road->at[1][0] != road->at[0][0], length = 4800;
	for (int t = 0; t < length && road->size >= 80; t += 90)
		paint_stroke(canvas, YELLOW, road->at[0][0] + dx * t, road->at[0][1] + !dx * t,
			     road->at[0][0] + dx * (t + 40), road->at[0][1] + !dx * (t + 40), 1);
}

static void
paint_stall(struct canvas *canvas, int x, int y)
{
	static const enum colour cars[] = {CAR_WHITE, CAR_DARK, CAR_SILVER,
					   CAR_BLUE,  CAR_RED,  CAR_DARK};
	paint_stroke(canvas, PAINT, x, y, x, y + 50, 1);
	if (draw_number(&canvas->random, 100) < 62) {
		enum colour colour = cars[draw_number(&canvas->random, 6)];
		int shift = (int)draw_number(&canvas->random, 5) - 2;
		paint_box(canvas, colour, x + 4, y + 4 + shift, x + 22, y + 46 + shift);
		paint_box(canvas, CAR_DARK, x + 5, y + 15 + shift, x + 21, y + 20 + shift);
	}
}

/* Two rows of stalls along every aisle. */
static void
paint_parking(struct canvas *canvas, const struct area *lot)
{
	int x0 = lot->at[0][0], y0 = lot->at[0][1], x1 = lot->at[1][0], y1 = lot->at[1][1];
	int aisles = (y1 - y0) / 165 > 1 ? (y1 - y0) / 165 : 1, deep = (y1 - y0) / aisles;
	paint_box(canvas, ASPHALT, x0, y0, x1, y1);
	for (int a = 0; a < aisles; a++) {
		for (int x = x0 + 40; x + 65 <= x1; x += 26) {
			paint_stall(canvas, x, y0 + a * deep + 2);
			paint_stall(canvas, x, y0 + (a + 1) * deep - 52);
		}
	}
}

static void
paint_stadium(struct canvas *canvas, const struct area *area)
{
	enum { LANES = 8, LANE = 11, HALF = 548, DEEP = 244, ZONE = 91, YARDS_5 = 46 };
	int x0 = area->at[0][0], x1 = area->at[1][0], y = area->at[0][1], middle = (x0 + x1) / 2;
	for (int lane = 0; lane < LANES; lane++) {
		paint_stroke(canvas, TRACK_LINE, x0, y, x1, y, area->size - lane * LANE);
		paint_stroke(canvas, TRACK, x0, y, x1, y, area->size - lane * LANE - 2);
	}
	paint_stroke(canvas, FIELD_DARK, x0, y, x1, y, area->size - LANES * LANE);
	int goal = middle - HALF + ZONE;
	for (int line = 0; line < 20; line++)
		paint_box(canvas, line / 2 % 2 ? FIELD_DARK : FIELD_LIGHT, goal + line * YARDS_5,
			  y - DEEP, goal + (line + 1) * YARDS_5, y + DEEP);
	paint_box(canvas, TEAM, middle - HALF, y - DEEP, goal, y + DEEP);
	paint_box(canvas, TEAM, goal + 20 * YARDS_5, y - DEEP, middle + HALF, y + DEEP);
	for (int line = 0; line <= 20; line++)
		paint_stroke(canvas, PAINT, goal + line * YARDS_5, y - DEEP, goal + line * YARDS_5,
			     y + DEEP, 1);
	paint_frame(canvas, PAINT, middle - HALF, y - DEEP, middle + HALF, y + DEEP);
}

/* Home plate in the corner of the sector: bases 27.4 m apart along its sides. */
static void
paint_diamond(struct canvas *canvas, const struct area *area)
{
	int x = area->at[0][0], y = area->at[0][1];
	const struct mark sectors[] = {{DIRT, QUADRANT, x, y, 0, 0, area->size},
				       {FIELD_LIGHT, QUADRANT, x, y, 0, 0, area->size - 40},
				       {DIRT, QUADRANT, x, y, 0, 0, 380}};
	for (size_t s = 0; s < sizeof sectors / sizeof *sectors; s++)
		paint_mark(canvas, &sectors[s]);
	paint_box(canvas, FIELD_DARK, x + 25, y - 262, x + 262, y - 25);
	paint_stroke(canvas, DIRT, x + 15, y - 15, x + 15, y - 15, 42);
	paint_stroke(canvas, DIRT, x + 135, y - 135, x + 135, y - 135, 27);
	paint_stroke(canvas, PAINT, x, y, x + area->size, y, 1);
	paint_stroke(canvas, PAINT, x, y, x, y - area->size, 1);
	for (int base = 1; base < 4; base++)
		paint_stroke(canvas, PAINT, x + (base < 3 ? 270 : 5), y - (base > 1 ? 270 : 5),
			     x + (base < 3 ? 270 : 5), y - (base > 1 ? 270 : 5), 4);
}

static void
paint_courts(struct canvas *canvas, const struct area *area)
{
	int x0 = area->at[0][0], y0 = area->at[0][1], y = (y0 + area->at[1][1]) / 2;
	paint_box(canvas, COURT_EDGE, x0, y0, area->at[1][0], area->at[1][1]);
	for (int court = 0; court < 3; court++) {
		int x = x0 + 92 + court * 183;
		paint_box(canvas, COURT, x - 55, y - 119, x + 55, y + 119);
		paint_frame(canvas, PAINT, x - 55, y - 119, x + 55, y + 119);
		paint_frame(canvas, PAINT, x - 41, y - 64, x + 41, y + 64);
		paint_stroke(canvas, PAINT, x, y - 64, x, y + 64, 1);
		paint_stroke(canvas, CAR_DARK, x - 60, y, x + 60, y, 1);
	}
}

static void
paint_practice(struct canvas *canvas, const struct area *area)
{
	int x0 = area->at[0][0], y0 = area->at[0][1], x1 = area->at[1][0], y1 = area->at[1][1];
	for (int x = x0, stripe = 0; x < x1; x += 46, stripe++)
		paint_box(canvas, stripe % 2 ? FIELD_DARK : FIELD_LIGHT, x, y0,
			  x + 46 < x1 ? x + 46 : x1, y1);
	paint_frame(canvas, PAINT, x0 + 15, y0 + 15, x1 - 15, y1 - 15);
	paint_stroke(canvas, PAINT, (x0 + x1) / 2, y0 + 15, (x0 + x1) / 2, y1 - 15, 1);
}

static void
paint_fence(struct canvas *canvas, const struct area *fence)
{
	for (int i = 0; i + 1 < fence->count; i++)
		paint_stroke(canvas, FENCE, fence->at[i][0], fence->at[i][1], fence->at[i + 1][0],
			     fence->at[i + 1][1], fence->size);
}

static void
paint_shed(struct canvas *canvas, const struct area *shed)
{
	const int(*at)[2] = shed->at;
	paint_box(canvas, SHADOW, at[0][0] - 12, at[0][1] + 10, at[1][0] - 12, at[1][1] + 10);
	paint_box(canvas, ROOF_SMALL, at[0][0], at[0][1], at[1][0], at[1][1]);
}

/* Rows in the order of painting; `name` NULL paints every area of the kind. */
struct painter {
	const char *kind, *name;
	void (*paint)(struct canvas *canvas, const struct area *area);
};
static const struct painter painters[] = {
    {"road", NULL, paint_road},
    {"road", NULL, paint_centre_line},
    {"parking", NULL, paint_parking},
    {"field", "Stadium and Track", paint_stadium},
    {"field", "Baseball Field", paint_diamond},
    {"field", "Practice Field", paint_practice},
    {"field", "Tennis Courts", paint_courts},
    {"outbuilding", NULL, paint_shed},
    {"fence", NULL, paint_fence},
};

static void
paint_areas(struct canvas *canvas)
{
	for (size_t p = 0; p < sizeof painters / sizeof *painters; p++)
		for (int a = 0; a < AREAS; a++)
			if (strcmp(areas[a].kind, painters[p].kind) == 0 &&
			    (!painters[p].name || strcmp(areas[a].name, painters[p].name) == 0))
				painters[p].paint(canvas, &areas[a]);
}

/* Houses along Maple Street: two rows, each house with a wing and a drive. */
static void
paint_houses(struct canvas *canvas)
{
	for (int side = 0; side < 2; side++) {
		for (int y = -700; y < 560; y += 190) {
			int x = -1680 - side * 260, wide = 90 + (int)draw_number(&canvas->random, 40);
			int deep = 100 + (int)draw_number(&canvas->random, 30);
			enum colour roof = draw_number(&canvas->random, 2) ? ROOF_HOUSE : ROOF_SMALL;
			paint_stroke(canvas, WALKWAY, x + 20, y + 30, x + 200, y + 30, 13);
			paint_box(canvas, SHADOW, x - 12, y + 10, x + wide - 12, y + deep + 10);
			paint_box(canvas, roof, x, y, x + wide, y + deep);
			paint_box(canvas, roof, x + wide, y + 10, x + wide + 50, y + 70);
		}
	}
}

/* ---- buildings and trees ---- */

/* All rooms of a level in one colour, moved by a shadow's length. */
static void
paint_level(struct canvas *canvas, const struct level *level, enum colour colour, int shift)
{
	const struct building *at = &buildings[level->building];
	for (const struct run *run = level->runs; run->deep; run++) {
		int passed = 0;
		for (const struct row *row = run->rows; row->length; row++) {
			struct rect box = next_rect(run, row, &passed);
			paint_box(canvas, colour, at->x + box.x0 - shift, at->y + box.y0 + shift,
				  at->x + box.x1 - shift, at->y + box.y1 + shift);
		}
	}
}

/* Ventilators and skylights: a pattern that is not too even. */
static void
paint_roof_units(struct canvas *canvas, const struct level *level)
{
	const struct building *at = &buildings[level->building];
	for (const struct run *run = level->runs; run->deep; run++) {
		int passed = 0;
		for (const struct row *row = run->rows; row->length; row++) {
			struct rect box = next_rect(run, row, &passed);
			int x = at->x + (box.x0 + box.x1) / 2, y = at->y + (box.y0 + box.y1) / 2;
			int size = 10 + (int)draw_number(&canvas->random, 14);
			if (row->length < 75 || run->deep < 50 || draw_number(&canvas->random, 3) == 0)
				continue;
			paint_box(canvas, SHADOW, x - 5, y + 5, x + size - 5, y + 15 + 5);
			paint_box(canvas, size > 17 ? PAINT : UNIT, x, y, x + size, y + 15);
		}
	}
}

/* The sun stands in the south-east of the campus's axes: shadows fall to the north-west. */
static void
paint_buildings(struct canvas *canvas)
{
	static const struct roof {
		int level, shadow;
		enum colour colour;
		bool units;
	} roofs[] = {{0, 40, ROOF, false},
		     {2, 24, ROOF_HIGH, true},
		     {4, 56, ROOF_GYM, false},
		     {5, 32, ROOF_ANNEX, true}};
	for (size_t r = 0; r < sizeof roofs / sizeof *roofs; r++) {
		const struct level *level = &levels[roofs[r].level];
		for (int shift = roofs[r].shadow; shift > 0; shift -= 8)
			paint_level(canvas, level, SHADOW, shift);
		paint_level(canvas, level, roofs[r].colour, 0);
		if (roofs[r].units)
			paint_roof_units(canvas, level);
	}
	/* The gym's ribbed roof, and the courtyard that all shadows fell into. */
	for (int x = 0; x <= 360; x += 45)
		paint_stroke(canvas, ROOF, buildings[GYM].x + x, buildings[GYM].y + 132,
			     buildings[GYM].x + x, buildings[GYM].y + 418, 2);
}

static bool
is_grass(const struct canvas *canvas, int i, int j)
{
	return i >= 0 && j >= 0 && i < WIDTH && j < HEIGHT && canvas->pixel[j][i] == GRASS;
}

/* A tree stands where its whole crown is above grass. */
static void
paint_trees(struct canvas *canvas)
{
	for (int tree = 0; tree < 1500; tree++) {
		int i = (int)draw_number(&canvas->random, WIDTH),
		    j = (int)draw_number(&canvas->random, HEIGHT);
		int size = 20 + (int)draw_number(&canvas->random, 30), reach = size * 100 / 275 + 2;
		int64_t e = canvas->east[i], n = canvas->north[j];
		int x = (int)((TURN_COS * e - TURN_SIN * n) / TURN_DIV / 100);
		int y = (int)((TURN_SIN * e + TURN_COS * n) / TURN_DIV / 100);
		/* Few on the lawns of the school, many beyond its fences. */
		bool lawn = x > -1420 && x < 1430 && y > -740 && y < 1760;
		if (!is_grass(canvas, i, j) || !is_grass(canvas, i - reach, j) ||
		    !is_grass(canvas, i + reach, j) || !is_grass(canvas, i, j - reach) ||
		    !is_grass(canvas, i, j + reach) || (lawn && draw_number(&canvas->random, 4) > 0))
			continue;
		paint_stroke(canvas, SHADOW, x - size / 2, y + size / 2, x - size / 2, y + size / 2,
			     size);
		paint_stroke(canvas, TREE, x, y, x, y, size);
		paint_stroke(canvas, TREE_LIGHT, x + size / 4, y - size / 4, x + size / 4, y - size / 4,
			     size / 2);
	}
}

/* Grass is never of one green: patches by a hash of their place. */
static void
paint_texture(struct canvas *canvas)
{
	for (int j = 0; j < HEIGHT; j++) {
		for (int i = 0; i < WIDTH; i++) {
			uint32_t hash = (uint32_t)(i / 4) * 374761393u + (uint32_t)(j / 4) * 668265263u;
			hash = (hash ^ (hash >> 13)) * 1274126177u;
			hash = (hash ^ (hash >> 16)) % 8;
			if (canvas->pixel[j][i] == GRASS && hash < 3)
				canvas->pixel[j][i] = hash ? GRASS_DARK : GRASS_DRY;
		}
	}
}

/* ---- files ---- */

/* Level, filter and strategy are fixed: another zlib may still pack the same pixels otherwise. */
static void
write_png(const struct canvas *canvas, FILE *file)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png ? png_create_info_struct(png) : NULL;
	if (!info || setjmp(png_jmpbuf(png))) {
		fputs("generate: cannot write: aerial.png\n", stderr);
		exit(EXIT_FAILURE);
	}
	png_init_io(png, file);
	png_set_IHDR(png, info, WIDTH, HEIGHT, 8, PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE,
		     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_set_PLTE(png, info, palette, COLOURS);
	png_set_filter(png, 0, PNG_FILTER_NONE);
	png_set_compression_level(png, 9);
	png_set_compression_strategy(png, 0);
	png_write_info(png, info);
	for (int j = 0; j < HEIGHT; j++)
		png_write_row(png, canvas->pixel[j]);
	png_write_end(png, info);
	png_destroy_write_struct(&png, &info);
}

void
write_aerial(const char *folder)
{
	static struct canvas canvas;
	canvas.random = 40123;
	lay_out(&canvas);
	for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
		paint_mark(&canvas, &marks[m]);
	paint_areas(&canvas);
	paint_houses(&canvas);
	paint_buildings(&canvas);
	paint_trees(&canvas);
	paint_texture(&canvas);
	FILE *file = open_file(folder, "aerial.png", "wb");
	write_png(&canvas, file);
	close_file(file, "aerial.png");
	file = open_file(folder, "aerial.pgw", "wb");
	fprintf(file, "%.2f\n0.00\n0.00\n-%.2f\n%.2f\n%.2f\n", pixel_size, pixel_size, left_middle,
		top_middle);
	close_file(file, "aerial.pgw");
}
