/* SPDX-License-Identifier: Apache-2.0 */
/*
 * generate OUTDIR: writes the sample campus, the same bytes on every run.
 * The plan is in plan.h; floor.c makes floors of it, drawings.c writes them,
 * aerial.c paints the picture; here are the sensors and campus.json.
 */
#include "sample.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void
fail(const char *what, const char *which)
{
	fprintf(stderr, "generate: %s: %s\n", what, which);
	exit(EXIT_FAILURE);
}

FILE *
open_file(const char *folder, const char *name, const char *mode)
{
	char path[4096];
	int length = snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = length > 0 && (size_t)length < sizeof path ? fopen(path, mode) : NULL;
	if (!file)
		fail("cannot write", name);
	return file;
}

void
close_file(FILE *file, const char *name)
{
	bool bad = ferror(file) != 0;
	if (fclose(file) != 0 || bad)
		fail("cannot write", name);
}

uint32_t
draw_number(uint32_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state % below;
}

/* ---- sensors ---- */

static const struct sensor_kind *
find_kind(const char *kind)
{
	const struct sensor_kind *found = sensor_kinds;
	while (strcmp(found->kind, kind) != 0)
		found++;
	return found;
}

static void
write_csv_text(FILE *file, const char *text)
{
	fprintf(file, strchr(text, ',') ? "\"%s\"" : "%s", text);
}

/* Heights are above the WGS 84 ellipsoid, from an invented survey. */
static void
write_sensor(FILE *file, const struct device *device, struct spot at, int floor_dm)
{
	struct ground g = to_ground(at);
	int64_t lat = round_div(g.lat, 100), lon = -round_div(g.lon, 100);
	int z_cm = 11800 + floor_dm * 10 + device->height_cm;
	int radius_cm = find_kind(device->kind)->uncertainty_cm;
	fprintf(file, "%s,%s,%s,%s,", device->id,
		device->building == SITE ? "" : buildings[device->building].name,
		device->level ? device->level : "", device->kind);
	fprintf(file, "%" PRId64 ".%07" PRId64 ",-%" PRId64 ".%07" PRId64 ",%d.%02d,%d.%02d,",
		lat / 10000000, lat % 10000000, lon / 10000000, lon % 10000000, z_cm / 100, z_cm % 100,
		radius_cm / 100, radius_cm % 100);
	write_csv_text(file, device->name);
	fputc('\n', file);
}

static void
write_room_sensor(FILE *file, const struct plan *plan, int room, const char *id, uint32_t *state)
{
	const struct row *row = plan->rooms[room].row;
	const struct level *level = plan->level;
	const struct habit *habit = habits;
	struct rect box = plan->rooms[room].box;
	struct spot at = middle(level->building, box);
	char name[120];
	while (habit->category[0] && strcmp(habit->category, row->category) != 0)
		habit++;
	const struct sensor_kind *kind = find_kind(habit->kinds[draw_number(state, 2)]);
	/* Up to a quarter of the room away from its middle. */
	at.x += ((int)draw_number(state, 101) - 50) * (box.x1 - box.x0) / 2;
	at.y += ((int)draw_number(state, 101) - 50) * (box.y1 - box.y0) / 2;
	if (row->ref)
		snprintf(name, sizeof name, "%s, %s %s", kind->title, row->ref, row->name);
	else
		snprintf(name, sizeof name, "%s, %s", kind->title, row->name);
	struct device device = {id,           kind->kind, name, level->building,
				level->label, 0,          0,    kind->height_cm};
	write_sensor(file, &device, at, level->floor_dm);
}

/* Devices with a place of their own; then one in every second room or so, with ids that skip as ids
 * do. The one that the manual talks about, GSD-0147, is in room 214. */
