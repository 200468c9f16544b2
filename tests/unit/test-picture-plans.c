/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures as plans: where they lie, which rooms a list gives them, and what is said of those that
 * cannot be placed. */
#include "harness.h"

#include "base/png.h"
#include "base/text.h"

#include <campusgrid/campusgrid.h>
#include <math.h>
#include <sys/stat.h>

static char said[8192], folder[64];

static void
collect(void *user, enum cgrid_severity severity, const char *line)
{
	(void)user;
	size_t used = strlen(said);
	if (severity != CGRID_NOTE)
		snprintf(said + used, sizeof said - used, "%c %s\n",
			 severity == CGRID_WARNING ? 'W' : 'L', line);
}

static void
begin(void)
{
	snprintf(folder, sizeof folder, "/tmp/cgrid-plans-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	said[0] = '\0';
}

static void
end(void)
{
	char command[96];
	snprintf(command, sizeof command, "rm -rf %s", folder);
	ck_assert_int_eq(system(command), 0);
}

static void
put(const char *name, const char *text)
{
	char path[160];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

/* A white picture. */
static void
put_png(const char *name, uint32_t width, uint32_t height)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_raster raster = {width, height, calloc((size_t)width * height, 3)};
	struct cgrid_buf buf = {0};
	char path[160];
	ck_ok(ctx, cgrid_png_write(ctx, &raster, 0, cgrid_buf_sink(&buf)));
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(buf.data, 1, buf.size, file), buf.size);
	fclose(file);
	cgrid_buf_free(&buf);
	cgrid_raster_free(&raster);
	cgrid_ctx_free(ctx);
}

/* Reads campus.json with one plan; NULL where it is refused, and why is in `said`. */
static struct cgrid_campus *
read_plan(struct cgrid_ctx *ctx, const char *frame, const char *entry)
{
	struct cgrid_campus_options options = CGRID_CAMPUS_OPTIONS_INIT;
	struct cgrid_campus *campus;
	char text[10300], path[160];
	snprintf(text, sizeof text, "{\"plans\": [%s]}", entry);
	put("campus.json", text);
	snprintf(path, sizeof path, "%s/campus.json", folder);
	options.frame = frame;
	cgrid_ctx_set_log(ctx, collect, NULL);
	if (cgrid_campus_read(ctx, path, &options, &campus))
		snprintf(said + strlen(said), sizeof said - strlen(said), "! %s\n",
			 cgrid_ctx_error(ctx));
	return campus;
}

/* The shared pictures of a mall: the world file beside each and its control points are of one mind to
 * the pixel, and the metres are those that its authors measured. */
static const char *const floors[] = {"B1", "F1", "F2", "F3", "F4"};
static void
read_floor(const char *name, const char *keys, struct cgrid_xy corners[4])
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	char entry[10240], ties[5120];
	const char *root = shared_path("data/raster/ilc20_site1");
	begin();
	snprintf(ties, sizeof ties, keys, root, name);
	snprintf(entry, sizeof entry,
		 "{\"file\": \"%s/%s/floor_image.png\", \"building\": \"Mall\", \"level\": \"%s\", %s}",
		 root, name, name, ties);
	struct cgrid_campus *campus = read_plan(ctx, NULL, entry);
	ck_assert_msg(campus != NULL, "%s", said);
	ck_assert_str_eq(said, "");
	ck_assert_uint_eq(cgrid_campus_level_count(campus), 1);
	ck_assert_uint_eq(cgrid_campus_image_count(campus), 1);
	const struct cgrid_image *image = cgrid_campus_image(campus, 0);
	ck_assert(image->for_level);
	memcpy(corners, image->corners, 4 * sizeof *corners);
	const struct cgrid_box box = cgrid_campus_extent(campus);
	for (int i = 0; i < 4; i++)
		ck_assert(box.min_x <= corners[i].x && corners[i].x <= box.max_x &&
			  box.min_y <= corners[i].y && corners[i].y <= box.max_y);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
	end();
}

static double
number_behind(const char *text, const char *key)
{
	const char *at = strstr(text, key);
	ck_assert_ptr_nonnull(at);
	return strtod(at + strlen(key), NULL);
}

