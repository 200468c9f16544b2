/* SPDX-License-Identifier: Apache-2.0 */
#include "harness.h"
#include "trial.h"

#include "base/file.h"
#include "read/draft.h"
#include "read/geojson.h"
#include "read/words.h"

#include <math.h>
#include <sys/stat.h>

static enum cgrid_status
read_as(struct trial *trial, const struct cgrid_plan *plan, const char *text)
{
	/* An exact copy, so that a look past the end is seen by a sanitizer. */
	size_t size = strlen(text);
	char *copy = malloc(size ? size : 1);
	memcpy(copy, text, size);
	enum cgrid_status status = cgrid_read_geojson_bytes(&trial->draft, plan, copy, size);
	free(copy);
	return status;
}

static enum cgrid_status
read_text(struct trial *trial, const char *text)
{
	const struct cgrid_plan plan = {.file = "school.geojson", .shown = "school.geojson"};
	return read_as(trial, &plan, text);
}

static size_t
count(const struct trial *trial, enum cgrid_draft_kind kind)
{
	size_t n = 0;
	for (size_t i = 0; i < trial->draft.feature_count; i++)
		n += trial->draft.features[i].kind == kind;
	return n;
}

/* All that a draft says, a line a record, for comparing. */
static void
describe(const struct cgrid_draft *draft, struct cgrid_buf *out)
{
	static const char *const kinds[] = {"room", "door", "asset", "area"};
	for (size_t i = 0; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *f = &draft->features[i];
		const char *parts[] = {kinds[f->kind],
				       f->id,
				       f->ref,
				       f->name,
				       f->category,
				       f->building == CGRID_NONE ? "-"
								 : draft->buildings[f->building].name,
				       f->level == CGRID_NONE ? "-" : draft->levels[f->level].label,
				       f->exterior < 0 ? ""
				       : f->exterior   ? "exterior"
						       : "interior"};
		for (size_t p = 0; p < 8; p++) {
			cgrid_buf_text(out, p ? "|" : "");
			cgrid_buf_text(out, parts[p]);
		}
		cgrid_buf_char(out, '\n');
	}
}

#define SQUARE "[[[0,0],[0.001,0],[0.001,0.001],[0,0.001],[0,0]]]"
#define POLYGON "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":" SQUARE "}"
#define POINT "\"geometry\":{\"type\":\"Point\",\"coordinates\":[0.0005,0.0005]}"
#define LINE "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[0,0],[0.001,0]]}"
#define FEATURE(geometry, properties)                                                                  \
	"{\"type\":\"Feature\",\"id\":\"f1\"," geometry ",\"properties\":{" properties "}}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define ONE(geometry, properties) COLLECTION(FEATURE(geometry, properties))

/* One feature and the records it becomes. */
static const struct {
	const char *text, *records;
} features[] = {
    /* the sign, the name, and which is which */
    {ONE(POLYGON, "\"level\":\"2\",\"ref\":\"214\",\"name\":\"Biology Lab\""),
     "room|f1|214|Biology Lab||school|2|\n"},
    {ONE(POLYGON, "\"level\":\"2\",\"name\":\"Gymnasium\""), "room|f1|Gymnasium|||school|2|\n"},
    {ONE(POLYGON, "\"level\":\"2\",\"number\":214"), "room|f1|214|||school|2|\n"},
    {ONE(POLYGON, "\"level\":\"2\",\"ROOM_NUMBER\":\"214\",\"Name\":\"214\""),
     "room|f1|214|||school|2|\n"},
    {ONE(POLYGON, "\"level\":\"2\",\"RoomNo\":\" 214 \",\"room_name\":\"Lab\""),
     "room|f1|214|Lab||school|2|\n"},
    {ONE(POLYGON, "\"level\":\"2\",\"room\":\"214\",\"name\":\"Lab\""), "room|f1|214|Lab||school|2|\n"},
    {ONE(POLYGON, "\"level\":\"2\",\"room\":\"classroom\",\"name\":\"Lab\""),
     "room|f1|Lab||classroom|school|2|\n"},
    {ONE(POLYGON, "\"level\":\"2\",\"room\":\"Library\""), "room|f1|Library||Library|school|2|\n"},
    {ONE(POLYGON, "\"level\":\"2\",\"name\":null,\"ref\":\"\""), "room|f1||||school|2|\n"},
    {ONE(POLYGON, "\"level\":\"2\",\"name\":{\"fr\":\"Gymnase\",\"en\":\"Gym\"}"),
     "room|f1|Gymnase|||school|2|\n"},
    {ONE(POLYGON, "\"tags\":{\"level\":\"2\",\"indoor\":\"room\",\"ref\":\"5\"}"),
     "room|f1|5||room|school|2|\n"},
    /* levels as they are written */
    {ONE(POLYGON, "\"level\":2,\"ref\":\"1\""), "room|f1|1|||school|2|\n"},
    {ONE(POLYGON, "\"level\":2.0,\"ref\":\"1\""), "room|f1|1|||school|2|\n"},
    {ONE(POLYGON, "\"level\":-1,\"ref\":\"1\""), "room|f1|1|||school|-1|\n"},
    {ONE(POLYGON, "\"level\":0.5,\"ref\":\"1\""), "room|f1|1|||school|0.5|\n"},
    {ONE(POLYGON, "\"level\":\"0,5\",\"ref\":\"1\""), "room|f1|1|||school|0.5|\n"},
    {ONE(POLYGON, "\"floor\":\"M\",\"ref\":\"1\""), "room|f1|1|||school|M|\n"},
    {ONE(POLYGON, "\"floor\":\"9\",\"level\":\"1\",\"ref\":\"1\""), "room|f1|1|||school|1|\n"},
    {ONE(POLYGON, "\"level\":\"-2;-1;0\",\"ref\":\"1\""),
     "room|f1|1|||school|-2|\nroom|f1|1|||school|-1|\nroom|f1|1|||school|0|\n"},
    {ONE(POLYGON, "\"level\":\"0-2\",\"ref\":\"1\""),
     "room|f1|1|||school|0|\nroom|f1|1|||school|1|\nroom|f1|1|||school|2|\n"},
    {ONE(POLYGON, "\"level\":[1,2],\"ref\":\"1\""), "room|f1|1|||school|1|\nroom|f1|1|||school|2|\n"},
    {ONE(POLYGON, "\"level\":\"1\",\"repeat_on\":\"2;1\",\"ref\":\"1\""),
     "room|f1|1|||school|1|\nroom|f1|1|||school|2|\n"},
    /* the building */
    {ONE(POLYGON, "\"level\":\"1\",\"ref\":\"1\",\"building\":\"Gym\""), "room|f1|1|||Gym|1|\n"},
    {ONE(POLYGON, "\"level\":\"1\",\"ref\":\"1\",\"building\":12"), "room|f1|1|||12|1|\n"},
    {ONE(POLYGON, "\"level\":\"1\",\"indoor\":\"room\",\"building\":\"retail\""),
     "room|f1|||room|school|1|\n"},
    /* what it is */
    {ONE(POLYGON, "\"level\":\"1\",\"indoor\":\"corridor\",\"highway\":\"footway\""),
     "room|f1|||corridor|school|1|\n"},
    {ONE(POLYGON, "\"level\":\"1\",\"indoor\":\"yes\",\"highway\":\"footway\""), ""},
    {ONE(POLYGON, "\"level\":\"1\",\"indoor\":\"yes\",\"building:part\":\"elevator\""),
     "room|f1|||elevator|school|1|\n"},
    {ONE(POLYGON, "\"level\":\"1\",\"indoor\":\"yes\",\"stairwell\":\"flight_of_stairs\""),
     "room|f1|||stairs|school|1|\n"},
    {ONE(POLYGON, "\"level\":\"1\",\"indoor\":\"room\",\"room\":\"toilets\""),
     "room|f1|toilets||toilets|school|1|\n"},
    {ONE(POLYGON, "\"level\":\"1\",\"indoor\":\"wall\""), "room|f1|||wall|school|1|\n"},
    {ONE(POLYGON, "\"level\":\"1\",\"type\":\"window\""), "room|f1|||window|school|1|\n"},
    {ONE(POLYGON, "\"level\":\"1\",\"type\":\"door\""), "door|f1||||school|1|\n"},
    {ONE(POLYGON, "\"level\":\"1\",\"category\":\"opentobelow\""), "room|f1|||opentobelow|school|1|\n"},
    {ONE(POLYGON, "\"level\":\"1\",\"category\":[\"lab\",\"wet\"]"), "room|f1|||lab|school|1|\n"},
    {ONE(POINT, "\"level\":\"1\",\"entrance\":\"main\",\"ref\":\"6\""),
     "door|f1|6|||school|1|exterior\n"},
    {ONE(POINT, "\"entrance\":\"6\""), "door|f1|6|||-|-|exterior\n"},
    {ONE(LINE, "\"level\":\"1\",\"door\":\"hinged\""), "door|f1||||school|1|\n"},
    {ONE(LINE, "\"level\":\"1\",\"feature\":\"door\",\"ref\":\"3\",\"exterior\":true"),
     "door|f1|3|||school|1|exterior\n"},
    {ONE(LINE, "\"level\":\"1\",\"feature\":\"door\",\"exterior\":false"),
     "door|f1||||school|1|interior\n"},
    {ONE(POINT, "\"level\":\"1\",\"emergency\":\"defibrillator\""), "asset|f1|||aed|school|1|\n"},
    {ONE(POINT, "\"feature\":\"asset\",\"kind\":\"AED\",\"name\":\"By the gym\""),
     "asset|f1||By the gym|aed|-|-|\n"},
    {ONE(POINT, "\"kind\":\"boiler\""), "asset|f1|||boiler|-|-|\n"},
    {ONE(POINT, "\"kind\":\"stairs\""), "asset|f1|||stairs|-|-|\n"},
    {ONE(POINT, "\"amenity\":\"bench\""), ""},
    {ONE(POLYGON, "\"amenity\":\"parking\",\"level\":\"0\""), "area|f1|||parking|-|-|\n"},
    {ONE(POLYGON, "\"amenity\":\"parking\",\"level\":\"-1\""), "area|f1|||parking|school|-1|\n"},
    {ONE(POLYGON, "\"leisure\":\"pitch\",\"name\":\"North field\""),
     "area|f1||North field|field|-|-|\n"},
    {ONE(LINE, "\"highway\":\"service\""), "area|f1|||road|-|-|\n"},
    {ONE(LINE, "\"highway\":\"footway\""), ""},
    {ONE(LINE, "\"route\":\"bus\",\"type\":\"route\""), ""},
    {ONE(POLYGON, "\"landuse\":\"grass\""), ""},
    {ONE(POINT, "\"kind\":\"hydrant\",\"status\":\"Retired\""), ""},
    /* a root of any kind */
    {FEATURE(POLYGON, "\"level\":\"1\",\"ref\":\"1\""), "room|f1|1|||school|1|\n"},
    {"{\"type\":\"Polygon\",\"coordinates\":" SQUARE "}", "room|||||school||\n"},
    {COLLECTION(""), ""},
    {ONE("\"geometry\":null", "\"ref\":\"1\""), ""},
    /* geometries of several parts */
    {ONE("\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[" SQUARE "," SQUARE "]}",
	 "\"level\":\"1\""),
     "room|f1||||school|1|\n"},
    {ONE("\"geometry\":{\"type\":\"MultiPoint\",\"coordinates\":[[0,0],[0.001,0]]}",
	 "\"kind\":\"aed\""),
     "asset|f1|||aed|-|-|\nasset|f1|||aed|-|-|\n"},
    {ONE("\"geometry\":{\"geometries\":[{\"type\":\"Point\",\"coordinates\":[0,0]},{"
	 "\"coordinates\":" SQUARE ",\"type\":\"Polygon\"}],\"type\":\"GeometryCollection\"}",
	 "\"level\":\"1\""),
     "room|f1||||school|1|\n"},
};

