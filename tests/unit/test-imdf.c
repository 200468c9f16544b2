/* SPDX-License-Identifier: Apache-2.0 */
/* IMDF folders: a real one against its known counts, and small ones for what can be wrong. */
#include "archives.h"
#include "harness.h"
#include "base/file.h"
#include "read/draft.h"
#include "read/words.h"

#include <sys/stat.h>

struct reading {
	struct cgrid_ctx *ctx;
	struct cgrid_draft draft;
	struct cgrid_buf log;
	enum cgrid_status status;
};

static void
collect(void *user, enum cgrid_severity severity, const char *line)
{
	/* Notes are not asserted: they name the files that are passed over. */
	if (severity == CGRID_NOTE)
		return;
	cgrid_buf_char(user, "NWL"[severity]);
	cgrid_buf_char(user, ' ');
	cgrid_buf_text(user, line);
	cgrid_buf_char(user, '\n');
}

static struct reading
read_folder(const char *path, const char *lang, bool strict, const char *building)
{
	struct reading reading = {.ctx = cgrid_ctx_new()};
	struct cgrid_plan plan = {.file = path, .shown = "c5/", .building = building};
	cgrid_buf_text(&reading.log, "");
	cgrid_ctx_set_log(reading.ctx, collect, &reading.log);
	cgrid_draft_init(&reading.draft, reading.ctx);
	reading.draft.strict = strict;
	reading.draft.lang = lang;
	reading.status = cgrid_read_imdf(&reading.draft, &plan);
	cgrid_ctx_set_log(reading.ctx, NULL, NULL);
	return reading;
}

static void
finish(struct reading *reading)
{
	cgrid_draft_free(&reading->draft);
	cgrid_buf_free(&reading->log);
	cgrid_ctx_free(reading->ctx);
}

static size_t
count_kind(const struct cgrid_draft *draft, enum cgrid_draft_kind kind, bool named)
{
	size_t count = 0;
	for (size_t i = 0; i < draft->feature_count; i++)
		count += draft->features[i].kind == kind && (!named || draft->features[i].ref[0]);
	return count;
}

static const char broken_amenity[] = "L c5/amenity.geojson:1086:3: JSON: ";

START_TEST(postech)
{
	const char *path = shared_path("data/imdf/postech_c5");
	if (!path)
		return;
	struct reading reading = read_folder(path, "en", false, NULL);
	const struct cgrid_draft *draft = &reading.draft;
	ck_ok(reading.ctx, reading.status);
	ck_assert_uint_eq(draft->building_count, 1);
	ck_assert_str_eq(draft->buildings[0].name, "Building C5");
	ck_assert_uint_eq(draft->buildings[0].outline.ring_count, 1);
	ck_assert_str_eq(draft->name, "Building C5");
	ck_assert_uint_eq(draft->level_count, 6);
	for (int i = 0; i < 6; i++) {
		const char label[3] = {'L', (char)('1' + i), '\0'};
		const char name[8] = {'L', 'e', 'v', 'e', 'l', ' ', (char)('1' + i), '\0'};
		ck_assert_str_eq(draft->levels[i].label, label);
		ck_assert_str_eq(draft->levels[i].name, name);
		ck_assert(draft->levels[i].has_ordinal);
		ck_assert_int_eq(draft->levels[i].ordinal, i);
		ck_assert_uint_eq(draft->levels[i].building, 0);
		ck_assert_uint_eq(draft->levels[i].outline.ring_count, 1);
	}
	ck_assert_uint_eq(count_kind(draft, CGRID_DRAFT_ROOM, false), 167);
	ck_assert_uint_eq(count_kind(draft, CGRID_DRAFT_ROOM, true), 54);
	ck_assert_uint_eq(count_kind(draft, CGRID_DRAFT_DOOR, false), 59);
	ck_assert_uint_eq(count_kind(draft, CGRID_DRAFT_DOOR, true), 59);
	/* One file is broken: it is named with its place, nothing of it is used, the rest is. */
	ck_assert_uint_eq(count_kind(draft, CGRID_DRAFT_ASSET, false), 0);
	ck_assert_uint_eq(cgrid_ctx_count(reading.ctx, CGRID_LEFT_OUT), 1);
	ck_assert_uint_eq(cgrid_ctx_count(reading.ctx, CGRID_WARNING), 0);
	ck_assert_msg(strncmp(reading.log.data, broken_amenity, sizeof broken_amenity - 1) == 0, "%s",
		      reading.log.data);
	finish(&reading);
}
END_TEST

/* The feature's id is the id, never the other one among its properties. */
START_TEST(postech_ids)
{
	const char *path = shared_path("data/imdf/postech_c5");
	if (!path)
		return;
	struct reading reading = read_folder(path, NULL, false, NULL);
	const struct cgrid_draft_feature *first = &reading.draft.features[0];
	size_t labels = 0;
	ck_assert_str_eq(first->id, "fb9ac9f5-3c16-4fc5-8c2b-49239bc7aee9");
	ck_assert_uint_eq(first->source.line, 4);
	ck_assert_uint_eq(first->source.column, 5);
	for (size_t i = 0; i < reading.draft.feature_count; i++)
		labels += reading.draft.features[i].has_label;
	ck_assert_uint_eq(labels, 158);
	finish(&reading);
}
END_TEST

static const struct {
	const char *lang, *building, *unit;
} languages[] = {
    {NULL, "C5", "\xec\x98\xa4\xeb\x94\x94\xed\x86\xa0\xeb\xa6\xac\xec\x9b\x80"},
    {"ko", "C5", "\xec\x98\xa4\xeb\x94\x94\xed\x86\xa0\xeb\xa6\xac\xec\x9b\x80"},
    {"ko-Hang-KR", "C5", "\xec\x98\xa4\xeb\x94\x94\xed\x86\xa0\xeb\xa6\xac\xec\x9b\x80"},
    {"en-US", "Building C5", "Auditorium"},
    {"EN", "Building C5", "Auditorium"},
    /* Neither French nor anything like it: the folder's own language. */
    {"fr", "C5", "\xec\x98\xa4\xeb\x94\x94\xed\x86\xa0\xeb\xa6\xac\xec\x9b\x80"},
};

START_TEST(postech_languages)
{
	const char *path = shared_path("data/imdf/postech_c5");
	if (!path)
		return;
	struct reading reading = read_folder(path, languages[_i].lang, false, NULL);
	bool found = false;
	ck_assert_str_eq(reading.draft.buildings[0].name, languages[_i].building);
	for (size_t i = 0; i < reading.draft.feature_count; i++)
		if (strcmp(reading.draft.features[i].category, "auditorium") == 0)
			found |= strcmp(reading.draft.features[i].ref, languages[_i].unit) == 0;
	ck_assert(found);
	finish(&reading);
}
END_TEST

