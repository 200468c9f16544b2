/* SPDX-License-Identifier: Apache-2.0 */
/* The helper that reads plans: everything but drawing and the quick answer. */
#include "cli.h"

const struct cli_handler cli_handlers[] = {
    {CLI_init, cmd_init},     {CLI_place, cmd_place}, {CLI_info, cmd_info},
    {CLI_grid, cmd_grid},     {CLI_table, cmd_table}, {CLI_resolve, cmd_resolve},
    {CLI_locate, cmd_locate}, {CLI_alert, cmd_alert}, {CLI_pack, cmd_pack},
};
const size_t cli_handler_count = sizeof cli_handlers / sizeof *cli_handlers;

const char *
cli_libraries(void)
{
	static char text[128];
	cgrid_libraries(text, sizeof text);
	return text;
}