START_TEST(a_feature_becomes_its_records)
{
	struct trial trial;
	struct cgrid_buf records = {0};
	begin(&trial);
	ck_ok(trial.ctx, read_text(&trial, features[_i].text));
	cgrid_buf_add(&records, "", 0);
	describe(&trial.draft, &records);
	ck_assert_msg(strcmp(records.data, features[_i].records) == 0, "%s\nbecame:\n%s\nnot:\n%s",
		      features[_i].text, records.data, features[_i].records);
	ck_assert_uint_eq(cgrid_ctx_count(trial.ctx, CGRID_LEFT_OUT), 0);
	cgrid_buf_free(&records);
	end(&trial);
}
END_TEST

/* What cannot be used: one feature left out, or the whole file refused. A word of the message. */
static const struct {
	const char *text;
	enum cgrid_status status; /* OK: the feature is left out; and refused when strict */
	const char *message;
} faults[] = {
    {"[1]", CGRID_E_MEANING, "school.geojson:1:1: not GeoJSON: the root is an array, not an object"},
    {"[1]", CGRID_E_MEANING,
     "around it belongs {\"type\": \"FeatureCollection\", \"features\": [...]}"},
    {"null", CGRID_E_MEANING, "the root is null"},
    {"{\"spatialReference\":{\"wkid\":4326},\"features\":[]}", CGRID_E_MEANING,
     "the root has no \"type\" (it looks like Esri JSON: export it as GeoJSON)"},
    {"{\"type\":\"Feature\",\"crs\":\"EPSG:3857\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,"
     "2],"
     "\"crs\":\"urn:ogc:def:crs:OGC:1.3:CRS84\"}}",
     CGRID_E_MEANING, ":1:90: the file declares both EPSG:3857 and EPSG:4326"},
    {"{}", CGRID_E_MEANING, "the root has no \"type\""},
    {"{\"type\":\"Topology\"}", CGRID_E_MEANING,
     ":1:9: not GeoJSON: the type of the root is \"Topology\""},
    {"{\"type\":7}", CGRID_E_MEANING, "the type of the root is a number"},
    {"{\"type\":\"featurecollection\",\"features\":[]}", CGRID_E_MEANING, "is \"featurecollection\""},
    {"{\"type\":\"FeatureCollection\"}", CGRID_E_MEANING, "without \"features\""},
    {"{\"type\":\"FeatureCollection\",\"features\":{}}", CGRID_E_MEANING, "\"features\" is an object"},
    {"{\"features\":[],\"type\":\"Feature\"}", CGRID_E_MEANING, "its type is \"Feature\""},
    {"{\"type\":\"FeatureCollection\",\n\"type\":\"Feature\"}", CGRID_E_MEANING,
     ":2:1: the key \"type\" stands twice"},
    {ONE(POLYGON, "\"level\":\"1\",\"level\":\"3\""), CGRID_E_MEANING,
     "the key \"level\" stands twice"},
    {ONE(POLYGON, "\"style\":{\"a\":1,\"a\":2}"), CGRID_E_MEANING, "the key \"a\" stands twice"},
    /* a later fault of syntax is the one that is told */
    {"{\"type\":\"Topology\",\n]", CGRID_E_SYNTAX, ":2:1: JSON: expected a key"},
    {"[1,]", CGRID_E_SYNTAX, ":1:4: JSON: expected a value"},
    {"", CGRID_E_SYNTAX, "school.geojson:1:1: JSON: empty"},
    {ONE(POLYGON, "") "x", CGRID_E_SYNTAX, "JSON: expected the end of the file"},
    /* features */
    {COLLECTION("null"), CGRID_OK, "a feature: it is null, not an object"},
    {COLLECTION("{\"type\":\"Featre\",\"id\":7}"), CGRID_OK,
     "feature \"7\": its type is \"Featre\", not \"Feature\""},
    {COLLECTION("{\"id\":7}"), CGRID_OK, "feature \"7\": it has no type"},
    {COLLECTION("{\"type\":\"Feature\",\"properties\":[]}"), CGRID_OK, "properties are an array"},
    {ONE("\"geometry\":7", ""), CGRID_OK, "a geometry is a number"},
    {ONE("\"geometry\":{}", ""), CGRID_OK, "a geometry without a type"},
    {ONE("\"geometry\":{\"type\":\"Square\",\"coordinates\":[]}", ""), CGRID_OK,
     "\"Square\" is no type of geometry"},
    {ONE("\"geometry\":{\"type\":\"Polygon\"}", ""), CGRID_OK, "a Polygon without coordinates"},
    {ONE("\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[0,0],[1,0],[1,1],[0,0]]}", ""), CGRID_OK,
     "do not make a Polygon"},
    {ONE("\"geometry\":{\"type\":\"Point\",\"coordinates\":[[0,0]]}", ""), CGRID_OK,
     "do not make a Point"},
    {ONE("\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[[[0,0]]]]]}", ""), CGRID_OK,
     "too deep"},
    {ONE("\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[[0,0]]]]}", ""),
     CGRID_OK, "different depth"},
    {ONE("\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[]]}", ""), CGRID_OK,
     "without positions"},
    {ONE("\"geometry\":{\"type\":\"Point\",\"coordinates\":[1]}", ""), CGRID_OK,
     "a position of one number"},
    {ONE("\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,\"2\"]}", ""), CGRID_OK, "holds text"},
    {ONE("\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,null]}", ""), CGRID_OK, "holds null"},
    {ONE("\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,1e400]}", ""), CGRID_OK,
     "the number 1e400 is too large"},
    {ONE("\"geometry\":{\"type\":\"Point\",\"coordinates\":\"1,2\"}", ""), CGRID_OK,
     "coordinates are text"},
    {ONE("\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[1,2]]}", ""), CGRID_OK,
     "a line of one position"},
    {ONE("\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[0,0]]]}",
	 "\"ref\":\"214\""),
     CGRID_OK, "feature \"214\" (f1): a ring of 3 positions"},
    {ONE("\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]]}", ""),
     CGRID_OK, "feature \"f1\": a ring is open"},
    {"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\n"
     "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[2,0],[2,2],[0,0]],\n"
     "  [[0,0],[1,0],[1,1],[0,1]]]},\"id\":\"late\"}]}",
     CGRID_OK, "school.geojson:3:3: feature \"late\": a ring is open"},
    {ONE(LINE, "\"indoor\":\"room\",\"level\":\"1\""), CGRID_OK, "drawn as a line or point"},
    {ONE(POINT, "\"feature\":\"room\",\"level\":\"1\""), CGRID_OK, "drawn as a line or point"},
    {COLLECTION("{\"type\":\"Feature\",\"coordinates\":[1,2],\"properties\":{}}"), CGRID_OK,
     "a Feature with \"coordinates\", which only a geometry has"},
    {"{\"type\":\"Feature\",\"coordinates\":[1,2]," POINT "}", CGRID_OK, "beside its geometry"},
    {"{\"type\":\"Point\",\"coordinates\":[1,2]," POINT "}", CGRID_OK,
     "a Point with a geometry inside"},
    /* coordinates that are none */
    {ONE("\"geometry\":{\"type\":\"Point\",\"coordinates\":[40.5,-120.1]}", "\"kind\":\"aed\""),
     CGRID_E_MEANING,
     "40.50, -120.10 is no longitude and latitude (are they swapped? longitude comes first)"},
    {ONE("\"geometry\":{\"type\":\"Point\",\"coordinates\":[500000,4500000]}", "\"kind\":\"aed\""),
     CGRID_E_MEANING, "(is it a projected system?"},
    {"{\"type\":\"Point\",\"coordinates\":[1,2],\"crs\":\"my own\"}", CGRID_E_MEANING,
     "the coordinate reference system \"my own\" is not known"},
};

