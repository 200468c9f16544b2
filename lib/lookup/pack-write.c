/* SPDX-License-Identifier: Apache-2.0 */
/* A pack -> the file: keys by hash into buckets, units into places, every unit with its checksum. */
#include "lookup/find.h"
#include "lookup/pack.h"

#include <inttypes.h>
#include <stdlib.h>

struct writing {
	struct cgrid_ctx *ctx;
	struct cgrid_pack *pack;
	struct cgrid_sink sink;
	struct cgrid_crc32c crc;
	uint32_t whole; /* the remainder of all bytes written */
	uint64_t seed, salt, written;
	struct {
		uint32_t count, unit;
		unsigned char *buckets; /* of a section of buckets */
	} parts[CGRID_CGX_SECTIONS];
	uint32_t next_long; /* the number + 1 of the next long unit */
	unsigned char *unit;
};

static const int keyed[] = {CGRID_CGX_SENSORS, CGRID_CGX_PLACES};
enum { KEYED = 2 };

static uint32_t
campus_of(int section, const struct cgrid_pack_unit *unit)
{
	return section == CGRID_CGX_PLACES
		   ? cgrid_le32(unit->fixed + CGRID_PLACE_FIXED - CGRID_PLACE_CAMPUS)
		   : 0;
}

static int
compare_units(const void *a, const void *b)
{
	const struct cgrid_pack_unit *x = a, *y = b;
	int order = (x->hash > y->hash) - (x->hash < y->hash);
	return order ? order : strcmp(x->texts, y->texts);
}

/* Places of one hash, which sensors cannot have: by campus before their keys. */
static int
compare_places(const void *a, const void *b)
{
	const struct cgrid_pack_unit *x = a, *y = b;
	const uint32_t p = campus_of(CGRID_CGX_PLACES, x), q = campus_of(CGRID_CGX_PLACES, y);
	int order = (x->hash > y->hash) - (x->hash < y->hash);
	order = order ? order : (p > q) - (p < q);
	return order ? order : strcmp(x->texts, y->texts);
}

static void
sort_keys(struct writing *writing, int section)
{
	struct cgrid_pack_list *list = &writing->pack->lists[section];
	for (size_t i = 0; i < list->count; i++) {
		struct cgrid_pack_unit *unit = &list->units[i];
		const uint64_t seed = section == CGRID_CGX_PLACES
					  ? cgrid_place_seed(writing->seed, campus_of(section, unit))
					  : writing->seed;
		unit->hash = cgrid_lookup_hash(unit->texts, strlen(unit->texts), seed);
	}
	if (list->count > 0)
		qsort(list->units, list->count, sizeof *list->units,
		      section == CGRID_CGX_PLACES ? compare_places : compare_units);
}

/* Fills the buckets in the order of the keys; false when a key comes to stand too far from its home. */
static bool
fill_buckets(const struct cgrid_pack_list *list, unsigned char *buckets, uint32_t count)
{
	const uint32_t homes = count - (CGRID_CGX_BUCKETS - 1);
	uint32_t at = 0, used = 0;
	for (size_t i = 0; i < list->count; i++) {
		const uint32_t home = cgrid_lookup_home(list->units[i].hash, homes);
		const bool full = used == CGRID_CGX_SLOTS;
		const uint32_t next = home > at ? home : at + full;
		if (next - home >= CGRID_CGX_BUCKETS || next >= count)
			return false;
		if (full && home <= at)
			buckets[(size_t)at * CGRID_CGX_LINE + CGRID_BUCKET_SPILLED] = 1;
		for (; at < next; at++, used = 0)
			cgrid_put_le(buckets + (size_t)(at + 1) * CGRID_CGX_LINE + CGRID_BUCKET_FIRST,
				     i, 4);
		unsigned char *bucket = buckets + (size_t)at * CGRID_CGX_LINE;
		cgrid_put_le(bucket + 4 * used++, list->units[i].hash, 4);
		bucket[CGRID_BUCKET_COUNT] = (unsigned char)used;
	}
	for (at++; at < count; at++)
		cgrid_put_le(buckets + (size_t)at * CGRID_CGX_LINE + CGRID_BUCKET_FIRST, list->count,
			     4);
	return true;
}

