/* SPDX-License-Identifier: Apache-2.0 */
/* Where the parts of an installation are, seen from the running program. */
#ifndef CGRID_CLI_WHERE_H
#define CGRID_CLI_WHERE_H

#include <stdbool.h>
#include <stddef.h>

/* The file of a helper program: under libexec of the same installation, else
 * in the folder of this program (a build tree). False when neither is there. */
bool cli_helper_file(const char *name, char *path, size_t size);
/* The folder of loadable readers, from a helper. False when there is none. */
bool cli_module_folder(char *path, size_t size);

#endif
