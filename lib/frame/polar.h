/* SPDX-License-Identifier: Apache-2.0 */
/* UPS: polar stereographic on WGS 84, scale 0.994 at the pole, false origin 2,000 km. */
#ifndef CGRID_FRAME_POLAR_H
#define CGRID_FRAME_POLAR_H

#include <campusgrid/base.h>

struct cgrid_xy cgrid_polar_forward(bool north, struct cgrid_lonlat at);
struct cgrid_lonlat cgrid_polar_inverse(bool north, struct cgrid_xy at);

#endif
