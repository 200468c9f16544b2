/* SPDX-License-Identifier: Apache-2.0 */
#include "frame/zones.h"

#include "frame/tmerc.h"

#include <math.h>
#include <string.h>

static const char bands[] = "CDEFGHJKLMNPQRSTUVWX";

/* Where a zone is not 6 degrees wide. An empty row is a zone that does not exist in this band. */
static const struct {
	char band;
	int zone;
	double min_lon, max_lon;
} exceptions[] = {
    {'V', 31, 0, 3},   {'V', 32, 3, 12},  {'X', 31, 0, 9},   {'X', 32, 9, 9},   {'X', 33, 9, 21},
    {'X', 34, 21, 21}, {'X', 35, 21, 33}, {'X', 36, 33, 33}, {'X', 37, 33, 42},
};
enum { EXCEPTIONS = sizeof exceptions / sizeof *exceptions };

char
cgrid_utm_band(double lat)
{
	/* Divided before anything is added: 80 would swallow a last bit below a line. */
	int i = (int)floor(lat / 8) + 10;
	return bands[i < 0 ? 0 : i > 19 ? 19 : i];
}

int
cgrid_utm_zone(struct cgrid_lonlat at)
{
	double lon = cgrid_wrap_lon(at.lon);
	if (!(at.lat >= -80 && at.lat < 84))
		return 0;
	char band = cgrid_utm_band(at.lat);
	for (int i = 0; i < EXCEPTIONS; i++)
		if (exceptions[i].band == band && lon >= exceptions[i].min_lon &&
		    lon < exceptions[i].max_lon)
			return exceptions[i].zone;
	return (int)floor(lon / 6) + 31;
}

struct cgrid_zone_box
cgrid_utm_box(int zone, char band)
{
	const char *at = band == '\0' ? NULL : strchr(bands, band);
	if (!at || zone < 1 || zone > 60)
		return (struct cgrid_zone_box){1, 0, 1, 0};
	double min_lat = -80 + 8 * (double)(at - bands);
	struct cgrid_zone_box box = {6 * zone - 186, 6 * zone - 180, min_lat,
				     min_lat + (band == 'X' ? 12 : 8)};
	for (int i = 0; i < EXCEPTIONS; i++)
		if (exceptions[i].band == band && exceptions[i].zone == zone) {
			box.min_lon = exceptions[i].min_lon;
			box.max_lon = exceptions[i].max_lon;
		}
	if (box.min_lon == box.max_lon)
		return (struct cgrid_zone_box){1, 0, 1, 0};
	return box;
}
