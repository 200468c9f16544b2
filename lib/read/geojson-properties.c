/* SPDX-License-Identifier: Apache-2.0 */
/* The properties of a feature that the table of properties knows, as texts. */
#include "read/geojson.h"

#include <math.h>
#include <string.h>

void
cgrid_geojson_feature_begin(struct geojson_reader *r, size_t offset)
{
	struct geojson_feature *feature = &r->feature;
	struct cgrid_buf words = feature->words;
	cgrid_buf_clear(&words);
	memset(feature, 0, offsetof(struct geojson_feature, fault));
	feature->words = words;
	feature->offset = offset;
	feature->first_ring = r->draft->ring_count;
}

const char *
cgrid_geojson_text(const struct geojson_feature *feature, enum cgrid_property property)
{
	const struct geojson_text *text = &feature->texts[property];
	return text->there && !feature->words.failed ? feature->words.data + text->at : "";
}

const char *
cgrid_geojson_feature_id(const struct geojson_feature *feature)
{
	if (feature->id.there && !feature->words.failed)
		return feature->words.data + feature->id.at;
	return cgrid_geojson_text(feature, CGRID_PROPERTY_ID);
}

/* Text of the input as a C string: a zero byte becomes another control, which cleaning takes out. */
static void
add_raw(struct cgrid_buf *words, const char *text, size_t length)
{
	size_t from = words->size;
	cgrid_buf_add(words, text, length);
	char *zero = words->failed ? NULL : memchr(words->data + from, 0, length);
	for (; zero; zero = memchr(zero, 0, (size_t)(words->data + words->size - zero)))
		*zero = '\x01';
}

/* A single value as people would write it: 2.0 is "2", true is "yes". False for null, objects and
 * arrays, which are not passed over. */
static bool
add_scalar(struct geojson_reader *r, enum cgrid_json_token token)
{
	struct cgrid_json *json = &r->json;
	struct cgrid_buf *words = &r->feature.words;
	switch (token) {
	case CGRID_JSON_STRING:
		while (json->length > 0 && json->text[0] == ' ') {
			json->text++;
			json->length--;
		}
		while (json->length > 0 && json->text[json->length - 1] == ' ')
			json->length--;
		add_raw(words, json->text, json->length);
		return json->length > 0;
	case CGRID_JSON_NUMBER:
		if (!json->overflow && fabs(json->number) < 1e15 && floor(json->number) == json->number)
			cgrid_buf_int(words, (int64_t)json->number);
		else
			add_raw(words, json->text, json->length);
		return true;
	case CGRID_JSON_TRUE:
		cgrid_buf_text(words, "yes");
		return true;
	case CGRID_JSON_FALSE:
		cgrid_buf_text(words, "no");
		return true;
	default:
		return false;
	}
}

/* Of a list: all of it for levels ("1;2"), the first for everything else. */
static enum cgrid_status
add_list(struct geojson_reader *r, bool all, bool *there_out)
{
	enum cgrid_status status = CGRID_OK;
	enum cgrid_json_token token;
	while (!status && (token = cgrid_json_next(&r->json)) != CGRID_JSON_ARRAY_END) {
		if (token == CGRID_JSON_FAULT)
			return cgrid_json_status(&r->json);
		if (*there_out && all)
			cgrid_buf_char(&r->feature.words, ';');
		if (all || !*there_out)
			*there_out |= add_scalar(r, token);
		status = cgrid_geojson_skip(r, token);
	}
	return status;
}

/* Of texts by language ({"en": "Library", "fr": "..."}): the preferred one, else the first. */
static enum cgrid_status
add_by_language(struct geojson_reader *r, bool *there_out)
{
	enum cgrid_status status = CGRID_OK;
	size_t from = r->feature.words.size;
	while (cgrid_geojson_key(r, &status) == CGRID_JSON_KEY && !status) {
		bool wanted = r->draft->lang && cgrid_json_is(&r->json, r->draft->lang);
		enum cgrid_json_token token = cgrid_json_next(&r->json);
		if (token == CGRID_JSON_STRING && wanted && *there_out)
			r->feature.words.size = from;
		if (token == CGRID_JSON_STRING && (wanted || !*there_out))
			*there_out |= add_scalar(r, token);
		status = cgrid_geojson_skip(r, token);
	}
	return status;
}

static enum cgrid_status
store(struct geojson_reader *r, enum cgrid_json_token token, struct geojson_text *text, unsigned rank,
      bool levels)
{
	struct cgrid_buf *words = &r->feature.words;
	size_t from = words->size;
	bool there = false;
	enum cgrid_status status = CGRID_OK;
	if (token == CGRID_JSON_ARRAY)
		status = add_list(r, levels, &there);
	else if (token == CGRID_JSON_OBJECT)
		status = add_by_language(r, &there);
	else
		there = add_scalar(r, token);
	cgrid_buf_add(words, "", 1);
	if (words->failed)
		return cgrid_fail_memory(r->ctx);
	if (token == CGRID_JSON_FAULT)
		return cgrid_json_status(&r->json);
	if (there && (!text->there || rank < text->rank))
		*text = (struct geojson_text){from, rank, true};
	return status;
}

