/* SPDX-License-Identifier: Apache-2.0 */
/* A helper program: the commands of one table. */
#include "cli.h"
#include "where.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int
versions(void)
{
	printf("%s\n", cli_libraries());
	return fflush(stdout) == 0 ? CLI_DONE : CLI_OUTPUT;
}

int
main(int argc, char **argv)
{
	char modules[4096];
	cli_fill_descriptors();
	cli_signals();
	if (argc > 1 && strcmp(argv[1], "--version") == 0)
		return versions();
	for (size_t i = 0; argc > 1 && i < cli_handler_count; i++) {
		const struct cli_handler *handler = &cli_handlers[i];
		if (strcmp(cli_commands[handler->id].name, argv[1]) == 0)
			return (int)cli_run(&cli_commands[handler->id], handler->run,
					    cli_module_folder(modules, sizeof modules) ? modules : NULL,
					    argc - 2, (const char **)argv + 2);
	}
	fputs("campusgrid: this program is started by campusgrid\n", stderr);
	return CLI_USAGE;
}
