/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A resident file, verified once: every checksum, the bounds of every number, the order of the keys,
 * each key in the bucket where it will be looked for, each long text of exactly one unit.
 */
#include "lookup/lookup.h"

#include <stdlib.h>

/* The keys of one table against its buckets, in the order of both. */
struct replay {
	uint32_t bucket, used; /* the bucket that is filled, and how many stand in it */
	uint64_t hash;         /* of the last key */
	const char *key;
	uint32_t campus;
};

struct cgrid_lookup_verifying {
	struct cgrid_lookup *lookup;
	int section;
	uint32_t number;    /* the next unit of the section */
	uint32_t next_long; /* the long unit that the next long text has to name */
	struct replay replay;
};

static const unsigned char *
unit_at(const struct cgrid_lookup *lookup, int section, uint32_t number)
{
	const struct cgrid_lookup_part *part = &lookup->parts[section];
	return lookup->data + part->offset + (uint64_t)number * part->unit;
}

enum cgrid_status
cgrid_lookup_verify_new(struct cgrid_ctx *ctx, struct cgrid_lookup *lookup,
			struct cgrid_lookup_verifying **verifying_out)
{
	*verifying_out = calloc(1, sizeof **verifying_out);
	lookup->grids =
	    cgrid_array_new(lookup->parts[CGRID_CGX_CAMPUSES].count, sizeof(struct cgrid_grid *));
	if (!*verifying_out || !lookup->grids) {
		free(*verifying_out);
		*verifying_out = NULL;
		return cgrid_fail_memory(ctx);
	}
	(*verifying_out)->lookup = lookup;
	return CGRID_OK;
}

void
cgrid_lookup_verify_free(struct cgrid_lookup_verifying *verifying)
{
	free(verifying);
}

/* A unit's texts: its own, or those of its long unit, which stands before it in the file. Long units
 * are named in their order, each once. */
static const char *
texts_of(struct cgrid_lookup_verifying *v, const unsigned char *unit, const char **texts_out)
{
	const struct cgrid_lookup_part *part = &v->lookup->parts[v->section];
	const struct cgrid_lookup_part *longs = &v->lookup->parts[CGRID_CGX_LONG];
	const uint32_t at = cgrid_le32(unit + part->unit - CGRID_END_LONG);
	*texts_out = (const char *)unit;
	if (at == 0)
		return NULL;
	if (at - 1 != v->next_long || at > longs->count)
		return "its long text is another's";
	const unsigned char *longer = unit_at(v->lookup, CGRID_CGX_LONG, at - 1);
	*texts_out = (const char *)longer + CGRID_LONG_HEAD;
	v->next_long += cgrid_lookup_long_lines(longer, longs->count - v->next_long);
	return unit[0] != 0 ? "it has two texts"
			    : cgrid_lookup_check_texts(longer + CGRID_LONG_HEAD, cgrid_le32(longer),
						       part->texts);
}

/* Buckets of `section` from the one that is filled up to `next`, which the next key stands in (or none
 * does): are they what the keys before made of them? */
static const char *
leave_buckets(struct replay *replay, const struct cgrid_lookup *lookup, int section, uint32_t next,
	      uint32_t placed, bool spilled)
{
	for (; replay->bucket < next; replay->bucket++) {
		const unsigned char *bucket = unit_at(lookup, section, replay->bucket);
		if (bucket[CGRID_BUCKET_COUNT] != replay->used ||
		    cgrid_le32(bucket + CGRID_BUCKET_FIRST) != placed - replay->used ||
		    bucket[CGRID_BUCKET_SPILLED] != spilled)
			return "a bucket is not what its keys make of it";
		replay->used = 0;
	}
	return NULL;
}

static const char *
place_key(struct cgrid_lookup_verifying *v, const unsigned char *unit, const char *key)
{
	struct replay *replay = &v->replay;
	const struct cgrid_lookup *lookup = v->lookup;
	const int buckets = v->section - 1;
	const uint32_t number = v->number;
	const struct cgrid_lookup_part *part = &lookup->parts[buckets];
	const bool places = v->section == CGRID_CGX_PLACES;
	const uint32_t campus =
	    places ? cgrid_le32(unit + lookup->parts[v->section].unit - CGRID_PLACE_CAMPUS) : 0;
	const uint64_t seed = places ? cgrid_place_seed(lookup->seed, campus) : lookup->seed;
	const uint64_t hash = cgrid_lookup_hash(key, strlen(key), seed);
	const uint32_t home = cgrid_lookup_home(hash, cgrid_lookup_homes(part));
	if (key[0] == '\0')
		return "its key is empty";
	if (number > 0 && hash <= replay->hash) {
		int order = campus < replay->campus ? -1 : campus > replay->campus;
		order = order ? order : strcmp(key, replay->key);
		if (hash < replay->hash || order <= 0)
			return "its key is not behind the one before";
	}
	const bool full = replay->used == CGRID_CGX_SLOTS;
	const bool spilled = full && home <= replay->bucket;
	uint32_t bucket = home > replay->bucket ? home : replay->bucket + full;
	if (bucket >= part->count || bucket - home >= CGRID_CGX_BUCKETS)
		return "it stands too far from its bucket";
	const char *wrong = leave_buckets(replay, lookup, buckets, bucket, number, spilled);
	if (wrong)
		return wrong;
	const unsigned char *slot = unit_at(lookup, buckets, bucket) + 4 * replay->used;
	if (cgrid_le32(slot) != (uint32_t)hash)
		return "its bucket has another fingerprint";
	replay->used++;
	replay->hash = hash;
	replay->key = key;
	replay->campus = campus;
	return NULL;
}

