/* SPDX-License-Identifier: Apache-2.0 */
/* World files: six numbers that place a picture, about the centre of its top left pixel. */
#ifndef CGRID_READ_WORLD_H
#define CGRID_READ_WORLD_H

#include "read/placement.h"

/* Six lines: A D B E C F. X = A x + B y + C, Y = D x + E y + F. */
enum cgrid_status cgrid_world_parse(struct cgrid_ctx *ctx, const char *shown, const char *bytes,
				    size_t size, struct cgrid_placement *placement_out);
/* The world file beside a picture, by the habit of its extension (.png: .pgw, .pngw or .wld, in either
 * case); CGRID_E_MEANING where there is none. */
enum cgrid_status cgrid_world_beside(struct cgrid_ctx *ctx, const char *path, const char *shown,
				     struct cgrid_placement *placement_out);
/* Its path, malloc'd; NULL for none. False without memory. */
bool cgrid_world_find(const char *path, char **found_out);
/* "plans/a.png" and ".pgw" -> "plans/a.pgw"; malloc'd. */
char *cgrid_path_beside(const char *path, const char *extension);

#endif
