/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stage 7, table: what a row looks like on the ground, for every format that has geometry. WGS 84,
 * whole units of 7 decimals: rounded before anything is decided, so that pieces that share an edge
 * share its positions.
 */
#include "base/base.h"
#include "base/mem.h"
#include "locate/locate.h"
#include "table/rows.h"

#include <math.h>

static struct cgrid_lonlat
round_position(struct cgrid_lonlat at)
{
	return (struct cgrid_lonlat){round(at.lon * CGRID_GROUND_UNITS),
				     round(at.lat * CGRID_GROUND_UNITS)};
}

/* Adds a ring; how many positions are left, 0 when they enclose nothing (RFC 7946 section 3.1.6: at
 * least four, the right way round). */
static enum cgrid_status
round_ring(struct cgrid_table_job *job, const struct cgrid_ring *ring, size_t *count_out)
{
	struct cgrid_table_outline *outline = &job->outline;
	size_t n = 0;
	double twice = 0;
	*count_out = 0;
	if (!cgrid_array_reserve(&outline->at, &outline->at_capacity, outline->at_count + ring->count,
				 sizeof *outline->at))
		return cgrid_fail_memory(job->ctx);
	struct cgrid_lonlat *at = outline->at + outline->at_count;
	enum cgrid_status status =
	    cgrid_ground_for_output(job->ctx, &job->campus->frame, ring->points, ring->count, at);
	if (status)
		return status;
	double lon0 = ring->count > 0 ? at[0].lon : 0;
	for (size_t i = 0; i < ring->count; i++) {
		/* Across the antimeridian a ring goes on beyond 180, and not round the earth. */
		struct cgrid_lonlat next = round_position(
		    (struct cgrid_lonlat){lon0 + remainder(at[i].lon - lon0, 360), at[i].lat});
		if (n == 0 || at[n - 1].lon != next.lon || at[n - 1].lat != next.lat)
			at[n++] = next;
	}
	while (n > 1 && at[n - 1].lon == at[0].lon && at[n - 1].lat == at[0].lat)
		n--;
	for (size_t i = 1; i + 1 < n; i++)
		twice += (at[i].lon - at[0].lon) * (at[i + 1].lat - at[0].lat) -
			 (at[i].lat - at[0].lat) * (at[i + 1].lon - at[0].lon);
	if (ring->role == CGRID_RING_OUTER ? twice > 0 : twice < 0)
		*count_out = n;
	return CGRID_OK;
}

static enum cgrid_status
add_ring(struct cgrid_table_job *job, size_t count, bool outer)
{
	struct cgrid_table_outline *outline = &job->outline;
	if (!CGRID_ROOM_FOR_ONE(outline->rings, outline->ring_count, outline->ring_capacity))
		return cgrid_fail_memory(job->ctx);
	outline->rings[outline->ring_count++] =
	    (struct cgrid_table_ring){outline->at_count, count, outer};
	outline->at_count += count;
	outline->parts += outer;
	return CGRID_OK;
}

enum cgrid_status
cgrid_table_outline(struct cgrid_table_job *job)
{
	struct cgrid_table_outline *outline = &job->outline;
	const struct cgrid_shape *shape = job->figure.shape;
	bool open = false;
	outline->at_count = outline->ring_count = outline->parts = 0;
	/* The same number as in the columns, also where the eighth decimal is a 5. */
	outline->point = round_position((struct cgrid_lonlat){cgrid_rounded(job->figure.point.lon, 7),
							      cgrid_rounded(job->figure.point.lat, 7)});
	for (size_t r = 0; shape && r < shape->ring_count; r++) {
		const struct cgrid_ring *ring = &shape->rings[r];
		const bool outer = ring->role == CGRID_RING_OUTER;
		size_t count;
		if (ring->role == CGRID_RING_LINE)
			continue;
		enum cgrid_status status = round_ring(job, ring, &count);
		/* Holes of a part that rounding has closed go with it. */
		if (outer)
			open = count > 0;
		if (!status && open && count > 0)
			status = add_ring(job, count, outer);
		if (status)
			return status;
	}
	return CGRID_OK;
}
