/* SPDX-License-Identifier: Apache-2.0 */
/* Several GeoJSON texts in one file: one that is broken is named and left out, the rest is used. */
#include "read/geojson.h"
#include "read/texts.h"

/* Is one of the texts GeoJSON? Where all are broken the file has one fault, not thousands. */
static bool
any_is_good(const struct geojson_reader *r, struct cgrid_texts texts)
{
	size_t from, to;
	bool good = false;
	while (!good && cgrid_texts_next(&texts, &from, &to)) {
		struct cgrid_json json;
		enum cgrid_status status = CGRID_OK;
		enum cgrid_json_token token = CGRID_JSON_FAULT;
		if (!cgrid_geojson_is(r->ctx, r->plan->shown, texts.bytes + from, to - from, &status))
			continue;
		if (!cgrid_json_open(&json, r->ctx, r->plan->shown, texts.bytes + from, to - from))
			do
				token = cgrid_json_next(&json);
			while (token > CGRID_JSON_END);
		good = token == CGRID_JSON_END;
		cgrid_json_close(&json);
	}
	cgrid_clear_error(r->ctx);
	return good;
}

/* Back to what the reader knew before a text: all but the memory that has grown. */
static void
take_back(struct geojson_reader *r, const struct geojson_reader *before,
	  const struct cgrid_draft_mark *mark)
{
	struct geojson_reader known = *before;
	known.json = r->json;
	known.feature = r->feature;
	known.ring_offsets = r->ring_offsets;
	known.ring_offset_capacity = r->ring_offset_capacity;
	known.outlines = r->outlines;
	known.outline_capacity = r->outline_capacity;
	*r = known;
	cgrid_draft_rewind(r->draft, mark);
}

static enum cgrid_status
read_text(struct geojson_reader *r, size_t from, size_t to, bool must)
{
	const struct cgrid_draft_mark mark = cgrid_draft_mark(r->draft);
	const struct geojson_reader before = *r;
	cgrid_json_part(&r->json, from, to);
	enum cgrid_status status = cgrid_geojson_root(r);
	if ((status != CGRID_E_SYNTAX && status != CGRID_E_MEANING) || must)
		return status;
	cgrid_log_error(r->ctx);
	take_back(r, &before, &mark);
	return CGRID_OK;
}

enum cgrid_status
cgrid_geojson_sequence(struct geojson_reader *r, struct cgrid_texts *texts)
{
	enum cgrid_status status = CGRID_OK;
	bool must = r->draft->strict || !any_is_good(r, *texts), any = false;
	for (size_t from, to; !status && cgrid_texts_next(texts, &from, &to); any = true)
		status = read_text(r, from, to, must);
	if (any)
		return status;
	cgrid_json_part(&r->json, 0, 0);
	return cgrid_geojson_root(r);
}
