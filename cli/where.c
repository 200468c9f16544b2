/* SPDX-License-Identifier: Apache-2.0 */
/*
 * No environment and no PATH: a program that is told by its surroundings what
 * to start can be made to start something else.
 */
#include "where.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* CLI_BINDIR, CLI_LIBEXECDIR and CLI_LIBDIR are relative to the prefix (or
 * absolute, where the installation was told so). */

/* The folder of the running program, without a slash at its end. */
static bool
own_folder(char *path, size_t size)
{
	ssize_t n = readlink("/proc/self/exe", path, size);
	if (n <= 0 || (size_t)n >= size)
		return false;
	path[n] = '\0';
	char *slash = strrchr(path, '/');
	if (!slash)
		return false;
	*slash = '\0';
	return true;
}

/* `folder` ends in /`below`: cuts that off, which leaves the prefix. */
static bool
cut_prefix(char *folder, const char *below)
{
	size_t n = strlen(folder), m = strlen(below);
	if (n < m + 1 || strcmp(folder + n - m, below) != 0 || folder[n - m - 1] != '/')
		return false;
	folder[n - m - 1] = '\0';
	return true;
}

static bool
fits(int wrote, size_t size)
{
	return wrote > 0 && (size_t)wrote < size;
}

/* PREFIX/below/name, or below/name where that is absolute. */
static bool
under(const char *prefix, const char *below, const char *name, char *path, size_t size)
{
	const char *slash = name[0] != '\0' ? "/" : "";
	if (below[0] == '/')
		return fits(snprintf(path, size, "%s%s%s", below, slash, name), size);
	return fits(snprintf(path, size, "%s/%s%s%s", prefix, below, slash, name), size);
}

bool
cli_helper_file(const char *name, char *path, size_t size)
{
	char folder[4096], prefix[4096];
	if (!own_folder(folder, sizeof folder))
		return false;
	memcpy(prefix, folder, sizeof prefix);
	if (cut_prefix(prefix, CLI_BINDIR) && under(prefix, CLI_LIBEXECDIR, name, path, size) &&
	    access(path, X_OK) == 0)
		return true;
	return fits(snprintf(path, size, "%s/%s", folder, name), size) && access(path, X_OK) == 0;
}

bool
cli_module_folder(char *path, size_t size)
{
	char folder[4096];
	if (!own_folder(folder, sizeof folder))
		return false;
	if (cut_prefix(folder, CLI_LIBEXECDIR))
		return under(folder, CLI_LIBDIR, "", path, size) && access(path, X_OK) == 0;
	return fits(snprintf(path, size, "%s/../lib", folder), size) && access(path, X_OK) == 0;
}