START_TEST(what_cannot_be_used_is_named)
{
	for (int strict = 0; strict < 2; strict++) {
		struct trial trial;
		begin(&trial);
		trial.draft.strict = strict;
		enum cgrid_status status = read_text(&trial, faults[_i].text);
		enum cgrid_status wanted =
		    strict && faults[_i].status == CGRID_OK ? CGRID_E_MEANING : faults[_i].status;
		ck_assert_msg(status == wanted, "%s\nstrict %d: %s: %s", faults[_i].text, strict,
			      cgrid_status_name(status), cgrid_ctx_error(trial.ctx));
		const char *message = status ? cgrid_ctx_error(trial.ctx) : trial.log.data;
		ck_assert_msg(strstr(message, faults[_i].message), "%s\nsays: %s\nnot: %s",
			      faults[_i].text, message, faults[_i].message);
		if (!status) {
			ck_assert_uint_eq(cgrid_ctx_count(trial.ctx, CGRID_LEFT_OUT), 1);
			ck_assert_uint_eq(trial.draft.feature_count, 0);
			ck_assert_uint_eq(trial.draft.ring_count, 0);
		}
		end(&trial);
	}
}
END_TEST

/* One bad feature takes nothing else with it. */
START_TEST(the_rest_is_used)
{
	static const char text[] = COLLECTION(FEATURE(
	    POLYGON,
	    "\"level\":\"1\",\"ref\":\"1\"") ","
					     "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\","
					     "\"coordinates\":[[[0,0],[1,0]]]}}," FEATURE(
						 POLYGON, "\"level\":\"1\",\"ref\":\"2\""));
	struct trial trial;
	begin(&trial);
	ck_ok(trial.ctx, read_text(&trial, text));
	ck_assert_uint_eq(count(&trial, CGRID_DRAFT_ROOM), 2);
	ck_assert_uint_eq(cgrid_ctx_count(trial.ctx, CGRID_LEFT_OUT), 1);
	ck_assert_uint_eq(trial.draft.ring_count, 2);
	ck_assert_uint_eq(trial.draft.rings[1].count, 4);
	ck_assert(trial.draft.rings[1].closed);
	end(&trial);
}
END_TEST

/* A long name is cut in a message; the message stays UTF-8. */
START_TEST(messages_stay_utf8)
{
	for (int shift = 0; shift < 3; shift++) {
		struct trial trial;
		struct cgrid_buf text = {0};
		begin(&trial);
		cgrid_buf_text(
		    &text,
		    "{\"type\":\"Feature\",\"geometry\":7,\"id\":\"1\",\"properties\":{\"name\":\"");
		cgrid_buf_text(&text, &"xx"[shift]);
		for (int i = 0; i < 60; i++)
			cgrid_buf_text(&text, "\xe2\x82\xac");
		cgrid_buf_text(&text, "\"}}");
		ck_ok(trial.ctx, read_text(&trial, text.data));
		ck_assert_uint_eq(cgrid_ctx_count(trial.ctx, CGRID_LEFT_OUT), 1);
		ck_assert(cgrid_utf8_valid(trial.log.data, trial.log.size));
		cgrid_buf_free(&text);
		end(&trial);
	}
}
END_TEST

START_TEST(rings_close_within_a_millimetre)
{
	static const struct {
		const char *last;
		bool closes;
	} table[] = {
	    {"0,0", true}, {"0.000000004,0", true}, {"0,0.00000002", false}, {"0.001,0", false}};
	for (size_t i = 0; i < 4; i++) {
		struct trial trial;
		char text[512];
		begin(&trial);
		snprintf(text, sizeof text,
			 ONE("\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],["
			     "0,1],[%s]]]}",
			     "\"level\":\"1\""),
			 table[i].last);
		ck_ok(trial.ctx, read_text(&trial, text));
		ck_assert_uint_eq(trial.draft.feature_count, table[i].closes);
		if (table[i].closes)
			ck_assert_uint_eq(trial.draft.rings[0].count, 4);
		end(&trial);
	}
}
END_TEST

/* Holes follow their outer ring, whatever the winding; a closed line stays closed. */
START_TEST(rings_have_their_roles)
{
	static const char text[] = COLLECTION(FEATURE(
	    "\"geometry\":{\"coordinates\":[[[[0,0],[0,9],[9,9],[9,0],[0,0]],[[1,1],[2,1],[2,2],[1,1]],"
	    "[[3,3],[4,3],[4,4],[3,3]]],[[[20,0],[29,0],[29,9],[20,0]]]],\"type\":\"MultiPolygon\"}",
	    "\"level\":\"1\"") "," FEATURE("\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[0,"
					   "0],[1,0],[1,1],[0,0]]}",
					   "\"barrier\":\"fence\""));
	static const enum cgrid_ring_role roles[] = {CGRID_RING_OUTER, CGRID_RING_HOLE, CGRID_RING_HOLE,
						     CGRID_RING_OUTER, CGRID_RING_LINE};
	static const size_t counts[] = {4, 3, 3, 3, 4};
	struct trial trial;
	begin(&trial);
	ck_ok(trial.ctx, read_text(&trial, text));
	ck_assert_uint_eq(trial.draft.ring_count, 5);
	for (size_t i = 0; i < 5; i++) {
		ck_assert_int_eq(trial.draft.rings[i].role, roles[i]);
		ck_assert_uint_eq(trial.draft.rings[i].count, counts[i]);
	}
	const struct cgrid_draft_ring *last = &trial.draft.rings[3];
	ck_assert(trial.draft.points[last->first].lon == 20 &&
		  trial.draft.points[last->first + 1].lon == 29);
	end(&trial);
}
END_TEST

