/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

#include <string.h>

enum cli_exit
cmd_init(struct cli *cli)
{
	const char *folder = cli->args.operands[0];
	size_t n = strlen(folder);
	struct cgrid_buf text = {0};
	/* What was guessed is the point of this command. */
	cli->verbose = true;
	enum cgrid_status status = cgrid_campus_init(cli->ctx, folder, cgrid_buf_sink(&text));
	enum cli_exit code = status ? cli_failed(cli, status) : CLI_DONE;
	struct cgrid_buf path = {0};
	cgrid_buf_text(&path, folder);
	cgrid_buf_text(&path, n > 0 && folder[n - 1] == '/' ? "campus.json" : "/campus.json");
	if (!code && path.failed)
		code = cli_failed(cli, CGRID_E_MEMORY);
	if (!code)
		code = cli_output_text(cli, path.data, &text);
	if (!code && !cli->quiet)
		cli_say(cli, "%s: written", path.data);
	cgrid_buf_free(&path);
	cgrid_buf_free(&text);
	return code;
}