START_TEST(postech_strict)
{
	const char *path = shared_path("data/imdf/postech_c5");
	if (!path)
		return;
	struct reading reading = read_folder(path, NULL, true, NULL);
	ck_assert_int_eq(reading.status, CGRID_E_SYNTAX);
	ck_assert(
	    strncmp(cgrid_ctx_error(reading.ctx), broken_amenity + 2, sizeof broken_amenity - 3) == 0);
	finish(&reading);
}
END_TEST

/* A folder made of a text: "NAME:" lines start a file, "{...}" lines are its features. */
static char *
make_folder(const char *text)
{
	static char folder[] = "/tmp/campusgrid-imdf-XXXXXX";
	memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	FILE *file = NULL;
	bool first = true, plain = false;
	while (*text) {
		size_t n = strcspn(text, "\n");
		if (text[0] != '{' && text[n - 1] == ':') {
			char path[256];
			if (file) {
				fputs(plain ? "" : "]}\n", file);
				fclose(file);
			}
			snprintf(path, sizeof path, "%s/%.*s", folder, (int)n - 1, text);
			file = fopen(path, "w");
			ck_assert_ptr_nonnull(file);
			plain = strstr(path, ".geojson") == NULL;
			first = true;
			if (!plain)
				fputs("{\"type\":\"FeatureCollection\",\"features\":[\n", file);
		} else {
			fprintf(file, "%s%.*s\n", first ? "" : ",", (int)n, text);
			first = false;
		}
		text += n + (text[n] == '\n');
	}
	fputs(plain ? "" : "]}\n", file);
	fclose(file);
	return folder;
}

static void
remove_folder(const char *folder)
{
	char command[300];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	ck_assert_int_eq(system(command), 0);
}

#define F(type, id, properties, geometry)                                                              \
	"{\"type\":\"Feature\",\"feature_type\":\"" type "\",\"id\":\"" id                             \
	"\",\"properties\":{" properties "},\"geometry\":" geometry "}\n"
#define SQUARE "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}"
#define EAST(from, to)                                                                                 \
	"{\"type\":\"Polygon\",\"coordinates\":[[[" #from ",0.1],[" #to ",0.1],[" #to ",0.9],[" #from  \
	",0.9],[" #from ",0.1]]]}"
#define LINE "{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,0]]}"
#define POINT "{\"type\":\"Point\",\"coordinates\":[0.5,0.5]}"
#define BUILDING "building.geojson:\n" F("building", "b", "\"name\":{\"en\":\"Gym\"}", "null")
#define LEVEL                                                                                          \
	"level.geojson:\n" F("level", "l",                                                             \
			     "\"short_name\":{\"en\":\"1\"},\"ordinal\":0,\"building_ids\":[\"b\"]",   \
			     SQUARE)
#define WAY(id, from, through, to)                                                                     \
	F("relationship", id,                                                                          \
	  "\"category\":\"traversal\",\"direction\":\"undirected\",\"origin\":{\"id\":" from           \
	  ",\"feature_type\":\"unit\"},\"intermediary\":[{\"id\":" through                             \
	  ",\"feature_type\":\"opening\"}],\"destination\":{\"id\":" to ",\"feature_type\":\"unit\"}", \
	  "null")
#define ON "\"level_id\":\"l\""