START_TEST(world_file_and_ties_agree_to_a_pixel)
{
	const char *name = floors[_i];
	char path[128], text[512] = "";
	struct cgrid_xy world[4], ties[4];
	if (!shared_path("data/raster/ilc20_site1"))
		return;
	read_floor(name, "\"crs\": \"EPSG:3857\"", world);
	read_floor(name, "\"ties\": \"%s/%s/gcps.csv\"", ties);
	for (int i = 0; i < 4; i++)
		ck_assert_double_lt(hypot(world[i].x - ties[i].x, world[i].y - ties[i].y), 0.01);
	snprintf(path, sizeof path, "data/raster/ilc20_site1/%s/floor_info.json", name);
	FILE *file = fopen(shared_path(path), "r");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_gt(fread(text, 1, sizeof text - 1, file), 0);
	fclose(file);
	/* Its authors count on a sphere of the equator's radius. Along a parallel that is 0.1 % off
	 * the ellipsoid; along the meridian at 30 N the ellipsoid's radius is 6,351,690 m. */
	double width = hypot(ties[1].x - ties[0].x, ties[1].y - ties[0].y);
	double height = hypot(ties[2].x - ties[1].x, ties[2].y - ties[1].y) * 6378137 / 6351690;
	ck_assert_double_lt(fabs(width / number_behind(text, "\"width\":") - 1), 0.001);
	ck_assert_double_lt(fabs(height / number_behind(text, "\"height\":") - 1), 0.001);
}
END_TEST

/* A laboratory whose x runs down and y right, from pixel 22, 9, at 0.0296 m a pixel. */
START_TEST(sensors_by_the_scale_of_a_picture)
{
	const double parity = 0.029599051601892735;
	static const double sensors[][2] = {{7.00, 7.09},   {7.18, 0.68},   {0.71, 6.16},
					    {7.25, 11.36},  {0.76, 12.13},  {7.18, 17.64},
					    {13.14, 12.33}, {12.82, 16.83}, {18.12, 11.93}};
	static const double corners[3][2] = {{0, 0}, {18, 0}, {0, 17}};
	const struct cgrid_frame frame = {.kind = CGRID_FRAME_LOCAL, .origin = {9.19, 45.46}};
	const char *picture = shared_path("data/raster/tetam_ble/tetam.png");
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	char ties[512] = "pixel_x,pixel_y,lat,lon\n",
	     rooms[1024] = "room,pixel_x,pixel_y\ns0,262,246\n", entry[5120];
	if (!picture)
		return;
	begin();
	for (size_t i = 0; i < 3; i++) {
		/* Its x is laid south, its y east. */
		struct cgrid_xy at = {corners[i][1], -corners[i][0]};
		struct cgrid_lonlat ground;
		ck_ok(ctx, cgrid_frame_to_ground(ctx, &frame, &at, 1, &ground));
		snprintf(ties + strlen(ties), sizeof ties - strlen(ties), "%.4f,%.4f,%.10f,%.10f\n",
			 22 + corners[i][1] / parity, 9 + corners[i][0] / parity, ground.lat,
			 ground.lon);
	}
	/* The first as its authors give it. */
	for (size_t i = 1; i < sizeof sensors / sizeof *sensors; i++)
		snprintf(rooms + strlen(rooms), sizeof rooms - strlen(rooms), "s%zu,%.0f,%.0f\n", i,
			 22 + sensors[i][1] / parity, 9 + sensors[i][0] / parity);
	put("ties.csv", ties);
	put("rooms.csv", rooms);
	snprintf(
	    entry, sizeof entry,
	    "{\"file\": \"%s\", \"level\": \"1\", \"ties\": \"ties.csv\", \"rooms\": \"rooms.csv\"}",
	    picture);
	struct cgrid_campus *campus = read_plan(ctx, NULL, entry);
	ck_assert_msg(campus != NULL, "%s", said);
	for (size_t i = 0; i < sizeof sensors / sizeof *sensors; i++) {
		const struct cgrid_room *room = cgrid_campus_room(campus, i);
		struct cgrid_lonlat ground;
		struct cgrid_xy at;
		ck_ok(ctx,
		      cgrid_frame_to_ground(ctx, cgrid_campus_frame(campus), &room->label, 1, &ground));
		ck_ok(ctx, cgrid_frame_to_xy(ctx, &frame, &ground, 1, &at));
		size_t n = (size_t)(room->room[1] - '0');
		/* Half a pixel, along both axes. */
		ck_assert_double_lt(fabs(at.x - sensors[n][1]), 0.6 * parity);
		ck_assert_double_lt(fabs(at.y + sensors[n][0]), 0.6 * parity);
	}
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
	end();
}
END_TEST

