/* SPDX-License-Identifier: Apache-2.0 */
/* Units for queries, resident or read on demand; then the answers. */
#include "lookup/query.h"

#include "locate/record.h"
#include "lookup/find.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum cgrid_status
cgrid_lookup_query_new(struct cgrid_ctx *ctx, const struct cgrid_lookup *lookup,
		       struct cgrid_lookup_query **query_out)
{
	*query_out = calloc(1, sizeof **query_out);
	if (!*query_out)
		return cgrid_fail_memory(ctx);
	(*query_out)->lookup = lookup;
	(*query_out)->campus = (*query_out)->grid_campus = CGRID_NONE;
	return CGRID_OK;
}

void
cgrid_lookup_query_free(struct cgrid_lookup_query *query)
{
	if (!query)
		return;
	for (int i = 0; i < CGRID_HOLDS; i++)
		free(query->held[i].bytes);
	free(query->campuses);
	cgrid_grid_free(query->grid);
	free(query->meanings);
	cgrid_touched_free(&query->touched);
	cgrid_buf_free(&query->text);
	cgrid_buf_free(&query->listed);
	cgrid_buf_free(&query->key);
	free(query);
}

static enum cgrid_status
read_at(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, enum cgrid_lookup_hold hold,
	uint64_t offset, size_t size)
{
	const struct cgrid_source source = {query->lookup->path, 0, 0};
	if (!cgrid_array_reserve(&query->held[hold].bytes, &query->held[hold].capacity, size, 1))
		return cgrid_fail_memory(ctx);
	for (size_t done = 0; done < size;) {
		ssize_t got = pread(query->lookup->fd, query->held[hold].bytes + done, size - done,
				    (off_t)(offset + done));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return cgrid_fail_at(ctx, CGRID_E_INPUT, &source, "cannot be read: %s",
					     strerrordesc_np(errno));
		if (got == 0)
			return cgrid_fail_at(ctx, CGRID_E_SYNTAX, &source,
					     "damaged lookup file: it is cut short");
		done += (size_t)got;
	}
	return CGRID_OK;
}

enum cgrid_status
cgrid_lookup_get(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, int section, uint32_t number,
		 enum cgrid_lookup_hold hold, const unsigned char **unit_out)
{
	const struct cgrid_lookup *lookup = query->lookup;
	const struct cgrid_lookup_part *part = &lookup->parts[section];
	if (lookup->data) {
		*unit_out = cgrid_lookup_unit(lookup, section, number);
		return CGRID_OK;
	}
	enum cgrid_status status =
	    read_at(ctx, query, hold, part->offset + (uint64_t)number * part->unit, part->unit);
	if (status)
		return status;
	const unsigned char *unit = query->held[hold].bytes;
	const char *wrong = cgrid_lookup_check_crc(lookup, (unsigned)section, number, unit, part->unit);
	if (!wrong)
		wrong = cgrid_lookup_check_unit(lookup, (unsigned)section, unit);
	*unit_out = unit;
	return wrong ? cgrid_lookup_damaged(ctx, lookup, (unsigned)section, number, wrong) : CGRID_OK;
}

enum cgrid_status
cgrid_lookup_get_texts(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, int section,
		       const unsigned char *unit, enum cgrid_lookup_hold hold, const char **texts_out)
{
	const struct cgrid_lookup *lookup = query->lookup;
	const struct cgrid_lookup_part *part = &lookup->parts[section];
	const struct cgrid_lookup_part *longs = &lookup->parts[CGRID_CGX_LONG];
	const uint32_t at = cgrid_le32(unit + part->unit - CGRID_END_LONG);
	if (lookup->data || at == 0) {
		*texts_out =
		    lookup->data ? cgrid_lookup_unit_texts(lookup, section, unit) : (const char *)unit;
		return CGRID_OK;
	}
	const uint64_t offset = longs->offset + (uint64_t)(at - 1) * CGRID_CGX_LINE;
	enum cgrid_status status = read_at(ctx, query, hold + 1, offset, CGRID_CGX_LINE);
	if (status)
		return status;
	const uint32_t lines =
	    cgrid_lookup_long_lines(query->held[hold + 1].bytes, longs->count - (at - 1));
	if (lines == 0)
		return cgrid_lookup_damaged(ctx, lookup, CGRID_CGX_LONG, at - 1,
					    "its length makes no sense");
	status = read_at(ctx, query, hold + 1, offset, (size_t)lines * CGRID_CGX_LINE);
	if (status)
		return status;
	const unsigned char *longer = query->held[hold + 1].bytes;
	const char *wrong = cgrid_lookup_check_crc(lookup, CGRID_CGX_LONG, at - 1, longer,
						   (size_t)lines * CGRID_CGX_LINE);
	if (!wrong)
		wrong =
		    cgrid_lookup_check_texts(longer + CGRID_LONG_HEAD, cgrid_le32(longer), part->texts);
	*texts_out = (const char *)longer + CGRID_LONG_HEAD;
	return wrong ? cgrid_lookup_damaged(ctx, lookup, CGRID_CGX_LONG, at - 1, wrong) : CGRID_OK;
}

