/* SPDX-License-Identifier: Apache-2.0 */
/*
 * campus.json: what a campus is made of. The keys are rows of tables below; data/campus.schema.json
 * says the same to editors. The file is read to its end before any file that it names is opened: a
 * campus.json that is wrong is refused whole, while a drawing that is wrong is left out and named.
 */
#include "base/file.h"
#include "base/num.h"
#include "read/campus-keys.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum cgrid_status
pass_over(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
	  void *record)
{
	(void)key;
	(void)record;
	return cgrid_json_skip(&reader->json, token) ? CGRID_OK : cgrid_json_status(&reader->json);
}

/* One value of "grid", handed to the options as text. */
static enum cgrid_status
set_grid(struct campus_reader *reader, const char *name, const char *value,
	 const struct cgrid_source *source)
{
	struct cgrid_ctx *ctx = reader->draft->ctx;
	enum cgrid_status status = cgrid_grid_option_set(ctx, &reader->draft->grid, name, value);
	if (!status || status == CGRID_E_MEMORY)
		return status;
	char why[CGRID_MESSAGE_SIZE];
	snprintf(why, sizeof why, "%s", ctx->error);
	return cgrid_json_refuse(&reader->json, CGRID_E_MEANING, source, "grid: %s", why);
}

static enum cgrid_status
take_grid_value(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
		void *record)
{
	char value[64];
	(void)record;
	if ((token != CGRID_JSON_STRING && token != CGRID_JSON_NUMBER) ||
	    reader->json.length >= sizeof value)
		return cgrid_campus_wants(reader, token, key->name, "a short text or a number");
	memcpy(value, reader->json.text, reader->json.length);
	value[reader->json.length] = '\0';
	const struct cgrid_source source = cgrid_json_source(&reader->json);
	return set_grid(reader, key->name, value, &source);
}

static enum cgrid_status
take_grid_position(struct campus_reader *reader, enum cgrid_json_token token,
		   const struct campus_key *key, void *record)
{
	struct campus_position position;
	(void)record;
	const struct cgrid_source source = cgrid_json_source(&reader->json);
	enum cgrid_status status = cgrid_campus_position(reader, token, key->name, &position);
	return status ? status : set_grid(reader, key->name, position.text, &source);
}

static enum cgrid_status
take_grid_switch(struct campus_reader *reader, enum cgrid_json_token token,
		 const struct campus_key *key, void *record)
{
	(void)record;
	if (token != CGRID_JSON_TRUE && token != CGRID_JSON_FALSE)
		return cgrid_campus_wants(reader, token, key->name, "true or false");
	const struct cgrid_source source = cgrid_json_source(&reader->json);
	return set_grid(reader, key->name, token == CGRID_JSON_TRUE ? "true" : "false", &source);
}

/* A position is the origin of the local frame that a saved grid was counted in; a text is one of the
 * frames that can be asked for. */
static enum cgrid_status
take_grid_frame(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
		void *record)
{
	struct campus_position position;
	if (token == CGRID_JSON_STRING)
		return take_grid_value(reader, token, key, record);
	enum cgrid_status status = cgrid_campus_position(reader, token, key->name, &position);
	if (status)
		return status;
	reader->draft->grid.frame_fixed = true;
	reader->draft->grid.spec.frame = (struct cgrid_frame){
	    .kind = CGRID_FRAME_LOCAL, .origin = {.lon = position.lon, .lat = position.lat}};
	return CGRID_OK;
}

/* A list of names, handed on with commas between them. */
static enum cgrid_status
take_grid_names(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
		void *record)
{
	static const char what[] = "a list of names: [\"Oak\", \"Elm\"], letters and digits each";
	struct cgrid_buf names = {0};
	enum cgrid_status status = CGRID_OK;
	(void)record;
	const struct cgrid_source source = cgrid_json_source(&reader->json);
	if (token != CGRID_JSON_ARRAY)
		return cgrid_campus_wants(reader, token, key->name, what);
	while (!status && (token = cgrid_json_next(&reader->json)) != CGRID_JSON_ARRAY_END) {
		if (token != CGRID_JSON_STRING || memchr(reader->json.text, ',', reader->json.length))
			status = cgrid_campus_wants(reader, token, key->name, what);
		if (names.size > 0)
			cgrid_buf_char(&names, ',');
		cgrid_buf_add(&names, reader->json.text, status ? 0 : reader->json.length);
	}
	cgrid_buf_char(&names, '\0');
	const char *kept = names.failed || status
			       ? NULL
			       : cgrid_draft_bytes(reader->draft, names.data, strlen(names.data));
	cgrid_buf_free(&names);
	if (status)
		return status;
	return kept ? set_grid(reader, key->name, kept, &source)
		    : cgrid_fail_memory(reader->draft->ctx);
}

