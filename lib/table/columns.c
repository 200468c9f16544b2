/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 7, table: the columns, in the order that scripts rely on. */
#include "table/rows.h"

#define AT(member) offsetof(struct cgrid_table_row, member)
#define TEXT(name)                                                                                     \
	{                                                                                              \
#name, CGRID_COLUMN_TEXT, AT(name), 0, NULL                                            \
	}
#define CHARS(name)                                                                                    \
	{                                                                                              \
#name, CGRID_COLUMN_CHARS, AT(name), 0, NULL                                           \
	}
#define METRES(name)                                                                                   \
	{                                                                                              \
#name, CGRID_COLUMN_METRES, AT(name), 0, NULL                                          \
	}
#define SHARE(name)                                                                                    \
	{                                                                                              \
#name, CGRID_COLUMN_SHARE, AT(name), 0, NULL                                           \
	}
#define ORDINAL                                                                                        \
	{                                                                                              \
		"ordinal", CGRID_COLUMN_INTEGER, AT(ordinal), AT(has_ordinal), NULL                    \
	}
#define EXTERIOR                                                                                       \
	{                                                                                              \
		"exterior", CGRID_COLUMN_BOOL, AT(exterior), 0, NULL                                   \
	}
#define LAT                                                                                            \
	{                                                                                              \
		"lat", CGRID_COLUMN_DEGREES, AT(ground.lat), 0, NULL                                   \
	}
#define LON                                                                                            \
	{                                                                                              \
		"lon", CGRID_COLUMN_DEGREES, AT(ground.lon), 0, NULL                                   \
	}
#define COUNT(name, i)                                                                                 \
	{                                                                                              \
#name, CGRID_COLUMN_COUNT, AT(counts[i]), 0, NULL                                      \
	}
#define END                                                                                            \
	{                                                                                              \
		NULL, CGRID_COLUMN_TEXT, 0, 0, NULL                                                    \
	}

/* clang-format off */
const struct cgrid_column cgrid_cell_columns[] = {
	CHARS(cell), CHARS(column), CHARS(row), LAT, LON, CHARS(usng),
	COUNT(rooms, 0), COUNT(doors, 1), COUNT(assets, 2), COUNT(sensors, 3), END,
};
const struct cgrid_column cgrid_room_columns[] = {
	TEXT(id), TEXT(building), TEXT(level), ORDINAL, TEXT(room), TEXT(name), TEXT(category),
	CHARS(cell), TEXT(cells), LAT, LON, CHARS(usng), METRES(area_m2), END,
};
const struct cgrid_column cgrid_piece_columns[] = {
	TEXT(id), TEXT(building), TEXT(level), ORDINAL, TEXT(room), CHARS(cell), METRES(area_m2),
	SHARE(share), LAT, LON, END,
};
const struct cgrid_column cgrid_door_columns[] = {
	TEXT(id), TEXT(building), TEXT(level), ORDINAL, TEXT(door), EXTERIOR, TEXT(rooms),
	CHARS(cell), LAT, LON, CHARS(usng), END,
};
const struct cgrid_column cgrid_asset_columns[] = {
	TEXT(id), TEXT(kind), TEXT(name), TEXT(building), TEXT(level), ORDINAL, TEXT(room),
	CHARS(cell), LAT, LON, CHARS(usng), END,
};
/* clang-format on */