/* What a folder says, the records it makes, and what is said about it. */
/* clang-format off */
static const struct {
	const char *text;
	const char *records; /* B building, L building/label/ordinal, R ref|name, D, A kind|name level */
	const char *said;
} folders[] = {
	/* names: unit, else alt_name, else the occupant of its anchor */
	{BUILDING LEVEL "anchor.geojson:\n" F("anchor", "a", "\"unit_id\":\"u3\"", POINT) F("anchor", "a4", "\"unit_id\":\"u4\"", POINT)
		"occupant.geojson:\n" F("occupant", "o", "\"name\":{\"en\":\"Library\"},\"anchor_id\":\"a\"", "null")
		F("occupant", "o4", "\"name\":{\"en\":\"Nurse\"},\"anchor_id\":\"a4\"", "null")
		"unit.geojson:\n" F("unit", "u1", "\"name\":{\"en\":\"101\"},\"alt_name\":{\"en\":\"Biology\"}," ON, SQUARE)
		F("unit", "u2", "\"name\":null,\"alt_name\":{\"en\":\"102\"}," ON, SQUARE)
		F("unit", "u3", "\"name\":null," ON, SQUARE)
		F("unit", "u4", "\"name\":{\"en\":\"104\"}," ON, SQUARE)
		F("unit", "u5", "\"id\":\"other\",\"name\":\"105\"," ON, SQUARE),
		"B Gym\nL Gym/1/0\nR 101|Biology\nR 102|\nR Library|\nR 104|Nurse\nR 105|\n", ""},
	/* references that lead nowhere */
	{BUILDING LEVEL "unit.geojson:\n" F("unit", "u", "\"name\":{\"en\":\"9\"},\"level_id\":\"x\"", SQUARE),
		"B Gym\nL Gym/1/0\n", "L c5/unit.geojson:2:1: unit \"9\": its level_id is not in level.geojson\n"},
	{BUILDING LEVEL "opening.geojson:\n" F("opening", "o", "\"name\":null", LINE) F("opening", "p", "\"name\":{\"en\":\"6\"}," ON, LINE),
		"B Gym\nL Gym/1/0\nD 6\n", "L c5/opening.geojson:2:1: opening \"o\": its level_id is not in level.geojson\n"
		"W c5/: has no unit.geojson, and so no rooms\n"},
	{BUILDING LEVEL "unit.geojson:\n" F("unit", "u", ON, SQUARE) "amenity.geojson:\n"
		F("amenity", "a", "\"category\":\"defibrillator\",\"name\":{\"en\":\"AED 1\"},\"unit_ids\":[\"gone\",\"u\"]", POINT)
		F("amenity", "c", "\"category\":\"stairsNotNow\",\"unit_ids\":[\"gone\"]", POINT)
		F("amenity", "d", "\"category\":\"fireextinguisher\",\"unit_ids\":[]", POINT)
		F("amenity", "e", "\"category\":\"stairs\",\"unit_ids\":[\"gone\"]," ON, POINT),
		"B Gym\nL Gym/1/0\nR |\nA aed|AED 1 0\nA extinguisher| -1\nA stairs| 0\n",
		"L c5/amenity.geojson:3:2: amenity \"c\": neither its unit nor its level is known, so that its floor is not\n"},
	{BUILDING "level.geojson:\n" F("level", "l", "\"short_name\":{\"en\":\"1\"},\"ordinal\":0,\"building_ids\":[\"x\"]", SQUARE),
		"B Gym\nL Gym/1/0\n", "W c5/level.geojson:2:1: level \"l\": it names a building that building.geojson does not have\n"
		"W c5/: has no unit.geojson, and so no rooms\n"},
	{"level.geojson:\n" F("level", "l", "\"name\":{\"en\":\"Ground\"}", SQUARE) "venue.geojson:\n" F("venue", "v", "\"name\":{\"en\":\"Hill\"}", "null") "unit.geojson:\n",
		"B Hill\nL Hill/Ground/?\n", "W c5/level.geojson:2:1: level \"Ground\": it names no building\n"
		"W c5/level.geojson:2:1: level \"Ground\": it has no ordinal that is a whole number\n"},
	/* geometry that is missing or of another kind */
	{BUILDING LEVEL "unit.geojson:\n" F("unit", "u", ON, "null") F("unit", "v", ON, POINT) F("unit", "w", ON, "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[500,0],[1,1],[0,0]]]}"),
		"B Gym\nL Gym/1/0\n", "L c5/unit.geojson:2:1: unit \"u\": has no geometry\n"
		"L c5/unit.geojson:3:2: unit \"v\": its geometry is no polygon\n"
		"L c5/unit.geojson:4:133: unit \"w\": 500.00000, 0.00000 is no longitude and latitude\n"},
	{BUILDING LEVEL "unit.geojson:\n" F("unit", "u", "\"display_point\":{\"type\":\"Point\",\"coordinates\":null}," ON, SQUARE),
		"B Gym\nL Gym/1/0\nR |\n", ""},
	/* two of one label are two; of one name too */
	{BUILDING "level.geojson:\n" F("level", "l", "\"short_name\":{\"en\":\"1\"},\"ordinal\":0,\"building_ids\":[\"b\"]", SQUARE)
		F("level", "m", "\"short_name\":{\"en\":\"1\"},\"ordinal\":1,\"building_ids\":[\"b\"]", SQUARE)
		F("level", "n", "\"short_name\":{\"en\":\"2\"},\"ordinal\":1,\"building_ids\":[\"b\"]", SQUARE)
		"unit.geojson:\n" F("unit", "u", "\"level_id\":\"m\"", SQUARE),
		"B Gym\nL Gym/1/0\nL Gym/1/1\nL Gym/2/1\nR | @1\n",
		"W c5/level.geojson:3:2: level \"m\": another level of its building has the same label\n"
		"W c5/level.geojson:4:2: level \"n\": another level of its building has the same ordinal\n"},
	{"building.geojson:\n" F("building", "b", "\"name\":{\"en\":\"Gym\"}", "null") F("building", "c", "\"name\":{\"en\":\"gym\"}", "null") LEVEL "unit.geojson:\n",
		"B Gym\nB gym\nL Gym/1/0\n", "W c5/building.geojson:3:2: building \"gym\": another building has the same name\n"},
	/* features that are none, or of another file */
	{BUILDING LEVEL "unit.geojson:\n" "7\n" F("level", "u", ON, SQUARE) "{\"type\":\"Feature\",\"properties\":null,\"geometry\":null}\n" "{\"id\":\"x\"}\n",
		"B Gym\nL Gym/1/0\n", "L c5/unit.geojson:2:1: a member of \"features\" is no feature\n"
		"L c5/unit.geojson:3:2: unit \"u\": has another feature_type than its file\n"
		"L c5/unit.geojson:4:2: unit \"\": has no id\n"
		"L c5/unit.geojson:5:2: unit \"x\": is no GeoJSON feature\n"},
	{BUILDING LEVEL "unit.geojson:\n" F("unit", "u", ON, SQUARE) F("unit", "u", ON, SQUARE),
		"B Gym\nL Gym/1/0\nR |\nR |\n", "W c5/unit.geojson:3:2: unit \"u\": its id stands for another feature too\n"},
	/* broken files are taken back whole and named, footprints in other files' buildings too */
	{BUILDING LEVEL "unit.geojson:\n" F("unit", "u", ON, SQUARE) "{\n" "footprint.geojson:\n" F("footprint", "f", "\"category\":\"ground\",\"building_ids\":[\"b\"]", SQUARE) "{\n",
		"B Gym\nL Gym/1/0\n", "L c5/footprint.geojson:4:1: JSON: *\nL c5/unit.geojson:4:1: JSON: *\n"},
	{BUILDING LEVEL "unit.geojson:\n" "{\"id\":1,\"id\":2}\n", "B Gym\nL Gym/1/0\n", "L c5/unit.geojson:2:9: the key \"id\" is there twice\n"},
	{BUILDING LEVEL "unit.geojson:\n" "manifest.json:\n{\"language\":\n", "B Gym\nL Gym/1/0\n", "L c5/manifest.json:2:1: JSON: *\n"},
	/* a feature without a geometry that is left out takes none with it */
	{BUILDING LEVEL "footprint.geojson:\n" F("footprint", "f", "\"category\":\"ground\",\"building_ids\":[\"b\"]", SQUARE)
		"occupant.geojson:\n" F("occupant", "o", "\"anchor_id\":\"a\"", "null") "unit.geojson:\n" F("unit", "u", ON, SQUARE),
		"B Gym outline\nL Gym/1/0\nR |\n", "L c5/occupant.geojson:2:1: occupant \"o\": its anchor is not in anchor.geojson\n"},
	/* a level that joined buildings share is one of each */
	{"building.geojson:\n" F("building", "b", "\"name\":{\"en\":\"Gym\"}", "null") F("building", "c", "\"name\":{\"en\":\"Hall\"}", "null")
		"footprint.geojson:\n" F("footprint", "f", "\"building_ids\":[\"b\"]", SQUARE)
		F("footprint", "g", "\"building_ids\":[\"c\"]", EAST(1, 2))
		"level.geojson:\n" F("level", "l", "\"short_name\":{\"en\":\"1\"},\"ordinal\":0,\"building_ids\":[\"b\",\"c\",\"b\"]", SQUARE)
		"unit.geojson:\n" F("unit", "u1", "\"name\":\"1\"," ON, EAST(1.1, 1.9)) F("unit", "u2", "\"name\":\"2\"," ON, EAST(0.1, 0.9))
		F("unit", "u3", "\"name\":\"3\",\"display_point\":" POINT "," ON, EAST(0.9, 1.9)) F("unit", "u4", "\"name\":\"4\"," ON, EAST(7, 8))
		"amenity.geojson:\n" F("amenity", "a", "\"category\":\"aed\",\"unit_ids\":[\"u1\"]", POINT),
		"B Gym outline\nB Hall outline\nL Gym/1/0\nL Hall/1/0\nR 1| @1\nR 2| @0\nR 3| @0\nR 4| @0\nA aed| 1\n",
		"W c5/unit.geojson:5:2: unit \"4\": it is in no footprint of the buildings that share its level, and is read as of the first of them\n"},
	/* a kiosk is named by the occupant of its anchor, which names no room; its place is a point */
	{BUILDING LEVEL "anchor.geojson:\n" F("anchor", "a", "\"unit_id\":\"u\"", POINT) F("anchor", "a2", "\"unit_id\":\"u\"", POINT) F("anchor", "a3", "\"unit_id\":null", POINT)
		"kiosk.geojson:\n" F("kiosk", "k", "\"anchor_id\":\"a\"," ON, EAST(0.2, 0.3)) F("kiosk", "k2", "\"name\":{\"en\":\"Tickets\"},\"anchor_id\":\"a2\"," ON, EAST(0.2, 0.3))
		F("kiosk", "k3", "\"level_id\":\"x\"", SQUARE) F("kiosk", "k4", ON, POINT)
		"occupant.geojson:\n" F("occupant", "o", "\"name\":{\"en\":\"Coffee\"},\"anchor_id\":\"a\"", "null")
		F("occupant", "o2", "\"name\":{\"en\":\"Box office\"},\"anchor_id\":\"a2\"", "null") F("occupant", "o3", "\"name\":{\"en\":\"Lost\"},\"anchor_id\":\"a3\"", "null")
		"unit.geojson:\n" F("unit", "u", ON, SQUARE),
		"B Gym\nL Gym/1/0\nA kiosk|Coffee 0\nA kiosk|Tickets 0\nR |\n",
		"L c5/kiosk.geojson:4:2: kiosk \"k3\": its level_id is not in level.geojson\nL c5/kiosk.geojson:5:2: kiosk \"k4\": its geometry is no polygon\n"
		"L c5/occupant.geojson:4:2: occupant \"Lost\": its anchor is in no unit\n"},
	/* a broken file of occupants takes its names with it */
	{BUILDING LEVEL "anchor.geojson:\n" F("anchor", "a", "\"unit_id\":\"u\"", POINT) "kiosk.geojson:\n" F("kiosk", "k", "\"anchor_id\":\"a\"," ON, EAST(0.2, 0.3))
		"occupant.geojson:\n" F("occupant", "o", "\"name\":{\"en\":\"Coffee\"},\"anchor_id\":\"a\"", "null") "{\n" "unit.geojson:\n" F("unit", "u", ON, SQUARE),
		"B Gym\nL Gym/1/0\nA kiosk| 0\nR |\n", "L c5/occupant.geojson:4:1: JSON: *\n"},
	/* ways through one door between two units say what it joins; others are counted */
	{BUILDING LEVEL "unit.geojson:\n" F("unit", "u", ON, EAST(0, 0.5)) F("unit", "v", ON, EAST(0.5, 1)) "opening.geojson:\n" F("opening", "o", "\"name\":\"1\"," ON, LINE) F("opening", "p", "\"name\":\"2\"," ON, LINE)
		"relationship.geojson:\n" WAY("r", "\"u\"", "\"o\"", "\"v\"") WAY("s", "\"u\"", "\"gone\"", "\"v\"") WAY("t", "\"u\"", "\"p\"", "\"gone\""),
		"B Gym\nL Gym/1/0\nR |\nR |\nD 1 u-v\nD 2\n", ""},
	{BUILDING LEVEL "unit.geojson:\n" F("unit", "u", ON, EAST(0, 0.5)) F("unit", "v", ON, EAST(0.5, 1)) "opening.geojson:\n" F("opening", "o", "\"name\":\"1\"," ON, LINE)
		"relationship.geojson:\n" WAY("r", "\"u\"", "\"o\"", "\"v\"") "{\n",
		"B Gym\nL Gym/1/0\nR |\nR |\nD 1\n", "L c5/relationship.geojson:4:1: JSON: *\n"},
	/* what is counted alone may hold anything */
	{BUILDING LEVEL "unit.geojson:\n" "fixture.geojson:\n" F("fixture", "f", "\"category\":\"desk\"," ON, "{\"type\":\"Polygon\",\"coordinates\":null}") "{}\n" "section.geojson:\n" "detail.geojson:\n" F("detail", "d", ON, LINE),
		"B Gym\nL Gym/1/0\n", ""},
	/* an ordinal stands in each building for itself */
	{"building.geojson:\n" F("building", "b", "\"name\":{\"en\":\"Gym\"}", "null") F("building", "c", "\"name\":{\"en\":\"Hall\"}", "null")
		"level.geojson:\n" F("level", "l", "\"short_name\":{\"en\":\"1\"},\"ordinal\":0,\"building_ids\":[\"b\"]", SQUARE)
		F("level", "m", "\"short_name\":{\"en\":\"1\"},\"ordinal\":0,\"building_ids\":[\"c\"]", SQUARE) "unit.geojson:\n" F("unit", "u", "\"level_id\":\"m\"", SQUARE),
		"B Gym\nB Hall\nL Gym/1/0\nL Hall/1/0\nR | @1\n", ""},
	/* an outdoor level belongs to no building */
	{BUILDING "level.geojson:\n" F("level", "l", "\"name\":{\"en\":\"Grounds\"},\"outdoor\":true,\"ordinal\":0", SQUARE) "unit.geojson:\n",
		"B Gym\nL /Grounds/0\n", ""},
};
/* clang-format on */

