/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures and CAD drawings in a folder: what stands beside them, and what they lack. */
#include "base/file.h"
#include "base/num.h"
#include "base/text.h"
#include "read/draft.h"
#include "read/guess.h"
#include "read/picture.h"
#include "read/world.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const aerial_words[] = {"aerial",  "ortho", "orthophoto", "satellite",
					   "imagery", "drone", "photo",      NULL};
/* A plan of one building is smaller, an aerial picture of a campus larger. */
static const double plan_most_m = 250;

/* PATH with its extension replaced, if there is such a file; malloc'd, NULL for none. */
static char *
beside(const char *path, const char *ending)
{
	size_t stem = strlen(path) - strlen(cgrid_path_extension(path));
	struct cgrid_buf name = {0};
	cgrid_buf_add(&name, path, stem);
	cgrid_buf_text(&name, ending);
	if (!name.failed && cgrid_path_kind(name.data) == CGRID_PATH_FILE)
		return name.data;
	cgrid_buf_free(&name);
	return NULL;
}

static bool
is_picture(struct cgrid_ctx *ctx, const char *path)
{
	(void)ctx;
	return cgrid_is_picture(path);
}

/* Does the header of a CSV name pixels and a ground position? */
static bool
is_ties(struct cgrid_ctx *ctx, const char *path)
{
	struct cgrid_bytes bytes;
	if (!cgrid_same_text(cgrid_path_extension(path), ".csv") ||
	    cgrid_file_read(ctx, path, &bytes) != CGRID_OK) {
		cgrid_clear_error(ctx);
		return false;
	}
	size_t size = strcspn(bytes.data, "\n");
	bool ties = memmem(bytes.data, size, "pixel_x", 7) && memmem(bytes.data, size, "lat", 3) &&
		    memmem(bytes.data, size, "lon", 3);
	cgrid_bytes_free(&bytes);
	return ties;
}

/* How many files of such a kind stand in the folder of a path; the only one goes out, malloc'd. */
static size_t
count_beside(struct cgrid_ctx *ctx, const char *path,
	     bool (*is)(struct cgrid_ctx *ctx, const char *path), char **only_out)
{
	char *folder = cgrid_path_folder(path);
	struct cgrid_names names = {0};
	size_t count = 0;
	*only_out = NULL;
	if (folder && cgrid_folder_read(ctx, folder, &names) == CGRID_OK) {
		for (size_t i = 0; i < names.count; i++) {
			char *inside = cgrid_path_join(folder, names.names[i]);
			if (!inside || !is(ctx, inside)) {
				free(inside);
				continue;
			}
			free(*only_out);
			*only_out = inside;
			count++;
		}
		cgrid_names_free(&names);
	}
	cgrid_clear_error(ctx);
	free(folder);
	if (count != 1) {
		free(*only_out);
		*only_out = NULL;
	}
	return count;
}

bool
cgrid_guess_beside(struct cgrid_ctx *ctx, const char *path, bool ties)
{
	static const char *const endings[] = {"-ties.csv", "-rooms.csv"};
	size_t length = strlen(path);
	bool found = false;
	for (size_t i = 0; i < 2 && !found; i++) {
		size_t n = strlen(endings[i]);
		if (length <= n || !cgrid_same_text(path + length - n, endings[i]))
			continue;
		struct cgrid_buf stem = {0};
		cgrid_buf_add(&stem, path, length - n);
		cgrid_buf_text(&stem, ".");
		const char *extension;
		for (size_t k = 0;
		     !stem.failed && !found && (extension = cgrid_picture_extension(k)) != NULL; k++) {
			char *picture = beside(stem.data, extension);
			found = picture != NULL;
			free(picture);
		}
		cgrid_buf_free(&stem);
	}
	if (!found && ties) {
		char *only;
		found = count_beside(ctx, path, is_picture, &only) == 1;
		free(only);
	}
	return found;
}

/* A path as campus.json has it: beside the guess's own file. */
static char *
as_written(const struct cgrid_guess *guess, char *path)
{
	if (!path)
		return NULL;
	char *folder = cgrid_path_folder(guess->file), *name = cgrid_path_name(path);
	char *joined = folder && name ? cgrid_path_join(folder, name) : NULL;
	free(folder);
	free(name);
	free(path);
	return joined;
}

/* What the place of a first pixel can be in: degrees, or, beyond every UTM easting, Web Mercator. A
 * pixel of a thousandth of a degree is 100 m long: that is metres of the building's own. */
static const char *
crs_of(const struct cgrid_placement *world)
{
	double x = fabs(world->c), y = fabs(world->f), pixel = hypot(world->a, world->d);
	if (x <= 180 && y <= 90)
		return (x < 1 && y < 1) || pixel > 0.001 ? NULL : "EPSG:4326";
	return x > 1000000 && x < 20037509 && y < 20037509 ? "EPSG:3857" : NULL;
}

