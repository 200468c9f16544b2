/* SPDX-License-Identifier: Apache-2.0 */
/* Units of a pack, one by one. */
#include "lookup/pack.h"

#include "base/file.h"
#include "lookup/sha256.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

enum cgrid_status
cgrid_pack_new(struct cgrid_ctx *ctx, int64_t built, struct cgrid_pack **pack_out)
{
	*pack_out = calloc(1, sizeof **pack_out);
	if (!*pack_out)
		return cgrid_fail_memory(ctx);
	(*pack_out)->built = built;
	return CGRID_OK;
}

void
cgrid_pack_free(struct cgrid_pack *pack)
{
	if (!pack)
		return;
	for (int i = 0; i < CGRID_CGX_SECTIONS; i++)
		free(pack->lists[i].units);
	cgrid_buf_free(&pack->texts);
	cgrid_arena_free(&pack->arena);
	free(pack);
}

struct cgrid_pack_unit *
cgrid_pack_add(struct cgrid_ctx *ctx, struct cgrid_pack *pack, int section)
{
	struct cgrid_pack_list *list = &pack->lists[section];
	const size_t fixed = cgrid_lookup_shapes[section].fixed;
	struct cgrid_pack_unit unit = {
	    .texts = cgrid_arena_text(&pack->arena, pack->texts.data, pack->texts.size),
	    .fixed = cgrid_arena_alloc(&pack->arena, (fixed + 15) / 16, 16),
	    .size = (uint32_t)pack->texts.size,
	};
	if (pack->texts.failed || pack->texts.size > INT32_MAX || !unit.texts || !unit.fixed ||
	    list->count >= INT32_MAX || !CGRID_ROOM_FOR_ONE(list->units, list->count, list->capacity)) {
		cgrid_fail_memory(ctx);
		return NULL;
	}
	cgrid_buf_clear(&pack->texts);
	list->units[list->count] = unit;
	return &list->units[list->count++];
}

enum cgrid_status
cgrid_pack_text(struct cgrid_ctx *ctx, struct cgrid_pack *pack, const char *text)
{
	if (!text)
		text = "";
	const size_t length = strlen(text);
	if (!cgrid_utf8_valid(text, length))
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "a text to pack is no UTF-8");
	cgrid_buf_add(&pack->texts, text, length + 1);
	return CGRID_OK;
}

enum cgrid_status
cgrid_pack_begin(struct cgrid_ctx *ctx, struct cgrid_pack *pack, const char *name,
		 const struct cgrid_grid *grid)
{
	const struct cgrid_grid_spec *spec = cgrid_grid_get_spec(grid);
	const char *const texts[CGRID_CAMPUS_TEXTS] = {name, spec->cell, spec->separator,
						       spec->column_names, spec->row_names};
	enum cgrid_status status = CGRID_OK;
	cgrid_buf_clear(&pack->texts);
	if (spec->frame.kind == CGRID_FRAME_EPSG)
		return cgrid_fail(ctx, CGRID_E_UNSUPPORTED,
				  "a lookup file needs a grid in a local or a UTM frame, not EPSG:%d "
				  "(--frame local)",
				  spec->frame.epsg);
	for (int i = 0; !status && i < CGRID_CAMPUS_TEXTS; i++)
		status = cgrid_pack_text(ctx, pack, texts[i]);
	struct cgrid_pack_unit *unit = status ? NULL : cgrid_pack_add(ctx, pack, CGRID_CGX_CAMPUSES);
	if (!unit)
		return status ? status : CGRID_E_MEMORY;
	unsigned char *end = unit->fixed + CGRID_CAMPUS_FIXED;
	cgrid_lookup_put_spec(spec, end);
	cgrid_put_le(end - CGRID_IN_SOURCE, pack->lists[CGRID_CGX_SOURCES].count, 4);
	return CGRID_OK;
}

/* One more of what the last campus has. */
static void
count_one(struct cgrid_pack *pack, int at)
{
	const struct cgrid_pack_list *campuses = &pack->lists[CGRID_CGX_CAMPUSES];
	unsigned char *end = campuses->units[campuses->count - 1].fixed + CGRID_CAMPUS_FIXED;
	cgrid_put_le(end - at, cgrid_le32(end - at) + UINT64_C(1), 4);
}

static enum cgrid_status
hash_file(struct cgrid_ctx *ctx, const char *path, const char *shown, unsigned char digest[32],
	  uint64_t *size_out)
{
	const struct cgrid_source source = {shown, 0, 0};
	struct cgrid_sha256 sha;
	unsigned char bytes[65536];
	ssize_t got = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	cgrid_sha256_init(&sha);
	while (fd >= 0 && ((got = read(fd, bytes, sizeof bytes)) > 0 || (got < 0 && errno == EINTR)))
		if (got > 0)
			cgrid_sha256_add(&sha, bytes, (size_t)got);
	const int error = errno;
	if (fd >= 0)
		close(fd);
	if (fd < 0 || got < 0)
		return cgrid_fail_at(ctx, CGRID_E_INPUT, &source, "cannot be read: %s",
				     strerrordesc_np(error));
	*size_out = sha.bytes;
	cgrid_sha256_end(&sha, digest);
	return CGRID_OK;
}