/* A map of a robot: the YAML and the world file beside its picture say the same, and a door that is
 * given in metres stands in the wall of the room that is given in pixels. */
START_TEST(ros_map_world_file_and_rooms_agree)
{
	static const char *const files[] = {"3ne.yaml", "3ne.png"};
	const struct cgrid_frame frame = {.kind = CGRID_FRAME_LOCAL, .origin = {-97.7366, 30.2862}};
	const char *root = shared_path("data/raster/utexas_gdc_3ne");
	struct cgrid_xy first = {0, 0};
	if (!root)
		return;
	for (int i = 0; i < 2; i++) {
		struct cgrid_ctx *ctx = cgrid_ctx_new();
		char entry[10240];
		begin();
		snprintf(entry, sizeof entry,
			 "{\"file\": \"%s/%s\", \"building\": \"GDC\", \"level\": \"3\", \"origin\": "
			 "[30.2862, -97.7366], \"turn\": 0, \"rooms\": \"%s/locations.yaml\"}",
			 root, files[i], root);
		struct cgrid_campus *campus = read_plan(ctx, NULL, entry);
		ck_assert_msg(campus != NULL, "%s", said);
		ck_assert_str_eq(said, "");
		ck_assert_uint_eq(cgrid_campus_room_count(campus), 39);
		ck_assert(!cgrid_campus_image(campus, 0)->for_level);
		const struct cgrid_room *room = NULL;
		for (size_t r = 0; r < 39; r++)
			if (strcmp(cgrid_campus_room(campus, r)->room, "l3_404") == 0)
				room = cgrid_campus_room(campus, r);
		ck_assert_ptr_nonnull(room);
		/* Door d3_404 spans x -8.05 to -6.6 at y -13.25, below it (y down) is the room. */
		const struct cgrid_xy beside[2] = {{-7.3, -13.25 - 0.4}, {-7.3, -13.25 + 0.4}};
		for (int side = 0; side < 2; side++) {
			struct cgrid_lonlat ground;
			struct cgrid_xy at;
			ck_ok(ctx, cgrid_frame_to_ground(ctx, &frame, &beside[side], 1, &ground));
			ck_ok(ctx, cgrid_frame_to_xy(ctx, cgrid_campus_frame(campus), &ground, 1, &at));
			uint32_t in = cgrid_campus_room_at(campus, 0, at);
			ck_assert_uint_ne(in, CGRID_NONE);
			ck_assert_str_eq(cgrid_campus_room(campus, in)->room,
					 side ? "l3_400" : "l3_404");
		}
		if (i == 0)
			first = room->label;
		else
			ck_assert_double_lt(hypot(first.x - room->label.x, first.y - room->label.y),
					    1e-6);
		cgrid_campus_free(campus);
		cgrid_ctx_free(ctx);
		end();
	}
}
END_TEST

