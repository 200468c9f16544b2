/* SPDX-License-Identifier: Apache-2.0 */
/* The drawings: Main as an IMDF folder, Gym and Annex as GeoJSON, and the grounds. */
#include "sample.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

/* ---- JSON ---- */

static void
write_text(FILE *file, const char *text)
{
	if (!text) {
		fputs("null", file);
		return;
	}
	fputc('"', file);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', file);
		fputc(*text, file);
	}
	fputc('"', file);
}

/* ,"key":"text", or nothing without a text. */
static void
write_member(FILE *file, const char *key, const char *text)
{
	if (!text)
		return;
	fprintf(file, ",\"%s\":", key);
	write_text(file, text);
}

static void
write_point(FILE *file, struct spot at)
{
	fputs("{\"type\":\"Point\",\"coordinates\":", file);
	write_position(file, at);
	fputc('}', file);
}

static void
write_line(FILE *file, const struct spot *at, int count)
{
	fputs("{\"type\":\"LineString\",\"coordinates\":[", file);
	for (int i = 0; i < count; i++) {
		fputs(i ? "," : "", file);
		write_position(file, at[i]);
	}
	fputs("]}", file);
}

static FILE *
begin_collection(const char *folder, const char *name)
{
	FILE *file = open_file(folder, name, "wb");
	fputs("{\"type\":\"FeatureCollection\",\"features\":[", file);
	return file;
}

/* One feature a line: the comma is written by the one that follows. */
static void
begin_feature(FILE *file, bool *more, const char *id)
{
	fputs(*more ? ",\n" : "\n", file);
	*more = true;
	fputs("{\"type\":\"Feature\",\"id\":", file);
	write_text(file, id);
}

static void
end_collection(FILE *file, const char *name)
{
	fputs("\n]}\n", file);
	close_file(file, name);
}

/* ---- Main: IMDF 1.0 ---- */

struct id {
	char text[37];
};

/* A UUID (version 8, RFC 9562) from what a feature is called: it stays when others come and go. */
static struct id
make_id(const char *type, const char *level, const char *key)
{
	struct id id;
	char all[256];
	uint64_t half[2] = {UINT64_C(0xcbf29ce484222325), UINT64_C(0x9ae16a3b2f90404f)};
	snprintf(all, sizeof all, "cedar-ridge/Main/%s/%s/%s", type, level, key);
	for (int h = 0; h < 2; h++) { /* FNV-1a, then a mixing step so that short keys reach all bits */
		for (const char *c = all; *c; c++)
			half[h] = (half[h] ^ (unsigned char)*c) * UINT64_C(0x100000001b3);
		half[h] = (half[h] ^ (half[h] >> 31)) * UINT64_C(0xbf58476d1ce4e5b9);
		half[h] ^= half[h] >> 29;
	}
	snprintf(id.text, sizeof id.text, "%08x-%04x-8%03x-%x%03x-%012" PRIx64,
		 (unsigned)(half[0] >> 32), (unsigned)(half[0] >> 16 & 0xffff),
		 (unsigned)(half[0] & 0xfff), (unsigned)(8 + (half[1] >> 62)),
		 (unsigned)(half[1] >> 48 & 0xfff), half[1] & UINT64_C(0xffffffffffff));
	return id;
}

/* ,"key":{"en":"text"} or ,"key":null */
static void
write_label(FILE *file, const char *key, const char *text)
{
	fprintf(file, ",\"%s\":", key);
	if (!text) {
		fputs("null", file);
		return;
	}
	fputs("{\"en\":", file);
	write_text(file, text);
	fputc('}', file);
}

static void
begin_imdf(FILE *file, bool *more, const char *type, const char *level, const char *key)
{
	begin_feature(file, more, make_id(type, level, key).text);
	fprintf(file, ",\"feature_type\":\"%s\",\"properties\":{", type);
}

/* A corridor's middle: surely inside, unlike the middle of a floor with a courtyard. */
static struct spot
display_spot(const struct plan *plan)
{
	int r = 0;
	while (!is_walkway(plan, r))
		r++;
	return middle(plan->level->building, plan->rooms[r].box);
}