/* The wider side of a picture on the ground, in metres; 0 when it cannot be told. */
static double
ground_size(struct cgrid_ctx *ctx, const char *path, const char *crs,
	    const struct cgrid_placement *world)
{
	uint32_t width, height;
	double unit = 1;
	if (cgrid_picture_size(ctx, path, path, &width, &height) != CGRID_OK) {
		cgrid_clear_error(ctx);
		return 0;
	}
	if (crs && strcmp(crs, "EPSG:4326") == 0)
		unit = 111000;
	else if (crs && strcmp(crs, "EPSG:3857") == 0)
		unit = 1 / cosh(world->f / 6378137);
	return fmax(width * hypot(world->a, world->d), height * hypot(world->b, world->e)) * unit;
}

/* A world file that is beside the picture, if it can be read. */
static bool
read_world(struct cgrid_ctx *ctx, const char *path, struct cgrid_placement *world)
{
	struct cgrid_bytes bytes;
	enum cgrid_status status = cgrid_file_read(ctx, path, &bytes);
	if (!status) {
		status = cgrid_world_parse(ctx, path, bytes.data, bytes.size, world);
		cgrid_bytes_free(&bytes);
	}
	cgrid_clear_error(ctx);
	return status == CGRID_OK;
}

/* The longest side of a picture whose tags say where it lies; 0 when it cannot be told. */
static double
tagged_size(struct cgrid_ctx *ctx, const struct cgrid_picture_head *head)
{
	const struct cgrid_xy corners[3] = {{0, 0}, {head->width, 0}, {0, head->height}};
	struct cgrid_placement placement = head->placement;
	struct cgrid_lonlat ground[3];
	double longest = 0;
	placement.crs = head->crs;
	if (head->crs[0] == '\0' ||
	    cgrid_placement_to_ground(ctx, &placement, corners, 3, ground) != CGRID_OK) {
		cgrid_clear_error(ctx);
		return 0;
	}
	for (int i = 1; i < 3; i++)
		longest = fmax(longest, 111320 * hypot((ground[i].lon - ground[0].lon) *
							   cos(ground[0].lat * 0.017453292519943295),
						       ground[i].lat - ground[0].lat));
	return longest;
}

/* What places the picture: its own tags, a world file, a table of ties, a ROS map. */
static void
find_place(struct cgrid_ctx *ctx, const char *path, const struct cgrid_source *source,
	   struct cgrid_guess *guess, double *size_out)
{
	char *world, *ties = beside(path, "-ties.csv");
	struct cgrid_placement placement = {0};
	struct cgrid_picture_head head;
	enum cgrid_status status = cgrid_picture_head(ctx, path, source->file, &head);
	*size_out = 0;
	/* It may well be a plan, on a machine that can read it. */
	if (status == CGRID_E_UNSUPPORTED)
		cgrid_log(ctx, CGRID_WARNING, NULL, "%s", cgrid_ctx_error(ctx));
	cgrid_clear_error(ctx);
	guess->tagged = !status && head.placed;
	if (guess->tagged)
		*size_out = tagged_size(ctx, &head);
	/* Without memory it is as if there were none: that is found out by what follows. */
	cgrid_world_find(path, &world);
	if (!guess->tagged && world && read_world(ctx, world, &placement)) {
		guess->crs = crs_of(&placement);
		*size_out = ground_size(ctx, path, guess->crs, &placement);
	}
	if (!ties && !guess->crs && !guess->tagged) {
		/* The only table of ties beside the only picture. */
		char *only, *picture;
		size_t tables = count_beside(ctx, path, is_ties, &only);
		if (tables == 1 && count_beside(ctx, path, is_picture, &picture) == 1) {
			ties = only;
			free(picture);
		} else {
			free(only);
		}
	}
	char *ros = beside(path, ".yaml");
	bool own = world && fabs(placement.c) < 1000 && fabs(placement.f) < 1000;
	if (!ties && guess->tagged)
		guess->missing |= head.crs[0] ? 0u : CGRID_MISSING_CRS;
	else if (!ties && !guess->crs)
		guess->missing |= world && !ros && !own ? CGRID_MISSING_CRS : CGRID_MISSING_PLACE;
	guess->ties = as_written(guess, ties);
	if (guess->ties)
		guess->crs = NULL;
	free(ros);
	free(world);
}

/* Is the YAML beside the picture the map of a ROS map server, which places it in metres? */
static bool
is_ros_map(struct cgrid_ctx *ctx, const char *path)
{
	char *map = beside(path, ".yaml");
	struct cgrid_bytes bytes;
	bool is = map && cgrid_file_read(ctx, map, &bytes) == CGRID_OK;
	if (is) {
		is = memmem(bytes.data, bytes.size, "image:", 6) &&
		     memmem(bytes.data, bytes.size, "resolution:", 11);
		cgrid_bytes_free(&bytes);
	}
	cgrid_clear_error(ctx);
	free(map);
	return is;
}

