/* SPDX-License-Identifier: Apache-2.0 */
#include "read/dxf-header.h"

#include "base/num.h"

#include <string.h>

static const struct cgrid_dxf_unit units[] = {
    {1, "inches", 0.0254},     {2, "feet", 0.3048},
    {4, "millimetres", 0.001}, {5, "centimetres", 0.01},
    {6, "metres", 1},          {10, "yards", 0.9144},
    {14, "decimetres", 0.1},   {21, "US survey feet", 1200.0 / 3937.0},
};

const struct cgrid_dxf_unit *
cgrid_dxf_unit(int64_t number)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (units[i].number == number)
			return &units[i];
	return NULL;
}

struct lines {
	const char *at, *end;
	size_t number;
};

/* The next line without blanks around it: DXF ends lines by LF or CRLF, and pads codes. */
static bool
next_line(struct lines *lines, const char **text_out, size_t *length_out)
{
	if (lines->at >= lines->end)
		return false;
	const char *from = lines->at;
	const char *to = memchr(from, '\n', (size_t)(lines->end - from));
	lines->at = to ? to + 1 : lines->end;
	to = to ? to : lines->end;
	lines->number++;
	while (from < to && (*from == ' ' || *from == '\t'))
		from++;
	while (to > from && (to[-1] == ' ' || to[-1] == '\t' || to[-1] == '\r'))
		to--;
	*text_out = from;
	*length_out = (size_t)(to - from);
	return true;
}

static bool
is(const char *text, size_t length, const char *word)
{
	return length == strlen(word) && memcmp(text, word, length) == 0;
}

void
cgrid_dxf_header(const char *bytes, size_t size, struct cgrid_dxf_header *header_out)
{
	static const char mark[] = "AutoCAD Binary DXF";
	struct lines lines = {bytes, bytes + size, 0};
	const char *code, *value;
	size_t code_length, length;
	bool wanted = false;
	*header_out = (struct cgrid_dxf_header){0};
	header_out->binary = size >= sizeof mark - 1 && memcmp(bytes, mark, sizeof mark - 1) == 0;
	while (next_line(&lines, &code, &code_length) && next_line(&lines, &value, &length)) {
		if (is(code, code_length, "0") && is(value, length, "ENDSEC"))
			return;
		if (wanted && is(code, code_length, "70") &&
		    cgrid_integer_parse(value, length, 0, 1000, &header_out->units)) {
			header_out->has_units = true;
			header_out->units_line = lines.number;
			return;
		}
		wanted = is(code, code_length, "9") && is(value, length, "$INSUNITS");
	}
}