/* As few buckets as the keys fit into at two thirds, or some more. */
static enum cgrid_status
make_buckets(struct writing *writing, int section)
{
	const struct cgrid_pack_list *list = &writing->pack->lists[section];
	uint64_t homes = list->count * 3 / (CGRID_CGX_SLOTS * 2) + 1;
	if (list->count == 0)
		return CGRID_OK;
	for (int tries = 0; tries < 24; tries++, homes += homes / 4 + 1) {
		const uint32_t count = (uint32_t)homes + CGRID_CGX_BUCKETS - 1;
		free(writing->parts[section - 1].buckets);
		writing->parts[section - 1].count = count;
		writing->parts[section - 1].buckets = cgrid_array_new(count, CGRID_CGX_LINE);
		if (!writing->parts[section - 1].buckets)
			return cgrid_fail_memory(writing->ctx);
		if (fill_buckets(list, writing->parts[section - 1].buckets, count))
			return CGRID_OK;
		if (homes > list->count + 64)
			break;
	}
	return cgrid_fail(writing->ctx, CGRID_E_INTERNAL, "keys find no room in their buckets");
}

/* The size of the units of a section that makes the whole smallest. */
static uint32_t
choose_unit(const struct cgrid_pack_list *list, uint32_t fixed, uint32_t texts)
{
	uint64_t fit[CGRID_CGX_UNIT_MOST / CGRID_CGX_LINE + 1] = {0}, longer = 0, long_bytes = 0;
	uint64_t best = UINT64_MAX;
	uint32_t unit = 0;
	for (size_t i = 0; i < list->count; i++) {
		const uint64_t bytes = (uint64_t)list->units[i].size + fixed;
		const uint64_t lines = (bytes + CGRID_CGX_LINE - 1) / CGRID_CGX_LINE;
		const uint64_t out = (list->units[i].size + 8 + CGRID_CGX_LINE - 1) / CGRID_CGX_LINE;
		const uint64_t at = lines < CGRID_CGX_UNIT_MOST / CGRID_CGX_LINE
					? lines
					: CGRID_CGX_UNIT_MOST / CGRID_CGX_LINE;
		fit[at] += out * CGRID_CGX_LINE;
		long_bytes += out * CGRID_CGX_LINE;
	}
	for (uint32_t lines = 1; lines < CGRID_CGX_UNIT_MOST / CGRID_CGX_LINE; lines++) {
		long_bytes -= fit[lines];
		longer = list->count * (uint64_t)lines * CGRID_CGX_LINE + long_bytes;
		if (lines * CGRID_CGX_LINE >= fixed + texts && longer < best) {
			best = longer;
			unit = lines * CGRID_CGX_LINE;
		}
	}
	return unit;
}

static bool
is_long(const struct writing *writing, int section, const struct cgrid_pack_unit *unit)
{
	return unit->size > writing->parts[section].unit - cgrid_lookup_shapes[section].fixed;
}

static uint32_t
long_lines(const struct cgrid_pack_unit *unit)
{
	return (unit->size + CGRID_LONG_HEAD + 4 + CGRID_CGX_LINE - 1) / CGRID_CGX_LINE;
}

static void
choose_units(struct writing *writing)
{
	uint32_t lines = 0;
	for (int section = 0; section < CGRID_CGX_SECTIONS; section++) {
		const struct cgrid_lookup_shape *shape = &cgrid_lookup_shapes[section];
		const struct cgrid_pack_list *list = &writing->pack->lists[section];
		writing->parts[section].unit =
		    shape->texts > 0 ? choose_unit(list, shape->fixed, shape->texts) : CGRID_CGX_LINE;
		if (shape->texts > 0)
			writing->parts[section].count = (uint32_t)list->count;
		for (size_t i = 0; i < list->count; i++)
			if (is_long(writing, section, &list->units[i]))
				lines += long_lines(&list->units[i]);
	}
	writing->parts[CGRID_CGX_LONG].count = lines;
}

/* Everything packed as one number: units of another file never pass for those of this one. */
static void
make_salt(struct writing *writing)
{
	uint64_t salt = (uint64_t)writing->pack->built;
	for (int section = 0; section < CGRID_CGX_SECTIONS; section++) {
		const struct cgrid_pack_list *list = &writing->pack->lists[section];
		for (size_t i = 0; i < list->count; i++) {
			salt = cgrid_lookup_hash(list->units[i].texts, list->units[i].size, salt);
			salt = cgrid_lookup_hash((const char *)list->units[i].fixed,
						 cgrid_lookup_shapes[section].fixed, salt);
		}
	}
	writing->salt = salt;
}

static enum cgrid_status
put(struct writing *writing, const unsigned char *bytes, size_t count)
{
	writing->whole = writing->crc.run(&writing->crc, writing->whole, bytes, count);
	writing->written += count;
	return writing->sink.write(writing->sink.user, bytes, count);
}

static enum cgrid_status
put_unit(struct writing *writing, int section, uint32_t number, unsigned char *unit, size_t size)
{
	cgrid_put_le(
	    unit + size - CGRID_END_CRC,
	    cgrid_lookup_unit_crc(&writing->crc, writing->salt, (unsigned)section, number, unit, size),
	    4);
	return put(writing, unit, size);
}

