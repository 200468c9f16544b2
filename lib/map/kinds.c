/* SPDX-License-Identifier: Apache-2.0 */
/* The vocabulary of data/kinds.def, as maps ask for it. */
#include "map/making.h"

#include <math.h>
#include <string.h>

static const struct cgrid_map_kind kinds[CGRID_KIND_COUNT] = {
#define OWNER CGRID_OWNER
#define RESPONDER CGRID_RESPONDER
#define PUBLIC CGRID_PUBLIC
#define KIND(word, group, title, audience) {#word, CGRID_KIND_##group, title, audience},
#include "kinds.def"
#undef KIND
#undef OWNER
#undef RESPONDER
#undef PUBLIC
};

const struct cgrid_map_kind *
cgrid_map_kind_at(size_t i)
{
	return &kinds[i];
}

size_t
cgrid_map_kind_find(const char *word)
{
	for (size_t i = 0; i < CGRID_KIND_COUNT; i++)
		if (strcmp(kinds[i].word, word) == 0)
			return i;
	return CGRID_KIND_COUNT;
}

bool
cgrid_map_shows(enum cgrid_audience audience, const char *kind)
{
	const size_t i = cgrid_map_kind_find(kind);
	return audience == CGRID_OWNER || (i < CGRID_KIND_COUNT && kinds[i].audience >= audience);
}

double
cgrid_pt(const struct cgrid_making *making, double size)
{
	return fmax(CGRID_SMALLEST_PT, size * making->sheet.type);
}
