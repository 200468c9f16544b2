/* SPDX-License-Identifier: Apache-2.0 */
/* Seconds since 1970 as text, in UTC. The other way is public: cgrid_time_parse of base.h. */
#ifndef CGRID_BASE_WHEN_H
#define CGRID_BASE_WHEN_H

#include <campusgrid/base.h>

#define CGRID_TIME_LAST INT64_C(253402214400) /* the last day of the year 9999 begins */
enum { CGRID_TIME_SIZE = 24 };
/* "2026-09-01T14:03:22Z" */
void cgrid_time_text(int64_t seconds, char text[CGRID_TIME_SIZE]);

#endif
