/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

enum cli_exit
cmd_locate(struct cli *cli)
{
	return cli_records(cli, cgrid_locate_place);
}