static enum cgrid_status
write_header(struct writing *writing)
{
	unsigned char head[CGRID_CGX_HEADER] = {0};
	uint64_t size = sizeof head;
	memcpy(head, cgrid_lookup_magic, sizeof cgrid_lookup_magic);
	for (int i = 0; i < CGRID_CGX_SECTIONS; i++) {
		unsigned char *at = head + CGRID_HEAD_SECTIONS + i * CGRID_HEAD_SECTION_SIZE;
		cgrid_put_le(at, writing->parts[i].count, 8);
		cgrid_put_le(at + 8, writing->parts[i].unit, 4);
		cgrid_put_le(at + 12, cgrid_lookup_shapes[i].texts, 2);
		cgrid_put_le(at + 14, cgrid_lookup_shapes[i].fixed, 2);
		size += (uint64_t)writing->parts[i].count * writing->parts[i].unit;
	}
	cgrid_put_le(head + CGRID_HEAD_MAJOR, CGRID_CGX_MAJOR, 2);
	cgrid_put_le(head + CGRID_HEAD_MINOR, CGRID_CGX_MINOR, 2);
	cgrid_put_le(head + CGRID_HEAD_ORDER, CGRID_CGX_ORDER, 4);
	cgrid_put_le(head + CGRID_HEAD_SIZE, size, 8);
	cgrid_put_le(head + CGRID_HEAD_BUILT, (uint64_t)writing->pack->built, 8);
	cgrid_put_le(head + CGRID_HEAD_SALT, writing->salt, 8);
	cgrid_put_le(head + CGRID_HEAD_SEED, writing->seed, 8);
	cgrid_put_le(head + CGRID_HEAD_CRC, cgrid_crc32c(&writing->crc, head, CGRID_HEAD_CRC), 4);
	return put(writing, head, sizeof head);
}

static enum cgrid_status
write_long(struct writing *writing)
{
	enum cgrid_status status = CGRID_OK;
	uint32_t number = 0;
	for (int section = 0; section < CGRID_CGX_SECTIONS; section++) {
		const struct cgrid_pack_list *list = &writing->pack->lists[section];
		for (size_t i = 0; !status && i < list->count; i++) {
			if (!is_long(writing, section, &list->units[i]))
				continue;
			const uint32_t lines = long_lines(&list->units[i]);
			const size_t size = (size_t)lines * CGRID_CGX_LINE;
			unsigned char *unit = cgrid_array_new(size, 1);
			if (!unit)
				return cgrid_fail_memory(writing->ctx);
			cgrid_put_le(unit, list->units[i].size, 4);
			memcpy(unit + CGRID_LONG_HEAD, list->units[i].texts, list->units[i].size);
			status = put_unit(writing, CGRID_CGX_LONG, number, unit, size);
			free(unit);
			number += lines;
		}
	}
	return status;
}

static enum cgrid_status
write_section(struct writing *writing, int section)
{
	const struct cgrid_pack_list *list = &writing->pack->lists[section];
	const uint32_t size = writing->parts[section].unit, fixed = cgrid_lookup_shapes[section].fixed;
	unsigned char unit[CGRID_CGX_UNIT_MOST];
	enum cgrid_status status = CGRID_OK;
	for (uint32_t i = 0; !status && i < writing->parts[section].count; i++) {
		if (writing->parts[section].buckets) {
			memcpy(unit, writing->parts[section].buckets + (size_t)i * size, size);
		} else {
			memset(unit, 0, size - fixed);
			memcpy(unit + size - fixed, list->units[i].fixed, fixed);
			if (is_long(writing, section, &list->units[i])) {
				cgrid_put_le(unit + size - CGRID_END_LONG, writing->next_long, 4);
				writing->next_long += long_lines(&list->units[i]);
			} else if (list->units[i].size > 0) {
				memcpy(unit, list->units[i].texts, list->units[i].size);
			}
		}
		status = put_unit(writing, section, i, unit, size);
	}
	return status;
}

/* "Main/2 214, 40.1229638,-75.1234945, of Cedar Ridge". */
static void
name_place(const struct cgrid_pack *pack, const struct cgrid_pack_unit *unit, struct cgrid_buf *out)
{
	struct cgrid_location location;
	const unsigned char *end = unit->fixed + CGRID_LOCATION_FIXED;
	cgrid_lookup_fill(end, unit->texts, "", &location);
	const char *name =
	    pack->lists[CGRID_CGX_CAMPUSES].units[cgrid_le32(end - CGRID_AT_CAMPUS)].texts;
	cgrid_buf_text(out, location.building);
	cgrid_buf_text(out, location.level[0] ? "/" : "");
	cgrid_buf_text(out, location.level);
	cgrid_buf_text(out, location.room[0] ? " " : "");
	cgrid_buf_text(out, location.room);
	cgrid_buf_text(out, out->size > 0 ? ", " : "");
	cgrid_buf_fixed(out, location.ground.lat, 7);
	cgrid_buf_char(out, ',');
	cgrid_buf_fixed(out, location.ground.lon, 7);
	cgrid_buf_text(out, name[0] ? " of " : "");
	cgrid_buf_text(out, name);
}

