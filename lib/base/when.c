/* SPDX-License-Identifier: Apache-2.0 */
/* Times of RFC 3339 and seconds since 1970, by arithmetic: no time zone of the machine. */
#include "base/when.h"

#include <stdio.h>
#include <string.h>

/* Days from 1970-01-01 to a day of the Gregorian calendar; years begin in March, so that the odd day
 * comes last. */
static int64_t
days_of(int64_t year, int month, int day)
{
	year -= month <= 2;
	const int64_t era = year / 400, of_era = year % 400;
	const int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int
days_in(int64_t year, int month)
{
	static const char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && leap);
}

void
cgrid_time_text(int64_t seconds, char when[CGRID_TIME_SIZE])
{
	const int64_t days = seconds / 86400, rest = seconds % 86400;
	int64_t year = 1970 + days / 366;
	int month = 1;
	while (days_of(year + 1, 1, 1) <= days)
		year++;
	while (month < 12 && days_of(year, month + 1, 1) <= days)
		month++;
	snprintf(when, CGRID_TIME_SIZE, "%04u-%02u-%02uT%02u:%02u:%02uZ", (unsigned)year % 10000,
		 (unsigned)month % 100, (unsigned)(days - days_of(year, month, 1) + 1) % 100,
		 (unsigned)(rest / 3600) % 100, (unsigned)(rest / 60) % 60, (unsigned)rest % 60);
}

/* `count` digits, then `after` (any of these; 0 for nothing); -1 for other text. */
static int
digits(const char **text, int count, const char *after)
{
	int value = 0;
	for (int i = 0; i < count; i++, ++*text) {
		if (**text < '0' || **text > '9')
			return -1;
		value = value * 10 + (**text - '0');
	}
	if (!after)
		return value;
	return **text && strchr(after, *(*text)++) ? value : -1;
}

/* "Z", "+05:00", "-05:00" and the end of the text, as seconds east; false otherwise. */
static bool
offset(const char *text, int64_t *east)
{
	*east = 0;
	if ((*text == 'Z' || *text == 'z') && text[1] == '\0')
		return true;
	const int sign = *text == '-' ? -1 : 1;
	if (*text != '+' && *text != '-')
		return false;
	text++;
	const int hours = digits(&text, 2, ":"), minutes = hours < 0 ? -1 : digits(&text, 2, NULL);
	*east = sign * (hours * 3600 + minutes * 60);
	return hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 && *text == '\0';
}

bool
cgrid_time_parse(const char *text, int64_t *seconds_out)
{
	static const char *const after[] = {"-", "-", "Tt ", ":", ":", NULL};
	int parts[6];
	int64_t east;
	for (int i = 0; i < 6; i++)
		if ((parts[i] = digits(&text, i == 0 ? 4 : 2, after[i])) < 0)
			return false;
	if (*text == '.') {
		do
			text++;
		while (*text >= '0' && *text <= '9');
		if (text[-1] == '.')
			return false;
	}
	if (parts[1] < 1 || parts[1] > 12 || parts[2] < 1 || parts[2] > days_in(parts[0], parts[1]) ||
	    parts[3] > 23 || parts[4] > 59 || parts[5] > 60 || !offset(text, &east))
		return false;
	*seconds_out = days_of(parts[0], parts[1], parts[2]) * 86400 + parts[3] * 3600 + parts[4] * 60 +
		       parts[5] - east;
	return *seconds_out >= 0 && *seconds_out <= CGRID_TIME_LAST;
}
