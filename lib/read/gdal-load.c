/* SPDX-License-Identifier: Apache-2.0 */
/* The module of GDAL's formats, loaded only when a file needs it; and the files that it is given. */
#include "read/gdal.h"

#include "base/file.h"
#include "base/text.h"
#include "read/gdal-files.h"
#include "read/world.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static enum cgrid_status
no_module(struct cgrid_ctx *ctx, const struct cgrid_source *source, const char *instead)
{
	return cgrid_fail_at(ctx, CGRID_E_UNSUPPORTED, source,
			     "this format is read through GDAL, whose reader is not installed (build "
			     "with libgdal-dev; or %s)",
			     instead);
}

enum cgrid_status
cgrid_gdal_load(struct cgrid_ctx *ctx, const struct cgrid_source *source, const char *symbol,
		const char *instead, void *function_out)
{
	if (!ctx->module_dir)
		return no_module(ctx, source, instead);
	char *path = cgrid_path_join(ctx->module_dir, CGRID_GDAL_MODULE);
	if (!path)
		return cgrid_fail_memory(ctx);
	/* Never closed: GDAL registers handlers of its own that must outlive any call. */
	void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	free(path);
	void *found = module ? dlsym(module, symbol) : NULL;
	if (!found)
		return no_module(ctx, source, instead);
	/* As POSIX has it: an object's pointer that is a function's. */
	memcpy(function_out, &found, sizeof found);
	return CGRID_OK;
}

enum cgrid_status
cgrid_gdal_status(struct cgrid_ctx *ctx, const struct cgrid_source *source, int result,
		  const char *word, const char *error, const char *instead, enum cgrid_status ended)
{
	switch (result) {
	case 0:
		return CGRID_OK;
	case 2:
		return ended;
	case 3:
		return cgrid_fail_at(ctx, CGRID_E_UNSUPPORTED, source,
				     "the GDAL that is installed was built without this format; %s",
				     instead);
	default:
		return cgrid_fail_at(ctx, CGRID_E_SYNTAX, source, "%s: %s", word, error);
	}
}

/* Formats by extension, each read by one driver: files alone, none opens a network connection or a
 * database server. GML is not here: it fetches the schemas and coordinate systems that a file names. */
static const struct format {
	const char *extension, *driver;
	const char *others[CGRID_GDAL_FILES - 1]; /* files that belong to it */
} formats[] = {
    {".dxf", "DXF", {NULL}},
    {".dwg", "CAD", {NULL}},
    {".dgn", "DGN", {NULL}},
    {".shp", "ESRI Shapefile", {".dbf", ".shx", ".prj", ".cpg"}},
    {".gpkg", "GPKG", {NULL}},
    {".fgb", "FlatGeobuf", {NULL}},
    {".kml", "KML", {NULL}},
    {".tab", "MapInfo File", {".dat", ".map", ".id", ".ind"}},
    {".mif", "MapInfo File", {".mid"}},
};
enum { FORMATS = sizeof formats / sizeof *formats };

static enum cgrid_status
add_file(struct cgrid_ctx *ctx, struct cgrid_gdal_files *files, const char *path, const char *shown)
{
	const size_t i = files->input.count;
	enum cgrid_status status = cgrid_file_read_shown(ctx, path, shown, &files->bytes[i]);
	files->names[i] = status ? NULL : cgrid_path_name(path);
	if (!status && !files->names[i])
		status = cgrid_fail_memory(ctx);
	files->list[i] =
	    (struct cgrid_gdal_file){files->names[i], files->bytes[i].data, files->bytes[i].size};
	files->input.files = files->list;
	files->input.count++;
	return status;
}

