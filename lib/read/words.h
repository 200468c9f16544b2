/* SPDX-License-Identifier: Apache-2.0 */
/* What the words of drawings mean: one table, data/categories.def, for every reader. */
#ifndef CGRID_READ_WORDS_H
#define CGRID_READ_WORDS_H

#include <campusgrid/campus.h>

/* The kind of a room by its category ("classroom", "stairs", "opentobelow", "restroom.male");
 * unknown words and "" are rooms. */
enum cgrid_room_kind cgrid_room_kind_of(const char *category);

#endif