static void
show_records(const struct cgrid_draft *draft, struct cgrid_buf *out)
{
	cgrid_buf_text(out, "");
	for (size_t i = 0; i < draft->building_count; i++) {
		cgrid_buf_text(out, "B ");
		cgrid_buf_text(out, draft->buildings[i].name);
		cgrid_buf_text(out, draft->buildings[i].outline.ring_count ? " outline\n" : "\n");
	}
	for (size_t i = 0; i < draft->level_count; i++) {
		const struct cgrid_draft_level *level = &draft->levels[i];
		/* Only a level of several buildings has no outline of its own. */
		if (draft->building_count < 2 || draft->level_count < 2)
			ck_assert_uint_eq(level->outline.ring_count, 1);
		cgrid_buf_text(out, "L ");
		cgrid_buf_text(
		    out, level->building == CGRID_NONE ? "" : draft->buildings[level->building].name);
		cgrid_buf_char(out, '/');
		cgrid_buf_text(out, level->label);
		cgrid_buf_char(out, '/');
		if (level->has_ordinal)
			cgrid_buf_int(out, level->ordinal);
		cgrid_buf_text(out, level->has_ordinal ? "\n" : "?\n");
	}
	for (size_t i = 0; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *feature = &draft->features[i];
		bool asset = feature->kind == CGRID_DRAFT_ASSET;
		cgrid_buf_char(out, "RDA"[feature->kind]);
		cgrid_buf_char(out, ' ');
		cgrid_buf_text(out, asset ? feature->category : feature->ref);
		if (feature->kind != CGRID_DRAFT_DOOR) {
			cgrid_buf_char(out, '|');
			cgrid_buf_text(out, feature->name);
		}
		for (int side = 0; side < 2 && feature->joins[side]; side++) {
			cgrid_buf_char(out, " -"[side]);
			cgrid_buf_text(out, feature->joins[side]);
		}
		if (feature->kind == CGRID_DRAFT_ROOM && draft->level_count > 1) {
			cgrid_buf_text(out, " @");
			cgrid_buf_int(out, feature->level);
		}
		if (asset) {
			ck_assert_uint_eq(feature->shape.ring_count, 1);
			ck_assert_uint_eq(draft->rings[feature->shape.first_ring].count, 1);
			cgrid_buf_char(out, ' ');
			cgrid_buf_int(out, feature->level == CGRID_NONE ? -1 : (int)feature->level);
		}
		cgrid_buf_char(out, '\n');
	}
}

