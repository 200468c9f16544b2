/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures from anywhere: refused with a reason, or read whole within the limit of pixels. */
#include "base/png.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_raster raster = {0};
	char path[64];
	int fd = memfd_create("picture", MFD_CLOEXEC);
	if (!ctx || fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	/* The reader takes a path: what stands behind a descriptor has one too. */
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (cgrid_ctx_set_limit(ctx, CGRID_LIMIT_PIXELS, 100000) != CGRID_OK)
		abort();
	enum cgrid_status status = cgrid_png_read(ctx, path, "picture.png", &raster);
	if ((status == CGRID_OK) != (raster.rgb != NULL) || (status && cgrid_ctx_error(ctx)[0] == '\0'))
		abort();
	if (!status && (uint64_t)raster.width * raster.height > 100000)
		abort();
	cgrid_raster_free(&raster);
	cgrid_ctx_free(ctx);
	close(fd);
	return 0;
}
