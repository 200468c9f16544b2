/* SPDX-License-Identifier: Apache-2.0 */
/* OpenStreetMap XML: what elements become, what is said of what is missing, and that the same place as
 * .osm and as GeoJSON is the same campus. */
#include "harness.h"
#include "trial.h"

#include "base/file.h"
#include "base/text.h"
#include "read/draft.h"

static enum cgrid_status
read_text(struct trial *trial, const char *text)
{
	const struct cgrid_plan plan = {.file = "map.osm", .shown = "map.osm"};
	return cgrid_read_osm_bytes(&trial->draft, &plan, text, strlen(text));
}

/* Nodes 11 to 55: row 1 to 5 from the south, column 1 to 5 from the west, 0.001 degree apart. */
static char *
with_nodes(const char *elements)
{
	struct cgrid_buf text = {0};
	cgrid_buf_text(&text, "<osm>\n");
	for (int row = 1; row <= 5; row++)
		for (int column = 1; column <= 5; column++) {
			char node[96];
			snprintf(node, sizeof node, "<node id='%d' lat='0.00%d' lon='0.00%d'/>",
				 row * 10 + column, row, column);
			cgrid_buf_text(&text, node);
		}
	cgrid_buf_char(&text, '\n');
	/* "11 12 22 21 11" between # and ; is a way's nodes; "k=v" between [ and ] a tag. */
	for (const char *c = elements; *c != '\0'; c++) {
		if (*c == '[') {
			cgrid_buf_text(&text, "<tag k='");
		} else if (*c == ']') {
			cgrid_buf_text(&text, "'/>");
		} else if (*c == '~') {
			cgrid_buf_text(&text, "' v='");
		} else if (*c == '#') {
			for (char *next; c[1] != ';'; c = next - 1) {
				char nd[48];
				snprintf(nd, sizeof nd, "<nd ref='%ld'/>", strtol(c + 1, &next, 10));
				cgrid_buf_text(&text, nd);
			}
			c++;
		} else {
			cgrid_buf_char(&text, *c);
		}
	}
	cgrid_buf_text(&text, "\n</osm>\n");
	ck_assert(!text.failed);
	return text.data;
}

/* KIND|ID|REF|NAME|CATEGORY|BUILDING|LEVEL|ORDINAL|RINGS, where outer rings are o, holes h, lines and
 * points l, each with its count of points. */
static void
print_records(const struct cgrid_draft *draft, struct cgrid_buf *out)
{
	static const char *const kinds[] = {"room", "door", "asset", "area"};
	cgrid_buf_add(out, "", 0);
	for (size_t i = 0; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *f = &draft->features[i];
		const char *const texts[] = {
		    kinds[f->kind],
		    f->id,
		    f->ref,
		    f->name,
		    f->category,
		    f->building == CGRID_NONE ? "-" : draft->buildings[f->building].name,
		    f->level == CGRID_NONE ? "-" : draft->levels[f->level].label,
		};
		for (size_t t = 0; t < 7; t++) {
			cgrid_buf_text(out, texts[t]);
			cgrid_buf_char(out, '|');
		}
		if (f->level != CGRID_NONE && draft->levels[f->level].has_ordinal)
			cgrid_buf_int(out, draft->levels[f->level].ordinal);
		cgrid_buf_char(out, '|');
		for (size_t r = 0; r < f->shape.ring_count; r++) {
			const struct cgrid_draft_ring *ring = &draft->rings[f->shape.first_ring + r];
			cgrid_buf_char(out, ring->role == CGRID_RING_OUTER  ? 'o'
					    : ring->role == CGRID_RING_HOLE ? 'h'
									    : 'l');
			cgrid_buf_int(out, (int64_t)ring->count);
		}
		cgrid_buf_char(out, '\n');
	}
	for (size_t i = 0; i < draft->building_count; i++)
		if (draft->buildings[i].outline.ring_count > 0) {
			cgrid_buf_text(out, "building|");
			cgrid_buf_text(out, draft->buildings[i].name);
			cgrid_buf_char(out, '\n');
		}
}

#define ROOM "[indoor~room]"
#define A "#11 12 22 21 11;"
#define B "#12 13 23 22 12;"