static void
write_sensors(const char *folder, const struct plan *plans)
{
	static const char *const none[] = {"opentobelow", "structure", "elevator", NULL};
	int number = 30, rooms = 0, passed = 0, wanted = SENSORS - DEVICES - 1;
	uint32_t state = 20260412;
	FILE *file = open_file(folder, "sensors.csv", "wb");
	fputs("id,building,level,kind,lat,lon,z,uncertainty_m,name\n", file);
	for (int d = 0; d < DEVICES; d++) {
		int floor_dm = -3;
		for (int l = 0; l < LEVELS; l++)
			if (levels[l].building == devices[d].building &&
			    same_text(levels[l].label, devices[d].level))
				floor_dm = levels[l].floor_dm;
		write_sensor(file, &devices[d], place(devices[d].building, devices[d].x, devices[d].y),
			     floor_dm);
	}
	for (int l = 0; l < LEVELS; l++)
		for (int r = 0; r < plans[l].room_count; r++)
			rooms += !is_one_of(plans[l].rooms[r].row->category, none);
	for (int l = 0; l < LEVELS; l++) {
		for (int r = 0; r < plans[l].room_count; r++) {
			const struct row *row = plans[l].rooms[r].row;
			char id[16] = "GSD-0147";
			if (is_one_of(row->category, none))
				continue;
			if (!same_text(row->ref, "214")) {
				bool chosen =
				    (passed + 1) * wanted / (rooms - 1) > passed * wanted / (rooms - 1);
				passed++;
				if (!chosen)
					continue;
				number += 1 + (int)draw_number(&state, 3);
				number += number == 147;
				snprintf(id, sizeof id, "GSD-%04d", number);
			}
			write_room_sensor(file, &plans[l], r, id, &state);
		}
	}
	close_file(file, "sensors.csv");
}

/* ---- campus.json ---- */

/* Degrees to the frame: transverse Mercator about its origin, scale 1. This near the origin two terms
 * are exact to a micrometre (Snyder, USGS PP 1395, 8-9 and 8-10). */
static void
to_frame(double lat, double lon, double *x, double *y)
{
	const double a = 6378137, f = 1 / 298.257223563, e2 = f * (2 - f), rad = acos(-1) / 180;
	double lat0 = (double)frame_origin.lat / 1e9, lon0 = (double)frame_origin.lon / 1e9;
	double s = sin(lat * rad), c = cos(lat * rad), along = (lon - lon0) * rad;
	double n = a / sqrt(1 - e2 * s * s), s_mid = sin((lat + lat0) / 2 * rad);
	double m = a * (1 - e2) / pow(1 - e2 * s_mid * s_mid, 1.5);
	*x = n * c * along;
	*y = m * (lat - lat0) * rad + n * s * c * along * along / 2;
}

struct extent {
	double min_x, min_y, max_x, max_y;
};

/* All buildings, as the grid's default wants it. */
static struct extent
measure_extent(const struct plan *plans)
{
	struct extent extent = {1e9, 1e9, -1e9, -1e9};
	for (int l = 0; l < LEVELS; l++) {
		const struct plan *plan = &plans[l];
		for (int corner = 0; corner < 4; corner++) {
			double x, y;
			struct ground g = to_ground(place(plan->level->building,
							  plan->x[corner & 1 ? plan->columns : 0],
							  plan->y[corner & 2 ? plan->rows : 0]));
			to_frame((double)g.lat / 1e9, (double)g.lon / 1e9, &x, &y);
			extent.min_x = fmin(extent.min_x, x);
			extent.max_x = fmax(extent.max_x, x);
			extent.min_y = fmin(extent.min_y, y);
			extent.max_y = fmax(extent.max_y, y);
		}
	}
	return extent;
}

/* Cells of 10 m on whole multiples of 10 m, one spare on every side; the origin is the outer corner of
 * A1, found by steps because the way back from the frame has no short formula. */