/* Equal, but for lines that end in * in `want`: what stands behind is the parser's own words. */
static bool
matches(const char *have, const char *want)
{
	while (*want) {
		if (*want == '*') {
			have += strcspn(have, "\n");
			want++;
		} else if (*have++ != *want++) {
			return false;
		}
	}
	return *have == '\0';
}

START_TEST(small_folders)
{
	char *folder = make_folder(folders[_i].text);
	struct reading reading = read_folder(folder, NULL, false, NULL);
	struct cgrid_buf records = {0};
	remove_folder(folder);
	ck_ok(reading.ctx, reading.status);
	show_records(&reading.draft, &records);
	ck_assert_str_eq(records.data, folders[_i].records);
	ck_assert_msg(matches(reading.log.data, folders[_i].said), "said:\n%s", reading.log.data);
	cgrid_buf_free(&records);
	finish(&reading);
}
END_TEST

/* Strict: refused exactly where something would be left out, in the same words. */
START_TEST(small_folders_strict)
{
	char *folder = make_folder(folders[_i].text);
	struct reading reading = read_folder(folder, NULL, true, NULL);
	const char *left_out = strstr(folders[_i].said, "L c5");
	remove_folder(folder);
	if (left_out) {
		const char *error = cgrid_ctx_error(reading.ctx);
		size_t same = strcspn(left_out + 2, "*\n");
		ck_assert_int_ne(reading.status, CGRID_OK);
		ck_assert_msg(strncmp(error, left_out + 2, same) == 0, "%s", error);
	} else {
		ck_ok(reading.ctx, reading.status);
	}
	finish(&reading);
}
END_TEST

/* clang-format off */
static const struct {
	const char *text;
	enum cgrid_status status;
	const char *error;
} refused[] = {
	{"unit.geojson:\n", CGRID_E_MEANING, "c5/: is no IMDF folder: it has no level.geojson"},
	{BUILDING "level.geojson:\n{\n", CGRID_E_SYNTAX, "c5/level.geojson:3:1: JSON: *"},
	{BUILDING "level.geojson:\n{\"id\":1,\"id\":2}\n", CGRID_E_MEANING, "c5/level.geojson:2:9: the key \"id\" is there twice"},
};
/* clang-format on */

START_TEST(refused_folders)
{
	char *folder = make_folder(refused[_i].text);
	struct reading reading = read_folder(folder, NULL, false, NULL);
	remove_folder(folder);
	ck_assert_int_eq(reading.status, refused[_i].status);
	ck_assert_msg(matches(cgrid_ctx_error(reading.ctx), refused[_i].error), "%s",
		      cgrid_ctx_error(reading.ctx));
	finish(&reading);
}
END_TEST

/* Ground says more than roof, whatever comes first; several grounds are one outline. */
START_TEST(footprints)
{
	char *folder = make_folder(
	    BUILDING LEVEL "unit.geojson:\nfootprint.geojson:\n" F(
		"footprint", "f1", "\"category\":\"aerial\",\"building_ids\":[\"b\"]",
		SQUARE) F("footprint", "f2", "\"category\":\"ground\",\"building_ids\":[\"b\"]", SQUARE)
		F("footprint", "f3", "\"category\":\"ground\",\"building_ids\":[\"b\"]",
		  "{\"type\":\"Polygon\",\"coordinates\":[[[2,0],[3,0],[3,1],[2,0]]]}")
		    F("footprint", "f4", "\"category\":\"aerial\",\"building_ids\":[\"b\"]", SQUARE));
	struct reading reading = read_folder(folder, NULL, true, NULL);
	remove_folder(folder);
	ck_ok(reading.ctx, reading.status);
	const struct cgrid_draft_shape outline = reading.draft.buildings[0].outline;
	ck_assert_uint_eq(outline.ring_count, 2);
	const struct cgrid_draft_ring *rings = &reading.draft.rings[outline.first_ring];
	ck_assert_uint_eq(rings[0].count, 4);
	ck_assert_uint_eq(rings[1].count, 3);
	ck_assert(rings[0].closed && rings[1].closed);
	ck_assert_double_eq(reading.draft.points[rings[1].first].lon, 2);
	finish(&reading);
}
END_TEST