static enum cgrid_status
refuse_twice(struct writing *writing, const struct cgrid_pack_unit *a, const struct cgrid_pack_unit *b)
{
	struct cgrid_buf one = {0}, other = {0};
	name_place(writing->pack, a, &one);
	name_place(writing->pack, b, &other);
	enum cgrid_status status =
	    one.failed || other.failed
		? cgrid_fail_memory(writing->ctx)
		: cgrid_fail(writing->ctx, CGRID_E_MEANING,
			     "sensor \"%.200s\" stands at two places: %.200s; and %.200s", a->texts,
			     one.data, other.data);
	cgrid_buf_free(&one);
	cgrid_buf_free(&other);
	return status;
}

/* An id that came twice is dropped where everything about it is the same, but for its campus. */
static enum cgrid_status
drop_twice(struct writing *writing)
{
	struct cgrid_pack_list *list = &writing->pack->lists[CGRID_CGX_SENSORS];
	const size_t compared = CGRID_LOCATION_FIXED - CGRID_AT_CAMPUS;
	size_t kept = 0;
	for (size_t i = 0; i < list->count; i++) {
		const struct cgrid_pack_unit *unit = &list->units[i];
		const struct cgrid_pack_unit *last = kept > 0 ? &list->units[kept - 1] : NULL;
		if (!last || strcmp(last->texts, unit->texts) != 0) {
			list->units[kept++] = *unit;
			continue;
		}
		if (last->size != unit->size || memcmp(last->texts, unit->texts, unit->size) != 0 ||
		    memcmp(last->fixed, unit->fixed, compared) != 0)
			return refuse_twice(writing, last, unit);
		cgrid_log(writing->ctx, CGRID_WARNING, NULL,
			  "sensor \"%.200s\" was packed twice at the same place", unit->texts);
	}
	list->count = kept;
	return CGRID_OK;
}

/* What stands in the file is what was meant, and a reader takes all of it. */
static enum cgrid_status
verify(struct writing *writing, const struct cgrid_output *output)
{
	struct cgrid_ctx *ctx = writing->ctx;
	struct cgrid_lookup *lookup = NULL;
	const uint64_t limit = ctx->limits[CGRID_LIMIT_INPUT_BYTES];
	ctx->limits[CGRID_LIMIT_INPUT_BYTES] = UINT64_MAX;
	enum cgrid_status status =
	    cgrid_lookup_open(ctx, cgrid_output_temporary(output), NULL, &lookup);
	ctx->limits[CGRID_LIMIT_INPUT_BYTES] = limit;
	if (!status &&
	    (lookup->size != writing->written ||
	     writing->crc.run(&writing->crc, UINT32_MAX, lookup->data, lookup->size) != writing->whole))
		status = cgrid_fail(ctx, CGRID_E_OUTPUT,
				    "the lookup file on the disk is not what was written: is the disk "
				    "sound?");
	cgrid_lookup_free(lookup);
	return status;
}

enum cgrid_status
cgrid_pack_write(struct cgrid_ctx *ctx, struct cgrid_pack *pack, struct cgrid_output *output)
{
	struct writing writing = {.ctx = ctx, .pack = pack, .sink = cgrid_output_sink(output)};
	enum cgrid_status status = CGRID_OK;
	writing.whole = UINT32_MAX;
	writing.seed = UINT64_C(0x243f6a8885a308d3);
	writing.next_long = 1;
	cgrid_crc32c_init(&writing.crc, false);
	sort_keys(&writing, CGRID_CGX_SENSORS);
	sort_keys(&writing, CGRID_CGX_PLACES);
	status = drop_twice(&writing);
	for (int i = 0; !status && i < KEYED; i++)
		status = make_buckets(&writing, keyed[i]);
	choose_units(&writing);
	make_salt(&writing);
	if (!status)
		status = write_header(&writing);
	if (!status)
		status = write_long(&writing);
	for (int i = CGRID_CGX_CAMPUSES; !status && i < CGRID_CGX_SECTIONS; i++)
		status = write_section(&writing, i);
	if (!status)
		status = cgrid_output_sync(ctx, output);
	if (!status)
		status = verify(&writing, output);
	for (int i = 0; i < CGRID_CGX_SECTIONS; i++)
		free(writing.parts[i].buckets);
	return status;
}
