/* SPDX-License-Identifier: Apache-2.0 */
#include "read/draft.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
cgrid_draft_init(struct cgrid_draft *draft, struct cgrid_ctx *ctx)
{
	*draft = (struct cgrid_draft){
	    .ctx = ctx,
	    .name = "",
	    .notice = "",
	    .credit = "",
	    .grid = CGRID_GRID_OPTIONS_INIT,
	};
}

void
cgrid_draft_free(struct cgrid_draft *draft)
{
	cgrid_arena_free(&draft->arena);
	free(draft->points);
	free(draft->rings);
	free(draft->buildings);
	free(draft->levels);
	free(draft->features);
	free(draft->sensors);
	free(draft->images);
	free(draft->drawings);
	free(draft->labels);
	free(draft->address);
	free(draft->attest);
	free(draft->none_on_site);
	cgrid_draft_init(draft, draft->ctx);
}

const char *
cgrid_draft_bytes(struct cgrid_draft *draft, const char *text, size_t length)
{
	const char *copy = cgrid_arena_text(&draft->arena, text, length);
	if (!copy)
		cgrid_fail_memory(draft->ctx);
	return copy;
}

/* Most texts are: letters of ASCII with single blanks between them. */
static bool
is_clean(const char *text, size_t length)
{
	bool blank = true;
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c < ' ' || c >= 0x7f || (c == ' ' && blank))
			return false;
		blank = c == ' ';
	}
	return !blank;
}

const char *
cgrid_draft_text(struct cgrid_draft *draft, const char *text, size_t length,
		 const struct cgrid_source *source)
{
	if (!text || length == 0)
		return "";
	if (is_clean(text, length))
		return cgrid_draft_bytes(draft, text, length);
	struct cgrid_buf clean = {0};
	bool changed = cgrid_text_clean(text, length, &clean);
	const char *copy = NULL;
	if (clean.failed)
		cgrid_fail_memory(draft->ctx);
	else
		copy = cgrid_draft_bytes(draft, clean.data, clean.size);
	if (copy && changed && source)
		cgrid_log(draft->ctx, CGRID_WARNING, source,
			  "\"%.80s\": control characters or broken UTF-8 were taken out", copy);
	cgrid_buf_free(&clean);
	return copy;
}

enum cgrid_status
cgrid_draft_ring_begin(struct cgrid_draft *draft, enum cgrid_ring_role role)
{
	if (!CGRID_ROOM_FOR_ONE(draft->rings, draft->ring_count, draft->ring_capacity))
		return cgrid_fail_memory(draft->ctx);
	draft->rings[draft->ring_count++] =
	    (struct cgrid_draft_ring){draft->point_count, 0, role, false};
	return CGRID_OK;
}

enum cgrid_status
cgrid_draft_point(struct cgrid_draft *draft, double lon, double lat)
{
	if (draft->point_count >= draft->ctx->limits[CGRID_LIMIT_VERTICES])
		return cgrid_check_limit(draft->ctx, CGRID_LIMIT_VERTICES, draft->point_count + 1, NULL,
					 "the drawings");
	if (!CGRID_ROOM_FOR_ONE(draft->points, draft->point_count, draft->point_capacity))
		return cgrid_fail_memory(draft->ctx);
	draft->points[draft->point_count++] = (struct cgrid_lonlat){lon, lat};
	draft->rings[draft->ring_count - 1].count++;
	return CGRID_OK;
}

enum cgrid_status
cgrid_draft_points_ahead(struct cgrid_draft *draft, struct cgrid_lonlat **to_out, size_t *most_out)
{
	uint64_t limit = draft->ctx->limits[CGRID_LIMIT_VERTICES];
	*most_out = 0;
	if (draft->point_count >= limit)
		return CGRID_OK;
	if (!CGRID_ROOM_FOR_ONE(draft->points, draft->point_count, draft->point_capacity))
		return cgrid_fail_memory(draft->ctx);
	uint64_t most = draft->point_capacity < limit ? draft->point_capacity : limit;
	*most_out = (size_t)most - draft->point_count;
	*to_out = draft->points + draft->point_count;
	return CGRID_OK;
}

void
cgrid_draft_points_written(struct cgrid_draft *draft, size_t count)
{
	draft->point_count += count;
	draft->rings[draft->ring_count - 1].count += count;
}