/* Members of every object in every order say the same. */
START_TEST(members_stand_in_any_order)
{
	static const char *const root[] = {"\"type\":\"FeatureCollection\"", NULL, "\"crs\":null"};
	static const char *const geometry[] = {"\"type\":\"Polygon\"", "\"coordinates\":" SQUARE};
	static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
					 {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
	for (int i = 0; i < 6; i++)
		for (int k = 0; k < 6; k++)
			for (int g = 0; g < 2; g++) {
				char geom[256], feature[700], features_text[800], text[1600];
				snprintf(geom, sizeof geom, "\"geometry\":{%s,%s}", geometry[g],
					 geometry[1 - g]);
				const char *members[] = {
				    "\"type\":\"Feature\",\"id\":\"a\"", geom,
				    "\"properties\":{\"level\":\"1\",\"ref\":\"214\"}"};
				snprintf(feature, sizeof feature, "{%s,%s,%s}", members[orders[k][0]],
					 members[orders[k][1]], members[orders[k][2]]);
				snprintf(features_text, sizeof features_text, "\"features\":[%s]",
					 feature);
				const char *roots[] = {root[0], features_text, root[2]};
				snprintf(text, sizeof text, "{%s,%s,%s}", roots[orders[i][0]],
					 roots[orders[i][1]], roots[orders[i][2]]);
				struct trial trial;
				struct cgrid_buf records = {0};
				begin(&trial);
				ck_ok(trial.ctx, read_text(&trial, text));
				describe(&trial.draft, &records);
				ck_assert_str_eq(records.data, "room|a|214|||school|1|\n");
				ck_assert_uint_eq(trial.draft.ring_count, 1);
				cgrid_buf_free(&records);
				end(&trial);
			}
}
END_TEST

START_TEST(a_crs_is_never_fetched)
{
	static const struct {
		const char *crs, *plan_crs;
		double x, y, lon, lat;
		const char *note;
	} table[] = {
	    {"null", NULL, 2.5, 48.5, 2.5, 48.5, ""},
	    {"{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:OGC:1.3:CRS84\"}}", NULL,
	     2.5, 48.5, 2.5, 48.5, ""},
	    {"{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:4326\"}}", NULL, 2.5, 48.5, 2.5, 48.5,
	     ""},
	    {"{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG:6.9:4326\"}}", NULL,
	     2.5, 48.5, 2.5, 48.5, ""},
	    {"{\"type\":\"EPSG\",\"properties\":{\"code\":4326}}", NULL, 2.5, 48.5, 2.5, 48.5, ""},
	    {"{\"type\":\"link\",\"properties\":{\"href\":\"http://spatialreference.org/ref/epsg/4326/"
	     "\"}}",
	     NULL, 2.5, 48.5, 2.5, 48.5, ""},
	    {"{\"type\":\"link\",\"properties\":{\"href\":\"http://example.org/my.wkt\"}}", NULL, 2.5,
	     48.5, 2.5, 48.5, "its crs is a link (http://example.org/my.wkt), which is not followed"},
	    {"{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:3857\"}}", NULL, 278298.7270411,
	     6190443.8090, 2.5, 48.5, ""},
	    {"{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::3857\"}}", NULL,
	     278298.7270411, 6190443.8090, 2.5, 48.5, ""},
	    {"null", "EPSG:3857", 278298.7270411, 6190443.8090, 2.5, 48.5, ""},
	    {"{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:32631\"}}", "EPSG:3857",
	     278298.7270411, 6190443.8090, 2.5, 48.5,
	     "it declares EPSG:32631, and the plan says EPSG:3857, which is used"},
	    {"{\"type\":\"name\",\"properties\":{\"name\":\"my own\"}}", "EPSG:3857", 278298.7270411,
	     6190443.8090, 2.5, 48.5, "its crs (my own) gives way to EPSG:3857, as the plan says"},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		/* The crs before and behind what it is about. */
		for (int late = 0; late < 2; late++) {
			char text[1024], crs[300];
			struct trial trial;
			const struct cgrid_plan plan = {
			    .file = "t", .shown = "t", .crs = table[i].plan_crs};
			begin(&trial);
			snprintf(crs, sizeof crs, "\"crs\":%s", table[i].crs);
			snprintf(text, sizeof text,
				 "{\"type\":\"FeatureCollection\",%s%s\"features\":[{\"type\":"
				 "\"Feature\",\"properties\":{"
				 "\"kind\":\"aed\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[%"
				 ".9f,%.9f]}}]%s%s}",
				 late ? "" : crs, late ? "" : ",", table[i].x, table[i].y,
				 late ? "," : "", late ? crs : "");
			ck_ok(trial.ctx, read_as(&trial, &plan, text));
			ck_assert_uint_eq(trial.draft.point_count, 1);
			ck_assert_msg(fabs(trial.draft.points[0].lon - table[i].lon) < 1e-6 &&
					  fabs(trial.draft.points[0].lat - table[i].lat) < 1e-6,
				      "row %zu: %.9f %.9f", i, trial.draft.points[0].lon,
				      trial.draft.points[0].lat);
			ck_assert_msg(strstr(trial.log.data, table[i].note), "%s", trial.log.data);
			ck_assert(table[i].note[0] || trial.log.size == 0);
			end(&trial);
		}
	}
}
END_TEST

START_TEST(a_plan_entry_has_its_say)
{
	static const char several[] =
	    COLLECTION(FEATURE(POLYGON, "\"level\":\"0\",\"ref\":\"1\"") "," FEATURE(
		POLYGON, "\"ref\":\"2\"") "," FEATURE(POLYGON, "\"level\":\"1\",\"ref\":\"3\""));
	static const char one[] =
	    COLLECTION(FEATURE(POLYGON, "\"level\":\"0\",\"ref\":\"1\"") "," FEATURE(
		POLYGON, "\"ref\":\"2\",\"building\":\"Other\""));
	const struct {
		struct cgrid_plan plan;
		const char *text, *records, *log;
	} table[] = {
	    {{.shown = "a/gym.geojson"},
	     several,
	     "room|f1|1|||gym|0|\nroom|f1|2|||gym||\nroom|f1|3|||gym|1|\n",
	     "W a/gym.geojson: 1 room without a level"},
	    {{.shown = "a/level_2.geojson"},
	     several,
	     "room|f1|1|||level_2|0|\nroom|f1|2|||level_2|2|\nroom|f1|3|||level_2|1|\n",
	     ""},
	    {{.shown = "F3/gym.geojson"},
	     several,
	     "room|f1|1|||gym|0|\nroom|f1|2|||gym|F3|\nroom|f1|3|||gym|1|\n",
	     ""},
	    {{.shown = "F3/gym.geojson",
	      .building = "Gym",
	      .level = "M",
	      .has_ordinal = true,
	      .ordinal = 4},
	     several,
	     "room|f1|1|||Gym|0|\nroom|f1|2|||Gym|M|\nroom|f1|3|||Gym|1|\n",
	     "W F3/gym.geojson: the drawing names several levels of its own"},
	    {{.shown = "gym.geojson",
	      .building = "Gym",
	      .level = "1",
	      .has_ordinal = true,
	      .ordinal = 4},
	     one,
	     "room|f1|1|||Gym|1|\nroom|f1|2|||Gym|1|\n",
	     "N gym.geojson: its level \"0\" is called \"1\", as the plan says"},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct trial trial;
		struct cgrid_buf records = {0};
		begin(&trial);
		ck_ok(trial.ctx, read_as(&trial, &table[i].plan, table[i].text));
		describe(&trial.draft, &records);
		ck_assert_str_eq(records.data, table[i].records);
		ck_assert_msg(strstr(trial.log.data, table[i].log), "%s", trial.log.data);
		for (size_t l = 0; l < trial.draft.level_count; l++) {
			const struct cgrid_draft_level *level = &trial.draft.levels[l];
			bool told =
			    table[i].plan.level && strcmp(level->label, table[i].plan.level) == 0;
			ck_assert_int_eq(level->has_ordinal, told);
			ck_assert_int_eq(level->ordinal, told ? 4 : 0);
		}
		cgrid_buf_free(&records);
		end(&trial);
	}
}
END_TEST

/* The table of a plan wins over the usual one, the first row over the second. */
START_TEST(a_plan_names_its_properties)
{
	static const struct cgrid_plan_property rows[] = {
	    {"RM_NO", "ref", {"campus.json", 2, 3}},
	    {"RM_ALT", "ref", {"campus.json", 3, 3}},
	    {"\xc3\x89TAGE TXT", "level", {"campus.json", 4, 3}},
	    {"BLDG", "building", {"campus.json", 5, 3}},
	    {"name", "ignore", {"campus.json", 6, 3}},
	    {"Nutzung", "category", {"campus.json", 7, 3}},
	};
	static const struct {
		const char *properties, *records;
		size_t unseen;
	} table[] = {
	    {"\"RM_NO\":\"214\",\"\xc3\x89tageTxt\":2.0,\"bldg\":\"Gym\",\"name\":\"x7\",\"rm-alt\":"
	     "\"9\",\"nutzung\":\"lab\"",
	     "room|f1|214||lab|Gym|2|\n", 0},
	    {"\"ref\":\"7\",\"rm_alt\":\"9\",\"Rm No\":\"214\",\"level\":\"1\"",
	     "room|f1|214|||school|1|\n", 4},
	    {"\"ref\":\"7\",\"RM_NO\":null,\"level\":\"1\"", "room|f1|7|||school|1|\n", 5},
	    {"\"RM_NO2\":\"7\",\"level\":\"1\"", "room|f1||||school|1|\n", 6},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const struct cgrid_plan plan = {.file = "school.geojson",
						.shown = "school.geojson",
						.properties = rows,
						.property_count = sizeof rows / sizeof *rows};
		struct trial trial;
		struct cgrid_buf records = {0};
		char text[700];
		begin(&trial);
		snprintf(text, sizeof text, ONE(POLYGON, "%s"), table[i].properties);
		ck_ok(trial.ctx, read_as(&trial, &plan, text));
		describe(&trial.draft, &records);
		ck_assert_str_eq(records.data, table[i].records);
		ck_assert_uint_eq(cgrid_ctx_count(trial.ctx, CGRID_WARNING), table[i].unseen);
		if (table[i].unseen == 6)
			ck_assert_ptr_nonnull(strstr(trial.log.data,
						     "W campus.json:2:3: no feature of school.geojson "
						     "has a property \"RM_NO\"\n"));
		cgrid_buf_free(&records);
		end(&trial);
	}
}
END_TEST

/* Every meaning has a word of its own that finds it, and at least the texts of records have a name. */
START_TEST(every_meaning_has_its_word)
{
	const char *const *words = cgrid_meaning_words();
	enum cgrid_property meaning;
	for (int i = 0; i < CGRID_PROPERTY_COUNT; i++) {
		ck_assert_ptr_nonnull(words[i]);
		ck_assert(cgrid_meaning_find(words[i], &meaning));
		ck_assert_msg((int)meaning == i, "%s is %d, not %d", words[i], (int)meaning, i);
	}
	ck_assert_str_eq(words[CGRID_PROPERTY_COUNT], "ignore");
	ck_assert_ptr_null(words[CGRID_PROPERTY_COUNT + 1]);
	ck_assert(cgrid_meaning_find("ignore", &meaning) && meaning == CGRID_PROPERTY_NONE);
	ck_assert(!cgrid_meaning_find("", &meaning) && !cgrid_meaning_find("Ref", &meaning));
}
END_TEST

START_TEST(ordinals_are_never_guessed)
{
	static const struct {
		const char *properties;
		bool has;
		int ordinal;
	} table[] = {{"\"level\":\"2\"", false, 0},
		     {"\"level\":\"2\",\"ordinal\":1", true, 1},
		     {"\"level\":\"2\",\"ordinal\":-1.0", true, -1},
		     {"\"level\":\"2\",\"ordinal\":1.5", false, 0},
		     {"\"level\":\"2;3\",\"ordinal\":1", false, 0}};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct trial trial;
		char text[600];
		begin(&trial);
		snprintf(text, sizeof text, ONE(POLYGON, "%s"), table[i].properties);
		ck_ok(trial.ctx, read_text(&trial, text));
		ck_assert_int_eq(trial.draft.levels[0].has_ordinal, table[i].has);
		ck_assert_int_eq(trial.draft.levels[0].ordinal, table[i].ordinal);
		end(&trial);
	}
}
END_TEST