static void
write_imdf_venue(const char *folder)
{
	bool more = false;
	FILE *file = begin_collection(folder, "main-imdf/venue.geojson");
	const struct spot corners[5] = {place(SITE, -1430, -750), place(SITE, 1440, -750),
					place(SITE, 1440, 1790), place(SITE, -1430, 1790),
					place(SITE, -1430, -750)};
	begin_imdf(file, &more, "venue", "", "");
	/* The vocabulary has no school; a university comes nearest. */
	fputs("\"category\":\"university\",\"restriction\":null", file);
	write_label(file, "name", "Cedar Ridge High School");
	fprintf(
	    file,
	    ",\"alt_name\":null,\"hours\":null,\"phone\":null,\"website\":null,\"address_id\":\"%s\"",
	    make_id("address", "", "").text);
	fputs(",\"display_point\":", file);
	write_point(file, place(SITE, -500, -380));
	fputs("},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[", file);
	for (int i = 0; i < 5; i++) {
		fputs(i ? "," : "", file);
		write_position(file, corners[i]);
	}
	fputs("]]}}", file);
	end_collection(file, "main-imdf/venue.geojson");
}

static void
write_imdf_building(const char *folder, const struct plan *ground_floor)
{
	bool more = false;
	struct id address = make_id("address", "", ""), building = make_id("building", "", "");
	FILE *file = begin_collection(folder, "main-imdf/address.geojson");
	begin_imdf(file, &more, "address", "", "");
	fputs("\"address\":\"100 School Lane\",\"unit\":null,\"locality\":\"Cedar Ridge\","
	      "\"province\":\"US-PA\",\"country\":\"US\",\"postal_code\":\"00000\","
	      "\"postal_code_ext\":null,\"postal_code_vanity\":null},\"geometry\":null}",
	      file);
	end_collection(file, "main-imdf/address.geojson");

	more = false;
	file = begin_collection(folder, "main-imdf/building.geojson");
	begin_imdf(file, &more, "building", "", "");
	fputs("\"category\":\"unspecified\",\"restriction\":null", file);
	write_label(file, "name", buildings[MAIN].name);
	write_label(file, "alt_name", buildings[MAIN].long_name);
	fputs(",\"display_point\":", file);
	write_point(file, display_spot(ground_floor));
	fprintf(file, ",\"address_id\":\"%s\"},\"geometry\":null}", address.text);
	end_collection(file, "main-imdf/building.geojson");

	more = false;
	file = begin_collection(folder, "main-imdf/footprint.geojson");
	begin_imdf(file, &more, "footprint", "", "");
	fprintf(file, "\"category\":\"ground\",\"name\":null,\"building_ids\":[\"%s\"]},\"geometry\":",
		building.text);
	write_outline(file, ground_floor, WHOLE_FLOOR);
	fputc('}', file);
	end_collection(file, "main-imdf/footprint.geojson");
}

static void
write_imdf_levels(const char *folder, const struct plan *plans)
{
	bool more = false;
	FILE *file = begin_collection(folder, "main-imdf/level.geojson");
	for (int l = 0; l < LEVELS; l++) {
		const struct level *level = plans[l].level;
		if (level->drawing)
			continue;
		begin_imdf(file, &more, "level", level->label, "");
		fprintf(file,
			"\"category\":\"unspecified\",\"restriction\":null,\"outdoor\":false,"
			"\"ordinal\":%d",
			level->ordinal);
		write_label(file, "name", level->name);
		write_label(file, "short_name", level->label);
		fputs(",\"display_point\":", file);
		write_point(file, display_spot(&plans[l]));
		fprintf(file, ",\"address_id\":null,\"building_ids\":[\"%s\"]},\"geometry\":",
			make_id("building", "", "").text);
		write_outline(file, &plans[l], WHOLE_FLOOR);
		fputc('}', file);
	}
	end_collection(file, "main-imdf/level.geojson");
}

static void
write_imdf_units(const char *folder, const struct plan *plans)
{
	bool more = false;
	FILE *file = begin_collection(folder, "main-imdf/unit.geojson");
	for (int l = 0; l < LEVELS; l++) {
		const struct plan *plan = &plans[l];
		for (int r = 0; r < plan->room_count && !plan->level->drawing; r++) {
			const struct row *row = plan->rooms[r].row;
			const char *sign = sign_of(row);
			begin_imdf(file, &more, "unit", plan->level->label,
				   sign ? sign : row->category);
			fprintf(file, "\"category\":\"%s\",\"restriction\":null,\"accessibility\":null",
				row->category);
			write_label(file, "name", sign);
			write_label(file, "alt_name", row->ref ? row->name : NULL);
			fprintf(file, ",\"level_id\":\"%s\",\"display_point\":",
				make_id("level", plan->level->label, "").text);
			write_point(file, middle(MAIN, plan->rooms[r].box));
			fputs("},\"geometry\":", file);
			write_outline(file, plan, r);
			fputc('}', file);
		}
	}
	end_collection(file, "main-imdf/unit.geojson");
}

