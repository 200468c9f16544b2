/* SPDX-License-Identifier: Apache-2.0 */
#include "read/campus-keys.h"

#include <math.h>
#include <string.h>

enum cgrid_status
cgrid_campus_wants(struct campus_reader *reader, enum cgrid_json_token token, const char *name,
		   const char *what)
{
	if (token == CGRID_JSON_FAULT)
		return cgrid_json_status(&reader->json);
	return cgrid_json_refuse(&reader->json, CGRID_E_MEANING, NULL, "\"%s\" has to be %s", name,
				 what);
}

static enum cgrid_status
refuse_key(struct campus_reader *reader, const struct campus_key *keys)
{
	enum { MOST = 32 };
	const char *names[MOST + 1] = {NULL};
	char name[64];
	size_t length = reader->json.length < sizeof name - 1 ? reader->json.length : sizeof name - 1;
	memcpy(name, reader->json.text, length);
	name[length] = '\0';
	for (size_t i = 0; i < MOST && keys[i].name; i++)
		names[i] = keys[i].name;
	const char *nearest = cgrid_nearest(name, names);
	if (nearest)
		return cgrid_json_refuse(&reader->json, CGRID_E_MEANING, NULL,
					 "unknown key \"%s\" (is \"%s\" meant?)", name, nearest);
	struct cgrid_buf known = {0};
	for (size_t i = 0; names[i]; i++) {
		cgrid_buf_text(&known, i > 0 ? ", " : "");
		cgrid_buf_text(&known, names[i]);
	}
	enum cgrid_status status =
	    cgrid_json_refuse(&reader->json, CGRID_E_MEANING, NULL, "unknown key \"%s\" (known are %s)",
			      name, known.failed || !known.data ? "others" : known.data);
	cgrid_buf_free(&known);
	return status;
}

static enum cgrid_status
refuse_twice(struct campus_reader *reader)
{
	return cgrid_json_refuse(
	    &reader->json, CGRID_E_MEANING, NULL, "the key \"%.*s\" is there a second time",
	    (int)(reader->json.length < 60 ? reader->json.length : 60), reader->json.text);
}

/* The members of an object by a table of keys, ended by a row without a name. */
enum cgrid_status
cgrid_campus_members(struct campus_reader *reader, enum cgrid_json_token token, const char *what,
		     const struct campus_key *keys, void *record)
{
	if (token != CGRID_JSON_OBJECT)
		return cgrid_campus_wants(reader, token, what, "an object: {...}");
	enum cgrid_status status = CGRID_OK;
	while (!status && (token = cgrid_json_next(&reader->json)) == CGRID_JSON_KEY) {
		const struct campus_key *key = keys;
		while (key->name && !cgrid_json_is(&reader->json, key->name))
			key++;
		if (reader->json.duplicate)
			status = refuse_twice(reader);
		else if (!key->name)
			status = refuse_key(reader, keys);
		else
			status = key->take(reader, cgrid_json_next(&reader->json), key, record);
	}
	return !status && token == CGRID_JSON_FAULT ? cgrid_json_status(&reader->json) : status;
}

enum cgrid_status
cgrid_campus_text(struct campus_reader *reader, enum cgrid_json_token token,
		  const struct campus_key *key, void *record)
{
	if (token != CGRID_JSON_STRING)
		return cgrid_campus_wants(reader, token, key->name, "a text in quotes");
	const struct cgrid_source source = cgrid_json_source(&reader->json);
	const char *text =
	    cgrid_draft_text(reader->draft, reader->json.text, reader->json.length, &source);
	memcpy((char *)record + key->offset, &text, sizeof text);
	return text ? CGRID_OK : CGRID_E_MEMORY;
}

enum cgrid_status
cgrid_campus_position(struct campus_reader *reader, enum cgrid_json_token token, const char *name,
		      struct campus_position *position)
{
	static const char what[] = "a position: [latitude, longitude] in degrees";
	struct cgrid_json *json = &reader->json;
	double values[2];
	size_t used = 0;
	if (token != CGRID_JSON_ARRAY)
		return cgrid_campus_wants(reader, token, name, what);
	for (int i = 0; i < 2; i++) {
		token = cgrid_json_next(json);
		if (token != CGRID_JSON_NUMBER || json->overflow || json->length > 30 ||
		    fabs(json->number) > (i == 0 ? 90 : 180))
			return cgrid_campus_wants(reader, token, name, what);
		values[i] = json->number;
		memcpy(position->text + used, json->text, json->length);
		used += json->length;
		position->text[used++] = i == 0 ? ',' : '\0';
	}
	token = cgrid_json_next(json);
	if (token != CGRID_JSON_ARRAY_END)
		return cgrid_campus_wants(reader, token, name, what);
	position->lat = values[0];
	position->lon = values[1];
	return CGRID_OK;
}

/* The next key of an object whose keys are free: a copy, or NULL at its end and at a fault. */
static enum cgrid_status
next_name(struct campus_reader *reader, const char **name_out)
{
	*name_out = NULL;
	enum cgrid_json_token token = cgrid_json_next(&reader->json);
	if (token == CGRID_JSON_FAULT)
		return cgrid_json_status(&reader->json);
	if (token != CGRID_JSON_KEY)
		return CGRID_OK;
	if (reader->json.duplicate)
		return refuse_twice(reader);
	const struct cgrid_source source = cgrid_json_source(&reader->json);
	*name_out = cgrid_draft_text(reader->draft, reader->json.text, reader->json.length, &source);
	return *name_out ? CGRID_OK : CGRID_E_MEMORY;
}

/* Objects whose keys are names: what takes the value of one. */
enum cgrid_status
cgrid_campus_named(struct campus_reader *reader, enum cgrid_json_token token, const char *what,
		   campus_named take)
{
	if (token != CGRID_JSON_OBJECT)
		return cgrid_campus_wants(reader, token, what, "an object: {...}");
	for (;;) {
		const char *name;
		enum cgrid_status status = next_name(reader, &name);
		if (status || !name)
			return status;
		const struct cgrid_source source = cgrid_json_source(&reader->json);
		status = take(reader, name, &source);
		if (status)
			return status;
	}
}
