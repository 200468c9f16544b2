/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a lookup file: as they are, and with checksums that are right, so that what the units
 * say is judged too. Nothing may be read that is not there, and both ways of opening tell the same of
 * every sensor of a file that the resident one takes.
 */
#include "lookup/find.h"
#include "lookup/lookup.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
same(const char *a, const char *b)
{
	if (strcmp(a, b) != 0)
		abort();
}

/* Every sensor of a good file, by its own id, both ways. */
static void
ask_sensors(struct cgrid_ctx *ctx, const struct cgrid_lookup *lookup, struct cgrid_lookup_query *query)
{
	for (uint32_t i = 0; lookup->data && i < lookup->parts[CGRID_CGX_SENSORS].count; i++) {
		const unsigned char *unit = cgrid_lookup_unit(lookup, CGRID_CGX_SENSORS, i);
		const char *id = cgrid_lookup_unit_texts(lookup, CGRID_CGX_SENSORS, unit);
		const struct cgrid_lookup_record *record = cgrid_lookup_find(lookup, id, strlen(id));
		const struct cgrid_location *location;
		struct cgrid_location resident;
		if ((const unsigned char *)record != unit)
			abort();
		cgrid_lookup_location(lookup, record, id, &resident);
		/* A location that fails on demand is one that only a whole file can judge. */
		if (cgrid_lookup_sensor(ctx, query, id, &location))
			abort();
		same(resident.sensor, location->sensor);
		same(resident.cells, location->cells);
		same(resident.text, location->text);
	}
}

static void
ask(struct cgrid_ctx *ctx, const struct cgrid_lookup *lookup, const struct cgrid_lookup *whole)
{
	static const char *const texts[] = {"S-1", "C7", "room:214", "door:6", "40.1,-75.1", "", "AAA"};
	struct cgrid_lookup_query *query = NULL;
	const struct cgrid_location *location;
	if (cgrid_lookup_query_new(ctx, lookup, &query))
		return;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *name;
		(void)!cgrid_lookup_sensor(ctx, query, texts[i], &location);
		if (cgrid_lookup_place(ctx, query, texts[i], &location))
			continue;
		if (location->text[0] == '\0')
			abort();
		(void)!cgrid_lookup_query_campus(ctx, query, &name);
		for (size_t k = 0; k < cgrid_lookup_candidate_count(query) && k < 5; k++)
			(void)!cgrid_lookup_candidate(ctx, query, k, &location);
	}
	(void)!cgrid_lookup_query_set_campus(ctx, query, "School");
	if (whole)
		ask_sensors(ctx, whole, query);
	cgrid_lookup_query_free(query);
}

static void
try_file(const uint8_t *data, size_t size)
{
	const struct cgrid_lookup_options options = {sizeof options, CGRID_LOOKUP_ON_DEMAND};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_lookup *lookup = NULL, *demand = NULL;
	char path[64];
	const int fd = memfd_create("lookup", 0);
	if (fd >= 0 && ctx && write(fd, data, size) == (ssize_t)size) {
		snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
		if (cgrid_lookup_open(ctx, path, NULL, &lookup) == CGRID_OK)
			ask(ctx, lookup, lookup);
		if (cgrid_lookup_open(ctx, path, &options, &demand) == CGRID_OK)
			ask(ctx, demand, lookup);
	}
	cgrid_lookup_free(lookup);
	cgrid_lookup_free(demand);
	if (fd >= 0)
		close(fd);
	cgrid_ctx_free(ctx);
}

/* Makes every checksum right, as far as the sections in the header go. */
static void
fix(uint8_t *data, size_t size)
{
	struct cgrid_crc32c crc;
	uint64_t offset = CGRID_CGX_HEADER;
	cgrid_crc32c_init(&crc, false);
	cgrid_put_le(data + CGRID_HEAD_SIZE, size, 8);
	for (unsigned section = 0; section < CGRID_CGX_SECTIONS; section++) {
		const uint8_t *at = data + CGRID_HEAD_SECTIONS + section * CGRID_HEAD_SECTION_SIZE;
		const uint64_t count = cgrid_le32(at), unit = cgrid_le32(at + 8);
		const uint64_t salt = cgrid_le64(data + CGRID_HEAD_SALT);
		for (uint64_t i = 0; i < count && unit >= 64 && unit <= size - offset; i++) {
			uint64_t whole = unit;
			if (section == CGRID_CGX_LONG) {
				const uint64_t lines =
				    ((uint64_t)cgrid_le32(data + offset) + 8 + 63) / CGRID_CGX_LINE;
				whole = lines * CGRID_CGX_LINE;
				if (lines > count - i || whole > size - offset)
					return;
				i += lines - 1;
			}
			const uint32_t number =
			    (uint32_t)(section == CGRID_CGX_LONG ? i + 1 - whole / CGRID_CGX_LINE : i);
			cgrid_put_le(data + offset + whole - 4,
				     cgrid_lookup_unit_crc(&crc, salt, section, number, data + offset,
							   (size_t)whole),
				     4);
			offset += whole;
		}
	}
	cgrid_put_le(data + CGRID_HEAD_CRC, cgrid_crc32c(&crc, data, CGRID_HEAD_CRC), 4);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	try_file(data, size);
	uint8_t *copy = size >= CGRID_CGX_HEADER ? malloc(size) : NULL;
	if (copy) {
		memcpy(copy, data, size);
		fix(copy, size);
		try_file(copy, size);
	}
	free(copy);
	return 0;
}
