/* SPDX-License-Identifier: Apache-2.0 */
/* GeoJSON geometries: any order of members, any nesting, and a fault that names itself. */
#include "harness.h"
#include "read/geometry.h"

/* Rings as text: O, H, L and their points; else LINE:COLUMN and the fault. */
static void
show(const char *text, char out[512])
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_json json;
	struct cgrid_geometry geometry = {0};
	struct cgrid_draft draft;
	struct cgrid_draft_shape shape;
	size_t used = 0;
	out[0] = '\0';
	cgrid_draft_init(&draft, ctx);
	ck_ok(ctx, cgrid_json_open(&json, ctx, "g", text, strlen(text)));
	if (cgrid_geometry_read(&json, cgrid_json_next(&json), &geometry)) {
		snprintf(out, 512, "%s", cgrid_ctx_error(ctx));
	} else {
		ck_ok(ctx, cgrid_geometry_to_draft(&draft, &geometry, NULL, &shape));
		if (geometry.fault[0])
			snprintf(out, 512, "%u:%u %s", geometry.fault_at.line, geometry.fault_at.column,
				 geometry.fault);
		for (size_t r = 0; r < shape.ring_count; r++) {
			const struct cgrid_draft_ring *ring = &draft.rings[shape.first_ring + r];
			used += (size_t)snprintf(out + used, 512 - used, "%c%s", "OHL"[ring->role],
						 ring -> closed ? "c" : "");
			for (size_t i = 0; i < ring->count; i++)
				used += (size_t)snprintf(out + used, 512 - used, " %d,%d",
							 (int)draft.points[ring->first + i].lon,
							 (int)draft.points[ring->first + i].lat);
			used += (size_t)snprintf(out + used, 512 - used, ";");
		}
		/* The whole value was read, whatever was wrong with it. */
		ck_assert_int_eq(cgrid_json_next(&json), CGRID_JSON_END);
	}
	cgrid_json_close(&json);
	cgrid_geometry_free(&geometry);
	cgrid_draft_free(&draft);
	cgrid_ctx_free(ctx);
}

/* clang-format off */
static const struct {
	const char *in, *out;
} cases[] = {
	{"null", ""},
	{"{\"type\":\"Point\",\"coordinates\":[1,2]}", "L 1,2;"},
	{"{\"coordinates\":[1,2,3,4],\"type\":\"Point\",\"x\":{\"y\":[[]]}}", "L 1,2;"},
	{"{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,4]]}", "L 1,2;L 3,4;"},
	{"{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4],[1,2]]}", "L 1,2 3,4 1,2;"},
	{"{\"type\":\"MultiLineString\",\"coordinates\":[[[1,2],[3,4]],[[5,6],[7,8]]]}", "L 1,2 3,4;L 5,6 7,8;"},
	{"{\"coordinates\":[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,1],[2,2],[1,1]]],\"type\":\"Polygon\"}",
		"Oc 0,0 9,0 9,9;Hc 1,1 2,1 2,2;"},
	{"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[9,0],[0,0]]]}", "1:36 a ring of 3 positions, where at least 4 are needed"},
	{"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[9,0],[9,9],[0,1]]]}", "1:36 a ring is open: its first and last position are not the same"},
	{"{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,1],[2,2],[1,1]]],[[[5,5],[6,5],[6,6],[5,5]]]]}",
		"Oc 0,0 9,0 9,9;Hc 1,1 2,1 2,2;Oc 5,5 6,5 6,6;"},
	{"{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,2]},"
		"{\"type\":\"GeometryCollection\",\"geometries\":[]},{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}]}",
		"L 1,2;L 1,2 3,4;"},
	{"{\"type\":\"Point\",\"coordinates\":null}", "1:31 its coordinates are null"},
	{"{\"type\":\"Point\",\"coordinates\":[]}", "1:32 the coordinates have an empty list"},
	{"{\"type\":\"Point\",\"coordinates\":[1]}", "1:33 a position has one number only"},
	{"{\"type\":\"Point\",\n\"coordinates\":[1,null]}", "2:18 a position holds something that is no number"},
	{"{\"type\":\"Point\",\"coordinates\":[null,1]}", "1:32 a position is null"},
	{"{\"type\":\"Point\",\"coordinates\":[1e999,1]}", "1:32 a coordinate is beyond any number"},
	{"{\"type\":\"Point\",\"coordinates\":[[1,2]]}", "1:38 the coordinates are not nested as those of a Point"},
	{"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0]],[0,0]]}", "1:49 the positions are not nested alike"},
	{"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[]]]}", "1:48 the coordinates have an empty list"},
	{"{\"type\":\"Polygon\",\"coordinates\":[[],[[0,0]]]}", "1:35 the coordinates have an empty list"},
	{"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],{\"a\":[1,[2]]}]]}", "1:41 the coordinates hold something that is no number"},
	{"{\"type\":\"Polygone\",\"coordinates\":[]}", "1:9 \"Polygone\" is no type of geometry"},
	{"{\"type\":7,\"coordinates\":[1,2]}", "1:9 \"7\" is no type of geometry"},
	{"{\"coordinates\":[1,2]}", "1:21 the geometry has no type"},
	{"{\"type\":\"Point\"}", "1:16 the geometry has no coordinates"},
	{"{\"type\":\"GeometryCollection\",\"coordinates\":[1,2]}", "1:49 the collection has no geometries"},
	{"{\"type\":\"GeometryCollection\",\"geometries\":[null,7]}", "1:49 the geometry is no object"},
	{"{\"type\":\"Point\",\"type\":\"Point\",\"coordinates\":[1,2]}", "1:17 a key of the geometry is there twice"},
	{"[1,2]", "1:1 the geometry is no object"},
	{"\"x\"", "1:1 the geometry is no object"},
	{"{\"type\":\"Point\",\"coordinates\":[40.5,-100]}", "1:32 40.50000, -100.00000 is no longitude and latitude (longitude comes first)"},
	{"{\"type\":\"LineString\",\"coordinates\":[[1,2],[181,2]]}", "1:44 181.00000, 2.00000 is no longitude and latitude"},
	{"{\"type\":\"Point\",\"coordinates\":[1,2}", "g:1:35: JSON: "},
};
/* clang-format on */

START_TEST(geometries)
{
	char out[512];
	show(cases[_i].in, out);
	/* Faults of syntax are worded by the parser. */
	if (strncmp(cases[_i].out, "g:", 2) == 0)
		out[strlen(cases[_i].out)] = '\0';
	ck_assert_str_eq(out, cases[_i].out);
}
END_TEST

START_TEST(vertex_limit)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	static const char text[] = "{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,4],[5,6]]}";
	for (uint64_t limit = 1; limit <= 3; limit++) {
		struct cgrid_json json;
		struct cgrid_geometry geometry = {0};
		ck_ok(ctx, cgrid_ctx_set_limit(ctx, CGRID_LIMIT_VERTICES, limit));
		ck_ok(ctx, cgrid_json_open(&json, ctx, "g", text, strlen(text)));
		ck_assert_int_eq(cgrid_geometry_read(&json, cgrid_json_next(&json), &geometry),
				 limit < 3 ? CGRID_E_LIMIT : CGRID_OK);
		cgrid_json_close(&json);
		cgrid_geometry_free(&geometry);
	}
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("geometry");
	TCase *tcase = tcase_create("geometry");
	tcase_add_loop_test(tcase, geometries, 0, sizeof cases / sizeof *cases);
	tcase_add_test(tcase, vertex_limit);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
