/* SPDX-License-Identifier: Apache-2.0 */
/* Netpbm pictures from anywhere: refused with a reason, or read whole within the limit of pixels. */
#include "read/pnm.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct cgrid_source source = {"p.pgm", 0, 0};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_raster raster = {0};
	uint32_t width, height;
	if (!ctx || cgrid_ctx_set_limit(ctx, CGRID_LIMIT_PIXELS, 100000) != CGRID_OK)
		abort();
	enum cgrid_status sized =
	    cgrid_pnm_size(ctx, (const char *)data, size, &source, &width, &height);
	enum cgrid_status status = cgrid_pnm_read(ctx, (const char *)data, size, &source, &raster);
	if ((status == CGRID_OK) != (raster.rgb != NULL) || (status && cgrid_ctx_error(ctx)[0] == '\0'))
		abort();
	if (!status && (sized || raster.width != width || raster.height != height ||
			(uint64_t)width * height > 100000))
		abort();
	cgrid_raster_free(&raster);
	cgrid_ctx_free(ctx);
	return 0;
}
