/* SPDX-License-Identifier: Apache-2.0 */
/* The fast way: a resident file was verified as a whole, and nothing is asked twice. */
#include "lookup/find.h"

#include "locate/record.h"

#include <assert.h>

enum { AHEAD = 16 };

/* A key that stands in its unit ends there with a NUL; one that does not begins with none. */
static inline bool
has_key(const struct cgrid_lookup *lookup, const struct cgrid_lookup_part *units,
	const unsigned char *unit, const char *key, size_t length)
{
	if (unit[0] != 0)
		return length < units->unit - units->fixed && memcmp(unit, key, length) == 0 &&
		       unit[length] == 0;
	const uint32_t at = cgrid_le32(unit + units->unit - CGRID_END_LONG);
	if (at == 0)
		return false;
	const unsigned char *longer =
	    cgrid_lookup_unit(lookup, CGRID_CGX_LONG, at - 1) + CGRID_LONG_HEAD;
	return length < cgrid_le32(longer - CGRID_LONG_HEAD) && memcmp(longer, key, length) == 0 &&
	       longer[length] == 0;
}

static inline const unsigned char *
find_from(const struct cgrid_lookup *lookup, int section, uint64_t hash, uint32_t home, const char *key,
	  size_t length, uint32_t campus)
{
	const struct cgrid_lookup_part *units = &lookup->parts[section];
	const unsigned char *bucket = cgrid_lookup_unit(lookup, section - 1, home);
	for (int i = 0; i < CGRID_CGX_BUCKETS; i++, bucket += CGRID_CGX_LINE) {
		const unsigned count = bucket[CGRID_BUCKET_COUNT];
		for (unsigned slot = 0; slot < count; slot++) {
			if (cgrid_le32(bucket + 4 * slot) != (uint32_t)hash)
				continue;
			const unsigned char *unit = cgrid_lookup_unit(
			    lookup, section, cgrid_le32(bucket + CGRID_BUCKET_FIRST) + slot);
			if (has_key(lookup, units, unit, key, length) &&
			    (section != CGRID_CGX_PLACES ||
			     cgrid_le32(unit + units->unit - CGRID_PLACE_CAMPUS) == campus))
				return unit;
		}
		if (!bucket[CGRID_BUCKET_SPILLED])
			break;
	}
	return NULL;
}

const unsigned char *
cgrid_lookup_find_unit(const struct cgrid_lookup *lookup, int section, const char *key, size_t length,
		       uint32_t campus)
{
	const bool places = section == CGRID_CGX_PLACES;
	const uint64_t seed = places ? cgrid_place_seed(lookup->seed, campus) : lookup->seed;
	if (lookup->parts[section].count == 0)
		return NULL;
	const uint64_t hash = cgrid_lookup_hash(key, length, seed);
	const uint32_t homes = cgrid_lookup_homes(&lookup->parts[section - 1]);
	return find_from(lookup, section, hash, cgrid_lookup_home(hash, homes), key, length, campus);
}

const struct cgrid_lookup_record *
cgrid_lookup_find(const struct cgrid_lookup *lookup, const char *id, size_t length)
{
	assert(lookup->data);
	return (const struct cgrid_lookup_record *)cgrid_lookup_find_unit(lookup, CGRID_CGX_SENSORS, id,
									  length, 0);
}

/* The record that the first slot of the fingerprint names, asked for before it is needed. */
static inline void
prefetch_record(const struct cgrid_lookup *lookup, uint64_t hash, uint32_t home)
{
	const unsigned char *bucket = cgrid_lookup_unit(lookup, CGRID_CGX_SENSOR_BUCKETS, home);
	for (unsigned slot = 0; slot < bucket[CGRID_BUCKET_COUNT]; slot++)
		if (cgrid_le32(bucket + 4 * slot) == (uint32_t)hash)
			__builtin_prefetch(cgrid_lookup_unit(
			    lookup, CGRID_CGX_SENSORS, cgrid_le32(bucket + CGRID_BUCKET_FIRST) + slot));
}

void
cgrid_lookup_find_many(const struct cgrid_lookup *lookup, const char *const *ids, const size_t *lengths,
		       size_t count, const struct cgrid_lookup_record **records)
{
	uint64_t hashes[AHEAD];
	uint32_t home[AHEAD];
	const uint32_t homes = cgrid_lookup_homes(&lookup->parts[CGRID_CGX_SENSOR_BUCKETS]);
	assert(lookup->data);
	for (size_t from = 0; from < count; from += AHEAD) {
		const size_t n = count - from < AHEAD ? count - from : AHEAD;
		for (size_t i = 0; i < n && homes > 0; i++) {
			hashes[i] = cgrid_lookup_hash(ids[from + i], lengths[from + i], lookup->seed);
			home[i] = cgrid_lookup_home(hashes[i], homes);
			__builtin_prefetch(
			    cgrid_lookup_unit(lookup, CGRID_CGX_SENSOR_BUCKETS, home[i]));
		}
		for (size_t i = 0; i < n && homes > 0; i++)
			prefetch_record(lookup, hashes[i], home[i]);
		for (size_t i = 0; i < n; i++)
			records[from + i] = homes == 0
						? NULL
						: (const struct cgrid_lookup_record *)find_from(
						      lookup, CGRID_CGX_SENSORS, hashes[i], home[i],
						      ids[from + i], lengths[from + i], 0);
	}
}

const char *
cgrid_lookup_unit_texts(const struct cgrid_lookup *lookup, int section, const unsigned char *unit)
{
	const uint32_t at = cgrid_le32(unit + lookup->parts[section].unit - CGRID_END_LONG);
	if (at > 0)
		unit = cgrid_lookup_unit(lookup, CGRID_CGX_LONG, at - 1) + CGRID_LONG_HEAD;
	return (const char *)unit;
}

void
cgrid_lookup_location(const struct cgrid_lookup *lookup, const struct cgrid_lookup_record *record,
		      const char *query, struct cgrid_location *location)
{
	const unsigned char *unit = (const unsigned char *)record;
	if (unit) {
		cgrid_lookup_fill(unit + lookup->parts[CGRID_CGX_SENSORS].unit,
				  cgrid_lookup_unit_texts(lookup, CGRID_CGX_SENSORS, unit), query,
				  location);
		return;
	}
	cgrid_location_clear(location);
	location->query = query;
	cgrid_location_compose(location);
}