/* A file that is there belongs to it, in either case of its extension. */
static enum cgrid_status
add_other(struct cgrid_ctx *ctx, struct cgrid_gdal_files *files, const char *path, const char *shown,
	  const char *extension)
{
	char upper[8] = "";
	for (size_t i = 0; extension[i] && i < sizeof upper - 1; i++)
		upper[i] = extension[i] >= 'a' && extension[i] <= 'z' ? (char)(extension[i] - 'a' + 'A')
								      : extension[i];
	const char *const cases[] = {extension, upper};
	enum cgrid_status status = CGRID_OK;
	bool there = false;
	for (int i = 0; i < 2 && !status && !there; i++) {
		char *other = cgrid_path_beside(path, cases[i]);
		char *other_shown = cgrid_path_beside(shown, cases[i]);
		there = other && other_shown && cgrid_path_kind(other) == CGRID_PATH_FILE;
		if (!other || !other_shown)
			status = cgrid_fail_memory(ctx);
		else if (there)
			status = add_file(ctx, files, other, other_shown);
		free(other);
		free(other_shown);
	}
	return status;
}

/* What a drawing is poorer without. */
static void
say_lack(struct cgrid_ctx *ctx, const struct cgrid_source *source, const char *extension)
{
	if (strcmp(extension, ".dbf") == 0)
		cgrid_log(ctx, CGRID_WARNING, source,
			  "its table (.dbf) is not beside it: nothing in it has a name or a level");
	else if (strcmp(extension, ".shx") == 0)
		cgrid_log(ctx, CGRID_WARNING, source,
			  "its index (.shx) is not beside it: it is made again");
}

/* What a program has written and not yet put into the file would be missing without a word. */
static enum cgrid_status
refuse_open(struct cgrid_ctx *ctx, const char *path, const struct cgrid_source *source)
{
	struct cgrid_buf log = {0};
	struct stat about;
	cgrid_buf_text(&log, path);
	cgrid_buf_text(&log, "-wal");
	const bool failed = log.failed;
	const bool pending = !failed && stat(log.data, &about) == 0 && about.st_size > 0;
	cgrid_buf_free(&log);
	if (failed)
		return cgrid_fail_memory(ctx);
	return pending ? cgrid_fail_at(ctx, CGRID_E_MEANING, source,
				       "a program has it open and has not written all of it (-wal): "
				       "close it there first")
		       : CGRID_OK;
}

enum cgrid_status
cgrid_gdal_files_read(struct cgrid_ctx *ctx, const char *path, const char *shown,
		      struct cgrid_gdal_files *files)
{
	const struct cgrid_source source = {shown, 0, 0};
	const struct format *format = NULL;
	*files = (struct cgrid_gdal_files){0};
	for (size_t i = 0; i < FORMATS && !format; i++)
		if (cgrid_same_text(cgrid_path_extension(path), formats[i].extension))
			format = &formats[i];
	if (!format)
		return cgrid_fail_at(
		    ctx, CGRID_E_UNSUPPORTED, &source,
		    "no format that is read: IMDF, GeoJSON, OpenStreetMap, CAD (.dxf, .dwg, .dgn), "
		    "GIS (.shp, .gpkg, .fgb, .kml, .tab, .mif), pictures, campus.json");
	files->input.driver = format->driver;
	enum cgrid_status status = CGRID_OK;
	if (strcmp(format->driver, "GPKG") == 0)
		status = refuse_open(ctx, path, &source);
	if (!status)
		status = add_file(ctx, files, path, shown);
	for (size_t i = 0; !status && i < CGRID_GDAL_FILES - 1 && format->others[i]; i++) {
		const size_t before = files->input.count;
		status = add_other(ctx, files, path, shown, format->others[i]);
		if (!status && files->input.count == before)
			say_lack(ctx, &source, format->others[i]);
	}
	if (status)
		cgrid_gdal_files_free(files);
	return status;
}

void
cgrid_gdal_files_free(struct cgrid_gdal_files *files)
{
	for (size_t i = 0; i < CGRID_GDAL_FILES; i++) {
		cgrid_bytes_free(&files->bytes[i]);
		free(files->names[i]);
	}
	*files = (struct cgrid_gdal_files){0};
}
