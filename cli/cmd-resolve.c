/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

enum cli_exit
cmd_resolve(struct cli *cli)
{
	return cli_records(cli, cgrid_locate_sensor);
}