/* "name:fr" when French is wanted. */
static bool
is_wanted_name(const struct geojson_reader *r, const char *key, size_t length)
{
	const char *lang = r->draft->lang;
	return lang && length == strlen(lang) + 5 && memcmp(key, "name:", 5) == 0 &&
	       memcmp(key + 5, lang, strlen(lang)) == 0;
}

/* What a key means: by the plan's own table, else as in most drawings. The lowest rank wins.
 */
static enum cgrid_property
meaning_of(struct geojson_reader *r, const char *key, size_t length, unsigned *rank_out)
{
	const struct cgrid_plan *plan = r->plan;
	enum cgrid_property meaning;
	if (cgrid_recall_key(r->recall, key, length, &meaning, rank_out))
		return meaning;
	for (size_t i = 0; i < plan->property_count; i++) {
		const struct cgrid_plan_property *row = &plan->properties[i];
		if (!cgrid_property_same(key, length, row->name, strlen(row->name)))
			continue;
		r->defaults.seen[i] = true;
		cgrid_meaning_find(row->meaning, &meaning);
		*rank_out = (unsigned)i;
		cgrid_recall_keep_key(r->recall, key, length, meaning, *rank_out);
		return meaning;
	}
	const unsigned first = (unsigned)plan->property_count;
	*rank_out = first;
	if (is_wanted_name(r, key, length))
		return CGRID_PROPERTY_NAME;
	meaning = cgrid_property_find(key, length, rank_out);
	*rank_out += first + 1;
	cgrid_recall_keep_key(r->recall, key, length, meaning, *rank_out);
	return meaning;
}

enum cgrid_status
cgrid_geojson_tag(struct geojson_reader *r, const char *key, const char *value)
{
	struct cgrid_buf *words = &r->feature.words;
	unsigned rank;
	enum cgrid_property meaning = meaning_of(r, key, strlen(key), &rank);
	size_t length = strlen(value), from = words->size;
	while (length > 0 && value[0] == ' ') {
		value++;
		length--;
	}
	while (length > 0 && value[length - 1] == ' ')
		length--;
	if (meaning == CGRID_PROPERTY_NONE || length == 0)
		return CGRID_OK;
	cgrid_buf_add(words, value, length);
	cgrid_buf_add(words, "", 1);
	if (words->failed)
		return cgrid_fail_memory(r->ctx);
	struct geojson_text *text = &r->feature.texts[meaning];
	if (!text->there || rank < text->rank)
		*text = (struct geojson_text){from, rank, true};
	return CGRID_OK;
}

static enum cgrid_status
property(struct geojson_reader *r)
{
	unsigned rank;
	/* What osmtogeojson once wrote: the tags in an object of their own. */
	bool tags = cgrid_json_is(&r->json, "tags");
	enum cgrid_property meaning = meaning_of(r, r->json.text, r->json.length, &rank);
	enum cgrid_json_token token = cgrid_json_next(&r->json);
	if (tags && token == CGRID_JSON_OBJECT)
		return cgrid_geojson_properties(r, token);
	if (meaning == CGRID_PROPERTY_NONE)
		return cgrid_geojson_skip(r, token);
	bool levels = meaning == CGRID_PROPERTY_LEVEL || meaning == CGRID_PROPERTY_REPEAT;
	return store(r, token, &r->feature.texts[meaning], rank, levels);
}

enum cgrid_status
cgrid_geojson_properties(struct geojson_reader *r, enum cgrid_json_token token)
{
	enum cgrid_status status = CGRID_OK;
	if (token != CGRID_JSON_OBJECT) {
		if (token != CGRID_JSON_FAULT && token != CGRID_JSON_NULL)
			cgrid_geojson_fault(r, r->json.start, "properties are %s, not an object",
					    cgrid_geojson_token_name(token));
		return cgrid_geojson_skip(r, token);
	}
	while (cgrid_geojson_key(r, &status) == CGRID_JSON_KEY && !status)
		status = property(r);
	return status;
}

enum cgrid_status
cgrid_geojson_id(struct geojson_reader *r, enum cgrid_json_token token)
{
	if (token != CGRID_JSON_STRING && token != CGRID_JSON_NUMBER) {
		if (token != CGRID_JSON_FAULT && token != CGRID_JSON_NULL)
			cgrid_geojson_odd(r, GEOJSON_ODD_ID, r->json.start,
					  "an id is %s, not text or a number; it is not used",
					  cgrid_geojson_token_name(token));
		return cgrid_geojson_skip(r, token);
	}
	return store(r, token, &r->feature.id, 0, false);
}
