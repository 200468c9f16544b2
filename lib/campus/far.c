/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 2, place: of drawings that lie too far apart for one campus, those that belong together are
 * used and the other files are left out by name. */
#include "base/num.h"
#include "campus/campus.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One file of the draft: where its buildings, levels, rooms and plan pictures lie, and how many there
 * are. */
struct drawing {
	const char *file;
	struct cgrid_lonlat first;
	double west, east, south, north; /* degrees from `first` */
	size_t features;
	bool placed; /* it has a position */
	bool used;
};

struct drawings {
	struct drawing *list;
	size_t count, capacity;
};

static struct drawing *
drawing_of(struct drawings *drawings, const char *file)
{
	for (size_t i = 0; i < drawings->count; i++)
		if (strcmp(drawings->list[i].file, file) == 0)
			return &drawings->list[i];
	if (!CGRID_ROOM_FOR_ONE(drawings->list, drawings->count, drawings->capacity))
		return NULL;
	drawings->list[drawings->count] = (struct drawing){.file = file};
	return &drawings->list[drawings->count++];
}

static void
add_point(struct drawing *drawing, struct cgrid_lonlat at)
{
	if (!drawing->placed) {
		drawing->first = at;
		drawing->placed = true;
	}
	double lon = remainder(at.lon - drawing->first.lon, 360), lat = at.lat - drawing->first.lat;
	drawing->west = fmin(drawing->west, lon);
	drawing->east = fmax(drawing->east, lon);
	drawing->south = fmin(drawing->south, lat);
	drawing->north = fmax(drawing->north, lat);
}

static bool
add_record(struct drawings *drawings, const struct cgrid_draft *draft,
	   const struct cgrid_source *source, struct cgrid_draft_shape shape)
{
	struct drawing *drawing = drawing_of(drawings, source->file ? source->file : "");
	if (!drawing)
		return false;
	drawing->features++;
	for (size_t r = 0; r < shape.ring_count; r++) {
		const struct cgrid_draft_ring *ring = &draft->rings[shape.first_ring + r];
		for (size_t i = 0; i < ring->count; i++)
			add_point(drawing, draft->points[ring->first + i]);
	}
	return true;
}

/* The picture of a level; aerial ones reach beyond the campus, and say nothing of it. */
static bool
add_image(struct drawings *drawings, const struct cgrid_draft_image *image)
{
	if (image->level == CGRID_NONE)
		return true;
	struct drawing *drawing = drawing_of(drawings, image->source.file ? image->source.file : "");
	if (!drawing)
		return false;
	drawing->features++;
	for (int k = 0; k < 4; k++)
		add_point(drawing, image->corners[k]);
	return true;
}

/* Width or height, whichever is larger, of two drawings together. */
static double
span_m(const struct drawing *a, const struct drawing *b)
{
	double lon = remainder(b->first.lon - a->first.lon, 360), lat = b->first.lat - a->first.lat;
	double width = fmax(a->east, lon + b->east) - fmin(a->west, lon + b->west);
	double height = fmax(a->north, lat + b->north) - fmin(a->south, lat + b->south);
	return fmax(width * 111320 * cos(a->first.lat * 0.017453292519943295), height * 110574);
}

/* Marks the drawings near one of them, and counts their features. */
static size_t
mark_near(struct drawings *drawings, const struct drawing *seed, double limit, bool mark)
{
	size_t features = 0;
	for (size_t i = 0; i < drawings->count; i++) {
		struct drawing *drawing = &drawings->list[i];
		/* Half the limit from the seed: any two of them are then within the limit. */
		bool near = !drawing->placed || drawing == seed || span_m(seed, drawing) <= limit;
		if (mark)
			drawing->used = near;
		features += near ? drawing->features : 0;
	}
	return features;
}

/* A file without buildings, levels and rooms of its own is judged record by record, later. */
static bool
is_used(const struct drawings *drawings, const struct cgrid_source *source)
{
	for (size_t i = 0; i < drawings->count; i++)
		if (strcmp(drawings->list[i].file, source->file ? source->file : "") == 0)
			return drawings->list[i].used;
	return true;
}