/* Elements, the records they become, and what is said (a part of it; NULL for nothing at all). */
static const struct {
	const char *elements, *records, *said;
} table[] = {
    /* ways: closed and an area, closed and none, open, not closed */
    {"<way id='1'>" A ROOM "[level~0][ref~12][name~Lab]</way>", "room|way/1|12|Lab|room|map|0|0|o4\n",
     NULL},
    {"<way id='-7'>" A "[indoor~corridor][level~-1]</way>", "room|way/-7|||corridor|map|-1|-1|o4\n",
     NULL},
    {"<way id='1'>" A "[highway~service][name~School Lane]</way>",
     "area|way/1||School Lane|road|-|-||l5\n", NULL},
    {"<way id='1'>#11 12 13;[highway~residential][name~Elm St]</way>",
     "area|way/1||Elm St|road|-|-||l3\n", NULL},
    {"<way id='1'>" A "[barrier~fence]</way>", "area|way/1|||fence|-|-||l5\n", NULL},
    {"<way id='1'>" A "[leisure~pitch]</way>", "area|way/1|||field|-|-||o4\n", NULL},
    {"<way id='1'>" A "[amenity~parking][area~no]</way>", "", "not used: 1 line"},
    {"<way id='1'>#11 12 22;" ROOM "[level~0][name~Lab]</way>", "",
     "L map.osm:3:1: way 1 \"Lab\": its outline is not closed (left out)\n"},
    {"<way id='1'>#11 12 11;" ROOM "[level~0][ref~3]</way>", "",
     "L map.osm:3:1: way 1 \"3\": its outline has no more than 2 corners (left out)\n"},
    {"<way id='1'>#11 12 22;[building~yes]</way>", "",
     "L map.osm: 1 outline of buildings and grounds is not whole (way 1)\n"},
    /* levels: lists, ranges, halves, what repeats, from lowest to highest */
    {"<way id='1'>" A ROOM "[level~1;0]</way>",
     "room|way/1|||room|map|1|1|o4\nroom|way/1|||room|map|0|0|o4\n", NULL},
    {"<way id='1'>" A ROOM "[level~-1-1]</way>",
     "room|way/1|||room|map|-1|-1|o4\nroom|way/1|||room|map|0|0|o4\nroom|way/1|||room|map|1|1|o4\n",
     NULL},
    {"<way id='1'>" A ROOM "[level~0,5]</way><way id='2'>" B ROOM "[level~0.5]</way>",
     "room|way/1|||room|map|0.5||o4\nroom|way/2|||room|map|0.5||o4\n", NULL},
    {"<way id='1'>" A ROOM "[level~1][repeat_on~2-3]</way>",
     "room|way/1|||room|map|1|1|o4\nroom|way/1|||room|map|2|2|o4\nroom|way/1|||room|map|3|3|o4\n",
     NULL},
    {"<way id='1'>" A "[indoor~area][room~stairs][min_level~0][max_level~1]</way>",
     "room|way/1|||stairs|map|0|0|o4\nroom|way/1|||stairs|map|1|1|o4\n", NULL},
    {"<way id='1'>" A ROOM "</way>", "room|way/1|||room|map|||o4\n", "1 room without a level"},
    /* signs of levels */
    {"<way id='1'>" A ROOM "[level~0][level:ref~G]</way><way id='2'>" B ROOM "[level~0]</way>",
     "room|way/1|||room|map|G|0|o4\nroom|way/2|||room|map|G|0|o4\n", NULL},
    {"<way id='1'>" A ROOM "[level~0;1][level:ref~G;M]</way>",
     "room|way/1|||room|map|G|0|o4\nroom|way/1|||room|map|M|1|o4\n", NULL},
    {"<way id='1'>" A ROOM "[level~0][level:ref~G]</way><way id='2'>" B ROOM
     "[level~0][level:ref~M]</way>",
     "room|way/1|||room|map|0|0|o4\nroom|way/2|||room|map|0|0|o4\n",
     "W map.osm: level \"0\" has several signs (\"G\", \"M\"): its number stays its label\n"},
    {"<way id='1'>" A ROOM "[level~0][level:ref~1]</way><way id='2'>" B ROOM "[level~1]</way>",
     "room|way/1|||room|map|0|0|o4\nroom|way/2|||room|map|1|1|o4\n", "which is another level's label"},
    /* doors: their own level, that of their rooms, that which most rooms share, the ground's */
    {"<node id='1' lat='0.0015' lon='0.001'>[door~yes][level~2]</node>", "door|node/1||||map|2|2|l1\n",
     NULL},
    {"<node id='1' lat='0.0015' lon='0.001'>[door~hinged]</node><way id='2'>#11 12 22 21 1 11;" ROOM
     "[level~1]</way>",
     "door|node/1||||map|1|1|l1\nroom|way/2|||room|map|1|1|o5\n",
     "N map.osm: 1 door says no level and has that of the rooms it lies between\n"},
    {"<node id='1' lat='0.0015' lon='0.001'>[door~yes]</node><way id='2'>#11 12 22 21 1 11;" ROOM
     "[level~0;1;2]</way><way id='3'>#11 1 21 11;[indoor~corridor][level~1]</way>",
     "door|node/1||||map|1|1|l1\nroom|way/2|||room|map|0|0|o5\nroom|way/2|||room|map|1|1|o5\n"
     "room|way/2|||room|map|2|2|o5\nroom|way/3|||corridor|map|1|1|o3\n",
     "1 door says no level"},
    {"<node id='1' lat='0.0015' lon='0.001'>[entrance~main]</node><way id='2'>#11 12 22 21 1 11;" ROOM
     "[level~0;1]</way>",
     "door|node/1||||map|0|0|l1\nroom|way/2|||room|map|0|0|o5\nroom|way/2|||room|map|1|1|o5\n",
     "1 door says no level"},
    {"<node id='1' lat='0.004' lon='0.0045'>[entrance~yes][ref~6]</node>", "door|node/1|6|||-|-||l1\n",
     NULL},
    /* points a responder looks for */
    {"<node id='1' lat='0.001' lon='0.001'>[emergency~defibrillator]</node>"
     "<node id='2' lat='0.001' lon='0.001'>[emergency~fire_hydrant][ref~H7]</node>"
     "<node id='3' lat='0.001' lon='0.001'>[emergency~key_depot]</node>"
     "<node id='4' lat='0.001' lon='0.001'>[pipeline~valve][substance~gas]</node>"
     "<node id='5' lat='0.001' lon='0.001'>[pipeline~valve][substance~water]</node>"
     "<node id='6' lat='0.001' lon='0.001'>[emergency~electric_shutoff]</node>"
     "<node id='7' lat='0.001' lon='0.001'>[natural~tree]</node>"
     "<node id='8' lat='0.001' lon='0.001'>[source~survey]</node>",
     "asset|node/1|||aed|-|-||l1\nasset|node/2|H7||hydrant|-|-||l1\nasset|node/3|||key_box|-|-||l1\n"
     "asset|node/4|||gas_shutoff|-|-||l1\nasset|node/5|||water_shutoff|-|-||l1\n"
     "asset|node/6|||electric_shutoff|-|-||l1\n",
     "N map.osm: not used: 1 point that is no door and nothing a responder looks for (natural=tree)\n"},
    /* multipolygons: pieces in any order and direction, holes, islands */
    {"<way id='1'>#11 15 55;</way><way id='2'>#11 51 55;</way><way id='3'>#22 23 33 32 22;</way>"
     "<relation id='9'><member type='way' ref='1' role='outer'/><member type='way' ref='2' role=''/>"
     "<member type='way' ref='3' role='inner'/>[type~multipolygon]" ROOM "[level~0]</relation>",
     "room|relation/9|||room|map|0|0|o4h4\n", NULL},
    {"<way id='1'>" A "</way><way id='2'>#33 35 55 53 33;</way><way id='3'>#44 45 54 44;</way>"
     "<relation id='9'><member type='way' ref='3' role='inner'/><member type='way' ref='1' "
     "role='outer'/>"
     "<member type='way' ref='2' role='outer'/>[type~multipolygon]" ROOM "[level~0]</relation>",
     "room|relation/9|||room|map|0|0|o4o4h3\n", NULL},
    /* once the outer way said what the relation is */
    {"<way id='1'>#11 15 55 51 11;" ROOM "[level~0][ref~A]</way><way id='3'>#22 23 33 32 22;</way>"
     "<relation id='9'><member type='way' ref='1' role='outer'/><member type='way' ref='3' "
     "role='inner'/>"
     "[type~multipolygon]</relation>",
     "room|way/1|A||room|map|0|0|o4h4\n", NULL},
    /* the outer way says the same as its relation: one room, and the inner one is its own */
    {"<way id='1'>#11 15 55 51 11;" ROOM "[level~0]</way><way id='3'>#22 23 33 32 22;" ROOM
     "[level~0][ref~B]</way>"
     "<relation id='9'><member type='way' ref='1' role='outer'/><member type='way' ref='3' "
     "role='inner'/>"
     "[type~multipolygon]" ROOM "[level~0]</relation>",
     "room|way/3|B||room|map|0|0|o4\nroom|relation/9|||room|map|0|0|o4h4\n", NULL},
    {"<way id='1'>#11 15 55;</way><relation id='9'><member type='way' ref='1' role='outer'/>"
     "[type~multipolygon]" ROOM "[level~0][ref~9]</relation>",
     "", "L map.osm:3:61: relation 9 \"9\": its outline is not closed (at node 55) (left out)\n"},
    {"<relation id='9'><member type='way' ref='1' role='outer'/>[type~multipolygon]" ROOM
     "[level~0]</relation>",
     "",
     "L map.osm:3:1: relation 9: 1 of its ways is not in the file (left out)\n"
     "W map.osm: 1 member of relations is not in the file (relation 9): it was cut out of a larger "
     "one\n"},
    {"<way id='3'>#22 23 33 32 22;</way><relation id='9'><member type='way' ref='3' role='inner'/>"
     "[type~multipolygon]" ROOM "[level~0]</relation>",
     "", "relation 9: it has no outer ring (left out)"},
    {"<way id='1'>" A "</way><way id='3'>#33 35 55 53 33;</way><relation id='9'>"
     "<member type='way' ref='1' role='outer'/><member type='way' ref='3' role='inner'/>"
     "[type~multipolygon]" ROOM "[level~0]</relation>",
     "room|relation/9|||room|map|0|0|o4\n",
     "relation 9: 1 inner ring lies in none of its outer rings, and no hole"},
    {"<relation id='9'><member type='node' ref='11' role='stop'/>[type~route]</relation>", "",
     "N map.osm: 1 relation that draws nothing (type=route)\n"},
    /* nodes that are not in the file */
    {"<way id='1'>#11 12 99 21 11;" ROOM "[level~0]</way>", "",
     "L map.osm:3:1: way 1: 1 of the 5 nodes of its outline are not in the file (left out)\n"},
    {"<way id='1'>#11 12 99 14 15 98 13;[highway~service]</way>", "area|way/1|||road|-|-||l2l2\n",
     "W map.osm: 2 nodes of ways are not in the file (way 1): it was cut out of a larger one\n"},
    {"<way id='1'>#11 12 99 21 11;[landuse~grass]</way>", "", "not used: 1 area"},
    {"<way id='1'>#1 2 3 1;" ROOM "[level~0]</way><node id='1' lat='0' lon='0'/>"
     "<node id='2' lat='0' lon='0.01'/><node id='3' lat='0.01' lon='0'/>",
     "room|way/1|||room|map|0|0|o3\n", NULL},
    /* deleted, twice, without an id or a position */
    {"<way id='1' action='delete'>" A ROOM "[level~0]</way><way id='2' visible='false'>" A ROOM
     "[level~0]</way>",
     "", "N map.osm: 2 deleted elements are passed over\n"},
    {"<way id='1' version='2'>" A ROOM "[level~0][ref~old]</way><way id='1' version='3'>" A ROOM
     "[level~0][ref~new]</way>",
     "room|way/1|new||room|map|0|0|o4\n",
     "way 1 stands twice, first in line 3; the newer version is used"},
    {"<way id='1'>" A ROOM "[level~0][ref~one]</way><way id='1'>" A ROOM "[level~0][ref~two]</way>",
     "room|way/1|one||room|map|0|0|o4\n", "way 1 stands twice, first in line 3; the first is used"},
    {"<way>" A ROOM "</way>", "", "L map.osm:3:1: way without an id\n"},
    {"<way id='x1'>" A ROOM "</way>", "", "L map.osm:3:1: way x1: its id is no number\n"},
    {"<node id='7' lat='91' lon='0'/>", "", "L map.osm:3:1: node 7: its lat and lon are no position\n"},
    /* what Overpass writes with "out geom" */
    {"<way id='1'><nd ref='1' lat='0' lon='0'/><nd ref='2' lat='0' lon='0.01'/>"
     "<nd ref='3' lat='0.01' lon='0'/><nd ref='1' lat='0' lon='0'/>" ROOM "[level~0]</way>",
     "room|way/1|||room|map|0|0|o3\n", NULL},
    /* whose building */
    {"<way id='1'>#11 15 55 51 11;[building~school][name~Main]</way><way id='2'>" A ROOM
     "[level~0]</way>",
     "room|way/2|||room|Main|0|0|o4\nbuilding|Main\n", NULL},
    {"<way id='1'>#11 13 33 31 11;[building~yes][name~Main]</way><way id='2'>" A ROOM
     "[level~0]</way><way id='3'>#44 45 55 54 44;[building~retail][name~Shop]</way>",
     "room|way/2|||room|Main|0|0|o4\narea|way/3||Shop|neighbor|-|-||o4\nbuilding|Main\n", NULL},
    {"<way id='1'>#11 13 33 31 11;[amenity~school][name~Elm School]</way><way id='2'>" A
     "[building~yes][name~Gym]</way><way id='3'>#44 45 55 54 44;[building~yes][name~Shop]</way>"
     "<way id='4'>#22 23 33 32 22;[building~shed]</way>",
     "area|way/3||Shop|neighbor|-|-||o4\narea|way/4|||outbuilding|-|-||o4\nbuilding|Gym\n", NULL},
    {"<way id='1'>" A "[amenity~school][building~school][name~Elm School]</way><way id='3'>"
     "#44 45 55 54 44;[building~yes][name~Shop]</way>",
     "area|way/3||Shop|neighbor|-|-||o4\nbuilding|Elm School\n", NULL},
    {"<way id='1'>" A "[building~school]</way>", "building|\n", NULL},
    {"<way id='1'>" A "[building~yes][name~Hall]</way>", "building|Hall\n", NULL},
    {"<way id='1'>" A "[building~yes]</way><relation id='9'><member type='way' ref='1' role='outline'/>"
     "[type~building][name~Hall]</relation>",
     "building|Hall\n", NULL},
    {"<way id='1'>" A
     "[building~yes][name~Hall]</way><way id='3'>#44 45 55 54 44;[building~yes][name~Shop]"
     "</way><relation id='9'><member type='way' ref='1' role=''/>[type~site][site~school]</relation>",
     "area|way/3||Shop|neighbor|-|-||o4\nbuilding|Hall\n", NULL},
    {"<way id='1'>" A ROOM "[level~0]</way><node id='9' lat='0.005' lon='0.005'>[highway~elevator]"
     "[level~-2]</node>",
     "asset|node/9|||elevator|-|-||l1\nroom|way/1|||room|map|0|0|o4\n", "taken as outdoors"},
};