/* The venue's address is the campus's, whichever stands first; its province without the country. */
START_TEST(address)
{
	char *folder = make_folder(
	    BUILDING LEVEL "unit.geojson:\nvenue.geojson:\n" F(
		"venue", "v", "\"address_id\":\"a2\"",
		"null") "address.geojson:\n" F("address", "a1", "\"address\":\"1 Shop St\"", "null")
		F("address", "a2",
		  "\"address\":\"100 School Lane\",\"province\":\"US-PA\",\"country\":\"US\"", "null"));
	struct reading reading = read_folder(folder, NULL, true, NULL);
	static const char *const parts[][2] = {
	    {"country", "US"}, {"A1", "PA"}, {"RD", "100 School Lane"}};
	remove_folder(folder);
	ck_ok(reading.ctx, reading.status);
	ck_assert_uint_eq(reading.draft.address_count, 3);
	for (int i = 0; i < 3; i++) {
		ck_assert_str_eq(reading.draft.address[i].element, parts[i][0]);
		ck_assert_str_eq(reading.draft.address[i].text, parts[i][1]);
	}
	finish(&reading);
}
END_TEST

/* What campus.json says of the building wins. */
START_TEST(said_building)
{
	char *folder = make_folder(BUILDING LEVEL "unit.geojson:\n" F("unit", "u", ON, SQUARE));
	struct reading reading = read_folder(folder, NULL, true, "North");
	remove_folder(folder);
	ck_ok(reading.ctx, reading.status);
	ck_assert_uint_eq(reading.draft.building_count, 1);
	ck_assert_str_eq(reading.draft.buildings[0].name, "North");
	ck_assert_str_eq(reading.draft.buildings[0].id, "b");
	finish(&reading);
}
END_TEST

/* Files of a folder into an archive, below `top`. */
static struct cgrid_buf
pack_folder(struct cgrid_ctx *ctx, const char *folder, const char *top)
{
	struct cgrid_buf zip = {0}, list = {0};
	struct cgrid_names names;
	size_t count = 0;
	ck_ok(ctx, cgrid_folder_read(ctx, folder, &names));
	for (size_t i = 0; i < names.count; i++) {
		char *path = cgrid_path_join(folder, names.names[i]);
		struct cgrid_bytes bytes;
		char name[300];
		if (cgrid_path_kind(path) == CGRID_PATH_FILE) {
			ck_ok(ctx, cgrid_file_read(ctx, path, &bytes));
			snprintf(name, sizeof name, "%s%s", top, names.names[i]);
			add_part(&zip, &list,
				 &(struct part){.name = name, .text = bytes.data, .method = DEFLATED});
			count++;
			cgrid_bytes_free(&bytes);
		}
		free(path);
	}
	add_part(&zip, &list, &(struct part){.name = "__MACOSX/._unit.geojson", .text = "x"});
	end_zip(&zip, &list, count + 1);
	cgrid_names_free(&names);
	cgrid_buf_free(&list);
	return zip;
}

static struct reading
read_packed(const char *folder, const char *top)
{
	struct reading reading = {.ctx = cgrid_ctx_new()};
	struct cgrid_buf bytes = pack_folder(reading.ctx, folder, top);
	char path[] = "/tmp/campusgrid-imdf-XXXXXX.zip";
	const struct cgrid_plan plan = {.file = path, .shown = "c5.zip"};
	int fd = mkstemps(path, 4);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, bytes.data, bytes.size), (ssize_t)bytes.size);
	close(fd);
	cgrid_buf_text(&reading.log, "");
	cgrid_ctx_set_log(reading.ctx, collect, &reading.log);
	cgrid_draft_init(&reading.draft, reading.ctx);
	reading.status = cgrid_read_folder(&reading.draft, &plan);
	cgrid_ctx_set_log(reading.ctx, NULL, NULL);
	unlink(path);
	cgrid_buf_free(&bytes);
	return reading;
}

/* `text` with `from` in front of each file's path made `to`. */
static void
rename_paths(const char *text, const char *from, const char *to, struct cgrid_buf *out)
{
	cgrid_buf_text(out, "");
	for (const char *at; (at = strstr(text, from)); text = at + strlen(from)) {
		cgrid_buf_add(out, text, (size_t)(at - text));
		cgrid_buf_text(out, to);
	}
	cgrid_buf_text(out, text);
}

/* An archive says what the folder says, wherever in it the files stand. */
static const char *const tops[] = {"", "c5/", "a/b c/d/"};
enum { TOPS = sizeof tops / sizeof *tops };

static void
check_packed(const char *folder, const char *records, const char *said, const char *top)
{
	struct reading reading = read_packed(folder, top);
	struct cgrid_buf have = {0}, want = {0};
	char to[64];
	ck_ok(reading.ctx, reading.status);
	show_records(&reading.draft, &have);
	ck_assert_str_eq(have.data, records);
	snprintf(to, sizeof to, " c5.zip/%s", top);
	rename_paths(said, " c5/", to, &want);
	ck_assert_msg(matches(reading.log.data, want.data), "said:\n%s", reading.log.data);
	cgrid_buf_free(&have);
	cgrid_buf_free(&want);
	finish(&reading);
}

START_TEST(small_archives)
{
	const char *said = folders[_i].said;
	/* At the top and below, the folder itself is called otherwise. */
	if (strstr(said, " c5/:") || !strstr(folders[_i].text, "unit.geojson"))
		return;
	char *folder = make_folder(folders[_i].text);
	for (size_t i = 0; i < TOPS; i++)
		check_packed(folder, folders[_i].records, said, tops[i]);
	remove_folder(folder);
}
END_TEST

START_TEST(postech_archives)
{
	const char *path = shared_path("data/imdf/postech_c5");
	if (!path)
		return;
	struct reading reading = read_folder(path, NULL, false, NULL);
	struct cgrid_buf records = {0};
	show_records(&reading.draft, &records);
	for (size_t i = 0; i < TOPS; i++)
		check_packed(path, records.data, reading.log.data, tops[i]);
	cgrid_buf_free(&records);
	finish(&reading);
}
END_TEST

/* Whatever a manifest has for a date, its language counts. */
START_TEST(manifests)
{
	const char *path = shared_path("data/imdf/quuppa_manifests");
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_names names = {0};
	size_t count = 0;
	if (path)
		ck_ok(ctx, cgrid_folder_read(ctx, path, &names));
	for (size_t i = 0; i < names.count; i++) {
		char command[6000];
		if (strncmp(names.names[i], "manifest", 8) != 0)
			continue;
		char *folder = make_folder(BUILDING LEVEL "unit.geojson:\n" F(
		    "unit", "u", "\"name\":{\"fr\":\"Gymnase\",\"en\":\"Hall\"}," ON, SQUARE));
		snprintf(command, sizeof command, "cp '%s/%s' '%s/manifest.json'", path, names.names[i],
			 folder);
		ck_assert_int_eq(system(command), 0);
		struct reading reading = read_folder(folder, NULL, true, NULL);
		remove_folder(folder);
		ck_ok(reading.ctx, reading.status);
		ck_assert_str_eq(reading.draft.features[0].ref, "Hall");
		ck_assert_str_eq(reading.log.data, "");
		finish(&reading);
		count++;
	}
	if (path)
		ck_assert_uint_eq(count, 4);
	cgrid_names_free(&names);
	cgrid_ctx_free(ctx);
}
END_TEST

