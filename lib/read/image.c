/* SPDX-License-Identifier: Apache-2.0 */
/* Aerial pictures: a PNG, placed by the world file beside it. */
#include "base/file.h"
#include "base/num.h"
#include "read/draft.h"
#include "read/picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "aerial.png" -> "aerial" + extension; malloc'd. */
static char *
beside(const char *path, const char *extension)
{
	size_t stem = strlen(path) - strlen(cgrid_path_extension(path)), more = strlen(extension);
	char *other = malloc(stem + more + 1);
	if (other) {
		memcpy(other, path, stem);
		memcpy(other + stem, extension, more + 1);
	}
	return other;
}

/* Six numbers, one a line. */
static enum cgrid_status
parse_world(struct cgrid_draft *draft, const char *shown, const struct cgrid_bytes *bytes,
	    double world[6])
{
	struct cgrid_source source = {shown, 0, 1};
	const char *at = bytes->data, *end = at + bytes->size;
	for (int i = 0; i < 6; i++) {
		const char *line_end;
		source.line++;
		for (line_end = at; line_end < end && *line_end != '\n'; line_end++)
			;
		const char *from = at, *to = line_end;
		while (from < to && (*from == ' ' || *from == '\t'))
			from++;
		while (to > from && (to[-1] == ' ' || to[-1] == '\t' || to[-1] == '\r'))
			to--;
		if (!cgrid_number_parse(from, (size_t)(to - from), &world[i]))
			return cgrid_fail_at(draft->ctx, CGRID_E_MEANING, &source,
					     from == to ? "a world file has six numbers, one a line"
							: "this is not a number");
		at = line_end < end ? line_end + 1 : end;
	}
	/* World files count as A D B E: the picture is a line where the two axes are one. */
	if (world[0] * world[3] - world[1] * world[2] == 0)
		return cgrid_fail_at(draft->ctx, CGRID_E_MEANING, &(struct cgrid_source){shown, 1, 1},
				     "this world file makes the picture a line");
	return CGRID_OK;
}

static enum cgrid_status
read_world(struct cgrid_draft *draft, const struct cgrid_plan *plan, double world[6])
{
	static const char *const extensions[] = {".pgw", ".PGW", ".pngw", ".wld"};
	enum { COUNT = sizeof extensions / sizeof *extensions };
	struct cgrid_bytes bytes = {0};
	for (int i = 0; i < COUNT; i++) {
		char *path = beside(plan->file, extensions[i]);
		if (!path)
			return cgrid_fail_memory(draft->ctx);
		bool there = cgrid_path_kind(path) == CGRID_PATH_FILE;
		enum cgrid_status status = there ? cgrid_file_read(draft->ctx, path, &bytes) : CGRID_OK;
		free(path);
		if (!there && !status)
			continue;
		char *shown = beside(plan->shown, extensions[i]);
		if (!status)
			status = shown ? parse_world(draft, shown, &bytes, world)
				       : cgrid_fail_memory(draft->ctx);
		free(shown);
		cgrid_bytes_free(&bytes);
		return status;
	}
	return cgrid_fail_at(draft->ctx, CGRID_E_MEANING, &(struct cgrid_source){plan->shown, 0, 0},
			     "has no world file beside it (.pgw, .pngw or .wld)");
}

/* A world file speaks of the top left pixel's centre, A D B E C F; pixels here count from its corner.
 */
static struct cgrid_placement
placement_of_world(const double w[6], const char *crs)
{
	return (struct cgrid_placement){.a = w[0],
					.b = w[2],
					.c = w[4] - (w[0] + w[2]) / 2,
					.d = w[1],
					.e = w[3],
					.f = w[5] - (w[1] + w[3]) / 2,
					.crs = crs};
}

enum cgrid_status
cgrid_read_image(struct cgrid_draft *draft, const struct cgrid_plan *plan, const char *captured)
{
	struct cgrid_draft_image image = {
	    .file = cgrid_draft_bytes(draft, plan->file, strlen(plan->file)),
	    .captured = captured ? cgrid_draft_text(draft, captured, strlen(captured), NULL) : "",
	    .building = CGRID_NONE,
	    .level = CGRID_NONE,
	    .source.file = cgrid_draft_bytes(draft, plan->shown, strlen(plan->shown)),
	};
	double world[6];
	if (!image.file || !image.captured || !image.source.file)
		return CGRID_E_MEMORY;
	enum cgrid_status status =
	    cgrid_picture_size(draft->ctx, plan->file, plan->shown, &image.width, &image.height);
	/* Degrees, metres of Web Mercator and metres of UTM look alike to a program: ask, never guess.
	 */
	if (!status && !plan->crs)
		status = cgrid_fail_at(draft->ctx, CGRID_E_MEANING, &image.source,
				       "its \"crs\" is not said (as \"EPSG:3857\")");
	if (!status)
		status = read_world(draft, plan, world);
	if (status)
		return status;
	const struct cgrid_placement placement = placement_of_world(world, plan->crs);
	const struct cgrid_xy corners[4] = {
	    {0, 0}, {image.width, 0}, {image.width, image.height}, {0, image.height}};
	status = cgrid_placement_to_ground(draft->ctx, &placement, corners, 4, image.corners);
	return status ? status : cgrid_draft_image(draft, &image);
}
