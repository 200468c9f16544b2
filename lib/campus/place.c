/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 2, place: which frame, and every point of the draft in it. */
#include "base/num.h"
#include "campus/campus.h"
#include "frame/near.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* From so many on, points are converted by short series: the long way takes 20 ms for these. */
enum { MANY_POINTS = 50000 };

/* The box of the ground in degrees, with longitudes counted from the first point, so that a campus
 * on the antimeridian is as small as any other. */
struct ground_box {
	bool any;
	double lon0, min_lon, max_lon, min_lat, max_lat;
};

static void
ground_add(struct ground_box *box, struct cgrid_lonlat at)
{
	if (!box->any)
		*box = (struct ground_box){true, at.lon, 0, 0, at.lat, at.lat};
	double lon = at.lon - box->lon0;
	if (!(fabs(lon) < 180))
		lon = remainder(lon, 360);
	box->min_lon = lon < box->min_lon ? lon : box->min_lon;
	box->max_lon = lon > box->max_lon ? lon : box->max_lon;
	box->min_lat = at.lat < box->min_lat ? at.lat : box->min_lat;
	box->max_lat = at.lat > box->max_lat ? at.lat : box->max_lat;
}

static void
ground_add_shape(struct ground_box *box, const struct cgrid_draft *draft,
		 struct cgrid_draft_shape shape)
{
	for (size_t r = 0; r < shape.ring_count; r++) {
		const struct cgrid_draft_ring *ring = &draft->rings[shape.first_ring + r];
		for (size_t i = 0; i < ring->count; i++)
			ground_add(box, draft->points[ring->first + i]);
	}
}

/* A level of which there is a picture and no shape. */
static bool
is_bare(const struct cgrid_draft *draft, uint32_t level)
{
	if (level == CGRID_NONE || draft->levels[level].outline.ring_count > 0)
		return false;
	for (size_t i = 0; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *feature = &draft->features[i];
		if (feature->kind == CGRID_DRAFT_ROOM && feature->level == level &&
		    !feature->unshaped && feature->shape.ring_count > 0)
			return false;
	}
	return true;
}

/* Buildings, levels and rooms make the extent; a drawing without any is as large as what it has. */
static struct ground_box
ground_extent(const struct cgrid_draft *draft)
{
	struct ground_box box = {0};
	for (size_t i = 0; i < draft->building_count; i++)
		ground_add_shape(&box, draft, draft->buildings[i].outline);
	for (size_t i = 0; i < draft->level_count; i++)
		ground_add_shape(&box, draft, draft->levels[i].outline);
	for (size_t i = 0; i < draft->feature_count; i++)
		if (draft->features[i].kind == CGRID_DRAFT_ROOM)
			ground_add_shape(&box, draft, draft->features[i].shape);
	for (size_t i = 0; i < draft->image_count; i++)
		for (int k = 0; is_bare(draft, draft->images[i].level) && k < 4; k++)
			ground_add(&box, draft->images[i].corners[k]);
	if (!box.any)
		for (size_t i = 0; i < draft->feature_count; i++)
			ground_add_shape(&box, draft, draft->features[i].shape);
	return box;
}

static struct cgrid_lonlat
ground_centre(const struct ground_box *box)
{
	struct cgrid_lonlat centre = {box->lon0 + (box->min_lon + box->max_lon) / 2,
				      (box->min_lat + box->max_lat) / 2};
	centre.lon = remainder(centre.lon, 360);
	return centre;
}

/* The middle of a grid that campus.json has written down without its frame: the frame must not
 * depend on the drawings, or the labels would move with them. */
static enum cgrid_status
written_centre(struct cgrid_ctx *ctx, const struct cgrid_grid_options *grid,
	       struct cgrid_lonlat *centre_out)
{
	const struct cgrid_grid_spec *spec = &grid->spec;
	bool west = spec->start == CGRID_START_NW || spec->start == CGRID_START_SW;
	bool north = spec->start == CGRID_START_NW || spec->start == CGRID_START_NE;
	double u = (west ? 0.5 : -0.5) * spec->columns * spec->cell_width_m;
	double v = (north ? -0.5 : 0.5) * spec->rows * spec->cell_height_m;
	double turn = spec->turn_deg * 0.017453292519943295;
	struct cgrid_xy middle = {u * cos(turn) + v * sin(turn), v * cos(turn) - u * sin(turn)};
	struct cgrid_frame about = {.kind = CGRID_FRAME_LOCAL, .origin = spec->origin};
	return cgrid_frame_to_ground(ctx, &about, &middle, 1, centre_out);
}