/* The units of one bucket that have the fingerprint. */
static enum cgrid_status
search_bucket(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, int section, uint64_t hash,
	      const unsigned char *bucket, const char *key, size_t length, uint32_t campus,
	      const unsigned char **unit_out, uint32_t *number_out)
{
	const struct cgrid_lookup_part *part = &query->lookup->parts[section];
	const unsigned count = bucket[CGRID_BUCKET_COUNT];
	for (unsigned slot = 0; slot < count; slot++) {
		const unsigned char *unit;
		const char *texts;
		const uint32_t number = cgrid_le32(bucket + CGRID_BUCKET_FIRST) + slot;
		if (cgrid_le32(bucket + 4 * slot) != (uint32_t)hash)
			continue;
		enum cgrid_status status =
		    cgrid_lookup_get(ctx, query, section, number, CGRID_HOLD_KEY, &unit);
		if (!status)
			status =
			    cgrid_lookup_get_texts(ctx, query, section, unit, CGRID_HOLD_KEY, &texts);
		if (status)
			return status;
		if (strlen(texts) == length && memcmp(texts, key, length) == 0 &&
		    (section != CGRID_CGX_PLACES ||
		     cgrid_le32(unit + part->unit - CGRID_PLACE_CAMPUS) == campus)) {
			*unit_out = unit;
			*number_out = number;
			break;
		}
	}
	return CGRID_OK;
}

enum cgrid_status
cgrid_lookup_get_key(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, int section,
		     const char *key, size_t length, uint32_t campus, const unsigned char **unit_out,
		     uint32_t *number_out)
{
	const struct cgrid_lookup *lookup = query->lookup;
	const struct cgrid_lookup_part *buckets = &lookup->parts[section - 1];
	*unit_out = NULL;
	*number_out = CGRID_NONE;
	if (lookup->data) {
		*unit_out = cgrid_lookup_find_unit(lookup, section, key, length, campus);
		if (*unit_out)
			*number_out = (uint32_t)((uint64_t)(*unit_out - lookup->data -
							    (ptrdiff_t)lookup->parts[section].offset) /
						 lookup->parts[section].unit);
		return CGRID_OK;
	}
	const uint32_t homes = cgrid_lookup_homes(buckets);
	if (homes == 0)
		return CGRID_OK;
	const bool places = section == CGRID_CGX_PLACES;
	const uint64_t hash = cgrid_lookup_hash(
	    key, length, places ? cgrid_place_seed(lookup->seed, campus) : lookup->seed);
	const uint32_t home = cgrid_lookup_home(hash, homes);
	for (uint32_t i = 0; i < CGRID_CGX_BUCKETS && !*unit_out; i++) {
		const unsigned char *bucket;
		enum cgrid_status status =
		    cgrid_lookup_get(ctx, query, section - 1, home + i, CGRID_HOLD_BUCKET, &bucket);
		if (!status)
			status = search_bucket(ctx, query, section, hash, bucket, key, length, campus,
					       unit_out, number_out);
		if (status)
			return status;
		if (!bucket[CGRID_BUCKET_SPILLED])
			break;
	}
	return CGRID_OK;
}

enum cgrid_status
cgrid_lookup_get_name(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, uint32_t campus,
		      const char **name_out)
{
	const unsigned char *unit;
	*name_out = "";
	if (campus == CGRID_NONE)
		return CGRID_OK;
	enum cgrid_status status =
	    cgrid_lookup_get(ctx, query, CGRID_CGX_CAMPUSES, campus, CGRID_HOLD_CAMPUS, &unit);
	return status ? status
		      : cgrid_lookup_get_texts(ctx, query, CGRID_CGX_CAMPUSES, unit, CGRID_HOLD_CAMPUS,
					       name_out);
}

enum cgrid_status
cgrid_lookup_get_grid(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, uint32_t campus,
		      const struct cgrid_grid **grid_out)
{
	const struct cgrid_lookup *lookup = query->lookup;
	const char *texts[CGRID_CAMPUS_TEXTS];
	struct cgrid_grid_spec spec;
	const unsigned char *unit;
	if (lookup->data || query->grid_campus == campus) {
		*grid_out = lookup->data ? lookup->grids[campus] : query->grid;
		return CGRID_OK;
	}
	cgrid_grid_free(query->grid);
	query->grid = NULL;
	query->grid_campus = CGRID_NONE;
	enum cgrid_status status =
	    cgrid_lookup_get(ctx, query, CGRID_CGX_CAMPUSES, campus, CGRID_HOLD_CAMPUS, &unit);
	if (!status)
		status = cgrid_lookup_get_texts(ctx, query, CGRID_CGX_CAMPUSES, unit, CGRID_HOLD_CAMPUS,
						&texts[0]);
	if (status)
		return status;
	for (int i = 1; i < CGRID_CAMPUS_TEXTS; i++)
		texts[i] = texts[i - 1] + strlen(texts[i - 1]) + 1;
	cgrid_lookup_get_spec(unit + lookup->parts[CGRID_CGX_CAMPUSES].unit, texts, &spec);
	if (cgrid_grid_new(ctx, &spec, &query->grid))
		return cgrid_lookup_damaged(ctx, lookup, CGRID_CGX_CAMPUSES, campus,
					    "its grid makes no sense");
	query->grid_campus = campus;
	*grid_out = query->grid;
	return CGRID_OK;
}
