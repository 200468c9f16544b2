/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The loadable reader: CAD drawings, GIS files and pictures through GDAL's C API. A module of its own,
 * because GDAL takes 73 ms to load and most campuses need none of it. It hands on what GDAL says; what
 * that means is for the library.
 */
#include "read/gdal-inside.h"

#include <stdio.h>
#include <string.h>

/* What holds while a file is open, for this thread alone: a program that uses GDAL itself finds its own
 * options again. */
static const struct {
	const char *name, *value;
} options[] = {
    /* Nothing is read or written beside the file, and none of GDAL's network file systems finds one. */
    {"GDAL_PAM_ENABLED", "NO"},
    {"CPL_VSIL_CURL_ALLOWED_FILENAME", "none"},
    {"CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "{none}"},
    {"GDAL_HTTP_TIMEOUT", "1"},
    {"GDAL_HTTP_MAX_RETRY", "0"},
    {"OGR_SQLITE_LOAD_EXTENSIONS", NULL},
    /* A list of offsets that is lost is made again, in memory. */
    {"SHAPE_RESTORE_SHX", "YES"},
    /* Closed lines of CAD drawings are rooms. */
    {"DXF_CLOSED_LINE_AS_POLYGON", "TRUE"},
    {"GDAL_PDF_DPI", "150"},
    {"GDAL_PDF_BANDS", "3"},
};
enum { OPTIONS = sizeof options / sizeof *options };

_Static_assert((int)OPTIONS <= (int)OPTIONS_MOST, "options to keep");

/* Nothing is printed: a failure is GDAL's last error, and the first warning is kept. */
static void CPL_STDCALL
on_message(CPLErr severity, CPLErrorNum number, const char *text)
{
	struct opened *opened = CPLGetErrorHandlerUserData();
	(void)number;
	if (severity == CE_Warning && !opened->doubt[0])
		snprintf(opened->doubt, sizeof opened->doubt, "%.120s", text);
}

int
gdal_fail(const struct opened *opened, const char *text)
{
	const char *reason = CPLGetLastErrorType() >= CE_Failure ? CPLGetLastErrorMsg() : "";
	/* Its names are those of the folder in memory, which nobody knows. */
	const size_t folder = strlen(opened->folder) + 1;
	const char *from = reason[0] ? reason : text;
	size_t size = 0;
	while (*from && size < CGRID_GDAL_ERROR - 1) {
		if (strncmp(from, opened->folder, folder - 1) == 0 && from[folder - 1] == '/')
			from += folder;
		else
			opened->error[size++] = *from++;
	}
	opened->error[size] = '\0';
	return 1;
}

static bool
put_files(struct opened *opened, const struct cgrid_gdal_input *input)
{
	snprintf(opened->folder, sizeof opened->folder, "/vsimem/campusgrid-%p", (void *)opened);
	for (size_t i = 0; i < input->count; i++) {
		const struct cgrid_gdal_file *file = &input->files[i];
		const char *path = CPLFormFilename(opened->folder, file->name, NULL);
		/* It is read only; it is not GDAL's to free. */
		VSILFILE *put =
		    VSIFileFromMemBuffer(path, (GByte *)file->data, (vsi_l_offset)file->size, FALSE);
		if (!put)
			return false;
		VSIFCloseL(put);
	}
	return true;
}

void
gdal_close(struct opened *opened)
{
	if (opened->dataset)
		GDALClose(opened->dataset);
	VSIRmdirRecursive(opened->folder);
	OSRSetPROJEnableNetwork(opened->network);
	for (size_t i = 0; i < OPTIONS; i++) {
		CPLSetThreadLocalConfigOption(options[i].name, opened->kept[i]);
		CPLFree(opened->kept[i]);
	}
	CPLPopErrorHandler();
}

int
gdal_open(struct opened *opened, const struct cgrid_gdal_input *input, unsigned kind,
	  char error[CGRID_GDAL_ERROR])
{
	const char *const drivers[] = {input->driver, NULL};
	*opened = (struct opened){.error = error, .network = OSRGetPROJEnableNetwork()};
	CPLPushErrorHandlerEx(on_message, opened);
	CPLErrorReset();
	OSRSetPROJEnableNetwork(0);
	for (size_t i = 0; i < OPTIONS; i++) {
		const char *own = CPLGetThreadLocalConfigOption(options[i].name, NULL);
		opened->kept[i] = own ? CPLStrdup(own) : NULL;
		CPLSetThreadLocalConfigOption(options[i].name, options[i].value);
	}
	GDALAllRegister();
	if (!GDALGetDriverByName(input->driver))
		return 3;
	if (!put_files(opened, input))
		return gdal_fail(opened, "out of memory");
	const char *path = CPLFormFilename(opened->folder, input->files[0].name, NULL);
	opened->dataset = GDALOpenEx(path, kind | GDAL_OF_READONLY, drivers, NULL, NULL);
	opened->doubt[0] = '\0';
	char text[80];
	snprintf(text, sizeof text, "its driver (%s) finds nothing to read in it", input->driver);
	return opened->dataset ? 0 : gdal_fail(opened, text);
}

void
gdal_name_crs(OGRSpatialReferenceH crs, char name[CGRID_GDAL_CRS])
{
	name[0] = '\0';
	OGRSpatialReferenceH copy = crs ? OSRClone(crs) : NULL;
	if (!copy)
		return;
	const char *part = OSRIsProjected(copy) ? "PROJCS" : OSRIsGeographic(copy) ? "GEOGCS" : NULL;
	if (part && !OSRGetAuthorityCode(copy, part))
		OSRAutoIdentifyEPSG(copy);
	const char *authority = part ? OSRGetAuthorityName(copy, part) : NULL;
	const char *code = part ? OSRGetAuthorityCode(copy, part) : NULL;
	if (authority && code && strcmp(authority, "EPSG") == 0)
		snprintf(name, CGRID_GDAL_CRS, "EPSG:%.20s", code);
	OSRDestroySpatialReference(copy);
}
