/* SPDX-License-Identifier: Apache-2.0 */
/* The files that a campus.json names. */
#include "base/file.h"
#include "read/campus-keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the system says of a file that cannot be opened, where campus.json names the file. */
static enum cgrid_status
refuse_unopened(struct campus_reader *reader, const struct campus_entry *entry, const char *path)
{
	struct cgrid_ctx *ctx = reader->draft->ctx;
	char why[CGRID_MESSAGE_SIZE];
	size_t length = strlen(path);
	bool named = strncmp(ctx->error, path, length) == 0 && ctx->error[length] == ':';
	snprintf(why, sizeof why, "%s", ctx->error + (named ? length + 2 : 0));
	return cgrid_fail_at(ctx, CGRID_E_INPUT, &entry->source, "%.200s: %s", entry->plan.file, why);
}

/* A path of campus.json as one that can be opened. */
static enum cgrid_status
open_path(struct campus_reader *reader, const char *written, const char **path_out)
{
	char *joined = cgrid_path_join(reader->folder, written);
	*path_out = joined ? cgrid_draft_bytes(reader->draft, joined, strlen(joined)) : NULL;
	free(joined);
	return *path_out ? CGRID_OK : cgrid_fail_memory(reader->draft->ctx);
}

static enum cgrid_status
read_file(struct campus_reader *reader, const struct campus_entry *entry)
{
	struct cgrid_draft *draft = reader->draft;
	struct cgrid_plan plan = entry->plan;
	enum cgrid_status status = open_path(reader, plan.shown, &plan.file);
	if (!status && plan.ties.shown)
		status = open_path(reader, plan.ties.shown, &plan.ties.file);
	if (!status && plan.rooms.shown)
		status = open_path(reader, plan.rooms.shown, &plan.rooms.file);
	if (status)
		return status;
	status = entry->section == CAMPUS_SENSORS   ? cgrid_read_sensors(draft, &plan)
		 : entry->section == CAMPUS_IMAGERY ? cgrid_read_image(draft, &plan, entry->captured)
						    : cgrid_read_plan(draft, &plan);
	return status == CGRID_E_INPUT ? refuse_unopened(reader, entry, plan.file) : status;
}

/* What cannot be read is taken back and named. A campus of one plan has nothing else to use. */
static enum cgrid_status
read_files(struct campus_reader *reader, enum campus_section section)
{
	struct cgrid_draft *draft = reader->draft;
	for (size_t i = 0; i < reader->entry_count; i++) {
		const struct campus_entry *entry = &reader->entries[i];
		if (entry->section != section)
			continue;
		const struct cgrid_draft_mark mark = cgrid_draft_mark(draft);
		enum cgrid_status status = read_file(reader, entry);
		reader->plans_read += !status && section == CAMPUS_PLANS;
		if (!status)
			continue;
		if (draft->strict || status == CGRID_E_MEMORY || status == CGRID_E_INTERNAL ||
		    (section == CAMPUS_PLANS && reader->plan_count == 1))
			return status;
		cgrid_draft_rewind(draft, &mark);
		cgrid_log_error(draft->ctx);
	}
	if (section != CAMPUS_PLANS || reader->plans_read > 0)
		return CGRID_OK;
	const struct cgrid_source source = {reader->json.file, 0, 0};
	return cgrid_fail_at(draft->ctx, CGRID_E_MEANING, &source, "none of its %zu plans can be read",
			     reader->plan_count);
}

enum cgrid_status
cgrid_campus_files(struct campus_reader *reader)
{
	enum cgrid_status status = CGRID_OK;
	for (int section = CAMPUS_PLANS; section <= CAMPUS_IMAGERY && !status; section++)
		status = read_files(reader, (enum campus_section)section);
	return status;
}
