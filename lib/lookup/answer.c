/* SPDX-License-Identifier: Apache-2.0 */
/* What is asked of a query: meanings -> the one location. */
#include "locate/record.h"
#include "lookup/query.h"

#include <stdlib.h>

/* Forgets the last answer; what was asked is echoed as the locator echoes it. */
static enum cgrid_status
begin(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, const char *text)
{
	query->meaning_count = 0;
	query->candidates = 0;
	query->campus = CGRID_NONE;
	return cgrid_location_echo(&query->text, text) ? CGRID_OK : cgrid_fail_memory(ctx);
}

static enum cgrid_status
unknown(struct cgrid_lookup_query *query)
{
	cgrid_location_clear(&query->location);
	query->location.query = query->text.data;
	cgrid_location_compose(&query->location);
	return CGRID_OK;
}

static enum cgrid_status
one(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, const struct cgrid_lookup_meaning *meaning)
{
	query->campus = meaning->campus;
	return cgrid_lookup_fill_meaning(ctx, query, meaning, &query->location);
}

/* Several cells of one campus: what they share; each by its label. */
static enum cgrid_status
several_cells(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query)
{
	struct cgrid_location *to = &query->location;
	enum cgrid_status status = one(ctx, query, &query->meanings[0]);
	cgrid_buf_clear(&query->listed);
	for (size_t i = 0; !status && i < query->meaning_count; i++) {
		struct cgrid_location other;
		status = cgrid_lookup_fill_meaning(ctx, query, &query->meanings[i], &other);
		if (status)
			return status;
		if (i > 0)
			cgrid_buf_text(&query->listed, "; ");
		cgrid_buf_text(&query->listed, other.keypad[0] ? other.keypad : other.cell);
		cgrid_location_keep_same(to, &other);
	}
	if (query->listed.failed)
		return cgrid_fail_memory(ctx);
	to->status = CGRID_LOCATION_AMBIGUOUS;
	to->cells = "";
	to->candidates = query->listed.data;
	cgrid_location_compose(to);
	return status;
}

/* Places of several campuses share nothing; each by its campus. */
static enum cgrid_status
several_campuses(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query)
{
	struct cgrid_location *to = &query->location;
	cgrid_location_clear(to);
	cgrid_buf_clear(&query->listed);
	for (size_t i = 0; i < query->meaning_count; i++) {
		const char *name;
		enum cgrid_status status =
		    cgrid_lookup_get_name(ctx, query, query->meanings[i].campus, &name);
		if (status)
			return status;
		if (i > 0)
			cgrid_buf_text(&query->listed, "; ");
		cgrid_buf_text(&query->listed, query->text.data);
		cgrid_buf_text(&query->listed, " of ");
		cgrid_buf_text(&query->listed, name[0] ? name : "a campus without a name");
	}
	if (query->listed.failed)
		return cgrid_fail_memory(ctx);
	to->query = query->text.data;
	to->status = CGRID_LOCATION_AMBIGUOUS;
	to->candidates = query->listed.data;
	cgrid_location_compose(to);
	return CGRID_OK;
}

enum cgrid_status
cgrid_lookup_sensor(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, const char *id,
		    const struct cgrid_location **location_out)
{
	struct cgrid_lookup_meaning meaning = {.claim = CGRID_MEANS_SENSOR};
	const unsigned char *unit = NULL;
	*location_out = NULL;
	enum cgrid_status status = begin(ctx, query, id);
	if (!status)
		status = cgrid_lookup_get_key(ctx, query, CGRID_CGX_SENSORS, id, strlen(id), 0, &unit,
					      &meaning.number);
	if (!status && !unit)
		status = unknown(query);
	else if (!status)
		status = one(ctx, query, &meaning);
	if (!status)
		*location_out = &query->location;
	return status;
}

