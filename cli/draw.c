/* SPDX-License-Identifier: Apache-2.0 */
/* The helper that draws. */
#include "cli.h"

#include <campusgrid/map.h>

const struct cli_handler cli_handlers[] = {
    {CLI_map, cmd_map},
};
const size_t cli_handler_count = sizeof cli_handlers / sizeof *cli_handlers;

const char *
cli_libraries(void)
{
	return cgrid_map_libraries();
}