static void
write_imdf_openings(const char *folder, const struct plan *plans, const struct doors *doors)
{
	bool more = false;
	FILE *file = begin_collection(folder, "main-imdf/opening.geojson");
	for (int l = 0; l < LEVELS; l++) {
		const struct level *level = plans[l].level;
		for (int d = 0; d < doors[l].count && !level->drawing; d++) {
			const struct door *door = &doors[l].at[d];
			struct spot ends[2] = {door->from, door->to};
			begin_imdf(file, &more, "opening", level->label, door->key);
			fprintf(file,
				"\"category\":\"%s\",\"accessibility\":null,\"access_control\":null,"
				"\"door\":null",
				door->category);
			write_label(file, "name", door->number ? door->key : NULL);
			write_label(file, "alt_name", door->number ? door->name : NULL);
			fprintf(file, ",\"level_id\":\"%s\",\"display_point\":null},\"geometry\":",
				make_id("level", level->label, "").text);
			write_line(file, ends, 2);
			fputc('}', file);
		}
	}
	end_collection(file, "main-imdf/opening.geojson");
}

void
write_imdf(const char *folder, const struct plan *plans, const struct doors *doors)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/main-imdf", folder);
	mkdir(path, 0777); /* when it fails, so does the first file in it */
	FILE *file = open_file(folder, "main-imdf/manifest.json", "wb");
	fputs("{\"version\":\"1.0.0\",\"created\":\"2026-04-12T00:00:00Z\",\"generated_by\":null,"
	      "\"language\":\"en\",\"extensions\":null}\n",
	      file);
	close_file(file, "main-imdf/manifest.json");
	write_imdf_venue(folder);
	write_imdf_building(folder, &plans[0]);
	write_imdf_levels(folder, plans);
	write_imdf_units(folder, plans);
	write_imdf_openings(folder, plans, doors);
}

/* ---- Gym, Annex and the grounds: GeoJSON ---- */

void
write_geojson_rooms(const char *folder, const struct plan *plan)
{
	const struct level *level = plan->level;
	bool more = false;
	char id[120];
	FILE *file = begin_collection(folder, level->drawing);
	for (int r = 0; r < plan->room_count; r++) {
		const struct row *row = plan->rooms[r].row;
		snprintf(id, sizeof id, "%s/%s/%s", buildings[level->building].name, level->label,
			 sign_of(row));
		begin_feature(file, &more, id);
		fprintf(file, ",\"properties\":{\"level\":\"%s\"", level->label);
		write_member(file, "ref", row->ref);
		write_member(file, "name", row->name);
		write_member(file, "category", row->category);
		fputs("},\"geometry\":", file);
		write_outline(file, plan, r);
		fputc('}', file);
	}
	end_collection(file, level->drawing);
}

/* Doors of buildings that have no openings of their own: lines for Gym, points for Annex. */
static void
write_doors(FILE *file, bool *more, const struct plan *plan, const struct doors *doors)
{
	const struct level *level = plan->level;
	for (int d = 0; d < doors->count; d++) {
		const struct door *door = &doors->at[d];
		struct spot ends[2] = {door->from, door->to};
		struct spot at = {(ends[0].x + ends[1].x) / 2, (ends[0].y + ends[1].y) / 2};
		char id[160];
		snprintf(id, sizeof id, "door/%s/%s/%s", buildings[level->building].name, level->label,
			 door->key);
		begin_feature(file, more, id);
		fputs(",\"properties\":{\"feature\":\"door\"", file);
		write_member(file, "category", door->category);
		write_member(file, "ref", door->number ? door->key : NULL);
		write_member(file, "name", door->number ? door->name : NULL);
		write_member(file, "building", buildings[level->building].name);
		write_member(file, "level", level->label);
		fprintf(file, ",\"exterior\":%s},\"geometry\":", door->number ? "true" : "false");
		if (level->building == ANNEX)
			write_point(file, at);
		else
			write_line(file, ends, 2);
		fputc('}', file);
	}
}

static void
write_asset(FILE *file, bool *more, const struct thing *thing, struct spot at)
{
	char id[120];
	if (thing->level)
		snprintf(id, sizeof id, "asset/%s/%s/%s", buildings[thing->building].name, thing->level,
			 thing->ref);
	else
		snprintf(id, sizeof id, "asset/%s", thing->ref);
	begin_feature(file, more, id);
	fputs(",\"properties\":{\"feature\":\"asset\"", file);
	write_member(file, "kind", thing->kind);
	write_member(file, "ref", thing->ref);
	write_member(file, "name", thing->name);
	write_member(file, "building",
		     thing->building == SITE ? NULL : buildings[thing->building].name);
	write_member(file, "level", thing->level);
	fputs("},\"geometry\":", file);
	write_point(file, at);
	fputc('}', file);
}

