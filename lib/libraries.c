/* SPDX-License-Identifier: Apache-2.0 */
/* What the library stands on, by version. */
#include "base/geos.h"
#include "base/png.h"
#include "base/zip.h"
#include "frame/crs.h"
#include "table/rows.h"

#include <campusgrid/campusgrid.h>

#include <stdio.h>
#include <string.h>

size_t
cgrid_libraries(char *text, size_t size)
{
	int n = snprintf(text, size, "GEOS %s, PROJ %s, libpng %s, libzip %s, SQLite %s",
			 cgrid_geos_version(), cgrid_proj_version(), cgrid_png_version(),
			 cgrid_zip_version(), cgrid_sqlite_version());
	return n < 0 ? 0 : (size_t)n;
}
