/* SPDX-License-Identifier: Apache-2.0 */
#include "read/world.h"

#include "base/file.h"
#include "base/num.h"
#include "base/text.h"

#include <stdio.h>
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

/* .jpeg: .jgw (the first letter, the last, and w), .jpegw, .wld. */
enum { NAMES = 3, NAME_SIZE = 16 };
static void
world_extension(const char *extension, int which, bool upper, char name[NAME_SIZE])
{
	const size_t length = strlen(extension);
	if (which == 2 || length < 3)
		snprintf(name, NAME_SIZE, ".wld");
	else if (which == 0)
		snprintf(name, NAME_SIZE, ".%c%cw", extension[1], extension[length - 1]);
	else
		snprintf(name, NAME_SIZE, "%.8sw", extension);
	for (char *c = name; *c; c++)
		*c = (char)(!upper                   ? cgrid_lower((unsigned char)*c)
			    : *c >= 'a' && *c <= 'z' ? *c - 'a' + 'A'
						     : *c);
}

/* The extension of the world file that is there; "" for none. False without memory. */
static bool
find_world(const char *path, char name[NAME_SIZE])
{
	for (int i = 0; i < 2 * NAMES; i++) {
		world_extension(cgrid_path_extension(path), i / 2, i % 2 == 1, name);
		char *beside = cgrid_path_beside(path, name);
		if (!beside)
			return false;
		bool there = cgrid_path_kind(beside) == CGRID_PATH_FILE;
		free(beside);
		if (there)
			return true;
	}
	name[0] = '\0';
	return true;
}

bool
cgrid_world_find(const char *path, char **found_out)
{
	char name[NAME_SIZE];
	*found_out = NULL;
	if (!find_world(path, name))
		return false;
	if (name[0])
		*found_out = cgrid_path_beside(path, name);
	return !name[0] || *found_out;
}

static enum cgrid_status
no_world(struct cgrid_ctx *ctx, const char *path, const char *shown)
{
	char first[NAME_SIZE], second[NAME_SIZE];
	world_extension(cgrid_path_extension(path), 0, false, first);
	world_extension(cgrid_path_extension(path), 1, false, second);
	return cgrid_fail_at(ctx, CGRID_E_MEANING, &(struct cgrid_source){shown, 0, 0},
			     "has no world file beside it (%s, %s or .wld)", first, second);
}

enum cgrid_status
cgrid_world_beside(struct cgrid_ctx *ctx, const char *path, const char *shown,
		   struct cgrid_placement *placement_out)
{
	char name[NAME_SIZE];
	struct cgrid_bytes bytes = {0};
	if (!find_world(path, name))
		return cgrid_fail_memory(ctx);
	if (!name[0])
		return no_world(ctx, path, shown);
	char *beside = cgrid_path_beside(path, name), *beside_shown = cgrid_path_beside(shown, name);
	enum cgrid_status status = beside && beside_shown
				       ? cgrid_file_read_shown(ctx, beside, beside_shown, &bytes)
				       : cgrid_fail_memory(ctx);
	if (!status)
		status = cgrid_world_parse(ctx, beside_shown, bytes.data, bytes.size, placement_out);
	cgrid_bytes_free(&bytes);
	free(beside);
	free(beside_shown);
	return status;
}
