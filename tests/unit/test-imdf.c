/* SPDX-License-Identifier: Apache-2.0 */
/* IMDF folders: a real one against its known counts, and small ones for what can be wrong. */
#include "harness.h"
#include "read/draft.h"

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
		if (draft->building_count < 2 || draft->level_count < 2) {
			ck_assert_uint_eq(level->outline.ring_count, 1);
			ck_assert_uint_eq(draft->rings[level->outline.first_ring].count, 4);
		}
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
		if (feature->kind == CGRID_DRAFT_ROOM && draft->level_count > 1) {
			cgrid_buf_text(out, " @");
			cgrid_buf_int(out, feature->level);
		}
		if (asset) {
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
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