START_TEST(elements_become_records)
{
	char *text = with_nodes(table[_i].elements);
	struct trial trial;
	struct cgrid_buf records = {0};
	begin(&trial);
	ck_ok(trial.ctx, read_text(&trial, text));
	print_records(&trial.draft, &records);
	ck_assert_str_eq(records.data, table[_i].records);
	if (!table[_i].said && strstr(trial.log.data, "W "))
		ck_assert_str_eq(trial.log.data, "");
	if (table[_i].said)
		ck_assert_msg(strstr(trial.log.data, table[_i].said) != NULL, "%s", trial.log.data);
	ck_assert_str_eq(trial.draft.credit, "(c) OpenStreetMap contributors");
	cgrid_buf_free(&records);
	end(&trial);
	free(text);
}
END_TEST

/* Strict: what would be left out refuses the file. */
START_TEST(strict_refuses_what_is_left_out)
{
	char *text = with_nodes(table[_i].elements);
	struct trial trial;
	begin(&trial);
	trial.draft.strict = true;
	bool left_out = table[_i].said && strstr(table[_i].said, "L map.osm") == table[_i].said;
	enum cgrid_status status = read_text(&trial, text);
	if (left_out)
		ck_assert_int_eq(status, CGRID_E_MEANING);
	ck_assert_uint_eq(cgrid_ctx_count(trial.ctx, CGRID_LEFT_OUT), 0);
	end(&trial);
	free(text);
}
END_TEST

