/* SPDX-License-Identifier: Apache-2.0 */
#include "read/world.h"

#include "base/file.h"
#include "base/num.h"

#include <stdlib.h>
#include <string.h>

char *
cgrid_path_beside(const char *path, const char *extension)
{
	size_t stem = strlen(path) - strlen(cgrid_path_extension(path)), more = strlen(extension);
	char *other = malloc(stem + more + 1);
	if (other) {
		memcpy(other, path, stem);
		memcpy(other + stem, extension, more + 1);
	}
	return other;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

enum cgrid_status
cgrid_world_parse(struct cgrid_ctx *ctx, const char *shown, const char *bytes, size_t size,
		  struct cgrid_placement *placement_out)
{
	struct cgrid_source source = {shown, 0, 1};
	const char *at = bytes, *end = bytes + size;
	double w[6];
	for (int i = 0; i < 6; i++) {
		const char *line_end;
		source.line++;
		for (line_end = at; line_end < end && *line_end != '\n'; line_end++)
			;
		const char *from = at, *to = line_end;
		while (from < to && is_blank(*from))
			from++;
		while (to > from && is_blank(to[-1]))
			to--;
		if (!cgrid_number_parse(from, (size_t)(to - from), &w[i]))
			return cgrid_fail_at(ctx, CGRID_E_MEANING, &source,
					     from == to ? "a world file has six numbers, one a line"
							: "this is not a number");
		at = line_end < end ? line_end + 1 : end;
	}
	/* The picture is a line where its two axes are one. */
	if (w[0] * w[3] - w[1] * w[2] == 0)
		return cgrid_fail_at(ctx, CGRID_E_MEANING, &(struct cgrid_source){shown, 1, 1},
				     "this world file makes the picture a line");
	/* Pixels here count from the outer corner, half a pixel before the centre. */
	*placement_out = (struct cgrid_placement){.a = w[0],
						  .b = w[2],
						  .c = w[4] - (w[0] + w[2]) / 2,
						  .d = w[1],
						  .e = w[3],
						  .f = w[5] - (w[1] + w[3]) / 2};
	return CGRID_OK;
}

enum cgrid_status
cgrid_world_beside(struct cgrid_ctx *ctx, const char *path, const char *shown,
		   struct cgrid_placement *placement_out)
{
	static const char *const extensions[] = {".pgw", ".PGW", ".pngw", ".wld"};
	enum { COUNT = sizeof extensions / sizeof *extensions };
	for (int i = 0; i < COUNT; i++) {
		char *beside = cgrid_path_beside(path, extensions[i]);
		char *beside_shown = cgrid_path_beside(shown, extensions[i]);
		bool there = beside && cgrid_path_kind(beside) == CGRID_PATH_FILE;
		struct cgrid_bytes bytes = {0};
		enum cgrid_status status =
		    !beside || !beside_shown ? cgrid_fail_memory(ctx)
		    : there                  ? cgrid_file_read_shown(ctx, beside, beside_shown, &bytes)
					     : CGRID_OK;
		if (there && !status)
			status =
			    cgrid_world_parse(ctx, beside_shown, bytes.data, bytes.size, placement_out);
		cgrid_bytes_free(&bytes);
		free(beside);
		free(beside_shown);
		if (there || status)
			return status;
	}
	return cgrid_fail_at(ctx, CGRID_E_MEANING, &(struct cgrid_source){shown, 0, 0},
			     "has no world file beside it (.pgw, .pngw or .wld)");
}