/* Keys that the next key's bucket does not take: all buckets up to the end of the section. */
static const char *
end_keys(struct cgrid_lookup_verifying *v)
{
	const struct cgrid_lookup *lookup = v->lookup;
	if (v->section != CGRID_CGX_SENSORS && v->section != CGRID_CGX_PLACES)
		return NULL;
	const char *wrong = leave_buckets(&v->replay, lookup, v->section - 1,
					  lookup->parts[v->section - 1].count, v->number, false);
	v->replay = (struct replay){0};
	return wrong;
}

static const char *
make_grid(struct cgrid_ctx *ctx, struct cgrid_lookup_verifying *v, const unsigned char *unit,
	  const char *name)
{
	const char *texts[CGRID_CAMPUS_TEXTS] = {name};
	struct cgrid_grid_spec spec;
	for (int i = 1; i < CGRID_CAMPUS_TEXTS; i++)
		texts[i] = texts[i - 1] + strlen(texts[i - 1]) + 1;
	cgrid_lookup_get_spec(unit + v->lookup->parts[v->section].unit, texts, &spec);
	return cgrid_grid_new(ctx, &spec, &v->lookup->grids[v->number]) ? "its grid makes no sense"
									: NULL;
}

/* A cell stands in the grid of its campus. */
static const char *
check_cell(const struct cgrid_lookup *lookup, const unsigned char *end)
{
	const struct cgrid_grid *grid = lookup->grids[cgrid_le32(end - CGRID_AT_CAMPUS)];
	if ((end[-CGRID_AT_FLAGS] & CGRID_FLAG_CELL) &&
	    (cgrid_le32(end - CGRID_AT_COLUMN) >= cgrid_grid_columns(grid) ||
	     cgrid_le32(end - CGRID_AT_ROW) >= cgrid_grid_rows(grid)))
		return "its cell is outside of the grid";
	return NULL;
}

static const char *
verify_unit(struct cgrid_ctx *ctx, struct cgrid_lookup_verifying *v)
{
	const struct cgrid_lookup *lookup = v->lookup;
	const struct cgrid_lookup_part *part = &lookup->parts[v->section];
	const unsigned char *unit = unit_at(lookup, v->section, v->number);
	const unsigned section = (unsigned)v->section;
	const char *texts = NULL;
	const char *wrong = cgrid_lookup_check_crc(lookup, section, v->number, unit, part->unit);
	if (!wrong)
		wrong = cgrid_lookup_check_unit(lookup, section, unit);
	if (!wrong && part->texts > 0)
		wrong = texts_of(v, unit, &texts);
	if (wrong)
		return wrong;
	if (section == CGRID_CGX_CAMPUSES)
		return make_grid(ctx, v, unit, texts);
	if (section == CGRID_CGX_SENSORS || section == CGRID_CGX_ANSWERS)
		wrong = check_cell(lookup, unit + part->unit);
	if (!wrong && (section == CGRID_CGX_SENSORS || section == CGRID_CGX_PLACES))
		wrong = place_key(v, unit, texts);
	return wrong;
}

/* A long unit, as far as it is read: *lines_out is 0 where more of it is needed. */
static const char *
verify_long(struct cgrid_lookup_verifying *v, uint64_t size, uint32_t *lines_out)
{
	const struct cgrid_lookup *lookup = v->lookup;
	const struct cgrid_lookup_part *part = &lookup->parts[CGRID_CGX_LONG];
	const unsigned char *unit = unit_at(lookup, CGRID_CGX_LONG, v->number);
	const uint32_t lines = cgrid_lookup_long_lines(unit, part->count - v->number);
	*lines_out = 0;
	if (lines == 0)
		return "its length makes no sense";
	if (part->offset + ((uint64_t)v->number + lines) * CGRID_CGX_LINE > size)
		return NULL;
	*lines_out = lines;
	return cgrid_lookup_check_crc(lookup, CGRID_CGX_LONG, v->number, unit,
				      (size_t)lines * CGRID_CGX_LINE);
}

enum cgrid_status
cgrid_lookup_verify(struct cgrid_ctx *ctx, struct cgrid_lookup_verifying *v, uint64_t size)
{
	const struct cgrid_lookup *lookup = v->lookup;
	const char *wrong = NULL;
	while (v->section < CGRID_CGX_SECTIONS) {
		const struct cgrid_lookup_part *part = &lookup->parts[v->section];
		uint32_t step = 1;
		if (v->number == part->count) {
			wrong = end_keys(v);
			step = 0;
		} else if (part->offset + ((uint64_t)v->number + 1) * part->unit > size) {
			return CGRID_OK;
		} else if (v->section == CGRID_CGX_LONG) {
			wrong = verify_long(v, size, &step);
			if (!wrong && step == 0)
				return CGRID_OK;
		} else {
			wrong = verify_unit(ctx, v);
		}
		if (wrong)
			return cgrid_lookup_damaged(ctx, lookup, (unsigned)v->section, v->number,
						    wrong);
		v->section += step == 0;
		v->number = step == 0 ? 0 : v->number + step;
	}
	if (v->next_long != lookup->parts[CGRID_CGX_LONG].count)
		return cgrid_lookup_damaged(ctx, lookup, CGRID_CGX_LONG, v->next_long,
					    "it is nobody's");
	return CGRID_OK;
}