/* What is wrong and misleads no one is said once, with its place; ids of every type that is one. */
START_TEST(oddities_are_said)
{
#define WITH(member) "{\"type\":\"Feature\"," member "," POINT ",\"properties\":{\"kind\":\"aed\"}}"
	static const struct {
		const char *text, *id, *log;
	} table[] = {
	    {WITH("\"id\":1"), "1", ""},
	    {WITH("\"id\":\"1\""), "1", ""},
	    {WITH("\"id\":1.0"), "1", ""},
	    {WITH("\"id\":1e3"), "1000", ""},
	    {WITH("\"id\":-7.25"), "-7.25", ""},
	    {WITH("\"id\":9007199254740993"), "9007199254740993", ""},
	    {WITH("\"id\":\"000000000101\""), "000000000101", ""},
	    {WITH("\"id\":123456789012345678901234567890"), "123456789012345678901234567890", ""},
	    {WITH("\"id\":null"), "", ""},
	    {WITH("\"id\":\"\""), "", ""},
	    {WITH("\"id\":true"), "",
	     "W school.geojson:1:24: an id is true or false, not text or a number; it is not used\n"},
	    {COLLECTION(WITH("\"id\":{}") "," WITH("\"id\":[\"x\"]")), "",
	     "W school.geojson:1:64: an id is an object, not text or a number; it is not used\n"
	     "W school.geojson: 2 ids that are neither text nor a number in all; not used\n"},
	    {WITH("\"bbox\":[0,0,1,1]"), "", ""},
	    {WITH("\"bbox\":[0,0,1]"), "",
	     "W school.geojson:1:26: a bbox of 3 numbers, where 4 (or 6 with heights) belong; it is "
	     "not used\n"},
	    {"{\"type\":\"FeatureCollection\",\"properties\":{\"level\":\"2\"},\"features\":[" WITH(
		 "\"id\":4") "]}",
	     "4",
	     "W school.geojson:1:29: a FeatureCollection with \"properties\", which it cannot have; "
	     "not "
	     "used\n"},
	    {COLLECTION(FEATURE(POLYGON, "\"level\":\"2\"") "," FEATURE(
		 POLYGON, "\"level\":2") "," FEATURE(POLYGON, "\"level\":\"02\"")),
	     "f1",
	     "W school.geojson: levels \"2\" and \"02\" of a building are kept apart: write them "
	     "alike "
	     "if they are one\n"},
	    {COLLECTION(FEATURE(POLYGON, "\"level\":\"b1\"") "," FEATURE(POLYGON, "\"level\":\"B1\"")),
	     "f1",
	     "W school.geojson: levels \"b1\" and \"B1\" of a building are kept apart: write them "
	     "alike "
	     "if they are one\n"},
	    {ONE("\"geometry\":{\"type\":\"Point\",\"coordinates\":[40.5,-75.25]}", "\"kind\":\"aed\""),
	     "f1",
	     "W school.geojson: its first position is at latitude -75.25000, longitude 40.50000, in "
	     "the "
	     "Antarctic (are they swapped? longitude comes first)\n"},
	    {"{\"type\":\"Point\",\"coordinates\":[0,0],\"properties\":{\"kind\":\"aed\"}}", "",
	     "W school.geojson:1:37: only a Feature has properties; this Point is read as one\n"},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct trial trial;
		begin(&trial);
		ck_ok(trial.ctx, read_text(&trial, table[i].text));
		ck_assert_uint_ge(trial.draft.feature_count, 1);
		ck_assert_str_eq(trial.draft.features[0].id, table[i].id);
		ck_assert_str_eq(trial.log.data, table[i].log);
		end(&trial);
	}
}
END_TEST

#define RS "\x1e"
#define ROOM(ref) FEATURE(POLYGON, "\"level\":\"1\",\"ref\":\"" ref "\"")
#define ROW(ref) "room|f1|" ref "|||school|1|\n"

/* Several texts in one file: what becomes of them, and what is said. */
static const struct {
	const char *file, *text, *records;
	enum cgrid_status status;
	const char *said; /* "": nothing */
} sequences[] = {
    {"school.geojsonl", ROOM("1") "\n" ROOM("2") "\n", ROW("1") ROW("2"), CGRID_OK, ""},
    {"school.ndjson", ROOM("1") "\r\n\r\n" ROOM("2"), ROW("1") ROW("2"), CGRID_OK, ""},
    {"school.geojson", "\xef\xbb\xbf\n" ROOM("1") " \n" ROOM("2") "\n", ROW("1") ROW("2"), CGRID_OK,
     ""},
    {"school.json", ROOM("1") "\n" ROOM("2"), ROW("1") ROW("2"), CGRID_OK, ""},
    {"school.geojsons", RS ROOM("1") "\n" RS ROOM("2") "\n", ROW("1") ROW("2"), CGRID_OK, ""},
    {"school.geojsonseq", RS RS "{\n\"type\":\"FeatureCollection\",\n\"features\":[]}\n" RS ROOM("2"),
     ROW("2"), CGRID_OK, ""},
    {"school.geojson", RS ROOM("1") RS ROOM("2"), ROW("1") ROW("2"), CGRID_OK, ""},
    {"school.ndjson", COLLECTION(ROOM("1") "," ROOM("2")) "\n" COLLECTION(ROOM("3")),
     ROW("1") ROW("2") ROW("3"), CGRID_OK, ""},
    /* one text, whatever the file is called */
    {"school.ndjson", COLLECTION(ROOM("1")), ROW("1"), CGRID_OK, ""},
    {"school.geojsonl", "{\n\"type\":\"FeatureCollection\",\n\"features\":[\n" ROOM("1") "\n]\n}\n",
     ROW("1"), CGRID_OK, ""},
    {"school.geojson", "{\"type\":\"FeatureCollection\",\"features\":[\n" ROOM("1") "\n" ROOM("2") "]}",
     NULL, CGRID_E_SYNTAX,
     "school.geojson:3:1: JSON: expected `,` or `]`, found `{` (a comma missing?)"},
    /* one that is broken takes nothing else with it */
    {"school.geojsonl", ROOM("1") "\n{\"type\":\"Feature\",\n" ROOM("2") "\n", ROW("1") ROW("2"),
     CGRID_OK,
     "L school.geojsonl:2:19: JSON: expected a key in double quotes, found the end of the text "
     "(was it cut short?)\n"},
    {"school.geojsonl", "<!--\n" ROOM("1") "\n" ROOM("2"), ROW("1") ROW("2"), CGRID_OK,
     "L school.geojsonl:1:1: JSON: expected a value, found `<` (is this XML or HTML?)\n"},
    {"school.geojson", ROOM("1") "\n" ROOM("2") "}\n" ROOM("3"), ROW("1") ROW("3"), CGRID_OK,
     "L school.geojson:2:160: JSON: expected the end of the text, found `}` (a bracket too many?)\n"},
    {"school.geojson", ROOM("1") "\n" COLLECTION(ROOM("2") "}") "\n" ROOM("3"), ROW("1") ROW("3"),
     CGRID_OK, "L school.geojson:2:200: JSON: expected `,` or `]`, found `}` (brackets crossed?)\n"},
    {"school.geojsonl", ROOM("1") "\n{\"a\":1}\n\"b\"\n" ROOM("3"), ROW("1") ROW("3"), CGRID_OK,
     "L school.geojsonl:2:1: not GeoJSON: the root has no \"type\"\n"
     "L school.geojsonl:3:1: not GeoJSON: the root is text, not an object\n"},
    {"school.geojsonseq", RS ROOM("1") "\n" RS "{\"type\":\n" RS ROOM("3") "\n", ROW("1") ROW("3"),
     CGRID_OK,
     "L school.geojsonseq:3:1: JSON: expected a value, found the end of the text (was it cut "
     "short?)\n"},
    /* all are: the file is */
    {"school.geojsonl", ROOM("1") ",\n" ROOM("2") ",\n", NULL, CGRID_E_SYNTAX,
     "school.geojsonl:1:160: JSON: expected the end of the text, found `,` (a comma too many?)"},
    {"school.geojsonl", "{\"a\":1}\n{\"a\":2}\n", NULL, CGRID_E_MEANING,
     "school.geojsonl:1:1: not GeoJSON: the root has no \"type\""},
    {"school.geojsonl", " \n\n", NULL, CGRID_E_SYNTAX, "school.geojsonl:1:1: JSON: empty"},
    {"school.geojsonseq", RS "\n" RS, NULL, CGRID_E_SYNTAX, "school.geojsonseq:1:1: JSON: empty"},
};

START_TEST(sequences_of_texts)
{
	for (int strict = 0; strict < 2; strict++) {
		const struct cgrid_plan plan = {.file = "x", .shown = sequences[_i].file};
		struct trial trial;
		struct cgrid_buf records = {0};
		const char *said = sequences[_i].said;
		bool left_out = said[0] == 'L';
		begin(&trial);
		trial.draft.strict = strict;
		enum cgrid_status status = read_as(&trial, &plan, sequences[_i].text);
		if (strict && left_out) {
			/* The first fault is the one that is told. */
			size_t line = strcspn(said, "\n") - 2;
			ck_assert(status == CGRID_E_SYNTAX || status == CGRID_E_MEANING);
			ck_assert_msg(strncmp(cgrid_ctx_error(trial.ctx), said + 2, line) == 0, "%s",
				      cgrid_ctx_error(trial.ctx));
		} else {
			ck_assert_msg(status == sequences[_i].status, "%s", cgrid_ctx_error(trial.ctx));
			ck_assert_str_eq(status ? cgrid_ctx_error(trial.ctx) : trial.log.data, said);
		}
		cgrid_buf_add(&records, "", 0);
		describe(&trial.draft, &records);
		if (status == CGRID_OK)
			ck_assert_str_eq(records.data, sequences[_i].records);
		cgrid_buf_free(&records);
		end(&trial);
	}
}
END_TEST