START_TEST(files_are_refused)
{
	static const struct {
		const char *text;
		enum cgrid_status status;
		const char *error;
	} files[] = {
	    {"", CGRID_E_SYNTAX, "map.osm:1:1: XML: empty"},
	    {"<osm><node id='1' lat='0' lon='0'>", CGRID_E_SYNTAX,
	     "map.osm:1:35: XML: it ends before its elements do"},
	    {"<osmChange version='0.6'><modify/></osmChange>", CGRID_E_MEANING,
	     "map.osm:1:1: an osmChange holds changes of a map, not the map; export the area as .osm"},
	    {"<!-- x -->\n<gpx/>", CGRID_E_MEANING,
	     "map.osm:2:1: not OpenStreetMap: the root is <gpx>, not <osm>"},
	    {"<osm><note>n</note><remark> runtime error: Query timed out </remark></osm>",
	     CGRID_E_MEANING,
	     "map.osm: an answer of Overpass that is not whole: runtime error: Query timed out "},
	};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct trial trial;
		begin(&trial);
		ck_assert_int_eq(read_text(&trial, files[i].text), files[i].status);
		ck_assert_str_eq(cgrid_ctx_error(trial.ctx), files[i].error);
		end(&trial);
	}
}
END_TEST

START_TEST(names_by_language)
{
	static const char *const langs[] = {NULL, "fr", "de"}, *const names[] = {"Gym", "Gymnase",
										 "Gym"};
	for (size_t i = 0; i < 3; i++) {
		char *text =
		    with_nodes("<way id='1'>" A ROOM "[level~0][name:fr~Gymnase][name~Gym]</way>");
		struct trial trial;
		begin(&trial);
		trial.draft.lang = langs[i];
		ck_ok(trial.ctx, read_text(&trial, text));
		ck_assert_str_eq(trial.draft.features[0].ref, names[i]);
		end(&trial);
		free(text);
	}
}
END_TEST