enum cgrid_status
cgrid_lookup_place(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, const char *place,
		   const struct cgrid_location **location_out)
{
	*location_out = NULL;
	enum cgrid_status status = begin(ctx, query, place);
	if (!status)
		status = cgrid_lookup_read_place(ctx, query, place);
	if (status)
		return status;
	const struct cgrid_lookup_meaning *meanings = query->meanings;
	if (query->meaning_count == 0)
		status = unknown(query);
	else if (query->meaning_count == 1)
		status = one(ctx, query, meanings);
	else if (meanings[0].campus == meanings[query->meaning_count - 1].campus)
		status = several_cells(ctx, query);
	else
		status = several_campuses(ctx, query);
	if (!status)
		*location_out = &query->location;
	return status;
}

size_t
cgrid_lookup_candidate_count(const struct cgrid_lookup_query *query)
{
	if (query->location.status == CGRID_LOCATION_UNKNOWN)
		return 0;
	if (query->meaning_count > 1)
		return query->meaning_count;
	return query->candidates > 0 ? query->candidates : 1;
}

enum cgrid_status
cgrid_lookup_candidate(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, size_t i,
		       const struct cgrid_location **location_out)
{
	enum cgrid_status status = CGRID_OK;
	*location_out = NULL;
	if (i >= cgrid_lookup_candidate_count(query))
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "there is no such candidate");
	if (query->meaning_count > 1) {
		status = one(ctx, query, &query->meanings[i]);
	} else if (query->candidates > 0) {
		/* The range stays that of the ambiguous one. */
		const uint32_t first = query->candidate, count = query->candidates;
		const struct cgrid_lookup_meaning meaning = {.claim = CGRID_MEANS_ANSWER,
							     .number = first + (uint32_t)i};
		status = one(ctx, query, &meaning);
		query->candidate = first;
		query->candidates = count;
	}
	if (!status)
		*location_out = &query->location;
	return status;
}

enum cgrid_status
cgrid_lookup_query_campus(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query,
			  const char **name_out)
{
	return cgrid_lookup_get_name(ctx, query, query->campus, name_out);
}

/* "A", "B", ...: some of the campuses of the file. */
static enum cgrid_status
no_such_campus(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, const char *wanted)
{
	enum { SHOWN = 5 };
	const struct cgrid_source source = {query->lookup->path, 0, 0};
	const uint32_t count = query->lookup->parts[CGRID_CGX_CAMPUSES].count;
	enum cgrid_status status = CGRID_OK;
	cgrid_buf_clear(&query->listed);
	for (uint32_t i = 0; !status && i < count && i < SHOWN; i++) {
		const char *name;
		status = cgrid_lookup_get_name(ctx, query, i, &name);
		cgrid_buf_text(&query->listed, i > 0 ? ", \"" : "\"");
		cgrid_buf_text(&query->listed, name);
		cgrid_buf_char(&query->listed, '"');
	}
	if (count > SHOWN)
		cgrid_buf_text(&query->listed, ", ...");
	if (status)
		return status;
	if (query->listed.failed)
		return cgrid_fail_memory(ctx);
	return cgrid_fail_at(ctx, CGRID_E_UNKNOWN, &source,
			     "there is no campus \"%.100s\"; there are %.400s", wanted,
			     count ? query->listed.data : "none");
}

enum cgrid_status
cgrid_lookup_query_set_campus(struct cgrid_ctx *ctx, struct cgrid_lookup_query *query, const char *name)
{
	const uint32_t count = query->lookup->parts[CGRID_CGX_CAMPUSES].count;
	free(query->campuses);
	query->campuses = NULL;
	query->campus_count = 0;
	if (!name)
		return CGRID_OK;
	query->campuses = cgrid_array_new(count, sizeof *query->campuses);
	if (!query->campuses)
		return cgrid_fail_memory(ctx);
	for (uint32_t i = 0; i < count; i++) {
		const char *other;
		enum cgrid_status status = cgrid_lookup_get_name(ctx, query, i, &other);
		if (status)
			return status;
		if (cgrid_same_text(other, name))
			query->campuses[query->campus_count++] = i;
	}
	return query->campus_count > 0 ? CGRID_OK : no_such_campus(ctx, query, name);
}