/* The map in the picture's place, and its rooms, which are in the same folder by a name of their own.
 */
static enum cgrid_status
use_ros_map(struct cgrid_ctx *ctx, const char *path, struct cgrid_guess *guess)
{
	char *folder = cgrid_path_folder(path);
	char *rooms = folder ? cgrid_path_join(folder, "locations.yaml") : NULL;
	char *map = cgrid_path_beside(guess->file, ".yaml");
	free(folder);
	if (!rooms || !map) {
		free(rooms);
		free(map);
		return cgrid_fail_memory(ctx);
	}
	if (!guess->rooms && cgrid_path_kind(rooms) == CGRID_PATH_FILE)
		guess->rooms = as_written(guess, rooms);
	else
		free(rooms);
	free(guess->file);
	guess->file = map;
	guess->use = CGRID_USE_PLAN;
	guess->crs = NULL;
	guess->said = "a ROS map";
	guess->missing =
	    (guess->ties ? 0u : CGRID_MISSING_PLACE) | (guess->rooms ? 0u : CGRID_MISSING_ROOMS);
	return CGRID_OK;
}

enum cgrid_status
cgrid_guess_picture(struct cgrid_ctx *ctx, const char *path, const struct cgrid_source *source,
		    struct cgrid_guess *guess)
{
	const char *extension = cgrid_path_extension(path);
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	double size;
	bool png = cgrid_same_text(extension, ".png");
	char *same = png ? NULL : beside(path, ".png");
	const bool twice = same != NULL;
	free(same);
	if (twice) {
		cgrid_log(ctx, CGRID_NOTE, source, "not used: the PNG of its name is");
		return CGRID_OK;
	}
	find_place(ctx, path, source, guess, &size);
	guess->rooms = as_written(guess, beside(path, "-rooms.csv"));
	if (is_ros_map(ctx, path))
		return use_ros_map(ctx, path, guess);
	bool aerial = cgrid_name_has(name, strlen(name) - strlen(extension), aerial_words);
	bool plan = !aerial && (guess->level[0] || guess->ties || guess->rooms ||
				(size > 0 && size <= plan_most_m));
	if (plan) {
		guess->use = CGRID_USE_PLAN;
		guess->said = size > 0 && !guess->level[0] ? "a picture of the size of a building"
							   : "a picture of a level";
		guess->missing |= guess->rooms ? 0u : CGRID_MISSING_ROOMS;
		return CGRID_OK;
	}
	if (guess->crs || guess->tagged || guess->missing == CGRID_MISSING_CRS) {
		guess->use = CGRID_USE_IMAGERY;
		guess->missing |= CGRID_MISSING_CAPTURED;
		return CGRID_OK;
	}
	cgrid_log(ctx, CGRID_WARNING, source,
		  "not used: nothing places this picture (a world file, or a table of ties "
		  "named %.*s-ties.csv)",
		  (int)(strlen(name) - strlen(extension)), name);
	return CGRID_OK;
}

/* The number of the header variable $INSUNITS of a DXF, 0 for no unit. */
static int64_t
dxf_units(const char *text, size_t size)
{
	static const char variable[] = "$INSUNITS";
	const char *at = memmem(text, size, variable, sizeof variable - 1);
	int64_t units = 0;
	for (int line = 0; at && line < 2; line++) {
		at = memchr(at, '\n', size - (size_t)(at - text));
		at += at != NULL;
	}
	if (!at)
		return 0;
	const char *end = at + strspn(at, " ");
	size_t n = strcspn(end, " \r\n");
	return cgrid_integer_parse(end, n, 0, 1000, &units) ? units : 0;
}

enum cgrid_status
cgrid_guess_cad(struct cgrid_ctx *ctx, const char *path, struct cgrid_guess *guess)
{
	const char *extension = cgrid_path_extension(path);
	struct cgrid_bytes bytes;
	guess->use = CGRID_USE_PLAN;
	if (cgrid_same_text(extension, ".dxf")) {
		enum cgrid_status status = cgrid_file_read(ctx, path, &bytes);
		if (status)
			return status;
		guess->missing |= CGRID_MISSING_PLACE;
		guess->missing |= CGRID_MISSING_LAYER;
		guess->missing |= dxf_units(bytes.data, bytes.size) ? 0u : CGRID_MISSING_UNITS;
		cgrid_bytes_free(&bytes);
	} else if (cgrid_same_text(extension, ".dwg")) {
		guess->missing |= CGRID_MISSING_PLACE | CGRID_MISSING_LAYER;
	} else if (cgrid_same_text(extension, ".shp")) {
		char *projection = beside(path, ".prj");
		guess->missing |= projection ? 0u : CGRID_MISSING_CRS;
		free(projection);
	}
	guess->ties = as_written(guess, beside(path, "-ties.csv"));
	if (guess->ties)
		guess->missing &= ~(unsigned)CGRID_MISSING_PLACE;
	return CGRID_OK;
}