void
cgrid_draft_ring_end(struct cgrid_draft *draft)
{
	struct cgrid_draft_ring *ring = &draft->rings[draft->ring_count - 1];
	if (ring->role == CGRID_RING_LINE || ring->count < 2)
		return;
	const struct cgrid_lonlat a = draft->points[ring->first];
	const struct cgrid_lonlat b = draft->points[ring->first + ring->count - 1];
	/* 1 mm on the ground, in degrees of latitude; a degree of longitude is never longer. */
	const double gap = 0.001 / 110574.0;
	if (fabs(a.lon - b.lon) <= gap && fabs(a.lat - b.lat) <= gap) {
		ring->closed = true;
		ring->count--;
		draft->point_count--;
	}
}

void
cgrid_draft_rings_drop(struct cgrid_draft *draft, size_t first_ring)
{
	if (first_ring >= draft->ring_count)
		return;
	draft->point_count = draft->rings[first_ring].first;
	draft->ring_count = first_ring;
}

static enum cgrid_status
count_feature(struct cgrid_draft *draft, const struct cgrid_source *source)
{
	uint64_t count = (uint64_t)draft->building_count + draft->level_count + draft->feature_count +
			 draft->sensor_count + 1;
	return cgrid_check_limit(draft->ctx, CGRID_LIMIT_FEATURES, count, source, "the drawings");
}

enum cgrid_status
cgrid_draft_new_building(struct cgrid_draft *draft, const char *name, const struct cgrid_source *source,
			 uint32_t *building_out)
{
	enum cgrid_status status = count_feature(draft, source);
	if (status)
		return status;
	const char *copy = cgrid_draft_text(draft, name, strlen(name), source);
	if (!copy)
		return CGRID_E_MEMORY;
	if (!CGRID_ROOM_FOR_ONE(draft->buildings, draft->building_count, draft->building_capacity))
		return cgrid_fail_memory(draft->ctx);
	*building_out = (uint32_t)draft->building_count;
	draft->buildings[draft->building_count++] =
	    (struct cgrid_draft_building){.id = "", .name = copy, .source = *source};
	return CGRID_OK;
}

enum cgrid_status
cgrid_draft_building(struct cgrid_draft *draft, const char *name, const struct cgrid_source *source,
		     uint32_t *building_out)
{
	/* The first of that name, which is most often the one that was asked for last. */
	size_t last = draft->building_found;
	if (last < draft->building_count && draft->buildings[last].name == draft->building_found_name &&
	    strcmp(draft->building_found_name, name) == 0) {
		*building_out = (uint32_t)last;
		return CGRID_OK;
	}
	for (size_t i = 0; i < draft->building_count; i++)
		if (cgrid_same_text(draft->buildings[i].name, name)) {
			draft->building_found = i;
			draft->building_found_name = draft->buildings[i].name;
			*building_out = (uint32_t)i;
			return CGRID_OK;
		}
	return cgrid_draft_new_building(draft, name, source, building_out);
}

enum cgrid_status
cgrid_draft_new_level(struct cgrid_draft *draft, uint32_t building, const char *label,
		      const struct cgrid_source *source, uint32_t *level_out)
{
	enum cgrid_status status = count_feature(draft, source);
	if (status)
		return status;
	const char *copy = cgrid_draft_text(draft, label, strlen(label), source);
	if (!copy)
		return CGRID_E_MEMORY;
	if (!CGRID_ROOM_FOR_ONE(draft->levels, draft->level_count, draft->level_capacity))
		return cgrid_fail_memory(draft->ctx);
	*level_out = (uint32_t)draft->level_count;
	draft->levels[draft->level_count++] = (struct cgrid_draft_level){
	    .id = "", .label = copy, .name = "", .building = building, .source = *source};
	return CGRID_OK;
}

enum cgrid_status
cgrid_draft_level(struct cgrid_draft *draft, uint32_t building, const char *label,
		  const struct cgrid_source *source, uint32_t *level_out)
{
	/* From the newest: a reader asks again and again for the level it has just made. */
	for (size_t i = draft->level_count; i-- > 0;)
		if (draft->levels[i].building == building &&
		    strcmp(draft->levels[i].label, label) == 0) {
			*level_out = (uint32_t)i;
			return CGRID_OK;
		}
	return cgrid_draft_new_level(draft, building, label, source, level_out);
}