/* Doors, assets and areas of a grounds file find the levels of plans that were read before. */
START_TEST(features_find_their_levels)
{
	static const char plan_text[] =
	    COLLECTION(FEATURE(POLYGON, "\"level\":\"1\",\"ref\":\"1\",\"building\":"
					"\"Gym\"") ","
						   "{\"type\":\"Feature\",\"geometry\":{"
						   "\"type\":\"Polygon\",\"coordinates\":"
						   "[[[1,1],[2,1],[2,2],[1,1]]]},"
						   "\"properties\":{\"level\":\"1\","
						   "\"building\":\"Main\"}},"
						   "{\"type\":\"Feature\",\"geometry\":{"
						   "\"type\":\"Polygon\",\"coordinates\":"
						   "[[[1,1],[2,1],[2,2],[1,1]]]},"
						   "\"properties\":{\"level\":\"2\","
						   "\"building\":\"Main\"}}");
	static const char text[] = COLLECTION(FEATURE(
	    POINT,
	    "\"feature\":\"asset\",\"kind\":\"aed\","
	    "\"level\":\"1\"") "," FEATURE(POINT,
					   "\"f"
					   "eat"
					   "ure"
					   "\":"
					   "\"a"
					   "sse"
					   "t\""
					   ",\""
					   "kin"
					   "d\""
					   ":\""
					   "aed"
					   "\","
					   "\"l"
					   "eve"
					   "l\""
					   ":\""
					   "2"
					   "\"") "," FEATURE(POINT,
							     "\"kind\":\"gas_shutoff\"") "," FEATURE(POINT,
												     "\"kind\":\"aed\",\"level\":\"1\",\"building\":"
												     "\"Main\"") "," FEATURE(POLYGON,
															     "\"feature\":\"area\","
															     "\"kind\":\"field\"") "," FEATURE(POINT,
																			       "\"feature\":\"asset\",\"kind\":\"aed\",\"level\":\"9\""));
	const struct cgrid_plan grounds = {.file = "g", .shown = "grounds.geojson", .features = true};
	struct trial trial;
	struct cgrid_buf records = {0};
	begin(&trial);
	ck_ok(trial.ctx, read_text(&trial, plan_text));
	ck_ok(trial.ctx, read_as(&trial, &grounds, text));
	describe(&trial.draft, &records);
	ck_assert_str_eq(records.data, "room|f1|1|||Gym|1|\nroom|||||Main|1|\nroom|||||Main|2|\n"
				       "asset|f1|||aed|Gym|1|\nasset|f1|||aed|Main|2|\n"
				       "asset|f1|||gas_shutoff|-|-|\nasset|f1|||aed|Main|1|\n"
				       "area|f1|||field|-|-|\nasset|f1|||aed|-|-|\n");
	ck_assert_ptr_nonnull(strstr(trial.log.data, "no plan has a level \"9\""));
	ck_assert_uint_eq(trial.draft.building_count, 2);
	cgrid_buf_free(&records);
	end(&trial);
}
END_TEST

START_TEST(openstreetmap_gets_its_credit)
{
	static const struct {
		const char *text;
		bool osm;
	} table[] = {
	    {ONE(POLYGON, "\"level\":\"1\""), false},
	    {ONE(POLYGON, "\"level\":\"1\",\"@id\":\"way/12\""), true},
	    {ONE(POLYGON, "\"level\":\"1\",\"id\":5,\"changeset\":\"77\",\"uid\":\"3\""), true},
	    {ONE(POLYGON, "\"level\":\"1\",\"uid\":\"3\""), false},
	    {ONE(POLYGON, "\"level\":\"1\",\"name\":\"way/side\""), false},
	    {"{\"type\":\"FeatureCollection\",\"features\":[],\"copyright\":\"... available under "
	     "ODbL.\"}",
	     true},
	    {"{\"type\":\"FeatureCollection\",\"attribution\":\"(c) OpenStreetMap\",\"features\":[]}",
	     true},
	    {"{\"type\":\"FeatureCollection\",\"license\":\"MIT\",\"features\":[]}", false},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct trial trial;
		begin(&trial);
		ck_ok(trial.ctx, read_text(&trial, table[i].text));
		ck_assert_str_eq(trial.draft.credit,
				 table[i].osm ? "(c) OpenStreetMap contributors" : "");
		end(&trial);
	}
}
END_TEST

START_TEST(outlines_are_no_rooms)
{
	static const char text[] = COLLECTION(FEATURE(
	    POLYGON,
	    "\"type\":\"floor\",\"floor_num\":-1,"
	    "\"name\":\"B1\"") "," FEATURE(POLYGON,
					   "\"name\":\"Shop\"") ","
								"{\"type\":\"Feature\",\"id\":\"w9\","
								"\"geometry\":{\"type\":"
								"\"Polygon\",\"coordinates\":[[[1,1],["
								"2,1],[2,2],[1,1]]]},"
								"\"properties\":{\"building\":"
								"\"school\",\"name\":\"North Hall\"}},"
								"{\"type\":\"Feature\",\"id\":\"w8\","
								"\"geometry\":{\"type\":"
								"\"Polygon\",\"coordinates\":[[[3,1],["
								"4,1],[4,2],[3,1]]]},"
								"\"properties\":{\"building\":\"yes\"}"
								"}");
	struct trial trial;
	struct cgrid_buf records = {0};
	begin(&trial);
	ck_ok(trial.ctx, read_text(&trial, text));
	describe(&trial.draft, &records);
	ck_assert_str_eq(records.data, "room|f1|Shop|||school|-1|\narea|w8|||outbuilding|-|-|\n");
	ck_assert_uint_eq(trial.draft.level_count, 1);
	ck_assert_str_eq(trial.draft.levels[0].name, "B1");
	ck_assert_uint_eq(trial.draft.levels[0].outline.ring_count, 1);
	ck_assert_uint_eq(trial.draft.building_count, 2);
	ck_assert_str_eq(trial.draft.buildings[1].name, "North Hall");
	ck_assert_str_eq(trial.draft.buildings[1].id, "w9");
	ck_assert_uint_eq(trial.draft.buildings[1].outline.ring_count, 1);
	cgrid_buf_free(&records);
	end(&trial);
}
END_TEST

START_TEST(an_outline_names_the_level)
{
	static const struct {
		const char *outline, *label, *name;
		bool has_ordinal;
		int ordinal;
	} table[] = {
	    {"\"type\":\"floor\",\"floor_num\":2,\"name\":\"F2\"", "2", "F2", false, 0},
	    {"\"type\":\"floor\",\"name\":\"F2\"", "F2", "", false, 0},
	    {"\"feature\":\"level\",\"ref\":\"M\",\"name\":\"Mezzanine\",\"ordinal\":1", "M",
	     "Mezzanine", true, 1},
	    {"\"indoor\":\"level\",\"level\":\"0\",\"ordinal\":\"x\"", "0", "", false, 0},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct trial trial;
		char text[700];
		begin(&trial);
		snprintf(text, sizeof text,
			 COLLECTION(FEATURE(POLYGON, "\"ref\":\"1\"") "," FEATURE(POLYGON, "%s")),
			 table[i].outline);
		ck_ok(trial.ctx, read_text(&trial, text));
		ck_assert_uint_eq(trial.draft.level_count, 1);
		const struct cgrid_draft_level *level = &trial.draft.levels[0];
		ck_assert_str_eq(level->label, table[i].label);
		ck_assert_str_eq(level->name, table[i].name);
		ck_assert_int_eq(level->has_ordinal, table[i].has_ordinal);
		ck_assert_int_eq(level->ordinal, table[i].ordinal);
		ck_assert_uint_eq(level->outline.ring_count, 1);
		ck_assert_uint_eq(count(&trial, CGRID_DRAFT_ROOM), 1);
		ck_assert_uint_eq(trial.draft.features[0].level, 0);
		end(&trial);
	}
}
END_TEST