static void
write_grid(FILE *file, const struct plan *plans)
{
	const double cell = 10;
	struct extent extent = measure_extent(plans);
	double west = (floor(extent.min_x / cell) - 1) * cell,
	       east = (ceil(extent.max_x / cell) + 1) * cell;
	double south = (floor(extent.min_y / cell) - 1) * cell,
	       north = (ceil(extent.max_y / cell) + 1) * cell;
	double lat = (double)frame_origin.lat / 1e9, lon = (double)frame_origin.lon / 1e9;
	for (int i = 0; i < 8; i++) {
		double x, y;
		to_frame(lat, lon, &x, &y);
		lon += (west - x) / 85240;
		lat += (north - y) / 111037;
	}
	fprintf(file,
		"  \"grid\": {\"cell\": \"10m\", \"origin\": [%.9f, %.9f], \"turn\": 0, "
		"\"columns\": %d, \"rows\": %d, \"labels\": \"a1\", \"letters\": \"rows\", "
		"\"start\": \"nw\"},\n",
		lat, lon, (int)((east - west) / cell), (int)((north - south) / cell));
}

static void
write_campus(const char *folder, const struct plan *plans)
{
	/* The library's name keeps clear of the office in the corner of the L. */
	struct ground label = to_ground(place(MAIN, 540, 255));
	FILE *file = open_file(folder, "campus.json", "wb");
	fputs("{\n  \"name\": \"Cedar Ridge High School\",\n"
	      "  \"address\": {\"country\": \"US\", \"A1\": \"PA\", \"A3\": \"Cedar Ridge\", \"HNO\": "
	      "\"100\", "
	      "\"RD\": \"School\", \"STS\": \"Lane\", \"PC\": \"00000\"},\n"
	      "  \"plans\": [\n    {\"file\": \"main-imdf/\"}",
	      file);
	for (int l = 0; l < LEVELS; l++)
		if (levels[l].drawing)
			fprintf(file,
				",\n    {\"file\": \"%s\", \"building\": \"%s\", \"level\": \"%s\", "
				"\"ordinal\": %d}",
				levels[l].drawing, buildings[levels[l].building].name, levels[l].label,
				levels[l].ordinal);
	fputs("\n  ],\n  \"features\": [{\"file\": \"grounds.geojson\"}],\n"
	      "  \"sensors\": [{\"file\": \"sensors.csv\"}],\n"
	      "  \"imagery\": [{\"file\": \"aerial.png\", \"crs\": \"EPSG:3857\", \"captured\": "
	      "\"2026-04-12\"}],\n",
	      file);
	write_grid(file, plans);
	fprintf(file,
		"  \"labels\": {\"room:Main/2/227\": {\"at\": [%" PRId64 ".%09" PRId64 ", -%" PRId64
		".%09" PRId64 "]}},\n",
		label.lat / 1000000000, label.lat % 1000000000, -label.lon / 1000000000,
		-label.lon % 1000000000);
	fputs("  \"attest\": {\n"
	      "    \"walkthrough\": {\"by\": \"J. Rivera, School Safety Coordinator\", \"on\": "
	      "\"2026-08-01\"},\n"
	      "    \"aerial_verified\": {\"by\": \"J. Rivera, School Safety Coordinator\", \"on\": "
	      "\"2026-08-01\"},\n"
	      "    \"updates_reach_agencies\": {\"by\": \"Cedar Ridge Police Department\", \"on\": "
	      "\"2026-08-03\"}\n  },\n"
	      "  \"none_on_site\": [],\n"
	      "  \"notice\": \"CONFIDENTIAL: SAFETY-SENSITIVE\"\n}\n",
	      file);
	close_file(file, "campus.json");
}

int
main(int argc, char **argv)
{
	static struct plan plans[LEVELS];
	static struct doors doors[LEVELS];
	if (argc != 2) {
		fputs("usage: generate OUTDIR\n", stderr);
		return 2;
	}
	for (int l = 0; l < LEVELS; l++) {
		make_plan(&plans[l], &levels[l]);
		add_exits(&doors[l], &plans[l]);
		add_inner_doors(&doors[l], &plans[l]);
	}
	write_imdf(argv[1], plans, doors);
	for (int l = 0; l < LEVELS; l++)
		if (levels[l].drawing)
			write_geojson_rooms(argv[1], &plans[l]);
	write_grounds(argv[1], plans, doors);
	write_sensors(argv[1], plans);
	write_campus(argv[1], plans);
	write_aerial(argv[1]);
	return 0;
}