START_TEST(a_school_names_the_campus)
{
	static const struct {
		const char *elements, *name;
	} schools[] = {
	    {"<way id='1'>" A "[amenity~school][name~Elm School]</way>", "Elm School"},
	    {"<way id='1'>" A "[amenity~school][building~school][name~Elm School]</way>", "Elm School"},
	    {"<way id='1'>" A "[building~school][name~Gym]</way>", ""},
	    {"<way id='1'>" A "[amenity~school][name~Elm]</way><way id='2'>" B
	     "[amenity~school][name~Oak]</way>",
	     ""},
	    {"<way id='1'>" A "[building~yes][name~Hall]</way>", ""},
	};
	for (size_t i = 0; i < sizeof schools / sizeof *schools; i++) {
		char *text = with_nodes(schools[i].elements);
		struct trial trial;
		begin(&trial);
		ck_ok(trial.ctx, read_text(&trial, text));
		ck_assert_str_eq(trial.draft.name, schools[i].name);
		end(&trial);
		free(text);
	}
}
END_TEST

/* A closed ring cut anywhere into ways, turned and shuffled at random, is the ring again. */
START_TEST(pieces_join_in_any_order)
{
	struct rng rng = {42};
	for (int round = 0; round < FEWER_ROUNDS(200, 20); round++) {
		enum { CORNERS = 16 };
		size_t cuts = 1 + rng_below(&rng, 8), starts[CORNERS] = {0};
		struct cgrid_buf text = {0}, members = {0};
		cgrid_buf_text(&text, "<osm>");
		for (int i = 0; i < CORNERS; i++) {
			char node[96];
			snprintf(node, sizeof node, "<node id='%d' lat='0.%04d' lon='0.%04d'/>", i + 1,
				 i < 8 ? i : 15 - i, i < 8 ? 0 : 5);
			cgrid_buf_text(&text, node);
		}
		for (size_t i = 1; i < cuts; i++)
			starts[i] =
			    starts[i - 1] + 1 + rng_below(&rng, (CORNERS - starts[i - 1]) / cuts + 1);
		for (size_t i = 0; i < cuts; i++) {
			size_t from = starts[i], to = i + 1 < cuts ? starts[i + 1] : CORNERS;
			bool back = rng_below(&rng, 2);
			char part[96];
			snprintf(part, sizeof part, "<way id='%zu'>", i + 1);
			cgrid_buf_text(&text, part);
			for (size_t n = from; n <= to; n++) {
				size_t at = back ? to - (n - from) : n;
				snprintf(part, sizeof part, "<nd ref='%zu'/>", at % CORNERS + 1);
				cgrid_buf_text(&text, part);
			}
			cgrid_buf_text(&text, "</way>");
		}
		size_t first = rng_below(&rng, cuts);
		for (size_t i = 0; i < cuts; i++) {
			char member[96];
			snprintf(member, sizeof member, "<member type='way' ref='%zu' role='outer'/>",
				 (first + i * 7) % cuts + 1);
			/* 7 and the count of ways share no factor, but for 7 itself. */
			if (cuts == 7)
				snprintf(member, sizeof member,
					 "<member type='way' ref='%zu' role='outer'/>", i + 1);
			cgrid_buf_text(&members, member);
		}
		cgrid_buf_text(&text, "<relation id='1'>");
		cgrid_buf_text(&text, members.data);
		cgrid_buf_text(&text, "<tag k='type' v='multipolygon'/><tag k='indoor' v='room'/>"
				      "<tag k='level' v='0'/></relation></osm>");
		struct trial trial;
		begin(&trial);
		ck_ok(trial.ctx, read_text(&trial, text.data));
		ck_assert_msg(trial.draft.feature_count == 1, "%s%s", text.data, trial.log.data);
		ck_assert_uint_eq(trial.draft.features[0].shape.ring_count, 1);
		ck_assert_uint_eq(trial.draft.rings[0].count, CORNERS);
		end(&trial);
		cgrid_buf_free(&text);
		cgrid_buf_free(&members);
	}
}
END_TEST