static enum cgrid_status
choose_frame(struct cgrid_placing *placing, const struct ground_box *box)
{
	const unsigned written =
	    CGRID_GRID_ORIGIN | CGRID_GRID_CELL | CGRID_GRID_COLUMNS | CGRID_GRID_ROWS;
	struct cgrid_draft *draft = placing->draft;
	struct cgrid_frame *frame = &placing->campus->frame;
	struct cgrid_lonlat centre = ground_centre(box);
	enum cgrid_status status = CGRID_OK;
	const char *said = draft->frame;
	const char *written_text = draft->grid.given & CGRID_GRID_FRAME ? draft->grid.frame_text : NULL;
	/* "local" and "utm" ask for what is written down, where it is one: its origin or zone stays. */
	if (said && written_text && cgrid_same_text(said, "utm") &&
	    strncmp(written_text, "utm:", 4) == 0)
		said = NULL;
	if (draft->grid.frame_fixed && (!said || cgrid_same_text(said, "local"))) {
		*frame = draft->grid.spec.frame;
		return CGRID_OK;
	}
	if ((draft->grid.given & written) == written)
		status = written_centre(placing->ctx, &draft->grid, &centre);
	if (status)
		return status;
	/* The lines of USNG are straight in its zone alone. */
	if (!said && !written_text && (draft->grid.given & CGRID_GRID_USNG))
		said = "utm";
	if (said)
		return cgrid_frame_parse(placing->ctx, said, centre, frame);
	if (written_text)
		return cgrid_frame_parse(placing->ctx, written_text, centre, frame);
	*frame = cgrid_frame_local(centre);
	return CGRID_OK;
}

/* A point in degrees is a place; two places 10 km apart are no campus. The one that lies farthest
 * from the others is most likely the wrong one. */
static enum cgrid_status
refuse_extent(struct cgrid_placing *placing, double width, double height)
{
	const struct cgrid_draft *draft = placing->draft;
	const struct cgrid_source *worst = NULL;
	struct cgrid_lonlat there = {0, 0};
	double farthest = -1, sum_lon = 0, sum_lat = 0;
	for (size_t i = 0; i < draft->point_count; i++) {
		sum_lon += draft->points[i].lon;
		sum_lat += draft->points[i].lat;
	}
	sum_lon /= (double)draft->point_count;
	sum_lat /= (double)draft->point_count;
	for (size_t i = 0; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *feature = &draft->features[i];
		if (feature->kind != CGRID_DRAFT_ROOM || feature->shape.ring_count == 0)
			continue;
		struct cgrid_lonlat at = draft->points[draft->rings[feature->shape.first_ring].first];
		double away = hypot(at.lon - sum_lon, at.lat - sum_lat);
		if (away > farthest) {
			farthest = away;
			worst = &feature->source;
			there = at;
		}
	}
	char lat[CGRID_FIXED_SIZE], lon[CGRID_FIXED_SIZE];
	cgrid_fixed(lat, there.lat, 5);
	cgrid_fixed(lon, there.lon, 5);
	return cgrid_fail_at(placing->ctx, CGRID_E_LIMIT, worst,
			     "the drawings are %" PRIu64 " km apart, a campus is at most %" PRIu64
			     " km; farthest out is %s, %s (are latitude and longitude swapped?)",
			     (uint64_t)(fmax(width, height) / 1000),
			     placing->ctx->limits[CGRID_LIMIT_EXTENT_M] / 1000, lat, lon);
}

/* A door, asset or area whose longitude lost its minus lies where no frame reaches. It is named and
 * left out; its points go to the middle, where they are part of nothing. Rooms are within the extent.
 */
static enum cgrid_status
leave_far_features(struct cgrid_placing *placing, struct cgrid_lonlat centre)
{
	struct cgrid_draft *draft = placing->draft;
	for (size_t i = 0; i < draft->feature_count; i++) {
		struct cgrid_draft_feature *feature = &draft->features[i];
		bool far = false;
		for (size_t r = 0; r < feature->shape.ring_count; r++) {
			const struct cgrid_draft_ring *ring =
			    &draft->rings[feature->shape.first_ring + r];
			for (size_t p = ring->first; p < ring->first + ring->count; p++) {
				enum cgrid_status status =
				    cgrid_frame_to_xy(placing->ctx, &placing->campus->frame,
						      &draft->points[p], 1, &placing->points[p]);
				if (status && status != CGRID_E_OUTSIDE)
					return status;
				if (status && feature->kind == CGRID_DRAFT_ROOM)
					return status;
				far |= status != CGRID_OK;
				if (status)
					draft->points[p] = centre;
			}
		}
		if (!far)
			continue;
		cgrid_clear_error(placing->ctx);
		feature->shape.ring_count = 0;
		enum cgrid_status status =
		    cgrid_draft_leave_out(draft, CGRID_E_MEANING, &feature->source,
					  "%.60s \"%.80s\": its position is nowhere near the campus",
					  feature->category[0] ? feature->category : "feature",
					  feature->ref[0]    ? feature->ref
					  : feature->name[0] ? feature->name
							     : feature->id);
		if (status)
			return status;
	}
	return CGRID_OK;
}

