/* SPDX-License-Identifier: Apache-2.0 */
/* Do two PNG files show the same picture? pixels A B: 0 when they do. */
#include "base/png.h"

#include <stdio.h>
#include <string.h>

int
main(int argc, char **argv)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_raster a = {0}, b = {0};
	int differ = 1;
	if (argc == 3 && ctx && !cgrid_png_read(ctx, argv[1], argv[1], &a) &&
	    !cgrid_png_read(ctx, argv[2], argv[2], &b))
		differ = a.width != b.width || a.height != b.height ||
			 memcmp(a.rgb, b.rgb, (size_t)a.width * a.height * 3) != 0;
	else
		fprintf(stderr, "pixels: %s\n", ctx ? cgrid_ctx_error(ctx) : "out of memory");
	if (differ)
		fprintf(stderr, "pixels: %s and %s differ\n", argc > 1 ? argv[1] : "?",
			argc > 2 ? argv[2] : "?");
	cgrid_raster_free(&a);
	cgrid_raster_free(&b);
	cgrid_ctx_free(ctx);
	return differ;
}