enum cgrid_status
cgrid_pack_source(struct cgrid_ctx *ctx, struct cgrid_pack *pack, const char *path, const char *shown)
{
	unsigned char digest[32];
	uint64_t size;
	if (pack->lists[CGRID_CGX_CAMPUSES].count == 0)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "a source before any campus");
	enum cgrid_status status = hash_file(ctx, path, shown, digest, &size);
	cgrid_buf_clear(&pack->texts);
	if (!status)
		status = cgrid_pack_text(ctx, pack, shown);
	struct cgrid_pack_unit *unit = status ? NULL : cgrid_pack_add(ctx, pack, CGRID_CGX_SOURCES);
	if (!unit)
		return status ? status : CGRID_E_MEMORY;
	unsigned char *end = unit->fixed + CGRID_SOURCE_FIXED;
	memcpy(end - CGRID_SOURCE_SHA256, digest, sizeof digest);
	cgrid_put_le(end - CGRID_SOURCE_SIZE, size, 8);
	cgrid_put_le(end - CGRID_SOURCE_CAMPUS, pack->lists[CGRID_CGX_CAMPUSES].count - 1, 4);
	count_one(pack, CGRID_IN_SOURCES);
	return CGRID_OK;
}

static void
put_number(unsigned char *at, double value)
{
	cgrid_put_double(at, isnan(value) ? (double)NAN : value);
}

static void
put_numbers(const struct cgrid_location *from, uint32_t campus, unsigned char *end)
{
	const unsigned flags = (from->has_ordinal ? CGRID_FLAG_ORDINAL : 0u) |
			       (from->has_cell ? CGRID_FLAG_CELL : 0u) |
			       (from->has_ground ? CGRID_FLAG_GROUND : 0u);
	if (from->has_ground) {
		cgrid_put_double(end - CGRID_AT_LAT, from->ground.lat);
		cgrid_put_double(end - CGRID_AT_LON, from->ground.lon);
	}
	put_number(end - CGRID_AT_Z, from->z);
	put_number(end - CGRID_AT_UNCERTAINTY, from->uncertainty_m);
	put_number(end - CGRID_AT_DOOR_M, from->door_m);
	if (from->has_cell) {
		cgrid_put_le(end - CGRID_AT_COLUMN, from->cell_index.column, 4);
		cgrid_put_le(end - CGRID_AT_ROW, from->cell_index.row, 4);
		cgrid_put_le(end - CGRID_AT_KEYPAD, (uint64_t)from->cell_index.keypad, 2);
	}
	if (from->has_ordinal)
		cgrid_put_le(end - CGRID_AT_ORDINAL, (uint32_t)from->ordinal, 4);
	cgrid_put_le(end - CGRID_AT_CAMPUS, campus, 4);
	end[-CGRID_AT_STATUS] = (unsigned char)from->status;
	end[-CGRID_AT_FLAGS] = (unsigned char)flags;
}

enum cgrid_status
cgrid_pack_location(struct cgrid_ctx *ctx, struct cgrid_pack *pack, int section,
		    const struct cgrid_location *location, struct cgrid_pack_unit **unit_out)
{
	enum cgrid_status status = CGRID_OK;
	cgrid_buf_clear(&pack->texts);
	*unit_out = NULL;
	if (pack->lists[CGRID_CGX_CAMPUSES].count == 0)
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "a location before any campus");
	for (int i = 0; !status && i < CGRID_CGX_TEXTS; i++) {
		const char *at = (const char *)location + cgrid_lookup_texts[i], *text = at;
		if (!cgrid_lookup_is_array(i))
			memcpy(&text, at, sizeof text);
		status = cgrid_pack_text(ctx, pack, text);
	}
	if (status)
		return status;
	*unit_out = cgrid_pack_add(ctx, pack, section);
	if (!*unit_out)
		return CGRID_E_MEMORY;
	put_numbers(location, (uint32_t)(pack->lists[CGRID_CGX_CAMPUSES].count - 1),
		    (*unit_out)->fixed + CGRID_LOCATION_FIXED);
	return CGRID_OK;
}

enum cgrid_status
cgrid_pack_sensor(struct cgrid_ctx *ctx, struct cgrid_pack *pack, const struct cgrid_location *location)
{
	struct cgrid_pack_unit *unit;
	if (!location->sensor || location->sensor[0] == '\0')
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "a sensor without an id");
	enum cgrid_status status = cgrid_pack_location(ctx, pack, CGRID_CGX_SENSORS, location, &unit);
	if (!status)
		count_one(pack, CGRID_IN_SENSORS);
	return status;
}