enum cgrid_status
cgrid_draft_feature(struct cgrid_draft *draft, const struct cgrid_draft_feature *feature)
{
	enum cgrid_status status = count_feature(draft, &feature->source);
	if (status)
		return status;
	if (!CGRID_ROOM_FOR_ONE(draft->features, draft->feature_count, draft->feature_capacity))
		return cgrid_fail_memory(draft->ctx);
	draft->features[draft->feature_count++] = *feature;
	return CGRID_OK;
}

enum cgrid_status
cgrid_draft_sensor(struct cgrid_draft *draft, const struct cgrid_draft_sensor *sensor)
{
	enum cgrid_status status = count_feature(draft, &sensor->source);
	if (status)
		return status;
	if (!CGRID_ROOM_FOR_ONE(draft->sensors, draft->sensor_count, draft->sensor_capacity))
		return cgrid_fail_memory(draft->ctx);
	draft->sensors[draft->sensor_count++] = *sensor;
	return CGRID_OK;
}

enum cgrid_status
cgrid_draft_image(struct cgrid_draft *draft, const struct cgrid_draft_image *image)
{
	if (!CGRID_ROOM_FOR_ONE(draft->images, draft->image_count, draft->image_capacity))
		return cgrid_fail_memory(draft->ctx);
	draft->images[draft->image_count++] = *image;
	return CGRID_OK;
}

enum cgrid_status
cgrid_draft_drawing(struct cgrid_draft *draft, const struct cgrid_draft_drawing *drawing)
{
	if (!CGRID_ROOM_FOR_ONE(draft->drawings, draft->drawing_count, draft->drawing_capacity))
		return cgrid_fail_memory(draft->ctx);
	draft->drawings[draft->drawing_count++] = *drawing;
	return CGRID_OK;
}

enum cgrid_status
cgrid_draft_label_at(struct cgrid_draft *draft, const struct cgrid_draft_label *label)
{
	if (!CGRID_ROOM_FOR_ONE(draft->labels, draft->label_count, draft->label_capacity))
		return cgrid_fail_memory(draft->ctx);
	draft->labels[draft->label_count++] = *label;
	return CGRID_OK;
}

enum cgrid_status
cgrid_draft_address(struct cgrid_draft *draft, const char *element, const char *text)
{
	if (!CGRID_ROOM_FOR_ONE(draft->address, draft->address_count, draft->address_capacity))
		return cgrid_fail_memory(draft->ctx);
	draft->address[draft->address_count++] = (struct cgrid_address_part){element, text};
	return CGRID_OK;
}

enum cgrid_status
cgrid_draft_statement(struct cgrid_draft *draft, bool none, const struct cgrid_statement *statement)
{
	struct cgrid_statement **list = none ? &draft->none_on_site : &draft->attest;
	size_t *count = none ? &draft->none_on_site_count : &draft->attest_count;
	size_t *capacity = none ? &draft->none_on_site_capacity : &draft->attest_capacity;
	if (!CGRID_ROOM_FOR_ONE(*list, *count, *capacity))
		return cgrid_fail_memory(draft->ctx);
	(*list)[(*count)++] = *statement;
	return CGRID_OK;
}

enum cgrid_status
cgrid_draft_leave_out(struct cgrid_draft *draft, enum cgrid_status status,
		      const struct cgrid_source *source, const char *format, ...)
{
	char text[CGRID_MESSAGE_SIZE];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (draft->strict)
		return cgrid_fail_at(draft->ctx, status, source, "%s", text);
	cgrid_log(draft->ctx, CGRID_LEFT_OUT, source, "%s", text);
	return CGRID_OK;
}

struct cgrid_draft_mark
cgrid_draft_mark(const struct cgrid_draft *draft)
{
	return (struct cgrid_draft_mark){
	    draft->point_count, draft->ring_count,    draft->building_count,
	    draft->level_count, draft->feature_count, draft->sensor_count,
	    draft->image_count, draft->drawing_count, draft->label_count};
}

void
cgrid_draft_rewind(struct cgrid_draft *draft, const struct cgrid_draft_mark *mark)
{
	draft->point_count = mark->points;
	draft->ring_count = mark->rings;
	draft->building_count = mark->buildings;
	draft->level_count = mark->levels;
	draft->feature_count = mark->features;
	draft->sensor_count = mark->sensors;
	draft->image_count = mark->images;
	draft->drawing_count = mark->drawings;
	draft->label_count = mark->labels;
}