/* Stairs and elevators as responders look for them: one point on every level they pass. */
static void
write_shafts(FILE *file, bool *more, const struct plan *plan)
{
	static const char *const kinds[] = {"stairs", "elevator", NULL};
	for (int r = 0; r < plan->room_count; r++) {
		const struct row *row = plan->rooms[r].row;
		if (!is_one_of(row->category, kinds))
			continue;
		struct thing shaft = {row->category,      row->name, NULL, plan->level->building,
				      plan->level->label, 0,         0};
		write_asset(file, more, &shaft, middle(plan->level->building, plan->rooms[r].box));
	}
}

/* A quarter of a circle of radius 1000, counter-clockwise from the east. */
static const int quarter[][2] = {{1000, 0},  {991, 131}, {966, 259}, {924, 383}, {866, 500},
				 {793, 609}, {707, 707}, {609, 793}, {500, 866}, {383, 924},
				 {259, 966}, {131, 991}, {0, 1000}};
enum { QUARTER = sizeof quarter / sizeof *quarter, MAX_POINTS = 4 * QUARTER + 2 };

/* Adds a quarter turn about a point: 0 from the east, 1 from the north and so on. */
static int
add_arc(struct spot *ring, int count, const int centre[2], int radius_dm, int turn)
{
	for (int i = 0; i < QUARTER; i++) {
		int x = quarter[i][0], y = quarter[i][1];
		for (int t = 0; t < turn; t++) {
			int swap = x;
			x = -y;
			y = swap;
		}
		ring[count++] = (struct spot){centre[0] * 100 + (int64_t)radius_dm * x / 10,
					      centre[1] * 100 + (int64_t)radius_dm * y / 10};
	}
	return count;
}

/* The ring of an area, counter-clockwise and open. */
static int
make_ring(const struct area *area, struct spot ring[MAX_POINTS])
{
	const int(*at)[2] = area->at;
	int count = 0;
	switch (area->form) {
	case RECT:
		ring[0] = place(SITE, at[0][0], at[0][1]);
		ring[1] = place(SITE, at[1][0], at[0][1]);
		ring[2] = place(SITE, at[1][0], at[1][1]);
		ring[3] = place(SITE, at[0][0], at[1][1]);
		return 4;
	case OVAL:
		count = add_arc(ring, count, at[1], area->size, 3);
		count = add_arc(ring, count - 1, at[1], area->size, 0);
		count = add_arc(ring, count, at[0], area->size, 1);
		return add_arc(ring, count - 1, at[0], area->size, 2);
	case SECTOR:
		ring[0] = place(SITE, at[0][0], at[0][1]);
		return add_arc(ring, 1, at[0], area->size, 3);
	case LINE:
	case POLYGON:
		break;
	}
	for (count = 0; count < area->count; count++)
		ring[count] = place(SITE, at[count][0], at[count][1]);
	return count;
}

static void
write_area(FILE *file, bool *more, const struct area *area)
{
	struct spot ring[MAX_POINTS];
	char id[120];
	int count = make_ring(area, ring);
	snprintf(id, sizeof id, "area/%s", area->name);
	begin_feature(file, more, id);
	fputs(",\"properties\":{\"feature\":\"area\"", file);
	write_member(file, "kind", area->kind);
	write_member(file, "name", area->name);
	fputs("},\"geometry\":", file);
	if (area->form == LINE) {
		write_line(file, ring, count);
	} else {
		fputs("{\"type\":\"Polygon\",\"coordinates\":[[", file);
		for (int i = 0; i <= count; i++) {
			fputs(i ? "," : "", file);
			write_position(file, ring[i % count]);
		}
		fputs("]]}", file);
	}
	fputc('}', file);
}

void
write_grounds(const char *folder, const struct plan *plans, const struct doors *doors)
{
	bool more = false;
	FILE *file = begin_collection(folder, "grounds.geojson");
	for (int l = 0; l < LEVELS; l++)
		if (plans[l].level->drawing)
			write_doors(file, &more, &plans[l], &doors[l]);
	for (int t = 0; t < THINGS; t++)
		write_asset(file, &more, &things[t],
			    place(things[t].building, things[t].x, things[t].y));
	for (int l = 0; l < LEVELS; l++)
		write_shafts(file, &more, &plans[l]);
	for (int a = 0; a < AREAS; a++)
		write_area(file, &more, &areas[a]);
	end_collection(file, "grounds.geojson");
}
