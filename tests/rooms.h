/* SPDX-License-Identifier: Apache-2.0 */
/* A seeded GeoJSON of room polygons, as large as wanted: buildings of several levels, rooms in no
 * order, of 4 to 40 corners written with 7 to 13 decimals, signs and names, and properties that nobody
 * knows. */
#ifndef CGRID_TESTS_ROOMS_H
#define CGRID_TESTS_ROOMS_H

#include "base/num.h"
#include "base/text.h"
#include "harness.h"

#include <math.h>

/* A level is a square of SIDE by SIDE rooms, each in 12 m by 12 m; buildings stand in rows of 6. */
enum { ROOMS_SIDE = 24, ROOMS_LEVELS = 6, ROOMS_CORNERS = 40 };

struct rooms_writer {
	struct cgrid_buf text;
	struct rng rng;
	bool pretty;
	size_t rooms;
};

static inline void
rooms_line(struct rooms_writer *w, int indent)
{
	static const char blanks[] = "                                ";
	if (w->pretty) {
		cgrid_buf_char(&w->text, '\n');
		cgrid_buf_add(&w->text, blanks, (size_t)indent);
	}
}

/* `"key": ` at the start of a member; `first`: without a comma before it. */
static inline void
rooms_key(struct rooms_writer *w, int indent, bool first, const char *key)
{
	if (!first)
		cgrid_buf_char(&w->text, ',');
	rooms_line(w, indent);
	cgrid_buf_json(&w->text, key);
	cgrid_buf_text(&w->text, w->pretty ? ": " : ":");
}

static inline void
rooms_text(struct rooms_writer *w, bool first, const char *key, const char *value)
{
	rooms_key(w, 8, first, key);
	cgrid_buf_json(&w->text, value);
}

/* Corners in metres about the middle of the room: rectangles, corners cut out, and round walls. */
static inline size_t
rooms_corners(struct rng *rng, double corners[ROOMS_CORNERS][2])
{
	double a = rng_between(rng, 3, 5.8), b = rng_between(rng, 2, 5.8), p, q;
	uint64_t kind = rng_below(rng, 100);
	if (kind < 40) {
		const double box[4][2] = {{-a, -b}, {a, -b}, {a, b}, {-a, b}};
		memcpy(corners, box, sizeof box);
		return 4;
	}
	p = rng_between(rng, -a + 1, a - 1);
	q = rng_between(rng, -b + 0.5, b - 0.5);
	if (kind < 60) {
		const double ell[6][2] = {{-a, -b}, {a, -b}, {a, q}, {p, q}, {p, b}, {-a, b}};
		memcpy(corners, ell, sizeof ell);
		return 6;
	}
	if (kind < 70) {
		double d = p + (a - p) / 2;
		const double notch[8][2] = {{-a, -b}, {a, -b}, {a, b}, {d, b},
					    {d, q},   {p, q},  {p, b}, {-a, b}};
		memcpy(corners, notch, sizeof notch);
		return 8;
	}
	size_t count = 9 + rng_below(rng, 32);
	for (size_t i = 0; i < count; i++) {
		double angle = 6.283185307179586 * (double)i / (double)count;
		double radius = rng_between(rng, 0.8, 1);
		corners[i][0] = a * radius * cos(angle);
		corners[i][1] = b * radius * sin(angle);
	}
	return count;
}

static inline void
rooms_position(struct rooms_writer *w, int indent, bool first, double lon, double lat, int decimals)
{
	char text[CGRID_FIXED_SIZE];
	if (!first)
		cgrid_buf_char(&w->text, ',');
	rooms_line(w, indent);
	cgrid_buf_char(&w->text, '[');
	rooms_line(w, indent + 2);
	cgrid_buf_add(&w->text, text, cgrid_fixed(text, lon, decimals));
	cgrid_buf_char(&w->text, ',');
	rooms_line(w, indent + 2);
	cgrid_buf_add(&w->text, text, cgrid_fixed(text, lat, decimals));
	rooms_line(w, indent);
	cgrid_buf_char(&w->text, ']');
}

/* One ring in its brackets, closed. */
static inline void
rooms_ring(struct rooms_writer *w, int indent)
{
	double corners[ROOMS_CORNERS][2];
	size_t count = rooms_corners(&w->rng, corners), level = w->rooms / (ROOMS_SIDE * ROOMS_SIDE);
	size_t building = level / ROOMS_LEVELS, slot = w->rooms % (ROOMS_SIDE * ROOMS_SIDE);
	double x = 12.0 * (double)(slot % ROOMS_SIDE) + 300.0 * (double)(building % 6);
	double y = 12.0 * (double)(slot / ROOMS_SIDE) + 300.0 * (double)(building / 6);
	int decimals = rng_below(&w->rng, 2) ? 7 : 7 + (int)rng_below(&w->rng, 6);
	cgrid_buf_char(&w->text, '[');
	for (size_t i = 0; i <= count; i++) {
		const double *at = corners[i % count];
		rooms_position(w, indent + 2, i == 0, -75.2 + (x + at[0]) / 85000,
			       40.1 + (y + at[1]) / 111000, decimals);
	}
	rooms_line(w, indent);
	cgrid_buf_char(&w->text, ']');
	w->rooms++;
}