/* KIND|ID|REF|NAME|CATEGORY|LEVEL of all records, sorted: what two readings of one place share. */
static int
compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t
list_records(const struct cgrid_draft *draft, char **lines, size_t most)
{
	size_t count = 0;
	for (size_t i = 0; i < draft->feature_count && count < most; i++) {
		const struct cgrid_draft_feature *f = &draft->features[i];
		char line[512];
		/* Roads and fences are lines, and cut where the extracts differ. */
		snprintf(line, sizeof line, "%d|%s|%s|%s|%s|%s|%zu", (int)f->kind, f->id, f->ref,
			 f->name, f->category,
			 f->level == CGRID_NONE ? "-" : draft->levels[f->level].label,
			 f->shape.ring_count);
		lines[count++] = strdup(line);
	}
	qsort(lines, count, sizeof *lines, compare_lines);
	return count;
}

/* The same place, exported twice. `differ`: lines that are in one of them only, and why. */
static const struct {
	const char *osm, *geojson;
	size_t records, differ;
	const char *why;
} twins[] = {
    {"data/osm/berlin_hbf/berlin_hbf.osm", "data/geojson/berlin_hbf/berlin_hbf.geojson", 423, 0, ""},
    {"data/osm/caserne/caserne.osm", "data/geojson/map-gl-indoor/caserne.geojson", 96, 2,
     "way 398056920 is on levels 0 and 2 in the .osm, 0 and 1 in the GeoJSON"},
};

