/* SPDX-License-Identifier: Apache-2.0 */
/* Drawings that GDAL knows, through a module that is loaded only when a file needs it. */
#include "read/cad.h"
#include "read/gdal.h"

#include "base/file.h"
#include "read/draft.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

static enum cgrid_status
no_module(struct cgrid_ctx *ctx, const struct cgrid_source *source)
{
	return cgrid_fail_at(
	    ctx, CGRID_E_UNSUPPORTED, source,
	    "this format is read through GDAL, whose reader is not installed (build with "
	    "libgdal-dev; or convert it: ogr2ogr -f GeoJSON -t_srs EPSG:4326 plan.geojson "
	    "FILE)");
}

enum cgrid_status
cgrid_gdal_symbol(struct cgrid_ctx *ctx, const struct cgrid_source *source, const char *name,
		  void **symbol_out)
{
	*symbol_out = NULL;
	if (!ctx->module_dir)
		return no_module(ctx, source);
	char *path = cgrid_path_join(ctx->module_dir, CGRID_GDAL_MODULE);
	if (!path)
		return cgrid_fail_memory(ctx);
	/* Never closed: GDAL registers handlers of its own that must outlive any call. */
	void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	free(path);
	*symbol_out = module ? dlsym(module, name) : NULL;
	return *symbol_out ? CGRID_OK : no_module(ctx, source);
}

enum cgrid_status
cgrid_read_gdal(struct cgrid_draft *draft, const struct cgrid_plan *plan)
{
	const struct cgrid_source source = {plan->shown, 0, 0};
	struct cgrid_ctx *ctx = draft->ctx;
	char error[512] = "";
	char *data = NULL;
	size_t size = 0;
	void *symbol;
	if (cgrid_is_cad(plan))
		return cgrid_read_cad(draft, plan);
	enum cgrid_status status = cgrid_gdal_symbol(ctx, &source, CGRID_GDAL_SYMBOL, &symbol);
	if (status)
		return status;
	cgrid_gdal_fn convert;
	memcpy(&convert, &symbol, sizeof convert);
	if (convert(plan->file, plan->crs, &data, &size, error) != 0) {
		free(data);
		return cgrid_fail_at(ctx, CGRID_E_SYNTAX, &source, "GDAL: %s", error);
	}
	struct cgrid_plan converted = *plan;
	converted.crs = NULL;
	status = cgrid_read_geojson_bytes(draft, &converted, data, size);
	free(data);
	return status;
}