/* Is the ground larger than a campus may be? Degrees first: a transverse Mercator of half the globe
 * helps nobody. */
static bool
too_large(const struct cgrid_placing *placing, const struct ground_box *box, double *width,
	  double *height)
{
	double limit = (double)placing->ctx->limits[CGRID_LIMIT_EXTENT_M] * 1.01;
	double mid_lat = (box->min_lat + box->max_lat) / 2 * 0.017453292519943295;
	*width = (box->max_lon - box->min_lon) * 111320 * cos(mid_lat);
	*height = (box->max_lat - box->min_lat) * 110574;
	return *width > limit || *height > limit;
}

/* All points so near to the middle that no projection fails there? */
static bool
all_within(const struct cgrid_draft *draft, struct cgrid_lonlat middle)
{
	for (size_t i = 0; i < draft->point_count; i++) {
		const struct cgrid_lonlat at = draft->points[i];
		if (!(fabs(at.lat) < 89) || !(fabs(at.lon - middle.lon) < 10))
			return false;
	}
	return true;
}

/* Every point in the frame, in the memory of the draft's own points, which are then gone. False when
 * one of them may lie where no frame reaches, or the frame is none of ours. */
static bool
convert_in_place(struct cgrid_placing *placing, const struct ground_box *box)
{
	struct cgrid_draft *draft = placing->draft;
	struct cgrid_lonlat middle = ground_centre(box);
	const struct cgrid_lonlat reach = {(box->max_lon - box->min_lon) * 0.501,
					   (box->max_lat - box->min_lat) * 0.501};
	struct cgrid_tmerc tm;
	struct cgrid_near near;
	if (!cgrid_frame_projection(&placing->campus->frame, &tm) ||
	    !(fabs(remainder(middle.lon - tm.lon0, 360)) < 10) || !all_within(draft, middle))
		return false;
	/* A nanometre moves the label of a room whose deepest points are many: drawings of usual size
	 * go the long way, which is the same on every machine. */
	if (draft->point_count >= MANY_POINTS)
		cgrid_near_init(&near, &tm, middle, reach);
	else
		near = (struct cgrid_near){.tm = tm};
	struct cgrid_xy *points = (struct cgrid_xy *)(void *)draft->points;
	cgrid_near_to_xy(&near, draft->points, draft->point_count, points);
	placing->points = placing->campus->points = points;
	draft->points = NULL;
	return true;
}

enum cgrid_status
cgrid_place_frame(struct cgrid_placing *placing)
{
	struct cgrid_draft *draft = placing->draft;
	struct ground_box box = ground_extent(draft);
	if (!box.any)
		return cgrid_fail(placing->ctx, CGRID_E_MEANING,
				  "nothing to map: the input has no building, no level and no room");
	double width, height;
	if (too_large(placing, &box, &width, &height) && !draft->strict) {
		bool changed;
		enum cgrid_status left = cgrid_leave_out_far(placing, &changed);
		if (left)
			return left;
		if (changed)
			box = ground_extent(draft);
	}
	if (too_large(placing, &box, &width, &height))
		return refuse_extent(placing, width, height);
	enum cgrid_status status = choose_frame(placing, &box);
	if (status)
		return status;
	if (convert_in_place(placing, &box))
		return CGRID_OK;
	placing->points =
	    cgrid_arena_alloc(&placing->campus->arena, draft->point_count, sizeof *placing->points);
	if (!placing->points)
		return cgrid_fail_memory(placing->ctx);
	status = cgrid_frame_to_xy(placing->ctx, &placing->campus->frame, draft->points,
				   draft->point_count, placing->points);
	if (status != CGRID_E_OUTSIDE)
		return status;
	status = leave_far_features(placing, ground_centre(&box));
	return status ? status
		      : cgrid_frame_to_xy(placing->ctx, &placing->campus->frame, draft->points,
					  draft->point_count, placing->points);
}