START_TEST(twins_agree)
{
	enum { MOST = 1000 };
	char *lines[2][MOST], *paths[2];
	size_t counts[2], differ = 0;
	for (int t = 0; t < 2; t++) {
		const char *path = shared_path(t ? twins[_i].geojson : twins[_i].osm);
		if (!path)
			return;
		paths[t] = strdup(path);
		const struct cgrid_plan plan = {.file = paths[t], .shown = paths[t]};
		struct trial trial;
		begin(&trial);
		ck_ok(trial.ctx, t ? cgrid_read_geojson(&trial.draft, &plan)
				   : cgrid_read_osm(&trial.draft, &plan));
		counts[t] = list_records(&trial.draft, lines[t], MOST);
		end(&trial);
	}
	ck_assert_uint_eq(counts[0], twins[_i].records);
	ck_assert_uint_eq(counts[1], twins[_i].records);
	for (size_t i = 0, k = 0; i < counts[0] || k < counts[1];) {
		int order = i == counts[0] ? 1 : k == counts[1] ? -1 : strcmp(lines[0][i], lines[1][k]);
		if (order != 0) {
			printf("only in the %s: %s\n", order < 0 ? ".osm" : "GeoJSON",
			       order < 0 ? lines[0][i] : lines[1][k]);
			differ++;
		}
		i += order <= 0;
		k += order >= 0;
	}
	ck_assert_uint_eq(differ, twins[_i].differ);
	for (int t = 0; t < 2; t++) {
		for (size_t i = 0; i < counts[t]; i++)
			free(lines[t][i]);
		free(paths[t]);
	}
}
END_TEST

