/* SPDX-License-Identifier: Apache-2.0 */
/* What a DXF file says of its unit: a pair of lines a value, a code and its text. */
#include "base/num.h"
#include "read/cad.h"

#include <string.h>

struct lines {
	const char *at, *end;
	uint32_t line;
};

/* The next line without blanks at its ends; false at the end. */
static bool
next_line(struct lines *lines, const char **text, size_t *length)
{
	if (lines->at >= lines->end)
		return false;
	const char *from = lines->at, *to = memchr(from, '\n', (size_t)(lines->end - from));
	if (!to)
		to = lines->end;
	lines->at = to < lines->end ? to + 1 : to;
	lines->line++;
	while (from < to && (*from == ' ' || *from == '\t'))
		from++;
	while (to > from && (to[-1] == ' ' || to[-1] == '\t' || to[-1] == '\r'))
		to--;
	*text = from;
	*length = (size_t)(to - from);
	return true;
}

static bool
is_word(const char *text, size_t length, const char *word)
{
	return length == strlen(word) && memcmp(text, word, length) == 0;
}

bool
cgrid_dxf_units(const char *bytes, size_t size, int *units_out, uint32_t *line_out)
{
	if (size == 0)
		return false;
	struct lines lines = {bytes, bytes + size, 0};
	const char *code, *text;
	size_t code_length, length;
	bool asked = false;
	while (next_line(&lines, &code, &code_length) && next_line(&lines, &text, &length)) {
		if (is_word(code, code_length, "0") && is_word(text, length, "ENDSEC"))
			return false; /* the header is the first section */
		if (is_word(code, code_length, "9"))
			asked = is_word(text, length, "$INSUNITS");
		int64_t units;
		if (asked && is_word(code, code_length, "70") &&
		    cgrid_integer_parse(text, length, 0, 24, &units)) {
			*units_out = (int)units;
			*line_out = lines.line;
			return true;
		}
	}
	return false;
}

const char *
cgrid_dxf_unit_word(int units)
{
	/* Autodesk DXF reference, $INSUNITS. */
	static const char *const words[] = {
	    [1] = "in", [2] = "ft", [4] = "mm", [5] = "cm", [6] = "m", [21] = "us-ft", [24] = NULL};
	return units >= 0 && units <= 24 ? words[units] : NULL;
}