static const struct campus_key grid_keys[] = {
    {"cell", take_grid_value, 0},      {"origin", take_grid_position, 0},
    {"turn", take_grid_value, 0},      {"columns", take_grid_value, 0},
    {"rows", take_grid_value, 0},      {"labels", take_grid_value, 0},
    {"letters", take_grid_value, 0},   {"start", take_grid_value, 0},
    {"skip_io", take_grid_switch, 0},  {"separator", take_grid_value, 0},
    {"margin", take_grid_value, 0},    {"center", take_grid_position, 0},
    {"frame", take_grid_frame, 0},     {"usng", take_grid_value, 0},
    {"pad", take_grid_value, 0},       {"column_names", take_grid_names, 0},
    {"row_names", take_grid_names, 0}, {NULL, NULL, 0},
};

static enum cgrid_status
take_grid(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
	  void *record)
{
	return cgrid_campus_members(reader, token, key->name, grid_keys, record);
}

/* Civic address elements of RFC 4776, RFC 5139 and RFC 6848. */
static const char *const address_elements[] = {
    "country", "A1",  "A2",   "A3",  "A4",   "A5",      "A6",   "PRM", "PRD",   "RD",
    "STS",     "POD", "POM",  "HNO", "HNS",  "RDSEC",   "RDBR", "LMK", "LOC",   "NAM",
    "PC",      "BLD", "UNIT", "FLR", "ROOM", "PLC",     "PCN",  "PN",  "POBOX", "ADDCODE",
    "SEAT",    "MP",  "STP",  "HNP", "RS",   "RDSUBBR", NULL,
};

static enum cgrid_status
take_address_part(struct campus_reader *reader, const char *name, const struct cgrid_source *source)
{
	const char *const *element = address_elements;
	while (*element && strcmp(*element, name) != 0)
		element++;
	if (!*element)
		return cgrid_json_refuse(
		    &reader->json, CGRID_E_MEANING, source,
		    "\"%.60s\" is no element of a civic address (RFC 4776: country, "
		    "A1 to A6, HNO, RD, STS, PC, ...)",
		    name);
	const char *value;
	const struct campus_key key = {name, cgrid_campus_text, 0};
	enum cgrid_status status =
	    cgrid_campus_text(reader, cgrid_json_next(&reader->json), &key, &value);
	return status ? status : cgrid_draft_address(reader->draft, *element, value);
}

static enum cgrid_status
take_label_at(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
	      void *record)
{
	struct cgrid_draft_label *label = record;
	struct campus_position position;
	enum cgrid_status status = cgrid_campus_position(reader, token, key->name, &position);
	if (!status)
		label->at = (struct cgrid_lonlat){.lon = position.lon, .lat = position.lat};
	/* A label without its position says nothing. */
	label->key = status ? NULL : "";
	return status;
}

static const struct campus_key label_keys[] = {{"at", take_label_at, 0}, {NULL, NULL, 0}};

static enum cgrid_status
take_label(struct campus_reader *reader, const char *name, const struct cgrid_source *source)
{
	struct cgrid_draft_label label = {.source = *source};
	enum cgrid_status status =
	    cgrid_campus_members(reader, cgrid_json_next(&reader->json), name, label_keys, &label);
	if (!status && !label.key)
		status = cgrid_json_refuse(&reader->json, CGRID_E_MEANING, source,
					   "label \"%.60s\" has no \"at\"", name);
	label.key = name;
	return status ? status : cgrid_draft_label_at(reader->draft, &label);
}

static const struct campus_key statement_keys[] = {
    {"by", cgrid_campus_text, offsetof(struct cgrid_statement, by)},
    {"on", cgrid_campus_text, offsetof(struct cgrid_statement, on)},
    {NULL, NULL, 0},
};

static enum cgrid_status
take_attest_part(struct campus_reader *reader, const char *name, const struct cgrid_source *source)
{
	struct cgrid_statement statement = {name, "", ""};
	(void)source;
	enum cgrid_status status = cgrid_campus_members(reader, cgrid_json_next(&reader->json), name,
							statement_keys, &statement);
	return status ? status : cgrid_draft_statement(reader->draft, false, &statement);
}

static enum cgrid_status
take_address(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
	     void *record)
{
	(void)record;
	return cgrid_campus_named(reader, token, key->name, take_address_part);
}

static enum cgrid_status
take_labels(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
	    void *record)
{
	(void)record;
	return cgrid_campus_named(reader, token, key->name, take_label);
}

static enum cgrid_status
take_attest(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
	    void *record)
{
	(void)record;
	return cgrid_campus_named(reader, token, key->name, take_attest_part);
}

static const struct campus_key none_keys[] = {
    {"kind", cgrid_campus_text, offsetof(struct cgrid_statement, what)},
    {"by", cgrid_campus_text, offsetof(struct cgrid_statement, by)},
    {"on", cgrid_campus_text, offsetof(struct cgrid_statement, on)},
    {NULL, NULL, 0},
};