/* What each category of the format is to a responder. */
START_TEST(categories)
{
	static const struct {
		const char *unit;
		enum cgrid_room_kind kind;
	} units[] = {
	    {"auditorium", CGRID_ROOM_ROOM},
	    {"brick", CGRID_ROOM_STRUCTURE},
	    {"column", CGRID_ROOM_STRUCTURE},
	    {"concrete", CGRID_ROOM_STRUCTURE},
	    {"drywall", CGRID_ROOM_STRUCTURE},
	    {"glass", CGRID_ROOM_STRUCTURE},
	    {"structure", CGRID_ROOM_STRUCTURE},
	    {"wood", CGRID_ROOM_STRUCTURE},
	    {"elevator", CGRID_ROOM_ELEVATOR},
	    {"escalator", CGRID_ROOM_STAIRS},
	    {"stairs", CGRID_ROOM_STAIRS},
	    {"steps", CGRID_ROOM_STAIRS},
	    {"firstaid", CGRID_ROOM_ROOM},
	    {"footbridge", CGRID_ROOM_CORRIDOR},
	    {"movingwalkway", CGRID_ROOM_CORRIDOR},
	    {"ramp", CGRID_ROOM_CORRIDOR},
	    {"walkway", CGRID_ROOM_CORRIDOR},
	    {"walkway.island", CGRID_ROOM_CORRIDOR},
	    {"nonpublic", CGRID_ROOM_ROOM},
	    {"opentobelow", CGRID_ROOM_VOID},
	    {"parking", CGRID_ROOM_ROOM},
	    {"road", CGRID_ROOM_ROOM},
	    {"restroom", CGRID_ROOM_RESTROOM},
	    {"restroom.family", CGRID_ROOM_RESTROOM},
	    {"restroom.female.wheelchair", CGRID_ROOM_RESTROOM},
	    {"restroom.transgender", CGRID_ROOM_RESTROOM},
	    {"restroom.wheelchair", CGRID_ROOM_RESTROOM},
	    {"unspecified", CGRID_ROOM_ROOM},
	};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		ck_assert_msg(cgrid_room_kind_of(units[i].unit) == units[i].kind, "%s", units[i].unit);
}
END_TEST

START_TEST(amenity_kinds)
{
	static const char *const table[][2] = {
	    {"defibrillator", "aed"},  {"fireextinguisher", "extinguisher"},
	    {"stairs", "stairs"},      {"firealarmpullstation", "pull_station"},
	    {"firstaid", "first_aid"}, {"elevator", "elevator"},
	    {"steps", "stairs"},       {"restroom.female", "restroom.female"},
	    {"security", "security"},  {"elevatorNotNow", "elevatorNotNow"},
	};
	enum { COUNT = sizeof table / sizeof *table };
	struct cgrid_buf text = {0};
	cgrid_buf_text(&text, BUILDING LEVEL "unit.geojson:\n" F("unit", "u", ON, SQUARE));
	cgrid_buf_text(&text, "amenity.geojson:\n");
	for (int i = 0; i < COUNT; i++) {
		char line[300];
		snprintf(line, sizeof line,
			 F("amenity", "a%d", "\"category\":\"%s\",\"unit_ids\":[\"u\"]", POINT), i,
			 table[i][0]);
		cgrid_buf_text(&text, line);
	}
	char *folder = make_folder(text.data);
	struct reading reading = read_folder(folder, NULL, true, NULL);
	remove_folder(folder);
	ck_ok(reading.ctx, reading.status);
	ck_assert_uint_eq(reading.draft.feature_count, 1 + COUNT);
	for (int i = 0; i < COUNT; i++)
		ck_assert_str_eq(reading.draft.features[1 + i].category, table[i][1]);
	cgrid_buf_free(&text);
	finish(&reading);
}
END_TEST

/* Every file that is not used is named, and features that are counted alone are counted. */
static void
collect_notes(void *user, enum cgrid_severity severity, const char *line)
{
	if (severity == CGRID_NOTE) {
		cgrid_buf_text(user, line);
		cgrid_buf_char(user, '\n');
	}
}

START_TEST(notes)
{
	char *folder = make_folder(
	    BUILDING LEVEL "unit.geojson:\n"
			   "fixture.geojson:\n" F("fixture", "f", "\"category\":\"desk\"", SQUARE)
			       F("fixture", "g", "\"category\":\"wall\"", SQUARE)
				   F("fixture", "h", "\"category\":\"desk\"",
				     SQUARE) "rooms.geojson:\n.DS_Store:\nx\n");
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_draft draft;
	struct cgrid_buf log = {0};
	const struct cgrid_plan plan = {.file = folder, .shown = "c5"};
	cgrid_ctx_set_log(ctx, collect_notes, &log);
	cgrid_draft_init(&draft, ctx);
	ck_ok(ctx, cgrid_read_folder(&draft, &plan));
	remove_folder(folder);
	ck_assert_str_eq(
	    log.data,
	    "c5/fixture.geojson: 3 features are not used: furniture and fittings (desk, wall)\n"
	    "c5/.DS_Store: is no file of IMDF and is passed over\n"
	    "c5/rooms.geojson: is no file of IMDF and is passed over\n");
	cgrid_draft_free(&draft);
	cgrid_buf_free(&log);
	cgrid_ctx_free(ctx);
}
END_TEST