static inline void
rooms_properties(struct rooms_writer *w)
{
	static const char *const names[] = {"Biology Lab", "Staff Office", "Salle d\u00e9tente",
					    "Library \"North\"", "Storage"};
	static const char *const categories[] = {"classroom", "office", "corridor", "storage",
						 "restroom"};
	size_t level = w->rooms / (ROOMS_SIDE * ROOMS_SIDE);
	char text[64];
	snprintf(text, sizeof text, "%zu%02zu", level % ROOMS_LEVELS + 1,
		 w->rooms * 71 % (ROOMS_SIDE * ROOMS_SIDE));
	rooms_text(w, true, "ref", text);
	rooms_text(w, false, "name", names[rng_below(&w->rng, 5)]);
	rooms_text(w, false, "category", categories[rng_below(&w->rng, 5)]);
	snprintf(text, sizeof text, "%zu", level % ROOMS_LEVELS + 1);
	rooms_text(w, false, "level", text);
	snprintf(text, sizeof text, "Building %zu", level / ROOMS_LEVELS + 1);
	rooms_text(w, false, "building", text);
	rooms_key(w, 8, false, "area_sqft");
	cgrid_buf_fixed(&w->text, rng_between(&w->rng, 80, 1200), 1);
	rooms_text(w, false, "department", "Facilities and Operations");
	rooms_text(w, false, "updated", "2026-03-14T09:26:53Z");
	rooms_key(w, 8, false, "occupied");
	cgrid_buf_text(&w->text, rng_below(&w->rng, 2) ? "true" : "null");
}

static inline void
rooms_feature(struct rooms_writer *w)
{
	char id[32];
	rooms_line(w, 4);
	cgrid_buf_char(&w->text, '{');
	rooms_key(w, 6, true, "type");
	cgrid_buf_text(&w->text, "\"Feature\"");
	rooms_key(w, 6, false, "id");
	snprintf(id, sizeof id, "room-%zu", w->rooms);
	cgrid_buf_json(&w->text, id);
	rooms_key(w, 6, false, "properties");
	cgrid_buf_char(&w->text, '{');
	rooms_properties(w);
	rooms_line(w, 6);
	cgrid_buf_char(&w->text, '}');
	rooms_key(w, 6, false, "geometry");
	cgrid_buf_char(&w->text, '{');
	rooms_key(w, 8, true, "type");
	cgrid_buf_text(&w->text, "\"Polygon\"");
	rooms_key(w, 8, false, "coordinates");
	cgrid_buf_char(&w->text, '[');
	rooms_line(w, 10);
	rooms_ring(w, 10);
	rooms_line(w, 8);
	cgrid_buf_char(&w->text, ']');
	rooms_line(w, 6);
	cgrid_buf_char(&w->text, '}');
	rooms_line(w, 4);
	cgrid_buf_char(&w->text, '}');
}

/* A FeatureCollection of at least `size` bytes; cgrid_buf_free when done. */
static inline struct cgrid_buf
rooms_write(size_t size, bool pretty, uint64_t seed)
{
	struct rooms_writer w = {.rng = {seed}, .pretty = pretty};
	cgrid_buf_char(&w.text, '{');
	rooms_key(&w, 2, true, "type");
	cgrid_buf_text(&w.text, "\"FeatureCollection\"");
	rooms_key(&w, 2, false, "features");
	cgrid_buf_char(&w.text, '[');
	while (w.text.size < size && !w.text.failed) {
		if (w.rooms > 0)
			cgrid_buf_char(&w.text, ',');
		rooms_feature(&w);
	}
	rooms_line(&w, 2);
	cgrid_buf_char(&w.text, ']');
	rooms_line(&w, 0);
	cgrid_buf_text(&w.text, "}\n");
	return w.text;
}

/* One feature whose coordinates are nearly all of the text. */
static inline struct cgrid_buf
rooms_write_coordinates(size_t size, uint64_t seed)
{
	struct rooms_writer w = {.rng = {seed}};
	cgrid_buf_text(&w.text, "{\"type\":\"Feature\",\"properties\":{\"level\":\"1\"},\"geometry\":"
				"{\"type\":\"MultiPolygon\",\"coordinates\":[");
	while (w.text.size < size && !w.text.failed) {
		cgrid_buf_text(&w.text, w.rooms > 0 ? ",[" : "[");
		rooms_ring(&w, 0);
		cgrid_buf_char(&w.text, ']');
	}
	cgrid_buf_text(&w.text, "]}}");
	return w.text;
}

#endif