/* The doors beside a map stand between the rooms that they are called after: d3_404 is l3_404's. */
START_TEST(doors_of_a_ros_map)
{
	const char *root = shared_path("data/raster/utexas_gdc_3ne");
	char entry[10240];
	if (!root)
		return;
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	begin();
	snprintf(entry, sizeof entry,
		 "{\"file\": \"%s/3ne.yaml\", \"building\": \"GDC\", \"level\": \"3\", \"origin\": "
		 "[30.2862, -97.7366], \"turn\": 40, \"rooms\": \"%s/locations.yaml\"}",
		 root, root);
	struct cgrid_campus *campus = read_plan(ctx, NULL, entry);
	ck_assert_msg(campus != NULL, "%s", said);
	ck_assert_uint_eq(cgrid_campus_door_count(campus), 24);
	size_t own = 0;
	for (size_t i = 0; i < 24; i++) {
		const struct cgrid_door *door = cgrid_campus_door(campus, i);
		bool named = false;
		ck_assert_uint_ne(door->rooms[0], door->rooms[1]);
		for (int side = 0; side < 2; side++)
			if (door->rooms[side] != CGRID_NONE)
				named |= strncmp(cgrid_campus_room(campus, door->rooms[side])->room + 1,
						 door->door + 1, 5) == 0;
		own += named;
	}
	ck_assert_uint_eq(own, 24);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
	end();
}
END_TEST

