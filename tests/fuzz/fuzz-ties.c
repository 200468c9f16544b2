/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as ties of a picture and of a drawing, and as a list of rooms. */
#include "read/rooms.h"
#include "read/ties.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is not refused is a placement: not mirrored, with a miss for each tie that is used. */
static void
check_fit(const struct cgrid_ties *ties)
{
	const struct cgrid_placement *p = &ties->placement;
	double det = p->a * p->e - p->b * p->d;
	size_t used = 0;
	if (!isfinite(det) || (ties->pixels ? det >= 0 : det <= 0) || !isfinite(p->c) ||
	    !isfinite(p->f) || !(ties->rms_m >= 0))
		abort();
	for (size_t i = 0; i < ties->count; i++) {
		const struct cgrid_tie *tie = &ties->list[i];
		used += !tie->left_out;
		if (!tie->left_out && !isfinite(hypot(tie->missed.x, tie->missed.y)))
			abort();
	}
	if (used != ties->used || used < 2)
		abort();
}

static void
check_rooms(const struct cgrid_draft *draft)
{
	for (size_t i = 0; i < draft->feature_count; i++) {
		const struct cgrid_draft_feature *room = &draft->features[i];
		const struct cgrid_draft_ring *ring = &draft->rings[room->shape.first_ring];
		if (room->shape.ring_count != 1 || room->unshaped != (ring->role == CGRID_RING_LINE) ||
		    ring->count < 1 || !cgrid_utf8_valid(room->ref, strlen(room->ref)) ||
		    room->ref[0] == '\0')
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	const struct cgrid_picture picture = {
	    .width = 1000,
	    .height = 700,
	    .placement = {.a = 0.1, .e = -0.1, .origin = {.lon = -75.1234, .lat = 40.1234}}};
	for (int as_picture = 0; ctx && as_picture < 2; as_picture++) {
		struct cgrid_ties ties;
		if (cgrid_ties_read_bytes(ctx, "t.csv", (const char *)data, size, &ties) == CGRID_OK &&
		    ties.count < 200 &&
		    cgrid_ties_fit(ctx, &ties, false, as_picture * 1000, as_picture * 700) == CGRID_OK)
			check_fit(&ties);
		cgrid_ties_free(&ties);
		cgrid_clear_error(ctx);
	}
	struct cgrid_draft draft;
	struct cgrid_rooms rooms = {.draft = &draft, .picture = &picture, .file = "r.csv"};
	if (!ctx)
		return 0;
	cgrid_draft_init(&draft, ctx);
	cgrid_rooms_csv(&rooms, (const char *)data, size);
	check_rooms(&draft);
	cgrid_draft_free(&draft);
	cgrid_ctx_free(ctx);
	return 0;
}