static const char *const kinds[] = {
#define KIND(word, group, title, audience) #word,
#include "kinds.def"
#undef KIND
    NULL,
};

static enum cgrid_status
take_none(struct campus_reader *reader, enum cgrid_json_token token)
{
	struct cgrid_statement statement = {NULL, "", ""};
	const struct cgrid_source source = cgrid_json_source(&reader->json);
	enum cgrid_status status =
	    cgrid_campus_members(reader, token, "none_on_site", none_keys, &statement);
	if (status)
		return status;
	if (!statement.what)
		return cgrid_json_refuse(&reader->json, CGRID_E_MEANING, &source,
					 "none_on_site: an entry has no \"kind\"");
	const char *const *kind = kinds;
	while (*kind && strcmp(*kind, statement.what) != 0)
		kind++;
	const char *nearest = *kind ? NULL : cgrid_nearest(statement.what, kinds);
	if (!*kind)
		cgrid_log(reader->draft->ctx, CGRID_WARNING, &source,
			  "none_on_site: \"%.60s\" is no kind of the vocabulary%s%s%s", statement.what,
			  nearest ? " (is \"" : "", nearest ? nearest : "",
			  nearest ? "\" meant?)" : "");
	return cgrid_draft_statement(reader->draft, true, &statement);
}

/* A list: the four of files, and "none_on_site". */
static enum cgrid_status
take_list(struct campus_reader *reader, enum cgrid_json_token token, const struct campus_key *key,
	  void *record)
{
	(void)record;
	if (token != CGRID_JSON_ARRAY)
		return cgrid_campus_wants(reader, token, key->name, "a list: [...]");
	enum cgrid_status status = CGRID_OK;
	while (!status && (token = cgrid_json_next(&reader->json)) != CGRID_JSON_ARRAY_END) {
		if (token == CGRID_JSON_FAULT)
			return cgrid_json_status(&reader->json);
		status = strcmp(key->name, "none_on_site") == 0
			     ? take_none(reader, token)
			     : cgrid_campus_entry(reader, token, key->name);
	}
	return status;
}

static const struct campus_key root_keys[] = {
    {"name", cgrid_campus_text, offsetof(struct cgrid_draft, name)},
    {"address", take_address, 0},
    {"plans", take_list, 0},
    {"features", take_list, 0},
    {"sensors", take_list, 0},
    {"imagery", take_list, 0},
    {"grid", take_grid, 0},
    {"labels", take_labels, 0},
    {"attest", take_attest, 0},
    {"none_on_site", take_list, 0},
    {"notice", cgrid_campus_text, offsetof(struct cgrid_draft, notice)},
    {"credit", cgrid_campus_text, offsetof(struct cgrid_draft, credit)},
    {"$schema", pass_over, 0},
    {NULL, NULL, 0},
};

static enum cgrid_status
take_root(struct campus_reader *reader)
{
	enum cgrid_json_token token = cgrid_json_next(&reader->json);
	enum cgrid_status status =
	    cgrid_campus_members(reader, token, "campus.json", root_keys, reader->draft);
	if (!status && cgrid_json_next(&reader->json) != CGRID_JSON_END)
		status = cgrid_json_status(&reader->json);
	if (status || reader->plan_count > 0)
		return status;
	const struct cgrid_source start = {reader->json.file, 1, 1};
	return cgrid_fail_at(reader->draft->ctx, CGRID_E_MEANING, &start,
			     "there are no \"plans\", so that there is nothing to map");
}

enum cgrid_status
cgrid_read_campus_json_bytes(struct cgrid_draft *draft, const char *folder, const char *shown,
			     const char *bytes, size_t size)
{
	struct campus_reader reader = {.draft = draft, .folder = folder};
	const char *file = cgrid_draft_bytes(draft, shown, strlen(shown));
	if (!file)
		return CGRID_E_MEMORY;
	enum cgrid_status status = cgrid_json_open(&reader.json, draft->ctx, file, bytes, size);
	if (!status)
		status = take_root(&reader);
	if (!status)
		status = cgrid_campus_files(&reader);
	cgrid_json_close(&reader.json);
	free(reader.properties);
	free(reader.entries);
	return status;
}

enum cgrid_status
cgrid_read_campus_json(struct cgrid_draft *draft, const char *path)
{
	struct cgrid_bytes bytes;
	enum cgrid_status status = cgrid_file_read(draft->ctx, path, &bytes);
	if (status)
		return status;
	char *folder = cgrid_path_folder(path);
	status = folder ? cgrid_read_campus_json_bytes(draft, folder, path, bytes.data, bytes.size)
			: cgrid_fail_memory(draft->ctx);
	free(folder);
	cgrid_bytes_free(&bytes);
	return status;
}