/* An archive that is damaged in one file is not read at all; two IMDF folders in one are both read. */
START_TEST(odd_archives)
{
	char *folder = make_folder(BUILDING LEVEL "unit.geojson:\n" F("unit", "u", ON, SQUARE));
	static const char *const parts[] = {"building.geojson", "level.geojson", "unit.geojson"};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	for (uint32_t wrong = 0; wrong < 2; wrong++) {
		struct cgrid_buf zip = {0}, list = {0};
		struct cgrid_draft draft;
		char path[] = "/tmp/campusgrid-imdf-XXXXXX.imdf";
		for (size_t i = 0; i < 6; i++) {
			char from[300], name[64];
			struct cgrid_bytes bytes;
			snprintf(from, sizeof from, "%s/%s", folder, parts[i % 3]);
			snprintf(name, sizeof name, "%s/%s", i < 3 ? "north" : "south", parts[i % 3]);
			ck_ok(ctx, cgrid_file_read(ctx, from, &bytes));
			add_part(&zip, &list,
				 &(struct part){.name = name,
						.text = bytes.data,
						.wrong_crc = i == 5 ? wrong : 0});
			cgrid_bytes_free(&bytes);
		}
		end_zip(&zip, &list, 6);
		int fd = mkstemps(path, 5);
		ck_assert_int_eq(write(fd, zip.data, zip.size), (ssize_t)zip.size);
		close(fd);
		cgrid_draft_init(&draft, ctx);
		const struct cgrid_plan plan = {.file = path, .shown = "two.imdf"};
		enum cgrid_status status = cgrid_read_plan(&draft, &plan);
		ck_assert_int_eq(status, wrong ? CGRID_E_SYNTAX : CGRID_OK);
		if (wrong)
			ck_assert_str_eq(cgrid_ctx_error(ctx),
					 "two.imdf/south/unit.geojson: ZIP: its bytes do not match its "
					 "checksum: the archive is damaged");
		else
			ck_assert_uint_eq(draft.feature_count, 2);
		unlink(path);
		cgrid_draft_free(&draft);
		cgrid_buf_free(&zip);
		cgrid_buf_free(&list);
	}
	remove_folder(folder);
	cgrid_ctx_free(ctx);
}
END_TEST

/* A way fills in the rooms that stand too far from a door to be found, and never overrules what
 * stands beside it. Units of 4.5 m, at 0, 4.5 and 17 m to the east. */
#define BOX(from, to)                                                                                  \
	"{\"type\":\"Polygon\",\"coordinates\":[[[0.000" #from ",0],[0.000" #to ",0],[0.000" #to       \
	",0.00004],[0.000" #from ",0.00004],[0.000" #from ",0]]]}"
#define UNIT_AT(id, from, to) F("unit", id, "\"name\":\"" id "\"," ON, BOX(from, to))
#define DOOR_AT(id, at)                                                                                \
	F("opening", id, "\"name\":\"" id "\"," ON,                                                    \
	  "{\"type\":\"LineString\",\"coordinates\":[[0.000" #at ",0.00001],[0.000" #at ",0.00002]]}")

static const struct {
	const char *ways;
	const char *rooms[2]; /* of door 2, between v and w; "" for none */
	bool exterior;
	const char *said;
} joined[] = {
    {"", {"", ""}, true, ""},
    {WAY("r", "\"v\"", "\"2\"", "\"w\""), {"v", "w"}, false, ""},
    {WAY("r", "\"v\"", "\"2\"", "\"gone\""), {"", ""}, true, ""},
    {WAY("r", "\"u\"", "\"1\"", "\"w\""),
     {"", ""},
     true,
     "opening.geojson:2:1: door \"1\": it is said to join room \"w\", and stands between two others\n"},
};

static const char *
room_of(const struct cgrid_campus *campus, uint32_t room)
{
	return room == CGRID_NONE ? "" : cgrid_campus_room(campus, room)->id;
}

START_TEST(joined_rooms)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_buf text = {0}, log = {0};
	struct cgrid_campus *campus;
	cgrid_buf_text(
	    &text, BUILDING
	    "level.geojson:\n" F("level", "l",
				 "\"short_name\":{\"en\":\"1\"},\"ordinal\":0,\"building_ids\":[\"b\"]",
				 BOX(00, 11)) "unit.geojson:\n" UNIT_AT("u", 00, 04)
		UNIT_AT("v", 04, 08) UNIT_AT("w", 15, 19) "opening.geojson:\n" DOOR_AT("1", 04)
		    DOOR_AT("2", 115) "relationship.geojson:\n");
	cgrid_buf_text(&text, joined[_i].ways);
	char *folder = make_folder(text.data);
	cgrid_buf_text(&log, "");
	cgrid_ctx_set_log(ctx, collect, &log);
	ck_ok(ctx, cgrid_campus_read(ctx, folder, NULL, &campus));
	ck_assert_uint_eq(cgrid_campus_door_count(campus), 2);
	const struct cgrid_door *one = cgrid_campus_door(campus, 0);
	const struct cgrid_door *two = cgrid_campus_door(campus, 1);
	ck_assert_str_eq(two->door, "2");
	ck_assert(one->rooms[0] != CGRID_NONE && one->rooms[1] != CGRID_NONE && !one->exterior);
	ck_assert_str_eq(room_of(campus, two->rooms[0]), joined[_i].rooms[0]);
	ck_assert_str_eq(room_of(campus, two->rooms[1]), joined[_i].rooms[1]);
	ck_assert_int_eq(two->exterior, joined[_i].exterior);
	const char *said = strstr(log.data, "opening.geojson");
	ck_assert_str_eq(said ? said : "", joined[_i].said);
	remove_folder(folder);
	cgrid_campus_free(campus);
	cgrid_buf_free(&text);
	cgrid_buf_free(&log);
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("imdf");
	TCase *tcase = tcase_create("imdf");
	tcase_add_test(tcase, postech);
	tcase_add_test(tcase, postech_ids);
	tcase_add_loop_test(tcase, postech_languages, 0, sizeof languages / sizeof *languages);
	tcase_add_test(tcase, postech_strict);
	tcase_add_loop_test(tcase, small_folders, 0, sizeof folders / sizeof *folders);
	tcase_add_loop_test(tcase, small_folders_strict, 0, sizeof folders / sizeof *folders);
	tcase_add_loop_test(tcase, refused_folders, 0, sizeof refused / sizeof *refused);
	tcase_add_test(tcase, footprints);
	tcase_add_test(tcase, address);
	tcase_add_test(tcase, said_building);
	tcase_add_loop_test(tcase, small_archives, 0, sizeof folders / sizeof *folders);
	tcase_add_test(tcase, postech_archives);
	tcase_add_test(tcase, manifests);
	tcase_add_test(tcase, categories);
	tcase_add_test(tcase, amenity_kinds);
	tcase_add_test(tcase, notes);
	tcase_add_test(tcase, odd_archives);
	tcase_add_loop_test(tcase, joined_rooms, 0, sizeof joined / sizeof *joined);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