/* clang-format off */
#define TIES "pixel_x,pixel_y,lat,lon\n0,0,40.1234,-75.1234\n1000,0,40.1234,-75.12222655\n1000,700,40.12276963,-75.12222655\n0,700,40.12276963,-75.1234\n"
#define PLAN "\"file\": \"a.png\", \"building\": \"A\", \"level\": \"1\""
static const struct {
	const char *entry, *rooms, *said;
} cases[] = {
	{PLAN, NULL, "! a.png: nothing says where it lies: add \"ties\", a CSV with columns pixel_x,pixel_y,lat,lon, or a world file beside it and its \"crs\"\n"},
	{PLAN ", \"ties\": \"ties.csv\"", NULL, ""},
	{"\"file\": \"a.png\", \"ties\": \"ties.csv\"", NULL, "! a.png: it is not said which level this is: add \"building\" and \"level\" in campus.json\n"},
	{PLAN ", \"ties\": \"ties.csv\", \"crs\": \"EPSG:3857\"", NULL, "! a.png: \"ties\" and \"crs\" both say how the picture lies: one of them has to go\n"},
	{PLAN ", \"origin\": [40, -75], \"crs\": \"EPSG:3857\"", NULL, "! a.png: \"crs\" and \"origin\" both say how the picture lies: one of them has to go\n"},
	{PLAN ", \"crs\": \"EPSG:3857\"", NULL, "! a.png: has no world file beside it (.pgw, .pngw or .wld)\n"},
	{"\"file\": \"w.png\", \"level\": \"1\"", NULL, "! w.png: its world file is in a system that is not said: add \"crs\" (as \"EPSG:3857\"), or \"origin\" where it is in metres of the building\n"},
	{"\"file\": \"w.png\", \"level\": \"1\", \"crs\": \"EPSG:4326\"", NULL, "! w.png: the picture would reach to latitude -484.65: the \"crs\" is not that of its world file\n"},
	{"\"file\": \"w.png\", \"level\": \"1\", \"origin\": [40, -75], \"units\": \"ft\"", NULL, ""},
	{PLAN ", \"ties\": \"missing.csv\"", NULL, "! a.png: missing.csv: cannot be opened: No such file or directory\n"},
	{PLAN ", \"ties\": \"ties.csv\", \"room_layer\": \"A\"", NULL, "! a.png: \"room_layer\" means nothing to this kind of drawing: take it out of campus.json\n"},
	{"\"file\": \"broken.png\", \"level\": \"1\", \"ties\": \"ties.csv\"", NULL, "! broken.png: PNG: this is no PNG file\n"},
	/* Lists of rooms. */
	{PLAN, "room,pixel_x,pixel_y\n101,100,100\nWC,500,100\n", "W rooms.csv: of 2 rooms only a position is known: found by name, but not how far they reach, nor what lies in them\n"},
	{PLAN, "name,lat,lon\nHall,40.1232,-75.1230\n", "W rooms.csv: of 1 room only a position is known: found by name, but not how far it reaches, nor what lies in it\n"},
	{PLAN, "room,polygon\n1,\"0 0, 100 0, 100 100, 0 100\"\n2,\"100 0; 200 0; 200 100; 100 100; 100 0\"\n", ""},
	{PLAN, "room,corner,pixel_x,pixel_y\n1,3,100,100\n1,1,0,0\n1,4,0,100\n1,2,100,0\n", ""},
	{PLAN, "room,corner,lat,lon\n1,1,40.1234,-75.1234\n1,2,40.1234,-75.1233\n1,3,40.1233,-75.1233\n", ""},
	{PLAN, "", "! rooms.csv:1:1: CSV: empty\n"},
	{PLAN, "room\n1\n", "! rooms.csv:1:1: the header row has to say one way where rooms are: \"pixel_x\" and \"pixel_y\", \"lat\" and \"lon\", or \"polygon\"\n"},
	{PLAN, "pixel_x,pixel_y\n1,1\n", "! rooms.csv:1:1: the header row has no column \"room\" (nor \"name\")\n"},
	{PLAN, "room,pixel_x,pixel_y,polygon\n", "! rooms.csv:1:1: the header row has to say one way where rooms are: \"pixel_x\" and \"pixel_y\", \"lat\" and \"lon\", or \"polygon\"\n"},
	{PLAN, "room,polygon,corner\n", "! rooms.csv:1:1: the header row has \"polygon\" and \"corner\": one of them has to go\n"},
	{PLAN, "room,pixel_x,pixel_y\n", "W rooms.csv: no rooms in it\n"},
	{PLAN, "room,pixel_x,pixel_y\n,1,1\n", "L rooms.csv:2:1: the room has neither a sign nor a name\nW rooms.csv: no rooms in it\n"},
	{PLAN, "room,pixel_x,pixel_y\n1,1x,1\n", "L rooms.csv:2:3: \"pixel_x\": \"1x\" is no number (a decimal point, no units)\nW rooms.csv: no rooms in it\n"},
	{PLAN, "room,pixel_x,pixel_y\n1,1200,1\n", "L rooms.csv:2:1: room \"1\": lies off the picture, which has 1000 x 700 pixels\nW rooms.csv: no rooms in it\n"},
	{PLAN, "room,lat,lon\n1,-75.1230,40.1232\n", "L rooms.csv:2:1: room \"1\": lies off the picture\nW rooms.csv: no rooms in it\n"},
	{PLAN, "room,lat,lon\n1,140.1,-75\n", "L rooms.csv:2:3: no place on earth (are lat and lon swapped?)\nW rooms.csv: no rooms in it\n"},
	{PLAN, "room,polygon\n1,\"0 0, 100 0\"\n", "L rooms.csv:2:3: room \"1\": 2 corners make no room\nW rooms.csv: no rooms in it\n"},
	{PLAN, "room,polygon\n1,\"0 0, 100 0, 100\"\n", "L rooms.csv:2:3: a polygon is pixels \"x y, x y, x y\": pair 3 is none\nW rooms.csv: no rooms in it\n"},
	{PLAN, "room,corner,pixel_x,pixel_y\n1,1,0,0\n1,2,9,9\n", "L rooms.csv:2:1: room \"1\": 2 corners make no room\nW rooms.csv: no rooms in it\n"},
	{PLAN, "room,corner,pixel_x,pixel_y\n1,1,0,0\n1,2,9,9\n1,2,9,0\n", "L rooms.csv:4:1: room \"1\": this corner has the number of the one in line 3\nW rooms.csv: no rooms in it\n"},
	{PLAN, "room,pixel_x,pixel_y\n1,1\n", "L rooms.csv:2:1: the row has 2 fields and the header 3\nW rooms.csv: no rooms in it\n"},
};
/* clang-format on */

