/* SPDX-License-Identifier: Apache-2.0 */
#include "peer-geographic.h"

#include <GeographicLib/MGRS.hpp>
#include <GeographicLib/UTMUPS.hpp>
#include <cstring>
#include <string>

int
peer_to_mgrs(double lat, double lon, char *text, size_t size)
{
	static std::string mgrs;
	int zone;
	bool north;
	double x, y;
	GeographicLib::UTMUPS::Forward(lat, lon, zone, north, x, y);
	GeographicLib::MGRS::Forward(zone, north, x, y, lat, 5, mgrs);
	if (mgrs.size() >= size)
		return 0;
	memcpy(text, mgrs.c_str(), mgrs.size() + 1);
	return static_cast<int>(mgrs.size());
}

int
peer_from_mgrs(const char *text, double *lat, double *lon)
{
	int zone, precision;
	bool north;
	double x, y;
	GeographicLib::MGRS::Reverse(text, zone, north, x, y, precision, true);
	GeographicLib::UTMUPS::Reverse(zone, north, x, y, *lat, *lon);
	return 1;
}