/* An export of two buildings whose rooms say their level alone. */
static const char two_buildings[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"id\":\"a\",\"properties\":{\"level\":\"1\",\"ref\":\"101\"},\"geometry\":{"
    "\"type\":\"Polygon\",\"coordinates\":[[[0.0001,0],[0.0005,0],[0.0005,0.001],[0.0001,0]]]}},"
    "{\"type\":\"Feature\",\"id\":\"g\",\"properties\":{\"building\":\"school\",\"name\":\"Gym\"},"
    "\"geometry\":{"
    "\"type\":\"Polygon\",\"coordinates\":[[[0,0],[0.001,0],[0.001,0.001],[0,0.001],[0,0]]]}},"
    "{\"type\":\"Feature\",\"id\":\"m\",\"properties\":{\"building\":\"school\",\"name\":\"Main\"},"
    "\"geometry\":{"
    "\"type\":\"Polygon\",\"coordinates\":[[[0.002,0],[0.003,0],[0.003,0.001],[0.002,0.001],[0.002,0]]]"
    "}},"
    "{\"type\":\"Feature\",\"id\":\"b\",\"properties\":{\"level\":\"1\",\"ref\":\"101\"},\"geometry\":{"
    "\"type\":\"Polygon\",\"coordinates\":[[[0.0021,0],[0.0025,0],[0.0025,0.001],[0.0021,0]]]}},"
    "{\"type\":\"Feature\",\"id\":\"c\",\"properties\":{\"level\":\"1\",\"ref\":\"9\"},\"geometry\":{"
    "\"type\":\"Polygon\",\"coordinates\":[[[0.0041,0],[0.0045,0],[0.0045,0.001],[0.0041,0]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"level\":\"1\",\"entrance\":\"yes\",\"ref\":\"6\"},"
    "\"geometry\":{"
    "\"type\":\"Point\",\"coordinates\":[0.003,0.0005]}}]}";

START_TEST(rooms_go_to_the_building_that_holds_them)
{
	struct trial trial;
	struct cgrid_buf records = {0};
	begin(&trial);
	ck_ok(trial.ctx, read_text(&trial, two_buildings));
	describe(&trial.draft, &records);
	ck_assert_str_eq(records.data, "room|a|101|||Gym|1|\nroom|b|101|||Main|1|\n"
				       "room|c|9|||school|1|\ndoor||6|||Main|1|exterior\n");
	ck_assert_ptr_nonnull(strstr(trial.log.data, "3 features say no building"));
	cgrid_buf_free(&records);
	end(&trial);
}
END_TEST

/* Ids of different files are not alike because they are all 1. */
START_TEST(buildings_are_not_told_by_their_row)
{
	static const char gym[] = FEATURE(POLYGON, "\"building\":\"yes\",\"name\":\"Gym\"");
	static const char hall[] = FEATURE(POLYGON, "\"building\":\"yes\",\"name\":\"Hall\"");
	struct trial trial;
	begin(&trial);
	ck_ok(trial.ctx, read_text(&trial, gym));
	ck_ok(trial.ctx, read_text(&trial, hall));
	ck_assert_uint_eq(trial.draft.building_count, 2);
	ck_assert_str_eq(trial.draft.buildings[1].name, "Hall");
	end(&trial);
}
END_TEST

START_TEST(levels_as_they_are_written)
{
	static const struct {
		const char *text, *labels;
	} table[] = {
	    {"", ""},
	    {"2", "2|"},
	    {"-2;-1;0", "-2|-1|0|"},
	    {"2;0", "2|0|"},
	    {" 1 ; 2 ;", "1|2|"},
	    {"1;1", "1|"},
	    {"0-3", "0|1|2|3|"},
	    {"-2--1", "-2|-1|"},
	    {"-1-1", "-1|0|1|"},
	    {"0-1;5", "0|1|5|"},
	    {"3-1", "3-1|"},
	    {"1-999", "1-999|"},
	    {"0.5;1", "0.5|1|"},
	    {"0,5", "0.5|"},
	    {"-1,5;0", "-1.5|0|"},
	    {"0,25", "0.25|"},
	    {"1,2", "1|2|"},
	    {"4,5", "4|5|"},
	    {"-2,-1,0", "-2|-1|0|"},
	    {"A,B", "A,B|"},
	    {"2.0;2", "2.0|2|"},
	    {"-0", "0|"},
	    {"1.50", "1.50|"},
	    {"-3--1", "-3|-2|-1|"},
	    {"0-3;0.5", "0|1|2|3|0.5|"},
	    {"LL", "LL|"},
	    {"B-1", "B-1|"},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct cgrid_level_list list;
		struct cgrid_buf labels = {0};
		cgrid_buf_add(&labels, "", 0);
		ck_assert(cgrid_levels_parse(table[i].text, &list));
		for (size_t l = 0; l < list.count; l++) {
			cgrid_buf_text(&labels, list.labels[l]);
			cgrid_buf_char(&labels, '|');
		}
		ck_assert_msg(strcmp(labels.data, table[i].labels) == 0, "%s: %s", table[i].text,
			      labels.data);
		cgrid_levels_free(&list);
		cgrid_buf_free(&labels);
	}
}
END_TEST

START_TEST(levels_in_names_of_files)
{
	static const struct {
		const char *name, *label; /* NULL: none */
	} table[] = {
	    {"floor-1", "1"},
	    {"level_2", "2"},
	    {"Level 10", "10"},
	    {"westport-house-floor-1", "1"},
	    {"westport-house-floor-gf", "GF"},
	    {"westport-house-floor-2-paths", "2"},
	    {"gym_floor_-1", "-1"},
	    {"floor1", "1"},
	    {"level02", "02"},
	    {"1st_floor", "1"},
	    {"second floor", "2"},
	    {"hotel_L1_final", "L1"},
	    {"L1 and L2 of gym", NULL},
	    {"ground-floor", "Ground"},
	    {"floor_B", "B"},
	    {"F1", "F1"},
	    {"B1", "B1"},
	    {"l2", "L2"},
	    {"main-F2", "F2"},
	    {"2F", "2F"},
	    {"gf", "GF"},
	    {"annex basement", "Basement"},
	    {"floorplan", NULL},
	    {"floor plan", NULL},
	    {"gym", NULL},
	    {"level", NULL},
	    {"main-paths", NULL},
	    {"building-12", NULL},
	    {"room101", NULL},
	    {"F1a", NULL},
	    {"westport-house-outline", NULL},
	    {"ilc20_site1", NULL},
	    {"", NULL},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		char label[CGRID_LEVEL_NAME_SIZE] = "";
		bool found = cgrid_level_of_name(table[i].name, label);
		ck_assert_msg(found == (table[i].label != NULL) &&
				  (!found || strcmp(label, table[i].label) == 0),
			      "%s: %s", table[i].name, label);
	}
}
END_TEST

START_TEST(categories_have_their_kinds)
{
	static const struct {
		const char *category;
		enum cgrid_room_kind kind;
	} table[] = {
	    {"", CGRID_ROOM_ROOM},
	    {"classroom", CGRID_ROOM_ROOM},
	    {"whatever it is", CGRID_ROOM_ROOM},
	    {"nonpublic", CGRID_ROOM_ROOM},
	    {"walkway", CGRID_ROOM_CORRIDOR},
	    {"Corridor", CGRID_ROOM_CORRIDOR},
	    {"stairs", CGRID_ROOM_STAIRS},
	    {"escalator", CGRID_ROOM_STAIRS},
	    {"elevator", CGRID_ROOM_ELEVATOR},
	    {"restroom.male", CGRID_ROOM_RESTROOM},
	    {"restroom", CGRID_ROOM_RESTROOM},
	    {"toilets", CGRID_ROOM_RESTROOM},
	    {"opentobelow", CGRID_ROOM_VOID},
	    {"structure", CGRID_ROOM_STRUCTURE},
	    {"glass", CGRID_ROOM_STRUCTURE},
	    {"Open To Below", CGRID_ROOM_VOID},
	    {"parking", CGRID_ROOM_ROOM},
	    {"a category that is longer than any word of the table can be", CGRID_ROOM_ROOM},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		ck_assert_msg(cgrid_room_kind_of(table[i].category) == table[i].kind, "%s",
			      table[i].category);
}
END_TEST

/* Every row of the tables can be found: none is hidden by one before it. */
START_TEST(every_row_of_the_tables_counts)
{
	static const struct {
		const char *name;
		enum cgrid_property meaning;
	} names[] = {
#define PROPERTY(name, meaning, rank) {name, CGRID_PROPERTY_##meaning},
#include "properties.def"
#undef PROPERTY
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		unsigned rank;
		ck_assert_msg(cgrid_property_find(names[i].name, strlen(names[i].name), &rank) ==
				  names[i].meaning,
			      "%s", names[i].name);
	}
	enum { P = 1, L = 2, A = 4, LA = 6, PA = 5, PL = 3, PLA = 7 };
	static const struct cgrid_word words[] = {
#define WORD(key, word, role, drawn, kind, as)                                                         \
	{CGRID_PROPERTY_##key, word, CGRID_ROLE_##role, drawn, CGRID_ROOM_##kind, as},
#include "categories.def"
#undef WORD
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (unsigned drawn = 1; drawn < 8; drawn *= 2) {
			if (!(words[i].drawn & drawn))
				continue;
			const struct cgrid_word *found =
			    cgrid_word_find(words[i].key, words[i].word, (enum cgrid_drawn)drawn);
			ck_assert_msg(found && found->role == words[i].role &&
					  found->kind == words[i].kind &&
					  strcmp(found->as, words[i].as) == 0,
				      "%s, key %d", words[i].word, words[i].key);
		}
}
END_TEST

/* What a planner expects of the real files: read once, judged against the drawings by eye, and held
 * since. */
static const struct {
	const char *path, *why;
	size_t buildings, outlined, levels, rooms, structure, doors, assets, areas, left_out;
	bool osm;
} real[] = {
    {"data/geojson/berlin_hbf/berlin_hbf.geojson",
     "rooms on several levels count once a level; 84 walls likewise; elevators as points are assets; "
     "the "
     "station's outline is the file's building, the office cube beside it a neighbour's",
     1, 1, 7, 326, 171, 28, 65, 4, 0, true},
    {"data/geojson/ilc20_site1",
     "711 + 172 + 138 + 142 + 123 polygons; feature 0 of each is the level's outline", 1, 0, 5, 1286, 0,
     0, 0, 0, 0, false},
    {"data/geojson/wrld3d_westport_house",
     "333 doors are polygons, one entrance a line; 64 rooms, stairs, elevators and voids; walls and "
     "windows "
     "are structure; outlines are no rooms",
     1, 1, 7, 488, 424, 334, 0, 0, 0, false},
    {"data/geojson/map-gl-indoor/caserne.geojson",
     "way 398056956 is a room drawn as an open line; five unnamed outlines hold rooms", 1, 1, 4, 74, 0,
     10, 6, 6, 1, true},
    {"data/geojson/map-gl-indoor/gare-de-l-est.geojson", "8 rooms without a level; platforms are areas",
     1, 0, 3, 116, 0, 17, 3, 17, 0, true},
    {"data/geojson/map-gl-indoor/grand-place.geojson",
     "routes and footways are no rooms, whatever their indoor tag; 8 columns", 1, 1, 4, 136, 8, 14, 6,
     121, 0, true},
    {"data/geojson/ubc_campus",
     "443 buildings by outline, 87 more known to entrances alone; 37 of 487 places are retired", 530,
     443, 0, 0, 0, 1466, 450, 0, 0, false},
};

START_TEST(real_files)
{
	const char *path = shared_path(real[_i].path);
	struct trial trial;
	if (!path)
		return;
	begin(&trial);
	const struct cgrid_plan plan = {.file = path, .shown = real[_i].path};
	if (cgrid_path_kind(path) == CGRID_PATH_FOLDER)
		ck_ok(trial.ctx, cgrid_read_geojson_folder(&trial.draft, &plan));
	else
		ck_ok(trial.ctx, cgrid_read_geojson(&trial.draft, &plan));
	size_t outlined = 0, structure = 0, levels = 0;
	for (size_t i = 0; i < trial.draft.building_count; i++)
		outlined += trial.draft.buildings[i].outline.ring_count > 0;
	for (size_t i = 0; i < trial.draft.feature_count; i++)
		structure +=
		    trial.draft.features[i].kind == CGRID_DRAFT_ROOM &&
		    cgrid_room_kind_of(trial.draft.features[i].category) == CGRID_ROOM_STRUCTURE;
	levels = trial.draft.level_count;
	ck_assert_uint_eq(trial.draft.building_count, real[_i].buildings);
	ck_assert_uint_eq(outlined, real[_i].outlined);
	ck_assert_uint_eq(levels, real[_i].levels);
	ck_assert_uint_eq(count(&trial, CGRID_DRAFT_ROOM), real[_i].rooms);
	ck_assert_uint_eq(structure, real[_i].structure);
	ck_assert_uint_eq(count(&trial, CGRID_DRAFT_DOOR), real[_i].doors);
	ck_assert_uint_eq(count(&trial, CGRID_DRAFT_ASSET), real[_i].assets);
	ck_assert_uint_eq(count(&trial, CGRID_DRAFT_AREA), real[_i].areas);
	ck_assert_uint_eq(cgrid_ctx_count(trial.ctx, CGRID_LEFT_OUT), real[_i].left_out);
	ck_assert_int_eq(trial.draft.credit[0] != '\0', real[_i].osm);
	end(&trial);
}
END_TEST

static void
put(const char *folder, const char *name, const char *text)
{
	char *path = cgrid_path_join(folder, name);
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
	free(path);
}

START_TEST(a_folder_of_layers)
{
	static const char *const files[] = {"annex/2.geojson",
					    "annex",
					    "F1/rooms.geojson",
					    "F1",
					    "broken.geojson",
					    "config.json",
					    "level_3.json",
					    "other.geojson",
					    "cut.json",
					    "notes.txt",
					    ""};
	char folder[] = "/tmp/campusgrid-geojson-XXXXXX";
	ck_assert_ptr_nonnull(mkdtemp(folder));
	char *annex = cgrid_path_join(folder, "annex"), *f1 = cgrid_path_join(folder, "F1");
	ck_assert_int_eq(mkdir(annex, 0700) | mkdir(f1, 0700), 0);
	put(folder, "annex/2.geojson", ONE(POLYGON, "\"level\":\"2\",\"ref\":\"a\""));
	put(folder, "F1/rooms.geojson", ONE(POLYGON, "\"ref\":\"b\""));
	put(folder, "broken.geojson", COLLECTION(FEATURE(POLYGON, "\"ref\":\"gone\"") ","));
	put(folder, "config.json", "{\"type\": \"settings\"}");
	put(folder, "cut.json", "{\"a\": ");
	put(folder, "level_3.json", ONE(POLYGON, "\"ref\":\"c\""));
	put(folder, "other.geojson", "{\"type\": \"settings\"}");
	put(folder, "notes.txt", "[");
	for (int strict = 0; strict < 2; strict++) {
		struct trial trial;
		struct cgrid_buf records = {0};
		const struct cgrid_plan plan = {.file = folder, .shown = "Campus"};
		begin(&trial);
		trial.draft.strict = strict;
		enum cgrid_status status = cgrid_read_geojson_folder(&trial.draft, &plan);
		ck_assert_int_eq(status, strict ? CGRID_E_SYNTAX : CGRID_OK);
		if (!strict) {
			describe(&trial.draft, &records);
			ck_assert_str_eq(records.data, "room|f1|c|||Campus|3|\nroom|f1|b|||Campus|F1|\n"
						       "room|f1|a|||annex|2|\n");
			ck_assert_ptr_nonnull(strstr(trial.log.data, "L Campus/broken.geojson:1:"));
			ck_assert_ptr_nonnull(
			    strstr(trial.log.data, "N Campus/config.json: is JSON but no GeoJSON"));
			ck_assert_ptr_nonnull(strstr(trial.log.data, "L Campus/cut.json:1:7: JSON: "));
			ck_assert_ptr_nonnull(
			    strstr(trial.log.data, "L Campus/other.geojson:1:10: not GeoJSON"));
			ck_assert_uint_eq(cgrid_ctx_count(trial.ctx, CGRID_LEFT_OUT), 3);
			cgrid_buf_free(&records);
		}
		end(&trial);
	}
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char *path = cgrid_path_join(folder, files[i]);
		ck_assert_int_eq(remove(path), 0);
		free(path);
	}
	free(annex);
	free(f1);
}
END_TEST

/* Random features: each becomes a record, an outline, or is counted as left out or unused. */
static void
add_random(struct cgrid_buf *text, struct rng *rng, int i)
{
	static const char *const geometries[] = {
	    POLYGON,
	    POLYGON,
	    POLYGON,
	    POINT,
	    LINE,
	    "\"geometry\":null",
	    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1]]]}",
	    "\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,true]}"};
	static const char *const properties[] = {
	    "\"level\":\"1\"",       "\"ref\":\"7\"",     "\"indoor\":\"room\"",
	    "\"highway\":\"steps\"", "\"type\":\"door\"", "\"kind\":\"aed\"",
	    "\"building\":\"yes\"",  "\"@id\":\"way/1\"", "\"name\":\"x\"",
	    "\"landuse\":\"grass\"", "\"room\":\"shop\"", "\"entrance\":\"yes\""};
	cgrid_buf_text(text, i ? ",{\"type\":\"Feature\"," : "{\"type\":\"Feature\",");
	cgrid_buf_text(text, geometries[rng_below(rng, 8)]);
	cgrid_buf_text(text, ",\"properties\":{\"n\":0");
	uint64_t chosen = rng_next(rng) & rng_next(rng);
	for (size_t p = 0; p < sizeof properties / sizeof *properties; p++)
		if (chosen >> p & 1) {
			cgrid_buf_char(text, ',');
			cgrid_buf_text(text, properties[p]);
		}
	cgrid_buf_text(text, "}}");
}