/* What python3's own parser finds: R, the id of a closed way that is a room, corridor, area or wall
 * by its indoor tag; then the count of nodes of ways that are missing. */
static const char script[] =
    "import sys,xml.etree.ElementTree as E\n"
    "r=E.parse(sys.argv[1]).getroot()\n"
    "n={e.get('id') for e in r.iter('node')}\n"
    "for w in r.findall('way'):\n"
    "  t={x.get('k'):x.get('v') for x in w.findall('tag')}\n"
    "  nd=[d.get('ref') for d in w.findall('nd')]\n"
    "  if nd[0]==nd[-1] and not set(nd)-n and t.get('indoor') in ('room','corridor','area','wall') "
    "and 'route' not in t:\n"
    "    print('way/'+w.get('id'))\n"
    "print(sum(d.get('ref') not in n for d in r.iter('nd')))\n";

static size_t
count_id(const struct cgrid_draft *draft, const char *id)
{
	size_t count = 0;
	for (size_t i = 0; i < draft->feature_count; i++)
		count += draft->features[i].kind == CGRID_DRAFT_ROOM &&
			 strcmp(draft->features[i].id, id) == 0;
	return count;
}

static const struct {
	const char *file;
	size_t rooms; /* that python3 finds */
} counted[] = {
    {"berlin_hbf/berlin_hbf.osm", 171},
    {"caserne/caserne.osm", 67},
    {"kde_stations/base.osm", 1},
    {"kde_stations/cologne-central.osm", 0},
    {"kde_stations/paris-gare-de-lyon.osm", 0},
    {"kde_stations/berlin-central.osm", 0},
};

START_TEST(counts_agree_with_python)
{
	char name[64], command[8192], line[64], said[64];
	snprintf(name, sizeof name, "data/osm/%s", counted[_i].file);
	const char *path = shared_path(name);
	if (!path)
		return;
	if (system("python3 -c 'import xml.etree.ElementTree' 2>/dev/null") != 0) {
		printf("skipped: no python3 here\n");
		return;
	}
	struct trial trial;
	begin(&trial);
	const struct cgrid_plan plan = {.file = path, .shown = "x.osm"};
	ck_ok(trial.ctx, cgrid_read_osm(&trial.draft, &plan));
	snprintf(command, sizeof command, "python3 - '%s' <<'END'\n%s\nEND\n", path, script);
	FILE *pipe = popen(command, "r");
	size_t rooms = 0;
	long lost = -1;
	while (fgets(line, sizeof line, pipe)) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "way/", 4) != 0) {
			lost = atol(line);
			continue;
		}
		ck_assert_msg(count_id(&trial.draft, line) > 0, "%s is no room", line);
		rooms++;
	}
	pclose(pipe);
	ck_assert_uint_eq(rooms, counted[_i].rooms);
	ck_assert_int_ge(lost, 0);
	snprintf(said, sizeof said, "W x.osm: %ld nodes of ways are not in the file", lost);
	ck_assert_msg((strstr(trial.log.data, said) != NULL) == (lost > 0), "%s: %s", said,
		      trial.log.data);
	end(&trial);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("osm");
	TCase *tcase = tcase_create("osm");
	tcase_add_loop_test(tcase, elements_become_records, 0, sizeof table / sizeof *table);
	tcase_add_loop_test(tcase, strict_refuses_what_is_left_out, 0, sizeof table / sizeof *table);
	tcase_add_test(tcase, files_are_refused);
	tcase_add_test(tcase, names_by_language);
	tcase_add_test(tcase, a_school_names_the_campus);
	tcase_add_test(tcase, pieces_join_in_any_order);
	tcase_add_loop_test(tcase, twins_agree, 0, sizeof twins / sizeof *twins);
	tcase_add_loop_test(tcase, counts_agree_with_python, 0, sizeof counted / sizeof *counted);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