/* Points that are part of nothing any more go where every frame reaches. */
static void
forget(struct cgrid_draft *draft, struct cgrid_draft_shape shape, struct cgrid_lonlat to)
{
	for (size_t r = 0; r < shape.ring_count; r++) {
		const struct cgrid_draft_ring *ring = &draft->rings[shape.first_ring + r];
		for (size_t i = 0; i < ring->count; i++)
			draft->points[ring->first + i] = to;
	}
}

/* What the drawings left out have made: records go, buildings and levels lose what would keep them. */
static void
drop_unused(struct cgrid_draft *draft, const struct drawings *drawings, struct cgrid_lonlat to)
{
	size_t kept = 0;
	for (size_t i = 0; i < draft->feature_count; i++)
		if (is_used(drawings, &draft->features[i].source))
			draft->features[kept++] = draft->features[i];
		else
			forget(draft, draft->features[i].shape, to);
	draft->feature_count = kept;
	kept = 0;
	for (size_t i = 0; i < draft->image_count; i++)
		if (draft->images[i].level == CGRID_NONE || is_used(drawings, &draft->images[i].source))
			draft->images[kept++] = draft->images[i];
	draft->image_count = kept;
	for (size_t i = 0; i < draft->building_count; i++)
		if (!is_used(drawings, &draft->buildings[i].source)) {
			forget(draft, draft->buildings[i].outline, to);
			draft->buildings[i].outline = (struct cgrid_draft_shape){0, 0};
			draft->buildings[i].id = "";
		}
	for (size_t i = 0; i < draft->level_count; i++)
		if (!is_used(drawings, &draft->levels[i].source)) {
			forget(draft, draft->levels[i].outline, to);
			draft->levels[i].outline = (struct cgrid_draft_shape){0, 0};
			draft->levels[i].id = "";
		}
}

enum cgrid_status
cgrid_leave_out_far(struct cgrid_placing *placing, bool *changed_out)
{
	struct cgrid_draft *draft = placing->draft;
	struct drawings drawings = {0};
	double limit = (double)placing->ctx->limits[CGRID_LIMIT_EXTENT_M];
	bool good = true;
	*changed_out = false;
	for (size_t i = 0; i < draft->building_count && good; i++)
		good = add_record(&drawings, draft, &draft->buildings[i].source,
				  draft->buildings[i].outline);
	for (size_t i = 0; i < draft->level_count && good; i++)
		good = add_record(&drawings, draft, &draft->levels[i].source, draft->levels[i].outline);
	for (size_t i = 0; i < draft->feature_count && good; i++)
		if (draft->features[i].kind == CGRID_DRAFT_ROOM)
			good = add_record(&drawings, draft, &draft->features[i].source,
					  draft->features[i].shape);
	for (size_t i = 0; i < draft->image_count && good; i++)
		good = add_image(&drawings, &draft->images[i]);
	const struct drawing *seed = NULL;
	size_t most = 0, apart = 0;
	for (size_t i = 0; i < drawings.count && good; i++) {
		const struct drawing *drawing = &drawings.list[i];
		if (!drawing->placed || span_m(drawing, drawing) > limit)
			continue;
		size_t features = mark_near(&drawings, drawing, limit * 0.5, false);
		if (features > most) {
			most = features;
			seed = drawing;
		}
	}
	if (seed)
		mark_near(&drawings, seed, limit * 0.5, true);
	for (size_t i = 0; i < drawings.count && seed; i++) {
		const struct drawing *drawing = &drawings.list[i];
		if (drawing->used)
			continue;
		const struct cgrid_source source = {drawing->file, 0, 0};
		cgrid_log(placing->ctx, CGRID_LEFT_OUT, &source,
			  "lies %" PRIu64
			  " km from %.200s, with which it cannot be one campus (left out; %s)",
			  (uint64_t)(span_m(seed, drawing) / 1000), seed->file,
			  cgrid_is_swapped(drawing->first, seed->first, limit)
			      ? "with latitude and longitude swapped it would be there"
			      : "read it by itself");
		apart++;
	}
	if (apart > 0)
		drop_unused(draft, &drawings, seed->first);
	*changed_out = apart > 0;
	free(drawings.list);
	return good ? CGRID_OK : cgrid_fail_memory(placing->ctx);
}