/* The numbers of a note: "not used: 3 without ...; 2 points ...". */
static size_t
unused_in(const char *log)
{
	const char *note = strstr(log, "not used: ");
	size_t sum = 0;
	for (const char *c = note ? note + 10 : NULL; c && *c != '\n';) {
		sum += strtoul(c, NULL, 10);
		c = strstr(c, "; ");
		c = c ? c + 2 : NULL;
	}
	return sum;
}

START_TEST(nothing_is_dropped_without_a_word)
{
	for (uint64_t seed = 1; seed <= 300; seed++) {
		struct rng rng = {seed};
		struct cgrid_buf text = {0};
		struct trial trial;
		int n = (int)rng_below(&rng, 30);
		begin(&trial);
		cgrid_buf_text(&text, "{\"type\":\"FeatureCollection\",\"features\":[");
		for (int i = 0; i < n; i++)
			add_random(&text, &rng, i);
		cgrid_buf_text(&text, "]}");
		ck_ok(trial.ctx, read_text(&trial, text.data));
		size_t outlines = 0;
		for (size_t i = 0; i < trial.draft.building_count; i++)
			outlines += trial.draft.buildings[i].outline.ring_count;
		size_t all = trial.draft.feature_count + outlines + unused_in(trial.log.data) +
			     cgrid_ctx_count(trial.ctx, CGRID_LEFT_OUT);
		ck_assert_msg(all == (size_t)n, "seed %lu: %zu of %d\n%s\n%s", (unsigned long)seed, all,
			      n, text.data, trial.log.data);
		for (size_t i = 0; i < trial.draft.feature_count; i++)
			ck_assert(trial.draft.features[i].kind != CGRID_DRAFT_ROOM ||
				  trial.draft.features[i].level < trial.draft.level_count);
		cgrid_buf_free(&text);
		end(&trial);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("geojson");
	TCase *tables = tcase_create("tables"), *files = tcase_create("files");
	tcase_add_loop_test(tables, a_feature_becomes_its_records, 0,
			    sizeof features / sizeof *features);
	tcase_add_loop_test(tables, what_cannot_be_used_is_named, 0, sizeof faults / sizeof *faults);
	tcase_add_loop_test(tables, sequences_of_texts, 0, sizeof sequences / sizeof *sequences);
	tcase_add_test(tables, oddities_are_said);
	tcase_add_test(tables, the_rest_is_used);
	tcase_add_test(tables, messages_stay_utf8);
	tcase_add_test(tables, rings_close_within_a_millimetre);
	tcase_add_test(tables, rings_have_their_roles);
	tcase_add_test(tables, members_stand_in_any_order);
	tcase_add_test(tables, a_crs_is_never_fetched);
	tcase_add_test(tables, a_plan_entry_has_its_say);
	tcase_add_test(tables, a_plan_names_its_properties);
	tcase_add_test(tables, every_meaning_has_its_word);
	tcase_add_test(tables, ordinals_are_never_guessed);
	tcase_add_test(tables, features_find_their_levels);
	tcase_add_test(tables, openstreetmap_gets_its_credit);
	tcase_add_test(tables, outlines_are_no_rooms);
	tcase_add_test(tables, an_outline_names_the_level);
	tcase_add_test(tables, rooms_go_to_the_building_that_holds_them);
	tcase_add_test(tables, buildings_are_not_told_by_their_row);
	tcase_add_test(tables, levels_as_they_are_written);
	tcase_add_test(tables, levels_in_names_of_files);
	tcase_add_test(tables, categories_have_their_kinds);
	tcase_add_test(tables, every_row_of_the_tables_counts);
	tcase_add_test(tables, nothing_is_dropped_without_a_word);
	tcase_add_loop_test(files, real_files, 0, sizeof real / sizeof *real);
	tcase_add_test(files, a_folder_of_layers);
	tcase_set_timeout(files, 60);
	tcase_set_timeout(tables, 30);
	suite_add_tcase(suite, tables);
	suite_add_tcase(suite, files);
	return run_suite(suite);
}