START_TEST(what_is_wrong_is_said)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	char entry[512], *at;
	begin();
	put("ties.csv", TIES);
	put("w.pgw", "0.7\n0\n0\n-0.7\n-5\n5\n");
	put("broken.png", "no picture");
	put_png("a.png", 1000, 700);
	put_png("w.png", 1000, 700);
	if (cases[_i].rooms)
		put("rooms.csv", cases[_i].rooms);
	snprintf(entry, sizeof entry, "{%s%s}", cases[_i].entry,
		 cases[_i].rooms ? ", \"ties\": \"ties.csv\", \"rooms\": \"rooms.csv\"" : "");
	struct cgrid_campus *campus = read_plan(ctx, NULL, entry);
	/* What the system says of a file is shown where campus.json names it. */
	if ((at = strstr(said, folder)))
		memmove(at, strstr(at, ": ") + 2, strlen(strstr(at, ": ") + 2) + 1);
	ck_assert_str_eq(said, cases[_i].said);
	ck_assert_int_eq(campus == NULL, said[0] == '!');
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
	end();
}
END_TEST

/* A room of which only a position is known holds nothing, and is found by name; corners in any order of
 * rows make a room of their true size. */
START_TEST(rooms_of_a_list)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	begin();
	put_png("a.png", 1000, 700);
	put("ties.csv", TIES);
	put("rooms.csv",
	    "room,name,category,pixel_x,pixel_y\n101,Art,classroom,100,300\n102,,,500,300\n");
	struct cgrid_campus *campus =
	    read_plan(ctx, NULL, "{" PLAN ", \"ties\": \"ties.csv\", \"rooms\": \"rooms.csv\"}");
	ck_assert_ptr_nonnull(campus);
	ck_assert_uint_eq(cgrid_campus_room_count(campus), 2);
	const struct cgrid_room *art = cgrid_campus_room(campus, 0),
				*other = cgrid_campus_room(campus, 1);
	ck_assert_str_eq(art->room, "101");
	ck_assert_str_eq(art->name, "Art");
	ck_assert_str_eq(art->category, "classroom");
	ck_assert_uint_eq(art->shape.ring_count, 0);
	ck_assert_double_eq(art->shape.area_m2, 0);
	ck_assert_double_eq_tol(other->label.x - art->label.x, 40, 0.02);
	ck_assert_uint_eq(cgrid_campus_room_at(campus, 0, art->label), CGRID_NONE);
	const struct cgrid_box box = cgrid_campus_extent(campus);
	ck_assert_double_eq_tol(box.max_x - box.min_x, 100, 0.05);
	ck_assert_double_eq_tol(box.max_y - box.min_y, 70, 0.05);
	struct cgrid_grid *grid;
	struct cgrid_pieces *pieces;
	ck_ok(ctx, cgrid_grid_fit(ctx, campus, NULL, false, &grid));
	ck_ok(ctx, cgrid_split(ctx, campus, grid, NULL, &pieces));
	ck_assert_uint_eq(cgrid_pieces_count(pieces), 0);
	cgrid_pieces_free(pieces);
	cgrid_grid_free(grid);
	cgrid_campus_free(campus);
	put("rooms.csv", "room,corner,pixel_x,pixel_y\n1,30,100,100\n2,1,200,0\n1,10,0,0\n1,40,0,100\n"
			 "2,2,300,0\n1,20,100,0\n2,3,300,50\n2,4,200,50\n");
	campus = read_plan(ctx, NULL, "{" PLAN ", \"ties\": \"ties.csv\", \"rooms\": \"rooms.csv\"}");
	ck_assert_ptr_nonnull(campus);
	ck_assert_uint_eq(cgrid_campus_room_count(campus), 2);
	ck_assert_double_eq_tol(cgrid_campus_room(campus, 0)->shape.area_m2, 100, 0.1);
	ck_assert_double_eq_tol(cgrid_campus_room(campus, 1)->shape.area_m2, 50, 0.1);
	cgrid_campus_free(campus);
	cgrid_ctx_free(ctx);
	end();
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("picture-plans");
	TCase *tests = tcase_create("picture-plans");
	tcase_add_loop_test(tests, world_file_and_ties_agree_to_a_pixel, 0, 5);
	tcase_add_test(tests, sensors_by_the_scale_of_a_picture);
	tcase_add_test(tests, ros_map_world_file_and_rooms_agree);
	tcase_add_test(tests, doors_of_a_ros_map);
	tcase_add_loop_test(tests, what_is_wrong_is_said, 0, sizeof cases / sizeof *cases);
	tcase_add_test(tests, rooms_of_a_list);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
